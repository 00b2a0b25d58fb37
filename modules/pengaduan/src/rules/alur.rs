//! Which act leads from which state to which, and in which part. No clock, no database.
use crate::model::{Keadaan, kata};
use crate::store::jejak::Peran;

/// How often a reporter may open a complaint again before only an objection is left.
pub const PALING_SERING_DIBUKA: i64 = 3;

kata! {
    /// What can be done with a complaint.
    Tindakan {
        /// It came.
        Terima = "terima", "Laporan diterima";
        /// The coordinator asks the reporter for more.
        MintaKelengkapan = "minta_kelengkapan", "Kelengkapan diminta";
        /// The coordinator does not take it up.
        Tolak = "tolak", "Laporan tidak dapat ditindaklanjuti";
        /// The coordinator checks it, classifies it and gives it to an agency.
        Disposisi = "disposisi", "Diverifikasi dan diteruskan";
        /// The coordinator or the agency gives it to another agency.
        Teruskan = "teruskan", "Diteruskan ke perangkat daerah lain";
        /// The agency gives it back to the coordinator: it is not theirs.
        Kembalikan = "kembalikan", "Dikembalikan ke koordinator";
        /// The agency answers: first, and how it goes on.
        Jawab = "jawab", "Jawaban petugas";
        /// The agency reports the outcome with evidence.
        Selesaikan = "selesaikan", "Hasil tindak lanjut";
        /// The coordinator joins it to another one.
        Gabung = "gabung", "Digabung dengan laporan yang sama";
        /// The supervision agency or the secretary instructs.
        Arahan = "arahan", "Arahan pengawas";
        /// The supervision agency finds the objection right.
        Kabulkan = "kabulkan", "Keberatan dikabulkan";
        /// The supervision agency finds it wrong.
        TolakKeberatan = "tolak_keberatan", "Keberatan tidak dikabulkan";
        /// A note among officers.
        Catatan = "catatan", "Catatan petugas";
        /// An officer takes it, or is given it.
        Tugaskan = "tugaskan", "Petugas ditunjuk";
        /// The coordinator publishes it, or takes it back.
        Terbitkan = "terbitkan", "Diterbitkan untuk umum";
        /// The coordinator takes it off the public pages.
        Tarik = "tarik", "Ditarik dari halaman publik";
        /// The coordinator opens who reports.
        BukaIdentitas = "buka_identitas", "Identitas pelapor dibuka";
        /// The reporter adds something.
        Tambah = "tambah", "Keterangan pelapor";
        /// The reporter is content, and rates.
        Setuju = "setuju", "Pelapor menyatakan selesai";
        /// The reporter is not content.
        BukaLagi = "buka_lagi", "Dibuka lagi oleh pelapor";
        /// The reporter objects.
        Keberatan = "keberatan", "Keberatan pelapor";
        /// Closed after silence.
        TutupOtomatis = "tutup_otomatis", "Ditutup karena tidak ada tanggapan";
        /// Given up after silence.
        TidakLengkap = "tidak_lengkap", "Ditutup karena tidak dilengkapi";
        /// Somebody above was told.
        Eskalasi = "eskalasi", "Diteruskan ke pengawas karena terlambat";
    }
}

/// What of a complaint decides beside its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ihwal {
    /// State.
    pub keadaan: Keadaan,
    /// An agency has, or had, it.
    pub berunit: bool,
    /// An outcome was reported once.
    pub pernah_selesai: bool,
    /// How often it was begun.
    pub putaran: i64,
}

/// The state after an act; nothing when the act has no place there.
pub fn setelah(ihwal: Ihwal, tindakan: Tindakan) -> Option<Keadaan> {
    use Keadaan as K;
    use Tindakan as T;
    let dari = ihwal.keadaan;
    let di_pd = dari.di_perangkat_daerah();
    match tindakan {
        T::Terima | T::Eskalasi => None,
        T::MintaKelengkapan => (dari == K::Baru).then_some(K::Dilengkapi),
        T::Tolak => matches!(dari, K::Baru | K::Dilengkapi).then_some(K::Ditolak),
        T::Disposisi => matches!(dari, K::Baru | K::Dilengkapi).then_some(K::Didisposisi),
        T::Teruskan => di_pd.then_some(K::Didisposisi),
        T::Kembalikan => di_pd.then_some(K::Baru),
        T::Jawab => di_pd.then_some(K::Diproses),
        T::Selesaikan => di_pd.then_some(K::Dijawab),
        T::Gabung => (matches!(dari, K::Baru | K::Dilengkapi) || di_pd).then_some(K::Digabung),
        T::Arahan => (di_pd || dari == K::Baru).then_some(dari),
        T::Kabulkan => (dari == K::Keberatan).then_some(if ihwal.berunit { K::DibukaLagi } else { K::Baru }),
        T::TolakKeberatan => {
            (dari == K::Keberatan).then_some(if ihwal.pernah_selesai { K::Selesai } else { K::Ditolak })
        }
        T::Catatan | T::Terbitkan | T::Tarik | T::BukaIdentitas => Some(dari),
        T::Tugaskan => (di_pd || dari == K::Baru).then_some(dari),
        T::Tambah => match dari {
            K::Dilengkapi => Some(K::Baru),
            K::Baru | K::Didisposisi | K::Diproses | K::DibukaLagi | K::Dijawab | K::Keberatan => Some(dari),
            K::Selesai | K::Ditolak | K::Digabung => None,
        },
        T::Setuju => (dari == K::Dijawab).then_some(K::Selesai),
        T::BukaLagi => (matches!(dari, K::Dijawab | K::Selesai)
            && ihwal.berunit
            && ihwal.pernah_selesai
            && ihwal.putaran < PALING_SERING_DIBUKA)
            .then_some(K::DibukaLagi),
        T::Keberatan => matches!(dari, K::Dijawab | K::Selesai | K::Ditolak).then_some(K::Keberatan),
        T::TutupOtomatis => (dari == K::Dijawab).then_some(K::Selesai),
        T::TidakLengkap => (dari == K::Dilengkapi).then_some(K::Ditolak),
    }
}

/// Whether somebody in this part may do it.
pub fn boleh(tindakan: Tindakan, peran: Peran) -> bool {
    use Peran as P;
    use Tindakan as T;
    match tindakan {
        T::MintaKelengkapan | T::Tolak | T::Disposisi | T::Gabung | T::Terbitkan | T::Tarik | T::BukaIdentitas => {
            peran == P::Koordinator
        }
        T::Teruskan | T::Tugaskan | T::Catatan => {
            matches!(peran, P::Koordinator | P::Petugas) || tindakan == T::Catatan && peran == P::Pengawas
        }
        T::Kembalikan | T::Jawab | T::Selesaikan => peran == P::Petugas,
        T::Arahan | T::Kabulkan | T::TolakKeberatan => peran == P::Pengawas,
        T::Terima | T::Tambah | T::Setuju | T::BukaLagi | T::Keberatan => peran == P::Pelapor,
        T::TutupOtomatis | T::TidakLengkap | T::Eskalasi => peran == P::Sistem,
    }
}

/// What somebody in this part can do now.
pub fn pilihan(ihwal: Ihwal, peran: Peran) -> Vec<Tindakan> {
    let semua = Tindakan::SEMUA.iter().copied();
    semua.filter(|satu| boleh(*satu, peran) && setelah(ihwal, *satu).is_some()).collect()
}

/// What a table says of an act; `lain` for acts that it does not name.
pub fn menurut<T: Copy>(tabel: &[(Tindakan, T)], tindakan: Tindakan, lain: T) -> T {
    tabel.iter().find(|(satu, _)| *satu == tindakan).map_or(lain, |(_, nilai)| *nilai)
}
