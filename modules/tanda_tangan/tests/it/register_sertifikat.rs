//! The register of certificates: what every register does, files, warnings.
use tanda_tangan::registers::SERTIFIKAT_ELEKTRONIK;
use tanda_tangan::{MODULE, SERTIFIKAT_LIHAT};

use crate::{dengan_otoritas, hitung, on_both};

#[test]
fn the_register_does_what_every_register_does() {
    let cast = register::testing::Cast {
        writer: "admin",
        outsider: "pegawai",
        values: &[
            ("mulai", "01-01-2026"),
            ("akhir", "31-12-2027"),
            ("sidik", "000000000000000000000000000000000000000000000000000000000000000{n}"),
        ],
    };
    register::testing::suite(&SERTIFIKAT_ELEKTRONIK, &[&MODULE], cast, async |_| vec![]);
    assert_eq!(SERTIFIKAT_ELEKTRONIK.read, SERTIFIKAT_LIHAT);
}

#[test]
fn a_certificate_is_read_from_its_file_once() {
    on_both(async |site| {
        let (admin, kepala) = dengan_otoritas(site).await;
        let akar = site.visitor().get("/pki/akar.cer").await.ok().bytes;
        let unggah = "/tanda_tangan/sertifikat/unggah";
        admin.get(unggah).await.ok();
        kepala.get(unggah).await.is(403);
        admin.upload(unggah, &[], &[]).await.is(422);
        admin
            .upload(unggah, &[], &[("berkas", "a.cer", b"bukan sertifikat")])
            .await
            .is(422)
            .has_text("bukan sertifikat X.509");
        admin.upload(unggah, &[("akun", "tiada")], &[("berkas", "a.cer", &akar)]).await.is(422);
        let pem = pades::Certificate::from_der(&akar).unwrap().pem();
        let isian = [("akun", "kepala"), ("dipakai_untuk", "Akar otoritas daerah")];
        let tujuan =
            admin.upload(unggah, &isian, &[("berkas", "akar.pem", pem.as_bytes())]).await.redirects().location();
        let page = admin.get(&tujuan).await.ok();
        page.has_text("Otoritas Sertifikat Akar").has_text("Akar otoritas daerah").has_text("Otoritas sertifikat");
        // The same one in another form is the same one.
        admin.upload(unggah, &[], &[("berkas", "akar.cer", &akar)]).await.is(422).has_text("sudah ada di register");
    });
}

#[test]
fn holder_and_administrators_are_warned_once_at_each_step() {
    on_both(async |site| {
        let (_admin, kepala) = dengan_otoritas(site).await;
        let kabar = "notification where event = 'tanda_tangan.sertifikat_berakhir'";
        let hari = async |n: i64| {
            site.app.clock.advance(time::Duration::days(n));
            tanda_tangan::ingat::jalankan(&site.app).await.unwrap();
            tanda_tangan::ingat::jalankan(&site.app).await.unwrap();
            hitung(site, kabar).await
        };
        assert_eq!(hari(0).await, 0);
        assert_eq!(hari(730 - 91).await, 0);
        let awal = hari(1).await;
        assert_eq!(awal, 2, "the holder and the administrator");
        assert_eq!(hari(1).await, 2);
        assert_eq!(hari(59).await, 4);
        assert_eq!(hari(23).await, 6);
        assert_eq!(hari(30).await, 6, "what has ended is not warned of");
        let text =
            "select count(*) as n from notification where event = 'tanda_tangan.sertifikat_berakhir' and account = $1";
        let milik: i64 = site.app.db.one(text, kernel::args![kepala.account]).await.unwrap().get("n").unwrap();
        assert_eq!(milik, 3);
    });
}

#[test]
fn the_list_leads_to_reading_a_file_and_the_holder_is_reminded() {
    on_both(async |site| {
        let (admin, kepala) = dengan_otoritas(site).await;
        let unggah = "/tanda_tangan/sertifikat/unggah".to_owned();
        let page = admin.get("/sertifikat_elektronik").await.ok().has_text("Baca dari berkas sertifikat");
        assert!(page.attributes("main a", "href").contains(&unggah));
        // Who only reads the register is not led there.
        let page = kepala.get("/sertifikat_elektronik").await.ok();
        assert!(!page.attributes("main a", "href").contains(&unggah));
        kepala.get("/tugas").await.ok().lacks_text("Perpanjang sertifikat elektronik");
        site.app.clock.advance(time::Duration::days(730 - 20));
        let kepala = site.person("kepala", &[("kepala_pd", crate::UNIT)]).await;
        kepala.get("/tugas").await.ok().has_text("Perpanjang sertifikat elektronik");
        // Nobody is reminded of somebody else's, nor of one that is over.
        let lain = site.person("lain", &[("kepala_pd", crate::UNIT)]).await;
        lain.get("/tugas").await.ok().lacks_text("Perpanjang sertifikat elektronik");
        site.app.clock.advance(time::Duration::days(30));
        let kepala = site.person("kepala", &[("kepala_pd", crate::UNIT)]).await;
        kepala.get("/tugas").await.ok().lacks_text("Perpanjang sertifikat elektronik");
    });
}
