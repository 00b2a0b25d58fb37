//! Documents as stored files: the original, and the signed one beside it.
use kernel::file::{self, Owner, Sealed, Stored};
use kernel::{App, Result, Subject, Write};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::model::Permintaan;

/// Largest document that is signed, in bytes.
pub const TERBESAR: u64 = 50_000_000;

/// What a form says of the files that it takes: a PDF, and how large one may be here.
pub fn batas(app: &App) -> String {
    format!("PDF, paling besar {}.", kernel::indonesia::kalimat::ukuran(TERBESAR.min(app.config.max_upload)))
}

/// The document of a request.
pub async fn baca(app: &App, permintaan: &Permintaan) -> Result<Vec<u8>> {
    isi(app, permintaan, permintaan.dokumen).await
}

/// The content of a file of the record that asked, sealed or not.
pub async fn isi(app: &App, permintaan: &Permintaan, berkas: Uuid) -> Result<Vec<u8>> {
    let stored = file::find(app, permintaan.untuk_id, berkas).await?;
    app.files.read(&app.keys, &stored, TERBESAR * 2).await
}

/// A signed document on its way into a change: as secret as the original, and sealed when that is.
pub struct Siap {
    asli: Stored,
    isi: Isi,
    sha256: String,
}

enum Isi {
    Polos(Vec<u8>),
    Tersegel(Sealed),
}

/// Prepares a signed document before the change is opened.
pub async fn siapkan(app: &App, permintaan: &Permintaan, pdf: &[u8]) -> Result<Siap> {
    let asli = file::find(app, permintaan.untuk_id, permintaan.dokumen).await?;
    let sha256 = kernel::keys::hex(&Sha256::digest(pdf));
    let isi = if asli.is_sealed() {
        Isi::Tersegel(app.files.seal_bytes(&app.keys, &nama(&asli.name), pdf).await?)
    } else {
        Isi::Polos(pdf.to_vec())
    };
    Ok(Siap { asli, isi, sha256 })
}

/// Keeps the signed document as a file of the record that asked. Returns its row and the hash of its content.
pub async fn simpan(write: &mut Write, permintaan: &Permintaan, siap: Siap) -> Result<(Uuid, String)> {
    let app = write.app().clone();
    let owner = Owner {
        subject: Subject::new(permintaan.untuk.clone(), permintaan.untuk_id, permintaan.untuk_href.clone()),
        unit: permintaan.unit,
        secrecy: siap.asli.secrecy,
    };
    let id = match siap.isi {
        Isi::Polos(pdf) => app.files.keep_bytes(write, &nama(&siap.asli.name), pdf, &owner).await?,
        Isi::Tersegel(sealed) => app.files.keep_sealed(write, sealed, &owner).await?,
    };
    Ok((id, siap.sha256))
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
