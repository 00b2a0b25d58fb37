//! Each template of the program with ordinary data.

use document::templat::{Kertas, LaporanRegister, Naskah};
use document::{Error, Options, Pdf, Standard, render};
use time::macros::{datetime, offset};

use crate::contoh;
use crate::pdf::read;

pub fn options() -> Options {
    Options::new(datetime!(2026-11-21 03:00 UTC), offset!(+7))
}

pub fn try_make<N: Naskah>(naskah: &N) -> Result<Pdf, Error> {
    render(&N::TEMPLATE, &serde_json::to_value(naskah).unwrap(), &options())
}

/// Makes the document; with the folder in DOCUMENT_SAMPLES set, keeps it there for human eyes.
pub fn make<N: Naskah>(naskah: &N) -> Pdf {
    let pdf = try_make(naskah).unwrap_or_else(|cause| panic!("{cause}"));
    assert_eq!(pdf.warnings, Vec::new());
    if let Ok(folder) = std::env::var("DOCUMENT_SAMPLES") {
        let name = std::thread::current().name().unwrap_or("contoh").replace("::", "-");
        std::fs::write(format!("{folder}/{name}.pdf"), &pdf.bytes).unwrap();
    }
    pdf
}

fn assert_shows(text: &str, expected: &[&str]) {
    for part in expected {
        assert!(text.contains(part), "{part:?} missing in {text}");
    }
}

#[test]
fn berita_acara_holds_every_part() {
    let pdf = make(&contoh::berita_acara());
    let read = read(&pdf);
    assert_shows(
        &read.text(),
        &[
            "PEMERINTAH KABUPATEN CONTOH DINAS KOMUNIKASI DAN INFORMATIKA Jalan Merdeka Nomor 1",
            "BERITA ACARA PENILAIAN MANDIRI SISTEM PEMERINTAHAN BERBASIS ELEKTRONIK TAHUN 2026",
            "Nomor: 000.8/17/DISKOMINFO/2026",
            "hari ini Sabtu, tanggal dua puluh satu, bulan November, tahun dua ribu dua puluh enam (21-11-2026)",
            "bertempat di Ruang Rapat Dinas Komunikasi dan Informatika",
            "2 Siti Misalnya, S.T. NIP 19800101 200501 2 002 Kepala Dinas Komunikasi dan Informatika Ketua",
            "Indeks Predikat 2,5958 Cukup",
            "bila dihitung dari indeks dua desimal, indeks menjadi 2,60 dengan predikat Baik",
            "Domain 3 – Manajemen 16,50 1,90",
            "1. Kebijakan internal lengkap",
            "Audit keamanan belum terjadwal.",
            "Tetapkan jadwal audit",
            "Rekapitulasi bukti dukung 47 indikator, 112 berkas sha256:2c26b46b68ffc68ff99b453c1d30413413422d70",
            "Dokumen EV-2026-0001 · periksa keaslian di",
            "Sidik data sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ],
    );
    let text = read.text();
    for nomor in 1..=47 {
        assert_shows(&text, &[&format!("contoh nomor {nomor} pada layanan")]);
    }
}

#[test]
fn berita_acara_repeats_headers_and_numbers_pages() {
    let pdf = make(&contoh::berita_acara());
    let read = read(&pdf);
    assert_eq!(read.document.get_pages().len(), pdf.pages);
    let mut pages_with_scores = 0;
    for page in 1..=u32::try_from(pdf.pages).unwrap() {
        let text = read.page_text(page);
        assert_shows(&text, &[&format!("Halaman {page} dari {}", pdf.pages), "Dokumen EV-2026-0001"]);
        if text.contains("Tingkat kematangan contoh") {
            pages_with_scores += 1;
            assert_shows(&text, &["No. Indikator Tingkat Bobot Nilai"]);
            let (domain, first) = (text.find("Domain ").unwrap(), text.find("Tingkat kematangan").unwrap());
            assert!(domain < first, "the page opens with its domain: {text}");
        }
    }
    assert!(pages_with_scores >= 2);
}

#[test]
fn berita_acara_keeps_room_for_every_signature() {
    let pdf = make(&contoh::berita_acara());
    let names: Vec<&str> = pdf.areas.iter().map(|area| area.name.as_str()).collect();
    assert_eq!(names, ["ketua", "anggota-1", "anggota-2", "mengetahui"]);
    let millimetre = 72.0 / 25.4;
    for area in &pdf.areas {
        assert!((area.width - 65.0 * millimetre).abs() < 0.01 && (area.height - 24.0 * millimetre).abs() < 0.01);
        assert!(area.page >= 1 && area.page <= pdf.pages);
        assert!(area.x > 0.0 && area.x + area.width < 215.0 * millimetre, "{area:?}");
        assert!(area.y > 0.0 && area.y + area.height < 330.0 * millimetre, "{area:?}");
    }
    for (place, one) in pdf.areas.iter().enumerate() {
        for other in &pdf.areas[place + 1..] {
            let apart = one.page != other.page
                || one.x + one.width <= other.x
                || other.x + other.width <= one.x
                || one.y + one.height <= other.y
                || other.y + other.height <= one.y;
            assert!(apart, "{one:?} and {other:?} overlap");
        }
    }
}

#[test]
fn paper_has_its_size() {
    let millimetre = 72.0 / 25.4;
    let size = |naskah: &LaporanRegister| {
        let pdf = make(naskah);
        let read = read(&pdf);
        let page = *read.document.get_pages().get(&1).unwrap();
        let page = read.document.get_object(page).unwrap().as_dict().unwrap();
        let media = page.get(b"MediaBox").unwrap().as_array().unwrap();
        let side = |place: usize| (media[place].as_float().unwrap() / millimetre).round();
        (side(2), side(3))
    };
    let mut laporan = contoh::laporan_register(1);
    assert_eq!(size(&laporan), (330.0, 215.0));
    laporan.kertas = Kertas::A4;
    assert_eq!(size(&laporan), (297.0, 210.0));
    laporan.melintang = false;
    assert_eq!(size(&laporan), (210.0, 297.0));
    laporan.kertas = Kertas::F4;
    assert_eq!(size(&laporan), (215.0, 330.0));
}

#[test]
fn laporan_register_repeats_its_header_and_ends_with_totals() {
    let pdf = make(&contoh::laporan_register(120));
    let read = read(&pdf);
    assert!(pdf.pages >= 3);
    for page in 1..=u32::try_from(pdf.pages).unwrap() {
        assert_shows(&read.page_text(page), &["No. Kode Nama Alamat Jenis Kepala Pegawai Anggaran (Rp)"]);
    }
    assert_shows(
        &read.text(),
        &[
            "DAFTAR PERANGKAT DAERAH",
            "Jenis: semua Status: aktif",
            "1 00001 Dinas Contoh Urusan Nomor 1 ",
            "120 00120 Dinas Contoh Urusan Nomor 120",
            "Jumlah 900 50.000.000.000",
            "120 baris. Dicetak 21 November 2026 pukul 10.00 WIB oleh Andi Umpama.",
        ],
    );
}

#[test]
fn laporan_register_takes_five_thousand_rows() {
    let mut laporan = contoh::laporan_register(5000);
    laporan.kolom = laporan.kolom.split_off(1);
    laporan.kolom.truncate(1);
    laporan.baris.iter_mut().for_each(|baris| *baris = vec![baris[1].clone()]);
    laporan.jumlah = None;
    laporan.bernomor = false;
    let pdf = make(&laporan);
    let last = read(&pdf).page_text(u32::try_from(pdf.pages).unwrap());
    assert_shows(&last, &["Dinas Contoh Urusan Nomor 5000 ", "5.000 baris."]);
}

#[test]
fn laporan_register_refuses_a_row_of_another_length() {
    let mut laporan = contoh::laporan_register(3);
    laporan.baris[1].pop();
    let Err(Error::Template { diagnostics, .. }) = try_make(&laporan) else { panic!("accepted") };
    assert!(diagnostics[0].message.contains("baris 2 berisi 6 sel, kolomnya 7"), "{diagnostics:?}");
    let mut laporan = contoh::laporan_register(3);
    laporan.jumlah.as_mut().unwrap().push("lebih".into());
    assert!(matches!(try_make(&laporan), Err(Error::Template { .. })));
}

#[test]
fn laporan_kepatuhan_counts_and_draws() {
    let pdf = make(&contoh::laporan_kepatuhan());
    assert_shows(
        &read(&pdf).text(),
        &[
            "keadaan per 21 November 2026",
            "Dari 150 kewajiban, 96 terpenuhi (64,0 %), 31 belum jatuh tempo (20,7 %) dan 23 terlambat (15,3 %).",
            "Inspektorat 51 30 8 58,8 %",
            "Pasal 12 ayat (2) Meninjau peta rencana pada paruh waktu dan tahun terakhir Badan Perencanaan Contoh 0 dari 0 0 –",
            "Pasal 3 ayat (2)",
        ],
    );
}

#[test]
fn rekaman_shows_fields_and_history() {
    let pdf = make(&contoh::rekaman());
    assert_shows(
        &read(&pdf).text(),
        &[
            "Perangkat daerah Dinas Komunikasi dan Informatika Status: Aktif",
            "Kode 2.16.01",
            "Induk –",
            "Kepala Dinas Siti Misalnya, S.T. 1 Maret 2024",
            "struktur.pdf 120 kB",
            "Diubah Kode: – → 2.16.01",
            "Dibuat dari impor",
        ],
    );
}

#[test]
fn kode_pemulihan_shows_every_code() {
    let kode = contoh::kode_pemulihan();
    let text = read(&make(&kode)).text();
    for code in &kode.kode {
        assert_shows(&text, &[code]);
    }
    assert_shows(&text, &["Nama : Andi Umpama", "Akun : andi.umpama"]);
    let debug = format!("{kode:?}");
    assert!(kode.kode.iter().all(|code| !debug.contains(code)), "{debug}");
}

#[test]
fn every_template_also_makes_level_b() {
    let options = options().standard(Standard::A2b);
    let data = [
        (document::templat::BeritaAcara::TEMPLATE, serde_json::to_value(contoh::berita_acara()).unwrap()),
        (LaporanRegister::TEMPLATE, serde_json::to_value(contoh::laporan_register(3)).unwrap()),
        (document::templat::BeritaAcaraArsip::TEMPLATE, serde_json::to_value(contoh::berita_acara_arsip()).unwrap()),
        (document::templat::LaporanKepatuhan::TEMPLATE, serde_json::to_value(contoh::laporan_kepatuhan()).unwrap()),
        (document::templat::Rekaman::TEMPLATE, serde_json::to_value(contoh::rekaman()).unwrap()),
        (document::templat::KodePemulihan::TEMPLATE, serde_json::to_value(contoh::kode_pemulihan()).unwrap()),
    ];
    for (template, data) in data {
        let pdf = render(&template, &data, &options).unwrap_or_else(|cause| panic!("{cause}"));
        assert!(read(&pdf).metadata.contains("<pdfaid:conformance>B</pdfaid:conformance>"), "{}", template.name());
    }
}

#[test]
fn the_minutes_of_an_archive_list_its_files_and_keep_room_for_signatures() {
    let pdf = make(&contoh::berita_acara_arsip());
    let text = read(&pdf).text();
    for part in ["BERITA ACARA", "PEMUSNAHAN ARSIP", "500.12.6/2019/40", "Persetujuan Bupati Nomor 45", "Sari Contoh"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(pdf.areas.iter().map(|area| area.name.as_str()).collect::<Vec<_>>(), ["pelaksana"]);
    assert!(pdf.pages > 1);
}
