//! Every component on one page, for looking at and for the browser checks.
//!
//! `cargo run -p page --example galeri -- FOLDER` writes the gallery, an error page, a sign-in page and the assets into
//! the folder, ready for any file server. The people and places on it are invented.

use maud::{Markup, html};
use page::*;
use std::borrow::Cow;
use std::io::Error;
use std::path::Path;

fn main() -> Result<(), Error> {
    let folder = std::env::args().nth(1).ok_or_else(|| Error::other("usage: galeri FOLDER"))?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder.join("aset"))?;
    for asset in assets() {
        std::fs::write(folder.join("aset").join(asset.name), asset.bytes)?;
    }
    let write = |name: &str, page: Markup| std::fs::write(folder.join(name), page.into_string());
    write("index.html", document(&shell("Galeri komponen"), gallery()))?;
    write("formulir.html", document(&Shell { has_errors: true, ..shell("Catat risiko") }, form_page()))?;
    write("daftar.html", document(&shell("Daftar risiko"), list_page()))?;
    let nobody = Shell { user: None, navigation: Vec::new(), search: "", notice: None, ..shell("Masuk") };
    write("lebar.html", document(&shell("Buku agenda"), wide_page()))?;
    write("masuk.html", document(&Shell { breadcrumbs: Vec::new(), ..nobody.clone() }, sign_in()))?;
    let failure = ErrorPage { reference: "K7Q2-93XM", ..ErrorPage::new(ErrorKind::Internal) };
    write(
        "galat.html",
        document(&Shell { title: failure.kind.title(), ..Shell::default() }, error_page(&failure, Markup::default())),
    )?;
    write("kemajuan", work(70))
}

fn shell(title: &str) -> Shell<'_> {
    Shell {
        title,
        regency: Regency { name: "Kabupaten Contoh", tagline: "Sistem pemerintahan berbasis elektronik", emblem: "" },
        user: Some(UserMenu {
            name: "Ratna Wulandari",
            position: "Plt. Kepala Bidang Aptika",
            unit: "Dinas Komunikasi dan Informatika",
            links: vec![Link::new("Tugas saya", "/tugas"), Link::new("Akun dan sesi", "/akun")],
            sign_out: "/keluar",
            notifications: "/pemberitahuan",
            unread: 7,
        }),
        navigation: vec![
            NavItem::new("Tugas saya", "/", false),
            NavItem::new("Peraturan", "/peraturan", false),
            NavItem::new("Kewajiban", "/kewajiban", true),
            NavItem::new("Evaluasi", "/evaluasi", false),
            NavItem::new("Organisasi", "/organisasi", false),
            NavItem::new("Semua modul", "/modul", false),
        ],
        csrf: "token",
        notice: Some(Flash { kind: FlashKind::Success, text: "Risiko R-014 disimpan dan dikirim kepada koordinator." }),
        breadcrumbs: vec![Link::new("Beranda", "/"), Link::new("Kewajiban", "/kewajiban")],
        search: "/cari",
        footer: vec![
            Link::new("Bantuan", "/bantuan"),
            Link::new("Aksesibilitas", "/aksesibilitas"),
            Link::new("Pelindungan data pribadi", "/privasi"),
            Link::new("Lisensi", LICENSES),
        ],
        version: "0.1.0",
        printed: "Dicetak oleh Ratna Wulandari, 14 Maret 2027 09.30 WIB",
        ..Shell::default()
    }
}

fn gallery() -> Markup {
    html! {
        (print_header(&PrintHeader { government: "Pemerintah Kabupaten Contoh", unit: "Dinas Komunikasi dan Informatika",
            address: "Jalan Merpati Nomor 1", emblem: ICON }))
        (heading("Kewajiban K-021", "Reviu tengah waktu peta jalan SPBE", html! {
            (button_link("Ubah", "#ubah", ButtonKind::Secondary)) (button_link("Catat bukti", "#bukti", ButtonKind::Primary))
        }))
        (metadata(&[
            Fact::new("Status", tag("Sedang dikerjakan", Tone::Working)),
            Fact::new("Tenggat", html! { "30 Juni 2027" }),
            Fact::new("Penanggung jawab", html! { "Badan Perencanaan Pembangunan Daerah" }),
        ]))
        (tabs("Bagian kewajiban", &[NavItem::new("Ringkasan", "#r", true), NavItem::new("Bukti (3)", "#b", false),
            NavItem::new("Riwayat", "#h", false), NavItem::new("Pembahasan", "#p", false)]))
        (tiles(&[
            Tile { label: "Terlambat".into(), value: "3".into(), note: "paling lama 12 hari kerja".into(), href: "#t".into(), tone: Tone::Bad },
            Tile { label: "Jatuh tempo pekan ini".into(), value: "8".into(), href: "#m".into(), tone: Tone::Attention, ..Tile::default() },
            Tile { label: "Terpenuhi".into(), value: "142".into(), note: "dari 168 kewajiban".into(), href: "#s".into(), tone: Tone::Good },
            Tile { label: "Indeks SPBE".into(), value: "2,84".into(), note: "naik 0,21 sejak 2026".into(), ..Tile::default() },
        ]))
        (steps("Langkah evaluasi", &[(Link::new("Periode", "#1"), StepState::Done), (Link::new("Tim", "#2"), StepState::Done),
            (Link::new("Penilaian", "#3"), StepState::Current), (Link::new("Berita acara", ""), StepState::Ahead)]))
        (with_side(
            side_navigation("Kewajiban", &[("Kewajiban", vec![NavItem::new("Semua", "#", true),
                NavItem::new("Milik unit saya", "#u", false), NavItem::new("Terlambat", "#l", false)]),
                ("Laporan", vec![NavItem::new("Per perangkat daerah", "#pd", false)])]),
            record(),
        ))
        (charts())
        h2.govuk-heading-m { "Alur" }
        (flow())
        h2.govuk-heading-m { "Pesan" }
        (banner(&Flash { kind: FlashKind::Information, text: "Jam layanan berubah selama bulan Ramadan." }))
        (banner(&Flash { kind: FlashKind::Problem, text: "Dua baris tidak dapat dikirim. Tidak ada yang diubah." }))
        (inset(html! { p.govuk-body { "Peta jalan ditinjau paling sedikit pada paruh waktu dan tahun terakhir." } }))
        (warning("Setelah ditandatangani, berita acara tidak dapat diubah."))
        (details("Mengapa ini ditanyakan?", html! { p.govuk-body { "Jawabannya menentukan siapa yang diberi tahu." } }))
        (empty("Belum ada bukti", "Bukti dapat berupa catatan, berkas, atau tautan.", Some(&Link::new("Catat bukti", "#bukti"))))
        p.govuk-body {
            (tag("Draf", Tone::Neutral)) " " (tag("Diproses", Tone::Working)) " " (tag("Berlaku", Tone::Good)) " "
            (tag("Hampir jatuh tempo", Tone::Attention)) " " (tag("Terlambat", Tone::Bad)) " " (tag("Rahasia", Tone::Special))
            " Kotak masuk" (badge(12, "surat belum dibaca"))
        }
        (work(34))
        h2.govuk-heading-m { "Beda dua naskah" }
        (diff("Tersimpan", "Koordinator menyusun rencana setiap dua tahun.\nRencana ditetapkan bupati.", "Isian Anda",
            "Koordinator SPBE menyusun rencana setiap tahun.\nRencana ditetapkan bupati."))
        (panel("Pengaduan diterima", html! { "Nomor Anda" br; strong { "P-2027-00481" } }))
    }
}

fn work(done: u64) -> Markup {
    let text = format!("{done} dari 120 baris diperiksa");
    progress(&Progress {
        id: "impor",
        label: "Memeriksa berkas pegawai.xlsx",
        done,
        total: 120,
        text: &text,
        poll: if done < 70 { "/kemajuan" } else { "" },
    })
}

fn record() -> Markup {
    html! {
        (card("Ringkasan", &[Link::new("Ubah", "#ubah")], summary_list(&[
            Fact { act: Some(Link::new("Ganti", "#g")), ..Fact::new("Dasar", html! { a.govuk-link href="#pasal" { "Pasal 12 ayat (2)" } }) },
            Fact::new("Pemicu", html! { "Paruh waktu rencana" }),
            Fact::new("Catatan", Markup::default()),
            Fact::new("Nilai", html! { "Rp1.250.000.000,00" }),
        ])))
        (card("Tugas", &[], task_list(&[
            Task { link: Link::new("Unggah laporan reviu", "#1"), hint: "Tenggat 30 Juni 2027".into(), status: tag("Terlambat 2 hari", Tone::Bad) },
            Task { link: Link::new("Setujui ringkasan", "#2"), hint: "".into(), status: tag("Siap", Tone::Working) },
            Task { link: Link::new("Tetapkan hasil", ""), hint: "Menunggu persetujuan".into(), status: tag("Belum dapat dimulai", Tone::Neutral) },
        ])))
        (card("Lampiran", &[], attachments(&[
            Attachment { link: Link::new("Laporan reviu peta jalan 2027.pdf", "#f"), kind: "PDF".into(), size: "1,2 MB".into(),
                note: "Ditambahkan Ratna Wulandari, 3 Maret 2027".into(), acts: tag("Terbatas", Tone::Special) },
            Attachment { link: Link::new("Daftar hadir.xlsx", "#g"), kind: "XLSX".into(), size: "48 kB".into(), ..Attachment::default() },
        ])))
        (card("Riwayat", &[], timeline(&[
            TimelineItem { title: "Diajukan untuk disetujui".into(), by: "Ratna Wulandari".into(),
                at: Moment::new("2027-03-14T09:30:00+07:00", "14 Maret 2027 09.30 WIB"),
                content: html! { p.govuk-body { "Tenggat diubah dari 31 Mei 2027 menjadi 30 Juni 2027." } } },
            TimelineItem { title: "Dicatat".into(), by: "Bagas Pranoto".into(),
                at: Moment::new("2027-03-01T08:00:00+07:00", "1 Maret 2027 08.00 WIB"), ..TimelineItem::default() },
        ])))
        (card("Pembahasan", &[], comments(&[
            Comment { author: "Bagas Pranoto".into(), position: "Analis perencanaan".into(),
                at: Moment::new("2027-03-10", "10 Maret 2027"), text: "Lampiran kedua belum ditandatangani.\nMohon dilengkapi.".into() },
        ])))
    }
}

fn charts() -> Markup {
    let domains = [("Kebijakan", 3.1), ("Tata kelola", 2.6), ("Manajemen", 1.55), ("Layanan", 3.42)];
    let data: Vec<Datum<'_>> = domains
        .iter()
        .map(|(label, value)| Datum::new(*label, *value, format!("{value:.2}").replace('.', ",")))
        .collect();
    let chart = |id, title, most| Chart {
        id,
        title,
        description: "Manajemen paling rendah, layanan paling tinggi.",
        label_heading: "Domain",
        value_heading: "Indeks",
        most,
    };
    let texts =
        |values: &[f64]| values.iter().map(|value| Cow::Owned(format!("{value:.2}").replace('.', ","))).collect();
    let series = |label: &'static str, values: [f64; 4]| Series {
        label: label.into(),
        values: values.map(Some).to_vec(),
        texts: texts(&values),
    };
    html! {
        h2.govuk-heading-m { "Bagan" }
        div.govuk-grid-row {
            div.govuk-grid-column-one-half { (bar_chart(&chart("batang", "Indeks per domain 2027", Some(5.0)), &data)) }
            div.govuk-grid-column-one-half {
                (line_chart(&chart("garis", "Indeks 2024 sampai 2027", Some(5.0)),
                    &["2024".into(), "2025".into(), "2026".into(), "2027".into()],
                    &[series("Indeks", [1.9, 2.2, 2.63, 2.84]), series("Manajemen", [1.0, 1.1, 1.4, 1.55])]))
            }
            div.govuk-grid-column-one-half { (donut_chart(&chart("cincin", "Keadaan kewajiban", None), &[
                Datum::new("Terpenuhi", 142.0, "142").with_tone(Tone::Good), Datum::new("Berjalan", 23.0, "23").with_tone(Tone::Working),
                Datum::new("Terlambat", 3.0, "3").with_tone(Tone::Bad)], "168")) }
            div.govuk-grid-column-one-half { (gauge(&chart("ukur", "Indeks SPBE 2027", Some(5.0)), &Datum::new("dari 5", 2.84, "2,84"))) }
        }
    }
}

fn flow() -> Markup {
    let state = |id: &'static str, label: &'static str, kind| FlowState { id: id.into(), label: label.into(), kind };
    let transition = |from: &'static str, to: &'static str, label: &'static str, note: &'static str| FlowTransition {
        from: from.into(),
        to: to.into(),
        label: label.into(),
        note: note.into(),
    };
    flow_diagram(
        "alur-naskah",
        "Naskah dinas",
        &[
            state("draf", "Draf", FlowKind::Start),
            state("reviu", "Sedang direviu", FlowKind::Middle),
            state("setuju", "Menunggu tanda tangan", FlowKind::Middle),
            state("terbit", "Terbit", FlowKind::End),
            state("tolak", "Ditolak", FlowKind::End),
        ],
        &[
            transition("draf", "draf", "Ubah isi", "Penyusun"),
            transition("draf", "reviu", "Ajukan", "Penyusun"),
            transition("reviu", "draf", "Kembalikan untuk perbaikan", "Pereviu, dengan alasan"),
            transition("reviu", "setuju", "Setujui", "Pereviu; 3 hari kerja"),
            transition("reviu", "tolak", "Tolak", "Pereviu, dengan alasan"),
            transition("setuju", "tolak", "Batalkan", "Penanda tangan"),
            transition("setuju", "terbit", "Tanda tangani", "Penanda tangan; 2 hari kerja"),
            transition("draf", "terbit", "Terbitkan langsung", "Hanya naskah internal"),
        ],
    )
}

fn form_page() -> Markup {
    let errors = [
        FormError::new("nama", "Tulis nama risiko."),
        FormError::new("tanggal", "Tanggal 31-02-2027 tidak ada. Periksa harinya."),
        FormError::new("tingkat", "Pilih tingkat risiko."),
        FormError::new("pemilik", "Pilih pemilik risiko."),
        FormError::new("anggaran", "Tulis anggaran dengan angka, misalnya 1.250.000."),
        FormError::new("bukti", "Berkas ini bukan PDF."),
    ];
    let control = |name: &'static str, label: &'static str, hint: &'static str| Control {
        name,
        label,
        hint,
        error: error_of(&errors, name),
        ..Control::default()
    };
    let agencies: Vec<Choice<'_>> =
        (1..=30).map(|n| Choice::new(format!("pd-{n}"), format!("Perangkat daerah ke-{n}"))).collect();
    let chosen = Choice::new("p-1", "Bagas Pranoto").with_hint("Analis perencanaan");
    let found = [Choice::new("p-2", "Bagus Santoso").with_hint("Arsiparis"), Choice::new("p-3", "Bagja Kurnia")];
    column(html! {
        (error_summary(&errors))
        (heading("Manajemen risiko", "Catat risiko", Markup::default()))
        (form(&Form { action: "/risiko", csrf: "token", key: "kunci", version: "4", multipart: true, id: "" }, html! {
            (text_input(&control("nama", "Nama risiko", "Satu kalimat pendek."), "", &Text { max_length: Some(120), ..Text::default() }))
            (textarea(&control("uraian", "Uraian", "Apa yang dapat terjadi dan mengapa."), "Listrik padam lebih dari empat jam.", 4, Some(500)))
            (date(&control("tanggal", "Tanggal ditemukan", ""), "31-02-2027"))
            (fieldset("Jangka waktu", beside(&[date(&control("dari", "Dari", ""), ""), date_time(&control("sampai", "Sampai", ""), "")])))
            (time(&control("jam", "Jam rapat", ""), "14.30"))
            (radios(&control("tingkat", "Tingkat risiko", ""), "", &[Choice::new("1", "Rendah"),
                Choice::new("2", "Sedang").with_hint("Layanan terganggu kurang dari sehari."), Choice::new("3", "Tinggi")], ChoiceLayout::Stacked))
            (yes_no(&control("berulang", "Apakah pernah terjadi?", ""), Some(true)))
            (checkboxes(&control("dampak", "Yang terdampak", "Centang semua yang sesuai."), &["warga"], &[Choice::new("warga", "Warga"),
                Choice::new("pegawai", "Pegawai"), Choice::new("mitra", "Mitra")], ChoiceLayout::Small))
            (checkbox(&control("umum", "Tampilkan kepada umum", "Tanpa nama orang."), false))
            (select(&control("unit", "Perangkat daerah", ""), "pd-3", &agencies, "Pilih perangkat daerah"))
            (select(&control("jenis", "Jenis", ""), "", &[Choice::new("a", "Teknologi"), Choice::new("b", "Manusia")], "Pilih jenis"))
            (reference_search(&Control { optional: true, ..control("pemilik", "Pemilik risiko", "Cari dengan nama atau NIP.") },
                &Reference { chosen: Some(&chosen), query: "bag", matches: Some(&found), source: "/orang.json" }))
            (number(&control("lama", "Lama pemulihan", ""), "2", false, "hari kerja"))
            (money(&control("anggaran", "Anggaran penanganan", ""), "satu juta"))
            (text_input(&control("surel", "Surel pelapor", ""), "ratna@contoh.test", &Text { kind: TextKind::Email, autocomplete: "email", width: Width::TwoThirds, ..Text::default() }))
            (text_input(&Control { optional: true, ..control("kode", "Kode aset", "") }, "", &Text { suggestions: &["SRV-01", "SRV-02"], width: Width::Chars10, ..Text::default() }))
            (text_input(&Control { disabled: true, ..control("tetap", "Nomor catatan", "") }, "R-014", &Text { width: Width::Chars10, ..Text::default() }))
            (rows(&control("anggota", "Tim penanganan", ""), &["Nama", "Peran"], &(0..2).map(row_of_member).collect::<Vec<_>>()))
            (upload(&control("bukti", "Bukti", ""), &Upload { accept: ".pdf", limits: "PDF, paling besar 20 MB.", max_bytes: Some(20 << 20), ..Upload::default() }))
            (buttons(html! {
                (submit("Simpan risiko"))
                (button(&Button { label: "Simpan sebagai draf", kind: ButtonKind::Secondary, name: "draf", value: "ya", ..Button::default() }))
                (button(&Button { label: "Hapus", kind: ButtonKind::Warning, form_action: "/hapus", about: "risiko R-014", ..Button::default() }))
                (button(&Button { label: "Batal", kind: ButtonKind::Text, ..Button::default() }))
            }))
        }))
    })
}

fn row_of_member(number: usize) -> Vec<Markup> {
    let name = format!("anggota.{number}.nama");
    let role = format!("anggota.{number}.peran");
    let control = |name, label| Control { name, label, size: LabelSize::Hidden, ..Control::default() };
    let roles = [Choice::new("ketua", "Ketua"), Choice::new("anggota", "Anggota")];
    vec![
        text_input(&control(&name, "Nama"), "", &Text::default()),
        select(&control(&role, "Peran"), "", &roles, "Pilih peran"),
    ]
}

fn list_page() -> Markup {
    let filter = Filter {
        action: "/risiko",
        active: vec![
            Link::new("Status: terlambat", "/risiko?unit=3"),
            Link::new("Unit: Diskominfo", "/risiko?status=terlambat"),
        ],
        clear: "/risiko",
    };
    let control = |name: &'static str, label: &'static str| Control { name, label, ..Control::default() };
    let fields = html! {
        (text_input(&control("q", "Kata"), "", &Text::default()))
        (checkboxes(&control("status", "Status"), &["lambat"], &[Choice::new("lambat", "Terlambat"), Choice::new("jalan", "Berjalan")], ChoiceLayout::Small))
        (select(&control("unit", "Unit"), "3", &[Choice::new("3", "Diskominfo"), Choice::new("4", "Bappeda")], "Semua unit"))
    };
    let rows = (1..=8).map(|n| Row {
        cells: vec![
            html! { a.govuk-link href={ "/risiko/" (n) } { "R-00" (n) " Listrik pusat data padam" } },
            html! { "Dinas Komunikasi dan Informatika" },
            html! { (tag(if n % 3 == 0 { "Terlambat" } else { "Berjalan" }, if n % 3 == 0 { Tone::Bad } else { Tone::Working })) },
            moment(&Moment::new(format!("2027-03-{:02}", n * 3), format!("{} Maret 2027", n * 3))),
            html! { "Rp" (n * 125) ".000.000" },
        ],
        id: n.to_string().into(),
        name: format!("R-00{n}").into(),
    });
    html! {
        (heading("Manajemen risiko", "Daftar risiko", html! {
            (button_link("Unduh XLSX", "#unduh", ButtonKind::Secondary)) (button_link("Catat risiko", "formulir.html", ButtonKind::Primary))
        }))
        (with_side(filter_panel(&filter, fields), html! {
            (bulk_bar(&Form { action: "/risiko/banyak", csrf: "token", key: "k2", id: "massal", ..Form::default() }, html! {
                (button(&Button { label: "Tandai selesai", kind: ButtonKind::Secondary, name: "tindakan", value: "selesai", ..Button::default() }))
                (button(&Button { label: "Ganti pemilik", kind: ButtonKind::Secondary, name: "tindakan", value: "pemilik", ..Button::default() }))
            }))
            (table(&Table {
                caption: "Risiko".into(), caption_hidden: true, bulk: "massal".into(),
                columns: vec![Column::new("Risiko").sortable("?urut=nama", None), Column::new("Perangkat daerah"), Column::new("Status"),
                    Column::new("Tenggat").sortable("?urut=-tenggat", Some(Sorted::Ascending)), Column::numeric("Anggaran").sortable("?urut=anggaran", None)],
                rows: rows.collect(),
                ..Table::default()
            }))
            (pagination(Some("?sebelum=1"), Some("?sesudah=8"), "8 dari 1.234 risiko"))
        }))
    }
}

/// A list of many columns, whose rows are called by one in the middle.
fn wide_page() -> Markup {
    let columns = ["Agenda", "Nomor", "Tanggal", "Dari", "Kepada", "Perihal", "Sifat", "Keadaan"];
    let row = |number: usize| {
        let subject = "Undangan rapat koordinasi penyusunan peta rencana";
        Row::new(vec![
            html! { (number) },
            html! { "500.12/" (number) "/PENGELOLAANDATADANINFORMASIGEOSPASIAL/XI/2026" },
            html! { time datetime="2026-11-20" { "20 November 2026" } },
            html! { "Dinas Komunikasi dan Informatika" },
            html! { "Badan Perencanaan Pembangunan Daerah" },
            html! { a.govuk-link href={ "#" (number) } { (subject) } },
            html! { (tag("Biasa", Tone::Neutral)) },
            html! { (tag("Belum diberkaskan", Tone::Attention)) },
        ])
    };
    let books = ["Surat masuk", "Surat keluar", "Disposisi"];
    html! {
        (heading("Naskah dinas", "Buku agenda", Markup::default()))
        (segments("Buku", &books.map(|book| NavItem::new(book, "?buku", book == "Surat masuk"))))
        (with_side(
            filter_panel(&Filter { action: "/agenda", active: Vec::new(), clear: "/agenda" }, html! {
                @for name in ["Nomor", "Dari", "Perihal"] {
                    (text_input(&Control { name, label: name, ..Control::default() }, "", &Text::default()))
                }
            }),
            table(&Table {
                caption: "Surat masuk".into(),
                caption_hidden: true,
                columns: columns.map(Column::new).into(),
                rows: (27..31).map(row).collect(),
                title: 5,
                ..Table::default()
            }),
        ))
    }
}

fn sign_in() -> Markup {
    card_page(html! {
        h1.govuk-heading-l { "Masuk" }
        (form(&Form { action: "/masuk", csrf: "token", ..Form::default() }, html! {
            (text_input(&Control { name: "nama", label: "Nama pengguna atau NIP", ..Control::default() }, "",
                &Text { autocomplete: "username", ..Text::default() }))
            (text_input(&Control { name: "sandi", label: "Kata sandi", ..Control::default() }, "",
                &Text { kind: TextKind::Password, autocomplete: "current-password", ..Text::default() }))
            (submit("Masuk"))
        }))
        p.govuk-body { a.govuk-link href="#lupa" { "Lupa kata sandi?" } }
    })
}
