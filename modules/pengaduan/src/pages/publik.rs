//! What everybody reads: the front page with the list, and one complaint.
use http::StatusCode;
use kernel::indonesia::{angka, kalimat, tanggal};
use kernel::page::{self, ButtonKind, Choice, Fact, Form, Link, Text, TextKind, TimelineItem};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};

use super::{Rujukan, alinea, hitung_mundur, kendali, langkah_berikut, tanda};
use crate::model;
use crate::publik::{Saring, Terbit};
use crate::rules::alur::Tindakan;
use crate::store::berkas::Berkas;
use crate::store::jejak::{Jejak, Peran};

fn alamat(saring: &Saring, setelah: Option<&Terbit>) -> String {
    let mut bagian = vec![];
    if let Some(kode) = &saring.kategori {
        bagian.push(format!("kategori={kode}"));
    }
    if let Some(berjalan) = saring.berjalan {
        bagian.push(format!("status={}", if berjalan { "berjalan" } else { "selesai" }));
    }
    if let Some(satu) = setelah {
        bagian.push(format!("setelah={}.{}", satu.terbit_pada.unix_timestamp_nanos() / 1000, satu.id));
    }
    if bagian.is_empty() { "/pengaduan".to_owned() } else { format!("/pengaduan?{}", bagian.join("&")) }
}

fn baris(ctx: &Ctx, rujukan: &Rujukan, satu: &Terbit) -> Markup {
    html! {
        li {
            p.govuk-body { strong { a.govuk-link href=(model::href_publik(satu.id)) { (satu.judul) } } }
            p.govuk-body-s {
                (tanda(satu.keadaan)) " " (rujukan.nama_kategori(satu.kategori.as_deref())) ", "
                (rujukan.nama_desa(satu.desa.as_deref())) ", " (tanggal::pendek(super::hari(&ctx.app, satu.diterima)))
                @if satu.pengikut > 0 { ", " (angka::bulat(satu.pengikut)) " orang juga mengalami" }
            }
        }
    }
}

/// The front page: report, look up, and what others reported.
pub fn daftar(ctx: &Ctx, rujukan: &Rujukan, saring: &Saring, semua: &[Terbit], lagi: bool) -> Result<Response> {
    let kategori: Vec<Choice<'_>> =
        rujukan.kategori.iter().map(|satu| Choice::new(satu.kode.as_str(), satu.nama.as_str())).collect();
    let status = [Choice::new("berjalan", "Masih berjalan"), Choice::new("selesai", "Sudah ditutup")];
    let dipilih = match saring.berjalan {
        Some(true) => "berjalan",
        Some(false) => "selesai",
        None => "",
    };
    let mut active = vec![];
    if let Some(kode) = &saring.kategori {
        active.push(Link::new(
            rujukan.nama_kategori(Some(kode)).to_owned(),
            alamat(&Saring { kategori: None, ..saring.clone() }, None),
        ));
    }
    if saring.berjalan.is_some() {
        active.push(Link::new(
            if dipilih == "berjalan" { "Masih berjalan" } else { "Sudah ditutup" },
            alamat(&Saring { berjalan: None, ..saring.clone() }, None),
        ));
    }
    let lanjut = semua.last().filter(|_| lagi).map(|satu| alamat(saring, Some(satu)));
    let isi = html! {
        (page::heading("Layanan publik", "Pengaduan masyarakat", html! {}))
        p.govuk-body-l { "Laporkan jalan rusak, layanan yang buruk, atau sampaikan usul. Tanpa akun, dan boleh tanpa nama." }
        (page::buttons(html! {
            (page::button_link("Sampaikan laporan", "/pengaduan/lapor", ButtonKind::Primary))
            (page::button_link("Lacak laporan saya", "/pengaduan/lacak", ButtonKind::Secondary))
        }))
        p.govuk-body { a.govuk-link href="/pengaduan/statistik" { "Statistik pengaduan" } " · " a.govuk-link href="/pengaduan/data.csv" { "Data terbuka (CSV)" } }
        h2.govuk-heading-m { "Laporan yang diterbitkan" }
        p.govuk-body-s { "Hanya laporan yang pelapornya setuju dan sudah diperiksa koordinator. Data pribadi disamarkan." }
        (page::filter_panel(&page::Filter { action: "/pengaduan", active, clear: "/pengaduan" }, html! {
            (page::select(&kendali("kategori", "Tentang", "", true, &[]), saring.kategori.as_deref().unwrap_or_default(), &kategori, "Semua"))
            (page::select(&kendali("status", "Status", "", true, &[]), dipilih, &status, "Semua"))
        }))
        @if semua.is_empty() {
            (page::empty("Belum ada laporan yang diterbitkan", "Laporan tampil di sini setelah diperiksa koordinator.", None))
        } @else {
            ul.govuk-list { @for satu in semua { (baris(ctx, rujukan, satu)) } }
            (page::pagination(None, lanjut.as_deref(), ""))
        }
    };
    super::bingkai(ctx, StatusCode::OK, "Pengaduan masyarakat", false, isi)
}

fn riwayat(ctx: &Ctx, rujukan: &Rujukan, langkah: &[Jejak]) -> Markup {
    let butir: Vec<TimelineItem<'_>> = langkah
        .iter()
        .rev()
        .map(|satu| TimelineItem {
            title: Tindakan::urai(&satu.tindakan).map_or("Kabar", Tindakan::label).into(),
            by: if satu.peran == Peran::Petugas { rujukan.nama_unit(satu.unit).to_owned().into() } else { satu.peran.label().into() },
            at: super::saat(ctx, satu.pada),
            content: html! {
                @if matches!(satu.tindakan.as_str(), "disposisi" | "teruskan") { p.govuk-body { "Kepada " (rujukan.nama_unit(satu.unit)) } }
                (alinea(satu.teks_publik.as_deref().unwrap_or_default()))
            },
        })
        .collect();
    page::timeline(&butir)
}

/// One published complaint.
pub fn satu(
    ctx: &Ctx,
    status: StatusCode,
    rujukan: &Rujukan,
    terbit: &Terbit,
    langkah: &[Jejak],
    foto: &[Berkas],
    salah: &[FieldError],
) -> Result<Response> {
    let errors = super::salah(salah);
    let (csrf, kunci) = (ctx.csrf()?, ctx.new_form_key());
    let mut fakta = vec![
        Fact::new("Status", tanda(terbit.keadaan)),
        Fact::new("Ditangani", html! { (rujukan.nama_unit(terbit.unit)) }),
        Fact::new("Pokok", html! { (rujukan.nama_kategori(terbit.kategori.as_deref())) }),
        Fact::new("Tempat", html! { (rujukan.nama_desa(terbit.desa.as_deref())) }),
        Fact::new("Diterima", html! { (tanggal::panjang(super::hari(&ctx.app, terbit.diterima))) }),
    ];
    if terbit.batas.is_some() {
        fakta.push(Fact::new(langkah_berikut(terbit.keadaan), hitung_mundur(rujukan, terbit.batas)));
    }
    if let Some(nilai) = terbit.nilai {
        fakta.push(Fact::new("Nilai pelapor", html! { (nilai) " dari 5" }));
    }
    let action = format!("/pengaduan/publik/{}/ikut", terbit.id);
    let isi = page::column(html! {
        (page::error_summary(&errors))
        (page::heading("Pengaduan", &terbit.judul, html! {}))
        (page::summary_list(&fakta))
        (alinea(&terbit.uraian))
        @if !foto.is_empty() {
            details.govuk-details {
                summary.govuk-details__summary { span.govuk-details__summary-text { "Lihat foto (" (foto.len()) ")" } }
                div.govuk-details__text {
                    @for satu in foto {
                        @let alamat = format!("/pengaduan/publik/{}/foto/{}", terbit.id, satu.id);
                        p.govuk-body { img src=(alamat) alt=(format!("Foto laporan, {}", satu.nama)) loading="lazy" width="320"; br;
                            a.govuk-link href=(alamat) { "Unduh " (satu.nama) } " (" (kalimat::ukuran(u64::try_from(satu.ukuran).unwrap_or(0))) ")" }
                    }
                }
            }
        }
        h2.govuk-heading-m { "Perjalanan laporan" }
        (riwayat(ctx, rujukan, langkah))
        @if terbit.keadaan.aktif() {
            div.layar {
                h2.govuk-heading-m { "Anda mengalami hal yang sama?" }
                p.govuk-body { (angka::bulat(terbit.pengikut)) " orang juga mengalaminya." }
                (page::form(&Form { action: &action, csrf: &csrf, key: &kunci, ..Form::default() }, html! {
                    (page::text_input(&kendali("surel", "Alamat surel", "Isi bila ingin dikabari. Alamat tidak ditampilkan kepada siapa pun.", true, &errors), ctx.form().get("surel"), &Text { kind: TextKind::Email, autocomplete: "email", ..Text::default() }))
                    (ctx.challenge()?)
                    (page::submit("Saya juga mengalami"))
                }))
            }
        }
    });
    super::bingkai(ctx, status, &terbit.judul, !errors.is_empty(), isi)
}

/// The page behind the link of a mail.
pub fn ikut(ctx: &Ctx, terbit: &Terbit, pasti: bool) -> Result<Response> {
    let csrf = ctx.csrf()?;
    let alamat = ctx.uri_path().to_owned();
    let tombol = |aksi: &'static str, label: &'static str, kind| {
        page::form(
            &Form { action: &alamat, csrf: &csrf, ..Form::default() },
            html! {
                (page::hidden("aksi", aksi))
                (page::button(&page::Button { label, kind, ..page::Button::default() }))
            },
        )
    };
    let isi = page::column(html! {
        (page::heading("Pengaduan", if pasti { "Berhenti mengikuti laporan" } else { "Ikuti laporan" }, html! {}))
        p.govuk-body { a.govuk-link href=(model::href_publik(terbit.id)) { (terbit.judul) } }
        @if pasti { (tombol("berhenti", "Berhenti mengikuti", ButtonKind::Warning)) }
        @else {
            (tombol("ikut", "Ya, kabari saya", ButtonKind::Primary))
            (tombol("berhenti", "Bukan saya, hapus alamat ini", ButtonKind::Secondary))
        }
    });
    super::bingkai(ctx, StatusCode::OK, "Ikuti laporan", false, isi)
}
