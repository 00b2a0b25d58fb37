//! A box of letters.
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{self, ButtonKind, Choice, Column, Control, Filter, Link, Row, Table, Text};
use kernel::{Ctx, Response, Result};
use maud::{Markup, html};

use super::{bingkai, perihal, tab, tanda, tanda_sifat};
use crate::model::{Keadaan, Kotak, Sifat};
use crate::store::daftar::{Baris, Saring};
use crate::susunan::Susunan;
use crate::web::daftar::tulis_tempat;
use crate::{TULIS, jenis};

/// The filter as name and value, without `kecuali`.
fn pasangan(saring: &Saring, kecuali: &str) -> Vec<(&'static str, String)> {
    let semua = [
        ("kotak", (saring.kotak != Kotak::Keluar).then(|| saring.kotak.kode().to_owned())),
        ("jenis", saring.jenis.clone()),
        ("sifat", saring.sifat.map(|sifat| sifat.kode().to_owned())),
        ("keadaan", saring.keadaan.clone()),
        ("tahun", saring.tahun.map(|tahun| tahun.to_string())),
        ("nomor", Some(saring.nomor.clone()).filter(|teks| !teks.is_empty())),
    ];
    semua.into_iter().filter(|(nama, _)| *nama != kecuali).filter_map(|(nama, nilai)| Some((nama, nilai?))).collect()
}

fn alamat(saring: &Saring, kecuali: &str, tambah: &[(&str, String)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (nama, nilai) in pasangan(saring, kecuali) {
        query.append_pair(nama, &nilai);
    }
    query.extend_pairs(tambah);
    let query = query.finish();
    if query.is_empty() { "/naskah".to_owned() } else { format!("/naskah?{query}") }
}

/// The page.
pub async fn halaman(ctx: &Ctx, saring: &Saring, baris: &[Baris], mundur: bool, lagi: bool) -> Result<Response> {
    let susunan = Susunan::baca(&ctx.app).await?;
    let acts = html! {
        @if ctx.actor.can(TULIS) { (page::button_link("Tulis naskah", "/naskah/baru", ButtonKind::Primary)) }
    };
    let (judul, di_sini) = match saring.kotak {
        Kotak::Masuk => ("Surat masuk", "/surat_masuk"),
        Kotak::Keluar => ("Naskah keluar", "/naskah"),
        Kotak::Konsep => ("Konsep naskah", "/naskah?kotak=konsep"),
    };
    let dipakai = dipakai(saring);
    let kosong = Saring::kotak(saring.kotak);
    let bersih = alamat(&kosong, "", &[]);
    let filter = Filter { action: "/naskah", active: dipakai, clear: &bersih };
    let body = html! {
        (page::heading("Naskah dinas", judul, acts))
        (tab(ctx, di_sini))
        (page::with_side(page::filter_panel(&filter, isian(ctx, saring)), tabel(ctx, &susunan, saring, baris, mundur, lagi)))
    };
    bingkai(ctx, StatusCode::OK, judul, false, body)
}

fn tabel(ctx: &Ctx, susunan: &Susunan, saring: &Saring, baris: &[Baris], mundur: bool, lagi: bool) -> Markup {
    if baris.is_empty() {
        let bersih = alamat(&Saring::kotak(saring.kotak), "", &[]);
        return if pasangan(saring, "kotak").is_empty() && !mundur {
            page::empty(
                "Belum ada naskah di sini",
                "Naskah yang boleh Anda baca muncul di sini, yang terbaru di atas.",
                None,
            )
        } else {
            page::empty(
                "Tidak ada naskah yang cocok",
                "Longgarkan saringan untuk melihat yang lain.",
                Some(&Link::new("Hapus semua saringan", bersih)),
            )
        };
    }
    let rows = baris.iter().map(|satu| baris_tabel(ctx, susunan, satu)).collect();
    let maju =
        baris.last().filter(|_| lagi).map(|akhir| alamat(saring, "", &[("setelah", tulis_tempat(&akhir.tempat()))]));
    let awal = mundur.then(|| alamat(saring, "", &[]));
    html! {
        (page::table(&Table {
            caption: "Naskah, yang terbaru di atas".into(),
            caption_hidden: true,
            columns: vec![Column::new("Perihal"), Column::new("Nomor dan tanggal"), Column::new("Dari"), Column::new("Keadaan")],
            rows,
            ..Table::default()
        }))
        @if let Some(awal) = awal { p { a.govuk-link href=(awal) { "Kembali ke yang terbaru" } } }
        (page::pagination(None, maju.as_deref(), &format!("{} naskah ditampilkan", baris.len())))
    }
}

fn baris_tabel(ctx: &Ctx, susunan: &Susunan, satu: &Baris) -> Row<'static> {
    let naskah = &satu.naskah;
    let belum = saring_belum(satu);
    let dari = naskah.diterima_dari.clone().unwrap_or_else(|| susunan.nama(naskah.unit));
    Row::new(vec![
        html! {
            div {
                @if belum { strong { a.govuk-link href=(naskah.href()) { (perihal(naskah)) } } } @else { a.govuk-link href=(naskah.href()) { (perihal(naskah)) } }
                br; span.pudar { (jenis::nama(&naskah.jenis)) " · " (satu.peran.label()) @if belum { " · belum dibaca" } }
            }
        },
        html! {
            div {
                @if let Some(nomor) = &naskah.nomor { (nomor) br; }
                span.pudar {
                    @match naskah.tanggal {
                        Some(hari) => { (tanggal::pendek(hari)) },
                        None => { "sejak " (tanggal::waktu_pendek(satu.sejak, ctx.app.profile.zone())) },
                    }
                }
            }
        },
        html! { (dari) },
        html! { div { (tanda(naskah.keadaan)) @if let Some(sifat) = tanda_sifat(naskah.sifat) { " " (sifat) } } },
    ])
}

fn saring_belum(satu: &Baris) -> bool {
    satu.dibaca.is_none()
        && matches!(satu.naskah.keadaan, Keadaan::Terbit | Keadaan::Tercatat)
        && matches!(
            satu.peran,
            crate::model::Peran::Tujuan | crate::model::Peran::Tembusan | crate::model::Peran::Disposisi
        )
}

fn dipakai(saring: &Saring) -> Vec<Link<'static>> {
    let tanpa = |nama: &str| alamat(saring, nama, &[]);
    let mut semua = vec![];
    if let Some(kunci) = &saring.jenis {
        semua.push(Link::new(jenis::nama(kunci).to_owned(), tanpa("jenis")));
    }
    if let Some(sifat) = saring.sifat {
        semua.push(Link::new(sifat.label(), tanpa("sifat")));
    }
    if let Some(keadaan) = saring.keadaan.as_deref().and_then(Keadaan::urai) {
        semua.push(Link::new(keadaan.label(), tanpa("keadaan")));
    }
    if let Some(tahun) = saring.tahun {
        semua.push(Link::new(format!("Tahun {tahun}"), tanpa("tahun")));
    }
    if !saring.nomor.is_empty() {
        semua.push(Link::new(format!("Nomor berisi {}", saring.nomor), tanpa("nomor")));
    }
    semua
}

fn isian(ctx: &Ctx, saring: &Saring) -> Markup {
    let pilih = |nama: &'static str, label: &'static str, nilai: &str, pilihan: &[Choice<'_>]| {
        page::select(&Control { name: nama, label, ..Control::default() }, nilai, pilihan, "Semua")
    };
    let jenis: Vec<Choice<'_>> =
        jenis::semua().iter().map(|satu| Choice::new(satu.kunci.as_str(), satu.nama.as_str())).collect();
    let sifat: Vec<Choice<'_>> = Sifat::SEMUA.iter().map(|satu| Choice::new(satu.kode(), satu.label())).collect();
    let keadaan: Vec<Choice<'_>> = Keadaan::SEMUA.iter().map(|satu| Choice::new(satu.kode(), satu.label())).collect();
    let tahun: Vec<Choice<'_>> = (ctx.today().year() - 9..=ctx.today().year())
        .rev()
        .map(|tahun| Choice::new(tahun.to_string(), tahun.to_string()))
        .collect();
    html! {
        @if saring.kotak != Kotak::Keluar { (page::hidden("kotak", saring.kotak.kode())) }
        (page::text_input(&Control { name: "nomor", label: "Nomor berisi", ..Control::default() }, &saring.nomor, &Text::default()))
        (pilih("jenis", "Jenis", saring.jenis.as_deref().unwrap_or_default(), &jenis))
        (pilih("sifat", "Sifat", saring.sifat.map_or("", Sifat::kode), &sifat))
        (pilih("keadaan", "Keadaan", saring.keadaan.as_deref().unwrap_or_default(), &keadaan))
        (pilih("tahun", "Tahun", &saring.tahun.map(|tahun| tahun.to_string()).unwrap_or_default(), &tahun))
    }
}
