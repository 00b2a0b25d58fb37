//! Pictures that were drawn by a rule, for the demonstration: PNG without compression.

/// One pixel: red, green, blue.
pub type Warna = [u8; 3];

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

fn adler(bytes: &[u8]) -> u32 {
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in bytes {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    b << 16 | a
}

/// One chunk of a PNG with its length and sum.
pub fn potongan(jenis: &[u8; 4], isi: &[u8]) -> Vec<u8> {
    let mut badan = jenis.to_vec();
    badan.extend_from_slice(isi);
    let mut semua = u32::try_from(isi.len()).unwrap_or(0).to_be_bytes().to_vec();
    semua.extend_from_slice(&badan);
    semua.extend_from_slice(&crc(&badan).to_be_bytes());
    semua
}

/// A picture of this size, up to 2,000 pixels a side; `warna` tells each pixel by its column and row.
pub fn png(lebar: u32, tinggi: u32, warna: impl Fn(u32, u32) -> Warna) -> Vec<u8> {
    let (lebar, tinggi) = (lebar.clamp(1, 2000), tinggi.clamp(1, 2000));
    let mut mentah = vec![];
    for y in 0..tinggi {
        mentah.push(0);
        for x in 0..lebar {
            mentah.extend_from_slice(&warna(x, y));
        }
    }
    let mut padat = vec![0x78, 0x01];
    let mut bagian = mentah.chunks(65_535).peekable();
    while let Some(satu) = bagian.next() {
        let panjang = u16::try_from(satu.len()).unwrap_or(u16::MAX);
        padat.push(u8::from(bagian.peek().is_none()));
        padat.extend_from_slice(&panjang.to_le_bytes());
        padat.extend_from_slice(&(!panjang).to_le_bytes());
        padat.extend_from_slice(satu);
    }
    padat.extend_from_slice(&adler(&mentah).to_be_bytes());
    let mut kepala = lebar.to_be_bytes().to_vec();
    kepala.extend_from_slice(&tinggi.to_be_bytes());
    kepala.extend_from_slice(&[8, 2, 0, 0, 0]);
    let mut semua = b"\x89PNG\r\n\x1a\n".to_vec();
    semua.extend(potongan(b"IHDR", &kepala));
    semua.extend(potongan(b"IDAT", &padat));
    semua.extend(potongan(b"IEND", &[]));
    semua
}

/// A road with a hole, or a lamp at night: `nomor` tells which.
pub fn pemandangan(nomor: u32) -> Vec<u8> {
    png(160, 120, |x, y| {
        let (dx, dy) = (x.abs_diff(60 + nomor * 7 % 50), y.abs_diff(85));
        let jauh = dx * dx / 3 + dy * dy;
        let goyang = u8::try_from((x * 7 + y * 13 + nomor * 31) % 23).unwrap_or(0);
        if nomor.is_multiple_of(2) {
            if y < 40 {
                [150, 190, 220 - goyang]
            } else if jauh < 260 {
                [50 + goyang, 40, 30]
            } else {
                [120 + goyang, 118 + goyang, 115]
            }
        } else if x.abs_diff(80) < 3 && y > 30 {
            [90, 90, 95]
        } else if x.abs_diff(80) * x.abs_diff(80) + y.abs_diff(28) * y.abs_diff(28) < 90 {
            [70 + goyang, 70, 60]
        } else {
            [15 + goyang / 3, 18, 40]
        }
    })
}
