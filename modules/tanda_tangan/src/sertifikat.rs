//! Certificates as records of the register: read from files, and written when the own authority issues one.
use kernel::{Error, Result, Write, args};
use pades::Certificate;
use register::Record;
use time::UtcOffset;
use uuid::Uuid;

use crate::registers::SERTIFIKAT_ELEKTRONIK;

/// Reads one certificate from a file, PEM or DER.
///
/// # Errors
/// [`Error::Invalid`] with words for the field `berkas`.
pub fn baca(bytes: &[u8]) -> Result<Certificate> {
    let hasil = if bytes.starts_with(b"-----BEGIN") || bytes.windows(11).any(|part| part == b"-----BEGIN ") {
        pades::certificates_from_pem(bytes)
            .and_then(|semua| semua.into_iter().next().ok_or(pades::Error::Malformed("PEM")))
    } else {
        Certificate::from_der(bytes)
    };
    hasil.map_err(|_| Error::field("berkas", "Berkas ini bukan sertifikat X.509 dalam bentuk PEM atau DER"))
}

/// For what a certificate can be used, as far as it says so itself.
pub fn jenis(sertifikat: &Certificate) -> &'static str {
    const TLS: &str = "1.3.6.1.5.5.7.3.1";
    if sertifikat.is_ca() {
        "otoritas"
    } else if sertifikat.extended_key_usage().iter().any(|oid| oid == TLS) || !sertifikat.dns_names().is_empty() {
        "layanan"
    } else {
        "orang"
    }
}

/// What is not in the certificate itself.
pub struct Keterangan<'a> {
    /// Kind, see [`crate::registers::JENIS`].
    pub jenis: &'a str,
    /// Account of the holder.
    pub akun: Option<Uuid>,
    /// Unit of the record.
    pub unit: Option<Uuid>,
    /// For what it is used.
    pub dipakai_untuk: &'a str,
    /// The stored file.
    pub berkas: Option<Uuid>,
}

/// Whether the register has a certificate.
pub async fn ada(write: &mut Write, sertifikat: &Certificate) -> Result<bool> {
    let text = "select id from sertifikat_elektronik where sidik = $1";
    Ok(write.tx().optional(text, args![sertifikat.fingerprint_hex()]).await?.is_some())
}

/// Writes a certificate into the register.
///
/// # Errors
/// [`Error::Invalid`] when it is there already.
pub async fn catat(write: &mut Write, id: Uuid, sertifikat: &Certificate, lain: &Keterangan<'_>) -> Result<()> {
    let sidik = sertifikat.fingerprint_hex();
    if ada(write, sertifikat).await? {
        return Err(Error::field("berkas", "Sertifikat ini sudah ada di register"));
    }
    let zona: UtcOffset = write.app().offset();
    let potong = |teks: String| teks.chars().filter(|huruf| !huruf.is_control()).take(300).collect::<String>();
    let mut record = Record::blank(&SERTIFIKAT_ELEKTRONIK, id);
    record.unit = lain.unit;
    record.owner = lain.akun;
    record.set("subjek", potong(sertifikat.subject().to_string()));
    record.set("jenis", lain.jenis);
    record.set("penerbit", potong(sertifikat.issuer().to_string()));
    record.set("nomor_seri", sertifikat.serial_hex().chars().take(80).collect::<String>());
    record.set("mulai", sertifikat.not_before().to_offset(zona).date());
    record.set("akhir", sertifikat.not_after().to_offset(zona).date());
    record.set("sidik", sidik);
    record.set("dipakai_untuk", lain.dipakai_untuk);
    if let Some(berkas) = lain.berkas {
        record.set("berkas", berkas);
    }
    let kini = write.app().now();
    record.set("keadaan", if sertifikat.not_after() < kini { "berakhir" } else { "aktif" });
    register::store::insert(write, &record).await?;
    Ok(())
}

/// Notes in the register that a certificate was revoked.
pub async fn dicabut(write: &mut Write, id: Uuid) -> Result<()> {
    let before = register::store::current(write, &SERTIFIKAT_ELEKTRONIK, id).await?;
    let mut after = before.clone();
    after.set("keadaan", "dicabut");
    register::store::update(write, &before, &after).await?;
    Ok(())
}
