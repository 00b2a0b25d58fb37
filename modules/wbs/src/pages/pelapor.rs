//! What a reporter sees. Short sentences, no address, no name, nothing that runs in the browser.
use http::StatusCode;
use kernel::indonesia::kalimat;
use kernel::page::{self, ButtonKind, Choice, ChoiceLayout, Control, Form, Link, Text, Upload};
use kernel::web::Options;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use crate::model::{Identitas, JENIS, Laporan};
use crate::rules;

/// Who would receive a report.
pub struct Saluran {
    /// Reports are taken: there is a handler, and nothing is lost when one leaves.
    pub buka: bool,
    /// Accounts and names of those whom a report may concern: handlers, and who has their role.
    pub penangan: Vec<(Uuid, String)>,
    /// Accounts of those who would read it.
    pub aktif: Vec<Uuid>,
    /// There is a custodian, so an identity can be given.
    pub kustodian: bool,
}

impl Saluran {
    /// What is wrong when nobody would be left to read a report.
    pub fn tanpa_pembaca(&self, laporan: &Laporan) -> Option<FieldError> {
        let nama = self.penangan.iter().cloned().collect();
        let tersisa = self.aktif.iter().any(|akun| !crate::terima::is_terkait(laporan, *akun, &nama));
        (!tersisa).then(|| {
            FieldError::new(
                "kecuali",
                "Tidak ada penangan yang tersisa untuk membaca laporan ini, karena semuanya ditandai atau disebut namanya. Pakai saluran lain, misalnya Ombudsman atau KPK",
            )
        })
    }
}

/// What was typed.
#[derive(Default)]
pub struct Isian {
    /// The report.
    pub laporan: Option<Laporan>,
    /// Who.
    pub identitas: Identitas,
}

pub(super) fn bingkai(ctx: &Ctx, status: StatusCode, judul: &str, salah: bool, isi: Markup) -> Result<Response> {
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
        p.govuk-body { a.govuk-link href="/wbs/angka" { "Laporan dalam angka" } }
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
            li { "Dari gambar, PDF, dan dokumen kantor dibuat salinan tanpa nama penulis, tempat, waktu, dan perangkat. Penangan memakai salinan itu; berkas asli tersimpan tersegel sebagai bukti." }
            li { "Dokumen kantor yang tidak dapat dibersihkan ditolak. Berkas lain yang tidak dapat dibersihkan baru dikirim setelah Anda menyetujuinya." }
            li { "Penangan yang Anda tandai, atau yang namanya Anda tulis, tidak dapat membuka laporan dan tidak tahu bahwa laporan itu ada." }
            li { "Laporan yang selesai dihapus setelah " (simpan_bulan) " bulan." }
        }
        h2.govuk-heading-m { "Yang tidak dapat kami cegah" }
        ul.govuk-list.govuk-list--bullet {
            li { strong { "Komputer atau telepon kantor. " } "Pengelolanya dapat melihat layar, ketikan, dan riwayat Anda." }
            li { strong { "Jaringan kantor atau operator. " } "Mereka melihat bahwa Anda membuka situs ini dan kapan, walau tidak melihat isinya." }
            li { strong { "Perantara di depan server ini. " } "Bila pemerintah daerah memasang perantara (proxy, WAF) yang membuka enkripsi, perantara itu dapat melihat semua yang Anda kirim, kode Anda, dan alamat Anda." }
            li { strong { "Orang yang mengubah program di server. " } "Ia dapat membaca laporan yang masuk sesudahnya." }
            li { strong { "Isi cerita Anda. " } "Gaya menulis dan hal yang hanya sedikit orang tahu dapat menunjuk Anda." }
            li { strong { "Suara dan video. " } "Nama, tempat, dan perangkat di dalamnya tidak kami hapus, begitu juga wajah, suara, dan tulisan di dalam berkas apa pun." }
            li { strong { "Yang tertinggal di perangkat Anda. " } "Berkas yang Anda lampirkan tetap ada di sana. Jangan menyalin kode ke papan klip atau ke catatan yang ikut tersimpan di awan." }
            li { strong { "Riwayat peramban dan tombol kembali. " } "Alamat halaman ini masuk riwayat; kode dan isi laporan tidak. Pakai jendela pribadi dan tutup jendelanya setelah selesai." }
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

pub(super) fn kendali<'a>(name: &'a str, label: &'a str, hint: &'a str, errors: &'a [page::FormError]) -> Control<'a> {
    Control { name, label, hint, error: page::error_of(errors, name), ..Control::default() }
}

/// Text fields that the browser must not remember.
pub(super) const LUPA: Text<'static> = Text {
    kind: page::TextKind::Plain,
    width: page::Width::Full,
    autocomplete: "off",
    prefix: "",
    suffix: "",
    max_length: None,
    suggestions: &[],
    read_only: false,
};

pub(super) fn unggah(dipilih: &[&str], errors: &[page::FormError]) -> Markup {
    let control = Control { optional: true, ..kendali("berkas", "Berkas", "", errors) };
    let batas = format!(
        "Gambar, PDF, dokumen, suara, atau video. Paling banyak {} berkas, bersama-sama {}. Gambar, PDF, dan dokumen dibersihkan dari nama penulis, tempat, waktu, dan perangkat. Suara dan video tidak dapat dibersihkan.",
        rules::BERKAS,
        kalimat::ukuran(rules::BERKAS_BITA)
    );
    let pilihan = [Choice::new("ya", "Kirim juga berkas yang tidak dapat dibersihkan, apa adanya")];
    let setuju = Control {
        optional: true,
        ..kendali(
            "apa_adanya",
            "Bila berkas tidak dapat dibersihkan",
            "Centang hanya bila Anda tidak keberatan nama berkasnya, dan nama, tempat, atau perangkat di dalamnya, dibaca penangan.",
            &[],
        )
    };
    html! {
        (page::upload(&control, &Upload { multiple: true, limits: &batas, max_bytes: None, accept: "" }))
        (page::checkboxes(&setuju, dipilih, &pilihan, ChoiceLayout::Small))
    }
}

/// What was said of files that cannot be cleaned, while a form comes back.
pub(super) fn apa_adanya(ctx: &Ctx) -> Vec<&str> {
    ctx.form().all("apa_adanya").collect()
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
            (page::checkboxes(&Control { optional: true, ..kendali("kecuali", "Penangan yang terkait dengan laporan ini", "Yang Anda tandai, dan yang namanya lengkap Anda tulis di mana pun di atas, tidak dapat membuka laporan ini dan tidak tahu bahwa laporan ini ada.", &errors) }, &kecuali, &penangan, ChoiceLayout::Small))
            (unggah(&apa_adanya(ctx), &errors))
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
