//! Taking a package in: the same files and items, under the same ids, once.
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

use bagit::{Bag, Limits};
use kernel::file::{Owner, Put, Secrecy};
use kernel::port::Security;
use kernel::{App, Ctx, Error, Result, Subject, Val, args};
use uuid::Uuid;

use super::isi::{BENTUK, DAFTAR, IsiArsip, IsiBerkas, IsiFile, Paket};
use super::{Ruang, galat, sampingan};
use crate::model::{ARSIP, BERKAS, href_arsip};
use crate::rules::{kode, retensi};
use crate::store::arsip::{self, Baru};
use crate::store::{berkas, isi, jra, penahanan};
use crate::tabel;

/// Most items of one package.
const ARSIP_PALING_BANYAK: usize = 5_000;

/// What came of an import.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hasil {
    /// New files.
    pub berkas: usize,
    /// New items.
    pub arsip: usize,
    /// Items that were here already.
    pub sudah: usize,
}

/// A bag that was opened: its list as text and its contents unpacked.
pub(super) struct Terbuka {
    pub teks: String,
    pub isi: BTreeMap<String, (String, std::path::PathBuf)>,
}

/// Checks a bag and unpacks it into the room. `daftar` are the names under which its list may stand.
pub(super) async fn buka(ruang: &Ruang, sumber: &Path, daftar: &'static [&'static str]) -> Result<(String, Terbuka)> {
    let (sumber, folder) = (sumber.to_owned(), ruang.folder().to_owned());
    let terbuka = sampingan(move || {
        let mut bag = Bag::check(File::open(&sumber)?, Limits::default())?;
        let entries = bag.entries().to_vec();
        let nama = daftar.iter().find(|nama| entries.iter().any(|entry| entry.path == **nama));
        let Some(nama) = nama else { return Ok(None) };
        let teks = bag.payload_text(nama)?;
        let mut isi = BTreeMap::new();
        for (nomor, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.path != *nama) {
            let tujuan = folder.join(format!("masuk-{nomor}"));
            bag.copy(&entry.path, &mut File::create(&tujuan)?)?;
            isi.insert(entry.path.clone(), (entry.sha256.clone(), tujuan));
        }
        Ok(Some(((*nama).to_owned(), Terbuka { teks, isi })))
    })
    .await?;
    terbuka.ok_or_else(|| galat(bagit::Fault::Lost(format!("data/{}", daftar.join(" atau data/")))))
}

/// Stores the contents of one record before the change that names them.
pub(super) async fn simpan_isi(app: &App, terbuka: &Terbuka, daftar: &[IsiFile]) -> Result<Vec<(String, Put)>> {
    let mut hasil = vec![];
    for file in daftar {
        let Some((sha256, jalur)) = terbuka.isi.get(&file.jalur) else {
            return Err(Error::refused(format!(
                "Paket tidak memuat isi \"{}\" yang disebut dalam daftarnya.",
                file.jalur
            )));
        };
        if *sha256 != file.sha256 {
            return Err(Error::refused(format!("Isi \"{}\" berbeda dari yang disebut dalam daftarnya.", file.jalur)));
        }
        let nama: String = file.nama.chars().filter(|c| !c.is_control() && *c != '/').take(200).collect();
        hasil.push((nama, app.files.put_file(jalur).await?));
    }
    Ok(hasil)
}

fn periksa(paket: &Paket) -> Result<()> {
    let salah = |teks: String| Err(Error::refused(teks));
    if paket.bentuk != BENTUK {
        return salah(format!("Bentuk paket \"{}\" tidak dikenal.", paket.bentuk.chars().take(40).collect::<String>()));
    }
    let mut id = BTreeSet::new();
    for satu in &paket.berkas {
        if !kode::sah(&satu.kode) || !id.insert(satu.id) {
            return salah(format!("Berkas \"{}\" dalam paket tidak benar: kode atau id-nya.", satu.nomor));
        }
        if satu.penahanan.len() > 100 {
            return salah(format!("Berkas \"{}\" dalam paket memuat terlalu banyak penahanan.", satu.nomor));
        }
        if !(1900..=2200).contains(&satu.tahun) || satu.uraian.trim().is_empty() || satu.nomor.trim().is_empty() {
            return salah(format!("Berkas \"{}\" dalam paket tidak lengkap.", satu.nomor));
        }
        for item in &satu.arsip {
            let kelas = Security::parse(&item.keamanan);
            if !id.insert(item.id) || item.judul.trim().is_empty() || kelas.is_none() {
                return salah(format!("Arsip \"{}\" dalam paket tidak benar.", item.judul));
            }
            if kelas.is_some_and(Security::is_secret) {
                return salah("Paket memuat arsip rahasia. Arsip rahasia tidak dipindahkan lewat paket.".to_owned());
            }
        }
    }
    if id.len() > ARSIP_PALING_BANYAK {
        return salah(format!(
            "Paket memuat lebih dari {ARSIP_PALING_BANYAK} berkas dan arsip. Bagi menjadi beberapa paket."
        ));
    }
    Ok(())
}

/// Takes a package into the archive of a unit.
///
/// # Errors
/// [`Error::Refused`] with what is wrong with the package; then nothing has changed.
pub async fn terima(ctx: &Ctx, unit: Uuid, sumber: &Path) -> Result<Hasil> {
    let app = &ctx.app;
    let ruang = Ruang::buka(app).await?;
    let (_, terbuka) = buka(&ruang, sumber, &[DAFTAR]).await?;
    let paket: Paket = serde_json::from_str(&terbuka.teks)
        .map_err(|cause| Error::refused(format!("Daftar dalam paket tidak terbaca: {cause}")))?;
    periksa(&paket)?;
    let mut isi = BTreeMap::new();
    for item in paket.berkas.iter().flat_map(|satu| &satu.arsip) {
        isi.insert(item.id, simpan_isi(app, &terbuka, &item.isi).await?);
    }
    let mut hasil = Hasil::default();
    let mut write = ctx.write("arsip.paket_diterima").await?;
    for satu in &paket.berkas {
        if !ada(&mut write, "berkas_arsip", satu.id, unit).await? {
            berkas_baru(&mut write, unit, satu).await?;
            hasil.berkas += 1;
        }
        for item in &satu.arsip {
            if ada(&mut write, "arsip", item.id, unit).await? {
                hasil.sudah += 1;
                continue;
            }
            arsip_baru(app, &mut write, unit, satu, item, isi.remove(&item.id).unwrap_or_default()).await?;
            hasil.arsip += 1;
        }
    }
    write.commit(&Subject::new(BERKAS, Uuid::nil(), "/berkas_arsip")).await?;
    Ok(hasil)
}

/// Whether a row is here; one of another unit is refused, so that nobody takes over what is not theirs.
async fn ada(write: &mut kernel::Write, tabel: &str, id: Uuid, unit: Uuid) -> Result<bool> {
    let text = format!("select unit from {tabel} where id = $1");
    match write.tx().optional(&text, args![id]).await? {
        None => Ok(false),
        Some(row) if row.get::<Uuid>("unit")? == unit => Ok(true),
        Some(_) => Err(Error::refused("Paket ini memuat arsip yang sudah ada pada unit lain.")),
    }
}

async fn berkas_baru(write: &mut kernel::Write, unit: Uuid, satu: &IsiBerkas) -> Result<()> {
    if jra::cari_tx(write.tx(), &satu.kode).await?.is_none() {
        return Err(Error::refused(format!("Kode klasifikasi {} tidak ada dalam daftar.", satu.kode)));
    }
    let text = "select 1 as yes from berkas_arsip where unit = $1 and nomor = $2";
    let nomor = match write.tx().optional(text, args![unit, satu.nomor.clone()]).await? {
        None => satu.nomor.clone(),
        // The number is taken here by another file; the id tells them apart.
        Some(_) => format!("{}/{}", satu.nomor, satu.id.simple().to_string().get(..8).unwrap_or_default()),
    };
    let nasib = satu.nasib_akhir.as_deref().and_then(retensi::Nasib::urai);
    let jra = retensi::Jra { aktif: satu.retensi_aktif, inaktif: satu.retensi_inaktif, nasib, ..Default::default() };
    let (aktif, inaktif) = satu.ditutup.map(|hari| retensi::batas(hari, &jra)).unwrap_or_default();
    let owner = write.actor();
    let values: Vec<(&str, Val)> = vec![
        ("unit", unit.into()),
        ("owner", owner.into()),
        ("nomor", nomor.into()),
        ("kode", satu.kode.as_str().into()),
        ("tahun", satu.tahun.into()),
        ("uraian", satu.uraian.chars().take(1000).collect::<String>().into()),
        ("status", if satu.ditutup.is_some() { "ditutup" } else { "aktif" }.into()),
        ("dibuka", satu.dibuka.into()),
        ("ditutup", satu.ditutup.into()),
        ("retensi_aktif", satu.retensi_aktif.into()),
        ("retensi_inaktif", satu.retensi_inaktif.into()),
        ("nasib_akhir", nasib.map(retensi::Nasib::kode).into()),
        ("aktif_sampai", aktif.into()),
        ("inaktif_sampai", inaktif.into()),
        ("ditahan", false.into()),
    ];
    write.insert(&tabel::berkas(), satu.id, values).await?;
    for alasan in &satu.penahanan {
        let kini = berkas::pegang(write, satu.id).await?;
        penahanan::tahan(write, &kini, &alasan.chars().take(1000).collect::<String>()).await?;
    }
    berkas::indeks(write, satu.id).await
}

async fn arsip_baru(
    app: &App,
    write: &mut kernel::Write,
    unit: Uuid,
    satu: &IsiBerkas,
    item: &IsiArsip,
    isi_file: Vec<(String, Put)>,
) -> Result<()> {
    let baru = Baru {
        unit,
        owner: write.actor(),
        berkas: Some(satu.id),
        kode: Some(satu.kode.clone()),
        subjek: None,
        nomor: item.nomor.clone(),
        judul: item.judul.chars().take(500).collect(),
        jenis: item.jenis.chars().take(120).collect(),
        tanggal: item.tanggal,
        keamanan: Security::parse(&item.keamanan).unwrap_or(Security::Terbatas),
        perkembangan: item.perkembangan.chars().take(40).collect(),
        media: if item.media == "kertas" { "kertas" } else { "elektronik" },
        jumlah: item.jumlah.max(1),
        satuan: item.satuan.chars().take(40).collect(),
        lokasi: None,
        sumber: "paket",
        terkait: vec![],
    };
    arsip::insert(write, item.id, &baru).await?;
    tempelkan(app, write, unit, item.id, isi_file).await
}

/// Files of an item that was just made.
pub(super) async fn tempelkan(
    app: &App,
    write: &mut kernel::Write,
    unit: Uuid,
    arsip: Uuid,
    isi_file: Vec<(String, Put)>,
) -> Result<()> {
    let owner =
        Owner { subject: Subject::new(ARSIP, arsip, href_arsip(arsip)), unit: Some(unit), secrecy: Secrecy::Internal };
    let mut semua = vec![];
    for (nama, put) in isi_file {
        semua.push(app.files.keep_put(write, &nama, &put, &owner).await?);
    }
    isi::catat(write, arsip, &semua).await
}
