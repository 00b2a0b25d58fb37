//! Adjusting one duty: switching it off with a reason, changing what the regulation leaves open, its own reminders.

use super::pengaturan::{daftar_hari, tulis_hari};
use crate::jobs::HITUNG;
use crate::katalog::Penyesuaian;
use crate::model::{DaftarKewajiban, Kewajiban};
use crate::pages::atur::{self as halaman, Isian};
use crate::rules::sesuai::{self, Ubahan};
use crate::{katalog, store};
use http::StatusCode;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use serde_json::json;
use uuid::Uuid;

async fn cari<'a>(ctx: &Ctx, daftar: &'a DaftarKewajiban) -> Result<(&'a Kewajiban, Option<Penyesuaian>)> {
    let kewajiban = daftar.cari(ctx.path("kode")).ok_or(Error::NotFound)?;
    let semua = store::setelan::penyesuaian(&ctx.app).await?;
    Ok((kewajiban, semua.into_iter().find(|satu| satu.kode == kewajiban.kode)))
}

/// GET /katalog-kewajiban/{kode}/atur
pub async fn form(ctx: Ctx) -> Result<Response> {
    let daftar = katalog::dari(&ctx.app)?;
    let (kewajiban, lama) = cari(&ctx, &daftar).await?;
    let isian = match &lama {
        Some(satu) => Isian {
            aktif: satu.aktif,
            alasan: satu.alasan.clone(),
            tiap: satu.jadwal.tiap.clone().unwrap_or_default(),
            hari: satu.jadwal.jatuh.as_deref().map(tampil_hari).unwrap_or_default(),
            sekali_dalam: satu.jadwal.sekali_dalam.clone().unwrap_or_default(),
            tenggat: satu.jadwal.tenggat_hari_kerja.map(|hari| hari.to_string()).unwrap_or_default(),
            pengingat: satu.pengingat.as_deref().map(tulis_hari).unwrap_or_default(),
            version: satu.version,
            salah: vec![],
        },
        None => Isian { aktif: true, ..Isian::default() },
    };
    halaman::halaman(&ctx, &daftar, kewajiban, &isian, StatusCode::OK)
}

/// `06-30` in a profile is `30-06` for people.
fn tampil_hari(bulan_hari: &str) -> String {
    bulan_hari.split_once('-').map(|(bulan, hari)| format!("{hari}-{bulan}")).unwrap_or_default()
}

/// POST /katalog-kewajiban/{kode}/atur
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    let daftar = katalog::dari(&ctx.app)?;
    let (kewajiban, lama) = cari(&ctx, &daftar).await?;
    let version = ctx.form().get("_versi").parse::<i64>().unwrap_or(0);
    let form = ctx.form();
    let mut isian = Isian {
        aktif: form.get("aktif") != "tidak",
        alasan: form.get("alasan").to_owned(),
        tiap: form.get("tiap").to_owned(),
        hari: form.get("hari").to_owned(),
        sekali_dalam: form.get("sekali_dalam").to_owned(),
        tenggat: form.get("tenggat").to_owned(),
        pengingat: form.get("pengingat").to_owned(),
        version,
        salah: vec![],
    };
    match urai(kewajiban, &isian) {
        Ok(mut baru) => {
            if lama.as_ref().map_or(0, |satu| satu.version) != version {
                isian.version = lama.as_ref().map_or(0, |satu| satu.version);
                isian.salah.push(FieldError::new(
                    "",
                    "Penyesuaian ini baru saja diubah orang lain. Isian Anda masih ada; bandingkan, lalu simpan lagi.",
                ));
                return halaman::halaman(&ctx, &daftar, kewajiban, &isian, StatusCode::CONFLICT);
            }
            let mut write = ctx.write("kewajiban.disesuaikan").await?;
            baru.id = lama.as_ref().map_or_else(Uuid::now_v7, |satu| satu.id);
            store::setelan::sesuaikan(&mut write, lama.as_ref().map(|satu| (satu.id, satu.version)), &baru).await?;
            write.event("kewajiban.disesuaikan", json!({ "kewajiban": kewajiban.kode }));
            write.job(HITUNG, json!({ "kode": [kewajiban.kode] }), ctx.now).await?;
            let href = format!("/katalog-kewajiban/{}", kewajiban.kode);
            write.commit(&Subject::new("kewajiban_penyesuaian", baru.id, href.clone())).await?;
            ctx.redirect_with(&href, "Penyesuaian disimpan. Jatuh tempo dihitung ulang.")
        }
        Err(salah) => {
            isian.salah = salah;
            halaman::halaman(&ctx, &daftar, kewajiban, &isian, StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

fn urai(kewajiban: &Kewajiban, isian: &Isian) -> Result<Penyesuaian, Vec<FieldError>> {
    let mut salah = vec![];
    let isi = |teks: &str| Some(teks.to_owned()).filter(|teks| !teks.is_empty());
    let jatuh = match isian.hari.as_str() {
        "" => None,
        teks => match teks
            .split_once(['-', '/', '.'])
            .map(|(hari, bulan)| (hari.trim().parse::<u8>(), bulan.trim().parse::<u8>()))
        {
            Some((Ok(hari), Ok(bulan))) => Some(format!("{bulan:02}-{hari:02}")),
            Some(_) | None => {
                salah.push(FieldError::new("hari", "Tulis hari dan bulan, misalnya 30-06"));
                None
            }
        },
    };
    let tenggat = match isian.tenggat.as_str() {
        "" => None,
        teks => match teks.parse::<u16>() {
            Ok(hari) if (1..=500).contains(&hari) => Some(hari),
            Ok(_) | Err(_) => {
                salah.push(FieldError::new("tenggat", "Isi jumlah hari kerja, 1 sampai 500"));
                None
            }
        },
    };
    let pengingat = match isian.pengingat.as_str() {
        "" => None,
        teks => match daftar_hari(teks) {
            Ok(hari) => Some(hari),
            Err(sebab) => {
                salah.push(FieldError::new("pengingat", sebab));
                None
            }
        },
    };
    let ubahan =
        Ubahan { tiap: isi(&isian.tiap), jatuh, sekali_dalam: isi(&isian.sekali_dalam), tenggat_hari_kerja: tenggat };
    if salah.is_empty()
        && let Err(sebab) = sesuai::terapkan(kewajiban, &ubahan)
    {
        let medan = if ubahan.jatuh.is_some() {
            "hari"
        } else if ubahan.sekali_dalam.is_some() {
            "sekali_dalam"
        } else {
            "tiap"
        };
        salah.push(FieldError::new(medan, format!("Jadwal tidak dapat dipakai: {sebab}")));
    }
    let berubah = !isian.aktif || ubahan != Ubahan::default();
    if berubah && isian.alasan.is_empty() {
        salah.push(FieldError::new(
            "alasan",
            "Isi alasannya; tersimpan di samping peraturan dan dapat dibaca siapa pun",
        ));
    }
    if isian.alasan.chars().count() > 1000 {
        salah.push(FieldError::new("alasan", "Alasan paling banyak 1.000 karakter"));
    }
    if !salah.is_empty() {
        return Err(salah);
    }
    Ok(Penyesuaian {
        id: Uuid::nil(),
        version: isian.version,
        kode: kewajiban.kode.clone(),
        aktif: isian.aktif,
        alasan: isian.alasan.clone(),
        jadwal: ubahan,
        pengingat,
    })
}
