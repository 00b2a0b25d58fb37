//! Pendopo: one program for the electronic government of a regency.
mod archive;
mod command;
mod modules;
mod profiles;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use kernel::config::Config;

/// Pendopo menjalankan SPBE satu kabupaten dari satu program.
#[derive(Parser)]
#[command(name = "pendopo", version, disable_help_subcommand = true)]
struct Arguments {
    /// Berkas konfigurasi (TOML)
    #[arg(long, short, env = "PENDOPO_CONFIG", global = true)]
    config: Option<PathBuf>,
    /// Folder data, mengalahkan konfigurasi
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    /// Profil kabupaten: nama bawaan atau berkas TOML, mengalahkan konfigurasi
    #[arg(long, global = true)]
    profil: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Menyiapkan basis data baru: profil, data bawaan, dan akun administrator pertama
    Init(command::init::Init),
    /// Menjalankan web dan pekerjaan latar
    Serve(command::serve::Serve),
    /// Menjalankan pekerjaan latar saja
    Worker,
    /// Membawa basis data ke bentuk terbaru
    Migrasi,
    /// Log catatan yang bertanda tangan
    Log {
        #[command(subcommand)]
        command: LogCommand,
    },
    /// Peraturan perundang-undangan
    Peraturan {
        #[command(subcommand)]
        command: PeraturanCommand,
    },
    /// Penilaian mandiri
    Evaluasi {
        #[command(subcommand)]
        command: EvaluasiCommand,
    },
    /// Membuat cadangan terenkripsi dari basis data, berkas, dan kunci; program boleh tetap berjalan
    Cadangkan(command::backup::Backup),
    /// Memulihkan cadangan ke tempat yang kosong, atau memeriksanya saja
    Pulihkan(command::restore::Restore),
    /// Cadangan basis data Whistle Blowing System, yang tidak ikut cadangan biasa
    Wbs {
        #[command(subcommand)]
        command: command::wbs::Wbs,
    },
    /// Menjalankan kabupaten peragaan dengan data rekaan
    Demo(command::demo::Demo),
    /// Memeriksa pemasangan: basis data, berkas, log, cadangan
    Periksa(command::check::Check),
    /// Dokumen proyek yang dibuat dari kode
    #[command(hide = true)]
    Dokumen {
        #[command(subcommand)]
        document: command::documents::Document,
    },
    #[command(hide = true)]
    DokumenAnak,
}

#[derive(Subcommand)]
enum LogCommand {
    /// Memeriksa seluruh log dan setiap catatan terhadapnya
    Verifikasi,
}

#[derive(Subcommand)]
enum PeraturanCommand {
    /// Mengurai naskah peraturan (TXT, DOCX, PDF)
    Urai(command::urai::Urai),
}

#[derive(Subcommand)]
enum EvaluasiCommand {
    /// Menghitung indeks dari berkas CSV
    Hitung(command::hitung::Hitung),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(code) => code,
        Err(cause) => {
            command::say_error(&cause);
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let config = || -> anyhow::Result<Config> {
        let mut config =
            Config::load(arguments.config.as_deref(), |name| std::env::var(name).ok()).map_err(command::plain)?;
        if let Some(data) = &arguments.data {
            config.data.clone_from(data);
        }
        if let Some(profile) = &arguments.profil {
            config.profile.clone_from(profile);
        }
        Ok(config)
    };
    match arguments.command {
        Command::Init(init) => command::with_app(config()?, async |app| init.run(&app).await),
        Command::Serve(serve) => serve.run(config()?),
        Command::Worker => command::worker(config()?),
        Command::Migrasi => command::with_app(config()?, async |app| command::migrate(&app).await),
        Command::Log { command: LogCommand::Verifikasi } => {
            command::with_app(config()?, async |app| command::check::log(&app).await)
        }
        Command::Peraturan { command: PeraturanCommand::Urai(urai) } => urai.run(),
        Command::Evaluasi { command: EvaluasiCommand::Hitung(hitung) } => hitung.run(),
        Command::Cadangkan(backup) => backup.run(config()?),
        Command::Pulihkan(restore) => restore.run(config()?),
        Command::Wbs { command } => command.run(config()?),
        Command::Demo(demo) => demo.run(config()?),
        Command::Periksa(check) => command::with_app(config()?, async |app| check.run(&app).await),
        Command::Dokumen { document } => document.run(),
        Command::DokumenAnak => Ok(document::child_main()),
    }
}
