//! Published results.
use http::StatusCode;
use kernel::indonesia::{angka, tanggal};
use kernel::page::{self, ButtonKind, Column, Link, NavItem, Row, Table};
use kernel::web::Options;
use kernel::{Ctx, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::angka::{banding, lipatan, mutu, pecahan, pilah, ubin, unsur, warna};
use crate::hasil::{Hasil, Susunan, Titik};
use crate::model::Periode;
use crate::rules::nilai::Rekap;
use crate::store::rekap::Terbit;
use crate::store::tindak_lanjut::Tindakan;

fn bingkai(ctx: &Ctx, judul: &str, lebih: Option<Link<'_>>, isi: Markup) -> Result<Response> {
    let mut breadcrumbs = vec![Link::new("Beranda", "/")];
    if ctx.uri_path() != "/survei" {
        breadcrumbs.push(Link::new("Survei kepuasan", "/survei"));
    }
    breadcrumbs.extend(lebih);
    ctx.framed(StatusCode::OK, Options { title: judul, breadcrumbs, has_errors: false, refresh: None }, isi)
}

/// The results of the regency in one year.
pub struct Tahunan {
    /// Year.
    pub tahun: i32,
    /// Years with published results, newest first.
    pub tahun_lain: Vec<i32>,
    /// Published periods of this year.
    pub terbit: Vec<Terbit>,
    /// The whole of each year, oldest first.
    pub per_tahun: Vec<(i32, Rekap)>,
}

impl Tahunan {
    /// All answers of the year.
    pub fn jumlah(&self) -> Rekap {
        let mut jumlah = Rekap::default();
        for satu in &self.terbit {
            jumlah.gabung(&satu.rekap);
        }
        jumlah
    }

    /// The year of each agency, all its periods together, newest period first.
    fn perangkat(&self) -> Vec<(Uuid, Rekap)> {
        let mut semua: Vec<(Uuid, Rekap)> = vec![];
        for satu in &self.terbit {
            match semua.iter_mut().find(|(unit, _)| *unit == satu.unit) {
                Some((_, rekap)) => rekap.gabung(&satu.rekap),
                None => semua.push((satu.unit, satu.rekap)),
            }
        }
        semua
    }
}

/// The mean of the agencies' values as they are published, in hundredths.
pub fn rata_perangkat(semua: &[Rekap]) -> Option<i64> {
    let nilai: Vec<i64> = semua.iter().filter_map(|rekap| Some(rekap.konversi()?.bulat(2))).collect();
    let banyak = i128::try_from(nilai.len()).ok()?;
    crate::rules::nilai::Rasio::new(nilai.into_iter().map(i128::from).sum(), banyak).map(|nilai| nilai.bulat(0))
}

/// GET /survei
pub fn kabupaten(ctx: &Ctx, susunan: &Susunan, isi: Option<&Tahunan>) -> Result<Response> {
    let judul = "Survei kepuasan masyarakat";
    let Some(isi) = isi else {
        let kosong = html! {
            (page::heading("", judul, html! {}))
            (page::empty("Belum ada hasil yang terbit", "Hasil survei setiap perangkat daerah diumumkan di sini setelah masa surveinya berakhir.", None))
        };
        return bingkai(ctx, judul, None, kosong);
    };
    let jumlah = isi.jumlah();
    let perangkat = isi.perangkat();
    let mut bernama: Vec<(String, Uuid, Rekap)> =
        perangkat.into_iter().map(|(unit, rekap)| (susunan.nama(Some(unit)), unit, rekap)).collect();
    bernama.sort_by(|kiri, kanan| kiri.0.cmp(&kanan.0));
    let rekap: Vec<Rekap> = bernama.iter().map(|(_, _, rekap)| *rekap).collect();
    let tahun: Vec<(String, String, bool)> = isi
        .tahun_lain
        .iter()
        .map(|tahun| (tahun.to_string(), format!("/survei?tahun={tahun}"), *tahun == isi.tahun))
        .collect();
    let items: Vec<NavItem<'_>> =
        tahun.iter().map(|(label, href, active)| NavItem::new(label.as_str(), href.as_str(), *active)).collect();
    let rows = bernama
        .iter()
        .map(|(nama, unit, rekap)| {
            Row::new(vec![
                html! { a.govuk-link href={ "/survei/perangkat/" (unit) } { (nama) } },
                html! { (angka::bulat(rekap.n)) },
                html! { (pecahan(rekap.konversi(), 2)) },
                html! { (page::tag(&mutu(rekap.mutu()), warna(rekap.mutu()))) },
            ])
        })
        .collect();
    let isi_halaman = html! {
        (page::heading(&ctx.app.profile.name(), judul, html! {}))
        @if items.len() > 1 { (page::segments("Tahun", &items)) }
        p.govuk-body-l { "Pendapat pengguna layanan tahun " (isi.tahun) " atas sembilan unsur pelayanan, menurut PermenPANRB 14/2017." }
        (ubin(&jumlah))
        @if let Some(rata) = rata_perangkat(&rekap) {
            p { "Rata-rata nilai " (rekap.len()) " perangkat daerah: " strong { (angka::desimal(rata, 2)) } ". Nilai di atas dihitung dari semua responden." }
        }
        (unsur("unsur", &jumlah))
        (page::table(&Table {
            caption: "Menurut perangkat daerah".into(),
            columns: vec![Column::new("Perangkat daerah"), Column::numeric("Responden"), Column::numeric("Nilai"), Column::new("Mutu")],
            rows,
            ..Table::default()
        }))
        (per_tahun(&isi.per_tahun))
        h2.govuk-heading-m { "Data terbuka" }
        p { "Semua hasil yang terbit: " a.govuk-link href="/survei/data.csv" { "CSV" } ", " a.govuk-link href="/survei/data.json" { "JSON" } "." }
    };
    bingkai(ctx, judul, None, isi_halaman)
}

fn per_tahun(semua: &[(i32, Rekap)]) -> Markup {
    let titik: Vec<Titik> =
        semua.iter().map(|(tahun, rekap)| Titik { nama: tahun.to_string(), rekap: *rekap }).collect();
    banding("tahun", &titik)
}

/// GET /survei/perangkat/{unit}
pub fn perangkat(ctx: &Ctx, nama: &str, terbit: &[Terbit]) -> Result<Response> {
    let rows = terbit
        .iter()
        .map(|satu| {
            Row::new(vec![
                html! { a.govuk-link href={ "/survei/hasil/" (satu.periode) } { (satu.nama) } },
                html! { (tanggal::rentang(satu.mulai, satu.selesai)) },
                html! { (angka::bulat(satu.rekap.n)) },
                html! { (pecahan(satu.rekap.konversi(), 2)) },
                html! { (page::tag(&mutu(satu.rekap.mutu()), warna(satu.rekap.mutu()))) },
            ])
        })
        .collect();
    let mut titik: Vec<Titik> =
        terbit.iter().take(8).map(|satu| Titik { nama: satu.nama.clone(), rekap: satu.rekap }).collect();
    titik.reverse();
    let isi = html! {
        (page::heading("Survei kepuasan", nama, html! {}))
        (page::table(&Table {
            caption: "Hasil yang terbit".into(),
            columns: vec![Column::new("Masa survei"), Column::new("Hari"), Column::numeric("Responden"), Column::numeric("Nilai"), Column::new("Mutu")],
            rows,
            ..Table::default()
        }))
        (banding("masa", &titik))
    };
    bingkai(ctx, nama, None, isi)
}

/// What a page of results shows beside the figures.
pub struct Sisi<'a> {
    /// Name of the agency.
    pub unit: &'a str,
    /// Periods to compare with.
    pub banding: &'a [Titik],
    /// Shown comments: service and text.
    pub komentar: &'a [(String, String)],
    /// Actions decided upon, with the unit in charge.
    pub tindakan: &'a [(Tindakan, String)],
}

/// GET /survei/hasil/{id}
pub fn periode(ctx: &Ctx, periode: &Periode, hasil: &Hasil, sisi: &Sisi<'_>) -> Result<Response> {
    let acts = page::button_link("Unduh PDF", &format!("{}/pdf", periode.publik()), ButtonKind::Secondary);
    let isi = html! {
        (page::heading(sisi.unit, &periode.nama, acts))
        p { "Masa survei " (tanggal::rentang(periode.mulai, periode.selesai)) "." }
        (ubin(&hasil.jumlah))
        (unsur("unsur", &hasil.jumlah))
        (lipatan("Menurut layanan", "Layanan", &hasil.layanan, |(id, nama)| html! {
            a.govuk-link href={ (periode.publik()) "/layanan/" (id) } { (nama) }
        }))
        h2.govuk-heading-m { "Siapa yang menjawab" }
        (pilah(&hasil.pilah))
        (banding("masa", sisi.banding))
        (suara(sisi.komentar, true))
        (rencana(sisi.tindakan))
    };
    let unit = periode.unit.map(|unit| Link::new(sisi.unit.to_owned(), format!("/survei/perangkat/{unit}")));
    bingkai(ctx, &format!("{}, {}", sisi.unit, periode.nama), unit, isi)
}

/// GET /survei/hasil/{id}/layanan/{layanan}
pub fn layanan(
    ctx: &Ctx,
    periode: &Periode,
    nama: &str,
    hasil: &Hasil,
    unit: &str,
    komentar: &[(String, String)],
) -> Result<Response> {
    let isi = html! {
        (page::heading(unit, nama, html! {}))
        p { (periode.nama) ", " (tanggal::rentang(periode.mulai, periode.selesai)) "." }
        (ubin(&hasil.jumlah))
        (unsur("unsur", &hasil.jumlah))
        h2.govuk-heading-m { "Siapa yang menjawab" }
        (pilah(&hasil.pilah))
        (suara(komentar, false))
    };
    let lebih = Link::new(periode.nama.clone(), periode.publik());
    bingkai(ctx, &format!("{nama}, {}", periode.nama), Some(lebih), isi)
}

fn suara(semua: &[(String, String)], sebut_layanan: bool) -> Markup {
    html! {
        @if !semua.is_empty() {
            h2.govuk-heading-m { "Suara pengguna layanan" }
            ul.govuk-list.govuk-list--spaced {
                @for (layanan, isi) in semua {
                    li { "“" (isi) "”" @if sebut_layanan { br; span.pudar { (layanan) } } }
                }
            }
        }
    }
}

fn rencana(semua: &[(Tindakan, String)]) -> Markup {
    if semua.is_empty() {
        return html! {};
    }
    let rows = semua
        .iter()
        .map(|(satu, unit)| {
            Row::new(vec![
                html! { (satu.unsur) },
                html! { (satu.aksi) @if !satu.hasil.is_empty() { br; span.pudar { "Hasil: " (satu.hasil) } } },
                html! { (unit) },
                html! { @if let Some(target) = satu.target { (tanggal::panjang(target)) } },
                html! { (satu.status) },
            ])
        })
        .collect();
    page::table(&Table {
        caption: "Yang kami perbaiki".into(),
        columns: vec![
            Column::new("Unsur"),
            Column::new("Yang dilakukan"),
            Column::new("Penanggung jawab"),
            Column::new("Target"),
            Column::new("Keadaan"),
        ],
        rows,
        title: 1,
        ..Table::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_agencies_is_that_of_the_published_values() {
        let rekap = |n: i64, nilai: i64| Rekap { n, jumlah: [n * nilai; 9] };
        assert_eq!(rata_perangkat(&[]), None);
        assert_eq!(rata_perangkat(&[rekap(1, 4), rekap(99, 3)]), Some(8750));
        assert_eq!(rata_perangkat(&[rekap(0, 0)]), None);
    }
}
