//! The public catalogue and the page of a service.
use kernel::App;
use kernel::indonesia::{angka, tanggal};
use kernel::module::Unit;
use kernel::page::{self, ButtonKind, Choice, Control, Filter, Link};
use maud::{Markup, html};
use register::field::option_label;
use uuid::Uuid;

use super::alinea;
use crate::cetak::{komponen, sebut_biaya, sebut_waktu};
use crate::registers::{PENGGUNA, SEKTOR, TINGKAT};
use crate::standar::Standar;

/// What the catalogue shows.
pub struct Daftar<'a> {
    /// Services of this page.
    pub layanan: &'a [Standar],
    /// Units that offer something.
    pub units: &'a [(Uuid, String)],
    /// What was searched for.
    pub q: &'a str,
    /// Sector in use.
    pub sektor: &'a str,
    /// Unit in use.
    pub unit: &'a str,
    /// Address of the next page.
    pub berikut: Option<&'a str>,
    /// The reader processes applications.
    pub petugas: bool,
    /// The reader helps people to apply.
    pub bantu: bool,
    /// The reader may see standards.
    pub kelola: bool,
    /// The reader is signed in.
    pub akun: bool,
}

fn unit_nama(units: &[(Uuid, String)], id: Option<Uuid>) -> &str {
    units.iter().find(|(unit, _)| Some(*unit) == id).map_or("", |(_, nama)| nama.as_str())
}

/// The catalogue.
pub fn daftar(daftar: &Daftar<'_>) -> Markup {
    let control = |name, label| Control { name, label, ..Control::default() };
    let sektor: Vec<Choice<'_>> = SEKTOR.iter().map(|(kode, label)| Choice::new(*kode, *label)).collect();
    let units: Vec<Choice<'_>> =
        daftar.units.iter().map(|(id, nama)| Choice::new(id.to_string(), nama.clone())).collect();
    let mut aktif = vec![];
    if !daftar.sektor.is_empty() {
        let href = super::alamat("/layanan", [("q", daftar.q), ("unit", daftar.unit)]);
        aktif.push(Link::new(option_label(SEKTOR, daftar.sektor).to_owned(), href));
    }
    if !daftar.unit.is_empty() {
        let nama = unit_nama(daftar.units, daftar.unit.parse().ok()).to_owned();
        aktif.push(Link::new(nama, super::alamat("/layanan", [("q", daftar.q), ("sektor", daftar.sektor)])));
    }
    let kosong = daftar.q.is_empty() && aktif.is_empty();
    let filter = Filter { action: "/layanan", active: aktif, clear: "/layanan" };
    let sisi = page::filter_panel(
        &filter,
        html! {
            @if !daftar.q.is_empty() { (page::hidden("q", daftar.q)) }
            (page::select(&control("sektor", "Sektor"), daftar.sektor, &sektor, "Semua"))
            (page::select(&control("unit", "Penyelenggara"), daftar.unit, &units, "Semua"))
        },
    );
    let acts = html! {
        (page::button_link("Cek status permohonan", "/layanan/status", ButtonKind::Secondary))
        @if daftar.akun { (page::button_link("Permohonan saya", "/layanan/saya", ButtonKind::Secondary)) }
    };
    html! {
        (page::heading("", "Layanan", acts))
        (page::search_form("/layanan", html! {
            div.cari-dalam {
                (page::text_input(&control("q", "Apa yang Anda perlukan?"), daftar.q, &page::Text::default()))
                (page::submit("Cari"))
            }
        }))
        @if daftar.petugas || daftar.bantu || daftar.kelola {
            p.govuk-body.layar {
                @if daftar.petugas { a.govuk-link href="/permohonan" { "Antrean permohonan" } " · " }
                @if daftar.bantu { a.govuk-link href="/permohonan/bantu" { "Bantu warga mengajukan" } " · " }
                @if daftar.kelola { a.govuk-link href="/standar_layanan" { "Standar pelayanan" } }
            }
        }
        (page::with_side(sisi, html! {
            @if daftar.layanan.is_empty() {
                @if kosong {
                    (page::empty("Belum ada layanan yang diumumkan", "Layanan muncul di sini setelah standarnya disahkan.", None))
                } @else {
                    (page::empty("Tidak ada layanan yang cocok", "Coba kata yang lebih umum, atau hapus saringan.", Some(&Link::new("Tampilkan semua layanan", "/layanan"))))
                }
            }
            ul.dokumen {
                @for satu in daftar.layanan {
                    li {
                        h2.govuk-heading-s { a.govuk-link href=(satu.href()) { (satu.nama) } }
                        p.govuk-body { (satu.ringkas) }
                        p.pudar {
                            (unit_nama(daftar.units, satu.unit)) " · " (sebut_waktu(satu.jangka_waktu)) " · " (sebut_biaya(satu.biaya))
                        }
                    }
                }
            }
            (page::pagination(None, daftar.berikut, ""))
        }))
    }
}

fn butir(teks: &str, bernomor: bool) -> Markup {
    let baris: Vec<&str> = teks.lines().map(str::trim).filter(|baris| !baris.is_empty()).collect();
    html! {
        @if baris.len() < 2 { @for baris in &baris { p.govuk-body { (baris) } } }
        @else if bernomor { ol.govuk-list.govuk-list--number { @for baris in &baris { li { (baris) } } } }
        @else { ul.govuk-list.govuk-list--bullet { @for baris in &baris { li { (baris) } } } }
    }
}

/// The page of a service: what it needs, how long it takes and what it costs come first.
pub fn satu(
    app: &App,
    satu: &Standar,
    unit: Option<&Unit>,
    formulir: bool,
    bagian: &[Standar],
    (kelola, susun): (bool, bool),
) -> Markup {
    let penyelenggara = unit.map_or("", |unit| unit.name.as_str());
    let acts = html! {
        @if formulir { (page::button_link("Ajukan", &format!("{}/ajukan", satu.href()), ButtonKind::Primary)) }
    };
    let fakta = [
        page::Fact::new("Waktu", html! { (sebut_waktu(satu.jangka_waktu)) }),
        page::Fact::new("Biaya", html! { (sebut_biaya(satu.biaya)) }),
        page::Fact::new("Untuk", html! { (option_label(PENGGUNA, &satu.pengguna)) }),
        page::Fact::new("Hasil", html! { span itemprop="serviceOutput" { (satu.teks("produk")) } }),
    ];
    let tempat: Vec<page::Fact<'_>> =
        [("Tempat", "tempat"), ("Jam", "jam"), ("Kontak", "kontak"), ("Penanggung jawab", "penanggung_jawab")]
            .into_iter()
            .filter(|(_, kunci)| !satu.teks(kunci).is_empty())
            .map(|(label, kunci)| page::Fact::new(label, html! { (satu.teks(kunci)) }))
            .collect();
    html! {
        article itemscope itemtype="https://schema.org/GovernmentService" {
            meta itemprop="url" content={ (app.config.url.trim_end_matches('/')) (satu.href()) };
            meta itemprop="serviceType" content=(option_label(SEKTOR, &satu.sektor));
            meta itemprop="name" content=(satu.nama);
            (page::heading(penyelenggara, &satu.nama, acts))
            p.govuk-body-l itemprop="description" { (satu.ringkas) }
            @if !penyelenggara.is_empty() {
                div itemprop="serviceOperator" itemscope itemtype="https://schema.org/GovernmentOrganization" {
                    meta itemprop="name" content=(penyelenggara);
                }
            }
            (page::metadata(&fakta))
            @if !bagian.is_empty() {
                (page::inset(html! {
                    p.govuk-body { "Satu permohonan untuk beberapa layanan sekaligus, dengan satu nomor:" }
                    ul.govuk-list.govuk-list--bullet { @for bagian in bagian { li { a.govuk-link href=(bagian.href()) { (bagian.nama) } } } }
                }))
            }
            h2.govuk-heading-m { "Yang perlu Anda siapkan" }
            (butir(satu.teks("persyaratan"), false))
            h2.govuk-heading-m { "Langkah-langkahnya" }
            (butir(satu.teks("prosedur"), true))
            h2.govuk-heading-m { "Biaya" }
            @let rincian = satu.rincian_biaya();
            @if rincian.is_empty() { p.govuk-body { "Gratis. Jangan membayar apa pun kepada siapa pun untuk layanan ini." } }
            @else {
                ul.govuk-list.govuk-list--bullet { @for (uraian, sen) in &rincian { li { (uraian) ": " strong { (angka::rupiah_ringkas(*sen)) } } } }
                @if !satu.teks("biaya_dasar").is_empty() { p.govuk-body { "Dasar: " (satu.teks("biaya_dasar")) } }
                p.govuk-body { "Pembayaran tidak dilakukan di laman ini." }
            }
            h2.govuk-heading-m { "Bila ada keluhan" }
            (alinea(satu.teks("pengaduan")))
            @if !tempat.is_empty() {
                h2.govuk-heading-m { "Tempat dan kontak" }
                (page::summary_list(&tempat))
            }
            @if !satu.teks("maklumat").is_empty() {
                (page::inset(html! { h2.govuk-heading-s { "Maklumat pelayanan" } (alinea(satu.teks("maklumat"))) }))
            }
            (page::details("Standar pelayanan selengkapnya", html! {
                @for (judul, isian) in komponen(satu) {
                    h3.govuk-heading-s { (judul) }
                    @let fakta: Vec<page::Fact<'_>> = isian.into_iter().map(|(label, nilai)| page::Fact::new(label, butir(&nilai, false))).collect();
                    (page::summary_list(&fakta))
                }
                h3.govuk-heading-s { "SOP" }
                (butir(satu.teks("sop"), true))
                p.govuk-body { "Tingkat layanan: " (option_label(TINGKAT, &satu.tingkat)) }
            }))
            p.pudar {
                "Standar versi " (satu.nomor) ", disahkan " (tanggal::panjang(satu.disahkan.to_offset(app.offset()).date())) ". "
                a.govuk-link href={ (satu.href()) "/cetak" } { "Unduh standar (PDF)" }
                @if kelola { " · " a.govuk-link href={ "/standar_layanan/" (satu.layanan) } { "Kelola standar" } }
                @if susun { " · " a.govuk-link href={ "/formulir/layanan/" (satu.layanan) } { "Kelola formulir" } }
            }
            @if formulir {
                (page::button_link("Ajukan", &format!("{}/ajukan", satu.href()), ButtonKind::Primary))
            } @else {
                (page::inset(html! { p.govuk-body { "Layanan ini diajukan langsung di tempat pelayanan." } }))
            }
        }
    }
}
