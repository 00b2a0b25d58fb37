//! Public pages of parts of a document: one pasal, the whole text, the glossary, the references.
use kernel::page::{self, Link};
use maud::{Markup, html};

use crate::model::Dokumen;
use crate::rules::Status;
use crate::store::{Istilah, Judul, Rujukan, Simpul};

use super::{Penyaji, alamat_kalimat, gaya, isi_bagian, tanda_status};

/// The page of one part.
pub struct HalamanBagian<'a> {
    /// Its document.
    pub dokumen: &'a Dokumen,
    /// What holds today.
    pub status: &'a Status,
    /// The part.
    pub simpul: &'a Simpul,
    /// The address inside the part that was asked for; empty for the part itself.
    pub tuju: &'a str,
    /// The explanation of this pasal.
    pub penjelasan: Option<&'a Simpul>,
    /// The part before.
    pub sebelum: Option<&'a Judul>,
    /// The part after.
    pub sesudah: Option<&'a Judul>,
}

/// The page of one part.
pub fn bagian(halaman: &HalamanBagian<'_>, mut penyaji: Penyaji) -> Markup {
    let (dokumen, simpul) = (halaman.dokumen, halaman.simpul);
    let href = dokumen.href();
    let isi = isi_bagian(&mut penyaji, simpul);
    let kutipan = if halaman.tuju.is_empty() { simpul.judul.sebutan.clone() } else { alamat_kalimat(halaman.tuju) };
    html! {
        (gaya())
        (page::heading(&format!("{} tentang {}", dokumen.sebutan, dokumen.judul), &simpul.judul.sebutan, html! {}))
        p.govuk-body { (tanda_status(halaman.status)) @if !simpul.induk.is_empty() { span.pudar { " " (simpul.induk) } } }
        @if !halaman.tuju.is_empty() {
            p.govuk-body.tanpa-cetak { a.govuk-link href={ "#" (crate::isi::jangkar(halaman.tuju)) } { "Lompat ke " (kutipan) } }
        }
        article.hukum id=(simpul.judul.alamat) { (isi) }
        @if let Some(penjelasan) = halaman.penjelasan {
            (page::inset(html! {
                h2.govuk-heading-s { (penjelasan.judul.sebutan) }
                @for baris in penjelasan.teks.lines() { p.govuk-body { (baris) } }
            }))
        }
        (berurut(&href, halaman.sebelum, halaman.sesudah))
        p.govuk-body.tanpa-cetak {
            "Alamat tetap bagian ini: " code { (href) "/" @if halaman.tuju.is_empty() { (simpul.judul.alamat) } @else { (halaman.tuju) } }
            br; "Cara mengutip: " (kutipan) " " (dokumen.sebutan) "."
        }
    }
}

fn berurut(href: &str, sebelum: Option<&Judul>, sesudah: Option<&Judul>) -> Markup {
    html! {
        nav.govuk-pagination.govuk-pagination--block.tanpa-cetak aria-label="Bagian sebelum dan sesudah" {
            @if let Some(satu) = sebelum {
                div.govuk-pagination__prev { a.govuk-link.govuk-pagination__link href={ (href) "/" (satu.alamat) } rel="prev" { span aria-hidden="true" { "← " } (satu.sebutan) } }
            }
            @if let Some(satu) = sesudah {
                div.govuk-pagination__next { a.govuk-link.govuk-pagination__link href={ (href) "/" (satu.alamat) } rel="next" { (satu.sebutan) span aria-hidden="true" { " →" } } }
            }
        }
    }
}

/// The whole text, or a stretch of a long one.
pub fn lengkap(
    dokumen: &Dokumen,
    status: &Status,
    simpul: &[Simpul],
    mut penyaji: Penyaji,
    sebelum: Option<&str>,
    berikut: Option<&str>,
) -> Markup {
    let href = dokumen.href();
    html! {
        (gaya())
        (page::heading(&dokumen.sebutan, &dokumen.judul, html! {}))
        p.govuk-body { (tanda_status(status)) " " span.pudar.tanpa-cetak { "Naskah hasil ketik ulang. Berkas asli tetap menjadi acuan: " a.govuk-link href={ (href) "/unduh" } { "unduh" } "." } }
        @if sebelum.is_some() { (page::pagination(sebelum, None, "")) }
        article.hukum {
            @for satu in simpul {
                @match satu.judul.jenis.as_str() {
                    "bab" => h2.govuk-heading-m.hukum__kelompok id=(satu.judul.alamat) { (satu.judul.sebutan) br; (satu.judul.judul) },
                    "bagian" | "paragraf" => h3.govuk-heading-s.hukum__kelompok id=(satu.judul.alamat) { (satu.judul.sebutan) br; (satu.judul.judul) },
                    "pasal" => section.hukum__pasal id=(satu.judul.alamat) {
                        h3.govuk-heading-s { a href={ (href) "/" (satu.judul.alamat) } { (satu.judul.sebutan) } }
                        (isi_bagian(&mut penyaji, satu))
                    },
                    _ => section.hukum__pasal id=(satu.judul.alamat) {
                        h2.govuk-heading-m { (satu.judul.sebutan) }
                        (isi_bagian(&mut penyaji, satu))
                    },
                }
            }
        }
        (page::pagination(sebelum, berikut, ""))
    }
}

/// The glossary.
pub fn istilah(dokumen: &Dokumen, daftar: &[Istilah]) -> Markup {
    let href = dokumen.href();
    let mut urut: Vec<&Istilah> = daftar.iter().collect();
    urut.sort_by_key(|satu| satu.istilah.to_lowercase());
    html! {
        (gaya())
        (page::heading(&dokumen.sebutan, "Daftar istilah", html! {}))
        @if urut.is_empty() { (page::empty("Tidak ada istilah", "Naskah ini tidak memuat ketentuan umum yang mendefinisikan istilah.", None)) }
        dl.hukum {
            @for satu in urut {
                div.hukum__pasal id={ "istilah-" (satu.urut) } {
                    dt { strong { (satu.istilah) } @if !satu.singkatan.is_empty() { " (" (satu.singkatan) ")" } }
                    dd { p { (satu.arti) } p.pudar { a.govuk-link href={ (href) "/" (satu.alamat) "#" (crate::isi::jangkar(&satu.alamat)) } { (alamat_kalimat(&satu.alamat)) } } }
                }
            }
        }
    }
}

/// References that lead nowhere, and those to other laws.
pub fn rujukan(dokumen: &Dokumen, gantung: &[Rujukan], luar: &[Rujukan], hukum: &[(String, Dokumen)]) -> Markup {
    let href = dokumen.href();
    html! {
        (gaya())
        (page::heading(&dokumen.sebutan, "Rujukan silang", html! {}))
        h2.govuk-heading-m { "Rujukan yang tidak menemukan tujuannya" }
        @if gantung.is_empty() {
            p.govuk-body { "Setiap rujukan di dalam naskah menemukan tujuannya." }
        } @else {
            p.govuk-body { "Naskah aslinya menunjuk ke bagian yang tidak ada. Ini kami tampilkan apa adanya, tidak kami perbaiki." }
            ul.govuk-list.govuk-list--bullet {
                @for satu in gantung {
                    li { a.govuk-link href={ (href) "/" (satu.dari) "#" (crate::isi::jangkar(&satu.dari)) } { (alamat_kalimat(&satu.dari)) } " menyebut “" (satu.teks) "” (" (alamat_kalimat(&satu.ke)) ")." }
                }
            }
        }
        h2.govuk-heading-m { "Rujukan ke peraturan lain" }
        @if luar.is_empty() { p.govuk-body { "Tidak ada." } }
        ul.govuk-list.govuk-list--bullet {
            @for satu in luar {
                li {
                    @match hukum.iter().find(|(kunci, _)| *kunci == satu.kunci) {
                        Some((_, tujuan)) => a.govuk-link href={ (tujuan.href()) @if !satu.ke.is_empty() { "/" (satu.ke) } } { (satu.teks) },
                        None => (satu.teks),
                    }
                    span.pudar { ", pada " a.govuk-link href={ (href) "/" (satu.dari) "#" (crate::isi::jangkar(&satu.dari)) } { (alamat_kalimat(&satu.dari)) } }
                }
            }
        }
    }
}

/// What a visitor reads when the regulation of this installation is not here yet.
pub fn acuan_belum_ada(sebutan: &str, bagian: &str, impor: bool) -> Markup {
    html! {
        (page::heading("Peraturan", "Peraturan acuan belum tersedia", html! {}))
        (page::column(html! {
            p.govuk-body { "Halaman yang Anda buka menunjuk ke " strong { (bagian) " " (sebutan) } ", tetapi naskahnya belum diterbitkan di sini." }
            @if impor {
                p.govuk-body { "Unggah naskahnya, tinjau, lalu terbitkan; tautan ini lalu langsung bekerja." }
                (page::button_link("Unggah peraturan", "/jdih/kelola/baru", page::ButtonKind::Primary))
            } @else { p.govuk-body { a.govuk-link href="/jdih" { "Lihat peraturan yang sudah terbit" } } }
        }))
    }
}

/// How the service works.
pub fn bantuan(alur: Markup, tautan: &[Link<'_>]) -> Markup {
    html! {
        (gaya())
        (page::heading("Peraturan", "Tentang layanan ini", html! {}))
        (page::column(html! {
            p.govuk-body { "Setiap peraturan dibaca sampai tiap pasal, ayat, huruf, dan angka, sehingga masing-masing mempunyai alamat sendiri yang dapat dikutip dan ditautkan." }
            h2.govuk-heading-m { "Informasi hukum primer dan sekunder" }
            p.govuk-body { "Primer: peraturan perundang-undangan. Sekunder: monografi (buku, naskah akademik), artikel, dan putusan." }
            h2.govuk-heading-m { "Status" }
            p.govuk-body { "Status dihitung dari hubungan antarperaturan yang sudah terbit dan tanggalnya: belum berlaku, berlaku, berlaku dengan perubahan, atau dicabut. Status pada tanggal lain dapat dilihat di halaman tiap peraturan." }
            h2.govuk-heading-m { "Naskah" }
            p.govuk-body { "Naskah di sini dibaca dari berkas yang diunggah. Perbaikan salah baca dicatat dan ditinjau orang sebelum terbit. Berkas asli selalu dapat diunduh dan tetap menjadi acuan." }
        }))
        (alur)
        @if !tautan.is_empty() {
            h2.govuk-heading-m { "Data terbuka" }
            ul.govuk-list { @for satu in tautan { li { a.govuk-link href=(satu.href) { (satu.label) } } } }
        }
    }
}
