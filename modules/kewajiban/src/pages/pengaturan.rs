//! The settings.

use super::{bingkai, salah, tab};
use crate::kalimat;
use crate::katalog::Penyesuaian;
use crate::model::DaftarKewajiban;
use crate::profil::Sumber;
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{self, ButtonKind, Control, Form, Link, Progress, Text, Width};
use kernel::web::Options;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};

/// What stands in the form.
#[derive(Default)]
pub struct Isian {
    pub mulai_hitung: String,
    pub rpjmd: String,
    pub rencana_induk: String,
    pub arsitektur: String,
    pub peta_rencana: String,
    pub hari_mendekati: String,
    pub pengingat: String,
    pub koordinator_hari: String,
    pub puncak_hari: String,
    pub version: i64,
    pub salah: Vec<FieldError>,
}

/// Where counting is asked for and where its progress is told.
pub const HITUNG: &str = "/kewajiban/pengaturan/hitung";
/// Seconds until a page without JavaScript looks again.
const LIHAT_LAGI: u32 = 3;

/// How far counting is: under way, or over.
pub fn kemajuan(berjalan: bool) -> Markup {
    let (poll, done, total, text) = if berjalan {
        (HITUNG, 0, 0, "Sedang berjalan. Anda boleh meninggalkan halaman ini; perhitungan tetap berlanjut.")
    } else {
        ("", 1, 1, "Selesai. Daftar kewajiban sudah mengikuti pengaturan.")
    };
    page::progress(&Progress { id: "kemajuan-hitung", label: "Menghitung kewajiban", done, total, text, poll })
}

/// The page of it, apart from the settings: loading itself again must not lose what somebody types.
pub fn halaman_kemajuan(ctx: &Ctx, berjalan: bool) -> Result<Response> {
    let body = html! {
        (page::heading("Pengaturan", "Hitung ulang kewajiban", html! {}))
        (page::column(html! {
            (kemajuan(berjalan))
            (page::buttons(html! {
                (page::button_link("Lihat kewajiban", "/kewajiban", ButtonKind::Secondary))
                a.govuk-link href="/kewajiban/pengaturan" { "Kembali ke pengaturan" }
            }))
        }))
    };
    let breadcrumbs = vec![
        Link::new("Beranda", "/"),
        Link::new("Kewajiban", "/kewajiban"),
        Link::new("Pengaturan", "/kewajiban/pengaturan"),
    ];
    let refresh = berjalan.then_some(LIHAT_LAGI);
    ctx.framed(
        StatusCode::OK,
        Options { title: "Hitung ulang kewajiban", breadcrumbs, refresh, ..Options::default() },
        body,
    )
}

/// The page.
pub fn halaman(
    ctx: &Ctx,
    daftar: &DaftarKewajiban,
    isian: &Isian,
    penyesuaian: &[Penyesuaian],
    status: StatusCode,
) -> Result<Response> {
    let galat = salah(&isian.salah);
    let (csrf, key, version) = (ctx.csrf()?, ctx.new_form_key(), isian.version.to_string());
    let profil = &daftar.profil;
    let siklus = &profil.siklus;
    let umum = &profil.pengaturan;
    let sumber = match siklus.sumber {
        Sumber::Peraturan => "menurut peraturan",
        Sumber::Usulan => "usulan dalam profil",
    };
    let bawaan = |hari| format!("Kosong berarti {} ({sumber}).", tanggal::panjang(hari));
    let (rpjmd, induk) = (bawaan(siklus.rpjmd), bawaan(siklus.rencana_induk));
    let (arsitektur, peta) = (bawaan(siklus.arsitektur), bawaan(siklus.peta_rencana));
    let pengingat = format!(
        "Misalnya 30, 7, 1. Kosong berarti {}.",
        crate::web::pengaturan::tulis_hari(&umum.pengingat.hari_sebelum)
    );
    let hari = |nilai: u16| format!("Kosong berarti {nilai}.");
    let (mendekati, koordinator, puncak) = (
        hari(umum.hari_mendekati),
        hari(umum.pengingat.koordinator_setelah_hari_kerja),
        hari(umum.pengingat.puncak_setelah_hari_kerja),
    );
    fn kontrol<'a>(
        galat: &'a [page::FormError],
        name: &'static str,
        label: &'static str,
        hint: &'a str,
    ) -> Control<'a> {
        Control { name, label, hint, error: page::error_of(galat, name), optional: true, ..Control::default() }
    }
    let kontrol = |name, label, hint| kontrol(&galat, name, label, hint);
    let puncak_nama = format!("Angkat kepada {} setelah", kalimat::peran(daftar, umum.pengingat.puncak));
    let isi = html! {
        (page::fieldset("Perhitungan", html! {
            (page::date(&Control { optional: false, ..kontrol("mulai_hitung", "Mulai menghitung", "Masa yang berakhir sebelum tanggal ini tidak dituntut buktinya.") }, &isian.mulai_hitung))
            (page::number(&kontrol("hari_mendekati", "Disebut mendekati sejak", &mendekati), &isian.hari_mendekati, false, "hari sebelumnya"))
        }))
        (page::fieldset("Awal siklus", html! {
            p.govuk-hint { "Sesuaikan dengan dokumen yang berlaku. Jatuh tempo yang belum selesai ikut bergeser." }
            (page::date(&kontrol("rpjmd", "RPJMD", &rpjmd), &isian.rpjmd))
            (page::date(&kontrol("rencana_induk", "Rencana induk", &induk), &isian.rencana_induk))
            (page::date(&kontrol("arsitektur", "Arsitektur SPBE", &arsitektur), &isian.arsitektur))
            (page::date(&kontrol("peta_rencana", "Peta rencana SPBE", &peta), &isian.peta_rencana))
        }))
        (page::fieldset("Pengingat", html! {
            (page::text_input(&kontrol("pengingat", "Ingatkan sebelum jatuh tempo (hari)", &pengingat), &isian.pengingat, &Text { width: Width::Chars20, ..Text::default() }))
            (page::number(&kontrol("koordinator_hari", "Angkat kepada koordinator setelah", &koordinator), &isian.koordinator_hari, false, "hari kerja"))
            (page::number(&Control { label: &puncak_nama, ..kontrol("puncak_hari", "", &puncak) }, &isian.puncak_hari, false, "hari kerja"))
        }))
        (page::submit("Simpan pengaturan"))
    };
    let hitung_key = ctx.new_form_key();
    let hitung = Form { action: HITUNG, csrf: &csrf, key: &hitung_key, ..Form::default() };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Kewajiban", "Pengaturan", page::act(&hitung, "Hitung ulang sekarang", ButtonKind::Secondary)))
        (tab(ctx, "/kewajiban/pengaturan"))
        (page::column(html! {
            (page::form(&Form { action: "/kewajiban/pengaturan", csrf: &csrf, key: &key, version: &version, ..Form::default() }, isi))
            h2.govuk-heading-m { "Kewajiban yang disesuaikan" }
            @if penyesuaian.is_empty() {
                p { "Belum ada. Buka satu kewajiban di " a.govuk-link href="/katalog-kewajiban" { "katalog" } ", lalu pilih Sesuaikan." }
            } @else {
                ul.govuk-list.govuk-list--bullet {
                    @for satu in penyesuaian {
                        li {
                            a.govuk-link href={ "/katalog-kewajiban/" (satu.kode) "/atur" } { (daftar.cari(&satu.kode).map_or(satu.kode.as_str(), |kewajiban| kewajiban.judul.as_str())) }
                            @if !satu.aktif { " – tidak dipantau" }
                            @if !satu.alasan.is_empty() { ": " (satu.alasan) }
                        }
                    }
                }
            }
        }))
    };
    bingkai(ctx, status, "Pengaturan kewajiban", !galat.is_empty(), body)
}
