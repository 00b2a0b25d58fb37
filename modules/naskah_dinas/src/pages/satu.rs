//! The page of one letter.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::file;
use kernel::indonesia::tanggal;
use kernel::page::{self, Attachment, ButtonKind, Fact, Flash, FlashKind, Link, Tone};
use kernel::port::Security;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{jejak, perihal, salah, tanda, tanda_sifat, tindakan};
use crate::model::{Gaya, Keadaan, KeadaanLangkah, Langkah, PeranLangkah};
use crate::rules::persetujuan;
use crate::store::akses::{Akses, Pembaca};
use crate::store::jejak::{Jejak, Milik};
use crate::store::{self, akses, rincian};
use crate::web::ruang::Ruang;
use crate::{LIHAT, isi, jenis};

/// Entries of the log of readings that are folded.
const JEJAK: usize = 400;

/// Everything beside the letter itself.
pub(super) struct Sekitar {
    pub(super) akses: Vec<Akses>,
    pub(super) jejak: Vec<Jejak>,
    pub(super) riwayat: Vec<kernel::audit::history::Entry>,
    rujukan: Vec<(Uuid, String)>,
    dirujuk: Vec<(Uuid, String)>,
    nama: BTreeMap<Uuid, String>,
}

async fn sekitar(ctx: &Ctx, ruang: &Ruang) -> Result<Sekitar> {
    let (app, id) = (&ctx.app, ruang.naskah.id);
    let akses = akses::semua(app, id).await?;
    let milik =
        if ruang.penyusun(ctx) { Milik::Semua } else { Milik::Unit(ctx.scope_of(LIHAT).units().to_vec(), ruang.akun) };
    let jejak = store::jejak::milik(app, id, &milik, JEJAK).await?;
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
    pub(super) fn orang(&self, akun: Option<Uuid>) -> String {
        akun.and_then(|akun| self.nama.get(&akun))
            .cloned()
            .unwrap_or_else(|| "orang yang akunnya sudah tidak ada".to_owned())
    }
}

/// The page; with what is wrong in a form on it, or after somebody else was faster.
pub async fn halaman(ctx: &Ctx, ruang: &Ruang, fields: &[FieldError], bentrok: bool) -> Result<Response> {
    if crate::masuk::pages::surat::milik(ctx, ruang).await? {
        return crate::masuk::pages::surat::halaman(ctx, ruang, fields, bentrok).await;
    }
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
        (ringkas(ruang))
        (keterangan(ctx, ruang, &sekitar)?)
        (tindakan::pengonsep(ctx, ruang, &galat)?)
        (teks(ruang))
        (berkas(ctx, ruang).await?)
        (tindakan::putusan(ctx, ruang, &galat)?)
        (crate::masuk::pages::bagian::bagian(ctx, naskah).await?)
        (lipat_fakta(ctx, ruang, fakta(ctx, ruang, &sekitar)))
        (acuan("Merujuk naskah", &sekitar.rujukan))
        (acuan("Dirujuk oleh", &sekitar.dirujuk))
        (rantai(ctx, ruang, &sekitar)?)
        (jejak::pengiriman(ctx, ruang, &sekitar))
        (jejak::pembacaan(ctx, ruang, &sekitar)?)
        (jejak::riwayat(ctx, ruang, &sekitar))
        (tindakan::akhir(ctx, ruang, &galat)?)
    };
    let status = if bentrok {
        StatusCode::CONFLICT
    } else if galat.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    super::bingkai(ctx, status, judul, !galat.is_empty(), body)
}

/// State, number and date in a line above the text.
fn ringkas(ruang: &Ruang) -> Markup {
    let naskah = &ruang.naskah;
    html! {
        p.govuk-body {
            (tanda(naskah.keadaan))
            @if let Some(sifat) = tanda_sifat(naskah.sifat) { " " (sifat) }
            @if naskah.keamanan != Security::Biasa { " " (page::tag(naskah.keamanan.label(), Tone::Attention)) }
            @if let Some(nomor) = &naskah.nomor { " " @if naskah.keadaan == Keadaan::Batal { del { (nomor) } } @else { (nomor) } }
            @if let Some(hari) = naskah.tanggal { ", " (tanggal::panjang(hari)) }
        }
    }
}

/// Who is asked to decide has read the letter by now; the rest opens when wanted.
fn lipat_fakta(ctx: &Ctx, ruang: &Ruang, fakta: Markup) -> Markup {
    if ruang.giliran(ctx).is_some() { page::details("Keterangan naskah", fakta) } else { fakta }
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
        Keadaan::Disetujui => page::inset(html! {
            p {
                "Dokumennya sedang disusun. "
                a.govuk-link href={ (naskah.href()) "/disusun" } { "Tunggu sampai selesai" }
            }
        }),
        Keadaan::MenungguTte if naskah.penandatangan == Some(ruang.akun) => tindakan::tanda_tangani(naskah),
        Keadaan::MenungguTte => page::inset(html! {
            p {
                "Menunggu tanda tangan elektronik " (sekitar.orang(naskah.penandatangan)) "."
                @if let Some(id) = naskah.permintaan.filter(|_| ruang.penyusun(ctx)) { " " a.govuk-link href={ "/tanda_tangan/permintaan/" (id) } { "Buka permintaan tanda tangan" } }
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
            html! { @if let Some(nomor) = &naskah.nomor { (nomor) } @else { span.pudar { "Diberikan saat disetujui" } } },
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
    ];
    // Who wrote it is a matter of those who worked on it.
    if ruang.penyusun(ctx) {
        semua.push(Fact::new("Pengonsep", html! { (sekitar.orang(naskah.owner)) }));
    }
    if naskah.terbit.is_some() || naskah.keadaan == Keadaan::Batal {
        let jabatan = naskah.jabatan_penandatangan.as_deref().unwrap_or_default().replace('\n', ", ");
        semua.push(Fact::new(
            "Penanda tangan",
            html! { (sekitar.orang(naskah.penandatangan)) @if !jabatan.is_empty() { ", " (jabatan) } },
        ));
    }
    semua.extend([Fact::new("Kepada", baris(false)), Fact::new("Tembusan", baris(true))]);
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
            } @else if naskah.arah == crate::model::Arah::Keluar && ruang.penyusun(ctx) {
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
    let penyusun = ruang.penyusun(ctx);
    if ruang.langkah.is_empty() || !penyusun {
        return Ok(html! {});
    }
    let zona = ctx.app.profile.zone();
    let mut butir = vec![];
    for satu in ruang.langkah.iter().rev() {
        let catatan = match &satu.catatan {
            Some(teks) => isi::buka_teks(&ctx.app, ruang.naskah.id, teks)?,
            None => String::new(),
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
        @if kini > 1 {
            (page::details("Putaran sebelumnya", html! { ul.govuk-list { @for (satu, catatan) in butir.iter().filter(|(satu, _)| satu.putaran < kini) { (baris(satu, catatan)) } } }))
        }
    })
}
