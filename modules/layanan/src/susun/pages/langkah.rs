//! The title of a form, the words of its pages, and the notes between its questions.
use formulir::Place;
use kernel::page;
use kernel::{Ctx, Result};
use maud::{Markup, html};

use super::{Keadaan, Kendali, atas, formulir, simpan_atau_batal};
use crate::susun::isi::Isian;
use crate::susun::web::Kerja;

fn dua(satu: (&str, &str), dua: (&str, &str)) -> Isian {
    [satu, dua].map(|(nama, nilai)| (nama.to_owned(), nilai.to_owned())).to_vec()
}

/// Title and purpose of the form.
pub fn judul(ctx: &Ctx, kerja: &Kerja, isi: (&str, &str), keadaan: &Keadaan<'_>) -> Result<Markup> {
    let isian = dua(("judul", isi.0), ("keterangan", isi.1));
    let kendali = Kendali { isian: &isian, galat: keadaan.galat };
    let keterangan =
        kendali.control("keterangan", "Keterangan", "Untuk apa formulir ini, dengan kata sehari-hari.", true);
    let kolom = html! {
        (kendali.teks("judul", "Judul formulir", "", false))
        (page::textarea(&keterangan, isi.1, 4, None))
        (simpan_atau_batal(&kerja.href()))
    };
    let form = formulir(ctx, kerja, &kerja.di("judul"), kolom)?;
    Ok(page::column(html! { (atas(keadaan)) (page::heading(&kerja.layanan.nama, "Judul formulir", html! {})) (form) }))
}

/// The words of a page; `nomor` is none for a new one.
pub fn halaman(
    ctx: &Ctx,
    kerja: &Kerja,
    nomor: Option<usize>,
    isi: (&str, &str),
    keadaan: &Keadaan<'_>,
) -> Result<Markup> {
    let isian = dua(("judul", isi.0), ("keterangan", isi.1));
    let kendali = Kendali { isian: &isian, galat: keadaan.galat };
    let keterangan = kendali.control("keterangan", "Keterangan", "Muncul di atas pertanyaan langkah ini.", true);
    let kolom = html! {
        (kendali.teks("judul", "Judul langkah", "Beberapa kata, misalnya Data pemohon.", false))
        (page::textarea(&keterangan, isi.1, 4, None))
        (simpan_atau_batal(&kerja.href()))
    };
    let (judul, alamat) = match nomor {
        Some(nomor) => ("Ubah langkah", kerja.di(&format!("langkah/{nomor}"))),
        None => ("Langkah baru", kerja.di("langkah/baru")),
    };
    let form = formulir(ctx, kerja, &alamat, kolom)?;
    Ok(page::column(html! { (atas(keadaan)) (page::heading(&kerja.versi.form.title, judul, html! {})) (form) }))
}

/// A note at a place, new or there already.
pub fn keterangan(
    ctx: &Ctx,
    kerja: &Kerja,
    tempat: (Place, bool),
    isi: (&str, &str),
    keadaan: &Keadaan<'_>,
) -> Result<Markup> {
    let isian = dua(("judul", isi.0), ("teks", isi.1));
    let kendali = Kendali { isian: &isian, galat: keadaan.galat };
    let teks = kendali.control("teks", "Teks", "Alinea dipisah satu baris kosong.", true);
    let kolom = html! {
        (kendali.teks("judul", "Judul", "", true))
        (page::textarea(&teks, isi.1, 6, None))
        (simpan_atau_batal(&kerja.href()))
    };
    let (tempat, baru) = tempat;
    let (judul, tambahan) = if baru { ("Keterangan baru", "?baru=ya") } else { ("Ubah keterangan", "") };
    let alamat = kerja.di(&format!("keterangan/{tempat}{tambahan}"));
    let form = formulir(ctx, kerja, &alamat, kolom)?;
    Ok(page::column(html! { (atas(keadaan)) (page::heading(&kerja.versi.form.title, judul, html! {})) (form) }))
}
