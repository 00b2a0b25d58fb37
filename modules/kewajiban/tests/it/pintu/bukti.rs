//! From a duty to evidence, to fulfilled, to compliance.

use crate::dunia::{ajukan, di_contoh, id, kolom, tekan, tersembunyi, unit};
use kernel::args;
use testkit::{Client, Site};

const KUNCI: &str = "lapor-bulanan|pd:DINKES|2026-11";
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n";

/// Fields, files, and what the page says of them.
type Kiriman<'a> = (&'a [(&'a str, &'a str)], &'a [(&'a str, &'a str, &'a [u8])], &'a str);

async fn dinkes(site: &Site) -> Client {
    site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await
}
async fn kominfo(site: &Site) -> Client {
    site.person("kominfo", &[("diskominfo", unit("DISKOMINFO"))]).await
}

#[test]
fn a_duty_is_followed_to_evidence_and_compliance() {
    di_contoh(async |site| {
        let (operator, koordinator) = (dinkes(site).await, kominfo(site).await);
        let satu = id(site, KUNCI).await;
        let halaman = format!("/kewajiban/{satu}");
        operator.get("/kewajiban").await.ok().has_text("Laporkan pencadangan tiap bulan").has_text("November 2026");
        operator.get("/").await.ok().has_text("Laporkan pencadangan tiap bulan (November 2026)");
        let fields =
            [("judul", "Laporan pencadangan"), ("tanggal", "15-11-2026"), ("catatan", "Lengkap"), ("aksi", "simpan")];
        operator.upload(&format!("{halaman}/bukti"), &fields, &[("berkas", "laporan.pdf", PDF)]).await.redirects();
        let page = operator.get(&halaman).await.ok().has_text("Laporan pencadangan").has_text("Ajukan untuk diperiksa");
        let unduh = page.attribute(".lampiran a[download]", "href").unwrap();
        let berkas = operator.get(&unduh).await.ok();
        assert_eq!(berkas.bytes.as_ref(), PDF);
        assert!(berkas.header("content-disposition").starts_with("attachment"));
        assert_eq!(kolom(site, KUNCI, "keadaan").await.as_deref(), Some("terbuka"));
        tekan(&operator, satu, "ajukan", &[]).await.redirects();
        koordinator.get("/").await.ok().has_text("Periksa bukti: Laporkan pencadangan tiap bulan");
        koordinator.get("/kewajiban?status=diperiksa").await.ok().has_text("Menunggu pemeriksaan");
        operator
            .get(&halaman)
            .await
            .ok()
            .has_text("menunggu pemeriksaan koordinator")
            .lacks_text("Terima: kewajiban terpenuhi");
        tekan(&koordinator, satu, "terima", &[]).await.redirects();
        site.settle().await;
        let page = operator
            .get(&halaman)
            .await
            .ok()
            .has_text("Terpenuhi")
            .has_text("15 November 2026")
            .has_text("Diterima, terpenuhi");
        assert!(!page.attributes("a[href^='/log/']", "href").is_empty(), "the history leads to its proofs");
        operator.get("/kewajiban/kepatuhan").await.ok().has_text("100,00%");
        operator.get("/kewajiban?status=terpenuhi").await.ok().has_text("Laporkan pencadangan tiap bulan");
        let sisa = operator.get("/kewajiban").await.ok().all("tbody tr");
        assert!(sisa.len() == 1 && sisa[0].contains("Desember 2026"), "{sisa:?}");
    });
}

#[test]
fn people_are_told_what_is_theirs() {
    di_contoh(async |site| {
        let (operator, koordinator) = (dinkes(site).await, kominfo(site).await);
        let satu = id(site, KUNCI).await;
        ajukan(&operator, satu, "15-11-2026").await.redirects();
        tekan(&koordinator, satu, "kembalikan", &[("alasan_kembali", "Belum ditandatangani")]).await.redirects();
        let pesan = async |akun: uuid::Uuid| -> Vec<(String, String)> {
            let rows = site
                .app
                .db
                .query("select title, body from notification where account = $1 order by id", args![akun])
                .await
                .unwrap();
            rows.iter().map(|row| (row.get("title").unwrap(), row.get("body").unwrap())).collect()
        };
        let kepada_koordinator = pesan(koordinator.account).await;
        assert_eq!(kepada_koordinator.len(), 1, "{kepada_koordinator:?}");
        assert_eq!(kepada_koordinator[0].0, "Bukti menunggu pemeriksaan: Laporkan pencadangan tiap bulan");
        let kepada_operator = pesan(operator.account).await;
        assert_eq!(kepada_operator.len(), 1, "{kepada_operator:?}");
        assert!(kepada_operator[0].1.ends_with("Alasan: Belum ditandatangani"), "{kepada_operator:?}");
        operator
            .get(&format!("/kewajiban/{satu}"))
            .await
            .ok()
            .has_text("Belum ditandatangani")
            .has_text("Dikembalikan");
        operator.get("/").await.ok().has_text("Laporkan pencadangan");
    });
}

#[test]
fn wrong_evidence_is_named_and_what_was_typed_is_kept() {
    di_contoh(async |site| {
        let operator = dinkes(site).await;
        let satu = id(site, KUNCI).await;
        let alamat = format!("/kewajiban/{satu}/bukti");
        let table: [Kiriman<'_>; 10] = [
            (&[("judul", ""), ("tanggal", "15-11-2026"), ("alamat", "https://a.go.id")], &[], "Isi nama bukti"),
            (&[("judul", "X"), ("tanggal", "31-02-2026"), ("alamat", "https://a.go.id")], &[], "Kesalahan"),
            (
                &[("judul", "X"), ("tanggal", "21-11-2026"), ("alamat", "https://a.go.id")],
                &[],
                "Tanggal bukti belum tiba",
            ),
            (&[("judul", "X"), ("tanggal", "31-10-2026"), ("alamat", "https://a.go.id")], &[], "mendahului masa"),
            (&[("judul", "X"), ("tanggal", "15-11-2026")], &[], "Pilih berkas, pilih rekaman, atau isi alamat"),
            (
                &[("judul", "X"), ("tanggal", "15-11-2026"), ("alamat", "javascript:alert(1)")],
                &[],
                "Alamat harus lengkap",
            ),
            (
                &[("judul", "X"), ("tanggal", "15-11-2026"), ("alamat", "/akun/018f0000-0000-7000-8000-000000000000")],
                &[],
                "bukan halaman rekaman",
            ),
            (
                &[("judul", "X"), ("tanggal", "15-11-2026"), ("alamat", "https://a.go.id")],
                &[("berkas", "a.pdf", PDF)],
                "Isi salah satu saja",
            ),
            (&[("judul", "X"), ("tanggal", "15-11-2026")], &[("berkas", "a.pdf", b"")], "kosong"),
            (
                &[("judul", "X"), ("tanggal", "15-11-2026")],
                &[("berkas", "surat.pdf", b"MZ\0\0\x01\x02")],
                "bukan dokumen",
            ),
        ];
        for (fields, files, harap) in table {
            let page = operator.upload(&alamat, fields, files).await.is(422);
            assert!(page.main().contains(harap), "{harap}: {}", page.main());
            let judul = fields.iter().find(|(nama, _)| *nama == "judul").unwrap().1;
            assert_eq!(page.attribute("input[name=judul]", "value").unwrap_or_default(), judul);
        }
        let row = site
            .app
            .db
            .one("select (select count(*) from kewajiban_bukti) + (select count(*) from file) as n", vec![])
            .await
            .unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), 0, "nothing was stored");
    });
}

#[test]
fn a_record_of_this_site_becomes_a_reference() {
    di_contoh(async |site| {
        let operator = dinkes(site).await;
        let (satu, lain) = (id(site, KUNCI).await, id(site, "lapor-bulanan|pd:BAPPEDA|2026-11").await);
        let kirim = async |alamat: String| {
            let fields = [("judul", "Rekaman"), ("tanggal", "15-11-2026"), ("alamat", alamat.as_str())];
            operator.upload(&format!("/kewajiban/{satu}/bukti"), &fields, &[]).await
        };
        kirim(format!("http://pendopo.test/kewajiban/{satu}")).await.redirects();
        let row = site.app.db.one("select jenis, rekaman from kewajiban_bukti", vec![]).await.unwrap();
        assert_eq!(
            (row.get::<String>("jenis").unwrap().as_str(), row.get::<uuid::Uuid>("rekaman").unwrap()),
            ("rekaman", satu)
        );
        // The record of another agency is none that this person may see.
        kirim(format!("/kewajiban/{lain}")).await.is(422);
    });
}

#[test]
fn a_record_is_searched_for_and_chosen_without_a_script() {
    di_contoh(async |site| {
        let operator = dinkes(site).await;
        let (satu, lain) = (id(site, KUNCI).await, id(site, "lapor-bulanan|pd:BAPPEDA|2026-11").await);
        let alamat = format!("/kewajiban/{satu}/bukti");
        let dasar = [("judul", "Rekaman"), ("tanggal", "15-11-2026")];
        let kirim = async |lagi: &[(&str, &str)]| {
            let fields: Vec<(&str, &str)> = dasar.iter().chain(lagi).copied().collect();
            operator.upload(&alamat, &fields, &[]).await
        };
        // The button "Cari" changes nothing, keeps what was typed, and offers what this person may see.
        let page = kirim(&[("rekaman.cari", "pencadangan"), ("_cari", "rekaman")]).await.ok();
        assert_eq!(page.attribute("input[name=judul]", "value").as_deref(), Some("Rekaman"));
        let pilihan = page.attributes("input[type=radio][name=rekaman]", "value");
        assert!(pilihan.contains(&format!("/kewajiban/{satu}")), "{pilihan:?}");
        assert!(!pilihan.contains(&format!("/kewajiban/{lain}")), "{pilihan:?}");
        kirim(&[("rekaman.cari", "tidakadasama"), ("_cari", "rekaman")]).await.ok().has_text("Tidak ada yang cocok");
        kirim(&[("rekaman.cari", "pencadangan")]).await.is(422).has_text("Tekan Cari, lalu pilih");
        kirim(&[("rekaman", &format!("/kewajiban/{lain}"))]).await.is(422).has_text("tidak boleh Anda lihat");
        kirim(&[("rekaman", &pilihan[0]), ("alamat", "https://a.go.id")]).await.is(422).has_text("Isi salah satu saja");
        let row = site.app.db.one("select count(*) as n from kewajiban_bukti", vec![]).await.unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), 0, "nothing was stored");
        kirim(&[("rekaman", &format!("/kewajiban/{satu}"))]).await.redirects();
        let row = site.app.db.one("select jenis, rekaman from kewajiban_bukti", vec![]).await.unwrap();
        assert_eq!(row.get::<uuid::Uuid>("rekaman").unwrap(), satu);
        // The same records are suggested while typing.
        let saran = operator.get("/cari/pilihan?q=pencadangan").await.ok().json();
        let saran: Vec<&str> = saran.as_array().unwrap().iter().filter_map(|satu| satu["value"].as_str()).collect();
        assert!(saran.contains(&format!("/kewajiban/{satu}").as_str()), "{saran:?}");
        assert!(!saran.contains(&format!("/kewajiban/{lain}").as_str()), "{saran:?}");
        assert!(site.visitor().get("/cari/pilihan?q=pencadangan").await.location().starts_with("/masuk"));
    });
}

#[test]
fn sending_twice_adds_once() {
    di_contoh(async |site| {
        let (operator, koordinator) = (dinkes(site).await, kominfo(site).await);
        let satu = id(site, KUNCI).await;
        let page = operator.get(&format!("/kewajiban/{satu}")).await.ok();
        let action = format!("/kewajiban/{satu}/bukti");
        let kunci = tersembunyi(&page, &action, "_kunci");
        let fields = [
            ("_kunci", kunci.as_str()),
            ("judul", "Laporan"),
            ("tanggal", "15-11-2026"),
            ("alamat", "https://a.go.id/x"),
            ("aksi", "ajukan"),
        ];
        for _ in 0..2 {
            assert_eq!(
                operator.upload(&action, &fields, &[]).await.redirects().location(),
                format!("/kewajiban/{satu}")
            );
        }
        let n: i64 =
            site.app.db.one("select count(*) as n from kewajiban_bukti", vec![]).await.unwrap().get("n").unwrap();
        assert_eq!(n, 1);
        let page = koordinator.get(&format!("/kewajiban/{satu}")).await.ok();
        let terima = format!("/kewajiban/{satu}/terima");
        let (versi, kunci) = (tersembunyi(&page, &terima, "_versi"), tersembunyi(&page, &terima, "_kunci"));
        for _ in 0..2 {
            koordinator.post(&terima, &[("_versi", versi.as_str()), ("_kunci", kunci.as_str())]).await.redirects();
        }
        assert_eq!(kolom(site, KUNCI, "keadaan").await.as_deref(), Some("terpenuhi"));
    });
}

#[test]
fn the_second_of_two_examiners_sees_what_the_first_did_and_keeps_their_words() {
    di_contoh(async |site| {
        let (operator, satu_orang) = (dinkes(site).await, kominfo(site).await);
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        let satu = id(site, KUNCI).await;
        ajukan(&operator, satu, "15-11-2026").await.redirects();
        let page = sekda.get(&format!("/kewajiban/{satu}")).await.ok();
        let kembali = format!("/kewajiban/{satu}/kembalikan");
        let versi = tersembunyi(&page, &kembali, "_versi");
        tekan(&satu_orang, satu, "kembalikan", &[("alasan_kembali", "Belum lengkap")]).await.redirects();
        ajukan(&operator, satu, "16-11-2026").await.redirects();
        let page =
            sekda.post(&kembali, &[("_versi", versi.as_str()), ("alasan_kembali", "Tanggalnya salah")]).await.is(409);
        assert!(page.main().contains("baru saja diubah oleh Uji dinkes"), "{}", page.main());
        assert_eq!(page.all("textarea[name=alasan_kembali]"), ["Tanggalnya salah"]);
        assert_eq!(kolom(site, KUNCI, "keadaan").await.as_deref(), Some("diperiksa"));
    });
}

#[test]
fn evidence_is_withdrawn_and_handed_in_only_when_there_is_some() {
    di_contoh(async |site| {
        let operator = dinkes(site).await;
        let satu = id(site, KUNCI).await;
        operator
            .post(&format!("/kewajiban/{satu}/ajukan"), &[("_versi", "1")])
            .await
            .is(409)
            .has_text("Belum ada bukti");
        ajukan(&operator, satu, "15-11-2026").await.redirects();
        // While it is examined nothing is added or taken.
        ajukan(&operator, satu, "16-11-2026").await.is(409).has_text("sedang diperiksa");
        tekan(&operator, satu, "tarik", &[]).await.redirects();
        let page = operator.get(&format!("/kewajiban/{satu}")).await.ok();
        let cabut = page.attribute("form[action$='/cabut']", "action").unwrap();
        operator.post(&cabut, &[]).await.redirects();
        operator.get(&format!("/kewajiban/{satu}")).await.ok().has_text("Belum ada bukti.").has_text("Bukti dicabut");
    });
}

#[test]
fn a_waiver_needs_a_reason_and_leaves_compliance_alone() {
    di_contoh(async |site| {
        let (operator, koordinator) = (dinkes(site).await, kominfo(site).await);
        let satu = id(site, KUNCI).await;
        tekan(&koordinator, satu, "tidak-berlaku", &[("alasan_bebas", "")]).await.is(422).has_text("Isi alasannya");
        tekan(&koordinator, satu, "tidak-berlaku", &[("alasan_bebas", "Tidak punya server")]).await.redirects();
        operator.get(&format!("/kewajiban/{satu}")).await.ok().has_text("Tidak punya server").has_text("Tidak berlaku");
        operator.get("/kewajiban?status=tidak-berlaku").await.ok().has_text("Laporkan pencadangan");
        site.app.clock.advance(time::Duration::days(30));
        let (operator, koordinator) = (dinkes(site).await, kominfo(site).await);
        assert!(operator.get("/kewajiban?status=terlambat").await.ok().all("tbody tr").is_empty());
        tekan(&koordinator, satu, "buka-kembali", &[("alasan_buka", "Ternyata punya")]).await.redirects();
        assert_eq!(kolom(site, KUNCI, "keadaan").await.as_deref(), Some("terbuka"));
    });
}

#[test]
fn nobody_accepts_what_they_handed_in_themselves() {
    di_contoh(async |site| {
        let kepala =
            site.person("kadis", &[("operator_pd", unit("DISKOMINFO")), ("diskominfo", unit("DISKOMINFO"))]).await;
        let satu = id(site, "lapor-bulanan|pd:DISKOMINFO|2026-11").await;
        ajukan(&kepala, satu, "15-11-2026").await.redirects();
        let page = kepala.get(&format!("/kewajiban/{satu}")).await.ok().has_text("orang lain yang menerimanya");
        assert!(page.attribute(&format!("form[action='/kewajiban/{satu}/terima']"), "action").is_none());
        kepala.post(&format!("/kewajiban/{satu}/terima"), &[("_versi", "2")]).await.is(409);
        kepala.get("/").await.ok().lacks_text("Periksa bukti");
        assert_eq!(kolom(site, "lapor-bulanan|pd:DISKOMINFO|2026-11", "keadaan").await.as_deref(), Some("diperiksa"));
    });
}
