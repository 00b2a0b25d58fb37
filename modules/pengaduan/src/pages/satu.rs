//! One complaint, for officers.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::indonesia::{angka, kalimat, tanggal};
use kernel::page::{self, Attachment, ButtonKind, Fact, Link, TimelineItem};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{Rujukan, alinea, hitung_mundur, langkah_berikut, tanda, tindakan};
use crate::lampiran;
use crate::model::{self, Pelapor, Pengaduan};
use crate::rules::alur::Tindakan;
use crate::store::berkas::Berkas;
use crate::store::jejak::{Jejak, Terlihat};

/// What the page shows.
pub struct Bahan<'a> {
    /// The complaint.
    pub kini: &'a Pengaduan,
    /// What things are called.
    pub rujukan: &'a Rujukan,
    /// What happened, oldest first.
    pub langkah: &'a [Jejak],
    /// Names of accounts.
    pub nama: &'a BTreeMap<Uuid, String>,
    /// Officers who can be given it, while that form is open.
    pub calon: &'a [Uuid],
    /// Files.
    pub berkas: Vec<Berkas>,
    /// Complaints that were joined to it.
    pub gabungan: Vec<(Uuid, String)>,
    /// The one that it was joined to.
    pub induk: Option<Pengaduan>,
    /// What the reporter said with the rating.
    pub nilai_teks: Option<String>,
    /// What the actor can do.
    pub pilihan: &'a [Tindakan],
    /// The act whose form is open.
    pub terbuka: Option<Tindakan>,
    /// The actor coordinates.
    pub koordinator: bool,
    /// Complaints that may be the same, with their files.
    pub mirip: &'a [(Pengaduan, Vec<Berkas>)],
    /// Who reports, where that is open to the actor.
    pub siapa: Option<Pelapor>,
    /// Name of the reporter, to be masked in what is published.
    pub samar: Option<String>,
    /// Beginnings of answers.
    pub templat: &'a [(String, String)],
}

fn gambar(id: Uuid, semua: &[Berkas]) -> Markup {
    html! {
        @for satu in semua.iter().filter(|satu| satu.tampil()).take(4) {
            @let alamat = format!("/meja-pengaduan/{id}/berkas/{}", satu.id);
            a href=(alamat) { img src=(alamat) alt=(format!("Foto {}", satu.nama)) loading="lazy" width="240"; }
            " "
        }
    }
}

fn kembar(bahan: &Bahan<'_>) -> Markup {
    let kini = bahan.kini;
    let sisi = |satu: &Pengaduan, berkas: &[Berkas]| {
        html! {
            (alinea(&kalimat::potong(&satu.uraian, 400)))
            p.govuk-body-s { (bahan.rujukan.nama_desa(satu.lokasi.desa.as_deref())) @if !satu.lokasi.patokan.is_empty() { ", " (satu.lokasi.patokan) } }
            (gambar(satu.id, berkas))
        }
    };
    html! {
        @if !bahan.mirip.is_empty() {
            h2.govuk-heading-m { "Mungkin sama dengan" }
            @for (lain, berkas) in bahan.mirip {
                div.berdampingan {
                    div { h3.govuk-heading-s { "Laporan ini" } (sisi(kini, &bahan.berkas)) }
                    div {
                        h3.govuk-heading-s { a.govuk-link href=(model::href(lain.id)) { (lain.judul) } " " (tanda(lain.keadaan)) }
                        (sisi(lain, berkas))
                        @if bahan.pilihan.contains(&Tindakan::Gabung) {
                            p.govuk-body { a.govuk-link href=(format!("{}?tindakan=gabung&induk={}#tindakan", model::href(kini.id), lain.nomor)) { "Gabungkan ke " (lain.nomor) } }
                        }
                    }
                }
            }
        }
    }
}

fn fakta(ctx: &Ctx, bahan: &Bahan<'_>) -> Vec<Fact<'static>> {
    let (kini, rujukan) = (bahan.kini, bahan.rujukan);
    let mut semua = vec![
        Fact::new(
            "Nomor",
            html! { (kini.nomor) @if let Some(nomor) = &kini.nomor_luar { " (" (kini.kanal.label()) ": " (nomor) ")" } },
        ),
        Fact::new(
            "Status",
            html! { (tanda(kini.keadaan)) @if kini.eskalasi > 0 { " " (page::tag(super::meja::sebut_eskalasi(kini.eskalasi), page::Tone::Bad)) } },
        ),
        Fact::new(langkah_berikut(kini.keadaan), hitung_mundur(rujukan, kini.batas)),
        Fact::new("Tenggat penyelesaian", super::tenggat_akhir(rujukan, kini)),
        Fact::new("Klasifikasi", html! { (kini.klasifikasi.map_or("Belum ditentukan", model::Klasifikasi::label)) }),
        Fact::new("Pokok", html! { (rujukan.nama_kategori(kini.kategori.as_deref())) }),
        Fact::new(
            "Ditangani",
            html! {
                (rujukan.nama_unit(kini.unit))
                @if let Some(nama) = kini.owner.and_then(|owner| bahan.nama.get(&owner)) { ", " (nama) }
            },
        ),
        Fact::new("Tempat", super::tempat(rujukan, kini)),
        Fact::new(
            "Diterima",
            html! { (page::moment(&super::saat(ctx, kini.diterima))) " lewat " (kini.kanal.label()) },
        ),
    ];
    if let Some(hari) = kini.kejadian {
        semua.push(Fact::new("Terjadi", html! { (tanggal::panjang(hari)) }));
    }
    semua.push(Fact::new("Pelapor", pelapor(bahan)));
    semua.push(Fact::new("Publikasi", html! {
        @if kini.terbit { a.govuk-link href=(model::href_publik(kini.id)) { "Diterbitkan" } }
        @else if kini.setuju_terbit { "Pelapor setuju, belum diterbitkan" } @else { "Pelapor tidak setuju diterbitkan" }
    }));
    if kini.putaran > 1 {
        semua.push(Fact::new("Putaran", html! { "Ke-" (kini.putaran) }));
    }
    if kini.pengikut > 0 {
        semua.push(Fact::new("Juga mengalami", html! { (angka::bulat(kini.pengikut)) " orang" }));
    }
    if let Some(nilai) = kini.nilai {
        semua.push(Fact::new(
            "Nilai pelapor",
            html! { (nilai) " dari 5" @if let Some(teks) = &bahan.nilai_teks { ": " (teks) } },
        ));
    }
    semua
}

fn pelapor(bahan: &Bahan<'_>) -> Markup {
    let kini = bahan.kini;
    html! {
        @match &bahan.siapa {
            Some(siapa) if !siapa.kosong() => {
                @for teks in [&siapa.nama, &siapa.surel, &siapa.telepon].into_iter().flatten() { (teks) br; }
                @if siapa.akun.is_some() { "Punya akun" }
            }
            Some(_) | None => { (kini.sifat.label()) @if !kini.beridentitas { ", tanpa identitas" } }
        }
    }
}

fn riwayat(ctx: &Ctx, bahan: &Bahan<'_>) -> Markup {
    let butir: Vec<TimelineItem<'_>> = bahan
        .langkah
        .iter()
        .rev()
        .map(|satu| TimelineItem {
            title: Tindakan::urai(&satu.tindakan).map_or("Kabar", Tindakan::label).into(),
            by: satu.oleh.and_then(|akun| bahan.nama.get(&akun)).map_or(satu.peran.label(), String::as_str).into(),
            at: super::saat(ctx, satu.pada),
            content: html! {
                @if matches!(satu.tindakan.as_str(), "disposisi" | "teruskan") { p.govuk-body { "Kepada " (bahan.rujukan.nama_unit(satu.unit)) } }
                (alinea(&satu.teks))
                @if satu.terlihat == Terlihat::Petugas { p.govuk-body-s.pudar { "Hanya terlihat petugas" } }
            },
        })
        .collect();
    page::timeline(&butir)
}

fn daftar_berkas(bahan: &Bahan<'_>) -> Markup {
    let id = bahan.kini.id;
    let semua: Vec<Attachment<'_>> = bahan
        .berkas
        .iter()
        .map(|satu| {
            let alamat = format!("/meja-pengaduan/{id}/berkas/{}", satu.id);
            let asli = html! { @if bahan.koordinator && satu.bersih.is_some() { a.govuk-link href={ (alamat) "?asli=ya" } { "Berkas asli" span.govuk-visually-hidden { " " (satu.nama) } } } };
            let catatan = if satu.bersih.is_some() { "tanpa metadata" } else { "belum dibersihkan dari metadata" };
            let dari = if satu.dari_pelapor { "dari pelapor" } else { "dari petugas" };
            Attachment {
                link: Link::new(satu.nama.as_str(), alamat),
                kind: lampiran::sebutan(&satu.jenis).into(),
                size: kalimat::ukuran(u64::try_from(satu.ukuran).unwrap_or(0)).into(),
                note: format!("{dari}, {catatan}{}", if satu.terbit { ", diterbitkan" } else { "" }).into(),
                acts: asli,
            }
        })
        .collect();
    html! { @if !semua.is_empty() { h2.govuk-heading-m { "Berkas" } (gambar(id, &bahan.berkas)) (page::attachments(&semua)) } }
}

/// The page.
pub fn show(ctx: &Ctx, status: StatusCode, bahan: &Bahan<'_>, salah: &[FieldError]) -> Result<Response> {
    let errors = super::salah(salah);
    let kini = bahan.kini;
    let isi = html! {
        (page::error_summary(&errors))
        (page::heading(&kini.nomor, &kini.judul, html! {}))
        @if let Some(induk) = &bahan.induk {
            (page::inset(html! { p.govuk-body { "Digabung ke " a.govuk-link href=(model::href(induk.id)) { (induk.nomor) ": " (induk.judul) } } }))
        }
        (page::summary_list(&fakta(ctx, bahan)))
        h2.govuk-heading-m { "Isi laporan" }
        (alinea(&kini.uraian))
        (daftar_berkas(bahan))
        @if !bahan.gabungan.is_empty() {
            p.govuk-body { "Laporan yang digabung ke sini: " @for (n, (id, nomor)) in bahan.gabungan.iter().enumerate() { @if n > 0 { ", " } a.govuk-link href=(model::href(*id)) { (nomor) } } }
        }
        (kembar(bahan))
        div.layar {
            @if !bahan.pilihan.is_empty() {
                h2.govuk-heading-m { "Tindakan" }
                (page::buttons(html! {
                    @for satu in bahan.pilihan.iter().filter(|satu| Some(**satu) != bahan.terbuka) {
                        (page::button_link(tindakan::ajakan(*satu), &format!("{}?tindakan={}#tindakan", model::href(kini.id), satu.kode()), ButtonKind::Secondary))
                    }
                }))
            }
            @if let Some(terbuka) = bahan.terbuka { (tindakan::formulir(ctx, bahan, terbuka, &errors)?) }
        }
        h2.govuk-heading-m { "Riwayat" }
        (riwayat(ctx, bahan))
    };
    super::bingkai_meja(ctx, status, &kini.judul, !errors.is_empty(), isi)
}

/// Who reports, once, after the opening was written down.
pub fn identitas(ctx: &Ctx, kini: &Pengaduan, siapa: &Pelapor, akun: Option<&str>) -> Result<Response> {
    let isi_atau = |teks: &Option<String>| html! { (teks.as_deref().unwrap_or("tidak diisi")) };
    let mut fakta = vec![
        Fact::new("Nama", isi_atau(&siapa.nama)),
        Fact::new("Surel", isi_atau(&siapa.surel)),
        Fact::new("Telepon", isi_atau(&siapa.telepon)),
    ];
    if let Some(akun) = akun {
        fakta.push(Fact::new("Akun", html! { (akun) }));
    }
    let isi = page::column(html! {
        (page::heading(&kini.nomor, "Identitas pelapor", html! {}))
        (page::warning("Pembukaan ini dicatat. Jangan teruskan identitas ini kepada siapa pun yang tidak berhak."))
        (page::summary_list(&fakta))
        p.govuk-body { a.govuk-link href=(model::href(kini.id)) { "Kembali ke laporan" } }
    });
    super::bingkai_meja(ctx, StatusCode::OK, "Identitas pelapor", false, isi)
}
