//! Figures for everybody: drawings, each with its table.
use http::StatusCode;
use kernel::indonesia::{angka, tanggal};
use kernel::page::{self, Chart, Datum, Tile, Tone};
use kernel::{Ctx, Response, Result};
use maud::html;
use time::{Date, OffsetDateTime};

use super::Rujukan;
use crate::model::{Keadaan, Klasifikasi};
use crate::store::hitungan::Angka;

/// What the page shows.
pub struct Bahan {
    /// The year, or the last twelve months.
    pub tahun: Option<i32>,
    /// All together.
    pub jumlah: Angka,
    /// By month.
    pub bulan: Vec<(Date, Angka)>,
    /// By category.
    pub kategori: Vec<(Option<String>, Angka)>,
    /// By class.
    pub klasifikasi: Vec<(Option<String>, Angka)>,
    /// By state.
    pub keadaan: Vec<(Option<String>, Angka)>,
    /// When it was counted.
    pub saat: Option<OffsetDateTime>,
}

/// An average with one digit after the comma; a dash for none.
pub fn rata(nilai: Option<f64>) -> String {
    nilai.map_or_else(|| "–".to_owned(), |nilai| format!("{nilai:.1}").replace('.', ","))
}

/// A measure for a drawing.
pub fn ukur(nilai: i64) -> f64 {
    f64::from(i32::try_from(nilai).unwrap_or(i32::MAX))
}

/// The figures in tiles.
pub fn ubin(jumlah: &Angka) -> Vec<Tile<'static>> {
    let satu = |label: &'static str, value: String, note: &'static str| Tile {
        label: label.into(),
        value: value.into(),
        note: note.into(),
        href: "".into(),
        tone: Tone::Neutral,
    };
    vec![
        satu("Laporan diterima", angka::bulat(jumlah.banyak), ""),
        satu("Sudah ada hasil", angka::bulat(jumlah.tuntas), ""),
        satu("Tepat waktu", format!("{}%", rata(jumlah.tepat_waktu())), "dari yang sudah ada hasil"),
        satu("Hari kerja sampai jawaban pertama", rata(jumlah.rata_jawab()), "rata-rata"),
        satu("Hari kerja sampai hasil", rata(jumlah.rata_selesai()), "rata-rata"),
        satu("Nilai pelapor", rata(jumlah.rata_nilai()), "dari 5, rata-rata"),
    ]
}

/// GET /pengaduan/statistik
pub fn show(ctx: &Ctx, rujukan: &Rujukan, bahan: &Bahan) -> Result<Response> {
    let data = |semua: &[(Option<String>, Angka)], nama: &dyn Fn(Option<&str>) -> String| -> Vec<Datum<'static>> {
        let satu = |(kunci, nilai): &(Option<String>, Angka)| {
            Datum::new(nama(kunci.as_deref()), ukur(nilai.banyak), angka::bulat(nilai.banyak))
        };
        semua.iter().map(satu).collect()
    };
    let bulan: Vec<Datum<'_>> = bahan
        .bulan
        .iter()
        .map(|(bulan, nilai)| {
            let nama = format!("{} {}", tanggal::nama_bulan(bulan.month()), bulan.year());
            Datum::new(nama, ukur(nilai.banyak), angka::bulat(nilai.banyak))
        })
        .collect();
    let kelas =
        |kode: Option<&str>| kode.and_then(Klasifikasi::urai).map_or("Belum ditentukan", Klasifikasi::label).to_owned();
    let status = |kode: Option<&str>| kode.and_then(Keadaan::urai).map_or("", Keadaan::label).to_owned();
    let pokok = |kode: Option<&str>| rujukan.nama_kategori(kode).to_owned();
    let gambar = |id, title, description, label_heading| Chart {
        id,
        title,
        description,
        label_heading,
        value_heading: "Laporan",
        most: None,
    };
    let masa = bahan.tahun.map_or_else(|| "Dua belas bulan terakhir".to_owned(), |tahun| format!("Tahun {tahun}"));
    let isi = html! {
        (page::heading("Pengaduan", "Statistik pengaduan", html! {}))
        p.govuk-body-l { (masa) }
        (page::tiles(&ubin(&bahan.jumlah)))
        @if bahan.jumlah.banyak == 0 { p.govuk-body { "Belum ada laporan pada masa ini." } }
        @else {
            (page::bar_chart(&gambar("menurut-bulan", "Laporan diterima menurut bulan", "Banyaknya laporan yang diterima setiap bulan.", "Bulan"), &bulan))
            (page::bar_chart(&gambar("menurut-pokok", "Menurut pokok laporan", "Pokok yang paling sering dilaporkan ada di atas.", "Pokok"), &data(&bahan.kategori, &pokok)))
            (page::bar_chart(&gambar("menurut-kelas", "Menurut klasifikasi", "Klasifikasi menurut SP4N-LAPOR!.", "Klasifikasi"), &data(&bahan.klasifikasi, &kelas)))
            (page::bar_chart(&gambar("menurut-status", "Menurut status", "Status laporan saat dihitung.", "Status"), &data(&bahan.keadaan, &status)))
        }
        p.govuk-body-s {
            @if let Some(saat) = bahan.saat { "Dihitung " (page::moment(&super::saat(ctx, saat))) ". " }
            "Termasuk laporan yang tidak diterbitkan. Data laporan yang diterbitkan: "
            a.govuk-link href="/pengaduan/data.csv" { "CSV" } " dan " a.govuk-link href="/pengaduan/data.json" { "JSON" } "."
        }
    };
    super::bingkai(ctx, StatusCode::OK, "Statistik pengaduan", false, isi)
}
