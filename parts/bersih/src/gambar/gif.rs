//! GIF.

/// GIF: the frames with their timing and the loop stay; comments, texts and what programs noted go, and what follows the end.
pub fn bersih(isi: &[u8]) -> Option<Vec<u8>> {
    if !(isi.starts_with(b"GIF87a") || isi.starts_with(b"GIF89a")) {
        return None;
    }
    let flags = *isi.get(10)?;
    let mut at = 13 + palet(flags);
    let mut out = isi.get(..at)?.to_vec();
    let mut picture = false;
    loop {
        match *isi.get(at)? {
            0x3b => {
                out.push(0x3b);
                return picture.then_some(out);
            }
            // A frame: ten bytes, its palette, the size of codes, blocks.
            0x2c => {
                let data = at + 10 + palet(*isi.get(at + 9)?) + 1;
                let end = blok(isi, data)?;
                out.extend(isi.get(at..end)?);
                (at, picture) = (end, true);
            }
            0x21 => {
                let end = blok(isi, at + 2)?;
                let extension = isi.get(at..end)?;
                // Timing of a frame, and how often to repeat.
                if extension.get(1) == Some(&0xf9) || (extension.get(3..14) == Some(b"NETSCAPE2.0") && end - at == 19) {
                    out.extend(extension);
                }
                at = end;
            }
            _ => return None,
        }
    }
}

/// Bytes of the palette that these flags tell of.
fn palet(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Where the blocks that begin here end.
fn blok(isi: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*isi.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gif_keeps_its_picture_and_nothing_else() {
        let head = [b"GIF89a".as_slice(), &[1, 0, 1, 0, 0x80, 0, 0], &[0; 6]].concat();
        let timing = [0x21, 0xf9, 4, 0, 0, 0, 0, 0];
        let repeat = [&[0x21, 0xff, 11], b"NETSCAPE2.0".as_slice(), &[3, 1, 0, 0, 0]].concat();
        let frame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
        let plain = [head.as_slice(), &repeat, &timing, &frame, &[0x3b]].concat();
        let comment = [&[0x21, 0xfe, 7], b"RAHASIA".as_slice(), &[0]].concat();
        let program = [&[0x21, 0xff, 11], b"XMP DataXMP".as_slice(), &[7], b"RAHASIA", &[0]].concat();
        let full = [head.as_slice(), &comment, &repeat, &program, &timing, &frame, &[0x3b], b"RAHASIA"].concat();
        assert_eq!(bersih(&full), Some(plain.clone()));
        assert_eq!(bersih(&plain), Some(plain.clone()));
        for cut in 0..plain.len() {
            assert_eq!(bersih(&plain[..cut]), None, "{cut}");
        }
    }
}
