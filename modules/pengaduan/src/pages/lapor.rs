//! The form of visitors.
use http::StatusCode;
use kernel::page::{self, Choice, ChoiceLayout, Form, Text, TextKind, Upload};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};

use super::{Rujukan, kendali, pilih_desa};
use crate::lampiran;
use crate::model::Sifat;

/// What a reporter chooses between.
fn pilihan_sifat() -> Vec<Choice<'static>> {
    vec![
        Choice::new(Sifat::Terbuka.kode(), "Petugas yang menangani boleh tahu siapa saya"),
        Choice::new(Sifat::Rahasia.kode(), "Rahasiakan identitas saya")
            .with_hint("Disimpan tersegel. Hanya koordinator dapat membukanya, dan setiap pembukaan dicatat."),
        Choice::new(Sifat::Anonim.kode(), "Anonim").with_hint(
            "Nama, surel, dan telepon tidak disimpan, walau Anda mengisinya. Ikuti laporan dengan tanda terima.",
        ),
    ]
}

/// What complaints are about and where: shared with the form of officers.
pub fn pokok(ctx: &Ctx, rujukan: &Rujukan, errors: &[page::FormError]) -> Markup {
    let form = ctx.form();
    let kategori = rujukan.pilihan_kategori();
    html! {
        (page::textarea(&kendali("uraian", "Apa yang terjadi?", "Ceritakan apa, kapan, dan akibatnya. Jangan tulis NIK atau nomor telepon di sini.", false, errors), form.get("uraian"), 8, None))
        (page::text_input(&kendali("judul", "Judul singkat", "Satu kalimat. Bila kosong, kami ambil dari uraian.", true, errors), form.get("judul"), &Text::default()))
        (page::select(&kendali("kategori", "Tentang apa?", "", false, errors), form.get("kategori"), &kategori, "Pilih pokok laporan"))
        (pilih_desa(&kendali("desa", "Di desa atau kelurahan mana?", "Ketik huruf awalnya untuk mencari dalam daftar.", false, errors), rujukan, form.get("desa")))
        (page::text_input(&kendali("patokan", "Patokan", "Misalnya: depan pasar, dekat jembatan gantung, RT 02.", true, errors), form.get("patokan"), &Text::default()))
        (page::date(&kendali("kejadian", "Kapan terjadi?", "Misalnya 20-11-2026. Kosongkan bila masih berlangsung.", true, errors), form.get("kejadian")))
        (page::upload(&kendali("berkas", "Foto atau berkas", "Tempat, waktu, dan jenis telepon dihapus dari foto sebelum dilihat petugas.", true, errors),
            &Upload { accept: lampiran::TERIMA, multiple: true, limits: lampiran::BATAS, max_bytes: Some(lampiran::UKURAN) }))
    }
}

/// Who reports: shared with the form of officers.
pub fn siapa(ctx: &Ctx, errors: &[page::FormError]) -> Markup {
    let form = ctx.form();
    let sifat = if form.get("sifat").is_empty() { Sifat::Terbuka.kode() } else { form.get("sifat") };
    let autocomplete = |kind, autocomplete| Text { kind, autocomplete, ..Text::default() };
    html! {
        (page::fieldset("Identitas pelapor", html! {
            (page::radios(&kendali("sifat", "Siapa yang boleh tahu?", "", false, errors), sifat, &pilihan_sifat(), ChoiceLayout::Stacked))
            (page::text_input(&kendali("nama", "Nama", "", true, errors), form.get("nama"), &autocomplete(TextKind::Plain, "name")))
            (page::text_input(&kendali("surel", "Alamat surel", "Kami hanya mengirim kabar laporan ini.", true, errors), form.get("surel"), &autocomplete(TextKind::Email, "email")))
            (page::text_input(&kendali("telepon", "Nomor telepon", "Bila petugas perlu bertanya.", true, errors), form.get("telepon"), &autocomplete(TextKind::Telephone, "tel")))
        }))
        (page::checkbox(&kendali("setuju_terbit", "Laporan ini boleh diterbitkan di situs", "Tanpa nama dan tanpa data pribadi, setelah diperiksa koordinator.", true, errors), form.get("setuju_terbit") == page::YES))
    }
}

/// The form; with what was typed when something is wrong.
pub fn form(ctx: &Ctx, status: StatusCode, rujukan: &Rujukan, salah: &[FieldError]) -> Result<Response> {
    let errors = super::salah(salah);
    let (csrf, kunci) = (ctx.csrf()?, ctx.new_form_key());
    let isi = page::column(html! {
        (page::error_summary(&errors))
        (page::heading("Pengaduan", "Sampaikan laporan", html! {}))
        p.govuk-body { "Tidak perlu akun. Setelah terkirim Anda mendapat nomor dan kata rahasia untuk mengikuti laporan." }
        p.govuk-body { "Bahaya yang mengancam jiwa? Telepon " strong { "112" } ". Pelanggaran oleh pegawai yang harus dirahasiakan? Pakai " a.govuk-link href="/wbs" { "Lapor pelanggaran" } "." }
        @if !salah.is_empty() && !ctx.form().files().is_empty() {
            (page::warning("Berkas belum tersimpan. Pilih lagi berkasnya sebelum mengirim."))
        }
        (page::form(&Form { action: "/pengaduan/lapor", csrf: &csrf, key: &kunci, multipart: true, ..Form::default() }, html! {
            (pokok(ctx, rujukan, &errors))
            (siapa(ctx, &errors))
            (ctx.challenge()?)
            (page::submit("Kirim laporan"))
        }))
        (page::details("Berapa lama laporan ditangani?", tenggat(ctx)?))
    });
    super::bingkai(ctx, status, "Sampaikan laporan", !errors.is_empty(), isi)
}

/// The deadlines of the regency, in words.
pub fn tenggat(ctx: &Ctx) -> Result<Markup> {
    let atur = crate::setelan::setelan(&ctx.app)?;
    let hari = |banyak: u32| format!("{banyak} hari kerja");
    Ok(html! {
        ul.govuk-list.govuk-list--bullet {
            li { "Diperiksa koordinator: " (hari(atur.verifikasi)) }
            li { "Jawaban pertama perangkat daerah: " (hari(atur.tindak_lanjut_awal)) }
            li { "Permintaan informasi selesai: " (hari(atur.permintaan_informasi)) }
            li { "Pengaduan tidak berkadar pengawasan selesai: " (hari(atur.tidak_berkadar_pengawasan)) }
            li { "Pengaduan berkadar pengawasan selesai: " (hari(atur.berkadar_pengawasan)) }
            @if atur.aspirasi > 0 { li { "Aspirasi ditanggapi: " (hari(atur.aspirasi)) } }
            li { "Ditutup sendiri bila pelapor tidak menanggapi hasil: " (hari(atur.tutup_otomatis)) }
        }
        p.govuk-body { "Bila terlambat, laporan naik ke Inspektorat, lalu ke Sekretaris Daerah." }
    })
}
