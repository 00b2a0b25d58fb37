//! What a letter leaves behind when it becomes secret: everything that was written of it in the open is sealed or destroyed.
use kernel::{Result, Val, Write, args, file, notify};
use uuid::Uuid;

use crate::isi;
use crate::model::{Naskah, PERIHAL_RAHASIA};
use crate::store::versi;
use crate::tabel;

/// Seals earlier versions, notes of those who sent it back, names of files in the log of readings and reasons in the book of
/// numbers; destroys the contents of attachments that were taken off; takes the subject out of what people were told. The
/// letter is held, and secret already.
pub async fn semua(write: &mut Write, naskah: &Naskah) -> Result<()> {
    versi::segel(write, naskah.id).await?;
    segel_kolom(write, naskah, &tabel::langkah(), "catatan").await?;
    segel_kolom(write, naskah, &tabel::jejak(), "rincian").await?;
    segel_kolom(write, naskah, &tabel::nomor(), "alasan").await?;
    for row in
        write.tx().query("select id from file where subject = $1 and removed order by id", args![naskah.id]).await?
    {
        let id = row.get("id")?;
        file::destroy(write, id).await?;
        write.forget(id).await?;
    }
    notify::conceal(write, &naskah.href(), PERIHAL_RAHASIA).await
}

/// Seals the texts of one column that belong to the letter.
async fn segel_kolom(write: &mut Write, naskah: &Naskah, tabel: &kernel::Table, kolom: &str) -> Result<()> {
    let app = write.app().clone();
    let text = format!(
        "select id, {kolom} as teks from {} where naskah = $1 and {kolom} is not null and {kolom} <> '' order by id",
        tabel.name
    );
    for row in write.tx().query(&text, args![naskah.id]).await? {
        let (id, teks): (Uuid, String) = (row.get("id")?, row.get("teks")?);
        if isi::tersegel(&teks) {
            continue;
        }
        let segel: Val = isi::segel_teks(&app, naskah.id, naskah.keamanan, &teks)?.into();
        write.update(tabel, id, None, vec![(kolom, segel)]).await?;
        write.forget(id).await?;
    }
    Ok(())
}
