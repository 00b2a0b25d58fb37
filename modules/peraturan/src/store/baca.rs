//! Parts of a text for pages. The caller has found the document through its scope and passes one of its texts.
use kernel::{Error, Result, args};
use serde_json::Value as Json;
use uuid::Uuid;

use kernel::App;

/// A part without its content, for tables of contents.
#[derive(Debug, Clone)]
pub struct Judul {
    /// Place in the text.
    pub urut: i64,
    /// `bab`, `bagian`, `paragraf`, `pasal`, `pembukaan`, `penutup`, `penjelasan`, `lampiran`.
    pub jenis: String,
    /// Number.
    pub nomor: String,
    /// Address.
    pub alamat: String,
    /// Label.
    pub sebutan: String,
    /// Title.
    pub judul: String,
}

/// A part with its content.
#[derive(Debug, Clone)]
pub struct Simpul {
    /// Its heading.
    pub judul: Judul,
    /// Id that is the same over all versions.
    pub rekam: Uuid,
    /// The parts that hold it, in words.
    pub induk: String,
    /// Text.
    pub teks: String,
    /// What is shown.
    pub isi: Option<Json>,
    /// Line of the source.
    pub baris: i64,
}

fn judul(row: &kernel::Row) -> Result<Judul> {
    Ok(Judul {
        urut: row.get("urut")?,
        jenis: row.get("jenis")?,
        nomor: row.get("nomor")?,
        alamat: row.get("alamat")?,
        sebutan: row.get("sebutan")?,
        judul: row.get("judul")?,
    })
}

fn simpul(row: &kernel::Row) -> Result<Simpul> {
    Ok(Simpul {
        judul: judul(row)?,
        rekam: row.get("rekam")?,
        induk: row.get("induk")?,
        teks: row.get("teks")?,
        isi: row.get("isi")?,
        baris: row.get("baris")?,
    })
}

const JUDUL: &str = "urut, jenis, nomor, alamat, sebutan, judul";
const SIMPUL: &str = "urut, jenis, nomor, alamat, sebutan, judul, rekam, induk, teks, isi, baris";

/// The table of contents.
pub async fn daftar_isi(app: &App, naskah: Uuid) -> Result<Vec<Judul>> {
    let text = format!("select {JUDUL} from peraturan_simpul where naskah = $1 order by urut limit 60000");
    app.db.query(&text, args![naskah]).await?.iter().map(judul).collect()
}

/// A part by its address.
pub async fn bagian(app: &App, naskah: Uuid, alamat: &str) -> Result<Simpul> {
    let text = format!("select {SIMPUL} from peraturan_simpul where naskah = $1 and alamat = $2");
    simpul(app.db.query(&text, args![naskah, alamat]).await?.first().ok_or(Error::NotFound)?)
}

/// Parts from a place on, with content.
pub async fn potongan(app: &App, naskah: Uuid, dari: i64, limit: usize) -> Result<Vec<Simpul>> {
    let text =
        format!("select {SIMPUL} from peraturan_simpul where naskah = $1 and urut >= $2 order by urut limit {limit}");
    app.db.query(&text, args![naskah, dari]).await?.iter().map(simpul).collect()
}

/// The parts beside one that have pages of their own: before and after.
pub async fn tetangga(app: &App, naskah: Uuid, urut: i64) -> Result<(Option<Judul>, Option<Judul>)> {
    let berhalaman = "jenis in ('pasal', 'pembukaan', 'penutup', 'lampiran')";
    let text = format!(
        "select {JUDUL} from peraturan_simpul where naskah = $1 and (
            urut = (select max(urut) from peraturan_simpul where naskah = $1 and urut < $2 and {berhalaman})
            or urut = (select min(urut) from peraturan_simpul where naskah = $1 and urut > $2 and {berhalaman})) order by urut"
    );
    let (mut sebelum, mut sesudah) = (None, None);
    for row in app.db.query(&text, args![naskah, urut]).await? {
        let satu = judul(&row)?;
        if satu.urut < urut { sebelum = Some(satu) } else { sesudah = Some(satu) }
    }
    Ok((sebelum, sesudah))
}

/// A term of the glossary.
#[derive(Debug, Clone)]
pub struct Istilah {
    /// Place in the list.
    pub urut: i64,
    /// The term.
    pub istilah: String,
    /// Short form.
    pub singkatan: String,
    /// Meaning.
    pub arti: String,
    /// Where it is defined.
    pub alamat: String,
}

/// The glossary.
pub async fn istilah(app: &App, naskah: Uuid) -> Result<Vec<Istilah>> {
    let text = "select urut, istilah, singkatan, arti, alamat from peraturan_istilah where naskah = $1 order by urut limit 2000";
    let rows = app.db.query(text, args![naskah]).await?;
    rows.iter()
        .map(|row| {
            Ok(Istilah {
                urut: row.get("urut")?,
                istilah: row.get("istilah")?,
                singkatan: row.get("singkatan")?,
                arti: row.get("arti")?,
                alamat: row.get("alamat")?,
            })
        })
        .collect()
}

/// A reference.
#[derive(Debug, Clone)]
pub struct Rujukan {
    /// Where it stands.
    pub dari: String,
    /// Its words.
    pub teks: String,
    /// What it names.
    pub ke: String,
    /// Key of another law; empty for this one.
    pub kunci: String,
}

/// References that lead nowhere.
pub async fn menggantung(app: &App, naskah: Uuid) -> Result<Vec<Rujukan>> {
    rujukan(app, naskah, "not ada", 500).await
}

/// References to other laws.
pub async fn rujukan_luar(app: &App, naskah: Uuid) -> Result<Vec<Rujukan>> {
    rujukan(app, naskah, "kunci <> ''", 1000).await
}

async fn rujukan(app: &App, naskah: Uuid, syarat: &str, limit: usize) -> Result<Vec<Rujukan>> {
    let text = format!(
        "select dari, teks, ke, kunci from peraturan_rujukan where naskah = $1 and {syarat} order by urut limit {limit}"
    );
    let rows = app.db.query(&text, args![naskah]).await?;
    rows.iter()
        .map(|row| {
            Ok(Rujukan { dari: row.get("dari")?, teks: row.get("teks")?, ke: row.get("ke")?, kunci: row.get("kunci")? })
        })
        .collect()
}

/// Counts of references: all inside the text, those that lead nowhere, those to other laws.
pub async fn hitung_rujukan(app: &App, naskah: Uuid) -> Result<(i64, i64, i64)> {
    let text = "select count(*) as semua, coalesce(sum(case when not ada then 1 else 0 end), 0) as gantung,
        coalesce(sum(case when kunci <> '' then 1 else 0 end), 0) as luar from peraturan_rujukan where naskah = $1";
    let row = app.db.one(text, args![naskah]).await?;
    let (semua, gantung, luar): (i64, i64, i64) = (row.get("semua")?, row.get("gantung")?, row.get("luar")?);
    Ok((semua - luar, gantung, luar))
}

/// Number of terms.
pub async fn hitung_istilah(app: &App, naskah: Uuid) -> Result<usize> {
    let row = app.db.one("select count(*) as n from peraturan_istilah where naskah = $1", args![naskah]).await?;
    Ok(usize::try_from(row.get::<i64>("n")?).unwrap_or(0))
}

/// Parts with a page of their own whose text holds the words as typed.
pub async fn cari_bagian(app: &App, naskah: Uuid, q: &str, limit: usize) -> Result<Vec<Simpul>> {
    let text = format!(
        "select {SIMPUL} from peraturan_simpul where naskah = $1 and jenis in ('pasal', 'pembukaan', 'penutup', 'penjelasan', 'lampiran')
            and lower(teks) like $2 escape '\\' order by urut limit {limit}"
    );
    app.db.query(&text, args![naskah, pola(q)]).await?.iter().map(simpul).collect()
}

/// Names of stored files.
pub async fn nama_berkas(app: &App, ids: &[Uuid]) -> Result<std::collections::HashMap<Uuid, String>> {
    let mut nama = std::collections::HashMap::new();
    for part in ids.chunks(5000) {
        let mut args = vec![];
        let list = super::marks(&mut args, part);
        for row in app.db.query(&format!("select id, name from file where id in ({list})"), args).await? {
            nama.insert(row.get("id")?, row.get("name")?);
        }
    }
    Ok(nama)
}

/// Public addresses of documents and their parts with the time of the last change, documents first.
pub async fn semua_alamat(app: &App, limit: usize) -> Result<Vec<(String, time::OffsetDateTime)>> {
    let text = format!(
        "select d.siput, '' as alamat, d.updated, 0 as tingkat, d.urutan, 0 as urut from peraturan_dokumen d where d.keadaan = 'terbit'
         union all
         select d.siput, s.alamat, d.updated, 1, d.urutan, s.urut from peraturan_dokumen d join peraturan_simpul s on s.naskah = d.naskah_terbit
         where d.keadaan = 'terbit' and s.jenis in ('pasal', 'lampiran')
         order by 4, 5 desc, 6 limit {limit}"
    );
    let rows = app.db.query(&text, args![]).await?;
    rows.iter()
        .map(|row| {
            let (siput, alamat): (String, String) = (row.get("siput")?, row.get("alamat")?);
            let path = if alamat.is_empty() { format!("/jdih/{siput}") } else { format!("/jdih/{siput}/{alamat}") };
            Ok((path, row.get("updated")?))
        })
        .collect()
}

/// Parts that begin in a stretch of lines of the source.
pub async fn bagian_baris(app: &App, naskah: Uuid, dari: i64, sampai: i64) -> Result<Vec<Simpul>> {
    let text = format!(
        "select {SIMPUL} from peraturan_simpul where naskah = $1 and baris >= $2 and baris <= $3 order by urut limit 300"
    );
    app.db.query(&text, args![naskah, dari, sampai]).await?.iter().map(simpul).collect()
}

/// A `like` pattern (escape `\\`) for a text anywhere inside, in lower case.
pub fn pola(q: &str) -> String {
    let mut pola = String::from("%");
    for huruf in q.to_lowercase().chars() {
        if matches!(huruf, '%' | '_' | '\\') {
            pola.push('\\');
        }
        pola.push(huruf);
    }
    pola.push('%');
    pola
}

/// The statement for the labels of articles of published documents.
pub fn label_pasal(ids: &[Uuid]) -> (String, Vec<kernel::Val>) {
    let mut args = vec![];
    let list = super::marks(&mut args, ids);
    let text = format!(
        "select s.rekam as id, s.sebutan || ' ' || d.sebutan as label from peraturan_simpul s
         join peraturan_dokumen d on d.naskah_terbit = s.naskah and d.keadaan = 'terbit' where s.rekam in ({list})"
    );
    (text, args)
}

/// The address of an article of a published document by its lasting id.
pub async fn alamat_pasal(app: &App, rekam: Uuid) -> Result<String> {
    let text = "select d.siput, s.alamat from peraturan_simpul s
        join peraturan_dokumen d on d.naskah_terbit = s.naskah and d.keadaan = 'terbit' where s.rekam = $1";
    let row = app.db.one(text, args![rekam]).await?;
    Ok(format!("/jdih/{}/{}", row.get::<String>("siput")?, row.get::<String>("alamat")?))
}
