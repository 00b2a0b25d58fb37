//! What a reporter sees. Short sentences, no address, no name, nothing that runs in the browser.
use http::StatusCode;
use kernel::indonesia::kalimat;
use kernel::page::{self, ButtonKind, Choice, ChoiceLayout, Control, Fact, Form, Link, Text, Upload};
use kernel::web::Options;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{alinea, hari};
use crate::model::{Butir, Identitas, JENIS, Kepala, Laporan, Terbaca};
use crate::rules;

/// Who would receive a report.
pub struct Saluran {
    /// Reports are taken: there is a handler, and nothing is lost when one leaves.
    pub buka: bool,
    /// Accounts and names of the handlers.
    pub penangan: Vec<(Uuid, String)>,
    /// There is a custodian, so an identity can be given.
    pub kustodian: bool,
}

/// What was typed.
#[derive(Default)]
pub struct Isian {
    /// The report.
    pub laporan: Option<Laporan>,
    /// Who.
    pub identitas: Identitas,
}

fn bingkai(ctx: &Ctx, status: StatusCode, judul: &str, salah: bool, isi: Markup) -> Result<Response> {
    let mut breadcrumbs = vec![Link::new("Beranda", "/")];
    if ctx.uri_path() != "/wbs" {
        breadcrumbs.push(Link::new("Lapor pelanggaran", "/wbs"));
    }
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors: salah, refresh: None }, isi)
}

/// The first page.
pub fn awal(ctx: &Ctx, saluran: &Saluran) -> Result<Response> {
    let isi = html! {
        (page::heading("Whistle Blowing System", "Laporkan pelanggaran pegawai atau pejabat", html! {}))
        p.govuk-body-l { "Anda tidak perlu masuk dan tidak perlu menyebut nama. Laporan dibaca oleh aparat pengawasan intern, bukan oleh pengelola sistem." }
        @if saluran.buka {
            (page::buttons(html! {
                (page::button_link("Buat laporan", "/wbs/lapor", ButtonKind::Primary))
                (page::button_link("Lihat laporan saya", "/wbs/lacak", ButtonKind::Secondary))
            }))
        } @else {
            (page::warning("Saluran ini belum menerima laporan: kunci penerimanya belum siap. Pakai saluran lain, misalnya Inspektorat, Ombudsman, atau KPK."))
        }
        h2.govuk-heading-m { "Sebelum melapor" }
        ul.govuk-list.govuk-list--bullet {
            li { "Jangan memakai komputer, telepon, atau jaringan kantor. " a.govuk-link href="/wbs/aman" { "Apa yang aman dan apa yang tidak" } }
            li { "Siapkan kertas: setelah mengirim Anda menerima kode 20 angka, satu kali saja." }
            li { "Tulis apa yang Anda lihat atau ketahui sendiri. Hal yang hanya Anda yang tahu dapat membuka siapa Anda." }
        }
        h2.govuk-heading-m { "Yang dapat dilaporkan" }
        ul.govuk-list.govuk-list--bullet { @for (_, label) in JENIS { li { (label) } } }
        p.govuk-body { "Keluhan tentang layanan bukan untuk saluran ini." }
        h2.govuk-heading-m { "Yang terjadi dengan laporan Anda" }
        ol.govuk-list.govuk-list--number {
            li { "Laporan disegel untuk penangan. Penangan yang Anda sebut terkait tidak dapat membukanya." }
            li { "Laporan ditelaah dalam " (rules::AWAL) " hari kerja, lalu diperiksa." }
            li { "Dengan kode, Anda membaca kabar dan menjawab pertanyaan tanpa diketahui siapa Anda." }
        }
    };
    bingkai(ctx, StatusCode::OK, "Lapor pelanggaran", false, isi)
}

/// What is safe and what is not.
pub fn aman(ctx: &Ctx, simpan_bulan: u32) -> Result<Response> {
    let isi = html! {
        (page::heading("Lapor pelanggaran", "Apa yang aman dan apa yang tidak", html! {}))
        h2.govuk-heading-m { "Yang kami lakukan" }
        ul.govuk-list.govuk-list--bullet {
            li { "Isi laporan, pesan, berkas, dan nama berkas disegel sebelum disimpan. Yang membukanya hanya kode Anda dan kunci para penangan." }
            li { "Pengelola server, pemilik cadangan, dan penemu cakram tidak dapat membacanya." }
            li { "Alamat internet, jenis peramban, dan jam kunjungan Anda tidak dicatat. Yang disimpan hanya tanggalnya." }
            li { "Halaman ini tidak memasang kuki dan tidak menjalankan program di peramban Anda." }
            li { "Dari foto JPEG dan PNG dibuat salinan tanpa tempat, waktu, dan jenis kamera. Foto asli tersimpan tersegel sebagai bukti." }
            li { "Laporan yang selesai dihapus setelah " (simpan_bulan) " bulan." }
        }
        h2.govuk-heading-m { "Yang tidak dapat kami cegah" }
        ul.govuk-list.govuk-list--bullet {
            li { strong { "Komputer atau telepon kantor. " } "Pengelolanya dapat melihat layar, ketikan, dan riwayat Anda." }
            li { strong { "Jaringan kantor atau operator. " } "Mereka melihat bahwa Anda membuka situs ini dan kapan, walau tidak melihat isinya." }
            li { strong { "Perantara di depan server ini. " } "Bila pemerintah daerah memasang perantara (proxy, WAF) yang membuka enkripsi, perantara itu dapat melihat semua yang Anda kirim, kode Anda, dan alamat Anda." }
            li { strong { "Orang yang mengubah program di server. " } "Ia dapat membaca laporan yang masuk sesudahnya." }
            li { strong { "Isi cerita Anda. " } "Gaya menulis dan hal yang hanya sedikit orang tahu dapat menunjuk Anda." }
            li { strong { "Dokumen, suara, dan video. " } "Nama penulis dan tempat di dalamnya tidak kami hapus. Potret layar atau ketik ulang bila ragu." }
            li { strong { "Riwayat peramban. " } "Pakai jendela pribadi dan tutup setelah selesai." }
        }
        h2.govuk-heading-m { "Cara yang lebih aman" }
        ol.govuk-list.govuk-list--number {
            li { "Pakai perangkat milik sendiri dan jaringan yang bukan jaringan kantor." }
            li { "Pakai Tor Browser bila Anda tidak ingin terlihat membuka situs ini. Semua halaman berjalan pada tingkat keamanan tertinggi." }
            li { "Simpan kode di kertas, jangan difoto dan jangan dikirim kepada siapa pun." }
        }
        p.govuk-body { "Kami menyebutnya rahasia, bukan anonim: tanpa Tor, keberadaan kunjungan Anda terlihat di jaringan yang Anda pakai." }
        (page::button_link("Buat laporan", "/wbs/lapor", ButtonKind::Primary))
    };
    bingkai(ctx, StatusCode::OK, "Apa yang aman dan apa yang tidak", false, isi)
}

fn kendali<'a>(name: &'a str, label: &'a str, hint: &'a str, errors: &'a [page::FormError]) -> Control<'a> {
    Control { name, label, hint, error: page::error_of(errors, name), ..Control::default() }
}

/// Text fields that the browser must not remember.
const LUPA: Text<'static> = Text {
    kind: page::TextKind::Plain,
    width: page::Width::Full,
    autocomplete: "off",
    prefix: "",
    suffix: "",
    max_length: None,
    suggestions: &[],
    read_only: false,
};

fn unggah(errors: &[page::FormError]) -> Markup {
    let control = Control { optional: true, ..kendali("berkas", "Berkas", "", errors) };
    let batas = format!(
        "Gambar, PDF, dokumen, suara, atau video. Paling banyak {} berkas, bersama-sama {}. Hanya foto JPEG dan PNG yang dibersihkan dari tempat, waktu, dan kamera.",
        rules::BERKAS,
        kalimat::ukuran(rules::BERKAS_BITA)
    );
    page::upload(&control, &Upload { multiple: true, limits: &batas, max_bytes: None, accept: "" })
}

/// The form of a report.
pub fn form(
    ctx: &Ctx,
    status: StatusCode,
    saluran: &Saluran,
    resi: &str,
    isian: &Isian,
    salah: &[FieldError],
) -> Result<Response> {
    if !saluran.buka {
        return awal(ctx, saluran);
    }
    let errors = super::salah(salah);
    let csrf = ctx.csrf()?;
    let kosong = Laporan {
        jenis: vec![],
        judul: String::new(),
        uraian: String::new(),
        waktu: String::new(),
        tempat: String::new(),
        pelaku: String::new(),
        kecuali: vec![],
        beridentitas: false,
    };
    let laporan = isian.laporan.as_ref().unwrap_or(&kosong);
    let jenis: Vec<Choice<'_>> = JENIS.iter().map(|(kunci, label)| Choice::new(*kunci, *label)).collect();
    let dipilih: Vec<&str> = laporan.jenis.iter().map(String::as_str).collect();
    let penangan: Vec<Choice<'_>> =
        saluran.penangan.iter().map(|(id, nama)| Choice::new(id.to_string(), nama.as_str())).collect();
    let kecuali: Vec<String> = laporan.kecuali.iter().map(Uuid::to_string).collect();
    let kecuali: Vec<&str> = kecuali.iter().map(String::as_str).collect();
    let bebas = |control: Control<'static>| Control { optional: true, ..control };
    let medan = |name: &'static str, label: &'static str, hint: &'static str| Control {
        name,
        label,
        hint,
        ..Control::default()
    };
    let isi = html! {
        (page::error_summary(&errors))
        (page::heading("Lapor pelanggaran", "Buat laporan", html! {}))
        p.govuk-body { "Belum membaca " a.govuk-link href="/wbs/aman" { "apa yang aman dan apa yang tidak" } "? Baca dahulu." }
        (page::form(&Form { action: "/wbs/lapor", csrf: &csrf, multipart: true, ..Form::default() }, html! {
            (page::hidden("resi", resi))
            (page::checkboxes(&kendali("jenis", "Jenis pelanggaran", "Pilih semua yang cocok.", &errors), &dipilih, &jenis, ChoiceLayout::Small))
            (page::text_input(&kendali("judul", "Pokok laporan", "Satu kalimat.", &errors), &laporan.judul, &LUPA))
            (page::textarea(&kendali("uraian", "Apa yang terjadi", "Apa, bagaimana, dan dari mana Anda tahu.", &errors), &laporan.uraian, 10, None))
            (page::text_input(&Control { error: page::error_of(&errors, "waktu"), ..bebas(medan("waktu", "Kapan", "Perkiraan boleh.")) }, &laporan.waktu, &LUPA))
            (page::text_input(&Control { error: page::error_of(&errors, "tempat"), ..bebas(medan("tempat", "Di mana", "")) }, &laporan.tempat, &LUPA))
            (page::textarea(&Control { error: page::error_of(&errors, "pelaku"), ..bebas(medan("pelaku", "Siapa yang melakukan", "Nama, jabatan, atau unit kerja.")) }, &laporan.pelaku, 3, None))
            (page::checkboxes(&Control { optional: true, ..kendali("kecuali", "Penangan yang terkait dengan laporan ini", "Yang Anda tandai tidak dapat membuka laporan ini dan tidak tahu bahwa laporan ini ada.", &errors) }, &kecuali, &penangan, ChoiceLayout::Small))
            (unggah(&errors))
            @if saluran.kustodian {
                (page::fieldset("Identitas Anda", html! {
                    p.govuk-body { "Tidak wajib. Bila diisi, identitas disegel terpisah. Penangan baru dapat melihatnya setelah kustodian mengizinkan dengan alasan tertulis." }
                    (page::text_input(&Control { error: page::error_of(&errors, "nama"), ..bebas(medan("nama", "Nama", "")) }, &isian.identitas.nama, &LUPA))
                    (page::text_input(&Control { error: page::error_of(&errors, "kontak"), ..bebas(medan("kontak", "Cara menghubungi Anda", "")) }, &isian.identitas.kontak, &LUPA))
                }))
            }
            p.govuk-body { "Mengirim memakan beberapa detik. Jangan tutup halaman sebelum kode tampil." }
            (page::submit("Kirim laporan"))
        }))
    };
    bingkai(ctx, status, "Buat laporan", !errors.is_empty(), isi)
}

/// The code, shown once.
pub fn resi(ctx: &Ctx, kode: &str) -> Result<Response> {
    let tampil = crate::sandi::kode_tampil(kode);
    let isi = html! {
        (page::panel("Laporan diterima", html! { "Kode Anda" br; strong { (tampil.as_str()) } }))
        (page::warning("Tulis kode ini di kertas sekarang. Kode tidak ditampilkan lagi dan tidak dapat diganti."))
        p.govuk-body { "Siapa pun yang memegang kode ini dapat membaca laporan Anda dan berbicara atas nama Anda. Tanpa kode, tidak ada yang dapat, juga kami." }
        h2.govuk-heading-m { "Selanjutnya" }
        ul.govuk-list.govuk-list--bullet {
            li { "Buka " a.govuk-link href="/wbs/lacak" { "Lihat laporan saya" } " beberapa hari lagi. Penangan mungkin bertanya." }
            li { "Tutup jendela peramban ini setelah kode tersalin, supaya tombol kembali tidak menampilkannya." }
        }
    };
    bingkai(ctx, StatusCode::OK, "Laporan diterima", false, isi)
}

/// The page that asks for the code.
pub fn lacak(ctx: &Ctx, status: StatusCode, kode: &str, salah: &[FieldError]) -> Result<Response> {
    let errors = super::salah(salah);
    let csrf = ctx.csrf()?;
    let isi = html! {
        (page::error_summary(&errors))
        (page::heading("Lapor pelanggaran", "Lihat laporan saya", html! {}))
        (page::form(&Form { action: "/wbs/lacak", csrf: &csrf, ..Form::default() }, html! {
            (page::text_input(&kendali("kode", "Kode laporan", "20 angka dari tanda terima. Spasi boleh ditulis atau tidak.", &errors), kode, &Text { kind: page::TextKind::Digits, ..LUPA }))
            p.govuk-body { "Membuka laporan memakan beberapa detik." }
            (page::submit("Buka laporan"))
        }))
        (page::details("Kode hilang?", html! {
            p.govuk-body { "Kode tidak dapat dipulihkan. Anda dapat membuat laporan baru dan menyebut bahwa ini lanjutan laporan sebelumnya." }
        }))
    };
    bingkai(ctx, status, "Lihat laporan saya", !errors.is_empty(), isi)
}

/// The room of a report.
pub struct Ruang<'a> {
    /// What its forms carry.
    pub token: &'a str,
    /// What the database knows.
    pub kepala: &'a Kepala,
    /// Its rows.
    pub isi: &'a [Terbaca],
    /// What was just done; empty for nothing.
    pub kabar: &'a str,
    /// What was typed.
    pub pesan: &'a str,
}

fn satu(baris: &Terbaca) -> Result<Markup> {
    let (dari, isi) = match baris.butir {
        Butir::PesanPenangan => ("Penangan", alinea(&baris.teks())),
        Butir::PesanPelapor => ("Anda", alinea(&baris.teks())),
        Butir::Laporan => {
            let laporan: Laporan = serde_json::from_slice(&baris.isi)?;
            ("Anda", html! { p.govuk-body { strong { (laporan.judul) } } (alinea(&laporan.uraian)) })
        }
        Butir::Berkas => {
            let berkas = crate::store::berkas::uraian(baris)?;
            let catatan = if berkas.bersih { ", dibersihkan dari tempat, waktu, dan kamera" } else { "" };
            (
                "Anda",
                html! { p.govuk-body { "Berkas " (berkas.nama) " (" (kalimat::ukuran(berkas.ukuran)) (catatan) ")" } },
            )
        }
        Butir::Catatan | Butir::BerkasAsli | Butir::Identitas => return Ok(html! {}),
    };
    Ok(page::card(&format!("{dari}, {}", kernel::indonesia::tanggal::panjang(baris.hari)), &[], isi))
}

/// Status and dialogue.
pub fn ruang(ctx: &Ctx, status: StatusCode, ruang: &Ruang<'_>, salah: &[FieldError]) -> Result<Response> {
    let errors = super::salah(salah);
    let csrf = ctx.csrf()?;
    let kunci = if salah.is_empty() { Uuid::new_v4().to_string() } else { ctx.form().get("_kunci").to_owned() };
    let percakapan = ruang.isi.iter().map(satu).collect::<Result<Vec<_>>>()?;
    let tombol = |aksi: &'static str, label: &'static str| {
        page::form(
            &Form { action: "/wbs/ruang", csrf: &csrf, ..Form::default() },
            html! {
                (page::hidden("ruang", ruang.token)) (page::hidden("aksi", aksi))
                (page::button(&page::Button { label, kind: ButtonKind::Secondary, ..page::Button::default() }))
            },
        )
    };
    let isi = html! {
        (page::error_summary(&errors))
        (page::heading("Lapor pelanggaran", "Laporan Anda", html! {}))
        @if !ruang.kabar.is_empty() { (page::inset(html! { (ruang.kabar) })) }
        (page::summary_list(&[
            Fact::new("Nomor", html! { (ruang.kepala.nomor) }),
            Fact::new("Diterima", hari(ruang.kepala.hari)),
            Fact::new("Status", super::tanda(&ruang.kepala.status)),
        ]))
        h2.govuk-heading-m { "Percakapan" }
        @for each in &percakapan { (each) }
        (page::form(&Form { action: "/wbs/ruang", csrf: &csrf, key: &kunci, multipart: true, ..Form::default() }, html! {
            (page::hidden("ruang", ruang.token))
            (page::textarea(&kendali("pesan", "Pesan untuk penangan", "", &errors), ruang.pesan, 5, None))
            (unggah(&errors))
            (page::submit("Kirim pesan"))
        }))
        h2.govuk-heading-m { "Selesai membaca?" }
        p.govuk-body { "Tutup ruang ini, lalu tutup jendela peramban. Ruang tertutup sendiri setelah 30 menit." }
        (page::buttons(html! { (tombol("tutup", "Tutup ruang")) (tombol("muat", "Muat ulang")) }))
    };
    bingkai(ctx, status, "Laporan Anda", !errors.is_empty(), isi)
}

/// The room was closed.
pub fn selesai(ctx: &Ctx) -> Result<Response> {
    let isi = html! {
        (page::heading("Lapor pelanggaran", "Ruang laporan sudah ditutup", html! {}))
        p.govuk-body-l { "Sekarang tutup jendela peramban ini, supaya tombol kembali tidak menampilkan halaman sebelumnya." }
        p.govuk-body { a.govuk-link href="/wbs/lacak" { "Buka lagi dengan kode" } }
    };
    bingkai(ctx, StatusCode::OK, "Ruang ditutup", false, isi)
}
