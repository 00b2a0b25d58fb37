//! The book of numbers: reserving, numbers for paper, cancelling.
use kernel::indonesia::tanggal;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use time::Date;
use uuid::Uuid;

use crate::model::KeadaanNomor;
use crate::rules::nomor as aturan;
use crate::store::nomor::{self, Seri, Untuk};
use crate::susunan::Susunan;
use crate::{NOMOR, jenis, pages};

/// Most numbers reserved at once.
const PALING_BANYAK: i64 = 200;
/// Rows per page.
pub const SEHALAMAN: usize = 50;
/// Address of the book.
pub const BUKU: &str = "/naskah-nomor";

/// GET /naskah-nomor
pub async fn list(ctx: Ctx) -> Result<Response> {
    tampil(&ctx, &[]).await
}

async fn tampil(ctx: &Ctx, salah: &[FieldError]) -> Result<Response> {
    let keadaan = KeadaanNomor::urai(ctx.query("keadaan"));
    let sebelum = ctx.query("sebelum").parse::<Uuid>().ok();
    let scope = ctx.scope_of(NOMOR);
    let semua = nomor::list(&ctx.app, &scope, keadaan, sebelum, SEHALAMAN).await?;
    pages::buku::halaman(ctx, &semua, keadaan, sebelum.is_some(), salah).await
}

fn subjek(id: Uuid) -> Subject {
    Subject::new("naskah_nomor", id, BUKU)
}

/// What both forms ask: which series.
struct Ditanya {
    jenis: &'static jenis::Jenis,
    kepala_daerah: bool,
    unit: Uuid,
    kode: String,
}

/// What stands in front of the agency in the value of a choice that means the series of the head of the regency.
pub const KEPALA_DAERAH: &str = "kepala_daerah.";

async fn seri(ctx: &Ctx, awalan: &str, salah: &mut Vec<FieldError>) -> Result<Option<Ditanya>> {
    let susunan = Susunan::baca(&ctx.app).await?;
    let medan = |nama: &str| format!("{awalan}{nama}");
    let jenis = jenis::cari(ctx.form().get(&medan("jenis")));
    if jenis.is_none() {
        salah.push(FieldError::new(medan("jenis"), "Pilih jenis naskah"));
    }
    let field = medan("unit");
    let dipilih = ctx.form().get(&field);
    let kepala_daerah = dipilih.starts_with(KEPALA_DAERAH);
    let unit = dipilih.strip_prefix(KEPALA_DAERAH).unwrap_or(dipilih).parse::<Uuid>().ok();
    let unit = unit.filter(|unit| ctx.scope_of(NOMOR).holds_unit(*unit) && (!kepala_daerah || susunan.setda(*unit)));
    if unit.is_none() {
        salah.push(FieldError::new(field, "Pilih perangkat daerah Anda"));
    }
    let kode = |unit| if kepala_daerah { String::new() } else { susunan.kode(unit) };
    Ok(jenis.zip(unit).map(|(jenis, unit)| Ditanya { jenis, kepala_daerah, unit, kode: kode(unit) }))
}

fn teks(ctx: &Ctx, medan: &'static str, ajakan: &'static str, salah: &mut Vec<FieldError>) -> String {
    let teks = ctx.form().get(medan);
    if teks.is_empty() {
        salah.push(FieldError::new(medan, ajakan));
    } else if teks.chars().count() > 300 {
        salah.push(FieldError::new(medan, "Paling banyak 300 karakter"));
    }
    teks.to_owned()
}

/// POST /naskah-nomor/cadangkan
pub async fn cadangkan(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let mut salah = vec![];
    let ditanya = seri(&ctx, "c_", &mut salah).await?;
    let banyak = ctx.form().get("c_banyak").parse::<i64>().ok().filter(|banyak| (1..=PALING_BANYAK).contains(banyak));
    if banyak.is_none() {
        salah.push(FieldError::new("c_banyak", format!("Isi 1 sampai {PALING_BANYAK}")));
    }
    let alasan = teks(&ctx, "c_alasan", "Isi alasannya, misalnya listrik padam", &mut salah);
    let (Some(ditanya), Some(banyak), true) = (ditanya, banyak, salah.is_empty()) else {
        return tampil(&ctx, &salah).await;
    };
    let mut write = ctx.write("naskah_dinas.nomor_dicadangkan").await?;
    let seri = Seri {
        jenis: &ditanya.jenis.kunci,
        kepala_daerah: ditanya.kepala_daerah,
        unit: ditanya.unit,
        kode_unit: &ditanya.kode,
        tahun: i64::from(ctx.today().year()),
    };
    let (awal, akhir) = nomor::cadangkan(&mut write, &seri, banyak, &alasan).await?;
    write.commit(&subjek(Uuid::now_v7())).await?;
    ctx.redirect_with(BUKU, &format!("Nomor urut {awal} sampai {akhir} dicadangkan."))
}

/// The date and subject of a letter on paper. A number that stands in a book already (`tahun`) takes a date of its year only.
fn kertas(ctx: &Ctx, tahun: Option<i64>, salah: &mut Vec<FieldError>) -> (Option<Date>, Untuk) {
    let hari = match tanggal::urai(ctx.form().get("tanggal")) {
        Ok(hari) if hari > ctx.today() => {
            salah.push(FieldError::new("tanggal", "Tanggal naskah belum tiba"));
            None
        }
        Ok(hari) if tahun.is_some_and(|tahun| tahun != i64::from(hari.year())) => {
            let tahun = tahun.unwrap_or_default();
            salah.push(FieldError::new(
                "tanggal",
                format!("Nomor ini dari buku tahun {tahun}: isi tanggal dalam tahun itu"),
            ));
            None
        }
        Ok(hari) if !aturan::buku_terbuka(hari.year(), ctx.today()) => {
            salah.push(FieldError::new("tanggal", format!("Buku nomor tahun {} sudah ditutup", hari.year())));
            None
        }
        Ok(hari) => Some(hari),
        Err(sebab) => {
            salah.push(FieldError::new("tanggal", sebab.to_string()));
            None
        }
    };
    let klasifikasi = ctx.form().get("klasifikasi").to_owned();
    if !klasifikasi.chars().all(|huruf| huruf.is_ascii_alphanumeric() || huruf == '.') || klasifikasi.len() > 40 {
        salah.push(FieldError::new("klasifikasi", "Kode klasifikasi berupa angka dan titik, misalnya 000.1.2"));
    }
    let perihal = teks(ctx, "untuk", "Isi perihal naskahnya", salah);
    let alasan = Some(ctx.form().get("alasan").chars().take(300).collect::<String>()).filter(|teks| !teks.is_empty());
    (hari, Untuk { klasifikasi, perihal: Some(perihal), alasan, ..Untuk::default() })
}

/// POST /naskah-nomor/ambil: a number for a letter on paper; of a past day with a suffix.
pub async fn ambil(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let mut salah = vec![];
    let ditanya = seri(&ctx, "", &mut salah).await?;
    let (hari, untuk) = kertas(&ctx, None, &mut salah);
    let mundur = hari.is_some_and(|hari| hari < ctx.today());
    if mundur && untuk.alasan.is_none() {
        salah.push(FieldError::new("alasan", "Isi alasan memakai tanggal yang sudah lewat"));
    }
    let (Some(ditanya), Some(hari), true) = (ditanya, hari, salah.is_empty()) else {
        return tampil(&ctx, &salah).await;
    };
    let mut write = ctx.write("naskah_dinas.nomor_diambil").await?;
    let seri = Seri {
        jenis: &ditanya.jenis.kunci,
        kepala_daerah: ditanya.kepala_daerah,
        unit: ditanya.unit,
        kode_unit: &ditanya.kode,
        tahun: i64::from(hari.year()),
    };
    let diambil = match nomor::ambil(&mut write, &seri, hari, mundur, &untuk).await {
        Err(Error::Refused(sebab)) => {
            drop(write);
            return tampil(&ctx, &[FieldError::new("klasifikasi", sebab)]).await;
        }
        hasil => hasil?,
    };
    write.commit(&subjek(Uuid::now_v7())).await?;
    ctx.redirect_with(BUKU, &format!("Nomor {} diambil.", diambil.nomor))
}

/// POST /naskah-nomor/{id}/pakai: a reserved number for a letter on paper.
pub async fn pakai(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let satu = nomor::find(&ctx.app, &ctx.scope_of(NOMOR), ctx.id("id")?).await?;
    let mut salah = vec![];
    let (hari, untuk) = kertas(&ctx, Some(satu.tahun), &mut salah);
    let (Some(hari), true) = (hari, salah.is_empty()) else { return pages::buku::satu(&ctx, &satu, &salah).await };
    let kode = if satu.kepala_daerah { String::new() } else { Susunan::baca(&ctx.app).await?.kode(satu.unit) };
    let mut write = ctx.write("naskah_dinas.nomor_dipakai").await?;
    let seri = Seri {
        jenis: &satu.jenis,
        kepala_daerah: satu.kepala_daerah,
        unit: satu.unit,
        kode_unit: &kode,
        tahun: satu.tahun,
    };
    match nomor::pakai_cadangan(&mut write, satu.id, &seri, hari, &untuk).await {
        Ok(diambil) => {
            write.commit(&subjek(satu.id)).await?;
            ctx.redirect_with(BUKU, &format!("Nomor {} dipakai.", diambil.nomor))
        }
        Err(Error::Invalid(salah)) => {
            drop(write);
            pages::buku::satu(&ctx, &satu, &salah).await
        }
        Err(galat) => Err(galat),
    }
}

/// GET /naskah-nomor/{id}
pub async fn satu(ctx: Ctx) -> Result<Response> {
    let satu = nomor::find(&ctx.app, &ctx.scope_of(NOMOR), ctx.id("id")?).await?;
    pages::buku::satu(&ctx, &satu, &[]).await
}

/// POST /naskah-nomor/{id}/batal: a reserved number, or one of a letter on paper, is given up.
pub async fn batal(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let satu = nomor::find(&ctx.app, &ctx.scope_of(NOMOR), ctx.id("id")?).await?;
    let mut salah = vec![];
    let alasan = teks(&ctx, "alasan_batal", "Isi alasan pembatalan", &mut salah);
    if !salah.is_empty() {
        return pages::buku::satu(&ctx, &satu, &salah).await;
    }
    let mut write = ctx.write("naskah_dinas.nomor_dibatalkan").await?;
    let kini = nomor::pegang(&mut write, satu.id).await?;
    if kini.naskah.is_some() {
        return Err(Error::refused("Nomor ini dipakai sebuah naskah. Batalkan naskahnya."));
    }
    if kini.keadaan == KeadaanNomor::Dibatalkan {
        return Err(Error::refused("Nomor ini sudah dibatalkan."));
    }
    nomor::batalkan(&mut write, satu.id, &alasan).await?;
    write.commit(&subjek(satu.id)).await?;
    ctx.redirect_with(BUKU, "Nomor dibatalkan dan tidak akan dipakai lagi.")
}
