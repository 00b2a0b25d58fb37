//! What the complaints of the demonstration say. Everything in it is invented.
use crate::model::{Klasifikasi, Sifat};
use crate::rules::alur::Tindakan as T;

/// A complaint that was made up.
pub struct Contoh {
    pub kategori: &'static str,
    pub kelas: Klasifikasi,
    pub judul: &'static str,
    pub uraian: &'static str,
    pub patokan: &'static str,
    pub jawaban: &'static str,
    pub hasil: &'static str,
}

/// How far one has come.
pub struct Rencana {
    /// What happened to it.
    pub langkah: &'static [T],
    /// How far the reporter is known.
    pub sifat: Sifat,
    /// Days since it came.
    pub umur: u16,
    /// Days over which what happened spreads.
    pub jalan: u16,
}

const fn rencana(langkah: &'static [T], sifat: Sifat, umur: u16, jalan: u16) -> Rencana {
    Rencana { langkah, sifat, umur, jalan }
}

/// The ways, in turn.
pub const RENCANA: &[Rencana] = &[
    rencana(&[], Sifat::Terbuka, 1, 0),
    rencana(&[T::Disposisi], Sifat::Terbuka, 3, 2),
    rencana(&[T::Disposisi, T::Jawab], Sifat::Terbuka, 6, 4),
    rencana(&[T::Disposisi, T::Jawab, T::Selesaikan], Sifat::Anonim, 9, 7),
    rencana(&[T::Disposisi, T::Jawab, T::Selesaikan, T::Setuju], Sifat::Terbuka, 24, 8),
    rencana(&[T::MintaKelengkapan], Sifat::Terbuka, 2, 1),
    rencana(&[T::Disposisi, T::Jawab, T::Selesaikan, T::BukaLagi], Sifat::Terbuka, 12, 10),
    rencana(&[], Sifat::Rahasia, 2, 0),
    rencana(&[T::Disposisi, T::Jawab, T::Selesaikan, T::Setuju], Sifat::Anonim, 52, 18),
    rencana(&[T::Tolak], Sifat::Terbuka, 15, 2),
    rencana(&[T::Disposisi], Sifat::Terbuka, 16, 1),
    rencana(&[T::Disposisi, T::Jawab, T::Selesaikan, T::Keberatan], Sifat::Terbuka, 14, 11),
    rencana(&[T::Disposisi, T::Jawab, T::Selesaikan, T::Setuju], Sifat::Rahasia, 83, 9),
    rencana(&[T::Gabung], Sifat::Terbuka, 4, 1),
];

/// People who do not exist.
pub const NAMA: &[&str] =
    &["Rina Contoh", "Budi Contoh", "Wati Contoh", "Joni Contoh", "Sinta Contoh", "Danu Contoh", "Lila Contoh"];

const UMUM: Klasifikasi = Klasifikasi::TanpaPengawasan;

const fn contoh(
    kategori: &'static str,
    kelas: Klasifikasi,
    judul: &'static str,
    uraian: &'static str,
    patokan: &'static str,
    jawaban: &'static str,
    hasil: &'static str,
) -> Contoh {
    Contoh { kategori, kelas, judul, uraian, patokan, jawaban, hasil }
}

const TINJAU: &str = "Terima kasih atas laporannya. Petugas meninjau ke lokasi pekan ini.";

/// What people report.
pub const CONTOH: &[Contoh] = &[
    contoh(
        "jalan",
        UMUM,
        "Lubang besar di depan pasar",
        "Ada lubang selebar satu meter di depan pasar. Dua motor jatuh pekan ini saat hujan malam.",
        "depan pasar, dekat toko beras",
        TINJAU,
        "Lubang sudah ditambal dengan aspal dan diberi tanda.",
    ),
    contoh(
        "penerangan",
        UMUM,
        "Lampu jalan padam tiga pekan",
        "Tiga lampu jalan di tikungan menuju sekolah padam. Anak-anak pulang mengaji dalam gelap.",
        "tikungan dekat sekolah dasar",
        TINJAU,
        "Dua lampu diganti, satu tiang diperbaiki.",
    ),
    contoh(
        "sampah",
        UMUM,
        "Sampah menumpuk di tepi sungai",
        "Tumpukan sampah di tepi sungai tidak diangkut sudah sepuluh hari dan mulai berbau.",
        "jembatan gantung",
        "Armada kami jadwalkan lewat jalan ini setiap Selasa dan Jumat.",
        "Sampah diangkut, bak baru dipasang.",
    ),
    contoh(
        "air",
        UMUM,
        "Air ledeng keruh",
        "Air keluar hanya pagi, warnanya kuning, dan berpasir. Tetangga mengalami hal yang sama.",
        "gang belakang masjid",
        TINJAU,
        "Pipa bocor ditutup, saringan dibersihkan.",
    ),
    contoh(
        "kependudukan",
        Klasifikasi::Informasi,
        "Syarat mengurus akta kelahiran",
        "Apa saja syarat mengurus akta kelahiran bila orang tua pindahan dari kabupaten lain?",
        "",
        "Bawa surat keterangan lahir, kartu keluarga, dan surat pindah. Layanan ini gratis.",
        "Syarat lengkap sudah kami kirim dan terbitkan di loket desa.",
    ),
    contoh(
        "drainase",
        UMUM,
        "Selokan tersumbat, halaman tergenang",
        "Selokan di depan deretan rumah tersumbat lumpur. Setiap hujan air masuk ke halaman.",
        "deretan rumah dekat balai desa",
        TINJAU,
        "Selokan dikeruk sepanjang lima puluh meter.",
    ),
    contoh(
        "kesehatan",
        UMUM,
        "Antrean puskesmas terlalu lama",
        "Datang pukul tujuh, baru dilayani pukul sebelas, karena petugas loket hanya satu orang.",
        "puskesmas induk",
        "Kami menambah satu petugas loket pada hari Senin dan Kamis.",
        "Nomor antrean kini dapat diambil sejak sore sebelumnya.",
    ),
    contoh(
        "pendidikan",
        UMUM,
        "Atap kelas bocor",
        "Atap dua ruang kelas bocor. Saat hujan murid belajar di teras.",
        "sekolah dasar di ujung desa",
        TINJAU,
        "Atap diganti dengan dana pemeliharaan.",
    ),
    contoh(
        "perhubungan",
        UMUM,
        "Rambu simpang hilang",
        "Rambu berhenti di simpang empat hilang sejak bulan lalu, hampir terjadi tabrakan.",
        "simpang empat terminal",
        TINJAU,
        "Rambu baru sudah dipasang.",
    ),
    contoh(
        "aparatur",
        Klasifikasi::Pengawasan,
        "Diminta membayar untuk layanan gratis",
        "Petugas rekaan meminta uang untuk mempercepat surat yang seharusnya gratis. Saya tidak diberi kuitansi.",
        "loket kantor",
        "Laporan kami periksa. Kami menghubungi Anda lewat halaman ini.",
        "Pemeriksaan selesai, petugas ditegur dan uang dikembalikan.",
    ),
    contoh(
        "perizinan",
        Klasifikasi::Informasi,
        "Lama izin usaha kecil",
        "Berapa lama izin untuk warung kopi terbit setelah berkas lengkap?",
        "",
        "Izin usaha berisiko rendah terbit pada hari yang sama bila berkas lengkap.",
        "Panduan singkat sudah kami kirim.",
    ),
    contoh(
        "bansos",
        UMUM,
        "Bantuan tidak sampai",
        "Nama ibu saya tercantum sebagai penerima bantuan, tetapi dua tahap terakhir tidak diterima.",
        "rumah panggung dekat surau",
        TINJAU,
        "Data diperbaiki, bantuan diserahkan pada tahap ini.",
    ),
    contoh(
        "lingkungan",
        UMUM,
        "Asap pembakaran lahan",
        "Setiap sore ada pembakaran di belakang kebun. Asapnya masuk ke rumah dan membuat anak batuk.",
        "belakang kebun karet",
        TINJAU,
        "Pemilik lahan diberi peringatan dan berhenti membakar.",
    ),
    contoh(
        "ketertiban",
        UMUM,
        "Ternak lepas di jalan raya",
        "Sapi lepas di jalan raya pada malam hari dan membahayakan pengendara.",
        "jalan raya dekat jembatan",
        "Pemilik ternak kami panggil bersama perangkat desa.",
        "Pemilik membuat pagar, patroli malam dijadwalkan.",
    ),
    contoh(
        "desa",
        Klasifikasi::Aspirasi,
        "Usul taman bacaan di balai desa",
        "Ruang belakang balai desa kosong. Kami mengusulkan taman bacaan untuk anak-anak.",
        "balai desa",
        "Usul yang baik. Kami bahas dalam musyawarah desa.",
        "Taman bacaan masuk rencana kerja tahun depan.",
    ),
    contoh(
        "jalan",
        UMUM,
        "Jembatan kayu lapuk",
        "Dua papan jembatan kayu lepas. Warga menyeberang dengan berpegangan.",
        "jembatan ke kebun",
        TINJAU,
        "Papan diganti dan pegangan dipasang.",
    ),
    contoh(
        "penerangan",
        UMUM,
        "Tiang lampu miring",
        "Tiang lampu miring ke arah jalan setelah angin kencang.",
        "depan kantor pos",
        TINJAU,
        "Tiang ditegakkan kembali.",
    ),
    contoh(
        "kesehatan",
        Klasifikasi::Informasi,
        "Jadwal imunisasi",
        "Kapan jadwal imunisasi bulan ini di posyandu kami?",
        "posyandu melati",
        "Setiap Rabu pekan kedua, pukul delapan sampai sebelas.",
        "Jadwal setahun ditempel di posyandu.",
    ),
    contoh(
        "sampah",
        Klasifikasi::Aspirasi,
        "Usul bank sampah",
        "Kami mengusulkan bank sampah di tingkat rukun warga supaya sampah terpilah.",
        "",
        "Terima kasih, kami undang pada pelatihan bulan depan.",
        "Tiga kelompok warga sudah dilatih.",
    ),
    contoh(
        "kependudukan",
        UMUM,
        "Nama salah di kartu keluarga",
        "Nama anak tertulis salah satu huruf di kartu keluarga, sudah dua kali diajukan perbaikan.",
        "",
        "Mohon maaf. Kami perbaiki tanpa perlu datang lagi.",
        "Kartu keluarga yang benar sudah dapat diambil.",
    ),
];
