//! Handlers: find the version, decide on the form, write, answer.
pub mod coba;
pub mod isian;
pub mod keterangan;
pub mod langkah;
pub mod rancang;
pub mod syarat;
pub mod terbit;
pub mod versi;

use formulir::{Fault, Form, Place};
use http::StatusCode;
use kernel::page::{FormError, Link};
use kernel::web::Options;
use kernel::{Ctx, Error, Response, Result, Subject};
use maud::Markup;

use super::store::{self, Keadaan, Layanan, Versi};
use crate::standar;

/// A version with its service.
pub struct Kerja {
    /// The service.
    pub layanan: Layanan,
    /// The version.
    pub versi: Versi,
}

impl Kerja {
    /// The page of the version.
    pub fn href(&self) -> String {
        format!("/formulir/{}", self.versi.id)
    }
    /// A page below it.
    pub fn di(&self, bawah: &str) -> String {
        format!("/formulir/{}/{bawah}", self.versi.id)
    }
    /// It may be changed.
    pub fn is_draf(&self) -> bool {
        self.versi.keadaan == Keadaan::Draf
    }
    fn subject(&self, href: impl Into<String>) -> Subject {
        subject(&self.layanan, href)
    }
}

/// A change of a form stands in the history of its service.
fn subject(layanan: &Layanan, href: impl Into<String>) -> Subject {
    Subject::new(standar::KUNCI, layanan.id, href)
}

async fn kerja(ctx: &Ctx) -> Result<Kerja> {
    let (layanan, versi) = store::cari(&ctx.app.db, &ctx.scope, ctx.id("id")?).await?;
    Ok(Kerja { layanan, versi })
}

/// The version of the address, which must be a draft.
async fn draf(ctx: &Ctx) -> Result<Kerja> {
    let kerja = kerja(ctx).await?;
    if kerja.is_draf() {
        Ok(kerja)
    } else {
        Err(Error::refused("Versi yang sudah diterbitkan tidak dapat diubah. Buat draf baru dari versi ini."))
    }
}

fn tempat(ctx: &Ctx) -> Result<Place> {
    ctx.path("tempat").parse().map_err(|()| Error::NotFound)
}

/// What came of a change.
enum Hasil<T> {
    /// It is made.
    Jadi(T),
    /// The form would have these faults.
    Galat(Vec<Fault>),
    /// Somebody else changed the draft meanwhile; this is it now.
    Bentrok(Box<Kerja>),
}

/// Changes the form of a draft if it is still what the person saw.
async fn ubah<T>(
    ctx: &Ctx,
    kerja: &Kerja,
    change: impl FnOnce(&mut Form) -> Result<T, Vec<Fault>>,
) -> Result<Hasil<T>> {
    ctx.not_repeated().await?;
    let mut form = kerja.versi.form.clone();
    let hasil = match change(&mut form) {
        Ok(hasil) => hasil,
        Err(faults) => return Ok(Hasil::Galat(faults)),
    };
    let dilihat: i64 = ctx.form().get(kernel::page::VERSION_FIELD).parse().unwrap_or(-1);
    let mut write = ctx.write("layanan.formulir_diubah").await?;
    match store::simpan(&mut write, kerja.versi.id, dilihat, &form).await {
        Ok(()) => {}
        Err(Error::Conflict) => {
            drop(write);
            return Ok(Hasil::Bentrok(Box::new(draf(ctx).await?)));
        }
        Err(lain) => return Err(lain),
    }
    write.commit(&kerja.subject(kerja.href())).await?;
    Ok(Hasil::Jadi(hasil))
}

/// Faults of a form as errors of a page; `beside` names the control.
fn galat_halaman(faults: &[Fault], beside: impl Fn(&str) -> &'static str) -> Vec<FormError> {
    let mut galat: Vec<FormError> = vec![];
    for fault in faults {
        let field = beside(&fault.path);
        if field.is_empty() || !galat.iter().any(|satu| satu.field == field) {
            galat.push(FormError::new(field, &fault.message));
        }
    }
    galat
}

/// A page below a version.
fn halaman(ctx: &Ctx, kerja: &Kerja, status: StatusCode, judul: &str, body: Markup) -> Result<Response> {
    let daftar = format!("/formulir/layanan/{}", kerja.layanan.id);
    let versi = format!("Versi {}", kerja.versi.nomor);
    let mut breadcrumbs = vec![
        Link::new("Beranda", "/"),
        Link::new("Standar pelayanan", format!("/{}", standar::KUNCI)),
        Link::new(&*kerja.layanan.nama, format!("/{}/{}", standar::KUNCI, kerja.layanan.id)),
        Link::new("Formulir", daftar),
    ];
    if ctx.uri_path() != kerja.href() {
        breadcrumbs.push(Link::new(versi, kerja.href()));
    }
    let has_errors = status == StatusCode::UNPROCESSABLE_ENTITY;
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors, ..Options::default() }, body)
}

fn status(galat: &[FormError], bentrok: bool) -> StatusCode {
    match (galat.is_empty(), bentrok) {
        (_, true) => StatusCode::CONFLICT,
        (true, false) => StatusCode::OK,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
