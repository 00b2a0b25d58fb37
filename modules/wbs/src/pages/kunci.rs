//! What a person's own keys are like.
use kernel::page::{self, ButtonKind, Control, Form, Text, TextKind, Width};
use maud::{Markup, html};
use time::Date;

use crate::model::{Keadaan, Peran};
use crate::store::eskro::Pemulihan;
use crate::store::kunci::Kunci;

/// What this person has and lacks.
pub struct Saya {
    /// Keys.
    pub punya: Vec<Kunci>,
    /// Roles without a key.
    pub kurang: Vec<Peran>,
    /// The keys are open in this session.
    pub terbuka: bool,
    /// An escrow was made.
    pub eskro: bool,
    /// Shares of the escrow are held, and the day of their last trial.
    pub latihan: Option<Option<Date>>,
    /// Own requests to get in again.
    pub pemulihan: Vec<Pemulihan>,
}

fn sandi(name: &'static str, label: &'static str, hint: &'static str, errors: &[page::FormError]) -> Markup {
    let control = Control { name, label, hint, error: page::error_of(errors, name), ..Control::default() };
    page::text_input(
        &control,
        "",
        &Text { kind: TextKind::Password, width: Width::TwoThirds, autocomplete: "off", ..Text::default() },
    )
}

/// The form that opens the keys.
pub fn buka(csrf: &str, errors: &[page::FormError]) -> Markup {
    html! {
        h2.govuk-heading-m { "Buka kunci" }
        p.govuk-body { "Kunci terbuka hanya di perangkat ini dan tertutup sendiri setelah 30 menit tidak dipakai." }
        (page::form(&Form { action: "/kunci-wbs/buka", csrf, ..Form::default() }, html! {
            (sandi("sandi", "Frasa sandi WBS", "", errors))
            (page::submit("Buka kunci"))
        }))
    }
}

/// The form that makes the keys.
pub fn buat(saya: &Saya, csrf: &str, errors: &[page::FormError]) -> Markup {
    let peran: Vec<&str> = saya.kurang.iter().map(|each| each.label()).collect();
    html! {
        h2.govuk-heading-m { "Buat kunci: " (peran.join(", ")) }
        @if saya.punya.is_empty() {
            p.govuk-body { "Pilih frasa sandi yang tidak dipakai di tempat lain dan bukan kata sandi masuk Anda. Tidak ada yang dapat memulihkannya, juga administrator." }
        } @else {
            p.govuk-body { "Pakai frasa sandi yang sama dengan kunci WBS Anda yang sudah ada." }
        }
        (page::form(&Form { action: "/kunci-wbs/buat", csrf, ..Form::default() }, html! {
            (sandi("sandi", "Frasa sandi WBS", "Paling sedikit empat kata, misalnya diambil acak dari kamus.", errors))
            (sandi("ulang", "Ulangi frasa sandi", "", errors))
            (page::submit("Buat kunci"))
        }))
    }
}

/// The form for another passphrase.
pub fn ganti(csrf: &str, errors: &[page::FormError]) -> Markup {
    let isi = html! {
        (page::form(&Form { action: "/kunci-wbs/ganti", csrf, ..Form::default() }, html! {
            (sandi("lama", "Frasa sandi lama", "", errors))
            (sandi("baru", "Frasa sandi baru", "Paling sedikit empat kata, misalnya diambil acak dari kamus.", errors))
            (sandi("ulang_baru", "Ulangi frasa sandi baru", "", errors))
            (page::submit("Ganti frasa sandi"))
        }))
        p.govuk-body { "Salinan basis data dari sebelum hari ini tetap terbuka dengan frasa sandi lama. Bila frasa itu mungkin diketahui orang lain, minta penangan lain mencabut kunci Anda, lalu buat kunci baru." }
    };
    // What went wrong must be in sight.
    if errors.is_empty() {
        page::details("Ganti frasa sandi", isi)
    } else {
        html! { h2.govuk-heading-m { "Ganti frasa sandi" } (isi) }
    }
}

/// The trial of an officer's share.
pub fn latihan(saya: &Saya, csrf: &str) -> Markup {
    let Some(terakhir) = saya.latihan else { return html! {} };
    html! {
        h2.govuk-heading-m { "Latihan kunci cadangan" }
        p.govuk-body {
            @match terakhir {
                Some(hari) => { "Bagian Anda terakhir dicoba " (super::hari(hari)) ". Coba lagi paling lama setiap enam bulan." },
                None => "Bagian Anda belum pernah dicoba. Coba sekarang, selagi frasa sandinya Anda ingat.",
            }
        }
        @if saya.terbuka {
            (page::act(&Form { action: "/kunci-wbs/latihan", csrf, ..Form::default() }, "Coba bagian saya", ButtonKind::Secondary))
        } @else {
            p.govuk-body { "Buka kunci Anda untuk mencobanya." }
        }
    }
}

/// The fingerprints, and what can be done.
pub fn keadaan(saya: &Saya, csrf: &str) -> Markup {
    let menunggu = saya.punya.iter().any(|each| each.keadaan == Keadaan::Menunggu);
    html! {
        @for each in &saya.punya {
            (page::card(each.peran.label(), &[], html! {
                p.govuk-body { (each.keadaan.label()) }
                p.govuk-body { "Sidik kunci: " strong { (each.publik.fingerprint()) } }
            }))
        }
        @if menunggu {
            p.govuk-body { "Bacakan sidik kunci kepada penangan lain lewat telepon atau tatap muka, lalu minta ia mengesahkan." }
            @if saya.terbuka && saya.eskro && saya.pemulihan.is_empty() {
                (page::details("Tidak ada penangan lain?", html! {
                    p.govuk-body { "Dua dari tiga pemegang kunci cadangan dapat memulihkan akses." }
                    (page::act(&Form { action: "/meja-wbs/pemulihan", csrf, ..Form::default() }, "Minta pemulihan", ButtonKind::Secondary))
                }))
            }
        }
        @for each in &saya.pemulihan {
            (page::card("Pemulihan akses", &[], html! {
                p.govuk-body { (each.serah) " dari 2 persetujuan sudah diterima." }
                @if saya.terbuka && each.serah >= 2 {
                    (page::act(&Form { action: &format!("/meja-wbs/pemulihan/{}", each.id), csrf, ..Form::default() }, "Pulihkan akses", ButtonKind::Primary))
                }
            }))
        }
    }
}
