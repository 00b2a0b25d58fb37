//! The log of every reading, printing and download of a letter. Only added to.
use kernel::{App, Ctx, Result, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use super::akses::{self, Pembaca};
use super::naskah::kata;
use crate::model::{Kotak, Naskah, Tindakan};
use crate::tabel;

/// One entry.
#[derive(Debug, Clone)]
pub struct Jejak {
    /// Who.
    pub akun: Option<Uuid>,
    /// What was done.
    pub tindakan: Tindakan,
    /// Name of the file.
    pub rincian: Option<String>,
    /// When.
    pub pada: OffsetDateTime,
}

/// Adds an entry inside a change.
pub async fn tambah(write: &mut Write, naskah: Uuid, tindakan: Tindakan, rincian: Option<&str>) -> Result<()> {
    let (oleh, at) = (write.actor(), write.at());
    let values = vec![
        ("naskah", naskah.into()),
        ("akun", oleh.into()),
        ("tindakan", tindakan.kode().into()),
        ("rincian", rincian.into()),
        ("pada", at.into()),
    ];
    write.insert(&tabel::jejak(), Uuid::now_v7(), values).await?;
    Ok(())
}

/// Writes down that the person of this request read, printed or took a letter that they may read, and the receipt of
/// the boxes in which it was unread. Its own drafts are no reading.
pub async fn catat(ctx: &Ctx, naskah: &Naskah, tindakan: Tindakan, rincian: Option<&str>) -> Result<()> {
    let akun = ctx.actor.account();
    if naskah.keadaan.dapat_ditulis() && naskah.owner == akun {
        return Ok(());
    }
    let mut write = ctx.write(nama(tindakan)).await?;
    let lihat = ctx.scope_of(crate::LIHAT);
    for satu in akses::semua_tx(&mut write, naskah.id).await? {
        let mine = match satu.pembaca {
            Pembaca::Unit(unit) => lihat.holds_unit(unit),
            Pembaca::Orang(orang) => Some(orang) == akun,
        };
        if mine && satu.kotak == Kotak::Masuk && satu.dibaca.is_none() {
            akses::tandai_dibaca(&mut write, satu.id).await?;
        }
    }
    tambah(&mut write, naskah.id, tindakan, rincian).await?;
    write.commit(&naskah.subjek()).await
}

const fn nama(tindakan: Tindakan) -> &'static str {
    match tindakan {
        Tindakan::Baca => "naskah_dinas.dibaca",
        Tindakan::Unduh => "naskah_dinas.diunduh",
        Tindakan::Cetak => "naskah_dinas.dicetak",
    }
}

/// The newest entries of a letter that the caller has found.
pub async fn terbaru(app: &App, naskah: Uuid, limit: usize) -> Result<Vec<Jejak>> {
    let text = format!(
        "select akun, tindakan, rincian, pada from naskah_jejak where naskah = $1 order by id desc limit {limit}"
    );
    let rows = app.db.query(&text, args![naskah]).await?;
    rows.iter()
        .map(|row| {
            Ok(Jejak {
                akun: row.get("akun")?,
                tindakan: kata(row, "tindakan", Tindakan::urai)?,
                rincian: row.get("rincian")?,
                pada: row.get("pada")?,
            })
        })
        .collect()
}
