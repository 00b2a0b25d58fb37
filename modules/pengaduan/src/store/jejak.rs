//! What happened with a complaint, step by step.
use kernel::{App, Result, Row, Val, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::model::kata;
use crate::tabel;

kata! {
    /// In which part somebody acted.
    Peran {
        Pelapor = "pelapor", "Pelapor";
        Koordinator = "koordinator", "Koordinator pengaduan";
        Petugas = "petugas", "Perangkat daerah";
        Pengawas = "pengawas", "Pengawas";
        Sistem = "sistem", "Sistem";
    }
}

kata! {
    /// Who may read a step.
    Terlihat {
        /// Everybody, once the complaint is published; its reporter at once.
        Publik = "publik", "Publik";
        /// The reporter and the officers.
        Pelapor = "pelapor", "Pelapor dan petugas";
        /// The officers.
        Petugas = "petugas", "Petugas";
    }
}

/// A step that is made.
#[derive(Debug, Clone)]
pub struct Langkah<'a> {
    /// Code of the act: see [`crate::rules::alur`].
    pub tindakan: &'a str,
    /// In which part.
    pub peran: Peran,
    /// For which unit, or to which.
    pub unit: Option<Uuid>,
    /// What is said.
    pub teks: String,
    /// The same without personal data, where everybody may read it.
    pub teks_publik: Option<String>,
    /// Who reads it.
    pub terlihat: Terlihat,
}

/// A step as it lies there.
#[derive(Debug, Clone)]
pub struct Jejak {
    /// Row, in order of time.
    pub id: Uuid,
    /// Code of the act.
    pub tindakan: String,
    /// In which part.
    pub peran: Peran,
    /// The account.
    pub oleh: Option<Uuid>,
    /// For which unit, or to which.
    pub unit: Option<Uuid>,
    /// What is said.
    pub teks: String,
    /// The same without personal data.
    pub teks_publik: Option<String>,
    /// Who reads it.
    pub terlihat: Terlihat,
    /// When.
    pub pada: OffsetDateTime,
}

/// Adds a step, and queues that the reporter and all followers hear of it when it is theirs to read. Returns its row.
pub async fn tambah(write: &mut Write, pengaduan: Uuid, langkah: Langkah<'_>) -> Result<Uuid> {
    let (oleh, pada) = (if langkah.peran == Peran::Pelapor { None } else { write.actor() }, write.at());
    let kabari = langkah.terlihat != Terlihat::Petugas && langkah.peran != Peran::Pelapor;
    let values: Vec<(&str, Val)> = vec![
        ("pengaduan", pengaduan.into()),
        ("tindakan", langkah.tindakan.into()),
        ("peran", langkah.peran.kode().into()),
        ("oleh", oleh.into()),
        ("unit", langkah.unit.into()),
        ("teks", langkah.teks.into()),
        ("teks_publik", langkah.teks_publik.into()),
        ("terlihat", langkah.terlihat.kode().into()),
        ("dikabari", (!kabari).into()),
        ("pada", pada.into()),
    ];
    let id = write.insert(&tabel::jejak(), Uuid::now_v7(), values).await?;
    if kabari {
        write.job(crate::kabar::KERJA, serde_json::json!({ "jejak": id }), pada).await?;
    }
    Ok(id)
}

/// Columns of [`Jejak`].
pub const KOLOM: &str = "id, tindakan, peran, oleh, unit, teks, teks_publik, terlihat, pada";

/// A row of [`KOLOM`].
pub fn jejak(row: &Row) -> Result<Jejak> {
    Ok(Jejak {
        id: row.get("id")?,
        tindakan: row.get("tindakan")?,
        peran: Peran::urai(&row.get::<String>("peran")?).unwrap_or(Peran::Sistem),
        oleh: row.get("oleh")?,
        unit: row.get("unit")?,
        teks: row.get("teks")?,
        teks_publik: row.get("teks_publik")?,
        terlihat: Terlihat::urai(&row.get::<String>("terlihat")?).unwrap_or(Terlihat::Petugas),
        pada: row.get("pada")?,
    })
}

/// Steps of a complaint that the caller has found, oldest first; at most 500.
pub async fn daftar(app: &App, pengaduan: Uuid) -> Result<Vec<Jejak>> {
    let text = format!("select {KOLOM} from pengaduan_jejak where pengaduan = $1 order by id limit 500");
    app.db.query(&text, args![pengaduan]).await?.iter().map(jejak).collect()
}
