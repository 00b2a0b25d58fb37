//! The code that leads from paper to the page of verification.
use kernel::{App, Error, Result};
use qrcode::{Color, EcLevel, QrCode};

/// The address that the code of a request stands for.
pub fn alamat(app: &App, kode: &str) -> String {
    format!("{}/verifikasi/{kode}", app.config.url.trim_end_matches('/'))
}

/// White around the code, in modules, as the standard of the code asks for: readers find it by that.
const TENANG: usize = 4;

/// Smallest module that a cheap reader tells apart on paper, in points: 0.4 mm.
pub const MODUL_TERKECIL: f64 = 0.4 * 72.0 / 25.4;

fn buat(alamat: &str, tahan: EcLevel) -> Result<QrCode> {
    QrCode::with_error_correction_level(alamat, tahan).map_err(Error::internal)
}

/// As a drawing with its white margin, for a square of this side in points; nothing when no reader would make it out there.
/// Where the square is small the code gives up some of what it can lose for larger modules.
pub fn gambar(alamat: &str, sisi: f64) -> Result<Option<String>> {
    for tahan in [EcLevel::M, EcLevel::L] {
        let code = buat(alamat, tahan)?;
        let semua = code.width() + 2 * TENANG;
        if sisi / semua as f64 >= MODUL_TERKECIL {
            return Ok(Some(svg(&code, semua)));
        }
    }
    Ok(None)
}

/// One path of whole runs: no two edges of it lie on each other with a gap between them.
fn svg(code: &QrCode, semua: usize) -> String {
    let (warna, lebar) = (code.to_colors(), code.width());
    let mut path = String::new();
    for (y, baris) in warna.chunks(lebar).enumerate() {
        let mut x = 0;
        for deret in baris.chunk_by(|satu, dua| satu == dua) {
            let panjang = deret.len();
            if deret.first() == Some(&Color::Dark) {
                path.push_str(&format!("M{} {}h{panjang}v1h-{panjang}z", x + TENANG, y + TENANG));
            }
            x += panjang;
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {semua} {semua}\" width=\"{semua}\" height=\"{semua}\">\
         <rect width=\"{semua}\" height=\"{semua}\" fill=\"#fff\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    )
}

/// As a PNG in black and white, for a service that draws the panel itself; `besar` pixels for each module.
pub fn png(alamat: &str, besar: usize) -> Result<Vec<u8>> {
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write as _;
    const TEPI: usize = TENANG;
    let code = buat(alamat, EcLevel::M)?;
    let warna = code.to_colors();
    let sisi = code.width();
    let titik = (sisi + 2 * TEPI) * besar.max(1);
    let gelap = |x: usize, y: usize| -> bool {
        let (x, y) = (x / besar.max(1), y / besar.max(1));
        match (x.checked_sub(TEPI), y.checked_sub(TEPI)) {
            (Some(x), Some(y)) if x < sisi && y < sisi => {
                warna.get(y * sisi + x).is_some_and(|satu| *satu == Color::Dark)
            }
            _ => false,
        }
    };
    let mut isi = ZlibEncoder::new(Vec::new(), Compression::default());
    for y in 0..titik {
        let mut baris = vec![0_u8];
        for awal in (0..titik).step_by(8) {
            // One bit for each point, white is one.
            let byte = (0..8).fold(0_u8, |byte, bit| {
                let putih = awal + bit >= titik || !gelap(awal + bit, y);
                (byte << 1) | u8::from(putih)
            });
            baris.push(byte);
        }
        isi.write_all(&baris)?;
    }
    let isi = isi.finish()?;
    let lebar = u32::try_from(titik).map_err(Error::internal)?.to_be_bytes();
    let kepala: Vec<u8> = [lebar.as_slice(), lebar.as_slice(), &[1, 0, 0, 0, 0]].concat();
    let mut berkas = b"\x89PNG\r\n\x1a\n".to_vec();
    for (nama, data) in [(b"IHDR", kepala.as_slice()), (b"IDAT", isi.as_slice()), (b"IEND", &[])] {
        berkas.extend(u32::try_from(data.len()).map_err(Error::internal)?.to_be_bytes());
        berkas.extend(nama);
        berkas.extend(data);
        let mut jumlah = flate2::Crc::new();
        jumlah.update(nama);
        jumlah.update(data);
        berkas.extend(jumlah.sum().to_be_bytes());
    }
    Ok(berkas)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_a_whole_png() {
        let berkas = png("http://pendopo.test/verifikasi/abc", 4).unwrap();
        assert!(berkas.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
        assert!(berkas.ends_with(b"IEND\xae\x42\x60\x82"), "the sum of an empty IEND is known");
        let lebar = u32::from_be_bytes(berkas[16..20].try_into().unwrap());
        assert_eq!(lebar % 4, 0);
    }

    #[test]
    fn a_code_is_drawn_only_where_it_can_be_read() {
        let alamat = "https://spbe.contohkab.go.id/verifikasi/0123456789abcdef0123456789abcdef";
        // 37 modules at level M, 33 at level L, each with eight of white.
        let besar = gambar(alamat, 45.0 * MODUL_TERKECIL + 0.1).unwrap().unwrap();
        assert!(besar.contains("viewBox=\"0 0 45 45\""), "{besar}");
        let kecil = gambar(alamat, 45.0 * MODUL_TERKECIL - 0.1).unwrap().unwrap();
        assert!(kecil.contains("viewBox=\"0 0 41 41\""), "{kecil}");
        assert_eq!(gambar(alamat, 41.0 * MODUL_TERKECIL - 0.1).unwrap(), None);
    }

    #[test]
    fn nothing_stands_in_the_margin() {
        let alamat = "http://pendopo.test/verifikasi/abc";
        let svg = gambar(alamat, 200.0).unwrap().unwrap();
        let sisi = QrCode::with_error_correction_level(alamat, EcLevel::M).unwrap().width();
        let path = svg.split(" d=\"").nth(1).unwrap().split('"').next().unwrap();
        for deret in path.split('M').skip(1) {
            let (x, rest) = deret.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let panjang: usize = rest.split('v').next().unwrap().parse().unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            assert!(x >= TENANG && x + panjang <= sisi + TENANG && (TENANG..sisi + TENANG).contains(&y), "{deret}");
        }
    }
}
