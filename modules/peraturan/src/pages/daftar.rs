//! The public list of documents, its search, and the help page.
use std::collections::HashMap;

use kernel::indonesia::kata::Terms;
use kernel::page::{self, Choice, Column, Control, Filter, Link, Row, Table};
use kernel::search::Hit;
use maud::{Markup, html};
use time::Date;
use uuid::Uuid;

use crate::model::{Dokumen, Kelas, nama_jenis};
use crate::rules::{Sebab, status_dokumen};
use crate::store::{Saring, Segi};

use super::{gaya, hari, tanda_keadaan, tanda_status};

/// What the list page shows.
pub struct Daftar<'a> {
    /// Documents of the page.
    pub dokumen: &'a [Dokumen],
    /// What is done to them.
    pub sebab: &'a HashMap<Uuid, Vec<Sebab>>,
    /// What they can be narrowed by.
    pub segi: &'a Segi,
    /// How they are narrowed.
    pub saring: &'a Saring,
    /// What was searched for.
    pub q: &'a str,
    /// The same, as words.
    pub terms: &'a Terms,
    /// Pasal that fit.
    pub pasal: &'a [Hit],
    /// Address of the next page.
    pub berikut: Option<&'a str>,
    /// Filters in use, each with the address without it.
    pub aktif: Vec<Link<'a>>,
    /// Today.
    pub today: Date,
    /// The reader keeps the collection.
    pub pengelola: bool,
}

/// One document in a list.
fn baris(dokumen: &Dokumen, sebab: &HashMap<Uuid, Vec<Sebab>>, today: Date) -> Markup {
    let status = status_dokumen(dokumen, sebab.get(&dokumen.id).map(Vec::as_slice).unwrap_or_default(), today);
    html! {
        li {
            p.pudar { (dokumen.sebutan) }
            h2.govuk-heading-s { a.govuk-link href=(dokumen.href()) { (dokumen.judul) } }
            p {
                @if dokumen.kelas.is_primer() { (tanda_status(&status)) " " }
                @if let Some(tanggal) = dokumen.ditetapkan { span.pudar { "ditetapkan " (hari(Some(tanggal))) } }
            }
        }
    }
}

/// The list page.
pub fn daftar(daftar: &Daftar<'_>) -> Markup {
    let terpilih = |nilai: &str, label: String| Choice::new(nilai.to_owned(), label);
    let jenis: Vec<Choice<'_>> =
        daftar.segi.jenis.iter().map(|(kode, n)| terpilih(kode, format!("{} ({n})", nama_jenis(kode)))).collect();
    let tahun: Vec<Choice<'_>> =
        daftar.segi.tahun.iter().map(|(tahun, n)| terpilih(&tahun.to_string(), format!("{tahun} ({n})"))).collect();
    let bidang: Vec<Choice<'_>> =
        daftar.segi.bidang.iter().map(|(isi, n)| terpilih(isi, format!("{isi} ({n})"))).collect();
    let kelas: Vec<Choice<'_>> = Kelas::ALL
        .iter()
        .filter_map(|kelas| {
            let n = daftar.segi.kelas.iter().find(|(isi, _)| isi == kelas.as_str())?.1;
            Some(terpilih(kelas.as_str(), format!("{} ({n})", kelas.label())))
        })
        .collect();
    let status = [Choice::new("berlaku", "Berlaku"), Choice::new("tidak_berlaku", "Tidak berlaku")];
    let control = |name, label| Control { name, label, ..Control::default() };
    let tahun_kini = daftar.saring.tahun.map(|tahun| tahun.to_string()).unwrap_or_default();
    let filter = Filter { action: "/jdih", active: daftar.aktif.clone(), clear: "/jdih" };
    let sisi = page::filter_panel(
        &filter,
        html! {
            @if !daftar.q.is_empty() { (page::hidden("q", daftar.q)) }
            @if kelas.len() > 1 { (page::select(&control("kelas", "Macam"), daftar.saring.kelas.map_or("", Kelas::as_str), &kelas, "Semua")) }
            (page::select(&control("jenis", "Jenis peraturan"), &daftar.saring.jenis, &jenis, "Semua"))
            (page::select(&control("tahun", "Tahun"), &tahun_kini, &tahun, "Semua"))
            (page::select(&control("status", "Status"), &daftar.saring.status, &status, "Semua"))
            @if !bidang.is_empty() { (page::select(&control("bidang", "Bidang hukum"), &daftar.saring.bidang, &bidang, "Semua")) }
        },
    );
    let tindakan = html! {
        @if daftar.pengelola { (page::button_link("Kelola dokumen", "/jdih/kelola", page::ButtonKind::Secondary)) }
    };
    html! {
        (gaya())
        (page::heading("Jaringan dokumentasi dan informasi hukum", "Peraturan dan dokumen hukum", tindakan))
        (page::search_form("/jdih", html! {
            div.cari-dalam {
                (page::text_input(&Control { name: "q", label: "Cari kata dalam judul dan pasal", ..Control::default() }, daftar.q, &page::Text::default()))
                (page::submit("Cari"))
            }
        }))
        (page::with_side(sisi, html! {
            @if daftar.dokumen.is_empty() && daftar.pasal.is_empty() {
                @if daftar.q.is_empty() && daftar.aktif.is_empty() {
                    (page::empty("Belum ada dokumen yang terbit", "Dokumen hukum muncul di sini setelah ditinjau dan diterbitkan.", None))
                } @else {
                    (page::empty("Tidak ada yang cocok", "Coba kata yang lebih umum, atau hapus saringan.", Some(&Link::new("Tampilkan semua dokumen", "/jdih"))))
                }
            }
            @if !daftar.dokumen.is_empty() {
                @if !daftar.q.is_empty() { h2.govuk-heading-m { "Dokumen" } }
                ul.dokumen { @for dokumen in daftar.dokumen { (baris(dokumen, daftar.sebab, daftar.today)) } }
                (page::pagination(None, daftar.berikut, ""))
            }
            @if !daftar.pasal.is_empty() {
                h2.govuk-heading-m { "Pasal yang memuat kata itu" }
                ol.dokumen {
                    @for hit in daftar.pasal {
                        li {
                            h3.govuk-heading-s { a.govuk-link href=(page::safe_href(&hit.doc.url)) { (hit.doc.title) } }
                            p { (cuplikan(&hit.doc.summary, daftar.terms)) }
                        }
                    }
                }
            }
        }))
        p.govuk-body { a.govuk-link href="/jdih/bantuan" { "Tentang layanan ini" } " · " a.govuk-link href="/jdih/integrasi.json" { "Data untuk JDIHN" } }
    }
}

/// A piece of text with the words found marked.
pub fn cuplikan(teks: &str, terms: &Terms) -> Markup {
    html! {
        @for piece in kernel::indonesia::kata::cuplikan(teks, terms, 240) {
            @if piece.hit { mark { (piece.text) } } @else { (piece.text) }
        }
    }
}

/// The list of those who keep the collection.
pub fn daftar_kelola(
    dokumen: &[Dokumen],
    kurang: &[(String, String, String)],
    berikut: Option<&str>,
    keadaan: &str,
    boleh_kelola: bool,
) -> Markup {
    let rows = dokumen
        .iter()
        .map(|dokumen| {
            let nama = if dokumen.judul.is_empty() { "(belum berjudul)" } else { dokumen.judul.as_str() };
            Row::new(vec![
                html! { a.govuk-link href=(dokumen.href_kelola()) { (dokumen.sebutan) } br; span.pudar { (nama) } },
                html! { (dokumen.kelas.label()) },
                tanda_keadaan(&dokumen.keadaan),
                html! {
                    @if dokumen.is_terbit() { a.govuk-link href=(dokumen.href()) { "Lihat" span.govuk-visually-hidden { " " (dokumen.sebutan) } } }
                    @if dokumen.is_terbit() && dokumen.naskah != dokumen.naskah_terbit { br; span.pudar { "ada naskah perbaikan" } }
                },
            ])
        })
        .collect();
    let table = Table {
        caption: "Dokumen".into(),
        caption_hidden: true,
        columns: vec![
            Column::new("Dokumen"),
            Column::new("Macam"),
            Column::new("Keadaan"),
            Column::new("Halaman publik"),
        ],
        rows,
        ..Table::default()
    };
    let semua =
        [("", "Semua"), ("draf", "Draf"), ("ditinjau", "Sudah ditinjau"), ("terbit", "Terbit"), ("ditarik", "Ditarik")];
    let tabs: Vec<page::NavItem<'_>> = semua
        .iter()
        .map(|(kunci, label)| {
            let href =
                if kunci.is_empty() { "/jdih/kelola".to_owned() } else { format!("/jdih/kelola?keadaan={kunci}") };
            page::NavItem::new(*label, href, *kunci == keadaan)
        })
        .collect();
    let tindakan = html! {
        @if boleh_kelola {
            (page::button_link("Unggah peraturan", "/jdih/kelola/baru", page::ButtonKind::Primary))
            (page::button_link("Catat dokumen lain", "/jdih/kelola/baru?kelas=monografi", page::ButtonKind::Secondary))
        }
    };
    html! {
        (gaya())
        (page::heading("Peraturan", "Kelola dokumen hukum", tindakan))
        (page::tabs("Keadaan dokumen", &tabs))
        @if dokumen.is_empty() {
            (page::empty("Tidak ada dokumen", "Unggah naskah peraturan untuk memulai.", None))
        } @else {
            (page::table(&table))
            (page::pagination(None, berikut, ""))
        }
        @if !kurang.is_empty() {
            h2.govuk-heading-m { "Belum dapat dikirim ke JDIHN" }
            p.govuk-body { "Dokumen ini sudah terbit, tetapi datanya kurang untuk jaringan nasional." }
            ul.govuk-list.govuk-list--bullet {
                @for (sebutan, href, sebab) in kurang { li { a.govuk-link href=(href) { (sebutan) } ": " (sebab) } }
            }
        }
        p.govuk-body { a.govuk-link href="/jdih/bantuan" { "Cara kerja dan alur dokumen" } }
    }
}
