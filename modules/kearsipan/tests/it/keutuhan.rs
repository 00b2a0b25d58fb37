//! A rotten byte and a missing content are found, told, and closed when they are whole again.
use kearsipan::MODULE;
use kernel::args;
use kernel::port::Security;
use testkit::on_both;

use crate::lakon::{Lakon, SURAT, kode, surat};

#[test]
fn a_rotten_byte_is_reported_with_what_it_touches() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        kode(site, "500", None, None, None).await;
        let (rusak, hilang) = (&b"isi yang akan rusak"[..], &b"isi yang akan hilang"[..]);
        let satu = surat(site, Some("500"), "r/1", Security::Biasa, lakon.pegawai.account, rusak).await;
        let dua = surat(site, Some("500"), "h/1", Security::Rahasia, lakon.pegawai.account, hilang).await;
        surat(site, Some("500"), "u/1", Security::Biasa, lakon.pegawai.account, b"isi yang utuh").await;
        let jalur = |isi: &[u8]| {
            let sha = kernel::keys::hex(&<sha2::Sha256 as sha2::Digest>::digest(isi));
            (site.folder.join("berkas").join(&sha[..2]).join(&sha[2..]), sha)
        };
        site.app.clock.advance(time::Duration::hours(1));
        kearsipan::jobs::keutuhan(site.app.clone()).await.unwrap();
        let lakon = Lakon::baru(site).await;
        lakon.admin.get("/arsip/keutuhan").await.ok().has_text("Tidak ada temuan").has_text("Utuh");
        let mut bytes = rusak.to_vec();
        bytes[3] ^= 1;
        std::fs::write(jalur(rusak).0, &bytes).unwrap();
        std::fs::remove_file(jalur(hilang).0).unwrap();
        // What was read lately rests.
        kearsipan::jobs::keutuhan(site.app.clone()).await.unwrap();
        lakon.admin.get("/arsip/keutuhan").await.ok().has_text("Tidak ada temuan");
        site.app.clock.advance(time::Duration::days(31));
        for _ in 0..2 {
            kearsipan::jobs::keutuhan(site.app.clone()).await.unwrap();
            site.app.clock.advance(time::Duration::days(31));
        }
        let lakon = Lakon::baru(site).await;
        let halaman =
            lakon.admin.get("/arsip/keutuhan").await.ok().has_text("Isinya berubah").has_text("Isinya hilang");
        let halaman = halaman.has_text(&jalur(rusak).1);
        let tautan = halaman.attributes("main table a", "href");
        assert!(tautan.contains(&format!("/arsip/{satu}")), "{tautan:?}");
        assert!(!tautan.contains(&format!("/arsip/{dua}")), "a secret item is not pointed at");
        halaman.lacks_text("surat.txt");
        lakon.admin.get("/pemberitahuan").await.ok().has_text("Isi berkas tidak utuh");
        let n: i64 = site.app.db.one("select count(*) as n from temuan_isi", args![]).await.unwrap().get("n").unwrap();
        assert_eq!(n, 2, "one finding per content, however often it is read");
        std::fs::write(jalur(rusak).0, rusak).unwrap();
        kearsipan::jobs::keutuhan(site.app.clone()).await.unwrap();
        lakon.admin.get("/arsip/keutuhan").await.ok().has_text("Pulih");
        lakon.operator.get("/arsip/keutuhan").await.is(403);
    });
}
