//! Agencies.
use kernel::Ctx;
use kernel::module::Unit;
use kernel::page::{self, Fact};
use maud::{Markup, html};

use super::{alamat_instansi, prosa};
use crate::model::Rincian;
use crate::siput;
use crate::store::{Dibaca, Umum};

/// All agencies by name.
pub fn daftar_instansi(units: &[Unit], kabar: Markup) -> Markup {
    let mut agencies: Vec<&Unit> = units.iter().filter(|unit| unit.is_agency).collect();
    agencies.sort_by(|one, other| one.name.cmp(&other.name));
    html! {
        (kabar)
        h1.govuk-heading-l { "Instansi" }
        @if agencies.is_empty() {
            (page::empty("Belum ada instansi", "Instansi muncul di sini begitu susunan perangkat daerah dicatat.", None))
        }
        (senarai(&agencies))
    }
}

/// Names of agencies with the way to their pages.
pub fn senarai(agencies: &[&Unit]) -> Markup {
    html! {
        ul.govuk-list.daftar-instansi {
            @for unit in agencies { li { a.govuk-link href=(alamat_instansi(unit)) { (unit.name) } } }
        }
    }
}

/// What the page of an agency shows.
pub struct Profil<'a> {
    /// Its name.
    pub nama: &'a str,
    /// The unit; none when it does not exist any more.
    pub unit: Option<&'a Unit>,
    /// All units.
    pub units: &'a [Unit],
    /// Its profile, once there is one.
    pub dibaca: Option<&'a Dibaca>,
    /// Its newest news.
    pub berita: &'a [Umum],
}

/// The page of an agency.
pub fn instansi(ctx: &Ctx, profil: &Profil<'_>, kabar: Markup) -> Markup {
    let bawahan: Vec<&Unit> =
        profil.units.iter().filter(|unit| profil.unit.is_some_and(|own| unit.parent == Some(own.id))).collect();
    let induk = profil.unit.and_then(|unit| profil.units.iter().find(|each| Some(each.id) == unit.parent));
    let mut cari = form_urlencoded::Serializer::new("/cari?".to_owned());
    cari.append_pair("q", profil.nama);
    html! {
        (kabar)
        h1.govuk-heading-l { (profil.nama) }
        @if let Some(induk) = induk { p.pudar { "Bagian dari " a.govuk-link href=(alamat_instansi(induk)) { (induk.name) } } }
        @match profil.dibaca {
            Some(dibaca) => {
                @let fakta = fakta(&dibaca.versi.rincian);
                @if !fakta.is_empty() { (page::summary_list(&fakta)) }
                @if !dibaca.versi.isi.is_empty() {
                    h2.govuk-heading-m { "Tugas" }
                    (prosa(dibaca.tulisan.id, dibaca.versi.gambar.as_ref(), &dibaca.versi.isi))
                }
            }
            None => { (page::inset(html! { "Profil instansi ini belum diterbitkan." })) }
        }
        @if !bawahan.is_empty() {
            h2.govuk-heading-m { "Unit di bawahnya" }
            (senarai(&bawahan))
        }
        p { a.govuk-link href=(cari.finish()) { "Cari layanan dan informasi " (profil.nama) } }
        @if !profil.berita.is_empty() {
            h2.govuk-heading-m { "Berita" }
            (super::publik::daftar(ctx, profil.berita, true))
            @if let Some(unit) = profil.unit { p { a.govuk-link href={ "/berita?instansi=" (siput::dari(&unit.code)) } { "Semua berita " (profil.nama) } } }
        }
    }
}

/// What the profile says in lines, each as one taps it.
pub fn fakta(rincian: &Rincian) -> Vec<Fact<'static>> {
    Rincian::FIELDS
        .iter()
        .filter(|(name, _)| !rincian.get(name).is_empty())
        .map(|(name, label)| Fact::new(*label, isi(name, rincian.get(name))))
        .collect()
}

/// A line of contact: what can be called or written to is a link.
pub fn isi(name: &str, text: &str) -> Markup {
    match name {
        "telepon" | "darurat" => {
            let number: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            html! { a.govuk-link href={ "tel:" (number) } { (text) } }
        }
        "surel" => html! { a.govuk-link href=(page::safe_href(&format!("mailto:{text}"))) { (text) } },
        "situs" => html! { a.govuk-link href=(page::safe_href(text)) { (text) } },
        _ => html! { (text) },
    }
}
