//! What staff read: texts of a scope, in whatever state.
use std::collections::BTreeMap;

use kernel::{App, Result, Scope, Val, args};
use uuid::Uuid;

use super::BARIS;
use crate::model::{Jenis, KOLOM_TULISAN, KOLOM_VERSI, Tulisan, Versi};

/// What the list of staff is narrowed to.
#[derive(Debug, Clone, Copy)]
pub struct Saring<'a> {
    /// Kind.
    pub jenis: Jenis,
    /// State; empty for all.
    pub status: &'a str,
    /// After this text.
    pub sesudah: Option<Uuid>,
}

/// One line of the list of staff: the text with the version that is worked on.
#[derive(Debug, Clone)]
pub struct Baris {
    /// The text.
    pub tulisan: Tulisan,
    /// The version that is worked on.
    pub versi: Versi,
}

fn baris(row: &kernel::Row) -> Result<Baris> {
    Ok(Baris { tulisan: Tulisan::from_row(row)?, versi: Versi::from_row(row)? })
}

/// Texts of the scope, the one begun last first. Each part of the scope is read in the order of an index.
pub async fn list(app: &App, scope: &Scope, saring: &Saring<'_>, limit: usize) -> Result<Vec<Baris>> {
    // Always a bound on the id, so that the index in this order is taken on the first page too.
    let mut values: Vec<Val> = args![saring.jenis.as_str(), saring.sesudah.unwrap_or(Uuid::max())];
    let mut wheres = String::from("t.jenis = $1 and t.id < $2");
    if !saring.status.is_empty() {
        values.push(saring.status.into());
        wheres.push_str(&format!(" and t.status = ${}", values.len()));
    }
    let parts: Vec<String> = scope
        .parts(&BARIS, &mut values)
        .into_iter()
        .map(|part| {
            format!("select * from (select t.id from tulisan t where {wheres} and {part} order by t.id desc limit {limit}) p")
        })
        .collect();
    let text = format!(
        "select {KOLOM_TULISAN}, {KOLOM_VERSI} from tulisan t join tulisan_versi v on v.id = t.versi \
         where t.id in ({}) order by t.id desc limit {limit}",
        parts.join(" union ")
    );
    app.db.query(&text, values).await?.iter().map(baris).collect()
}

/// One text of the scope with the version that is worked on.
///
/// # Errors
/// [`kernel::Error::NotFound`] outside the scope.
pub async fn find(app: &App, scope: &Scope, id: Uuid) -> Result<Baris> {
    let mut values: Vec<Val> = args![id];
    let inside = scope.filter(&BARIS, &mut values);
    let text = format!(
        "select {KOLOM_TULISAN}, {KOLOM_VERSI} from tulisan t join tulisan_versi v on v.id = t.versi where t.id = $1 and {inside}"
    );
    baris(&app.db.one(&text, values).await?)
}

/// A version, by its number, of a text that the caller has found through its scope.
pub async fn versi_bernomor(app: &App, tulisan: Uuid, nomor: i64) -> Result<Versi> {
    let text = format!("select {KOLOM_VERSI} from tulisan_versi v where v.tulisan = $1 and v.nomor = $2");
    Versi::from_row(&app.db.one(&text, args![tulisan, nomor]).await?)
}

/// All versions, newest first, at most a hundred.
pub async fn versi_semua(app: &App, tulisan: Uuid) -> Result<Vec<Versi>> {
    let text =
        format!("select {KOLOM_VERSI} from tulisan_versi v where v.tulisan = $1 order by v.nomor desc limit 100");
    app.db.query(&text, args![tulisan]).await?.iter().map(Versi::from_row).collect()
}

/// Names of accounts.
pub async fn nama_akun(app: &App, ids: impl IntoIterator<Item = Uuid>) -> Result<BTreeMap<Uuid, String>> {
    let values: Vec<Val> = ids.into_iter().map(Val::Uuid).collect();
    if values.is_empty() {
        return Ok(BTreeMap::new());
    }
    let marks: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
    let text = format!("select id, name from account where id in ({})", marks.join(", "));
    app.db.query(&text, values).await?.iter().map(|row| Ok((row.get("id")?, row.get("name")?))).collect()
}
