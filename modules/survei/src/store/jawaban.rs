//! Taking an answer in.
use kernel::{App, Error, Result, Subject, Write, args, db};
use uuid::Uuid;

use super::{komentar, periode, rekap, undangan};
use crate::model::{DIMENSI, Jawaban, Layanan, UNSUR_NAMA};
use crate::registers::perangkat;
use crate::{setelan, tabel};

/// Kind of record in the log.
pub const KIND: &str = "survei_jawaban";

/// What came of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hasil {
    /// It counts.
    Diterima,
    /// The same form came before.
    Sudah,
    /// The link does not hold (any more).
    TakBerlaku,
}

/// The row of a form: from its key, so that a form sent twice is one answer, and without the moment that keys tell.
///
/// # Errors
/// When the system gives no random bytes.
pub fn id(app: &App, kunci: &str) -> Result<Uuid> {
    let bytes = match kunci.parse::<Uuid>() {
        Ok(kunci) => app.keys.mac("survei jawaban", kunci.as_bytes())?,
        Err(_) => app.keys.random::<16>()?.to_vec(),
    };
    bytes
        .first_chunk::<16>()
        .map(|bytes| uuid::Builder::from_custom_bytes(*bytes).into_uuid())
        .ok_or_else(|| Error::internal("a short mark"))
}

/// Takes an answer about a service in: row, sums and comment in one change, in nobody's name, also when somebody is signed in. With
/// a `token` its link is used up by it.
///
/// # Errors
/// [`Error::Refused`] when the period has been closed.
pub async fn terima(
    app: &App,
    layanan: &Layanan,
    kuesioner: Option<Uuid>,
    id: Uuid,
    token: Option<&str>,
    jawaban: &Jawaban,
) -> Result<Hasil> {
    let unit = layanan.unit.ok_or_else(|| Error::refused("Layanan ini belum mempunyai unit."))?;
    let unit = perangkat(&app.units().await?, unit);
    let lama = setelan::baca(app)?.lama;
    let hari = app.today();
    let mut write = Write::system(app, "survei.jawab").await?;
    db::lock::exclusive(write.tx(), &format!("survei jawaban {id}")).await?;
    if write.tx().optional("select 1 as yes from survei_jawaban where id = $1", args![id]).await?.is_some() {
        return Ok(Hasil::Sudah);
    }
    if let Some(token) = token
        && !undangan::pakai(&mut write, token, hari).await?
    {
        return Ok(Hasil::TakBerlaku);
    }
    let masa = periode::untuk(&mut write, unit, hari, lama).await?;
    let mut values = vec![
        ("periode", masa.into()),
        ("layanan", layanan.id.into()),
        ("unit", unit.into()),
        ("kuesioner", kuesioner.into()),
        ("hari", hari.into()),
        ("jalan", jawaban.jalan.kunci().into()),
    ];
    values.extend(UNSUR_NAMA.iter().zip(jawaban.nilai).map(|((kunci, _), nilai)| (*kunci, nilai.into())));
    values.extend(DIMENSI.iter().zip(jawaban.diri).map(|(satu, nilai)| (satu.kunci, nilai.into())));
    write.insert(&tabel::jawaban(), id, values).await?;
    if !jawaban.komentar.is_empty() {
        komentar::tambah(&mut write, masa, layanan.id, unit, &jawaban.komentar).await?;
    }
    // Last, because all answers of a service wait for this row.
    rekap::tambah(write.tx(), masa, layanan.id, jawaban).await?;
    write.commit(&Subject::new(KIND, id, "/survei")).await?;
    Ok(Hasil::Diterima)
}

/// Whether a form has been taken in already.
pub async fn ada(app: &App, id: Uuid) -> Result<bool> {
    Ok(app.db.optional("select 1 as yes from survei_jawaban where id = $1", args![id]).await?.is_some())
}
