//! The form of one act of an officer.
use kernel::page::{self, ButtonKind, Choice, ChoiceLayout, Form, Text, Upload};
use kernel::{Ctx, Result};
use maud::{Markup, html};

use super::kendali;
use super::satu::Bahan;
use crate::lampiran;
use crate::model::Klasifikasi;
use crate::rules::alur::Tindakan;
use crate::rules::{isian, samar};
use crate::tindak::petugas;

/// What an act is called on its button.
pub fn ajakan(tindakan: Tindakan) -> &'static str {
    match tindakan {
        Tindakan::MintaKelengkapan => "Minta kelengkapan",
        Tindakan::Tolak => "Tolak",
        Tindakan::Disposisi => "Verifikasi dan teruskan",
        Tindakan::Teruskan => "Teruskan ke perangkat daerah lain",
        Tindakan::Kembalikan => "Kembalikan, bukan kewenangan kami",
        Tindakan::Jawab => "Jawab",
        Tindakan::Selesaikan => "Laporkan hasil",
        Tindakan::Gabung => "Gabungkan",
        Tindakan::Arahan => "Beri arahan",
        Tindakan::Kabulkan => "Kabulkan keberatan",
        Tindakan::TolakKeberatan => "Tolak keberatan",
        Tindakan::Catatan => "Tulis catatan",
        Tindakan::Tugaskan => "Tunjuk petugas",
        Tindakan::Terbitkan => "Terbitkan",
        Tindakan::Tarik => "Tarik dari publik",
        Tindakan::BukaIdentitas => "Buka identitas pelapor",
        Tindakan::Terima
        | Tindakan::Tambah
        | Tindakan::Setuju
        | Tindakan::BukaLagi
        | Tindakan::Keberatan
        | Tindakan::TutupOtomatis
        | Tindakan::TidakLengkap
        | Tindakan::Eskalasi => tindakan.label(),
    }
}

/// Label and hint of the text of an act.
fn teks(tindakan: Tindakan) -> (&'static str, &'static str) {
    match tindakan {
        Tindakan::MintaKelengkapan => ("Apa yang harus dilengkapi?", "Dibaca pelapor."),
        Tindakan::Tolak => ("Alasan", "Dibaca pelapor. Sebutkan ke mana ia dapat pergi."),
        Tindakan::Disposisi | Tindakan::Teruskan => ("Petunjuk untuk perangkat daerah", "Tidak dibaca umum."),
        Tindakan::Kembalikan => ("Mengapa bukan kewenangan Anda?", "Dibaca koordinator."),
        Tindakan::Jawab => {
            ("Jawaban untuk pelapor", "Dibaca pelapor, dan umum bila laporan diterbitkan. Jangan tulis data pribadi.")
        }
        Tindakan::Selesaikan => ("Apa yang sudah dikerjakan?", "Dibaca pelapor, dan umum bila laporan diterbitkan."),
        Tindakan::Kabulkan | Tindakan::TolakKeberatan => ("Pertimbangan", "Dibaca pelapor."),
        Tindakan::BukaIdentitas => ("Untuk apa identitas dibuka?", "Dicatat dalam riwayat laporan."),
        Tindakan::Arahan => ("Arahan", "Dibaca petugas."),
        Tindakan::Catatan
        | Tindakan::Gabung
        | Tindakan::Tugaskan
        | Tindakan::Terbitkan
        | Tindakan::Tarik
        | Tindakan::Terima
        | Tindakan::Tambah
        | Tindakan::Setuju
        | Tindakan::BukaLagi
        | Tindakan::Keberatan
        | Tindakan::TutupOtomatis
        | Tindakan::TidakLengkap
        | Tindakan::Eskalasi => ("Catatan", "Hanya dibaca petugas."),
    }
}

/// Texts to begin from, each behind a link that fills it in.
fn templat(bahan: &Bahan<'_>, tindakan: Tindakan) -> Markup {
    let alamat = |nomor: usize| {
        format!("{}?tindakan={}&templat={nomor}#tindakan", crate::model::href(bahan.kini.id), tindakan.kode())
    };
    html! {
        @if !bahan.templat.is_empty() {
            (page::details("Pakai templat", html! {
                @for (nomor, (judul, isi)) in bahan.templat.iter().enumerate() {
                    p.govuk-body { a.govuk-link href=(alamat(nomor)) { (judul) } br; (isi) }
                }
            }))
        }
    }
}

/// What was typed, or what a link asked to begin with.
fn mula<'a>(ctx: &'a Ctx, name: &str, bawaan: &'a str) -> &'a str {
    if ctx.form().has(name) { ctx.form().get(name) } else { bawaan }
}

fn medan(ctx: &Ctx, bahan: &Bahan<'_>, tindakan: Tindakan, errors: &[page::FormError]) -> Markup {
    let kini = bahan.kini;
    let usul = bahan.rujukan.kategori.iter().find(|satu| Some(&satu.kode) == kini.kategori.as_ref());
    let usul = usul.and_then(|satu| satu.unit).map(|unit| unit.to_string()).unwrap_or_default();
    match tindakan {
        Tindakan::Disposisi => {
            let kelas: Vec<Choice<'_>> =
                Klasifikasi::SEMUA.iter().map(|satu| Choice::new(satu.kode(), satu.label())).collect();
            html! {
                (page::radios(&kendali("klasifikasi", "Klasifikasi", "Menentukan tenggat.", false, errors), mula(ctx, "klasifikasi", kini.klasifikasi.map_or("", Klasifikasi::kode)), &kelas, ChoiceLayout::Stacked))
                (page::select(&kendali("kategori", "Pokok", "", false, errors), mula(ctx, "kategori", kini.kategori.as_deref().unwrap_or_default()), &bahan.rujukan.pilihan_kategori(), "Pilih pokok"))
                (page::select(&kendali("unit", "Teruskan ke", "", false, errors), mula(ctx, "unit", &usul), &bahan.rujukan.pilihan_unit(), "Pilih perangkat daerah"))
            }
        }
        Tindakan::Teruskan => html! {
            (page::select(&kendali("unit", "Teruskan ke", "", false, errors), mula(ctx, "unit", ""), &bahan.rujukan.pilihan_unit(), "Pilih perangkat daerah"))
        },
        Tindakan::Tugaskan => {
            let calon: Vec<Choice<'_>> = bahan
                .calon
                .iter()
                .filter_map(|akun| Some(Choice::new(akun.to_string(), bahan.nama.get(akun)?.as_str())))
                .collect();
            html! { (page::select(&kendali("petugas", "Petugas", "", false, errors), mula(ctx, "petugas", ""), &calon, "Pilih petugas")) }
        }
        Tindakan::Gabung => html! {
            (page::text_input(&kendali("induk", "Nomor laporan yang dilanjutkan", "Pelapor laporan ini ikut dikabari tentang laporan itu.", false, errors), mula(ctx, "induk", ctx.query("induk")), &Text::default()))
        },
        Tindakan::Terbitkan => terbit(ctx, bahan, errors),
        Tindakan::Jawab | Tindakan::Selesaikan => html! {
            (templat(bahan, tindakan))
            (page::upload(&kendali("berkas", "Bukti", "", true, errors), &Upload { accept: lampiran::TERIMA, multiple: true, limits: lampiran::BATAS, max_bytes: Some(lampiran::UKURAN) }))
            @if tindakan == Tindakan::Selesaikan {
                (page::text_input(&kendali("tanpa_bukti", "Bila tanpa bukti, mengapa?", "", true, errors), ctx.form().get("tanpa_bukti"), &Text::default()))
            }
        },
        Tindakan::MintaKelengkapan | Tindakan::Tolak => html! {
            (templat(bahan, tindakan))
        },
        Tindakan::Kembalikan
        | Tindakan::Arahan
        | Tindakan::Kabulkan
        | Tindakan::TolakKeberatan
        | Tindakan::Catatan
        | Tindakan::Tarik
        | Tindakan::BukaIdentitas
        | Tindakan::Terima
        | Tindakan::Tambah
        | Tindakan::Setuju
        | Tindakan::BukaLagi
        | Tindakan::Keberatan
        | Tindakan::TutupOtomatis
        | Tindakan::TidakLengkap
        | Tindakan::Eskalasi => html! {},
    }
}

fn terbit(ctx: &Ctx, bahan: &Bahan<'_>, errors: &[page::FormError]) -> Markup {
    let kini = bahan.kini;
    let nama = bahan.samar.as_deref();
    let judul = kini.judul_publik.clone().unwrap_or_else(|| samar::samarkan(&kini.judul, nama));
    let uraian = kini.uraian_publik.clone().unwrap_or_else(|| samar::samarkan(&kini.uraian, nama));
    let foto: Vec<Choice<'_>> = bahan
        .berkas
        .iter()
        .filter(|satu| satu.tampil())
        .map(|satu| Choice::new(satu.id.to_string(), satu.nama.as_str()))
        .collect();
    let terbit: Vec<String> = bahan.berkas.iter().filter(|satu| satu.terbit).map(|satu| satu.id.to_string()).collect();
    let dikirim = ctx.form().has("uraian_publik");
    let dipilih: Vec<&str> =
        if dikirim { ctx.form().all("terbit").collect() } else { terbit.iter().map(String::as_str).collect() };
    let langkah: Vec<(String, String, &str)> = bahan
        .langkah
        .iter()
        .filter(|satu| petugas::disunting(satu))
        .map(|satu| {
            let judul = Tindakan::urai(&satu.tindakan).map_or("Langkah", Tindakan::label);
            let label = format!("{judul} untuk umum");
            (petugas::medan_langkah(satu.id), label, satu.teks_publik.as_deref().unwrap_or_default())
        })
        .collect();
    html! {
        p.govuk-body { "Nama, nomor, dan alamat yang dikenali sudah disamarkan. Baca dan hapus yang masih menunjuk kepada seseorang." }
        (page::text_input(&kendali("judul_publik", "Judul untuk umum", "", false, errors), mula(ctx, "judul_publik", &isian::potong(&judul, isian::JUDUL)), &Text::default()))
        (page::textarea(&kendali("uraian_publik", "Uraian untuk umum", "", false, errors), mula(ctx, "uraian_publik", &uraian), 8, None))
        @for (nama, label, teks) in &langkah {
            (page::textarea(&kendali(nama, label, "", true, errors), mula(ctx, nama, teks), 3, None))
        }
        @if !foto.is_empty() {
            (page::checkboxes(&kendali("terbit", "Foto yang diterbitkan", "Tanpa wajah, pelat nomor, dan rumah orang.", true, errors), &dipilih, &foto, ChoiceLayout::Small))
        }
    }
}

/// The form.
pub fn formulir(ctx: &Ctx, bahan: &Bahan<'_>, tindakan: Tindakan, errors: &[page::FormError]) -> Result<Markup> {
    let (csrf, kunci) = (ctx.csrf()?, ctx.new_form_key());
    let action = format!("/meja-pengaduan/{}/{}", bahan.kini.id, tindakan.kode());
    let versi = bahan.kini.version.to_string();
    let (label, hint) = teks(tindakan);
    let optional =
        matches!(tindakan, Tindakan::Disposisi | Tindakan::Tugaskan | Tindakan::Gabung | Tindakan::Terbitkan);
    let mulai = ctx.query("templat").parse::<usize>().ok().and_then(|nomor| bahan.templat.get(nomor));
    let mulai = mulai.map_or("", |(_, isi)| isi.as_str());
    let berat =
        matches!(tindakan, Tindakan::Tolak | Tindakan::Tarik | Tindakan::BukaIdentitas | Tindakan::TolakKeberatan);
    let kind = if berat { ButtonKind::Warning } else { ButtonKind::Primary };
    Ok(html! {
        h2.govuk-heading-m id="tindakan" { (ajakan(tindakan)) }
        (page::form(&Form { action: &action, csrf: &csrf, key: &kunci, version: &versi, multipart: true, ..Form::default() }, html! {
            (medan(ctx, bahan, tindakan, errors))
            (page::textarea(&kendali("teks", label, hint, optional, errors), mula(ctx, "teks", mulai), 6, None))
            (page::button(&page::Button { label: ajakan(tindakan), kind, ..page::Button::default() }))
        }))
    })
}
