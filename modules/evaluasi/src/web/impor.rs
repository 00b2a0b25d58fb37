//! Scores to a file, and from a file with a dry run.

use kernel::file::media_type;
use kernel::web::{Response, attachment};
use kernel::{Ctx, Error, FieldError, Result};
use serde_json::json;

use super::periode::beku;
use super::subjek;
use crate::model::Nilai;
use crate::pages;
use crate::ruang::{Ruang, masuk};
use crate::rules::alur::{FaktaPeriode, Tindakan};
use crate::{acara, hitung_csv, rekap, store};

/// Largest file of scores: one agency has less than a hundred lines.
const TERBESAR: u64 = 1024 * 1024;

/// Scores as CSV.
pub(super) async fn rekap_csv(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    let jawaban = store::semua_jawaban(&ctx.app.db, &ruang.periode).await?;
    let isi = rekap::csv(&ruang.periode, &jawaban)?;
    attachment(&format!("rekap-{}.csv", acara::nomor_dokumen(&ruang.periode)), "text/csv; charset=utf-8", isi)
}

/// Scores and results as XLSX.
pub(super) async fn rekap_xlsx(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    let jawaban = store::semua_jawaban(&ctx.app.db, &ruang.periode).await?;
    let isi = rekap::xlsx(&ruang.periode, &jawaban)?;
    let jenis = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    attachment(&format!("rekap-{}.xlsx", acara::nomor_dokumen(&ruang.periode)), jenis, isi)
}

fn berhak(ruang: &Ruang) -> Result<()> {
    ruang.putuskan(&ruang.periode, Tindakan::IsiNilai, None, FaktaPeriode::default()).map(drop)
}

/// The form.
pub(super) async fn show(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    berhak(&ruang)?;
    pages::impor::form(&ctx, &ruang, &[])
}

/// Reads a file and shows what would change; changes nothing.
pub(super) async fn periksa(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    berhak(&ruang)?;
    match baca_berkas(&ctx, &ruang).await {
        Ok((nama, nilai)) => {
            let jawaban = store::semua_jawaban(&ctx.app.db, &ruang.periode).await?;
            let perubahan = rekap::perubahan(&jawaban, &nilai);
            let teks = rekap::teks_csv(&nama, &nilai, &jawaban)?;
            pages::impor::hasil(&ctx, &ruang, &nama, &nilai, &perubahan, &teks)
        }
        Err(Error::Invalid(galat)) => pages::impor::form(&ctx, &ruang, &galat),
        Err(lain) => Err(lain),
    }
}

async fn baca_berkas(ctx: &Ctx, ruang: &Ruang) -> Result<(String, Nilai)> {
    let Some(berkas) = ctx.form().file("berkas") else { return Err(Error::field("berkas", "Pilih berkas CSV.")) };
    if berkas.size > TERBESAR {
        return Err(Error::field(
            "berkas",
            "Berkas lebih dari 1 MB; berkas nilai satu pemerintah daerah jauh lebih kecil.",
        ));
    }
    if !matches!(media_type(&berkas.head), "text/plain" | "text/csv" | "application/octet-stream") {
        return Err(Error::field("berkas", "Berkas ini bukan CSV. Simpan lembar kerja sebagai CSV lalu ulangi."));
    }
    let isi = tokio::fs::read(&berkas.path).await?;
    baca(ruang, &isi)
}

/// Exactly one agency; every fault of the file is told with its line.
fn baca(ruang: &Ruang, isi: &[u8]) -> Result<(String, Nilai)> {
    let daftar = hitung_csv::baca(ruang.periode.instrumen, isi).map_err(|galat| {
        let pesan = galat.to_string();
        Error::Invalid(pesan.lines().map(|baris| FieldError::new("berkas", baris.to_owned())).collect())
    })?;
    let banyak = daftar.len();
    match (daftar.into_iter().next(), banyak) {
        (Some(satu), 1) => Ok(satu),
        (_, _) => Err(Error::field(
            "berkas",
            format!("Berkas memuat {banyak} instansi; sisakan satu instansi untuk diimpor ke periode ini."),
        )),
    }
}

/// Does what the dry run has shown.
pub(super) async fn terapkan(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    if ruang.periode.beku() {
        return Err(beku());
    }
    let (nama, nilai) = match baca(&ruang, ctx.form().get("isi").as_bytes()) {
        Err(Error::Invalid(galat)) => return pages::impor::form(&ctx, &ruang, &galat),
        hasil => hasil?,
    };
    let mut write = ctx.write("evaluasi.nilai_diimpor").await?;
    let buka = store::kunci(&mut write, ruang.periode.id).await?;
    ruang.putuskan(&buka.periode, Tindakan::IsiNilai, None, FaktaPeriode::default())?;
    let jawaban = store::jawaban_terkunci(&mut write, &buka).await?;
    let perubahan = rekap::perubahan(&jawaban, &nilai);
    for ubah in &perubahan {
        if let Some(j) = jawaban.iter().find(|j| j.kode == ubah.kode) {
            store::simpan_nilai_saja(&mut write, &buka, j.id, Some(ubah.baru)).await?;
        }
    }
    write.event("evaluasi.nilai_diimpor", json!({ "periode": ruang.periode.id, "banyak": perubahan.len() }));
    let href = ruang.periode.href();
    write.commit(&subjek(&ruang.periode, href.clone())).await?;
    ctx.redirect_with(&href, &format!("{} nilai dari \"{nama}\" diimpor.", perubahan.len()))
}
