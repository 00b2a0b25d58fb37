//! The poster of a survey point.
use std::sync::LazyLock;

use document::templat::{Kertas, Poster};
use document::{Options, Renderer};
use kernel::{Ctx, Error, Response, Result};
use qrcode::{Color, EcLevel, QrCode};

use crate::hasil::Susunan;
use crate::registers::perangkat;
use crate::store;

/// One document at a time: setting a page takes a core and memory.
static PENCETAK: LazyLock<Renderer> = LazyLock::new(|| Renderer::in_process(1));
/// White around the code, in modules, as its standard asks for.
const TENANG: usize = 4;

/// The code as a drawing with its white margin: one path of whole runs.
pub(crate) fn qr(alamat: &str) -> Result<String> {
    let code = QrCode::with_error_correction_level(alamat, EcLevel::Q).map_err(Error::internal)?;
    let (warna, lebar) = (code.to_colors(), code.width());
    let semua = lebar + 2 * TENANG;
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
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {semua} {semua}\" width=\"{semua}\" height=\"{semua}\">\
         <rect width=\"{semua}\" height=\"{semua}\" fill=\"#fff\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

/// GET /meja-survei/titik/{id}/poster
pub async fn unduh(ctx: Ctx) -> Result<Response> {
    let titik = store::titik::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let unit = titik.unit.ok_or_else(|| Error::refused("Layanan titik ini belum mempunyai unit."))?;
    let susunan = Susunan::baca(&ctx.app).await?;
    let alamat = format!("{}{}", ctx.app.config.url.trim_end_matches('/'), titik.href());
    let mut langkah = vec![
        "Arahkan kamera telepon ke kode ini, atau ketik alamat di bawahnya.".to_owned(),
        "Jawab sembilan pertanyaan. Nama Anda tidak diminta.".to_owned(),
        "Kirim. Hasilnya kami umumkan.".to_owned(),
    ];
    if titik.sandi_harian {
        langkah.insert(1, "Ketik empat angka sandi hari ini yang dipasang di dekat poster ini.".to_owned());
    }
    let poster = Poster {
        kertas: Kertas::A4,
        pemerintah: format!("Pemerintah {}", ctx.app.profile.name()),
        perangkat: susunan.nama(Some(perangkat(&ctx.app.units().await?, unit))),
        judul: "Bagaimana layanan kami?".to_owned(),
        pokok: titik.nama_layanan.clone(),
        langkah,
        qr: qr(&alamat)?,
        alamat: alamat.trim_start_matches("https://").trim_start_matches("http://").to_owned(),
        catatan: titik.nama.clone(),
    };
    let options = Options::new(ctx.now, ctx.app.offset()).ident(format!("poster-{}", titik.id));
    let pdf = PENCETAK.naskah(&poster, &options).await.map_err(|galat| Error::internal(format!("poster: {galat}")))?;
    kernel::web::attachment(&format!("poster-survei-{}.pdf", titik.kode), "application/pdf", pdf.bytes)
}
