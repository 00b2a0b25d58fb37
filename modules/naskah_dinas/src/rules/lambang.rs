//! Whether a picture can stand in the head of letters: told from its content alone.

/// Largest picture, in bytes: it lies in every document.
pub const TERBESAR: usize = 128 * 1024;
/// Longest side of a PNG, in points.
const SISI: u32 = 2000;

/// What an SVG of a coat of arms has no need of: what runs, what is fetched, what is declared outside of the drawing, and
/// letters, which would depend on fonts that are not there.
const TERLARANG: [(&str, &str); 10] = [
    ("<!doctype", "deklarasi DOCTYPE"),
    ("<!entity", "deklarasi ENTITY"),
    ("<script", "skrip"),
    ("<foreignobject", "isi asing"),
    ("<image", "gambar di dalam gambar"),
    ("<feimage", "gambar di dalam gambar"),
    ("<text", "teks; ubah dahulu menjadi garis (path)"),
    ("<animate", "animasi"),
    ("@import", "impor gaya"),
    ("javascript:", "skrip"),
];

/// Checks a picture.
///
/// # Errors
/// A sentence for the field.
pub fn periksa(bytes: &[u8]) -> Result<(), String> {
    if bytes.is_empty() {
        return Err("Berkas ini kosong. Pilih gambar PNG atau SVG".into());
    }
    if bytes.len() > TERBESAR {
        return Err(format!("Gambar paling besar {} KB, supaya setiap naskah tetap kecil", TERBESAR / 1024));
    }
    if bytes.starts_with(PNG) {
        return png(bytes).unwrap_or_else(|| Err("Berkas PNG ini rusak atau terpotong".into()));
    }
    match std::str::from_utf8(bytes) {
        Ok(teks) => svg(teks),
        Err(_) => Err("Kirim gambar PNG atau SVG".into()),
    }
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Walks the pieces of a PNG up to its end; `None` when they do not fit together.
fn png(bytes: &[u8]) -> Option<Result<(), String>> {
    let mut sisa = bytes.get(PNG.len()..)?;
    let mut pertama = true;
    loop {
        let (panjang, lanjut) = sisa.split_first_chunk::<4>()?;
        let (jenis, lanjut) = lanjut.split_first_chunk::<4>()?;
        let panjang = usize::try_from(u32::from_be_bytes(*panjang)).ok()?;
        let isi = lanjut.get(..panjang)?;
        sisa = lanjut.get(panjang.checked_add(4)?..)?;
        if pertama {
            if jenis != b"IHDR" {
                return None;
            }
            let (lebar, lain) = isi.split_first_chunk::<4>()?;
            let (tinggi, lain) = lain.split_first_chunk::<4>()?;
            let (lebar, tinggi) = (u32::from_be_bytes(*lebar), u32::from_be_bytes(*tinggi));
            if lebar == 0 || tinggi == 0 || lebar > SISI || tinggi > SISI {
                return Some(Err(format!("Ukuran PNG paling besar {SISI} × {SISI} titik")));
            }
            if lain.first().is_some_and(|dalam| *dalam > 8) {
                return Some(Err("Simpan PNG dengan 8 bit tiap warna".into()));
            }
            pertama = false;
        } else if jenis == b"IEND" {
            return Some(if sisa.is_empty() { Ok(()) } else { Err("Ada isi lain di belakang gambar PNG ini".into()) });
        }
    }
}

fn svg(teks: &str) -> Result<(), String> {
    let kecil = teks.trim_start_matches('\u{feff}').to_lowercase();
    if !akar(&kecil).is_some_and(|akar| akar.starts_with("<svg")) {
        return Err("Kirim gambar PNG atau SVG".into());
    }
    if !kecil.trim_end().ends_with("</svg>") {
        return Err("Berkas SVG ini rusak atau terpotong".into());
    }
    if let Some((_, sebutan)) = TERLARANG.iter().find(|(tanda, _)| kecil.contains(tanda)) {
        return Err(format!("SVG ini memuat {sebutan}. Simpan sebagai gambar polos"));
    }
    let ke_luar = |tanda: &str| {
        kecil.match_indices(tanda).any(|(di, _)| {
            let nilai = kecil.get(di + tanda.len()..).unwrap_or_default();
            !nilai.trim_start_matches([' ', '\t', '\r', '\n', '"', '\'']).starts_with('#')
        })
    };
    if ke_luar("href=") || ke_luar("href =") || ke_luar("url(") {
        return Err("SVG ini menunjuk ke berkas lain. Simpan sebagai gambar polos".into());
    }
    Ok(())
}

/// The root element, behind declaration and remarks.
fn akar(teks: &str) -> Option<&str> {
    let mut sisa = teks.trim_start();
    loop {
        if let Some(lain) = sisa.strip_prefix("<?xml") {
            sisa = lain.split_once("?>")?.1.trim_start();
        } else if let Some(lain) = sisa.strip_prefix("<!--") {
            sisa = lain.split_once("-->")?.1.trim_start();
        } else {
            return Some(sisa);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn potong(jenis: &[u8; 4], isi: &[u8]) -> Vec<u8> {
        let panjang = u32::try_from(isi.len()).unwrap().to_be_bytes();
        [&panjang[..], jenis, isi, &[0; 4]].concat()
    }

    fn contoh_png(lebar: u32, tinggi: u32, dalam: u8) -> Vec<u8> {
        let kepala = [&lebar.to_be_bytes()[..], &tinggi.to_be_bytes(), &[dalam, 6, 0, 0, 0]].concat();
        [PNG, &potong(b"IHDR", &kepala), &potong(b"IDAT", b"x"), &potong(b"IEND", b"")].concat()
    }

    #[test]
    fn pictures_are_told_from_their_content() {
        let utuh = contoh_png(300, 360, 8);
        assert_eq!(periksa(&utuh), Ok(()));
        for panjang in 1..utuh.len() {
            assert!(periksa(&utuh[..panjang]).is_err(), "cut at {panjang}");
        }
        let table: [(Vec<u8>, &str); 6] = [
            (vec![], "kosong"),
            (contoh_png(2001, 10, 8), "2000"),
            (contoh_png(0, 10, 8), "2000"),
            (contoh_png(10, 10, 16), "8 bit"),
            ([utuh.as_slice(), b"lagi"].concat(), "di belakang"),
            (b"GIF89a\xff\xfe".to_vec(), "PNG atau SVG"),
        ];
        for (bytes, sebab) in table {
            let galat = periksa(&bytes).unwrap_err();
            assert!(galat.contains(sebab), "{galat}");
        }
        assert!(periksa(&vec![b' '; TERBESAR + 1]).unwrap_err().contains("128 KB"));
    }

    #[test]
    fn drawings_that_reach_outside_are_refused() {
        let gambar = |isi: &str| {
            format!(
                "<?xml version=\"1.0\"?>\n<!-- lambang -->\n<svg xmlns=\"http://www.w3.org/2000/svg\">{isi}</svg>\n"
            )
        };
        for isi in ["<path d='M0 0h9'/>", "<use href='#a'/>", "<rect fill=\"url(#g)\"/>", "<rect fill=\"url('#g')\"/>"]
        {
            assert_eq!(periksa(gambar(isi).as_bytes()), Ok(()), "{isi}");
        }
        for isi in [
            "<script>x</script>",
            "<SCRIPT/>",
            "<image href='#a'/>",
            "<use href='http://contoh.example/a.svg'/>",
            "<use xlink:href = \"b.svg\"/>",
            "<rect style='fill:url(http://contoh.example/x)'/>",
            "<text>Lambang</text>",
            "<style>@import 'x';</style>",
        ] {
            assert!(periksa(gambar(isi).as_bytes()).is_err(), "{isi}");
        }
        let salah = ["<html></html>", "<!DOCTYPE svg><svg></svg>", "<svg><path/>", "teks saja", "<!-- tidak selesai"];
        for teks in salah {
            assert!(periksa(teks.as_bytes()).is_err(), "{teks}");
        }
    }
}
