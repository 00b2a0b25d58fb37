//! Items of the archive.
use kernel::db::Row;
use kernel::port::Security;
use kernel::{App, Error, Result, Val, Write, args, db};
use serde_json::{Value as Json, json};
use time::Date;
use uuid::Uuid;

use super::Mata;
use crate::model::{ARSIP, Arsip, href_arsip};
use crate::tabel;

pub(super) const KOLOM: &str = "a.id, a.version, a.unit, a.owner, a.berkas, a.kode, a.jenis_subjek, a.subjek, a.tautan, a.nomor, a.judul, \
    a.jenis, a.tanggal, a.keamanan, a.rahasia, a.perkembangan, a.media, a.jumlah, a.satuan, a.lokasi, a.status, a.sumber, a.batal";

/// Reads a row with the columns of `KOLOM`.
pub(super) fn baris(row: &Row) -> Result<Arsip> {
    let jenis: Option<String> = row.get("jenis_subjek")?;
    let subjek: Option<Uuid> = row.get("subjek")?;
    let tautan: Option<String> = row.get("tautan")?;
    Ok(Arsip {
        id: row.get("id")?,
        version: row.get("version")?,
        unit: row.get("unit")?,
        owner: row.get("owner")?,
        berkas: row.get("berkas")?,
        kode: row.get("kode")?,
        subjek: jenis.zip(subjek).map(|(jenis, id)| (jenis, id, tautan.unwrap_or_default())),
        nomor: row.get("nomor")?,
        judul: row.get("judul")?,
        jenis: row.get("jenis")?,
        tanggal: row.get("tanggal")?,
        // What cannot be read is treated as the most closed.
        keamanan: Security::parse(&row.get::<String>("keamanan")?).unwrap_or(Security::SangatRahasia),
        rahasia: row.get("rahasia")?,
        perkembangan: row.get("perkembangan")?,
        media: row.get("media")?,
        jumlah: row.get("jumlah")?,
        satuan: row.get("satuan")?,
        lokasi: row.get("lokasi")?,
        status: row.get("status")?,
        sumber: row.get("sumber")?,
        batal: row.get("batal")?,
    })
}

/// One item that the person may see.
///
/// # Errors
/// [`Error::NotFound`], also for what is hidden.
pub async fn find(app: &App, mata: &Mata, id: Uuid) -> Result<Arsip> {
    let mut values = args![id];
    let inside = mata.saring(&mut values);
    baris(&app.db.one(&format!("select {KOLOM} from arsip a where a.id = $1 and {inside}"), values).await?)
}

/// The item as an open change sees it, held until it ends; found through [`find`] before.
pub async fn pegang(write: &mut Write, id: Uuid) -> Result<Arsip> {
    baris(&write.tx().one(&format!("select {KOLOM} from arsip a where a.id = $1 for update"), args![id]).await?)
}

/// Every item of a file, for the program itself: destroying and handing over take secret ones along.
pub async fn dari_berkas(write: &mut Write, berkas: Uuid) -> Result<Vec<Arsip>> {
    let text = format!("select {KOLOM} from arsip a where a.berkas = $1 order by a.tanggal, a.id");
    write.tx().query(&text, args![berkas]).await?.iter().map(baris).collect()
}

/// What a new item is made of.
#[derive(Debug, Clone)]
pub struct Baru {
    /// Whose archive.
    pub unit: Uuid,
    /// Person in charge; of a secret item the first reader.
    pub owner: Option<Uuid>,
    /// Its file.
    pub berkas: Option<Uuid>,
    /// Classification code.
    pub kode: Option<String>,
    /// The record of another module: kind, id, page.
    pub subjek: Option<(String, Uuid, String)>,
    /// Number.
    pub nomor: Option<String>,
    /// What it is about.
    pub judul: String,
    /// Kind of record.
    pub jenis: String,
    /// Its date.
    pub tanggal: Date,
    /// Security class.
    pub keamanan: Security,
    /// Original or copy.
    pub perkembangan: String,
    /// `elektronik` or `kertas`.
    pub media: &'static str,
    /// How much.
    pub jumlah: i64,
    /// Of what.
    pub satuan: String,
    /// Where its paper lies.
    pub lokasi: Option<Uuid>,
    /// `sistem`, `manual`, `paket`, `srikandi`.
    pub sumber: &'static str,
    /// Records that belong together with it.
    pub terkait: Vec<Uuid>,
}

/// Stores an item under an id, with its first readers, and lets it be found.
pub async fn insert(write: &mut Write, id: Uuid, baru: &Baru) -> Result<()> {
    let rahasia = baru.keamanan.is_secret();
    let (jenis, subjek, tautan) = match &baru.subjek {
        Some((jenis, id, tautan)) => (Some(jenis.as_str()), Some(*id), Some(tautan.as_str())),
        None => (None, None, None),
    };
    let values: Vec<(&str, Val)> = vec![
        ("unit", baru.unit.into()),
        ("owner", baru.owner.into()),
        ("berkas", baru.berkas.into()),
        ("kode", baru.kode.as_deref().into()),
        ("jenis_subjek", jenis.into()),
        ("subjek", subjek.into()),
        ("tautan", tautan.into()),
        ("nomor", baru.nomor.as_deref().into()),
        ("judul", baru.judul.as_str().into()),
        ("jenis", baru.jenis.as_str().into()),
        ("tanggal", baru.tanggal.into()),
        ("keamanan", baru.keamanan.as_str().into()),
        ("rahasia", rahasia.into()),
        ("perkembangan", baru.perkembangan.as_str().into()),
        ("media", baru.media.into()),
        ("jumlah", baru.jumlah.into()),
        ("satuan", baru.satuan.as_str().into()),
        ("lokasi", baru.lokasi.into()),
        ("status", if baru.berkas.is_some() { "tersimpan" } else { "belum" }.into()),
        ("sumber", baru.sumber.into()),
        ("terkait", Json::Array(baru.terkait.iter().map(|id| json!(id)).collect()).into()),
    ];
    write.insert(&tabel::arsip(), id, values).await?;
    let mut pembaca = vec![];
    if rahasia && let Some(account) = baru.owner.or(write.actor()) {
        beri(write, id, account, "pemilik", None, None).await?;
        pembaca.push(account);
    }
    // Made from what was just written: what comes by itself costs no reading again.
    let kata = Kata {
        rahasia,
        unit: baru.unit,
        owner: baru.owner,
        dari_naskah: baru.subjek.is_some(),
        nomor: baru.nomor.as_deref().unwrap_or_default(),
        judul: &baru.judul,
        jenis: &baru.jenis,
        pembaca,
    };
    let doc = kata.dokumen(write, id);
    write.index(&doc).await
}

/// Names a reader of an item.
pub async fn beri(
    write: &mut Write,
    arsip: Uuid,
    account: Uuid,
    sebab: &str,
    izin: Option<Uuid>,
    sampai: Option<Date>,
) -> Result<()> {
    let values = vec![
        ("arsip", arsip.into()),
        ("account", account.into()),
        ("sebab", sebab.into()),
        ("izin", izin.into()),
        ("sampai", sampai.into()),
    ];
    write.insert(&tabel::pembaca(), Uuid::now_v7(), values).await?;
    Ok(())
}

/// What the search knows of an item.
struct Kata<'a> {
    rahasia: bool,
    unit: Uuid,
    owner: Option<Uuid>,
    dari_naskah: bool,
    nomor: &'a str,
    judul: &'a str,
    jenis: &'a str,
    pembaca: Vec<Uuid>,
}

impl Kata<'_> {
    /// A secret item is found by its owner and its readers alone; one that keeps a letter says so, because the letter is
    /// found beside it.
    fn dokumen(&self, write: &Write, id: Uuid) -> db::fts::Doc {
        let Kata { nomor, judul, jenis, .. } = self;
        db::fts::Doc {
            id,
            kind: if self.rahasia { kernel::search::kind_named(ARSIP) } else { kernel::search::kind(ARSIP, false) },
            unit: if self.rahasia { None } else { Some(self.unit) },
            owner: self.owner,
            readers: self.pembaca.clone(),
            title: if self.dari_naskah { format!("Arsip: {judul}") } else { (*judul).to_owned() },
            summary: if nomor.is_empty() { (*jenis).to_owned() } else { format!("{jenis} · {nomor}") },
            url: href_arsip(id),
            stems: kernel::search::stems(&format!("{nomor} {judul} {jenis}")),
            parts: None,
            updated: write.at(),
        }
    }
}

/// Puts an item into the search as it stands now, or takes it out when it is gone.
pub async fn indeks(write: &mut Write, id: Uuid) -> Result<()> {
    let arsip = pegang(write, id).await?;
    if arsip.status == "musnah" {
        return write.unindex(id).await;
    }
    // Whom another unit let read until a day finds the item on the page of the consent.
    let text = "select account from arsip_pembaca where arsip = $1 and sampai is null order by id limit 200";
    let rows = write.tx().query(text, args![id]).await?;
    let pembaca = rows.iter().map(|row| row.get("account")).collect::<db::Result<Vec<Uuid>>>()?;
    let kata = Kata {
        rahasia: arsip.rahasia,
        unit: arsip.unit,
        owner: arsip.owner,
        dari_naskah: arsip.subjek.is_some(),
        nomor: arsip.nomor.as_deref().unwrap_or_default(),
        judul: &arsip.judul,
        jenis: &arsip.jenis,
        pembaca,
    };
    let doc = kata.dokumen(write, id);
    write.index(&doc).await
}

/// Puts an item into a file of its unit, out of the open one in which it lay by mistake.
///
/// # Errors
/// [`Error::Refused`] when the file is another unit's or is not open, or the one in which it lies is closed or held.
pub async fn berkaskan(write: &mut Write, arsip: &Arsip, berkas: Uuid) -> Result<()> {
    let tujuan = super::berkas::pegang(write, berkas).await?;
    if tujuan.unit != arsip.unit {
        return Err(Error::refused("Berkas itu milik unit lain."));
    }
    if tujuan.status != "aktif" {
        return Err(Error::refused("Berkas itu sudah ditutup. Pilih atau buka berkas lain."));
    }
    if let Some(asal) = arsip.berkas {
        let asal = super::berkas::pegang(write, asal).await?;
        if asal.status != "aktif" {
            return Err(Error::refused("Berkas asalnya sudah ditutup: isinya tidak berpindah lagi."));
        }
        if asal.ditahan {
            return Err(Error::refused("Berkas asalnya sedang ditahan untuk kepentingan hukum."));
        }
    }
    let values = vec![("berkas", berkas.into()), ("kode", tujuan.kode.as_str().into()), ("status", "tersimpan".into())];
    write.update(&tabel::arsip(), arsip.id, Some(arsip.version), values).await?;
    Ok(())
}

/// Somebody who may read an item by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pembaca {
    /// Row.
    pub id: Uuid,
    /// Who.
    pub account: Uuid,
    /// Why: `pemilik`, `disebut pemilik`, `izin`.
    pub sebab: String,
    /// Last day.
    pub sampai: Option<Date>,
}

/// The people who may read an item by name.
pub async fn pembaca(app: &App, arsip: Uuid) -> Result<Vec<Pembaca>> {
    let text = "select id, account, sebab, sampai from arsip_pembaca where arsip = $1 order by id limit 200";
    let rows = app.db.query(text, args![arsip]).await?;
    rows.iter()
        .map(|row| {
            Ok(Pembaca {
                id: row.get("id")?,
                account: row.get("account")?,
                sebab: row.get("sebab")?,
                sampai: row.get("sampai")?,
            })
        })
        .collect()
}

/// Whether somebody is named without an end.
pub async fn disebut(write: &mut Write, arsip: Uuid, account: Uuid) -> Result<bool> {
    let text = "select 1 as yes from arsip_pembaca where arsip = $1 and account = $2 and sampai is null limit 1";
    Ok(write.tx().optional(text, args![arsip, account]).await?.is_some())
}

/// Takes a reader off whom the owner named.
///
/// # Errors
/// [`Error::NotFound`] for any other: the owner stays, and a consent is withdrawn where it was given.
pub async fn cabut(write: &mut Write, arsip: Uuid, id: Uuid) -> Result<()> {
    let text = "select id from arsip_pembaca where id = $1 and arsip = $2 and sebab = 'disebut pemilik'";
    write.tx().one(text, args![id, arsip]).await?;
    write.delete(&tabel::pembaca(), id).await
}
