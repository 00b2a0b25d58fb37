//! The nouns of a parsed regulation: the tree, its head and tail, and the two lists a person reviews.

use serde::Serialize;

/// What a node of the body is; the order is the order of nesting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Jenis {
    /// Chapter, numbered in Roman figures.
    Bab,
    /// Part of a chapter, numbered in words ("Bagian Kesatu").
    Bagian,
    /// Part of a bagian ("Paragraf 1").
    Paragraf,
    /// Article.
    Pasal,
    /// Numbered paragraph of an article, "(1)".
    Ayat,
    /// Lettered item, "a." (or "a)" one level deeper).
    Huruf,
    /// Numbered item, "1." (or "1)" one level deeper).
    Angka,
}

impl Jenis {
    /// The word used in addresses and in the text, in lower case.
    pub const fn kata(self) -> &'static str {
        match self {
            Jenis::Bab => "bab",
            Jenis::Bagian => "bagian",
            Jenis::Paragraf => "paragraf",
            Jenis::Pasal => "pasal",
            Jenis::Ayat => "ayat",
            Jenis::Huruf => "huruf",
            Jenis::Angka => "angka",
        }
    }

    /// True for bab, bagian and paragraf, which hold pasal and have a title.
    pub const fn kelompok(self) -> bool {
        match self {
            Jenis::Bab | Jenis::Bagian | Jenis::Paragraf => true,
            Jenis::Pasal | Jenis::Ayat | Jenis::Huruf | Jenis::Angka => false,
        }
    }
}

/// One node of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Simpul {
    /// What it is.
    pub jenis: Jenis,
    /// Its number in canonical form: `IV` for a bab, `2` for a bagian, `9` or `9A` for a pasal, `a` for a huruf.
    pub nomor: String,
    /// Its label as it stands in the (repaired) text: `BAB IV`, `Bagian Kedua`, `Pasal 9`, `(1)`, `a.`.
    pub sebutan: String,
    /// Title of a bab, bagian or paragraf; empty for the others.
    pub judul: String,
    /// The text before the children.
    pub teks: String,
    /// The children, in the order of the text.
    pub anak: Vec<Simpul>,
    /// Text that follows the children and still belongs to this node.
    pub lanjutan: String,
    /// Line of the source where the node starts, from 1.
    pub baris: usize,
}

impl Simpul {
    /// A node without text or children.
    pub fn baru(jenis: Jenis, nomor: String, sebutan: String, baris: usize) -> Self {
        Simpul {
            jenis,
            nomor,
            sebutan,
            judul: String::new(),
            teks: String::new(),
            anak: Vec::new(),
            lanjutan: String::new(),
            baris,
        }
    }

    /// Direct children of one kind.
    pub fn anak_jenis(&self, jenis: Jenis) -> impl Iterator<Item = &Simpul> {
        self.anak.iter().filter(move |anak| anak.jenis == jenis)
    }

    /// Own text, the text of all children and what follows them, one line per node.
    pub fn teks_penuh(&self) -> String {
        let mut tulisan = String::new();
        self.tulis(&mut tulisan);
        tulisan
    }

    fn tulis(&self, tulisan: &mut String) {
        let kepala = self.jenis.kelompok() || self.jenis == Jenis::Pasal;
        tulisan.push_str(&self.sebutan);
        for bagian in [&self.judul, &self.teks] {
            if !bagian.is_empty() {
                tulisan.push(if kepala { '\n' } else { ' ' });
                tulisan.push_str(bagian);
            }
        }
        tulisan.push('\n');
        for anak in &self.anak {
            anak.tulis(tulisan);
        }
        if !self.lanjutan.is_empty() {
            tulisan.push_str(&self.lanjutan);
            tulisan.push('\n');
        }
    }
}

/// The facts in the head of a regulation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Kepala {
    /// Kind in capitals as written, without the region: `PERATURAN BUPATI`, `PERATURAN DAERAH`.
    pub jenis: String,
    /// Short normalised kind: `perbup`, `perda`, `kepbup`, `perpres`; empty if not recognised.
    pub kode_jenis: String,
    /// Number as text (`18`, also `18/PER/2021`).
    pub nomor: String,
    /// Year, four digits; empty if not found.
    pub tahun: String,
    /// Title after TENTANG, as written.
    pub tentang: String,
    /// Who issues it, as written: `BUPATI CONTOH`.
    pub pemrakarsa: String,
    /// Region in capitals, without the level: `CONTOH`.
    pub daerah: String,
    /// Province, if the letterhead names it.
    pub provinsi: String,
    /// All lines of the head, in order, as they stand in the text.
    pub baris: Vec<String>,
}

/// One item of Menimbang or Mengingat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Butir {
    /// Letter or number; empty for a paragraph without one.
    pub nomor: String,
    /// The text.
    pub teks: String,
    /// Other laws named in it.
    pub hukum: Vec<super::hukum::Hukum>,
    /// Line of the source, from 1.
    pub baris: usize,
}

/// What stands between the head and the first bab.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Pembukaan {
    /// The considerations, letters.
    pub menimbang: Vec<Butir>,
    /// The legal bases, numbers.
    pub mengingat: Vec<Butir>,
    /// What was further taken into account.
    pub memperhatikan: Vec<Butir>,
    /// The formula of joint approval of a Perda.
    pub persetujuan: String,
    /// The words after Menetapkan.
    pub menetapkan: String,
    /// Labels (Menimbang, MEMUTUSKAN) as they stood, in order.
    pub label: Vec<String>,
}

/// Place, date and signature of an enactment or a promulgation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Pengesahan {
    /// Place.
    pub tempat: String,
    /// Date as written.
    pub tanggal_tertulis: String,
    /// Date as `YYYY-MM-DD`; `None` if it could not be read.
    pub tanggal: Option<String>,
    /// Office of the signatory.
    pub jabatan: String,
    /// Name of the signatory as written.
    pub nama: String,
}

/// What stands after the last pasal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Penutup {
    /// The enactment ("Ditetapkan di").
    pub ditetapkan: Option<Pengesahan>,
    /// The promulgation ("Diundangkan di").
    pub diundangkan: Option<Pengesahan>,
    /// The gazette line, joined ("BERITA DAERAH ... TAHUN .. NOMOR ..").
    pub berita: Option<String>,
    /// All lines, in order.
    pub baris: Vec<String>,
}

/// The explanation of a Perda; never mixed with the body.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Penjelasan {
    /// The lines before the article-by-article part.
    pub umum: Vec<String>,
    /// Explanation per pasal, in order.
    pub pasal: Vec<PenjelasanPasal>,
}

/// The explanation of one pasal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PenjelasanPasal {
    /// Number of the pasal explained.
    pub nomor: String,
    /// The lines.
    pub teks: Vec<String>,
    /// Line of the source, from 1.
    pub baris: usize,
}

/// An annex, kept as lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lampiran {
    /// `LAMPIRAN`, `LAMPIRAN I`.
    pub sebutan: String,
    /// The lines after the label.
    pub teks: Vec<String>,
    /// Line of the source, from 1.
    pub baris: usize,
}

/// What kind of repair was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JenisPerbaikan {
    /// Page furniture removed (initials table, running head, gazette address).
    PerabotHalaman,
    /// Page number removed.
    NomorHalaman,
    /// The first words of the next page, printed at the foot of a page, removed.
    KataTangkap,
    /// Marks of markdown or HTML removed.
    Markah,
    /// Characters that cannot be printed removed.
    KarakterKendali,
    /// A heading that shared its line with something else was split off.
    JudulMenyatu,
    /// The number of a bab was misread.
    NomorBab,
    /// The number of a pasal was misread.
    NomorPasal,
    /// Marks torn from their text and standing alone were removed.
    PenandaLepas,
    /// A damaged mark in front of its text was read as the expected one.
    PenandaRusak,
    /// A mark that was lost was put back.
    PenandaHilang,
    /// The mark belonged to the words before it.
    PenandaTergeser,
    /// A mark stood alone on its line and was joined with its text.
    PenandaSebaris,
    /// A list item or paragraph that shared a line with the one before was split off.
    ButirMenyatu,
    /// A word broken at the end of a line was joined.
    TandaHubung,
    /// Stray blanks inside a word pair removed.
    Spasi,
    /// The number of the regulation was misread.
    NomorPeraturan,
}

/// A repair that the parser made and a person should confirm. The words of the source, less `sebelum`, plus `sesudah`, are the
/// words of the result; tests hold the parser to that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Perbaikan {
    /// Line of the source, from 1.
    pub baris: usize,
    /// What was repaired.
    pub jenis: JenisPerbaikan,
    /// The source.
    pub sebelum: String,
    /// The result.
    pub sesudah: String,
    /// How many times the same repair was made (marks of markdown are counted, not listed).
    pub jumlah: usize,
}

/// What kind of doubt is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JenisKeraguan {
    /// A number is missing in a sequence.
    NomorHilang,
    /// A number stands twice.
    NomorGanda,
    /// A number stands out of order.
    Urutan,
    /// A number was put back by guess.
    NomorDiduga,
    /// A sentence stops without an end, or a text is missing.
    KalimatTerputus,
    /// A reference to something that the text does not have.
    RujukanMenggantung,
    /// A reference to the very place where it stands.
    RujukanDiri,
    /// A reference "as meant in" to something that comes later in the same pasal.
    RujukanMaju,
    /// The referenced item is about something else; another item fits.
    RujukanTidakCocok,
    /// Two ayat of one pasal say the same.
    AyatKembar,
    /// A term is defined twice, or a definition is incomplete.
    Istilah,
    /// A fact of the head or the tail could not be read.
    TidakTerbaca,
    /// An annex is named that the text does not have.
    LampiranTiada,
    /// The text was longer than the parser reads into structure.
    TerlaluPanjang,
}

/// A doubt that the parser did not dare to settle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Keraguan {
    /// Line of the source, from 1; 0 if it concerns the whole text.
    pub baris: usize,
    /// Number of the pasal concerned, if any.
    pub pasal: Option<String>,
    /// What is in doubt.
    pub jenis: JenisKeraguan,
    /// One sentence in Indonesian for the reviewer.
    pub uraian: String,
}

/// A parsed regulation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Naskah {
    /// Facts of the head.
    pub kepala: Kepala,
    /// Considerations and legal bases.
    pub pembukaan: Pembukaan,
    /// The body: bab, or pasal where there is no bab.
    pub batang: Vec<Simpul>,
    /// The tail.
    pub penutup: Penutup,
    /// The explanation, if there is one.
    pub penjelasan: Option<Penjelasan>,
    /// The annexes.
    pub lampiran: Vec<Lampiran>,
    /// Text past the limits of the parser, kept unread.
    pub sisa: String,
    /// Repairs made.
    pub perbaikan: Vec<Perbaikan>,
    /// Doubts left.
    pub keraguan: Vec<Keraguan>,
    /// Repairs and doubts that were not listed because there were too many.
    pub catatan_lain: usize,
}

impl Naskah {
    /// All pasal in the order of the text.
    pub fn pasal(&self) -> Vec<&Simpul> {
        fn kumpul<'a>(simpul: &'a Simpul, hasil: &mut Vec<&'a Simpul>) {
            if simpul.jenis == Jenis::Pasal {
                hasil.push(simpul);
            } else {
                for anak in &simpul.anak {
                    kumpul(anak, hasil);
                }
            }
        }
        let mut hasil = Vec::new();
        for simpul in &self.batang {
            kumpul(simpul, &mut hasil);
        }
        hasil
    }

    /// The whole repaired text: every word of the source that was not recorded as removed, once.
    pub fn teks(&self) -> String {
        let mut tulisan = String::new();
        let mut baris = |teks: &str| {
            if !teks.is_empty() {
                tulisan.push_str(teks);
                tulisan.push('\n');
            }
        };
        for teks in &self.kepala.baris {
            baris(teks);
        }
        for teks in &self.pembukaan.label {
            baris(teks);
        }
        for daftar in [&self.pembukaan.menimbang, &self.pembukaan.mengingat, &self.pembukaan.memperhatikan] {
            for butir in daftar {
                baris(&format!("{} {}", butir.nomor, butir.teks));
            }
        }
        baris(&self.pembukaan.persetujuan);
        baris(&self.pembukaan.menetapkan);
        for simpul in &self.batang {
            baris(simpul.teks_penuh().trim_end());
        }
        for teks in &self.penutup.baris {
            baris(teks);
        }
        if let Some(penjelasan) = &self.penjelasan {
            for teks in &penjelasan.umum {
                baris(teks);
            }
            for pasal in &penjelasan.pasal {
                baris(&format!("Pasal {}", pasal.nomor));
                for teks in &pasal.teks {
                    baris(teks);
                }
            }
        }
        for lampiran in &self.lampiran {
            baris(&lampiran.sebutan);
            for teks in &lampiran.teks {
                baris(teks);
            }
        }
        baris(&self.sisa);
        tulisan
    }
}
