//! The versions of a service's form: list, a new draft, import, export, deleting a draft.
use formulir::Form;
use http::StatusCode;
use kernel::page::{FormError, Link};
use kernel::web::{Options, attachment};
use kernel::{Ctx, Error, Response, Result};
use uuid::Uuid;

use super::{kerja, subject};
use crate::standar;
use crate::susun::pages;
use crate::susun::store::{self, Keadaan, Layanan};

/// Largest document that is imported, in bytes.
const TERBESAR: u64 = 1_000_000;

async fn layanan(ctx: &Ctx) -> Result<Layanan> {
    store::layanan(&ctx.app.db, &ctx.scope, ctx.id("layanan")?).await
}

async fn halaman(ctx: &Ctx, layanan: &Layanan, galat: &[FormError]) -> Result<Response> {
    let daftar = store::daftar(&ctx.app.db, layanan.id).await?;
    let body = pages::versi::daftar(ctx, layanan, &daftar, galat)?;
    let breadcrumbs = vec![
        Link::new("Beranda", "/"),
        Link::new("Standar pelayanan", format!("/{}", standar::KUNCI)),
        Link::new(&*layanan.nama, format!("/{}/{}", standar::KUNCI, layanan.id)),
    ];
    let has_errors = !galat.is_empty();
    let status = if has_errors { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    ctx.framed(status, Options { title: "Formulir layanan", breadcrumbs, has_errors, ..Options::default() }, body)
}

/// GET /formulir/layanan/{layanan}
pub async fn daftar(ctx: Ctx) -> Result<Response> {
    let layanan = layanan(&ctx).await?;
    halaman(&ctx, &layanan, &[]).await
}

/// POST /formulir/layanan/{layanan}: a draft, empty or from a version of this service.
pub async fn mulai(ctx: Ctx) -> Result<Response> {
    let layanan = layanan(&ctx).await?;
    ctx.not_repeated().await?;
    let form = match ctx.form().get("asal") {
        "kosong" => Form::blank(&layanan.nama),
        asal => {
            let Ok(id) = asal.parse::<Uuid>() else {
                // Beside a draft the page has no such question.
                if store::daftar(&ctx.app.db, layanan.id).await?.iter().any(|satu| satu.keadaan == Keadaan::Draf) {
                    let galat = "Sudah ada draf untuk layanan ini. Lanjutkan draf itu, atau hapus lebih dahulu.";
                    return halaman(&ctx, &layanan, &[FormError::new("", galat)]).await;
                }
                let galat = FormError::new("asal", "Pilih dari mana draf dimulai.");
                return halaman(&ctx, &layanan, &[galat]).await;
            };
            let (pemilik, versi) = store::cari(&ctx.app.db, &ctx.scope, id).await?;
            if pemilik.id != layanan.id {
                return Err(Error::NotFound);
            }
            versi.form
        }
    };
    let mut write = ctx.write("layanan.formulir_dibuat").await?;
    let id = store::buat_draf(&mut write, layanan.id, &form).await?;
    let href = format!("/formulir/{id}");
    write.commit(&subject(&layanan, href.clone())).await?;
    ctx.redirect_with(&href, "Draf formulir dibuat.")
}

/// POST /formulir/layanan/{layanan}/impor: a document replaces the draft, or becomes one.
pub async fn impor(ctx: Ctx) -> Result<Response> {
    let layanan = layanan(&ctx).await?;
    ctx.not_repeated().await?;
    let form = match baca(&ctx).await? {
        Ok(form) => form,
        Err(pesan) => {
            let galat: Vec<FormError> = pesan.into_iter().map(|pesan| FormError::new("berkas", pesan)).collect();
            return halaman(&ctx, &layanan, &galat).await;
        }
    };
    let ada = store::daftar(&ctx.app.db, layanan.id).await?.into_iter().find(|satu| satu.keadaan == Keadaan::Draf);
    let mut write = ctx.write("layanan.formulir_diimpor").await?;
    let id = match ada {
        Some(draf) => {
            let (_, lama) = store::cari(&ctx.app.db, &ctx.scope, draf.id).await?;
            store::simpan(&mut write, draf.id, lama.kunci, &form).await?;
            draf.id
        }
        None => store::buat_draf(&mut write, layanan.id, &form).await?,
    };
    let href = format!("/formulir/{id}");
    write.commit(&subject(&layanan, href.clone())).await?;
    ctx.redirect_with(&href, "Formulir diimpor ke draf.")
}

/// The form of the file, or what is wrong with it.
async fn baca(ctx: &Ctx) -> Result<std::result::Result<Form, Vec<String>>> {
    let salah = |pesan: &str| Ok(Err(vec![pesan.to_owned()]));
    let Some(berkas) = ctx.form().file("berkas") else { return salah("Pilih berkas JSON formulir.") };
    if berkas.size > TERBESAR {
        return salah("Berkas formulir paling besar 1 MB.");
    }
    let bytes = tokio::fs::read(&berkas.path).await?;
    let Ok(document) = serde_json::from_slice(&bytes) else { return salah("Berkas ini bukan JSON yang terbaca.") };
    Ok(Form::parse(&document).map_err(|faults| {
        let satu = |fault: formulir::Fault| {
            if fault.path.is_empty() { fault.message } else { format!("{}: {}", fault.path, fault.message) }
        };
        faults.into_iter().take(20).map(satu).collect()
    }))
}

/// GET /formulir/{id}/ekspor
pub async fn ekspor(ctx: Ctx) -> Result<Response> {
    let kerja = kerja(&ctx).await?;
    let nama =
        format!("formulir-{}-versi-{}.json", kernel::indonesia::kata::slug(&kerja.layanan.kode), kerja.versi.nomor);
    attachment(&nama, "application/schema+json", serde_json::to_string_pretty(&kerja.versi.form.document())?)
}

/// POST /formulir/{id}/hapus
pub async fn hapus(ctx: Ctx) -> Result<Response> {
    let kerja = super::draf(&ctx).await?;
    let href = format!("/formulir/layanan/{}", kerja.layanan.id);
    let mut write = ctx.write("layanan.formulir_dihapus").await?;
    store::hapus(&mut write, kerja.versi.id).await?;
    write.commit(&kerja.subject(href.clone())).await?;
    ctx.redirect_with(&href, "Draf dihapus.")
}
