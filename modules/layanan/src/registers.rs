//! The registers: the standard of a service, from which everything else about it follows, and texts that officers use again.
use kernel::Reach;
use kernel::module::Grant;
use register::{Direction, Field, Flow, Hooks, Options, Register, State, Transition};

use crate::{BANTU, KELOLA, LIHAT, PROSES, SAHKAN, SETUJUI, standar};

/// What the roles may do here.
pub const GRANTS: &[Grant] = &[
    Grant { role: "organisasi", perm: LIHAT, reach: Reach::All },
    Grant { role: "organisasi", perm: KELOLA, reach: Reach::All },
    Grant { role: "admin", perm: LIHAT, reach: Reach::All },
    Grant { role: "sekda", perm: LIHAT, reach: Reach::All },
    Grant { role: "bupati", perm: LIHAT, reach: Reach::All },
    Grant { role: "diskominfo", perm: LIHAT, reach: Reach::All },
    Grant { role: "pengawasan", perm: LIHAT, reach: Reach::All },
    Grant { role: "kepala_pd", perm: LIHAT, reach: Reach::Tree },
    Grant { role: "kepala_pd", perm: KELOLA, reach: Reach::Tree },
    Grant { role: "kepala_pd", perm: SAHKAN, reach: Reach::Tree },
    Grant { role: "kepala_pd", perm: PROSES, reach: Reach::Tree },
    Grant { role: "kepala_pd", perm: SETUJUI, reach: Reach::Tree },
    Grant { role: "kepala_pd", perm: BANTU, reach: Reach::Unit },
    Grant { role: "operator_pd", perm: LIHAT, reach: Reach::Tree },
    Grant { role: "operator_pd", perm: KELOLA, reach: Reach::Tree },
    Grant { role: "operator_pd", perm: PROSES, reach: Reach::Tree },
    Grant { role: "operator_pd", perm: BANTU, reach: Reach::Unit },
    Grant { role: "pegawai", perm: BANTU, reach: Reach::Unit },
];

/// Fields of life in which people look for a service.
pub const SEKTOR: Options = &[
    ("kependudukan", "Kependudukan dan keluarga"),
    ("usaha", "Usaha dan perdagangan"),
    ("pendidikan", "Pendidikan dan penelitian"),
    ("kesehatan", "Kesehatan"),
    ("sosial", "Sosial"),
    ("pertanian", "Pertanian, perikanan, dan pangan"),
    ("tata_ruang", "Bangunan, lahan, dan reklame"),
    ("lingkungan", "Lingkungan dan taman"),
    ("perhubungan", "Perhubungan"),
    ("budaya", "Budaya, olahraga, dan pariwisata"),
    ("informasi", "Informasi publik"),
    ("lainnya", "Lainnya"),
];

/// How far a service is electronic.
pub const TINGKAT: Options = &[
    ("informasi", "Informasi (penyebarluasan)"),
    ("interaksi", "Interaksi (tanya jawab dua arah)"),
    ("transaksi", "Transaksi (diajukan dan diputus secara elektronik)"),
    ("kolaborasi", "Kolaborasi (bersama layanan instansi lain)"),
];

/// For whom a service is.
pub const PENGGUNA: Options =
    &[("warga", "Warga"), ("usaha", "Pelaku usaha"), ("warga_usaha", "Warga dan pelaku usaha"), ("lembaga", "Lembaga")];

/// What a granted application gives.
pub const KELUARAN: Options = &[
    ("surat", "Surat atau dokumen dari sistem"),
    ("berkas", "Berkas yang diunggah petugas"),
    ("tanpa", "Tidak ada dokumen"),
];

/// Who grants or refuses.
pub const PENYETUJU: Options = &[("kepala", "Kepala perangkat daerah"), ("petugas", "Petugas yang memeriksa")];

/// When a part of a joint service starts.
pub const MULAI: Options = &[("bersama", "Bersama bagian lain"), ("setelah", "Setelah bagian di atasnya selesai")];

/// For which act a text is.
pub const UNTUK: Options = &[
    ("perbaikan", "Minta perbaikan"),
    ("tolak", "Tolak"),
    ("bayar", "Minta pembayaran"),
    ("siap", "Siap diambil"),
    ("pesan", "Pesan lain kepada pemohon"),
];

/// What a fee is made of.
const BIAYA: &[Field] =
    &[Field::text("uraian", "Untuk apa").required().max(200), Field::money("jumlah", "Jumlah").required()];

/// Services of others that a joint service brings together.
const BAGIAN: &[Field] = &[
    Field::reference("layanan", "Layanan", standar::KUNCI).required(),
    Field::choice("mulai", "Mulai", MULAI).required().default("bersama"),
];

static ALUR: Flow = Flow {
    states: &[
        State::open("draf", "Draf"),
        State::open("diajukan", "Menunggu pengesahan").locked(),
        State::done("terbit", "Berlaku"),
        State::dropped("ditutup", "Ditutup"),
    ],
    initial: "draf",
    transitions: &[
        Transition::new("ajukan", "Ajukan untuk disahkan", &["draf"], "diajukan", KELOLA).guarded(standar::lengkap),
        Transition::new("kembalikan", "Kembalikan", &["diajukan"], "draf", SAHKAN).with_reason(),
        Transition::new("sahkan", "Sahkan dan terbitkan", &["diajukan"], "terbit", SAHKAN).named("layanan.disahkan"),
        Transition::new("revisi", "Buat revisi", &["terbit"], "draf", KELOLA),
        Transition::new("tutup", "Tutup layanan", &["draf", "terbit"], "ditutup", SAHKAN)
            .with_reason()
            .named("layanan.ditutup"),
        Transition::new("buka", "Buka kembali", &["ditutup"], "draf", KELOLA),
    ],
};

/// Standards of services: components 1 to 14 of a service standard, who gives the service, and which steps a case of it takes.
///
/// What is published is a version frozen at approval, see [`standar`]; a revision touches neither the public page nor a
/// case under way.
pub static STANDAR: Register = Register {
    key: standar::KUNCI,
    table: "layanan",
    title: "Standar pelayanan",
    singular: "standar pelayanan",
    about: "Standar setiap layanan: yang dibaca warga, jangka waktu, biaya, dan langkah pemrosesannya berasal dari sini (PermenPANRB 15/2014).",
    read: LIHAT,
    write: KELOLA,
    fields: &[
        Field::text("kode", "Kode").required().unique().in_list().max(40).hint("Pendek dan tidak berubah, misalnya SKU."),
        Field::text("nama", "Nama layanan").required().in_list().filtered().max(160),
        Field::text("ringkas", "Untuk apa").required().max(300).hint("Satu kalimat dengan kata sehari-hari."),
        Field::choice("sektor", "Sektor", SEKTOR).required().in_list().filtered(),
        Field::choice("pengguna", "Untuk siapa", PENGGUNA).required().default("warga"),
        Field::choice("tingkat", "Tingkat layanan", TINGKAT).required().in_list().filtered().default("transaksi"),
        Field::text("kata_kunci", "Kata lain").max(300).hint("Kata yang dipakai warga untuk mencari layanan ini."),
        Field::long_text("persyaratan", "1. Persyaratan").required().max(4000).hint("Satu syarat per baris."),
        Field::long_text("prosedur", "2. Sistem, mekanisme, dan prosedur").required().max(4000).hint("Satu langkah per baris."),
        Field::integer("jangka_waktu", "3. Jangka waktu (hari kerja)", 0, 365)
            .required()
            .in_list()
            .hint("Sejak permohonan lengkap diterima. Isi 0 untuk layanan yang selesai saat itu juga."),
        Field::table("biaya", "4. Biaya atau tarif", BIAYA).hint("Kosongkan bila gratis."),
        Field::text("biaya_dasar", "Dasar biaya").max(300),
        Field::text("produk", "5. Produk pelayanan").required().max(300),
        Field::long_text("pengaduan", "6. Penanganan pengaduan, saran, dan masukan").required().max(2000),
        Field::long_text("dasar_hukum", "7. Dasar hukum").max(4000).hint("Satu peraturan per baris."),
        Field::long_text("sarana", "8. Sarana, prasarana, dan fasilitas").max(2000),
        Field::long_text("kompetensi", "9. Kompetensi pelaksana").max(2000),
        Field::long_text("pengawasan", "10. Pengawasan internal").max(2000),
        Field::integer("pelaksana", "11. Jumlah pelaksana", 0, 10_000),
        Field::long_text("jaminan", "12. Jaminan pelayanan").max(2000),
        Field::long_text("keamanan", "13. Jaminan keamanan dan keselamatan").max(2000),
        Field::long_text("evaluasi", "14. Evaluasi kinerja pelaksana").max(2000),
        Field::text("tempat", "Tempat pelayanan").max(300),
        Field::text("jam", "Jam pelayanan").max(200),
        Field::text("kontak", "Kontak").max(200),
        Field::text("penanggung_jawab", "Penanggung jawab").max(160).hint("Nama jabatan, bukan nama orang."),
        Field::long_text("sop", "Ringkasan SOP").max(4000).hint("Satu langkah per baris; dokumennya dapat dilampirkan."),
        Field::long_text("maklumat", "Maklumat pelayanan").max(1000),
        Field::yes_no("daring", "Dapat diajukan di sini").required().default("ya").in_list().filtered(),
        Field::yes_no("perlu_kunjungan", "Perlu kunjungan lapangan").required().default("tidak"),
        Field::yes_no("perlu_bayar", "Perlu bukti pembayaran").required().default("tidak"),
        Field::choice("penyetuju", "Yang memutus", PENYETUJU).required().default("kepala"),
        Field::choice("keluaran", "Hasil permohonan", KELUARAN).required().default("surat"),
        Field::long_text("isi_keluaran", "Isi surat").max(8000).hint(
            "Satu alinea per baris kosong. {nama}, {nomor}, {tanggal}, {layanan}, dan {isian.KUNCI} diganti isi permohonan.",
        ),
        Field::integer("hari_periksa", "Target pemeriksaan (hari kerja)", 0, 365),
        Field::integer("hari_kunjungan", "Target kunjungan (hari kerja)", 0, 365),
        Field::integer("hari_setuju", "Target persetujuan (hari kerja)", 0, 365),
        Field::integer("hari_keberatan", "Batas keberatan pemohon (hari kerja)", 1, 365).required().default("30"),
        Field::table("bagian", "Layanan terpadu: bagiannya", BAGIAN)
            .hint("Kosongkan kecuali satu permohonan diteruskan ke beberapa layanan. Pemohon mendapat satu nomor."),
    ],
    label: &["nama"],
    sort: ("nama", Direction::Asc),
    check: standar::periksa,
    flow: Some(&ALUR),
    hooks: Hooks { after_write: Some(standar::sesudah), ..Hooks::NONE },
    ..Register::EMPTY
};

/// Texts for messages to applicants.
pub static TEMPLAT: Register = Register {
    key: "templat_layanan",
    table: "templat_layanan",
    title: "Templat pesan layanan",
    singular: "templat pesan",
    about: "Kalimat yang sering dipakai petugas saat menulis kepada pemohon.",
    read: PROSES,
    write: PROSES,
    fields: &[
        Field::text("nama", "Nama").required().in_list().filtered().max(80),
        Field::choice("untuk", "Untuk", UNTUK).required().in_list().filtered().default("perbaikan"),
        Field::long_text("isi", "Isi").required().max(2000).hint("Tanpa data pribadi pemohon."),
    ],
    label: &["nama"],
    sort: ("nama", Direction::Asc),
    check: register::no_check,
    deletable: true,
    ..Register::EMPTY
};
