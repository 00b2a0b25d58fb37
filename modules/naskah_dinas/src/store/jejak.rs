//! The log of every reading, printing and download of a letter. Only added to.
use kernel::{App, Ctx, Result, Write, args};
use time::{Date, OffsetDateTime};
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

/// Whose entries are wanted.
#[derive(Debug, Clone)]
pub enum Milik {
    /// Everybody's.
    Semua,
    /// Those of these units and of this account.
    Unit(Vec<Uuid>, Uuid),
}

/// Adds an entry inside a change, for the unit as a member of which it was read.
async fn tambah(
    write: &mut Write,
    naskah: Uuid,
    tindakan: Tindakan,
    rincian: Option<&str>,
    unit: Option<Uuid>,
) -> Result<()> {
    let (oleh, at) = (write.actor(), write.at());
    let values = vec![
        ("naskah", naskah.into()),
        ("akun", oleh.into()),
        ("tindakan", tindakan.kode().into()),
        ("rincian", rincian.into()),
        ("pada", at.into()),
        ("unit", unit.into()),
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
    let mut sebagai = None;
    for satu in akses::semua_tx(&mut write, naskah.id).await? {
        let mine = match satu.pembaca {
            Pembaca::Unit(unit) => lihat.holds_unit(unit),
            Pembaca::Orang(orang) => Some(orang) == akun,
        };
        if let Pembaca::Unit(unit) = satu.pembaca
            && ctx.actor.assignments().iter().any(|jabatan| jabatan.unit == unit)
        {
            sebagai = sebagai.or(Some(unit));
        }
        if mine && satu.kotak == Kotak::Masuk && satu.dibaca.is_none() {
            akses::tandai_dibaca(&mut write, satu.id).await?;
        }
    }
    tambah(&mut write, naskah.id, tindakan, rincian, sebagai.or(ctx.actor.unit())).await?;
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
    milik(app, naskah, &Milik::Semua, limit).await
}

/// The same of some people only.
pub async fn milik(app: &App, naskah: Uuid, milik: &Milik, limit: usize) -> Result<Vec<Jejak>> {
    let mut values = args![naskah];
    let whose = match milik {
        Milik::Semua => String::new(),
        Milik::Unit(unit, akun) => {
            values.push((*akun).into());
            let mut salah_satu = vec!["akun = $2".to_owned()];
            for satu in unit {
                values.push((*satu).into());
                salah_satu.push(format!("unit = ${}", values.len()));
            }
            format!("and ({})", salah_satu.join(" or "))
        }
    };
    let text = format!(
        "select akun, tindakan, rincian, pada from naskah_jejak where naskah = $1 {whose} order by id desc limit {limit}"
    );
    let rows = app.db.query(&text, values).await?;
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

/// What one person did with a letter on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lipatan {
    /// The day in the regency.
    pub hari: Date,
    /// Who.
    pub akun: Option<Uuid>,
    /// What, each once, such as `membaca (3 kali)` and `mengunduh surat.pdf`.
    pub tindakan: Vec<String>,
}

/// Entries, newest first, folded by day and person; the order stays. `hari` is the day of an instant.
pub fn lipat(semua: &[Jejak], hari: impl Fn(OffsetDateTime) -> Date) -> Vec<Lipatan> {
    /// What was done, and how often.
    type Hitungan = Vec<(String, usize)>;
    let mut hasil: Vec<((Date, Option<Uuid>), Hitungan)> = vec![];
    for satu in semua {
        let kunci = (hari(satu.pada), satu.akun);
        let sebutan = match satu.rincian.as_deref().filter(|rincian| !rincian.is_empty()) {
            Some(rincian) => format!("{} {rincian}", satu.tindakan.label().to_lowercase()),
            None => satu.tindakan.label().to_lowercase(),
        };
        match hasil.iter_mut().find(|(ada, _)| *ada == kunci) {
            Some((_, tindakan)) => match tindakan.iter_mut().find(|(ada, _)| *ada == sebutan) {
                Some((_, banyak)) => *banyak += 1,
                None => tindakan.push((sebutan, 1)),
            },
            None => hasil.push((kunci, vec![(sebutan, 1)])),
        }
    }
    let tulis =
        |(sebutan, banyak): (String, usize)| if banyak > 1 { format!("{sebutan} ({banyak} kali)") } else { sebutan };
    hasil
        .into_iter()
        .map(|((hari, akun), tindakan)| Lipatan { hari, akun, tindakan: tindakan.into_iter().map(tulis).collect() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn readings_are_folded_by_person_and_day() {
        let satu = |akun: u128, tindakan, rincian: Option<&str>, pada| Jejak {
            akun: Some(Uuid::from_u128(akun)),
            tindakan,
            rincian: rincian.map(str::to_owned),
            pada,
        };
        let semua = [
            satu(1, Tindakan::Baca, None, datetime!(2026-11-20 09:00 UTC)),
            satu(2, Tindakan::Baca, None, datetime!(2026-11-20 08:00 UTC)),
            satu(1, Tindakan::Unduh, Some("surat.pdf"), datetime!(2026-11-20 07:00 UTC)),
            satu(1, Tindakan::Baca, None, datetime!(2026-11-20 06:00 UTC)),
            satu(1, Tindakan::Baca, None, datetime!(2026-11-19 06:00 UTC)),
        ];
        let hasil: Vec<(u8, u128, String)> = lipat(&semua, OffsetDateTime::date)
            .into_iter()
            .map(|satu| (satu.hari.day(), satu.akun.unwrap().as_u128(), satu.tindakan.join("; ")))
            .collect();
        let harap = [(20, 1, "membaca (2 kali); mengunduh surat.pdf"), (20, 2, "membaca"), (19, 1, "membaca")];
        assert_eq!(hasil, harap.map(|(hari, akun, teks)| (hari, akun, teks.to_owned())));
        assert!(lipat(&[], OffsetDateTime::date).is_empty());
    }
}
