//! The list of periods, and the instruments.

use std::collections::BTreeMap;

use kernel::page::{self, ButtonKind, Column, Link, Row, Table};
use kernel::web::Response;
use kernel::{Ctx, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::bagian::{bingkai, tanda_keadaan, tenggat};
use crate::model::Instrumen;
use crate::periode::{Jawaban, Periode};
use crate::{ATUR, HASIL, fakta_hidup};

pub(crate) fn halaman(
    ctx: &Ctx,
    instrumen: &[Instrumen],
    periode: &[Periode],
    jawaban: &BTreeMap<Uuid, Vec<Jawaban>>,
    umum: &[(time::Date, String, String)],
) -> Result<Response> {
    let tindakan = html! {
        @if ctx.actor.can(ATUR) { (page::button_link("Buka periode", "/evaluasi/baru", ButtonKind::Primary)) }
    };
    let isi = html! {
        (page::heading("", "Evaluasi", tindakan))
        p.govuk-body-l { "Penilaian tingkat kematangan SPBE dan Pemerintah Digital, dari pembukaan periode sampai Berita Acara." }
        @if ctx.actor.can(HASIL) { (daftar(ctx, periode, jawaban)) }
        @else if !umum.is_empty() {
            h2.govuk-heading-m { "Hasil yang sudah ditetapkan" }
            (page::table(&Table {
                caption: "Hasil yang sudah ditetapkan".into(),
                caption_hidden: true,
                columns: ["Penilaian", "Hasil", "Ditetapkan"].into_iter().map(Column::new).collect(),
                rows: umum.iter().map(|(kapan, nama, hasil)| Row::new(vec![
                    html! { (nama) }, html! { (hasil) },
                    html! { time datetime=(kapan) { (kernel::indonesia::tanggal::panjang(*kapan)) } },
                ])).collect(),
                ..Table::default()
            }))
        }
        @if ctx.actor.account().is_none() {
            (page::inset(html! { "Rincian hasil penilaian dapat dibaca setelah " a.govuk-link href="/masuk?kembali=%2Fevaluasi" { "masuk" } "." }))
        }
        h2.govuk-heading-m { "Instrumen" }
        ul.govuk-list.govuk-list--spaced {
            @for i in instrumen {
                li {
                    a.govuk-link href={ "/evaluasi/instrumen/" (i.id) } { (i.nama) }
                    div.pudar { (i.indikator.len()) " indikator · " (masa(i)) }
                }
            }
        }
        p { a.govuk-link href="/evaluasi/alur" { "Bagaimana alur penilaian berjalan" } }
    };
    bingkai(ctx, "Evaluasi", vec![Link::new("Beranda", "/")], &[], isi)
}

fn masa(instrumen: &Instrumen) -> String {
    match instrumen.tahun_sampai {
        Some(sampai) => format!("penilaian tahun {} sampai {sampai}", instrumen.tahun_dari),
        None => format!("penilaian sejak tahun {}", instrumen.tahun_dari),
    }
}

fn daftar(ctx: &Ctx, periode: &[Periode], jawaban: &BTreeMap<Uuid, Vec<Jawaban>>) -> Markup {
    if periode.is_empty() {
        return page::empty(
            "Belum ada periode yang dapat Anda lihat",
            "Periode tampak di sini setelah hasilnya dibekukan, atau bila Anda ikut menilai.",
            None,
        );
    }
    let hari = ctx.today();
    let baris = periode
        .iter()
        .map(|p| {
            let milik = jawaban.get(&p.id).map_or(&[][..], Vec::as_slice);
            let dinilai = milik.iter().filter(|j| j.nilai.is_some()).count();
            Row::new(vec![
                html! { a.govuk-link href=(p.href()) { (p.nama) } },
                html! { (p.tahun) },
                tanda_keadaan(p.keadaan),
                html! {
                    @match fakta_hidup::ringkas(p, milik) {
                        Some((_, teks)) => {
                            (teks)
                            @if !p.beku() { div.pudar { "sementara, " (dinilai) " dari " (milik.len()) " dinilai" } }
                        }
                        None => { span.pudar { "–" } }
                    }
                },
                html! { @if p.beku() { span.pudar { "–" } } @else { (tenggat(p.tenggat(), hari)) } },
            ])
        })
        .collect();
    let beku = periode.iter().filter(|p| p.beku()).count();
    html! {
        (page::table(&Table {
            caption: "Periode".into(),
            columns: vec![
                Column::new("Periode"),
                Column::new("Tahun"),
                Column::new("Keadaan"),
                Column::new("Indeks"),
                Column::new("Tenggat"),
            ],
            rows: baris,
            ..Table::default()
        }))
        @if beku > 0 { p { a.govuk-link href="/evaluasi/banding" { "Bandingkan antartahun dan antardomain" } } }
    }
}
