//! Rows of mailboxes and of the messages that were fetched.
use ::surel::alamat::Alamat;
use ::surel::imap::Masukan;
use ::surel::urai::Surel;
use kernel::file::{Owner, Secrecy};
use kernel::{App, Error, Result, Row, Rows, Scope, Subject, Val, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::masuk::tabel;

/// A message waits for the front desk.
pub const BARU: &str = "baru";
const DICATAT: &str = "dicatat";
const DIABAIKAN: &str = "diabaikan";
/// Kind of the record of a message.
pub const KUNCI: &str = "surel_pesan";
/// Purpose under which passwords are sealed.
const SEGEL: &str = "naskah_dinas/surel";

/// A mailbox.
#[derive(Debug, Clone)]
pub struct Kotak {
    /// Row.
    pub id: Uuid,
    /// Grows with each change.
    pub version: i64,
    /// The unit at whose desk its messages wait.
    pub unit: Uuid,
    /// What it is called.
    pub nama: String,
    /// Address of the server.
    pub alamat: String,
    /// Name of the user.
    pub pengguna: String,
    /// The sealed password.
    pub sandi: Vec<u8>,
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
    ///
    /// # Errors
    /// When the password was sealed by another installation, or the address is wrong.
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
        href_kotak(self.id)
    }
}

/// The page of a mailbox.
pub fn href_kotak(id: Uuid) -> String {
    format!("/surat_masuk/kotak_surel/{id}")
}

/// Seals a password for the database.
pub fn segel(app: &App, sandi: &str) -> Result<Vec<u8>> {
    app.keys.seal(SEGEL, sandi.as_bytes())
}

const KOTAK: &str =
    "k.id, k.version, k.unit, k.nama, k.alamat, k.pengguna, k.sandi, k.folder, k.ca, k.aktif, c.pada, c.galat";

fn kotak(row: &Row) -> Result<Kotak> {
    Ok(Kotak {
        id: row.get("id")?,
        version: row.get("version")?,
        unit: row.get("unit")?,
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
pub async fn semua_kotak(app: &App, aktif_saja: bool) -> Result<Vec<Kotak>> {
    let only = if aktif_saja { "where k.aktif" } else { "" };
    let text = format!(
        "select {KOTAK} from surel_kotak k left join surel_kursor c on c.kotak = k.id {only} order by k.nama, k.id"
    );
    app.db.query(&text, args![]).await?.iter().map(kotak).collect()
}

/// One mailbox, for who may configure all of them.
pub async fn cari_kotak(app: &App, id: Uuid) -> Result<Kotak> {
    let text = format!("select {KOTAK} from surel_kotak k left join surel_kursor c on c.kotak = k.id where k.id = $1");
    kotak(&app.db.one(&text, args![id]).await?)
}

/// Makes or changes a mailbox; `id` none makes one. Without a new password the old one stays.
pub async fn simpan_kotak(
    write: &mut Write,
    lama: Option<&Kotak>,
    version: Option<i64>,
    values: Vec<(&str, Val)>,
) -> Result<Uuid> {
    match lama {
        Some(kotak) => {
            write.update(&tabel::kotak(), kotak.id, version, values).await?;
            Ok(kotak.id)
        }
        None => {
            let id = write.insert(&tabel::kotak(), Uuid::now_v7(), values).await?;
            write.tx().exec("insert into surel_kursor (kotak, uidvalidity, uid) values ($1, 0, 0)", args![id]).await?;
            Ok(id)
        }
    }
}

/// How far a mailbox has been read: the validity of its numbers, and the last number.
pub async fn kursor(app: &App, kotak: Uuid) -> Result<(i64, i64)> {
    let row = app.db.one("select uidvalidity, uid from surel_kursor where kotak = $1", args![kotak]).await?;
    Ok((row.get("uidvalidity")?, row.get("uid")?))
}

/// A mailbox whose messages do not come: its name, since when it was tried last, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gagal {
    /// What it is called.
    pub nama: String,
    /// When it was tried last.
    pub pada: Option<OffsetDateTime>,
    /// What went wrong, in one sentence.
    pub galat: String,
}

/// Mailboxes in use at the desks of the scope that could not be read the last time.
pub async fn gagal(app: &App, scope: &Scope) -> Result<Vec<Gagal>> {
    let mut values = args![];
    let inside = scope.filter(&Rows { unit: "k.unit", owner: "k.owner", public: "false" }, &mut values);
    let text = format!(
        "select k.nama, c.pada, c.galat from surel_kotak k join surel_kursor c on c.kotak = k.id \
         where k.aktif and c.galat is not null and {inside} order by k.nama, k.id limit 20"
    );
    let rows = app.db.query(&text, values).await?;
    rows.iter()
        .map(|row| Ok(Gagal { nama: row.get("nama")?, pada: row.get("pada")?, galat: row.get("galat")? }))
        .collect()
}

/// Notes when a mailbox was read and what went wrong.
pub async fn diperiksa(app: &App, kotak: Uuid, galat: Option<&str>) -> Result<()> {
    let text = "update surel_kursor set pada = $2, galat = $3 where kotak = $1";
    app.db.exec(text, args![kotak, app.now(), galat]).await.map(drop).map_err(Error::from)
}

/// A message that was fetched.
#[derive(Debug, Clone)]
pub struct Pesan {
    /// Row.
    pub id: Uuid,
    /// The unit at whose desk it waits.
    pub unit: Uuid,
    /// From whom.
    pub pengirim: String,
    /// What it is about.
    pub hal: String,
    /// When it was sent.
    pub dikirim: Option<OffsetDateTime>,
    /// When it was fetched.
    pub diambil: OffsetDateTime,
    /// What it says.
    pub teks: String,
    /// What was left out.
    pub keterangan: Option<String>,
    /// Where it stands.
    pub keadaan: String,
    /// The letter that was made of it.
    pub naskah: Option<Uuid>,
}

impl Pesan {
    /// Its page.
    pub fn href(&self) -> String {
        href(self.id)
    }
}

/// The page of a message.
pub fn href(id: Uuid) -> String {
    format!("/surat_masuk/surel/{id}")
}

const PESAN: &str = "p.id, p.unit, p.pengirim, p.hal, p.dikirim, p.created, p.teks, p.keterangan, p.keadaan, p.naskah";
const ROWS: Rows = Rows { unit: "p.unit", owner: "p.owner", public: "false" };

fn pesan(row: &Row) -> Result<Pesan> {
    Ok(Pesan {
        id: row.get("id")?,
        unit: row.get("unit")?,
        pengirim: row.get("pengirim")?,
        hal: row.get("hal")?,
        dikirim: row.get("dikirim")?,
        diambil: row.get("created")?,
        teks: row.get("teks")?,
        keterangan: row.get("keterangan")?,
        keadaan: row.get("keadaan")?,
        naskah: row.get("naskah")?,
    })
}

/// Messages that wait at the desks of the scope, newest first.
pub async fn baru(app: &App, scope: &Scope, limit: usize) -> Result<Vec<Pesan>> {
    let mut values = args![BARU];
    let inside = scope.filter(&ROWS, &mut values);
    let text =
        format!("select {PESAN} from surel_pesan p where p.keadaan = $1 and {inside} order by p.id desc limit {limit}");
    app.db.query(&text, values).await?.iter().map(pesan).collect()
}

/// One message at a desk of the scope.
///
/// # Errors
/// [`Error::NotFound`], also for a stranger's one.
pub async fn cari(app: &App, scope: &Scope, id: Uuid) -> Result<Pesan> {
    let mut values = args![id];
    let inside = scope.filter(&ROWS, &mut values);
    let text = format!("select {PESAN} from surel_pesan p where p.id = $1 and {inside}");
    pesan(&app.db.one(&text, values).await?)
}

/// Holds a message that still waits, inside a change.
///
/// # Errors
/// [`Error::Refused`] when somebody else has dealt with it meanwhile.
pub async fn pegang_baru(write: &mut Write, id: Uuid) -> Result<()> {
    let row = write.tx().one("select keadaan from surel_pesan where id = $1 for update", args![id]).await?;
    if row.get::<String>("keadaan")? == BARU {
        return Ok(());
    }
    Err(Error::refused("Surel ini sudah dicatat atau diabaikan."))
}

/// A message became a letter.
///
/// Of a secret letter nothing that it says stays here.
pub async fn tercatat(write: &mut Write, id: Uuid, naskah: Uuid, rahasia: bool) -> Result<()> {
    let mut values = vec![("keadaan", DICATAT.into()), ("naskah", naskah.into())];
    if rahasia {
        values.extend([("hal", crate::model::PERIHAL_RAHASIA.into()), ("teks", "".into())]);
    }
    write.update(&tabel::pesan(), id, None, values).await.map(drop)
}

/// A message is no letter.
pub async fn abaikan(write: &mut Write, id: Uuid, alasan: &str) -> Result<()> {
    let values = vec![("keadaan", DIABAIKAN.into()), ("alasan", alasan.into())];
    write.update(&tabel::pesan(), id, None, values).await.map(drop)
}

/// Where a message stands in its mailbox.
#[derive(Debug, Clone, Copy)]
pub struct Letak {
    /// Validity of the numbers.
    pub uidvalidity: i64,
    /// Its number.
    pub uid: u32,
}

/// Keeps a message and how far the mailbox has been read, in one change. False when it is there already: the mailbox was
/// numbered anew, or another worker was faster.
pub async fn simpan(app: &App, kotak: &Kotak, letak: Letak, surel: Surel, asli: Option<Vec<u8>>) -> Result<bool> {
    let id = Uuid::now_v7();
    let subject = Subject::new(KUNCI, id, href(id));
    // Nobody knows yet how secret it is: all files of messages lie sealed.
    let mut segel = vec![];
    for lampiran in &surel.lampiran {
        segel.push(app.files.seal_bytes(&app.keys, &lampiran.nama, &lampiran.isi).await?);
    }
    if let Some(asli) = &asli {
        segel.push(app.files.seal_bytes(&app.keys, "surel-asli.eml", asli).await?);
    }
    let mut write = Write::system(app, "naskah_dinas.surel_diterima").await?;
    // Whoever holds the row of the mailbox is alone with it.
    let held = write
        .tx()
        .one("select uid, uidvalidity from surel_kursor where kotak = $1 for update", args![kotak.id])
        .await?;
    let sudah: i64 = if held.get::<i64>("uidvalidity")? == letak.uidvalidity { held.get("uid")? } else { 0 };
    let maju = i64::from(letak.uid).max(sudah);
    let text = "update surel_kursor set uidvalidity = $2, uid = $3 where kotak = $1";
    write.tx().exec(text, args![kotak.id, letak.uidvalidity, maju]).await?;
    let text = "select 1 as ada from surel_pesan where kotak = $1 and kunci = $2";
    let ada = write.tx().optional(text, args![kotak.id, surel.kunci.as_str()]).await?.is_some();
    if ada {
        write.commit(&Subject::new("surel_kotak", kotak.id, kotak.href())).await?;
        return Ok(false);
    }
    let mut keterangan = vec![];
    if surel.tersisa > 0 {
        keterangan.push(format!("{} lampiran lain hanya ada di surel aslinya.", surel.tersisa));
    }
    if asli.is_none() {
        keterangan.push(
            "Surel ini terlalu besar untuk diambil. Unduh lampirannya dari kotak surel, lalu unggah saat mencatat."
                .to_owned(),
        );
    }
    let values = vec![
        ("unit", kotak.unit.into()),
        ("kotak", kotak.id.into()),
        ("kunci", surel.kunci.into()),
        ("uidvalidity", letak.uidvalidity.into()),
        ("uid", i64::from(letak.uid).into()),
        ("pengirim", surel.pengirim.into()),
        ("alamat", surel.alamat.into()),
        ("hal", surel.hal.into()),
        ("dikirim", surel.tanggal.into()),
        ("teks", surel.teks.into()),
        ("keterangan", (!keterangan.is_empty()).then(|| keterangan.join(" ")).into()),
        ("keadaan", BARU.into()),
    ];
    write.insert(&tabel::pesan(), id, values).await?;
    let owner = Owner { subject: subject.clone(), unit: Some(kotak.unit), secrecy: Secrecy::Internal };
    for satu in segel {
        app.files.keep_sealed(&mut write, satu, &owner).await?;
    }
    write.commit(&subject).await?;
    Ok(true)
}
