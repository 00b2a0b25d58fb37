//! One item and the form that registers it.
use kernel::audit::history::Entry;
use kernel::indonesia::kalimat::ukuran;
use kernel::page::{self, Attachment, Button, ButtonKind, Choice, Control, Fact, Link};
use kernel::port::Security;
use kernel::web::history::{self, Words};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use time::Date;
use uuid::Uuid;

use super::{Unit, bingkai, formulir, hari, keadaan_arsip, nada, pilih, salah, tab, tanggalan, teks};
use crate::hak::KELOLA;
use crate::model::{Arsip, Berkas, href_berkas};
use crate::web::PERKEMBANGAN;

/// What a page of an item shows beside it.
pub struct Isi {
    /// Its contents.
    pub berkas: Vec<crate::model::Isi>,
    /// The page of the record that it keeps, when the person may read that.
    pub naskah: Option<String>,
    /// What happened.
    pub riwayat: Vec<Entry>,
    /// Named readers: name, why, until when.
    pub pembaca: Vec<(String, String, Option<Date>)>,
    /// Where its paper lies.
    pub lokasi: Option<String>,
    /// The person may change its class.
    pub boleh_ubah: bool,
    /// Open files into which it may go.
    pub terbuka: Vec<Berkas>,
}

fn pilihan_keamanan() -> Vec<Choice<'static>> {
    Security::ALL.into_iter().map(|satu| Choice::new(satu.as_str(), satu.label())).collect()
}

/// The form.
pub fn baru(ctx: &Ctx, unit: &Unit, lokasi: &[(Uuid, String)], galat: &[FieldError]) -> Result<Response> {
    let galat = salah(galat);
    let form = ctx.form();
    let satu = |nama: &str, bawaan: &str| {
        if form.has(nama) { form.get(nama).to_owned() } else { bawaan.to_owned() }
    };
    let lokasi: Vec<Choice<'_>> =
        lokasi.iter().map(|(id, label)| Choice::new(id.to_string(), label.as_str())).collect();
    let perkembangan: Vec<Choice<'_>> = PERKEMBANGAN.iter().map(|kata| Choice::new(*kata, *kata)).collect();
    let media = [Choice::new("kertas", "Kertas"), Choice::new("elektronik", "Elektronik")];
    let pilih_salah = |name: &'static str, label: &'static str, nilai: &str, pilihan: &[Choice<'_>]| {
        let control = Control { name, label, error: page::error_of(&galat, name), ..Control::default() };
        page::select(&control, nilai, pilihan, "Pilih …")
    };
    let sendiri = ctx.actor.unit().map(|id| id.to_string()).unwrap_or_default();
    let isi = html! {
        (pilih_salah("unit", "Unit pengolah", &satu("unit", &sendiri), &unit.pilihan(ctx, &ctx.scope_of(KELOLA))))
        (teks("judul", "Judul atau uraian", &satu("judul", ""), "", &galat))
        (teks("nomor", "Nomor", &satu("nomor", ""), "Kosongkan bila tidak bernomor", &galat))
        (teks("jenis", "Jenis", &satu("jenis", ""), "Misalnya Surat Dinas, Laporan, Foto", &galat))
        (tanggalan("tanggal", "Tanggal", &satu("tanggal", ""), &galat))
        (teks("kode", "Kode klasifikasi", &satu("kode", ""), "Misalnya 500.12.6; kosongkan untuk diberkaskan nanti", &galat))
        (pilih_salah("keamanan", "Klasifikasi keamanan", &satu("keamanan", "biasa"), &pilihan_keamanan()))
        (pilih_salah("perkembangan", "Tingkat perkembangan", &satu("perkembangan", "asli"), &perkembangan))
        (pilih("media", "Media", &satu("media", "kertas"), &media, ""))
        (teks("jumlah", "Jumlah", &satu("jumlah", "1"), "", &galat))
        (teks("satuan", "Satuan", &satu("satuan", "lembar"), "Misalnya lembar, boks, berkas", &galat))
        (pilih_salah("lokasi", "Lokasi", &satu("lokasi", ""), &lokasi))
        (page::upload(&Control { name: "isi", label: "Hasil pindai atau berkas", optional: true, error: page::error_of(&galat, "isi"), ..Control::default() }, &page::Upload { multiple: true, ..page::Upload::default() }))
        (page::submit("Daftarkan"))
    };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Kearsipan", "Daftarkan arsip", html! {}))
        (page::column(formulir(ctx, "/arsip/baru", None, true, isi)?))
    };
    let status = if galat.is_empty() { 200 } else { 422 };
    bingkai(ctx, status, "Daftarkan arsip", &[Link::new("Arsip", "/arsip")], !galat.is_empty(), body)
}

/// The page of an item.
pub fn satu(ctx: &Ctx, unit: &Unit, arsip: &Arsip, isi: &Isi) -> Result<Response> {
    let mut fakta = vec![
        Fact::new("Keadaan", page::tag(keadaan_arsip(&arsip.status), nada(&arsip.status))),
        Fact::new("Nomor", html! { @if let Some(nomor) = &arsip.nomor { (nomor) } }),
        Fact::new("Jenis", html! { (arsip.jenis) }),
        Fact::new("Tanggal", hari(Some(arsip.tanggal))),
        Fact::new("Unit pengolah", html! { (unit.nama(arsip.unit)) }),
        Fact::new("Kode klasifikasi", html! { @if let Some(kode) = &arsip.kode { (kode) } }),
        Fact::new(
            "Berkas",
            html! { @if let Some(id) = arsip.berkas { a.govuk-link href=(href_berkas(id)) { "Buka berkas" } } },
        ),
        Fact::new("Keamanan", html! { (arsip.keamanan.label()) }),
        Fact::new("Tingkat perkembangan", html! { (arsip.perkembangan) }),
        Fact::new("Media dan jumlah", html! { (arsip.media) ", " (arsip.jumlah) " " (arsip.satuan) }),
    ];
    if let Some(lokasi) = &isi.lokasi {
        fakta.push(Fact::new("Lokasi", html! { (lokasi) }));
    }
    if let Some(tautan) = &isi.naskah {
        fakta.push(Fact::new("Naskah", html! { a.govuk-link href=(page::safe_href(tautan)) { "Buka naskah" } }));
    }
    let body = html! {
        (page::heading("Arsip", &arsip.judul, html! {}))
        (tab(ctx, "/arsip"))
        (page::summary_list(&fakta))
        (page::card("Isi", &[], daftar_isi(arsip, &isi.berkas)))
        @if !isi.terbuka.is_empty() { (page::card("Berkaskan", &[], berkaskan(ctx, arsip, &isi.terbuka)?)) }
        @if !isi.pembaca.is_empty() || arsip.rahasia { (page::card("Yang boleh membaca", &[], pembaca(ctx, arsip, isi)?)) }
        @if isi.boleh_ubah { (page::card("Klasifikasi keamanan", &[], keamanan(ctx, arsip)?)) }
        (page::card("Riwayat", &[], history::view(&isi.riwayat, ctx.app.profile.zone(), &KATA)))
    };
    bingkai(ctx, 200, &arsip.judul, &[Link::new("Arsip", "/arsip")], false, body)
}

fn daftar_isi(arsip: &Arsip, berkas: &[crate::model::Isi]) -> Markup {
    if berkas.is_empty() {
        return html! { p { "Tidak ada isi elektronik." } };
    }
    let ada: Vec<Attachment<'_>> = berkas
        .iter()
        .filter(|satu| satu.dimusnahkan.is_none())
        .map(|satu| Attachment {
            link: Link::new(satu.nama.as_str(), format!("{}/isi/{}", arsip.href(), satu.id)),
            kind: satu.nama.rsplit('.').next().unwrap_or("berkas").to_uppercase().into(),
            size: ukuran(u64::try_from(satu.ukuran).unwrap_or(0)).into(),
            ..Attachment::default()
        })
        .collect();
    html! {
        @if !ada.is_empty() { (page::attachments(&ada)) }
        @for satu in berkas.iter().filter(|satu| satu.dimusnahkan.is_some()) {
            p { (satu.nama) " (dimusnahkan)" br; span.pudar { "SHA-256 " (satu.sha256) } }
        }
    }
}

fn berkaskan(ctx: &Ctx, arsip: &Arsip, terbuka: &[Berkas]) -> Result<Markup> {
    let pilihan: Vec<Choice<'_>> = terbuka
        .iter()
        .map(|satu| Choice::new(satu.id.to_string(), format!("{} {}", satu.nomor, satu.uraian)))
        .collect();
    let isi = html! { (pilih("berkas", "Berkas", "", &pilihan, "Pilih …")) (page::submit("Masukkan ke berkas")) };
    formulir(ctx, &format!("{}/berkas", arsip.href()), Some(arsip.version), false, isi)
}

fn keamanan(ctx: &Ctx, arsip: &Arsip) -> Result<Markup> {
    let isi = html! {
        (pilih("keamanan", "Klasifikasi keamanan", arsip.keamanan.as_str(), &pilihan_keamanan(), ""))
        (teks("alasan", "Alasan", "", "", &[]))
        (page::button(&Button { label: "Ubah klasifikasi", kind: ButtonKind::Secondary, ..Button::default() }))
    };
    formulir(ctx, &format!("{}/keamanan", arsip.href()), Some(arsip.version), false, isi)
}

fn pembaca(ctx: &Ctx, arsip: &Arsip, isi: &Isi) -> Result<Markup> {
    let pemilik = arsip.owner.is_some() && arsip.owner == ctx.actor.account();
    let tambah = if pemilik {
        let isi = html! {
            (teks("akun", "Nama pengguna", "", "Orang yang boleh membaca arsip ini", &[]))
            (page::button(&Button { label: "Tambah pembaca", kind: ButtonKind::Secondary, ..Button::default() }))
        };
        formulir(ctx, &format!("{}/pembaca", arsip.href()), Some(arsip.version), false, isi)?
    } else {
        html! {}
    };
    Ok(html! {
        ul.govuk-list {
            @for (nama, sebab, sampai) in &isi.pembaca {
                li { (nama) span.pudar { " · " (sebab) @if let Some(sampai) = sampai { ", sampai " (hari(Some(*sampai))) } } }
            }
        }
        (tambah)
    })
}

/// The words of a history of items and files.
pub const KATA: Words<'static> = Words {
    action: &|nama| {
        Some(match nama {
            "arsip.didaftarkan" => "Didaftarkan",
            "arsip.diberkaskan" => "Diberkaskan",
            "arsip.keamanan_diubah" => "Klasifikasi keamanan diubah",
            "arsip.pembaca_ditambah" => "Pembaca ditambahkan",
            "arsip.paket_diterima" => "Dimuat dari paket",
            "arsip.srikandi_dimuat" => "Dimuat dari SRIKANDI",
            "arsip.pindah_inaktif" => "Masa aktif berakhir",
            "arsip.berkas_dibuka" => "Berkas dibuka",
            "arsip.tutup" => "Berkas ditutup",
            "arsip.buka" => "Berkas dibuka kembali",
            "arsip.pindah" => "Dipindahkan ke inaktif",
            "arsip.ditahan" => "Ditahan",
            "arsip.penahanan_diangkat" => "Penahanan diangkat",
            "arsip.usul_dibuat" => "Masuk usul penyusutan",
            "arsip.usul_laksanakan" => "Usul dilaksanakan",
            _ => return None,
        })
    },
    column: &|nama| {
        Some(match nama {
            "status" => "Keadaan",
            "nomor" => "Nomor",
            "kode" => "Kode",
            "keamanan" => "Keamanan",
            "ditutup" => "Ditutup",
            "aktif_sampai" => "Aktif sampai",
            "inaktif_sampai" => "Inaktif sampai",
            "uraian" => "Uraian",
            _ => return None,
        })
    },
    value: &|_, _| None,
};
