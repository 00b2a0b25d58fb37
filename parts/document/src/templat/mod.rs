//! The templates that come with the program, and the shape of each one's data.
//!
//! A template and its struct are two sides of one thing: the struct's fields are what the template reads, so they
//! change together. Figures that must not be rounded (scores, weights, money) are handed over as the text to print.

mod berita_acara;
mod dasar;
mod kode_pemulihan;
mod laporan;
mod naskah_dinas;
mod panel_ttd;
mod penyusutan;
mod rekaman;
mod survei;

use serde::Serialize;

pub use berita_acara::{Anggota, Aspek, BeritaAcara, Domain, Hasil, HasilBerbeda, Indikator, Lampiran};
pub use dasar::{Dicetak, Identitas, Kertas, Kop, PenandaTangan};
pub use kode_pemulihan::KodePemulihan;
pub use laporan::{Hitungan, KepatuhanPasal, KepatuhanPerangkat, Kolom, LaporanKepatuhan, LaporanRegister, Rata};
pub use naskah_dinas::{BagianSurat, SuratDinas};
pub use panel_ttd::PanelTtd;
pub use penyusutan::{BeritaAcaraArsip, BerkasArsip};
pub use rekaman::{Bagian, Isian, Perubahan, Rekaman, Riwayat, TabelRekaman};
pub use survei::{LaporanSurvei, Poster, UnsurSurvei};

use crate::Template;

/// A document of the program: its data, and the template that sets it.
pub trait Naskah: Serialize {
    /// The template.
    const TEMPLATE: Template;
}

/// A file of `data/templat`, built into the program.
macro_rules! berkas {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/templat/", $name))
    };
}
use berkas;

/// The shared library, by the path under which templates import it.
pub(crate) const LIBRARY: &[(&str, &str)] = &[
    ("/lib/bilangan.typ", berkas!("lib/bilangan.typ")),
    ("/lib/grafik.typ", berkas!("lib/grafik.typ")),
    ("/lib/kop.typ", berkas!("lib/kop.typ")),
    ("/lib/naskah.typ", berkas!("lib/naskah.typ")),
    ("/lib/surat.typ", berkas!("lib/surat.typ")),
    ("/lib/tabel.typ", berkas!("lib/tabel.typ")),
    ("/lib/tanda_tangan.typ", berkas!("lib/tanda_tangan.typ")),
];
