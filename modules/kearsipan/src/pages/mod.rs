//! Pages and what they share.
pub mod alur;
pub mod arsip;
pub mod berkas;
pub mod daftar;
pub mod izin;
pub mod keutuhan;
pub mod srikandi;
pub mod usul;

use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{self, Choice, Control, Link, NavItem, Tone};
use kernel::web::Options;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use time::Date;
use uuid::Uuid;

use crate::hak::{KELOLA, KEUTUHAN, KODE, LIHAT, MINTA};

/// The views of the module that the person may open, the one at `di_sini` marked.
pub fn tab(ctx: &Ctx, di_sini: &str) -> Markup {
    let semua = [
        ("Arsip", "/arsip", LIHAT),
        ("Berkas", "/berkas_arsip", LIHAT),
        ("Penyusutan", "/arsip/usul", LIHAT),
        ("Izin membaca", "/arsip/izin", MINTA),
        ("Peminjaman", "/peminjaman_arsip", MINTA),
        ("Lokasi", "/lokasi_arsip", LIHAT),
        ("Klasifikasi", "/klasifikasi_arsip", KODE),
        ("SRIKANDI", "/arsip/srikandi", KELOLA),
        ("Keutuhan", "/arsip/keutuhan", KEUTUHAN),
        ("Alur", "/arsip/alur", LIHAT),
    ];
    let butir: Vec<NavItem<'_>> = semua
        .into_iter()
        .filter(|(_, _, perm)| ctx.actor.can(*perm))
        .map(|(label, href, _)| NavItem::new(label, href, href == di_sini))
        .collect();
    page::tabs("Bagian kearsipan", &butir)
}

/// A page of the module below `induk`.
pub fn bingkai(
    ctx: &Ctx,
    status: u16,
    judul: &str,
    induk: &[Link<'static>],
    salah: bool,
    isi: Markup,
) -> Result<Response> {
    let mut breadcrumbs = vec![Link::new("Beranda", "/")];
    breadcrumbs.extend_from_slice(induk);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors: salah, refresh: None }, isi)
}

/// Errors of a form for the components.
pub fn salah(fields: &[FieldError]) -> Vec<page::FormError> {
    fields.iter().map(|satu| page::FormError::new(satu.field.as_ref(), satu.message.as_ref())).collect()
}

/// A day, or nothing.
pub fn hari(hari: Option<Date>) -> Markup {
    html! { @if let Some(hari) = hari { time datetime=(hari) { (tanggal::panjang(hari)) } } }
}

/// What a state means.
pub fn nada(status: &str) -> Tone {
    match status {
        "aktif" | "ditutup" | "tersimpan" | "disetujui" | "siap" => Tone::Good,
        "belum" | "dinilai" | "diajukan" | "ditandatangani" | "disetujui_pimpinan" => Tone::Attention,
        "musnah" | "ditolak" | "rusak" | "hilang" => Tone::Bad,
        "serah" | "selesai" | "utuh" => Tone::Special,
        _ => Tone::Neutral,
    }
}

/// What the state of an item is called.
pub fn keadaan_arsip(status: &str) -> &'static str {
    match status {
        "belum" => "Belum diberkaskan",
        "musnah" => "Dimusnahkan",
        "serah" => "Diserahkan",
        _ => "Tersimpan",
    }
}

/// Units as they are called.
#[derive(Debug, Clone)]
pub struct Unit {
    semua: Vec<kernel::module::Unit>,
}

impl Unit {
    /// Every unit.
    pub async fn baca(ctx: &Ctx) -> Result<Unit> {
        Ok(Unit { semua: ctx.app.units().await? })
    }
    /// The name of one.
    pub fn nama(&self, id: Uuid) -> String {
        self.semua
            .iter()
            .find(|satu| satu.id == id)
            .map_or_else(|| "Unit tidak dikenal".to_owned(), |satu| satu.name.clone())
    }
    /// Those that a scope holds; the person's own where the directory is silent.
    pub fn pilihan(&self, ctx: &Ctx, scope: &kernel::Scope) -> Vec<Choice<'static>> {
        let mut semua: Vec<Choice<'static>> = self
            .semua
            .iter()
            .filter(|satu| scope.holds_unit(satu.id))
            .map(|satu| Choice::new(satu.id.to_string(), satu.name.clone()))
            .collect();
        if semua.is_empty() {
            let sendiri = ctx.actor.unit().filter(|unit| scope.holds_unit(*unit));
            semua.extend(sendiri.map(|unit| Choice::new(unit.to_string(), "Unit saya")));
        }
        semua
    }
    /// Every unit.
    pub fn lengkap(&self) -> Vec<Choice<'static>> {
        self.semua.iter().map(|satu| Choice::new(satu.id.to_string(), satu.name.clone())).collect()
    }
}

/// A list to choose from.
pub fn pilih(name: &'static str, label: &'static str, nilai: &str, pilihan: &[Choice<'_>], kosong: &str) -> Markup {
    page::select(&Control { name, label, ..Control::default() }, nilai, pilihan, kosong)
}

/// A field of one line with its error.
pub fn teks(name: &str, label: &str, nilai: &str, hint: &str, galat: &[page::FormError]) -> Markup {
    let control = Control { name, label, hint, error: page::error_of(galat, name), ..Control::default() };
    page::text_input(&control, nilai, &page::Text::default())
}

/// A date field with its error.
pub fn tanggalan(name: &str, label: &str, nilai: &str, galat: &[page::FormError]) -> Markup {
    page::date(&Control { name, label, error: page::error_of(galat, name), ..Control::default() }, nilai)
}

/// A form around fields, for one act.
pub fn formulir(ctx: &Ctx, action: &str, version: Option<i64>, multipart: bool, isi: Markup) -> Result<Markup> {
    let (csrf, key, version) =
        (ctx.csrf()?, ctx.new_form_key(), version.map(|satu| satu.to_string()).unwrap_or_default());
    let to = page::Form { action, csrf: &csrf, key: &key, version: &version, multipart, ..page::Form::default() };
    Ok(page::form(&to, isi))
}
