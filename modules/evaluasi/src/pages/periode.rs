//! Forms of a period: opening it, its settings.

use kernel::page::{self, Choice, ChoiceLayout, Control, Form, Link, Text, Width, error_of};
use kernel::web::Response;
use kernel::{Ctx, FieldError, Result, indonesia::tanggal};
use maud::{Markup, html};
use time::Date;

use super::bagian::{Tampilan, bingkai, halaman_periode, isian, kesalahan};
use crate::angka::tulis_ringkas;
use crate::instrumen;
use crate::model::PredikatDari;
use crate::profil::Ketentuan;
use crate::ruang::Ruang;
use crate::rules::alur::{Jalur, Keadaan};

pub(crate) fn baru(ctx: &Ctx, ketentuan: &Ketentuan, galat: &[FieldError]) -> Result<Response> {
    let kesalahan = kesalahan(galat);
    let salah = |medan: &str| error_of(&kesalahan, medan);
    let tahun = isian(ctx, "tahun", &ctx.today().year().to_string());
    let instrumen: Vec<Choice<'_>> = instrumen::semua()
        .map_err(kernel::Error::internal)?
        .iter()
        .rev()
        .map(|i| {
            let masa = match i.tahun_sampai {
                Some(sampai) => format!("Dipakai untuk penilaian tahun {} sampai {sampai}.", i.tahun_dari),
                None => format!("Dipakai untuk penilaian sejak tahun {}.", i.tahun_dari),
            };
            Choice::new(i.id.as_str(), i.nama.as_str()).with_hint(masa)
        })
        .collect();
    let usul = ketentuan.instrumen.clone().unwrap_or_default();
    let isi = html! {
        (page::heading("Evaluasi", "Buka periode", html! {}))
        (page::column(page::form(&Form { action: "/evaluasi/baru", csrf: &ctx.csrf()?, key: &ctx.new_form_key(), ..Form::default() }, html! {
            (page::text_input(&Control { name: "tahun", label: "Tahun yang dinilai", error: salah("tahun"), ..Control::default() },
                &tahun, &Text { width: Width::Chars5, kind: page::TextKind::Digits, ..Text::default() }))
            (page::radios(&Control { name: "instrumen", label: "Instrumen", error: salah("instrumen"), ..Control::default() },
                &isian(ctx, "instrumen", &usul), &instrumen, ChoiceLayout::Stacked))
            (pokok(ctx, galat, &format!("Evaluasi {}", ctx.today().year()), ketentuan.jalur, ketentuan.basis))
            (jadwal(ctx, galat, [None; 4], ""))
            (page::submit("Buka periode"))
        })))
    };
    let jalan = vec![Link::new("Beranda", "/"), Link::new("Evaluasi", "/evaluasi")];
    bingkai(ctx, "Buka periode", jalan, galat, isi)
}

fn pokok(ctx: &Ctx, galat: &[FieldError], nama: &str, jalur: Option<Jalur>, basis: PredikatDari) -> Markup {
    let kesalahan = kesalahan(galat);
    let salah = |medan: &str| error_of(&kesalahan, medan);
    let jalur_pilihan: Vec<Choice<'_>> = Jalur::SEMUA.into_iter().map(|j| Choice::new(j.id(), j.nama())).collect();
    let basis_pilihan = [
        Choice::new(PredikatDari::IndeksPenuh.id(), "Indeks penuh").with_hint("Indeks 3,4985 di bawah 3,5."),
        Choice::new(PredikatDari::Indeks2Desimal.id(), "Indeks dua desimal")
            .with_hint("Indeks 3,4985 dibulatkan menjadi 3,50."),
    ];
    html! {
        (page::text_input(&Control { name: "nama", label: "Nama periode", hint: "Tampak pada daftar dan Berita Acara.", error: salah("nama"), ..Control::default() },
            &isian(ctx, "nama", nama), &Text::default()))
        (page::radios(&Control { name: "jalur", label: "Jalur penilaian", error: salah("jalur"), ..Control::default() },
            &isian(ctx, "jalur", jalur.map_or("", Jalur::id)), &jalur_pilihan, ChoiceLayout::Stacked))
        (page::radios(&Control { name: "basis", label: "Predikat ditentukan dari", hint: "Bila kedua dasar memberi predikat berbeda, keduanya ditampilkan.", error: salah("basis"), ..Control::default() },
            &isian(ctx, "basis", basis.id()), &basis_pilihan, ChoiceLayout::Stacked))
    }
}

fn medan_tanggal(
    ctx: &Ctx,
    galat: &[FieldError],
    name: &str,
    label: &str,
    hint: &str,
    kini: Option<Date>,
    optional: bool,
) -> Markup {
    let kesalahan = kesalahan(galat);
    let tersimpan = kini.map(tulis_tanggal).unwrap_or_default();
    page::date(
        &Control { name, label, hint, optional, error: error_of(&kesalahan, name), ..Control::default() },
        &isian(ctx, name, &tersimpan),
    )
}

fn tulis_tanggal(hari: Date) -> String {
    format!("{:02}-{:02}-{}", hari.day(), u8::from(hari.month()), hari.year())
}

fn tenggat(ctx: &Ctx, galat: &[FieldError], kini: [Option<Date>; 3]) -> Markup {
    let [isi, validasi, eksternal] = kini;
    page::beside(&[
        medan_tanggal(ctx, galat, "tenggat_isi", "Tenggat penilaian mandiri", "", isi, true),
        medan_tanggal(ctx, galat, "tenggat_validasi", "Tenggat validasi internal", "", validasi, true),
        medan_tanggal(ctx, galat, "tenggat_eksternal", "Tenggat penilaian eksternal", "", eksternal, true),
    ])
}

fn jadwal(ctx: &Ctx, galat: &[FieldError], kini: [Option<Date>; 4], sasaran: &str) -> Markup {
    let kesalahan = kesalahan(galat);
    let [penilaian, isi, validasi, eksternal] = kini;
    let petunjuk = "Umur bukti reviu dihitung sampai tanggal ini.";
    html! {
        (medan_tanggal(ctx, galat, "tanggal_penilaian", "Tanggal penilaian", petunjuk, penilaian, false))
        (tenggat(ctx, galat, [isi, validasi, eksternal]))
        (page::number(&Control { name: "sasaran", label: "Sasaran indeks", optional: true, error: error_of(&kesalahan, "sasaran"), ..Control::default() },
            &isian(ctx, "sasaran", sasaran), true, ""))
    }
}

pub(crate) fn pengaturan(ctx: &Ctx, ruang: &Ruang, galat: &[FieldError], bentrok: bool) -> Result<Response> {
    let p = &ruang.periode;
    let versi = p.version.to_string();
    let href = format!("{}/pengaturan", p.href());
    let penuh = p.keadaan == Keadaan::Persiapan;
    let kini = [p.tenggat_isi, p.tenggat_validasi, p.tenggat_eksternal];
    let isi = html! {
        (page::heading(&p.nama, "Pengaturan periode", html! {}))
        @if bentrok { (tersimpan_sekarang(ruang)) }
        @if !ruang.boleh_menjadwal() {
            (page::inset(html! { "Hanya penyusun periode yang dapat mengubah pengaturan, dan hanya sebelum hasil dibekukan." }))
        } @else {
            (page::column(page::form(&Form { action: &href, csrf: &ctx.csrf()?, key: &ctx.new_form_key(), version: &versi, ..Form::default() }, html! {
                @if penuh {
                    (pokok(ctx, galat, &p.nama, Some(p.jalur), p.basis))
                    (jadwal(ctx, galat, [Some(p.tanggal_penilaian), p.tenggat_isi, p.tenggat_validasi, p.tenggat_eksternal],
                        &p.sasaran.map(tulis_ringkas).unwrap_or_default()))
                } @else {
                    p.govuk-body { "Sesudah penilaian dimulai hanya tenggat yang dapat diubah." }
                    (tenggat(ctx, galat, kini))
                }
                (page::submit("Simpan"))
            })))
        }
    };
    halaman_periode(ctx, ruang, Tampilan::Lain, "Pengaturan periode", galat, isi)
}

fn tersimpan_sekarang(ruang: &Ruang) -> Markup {
    let p = &ruang.periode;
    let hari = |tanggal: Option<Date>| html! { @if let Some(hari) = tanggal { (tanggal::panjang(hari)) } };
    page::card(
        "Yang tersimpan sekarang",
        &[],
        page::summary_list(&[
            page::Fact::new("Nama", html! { (p.nama) }),
            page::Fact::new("Jalur", html! { (p.jalur.nama()) }),
            page::Fact::new("Predikat dari", html! { (p.basis.nama()) }),
            page::Fact::new("Tanggal penilaian", hari(Some(p.tanggal_penilaian))),
            page::Fact::new("Tenggat penilaian mandiri", hari(p.tenggat_isi)),
            page::Fact::new("Tenggat validasi internal", hari(p.tenggat_validasi)),
            page::Fact::new("Tenggat penilaian eksternal", hari(p.tenggat_eksternal)),
        ]),
    )
}
