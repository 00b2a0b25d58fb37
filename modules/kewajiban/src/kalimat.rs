//! Schedules, periods and roles in words.

use crate::model::{Acuan, DaftarKewajiban, Jadwal, JatuhTempo, Kekuatan, Kewajiban, Selang, Sifat};
use crate::profil::{Alamat, KunciIstilah, Peran};
use kernel::indonesia::{kalimat, tanggal};
use time::{Date, Month};

/// `tahun`, `2 tahun`.
fn lama(selang: Selang) -> String {
    selang.tulis()
}

fn dari_awal(daftar: &DaftarKewajiban, acuan: Acuan) -> String {
    let istilah =
        |kunci, umum: &str| daftar.profil.istilah.get(&kunci).map_or(umum.to_owned(), |satu| satu.sebutan.clone());
    match acuan {
        Acuan::Kalender => "tahun kalender".to_owned(),
        Acuan::Terakhir => "pelaksanaan terakhir".to_owned(),
        Acuan::Peraturan => "berlakunya peraturan".to_owned(),
        Acuan::Rpjmd => "RPJMD".to_owned(),
        Acuan::RencanaInduk => istilah(KunciIstilah::RencanaInduk, "rencana induk"),
        Acuan::Arsitektur => istilah(KunciIstilah::Arsitektur, "arsitektur SPBE"),
        Acuan::PetaRencana => istilah(KunciIstilah::PetaRencana, "peta rencana SPBE"),
    }
}

/// When a duty falls due, as one sentence without a full stop.
pub fn jadwal(daftar: &DaftarKewajiban, kewajiban: &Kewajiban, jadwal: &Jadwal) -> String {
    let awal = match kewajiban.sifat {
        Sifat::TerusMenerus => "Terus-menerus; bukti diminta setiap ",
        Sifat::Berkala | Sifat::Sekali | Sifat::Bersyarat => "Setiap ",
    };
    match jadwal {
        Jadwal::Berkala { selang, acuan: Acuan::Kalender, jatuh } => {
            let batas = match jatuh {
                JatuhTempo::Akhir if selang.jumlah == 1 => format!(", paling lambat pada akhir {}", lama(*selang)),
                JatuhTempo::Akhir => ", paling lambat pada akhir masanya".to_owned(),
                JatuhTempo::SetelahAwal(setelah) => format!(", paling lambat {} sejak awalnya", satu(*setelah)),
                JatuhTempo::Tanggal { bulan, hari } => format!(", paling lambat {}", hari_bulan(*bulan, *hari)),
            };
            format!("{awal}{}{batas}", lama(*selang))
        }
        Jadwal::Berkala { selang, acuan: Acuan::Terakhir, .. } => {
            format!("{awal}{} sejak pelaksanaan terakhir", lama(*selang))
        }
        Jadwal::Berkala { selang, acuan, jatuh } => {
            let batas = match jatuh {
                JatuhTempo::Akhir => "paling lambat pada akhir masanya".to_owned(),
                JatuhTempo::SetelahAwal(setelah) => format!("paling lambat {} sejak awal masanya", satu(*setelah)),
                JatuhTempo::Tanggal { bulan, hari } => format!("paling lambat {}", hari_bulan(*bulan, *hari)),
            };
            format!("{awal}{} dihitung dari {}, {batas}", lama(*selang), dari_awal(daftar, *acuan))
        }
        Jadwal::ParuhDanAkhir { tahun, acuan } => {
            format!(
                "Dua kali dalam {tahun} tahun masa {}: pada paruh waktu dan pada tahun terakhir",
                dari_awal(daftar, *acuan)
            )
        }
        Jadwal::Sekali { dalam, acuan } => {
            format!("Sekali, paling lambat {} sejak {}", satu(*dalam), dari_awal(daftar, *acuan))
        }
        Jadwal::Pemicu { kode, tenggat_hari_kerja, .. } => {
            format!("Paling lambat {tenggat_hari_kerja} hari kerja setelah: {}", pemicu(daftar, kode))
        }
    }
}

fn satu(selang: Selang) -> String {
    if selang.jumlah == 1 { format!("1 {}", selang.tulis()) } else { selang.tulis() }
}

fn hari_bulan(bulan: u8, hari: u8) -> String {
    Month::try_from(bulan).map_or_else(|_| String::new(), |nama| format!("{hari} {}", tanggal::nama_bulan(nama)))
}

/// The triggers in their own sentences, the first letters small.
fn pemicu(daftar: &DaftarKewajiban, kode: &[String]) -> String {
    let nama: Vec<String> = kode
        .iter()
        .map(|satu| {
            let teks = daftar.pemicu.get(satu).map_or(satu.as_str(), String::as_str);
            let mut huruf = teks.chars();
            // An abbreviation keeps its capitals.
            let singkatan = teks.chars().nth(1).is_some_and(char::is_uppercase);
            match huruf.next() {
                Some(pertama) if !singkatan => pertama.to_lowercase().chain(huruf).collect(),
                Some(_) | None => teks.to_owned(),
            }
        })
        .collect();
    kalimat::daftar_atau(&nama)
}

/// The period of an obligation for people, from its stable name (`2026-T3`).
pub fn masa(kunci: &str, mulai: Date, akhir: Date) -> String {
    if kunci == "sekali" {
        return "Sekali".to_owned();
    }
    if kunci.starts_with("pemicu:") {
        return format!("Kejadian {}", tanggal::panjang(mulai));
    }
    if kunci.starts_with("sejak:") {
        return format!("Sejak {}", tanggal::panjang(mulai));
    }
    if kunci.starts_with("paruh:") {
        return format!("Paruh waktu, tahun {}", akhir.year());
    }
    if kunci.starts_with("akhir:") {
        return format!("Tahun terakhir, {}", akhir.year());
    }
    if kunci.contains('+') {
        return format!("Masa {}", tahun_tahun(mulai, akhir));
    }
    match kunci.split_once('-') {
        None => format!("Tahun {kunci}"),
        Some((tahun, "S1")) => format!("Semester I {tahun}"),
        Some((tahun, "S2")) => format!("Semester II {tahun}"),
        Some((tahun, "T1")) => format!("Triwulan I {tahun}"),
        Some((tahun, "T2")) => format!("Triwulan II {tahun}"),
        Some((tahun, "T3")) => format!("Triwulan III {tahun}"),
        Some((tahun, "T4")) => format!("Triwulan IV {tahun}"),
        Some(_) if kunci.contains("..") && mulai.year() != akhir.year() => {
            format!("Tahun {}", tahun_tahun(mulai, akhir))
        }
        Some(_) if kunci.contains("..") => tanggal::rentang(mulai, akhir),
        Some((tahun, _)) => format!("{} {tahun}", tanggal::nama_bulan(mulai.month())),
    }
}

fn tahun_tahun(mulai: Date, akhir: Date) -> String {
    if mulai.year() == akhir.year() { mulai.year().to_string() } else { format!("{}–{}", mulai.year(), akhir.year()) }
}

/// A role as people say it in this regency.
pub fn peran(daftar: &DaftarKewajiban, peran: Peran) -> String {
    let istilah =
        |kunci, umum: &str| daftar.profil.istilah.get(&kunci).map_or(umum.to_owned(), |satu| satu.sebutan.clone());
    match peran {
        Peran::Bupati => daftar.profil.daerah.sebutan_kepala.clone(),
        Peran::Sekda => "Sekretaris Daerah".to_owned(),
        Peran::PenanggungJawab => istilah(KunciIstilah::PenanggungJawab, "Penanggung jawab SPBE"),
        Peran::TimKoordinasi => istilah(KunciIstilah::TimKoordinasi, "Tim Koordinasi SPBE"),
        Peran::Evaluator => istilah(KunciIstilah::Evaluator, "Tim Evaluator Internal"),
        Peran::Tapd => "Tim Anggaran Pemerintah Daerah".to_owned(),
        Peran::Diskominfo => istilah(KunciIstilah::Diskominfo, "Dinas Komunikasi dan Informatika"),
        Peran::Perencanaan => "Perangkat daerah bidang perencanaan".to_owned(),
        Peran::Organisasi => "Unit organisasi dan tata laksana".to_owned(),
        Peran::Pengawasan => "Aparat pengawasan intern".to_owned(),
        Peran::Kepegawaian => "Perangkat daerah bidang kepegawaian".to_owned(),
        Peran::KeuanganAset => "Perangkat daerah bidang keuangan dan aset".to_owned(),
        Peran::Pengadaan => "Unit pengadaan barang dan jasa".to_owned(),
        Peran::Hukum => "Unit hukum".to_owned(),
        Peran::Kearsipan => "Perangkat daerah bidang kearsipan".to_owned(),
        Peran::Pengaduan => "Pengelola pengaduan".to_owned(),
        Peran::PenyelenggaraLayanan => "Setiap penyelenggara layanan".to_owned(),
        Peran::Walidata => istilah(KunciIstilah::Walidata, "Walidata"),
        Peran::SetiapPd => format!("Setiap {}", istilah(KunciIstilah::PerangkatDaerah, "Perangkat Daerah")),
    }
}

/// What kind of duty it is.
pub fn sifat(sifat: Sifat) -> &'static str {
    match sifat {
        Sifat::Berkala => "Berkala",
        Sifat::Sekali => "Sekali",
        Sifat::Bersyarat => "Bersyarat",
        Sifat::TerusMenerus => "Terus-menerus",
    }
}

/// How far it binds.
pub fn kekuatan(kekuatan: Kekuatan) -> &'static str {
    match kekuatan {
        Kekuatan::Wajib => "Wajib",
        Kekuatan::Dapat => "Boleh dilakukan",
    }
}

/// Several provisions in one line: `Pasal 6 ayat (2), Pasal 6 ayat (3)`.
pub fn pasal(alamat: &[Alamat]) -> String {
    sebutan_pasal(alamat).join(", ")
}

/// The same for files and the search, where each provision has to be found by itself.
pub fn pasal_utuh(alamat: &[Alamat]) -> String {
    alamat.iter().map(Alamat::lengkap).collect::<Vec<_>>().join(", ")
}

/// Each provision as it is read after the one before: `Pasal 4 ayat (3) huruf a`, `huruf b`, `ayat (4)`, `Pasal 6`.
pub fn sebutan_pasal(alamat: &[Alamat]) -> Vec<String> {
    let mut sebelum: Option<&Alamat> = None;
    alamat.iter().map(|satu| satu.setelah(sebelum.replace(satu))).collect()
}

/// Where the text of a provision is read: answered by the module that holds the regulations.
pub fn tautan_pasal(alamat: &Alamat) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("pasal", &alamat.to_string());
    format!("/jdih/acuan?{}", query.finish())
}

/// Name of the regulation: `Perbup Nomor 18 Tahun 2021`.
pub fn peraturan(daftar: &DaftarKewajiban) -> String {
    let satu = &daftar.profil.peraturan;
    format!("{} Nomor {} Tahun {}", satu.singkatan, satu.nomor, satu.tahun)
}
