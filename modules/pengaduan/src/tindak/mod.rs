//! Acts: one place decides about state, clocks and figures, whoever acts.
pub mod pelapor;
pub mod petugas;

use kernel::notify::{Notice, notify};
use kernel::{App, Error, Result, Val, Write};
use uuid::Uuid;

use crate::model::{self, Keadaan, Klasifikasi, Pengaduan};
use crate::rules::alur::{self, Ihwal, Tindakan};
use crate::rules::jam;
use crate::store::jejak::{self, Langkah};
use crate::{setelan, tabel};

/// What of a complaint decides which acts there are.
pub fn ihwal(kini: &Pengaduan) -> Ihwal {
    Ihwal {
        keadaan: kini.keadaan,
        berunit: kini.unit.is_some(),
        pernah_selesai: kini.selesai.is_some(),
        putaran: kini.putaran,
    }
}

/// What an act changes beside the state.
#[derive(Debug, Default)]
pub struct Ubah {
    /// The agency from now on; nothing leaves it.
    pub unit: Option<Option<Uuid>>,
    /// The officer from now on.
    pub owner: Option<Option<Uuid>>,
    /// The class from now on.
    pub klasifikasi: Option<Klasifikasi>,
    /// Further columns.
    pub lain: Vec<(&'static str, Val)>,
}

/// Whether the act begins the clock of the class anew.
fn jam_baru(tindakan: Tindakan, dari: Keadaan, ke: Keadaan) -> bool {
    matches!(tindakan, Tindakan::BukaLagi | Tindakan::Kabulkan) || tindakan == Tindakan::Tambah && dari != ke
}

/// Does an act: state, clocks, figures, and the step that tells of it. Returns the row of the step.
///
/// # Errors
/// [`Error::Refused`] when the act has no place in this state, [`Error::Conflict`] when the complaint went on meanwhile.
pub async fn terapkan(
    write: &mut Write,
    kini: &Pengaduan,
    tindakan: Tindakan,
    ubah: Ubah,
    langkah: Langkah<'_>,
) -> Result<Uuid> {
    let app = write.app().clone();
    let Some(keadaan) = alur::setelah(ihwal(kini), tindakan) else {
        return Err(Error::refused(format!(
            "Tidak dapat dilakukan lagi: laporan ini sudah berstatus \"{}\".",
            kini.keadaan.label()
        )));
    };
    let (kalender, setelan) = (app.calendar().await?, setelan::setelan(&app)?);
    let (hari_ini, at) = (write.at().to_offset(app.offset()).date(), write.at());
    let mut values = ubah.lain;
    let klasifikasi = ubah.klasifikasi.or(kini.klasifikasi);
    let mulai = if jam_baru(tindakan, kini.keadaan, keadaan) { hari_ini } else { kini.mulai };
    let berganti = keadaan != kini.keadaan
        || matches!(tindakan, Tindakan::Teruskan | Tindakan::Disposisi | Tindakan::Kabulkan | Tindakan::BukaLagi);
    if berganti {
        let clock = jam::jam(&kalender, &setelan, keadaan, klasifikasi, mulai, hari_ini);
        values.extend([
            ("keadaan", keadaan.kode().into()),
            ("aktif", keadaan.aktif().into()),
            ("mulai", mulai.into()),
            ("batas", jam::simpan(clock.batas).into()),
            ("tenggat", clock.tenggat.into()),
            ("eskalasi", 0_i64.into()),
            ("diingatkan", Val::Null),
        ]);
    }
    if matches!(tindakan, Tindakan::Jawab | Tindakan::Selesaikan) && kini.dijawab.is_none() {
        values.push(("dijawab", Some(at).into()));
        values.push(("hari_jawab", Some(kalender.antara(kini.mulai, hari_ini).max(0)).into()));
    }
    if tindakan == Tindakan::Selesaikan {
        values.push(("selesai", Some(at).into()));
        values.push(("terlambat", kini.tenggat.is_some_and(|tenggat| hari_ini > tenggat).into()));
        values.push(("hari_selesai", Some(kalender.antara(kini.mulai, hari_ini).max(0)).into()));
    }
    if matches!(tindakan, Tindakan::BukaLagi | Tindakan::Kabulkan) {
        values.push(("putaran", (kini.putaran + 1).into()));
    }
    if let Some(unit) = ubah.unit {
        values.push(("unit", unit.into()));
    }
    if let Some(owner) = ubah.owner {
        values.push(("owner", owner.into()));
    }
    if let Some(klasifikasi) = ubah.klasifikasi {
        values.push(("klasifikasi", Some(klasifikasi.kode()).into()));
    }
    if !values.is_empty() {
        write.update(&tabel::pengaduan(), kini.id, Some(kini.version), values).await?;
        crate::resource::indeks(write, kini.id).await?;
    }
    jejak::tambah(write, kini.id, langkah).await
}

/// Whom in a unit a complaint concerns: the officer who has it, or all who handle complaints there.
pub async fn orang_unit(app: &App, unit: Option<Uuid>, owner: Option<Uuid>) -> Result<Vec<Uuid>> {
    if let Some(owner) = owner {
        return Ok(vec![owner]);
    }
    let Some(unit) = unit else { return app.holders(KOORDINATOR, None).await };
    let mut semua = app.holders("operator_pd", Some(unit)).await?;
    semua.extend(app.holders("kepala_pd", Some(unit)).await?);
    Ok(semua)
}

/// The role of the coordinator.
pub const KOORDINATOR: &str = "diskominfo";

/// Tells officers of a complaint; the one who acts knows already.
pub async fn kabari_petugas(write: &mut Write, kini: &Pengaduan, kepada: &[Uuid], judul: &str) -> Result<()> {
    let sendiri = write.actor();
    let kepada: Vec<Uuid> = kepada.iter().copied().filter(|satu| Some(*satu) != sendiri).collect();
    let notice = Notice {
        title: format!("{judul}: {}", kini.nomor),
        body: String::new(),
        href: model::href(kini.id),
        event: "pengaduan.petugas".into(),
    };
    notify(write, &kepada, notice).await
}
