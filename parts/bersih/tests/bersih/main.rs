//! Files with marked values in every place for metadata: none is in what comes back, the content is, and broken files break nothing.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod contoh;
mod kantor;
mod pdf;
mod sifat;

/// In every place for metadata.
pub const RAHASIA: &str = "RAHASIA-PENULIS";
/// In the content.
pub const ISI: &str = "Isi yang tinggal";

/// Whether bytes hold a text: as it is, or in characters of two bytes, high or low first.
pub fn holds(bytes: &[u8], text: &str) -> bool {
    let wide: Vec<u16> = text.encode_utf16().collect();
    let shapes = [
        text.as_bytes().to_vec(),
        wide.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
        wide.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
    ];
    shapes.iter().any(|shape| bytes.windows(shape.len()).any(|part| part == shape))
}

/// A picture with a marked comment.
pub fn jpeg() -> Vec<u8> {
    let segment = |marker: u8, body: &[u8]| {
        [&[0xff, marker], u16::try_from(body.len() + 2).unwrap().to_be_bytes().as_slice(), body].concat()
    };
    [
        &[0xff, 0xd8],
        segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0").as_slice(),
        &segment(0xe1, format!("Exif\0\0{RAHASIA}").as_bytes()),
        &segment(0xfe, RAHASIA.as_bytes()),
        &segment(0xdb, &[1; 65]),
        &segment(0xda, &[1, 1, 0, 0, 63, 0]),
        &[5, 6, 7, 0xff, 0xd9],
        RAHASIA.as_bytes(),
    ]
    .concat()
}
