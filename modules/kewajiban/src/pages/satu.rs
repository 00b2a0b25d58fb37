//! The page of one obligation.

use super::{bingkai, jatuh, pasal, salah, tanda};
use crate::kalimat;
use crate::model::Kewajiban;
use crate::rules::alur::{self, Keadaan, Tindakan};
use crate::store::bukti::Isi;
use crate::store::{Baris, Bukti};
use crate::web::satu::{self as kerja, REKAMAN};
use crate::web::{Meja, tindakan};
use http::StatusCode;
use kernel::audit::history::Entry;
use kernel::file::Stored;
use kernel::indonesia::{kalimat as kata, tanggal};
use kernel::page::{
    self, Attachment, Button, ButtonKind, Choice, Control, Fact, Flash, FlashKind, Form, FormError, Link, Moment, Text,
    TextKind, TimelineItem, Upload,
};
use kernel::web::Pick;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use std::collections::BTreeMap;
use time::format_description::well_known::Rfc3339;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// Everything that the page shows.
pub struct Rincian {
    pub baris: Baris,
    pub bukti: Vec<Bukti>,
    pub berkas: Vec<Stored>,
    pub riwayat: Vec<Entry>,
    pub langkah: Vec<(String, Date, i64)>,
    pub nama: BTreeMap<Uuid, String>,
    /// The record that is being chosen as evidence.
    pub rekaman: Pick,
}

/// What was typed into a form of the page, when it is shown again.
#[derive(Default)]
pub struct Isian {
    pub salah: Vec<FieldError>,
    pub konflik: bool,
    pub terisi: bool,
}

/// The page.
pub fn halaman(ctx: &Ctx, meja: &Meja, rincian: &Rincian, isian: &Isian, status: StatusCode) -> Result<Response> {
    let baris = &rincian.baris;
    let judul = meja.judul(&baris.kewajiban);
    let galat = salah(&isian.salah);
    let kewajiban = meja.kewajiban(&baris.kewajiban);
    let masa = kalimat::masa(&baris.masa.kunci, baris.masa.mulai, baris.masa.akhir);
    let body = html! {
        (page::error_summary(&galat))
        @if isian.konflik { (konflik(rincian)) }
        (page::heading(&format!("{} · {masa}", meja.nama(&baris.penanggung)), judul, html! {}))
        (fakta(ctx, meja, rincian, kewajiban))
        (keterangan(ctx, rincian))
        (bagian_bukti(ctx, meja, rincian, kewajiban, isian, &galat)?)
        (pemeriksaan(ctx, rincian, kewajiban, &galat)?)
        (riwayat(ctx, rincian))
    };
    bingkai(ctx, status, judul, !galat.is_empty(), body)
}

fn konflik(rincian: &Rincian) -> Markup {
    let siapa = rincian.riwayat.first().and_then(|satu| satu.actor.clone()).unwrap_or_else(|| "sistem".to_owned());
    let apa = rincian.riwayat.first().map_or("mengubahnya", |satu| kata_tindakan(&satu.action));
    let teks = format!(
        "Kewajiban ini baru saja diubah oleh {siapa} ({apa}). Isian Anda masih ada di bawah; periksa keadaannya, lalu kirim lagi bila masih perlu."
    );
    page::banner(&Flash { kind: FlashKind::Problem, text: &teks })
}

fn fakta(ctx: &Ctx, meja: &Meja, rincian: &Rincian, kewajiban: Option<&Kewajiban>) -> Markup {
    let baris = &rincian.baris;
    let mut semua = vec![
        Fact::new("Status", tanda(baris, ctx.today(), meja.setelan.hari_mendekati)),
        Fact::new("Jatuh tempo", jatuh(baris, ctx.today())),
        Fact::new("Penanggung", html! { (meja.nama(&baris.penanggung)) }),
    ];
    if let Some(kewajiban) = kewajiban {
        semua.push(Fact::new("Koordinator", html! { (kalimat::peran(&meja.daftar, kewajiban.koordinator)) }));
        semua.push(Fact::new("Dasar", pasal(&kewajiban.pasal)));
        semua.push(Fact::new("Yang diminta", html! { (kewajiban.uraian) }));
        semua.push(Fact::new(
            "Jadwal",
            html! {
                (kalimat::jadwal(&meja.daftar, kewajiban, &kewajiban.jadwal)) ". "
                a.govuk-link href={ "/katalog-kewajiban/" (kewajiban.kode) } { "Tentang kewajiban ini" }
            },
        ));
    }
    if let Some(hari) = baris.tanggal_bukti {
        let lambat = hari > baris.masa.jatuh;
        semua.push(Fact::new(
            "Terpenuhi pada",
            html! {
                (tanggal::panjang(hari)) @if lambat { " " (page::tag("Melewati jatuh tempo", page::Tone::Attention)) }
            },
        ));
    }
    page::summary_list(&semua)
}

fn orang(rincian: &Rincian, id: Option<Uuid>) -> String {
    id.and_then(|id| rincian.nama.get(&id)).cloned().unwrap_or_else(|| "orang yang akunnya sudah tidak ada".to_owned())
}

/// Why it stands as it stands.
fn keterangan(ctx: &Ctx, rincian: &Rincian) -> Markup {
    let baris = &rincian.baris;
    let zona = ctx.app.profile.zone();
    let pada = |at: Option<OffsetDateTime>| at.map(|at| tanggal::waktu_pendek(at, zona)).unwrap_or_default();
    let alasan = baris.alasan.as_deref().unwrap_or_default();
    match baris.keadaan {
        Keadaan::Dikembalikan => page::inset(html! {
            p { strong { "Dikembalikan" } " oleh " (orang(rincian, baris.diputus_oleh)) ", " (pada(baris.diputus_pada)) "." }
            p { (alasan) }
        }),
        Keadaan::TidakBerlaku => page::inset(html! {
            p { strong { "Tidak berlaku untuk masa ini" } ", diputuskan oleh " (orang(rincian, baris.diputus_oleh)) ", " (pada(baris.diputus_pada)) "." }
            p { (alasan) }
        }),
        Keadaan::Diperiksa => page::inset(html! {
            p { "Bukti diajukan oleh " (orang(rincian, baris.diajukan_oleh)) ", " (pada(baris.diajukan_pada)) ", dan menunggu pemeriksaan koordinator." }
        }),
        Keadaan::Gugur => page::inset(html! { p { (alasan) } }),
        Keadaan::Terpenuhi => page::inset(html! {
            p { "Bukti diterima oleh " (orang(rincian, baris.diputus_oleh)) ", " (pada(baris.diputus_pada)) "." }
        }),
        Keadaan::Terbuka => html! {},
    }
}

fn bagian_bukti(
    ctx: &Ctx,
    meja: &Meja,
    rincian: &Rincian,
    kewajiban: Option<&Kewajiban>,
    isian: &Isian,
    galat: &[FormError],
) -> Result<Markup> {
    let baris = &rincian.baris;
    let boleh = kerja::boleh_kerja(ctx, baris);
    let bisa = |tindakan| boleh && alur::akibat(baris.keadaan, tindakan).is_ok();
    let ada = !rincian.bukti.is_empty();
    Ok(html! {
        h2.govuk-heading-m { "Bukti" }
        @if let Some(kewajiban) = kewajiban {
            p { "Yang diterima sebagai bukti:" }
            ul.govuk-list.govuk-list--bullet { @for satu in &kewajiban.bukti { li { (satu) } } }
        }
        @if ada { (daftar_bukti(ctx, rincian, bisa(Tindakan::CabutBukti))?) } @else { p.pudar { "Belum ada bukti." } }
        @if ada && bisa(Tindakan::Ajukan) { (tombol(ctx, baris, "ajukan", "Ajukan untuk diperiksa", ButtonKind::Primary)?) }
        @if bisa(Tindakan::Tarik) { (tombol(ctx, baris, "tarik", "Tarik kembali pengajuan", ButtonKind::Secondary)?) }
        @if bisa(Tindakan::TambahBukti) && kewajiban.is_some() { (isian_bukti(ctx, meja, rincian, kewajiban, isian, galat)?) }
    })
}

fn tombol(ctx: &Ctx, baris: &Baris, act: &str, label: &str, kind: ButtonKind) -> Result<Markup> {
    let (csrf, key, version) = (ctx.csrf()?, ctx.new_form_key(), baris.version.to_string());
    let action = format!("{}/{act}", baris.href());
    Ok(page::act(&Form { action: &action, csrf: &csrf, key: &key, version: &version, ..Form::default() }, label, kind))
}

fn daftar_bukti(ctx: &Ctx, rincian: &Rincian, bisa_cabut: bool) -> Result<Markup> {
    let baris = &rincian.baris;
    let mut semua = vec![];
    for satu in &rincian.bukti {
        let oleh = orang(rincian, satu.oleh);
        let acts = if bisa_cabut {
            let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
            let action = format!("{}/bukti/{}/cabut", baris.href(), satu.id);
            page::act(&Form { action: &action, csrf: &csrf, key: &key, ..Form::default() }, "Cabut", ButtonKind::Text)
        } else {
            html! {}
        };
        let (href, kind, size) = match &satu.isi {
            Isi::Berkas(id) => {
                let berkas = rincian.berkas.iter().find(|berkas| berkas.id == *id);
                let kind = berkas.map_or("Berkas", |berkas| jenis_berkas(&berkas.media_type));
                let size =
                    berkas.map(|berkas| kata::ukuran(u64::try_from(berkas.size).unwrap_or(0))).unwrap_or_default();
                (format!("{}/bukti/{}/berkas", baris.href(), satu.id), kind, size)
            }
            Isi::Tautan(alamat) => (alamat.clone(), "Tautan", String::new()),
            Isi::Rekaman { href, .. } => (href.clone(), "Rekaman", String::new()),
        };
        let catatan = if satu.catatan.is_empty() { String::new() } else { format!(" {}", satu.catatan) };
        semua.push((
            satu,
            href,
            kind,
            size,
            format!("Bertanggal {}, ditambahkan {oleh}.{catatan}", tanggal::panjang(satu.tanggal)),
            acts,
        ));
    }
    let berkas: Vec<Attachment<'_>> = semua
        .iter()
        .filter(|(satu, ..)| matches!(satu.isi, Isi::Berkas(_)))
        .map(|(satu, href, kind, size, note, acts)| Attachment {
            link: Link::new(satu.judul.as_str(), href.as_str()),
            kind: (*kind).into(),
            size: size.as_str().into(),
            note: note.as_str().into(),
            acts: acts.clone(),
        })
        .collect();
    Ok(html! {
        @if !berkas.is_empty() { (page::attachments(&berkas)) }
        // Pages are opened, not loaded down.
        ul.lampiran {
            @for (satu, href, kind, _, note, acts) in semua.iter().filter(|(satu, ..)| !matches!(satu.isi, Isi::Berkas(_))) {
                li {
                    span.lampiran__jenis aria-hidden="true" { (kind) }
                    div.lampiran__isi {
                        a.govuk-link href=(page::safe_href(href)) rel="noreferrer" { (satu.judul) }
                        div.pudar { (note) }
                    }
                    @if !acts.0.is_empty() { div.lampiran__tindakan { (acts) } }
                }
            }
        }
    })
}

fn jenis_berkas(media: &str) -> &'static str {
    match media {
        "application/pdf" => "PDF",
        jenis if jenis.starts_with("image/") => "Gambar",
        jenis if jenis.contains("sheet") || jenis.contains("excel") => "Excel",
        jenis if jenis.contains("word") || jenis.contains("opendocument.text") => "Word",
        "application/zip" => "ZIP",
        "text/plain" => "Teks",
        _ => "Berkas",
    }
}

fn isian_bukti(
    ctx: &Ctx,
    meja: &Meja,
    rincian: &Rincian,
    kewajiban: Option<&Kewajiban>,
    isian: &Isian,
    galat: &[FormError],
) -> Result<Markup> {
    let baris = &rincian.baris;
    let form = ctx.form();
    let isi = |nama: &str| if isian.terisi { form.get(nama).to_owned() } else { String::new() };
    let saran: Vec<&str> = kewajiban.map(|satu| satu.bukti.iter().map(String::as_str).collect()).unwrap_or_default();
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let action = format!("{}/bukti", baris.href());
    let besar = ctx.app.config.max_upload;
    let batas = format!("PDF, gambar, Word, Excel, PowerPoint, teks, atau ZIP, paling besar {}.", kata::ukuran(besar));
    let rahasia = [
        Choice::new("publik", "Publik").with_hint("boleh disebarkan"),
        Choice::new("internal", "Internal").with_hint("yang berhak melihat kewajiban ini"),
        Choice::new("terbatas", "Terbatas").with_hint("sama, dan setiap pengunduhan dicatat"),
    ];
    let kerahasiaan = Some(isi("kerahasiaan")).filter(|teks| !teks.is_empty()).unwrap_or_else(|| "internal".to_owned());
    let kontrol = |name: &'static str, label: &'static str| Control {
        name,
        label,
        error: page::error_of(galat, name),
        ..Control::default()
    };
    let isian = html! {
        (page::text_input(&Control { hint: "Nama dokumen atau kegiatan.", ..kontrol("judul", "Nama bukti") }, &isi("judul"), &Text { suggestions: &saran, ..Text::default() }))
        (page::date(&Control { hint: "Tanggal dokumen atau kegiatan, bukan tanggal mengunggah.", ..kontrol("tanggal", "Tanggal bukti") }, &isi("tanggal")))
        (page::upload(&kontrol("berkas", "Berkas"), &Upload { limits: &batas, max_bytes: Some(besar), ..Upload::default() }))
        (rincian.rekaman.control(&Control { hint: "Bila buktinya sudah tercatat di sistem ini: ketik sebagian judulnya.", ..kontrol(REKAMAN, "Atau rekaman") }))
        (page::text_input(
            &Control { hint: "Bila buktinya halaman di luar sistem ini.", ..kontrol("alamat", "Atau alamat halaman") },
            &isi("alamat"),
            &Text { kind: TextKind::Url, ..Text::default() },
        ))
        (page::select(&kontrol("kerahasiaan", "Kerahasiaan berkas"), &kerahasiaan, &rahasia, ""))
        (page::textarea(&Control { optional: true, ..kontrol("catatan", "Catatan") }, &isi("catatan"), 3, Some(2000)))
        (page::buttons(html! {
            (page::button(&Button { label: "Simpan dan ajukan", name: "aksi", value: "ajukan", ..Button::default() }))
            (page::button(&Button { label: "Simpan dulu", kind: ButtonKind::Secondary, name: "aksi", value: "simpan", ..Button::default() }))
        }))
    };
    let terbuka = rincian.bukti.is_empty() || !galat.is_empty() || Pick::searched(ctx, REKAMAN);
    let formulir =
        page::form(&Form { action: &action, csrf: &csrf, key: &key, multipart: true, ..Form::default() }, isian);
    let koordinator = kewajiban.map(|satu| kalimat::peran(&meja.daftar, satu.koordinator)).unwrap_or_default();
    Ok(html! {
        @if terbuka {
            section.kartu {
                div.kartu__kepala { h3.kartu__judul { "Tambah bukti" } }
                div.kartu__isi {
                    p.pudar { "Bukti yang diajukan diperiksa oleh " (koordinator) "." }
                    (page::column(formulir))
                }
            }
        } @else {
            (page::details("Tambah bukti lain", page::column(formulir)))
        }
    })
}

fn pemeriksaan(ctx: &Ctx, rincian: &Rincian, kewajiban: Option<&Kewajiban>, galat: &[FormError]) -> Result<Markup> {
    let baris = &rincian.baris;
    if !kewajiban.is_some_and(|satu| tindakan::boleh_periksa(ctx, satu, baris)) {
        return Ok(html! {});
    }
    let bisa = |tindakan| alur::akibat(baris.keadaan, tindakan).is_ok();
    let milik_sendiri = baris.diajukan_oleh.is_some() && baris.diajukan_oleh == ctx.actor.account();
    Ok(html! {
        @if bisa(Tindakan::Terima) {
            h2.govuk-heading-m { "Pemeriksaan" }
            @if milik_sendiri {
                p { "Anda sendiri yang mengajukan bukti ini, jadi orang lain yang menerimanya." }
            } @else {
                p { "Periksa apakah bukti menunjukkan kewajiban ini dijalankan dalam masanya." }
                (tombol(ctx, baris, "terima", "Terima: kewajiban terpenuhi", ButtonKind::Primary)?)
            }
            (beralasan(ctx, baris, Tindakan::Kembalikan, galat)?)
        }
        @if bisa(Tindakan::Bebaskan) { (beralasan(ctx, baris, Tindakan::Bebaskan, galat)?) }
        @if bisa(Tindakan::BukaKembali) { (beralasan(ctx, baris, Tindakan::BukaKembali, galat)?) }
    })
}

/// An act that needs a reason, closed until somebody wants it.
fn beralasan(ctx: &Ctx, baris: &Baris, act: Tindakan, galat: &[FormError]) -> Result<Markup> {
    let (judul, alamat, label, hint) = match act {
        Tindakan::Bebaskan => (
            "Nyatakan tidak berlaku",
            "tidak-berlaku",
            "Alasan tidak berlaku",
            "Kewajiban untuk masa ini tidak dihitung dalam kepatuhan. Alasan terlihat oleh penanggung dan tercatat.",
        ),
        Tindakan::BukaKembali => {
            ("Buka kembali", "buka-kembali", "Alasan dibuka kembali", "Kewajiban kembali terbuka bagi penanggung.")
        }
        Tindakan::Kembalikan
        | Tindakan::TambahBukti
        | Tindakan::CabutBukti
        | Tindakan::Ajukan
        | Tindakan::Tarik
        | Tindakan::Terima => (
            "Kembalikan kepada penanggung",
            "kembalikan",
            "Apa yang kurang",
            "Penanggung membaca ini dan memperbaiki buktinya.",
        ),
    };
    let name = tindakan::medan_alasan(act).unwrap_or("alasan_kembali");
    let typed = ctx.form().get(name).to_owned();
    let error = page::error_of(galat, name);
    let (csrf, key, version) = (ctx.csrf()?, ctx.new_form_key(), baris.version.to_string());
    let action = format!("{}/{alamat}", baris.href());
    let isi = page::form(
        &Form { action: &action, csrf: &csrf, key: &key, version: &version, ..Form::default() },
        html! {
            (page::textarea(&Control { name, label, hint, error, ..Control::default() }, &typed, 3, Some(1000)))
            (page::button(&Button { label: judul, kind: ButtonKind::Secondary, ..Button::default() }))
        },
    );
    Ok(html! {
        details.govuk-details open[error.is_some() || !typed.is_empty()] {
            summary.govuk-details__summary { span.govuk-details__summary-text { (judul) } }
            div.govuk-details__text { (page::column(isi)) }
        }
    })
}

/// What was done, in words.
pub fn kata_tindakan(aksi: &str) -> &'static str {
    match aksi {
        "kewajiban.dihitung" => "Dihitung dari peraturan dan pengaturan",
        "kewajiban.peragaan" => "Diisi dengan data peragaan",
        "kewajiban.bukti_ditambah" => "Bukti ditambahkan",
        "kewajiban.bukti_dicabut" => "Bukti dicabut",
        "kewajiban.diajukan" => "Diajukan untuk diperiksa",
        "kewajiban.ditarik" => "Pengajuan ditarik",
        "kewajiban.terpenuhi" => "Diterima, terpenuhi",
        "kewajiban.dikembalikan" => "Dikembalikan",
        "kewajiban.tidak_berlaku" => "Dinyatakan tidak berlaku",
        "kewajiban.dibuka_kembali" => "Dibuka kembali",
        _ => "Diubah",
    }
}

fn kata_langkah(tingkat: &str) -> String {
    match tingkat.split_once(':') {
        Some(("pengingat", hari)) => format!("Pengingat {hari} hari sebelum jatuh tempo"),
        _ => match tingkat {
            "jatuh_tempo" => "Pemberitahuan pada hari jatuh tempo".to_owned(),
            "koordinator" => "Diangkat kepada koordinator".to_owned(),
            "puncak" => "Diangkat kepada pimpinan".to_owned(),
            lain => lain.to_owned(),
        },
    }
}

fn riwayat(ctx: &Ctx, rincian: &Rincian) -> Markup {
    let zona = ctx.app.profile.zone();
    let butir: Vec<TimelineItem<'_>> = rincian
        .riwayat
        .iter()
        .map(|satu| TimelineItem {
            title: kata_tindakan(&satu.action).into(),
            by: satu.actor.clone().unwrap_or_else(|| "sistem".to_owned()).into(),
            at: Moment::new(
                satu.at.to_offset(ctx.app.offset()).format(&Rfc3339).unwrap_or_default(),
                tanggal::waktu_pendek(satu.at, zona),
            ),
            content: match satu.seq {
                Some(seq) => html! { "Catatan log nomor " a.govuk-link href={ "/log/" (seq) } { (seq) } },
                None => html! { span.pudar { "Menunggu tempat dalam log" } },
            },
        })
        .collect();
    html! {
        h2.govuk-heading-m { "Riwayat" }
        @if !rincian.langkah.is_empty() {
            (page::details(&format!("Pengingat yang sudah dikirim ({})", rincian.langkah.len()), html! {
                ul.govuk-list.govuk-list--bullet {
                    @for (tingkat, pada, penerima) in &rincian.langkah {
                        li { (tanggal::panjang(*pada)) ": " (kata_langkah(tingkat)) ", " (penerima) " penerima" }
                    }
                }
            }))
        }
        (page::timeline(&butir))
    }
}
