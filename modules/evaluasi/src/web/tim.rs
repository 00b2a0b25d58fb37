//! The team of a period.

use std::collections::BTreeMap;

use kernel::notify::{Notice, notify};
use kernel::page::SEARCH_FIELD;
use kernel::web::Response;
use kernel::{Ctx, Error, FieldError, Result};
use serde_json::json;
use uuid::Uuid;

use super::isian::Isian;
use super::subjek;
use crate::pages;
use crate::ruang::{Ruang, masuk};
use crate::rules::alur::{FaktaPeriode, Peran, Tindakan};
use crate::store;

/// Roles of the kernel whose holders are offered first.
const BIASANYA: [&str; 4] =
    ["evaluator_penanggung_jawab", "evaluator_operator", "evaluator_anggota", "asesor_eksternal"];

/// The team, and the form to name somebody.
pub(super) async fn show(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    halaman(&ctx, &ruang, &[]).await
}

async fn halaman(ctx: &Ctx, ruang: &Ruang, galat: &[FieldError]) -> Result<Response> {
    let boleh = ruang.boleh(Tindakan::AturPeriode, None);
    let cari = ctx.form().get("akun.cari").to_owned();
    let calon = match (boleh, cari.is_empty()) {
        (false, _) => vec![],
        (true, false) => store::akun(&ctx.app, &cari, 20).await?,
        (true, true) => pemegang_peran(ctx, ctx.form().get("akun").parse().ok()).await?,
    };
    pages::tim::halaman(ctx, ruang, &calon, &cari, galat)
}

/// Holders of the evaluating roles, and the person already chosen.
async fn pemegang_peran(ctx: &Ctx, terpilih: Option<Uuid>) -> Result<Vec<(Uuid, String, String)>> {
    let mut calon: BTreeMap<Uuid, &str> = BTreeMap::new();
    for (peran, nama) in BIASANYA.iter().filter_map(|p| kernel::module::ROLES.iter().find(|(kunci, _)| kunci == p)) {
        for akun in ctx.app.holders(peran, None).await?.into_iter().take(50) {
            calon.entry(akun).or_insert(nama);
        }
    }
    if let Some(akun) = terpilih {
        calon.entry(akun).or_insert("");
    }
    let ids: Vec<Uuid> = calon.keys().copied().collect();
    let nama = kernel::auth::account::names(&ctx.app, &ids).await?;
    let mut hasil: Vec<(Uuid, String, String)> =
        nama.into_iter().map(|(id, nama)| (id, nama, calon.get(&id).copied().unwrap_or_default().to_owned())).collect();
    hasil.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(hasil)
}

/// Names somebody, or only searches when that button was pressed.
pub(super) async fn tunjuk(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    if ctx.form().has(SEARCH_FIELD) {
        return halaman(&ctx, &ruang, &[]).await;
    }
    match coba_tunjuk(&ctx, &ruang).await {
        Err(Error::Invalid(galat)) => halaman(&ctx, &ruang, &galat).await,
        hasil => hasil,
    }
}

async fn coba_tunjuk(ctx: &Ctx, ruang: &Ruang) -> Result<Response> {
    let mut isian = Isian::dari(ctx.form());
    let akun =
        isian.pilihan("akun", |teks| teks.parse::<Uuid>().ok(), "Pilih orangnya; cari dengan nama bila belum tampak.");
    let peran = isian.pilihan("peran", bukan_koordinator, "Pilih perannya dalam tim.");
    let jabatan = isian.teks("jabatan", 200);
    let nip = isian.teks("nip", 30);
    let (Some(akun), Some(peran), true) = (akun, peran, isian.galat.is_empty()) else {
        return Err(Error::Invalid(isian.galat));
    };
    let orang = match kernel::auth::account::find(&ctx.app, akun).await {
        Ok(orang) if orang.active => orang,
        Ok(_) | Err(Error::NotFound) => return Err(Error::field("akun", "Akun ini tidak ada atau tidak aktif.")),
        Err(lain) => return Err(lain),
    };
    let jabatan = if jabatan.is_empty() {
        ctx.app.assignments(akun).await?.first().map(|tugas| tugas.title.clone()).unwrap_or_default()
    } else {
        jabatan
    };
    let mut write = ctx.write("evaluasi.tim_ditunjuk").await?;
    let buka = store::kunci(&mut write, ruang.periode.id).await?;
    ruang.putuskan(&buka.periode, Tindakan::AturPeriode, None, FaktaPeriode::default())?;
    store::tunjuk(&mut write, &buka, akun, peran, &jabatan, &nip).await?;
    if akun != ruang.saya {
        let kabar = Notice {
            title: format!(
                "Anda ditunjuk sebagai {} untuk {}",
                ruang.ketentuan.sebutan.sebut(peran),
                ruang.periode.nama
            ),
            body: String::new(),
            href: ruang.periode.href(),
            event: "evaluasi.tim_ditunjuk".into(),
        };
        notify(&mut write, &[akun], kabar).await?;
    }
    write.event("evaluasi.tim_ditunjuk", json!({ "peran": peran.id() }));
    let href = format!("{}/tim", ruang.periode.href());
    write.commit(&subjek(&ruang.periode, href.clone())).await?;
    ctx.redirect_with(&href, &format!("{} ditunjuk sebagai {}.", orang.name, ruang.ketentuan.sebutan.sebut(peran)))
}

/// The coordinator follows from the office and is not named in a period.
fn bukan_koordinator(teks: &str) -> Option<Peran> {
    Peran::dari_id(teks).filter(|peran| *peran != Peran::Koordinator)
}

/// Takes somebody out.
pub(super) async fn cabut(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    let anggota = ctx.id("anggota")?;
    let mut write = ctx.write("evaluasi.tim_dicabut").await?;
    let buka = store::kunci(&mut write, ruang.periode.id).await?;
    ruang.putuskan(&buka.periode, Tindakan::AturPeriode, None, FaktaPeriode::default())?;
    store::cabut_anggota(&mut write, &buka, anggota).await?;
    let href = format!("{}/tim", ruang.periode.href());
    write.commit(&subjek(&ruang.periode, href.clone())).await?;
    ctx.redirect_with(&href, "Penunjukan dicabut.")
}
