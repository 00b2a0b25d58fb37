//! Pictures of news: made small for cheap phones and drawn anew, so that nothing of the file that was sent stays in them,
//! neither the place where it was taken nor the camera.
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits, Rgb, RgbImage};
use kernel::web::Upload;
use kernel::{Error, FieldError, Result};
use tokio::sync::Semaphore;

/// Largest file that is taken, in bytes.
pub const TERBESAR: u64 = 15 * 1024 * 1024;
/// Longest side of what is kept, in pixels.
const SISI: u32 = 960;
/// Longest side of what is taken.
const SISI_MASUK: u32 = 12_000;
/// Memory that one picture may take while it is read.
const MEMORI: u64 = 256 * 1024 * 1024;
/// What is kept is at most about this large; harder to press pictures are drawn smaller.
const UKURAN: usize = 120_000;
/// Pictures are large in memory: one at a time.
static GILIRAN: Semaphore = Semaphore::const_new(1);

/// A picture ready to be kept.
#[derive(Debug, PartialEq, Eq)]
pub struct Siap {
    /// JPEG.
    pub isi: Vec<u8>,
    /// Pixels.
    pub lebar: u32,
    /// Pixels.
    pub tinggi: u32,
}

/// Reads an upload; what is wrong with it is an error of the field.
pub async fn siapkan(upload: &Upload) -> Result<std::result::Result<Siap, FieldError>> {
    let salah = |kata: &'static str| Ok(Err(FieldError::new("gambar", kata)));
    if upload.size > TERBESAR {
        return salah("Gambar paling besar 15 MB.");
    }
    let bytes = tokio::fs::read(&upload.path).await?;
    let _giliran = GILIRAN.acquire().await.map_err(Error::internal)?;
    match tokio::task::spawn_blocking(move || olah(bytes)).await.map_err(Error::internal)? {
        Some(siap) => Ok(Ok(siap)),
        None => salah("Gambar tidak terbaca. Kirim berkas JPEG atau PNG paling besar 12.000 × 12.000 piksel."),
    }
}

/// Draws the picture anew: upright, small, on white, as JPEG. Nothing when it cannot be read.
fn olah(bytes: Vec<u8>) -> Option<Siap> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(SISI_MASUK), Some(SISI_MASUK));
    limits.max_alloc = Some(MEMORI);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    if picture.width().max(picture.height()) > SISI {
        picture = picture.resize(SISI, SISI, image::imageops::FilterType::Triangle);
    }
    picture.apply_orientation(orientation);
    for (sisi, mutu) in [(SISI, 74), (SISI, 55), (640, 55), (480, 45)] {
        if picture.width().max(picture.height()) > sisi {
            picture = picture.resize(sisi, sisi, image::imageops::FilterType::Triangle);
        }
        let plain = on_white(&picture);
        let mut isi = Vec::new();
        JpegEncoder::new_with_quality(&mut isi, mutu).encode_image(&plain).ok()?;
        if isi.len() <= UKURAN || sisi == 480 {
            return Some(Siap { isi, lebar: plain.width(), tinggi: plain.height() });
        }
    }
    None
}

/// Without transparency, which JPEG does not know.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let full = picture.to_rgba8();
    let mut plain = RgbImage::new(full.width(), full.height());
    for (to, from) in plain.pixels_mut().zip(full.pixels()) {
        let [red, green, blue, alpha] = from.0;
        let mixed = |part: u8| {
            let value = (u32::from(part) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255;
            u8::try_from(value).unwrap_or(u8::MAX)
        };
        *to = Rgb([mixed(red), mixed(green), mixed(blue)]);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgba, RgbaImage};

    fn png(width: u32, height: u32) -> Vec<u8> {
        let picture = RgbaImage::from_fn(width, height, |x, y| {
            let part = |n: u32| u8::try_from((x * 7 + y * 13 + n * 31) % 256).unwrap();
            Rgba([part(0), part(1), part(2), if x == 0 { 0 } else { 255 }])
        });
        let mut bytes = Cursor::new(vec![]);
        DynamicImage::ImageRgba8(picture).write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn pictures_become_small_and_keep_their_shape() {
        let siap = olah(png(2000, 1000)).unwrap();
        assert_eq!(siap.lebar, siap.tinggi * 2);
        assert!(siap.lebar <= SISI && siap.isi.len() <= UKURAN, "{}", siap.isi.len());
        assert!(siap.isi.starts_with(&[0xff, 0xd8]), "JPEG");
        let kecil = olah(png(30, 20)).unwrap();
        assert_eq!((kecil.lebar, kecil.tinggi), (30, 20), "never larger than it was");
    }

    /// A JPEG with an EXIF part that says "turned by 90 degrees" and carries a marked text.
    fn jpeg_with_exif() -> Vec<u8> {
        let mut bytes = vec![];
        JpegEncoder::new_with_quality(&mut bytes, 80).encode_image(&RgbImage::new(40, 20)).unwrap();
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend(b"RAHASIA-LOKASI");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let mut all = vec![0xff, 0xd8, 0xff, 0xe1];
        all.extend(length);
        all.extend(exif);
        all.extend(&bytes[2..]);
        all
    }

    #[test]
    fn what_the_camera_wrote_goes_and_the_picture_stands_upright() {
        let sent = jpeg_with_exif();
        assert!(sent.windows(7).any(|part| part == b"RAHASIA"));
        let siap = olah(sent).unwrap();
        assert_eq!((siap.lebar, siap.tinggi), (20, 40), "turned as the camera said");
        assert!(
            !siap.isi.windows(7).any(|part| part == b"RAHASIA") && !siap.isi.windows(4).any(|part| part == b"Exif")
        );
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let cut = png(50, 50)[..60].to_vec();
        for bytes in [vec![], b"GIF89a".to_vec(), b"%PDF-1.7".to_vec(), cut, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()]
        {
            assert_eq!(olah(bytes), None);
        }
    }
}
