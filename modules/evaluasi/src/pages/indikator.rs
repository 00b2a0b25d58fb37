//! The page of one indicator.

mod bukti;
mod jawaban;
mod putusan;

use http::StatusCode;
use kernel::audit::history::Entry;
use kernel::page::{self, Control, Fact, Form, Link, error_of};
use kernel::web::{Options, Pick, Response};
use kernel::{Ctx, FieldError, Result};
use maud::{Markup, html};

use super::bagian::{isian, kesalahan, nilai, saat, tanda_jawaban, tanda_keadaan};
use super::fakta::{daftar as daftar_fakta, peringatan};
use crate::angka::{Pecahan, tulis};
use crate::fakta_hidup::FaktaHidup;
use crate::model::{Indikator, Kapabilitas};
use crate::periode::{Bukti, Catatan, Jawaban, Rekomendasi};
use crate::ruang::Ruang;
use crate::rules::fakta::Peringatan;
use crate::rules::tingkat::TingkatTercapai;

/// Which form of the page came back: only its fields keep what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Medan {
    /// None: the page was opened.
    Tidak,
    Jawaban,
    Bukti,
    Validasi,
    Eksternal,
    Catatan,
}

/// Control by which a record becomes evidence.
pub(crate) const REKAMAN: &str = "rekaman";

/// Everything on the page.
pub(crate) struct Bahan<'a> {
    pub ruang: &'a Ruang,
    pub indikator: &'static Indikator,
    pub jawaban: &'a Jawaban,
    pub bukti: &'a [Bukti],
    /// The record that is being chosen as evidence.
    pub rekaman: &'a Pick,
    pub catatan: &'a [Catatan],
    pub rekomendasi: &'a [Rekomendasi],
    pub fakta: &'a [FaktaHidup],
    pub lawan: &'a [Peringatan],
    pub riwayat: &'a [Entry],
    pub medan: Medan,
    pub galat: &'a [FieldError],
    /// Who changed the answer meanwhile.
    pub bentrok: Option<&'a str>,
}

impl Bahan<'_> {
    /// What was typed, when this form came back; else what is stored.
    fn isi(&self, ctx: &Ctx, medan: Medan, nama: &str, tersimpan: &str) -> String {
        if self.medan == medan { isian(ctx, nama, tersimpan) } else { tersimpan.to_owned() }
    }

    fn tercapai(&self) -> TingkatTercapai {
        let p = &self.ruang.periode;
        self.jawaban.tercapai(p.instrumen, self.indikator, self.bukti, p.tanggal_penilaian)
    }

    fn nama_tingkat(&self, tingkat: u8) -> String {
        match self.ruang.periode.instrumen.nama_tingkat(self.indikator.kapabilitas, tingkat) {
            Some(nama) => format!("Tingkat {tingkat}, {nama}"),
            None => format!("Tingkat {tingkat}"),
        }
    }
}

pub(crate) fn halaman(ctx: &Ctx, b: &Bahan<'_>) -> Result<Response> {
    let p = &b.ruang.periode;
    let i = b.indikator;
    let aspek = p.instrumen.aspek.iter().find(|a| a.nomor == i.aspek);
    let atas = format!("{} · Indikator {} · {}", p.nama, i.kode, aspek.map_or("", |a| a.nama.as_str()));
    let isi = html! {
        (page::error_summary(&kesalahan(b.galat)))
        @if let Some(siapa) = b.bentrok { (bentrok(ctx, b, siapa)) }
        (page::heading(&atas, &i.nama, html! { (tanda_jawaban(b.jawaban.keadaan)) }))
        (ringkas(b))
        p.govuk-body-l { (i.pertanyaan) }
        @if let Some(teks) = i.sumber_kriteria.peringatan() { p.pudar { "⚠ " (teks) } }
        (peringatan(b.lawan))
        @if !b.jawaban.catatan_validasi.is_empty() {
            (page::inset(html! { p.govuk-body { strong { "Catatan validasi: " } (b.jawaban.catatan_validasi) } }))
        }
        (klaim_tanpa_dasar(b))
        @if !b.fakta.is_empty() { (page::card("Fakta dari catatan", &[], daftar_fakta(b.fakta))) }
        (bukti::bagian(ctx, b)?)
        (jawaban::bagian(ctx, b)?)
        (putusan::validasi(ctx, b)?)
        (putusan::eksternal(ctx, b)?)
        (catatan(ctx, b)?)
        (riwayat(ctx, b))
        (sebelah(b))
    };
    let status = match (b.galat.is_empty(), b.bentrok) {
        (_, Some(_)) => StatusCode::CONFLICT,
        (false, None) => StatusCode::UNPROCESSABLE_ENTITY,
        (true, None) => StatusCode::OK,
    };
    let breadcrumbs =
        vec![Link::new("Beranda", "/"), Link::new("Evaluasi", "/evaluasi"), Link::new(p.nama.clone(), p.href())];
    let judul = format!("Indikator {}: {}", i.kode, i.nama);
    let options = Options { title: &judul, breadcrumbs, has_errors: !b.galat.is_empty(), refresh: None };
    ctx.framed(status, options, isi)
}

fn ringkas(b: &Bahan<'_>) -> Markup {
    let p = &b.ruang.periode;
    let jenis = match b.indikator.kapabilitas {
        Kapabilitas::Proses => "Proses",
        Kapabilitas::Layanan => "Layanan",
    };
    let mut fakta = vec![
        Fact::new("Periode", tanda_keadaan(p.keadaan)),
        Fact::new("Bobot", html! { (tulis(b.indikator.bobot, 2, ',')) "%" }),
        Fact::new("Menilai", html! { (jenis) }),
        Fact::new("Nilai mandiri", nilai(b.jawaban.nilai)),
        Fact::new("Tingkat yang ditopang", html! { (b.tercapai().tingkat) }),
    ];
    if p.ada_eksternal() {
        fakta.push(Fact::new("Nilai eksternal", nilai(b.jawaban.nilai_eksternal)));
    }
    fakta.push(Fact::new("Responden", html! { (b.jawaban.responden_nama.as_deref().unwrap_or("Tim")) }));
    page::metadata(&fakta)
}

/// A score from an import, or one whose evidence was withdrawn or grew old.
fn klaim_tanpa_dasar(b: &Bahan<'_>) -> Markup {
    let tercapai = b.tercapai();
    let lebih = b.jawaban.nilai.is_some_and(|n| n.floor() > Pecahan::from_integer(i128::from(tercapai.tingkat)));
    html! {
        @if lebih && !b.ruang.periode.beku() {
            (page::warning(&format!("Nilai yang tersimpan melebihi yang ditopang kriteria dan bukti. {}", tercapai.penjelasan())))
        }
    }
}

/// What is stored now beside what this person typed; nothing typed is lost.
fn bentrok(ctx: &Ctx, b: &Bahan<'_>, siapa: &str) -> Markup {
    let tulisan = |angka: Option<Pecahan>| angka.map(crate::angka::tulis_ringkas).unwrap_or_default();
    let mut beda: Vec<(String, String, String)> = vec![];
    let mut banding = |apa: String, tersimpan: &str, medan: &str| {
        let diketik = ctx.form().get(medan);
        if ctx.form().has(medan) && diketik != tersimpan {
            beda.push((apa, tersimpan.to_owned(), diketik.to_owned()));
        }
    };
    match b.medan {
        Medan::Jawaban => {
            banding("Nilai".to_owned(), &tulisan(b.jawaban.nilai), "nilai");
            banding("Penjelasan".to_owned(), &b.jawaban.penjelasan, "penjelasan");
            for k in &b.indikator.kriteria {
                let ada = b.jawaban.tingkat.get(&k.tingkat).cloned().unwrap_or_default();
                banding(format!("Fakta tingkat {}", k.tingkat), &ada.fakta, &format!("fakta-{}", k.tingkat));
                banding(format!("Analisis tingkat {}", k.tingkat), &ada.analisis, &format!("analisis-{}", k.tingkat));
            }
        }
        Medan::Validasi => banding("Catatan validasi".to_owned(), &b.jawaban.catatan_validasi, "catatan_validasi"),
        Medan::Eksternal => {
            banding("Nilai eksternal".to_owned(), &tulisan(b.jawaban.nilai_eksternal), "nilai_eksternal");
            banding("Alasan".to_owned(), &b.jawaban.alasan_eksternal, "alasan_eksternal");
        }
        Medan::Tidak | Medan::Bukti | Medan::Catatan => {}
    }
    let centang_beda: Vec<String> = match b.medan {
        Medan::Jawaban => b
            .indikator
            .kriteria
            .iter()
            .filter(|k| {
                let ada = b.jawaban.tingkat.get(&k.tingkat).is_some_and(|t| t.terpenuhi);
                (ctx.form().get(&format!("penuhi-{}", k.tingkat)) == page::YES) != ada
            })
            .map(|k| k.tingkat.to_string())
            .collect(),
        Medan::Tidak | Medan::Bukti | Medan::Validasi | Medan::Eksternal | Medan::Catatan => vec![],
    };
    html! {
        (page::warning(&format!("{siapa} mengubah jawaban ini sementara Anda menulis. Isian Anda masih ada di bawah dan belum disimpan; bandingkan, lalu simpan lagi.")))
        @if !centang_beda.is_empty() { p.govuk-body { "Centang kriteria berbeda pada tingkat " (centang_beda.join(", ")) "." } }
        @for (apa, lama, baru) in &beda {
            h2.govuk-heading-s { (apa) }
            (page::diff("Tersimpan sekarang", lama, "Isian Anda", baru))
        }
    }
}

fn catatan(ctx: &Ctx, b: &Bahan<'_>) -> Result<Markup> {
    let kesalahan = kesalahan(if b.medan == Medan::Catatan { b.galat } else { &[] });
    let boleh = b.ruang.boleh_mencatat(b.jawaban);
    if b.catatan.is_empty() && !boleh {
        return Ok(html! {});
    }
    let butir: Vec<page::Comment<'_>> = b
        .catatan
        .iter()
        .map(|c| page::Comment {
            author: c.oleh.clone().unwrap_or_else(|| "Sistem".to_owned()).into(),
            position: "".into(),
            at: saat(ctx, c.pada),
            text: c.isi.clone().into(),
        })
        .collect();
    let tujuan = format!("{}/catatan", b.ruang.periode.href_indikator(&b.indikator.kode));
    let kunci = ctx.new_form_key();
    Ok(html! {
        div id="catatan" {
            (page::card("Catatan", &[], html! {
                @if butir.is_empty() { p.pudar { "Belum ada catatan antara pengisi, pemeriksa, dan asesor." } } @else { (page::comments(&butir)) }
                @if boleh {
                    (page::form(&Form { action: &tujuan, csrf: &ctx.csrf()?, key: &kunci, ..Form::default() }, html! {
                        (page::textarea(&Control { name: "isi", label: "Tulis catatan", error: error_of(&kesalahan, "isi"), ..Control::default() },
                            &b.isi(ctx, Medan::Catatan, "isi", ""), 3, Some(4000)))
                        (page::button(&page::Button { label: "Kirim catatan", kind: page::ButtonKind::Secondary, ..page::Button::default() }))
                    }))
                }
            }))
        }
    })
}

fn riwayat(ctx: &Ctx, b: &Bahan<'_>) -> Markup {
    if b.riwayat.is_empty() {
        return html! {};
    }
    let butir: Vec<page::TimelineItem<'_>> = b
        .riwayat
        .iter()
        .map(|e| page::TimelineItem {
            title: perbuatan(&e.action).into(),
            by: e.actor.clone().unwrap_or_default().into(),
            at: saat(ctx, e.at),
            content: html! { @if let Some(nomor) = e.seq { p.pudar { "Entri log " (nomor) } } },
        })
        .collect();
    page::details("Riwayat jawaban", page::timeline(&butir))
}

fn perbuatan(aksi: &str) -> String {
    match aksi {
        "evaluasi.periode_dibuka" => "Periode dibuka",
        "evaluasi.nilai_diisi" => "Jawaban diisi",
        "evaluasi.nilai_diimpor" => "Nilai diimpor",
        "evaluasi.jawaban_divalidasi" => "Divalidasi",
        "evaluasi.nilai_eksternal_diisi" => "Nilai eksternal diisi",
        "evaluasi.responden_ditugaskan" => "Responden ditugaskan",
        lain => lain,
    }
    .to_owned()
}

/// The indicators before and after.
fn sebelah(b: &Bahan<'_>) -> Markup {
    let p = &b.ruang.periode;
    let kode: Vec<&str> = p.instrumen.indikator.iter().map(|i| i.kode.as_str()).collect();
    let letak = kode.iter().position(|k| *k == b.indikator.kode);
    let href = |nomor: Option<usize>| nomor.and_then(|n| kode.get(n)).map(|k| p.href_indikator(k));
    let sebelum = href(letak.and_then(|n| n.checked_sub(1)));
    let sesudah = href(letak.map(|n| n + 1));
    let kata = format!("Indikator {} dari {}", letak.map_or(0, |n| n + 1), kode.len());
    page::pagination(sebelum.as_deref(), sesudah.as_deref(), &kata)
}
