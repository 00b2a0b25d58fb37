//! The jobs of the exchange. Each can be repeated, stopped in the middle and run twice at a time: reports are known by their numbers.
use kernel::job::JobKind;
use kernel::{App, BoxFuture, Error, Result, Subject, Write, args};
use serde_json::Value as Json;
use time::Duration;
use uuid::Uuid;

use super::banding::{Kita, banding};
use super::bentuk::{self, Laporan, SEKALI};
use super::klien::{Galat, Klien};
use super::store::{self, Bagian, Kiriman, Setelan};
use crate::model::{self, Kanal, Klasifikasi, Lokasi, Pelapor, PengaduanBaru, Sifat};
use crate::rules::samar;
use crate::store::satu;

/// Sends and fetches.
pub const TUKAR_JENIS: &str = "pengaduan.tukar_lapor";
/// Compares.
pub const BANDING_JENIS: &str = "pengaduan.banding_lapor";
/// Entry in the list of jobs.
pub const TUKAR: JobKind = JobKind {
    kind: TUKAR_JENIS,
    title: "Bertukar pengaduan dengan SP4N-LAPOR!",
    schedule: Some("*/10 * * * *"),
    run: |app, _| tukar(app),
};
/// Entry in the list of jobs.
pub const BANDING: JobKind = JobKind {
    kind: BANDING_JENIS,
    title: "Membandingkan pengaduan dengan SP4N-LAPOR!",
    schedule: Some("40 2 * * *"),
    run: |app, _: Json| bandingkan(app),
};

/// Changes are looked for again so far back: what was written at the same time may have been committed later.
const TUMPANG: Duration = Duration::minutes(10);
/// How far back the exchange begins, and how far back both sides are compared.
const RENTANG: Duration = Duration::days(90);
/// Changes looked at in one step.
const PINDAI: usize = 500;
/// Reports sent in one round; the rest comes with the next.
const KIRIM: i64 = 200;
/// Pages fetched in one round.
const HALAMAN: usize = 20;

fn tukar(app: App) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let setelan = store::setelan(&app).await?;
        let Some(klien) = Klien::new(&app, &setelan)? else { return Ok(()) };
        let mut galat = None;
        if setelan.kirim {
            galat = kirim_semua(&app, &klien).await?;
        }
        if setelan.ambil {
            galat = ambil_semua(&app, &klien).await?.or(galat);
        }
        store::maju(&app, Bagian::Galat(app.now(), galat.as_deref())).await
    })
}

/// Fills the outbox and sends what waits. Returns what went wrong over there.
async fn kirim_semua(app: &App, klien: &Klien) -> Result<Option<String>> {
    let mulai = app.now();
    let sejak = store::kursor(app).await?.pindai.map_or(mulai - RENTANG, |pindai| pindai - TUMPANG);
    let mut setelah = Some((sejak, Uuid::nil()));
    while let Some(tempat) = setelah {
        setelah = store::pindai(app, tempat, PINDAI).await?;
    }
    store::maju(app, Bagian::Pindai(mulai)).await?;
    let mut pertama = None;
    for satu in store::menunggu(app, KIRIM).await? {
        match kirim_satu(app, klien, &satu).await? {
            Ok(()) => store::terkirim(app, &satu, None, false).await?,
            Err(Galat::Ditolak(sebab)) => store::terkirim(app, &satu, Some(&sebab), false).await?,
            Err(Galat::CobaLagi(sebab)) => {
                store::terkirim(app, &satu, Some(&sebab), true).await?;
                pertama = Some(sebab);
                // Where one is not taken, the next will hardly be.
                break;
            }
        }
    }
    Ok(pertama)
}

async fn kirim_satu(app: &App, klien: &Klien, satu: &Kiriman) -> Result<std::result::Result<(), Galat>> {
    let pengaduan = satu::tanpa_batas(app, satu.pengaduan).await?;
    if satu.dari_sana {
        return Ok(klien.kabari(&satu.nomor, bentuk::keadaan(pengaduan.keadaan)).await);
    }
    let nama = crate::store::pelapor::buka(app, None, satu.pengaduan).await?.nama;
    let laporan = laporan(&pengaduan, nama.as_deref());
    Ok(klien.kirim(&laporan).await)
}

/// A complaint as it is told outside: masked, without its reporter and without its exact place.
pub fn laporan(pengaduan: &model::Pengaduan, nama: Option<&str>) -> Laporan {
    Laporan {
        nomor: pengaduan.nomor.clone(),
        judul: samar::samarkan(&pengaduan.judul, nama),
        uraian: samar::samarkan(&pengaduan.uraian, nama),
        kategori: pengaduan.kategori.clone(),
        klasifikasi: pengaduan.klasifikasi.map(|satu| satu.kode().to_owned()),
        desa: pengaduan.lokasi.desa.clone(),
        keadaan: bentuk::keadaan(pengaduan.keadaan).to_owned(),
        diterima: pengaduan.diterima,
        diubah: pengaduan.updated,
    }
}

/// Fetches what was made over there since the last time. Returns what went wrong.
async fn ambil_semua(app: &App, klien: &Klien) -> Result<Option<String>> {
    let mut lanjut = store::kursor(app).await?.lanjut;
    for _ in 0..HALAMAN {
        let halaman = match klien.ambil(&lanjut).await {
            Ok(halaman) => halaman,
            Err(galat) => return Ok(Some(galat.kata().to_owned())),
        };
        for laporan in halaman.laporan.iter().take(SEKALI) {
            terima(app, laporan).await?;
        }
        let berikut = halaman.lanjut.unwrap_or_default();
        if berikut.is_empty() || berikut == lanjut || berikut.chars().count() > 500 || berikut.contains('\0') {
            return Ok(None);
        }
        store::maju(app, Bagian::Lanjut(&berikut)).await?;
        lanjut = berikut;
    }
    Ok(None)
}

/// What came of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hasil {
    /// A new complaint.
    Baru,
    /// Here already.
    Sudah,
    /// Not in a shape that can be taken.
    Cacat(&'static str),
}

/// Takes one report of the other side in, once.
///
/// # Errors
/// When the database fails.
pub async fn terima(app: &App, laporan: &Laporan) -> Result<Hasil> {
    if let Some(sebab) = bentuk::cacat(laporan) {
        store::catat_cacat(app, &laporan.nomor, sebab).await?;
        return Ok(Hasil::Cacat(sebab));
    }
    let nomor = laporan.nomor.trim().to_owned();
    if crate::store::bernomor_luar(app, Kanal::Sp4n, &nomor).await?.is_some() {
        return Ok(Hasil::Sudah);
    }
    let dikenal = |kode: &String| !kode.is_empty() && kode.chars().count() <= 40;
    let kategori = match laporan.kategori.as_ref().filter(|kode| dikenal(kode)) {
        Some(kode) => {
            let text = "select kode from kategori_pengaduan where kode = $1";
            app.db.optional(text, args![kode.as_str()]).await?.map(|row| row.get("kode")).transpose()?
        }
        None => None,
    };
    let wilayah = app.regions().await?;
    let desa = laporan.desa.clone().filter(|kode| wilayah.iter().any(|satu| satu.code == *kode));
    let uraian = if laporan.uraian.trim().is_empty() { &laporan.judul } else { &laporan.uraian };
    let baru = PengaduanBaru {
        kanal: Kanal::Sp4n,
        nomor_luar: Some(nomor.clone()),
        permintaan_kunci: None,
        klasifikasi: laporan.klasifikasi.as_deref().and_then(Klasifikasi::urai),
        jenis: kategori,
        judul: laporan.judul.replace('\0', ""),
        uraian: uraian.replace('\0', ""),
        lokasi: Lokasi { desa, ..Lokasi::default() },
        kejadian: None,
        // Who reports is known over there, and answers go the same way.
        pelapor: Pelapor::default(),
        sifat: Sifat::Anonim,
        setuju_terbit: false,
        lampiran: vec![],
    };
    let mut write = Write::system(app, "pengaduan.terima_sp4n").await?;
    let id: Uuid = match crate::store::terima(&mut write, baru).await {
        Ok((id, _)) => id,
        Err(galat) => {
            drop(write);
            // Another round was faster.
            let text = "select id from pengaduan where kanal = $1 and nomor_luar = $2";
            let ada = crate::kanal::ada_sekarang(app, text, args![Kanal::Sp4n.kode(), nomor]).await?;
            return if ada.is_some() { Ok(Hasil::Sudah) } else { Err(galat) };
        }
    };
    write.commit(&Subject::new(model::JENIS, id, model::href(id))).await?;
    store::tidak_cacat(app, &nomor).await?;
    Ok(Hasil::Baru)
}

fn bandingkan(app: App) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let setelan: Setelan = store::setelan(&app).await?;
        let Some(klien) = Klien::new(&app, &setelan)? else { return Ok(()) };
        let sejak = app.now() - RENTANG;
        let rekap = match klien.rekap(sejak).await {
            Ok(rekap) => rekap,
            Err(galat) => return store::maju(&app, Bagian::Galat(app.now(), Some(galat.kata()))).await,
        };
        let text = "select p.id, p.kanal, p.nomor, p.nomor_luar, p.keadaan as kini, k.keadaan from pengaduan p \
            left join lapor_kiriman k on k.pengaduan = p.id where p.diterima >= $1 \
            and (k.pengaduan is not null or p.kanal = $2) order by p.id limit 100000";
        let mut kita = vec![];
        for row in app.db.query(text, args![sejak, Kanal::Sp4n.kode()]).await? {
            let kini = model::Keadaan::urai(&row.get::<String>("kini")?);
            let kini = kini.ok_or_else(|| Error::internal("unknown word in pengaduan.keadaan"))?;
            let luar: Option<String> = row.get("nomor_luar")?;
            let luar = luar.filter(|_| row.get::<String>("kanal").is_ok_and(|kanal| kanal == Kanal::Sp4n.kode()));
            kita.push(Kita {
                dari_sana: luar.is_some(),
                nomor: match luar {
                    Some(luar) => luar,
                    None => row.get("nomor")?,
                },
                pengaduan: row.get("id")?,
                keadaan: bentuk::keadaan(kini),
                // What is not in the outbox yet will come there, where anything is sent at all.
                terkirim: row.get::<Option<String>>("keadaan")?.map_or(!setelan.kirim, |satu| satu == "terkirim"),
            });
        }
        store::simpan_selisih(&app, &banding(&kita, &rekap.laporan)).await?;
        store::maju(&app, Bagian::Banding(app.now())).await?;
        store::maju(&app, Bagian::Galat(app.now(), None)).await
    })
}
