//! The book of numbers.
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{
    self, Button, ButtonKind, Choice, Column, Control, Form, FormError, Link, Row, Table, Text, Tone, Width,
};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};

use super::{bingkai, salah, tab};
use crate::model::KeadaanNomor;
use crate::rules::wewenang;
use crate::store::nomor::Nomor;
use crate::susunan::Susunan;
use crate::web::buku::{BUKU, KEPALA_DAERAH, SEHALAMAN};
use crate::{NOMOR, isi, jenis};

fn tanda(keadaan: KeadaanNomor) -> Markup {
    let nada = match keadaan {
        KeadaanNomor::Dipakai => Tone::Good,
        KeadaanNomor::Dibatalkan => Tone::Bad,
        KeadaanNomor::Dicadangkan => Tone::Special,
    };
    page::tag(keadaan.label(), nada)
}

fn status(galat: &[FormError]) -> StatusCode {
    if galat.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

fn kontrol<'a>(galat: &'a [FormError], name: &'a str, label: &'a str) -> Control<'a> {
    Control { name, label, error: page::error_of(galat, name), ..Control::default() }
}

/// The page of the book.
pub async fn halaman(
    ctx: &Ctx,
    semua: &[Nomor],
    keadaan: Option<KeadaanNomor>,
    mundur: bool,
    fields: &[FieldError],
) -> Result<Response> {
    let galat = salah(fields);
    let susunan = Susunan::baca(&ctx.app).await?;
    let lagi = semua.len() > SEHALAMAN;
    let tampil = semua.get(..SEHALAMAN).unwrap_or(semua);
    let saring = |tambah: &str| {
        let dasar = keadaan.map(|keadaan| format!("keadaan={}", keadaan.kode()));
        let bagian: Vec<String> = dasar.into_iter().chain((!tambah.is_empty()).then(|| tambah.to_owned())).collect();
        if bagian.is_empty() { BUKU.to_owned() } else { format!("{BUKU}?{}", bagian.join("&")) }
    };
    let maju = tampil.last().filter(|_| lagi).map(|akhir| saring(&format!("sebelum={}", akhir.id)));
    let tautan = |label: &str, nilai: Option<KeadaanNomor>| {
        let href = nilai.map_or(BUKU.to_owned(), |nilai| format!("{BUKU}?keadaan={}", nilai.kode()));
        page::NavItem::new(label.to_owned(), href, keadaan == nilai)
    };
    let saringan: Vec<_> = std::iter::once(tautan("Semua", None))
        .chain(KeadaanNomor::SEMUA.iter().map(|satu| tautan(satu.label(), Some(*satu))))
        .collect();
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Naskah dinas", "Buku nomor", html! {}))
        (tab(ctx, BUKU))
        p { "Setiap nomor yang pernah diambil tercatat di sini dan tidak pernah dipakai lagi, juga nomor naskah unit Anda dari buku perangkat daerah lain." }
        (formulir(ctx, &susunan, &galat)?)
        (page::segments("Keadaan nomor", &saringan))
        @if tampil.is_empty() {
            (page::empty("Belum ada nomor", "Nomor tercatat saat naskah disetujui, dicadangkan, atau diambil untuk kertas.", None))
        } @else {
            (tabel(ctx, &susunan, tampil)?)
            @if mundur { p { a.govuk-link href=(saring("")) { "Kembali ke yang terbaru" } } }
            (page::pagination(None, maju.as_deref(), &format!("{} nomor ditampilkan", tampil.len())))
        }
    };
    bingkai(ctx, status(&galat), "Buku nomor", !galat.is_empty(), body)
}

fn tabel(ctx: &Ctx, susunan: &Susunan, semua: &[Nomor]) -> Result<Markup> {
    let mut rows = vec![];
    for satu in semua {
        let alasan = teks_alasan(ctx, satu)?;
        let urut =
            if satu.akhiran.is_empty() { satu.urut.to_string() } else { format!("{}.{}", satu.urut, satu.akhiran) };
        let sebutan = satu.nomor.clone().unwrap_or_else(|| format!("nomor urut {urut}"));
        rows.push(Row::new(vec![
            html! { div {
                @match satu.naskah {
                    Some(id) => { a.govuk-link href=(crate::model::href(id)) { (sebutan) } },
                    None => { a.govuk-link href={ (BUKU) "/" (satu.id) } { (sebutan) } },
                }
                br; span.pudar { (jenis::nama(&satu.jenis)) ", " (pemilik(susunan, satu)) ", urut " (urut) }
            } },
            html! { @if let Some(hari) = satu.tanggal { (tanggal::pendek(hari)) } },
            html! { div { @if let Some(untuk) = &satu.untuk { (untuk) } @if !alasan.is_empty() { br; span.pudar { "Alasan: " (alasan) } } } },
            tanda(satu.keadaan),
        ]));
    }
    Ok(page::table(&Table {
        caption: "Nomor, yang terbaru di atas".into(),
        caption_hidden: true,
        columns: vec![
            Column::new("Nomor"),
            Column::new("Tanggal naskah"),
            Column::new("Untuk"),
            Column::new("Keadaan"),
        ],
        rows,
        ..Table::default()
    }))
}

/// The reason, unless it belongs to a secret letter, on whose page its readers find it.
fn teks_alasan(_: &Ctx, satu: &Nomor) -> Result<String> {
    let teks = satu.alasan.clone().unwrap_or_default();
    Ok(if isi::tersegel(&teks) { "tersegel".to_owned() } else { teks })
}

/// Whose series a number belongs to.
fn pemilik(susunan: &Susunan, satu: &Nomor) -> String {
    if satu.kepala_daerah { "kepala daerah".to_owned() } else { susunan.nama(satu.unit) }
}

fn pilihan<'a>(ctx: &Ctx, susunan: &'a Susunan) -> (Vec<Choice<'a>>, Vec<Choice<'static>>) {
    let scope = ctx.scope_of(NOMOR);
    let milik = || susunan.semua().iter().filter(|unit| unit.is_agency && scope.holds_unit(unit.id));
    let mut unit: Vec<Choice<'a>> = milik().map(|unit| Choice::new(unit.id.to_string(), unit.name.as_str())).collect();
    let setda = milik().find(|unit| susunan.setda(unit.id));
    let kepala = wewenang::kepala_daerah(&ctx.app.profile.name());
    unit.extend(
        setda.map(|unit| Choice::new(format!("{KEPALA_DAERAH}{}", unit.id), format!("{kepala} (kepala daerah)"))),
    );
    let jenis = jenis::semua().iter().map(|satu| Choice::new(satu.kunci.as_str(), satu.nama.as_str())).collect();
    (unit, jenis)
}

fn formulir(ctx: &Ctx, susunan: &Susunan, galat: &[FormError]) -> Result<Markup> {
    let (unit, jenis) = pilihan(ctx, susunan);
    let form = ctx.form();
    let satu = unit.first().map(|pertama| pertama.value.to_string()).filter(|_| unit.len() == 1).unwrap_or_default();
    let nilai = |nama: &str| {
        let teks = form.get(nama).to_owned();
        if teks.is_empty() && nama.ends_with("unit") { satu.clone() } else { teks }
    };
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let ambil = page::form(
        &Form { action: "/naskah-nomor/ambil", csrf: &csrf, key: &key, ..Form::default() },
        html! {
            (page::select(&kontrol(galat, "unit", "Perangkat daerah"), &nilai("unit"), &unit, "Pilih"))
            (page::select(&kontrol(galat, "jenis", "Jenis naskah"), &nilai("jenis"), &jenis, "Pilih"))
            (kertas(ctx, galat))
            (page::submit("Ambil nomor"))
        },
    );
    let key = uuid::Uuid::now_v7().to_string();
    let cadang = page::form(
        &Form { action: "/naskah-nomor/cadangkan", csrf: &csrf, key: &key, ..Form::default() },
        html! {
            (page::select(&kontrol(galat, "c_unit", "Perangkat daerah"), &nilai("c_unit"), &unit, "Pilih"))
            (page::select(&kontrol(galat, "c_jenis", "Jenis naskah"), &nilai("c_jenis"), &jenis, "Pilih"))
            (page::number(&kontrol(galat, "c_banyak", "Banyaknya"), form.get("c_banyak"), false, "nomor"))
            (page::text_input(&kontrol(galat, "c_alasan", "Alasan"), form.get("c_alasan"), &Text::default()))
            (page::submit("Cadangkan"))
        },
    );
    let salah_cadang = galat.iter().any(|satu| satu.field.starts_with("c_"));
    let buka = |judul: &str, terbuka: bool, isi: Markup| {
        html! {
            details.govuk-details open[terbuka] {
                summary.govuk-details__summary { span.govuk-details__summary-text { (judul) } }
                div.govuk-details__text { (page::column(isi)) }
            }
        }
    };
    Ok(html! {
        (buka("Ambil nomor untuk naskah di kertas", !galat.is_empty() && !salah_cadang, ambil))
        (buka("Cadangkan nomor, untuk saat sistem tidak dapat dipakai", salah_cadang, cadang))
    })
}

fn kertas(ctx: &Ctx, galat: &[FormError]) -> Markup {
    let form = ctx.form();
    html! {
        (page::text_input(&kontrol(galat, "untuk", "Perihal naskah"), form.get("untuk"), &Text::default()))
        (page::date(&Control { hint: "Tanggal yang sudah lewat mendapat nomor sisipan. Buku tahun lalu terbuka sampai akhir Januari.", ..kontrol(galat, "tanggal", "Tanggal naskah") }, form.get("tanggal")))
        (page::text_input(&Control { optional: true, ..kontrol(galat, "klasifikasi", "Kode klasifikasi") }, form.get("klasifikasi"), &Text { width: Width::Chars20, ..Text::default() }))
        (page::text_input(&Control { optional: true, ..kontrol(galat, "alasan", "Alasan tanggal mundur") }, form.get("alasan"), &Text::default()))
    }
}

/// The page of one number.
pub async fn satu(ctx: &Ctx, nomor: &Nomor, fields: &[FieldError]) -> Result<Response> {
    let galat = salah(fields);
    let susunan = Susunan::baca(&ctx.app).await?;
    let judul = nomor.nomor.clone().unwrap_or_else(|| format!("Nomor urut {} tahun {}", nomor.urut, nomor.tahun));
    let oleh = nomor.oleh.into_iter().collect::<Vec<_>>();
    let nama = kernel::auth::account::names(&ctx.app, &oleh).await?;
    let fakta = [
        page::Fact::new("Keadaan", tanda(nomor.keadaan)),
        page::Fact::new("Jenis", html! { (jenis::nama(&nomor.jenis)) }),
        page::Fact::new("Perangkat daerah", html! { (pemilik(&susunan, nomor)) }),
        page::Fact::new("Untuk", html! { (nomor.untuk.as_deref().unwrap_or_default()) }),
        page::Fact::new("Alasan", html! { (teks_alasan(ctx, nomor)?) }),
        page::Fact::new(
            "Diambil oleh",
            html! { (nomor.oleh.and_then(|akun| nama.get(&akun)).map_or("sistem", String::as_str)) ", " (tanggal::waktu_pendek(nomor.pada, ctx.app.profile.zone())) },
        ),
    ];
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let (pakai, batal) = (format!("{BUKU}/{}/pakai", nomor.id), format!("{BUKU}/{}/batal", nomor.id));
    let body = html! {
        (page::error_summary(&galat))
        (page::back_link(&Link::new("Kembali ke buku nomor", BUKU)))
        (page::heading("Buku nomor", &judul, html! {}))
        (page::summary_list(&fakta))
        @if nomor.keadaan == KeadaanNomor::Dicadangkan {
            h2.govuk-heading-m { "Pakai untuk naskah di kertas" }
            (page::column(page::form(&Form { action: &pakai, csrf: &csrf, key: &key, ..Form::default() }, html! { (kertas(ctx, &galat)) (page::submit("Pakai nomor ini")) })))
        }
        @if nomor.keadaan != KeadaanNomor::Dibatalkan && nomor.naskah.is_none() {
            h2.govuk-heading-m { "Batalkan" }
            (page::column(page::form(&Form { action: &batal, csrf: &csrf, key: &uuid::Uuid::now_v7().to_string(), ..Form::default() }, html! {
                (page::textarea(&kontrol(&galat, "alasan_batal", "Alasan pembatalan"), ctx.form().get("alasan_batal"), 2, Some(300)))
                (page::button(&Button { label: "Batalkan nomor", kind: ButtonKind::Warning, ..Button::default() }))
            })))
        }
    };
    bingkai(ctx, status(&galat), &judul, !galat.is_empty(), body)
}
