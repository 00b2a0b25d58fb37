//! Receipt and status, for the reporter.
use http::StatusCode;
use kernel::indonesia::{kalimat, tanggal};
use kernel::page::{self, Attachment, ButtonKind, Choice, ChoiceLayout, Fact, Form, Link, Text, TimelineItem, Upload};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};

use super::{Rujukan, alinea, hitung_mundur, kendali, langkah_berikut, tanda};
use crate::model::{self, Keadaan, Pengaduan};
use crate::rules::alur::{self, Tindakan};
use crate::store::berkas::Berkas;
use crate::store::jejak::{Jejak, Peran, Terlihat};
use crate::{lampiran, qr};

/// What the page shows.
pub struct Bahan<'a> {
    /// The complaint.
    pub kini: &'a Pengaduan,
    /// The one that goes on for it.
    pub induk: Option<&'a Pengaduan>,
    /// What things are called.
    pub rujukan: &'a Rujukan,
    /// What happened, oldest first.
    pub langkah: &'a [Jejak],
    /// Files.
    pub berkas: Vec<Berkas>,
    /// What the reporter can do now.
    pub pilihan: &'a [Tindakan],
    /// The act whose form is open.
    pub terbuka: Option<Tindakan>,
    /// The secret word, while it is shown.
    pub kata: Option<String>,
    /// Address of a survey.
    pub survei: Option<String>,
}

/// The page that asks for number and word.
pub fn lacak(ctx: &Ctx, status: StatusCode, nomor: &str, salah: &[FieldError]) -> Result<Response> {
    let errors = super::salah(salah);
    let csrf = ctx.csrf()?;
    let lupa = Text { autocomplete: "off", ..Text::default() };
    let isi = page::column(html! {
        (page::error_summary(&errors))
        (page::heading("Pengaduan", "Lacak laporan", html! {}))
        (page::form(&Form { action: "/pengaduan/lacak", csrf: &csrf, ..Form::default() }, html! {
            (page::text_input(&kendali("nomor", "Nomor laporan", "Seperti PGD-7K3M-Q2HX.", false, &errors), nomor, &lupa))
            (page::text_input(&kendali("kata", "Kata rahasia", "Seperti bakuti-remosa.", false, &errors), ctx.form().get("kata"), &lupa))
            (page::submit("Buka laporan"))
        }))
        @if ctx.actor.account().is_some() {
            p.govuk-body { a.govuk-link href="/pengaduan/saya" { "Semua laporan dari akun saya" } }
        }
        (page::details("Kata rahasia hilang?", html! {
            p.govuk-body { "Kata rahasia tidak dapat dikirim ulang: kami hanya menyimpan sidiknya. Anda dapat membuat laporan baru dan menyebut nomor yang lama." }
        }))
    });
    super::bingkai(ctx, status, "Lacak laporan", !errors.is_empty(), isi)
}

/// The complaints of an account.
pub fn saya(ctx: &Ctx, semua: &[Pengaduan], batas: usize) -> Result<Response> {
    let rows = semua.iter().take(batas).map(|satu| {
        page::Row::new(vec![
            html! { a.govuk-link href=(model::href_resi(satu.id)) { (satu.judul) } },
            html! { (satu.nomor) },
            tanda(satu.keadaan),
            html! { (tanggal::pendek(super::hari(&ctx.app, satu.diterima))) },
        ])
    });
    let kolom = ["Laporan", "Nomor", "Status", "Diterima"].map(page::Column::new).to_vec();
    let lanjut = semua.get(batas.saturating_sub(1)).filter(|_| semua.len() > batas);
    let lanjut = lanjut.map(|satu| format!("/pengaduan/saya?sebelum={}", satu.id));
    let isi = html! {
        (page::heading("Pengaduan", "Laporan saya", page::button_link("Sampaikan laporan", "/pengaduan/lapor", ButtonKind::Primary)))
        @if semua.is_empty() {
            (page::empty("Belum ada laporan dari akun ini", "Laporan yang dikirim sewaktu Anda masuk tampil di sini. Laporan lain dibuka dengan nomor dan kata rahasia.", Some(&Link::new("Lacak laporan", "/pengaduan/lacak"))))
        } @else {
            (page::table(&page::Table { caption: "Laporan saya".into(), caption_hidden: true, columns: kolom, rows: rows.collect(), ..page::Table::default() }))
            (page::pagination(None, lanjut.as_deref(), ""))
        }
    };
    super::bingkai(ctx, StatusCode::OK, "Laporan saya", false, isi)
}

fn tanda_terima(ctx: &Ctx, bahan: &Bahan<'_>, kata: &str) -> Result<Markup> {
    Ok(html! {
        (page::panel("Laporan diterima", html! { "Nomor " strong { (bahan.kini.nomor) } br; "Kata rahasia " strong { (kata) } }))
        (page::warning("Catat, foto, atau cetak halaman ini. Kata rahasia hanya tampil dua jam, di perangkat ini saja."))
        (qr::gambar(&qr::alamat(&ctx.app, &bahan.kini.nomor))?)
        p.govuk-body { "Kode ini membuka halaman lacak. Nomor dan kata rahasia bersama-sama membuka laporan Anda: jangan berikan kepada orang lain." }
    })
}

fn isi_langkah(satu: &Jejak, bahan: &Bahan<'_>) -> Markup {
    html! {
        @if matches!(satu.tindakan.as_str(), "disposisi" | "teruskan") {
            p.govuk-body { "Kepada " (bahan.rujukan.nama_unit(satu.unit)) }
        } @else {
            (alinea(&satu.teks))
        }
    }
}

/// The steps that the reporter may read, newest first.
fn riwayat(ctx: &Ctx, bahan: &Bahan<'_>) -> Markup {
    let tampil = bahan.langkah.iter().rev().filter(|satu| satu.terlihat != Terlihat::Petugas);
    let butir: Vec<TimelineItem<'_>> = tampil
        .map(|satu| TimelineItem {
            title: Tindakan::urai(&satu.tindakan).map_or("Kabar", Tindakan::label).into(),
            by: if satu.peran == Peran::Petugas {
                bahan.rujukan.nama_unit(satu.unit).to_owned().into()
            } else {
                satu.peran.label().into()
            },
            at: super::saat(ctx, satu.pada),
            content: isi_langkah(satu, bahan),
        })
        .collect();
    page::timeline(&butir)
}

fn daftar_berkas(bahan: &Bahan<'_>) -> Markup {
    let boleh = |satu: &&Berkas| match satu.jejak {
        None => true,
        Some(jejak) => bahan.langkah.iter().any(|each| each.id == jejak && each.terlihat != Terlihat::Petugas),
    };
    let semua: Vec<Attachment<'_>> = bahan
        .berkas
        .iter()
        .filter(boleh)
        .map(|satu| Attachment {
            link: Link::new(satu.nama.as_str(), format!("/pengaduan/resi/{}/berkas/{}", bahan.kini.id, satu.id)),
            kind: lampiran::sebutan(&satu.jenis).into(),
            size: kalimat::ukuran(u64::try_from(satu.ukuran).unwrap_or(0)).into(),
            note: if satu.dari_pelapor { "dari Anda" } else { "dari petugas" }.into(),
            ..Attachment::default()
        })
        .collect();
    html! { @if !semua.is_empty() { h2.govuk-heading-m { "Berkas" } (page::attachments(&semua)) } }
}

/// What an act is called on the reporter's buttons.
fn ajakan(tindakan: Tindakan) -> &'static str {
    let tabel = [
        (Tindakan::Setuju, "Sudah selesai, beri nilai"),
        (Tindakan::BukaLagi, "Belum selesai, buka lagi"),
        (Tindakan::Keberatan, "Ajukan keberatan"),
        (Tindakan::Tambah, "Tambah keterangan"),
    ];
    alur::menurut(&tabel, tindakan, tindakan.label())
}

fn formulir(ctx: &Ctx, bahan: &Bahan<'_>, tindakan: Tindakan, errors: &[page::FormError]) -> Result<Markup> {
    let (csrf, kunci) = (ctx.csrf()?, ctx.new_form_key());
    let action = format!("/pengaduan/resi/{}/{}", bahan.kini.id, tindakan.kode());
    let form = ctx.form();
    let tabel = [
        (Tindakan::Setuju, ("Pesan untuk petugas", "")),
        (Tindakan::BukaLagi, ("Apa yang belum selesai?", "Laporan kembali ke petugas dengan tenggat baru.")),
        (
            Tindakan::Keberatan,
            ("Mengapa Anda keberatan?", "Keberatan diputus oleh Inspektorat, satu kali untuk setiap laporan."),
        ),
    ];
    let (label, hint) = alur::menurut(&tabel, tindakan, ("Keterangan", "Yang Anda tambahkan dibaca petugas."));
    let nilai: Vec<Choice<'_>> =
        [("5", "5, sangat puas"), ("4", "4, puas"), ("3", "3, cukup"), ("2", "2, kurang puas"), ("1", "1, tidak puas")]
            .map(|(value, label)| Choice::new(value, label))
            .to_vec();
    Ok(html! {
        h2.govuk-heading-m id="tindakan" { (ajakan(tindakan)) }
        (page::form(&Form { action: &action, csrf: &csrf, key: &kunci, multipart: true, ..Form::default() }, html! {
            @if tindakan == Tindakan::Setuju {
                (page::radios(&kendali("nilai", "Bagaimana penanganannya?", "", false, errors), form.get("nilai"), &nilai, ChoiceLayout::Stacked))
            }
            (page::textarea(&kendali("teks", label, hint, tindakan == Tindakan::Setuju, errors), form.get("teks"), 5, None))
            @if tindakan != Tindakan::Setuju {
                (page::upload(&kendali("berkas", "Foto atau berkas", "", true, errors), &Upload { accept: lampiran::TERIMA, multiple: true, limits: lampiran::BATAS, max_bytes: Some(lampiran::UKURAN) }))
            }
            (page::submit("Kirim"))
        }))
    })
}

/// Receipt, state, steps, and what can be done.
pub fn show(ctx: &Ctx, status: StatusCode, bahan: &Bahan<'_>, salah: &[FieldError]) -> Result<Response> {
    let errors = super::salah(salah);
    let kini = bahan.kini;
    let terbuka =
        bahan.terbuka.or_else(|| if kini.keadaan == Keadaan::Dilengkapi { Some(Tindakan::Tambah) } else { None });
    let terbuka = terbuka.or_else(|| (!salah.is_empty()).then_some(Tindakan::Tambah));
    let jalan = bahan.induk.unwrap_or(kini);
    let mut fakta = vec![
        Fact::new("Nomor", html! { (kini.nomor) }),
        Fact::new("Status", tanda(jalan.keadaan)),
        Fact::new("Ditangani", html! { (bahan.rujukan.nama_unit(jalan.unit)) }),
    ];
    if jalan.batas.is_some() {
        fakta.push(Fact::new(langkah_berikut(jalan.keadaan), hitung_mundur(bahan.rujukan, jalan.batas)));
    }
    if jalan.keadaan.aktif() && jalan.tenggat.is_some() && jalan.tenggat != jalan.batas {
        fakta.push(Fact::new("Tenggat penyelesaian", super::tenggat_akhir(bahan.rujukan, jalan)));
    }
    if let Some(satu) = kini.klasifikasi {
        fakta.push(Fact::new("Klasifikasi", html! { (satu.label()) }));
    }
    fakta.push(Fact::new("Pokok", html! { (bahan.rujukan.nama_kategori(kini.kategori.as_deref())) }));
    fakta.push(Fact::new("Tempat", super::tempat(bahan.rujukan, kini)));
    fakta.push(Fact::new("Identitas", html! { (kini.sifat.label()) }));
    fakta.push(Fact::new(
        "Diterima",
        html! { (page::moment(&super::saat(ctx, kini.diterima))) " lewat " (kini.kanal.label()) },
    ));
    let isi = page::column(html! {
        (page::error_summary(&errors))
        @if let Some(kata) = &bahan.kata { (tanda_terima(ctx, bahan, kata)?) }
        (page::heading("Laporan Anda", &kini.judul, html! {}))
        @if bahan.induk.is_some() {
            (page::inset(html! { p.govuk-body { "Laporan ini sama dengan laporan lain yang sudah ada. Keduanya ditangani bersama; kabarnya tampil di bawah." } }))
        }
        (page::summary_list(&fakta))
        (page::details("Isi laporan", alinea(&kini.uraian)))
        @if let Some(alamat) = bahan.survei.as_deref().filter(|_| !kini.keadaan.aktif()) {
            (page::inset(html! { p.govuk-body { "Bantu kami memperbaiki layanan: " a.govuk-link href=(page::safe_href(alamat)) { "isi survei singkat" } "." } }))
        }
        @if !bahan.pilihan.is_empty() {
            div.layar { (page::buttons(html! {
                @for satu in bahan.pilihan.iter().rev().filter(|satu| Some(**satu) != terbuka) {
                    (page::button_link(ajakan(*satu), &format!("{}?tindakan={}#tindakan", model::href_resi(kini.id), satu.kode()), ButtonKind::Secondary))
                }
            })) }
        }
        @if let Some(tindakan) = terbuka { div.layar { (formulir(ctx, bahan, tindakan, &errors)?) } }
        h2.govuk-heading-m { "Perjalanan laporan" }
        (riwayat(ctx, bahan))
        (daftar_berkas(bahan))
    });
    super::bingkai(ctx, status, "Laporan Anda", !errors.is_empty(), isi)
}
