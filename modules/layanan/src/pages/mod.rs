//! What pages show.
pub mod ajukan;
pub mod antrean;
pub mod kasus;
pub mod katalog;
pub mod lain;
pub mod resi;

use kernel::indonesia::tanggal;
use kernel::page::{self, Moment, NavItem, Tone};
use kernel::{App, Ctx};
use maud::{Markup, html};
use time::{Date, OffsetDateTime};

use crate::model::{Keadaan, Permohonan};
use crate::{BANTU, KELOLA, LIHAT, PROSES};

/// An address with those parameters that hold something.
pub fn alamat<'a>(dasar: &str, isi: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut pengganti = form_urlencoded::Serializer::new(String::new());
    for (nama, nilai) in isi {
        if !nilai.is_empty() {
            pengganti.append_pair(nama, nilai);
        }
    }
    let query = pengganti.finish();
    if query.is_empty() { dasar.to_owned() } else { format!("{dasar}?{query}") }
}

/// The tabs of the officers' pages.
pub fn tab(ctx: &Ctx, kini: &str) -> Markup {
    let mut semua = vec![];
    let mut tambah = |label: &'static str, href: &'static str| semua.push(NavItem::new(label, href, kini == href));
    if ctx.actor.can(PROSES) {
        tambah("Antrean", "/permohonan");
        tambah("Kunjungan", "/permohonan/kunjungan");
        tambah("Beban dan waktu", "/permohonan/beban");
    }
    if ctx.actor.can(BANTU) {
        tambah("Bantu warga", "/permohonan/bantu");
    }
    if ctx.actor.can(LIHAT) {
        tambah("Standar pelayanan", "/standar_layanan");
    }
    if ctx.actor.can(KELOLA) {
        tambah("Formulir", "/formulir");
    }
    if ctx.actor.can(PROSES) {
        tambah("Templat pesan", "/templat_layanan");
    }
    page::tabs("Bagian layanan", &semua)
}

/// A state.
pub fn tanda(keadaan: Keadaan) -> Markup {
    page::tag(keadaan.label(), keadaan.nada())
}

/// A day, empty when there is none.
pub fn hari(hari: Option<Date>) -> Markup {
    html! { @if let Some(hari) = hari { time datetime=(hari) { (tanggal::panjang(hari)) } } }
}

/// An instant.
pub fn saat(app: &App, saat: OffsetDateTime) -> Moment<'static> {
    Moment::new(register::value::when::iso_moment(saat, app.offset()), tanggal::waktu_panjang(saat, app.profile.zone()))
}

/// How much of the promised time is left.
pub fn jam(satu: &Permohonan, sisa: Option<i64>) -> Markup {
    if satu.keadaan.terhenti() {
        return page::tag("Waktu berhenti", Tone::Neutral);
    }
    match sisa {
        None => html! {},
        Some(sisa) if sisa < 0 => page::tag(&format!("Lewat {} hari kerja", -sisa), Tone::Bad),
        Some(0) => page::tag("Hari ini", Tone::Attention),
        Some(sisa) if sisa <= 2 => page::tag(&format!("{sisa} hari kerja lagi"), Tone::Attention),
        Some(sisa) => page::tag(&format!("{sisa} hari kerja lagi"), Tone::Neutral),
    }
}

/// Lines of a text as paragraphs.
pub fn alinea(teks: &str) -> Markup {
    html! { @for baris in teks.lines().map(str::trim).filter(|baris| !baris.is_empty()) { p.govuk-body { (baris) } } }
}
