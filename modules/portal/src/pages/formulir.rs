//! The form of a text.
use kernel::page::{self, Choice, Control, Form, FormError, Text, Upload, error_of};
use kernel::{Ctx, Result};
use maud::{Markup, html};

use crate::model::{Gambar, Jenis, Rincian};
use crate::{gambar, teks};

/// What the form shows.
pub struct Formulir<'a> {
    /// Kind of text.
    pub jenis: Jenis,
    /// Where it is sent.
    pub action: &'a str,
    /// Version of the text; empty for a new one.
    pub version: &'a str,
    /// What stands in a field.
    pub isi: &'a (dyn Fn(&str) -> String + Sync),
    /// Units to choose from, when that is asked: id and name.
    pub unit: Option<&'a [(String, String)]>,
    /// The text may belong to no unit.
    pub tanpa_unit: bool,
    /// Categories: code and name.
    pub kategori: &'a [(String, String)],
    /// The picture that is there.
    pub gambar: Option<&'a Gambar>,
    /// It has been public: the day stays.
    pub sudah_terbit: bool,
    /// What is wrong.
    pub errors: &'a [FormError],
}

/// The form.
pub fn formulir(ctx: &Ctx, f: &Formulir<'_>) -> Result<Markup> {
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let form =
        Form { action: f.action, csrf: &csrf, key: &key, version: f.version, multipart: true, ..Form::default() };
    let control = |name: &'static str, label: &'static str, hint: &'static str, optional: bool| Control {
        name,
        label,
        hint,
        optional,
        error: error_of(f.errors, name),
        ..Control::default()
    };
    let isi = |name: &str| (f.isi)(name);
    let plain = Text::default();
    let instansi = f.jenis == Jenis::Instansi;
    let pilihan: Vec<Choice<'_>> =
        f.unit.unwrap_or_default().iter().map(|(id, nama)| Choice::new(id.as_str(), nama.as_str())).collect();
    let kategori: Vec<Choice<'_>> =
        f.kategori.iter().map(|(kode, nama)| Choice::new(kode.as_str(), nama.as_str())).collect();
    let kosong = if f.tanpa_unit { "Pemerintah daerah" } else { "Pilih" };
    Ok(html! {
        (page::form(&form, html! {
            (page::hidden("jenis", f.jenis.as_str()))
            @if f.unit.is_some() {
                (page::select(&control("unit", "Milik", if instansi { "Nama instansi menjadi judul profil." } else { "" }, false), &isi("unit"), &pilihan, kosong))
            }
            @if !instansi {
                (page::text_input(&control("judul", "Judul", "Sampaikan yang terpenting; paling banyak 200 karakter.", false), &isi("judul"), &plain))
            }
            @if f.jenis == Jenis::Berita && !kategori.is_empty() {
                (page::select(&control("kategori", "Kategori", "", true), &isi("kategori"), &kategori, "Tanpa kategori"))
            }
            (page::textarea(&control("ringkasan", "Ringkasan", "Satu atau dua kalimat; tampil pada daftar, hasil pencarian, dan saat dibagikan.", true), &isi("ringkasan"), 2, Some(300)))
            @if instansi {
                @for (name, label) in Rincian::FIELDS { (page::text_input(&control(name, label, "", true), &isi(name), &plain)) }
            }
            (page::textarea(&control("isi", if instansi { "Tugas dan fungsi" } else { "Isi" }, "", false), &isi("isi"), 16, None))
            (page::details("Cara memberi bentuk", html! {
                dl.govuk-summary-list { @for (tanda, arti) in teks::BANTUAN {
                    div.govuk-summary-list__row { dt.govuk-summary-list__key { code { (tanda) } } dd.govuk-summary-list__value { (arti) } }
                } }
            }))
            @if let Some(gambar) = f.gambar {
                p { "Gambar sekarang: " (gambar.lebar) " × " (gambar.tinggi) " piksel, “" (gambar.alt) "”." }
                (page::checkbox(&control("hapus_gambar", "Hapus gambar ini", "", false), isi("hapus_gambar") == page::YES))
            }
            (page::upload(&control("gambar", if f.gambar.is_some() { "Ganti gambar" } else { "Gambar" }, "Dikecilkan dan dibersihkan dari data lokasi dan kamera.", true),
                &Upload { accept: ".jpg,.jpeg,.png", limits: "JPEG atau PNG, paling besar 15 MB.", max_bytes: Some(gambar::TERBESAR), ..Upload::default() }))
            (page::text_input(&control("gambar_alt", "Keterangan gambar", "Apa yang terlihat, bagi yang tidak dapat melihatnya. Wajib bila ada gambar.", true), &isi("gambar_alt"), &plain))
            @if !f.sudah_terbit {
                (page::date_time(&control("mulai", "Tayang sejak", "Kosongkan bila langsung tayang begitu disetujui.", true), &isi("mulai")))
            }
            (page::date_time(&control("sampai", "Tayang sampai", "Kosongkan bila tidak berakhir.", true), &isi("sampai")))
            @if !instansi {
                (page::text_input(&control("siput", "Bagian akhir alamat", "Huruf kecil, angka, dan tanda hubung. Kosongkan agar dibuat dari judul. Alamat lama tetap mengantar ke sini.", true), &isi("siput"), &plain))
            }
            (page::submit("Simpan draf"))
        }))
    })
}
