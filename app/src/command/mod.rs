//! What the program does when it is called by name: one file per command.
pub mod backup;
pub mod check;
pub mod demo;
pub mod documents;
pub mod hitung;
pub mod init;
pub mod restore;
pub mod serve;
pub mod urai;
pub mod wbs;

use std::io::Write as _;
use std::process::ExitCode;

use kernel::config::Config;
use kernel::{App, Clock};

/// An error of the kernel with its cause, for somebody at a terminal.
pub fn plain(error: kernel::Error) -> anyhow::Error {
    use kernel::Error as E;
    match error {
        E::Internal(cause) | E::Unavailable(cause) => cause,
        E::Invalid(fields) => {
            let said: Vec<&str> = fields.iter().map(|field| field.message.as_ref()).collect();
            anyhow::anyhow!("{}", said.join(". "))
        }
        E::Unauthenticated
        | E::NotFound
        | E::Forbidden
        | E::Stale
        | E::Conflict
        | E::Refused(_)
        | E::BadRequest(_)
        | E::TooLarge(_)
        | E::TooMany(_)
        | E::Done(_) => anyhow::anyhow!("{error}"),
    }
}

/// Writes a line to the terminal; a closed pipe is no error of ours.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Writes an error to the terminal.
pub fn say_error(cause: &anyhow::Error) {
    let _ = writeln!(std::io::stderr().lock(), "Galat: {cause:#}");
}

/// A runtime for the whole program.
pub fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

/// Log lines: to standard error, as text or JSON; `PENDOPO_LOG` chooses how much.
pub fn start_log(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("PENDOPO_LOG").unwrap_or_else(|_| "info".into());
    // A line that cannot be written is lost: complaining about it on the same full disk would panic.
    let builder =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).log_internal_errors(false);
    // A second call (tests) keeps the first.
    let _ = if config.log_json { builder.json().try_init() } else { builder.try_init() };
}

/// Opens the program of a configuration.
pub async fn open(config: Config) -> anyhow::Result<App> {
    let profile = crate::profiles::find(&config.profile).map_err(plain)?;
    App::open(config, profile, crate::modules::all(), Clock::System).await.map_err(plain)
}

/// Opens the program, does one thing with it, and ends.
pub fn with_app(config: Config, work: impl AsyncFnOnce(App) -> anyhow::Result<ExitCode>) -> anyhow::Result<ExitCode> {
    start_log(&config);
    runtime()?.block_on(async { work(open(config).await?).await })
}

/// Runs migrations and tells which.
pub async fn migrate(app: &App) -> anyhow::Result<ExitCode> {
    let ran = app.migrate().await.map_err(plain)?;
    for script in &ran {
        say(script);
    }
    say(&format!("{} skrip dijalankan; basis data dalam bentuk terbaru.", ran.len()));
    Ok(ExitCode::SUCCESS)
}

/// Background work only, until the program is told to stop.
pub fn worker(config: Config) -> anyhow::Result<ExitCode> {
    start_log(&config);
    runtime()?.block_on(async {
        let app = open(config).await?;
        app.migrate().await.map_err(plain)?;
        crate::serve::background(&app);
        crate::serve::stop_signal().await;
        Ok(ExitCode::SUCCESS)
    })
}
