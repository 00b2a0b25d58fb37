//! Guessing is slowed down without giving anybody the power to lock a colleague out.
//!
//! Failures are counted per pair of account and source. A browser that signed in to the account before carries a device
//! cookie and is a source of its own, so whatever strangers do to an account, its owner's browser still gets in. All
//! unknown sources of one account share a further, wider counter against guessing from many addresses.
use db::args;
use std::net::IpAddr;
use time::{Duration, OffsetDateTime};

use crate::{App, Error, Result};

/// Free tries before pauses begin.
const FREE: i64 = 5;
/// Free tries of all unknown sources of one account together.
const FREE_STRANGERS: i64 = 50;
/// A counter is forgotten after this long without a failure.
const FORGET: Duration = Duration::hours(24);

/// Where a try comes from.
#[derive(Debug, Clone)]
pub enum Source {
    /// A browser that has signed in to this account before.
    Device(String),
    /// Anybody else.
    Stranger(IpAddr),
}

/// Pause after so many failures: 2 s, 4 s, 8 s .. up to 15 minutes.
fn pause(failures: i64, free: i64) -> Duration {
    let over = failures - free;
    if over <= 0 { Duration::ZERO } else { Duration::seconds(1_i64 << over.min(10)).min(Duration::minutes(15)) }
}

fn counters(app: &App, login: &str, source: &Source) -> Result<Vec<(String, i64)>> {
    let hidden =
        |text: String| Ok::<_, Error>(crate::keys::hex(&app.keys.mac("masuk", text.to_lowercase().as_bytes())?));
    Ok(match source {
        Source::Device(device) => vec![(hidden(format!("perangkat {login} {device}"))?, FREE)],
        Source::Stranger(ip) => vec![
            (hidden(format!("alamat {login} {}", network(*ip)))?, FREE),
            (hidden(format!("asing {login}"))?, FREE_STRANGERS),
            (hidden(format!("alamat {}", network(*ip)))?, FREE_STRANGERS),
        ],
    })
}

/// An IPv4 address, or the /64 of an IPv6 one, since a subscriber holds all of it.
pub(crate) fn network(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => v6.segments().iter().take(4).map(|part| format!("{part:x}:")).collect(),
    }
}

/// Refuses a try that comes too early.
pub async fn admit(app: &App, login: &str, source: &Source) -> Result<()> {
    let now = app.now();
    for (key, _) in counters(app, login, source)? {
        let row = app.db.optional("select until from signin_failure where id = $1", args![key]).await?;
        if let Some(row) = row {
            let until: OffsetDateTime = row.get("until")?;
            if until > now {
                return Err(Error::TooMany(u64::try_from((until - now).whole_seconds().max(1)).unwrap_or(1)));
            }
        }
    }
    Ok(())
}

/// Counts a failed try.
pub async fn failed(app: &App, login: &str, source: &Source) -> Result<()> {
    let now = app.now();
    for (key, free) in counters(app, login, source)? {
        let mut tx = app.db.begin().await?;
        let row = tx
            .optional("select failures, updated from signin_failure where id = $1 for update", args![key.clone()])
            .await?;
        let before = match row {
            Some(row) if row.get::<OffsetDateTime>("updated")? + FORGET > now => row.get::<i64>("failures")?,
            Some(_) | None => 0,
        };
        let text = "insert into signin_failure (id, failures, until, updated) values ($1, $2, $3, $4) \
            on conflict (id) do update set failures = $2, until = $3, updated = $4";
        tx.exec(text, args![key, before + 1, now + pause(before + 1, free), now]).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Forgets the failures of a source that got in. The counter of all strangers stays.
pub async fn succeeded(app: &App, login: &str, source: &Source) -> Result<()> {
    if let Some((key, _)) = counters(app, login, source)?.into_iter().next() {
        app.db.exec("delete from signin_failure where id = $1", args![key]).await?;
    }
    Ok(())
}

/// Removes counters that are forgotten; run daily.
pub async fn sweep(app: &App) -> Result<u64> {
    Ok(app.db.exec("delete from signin_failure where updated < $1", args![app.now() - FORGET]).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_begin_after_the_free_tries_and_end_at_a_quarter_of_an_hour() {
        assert_eq!(pause(5, FREE), Duration::ZERO);
        assert_eq!(pause(6, FREE), Duration::seconds(2));
        assert_eq!(pause(8, FREE), Duration::seconds(8));
        assert_eq!(pause(400, FREE), Duration::minutes(15));
    }

    #[test]
    fn an_ipv6_subscriber_is_one_source() {
        let a: IpAddr = "2001:db8:1:2::1".parse().unwrap();
        let b: IpAddr = "2001:db8:1:2:ffff::9".parse().unwrap();
        assert_eq!(network(a), network(b));
    }
}
