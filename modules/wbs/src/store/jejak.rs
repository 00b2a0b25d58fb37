//! What was done: an entry for each act, over the hash of the one before, so that none can be changed or taken out unnoticed. It names
//! accounts of staff and numbers of reports, never a reporter, and days, never instants.
use kernel::db::Tx;
use kernel::{App, Result, args};
use sha2::{Digest as _, Sha256};
use time::Date;
use uuid::Uuid;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jejak {
    /// Place, from 1.
    pub urut: i64,
    /// Day.
    pub hari: Date,
    /// Who; nobody for reporters and for the program.
    pub akun: Option<Uuid>,
    /// What.
    pub tindakan: String,
    /// Number of a report, name of a role, or nothing.
    pub tentang: String,
    /// Hash over this and everything before.
    pub hash: Vec<u8>,
}

impl Jejak {
    /// Whether the entry is about a report: it bears its number.
    pub fn is_laporan(&self) -> bool {
        let digits = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        self.tentang.split_once('-').is_some_and(|(one, other)| digits(one) && digits(other))
    }
}

fn hash(sebelum: &[u8], urut: i64, hari: Date, akun: Option<Uuid>, tindakan: &str, tentang: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(sebelum);
    let akun = akun.map_or_else(String::new, |id| id.to_string());
    for part in [urut.to_string(), hari.to_string(), akun, tindakan.to_owned(), tentang.to_owned()] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().to_vec()
}

/// Adds an entry.
pub async fn catat(tx: &mut Tx, hari: Date, akun: Option<Uuid>, tindakan: &str, tentang: &str) -> Result<()> {
    super::giliran(tx).await?;
    let last = tx.optional("select urut, hash from wbs_jejak order by urut desc limit 1", vec![]).await?;
    let (urut, sebelum) = match last {
        Some(row) => (row.get::<i64>("urut")? + 1, row.get("hash")?),
        None => (1, vec![]),
    };
    let hash = hash(&sebelum, urut, hari, akun, tindakan, tentang);
    let text = "insert into wbs_jejak (urut, hari, akun, tindakan, tentang, hash) values ($1, $2, $3, $4, $5, $6)";
    tx.exec(text, args![urut, hari, akun, tindakan, tentang, hash]).await?;
    Ok(())
}

/// Adds an entry of its own.
pub async fn catat_satu(app: &App, akun: Option<Uuid>, tindakan: &str, tentang: &str) -> Result<()> {
    let mut tx = super::db(app).await?.begin().await?;
    catat(&mut tx, super::hari(app), akun, tindakan, tentang).await?;
    Ok(tx.commit().await?)
}

/// All entries from the first on.
pub async fn semua(app: &App) -> Result<Vec<Jejak>> {
    let text = "select urut, hari, akun, tindakan, tentang, hash from wbs_jejak order by urut";
    let rows = super::db(app).await?.query(text, vec![]).await?;
    rows.iter()
        .map(|row| {
            Ok(Jejak {
                urut: row.get("urut")?,
                hari: row.get("hari")?,
                akun: row.get("akun")?,
                tindakan: row.get("tindakan")?,
                tentang: row.get("tentang")?,
                hash: row.get("hash")?,
            })
        })
        .collect()
}

/// Whether every entry still fits the one before.
pub fn utuh(jejak: &[Jejak]) -> bool {
    let mut sebelum = vec![];
    jejak.iter().enumerate().all(|(place, each)| {
        let expected = hash(&sebelum, each.urut, each.hari, each.akun, &each.tindakan, &each.tentang);
        sebelum.clone_from(&each.hash);
        usize::try_from(each.urut) == Ok(place + 1) && expected == each.hash
    })
}
