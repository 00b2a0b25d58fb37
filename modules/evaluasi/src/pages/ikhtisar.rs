//! A period as a whole.

use kernel::page::{self, Column, Fact, Link, Row, StepState, Table, Tile, Tone};
use kernel::web::Response;
use kernel::{Ctx, Result, indonesia::tanggal};
use maud::{Markup, html};

use super::bagian::{Tampilan, bagan, halaman_periode, nilai, saat, tanda_jawaban, tenggat, tombol};
use crate::angka::{tulis, tulis_indeks, tulis_ringkas};
use crate::grafik::{self, Judul, Skala};
use crate::model::{Aspek, Hasil};
use crate::periode::{
    Jawaban, Jejak, KeadaanJawaban, KeadaanTindakLanjut, Periode, Rekomendasi, fakta, nilai_eksternal, nilai_mandiri,
};
use crate::ruang::Ruang;
use crate::rules::alur::{Jalur, Keadaan, Tindakan};
use crate::rules::hitung::hitung;

pub(crate) fn halaman(
    ctx: &Ctx,
    ruang: &Ruang,
    jawaban: &[Jawaban],
    rekomendasi: &[Rekomendasi],
    jejak: &[Jejak],
) -> Result<Response> {
    let p = &ruang.periode;
    let mandiri = hitung(p.instrumen, &nilai_mandiri(p.instrumen, jawaban), p.basis);
    let eksternal = p.ada_eksternal().then(|| hitung(p.instrumen, &nilai_eksternal(p.instrumen, jawaban), p.basis));
    let dipakai = eksternal.as_ref().filter(|e| e.belum_dinilai.len() < jawaban.len()).unwrap_or(&mandiri);
    let isi = html! {
        (tahap(p))
        (berikutnya(ruang, jawaban))
        (ubin(p, jawaban, &mandiri, eksternal.as_ref(), rekomendasi))
        @if let Some(lain) = &dipakai.predikat_lain {
            (page::warning(&format!(
                "Bila dihitung dari {}, predikatnya {}. Predikat di atas dihitung dari {}.",
                lain.basis.nama(), lain.predikat.nama, p.basis.nama()
            )))
        }
        (fakta_periode(ctx, ruang))
        (grafik_hasil(p, dipakai, jawaban))
        h2.govuk-heading-l { "Indikator" }
        @if p.instrumen.domain.is_empty() {
            @for aspek in &p.instrumen.aspek { (tabel_aspek(p, jawaban, dipakai, aspek)) }
        } @else {
            @for domain in &p.instrumen.domain {
                @let milik: Vec<&Jawaban> = jawaban.iter().filter(|j| domain_dari(p, j) == Some(domain.nomor)).collect();
                h3.govuk-heading-m { "Domain " (domain.nomor) ": " (domain.nama) }
                p.pudar { (kemajuan(&milik)) " · indeks " (indeks_bagian(&dipakai.domain, domain.nomor)) " · bobot " (tulis(domain.bobot, 2, ',')) "%" }
                @for aspek in p.instrumen.aspek_domain(domain.nomor) { (tabel_aspek(p, jawaban, dipakai, aspek)) }
            }
        }
        h2.govuk-heading-m { "Unduh" }
        ul.govuk-list {
            li { a.govuk-link href={ (p.href()) "/rekap.xlsx" } download { "Rekap nilai (XLSX)" } }
            li { a.govuk-link href={ (p.href()) "/rekap.csv" } download { "Rekap nilai (CSV)" } }
            @if ruang.boleh(Tindakan::IsiNilai, None) { li { a.govuk-link href={ (p.href()) "/impor" } { "Impor nilai dari CSV" } } }
        }
        @if !jejak.is_empty() { h2.govuk-heading-m { "Perjalanan" } (perjalanan(ctx, jejak)) }
    };
    halaman_periode(ctx, ruang, Tampilan::Ikhtisar, &p.nama, &[], isi)
}

fn domain_dari(p: &Periode, jawaban: &Jawaban) -> Option<u8> {
    let aspek = p.instrumen.indikator(&jawaban.kode)?.aspek;
    p.instrumen.aspek.iter().find(|a| a.nomor == aspek)?.domain
}

fn indeks_bagian(bagian: &[crate::model::HasilBagian], nomor: u8) -> String {
    bagian.iter().find(|b| b.nomor == nomor).map(|b| tulis_indeks(b.indeks)).unwrap_or_default()
}

fn kemajuan(jawaban: &[&Jawaban]) -> String {
    let dinilai = jawaban.iter().filter(|j| j.nilai.is_some()).count();
    format!("{dinilai} dari {} indikator dinilai", jawaban.len())
}

fn tahap(p: &Periode) -> Markup {
    let jalan: &[Keadaan] = match p.jalur {
        Jalur::DenganEksternal => &Keadaan::SEMUA,
        Jalur::Internal => &[Keadaan::Persiapan, Keadaan::PenilaianMandiri, Keadaan::ValidasiInternal, Keadaan::Final],
    };
    let langkah: Vec<(Link<'_>, StepState)> = jalan
        .iter()
        .map(|k| {
            let letak = match k.cmp(&p.keadaan) {
                std::cmp::Ordering::Less => StepState::Done,
                std::cmp::Ordering::Equal if p.beku() => StepState::Done,
                std::cmp::Ordering::Equal => StepState::Current,
                std::cmp::Ordering::Greater => StepState::Ahead,
            };
            (Link::new(k.nama(), ""), letak)
        })
        .collect();
    page::steps("Tahap penilaian", &langkah)
}

/// What the person can do now, with what is missing.
fn berikutnya(ruang: &Ruang, jawaban: &[Jawaban]) -> Markup {
    let keadaan = fakta(&ruang.periode, &ruang.tim, jawaban, "");
    let langkah = ruang.langkah(keadaan);
    let href = ruang.periode.href();
    let milik: Vec<&Jawaban> = jawaban
        .iter()
        .filter(|j| {
            j.responden == Some(ruang.saya)
                && matches!(j.keadaan, KeadaanJawaban::Kosong | KeadaanJawaban::Dikembalikan)
        })
        .filter(|_| ruang.periode.keadaan == Keadaan::PenilaianMandiri)
        .collect();
    let pertama = match ruang.periode.keadaan {
        Keadaan::PenilaianMandiri if ruang.boleh(Tindakan::IsiNilai, None) => jawaban
            .iter()
            .find(|j| matches!(j.keadaan, KeadaanJawaban::Kosong | KeadaanJawaban::Dikembalikan))
            .map(|j| ("Lanjutkan mengisi indikator", &j.kode)),
        Keadaan::ValidasiInternal if ruang.boleh(Tindakan::ValidasiJawaban, None) => jawaban
            .iter()
            .find(|j| j.keadaan == KeadaanJawaban::Diisi)
            .map(|j| ("Lanjutkan validasi indikator", &j.kode)),
        Keadaan::PenilaianEksternal if ruang.boleh(Tindakan::IsiNilaiEksternal, None) => {
            jawaban.iter().find(|j| j.nilai_eksternal.is_none()).map(|j| ("Lanjutkan menilai indikator", &j.kode))
        }
        Keadaan::Persiapan
        | Keadaan::PenilaianMandiri
        | Keadaan::ValidasiInternal
        | Keadaan::Dikirim
        | Keadaan::PenilaianEksternal
        | Keadaan::Final => None,
    };
    if langkah.is_empty() && milik.is_empty() && pertama.is_none() {
        return html! {};
    }
    page::card(
        "Berikutnya",
        &[],
        html! {
            @if let Some((kata, kode)) = pertama {
                p { (page::button_link(&format!("{kata} {kode}"), &ruang.periode.href_indikator(kode), page::ButtonKind::Primary)) }
            }
            @if !milik.is_empty() {
                p.govuk-body { "Ditugaskan kepada Anda dan belum selesai:" }
                ul.govuk-list {
                    @for j in &milik {
                        li { a.govuk-link href=(ruang.periode.href_indikator(&j.kode)) {
                            (j.kode) ". " (ruang.periode.instrumen.indikator(&j.kode).map_or("", |i| i.nama.as_str()))
                        } }
                    }
                }
            }
            @if ruang.periode.keadaan == Keadaan::Persiapan && ruang.boleh(Tindakan::AturPeriode, None) && ruang.tim.is_empty() {
                p { (page::button_link("Tunjuk tim", &format!("{href}/tim"), page::ButtonKind::Primary)) }
            }
            @for (tindakan, kurang) in &langkah {
                @if kurang.is_empty() {
                    p { (tombol(ruang, *tindakan)) }
                } @else {
                    p.govuk-body { strong { (tindakan.nama()) } ": " (kurang.join(" ")) }
                }
            }
        },
    )
}

fn ubin(
    p: &Periode,
    jawaban: &[Jawaban],
    mandiri: &Hasil,
    eksternal: Option<&Hasil>,
    rekomendasi: &[Rekomendasi],
) -> Markup {
    let banyak = jawaban.len();
    let dinilai = banyak - mandiri.belum_dinilai.len();
    let diterima = jawaban.iter().filter(|j| j.keadaan == KeadaanJawaban::Diterima).count();
    let mut ubin = vec![];
    if let Some(e) = eksternal {
        let ada = banyak - e.belum_dinilai.len();
        ubin.push(Tile {
            label: format!("{} (eksternal)", p.instrumen.nama_indeks).into(),
            value: tulis_indeks(e.indeks).into(),
            note: format!("{} · tepatnya {} · {ada} dari {banyak} dinilai", e.predikat.nama, tulis(e.indeks, 4, ','))
                .into(),
            tone: Tone::Good,
            ..Tile::default()
        });
    }
    let sementara = if mandiri.belum_dinilai.is_empty() { "" } else { " · sementara" };
    ubin.push(Tile {
        label: match p.jalur {
            Jalur::DenganEksternal => format!("{} (mandiri)", p.instrumen.nama_indeks),
            Jalur::Internal => p.instrumen.nama_indeks.clone(),
        }
        .into(),
        value: tulis_indeks(mandiri.indeks).into(),
        note: format!("{} · tepatnya {}{sementara}", mandiri.predikat.nama, tulis(mandiri.indeks, 4, ',')).into(),
        tone: if mandiri.belum_dinilai.is_empty() { Tone::Good } else { Tone::Working },
        ..Tile::default()
    });
    ubin.push(Tile {
        label: "Dinilai".into(),
        value: format!("{dinilai}/{banyak}").into(),
        tone: if dinilai == banyak { Tone::Good } else { Tone::Working },
        ..Tile::default()
    });
    ubin.push(Tile {
        label: "Diterima".into(),
        value: format!("{diterima}/{banyak}").into(),
        tone: if diterima == banyak { Tone::Good } else { Tone::Neutral },
        ..Tile::default()
    });
    if let Some(sasaran) = p.sasaran {
        let kini = eksternal.map_or(mandiri.indeks, |e| e.indeks);
        ubin.push(Tile {
            label: "Sasaran".into(),
            value: tulis_ringkas(sasaran).into(),
            note: if kini >= sasaran {
                "Tercapai".into()
            } else {
                format!("Kurang {}", tulis_indeks(sasaran - kini)).into()
            },
            tone: if kini >= sasaran { Tone::Good } else { Tone::Attention },
            ..Tile::default()
        });
    }
    if !rekomendasi.is_empty() {
        let selesai = rekomendasi.iter().filter(|r| r.keadaan() == KeadaanTindakLanjut::Selesai).count();
        ubin.push(Tile {
            label: "Rekomendasi selesai".into(),
            value: format!("{selesai}/{}", rekomendasi.len()).into(),
            href: format!("{}/rekomendasi", p.href()).into(),
            tone: if selesai == rekomendasi.len() { Tone::Good } else { Tone::Attention },
            ..Tile::default()
        });
    }
    page::tiles(&ubin)
}

fn fakta_periode(ctx: &Ctx, ruang: &Ruang) -> Markup {
    let p = &ruang.periode;
    let hari = ctx.today();
    let mut fakta = vec![
        Fact::new(
            "Instrumen",
            html! { a.govuk-link href={ "/evaluasi/instrumen/" (p.instrumen.id) } { (p.instrumen.nama) } },
        ),
        Fact::new("Jalur", html! { (p.jalur.nama()) }),
        Fact::new("Predikat dari", html! { (p.basis.nama()) }),
        Fact::new("Tanggal penilaian", html! { (tanggal::panjang(p.tanggal_penilaian)) }),
    ];
    match p.dibekukan {
        Some(beku) => fakta.push(Fact::new("Dibekukan", page::moment(&saat(ctx, beku)))),
        None => {
            fakta.push(Fact::new("Tenggat mengisi", tenggat(p.tenggat_isi, hari)));
            fakta.push(Fact::new("Tenggat validasi", tenggat(p.tenggat_validasi, hari)));
            if p.jalur == Jalur::DenganEksternal {
                fakta.push(Fact::new("Tenggat eksternal", tenggat(p.tenggat_eksternal, hari)));
            }
        }
    }
    html! {
        (page::metadata(&fakta))
        @if ruang.boleh_menjadwal() { p { a.govuk-link href={ (p.href()) "/pengaturan" } { "Ubah pengaturan periode" } } }
    }
}

fn grafik_hasil(p: &Periode, hasil: &Hasil, jawaban: &[Jawaban]) -> Markup {
    if hasil.belum_dinilai.len() == jawaban.len() {
        return html! {};
    }
    let skala = Skala::dari(p.instrumen);
    let aspek = grafik::butir_aspek(hasil);
    let judul = |id: &str, judul: &str, butir: &[grafik::Butir]| Judul {
        id: id.to_owned(),
        judul: judul.to_owned(),
        uraian: grafik::uraian_butir(butir),
    };
    html! {
        div.berdampingan {
            div { (bagan("Indeks per aspek", grafik::radar(&judul("g-aspek", "Indeks per aspek", &aspek), &skala, &aspek),
                &grafik::tabel_butir(&aspek, "Aspek", "Indeks"), true)) }
            @if !hasil.domain.is_empty() {
                @let domain = grafik::butir_domain(hasil);
                div { (bagan("Indeks per domain", grafik::batang(&judul("g-domain", "Indeks per domain", &domain), &skala, &domain),
                    &grafik::tabel_butir(&domain, "Domain", "Indeks"), false)) }
            }
        }
    }
}

/// The index of an aspect, or how much of it is scored.
fn capaian(hasil: &Hasil, aspek: &Aspek, milik: &[&Jawaban]) -> String {
    if milik.iter().all(|j| j.nilai.is_some()) {
        format!("indeks {}", indeks_bagian(&hasil.aspek, aspek.nomor))
    } else {
        kemajuan(milik)
    }
}

fn tabel_aspek(p: &Periode, jawaban: &[Jawaban], hasil: &Hasil, aspek: &Aspek) -> Markup {
    let milik: Vec<&Jawaban> =
        jawaban.iter().filter(|j| p.instrumen.indikator(&j.kode).is_some_and(|i| i.aspek == aspek.nomor)).collect();
    // In all tables or in none, so that they line up.
    let berresponden = jawaban.iter().any(|j| j.responden.is_some());
    let mut kolom = vec![Column::new("Indikator"), Column::numeric("Bobot"), Column::numeric("Mandiri")];
    if p.ada_eksternal() {
        kolom.push(Column::numeric("Eksternal"));
    }
    kolom.push(Column::new("Keadaan"));
    if berresponden {
        kolom.push(Column::new("Responden"));
    }
    let baris = milik
        .iter()
        .map(|j| {
            let i = p.instrumen.indikator(&j.kode);
            let mut sel = vec![
                html! { a.govuk-link href=(p.href_indikator(&j.kode)) { (j.kode) ". " (i.map_or("", |i| i.nama.as_str())) } },
                html! { (i.map(|i| tulis(i.bobot, 2, ',')).unwrap_or_default()) "%" },
                nilai(j.nilai),
            ];
            if p.ada_eksternal() {
                sel.push(nilai(j.nilai_eksternal));
            }
            sel.push(tanda_jawaban(j.keadaan));
            if berresponden {
                sel.push(html! { @match &j.responden_nama { Some(nama) => (nama), None => span.pudar { "Tim" } } });
            }
            Row::new(sel)
        })
        .collect();
    page::table(&Table {
        caption: format!("Aspek {}: {} · {}", aspek.nomor, aspek.nama, capaian(hasil, aspek, &milik)).into(),
        columns: kolom,
        rows: baris,
        ..Table::default()
    })
}

fn perjalanan(ctx: &Ctx, jejak: &[Jejak]) -> Markup {
    let butir: Vec<page::TimelineItem<'_>> = jejak
        .iter()
        .map(|j| page::TimelineItem {
            title: format!("{} → {}", j.tindakan, j.ke).into(),
            by: j.oleh.clone().unwrap_or_default().into(),
            at: saat(ctx, j.pada),
            content: html! { @if !j.alasan.is_empty() { p { (j.alasan) } } },
        })
        .collect();
    page::timeline(&butir)
}
