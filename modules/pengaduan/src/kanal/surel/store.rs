//! Rows of mailboxes.
use ::surel::alamat::Alamat;
use ::surel::imap::Masukan;
use kernel::{App, Class, Error, Result, Row, Table, Val, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

/// Kind of the records of mailboxes.
pub const JENIS: &str = "kanal_kotak";
/// Purpose of the key that seals passwords.
const SEGEL: &str = "pengaduan kotak surel";

/// The table of mailboxes.
pub fn tabel() -> Table {
    Table::new(
        JENIS,
        &[
            ("nama", Class::Internal),
            ("alamat", Class::Internal),
            ("pengguna", Class::Internal),
            ("sandi", Class::Secret),
            ("folder", Class::Internal),
            ("ca", Class::Internal),
            ("aktif", Class::Internal),
        ],
    )
}

/// A mailbox.
#[derive(Debug, Clone)]
pub struct Kotak {
    /// Row.
    pub id: Uuid,
    /// Version.
    pub version: i64,
    /// What it is called.
    pub nama: String,
    /// Address of the server.
    pub alamat: String,
    /// Name of the user.
    pub pengguna: String,
    sandi: Vec<u8>,
    /// Folder.
    pub folder: String,
    /// Certificates that are trusted beside the usual ones.
    pub ca: String,
    /// It is read.
    pub aktif: bool,
    /// When it was read last.
    pub diperiksa: Option<OffsetDateTime>,
    /// What went wrong then.
    pub galat: Option<String>,
}

impl Kotak {
    /// What is needed to open it.
    pub fn masukan(&self, app: &App) -> Result<Masukan> {
        let sandi = String::from_utf8(app.keys.unseal(SEGEL, &self.sandi)?).map_err(Error::internal)?;
        Ok(Masukan {
            alamat: Alamat::urai(&self.alamat).map_err(Error::refused)?,
            pengguna: self.pengguna.clone(),
            sandi,
            folder: self.folder.clone(),
            ca: self.ca.clone(),
        })
    }
    /// Its page.
    pub fn href(&self) -> String {
        href(self.id)
    }
}

/// The page of a mailbox.
pub fn href(id: Uuid) -> String {
    format!("{}/{id}", super::HREF)
}

/// Seals a password.
pub fn segel(app: &App, sandi: &str) -> Result<Vec<u8>> {
    app.keys.seal(SEGEL, sandi.as_bytes())
}

const KOLOM: &str = "k.id, k.version, k.nama, k.alamat, k.pengguna, k.sandi, k.folder, k.ca, k.aktif, c.pada, c.galat";
const DARI: &str = "from kanal_kotak k left join kanal_kotak_kursor c on c.kotak = k.id";

fn kotak(row: &Row) -> Result<Kotak> {
    Ok(Kotak {
        id: row.get("id")?,
        version: row.get("version")?,
        nama: row.get("nama")?,
        alamat: row.get("alamat")?,
        pengguna: row.get("pengguna")?,
        sandi: row.get("sandi")?,
        folder: row.get("folder")?,
        ca: row.get("ca")?,
        aktif: row.get("aktif")?,
        diperiksa: row.get("pada")?,
        galat: row.get("galat")?,
    })
}

/// All mailboxes; a regency has a few.
pub async fn semua(app: &App, aktif_saja: bool) -> Result<Vec<Kotak>> {
    let only = if aktif_saja { "where k.aktif" } else { "" };
    let text = format!("select {KOLOM} {DARI} {only} order by k.nama, k.id");
    app.db.query(&text, args![]).await?.iter().map(kotak).collect()
}

/// One mailbox.
pub async fn cari(app: &App, id: Uuid) -> Result<Kotak> {
    kotak(&app.db.one(&format!("select {KOLOM} {DARI} where k.id = $1"), args![id]).await?)
}

/// Makes or changes a mailbox.
pub async fn simpan(
    write: &mut Write,
    lama: Option<&Kotak>,
    versi: Option<i64>,
    values: Vec<(&str, Val)>,
) -> Result<Uuid> {
    match lama {
        Some(kotak) => {
            write.update(&tabel(), kotak.id, versi, values).await?;
            Ok(kotak.id)
        }
        None => {
            let id = write.insert(&tabel(), Uuid::now_v7(), values).await?;
            let text = "insert into kanal_kotak_kursor (kotak, uidvalidity, uid) values ($1, 0, 0)";
            write.tx().exec(text, args![id]).await?;
            Ok(id)
        }
    }
}

/// How far a mailbox has been read.
pub async fn kursor(app: &App, kotak: Uuid) -> Result<(i64, i64)> {
    let row = app.db.one("select uidvalidity, uid from kanal_kotak_kursor where kotak = $1", args![kotak]).await?;
    Ok((row.get("uidvalidity")?, row.get("uid")?))
}

/// Notes when a mailbox was read and what went wrong.
pub async fn diperiksa(app: &App, kotak: Uuid, galat: Option<&str>) -> Result<()> {
    let text = "update kanal_kotak_kursor set pada = $2, galat = $3 where kotak = $1";
    Ok(app.db.exec(text, args![kotak, app.now(), galat]).await.map(drop)?)
}
