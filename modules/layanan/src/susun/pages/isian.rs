//! The pages on which a question is made and changed.
use formulir::{Completion, Field, FileType, Kind, Landmark, Place};
use kernel::page::{self, Button, ButtonKind, Choice, ChoiceLayout, Control, Form};
use kernel::{Ctx, Result};
use maud::{Markup, html};

use super::{Keadaan, Kendali, atas, formulir, simpan_atau_batal};
use crate::susun::isi::Isian;
use crate::susun::web::Kerja;

/// Which kind of question?
pub fn jenis(kerja: &Kerja, tempat: Place) -> Markup {
    let dalam = tempat.inner.is_some();
    let jenis = Kind::words().iter().filter(|(kata, _)| !(dalam && *kata == "kelompok"));
    page::column(html! {
        (page::heading(&kerja.versi.form.title, "Isian baru", html! {}))
        p.govuk-body { "Apa yang diisi pemohon?" }
        ul.govuk-list {
            @for (kata, nama) in jenis {
                li { a.govuk-link href=(kerja.di(&format!("tambah/{tempat}/{kata}"))) { (nama) } }
            }
        }
        p.govuk-body { a.govuk-link href=(kerja.href()) { "Batal" } }
    })
}

/// A question with the limits of its kind.
pub fn halaman(
    ctx: &Ctx,
    kerja: &Kerja,
    judul: &str,
    action: &str,
    kind: &Kind,
    isian: &Isian,
    keadaan: &Keadaan<'_>,
) -> Result<Markup> {
    let kendali = Kendali { isian, galat: keadaan.galat };
    let label = if matches!(kind, Kind::Consent) { "Pernyataan yang disetujui" } else { "Pertanyaan" };
    let wajib = Control { name: "wajib", label: "Wajib diisi", ..Control::default() };
    let isi = html! {
        (kendali.teks("label", label, "Dibaca pemohon, misalnya Nama lengkap.", false))
        (kendali.teks("petunjuk", "Petunjuk", "Satu kalimat tentang cara mengisi.", true))
        (page::checkbox(&wajib, kendali.nilai("wajib") == "ya"))
        (batas(&kendali, kind))
        (simpan_atau_batal(&kerja.href()))
    };
    let form = formulir(ctx, kerja, action, isi)?;
    let caption = format!("{} · {}", kerja.versi.form.title, kind.name());
    Ok(page::column(html! { (atas(keadaan)) (page::heading(&caption, judul, html! {})) (form) }))
}

fn panjang(kendali: &Kendali<'_>) -> Markup {
    page::beside(&[
        kendali.bilangan("terkecil", "Paling sedikit", "", "karakter"),
        kendali.bilangan("terbesar", "Paling banyak", "", "karakter"),
    ])
}

fn rentang(kendali: &Kendali<'_>, satuan: &str) -> Markup {
    page::beside(&[
        kendali.bilangan("terkecil", "Paling sedikit", "", satuan),
        kendali.bilangan("terbesar", "Paling banyak", "", satuan),
    ])
}

fn pilihan(kendali: &Kendali<'_>) -> Markup {
    let hint = "Satu pilihan per baris. Keterangan boleh ditulis setelah tanda |. Kode dalam kurung siku dibuat sendiri; \
        biarkan kodenya saat mengubah teks, agar syarat dan jawaban lama tetap cocok.";
    page::textarea(&kendali.control("pilihan", "Pilihan", hint, false), kendali.nilai("pilihan"), 8, None)
}

/// The limits of a kind.
fn batas(kendali: &Kendali<'_>, kind: &Kind) -> Markup {
    match kind {
        Kind::Text { .. } => {
            let nama = |satu: Completion| match satu {
                Completion::Name => "Nama pengisi",
                Completion::Address => "Alamat pengisi",
                Completion::PostCode => "Kode pos pengisi",
                Completion::Organisation => "Nama badan pengisi",
            };
            let isi: Vec<Choice<'_>> =
                Completion::ALL.into_iter().map(|satu| Choice::new(satu.word(), nama(satu))).collect();
            let otomatis = kendali.control("otomatis", "Boleh diisi sendiri oleh peramban", "", true);
            html! {
                (panjang(kendali))
                (kendali.teks("pola", "Pola", "Ungkapan reguler untuk nomor dan kode, misalnya ^[0-9]{13}$.", true))
                (kendali.teks("pesan", "Pesan bila pola tidak dipenuhi", "Misalnya: NIB terdiri atas 13 angka.", true))
                (page::select(&otomatis, kendali.nilai("otomatis"), &isi, "Tidak"))
            }
        }
        Kind::LongText { .. } => panjang(kendali),
        Kind::Integer { .. } => html! {
            (rentang(kendali, ""))
            (kendali.teks("satuan", "Satuan", "Misalnya orang atau meter persegi.", true))
        },
        Kind::Money { .. } => rentang(kendali, "rupiah"),
        Kind::Date { .. } => html! {
            (kendali.teks("dari", "Paling awal", "Tanggal seperti 31-12-2026, atau hari ini.", true))
            (kendali.teks("sampai", "Paling akhir", "Tanggal seperti 31-12-2026, atau hari ini.", true))
        },
        Kind::One(_) => pilihan(kendali),
        Kind::Many { .. } => html! {
            (pilihan(kendali))
            (page::beside(&[
                kendali.bilangan("terkecil", "Paling sedikit dipilih", "", ""),
                kendali.bilangan("terbesar", "Paling banyak dipilih", "Kosongkan bila boleh semua.", ""),
            ]))
        },
        Kind::Upload { .. } => {
            let dicentang: Vec<&str> =
                kendali.isian.iter().filter(|(nama, _)| nama == "berkas").map(|(_, kata)| kata.as_str()).collect();
            let jenis: Vec<Choice<'_>> =
                FileType::ALL.into_iter().map(|satu| Choice::new(satu.word(), satu.name())).collect();
            let ukuran = kendali.control("ukuran", "Ukuran paling besar tiap berkas", "", false);
            html! {
                (page::checkboxes(&kendali.control("berkas", "Jenis berkas", "", false), &dicentang, &jenis, ChoiceLayout::Small))
                (page::number(&ukuran, kendali.nilai("ukuran"), true, "MB"))
                (rentang(kendali, "berkas"))
            }
        }
        Kind::Location(_) => {
            let nama = |satu: Landmark| match satu {
                Landmark::Required => "Wajib diisi",
                Landmark::Asked => "Boleh diisi",
                Landmark::None => "Tidak ditanyakan",
            };
            let isi: Vec<Choice<'_>> =
                Landmark::ALL.into_iter().map(|satu| Choice::new(satu.word(), nama(satu))).collect();
            let control = kendali.control("patokan", "Patokan di dekatnya", "", false);
            page::radios(&control, kendali.nilai("patokan"), &isi, ChoiceLayout::Stacked)
        }
        Kind::Group { .. } => html! {
            (kendali.teks("sebutan", "Sebutan satu baris", "Misalnya anggota: tombolnya menjadi Tambah anggota.", true))
            (rentang(kendali, "baris"))
        },
        Kind::Time | Kind::YesNo | Kind::Consent | Kind::Email | Kind::Phone | Kind::Nik => html! {},
    }
}

/// What else can be done with a question that is there.
pub fn tindakan(ctx: &Ctx, kerja: &Kerja, field: &Field, kunci: &str, tempat: Place) -> Result<Markup> {
    let tombol = |label: &str, kata: &str, kind: ButtonKind| {
        page::button(&Button { label, kind, name: "tindakan", value: &format!("{kata}:{tempat}"), ..Button::default() })
    };
    let versi = kerja.versi.kunci.to_string();
    let isi = page::buttons(html! {
        (tombol("Salin isian ini", "salin", ButtonKind::Secondary))
        (tombol("Hapus isian ini", "hapus", ButtonKind::Warning))
    });
    let action = kerja.di("tindakan");
    let form = page::form(&Form { action: &action, csrf: &ctx.csrf()?, version: &versi, ..Form::default() }, isi);
    Ok(page::column(html! {
        h2.govuk-heading-m { "Lainnya" }
        p.govuk-body {
            "Nama dalam data: " code { (kunci) } ". "
            a.govuk-link href=(kerja.di(&format!("syarat/isian-{kunci}"))) {
                @if field.when.is_some() { "Ubah kapan isian ini ditanyakan" } @else { "Tanyakan isian ini hanya dalam keadaan tertentu" }
            }
        }
        (form)
    }))
}
