//! Keeps floods away from pages that anybody may send: a measure per network, and a challenge that costs a machine more than a person.
//!
//! Measures lie in the memory of this process; no address is stored or logged. The challenge is a small proof of work that the page's
//! script does in the background; who has no script answers a question in words. Both are signed by us, hold for six hours and
//! count a few times, so that who must correct a field need not answer again.
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use maud::{Markup, html};
use sha2::{Digest as _, Sha256};
use time::{Duration, OffsetDateTime};

use crate::auth::throttle::network;
use crate::{App, Ctx, Error, FieldError, Result};

/// The hidden field with the challenge.
pub const CHALLENGE_FIELD: &str = "_tantangan";
/// The field with its answer.
pub const ANSWER_FIELD: &str = "_jawaban";
/// Zero bits that a proof of work begins with: about 16,000 hashes, a fraction of a second on a cheap telephone.
const BITS: u32 = 14;
/// How long a challenge holds.
const HOLDS: Duration = Duration::hours(6);
/// How often one may be used: the form may come back with faults.
const USES: u32 = 12;
/// Most networks, and most used challenges, that are remembered.
const MOST: usize = 100_000;

/// How much may come at once, and how soon one more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// What is limited.
    pub name: &'static str,
    /// So many at once.
    pub burst: u32,
    /// One more after this long.
    pub every: Duration,
}

/// What is left of a limit for a network, and since when.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: u32,
    since: OffsetDateTime,
    every: Duration,
    burst: u32,
}

impl Bucket {
    fn filled(self, now: OffsetDateTime) -> Bucket {
        let steps = (now - self.since).whole_milliseconds().max(0) / self.every.whole_milliseconds().max(1);
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        let left = self.left.saturating_add(steps);
        if left >= self.burst {
            return Bucket { left: self.burst, since: now, ..self };
        }
        Bucket { left, since: self.since + self.every * steps, ..self }
    }
}

/// The measures of this process.
#[derive(Debug, Default)]
pub struct Meter {
    buckets: Mutex<HashMap<(&'static str, String), Bucket>>,
    used: Mutex<HashMap<String, (u32, OffsetDateTime)>>,
}

impl Meter {
    /// Takes one from the measure of a network.
    ///
    /// # Errors
    /// [`Error::TooMany`] with the seconds until the next.
    pub fn take(&self, limit: &Limit, ip: IpAddr, now: OffsetDateTime) -> Result<()> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST {
            buckets.retain(|_, bucket| bucket.filled(now).left < bucket.burst);
        }
        let full = Bucket { left: limit.burst, since: now, every: limit.every, burst: limit.burst };
        let key = (limit.name, network(ip));
        // Where all of them are in use, strangers share one.
        let key = if buckets.len() >= MOST && !buckets.contains_key(&key) { (limit.name, String::new()) } else { key };
        let bucket = buckets.entry(key).or_insert(full);
        *bucket = bucket.filled(now);
        match bucket.left.checked_sub(1) {
            Some(left) => {
                bucket.left = left;
                Ok(())
            }
            None => {
                let wait = (bucket.since + bucket.every - now).whole_seconds() + 1;
                Err(Error::TooMany(u64::try_from(wait.max(1)).unwrap_or(1)))
            }
        }
    }

    /// Counts the use of a challenge; false when it has been used too often.
    fn uses(&self, nonce: &str, now: OffsetDateTime) -> bool {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if used.len() >= MOST {
            used.retain(|_, (_, at)| *at + HOLDS > now);
        }
        let (count, _) = used.entry(nonce.to_owned()).or_insert((0, now));
        *count += 1;
        *count <= USES
    }
}

/// A challenge: until when it holds, and a random text.
struct Challenge {
    until: i64,
    nonce: String,
}

impl Challenge {
    fn new(app: &App) -> Result<Challenge> {
        let until = (app.now() + HOLDS).unix_timestamp();
        Ok(Challenge { until, nonce: crate::keys::hex(&app.keys.random::<8>()?) })
    }
    fn signed(&self, app: &App) -> Result<String> {
        let text = format!("{}.{}", self.until, self.nonce);
        let mac = crate::keys::hex(&app.keys.mac("tantangan", text.as_bytes())?);
        Ok(format!("{text}.{mac}"))
    }
    /// One of ours that still holds.
    fn read(app: &App, sent: &str) -> Option<Challenge> {
        let (text, mac) = sent.rsplit_once('.')?;
        let ours = app.keys.mac_matches("tantangan", text.as_bytes(), &crate::keys::unhex(mac)?).ok()?;
        let (until, nonce) = text.split_once('.')?;
        let until = until.parse().ok()?;
        (ours && until > app.now().unix_timestamp()).then(|| Challenge { until, nonce: nonce.to_owned() })
    }
    /// The two numbers that the question in words asks the sum of.
    fn sum(&self) -> (u8, u8) {
        let bytes = crate::keys::unhex(&self.nonce).unwrap_or_default();
        let one = |index: usize| bytes.get(index).copied().unwrap_or_default() % 9 + 1;
        (one(0), one(1))
    }
    fn is_met(&self, answer: &str) -> bool {
        let answer = answer.trim();
        let (one, other) = self.sum();
        if answer.len() <= 2 {
            return answer.parse() == Ok(one + other);
        }
        answer.len() <= 24 && answer.starts_with("k:") && zero_bits(&self.nonce, answer) >= BITS
    }
}

fn zero_bits(nonce: &str, answer: &str) -> u32 {
    let digest = Sha256::digest(format!("{nonce}{answer}"));
    digest.first_chunk().map_or(0, |first| u64::from_be_bytes(*first).leading_zeros())
}

const NUMBERS: [&str; 9] = ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];

fn in_words(number: u8) -> &'static str {
    NUMBERS.get(usize::from(number).wrapping_sub(1)).copied().unwrap_or_default()
}

/// A challenge of this installation with its answer, for programs that have its keys.
///
/// # Errors
/// When the system gives no random bytes.
pub fn answered(app: &App) -> Result<(String, String)> {
    let challenge = Challenge::new(app)?;
    let (one, other) = challenge.sum();
    Ok((challenge.signed(app)?, (one + other).to_string()))
}

impl Ctx {
    /// Takes one from the limit, for the network that the request comes from.
    ///
    /// # Errors
    /// [`Error::TooMany`] with the seconds until the next.
    pub fn limited(&self, limit: &Limit) -> Result<()> {
        self.app.abuse.take(limit, self.ip(), self.now)
    }

    /// The challenge, to stand before the button of a form that visitors send; nothing for who is signed in. One that was met
    /// stays met while the form comes back with faults.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn challenge(&self) -> Result<Markup> {
        if self.actor.account().is_some() {
            return Ok(html! {});
        }
        let (sent, answer) = (self.form.get(CHALLENGE_FIELD), self.form.get(ANSWER_FIELD));
        if Challenge::read(&self.app, sent).is_some_and(|each| each.is_met(answer)) {
            return Ok(html! { (page::hidden(CHALLENGE_FIELD, sent)) (page::hidden(ANSWER_FIELD, answer)) });
        }
        let challenge = Challenge::new(&self.app)?;
        let (one, other) = challenge.sum();
        let label = format!("Berapa {} ditambah {}?", in_words(one), in_words(other));
        let wrong = (!answer.is_empty() || !sent.is_empty()).then_some(AGAIN);
        let control = page::Control {
            name: ANSWER_FIELD,
            label: &label,
            hint: "Tulis dengan angka. Pertanyaan ini menahan kiriman dari mesin.",
            error: wrong,
            ..page::Control::default()
        };
        Ok(html! {
            div data-tantangan=(challenge.nonce) data-bit=(BITS) {
                (page::hidden(CHALLENGE_FIELD, &challenge.signed(&self.app)?))
                (page::text_input(&control, "", &page::Text { width: page::Width::Chars5, ..page::Text::default() }))
            }
        })
    }

    /// Whether the challenge of [`Ctx::challenge`] was met; always when signed in.
    ///
    /// # Errors
    /// What to say at its field, to stand among the other faults of the form.
    pub fn challenge_met(&self) -> std::result::Result<(), FieldError> {
        if self.actor.account().is_some() {
            return Ok(());
        }
        let met = Challenge::read(&self.app, self.form.get(CHALLENGE_FIELD))
            .is_some_and(|each| each.is_met(self.form.get(ANSWER_FIELD)) && self.app.abuse.uses(&each.nonce, self.now));
        if met { Ok(()) } else { Err(FieldError::new(ANSWER_FIELD, AGAIN)) }
    }
}

const AGAIN: &str = "Jawab pertanyaan penahan mesin ini dengan angka";

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const LIMIT: Limit = Limit { name: "uji", burst: 3, every: Duration::seconds(20) };

    #[test]
    fn a_network_gets_its_burst_and_then_one_at_a_time() {
        let (meter, start) = (Meter::default(), datetime!(2026-11-22 03:00 UTC));
        let ip: IpAddr = "192.0.2.7".parse().unwrap();
        for _ in 0..3 {
            meter.take(&LIMIT, ip, start).unwrap();
        }
        assert!(matches!(meter.take(&LIMIT, ip, start), Err(Error::TooMany(21))));
        assert!(matches!(meter.take(&LIMIT, ip, start + Duration::seconds(19)), Err(Error::TooMany(2))));
        meter.take(&LIMIT, ip, start + Duration::seconds(20)).unwrap();
        assert!(meter.take(&LIMIT, ip, start + Duration::seconds(21)).is_err());
        // Others have their own measure, and another limit counts apart.
        meter.take(&LIMIT, "192.0.2.8".parse().unwrap(), start).unwrap();
        meter.take(&Limit { name: "lain", ..LIMIT }, ip, start).unwrap();
        // A subscriber of IPv6 holds a whole network.
        for last in 1..=3 {
            meter.take(&LIMIT, format!("2001:db8::{last}").parse().unwrap(), start).unwrap();
        }
        assert!(meter.take(&LIMIT, "2001:db8::9".parse().unwrap(), start).is_err());
        for _ in 0..3 {
            meter.take(&LIMIT, ip, start + Duration::hours(1)).unwrap();
        }
        assert!(meter.take(&LIMIT, ip, start + Duration::hours(1)).is_err());
    }

    #[test]
    fn a_challenge_counts_a_few_times() {
        let (meter, now) = (Meter::default(), datetime!(2026-11-22 03:00 UTC));
        for _ in 0..USES {
            assert!(meter.uses("a", now));
        }
        assert!(!meter.uses("a", now));
        assert!(meter.uses("b", now));
    }

    #[test]
    fn an_answer_is_the_sum_or_the_work() {
        let challenge = Challenge { until: 0, nonce: "0a0b000000000000".into() };
        assert_eq!(challenge.sum(), (2, 3));
        for (answer, met) in
            [("5", true), (" 5 ", true), ("05", true), ("6", false), ("", false), ("k:0", false), ("5k", false)]
        {
            assert_eq!(challenge.is_met(answer), met, "{answer:?}");
        }
        let work =
            (0_u64..).map(|count| format!("k:{count}")).find(|each| zero_bits(&challenge.nonce, each) >= BITS).unwrap();
        assert!(challenge.is_met(&work));
        assert!(!Challenge { until: 0, nonce: "0a0b000000000001".into() }.is_met(&work));
    }
}
