//! `pendopo evaluasi hitung`
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use evaluasi::model::PredikatDari;

/// Computes indexes from a CSV file, without a database.
#[derive(Args)]
pub struct Hitung {
    /// Instrumen: permenpanrb-5-2018, permenpanrb-59-2020, atau pemdi-8-2026
    #[arg(long)]
    instrumen: String,
    /// Dasar predikat
    #[arg(long, value_enum, default_value = "indeks_penuh")]
    predikat_dari: Basis,
    /// Berkas CSV dengan kolom instansi, indikator, nilai
    berkas: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Basis {
    #[value(name = "indeks_penuh")]
    Full,
    #[value(name = "indeks_2_desimal")]
    TwoDecimals,
}

impl Hitung {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let instrumen = evaluasi::instrumen::cari(&self.instrumen)?;
        let basis = match self.predikat_dari {
            Basis::Full => PredikatDari::IndeksPenuh,
            Basis::TwoDecimals => PredikatDari::Indeks2Desimal,
        };
        let masuk = std::fs::File::open(&self.berkas)
            .map_err(|cause| anyhow::anyhow!("Berkas {} tidak terbaca: {cause}", self.berkas.display()))?;
        let mut keluar = Vec::new();
        evaluasi::hitung_csv::hitung_csv(instrumen, masuk, &mut keluar, basis)?;
        std::io::stdout().lock().write_all(&keluar)?;
        Ok(ExitCode::SUCCESS)
    }
}
