//! `pendopo periksa` and `pendopo log verifikasi`
use std::process::ExitCode;

use clap::Args;
use kernel::{App, audit, db::args};

/// Checks an installation.
#[derive(Args)]
pub struct Check {
    /// Baca ulang isi setiap berkas tersimpan
    #[arg(long)]
    berkas: bool,
    /// Kirim surel percobaan ke alamat ini
    #[arg(long, value_name = "ALAMAT")]
    surel_ke: Option<String>,
}

impl Check {
    pub async fn run(self, app: &App) -> anyhow::Result<ExitCode> {
        let mut good = true;
        app.db.ping().await?;
        super::say("basis data    : menjawab");
        let free = kernel::job::drain(app).await;
        super::say(&format!(
            "antrean       : {}",
            free.map_or_else(|cause| format!("galat {cause}"), |ran| format!("{ran} pekerjaan dijalankan"))
        ));
        let dead: i64 = app.db.one("select count(*) as n from job where state = 'mati'", args![]).await?.get("n")?;
        super::say(&format!("pekerjaan mati: {dead}"));
        match app.files.ping().await {
            Ok(()) => super::say("berkas        : penyimpanan menjawab"),
            Err(cause) => {
                good = false;
                super::say(&format!("berkas        : GAGAL {:#}", super::plain(cause)));
            }
        }
        if let Some(email) = &self.surel_ke {
            match kernel::notify::try_out(app, email).await {
                Ok(()) => super::say(&format!("surel         : terkirim ke {email}")),
                Err(cause) => {
                    good = false;
                    super::say(&format!("surel         : GAGAL {:#}", super::plain(cause)));
                }
            }
        }
        if self.berkas {
            good &= files(app).await?;
        }
        good &= wbs(app).await?;
        let log = log(app).await?;
        Ok(if good { log } else { ExitCode::FAILURE })
    }
}

/// Checks the whistleblowing database, which is apart and has entries of its own. Only numbers are told.
async fn wbs(app: &App) -> anyhow::Result<bool> {
    let found = ::wbs::periksa::jalankan(app).await.map_err(super::plain)?;
    super::say(&format!("wbs           : {} entri, {} laporan", found.jejak, found.laporan));
    for each in &found.salah {
        super::say(&format!("  RUSAK {each}"));
    }
    Ok(found.salah.is_empty())
}

/// Reads every stored file again.
async fn files(app: &App) -> anyhow::Result<bool> {
    let mut after = String::new();
    let (mut whole, mut broken) = (0_u64, 0_u64);
    loop {
        let rows = app
            .db
            .query("select distinct sha256 from file where sha256 > $1 order by sha256 limit 200", args![after.clone()])
            .await?;
        let Some(last) = rows.last() else { break };
        after = last.get("sha256")?;
        for row in &rows {
            let sha256: String = row.get("sha256")?;
            if app.files.is_whole(&sha256).await.map_err(super::plain)? {
                whole += 1;
                continue;
            }
            broken += 1;
            for file in
                app.db.query("select id, kind, subject from file where sha256 = $1", args![sha256.clone()]).await?
            {
                let (id, kind, subject): (uuid::Uuid, String, uuid::Uuid) =
                    (file.get("id")?, file.get("kind")?, file.get("subject")?);
                super::say(&format!("  RUSAK {sha256}: berkas {id} pada {kind} {subject}"));
            }
        }
    }
    super::say(&format!("berkas        : {whole} utuh, {broken} rusak atau hilang"));
    // Not a fault: they cost space only.
    let unnamed = match app.files.unnamed(&app.db, app.now()).await {
        Ok(unnamed) => unnamed,
        // Keys of a bucket need not have the right to list it.
        Err(cause) => {
            super::say(&format!("              : isi tanpa pemilik tidak dapat didaftar: {:#}", super::plain(cause)));
            vec![]
        }
    };
    if !unnamed.is_empty() {
        let bytes: u64 = unnamed.iter().map(|(_, size)| size).sum();
        super::say(&format!(
            "              : {} isi tanpa pemilik, {bytes} bita (sisa unggahan yang gagal); aman dihapus dari folder berkas:",
            unnamed.len()
        ));
        for (sha256, size) in unnamed.iter().take(100) {
            super::say(&format!("  {sha256} {size}"));
        }
    }
    Ok(broken == 0)
}

/// Checks the log and every record against it.
pub async fn log(app: &App) -> anyhow::Result<ExitCode> {
    audit::log::integrate(app).await.map_err(super::plain)?;
    let report = audit::verify::all(app).await.map_err(super::plain)?;
    super::say(&format!("log           : {} entri, {} catatan dibandingkan", report.leaves, report.records));
    for finding in &report.findings {
        super::say(&format!("  BERUBAH {finding}"));
    }
    if report.is_whole() {
        super::say("Log utuh dan semua catatan cocok dengannya.");
        return Ok(ExitCode::SUCCESS);
    }
    super::say(&format!("{} hal tidak cocok dengan log.", report.found));
    Ok(ExitCode::FAILURE)
}
