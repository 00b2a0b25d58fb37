//! `pendopo init`: an empty database becomes that of a regency.
use std::process::ExitCode;

use clap::Args;
use kernel::auth::account::{self, NewAccount};
use kernel::{App, Subject, Write};

/// Prepares a new installation.
#[derive(Args)]
pub struct Init {
    /// Nama pengguna administrator pertama
    #[arg(long, default_value = "admin")]
    admin: String,
    /// Nama lengkapnya
    #[arg(long, default_value = "Administrator")]
    nama: String,
}

impl Init {
    pub async fn run(self, app: &App) -> anyhow::Result<ExitCode> {
        app.migrate().await.map_err(super::plain)?;
        app.setup().await.map_err(super::plain)?;
        if account::by_login(app, &self.admin).await.map_err(super::plain)?.is_some() {
            super::say(&format!("Akun {} sudah ada; tidak ada yang diubah.", self.admin));
            return Ok(ExitCode::SUCCESS);
        }
        let password = first_password(app)?;
        let new = NewAccount {
            login: self.admin.clone(),
            name: self.nama,
            email: None,
            password: password.clone(),
            must_change: true,
        };
        let mut write = Write::system(app, "akun.administrator_pertama").await.map_err(super::plain)?;
        let id = account::create(&mut write, new).await.map_err(super::plain)?;
        write.commit(&Subject::new("account", id, "/akun")).await.map_err(super::plain)?;
        super::say(&format!("Basis data siap untuk {}.", app.profile.name()));
        super::say(&format!(
            "Masuk sebagai  : {}\nKata sandi awal: {password}\nGanti saat masuk pertama kali.",
            self.admin
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// A password that is only used once: four groups of letters and digits that are hard to confuse.
pub fn first_password(app: &App) -> anyhow::Result<String> {
    let codes = kernel::auth::totp::recovery_codes(&app.keys).map_err(super::plain)?;
    Ok(codes.into_iter().take(2).collect::<Vec<_>>().join("-"))
}
