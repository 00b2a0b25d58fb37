//! One register: lists, filters, records, the search, under load; what comes over the line, and how soon it starts.
mod cases;
mod fill;
mod load;
mod report;
mod weight;

use std::time::Instant;

use anyhow::Context as _;

use self::fill::{Ground, PACE};
use self::report::Findings;
use crate::figures::Figures;
use crate::options::Options;
use crate::place::Place;
use crate::{Outcome, machine, say, stage};

/// Login of the person who may see everything, and of the one who sees one unit.
const PEOPLE: [(&str, &str); 2] = [("admin", "admin"), ("unit", "dinas")];

/// Measures everything.
pub async fn run(options: &Options) -> anyhow::Result<Outcome> {
    let place = Place::new(options.postgres.as_deref()).await?;
    say("start-up on the demonstration");
    let start = weight::start_up(&options.program, &place).await?;
    say(&format!("  {} ms", start.as_millis()));
    let app = place.real.open().await?;
    stage::found(&app).await?;
    let [_, (_, narrow)] = PEOPLE;
    let ground = Ground::prepare(&app, narrow).await?;
    let database = stage::database(&app, options).await?;
    drop(app);
    let people = stage::people(&place, options, &PEOPLE).await?;
    let (mut timed, mut had, mut last) = (Vec::new(), 0, None);
    for &size in &options.sizes {
        let started = Instant::now();
        let app = place.real.open().await?;
        ground.grow(&app, had..size, stage::progress(size)).await?;
        drop(app);
        had = size;
        stage::copy(&place, options).await?;
        say(&format!("{size} records after {} s; measuring", started.elapsed().as_secs()));
        let copy = place.bare.open().await?;
        let mut cases = cases::cases(&copy, &ground, &people, size).await?;
        let server = stage::serve(&place, options).await?;
        timed.extend(stage::measured(&server, options, &copy, &mut cases, size).await?);
        if Some(&size) == options.sizes.last() {
            say(&format!("load for {} s", options.load));
            let load = load::load(&server, &cases, options.load).await?;
            let (admin, record) = (people.first().context("nobody")?, PACE.id(1, size / 2));
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
    let figures = Figures { database, machine: machine::describe(), runs: options.runs, timed, records: "records" };
    let findings = Findings { figures, load, weight, start };
    Ok(Outcome { section: findings.section(), missed: findings.missed() })
}
