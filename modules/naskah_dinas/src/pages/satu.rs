//! The page of one letter.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::file;
use kernel::indonesia::tanggal;
use kernel::page::{
    self, Attachment, Button, ButtonKind, Control, Fact, Flash, FlashKind, Form, FormError, Link, TimelineItem, Upload,
};
use kernel::web::history::moment;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{bingkai, perihal, salah, tanda, tanda_sifat};
use crate::model::{Gaya, Keadaan, KeadaanLangkah, Kotak, Langkah, PeranLangkah};
use crate::rules::keadaan::Aksi;
use crate::rules::persetujuan;
use crate::store::akses::{Akses, Pembaca};
use crate::store::{akses, jejak, rincian};
use crate::tindakan::kata;
use crate::web::ruang::Ruang;
use crate::{LIHAT, isi, jenis};

/// Entries of the log of readings on the page.
const JEJAK: usize = 30;

/// Everything beside the letter itself.
struct Sekitar {
    akses: Vec<Akses>,
    jejak: Vec<jejak::Jejak>,
    riwayat: Vec<kernel::audit::history::Entry>,
    rujukan: Vec<(Uuid, String)>,
    dirujuk: Vec<(Uuid, String)>,
    nama: BTreeMap<Uuid, String>,
}

async fn sekitar(ctx: &Ctx, ruang: &Ruang) -> Result<Sekitar> {
    let (app, id) = (&ctx.app, ruang.naskah.id);
    let akses = akses::semua(app, id).await?;
    let jejak = jejak::terbaru(app, id, JEJAK).await?;
    let riwayat = kernel::audit::history::of(app, id, None, 50).await?;
    let mut akun: Vec<Uuid> = ruang.langkah.iter().flat_map(|satu| satu.oleh.into_iter().chain([satu.akun])).collect();
    akun.extend(jejak.iter().filter_map(|satu| satu.akun));
    akun.extend(akses.iter().flat_map(|satu| {
        let orang = match satu.pembaca {
            Pembaca::Orang(orang) => Some(orang),
            Pembaca::Unit(_) => None,
        };
        orang.into_iter().chain(satu.dibaca_oleh)
    }));
    akun.extend(ruang.naskah.owner.into_iter().chain(ruang.naskah.penandatangan).chain(ruang.naskah.batal_oleh));
    akun.extend(&ruang.isi.paraf);
    akun.sort_unstable();
    akun.dedup();
    Ok(Sekitar {
        nama: kernel::auth::account::names(app, &akun).await?,
        rujukan: label(ctx, rincian::rujukan(app, id).await?).await?,
        dirujuk: label(ctx, rincian::dirujuk_oleh(app, id).await?).await?,
        akses,
        jejak,
        riwayat,
    })
}

/// Labels of those letters that the person may read.
async fn label(ctx: &Ctx, ids: Vec<Uuid>) -> Result<Vec<(Uuid, String)>> {
    crate::resource::label(&ctx.app, &ctx.scope_of(LIHAT), ctx.actor.account(), &ids).await
}

impl Sekitar {
    fn orang(&self, akun: Option<Uuid>) -> String {
        akun.and_then(|akun| self.nama.get(&akun))
            .cloned()
            .unwrap_or_else(|| "orang yang akunnya sudah tidak ada".to_owned())
    }
}

/// The page; with what is wrong in a form on it, or after somebody else was faster.
pub async fn halaman(ctx: &Ctx, ruang: &Ruang, fields: &[FieldError], bentrok: bool) -> Result<Response> {
    let galat = salah(fields);
    let naskah = &ruang.naskah;
    let sekitar = sekitar(ctx, ruang).await?;
    let judul = if ruang.isi.perihal.is_empty() { perihal(naskah) } else { &ruang.isi.perihal };
    let body = html! {
        (page::error_summary(&galat))
        @if bentrok {
            (page::banner(&Flash { kind: FlashKind::Problem, text: "Naskah ini baru saja berubah. Periksa keadaannya di bawah, lalu ulangi bila masih perlu." }))
        }
        (page::heading(jenis::nama(&naskah.jenis), judul, html! {}))
        (keterangan(ctx, ruang, &sekitar)?)
        (fakta(ctx, ruang, &sekitar))
        (tindakan(ctx, ruang, &galat)?)
        (crate::masuk::pages::bagian::bagian(ctx, naskah).await?)
        (teks(ruang))
        (berkas(ctx, ruang).await?)
        (acuan("Merujuk naskah", &sekitar.rujukan))
        (acuan("Dirujuk oleh", &sekitar.dirujuk))
        (rantai(ctx, ruang, &sekitar)?)
        (pengiriman(ctx, ruang, &sekitar))
        (log(ctx, ruang, &sekitar)?)
    };
    let status = if bentrok {
        StatusCode::CONFLICT
    } else if galat.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    bingkai(ctx, status, judul, !galat.is_empty(), body)
}

/// What has to be known first.
fn keterangan(ctx: &Ctx, ruang: &Ruang, sekitar: &Sekitar) -> Result<Markup> {
    let naskah = &ruang.naskah;
    let zona = ctx.app.profile.zone();
    let alasan = match &naskah.batal_alasan {
        Some(teks) => isi::buka_teks(&ctx.app, naskah.id, teks)?,
        None => String::new(),
    };
    let putaran = persetujuan::putaran(&ruang.langkah);
    let kembali =
        ruang.langkah.iter().find(|satu| satu.putaran == putaran && satu.keadaan == KeadaanLangkah::Dikembalikan);
    let catatan = match kembali.and_then(|satu| satu.catatan.as_deref()) {
        Some(teks) => isi::buka_teks(&ctx.app, naskah.id, teks)?,
        None => String::new(),
    };
    Ok(match naskah.keadaan {
        Keadaan::Batal => html! {
            (page::warning("Naskah ini dibatalkan dan tidak berlaku."))
            (page::inset(html! {
                p { strong { "Dibatalkan" } " oleh " (sekitar.orang(naskah.batal_oleh)) @if let Some(at) = naskah.batal_pada { ", " (tanggal::waktu_pendek(at, zona)) } "." }
                p { (alasan) }
            }))
        },
        Keadaan::Dikembalikan => page::inset(html! {
            p { strong { "Dikembalikan" } @if let Some(satu) = kembali { " oleh " (sekitar.orang(satu.oleh.or(Some(satu.akun)))) @if let Some(at) = satu.pada { ", " (tanggal::waktu_pendek(at, zona)) } } "." }
            p { (catatan) }
        }),
        Keadaan::Disetujui => {
            page::inset(html! { p { "Dokumennya sedang disusun. Muat ulang halaman ini sebentar lagi." } })
        }
        Keadaan::MenungguTte => page::inset(html! {
            p {
                "Menunggu tanda tangan elektronik " (sekitar.orang(naskah.penandatangan)) "."
                @if let Some(id) = naskah.permintaan { " " a.govuk-link href={ "/tanda_tangan/permintaan/" (id) } { "Buka permintaan tanda tangan" } }
            }
        }),
        Keadaan::MenungguBasah => page::inset(html! {
            p { "Cetak dokumennya, mintakan tanda tangan " (sekitar.orang(naskah.penandatangan)) ", lalu catat di bawah. Setelah itu naskah dikirim." }
        }),
        Keadaan::Konsep | Keadaan::Diperiksa | Keadaan::Terbit | Keadaan::Tercatat | Keadaan::Selesai => html! {},
    })
}

fn fakta(ctx: &Ctx, ruang: &Ruang, sekitar: &Sekitar) -> Markup {
    let naskah = &ruang.naskah;
    let baris = |tembusan: bool| {
        html! {
            @for satu in ruang.tujuan.iter().filter(|satu| satu.tembusan == tembusan) { div { (satu.teks) } }
        }
    };
    let mut semua = vec![
        Fact::new("Keadaan", tanda(naskah.keadaan)),
        Fact::new(
            "Nomor",
            html! { @if let Some(nomor) = &naskah.nomor { @if naskah.keadaan == Keadaan::Batal { del { (nomor) } } @else { (nomor) } } @else { span.pudar { "Diberikan saat disetujui" } } },
        ),
        Fact::new(
            "Tanggal",
            html! { @if let Some(hari) = naskah.tanggal { (tanggal::panjang(hari)) } @else { span.pudar { "Hari persetujuan" } } },
        ),
        Fact::new(
            "Sifat",
            html! { @if let Some(sifat) = tanda_sifat(naskah.sifat) { (sifat) } @else { (naskah.sifat.label()) } },
        ),
        Fact::new(
            "Klasifikasi keamanan",
            html! { (naskah.keamanan.label()) @if naskah.rahasia() { " – hanya bagi orang yang disebut" } },
        ),
        Fact::new("Kode klasifikasi", html! { (naskah.klasifikasi.as_deref().unwrap_or_default()) }),
        Fact::new("Unit pengolah", html! { (ruang.susunan.nama(naskah.unit)) }),
        Fact::new("Pengonsep", html! { (sekitar.orang(naskah.owner)) }),
        Fact::new("Kepada", baris(false)),
        Fact::new("Tembusan", baris(true)),
    ];
    if let Some(dari) = &naskah.diterima_dari {
        semua.push(Fact::new("Dari", html! { (dari) }));
    }
    if let Some(versi) = naskah.templat_versi {
        semua.push(Fact::new("Templat", html! { "versi " (versi) }));
    }
    if let Some(at) = naskah.terbit {
        semua.push(Fact::new("Terbit", html! { (tanggal::waktu_panjang(at, ctx.app.profile.zone())) }));
    }
    page::summary_list(&semua)
}

fn formulir(ctx: &Ctx, ruang: &Ruang, alamat: &str, multipart: bool, isi: Markup) -> Result<Markup> {
    let (csrf, key, version) = (ctx.csrf()?, ctx.new_form_key(), ruang.naskah.version.to_string());
    let action = format!("{}/{alamat}", ruang.naskah.href());
    Ok(page::form(
        &Form { action: &action, csrf: &csrf, key: &key, version: &version, multipart, ..Form::default() },
        isi,
    ))
}

fn tombol(ctx: &Ctx, ruang: &Ruang, alamat: &str, label: &str, kind: ButtonKind) -> Result<Markup> {
    formulir(ctx, ruang, alamat, false, page::button(&Button { label, kind, ..Button::default() }))
}

/// A form that opens when wanted, or when something in it is wrong.
fn terlipat(judul: &str, terbuka: bool, isi: Markup) -> Markup {
    html! {
        details.govuk-details open[terbuka] {
            summary.govuk-details__summary { span.govuk-details__summary-text { (judul) } }
            div.govuk-details__text { (page::column(isi)) }
        }
    }
}

fn tindakan(ctx: &Ctx, ruang: &Ruang, galat: &[FormError]) -> Result<Markup> {
    let bisa = |aksi| ruang.boleh(ctx, aksi);
    let href = ruang.naskah.href();
    let giliran = ruang.giliran(ctx);
    let catatan = |nama: &'static str, label: &'static str, tombol: &'static str, kind| {
        html! {
            (page::textarea(&Control { name: nama, label, error: page::error_of(galat, nama), ..Control::default() }, ctx.form().get(nama), 3, Some(1000)))
            (page::button(&Button { label: tombol, kind, ..Button::default() }))
        }
    };
    Ok(html! {
        @if bisa(Aksi::Setujui) && let Some((langkah, judul)) = giliran {
            section.kartu {
                div.kartu__kepala { h2.kartu__judul { @match langkah.peran { PeranLangkah::Paraf => "Naskah ini menunggu paraf Anda", PeranLangkah::TandaTangan => "Naskah ini menunggu persetujuan Anda" } } }
                div.kartu__isi {
                    p { "Anda bertindak sebagai " (judul) "." }
                    (tombol(ctx, ruang, "setuju", match langkah.peran { PeranLangkah::Paraf => "Bubuhkan paraf", PeranLangkah::TandaTangan => "Setujui dan beri nomor" }, ButtonKind::Primary)?)
                    (page::button_link("Perbaiki isinya", &format!("{href}/tulis"), ButtonKind::Secondary))
                    (terlipat("Kembalikan dengan catatan", page::error_of(galat, "catatan").is_some(), formulir(ctx, ruang, "kembalikan", false, catatan("catatan", "Catatan untuk pengonsep", "Kembalikan", ButtonKind::Secondary))?))
                }
            }
        }
        @if bisa(Aksi::Tulis) {
            (page::button_link("Ubah naskah", &format!("{href}/tulis"), ButtonKind::Primary))
            (tombol(ctx, ruang, "ajukan", "Ajukan untuk disetujui", ButtonKind::Secondary)?)
        }
        @if bisa(Aksi::Tarik) { (tombol(ctx, ruang, "tarik", "Tarik kembali", ButtonKind::Secondary)?) }
        @if bisa(Aksi::TandaBasah) { (basah(ctx, ruang, galat)?) }
        @if bisa(Aksi::Batalkan) {
            (terlipat("Batalkan naskah", page::error_of(galat, "alasan").is_some(), formulir(ctx, ruang, "batal", false, html! {
                p { "Nomornya dicatat batal dan tidak dipakai lagi. Naskah tetap tersimpan dengan tanda batal, dan penerimanya diberi tahu." }
                (catatan("alasan", "Alasan pembatalan", "Batalkan naskah", ButtonKind::Warning))
            })?))
        }
        @if bisa(Aksi::Hapus) {
            (terlipat("Hapus konsep", false, tombol(ctx, ruang, "hapus", "Hapus konsep ini", ButtonKind::Warning)?))
        }
    })
}

fn basah(ctx: &Ctx, ruang: &Ruang, galat: &[FormError]) -> Result<Markup> {
    let besar = ctx.app.config.max_upload;
    let isi = html! {
        (page::upload(
            &Control { name: "pindaian", label: "Pindaian naskah yang ditandatangani", optional: true, error: page::error_of(galat, "pindaian"), ..Control::default() },
            &Upload { limits: "PDF atau gambar. Tanpa pindaian, dokumen tanpa tanda tangan yang disimpan.", max_bytes: Some(besar), ..Upload::default() },
        ))
        (page::submit("Sudah ditandatangani, kirim"))
    };
    Ok(html! {
        section.kartu {
            div.kartu__kepala { h2.kartu__judul { "Tanda tangan di kertas" } }
            div.kartu__isi { (page::column(formulir(ctx, ruang, "tanda-basah", true, isi)?)) }
        }
    })
}

/// The text as it reads.
fn teks(ruang: &Ruang) -> Markup {
    if ruang.isi.bagian.is_empty() {
        return html! {};
    }
    html! {
        h2.govuk-heading-m { "Isi" }
        section.kartu { div.kartu__isi {
            @for satu in &ruang.isi.bagian {
                @match Gaya::urai(&satu.gaya) {
                    Some(Gaya::Bagian) => { h3.govuk-heading-s { (satu.teks) } },
                    Some(Gaya::Butir) => { ul.govuk-list.govuk-list--bullet { li { (berbaris(&satu.teks)) } } },
                    Some(Gaya::Paragraf) | None => { p { (berbaris(&satu.teks)) } },
                }
            }
        } }
    }
}

fn berbaris(teks: &str) -> Markup {
    html! { @for (n, baris) in teks.lines().enumerate() { @if n > 0 { br; } (baris) } }
}

async fn berkas(ctx: &Ctx, ruang: &Ruang) -> Result<Markup> {
    let naskah = &ruang.naskah;
    let href = naskah.href();
    let stored = if ruang.lampiran.is_empty() { vec![] } else { file::of(&ctx.app, naskah.id).await? };
    let lampiran: Vec<Attachment<'_>> = ruang
        .lampiran
        .iter()
        .map(|satu| {
            let ukuran = stored
                .iter()
                .find(|file| file.id == satu.berkas)
                .map(|file| kernel::indonesia::kalimat::ukuran(u64::try_from(file.size).unwrap_or(0)));
            Attachment {
                link: Link::new(satu.judul.as_str(), format!("{href}/lampiran/{}", satu.id)),
                kind: "Lampiran".into(),
                size: ukuran.unwrap_or_default().into(),
                ..Attachment::default()
            }
        })
        .collect();
    let ada = naskah.berkas_final.is_some() || naskah.berkas_asal.is_some();
    Ok(html! {
        h2.govuk-heading-m { "Dokumen" }
        (page::buttons(html! {
            @if ada {
                (page::button_link("Unduh dokumen", &format!("{href}/dokumen"), ButtonKind::Secondary))
                (page::button_link("Cetak", &format!("{href}/cetak"), ButtonKind::Secondary))
                @if naskah.keadaan == Keadaan::Batal { (page::button_link("Unduh dokumen asli", &format!("{href}/dokumen?asli=ya"), ButtonKind::Secondary)) }
            } @else if naskah.arah == crate::model::Arah::Keluar {
                (page::button_link("Pratinjau PDF", &format!("{href}/pratinjau"), ButtonKind::Secondary))
            }
            @if naskah.arah == crate::model::Arah::Keluar && ruang.penyusun(ctx) { (page::button_link("Bandingkan versi", &format!("{href}/versi"), ButtonKind::Secondary)) }
        }))
        @if !lampiran.is_empty() { (page::attachments(&lampiran)) }
    })
}

fn acuan(judul: &str, semua: &[(Uuid, String)]) -> Markup {
    html! {
        @if !semua.is_empty() {
            h2.govuk-heading-m { (judul) }
            ul.govuk-list.govuk-list--bullet { @for (id, label) in semua { li { a.govuk-link href=(crate::model::href(*id)) { (label) } } } }
        }
    }
}

fn rantai(ctx: &Ctx, ruang: &Ruang, sekitar: &Sekitar) -> Result<Markup> {
    if ruang.langkah.is_empty() {
        return Ok(html! {});
    }
    let zona = ctx.app.profile.zone();
    let mut butir = vec![];
    let penyusun = ruang.penyusun(ctx);
    for satu in ruang.langkah.iter().rev() {
        let catatan = match &satu.catatan {
            Some(teks) if penyusun => isi::buka_teks(&ctx.app, ruang.naskah.id, teks)?,
            Some(_) | None => String::new(),
        };
        butir.push((satu, catatan));
    }
    let kini = persetujuan::putaran(&ruang.langkah);
    let baris = |satu: &Langkah, catatan: &str| {
        html! {
            li {
                strong { (satu.peran.label()) } " " (sekitar.orang(satu.oleh.or(Some(satu.akun)))) ", " (satu.sebagai.as_deref().unwrap_or(&satu.jabatan)) ": "
                // The signer agrees first; whether it is signed is said by the state of the letter.
                @if satu.peran == PeranLangkah::TandaTangan && satu.keadaan == KeadaanLangkah::Selesai { "disetujui" }
                @else { (satu.keadaan.label().to_lowercase()) }
                @if let Some(at) = satu.pada { ", " (tanggal::waktu_pendek(at, zona)) }
                @if !catatan.is_empty() { br; (catatan) }
            }
        }
    };
    Ok(html! {
        h2.govuk-heading-m { "Paraf dan persetujuan" }
        ol.govuk-list.govuk-list--number {
            @for (satu, catatan) in butir.iter().rev().filter(|(satu, _)| satu.putaran == kini) { (baris(satu, catatan)) }
        }
        @if kini > 1 && penyusun {
            (page::details("Putaran sebelumnya", html! { ul.govuk-list { @for (satu, catatan) in butir.iter().filter(|(satu, _)| satu.putaran < kini) { (baris(satu, catatan)) } } }))
        }
    })
}

/// Where the letter was delivered, with receipts.
fn pengiriman(ctx: &Ctx, ruang: &Ruang, sekitar: &Sekitar) -> Markup {
    let zona = ctx.app.profile.zone();
    let semua: Vec<&Akses> = sekitar.akses.iter().filter(|satu| satu.kotak == Kotak::Masuk).collect();
    html! {
        @if !semua.is_empty() {
            h2.govuk-heading-m { "Pengiriman dan tanda terima" }
            ul.govuk-list.govuk-list--bullet {
                @for satu in semua {
                    li {
                        @match satu.pembaca { Pembaca::Unit(unit) => (ruang.susunan.nama(unit)), Pembaca::Orang(akun) => (sekitar.orang(Some(akun))) }
                        " (" (satu.peran.label().to_lowercase()) "), dikirim " (tanggal::waktu_pendek(satu.sejak, zona)) ": "
                        @match satu.dibaca {
                            Some(at) => { "dibaca " @if satu.dibaca_oleh.is_some() { (sekitar.orang(satu.dibaca_oleh)) ", " } (tanggal::waktu_pendek(at, zona)) },
                            None => "belum dibaca",
                        }
                    }
                }
            }
        }
    }
}

/// Who read, printed and took it, and what was done with it.
fn log(ctx: &Ctx, ruang: &Ruang, sekitar: &Sekitar) -> Result<Markup> {
    let zona = ctx.app.profile.zone();
    let mut jejak = vec![];
    for satu in &sekitar.jejak {
        let rincian = match &satu.rincian {
            Some(teks) => isi::buka_teks(&ctx.app, ruang.naskah.id, teks)?,
            None => String::new(),
        };
        jejak.push((satu, rincian));
    }
    let butir: Vec<TimelineItem<'_>> = sekitar
        .riwayat
        .iter()
        .filter(|satu| {
            !matches!(satu.action.as_str(), "naskah_dinas.dibaca" | "naskah_dinas.diunduh" | "naskah_dinas.dicetak")
        })
        .map(|satu| TimelineItem {
            title: kata(&satu.action).into(),
            by: satu.actor.as_deref().unwrap_or("sistem").into(),
            at: moment(satu.at, zona),
            content: match satu.seq {
                Some(seq) => {
                    html! { a.govuk-link href={ "/log/entri/" (satu.leaf) } { "Bukti nomor " (seq) " di log" } }
                }
                None => html! { span.pudar { "Menunggu tempat di log" } },
            },
        })
        .collect();
    Ok(html! {
        h2.govuk-heading-m { "Jejak pembacaan" }
        @if jejak.is_empty() { p.pudar { "Belum ada yang membaca, mengunduh, atau mencetak." } }
        ul.govuk-list {
            @for (satu, rincian) in &jejak {
                li { (tanggal::waktu_pendek(satu.pada, zona)) ": " (sekitar.orang(satu.akun)) " " (satu.tindakan.label().to_lowercase()) @if !rincian.is_empty() { " (" (rincian) ")" } }
            }
        }
        h2.govuk-heading-m { "Riwayat" }
        (page::timeline(&butir))
    })
}
