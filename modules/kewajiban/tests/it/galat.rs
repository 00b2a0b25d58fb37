//! A faulty profile is refused in Indonesian, naming file, place and remedy.

use crate::{nama_profil, teks_profil};
use kewajiban::model::DaftarKewajiban;
use kewajiban::profil::{Alamat, GalatProfil};

const CONTOH: &str = r#"skema = 1
kode = "contoh"

[daerah]
kode = "99.01"
nama = "Kabupaten Contoh"
nama_pendek = "Contoh"
jenis = "kabupaten"
provinsi = "Contoh"
ibu_kota = "Contoh"
sebutan_kepala = "Bupati"
zona_waktu = "WIT"
domain = { nama = "contohkab.go.id", sumber = "usulan" }
wilayah = "wilayah/contoh.csv"

[peraturan]
jenis = "Peraturan Bupati"
singkatan = "Perbup"
nomor = "7"
tahun = 2024
tentang = "Contoh"
tempat = "Contoh"
ditetapkan = 2024-02-29
berlaku = 2024-02-29
berkas = "contoh.txt"
jumlah_pasal = 3

[istilah]
diskominfo = { sebutan = "Dinas", pasal = ["1.5"] }

[siklus]
rpjmd = 2025-01-01
rencana_induk = 2025-01-01
arsitektur = 2025-01-01
peta_rencana = 2025-01-01
sumber = "usulan"

[kecamatan]
kelurahan = false

[dokumen.arsitektur]
masa_tahun = 5
kewajiban = ["catat"]

[acuan_kewajiban]
catatan = "catat"

[[jabatan]]
kode = "sekda"
nama = "Sekretaris Daerah"
lingkup = "daerah"
peran = ["sekda"]

[[tim]]
kode = "tim"
nama = "Tim Koordinasi"
peran = "tim_koordinasi"

[[perangkat_daerah]]
kode = "DISKOMINFO"
nama = "Dinas Komunikasi dan Informatika"
jenis = "dinas"
peran = ["diskominfo"]

[[perangkat_daerah]]
kode = "SEKSI"
nama = "Seksi"
jenis = "unit"
induk = "DISKOMINFO"

[[koordinator]]
bidang = "data"
peran = ["diskominfo"]
sumber = "usulan"

[pemicu]
insiden = "Terjadi insiden"

[[kewajiban]]
kode = "catat"
judul = "Catat kegiatan"
uraian = "Kegiatan dicatat."
pasal = "2(1)a"
pelaku = "setiap_pd"
sumber_pelaku = "usulan"
koordinator = "diskominfo"
sifat = "berkala"
jadwal = { tiap = "tahun" }
sumber_jadwal = "usulan"
bukti = ["Catatan"]
sistem = ["A4"]
indikator = [11]

[[kewajiban]]
kode = "lapor"
judul = "Laporkan insiden"
uraian = "Insiden dilaporkan."
pasal = ["2(2)", "2(3)"]
pelaku = "setiap_pd"
sumber_pelaku = "usulan"
koordinator = "diskominfo"
sifat = "bersyarat"
jadwal = { pemicu = ["insiden"], tenggat_hari_kerja = 2 }
sumber_jadwal = "peraturan"
bukti = ["Laporan"]
sistem = ["C"]

[[tanpa_kewajiban]]
pasal = ["1", "3"]
alasan = "Pengertian dan penutup."
"#;

fn baca(teks: &str) -> Result<DaftarKewajiban, GalatProfil> {
    DaftarKewajiban::baca("contoh.toml", teks)
}

#[test]
fn the_smallest_sixth_regency_is_accepted() {
    let daftar = baca(CONTOH).unwrap_or_else(|galat| panic!("{galat}"));
    assert_eq!(daftar.kewajiban.len(), 2);
    assert_eq!(daftar.profil.pengaturan.hari_mendekati, 30, "settings have defaults");
    assert_eq!(daftar.profil.pengaturan.hari_kerja.len(), 5);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_do_no_harm() {
    assert!(baca(&CONTOH.replace('\n', "\r\n")).is_ok());
    assert!(baca(&format!("\u{feff}{CONTOH}")).is_ok());
}

/// What is replaced, by what, and what the message must contain.
#[test]
fn faults_are_named_with_place_and_remedy() {
    let tabel: &[(&str, &str, &[&str])] = &[
        // Types and syntax, with the line.
        (
            "ibu_kota = \"Contoh\"",
            "ibukota = \"Contoh\"",
            &["contoh.toml", "baris 10", "kunci `ibukota` tidak dikenal", "ibu_kota"],
        ),
        ("nomor = \"7\"\n", "", &["kunci `nomor` belum diisi"]),
        (
            "nomor = \"7\"",
            "nomor = 7",
            &["baris 19: nomor: jenis nilai tidak cocok: ada bilangan bulat `7`. Isi dengan teks dalam tanda kutip"],
        ),
        ("jumlah_pasal = 3", "jumlah_pasal = -3", &["baris 26: jumlah_pasal: nilai di luar batas"]),
        ("jumlah_pasal = 3", "jumlah_pasal = 0", &["peraturan.jumlah_pasal: tidak boleh 0"]),
        ("ditetapkan = 2024-02-29", "ditetapkan = \"2024-02-29\"", &["tanpa tanda kutip"]),
        ("kelurahan = false", "kelurahan = \"ya\"", &["Isi dengan true atau false"]),
        ("diskominfo = { sebutan", "dinas = { sebutan", &["nilai `dinas` tidak dikenal", "diskominfo"]),
        ("peran = [\"diskominfo\"]\nsumber", "peran = []\nsumber", &["koordinator[Data]: belum ada peran"]),
        (
            "zona_waktu = \"WIT\"",
            "zona_waktu = \"WKT\"",
            &["nilai `WKT` tidak dikenal", "Pilih salah satu: WIB, WITA, WIT"],
        ),
        ("jumlah_pasal = 3", "jumlah_pasal = 3\njumlah_pasal = 4", &["baris 27", "dua kali"]),
        ("jumlah_pasal = 3", "jumlah_pasal = ", &["baris 26", "tata tulis TOML salah"]),
        (
            "ditetapkan = 2024-02-29",
            "ditetapkan = 2023-02-29",
            &["baris 23: ditetapkan: tanggal tidak ada di kalender"],
        ),
        ("ditetapkan = 2024-02-29", "ditetapkan = 2024-02-29T07:00:00", &["tanggal tidak lengkap", "2020-07-29"]),
        ("pelaku = \"setiap_pd\"", "pelaku = \"camat_semua\"", &["nilai `camat_semua` tidak dikenal", "setiap_pd"]),
        ("pasal = \"2(1)a\"", "pasal = \"2 ayat 1\"", &["alamat pasal `2 ayat 1` tidak dapat dibaca", "24(6)a"]),
        ("pasal = \"2(1)a\"", "pasal = 2", &["pasal harus teks"]),
        ("bukti = [\"Catatan\"]", "bukti = [\"Catatan\"]\nprioritas = 1", &["kunci `prioritas` tidak dikenal"]),
        // Content.
        ("skema = 1", "skema = 2", &["skema: versi 2 tidak dikenal"]),
        ("kode = \"contoh\"", "kode = \"lain\"", &["kode: `lain` tidak sama dengan nama berkas", "kode = \"contoh\""]),
        ("\"99.01\"", "\"9901\"", &["daerah.kode: `9901` bukan kode wilayah"]),
        ("contohkab.go.id", "contohkab.com", &["bukan domain pemerintah"]),
        ("ditetapkan = 2024-02-29\n", "", &["peraturan.ditetapkan: tanggal penetapan belum diisi", "catatan_tanggal"]),
        ("induk = \"DISKOMINFO\"", "induk = \"DINAS\"", &["perangkat_daerah[SEKSI].induk: `DINAS` tidak ada"]),
        ("induk = \"DISKOMINFO\"", "induk = \"SEKSI\"", &["perangkat_daerah[SEKSI].induk: susunan induk melingkar"]),
        ("induk = \"DISKOMINFO\"\n", "", &["harus punya induk"]),
        ("kode = \"SEKSI\"", "kode = \"DISKOMINFO\"", &["perangkat_daerah[DISKOMINFO]: ditulis lebih dari sekali"]),
        (
            "peran = [\"diskominfo\"]\n\n[[perangkat",
            "peran = []\n\n[[perangkat",
            &["peran `diskominfo` tidak dipegang siapa pun"],
        ),
        ("kode = \"tim\"", "kode = \"tim|inti\"", &["tim[tim|inti].kode: kode kosong atau memuat tanda"]),
        ("kode = \"SEKSI\"", "kode = \"\"", &["perangkat_daerah[].kode"]),
        ("peran = [\"sekda\"]", "peran = []", &["pengaturan.pengingat.puncak: peran `sekda` tidak dipegang"]),
        ("kode = \"lapor\"", "kode = \"catat\"", &["kewajiban[catat]: ditulis lebih dari sekali"]),
        ("kode = \"lapor\"", "kode = \"Lapor Insiden\"", &["kewajiban[Lapor Insiden].kode", "huruf kecil"]),
        ("judul = \"Catat kegiatan\"", "judul = \" \"", &["kewajiban[catat].judul: masih kosong"]),
        ("bukti = [\"Catatan\"]", "bukti = []", &["kewajiban[catat].bukti: bukti belum disebut"]),
        (
            "pasal = \"2(1)a\"",
            "pasal = \"4(1)\"",
            &["kewajiban[catat].pasal: Pasal 4 ayat (1) tidak ada", "sampai Pasal 3"],
        ),
        ("pasal = \"2(1)a\"", "pasal = []", &["pasal belum disebut"]),
        ("pasal = [\"1.5\"]", "pasal = [\"8\"]", &["istilah[Diskominfo]: Pasal 8 tidak ada"]),
        ("sistem = [\"A4\"]", "sistem = [\"A22\"]", &["kewajiban[catat].sistem: `A22` tidak dikenal"]),
        ("sistem = [\"A4\"]", "sistem = [\"A04\"]", &["`A04` tidak dikenal"]),
        ("sistem = [\"A4\"]", "sistem = [\"C1\"]", &["`C1` tidak dikenal"]),
        ("indikator = [11]", "indikator = [48]", &["indikator 48 tidak ada"]),
        (
            "koordinator = \"diskominfo\"\nsifat = \"berkala\"",
            "koordinator = \"setiap_pd\"\nsifat = \"berkala\"",
            &["setiap_pd tidak dapat mengoordinasikan"],
        ),
        (
            "koordinator = \"diskominfo\"\nsifat = \"berkala\"",
            "koordinator = \"hukum\"\nsifat = \"berkala\"",
            &["kewajiban[catat].koordinator: peran `hukum` tidak dipegang"],
        ),
        (
            "insiden = \"Terjadi insiden\"",
            "kejadian = \"Terjadi insiden\"",
            &["pemicu `insiden` tidak ada", "pemicu.kejadian: tidak dipakai"],
        ),
        (
            "kewajiban = [\"catat\"]",
            "kewajiban = [\"hilang\"]",
            &["dokumen[Arsitektur].kewajiban: kewajiban `hilang` tidak ada"],
        ),
        ("catatan = \"catat\"", "catatan = \"hilang\"", &["acuan_kewajiban.catatan: kewajiban `hilang` tidak ada"]),
        ("pasal = [\"1\", \"3\"]", "pasal = [\"1\"]", &["Pasal 3: belum diperhitungkan", "tanpa_kewajiban"]),
        (
            "pasal = [\"1\", \"3\"]",
            "pasal = [\"1\", \"2\", \"3\"]",
            &["tanpa_kewajiban[Pasal 2]", "kewajiban `catat` bersumber dari sana"],
        ),
        ("alasan = \"Pengertian dan penutup.\"", "alasan = \"\"", &["alasan masih kosong"]),
        // Schedules.
        ("{ tiap = \"tahun\" }", "{ tiap = \"pekan\" }", &["`pekan` bukan lama waktu", "triwulan"]),
        ("{ tiap = \"tahun\" }", "{ tiap = \"0 tahun\" }", &["`0 tahun` bukan lama waktu"]),
        ("{ tiap = \"tahun\" }", "{ tiap = \"101 tahun\" }", &["bukan lama waktu"]),
        ("{ tiap = \"tahun\" }", "{ tiap = \"5 bulan\" }", &["tidak membagi habis tahun kalender"]),
        ("{ tiap = \"tahun\" }", "{ tiap = \"tahun\", jatuh = \"02-30\" }", &["`02-30` bukan bulan dan hari"]),
        ("{ tiap = \"tahun\" }", "{ tiap = \"bulan\", jatuh = \"01-31\" }", &["jatuh hanya untuk masa tahunan"]),
        (
            "{ tiap = \"tahun\" }",
            "{ tiap = \"tahun\", jatuh = \"01-31\", setelah_awal = \"bulan\" }",
            &["tidak boleh bersamaan"],
        ),
        (
            "{ tiap = \"tahun\" }",
            "{ tiap = \"tahun\", setelah_awal = \"2 tahun\" }",
            &["setelah_awal melewati masanya"],
        ),
        (
            "{ tiap = \"tahun\" }",
            "{ tiap = \"tahun\", tenggat_hari_kerja = 3 }",
            &["`tenggat_hari_kerja` tidak berlaku"],
        ),
        ("{ tiap = \"tahun\" }", "{ tiap = \"tahun\", sekali_dalam = \"tahun\" }", &["Isi tepat satu"]),
        ("{ tiap = \"tahun\" }", "{ }", &["Isi tepat satu"]),
        ("{ tiap = \"tahun\" }", "{ paruh_waktu_dan_tahun_terakhir = 2 }", &["masa dokumen harus 3 sampai 50 tahun"]),
        ("{ tiap = \"tahun\" }", "{ paruh_waktu_dan_tahun_terakhir = 5, acuan = \"kalender\" }", &["masa dokumen"]),
        ("{ tiap = \"tahun\" }", "{ sekali_dalam = \"tahun\" }", &["jenis jadwal tidak cocok dengan sifat"]),
        (
            "sifat = \"berkala\"\njadwal = { tiap = \"tahun\" }",
            "sifat = \"terus_menerus\"\njadwal = { tiap = \"tahun\", acuan = \"terakhir\" }",
            &["tidak cocok dengan sifat"],
        ),
        (
            "tenggat_hari_kerja = 2",
            "tenggat_hari_kerja = 0",
            &["tenggat_hari_kerja belum diisi atau di luar 1 sampai 500"],
        ),
        ("pemicu = [\"insiden\"]", "pemicu = []", &["pemicu kosong"]),
    ];
    for (lama, baru, harap) in tabel {
        assert!(CONTOH.contains(lama), "{lama}");
        let galat = match baca(&CONTOH.replacen(lama, baru, 1)) {
            Ok(_) => panic!("accepted: {baru}"),
            Err(galat) => galat.to_string(),
        };
        assert!(galat.starts_with("profil contoh.toml ditolak:"), "{galat}");
        for bagian in *harap {
            assert!(galat.contains(bagian), "{baru}\nlacks `{bagian}`:\n{galat}");
        }
    }
}

#[test]
fn settings_that_contradict_themselves_are_refused() {
    let tabel = [
        ("jam_masuk = \"7:30\"", "`7:30` bukan jam"),
        ("jam_masuk = \"24:00\"", "`24:00` bukan jam"),
        ("jam_masuk = \"17:00\"", "jam_pulang: tidak sesudah jam masuk"),
        ("hari_kerja = []", "tidak ada hari kerja"),
        ("pengingat = { koordinator_setelah_hari_kerja = 10 }", "harus lebih lama"),
        ("pengingat = { hari_sebelum = [1, 7, 30] }", "harus menurun"),
        ("pengingat = { hari_sebelum = [7, 7] }", "harus menurun"),
        ("predikat_dari = \"perkiraan\"", "Pilih salah satu: indeks_penuh, indeks_2_desimal"),
        ("warna = \"biru\"", "kunci `warna` tidak dikenal"),
    ];
    for (isi, harap) in tabel {
        let galat = baca(&CONTOH.replacen("[kecamatan]", &format!("[pengaturan]\n{isi}\n\n[kecamatan]"), 1))
            .unwrap_err()
            .to_string();
        assert!(galat.contains(harap), "{isi}: {galat}");
    }
}

#[test]
fn all_faults_of_content_are_told_at_once() {
    let teks = CONTOH.replacen("skema = 1", "skema = 9", 1).replacen("\"99.01\"", "\"x\"", 1).replacen(
        "contohkab.go.id",
        "contoh",
        1,
    );
    assert_eq!(baca(&teks).unwrap_err().masalah.len(), 3);
}

#[test]
fn a_file_cut_off_anywhere_is_an_error_and_never_a_panic() {
    for panjang in (0..CONTOH.len()).step_by(7) {
        if let Some(awal) = CONTOH.get(..panjang) {
            let _ = baca(awal).map_err(|galat| assert!(!galat.masalah.is_empty()));
        }
    }
    let panjang = teks_profil(&nama_profil()[0]);
    assert!(baca(panjang.get(..panjang.len() / 2).unwrap()).is_err());
}

#[test]
fn addresses_are_read_strictly() {
    let baik = [
        ("24", "Pasal 24"),
        ("24(6)", "Pasal 24 ayat (6)"),
        ("24(6)a", "Pasal 24 ayat (6) huruf a"),
        ("24(6)a.1", "Pasal 24 ayat (6) huruf a angka 1"),
        ("39a", "Pasal 39 huruf a"),
        ("13A", "Pasal 13A"),
        ("13A(2)", "Pasal 13A ayat (2)"),
        ("1.7", "Pasal 1 angka 7"),
    ];
    for (teks, lengkap) in baik {
        let alamat: Alamat = teks.parse().unwrap();
        assert_eq!(alamat.to_string(), teks);
        assert_eq!(alamat.lengkap(), lengkap);
    }
    for teks in [
        "",
        "0",
        "01",
        "a",
        "24(",
        "24()",
        "24(0)",
        "24(6",
        "24 (6)",
        "24(6)ab",
        "24(6)a1",
        "24.",
        "70000",
        "24(6)é",
        "Pasal 24",
        "-1",
        "24(99999)",
    ] {
        assert!(teks.parse::<Alamat>().is_err(), "{teks}");
    }
}

#[test]
fn a_wider_address_covers_a_narrower_one() {
    let tabel = [
        ("24", "24(6)a", true),
        ("24(6)", "24(6)a", true),
        ("24(6)a", "24(6)", false),
        ("24", "24A", false),
        ("2", "24", false),
        ("24(6)", "24(7)", false),
    ];
    for (luas, sempit, harap) in tabel {
        let luas: Alamat = luas.parse().unwrap();
        assert_eq!(luas.mencakup(&sempit.parse().unwrap()), harap, "{luas} {sempit}");
    }
}

#[test]
fn provisions_that_follow_each_other_are_told_without_repeating() {
    let tabel: [(&[&str], &str); 8] = [
        (&["2(1)"], "Pasal 2 ayat (1)"),
        (&["4(1)", "4(2)", "4(3)a", "4(3)b"], "Pasal 4 ayat (1), ayat (2), ayat (3) huruf a, huruf b"),
        (&["39a", "39b", "40"], "Pasal 39 huruf a, huruf b, Pasal 40"),
        (&["1.7", "1.8"], "Pasal 1 angka 7, angka 8"),
        (&["24", "24(6)"], "Pasal 24, Pasal 24 ayat (6)"),
        (&["24(6)", "24(6)a"], "Pasal 24 ayat (6), Pasal 24 ayat (6) huruf a"),
        (&["24(6)a", "24(7)a"], "Pasal 24 ayat (6) huruf a, ayat (7) huruf a"),
        (&["13(2)", "13A(2)", "13A(2)"], "Pasal 13 ayat (2), Pasal 13A ayat (2), Pasal 13A ayat (2)"),
    ];
    for (alamat, harap) in tabel {
        let alamat: Vec<Alamat> = alamat.iter().map(|teks| teks.parse().unwrap()).collect();
        assert_eq!(kewajiban::kalimat::pasal(&alamat), harap);
    }
}
