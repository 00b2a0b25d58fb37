//! The code on a receipt that leads back to it: the number alone, never the word.
use kernel::{App, Error, Result};
use maud::{Markup, PreEscaped, html};
use qrcode::{Color, EcLevel, QrCode};

/// White around the code, in modules, as its standard asks for.
const TENANG: usize = 4;

/// The address that the code of a receipt stands for.
pub fn alamat(app: &App, nomor: &str) -> String {
    format!("{}/pengaduan/lacak?nomor={nomor}", app.config.url.trim_end_matches('/'))
}

/// The code as a drawing.
///
/// # Errors
/// When the address is too long for a code.
pub fn gambar(alamat: &str) -> Result<Markup> {
    let code = QrCode::with_error_correction_level(alamat, EcLevel::M).map_err(Error::internal)?;
    let (warna, lebar) = (code.to_colors(), code.width());
    let mut path = String::new();
    for (y, baris) in warna.chunks(lebar).enumerate() {
        let mut x = 0;
        for deret in baris.chunk_by(|satu, dua| satu == dua) {
            if deret.first() == Some(&Color::Dark) {
                path.push_str(&format!("M{} {}h{}v1h-{}z", x + TENANG, y + TENANG, deret.len(), deret.len()));
            }
            x += deret.len();
        }
    }
    let semua = lebar + 2 * TENANG;
    Ok(html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {semua} {semua}")) width="160" height="160" role="img" aria-label="Kode QR menuju halaman lacak laporan" {
            rect width=(semua) height=(semua) fill="#fff" {}
            path fill="#000" d=(PreEscaped(path)) {}
        }
    })
}
