//! The books as files.
use std::sync::LazyLock;

use document::templat::{Dicetak, Kertas, Kolom, Kop, LaporanRegister, Rata};
use document::{Options, Renderer};
use kernel::indonesia::tanggal;
use kernel::{Ctx, Error, Response, Result};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::pages::{Waktu, kolom, masa, sel};
use super::store::{self, Baris};
use super::web::{Permintaan, permintaan};
use crate::susunan::Susunan;

/// Lines read at a time.
const SEKALI: usize = 1000;
/// Most lines of a spreadsheet.
const PALING_BANYAK: usize = 50_000;
/// Most lines on paper: setting a page takes memory.
const PALING_BANYAK_PDF: usize = 2_000;

/// One document at a time: setting a page takes a core and memory.
static PENCETAK: LazyLock<Renderer> = LazyLock::new(|| Renderer::in_process(1));

/// Every line of the book, oldest first.
async fn semua(ctx: &Ctx, minta: &Permintaan, paling_banyak: usize, pesan: &'static str) -> Result<Vec<Baris>> {
    let mut hasil: Vec<Baris> = vec![];
    let mut tempat = None;
    loop {
        let (bagian, lagi) =
            store::list(&ctx.app, ctx.actor.account(), &minta.saring, tempat, SEKALI.min(paling_banyak + 1)).await?;
        tempat = bagian.last().map(|satu| (satu.saat, satu.id));
        hasil.extend(bagian);
        if hasil.len() > paling_banyak || (lagi && hasil.len() >= paling_banyak) {
            return Err(Error::TooLarge(pesan.into()));
        }
        if !lagi {
            hasil.reverse();
            return Ok(hasil);
        }
    }
}

fn nama(minta: &Permintaan, akhiran: &str) -> String {
    format!(
        "agenda-{}-{}-{}.{akhiran}",
        minta.saring.buku.kode().replace('_', "-"),
        minta.saring.dari,
        minta.saring.sampai
    )
}

/// A text that a spreadsheet would take for a formula is marked as text.
fn aman(teks: &str) -> String {
    if teks.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{teks}") } else { teks.to_owned() }
}

/// GET /agenda_surat/xlsx
pub async fn xlsx(ctx: Ctx) -> Result<Response> {
    let minta = permintaan(&ctx);
    let pesan = "Lebih dari 50.000 baris. Persempit masanya dengan saringan, lalu unduh lagi.";
    let baris = semua(&ctx, &minta, PALING_BANYAK, pesan).await?;
    let buku = minta.saring.buku;
    let isi: Vec<[String; 8]> = baris.iter().map(|satu| sel(&ctx, buku, satu, Waktu::Lengkap)).collect();
    let judul = buku.label();
    let bytes = tokio::task::spawn_blocking(move || tulis(judul, kolom(buku), &isi))
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)?;
    let jenis = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    kernel::web::attachment(&nama(&minta, "xlsx"), jenis, bytes)
}

fn tulis(judul: &str, kolom: [&str; 8], baris: &[[String; 8]]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut buku = Workbook::new();
    let lembar = buku.add_worksheet();
    lembar.set_name(judul)?;
    let tebal = Format::new().set_bold();
    for (nomor, judul) in (0_u16..).zip(kolom) {
        lembar.set_column_width(nomor, if nomor >= 4 { 32.0 } else { 20.0 })?;
        lembar.write_with_format(0, nomor, judul, &tebal)?;
    }
    lembar.set_freeze_panes(1, 0)?;
    for (garis, satu) in (1_u32..).zip(baris) {
        for (nomor, teks) in (0_u16..).zip(satu) {
            match teks.parse::<f64>() {
                // Only what is a running number; numbers of letters keep their zeros.
                Ok(angka) if nomor == 0 && angka.fract() == 0.0 => lembar.write(garis, nomor, angka)?,
                Ok(_) | Err(_) => lembar.write(garis, nomor, aman(teks))?,
            };
        }
    }
    lembar.autofilter(0, 0, u32::try_from(baris.len()).unwrap_or(u32::MAX), 7)?;
    buku.save_to_buffer()
}

/// GET /agenda_surat/pdf
pub async fn pdf(ctx: Ctx) -> Result<Response> {
    let minta = permintaan(&ctx);
    let pesan = "Lebih dari 2.000 baris terlalu banyak untuk satu PDF. Persempit masanya, atau unduh sebagai XLSX.";
    let baris = semua(&ctx, &minta, PALING_BANYAK_PDF, pesan).await?;
    let susunan = Susunan::baca(&ctx.app).await?;
    let buku = minta.saring.buku;
    let bagian: [u16; 8] =
        if buku == store::Buku::Disposisi { [3, 3, 2, 4, 6, 6, 2, 2] } else { [1, 3, 3, 2, 4, 6, 2, 3] };
    let unit: Vec<String> = minta.saring.unit.iter().map(|unit| susunan.nama(*unit)).collect();
    let naskah = LaporanRegister {
        kertas: Kertas::F4,
        melintang: true,
        kop: Some(Kop { pemerintah: format!("Pemerintah {}", ctx.app.profile.name()), ..Kop::default() }),
        judul: format!("Buku agenda {}", buku.label().to_lowercase()),
        keterangan: vec![unit.join(", "), masa(&minta)],
        bernomor: false,
        kolom: kolom(buku)
            .into_iter()
            .zip(bagian)
            .map(|(judul, bagian)| Kolom { judul: judul.to_owned(), bagian, rata: Rata::Kiri })
            .collect(),
        baris: baris.iter().map(|satu| sel(&ctx, buku, satu, Waktu::Lengkap).into()).collect(),
        jumlah: None,
        dicetak: Dicetak {
            pada: tanggal::waktu_panjang(ctx.now, ctx.app.profile.zone()),
            oleh: ctx.actor.person().map(|orang| orang.name.clone()).unwrap_or_default(),
        },
        identitas: None,
    };
    let options = Options::new(ctx.now, ctx.app.offset()).ident(nama(&minta, "pdf"));
    let pdf = PENCETAK.naskah(&naskah, &options).await.map_err(|galat| Error::internal(format!("agenda: {galat}")))?;
    kernel::web::attachment(&nama(&minta, "pdf"), "application/pdf", pdf.bytes)
}

#[cfg(test)]
mod tests {
    #[test]
    fn formulas_become_text() {
        let table = [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5", "'-5"), ("005/1", "005/1"), ("", "")];
        for (teks, harap) in table {
            assert_eq!(super::aman(teks), harap);
        }
    }
}
