//! Letters: boxes, books, the search, the page of a letter; a letter to PDF; a batch of signatures.
mod bare_typst;
mod batch;
mod cases;
mod ground;
mod letter;
mod paper;
mod report;
mod rows;
mod sheets;

use std::time::Instant;

use self::ground::{Ground, PEOPLE};
use self::report::Findings;
use crate::figures::Figures;
use crate::options::Options;
use crate::place::Place;
use crate::{Outcome, machine, say, stage};

/// Measures everything.
pub async fn run(options: &Options) -> anyhow::Result<Outcome> {
    let place = Place::new(options.postgres.as_deref()).await?;
    let app = place.real.open().await?;
    stage::found(&app).await?;
    let mut ground = Ground::prepare(&app).await?;
    let database = stage::database(&app, options).await?;
    drop(app);
    let people = stage::people(&place, options, &PEOPLE).await?;
    let (mut timed, mut had) = (Vec::new(), 0);
    for &size in &options.sizes {
        let started = Instant::now();
        let app = place.real.open().await?;
        rows::grow(&mut ground, &app, had..size, stage::progress(size)).await?;
        drop(app);
        had = size;
        let filled = started.elapsed().as_secs();
        stage::copy(&place, options).await?;
        say(&format!("{size} letters after {filled} s, copied after {} s; measuring", started.elapsed().as_secs()));
        let copy = place.bare.open().await?;
        let mut cases = cases::cases(&copy, &ground, &people, size, options.runs).await?;
        let server = stage::serve(&place, options).await?;
        timed.extend(stage::measured(&server, options, &copy, &mut cases, size).await?);
    }
    say("letters that are to be signed");
    let app = place.real.open().await?;
    let letters = batch::prepare(&mut ground, &app, had..had + options.batch).await?;
    say("a letter to PDF");
    let paper = paper::measure(&app, &letters).await?;
    batch::set(&app, &letters).await?;
    drop(app);
    say("a batch of signatures");
    let batch = batch::sign(&place, options, &letters).await?;
    let figures = Figures { database, machine: machine::describe(), runs: options.runs, timed, records: "letters" };
    let findings = Findings { figures, paper, batch };
    Ok(Outcome { section: findings.section(), missed: findings.missed() })
}
