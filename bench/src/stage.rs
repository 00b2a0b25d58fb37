//! What both benchmarks do around their measuring: people, a copy of the data, a running server.
use std::time::{Duration, Instant};

use kernel::App;

use crate::case::{Case, Timed};
use crate::client::{Client, Person};
use crate::options::Options;
use crate::place::{self, Place, plain};
use crate::server::Server;
use crate::{measure, say, slow};

/// Password of the invented people of a run.
pub const PASSWORD: &str = "gajah makan durian";

/// Makes the tables, what the profile says, and the invented people.
pub async fn found(app: &App) -> anyhow::Result<()> {
    app.migrate().await.map_err(plain)?;
    app.setup().await.map_err(plain)?;
    organisasi::demo(app, PASSWORD).await.map_err(plain)?;
    kernel::job::drain(app).await.map_err(plain)?;
    Ok(())
}

/// Starts the program on the real side.
pub async fn serve(place: &Place, options: &Options) -> anyhow::Result<Server> {
    Server::start(&options.program, &place.real.data, &place.real.database).await
}

/// Signs these people in (name in the report, login), and lets the new installation come to rest.
pub async fn people(place: &Place, options: &Options, logins: &[(&'static str, &str)]) -> anyhow::Result<Vec<Person>> {
    let server = serve(place, options).await?;
    let mut client = Client::connect(server.address).await?;
    let mut people = Vec::new();
    for (who, login) in logins {
        people.push(client.sign_in(who, login, PASSWORD).await?);
    }
    settle(place).await?;
    Ok(people)
}

/// Tells how far the filling is, every ten seconds.
pub fn progress(size: usize) -> impl FnMut(usize) {
    let mut told = Instant::now();
    move |now| {
        if told.elapsed().as_secs() >= 10 {
            told = Instant::now();
            say(&format!("  {now} of {size} records"));
        }
    }
}

/// Copies the data for the bare handler. Nobody may have them open.
pub async fn copy(place: &Place, options: &Options) -> anyhow::Result<()> {
    if options.postgres.is_some() {
        // What the server would do by itself within minutes.
        place::execute(&place.real.database, "vacuum analyze").await?;
    }
    // A start may put some of its own records into the search anew: both sides have them before.
    let server = serve(place, options).await?;
    settle(place).await?;
    drop(server);
    // The last one to close the embedded database puts its log away; a server that is stopped leaves it.
    drop(place.real.open().await?);
    place.copy().await
}

/// Measures the cases at a size, and tells what was found.
pub async fn measured(
    server: &Server,
    options: &Options,
    copy: &App,
    cases: &mut [Case],
    size: usize,
) -> anyhow::Result<Vec<Timed>> {
    if let Some(limit) = options.slow {
        slow::name(copy, cases, Duration::from_secs_f64(limit / 1e3)).await?;
    }
    let found = measure::measure(server, copy, cases, size, options.runs).await?;
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
    Ok(found)
}

/// Waits until the worker of the server has done what it has to do: it would change pages later.
pub async fn settle(place: &Place) -> anyhow::Result<()> {
    let app = place.real.open().await?;
    let (mut before, started) = (None, Instant::now());
    loop {
        tokio::time::sleep(Duration::from_secs(4)).await;
        // The newest one tells of new documents; to count a million of them takes seconds.
        let text = "select (select max(seq) from search_doc) as docs, (select count(*) from event) as events, (select count(*) from job where run_at <= $1) as jobs";
        let row = app.db.one(text, kernel::args![app.now()]).await?;
        let now: (Option<i64>, i64, i64) = (row.get("docs")?, row.get("events")?, row.get("jobs")?);
        if now.2 == 0 && before == Some(now) {
            return Ok(());
        }
        before = Some(now);
        anyhow::ensure!(started.elapsed().as_secs() < 180, "the worker does not come to rest");
    }
}

/// `SQLite`, or what the server calls itself.
pub async fn database(app: &App, options: &Options) -> anyhow::Result<String> {
    if options.postgres.is_none() {
        return Ok("SQLite".into());
    }
    let row = app.db.one("select version() as version", vec![]).await?;
    let version: String = row.get("version")?;
    Ok(version.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
}
