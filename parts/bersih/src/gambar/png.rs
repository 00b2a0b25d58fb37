//! PNG.

/// PNG: the chunks without which a picture does not look the same; all others go, and what follows the end.
pub fn bersih(isi: &[u8]) -> Option<Vec<u8>> {
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

    fn holds(isi: &[u8], text: &[u8]) -> bool {
        isi.windows(text.len()).any(|part| part == text)
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
        let cleaned = bersih(&full).unwrap();
        assert_eq!(cleaned, plain);
        assert!(!holds(&cleaned, b"RAHASIA"));
        for cut in 0..plain.len() {
            assert_eq!(bersih(&plain[..cut]), None, "{cut}");
        }
        let huge = [signature.as_slice(), &[0xff; 12]].concat();
        assert_eq!(bersih(&huge), None);
    }
}
