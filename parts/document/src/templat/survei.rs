//! Satisfaction surveys: the report of a period, and the poster of a place where people answer.

use serde::Serialize;

use super::{Dicetak, Identitas, Isian, Kertas, Kop, Naskah, TabelRekaman, berkas};
use crate::Template;

/// The results of one survey period. Figures are the texts to print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LaporanSurvei {
    /// Paper.
    pub kertas: Kertas,
    /// Letterhead.
    pub kop: Kop,
    /// Title, printed in capitals.
    pub judul: String,
    /// The period in words.
    pub periode: String,
    /// What is said first: index, quality, respondents.
    pub ringkasan: Vec<Isian>,
    /// The elements in their order.
    pub unsur: Vec<UnsurSurvei>,
    /// What the figures say, one paragraph each.
    pub uraian: Vec<String>,
    /// Services, respondents, actions: tables, each printed when it has rows.
    pub tabel: Vec<TabelRekaman>,
    /// Comments that are shown.
    pub komentar: Vec<String>,
    /// When and by whom.
    pub dicetak: Dicetak,
    /// Foot of every page.
    pub identitas: Option<Identitas>,
}

/// One element.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnsurSurvei {
    /// "U1".
    pub kode: String,
    /// Its name.
    pub nama: String,
    /// Mean.
    pub rata: String,
    /// Mean with its weight.
    pub tertimbang: String,
    /// Converted value.
    pub konversi: String,
    /// Quality.
    pub mutu: String,
    /// Length of its bar, in hundredths of the converted value: 0 to 10000.
    pub panjang: u32,
}

impl Naskah for LaporanSurvei {
    const TEMPLATE: Template = Template::built_in("laporan_survei", berkas!("laporan_survei.typ"));
}

/// One page that leads by its code to an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Poster {
    /// Paper.
    pub kertas: Kertas,
    /// The government, author of the page.
    pub pemerintah: String,
    /// The agency; empty for none.
    pub perangkat: String,
    /// What is asked, in large letters.
    pub judul: String,
    /// What it is about, such as the service.
    pub pokok: String,
    /// Steps, one line each.
    pub langkah: Vec<String>,
    /// The code as an SVG file with its white margin.
    pub qr: String,
    /// The address behind the code, to be typed.
    pub alamat: String,
    /// Small print.
    pub catatan: String,
}

impl Naskah for Poster {
    const TEMPLATE: Template = Template::built_in("poster", berkas!("poster.typ"));
}
