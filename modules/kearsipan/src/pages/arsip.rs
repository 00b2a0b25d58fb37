//! One item.
use kernel::audit::history::Entry;
use kernel::indonesia::kalimat::ukuran;
use kernel::indonesia::tanggal;
use kernel::page::{self, Attachment, Button, ButtonKind, Choice, Control, Fact, Link};
use kernel::port::Security;
use kernel::web::history::{self, Words};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};

use super::arsip_form::pilihan_keamanan;
use super::{Unit, bingkai, formulir, hari, href_pinjam, keadaan_arsip, salah, tab, tanda_arsip, teks};
use crate::alur::BERKAS;
use crate::hak::MINTA;
use crate::model::{Arsip, Berkas};
use crate::registers::label_akses;
use crate::rules::retensi::Nasib;
use crate::store::arsip::Pembaca;
use crate::store::jra::Kode;
use crate::store::pinjaman::Pinjaman;

/// What a page of an item shows beside it.
pub struct Isi {
    /// Its contents.
    pub berkas: Vec<crate::model::Isi>,
    /// The page of the record that it keeps, when the person may read that.
    pub naskah: Option<String>,
    /// What happened.
    pub riwayat: Vec<Entry>,
    /// Named readers with their names.
    pub pembaca: Vec<(String, Pembaca)>,
    /// Where its paper lies.
    pub lokasi: Option<String>,
    /// Its file, when the person may see it.
    pub wadah: Option<Berkas>,
    /// Its code, when the register has it.
    pub kode: Option<Kode>,
    /// Who has it now.
    pub pinjaman: Option<Pinjaman>,
    /// The person may change it.
    pub boleh_ubah: bool,
    /// Open files into which it may go.
    pub terbuka: Vec<Berkas>,
}

/// The page of an item.
pub fn satu(ctx: &Ctx, unit: &Unit, arsip: &Arsip, isi: &Isi, galat: &[FieldError]) -> Result<Response> {
    let galat = salah(galat);
    let acts = html! {
        @if isi.boleh_ubah { (page::button_link("Ubah keterangan", &format!("{}/ubah", arsip.href()), ButtonKind::Secondary)) }
        @if arsip.hidup() && !arsip.rahasia && ctx.actor.can(MINTA) && isi.pinjaman.is_none() {
            (page::button_link("Pinjam", &href_pinjam(ctx, "arsip", arsip.id), ButtonKind::Secondary))
        }
    };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Arsip", &arsip.judul, acts))
        (tab(ctx, "/arsip"))
        @if let Some(batal) = arsip.batal { (page::warning(&format!("Naskah ini dibatalkan pada {}. Arsipnya disimpan sebagai bukti.", tanggal::panjang(batal)))) }
        @if let Some(pinjam) = &isi.pinjaman { (dipinjam(pinjam)) }
        @if isi.boleh_ubah { @if let Some(teks) = kurang_tertutup(arsip, isi) { (page::inset(html! { (teks) })) } }
        (page::summary_list(&fakta(unit, arsip, isi)))
        (page::card("Isi", &[], html! {
            (daftar_isi(arsip, &isi.berkas))
            @if isi.boleh_ubah && arsip.subjek.is_none() {
                @let form = tambah(ctx, arsip, &galat)?;
                @if page::error_of(&galat, "isi").is_some() { (form) } @else { (page::details("Tambah isi", form)) }
            }
        }))
        @if !isi.terbuka.is_empty() {
            // What waits for a file is put into one here; what lies in a wrong one is the exception.
            @let form = berkaskan(ctx, arsip, &isi.terbuka, &galat)?;
            @if arsip.berkas.is_none() { (page::card("Berkaskan", &[], form)) }
            @else { (jarang("Pindahkan ke berkas lain", form, page::error_of(&galat, "berkas").is_some())) }
        }
        @if isi.boleh_ubah {
            @let salah = page::error_of(&galat, "keamanan").or(page::error_of(&galat, "alasan")).is_some();
            (jarang("Ubah klasifikasi keamanan", keamanan(ctx, arsip, &galat)?, salah))
        }
        @if !isi.pembaca.is_empty() || arsip.rahasia { (page::card("Yang boleh membaca", &[], pembaca(ctx, arsip, isi, &galat)?)) }
        (page::card("Riwayat", &[], history::view(&isi.riwayat, ctx.app.profile.zone(), &KATA)))
    };
    let status = if galat.is_empty() { 200 } else { 422 };
    bingkai(ctx, status, &arsip.judul, &[Link::new("Arsip", "/arsip")], !galat.is_empty(), body)
}

/// A form for what is rarely done: closed until somebody opens it, or something in it is wrong.
fn jarang(judul: &str, form: Markup, salah: bool) -> Markup {
    if salah { page::card(judul, &[], form) } else { page::details(judul, form) }
}

fn fakta<'a>(unit: &Unit, arsip: &'a Arsip, isi: &'a Isi) -> Vec<Fact<'a>> {
    let mut fakta = vec![
        Fact::new("Keadaan", tanda_arsip(arsip)),
        Fact::new("Nomor", html! { @if let Some(nomor) = &arsip.nomor { (nomor) } }),
        Fact::new("Jenis", html! { (arsip.jenis) }),
        Fact::new("Tanggal", hari(Some(arsip.tanggal))),
        Fact::new("Unit pengolah", html! { (unit.nama(arsip.unit)) }),
        Fact::new(
            "Kode klasifikasi",
            html! {
                @if let Some(kode) = &arsip.kode {
                    (kode)
                    @match &isi.kode {
                        Some(satu) => { " " (satu.uraian) },
                        None => { " " span.pudar { "(tidak ada dalam daftar)" } },
                    }
                }
            },
        ),
        Fact::new(
            "Berkas",
            html! {
                @match (&isi.wadah, arsip.berkas) {
                    (Some(wadah), _) => { a.govuk-link href=(wadah.href()) { (wadah.nomor) } " " (wadah.uraian) },
                    (None, Some(_)) => { "Disimpan dalam berkas unit pengolah" },
                    (None, None) => { "Belum masuk berkas" },
                }
            },
        ),
        Fact::new("Keamanan", html! { (arsip.keamanan.label()) }),
        Fact::new("Tingkat perkembangan", html! { (arsip.perkembangan) }),
        Fact::new("Media dan jumlah", html! { (arsip.media) ", " (arsip.jumlah) " " (arsip.satuan) }),
    ];
    if let Some(akses) = isi.kode.as_ref().and_then(|satu| satu.jra.akses.as_deref()) {
        fakta.push(Fact::new("Akses menurut kode", html! { (label_akses(akses)) }));
    }
    if let Some(lokasi) = &isi.lokasi {
        fakta.push(Fact::new("Lokasi", html! { (lokasi) }));
    }
    if let Some(tautan) = &isi.naskah {
        fakta.push(Fact::new("Naskah", html! { a.govuk-link href=(page::safe_href(tautan)) { "Buka naskah" } }));
    }
    fakta
}

/// What the list of codes says against the class that the item bears.
fn kurang_tertutup(arsip: &Arsip, isi: &Isi) -> Option<String> {
    let batas = isi.kode.as_ref()?.jra.keamanan().filter(|batas| arsip.keamanan < *batas)?;
    Some(format!(
        "Menurut daftar klasifikasi, arsip berkode ini paling rendah {}, sedangkan arsip ini {}. Periksa klasifikasi keamanannya.",
        batas.label(),
        arsip.keamanan.label()
    ))
}

/// Where what is not at its place is.
pub fn dipinjam(pinjam: &Pinjaman) -> Markup {
    page::inset(html! {
        "Sedang dipinjam, kembali paling lambat " (hari(Some(pinjam.sampai))) "."
        @if pinjam.terbuka { " " a.govuk-link href={ "/peminjaman_arsip/" (pinjam.id) } { "Lihat peminjaman" } }
    })
}

fn tambah(ctx: &Ctx, arsip: &Arsip, galat: &[page::FormError]) -> Result<Markup> {
    let control = Control {
        name: "isi",
        label: "Hasil pindai atau berkas",
        error: page::error_of(galat, "isi"),
        ..Control::default()
    };
    let isi = html! {
        (page::upload(&control, &page::Upload { multiple: true, ..page::Upload::default() }))
        (page::button(&Button { label: "Tambahkan", kind: ButtonKind::Secondary, ..Button::default() }))
    };
    formulir(ctx, &format!("{}/isi", arsip.href()), Some(arsip.version), true, isi)
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

fn berkaskan(ctx: &Ctx, arsip: &Arsip, terbuka: &[Berkas], galat: &[page::FormError]) -> Result<Markup> {
    let pilihan: Vec<Choice<'_>> = terbuka
        .iter()
        .map(|satu| Choice::new(satu.id.to_string(), format!("{} {}", satu.nomor, satu.uraian)))
        .collect();
    let control =
        Control { name: "berkas", label: "Berkas", error: page::error_of(galat, "berkas"), ..Control::default() };
    let isi = html! {
        (page::select(&control, ctx.form().get("berkas"), &pilihan, "Pilih …"))
        (page::button(&Button { label: "Masukkan ke berkas", kind: ButtonKind::Secondary, ..Button::default() }))
    };
    formulir(ctx, &format!("{}/berkas", arsip.href()), Some(arsip.version), false, isi)
}

fn keamanan(ctx: &Ctx, arsip: &Arsip, galat: &[page::FormError]) -> Result<Markup> {
    let kirim = ctx.form();
    let nilai = if kirim.has("keamanan") { kirim.get("keamanan") } else { arsip.keamanan.as_str() };
    let control = Control {
        name: "keamanan",
        label: "Klasifikasi keamanan",
        hint: "Arsip Rahasia dan Sangat Rahasia disegel dan hanya tampak bagi penanggung jawab dan pembaca yang disebutnya; izin membaca yang sudah diberikan berakhir.",
        error: page::error_of(galat, "keamanan"),
        ..Control::default()
    };
    let isi = html! {
        (page::select(&control, nilai, &pilihan_keamanan(), ""))
        (teks("alasan", "Alasan perubahan", kirim.get("alasan"), "", galat))
        (page::button(&Button { label: "Ubah klasifikasi", kind: ButtonKind::Secondary, ..Button::default() }))
    };
    formulir(ctx, &format!("{}/keamanan", arsip.href()), Some(arsip.version), false, isi)
}

/// Why somebody reads an item by name.
fn sebab(kode: &str) -> &str {
    match kode {
        "pemilik" => "penanggung jawab",
        "disebut pemilik" => "disebut penanggung jawab",
        "izin" => "izin unit penyimpan",
        lain => lain,
    }
}

fn pembaca(ctx: &Ctx, arsip: &Arsip, isi: &Isi, galat: &[page::FormError]) -> Result<Markup> {
    let pemilik = arsip.owner.is_some() && arsip.owner == ctx.actor.account() && arsip.hidup();
    let mut daftar = vec![];
    for (nama, satu) in &isi.pembaca {
        let cabut = if pemilik && satu.sebab == "disebut pemilik" {
            let tombol = Button { label: "Cabut", kind: ButtonKind::Text, about: nama, ..Button::default() };
            let tujuan = format!("{}/pembaca/{}/pencabutan", arsip.href(), satu.id);
            formulir(ctx, &tujuan, None, false, page::button(&tombol))?
        } else {
            html! {}
        };
        daftar.push(html! {
            li {
                (nama) span.pudar { " · " (sebab(&satu.sebab)) @if let Some(sampai) = satu.sampai { ", sampai " (hari(Some(sampai))) } }
                (cabut)
            }
        });
    }
    let tambah = if pemilik {
        let isi = html! {
            (teks("akun", "Nama pengguna", ctx.form().get("akun"), "Orang yang boleh membaca arsip ini", galat))
            (page::button(&Button { label: "Tambah pembaca", kind: ButtonKind::Secondary, ..Button::default() }))
        };
        formulir(ctx, &format!("{}/pembaca", arsip.href()), Some(arsip.version), false, isi)?
    } else {
        html! {}
    };
    Ok(html! { ul.govuk-list { @for satu in daftar { (satu) } } (tambah) })
}

/// The words of a history of items and files; actions are called as their modules call them.
pub const KATA: Words<'static> = Words {
    action: &|_| None,
    column: &|nama| {
        Some(match nama {
            "status" => "Keadaan",
            "nomor" => "Nomor",
            "judul" => "Judul",
            "jenis" => "Jenis",
            "tanggal" => "Tanggal",
            "kode" => "Kode",
            "keamanan" => "Keamanan",
            "perkembangan" => "Tingkat perkembangan",
            "media" => "Media",
            "jumlah" => "Jumlah",
            "satuan" => "Satuan",
            "batal" => "Naskah dibatalkan",
            "ditutup" => "Ditutup",
            "aktif_sampai" => "Aktif sampai",
            "inaktif_sampai" => "Inaktif sampai",
            "nasib_akhir" => "Nasib akhir",
            "uraian" => "Uraian",
            "saring_kata" => "Menampung judul dengan kata",
            "saring_jenis" => "Menampung jenis",
            "ditahan" => "Ditahan",
            _ => return None,
        })
    },
    value: &nilai,
};

/// The values of columns in words.
fn nilai(kolom: &str, nilai: &serde_json::Value) -> Option<String> {
    match (kolom, nilai) {
        // One database keeps truth as a number.
        ("ditahan", serde_json::Value::Bool(_) | serde_json::Value::Number(_)) => {
            let ya = nilai.as_bool().unwrap_or_else(|| nilai.as_i64() != Some(0));
            Some(if ya { "ya" } else { "tidak" }.to_owned())
        }
        ("keamanan", serde_json::Value::String(kode)) => Some(Security::parse(kode)?.label().to_owned()),
        ("nasib_akhir", serde_json::Value::String(kode)) => Some(Nasib::urai(kode)?.teks().to_owned()),
        ("status", serde_json::Value::String(kode)) => Some(match kode.as_str() {
            "belum" | "tersimpan" => keadaan_arsip(kode, true).to_owned(),
            kode => BERKAS.label(kode).to_owned(),
        }),
        ("tanggal" | "batal" | "ditutup" | "aktif_sampai" | "inaktif_sampai", serde_json::Value::String(teks)) => {
            Some(tanggal::panjang(tanggal::urai(teks).ok()?))
        }
        _ => None,
    }
}
