//! Kinds of letters, shipped as data (`data/naskah_dinas/jenis.toml`).
use std::sync::LazyLock;

use register::Options;
use serde::Deserialize;

use crate::model::{Bagian, Gaya};

const DATA: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/naskah_dinas/jenis.toml"));

/// How a letter is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TataLetak {
    /// Date on the right, number, addressees.
    Korespondensi,
    /// Title in the middle, number, subject.
    Judul,
}

/// The three groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kelompok {
    /// Rules, decisions and orders.
    Arahan,
    /// Letters between offices.
    Korespondensi,
    /// Everything else.
    Khusus,
}

impl Kelompok {
    /// The word on pages.
    pub const fn label(self) -> &'static str {
        match self {
            Kelompok::Arahan => "Naskah dinas arahan",
            Kelompok::Korespondensi => "Naskah dinas korespondensi",
            Kelompok::Khusus => "Naskah dinas khusus",
        }
    }
}

/// A kind of letter.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jenis {
    /// Key in the database.
    pub kunci: String,
    /// What it is called.
    pub nama: String,
    /// What stands for it in numbers; empty for nothing.
    pub singkatan: String,
    /// Its group.
    pub kelompok: Kelompok,
    /// Part of the group.
    pub bagian: String,
    /// Its layout.
    pub tata_letak: TataLetak,
    /// Passages of a new draft: style and text.
    kerangka: Vec<(String, String)>,
}

impl Jenis {
    /// The format of its numbers where nobody has set another: classification, running number, the kind unless it is the
    /// plain letter, agency, year.
    pub fn format_bawaan(&self) -> &'static str {
        if self.singkatan.is_empty() {
            "{klasifikasi}/{urut}/{unit}/{tahun}"
        } else {
            "{klasifikasi}/{urut}/{jenis}/{unit}/{tahun}"
        }
    }
    /// Passages of a new draft.
    pub fn kerangka(&self) -> Vec<Bagian> {
        self.kerangka.iter().map(|(gaya, teks)| Bagian { gaya: gaya.clone(), teks: teks.clone() }).collect()
    }
    /// Has addressees on its face; others name them only for delivery.
    pub fn beralamat(&self) -> bool {
        self.tata_letak == TataLetak::Korespondensi
    }
}

#[derive(Deserialize)]
struct Berkas {
    jenis: Vec<Jenis>,
}

fn muat(teks: &str) -> Result<Vec<Jenis>, String> {
    let berkas: Berkas = toml::from_str(teks).map_err(|galat| galat.to_string())?;
    for jenis in &berkas.jenis {
        if let Some((gaya, _)) = jenis.kerangka.iter().find(|(gaya, _)| Gaya::urai(gaya).is_none()) {
            return Err(format!("{}: unknown style {gaya}", jenis.kunci));
        }
    }
    Ok(berkas.jenis)
}

/// A file that the tests have read cannot fail here; an empty list would show on the first page.
static SEMUA: LazyLock<Vec<Jenis>> = LazyLock::new(|| muat(DATA).unwrap_or_default());

/// All kinds, by group.
pub fn semua() -> &'static [Jenis] {
    &SEMUA
}

/// The kind of this key.
pub fn cari(kunci: &str) -> Option<&'static Jenis> {
    SEMUA.iter().find(|jenis| jenis.kunci == kunci)
}

/// What a kind is called; the key where it is unknown.
pub fn nama(kunci: &str) -> &str {
    cari(kunci).map_or(kunci, |jenis| jenis.nama.as_str())
}

/// Keys and names of all kinds, for registers, whose choices are constants. A test compares them with the data.
pub const PILIHAN: Options = &[
    ("instruksi", "Instruksi"),
    ("surat_edaran", "Surat Edaran"),
    ("sop", "Standar Operasional Prosedur"),
    ("keputusan", "Keputusan"),
    ("surat_perintah", "Surat Perintah"),
    ("surat_tugas", "Surat Tugas"),
    ("nota_dinas", "Nota Dinas"),
    ("memorandum", "Memorandum"),
    ("undangan_internal", "Surat Undangan Internal"),
    ("surat_dinas", "Surat Dinas"),
    ("surat_undangan", "Surat Undangan"),
    ("surat_perjanjian", "Surat Perjanjian"),
    ("surat_kuasa", "Surat Kuasa"),
    ("berita_acara", "Berita Acara"),
    ("surat_keterangan", "Surat Keterangan"),
    ("surat_pengantar", "Surat Pengantar"),
    ("pengumuman", "Pengumuman"),
    ("laporan", "Laporan"),
    ("telaahan_staf", "Telaahan Staf"),
    ("notula", "Notula"),
    ("surat_pernyataan", "Surat Pernyataan"),
    ("piagam", "Piagam"),
    ("sertifikat", "Sertifikat"),
    ("sttpp", "Surat Tanda Tamat Pendidikan dan Pelatihan"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_reads_and_every_kind_has_a_key_a_name_and_a_sign_of_its_own() {
        let semua = muat(DATA).unwrap();
        let pasangan: Vec<(&str, &str)> = semua.iter().map(|satu| (satu.kunci.as_str(), satu.nama.as_str())).collect();
        assert_eq!(pasangan, PILIHAN);
        let mut tanda: Vec<&str> = semua.iter().map(|satu| satu.singkatan.as_str()).collect();
        tanda.sort_unstable();
        tanda.dedup();
        assert_eq!(tanda.len(), semua.len(), "two kinds would share numbers");
        for kelompok in [Kelompok::Arahan, Kelompok::Korespondensi, Kelompok::Khusus] {
            assert!(semua.iter().any(|satu| satu.kelompok == kelompok), "{}", kelompok.label());
        }
        assert!(semua.iter().all(|satu| crate::rules::nomor::periksa(satu.format_bawaan()).is_ok()));
    }

    #[test]
    fn a_style_that_nobody_knows_is_refused() {
        let teks = "[[jenis]]\nkunci=\"x\"\nnama=\"X\"\nsingkatan=\"X\"\nkelompok=\"khusus\"\nbagian=\"K\"\ntata_letak=\"judul\"\nkerangka=[[\"tebal\",\"\"]]\n";
        assert!(muat(teks).unwrap_err().contains("tebal"));
    }
}
