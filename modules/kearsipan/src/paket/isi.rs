//! What stands in `data/arsip.json` of a package.
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

use crate::model::{Arsip, Berkas};

/// The form of the package.
pub const BENTUK: &str = "pendopo-arsip/1";
/// Path of the list inside the payload.
pub const DAFTAR: &str = "arsip.json";

/// A package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paket {
    /// [`BENTUK`].
    pub bentuk: String,
    /// Who made the records: name of the unit.
    pub pencipta: String,
    /// The files.
    pub berkas: Vec<IsiBerkas>,
    /// How many secret items were left out.
    #[serde(default)]
    pub rahasia_tidak_disertakan: usize,
}

/// A file with its items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IsiBerkas {
    /// Id, kept on the way.
    pub id: Uuid,
    /// Number.
    pub nomor: String,
    /// Classification code.
    pub kode: String,
    /// Year.
    pub tahun: i64,
    /// What it is about.
    pub uraian: String,
    /// When it was opened.
    #[serde(with = "hari")]
    pub dibuka: Date,
    /// When it was closed.
    #[serde(with = "hari_mungkin", default)]
    pub ditutup: Option<Date>,
    /// Years active.
    pub retensi_aktif: Option<i64>,
    /// Years inactive.
    pub retensi_inaktif: Option<i64>,
    /// What then.
    pub nasib_akhir: Option<String>,
    /// Why it is held, when it is under a legal hold: whoever takes it in goes on holding it.
    #[serde(default)]
    pub penahanan: Vec<String>,
    /// Its items.
    pub arsip: Vec<IsiArsip>,
}

/// An item with its contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IsiArsip {
    /// Id, kept on the way.
    pub id: Uuid,
    /// Number.
    pub nomor: Option<String>,
    /// What it is about.
    pub judul: String,
    /// Kind of record.
    pub jenis: String,
    /// Its date.
    #[serde(with = "hari")]
    pub tanggal: Date,
    /// Security class.
    pub keamanan: String,
    /// Original or copy.
    pub perkembangan: String,
    /// Medium.
    pub media: String,
    /// How much.
    pub jumlah: i64,
    /// Of what.
    pub satuan: String,
    /// Its contents.
    pub isi: Vec<IsiFile>,
}

/// A content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IsiFile {
    /// Name of the file.
    pub nama: String,
    /// Where it lies, below `data/`.
    pub jalur: String,
    /// Hash.
    pub sha256: String,
}

impl IsiBerkas {
    /// A file without its items yet.
    pub fn dari(berkas: &Berkas) -> IsiBerkas {
        IsiBerkas {
            id: berkas.id,
            nomor: berkas.nomor.clone(),
            kode: berkas.kode.clone(),
            tahun: berkas.tahun,
            uraian: berkas.uraian.clone(),
            dibuka: berkas.dibuka,
            ditutup: berkas.ditutup,
            retensi_aktif: berkas.retensi_aktif,
            retensi_inaktif: berkas.retensi_inaktif,
            nasib_akhir: berkas.nasib.map(|nasib| nasib.kode().to_owned()),
            penahanan: vec![],
            arsip: vec![],
        }
    }
}

impl IsiArsip {
    /// An item without its contents yet.
    pub fn dari(arsip: &Arsip) -> IsiArsip {
        IsiArsip {
            id: arsip.id,
            nomor: arsip.nomor.clone(),
            judul: arsip.judul.clone(),
            jenis: arsip.jenis.clone(),
            tanggal: arsip.tanggal,
            keamanan: arsip.keamanan.as_str().to_owned(),
            perkembangan: arsip.perkembangan.clone(),
            media: arsip.media.clone(),
            jumlah: arsip.jumlah,
            satuan: arsip.satuan.clone(),
            isi: vec![],
        }
    }
}

/// Dates as `2026-12-31`.
pub(super) mod hari {
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};
    use time::Date;

    pub fn serialize<S: Serializer>(hari: &Date, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(hari)
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        let teks = String::deserialize(from)?;
        kernel::indonesia::tanggal::urai(&teks).map_err(|_| D::Error::custom(format!("tanggal {teks} tidak terbaca")))
    }
}

/// The same where there may be none.
pub(super) mod hari_mungkin {
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};
    use time::Date;

    pub fn serialize<S: Serializer>(hari: &Option<Date>, out: S) -> Result<S::Ok, S::Error> {
        match hari {
            Some(hari) => out.collect_str(hari),
            None => out.serialize_none(),
        }
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
        let Some(teks) = Option::<String>::deserialize(from)? else { return Ok(None) };
        let hari = kernel::indonesia::tanggal::urai(&teks);
        hari.map(Some).map_err(|_| D::Error::custom(format!("tanggal {teks} tidak terbaca")))
    }
}
