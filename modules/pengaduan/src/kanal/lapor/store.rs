//! Rows of the exchange: settings, how far it has come, the outbox, and what differs. All but the settings are nobody's record: they can be
//! made anew from complaints and from the other side.
use kernel::{App, Class, Result, Row, Table, Val, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use super::banding::{Macam, Selisih};

/// Purpose of the key that seals the adapter's key.
const SEGEL: &str = "pengaduan lapor";
/// The row of the settings.
pub const SETELAN: Uuid = Uuid::from_u128(0x4c50_0000_0000_7000_8000_0000_0000_0001);
/// Kind of the record of the settings.
pub const JENIS: &str = "lapor_setelan";

/// The table of settings.
pub fn tabel() -> Table {
    Table::new(
        JENIS,
        &[
            ("alamat", Class::Internal),
            ("kunci", Class::Secret),
            ("kirim", Class::Internal),
            ("ambil", Class::Internal),
        ],
    )
}

/// Where the adapter is and what is exchanged.
#[derive(Debug, Clone, Default)]
pub struct Setelan {
    /// Version of the row; 0 while there is none.
    pub version: i64,
    /// Address of the adapter; empty: none.
    pub alamat: String,
    kunci: Option<Vec<u8>>,
    /// Ours are sent.
    pub kirim: bool,
    /// Theirs are fetched.
    pub ambil: bool,
}

impl Setelan {
    /// The key.
    pub fn kunci(&self, app: &App) -> Result<Option<String>> {
        let buka = |tertutup: &Vec<u8>| app.keys.unseal(SEGEL, tertutup);
        Ok(self.kunci.as_ref().map(buka).transpose()?.map(|isi| String::from_utf8_lossy(&isi).into_owned()))
    }
    /// Whether there is one.
    pub fn berkunci(&self) -> bool {
        self.kunci.is_some()
    }
}

/// Seals the key.
pub fn segel(app: &App, kunci: &str) -> Result<Vec<u8>> {
    app.keys.seal(SEGEL, kunci.as_bytes())
}

/// Reads the settings.
pub async fn setelan(app: &App) -> Result<Setelan> {
    let text = "select version, alamat, kunci, kirim, ambil from lapor_setelan where id = $1";
    let Some(row) = app.db.optional(text, args![SETELAN]).await? else { return Ok(Setelan::default()) };
    Ok(Setelan {
        version: row.get("version")?,
        alamat: row.get("alamat")?,
        kunci: row.get("kunci")?,
        kirim: row.get("kirim")?,
        ambil: row.get("ambil")?,
    })
}

/// Keeps the settings.
///
/// # Errors
/// [`kernel::Error::Conflict`] when somebody else changed them meanwhile.
pub async fn simpan(write: &mut Write, versi: i64, values: Vec<(&str, Val)>) -> Result<()> {
    let ada = write.tx().optional("select 1 as ada from lapor_setelan where id = $1", args![SETELAN]).await?;
    match ada {
        Some(_) => write.update(&tabel(), SETELAN, Some(versi), values).await.map(drop),
        None => write.insert(&tabel(), SETELAN, values).await.map(drop),
    }
}

/// How far the exchange has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kursor {
    /// Changes up to here lie in the outbox.
    pub pindai: Option<OffsetDateTime>,
    /// Where the next reports of the other side begin.
    pub lanjut: String,
    /// When it was tried last.
    pub pada: Option<OffsetDateTime>,
    /// What went wrong then.
    pub galat: Option<String>,
    /// When both sides were compared last.
    pub banding: Option<OffsetDateTime>,
}

/// Reads it.
pub async fn kursor(app: &App) -> Result<Kursor> {
    let text = "select pindai, lanjut, pada, galat, banding from lapor_kursor where id = 1";
    let Some(row) = app.db.optional(text, args![]).await? else { return Ok(Kursor::default()) };
    Ok(Kursor {
        pindai: row.get("pindai")?,
        lanjut: row.get("lanjut")?,
        pada: row.get("pada")?,
        galat: row.get("galat")?,
        banding: row.get("banding")?,
    })
}

/// Which part of [`Kursor`] is set.
#[derive(Debug, Clone, Copy)]
pub enum Bagian<'a> {
    /// [`Kursor::pindai`].
    Pindai(OffsetDateTime),
    /// [`Kursor::lanjut`].
    Lanjut(&'a str),
    /// [`Kursor::pada`] and [`Kursor::galat`].
    Galat(OffsetDateTime, Option<&'a str>),
    /// [`Kursor::banding`].
    Banding(OffsetDateTime),
}

/// Sets a part of it.
pub async fn maju(app: &App, bagian: Bagian<'_>) -> Result<()> {
    let mut tx = app.db.begin().await?;
    tx.exec("insert into lapor_kursor (id, lanjut) values (1, '') on conflict (id) do nothing", args![]).await?;
    match bagian {
        Bagian::Pindai(saat) => tx.exec("update lapor_kursor set pindai = $1 where id = 1", args![saat]).await?,
        Bagian::Lanjut(teks) => tx.exec("update lapor_kursor set lanjut = $1 where id = 1", args![teks]).await?,
        Bagian::Galat(saat, galat) => {
            tx.exec("update lapor_kursor set pada = $1, galat = $2 where id = 1", args![saat, galat]).await?
        }
        Bagian::Banding(saat) => tx.exec("update lapor_kursor set banding = $1 where id = 1", args![saat]).await?,
    };
    Ok(tx.commit().await?)
}

/// A report in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kiriman {
    /// The complaint.
    pub pengaduan: Uuid,
    /// Number on the side where it was made.
    pub nomor: String,
    /// It was made over there.
    pub dari_sana: bool,
    /// Version of the complaint that is to be sent.
    pub versi: i64,
}

/// Puts what changed since a moment into the outbox: reports of ours once the coordinator gave them to an agency, and how theirs stand.
/// What only the coordinator may know stays here. Returns where to go on; nothing when that was all.
pub async fn pindai(
    app: &App,
    setelah: (OffsetDateTime, Uuid),
    banyak: usize,
) -> Result<Option<(OffsetDateTime, Uuid)>> {
    let text = format!(
        "select id, version, updated, kanal, nomor, nomor_luar, unit, sifat from pengaduan where (updated, id) > ($1, $2) \
         order by updated, id limit {banyak}"
    );
    let rows = app.db.query(&text, args![setelah.0, setelah.1]).await?;
    let mut akhir = None;
    let mut tx = app.db.begin().await?;
    for row in &rows {
        akhir = Some((row.get("updated")?, row.get("id")?));
        let luar: Option<String> = row.get("nomor_luar")?;
        let dari_sana = row.get::<String>("kanal")? == crate::model::Kanal::Sp4n.kode();
        let rahasia = row.get::<String>("sifat")? == crate::model::Sifat::Rahasia.kode();
        let diteruskan = row.get::<Option<Uuid>>("unit")?.is_some();
        let nomor = match (dari_sana, luar) {
            (true, Some(luar)) => luar,
            (true, None) => continue,
            (false, _) if rahasia || !diteruskan => continue,
            (false, _) => row.get("nomor")?,
        };
        let text = "insert into lapor_kiriman (pengaduan, nomor, dari_sana, versi, keadaan, percobaan) \
            values ($1, $2, $3, $4, 'menunggu', 0) on conflict (pengaduan) do update \
            set versi = excluded.versi, keadaan = 'menunggu', percobaan = 0 where lapor_kiriman.versi < excluded.versi";
        tx.exec(text, args![row.get::<Uuid>("id")?, nomor, dari_sana, row.get::<i64>("version")?]).await?;
    }
    tx.commit().await?;
    Ok(akhir.filter(|_| rows.len() == banyak))
}

/// What waits, the oldest first.
pub async fn menunggu(app: &App, banyak: i64) -> Result<Vec<Kiriman>> {
    let text = format!(
        "select pengaduan, nomor, dari_sana, versi from lapor_kiriman where keadaan = 'menunggu' \
         order by percobaan, pengaduan limit {banyak}"
    );
    let rows = app.db.query(&text, args![]).await?;
    rows.iter()
        .map(|row| {
            Ok(Kiriman {
                pengaduan: row.get("pengaduan")?,
                nomor: row.get("nomor")?,
                dari_sana: row.get("dari_sana")?,
                versi: row.get("versi")?,
            })
        })
        .collect()
}

/// Notes how sending ended; a change that came meanwhile still waits.
pub async fn terkirim(app: &App, satu: &Kiriman, galat: Option<&str>, lagi: bool) -> Result<()> {
    let keadaan = match (galat, lagi) {
        (None, _) => "terkirim",
        (Some(_), true) => "menunggu",
        (Some(_), false) => "ditolak",
    };
    let text = "update lapor_kiriman set keadaan = $3, galat = $4, percobaan = percobaan + 1, dikirim = $5 \
        where pengaduan = $1 and versi = $2";
    let values = args![satu.pengaduan, satu.versi, keadaan, galat, app.now()];
    Ok(app.db.exec(text, values).await.map(drop)?)
}

/// Asks that a report be sent again.
pub async fn ulangi(app: &App, pengaduan: Uuid) -> Result<bool> {
    let text = "update lapor_kiriman set keadaan = 'menunggu', percobaan = 0, galat = null where pengaduan = $1";
    Ok(app.db.exec(text, args![pengaduan]).await? == 1)
}

/// How many of the outbox stand in each state: waiting, sent, refused.
pub async fn hitung(app: &App) -> Result<[i64; 3]> {
    let mut semua = [0; 3];
    for row in app.db.query("select keadaan, count(*) as n from lapor_kiriman group by keadaan", args![]).await? {
        let [menunggu, terkirim, ditolak] = &mut semua;
        let banyak = row.get("n")?;
        match row.get::<String>("keadaan")?.as_str() {
            "menunggu" => *menunggu = banyak,
            "terkirim" => *terkirim = banyak,
            _ => *ditolak = banyak,
        }
    }
    Ok(semua)
}

/// Replaces the differences that the last comparison found.
pub async fn simpan_selisih(app: &App, semua: &[Selisih]) -> Result<()> {
    let mut tx = app.db.begin().await?;
    tx.exec("delete from lapor_selisih where macam <> $1", args![Macam::Cacat.kode()]).await?;
    for satu in semua {
        taruh(&mut tx, satu).await?;
    }
    Ok(tx.commit().await?)
}

/// Notes a report that could not be taken.
pub async fn catat_cacat(app: &App, nomor: &str, sebab: &str) -> Result<()> {
    let mut tx = app.db.begin().await?;
    let satu = Selisih {
        macam: Macam::Cacat,
        nomor: nomor.chars().filter(|huruf| !huruf.is_control()).take(80).collect(),
        dari_sana: true,
        pengaduan: None,
        kita: String::new(),
        sana: sebab.to_owned(),
    };
    taruh(&mut tx, &satu).await?;
    Ok(tx.commit().await?)
}

async fn taruh(tx: &mut kernel::db::Tx, satu: &Selisih) -> Result<()> {
    let text = "insert into lapor_selisih (nomor, dari_sana, macam, pengaduan, kita, sana) values ($1, $2, $3, $4, $5, $6) \
        on conflict (nomor, dari_sana) do update set macam = excluded.macam, pengaduan = excluded.pengaduan, \
        kita = excluded.kita, sana = excluded.sana where lapor_selisih.macam <> 'cacat' or excluded.macam = 'cacat'";
    let values = args![
        satu.nomor.as_str(),
        satu.dari_sana,
        satu.macam.kode(),
        satu.pengaduan,
        satu.kita.as_str(),
        satu.sana.as_str()
    ];
    Ok(tx.exec(text, values).await.map(drop)?)
}

/// Forgets that a report could not be taken, once it was.
pub async fn tidak_cacat(app: &App, nomor: &str) -> Result<()> {
    let text = "delete from lapor_selisih where nomor = $1 and dari_sana and macam = $2";
    Ok(app.db.exec(text, args![nomor, Macam::Cacat.kode()]).await.map(drop)?)
}

/// The differences, at most 500.
pub async fn selisih(app: &App) -> Result<Vec<Selisih>> {
    let text =
        "select nomor, dari_sana, macam, pengaduan, kita, sana from lapor_selisih order by macam, nomor limit 500";
    app.db.query(text, args![]).await?.iter().map(selisih_dari).collect()
}

fn selisih_dari(row: &Row) -> Result<Selisih> {
    Ok(Selisih {
        nomor: row.get("nomor")?,
        dari_sana: row.get("dari_sana")?,
        macam: Macam::urai(&row.get::<String>("macam")?).unwrap_or(Macam::Cacat),
        pengaduan: row.get("pengaduan")?,
        kita: row.get("kita")?,
        sana: row.get("sana")?,
    })
}
