//! What is measured, and the measuring: the real program and the bare handler by turns, on one connection each.
use std::time::{Duration, Instant};

use anyhow::Context as _;
use http::{Method, StatusCode};
use kernel::{App, args};

use crate::bare::{self, Recorded};
use crate::client::{Answer, Ask, Client, Person};
use crate::fill::{self, Ground};
use crate::place::plain;
use crate::server::Server;

/// What kind of page a case is; targets differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A list as it opens, or a page from its middle.
    List,
    /// A list with filters.
    Filtered,
    /// One record.
    Detail,
    /// The search.
    Search,
    /// A new record.
    Create,
}

/// Requests of one kind that are timed together.
pub struct Case {
    /// Kind.
    pub kind: Kind,
    /// What the report calls it.
    pub name: &'static str,
    /// The requests; runs go through them.
    pub asks: Vec<Ask>,
    /// Who asks.
    pub person: Person,
}

/// Times of one case.
#[derive(Debug, Clone)]
pub struct Timed {
    /// Kind.
    pub kind: Kind,
    /// What the report calls it.
    pub name: &'static str,
    /// Who asked.
    pub who: &'static str,
    /// Records in the register.
    pub size: usize,
    /// Median and 95th percentile of the real program.
    pub real: (Duration, Duration),
    /// The same of the bare handler.
    pub bare: (Duration, Duration),
    /// Statements of the request that takes most.
    pub statements: usize,
    /// Bytes of the largest answer, compressed.
    pub bytes: usize,
}

impl Timed {
    /// How many times as long as the bare handler.
    pub fn ratio(&self) -> f64 {
        self.real.0.as_secs_f64() / self.bare.0.as_secs_f64()
    }
}

/// Every case for every person.
pub async fn cases(app: &App, ground: &Ground, people: &[Person], size: usize) -> anyhow::Result<Vec<Case>> {
    let mut cases = Vec::new();
    for person in people {
        let narrow = person.who != "admin";
        let ids: Vec<uuid::Uuid> = if narrow {
            let text = "select id from penugasan where unit = $1 order by id limit 200";
            let rows = app.db.query(text, args![ground.unit]).await?;
            rows.iter().map(|row| row.get("id")).collect::<Result<_, _>>()?
        } else {
            (0..40).map(|place| fill::id(1, size / 40 * place)).collect()
        };
        let some: Vec<uuid::Uuid> = ids.iter().step_by((ids.len() / 20).max(1)).copied().collect();
        let middle = fill::id(1, size / 2);
        // A number that one record of those seen has.
        let known = ids.get(ids.len() / 2).context("no record of the unit")?;
        let row = app.db.one("select dasar from penugasan where id = $1", args![*known]).await?;
        let basis: String = row.get("dasar")?;
        let number = basis.split('/').nth(1).unwrap_or_default().to_owned();
        let mut add = |kind, name, paths: Vec<String>| {
            let asks = paths.into_iter().map(Ask::get).collect();
            cases.push(Case { kind, name, asks, person: person.clone() });
        };
        add(Kind::List, "list, first page", vec!["/penugasan".into()]);
        add(Kind::List, "list, from the middle", vec![format!("/penugasan?sesudah={middle}")]);
        add(Kind::Filtered, "filter: one choice", vec!["/penugasan?sebagai=plh".into()]);
        add(Kind::Filtered, "filter: two choices", vec!["/penugasan?sebagai=plh&sebagai=delegasi".into()]);
        add(
            Kind::Filtered,
            "filter: three days",
            vec!["/penugasan?mulai.dari=03-01-2022&mulai.sampai=05-01-2022".into()],
        );
        add(Kind::Filtered, "filter: part of a text, one hit", vec![format!("/penugasan?q=%2F{number}%2F")]);
        add(Kind::Filtered, "filter: part of a text, many hits", vec!["/penugasan?q=jabatan+pelaks".into()]);
        add(Kind::Detail, "detail", some.iter().map(|id| format!("/penugasan/{id}")).collect());
        add(Kind::Search, "search: a word of all", vec!["/cari?q=keputusan".into()]);
        add(Kind::Search, "search: a word of one", vec![format!("/cari?q={number}")]);
        add(Kind::Search, "search: two words", vec!["/cari?q=tugas+belajar".into()]);
        add(Kind::Search, "search: a word of a third, hidden from a unit", vec!["/cari?q=mutasi".into()]);
        // Somebody of the unit, whom both persons see.
        let of_unit = "select id from pegawai where unit = $1 order by id desc limit 1";
        let person_id = app.db.query(of_unit, args![ground.unit]).await?;
        // A position that somebody of the unit may fill: one of the unit, without rights over the whole regency.
        let of_unit = "select id from jabatan where perangkat_daerah = $1 and coalesce(cast(peran as text), '') not like '%admin%' order by id limit 1";
        let position = app.db.query(of_unit, args![ground.unit]).await?;
        let first = |rows: &[kernel::Row]| -> anyhow::Result<String> {
            Ok(rows.first().context("an empty table")?.get::<uuid::Uuid>("id")?.to_string())
        };
        let form = vec![
            ("_unit", ground.unit.to_string()),
            ("pegawai", first(&person_id)?),
            ("jabatan", first(&position)?),
            ("sebagai", "definitif".to_owned()),
            ("mulai", "03-02-2026".to_owned()),
            ("dasar", "Keputusan Bupati Nomor 821/7/2026 tentang pengangkatan dalam jabatan pelaksana".to_owned()),
        ];
        let ask = Ask { method: Method::POST, path: "/penugasan".into(), form };
        cases.push(Case { kind: Kind::Create, name: "create", asks: vec![ask], person: person.clone() });
    }
    // New records come last, when recording and when measuring: they change the lists.
    cases.sort_by_key(|case| case.kind == Kind::Create);
    Ok(cases)
}

/// Measures all cases.
pub async fn measure(
    server: &Server,
    copy: &App,
    cases: &[Case],
    size: usize,
    runs: usize,
) -> anyhow::Result<Vec<Timed>> {
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
    // The first rounds warm both up and compare their answers.
    let warm = 3;
    // New records come last: they would change the pages that were recorded.
    let rounds = [false, true].into_iter().flat_map(|creates| (0..warm + runs).map(move |run| (creates, run)));
    for (creates, run) in rounds {
        let of_round = cases.iter().zip(&mut times).zip(&first);
        for ((case, times), first) in of_round.filter(|((case, _), _)| (case.kind == Kind::Create) == creates) {
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
            if run >= warm {
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

/// Median and 95th percentile.
fn middle(times: &mut [Duration]) -> (Duration, Duration) {
    times.sort_unstable();
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1)));
    (at(50).copied().unwrap_or_default(), at(95).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_times() {
        let mut times: Vec<Duration> = (1..=100).rev().map(Duration::from_millis).collect();
        assert_eq!(middle(&mut times), (Duration::from_millis(51), Duration::from_millis(96)));
        assert_eq!(middle(&mut []), (Duration::ZERO, Duration::ZERO));
    }
}
