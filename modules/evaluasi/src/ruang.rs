//! A period as one person meets it: what it is, who takes part, and what that person may do in it.

use kernel::{Actor, Ctx, Error, Result};
use uuid::Uuid;

use crate::periode::{Anggota, Jawaban, Periode};
use crate::profil::{Ketentuan, ketentuan};
use crate::rules::alur::{FaktaPeriode, Keadaan, Penolakan, Peran, Tindakan, kurang, langkah_dari, putuskan};
use crate::store::{self, Pandangan};
use crate::{ATUR, KOORDINASI};

/// A period with the person's part in it.
#[derive(Debug, Clone)]
pub struct Ruang {
    /// The period.
    pub periode: Periode,
    /// Its team.
    pub tim: Vec<Anggota>,
    /// What the regency calls roles.
    pub ketentuan: Ketentuan,
    /// Who asks.
    pub saya: Uuid,
    peran: Vec<Peran>,
    pengatur: bool,
}

/// The period of the address, as far as the actor may see it: two statements.
///
/// # Errors
/// [`Error::NotFound`] for a period that the actor may not see.
pub async fn masuk(ctx: &Ctx) -> Result<Ruang> {
    let id = ctx.id("id")?;
    let periode = store::cari_periode(&ctx.app.db, &Pandangan::dari(ctx), id).await?;
    let tim = store::tim(&ctx.app.db, &periode).await?;
    Ok(Ruang::baru(periode, tim, ketentuan(&ctx.app)?, ctx.account()?, &ctx.actor))
}

impl Ruang {
    /// Puts a period, its team and the actor together.
    pub fn baru(periode: Periode, tim: Vec<Anggota>, ketentuan: Ketentuan, saya: Uuid, actor: &Actor) -> Ruang {
        let mut peran: Vec<Peran> = tim.iter().filter(|a| a.account == saya).map(|a| a.peran).collect();
        if actor.can(KOORDINASI) {
            peran.push(Peran::Koordinator);
        }
        Ruang { periode, tim, ketentuan, saya, peran, pengatur: actor.can(ATUR) }
    }

    /// The person's roles for an act; on the answer to one indicator, its respondent counts as a member.
    pub fn peran_untuk(&self, tindakan: Tindakan, jawaban: Option<&Jawaban>) -> Vec<Peran> {
        let mut peran = self.peran.clone();
        if jawaban.is_some_and(|j| j.responden == Some(self.saya)) {
            peran.push(Peran::Anggota);
        }
        // Who prepares periods for the coordinator prepares this one too, and does nothing else in their name.
        if self.pengatur && matches!(tindakan, Tindakan::AturPeriode | Tindakan::MulaiPenilaian) {
            peran.push(Peran::Koordinator);
        }
        peran
    }

    /// Whether the person could do this now, conditions of the period aside.
    pub fn boleh(&self, tindakan: Tindakan, jawaban: Option<&Jawaban>) -> bool {
        langkah_dari(self.periode.jalur, self.periode.keadaan, tindakan)
            .is_some_and(|langkah| self.peran_untuk(tindakan, jawaban).iter().any(|p| langkah.peran.contains(p)))
    }

    /// Acts on the period as a whole that the person sees, with what each still lacks.
    pub fn langkah(&self, fakta: FaktaPeriode) -> Vec<(Tindakan, Vec<&'static str>)> {
        let alasan = FaktaPeriode { alasan_diisi: true, ..fakta };
        Tindakan::SEMUA
            .into_iter()
            .filter(|tindakan| tindakan.atas_periode() && self.boleh(*tindakan, None))
            .filter(|tindakan| *tindakan != Tindakan::SetujuiHasil || !self.periode.disetujui)
            .filter_map(|tindakan| {
                let langkah = langkah_dari(self.periode.jalur, self.periode.keadaan, tindakan)?;
                Some((tindakan, kurang(langkah, alasan).into_iter().map(|syarat| syarat.pesan()).collect()))
            })
            .collect()
    }

    /// Decides an act on a period as it stands inside the change.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for the wrong role, [`Error::Refused`] with the reason for the wrong state or a condition.
    pub fn putuskan(
        &self,
        periode: &Periode,
        tindakan: Tindakan,
        jawaban: Option<&Jawaban>,
        fakta: FaktaPeriode,
    ) -> Result<Keadaan> {
        let peran = self.peran_untuk(tindakan, jawaban);
        putuskan(periode.jalur, periode.keadaan, tindakan, &peran, fakta).map_err(|tolak| match tolak {
            Penolakan::BukanPeran { .. } => Error::Forbidden,
            Penolakan::BukanSaatnya { .. } | Penolakan::SyaratKurang(_) => {
                Error::refused(tolak.pesan(&self.ketentuan.sebutan))
            }
        })
    }

    /// The same person in the same period as it stands inside a change.
    pub fn pada(&self, periode: &Periode) -> Ruang {
        Ruang { periode: periode.clone(), ..self.clone() }
    }

    /// Whether the person has a role in this period.
    pub fn terlibat(&self) -> bool {
        !self.peran.is_empty()
    }

    /// Whether the person may write a note on an answer: who takes part, until the freeze.
    pub fn boleh_mencatat(&self, jawaban: &Jawaban) -> bool {
        let ikut = self.terlibat() || jawaban.responden == Some(self.saya);
        ikut && match self.periode.keadaan {
            Keadaan::PenilaianMandiri | Keadaan::ValidasiInternal | Keadaan::Dikirim | Keadaan::PenilaianEksternal => {
                true
            }
            Keadaan::Persiapan | Keadaan::Final => false,
        }
    }

    /// Whether the person may write in the Berita Acara: coordinator or supervisor, from validation to the freeze.
    pub fn boleh_menyusun_acara(&self) -> bool {
        let ikut = self.peran.iter().any(|p| matches!(p, Peran::Koordinator | Peran::Supervisor));
        ikut && match self.periode.keadaan {
            Keadaan::ValidasiInternal | Keadaan::Dikirim | Keadaan::PenilaianEksternal => true,
            Keadaan::Persiapan | Keadaan::PenilaianMandiri | Keadaan::Final => false,
        }
    }

    /// Whether the person may move deadlines: who prepares periods, or coordinates or supervises this one, until the freeze.
    pub fn boleh_menjadwal(&self) -> bool {
        let ikut = self.pengatur || self.peran.iter().any(|p| matches!(p, Peran::Koordinator | Peran::Supervisor));
        ikut && !self.periode.beku()
    }

    /// Whether the person may hand indicators to respondents: while the period is prepared or scored.
    pub fn boleh_menugaskan(&self) -> bool {
        let ikut = self.pengatur
            || self.peran.iter().any(|p| matches!(p, Peran::Koordinator | Peran::Supervisor | Peran::Operator));
        ikut && matches!(self.periode.keadaan, Keadaan::Persiapan | Keadaan::PenilaianMandiri)
    }

    /// Whether the person may write down what followed a recommendation: after the freeze, the team, the coordinator and
    /// those who prepare periods.
    pub fn boleh_menindaklanjuti(&self) -> bool {
        let ikut = self.pengatur || self.peran.iter().any(|p| *p != Peran::AsesorEksternal);
        ikut && self.periode.beku()
    }
}
