//! Acts on an application.

/// Who may do an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pelaku {
    /// Who processes.
    Petugas,
    /// Who decides.
    Penyetuju,
    /// The applicant.
    Pemohon,
    /// The program itself.
    Program,
}

/// What is done with an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tindakan {
    /// The applicant sends it.
    Kirim,
    /// A waiting part of a joint application begins.
    Mulai,
    /// An officer begins to examine it.
    Periksa,
    /// The applicant is asked to correct it.
    MintaPerbaikan,
    /// The applicant sends the correction.
    KirimPerbaikan,
    /// A visit is arranged.
    Jadwalkan,
    /// What was seen on the visit is noted.
    CatatKunjungan,
    /// The applicant is asked to pay.
    MintaBayar,
    /// The proof of payment is noted.
    CatatBayar,
    /// Put before who decides.
    Usulkan,
    /// Sent back to the officer.
    Kembalikan,
    /// Granted.
    Setujui,
    /// Refused.
    Tolak,
    /// The letter is signed.
    Tertandatangani,
    /// The signer refused to sign.
    TandaDitolak,
    /// Handed over by an officer.
    Serahkan,
    /// Taken by the applicant on the page.
    Ambil,
    /// The applicant objects to the refusal.
    AjukanKeberatan,
    /// The objection is accepted: it is examined again.
    TerimaKeberatan,
    /// The objection is rejected.
    TolakKeberatan,
    /// The applicant takes it back.
    Cabut,
    /// All parts of a joint application have ended.
    Rampung,
}

impl Tindakan {
    /// All.
    pub const SEMUA: [Tindakan; 22] = [
        Tindakan::Kirim,
        Tindakan::Mulai,
        Tindakan::Periksa,
        Tindakan::MintaPerbaikan,
        Tindakan::KirimPerbaikan,
        Tindakan::Jadwalkan,
        Tindakan::CatatKunjungan,
        Tindakan::MintaBayar,
        Tindakan::CatatBayar,
        Tindakan::Usulkan,
        Tindakan::Kembalikan,
        Tindakan::Setujui,
        Tindakan::Tolak,
        Tindakan::Tertandatangani,
        Tindakan::TandaDitolak,
        Tindakan::Serahkan,
        Tindakan::Ambil,
        Tindakan::AjukanKeberatan,
        Tindakan::TerimaKeberatan,
        Tindakan::TolakKeberatan,
        Tindakan::Cabut,
        Tindakan::Rampung,
    ];
    /// The last part of its address, and the word in the database.
    pub const fn kode(self) -> &'static str {
        match self {
            Tindakan::Kirim => "kirim",
            Tindakan::Mulai => "mulai",
            Tindakan::Periksa => "periksa",
            Tindakan::MintaPerbaikan => "minta_perbaikan",
            Tindakan::KirimPerbaikan => "kirim_perbaikan",
            Tindakan::Jadwalkan => "jadwalkan",
            Tindakan::CatatKunjungan => "catat_kunjungan",
            Tindakan::MintaBayar => "minta_bayar",
            Tindakan::CatatBayar => "catat_bayar",
            Tindakan::Usulkan => "usulkan",
            Tindakan::Kembalikan => "kembalikan",
            Tindakan::Setujui => "setujui",
            Tindakan::Tolak => "tolak",
            Tindakan::Tertandatangani => "tertandatangani",
            Tindakan::TandaDitolak => "tanda_ditolak",
            Tindakan::Serahkan => "serahkan",
            Tindakan::Ambil => "ambil",
            Tindakan::AjukanKeberatan => "ajukan_keberatan",
            Tindakan::TerimaKeberatan => "terima_keberatan",
            Tindakan::TolakKeberatan => "tolak_keberatan",
            Tindakan::Cabut => "cabut",
            Tindakan::Rampung => "rampung",
        }
    }
    /// The action of the log, with what histories call it.
    pub const fn aksi(self) -> (&'static str, &'static str) {
        match self {
            Tindakan::Kirim => ("layanan.dikirim", "Permohonan dikirim"),
            Tindakan::Mulai => ("layanan.dimulai", "Bagian mulai diproses"),
            Tindakan::Periksa => ("layanan.diperiksa", "Mulai diperiksa"),
            Tindakan::MintaPerbaikan => ("layanan.minta_perbaikan", "Pemohon diminta memperbaiki"),
            Tindakan::KirimPerbaikan => ("layanan.diperbaiki", "Perbaikan dikirim"),
            Tindakan::Jadwalkan => ("layanan.kunjungan_dijadwalkan", "Kunjungan dijadwalkan"),
            Tindakan::CatatKunjungan => ("layanan.kunjungan_dicatat", "Hasil kunjungan dicatat"),
            Tindakan::MintaBayar => ("layanan.minta_bayar", "Pemohon diminta membayar"),
            Tindakan::CatatBayar => ("layanan.bayar_dicatat", "Bukti pembayaran dicatat"),
            Tindakan::Usulkan => ("layanan.diusulkan", "Diajukan untuk diputus"),
            Tindakan::Kembalikan => ("layanan.dikembalikan", "Dikembalikan kepada petugas"),
            Tindakan::Setujui => ("layanan.disetujui", "Disetujui"),
            Tindakan::Tolak => ("layanan.ditolak", "Ditolak"),
            Tindakan::Tertandatangani => ("layanan.ditandatangani", "Surat ditandatangani"),
            Tindakan::TandaDitolak => ("layanan.tanda_tangan_ditolak", "Tanda tangan ditolak"),
            Tindakan::Serahkan => ("layanan.diserahkan", "Hasil diserahkan"),
            Tindakan::Ambil => ("layanan.diambil", "Hasil diambil pemohon"),
            Tindakan::AjukanKeberatan => ("layanan.keberatan", "Pemohon mengajukan keberatan"),
            Tindakan::TerimaKeberatan => ("layanan.keberatan_diterima", "Keberatan diterima"),
            Tindakan::TolakKeberatan => ("layanan.keberatan_ditolak", "Keberatan ditolak"),
            Tindakan::Cabut => ("layanan.dicabut", "Dicabut pemohon"),
            Tindakan::Rampung => ("layanan.rampung", "Semua bagian selesai"),
        }
    }
    /// What its button says.
    pub const fn tombol(self) -> &'static str {
        match self {
            Tindakan::Kirim => "Kirim permohonan",
            Tindakan::Mulai => "Mulai",
            Tindakan::Periksa => "Mulai periksa",
            Tindakan::MintaPerbaikan => "Minta perbaikan",
            Tindakan::KirimPerbaikan => "Kirim perbaikan",
            Tindakan::Jadwalkan => "Jadwalkan kunjungan",
            Tindakan::CatatKunjungan => "Catat hasil kunjungan",
            Tindakan::MintaBayar => "Minta pembayaran",
            Tindakan::CatatBayar => "Catat bukti pembayaran",
            Tindakan::Usulkan => "Ajukan untuk diputus",
            Tindakan::Kembalikan => "Kembalikan kepada petugas",
            Tindakan::Setujui => "Setujui",
            Tindakan::Tolak => "Tolak",
            Tindakan::Tertandatangani => "Tandai sudah ditandatangani",
            Tindakan::TandaDitolak => "Tanda tangan ditolak",
            Tindakan::Serahkan => "Catat penyerahan",
            Tindakan::Ambil => "Terima hasil",
            Tindakan::AjukanKeberatan => "Ajukan keberatan",
            Tindakan::TerimaKeberatan => "Terima keberatan",
            Tindakan::TolakKeberatan => "Tolak keberatan",
            Tindakan::Cabut => "Cabut permohonan",
            Tindakan::Rampung => "Rampung",
        }
    }
    /// From the last part of an address.
    pub fn parse(teks: &str) -> Option<Tindakan> {
        Tindakan::SEMUA.into_iter().find(|satu| satu.kode() == teks)
    }
}
