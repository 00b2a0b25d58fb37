//! Documents as stored files: the original, and the signed one beside it.
use kernel::file::{self, Owner};
use kernel::{App, Result, Subject, Write};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::model::Permintaan;

/// Largest document that is signed, in bytes.
pub const TERBESAR: u64 = 50 * 1024 * 1024;

/// The document of a request.
pub async fn baca(app: &App, permintaan: &Permintaan) -> Result<Vec<u8>> {
    let stored = file::find(app, permintaan.untuk_id, permintaan.dokumen).await?;
    app.files.bytes(&stored.sha256, TERBESAR).await
}

/// Keeps the signed document as a file of the record that asked; as secret as the original.
pub async fn simpan(write: &mut Write, permintaan: &Permintaan, pdf: Vec<u8>) -> Result<(Uuid, String)> {
    let app = write.app().clone();
    let asli = file::find(&app, permintaan.untuk_id, permintaan.dokumen).await?;
    let sha256 = kernel::keys::hex(&Sha256::digest(&pdf));
    let owner = Owner {
        subject: Subject::new(permintaan.untuk.clone(), permintaan.untuk_id, permintaan.untuk_href.clone()),
        unit: permintaan.unit,
        secrecy: asli.secrecy,
    };
    let id = app.files.keep_bytes(write, &nama(&asli.name), pdf, &owner).await?;
    Ok((id, sha256))
}

/// What the signed file is called.
fn nama(asli: &str) -> String {
    let batang = asli.strip_suffix(".pdf").or_else(|| asli.strip_suffix(".PDF")).unwrap_or(asli);
    format!("{batang}-ttd.pdf")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_signed_file_is_told_from_the_original() {
        for (asli, expected) in
            [("surat.pdf", "surat-ttd.pdf"), ("SURAT.PDF", "SURAT-ttd.pdf"), ("surat", "surat-ttd.pdf")]
        {
            assert_eq!(super::nama(asli), expected);
        }
    }
}
