//! Pages and what they share.
pub mod alur;
pub mod arsip;
pub mod arsip_form;
pub mod berkas;
pub mod berkas_form;
pub mod daftar;
pub mod izin;
pub mod keutuhan;
pub mod laporan;
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
use crate::model::Arsip;

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
        ("Laporan", "/arsip/laporan", LIHAT),
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

/// The form of a loan, with what is borrowed, by whom and from when filled in.
pub fn href_pinjam(ctx: &Ctx, kolom: &str, id: Uuid) -> String {
    let mut isian = form_urlencoded::Serializer::for_suffix("/peminjaman_arsip/baru?".to_owned(), 23);
    isian.append_pair(kolom, &id.to_string());
    if let Some(orang) = ctx.actor.person() {
        isian.append_pair("peminjam", &orang.name);
    }
    isian.append_pair("pinjam", &isian_hari(ctx.today()));
    isian.finish()
}

/// A day as it is typed.
pub fn isian_hari(hari: Date) -> String {
    format!("{:02}-{:02}-{:04}", hari.day(), u8::from(hari.month()), hari.year())
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

/// What the state of an item is called; one that waits for a file tells why.
pub fn keadaan_arsip(status: &str, berkode: bool) -> &'static str {
    match status {
        "belum" if berkode => "Belum diberkaskan",
        "belum" => "Belum ada kode",
        "musnah" => "Dimusnahkan",
        "serah" => "Diserahkan",
        _ => "Tersimpan",
    }
}

/// The state of an item, and whether its letter was cancelled.
pub fn tanda_arsip(arsip: &Arsip) -> Markup {
    html! {
        (page::tag(keadaan_arsip(&arsip.status, arsip.kode.is_some()), nada(&arsip.status)))
        @if arsip.batal.is_some() { " " (page::tag("Dibatalkan", Tone::Bad)) }
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

/// Fields of one of several forms on a page that have fields of the same names: only the form that was sent shows what was
/// typed and what is wrong with it, and ids stay different.
pub struct Medan<'a> {
    ini: bool,
    action: &'a str,
    galat: &'a [page::FormError],
}

impl<'a> Medan<'a> {
    /// The fields of the form that goes to `action`.
    pub fn untuk(ctx: &Ctx, action: &'a str, galat: &'a [page::FormError]) -> Medan<'a> {
        Medan { ini: !galat.is_empty() && ctx.uri_path() == action, action, galat }
    }
    /// The id of a field.
    pub fn id(&self, nama: &str) -> String {
        if self.ini { nama.to_owned() } else { format!("{nama}{}", self.action.replace('/', "-")) }
    }
    /// What is wrong with a field.
    pub fn salah(&self, nama: &str) -> Option<&'a str> {
        if self.ini { page::error_of(self.galat, nama) } else { None }
    }
    /// What was typed, or what stands there.
    pub fn nilai<'b>(&self, ctx: &'b Ctx, nama: &str, bawaan: &'b str) -> &'b str {
        if self.ini { ctx.form().get(nama) } else { bawaan }
    }
    /// A field of one line.
    pub fn teks(&self, ctx: &Ctx, name: &str, label: &str, bawaan: &str, hint: &str) -> Markup {
        let id = self.id(name);
        let control = Control { name, label, hint, id: &id, error: self.salah(name), ..Control::default() };
        page::text_input(&control, self.nilai(ctx, name, bawaan), &page::Text::default())
    }
    /// A field for a day.
    pub fn hari(&self, ctx: &Ctx, name: &str, label: &str, hint: &str) -> Markup {
        let id = self.id(name);
        let control = Control { name, label, hint, id: &id, error: self.salah(name), ..Control::default() };
        page::date(&control, self.nilai(ctx, name, ""))
    }
    /// A list to choose from.
    pub fn pilih(&self, ctx: &Ctx, name: &str, label: &str, bawaan: &str, pilihan: &[Choice<'_>]) -> Markup {
        let id = self.id(name);
        let control = Control { name, label, id: &id, error: self.salah(name), ..Control::default() };
        page::select(&control, self.nilai(ctx, name, bawaan), pilihan, "Pilih …")
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
