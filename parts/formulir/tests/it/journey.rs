//! Forms filled in page by page, as a browser without JavaScript sends them.

use formulir::{Answers, FileRef, Next};
use serde_json::json;

use crate::{choices, form, pairs};

fn file(name: &str, size: u64, media: &str) -> FileRef {
    FileRef { id: "01890a5d-ac96-774b-bcce-b302099a8057".into(), name: name.into(), size, media: media.into() }
}

#[test]
fn an_answer_opens_further_questions_on_its_page() {
    let form = form("izin_keramaian");
    let sent = pairs(&[
        ("i.pemohon", ""),
        ("i.pemohon", "badan"),
        ("i.nama", " Siti Rahma "),
        ("i.nik", "3301 0141 0190 0001"),
        ("i.telepon", "0812-3456 7890"),
        ("i.surel", ""),
    ]);
    let mut answers = form.read(0, &Answers::default(), &sent);
    assert_eq!(
        answers.json(),
        json!({ "pemohon": "badan", "nama": "Siti Rahma", "nik": "3301014101900001", "telepon": "081234567890" })
    );
    assert_eq!(form.next(0, &mut answers, &sent, &choices()), Next::Again);
    let page = form.render(0, &answers, &[], &choices()).into_string();
    assert!(page.contains("name=\"i.nib\"") && page.contains("value=\"Siti Rahma\""));
    // Now they were on the page: what is missing is said.
    let again = [sent.clone(), pairs(&[("i.nama_badan", ""), ("i.nib", "123")])].concat();
    let mut answers = form.read(0, &answers, &again);
    let Next::Faults(faults) = form.next(0, &mut answers, &again, &choices()) else { panic!("no faults") };
    let said: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.path.as_str(), fault.message.as_str())).collect();
    assert_eq!(
        said,
        [("nama_badan", "Isi “Nama badan usaha atau organisasi”."), ("nib", "NIB terdiri atas 13 angka.")]
    );
    // Another answer closes them: what stood in them is not asked and not kept.
    let other = [
        pairs(&[("i.pemohon", "orang")]),
        sent.into_iter().skip(2).collect(),
        pairs(&[("i.nama_badan", "PT X"), ("i.nib", "1")]),
    ]
    .concat();
    let mut answers = form.read(0, &answers, &other);
    assert_eq!(form.next(0, &mut answers, &other, &choices()), Next::Step(1));
    assert_eq!(form.kept(&answers).get("nib"), None);
    assert_eq!(form.kept(&answers).text("nama"), "Siti Rahma");
}

#[test]
fn pages_are_left_out_and_come_back() {
    let form = form("izin_keramaian");
    let small = Answers::from_json(json!({ "hadirin": 100, "jenis_acara": ["musik"] }));
    assert_eq!(form.steps_asked(&small), [0, 1, 3]);
    assert_eq!((form.step_after(1, &small), form.step_before(3, &small)), (Some(3), Some(1)));
    let large = Answers::from_json(json!({ "hadirin": 500, "jenis_acara": ["musik"] }));
    assert_eq!(form.steps_asked(&large), [0, 1, 2, 3]);
    let loud = Answers::from_json(json!({ "hadirin": 5, "jenis_acara": ["kembang_api"] }));
    assert_eq!(form.step_after(1, &loud), Some(2));
    assert_eq!(form.step_after(3, &loud), None);
    assert_eq!(form.first_faulty(&large, &choices()), Some(0));
}

#[test]
fn rows_come_and_go_without_losing_what_was_typed() {
    let form = form("bantuan_ternak");
    let here = choices();
    let empty = form.render(1, &Answers::default(), &[], &here).into_string();
    assert_eq!(empty.matches("name=\"i.anggota.").count(), 2 * (1 + 3 + 2), "two rows from the start: {empty}");
    let sent = pairs(&[
        ("i.anggota", ""),
        ("i.anggota.0.nama", "Ani"),
        ("i.anggota.0.punya", ""),
        ("i.anggota.0.punya", "tidak"),
        ("i.anggota.1.nama", "Budi"),
        ("i.anggota.1.punya", ""),
        ("_tambah", "i.anggota"),
    ]);
    let mut answers = form.read(1, &Answers::default(), &sent);
    assert_eq!(form.next(1, &mut answers, &sent, &here), Next::Again);
    assert_eq!(answers.json(), json!({ "anggota": [{ "nama": "Ani", "punya": false }, { "nama": "Budi" }, {}] }));
    // A file of the second row goes with it, the third moves up.
    assert!(answers.attach("i.anggota.1.ktp", &file("a.jpg", 10, "image/jpeg")));
    assert!(!answers.attach("i.anggota.7.ktp", &file("a.jpg", 10, "image/jpeg")));
    assert_eq!(answers.files()[0].0, "anggota.1.ktp.0");
    let sent = pairs(&[
        ("i.anggota.0.nama", "Ani"),
        ("i.anggota.0.punya", "tidak"),
        ("i.anggota.1.nama", "Budi"),
        ("i.anggota.2.nama", "Citra"),
        ("_hapus", "i.anggota.1"),
    ]);
    let mut answers = form.read(1, &answers, &sent);
    assert_eq!(answers.files().len(), 1);
    assert_eq!(form.next(1, &mut answers, &sent, &here), Next::Again);
    assert_eq!(answers.json(), json!({ "anggota": [{ "nama": "Ani", "punya": false }, { "nama": "Citra" }] }));
    assert!(answers.files().is_empty());
    // A row that was left empty does not count, one that was begun does; its own branch opens.
    let sent = pairs(&[
        ("i.anggota.0.nama", "Ani"),
        ("i.anggota.0.punya", "tidak"),
        ("i.anggota.1.nama", "Citra"),
        ("i.anggota.1.punya", "ya"),
        ("i.anggota.2.nama", " "),
    ]);
    let mut answers = form.read(1, &answers, &sent);
    assert_eq!(form.next(1, &mut answers, &sent, &here), Next::Again, "how many animals Citra has is asked now");
    let page = form.render(1, &answers, &[], &here).into_string();
    assert!(page.contains("name=\"i.anggota.1.ekor\"") && !page.contains("name=\"i.anggota.0.ekor\""));
    let sent = [sent, pairs(&[("i.anggota.1.ekor", "dua")])].concat();
    let mut answers = form.read(1, &answers, &sent);
    let Next::Faults(faults) = form.next(1, &mut answers, &sent, &here) else { panic!("no faults") };
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].control(), "i.anggota.1.ekor");
    let page = form.render(1, &answers, &faults, &here).into_string();
    assert!(page.contains("value=\"dua\"") && page.contains("id=\"i-anggota-1-ekor-kesalahan\""));
    let sent: Vec<_> = sent
        .into_iter()
        .map(|(name, value)| if value == "dua" { (name, "2".to_owned()) } else { (name, value) })
        .collect();
    let mut answers = form.read(1, &answers, &sent);
    assert_eq!(form.next(1, &mut answers, &sent, &here), Next::Step(2));
    assert_eq!(answers.json()["anggota"].as_array().unwrap().len(), 2);
}

#[test]
fn too_few_rows_are_told_at_the_group() {
    let form = form("bantuan_ternak");
    let sent = pairs(&[
        ("i.anggota", ""),
        ("i.anggota.0.nama", "Ani"),
        ("i.anggota.0.punya", "tidak"),
        ("i.anggota.1.nama", ""),
    ]);
    let mut answers = form.read(1, &Answers::default(), &sent);
    let Next::Faults(faults) = form.next(1, &mut answers, &sent, &choices()) else { panic!("no faults") };
    assert_eq!(faults[0].message, "“Anggota kelompok” paling sedikit 2 anggota, sekarang 1.");
    let none = pairs(&[("i.anggota", "")]);
    let mut answers = form.read(1, &Answers::default(), &none);
    let Next::Faults(faults) = form.next(1, &mut answers, &none, &choices()) else { panic!("no faults") };
    assert_eq!(faults[0].message, "Isi paling sedikit 2 anggota pada “Anggota kelompok”.");
}

#[test]
fn no_more_rows_than_allowed() {
    let form = form("bantuan_ternak");
    let mut answers = Answers::default();
    for _ in 0..20 {
        let sent = pairs(&[("_tambah", "i.anggota")]);
        assert_eq!(form.next(1, &mut answers, &sent, &choices()), Next::Again);
    }
    assert_eq!(answers.json()["anggota"].as_array().unwrap().len(), 5);
    assert!(!form.render(1, &answers, &[], &choices()).into_string().contains("_tambah"));
    let sent = pairs(&[("i.anggota.999999999999.nama", "x"), ("i.anggota.4000000.nama", "x")]);
    let read = form.read(1, &answers, &sent);
    assert_eq!(read.json()["anggota"].as_array().unwrap().len(), 400, "rows are bounded, then told as too many");
}

#[test]
fn files_are_judged_before_they_are_stored() {
    let form = form("izin_keramaian");
    let said =
        |control: &str, count, file: &FileRef| form.file_fault(control, count, file).map_err(|fault| fault.message);
    let good = file("ktp.jpg", 100_000, "image/jpeg");
    assert_eq!(said("i.ktp", 0, &good), Ok(()));
    let table = [
        ("i.ktp", 1, good.clone(), "“Foto KTP pemohon” paling banyak 1 berkas. Hapus salah satu lebih dahulu."),
        (
            "i.ktp",
            0,
            file("a.exe", 10, "application/x-msdownload"),
            "“Foto KTP pemohon” harus berupa JPG, PNG, atau PDF.",
        ),
        (
            "i.ktp",
            0,
            file("a.jpg", 3_000_001, "image/jpeg"),
            "Berkas “Foto KTP pemohon” paling besar 3 MB, sekarang 3 MB.",
        ),
        ("i.ktp", 0, file("a.jpg", 0, "image/jpeg"), "Berkas “Foto KTP pemohon” kosong. Pilih berkas lain."),
        ("i.nama", 0, good.clone(), "Berkas ini tidak diminta."),
        ("i.asing", 0, good.clone(), "Berkas ini tidak diminta."),
    ];
    for (control, count, file, message) in table {
        assert_eq!(said(control, count, &file), Err(message.to_owned()));
    }
    let mut answers = Answers::default();
    assert!(answers.attach("i.ktp", &good));
    let sent = pairs(&[("i.ktp", ""), ("i.setuju", ""), ("i.setuju", "ya"), ("_hapus", "i.ktp.0")]);
    let mut answers = form.read(3, &answers, &sent);
    assert_eq!(answers.files().len(), 1);
    assert_eq!(form.next(3, &mut answers, &sent, &choices()), Next::Again);
    assert!(answers.files().is_empty());
    let sent = pairs(&[("i.ktp", ""), ("i.setuju", "")]);
    let mut answers = form.read(3, &answers, &sent);
    let Next::Faults(faults) = form.next(3, &mut answers, &sent, &choices()) else { panic!("no faults") };
    let said: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(
        said,
        ["Unggah berkas “Foto KTP pemohon”.", "Centang “Saya menyatakan keterangan di atas benar.” untuk melanjutkan."]
    );
}

#[test]
fn what_was_typed_stays_when_it_is_wrong() {
    let form = form("izin_keramaian");
    let sent = pairs(&[
        ("i.acara", "Pasar"),
        ("i.jenis_acara", ""),
        ("i.jenis_acara", "bukan"),
        ("i.tanggal", "31-02-2027"),
        ("i.mulai", "25.00"),
        ("i.hadirin", "1,5"),
        ("i.tempat.desa", "99"),
        ("i.tempat.patokan", ""),
    ]);
    let mut answers = form.read(1, &Answers::default(), &sent);
    let Next::Faults(faults) = form.next(1, &mut answers, &sent, &choices()) else { panic!("no faults") };
    let said: Vec<String> = faults.iter().map(|fault| format!("{} {}", fault.path, fault.message)).collect();
    assert_eq!(
        said,
        [
            "jenis_acara Pilih jawaban untuk “Apa saja yang ada dalam kegiatan?” dari pilihan yang ada.",
            "tanggal “Tanggal kegiatan”: Tanggal itu tidak ada dalam kalender.",
            "mulai Tulis “Mulai pukul” seperti 14.30, antara 00.00 dan 23.59.",
            "hadirin “Perkiraan orang yang hadir”: Tulis bilangan bulat tanpa koma.",
            "tempat.desa Pilih desa atau kelurahan untuk “Tempat kegiatan”.",
            "tempat.patokan Isi patokan untuk “Tempat kegiatan”, misalnya nama jalan atau bangunan yang dekat.",
        ]
    );
    let page = form.render(1, &answers, &faults, &choices()).into_string();
    for typed in ["value=\"31-02-2027\"", "value=\"25.00\"", "value=\"1,5\"", "value=\"99\" selected"] {
        assert!(page.contains(typed), "{typed} in {page}");
    }
    // A draft is stored and read back as it is.
    assert_eq!(Answers::from_json(answers.json()), answers);
    let late = pairs(&[
        ("i.tanggal", "21 November 2026"),
        ("i.mulai", "9:05"),
        ("i.hadirin", "100.001"),
        ("i.tempat.desa", "33.01.02.1001"),
        ("i.tempat.patokan", "Balai"),
    ]);
    let answers = form.read(1, &answers, &late);
    let said: Vec<String> =
        form.check_step(1, &answers, &choices()).into_iter().skip(1).map(|fault| fault.message).collect();
    assert_eq!(
        said,
        ["“Tanggal kegiatan” paling awal 22 November 2026.", "“Perkiraan orang yang hadir” paling besar 100.000."]
    );
}
