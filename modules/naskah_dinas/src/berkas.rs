//! Files of letters on their way into the store.
use kernel::file::{self, Owner, Secrecy};
use kernel::port::Security;
use kernel::web::Upload;
use kernel::{App, Error, Result, Write};
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

/// An upload ready to be kept: one of a secret letter is sealed before the change begins.
pub enum Siap {
    /// Kept as it is.
    Terbuka,
}

/// Prepares an upload for a letter of this class; before the change is opened, for sealing takes its time.
pub async fn siapkan(_: &App, keamanan: Security, _: &Upload) -> Result<Siap> {
    if keamanan.is_secret() {
        return Err(Error::field("berkas", "Berkas naskah rahasia belum dapat disimpan"));
    }
    Ok(Siap::Terbuka)
}

/// Keeps an upload as a file of the letter.
pub async fn simpan(write: &mut Write, naskah: &Naskah, siap: Siap, upload: &Upload) -> Result<Uuid> {
    let app: App = write.app().clone();
    match siap {
        Siap::Terbuka => app.files.keep(write, upload, &pemilik(naskah)).await,
    }
}

/// Keeps bytes that the program made as a file of the letter.
pub async fn simpan_bytes(write: &mut Write, naskah: &Naskah, nama: &str, bytes: Vec<u8>) -> Result<Uuid> {
    let app: App = write.app().clone();
    app.files.keep_bytes(write, nama, bytes, &pemilik(naskah)).await
}

/// The whole content of a stored file.
pub async fn baca(app: &App, stored: &file::Stored, terbesar: u64) -> Result<Vec<u8>> {
    app.files.bytes(&stored.sha256, terbesar).await
}
