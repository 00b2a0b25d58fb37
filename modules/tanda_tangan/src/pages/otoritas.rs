//! The own authority.
use http::StatusCode;
use kernel::page::{self, Button, ButtonKind, Choice, Column, Control, Form, Link, Row, Table, Text, Tone, Width};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{bingkai, isian_sandi, kotak_sandi, salah, tab, waktu};
use crate::model::Pengaturan;
use crate::pki::ALASAN_CABUT;
use crate::store::pki::{JenisOtoritas, Otoritas, Sertifikat};
use crate::web::otoritas::BATAS_MASA;

pub(super) fn dua_sandi(galat: &[page::FormError]) -> Markup {
    html! {
        (isian_sandi("sandi", "Kata sandi", "Paling sedikit 12 karakter. Tidak dapat dipulihkan bila lupa.", galat, true))
        (isian_sandi("sandi_ulang", "Ulangi kata sandi", "", galat, true))
    }
}

/// What the page of the authority shows.
pub struct Isi<'a> {
    /// The authorities in use.
    pub otoritas: &'a [Otoritas],
    /// Earlier ones, newest first.
    pub lama: &'a [Otoritas],
    /// Certificates that were issued, newest first.
    pub daftar: &'a [Sertifikat],
    /// What the administrator decided.
    pub pengaturan: &'a Pengaturan,
}

/// The page of the authority.
pub fn halaman(ctx: &Ctx, isi: &Isi<'_>, errors: &[FieldError], status: StatusCode) -> Result<Response> {
    let galat = salah(errors);
    let Isi { otoritas, lama, daftar, pengaturan } = *isi;
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let buat = Form { action: "/tanda_tangan/otoritas/buat", csrf: &csrf, key: &key, ..Form::default() };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Tanda tangan", "Otoritas sertifikat daerah", html! {}))
        (tab(ctx))
        @if otoritas.is_empty() {
            (page::column(html! {
                p { "Daerah yang belum memakai BSrE dapat menandatangani dengan sertifikat dari otoritasnya sendiri. Tanda tangan itu melindungi keutuhan naskah; pengakuan di luar daerah tetap memerlukan sertifikat penyelenggara yang diakui negara." }
                p { "Kata sandi di bawah ini melindungi kunci akar. Simpan tertulis di tempat terkunci." }
                (page::form(&buat, html! { (dua_sandi(&galat)) (page::submit("Buat otoritas sertifikat")) }))
            }))
        } @else {
            (bagian(ctx, otoritas))
            (terdahulu(ctx, lama))
            (akar(ctx, otoritas, pengaturan, &galat)?)
            h2.govuk-heading-m { "Sertifikat yang diterbitkan" }
            (terbitan(ctx, daftar, &galat)?)
            (page::details("Ganti otoritas", page::column(page::form(&buat, html! {
                p { "Otoritas lama tidak menerbitkan lagi. Tanda tangan lama tetap dipercaya; setiap orang perlu menerbitkan sertifikat baru." }
                (dua_sandi(&galat))
                (page::checkbox(&Control { name: "ganti", label: "Ya, ganti otoritas sertifikat", ..Control::default() }, false))
                (page::button(&Button { label: "Ganti otoritas sertifikat", kind: ButtonKind::Warning, ..Button::default() }))
            }))))
        }
        (masa(ctx, pengaturan, &galat)?)
    };
    bingkai(ctx, status, "Otoritas sertifikat daerah", !galat.is_empty(), body)
}

/// How long things hold.
fn masa(ctx: &Ctx, pengaturan: &Pengaturan, galat: &[page::FormError]) -> Result<Markup> {
    let (csrf, key, version) = (ctx.csrf()?, Uuid::now_v7().to_string(), pengaturan.version.to_string());
    let form =
        Form { action: "/tanda_tangan/otoritas/masa", csrf: &csrf, key: &key, version: &version, ..Form::default() };
    let kini = pengaturan.masa;
    let nilai = [kini.akar, kini.penerbit, kini.sertifikat, kini.daftar].map(|satu| satu.to_string());
    let salah = BATAS_MASA.iter().any(|(nama, ..)| page::error_of(galat, nama).is_some());
    Ok(buka(
        salah,
        "Masa berlaku",
        page::column(html! {
            p { "Berlaku bagi yang diterbitkan sesudah ini." }
            (page::form(&form, html! {
                @for ((nama, label, sedikit, banyak, satuan), nilai) in BATAS_MASA.iter().zip(&nilai) {
                    @let hint = format!("{sedikit} sampai {banyak} {satuan}");
                    @let isi = if ctx.form().has(nama) { ctx.form().get(nama) } else { nilai };
                    (page::text_input(&Control { name: nama, label, hint: &hint, error: page::error_of(galat, nama), ..Control::default() }, isi, &Text { width: Width::Chars5, autocomplete: "off", ..Text::default() }))
                }
                (page::submit("Simpan masa berlaku"))
            }))
        }),
    ))
}

/// Authorities of earlier times, which still answer.
fn terdahulu(ctx: &Ctx, lama: &[Otoritas]) -> Markup {
    if lama.is_empty() {
        return html! {};
    }
    let rows = lama
        .iter()
        .map(|satu| {
            let daftar = format!("/pki/crl/{}.crl", satu.serial);
            let sertifikat = format!("/pki/sertifikat/{}.cer", satu.serial);
            let menerbitkan = matches!(satu.jenis, JenisOtoritas::Akar | JenisOtoritas::Penerbit);
            Row::new(vec![
                html! { (satu.jenis.teks()) },
                html! { div {
                    (satu.subjek) br; span.pudar { "nomor seri " (satu.serial) } br;
                    a.govuk-link href=(sertifikat) { "Sertifikat" }
                    @if menerbitkan { " " a.govuk-link href=(daftar) { "Daftar pencabutan" } }
                } },
                html! { (waktu(ctx, satu.akhir)) },
            ])
        })
        .collect();
    page::details(
        "Otoritas terdahulu",
        html! {
            p { "Tidak menerbitkan lagi, tetapi tetap menjawab (daftar pencabutan dan OCSP) untuk sertifikat yang pernah diterbitkannya." }
            (page::table(&Table {
                caption: "Otoritas terdahulu".into(),
                caption_hidden: true,
                columns: vec![Column::new("Bagian"), Column::new("Subjek"), Column::new("Berlaku sampai")],
                rows,
                ..Table::default()
            }))
        },
    )
}

fn bagian(ctx: &Ctx, otoritas: &[Otoritas]) -> Markup {
    let rows = otoritas
        .iter()
        .map(|satu| {
            Row::new(vec![
                html! { (satu.jenis.teks()) },
                html! { (satu.subjek) br; span.pudar { "nomor seri " (satu.serial) } },
                html! { (waktu(ctx, satu.akhir)) },
            ])
        })
        .collect();
    html! {
        (page::table(&Table {
            caption: "Susunan otoritas".into(),
            columns: vec![Column::new("Bagian"), Column::new("Subjek"), Column::new("Berlaku sampai")],
            rows,
            ..Table::default()
        }))
        ul.govuk-list.govuk-list--bullet {
            li { a.govuk-link href="/pki/akar.cer" { "Sertifikat akar" } }
            li { a.govuk-link href="/pki/penerbit.cer" { "Sertifikat penerbit" } }
            li { a.govuk-link href="/pki/crl/akar.crl" { "Daftar pencabutan akar" } }
            li { a.govuk-link href="/pki/crl/penerbit.crl" { "Daftar pencabutan penerbit" } }
        }
    }
}

fn akar(ctx: &Ctx, otoritas: &[Otoritas], pengaturan: &Pengaturan, galat: &[page::FormError]) -> Result<Markup> {
    let Some(akar) = otoritas.iter().find(|satu| satu.jenis == JenisOtoritas::Akar) else { return Ok(html! {}) };
    let csrf = ctx.csrf()?;
    let (key, dua_kunci) = (Uuid::now_v7().to_string(), Uuid::now_v7().to_string());
    let perbarui = Form { action: "/tanda_tangan/otoritas/perbarui", csrf: &csrf, key: &dua_kunci, ..Form::default() };
    let lepas = Form { action: "/tanda_tangan/otoritas/lepas", csrf: &csrf, ..Form::default() };
    let daftar = Form { action: "/tanda_tangan/otoritas/daftar", csrf: &csrf, key: &key, ..Form::default() };
    let hint = "Buka berkas yang dahulu diunduh dari halaman ini dengan penyunting teks, lalu salin seluruhnya.";
    // The form that was sent shows what is wrong and what was typed.
    let isian = |sebagai: &str| {
        let ini = !galat.is_empty() && ctx.uri_path() == format!("/tanda_tangan/otoritas/{sebagai}");
        let id = |nama: &str| if ini { nama.to_owned() } else { format!("{nama}-{sebagai}") };
        let salah = |nama: &str| if ini { page::error_of(galat, nama) } else { None };
        let (id_kunci, id_sandi) = (id("kunci"), id("sandi_akar"));
        let kunci = Control {
            name: "kunci",
            label: "Isi berkas kunci akar",
            hint,
            id: &id_kunci,
            error: salah("kunci"),
            ..Control::default()
        };
        let sandi = Control {
            name: "sandi_akar",
            label: "Kata sandi kunci akar",
            id: &id_sandi,
            error: salah("sandi_akar"),
            ..Control::default()
        };
        let isi = if ini { ctx.form().get("kunci") } else { "" };
        html! {
            @if akar.kunci.is_none() { (page::textarea(&kunci, isi, 6, None)) }
            (kotak_sandi(&sandi, false))
        }
    };
    let terbuka = |sebagai: &str| !galat.is_empty() && ctx.uri_path() == format!("/tanda_tangan/otoritas/{sebagai}");
    Ok(page::card(
        "Kunci akar",
        &[],
        html! {
            @if akar.kunci.is_some() {
                p { "Kunci akar masih disimpan di sistem ini, terkunci dengan kata sandinya. Unduh, simpan di dua tempat yang aman, lalu hapus dari sini." }
                (page::buttons(html! {
                    (page::button_link("Unduh kunci akar", "/tanda_tangan/otoritas/kunci", ButtonKind::Secondary))
                    (page::act(&lepas, "Hapus kunci akar dari sistem ini", ButtonKind::Warning))
                }))
            } @else {
                p { "Kunci akar tidak disimpan di sistem ini." }
            }
            (buka(terbuka("daftar"), "Perbarui daftar pencabutan akar", page::column(html! {
                p { "Daftar ini berlaku " (pengaturan.masa.daftar) " hari. Perbarui sekali setahun dengan kunci akar." }
                (page::form(&daftar, html! { (isian("daftar")) (page::submit("Perbarui daftar")) }))
            })))
            (buka(terbuka("perbarui"), "Perbarui penerbit sertifikat", page::column(html! {
                p { "Membuat penerbit, penjawab OCSP, dan penanda waktu baru di bawah akar yang sama. Sertifikat orang yang masih berlaku tetap dapat dipakai." }
                (page::form(&perbarui, html! { (isian("perbarui")) (page::submit("Perbarui penerbit")) }))
            })))
        },
    ))
}

/// Details that stand open when a form inside came back.
fn buka(terbuka: bool, judul: &str, isi: Markup) -> Markup {
    html! {
        details.govuk-details open[terbuka] {
            summary.govuk-details__summary { span.govuk-details__summary-text { (judul) } }
            div.govuk-details__text { (isi) }
        }
    }
}

fn terbitan(ctx: &Ctx, daftar: &[Sertifikat], galat: &[page::FormError]) -> Result<Markup> {
    if daftar.is_empty() {
        return Ok(page::empty(
            "Belum ada sertifikat",
            "Atur akun pada halaman Pengaturan; pemiliknya lalu menerbitkan sertifikat dengan kata sandinya sendiri.",
            Some(&Link::new("Pengaturan", "/tanda_tangan/pengaturan")),
        ));
    }
    let csrf = ctx.csrf()?;
    let alasan: Vec<Choice<'_>> = ALASAN_CABUT.iter().map(|(kode, teks, _)| Choice::new(*kode, *teks)).collect();
    let rows = daftar
        .iter()
        .map(|satu| {
            let (action, key) =
                (format!("/tanda_tangan/otoritas/sertifikat/{}/cabut", satu.id), Uuid::now_v7().to_string());
            let form = Form { action: &action, csrf: &csrf, key: &key, ..Form::default() };
            // The form that was sent shows what is wrong and what was typed.
            let ini = !galat.is_empty() && ctx.uri_path() == action;
            let id = |nama: &str| if ini { nama.to_owned() } else { format!("{nama}-{}", satu.id) };
            let isi = |nama: &str| if ini { ctx.form().get(nama) } else { "" };
            let salah = |nama: &str| if ini { page::error_of(galat, nama) } else { None };
            Row::new(vec![
                html! { div { (satu.subjek) br; span.pudar { "nomor seri " (satu.serial) } } },
                html! { (waktu(ctx, satu.akhir)) },
                html! { div {
                    @if let Some(pada) = satu.dicabut { (page::tag("Dicabut", Tone::Bad)) br; span.pudar { (waktu(ctx, pada)) } }
                    @else if satu.akhir <= ctx.now { (page::tag("Berakhir", Tone::Neutral)) }
                    @else {
                        (page::tag("Berlaku", Tone::Good))
                        (buka(ini, "Cabut", page::form(&form, html! {
                            (page::select(&Control { name: "alasan", label: "Alasan", id: &id("alasan"), error: salah("alasan"), ..Control::default() }, isi("alasan"), &alasan, "Pilih alasan"))
                            (page::text_input(&Control { name: "keterangan", label: "Keterangan", id: &id("keterangan"), optional: true, error: salah("keterangan"), ..Control::default() }, isi("keterangan"), &Text::default()))
                            (page::button(&Button { label: "Cabut sertifikat", kind: ButtonKind::Warning, ..Button::default() }))
                        })))
                    }
                } },
            ])
        })
        .collect();
    Ok(page::table(&Table {
        caption: "Sertifikat, terbaru dahulu".into(),
        caption_hidden: true,
        columns: vec![Column::new("Pemilik"), Column::new("Berlaku sampai"), Column::new("Keadaan")],
        rows,
        ..Table::default()
    }))
}
