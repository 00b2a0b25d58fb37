//! How accounts sign.
use kernel::{App, Error, Result, Row, Val, Write, args};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::model::{Jenis, PenandaAkun, Sandi};
use crate::tabel;

/// For what the installation's key seals identity numbers.
const SEGEL_NIK: &str = "tanda_tangan/nik";
/// For what it seals the passphrases of seals.
const SEGEL_SANDI: &str = "tanda_tangan/segel";

fn satu(app: &App, row: &Row) -> Result<PenandaAkun> {
    let buka = |nama: &str, untuk: &str| -> Result<Option<String>> {
        let sealed: Option<Vec<u8>> = row.get(nama)?;
        let Some(sealed) = sealed else { return Ok(None) };
        String::from_utf8(app.keys.unseal(untuk, &sealed)?).map(Some).map_err(Error::internal)
    };
    let jenis: String = row.get("jenis")?;
    Ok(PenandaAkun {
        akun: row.get("id")?,
        jenis: Jenis::urai(&jenis).ok_or_else(|| Error::internal(format!("no kind of signer {jenis}")))?,
        nik: buka("nik", SEGEL_NIK)?.map(Zeroizing::new),
        segel: row.get("segel")?,
        sandi: buka("sandi", SEGEL_SANDI)?.map(Sandi::new),
        aktif_sampai: row.get("aktif_sampai")?,
        sertifikat: row.get("sertifikat")?,
    })
}

const COLUMNS: &str = "id, jenis, nik, segel, sandi, aktif_sampai, sertifikat";

/// How an account signs: as the administrator said, else with its certificate of the own authority.
pub async fn cari(app: &App, akun: Uuid) -> Result<PenandaAkun> {
    let text = format!("select {COLUMNS} from ttd_penanda where id = $1");
    match app.db.optional(&text, args![akun]).await? {
        Some(row) => satu(app, &row),
        None => Ok(PenandaAkun::new(akun, Jenis::Pki)),
    }
}

/// Whether the account is a seal, asked inside a change.
pub async fn adalah_segel(write: &mut Write, akun: Uuid) -> Result<bool> {
    let row = write.tx().optional("select segel from ttd_penanda where id = $1", args![akun]).await?;
    Ok(row.map(|row| row.get("segel")).transpose()?.unwrap_or(false))
}

/// All that the administrator said, without secrets: account, kind, seal.
pub async fn list(app: &App) -> Result<Vec<(Uuid, Jenis, bool)>> {
    let rows = app.db.query("select id, jenis, segel from ttd_penanda order by id limit 5000", args![]).await?;
    rows.iter()
        .filter_map(|row| match row.get::<String>("jenis") {
            Ok(jenis) => Jenis::urai(&jenis).map(|jenis| Ok((row.get("id")?, jenis, row.get("segel")?))),
            Err(cause) => Some(Err(cause.into())),
        })
        .collect()
}

/// Who signs with a token: the account, and the certificate as DER.
pub async fn pemilik_token(app: &App) -> Result<Vec<(Uuid, Vec<u8>)>> {
    let text = "select id, sertifikat from ttd_penanda where jenis = 'token' and sertifikat is not null order by id limit 5000";
    let rows = app.db.query(text, args![]).await?;
    rows.iter().map(|row| Ok((row.get("id")?, row.get("sertifikat")?))).collect()
}

/// Seals of the national service, active or not.
pub async fn segel_bsre(app: &App) -> Result<Vec<PenandaAkun>> {
    let text = format!("select {COLUMNS} from ttd_penanda where segel and jenis = 'bsre' order by id limit 200");
    app.db.query(&text, args![]).await?.iter().map(|row| satu(app, row)).collect()
}

/// Says how an account signs.
pub async fn simpan(write: &mut Write, penanda: &PenandaAkun) -> Result<()> {
    let segel = |untuk: &str, teks: Option<&str>| -> Result<Val> {
        Ok(teks.map(|teks| write.app().keys.seal(untuk, teks.as_bytes())).transpose()?.into())
    };
    let values = vec![
        ("jenis", penanda.jenis.kode().into()),
        ("nik", segel(SEGEL_NIK, penanda.nik.as_ref().map(|nik| nik.as_str()))?),
        ("segel", penanda.segel.into()),
        ("sandi", segel(SEGEL_SANDI, penanda.sandi.as_ref().map(Sandi::buka))?),
        ("aktif_sampai", penanda.aktif_sampai.into()),
        ("sertifikat", penanda.sertifikat.clone().into()),
    ];
    let ada = write.tx().optional("select 1 as satu from ttd_penanda where id = $1", args![penanda.akun]).await?;
    match ada {
        Some(_) => {
            write.update(&tabel::penanda(), penanda.akun, None, values).await?;
        }
        None => {
            write.insert(&tabel::penanda(), penanda.akun, values).await?;
        }
    }
    Ok(())
}

/// Whether the administrator said how an account signs.
pub async fn diatur(app: &App, akun: Uuid) -> Result<bool> {
    Ok(app.db.optional("select 1 as satu from ttd_penanda where id = $1", args![akun]).await?.is_some())
}
