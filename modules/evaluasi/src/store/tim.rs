use kernel::auth::account::Place;
use kernel::db::{Db, Row};
use kernel::{App, Error, Result, Write, args};
use uuid::Uuid;

use super::{Terkunci, tabel_tim};
use crate::periode::{Anggota, Periode};
use crate::rules::alur::Peran;

const TIM: &str = "select t.id, t.account, t.peran, t.jabatan, t.nip, a.name from evaluasi_tim t \
    join account a on a.id = t.account where t.periode = $1 order by t.id";

fn anggota(row: &Row) -> Result<Anggota> {
    Ok(Anggota {
        id: row.get("id")?,
        account: row.get("account")?,
        nama: row.get("name")?,
        peran: Peran::dari_id(&row.get::<String>("peran")?)
            .ok_or_else(|| Error::internal("an unknown role in a team"))?,
        jabatan: row.get("jabatan")?,
        nip: row.get("nip")?,
    })
}

/// The team of a period found before, in the order of naming.
pub async fn tim(db: &Db, periode: &Periode) -> Result<Vec<Anggota>> {
    db.query(TIM, args![periode.id]).await?.iter().map(anggota).collect()
}

/// The same inside a change.
pub async fn tim_terkunci(write: &mut Write, buka: &Terkunci) -> Result<Vec<Anggota>> {
    write.tx().query(TIM, args![buka.periode.id]).await?.iter().map(anggota).collect()
}

/// Names a person.
///
/// # Errors
/// [`Error::Invalid`] when the person has that role already, or is both assessor and assessed.
pub async fn tunjuk(
    write: &mut Write,
    buka: &Terkunci,
    account: Uuid,
    peran: Peran,
    jabatan: &str,
    nip: &str,
) -> Result<()> {
    let lain = tim_terkunci(write, buka).await?;
    for milik in lain.iter().filter(|a| a.account == account) {
        if milik.peran == peran {
            return Err(Error::field("akun", "Orang ini sudah mempunyai peran itu dalam tim."));
        }
        if (milik.peran == Peran::AsesorEksternal) != (peran == Peran::AsesorEksternal) {
            return Err(Error::field("akun", "Asesor eksternal tidak boleh sekaligus menjadi anggota tim internal."));
        }
    }
    let nilai = vec![
        ("periode", buka.periode.id.into()),
        ("account", account.into()),
        ("peran", peran.id().into()),
        ("jabatan", jabatan.into()),
        ("nip", nip.into()),
    ];
    write.insert(&tabel_tim(), Uuid::now_v7(), nilai).await?;
    Ok(())
}

/// Takes a person out of the team. A row of another period does not exist.
pub async fn cabut_anggota(write: &mut Write, buka: &Terkunci, id: Uuid) -> Result<()> {
    let milik = tim_terkunci(write, buka).await?;
    if !milik.iter().any(|anggota| anggota.id == id) {
        return Err(Error::NotFound);
    }
    write.delete(&tabel_tim(), id).await
}

/// Accounts to choose from: active ones by name, at most `limit` whose name or login holds the text.
pub async fn akun(app: &App, q: &str, limit: usize) -> Result<Vec<(Uuid, String, String)>> {
    let daftar = kernel::auth::account::list(app, q, Place::After(""), limit).await?;
    Ok(daftar.into_iter().filter(|akun| akun.active).map(|akun| (akun.id, akun.name, akun.login)).collect())
}
