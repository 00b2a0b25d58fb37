//! Forms: the facts of a document, the upload.
use kernel::Form;
use kernel::indonesia::kalimat;
use kernel::page::{self, Choice, Control, FormError, Text, Upload, Width, error_of};
use maud::{Markup, html};

use crate::model::{Dokumen, JENIS, Kelas};
use crate::urai::BATAS_BERKAS;

use super::{gaya, hari_isian};

/// Largest file that the module takes, whatever the installation allows.
pub fn batas(max_upload: u64) -> u64 {
    max_upload.min(BATAS_BERKAS as u64)
}

/// The upload of a regulation, as a new document or as a new text of one.
pub fn unggah(
    form: &page::Form<'_>,
    errors: &[FormError],
    max_upload: u64,
    untuk: Option<&Dokumen>,
    kembar: Option<Markup>,
) -> Markup {
    let limits =
        format!("TXT, DOCX, atau PDF dengan lapisan teks; paling besar {}.", kalimat::ukuran(batas(max_upload)));
    let judul = if untuk.is_some() { "Unggah naskah baru" } else { "Unggah peraturan" };
    html! {
        (gaya())
        (page::error_summary(errors))
        (page::heading(untuk.map_or("Kelola dokumen hukum", |dokumen| dokumen.sebutan.as_str()), judul, html! {}))
        (page::column(html! {
            @if let Some(kembar) = kembar { (page::inset(kembar)) }
            p.govuk-body { "Naskah dibaca menjadi bab, pasal, ayat, huruf, dan angka. Data dokumen diisi dari kepala naskah. Setelah itu Anda meninjau apa yang diperbaiki dan diragukan pengurai. Berkas asli disimpan apa adanya." }
            (page::form(&page::Form { multipart: true, ..*form }, html! {
                (page::upload(
                    &Control { name: "berkas", label: "Berkas naskah", error: error_of(errors, "berkas"), ..Control::default() },
                    &Upload { accept: ".txt,.docx,.pdf", limits: &limits, max_bytes: Some(batas(max_upload)), ..Upload::default() },
                ))
                (page::submit("Unggah dan urai"))
            }))
            @if untuk.is_none() { p.govuk-body { "Bukan peraturan? " a.govuk-link href="/jdih/kelola/baru?kelas=monografi" { "Catat monografi, artikel, atau putusan" } "." } }
        }))
    }
}

/// The form of the facts. `sent` is what was typed when it comes back with errors.
pub fn data(
    form: &page::Form<'_>,
    dokumen: &Dokumen,
    sent: &Form,
    errors: &[FormError],
    baru: bool,
    max_upload: u64,
) -> Markup {
    let ada = sent.has("judul");
    let isi = |name: &str, value: &str| if ada { sent.get(name).to_owned() } else { value.to_owned() };
    let primer = dokumen.kelas.is_primer();
    let c = |name: &'static str, label: &'static str, hint: &'static str, optional: bool| Control {
        name,
        label,
        hint,
        optional,
        error: error_of(errors, name),
        ..Control::default()
    };
    let teks = |control: Control<'_>, value: &str, width: Width| {
        page::text_input(&control, &isi(control.name, value), &Text { width, ..Text::default() })
    };
    let tanggal = |control: Control<'_>, value| page::date(&control, &isi(control.name, &hari_isian(value)));
    let tahun = dokumen.tahun.map(|tahun| tahun.to_string()).unwrap_or_default();
    let jenis: Vec<Choice<'_>> = JENIS.iter().map(|(kode, nama, _)| Choice::new(*kode, *nama)).collect();
    // A kind that the parser read and the list lacks (of one ministry) is kept.
    let mut jenis_pilihan = jenis;
    if primer && !dokumen.jenis.is_empty() && !JENIS.iter().any(|(kode, ..)| *kode == dokumen.jenis) {
        jenis_pilihan.insert(0, Choice::new(dokumen.jenis.clone(), dokumen.nama_jenis().to_owned()));
    }
    let kelas: Vec<Choice<'_>> = Kelas::ALL
        .iter()
        .filter(|kelas| !kelas.is_primer())
        .map(|kelas| Choice::new(kelas.as_str(), kelas.label()))
        .collect();
    let limits = format!("PDF, DOCX, atau teks; paling besar {}.", kalimat::ukuran(max_upload));
    html! {
        (gaya())
        (page::error_summary(errors))
        (page::heading(if baru { "Kelola dokumen hukum" } else { &dokumen.sebutan }, if baru { "Catat dokumen" } else { "Data dokumen" }, html! {}))
        (page::column(page::form(&page::Form { multipart: !primer, ..*form }, html! {
            @if primer {
                (page::select(&c("jenis", "Jenis peraturan", "", false), &isi("jenis", &dokumen.jenis), &jenis_pilihan, "Pilih jenis"))
                (teks(c("jenis_nama", "Nama jenis pada naskah", "Isi bila berbeda dari daftar, misalnya Peraturan Menteri Dalam Negeri.", true), &dokumen.jenis_nama, Width::Full))
                (page::beside(&[
                    teks(c("nomor", "Nomor", "", false), &dokumen.nomor, Width::Chars20),
                    teks(c("tahun", "Tahun", "", false), &tahun, Width::Chars5),
                ]))
            } @else {
                (page::radios(&c("kelas", "Macam dokumen", "", false), &isi("kelas", dokumen.kelas.as_str()), &kelas, page::ChoiceLayout::Stacked))
                (page::beside(&[
                    teks(c("nomor", "Nomor", "Misalnya nomor putusan.", true), &dokumen.nomor, Width::Chars20),
                    teks(c("tahun", "Tahun", "", true), &tahun, Width::Chars5),
                ]))
            }
            (page::textarea(&c("judul", if primer { "Tentang" } else { "Judul" }, "", false), &isi("judul", &dokumen.judul), 3, Some(1000)))
            (teks(c("pemrakarsa", if primer { "Ditetapkan oleh" } else { "Pengarang atau lembaga" }, "", true), &dokumen.pemrakarsa, Width::Full))
            (teks(c("tempat", "Tempat", "", true), &dokumen.tempat, Width::Chars20))
            @if primer {
                (page::beside(&[
                    tanggal(c("ditetapkan", "Tanggal ditetapkan", "", true), dokumen.ditetapkan),
                    tanggal(c("diundangkan", "Tanggal diundangkan", "", true), dokumen.diundangkan),
                    tanggal(c("berlaku", "Tanggal mulai berlaku", "", true), dokumen.berlaku),
                ]))
            } @else { (tanggal(c("ditetapkan", "Tanggal dokumen", "", true), dokumen.ditetapkan)) }
            (teks(c("sumber", "Sumber", "Lembaran atau berita daerah dengan tahun dan nomornya, atau terbitan.", true), &dokumen.sumber, Width::Full))
            (page::beside(&[
                teks(c("bidang", "Bidang hukum", "", true), &dokumen.bidang, Width::Full),
                teks(c("bahasa", "Bahasa", "", true), &dokumen.bahasa, Width::Chars20),
            ]))
            (teks(c("subjek", "Subjek", "Pisahkan dengan titik koma.", true), &dokumen.subjek, Width::Full))
            (teks(c("teu", "T.E.U. badan", "Tajuk entri utama, misalnya Indonesia. Kabupaten Contoh.", true), &dokumen.teu, Width::Full))
            (page::textarea(&c("abstrak", "Abstrak", "", true), &isi("abstrak", &dokumen.abstrak), 5, Some(5000)))
            (page::fieldset("Keterangan pustaka", html! {
                (teks(c("penerbit", "Penerbit", "", true), &dokumen.penerbit, Width::Full))
                (teks(c("fisik", "Deskripsi fisik", "Halaman dan ukuran.", true), &dokumen.fisik, Width::Full))
                (page::beside(&[
                    teks(c("isbn", "ISBN", "", true), &dokumen.isbn, Width::Chars20),
                    teks(c("panggil", "Nomor panggil", "", true), &dokumen.panggil, Width::Chars20),
                    teks(c("induk", "Nomor induk buku", "", true), &dokumen.induk, Width::Chars20),
                ]))
            }))
            @if primer {
                (page::fieldset("Status di luar hubungan", html! {
                    p.govuk-body { "Status dihitung dari hubungan antarperaturan. Isi bagian ini hanya bila peraturan tidak berlaku karena sebab lain, misalnya putusan pengadilan." }
                    (page::radios(&c("status_khusus", "Tidak berlaku karena sebab lain?", "", false), &isi("status_khusus", if dokumen.status_khusus.is_empty() { "tidak" } else { "tidak_berlaku" }),
                        &[Choice::new("tidak", "Tidak"), Choice::new("tidak_berlaku", "Ya, tidak berlaku")], page::ChoiceLayout::Inline))
                    (tanggal(c("status_sejak", "Sejak tanggal", "", true), dokumen.status_sejak))
                    (teks(c("status_alasan", "Sebabnya", "", true), &dokumen.status_alasan, Width::Full))
                }))
            } @else {
                (page::upload(&c("berkas", if dokumen.berkas.is_some() { "Ganti berkas" } else { "Berkas" }, "", true),
                    &Upload { accept: ".pdf,.docx,.txt", limits: &limits, max_bytes: Some(max_upload), ..Upload::default() }))
            }
            (page::submit("Simpan data"))
        })))
    }
}
