//! Packages that are exchanged with the national application (SRIKANDI), so that each record bears both numbers.
//!
//! Nothing here depends on that application answering: a package is made here and loaded there, or made there and loaded here.
//! The list stands in `data/naskah.json` or `data/naskah.csv`. Loading the same package again changes nothing.
use std::path::{Path, PathBuf};

use kernel::file::Put;
use kernel::port::Security;
use kernel::{App, Ctx, Error, Result, Subject, args};
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

use super::Ruang;
use super::bawa::{isi_arsip, keterangan, tulis};
use super::impor::{Terbuka, buka, simpan_isi, tempelkan};
use super::isi::{IsiFile, hari};
use crate::model::ARSIP;
use crate::rules::himpun::Datang;
use crate::rules::kode;
use crate::store::arsip::{self, Baru};
use crate::store::himpun;
use crate::store::tautan::{self, Tautan};

/// The form of the package.
pub const BENTUK: &str = "pendopo-srikandi/1";
const JSON: &str = "naskah.json";
const CSV: &str = "naskah.csv";
/// Most records of one package.
const PALING_BANYAK: usize = 2_000;
const KOLOM: [&str; 11] = [
    "kunci",
    "nomor_srikandi",
    "id",
    "nomor",
    "judul",
    "jenis",
    "tanggal",
    "keamanan",
    "kode",
    "perkembangan",
    "berkas",
];

/// A package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paket {
    /// [`BENTUK`].
    pub bentuk: String,
    /// Name of the package, such as that of its file.
    #[serde(default)]
    pub paket: String,
    /// The records.
    pub naskah: Vec<Naskah>,
}

/// A record with its numbers on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Naskah {
    /// Its key there; none until it was loaded there.
    #[serde(default)]
    pub kunci: Option<String>,
    /// Its number there.
    #[serde(default)]
    pub nomor_srikandi: Option<String>,
    /// Its id here; none when it comes from there.
    #[serde(default)]
    pub id: Option<Uuid>,
    /// Its number here, or on the letter.
    #[serde(default)]
    pub nomor: Option<String>,
    /// What it is about.
    pub judul: String,
    /// Kind of letter.
    pub jenis: String,
    /// Its date.
    #[serde(with = "hari")]
    pub tanggal: Date,
    /// Security class.
    pub keamanan: String,
    /// Classification code.
    #[serde(default)]
    pub kode: Option<String>,
    /// Original or copy.
    #[serde(default)]
    pub perkembangan: String,
    /// Its contents.
    #[serde(default)]
    pub isi: Vec<IsiFile>,
}

/// What came of loading a package.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hasil {
    /// Records of ours that now bear their number there.
    pub terhubung: usize,
    /// New records from there.
    pub baru: usize,
    /// Records that were linked before.
    pub sudah: usize,
    /// Records without a key there, which were passed over.
    pub tanpa_kunci: usize,
}

/// Packs records for the national application into one zip in the room; secret ones are left out.
pub async fn kemas(app: &App, ruang: &Ruang, pencipta: &str, daftar: &[Tautan]) -> Result<PathBuf> {
    let mut paket = Paket { bentuk: BENTUK.to_owned(), paket: Uuid::now_v7().to_string(), naskah: vec![] };
    let mut semua = vec![];
    for satu in daftar.iter().filter(|satu| !satu.arsip.rahasia) {
        let item = &satu.arsip;
        paket.naskah.push(Naskah {
            kunci: satu.kunci.clone(),
            nomor_srikandi: satu.nomor.clone(),
            id: Some(item.id),
            nomor: item.nomor.clone(),
            judul: item.judul.clone(),
            jenis: item.jenis.clone(),
            tanggal: item.tanggal,
            keamanan: item.keamanan.as_str().to_owned(),
            kode: item.kode.clone(),
            perkembangan: item.perkembangan.clone(),
            isi: isi_arsip(app, ruang, item.id, &mut semua).await?,
        });
    }
    let lembar = tulis_csv(&paket).map_err(Error::internal)?;
    let daftar = vec![(JSON.to_owned(), serde_json::to_vec_pretty(&paket)?), (CSV.to_owned(), lembar)];
    tulis(ruang, daftar, semua, keterangan(app, pencipta, "Paket pertukaran naskah dengan SRIKANDI")).await
}

fn tulis_csv(paket: &Paket) -> std::result::Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(vec![]);
    out.write_record(KOLOM)?;
    for satu in &paket.naskah {
        let teks = |nilai: &Option<String>| nilai.clone().unwrap_or_default();
        let isi: Vec<&str> = satu.isi.iter().map(|file| file.jalur.as_str()).collect();
        out.write_record([
            teks(&satu.kunci),
            teks(&satu.nomor_srikandi),
            satu.id.map(|id| id.to_string()).unwrap_or_default(),
            teks(&satu.nomor),
            satu.judul.clone(),
            satu.jenis.clone(),
            satu.tanggal.to_string(),
            satu.keamanan.clone(),
            teks(&satu.kode),
            satu.perkembangan.clone(),
            isi.join(";"),
        ])?;
    }
    out.into_inner().map_err(|cause| cause.into_error().into())
}

fn baca_csv(terbuka: &Terbuka) -> Result<Paket> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(terbuka.teks.as_bytes());
    let salah = |baris: usize, apa: &str| Error::refused(format!("Baris {baris} pada {CSV}: {apa}."));
    let kepala = reader.headers().map_err(|_| salah(1, "kepala kolom tidak terbaca"))?.clone();
    let tempat = |nama: &str| kepala.iter().position(|kolom| kolom.trim() == nama);
    if tempat("judul").is_none() || tempat("tanggal").is_none() || tempat("kunci").is_none() {
        return Err(salah(1, "kolom kunci, judul, dan tanggal harus ada"));
    }
    let mut naskah = vec![];
    for (nomor, baris) in reader.records().enumerate() {
        let baris = baris.map_err(|_| salah(nomor + 2, "tidak terbaca"))?;
        let sel =
            |nama: &str| tempat(nama).and_then(|kolom| baris.get(kolom)).map(str::trim).unwrap_or_default().to_owned();
        let mungkin = |nama: &str| Some(sel(nama)).filter(|teks| !teks.is_empty());
        let tanggal =
            kernel::indonesia::tanggal::urai(&sel("tanggal")).map_err(|_| salah(nomor + 2, "tanggal tidak terbaca"))?;
        let mut isi = vec![];
        for jalur in sel("berkas").split(';').map(str::trim).filter(|jalur| !jalur.is_empty()) {
            let Some((sha256, _)) = terbuka.isi.get(jalur) else {
                return Err(salah(nomor + 2, &format!("berkas \"{jalur}\" tidak ada dalam paket")));
            };
            let nama = jalur.rsplit('/').next().unwrap_or_default().to_owned();
            isi.push(IsiFile { nama, jalur: jalur.to_owned(), sha256: sha256.clone() });
        }
        naskah.push(Naskah {
            kunci: mungkin("kunci"),
            nomor_srikandi: mungkin("nomor_srikandi"),
            id: mungkin("id").and_then(|id| id.parse().ok()),
            nomor: mungkin("nomor"),
            judul: sel("judul"),
            jenis: mungkin("jenis").unwrap_or_else(|| "Surat Dinas".to_owned()),
            tanggal,
            keamanan: mungkin("keamanan").unwrap_or_else(|| "biasa".to_owned()),
            kode: mungkin("kode"),
            perkembangan: mungkin("perkembangan").unwrap_or_else(|| "salinan".to_owned()),
            isi,
        });
    }
    Ok(Paket { bentuk: BENTUK.to_owned(), paket: String::new(), naskah })
}

fn periksa(paket: &Paket) -> Result<()> {
    if paket.bentuk != BENTUK {
        return Err(Error::refused("Paket ini bukan paket pertukaran SRIKANDI."));
    }
    if paket.naskah.len() > PALING_BANYAK {
        return Err(Error::refused(format!("Satu paket paling banyak {PALING_BANYAK} naskah.")));
    }
    for satu in &paket.naskah {
        let kelas = Security::parse(&satu.keamanan.to_lowercase().replace(' ', "_"));
        if satu.judul.trim().is_empty() || kelas.is_none() {
            return Err(Error::refused(format!("Naskah \"{}\" dalam paket tidak lengkap.", satu.judul)));
        }
        if kelas.is_some_and(Security::is_secret) {
            return Err(Error::refused("Naskah rahasia tidak dipertukarkan lewat paket."));
        }
    }
    Ok(())
}

/// Loads a package into the archive of a unit.
///
/// # Errors
/// [`Error::Refused`] with what is wrong; then nothing has changed.
pub async fn terima(ctx: &Ctx, unit: Uuid, nama: &str, sumber: &Path) -> Result<Hasil> {
    let app = &ctx.app;
    let ruang = Ruang::buka(app).await?;
    let (daftar, terbuka) = buka(&ruang, sumber, &[JSON, CSV]).await?;
    let mut paket = if daftar == CSV {
        baca_csv(&terbuka)?
    } else {
        serde_json::from_str(&terbuka.teks)
            .map_err(|cause| Error::refused(format!("Daftar dalam paket tidak terbaca: {cause}")))?
    };
    periksa(&paket)?;
    if paket.paket.is_empty() {
        paket.paket = nama.chars().take(200).collect();
    }
    let mut isi = vec![];
    for satu in &paket.naskah {
        isi.push(simpan_isi(app, &terbuka, &satu.isi).await?);
    }
    let mut hasil = Hasil::default();
    let mut write = ctx.write("arsip.srikandi_dimuat").await?;
    for (satu, isi) in paket.naskah.iter().zip(isi) {
        muat(app, &mut write, unit, &paket.paket, satu, isi, &mut hasil).await?;
    }
    write.commit(&Subject::new(ARSIP, Uuid::nil(), "/arsip/srikandi")).await?;
    Ok(hasil)
}

async fn muat(
    app: &App,
    write: &mut kernel::Write,
    unit: Uuid,
    paket: &str,
    satu: &Naskah,
    isi: Vec<(String, Put)>,
    hasil: &mut Hasil,
) -> Result<()> {
    let Some(kunci) = satu.kunci.as_deref().filter(|kunci| !kunci.is_empty()) else {
        hasil.tanpa_kunci += 1;
        return Ok(());
    };
    if tautan::dari_kunci(write, kunci).await?.is_some() {
        hasil.sudah += 1;
        return Ok(());
    }
    if let Some(arsip) = padanan(write, unit, satu).await? {
        if tautan::hubungkan(write, arsip, kunci, satu.nomor_srikandi.as_deref(), paket).await? {
            hasil.terhubung += 1;
        } else {
            hasil.sudah += 1;
        }
        return Ok(());
    }
    let hari = write.at().to_offset(app.offset()).date();
    let sah = satu.kode.as_deref().filter(|teks| kode::sah(teks));
    let judul = himpun::kata(satu.nomor.as_deref(), &satu.judul);
    let datang = Datang { kode: sah, tahun: i64::from(satu.tanggal.year()), judul: &judul, jenis: &satu.jenis };
    let (wadah, kode) = match himpun::tujuan(write, unit, &datang, hari).await? {
        Some((wadah, kode)) => (Some(wadah), Some(kode)),
        None => (None, sah.map(str::to_owned)),
    };
    let id = Uuid::now_v7();
    let baru = Baru {
        unit,
        owner: write.actor(),
        berkas: wadah,
        kode,
        subjek: None,
        nomor: satu.nomor.clone().or_else(|| satu.nomor_srikandi.clone()),
        judul: satu.judul.chars().take(500).collect(),
        jenis: satu.jenis.chars().take(120).collect(),
        tanggal: satu.tanggal,
        keamanan: Security::parse(&satu.keamanan.to_lowercase().replace(' ', "_")).unwrap_or(Security::Terbatas),
        perkembangan: satu.perkembangan.chars().take(40).collect(),
        media: "elektronik",
        jumlah: i64::try_from(isi.len().max(1)).unwrap_or(1),
        satuan: "berkas".to_owned(),
        lokasi: None,
        sumber: "srikandi",
        terkait: vec![],
    };
    arsip::insert(write, id, &baru).await?;
    tempelkan(app, write, unit, id, isi).await?;
    tautan::hubungkan(write, id, kunci, satu.nomor_srikandi.as_deref(), paket).await?;
    hasil.baru += 1;
    Ok(())
}

/// The record of ours that is meant: by its id, else by its number when exactly one unlinked record bears it. Secret ones
/// are never matched: who loads the package may not know of them.
async fn padanan(write: &mut kernel::Write, unit: Uuid, satu: &Naskah) -> Result<Option<Uuid>> {
    if let Some(id) = satu.id {
        let text = "select id from arsip where id = $1 and unit = $2 and rahasia = false";
        return match write.tx().optional(text, args![id, unit]).await? {
            Some(row) => Ok(Some(row.get("id")?)),
            None => Err(Error::refused(format!("Paket menyebut arsip {id} yang tidak ada pada unit ini."))),
        };
    }
    let Some(nomor) = satu.nomor.as_deref().filter(|nomor| !nomor.is_empty()) else { return Ok(None) };
    let text = "select a.id from arsip a where a.unit = $1 and a.nomor = $2 and a.rahasia = false \
                and not exists (select 1 from tautan_srikandi t where t.arsip = a.id) order by a.id limit 2";
    let rows = write.tx().query(text, args![unit, nomor]).await?;
    match rows.as_slice() {
        [satu] => Ok(Some(satu.get("id")?)),
        _ => Ok(None),
    }
}
