//! WebP (RIFF container).

/// WebP: the picture data, transparency, animation and colour profile stay; EXIF, XMP and unknown chunks go, and what follows the end.
pub fn bersih(isi: &[u8]) -> Option<Vec<u8>> {
    const KEEP: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
    /// Flags of VP8X that say that EXIF (bit 3) and XMP (bit 2) are there.
    const TOLD: u8 = 0b0000_1100;
    let rest = isi.strip_prefix(b"RIFF")?;
    let length = usize::try_from(u32::from_le_bytes(*rest.first_chunk()?)).ok()?;
    let body = rest.get(4..)?.get(..length)?;
    let mut rest = body.strip_prefix(b"WEBP")?;
    let mut out = b"WEBP".to_vec();
    let mut picture = false;
    while !rest.is_empty() {
        let kind = rest.get(..4)?;
        let length = usize::try_from(u32::from_le_bytes(*rest.get(4..)?.first_chunk()?)).ok()?;
        let whole = length.checked_add(8)?;
        let data = rest.get(8..whole)?;
        // Chunks begin at even places; some writers leave out the last filling byte.
        let padded = whole.checked_add(length % 2)?;
        if kind == b"VP8X" {
            let (flags, after) = data.split_first()?;
            out.extend(b"VP8X");
            out.extend(u32::try_from(length).ok()?.to_le_bytes());
            out.push(flags & !TOLD);
            out.extend(after);
        } else if KEEP.iter().any(|keep| keep.as_slice() == kind) {
            let data = if kind == b"ANMF" { bingkai(data)? } else { data.to_vec() };
            out.extend(kind);
            out.extend(u32::try_from(data.len()).ok()?.to_le_bytes());
            out.extend(&data);
            picture |= matches!(kind, b"VP8 " | b"VP8L" | b"ANMF");
            if data.len() % 2 == 1 {
                out.push(0);
            }
        }
        rest = rest.get(padded.min(rest.len())..)?;
    }
    let length = u32::try_from(out.len()).ok()?.to_le_bytes();
    picture.then(|| [b"RIFF".as_slice(), &length, &out].concat())
}

/// One picture of an animation: 16 bytes of place and duration, then chunks, of which unknown ones go.
fn bingkai(data: &[u8]) -> Option<Vec<u8>> {
    let (head, mut rest) = data.split_at_checked(16)?;
    let mut out = head.to_vec();
    while !rest.is_empty() {
        let kind = rest.get(..4)?;
        let length = usize::try_from(u32::from_le_bytes(*rest.get(4..)?.first_chunk()?)).ok()?;
        let padded = length.checked_add(8)?.checked_add(length % 2)?;
        let chunk = rest.get(..padded)?;
        if matches!(kind, b"VP8 " | b"VP8L" | b"ALPH") {
            out.extend(chunk);
        }
        rest = rest.get(padded..)?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let pad = vec![0; body.len() % 2];
        [kind.as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), body, &pad].concat()
    }

    fn riff(chunks: &[Vec<u8>]) -> Vec<u8> {
        let body = [b"WEBP".to_vec(), chunks.concat()].concat();
        [b"RIFF".as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
    }

    #[test]
    fn a_webp_keeps_its_picture_and_nothing_else() {
        let (head, told) = (vec![0x10, 0, 0, 0, 1, 0, 0, 1, 0, 0], vec![0x1c, 0, 0, 0, 1, 0, 0, 1, 0, 0]);
        let picture = chunk(b"VP8L", &[0x2f, 1, 2, 3, 4]);
        let frame = |extra: &[u8]| chunk(b"ANMF", &[vec![0; 16], picture.clone(), extra.to_vec()].concat());
        let plain = riff(&[chunk(b"VP8X", &head), picture.clone(), frame(&[])]);
        let full = riff(&[
            chunk(b"VP8X", &told),
            chunk(b"XMP ", b"RAHASIA"),
            picture.clone(),
            frame(&chunk(b"NOTE", b"RAHASIA")),
            chunk(b"EXIF", b"GPS RAHASIA"),
            chunk(b"NOTE", b"RAHASIA"),
        ]);
        assert_eq!(bersih(&full), Some(plain.clone()));
        assert_eq!(bersih(&[full.clone(), b"RAHASIA".to_vec()].concat()), Some(plain.clone()));
        for cut in 0..full.len() {
            assert_eq!(bersih(&full[..cut]), None, "{cut}");
        }
        assert_eq!(bersih(&riff(&[chunk(b"EXIF", b"x")])), None);
    }
}
