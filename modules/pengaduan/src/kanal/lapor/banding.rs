//! Both sides compared: what one has and the other has not, and what stands differently. No clock, no database.
use std::collections::BTreeMap;

use uuid::Uuid;

use super::bentuk::Ringkas;
use crate::model::kata;

kata! {
    /// In what both sides differ.
    Macam {
        /// Ours, sent, and unknown over there.
        TiadaDiSana = "tiada_di_sana", "Tidak ada di SP4N-LAPOR!";
        /// Theirs, and not here.
        TiadaDiSini = "tiada_di_sini", "Belum ada di sini";
        /// Both have it, in different states.
        Keadaan = "keadaan", "Keadaannya berbeda";
        /// Said to be ours, and unknown here.
        TakDikenal = "tak_dikenal", "Tercatat berasal dari sini, tetapi tidak dikenal";
        /// Came in a shape that could not be taken.
        Cacat = "cacat", "Tidak dapat diambil";
    }
}

/// One of our reports that the other side should have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kita {
    /// Number on the side where it was made.
    pub nomor: String,
    /// It was made over there.
    pub dari_sana: bool,
    /// The complaint.
    pub pengaduan: Uuid,
    /// `terbuka` or `selesai`.
    pub keadaan: &'static str,
    /// Its last change was sent.
    pub terkirim: bool,
}

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selisih {
    /// In what.
    pub macam: Macam,
    /// Number on the side where it was made.
    pub nomor: String,
    /// It was made over there.
    pub dari_sana: bool,
    /// The complaint here, if there is one.
    pub pengaduan: Option<Uuid>,
    /// How it stands here.
    pub kita: String,
    /// How it stands there.
    pub sana: String,
}

/// Compares. What still waits in the outbox is no difference: it will be sent.
pub fn banding(kita: &[Kita], sana: &[Ringkas]) -> Vec<Selisih> {
    let mut di_sana: BTreeMap<(bool, &str), &Ringkas> =
        sana.iter().map(|satu| ((satu.asal != "pendopo", satu.nomor.as_str()), satu)).collect();
    let mut semua = vec![];
    for satu in kita {
        let ada = di_sana.remove(&(satu.dari_sana, satu.nomor.as_str()));
        if !satu.terkirim {
            continue;
        }
        let macam = match ada {
            None => Macam::TiadaDiSana,
            Some(ada) if ada.keadaan != satu.keadaan => Macam::Keadaan,
            Some(_) => continue,
        };
        semua.push(Selisih {
            macam,
            nomor: satu.nomor.clone(),
            dari_sana: satu.dari_sana,
            pengaduan: Some(satu.pengaduan),
            kita: satu.keadaan.to_owned(),
            sana: ada.map(|ada| ada.keadaan.clone()).unwrap_or_default(),
        });
    }
    for ((dari_sana, nomor), ada) in di_sana {
        semua.push(Selisih {
            macam: if dari_sana { Macam::TiadaDiSini } else { Macam::TakDikenal },
            nomor: nomor.chars().filter(|huruf| !huruf.is_control()).take(80).collect(),
            dari_sana,
            pengaduan: None,
            kita: String::new(),
            sana: ada.keadaan.chars().take(40).collect(),
        });
    }
    semua
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kita(nomor: &str, dari_sana: bool, keadaan: &'static str, terkirim: bool) -> Kita {
        Kita { nomor: nomor.into(), dari_sana, pengaduan: Uuid::from_u128(1), keadaan, terkirim }
    }

    fn sana(nomor: &str, asal: &str, keadaan: &str) -> Ringkas {
        Ringkas { nomor: nomor.into(), asal: asal.into(), keadaan: keadaan.into() }
    }

    #[test]
    fn every_way_of_differing_is_told() {
        let kita = [
            kita("A", false, "terbuka", true),
            kita("B", false, "terbuka", true),
            kita("C", false, "selesai", true),
            kita("D", false, "selesai", false),
            kita("L1", true, "terbuka", true),
            kita("E", false, "terbuka", false),
        ];
        let sana = [
            sana("A", "pendopo", "terbuka"),
            sana("C", "pendopo", "terbuka"),
            sana("D", "pendopo", "terbuka"),
            sana("L1", "sp4n", "terbuka"),
            sana("L2", "sp4n", "terbuka"),
            sana("Z", "pendopo", "selesai"),
            // The same number on both sides is two reports.
            sana("A", "sp4n", "terbuka"),
        ];
        let hasil: Vec<(Macam, String, bool)> =
            banding(&kita, &sana).into_iter().map(|satu| (satu.macam, satu.nomor, satu.dari_sana)).collect();
        assert_eq!(
            hasil,
            [
                (Macam::TiadaDiSana, "B".into(), false),
                (Macam::Keadaan, "C".into(), false),
                (Macam::TakDikenal, "Z".into(), false),
                (Macam::TiadaDiSini, "A".into(), true),
                (Macam::TiadaDiSini, "L2".into(), true),
            ]
        );
        assert!(banding(&[], &[]).is_empty());
    }
}
