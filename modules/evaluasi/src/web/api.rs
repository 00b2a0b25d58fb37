//! JSON for other programs.

use http::StatusCode;
use kernel::web::{Response, json};
use kernel::{Ctx, Result};
use serde_json::{Value as Json, json as objek};

use crate::angka::tulis;
use crate::periode::{Jawaban, Periode, nilai_dipakai};
use crate::rules::hitung::hitung;
use crate::store::{self, Pandangan};

/// Periods that the token may see.
pub(super) async fn daftar(ctx: Ctx) -> Result<Response> {
    let periode = store::daftar_periode(&ctx.app.db, &Pandangan::dari(&ctx)).await?;
    let jawaban = store::jawaban_banyak(&ctx.app.db, &periode).await?;
    let isi: Vec<Json> = periode.iter().map(|p| ringkasan(p, jawaban.get(&p.id).map_or(&[], Vec::as_slice))).collect();
    Ok(json(StatusCode::OK, &objek!({ "data": isi })))
}

/// One period with its parts and scores.
pub(super) async fn satu(ctx: Ctx) -> Result<Response> {
    let p = store::cari_periode(&ctx.app.db, &Pandangan::dari(&ctx), ctx.id("id")?).await?;
    let jawaban = store::semua_jawaban(&ctx.app.db, &p).await?;
    let hasil = hitung(p.instrumen, &nilai_dipakai(&p, &jawaban), p.basis);
    let bagian = |daftar: &[crate::model::HasilBagian]| -> Vec<Json> {
        daftar
            .iter()
            .map(|b| objek!({ "nomor": b.nomor, "nama": b.nama, "bobot": tulis(b.bobot, 4, '.'), "indeks": tulis(b.indeks, 4, '.') }))
            .collect()
    };
    let mut isi = ringkasan(&p, &jawaban);
    if let Some(peta) = isi.as_object_mut() {
        peta.insert("domain".to_owned(), bagian(&hasil.domain).into());
        peta.insert("aspek".to_owned(), bagian(&hasil.aspek).into());
        let angka = |nilai: Option<crate::angka::Pecahan>| nilai.map(|n| tulis(n, 4, '.'));
        let nilai: Vec<Json> = jawaban
            .iter()
            .map(|j| {
                objek!({
                    "indikator": j.kode,
                    "nilai": angka(j.nilai),
                    "nilai_eksternal": angka(j.nilai_eksternal),
                    "keadaan": j.keadaan.id(),
                })
            })
            .collect();
        peta.insert("nilai".to_owned(), nilai.into());
    }
    Ok(json(StatusCode::OK, &isi))
}

/// Indices are texts: a JSON number would be rounded on the way.
fn ringkasan(p: &Periode, jawaban: &[Jawaban]) -> Json {
    let hasil = hitung(p.instrumen, &nilai_dipakai(p, jawaban), p.basis);
    objek!({
        "id": p.id,
        "tahun": p.tahun,
        "nama": p.nama,
        "instrumen": p.instrumen.id,
        "jalur": p.jalur.id(),
        "basis": p.basis.id(),
        "keadaan": p.keadaan.id(),
        "tanggal_penilaian": p.tanggal_penilaian.to_string(),
        "indeks": tulis(hasil.indeks, 4, '.'),
        "predikat": hasil.predikat.nama,
        "predikat_lain": hasil.predikat_lain.map(|lain| objek!({ "basis": lain.basis.id(), "predikat": lain.predikat.nama })),
        "belum_dinilai": hasil.belum_dinilai.len(),
        "sidik": p.sidik,
    })
}
