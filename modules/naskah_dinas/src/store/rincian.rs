//! What belongs to a letter: addressees, attachments, references.
use kernel::{App, Result, Row, Write, args};
use uuid::Uuid;

use crate::isi;
use crate::model::{Lampiran, Naskah, Tujuan};
use crate::tabel;

fn satu_tujuan(app: &App, naskah: Uuid, row: &Row) -> Result<Tujuan> {
    let teks: Option<String> = row.get("teks")?;
    Ok(Tujuan {
        unit: row.get("unit")?,
        akun: row.get("akun")?,
        teks: isi::buka_teks(app, naskah, &teks.unwrap_or_default())?,
        tembusan: row.get("tembusan")?,
    })
}

const TUJUAN: &str = "select unit, akun, teks, tembusan from naskah_tujuan where naskah = $1 order by urut";

/// Addressees of a letter that the caller has found, in order.
pub async fn tujuan(app: &App, naskah: Uuid) -> Result<Vec<Tujuan>> {
    app.db.query(TUJUAN, args![naskah]).await?.iter().map(|row| satu_tujuan(app, naskah, row)).collect()
}

/// The same inside a change.
pub async fn tujuan_tx(write: &mut Write, naskah: Uuid) -> Result<Vec<Tujuan>> {
    let app = write.app().clone();
    write.tx().query(TUJUAN, args![naskah]).await?.iter().map(|row| satu_tujuan(&app, naskah, row)).collect()
}

/// Puts these addressees in place of those that are there; nothing is written when they are the same.
pub async fn ganti_tujuan(write: &mut Write, naskah: &Naskah, baru: &[Tujuan]) -> Result<()> {
    let segel_berubah = berubah_segel(write, "naskah_tujuan", "teks", naskah).await?;
    if !segel_berubah && tujuan_tx(write, naskah.id).await? == baru {
        return Ok(());
    }
    hapus_semua(write, &tabel::tujuan(), naskah.id).await?;
    let app = write.app().clone();
    for (urut, satu) in (1_i64..).zip(baru) {
        let values = vec![
            ("naskah", naskah.id.into()),
            ("urut", urut.into()),
            ("unit", satu.unit.into()),
            ("akun", satu.akun.into()),
            ("teks", isi::segel_teks(&app, naskah.id, naskah.keamanan, &satu.teks)?.into()),
            ("tembusan", satu.tembusan.into()),
        ];
        write.insert(&tabel::tujuan(), Uuid::now_v7(), values).await?;
    }
    Ok(())
}

/// Whether texts of a letter lie open though it has become secret, or sealed though it no longer is.
async fn berubah_segel(write: &mut Write, tabel: &str, kolom: &str, naskah: &Naskah) -> Result<bool> {
    let text = format!(
        "select count(*) as n from {tabel} where naskah = $1 and {kolom} <> '' and ({kolom} like 'segel:%') <> $2"
    );
    let row = write.tx().one(&text, args![naskah.id, naskah.rahasia()]).await?;
    Ok(row.get::<i64>("n")? > 0)
}

/// Deletes the rows of a table that belong to a letter.
pub async fn hapus_semua(write: &mut Write, tabel: &kernel::Table, naskah: Uuid) -> Result<()> {
    let text = format!("select id from {} where naskah = $1 order by id", tabel.name);
    for row in write.tx().query(&text, args![naskah]).await? {
        write.delete(tabel, row.get("id")?).await?;
    }
    Ok(())
}

const LAMPIRAN: &str = "select id, berkas, judul, sha256 from naskah_lampiran where naskah = $1 order by urut, id";

fn satu_lampiran(app: &App, naskah: Uuid, row: &Row) -> Result<Lampiran> {
    Ok(Lampiran {
        id: row.get("id")?,
        berkas: row.get("berkas")?,
        judul: isi::buka_teks(app, naskah, &row.get::<String>("judul")?)?,
        sha256: row.get("sha256")?,
    })
}

/// Attachments of a letter that the caller has found, in order.
pub async fn lampiran(app: &App, naskah: Uuid) -> Result<Vec<Lampiran>> {
    app.db.query(LAMPIRAN, args![naskah]).await?.iter().map(|row| satu_lampiran(app, naskah, row)).collect()
}

/// The same inside a change.
pub async fn lampiran_tx(write: &mut Write, naskah: Uuid) -> Result<Vec<Lampiran>> {
    let app = write.app().clone();
    write.tx().query(LAMPIRAN, args![naskah]).await?.iter().map(|row| satu_lampiran(&app, naskah, row)).collect()
}

/// Adds an attachment whose file is stored already.
pub async fn tambah_lampiran(write: &mut Write, naskah: &Naskah, berkas: Uuid, judul: &str) -> Result<()> {
    let row = write
        .tx()
        .one("select coalesce(max(urut), 0) as urut from naskah_lampiran where naskah = $1", args![naskah.id])
        .await?;
    let urut: i64 = row.get("urut")?;
    // Of a sealed file the hash of what lies there: that of the open content would tell who has the same.
    let row = write.tx().one("select sha256 from file where id = $1", args![berkas]).await?;
    let sha256: String = row.get("sha256")?;
    let app = write.app().clone();
    let values = vec![
        ("naskah", naskah.id.into()),
        ("urut", (urut + 1).into()),
        ("berkas", berkas.into()),
        ("judul", isi::segel_teks(&app, naskah.id, naskah.keamanan, judul)?.into()),
        ("sha256", sha256.into()),
    ];
    write.insert(&tabel::lampiran(), Uuid::now_v7(), values).await?;
    Ok(())
}

/// Takes an attachment off. Of a secret letter its content is destroyed; of others it stays until the letter becomes secret.
pub async fn cabut_lampiran(write: &mut Write, naskah: &Naskah, lampiran: &Lampiran) -> Result<()> {
    write.delete(&tabel::lampiran(), lampiran.id).await?;
    if naskah.rahasia() {
        kernel::file::destroy(write, lampiran.berkas).await
    } else {
        kernel::file::remove(write, lampiran.berkas).await
    }
}

/// Letters that a letter refers to.
pub async fn rujukan(app: &App, naskah: Uuid) -> Result<Vec<Uuid>> {
    let rows = app.db.query("select ke from naskah_rujukan where naskah = $1 order by id", args![naskah]).await?;
    rows.iter().map(|row| Ok(row.get("ke")?)).collect()
}

/// The same inside a change.
pub async fn rujukan_tx(write: &mut Write, naskah: Uuid) -> Result<Vec<Uuid>> {
    let rows = write.tx().query("select ke from naskah_rujukan where naskah = $1 order by id", args![naskah]).await?;
    rows.iter().map(|row| Ok(row.get("ke")?)).collect()
}

/// Letters that refer to a letter, oldest first; the caller shows those that the person may read.
pub async fn dirujuk_oleh(app: &App, naskah: Uuid) -> Result<Vec<Uuid>> {
    let rows =
        app.db.query("select naskah from naskah_rujukan where ke = $1 order by id limit 50", args![naskah]).await?;
    rows.iter().map(|row| Ok(row.get("naskah")?)).collect()
}

/// Puts these references in place of those that are there; one that stays keeps its kind.
pub async fn ganti_rujukan(write: &mut Write, naskah: Uuid, baru: &[Uuid]) -> Result<()> {
    if rujukan_tx(write, naskah).await? == baru {
        return Ok(());
    }
    let balasan = balasan_tx(write, naskah).await?;
    hapus_semua(write, &tabel::rujukan(), naskah).await?;
    for ke in baru {
        let jenis = if balasan.contains(ke) { JenisRujukan::Balasan } else { JenisRujukan::Rujukan };
        tambah_rujukan(write, naskah, *ke, jenis).await?;
    }
    Ok(())
}

crate::model::kata! {
    /// What a letter has to do with one that it refers to.
    JenisRujukan {
        Rujukan = "rujukan", "Rujukan";
        /// Answers it, and ends its dispositions once it is issued.
        Balasan = "balasan", "Balasan";
    }
}

/// Adds a reference.
pub async fn tambah_rujukan(write: &mut Write, naskah: Uuid, ke: Uuid, jenis: JenisRujukan) -> Result<()> {
    let values = vec![("naskah", naskah.into()), ("ke", ke.into()), ("jenis", jenis.kode().into())];
    write.insert(&tabel::rujukan(), Uuid::now_v7(), values).await.map(drop)
}

/// Letters that a letter answers, inside a change.
pub async fn balasan_tx(write: &mut Write, naskah: Uuid) -> Result<Vec<Uuid>> {
    let text = "select ke from naskah_rujukan where naskah = $1 and jenis = $2 order by id";
    let rows = write.tx().query(text, args![naskah, JenisRujukan::Balasan.kode()]).await?;
    rows.iter().map(|row| Ok(row.get("ke")?)).collect()
}
