use std::collections::BTreeMap;

use kernel::db::{Db, Row};
use kernel::{Error, Result, Val, Write, args};
use time::Date;
use uuid::Uuid;

use super::{Terkunci, tabel_bukti, tabel_catatan, tabel_jawaban};
use crate::angka::Pecahan;
use crate::periode::{
    Bukti, Catatan, IsianTingkat, Jawaban, JenisBukti, KeadaanJawaban, Periode, baca_nilai, simpan_nilai,
};

const KOLOM: &str = "j.id, j.version, j.periode, j.indikator, j.responden, a.name as responden_nama, j.nilai, j.penjelasan, \
    j.tingkat, j.keadaan, j.catatan_validasi, j.nilai_eksternal, j.alasan_eksternal";

fn dari() -> String {
    format!("select {KOLOM} from evaluasi_jawaban j left join account a on a.id = j.responden")
}

fn jawaban(row: &Row) -> Result<Jawaban> {
    let tingkat: BTreeMap<u8, IsianTingkat> = serde_json::from_value(row.get("tingkat")?)?;
    Ok(Jawaban {
        id: row.get("id")?,
        version: row.get("version")?,
        periode: row.get("periode")?,
        kode: row.get("indikator")?,
        responden: row.get("responden")?,
        responden_nama: row.get("responden_nama")?,
        nilai: baca_nilai(row.get("nilai")?),
        penjelasan: row.get("penjelasan")?,
        tingkat,
        keadaan: KeadaanJawaban::dari_id(&row.get::<String>("keadaan")?)
            .ok_or_else(|| Error::internal("an unknown state of an answer"))?,
        catatan_validasi: row.get("catatan_validasi")?,
        nilai_eksternal: baca_nilai(row.get("nilai_eksternal")?),
        alasan_eksternal: row.get("alasan_eksternal")?,
    })
}

/// Answers of a period found before, in the order of the instrument.
pub async fn semua_jawaban(db: &Db, periode: &Periode) -> Result<Vec<Jawaban>> {
    let text = format!("{} where j.periode = $1 order by j.urutan", dari());
    db.query(&text, args![periode.id]).await?.iter().map(jawaban).collect()
}

/// The same inside a change.
pub async fn jawaban_terkunci(write: &mut Write, buka: &Terkunci) -> Result<Vec<Jawaban>> {
    let text = format!("{} where j.periode = $1 order by j.urutan", dari());
    write.tx().query(&text, args![buka.periode.id]).await?.iter().map(jawaban).collect()
}

/// Answers of several periods found before, in one statement.
pub async fn jawaban_banyak(db: &Db, periode: &[Periode]) -> Result<BTreeMap<Uuid, Vec<Jawaban>>> {
    let mut hasil: BTreeMap<Uuid, Vec<Jawaban>> = BTreeMap::new();
    if periode.is_empty() {
        return Ok(hasil);
    }
    let tanda = (1..=periode.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(",");
    let text = format!("{} where j.periode in ({tanda}) order by j.urutan", dari());
    for row in db.query(&text, periode.iter().map(|p| Val::Uuid(p.id)).collect()).await? {
        let satu = jawaban(&row)?;
        hasil.entry(satu.periode).or_default().push(satu);
    }
    Ok(hasil)
}

/// The answer to one indicator of a period found before.
pub async fn cari_jawaban(db: &Db, periode: &Periode, kode: &str) -> Result<Jawaban> {
    let text = format!("{} where j.periode = $1 and j.indikator = $2", dari());
    jawaban(&db.one(&text, args![periode.id, kode]).await?)
}

/// What a person writes as answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IsianJawaban {
    /// Claimed score; none leaves the indicator open.
    pub nilai: Option<Pecahan>,
    /// Explanation of the whole.
    pub penjelasan: String,
    /// Per level.
    pub tingkat: BTreeMap<u8, IsianTingkat>,
}

/// Writes an answer. What the supervisor said before no longer counts; the reason stays to be read until it is accepted.
pub async fn simpan_jawaban(
    write: &mut Write,
    _buka: &Terkunci,
    id: Uuid,
    version: i64,
    isian: &IsianJawaban,
) -> Result<()> {
    let keadaan = if isian.nilai.is_some() { KeadaanJawaban::Diisi } else { KeadaanJawaban::Kosong };
    let nilai = vec![
        ("nilai", isian.nilai.map(simpan_nilai).transpose()?.into()),
        ("penjelasan", (&isian.penjelasan).into()),
        ("tingkat", serde_json::to_value(&isian.tingkat)?.into()),
        ("keadaan", keadaan.id().into()),
    ];
    write.update(&tabel_jawaban(), id, Some(version), nilai).await?;
    Ok(())
}

/// Writes only the score of an answer: import.
pub async fn simpan_nilai_saja(write: &mut Write, _buka: &Terkunci, id: Uuid, nilai: Option<Pecahan>) -> Result<()> {
    let keadaan = if nilai.is_some() { KeadaanJawaban::Diisi } else { KeadaanJawaban::Kosong };
    let isi = vec![("nilai", nilai.map(simpan_nilai).transpose()?.into()), ("keadaan", keadaan.id().into())];
    write.update(&tabel_jawaban(), id, None, isi).await?;
    Ok(())
}

/// Writes the supervisor's judgement.
pub async fn simpan_validasi(
    write: &mut Write,
    _buka: &Terkunci,
    id: Uuid,
    version: Option<i64>,
    keadaan: KeadaanJawaban,
    catatan: &str,
) -> Result<()> {
    let nilai = vec![("keadaan", keadaan.id().into()), ("catatan_validasi", catatan.into())];
    write.update(&tabel_jawaban(), id, version, nilai).await?;
    Ok(())
}

/// Writes the assessors' score and reason.
pub async fn simpan_eksternal(
    write: &mut Write,
    _buka: &Terkunci,
    id: Uuid,
    version: i64,
    nilai: Option<Pecahan>,
    alasan: &str,
) -> Result<()> {
    let isi =
        vec![("nilai_eksternal", nilai.map(simpan_nilai).transpose()?.into()), ("alasan_eksternal", alasan.into())];
    write.update(&tabel_jawaban(), id, Some(version), isi).await?;
    Ok(())
}

/// Names who is to answer, or nobody.
pub async fn tugaskan(write: &mut Write, _buka: &Terkunci, id: Uuid, responden: Option<Uuid>) -> Result<()> {
    write.update(&tabel_jawaban(), id, None, vec![("responden", responden.into())]).await?;
    Ok(())
}

fn bukti(row: &Row) -> Result<Bukti> {
    Ok(Bukti {
        id: row.get("id")?,
        jawaban: row.get("jawaban")?,
        tingkat: row.get::<Option<i64>>("tingkat")?.and_then(|tingkat| u8::try_from(tingkat).ok()),
        jenis: JenisBukti::dari_id(&row.get::<String>("jenis")?)
            .ok_or_else(|| Error::internal("an unknown kind of evidence"))?,
        judul: row.get("judul")?,
        alamat: row.get("alamat")?,
        berkas: row.get("berkas")?,
        tanggal: row.get("tanggal")?,
        reviu: row.get("reviu")?,
        oleh: row.get("name")?,
    })
}

const BUKTI: &str = "select b.id, b.jawaban, b.tingkat, b.jenis, b.judul, b.alamat, b.berkas, b.tanggal, b.reviu, a.name \
    from evaluasi_bukti b left join account a on a.id = b.owner";

/// Evidence of one answer found before, oldest first.
pub async fn bukti_jawaban(db: &Db, jawaban: &Jawaban) -> Result<Vec<Bukti>> {
    let text = format!("{BUKTI} where b.jawaban = $1 order by b.id limit 500");
    db.query(&text, args![jawaban.id]).await?.iter().map(bukti).collect()
}

/// Evidence of all answers of a period found before.
pub async fn bukti_periode(db: &Db, periode: &Periode) -> Result<Vec<Bukti>> {
    let text = format!("{BUKTI} where b.periode = $1 order by b.id");
    db.query(&text, args![periode.id]).await?.iter().map(bukti).collect()
}

/// Evidence of one answer inside a change.
pub async fn bukti_terkunci(write: &mut Write, _buka: &Terkunci, jawaban: Uuid) -> Result<Vec<Bukti>> {
    let text = format!("{BUKTI} where b.jawaban = $1 order by b.id");
    write.tx().query(&text, args![jawaban]).await?.iter().map(bukti).collect()
}

/// What a new piece of evidence is made of.
#[derive(Debug, Clone)]
pub struct BuktiBaru {
    /// The level that it proves.
    pub tingkat: Option<u8>,
    /// What it is.
    pub jenis: JenisBukti,
    /// Its name.
    pub judul: String,
    /// Path or address.
    pub alamat: String,
    /// The file.
    pub berkas: Option<Uuid>,
    /// Date of the document.
    pub tanggal: Option<Date>,
    /// It is a review.
    pub reviu: bool,
}

/// Adds evidence.
pub async fn tambah_bukti(write: &mut Write, buka: &Terkunci, jawaban: Uuid, baru: &BuktiBaru) -> Result<Uuid> {
    let nilai = vec![
        ("owner", write.actor().into()),
        ("periode", buka.periode.id.into()),
        ("jawaban", jawaban.into()),
        ("tingkat", baru.tingkat.into()),
        ("jenis", baru.jenis.id().into()),
        ("judul", (&baru.judul).into()),
        ("alamat", (&baru.alamat).into()),
        ("berkas", baru.berkas.into()),
        ("tanggal", baru.tanggal.into()),
        ("reviu", baru.reviu.into()),
    ];
    write.insert(&tabel_bukti(), Uuid::now_v7(), nilai).await
}

/// Takes evidence away, with its file.
pub async fn cabut_bukti(write: &mut Write, _buka: &Terkunci, bukti: &Bukti) -> Result<()> {
    write.delete(&tabel_bukti(), bukti.id).await?;
    match bukti.berkas {
        Some(berkas) => kernel::file::remove(write, berkas).await,
        None => Ok(()),
    }
}

/// Notes on one answer found before, oldest first.
pub async fn catatan_jawaban(db: &Db, jawaban: &Jawaban) -> Result<Vec<Catatan>> {
    let text = "select c.isi, c.created, a.name from evaluasi_catatan c left join account a on a.id = c.owner \
        where c.jawaban = $1 order by c.id limit 500";
    let rows = db.query(text, args![jawaban.id]).await?;
    rows.iter()
        .map(|row| Ok(Catatan { oleh: row.get("name")?, pada: row.get("created")?, isi: row.get("isi")? }))
        .collect()
}

/// Adds a note.
pub async fn tambah_catatan(write: &mut Write, buka: &Terkunci, jawaban: Uuid, isi: &str) -> Result<()> {
    let nilai = vec![
        ("owner", write.actor().into()),
        ("periode", buka.periode.id.into()),
        ("jawaban", jawaban.into()),
        ("isi", isi.into()),
    ];
    write.insert(&tabel_catatan(), Uuid::now_v7(), nilai).await?;
    Ok(())
}

/// Answers that await a person in periods where scores are being given: period, indicator, and whether it was sent back.
/// They are the person's own (assigned), or open repairs of a team to which the person belongs.
pub async fn tugas_jawaban(db: &Db, saya: Uuid) -> Result<Vec<(Uuid, String, bool)>> {
    let text = "select j.periode, j.indikator, j.keadaan from evaluasi_jawaban j join evaluasi_periode p on p.id = j.periode \
        where p.keadaan = 'penilaian_mandiri' and ((j.responden = $1 and j.keadaan in ('kosong', 'dikembalikan')) \
        or (j.keadaan = 'dikembalikan' and j.responden is null and exists (select 1 from evaluasi_tim t \
        where t.periode = p.id and t.account = $1 and t.peran in ('operator', 'anggota')))) order by p.id, j.urutan limit 100";
    let rows = db.query(text, args![saya]).await?;
    rows.iter()
        .map(|row| Ok((row.get("periode")?, row.get("indikator")?, row.get::<String>("keadaan")? == "dikembalikan")))
        .collect()
}
