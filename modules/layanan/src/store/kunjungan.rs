//! Visits.
use kernel::{App, Result, Row, Scope, Val, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::model::{Kunjungan, Permohonan};
use crate::tabel::{self, BARIS_KUNJUNGAN};

const KOLOM: &str = "k.id, k.permohonan, k.mulai, k.tempat, k.catatan, k.hasil, k.keadaan, k.owner";

fn baca(row: &Row) -> Result<Kunjungan> {
    Ok(Kunjungan {
        id: row.get("id")?,
        permohonan: row.get("permohonan")?,
        mulai: row.get("mulai")?,
        tempat: row.get("tempat")?,
        catatan: row.get("catatan")?,
        hasil: row.get("hasil")?,
        keadaan: row.get("keadaan")?,
        petugas: row.get("owner")?,
    })
}

/// A visit in the calendar, with the case that it belongs to.
#[derive(Debug, Clone)]
pub struct Janji {
    /// The visit.
    pub kunjungan: Kunjungan,
    /// Number of the case.
    pub nomor: String,
    /// Its service.
    pub judul: String,
    /// Name of the applicant.
    pub nama: String,
}

/// Visits of an application, newest first.
pub async fn milik(app: &App, permohonan: Uuid) -> Result<Vec<Kunjungan>> {
    let text =
        format!("select {KOLOM} from permohonan_kunjungan k where k.permohonan = $1 order by k.id desc limit 50");
    app.db.query(&text, args![permohonan]).await?.iter().map(baca).collect()
}

/// Visits between two instants that an officer may see, first ones first.
pub async fn kalender(app: &App, scope: &Scope, dari: OffsetDateTime, sampai: OffsetDateTime) -> Result<Vec<Janji>> {
    let mut values = args![dari, sampai];
    let inside = scope.filter(&BARIS_KUNJUNGAN, &mut values);
    let text = format!(
        "select {KOLOM}, p.nomor, p.judul, p.nama from permohonan_kunjungan k join permohonan p on p.id = k.permohonan \
         where k.mulai >= $1 and k.mulai < $2 and k.keadaan <> 'batal' and {inside} order by k.mulai, k.id limit 500"
    );
    let rows = app.db.query(&text, values).await?;
    let satu = |row: &Row| {
        Ok(Janji {
            kunjungan: baca(row)?,
            nomor: row.get::<Option<String>>("nomor")?.unwrap_or_default(),
            judul: row.get("judul")?,
            nama: row.get("nama")?,
        })
    };
    rows.iter().map(satu).collect()
}

/// Arranges a visit; one that was arranged before and not made is called off.
pub async fn jadwalkan(
    write: &mut Write,
    satu: &Permohonan,
    petugas: Option<Uuid>,
    mulai: OffsetDateTime,
    tempat: &str,
    catatan: &str,
) -> Result<Uuid> {
    ubah(write, satu.id, vec![("keadaan", "batal".into())]).await?;
    let values: Vec<(&str, Val)> = vec![
        ("permohonan", satu.id.into()),
        ("unit", satu.unit.into()),
        ("owner", petugas.into()),
        ("mulai", mulai.into()),
        ("tempat", tempat.into()),
        ("catatan", catatan.into()),
        ("hasil", "".into()),
        ("keadaan", "direncana".into()),
    ];
    write.insert(&tabel::kunjungan(), Uuid::now_v7(), values).await
}

/// Changes the visit that is arranged, if there is one.
pub async fn ubah(write: &mut Write, permohonan: Uuid, values: Vec<(&str, Val)>) -> Result<()> {
    let text = "select id from permohonan_kunjungan where permohonan = $1 and keadaan = 'direncana'";
    for row in write.tx().query(text, args![permohonan]).await? {
        write.update(&tabel::kunjungan(), row.get("id")?, None, values.clone()).await?;
    }
    Ok(())
}
