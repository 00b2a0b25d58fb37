//! `pendopo demo`: a regency to try things out with, in a folder of its own.
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use kernel::config::Config;
use kernel::{App, keys};
use serde::{Deserialize, Serialize};

/// A demonstration with invented people and records, on the embedded database.
#[derive(Args)]
pub struct Demo {
    /// Alamat dan porta
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// Tulis juga daftar akun (JSON) ke berkas ini
    #[arg(long)]
    akun: Option<PathBuf>,
    /// Siapkan saja, jangan layani
    #[arg(long)]
    siapkan_saja: bool,
}

/// What is kept beside the data, so that the same demonstration can be started again. Its presence tells a
/// demonstration from somebody's real data.
#[derive(Serialize, Deserialize)]
struct Accounts {
    sandi: String,
    profil: String,
    selesai: bool,
    akun: Vec<SignIn>,
}

#[derive(Serialize, Deserialize)]
struct SignIn {
    masuk: String,
    nama: String,
    sebagai: String,
}

impl Demo {
    pub fn run(self, mut config: Config) -> anyhow::Result<ExitCode> {
        // Never anything but what lies in the folder, whatever the configuration of a real installation says.
        config.database = "sqlite".into();
        config.files = "folder".into();
        config.mail = None;
        config.tls = None;
        config.url = format!("http://{}", self.listen);
        config.listen = self.listen;
        let notes = config.data.join("akun-demo.json");
        if !notes.exists() && config.data.join("pendopo.sqlite").exists() {
            anyhow::bail!(
                "Folder {} berisi data yang bukan peragaan. Pilih folder lain dengan --data.",
                config.data.display()
            );
        }
        super::start_log(&config);
        super::runtime()?.block_on(async {
            let app = super::open(config).await?;
            let accounts = prepare(&app, &notes).await?;
            if let Some(file) = &self.akun {
                std::fs::write(file, serde_json::to_vec_pretty(&accounts)?)?;
            }
            show(&app, &accounts);
            if !self.siapkan_saja {
                crate::serve::background(&app);
                crate::serve::serve(app).await?;
            }
            Ok(ExitCode::SUCCESS)
        })
    }
}

/// Fills the folder, or finds it filled.
async fn prepare(app: &App, notes: &Path) -> anyhow::Result<Accounts> {
    app.migrate().await.map_err(super::plain)?;
    app.setup().await.map_err(super::plain)?;
    let mut accounts = match std::fs::read(notes) {
        Ok(bytes) => serde_json::from_slice::<Accounts>(&bytes)?,
        Err(_) => {
            let new = new_accounts(app)?;
            keys::write_private(notes, &serde_json::to_vec_pretty(&new)?).map_err(super::plain)?;
            new
        }
    };
    if accounts.profil != app.profile.key {
        anyhow::bail!("Peragaan di folder ini memakai profil {}. Pilih folder lain dengan --data.", accounts.profil);
    }
    if accounts.selesai {
        return Ok(accounts);
    }
    organisasi::demo(app, &accounts.sandi).await.map_err(super::plain)?;
    for module in app.modules() {
        if let Some(fill) = module.demo {
            fill(app.clone())
                .await
                .map_err(|cause| super::plain(cause).context(format!("data peragaan {}", module.name)))?;
        }
    }
    kernel::job::drain(app).await.map_err(super::plain)?;
    accounts.selesai = true;
    std::fs::write(notes, serde_json::to_vec_pretty(&accounts)?)?;
    Ok(accounts)
}

fn new_accounts(app: &App) -> anyhow::Result<Accounts> {
    let akun = organisasi::PEOPLE.iter().map(|person| SignIn {
        masuk: person.login.to_owned(),
        nama: person.name.to_owned(),
        sebagai: person.shows.to_owned(),
    });
    Ok(Accounts {
        sandi: super::init::first_password(app)?,
        profil: app.profile.key.clone(),
        selesai: false,
        akun: akun.collect(),
    })
}

fn show(app: &App, accounts: &Accounts) {
    super::say(&format!("Peragaan {} ({})", app.profile.name(), app.config.data.display()));
    super::say(&format!(
        "\nAlamat     : {}\nKata sandi : {} (sama untuk semua akun)\n",
        app.config.url, accounts.sandi
    ));
    super::say(&format!("{:<14} {:<16} {}", "Masuk sebagai", "Nama (rekaan)", "Sebagai"));
    for account in &accounts.akun {
        super::say(&format!("{:<14} {:<16} {}", account.masuk, account.nama, account.sebagai));
    }
}
