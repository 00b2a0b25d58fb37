//! Files that collect records.
use kernel::db::{Row, lock};
use kernel::{App, Error, FieldError, Result, Scope, Val, Write, args, db};
use time::Date;
use uuid::Uuid;

use super::{ROWS, jra};
use crate::model::{BERKAS, Berkas, href_berkas};
use crate::rules::himpun::Aturan;
use crate::rules::retensi::{Nasib, batas};
use crate::tabel;

pub(super) const KOLOM: &str = "a.id, a.version, a.unit, a.owner, a.nomor, a.kode, a.tahun, a.uraian, a.status, a.dibuka, a.ditutup, \
    a.retensi_aktif, a.retensi_inaktif, a.nasib_akhir, a.aktif_sampai, a.inaktif_sampai, a.lokasi, a.ditahan, \
    a.kunci, a.menampung, a.saring_kata, a.saring_jenis, a.lintas_tahun";

/// Reads a row with the columns of `KOLOM`.
pub(super) fn baris(row: &Row) -> Result<Berkas> {
    Ok(Berkas {
        id: row.get("id")?,
        version: row.get("version")?,
        unit: row.get("unit")?,
        owner: row.get("owner")?,
        nomor: row.get("nomor")?,
        kode: row.get("kode")?,
        tahun: row.get("tahun")?,
        uraian: row.get("uraian")?,
        status: row.get("status")?,
        dibuka: row.get("dibuka")?,
        ditutup: row.get("ditutup")?,
        retensi_aktif: row.get("retensi_aktif")?,
        retensi_inaktif: row.get("retensi_inaktif")?,
        nasib: row.get::<Option<String>>("nasib_akhir")?.and_then(|teks| Nasib::urai(&teks)),
        aktif_sampai: row.get("aktif_sampai")?,
        inaktif_sampai: row.get("inaktif_sampai")?,
        lokasi: row.get("lokasi")?,
        ditahan: row.get("ditahan")?,
        aturan: aturan(row)?,
        bawaan: row.get::<Option<String>>("kunci")?.is_some(),
    })
}

pub(super) fn aturan(row: &Row) -> Result<Option<Aturan>> {
    if row.get::<Option<bool>>("menampung")? != Some(true) {
        return Ok(None);
    }
    Ok(Some(Aturan {
        kata: row.get("saring_kata")?,
        jenis: row.get("saring_jenis")?,
        lintas_tahun: row.get::<Option<bool>>("lintas_tahun")?.unwrap_or(false),
    }))
}

/// One file inside the scope.
///
/// # Errors
/// [`Error::NotFound`], also for a stranger's.
pub async fn find(app: &App, scope: &Scope, id: Uuid) -> Result<Berkas> {
    let mut values = args![id];
    let inside = scope.filter(&ROWS, &mut values);
    baris(&app.db.one(&format!("select {KOLOM} from berkas_arsip a where a.id = $1 and {inside}"), values).await?)
}

/// The file as an open change sees it, held until it ends. For what the program itself decided to change, or what was
/// found through the scope before.
pub async fn pegang(write: &mut Write, id: Uuid) -> Result<Berkas> {
    let text = format!("select {KOLOM} from berkas_arsip a where a.id = $1 for update");
    baris(&write.tx().one(&text, args![id]).await?)
}

/// What a new file is made of.
#[derive(Debug, Clone)]
pub struct Baru<'a> {
    /// Whose archive.
    pub unit: Uuid,
    /// Code, which the register has.
    pub kode: &'a str,
    /// Year of its records.
    pub tahun: i32,
    /// What it is about.
    pub uraian: &'a str,
    /// First day.
    pub dibuka: Date,
    /// It is the one that the program opened for everything of its code and year.
    pub menampung: bool,
    /// It collects by a rule of its own.
    pub aturan: Option<&'a Aturan>,
    /// Where its paper lies.
    pub lokasi: Option<Uuid>,
}

fn kunci(unit: Uuid, kode: &str, tahun: i32) -> String {
    format!("{unit}/{kode}/{tahun}")
}

/// Opens a file. Numbers of one unit, code and year follow each other.
///
/// # Errors
/// [`Error::Invalid`] when the register does not have the code.
pub async fn buka(write: &mut Write, baru: &Baru<'_>) -> Result<Uuid> {
    let wadah = kunci(baru.unit, baru.kode, baru.tahun);
    lock::exclusive(write.tx(), &format!("kearsipan/{wadah}")).await?;
    if jra::cari_tx(write.tx(), baru.kode).await?.is_none() {
        return Err(Error::Invalid(vec![FieldError::new("kode", "Kode klasifikasi ini tidak ada dalam daftar")]));
    }
    let text = "select count(*) as n from berkas_arsip where kode = $1 and unit = $2 and tahun = $3";
    let urut: i64 = write.tx().one(text, args![baru.kode, baru.unit, baru.tahun]).await?.get("n")?;
    let (id, owner) = (Uuid::now_v7(), write.actor());
    let mut values: Vec<(&str, Val)> = vec![
        ("unit", baru.unit.into()),
        ("owner", owner.into()),
        ("nomor", format!("{}/{}/{}", baru.kode, baru.tahun, urut + 1).into()),
        ("kode", baru.kode.into()),
        ("tahun", baru.tahun.into()),
        ("uraian", baru.uraian.into()),
        ("status", "aktif".into()),
        ("dibuka", baru.dibuka.into()),
        ("ditahan", false.into()),
        ("kunci", baru.menampung.then_some(wadah).into()),
        ("lokasi", baru.lokasi.into()),
    ];
    values.extend(kolom_aturan(baru.aturan));
    write.insert(&tabel::berkas(), id, values).await?;
    indeks(write, id).await?;
    Ok(id)
}

/// A rule as columns.
pub fn kolom_aturan(aturan: Option<&Aturan>) -> Vec<(&'static str, Val)> {
    vec![
        ("menampung", aturan.map(|_| true).into()),
        ("saring_kata", aturan.and_then(|satu| satu.kata.as_deref()).into()),
        ("saring_jenis", aturan.and_then(|satu| satu.jenis.as_deref()).into()),
        ("lintas_tahun", aturan.filter(|satu| satu.lintas_tahun).map(|_| true).into()),
    ]
}

/// The open file that collects records of this code, unit and year; opened when there is none. Nothing when the register
/// does not have the code.
pub async fn wadah(write: &mut Write, unit: Uuid, kode: &str, tahun: i32, hari: Date) -> Result<Option<Uuid>> {
    let key = kunci(unit, kode, tahun);
    lock::exclusive(write.tx(), &format!("kearsipan/{key}")).await?;
    if let Some(row) = write.tx().optional("select id from berkas_arsip where kunci = $1", args![key]).await? {
        return Ok(Some(row.get("id")?));
    }
    let Some(satu) = jra::cari_tx(write.tx(), kode).await? else { return Ok(None) };
    let uraian = format!("{} tahun {tahun}", satu.uraian);
    let baru = Baru { unit, kode, tahun, uraian: &uraian, dibuka: hari, menampung: true, aturan: None, lokasi: None };
    Ok(Some(buka(write, &baru).await?))
}

/// Changes columns of a file that must still be at its version.
pub async fn set(write: &mut Write, berkas: &Berkas, values: Vec<(&str, Val)>) -> Result<()> {
    write.update(&tabel::berkas(), berkas.id, Some(berkas.version), values).await?;
    Ok(())
}

/// Closes a file: what the schedule says on this day counts for it, and it collects nothing any more.
pub async fn tutup(write: &mut Write, berkas: &Berkas, hari: Date) -> Result<()> {
    let jra = jra::cari_tx(write.tx(), &berkas.kode).await?.map(|satu| satu.jra).unwrap_or_default();
    let (aktif, inaktif) = batas(hari, &jra);
    let values = vec![
        ("status", "ditutup".into()),
        ("ditutup", hari.into()),
        ("retensi_aktif", jra.aktif.into()),
        ("retensi_inaktif", jra.inaktif.into()),
        ("nasib_akhir", jra.nasib.map(Nasib::kode).into()),
        ("aktif_sampai", aktif.into()),
        ("inaktif_sampai", inaktif.into()),
        ("kunci", Val::Null),
        ("menampung", Val::Null),
    ];
    set(write, berkas, values).await
}

/// Opens a closed file again; its retention begins anew with the next closing.
pub async fn buka_lagi(write: &mut Write, berkas: &Berkas) -> Result<()> {
    let mut values: Vec<(&str, Val)> = vec![("status", "aktif".into())];
    for kolom in ["ditutup", "retensi_aktif", "retensi_inaktif", "nasib_akhir", "aktif_sampai", "inaktif_sampai"] {
        values.push((kolom, Val::Null));
    }
    set(write, berkas, values).await
}

/// Puts a file into the search.
pub async fn indeks(write: &mut Write, id: Uuid) -> Result<()> {
    let berkas = pegang(write, id).await?;
    let updated = write.at();
    write
        .index(&db::fts::Doc {
            id,
            kind: BERKAS.to_owned(),
            unit: Some(berkas.unit),
            owner: berkas.owner,
            readers: vec![],
            title: format!("{} {}", berkas.nomor, berkas.uraian),
            summary: "Berkas arsip".to_owned(),
            url: href_berkas(id),
            stems: kernel::search::stems(&format!("{} {}", berkas.nomor, berkas.uraian)),
            parts: None,
            updated,
        })
        .await
}

/// Ids of files in a state whose given last day lies before today and that nothing holds, oldest first.
pub async fn habis(app: &App, status: &str, kolom: Batas, hari: Date, limit: i64) -> Result<Vec<Uuid>> {
    let kolom = kolom.kolom();
    let text = format!(
        "select id from berkas_arsip where status = $1 and {kolom} < $2 and ditahan = false order by {kolom}, id limit $3"
    );
    let rows = app.db.query(&text, args![status, hari, limit]).await?;
    rows.iter().map(|row| Ok(row.get("id")?)).collect()
}

/// Which retention is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Batas {
    /// The active one.
    Aktif,
    /// The inactive one.
    Inaktif,
}

impl Batas {
    const fn kolom(self) -> &'static str {
        match self {
            Batas::Aktif => "aktif_sampai",
            Batas::Inaktif => "inaktif_sampai",
        }
    }
}
