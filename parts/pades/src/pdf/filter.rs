//! Unpacks streams: only what object streams and cross-reference streams use (ISO 32000-1 section 7.4.4).
use std::io::Read as _;

use super::value::{Dict, Value};
use crate::{Error, Result};

/// The largest stream that is unpacked, in bytes.
pub const MAX_UNPACKED: usize = 64 * 1024 * 1024;

/// Unpacks a stream of at most `limit` bytes. The entries of the dictionary that matter must be direct.
pub fn unpack(dict: &Dict, data: &[u8], limit: usize) -> Result<Vec<u8>> {
    let unknown = Error::Unsupported("a filter of a stream");
    let one = |value: Option<&Value>| match value {
        Some(Value::Array(list)) => match list.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(one.clone())),
            _ => Err(unknown.clone()),
        },
        Some(Value::Null) | None => Ok(None),
        Some(value) => Ok(Some(value.clone())),
    };
    let filter = one(dict.get("Filter"))?;
    let limit = limit.min(MAX_UNPACKED);
    let too_large = |size: usize| Error::TooLarge { what: "stream", size: size as u64, limit: limit as u64 };
    let Some(filter) = filter else {
        return if data.len() > limit { Err(too_large(data.len())) } else { Ok(data.to_vec()) };
    };
    if filter.name() != Some(b"FlateDecode") {
        return Err(unknown);
    }
    let mut out = Vec::new();
    let mut packed = flate2::read::ZlibDecoder::new(data).take(limit as u64 + 1);
    packed.read_to_end(&mut out).map_err(|_| Error::Broken("a stream cannot be unpacked"))?;
    if out.len() > limit {
        return Err(too_large(out.len()));
    }
    let parameters = one(dict.get("DecodeParms"))?;
    let parameter = |key: &str, or: i64| match parameters.as_ref().and_then(Value::dict).and_then(|dict| dict.get(key))
    {
        Some(value) => value.int().ok_or(Error::Broken("a filter has broken parameters")),
        None => Ok(or),
    };
    match parameter("Predictor", 1)? {
        1 => Ok(out),
        10..=15 => {
            // One byte per column: this is for tables of numbers, not for pictures.
            let plain = parameter("Colors", 1)? == 1 && parameter("BitsPerComponent", 8)? == 8;
            let width =
                usize::try_from(parameter("Columns", 1)?).ok().filter(|width| plain && (1..=1 << 16).contains(width));
            let width = width.ok_or(unknown)?;
            predicted(&out, width)
        }
        _ => Err(unknown),
    }
}

/// Undoes the PNG predictors; one component per pixel of one byte.
fn predicted(data: &[u8], width: usize) -> Result<Vec<u8>> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0u8; width];
    for row in data.chunks(width + 1) {
        let (kind, bytes) = row.split_first().ok_or(Error::Broken("a stream cannot be unpacked"))?;
        let (mut left, mut corner) = (0u8, 0u8);
        let mut line = Vec::with_capacity(width);
        for (byte, up) in bytes.iter().zip(&above) {
            let guess = match kind {
                0 => 0,
                1 => left,
                2 => *up,
                3 => u8::midpoint(left, *up),
                4 => paeth(left, *up, corner),
                _ => return Err(Error::Broken("a stream cannot be unpacked")),
            };
            left = byte.wrapping_add(guess);
            corner = *up;
            line.push(left);
        }
        out.extend(&line);
        line.resize(width, 0);
        above = line;
    }
    Ok(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |from: u8| (guess - i16::from(from)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn packed(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_bomb_is_stopped_at_the_limit() {
        let dict = Dict::default().with("Filter", "FlateDecode");
        let bomb = packed(&vec![0; 1_000_000]);
        assert!(bomb.len() < 2_000);
        assert_eq!(unpack(&dict, &bomb, 1_000_000).map(|data| data.len()), Ok(1_000_000));
        assert!(matches!(unpack(&dict, &bomb, 999_999), Err(Error::TooLarge { .. })));
        assert_eq!(unpack(&dict, b"bukan", 100), Err(Error::Broken("a stream cannot be unpacked")));
        assert!(matches!(unpack(&Dict::default().with("Filter", "LZWDecode"), b"", 1), Err(Error::Unsupported(_))));
        assert_eq!(unpack(&Dict::default(), b"abc", 3), Ok(b"abc".to_vec()));
    }

    #[test]
    fn predictors_are_undone() {
        let rows = [0, 1, 2, 3, 1, 1, 1, 1, 2, 1, 1, 1, 3, 2, 2, 2, 4, 1, 1, 1];
        let parameters = Dict::default().with("Predictor", 12).with("Columns", 3);
        let dict = Dict::default().with("Filter", "FlateDecode").with("DecodeParms", parameters);
        let data = unpack(&dict, &packed(&rows), 100).unwrap();
        assert_eq!(data, [1, 2, 3, 1, 2, 3, 2, 3, 4, 3, 5, 6, 4, 6, 7]);
        assert!(unpack(&dict, &packed(&[9, 1, 2, 3]), 100).is_err());
    }
}
