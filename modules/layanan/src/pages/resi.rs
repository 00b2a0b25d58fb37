//! The applicant's own page of an application, the page that asks for number and word, and the list of an account.
use kernel::module::Unit;
use kernel::page::{self, ButtonKind, Control, FormError, Link, Text, TimelineItem};
use kernel::{Ctx, Error, Result};
use maud::{Markup, PreEscaped, html};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

use super::{alinea, hari, saat, tanda};
use crate::langkah::Meja;
use crate::model::{Keadaan, Keluaran, Kunjungan, Peristiwa, Permohonan, Tindakan};
use crate::rules::alur::{self, Syarat};
use crate::rules::jam;
use crate::standar::Standar;

/// What the page shows.
pub struct Resi<'a> {
    /// The application.
    pub satu: &'a Permohonan,
    /// Its standard.
    pub standar: &'a Standar,
    /// Who processes it.
    pub unit: Option<Unit>,
    /// The word, while it may be shown.
    pub kata: Option<String>,
    /// Parts of a joint application.
    pub bagian: &'a [Permohonan],
    /// What happened.
    pub peristiwa: &'a [Peristiwa],
    /// Visits.
    pub kunjungan: &'a [Kunjungan],
    /// What the rules ask.
    pub syarat: Syarat,
    /// Calendar and today.
    pub meja: &'a Meja,
    /// The answers.
    pub isian: Markup,
    /// What is wrong in a form of the page.
    pub galat: &'a [FormError],
}

/// The page that asks for number and word.
pub fn tanya(ctx: &Ctx, nomor: &str, galat: &[FormError]) -> Result<Markup> {
    let csrf = ctx.csrf()?;
    let form = page::Form { action: "/layanan/status", csrf: &csrf, ..page::Form::default() };
    let control =
        |name, label, hint| Control { name, label, hint, error: page::error_of(galat, name), ..Control::default() };
    Ok(page::column(html! {
        (page::error_summary(galat))
        (page::heading("Layanan", "Cek status permohonan", html! {}))
        p.govuk-body { "Juga untuk meneruskan isian yang disimpan, mengirim perbaikan, dan mengambil hasil." }
        (page::form(&form, html! {
            (page::text_input(&control("nomor", "Nomor permohonan", "Ada pada tanda terima, misalnya LYN-7K3M-Q2HX."), nomor, &Text { width: page::Width::Chars20, ..Text::default() }))
            (page::text_input(&control("kata", "Kata rahasia", "Dua kata pendek dengan garis, misalnya bakuti-remosa."), ctx.form().get("kata"), &Text { width: page::Width::Chars20, ..Text::default() }))
            (page::submit("Buka"))
        }))
        (page::details("Kata rahasia hilang?", html! {
            p.govuk-body { "Kata rahasia hanya Anda yang tahu; kami tidak menyimpannya. Datanglah ke tempat pelayanan dengan kartu identitas untuk menanyakan permohonan Anda." }
        }))
    }))
}

fn qr(alamat: &str) -> Result<Markup> {
    let kode = QrCode::with_error_correction_level(alamat, EcLevel::M).map_err(Error::internal)?;
    let gambar = kode.render::<svg::Color<'_>>().min_dimensions(148, 148).quiet_zone(true).build();
    // Only the drawing: the declaration before it belongs to a file.
    let mulai = gambar.find("<svg").unwrap_or(0);
    Ok(PreEscaped(gambar.get(mulai..).unwrap_or_default().to_owned()))
}

/// The applicant's own page.
pub fn show(ctx: &Ctx, resi: &Resi<'_>) -> Result<Markup> {
    let satu = resi.satu;
    let alamat = format!("{}/layanan/status?nomor={}", ctx.app.config.url.trim_end_matches('/'), satu.sebut());
    Ok(html! {
        (page::error_summary(resi.galat))
        (page::heading(resi.unit.as_ref().map_or("", |unit| unit.name.as_str()), &satu.judul, html! {}))
        @if let Some(kata) = &resi.kata {
            (page::panel("Simpan tanda terima ini", html! {
                "Nomor " strong { (satu.sebut()) }
                br; "Kata rahasia " strong { (kata) }
            }))
            p.govuk-body {
                "Dengan nomor dan kata itu Anda membuka halaman ini lagi dari mana saja. Kata rahasia tampil di sini selama dua jam saja; "
                "jangan berikan kepada orang lain."
            }
        }
        p { (tanda(satu.keadaan)) }
        p.govuk-body-l { (satu.keadaan.arti()) }
        (pesan(satu))
        (tertinggal(ctx, resi))
        @for kunjungan in resi.kunjungan.iter().filter(|satu| satu.keadaan == "direncana") {
            (page::inset(html! {
                p.govuk-body { strong { "Jadwal kunjungan: " } (page::moment(&saat(&ctx.app, kunjungan.mulai))) ", di " (kunjungan.tempat) "." }
                (alinea(&kunjungan.catatan))
            }))
        }
        (tindakan(ctx, resi)?)
        (page::summary_list(&[
            page::Fact::new("Nomor", html! { (satu.sebut()) }),
            page::Fact::new("Pemohon", html! { (satu.nama) }),
            page::Fact::new("Diterima", html! { @if let Some(masuk) = satu.masuk { (page::moment(&saat(&ctx.app, masuk))) } }),
            page::Fact::new("Dijanjikan selesai", janji(satu)),
        ]))
        @if !resi.bagian.is_empty() { (bagian(resi.bagian)) }
        (riwayat(ctx, resi))
        (page::details("Isian Anda", resi.isian.clone()))
        div.berdampingan {
            div { (qr(&alamat)?) }
            div {
                p.govuk-body { "Pindai untuk membuka halaman status; kata rahasia tetap diminta." }
                p.govuk-body.layar { a.govuk-link href={ (satu.href_resi()) "/cetak" } { "Unduh tanda terima (PDF)" } }
            }
        }
    })
}

fn janji(satu: &Permohonan) -> Markup {
    html! {
        @if satu.keadaan.terhenti() { "Dihitung lagi setelah Anda menjawab" }
        @else { (hari(satu.tenggat)) }
        @if satu.jeda_hari > 0 { " (" (satu.jeda_hari) " hari kerja menunggu Anda tidak dihitung)" }
    }
}

/// What an officer asks or says.
fn pesan(satu: &Permohonan) -> Markup {
    let judul = match satu.keadaan {
        Keadaan::Perbaikan => "Yang perlu diperbaiki",
        Keadaan::Bayar => "Petunjuk pembayaran",
        Keadaan::Ditolak => "Alasan penolakan",
        Keadaan::Draf
        | Keadaan::Menunggu
        | Keadaan::Masuk
        | Keadaan::Diperiksa
        | Keadaan::Kunjungan
        | Keadaan::Persetujuan
        | Keadaan::Penandatanganan
        | Keadaan::Siap
        | Keadaan::Selesai
        | Keadaan::Keberatan
        | Keadaan::Dicabut
        | Keadaan::Gabungan => return html! {},
    };
    html! {
        @if !satu.alasan.is_empty() { (page::inset(html! { h2.govuk-heading-s { (judul) } (alinea(&satu.alasan)) })) }
    }
}

/// What was typed into a form that the page does not show any more.
fn tertinggal(ctx: &Ctx, resi: &Resi<'_>) -> Markup {
    let boleh = |tindakan| alur::tuju(tindakan, resi.satu.keadaan, &resi.syarat).is_ok();
    let ada: Vec<&str> = [("keberatan", Tindakan::AjukanKeberatan), ("alasan_cabut", Tindakan::Cabut)]
        .into_iter()
        .filter(|(_, tindakan)| !boleh(*tindakan))
        .map(|(nama, _)| ctx.form().get(nama))
        .filter(|teks| !teks.is_empty())
        .collect();
    html! {
        @if !ada.is_empty() {
            (page::inset(html! {
                p.govuk-body { strong { "Tulisan Anda belum tersimpan:" } }
                @for teks in ada { (alinea(teks)) }
            }))
        }
    }
}

fn tindakan(ctx: &Ctx, resi: &Resi<'_>) -> Result<Markup> {
    let satu = resi.satu;
    let boleh = |tindakan| alur::tuju(tindakan, satu.keadaan, &resi.syarat).is_ok();
    let csrf = ctx.csrf()?;
    let key = ctx.new_form_key();
    let href = |tindakan: Tindakan| format!("{}/{}", satu.href_resi(), tindakan.kode());
    let (ambil, keberatan, cabut) = (href(Tindakan::Ambil), href(Tindakan::AjukanKeberatan), href(Tindakan::Cabut));
    let form = |action| page::Form { action, csrf: &csrf, key: &key, ..page::Form::default() };
    let berkas = Keluaran::parse(resi.standar.teks("keluaran")) != Keluaran::Tanpa && satu.hasil.is_some();
    Ok(html! {
        @if satu.keadaan == Keadaan::Perbaikan {
            p { (page::button_link("Perbaiki sekarang", &format!("/permohonan/isi/{}", satu.id), ButtonKind::Primary)) }
        }
        @if boleh(Tindakan::Ambil) {
            @if berkas {
                (page::act(&form(&ambil), "Terima hasil dan unduh", ButtonKind::Primary))
                p.govuk-body { "Anda juga dapat mengambilnya di tempat pelayanan." }
            } @else { p.govuk-body { "Ambil hasilnya di tempat pelayanan." } }
        }
        @if satu.keadaan == Keadaan::Selesai && satu.hasil.is_some() {
            p { (page::button_link("Unduh hasil", &format!("{}/hasil", satu.href_resi()), ButtonKind::Primary)) }
            @if !satu.bertanda && Keluaran::parse(resi.standar.teks("keluaran")) == Keluaran::Surat {
                p.govuk-body { "Dokumen ini tidak bertanda tangan elektronik." }
            }
        }
        @if let Some(survei) = &satu.survei {
            p { (page::button_link("Nilai layanan ini", survei, ButtonKind::Secondary)) }
        }
        @if boleh(Tindakan::AjukanKeberatan) {
            @let batas = satu.selesai.map(|saat| saat.to_offset(ctx.app.offset()).date())
                .and_then(|tolak| jam::batas_keberatan(tolak, resi.standar.angka("hari_keberatan").unwrap_or(30), &resi.meja.kalender));
            h2.govuk-heading-m { "Tidak sependapat?" }
            p.govuk-body { "Anda berhak mengajukan keberatan sampai " (hari(batas)) ". Keberatan diputus oleh pejabat lain." }
            @let control = Control { name: "keberatan", label: "Alasan keberatan", error: page::error_of(resi.galat, "keberatan"), ..Control::default() };
            (page::form(&form(&keberatan), html! {
                (page::textarea(&control, ctx.form().get("keberatan"), 5, Some(4000)))
                (page::submit("Ajukan keberatan"))
            }))
        }
        @if boleh(Tindakan::Cabut) && satu.induk.is_none() {
            @let control = Control { name: "alasan_cabut", label: "Alasan", optional: true, error: page::error_of(resi.galat, "alasan_cabut"), ..Control::default() };
            (page::details("Cabut permohonan", html! {
                p.govuk-body { "Permohonan yang dicabut tidak diproses lagi. Anda dapat mengajukan yang baru kapan saja." }
                (page::form(&form(&cabut), html! {
                    (page::textarea(&control, ctx.form().get("alasan_cabut"), 3, Some(4000)))
                    (page::button(&page::Button { label: "Cabut permohonan", kind: ButtonKind::Warning, ..page::Button::default() }))
                }))
            }))
        }
    })
}

fn bagian(semua: &[Permohonan]) -> Markup {
    let tugas: Vec<page::Task<'_>> = semua
        .iter()
        .map(|satu| page::Task {
            link: Link::new(satu.judul.as_str(), satu.href_resi()),
            hint: satu.keadaan.arti().into(),
            status: tanda(satu.keadaan),
        })
        .collect();
    html! { h2.govuk-heading-m { "Bagian permohonan" } (page::task_list(&tugas)) }
}

fn riwayat(ctx: &Ctx, resi: &Resi<'_>) -> Markup {
    let butir: Vec<TimelineItem<'_>> = resi
        .peristiwa
        .iter()
        .map(|satu| TimelineItem {
            title: kata(satu).into(),
            at: saat(&ctx.app, satu.pada),
            content: alinea(&satu.catatan),
            ..TimelineItem::default()
        })
        .collect();
    html! { h2.govuk-heading-m { "Perjalanan permohonan" } (page::timeline(&butir)) }
}

/// What an event is called.
pub fn kata(satu: &Peristiwa) -> String {
    match Tindakan::parse(&satu.tindakan) {
        Some(tindakan) => tindakan.aksi().1.to_owned(),
        None => match satu.tindakan.as_str() {
            "pesan" => "Pesan dari petugas".to_owned(),
            "catatan" => "Catatan petugas".to_owned(),
            "tugas" => "Petugas ditetapkan".to_owned(),
            "hasil" => "Hasil disiapkan".to_owned(),
            "lewat" => "Lewat dari waktu yang dijanjikan".to_owned(),
            lain => lain.to_owned(),
        },
    }
}

/// Applications of an account.
pub fn saya(ctx: &Ctx, semua: &[Permohonan], berikut: Option<&str>) -> Markup {
    let rows = semua
        .iter()
        .map(|satu| {
            let href =
                if satu.keadaan == Keadaan::Draf { format!("/permohonan/isi/{}", satu.id) } else { satu.href_resi() };
            page::Row::new(vec![
                html! { a.govuk-link href=(href) { (satu.judul) } },
                html! { (satu.nomor.as_deref().unwrap_or("–")) },
                html! { (page::moment(&saat(&ctx.app, satu.masuk.unwrap_or(satu.created)))) },
                html! { (hari(satu.tenggat)) },
                tanda(satu.keadaan),
            ])
        })
        .collect();
    let table = page::Table {
        caption: "Permohonan saya".into(),
        caption_hidden: true,
        columns: ["Layanan", "Nomor", "Diajukan", "Dijanjikan selesai", "Keadaan"].map(page::Column::new).into(),
        rows,
        ..page::Table::default()
    };
    html! {
        (page::heading("Layanan", "Permohonan saya", html! {}))
        @if semua.is_empty() {
            (page::empty("Belum ada permohonan", "Permohonan yang Anda ajukan saat masuk dengan akun ini muncul di sini.", Some(&Link::new("Cari layanan", "/layanan"))))
        } @else { (page::table(&table)) (page::pagination(None, berikut, "")) }
    }
}
