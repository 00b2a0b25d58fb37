//! The page of a version, and acts on its parts: moving, copying, taking away.
use formulir::{Direction, Place};
use http::StatusCode;
use kernel::page::FormError;
use kernel::{Ctx, Error, Response, Result};

use super::{Hasil, Kerja, draf, halaman, kerja, ubah};
use crate::susun::pages;

/// GET /formulir/{id}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let kerja = kerja(&ctx).await?;
    tampil(&ctx, &kerja, &[])
}

fn tampil(ctx: &Ctx, kerja: &Kerja, galat: &[FormError]) -> Result<Response> {
    let status = if galat.is_empty() { StatusCode::OK } else { StatusCode::CONFLICT };
    let body = pages::rancang::halaman(ctx, kerja, galat)?;
    halaman(ctx, kerja, status, &kerja.versi.form.title, body)
}

/// One act of a button: what, and on which part.
enum Tindakan {
    Geser(Place, Direction),
    Salin(Place),
    Hapus(Place),
    GeserLangkah(usize, Direction),
    HapusLangkah(usize),
}

fn baca(teks: &str) -> Option<Tindakan> {
    let (apa, mana) = teks.split_once(':')?;
    let tempat = || mana.parse::<Place>().ok();
    let nomor = || mana.parse::<usize>().ok();
    Some(match apa {
        "naik" => Tindakan::Geser(tempat()?, Direction::Up),
        "turun" => Tindakan::Geser(tempat()?, Direction::Down),
        "salin" => Tindakan::Salin(tempat()?),
        "hapus" => Tindakan::Hapus(tempat()?),
        "langkah-naik" => Tindakan::GeserLangkah(nomor()?, Direction::Up),
        "langkah-turun" => Tindakan::GeserLangkah(nomor()?, Direction::Down),
        "langkah-hapus" => Tindakan::HapusLangkah(nomor()?),
        _ => return None,
    })
}

/// POST /formulir/{id}/tindakan
pub async fn tindakan(ctx: Ctx) -> Result<Response> {
    let kerja = draf(&ctx).await?;
    let Some(tindakan) = baca(ctx.form().get("tindakan")) else { return ctx.redirect(&kerja.href()) };
    let hasil = ubah(&ctx, &kerja, |form| {
        Ok(match tindakan {
            Tindakan::Geser(tempat, arah) => {
                form.shift(tempat, arah)?;
                "Dipindahkan."
            }
            Tindakan::Salin(tempat) => {
                form.copy(tempat)?;
                "Disalin. Salinannya ada tepat di bawah aslinya."
            }
            Tindakan::Hapus(tempat) => {
                form.remove(tempat)?;
                "Dihapus dari draf."
            }
            Tindakan::GeserLangkah(nomor, arah) => {
                form.shift_step(nomor, arah)?;
                "Langkah dipindahkan."
            }
            Tindakan::HapusLangkah(nomor) => {
                form.remove_step(nomor)?;
                "Langkah dihapus."
            }
        })
    })
    .await?;
    match hasil {
        Hasil::Jadi(pesan) => ctx.redirect_with(&kerja.href(), pesan),
        // The places that the person saw are not those of now: nothing can be said about what was meant.
        Hasil::Bentrok(_) => Err(Error::Conflict),
        Hasil::Galat(faults) => {
            let galat: Vec<FormError> = faults.iter().map(|fault| FormError::new("", &fault.message)).collect();
            tampil(&ctx, &kerja, &galat)
        }
    }
}
