//! The visible panel of a signature: who, in which capacity, when, and the code that leads to the page of verification.
use std::sync::LazyLock;

use document::templat::PanelTtd;
use document::{Options, Renderer};
use kernel::port::Panel;
use kernel::{App, Error, Result, indonesia};
use time::OffsetDateTime;

use crate::model::Permintaan;
use crate::qr;

static PENYUSUN: LazyLock<Renderer> = LazyLock::new(|| Renderer::in_process(1));

/// How much of the width the code takes at most: the text beside it should be read too, but a code that is too small is
/// of no use at all.
const BAGIAN: [f64; 2] = [0.4, 0.6];

/// Side and drawing of the code for a panel of this size; none where it could not be read.
pub fn kode(lebar: f64, tinggi: f64, alamat: &str) -> Result<Option<(f64, String)>> {
    for bagian in BAGIAN {
        let sisi = tinggi.min(lebar * bagian);
        if let Some(gambar) = qr::gambar(alamat, sisi)? {
            return Ok(Some((sisi, gambar)));
        }
    }
    Ok(None)
}

/// What stands on a panel.
pub struct Isi<'a> {
    /// Its place, of which the size counts.
    pub tempat: Panel,
    /// Who signs.
    pub nama: &'a str,
    /// In which capacity.
    pub kapasitas: &'a str,
    /// When, in words.
    pub pada: String,
    /// The address behind the code.
    pub alamat: String,
    /// The government.
    pub pemerintah: String,
}

/// A panel as a PDF of one page as large as its place.
pub async fn susun(isi: Isi<'_>, options: &Options) -> Result<Vec<u8>> {
    let (sisi, qr) = kode(isi.tempat.width, isi.tempat.height, &isi.alamat)?.unwrap_or_default();
    let panel = PanelTtd {
        lebar: isi.tempat.width,
        tinggi: isi.tempat.height,
        sisi,
        nama: isi.nama.to_owned(),
        kapasitas: isi.kapasitas.to_owned(),
        pada: isi.pada,
        alamat: isi.alamat,
        qr,
        pemerintah: isi.pemerintah,
    };
    Ok(PENYUSUN.naskah(&panel, options).await.map_err(Error::internal)?.bytes)
}

/// The panel of a request; nothing when the signature is to be invisible.
pub async fn buat(app: &App, permintaan: &Permintaan, nama: &str, pada: OffsetDateTime) -> Result<Option<Vec<u8>>> {
    let Some(tempat) = permintaan.panel else { return Ok(None) };
    let isi = Isi {
        tempat,
        nama,
        kapasitas: &permintaan.kapasitas,
        pada: indonesia::tanggal::waktu_panjang(pada, app.profile.zone()),
        alamat: qr::alamat(app, &permintaan.kode),
        pemerintah: app.profile.name(),
    };
    let options = Options::new(pada, app.offset()).ident(permintaan.id.to_string());
    susun(isi, &options).await.map(Some)
}
