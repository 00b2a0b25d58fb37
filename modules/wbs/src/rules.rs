//! Decisions: the states of a report, how long each may last, what a report must say, when it goes.
use kernel::FieldError;
use kernel::indonesia::{kerja::Kalender, tanggal};
use register::{Flow, State, Transition};
use time::Date;

use crate::TANGANI;
use crate::model::{Identitas, JENIS, Laporan};

/// Working days within which a new report is looked at.
pub const AWAL: u16 = 5;
/// Months for which a closed report is kept unless the profile says otherwise (`[wbs] simpan_bulan`).
pub const SIMPAN_BULAN: u32 = 24;

const SELESAI: &[&str] = &["terbukti", "tidak_terbukti", "diteruskan", "ditolak"];

/// From the report to its end. A supervisory complaint is answered within 60 working days in all; what goes before is shorter.
pub const ALUR: Flow<()> = Flow {
    states: &[
        State::open("baru", "Baru masuk"),
        State::open("ditelaah", "Ditelaah"),
        State::open("diperiksa", "Diperiksa"),
        State::done("terbukti", "Selesai: terbukti"),
        State::done("tidak_terbukti", "Selesai: tidak terbukti"),
        State::done("diteruskan", "Diteruskan ke yang berwenang"),
        State::dropped("ditolak", "Di luar lingkup"),
    ],
    initial: "baru",
    transitions: &[
        Transition::new("telaah", "Mulai menelaah", &["baru"], "ditelaah", TANGANI).within(14),
        Transition::new("periksa", "Mulai memeriksa", &["ditelaah"], "diperiksa", TANGANI).within(60),
        Transition::new("nyatakan_terbukti", "Nyatakan terbukti", &["diperiksa"], "terbukti", TANGANI).with_reason(),
        Transition::new(
            "nyatakan_tidak_terbukti",
            "Nyatakan tidak terbukti",
            &["diperiksa"],
            "tidak_terbukti",
            TANGANI,
        )
        .with_reason(),
        Transition::new("teruskan", "Teruskan ke yang berwenang", &["ditelaah", "diperiksa"], "diteruskan", TANGANI)
            .with_reason(),
        Transition::new("tolak", "Nyatakan di luar lingkup", &["baru", "ditelaah"], "ditolak", TANGANI).with_reason(),
        Transition::new("buka_lagi", "Buka kembali", SELESAI, "ditelaah", TANGANI).within(14).with_reason(),
    ],
};

/// Whether a report in this state is closed.
pub fn is_tutup(status: &str) -> bool {
    SELESAI.contains(&status)
}

/// The day until which a report that came today should have been looked at.
pub fn tenggat_awal(kalender: &Kalender, hari_ini: Date) -> Option<Date> {
    kalender.tambah(hari_ini, i32::from(AWAL))
}

/// The last day of closing whose reports go today.
pub fn batas_simpan(hari_ini: Date, bulan: u32) -> Option<Date> {
    i32::try_from(bulan).ok().and_then(|bulan| tanggal::tambah_bulan(hari_ini, -bulan))
}

/// Longest texts, in characters.
pub const JUDUL: usize = 200;
/// Of what happened.
pub const URAIAN: usize = 20_000;
/// Of a message or note.
pub const PESAN: usize = 10_000;
/// Of the short fields.
pub const PENDEK: usize = 2_000;
/// Files of one sending.
pub const BERKAS: usize = 5;
/// Bytes of all files of one sending together.
pub const BERKAS_BITA: u64 = 20 * 1024 * 1024;

/// Types of files that are taken, told from their content.
pub const JENIS_BERKAS: &[&str] = &[
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "application/pdf",
    "text/plain",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
    "audio/mpeg",
    "audio/m4a",
    "audio/ogg",
    "video/mp4",
];

fn panjang(salah: &mut Vec<FieldError>, field: &'static str, teks: &str, batas: usize) {
    if teks.chars().count() > batas {
        salah.push(FieldError::new(field, format!("Terlalu panjang: paling banyak {batas} huruf")));
    }
}

/// What is wrong with a report, for the person who wrote it.
pub fn periksa(laporan: &Laporan, identitas: &Identitas) -> Vec<FieldError> {
    let mut salah = vec![];
    if laporan.jenis.is_empty() || laporan.jenis.iter().any(|satu| !JENIS.iter().any(|(kunci, _)| kunci == satu)) {
        salah.push(FieldError::new("jenis", "Pilih paling sedikit satu jenis pelanggaran"));
    }
    if laporan.judul.is_empty() {
        salah.push(FieldError::new("judul", "Tulis pokok laporan dalam satu kalimat"));
    }
    panjang(&mut salah, "judul", &laporan.judul, JUDUL);
    if laporan.uraian.chars().count() < 20 {
        salah.push(FieldError::new("uraian", "Ceritakan apa yang terjadi, paling sedikit 20 huruf"));
    }
    panjang(&mut salah, "uraian", &laporan.uraian, URAIAN);
    panjang(&mut salah, "waktu", &laporan.waktu, PENDEK);
    panjang(&mut salah, "tempat", &laporan.tempat, PENDEK);
    panjang(&mut salah, "pelaku", &laporan.pelaku, PENDEK);
    panjang(&mut salah, "nama", &identitas.nama, PENDEK);
    panjang(&mut salah, "kontak", &identitas.kontak, PENDEK);
    salah
}

/// Whether a report names somebody: all words of the name, one after the other, in any of its texts. Degrees and titles behind a comma or
/// with a point do not count, nor do single letters.
pub fn menyebut(laporan: &Laporan, nama: &str) -> bool {
    let nama = nama.split(',').next().unwrap_or_default();
    let nama: Vec<String> = nama.split_whitespace().filter(|kata| !kata.contains('.')).flat_map(kata_kata).collect();
    let nama: Vec<&str> = nama.iter().map(String::as_str).filter(|kata| kata.chars().count() > 1).collect();
    if nama.is_empty() {
        return false;
    }
    [&laporan.judul, &laporan.uraian, &laporan.waktu, &laporan.tempat, &laporan.pelaku].iter().any(|teks| {
        let kata = kata_kata(teks);
        kata.windows(nama.len()).any(|bagian| bagian.iter().map(String::as_str).eq(nama.iter().copied()))
    })
}

/// The words of a text in small letters, without signs.
fn kata_kata(teks: &str) -> Vec<String> {
    teks.split(|huruf: char| !huruf.is_alphanumeric()).filter(|kata| !kata.is_empty()).map(str::to_lowercase).collect()
}

/// A figure as others may see it: to the nearest five, and nothing under five. Whoever knows some of the reports should not learn from it
/// that there is one more.
pub fn samar(jumlah: u64) -> Option<u64> {
    (jumlah >= 5).then(|| (jumlah + 2) / 5 * 5)
}

/// What is wrong with a message or note.
pub fn periksa_pesan(teks: &str, ada_berkas: bool) -> Option<FieldError> {
    if teks.is_empty() && !ada_berkas {
        return Some(FieldError::new("pesan", "Tulis pesan Anda"));
    }
    (teks.chars().count() > PESAN)
        .then(|| FieldError::new("pesan", format!("Terlalu panjang: paling banyak {PESAN} huruf")))
}

/// What is wrong with a new passphrase. It protects against who has the database, so it is longer than a password.
pub fn periksa_sandi(sandi: &str, ulang: &str) -> Option<FieldError> {
    let mut letters: Vec<char> = sandi.to_lowercase().chars().collect();
    letters.sort_unstable();
    letters.dedup();
    if sandi.chars().count() < 20 || sandi.split_whitespace().count() < 4 {
        return Some(FieldError::new(
            "sandi",
            "Pakai paling sedikit empat kata dan 20 huruf yang tidak saling berkaitan",
        ));
    }
    if letters.len() < 8 {
        return Some(FieldError::new("sandi", "Terlalu mudah ditebak: pakai lebih banyak huruf yang berbeda"));
    }
    if sandi.len() > 256 {
        return Some(FieldError::new("sandi", "Terlalu panjang: paling banyak 256 huruf"));
    }
    (sandi != ulang).then(|| FieldError::new("ulang", "Kedua isian tidak sama. Ketik sekali lagi"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn laporan() -> Laporan {
        Laporan {
            jenis: vec!["korupsi".into()],
            judul: "Uang jalan".into(),
            uraian: "Uang jalan dibayar dua kali.".into(),
            waktu: String::new(),
            tempat: String::new(),
            pelaku: String::new(),
            kecuali: vec![],
            beridentitas: false,
        }
    }

    #[test]
    fn the_flow_has_no_faults_and_every_end_can_be_reopened() {
        assert_eq!(ALUR.faults(), Vec::<String>::new());
        for state in ALUR.states {
            assert_eq!(is_tutup(state.key), state.kind != register::StateKind::Open, "{}", state.key);
            assert_eq!(is_tutup(state.key), ALUR.from(state.key).any(|act| act.key == "buka_lagi"));
        }
    }

    #[test]
    fn a_report_says_what_is_missing() {
        let fields = |laporan: &Laporan| {
            periksa(laporan, &Identitas::default()).into_iter().map(|satu| satu.field.into_owned()).collect::<Vec<_>>()
        };
        let none: [&str; 0] = [];
        assert_eq!(fields(&laporan()), none);
        assert_eq!(fields(&Laporan { jenis: vec![], ..laporan() }), ["jenis"]);
        assert_eq!(fields(&Laporan { jenis: vec!["bukan".into()], ..laporan() }), ["jenis"]);
        assert_eq!(fields(&Laporan { judul: String::new(), uraian: "x".into(), ..laporan() }), ["judul", "uraian"]);
        assert_eq!(fields(&Laporan { uraian: "x".repeat(URAIAN + 1), ..laporan() }), ["uraian"]);
    }

    #[test]
    fn passphrases_are_long_and_typed_twice_alike() {
        for (sandi, ulang, baik) in [
            ("gajah makan durian runtuh", "gajah makan durian runtuh", true),
            ("gajah makan durian runtuh", "gajah makan durian", false),
            ("gajah makan durian", "gajah makan durian", false),
            ("gajahmakandurianruntuh", "gajahmakandurianruntuh", false),
            ("aaaaaa aaaaaa aaaaaa aaaaaa", "aaaaaa aaaaaa aaaaaa aaaaaa", false),
        ] {
            assert_eq!(periksa_sandi(sandi, ulang).is_none(), baik, "{sandi}");
        }
    }

    #[test]
    fn a_report_names_somebody_by_all_words_of_the_name() {
        let tentang = |uraian: &str| Laporan { uraian: uraian.into(), ..laporan() };
        for (uraian, nama, ya) in [
            ("Uang itu dibawa Budi Santoso ke rumah.", "Budi Santoso, S.E., M.Si.", true),
            ("Uang itu dibawa BUDI  SANTOSO.", "Dr. Budi Santoso", true),
            ("Uang itu dibawa (Budi-Santoso).", "Budi Santoso", true),
            ("Uang itu dibawa Budi.", "Budi Santoso", false),
            ("Uang itu dibawa Santoso Budi.", "Budi Santoso", false),
            ("Budiman Santoso yang membawa.", "Budi Santoso", false),
            ("Uang itu dibawa Indah.", "Indah", true),
            ("Uang itu dibawa Indahwati.", "Indah", false),
            ("Uang itu dibawa A.", "A", false),
            ("Uang itu dibawa.", "", false),
        ] {
            assert_eq!(menyebut(&tentang(uraian), nama), ya, "{uraian} {nama}");
        }
        assert!(menyebut(&Laporan { pelaku: "sdr. Budi Santoso".into(), ..laporan() }, "Budi Santoso"));
    }

    #[test]
    fn figures_say_less_than_they_know() {
        for (jumlah, samar_) in
            [(0, None), (4, None), (5, Some(5)), (7, Some(5)), (8, Some(10)), (12, Some(10)), (13, Some(15))]
        {
            assert_eq!(samar(jumlah), samar_, "{jumlah}");
        }
    }

    #[test]
    fn months_are_counted_back_to_a_day_that_exists() {
        for (hari, bulan, batas) in [
            (date!(2026 - 11 - 20), 24, date!(2024 - 11 - 20)),
            (date!(2026 - 03 - 31), 1, date!(2026 - 02 - 28)),
            (date!(2026 - 01 - 05), 1, date!(2025 - 12 - 05)),
            (date!(2026 - 01 - 05), 0, date!(2026 - 01 - 05)),
        ] {
            assert_eq!(batas_simpan(hari, bulan), Some(batas));
        }
    }
}
