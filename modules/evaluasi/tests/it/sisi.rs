//! Sides of an indicator: freshness, contradiction, crossing editors, evidence, import; and what pages cost.

use evaluasi::MODULE;
use kernel::module::{Fact, Module, Probe};
use kernel::{App, Work};
use testkit::{Options, on_both_with};

use crate::lakon::*;

/// Another module whose records support level 1 of indicator 1, and one that cannot be read.
static SAKSI: Module = Module {
    name: "saksi",
    title: "Saksi",
    probes: &[
        Probe {
            key: "saksi.kebijakan",
            title: "Kebijakan yang berlaku",
            indicators: &["permenpanrb-59-2020:1"],
            run: saksi,
        },
        Probe { key: "saksi.rusak", title: "Catatan yang rusak", indicators: &["permenpanrb-59-2020:1"], run: rusak },
    ],
    ..Module::EMPTY
};

fn saksi(_: App) -> Work<Fact> {
    Box::pin(async {
        Ok(Fact {
            says: "Tidak ada peraturan tentang arsitektur yang berlaku.".to_owned(),
            supports: Some(1),
            href: Some("/peraturan".to_owned()),
            newest: None,
        })
    })
}

fn rusak(_: App) -> Work<Fact> {
    Box::pin(async { Err(kernel::Error::refused("tidak terbaca")) })
}

#[test]
fn a_claim_that_the_records_contradict_is_shown_as_such() {
    let options = Options::default();
    on_both_with(&[&MODULE, &SAKSI], options, async |site| {
        let lakon = Lakon::baru(site).await;
        let href = mulai(&lakon, "internal").await;
        let satu = format!("{href}/indikator/1");
        lakon
            .operator
            .get(&satu)
            .await
            .ok()
            .has_text("Kebijakan yang berlaku")
            .has_text("sedang tidak dapat dibaca")
            .lacks_text("lebih tinggi daripada");
        let v = versi(site, &href, "1").await;
        let isian =
            [("_versi", v.as_str()), ("penuhi-1", "ya"), ("penuhi-2", "ya"), ("penuhi-3", "ya"), ("nilai", "3")];
        lakon.operator.post(&satu, &isian).await.redirects();
        for halaman in [satu, format!("{href}/fakta")] {
            lakon
                .spv
                .get(&halaman)
                .await
                .ok()
                .has_text("lebih tinggi daripada yang didukung catatan (tingkat 1)")
                .has_text("Tidak ada peraturan tentang arsitektur yang berlaku");
        }
        // Our own records speak too, and contradict nothing.
        lakon
            .spv
            .get(&format!("{href}/fakta"))
            .await
            .ok()
            .has_text("Belum ada evaluasi yang dibekukan dalam sistem ini");
    });
}

#[test]
fn a_level_is_claimed_only_with_what_carries_it_and_a_stale_review_carries_nothing() {
    dengan_profil(testkit::profile(), async |site| {
        let lakon = Lakon::baru(site).await;
        let href = mulai(&lakon, "internal").await;
        // Indicator 19 wants a review at level 4; the assessment is on 30 November 2026.
        let satu = format!("{href}/indikator/19");
        let centang = |banyak: u8| (1..=banyak).map(|n| format!("penuhi-{n}")).collect::<Vec<_>>();
        let empat = centang(4);
        let kirim = async |nilai: &str| {
            let v = versi(site, &href, "19").await;
            let mut isian: Vec<(&str, &str)> = empat.iter().map(|nama| (nama.as_str(), "ya")).collect();
            isian.extend([("_versi", v.as_str()), ("nilai", nilai), ("penjelasan", "Tim bekerja")]);
            lakon.operator.post(&satu, &isian).await
        };
        let halaman = kirim("4").await.is(422).has_text("melebihi yang ditopang").has_text("Tanggal reviu belum diisi");
        assert_eq!(halaman.attribute("input[name=nilai][checked]", "value").as_deref(), Some("4"));
        assert_eq!(halaman.all("#penjelasan"), ["Tim bekerja"]);
        let bukti = async |tanggal: &str| {
            let isian = [
                ("judul", "Laporan reviu"),
                ("alamat", "https://arsip.contohkab.example/1"),
                ("tanggal", tanggal),
                ("reviu", "ya"),
                ("tingkat", "4"),
            ];
            lakon.operator.upload(&format!("{satu}/bukti"), &isian, &[]).await
        };
        bukti("").await.is(422).has_text("Isi tanggal dokumen reviu");
        bukti("30-11-2024").await.redirects();
        kirim("4").await.is(422).has_text("tidak lagi berlaku sejak 30 November 2026");
        bukti("01-12-2024").await.redirects();
        kirim("4").await.redirects();
        lakon
            .operator
            .get(&satu)
            .await
            .ok()
            .has_text("Reviu berlaku")
            .has_text("Reviu tidak berlaku")
            .has_text("Tingkat 4 tercapai");
        // A gap below stops the count, and is explained.
        let v = versi(site, &href, "20").await;
        let isian = [("_versi", v.as_str()), ("penuhi-1", "ya"), ("penuhi-3", "ya"), ("nilai", "1")];
        lakon.operator.post(&format!("{href}/indikator/20"), &isian).await.redirects();
        lakon
            .operator
            .get(&format!("{href}/indikator/20"))
            .await
            .ok()
            .has_text("Kriteria tingkat 3 sudah terpenuhi, tetapi belum dihitung");
        for (nilai, kata) in [("6", "di luar rentang"), ("2,5", "harus bilangan bulat"), ("tiga", "bukan angka")] {
            let v = versi(site, &href, "21").await;
            lakon
                .operator
                .post(&format!("{href}/indikator/21"), &[("_versi", &v), ("nilai", nilai)])
                .await
                .is(422)
                .has_text(kata);
        }
    });
}

#[test]
fn the_second_editor_sees_what_the_first_wrote_and_keeps_their_own_words() {
    dengan_profil(testkit::profile(), async |site| {
        let lakon = Lakon::baru(site).await;
        let href = mulai(&lakon, "internal").await;
        let satu = format!("{href}/indikator/4");
        let v = versi(site, &href, "4").await;
        let isian = [("_versi", v.as_str()), ("penuhi-1", "ya"), ("nilai", "1"), ("penjelasan", "Tulisan pertama")];
        lakon.operator.post(&satu, &isian).await.redirects();
        let isian = [
            ("_versi", v.as_str()),
            ("penuhi-1", "ya"),
            ("penuhi-2", "ya"),
            ("nilai", "2"),
            ("penjelasan", "Tulisan kedua"),
        ];
        let bentrok = lakon.anggota.post(&satu, &isian).await.is(409);
        let bentrok =
            bentrok.has_text("Uji operator mengubah jawaban ini").has_text("Tulisan pertama").has_text("Tulisan kedua");
        assert_eq!(bentrok.all("#penjelasan"), ["Tulisan kedua"]);
        // The page carries the new version: sent again, it is saved.
        let baru = bentrok.attribute("form[action$='/indikator/4'] input[name=_versi]", "value").unwrap();
        let isian = [
            ("_versi", baru.as_str()),
            ("penuhi-1", "ya"),
            ("penuhi-2", "ya"),
            ("nilai", "2"),
            ("penjelasan", "Tulisan kedua"),
        ];
        lakon.anggota.post(&satu, &isian).await.redirects();
        lakon.anggota.get(&satu).await.ok().has_text("Tulisan kedua").has_text("Riwayat jawaban");

        // Settings of the period likewise.
        let alamat = format!("{href}/pengaturan");
        let v = lakon.dewi.get(&alamat).await.ok().attribute("input[name=_versi]", "value").unwrap();
        lakon.dewi.post(&alamat, &[("_versi", &v), ("tenggat_isi", "26-11-2026")]).await.redirects();
        let bentrok = lakon.spv.post(&alamat, &[("_versi", &v), ("tenggat_isi", "27-11-2026")]).await.is(422);
        let bentrok = bentrok.has_text("Orang lain baru saja mengubah").has_text("26 November 2026");
        assert_eq!(bentrok.attribute("#tenggat_isi", "value").as_deref(), Some("27-11-2026"));
    });
}

#[test]
fn evidence_is_a_file_a_record_or_an_address_and_nothing_else() {
    dengan_profil(testkit::profile(), async |site| {
        let lakon = Lakon::baru(site).await;
        let href = mulai(&lakon, "dengan_eksternal").await;
        let satu = format!("{href}/indikator/1");
        let bukti = format!("{satu}/bukti");
        let pdf = b"%PDF-1.7\nisi";
        for (isian, berkas, kata) in [
            (vec![("judul", "x")], vec![], "Unggah berkas, pilih rekaman, atau isi alamat"),
            (vec![("judul", "x"), ("alamat", "javascript:alert(1)")], vec![], "Isi alamat lengkap"),
            (vec![("judul", "x"), ("alamat", "//lain.example/")], vec![], "Isi alamat lengkap"),
            (vec![("alamat", "https://contoh.example")], vec![], "Isi judul bukti"),
            (vec![], vec![("berkas", "a.exe", &b"MZ\0\0\x01"[..])], "tidak diterima"),
            (vec![], vec![("berkas", "a.pdf", &b""[..])], "kosong"),
            (vec![("alamat", "/log")], vec![("berkas", "a.pdf", &pdf[..])], "Pilih salah satu"),
            (vec![("judul", "x"), ("alamat", "/log"), ("tanggal", "99-99-2026")], vec![], "tidak ada dalam kalender"),
        ] {
            let jawab = lakon.operator.upload(&bukti, &isian, &berkas).await;
            assert_eq!(jawab.status, 422, "{isian:?}: {}", jawab.main());
            jawab.has_text(kata);
        }
        lakon
            .operator
            .upload(&bukti, &[("sifat", "terbatas")], &[("berkas", "Keputusan.pdf", &pdf[..])])
            .await
            .redirects();
        lakon
            .operator
            .upload(&bukti, &[("judul", "Catatan"), ("alamat", "http://pendopo.test/log")], &[])
            .await
            .redirects();
        let halaman = lakon.asesor.get(&satu).await.ok();
        assert!(halaman.attributes("#bukti a", "href").contains(&"/log".to_owned()), "an address of ours is a record");
        let alamat = halaman.attribute("#bukti a[download]", "href").unwrap();
        let berkas = lakon.asesor.get(&alamat).await.ok();
        assert_eq!(&berkas.bytes[..], pdf);
        let catatan: i64 = site
            .app
            .db
            .one("select count(*) as n from event where name = 'evaluasi.bukti_diunduh'", vec![])
            .await
            .unwrap()
            .get("n")
            .unwrap();
        assert_eq!(catatan, 1, "a restricted file's download is written down");
        lakon.pegawai.get(&alamat).await.is(404);
        // Another indicator's address does not lead to it.
        lakon.asesor.get(&alamat.replace("/indikator/1/", "/indikator/2/")).await.is(404);
        let cabut = halaman.attributes("form", "action");
        assert!(cabut.iter().all(|aksi| !aksi.ends_with("pencabutan")), "who may not withdraw sees no button");
        let cabut = lakon.operator.get(&satu).await.ok().attributes("form[action$=pencabutan]", "action");
        assert_eq!(cabut.len(), 2);
        lakon.asesor.post(&cabut[0], &[]).await.is(403);
        lakon.operator.post(&cabut[0], &[]).await.redirects();
        lakon.asesor.get(&alamat).await.is(404);
    });
}

#[test]
fn an_import_says_what_is_wrong_and_changes_nothing_before_it_is_applied() {
    dengan_profil(testkit::profile(), async |site| {
        let lakon = Lakon::baru(site).await;
        let href = mulai(&lakon, "internal").await;
        let alamat = format!("{href}/impor");
        for (isi, kata) in [
            (&b"instansi,indikator,nilai\nA,1,9\n"[..], "baris 2"),
            (&b"instansi,indikator,nilai\nA,1,3\nB,1,3\n"[..], "memuat 2 instansi"),
            (&b"nama,nilai\nA,3\n"[..], "kolom instansi"),
            (&b"%PDF-1.7\n"[..], "bukan CSV"),
        ] {
            lakon.operator.upload(&alamat, &[], &[("berkas", "n.csv", isi)]).await.is(422).has_text(kata);
        }
        lakon.operator.upload(&alamat, &[], &[]).await.is(422).has_text("Pilih berkas CSV");
        let latin = b"instansi;indikator;nilai\nKabupaten Caf\xe9;1;3\nKabupaten Caf\xe9;2;\n";
        let periksa = lakon
            .operator
            .upload(&alamat, &[], &[("berkas", "n.csv", &latin[..])])
            .await
            .ok()
            .has_text("Kabupaten Café")
            .has_text("1 nilai");
        assert!(jawaban(site, &href).await.iter().all(|(_, versi)| *versi == 1), "the dry run changes nothing");
        let isi = periksa.attribute("input[name=isi]", "value").unwrap();
        lakon.operator.post(&format!("{alamat}/terapan"), &[("isi", &isi)]).await.redirects();
        assert_eq!(jawaban(site, &href).await.iter().filter(|(_, versi)| *versi == 2).count(), 1);
        lakon.operator.post(&format!("{alamat}/terapan"), &[("isi", "rusak")]).await.is(422);
    });
}

#[test]
fn pages_cost_the_same_however_much_was_scored() {
    dengan_profil(testkit::profile(), async |site| {
        let lakon = Lakon::baru(site).await;
        let href = mulai(&lakon, "internal").await;
        let kosong = lakon.spv.get(&href).await.ok().statements;
        impor(&lakon.operator, &href, "2").await;
        let penuh = lakon.spv.get(&href).await.ok();
        assert!(penuh.statements <= 8, "the overview took {} statements", penuh.statements);
        assert_eq!(kosong, penuh.statements);
        assert!(lakon.spv.get("/evaluasi").await.ok().statements <= 6);
        assert!(lakon.spv.get(&format!("{href}/peluang")).await.ok().statements <= 6);
        // Radar, bars, their tables; the next predicate and what raises most.
        let gambar = penuh.all("figure.bagan svg title");
        assert_eq!(gambar, ["Indeks per aspek", "Indeks per domain"]);
        lakon.spv.get(&format!("{href}/peluang")).await.ok().has_text("Menuju Baik").has_text("+0,0");
    });
}

#[test]
fn other_programs_read_with_a_token_what_its_owner_may_see() {
    dengan_profil(testkit::profile(), async |site| {
        let lakon = Lakon::baru(site).await;
        let href = mulai(&lakon, "internal").await;
        impor(&lakon.operator, &href, "3").await;
        let api = format!("/api/v1{href}");
        site.visitor().get("/api/v1/evaluasi").await.is(401);
        for (siapa, kelihatan) in [(&lakon.anggota, true), (&lakon.pegawai, false)] {
            let token = kernel_token(site, siapa).await;
            siapa.use_token(&token);
            let daftar = siapa.get("/api/v1/evaluasi").await.ok().json();
            assert_eq!(daftar["data"].as_array().unwrap().len(), usize::from(kelihatan));
            let satu = siapa.get(&api).await;
            if kelihatan {
                let isi = satu.ok().json();
                assert_eq!(isi["indeks"], "3.0000");
                assert_eq!(isi["nilai"].as_array().unwrap().len(), 47);
                assert_eq!(isi["domain"].as_array().unwrap().len(), 4);
            } else {
                satu.is(404);
            }
        }
    });
}

/// A token as the page of tokens makes it.
async fn kernel_token(site: &testkit::Site, siapa: &testkit::Client) -> String {
    use sha2::Digest as _;
    let rahasia = format!("pdp_{}", uuid::Uuid::new_v4().simple());
    let hash = sha2::Sha256::digest(rahasia.as_bytes()).to_vec();
    let mut write = kernel::Write::system(&site.app, "uji.token").await.unwrap();
    let nilai = vec![
        ("account", siapa.account.into()),
        ("name", "uji".into()),
        ("hash", hash.into()),
        ("perms", serde_json::json!(["evaluasi.hasil"]).into()),
        ("expires", (site.app.now() + time::Duration::days(1)).into()),
    ];
    let id = write.insert(&kernel::auth::token::table(), uuid::Uuid::now_v7(), nilai).await.unwrap();
    write.commit(&kernel::Subject::new("api_token", id, "/akun/token")).await.unwrap();
    rahasia
}
