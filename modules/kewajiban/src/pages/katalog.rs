//! The catalogue: every duty of the regulation in our own words.

use super::pasal;
use crate::katalog::Penyesuaian;
use crate::model::{DaftarKewajiban, Jadwal, Kekuatan, Kewajiban, sistem};
use crate::profil::Sumber;
use crate::rules::sesuai::{self, Ubahan};
use crate::{ATUR, LIHAT, kalimat};
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{self, ButtonKind, Choice, Column, Control, Fact, Filter, Link, Row, Table, Text, Tone};
use kernel::web::Options;
use kernel::{Ctx, Response, Result};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// What the catalogue is narrowed by.
pub struct Pilihan {
    pub q: String,
    pub sistem: String,
    pub pasal: Option<u16>,
    pub sumber: String,
}

impl Pilihan {
    fn cocok(&self, kewajiban: &Kewajiban) -> bool {
        let kata = self.q.to_lowercase();
        let sumber = match self.sumber.as_str() {
            "peraturan" => kewajiban.sumber_jadwal == Sumber::Peraturan,
            "usulan" => kewajiban.sumber_jadwal == Sumber::Usulan,
            _ => true,
        };
        (self.sistem.is_empty() || kewajiban.sistem.contains(&self.sistem))
            && self.pasal.is_none_or(|pasal| kewajiban.pasal.iter().any(|alamat| alamat.pasal == pasal))
            && sumber
            && kata.split_whitespace().all(|satu| {
                kewajiban.judul.to_lowercase().contains(satu) || kewajiban.uraian.to_lowercase().contains(satu)
            })
    }

    fn tanpa(&self, kecuali: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let pasal = self.pasal.map(|pasal| pasal.to_string()).unwrap_or_default();
        for (nama, nilai) in
            [("q", self.q.as_str()), ("sistem", &self.sistem), ("pasal", &pasal), ("sumber", &self.sumber)]
        {
            if nama != kecuali && !nilai.is_empty() {
                query.append_pair(nama, nilai);
            }
        }
        format!("/katalog-kewajiban?{}", query.finish())
    }
}

/// The schedule that counts now.
fn berlaku(kewajiban: &Kewajiban, penyesuaian: Option<&Penyesuaian>) -> Jadwal {
    penyesuaian
        .and_then(|satu| sesuai::terapkan(kewajiban, &satu.jadwal).ok())
        .unwrap_or_else(|| kewajiban.jadwal.clone())
}

/// Whose word the schedule is.
fn tanda_sumber(kewajiban: &Kewajiban) -> Markup {
    match kewajiban.sumber_jadwal {
        Sumber::Peraturan => page::tag("Dari peraturan", Tone::Good),
        Sumber::Usulan => page::tag("Usulan", Tone::Special),
    }
}

/// All duties.
pub fn daftar(ctx: &Ctx, daftar: &DaftarKewajiban, penyesuaian: &[Penyesuaian], pilihan: &Pilihan) -> Result<Response> {
    let cocok: Vec<&Kewajiban> = daftar.kewajiban.iter().filter(|satu| pilihan.cocok(satu)).collect();
    let peraturan = &daftar.profil.peraturan;
    let isi = if cocok.is_empty() {
        page::empty(
            "Tidak ada kewajiban yang cocok",
            "Coba kata lain atau longgarkan saringan.",
            Some(&Link::new("Lihat semua", "/katalog-kewajiban")),
        )
    } else {
        page::table(&Table {
            caption: format!("{} kewajiban, menurut urutan pasal", cocok.len()).into(),
            columns: vec![
                Column::new("Kewajiban"),
                Column::new("Dasar"),
                Column::new("Penanggung"),
                Column::new("Jadwal"),
            ],
            rows: cocok.iter().map(|satu| baris(daftar, satu, penyesuaian)).collect(),
            ..Table::default()
        })
    };
    let saring = Filter { action: "/katalog-kewajiban", active: dipakai(pilihan), clear: "/katalog-kewajiban" };
    let body = html! {
        (page::heading(&kalimat::peraturan(daftar), "Katalog kewajiban", html! {}))
        (page::column(html! {
            p.govuk-body-l { "Apa yang diwajibkan " (peraturan.jenis) " tentang " (peraturan.tentang) ", oleh siapa, kapan, dan apa buktinya." }
            p { "Uraian di sini memakai kata kami sendiri; bunyi peraturannya ada di balik tautan pasal. Jadwal bertanda "
                strong { "usulan" } " tidak tertulis dalam peraturan, melainkan diusulkan agar dapat dipantau, dan boleh disetel administrator." }
        }))
        (page::with_side(page::filter_panel(&saring, isian(daftar, pilihan)), isi))
    };
    ctx.framed(
        StatusCode::OK,
        Options { title: "Katalog kewajiban", breadcrumbs: vec![Link::new("Beranda", "/")], ..Options::default() },
        body,
    )
}

fn dipakai(pilihan: &Pilihan) -> Vec<Link<'static>> {
    let mut semua = vec![];
    if !pilihan.q.is_empty() {
        semua.push(Link::new(format!("“{}”", pilihan.q), pilihan.tanpa("q")));
    }
    if !pilihan.sistem.is_empty() {
        semua.push(Link::new(sistem::nama(&pilihan.sistem).to_owned(), pilihan.tanpa("sistem")));
    }
    if let Some(pasal) = pilihan.pasal {
        semua.push(Link::new(format!("Pasal {pasal}"), pilihan.tanpa("pasal")));
    }
    match pilihan.sumber.as_str() {
        "peraturan" => semua.push(Link::new("Jadwal dari peraturan", pilihan.tanpa("sumber"))),
        "usulan" => semua.push(Link::new("Jadwal usulan", pilihan.tanpa("sumber"))),
        _ => {}
    }
    semua
}

fn isian(daftar: &DaftarKewajiban, pilihan: &Pilihan) -> Markup {
    let mut kode: Vec<&str> = daftar.kewajiban.iter().flat_map(|satu| satu.sistem.iter().map(String::as_str)).collect();
    kode.sort_by_key(|kode| sistem::urutan(kode));
    kode.dedup();
    let bidang: Vec<Choice<'_>> = kode.into_iter().map(|kode| Choice::new(kode, sistem::nama(kode))).collect();
    let nomor: BTreeSet<u16> =
        daftar.kewajiban.iter().flat_map(|satu| satu.pasal.iter().map(|alamat| alamat.pasal)).collect();
    let pasal: Vec<Choice<'_>> =
        nomor.iter().map(|nomor| Choice::new(nomor.to_string(), format!("Pasal {nomor}"))).collect();
    let sumber = [Choice::new("peraturan", "Dari peraturan"), Choice::new("usulan", "Usulan")];
    let terpilih = pilihan.pasal.map(|pasal| pasal.to_string()).unwrap_or_default();
    let kontrol = |name: &'static str, label: &'static str| Control { name, label, ..Control::default() };
    html! {
        (page::text_input(&kontrol("q", "Kata dalam judul atau uraian"), &pilihan.q, &Text::default()))
        (page::select(&kontrol("sistem", "Bidang"), &pilihan.sistem, &bidang, "Semua"))
        (page::select(&kontrol("pasal", "Pasal"), &terpilih, &pasal, "Semua"))
        (page::select(&kontrol("sumber", "Jadwal"), &pilihan.sumber, &sumber, "Semua"))
    }
}

fn baris(daftar: &DaftarKewajiban, kewajiban: &Kewajiban, penyesuaian: &[Penyesuaian]) -> Row<'static> {
    let satu = penyesuaian.iter().find(|satu| satu.kode == kewajiban.kode);
    let jadwal = berlaku(kewajiban, satu);
    Row::new(vec![
        html! {
            a.govuk-link href={ "/katalog-kewajiban/" (kewajiban.kode) } { (kewajiban.judul) }
            @if kewajiban.kekuatan == Kekuatan::Dapat { " " (page::tag("Boleh dilakukan", Tone::Neutral)) }
            @if satu.is_some_and(|satu| !satu.aktif) { " " (page::tag("Tidak dipantau", Tone::Attention)) }
        },
        html! { div { (pasal(&kewajiban.pasal)) } },
        html! { (kalimat::peran(daftar, kewajiban.pelaku)) },
        html! { div { (kalimat::jadwal(daftar, kewajiban, &jadwal)) br; (tanda_sumber(kewajiban)) } },
    ])
}

/// One duty.
pub fn satu(
    ctx: &Ctx,
    daftar: &DaftarKewajiban,
    kewajiban: &Kewajiban,
    penyesuaian: Option<&Penyesuaian>,
) -> Result<Response> {
    let acts = html! {
        @if ctx.actor.can(LIHAT) {
            (page::button_link("Lihat pelaksanaannya", &format!("/kewajiban?kewajiban={}&status=semua", kewajiban.kode), ButtonKind::Secondary))
        }
        @if ctx.actor.can(ATUR) {
            (page::button_link("Sesuaikan", &format!("/katalog-kewajiban/{}/atur", kewajiban.kode), ButtonKind::Secondary))
        }
    };
    let body = html! {
        (page::heading(&kalimat::pasal(&kewajiban.pasal), &kewajiban.judul, acts))
        (page::column(html! { p.govuk-body-l { (kewajiban.uraian) } }))
        @if let Some(satu) = penyesuaian.filter(|satu| !satu.aktif) {
            (page::inset(html! { p { strong { "Tidak dipantau." } " " (satu.alasan) } }))
        }
        (page::summary_list(&fakta(daftar, kewajiban, penyesuaian)))
    };
    let breadcrumbs = vec![Link::new("Beranda", "/"), Link::new("Katalog kewajiban", "/katalog-kewajiban")];
    ctx.framed(StatusCode::OK, Options { title: &kewajiban.judul, breadcrumbs, ..Options::default() }, body)
}

fn fakta(daftar: &DaftarKewajiban, kewajiban: &Kewajiban, penyesuaian: Option<&Penyesuaian>) -> Vec<Fact<'static>> {
    let jadwal = berlaku(kewajiban, penyesuaian);
    let disetel = penyesuaian.is_some_and(|satu| satu.jadwal != Ubahan::default());
    let mut semua = vec![
        Fact::new("Dasar", pasal(&kewajiban.pasal)),
        Fact::new("Kekuatan", html! { (kalimat::kekuatan(kewajiban.kekuatan)) }),
        Fact::new(
            "Penanggung",
            html! {
                (kalimat::peran(daftar, kewajiban.pelaku)) " "
                @match kewajiban.sumber_pelaku {
                    Sumber::Peraturan => (page::tag("Dari peraturan", Tone::Good)),
                    Sumber::Usulan => (page::tag("Usulan", Tone::Special)),
                }
            },
        ),
        Fact::new("Koordinator", html! { (kalimat::peran(daftar, kewajiban.koordinator)) }),
        Fact::new("Sifat", html! { (kalimat::sifat(kewajiban.sifat)) }),
        Fact::new(
            "Jadwal",
            html! {
                (kalimat::jadwal(daftar, kewajiban, &jadwal)) " " (tanda_sumber(kewajiban))
                @if disetel { " " (page::tag("Disetel administrator", Tone::Attention)) }
                @if let Some(satu) = penyesuaian.filter(|_| disetel) { br; span.pudar { "Alasan: " (satu.alasan) } }
                @if kewajiban.sumber_jadwal == Sumber::Peraturan && !sesuai::terbuka(kewajiban).tidak_ada() {
                    br; span.pudar { "Masa atau pemicunya dari peraturan; hari atau lamanya tenggat adalah usulan." }
                }
            },
        ),
        Fact::new(
            "Bukti yang diterima",
            html! { ul.govuk-list.govuk-list--bullet { @for bukti in &kewajiban.bukti { li { (bukti) } } } },
        ),
        Fact::new(
            "Bidang",
            html! { (kewajiban.sistem.iter().map(|kode| sistem::nama(kode)).collect::<Vec<_>>().join(", ")) },
        ),
    ];
    if !kewajiban.pendukung.is_empty() {
        let nama: Vec<String> = kewajiban.pendukung.iter().map(|peran| kalimat::peran(daftar, *peran)).collect();
        semua.insert(3, Fact::new("Didukung oleh", html! { (nama.join(", ")) }));
    }
    if !kewajiban.indikator.is_empty() {
        let nomor: Vec<String> = kewajiban.indikator.iter().map(u8::to_string).collect();
        semua
            .push(Fact::new("Indikator SPBE", html! { (nomor.join(", ")) " " span.pudar { "(PermenPANRB 59/2020)" } }));
    }
    semua.push(Fact::new("Berlaku sejak", html! { (tanggal::panjang(daftar.profil.peraturan.berlaku)) }));
    semua
}
