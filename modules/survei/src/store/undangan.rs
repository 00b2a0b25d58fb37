//! One-time links. Only a keyed hash of the token is kept, and the row goes when the link is used: afterwards nothing says which
//! case an answer came from.
use kernel::{App, Result, Write, args};
use time::{Date, Duration};
use uuid::Uuid;

/// What the token of a link is called in the database.
fn tanda(app: &App, token: &str) -> Result<String> {
    Ok(kernel::keys::hex(&app.keys.mac("survei undangan", token.as_bytes())?))
}

/// Makes a link for a case; an unused one of the same case goes. Returns its token: 128 random bits, hexadecimal.
pub async fn buat(write: &mut Write, layanan: Uuid, subjek: Uuid, sejak: Date, hari: u16) -> Result<String> {
    let token = kernel::keys::hex(&write.app().keys.random::<16>()?);
    let tanda = tanda(write.app(), &token)?;
    let berakhir = sejak.saturating_add(Duration::days(i64::from(hari)));
    write.tx().exec("delete from survei_undangan where subjek = $1", args![subjek]).await?;
    let text = "insert into survei_undangan (tanda, layanan, subjek, berakhir) values ($1, $2, $3, $4)";
    write.tx().exec(text, args![tanda, layanan, subjek, berakhir]).await?;
    Ok(token)
}

/// The service of a link that holds; none for one that was used, has expired or never was.
pub async fn cari(app: &App, token: &str, hari: Date) -> Result<Option<Uuid>> {
    let text = "select layanan from survei_undangan where tanda = $1 and berakhir >= $2";
    let row = app.db.optional(text, args![tanda(app, token)?, hari]).await?;
    row.map(|row| Ok(row.get("layanan")?)).transpose()
}

/// Uses a link up; false when it does not hold (any more).
pub async fn pakai(write: &mut Write, token: &str, hari: Date) -> Result<bool> {
    let tanda = tanda(write.app(), token)?;
    let text = "delete from survei_undangan where tanda = $1 and berakhir >= $2";
    Ok(write.tx().exec(text, args![tanda, hari]).await? == 1)
}

/// Forgets links that have expired.
pub async fn bersihkan(app: &App) -> Result<u64> {
    let mut tx = app.db.begin().await?;
    let banyak = tx.exec("delete from survei_undangan where berakhir < $1", args![app.today()]).await?;
    tx.commit().await?;
    Ok(banyak)
}
