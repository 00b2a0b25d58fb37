//! The public page of one document.
use kernel::file::Stored;
use kernel::indonesia::{angka, kalimat};
use kernel::page::{self, Control, Fact, Link};
use maud::{Markup, html};
use time::Date;

use crate::model::{Dokumen, JenisHubungan};
use crate::rules::{Sebab, Status};
use crate::store::{Hubungan, Judul, Simpul};

use super::{fakta, gaya, hari, hari_isian, tanda_status};

/// Above this many parts the table of contents lists chapters only.
const ISI_PENUH: usize = 1_500;
/// Pasal per step where a long text has no chapters.
const RENTANG: usize = 100;

/// What the page shows.
pub struct Halaman<'a> {
    /// The document.
    pub dokumen: &'a Dokumen,
    /// What holds on the asked day.
    pub status: &'a Status,
    /// The asked day.
    pub per: Date,
    /// The asked day is not today.
    pub per_diminta: bool,
    /// The day could not be read.
    pub per_salah: Option<&'a str>,
    /// Relations.
    pub hubungan: &'a [Hubungan],
    /// What others do to it.
    pub sebab: &'a [Sebab],
    /// Contents.
    pub isi: &'a [Judul],
    /// References: inside, dangling, to other laws.
    pub rujukan: (i64, i64, i64),
    /// Number of terms.
    pub istilah: usize,
    /// Original file.
    pub berkas: Option<&'a Stored>,
    /// Search inside.
    pub q: &'a str,
    /// What it found.
    pub temuan: &'a [(Judul, Markup)],
    /// Address of the program, for identifiers.
    pub url: &'a str,
    /// The reader keeps the collection.
    pub pengelola: bool,
}

/// The page.
pub fn dokumen(halaman: &Halaman<'_>) -> Markup {
    let dokumen = halaman.dokumen;
    let href = dokumen.href();
    let tindakan = html! {
        @if dokumen.naskah_terbit.is_some() { (page::button_link("Baca naskah lengkap", &format!("{href}/lengkap"), page::ButtonKind::Primary)) }
        @if let Some(berkas) = halaman.berkas {
            (page::button_link(&format!("Unduh berkas asli ({}, {})", jenis_berkas(berkas), ukuran(berkas)), &format!("{href}/unduh"), page::ButtonKind::Secondary))
        }
        @if halaman.pengelola { (page::button_link("Kelola", &dokumen.href_kelola(), page::ButtonKind::Secondary)) }
    };
    html! {
        (gaya())
        (metadata(halaman))
        (page::heading(&dokumen.sebutan, &dokumen.judul, tindakan))
        @if dokumen.kelas.is_primer() { (status(halaman)) }
        @if !dokumen.abstrak.is_empty() { (page::column(html! { h2.govuk-heading-m { "Abstrak" } p.govuk-body { (dokumen.abstrak) } })) }
        @if dokumen.naskah_terbit.is_some() {
            h2.govuk-heading-m id="isi" { "Isi" }
            (page::search_form(&href, html! {
                div.cari-dalam {
                    (page::text_input(&Control { name: "q", label: "Cari dalam peraturan ini", ..Control::default() }, halaman.q, &page::Text::default()))
                    (page::button(&page::Button { label: "Cari dalam naskah", kind: page::ButtonKind::Secondary, ..page::Button::default() }))
                }
            }))
            @if halaman.q.is_empty() { (daftar_isi(&href, halaman.isi)) } @else { (temuan(halaman, &href)) }
            ul.govuk-list {
                @if halaman.istilah > 0 { li { a.govuk-link href={ (href) "/istilah" } { "Daftar istilah" } " (" (halaman.istilah) ")" } }
                li { a.govuk-link href={ (href) "/rujukan" } { "Rujukan silang" } " (" (angka::bulat(halaman.rujukan.0)) " di dalam naskah, "
                    (angka::bulat(halaman.rujukan.2)) " ke peraturan lain" @if halaman.rujukan.1 > 0 { ", " (halaman.rujukan.1) " tidak menemukan tujuannya" } ")" }
            }
        }
        (hubungan(halaman))
        h2.govuk-heading-m { "Data dokumen" }
        (page::summary_list(&fakta_dokumen(dokumen)))
        p.govuk-body.tanpa-cetak {
            "Untuk mesin: " a.govuk-link href={ (href) ".json" } { "JSON" }
            @if dokumen.naskah_terbit.is_some() { ", " a.govuk-link href={ (href) ".xml" } { "Akoma Ntoso (XML)" } }
        }
    }
}

/// What kind of file it is, in one word.
pub fn jenis_berkas(berkas: &Stored) -> &'static str {
    match berkas.media_type.as_str() {
        "application/pdf" => "PDF",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" | "application/zip" => "DOCX",
        "text/plain" => "teks",
        _ => "berkas",
    }
}

fn ukuran(berkas: &Stored) -> String {
    kalimat::ukuran(u64::try_from(berkas.size).unwrap_or(0))
}

/// Dublin Core terms and the classes of schema.org, in attributes that HTML allows inside the body.
fn metadata(halaman: &Halaman<'_>) -> Markup {
    let dokumen = halaman.dokumen;
    let alamat = format!("{}{}", halaman.url, dokumen.href());
    let tanggal = dokumen.ditetapkan.map(|date| date.to_string());
    html! {
        div hidden vocab="http://purl.org/dc/terms/" typeof=(if dokumen.kelas.is_primer() { "http://schema.org/Legislation" } else { "http://schema.org/CreativeWork" }) resource=(alamat) {
            meta property="dcterms:title" content={ (dokumen.sebutan) " tentang " (dokumen.judul) };
            meta property="dcterms:identifier" content=(alamat);
            meta property="dcterms:language" content="id";
            meta property="dcterms:type" content=(dokumen.nama_jenis());
            @if !dokumen.pemrakarsa.is_empty() { meta property="dcterms:creator" content=(dokumen.pemrakarsa); }
            @if let Some(tanggal) = &tanggal { meta property="dcterms:issued" content=(tanggal); }
            @if let Some(mulai) = dokumen.mulai() { meta property="dcterms:valid" content=(mulai.to_string()); }
            @for subjek in dokumen.subjek.split(';').map(str::trim).filter(|satu| !satu.is_empty()) { meta property="dcterms:subject" content=(subjek); }
            meta property="http://schema.org/legislationIdentifier" content=(dokumen.kunci_lain);
            meta property="http://schema.org/legislationLegalForce" content=(if halaman.status.holds() { "http://schema.org/InForce" } else { "http://schema.org/NotInForce" });
        }
    }
}

fn tautan_sebab(sebab: &Sebab) -> Markup {
    html! {
        @if sebab.href.is_empty() { (sebab.sebutan) } @else { a.govuk-link href=(sebab.href) { (sebab.sebutan) } }
        @if let Some(sejak) = sebab.sejak { " (sejak " (hari(Some(sejak))) ")" }
    }
}

fn status(halaman: &Halaman<'_>) -> Markup {
    let href = halaman.dokumen.href();
    html! {
        div.govuk-inset-text {
            p.govuk-body {
                strong { "Status " @if halaman.per_diminta { "per " (hari(Some(halaman.per))) } @else { "hari ini" } ": " }
                (tanda_status(halaman.status))
            }
            @match halaman.status {
                Status::Belum { mulai } => p.govuk-body { "Mulai berlaku " (hari(Some(*mulai))) "." },
                Status::Berlaku => @if let Some(mulai) = halaman.dokumen.mulai() { p.govuk-body { "Berlaku sejak " (hari(Some(mulai))) "." } },
                Status::Berubah { oleh } => {
                    p.govuk-body { "Berlaku, tetapi naskah di sini belum memuat perubahan oleh:" }
                    ul.govuk-list.govuk-list--bullet { @for sebab in oleh { li { (tautan_sebab(sebab)) } } }
                }
                Status::Dicabut { oleh } => p.govuk-body { "Tidak berlaku lagi: dicabut oleh " (tautan_sebab(oleh)) "." },
                Status::Mati { sejak, alasan } => p.govuk-body {
                    "Tidak berlaku" @if let Some(sejak) = sejak { " sejak " (hari(Some(*sejak))) } @if !alasan.is_empty() { ": " (alasan) } "."
                },
                Status::TakDiketahui => p.govuk-body { "Tanggal berlakunya belum dicatat." },
            }
            (page::details("Lihat status pada tanggal lain", page::search_form(&href, html! {
                div.cari-dalam {
                    (page::date(&Control { name: "per", label: "Tanggal", error: halaman.per_salah, ..Control::default() }, &hari_isian(halaman.per_diminta.then_some(halaman.per))))
                    (page::button(&page::Button { label: "Lihat status", kind: page::ButtonKind::Secondary, ..page::Button::default() }))
                }
            })))
        }
    }
}

fn temuan(halaman: &Halaman<'_>, href: &str) -> Markup {
    html! {
        @if halaman.temuan.is_empty() {
            (page::empty("Tidak ada bagian yang memuat kata itu", "Periksa ejaannya, atau coba sebagian kata.", Some(&Link::new("Tampilkan daftar isi", href))))
        } @else {
            p.govuk-body { (halaman.temuan.len()) " bagian memuat “" strong { (halaman.q) } "”. " a.govuk-link href=(href) { "Tampilkan daftar isi" } }
            ol.dokumen {
                @for (judul, cuplikan) in halaman.temuan {
                    li { h3.govuk-heading-s { a.govuk-link href={ (href) "/" (judul.alamat) } { (judul.sebutan) } } p { (cuplikan) } }
                }
            }
        }
    }
}

/// One run of pasal under a heading, in the order of the text.
struct Kelompok<'a> {
    kepala: Option<&'a Judul>,
    pasal: Vec<&'a Judul>,
}

fn kelompok(isi: &[Judul]) -> Vec<Kelompok<'_>> {
    let mut hasil: Vec<Kelompok<'_>> = vec![];
    for satu in isi {
        match satu.jenis.as_str() {
            "bab" | "bagian" | "paragraf" => hasil.push(Kelompok { kepala: Some(satu), pasal: vec![] }),
            "pasal" => match hasil.last_mut() {
                Some(akhir) => akhir.pasal.push(satu),
                None => hasil.push(Kelompok { kepala: None, pasal: vec![satu] }),
            },
            _ => {}
        }
    }
    hasil
}

/// The table of contents.
pub fn daftar_isi(href: &str, isi: &[Judul]) -> Markup {
    let ringkas = isi.len() > ISI_PENUH;
    let lain = |jenis: &str| -> Vec<&Judul> { isi.iter().filter(|satu| satu.jenis == jenis).collect() };
    let keping = |daftar: &[&Judul]| {
        html! { ul.keping { @for satu in daftar { li { a href={ (href) "/" (satu.alamat) } { (satu.sebutan) } } } } }
    };
    html! {
        nav aria-label="Daftar isi" {
            @let awal = lain("pembukaan");
            @if !awal.is_empty() { div.isi-bab { (keping(&awal)) } }
            @for satu in kelompok(isi) {
                div.isi-bab {
                    @if let Some(kepala) = satu.kepala {
                        @if kepala.jenis == "bab" { h3.govuk-heading-s { (kepala.sebutan) " " (kepala.judul) } }
                        @else { h4 { (kepala.sebutan) " " (kepala.judul) } }
                    }
                    @if ringkas {
                        ul.keping {
                            @for potong in satu.pasal.chunks(RENTANG) {
                                @if let (Some(satu), Some(akhir)) = (potong.first(), potong.last()) {
                                    li { a href={ (href) "/lengkap?dari=" (satu.urut) } { (satu.sebutan) " – " (akhir.nomor) } }
                                }
                            }
                        }
                    } @else if !satu.pasal.is_empty() { (keping(&satu.pasal)) }
                }
            }
            @let akhir: Vec<&Judul> = isi.iter().filter(|satu| satu.jenis == "penutup" || satu.jenis == "lampiran" || (satu.jenis == "penjelasan" && satu.nomor.is_empty())).collect();
            @if !akhir.is_empty() { div.isi-bab { (keping(&akhir)) } }
        }
    }
}

fn hubungan(halaman: &Halaman<'_>) -> Markup {
    let ada = !halaman.hubungan.is_empty() || !halaman.sebab.is_empty();
    html! {
        @if ada {
            h2.govuk-heading-m id="hubungan" { "Hubungan dengan peraturan lain" }
            @for jenis in JenisHubungan::ALL {
                @let balik: Vec<&Sebab> = halaman.sebab.iter().filter(|satu| satu.jenis == jenis).collect();
                @if !balik.is_empty() {
                    h3.govuk-heading-s { (jenis.label_balik()) }
                    ul.govuk-list.govuk-list--bullet { @for sebab in balik { li { (tautan_sebab(sebab)) } } }
                }
            }
            @for jenis in JenisHubungan::ALL {
                @let daftar: Vec<&Hubungan> = halaman.hubungan.iter().filter(|satu| satu.jenis == jenis).collect();
                @if !daftar.is_empty() {
                    h3.govuk-heading-s { (jenis.label()) }
                    ul.govuk-list.govuk-list--bullet {
                        @for satu in daftar {
                            li {
                                @if satu.href.is_empty() { (satu.sebutan) } @else { a.govuk-link href=(satu.href) { (satu.sebutan) } }
                                @if !satu.uraian.is_empty() { span.pudar { " (" (satu.uraian) ")" } }
                                @if let Some(sejak) = satu.sejak { span.pudar { ", sejak " (hari(Some(sejak))) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The facts of a document that are known.
pub fn fakta_dokumen(dokumen: &Dokumen) -> Vec<Fact<'_>> {
    let teks = |isi: &str| html! { (isi) };
    let mut facts = vec![Fact::new("Jenis", teks(dokumen.nama_jenis()))];
    fakta(&mut facts, "Nomor", teks(&dokumen.nomor));
    fakta(&mut facts, "Tahun", html! { @if let Some(tahun) = dokumen.tahun { (tahun) } });
    fakta(&mut facts, "T.E.U. badan", teks(&dokumen.teu));
    fakta(&mut facts, "Penetap", teks(&dokumen.pemrakarsa));
    fakta(&mut facts, "Tempat penetapan", teks(&dokumen.tempat));
    fakta(&mut facts, "Ditetapkan", hari(dokumen.ditetapkan));
    fakta(&mut facts, "Diundangkan", hari(dokumen.diundangkan));
    fakta(&mut facts, "Mulai berlaku", hari(dokumen.berlaku));
    fakta(&mut facts, "Sumber", teks(&dokumen.sumber));
    fakta(&mut facts, "Bidang hukum", teks(&dokumen.bidang));
    fakta(&mut facts, "Subjek", teks(&dokumen.subjek));
    fakta(&mut facts, "Bahasa", teks(&dokumen.bahasa));
    fakta(&mut facts, "Penerbit", teks(&dokumen.penerbit));
    fakta(&mut facts, "Deskripsi fisik", teks(&dokumen.fisik));
    fakta(&mut facts, "ISBN", teks(&dokumen.isbn));
    fakta(&mut facts, "Nomor panggil", teks(&dokumen.panggil));
    fakta(&mut facts, "Nomor induk", teks(&dokumen.induk));
    facts
}

/// Parts of a text that hold the words, with the place.
pub fn cari_dalam(simpul: &[Simpul], q: &str) -> Vec<(Judul, Markup)> {
    let terms = kernel::indonesia::kata::query_terms(q);
    simpul.iter().map(|satu| (satu.judul.clone(), super::cuplikan(&satu.teks, &terms))).collect()
}
