//! Which act leads from where to where, for whom, and what must be there before.
use crate::model::{Keadaan, Keluaran, Pelaku, Tindakan};

/// What an act depends on beside the state: how the service is built, and what is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Syarat {
    /// The service asks for a visit.
    pub kunjungan: bool,
    /// It was made.
    pub dikunjungi: bool,
    /// The service asks for a proof of payment.
    pub bayar: bool,
    /// It was noted.
    pub dibayar: bool,
    /// What the service gives.
    pub keluaran: Keluaran,
    /// The output is there: the text of the letter, or the file.
    pub ada_keluaran: bool,
    /// Who examines also decides.
    pub petugas_memutus: bool,
    /// Letters are signed electronically here.
    pub tanda_elektronik: bool,
    /// The objection has been decided already.
    pub keberatan_diputus: bool,
    /// The day until which one may object has not passed.
    pub masa_keberatan: bool,
    /// It consists of parts.
    pub gabungan: bool,
    /// Somebody else than the actor refused.
    pub pemutus_lain: bool,
}

/// Why an act is not possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tolakan {
    /// The application is in another state by now.
    Keadaan,
    /// Something is missing; the sentence is for the person.
    Belum(&'static str),
}

/// Who may do an act. Where the officer decides, what is the decider's is the officer's too.
pub const fn pelaku(tindakan: Tindakan, petugas_memutus: bool) -> Pelaku {
    match tindakan {
        Tindakan::Periksa
        | Tindakan::MintaPerbaikan
        | Tindakan::Jadwalkan
        | Tindakan::CatatKunjungan
        | Tindakan::MintaBayar
        | Tindakan::CatatBayar
        | Tindakan::Usulkan
        | Tindakan::Serahkan => Pelaku::Petugas,
        Tindakan::Setujui | Tindakan::Tolak => {
            if petugas_memutus {
                Pelaku::Petugas
            } else {
                Pelaku::Penyetuju
            }
        }
        // An objection is decided by the head, whoever decided first.
        Tindakan::Kembalikan | Tindakan::TerimaKeberatan | Tindakan::TolakKeberatan => Pelaku::Penyetuju,
        Tindakan::Kirim | Tindakan::KirimPerbaikan | Tindakan::Ambil | Tindakan::AjukanKeberatan | Tindakan::Cabut => {
            Pelaku::Pemohon
        }
        Tindakan::Mulai | Tindakan::Tertandatangani | Tindakan::TandaDitolak | Tindakan::Rampung => Pelaku::Program,
    }
}

/// Whether the person has to write why.
pub const fn beralasan(tindakan: Tindakan) -> bool {
    match tindakan {
        Tindakan::MintaPerbaikan
        | Tindakan::CatatKunjungan
        | Tindakan::MintaBayar
        | Tindakan::Kembalikan
        | Tindakan::Tolak
        | Tindakan::Serahkan
        | Tindakan::AjukanKeberatan
        | Tindakan::TerimaKeberatan
        | Tindakan::TolakKeberatan => true,
        Tindakan::Kirim
        | Tindakan::Mulai
        | Tindakan::Periksa
        | Tindakan::KirimPerbaikan
        | Tindakan::Jadwalkan
        | Tindakan::CatatBayar
        | Tindakan::Usulkan
        | Tindakan::Setujui
        | Tindakan::Tertandatangani
        | Tindakan::TandaDitolak
        | Tindakan::Ambil
        | Tindakan::Cabut
        | Tindakan::Rampung => false,
    }
}

/// Where an act leads.
///
/// # Errors
/// What stands in the way.
pub fn tuju(tindakan: Tindakan, dari: Keadaan, syarat: &Syarat) -> Result<Keadaan, Tolakan> {
    use Keadaan as K;
    let ke = match (tindakan, dari) {
        (Tindakan::Kirim, K::Draf) if syarat.gabungan => K::Gabungan,
        (Tindakan::Kirim, K::Draf) | (Tindakan::Mulai, K::Menunggu) => K::Masuk,
        (Tindakan::Periksa, K::Masuk) => K::Diperiksa,
        (Tindakan::MintaPerbaikan, K::Diperiksa) => K::Perbaikan,
        (Tindakan::KirimPerbaikan, K::Perbaikan) => K::Diperiksa,
        (Tindakan::Jadwalkan, K::Diperiksa | K::Kunjungan) => K::Kunjungan,
        (Tindakan::CatatKunjungan, K::Kunjungan) => K::Diperiksa,
        (Tindakan::MintaBayar, K::Diperiksa) if syarat.bayar => K::Bayar,
        (Tindakan::CatatBayar, K::Bayar) => K::Diperiksa,
        (Tindakan::Usulkan, K::Diperiksa) if !syarat.petugas_memutus => {
            lengkap(syarat)?;
            K::Persetujuan
        }
        (Tindakan::Kembalikan, K::Persetujuan) => K::Diperiksa,
        (Tindakan::Setujui, K::Persetujuan) => disetujui(syarat)?,
        (Tindakan::Setujui, K::Diperiksa) if syarat.petugas_memutus => disetujui(syarat)?,
        (Tindakan::Tolak, K::Diperiksa | K::Persetujuan) => K::Ditolak,
        (Tindakan::Tertandatangani, K::Penandatanganan) => K::Siap,
        (Tindakan::TandaDitolak, K::Penandatanganan) => K::Diperiksa,
        (Tindakan::Serahkan | Tindakan::Ambil, K::Siap) => K::Selesai,
        (Tindakan::AjukanKeberatan, K::Ditolak) => {
            if syarat.keberatan_diputus {
                return Err(Tolakan::Belum("Keberatan atas permohonan ini sudah pernah diputus."));
            }
            if !syarat.masa_keberatan {
                return Err(Tolakan::Belum("Batas waktu mengajukan keberatan sudah lewat."));
            }
            K::Keberatan
        }
        (Tindakan::TerimaKeberatan | Tindakan::TolakKeberatan, K::Keberatan) => {
            if !syarat.pemutus_lain {
                return Err(Tolakan::Belum(
                    "Keberatan diputus oleh orang lain, bukan oleh yang menolak permohonan ini.",
                ));
            }
            if tindakan == Tindakan::TerimaKeberatan { K::Diperiksa } else { K::Ditolak }
        }
        (
            Tindakan::Cabut,
            K::Masuk
            | K::Diperiksa
            | K::Perbaikan
            | K::Kunjungan
            | K::Bayar
            | K::Persetujuan
            | K::Gabungan
            | K::Menunggu,
        ) => K::Dicabut,
        (Tindakan::Rampung, K::Gabungan) => K::Selesai,
        _ => return Err(Tolakan::Keadaan),
    };
    Ok(ke)
}

/// What must be there before a decision.
fn lengkap(syarat: &Syarat) -> Result<(), Tolakan> {
    if syarat.kunjungan && !syarat.dikunjungi {
        return Err(Tolakan::Belum("Layanan ini memerlukan kunjungan lapangan. Jadwalkan dan catat hasilnya dahulu."));
    }
    if syarat.bayar && !syarat.dibayar {
        return Err(Tolakan::Belum("Bukti pembayaran belum dicatat."));
    }
    Ok(())
}

fn disetujui(syarat: &Syarat) -> Result<Keadaan, Tolakan> {
    lengkap(syarat)?;
    match syarat.keluaran {
        Keluaran::Tanpa => Ok(Keadaan::Selesai),
        Keluaran::Surat | Keluaran::Berkas if !syarat.ada_keluaran => {
            Err(Tolakan::Belum("Hasil permohonan belum ada. Tulis isi suratnya atau unggah berkasnya dahulu."))
        }
        Keluaran::Surat if syarat.tanda_elektronik => Ok(Keadaan::Penandatanganan),
        Keluaran::Surat | Keluaran::Berkas => Ok(Keadaan::Siap),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PENUH: Syarat = Syarat {
        kunjungan: true,
        dikunjungi: true,
        bayar: true,
        dibayar: true,
        keluaran: Keluaran::Surat,
        ada_keluaran: true,
        petugas_memutus: false,
        tanda_elektronik: true,
        keberatan_diputus: false,
        masa_keberatan: true,
        gabungan: false,
        pemutus_lain: true,
    };

    #[test]
    fn every_state_times_every_act() {
        use Keadaan as K;
        use Tindakan as T;
        let leads = [
            (T::Kirim, vec![(K::Draf, K::Masuk)]),
            (T::Mulai, vec![(K::Menunggu, K::Masuk)]),
            (T::Periksa, vec![(K::Masuk, K::Diperiksa)]),
            (T::MintaPerbaikan, vec![(K::Diperiksa, K::Perbaikan)]),
            (T::KirimPerbaikan, vec![(K::Perbaikan, K::Diperiksa)]),
            (T::Jadwalkan, vec![(K::Diperiksa, K::Kunjungan), (K::Kunjungan, K::Kunjungan)]),
            (T::CatatKunjungan, vec![(K::Kunjungan, K::Diperiksa)]),
            (T::MintaBayar, vec![(K::Diperiksa, K::Bayar)]),
            (T::CatatBayar, vec![(K::Bayar, K::Diperiksa)]),
            (T::Usulkan, vec![(K::Diperiksa, K::Persetujuan)]),
            (T::Kembalikan, vec![(K::Persetujuan, K::Diperiksa)]),
            (T::Setujui, vec![(K::Persetujuan, K::Penandatanganan)]),
            (T::Tolak, vec![(K::Diperiksa, K::Ditolak), (K::Persetujuan, K::Ditolak)]),
            (T::Tertandatangani, vec![(K::Penandatanganan, K::Siap)]),
            (T::TandaDitolak, vec![(K::Penandatanganan, K::Diperiksa)]),
            (T::Serahkan, vec![(K::Siap, K::Selesai)]),
            (T::Ambil, vec![(K::Siap, K::Selesai)]),
            (T::AjukanKeberatan, vec![(K::Ditolak, K::Keberatan)]),
            (T::TerimaKeberatan, vec![(K::Keberatan, K::Diperiksa)]),
            (T::TolakKeberatan, vec![(K::Keberatan, K::Ditolak)]),
            (
                T::Cabut,
                [
                    K::Menunggu,
                    K::Masuk,
                    K::Diperiksa,
                    K::Perbaikan,
                    K::Kunjungan,
                    K::Bayar,
                    K::Persetujuan,
                    K::Gabungan,
                ]
                .map(|dari| (dari, K::Dicabut))
                .to_vec(),
            ),
            (T::Rampung, vec![(K::Gabungan, K::Selesai)]),
        ];
        assert_eq!(leads.len(), Tindakan::SEMUA.len());
        for (tindakan, jalan) in leads {
            for dari in Keadaan::SEMUA {
                let harap = jalan.iter().find(|(satu, _)| *satu == dari).map(|(_, ke)| *ke).ok_or(Tolakan::Keadaan);
                assert_eq!(tuju(tindakan, dari, &PENUH), harap, "{tindakan:?} from {dari:?}");
            }
        }
    }

    #[test]
    fn what_is_missing_is_said() {
        use Keadaan as K;
        use Tindakan as T;
        let belum = |syarat: Syarat, tindakan, dari| match tuju(tindakan, dari, &syarat) {
            Err(Tolakan::Belum(teks)) => teks.to_owned(),
            lain => format!("{lain:?}"),
        };
        let table = [
            (Syarat { dikunjungi: false, ..PENUH }, T::Usulkan, K::Diperiksa, "kunjungan"),
            (Syarat { dibayar: false, ..PENUH }, T::Setujui, K::Persetujuan, "pembayaran"),
            (Syarat { ada_keluaran: false, ..PENUH }, T::Setujui, K::Persetujuan, "Hasil permohonan"),
            (Syarat { keberatan_diputus: true, ..PENUH }, T::AjukanKeberatan, K::Ditolak, "sudah pernah"),
            (Syarat { masa_keberatan: false, ..PENUH }, T::AjukanKeberatan, K::Ditolak, "lewat"),
            (Syarat { pemutus_lain: false, ..PENUH }, T::TerimaKeberatan, K::Keberatan, "orang lain"),
            (Syarat { pemutus_lain: false, ..PENUH }, T::TolakKeberatan, K::Keberatan, "orang lain"),
        ];
        for (syarat, tindakan, dari, kata) in table {
            let teks = belum(syarat, tindakan, dari);
            assert!(teks.contains(kata), "{tindakan:?}: {teks}");
        }
    }

    #[test]
    fn the_service_decides_what_granting_leads_to() {
        use Keadaan as K;
        let table = [
            (Keluaran::Tanpa, true, K::Selesai),
            (Keluaran::Surat, true, K::Penandatanganan),
            (Keluaran::Surat, false, K::Siap),
            (Keluaran::Berkas, true, K::Siap),
        ];
        for (keluaran, tanda_elektronik, harap) in table {
            let syarat = Syarat { keluaran, tanda_elektronik, petugas_memutus: true, ..PENUH };
            assert_eq!(tuju(Tindakan::Setujui, K::Diperiksa, &syarat), Ok(harap), "{keluaran:?}");
            assert_eq!(tuju(Tindakan::Usulkan, K::Diperiksa, &syarat), Err(Tolakan::Keadaan));
        }
        let syarat = Syarat { gabungan: true, ..PENUH };
        assert_eq!(tuju(Tindakan::Kirim, K::Draf, &syarat), Ok(K::Gabungan));
        let syarat = Syarat { bayar: false, ..PENUH };
        assert_eq!(tuju(Tindakan::MintaBayar, K::Diperiksa, &syarat), Err(Tolakan::Keadaan));
    }

    #[test]
    fn who_decides_is_data_of_the_service_but_never_for_an_objection() {
        assert_eq!(pelaku(Tindakan::Setujui, false), Pelaku::Penyetuju);
        assert_eq!(pelaku(Tindakan::Tolak, true), Pelaku::Petugas);
        for petugas_memutus in [true, false] {
            assert_eq!(pelaku(Tindakan::TerimaKeberatan, petugas_memutus), Pelaku::Penyetuju);
            assert_eq!(pelaku(Tindakan::Cabut, petugas_memutus), Pelaku::Pemohon);
            assert_eq!(pelaku(Tindakan::Rampung, petugas_memutus), Pelaku::Program);
        }
    }

    #[test]
    fn codes_are_read_back() {
        for satu in Keadaan::SEMUA {
            assert_eq!(Keadaan::parse(satu.kode()), Some(satu));
            assert!(!satu.label().is_empty() && !satu.arti().is_empty());
        }
        for satu in Tindakan::SEMUA {
            assert_eq!(Tindakan::parse(satu.kode()), Some(satu));
            assert!(satu.aksi().0.starts_with("layanan.") && !satu.tombol().is_empty());
        }
    }
}
