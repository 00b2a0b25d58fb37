//! From the first page of a form to the receipt: a draft, its files, and its submission in one change.
use kernel::receipt::{self, Receipt};
use kernel::{App, Error, Result, Val, Write};
use serde_json::{Map, Value as Json};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::langkah::{self, Laku, Meja};
use crate::model::{AWALAN, Permohonan, Tindakan};
use crate::standar::Standar;
use crate::store;
use crate::tabel;

/// How long a draft is kept after it was last touched.
pub const SIMPAN: Duration = Duration::days(14);
/// How long the word of a receipt can be looked at again in the browser that made the application.
const KATA: Duration = Duration::hours(2);
/// What the word is sealed for.
const SEGEL: &str = "permohonan.kata";

/// By which way, and for whom.
#[derive(Debug, Clone, Default)]
pub struct Asal {
    /// Key of [`crate::model::KANAL`].
    pub kanal: &'static str,
    /// Account of the applicant.
    pub akun: Option<Uuid>,
    /// Officer who helps, and of which unit.
    pub dibantu: Option<(Uuid, Option<Uuid>)>,
}

/// Who applies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pemohon {
    /// Name.
    pub nama: String,
    /// Mail address; empty for none.
    pub surel: String,
    /// Telephone; empty for none.
    pub telepon: String,
}

/// Makes a draft.
pub async fn mulai(write: &mut Write, standar: &Standar, formulir: Option<Uuid>, asal: &Asal) -> Result<Uuid> {
    let at = write.at();
    let id = Uuid::now_v7();
    let nilai = kerangka(standar, formulir, asal, &Pemohon::default(), Map::new(), "draf", Some(at + SIMPAN));
    write.insert(&tabel::permohonan(), id, nilai).await
}

fn kerangka(
    standar: &Standar,
    formulir: Option<Uuid>,
    asal: &Asal,
    pemohon: &Pemohon,
    isian: Map<String, Json>,
    keadaan: &'static str,
    kedaluwarsa: Option<OffsetDateTime>,
) -> Vec<(&'static str, Val)> {
    vec![
        ("unit", Val::Null),
        ("owner", Val::Null),
        ("layanan", standar.layanan.into()),
        ("standar", standar.id.into()),
        ("formulir", formulir.into()),
        ("induk", Val::Null),
        ("urut", 0_i64.into()),
        ("mulai", "bersama".into()),
        ("keadaan", keadaan.into()),
        ("kanal", asal.kanal.into()),
        ("akun", asal.akun.into()),
        ("dibantu", asal.dibantu.map(|(akun, _)| akun).into()),
        ("dibantu_unit", asal.dibantu.and_then(|(_, unit)| unit).into()),
        ("judul", standar.nama.clone().into()),
        ("nama", pemohon.nama.clone().into()),
        ("surel", pemohon.surel.clone().into()),
        ("telepon", pemohon.telepon.clone().into()),
        ("isian", Val::Json(Json::Object(isian))),
        ("jeda_hari", 0_i64.into()),
        ("alasan", "".into()),
        ("dikunjungi", false.into()),
        ("keluaran", "".into()),
        ("bertanda", false.into()),
        ("keberatan", "".into()),
        ("keberatan_diputus", false.into()),
        ("serah", "".into()),
        ("terlambat", false.into()),
        ("kedaluwarsa", kedaluwarsa.into()),
    ]
}

/// Keeps answers of a draft or a correction; nothing else changes.
pub async fn simpan(write: &mut Write, satu: &Permohonan, rancangan: Json) -> Result<()> {
    let mut nilai: Vec<(&str, Val)> = vec![("rancangan", Val::Json(rancangan))];
    if satu.kedaluwarsa.is_some() {
        nilai.push(("kedaluwarsa", (write.at() + SIMPAN).into()));
    }
    store::set(write, satu.id, nilai).await?;
    Ok(())
}

/// Gives a draft a code by which it is taken up again, in the place of any code before.
pub async fn beri_kode(write: &mut Write, satu: &Permohonan) -> Result<Receipt> {
    let app = write.app().clone();
    let kode = Receipt::new(&app, crate::model::AWALAN_DRAF)?;
    store::set(write, satu.id, tanda(&app, &kode, write.at())?).await?;
    Ok(kode)
}

fn tanda(app: &App, kode: &Receipt, at: OffsetDateTime) -> Result<Vec<(&'static str, Val)>> {
    Ok(vec![
        ("nomor", kode.number.clone().into()),
        ("tanda", receipt::mark(app, &kode.number, &kode.secret)?.into()),
        ("kata", kernel::keys::hex(&app.keys.seal(SEGEL, kode.secret.as_bytes())?).into()),
        ("kata_sampai", (at + KATA).into()),
    ])
}

/// The word of a receipt, while it may be looked at again.
pub fn kata(app: &App, satu: &Permohonan) -> Option<String> {
    if satu.kata_sampai.is_none_or(|sampai| sampai <= app.now()) {
        return None;
    }
    let segel = kernel::keys::unhex(satu.kata.as_deref()?)?;
    String::from_utf8(app.keys.unseal(SEGEL, &segel).ok()?.to_vec()).ok()
}

/// A joint application's parts with the standards in force, in order: standard, and whether it waits.
///
/// # Errors
/// [`Error::Refused`] when a part is not published any more.
pub async fn bagian(app: &App, standar: &Standar) -> Result<Vec<(Standar, bool)>> {
    let mut semua = vec![];
    for (layanan, setelah) in standar.bagian() {
        match crate::standar::berlaku(app, layanan).await {
            Ok(satu) => semua.push((satu, setelah)),
            Err(Error::NotFound) => {
                return Err(Error::refused(
                    "Salah satu bagian layanan terpadu ini sedang tidak berlaku. Hubungi penyelenggara layanan.",
                ));
            }
            Err(lain) => return Err(lain),
        }
    }
    Ok(semua)
}

/// What is sent.
#[derive(Debug, Clone)]
pub struct Kiriman {
    /// Who applies.
    pub pemohon: Pemohon,
    /// Answers, checked.
    pub isian: Map<String, Json>,
    /// Parts of a joint application, see [`bagian`].
    pub bagian: Vec<(Standar, bool)>,
}

/// Turns a draft into a case, in one change: number and word, clock, parts, and who is told.
///
/// # Errors
/// [`Error::Refused`] when it was sent already.
pub async fn kirim(
    write: &mut Write,
    satu: &Permohonan,
    standar: &Standar,
    kiriman: Kiriman,
    meja: &Meja,
) -> Result<(Permohonan, Receipt)> {
    let app = write.app().clone();
    let resi = Receipt::new(&app, AWALAN)?;
    let Kiriman { pemohon, isian, bagian } = kiriman;
    let mut nilai = tanda(&app, &resi, write.at())?;
    nilai.extend([
        ("unit", standar.unit.into()),
        ("nama", pemohon.nama.clone().into()),
        ("surel", pemohon.surel.clone().into()),
        ("telepon", pemohon.telepon.clone().into()),
        ("isian", Val::Json(Json::Object(isian.clone()))),
        ("rancangan", Val::Null),
        ("kedaluwarsa", Val::Null),
        ("masuk", write.at().into()),
    ]);
    // The number must be there before people are told.
    store::set(write, satu.id, nilai).await?;
    let dipegang = store::pegang(write, satu.id, None).await?;
    let laku = Laku::baru(Tindakan::Kirim, satu.dibantu, "");
    let baru = langkah::jalankan(write, &dipegang, standar, meja, laku).await?;
    if bagian.is_empty() {
        return Ok((baru, resi));
    }
    let asal = Asal { kanal: "web", akun: satu.akun, dibantu: satu.dibantu.map(|akun| (akun, satu.dibantu_unit)) };
    for (urut, (bagian, setelah)) in bagian.iter().enumerate() {
        let urut = i64::try_from(urut).unwrap_or(0) + 1;
        // Messages go to the applicant through each part; the survey through the whole.
        let mut nilai = kerangka(bagian, satu.formulir, &asal, &pemohon, isian.clone(), "menunggu", None);
        for (nama, isi) in &mut nilai {
            match *nama {
                "unit" => *isi = bagian.unit.into(),
                "induk" => *isi = satu.id.into(),
                "urut" => *isi = urut.into(),
                "mulai" => *isi = if *setelah { "setelah" } else { "bersama" }.into(),
                "kanal" => *isi = satu.kanal.clone().into(),
                _ => {}
            }
        }
        nilai.push(("nomor", format!("{}-{urut}", resi.number).into()));
        write.insert(&tabel::permohonan(), Uuid::now_v7(), nilai).await?;
    }
    langkah::lanjutkan(write, satu.id, meja).await?;
    Ok((store::pegang(write, satu.id, None).await?, resi))
}

/// Sends a correction: the answers in work become the answers.
pub async fn kirim_perbaikan(
    write: &mut Write,
    satu: &Permohonan,
    standar: &Standar,
    isian: Map<String, Json>,
    meja: &Meja,
) -> Result<Permohonan> {
    let laku = Laku {
        nilai: vec![("isian", Val::Json(Json::Object(isian))), ("rancangan", Val::Null)],
        ..Laku::baru(Tindakan::KirimPerbaikan, None, "")
    };
    langkah::jalankan(write, satu, standar, meja, laku).await
}
