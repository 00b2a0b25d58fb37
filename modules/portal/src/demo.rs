//! Records of the demonstration, all invented: news, profiles of agencies, links, questions, a notice.
use kernel::auth::account;
use kernel::{App, Result, Subject, Work, Write, args};
use register::{Record, Register};
use time::Duration;
use uuid::Uuid;

use crate::model::{Jenis, Rincian, Setelan, Tulisan, Versi};
use crate::setup::{terbitkan, versi};
use crate::{KABAR_PENTING, TANYA_JAWAB, TAUTAN, siput, store};

/// Days ago, category, title, summary, text.
const BERITA: &[(i64, &str, &str, &str, &str)] = &[
    (
        1,
        "pemerintahan",
        "Loket layanan buka sampai sore setiap Kamis",
        "Mulai pekan ini warga yang bekerja dapat mengurus surat sepulang kerja.",
        "Mulai Kamis pekan ini loket layanan terpadu melayani sampai pukul 18.00.\n\n## Yang dilayani\n\n- Surat keterangan usaha\n- Legalisasi salinan dokumen\n- Pengambilan izin yang sudah selesai\n\nNomor antrean diambil paling lambat pukul 17.30.",
    ),
    (
        2,
        "kesehatan",
        "Pemeriksaan kesehatan keliling di enam desa",
        "Puskesmas keliling mengunjungi desa yang jauh dari puskesmas induk sepanjang bulan ini.",
        "Petugas memeriksa tekanan darah, gula darah, dan kesehatan ibu hamil **tanpa biaya**. Bawa kartu identitas dan buku kesehatan ibu dan anak bila ada.",
    ),
    (
        4,
        "pembangunan",
        "Jembatan gantung desa hulu selesai diperkuat",
        "Pejalan kaki dan sepeda motor kembali dapat melintas mulai hari Senin.",
        "Perbaikan meliputi kabel utama, papan lantai, dan pagar pengaman. Mobil tetap melalui jalan memutar.",
    ),
    (
        6,
        "pendidikan",
        "Pendaftaran beasiswa daerah dibuka",
        "Pelajar dan mahasiswa dari keluarga kurang mampu dapat mendaftar sampai akhir bulan.",
        "Berkas yang disiapkan:\n\n1. Kartu keluarga\n2. Rapor atau transkrip terakhir\n3. Surat keterangan dari desa\n\nPendaftaran tidak dipungut biaya.",
    ),
    (
        9,
        "ekonomi",
        "Pasar tani kembali digelar di alun-alun",
        "Petani menjual langsung hasil panen setiap Sabtu pagi.",
        "Pasar tani berlangsung pukul 06.00 sampai 10.00. Kelompok tani yang ingin ikut dapat mendaftar di dinas yang membidangi pertanian.",
    ),
    (
        12,
        "kebencanaan",
        "Latihan evakuasi banjir di bantaran sungai",
        "Warga tiga kelurahan berlatih mencapai tempat berkumpul dalam dua puluh menit.",
        "Latihan dimulai dengan bunyi sirene panjang. Jalur evakuasi ditandai panah hijau. *Ini latihan, bukan keadaan darurat.*",
    ),
    (
        15,
        "pemerintahan",
        "Warga dapat memeriksa keaslian surat secara daring",
        "Surat yang ditandatangani secara elektronik dapat diperiksa lewat kode pada surat.",
        "Pindai kode pada surat atau ketik nomornya di halaman [verifikasi](/verifikasi). Halaman itu menyebutkan siapa yang menandatangani dan apakah isinya utuh.",
    ),
    (
        19,
        "kesehatan",
        "Posyandu lansia bertambah di empat kecamatan",
        "Kegiatan diadakan sebulan sekali di balai desa.",
        "Lansia mendapat pemeriksaan dan senam ringan. Keluarga diharapkan mendampingi.",
    ),
    (
        24,
        "pembangunan",
        "Pipa air bersih menjangkau dusun atas",
        "Seratus dua puluh rumah kini tersambung ke jaringan air bersih.",
        "Sambungan rumah diresmikan bersama warga. Pembacaan meter dimulai bulan depan.",
    ),
    (
        30,
        "pendidikan",
        "Perpustakaan keliling punya jadwal baru",
        "Mobil perpustakaan singgah di dua belas sekolah dasar setiap bulan.",
        "Jadwal lengkap ditempel di setiap sekolah. Buku dapat dipinjam selama dua pekan.",
    ),
    (
        38,
        "ekonomi",
        "Pelatihan pengemasan bagi usaha rumahan",
        "Empat puluh pelaku usaha belajar membuat label dan kemasan yang aman.",
        "Pelatihan berlangsung tiga hari. Peserta terbaik didampingi sampai memperoleh nomor induk berusaha.",
    ),
    (
        45,
        "pemerintahan",
        "Hasil survei layanan semester lalu diumumkan",
        "Kecepatan layanan dinilai naik; ruang tunggu masih perlu diperbaiki.",
        "Masukan warga menjadi bahan rencana perbaikan. Setiap instansi memasang rencananya di loket.",
    ),
];

const TAUTAN_CONTOH: &[(&str, &str, &str)] = &[
    ("Peraturan dan dokumen hukum", "/jdih", "daerah"),
    ("Semua instansi", "/instansi", "daerah"),
    ("Portal Informasi Indonesia", "https://indonesia.go.id", "pusat"),
    ("LAPOR!", "https://www.lapor.go.id", "pusat"),
    ("Satu Data Indonesia", "https://data.go.id", "pusat"),
];

const TANYA: &[(&str, &str, &str)] = &[
    (
        "Resi",
        "Nomor resi saya hilang. Apa yang harus saya lakukan?",
        "Datang ke loket yang menerima permohonan Anda dengan **kartu identitas**. Demi keamanan, nomor resi dan kata rahasia tidak diberikan lewat telepon.",
    ),
    (
        "Resi",
        "Apakah saya harus membuat akun?",
        "Tidak. Permohonan dan pengaduan dapat dikirim dan diikuti tanpa akun, cukup dengan nomor resi dan kata rahasianya.",
    ),
    (
        "Situs",
        "Mengapa halaman di sini tampak sederhana?",
        "Supaya cepat dibuka di ponsel murah dan sambungan lambat. Lihat juga halaman [aksesibilitas](/halaman/aksesibilitas).",
    ),
];

async fn catatan(write: &mut Write, register: &'static Register, values: Vec<(&str, kernel::Val)>) -> Result<()> {
    let mut record = Record::blank(register, Uuid::now_v7());
    for (name, value) in values {
        record.set(name, value);
    }
    register::store::insert(write, &record).await?;
    Ok(())
}

/// Fills in the demonstration; does nothing when there is news already.
pub fn demo(app: App) -> Work<()> {
    Box::pin(async move {
        let there = app.db.optional("select 1 as ada from tulisan where jenis = 'berita' limit 1", args![]).await?;
        if there.is_some() {
            return Ok(());
        }
        let units = app.units().await?;
        let agencies: Vec<_> = units.iter().filter(|unit| unit.is_agency).collect();
        let mut write = Write::system(&app, "portal.contoh").await?;
        let now = write.at();
        for (nomor, (ago, kategori, judul, ringkasan, isi)) in BERITA.iter().enumerate() {
            let unit = agencies.get(nomor % agencies.len().max(1)).map(|unit| unit.id);
            let sejak = now - Duration::days(*ago);
            let satu = Versi { kategori: (*kategori).to_owned(), ..versi(judul, ringkasan, isi, now) };
            terbitkan(&mut write, (Jenis::Berita, unit, &siput::dari(judul)), satu, sejak).await?;
        }
        for (nomor, unit) in agencies.iter().take(8).enumerate() {
            let rincian = Rincian {
                kepala: "Contoh Nama".into(),
                alamat: format!("Jalan Contoh Nomor {}", nomor + 1),
                telepon: format!("(0000) 1000{nomor}"),
                surel: format!("{}@{}", siput::dari(&unit.code), app.profile.identity.domain.nama),
                jam: "Senin–Jumat, 07.30–16.00".into(),
                situs: String::new(),
            };
            let isi = format!(
                "{} melaksanakan urusan pemerintahan daerah di bidangnya.\n\n- Menyusun kebijakan di bidangnya\n- Melayani masyarakat\n- Membina unit di bawahnya\n\n*Profil ini contoh.*",
                unit.name
            );
            let satu = Versi { rincian, ..versi(&unit.name, "", &isi, now) };
            terbitkan(&mut write, (Jenis::Instansi, Some(unit.id), &siput::dari(&unit.code)), satu, now).await?;
        }
        for (nomor, (judul, alamat, kelompok)) in (0_i64..).zip(TAUTAN_CONTOH) {
            let values = vec![
                ("judul", (*judul).into()),
                ("alamat", (*alamat).into()),
                ("kelompok", (*kelompok).into()),
                ("urutan", nomor.into()),
                ("tampil", true.into()),
            ];
            catatan(&mut write, &TAUTAN, values).await?;
        }
        for (nomor, (kelompok, tanya, jawab)) in (0_i64..).zip(TANYA) {
            let values = vec![
                ("pertanyaan", (*tanya).into()),
                ("jawaban", (*jawab).into()),
                ("kelompok", (*kelompok).into()),
                ("urutan", nomor.into()),
                ("tampil", true.into()),
            ];
            catatan(&mut write, &TANYA_JAWAB, values).await?;
        }
        let kabar = vec![
            ("pesan", "Contoh: jalan poros utara ditutup sementara karena genangan. Pakai jalan lingkar.".into()),
            ("tingkat", "waspada".into()),
            ("mulai", now.into()),
            ("selesai", (now + Duration::days(7)).into()),
            ("tampil", true.into()),
        ];
        catatan(&mut write, &KABAR_PENTING, kabar).await?;
        ajuan(&mut write, &app).await?;
        let setelan = vec![
            ("sambutan", "Selamat datang. Cari layanan, sampaikan laporan, dan ikuti kelanjutannya dari sini.".into()),
            ("alamat", "Jalan Contoh Nomor 1".into()),
            ("telepon", "(0000) 12345".into()),
            ("surel", format!("halo@{}", app.profile.identity.domain.nama).into()),
            ("jam", "Senin–Jumat, 07.30–16.00".into()),
            ("darurat", "112".into()),
        ];
        let there =
            write.tx().optional("select 1 as ada from portal_setelan where id = $1", args![Setelan::ID]).await?;
        if there.is_some() {
            write.update(&crate::model::setelan_table(), Setelan::ID, None, setelan).await?;
        } else {
            write.insert(&crate::model::setelan_table(), Setelan::ID, setelan).await?;
        }
        write.commit(&Subject::new("portal_setelan", Setelan::ID, "/portal")).await
    })
}

/// One piece of news that waits for its approval.
async fn ajuan(write: &mut Write, app: &App) -> Result<()> {
    let Some(penulis) = account::by_login(app, "dinas").await? else { return Ok(()) };
    let now = write.at();
    let satu = Versi {
        penulis: vec![penulis.id],
        pengaju: Some(penulis.id),
        disetujui: None,
        ..versi(
            "Jadwal layanan keliling bulan depan",
            "Mobil layanan singgah di delapan desa.",
            "Jadwal per desa sedang disusun bersama kepala desa.",
            now,
        )
    };
    let tulisan = Tulisan {
        id: Uuid::now_v7(),
        version: 1,
        updated: now,
        unit: None,
        owner: Some(penulis.id),
        jenis: Jenis::Berita,
        siput: siput::dari(&satu.judul),
        status: "diajukan".into(),
        versi: satu.id,
        versi_terbit: None,
        terbit: None,
        sampai: None,
        tampil: false,
        diubah: None,
        alasan: String::new(),
    };
    store::baru(write, &tulisan, &satu).await
}
