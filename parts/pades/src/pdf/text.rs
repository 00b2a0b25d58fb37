//! Text strings and dates (ISO 32000-1 section 7.9).
use time::{Date, Month, OffsetDateTime, Time, UtcOffset};

use super::value::Value;

/// The characters of PDFDocEncoding that differ from Latin-1, from 0x80 on.
const UPPER: [char; 32] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ',
    'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}',
];

/// A text as a value: plain if it is ASCII, UTF-16 otherwise.
pub fn text(words: &str) -> Value {
    if words.chars().all(|letter| matches!(letter, ' '..='~')) {
        return Value::Text(words.as_bytes().to_vec(), false);
    }
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(words.encode_utf16().flat_map(u16::to_be_bytes));
    Value::Text(bytes, true)
}

/// The words of a text string, without control characters, since people read them.
pub fn from_text(value: &Value) -> Option<String> {
    let Value::Text(bytes, _) = value else { return None };
    let words: String = if let Some(units) = bytes.strip_prefix(&[0xfe, 0xff]) {
        let units: Vec<u16> =
            units.chunks_exact(2).map(|pair| pair.iter().fold(0, |sum, byte| (sum << 8) | u16::from(*byte))).collect();
        String::from_utf16_lossy(&units)
    } else if let Some(utf8) = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        String::from_utf8_lossy(utf8).into_owned()
    } else {
        bytes
            .iter()
            .map(|byte| {
                byte.checked_sub(0x80).and_then(|at| UPPER.get(usize::from(at)).copied()).unwrap_or(char::from(*byte))
            })
            .collect()
    };
    Some(words.chars().filter(|letter| !letter.is_control()).take(1_000).collect())
}

/// A date as a value, in UTC.
pub fn date(at: OffsetDateTime) -> Value {
    let at = at.to_offset(UtcOffset::UTC);
    let (month, day) = (u8::from(at.month()), at.day());
    let text = format!("D:{:04}{month:02}{day:02}{:02}{:02}{:02}Z", at.year(), at.hour(), at.minute(), at.second());
    Value::Text(text.into_bytes(), false)
}

/// The instant of a date; parts from the month on may be missing.
pub fn from_date(value: &Value) -> Option<OffsetDateTime> {
    let Value::Text(bytes, _) = value else { return None };
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix("D:").unwrap_or(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, zone) = text.split_at_checked(digits)?;
    let part = |from: usize, or: u8| match digits.get(from..from + 2) {
        Some(two) => two.parse().ok(),
        None => Some(or),
    };
    let year: i32 = digits.get(..4)?.parse().ok()?;
    let date = Date::from_calendar_date(year, Month::try_from(part(4, 1)?).ok()?, part(6, 1)?).ok()?;
    let time = Time::from_hms(part(8, 0)?, part(10, 0)?, part(12, 0)?).ok()?;
    let offset = match zone.chars().next() {
        Some(sign @ ('+' | '-')) => {
            let zone: String = zone.chars().filter(char::is_ascii_digit).collect();
            let hours: i8 = zone.get(..2)?.parse().ok()?;
            let minutes: i8 = zone.get(2..4).map_or(Some(0), |two| two.parse().ok())?;
            let sign = if sign == '-' { -1 } else { 1 };
            UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()?
        }
        _ => UtcOffset::UTC,
    };
    Some(date.with_time(time).assume_offset(offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_there_and_back() {
        for words in ["Camat Melati", "Kepala Desa – Budi", "", "नमस्ते"] {
            assert_eq!(from_text(&text(words)).as_deref(), Some(words));
        }
        assert_eq!(from_text(&Value::Text(vec![0x85, 0xe9, 7], false)).as_deref(), Some("–é"));
        assert_eq!(from_text(&Value::Text(b"\xef\xbb\xbfa".to_vec(), false)).as_deref(), Some("a"));
        assert_eq!(from_text(&Value::Null), None);
    }

    #[test]
    fn dates_go_there_and_back() {
        let at = OffsetDateTime::from_unix_timestamp(1_795_334_401).unwrap();
        assert_eq!(from_date(&date(at)), Some(at));
        let zoned =
            |text: &str| from_date(&Value::Text(text.as_bytes().to_vec(), false)).map(OffsetDateTime::unix_timestamp);
        assert_eq!(zoned("D:20261122070001+08'00'"), Some(1_795_302_001));
        assert_eq!(zoned("D:2026"), zoned("D:20260101000000Z"));
        for bad in ["", "D:", "D:20261301", "D:20261122256000", "D:20261122070001+99'00'", "kemarin"] {
            assert_eq!(zoned(bad), None, "{bad}");
        }
    }
}
