//! The form in which one duty is adjusted.

use super::{bingkai, salah};
use crate::kalimat;
use crate::model::{DaftarKewajiban, Kewajiban};
use crate::rules::sesuai;
use http::StatusCode;
use kernel::page::{self, Choice, ChoiceLayout, Control, Form, Text, Width};
use kernel::{Ctx, FieldError, Response, Result};
use maud::html;

/// What stands in the form.
#[derive(Default)]
pub struct Isian {
    pub aktif: bool,
    pub alasan: String,
    pub tiap: String,
    pub hari: String,
    pub sekali_dalam: String,
    pub tenggat: String,
    pub pengingat: String,
    pub version: i64,
    pub salah: Vec<FieldError>,
}

const LAMA: [&str; 9] =
    ["bulan", "triwulan", "semester", "tahun", "18 bulan", "2 tahun", "3 tahun", "4 tahun", "5 tahun"];

/// The page.
pub fn halaman(
    ctx: &Ctx,
    daftar: &DaftarKewajiban,
    kewajiban: &Kewajiban,
    isian: &Isian,
    status: StatusCode,
) -> Result<Response> {
    let galat = salah(&isian.salah);
    let boleh = sesuai::terbuka(kewajiban);
    let (csrf, key, version) = (ctx.csrf()?, ctx.new_form_key(), isian.version.to_string());
    let action = format!("/katalog-kewajiban/{}/atur", kewajiban.kode);
    let lama: Vec<Choice<'_>> = LAMA.iter().map(|satu| Choice::new(*satu, *satu)).collect();
    let kontrol = |name: &'static str, label: &'static str, hint: &'static str| Control {
        name,
        label,
        hint,
        error: page::error_of(&galat, name),
        optional: true,
        ..Control::default()
    };
    let aktif = [
        Choice::new("ya", "Dipantau"),
        Choice::new("tidak", "Tidak dipantau").with_hint("Yang belum dikerjakan dan tanpa bukti akan gugur."),
    ];
    let body = html! {
        (page::error_summary(&galat))
        (page::heading(&kalimat::pasal(&kewajiban.pasal), &format!("Sesuaikan: {}", kewajiban.judul), html! {}))
        (page::column(html! {
            p { "Jadwal dalam profil: " (kalimat::jadwal(daftar, kewajiban, &kewajiban.jadwal)) "." }
            @if boleh.tidak_ada() {
                (page::inset(html! { "Jadwal kewajiban ini ditetapkan peraturan, jadi tidak dapat diubah di sini. Pengingatnya dapat." }))
            }
            (page::form(&Form { action: &action, csrf: &csrf, key: &key, version: &version, ..Form::default() }, html! {
                (page::radios(&Control { name: "aktif", label: "Pemantauan", ..Control::default() }, if isian.aktif { "ya" } else { "tidak" }, &aktif, ChoiceLayout::default()))
                @if boleh.tiap { (page::select(&kontrol("tiap", "Setiap", "Mengganti panjang masa membuat masa baru; bukti lama tetap pada masa lama."), &isian.tiap, &lama, "Seperti profil")) }
                @if boleh.jatuh { (page::text_input(&kontrol("hari", "Jatuh tempo pada", "Hari dan bulan, misalnya 30-06. Kosong berarti seperti profil."), &isian.hari, &Text { width: Width::Chars10, ..Text::default() })) }
                @if boleh.sekali_dalam { (page::select(&kontrol("sekali_dalam", "Selesai dalam", ""), &isian.sekali_dalam, &lama, "Seperti profil")) }
                @if boleh.tenggat { (page::number(&kontrol("tenggat", "Tenggat setelah kejadian", "Kosong berarti seperti profil."), &isian.tenggat, false, "hari kerja")) }
                (page::text_input(&kontrol("pengingat", "Ingatkan sebelum jatuh tempo (hari)", "Misalnya 30, 7, 1. Kosong berarti mengikuti pengaturan umum."), &isian.pengingat, &Text { width: Width::Chars20, ..Text::default() }))
                (page::textarea(&kontrol("alasan", "Alasan", "Wajib diisi bila jadwal diubah atau pemantauan dihentikan. Alasan tampil di katalog."), &isian.alasan, 3, Some(1000)))
                (page::submit("Simpan penyesuaian"))
            }))
        }))
    };
    bingkai(ctx, status, "Sesuaikan kewajiban", !galat.is_empty(), body)
}
