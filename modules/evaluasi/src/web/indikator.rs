//! One indicator: answer, validation, external score, notes.

use std::collections::BTreeMap;

use kernel::notify::{Notice, notify};
use kernel::web::{Pick, Response};
use kernel::{Ctx, Error, FieldError, Result};
use serde_json::json;
use uuid::Uuid;

use super::isian::{Isian, PANJANG};
use super::{subjek, versi};
use crate::angka::Pecahan;
use crate::fakta_hidup;
use crate::model::{Indikator, Nilai};
use crate::pages;
use crate::pages::indikator::{Bahan, Medan, REKAMAN};
use crate::periode::{IsianTingkat, Jawaban, KeadaanJawaban};
use crate::ruang::{Ruang, masuk};
use crate::rules::alur::{FaktaPeriode, Peran, Tindakan};
use crate::store::{self, IsianJawaban};

/// The indicator of the address, with the answer to it.
pub(super) async fn cari(ctx: &Ctx, ruang: &Ruang) -> Result<(&'static Indikator, Jawaban)> {
    let indikator = ruang.periode.instrumen.indikator(ctx.path("kode")).ok_or(Error::NotFound)?;
    let jawaban = store::cari_jawaban(&ctx.app.db, &ruang.periode, &indikator.kode).await?;
    Ok((indikator, jawaban))
}

/// The page of an indicator.
pub(super) async fn show(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    halaman(&ctx, &ruang, Medan::Tidak, &[], None).await
}

/// The page again, with what was typed into one of its forms. `lama` is the answer as the person had seen it changed by
/// somebody else meanwhile.
pub(super) async fn halaman(
    ctx: &Ctx,
    ruang: &Ruang,
    medan: Medan,
    galat: &[FieldError],
    bentrok: Option<&str>,
) -> Result<Response> {
    let db = &ctx.app.db;
    let (indikator, jawaban) = cari(ctx, ruang).await?;
    let bukti = store::bukti_jawaban(db, &jawaban).await?;
    let catatan = store::catatan_jawaban(db, &jawaban).await?;
    let rekomendasi = store::rekomendasi(db, &ruang.periode).await?;
    let fakta = fakta_hidup::baca(&ctx.app, ruang.periode.instrumen, Some(&indikator.kode)).await;
    let mut klaim = Nilai::kosong();
    if let Some(angka) = jawaban.nilai {
        let _ = klaim.tambah(ruang.periode.instrumen, &indikator.kode, angka);
    }
    let lawan = fakta_hidup::pertentangan(ruang.periode.instrumen, &klaim, &fakta);
    let riwayat = kernel::audit::history::of(&ctx.app, jawaban.id, None, 20).await?;
    let rekaman = Pick::read(ctx, REKAMAN).await?;
    let bahan = Bahan {
        ruang,
        indikator,
        jawaban: &jawaban,
        bukti: &bukti,
        rekaman: &rekaman,
        catatan: &catatan,
        rekomendasi: &rekomendasi,
        fakta: fakta.get(&indikator.kode).map_or(&[], Vec::as_slice),
        lawan: &lawan,
        riwayat: &riwayat,
        medan,
        galat,
        bentrok,
    };
    pages::indikator::halaman(ctx, &bahan)
}

/// Saves the answer.
pub(super) async fn simpan(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    jawab_ulang(&ctx, &ruang, Medan::Jawaban, coba_simpan(&ctx, &ruang).await).await
}

/// Faults of a form and a crossing editor lead back to the page, with what was typed.
pub(super) async fn jawab_ulang(ctx: &Ctx, ruang: &Ruang, medan: Medan, hasil: Result<Response>) -> Result<Response> {
    match hasil {
        Err(Error::Invalid(galat)) => halaman(ctx, ruang, medan, &galat, None).await,
        Err(Error::Conflict) => {
            let (_, jawaban) = cari(ctx, ruang).await?;
            let terakhir = kernel::audit::history::of(&ctx.app, jawaban.id, None, 1).await?;
            let siapa =
                terakhir.first().and_then(|entri| entri.actor.clone()).unwrap_or_else(|| "Orang lain".to_owned());
            halaman(ctx, ruang, medan, &[], Some(&siapa)).await
        }
        hasil => hasil,
    }
}

async fn coba_simpan(ctx: &Ctx, ruang: &Ruang) -> Result<Response> {
    let (indikator, jawaban) = cari(ctx, ruang).await?;
    let versi = versi(ctx.form())?;
    let isian = baca_jawaban(ctx, ruang, indikator)?;
    let mut write = ctx.write("evaluasi.nilai_diisi").await?;
    let buka = store::kunci(&mut write, ruang.periode.id).await?;
    ruang.putuskan(&buka.periode, Tindakan::IsiNilai, Some(&jawaban), FaktaPeriode::default())?;
    let bukti = store::bukti_terkunci(&mut write, &buka, jawaban.id).await?;
    let calon = Jawaban { tingkat: isian.tingkat.clone(), ..jawaban.clone() };
    let tercapai = calon.tercapai(buka.periode.instrumen, indikator, &bukti, buka.periode.tanggal_penilaian);
    if isian.nilai.is_some_and(|klaim| klaim.floor() > Pecahan::from_integer(i128::from(tercapai.tingkat))) {
        let pesan = format!(
            "Tingkat yang diklaim melebihi yang ditopang kriteria dan bukti. {} Lengkapi kriteria dan bukti, atau turunkan nilainya.",
            tercapai.penjelasan()
        );
        return Err(Error::field("nilai", pesan));
    }
    store::simpan_jawaban(&mut write, &buka, jawaban.id, versi, &isian).await?;
    write.event("evaluasi.nilai_diisi", json!({ "periode": ruang.periode.id, "indikator": indikator.kode }));
    let href = ruang.periode.href_indikator(&indikator.kode);
    write.commit(&subjek(&ruang.periode, href.clone())).await?;
    let lanjut = if ctx.form().get("lanjut") == "berikutnya" { berikutnya(ruang, &indikator.kode) } else { None };
    let tujuan = lanjut.map_or(href, |kode| ruang.periode.href_indikator(kode));
    ctx.redirect_with(&tujuan, &format!("Jawaban indikator {} disimpan.", indikator.kode))
}

/// The indicator after this one.
pub(super) fn berikutnya<'a>(ruang: &'a Ruang, kode: &str) -> Option<&'a str> {
    ruang.periode.instrumen.indikator.iter().skip_while(|i| i.kode != kode).nth(1).map(|i| i.kode.as_str())
}

fn baca_jawaban(ctx: &Ctx, ruang: &Ruang, indikator: &Indikator) -> Result<IsianJawaban> {
    let mut isian = Isian::dari(ctx.form());
    let nilai = baca_nilai(&mut isian, ruang, &indikator.kode, "nilai");
    let penjelasan = isian.teks("penjelasan", PANJANG);
    let mut tingkat = BTreeMap::new();
    for kriteria in &indikator.kriteria {
        let n = kriteria.tingkat;
        let satu = IsianTingkat {
            terpenuhi: ctx.form().get(&format!("penuhi-{n}")) == kernel::page::YES,
            fakta: isian.teks(&format!("fakta-{n}"), PANJANG),
            analisis: isian.teks(&format!("analisis-{n}"), PANJANG),
        };
        if satu != IsianTingkat::default() {
            tingkat.insert(n, satu);
        }
    }
    if isian.galat.is_empty() {
        Ok(IsianJawaban { nilai, penjelasan, tingkat })
    } else {
        Err(Error::Invalid(isian.galat))
    }
}

/// A score within the range of the instrument, with no more decimals than are kept.
fn baca_nilai(isian: &mut Isian<'_>, ruang: &Ruang, kode: &str, medan: &str) -> Option<Pecahan> {
    let angka = isian.angka(medan)?;
    let skala = Pecahan::from_integer(10_i128.pow(crate::periode::SKALA));
    if let Err(sebab) = Nilai::kosong().tambah(ruang.periode.instrumen, kode, angka) {
        isian.salah(medan, kalimat(&sebab.to_string()));
        return None;
    }
    if !(angka * skala).is_integer() {
        isian.salah(medan, format!("Paling banyak {} angka di belakang koma.", crate::periode::SKALA));
        return None;
    }
    Some(angka)
}

fn kalimat(teks: &str) -> String {
    let mut huruf = teks.chars();
    let awal = huruf.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{awal}{}.", huruf.as_str())
}

/// The supervisor accepts the answer or sends it back.
pub(super) async fn validasi(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    jawab_ulang(&ctx, &ruang, Medan::Validasi, coba_validasi(&ctx, &ruang).await).await
}

async fn coba_validasi(ctx: &Ctx, ruang: &Ruang) -> Result<Response> {
    let (indikator, jawaban) = cari(ctx, ruang).await?;
    let versi = versi(ctx.form())?;
    let mut isian = Isian::dari(ctx.form());
    let keadaan = isian.pilihan(
        "putusan",
        |teks| match teks {
            "terima" => Some(KeadaanJawaban::Diterima),
            "kembalikan" => Some(KeadaanJawaban::Dikembalikan),
            _ => None,
        },
        "Pilih terima atau kembalikan.",
    );
    let catatan = isian.teks("catatan_validasi", PANJANG);
    if keadaan == Some(KeadaanJawaban::Dikembalikan) && catatan.is_empty() {
        isian.salah("catatan_validasi", "Tuliskan apa yang perlu diperbaiki.");
    }
    let (Some(keadaan), true) = (keadaan, isian.galat.is_empty()) else { return Err(Error::Invalid(isian.galat)) };
    let mut write = ctx.write("evaluasi.jawaban_divalidasi").await?;
    let buka = store::kunci(&mut write, ruang.periode.id).await?;
    ruang.putuskan(&buka.periode, Tindakan::ValidasiJawaban, None, FaktaPeriode::default())?;
    store::simpan_validasi(&mut write, &buka, jawaban.id, Some(versi), keadaan, &catatan).await?;
    if keadaan == KeadaanJawaban::Dikembalikan {
        store::batalkan_persetujuan(&mut write, &buka).await?;
    }
    write.event("evaluasi.jawaban_divalidasi", json!({ "indikator": indikator.kode, "keadaan": keadaan.id() }));
    let href = ruang.periode.href_indikator(&indikator.kode);
    if keadaan == KeadaanJawaban::Dikembalikan {
        let tim = ruang.tim.iter().filter(|a| a.peran == Peran::Operator).map(|a| a.account);
        let penerima: Vec<Uuid> = tim.chain(jawaban.responden).filter(|akun| *akun != ruang.saya).collect();
        let kabar = Notice {
            title: format!("Jawaban indikator {} perlu diperbaiki", indikator.kode),
            body: catatan.clone(),
            href: href.clone(),
            event: "evaluasi.jawaban_divalidasi".into(),
        };
        notify(&mut write, &penerima, kabar).await?;
    }
    write.commit(&subjek(&ruang.periode, href.clone())).await?;
    let lanjut = if ctx.form().get("lanjut") == "berikutnya" { berikutnya(ruang, &indikator.kode) } else { None };
    let tujuan = lanjut.map_or(href, |kode| ruang.periode.href_indikator(kode));
    let kata = if keadaan == KeadaanJawaban::Diterima { "diterima" } else { "dikembalikan" };
    ctx.redirect_with(&tujuan, &format!("Jawaban indikator {} {kata}.", indikator.kode))
}

/// The assessors' score.
pub(super) async fn eksternal(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    jawab_ulang(&ctx, &ruang, Medan::Eksternal, coba_eksternal(&ctx, &ruang).await).await
}

async fn coba_eksternal(ctx: &Ctx, ruang: &Ruang) -> Result<Response> {
    let (indikator, jawaban) = cari(ctx, ruang).await?;
    let versi = versi(ctx.form())?;
    let mut isian = Isian::dari(ctx.form());
    let nilai = baca_nilai(&mut isian, ruang, &indikator.kode, "nilai_eksternal");
    if nilai.is_none() && ctx.form().get("nilai_eksternal").is_empty() {
        isian.salah("nilai_eksternal", "Pilih nilai eksternal.");
    }
    let alasan = isian.wajib("alasan_eksternal", PANJANG, "Tuliskan alasan nilai ini.");
    let rekomendasi = isian.teks("rekomendasi", PANJANG);
    if !isian.galat.is_empty() {
        return Err(Error::Invalid(isian.galat));
    }
    let mut write = ctx.write("evaluasi.nilai_eksternal_diisi").await?;
    let buka = store::kunci(&mut write, ruang.periode.id).await?;
    ruang.putuskan(&buka.periode, Tindakan::IsiNilaiEksternal, None, FaktaPeriode::default())?;
    store::simpan_eksternal(&mut write, &buka, jawaban.id, versi, nilai, &alasan).await?;
    if !rekomendasi.is_empty() {
        store::beri_rekomendasi(&mut write, &buka, Some(&indikator.kode), &rekomendasi).await?;
    }
    write.event("evaluasi.nilai_eksternal_diisi", json!({ "periode": ruang.periode.id, "indikator": indikator.kode }));
    let href = ruang.periode.href_indikator(&indikator.kode);
    write.commit(&subjek(&ruang.periode, href.clone())).await?;
    let lanjut = if ctx.form().get("lanjut") == "berikutnya" { berikutnya(ruang, &indikator.kode) } else { None };
    let tujuan = lanjut.map_or(href, |kode| ruang.periode.href_indikator(kode));
    ctx.redirect_with(&tujuan, &format!("Nilai eksternal indikator {} disimpan.", indikator.kode))
}

/// A note between those who take part.
pub(super) async fn catat(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    jawab_ulang(&ctx, &ruang, Medan::Catatan, coba_catat(&ctx, &ruang).await).await
}

async fn coba_catat(ctx: &Ctx, ruang: &Ruang) -> Result<Response> {
    let (indikator, jawaban) = cari(ctx, ruang).await?;
    let mut isian = Isian::dari(ctx.form());
    let isi = isian.wajib("isi", 4000, "Tuliskan catatannya.");
    if !isian.galat.is_empty() {
        return Err(Error::Invalid(isian.galat));
    }
    let mut write = ctx.write("evaluasi.catatan_ditulis").await?;
    let buka = store::kunci(&mut write, ruang.periode.id).await?;
    if !ruang.pada(&buka.periode).boleh_mencatat(&jawaban) {
        return Err(Error::Forbidden);
    }
    store::tambah_catatan(&mut write, &buka, jawaban.id, &isi).await?;
    let href = format!("{}#catatan", ruang.periode.href_indikator(&indikator.kode));
    // Assessors hear of notes only once they take part.
    let eksternal = buka.periode.ada_eksternal();
    let tim = ruang.tim.iter().filter(|a| eksternal || a.peran != Peran::AsesorEksternal).map(|a| a.account);
    let penerima: Vec<Uuid> = tim.chain(jawaban.responden).filter(|akun| *akun != ruang.saya).collect();
    let kabar = Notice {
        title: format!("Catatan baru pada indikator {} ({})", indikator.kode, ruang.periode.nama),
        body: isi.clone(),
        href: href.clone(),
        event: "evaluasi.catatan_ditulis".into(),
    };
    notify(&mut write, &penerima, kabar).await?;
    write.event("evaluasi.catatan_ditulis", json!({ "indikator": indikator.kode }));
    write.commit(&subjek(&ruang.periode, href.clone())).await?;
    ctx.redirect_with(&href, "Catatan disimpan.")
}
