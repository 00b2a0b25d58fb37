//! News, pages, questions.
use kernel::Ctx;
use kernel::indonesia::tanggal;
use kernel::module::Unit;
use kernel::page::{self, NavItem};
use maud::{Markup, html};
use time::OffsetDateTime;

use super::prosa;
use crate::store::{Dibaca, Umum};
use crate::teks;

fn hari(ctx: &Ctx, at: OffsetDateTime) -> Markup {
    let date = ctx.app.profile.zone().tanggal(at);
    html! { time datetime=(date) { (tanggal::panjang(date)) } }
}

/// The list of news.
pub fn daftar_berita(
    ctx: &Ctx,
    judul: &str,
    berita: &[Umum],
    kategori: &[NavItem<'_>],
    satu_instansi: bool,
    next: Option<&str>,
    kabar: Markup,
) -> Markup {
    html! {
        (kabar)
        h1.govuk-heading-l { (judul) }
        @if !satu_instansi && kategori.len() > 1 { (page::segments("Kategori", kategori)) }
        @if berita.is_empty() {
            (page::empty("Belum ada berita", "Berita muncul di sini begitu diterbitkan.", None))
        } @else {
            (daftar(ctx, berita, false))
            (page::pagination(None, next, ""))
        }
        p { a.govuk-link href="/umpan/berita.xml" { "Langganan berita (Atom)" } }
    }
}

/// News as a list: day, title, summary; below another heading when `di_bawah`.
pub fn daftar(ctx: &Ctx, berita: &[Umum], di_bawah: bool) -> Markup {
    html! {
        ul.govuk-list.kabar {
            @for each in berita {
                li {
                    p.pudar { (hari(ctx, each.terbit)) }
                    @let judul = html! { a.govuk-link href=(page::safe_href(&each.href)) { (each.judul) } };
                    @if di_bawah { h3.govuk-heading-s { (judul) } } @else { h2.govuk-heading-s { (judul) } }
                    @if !each.ringkasan.is_empty() { p { (each.ringkasan) } }
                }
            }
        }
    }
}

/// One piece of news.
pub fn berita(ctx: &Ctx, dibaca: &Dibaca, unit: Option<&Unit>, kategori: &[(String, String)], kabar: Markup) -> Markup {
    let Dibaca { tulisan, versi } = dibaca;
    let kategori = kategori.iter().find(|(kode, _)| *kode == versi.kategori);
    let zone = ctx.app.profile.zone();
    let diubah =
        tulisan.diubah.filter(|at| tulisan.terbit.is_some_and(|terbit| zone.tanggal(*at) > zone.tanggal(terbit)));
    html! {
        (kabar)
        article {
            h1.govuk-heading-l { (versi.judul) }
            p.pudar {
                @if let Some(terbit) = tulisan.terbit { (hari(ctx, terbit)) }
                @if let Some(unit) = unit { " · " a.govuk-link href=(super::alamat_instansi(unit)) { (unit.name) } }
                @if let Some((kode, nama)) = kategori { " · " a.govuk-link href={ "/berita?kategori=" (kode) } { (nama) } }
                @if let Some(diubah) = diubah { br; "Diperbarui " (hari(ctx, diubah)) }
            }
            @if !versi.ringkasan.is_empty() { p.govuk-body-l.tulisan { (versi.ringkasan) } }
            (prosa(tulisan.id, versi.gambar.as_ref(), &versi.isi))
        }
        p.layar { a.govuk-link href="/berita" { "Semua berita" } }
    }
}

/// The list of pages.
pub fn daftar_halaman(halaman: &[Umum], next: Option<&str>, kabar: Markup) -> Markup {
    html! {
        (kabar)
        h1.govuk-heading-l { "Halaman informasi" }
        @if halaman.is_empty() {
            (page::empty("Belum ada halaman", "Halaman muncul di sini begitu diterbitkan.", None))
        } @else {
            ul.govuk-list.kabar {
                @for each in halaman {
                    li {
                        h2.govuk-heading-s { a.govuk-link href=(page::safe_href(&each.href)) { (each.judul) } }
                        @if !each.ringkasan.is_empty() { p { (each.ringkasan) } }
                    }
                }
            }
            (page::pagination(None, next, ""))
        }
    }
}

/// One page.
pub fn halaman(ctx: &Ctx, dibaca: &Dibaca, kabar: Markup) -> Markup {
    let Dibaca { tulisan, versi } = dibaca;
    html! {
        (kabar)
        article {
            h1.govuk-heading-l { (versi.judul) }
            @if !versi.ringkasan.is_empty() { p.govuk-body-l.tulisan { (versi.ringkasan) } }
            (prosa(tulisan.id, versi.gambar.as_ref(), &versi.isi))
            @if let Some(diubah) = tulisan.diubah { p.pudar { "Diperbarui " (hari(ctx, diubah)) } }
        }
    }
}

/// Questions and answers by group.
pub fn tanya_jawab(groups: &[(String, Vec<(String, String)>)], kabar: Markup) -> Markup {
    html! {
        (kabar)
        h1.govuk-heading-l { "Tanya jawab" }
        @if groups.is_empty() {
            (page::empty("Belum ada tanya jawab", "Pertanyaan yang sering diajukan akan muncul di sini.", None))
        }
        div.tulisan {
            @for (nama, isi) in groups {
                h2.govuk-heading-m { (nama) }
                @for (tanya, jawab) in isi { (page::details(tanya, teks::tampil(jawab))) }
            }
        }
    }
}
