//! The way of an assessment period, as a table: who may do what in which state.
//!
//! Roles follow PermenPANRB 59/2020 (coordinator, person in charge, data entry, members, external assessors) and the team of
//! Bulungan 2/2020 (supervisor, operator, members). What a regency calls them comes from its profile through [`SebutanPeran`].
//! Regencies whose regulation knows no external assessor (Mukomuko 1/2020 Pasal 51, Kuantan Singingi 33/2020 Pasal 77) run
//! the [`Jalur::Internal`] way, which ends after internal validation.

mod peran;

pub use peran::{Peran, SebutanPeran};

/// Where a period stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Keadaan {
    /// Team, instrument and dates are being set.
    Persiapan,
    /// The team scores, explains and attaches evidence.
    PenilaianMandiri,
    /// The supervisor checks every answer.
    ValidasiInternal,
    /// Handed to the external assessors; read only.
    Dikirim,
    /// External assessors score and recommend.
    PenilaianEksternal,
    /// Frozen for good.
    Final,
}

impl Keadaan {
    /// All states in order.
    pub const SEMUA: [Self; 6] = [
        Self::Persiapan,
        Self::PenilaianMandiri,
        Self::ValidasiInternal,
        Self::Dikirim,
        Self::PenilaianEksternal,
        Self::Final,
    ];

    /// The word stored in the database.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Persiapan => "persiapan",
            Self::PenilaianMandiri => "penilaian_mandiri",
            Self::ValidasiInternal => "validasi_internal",
            Self::Dikirim => "dikirim",
            Self::PenilaianEksternal => "penilaian_eksternal",
            Self::Final => "final",
        }
    }

    /// What people read.
    pub const fn nama(self) -> &'static str {
        match self {
            Self::Persiapan => "Persiapan",
            Self::PenilaianMandiri => "Penilaian mandiri",
            Self::ValidasiInternal => "Validasi internal",
            Self::Dikirim => "Dikirim",
            Self::PenilaianEksternal => "Penilaian eksternal",
            Self::Final => "Final",
        }
    }

    /// The state with that stored word.
    pub fn dari_id(id: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|k| k.id() == id)
    }
}

/// Whether external assessors take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Jalur {
    /// Self-assessment, then external assessors.
    DenganEksternal,
    /// Self-assessment only.
    Internal,
}

impl Jalur {
    /// Both, in the order in which a form offers them.
    pub const SEMUA: [Self; 2] = [Self::DenganEksternal, Self::Internal];

    /// The word stored in the database.
    pub const fn id(self) -> &'static str {
        match self {
            Self::DenganEksternal => "dengan_eksternal",
            Self::Internal => "internal",
        }
    }

    /// What people read.
    pub const fn nama(self) -> &'static str {
        match self {
            Self::DenganEksternal => "Penilaian mandiri, lalu asesor eksternal",
            Self::Internal => "Penilaian internal saja",
        }
    }

    /// The way with that stored word.
    pub fn dari_id(id: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|jalur| jalur.id() == id)
    }
}

/// What people do in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tindakan {
    /// Name the team, the instrument and the dates.
    AturPeriode,
    /// Open the self-assessment.
    MulaiPenilaian,
    /// Give a score with its explanation and evidence.
    IsiNilai,
    /// Hand over to validation.
    AjukanValidasi,
    /// Approve or question one answer.
    ValidasiJawaban,
    /// Send back for repair, with a reason.
    Kembalikan,
    /// Approve the whole result.
    SetujuiHasil,
    /// Hand to the external assessors.
    Kirim,
    /// Take back what was sent, before the assessors begin.
    TarikKembali,
    /// Begin the external assessment.
    MulaiEksternal,
    /// Give an external score with its reason.
    IsiNilaiEksternal,
    /// Give a recommendation.
    BeriRekomendasi,
    /// Answer a question of the assessors with words and evidence; scores stay.
    JawabKlarifikasi,
    /// Freeze for good.
    Bekukan,
}

impl Tindakan {
    /// All acts.
    pub const SEMUA: [Self; 14] = [
        Self::AturPeriode,
        Self::MulaiPenilaian,
        Self::IsiNilai,
        Self::AjukanValidasi,
        Self::ValidasiJawaban,
        Self::Kembalikan,
        Self::SetujuiHasil,
        Self::Kirim,
        Self::TarikKembali,
        Self::MulaiEksternal,
        Self::IsiNilaiEksternal,
        Self::BeriRekomendasi,
        Self::JawabKlarifikasi,
        Self::Bekukan,
    ];

    /// The word in addresses and in the database.
    pub const fn id(self) -> &'static str {
        match self {
            Self::AturPeriode => "atur-periode",
            Self::MulaiPenilaian => "mulai-penilaian",
            Self::IsiNilai => "isi-nilai",
            Self::AjukanValidasi => "ajukan-validasi",
            Self::ValidasiJawaban => "validasi-jawaban",
            Self::Kembalikan => "kembalikan",
            Self::SetujuiHasil => "setujui-hasil",
            Self::Kirim => "kirim",
            Self::TarikKembali => "tarik-kembali",
            Self::MulaiEksternal => "mulai-eksternal",
            Self::IsiNilaiEksternal => "isi-nilai-eksternal",
            Self::BeriRekomendasi => "beri-rekomendasi",
            Self::JawabKlarifikasi => "jawab-klarifikasi",
            Self::Bekukan => "bekukan",
        }
    }

    /// The act with that word.
    pub fn dari_id(id: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|tindakan| tindakan.id() == id)
    }

    /// Whether the act concerns the period as a whole and has a page of its own; the others are part of another page.
    pub const fn atas_periode(self) -> bool {
        match self {
            Self::MulaiPenilaian
            | Self::AjukanValidasi
            | Self::Kembalikan
            | Self::SetujuiHasil
            | Self::Kirim
            | Self::TarikKembali
            | Self::MulaiEksternal
            | Self::Bekukan => true,
            Self::AturPeriode
            | Self::IsiNilai
            | Self::ValidasiJawaban
            | Self::IsiNilaiEksternal
            | Self::BeriRekomendasi
            | Self::JawabKlarifikasi => false,
        }
    }

    /// The verb on the button.
    pub const fn nama(self) -> &'static str {
        match self {
            Self::AturPeriode => "Atur periode",
            Self::MulaiPenilaian => "Mulai penilaian mandiri",
            Self::IsiNilai => "Isi nilai",
            Self::AjukanValidasi => "Ajukan validasi",
            Self::ValidasiJawaban => "Validasi jawaban",
            Self::Kembalikan => "Kembalikan untuk diperbaiki",
            Self::SetujuiHasil => "Setujui hasil",
            Self::Kirim => "Kirim kepada asesor",
            Self::TarikKembali => "Tarik kembali",
            Self::MulaiEksternal => "Mulai penilaian eksternal",
            Self::IsiNilaiEksternal => "Isi nilai eksternal",
            Self::BeriRekomendasi => "Beri rekomendasi",
            Self::JawabKlarifikasi => "Jawab klarifikasi",
            Self::Bekukan => "Bekukan hasil",
        }
    }
}

/// What must hold before an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Syarat {
    /// A supervisor and an operator are named.
    TimLengkap,
    /// Every indicator has a score.
    SemuaDinilai,
    /// Every answer is validated.
    SemuaDivalidasi,
    /// The coordinator approved the result.
    HasilDisetujui,
    /// Every indicator has an external score with a reason.
    SemuaDinilaiEksternal,
    /// A reason was written.
    AlasanDiisi,
}

impl Syarat {
    /// The condition in a few words, for the table of the flow.
    pub const fn judul(self) -> &'static str {
        match self {
            Self::TimLengkap => "tim lengkap",
            Self::SemuaDinilai => "semua indikator dinilai",
            Self::SemuaDivalidasi => "semua jawaban diterima",
            Self::HasilDisetujui => "hasil disetujui",
            Self::SemuaDinilaiEksternal => "semua indikator bernilai eksternal beserta alasannya",
            Self::AlasanDiisi => "dengan alasan",
        }
    }

    /// What is missing, for the person who is refused.
    pub const fn pesan(self) -> &'static str {
        match self {
            Self::TimLengkap => "Tunjuk dahulu penanggung jawab dan pelaksana entri data.",
            Self::SemuaDinilai => "Masih ada indikator yang belum dinilai.",
            Self::SemuaDivalidasi => "Masih ada jawaban yang belum divalidasi.",
            Self::HasilDisetujui => "Hasil belum disetujui.",
            Self::SemuaDinilaiEksternal => "Masih ada indikator tanpa nilai eksternal beserta alasannya.",
            Self::AlasanDiisi => "Tuliskan alasannya.",
        }
    }
}

/// What is known when an act is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FaktaPeriode {
    /// See [`Syarat::TimLengkap`].
    pub tim_lengkap: bool,
    /// See [`Syarat::SemuaDinilai`].
    pub semua_dinilai: bool,
    /// See [`Syarat::SemuaDivalidasi`].
    pub semua_divalidasi: bool,
    /// See [`Syarat::HasilDisetujui`].
    pub hasil_disetujui: bool,
    /// See [`Syarat::SemuaDinilaiEksternal`].
    pub semua_dinilai_eksternal: bool,
    /// See [`Syarat::AlasanDiisi`].
    pub alasan_diisi: bool,
}

impl FaktaPeriode {
    const fn memenuhi(self, syarat: Syarat) -> bool {
        match syarat {
            Syarat::TimLengkap => self.tim_lengkap,
            Syarat::SemuaDinilai => self.semua_dinilai,
            Syarat::SemuaDivalidasi => self.semua_divalidasi,
            Syarat::HasilDisetujui => self.hasil_disetujui,
            Syarat::SemuaDinilaiEksternal => self.semua_dinilai_eksternal,
            Syarat::AlasanDiisi => self.alasan_diisi,
        }
    }
}

/// One row of the table. `ke` is the state afterwards; equal to `dari` where the act changes only contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Langkah {
    /// State in which the act is possible.
    pub dari: Keadaan,
    /// The act.
    pub tindakan: Tindakan,
    /// State afterwards.
    pub ke: Keadaan,
    /// Who may.
    pub peran: &'static [Peran],
    /// What must hold.
    pub syarat: &'static [Syarat],
    /// On which ways the row exists.
    pub jalur: &'static [Jalur],
}

const KEDUA: &[Jalur] = &[Jalur::DenganEksternal, Jalur::Internal];
const EKSTERNAL: &[Jalur] = &[Jalur::DenganEksternal];
const INTERNAL: &[Jalur] = &[Jalur::Internal];

const fn langkah(
    dari: Keadaan,
    tindakan: Tindakan,
    ke: Keadaan,
    peran: &'static [Peran],
    syarat: &'static [Syarat],
    jalur: &'static [Jalur],
) -> Langkah {
    Langkah { dari, tindakan, ke, peran, syarat, jalur }
}

/// The whole table. What is not listed is refused; nothing leads out of [`Keadaan::Final`].
pub const ALUR: &[Langkah] = {
    use Keadaan::{Dikirim, Final, PenilaianEksternal, PenilaianMandiri, Persiapan, ValidasiInternal};
    use Peran::{Anggota, AsesorEksternal, Koordinator, Operator, Supervisor};
    use Syarat::{AlasanDiisi, HasilDisetujui, SemuaDinilai, SemuaDinilaiEksternal, SemuaDivalidasi, TimLengkap};
    use Tindakan as T;
    &[
        langkah(Persiapan, T::AturPeriode, Persiapan, &[Koordinator, Supervisor], &[], KEDUA),
        langkah(Persiapan, T::MulaiPenilaian, PenilaianMandiri, &[Koordinator, Supervisor], &[TimLengkap], KEDUA),
        langkah(PenilaianMandiri, T::IsiNilai, PenilaianMandiri, &[Supervisor, Operator, Anggota], &[], KEDUA),
        langkah(PenilaianMandiri, T::AjukanValidasi, ValidasiInternal, &[Supervisor, Operator], &[SemuaDinilai], KEDUA),
        langkah(ValidasiInternal, T::ValidasiJawaban, ValidasiInternal, &[Supervisor], &[], KEDUA),
        langkah(ValidasiInternal, T::Kembalikan, PenilaianMandiri, &[Koordinator, Supervisor], &[AlasanDiisi], KEDUA),
        langkah(ValidasiInternal, T::SetujuiHasil, ValidasiInternal, &[Koordinator], &[SemuaDivalidasi], KEDUA),
        langkah(
            ValidasiInternal,
            T::Kirim,
            Dikirim,
            &[Koordinator, Supervisor],
            &[SemuaDivalidasi, HasilDisetujui],
            EKSTERNAL,
        ),
        // Without assessors the supervisor writes down what is to be improved.
        langkah(ValidasiInternal, T::BeriRekomendasi, ValidasiInternal, &[Supervisor], &[], INTERNAL),
        langkah(ValidasiInternal, T::Bekukan, Final, &[Koordinator], &[SemuaDivalidasi, HasilDisetujui], INTERNAL),
        langkah(Dikirim, T::TarikKembali, ValidasiInternal, &[Koordinator], &[AlasanDiisi], EKSTERNAL),
        langkah(Dikirim, T::MulaiEksternal, PenilaianEksternal, &[AsesorEksternal], &[], EKSTERNAL),
        langkah(PenilaianEksternal, T::IsiNilaiEksternal, PenilaianEksternal, &[AsesorEksternal], &[], EKSTERNAL),
        langkah(PenilaianEksternal, T::BeriRekomendasi, PenilaianEksternal, &[AsesorEksternal], &[], EKSTERNAL),
        langkah(
            PenilaianEksternal,
            T::JawabKlarifikasi,
            PenilaianEksternal,
            &[Supervisor, Operator, Anggota],
            &[],
            EKSTERNAL,
        ),
        langkah(PenilaianEksternal, T::Bekukan, Final, &[Koordinator], &[SemuaDinilaiEksternal], EKSTERNAL),
    ]
};

/// Why an act is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Penolakan {
    /// The period stands elsewhere (or the act does not exist on this way).
    BukanSaatnya {
        /// The act.
        tindakan: Tindakan,
        /// Where the period stands.
        keadaan: Keadaan,
    },
    /// None of the person's roles may do it.
    BukanPeran {
        /// The act.
        tindakan: Tindakan,
        /// Who may.
        boleh: &'static [Peran],
    },
    /// Something is missing.
    SyaratKurang(Syarat),
}

impl Penolakan {
    /// One sentence with the regency's names of the roles.
    pub fn pesan(self, sebutan: &SebutanPeran) -> String {
        match self {
            Self::BukanSaatnya { tindakan, keadaan } => {
                format!("\"{}\" tidak dapat dilakukan selagi periode berada pada {}.", tindakan.nama(), keadaan.nama())
            }
            Self::BukanPeran { tindakan, boleh } => {
                let daftar: Vec<&str> = boleh.iter().map(|p| sebutan.sebut(*p)).collect();
                format!("\"{}\" hanya dapat dilakukan oleh {}.", tindakan.nama(), daftar.join(" atau "))
            }
            Self::SyaratKurang(syarat) => syarat.pesan().to_owned(),
        }
    }
}

/// Decides one act: the state afterwards, or why not. A person may hold several roles; one that may is enough.
///
/// # Errors
/// [`Penolakan`]: first the state, then the role, then what is missing.
pub fn putuskan(
    jalur: Jalur,
    keadaan: Keadaan,
    tindakan: Tindakan,
    peran: &[Peran],
    fakta: FaktaPeriode,
) -> Result<Keadaan, Penolakan> {
    let baris = langkah_dari(jalur, keadaan, tindakan).ok_or(Penolakan::BukanSaatnya { tindakan, keadaan })?;
    if !peran.iter().any(|p| baris.peran.contains(p)) {
        return Err(Penolakan::BukanPeran { tindakan, boleh: baris.peran });
    }
    match baris.syarat.iter().find(|s| !fakta.memenuhi(**s)) {
        Some(syarat) => Err(Penolakan::SyaratKurang(*syarat)),
        None => Ok(baris.ke),
    }
}

/// The row of an act in a state, where it exists on that way.
pub fn langkah_dari(jalur: Jalur, keadaan: Keadaan, tindakan: Tindakan) -> Option<&'static Langkah> {
    ALUR.iter().find(|l| l.dari == keadaan && l.tindakan == tindakan && l.jalur.contains(&jalur))
}

/// What an act still lacks, for a page that shows it before it is tried.
pub fn kurang(langkah: &Langkah, fakta: FaktaPeriode) -> Vec<Syarat> {
    langkah.syarat.iter().copied().filter(|syarat| !fakta.memenuhi(*syarat)).collect()
}

/// Acts that a person sees in a state, whether or not every condition holds yet.
pub fn tampak(jalur: Jalur, keadaan: Keadaan, peran: &[Peran]) -> Vec<Tindakan> {
    ALUR.iter()
        .filter(|l| l.dari == keadaan && l.jalur.contains(&jalur) && peran.iter().any(|p| l.peran.contains(p)))
        .map(|l| l.tindakan)
        .collect()
}
