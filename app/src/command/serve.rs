//! `pendopo serve`
use std::process::ExitCode;

use clap::Args;
use kernel::config::Config;

/// Web and background work in one process.
#[derive(Args)]
pub struct Serve {
    /// Alamat dan porta, mengalahkan konfigurasi
    #[arg(long)]
    listen: Option<String>,
    /// Tanpa pekerjaan latar (ada `pendopo worker` di tempat lain)
    #[arg(long)]
    tanpa_pekerja: bool,
}

impl Serve {
    pub fn run(self, mut config: Config) -> anyhow::Result<ExitCode> {
        if let Some(listen) = self.listen {
            config.listen = listen;
        }
        super::start_log(&config);
        super::runtime()?.block_on(async {
            let app = super::open(config).await?;
            app.migrate().await.map_err(super::plain)?;
            app.setup().await.map_err(super::plain)?;
            // Pages work without it, so it is no reason not to start, but somebody should know before the first upload.
            if let Err(cause) = app.files.ping().await {
                tracing::warn!(cause = format!("{:#}", super::plain(cause)), "the file store does not answer");
            }
            if !self.tanpa_pekerja {
                crate::serve::background(&app);
            }
            crate::serve::serve(app).await?;
            Ok(ExitCode::SUCCESS)
        })
    }
}
