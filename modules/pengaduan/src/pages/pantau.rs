//! Monitoring, to be read and printed.
use http::StatusCode;
use kernel::indonesia::angka;
use kernel::page::{self, Column, Link, PrintHeader, Row, Table};
use kernel::{Ctx, Response, Result};
use maud::{Markup, html};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Rujukan, statistik};
use crate::model::{Kanal, Keadaan, Klasifikasi};
use crate::store::hitungan::Angka;

/// What the page shows.
pub struct Bahan {
    /// The year, or the last twelve months.
    pub tahun: Option<i32>,
    /// All together.
    pub jumlah: Angka,
    /// By agency.
    pub unit: Vec<(Option<Uuid>, Angka)>,
    /// By class.
    pub klasifikasi: Vec<(Option<String>, Angka)>,
    /// By channel.
    pub kanal: Vec<(Option<String>, Angka)>,
    /// By state.
    pub keadaan: Vec<(Option<String>, Angka)>,
    /// What is late today, by agency.
    pub terlambat: Vec<(Option<Uuid>, i64)>,
    /// When it was counted.
    pub saat: Option<OffsetDateTime>,
}

fn sel(nilai: &Angka) -> Vec<Markup> {
    let teks = [
        angka::bulat(nilai.banyak),
        angka::bulat(nilai.tuntas),
        angka::bulat(nilai.terlambat),
        statistik::rata(nilai.rata_jawab()),
        statistik::rata(nilai.rata_selesai()),
        statistik::rata(nilai.rata_nilai()),
    ];
    teks.into_iter().map(|satu| html! { (satu) }).collect()
}

const KEPALA: [&str; 6] =
    ["Diterima", "Ada hasil", "Hasil terlambat", "Rata-rata hari jawab", "Rata-rata hari hasil", "Nilai"];

fn tabel(
    judul: &'static str,
    nama: &'static str,
    baris: Vec<(String, Vec<Markup>)>,
    lebih: Option<&'static str>,
) -> Markup {
    let mut columns = vec![Column::new(nama)];
    columns.extend(KEPALA.map(Column::numeric));
    columns.extend(lebih.map(Column::numeric));
    let rows =
        baris.into_iter().map(|(nama, sel)| Row::new(std::iter::once(html! { (nama) }).chain(sel).collect())).collect();
    page::table(&Table { caption: judul.into(), columns, rows, ..Table::default() })
}

fn menurut(
    judul: &'static str,
    nama: &'static str,
    semua: &[(Option<String>, Angka)],
    sebut: fn(&str) -> &'static str,
) -> Markup {
    let baris = semua
        .iter()
        .map(|(kunci, nilai)| (kunci.as_deref().map_or("Belum ditentukan", sebut).to_owned(), sel(nilai)))
        .collect();
    tabel(judul, nama, baris, None)
}

/// GET /meja-pengaduan/pantau
pub fn show(ctx: &Ctx, rujukan: &Rujukan, bahan: &Bahan) -> Result<Response> {
    let mut unit: Vec<(String, Vec<Markup>)> = vec![];
    for (id, nilai) in &bahan.unit {
        let lewat = bahan.terlambat.iter().find(|(lain, _)| lain == id).map_or(0, |(_, banyak)| *banyak);
        let mut baris = sel(nilai);
        baris.push(html! { (angka::bulat(lewat)) });
        unit.push((rujukan.nama_unit(*id).to_owned(), baris));
    }
    let lewat: i64 = bahan.terlambat.iter().map(|(_, banyak)| *banyak).sum();
    let masa = bahan.tahun.map_or_else(|| "Dua belas bulan terakhir".to_owned(), |tahun| format!("Tahun {tahun}"));
    let (kini, nama) = (ctx.today().year(), ctx.app.profile.name());
    let isi = html! {
        (page::print_header(&PrintHeader { government: &nama, unit: "Pengelola pengaduan masyarakat", ..PrintHeader::default() }))
        (page::heading("Meja pengaduan", "Pemantauan pengaduan", html! {}))
        div.layar { (super::tab(ctx, "/meja-pengaduan/pantau")) }
        p.govuk-body-l { (masa) }
        p.govuk-body.layar {
            "Masa lain: " a.govuk-link href="/meja-pengaduan/pantau" { "dua belas bulan" }
            @for tahun in (kini - 3..=kini).rev() { " · " a.govuk-link href=(format!("/meja-pengaduan/pantau?tahun={tahun}")) { (tahun) } }
        }
        (page::tiles(&statistik::ubin(&bahan.jumlah)))
        p.govuk-body { "Sedang terlambat hari ini: " strong { (angka::bulat(lewat)) } " laporan." }
        @if bahan.jumlah.banyak == 0 {
            (page::empty("Belum ada laporan pada masa ini", "Angka dihitung ulang setiap jam.", Some(&Link::new("Meja pengaduan", "/meja-pengaduan"))))
        } @else {
            (tabel("Menurut perangkat daerah", "Perangkat daerah", unit, Some("Terlambat kini")))
            (menurut("Menurut klasifikasi", "Klasifikasi", &bahan.klasifikasi, |kode| Klasifikasi::urai(kode).map_or("Lainnya", Klasifikasi::label)))
            (menurut("Menurut kanal", "Kanal", &bahan.kanal, |kode| Kanal::urai(kode).map_or("Lainnya", Kanal::label)))
            (menurut("Menurut status", "Status", &bahan.keadaan, |kode| Keadaan::urai(kode).map_or("Lainnya", Keadaan::label)))
        }
        @if let Some(saat) = bahan.saat { p.govuk-body-s { "Dihitung " (page::moment(&super::saat(ctx, saat))) ". Hari dihitung dalam hari kerja. Terlambat kini dihitung saat halaman dibuka." } }
    };
    super::bingkai_meja(ctx, StatusCode::OK, "Pemantauan pengaduan", false, isi)
}
