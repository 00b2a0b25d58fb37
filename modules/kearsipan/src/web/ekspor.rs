//! The filtered lists as CSV and XLSX: daftar arsip aktif, daftar arsip inaktif, daftar isi berkas.
use kernel::port::Security;
use kernel::{Ctx, Error, Response, Result, web};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::daftar::{MintaArsip, MintaBerkas};
use crate::alur::BERKAS;
use crate::hak::LIHAT;
use crate::model::{Arsip, Berkas};
use crate::pages::{Unit, keadaan_arsip};
use crate::store::daftar::{self, Tempat};
use crate::store::{Mata, usul};

/// Rows read at a time.
const SEKALI: usize = 1_000;
/// Most rows of one file; the filter narrows further.
const PALING_BANYAK: usize = 50_000;

struct Lembar {
    nama: &'static str,
    kolom: &'static [&'static str],
    baris: Vec<Vec<String>>,
}

fn kebanyakan() -> Error {
    Error::TooLarge("Lebih dari 50.000 baris. Persempit dengan saringan, lalu unduh lagi.".into())
}

/// GET /arsip/unduh/{bentuk}
pub async fn arsip(ctx: Ctx) -> Result<Response> {
    let (minta, mata, unit) = (MintaArsip::dari(&ctx), Mata::dari(&ctx), Unit::baca(&ctx).await?);
    let (mut baris, mut tempat) = (vec![], None);
    loop {
        let (bagian, lagi) = daftar::arsip(&ctx.app, &mata, &minta.saring, tempat, SEKALI).await?;
        tempat = bagian.last().map(|satu| Tempat { hari: satu.tanggal, id: satu.id });
        baris.extend(bagian.iter().map(|satu| sel_arsip(satu, &unit)));
        if !lagi {
            break;
        }
        if baris.len() >= PALING_BANYAK {
            return Err(kebanyakan());
        }
    }
    let kolom = &[
        "Nomor",
        "Judul",
        "Jenis",
        "Tanggal",
        "Kode klasifikasi",
        "Unit",
        "Tingkat perkembangan",
        "Media",
        "Jumlah",
        "Keamanan",
        "Keadaan",
        "Asal",
    ];
    kirim(&ctx, &Lembar { nama: "Arsip", kolom, baris })
}

fn sel_arsip(satu: &Arsip, unit: &Unit) -> Vec<String> {
    vec![
        satu.nomor.clone().unwrap_or_default(),
        satu.judul.clone(),
        satu.jenis.clone(),
        satu.tanggal.to_string(),
        satu.kode.clone().unwrap_or_default(),
        unit.nama(satu.unit),
        satu.perkembangan.clone(),
        satu.media.clone(),
        format!("{} {}", satu.jumlah, satu.satuan),
        Security::label(satu.keamanan).to_owned(),
        keadaan_arsip(&satu.status, satu.kode.is_some()).to_owned(),
        satu.sumber.clone(),
    ]
}

/// GET /berkas_arsip/unduh/{bentuk}
pub async fn berkas(ctx: Ctx) -> Result<Response> {
    let (minta, scope, unit) = (MintaBerkas::dari(&ctx), ctx.scope_of(LIHAT), Unit::baca(&ctx).await?);
    let (mut baris, mut tempat) = (vec![], None);
    loop {
        let (bagian, lagi) = daftar::berkas(&ctx.app, &scope, &minta.saring, tempat, SEKALI).await?;
        tempat = bagian.last().map(|satu| Tempat { hari: satu.dibuka, id: satu.id });
        baris.extend(bagian.iter().map(|satu| sel_berkas(satu, &unit)));
        if !lagi {
            break;
        }
        if baris.len() >= PALING_BANYAK {
            return Err(kebanyakan());
        }
    }
    let kolom = &[
        "Nomor",
        "Uraian",
        "Kode klasifikasi",
        "Tahun",
        "Unit",
        "Keadaan",
        "Dibuka",
        "Ditutup",
        "Aktif sampai",
        "Inaktif sampai",
        "Nasib akhir",
        "Ditahan",
    ];
    kirim(&ctx, &Lembar { nama: "Berkas", kolom, baris })
}

fn sel_berkas(satu: &Berkas, unit: &Unit) -> Vec<String> {
    let hari = |hari: Option<time::Date>| hari.map(|hari| hari.to_string()).unwrap_or_default();
    vec![
        satu.nomor.clone(),
        satu.uraian.clone(),
        satu.kode.clone(),
        satu.tahun.to_string(),
        unit.nama(satu.unit),
        BERKAS.label(&satu.status).to_owned(),
        satu.dibuka.to_string(),
        hari(satu.ditutup),
        hari(satu.aktif_sampai),
        hari(satu.inaktif_sampai),
        satu.nasib.map(|nasib| nasib.teks().to_owned()).unwrap_or_default(),
        if satu.ditahan { "ya" } else { "tidak" }.to_owned(),
    ]
}

/// GET /arsip/usul/{id}/unduh/{bentuk}: the list of what is proposed item by item, and afterwards what was done with it.
/// Secret items that do not name the person are not in it.
pub async fn usul(ctx: Ctx) -> Result<Response> {
    let satu = usul::find(&ctx.app, &ctx.scope_of(LIHAT), ctx.id("id")?).await?;
    let berkas = usul::berkas_dari(&ctx.app, satu.id).await?;
    let semua =
        daftar::arsip_dari(&ctx.app, &Mata::dari(&ctx), satu.id, PALING_BANYAK).await?.ok_or_else(kebanyakan)?;
    let mut baris = vec![];
    for bagian in &berkas {
        let kepala = |sel: [String; 6]| {
            let mut hasil = vec![
                bagian.berkas.nomor.clone(),
                bagian.berkas.uraian.clone(),
                format!(
                    "{} + {}",
                    bagian.berkas.retensi_aktif.unwrap_or(0),
                    bagian.berkas.retensi_inaktif.unwrap_or(0)
                ),
                bagian.berkas.nasib.map(|nasib| nasib.teks().to_owned()).unwrap_or_default(),
                bagian.nilai.map(|nilai| nilai.teks().to_owned()).unwrap_or_default(),
                bagian.catatan.clone().unwrap_or_default(),
            ];
            hasil.extend(sel);
            hasil
        };
        let isi: Vec<&Arsip> = semua.iter().filter(|item| item.berkas == Some(bagian.berkas.id)).collect();
        if isi.is_empty() {
            baris.push(kepala(Default::default()));
        }
        baris.extend(isi.into_iter().map(|item| {
            kepala([
                item.nomor.clone().unwrap_or_default(),
                item.judul.clone(),
                item.jenis.clone(),
                item.tanggal.to_string(),
                format!("{} {}", item.jumlah, item.satuan),
                keadaan_arsip(&item.status, item.kode.is_some()).to_owned(),
            ])
        }));
    }
    let kolom = &[
        "Berkas",
        "Uraian berkas",
        "Retensi (tahun)",
        "Nasib akhir",
        "Penilaian",
        "Catatan",
        "Nomor arsip",
        "Judul",
        "Jenis",
        "Tanggal",
        "Jumlah",
        "Keadaan",
    ];
    kirim(&ctx, &Lembar { nama: "Daftar usul", kolom, baris })
}

/// GET /arsip/laporan/unduh/{bentuk}
pub async fn laporan(ctx: Ctx) -> Result<Response> {
    let unit = Unit::baca(&ctx).await?;
    let baris = super::lain::angka(&ctx)
        .await?
        .into_iter()
        .map(|(id, satu)| {
            let mut sel = vec![unit.nama(id), if satu.memakai() { "ya" } else { "belum" }.to_owned()];
            sel.extend(
                [satu.arsip, satu.sendiri, satu.kertas, satu.belum, satu.aktif, satu.inaktif, satu.lewat, satu.susut]
                    .map(|n| n.to_string()),
            );
            sel.push(satu.terbaru.map(|at| at.to_offset(ctx.app.offset()).date().to_string()).unwrap_or_default());
            sel
        })
        .collect();
    let kolom = &[
        "Perangkat daerah",
        "Mengarsip di Pendopo",
        "Arsip",
        "Masuk sendiri dari naskah",
        "Arsip kertas",
        "Belum diberkaskan",
        "Berkas aktif",
        "Berkas inaktif",
        "Masa inaktif berakhir",
        "Disusutkan",
        "Arsip terakhir",
    ];
    kirim(&ctx, &Lembar { nama: "Laporan kearsipan", kolom, baris })
}

/// A text that a spreadsheet would take for a formula is marked as text.
fn aman(teks: &str) -> String {
    if teks.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{teks}") } else { teks.to_owned() }
}

fn kirim(ctx: &Ctx, lembar: &Lembar) -> Result<Response> {
    let nama = format!("{}-{}", lembar.nama.to_lowercase().replace(' ', "-"), ctx.today());
    match ctx.path("bentuk") {
        "csv" => {
            // With its mark, so that spreadsheets read it as UTF-8.
            let mut penulis = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
            penulis.write_record(lembar.kolom).map_err(Error::internal)?;
            for baris in &lembar.baris {
                penulis.write_record(baris.iter().map(|sel| aman(sel))).map_err(Error::internal)?;
            }
            let isi = penulis.into_inner().map_err(Error::internal)?;
            web::attachment(&format!("{nama}.csv"), "text/csv; charset=utf-8", isi)
        }
        "xlsx" => {
            let jenis = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            web::attachment(&format!("{nama}.xlsx"), jenis, buku(lembar).map_err(Error::internal)?)
        }
        _ => Err(Error::NotFound),
    }
}

fn buku(lembar: &Lembar) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut buku = Workbook::new();
    let sheet = buku.add_worksheet();
    sheet.set_name(lembar.nama)?;
    let tebal = Format::new().set_bold();
    for (kolom, judul) in (0_u16..).zip(lembar.kolom) {
        sheet.set_column_width(kolom, 20.0)?;
        sheet.write_with_format(0, kolom, *judul, &tebal)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (nomor, baris) in (1_u32..).zip(&lembar.baris) {
        for (kolom, sel) in (0_u16..).zip(baris) {
            sheet.write(nomor, kolom, sel.as_str())?;
        }
    }
    buku.save_to_buffer()
}

#[cfg(test)]
mod tests {
    #[test]
    fn formulas_become_text() {
        for (teks, harap) in [("=1+1", "'=1+1"), ("@x", "'@x"), ("biasa", "biasa"), ("", "")] {
            assert_eq!(super::aman(teks), harap);
        }
    }
}
