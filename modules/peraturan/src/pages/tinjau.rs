//! Reviewing a text: notes with decisions, text and tree side by side, correction of the text.
use kernel::indonesia::angka;
use kernel::page::{self, Button, ButtonKind, Control, FormError, NavItem, Progress, error_of};
use kernel::{Ctx, Result};
use maud::{Markup, html};

use crate::model::Dokumen;
use crate::store::{Catatan, Hitungan, Naskah, Simpul};

use super::{Penyaji, gaya, isi_bagian, tab};

/// The kind of a repair or doubt in words.
pub fn nama_catatan(jenis: &str) -> &str {
    match jenis {
        "perabot_halaman" => "Perabot halaman dibuang",
        "nomor_halaman" => "Nomor halaman dibuang",
        "kata_tangkap" => "Kata tangkap di kaki halaman dibuang",
        "markah" => "Tanda markah dibuang",
        "karakter_kendali" => "Karakter tak tercetak dibuang",
        "judul_menyatu" => "Judul dipisah dari baris lain",
        "nomor_bab" => "Nomor bab salah baca",
        "nomor_pasal" => "Nomor pasal salah baca",
        "penanda_lepas" => "Penanda lepas dibuang",
        "penanda_rusak" => "Penanda rusak dibaca ulang",
        "penanda_hilang" => "Penanda hilang dipasang kembali",
        "penanda_tergeser" => "Penanda tergeser",
        "penanda_sebaris" => "Penanda digabung dengan teksnya",
        "butir_menyatu" => "Butir yang menyatu dipisah",
        "tanda_hubung" => "Kata terpenggal disambung",
        "spasi" => "Spasi liar dibuang",
        "nomor_peraturan" => "Nomor peraturan salah baca",
        "nomor_hilang" => "Nomor hilang",
        "nomor_ganda" => "Nomor ganda",
        "urutan" => "Nomor tidak berurutan",
        "nomor_diduga" => "Nomor dipasang dengan dugaan",
        "kalimat_terputus" => "Kalimat terputus",
        "rujukan_menggantung" => "Rujukan tanpa tujuan",
        "rujukan_diri" => "Rujukan ke diri sendiri",
        "rujukan_maju" => "Rujukan ke bagian sesudahnya",
        "rujukan_tidak_cocok" => "Rujukan tidak cocok isinya",
        "ayat_kembar" => "Ayat kembar",
        "istilah" => "Definisi istilah",
        "tidak_terbaca" => "Data tidak terbaca",
        "lampiran_tiada" => "Lampiran tidak ada",
        "terlalu_panjang" => "Naskah terlalu panjang",
        lain => lain,
    }
}

/// What the review page shows.
pub struct Tinjau<'a> {
    /// The document.
    pub dokumen: &'a Dokumen,
    /// Counts per kind.
    pub hitungan: &'a [Hitungan],
    /// `keraguan` or `perbaikan`.
    pub macam: &'a str,
    /// Only this kind; empty for all.
    pub jenis: &'a str,
    /// Only open notes.
    pub hanya_terbuka: bool,
    /// Notes of the page.
    pub catatan: &'a [Catatan],
    /// Address of the next page.
    pub berikut: Option<&'a str>,
    /// The reader may decide.
    pub boleh: bool,
    /// The reader may correct the text.
    pub sunting: bool,
}

/// The review page.
pub fn tinjau(ctx: &Ctx, halaman: &Tinjau<'_>) -> Result<Markup> {
    let href = halaman.dokumen.href_kelola();
    let jumlah = |macam: &str| {
        let ini = halaman.hitungan.iter().filter(|satu| macam.is_empty() || satu.macam == macam);
        ini.fold((0, 0), |(semua, selesai), satu| (semua + satu.semua, selesai + satu.selesai))
    };
    let (semua, selesai) = jumlah("");
    let macam = |kunci: &str, label: &str| {
        let (semua, selesai) = jumlah(kunci);
        NavItem::new(
            format!("{label} ({selesai} dari {semua})"),
            format!("{href}/tinjau?macam={kunci}"),
            halaman.macam == kunci,
        )
    };
    let action = format!("{href}/putusan");
    let csrf = ctx.csrf()?;
    let kembali = format!("{}?{}", ctx.uri_path(), ctx.raw_query());
    let jenis: Vec<&Hitungan> = halaman.hitungan.iter().filter(|satu| satu.macam == halaman.macam).collect();
    let banyak = |jenis: &str, label: &str| {
        page::form(
            &page::Form { action: &action, csrf: &csrf, ..page::Form::default() },
            html! {
                (page::hidden("macam", halaman.macam)) (page::hidden("jenis", jenis)) (page::hidden("kembali", &kembali))
                (page::button(&Button { label, kind: ButtonKind::Secondary, name: "putusan", value: "terima", about: nama_catatan(jenis), ..Button::default() }))
            },
        )
    };
    Ok(html! {
        (gaya())
        (page::heading(&halaman.dokumen.sebutan, "Tinjau naskah", html! {}))
        (tab(halaman.dokumen, "tinjau"))
        @if semua == 0 {
            (page::empty("Tidak ada catatan", "Pengurai tidak memperbaiki dan tidak meragukan apa pun pada naskah ini.", None))
        } @else {
            (page::progress(&Progress {
                id: "kemajuan",
                label: "Catatan yang sudah diputuskan",
                done: u64::try_from(selesai).unwrap_or(0),
                total: u64::try_from(semua).unwrap_or(0),
                text: &format!("{} dari {} catatan", angka::bulat(selesai), angka::bulat(semua)),
                poll: "",
            }))
            @if selesai == semua { (page::inset(html! { p.govuk-body { "Semua catatan sudah diputuskan. " a.govuk-link href=(href) { "Lanjut ke langkah berikut" } "." } })) }
            (page::segments("Macam catatan", &[macam("keraguan", "Keraguan"), macam("perbaikan", "Perbaikan")]))
            p.govuk-body {
                @if halaman.macam == "keraguan" { "Hal yang tidak berani diputuskan pengurai. Bandingkan dengan berkas asli: sunting naskah bila salah baca, atau catat bila memang demikian adanya." }
                @else { "Perubahan yang dibuat pengurai pada teks hasil pindai. Terima bila benar, sunting naskah bila salah." }
            }
            ul.keping {
                @for satu in &jenis {
                    li { a href={ (href) "/tinjau?macam=" (halaman.macam) "&jenis=" (satu.jenis) } aria-current=[(satu.jenis == halaman.jenis).then_some("true")] {
                        (nama_catatan(&satu.jenis)) " (" (satu.selesai) "/" (satu.semua) ")"
                    } }
                }
                @if !halaman.jenis.is_empty() { li { a href={ (href) "/tinjau?macam=" (halaman.macam) } { "Semua jenis" } } }
                @if !halaman.hanya_terbuka { li { a href={ (href) "/tinjau?macam=" (halaman.macam) "&jenis=" (halaman.jenis) "&terbuka=ya" } { "Hanya yang belum diputuskan" } } }
            }
            @if halaman.boleh {
                @let sisa: i64 = jenis.iter().filter(|satu| halaman.jenis.is_empty() || satu.jenis == halaman.jenis).map(|satu| satu.semua - satu.selesai).sum();
                @if sisa > 0 && (halaman.macam == "perbaikan" || !halaman.jenis.is_empty()) {
                    p.govuk-body { (banyak(halaman.jenis, &format!("Terima {} catatan yang masih terbuka", angka::bulat(sisa)))) }
                }
            }
            h2.govuk-heading-m { @if halaman.macam == "keraguan" { "Keraguan" } @else { "Perbaikan" } @if !halaman.jenis.is_empty() { ": " (nama_catatan(halaman.jenis)) } }
            @if halaman.catatan.is_empty() { p.govuk-body { "Tidak ada catatan di sini." } }
            ol.tinjau { @for catatan in halaman.catatan { (satu_catatan(halaman, catatan, &href, &action, &csrf, &kembali)) } }
            (page::pagination(None, halaman.berikut, ""))
        }
    })
}

fn satu_catatan(
    halaman: &Tinjau<'_>,
    catatan: &Catatan,
    href: &str,
    action: &str,
    csrf: &str,
    kembali: &str,
) -> Markup {
    let baris = catatan.baris.max(1);
    let lokasi = if catatan.baris == 0 { "seluruh naskah".to_owned() } else { format!("baris {}", catatan.baris) };
    let id = format!("uraian-{}", catatan.urut);
    let nama = format!("{} pada {lokasi}", nama_catatan(&catatan.jenis));
    html! {
        li id={ "catatan-" (catatan.urut) } {
            p {
                strong { (nama_catatan(&catatan.jenis)) } ", " a.govuk-link href={ (href) "/sanding?baris=" (baris) } { (lokasi) }
                @if !catatan.pasal.is_empty() { ", Pasal " (catatan.pasal) }
                @if catatan.jumlah > 1 { " (" (angka::bulat(catatan.jumlah)) " kali)" }
            }
            @if catatan.macam == "keraguan" { p { (catatan.sesudah) } }
            @else if catatan.sesudah.is_empty() { p { "Dibuang:" } pre { (catatan.sebelum) } }
            @else if catatan.sebelum.chars().count() < 600 { (page::diff("Sebelum", &catatan.sebelum, "Sesudah", &catatan.sesudah)) }
            @else { p { "Sebelum:" } pre { (catatan.sebelum) } p { "Sesudah:" } pre { (catatan.sesudah) } }
            @if catatan.putusan.is_empty() {
                @if halaman.boleh {
                    (page::form(&page::Form { action, csrf, ..page::Form::default() }, html! {
                        (page::hidden("urut", &catatan.urut.to_string())) (page::hidden("kembali", kembali))
                        div.tinjau__putus {
                            @if catatan.macam == "keraguan" {
                                (page::text_input(&Control { name: "uraian", label: "Keterangan", optional: true, id: &id, ..Control::default() }, "", &page::Text::default()))
                            }
                            (page::button(&Button { label: "Terima", name: "putusan", value: "terima", about: &nama, ..Button::default() }))
                            @if catatan.macam == "keraguan" {
                                (page::button(&Button { label: "Catat: memang demikian aslinya", kind: ButtonKind::Secondary, name: "putusan", value: "catat", about: &nama, ..Button::default() }))
                            }
                            @if halaman.sunting { a.govuk-link href={ (href) "/sunting?baris=" (baris) } { "Sunting naskah" span.govuk-visually-hidden { " " (nama) } } }
                        }
                    }))
                } @else { p { (page::tag("Belum diputuskan", page::Tone::Attention)) } }
            } @else {
                p { (page::tag(if catatan.putusan == "catat" { "Dicatat: memang demikian" } else { "Diterima" }, page::Tone::Good)) @if !catatan.uraian.is_empty() { " " (catatan.uraian) } }
            }
        }
    }
}

/// A stretch of the text with the parts that came from it.
pub struct Sanding<'a> {
    /// The document.
    pub dokumen: &'a Dokumen,
    /// The version of its text.
    pub naskah: &'a Naskah,
    /// Lines with their numbers.
    pub baris: &'a [(usize, &'a str)],
    /// Parts that begin in these lines.
    pub simpul: &'a [Simpul],
    /// First line of the stretch before.
    pub sebelum: Option<usize>,
    /// First line of the stretch after.
    pub sesudah: Option<usize>,
    /// The reader may correct the text.
    pub sunting: bool,
}

/// Text and tree side by side.
pub fn sanding(halaman: &Sanding<'_>) -> Markup {
    let href = halaman.dokumen.href_kelola();
    let mut penyaji = Penyaji::new(&format!("{href}/bagian"));
    let alamat = |baris: Option<usize>| baris.map(|baris| format!("{href}/sanding?baris={baris}"));
    let awal = halaman.baris.first().map_or(1, |(nomor, _)| *nomor);
    let (sebelum, sesudah) = (alamat(halaman.sebelum), alamat(halaman.sesudah));
    html! {
        (gaya())
        (page::heading(&halaman.dokumen.sebutan, "Naskah dan hasil urai", html! {
            @if halaman.sunting { (page::button_link("Sunting baris ini", &format!("{href}/sunting?baris={awal}"), ButtonKind::Secondary)) }
            @if halaman.dokumen.berkas.is_some() { (page::button_link("Berkas asli", &format!("{href}/asli"), ButtonKind::Secondary)) }
        }))
        (tab(halaman.dokumen, "sanding"))
        p.govuk-body.pudar { "Naskah " (halaman.naskah.urut) ", " (angka::bulat(halaman.naskah.pasal)) " pasal." }
        div.sanding {
            section aria-labelledby="kiri" {
                h2.govuk-heading-m id="kiri" { "Teks dari berkas" }
                ol.sumber { @for (nomor, isi) in halaman.baris { li id={ "baris-" (nomor) } { span.sumber__nomor { (nomor) } span { (isi) } } } }
            }
            section aria-labelledby="kanan" {
                h2.govuk-heading-m id="kanan" { "Hasil urai" }
                @if halaman.simpul.is_empty() { p.govuk-body { "Tidak ada bab atau pasal yang dimulai pada baris ini." } }
                div.hukum {
                    @for satu in halaman.simpul {
                        section.hukum__pasal {
                            h3.govuk-heading-s { (satu.judul.sebutan) " " (satu.judul.judul) @if satu.baris > 0 { " " span.pudar { "baris " (satu.baris) } } }
                            (isi_bagian(&mut penyaji, satu))
                        }
                    }
                }
            }
        }
        (page::pagination(sebelum.as_deref(), sesudah.as_deref(), ""))
    }
}

/// A stretch of the text to be corrected.
pub struct Sunting<'a> {
    /// The document.
    pub dokumen: &'a Dokumen,
    /// The version that is corrected.
    pub naskah: &'a Naskah,
    /// First line.
    pub dari: usize,
    /// Last line.
    pub sampai: usize,
    /// The lines.
    pub teks: &'a str,
    /// What was typed as reason.
    pub alasan: &'a str,
    /// What is wrong.
    pub errors: &'a [FormError],
}

/// The correction form.
pub fn sunting(ctx: &Ctx, halaman: &Sunting<'_>) -> Result<Markup> {
    let href = halaman.dokumen.href_kelola();
    let action = format!("{href}/sunting");
    let csrf = ctx.csrf()?;
    let key = ctx.new_form_key();
    Ok(html! {
        (gaya())
        (page::error_summary(halaman.errors))
        (page::heading(&halaman.dokumen.sebutan, "Sunting naskah", html! {}))
        (page::column(html! {
            p.govuk-body { "Perbaiki salah baca agar sama dengan berkas asli. Jangan mengubah isi peraturan. Setelah disimpan, seluruh naskah diurai lagi sebagai naskah baru; keputusan pada catatan yang sama tetap berlaku." }
            (page::form(&page::Form { action: &action, csrf: &csrf, key: &key, ..page::Form::default() }, html! {
                (page::hidden("naskah", &halaman.naskah.id.to_string()))
                (page::hidden("dari", &halaman.dari.to_string()))
                (page::hidden("sampai", &halaman.sampai.to_string()))
                (page::textarea(&Control { name: "teks", label: &format!("Baris {} sampai {}", halaman.dari, halaman.sampai), error: error_of(halaman.errors, "teks"), ..Control::default() }, halaman.teks, 25, None))
                (page::text_input(&Control { name: "alasan", label: "Apa yang diperbaiki", error: error_of(halaman.errors, "alasan"), ..Control::default() }, halaman.alasan, &page::Text::default()))
                (page::buttons(html! {
                    (page::submit("Simpan dan urai ulang"))
                    a.govuk-link href={ (href) "/sanding?baris=" (halaman.dari) } { "Batal" }
                }))
            }))
        }))
    })
}
