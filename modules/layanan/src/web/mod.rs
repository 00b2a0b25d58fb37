//! Handlers and routes.
mod ajukan;
mod api;
mod bantu;
mod beban;
mod berkas;
mod isian;
mod kasus;
mod katalog;
mod kunjungan;
mod massal;
mod putusan;
mod resi;
mod status;
mod tindak;

use http::StatusCode;
use kernel::page::{FormError, Link};
use kernel::receipt;
use kernel::web::Options;
use kernel::web::abuse::Limit;
use kernel::{Access, Ctx, Error, FieldError, Response, Result, Routes};
use maud::Markup;
use time::Duration;

use crate::model::{PERMOHONAN, Permohonan};
use crate::{BANTU, KELOLA, PROSES, store};

const KATALOG: &str = "katalog layanan dan standarnya harus diumumkan";
const PEMOHON: &str = "pemohon tidak perlu akun; yang menentukan adalah nomor dan kata rahasianya";

/// How many drafts one network may begin.
const MULAI: Limit = Limit { name: "layanan.mulai", burst: 20, every: Duration::minutes(1) };
/// How many pages and files of forms one network may send.
const ISI: Limit = Limit { name: "layanan.isi", burst: 300, every: Duration::seconds(2) };
/// How many applications one network may send.
const KIRIM: Limit = Limit { name: "layanan.kirim", burst: 20, every: Duration::minutes(2) };

/// All routes of the module.
pub fn routes() -> Routes {
    let (umum, pemohon) = (Access::Public(KATALOG), Access::Public(PEMOHON));
    let (proses, bantu) = (Access::Can(PROSES), Access::Can(BANTU));
    Routes::new()
        .get("/layanan", umum, katalog::daftar)
        .get("/layanan/{id}", umum, katalog::satu)
        .get("/layanan/{id}/cetak", umum, katalog::cetak)
        .get("/layanan/{id}/ajukan", pemohon, ajukan::awal)
        .post("/layanan/{id}/ajukan", pemohon, ajukan::mulai)
        .get("/layanan/status", pemohon, status::form)
        .post("/layanan/status", pemohon, status::buka)
        .get("/layanan/saya", Access::SignedIn, status::saya)
        .get("/permohonan/isi/{id}", pemohon, isian::awal)
        .get("/permohonan/isi/{id}/kontak", pemohon, isian::kontak)
        .post("/permohonan/isi/{id}/kontak", pemohon, isian::simpan_kontak)
        .get("/permohonan/isi/{id}/periksa", pemohon, ajukan::periksa)
        .post("/permohonan/isi/{id}/kirim", pemohon, ajukan::kirim)
        .post("/permohonan/isi/{id}/simpan", pemohon, ajukan::simpan)
        .get("/permohonan/isi/{id}/kode", pemohon, ajukan::kode)
        .post("/permohonan/isi/{id}/hapus", pemohon, ajukan::hapus)
        .get("/permohonan/isi/{id}/berkas/{berkas}", pemohon, berkas::pemohon)
        .get("/permohonan/isi/{id}/langkah/{langkah}", pemohon, isian::langkah)
        .upload("/permohonan/isi/{id}/langkah/{langkah}", pemohon, isian::simpan)
        .get("/permohonan/resi/{id}", pemohon, resi::show)
        .get("/permohonan/resi/{id}/cetak", pemohon, resi::cetak)
        .get("/permohonan/resi/{id}/hasil", pemohon, berkas::hasil_pemohon)
        .post("/permohonan/resi/{id}/{tindakan}", pemohon, resi::tindakan)
        .get("/permohonan", proses, kasus::antrean)
        .post("/permohonan/massal", proses, massal::massal)
        .get("/permohonan/kunjungan", proses, kunjungan::kalender)
        .get("/permohonan/kunjungan.ics", proses, kunjungan::ics)
        .get("/permohonan/beban", proses, beban::show)
        .get("/formulir", Access::Can(KELOLA), bantu::formulir)
        .get("/permohonan/bantu", bantu, bantu::show)
        .post("/permohonan/bantu/{id}", bantu, bantu::mulai)
        .get("/permohonan/{id}", proses, kasus::show)
        .post("/permohonan/{id}/tugaskan", proses, tindak::tugaskan)
        .post("/permohonan/{id}/catatan", proses, tindak::catatan)
        .post("/permohonan/{id}/pesan", proses, tindak::pesan)
        .post("/permohonan/{id}/surat", proses, tindak::surat)
        .upload("/permohonan/{id}/hasil", proses, tindak::unggah)
        .get("/permohonan/{id}/hasil", proses, berkas::hasil)
        .get("/permohonan/{id}/berkas/{berkas}", proses, berkas::petugas)
        .post("/permohonan/{id}/alur/{tindakan}", proses, tindak::alur)
        .merge(api::routes())
}

/// The application of the address for its applicant: who holds its number and word in this browser, whose account it is, or who helps
/// to fill it in.
///
/// # Errors
/// [`Error::NotFound`] where nobody showed a right to it, the same as for one that is not there.
async fn milik(ctx: &Ctx) -> Result<Permohonan> {
    let satu = store::dengan_id(&ctx.app, ctx.id("id")?).await?;
    if is_milik(ctx, &satu) { Ok(satu) } else { Err(Error::NotFound) }
}

fn is_milik(ctx: &Ctx, satu: &Permohonan) -> bool {
    let akun = ctx.actor.account();
    let sendiri = akun.is_some() && satu.akun == akun;
    sendiri || ctx.holds(PERMOHONAN, satu.id) || satu.induk.is_some_and(|induk| ctx.holds(PERMOHONAN, induk))
}

/// The same, or the page that asks for number and word.
async fn milik_atau_tanya(ctx: &Ctx) -> Result<std::result::Result<Permohonan, Response>> {
    match milik(ctx).await {
        Ok(satu) => Ok(Ok(satu)),
        Err(Error::NotFound) => {
            let pesan = "Masukkan nomor dan kata rahasia untuk membuka permohonan ini.";
            Ok(Err(ctx.redirect_with("/layanan/status", pesan)?))
        }
        Err(lain) => Err(lain),
    }
}

/// Leads on and lets this browser hold the application for two hours more.
fn lanjut(ctx: &Ctx, href: &str, pesan: &str, satu: &Permohonan) -> Result<Response> {
    ctx.redirect_holding(href, pesan, PERMOHONAN, satu.induk.unwrap_or(satu.id))
}

fn salah(galat: &[FieldError]) -> Vec<FormError> {
    galat.iter().map(|satu| FormError::new(satu.field.to_string(), satu.message.to_string())).collect()
}

/// A page with the way to it.
fn bingkai(ctx: &Ctx, status: StatusCode, judul: &str, jalan: Vec<Link<'_>>, body: Markup) -> Result<Response> {
    let mut breadcrumbs = vec![Link::new("Beranda", "/")];
    breadcrumbs.extend(jalan);
    let has_errors = status == StatusCode::UNPROCESSABLE_ENTITY;
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors, ..Options::default() }, body)
}

/// A text of a form, or what is wrong with it.
fn teks(ctx: &Ctx, nama: &'static str, paling: usize, kosong: &'static str) -> std::result::Result<String, FieldError> {
    let isi = ctx.form().get(nama);
    if isi.is_empty() && !kosong.is_empty() {
        return Err(FieldError::new(nama, kosong));
    }
    if isi.chars().count() > paling {
        return Err(FieldError::new(nama, format!("Terlalu panjang: paling banyak {paling} huruf.")));
    }
    Ok(isi.to_owned())
}

/// A number of a receipt as people type it; parts of a joint application bear that of the whole.
fn nomor(diketik: &str) -> String {
    receipt::normal(diketik)
}
