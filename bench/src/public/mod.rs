//! What everybody opens: home, services, complaints and their Open311 form; a complaint with a photograph; a report in confidence.
mod cases;
mod fill;
mod report;
mod send;

use std::time::Instant;

use anyhow::Context as _;
use kernel::args;

use self::fill::Ground;
use self::report::Findings;
use crate::client::Person;
use crate::figures::Figures;
use crate::options::Options;
use crate::place::{Place, plain};
use crate::{Outcome, machine, modules, say, stage};

/// Login of the coordinator of complaints, and of somebody of one agency.
const PEOPLE: [(&str, &str); 2] = [("coordinator", "kominfo"), ("agency", "operator")];

/// Measures everything.
pub async fn run(options: &Options) -> anyhow::Result<Outcome> {
    let place = Place::new(options.postgres.as_deref()).await?;
    let app = place.real.open().await?;
    stage::found(&app).await?;
    // Services with their forms and standards, and a channel for reports in confidence with its keys, as the demonstration has them.
    for module in modules::all().into_iter().filter(|module| ["layanan", "wbs"].contains(&module.name)) {
        module.demo.context("nothing to show")?(app.clone()).await.map_err(plain)?;
    }
    kernel::job::drain(&app).await.map_err(plain)?;
    let ground = Ground::prepare(&app).await?;
    let database = stage::database(&app, options).await?;
    drop(app);
    let mut people = vec![Person::visitor()];
    people.extend(stage::people(&place, options, &PEOPLE).await?);
    let (mut timed, mut had, mut sent) = (Vec::new(), 0, None);
    for &size in &options.sizes {
        let started = Instant::now();
        let app = place.real.open().await?;
        ground.grow(&app, had..size, stage::progress(size)).await?;
        drop(app);
        had = size;
        stage::copy(&place, options).await?;
        say(&format!("{size} complaints after {} s; measuring", started.elapsed().as_secs()));
        let copy = place.bare.open().await?;
        let mut cases = cases::cases(&copy, &people, size).await?;
        let server = stage::serve(&place, options).await?;
        timed.extend(stage::measured(&server, options, &copy, &mut cases, size).await?);
        if Some(&size) == options.sizes.last() {
            say("complaints with a photograph, and reports in confidence");
            let village: String = copy.db.one("select desa from pengaduan limit 1", args![]).await?.get("desa")?;
            sent = Some(send::measure(&server, &copy, &village, options.runs).await?);
        }
    }
    let sent = sent.context("nothing was measured")?;
    let figures = Figures { database, machine: machine::describe(), runs: options.runs, timed, records: "complaints" };
    let findings = Findings { figures, sent };
    Ok(Outcome { section: findings.section(), missed: findings.missed() })
}
