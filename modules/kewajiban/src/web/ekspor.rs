//! The filtered list as CSV and XLSX.

use super::{Meja, Permintaan};
use crate::kalimat;
use crate::store::{self, Baris, Tempat};
use kernel::{Ctx, Error, Response, Result};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use time::Date;

/// Rows read at a time.
const SEKALI: usize = 1000;
/// Most rows of one file; the filter narrows further.
const PALING_BANYAK: usize = 50_000;
const KOLOM: [(&str, f64); 13] = [
    ("Kewajiban", 48.0),
    ("Pasal", 24.0),
    ("Penanggung", 34.0),
    ("Koordinator", 30.0),
    ("Masa", 18.0),
    ("Awal masa", 12.0),
    ("Akhir masa", 12.0),
    ("Jatuh tempo", 12.0),
    ("Status", 22.0),
    ("Pemeriksaan", 20.0),
    ("Tanggal bukti", 13.0),
    ("Alasan", 40.0),
    ("Kunci", 40.0),
];

enum Sel {
    Teks(String),
    Tanggal(Option<Date>),
}

async fn semua(ctx: &Ctx, meja: &Meja) -> Result<Vec<Baris>> {
    let saring = Permintaan::dari(ctx).saring(ctx, meja);
    let mut hasil: Vec<Baris> = vec![];
    let mut tempat = Tempat::Awal;
    loop {
        let (bagian, lagi) = store::pelaksanaan::list(&ctx.app, &ctx.scope, &saring, &tempat, SEKALI).await?;
        if let Some(akhir) = bagian.last() {
            tempat = Tempat::Setelah(akhir.masa.jatuh, akhir.id);
        }
        hasil.extend(bagian);
        if !lagi {
            return Ok(hasil);
        }
        if hasil.len() >= PALING_BANYAK {
            return Err(Error::TooLarge("Lebih dari 50.000 baris. Persempit dengan saringan, lalu unduh lagi.".into()));
        }
    }
}

fn sel(ctx: &Ctx, meja: &Meja, baris: &Baris) -> [Sel; 13] {
    let kewajiban = meja.kewajiban(&baris.kewajiban);
    let teks = |teks: &str| Sel::Teks(teks.to_owned());
    let masa = &baris.masa;
    [
        teks(meja.judul(&baris.kewajiban)),
        Sel::Teks(kewajiban.map(|satu| kalimat::pasal_utuh(&satu.pasal)).unwrap_or_default()),
        Sel::Teks(meja.nama(&baris.penanggung)),
        Sel::Teks(kewajiban.map(|satu| kalimat::peran(&meja.daftar, satu.koordinator)).unwrap_or_default()),
        Sel::Teks(kalimat::masa(&masa.kunci, masa.mulai, masa.akhir)),
        Sel::Tanggal(Some(masa.mulai)),
        Sel::Tanggal(Some(masa.akhir)),
        Sel::Tanggal(Some(masa.jatuh)),
        teks(baris.status(ctx.today(), meja.setelan.hari_mendekati).teks()),
        teks(baris.keadaan.kode()),
        Sel::Tanggal(baris.tanggal_bukti),
        teks(baris.alasan.as_deref().unwrap_or_default()),
        teks(&baris.kunci),
    ]
}

/// A text that a spreadsheet would take for a formula is marked as text.
fn aman(teks: &str) -> String {
    if teks.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{teks}") } else { teks.to_owned() }
}

/// GET /kewajiban/unduh/csv: UTF-8 with its mark, so that spreadsheets read it rightly.
pub async fn csv(ctx: Ctx) -> Result<Response> {
    let meja = Meja::buka(&ctx.app).await?;
    let mut penulis = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    penulis.write_record(KOLOM.iter().map(|(judul, _)| *judul)).map_err(Error::internal)?;
    for baris in semua(&ctx, &meja).await? {
        let isi = sel(&ctx, &meja, &baris).map(|sel| match sel {
            Sel::Teks(teks) => aman(&teks),
            Sel::Tanggal(hari) => hari.map(|hari| hari.to_string()).unwrap_or_default(),
        });
        penulis.write_record(&isi).map_err(Error::internal)?;
    }
    let isi = penulis.into_inner().map_err(Error::internal)?;
    kernel::web::attachment(&format!("kewajiban-{}.csv", ctx.today()), "text/csv; charset=utf-8", isi)
}

/// GET /kewajiban/unduh/xlsx
pub async fn xlsx(ctx: Ctx) -> Result<Response> {
    let meja = Meja::buka(&ctx.app).await?;
    let baris = semua(&ctx, &meja).await?;
    let isi = buku(&ctx, &meja, &baris).map_err(Error::internal)?;
    let jenis = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    kernel::web::attachment(&format!("kewajiban-{}.xlsx", ctx.today()), jenis, isi)
}

fn buku(ctx: &Ctx, meja: &Meja, baris: &[Baris]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut buku = Workbook::new();
    let lembar = buku.add_worksheet();
    lembar.set_name("Kewajiban")?;
    let (tebal, tanggal) = (Format::new().set_bold(), Format::new().set_num_format("dd-mm-yyyy"));
    for (kolom, (judul, lebar)) in (0_u16..).zip(KOLOM) {
        lembar.set_column_width(kolom, lebar)?;
        lembar.write_with_format(0, kolom, judul, &tebal)?;
    }
    lembar.set_freeze_panes(1, 0)?;
    for (nomor, satu) in (1_u32..).zip(baris) {
        for (kolom, sel) in (0_u16..).zip(sel(ctx, meja, satu)) {
            match sel {
                Sel::Teks(teks) => {
                    lembar.write(nomor, kolom, teks)?;
                }
                Sel::Tanggal(None) => {}
                Sel::Tanggal(Some(hari)) => {
                    let (tahun, bulan) = (u16::try_from(hari.year()).unwrap_or(9999), u8::from(hari.month()));
                    let waktu = rust_xlsxwriter::ExcelDateTime::from_ymd(tahun, bulan, hari.day())?;
                    lembar.write_with_format(nomor, kolom, &waktu, &tanggal)?;
                }
            }
        }
    }
    lembar.autofilter(0, 0, u32::try_from(baris.len()).unwrap_or(u32::MAX), 12)?;
    buku.save_to_buffer()
}

#[cfg(test)]
mod tests {
    #[test]
    fn formulas_become_text() {
        let table = [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5", "'-5"), ("biasa", "biasa"), ("", "")];
        for (teks, harap) in table {
            assert_eq!(super::aman(teks), harap);
        }
    }
}
