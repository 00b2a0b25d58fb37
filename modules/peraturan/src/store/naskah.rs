//! Versions of a document's text, and the rows that the parser makes of one.
use kernel::file::{self, Owner, Secrecy};
use kernel::{Error, Result, Subject, Val, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::impor::{self, Olahan};
use crate::model::{self, Dokumen};
use kernel::App;

/// One version of a text.
#[derive(Debug, Clone)]
pub struct Naskah {
    /// Row.
    pub id: Uuid,
    /// Number of the version, from 1.
    pub urut: i64,
    /// `unggah` for a file, `sunting` for a correction by hand.
    pub asal: String,
    /// Why it was corrected.
    pub alasan: String,
    /// Stored text.
    pub berkas_teks: Uuid,
    /// Number of pasal.
    pub pasal: i64,
    /// Repairs of the parser.
    pub perbaikan: i64,
    /// Doubts of the parser.
    pub keraguan: i64,
    /// Who made it.
    pub oleh: Option<Uuid>,
    /// When.
    pub dibuat: OffsetDateTime,
}

fn naskah(row: &kernel::Row) -> Result<Naskah> {
    Ok(Naskah {
        id: row.get("id")?,
        urut: row.get("urut")?,
        asal: row.get("asal")?,
        alasan: row.get("alasan")?,
        berkas_teks: row.get("berkas_teks")?,
        pasal: row.get("pasal")?,
        perbaikan: row.get("perbaikan")?,
        keraguan: row.get("keraguan")?,
        oleh: row.get("oleh")?,
        dibuat: row.get("dibuat")?,
    })
}

const KOLOM: &str = "id, urut, asal, alasan, berkas_teks, pasal, perbaikan, keraguan, oleh, dibuat";

/// A version of the text of a document that the caller has found through its scope.
pub async fn find_naskah(app: &App, dokumen: Uuid, id: Uuid) -> Result<Naskah> {
    let text = format!("select {KOLOM} from peraturan_naskah where id = $1 and dokumen = $2");
    naskah(&app.db.one(&text, args![id, dokumen]).await?)
}

/// All versions of a document's text, newest first.
pub async fn list_naskah(app: &App, dokumen: Uuid) -> Result<Vec<Naskah>> {
    let text = format!("select {KOLOM} from peraturan_naskah where dokumen = $1 order by urut desc limit 200");
    app.db.query(&text, args![dokumen]).await?.iter().map(naskah).collect()
}

/// The text of a version.
pub async fn teks(app: &App, dokumen: Uuid, naskah: &Naskah) -> Result<String> {
    let stored = file::find(app, dokumen, naskah.berkas_teks).await?;
    let bytes = app.files.bytes(&stored.sha256, 64 * 1024 * 1024).await?;
    String::from_utf8(bytes).map_err(Error::internal)
}

/// Where a new text comes from.
#[derive(Debug, Clone)]
pub struct Asal<'a> {
    /// `unggah` or `sunting`.
    pub macam: &'static str,
    /// Why it was corrected.
    pub alasan: &'a str,
    /// The stored original file.
    pub berkas: Option<Uuid>,
    /// The version before.
    pub lama: Option<Uuid>,
}

/// Stores a parsed text as the newest version of a document: the text and the tree as files, the rest as rows. Decisions
/// on notes that are the same as in the version before (`asal.lama`) are kept. `id` is the new version.
pub async fn insert_naskah(
    write: &mut Write,
    app: &App,
    dokumen: &Dokumen,
    id: Uuid,
    olahan: Olahan,
    asal: &Asal<'_>,
) -> Result<()> {
    let owner = Owner {
        subject: Subject::new("peraturan", dokumen.id, dokumen.href_kelola()),
        unit: dokumen.unit,
        secrecy: Secrecy::Internal,
    };
    let row = write
        .tx()
        .one("select coalesce(max(urut), 0) as n from peraturan_naskah where dokumen = $1", args![dokumen.id])
        .await?;
    let urut: i64 = row.get::<i64>("n")? + 1;
    let berkas_teks =
        app.files.keep_bytes(write, &format!("naskah-{urut}.txt"), olahan.teks.into_bytes(), &owner).await?;
    let berkas_pohon = app.files.keep_bytes(write, &format!("naskah-{urut}.json"), olahan.pohon, &owner).await?;
    let (oleh, at) = (write.actor(), write.at());
    let hitung = |macam: &str| olahan.catatan.iter().filter(|satu| satu.macam == macam).count();
    let values: Vec<(&str, Val)> = vec![
        ("dokumen", dokumen.id.into()),
        ("urut", urut.into()),
        ("asal", asal.macam.into()),
        ("alasan", asal.alasan.into()),
        ("berkas", asal.berkas.into()),
        ("berkas_teks", berkas_teks.into()),
        ("berkas_pohon", berkas_pohon.into()),
        ("pasal", bulat(olahan.pasal).into()),
        ("simpul", bulat(olahan.simpul.len()).into()),
        ("perbaikan", bulat(hitung("perbaikan")).into()),
        ("keraguan", bulat(hitung("keraguan")).into()),
        ("oleh", oleh.into()),
        ("dibuat", at.into()),
    ];
    write.insert(&model::naskah_table(), id, values).await?;
    let putusan = match asal.lama {
        Some(lama) => super::putusan_lama(write, lama).await?,
        None => Default::default(),
    };
    let mut rows = vec![];
    for (urut, satu) in olahan.catatan.into_iter().enumerate() {
        let sama = putusan.get(&super::sidik(&satu)).copied();
        rows.push(args![
            Uuid::now_v7(),
            id,
            bulat(urut),
            satu.macam,
            satu.jenis,
            bulat(satu.baris),
            satu.pasal,
            satu.sebelum,
            satu.sesudah,
            bulat(satu.jumlah),
            sama
        ]);
    }
    let columns =
        ["id", "naskah", "urut", "macam", "jenis", "baris", "pasal", "sebelum", "sesudah", "jumlah", "putusan"];
    super::banyak(write.tx(), "peraturan_catatan", &columns, rows).await?;
    let mut rows = vec![];
    for (urut, satu) in olahan.simpul.into_iter().enumerate() {
        let rekam = impor::rekam(dokumen.id, &satu.alamat);
        rows.push(args![
            Uuid::now_v7(),
            id,
            rekam,
            bulat(urut),
            satu.jenis,
            satu.nomor,
            satu.alamat,
            satu.sebutan,
            satu.judul,
            satu.induk,
            satu.teks,
            satu.isi,
            bulat(satu.baris)
        ]);
    }
    let columns = [
        "id", "naskah", "rekam", "urut", "jenis", "nomor", "alamat", "sebutan", "judul", "induk", "teks", "isi",
        "baris",
    ];
    super::banyak(write.tx(), "peraturan_simpul", &columns, rows).await?;
    let mut rows = vec![];
    for (urut, satu) in olahan.istilah.into_iter().enumerate() {
        rows.push(args![
            Uuid::now_v7(),
            id,
            bulat(urut),
            satu.nomor,
            satu.istilah,
            satu.singkatan,
            satu.arti,
            satu.alamat
        ]);
    }
    let columns = ["id", "naskah", "urut", "nomor", "istilah", "singkatan", "arti", "alamat"];
    super::banyak(write.tx(), "peraturan_istilah", &columns, rows).await?;
    let mut rows = vec![];
    for (urut, satu) in olahan.rujukan.into_iter().enumerate() {
        rows.push(args![Uuid::now_v7(), id, bulat(urut), satu.dari, satu.teks, satu.ke, satu.ada, satu.kunci]);
    }
    let columns = ["id", "naskah", "urut", "dari", "teks", "ke", "ada", "kunci"];
    super::banyak(write.tx(), "peraturan_rujukan", &columns, rows).await?;
    // The version before goes unless the public reads it; it can be made again from its stored text.
    if let Some(lama) = asal.lama
        && dokumen.naskah_terbit != Some(lama)
    {
        buang(write, lama).await?;
    }
    Ok(())
}

/// Deletes the rows that were made from a version of a text.
pub async fn buang(write: &mut Write, naskah: Uuid) -> Result<()> {
    for table in ["peraturan_catatan", "peraturan_simpul", "peraturan_istilah", "peraturan_rujukan"] {
        write.tx().exec(&format!("delete from {table} where naskah = $1"), args![naskah]).await?;
    }
    Ok(())
}

/// A count as the database keeps it.
pub fn bulat(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
