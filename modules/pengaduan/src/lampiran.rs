//! Files that come with a complaint. The original lies sealed and is for the coordinator alone; whoever handles the case gets the
//! copy without the metadata that tells where, when and with what a picture was taken.
use kernel::file::{Sealed, media_type};
use kernel::web::Upload;
use kernel::{App, Error, FieldError, Result};

use crate::model::Lampiran;

/// Files of one form.
pub const PALING_BANYAK: usize = 5;
/// Bytes of one file.
pub const UKURAN: u64 = 10 * 1024 * 1024;

/// Types that are taken, and what they are called. Of pictures only those whose metadata we can take out.
pub const JENIS: &[(&str, &str)] = &[
    ("image/jpeg", "foto"),
    ("image/png", "gambar"),
    ("image/webp", "gambar"),
    ("application/pdf", "PDF"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "dokumen"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "lembar kerja"),
    ("application/vnd.oasis.opendocument.text", "dokumen"),
    ("audio/mpeg", "suara"),
    ("audio/ogg", "suara"),
    ("audio/m4a", "suara"),
    ("video/mp4", "video"),
    ("text/plain", "teks"),
];

/// What the file control says of the limits.
pub const BATAS: &str =
    "Paling banyak 5 berkas, masing-masing paling besar 10 MB: foto JPEG atau PNG, PDF, dokumen, suara, atau video MP4";
/// What the file control offers.
pub const TERIMA: &str = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,.odt,.mp3,.ogg,.m4a,.mp4,.txt,image/*";

/// Whether this type is a picture.
pub fn gambar(jenis: &str) -> bool {
    jenis.starts_with("image/")
}

/// What is wrong with a content, in words that follow "Berkas ke-1 ..".
pub fn salah(jenis: &str, ukuran: u64) -> Option<String> {
    if ukuran == 0 {
        return Some("kosong. Pilih berkas lain".to_owned());
    }
    if ukuran > UKURAN {
        return Some("terlalu besar. Paling besar 10 MB; kirim foto yang lebih kecil".to_owned());
    }
    if JENIS.iter().any(|(satu, _)| *satu == jenis) {
        return None;
    }
    Some(if gambar(jenis) {
        "adalah gambar yang tempat dan waktunya tidak dapat kami hapus. Kirim sebagai JPEG atau PNG".to_owned()
    } else {
        "bukan jenis yang diterima. Pilih foto, PDF, dokumen, suara, atau video".to_owned()
    })
}

/// What is wrong with the files of a form, for its field.
pub fn periksa(berkas: &[Upload]) -> Option<FieldError> {
    if berkas.len() > PALING_BANYAK {
        return Some(FieldError::new("berkas", format!("Paling banyak {PALING_BANYAK} berkas dalam satu kiriman")));
    }
    let cacat = |(place, satu): (usize, &Upload)| {
        salah(media_type(&satu.head), satu.size).map(|sebab| format!("Berkas ke-{} {sebab}", place + 1))
    };
    berkas.iter().enumerate().find_map(cacat).map(|teks| FieldError::new("berkas", teks))
}

/// Seals one file and its copy without metadata, before the change that keeps it. `nama` is what the sender calls it.
///
/// # Errors
/// [`Error::Refused`] when it is of a kind or size that is not taken, or a picture that cannot be read to its end.
pub async fn siapkan(app: &App, nama: &str, isi: Vec<u8>) -> Result<Lampiran> {
    let (isi, bersih) = salinan(app, nama, isi).await?;
    let jenis = media_type(isi.get(..isi.len().min(8192)).unwrap_or_default());
    let asli = app.files.seal_bytes(&app.keys, nama, &isi).await?;
    Ok(Lampiran { asli, bersih, jenis, ukuran: isi.len() as u64 })
}

/// Seals the files of a form, to be called before the change is opened; those that are wrong were told by [`periksa`].
pub async fn dari_form(app: &App, berkas: &[Upload]) -> Result<Vec<Lampiran>> {
    let mut semua = vec![];
    for satu in berkas {
        let (isi, bersih) = salinan(app, &satu.name, tokio::fs::read(&satu.path).await?).await?;
        let asli = app.files.seal_upload(&app.keys, satu).await?;
        semua.push(Lampiran { asli, bersih, jenis: media_type(&satu.head), ukuran: isi.len() as u64 });
    }
    Ok(semua)
}

/// The content again, and its sealed copy without metadata.
async fn salinan(app: &App, nama: &str, isi: Vec<u8>) -> Result<(Vec<u8>, Option<Sealed>)> {
    let jenis = media_type(isi.get(..isi.len().min(8192)).unwrap_or_default());
    if let Some(sebab) = salah(jenis, isi.len() as u64) {
        return Err(Error::refused(format!("Berkas {sebab}.")));
    }
    let kerja = tokio::task::spawn_blocking(move || {
        let hasil = bersih::bersih(jenis, &isi);
        (isi, hasil)
    });
    let (isi, hasil) = kerja.await.map_err(Error::internal)?;
    if hasil.is_none() && gambar(jenis) {
        return Err(Error::refused("Foto rusak atau tidak terbaca. Ambil ulang, lalu kirim lagi."));
    }
    let bersih = match hasil {
        Some(bytes) => Some(app.files.seal_bytes(&app.keys, nama, &bytes).await?),
        None => None,
    };
    Ok((isi, bersih))
}

/// What a kind of file is called.
pub fn sebutan(jenis: &str) -> &'static str {
    JENIS.iter().find(|(satu, _)| *satu == jenis).map_or("berkas", |(_, nama)| nama)
}
