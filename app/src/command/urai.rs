//! `pendopo peraturan urai`
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

/// Parses a regulation, without a database.
#[derive(Args)]
pub struct Urai {
    /// Naskah: TXT, DOCX, atau PDF berlapis teks
    berkas: PathBuf,
    /// Cetak sebagai JSON
    #[arg(long)]
    json: bool,
}

impl Urai {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let bytes = std::fs::read(&self.berkas)
            .map_err(|cause| anyhow::anyhow!("Berkas {} tidak terbaca: {cause}", self.berkas.display()))?;
        let name = self.berkas.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = peraturan::urai::berkas_ke_teks(&bytes, &name)?;
        let naskah = peraturan::urai::urai(&text);
        if self.json {
            super::say(&serde_json::to_string_pretty(&peraturan::urai::json(&naskah))?);
        } else {
            let kepala = &naskah.kepala;
            super::say(&format!("Peraturan : {} nomor {} tahun {}", kepala.jenis, kepala.nomor, kepala.tahun));
            super::say(&format!("Tentang   : {}", kepala.tentang));
            super::say(&format!("Pasal     : {}", naskah.pasal().len()));
            super::say(&format!("Perbaikan : {}", naskah.perbaikan.len()));
            super::say(&format!("Keraguan  : {}", naskah.keraguan.len()));
            super::say("Seluruh pohon: pakai --json.");
        }
        Ok(ExitCode::SUCCESS)
    }
}
