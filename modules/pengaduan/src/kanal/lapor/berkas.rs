//! Files instead of the adapter: CSV in the columns of the exchange, out and in.
use kernel::App;
use kernel::indonesia::csv_deteksi::csv_deteksi;
use kernel::{Error, Result, args};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};
use uuid::Uuid;

use super::bentuk::{Laporan, cacat};
use super::kerja;
use crate::model::{Kanal, Sifat};
use crate::open311::minta::saat;
use crate::store::{pelapor, satu};

/// Columns, in the order in which they go out; they may come in any order.
pub const KOLOM: [&str; 9] =
    ["nomor", "judul", "uraian", "kategori", "klasifikasi", "desa", "keadaan", "diterima", "diubah"];
/// Most rows of a file.
pub const BARIS: usize = 2000;

/// One row of a file that came.
#[derive(Debug, Clone, PartialEq)]
pub struct Baris {
    /// Where it stands, the heading being 1.
    pub nomor_baris: usize,
    /// The report, or why it is none.
    pub isi: std::result::Result<Laporan, String>,
}

/// Reads a file.
///
/// # Errors
/// Says in a sentence what is wrong with the whole.
pub fn baca(bytes: &[u8], zona: UtcOffset, kini: OffsetDateTime) -> std::result::Result<Vec<Baris>, String> {
    let ada = csv_deteksi(bytes).map_err(|galat| galat.to_string())?;
    let pemisah = u8::try_from(ada.pemisah).unwrap_or(b',');
    let mut pembaca = csv::ReaderBuilder::new().delimiter(pemisah).flexible(true).from_reader(ada.teks.as_bytes());
    let kepala: Vec<String> = match pembaca.headers() {
        Ok(kepala) => kepala.iter().map(|nama| nama.trim().to_lowercase()).collect(),
        Err(_) => return Err("Baris judul tidak terbaca.".to_owned()),
    };
    let wajib: Vec<&str> =
        ["nomor", "judul", "uraian"].into_iter().filter(|nama| !kepala.iter().any(|ada| ada == nama)).collect();
    if !wajib.is_empty() {
        return Err(format!("Kolom {} tidak ada. Pakai judul kolom: {}.", wajib.join(", "), KOLOM.join(", ")));
    }
    let mut semua = vec![];
    for (rekaman, nomor_baris) in pembaca.records().zip(2..) {
        if semua.len() >= BARIS {
            return Err(format!("Paling banyak {BARIS} baris dalam satu berkas."));
        }
        let isi = match rekaman {
            Ok(rekaman) => {
                let teks = |nama: &str| {
                    let tempat = kepala.iter().position(|ada| ada == nama);
                    tempat.and_then(|tempat| rekaman.get(tempat)).map(polos).unwrap_or_default()
                };
                laporan(teks, zona, kini)
            }
            Err(_) => Err("baris tidak terbaca".to_owned()),
        };
        semua.push(Baris { nomor_baris, isi });
    }
    Ok(semua)
}

/// A cell without what guards it in spreadsheets.
fn polos(teks: &str) -> String {
    let teks = teks.trim();
    let dijaga = teks.strip_prefix('\'').filter(|sisa| sisa.starts_with(['=', '+', '-', '@']));
    dijaga.unwrap_or(teks).to_owned()
}

/// A cell that no spreadsheet takes for a formula.
fn jaga(teks: &str) -> String {
    if teks.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{teks}") } else { teks.to_owned() }
}

fn laporan(
    teks: impl Fn(&str) -> String,
    zona: UtcOffset,
    kini: OffsetDateTime,
) -> std::result::Result<Laporan, String> {
    let waktu = |nama: &str| match teks(nama).as_str() {
        "" => Ok(kini),
        isi => saat(isi, zona, false).ok_or_else(|| format!("{nama} bukan waktu, misalnya 2026-01-31T08:00:00+07:00")),
    };
    let boleh = |nama: &str| Some(teks(nama)).filter(|isi| !isi.is_empty());
    let keadaan = boleh("keadaan").unwrap_or_else(|| "terbuka".to_owned());
    let laporan = Laporan {
        nomor: teks("nomor"),
        judul: teks("judul"),
        uraian: teks("uraian"),
        kategori: boleh("kategori"),
        klasifikasi: boleh("klasifikasi"),
        desa: boleh("desa"),
        keadaan,
        diterima: waktu("diterima")?,
        diubah: waktu("diubah")?,
    };
    match cacat(&laporan) {
        Some(sebab) => Err(sebab.to_owned()),
        None => Ok(laporan),
    }
}

/// What would become of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nasib {
    /// Becomes a complaint.
    Baru,
    /// Is here already, or stands twice in the file.
    Sudah,
    /// Cannot be taken, and why.
    Cacat(String),
}

/// What would become of each row; nothing is changed.
pub async fn ramal(app: &App, semua: &[Baris]) -> Result<Vec<Nasib>> {
    let mut dilihat = std::collections::BTreeSet::new();
    let mut nasib = vec![];
    for baris in semua {
        nasib.push(match &baris.isi {
            Err(sebab) => Nasib::Cacat(sebab.clone()),
            Ok(laporan) => {
                let nomor = laporan.nomor.trim();
                let ada = !dilihat.insert(nomor.to_owned())
                    || crate::store::bernomor_luar(app, Kanal::Sp4n, nomor).await?.is_some();
                if ada { Nasib::Sudah } else { Nasib::Baru }
            }
        });
    }
    Ok(nasib)
}

/// Takes the rows in that can be taken; returns how many became complaints.
pub async fn ambil(app: &App, semua: &[Baris]) -> Result<usize> {
    let mut banyak = 0;
    for laporan in semua.iter().filter_map(|baris| baris.isi.as_ref().ok()) {
        banyak += usize::from(kerja::terima(app, laporan).await? == kerja::Hasil::Baru);
    }
    Ok(banyak)
}

/// Our reports that agencies have, of the last 90 days, as a file: masked, without reporters, the newest first, at most [`BARIS`].
pub async fn tulis(app: &App) -> Result<Vec<u8>> {
    let text = format!(
        "select {} from pengaduan p where p.diterima >= $1 and p.kanal <> $2 and p.sifat <> $3 and p.unit is not null \
         order by p.id desc limit {BARIS}",
        satu::KOLOM
    );
    let values = args![app.now() - time::Duration::days(90), Kanal::Sp4n.kode(), Sifat::Rahasia.kode()];
    let mut penulis = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    penulis.write_record(KOLOM).map_err(Error::internal)?;
    for row in app.db.query(&text, values).await? {
        let pengaduan = satu::pengaduan(&row)?;
        let id: Uuid = pengaduan.id;
        let nama = pelapor::buka(app, None, id).await?.nama;
        let laporan = kerja::laporan(&pengaduan, nama.as_deref());
        let waktu = |saat: OffsetDateTime| saat.to_offset(app.offset()).format(&Rfc3339).unwrap_or_default();
        let baris = [
            laporan.nomor,
            laporan.judul,
            laporan.uraian,
            laporan.kategori.unwrap_or_default(),
            laporan.klasifikasi.unwrap_or_default(),
            laporan.desa.unwrap_or_default(),
            laporan.keadaan,
            waktu(laporan.diterima),
            waktu(laporan.diubah),
        ];
        penulis.write_record(baris.iter().map(|sel| jaga(sel))).map_err(Error::internal)?;
    }
    penulis.into_inner().map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{datetime, offset};

    const KINI: OffsetDateTime = datetime!(2026-11-20 02:00 UTC);

    #[test]
    fn files_of_spreadsheets_are_read() {
        let teks = "\u{feff}Nomor;Uraian;Judul;Diterima;Keadaan\r\nLP-1;\"Lubang;\nbesar\";'=Jalan;2026-11-01;\r\n;a;b;;\r\nLP-2;a;b;kemarin;\r\n";
        let semua = baca(teks.as_bytes(), offset!(+7), KINI).unwrap();
        let pertama = semua[0].isi.as_ref().unwrap();
        assert_eq!(
            (pertama.nomor.as_str(), pertama.judul.as_str(), pertama.keadaan.as_str()),
            ("LP-1", "=Jalan", "terbuka")
        );
        assert_eq!(pertama.diterima, datetime!(2026-10-31 17:00 UTC));
        assert_eq!(pertama.diubah, KINI);
        assert!(semua[1].isi.as_ref().unwrap_err().contains("nomor"));
        assert!(semua[2].isi.as_ref().unwrap_err().contains("diterima"));
        assert_eq!(semua.iter().map(|baris| baris.nomor_baris).collect::<Vec<_>>(), [2, 3, 4]);
    }

    #[test]
    fn what_is_no_such_file_says_so() {
        for (isi, harap) in
            [(&b""[..], "kosong"), (b"%PDF-1.7", "bukan CSV"), (b"a,b\n1,2\n", "Kolom nomor, judul, uraian")]
        {
            let galat = baca(isi, offset!(+7), KINI).unwrap_err();
            assert!(galat.contains(harap), "{galat}");
        }
        let banyak = format!("nomor,judul,uraian\n{}", "a,b,c\n".repeat(BARIS + 1));
        assert!(baca(banyak.as_bytes(), offset!(+7), KINI).unwrap_err().contains("Paling banyak"));
    }

    #[test]
    fn a_cell_is_no_formula() {
        for (teks, harap) in [("=1+1", "'=1+1"), ("@a", "'@a"), ("biasa", "biasa"), ("-", "'-")] {
            assert_eq!(jaga(teks), harap);
            assert_eq!(polos(&jaga(teks)), teks);
        }
    }
}
