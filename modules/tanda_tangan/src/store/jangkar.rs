//! Certificates that signatures are trusted by.
use kernel::{App, Result, Write, args};
use uuid::Uuid;

use crate::tabel;

/// One of them.
#[derive(Debug, Clone)]
pub struct Jangkar {
    /// Row.
    pub id: Uuid,
    /// Subject.
    pub nama: String,
    /// DER.
    pub sertifikat: Vec<u8>,
    /// SHA-256, hexadecimal.
    pub sidik: String,
}

/// All that are in use.
pub async fn aktif(app: &App) -> Result<Vec<Jangkar>> {
    let text = "select id, nama, sertifikat, sidik from ttd_jangkar where aktif order by nama, id limit 200";
    app.db
        .query(text, args![])
        .await?
        .iter()
        .map(|row| {
            Ok(Jangkar {
                id: row.get("id")?,
                nama: row.get("nama")?,
                sertifikat: row.get("sertifikat")?,
                sidik: row.get("sidik")?,
            })
        })
        .collect()
}

/// Trusts a certificate from now; one that was taken out of use is taken back.
pub async fn tambah(write: &mut Write, sertifikat: &pades::Certificate) -> Result<Uuid> {
    let sidik = sertifikat.fingerprint_hex();
    let ada = write.tx().optional("select id from ttd_jangkar where sidik = $1", args![sidik.clone()]).await?;
    if let Some(row) = ada {
        let id: Uuid = row.get("id")?;
        write.update(&tabel::jangkar(), id, None, vec![("aktif", true.into())]).await?;
        return Ok(id);
    }
    let values = vec![
        ("nama", sertifikat.subject().to_string().into()),
        ("sertifikat", sertifikat.der().to_vec().into()),
        ("sidik", sidik.into()),
        ("aktif", true.into()),
    ];
    write.insert(&tabel::jangkar(), Uuid::now_v7(), values).await
}

/// Trusts it no more.
pub async fn hentikan(write: &mut Write, id: Uuid) -> Result<()> {
    write.update(&tabel::jangkar(), id, None, vec![("aktif", false.into())]).await?;
    Ok(())
}
