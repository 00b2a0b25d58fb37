//! `cargo xtask bench`: how long pages take at ten thousand, a hundred thousand and a million records, against a bare handler.
mod bare;
mod client;
mod fill;
mod load;
mod machine;
mod measure;
#[path = "../../app/src/modules.rs"]
mod modules;
mod place;
#[path = "../../app/src/profiles.rs"]
mod profiles;
mod report;
mod server;
mod weight;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context as _;

use crate::client::Client;
use crate::fill::Ground;
use crate::place::Place;
use crate::report::Findings;
use crate::server::Server;

const USE: &str = "\
cargo xtask bench [--sizes 10000,100000,1000000] [--runs 40] [--load SECONDS] [--postgres URL] [--write]
  --sizes     records at which is measured, smallest first
  --runs      requests per case and side
  --load      seconds of load, for the memory
  --postgres  a server on which databases may be made and dropped, instead of the embedded database
  --write     puts the figures into docs/BENCHMARK.md";

/// Login of the person who may see everything, and of the one who sees one unit.
const PEOPLE: [(&str, &str); 2] = [("admin", "admin"), ("unit", "dinas")];
/// Password of the invented people of a run.
const PASSWORD: &str = "gajah makan durian";

struct Options {
    sizes: Vec<usize>,
    runs: usize,
    load: u64,
    postgres: Option<String>,
    write: bool,
    /// The program.
    program: PathBuf,
}

fn options(arguments: &[String]) -> anyhow::Result<Options> {
    let own = std::env::current_exe()?;
    let program = own.parent().context("no folder")?.join("pendopo");
    let sizes = vec![10_000, 100_000, 1_000_000];
    let mut found = Options { sizes, runs: 40, load: 20, postgres: None, write: false, program };
    let mut rest = arguments.iter();
    while let Some(word) = rest.next() {
        let mut value = || rest.next().with_context(|| format!("{word} needs a value\n{USE}"));
        match word.as_str() {
            "--sizes" => {
                found.sizes = value()?.split(',').map(str::parse).collect::<Result<_, _>>()?;
                found.sizes.sort_unstable();
                found.sizes.dedup();
            }
            "--runs" => found.runs = value()?.parse()?,
            "--load" => found.load = value()?.parse()?,
            "--postgres" => found.postgres = Some(value()?.clone()),
            "--write" => found.write = true,
            _ => anyhow::bail!("{word}?\n{USE}"),
        }
    }
    anyhow::ensure!(found.sizes.first().is_some_and(|size| *size >= 1000), "sizes are at least 1000");
    anyhow::ensure!(found.runs >= 5, "at least 5 runs");
    Ok(found)
}

fn say(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = options(&arguments).and_then(|options| {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        // Whoever interrupts the run leaves nothing behind.
        runtime.block_on(async {
            tokio::select! {
                found = run(&options) => found,
                _ = tokio::signal::ctrl_c() => anyhow::bail!("interrupted"),
            }
        })
    });
    match done {
        Ok(missed) if missed.is_empty() => {
            say("every target is met");
            ExitCode::SUCCESS
        }
        Ok(missed) => {
            for each in missed {
                say(&format!("missed: {each}"));
            }
            ExitCode::FAILURE
        }
        Err(cause) => {
            say(&format!("bench: {cause:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Measures everything and returns the targets that were missed.
async fn run(options: &Options) -> anyhow::Result<Vec<String>> {
    let place = Place::new(options.postgres.as_deref()).await?;
    say("start-up on the demonstration");
    let start = weight::start_up(&options.program, &place).await?;
    say(&format!("  {} ms", start.as_millis()));
    let app = place.real.open().await?;
    fill::found(&app, PASSWORD).await?;
    let [_, (_, narrow)] = PEOPLE;
    let ground = Ground::prepare(&app, narrow).await?;
    let database = database(&app, options.postgres.is_some()).await?;
    drop(app);
    let mut people = Vec::new();
    {
        let server = Server::start(&options.program, &place.real.data, &place.real.database).await?;
        let mut client = Client::connect(server.address).await?;
        for (who, login) in PEOPLE {
            people.push(client.sign_in(who, login, PASSWORD).await?);
        }
        settle(&place).await?;
    }
    let (mut timed, mut had, mut last) = (Vec::new(), 0, None);
    for &size in &options.sizes {
        let started = Instant::now();
        let app = place.real.open().await?;
        let mut told = Instant::now();
        ground
            .grow(&app, had, size, |now| {
                if told.elapsed().as_secs() >= 10 {
                    told = Instant::now();
                    say(&format!("  {now} of {size} records"));
                }
            })
            .await?;
        if let Some(url) = options.postgres.as_ref().map(|_| &place.real.database) {
            // What the server would do by itself within minutes.
            place::execute(url, "vacuum analyze").await?;
        }
        drop(app);
        had = size;
        // A start may put some of its own records into the search anew: both sides have them before.
        let server = Server::start(&options.program, &place.real.data, &place.real.database).await?;
        settle(&place).await?;
        drop(server);
        // The last one to close the embedded database puts its log away; a server that is stopped leaves it.
        drop(place.real.open().await?);
        place.copy().await?;
        say(&format!("{size} records after {} s; measuring", started.elapsed().as_secs()));
        let copy = place.bare.open().await?;
        let cases = measure::cases(&copy, &ground, &people, size).await?;
        let server = Server::start(&options.program, &place.real.data, &place.real.database).await?;
        let found = measure::measure(&server, &copy, &cases, size, options.runs).await?;
        for each in &found {
            say(&format!(
                "  {:<48} {:<6} {:>8.2} ms, bare {:>8.2} ms, {:>5.2} times, {} statements",
                each.name,
                each.who,
                each.real.0.as_secs_f64() * 1e3,
                each.bare.0.as_secs_f64() * 1e3,
                each.ratio(),
                each.statements
            ));
        }
        timed.extend(found);
        if Some(&size) == options.sizes.last() {
            say(&format!("load for {} s", options.load));
            let load = load::load(&server, &cases, options.load).await?;
            let (admin, record) = (people.first().context("nobody")?, fill::id(1, size / 2));
            let pages = [
                ("home", "/".to_owned()),
                ("list", "/penugasan".to_owned()),
                ("record", format!("/penugasan/{record}")),
                ("form", "/penugasan/baru".to_owned()),
                ("search", "/cari?q=keputusan".to_owned()),
            ];
            last = Some((load, weight::weigh(&server, admin, &pages).await?));
        }
    }
    let (load, weight) = last.context("nothing was measured")?;
    let machine = machine::describe();
    let findings = Findings { database, machine, runs: options.runs, timed, load, weight, start };
    say(&format!("\n{}", findings.section()));
    if options.write {
        report::write(&PathBuf::from("docs/BENCHMARK.md"), &findings)?;
    }
    Ok(findings.missed())
}

/// Waits until the worker of the server has done what a new installation has to do: it would change pages later.
async fn settle(place: &Place) -> anyhow::Result<()> {
    let app = place.real.open().await?;
    let (mut before, started) = (None, Instant::now());
    loop {
        tokio::time::sleep(std::time::Duration::from_secs(4)).await;
        let text = "select (select count(*) from search_doc) as docs, (select count(*) from event) as events, (select count(*) from job where run_at <= $1) as jobs";
        let row = app.db.one(text, kernel::args![app.now()]).await?;
        let now: (i64, i64, i64) = (row.get("docs")?, row.get("events")?, row.get("jobs")?);
        if now.2 == 0 && before == Some(now) {
            return Ok(());
        }
        before = Some(now);
        anyhow::ensure!(started.elapsed().as_secs() < 180, "the worker does not come to rest");
    }
}

async fn database(app: &kernel::App, server: bool) -> anyhow::Result<String> {
    if !server {
        return Ok("SQLite".into());
    }
    let row = app.db.one("select version() as version", vec![]).await?;
    let version: String = row.get("version")?;
    Ok(version.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
}
