//! The visible panel of an electronic signature.

use serde::Serialize;

use super::{Naskah, berkas};
use crate::Template;

/// One page as large as the place that was kept free for the signature.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PanelTtd {
    /// Width in points.
    pub lebar: f64,
    /// Height in points.
    pub tinggi: f64,
    /// Side of the square of the code in points, its white margin within it; 0 without a code.
    pub sisi: f64,
    /// Who signs.
    pub nama: String,
    /// In which capacity.
    pub kapasitas: String,
    /// When, as shown, with its zone.
    pub pada: String,
    /// The address behind the code.
    pub alamat: String,
    /// The code as an SVG file with its white margin; empty where it could not be read.
    pub qr: String,
    /// The government, author of the page.
    pub pemerintah: String,
}

impl Naskah for PanelTtd {
    const TEMPLATE: Template = Template::built_in("panel_ttd", berkas!("panel_ttd.typ"));
}
