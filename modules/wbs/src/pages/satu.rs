//! One report.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::indonesia::{kalimat, tanggal};
use kernel::page::{self, ButtonKind, Control, Fact, Form, Link, Text, Width};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{alinea, bingkai, hari, tanda};
use crate::model::{Butir, Identitas, Kepala, Laporan, Terbaca, label_jenis};
use crate::rules::{self, ALUR};
use crate::store::identitas::Minta;

/// What the page shows.
pub struct Satu<'a> {
    /// What the database knows.
    pub kepala: &'a Kepala,
    /// The report.
    pub laporan: &'a Laporan,
    /// All rows.
    pub isi: &'a [Terbaca],
    /// Names of the handlers whom it concerns.
    pub kecuali: BTreeMap<Uuid, String>,
    /// The last request for the identity.
    pub minta: Option<Minta>,
}

fn butir(satu: &Satu<'_>, each: &Terbaca) -> Result<Markup> {
    let (dari, isi) = match each.butir {
        Butir::Laporan | Butir::BerkasAsli => return Ok(html! {}),
        Butir::PesanPelapor => ("Pelapor", alinea(&each.teks())),
        Butir::PesanPenangan => ("Penangan", alinea(&each.teks())),
        Butir::Catatan => ("Catatan internal", alinea(&each.teks())),
        Butir::Identitas => {
            let siapa: Identitas = serde_json::from_slice(&each.isi)?;
            let fakta = [Fact::new("Nama", html! { (siapa.nama) }), Fact::new("Kontak", html! { (siapa.kontak) })];
            ("Identitas pelapor", page::summary_list(&fakta))
        }
        Butir::Berkas => ("Pelapor", berkas(satu, each)?),
    };
    Ok(page::card(&format!("{dari}, {}", tanggal::panjang(each.hari)), &[], isi))
}

fn berkas(satu: &Satu<'_>, each: &Terbaca) -> Result<Markup> {
    let berkas = crate::store::berkas::uraian(each)?;
    let href = |id: Uuid| format!("{}/berkas/{id}", satu.kepala.href());
    Ok(html! {
        p.govuk-body {
            a.govuk-link href=(href(each.id)) { (berkas.nama) } " (" (kalimat::ukuran(berkas.ukuran)) ")"
        }
        @match berkas.asli {
            Some(asli) => p.govuk-body {
                "Salinan tanpa nama penulis, tempat, waktu, dan perangkat. "
                a.govuk-link href=(href(asli)) { "Ambil berkas asli" }
                " hanya bila asli diperlukan sebagai bukti: metadatanya dapat menunjuk pelapor."
            },
            None => p.govuk-body { "Berkas ini tidak dapat dibersihkan dan dikirim apa adanya. Periksa sebelum berkas ini diberikan kepada siapa pun." },
        }
    })
}

/// The page.
pub fn halaman(ctx: &Ctx, status: StatusCode, satu: &Satu<'_>, salah: &[FieldError]) -> Result<Response> {
    let errors = super::salah(salah);
    let csrf = ctx.csrf()?;
    let kepala = satu.kepala;
    let laporan = satu.laporan;
    let alamat = |act: &str| format!("{}/{act}", kepala.href());
    let typed = |name: &str| if errors.is_empty() { "" } else { ctx.form().get(name) }.to_owned();
    let kendali = |name: &'static str, label: &'static str, hint: &'static str| Control {
        name,
        label,
        hint,
        error: page::error_of(&errors, name),
        ..Control::default()
    };
    let jenis: Vec<&str> = laporan.jenis.iter().map(|kunci| label_jenis(kunci)).collect();
    let kecuali: Vec<&str> = satu.kecuali.values().map(String::as_str).collect();
    let baris = satu.isi.iter().map(|each| butir(satu, each)).collect::<Result<Vec<_>>>()?;
    let acts: Vec<_> = ALUR.from(&kepala.status).collect();
    let kunci = [Uuid::new_v4().to_string(), Uuid::new_v4().to_string()];
    let [kunci_pesan, kunci_catatan] = &kunci;
    let fakta = [
        Fact::new("Status", tanda(&kepala.status)),
        Fact::new("Diterima", hari(kepala.hari)),
        Fact::new("Tenggat", html! { @match kepala.tenggat { Some(day) => (hari(day)), None => "–" } }),
        Fact::new("Jenis", html! { (jenis.join("; ")) }),
        Fact::new("Apa yang terjadi", alinea(&laporan.uraian)),
        Fact::new("Kapan", html! { (laporan.waktu) }),
        Fact::new("Di mana", html! { (laporan.tempat) }),
        Fact::new("Siapa yang melakukan", alinea(&laporan.pelaku)),
        Fact::new("Tertutup bagi", html! { @if kecuali.is_empty() { "–" } @else { (kecuali.join(", ")) } }),
    ];
    let isi = html! {
        (page::error_summary(&errors))
        (page::heading(&format!("Laporan {}", kepala.nomor), &laporan.judul, page::button_link("Unduh berkas perkara (PDF)", &alamat("pdf"), ButtonKind::Secondary)))
        (page::summary_list(&fakta))
        h2.govuk-heading-m { "Percakapan dan catatan" }
        @for each in &baris { (each) }
        (page::form(&Form { action: &alamat("pesan"), csrf: &csrf, key: kunci_pesan, ..Form::default() }, html! {
            (page::textarea(&kendali("pesan", "Pesan untuk pelapor", "Jangan menulis nama Anda dan jangan menyebut hal yang dapat menunjuk pelapor.", ), &typed("pesan"), 4, None))
            (page::submit("Kirim pesan"))
        }))
        (page::form(&Form { action: &alamat("catatan"), csrf: &csrf, key: kunci_catatan, ..Form::default() }, html! {
            (page::textarea(&kendali("catatan", "Catatan internal", "Tidak dapat dibaca pelapor."), &typed("catatan"), 3, None))
            (page::button(&page::Button { label: "Simpan catatan", kind: ButtonKind::Secondary, ..page::Button::default() }))
        }))
        h2.govuk-heading-m { "Tindakan" }
        @if !acts.is_empty() {
            (page::form(&Form { action: &acts.first().map(|act| alamat(&format!("alur/{}", act.key))).unwrap_or_default(), csrf: &csrf, ..Form::default() }, html! {
                (page::textarea(&Control { optional: true, ..kendali("alasan", "Alasan", "Wajib untuk putusan akhir dan untuk membuka kembali.") }, &typed("alasan"), 2, None))
                (page::buttons(html! {
                    @for act in &acts {
                        (page::button(&page::Button { label: act.label, kind: ButtonKind::Secondary, form_action: &alamat(&format!("alur/{}", act.key)), ..page::Button::default() }))
                    }
                }))
            }))
        }
        (identitas(satu, &csrf, &alamat("identitas"), &kendali("alasan_identitas", "Alasan meminta identitas", "Dibaca kustodian dan dicatat."), &typed("alasan_identitas")))
        @if rules::is_tutup(&kepala.status) {
            h2.govuk-heading-m { "Hapus laporan" }
            p.govuk-body { "Laporan, pesan, catatan, dan berkasnya hilang untuk selamanya. Yang tinggal hanya nomornya." }
            (page::form(&Form { action: &alamat("hapus"), csrf: &csrf, ..Form::default() }, html! {
                (page::text_input(&kendali("nomor", "Nomor laporan ini", ""), &typed("nomor"), &Text { width: Width::Chars10, autocomplete: "off", ..Text::default() }))
                (page::button(&page::Button { label: "Hapus selamanya", kind: ButtonKind::Warning, ..page::Button::default() }))
            }))
        }
        p.govuk-body { a.govuk-link href=(Link::new("", "/meja-wbs").href) { "Kembali ke daftar" } }
    };
    bingkai(ctx, status, &format!("Laporan {}", kepala.nomor), !errors.is_empty(), isi)
}

fn identitas(satu: &Satu<'_>, csrf: &str, action: &str, control: &Control<'_>, typed: &str) -> Markup {
    let sudah = satu.isi.iter().any(|each| each.butir == Butir::Identitas);
    let menunggu = satu.minta.as_ref().is_some_and(|each| each.keadaan == "menunggu");
    html! {
        h2.govuk-heading-m { "Identitas pelapor" }
        @if !satu.laporan.beridentitas {
            p.govuk-body { "Pelapor tidak memberi identitas." }
        } @else if sudah {
            p.govuk-body { "Sudah dibuka kustodian; lihat percakapan di atas." }
        } @else if menunggu {
            p.govuk-body { "Permintaan menunggu putusan kustodian." }
        } @else {
            @if satu.minta.is_some() { p.govuk-body { "Permintaan sebelumnya ditolak kustodian." } }
            (page::form(&Form { action, csrf, ..Form::default() }, html! {
                (page::textarea(control, typed, 2, None))
                (page::button(&page::Button { label: "Minta identitas", kind: ButtonKind::Secondary, ..page::Button::default() }))
            }))
        }
    }
}
