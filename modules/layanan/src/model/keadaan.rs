//! States of an application.
use kernel::page::Tone;

/// How an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Keadaan {
    /// Being filled in by the applicant; nobody else sees it.
    Draf,
    /// Part of a joint application that waits for the part before it.
    Menunggu,
    /// Come in, nobody has begun.
    Masuk,
    /// An officer examines it.
    Diperiksa,
    /// The applicant is to correct it; the clock stands still.
    Perbaikan,
    /// A visit is arranged.
    Kunjungan,
    /// The applicant is to pay elsewhere; the clock stands still.
    Bayar,
    /// Waits for who decides.
    Persetujuan,
    /// Granted; the letter waits for its signature.
    Penandatanganan,
    /// The output is ready for the applicant.
    Siap,
    /// Finished.
    Selesai,
    /// Refused.
    Ditolak,
    /// Refused, and the applicant objects.
    Keberatan,
    /// Taken back by the applicant.
    Dicabut,
    /// Joint application whose parts are under way.
    Gabungan,
}

impl Keadaan {
    /// All, in the order of a case.
    pub const SEMUA: [Keadaan; 15] = [
        Keadaan::Draf,
        Keadaan::Menunggu,
        Keadaan::Masuk,
        Keadaan::Diperiksa,
        Keadaan::Perbaikan,
        Keadaan::Kunjungan,
        Keadaan::Bayar,
        Keadaan::Persetujuan,
        Keadaan::Penandatanganan,
        Keadaan::Siap,
        Keadaan::Selesai,
        Keadaan::Ditolak,
        Keadaan::Keberatan,
        Keadaan::Dicabut,
        Keadaan::Gabungan,
    ];
    /// The word in the database.
    pub const fn kode(self) -> &'static str {
        match self {
            Keadaan::Draf => "draf",
            Keadaan::Menunggu => "menunggu",
            Keadaan::Masuk => "masuk",
            Keadaan::Diperiksa => "diperiksa",
            Keadaan::Perbaikan => "perbaikan",
            Keadaan::Kunjungan => "kunjungan",
            Keadaan::Bayar => "bayar",
            Keadaan::Persetujuan => "persetujuan",
            Keadaan::Penandatanganan => "penandatanganan",
            Keadaan::Siap => "siap",
            Keadaan::Selesai => "selesai",
            Keadaan::Ditolak => "ditolak",
            Keadaan::Keberatan => "keberatan",
            Keadaan::Dicabut => "dicabut",
            Keadaan::Gabungan => "gabungan",
        }
    }
    /// What pages call it.
    pub const fn label(self) -> &'static str {
        match self {
            Keadaan::Draf => "Belum dikirim",
            Keadaan::Menunggu => "Menunggu bagian sebelumnya",
            Keadaan::Masuk => "Diterima",
            Keadaan::Diperiksa => "Diperiksa",
            Keadaan::Perbaikan => "Perlu diperbaiki pemohon",
            Keadaan::Kunjungan => "Kunjungan lapangan",
            Keadaan::Bayar => "Menunggu bukti pembayaran",
            Keadaan::Persetujuan => "Menunggu keputusan",
            Keadaan::Penandatanganan => "Menunggu tanda tangan",
            Keadaan::Siap => "Siap diambil",
            Keadaan::Selesai => "Selesai",
            Keadaan::Ditolak => "Ditolak",
            Keadaan::Keberatan => "Keberatan diperiksa",
            Keadaan::Dicabut => "Dicabut pemohon",
            Keadaan::Gabungan => "Diproses beberapa instansi",
        }
    }
    /// What it means.
    pub const fn nada(self) -> Tone {
        match self {
            Keadaan::Draf | Keadaan::Menunggu | Keadaan::Dicabut => Tone::Neutral,
            Keadaan::Masuk
            | Keadaan::Diperiksa
            | Keadaan::Kunjungan
            | Keadaan::Persetujuan
            | Keadaan::Penandatanganan
            | Keadaan::Keberatan
            | Keadaan::Gabungan => Tone::Working,
            Keadaan::Perbaikan | Keadaan::Bayar => Tone::Attention,
            Keadaan::Siap | Keadaan::Selesai => Tone::Good,
            Keadaan::Ditolak => Tone::Bad,
        }
    }
    /// From the word in the database or an address.
    pub fn parse(teks: &str) -> Option<Keadaan> {
        Keadaan::SEMUA.into_iter().find(|satu| satu.kode() == teks)
    }
    /// The clock stands still: somebody else than the agency has to act.
    pub const fn terhenti(self) -> bool {
        matches!(self, Keadaan::Perbaikan | Keadaan::Bayar)
    }
    /// Nothing more happens by itself.
    pub const fn berakhir(self) -> bool {
        matches!(self, Keadaan::Selesai | Keadaan::Ditolak | Keadaan::Dicabut)
    }
    /// Officers have it in their queue.
    pub const fn antre(self) -> bool {
        matches!(
            self,
            Keadaan::Masuk
                | Keadaan::Diperiksa
                | Keadaan::Perbaikan
                | Keadaan::Kunjungan
                | Keadaan::Bayar
                | Keadaan::Persetujuan
                | Keadaan::Penandatanganan
                | Keadaan::Siap
                | Keadaan::Keberatan
        )
    }
    /// The agency has to act, so that a day can be late.
    pub const fn berjalan(self) -> bool {
        matches!(
            self,
            Keadaan::Masuk
                | Keadaan::Diperiksa
                | Keadaan::Kunjungan
                | Keadaan::Persetujuan
                | Keadaan::Penandatanganan
                | Keadaan::Keberatan
        )
    }
    /// What the applicant reads about what happens now.
    pub const fn arti(self) -> &'static str {
        match self {
            Keadaan::Draf => "Permohonan ini belum dikirim.",
            Keadaan::Menunggu => "Bagian ini mulai diproses setelah bagian di atasnya selesai.",
            Keadaan::Masuk => "Permohonan Anda sudah kami terima dan menunggu petugas.",
            Keadaan::Diperiksa => "Petugas sedang memeriksa permohonan Anda.",
            Keadaan::Perbaikan => "Ada yang perlu Anda perbaiki. Waktu proses berhenti sampai Anda mengirim perbaikan.",
            Keadaan::Kunjungan => "Petugas akan datang ke lokasi sesuai jadwal di bawah.",
            Keadaan::Bayar => {
                "Silakan membayar sesuai petunjuk, lalu serahkan buktinya kepada petugas. Waktu proses berhenti sampai bukti diterima."
            }
            Keadaan::Persetujuan => "Permohonan Anda sudah diperiksa dan menunggu keputusan pejabat.",
            Keadaan::Penandatanganan => "Permohonan Anda disetujui. Suratnya menunggu tanda tangan.",
            Keadaan::Siap => "Hasil permohonan Anda sudah siap.",
            Keadaan::Selesai => "Permohonan Anda selesai.",
            Keadaan::Ditolak => "Permohonan Anda tidak dapat dikabulkan.",
            Keadaan::Keberatan => "Keberatan Anda sedang diperiksa oleh pejabat lain.",
            Keadaan::Dicabut => "Permohonan ini sudah Anda cabut.",
            Keadaan::Gabungan => "Permohonan Anda diproses beberapa instansi. Kemajuan setiap bagian ada di bawah.",
        }
    }
}
