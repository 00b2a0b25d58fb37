//! Evidence of an answer: a record of this program, a file, or an address.

use kernel::file::{self, Owner, Secrecy};
use kernel::web::{Pick, Response, Upload};
use kernel::{Ctx, Error, Result, Subject};
use serde_json::json;

use super::indikator::{cari, jawab_ulang};
use super::isian::Isian;
use super::subjek;
use crate::pages::indikator::{Medan, REKAMAN};
use crate::periode::JenisBukti;
use crate::ruang::{Ruang, masuk};
use crate::rules::alur::{FaktaPeriode, Keadaan, Tindakan};
use crate::store::{self, BuktiBaru};

/// What may be handed in, by content.
const JENIS_BERKAS: [&str; 11] = [
    "application/pdf",
    "image/png",
    "image/jpeg",
    "image/webp",
    "text/plain",
    "text/csv",
    "application/zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
];

/// The act under which evidence is added now: with the score, or as answer to the assessors.
fn tindakan(keadaan: Keadaan) -> Tindakan {
    if keadaan == Keadaan::PenilaianEksternal { Tindakan::JawabKlarifikasi } else { Tindakan::IsiNilai }
}

/// Adds evidence.
pub(super) async fn tambah(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    jawab_ulang(&ctx, &ruang, Medan::Bukti, coba_tambah(&ctx, &ruang).await).await
}

async fn coba_tambah(ctx: &Ctx, ruang: &Ruang) -> Result<Response> {
    if Pick::searched(ctx, REKAMAN) {
        return Err(Error::Invalid(vec![]));
    }
    let (indikator, jawaban) = cari(ctx, ruang).await?;
    let mut isian = Isian::dari(ctx.form());
    let mut judul = isian.teks("judul", 300);
    let alamat = isian.teks("alamat", 1000);
    let tanggal = isian.tanggal("tanggal");
    let reviu = ctx.form().get("reviu") == kernel::page::YES;
    let tingkat = ctx.form().get("tingkat").parse::<u8>().ok().filter(|n| indikator.kriteria_tingkat(*n).is_some());
    let secrecy = Secrecy::parse(ctx.form().get("sifat")).unwrap_or(Secrecy::Internal);
    let berkas = ctx.form().file("berkas").filter(|berkas| berkas.size > 0 || !berkas.name.is_empty());
    let rekaman = Pick::read(ctx, REKAMAN).await?;
    let asal = match (berkas, rekaman.is_empty(), alamat.is_empty()) {
        (None, true, true) => {
            isian.salah("berkas", "Unggah berkas, pilih rekaman, atau isi alamatnya.");
            None
        }
        (Some(berkas), true, true) => {
            if judul.is_empty() {
                judul.clone_from(&berkas.name);
            }
            periksa_berkas(berkas, &mut isian).then_some((JenisBukti::Berkas, String::new()))
        }
        (None, false, true) => {
            isian.galat.extend(rekaman.fault(REKAMAN));
            rekaman.chosen.map(|dapat| {
                if judul.is_empty() {
                    judul = dapat.label;
                }
                (JenisBukti::Rekaman, dapat.href)
            })
        }
        (None, true, false) => baca_alamat(ctx, &alamat, &mut isian),
        (Some(_), _, false) | (None, false, false) => {
            isian.salah("alamat", "Pilih salah satu: berkas, rekaman, atau alamat.");
            None
        }
        (Some(_), false, true) => {
            isian.salah(REKAMAN, "Pilih salah satu: berkas, rekaman, atau alamat.");
            None
        }
    };
    if judul.is_empty() && asal.is_some() {
        isian.salah("judul", "Isi judul bukti.");
    }
    if reviu && tanggal.is_none() && !isian.galat.iter().any(|g| g.field == "tanggal") {
        isian.salah("tanggal", "Isi tanggal dokumen reviu; tanpa tanggal umurnya tidak dapat diperiksa.");
    }
    let (Some((jenis, alamat)), true) = (asal, isian.galat.is_empty()) else { return Err(Error::Invalid(isian.galat)) };
    let mut write = ctx.write("evaluasi.bukti_ditambah").await?;
    let buka = store::kunci(&mut write, ruang.periode.id).await?;
    ruang.putuskan(&buka.periode, tindakan(buka.periode.keadaan), Some(&jawaban), FaktaPeriode::default())?;
    let href = format!("{}#bukti", ruang.periode.href_indikator(&indikator.kode));
    let simpanan = match berkas {
        Some(berkas) => {
            let subject = Subject::new("evaluasi_jawaban", jawaban.id, href.clone());
            let owner = Owner { subject, unit: ruang.periode.unit, secrecy };
            Some(ctx.app.files.keep(&mut write, berkas, &owner).await?)
        }
        None => None,
    };
    let baru = BuktiBaru { tingkat, jenis, judul, alamat, berkas: simpanan, tanggal, reviu };
    store::tambah_bukti(&mut write, &buka, jawaban.id, &baru).await?;
    write.event(
        "evaluasi.bukti_ditambah",
        json!({ "periode": ruang.periode.id, "indikator": indikator.kode, "jenis": jenis.id() }),
    );
    write.commit(&subjek(&ruang.periode, href.clone())).await?;
    ctx.redirect_with(&href, "Bukti ditambahkan.")
}

fn periksa_berkas(berkas: &Upload, isian: &mut Isian<'_>) -> bool {
    let jenis = file::media_type(&berkas.head);
    if berkas.size == 0 {
        isian.salah("berkas", "Berkas ini kosong.");
        return false;
    }
    if !JENIS_BERKAS.contains(&jenis) {
        isian.salah("berkas", "Jenis berkas ini tidak diterima. Pakai PDF, gambar, dokumen perkantoran, atau ZIP.");
        return false;
    }
    true
}

/// A path of this site is a record; anything else must be a web address.
fn baca_alamat(ctx: &Ctx, alamat: &str, isian: &mut Isian<'_>) -> Option<(JenisBukti, String)> {
    let milik = ctx.app.config.url.trim_end_matches('/');
    let lokal = alamat.strip_prefix(milik).filter(|sisa| sisa.starts_with('/')).unwrap_or(alamat);
    let aman = kernel::page::safe_href(lokal) == lokal;
    if aman && lokal.starts_with('/') {
        return Some((JenisBukti::Rekaman, lokal.to_owned()));
    }
    if aman && (alamat.starts_with("https://") || alamat.starts_with("http://")) {
        return Some((JenisBukti::Tautan, alamat.to_owned()));
    }
    isian.salah("alamat", "Isi alamat lengkap yang diawali https:// atau alamat halaman dalam sistem ini.");
    None
}

/// Sends the file of a piece of evidence. Every download of a restricted file is written to the log.
pub(super) async fn unduh(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    let (_, jawaban) = cari(&ctx, &ruang).await?;
    let id = ctx.id("bukti")?;
    let bukti = store::bukti_jawaban(&ctx.app.db, &jawaban).await?;
    let berkas = bukti.iter().find(|b| b.id == id).and_then(|b| b.berkas).ok_or(Error::NotFound)?;
    let berkas = file::find(&ctx.app, jawaban.id, berkas).await?;
    match berkas.secrecy {
        Secrecy::Public | Secrecy::Internal => {}
        Secrecy::Restricted => {
            let mut write = ctx.write("evaluasi.bukti_diunduh").await?;
            write.event("evaluasi.bukti_diunduh", json!({ "periode": ruang.periode.id, "berkas": berkas.id }));
            write.commit(&subjek(&ruang.periode, ruang.periode.href())).await?;
        }
    }
    file::send(&ctx, &berkas).await
}

/// Takes evidence away.
pub(super) async fn cabut(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    let (indikator, jawaban) = cari(&ctx, &ruang).await?;
    let id = ctx.id("bukti")?;
    let mut write = ctx.write("evaluasi.bukti_dicabut").await?;
    let buka = store::kunci(&mut write, ruang.periode.id).await?;
    // What assessors have seen stays: evidence goes only while scores are being given.
    ruang.putuskan(&buka.periode, Tindakan::IsiNilai, Some(&jawaban), FaktaPeriode::default())?;
    let daftar = store::bukti_terkunci(&mut write, &buka, jawaban.id).await?;
    let bukti = daftar.iter().find(|b| b.id == id).ok_or(Error::NotFound)?;
    store::cabut_bukti(&mut write, &buka, bukti).await?;
    let href = format!("{}#bukti", ruang.periode.href_indikator(&indikator.kode));
    write.commit(&subjek(&ruang.periode, href.clone())).await?;
    ctx.redirect_with(&href, "Bukti dicabut.")
}
