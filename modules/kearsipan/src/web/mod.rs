//! Handlers and routes.
mod api;
mod arsip;
mod arsip_ubah;
pub use arsip::PERKEMBANGAN;
pub use usul::subjek as subjek_usul;
mod berkas;
pub mod daftar;
mod ekspor;
mod izin;
mod lain;
mod usul;
mod usul_langkah;

use kernel::auth::Access;
use kernel::{Ctx, Error, FieldError, Result, Routes};
use time::Date;
use uuid::Uuid;

use crate::hak::{KELOLA, KEUTUHAN, LIHAT, MINTA, PEMBACA, TAHAN};

/// All routes of the module.
pub fn routes() -> Routes {
    arsip_routes().merge(berkas_routes()).merge(usul_routes()).merge(lain_routes())
}

fn arsip_routes() -> Routes {
    let (lihat, kelola, baca) = (Access::Can(LIHAT), Access::Can(KELOLA), Access::Can(PEMBACA));
    Routes::new()
        .get("/arsip", lihat, daftar::arsip)
        .get("/arsip/unduh/{bentuk}", lihat, ekspor::arsip)
        .get("/arsip/pilihan", lihat, api::pilihan_arsip)
        .get("/arsip/baru", kelola, arsip::baru)
        .upload("/arsip/baru", kelola, arsip::simpan)
        .get("/arsip/alur", lihat, lain::alur)
        .get("/arsip/laporan", lihat, lain::laporan)
        .get("/arsip/laporan/unduh/{bentuk}", lihat, ekspor::laporan)
        .get("/arsip/{id}", baca, arsip::show)
        .get("/arsip/{id}/isi/{isi}", baca, arsip::isi)
        .get("/arsip/{id}/ubah", baca, arsip_ubah::ubah_form)
        .post("/arsip/{id}/ubah", baca, arsip_ubah::ubah)
        .upload("/arsip/{id}/isi", baca, arsip_ubah::tambah_isi)
        .post("/arsip/{id}/berkas", kelola, arsip_ubah::berkaskan)
        .post("/arsip/{id}/keamanan", baca, arsip_ubah::keamanan)
        .post("/arsip/{id}/pembaca", baca, arsip_ubah::pembaca)
        .post("/arsip/{id}/pembaca/{pembaca}/pencabutan", baca, arsip_ubah::cabut_pembaca)
        .get("/api/v1/arsip", Access::Token(LIHAT), api::arsip)
        .get("/api/v1/arsip/{id}", Access::Token(LIHAT), api::satu_arsip)
}

fn berkas_routes() -> Routes {
    let (lihat, kelola) = (Access::Can(LIHAT), Access::Can(KELOLA));
    Routes::new()
        .get("/berkas_arsip", lihat, daftar::berkas)
        .get("/berkas_arsip/unduh/{bentuk}", lihat, ekspor::berkas)
        .get("/berkas_arsip/pilihan", lihat, api::pilihan_berkas)
        .get("/berkas_arsip/baru", kelola, berkas::baru)
        .post("/berkas_arsip/baru", kelola, berkas::simpan)
        .get("/berkas_arsip/paket", kelola, berkas::muat_form)
        .upload("/berkas_arsip/paket", kelola, berkas::muat)
        .get("/berkas_arsip/{id}", lihat, berkas::show)
        .get("/berkas_arsip/{id}/ubah", kelola, berkas::ubah_form)
        .post("/berkas_arsip/{id}/ubah", kelola, berkas::ubah)
        .get("/berkas_arsip/{id}/paket", kelola, berkas::paket)
        .post("/berkas_arsip/{id}/langkah/{langkah}", kelola, berkas::langkah)
        .post("/berkas_arsip/{id}/penahanan", Access::Can(TAHAN), berkas::tahan)
        .post("/berkas_arsip/{id}/penahanan/{tahanan}/pengangkatan", Access::Can(TAHAN), berkas::angkat)
        .get("/api/v1/berkas_arsip", Access::Token(LIHAT), api::berkas)
        .get("/api/v1/berkas_arsip/{id}", Access::Token(LIHAT), api::satu_berkas)
}

fn usul_routes() -> Routes {
    let (lihat, kelola) = (Access::Can(LIHAT), Access::Can(KELOLA));
    Routes::new()
        .get("/arsip/usul", lihat, usul::list)
        .get("/arsip/usul/baru", kelola, usul::baru)
        .post("/arsip/usul/baru", kelola, usul::simpan)
        .get("/arsip/usul/{id}", lihat, usul::show)
        .post("/arsip/usul/{id}/nilai", lihat, usul::nilai_semua)
        .post("/arsip/usul/{id}/nilai/{satu}", lihat, usul::nilai)
        .get("/arsip/usul/{id}/unduh/{bentuk}", lihat, ekspor::usul)
        .post("/arsip/usul/{id}/langkah/{langkah}", lihat, usul_langkah::langkah)
        .get("/arsip/usul/{id}/acara", lihat, usul::acara)
        .get("/arsip/usul/{id}/paket", lihat, usul::paket)
}

fn lain_routes() -> Routes {
    let (kelola, minta) = (Access::Can(KELOLA), Access::Can(MINTA));
    Routes::new()
        .get("/arsip/izin", minta, izin::list)
        .get("/arsip/izin/baru", minta, izin::baru)
        .post("/arsip/izin/baru", minta, izin::simpan)
        .get("/arsip/izin/{id}", minta, izin::show)
        .post("/arsip/izin/{id}/{putusan}", minta, izin::putus)
        .get("/arsip/srikandi", kelola, lain::srikandi)
        .get("/arsip/srikandi/paket", kelola, lain::srikandi_paket)
        .upload("/arsip/srikandi", kelola, lain::srikandi_muat)
        .get("/arsip/keutuhan", Access::Can(KEUTUHAN), lain::keutuhan)
}

/// A field that must be filled, at most so many characters.
pub(crate) fn wajib(ctx: &Ctx, nama: &'static str, paling: usize, salah: &mut Vec<FieldError>) -> String {
    let teks = ctx.form().get(nama);
    if teks.is_empty() {
        salah.push(FieldError::new(nama, "Isi dahulu"));
    } else if teks.chars().count() > paling {
        salah.push(FieldError::new(nama, format!("Paling banyak {paling} karakter")));
    }
    teks.to_owned()
}

/// A day that must be given.
pub(crate) fn hari(ctx: &Ctx, nama: &'static str, salah: &mut Vec<FieldError>) -> Date {
    match kernel::indonesia::tanggal::urai(ctx.form().get(nama)) {
        Ok(hari) => hari,
        Err(_) => {
            salah.push(FieldError::new(nama, "Tulis tanggal seperti 31-12-2026"));
            ctx.today()
        }
    }
}

/// A unit of the form that the scope holds.
pub(crate) fn unit(ctx: &Ctx, scope: &kernel::Scope, salah: &mut Vec<FieldError>) -> Uuid {
    let pilihan = ctx.form().get("unit").parse::<Uuid>().ok().or_else(|| {
        // A person with one unit is not asked.
        ctx.actor.unit().filter(|_| !ctx.form().has("unit"))
    });
    match pilihan.filter(|unit| scope.holds_unit(*unit)) {
        Some(unit) => unit,
        None => {
            salah.push(FieldError::new("unit", "Pilih unit"));
            Uuid::nil()
        }
    }
}

/// The version of the record that the person saw.
pub(crate) fn versi(ctx: &Ctx) -> Result<i64> {
    ctx.form().get(kernel::page::VERSION_FIELD).parse().map_err(|_| Error::Conflict)
}

/// No errors, or all of them.
pub(crate) fn tanpa(salah: Vec<FieldError>) -> Result<()> {
    if salah.is_empty() { Ok(()) } else { Err(Error::Invalid(salah)) }
}

/// Why an act of a flow is not possible, as an error for the person.
pub(crate) fn tolak(denial: register::Denial, label: &str) -> Error {
    use register::Denial as D;
    match denial {
        D::Unknown => Error::NotFound,
        D::NotAllowed => Error::Forbidden,
        D::WrongState => Error::refused(format!("\"{label}\" tidak dapat dilakukan pada keadaan ini.")),
        D::ReasonMissing => Error::field("alasan", "Tulis alasannya"),
        D::Guard(teks) => Error::refused(teks),
    }
}

/// The reason of an act, short enough to keep.
pub(crate) fn alasan(ctx: &Ctx) -> Result<String> {
    let teks = ctx.form().get("alasan");
    if teks.chars().count() > 1000 {
        return Err(Error::field("alasan", "Paling banyak 1000 karakter"));
    }
    Ok(teks.to_owned())
}
