//! Files of letters on their way into the store.
use kernel::file::{self, Owner, Sealed, Secrecy, Stored};
use kernel::port::Security;
use kernel::web::Upload;
use kernel::{App, Result, Write};
use uuid::Uuid;

use crate::model::Naskah;

/// Types that a letter or its scan may have, told from the content.
const NASKAH: [&str; 4] = ["application/pdf", "image/jpeg", "image/png", "image/tiff"];
/// Types of attachments beside those.
const LAMPIRAN: [&str; 11] = [
    "image/webp",
    "text/plain",
    "application/zip",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
];

/// Whose a file of a letter is, and how secret.
pub fn pemilik(naskah: &Naskah) -> Owner {
    let secrecy = match naskah.keamanan {
        Security::Biasa => Secrecy::Internal,
        Security::Terbatas | Security::Rahasia | Security::SangatRahasia => Secrecy::Restricted,
    };
    Owner { subject: naskah.subjek(), unit: Some(naskah.unit), secrecy }
}

/// Whether a file may be a letter or its scan.
///
/// # Errors
/// A sentence for the field.
pub fn periksa_naskah(upload: &Upload) -> std::result::Result<(), String> {
    periksa(upload, &NASKAH, "PDF, JPEG, PNG, atau TIFF")
}

/// Whether a file may be attached.
///
/// # Errors
/// A sentence for the field.
pub fn periksa_lampiran(upload: &Upload) -> std::result::Result<(), String> {
    let semua: Vec<&str> = NASKAH.iter().chain(&LAMPIRAN).copied().collect();
    periksa(upload, &semua, "PDF, gambar, Word, Excel, PowerPoint, teks, atau ZIP")
}

fn periksa(upload: &Upload, boleh: &[&str], sebutan: &str) -> std::result::Result<(), String> {
    if upload.size == 0 {
        return Err(format!("Berkas \"{}\" kosong. Pilih berkas yang berisi", upload.name));
    }
    if boleh.contains(&file::media_type(&upload.head)) {
        return Ok(());
    }
    Err(format!("Isi berkas \"{}\" tidak diterima. Kirim {sebutan}", upload.name))
}

/// An upload ready to be kept: one of a secret letter lies sealed already.
pub enum Siap {
    /// Kept as it is.
    Terbuka,
    /// Sealed under a key of its own.
    Tersegel(Sealed),
}

/// What a file of a secret letter is called where it lies; its real name is sealed with the letter.
pub const NAMA_TERSEGEL: &str = "berkas-rahasia";

/// Prepares an upload for a letter of this class: before the change is opened, which would store it as it is.
pub async fn siapkan(app: &App, keamanan: Security, upload: &Upload) -> Result<Siap> {
    if !keamanan.is_secret() {
        return Ok(Siap::Terbuka);
    }
    let sealed = app.files.seal_upload(&app.keys, upload).await?;
    Ok(Siap::Tersegel(sealed.named(NAMA_TERSEGEL)))
}

/// Keeps an upload as a file of the letter.
pub async fn simpan(write: &mut Write, naskah: &Naskah, siap: Siap, upload: &Upload) -> Result<Uuid> {
    let app: App = write.app().clone();
    let pemilik = pemilik(naskah);
    match siap {
        Siap::Terbuka => app.files.keep(write, upload, &pemilik).await,
        Siap::Tersegel(sealed) => app.files.keep_sealed(write, sealed, &pemilik).await,
    }
}

/// A document that the program made, ready to be kept.
pub enum Jadi {
    /// Its bytes.
    Terbuka(Vec<u8>),
    /// Sealed already.
    Tersegel(Sealed),
}

/// Prepares a document: that of a secret letter is sealed.
pub async fn siapkan_dokumen(app: &App, naskah: &Naskah, nama: &str, bytes: Vec<u8>) -> Result<Jadi> {
    if naskah.rahasia() {
        return Ok(Jadi::Tersegel(app.files.seal_bytes(&app.keys, nama, &bytes).await?));
    }
    Ok(Jadi::Terbuka(bytes))
}

/// Keeps a document as a file of the letter.
pub async fn simpan_dokumen(write: &mut Write, naskah: &Naskah, nama: &str, jadi: Jadi) -> Result<Uuid> {
    let app: App = write.app().clone();
    let pemilik = pemilik(naskah);
    match jadi {
        Jadi::Terbuka(bytes) => app.files.keep_bytes(write, nama, bytes, &pemilik).await,
        Jadi::Tersegel(sealed) => app.files.keep_sealed(write, sealed, &pemilik).await,
    }
}

/// The whole content of a stored file, opened when it is sealed.
pub async fn baca(app: &App, stored: &Stored, terbesar: u64) -> Result<Vec<u8>> {
    app.files.read(&app.keys, stored, terbesar).await
}
