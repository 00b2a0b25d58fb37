//! The page of a letter that was received: the letter itself first, how far it is, what is to be done, then the rest.
use http::StatusCode;
use kernel::audit::history::{self, Entry};
use kernel::file;
use kernel::indonesia::{kalimat, tanggal};
use kernel::page::{self, Attachment, ButtonKind, Fact, Flash, FlashKind, Link, TimelineItem, Tone};
use kernel::web::Options;
use kernel::web::history::moment;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::bagian::{self, Isi};
use super::{diterima, keadaan, tanda};
use crate::disposisi::pages::{baris, nada, pohon};
use crate::masuk::kotak::unit_saya;
use crate::masuk::model::Surat;
use crate::model::{Arah, Gaya, Keadaan, Kotak};
use crate::store::akses::{self, Pembaca};
use crate::store::jejak::{self, Lipatan};
use crate::store::rincian;
use crate::web::ruang::Ruang;
use crate::{LIHAT, isi, jenis};

/// Entries of the log of readings that are folded.
const JEJAK: usize = 400;
/// Folded readings that are seen at once.
const TERLIHAT: usize = 6;

/// Whether the person has the letter because it came to them: a registered one always is one, one of another agency for
/// those who did not work on it.
pub async fn milik(ctx: &Ctx, ruang: &Ruang) -> Result<bool> {
    if ruang.naskah.arah == Arah::Masuk {
        return Ok(true);
    }
    if ruang.naskah.terbit.is_none() || ruang.penyusun(ctx) {
        return Ok(false);
    }
    let scope = ctx.scope_of(LIHAT);
    let semua = akses::semua(&ctx.app, ruang.naskah.id).await?;
    Ok(semua.iter().any(|satu| {
        satu.kotak == Kotak::Masuk
            && match satu.pembaca {
                Pembaca::Unit(unit) => scope.holds_unit(unit),
                Pembaca::Orang(orang) => orang == ruang.akun,
            }
    }))
}

/// The page; with what is wrong in a form on it, or after somebody else was faster.
pub async fn halaman(ctx: &Ctx, ruang: &Ruang, fields: &[FieldError], bentrok: bool) -> Result<Response> {
    let galat = crate::pages::salah(fields);
    let naskah = &ruang.naskah;
    let dibaca = jejak::milik(&ctx.app, naskah.id, &terlihat(ctx, ruang), JEJAK).await?;
    let pembaca: Vec<Uuid> = dibaca.iter().filter_map(|satu| satu.akun).collect();
    let isi = Isi::baca(ctx, naskah, &pembaca).await?;
    let scope = ctx.scope_of(LIHAT);
    let merujuk = rincian::rujukan(&ctx.app, naskah.id).await?;
    let merujuk = crate::resource::label(&ctx.app, &scope, ctx.actor.account(), &merujuk).await?;
    let dirujuk = rincian::dirujuk_oleh(&ctx.app, naskah.id).await?;
    let dirujuk = crate::resource::label(&ctx.app, &scope, ctx.actor.account(), &dirujuk).await?;
    let judul = &ruang.isi.perihal;
    let body = html! {
        (page::error_summary(&galat))
        @if bentrok {
            (page::banner(&Flash { kind: FlashKind::Problem, text: "Surat ini baru saja berubah. Periksa keadaannya di bawah, lalu ulangi bila masih perlu." }))
        }
        (page::heading("Surat masuk", judul, html! {}))
        p.govuk-body { (status(ctx, ruang, &isi)) " " (tanda(naskah.sifat, naskah.keamanan)) }
        (batal(ctx, ruang)?)
        (surat(ctx, ruang).await?)
        (bagian::bacaan(&isi.teks))
        (teks(ruang))
        (fakta(ctx, ruang, &isi)?)
        (bagian::tindakan(ctx, naskah, &isi)?)
        (pohon(ctx, naskah, &isi.pohon, &isi.nama)?)
        (acuan("Merujuk naskah", &merujuk))
        (acuan("Dijawab atau dirujuk oleh", &dirujuk))
        (pembacaan(ctx, ruang, &isi, dibaca)?)
        (riwayat(ctx, ruang, isi.surat.as_ref()).await?)
    };
    let status = if bentrok {
        StatusCode::CONFLICT
    } else if galat.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let breadcrumbs = vec![Link::new("Beranda", "/"), Link::new("Surat masuk", "/surat_masuk")];
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors: !galat.is_empty(), refresh: None }, body)
}

/// How far it is: in the book of the person's unit, and what is asked of the person.
fn status(ctx: &Ctx, ruang: &Ruang, isi: &Isi) -> Markup {
    let unit = unit_saya(ctx);
    let semua = &isi.pohon.penerima;
    let bagianku = semua.iter().find(|satu| satu.owner == Some(ruang.akun));
    let bagian_unit = semua.iter().find(|satu| satu.unit.is_some_and(|satu| unit.contains(&satu)));
    let lain = if isi.surat.is_none() { semua.first() } else { None };
    html! {
        @if ruang.naskah.keadaan == Keadaan::Batal { (page::tag("Dibatalkan pengirim", Tone::Bad)) " " }
        @if let Some(surat) = &isi.surat { (keadaan(surat.keadaan)) " " }
        @if let Some(satu) = bagianku { (page::tag(&format!("Disposisi untuk Anda: {}", satu.keadaan.teks().to_lowercase()), nada(satu.keadaan))) }
        @else if let Some(satu) = bagian_unit.or(lain) { (page::tag(&format!("Disposisi untuk {}: {}", satu.sebutan, satu.keadaan.teks().to_lowercase()), nada(satu.keadaan))) }
    }
}

fn batal(ctx: &Ctx, ruang: &Ruang) -> Result<Markup> {
    let naskah = &ruang.naskah;
    if naskah.keadaan != Keadaan::Batal {
        return Ok(html! {});
    }
    let alasan = match &naskah.batal_alasan {
        Some(teks) => isi::buka_teks(&ctx.app, naskah.id, teks)?,
        None => String::new(),
    };
    let pada = naskah.batal_pada.map(|at| tanggal::waktu_pendek(at, ctx.app.profile.zone()));
    Ok(html! {
        (page::warning("Surat ini dibatalkan dan tidak berlaku."))
        (page::inset(html! { p { strong { "Dibatalkan" } @if let Some(pada) = pada { " " (pada) } "." } p { (alasan) } }))
    })
}

/// The letter: its scan or document, then what came with it.
async fn surat(ctx: &Ctx, ruang: &Ruang) -> Result<Markup> {
    let naskah = &ruang.naskah;
    let href = naskah.href();
    let stored = file::of(&ctx.app, naskah.id).await?;
    let ukuran = |berkas: Uuid| {
        let satu = stored.iter().find(|file| file.id == berkas);
        satu.map(|file| kalimat::ukuran(u64::try_from(file.size).unwrap_or(0))).unwrap_or_default()
    };
    let dokumen = naskah.berkas_final.filter(|berkas| !ruang.lampiran.iter().any(|satu| satu.berkas == *berkas));
    let mut semua: Vec<Attachment<'_>> = vec![];
    if let Some(berkas) = dokumen {
        semua.push(Attachment {
            link: Link::new(jenis::nama(&naskah.jenis), format!("{href}/dokumen")),
            kind: "Surat".into(),
            size: ukuran(berkas).into(),
            ..Attachment::default()
        });
    }
    semua.extend(ruang.lampiran.iter().map(|satu| Attachment {
        link: Link::new(satu.judul.as_str(), format!("{href}/lampiran/{}", satu.id)),
        kind: if Some(satu.berkas) == naskah.berkas_final { "Surat" } else { "Lampiran" }.into(),
        size: ukuran(satu.berkas).into(),
        ..Attachment::default()
    }));
    let pdf = |berkas: Uuid| stored.iter().any(|file| file.id == berkas && file.media_type == "application/pdf");
    let periksa = match (&naskah.kode, naskah.permintaan, naskah.berkas_final) {
        (Some(kode), Some(_), _) => Some(format!("/verifikasi/{kode}")),
        (_, _, Some(berkas)) if pdf(berkas) => Some(format!("{href}/periksa")),
        (_, _, _) => None,
    };
    Ok(html! {
        h2.govuk-heading-m { "Surat" }
        @if semua.is_empty() { p.govuk-body { "Tidak ada berkas; suratnya hanya di kertas." } }
        @else { (page::attachments(&semua)) }
        @if dokumen.is_some() {
            (page::buttons(html! {
                (page::button_link("Cetak", &format!("{href}/cetak"), ButtonKind::Secondary))
                @if naskah.keadaan == Keadaan::Batal { (page::button_link("Unduh dokumen asli", &format!("{href}/dokumen?asli=ya"), ButtonKind::Secondary)) }
            }))
        }
        @if let Some(periksa) = periksa { p.govuk-body { a.govuk-link href=(periksa) { "Periksa tanda tangan" } } }
    })
}

/// The text of a letter that was written in Pendopo.
fn teks(ruang: &Ruang) -> Markup {
    html! {
        @if !ruang.isi.bagian.is_empty() {
            section.kartu { div.kartu__isi {
                @for satu in &ruang.isi.bagian {
                    @match Gaya::urai(&satu.gaya) {
                        Some(Gaya::Bagian) => { h3.govuk-heading-s { (satu.teks) } },
                        Some(Gaya::Butir) => { ul.govuk-list.govuk-list--bullet { li { (baris(&satu.teks)) } } },
                        Some(Gaya::Paragraf) | None => { p { (baris(&satu.teks)) } },
                    }
                }
            } }
        }
    }
}

fn fakta(ctx: &Ctx, ruang: &Ruang, isi: &Isi) -> Result<Markup> {
    let naskah = &ruang.naskah;
    let zona = ctx.app.profile.zone();
    let surat = isi.tempat();
    let tanpa = |teks: &str| html! { span.pudar { (teks) } };
    let dari = naskah.diterima_dari.clone().unwrap_or_else(|| ruang.susunan.nama(naskah.unit));
    let mut semua = vec![
        Fact::new("Dari", html! { (dari) }),
        Fact::new(
            "Nomor surat",
            match &naskah.nomor {
                Some(nomor) if naskah.keadaan == Keadaan::Batal => html! { del { (nomor) } },
                Some(nomor) => html! { (nomor) },
                None => tanpa("Tanpa nomor"),
            },
        ),
        Fact::new(
            "Tanggal surat",
            match naskah.tanggal {
                Some(hari) => html! { (tanggal::panjang(hari)) },
                None => tanpa("Tidak tercantum"),
            },
        ),
    ];
    let nama = |akun: Option<Uuid>| akun.and_then(|akun| isi.nama.get(&akun)).map(String::as_str);
    let kepada = |tembusan: bool| -> Vec<&str> {
        ruang.tujuan.iter().filter(|satu| satu.tembusan == tembusan).map(|satu| satu.teks.as_str()).collect()
    };
    for (label, tembusan) in [("Kepada", false), ("Tembusan", true)] {
        let orang = kepada(tembusan);
        if !orang.is_empty() {
            semua.push(Fact::new(label, html! { @for satu in orang { div { (satu) } } }));
        }
    }
    if let Some(surat) = surat {
        if let Some(untuk) = nama(surat.untuk) {
            semua.push(Fact::new("Untuk", html! { (untuk) }));
        }
        semua.push(Fact::new("Diterima", html! { (diterima(ctx, surat)) " · " (surat.jalur.label()) }));
        semua.push(Fact::new(
            "Nomor agenda",
            match surat.urut {
                Some(_) => html! { (surat.agenda()) ", " (ruang.susunan.nama(surat.instansi)) },
                None => tanpa("Belum dicatat"),
            },
        ));
    }
    semua.push(Fact::new("Sifat", html! { (naskah.sifat.label()) }));
    semua.push(Fact::new(
        "Klasifikasi keamanan",
        html! { (naskah.keamanan.label()) @if naskah.rahasia() { " – hanya bagi orang yang disebut" } },
    ));
    if let Some(kode) = &naskah.klasifikasi {
        semua.push(Fact::new("Kode klasifikasi", html! { (kode) }));
    }
    semua.push(Fact::new("Jenis naskah", html! { (jenis::nama(&naskah.jenis)) }));
    if let Some(surat) = surat {
        if let Some(saat) = surat.dicatat {
            let oleh = nama(surat.owner);
            semua.push(Fact::new(
                "Dicatat",
                html! { @if let Some(oleh) = oleh { (oleh) ", " } (tanggal::waktu_pendek(saat, zona)) },
            ));
        }
        if let (Some(saat), Some(cara)) = (surat.selesai, surat.cara_selesai) {
            semua.push(Fact::new("Selesai", html! { (tanggal::waktu_pendek(saat, zona)) " · " (cara.label()) }));
        }
    }
    if let Some(surat) = &isi.surat {
        if let Some(lokasi) = &surat.lokasi {
            semua.push(Fact::new("Tempat berkas", html! { (lokasi) }));
        }
        if let Some(catatan) = &surat.catatan {
            let catatan = isi::buka_teks(&ctx.app, naskah.id, catatan)?;
            semua.push(Fact::new("Catatan pencatat", html! { (baris(&catatan)) }));
        }
    }
    Ok(html! { h2.govuk-heading-m { "Keterangan" } (page::summary_list(&semua)) })
}

fn acuan(judul: &str, semua: &[(Uuid, String)]) -> Markup {
    html! {
        @if !semua.is_empty() {
            h2.govuk-heading-m { (judul) }
            ul.govuk-list.govuk-list--bullet { @for (id, label) in semua { li { a.govuk-link href=(crate::model::href(*id)) { (label) } } } }
        }
    }
}

/// The readings that the person may know of: all of a registered letter; of one that another agency wrote only those in
/// one's own units.
fn terlihat(ctx: &Ctx, ruang: &Ruang) -> jejak::Milik {
    match ruang.naskah.arah {
        Arah::Masuk => jejak::Milik::Semua,
        Arah::Keluar => jejak::Milik::Unit(ctx.scope_of(LIHAT).units().to_vec(), ruang.akun),
    }
}

fn pembacaan(ctx: &Ctx, ruang: &Ruang, isi: &Isi, semua: Vec<jejak::Jejak>) -> Result<Markup> {
    let zona = ctx.app.profile.zone();
    let mut terbuka = semua;
    for satu in &mut terbuka {
        if let Some(rincian) = &satu.rincian {
            satu.rincian = Some(isi::buka_teks(&ctx.app, ruang.naskah.id, rincian)?);
        }
    }
    let lipatan = jejak::lipat(&terbuka, |saat| zona.tanggal(saat));
    let garis = |satu: &Lipatan| {
        let nama = satu.akun.and_then(|akun| isi.nama.get(&akun)).map_or("Akun yang sudah tidak ada", String::as_str);
        html! { li { (tanggal::panjang(satu.hari)) ": " (nama) " " (satu.tindakan.join(", ")) } }
    };
    Ok(html! {
        h2.govuk-heading-m { "Jejak pembacaan" }
        @if lipatan.is_empty() { p.pudar { "Belum ada yang membaca, mengunduh, atau mencetak." } }
        @else { ul.govuk-list { @for satu in lipatan.iter().take(TERLIHAT) { (garis(satu)) } } }
        @if lipatan.len() > TERLIHAT {
            (page::details("Pembacaan sebelumnya", html! { ul.govuk-list { @for satu in lipatan.iter().skip(TERLIHAT) { (garis(satu)) } } }))
        }
    })
}

/// What was done with it in the book of the person's unit. What its writers did is theirs.
async fn riwayat(ctx: &Ctx, ruang: &Ruang, surat: Option<&Surat>) -> Result<Markup> {
    let zona = ctx.app.profile.zone();
    let mut semua: Vec<Entry> = vec![];
    if let Some(surat) = surat {
        semua.extend(history::of(&ctx.app, surat.id, None, 50).await?);
    }
    if ruang.naskah.arah == Arah::Masuk {
        semua.extend(history::of(&ctx.app, ruang.naskah.id, None, 50).await?);
    }
    semua.sort_by_key(|satu| std::cmp::Reverse((satu.at, satu.leaf)));
    // One act changes several rows and has one entry in the log.
    semua.dedup_by_key(|satu| satu.leaf);
    if semua.is_empty() {
        return Ok(html! {});
    }
    let butir: Vec<TimelineItem<'_>> = semua
        .iter()
        .map(|satu| TimelineItem {
            title: crate::tindakan::kata(&satu.action).into(),
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
    Ok(html! { h2.govuk-heading-m { "Riwayat" } (page::timeline(&butir)) })
}

/// What the signatures in the file of a registered letter are worth.
pub fn tanda_tangan(ctx: &Ctx, ruang: &Ruang, hasil: &std::result::Result<Markup, String>) -> Result<Response> {
    let body = html! {
        (page::heading(&ruang.isi.perihal, "Tanda tangan pada berkas surat", html! {}))
        @match hasil {
            Ok(hasil) => (hasil),
            Err(sebab) => (page::inset(html! { (sebab) })),
        }
        p.govuk-body { a.govuk-link href=(ruang.naskah.href()) { "Kembali ke surat" } }
    };
    let breadcrumbs = vec![
        Link::new("Beranda", "/"),
        Link::new("Surat masuk", "/surat_masuk"),
        Link::new(crate::pages::perihal(&ruang.naskah), ruang.naskah.href()),
    ];
    ctx.framed(
        StatusCode::OK,
        Options { title: "Tanda tangan pada berkas surat", breadcrumbs, ..Options::default() },
        body,
    )
}
