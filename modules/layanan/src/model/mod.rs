//! Nouns: an application, its states and the acts on it.
mod keadaan;
mod tindakan;

use kernel::{Error, Result, Row, Subject};
use serde_json::{Map, Value as Json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

pub use keadaan::Keadaan;
pub use tindakan::{Pelaku, Tindakan};

/// Key of applications.
pub const PERMOHONAN: &str = "permohonan";
/// First letters of a receipt of an application.
pub const AWALAN: &str = "LYN";
/// First letters of the code by which a draft is taken up again.
pub const AWALAN_DRAF: &str = "DRF";

/// By which way an application came.
pub const KANAL: [(&str, &str); 3] = [("web", "Laman"), ("bantuan", "Dibantu petugas"), ("api", "Aplikasi lain")];

/// What a case gives at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keluaran {
    /// A letter that the program sets.
    Surat,
    /// A file that an officer uploads.
    Berkas,
    /// Nothing.
    Tanpa,
}

impl Keluaran {
    /// From a standard.
    pub fn parse(teks: &str) -> Keluaran {
        match teks {
            "surat" => Keluaran::Surat,
            "berkas" => Keluaran::Berkas,
            _ => Keluaran::Tanpa,
        }
    }
}

/// An application.
#[derive(Debug, Clone)]
pub struct Permohonan {
    /// Record.
    pub id: Uuid,
    /// For optimistic locking.
    pub version: i64,
    /// When it was begun.
    pub created: OffsetDateTime,
    /// The unit that processes; none while it is a draft.
    pub unit: Option<Uuid>,
    /// The officer who has it.
    pub petugas: Option<Uuid>,
    /// The service.
    pub layanan: Uuid,
    /// The version of its standard.
    pub standar: Uuid,
    /// The version of its form.
    pub formulir: Option<Uuid>,
    /// The joint application that it is a part of.
    pub induk: Option<Uuid>,
    /// Place among the parts.
    pub urut: i64,
    /// A part: waits for the part before.
    pub setelah: bool,
    /// How it stands.
    pub keadaan: Keadaan,
    /// Number of the receipt; of a draft the code.
    pub nomor: Option<String>,
    /// Keyed hash of the word.
    pub tanda: Option<String>,
    /// The word, sealed, for the first two hours.
    pub kata: Option<String>,
    /// Until when.
    pub kata_sampai: Option<OffsetDateTime>,
    /// Key of [`KANAL`].
    pub kanal: String,
    /// Account of the applicant.
    pub akun: Option<Uuid>,
    /// Officer who helped.
    pub dibantu: Option<Uuid>,
    /// Unit of that officer.
    pub dibantu_unit: Option<Uuid>,
    /// Name of the service at the time.
    pub judul: String,
    /// Applicant.
    pub nama: String,
    /// Mail address; empty for none.
    pub surel: String,
    /// Telephone; empty for none.
    pub telepon: String,
    /// Answers as sent.
    pub isian: Map<String, Json>,
    /// Answers in work: of a draft or a correction.
    pub rancangan: Option<Map<String, Json>>,
    /// When it came in.
    pub masuk: Option<OffsetDateTime>,
    /// Last day of the promised time.
    pub tenggat: Option<Date>,
    /// Since when it stands as it does.
    pub langkah_sejak: Option<Date>,
    /// Until when this step should be left.
    pub langkah_tenggat: Option<Date>,
    /// Since when the clock stands still.
    pub jeda_sejak: Option<Date>,
    /// Working days that it stood still.
    pub jeda_hari: i64,
    /// When it ended.
    pub selesai: Option<OffsetDateTime>,
    /// Last reason: what to correct, why refused.
    pub alasan: String,
    /// The visit was made.
    pub dikunjungi: bool,
    /// Proof of payment: `{bukti, jumlah, tanggal}`.
    pub bayar: Option<Json>,
    /// Text of the letter.
    pub keluaran: String,
    /// Number of the letter.
    pub nomor_keluaran: Option<String>,
    /// File row of the output.
    pub hasil: Option<Uuid>,
    /// The output bears an electronic signature.
    pub bertanda: bool,
    /// Request for the signature.
    pub permintaan: Option<Uuid>,
    /// Code of verification on the letter.
    pub kode: Option<String>,
    /// Who put it forward.
    pub pengusul: Option<Uuid>,
    /// Who decided.
    pub pemutus: Option<Uuid>,
    /// Text of the objection.
    pub keberatan: String,
    /// The objection is decided; there is no second one.
    pub keberatan_diputus: bool,
    /// How the output was handed over.
    pub serah: String,
    /// Address of the satisfaction survey.
    pub survei: Option<String>,
    /// It was told that it is late.
    pub terlambat: bool,
    /// Of a draft: until when it is kept.
    pub kedaluwarsa: Option<OffsetDateTime>,
}

fn peta(isi: Json) -> Map<String, Json> {
    match isi {
        Json::Object(isi) => isi,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => Map::new(),
    }
}

impl Permohonan {
    /// From a row with all columns of the table.
    pub fn baca(row: &Row) -> Result<Permohonan> {
        let keadaan: String = row.get("keadaan")?;
        Ok(Permohonan {
            id: row.get("id")?,
            version: row.get("version")?,
            created: row.get("created")?,
            unit: row.get("unit")?,
            petugas: row.get("owner")?,
            layanan: row.get("layanan")?,
            standar: row.get("standar")?,
            formulir: row.get("formulir")?,
            induk: row.get("induk")?,
            urut: row.get("urut")?,
            setelah: row.get::<String>("mulai")? == "setelah",
            keadaan: Keadaan::parse(&keadaan).ok_or_else(|| Error::internal("an application in an unknown state"))?,
            nomor: row.get("nomor")?,
            tanda: row.get("tanda")?,
            kata: row.get("kata")?,
            kata_sampai: row.get("kata_sampai")?,
            kanal: row.get("kanal")?,
            akun: row.get("akun")?,
            dibantu: row.get("dibantu")?,
            dibantu_unit: row.get("dibantu_unit")?,
            judul: row.get("judul")?,
            nama: row.get("nama")?,
            surel: row.get("surel")?,
            telepon: row.get("telepon")?,
            isian: peta(row.get("isian")?),
            rancangan: row.get::<Option<Json>>("rancangan")?.map(peta),
            masuk: row.get("masuk")?,
            tenggat: row.get("tenggat")?,
            langkah_sejak: row.get("langkah_sejak")?,
            langkah_tenggat: row.get("langkah_tenggat")?,
            jeda_sejak: row.get("jeda_sejak")?,
            jeda_hari: row.get("jeda_hari")?,
            selesai: row.get("selesai")?,
            alasan: row.get("alasan")?,
            dikunjungi: row.get("dikunjungi")?,
            bayar: row.get("bayar")?,
            keluaran: row.get("keluaran")?,
            nomor_keluaran: row.get("nomor_keluaran")?,
            hasil: row.get("hasil")?,
            bertanda: row.get("bertanda")?,
            permintaan: row.get("permintaan")?,
            kode: row.get("kode")?,
            pengusul: row.get("pengusul")?,
            pemutus: row.get("pemutus")?,
            keberatan: row.get("keberatan")?,
            keberatan_diputus: row.get("keberatan_diputus")?,
            serah: row.get("serah")?,
            survei: row.get("survei")?,
            terlambat: row.get("terlambat")?,
            kedaluwarsa: row.get("kedaluwarsa")?,
        })
    }
    /// Its page for officers.
    pub fn href(&self) -> String {
        href(self.id)
    }
    /// Its page for the applicant.
    pub fn href_resi(&self) -> String {
        href_resi(self.id)
    }
    /// What a change of it is about, for officers.
    pub fn subjek(&self) -> Subject {
        Subject::new(PERMOHONAN, self.id, self.href())
    }
    /// The same where the applicant acts, who is led back to the own page.
    pub fn subjek_resi(&self) -> Subject {
        Subject::new(PERMOHONAN, self.id, self.href_resi())
    }
    /// Its number, or that it has none.
    pub fn sebut(&self) -> &str {
        self.nomor.as_deref().unwrap_or("tanpa nomor")
    }
    /// What names it without saying whose it is.
    pub fn label(&self) -> String {
        format!("{} {}", self.sebut(), self.judul)
    }
    /// Answers that the applicant works on now.
    pub fn dikerjakan(&self) -> &Map<String, Json> {
        self.rancangan.as_ref().unwrap_or(&self.isian)
    }
}

/// The page of an application for officers.
pub fn href(id: Uuid) -> String {
    format!("/permohonan/{id}")
}

/// The page of an application for its applicant.
pub fn href_resi(id: Uuid) -> String {
    format!("/permohonan/resi/{id}")
}

/// One thing that happened to an application.
#[derive(Debug, Clone)]
pub struct Peristiwa {
    /// What, see [`Tindakan::kode`]; `catatan`, `pesan`, `tugas` for what changes no state.
    pub tindakan: String,
    /// State before.
    pub dari: String,
    /// State after.
    pub ke: String,
    /// Who; the applicant or the program when nobody.
    pub oleh: Option<Uuid>,
    /// When.
    pub pada: OffsetDateTime,
    /// Words.
    pub catatan: String,
    /// The applicant sees it.
    pub umum: bool,
}

/// A visit.
#[derive(Debug, Clone)]
pub struct Kunjungan {
    /// Record.
    pub id: Uuid,
    /// Of which application.
    pub permohonan: Uuid,
    /// When.
    pub mulai: OffsetDateTime,
    /// Where to meet.
    pub tempat: String,
    /// What to know.
    pub catatan: String,
    /// What was found.
    pub hasil: String,
    /// `direncana`, `selesai` or `batal`.
    pub keadaan: String,
    /// Who goes.
    pub petugas: Option<Uuid>,
}
