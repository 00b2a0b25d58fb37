//! Reviewing and correcting a text.
use http::StatusCode;
use kernel::web::{Options, Response};
use kernel::{Ctx, Error, FieldError, Result};
use serde_json::json;
use uuid::Uuid;

use super::{alamat, kelola, teks};
use crate::model::Dokumen;
use crate::store::{self, Naskah, Pilihan};
use crate::{KELOLA, TINJAU, impor, pages, terima};

const PER_HALAMAN: usize = 40;
/// Lines on one page beside the tree.
const BARIS: usize = 120;
/// Lines in one correction form, and their bytes at most.
const BARIS_SUNTING: usize = 60;
const BYTE_SUNTING: usize = 200_000;

fn naskah_kini(dokumen: &Dokumen) -> Result<Uuid> {
    dokumen.naskah.ok_or(Error::NotFound)
}

/// The review page.
pub async fn tinjau(ctx: Ctx) -> Result<Response> {
    let dokumen = kelola::milik(&ctx).await?;
    let naskah = naskah_kini(&dokumen)?;
    let hitungan = store::hitung_catatan(&ctx.app, naskah).await?;
    let ada_ragu = hitungan.iter().any(|satu| satu.macam == "keraguan");
    let macam = match ctx.query("macam") {
        "perbaikan" => "perbaikan",
        "keraguan" => "keraguan",
        _ => {
            if ada_ragu {
                "keraguan"
            } else {
                "perbaikan"
            }
        }
    };
    let jenis: String = ctx.query("jenis").chars().take(40).collect();
    let hanya_terbuka = ctx.query("terbuka") == "ya";
    let sesudah: i64 = ctx.query("sesudah").parse().unwrap_or(-1);
    let mut catatan =
        store::list_catatan(&ctx.app, naskah, macam, &jenis, hanya_terbuka, sesudah, PER_HALAMAN + 1).await?;
    let more = catatan.len() > PER_HALAMAN;
    catatan.truncate(PER_HALAMAN);
    let berikut = catatan.last().filter(|_| more).map(|akhir| {
        let pairs = [
            ("macam", macam),
            ("jenis", &jenis),
            ("terbuka", ctx.query("terbuka")),
            ("sesudah", &akhir.urut.to_string()),
        ];
        alamat(&format!("{}/tinjau", dokumen.href_kelola()), &pairs)
    });
    let body = pages::tinjau(
        &ctx,
        &pages::Tinjau {
            dokumen: &dokumen,
            hitungan: &hitungan,
            macam,
            jenis: &jenis,
            hanya_terbuka,
            catatan: &catatan,
            berikut: berikut.as_deref(),
            boleh: ctx.actor.can(TINJAU),
            sunting: ctx.actor.can(KELOLA),
        },
    )?;
    let remah = pages::remah_kelola(vec![pages::tautan_kelola(&dokumen)]);
    ctx.framed(StatusCode::OK, Options { title: "Tinjau naskah", breadcrumbs: remah, ..Options::default() }, body)
}

/// Decides one note or all open notes of a kind.
pub async fn putuskan(ctx: Ctx) -> Result<Response> {
    let dokumen = kelola::milik(&ctx).await?;
    let naskah = naskah_kini(&dokumen)?;
    let form = ctx.form();
    let putusan = match form.get("putusan") {
        "terima" => "terima",
        "catat" => "catat",
        _ => return Err(Error::BadRequest("Keputusan ini tidak dikenal.".into())),
    };
    let pilihan = match form.get("urut").parse::<i64>() {
        Ok(urut) => Pilihan::Satu(urut),
        Err(_) => match form.get("macam") {
            // Doubts are decided one kind at a time: nobody can have looked at all of them at once.
            "keraguan" if !form.get("jenis").is_empty() => Pilihan::Jenis("keraguan".into(), form.get("jenis").into()),
            "perbaikan" => Pilihan::Jenis("perbaikan".into(), form.get("jenis").into()),
            _ => return Err(Error::BadRequest("Pilih catatan yang diputuskan.".into())),
        },
    };
    let mut errors = vec![];
    let uraian = teks(&ctx, "uraian", &mut errors);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let mut write = ctx.write("peraturan.putuskan").await?;
    let banyak = store::putuskan(&mut write, dokumen.id, naskah, &pilihan, putusan, &uraian).await?;
    write.event("peraturan.catatan_diputuskan", json!({ "jumlah": banyak }));
    write.commit(&terima::subject(&dokumen)).await?;
    let awal = format!("{}/tinjau", dokumen.href_kelola());
    let kembali = Some(form.get("kembali")).filter(|kembali| kembali.starts_with(&format!("{awal}?"))).unwrap_or(&awal);
    let tempat = match pilihan {
        Pilihan::Satu(urut) => format!("{kembali}#catatan-{urut}"),
        Pilihan::Jenis(..) => kembali.to_owned(),
    };
    ctx.redirect_with(&tempat, &format!("{banyak} catatan sudah diputuskan."))
}

async fn teks_kini(ctx: &Ctx, dokumen: &Dokumen) -> Result<(Naskah, String)> {
    let naskah = store::find_naskah(&ctx.app, dokumen.id, naskah_kini(dokumen)?).await?;
    let teks = store::teks(&ctx.app, dokumen.id, &naskah).await?;
    Ok((naskah, teks))
}

/// Text and tree side by side, from a line on.
pub async fn sanding(ctx: Ctx) -> Result<Response> {
    let dokumen = kelola::milik(&ctx).await?;
    let (naskah, teks) = teks_kini(&ctx, &dokumen).await?;
    let jumlah = teks.lines().count().max(1);
    // A few lines before the asked one, so that it stands in its context.
    let diminta: usize = ctx.query("baris").parse().unwrap_or(1);
    let dari = diminta.clamp(1, jumlah).saturating_sub(if diminta > 1 { 3 } else { 0 }).max(1);
    let baris: Vec<(usize, &str)> =
        teks.lines().enumerate().map(|(n, isi)| (n + 1, isi)).skip(dari - 1).take(BARIS).collect();
    let sampai = baris.last().map_or(dari, |(nomor, _)| *nomor);
    let simpul = store::bagian_baris(&ctx.app, naskah.id, store::bulat(dari), store::bulat(sampai)).await?;
    let body = pages::sanding(&pages::Sanding {
        dokumen: &dokumen,
        naskah: &naskah,
        baris: &baris,
        simpul: &simpul,
        sebelum: (dari > 1).then(|| dari.saturating_sub(BARIS).max(1)),
        sesudah: (sampai < jumlah).then_some(sampai + 1),
        sunting: ctx.actor.can(KELOLA),
    });
    let remah = pages::remah_kelola(vec![pages::tautan_kelola(&dokumen)]);
    ctx.framed(
        StatusCode::OK,
        Options { title: "Naskah dan hasil urai", breadcrumbs: remah, ..Options::default() },
        body,
    )
}

/// From the address of a part to its place in the text under review.
pub async fn bagian(ctx: Ctx) -> Result<Response> {
    let dokumen = kelola::milik(&ctx).await?;
    let pokok = ctx.path("alamat").split('/').next().unwrap_or_default();
    let simpul = store::bagian(&ctx.app, naskah_kini(&dokumen)?, pokok).await?;
    ctx.redirect(&format!("{}/sanding?baris={}", dokumen.href_kelola(), simpul.baris.max(1)))
}

fn ruas(teks: &str, dari: usize, sampai: usize) -> String {
    teks.lines().skip(dari.saturating_sub(1)).take((sampai + 1).saturating_sub(dari)).collect::<Vec<_>>().join("\n")
}

/// The correction form for a stretch of lines.
pub async fn sunting(ctx: Ctx) -> Result<Response> {
    let dokumen = kelola::milik(&ctx).await?;
    let (naskah, teks) = teks_kini(&ctx, &dokumen).await?;
    let jumlah = teks.lines().count().max(1);
    let diminta: usize = ctx.query("baris").parse().unwrap_or(1);
    let dari = diminta.clamp(1, jumlah).saturating_sub(if diminta > 1 { 5 } else { 0 }).max(1);
    let sampai = (dari + BARIS_SUNTING - 1).min(jumlah);
    formulir(
        &ctx,
        StatusCode::OK,
        &pages::Sunting {
            dokumen: &dokumen,
            naskah: &naskah,
            dari,
            sampai,
            teks: &ruas(&teks, dari, sampai),
            alasan: "",
            errors: &[],
        },
    )
}

fn formulir(ctx: &Ctx, status: StatusCode, halaman: &pages::Sunting<'_>) -> Result<Response> {
    let body = pages::sunting(ctx, halaman)?;
    let remah = pages::remah_kelola(vec![pages::tautan_kelola(halaman.dokumen)]);
    ctx.framed(
        status,
        Options {
            title: "Sunting naskah",
            breadcrumbs: remah,
            has_errors: !halaman.errors.is_empty(),
            ..Options::default()
        },
        body,
    )
}

/// Puts corrected lines in place of the old ones and parses the whole text again, as a new version.
pub async fn simpan_sunting(ctx: Ctx) -> Result<Response> {
    let dokumen = kelola::milik(&ctx).await?;
    let (naskah, lama) = teks_kini(&ctx, &dokumen).await?;
    let form = ctx.form();
    let (dari, sampai) =
        (form.get("dari").parse::<usize>().unwrap_or(0), form.get("sampai").parse::<usize>().unwrap_or(0));
    let mut errors: Vec<FieldError> = vec![];
    let alasan = teks(&ctx, "alasan", &mut errors);
    // Blanks at the ends of lines carry no meaning; lines do, so the text is taken untrimmed.
    let sent = form.pairs().iter().find(|(name, _)| name == "teks").map_or("", |(_, value)| value.as_str());
    let isi = sent.replace("\r\n", "\n").replace('\r', "\n");
    if alasan.is_empty() {
        errors.push(FieldError::new("alasan", "Tulis singkat apa yang diperbaiki."));
    }
    if isi.len() > BYTE_SUNTING {
        errors.push(FieldError::new("teks", "Teks terlalu panjang untuk satu suntingan."));
    }
    let jumlah = lama.lines().count();
    let basi = form.get("naskah") != naskah.id.to_string();
    if basi && ctx.write("peraturan.sunting").await.is_ok() {
        errors.push(FieldError::new("teks", "Naskah ini sudah diganti orang lain sejak Anda membukanya. Salin perbaikan Anda, buka lagi halaman sunting, lalu terapkan di sana."));
    } else if basi {
        // The same form again: it was stored the first time.
        return ctx.write("peraturan.sunting").await.map(|_| Response::default());
    }
    if dari == 0 || sampai < dari || sampai > jumlah.max(1) {
        errors.push(FieldError::new("teks", "Baris yang disunting tidak ada. Buka lagi halaman sunting."));
    }
    let mut olahan = None;
    if errors.is_empty() {
        let mut baris: Vec<&str> = lama.lines().take(dari - 1).collect();
        baris.extend(isi.lines());
        baris.extend(lama.lines().skip(sampai));
        match impor::dari_teks(baris.join("\n")).await {
            Ok(hasil) => olahan = Some(hasil),
            Err(Error::Invalid(ditolak)) => {
                errors.extend(ditolak.into_iter().map(|satu| FieldError::new("teks", satu.message)))
            }
            Err(error) => return Err(error),
        }
    }
    let Some(olahan) = olahan else {
        let errors = pages::galat(&errors);
        let halaman = pages::Sunting {
            dokumen: &dokumen,
            naskah: &naskah,
            dari,
            sampai,
            teks: &isi,
            alasan: &alasan,
            errors: &errors,
        };
        return formulir(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &halaman);
    };
    let mut write = ctx.write("peraturan.sunting").await?;
    terima::naskah_baru(&mut write, &ctx.app, &dokumen, olahan, "sunting", &alasan, None).await?;
    write.event("peraturan.disunting", json!({ "sebutan": dokumen.sebutan }));
    write.commit(&terima::subject(&dokumen)).await?;
    ctx.redirect_with(
        &format!("{}/sanding?baris={dari}", dokumen.href_kelola()),
        "Naskah sudah diurai ulang sebagai naskah baru.",
    )
}
