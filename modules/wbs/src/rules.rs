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
    "application/pdf",
    "text/plain",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
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
pub fn periksa(laporan: &Laporan, identitas: &Identitas, penangan: usize) -> Vec<FieldError> {
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
    if penangan > 0 && laporan.kecuali.len() >= penangan {
        salah.push(FieldError::new(
            "kecuali",
            "Tidak ada penangan yang tersisa untuk membaca laporan ini. Pakai saluran lain, misalnya Ombudsman atau KPK",
        ));
    }
    salah
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
    use uuid::Uuid;

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
        let fields = |laporan: &Laporan, penangan| {
            periksa(laporan, &Identitas::default(), penangan)
                .into_iter()
                .map(|satu| satu.field.into_owned())
                .collect::<Vec<_>>()
        };
        let none: [&str; 0] = [];
        assert_eq!(fields(&laporan(), 2), none);
        assert_eq!(fields(&Laporan { jenis: vec![], ..laporan() }, 2), ["jenis"]);
        assert_eq!(fields(&Laporan { jenis: vec!["bukan".into()], ..laporan() }, 2), ["jenis"]);
        assert_eq!(fields(&Laporan { judul: String::new(), uraian: "x".into(), ..laporan() }, 2), ["judul", "uraian"]);
        assert_eq!(fields(&Laporan { uraian: "x".repeat(URAIAN + 1), ..laporan() }, 2), ["uraian"]);
        let kecuali = vec![Uuid::new_v4(), Uuid::new_v4()];
        assert_eq!(fields(&Laporan { kecuali: kecuali.clone(), ..laporan() }, 2), ["kecuali"]);
        assert_eq!(fields(&Laporan { kecuali, ..laporan() }, 3), none);
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
