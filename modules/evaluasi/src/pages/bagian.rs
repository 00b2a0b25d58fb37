//! Parts that several pages share.

use http::StatusCode;
use kernel::page::{self, FormError, Link, NavItem, Tone};
use kernel::web::{Options, Response};
use kernel::{Ctx, FieldError, Result, indonesia::tanggal};
use maud::{Markup, PreEscaped, html};
use time::{Date, OffsetDateTime};

use crate::angka::{Pecahan, tulis_ringkas};
use crate::grafik::Tabel;
use crate::periode::{KeadaanJawaban, KeadaanTindakLanjut};
use crate::ruang::Ruang;
use crate::rules::alur::{Keadaan, Tindakan};

/// Views of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tampilan {
    Ikhtisar,
    Peluang,
    Fakta,
    Rekomendasi,
    Tim,
    Acara,
    /// A page below one of them.
    Lain,
}

/// A page of a period: title, state, views.
pub(super) fn halaman_periode(
    ctx: &Ctx,
    ruang: &Ruang,
    tampilan: Tampilan,
    judul: &str,
    galat: &[FieldError],
    isi: Markup,
) -> Result<Response> {
    let p = &ruang.periode;
    let href = p.href();
    let mut jalan = vec![Link::new("Beranda", "/"), Link::new("Evaluasi", "/evaluasi")];
    if tampilan != Tampilan::Ikhtisar {
        jalan.push(Link::new(p.nama.clone(), href.clone()));
    }
    let tab =
        |nama: &'static str, sisa: &str, ini: Tampilan| NavItem::new(nama, format!("{href}{sisa}"), tampilan == ini);
    let isi = html! {
        @if tampilan == Tampilan::Lain {
            (isi)
        } @else {
            (page::heading(&format!("Evaluasi tahun {} · {}", p.tahun, p.instrumen.nama_indeks), &p.nama, html! { (tanda_keadaan(p.keadaan)) }))
            (page::tabs("Tampilan periode", &[
                tab("Ikhtisar", "", Tampilan::Ikhtisar),
                tab("Peluang naik", "/peluang", Tampilan::Peluang),
                tab("Fakta", "/fakta", Tampilan::Fakta),
                tab("Rekomendasi", "/rekomendasi", Tampilan::Rekomendasi),
                tab("Tim", "/tim", Tampilan::Tim),
                tab("Berita Acara", "/berita-acara", Tampilan::Acara),
            ]))
            (isi)
        }
    };
    bingkai(ctx, judul, jalan, galat, isi)
}

/// Any page of the module; faults make it 422 and go on top.
pub(super) fn bingkai(
    ctx: &Ctx,
    judul: &str,
    breadcrumbs: Vec<Link<'_>>,
    galat: &[FieldError],
    isi: Markup,
) -> Result<Response> {
    let status = if galat.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let isi = html! { (page::error_summary(&kesalahan(galat))) (isi) };
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors: !galat.is_empty(), refresh: None }, isi)
}

/// Faults as the components take them.
pub(super) fn kesalahan(galat: &[FieldError]) -> Vec<FormError> {
    galat.iter().map(|g| FormError::new(g.field.clone(), g.message.clone())).collect()
}

/// What was typed when the form came back, else what is stored.
pub(super) fn isian(ctx: &Ctx, medan: &str, tersimpan: &str) -> String {
    if ctx.form().has(page::CSRF_FIELD) { ctx.form().get(medan).to_owned() } else { tersimpan.to_owned() }
}

/// A score in words.
pub(super) fn nilai(angka: Option<Pecahan>) -> Markup {
    match angka {
        Some(angka) => html! { (tulis_ringkas(angka)) },
        None => html! { span.pudar { "–" } },
    }
}

pub(super) fn tanda_keadaan(keadaan: Keadaan) -> Markup {
    let nada = match keadaan {
        Keadaan::Persiapan => Tone::Neutral,
        Keadaan::PenilaianMandiri | Keadaan::ValidasiInternal | Keadaan::PenilaianEksternal => Tone::Working,
        Keadaan::Dikirim => Tone::Attention,
        Keadaan::Final => Tone::Good,
    };
    page::tag(keadaan.nama(), nada)
}

pub(super) fn tanda_jawaban(keadaan: KeadaanJawaban) -> Markup {
    let nada = match keadaan {
        KeadaanJawaban::Kosong => Tone::Neutral,
        KeadaanJawaban::Diisi => Tone::Working,
        KeadaanJawaban::Diterima => Tone::Good,
        KeadaanJawaban::Dikembalikan => Tone::Bad,
    };
    page::tag(keadaan.nama(), nada)
}

pub(super) fn tanda_tindak_lanjut(keadaan: KeadaanTindakLanjut) -> Markup {
    let nada = match keadaan {
        KeadaanTindakLanjut::Belum => Tone::Attention,
        KeadaanTindakLanjut::Berjalan => Tone::Working,
        KeadaanTindakLanjut::Selesai => Tone::Good,
        KeadaanTindakLanjut::TidakDilanjuti => Tone::Neutral,
    };
    page::tag(keadaan.nama(), nada)
}

/// A date with how far away it is.
pub(super) fn tenggat(hari: Option<Date>, kini: Date) -> Markup {
    match hari {
        None => html! { span.pudar { "Tidak ditentukan" } },
        Some(hari) => html! {
            (tanggal::panjang(hari)) " "
            span.(if hari < kini { "terlambat" } else { "pudar" }) { "(" (tanggal::relatif(hari, kini)) ")" }
        },
    }
}

/// A moment as an element.
pub(super) fn saat(ctx: &Ctx, pada: OffsetDateTime) -> page::Moment<'static> {
    let iso = pada.format(&time::format_description::well_known::Rfc3339).unwrap_or_default();
    page::Moment::new(iso, tanggal::waktu_panjang(pada, ctx.app.profile.zone()))
}

/// A chart with its data as a table: open where the drawing has room for marks only and the table says what they mean.
pub(super) fn bagan(judul: &str, svg: String, tabel: &Tabel, terbuka: bool) -> Markup {
    html! {
        figure.bagan.bagan--evaluasi {
            figcaption.bagan__judul { (judul) }
            (PreEscaped(svg))
            details.govuk-details open[terbuka] {
                summary.govuk-details__summary { span.govuk-details__summary-text { "Lihat sebagai tabel" } }
                div.govuk-details__text { (tabel_data(judul, tabel)) }
            }
        }
    }
}

/// Data of a chart as a table; figures stand right.
pub(super) fn tabel_data(judul: &str, tabel: &Tabel) -> Markup {
    let angka = |letak: usize| {
        let mut isi = tabel.baris.iter().filter_map(|baris| baris.get(letak)).filter(|sel| !sel.is_empty()).peekable();
        isi.peek().is_some()
            && isi.all(|sel| sel.starts_with(|huruf: char| huruf.is_ascii_digit() || "–-+".contains(huruf)))
    };
    let kolom = tabel
        .kepala
        .iter()
        .enumerate()
        .map(|(letak, kepala)| {
            // The first column names the row, also where it is a year.
            if letak > 0 && angka(letak) {
                page::Column::numeric(kepala.clone())
            } else {
                page::Column::new(kepala.clone())
            }
        })
        .collect();
    let baris =
        tabel.baris.iter().map(|baris| page::Row::new(baris.iter().map(|sel| html! { (sel) }).collect())).collect();
    page::table(&page::Table {
        caption: judul.into(),
        caption_hidden: true,
        columns: kolom,
        rows: baris,
        ..page::Table::default()
    })
}

/// Text with its line breaks.
pub(super) fn paragraf(teks: &str) -> Markup {
    html! { @for baris in teks.lines().filter(|baris| !baris.trim().is_empty()) { p.govuk-body { (baris) } } }
}

/// The button that leads to an act; going back and freezing look like what they are.
pub(super) fn tombol(ruang: &Ruang, tindakan: Tindakan) -> Markup {
    let jenis = match tindakan {
        Tindakan::Kembalikan | Tindakan::TarikKembali => page::ButtonKind::Secondary,
        Tindakan::AturPeriode
        | Tindakan::MulaiPenilaian
        | Tindakan::IsiNilai
        | Tindakan::AjukanValidasi
        | Tindakan::ValidasiJawaban
        | Tindakan::SetujuiHasil
        | Tindakan::Kirim
        | Tindakan::MulaiEksternal
        | Tindakan::IsiNilaiEksternal
        | Tindakan::BeriRekomendasi
        | Tindakan::JawabKlarifikasi
        | Tindakan::Bekukan => page::ButtonKind::Primary,
    };
    page::button_link(tindakan.nama(), &format!("{}/langkah/{}", ruang.periode.href(), tindakan.id()), jenis)
}
