//! Figures, tables and charts of results.
use std::borrow::Cow;

use kernel::indonesia::angka;
use kernel::page::{self, Chart, Column, Datum, Row, Series, Table, Tone};
use maud::{Markup, html};

use crate::hasil::{Hasil, Pilah, Titik};
use crate::model::{UNSUR_NAMA, nama_unsur};
use crate::rules::lipat::{Lipatan, TERKECIL};
use crate::rules::nilai::{Mutu, Rasio, Rekap, UNSUR};

/// A fraction with so many decimals; a dash where there is none.
pub fn pecahan(nilai: Option<Rasio>, skala: u8) -> String {
    nilai.map_or_else(|| "–".to_owned(), |nilai| angka::desimal(nilai.bulat(skala), skala))
}

/// Letter and meaning of a quality.
pub fn mutu(mutu: Option<Mutu>) -> String {
    mutu.map_or_else(|| "–".to_owned(), |mutu| format!("{} ({})", mutu.huruf(), mutu.kinerja()))
}

/// What a quality means as a colour.
pub fn warna(mutu: Option<Mutu>) -> Tone {
    match mutu {
        Some(Mutu::A | Mutu::B) => Tone::Good,
        Some(Mutu::C) => Tone::Attention,
        Some(Mutu::D) => Tone::Bad,
        None => Tone::Neutral,
    }
}

/// A fraction as the length of a bar. The figures that people read are exact; only the bar is not.
fn panjang(nilai: Option<Rasio>) -> f64 {
    nilai.and_then(|nilai| i32::try_from(nilai.bulat(2)).ok()).map_or(0.0, |nilai| f64::from(nilai) / 100.0)
}

/// Index, quality and respondents.
pub fn ubin(rekap: &Rekap) -> Markup {
    let mutu = rekap.mutu();
    page::tiles(&[
        page::Tile {
            label: "Nilai kepuasan".into(),
            value: pecahan(rekap.konversi(), 2).into(),
            note: "dari 100".into(),
            href: "".into(),
            tone: warna(mutu),
        },
        page::Tile {
            label: "Mutu pelayanan".into(),
            value: mutu.map_or("–", Mutu::huruf).into(),
            note: mutu.map_or("", Mutu::kinerja).into(),
            href: "".into(),
            tone: warna(mutu),
        },
        page::Tile {
            label: "Responden".into(),
            value: angka::bulat(rekap.n).into(),
            note: "".into(),
            href: "".into(),
            tone: Tone::Neutral,
        },
    ])
}

/// The nine elements as bars, and beside them the table with all figures.
pub fn unsur(id: &str, rekap: &Rekap) -> Markup {
    let data: Vec<Datum<'_>> = (0..UNSUR)
        .map(|place| {
            let nilai = rekap.konversi_unsur(place);
            let label = format!("U{} {}", place + 1, nama_unsur(place));
            Datum::new(label, panjang(nilai), pecahan(nilai, 2)).with_tone(warna(rekap.mutu_unsur(place)))
        })
        .collect();
    let rendah: Vec<String> = rekap.terendah(1).into_iter().map(|place| nama_unsur(place).to_lowercase()).collect();
    let description = match rendah.first() {
        Some(nama) => format!("Nilai konversi sembilan unsur, 25 sampai 100. Yang paling rendah: {nama}."),
        None => "Nilai konversi sembilan unsur, 25 sampai 100.".to_owned(),
    };
    let chart = Chart {
        id,
        title: "Nilai per unsur",
        description: &description,
        label_heading: "Unsur",
        value_heading: "Nilai konversi",
        most: Some(100.0),
    };
    let rows = (0..UNSUR)
        .map(|place| {
            Row::new(vec![
                html! { "U" (place + 1) },
                html! { (nama_unsur(place)) },
                html! { (pecahan(rekap.rata(place), 3)) },
                html! { (pecahan(rekap.tertimbang(place), 3)) },
                html! { (pecahan(rekap.konversi_unsur(place), 2)) },
                html! { (mutu(rekap.mutu_unsur(place))) },
            ])
        })
        .collect();
    html! {
        (page::bar_chart(&chart, &data))
        (page::table(&Table {
            caption: "Rata-rata, nilai tertimbang, dan mutu tiap unsur".into(),
            columns: vec![
                Column::new("Kode"),
                Column::new("Unsur"),
                Column::numeric("Rata-rata"),
                Column::numeric("Tertimbang (1/9)"),
                Column::numeric("Konversi"),
                Column::new("Mutu"),
            ],
            rows,
            title: 1,
            ..Table::default()
        }))
        p.pudar { "Rata-rata 1 sampai 4. Konversi = rata-rata × 25. Mutu ditentukan dari konversi yang dibulatkan dua angka." }
    }
}

/// Groups with their figures; what is folded stands last.
pub fn lipatan<K>(judul: &str, kolom: &str, lipatan: &Lipatan<K>, sebut: impl Fn(&K) -> Markup) -> Markup {
    let sel = |nama: Markup, rekap: &Rekap| {
        Row::new(vec![
            nama,
            html! { (angka::bulat(rekap.n)) },
            html! { (pecahan(rekap.konversi(), 2)) },
            html! { (mutu(rekap.mutu())) },
        ])
    };
    let mut rows: Vec<Row<'_>> = lipatan.tampil.iter().map(|(kunci, rekap)| sel(sebut(kunci), rekap)).collect();
    if let Some(rekap) = &lipatan.gabungan {
        let nama = html! { "Digabung (" (lipatan.banyak) " kelompok kecil)" };
        rows.push(if rekap.n < TERKECIL {
            Row::new(vec![nama, html! { (angka::bulat(rekap.n)) }, html! { "tidak dipilah" }, html! { "–" }])
        } else {
            sel(nama, rekap)
        });
    }
    page::table(&Table {
        caption: judul.to_owned().into(),
        columns: vec![
            Column::new(kolom.to_owned()),
            Column::numeric("Responden"),
            Column::numeric("Nilai"),
            Column::new("Mutu"),
        ],
        rows,
        ..Table::default()
    })
}

/// How the respondents are made up.
pub fn pilah(semua: &[Pilah]) -> Markup {
    html! {
        @if semua.is_empty() {
            p { "Responden belum cukup untuk dipilah: kelompok dengan kurang dari " (TERKECIL) " orang tidak ditampilkan sendiri." }
        } @else {
            p { "Kelompok dengan kurang dari " (TERKECIL) " orang digabung, supaya tidak ada yang dapat dikenali." }
            @for (label, kelompok) in semua { (lipatan(label, "Kelompok", kelompok, |nama| html! { (nama) })) }
        }
    }
}

/// The whole over several periods, as a line and a table.
pub fn banding(id: &str, titik: &[Titik]) -> Markup {
    if titik.len() < 2 {
        return html! {};
    }
    let chart = Chart {
        id,
        title: "Perbandingan antarmasa",
        description: "Nilai kepuasan tiap masa survei, 0 sampai 100.",
        label_heading: "Masa",
        value_heading: "Nilai",
        most: Some(100.0),
    };
    let points: Vec<Cow<'_, str>> = titik.iter().map(|satu| Cow::Borrowed(satu.nama.as_str())).collect();
    let series = Series {
        label: "Nilai kepuasan".into(),
        values: titik.iter().map(|satu| satu.rekap.konversi().map(|nilai| panjang(Some(nilai)))).collect(),
        texts: titik.iter().map(|satu| pecahan(satu.rekap.konversi(), 2).into()).collect(),
    };
    html! {
        (page::line_chart(&chart, &points, &[series]))
        @if let [.., lama, baru] = titik { (beda(lama, baru)) }
    }
}

/// What changed from one period to the next, per element.
fn beda(lama: &Titik, baru: &Titik) -> Markup {
    let rows = UNSUR_NAMA
        .iter()
        .enumerate()
        .map(|(place, (_, nama))| {
            let (dulu, kini) = (lama.rekap.konversi_unsur(place), baru.rekap.konversi_unsur(place));
            let selisih = dulu.zip(kini).map(|(dulu, kini)| kini.bulat(2) - dulu.bulat(2));
            Row::new(vec![
                html! { (nama) },
                html! { (pecahan(dulu, 2)) },
                html! { (pecahan(kini, 2)) },
                html! { @match selisih {
                    Some(selisih) => { @if selisih > 0 { "+" } (angka::desimal(selisih, 2)) }
                    None => "–",
                } },
            ])
        })
        .collect();
    page::details(
        &format!("Perubahan tiap unsur sejak {}", lama.nama),
        page::table(&Table {
            caption: format!("{} dan {}", lama.nama, baru.nama).into(),
            columns: vec![
                Column::new("Unsur"),
                Column::numeric(lama.nama.clone()),
                Column::numeric(baru.nama.clone()),
                Column::numeric("Selisih"),
            ],
            rows,
            ..Table::default()
        }),
    )
}

/// What the results say in a few sentences, for reports.
pub fn uraian(hasil: &Hasil) -> Vec<String> {
    let rekap = &hasil.jumlah;
    let (Some(konversi), Some(mutu)) = (rekap.konversi(), rekap.mutu()) else {
        return vec!["Belum ada jawaban dalam masa ini.".to_owned()];
    };
    let mut semua = vec![format!(
        "Dari {} responden, nilai kepuasan adalah {} dengan mutu {} ({}).",
        angka::bulat(rekap.n),
        angka::desimal(konversi.bulat(2), 2),
        mutu.huruf(),
        mutu.kinerja()
    )];
    let rendah: Vec<String> = rekap
        .terendah(3)
        .into_iter()
        .map(|place| format!("{} ({})", nama_unsur(place).to_lowercase(), pecahan(rekap.konversi_unsur(place), 2)))
        .collect();
    if !rendah.is_empty() {
        semua.push(format!(
            "Unsur dengan nilai terendah: {}. Unsur-unsur ini didahulukan dalam rencana tindak lanjut.",
            kernel::indonesia::kalimat::daftar_dan(&rendah)
        ));
    }
    semua
}
