//! The measuring: the real program and the bare handler by turns, on one connection each.
use std::time::{Duration, Instant};

use anyhow::Context as _;
use http::StatusCode;
use kernel::App;

use crate::bare::{self, Recorded};
use crate::case::{Case, Timed, middle};
use crate::client::{Answer, Ask, Client, Person};
use crate::place::plain;
use crate::server::Server;

/// The first rounds warm both up and compare their answers.
pub const WARM: usize = 3;

/// Measures all cases, and puts those that change something at the end.
pub async fn measure(
    server: &Server,
    copy: &App,
    cases: &mut [Case],
    size: usize,
    runs: usize,
) -> anyhow::Result<Vec<Timed>> {
    cases.sort_by_key(|case| case.changes);
    let cases = &*cases;
    let router = kernel::web::router(copy).map_err(plain)?;
    let (mut recorded, mut first, mut sums) = (Vec::new(), Vec::new(), Vec::new());
    for case in cases {
        first.push(recorded.len());
        let (mut statements, mut bytes) = (0, 0);
        for ask in &case.asks {
            let one = bare::record(&router, &case.person, ask).await?;
            statements = statements.max(one.statements());
            bytes = bytes.max(one.answer().1);
            recorded.push(one);
        }
        sums.push((statements, bytes));
    }
    let answers: Vec<(StatusCode, usize)> = recorded.iter().map(Recorded::answer).collect();
    let (address, task) = bare::serve(copy.db.clone(), recorded).await?;
    let mut real = Client::connect(server.address).await?;
    let mut bare = Client::connect(address).await?;
    let mut times: Vec<(Vec<Duration>, Vec<Duration>)> = vec![Default::default(); cases.len()];
    // What changes something comes last: it would change the pages that were recorded.
    let rounds = [false, true].into_iter().flat_map(|last| (0..WARM + runs).map(move |run| (last, run)));
    for (last, run) in rounds {
        let of_round = cases.iter().zip(&mut times).zip(&first);
        for ((case, times), first) in of_round.filter(|((case, _), _)| case.changes == last) {
            let place = run % case.asks.len().max(1);
            let ask = case.asks.get(place).context("a case without requests")?;
            let number = first + place;
            let replay = Ask { path: format!("/{number}"), ..ask.clone() };
            let (on_real, on_bare) = if run % 2 == 0 {
                let on_real = timed(&mut real, ask, &case.person).await?;
                (on_real, timed(&mut bare, &replay, &case.person).await?)
            } else {
                let on_bare = timed(&mut bare, &replay, &case.person).await?;
                (timed(&mut real, ask, &case.person).await?, on_bare)
            };
            let expected = answers.get(number).copied().context("no answer recorded")?;
            same(case, &on_real.1, expected)?;
            same(case, &on_bare.1, expected)?;
            if run >= WARM {
                times.0.push(on_real.0);
                times.1.push(on_bare.0);
            }
        }
    }
    task.abort();
    let rows = cases.iter().zip(times).zip(sums);
    Ok(rows
        .map(|((case, (mut real, mut bare)), (statements, bytes))| Timed {
            kind: case.kind,
            name: case.name,
            who: case.person.who,
            size,
            real: middle(&mut real),
            bare: middle(&mut bare),
            statements,
            bytes,
        })
        .collect())
}

/// The real program and the bare handler must answer alike: new tokens may change how well a page is compressed, no more.
fn same(case: &Case, answer: &Answer, (status, length): (StatusCode, usize)) -> anyhow::Result<()> {
    let got = answer.body.len();
    let near = got.abs_diff(length) * 50 <= length.max(2000);
    anyhow::ensure!(
        answer.status == status && status.as_u16() < 400 && near,
        "{} for {}: {} with {got} bytes, recorded was {status} with {length}",
        case.name,
        case.person.who,
        answer.status
    );
    Ok(())
}

async fn timed(client: &mut Client, ask: &Ask, person: &Person) -> anyhow::Result<(Duration, Answer)> {
    let request = ask.request(Some(person))?;
    let started = Instant::now();
    let answer = client.send(request).await?;
    Ok((started.elapsed(), answer))
}
