//! Messages of the channels: each is taken once, by its number there, and belongs to one complaint. Who sent it lies sealed, and marked so
//! that their next message finds the same complaint.
use kernel::db::Tx;
use kernel::{App, Class, Result, Table, Val, Write, args};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::model::Pengaduan;
use crate::rules::alur::Tindakan;
use crate::rules::isian;
use crate::store::jejak::{self, Langkah, Peran, Terlihat};
use crate::store::satu;
use crate::tindak::{self, Ubah};

/// Purpose of the key that seals addresses of senders.
const SEGEL: &str = "pengaduan kanal";
/// Pieces of one report come shortly after each other.
const BERSAMBUNG: Duration = Duration::hours(1);
/// Longest number of a message that is kept whole.
const KUNCI: usize = 200;

/// The table of messages.
pub fn tabel() -> Table {
    Table::plain(
        "kanal_pesan",
        &[
            ("sumber", Class::Internal),
            ("kunci", Class::Internal),
            ("pengaduan", Class::Internal),
            ("tanda", Class::Secret),
            ("alamat", Class::Secret),
            ("pada", Class::Internal),
        ],
    )
}

/// A number of a message as it is kept: short as it is, or else its hash.
pub fn kunci(teks: &str) -> String {
    use sha2::{Digest as _, Sha256};
    if teks.chars().count() <= KUNCI && !teks.contains(char::is_control) {
        teks.to_owned()
    } else {
        format!("sha256:{}", kernel::keys::hex(&Sha256::digest(teks.as_bytes())))
    }
}

/// By what a sender is known again, without saying who it is.
pub fn tanda(app: &App, sumber: Uuid, alamat: &str) -> Result<String> {
    let biasa = alamat.trim().to_lowercase();
    Ok(kernel::keys::hex(&app.keys.mac(SEGEL, format!("{sumber} {biasa}").as_bytes())?))
}

/// Seals an address or a text that waits to be sent.
pub fn segel(app: &App, teks: &str) -> Result<Vec<u8>> {
    app.keys.seal(SEGEL, teks.as_bytes())
}

/// Opens it.
pub fn buka(app: &App, tertutup: &[u8]) -> Result<String> {
    Ok(String::from_utf8_lossy(&app.keys.unseal(SEGEL, tertutup)?).into_owned())
}

/// The complaint that a message of this number belongs to.
pub async fn milik(tx: &mut Tx, sumber: Uuid, kunci: &str) -> Result<Option<Uuid>> {
    let row =
        tx.optional("select pengaduan from kanal_pesan where sumber = $1 and kunci = $2", args![sumber, kunci]).await?;
    row.map(|row| Ok(row.get("pengaduan")?)).transpose()
}

/// Keeps that a message was taken.
pub async fn catat(write: &mut Write, sumber: Uuid, kunci: &str, pengaduan: Uuid, alamat: &str) -> Result<()> {
    let app = write.app().clone();
    let pada = write.at();
    let values: Vec<(&str, Val)> = vec![
        ("sumber", sumber.into()),
        ("kunci", kunci.into()),
        ("pengaduan", pengaduan.into()),
        ("tanda", tanda(&app, sumber, alamat)?.into()),
        ("alamat", segel(&app, alamat)?.into()),
        ("pada", pada.into()),
    ];
    write.insert(&tabel(), Uuid::now_v7(), values).await.map(drop)
}

/// The numbers of receipts that a text names.
pub fn nomor_di(teks: &str) -> Vec<String> {
    let kata = teks.split(|huruf: char| !huruf.is_ascii_alphanumeric() && huruf != '-');
    let mut semua: Vec<String> = vec![];
    for satu in kata.filter(|kata| kata.len() == 13 && kata.to_ascii_uppercase().starts_with("PGD-")) {
        let nomor = kernel::receipt::normal(satu);
        if !semua.contains(&nomor) && semua.len() < 10 {
            semua.push(nomor);
        }
    }
    semua
}

/// The complaint that a message of this sender goes on with: one that it names by number, or answers, or that the same sender wrote of
/// shortly before. Only complaints of the same sender count: numbers can be guessed, and addresses can be forged but not seen.
pub async fn lanjutan(
    tx: &mut Tx,
    app: &App,
    sumber: Uuid,
    alamat: &str,
    teks: &str,
    acuan: &[String],
    kini: OffsetDateTime,
) -> Result<Option<Uuid>> {
    let tanda = tanda(app, sumber, alamat)?;
    for nomor in nomor_di(teks) {
        let text = "select p.id from pengaduan p join kanal_pesan k on k.pengaduan = p.id \
            where p.nomor = $1 and k.sumber = $2 and k.tanda = $3 limit 1";
        if let Some(row) = tx.optional(text, args![nomor, sumber, tanda.as_str()]).await? {
            return Ok(Some(row.get("id")?));
        }
    }
    for satu in acuan {
        let text = "select pengaduan from kanal_pesan where sumber = $1 and kunci = $2 and tanda = $3";
        if let Some(row) = tx.optional(text, args![sumber, kunci(satu), tanda.as_str()]).await? {
            return Ok(Some(row.get("pengaduan")?));
        }
    }
    baru_saja(tx, sumber, &tanda, kini).await
}

/// The complaint of which the same sender wrote within the last hour and that nobody has taken up yet. Only of short messages: mail has
/// subjects and answers.
async fn baru_saja(tx: &mut Tx, sumber: Uuid, tanda: &str, kini: OffsetDateTime) -> Result<Option<Uuid>> {
    let text = "select p.id from kanal_pesan k join pengaduan p on p.id = k.pengaduan \
        where k.sumber = $1 and k.tanda = $2 and k.pada > $3 and p.keadaan in ('baru', 'dilengkapi') \
        and p.kanal in ('sms', 'pesan') order by k.id desc limit 1";
    let row = tx.optional(text, args![sumber, tanda, kini - BERSAMBUNG]).await?;
    row.map(|row| Ok(row.get("id")?)).transpose()
}

/// What came of a message that goes on with a complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tambahan {
    /// Added to the case.
    Ditambah,
    /// The case is over: kept as a note for the officers, and the sender is to be told.
    SudahSelesai,
}

/// Adds what the reporter says to a complaint. One that waits for its reporter goes back to the coordinator; to one that is over it is
/// a note for the officers.
pub async fn tambah(write: &mut Write, pengaduan: Uuid, teks: String) -> Result<(Uuid, Tambahan)> {
    let app = write.app().clone();
    write.tx().one("select id from pengaduan where id = $1 for update", args![pengaduan]).await?;
    let text = format!("select {} from pengaduan p where p.id = $1", satu::KOLOM);
    let kini: Pengaduan = satu::pengaduan(&write.tx().one(&text, args![pengaduan]).await?)?;
    let aktif = kini.keadaan.aktif();
    let langkah = Langkah {
        tindakan: Tindakan::Tambah.kode(),
        peran: Peran::Pelapor,
        unit: None,
        teks: isian::potong(&teks, isian::URAIAN),
        teks_publik: None,
        terlihat: if aktif { Terlihat::Pelapor } else { Terlihat::Petugas },
    };
    let jejak = if aktif {
        tindak::terapkan(write, &kini, Tindakan::Tambah, Ubah::default(), langkah).await?
    } else {
        jejak::tambah(write, pengaduan, langkah).await?
    };
    let kepada = tindak::orang_unit(&app, kini.unit, kini.owner).await?;
    tindak::kabari_petugas(write, &kini, &kepada, Tindakan::Tambah.label()).await?;
    Ok((jejak, if aktif { Tambahan::Ditambah } else { Tambahan::SudahSelesai }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_what_people_write() {
        let table = [
            ("Re: [PGD-7K3M-Q2HX] Laporan Anda diterima", vec!["PGD-7K3M-Q2HX"]),
            ("pgd-7k3m-q2hx, dan PGD-7K3M-Q2HX", vec!["PGD-7K3M-Q2HX"]),
            ("nomor PGD-7K3M", vec![]),
            ("LYN-7K3M-Q2HX", vec![]),
            ("PGD-é7K3M-Q2HX", vec![]),
            ("", vec![]),
        ];
        for (teks, harap) in table {
            assert_eq!(nomor_di(teks), harap, "{teks}");
        }
    }

    #[test]
    fn long_numbers_are_kept_as_their_hash() {
        assert_eq!(kunci("wamid.ABC"), "wamid.ABC");
        assert!(kunci(&"x".repeat(500)).starts_with("sha256:") && kunci("a\nb").starts_with("sha256:"));
    }
}
