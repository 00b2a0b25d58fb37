//! The queue.
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{self, Choice, Form, Link, Text};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};

use super::{Rujukan, kendali, tanda_singkat};
use crate::model::{self, Keadaan, Klasifikasi, Pengaduan};
use crate::store::daftar::{Saring, tempat};
use crate::{KOORDINASI, web};

/// Id of the form for several.
const MASSAL: &str = "massal";

fn alamat(saring: &Saring, setelah: Option<&Pengaduan>) -> String {
    let mut bagian: Vec<String> = vec![];
    if !saring.aktif {
        bagian.push("bagian=semua".into());
    }
    if let Some(keadaan) = saring.keadaan {
        bagian.push(format!("keadaan={}", keadaan.kode()));
    }
    if let Some(kode) = &saring.kategori {
        bagian.push(format!("kategori={kode}"));
    }
    if let Some(tingkat) = saring.eskalasi {
        bagian.push(format!("eskalasi={tingkat}"));
    }
    if let Some(unit) = saring.unit {
        bagian.push(format!("unit={unit}"));
    }
    if saring.owner.is_some() {
        bagian.push("milik=saya".into());
    }
    if let Some(satu) = setelah {
        let (hari, id) = tempat(satu);
        bagian.push(format!("setelah={}", web::meja::tulis_tempat(hari, id)));
    }
    if bagian.is_empty() { "/meja-pengaduan".to_owned() } else { format!("/meja-pengaduan?{}", bagian.join("&")) }
}

fn dipakai(rujukan: &Rujukan, saring: &Saring) -> Vec<Link<'static>> {
    let mut semua = vec![];
    let mut tambah = |label: String, tanpa: Saring| semua.push(Link::new(label, alamat(&tanpa, None)));
    if let Some(keadaan) = saring.keadaan {
        tambah(keadaan.label().to_owned(), Saring { keadaan: None, ..saring.clone() });
    }
    if saring.kategori.is_some() {
        let nama = rujukan.nama_kategori(saring.kategori.as_deref()).to_owned();
        tambah(nama, Saring { kategori: None, ..saring.clone() });
    }
    if let Some(tingkat) = saring.eskalasi {
        tambah(sebut_eskalasi(tingkat).to_owned(), Saring { eskalasi: None, ..saring.clone() });
    }
    if saring.unit.is_some() {
        tambah(rujukan.nama_unit(saring.unit).to_owned(), Saring { unit: None, ..saring.clone() });
    }
    if saring.owner.is_some() {
        tambah("Ditugaskan kepada saya".to_owned(), Saring { owner: None, ..saring.clone() });
    }
    semua
}

/// How high it was told.
pub fn sebut_eskalasi(tingkat: i64) -> &'static str {
    match tingkat {
        0 => "Belum naik",
        1 => "Naik ke Inspektorat",
        _ => "Naik ke Sekretaris Daerah",
    }
}

fn panel(ctx: &Ctx, rujukan: &Rujukan, saring: &Saring) -> Markup {
    let keadaan: Vec<Choice<'_>> = Keadaan::SEMUA
        .iter()
        .filter(|satu| !saring.aktif || satu.aktif())
        .map(|satu| Choice::new(satu.kode(), satu.label()))
        .collect();
    let kategori: Vec<Choice<'_>> =
        rujukan.kategori.iter().map(|satu| Choice::new(satu.kode.as_str(), satu.nama.as_str())).collect();
    let eskalasi = [Choice::new("1", sebut_eskalasi(1)), Choice::new("2", sebut_eskalasi(2))];
    let tingkat = saring.eskalasi.map(|tingkat| tingkat.to_string()).unwrap_or_default();
    let unit = saring.unit.map(|unit| unit.to_string()).unwrap_or_default();
    let filter = page::Filter { action: "/meja-pengaduan", active: dipakai(rujukan, saring), clear: "/meja-pengaduan" };
    page::filter_panel(
        &filter,
        html! {
            @if !saring.aktif { (page::hidden("bagian", "semua")) }
            (page::text_input(&kendali("nomor", "Nomor laporan", "", true, &[]), ctx.query("nomor"), &Text::default()))
            (page::select(&kendali("keadaan", "Status", "", true, &[]), saring.keadaan.map_or("", Keadaan::kode), &keadaan, "Semua"))
            (page::select(&kendali("kategori", "Pokok", "", true, &[]), saring.kategori.as_deref().unwrap_or_default(), &kategori, "Semua"))
            @if saring.aktif { (page::select(&kendali("eskalasi", "Eskalasi", "", true, &[]), &tingkat, &eskalasi, "Semua")) }
            @if ctx.scope_of(crate::LIHAT).is_all() {
                (page::select(&kendali("unit", "Perangkat daerah", "", true, &[]), &unit, &rujukan.pilihan_unit(), "Semua"))
            }
            (page::select(&kendali("milik", "Petugas", "", true, &[]), if saring.owner.is_some() { "saya" } else { "" }, &[Choice::new("saya", "Ditugaskan kepada saya")], "Siapa saja"))
        },
    )
}

fn massal(ctx: &Ctx, rujukan: &Rujukan, errors: &[page::FormError]) -> Result<Markup> {
    let (csrf, kunci) = (ctx.csrf()?, ctx.new_form_key());
    let kelas: Vec<Choice<'_>> = Klasifikasi::SEMUA.iter().map(|satu| Choice::new(satu.kode(), satu.label())).collect();
    let form = Form { action: "/meja-pengaduan/massal", csrf: &csrf, key: &kunci, id: MASSAL, ..Form::default() };
    let terbuka = !errors.is_empty();
    Ok(html! {
        details.govuk-details open[terbuka] {
            summary.govuk-details__summary { span.govuk-details__summary-text { "Teruskan beberapa laporan sekaligus" } }
            div.govuk-details__text {
                (page::form(&form, html! {
                    p.govuk-body role="status" data-terpilih { "Untuk baris yang dicentang:" }
                    (page::select(&kendali("massal_klasifikasi", "Klasifikasi", "", false, errors), ctx.form().get("massal_klasifikasi"), &kelas, "Pilih klasifikasi"))
                    (page::select(&kendali("massal_unit", "Teruskan ke", "", false, errors), ctx.form().get("massal_unit"), &rujukan.pilihan_unit(), "Pilih perangkat daerah"))
                    (page::submit("Teruskan"))
                }))
            }
        }
    })
}

/// The list of officers.
pub fn daftar(
    ctx: &Ctx,
    status: StatusCode,
    rujukan: &Rujukan,
    saring: &Saring,
    semua: &[Pengaduan],
    lagi: bool,
    salah: &[FieldError],
) -> Result<Response> {
    let errors = super::salah(salah);
    let boleh_massal =
        ctx.actor.can(KOORDINASI) && saring.aktif && semua.iter().any(|satu| satu.keadaan == Keadaan::Baru);
    let rows: Vec<page::Row<'_>> = semua
        .iter()
        .map(|satu| page::Row {
            cells: vec![
                html! {
                    a.govuk-link href=(model::href(satu.id)) { (satu.judul) }
                    br; span.pudar { (satu.nomor) }
                },
                html! { (tanda_singkat(satu.keadaan)) @if satu.eskalasi > 0 { br; (page::tag(if satu.eskalasi > 1 { "Naik ke Sekda" } else { "Naik ke Inspektorat" }, page::Tone::Bad)) } },
                super::hitung_mundur(rujukan, satu.batas),
                html! { (rujukan.nama_kategori(satu.kategori.as_deref())) },
                html! { (rujukan.nama_unit(satu.unit)) },
                html! { (tanggal::pendek(super::hari(&ctx.app, satu.diterima))) },
            ],
            id: if boleh_massal && satu.keadaan == Keadaan::Baru { satu.id.to_string().into() } else { "".into() },
            name: satu.nomor.as_str().into(),
        })
        .collect();
    let columns = ["Laporan", "Status", "Tenggat", "Pokok", "Ditangani", "Diterima"].map(page::Column::new).to_vec();
    let lanjut = semua.last().filter(|_| lagi).map(|satu| alamat(saring, Some(satu)));
    let di_sini = if saring.aktif { "/meja-pengaduan" } else { "/meja-pengaduan?bagian=semua" };
    let isi = html! {
        (page::error_summary(&errors))
        (page::heading("Layanan publik", "Meja pengaduan", html! {}))
        (super::tab(ctx, di_sini))
        (page::with_side(panel(ctx, rujukan, saring), html! {
            @if semua.is_empty() {
                (page::empty(if saring.aktif { "Tidak ada yang perlu ditindak" } else { "Belum ada laporan" }, "Laporan yang cocok dengan saringan tampil di sini.", None))
            } @else {
                @if boleh_massal { (massal(ctx, rujukan, &errors)?) }
                (page::table(&page::Table { caption: "Laporan".into(), caption_hidden: true, columns, rows, title: 0, bulk: if boleh_massal { MASSAL.into() } else { "".into() } }))
                (page::pagination(None, lanjut.as_deref(), ""))
            }
        }))
    };
    super::bingkai_meja(ctx, status, "Meja pengaduan", !errors.is_empty(), isi)
}
