//! The nouns of the module: documents, their texts as stored, relations, review notes.
use kernel::{Class, Row, Rows, Table, db};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// What a document is in the collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kelas {
    /// Laws and regulations: primary legal information.
    Peraturan,
    /// Books, academic drafts, reports.
    Monografi,
    /// Articles.
    Artikel,
    /// Judgments.
    Putusan,
}

impl Kelas {
    /// All, in the order of pages.
    pub const ALL: [Kelas; 4] = [Kelas::Peraturan, Kelas::Monografi, Kelas::Artikel, Kelas::Putusan];
    /// The word in the database and in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kelas::Peraturan => "peraturan",
            Kelas::Monografi => "monografi",
            Kelas::Artikel => "artikel",
            Kelas::Putusan => "putusan",
        }
    }
    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Kelas::Peraturan => "Peraturan",
            Kelas::Monografi => "Monografi hukum",
            Kelas::Artikel => "Artikel hukum",
            Kelas::Putusan => "Putusan",
        }
    }
    /// From the word in the database or a form.
    pub fn parse(text: &str) -> Option<Kelas> {
        Kelas::ALL.into_iter().find(|each| each.as_str() == text)
    }
    /// Primary legal information: the texts of laws themselves. The others are secondary.
    pub const fn is_primer(self) -> bool {
        match self {
            Kelas::Peraturan => true,
            Kelas::Monografi | Kelas::Artikel | Kelas::Putusan => false,
        }
    }
}

/// A kind of regulation: code, full name, short name of the national feed.
pub const JENIS: &[(&str, &str, &str)] = &[
    ("perda", "Peraturan Daerah", "PERDA"),
    ("perbup", "Peraturan Bupati", "PERBUP"),
    ("perwali", "Peraturan Wali Kota", "PERWALI"),
    ("kepbup", "Keputusan Bupati", "KEPBUP"),
    ("insbup", "Instruksi Bupati", "INBUP"),
    ("se", "Surat Edaran", "SE"),
    ("uud", "Undang-Undang Dasar", "UUD"),
    ("uu", "Undang-Undang", "UU"),
    ("perpu", "Peraturan Pemerintah Pengganti Undang-Undang", "PERPU"),
    ("pp", "Peraturan Pemerintah", "PP"),
    ("perpres", "Peraturan Presiden", "PERPRES"),
    ("keppres", "Keputusan Presiden", "KEPPRES"),
    ("inpres", "Instruksi Presiden", "INPRES"),
    ("permen", "Peraturan Menteri", "PERMEN"),
    ("perban", "Peraturan Badan", "PERBAN"),
    ("pergub", "Peraturan Gubernur", "PERGUB"),
    ("perdes", "Peraturan Desa", "PERDES"),
    ("lain", "Peraturan lain", "LAIN"),
];

/// Full name of a kind; the kind's own name wins where the document carries one.
pub fn nama_jenis(kode: &str) -> &'static str {
    JENIS.iter().find(|(own, ..)| *own == kode).map_or("Peraturan", |(_, name, _)| name)
}

/// Relations between documents, seen from the newer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JenisHubungan {
    /// Repeals the other.
    Mencabut,
    /// Repeals parts of the other.
    MencabutSebagian,
    /// Amends the other.
    Mengubah,
    /// Carries out the other.
    Melaksanakan,
    /// Names the other as its legal basis.
    DasarHukum,
}

impl JenisHubungan {
    /// All, the weightiest first.
    pub const ALL: [JenisHubungan; 5] = [
        JenisHubungan::Mencabut,
        JenisHubungan::MencabutSebagian,
        JenisHubungan::Mengubah,
        JenisHubungan::Melaksanakan,
        JenisHubungan::DasarHukum,
    ];
    /// The word in the database and in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            JenisHubungan::Mencabut => "mencabut",
            JenisHubungan::MencabutSebagian => "mencabut_sebagian",
            JenisHubungan::Mengubah => "mengubah",
            JenisHubungan::Melaksanakan => "melaksanakan",
            JenisHubungan::DasarHukum => "dasar_hukum",
        }
    }
    /// From the word in the database or a form.
    pub fn parse(text: &str) -> Option<JenisHubungan> {
        JenisHubungan::ALL.into_iter().find(|each| each.as_str() == text)
    }
    /// What people read at the document that has the relation.
    pub const fn label(self) -> &'static str {
        match self {
            JenisHubungan::Mencabut => "Mencabut",
            JenisHubungan::MencabutSebagian => "Mencabut sebagian",
            JenisHubungan::Mengubah => "Mengubah",
            JenisHubungan::Melaksanakan => "Melaksanakan",
            JenisHubungan::DasarHukum => "Dasar hukum",
        }
    }
    /// What people read at the other end.
    pub const fn label_balik(self) -> &'static str {
        match self {
            JenisHubungan::Mencabut => "Dicabut oleh",
            JenisHubungan::MencabutSebagian => "Dicabut sebagian oleh",
            JenisHubungan::Mengubah => "Diubah oleh",
            JenisHubungan::Melaksanakan => "Dilaksanakan oleh",
            JenisHubungan::DasarHukum => "Menjadi dasar hukum bagi",
        }
    }
    /// Whether it changes what holds, so that its date matters.
    pub const fn changes_status(self) -> bool {
        match self {
            JenisHubungan::Mencabut | JenisHubungan::MencabutSebagian | JenisHubungan::Mengubah => true,
            JenisHubungan::Melaksanakan | JenisHubungan::DasarHukum => false,
        }
    }
}

/// A document of the collection.
#[derive(Debug, Clone, PartialEq)]
pub struct Dokumen {
    /// Row.
    pub id: Uuid,
    /// Version for optimistic locking.
    pub version: i64,
    /// Unit that keeps it.
    pub unit: Option<Uuid>,
    /// Account that imported it.
    pub owner: Option<Uuid>,
    /// State of the work: a key of [`crate::alur::ALUR`].
    pub keadaan: String,
    /// What it is.
    pub kelas: Kelas,
    /// Last part of its address, unique: `perbup-18-2021`.
    pub siput: String,
    /// What it is called: `Peraturan Bupati Nomor 18 Tahun 2021`.
    pub sebutan: String,
    /// Code of its kind, see [`JENIS`].
    pub jenis: String,
    /// Name of its kind as written; empty when the code says it.
    pub jenis_nama: String,
    /// Number.
    pub nomor: String,
    /// Year.
    pub tahun: Option<i64>,
    /// Title.
    pub judul: String,
    /// Key by which other laws cite it: `perbup-natuna/2021/18`.
    pub kunci: String,
    /// The key without the region, for citations inside the regency.
    pub kunci_lain: String,
    /// Who issued it.
    pub pemrakarsa: String,
    /// Where it was enacted.
    pub tempat: String,
    /// Day of enactment.
    pub ditetapkan: Option<Date>,
    /// Day of promulgation.
    pub diundangkan: Option<Date>,
    /// Day from which it holds.
    pub berlaku: Option<Date>,
    /// Gazette with year and number.
    pub sumber: String,
    /// Field of law.
    pub bidang: String,
    /// Subjects, parted by semicolons.
    pub subjek: String,
    /// Corporate heading (tajuk entri utama).
    pub teu: String,
    /// Language.
    pub bahasa: String,
    /// Publisher.
    pub penerbit: String,
    /// Pages and size.
    pub fisik: String,
    /// ISBN.
    pub isbn: String,
    /// Call number.
    pub panggil: String,
    /// Stock number.
    pub induk: String,
    /// Abstract.
    pub abstrak: String,
    /// Status that an editor sets against the computed one: `dicabut` or `tidak_berlaku`; empty for none.
    pub status_khusus: String,
    /// From when.
    pub status_sejak: Option<Date>,
    /// Why.
    pub status_alasan: String,
    /// Newest text, the one under review.
    pub naskah: Option<Uuid>,
    /// Text that the public reads.
    pub naskah_terbit: Option<Uuid>,
    /// Original file of the newest text.
    pub berkas: Option<Uuid>,
    /// Original file that the public gets.
    pub berkas_terbit: Option<Uuid>,
    /// Who confirmed the text.
    pub peninjau: Option<Uuid>,
    /// First published.
    pub terbit: Option<OffsetDateTime>,
    /// Made.
    pub created: OffsetDateTime,
    /// Last changed.
    pub updated: OffsetDateTime,
}

impl Dokumen {
    /// Its public page.
    pub fn href(&self) -> String {
        format!("/jdih/{}", self.siput)
    }
    /// Its page for those who keep it.
    pub fn href_kelola(&self) -> String {
        format!("/jdih/kelola/{}", self.id)
    }
    /// Whether the public reads it.
    pub fn is_terbit(&self) -> bool {
        self.keadaan == "terbit"
    }
    /// The full name of its kind.
    pub fn nama_jenis(&self) -> &str {
        if !self.kelas.is_primer() {
            self.kelas.label()
        } else if self.jenis_nama.is_empty() {
            nama_jenis(&self.jenis)
        } else {
            &self.jenis_nama
        }
    }
    /// Short name of its kind in the national feed.
    pub fn singkatan(&self) -> String {
        match JENIS.iter().find(|(own, ..)| *own == self.jenis) {
            Some((_, _, short)) if self.kelas.is_primer() => (*short).to_owned(),
            Some(_) | None => self.jenis.to_uppercase(),
        }
    }
    /// The day from which it holds: as written, else the promulgation, else the enactment.
    pub fn mulai(&self) -> Option<Date> {
        self.berlaku.or(self.diundangkan).or(self.ditetapkan)
    }
}

/// Columns of [`Dokumen`] but `id` and `version`, with their class.
const KOLOM: &[(&str, Class)] = &[
    ("unit", Class::Internal),
    ("owner", Class::Internal),
    ("keadaan", Class::Public),
    ("kelas", Class::Public),
    ("siput", Class::Public),
    ("sebutan", Class::Public),
    ("urutan", Class::Public),
    ("jenis", Class::Public),
    ("jenis_nama", Class::Public),
    ("nomor", Class::Public),
    ("tahun", Class::Public),
    ("judul", Class::Public),
    ("kunci", Class::Public),
    ("kunci_lain", Class::Public),
    ("pemrakarsa", Class::Public),
    ("tempat", Class::Public),
    ("ditetapkan", Class::Public),
    ("diundangkan", Class::Public),
    ("berlaku", Class::Public),
    ("sumber", Class::Public),
    ("bidang", Class::Public),
    ("subjek", Class::Public),
    ("teu", Class::Public),
    ("bahasa", Class::Public),
    ("penerbit", Class::Public),
    ("fisik", Class::Public),
    ("isbn", Class::Public),
    ("panggil", Class::Public),
    ("induk", Class::Public),
    ("abstrak", Class::Public),
    ("status_khusus", Class::Public),
    ("status_sejak", Class::Public),
    ("status_alasan", Class::Public),
    ("naskah", Class::Internal),
    ("naskah_terbit", Class::Public),
    ("berkas", Class::Internal),
    ("berkas_terbit", Class::Public),
    ("peninjau", Class::Internal),
    ("terbit", Class::Public),
];

/// The table of documents.
pub fn dokumen_table() -> Table {
    Table::new("peraturan_dokumen", KOLOM)
}

/// The table of texts: one row per version of a document's text. The texts themselves lie in the file store; the rows
/// that the parser makes of them (simpul, istilah, rujukan, catatan) can be made again and are nobody's record.
pub fn naskah_table() -> Table {
    Table::plain(
        "peraturan_naskah",
        &[
            ("dokumen", Class::Internal),
            ("urut", Class::Internal),
            ("asal", Class::Internal),
            ("alasan", Class::Internal),
            ("berkas", Class::Internal),
            ("berkas_teks", Class::Internal),
            ("berkas_pohon", Class::Internal),
            ("pasal", Class::Public),
            ("simpul", Class::Public),
            ("perbaikan", Class::Internal),
            ("keraguan", Class::Internal),
            ("oleh", Class::Internal),
            ("dibuat", Class::Internal),
        ],
    )
}

/// The table of review decisions; each names the notes that it decides.
pub fn putusan_table() -> Table {
    Table::plain(
        "peraturan_putusan",
        &[
            ("naskah", Class::Internal),
            ("dokumen", Class::Internal),
            ("putusan", Class::Internal),
            ("uraian", Class::Internal),
            ("catatan", Class::Internal),
            ("oleh", Class::Internal),
            ("dibuat", Class::Internal),
        ],
    )
}

/// The table of relations.
pub fn hubungan_table() -> Table {
    Table::new(
        "peraturan_hubungan",
        &[
            ("dari", Class::Public),
            ("jenis", Class::Public),
            ("ke", Class::Public),
            ("ke_kunci", Class::Public),
            ("ke_sebutan", Class::Public),
            ("sejak", Class::Public),
            ("uraian", Class::Public),
            ("asal", Class::Internal),
        ],
    )
}

/// Whose a document is, in statements that call its table `d`.
pub const BARIS: Rows = Rows { unit: "d.unit", owner: "d.owner", public: "d.keadaan = 'terbit'" };

/// The columns of a document in statements that call its table `d`.
pub fn kolom_dokumen() -> String {
    let mut text = "d.id, d.version, d.created, d.updated".to_owned();
    for (name, _) in KOLOM {
        text.push_str(", d.");
        text.push_str(name);
    }
    text
}

/// Reads a document from a row with [`kolom_dokumen`].
pub fn dokumen(row: &Row) -> db::Result<Dokumen> {
    Ok(Dokumen {
        id: row.get("id")?,
        version: row.get("version")?,
        unit: row.get("unit")?,
        owner: row.get("owner")?,
        keadaan: row.get("keadaan")?,
        kelas: Kelas::parse(&row.get::<String>("kelas")?).unwrap_or(Kelas::Peraturan),
        siput: row.get("siput")?,
        sebutan: row.get("sebutan")?,
        jenis: row.get("jenis")?,
        jenis_nama: row.get("jenis_nama")?,
        nomor: row.get("nomor")?,
        tahun: row.get("tahun")?,
        judul: row.get("judul")?,
        kunci: row.get("kunci")?,
        kunci_lain: row.get("kunci_lain")?,
        pemrakarsa: row.get("pemrakarsa")?,
        tempat: row.get("tempat")?,
        ditetapkan: row.get("ditetapkan")?,
        diundangkan: row.get("diundangkan")?,
        berlaku: row.get("berlaku")?,
        sumber: row.get("sumber")?,
        bidang: row.get("bidang")?,
        subjek: row.get("subjek")?,
        teu: row.get("teu")?,
        bahasa: row.get("bahasa")?,
        penerbit: row.get("penerbit")?,
        fisik: row.get("fisik")?,
        isbn: row.get("isbn")?,
        panggil: row.get("panggil")?,
        induk: row.get("induk")?,
        abstrak: row.get("abstrak")?,
        status_khusus: row.get("status_khusus")?,
        status_sejak: row.get("status_sejak")?,
        status_alasan: row.get("status_alasan")?,
        naskah: row.get("naskah")?,
        naskah_terbit: row.get("naskah_terbit")?,
        berkas: row.get("berkas")?,
        berkas_terbit: row.get("berkas_terbit")?,
        peninjau: row.get("peninjau")?,
        terbit: row.get("terbit")?,
        created: row.get("created")?,
        updated: row.get("updated")?,
    })
}
