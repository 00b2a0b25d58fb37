//! The form of a letter.
use http::StatusCode;
use kernel::indonesia::{kalimat, tanggal};
use kernel::page::{
    self, Button, ButtonKind, Choice, Control, Flash, FlashKind, Form, FormError, LabelSize, Reference, Text, Upload,
    Width,
};
use kernel::port::Security;
use kernel::{Ctx, Response, Result};
use maud::{Markup, html};

use super::baru::pilihan_unit;
use super::{bingkai, salah};
use crate::model::{Gaya, Sifat, Wewenang};
use crate::rules::tulis::{BarisTujuan, Ketikan};
use crate::web::ruang::Ruang;
use crate::web::tulis::Tambahan;
use crate::{jenis, orang};

/// The page.
pub async fn halaman(
    ctx: &Ctx,
    ruang: &Ruang,
    ketikan: &Ketikan,
    tambahan: &Tambahan,
    status: StatusCode,
) -> Result<Response> {
    let galat = salah(&tambahan.salah);
    let naskah = &ruang.naskah;
    let mut unit = vec![naskah.unit];
    let perangkat = ruang.susunan.perangkat(naskah.unit);
    if perangkat != naskah.unit {
        unit.push(perangkat);
    }
    let saran = orang::saran(&ctx.app, &unit).await?;
    let saran: Vec<&str> = saran.iter().map(String::as_str).collect();
    let (csrf, key, version) = (ctx.csrf()?, ctx.new_form_key(), naskah.version.to_string());
    let action = format!("{}/tulis", naskah.href());
    let form = Form { action: &action, csrf: &csrf, key: &key, version: &version, multipart: true, id: "naskah" };
    let isian = html! {
        (page::fieldset("Pokok", pokok(ctx, ketikan, tambahan, &galat)))
        (page::fieldset("Tujuan dan tembusan", tujuan(ruang, ketikan, &galat, &saran)))
        (page::fieldset("Isi", isi(ketikan, &galat)))
        (page::fieldset("Paraf dan tanda tangan", rantai(ketikan, &galat, &saran)))
        (page::fieldset("Lampiran dan rujukan", lampiran(ctx, ruang, ketikan, &galat)))
        (page::buttons(html! {
            (page::button(&Button { label: "Simpan", name: "aksi", value: "simpan", ..Button::default() }))
            @if naskah.keadaan.dapat_ditulis() {
                (page::button(&Button { label: "Simpan dan ajukan", kind: ButtonKind::Secondary, name: "aksi", value: "ajukan", ..Button::default() }))
            }
            (page::button_link("Batal", &naskah.href(), ButtonKind::Secondary))
        }))
    };
    let nama = jenis::nama(&naskah.jenis);
    let judul = format!("Tulis {nama}");
    let simpan_otomatis = format!("{}/ketikan", naskah.href());
    let body = html! {
        (page::error_summary(&galat))
        (page::heading(nama, if naskah.perihal.is_empty() { "Naskah baru" } else { super::perihal(naskah) }, html! {}))
        (peringatan(ctx, ruang, ketikan, tambahan))
        div data-simpan-otomatis=(simpan_otomatis) { (page::column(page::form(&form, isian))) }
        @for satu in &ruang.lampiran {
            @let cabut = format!("{}/lampiran/{}/cabut", naskah.href(), satu.id);
            p {
                (satu.judul) " "
                (page::act(&Form { action: &cabut, csrf: &csrf, key: &ctx.new_form_key(), ..Form::default() }, "Cabut lampiran", ButtonKind::Text))
            }
        }
    };
    bingkai(ctx, status, &judul, !galat.is_empty(), body)
}

fn peringatan(ctx: &Ctx, ruang: &Ruang, ketikan: &Ketikan, tambahan: &Tambahan) -> Markup {
    let koreksi = !ruang.naskah.keadaan.dapat_ditulis();
    html! {
        @if tambahan.bentrok {
            (page::banner(&Flash { kind: FlashKind::Problem, text: "Naskah ini baru saja disimpan orang lain. Ketikan Anda masih ada di bawah; bandingkan, lalu simpan lagi bila masih perlu." }))
            (page::diff("Tersimpan", &ruang.isi.teks(), "Ketikan Anda", &ketikan.isi.teks()))
        }
        @if koreksi {
            (page::warning("Bila isi berubah, paraf yang sudah diberikan tidak berlaku lagi dan diulang dari awal."))
        }
        @if let Some(pada) = tambahan.ketikan_lama {
            (page::inset(html! {
                p { "Ada ketikan yang belum disimpan, dari " (tanggal::waktu_pendek(pada, ctx.app.profile.zone())) "." }
                p { a.govuk-link href={ (ruang.naskah.href()) "/tulis?pulihkan=ya" } { "Pulihkan ketikan itu" } }
            }))
        }
    }
}

fn kontrol<'a>(galat: &'a [FormError], name: &'a str, label: &'a str) -> Control<'a> {
    Control { name, label, error: page::error_of(galat, name), ..Control::default() }
}

fn pokok(ctx: &Ctx, ketikan: &Ketikan, tambahan: &Tambahan, galat: &[FormError]) -> Markup {
    let sifat: Vec<Choice<'_>> = Sifat::SEMUA.iter().map(|satu| Choice::new(satu.kode(), satu.label())).collect();
    let keamanan: Vec<Choice<'_>> = Security::ALL
        .iter()
        .map(|satu| {
            let hint = if satu.is_secret() { "hanya bagi orang yang disebut, disimpan tersegel" } else { "" };
            Choice::new(satu.as_str(), satu.label()).with_hint(hint)
        })
        .collect();
    html! {
        (page::text_input(&kontrol(galat, "perihal", "Perihal"), &ketikan.isi.perihal, &Text { max_length: Some(300), ..Text::default() }))
        (page::beside(&[
            page::select(&kontrol(galat, "sifat", "Sifat"), &ketikan.sifat, &sifat, ""),
            page::select(&kontrol(galat, "keamanan", "Klasifikasi keamanan"), &ketikan.keamanan, &keamanan, ""),
        ]))
        (klasifikasi(ctx, ketikan, tambahan, galat))
        (jarang(
            "Tanggal yang sudah lewat, tempat lain",
            [("tanggal", &ketikan.tanggal), ("alasan_mundur", &ketikan.isi.alasan_mundur), ("tempat", &ketikan.isi.tempat)],
            galat,
            html! {
                (page::date(&Control { optional: true, hint: "Kosongkan: tanggal mengikuti hari persetujuan. Tanggal yang sudah lewat mendapat nomor sisipan; buku tahun lalu terbuka sampai akhir Januari.", ..kontrol(galat, "tanggal", "Tanggal naskah") }, &ketikan.tanggal))
                (page::text_input(&Control { optional: true, ..kontrol(galat, "alasan_mundur", "Alasan tanggal mundur") }, &ketikan.isi.alasan_mundur, &Text::default()))
                (page::text_input(&Control { optional: true, hint: "Tempat ditandatangani; kosongkan: ibu kota kabupaten.", ..kontrol(galat, "tempat", "Tempat") }, &ketikan.isi.tempat, &Text { width: Width::Chars20, ..Text::default() }))
            },
        ))
    }
}

/// Fields that few letters need: folded, unless something stands in them or is wrong with them.
fn jarang<const N: usize>(judul: &str, medan: [(&str, &String); N], galat: &[FormError], isi: Markup) -> Markup {
    let terbuka = medan.iter().any(|(nama, nilai)| !nilai.is_empty() || page::error_of(galat, nama).is_some());
    html! {
        details.govuk-details open[terbuka] {
            summary.govuk-details__summary { span.govuk-details__summary-text { (judul) } }
            div.govuk-details__text { (isi) }
        }
    }
}

fn klasifikasi(ctx: &Ctx, ketikan: &Ketikan, tambahan: &Tambahan, galat: &[FormError]) -> Markup {
    let kontrol = Control {
        optional: true,
        hint: "Kode atau kata, misalnya 000.1.2 atau rapat.",
        ..kontrol(galat, "klasifikasi", "Kode klasifikasi")
    };
    if ctx.app.resource("klasifikasi_arsip").is_none() {
        return page::text_input(&kontrol, &ketikan.klasifikasi, &Text { width: Width::Chars20, ..Text::default() });
    }
    let chosen = (!ketikan.klasifikasi.is_empty())
        .then(|| Choice::new(ketikan.klasifikasi.as_str(), ketikan.klasifikasi.as_str()));
    let matches: Option<Vec<Choice<'_>>> = tambahan
        .klasifikasi
        .as_ref()
        .map(|semua| semua.iter().map(|(kode, label)| Choice::new(kode.as_str(), label.as_str())).collect());
    let query = ctx.form().get("klasifikasi.cari");
    page::reference_search(
        &kontrol,
        &Reference { chosen: chosen.as_ref(), query, matches: matches.as_deref(), source: "" },
    )
}

fn sel<'a>(galat: &'a [FormError], name: &'a str, label: &'a str) -> Control<'a> {
    Control { size: LabelSize::Hidden, ..kontrol(galat, name, label) }
}

fn tujuan(ruang: &Ruang, ketikan: &Ketikan, galat: &[FormError], saran: &[&str]) -> Markup {
    let unit = pilihan_unit(&ruang.susunan);
    let sebagai = [Choice::new("tujuan", "Tujuan"), Choice::new("tembusan", "Tembusan")];
    let kosong = [BarisTujuan::default()];
    let semua: &[BarisTujuan] = if ketikan.tujuan.is_empty() { &kosong } else { &ketikan.tujuan };
    let baris: Vec<Vec<Markup>> = semua
        .iter()
        .enumerate()
        .map(|(n, satu)| {
            let nama = |kolom: &str| format!("tujuan.{n}.{kolom}");
            let (u, o, t, s) = (nama("unit"), nama("orang"), nama("teks"), nama("sebagai"));
            vec![
                page::select(
                    &sel(galat, &s, "Sebagai"),
                    if satu.tembusan { "tembusan" } else { "tujuan" },
                    &sebagai,
                    "",
                ),
                page::select(&sel(galat, &u, "Perangkat daerah"), &satu.unit, &unit, "–"),
                page::text_input(
                    &sel(galat, &o, "Pegawai"),
                    &satu.orang,
                    &Text { suggestions: saran, ..Text::default() },
                ),
                page::text_input(&sel(galat, &t, "Pihak luar"), &satu.teks, &Text::default()),
            ]
        })
        .collect();
    let control = Control {
        name: "tujuan",
        label: "Kepada",
        hint: "Isi satu kolom tiap baris: perangkat daerah, pegawai, atau nama pihak luar.",
        ..Control::default()
    };
    page::rows(&control, &["Sebagai", "Perangkat daerah", "Atau pegawai", "Atau pihak luar"], &baris)
}

fn isi(ketikan: &Ketikan, galat: &[FormError]) -> Markup {
    let gaya: Vec<Choice<'_>> = Gaya::SEMUA.iter().map(|satu| Choice::new(satu.kode(), satu.label())).collect();
    let baris: Vec<Vec<Markup>> = ketikan
        .isi
        .bagian
        .iter()
        .enumerate()
        .map(|(n, satu)| {
            let (g, t) = (format!("bagian.{n}.gaya"), format!("bagian.{n}.teks"));
            vec![
                page::select(&sel(galat, &g, "Bentuk"), &satu.gaya, &gaya, ""),
                page::textarea(&sel(galat, &t, "Teks"), &satu.teks, 4, None),
            ]
        })
        .collect();
    let control = Control {
        name: "bagian",
        label: "Bagian isi",
        hint: "Setiap baris menjadi satu paragraf, satu butir bernomor, atau satu judul bagian. Baris kosong diabaikan.",
        ..Control::default()
    };
    page::rows(&control, &["Bentuk", "Teks"], &baris)
}

fn rantai(ketikan: &Ketikan, galat: &[FormError], saran: &[&str]) -> Markup {
    let orang = Text { suggestions: saran, ..Text::default() };
    let baris: Vec<Vec<Markup>> = ketikan
        .paraf
        .iter()
        .enumerate()
        .map(|(n, satu)| {
            let nama = format!("paraf.{n}.orang");
            vec![page::text_input(&sel(galat, &nama, "Pemaraf"), satu, &orang)]
        })
        .collect();
    let paraf = Control {
        name: "paraf",
        label: "Paraf berjenjang",
        hint: "Berurutan dari bawah ke atas, sebelum penanda tangan.",
        ..Control::default()
    };
    let kosong = String::new();
    let wewenang: Vec<Choice<'_>> = Wewenang::SEMUA.iter().map(|satu| Choice::new(satu.kode(), satu.label())).collect();
    html! {
        (page::rows(&paraf, &["Nama atau nama pengguna"], &baris))
        (page::text_input(&Control { hint: "Nama lengkap atau nama pengguna.", ..kontrol(galat, "penandatangan", "Penanda tangan") }, &ketikan.penandatangan, &orang))
        (jarang(
            "Atas nama pejabat lain, sebutan jabatan lain",
            [
                ("wewenang", if ketikan.isi.wewenang() == Wewenang::Sendiri { &kosong } else { &ketikan.isi.wewenang }),
                ("atas_nama", &ketikan.isi.atas_nama),
                ("melalui", &ketikan.isi.melalui),
                ("jabatan", &ketikan.isi.jabatan),
            ],
            galat,
            html! {
                (page::select(&Control { hint: "Plt. dan Plh. ditulis sendiri menurut penugasan.", ..kontrol(galat, "wewenang", "Menandatangani sebagai") }, ketikan.isi.wewenang().kode(), &wewenang, ""))
                (page::text_input(&Control { optional: true, hint: "Untuk a.n. dan u.b., misalnya Bupati Contoh.", ..kontrol(galat, "atas_nama", "Atas nama") }, &ketikan.isi.atas_nama, &Text::default()))
                (page::text_input(&Control { optional: true, hint: "Untuk u.b., misalnya Sekretaris Daerah.", ..kontrol(galat, "melalui", "Melalui") }, &ketikan.isi.melalui, &Text::default()))
                (page::text_input(&Control { optional: true, hint: "Kosongkan: ditulis menurut jabatan yang dipegang.", ..kontrol(galat, "jabatan", "Sebutan jabatan") }, &ketikan.isi.jabatan, &Text::default()))
            },
        ))
    }
}

fn lampiran(ctx: &Ctx, ruang: &Ruang, ketikan: &Ketikan, galat: &[FormError]) -> Markup {
    let besar = ctx.app.config.max_upload;
    let batas =
        format!("PDF, gambar, Word, Excel, PowerPoint, teks, atau ZIP, paling besar {}.", kalimat::ukuran(besar));
    let kosong = [String::new()];
    let semua: &[String] = if ketikan.rujukan.is_empty() { &kosong } else { &ketikan.rujukan };
    let baris: Vec<Vec<Markup>> = semua
        .iter()
        .enumerate()
        .map(|(n, satu)| {
            let nama = format!("rujukan.{n}.naskah");
            vec![page::text_input(&sel(galat, &nama, "Naskah yang dirujuk"), satu, &Text::default())]
        })
        .collect();
    let rujukan = Control {
        name: "rujukan",
        label: "Merujuk naskah",
        hint: "Nomor naskah, atau alamat halamannya.",
        ..Control::default()
    };
    html! {
        @if !ruang.lampiran.is_empty() {
            ul.govuk-list.govuk-list--bullet { @for satu in &ruang.lampiran { li { (satu.judul) } } }
        }
        (page::upload(&Control { optional: true, ..kontrol(galat, "berkas", "Tambah lampiran") }, &Upload { multiple: true, limits: &batas, max_bytes: Some(besar), ..Upload::default() }))
        (jarang("Tulisan lain pada baris Lampiran", [("lampiran", &ketikan.isi.lampiran)], galat, html! {
            (page::text_input(&Control { optional: true, hint: "Kosongkan: ditulis menurut banyaknya berkas.", ..kontrol(galat, "lampiran", "Tulisan pada baris Lampiran") }, &ketikan.isi.lampiran, &Text { width: Width::Chars20, ..Text::default() }))
        }))
        (page::rows(&rujukan, &["Nomor atau alamat"], &baris))
    }
}
