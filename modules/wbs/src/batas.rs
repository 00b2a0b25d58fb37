//! A flood is slowed down without asking where it comes from: nothing is kept of anybody, so everybody shares one measure.
use std::sync::Mutex;

use kernel::{Error, Result};
use time::OffsetDateTime;

/// Reports (or messages) that may come at once.
const SEKALIGUS: i64 = 60;
/// One more every so many seconds.
const JEDA: i64 = 30;

/// A measure that fills up with time.
#[derive(Debug)]
pub struct Takar(Mutex<Option<(i64, OffsetDateTime)>>);

/// Of new reports.
pub static LAPORAN: Takar = Takar::new();
/// Of messages of reporters.
pub static PESAN: Takar = Takar::new();

impl Takar {
    /// A full one.
    pub const fn new() -> Takar {
        Takar(Mutex::new(None))
    }

    /// Takes one.
    ///
    /// # Errors
    /// [`Error::TooMany`] with the seconds until there is one again.
    pub fn ambil(&self, kini: OffsetDateTime) -> Result<()> {
        let mut state = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (sisa, sejak) = state.unwrap_or((SEKALIGUS, kini));
        let baru = ((kini - sejak).whole_seconds() / JEDA).max(0);
        let sejak = if sisa + baru >= SEKALIGUS { kini } else { sejak + time::Duration::seconds(baru * JEDA) };
        let sisa = (sisa + baru).min(SEKALIGUS);
        *state = Some(((sisa - 1).max(0), sejak));
        if sisa > 0 {
            return Ok(());
        }
        let tunggu = JEDA - (kini - sejak).whole_seconds();
        Err(Error::TooMany(u64::try_from(tunggu.max(1)).unwrap_or(1)))
    }
}

impl Default for Takar {
    fn default() -> Self {
        Takar::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Duration;
    use time::macros::datetime;

    #[test]
    fn it_gives_what_it_holds_and_then_one_at_a_time() {
        let (takar, now) = (Takar::new(), datetime!(2026-11-20 02:00 UTC));
        for _ in 0..SEKALIGUS {
            takar.ambil(now).unwrap();
        }
        assert!(matches!(takar.ambil(now), Err(Error::TooMany(30))));
        assert!(matches!(takar.ambil(now + Duration::seconds(20)), Err(Error::TooMany(10))));
        takar.ambil(now + Duration::seconds(31)).unwrap();
        assert!(takar.ambil(now + Duration::seconds(32)).is_err());
        let later = now + Duration::hours(1);
        for _ in 0..SEKALIGUS {
            takar.ambil(later).unwrap();
        }
        assert!(takar.ambil(later).is_err());
    }
}
