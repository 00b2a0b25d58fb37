//! Mailboxes, and one message at the front desk.
use http::StatusCode;
use kernel::file::Stored;
use kernel::indonesia::{kalimat, tanggal};
use kernel::page::{
    self, Attachment, ButtonKind, Choice, Column, Control, Fact, Form, Link, Row, Table, Text, TextKind, Tone,
};
use kernel::web::Options;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};

use super::tab;
use crate::disposisi::pages::{baris, galat};
use crate::masuk::surel::store::{BARU, Kotak, Pesan};
use crate::susunan::Susunan;

fn bingkai(ctx: &Ctx, judul: &str, salah: bool, isi: Markup) -> Result<Response> {
    let status = if salah { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let breadcrumbs = vec![Link::new("Beranda", "/"), Link::new("Surat masuk", "/surat_masuk")];
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors: salah, refresh: None }, isi)
}

/// One message.
pub fn pesan(ctx: &Ctx, pesan: &Pesan, berkas: &[Stored]) -> Result<Response> {
    let zona = ctx.app.profile.zone();
    let mut fakta = vec![Fact::new("Dari", html! { (pesan.pengirim) })];
    if let Some(saat) = pesan.dikirim {
        fakta.push(Fact::new("Dikirim", html! { (tanggal::waktu_panjang(saat, zona)) }));
    }
    fakta.push(Fact::new("Diambil", html! { (tanggal::waktu_panjang(pesan.diambil, zona)) }));
    let lampiran: Vec<Attachment<'_>> = berkas
        .iter()
        .map(|satu| Attachment {
            link: Link::new(satu.name.as_str(), format!("{}/berkas/{}", pesan.href(), satu.id)),
            kind: satu.media_type.as_str().into(),
            size: kalimat::ukuran(u64::try_from(satu.size).unwrap_or(0)).into(),
            ..Attachment::default()
        })
        .collect();
    let (csrf, alamat) = (ctx.csrf()?, format!("{}/abaikan", pesan.href()));
    let body = html! {
        (page::heading("Surel", &pesan.hal, html! {}))
        (page::column(html! {
            (page::summary_list(&fakta))
            @if let Some(teks) = &pesan.keterangan { (page::inset(html! { (teks) })) }
            (page::attachments(&lampiran))
            @if !pesan.teks.trim().is_empty() { (page::card("Isi surel", &[], html! { p.govuk-body { (baris(&pesan.teks)) } })) }
            @if pesan.keadaan == BARU {
                (page::buttons(page::button_link("Catat sebagai surat masuk", &format!("/surat_masuk/baru?surel={}", pesan.id), ButtonKind::Primary)))
                (page::details("Ini bukan surat dinas", html! {
                    (page::form(&Form { action: &alamat, csrf: &csrf, ..Form::default() }, html! {
                        (page::text_input(&Control { name: "alasan", label: "Alasan", hint: "Misalnya iklan", ..Control::default() }, "", &Text::default()))
                        (page::button(&page::Button { label: "Abaikan surel", kind: ButtonKind::Warning, ..page::Button::default() }))
                    }))
                }))
            } @else if let Some(naskah) = pesan.naskah {
                p.govuk-body { "Sudah dicatat: " a.govuk-link href=(crate::model::href(naskah)) { "buka suratnya" } }
            } @else { p.govuk-body { "Surel ini diabaikan." } }
        }))
    };
    bingkai(ctx, "Surel", false, body)
}

/// All mailboxes.
pub fn daftar(ctx: &Ctx, susunan: &Susunan, semua: &[Kotak]) -> Result<Response> {
    let rows: Vec<Row<'_>> = semua
        .iter()
        .map(|satu| {
            Row::new(vec![
                html! { a.govuk-link href=(satu.href()) { (satu.nama) } },
                html! { (susunan.nama(satu.unit)) },
                keadaan(ctx, satu),
            ])
        })
        .collect();
    let body = html! {
        (page::heading("Surat masuk", "Kotak surel", page::button_link("Tambah kotak surel", "/surat_masuk/kotak_surel/baru", ButtonKind::Primary)))
        (tab(ctx, "/surat_masuk/kotak_surel"))
        @if rows.is_empty() { (page::empty("Belum ada kotak surel", "Pesan dari kotak surel dinas diambil setiap lima menit dan menunggu dicatat.", None)) }
        @else { (page::table(&Table {
            caption: "Kotak surel".into(),
            caption_hidden: true,
            columns: vec![Column::new("Kotak"), Column::new("Unit pencatat"), Column::new("Keadaan")],
            rows,
            ..Table::default()
        })) }
    };
    bingkai(ctx, "Kotak surel", false, body)
}

fn keadaan(ctx: &Ctx, kotak: &Kotak) -> Markup {
    html! { div {
        @match (kotak.aktif, &kotak.galat) {
            (false, _) => (page::tag("Tidak dipakai", Tone::Neutral)),
            (true, Some(galat)) => { (page::tag("Gagal", Tone::Bad)) br; span.pudar { (galat) } }
            (true, None) => (page::tag("Dipakai", Tone::Good)),
        }
        @if let Some(saat) = kotak.diperiksa { br; span.pudar { "Diperiksa " (tanggal::waktu_relatif(saat, ctx.now, ctx.app.profile.zone())) } }
    } }
}

/// The form of a mailbox.
pub fn formulir(ctx: &Ctx, susunan: &Susunan, kotak: Option<&Kotak>, salah: &[FieldError]) -> Result<Response> {
    let galat = galat(salah);
    let form = ctx.form();
    let diisi = form.has("nama");
    let isi = |nama: &str| -> String {
        if diisi {
            return form.get(nama).to_owned();
        }
        match (nama, kotak) {
            ("nama", Some(kotak)) => kotak.nama.clone(),
            ("alamat", Some(kotak)) => kotak.alamat.clone(),
            ("pengguna", Some(kotak)) => kotak.pengguna.clone(),
            ("folder", Some(kotak)) => kotak.folder.clone(),
            ("ca", Some(kotak)) => kotak.ca.clone(),
            ("unit", Some(kotak)) => kotak.unit.to_string(),
            ("folder", None) => "INBOX".to_owned(),
            (_, _) => String::new(),
        }
    };
    let aktif = if diisi { form.get("aktif") == page::YES } else { kotak.is_none_or(|kotak| kotak.aktif) };
    let atur = |name: &'static str, label: &'static str, hint: &'static str| Control {
        name,
        label,
        hint,
        error: page::error_of(&galat, name),
        ..Control::default()
    };
    let unit: Vec<(String, &str)> =
        susunan.semua().iter().map(|unit| (unit.id.to_string(), unit.name.as_str())).collect();
    let units: Vec<Choice<'_>> = unit.iter().map(|(id, nama)| Choice::new(id.as_str(), *nama)).collect();
    let csrf = ctx.csrf()?;
    let (alamat, versi) = kotak.map_or_else(
        || ("/surat_masuk/kotak_surel/baru".to_owned(), String::new()),
        |kotak| (kotak.href(), kotak.version.to_string()),
    );
    let key = ctx.new_form_key();
    let sandi =
        if kotak.is_some() { "Kosongkan bila tidak berubah. Tersimpan terenkripsi" } else { "Tersimpan terenkripsi" };
    let judul = kotak.map_or("Tambah kotak surel", |kotak| kotak.nama.as_str());
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Kotak surel", judul, html! {}))
        (page::column(html! {
            @if let Some(kotak) = kotak {
                p.govuk-body { (keadaan(ctx, kotak)) }
                (page::act(&Form { action: &format!("{}/periksa", kotak.href()), csrf: &csrf, ..Form::default() }, "Coba sambungan", ButtonKind::Secondary))
            }
            (page::form(&Form { action: &alamat, csrf: &csrf, key: &key, version: &versi, ..Form::default() }, html! {
                (page::text_input(&atur("nama", "Nama", "Misalnya Surel resmi dinas"), &isi("nama"), &Text::default()))
                (page::select(&atur("unit", "Unit yang mencatat", "Pencatat surat unit ini melihat surelnya"), &isi("unit"), &units, "Pilih unit"))
                (page::text_input(&atur("alamat", "Alamat server", "imaps://nama-server, atau imap+starttls://nama-server"), &isi("alamat"), &Text::default()))
                (page::text_input(&atur("pengguna", "Nama pengguna", ""), &isi("pengguna"), &Text { autocomplete: "off", ..Text::default() }))
                (page::text_input(&atur("sandi", "Kata sandi", sandi), "", &Text { kind: TextKind::Password, autocomplete: "new-password", ..Text::default() }))
                (page::text_input(&atur("folder", "Folder", ""), &isi("folder"), &Text::default()))
                (page::details("Sertifikat sendiri", page::textarea(&Control { optional: true, ..atur("ca", "Sertifikat yang juga dipercaya (PEM)", "Hanya bila server memakai otoritas sertifikat sendiri") }, &isi("ca"), 5, None)))
                (page::checkbox(&atur("aktif", "Ambil surat dari kotak ini", "Pendopo hanya membaca; pesan di kotak surel tidak diubah atau dihapus"), aktif))
                (page::submit("Simpan"))
            }))
        }))
    };
    bingkai(ctx, "Kotak surel", !galat.is_empty(), body)
}
