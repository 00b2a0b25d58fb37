//! What a citizen holds instead of an account: a number that says which case, and a word that says it is theirs.
//!
//! The number stands on letters and is told on the telephone; the word is pronounceable and known to the holder alone. Only a keyed
//! hash of the word is stored, so that a stolen database cannot be tried without the master key of the installation.
use std::fmt;

use http::{HeaderValue, header};
use time::Duration;
use uuid::Uuid;

use crate::auth::throttle::{self, Source};
use crate::web::{Response, guard, respond};
use crate::{App, Ctx, Error, Result};

/// Letters and digits of a number; the easily confused I, L, O and U are not among them (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// First letters of the syllables of a word.
const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstwy";
const VOWELS: &[u8; 5] = b"aiueo";
/// Letters before the first dash of a number.
const PREFIX: usize = 3;
/// Letters and digits after it.
const REST: usize = 8;
/// How long a browser holds a record after the word was right.
const HELD: Duration = Duration::hours(2);
/// Most records that one browser holds.
const MOST: usize = 8;

/// Number and word, shown once.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Such as `PGD-7K3M-Q2HX`.
    pub number: String,
    /// Six syllables, such as `bakuti-remosa`: 38 bits.
    pub secret: String,
}

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receipt").field("number", &self.number).finish_non_exhaustive()
    }
}

impl Receipt {
    /// A new one. `prefix` is three capital letters that say what kind of case it is. Numbers are random (40 bits), so they do
    /// not tell how many cases there are; the column that keeps them is unique.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn new(app: &App, prefix: &str) -> Result<Receipt> {
        let picked: Vec<char> =
            app.keys.random::<REST>()?.iter().map(|byte| letter(LETTERS, usize::from(byte & 31))).collect();
        let (left, right) = picked.split_at(REST / 2);
        let number = format!("{prefix}-{}-{}", left.iter().collect::<String>(), right.iter().collect::<String>());
        let mut syllables = Vec::new();
        while syllables.len() < 6 {
            for pair in app.keys.random::<24>()?.as_chunks::<2>().0 {
                // 255 = 51 * 5: what lies above would make the first vowels likelier.
                let [first, second] = *pair;
                if second < 255 && syllables.len() < 6 {
                    let vowel = letter(VOWELS, usize::from(second) % VOWELS.len());
                    syllables.push(format!("{}{vowel}", letter(CONSONANTS, usize::from(first & 15))));
                }
            }
        }
        let (left, right) = syllables.split_at(3);
        Ok(Receipt { number, secret: format!("{}-{}", left.concat(), right.concat()) })
    }
}

fn letter(from: &[u8], index: usize) -> char {
    from.get(index).map_or('0', |byte| char::from(*byte))
}

/// A number as people type it (small letters, blanks, no dashes, O for zero) in its regular form; what is no number comes back
/// in capitals.
pub fn normal(typed: &str) -> String {
    let bare: Vec<char> =
        typed.chars().filter(char::is_ascii_alphanumeric).take(64).map(|c| c.to_ascii_uppercase()).collect();
    if bare.len() != PREFIX + REST {
        return bare.into_iter().collect();
    }
    let (prefix, rest) = bare.split_at(PREFIX);
    let rest: Vec<char> = rest
        .iter()
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            'U' => 'V',
            other => *other,
        })
        .collect();
    let (left, right) = rest.split_at(REST / 2);
    [prefix, left, right].map(|part| part.iter().collect::<String>()).join("-")
}

fn message(number: &str, secret: &str) -> Vec<u8> {
    let word: String =
        secret.chars().filter(char::is_ascii_alphabetic).take(64).map(|c| c.to_ascii_lowercase()).collect();
    format!("{}|{word}", normal(number)).into_bytes()
}

/// What is stored of a receipt beside its number: a keyed hash, for a column of [`Class::Secret`](crate::Class::Secret).
///
/// # Errors
/// When the key cannot be derived.
pub fn mark(app: &App, number: &str, secret: &str) -> Result<String> {
    Ok(crate::keys::hex(&app.keys.mac("tanda terima", &message(number, secret))?))
}

/// Whether the word belongs to the number. `stored` is the [`mark`] of the case with this number, or nothing when there is none:
/// the work is the same, and so must be what the page says.
///
/// # Errors
/// [`Error::TooMany`] with seconds after several wrong words for one number or from one network.
pub async fn unlock(ctx: &Ctx, number: &str, secret: &str, stored: Option<&str>) -> Result<bool> {
    let login = format!("tanda terima {}", normal(number));
    let source = Source::Stranger(ctx.ip());
    throttle::admit(&ctx.app, &login, &source).await?;
    let known = stored.and_then(crate::keys::unhex).unwrap_or_else(|| vec![0; 32]);
    let right = ctx.app.keys.mac_matches("tanda terima", &message(number, secret), &known)? && stored.is_some();
    if right {
        throttle::succeeded(&ctx.app, &login, &source).await?;
    } else {
        throttle::failed(&ctx.app, &login, &source).await?;
    }
    Ok(right)
}

fn cookie_name(app: &App) -> &'static str {
    if app.config.is_https() { "__Host-pendopo_resi" } else { "pendopo_resi" }
}

/// What the browser holds: kind, record and until when, newest last.
fn held(ctx: &Ctx) -> Vec<(String, Uuid, i64)> {
    let read = || {
        let (list, mac) = guard::cookie(&ctx.parts.headers, cookie_name(&ctx.app))?.rsplit_once('.')?;
        let mac = crate::keys::unhex(mac)?;
        ctx.app.keys.mac_matches("resi", list.as_bytes(), &mac).ok()?.then(|| list.to_owned())
    };
    let now = ctx.now.unix_timestamp();
    let list = read().unwrap_or_default();
    let one = |text: &str| {
        let mut parts = text.splitn(3, ':');
        let (kind, id, until) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        (until > now).then(|| (kind.to_owned(), id, until))
    };
    list.split('~').filter_map(one).collect()
}

impl Ctx {
    /// Whether this browser holds the record: its number and word were given here within the last two hours, or it was made here.
    pub fn holds(&self, kind: &str, id: Uuid) -> bool {
        held(self).iter().any(|(each, held, _)| each == kind && *held == id)
    }

    /// Leads on, with a message for the next page, and lets this browser hold the record for two hours: by a signed cookie that no
    /// script can read.
    ///
    /// # Errors
    /// When address or message cannot be sent.
    pub fn redirect_holding(&self, href: &str, message: &str, kind: &str, id: Uuid) -> Result<Response> {
        let mut response =
            if message.is_empty() { self.redirect(href)? } else { respond::redirect_with(self, href, message)? };
        let mut all = held(self);
        all.retain(|(each, held, _)| !(each == kind && *held == id));
        all.push((kind.to_owned(), id, (self.now + HELD).unix_timestamp()));
        let skipped = all.len().saturating_sub(MOST);
        let list: Vec<String> =
            all.iter().skip(skipped).map(|(kind, id, until)| format!("{kind}:{id}:{until}")).collect();
        let list = list.join("~");
        let mac = crate::keys::hex(&self.app.keys.mac("resi", list.as_bytes())?);
        let secure = if self.app.config.is_https() { "; Secure" } else { "" };
        let name = cookie_name(&self.app);
        let line =
            format!("{name}={list}.{mac}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{secure}", HELD.whole_seconds());
        response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(&line).map_err(Error::internal)?);
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let table = [
            ("PGD-7K3M-Q2HX", "PGD-7K3M-Q2HX"),
            (" pgd 7k3m q2hx ", "PGD-7K3M-Q2HX"),
            ("pgd7k3mq2hx", "PGD-7K3M-Q2HX"),
            ("LYN-OIL0-UVWX", "LYN-0110-VVWX"),
            ("lyn–0110–vvwx", "LYN-0110-VVWX"),
            ("12", "12"),
            ("", ""),
            ("é<>", ""),
        ];
        for (typed, expected) in table {
            assert_eq!(normal(typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_word_is_read_in_any_spelling() {
        let one = message("PGD-7K3M-Q2HX", "bakuti-remosa");
        assert_eq!(one, message("pgd7k3mq2hx", " Bakuti Remosa "));
        assert_ne!(one, message("PGD-7K3M-Q2HX", "bakuti-remose"));
        assert_ne!(one, message("PGD-7K3M-Q2HY", "bakuti-remosa"));
    }
}
