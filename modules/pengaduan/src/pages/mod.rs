//! Pages and what they share.
pub mod catat;
pub mod lapor;
pub mod meja;
pub mod pantau;
pub mod publik;
pub mod resi;
pub mod satu;
pub mod statistik;
pub mod tindakan;

use http::StatusCode;
use kernel::indonesia::{kerja::Kalender, tanggal};
use kernel::module::Unit;
use kernel::page::{self, Choice, Control, Link, Moment, NavItem, Tone};
use kernel::port::Region;
use kernel::web::Options;
use kernel::{App, Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::model::{Keadaan, Pengaduan};
use crate::store::kategori::{self, Kategori};
use crate::{ATUR, CATAT, LIHAT, PANTAU};

/// Village that stands for none.
pub const TANPA_DESA: &str = "-";

/// What pages call things by.
pub struct Rujukan {
    /// Categories.
    pub kategori: Vec<Kategori>,
    /// Units.
    pub unit: Vec<Unit>,
    /// Districts and villages.
    pub wilayah: Vec<Region>,
    /// Working days.
    pub kalender: Kalender,
    /// Today.
    pub hari_ini: Date,
}

impl Rujukan {
    /// Reads all of it.
    pub async fn baca(app: &App) -> Result<Rujukan> {
        let (kategori, unit, wilayah, kalender) =
            tokio::try_join!(kategori::daftar(app), app.units(), app.regions(), app.calendar())?;
        Ok(Rujukan { kategori, unit, wilayah, kalender, hari_ini: app.today() })
    }
    /// What a unit is called; the coordinator has what no unit has.
    pub fn nama_unit(&self, unit: Option<Uuid>) -> &str {
        let Some(id) = unit else { return "Koordinator pengaduan" };
        self.unit.iter().find(|satu| satu.id == id).map_or("Perangkat daerah", |satu| satu.name.as_str())
    }
    /// What a category is called.
    pub fn nama_kategori<'a>(&'a self, kode: Option<&'a str>) -> &'a str {
        kategori::nama(&self.kategori, kode)
    }
    /// A village with its district, as text.
    pub fn nama_desa(&self, kode: Option<&str>) -> String {
        let Some(kode) = kode else { return "Tidak di satu desa tertentu".to_owned() };
        let cari = |kode: &str| self.wilayah.iter().find(|satu| satu.code == kode);
        let Some(desa) = cari(kode) else { return kode.to_owned() };
        let jenis = if desa.kind == "kelurahan" { "Kelurahan" } else { "Desa" };
        match desa.parent.as_deref().and_then(cari) {
            Some(induk) => format!("{jenis} {}, Kecamatan {}", desa.name, induk.name),
            None => format!("{jenis} {}", desa.name),
        }
    }
    /// Whether a code is that of a village.
    pub fn desa_dikenal(&self, kode: &str) -> bool {
        self.wilayah.iter().any(|satu| satu.code == kode && matches!(satu.kind.as_str(), "desa" | "kelurahan"))
    }
    /// Categories that may be chosen.
    pub fn pilihan_kategori(&self) -> Vec<Choice<'_>> {
        let boleh = self.kategori.iter().filter(|satu| satu.aktif);
        boleh.map(|satu| Choice::new(satu.kode.as_str(), satu.nama.as_str()).with_hint(satu.uraian.as_str())).collect()
    }
    /// Agencies, districts and parts of them, for dispositions.
    pub fn pilihan_unit(&self) -> Vec<Choice<'_>> {
        let mut semua: Vec<&Unit> = self.unit.iter().collect();
        semua.sort_by(|satu, dua| satu.name.cmp(&dua.name));
        semua.into_iter().map(|satu| Choice::new(satu.id.to_string(), satu.name.as_str())).collect()
    }
    /// How a deadline stands, in words.
    pub fn sebut(&self, batas: Date) -> String {
        self.kalender.sebut_tenggat(batas, self.hari_ini)
    }
}

/// The list of villages, grouped by district.
pub fn pilih_desa(control: &Control<'_>, rujukan: &Rujukan, nilai: &str) -> Markup {
    let id = page::control_id(control.name);
    let bantu = format!("{id}-petunjuk");
    let cacat = format!("{id}-kesalahan");
    let oleh = if control.error.is_some() { format!("{bantu} {cacat}") } else { bantu.clone() };
    let desa = |induk: &str| {
        let induk = induk.to_owned();
        rujukan.wilayah.iter().filter(move |satu| satu.parent.as_deref() == Some(&induk) && satu.kind != "kecamatan")
    };
    html! {
        div.govuk-form-group.govuk-form-group--error[control.error.is_some()] {
            label.govuk-label for=(id) { (control.label) @if control.optional { " (tidak wajib)" } }
            div.govuk-hint id=(bantu) { (control.hint) }
            @if let Some(error) = control.error {
                p.govuk-error-message id=(cacat) { span.govuk-visually-hidden { "Kesalahan: " } (error) }
            }
            select.govuk-select.govuk-select--error[control.error.is_some()] id=(id) name=(control.name) aria-describedby=(oleh) {
                option value="" selected[nilai.is_empty()] { "Pilih desa atau kelurahan" }
                option value=(TANPA_DESA) selected[nilai == TANPA_DESA] { "Tidak di satu desa tertentu" }
                @for kecamatan in rujukan.wilayah.iter().filter(|satu| satu.kind == "kecamatan") {
                    optgroup label={ "Kecamatan " (kecamatan.name) } {
                        @for satu in desa(&kecamatan.code) {
                            option value=(satu.code) selected[nilai == satu.code] { (satu.name) }
                        }
                    }
                }
            }
        }
    }
}

/// A page for visitors.
pub fn bingkai(ctx: &Ctx, status: StatusCode, judul: &str, salah: bool, isi: Markup) -> Result<Response> {
    let mut breadcrumbs = vec![Link::new("Beranda", "/")];
    if ctx.uri_path() != "/pengaduan" {
        breadcrumbs.push(Link::new("Pengaduan", "/pengaduan"));
    }
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors: salah, refresh: None }, isi)
}

/// A page for officers.
pub fn bingkai_meja(ctx: &Ctx, status: StatusCode, judul: &str, salah: bool, isi: Markup) -> Result<Response> {
    let mut breadcrumbs = vec![Link::new("Beranda", "/")];
    if ctx.uri_path() != "/meja-pengaduan" && ctx.actor.can(LIHAT) {
        breadcrumbs.push(Link::new("Meja pengaduan", "/meja-pengaduan"));
    }
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors: salah, refresh: None }, isi)
}

/// The views of officers, the one at `di_sini` marked.
pub fn tab(ctx: &Ctx, di_sini: &str) -> Markup {
    let mut semua = vec![];
    if ctx.actor.can(LIHAT) {
        semua.extend([("Perlu tindakan", "/meja-pengaduan"), ("Semua", "/meja-pengaduan?bagian=semua")]);
    }
    if ctx.actor.can(CATAT) {
        semua.push(("Catat laporan", "/meja-pengaduan/catat"));
    }
    if ctx.actor.can(PANTAU) {
        semua.push(("Pemantauan", "/meja-pengaduan/pantau"));
    }
    if ctx.actor.can(ATUR) {
        semua.extend([("Kategori", "/kategori_pengaduan"), ("Templat", "/templat_pengaduan")]);
    }
    let butir: Vec<NavItem<'_>> =
        semua.into_iter().map(|(label, href)| NavItem::new(label, href, href == di_sini)).collect();
    page::tabs("Bagian pengaduan", &butir)
}

/// Errors of a form for the components.
pub fn salah(fields: &[FieldError]) -> Vec<page::FormError> {
    fields.iter().map(|satu| page::FormError::new(satu.field.as_ref(), satu.message.as_ref())).collect()
}

/// A control with its error.
pub fn kendali<'a>(
    name: &'a str,
    label: &'a str,
    hint: &'a str,
    optional: bool,
    errors: &'a [page::FormError],
) -> Control<'a> {
    Control { name, label, hint, optional, error: page::error_of(errors, name), ..Control::default() }
}

/// The state as a tag.
pub fn tanda(keadaan: Keadaan) -> Markup {
    page::tag(keadaan.label(), nada(keadaan))
}

/// The state as a tag of one or two words, for tables.
pub fn tanda_singkat(keadaan: Keadaan) -> Markup {
    page::tag(keadaan.singkat(), nada(keadaan))
}

fn nada(keadaan: Keadaan) -> Tone {
    match keadaan {
        Keadaan::Baru | Keadaan::Dilengkapi => Tone::Attention,
        Keadaan::Didisposisi | Keadaan::Diproses => Tone::Working,
        Keadaan::Dijawab | Keadaan::Selesai => Tone::Good,
        Keadaan::DibukaLagi | Keadaan::Keberatan => Tone::Special,
        Keadaan::Ditolak => Tone::Bad,
        Keadaan::Digabung => Tone::Neutral,
    }
}

/// A deadline as a tag: how many working days are left, or how late it is.
pub fn hitung_mundur(rujukan: &Rujukan, batas: Option<Date>) -> Markup {
    let Some(batas) = batas else { return html! { "Tidak ada tenggat" } };
    let sisa = rujukan.kalender.antara(rujukan.hari_ini, batas);
    let nada = if batas < rujukan.hari_ini {
        Tone::Bad
    } else if sisa <= 2 {
        Tone::Attention
    } else {
        Tone::Neutral
    };
    html! { (page::tag(&rujukan.sebut(batas), nada)) " " time datetime=(batas) { (tanggal::panjang(batas)) } }
}

/// The deadline of the whole: how it stands, or how it was met once an outcome was reported.
pub fn tenggat_akhir(rujukan: &Rujukan, kini: &Pengaduan) -> Markup {
    let berlalu = matches!(kini.keadaan, Keadaan::Dijawab | Keadaan::Selesai | Keadaan::Keberatan);
    match kini.tenggat.filter(|_| berlalu && kini.selesai.is_some()) {
        Some(hari) => html! {
            (if kini.terlambat { page::tag("hasil terlambat", Tone::Bad) } else { page::tag("hasil tepat waktu", Tone::Good) })
            " " time datetime=(hari) { (tanggal::panjang(hari)) }
        },
        None => hitung_mundur(rujukan, kini.tenggat),
    }
}

/// What the present clock is for, as the public reads it.
pub fn langkah_berikut(keadaan: Keadaan) -> &'static str {
    match keadaan {
        Keadaan::Baru => "Verifikasi oleh koordinator",
        Keadaan::Dilengkapi => "Pelapor melengkapi",
        Keadaan::Didisposisi | Keadaan::DibukaLagi => "Jawaban perangkat daerah",
        Keadaan::Diproses => "Penyelesaian",
        Keadaan::Dijawab => "Ditutup sendiri bila tidak ada tanggapan",
        Keadaan::Keberatan => "Putusan pengawas",
        Keadaan::Selesai | Keadaan::Ditolak | Keadaan::Digabung => "Tidak ada",
    }
}

/// A moment in the zone of the regency.
pub fn saat(ctx: &Ctx, saat: OffsetDateTime) -> Moment<'static> {
    let zona = ctx.app.profile.zone();
    let iso = saat.to_offset(ctx.app.offset()).replace_nanosecond(0).unwrap_or(saat);
    let teks = tanggal::waktu_panjang(saat, zona);
    let format = time::format_description::well_known::Rfc3339;
    Moment::new(iso.format(&format).unwrap_or_default(), teks)
}

/// The day of a moment in the regency.
pub fn hari(app: &App, saat: OffsetDateTime) -> Date {
    saat.to_offset(app.offset()).date()
}

/// Text of several lines, as it was typed.
pub fn alinea(teks: &str) -> Markup {
    html! { @for satu in teks.split('\n').map(str::trim).filter(|satu| !satu.is_empty()) { p.govuk-body { (satu) } } }
}

/// Where it happened, in words.
pub fn tempat(rujukan: &Rujukan, satu: &Pengaduan) -> Markup {
    html! {
        (rujukan.nama_desa(satu.lokasi.desa.as_deref()))
        @if !satu.lokasi.patokan.is_empty() { br; "Patokan: " (satu.lokasi.patokan) }
        @if let (Some(lintang), Some(bujur)) = (satu.lokasi.lintang, satu.lokasi.bujur) {
            br; "Koordinat: " (format!("{lintang:.5}, {bujur:.5}"))
        }
    }
}
