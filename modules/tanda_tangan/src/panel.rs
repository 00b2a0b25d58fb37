//! The visible panel of a signature: who, in which capacity, when, and the code that leads to the page of verification.
use std::sync::LazyLock;

use document::templat::PanelTtd;
use document::{Options, Renderer};
use kernel::{App, Error, Result, indonesia};
use time::OffsetDateTime;

use crate::model::Permintaan;
use crate::qr;

static PENYUSUN: LazyLock<Renderer> = LazyLock::new(|| Renderer::in_process(1));

/// The panel of a request as a PDF of one page as large as its place; nothing when the signature is to be invisible.
pub async fn buat(app: &App, permintaan: &Permintaan, nama: &str, pada: OffsetDateTime) -> Result<Option<Vec<u8>>> {
    let Some(tempat) = permintaan.panel else { return Ok(None) };
    let alamat = qr::alamat(app, &permintaan.kode);
    let panel = PanelTtd {
        lebar: tempat.width,
        tinggi: tempat.height,
        nama: nama.to_owned(),
        kapasitas: permintaan.kapasitas.clone(),
        pada: indonesia::tanggal::waktu_panjang(pada, app.profile.zone()),
        alamat: alamat.clone(),
        qr: qr::gambar(&alamat)?,
        pemerintah: app.profile.name(),
    };
    let options = Options::new(pada, app.offset()).ident(permintaan.id.to_string());
    let pdf = PENYUSUN.naskah(&panel, &options).await.map_err(Error::internal)?;
    Ok(Some(pdf.bytes))
}
