//! An invented letter: what it is, who sends it, who gets it. No database.
use kernel::port::Security;
use naskah_dinas::model::{Bagian, Gaya, Isi, Sifat};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::dice::{Dice, Pace};

/// Letters were made one every five minutes: a hundred thousand a year.
pub const PACE: Pace = Pace { first: time::macros::datetime!(2017-01-02 00:00 UTC), step: 300 };
/// One letter in so many goes to the agency that is measured, and as many come from it.
pub const SHARE: u64 = 40;
/// The agency that is measured, among the agencies.
pub const MEASURED: usize = 0;
/// A word that one letter in three has, but none that the measured agency reads.
pub const HIDDEN: &str = "mutasi";

const SUBJECTS: &[&str] = &[
    "Undangan rapat koordinasi penyusunan anggaran",
    "Permintaan data aplikasi perangkat daerah",
    "Jadwal pemeliharaan jaringan intra",
    "Penyampaian laporan kinerja triwulan",
    "Usulan pelatihan pengelola arsip",
    "Tindak lanjut hasil pemeriksaan",
    "Permohonan narasumber sosialisasi",
    "Rekomendasi izin penelitian mahasiswa",
    "Pemberitahuan kerja bakti lingkungan kantor",
    "Penunjukan pejabat penghubung layanan",
    "Evaluasi penyerapan belanja modal",
    "Penyusunan rencana kebutuhan barang",
];
const BODIES: &[&str] = &[
    "Sehubungan dengan hal tersebut di atas, bersama ini kami sampaikan dokumen terlampir untuk dipelajari dan ditindaklanjuti.",
    "Mohon kiranya Saudara menyampaikan tanggapan tertulis paling lambat tujuh hari kerja setelah surat ini diterima.",
    "Kegiatan dilaksanakan pada hari Rabu pukul sembilan pagi di ruang pertemuan lantai dua kantor dinas.",
    "Peserta membawa bahan paparan serta daftar kebutuhan perangkat keras dan perangkat lunak tahun berikutnya.",
    "Apabila terdapat kendala dalam pengisian formulir, tim pendamping dapat dihubungi melalui nomor layanan.",
    "Pembiayaan kegiatan dibebankan pada anggaran pendapatan dan belanja daerah tahun berjalan.",
];
const CLOSING: &str = "Demikian disampaikan, atas perhatian Saudara kami ucapkan terima kasih.";
const SENDERS: &[&str] = &[
    "Kementerian Dalam Negeri",
    "Gubernur Provinsi Contoh",
    "Badan Pusat Statistik",
    "Universitas Rekaan",
    "PT Sumber Contoh",
    "Lembaga Arsip Rekaan",
    "Badan Kepegawaian Contoh",
    "Yayasan Pendidikan Rekaan",
];
const KINDS: &[&str] = &["surat_dinas", "surat_dinas", "surat_undangan", "nota_dinas", "surat_edaran"];
/// A kind of which there are few.
pub const RARE: &str = "berita_acara";

/// Which way a letter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From outside, registered at the front desk.
    Received,
    /// From one agency to others.
    Inside,
    /// To somebody outside.
    Outside,
    /// Being written.
    Draft,
    /// Agreed to and numbered; its document is to be set and signed.
    Approved,
}

impl Way {
    /// Whether it was issued.
    pub const fn issued(self) -> bool {
        matches!(self, Way::Inside | Way::Outside)
    }
}

/// How far a letter is in the book of an agency that got it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Without its number in the book.
    Delivered,
    /// Somebody has to decide.
    Registered,
    /// Handed on.
    Disposed,
    /// Handed on and done.
    Done,
    /// Done by reading it.
    Read,
}

/// An agency that gets a letter inside of Pendopo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct To {
    /// Which agency.
    pub agency: usize,
    /// Gets a copy.
    pub copy: bool,
    /// How far it is there.
    pub stage: Stage,
    /// Somebody opened it.
    pub opened: bool,
}

/// A letter.
pub struct Letter {
    /// Which one.
    pub number: usize,
    /// Its id.
    pub id: Uuid,
    /// When it was issued or registered.
    pub at: OffsetDateTime,
    /// Which way.
    pub way: Way,
    /// Key of its kind.
    pub kind: &'static str,
    /// The agency that wrote or registered it.
    pub agency: usize,
    /// Who gets it; of a received one, the agency that registered it.
    pub to: Vec<To>,
    /// How secret.
    pub security: Security,
    /// How urgent.
    pub urgency: Sifat,
    /// Place of its classification code.
    pub code: usize,
    /// Who sent a received one.
    pub sender: &'static str,
    /// What it is about and says.
    pub content: Isi,
    /// A letter that it refers to.
    pub refers: Option<usize>,
}

fn agency(dice: &mut Dice, agencies: usize) -> usize {
    if dice.roll(SHARE) == 0 {
        return MEASURED;
    }
    let others = u64::try_from(agencies.saturating_sub(1)).unwrap_or(1);
    1 + usize::try_from(dice.roll(others)).unwrap_or(0)
}

fn stage(dice: &mut Dice, delivered: bool) -> Stage {
    match dice.roll(100) {
        0..=2 if delivered => Stage::Delivered,
        0..=7 => Stage::Registered,
        8..=17 => Stage::Disposed,
        18..=57 => Stage::Done,
        _ => Stage::Read,
    }
}

impl Letter {
    /// The letter of a number, in a regency with so many agencies and codes.
    pub fn of(number: usize, agencies: usize, codes: usize) -> anyhow::Result<Letter> {
        let mut dice = Dice::of(number);
        let way = match dice.roll(100) {
            0..=39 => Way::Received,
            40..=84 => Way::Inside,
            85..=98 => Way::Outside,
            _ => Way::Draft,
        };
        Letter::made(number, way, &mut dice, agencies, codes)
    }

    /// A letter of the measured agency whose document is to be set and signed.
    pub fn approved(number: usize, agencies: usize, codes: usize) -> anyhow::Result<Letter> {
        let mut letter = Letter::made(number, Way::Approved, &mut Dice::of(number), agencies, codes)?;
        (letter.security, letter.kind) = (Security::Biasa, "surat_dinas");
        Ok(letter)
    }

    fn made(number: usize, way: Way, dice: &mut Dice, agencies: usize, codes: usize) -> anyhow::Result<Letter> {
        let from = if way == Way::Approved { MEASURED } else { agency(dice, agencies) };
        let mut to = Vec::new();
        let receivers = match way {
            Way::Received | Way::Outside | Way::Draft => 0,
            Way::Inside | Way::Approved => 1 + dice.roll(3),
        };
        if way == Way::Received {
            to.push(To { agency: from, copy: false, stage: stage(dice, false), opened: dice.percent(97) });
        }
        for place in 0..receivers {
            let to_whom = agency(dice, agencies);
            let there = to_whom == from || to.iter().any(|other: &To| other.agency == to_whom);
            if !there {
                let stage = stage(dice, true);
                to.push(To { agency: to_whom, copy: place > 0, stage, opened: dice.percent(97) });
            }
        }
        let security = match (way, dice.roll(200)) {
            (Way::Inside | Way::Outside, 0) => Security::Rahasia,
            (_, 1..=10) => Security::Terbatas,
            (_, _) => Security::Biasa,
        };
        let kind = if dice.roll(500) == 0 { RARE } else { *dice.pick(KINDS)? };
        let urgency = match dice.roll(10) {
            0 => Sifat::Segera,
            1 | 2 => Sifat::Penting,
            _ => Sifat::Biasa,
        };
        let passages = [*dice.pick(BODIES)?, CLOSING];
        let reads = from == MEASURED || to.iter().any(|to| to.agency == MEASURED);
        let mut subject = format!("{} {}", dice.pick(SUBJECTS)?, 5_000_000 + number);
        if !reads && dice.roll(3) == 0 {
            subject = format!("{subject} dalam rangka {HIDDEN}");
        }
        let part = |text: &str| Bagian { gaya: Gaya::Paragraf.kode().to_owned(), teks: text.to_owned() };
        Ok(Letter {
            number,
            id: PACE.id(1, number),
            at: PACE.at(number),
            way,
            kind,
            agency: from,
            to,
            security,
            urgency,
            code: usize::try_from(dice.roll(codes as u64))?,
            sender: dice.pick(SENDERS)?,
            content: Isi { perihal: subject, bagian: passages.into_iter().map(part).collect(), ..Isi::default() },
            refers: (number > 100 && dice.percent(10)).then(|| number - 1 - number % 97),
        })
    }

    /// Whether it is for named people only.
    pub fn secret(&self) -> bool {
        self.security.is_secret()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measured_agency_has_its_share_and_never_the_hidden_word() {
        let letters: Vec<Letter> = (0..20_000).map(|number| Letter::of(number, 40, 24).unwrap()).collect();
        let sent = letters.iter().filter(|letter| letter.agency == MEASURED).count();
        let got = letters.iter().filter(|letter| letter.to.iter().any(|to| to.agency == MEASURED)).count();
        assert!((400..=600).contains(&sent), "{sent}");
        assert!((500..=1000).contains(&got), "{got}");
        let hidden: Vec<&Letter> = letters.iter().filter(|letter| letter.content.perihal.contains(HIDDEN)).collect();
        assert!(hidden.len() > 5_000);
        assert!(hidden.iter().all(|one| one.agency != MEASURED && one.to.iter().all(|to| to.agency != MEASURED)));
        for way in [Way::Received, Way::Inside, Way::Outside, Way::Draft] {
            assert!(letters.iter().any(|letter| letter.way == way), "{way:?}");
        }
        for letter in &letters {
            assert!(!letter.to.iter().any(|to| letter.way != Way::Received && to.agency == letter.agency));
            assert!(letter.way != Way::Received || letter.to.len() == 1);
            assert!(letter.refers.is_none_or(|other| other < letter.number));
        }
        assert!(letters.iter().any(Letter::secret));
    }

    #[test]
    fn letters_of_a_batch_are_for_all_to_read() {
        for number in 0..600 {
            let letter = Letter::approved(number, 40, 24).unwrap();
            assert!(letter.way == Way::Approved && letter.agency == MEASURED && !letter.secret());
        }
    }
}
