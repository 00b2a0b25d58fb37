//! Settings: where counting begins, the cycles, reminders.

use crate::jobs::HITUNG;
use crate::pages::pengaturan::{self as halaman, Isian};
use crate::store::setelan::{self, Tersimpan};
use crate::{katalog, store};
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::{Ctx, FieldError, Response, Result, Subject, job};
use serde_json::Value as Json;
use time::Date;

/// Most days before the due date on which to remind.
const TERJAUH: u16 = 365;

/// Reads `30, 7, 1`: at most ten days of 1 to 365, largest first.
///
/// # Errors
/// A sentence for the person who typed it.
pub fn daftar_hari(teks: &str) -> Result<Vec<u16>, &'static str> {
    let mut hari: Vec<u16> = teks
        .split([',', ';', ' '])
        .map(str::trim)
        .filter(|satu| !satu.is_empty())
        .map(|satu| satu.parse::<u16>().ok().filter(|hari| (1..=TERJAUH).contains(hari)))
        .collect::<Option<_>>()
        .ok_or("Tulis angka hari dengan koma, misalnya 30, 7, 1; masing-masing 1 sampai 365")?;
    hari.sort_unstable_by(|kiri, kanan| kanan.cmp(kiri));
    hari.dedup();
    if hari.len() > 10 { Err("Paling banyak sepuluh pengingat") } else { Ok(hari) }
}

/// The same for a form.
pub fn tulis_hari(hari: &[u16]) -> String {
    hari.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}

fn tulis_tanggal(hari: Option<Date>) -> String {
    hari.map(|hari| format!("{:02}-{:02}-{:04}", hari.day(), u8::from(hari.month()), hari.year())).unwrap_or_default()
}

/// GET /kewajiban/pengaturan
pub async fn form(ctx: Ctx) -> Result<Response> {
    let daftar = katalog::dari(&ctx.app)?;
    let setelan = store::setelan::baca(&ctx.app, &daftar).await?;
    let simpan = &setelan.tersimpan;
    let angka = |nilai: Option<u16>| nilai.map(|nilai| nilai.to_string()).unwrap_or_default();
    let isian = Isian {
        mulai_hitung: tulis_tanggal(Some(setelan.mulai_hitung)),
        rpjmd: tulis_tanggal(simpan.rpjmd),
        rencana_induk: tulis_tanggal(simpan.rencana_induk),
        arsitektur: tulis_tanggal(simpan.arsitektur),
        peta_rencana: tulis_tanggal(simpan.peta_rencana),
        hari_mendekati: angka(simpan.hari_mendekati),
        pengingat: simpan.pengingat.as_deref().map(tulis_hari).unwrap_or_default(),
        koordinator_hari: angka(simpan.koordinator_hari),
        puncak_hari: angka(simpan.puncak_hari),
        version: setelan.version,
        salah: vec![],
    };
    let penyesuaian = store::setelan::penyesuaian(&ctx.app).await?;
    halaman::halaman(&ctx, &daftar, &isian, &penyesuaian, StatusCode::OK)
}

/// POST /kewajiban/pengaturan
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    let daftar = katalog::dari(&ctx.app)?;
    let form = ctx.form();
    let isi = |nama: &str| form.get(nama).to_owned();
    let mut isian = Isian {
        mulai_hitung: isi("mulai_hitung"),
        rpjmd: isi("rpjmd"),
        rencana_induk: isi("rencana_induk"),
        arsitektur: isi("arsitektur"),
        peta_rencana: isi("peta_rencana"),
        hari_mendekati: isi("hari_mendekati"),
        pengingat: isi("pengingat"),
        koordinator_hari: isi("koordinator_hari"),
        puncak_hari: isi("puncak_hari"),
        version: form.get("_versi").parse().unwrap_or(0),
        salah: vec![],
    };
    let status = match urai(&isian) {
        Ok((mulai_hitung, tersimpan)) => {
            let kini = store::setelan::baca(&ctx.app, &daftar).await?;
            if kini.version == isian.version {
                let mut write = ctx.write("kewajiban.pengaturan").await?;
                if kini.version == 0 {
                    setelan::insert(&mut write, mulai_hitung).await?;
                }
                setelan::ubah(&mut write, kini.version.max(1), mulai_hitung, &tersimpan).await?;
                write.job(HITUNG, Json::Null, ctx.now).await?;
                write.commit(&Subject::new("kewajiban_pengaturan", setelan::ID, "/kewajiban/pengaturan")).await?;
                return ctx.redirect_with(halaman::HITUNG, "Pengaturan disimpan.");
            }
            isian.version = kini.version;
            isian.salah.push(FieldError::new(
                "",
                "Pengaturan baru saja diubah orang lain. Isian Anda masih ada; bandingkan, lalu simpan lagi.",
            ));
            StatusCode::CONFLICT
        }
        Err(salah) => {
            isian.salah = salah;
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    let penyesuaian = store::setelan::penyesuaian(&ctx.app).await?;
    halaman::halaman(&ctx, &daftar, &isian, &penyesuaian, status)
}

fn urai(isian: &Isian) -> Result<(Date, Tersimpan), Vec<FieldError>> {
    let mut salah = vec![];
    let mut hari = |medan: &'static str, teks: &str| match teks {
        "" => None,
        teks => match tanggal::urai(teks) {
            Ok(hari) if (2000..=2100).contains(&hari.year()) => Some(hari),
            Ok(_) => {
                salah.push(FieldError::new(medan, "Tahunnya harus antara 2000 dan 2100"));
                None
            }
            Err(galat) => {
                salah.push(FieldError::new(medan, galat.to_string()));
                None
            }
        },
    };
    let mulai_hitung = hari("mulai_hitung", &isian.mulai_hitung);
    let mut tersimpan = Tersimpan {
        rpjmd: hari("rpjmd", &isian.rpjmd),
        rencana_induk: hari("rencana_induk", &isian.rencana_induk),
        arsitektur: hari("arsitektur", &isian.arsitektur),
        peta_rencana: hari("peta_rencana", &isian.peta_rencana),
        ..Tersimpan::default()
    };
    if isian.mulai_hitung.is_empty() {
        salah.push(FieldError::new("mulai_hitung", "Isi tanggal mulai menghitung"));
    }
    let mut angka = |medan: &'static str, teks: &str, paling: u16| match teks {
        "" => None,
        teks => {
            let nilai = teks.parse::<u16>().ok().filter(|nilai| (1..=paling).contains(nilai));
            if nilai.is_none() {
                salah.push(FieldError::new(medan, format!("Isi angka 1 sampai {paling}")));
            }
            nilai
        }
    };
    tersimpan.hari_mendekati = angka("hari_mendekati", &isian.hari_mendekati, 365);
    tersimpan.koordinator_hari = angka("koordinator_hari", &isian.koordinator_hari, 250);
    tersimpan.puncak_hari = angka("puncak_hari", &isian.puncak_hari, 250);
    if !isian.pengingat.is_empty() {
        match daftar_hari(&isian.pengingat) {
            Ok(hari) => tersimpan.pengingat = Some(hari),
            Err(sebab) => salah.push(FieldError::new("pengingat", sebab)),
        }
    }
    match mulai_hitung.filter(|_| salah.is_empty()) {
        Some(mulai) => Ok((mulai, tersimpan)),
        None => Err(salah),
    }
}

/// POST /kewajiban/pengaturan/hitung
pub async fn hitung(ctx: Ctx) -> Result<Response> {
    let mut write = ctx.write("kewajiban.hitung_diminta").await?;
    write.job(HITUNG, Json::Null, ctx.now).await?;
    write.commit(&Subject::new("kewajiban_pengaturan", setelan::ID, "/kewajiban/pengaturan")).await?;
    ctx.redirect(halaman::HITUNG)
}

/// GET /kewajiban/pengaturan/hitung: how far counting is, as a page, or as the part of it that asks again for itself.
pub async fn kemajuan(ctx: Ctx) -> Result<Response> {
    let berjalan = job::is_under_way(&ctx.app, HITUNG).await?;
    if ctx.is_partial() { Ok(ctx.part(halaman::kemajuan(berjalan))) } else { halaman::halaman_kemajuan(&ctx, berjalan) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_largest_first_and_refused_when_wrong() {
        let table: [(&str, Option<&[u16]>); 6] = [
            ("30, 7,1", Some(&[30, 7, 1])),
            ("1 7 30 7", Some(&[30, 7, 1])),
            ("0", None),
            ("366", None),
            ("tujuh", None),
            ("-3", None),
        ];
        for (teks, harap) in table {
            assert_eq!(daftar_hari(teks).ok().as_deref(), harap, "{teks}");
        }
    }
}
