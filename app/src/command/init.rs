//! `pendopo init`: an empty database becomes that of a regency.
use std::process::ExitCode;

use clap::Args;
use kernel::auth::account::{self, NewAccount};
use kernel::{App, Subject, Write};

/// Prepares a new installation. Run again it changes nothing, unless it names an account that is not there yet or nobody
/// is an administrator any more: then that account is made one.
#[derive(Args)]
pub struct Init {
    /// Nama pengguna administrator; nama yang belum ada menjadi administrator tambahan
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
        let known = account::by_login(app, &self.admin).await.map_err(super::plain)?;
        let has_admin = !app.holders("admin", None).await.map_err(super::plain)?.is_empty();
        let (login, name) = match &known {
            Some(account) => (account.login.clone(), account.name.clone()),
            None => (self.admin.trim().to_lowercase(), self.nama.trim().to_owned()),
        };
        anyhow::ensure!(!name.is_empty(), "Nama administrator belum diisi.");
        if let Some(account) = &known {
            if has_admin {
                super::say(&format!("Akun {login} sudah ada; tidak ada yang diubah."));
                return Ok(ExitCode::SUCCESS);
            }
            anyhow::ensure!(account.active, "Akun {login} sudah ditutup. Sebutkan nama lain dengan --admin.");
        }
        let mut write = Write::system(app, "akun.administrator_pertama").await.map_err(super::plain)?;
        let (id, password) = match known {
            Some(account) => (account.id, None),
            None => {
                let password = first_password(app)?;
                let new = NewAccount {
                    login: login.clone(),
                    name: name.clone(),
                    email: None,
                    password: password.clone(),
                    must_change: true,
                };
                (account::create(&mut write, new).await.map_err(super::plain)?, Some(password))
            }
        };
        let position = organisasi::appoint(&mut write, &login, &name, app.today()).await.map_err(super::plain)?;
        write.commit(&Subject::new("account", id, format!("/admin/akun/{id}"))).await.map_err(super::plain)?;
        super::say(&format!("Basis data siap untuk {}.", app.profile.name()));
        super::say(&format!("Masuk sebagai  : {login}\nJabatan        : {position}"));
        match password {
            Some(password) => super::say(&format!("Kata sandi awal: {password}\nGanti saat masuk pertama kali.")),
            None => super::say("Kata sandinya tidak diubah."),
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A password that is only used once: four groups of letters and digits that are hard to confuse.
pub fn first_password(app: &App) -> anyhow::Result<String> {
    let codes = kernel::auth::totp::recovery_codes(&app.keys).map_err(super::plain)?;
    Ok(codes.into_iter().take(2).collect::<Vec<_>>().join("-"))
}
