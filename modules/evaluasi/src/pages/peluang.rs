//! What raises the index most.

use kernel::page::{self, Column, Row, Table};
use kernel::web::Response;
use kernel::{Ctx, Result};
use maud::{Markup, html};

use super::bagian::{Tampilan, halaman_periode};
use crate::angka::{tulis, tulis_indeks, tulis_ringkas};
use crate::model::Nilai;
use crate::ruang::Ruang;
use crate::rules::banding::antarbagian;
use crate::rules::hitung::hitung;
use crate::rules::naik::peluang;
use crate::rules::paket::{Paket, Susunan};

/// Rows shown before "all".
const TERATAS: usize = 15;

pub(crate) fn halaman(
    ctx: &Ctx,
    ruang: &Ruang,
    nilai: &Nilai,
    sama: Option<&Paket>,
    bertingkat: Option<&Paket>,
) -> Result<Response> {
    let p = &ruang.periode;
    let hasil = hitung(p.instrumen, nilai, p.basis);
    let daftar = peluang(p.instrumen, nilai, &Nilai::kosong());
    let bagian = antarbagian(p.instrumen, &hasil);
    let nama_bagian = if p.instrumen.domain.is_empty() { "Aspek" } else { "Domain" };
    let isi = html! {
        p.govuk-body-l { "Indeks sekarang " strong { (tulis_indeks(hasil.indeks)) } ", predikat " strong { (hasil.predikat.nama) } "." }
        @if !hasil.belum_dinilai.is_empty() {
            (page::inset(html! { (hasil.belum_dinilai.len()) " indikator belum dinilai dan dihitung 0; daftar ini masih akan berubah." }))
        }
        h2.govuk-heading-m { "Menuju predikat berikutnya" }
        @match sama {
            None => p.govuk-body { "Predikat tertinggi sudah tercapai." },
            Some(paket) => {
                p.govuk-body { (paket.penjelasan()) }
                (susunan("Paket terkecil: paling sedikit kenaikan tingkat", &paket.hemat))
                @if let Some(berat) = bertingkat.filter(|berat| berat.hemat.langkah != paket.hemat.langkah) {
                    (page::details("Bila tingkat yang lebih tinggi dianggap lebih berat", html! {
                        p.govuk-body { "Di sini kenaikan ke tingkat n dihitung seberat n, sehingga upaya tersebar pada lebih banyak indikator." }
                        (susunan("Paket terhemat menurut beratnya tingkat", &berat.hemat))
                    }))
                }
            }
        }
        h2.govuk-heading-m { "Kenaikan satu tingkat yang paling menaikkan indeks" }
        (page::table(&Table {
            caption: "Tambahan indeks bila satu indikator naik satu tingkat".into(),
            caption_hidden: true,
            columns: vec![Column::new("Indikator"), Column::numeric("Bobot"), Column::numeric("Sekarang"), Column::numeric("Menjadi"), Column::numeric("Tambahan indeks"), Column::numeric("Sampai puncak")],
            rows: daftar.iter().take(TERATAS).map(|k| Row::new(vec![
                html! { a.govuk-link href=(p.href_indikator(&k.kode)) { (k.kode) ". " (k.nama) } },
                html! { (tulis(k.bobot, 2, ',')) "%" },
                html! { (tulis_ringkas(k.kini)) },
                html! { (tulis_ringkas(k.naik_satu)) },
                html! { "+" (tulis(k.tambah_satu, 4, ',')) },
                html! { "+" (tulis(k.tambah_ke_sasaran, 4, ',')) },
            ])).collect(),
            ..Table::default()
        }))
        @if daftar.len() > TERATAS { p.pudar { "Ditampilkan " (TERATAS) " teratas dari " (daftar.len()) " indikator yang belum di puncak." } }
        h2.govuk-heading-m { "Yang paling menahan indeks" }
        (page::table(&Table {
            caption: "Bagian yang paling menahan indeks".into(),
            caption_hidden: true,
            columns: vec![Column::new(nama_bagian), Column::numeric("Bobot"), Column::numeric("Indeks"), Column::numeric("Sumbangan"), Column::numeric("Masih bisa bertambah")],
            rows: bagian.iter().map(|b| Row::new(vec![
                html! { (b.nomor) ". " (b.nama) },
                html! { (tulis(b.bobot, 2, ',')) "%" },
                html! { (tulis_indeks(b.indeks)) },
                html! { (tulis_indeks(b.sumbangan)) },
                html! { (tulis_indeks(b.masih_bisa)) },
            ])).collect(),
            ..Table::default()
        }))
    };
    halaman_periode(ctx, ruang, Tampilan::Peluang, "Peluang naik", &[], isi)
}

fn susunan(judul: &str, susunan: &Susunan) -> Markup {
    page::table(&Table {
        caption: format!("{judul} (indeks menjadi {})", tulis_indeks(susunan.indeks)).into(),
        columns: vec![
            Column::new("Indikator"),
            Column::numeric("Dari"),
            Column::numeric("Ke"),
            Column::numeric("Tambahan indeks"),
        ],
        rows: susunan
            .langkah
            .iter()
            .map(|l| {
                Row::new(vec![
                    html! { (l.kode) ". " (l.nama) },
                    html! { (tulis_ringkas(l.dari)) },
                    html! { (tulis_ringkas(l.ke)) },
                    html! { "+" (tulis(l.tambah, 4, ',')) },
                ])
            })
            .collect(),
        ..Table::default()
    })
}
