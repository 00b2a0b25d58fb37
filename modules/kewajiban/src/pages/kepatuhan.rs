//! Compliance: tiles, bars with tables, what is late; and the one page for Sekda.

use super::{bingkai, jatuh, tab};
use crate::gambaran::Gambaran;
use crate::model::sistem;
use crate::rules::kepatuhan::Rekap;
use crate::store::Baris;
use crate::web::Meja;
use crate::{kalimat, pages};
use http::StatusCode;
use kernel::indonesia::{angka, tanggal};
use kernel::page::{self, ButtonKind, Chart, Choice, Column, Control, Datum, Row, Table, Tile, Tone};
use kernel::{Ctx, Response, Result};
use maud::{Markup, html};

/// Bars that are drawn; the table has all.
const BATANG: usize = 12;

/// A share as people read it, or a dash.
pub fn bagian(rekap: &Rekap) -> String {
    rekap.kepatuhan().map_or_else(|| "–".to_owned(), |bagian| bagian.to_string())
}

/// What a share means: all fulfilled, more than half, less.
pub fn nada(rekap: &Rekap) -> Tone {
    match rekap.kepatuhan().map(|bagian| bagian.perseratus_persen()) {
        None => Tone::Neutral,
        Some(10_000..) => Tone::Good,
        Some(5_000..) => Tone::Attention,
        Some(_) => Tone::Bad,
    }
}

fn berjalan(rekap: &Rekap) -> u32 {
    rekap.belum_jatuh_tempo + rekap.mendekati + rekap.jatuh_tempo
}

fn ubin(gambaran: &Gambaran, tahun: Option<i32>) -> Markup {
    let rekap = &gambaran.jumlah;
    let tautan = |status: &str| match tahun {
        Some(tahun) => format!("/kewajiban?status={status}&tahun={tahun}"),
        None => format!("/kewajiban?status={status}"),
    };
    let angka = |nilai: u32| angka::bulat(i64::from(nilai));
    let lambat = if gambaran.terpenuhi_terlambat > 0 {
        format!("{} di antaranya melewati jatuh tempo", angka(gambaran.terpenuhi_terlambat))
    } else {
        String::new()
    };
    page::tiles(&[
        Tile {
            label: "Kepatuhan".into(),
            value: bagian(rekap).into(),
            note: "terpenuhi dari yang sudah jatuh tempo".into(),
            tone: nada(rekap),
            ..Tile::default()
        },
        Tile {
            label: "Terpenuhi".into(),
            value: angka(rekap.terpenuhi).into(),
            note: lambat.into(),
            href: tautan("terpenuhi").into(),
            tone: Tone::Good,
        },
        Tile {
            label: "Terlambat".into(),
            value: angka(rekap.terlambat).into(),
            href: tautan("terlambat").into(),
            tone: if rekap.terlambat > 0 { Tone::Bad } else { Tone::Neutral },
            ..Tile::default()
        },
        Tile {
            label: "Mendekati jatuh tempo".into(),
            value: angka(rekap.mendekati + rekap.jatuh_tempo).into(),
            href: tautan("mendekati").into(),
            tone: Tone::Attention,
            ..Tile::default()
        },
        Tile {
            label: "Menunggu pemeriksaan".into(),
            value: angka(gambaran.diperiksa).into(),
            href: tautan("diperiksa").into(),
            tone: Tone::Working,
            ..Tile::default()
        },
    ])
}

/// Bars of what has a share, the least compliant first.
fn batang(id: &str, judul: &str, label: &str, baris: &[(String, Rekap)]) -> Markup {
    let mut ada: Vec<&(String, Rekap)> = baris.iter().filter(|(_, rekap)| rekap.kepatuhan().is_some()).collect();
    ada.sort_by_key(|(_, rekap)| rekap.kepatuhan().map(|bagian| bagian.perseratus_persen()));
    if ada.is_empty() {
        return html! {};
    }
    let data: Vec<Datum<'_>> = ada
        .iter()
        .take(BATANG)
        .map(|(nama, rekap)| {
            let persen = rekap.kepatuhan().map_or(0, |bagian| bagian.perseratus_persen());
            let teks = format!("{} ({} dari {})", bagian(rekap), rekap.terpenuhi, rekap.terpenuhi + rekap.terlambat);
            Datum::new(nama.as_str(), f64::from(persen) / 100.0, teks).with_tone(nada(rekap))
        })
        .collect();
    let sisa = ada.len().saturating_sub(BATANG);
    let keterangan = if sisa > 0 {
        format!("{BATANG} yang terendah; {sisa} lainnya ada di tabel di bawah.")
    } else {
        "Dari yang terendah.".to_owned()
    };
    html! {
        (page::bar_chart(&Chart { id, title: judul, description: &keterangan, label_heading: label, value_heading: "Kepatuhan", most: Some(100.0) }, &data))
        @if sisa > 0 { p.pudar { (keterangan) } }
    }
}

/// All counts as a table, each line with the list behind it.
fn tabel(judul: &str, label: &'static str, baris: Vec<(Markup, Rekap)>) -> Markup {
    let rows = baris
        .into_iter()
        .map(|(nama, rekap)| {
            let angka = |nilai: u32| html! { (angka::bulat(i64::from(nilai))) };
            Row::new(vec![
                nama,
                html! { (bagian(&rekap)) },
                angka(rekap.terpenuhi),
                angka(rekap.terlambat),
                angka(berjalan(&rekap)),
                angka(rekap.tidak_berlaku),
            ])
        })
        .collect();
    page::details(
        judul,
        page::table(&Table {
            caption: judul.into(),
            caption_hidden: true,
            columns: vec![
                Column::new(label),
                Column::numeric("Kepatuhan"),
                Column::numeric("Terpenuhi"),
                Column::numeric("Terlambat"),
                Column::numeric("Berjalan"),
                Column::numeric("Tidak berlaku"),
            ],
            rows,
            ..Table::default()
        }),
    )
}

fn daftar_terlambat(ctx: &Ctx, meja: &Meja, terlambat: &[Baris], semua: u32) -> Markup {
    if terlambat.is_empty() {
        return html! { p { "Tidak ada yang terlambat." } };
    }
    let rows = terlambat
        .iter()
        .map(|baris| {
            let masa = kalimat::masa(&baris.masa.kunci, baris.masa.mulai, baris.masa.akhir);
            Row::new(vec![
                html! { a.govuk-link href=(baris.href()) { (meja.judul(&baris.kewajiban)) } br; span.pudar { (masa) } },
                html! { (meja.nama(&baris.penanggung)) },
                jatuh(baris, ctx.today()),
            ])
        })
        .collect();
    html! {
        (page::table(&Table {
            caption: "Paling lama terlambat".into(),
            caption_hidden: true,
            columns: vec![Column::new("Kewajiban"), Column::new("Penanggung"), Column::new("Jatuh tempo")],
            rows,
            ..Table::default()
        }))
        @if usize::try_from(semua).unwrap_or(usize::MAX) > terlambat.len() {
            p { a.govuk-link href="/kewajiban?status=terlambat" { "Lihat semua " (angka::bulat(i64::from(semua))) " yang terlambat" } }
        }
    }
}

fn alamat_laporan(tahun: Option<i32>) -> String {
    tahun.map_or_else(|| "/kewajiban/laporan".to_owned(), |tahun| format!("/kewajiban/laporan?tahun={tahun}"))
}

/// The dashboard.
pub fn halaman(
    ctx: &Ctx,
    meja: &Meja,
    gambaran: &Gambaran,
    terlambat: &[Baris],
    tahun: Option<i32>,
) -> Result<Response> {
    let pilihan: Vec<Choice<'_>> = pages::daftar::tahun(meja, ctx.today())
        .map(|tahun| Choice::new(tahun.to_string(), tahun.to_string()))
        .collect();
    let pelaku: Vec<(String, Rekap)> = gambaran.pelaku.iter().map(|satu| (satu.nama.clone(), satu.rekap)).collect();
    let pasal: Vec<(String, Rekap)> = gambaran.pasal.iter().map(|(alamat, rekap)| (alamat.lengkap(), *rekap)).collect();
    let bidang: Vec<(String, Rekap)> =
        gambaran.sistem.iter().map(|(kode, rekap)| (sistem::nama(kode).to_owned(), *rekap)).collect();
    let tabel_pelaku = gambaran
        .pelaku
        .iter()
        .map(|satu| {
            let nama = match satu.unit.filter(|_| satu.penanggung.starts_with("pd:")) {
                Some(unit) => html! { a.govuk-link href={ "/kewajiban?status=semua&unit=" (unit) } { (satu.nama) } },
                None => html! { (satu.nama) },
            };
            (nama, satu.rekap)
        })
        .collect();
    let tabel_pasal = gambaran
        .pasal
        .iter()
        .map(|(alamat, rekap)| {
            (
                html! { a.govuk-link href={ "/kewajiban?status=semua&pasal=" (alamat.pasal) } { (alamat.lengkap()) } },
                *rekap,
            )
        })
        .collect();
    let tabel_bidang = gambaran
        .sistem
        .iter()
        .map(|(kode, rekap)| {
            (html! { a.govuk-link href={ "/kewajiban?status=semua&sistem=" (kode) } { (sistem::nama(kode)) } }, *rekap)
        })
        .collect();
    let periode = tahun.map_or_else(
        || "Semua jatuh tempo sejak mulai dihitung".to_owned(),
        |tahun| format!("Jatuh tempo tahun {tahun}"),
    );
    let body = html! {
        (page::heading(&kalimat::peraturan(&meja.daftar), "Kepatuhan", page::button_link("Unduh laporan PDF", &alamat_laporan(tahun), ButtonKind::Secondary)))
        (tab(ctx, "/kewajiban/kepatuhan"))
        (page::search_form("/kewajiban/kepatuhan", html! { div.sebaris {
            (page::select(&Control { name: "tahun", label: "Tahun jatuh tempo", ..Control::default() }, &tahun.map(|tahun| tahun.to_string()).unwrap_or_default(), &pilihan, "Semua"))
            (page::button(&page::Button { label: "Tampilkan", kind: ButtonKind::Secondary, ..page::Button::default() }))
        } }))
        p.pudar { (periode) ", keadaan " (tanggal::panjang(ctx.today())) ". Hanya yang wajib; yang sekadar dibolehkan peraturan tidak dihitung." }
        (ubin(gambaran, tahun))
        @if gambaran.jumlah.jumlah() == 0 {
            (page::empty("Belum ada kewajiban", "Tidak ada kewajiban yang jatuh tempo pada masa ini dalam lingkup Anda.", None))
        } @else {
            h2.govuk-heading-m { "Menurut penanggung" }
            (batang("bagan-pelaku", "Kepatuhan menurut penanggung", "Penanggung", &pelaku))
            (tabel("Semua penanggung", "Penanggung", tabel_pelaku))
            h2.govuk-heading-m { "Menurut pasal" }
            (batang("bagan-pasal", "Kepatuhan menurut pasal", "Pasal", &pasal))
            (tabel("Semua pasal", "Pasal", tabel_pasal))
            h2.govuk-heading-m { "Menurut bidang" }
            (batang("bagan-bidang", "Kepatuhan menurut bidang", "Bidang", &bidang))
            (tabel("Semua bidang", "Bidang", tabel_bidang))
            h2.govuk-heading-m { "Paling lama terlambat" }
            (daftar_terlambat(ctx, meja, terlambat, gambaran.jumlah.terlambat))
        }
    };
    bingkai(ctx, StatusCode::OK, "Kepatuhan", false, body)
}

/// What a leader needs on one page: how it stands, who is behind, what has been late longest, what is next.
pub fn ringkasan(ctx: &Ctx, meja: &Meja, gambaran: &Gambaran, terlambat: &[Baris]) -> Result<Response> {
    let rekap = &gambaran.jumlah;
    let mut tertinggal: Vec<_> = gambaran.pelaku.iter().filter(|satu| satu.rekap.terlambat > 0).collect();
    tertinggal.sort_by_key(|satu| std::cmp::Reverse(satu.rekap.terlambat));
    tertinggal.truncate(5);
    let mut pasal: Vec<_> = gambaran.pasal.iter().filter(|(_, rekap)| rekap.terlambat > 0).collect();
    pasal.sort_by_key(|(_, rekap)| std::cmp::Reverse(rekap.terlambat));
    let kalimat_utama = match rekap.kepatuhan() {
        None => "Belum ada kewajiban yang jatuh tempo.".to_owned(),
        Some(bagian) => format!(
            "{} dari {} kewajiban yang sudah jatuh tempo terpenuhi ({bagian}). {} terlambat, {} jatuh tempo dalam {} hari ke depan.",
            angka::bulat(i64::from(bagian.pembilang)),
            angka::bulat(i64::from(bagian.penyebut)),
            angka::bulat(i64::from(rekap.terlambat)),
            angka::bulat(i64::from(rekap.mendekati + rekap.jatuh_tempo)),
            meja.setelan.hari_mendekati
        ),
    };
    let body = html! {
        (page::heading(&format!("Keadaan {}", tanggal::panjang(ctx.today())), "Ringkasan pimpinan", page::button_link("Unduh laporan PDF", "/kewajiban/laporan", ButtonKind::Secondary)))
        (tab(ctx, "/kewajiban/ringkasan"))
        p.govuk-body-l { (kalimat_utama) }
        (ubin(gambaran, None))
        h2.govuk-heading-m { "Yang perlu didorong" }
        @if tertinggal.is_empty() { p { "Tidak ada perangkat daerah yang terlambat." } } @else {
            ul.govuk-list.govuk-list--bullet {
                @for satu in &tertinggal {
                    li {
                        @match satu.unit {
                            Some(unit) => a.govuk-link href={ "/kewajiban?status=terlambat&unit=" (unit) } { (satu.nama) },
                            None => (satu.nama),
                        }
                        ": " (satu.rekap.terlambat) " terlambat, kepatuhan " (bagian(&satu.rekap))
                    }
                }
            }
        }
        @if !pasal.is_empty() {
            h2.govuk-heading-m { "Pasal yang paling tertinggal" }
            ul.govuk-list.govuk-list--bullet {
                @for (alamat, rekap) in pasal.iter().take(5) {
                    li { a.govuk-link href={ "/kewajiban?status=terlambat&pasal=" (alamat.pasal) } { (alamat.lengkap()) } ": " (rekap.terlambat) " terlambat" }
                }
            }
        }
        h2.govuk-heading-m { "Paling lama terlambat" }
        (daftar_terlambat(ctx, meja, terlambat, rekap.terlambat))
        @if gambaran.diperiksa > 0 {
            p { (page::button_link("Bukti yang menunggu pemeriksaan", "/kewajiban?status=diperiksa", ButtonKind::Secondary)) }
        }
    };
    bingkai(ctx, StatusCode::OK, "Ringkasan pimpinan", false, body)
}
