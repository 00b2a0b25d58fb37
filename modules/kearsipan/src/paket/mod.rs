//! Packages: files of the archive with their contents as a BagIt bag, out and in again; and the packages that are exchanged with the
//! national application.
pub mod bawa;
pub mod impor;
pub mod isi;
pub mod srikandi;

use std::path::{Path, PathBuf};

use kernel::{App, Error, Result};
use uuid::Uuid;

/// A folder for the files of one package, which goes when it is dropped.
#[derive(Debug)]
pub struct Ruang {
    folder: PathBuf,
}

impl Ruang {
    /// A fresh folder beside the data.
    pub async fn buka(app: &App) -> Result<Ruang> {
        let folder = app.config.data.join("paket").join(Uuid::now_v7().to_string());
        tokio::fs::create_dir_all(&folder).await?;
        Ok(Ruang { folder })
    }
    /// A path in it.
    pub fn jalur(&self, nama: &str) -> PathBuf {
        self.folder.join(nama)
    }
    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Ruang {
    fn drop(&mut self) {
        // What cannot be removed is only left-over space.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Work on files that blocks, on a thread of its own.
pub(crate) async fn sampingan<T: Send + 'static>(
    kerja: impl FnOnce() -> std::result::Result<T, bagit::Fault> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(kerja).await.map_err(Error::internal)?.map_err(galat)
}

/// What is wrong with a bag, for who sent it; a failing disk is not their fault.
pub(crate) fn galat(cause: bagit::Fault) -> Error {
    if matches!(cause, bagit::Fault::TooMany(_) | bagit::Fault::TooLarge(_)) {
        return Error::TooLarge(cause.to_string().into());
    }
    if let bagit::Fault::Io(cause) = cause { cause.into() } else { Error::refused(cause.to_string()) }
}

/// The name of a stored file inside a package: a number before it keeps two of one name apart.
pub(crate) fn nama_isi(nomor: usize, nama: &str) -> String {
    let aman: String =
        nama.chars()
            .map(|c| {
                if c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') {
                    '_'
                } else {
                    c
                }
            })
            .take(100)
            .collect();
    format!("{:03}-{}", nomor + 1, aman.trim_matches(['.', ' ']))
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_in_packages_are_plain() {
        let table = [("surat.pdf", "001-surat.pdf"), ("a/b:c.txt", "001-a_b_c.txt"), ("..", "001-"), ("", "001-")];
        for (nama, harap) in table {
            assert_eq!(super::nama_isi(0, nama), harap);
        }
    }
}
