//! The code that leads from paper to the page of verification.
use kernel::{App, Error, Result};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// The address that the code of a request stands for.
pub fn alamat(app: &App, kode: &str) -> String {
    format!("{}/verifikasi/{kode}", app.config.url.trim_end_matches('/'))
}

fn buat(alamat: &str) -> Result<QrCode> {
    QrCode::with_error_correction_level(alamat, EcLevel::M).map_err(Error::internal)
}

/// As a drawing, for the visible panel.
pub fn gambar(alamat: &str) -> Result<String> {
    Ok(buat(alamat)?.render::<svg::Color<'_>>().quiet_zone(false).min_dimensions(200, 200).build())
}

/// As a PNG in black and white, for a service that draws the panel itself; `besar` pixels for each module.
pub fn png(alamat: &str, besar: usize) -> Result<Vec<u8>> {
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write as _;
    const TEPI: usize = 2;
    let code = buat(alamat)?;
    let warna = code.to_colors();
    let sisi = code.width();
    let titik = (sisi + 2 * TEPI) * besar.max(1);
    let gelap = |x: usize, y: usize| -> bool {
        let (x, y) = (x / besar.max(1), y / besar.max(1));
        match (x.checked_sub(TEPI), y.checked_sub(TEPI)) {
            (Some(x), Some(y)) if x < sisi && y < sisi => {
                warna.get(y * sisi + x).is_some_and(|satu| *satu == qrcode::Color::Dark)
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
        assert!(gambar("http://pendopo.test/verifikasi/abc").unwrap().contains("<svg"));
    }
}
