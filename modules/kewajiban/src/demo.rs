//! A demonstration: a regency that has kept count since last year, with what was done, what is late, and what was waived. The same
//! regency always gets the same demonstration.

use crate::rules::alur::Keadaan;
use crate::store::bukti::{Baru, Isi};
use crate::store::{self, Baris};
use crate::{hitung, katalog, tabel};
use kernel::file::{Owner, Secrecy};
use kernel::{App, BoxFuture, Result, Subject, Val, Write, args};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use time::{Date, Duration, Month};
use uuid::Uuid;

/// Rows per change.
const SEKALI: usize = 100;

/// What becomes of an obligation in the demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nasib {
    Terpenuhi,
    Terlambat,
    Diperiksa,
    Dikembalikan,
    TidakBerlaku,
    Dibiarkan,
}

/// A number of 0 to 99 that depends on the key alone.
fn undi(kunci: &str) -> u8 {
    Sha256::digest(kunci.as_bytes()).first().copied().unwrap_or_default() % 100
}

/// Agencies differ: the share that is done in time follows from who owes.
fn nasib(baris: &Baris, hari_ini: Date) -> Nasib {
    let rajin = 55 + undi(&baris.penanggung) * 2 / 5;
    let angka = undi(&baris.kunci);
    if baris.masa.jatuh < hari_ini {
        match angka {
            0..=2 => Nasib::TidakBerlaku,
            3..=5 => Nasib::Dikembalikan,
            6..=9 => Nasib::Diperiksa,
            lain if lain < rajin => Nasib::Terpenuhi,
            _ => Nasib::Terlambat,
        }
    } else if baris.masa.mulai <= hari_ini {
        match angka {
            0..=5 => Nasib::Diperiksa,
            6..=7 => Nasib::Dikembalikan,
            8..=20 => Nasib::Terpenuhi,
            _ => Nasib::Dibiarkan,
        }
    } else {
        Nasib::Dibiarkan
    }
}

/// Day of the evidence: some days before the due date, now and then after it, never in the future.
fn hari_bukti(baris: &Baris, hari_ini: Date) -> Date {
    let geser = i64::from(undi(&format!("hari {}", baris.kunci))) / 4 - 4;
    let hari = baris.masa.jatuh.saturating_sub(Duration::days(geser));
    hari.clamp(baris.masa.mulai.min(hari_ini), hari_ini)
}

/// Who works in a unit and who decides, asked once.
struct Orang {
    pelaku: BTreeMap<Uuid, Option<Uuid>>,
    pemeriksa: Option<Uuid>,
}

impl Orang {
    async fn pelaku(&mut self, app: &App, unit: Option<Uuid>) -> Result<Option<Uuid>> {
        let Some(unit) = unit else { return Ok(None) };
        if let Some(satu) = self.pelaku.get(&unit) {
            return Ok(*satu);
        }
        let satu = app.holders("operator_pd", Some(unit)).await?.first().copied();
        self.pelaku.insert(unit, satu);
        Ok(satu)
    }
}

/// The demonstration in the shape in which a module hands it over.
pub fn jalankan(app: App) -> BoxFuture<Result<()>> {
    Box::pin(async move { if katalog::ada(&app) { demo(&app).await } else { Ok(()) } })
}

/// Fills an installed regency with a demonstration. Run again, it changes nothing.
///
/// # Errors
/// When the profile has no duties or the database fails.
pub async fn demo(app: &App) -> Result<()> {
    let daftar = katalog::dari(app)?;
    let sudah =
        app.db.optional("select id from kewajiban_pelaksanaan where keadaan = 'terpenuhi' limit 1", args![]).await?;
    if sudah.is_some() {
        return Ok(());
    }
    let hari_ini = app.today();
    mulai_tahun_lalu(app, hari_ini).await?;
    kejadian(app, hari_ini).await?;
    hitung::jalankan(app, None).await?;
    let mut orang = Orang { pelaku: BTreeMap::new(), pemeriksa: app.holders("sekda", None).await?.first().copied() };
    let semua = store::pelaksanaan::berjalan_sampai(app, Date::MAX).await?;
    let mut urut: Vec<(Baris, Nasib)> = semua
        .into_iter()
        .map(|baris| {
            let satu = nasib(&baris, hari_ini);
            (baris, satu)
        })
        .filter(|(_, satu)| !matches!(satu, Nasib::Dibiarkan | Nasib::Terlambat))
        .collect();
    while !urut.is_empty() {
        let sisa = urut.split_off(urut.len().min(SEKALI));
        let mut write = Write::system(app, "kewajiban.peragaan").await?;
        for (baris, nasib) in &urut {
            let bukti = daftar
                .cari(&baris.kewajiban)
                .and_then(|satu| satu.bukti.first().cloned())
                .unwrap_or_else(|| "Bukti".to_owned());
            let pelaku = orang.pelaku(app, baris.unit).await?;
            satu(app, &mut write, baris, *nasib, &bukti, pelaku, orang.pemeriksa, hari_ini).await?;
        }
        write.commit(&Subject::new("kewajiban", Uuid::nil(), "/kewajiban")).await?;
        urut = sisa;
    }
    // What is counted from the last fulfilment goes on.
    hitung::jalankan(app, None).await?;
    Ok(())
}

async fn mulai_tahun_lalu(app: &App, hari_ini: Date) -> Result<()> {
    let daftar = katalog::dari(app)?;
    let setelan = store::setelan::baca(app, &daftar).await?;
    let awal = Date::from_calendar_date(hari_ini.year() - 1, Month::January, 1).unwrap_or(hari_ini);
    let mut write = Write::system(app, "kewajiban.peragaan").await?;
    if setelan.version == 0 {
        store::setelan::insert(&mut write, awal).await?;
    } else {
        store::setelan::ubah(&mut write, setelan.version, awal, &setelan.tersimpan).await?;
    }
    write.commit(&Subject::new("kewajiban_pengaturan", store::setelan::ID, "/kewajiban/pengaturan")).await
}

/// Two events of the past months.
async fn kejadian(app: &App, hari_ini: Date) -> Result<()> {
    let daftar = katalog::dari(app)?;
    for (kode, hari) in daftar.pemicu.keys().zip([200, 40]) {
        let mut write = Write::system(app, "kewajiban.pemicu").await?;
        let tanggal = hari_ini.saturating_sub(Duration::days(hari));
        let id = store::kejadian::insert(&mut write, kode, tanggal, "Kejadian peragaan", None).await?;
        write.commit(&Subject::new("kewajiban_kejadian", id, "/kewajiban/pemicu")).await?;
    }
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "one row of the demonstration and the people around it")]
async fn satu(
    app: &App,
    write: &mut Write,
    baris: &Baris,
    nasib: Nasib,
    bukti: &str,
    pelaku: Option<Uuid>,
    pemeriksa: Option<Uuid>,
    hari_ini: Date,
) -> Result<()> {
    let saat = write.at();
    let tanggal = hari_bukti(baris, hari_ini);
    let diajukan: Vec<(&str, Val)> = vec![("diajukan_oleh", pelaku.into()), ("diajukan_pada", saat.into())];
    let diputus: Vec<(&str, Val)> = vec![("diputus_oleh", pemeriksa.into()), ("diputus_pada", saat.into())];
    let (keadaan, lain, berbukti): (Keadaan, Vec<(&str, Val)>, bool) = match nasib {
        Nasib::Terpenuhi => {
            (Keadaan::Terpenuhi, [diajukan, diputus, vec![("tanggal_bukti", tanggal.into())]].concat(), true)
        }
        Nasib::Diperiksa => (Keadaan::Diperiksa, diajukan, true),
        Nasib::Dikembalikan => {
            let alasan = vec![("alasan", "Dokumennya belum ditandatangani. Unggah yang sudah ditandatangani.".into())];
            (Keadaan::Dikembalikan, [diajukan, diputus, alasan].concat(), true)
        }
        Nasib::TidakBerlaku => {
            let alasan =
                vec![("alasan", "Perangkat daerah ini tidak mengelola hal yang dimaksud pada masa ini.".into())];
            (Keadaan::TidakBerlaku, [diputus, alasan].concat(), false)
        }
        Nasib::Terlambat | Nasib::Dibiarkan => return Ok(()),
    };
    if berbukti {
        let berkas = undi(&format!("berkas {}", baris.kunci)) < 20;
        let isi = if berkas {
            let owner = Owner {
                subject: Subject::new(crate::resource::KUNCI, baris.id, baris.href()),
                unit: baris.unit,
                secrecy: Secrecy::Internal,
            };
            let teks = format!("Bukti peragaan: {bukti}\nKunci: {}\nBukan dokumen sungguhan.\n", baris.kunci);
            Isi::Berkas(app.files.keep_bytes(write, "bukti-peragaan.txt", teks.into_bytes(), &owner).await?)
        } else {
            Isi::Tautan(format!("https://{}/dokumen/{}", app.profile.identity.domain.nama, baris.kewajiban))
        };
        let baru = Baru { isi, judul: bukti.to_owned(), tanggal, catatan: String::new(), oleh: pelaku };
        store::bukti::insert(write, baris.id, baru).await?;
    }
    let mut values = vec![("keadaan", keadaan.kode().into())];
    values.extend(lain);
    write.update(&tabel::pelaksanaan(), baris.id, None, values).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lot_is_the_same_every_time_and_below_a_hundred() {
        for kunci in ["a", "b|pd:X|2026", ""] {
            assert!(super::undi(kunci) < 100);
            assert_eq!(super::undi(kunci), super::undi(kunci));
        }
    }
}
