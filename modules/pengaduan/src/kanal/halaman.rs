//! What the pages of the channels share: frame, tabs, and forms that keep what was typed.
use http::StatusCode;
use kernel::page::{self, Control, FormError, Link, NavItem, VERSION_FIELD};
use kernel::web::Options;
use kernel::{Ctx, FieldError, Response, Result, Val};
use maud::{Markup, html};

/// Columns of a record with their values, or what is wrong in the form.
pub type Terbaca = std::result::Result<Vec<(&'static str, Val)>, Vec<FieldError>>;

/// The field of an error that is the whole form's.
pub const SELURUHNYA: &str = "";

/// A page of the channels, with what is wrong in its form.
pub fn bingkai(ctx: &Ctx, judul: &str, salah: &[FieldError], isi: Markup) -> Result<Response> {
    let status = match salah.first() {
        None => StatusCode::OK,
        Some(satu) if satu.field == SELURUHNYA => StatusCode::CONFLICT,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let salah = !salah.is_empty();
    let breadcrumbs = vec![Link::new("Beranda", "/"), Link::new("Kanal pengaduan", super::HREF)];
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors: salah, refresh: None }, isi)
}

/// The row of tabs.
pub fn tab(ctx: &Ctx, kini: &str) -> Markup {
    let semua = [
        ("Ringkasan", super::HREF),
        ("Open311", crate::open311::kunci::HREF),
        ("Kotak surel", super::surel::HREF),
        ("Gerbang pesan", super::gerbang::HREF),
        ("SP4N-LAPOR!", super::lapor::HREF),
    ];
    let items: Vec<NavItem<'_>> = semua.iter().map(|(nama, href)| NavItem::new(*nama, *href, *href == kini)).collect();
    if ctx.actor.can(super::KANAL) {
        page::tabs("Kanal pengaduan", &items)
    } else {
        html! {}
    }
}

/// A form as it was sent, or as it is first shown.
pub struct Isian<'a> {
    ctx: &'a Ctx,
    /// What is wrong, for the summary.
    pub galat: Vec<FormError>,
}

impl<'a> Isian<'a> {
    /// The form of this request with these errors.
    pub fn new(ctx: &'a Ctx, salah: &[FieldError]) -> Isian<'a> {
        let galat = salah.iter().map(|satu| FormError::new(satu.field.as_ref(), satu.message.as_ref())).collect();
        Isian { ctx, galat }
    }

    fn terkirim(&self) -> bool {
        self.ctx.form().pairs().iter().any(|(nama, _)| !nama.starts_with('_'))
    }

    /// What stands in a field: what was typed, or else this.
    pub fn nilai(&self, nama: &str, biasa: &str) -> String {
        if self.terkirim() { self.ctx.form().get(nama).to_owned() } else { biasa.to_owned() }
    }

    /// Whether a box is ticked.
    pub fn centang(&self, nama: &str, biasa: bool) -> bool {
        if self.terkirim() { self.ctx.form().get(nama) == page::YES } else { biasa }
    }

    /// The version that the form carries: the one that the person saw, until they have been told of a newer one.
    pub fn versi(&self, kini: i64) -> String {
        let diberi_tahu = self.galat.iter().any(|satu| satu.field == SELURUHNYA);
        let dilihat = self.ctx.form().get(VERSION_FIELD);
        if diberi_tahu || dilihat.parse::<i64>().is_err() { kini.to_string() } else { dilihat.to_owned() }
    }

    /// A control with its error.
    pub fn atur<'b>(&'b self, name: &'b str, label: &'b str, hint: &'b str) -> Control<'b> {
        Control { name, label, hint, error: page::error_of(&self.galat, name), ..Control::default() }
    }
}

/// What a form says whose record somebody else changed meanwhile.
pub fn berubah() -> Vec<FieldError> {
    vec![FieldError::new(SELURUHNYA, "Data ini baru saja diubah orang lain. Periksa isian Anda, lalu simpan lagi")]
}
