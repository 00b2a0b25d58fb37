//! Reading and changing applications. Officers read through their scope; applicants through the number and word that they hold.
pub mod angka;
pub mod antrean;
pub mod katalog;
pub mod kunjungan;
pub mod peristiwa;

use std::sync::LazyLock;

use kernel::{App, Error, Result, Scope, Val, Write, args};
use uuid::Uuid;

use crate::model::{Keadaan, PERMOHONAN, Permohonan};
use crate::tabel::{self, BARIS};

/// Every column of an application, under the name `p`.
pub static KOLOM: LazyLock<String> = LazyLock::new(|| {
    let mut teks = String::from("p.id, p.version, p.created");
    for kolom in tabel::permohonan().columns {
        teks.push_str(", p.");
        teks.push_str(kolom.name);
    }
    teks
});

/// An application that an officer may see. Drafts are nobody's but the applicant's.
///
/// # Errors
/// [`Error::NotFound`], also for one of others.
pub async fn cari(app: &App, scope: &Scope, id: Uuid) -> Result<Permohonan> {
    let mut values = args![id];
    let inside = scope.filter(&BARIS, &mut values);
    let text = format!(
        "select {} from permohonan p where p.id = $1 and p.keadaan <> 'draf' and p.unit is not null and {inside}",
        *KOLOM
    );
    Permohonan::baca(&app.db.optional(&text, values).await?.ok_or(Error::NotFound)?)
}

/// An application by its id alone: for its applicant, whose right to it was shown, and for the program.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn dengan_id(app: &App, id: Uuid) -> Result<Permohonan> {
    let text = format!("select {} from permohonan p where p.id = $1", *KOLOM);
    Permohonan::baca(&app.db.optional(&text, args![id]).await?.ok_or(Error::NotFound)?)
}

/// An application by the number of its receipt.
pub async fn dengan_nomor(app: &App, nomor: &str) -> Result<Option<Permohonan>> {
    let text = format!("select {} from permohonan p where p.nomor = $1", *KOLOM);
    app.db.optional(&text, args![nomor]).await?.as_ref().map(Permohonan::baca).transpose()
}

/// The application as the open change sees it, held until the change ends. With `version` it must be at that version still.
///
/// # Errors
/// [`Error::Conflict`] when somebody else was quicker.
pub async fn pegang(write: &mut Write, id: Uuid, version: Option<i64>) -> Result<Permohonan> {
    let text = format!("select {} from permohonan p where p.id = $1 for update", *KOLOM);
    let satu = Permohonan::baca(&write.tx().optional(&text, args![id]).await?.ok_or(Error::NotFound)?)?;
    match version {
        Some(version) if version != satu.version => Err(Error::Conflict),
        Some(_) | None => Ok(satu),
    }
}

/// Changes columns of an application in hand.
pub async fn set(write: &mut Write, id: Uuid, values: Vec<(&str, Val)>) -> Result<i64> {
    write.update(&tabel::permohonan(), id, None, values).await
}

/// Parts of a joint application, in order.
pub async fn bagian(app: &App, induk: Uuid) -> Result<Vec<Permohonan>> {
    let text = format!("select {} from permohonan p where p.induk = $1 order by p.urut", *KOLOM);
    app.db.query(&text, args![induk]).await?.iter().map(Permohonan::baca).collect()
}

/// The same inside a change.
pub async fn bagian_tx(write: &mut Write, induk: Uuid) -> Result<Vec<Permohonan>> {
    let text = format!("select {} from permohonan p where p.induk = $1 order by p.urut", *KOLOM);
    write.tx().query(&text, args![induk]).await?.iter().map(Permohonan::baca).collect()
}

/// Applications of an account, newest first, drafts included, parts of joint ones not.
pub async fn milik(app: &App, akun: Uuid, sebelum: Option<Uuid>, batas: i64) -> Result<Vec<Permohonan>> {
    let text = format!(
        "select {} from permohonan p where p.akun = $1 and p.id < $2 and p.induk is null order by p.id desc limit $3",
        *KOLOM
    );
    let values = args![akun, sebelum.unwrap_or(Uuid::max()), batas];
    app.db.query(&text, values).await?.iter().map(Permohonan::baca).collect()
}

/// Applications that an officer helped with, newest first.
pub async fn dibantu(app: &App, akun: Uuid, batas: i64) -> Result<Vec<Permohonan>> {
    let text = format!(
        "select {} from permohonan p where p.dibantu = $1 and p.induk is null order by p.id desc limit $2",
        *KOLOM
    );
    app.db.query(&text, args![akun, batas]).await?.iter().map(Permohonan::baca).collect()
}

/// Drafts whose time has passed, oldest first.
pub async fn kedaluwarsa(app: &App, batas: i64) -> Result<Vec<Uuid>> {
    let text = "select id from permohonan where keadaan = 'draf' and kedaluwarsa < $1 order by kedaluwarsa limit $2";
    app.db.query(text, args![app.now(), batas]).await?.iter().map(|row| Ok(row.get("id")?)).collect()
}

/// Words of receipts that have been shown long enough.
pub async fn kata_lama(app: &App, batas: i64) -> Result<Vec<Uuid>> {
    let text = "select id from permohonan where kata_sampai < $1 order by kata_sampai limit $2";
    app.db.query(text, args![app.now(), batas]).await?.iter().map(|row| Ok(row.get("id")?)).collect()
}

/// Puts a case into the search of officers: number and service, nothing of the applicant.
pub async fn indeks(write: &mut Write, satu: &Permohonan) -> Result<()> {
    if satu.keadaan == Keadaan::Draf {
        return write.unindex(satu.id).await;
    }
    let doc = kernel::db::fts::Doc {
        id: satu.id,
        kind: kernel::search::kind(PERMOHONAN, false),
        unit: satu.unit,
        owner: satu.petugas,
        title: satu.label(),
        summary: satu.keadaan.label().to_owned(),
        url: satu.href(),
        stems: kernel::search::stems(&satu.label()),
        parts: None,
        readers: vec![],
        updated: write.at(),
    };
    write.index(&doc).await
}
