//! Takes out of pictures what tells of the one who took them: place, time, device, comments, previews.
//!
//! Only what is needed to show the picture stays. Nothing is decoded, so that the picture itself does not change and no decoder can
//! be led astray. Marks in the picture itself (a name on a screen, the grain of a sensor) stay: nobody can take those out.

/// The picture without its metadata; nothing when this is no picture of a kind that is understood to its end.
pub fn bersih(jenis: &str, isi: &[u8]) -> Option<Vec<u8>> {
    match jenis {
        "image/jpeg" => jpeg(isi),
        "image/png" => png(isi),
        _ => None,
    }
}

/// JPEG: all segments APP1 to APP15 but the Adobe one, which says how colours are coded, and all comments go. Of APP0 only the
/// JFIF header stays. What follows the end of the picture (further pictures, notes of a telephone) goes too.
fn jpeg(isi: &[u8]) -> Option<Vec<u8>> {
    let mut rest = isi.strip_prefix(&[0xff, 0xd8])?;
    let mut out = vec![0xff, 0xd8];
    loop {
        let (marker, after) = match rest {
            // Filling bytes before a marker.
            [0xff, 0xff, ..] => {
                rest = rest.get(1..)?;
                continue;
            }
            [0xff, marker, after @ ..] => (*marker, after),
            _ => return None,
        };
        match marker {
            0xd9 => {
                out.extend([0xff, 0xd9]);
                return Some(out);
            }
            0xda => {
                let end = scan(rest)?;
                out.extend_from_slice(rest.get(..end)?);
                rest = rest.get(end..)?;
            }
            0x00 | 0x01 | 0xd0..=0xd8 => return None,
            _ => {
                let length = usize::from(u16::from_be_bytes(*after.first_chunk()?));
                let segment = rest.get(..2 + length)?;
                let body = segment.get(4..)?;
                let keep = match marker {
                    0xe0 => body.starts_with(b"JFIF\0") && body.get(12..14) == Some(&[0, 0]),
                    0xee => body.starts_with(b"Adobe"),
                    0xe1..=0xef | 0xfe => false,
                    _ => true,
                };
                if keep {
                    out.extend_from_slice(segment);
                }
                rest = rest.get(2 + length..)?;
            }
        }
    }
}

/// Where the scan that begins here ends: its header, then coded data up to the next marker that is neither a stuffed byte nor a
/// restart.
fn scan(rest: &[u8]) -> Option<usize> {
    let length = usize::from(u16::from_be_bytes(*rest.get(2..)?.first_chunk()?));
    let from = 2 + length;
    let data = rest.get(from..)?;
    let next = data
        .windows(2)
        .position(|pair| matches!(pair, [0xff, marker] if !matches!(marker, 0x00 | 0xd0..=0xd7 | 0xff)))?;
    Some(from + next)
}

/// PNG: the chunks without which a picture does not look the same; all others go, and what follows the end.
fn png(isi: &[u8]) -> Option<Vec<u8>> {
    const KEEP: [&[u8; 4]; 11] =
        [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"];
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
    let mut rest = isi.strip_prefix(SIGNATURE)?;
    let mut out = SIGNATURE.to_vec();
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        let whole = length.checked_add(12)?;
        let chunk = rest.get(..whole)?;
        let kind = chunk.get(4..8)?;
        if KEEP.iter().any(|keep| keep.as_slice() == kind) {
            out.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(out);
        }
        rest = rest.get(whole..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], length.as_slice(), body].concat()
    }

    fn holds(isi: &[u8], text: &[u8]) -> bool {
        isi.windows(text.len()).any(|part| part == text)
    }

    #[test]
    fn a_jpeg_keeps_its_picture_and_nothing_else() {
        let jfif = segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0");
        let table = segment(0xdb, &[1; 65]);
        let scan = [segment(0xda, &[1, 1, 0, 0, 63, 0]), vec![5, 0xff, 0x00, 6, 0xff, 0xd3, 7]].concat();
        let plain = [&[0xff, 0xd8], jfif.as_slice(), &table, &scan, &table, &scan, &[0xff, 0xd9]].concat();
        let full = [
            &[0xff, 0xd8],
            jfif.as_slice(),
            &segment(0xe1, b"Exif\0\0GPS 0.7893 S RAHASIA"),
            &segment(0xe2, b"MPF\0RAHASIA"),
            &[0xff],
            &segment(0xfe, b"RAHASIA"),
            &segment(0xe0, b"JFXX\0\x10RAHASIA"),
            &table,
            &scan,
            &table,
            &segment(0xed, b"Photoshop 3.0\0RAHASIA"),
            &scan,
            &[0xff, 0xd9],
            b"RAHASIA",
        ]
        .concat();
        assert_eq!(bersih("image/jpeg", &full), Some(plain.clone()));
        assert_eq!(bersih("image/jpeg", &plain), Some(plain.clone()));
        for cut in 0..plain.len() - 1 {
            assert_eq!(bersih("image/jpeg", &plain[..cut]), None, "{cut}");
        }
        // A preview inside the JFIF header goes with it.
        let jfif = segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01abc");
        let preview = [&[0xff, 0xd8], jfif.as_slice(), &[0xff, 0xd9]];
        assert_eq!(bersih("image/jpeg", &preview.concat()), Some(vec![0xff, 0xd8, 0xff, 0xd9]));
    }

    fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        [&u32::try_from(body.len()).unwrap().to_be_bytes(), kind.as_slice(), body, &[0; 4]].concat()
    }

    #[test]
    fn a_png_keeps_its_picture_and_nothing_else() {
        let (head, data, end) = (chunk(b"IHDR", &[0; 13]), chunk(b"IDAT", &[9; 40]), chunk(b"IEND", &[]));
        let signature = b"\x89PNG\r\n\x1a\n";
        let plain = [signature.as_slice(), &head, &data, &end].concat();
        let full = [
            signature.as_slice(),
            &head,
            &chunk(b"eXIf", b"RAHASIA"),
            &chunk(b"tEXt", b"Author\0RAHASIA"),
            &chunk(b"iTXt", b"RAHASIA"),
            &chunk(b"tIME", b"RAHASIA"),
            &data,
            &end,
            b"RAHASIA",
        ]
        .concat();
        let cleaned = bersih("image/png", &full).unwrap();
        assert_eq!(cleaned, plain);
        assert!(!holds(&cleaned, b"RAHASIA"));
        for cut in 0..plain.len() {
            assert_eq!(bersih("image/png", &plain[..cut]), None, "{cut}");
        }
        let huge = [signature.as_slice(), &[0xff; 12]].concat();
        assert_eq!(bersih("image/png", &huge), None);
    }

    #[test]
    fn other_kinds_are_left_to_the_caller() {
        assert_eq!(bersih("application/pdf", b"%PDF-1.7"), None);
    }
}
