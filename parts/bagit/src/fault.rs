//! What is wrong with a bag.

/// What reading or writing gives.
pub type Result<T> = std::result::Result<T, Fault>;

/// Why a bag is refused, in words for who sent it.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Not a zip file, or a broken one.
    #[error("Paket bukan berkas ZIP yang utuh.")]
    NotZip,
    /// A name leads out of the folder of the bag, or is not plain.
    #[error("Paket memuat nama berkas yang tidak boleh: \"{0}\".")]
    Name(String),
    /// The same name twice.
    #[error("Paket memuat \"{0}\" lebih dari sekali.")]
    Twice(String),
    /// A symbolic link or another special file.
    #[error("Paket memuat tautan atau berkas khusus: \"{0}\".")]
    Special(String),
    /// More entries than the limit.
    #[error("Paket memuat lebih dari {0} berkas.")]
    TooMany(usize),
    /// Contents larger than the limit, in bytes.
    #[error("Isi paket lebih besar dari batas {0} byte.")]
    TooLarge(u64),
    /// A content that swells far more than documents do.
    #[error("Isi \"{0}\" mengembang tidak wajar; paket ditolak.")]
    Swells(String),
    /// A file that every bag has is missing.
    #[error("Paket bukan BagIt: {0} tidak ada.")]
    Missing(&'static str),
    /// `bagit.txt` says something else than version 1.0 or 0.97 in UTF-8.
    #[error("Paket memakai versi BagIt atau pengodean yang tidak dikenal.")]
    Version,
    /// The bag is not complete in itself.
    #[error("Paket meminta berkas diambil dari tempat lain (fetch.txt); kirim paket yang lengkap.")]
    Fetch,
    /// No manifest with a hash that we know.
    #[error("Paket tidak memuat manifest SHA-256 atau SHA-512.")]
    NoManifest,
    /// A line of a manifest cannot be read.
    #[error("Baris {1} pada {0} tidak terbaca.")]
    Line(String, usize),
    /// Listed and not there.
    #[error("\"{0}\" tercantum dalam manifest tetapi tidak ada dalam paket.")]
    Lost(String),
    /// There and not listed.
    #[error("\"{0}\" ada dalam paket tetapi tidak tercantum dalam manifest.")]
    Unlisted(String),
    /// The content is another than the one that was listed.
    #[error("Isi \"{0}\" berbeda dari yang tercantum dalam manifest: berkas rusak atau diubah.")]
    Changed(String),
    /// Count and bytes differ from `Payload-Oxum`.
    #[error("Jumlah atau ukuran berkas berbeda dari Payload-Oxum.")]
    Oxum,
    /// The disk or the source failed.
    #[error("Paket tidak dapat dibaca atau ditulis: {0}")]
    Io(#[from] std::io::Error),
}

impl From<zip::result::ZipError> for Fault {
    fn from(cause: zip::result::ZipError) -> Self {
        // Every other way in which a zip can be broken is one to who sent it.
        if let zip::result::ZipError::Io(cause) = cause { Fault::Io(cause) } else { Fault::NotZip }
    }
}
