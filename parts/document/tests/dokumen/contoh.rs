//! Sample data: plainly invented people and places.

use document::templat::*;
use time::macros::date;

pub fn kop() -> Kop {
    Kop {
        pemerintah: "Pemerintah Kabupaten Contoh".into(),
        perangkat: Some("Dinas Komunikasi dan Informatika".into()),
        alamat: vec![
            "Jalan Merdeka Nomor 1, Kota Contoh 00000".into(),
            "Telepon (000) 000000 · surel diskominfo@contoh.example".into(),
        ],
        lambang: Some(
            br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 48"><path d="M2 2h36v24q0 14-18 20Q2 40 2 26z" fill="none" stroke="black" stroke-width="3"/><circle cx="20" cy="20" r="8"/></svg>"#
                .to_vec(),
        ),
        ..Kop::default()
    }
}

pub fn identitas() -> Identitas {
    Identitas {
        dokumen: "EV-2026-0001".into(),
        sidik: Some("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into()),
        verifikasi: Some("https://pendopo.contoh.example/periksa/EV-2026-0001".into()),
    }
}

pub fn penanda_tangan(kunci: &str, peran: &str, nama: &str) -> PenandaTangan {
    PenandaTangan {
        kunci: kunci.into(),
        peran: peran.into(),
        jabatan: Some("Kepala Bidang Aplikasi Informatika".into()),
        nama: nama.into(),
        pangkat: Some("Penata Tingkat I (III/d)".into()),
        nip: Some("19800101 200501 1 001".into()),
    }
}

pub fn berita_acara() -> BeritaAcara {
    let indikator = |nomor: usize| Indikator {
        nomor: nomor.to_string(),
        nama: format!("Tingkat kematangan contoh nomor {nomor} pada layanan dan tata kelola pemerintah daerah"),
        tingkat: ((nomor % 5) + 1).to_string(),
        bobot: "2,50".into(),
        nilai: "0,0750".into(),
    };
    let mut nomor = 0;
    let mut aspek = |nama: &str, banyak: usize| {
        let indikator = (0..banyak)
            .map(|_| {
                nomor += 1;
                indikator(nomor)
            })
            .collect();
        Aspek { nama: nama.into(), bobot: "13,00".into(), indeks: "2,80".into(), indikator }
    };
    let domain = vec![
        Domain {
            nama: "Domain 1 – Kebijakan".into(),
            bobot: "13,00".into(),
            indeks: "2,80".into(),
            aspek: vec![aspek("Aspek 1 – Kebijakan internal tata kelola", 10)],
        },
        Domain {
            nama: "Domain 2 – Tata Kelola".into(),
            bobot: "25,00".into(),
            indeks: "2,40".into(),
            aspek: vec![
                aspek("Aspek 2 – Perencanaan strategis", 4),
                aspek("Aspek 3 – Teknologi informasi dan komunikasi", 4),
                aspek("Aspek 4 – Penyelenggara", 2),
            ],
        },
        Domain {
            nama: "Domain 3 – Manajemen".into(),
            bobot: "16,50".into(),
            indeks: "1,90".into(),
            aspek: vec![aspek("Aspek 5 – Penerapan manajemen", 8), aspek("Aspek 6 – Audit", 3)],
        },
        Domain {
            nama: "Domain 4 – Layanan".into(),
            bobot: "45,50".into(),
            indeks: "3,10".into(),
            aspek: vec![aspek("Aspek 7 – Layanan administrasi pemerintahan", 10), aspek("Aspek 8 – Layanan publik", 6)],
        },
    ];
    BeritaAcara {
        kertas: Kertas::F4,
        kop: kop(),
        judul: "Penilaian Mandiri Sistem Pemerintahan Berbasis Elektronik".into(),
        tahun: 2026,
        nomor: "000.8/17/DISKOMINFO/2026".into(),
        tanggal: date!(2026 - 11 - 21),
        tempat: "Ruang Rapat Dinas Komunikasi dan Informatika".into(),
        instrumen: "Peraturan Menteri PANRB Nomor 59 Tahun 2020".into(),
        dasar: vec![
            "Peraturan Bupati Contoh Nomor 1 Tahun 2020 tentang penyelenggaraan SPBE".into(),
            "Keputusan Bupati Contoh Nomor 12 Tahun 2026 tentang tim evaluasi internal".into(),
        ],
        tim: vec![
            Anggota {
                nama: "Budi Contoh, S.Kom., M.T.".into(),
                nip: Some("19750101 200003 1 001".into()),
                jabatan: "Sekretaris Daerah".into(),
                peran: "Penanggung jawab".into(),
            },
            Anggota {
                nama: "Siti Misalnya, S.T.".into(),
                nip: Some("19800101 200501 2 002".into()),
                jabatan: "Kepala Dinas Komunikasi dan Informatika".into(),
                peran: "Ketua".into(),
            },
            Anggota {
                nama: "Andi Umpama".into(),
                nip: None,
                jabatan: "Pranata Komputer Ahli Muda".into(),
                peran: "Operator".into(),
            },
        ],
        domain,
        hasil: Hasil {
            indeks: "2,5958".into(),
            predikat: "Cukup".into(),
            dasar: "indeks penuh".into(),
            berbeda: Some(HasilBerbeda {
                dasar: "indeks dua desimal".into(),
                indeks: "2,60".into(),
                predikat: "Baik".into(),
            }),
        },
        kekuatan: vec!["Kebijakan internal lengkap dan ditinjau setiap dua tahun.".into()],
        kelemahan: vec![
            "Manajemen risiko belum dijalankan pada semua perangkat daerah.".into(),
            "Audit keamanan belum terjadwal.".into(),
        ],
        rekomendasi: vec!["Tetapkan jadwal audit dan laksanakan pada triwulan pertama.".into()],
        penanda_tangan: vec![
            penanda_tangan("ketua", "Ketua Tim", "Siti Misalnya, S.T."),
            penanda_tangan("anggota-1", "Anggota", "Andi Umpama"),
            penanda_tangan("anggota-2", "Anggota", "Rina Seandainya, S.Sos."),
        ],
        mengetahui: Some(penanda_tangan("mengetahui", "Mengetahui", "Budi Contoh, S.Kom., M.T.")),
        lampiran: vec![
            Lampiran {
                nama: "Rekapitulasi bukti dukung".into(),
                keterangan: Some("47 indikator, 112 berkas".into()),
                sidik: Some("sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae".into()),
            },
            Lampiran { nama: "Daftar hadir".into(), keterangan: None, sidik: None },
        ],
        identitas: identitas(),
    }
}

pub fn dicetak() -> Dicetak {
    Dicetak { pada: "21 November 2026 pukul 10.00 WIB".into(), oleh: "Andi Umpama".into() }
}

pub fn laporan_register(banyak: usize) -> LaporanRegister {
    let kolom = |judul: &str, bagian, rata| Kolom { judul: judul.into(), bagian, rata };
    LaporanRegister {
        kertas: Kertas::F4,
        melintang: true,
        kop: Some(kop()),
        judul: "Daftar Perangkat Daerah".into(),
        keterangan: vec!["Jenis: semua".into(), "Status: aktif".into()],
        bernomor: true,
        kolom: vec![
            kolom("Kode", 2, Rata::Tengah),
            kolom("Nama", 6, Rata::Kiri),
            kolom("Alamat", 6, Rata::Kiri),
            kolom("Jenis", 2, Rata::Kiri),
            kolom("Kepala", 4, Rata::Kiri),
            kolom("Pegawai", 2, Rata::Kanan),
            kolom("Anggaran (Rp)", 3, Rata::Kanan),
        ],
        baris: (1..=banyak)
            .map(|n| {
                vec![
                    format!("{n:05}"),
                    format!("Dinas Contoh Urusan Nomor {n}"),
                    format!("Jalan Contoh Nomor {n}, Kecamatan Misalnya"),
                    "Dinas".into(),
                    format!("Umpama Ke-{n}, S.T."),
                    (n % 90).to_string(),
                    "1.250.000.000".into(),
                ]
            })
            .collect(),
        jumlah: Some(vec![
            "".into(),
            "Jumlah".into(),
            "".into(),
            "".into(),
            "".into(),
            "900".into(),
            "50.000.000.000".into(),
        ]),
        dicetak: dicetak(),
        identitas: Some(identitas()),
    }
}

pub fn laporan_kepatuhan() -> LaporanKepatuhan {
    let hitungan = |terpenuhi, berjalan, terlambat| Hitungan { terpenuhi, berjalan, terlambat };
    LaporanKepatuhan {
        kertas: Kertas::F4,
        kop: kop(),
        judul: "Laporan Kepatuhan Penyelenggaraan SPBE".into(),
        periode: "Semester II Tahun 2026".into(),
        per_tanggal: date!(2026 - 11 - 21),
        ringkasan: hitungan(96, 31, 23),
        perangkat: [
            "Dinas Komunikasi dan Informatika",
            "Badan Perencanaan Contoh",
            "Inspektorat",
            "Kecamatan Misalnya",
        ]
        .iter()
        .zip([(40, 10, 3), (20, 8, 12), (30, 13, 8), (6, 0, 0)])
        .map(|(nama, (a, b, c))| KepatuhanPerangkat { nama: (*nama).into(), hitungan: hitungan(a, b, c) })
        .collect(),
        pasal: (1..=40)
            .map(|n| KepatuhanPasal {
                pasal: format!("Pasal {n} ayat (2)"),
                kewajiban: "Meninjau peta rencana pada paruh waktu dan tahun terakhir".into(),
                penanggung_jawab: "Badan Perencanaan Contoh".into(),
                hitungan: hitungan(n % 4, n % 3, n % 2),
            })
            .collect(),
        dicetak: dicetak(),
        identitas: Some(identitas()),
    }
}

pub fn rekaman() -> Rekaman {
    let isian = |label: &str, nilai: &str| Isian { label: label.into(), nilai: nilai.into() };
    Rekaman {
        kertas: Kertas::A4,
        kop: Some(kop()),
        jenis: "Perangkat daerah".into(),
        judul: "Dinas Komunikasi dan Informatika".into(),
        status: Some("Aktif".into()),
        bagian: vec![
            Bagian {
                judul: "Identitas".into(),
                isian: vec![
                    isian("Kode", "2.16.01"),
                    isian("Nama", "Dinas Komunikasi dan Informatika"),
                    isian("Induk", ""),
                ],
            },
            Bagian { judul: "Isian tambahan".into(), isian: Vec::new() },
        ],
        tabel: vec![TabelRekaman {
            judul: "Pejabat".into(),
            kolom: vec!["Jabatan".into(), "Nama".into(), "Sejak".into()],
            baris: vec![vec!["Kepala Dinas".into(), "Siti Misalnya, S.T.".into(), "1 Maret 2024".into()]],
        }],
        lampiran: vec![Lampiran { nama: "struktur.pdf".into(), keterangan: Some("120 kB".into()), sidik: None }],
        riwayat: vec![
            Riwayat {
                waktu: "21 November 2026 09.15".into(),
                pelaku: "Andi Umpama".into(),
                peristiwa: "Diubah".into(),
                perubahan: vec![Perubahan { label: "Kode".into(), semula: "".into(), menjadi: "2.16.01".into() }],
            },
            Riwayat {
                waktu: "2 Januari 2026 08.00".into(),
                pelaku: "Sistem".into(),
                peristiwa: "Dibuat dari impor".into(),
                perubahan: Vec::new(),
            },
        ],
        dicetak: dicetak(),
        identitas: Some(identitas()),
    }
}

pub fn kode_pemulihan() -> KodePemulihan {
    KodePemulihan {
        kertas: Kertas::A4,
        pemerintah: "Pemerintah Kabupaten Contoh".into(),
        aplikasi: "Pendopo".into(),
        nama: "Andi Umpama".into(),
        akun: "andi.umpama".into(),
        dibuat: "21 November 2026 pukul 10.00 WIB".into(),
        kode: (0..10).map(|n| format!("k{n}7q2-m4x{n}p-9tz{n}w")).collect(),
    }
}

pub fn berita_acara_arsip() -> BeritaAcaraArsip {
    let berkas = |nomor: usize| BerkasArsip {
        nomor: format!("500.12.6/2019/{nomor}"),
        uraian: format!("Surat-menyurat contoh tentang layanan elektronik bagian {nomor}"),
        kurun: "2019".into(),
        jumlah: "12".into(),
        retensi: "2 + 3 tahun".into(),
        keterangan: "Sesuai usul".into(),
    };
    BeritaAcaraArsip {
        kertas: Kertas::F4,
        kop: Kop { pemerintah: "Pemerintah Kabupaten Contoh".into(), ..Kop::default() },
        judul: "Pemusnahan Arsip".into(),
        nomor: "000.5.6.2/7/ARSIP/2026".into(),
        tanggal: date!(2026 - 11 - 21),
        tempat: "Contoh".into(),
        perbuatan: "telah dimusnahkan arsip yang tercantum dalam daftar di bawah ini.".into(),
        dasar: vec!["Persetujuan Bupati Nomor 45 tanggal 1 November 2026".into()],
        berkas: (1..=40).map(berkas).collect(),
        penanda_tangan: vec![PenandaTangan {
            kunci: "pelaksana".into(),
            peran: "Pelaksana".into(),
            nama: "Sari Contoh".into(),
            ..PenandaTangan::default()
        }],
        identitas: Identitas { dokumen: "BA-ARSIP-1".into(), ..Identitas::default() },
    }
}
