//! Files, records, proposals.
use kernel::port::Security;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::rules::himpun::Aturan;
use crate::rules::retensi::Nasib;
use crate::rules::susut::{Jenis, Nilai, Pejabat};

/// Key of the kind of record: one item of the archive.
pub const ARSIP: &str = "arsip";
/// Key of the kind of record: a file that collects items.
pub const BERKAS: &str = "berkas_arsip";
/// Kind of a proposal.
pub const USUL: &str = "usul_arsip";

/// A file: what one unit did under one code in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Berkas {
    /// Row.
    pub id: Uuid,
    /// Grows with each change.
    pub version: i64,
    /// Whose archive.
    pub unit: Uuid,
    /// Who opened it; nobody when the program did.
    pub owner: Option<Uuid>,
    /// Code, year and a number, unique in the unit.
    pub nomor: String,
    /// Classification code.
    pub kode: String,
    /// Year of its records.
    pub tahun: i64,
    /// What it is about.
    pub uraian: String,
    /// A state of [`crate::alur::BERKAS`].
    pub status: String,
    /// When it was opened.
    pub dibuka: Date,
    /// When it was closed; retention counts from here.
    pub ditutup: Option<Date>,
    /// Years active, as the schedule said on closing.
    pub retensi_aktif: Option<i64>,
    /// Years inactive, as the schedule said on closing.
    pub retensi_inaktif: Option<i64>,
    /// What then.
    pub nasib: Option<Nasib>,
    /// Last day active.
    pub aktif_sampai: Option<Date>,
    /// Last day inactive.
    pub inaktif_sampai: Option<Date>,
    /// Where its paper lies.
    pub lokasi: Option<Uuid>,
    /// Under a legal hold.
    pub ditahan: bool,
    /// By what it collects while it is open, beside its code.
    pub aturan: Option<Aturan>,
    /// It was opened by the program for everything of its code and year.
    pub bawaan: bool,
}

impl Berkas {
    /// Its page.
    pub fn href(&self) -> String {
        href_berkas(self.id)
    }
    /// Active and inactive years together.
    pub fn retensi(&self) -> i64 {
        self.retensi_aktif.unwrap_or(0).saturating_add(self.retensi_inaktif.unwrap_or(0))
    }
}

/// The page of a file.
pub fn href_berkas(id: Uuid) -> String {
    format!("/berkas_arsip/{id}")
}

/// The page of a record.
pub fn href_arsip(id: Uuid) -> String {
    format!("/arsip/{id}")
}

/// The page of a proposal.
pub fn href_usul(id: Uuid) -> String {
    format!("/arsip/usul/{id}")
}

/// One record.
#[derive(Debug, Clone, PartialEq)]
pub struct Arsip {
    /// Row.
    pub id: Uuid,
    /// Grows with each change.
    pub version: i64,
    /// Whose archive.
    pub unit: Uuid,
    /// Person in charge.
    pub owner: Option<Uuid>,
    /// Its file; none while nobody has filed it.
    pub berkas: Option<Uuid>,
    /// Classification code.
    pub kode: Option<String>,
    /// The record of another module that it is, with its kind and page.
    pub subjek: Option<(String, Uuid, String)>,
    /// Number of the letter.
    pub nomor: Option<String>,
    /// What it is about.
    pub judul: String,
    /// Kind of record.
    pub jenis: String,
    /// Date of the letter.
    pub tanggal: Date,
    /// Security class.
    pub keamanan: Security,
    /// Only named readers see it.
    pub rahasia: bool,
    /// Original or copy.
    pub perkembangan: String,
    /// `elektronik` or `kertas`.
    pub media: String,
    /// How much.
    pub jumlah: i64,
    /// Of what.
    pub satuan: String,
    /// Where its paper lies.
    pub lokasi: Option<Uuid>,
    /// `belum`, `tersimpan`, `musnah`, `serah`.
    pub status: String,
    /// `sistem`, `manual`, `paket`, `srikandi`.
    pub sumber: String,
    /// The day on which the letter behind it was cancelled.
    pub batal: Option<Date>,
}

impl Arsip {
    /// It was neither destroyed nor handed over.
    pub fn hidup(&self) -> bool {
        matches!(self.status.as_str(), "belum" | "tersimpan")
    }
    /// Its page.
    pub fn href(&self) -> String {
        href_arsip(self.id)
    }
}

/// One file of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Isi {
    /// Row.
    pub id: Uuid,
    /// The record.
    pub arsip: Uuid,
    /// The record to which the stored file belongs: the letter, or the record itself.
    pub pemilik: Uuid,
    /// Row in `file`.
    pub berkas: Uuid,
    /// Name.
    pub nama: String,
    /// Bytes.
    pub ukuran: i64,
    /// Hash of the stored content.
    pub sha256: String,
    /// When its content was destroyed.
    pub dimusnahkan: Option<OffsetDateTime>,
}

/// Somebody who witnesses a destruction or a hand-over and signs the Berita Acara after who carries it out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Saksi {
    /// Account.
    pub akun: Uuid,
    /// Name.
    pub nama: String,
    /// In which capacity.
    pub jabatan: String,
    /// Where the signature stands: page, left, lower, width, height in points.
    #[serde(default)]
    pub tempat: Option<(usize, f64, f64, f64, f64)>,
    /// The request for this signature, once it was made.
    #[serde(default)]
    pub permintaan: Option<Uuid>,
}

/// A proposal with what its flow asks about its files.
#[derive(Debug, Clone, PartialEq)]
pub struct Usul {
    /// Row.
    pub id: Uuid,
    /// Grows with each change.
    pub version: i64,
    /// The unit that proposes.
    pub unit: Uuid,
    /// Who made it.
    pub owner: Option<Uuid>,
    /// What for.
    pub jenis: Jenis,
    /// What it is about.
    pub uraian: String,
    /// A state of [`crate::alur::USUL`].
    pub status: String,
    /// Who consented.
    pub pejabat: Option<Pejabat>,
    /// Number of the consent.
    pub nomor_persetujuan: Option<String>,
    /// Its date.
    pub tanggal_persetujuan: Option<Date>,
    /// Number of the Berita Acara.
    pub nomor_acara: Option<String>,
    /// Its date.
    pub tanggal_acara: Option<Date>,
    /// Its place.
    pub tempat_acara: Option<String>,
    /// Who witnesses, in the order in which they sign.
    pub saksi: Vec<Saksi>,
    /// The PDF of the Berita Acara, a row in `file`.
    pub acara: Option<Uuid>,
    /// Request for its signature.
    pub permintaan: Option<Uuid>,
    /// When it was carried out.
    pub dilaksanakan: Option<Date>,
    /// The package that was handed over, a row in `file`.
    pub paket: Option<Uuid>,
    /// Why it ended, or how it was signed.
    pub alasan: Option<String>,
    /// How many files it has.
    pub jumlah: i64,
    /// How many of them are not assessed.
    pub belum_dinilai: i64,
    /// How many of them are under a legal hold.
    pub ditahan: i64,
}

impl Usul {
    /// Its page.
    pub fn href(&self) -> String {
        href_usul(self.id)
    }
}

/// A file in a proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct UsulBerkas {
    /// Row.
    pub id: Uuid,
    /// Grows with each change.
    pub version: i64,
    /// The file.
    pub berkas: Berkas,
    /// What the assessors say.
    pub nilai: Option<Nilai>,
    /// Why.
    pub catatan: Option<String>,
    /// Until when it is kept.
    pub sampai: Option<Date>,
    /// What was destroyed or handed over.
    pub bukti: Option<serde_json::Value>,
}
