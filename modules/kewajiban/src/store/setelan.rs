//! Settings of the regency beside the profile: where counting begins, the cycles, reminders, adjusted duties.

use crate::katalog::Penyesuaian;
use crate::model::DaftarKewajiban;
use crate::profil::Pengingat;
use crate::rules::masa::AwalSiklus;
use crate::rules::sesuai::Ubahan;
use crate::tabel;
use kernel::{App, Result, Row, Val, Write, args};
use serde_json::{Value as Json, json};
use time::Date;
use uuid::Uuid;

/// There is one row.
pub const ID: Uuid = Uuid::from_u128(0x6b65_7761_6a69_4261_8000_0000_0000_0001);

/// The row: what is `None` is as in the profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tersimpan {
    pub rpjmd: Option<Date>,
    pub rencana_induk: Option<Date>,
    pub arsitektur: Option<Date>,
    pub peta_rencana: Option<Date>,
    pub hari_mendekati: Option<u16>,
    pub pengingat: Option<Vec<u16>>,
    pub koordinator_hari: Option<u16>,
    pub puncak_hari: Option<u16>,
}

/// The settings that count.
#[derive(Debug, Clone)]
pub struct Setelan {
    /// 0 before the setup.
    pub version: i64,
    /// Periods that ended before are not asked for.
    pub mulai_hitung: Date,
    /// What differs from the profile.
    pub tersimpan: Tersimpan,
    /// First days of the cycles.
    pub awal: AwalSiklus,
    /// From so many days before the due date an obligation approaches.
    pub hari_mendekati: u16,
    /// Reminders and escalation.
    pub pengingat: Pengingat,
}

fn hari(row: &Row, kolom: &str) -> Result<Option<u16>> {
    Ok(row.get::<Option<i64>>(kolom)?.and_then(|nilai| u16::try_from(nilai).ok()))
}

pub(super) fn daftar_hari(json: Option<Json>) -> Option<Vec<u16>> {
    serde_json::from_value(json?).ok()
}

/// The settings of the regency; before the setup those of the profile, counted from today.
pub async fn baca(app: &App, daftar: &DaftarKewajiban) -> Result<Setelan> {
    let text = "select version, mulai_hitung, rpjmd, rencana_induk, arsitektur, peta_rencana, hari_mendekati, pengingat, koordinator_hari, puncak_hari \
        from kewajiban_pengaturan where id = $1";
    let (version, mulai_hitung, tersimpan) = match app.db.optional(text, args![ID]).await? {
        None => (0, app.today(), Tersimpan::default()),
        Some(row) => {
            let tersimpan = Tersimpan {
                rpjmd: row.get("rpjmd")?,
                rencana_induk: row.get("rencana_induk")?,
                arsitektur: row.get("arsitektur")?,
                peta_rencana: row.get("peta_rencana")?,
                hari_mendekati: hari(&row, "hari_mendekati")?,
                pengingat: daftar_hari(row.get("pengingat")?),
                koordinator_hari: hari(&row, "koordinator_hari")?,
                puncak_hari: hari(&row, "puncak_hari")?,
            };
            (row.get("version")?, row.get("mulai_hitung")?, tersimpan)
        }
    };
    Ok(gabung(daftar, version, mulai_hitung, tersimpan))
}

fn gabung(daftar: &DaftarKewajiban, version: i64, mulai_hitung: Date, tersimpan: Tersimpan) -> Setelan {
    let profil = &daftar.profil;
    let bawaan = AwalSiklus::dari(profil);
    let awal = AwalSiklus {
        peraturan: bawaan.peraturan,
        rpjmd: tersimpan.rpjmd.unwrap_or(bawaan.rpjmd),
        rencana_induk: tersimpan.rencana_induk.unwrap_or(bawaan.rencana_induk),
        arsitektur: tersimpan.arsitektur.unwrap_or(bawaan.arsitektur),
        peta_rencana: tersimpan.peta_rencana.unwrap_or(bawaan.peta_rencana),
    };
    let umum = &profil.pengaturan.pengingat;
    let pengingat = Pengingat {
        hari_sebelum: tersimpan.pengingat.clone().unwrap_or_else(|| umum.hari_sebelum.clone()),
        koordinator_setelah_hari_kerja: tersimpan.koordinator_hari.unwrap_or(umum.koordinator_setelah_hari_kerja),
        puncak_setelah_hari_kerja: tersimpan.puncak_hari.unwrap_or(umum.puncak_setelah_hari_kerja),
        puncak: umum.puncak,
    };
    let hari_mendekati = tersimpan.hari_mendekati.unwrap_or(profil.pengaturan.hari_mendekati);
    Setelan { version, mulai_hitung, tersimpan, awal, hari_mendekati, pengingat }
}

fn angka(nilai: Option<u16>) -> Val {
    nilai.map(i64::from).into()
}

fn nilai(mulai_hitung: Date, tersimpan: &Tersimpan) -> Vec<(&'static str, Val)> {
    vec![
        ("mulai_hitung", mulai_hitung.into()),
        ("rpjmd", tersimpan.rpjmd.into()),
        ("rencana_induk", tersimpan.rencana_induk.into()),
        ("arsitektur", tersimpan.arsitektur.into()),
        ("peta_rencana", tersimpan.peta_rencana.into()),
        ("hari_mendekati", angka(tersimpan.hari_mendekati)),
        ("pengingat", tersimpan.pengingat.as_ref().map(|hari| json!(hari)).into()),
        ("koordinator_hari", angka(tersimpan.koordinator_hari)),
        ("puncak_hari", angka(tersimpan.puncak_hari)),
    ]
}

/// Whether the row is there.
pub async fn ada(app: &App) -> Result<bool> {
    Ok(app.db.optional("select id from kewajiban_pengaturan where id = $1", args![ID]).await?.is_some())
}

/// Makes the row.
pub async fn insert(write: &mut Write, mulai_hitung: Date) -> Result<()> {
    write.insert(&tabel::pengaturan(), ID, nilai(mulai_hitung, &Tersimpan::default())).await?;
    Ok(())
}

/// Changes the row.
///
/// # Errors
/// [`kernel::Error::Conflict`] when somebody else changed it.
pub async fn ubah(write: &mut Write, version: i64, mulai_hitung: Date, tersimpan: &Tersimpan) -> Result<()> {
    write.update(&tabel::pengaturan(), ID, Some(version), nilai(mulai_hitung, tersimpan)).await?;
    Ok(())
}

/// Every adjusted duty.
pub async fn penyesuaian(app: &App) -> Result<Vec<Penyesuaian>> {
    let rows = app
        .db
        .query(
            "select id, version, kode, aktif, alasan, jadwal, pengingat from kewajiban_penyesuaian order by kode",
            vec![],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let jadwal: Option<Json> = row.get("jadwal")?;
            Ok(Penyesuaian {
                id: row.get("id")?,
                version: row.get("version")?,
                kode: row.get("kode")?,
                aktif: row.get("aktif")?,
                alasan: row.get("alasan")?,
                jadwal: jadwal.map(serde_json::from_value::<Ubahan>).transpose()?.unwrap_or_default(),
                pengingat: daftar_hari(row.get("pengingat")?),
            })
        })
        .collect()
}

/// Stores what was adjusted on one duty; `lama` is what was there.
pub async fn sesuaikan(write: &mut Write, lama: Option<(Uuid, i64)>, baru: &Penyesuaian) -> Result<()> {
    let ubahan = (baru.jadwal != Ubahan::default()).then(|| serde_json::to_value(&baru.jadwal)).transpose()?;
    let values = vec![
        ("kode", baru.kode.as_str().into()),
        ("aktif", baru.aktif.into()),
        ("alasan", baru.alasan.as_str().into()),
        ("jadwal", ubahan.into()),
        ("pengingat", baru.pengingat.as_ref().map(|hari| json!(hari)).into()),
    ];
    match lama {
        Some((id, version)) => {
            write.update(&tabel::penyesuaian(), id, Some(version), values).await?;
        }
        None => {
            write.insert(&tabel::penyesuaian(), baru.id, values).await?;
        }
    }
    Ok(())
}
