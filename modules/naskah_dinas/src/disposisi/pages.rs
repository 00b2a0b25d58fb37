//! Pages of dispositions: the form, and the tree on the page of a letter.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{self, ButtonKind, Choice, ChoiceLayout, Control, Form, FormError, Link, Text, Tone, Width};
use kernel::web::Options;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::beri::Dari;
use super::model::{Calon, Disposisi, Lapor, Penerima, Pohon};
use super::rules::{Keadaan, TERBUKA};
use super::web::Meja;
use crate::model::{Naskah, Sifat};
use crate::store::akses::Pembaca;
use crate::{DISPOSISI, LIHAT};

/// Errors for the components.
pub fn galat(salah: &[FieldError]) -> Vec<FormError> {
    salah.iter().map(|satu| FormError::new(satu.field.as_ref(), satu.message.as_ref())).collect()
}

/// GET and refused POST of the form.
pub fn formulir(ctx: &Ctx, meja: &Meja, salah: &[FieldError]) -> Result<Response> {
    let galat = galat(salah);
    let status = if galat.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let alamat = format!("{}/disposisi", meja.naskah.href());
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let body = html! {
        (page::error_summary(&galat))
        (page::heading(&crate::isi::buka(&ctx.app, &meja.naskah)?.perihal, "Disposisi", html! {}))
        (page::column(html! {
            p.govuk-body { "Sebagai " (meja.jabatan) }
            (page::form(&Form { action: &alamat, csrf: &csrf, key: &key, ..Form::default() }, html! {
                @if let Dari::Penerima(id) = meja.dari { (page::hidden("dari", &id.to_string())) }
                (isian(ctx, meja, &galat))
                (page::buttons(html! {
                    (page::submit("Disposisikan"))
                    (page::button_link("Batal", &meja.naskah.href(), ButtonKind::Text))
                }))
            }))
        }))
    };
    let breadcrumbs = vec![
        Link::new("Beranda", "/"),
        Link::new("Surat masuk", "/surat_masuk"),
        Link::new("Surat", meja.naskah.href()),
    ];
    ctx.framed(status, Options { title: "Disposisi", breadcrumbs, has_errors: !galat.is_empty(), refresh: None }, body)
}

/// The controls of a disposition, with what was typed.
pub fn isian(ctx: &Ctx, meja: &Meja, galat: &[FormError]) -> Markup {
    let form = ctx.form();
    let dipilih: Vec<&str> = form.all("penerima").collect();
    let orang = |satu: &Calon| matches!(satu.pembaca, Pembaca::Orang(_));
    let (mut sering, mut unit, mut lain): (Vec<&Calon>, Vec<&Calon>, Vec<&Calon>) = (vec![], vec![], vec![]);
    for kunci in &meja.sering {
        sering.extend(meja.calon.iter().find(|satu| satu.kunci() == *kunci));
    }
    let banyak = |jenis: bool| meja.calon.iter().filter(|satu| orang(satu) == jenis).count();
    let (unit_dilipat, orang_dilipat) = (banyak(false) > TERBUKA, banyak(true) > TERBUKA);
    // Short lists stand as they are; of long ones those come first who get most.
    sering.retain(|satu| if orang(satu) { orang_dilipat } else { unit_dilipat });
    for satu in meja.calon.iter().filter(|satu| !sering.iter().any(|ada| ada.pembaca == satu.pembaca)) {
        if orang(satu) { lain.push(satu) } else { unit.push(satu) }
    }
    let salah = page::error_of(galat, "penerima");
    // The first group bears the id to which the summary of errors leads.
    let id_unit = if sering.is_empty() { "penerima" } else { "penerima-unit" };
    let id_orang = if sering.is_empty() && unit.is_empty() { "penerima" } else { "penerima-orang" };
    let (judul_unit, judul_orang) =
        if sering.is_empty() { ("Kepada unit", "Kepada orang") } else { ("Unit lain", "Orang lain di unit Anda") };
    let kotak = |label: &str, id: &str, daftar: &[&Calon]| {
        let isi: Vec<(String, String)> = daftar.iter().map(|satu| (satu.kunci(), satu.lengkap())).collect();
        let choices: Vec<Choice<'_>> =
            isi.iter().map(|(kunci, sebutan)| Choice::new(kunci.as_str(), sebutan.as_str())).collect();
        let error = salah.filter(|_| id == "penerima");
        page::checkboxes(
            &Control { name: "penerima", label, id, error, ..Control::default() },
            &dipilih,
            &choices,
            ChoiceLayout::Small,
        )
    };
    let lipat = |label: &str, id: &str, daftar: &[&Calon], dilipat: bool| {
        let isi = kotak(label, id, daftar);
        let dicentang = daftar.iter().any(|satu| dipilih.contains(&satu.kunci().as_str()));
        html! {
            @if dilipat {
                details.govuk-details open[dicentang || (salah.is_some() && id == "penerima")] {
                    summary.govuk-details__summary { span.govuk-details__summary-text { (label) " (" (daftar.len()) ")" } }
                    div.govuk-details__text { (isi) }
                }
            } @else { (isi) }
        }
    };
    let instruksi: Vec<Choice<'_>> =
        meja.instruksi.iter().map(|satu| Choice::new(satu.as_str(), satu.as_str())).collect();
    let instruksi_dipilih: Vec<&str> = form.all("instruksi").collect();
    let sifat: Vec<Choice<'_>> = Sifat::SEMUA.iter().map(|satu| Choice::new(satu.kode(), satu.label())).collect();
    let sifat_kini = if form.get("sifat").is_empty() { meja.naskah.sifat.kode() } else { form.get("sifat") };
    html! {
        @if !sering.is_empty() { (kotak("Kepada yang sering menerima", "penerima", &sering)) }
        @if !unit.is_empty() { (lipat(judul_unit, id_unit, &unit, unit_dilipat)) }
        @if !lain.is_empty() { (lipat(judul_orang, id_orang, &lain, orang_dilipat)) }
        (page::text_input(&Control {
            name: "orang_lain",
            label: "Orang lain",
            hint: "Nama lengkap atau nama pengguna; pisahkan dengan titik koma",
            error: page::error_of(galat, "orang_lain"),
            optional: true,
            ..Control::default()
        }, form.get("orang_lain"), &Text::default()))
        @if !instruksi.is_empty() {
            (page::checkboxes(&Control { name: "instruksi", label: "Instruksi", error: page::error_of(galat, "instruksi"), ..Control::default() },
                &instruksi_dipilih, &instruksi, ChoiceLayout::Small))
        }
        (page::textarea(&Control { name: "catatan", label: "Catatan", error: page::error_of(galat, "catatan"), optional: true, ..Control::default() },
            form.get("catatan"), 3, Some(2000)))
        (page::beside(&[
            page::text_input(&Control {
                name: "hari",
                label: "Tenggat",
                hint: "Kosongkan bila tanpa tenggat",
                error: page::error_of(galat, "hari"),
                ..Control::default()
            }, form.get("hari"), &Text { width: Width::Chars3, suffix: "hari kerja", kind: page::TextKind::Digits, ..Text::default() }),
            page::select(&Control { name: "sifat", label: "Sifat", ..Control::default() }, sifat_kini, &sifat, ""),
        ]))
    }
}

/// What a state means.
pub const fn nada(keadaan: Keadaan) -> Tone {
    match keadaan {
        Keadaan::Dikirim => Tone::Attention,
        Keadaan::Dibaca | Keadaan::Dikerjakan => Tone::Working,
        Keadaan::Selesai => Tone::Good,
        Keadaan::Ditolak => Tone::Bad,
        Keadaan::Ditarik => Tone::Neutral,
    }
}

/// The trees of a letter as nested lists, each receiver with what the person may do.
pub fn pohon(ctx: &Ctx, naskah: &Naskah, pohon: &Pohon, nama: &BTreeMap<Uuid, String>) -> Result<Markup> {
    if pohon.disposisi.is_empty() {
        return Ok(html! {});
    }
    let gambar = Gambar { ctx, naskah, pohon, nama, csrf: ctx.csrf()? };
    let akar: Vec<&Disposisi> = pohon.disposisi.iter().filter(|satu| satu.induk.is_none()).collect();
    Ok(html! {
        section {
            h2.govuk-heading-m id="disposisi" { "Disposisi" }
            ul.govuk-list { @for satu in akar { li { (gambar.disposisi(satu, 0)) } } }
        }
    })
}

struct Gambar<'a> {
    ctx: &'a Ctx,
    naskah: &'a Naskah,
    pohon: &'a Pohon,
    nama: &'a BTreeMap<Uuid, String>,
    csrf: String,
}

impl Gambar<'_> {
    fn waktu(&self, saat: time::OffsetDateTime) -> String {
        tanggal::waktu_pendek(saat, self.ctx.app.profile.zone())
    }

    fn disposisi(&self, satu: &Disposisi, dalam: usize) -> Markup {
        let orang = satu.owner.and_then(|id| self.nama.get(&id)).map(String::as_str).unwrap_or_default();
        let penerima: Vec<&Penerima> =
            self.pohon.penerima.iter().filter(|terima| terima.disposisi == satu.id).collect();
        html! {
            p.govuk-body {
                strong { (satu.jabatan) } @if !orang.is_empty() { " (" (orang) ")" }
                br; span.pudar { (self.waktu(satu.pada)) " · " (satu.sifat.label())
                    @if let Some(hari) = satu.tenggat { " · tenggat " (tanggal::panjang(hari)) } }
                @if !satu.instruksi.is_empty() { br; (satu.instruksi.join("; ")) }
            }
            @if let Some(catatan) = &satu.catatan { (page::inset(html! { (baris(catatan)) })) }
            ul.govuk-list.govuk-list--bullet {
                @for terima in penerima { li { (self.penerima(satu, terima, dalam)) } }
            }
        }
    }

    fn penerima(&self, induk: &Disposisi, satu: &Penerima, dalam: usize) -> Markup {
        let lanjut: Vec<&Disposisi> =
            self.pohon.disposisi.iter().filter(|turun| turun.induk == Some(satu.id)).collect();
        let lapor: Vec<&Lapor> = self.pohon.lapor.iter().filter(|lapor| lapor.penerima == satu.id).collect();
        let hari_ini = self.ctx.today();
        let lewat = satu.keadaan.berjalan() && satu.tenggat.is_some_and(|tenggat| tenggat < hari_ini);
        html! {
            div id={ "disposisi-" (satu.id) } {
                p.govuk-body {
                    (satu.sebutan) " " (page::tag(satu.keadaan.teks(), nada(satu.keadaan)))
                    @if lewat { " " (page::tag("Melewati tenggat", Tone::Bad)) }
                    @if let Some(dibaca) = satu.dibaca { br; span.pudar { "Dibaca " (self.waktu(dibaca)) } }
                    @if let Some(selesai) = satu.selesai { br; span.pudar { (satu.keadaan.teks()) " " (self.waktu(selesai)) } }
                    @if let Some(alasan) = &satu.alasan { br; "Alasan: " (alasan) }
                }
                @for laporan in lapor { (self.lapor(laporan)) }
                (self.tindakan(induk, satu))
                // A tree deeper than this is a fault of the data.
                @if !lanjut.is_empty() && dalam < 20 {
                    ul.govuk-list { @for turun in lanjut { li { (self.disposisi(turun, dalam + 1)) } } }
                }
            }
        }
    }

    fn lapor(&self, satu: &Lapor) -> Markup {
        let orang = satu.owner.and_then(|id| self.nama.get(&id)).map(String::as_str).unwrap_or("Seseorang");
        page::inset(html! {
            span.pudar { (orang) ", " (self.waktu(satu.pada)) }
            @if !satu.isi.is_empty() { br; (baris(&satu.isi)) }
            @if let Some(berkas) = satu.berkas {
                br; a.govuk-link href={ "/disposisi/" (self.naskah.id) "/berkas/" (berkas) } { "Unduh berkas laporan" }
            }
        })
    }

    fn tindakan(&self, induk: &Disposisi, satu: &Penerima) -> Markup {
        let akun = self.ctx.actor.account();
        let pemberi = induk.owner.is_some() && induk.owner == akun;
        let milik = self.ctx.scope_of(LIHAT).holds(satu.unit, satu.owner) && !(pemberi && satu.owner.is_none());
        let alamat = |apa: &str| format!("/disposisi/{}/{apa}", satu.id);
        let kunci = Uuid::now_v7().to_string();
        html! {
            @if pemberi && satu.keadaan == Keadaan::Dikirim {
                (page::act(&Form { action: &alamat("tarik"), csrf: &self.csrf, key: &kunci, ..Form::default() }, "Tarik kembali", ButtonKind::Secondary))
            }
            @if milik && satu.keadaan.berjalan() {
                (page::details("Laporkan atau selesaikan", html! {
                    (page::form(&Form { action: &alamat("lapor"), csrf: &self.csrf, key: &kunci, multipart: true, ..Form::default() }, html! {
                        (page::textarea(&Control { name: "isi", id: &format!("isi-{}", satu.id), label: "Apa yang sudah dilakukan", ..Control::default() }, "", 3, Some(2000)))
                        (page::upload(&Control { name: "berkas", id: &format!("berkas-{}", satu.id), label: "Berkas", optional: true, ..Control::default() }, &page::Upload::default()))
                        (page::buttons(html! {
                            (page::button(&page::Button { label: "Selesai", name: "aksi", value: "selesai", ..page::Button::default() }))
                            (page::button(&page::Button { label: "Simpan laporan", name: "aksi", value: "lapor", kind: ButtonKind::Secondary, ..page::Button::default() }))
                        }))
                    }))
                }))
                @if satu.keadaan != Keadaan::Dikerjakan {
                    (page::details("Tolak disposisi", html! {
                        (page::form(&Form { action: &alamat("tolak"), csrf: &self.csrf, ..Form::default() }, html! {
                            (page::textarea(&Control { name: "alasan", id: &format!("alasan-{}", satu.id), label: "Alasan", ..Control::default() }, "", 2, Some(2000)))
                            (page::button(&page::Button { label: "Tolak", kind: ButtonKind::Warning, ..page::Button::default() }))
                        }))
                    }))
                }
                @if self.ctx.actor.can(DISPOSISI) {
                    p.govuk-body { a.govuk-link href={ (self.naskah.href()) "/disposisi?dari=" (satu.id) } { "Teruskan kepada orang lain" } }
                }
            }
        }
    }
}

/// A text with its line breaks.
pub fn baris(teks: &str) -> Markup {
    html! { @for (nomor, satu) in teks.lines().enumerate() { @if nomor > 0 { br; } (satu) } }
}
