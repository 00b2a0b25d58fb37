//! News from the first draft to the public and off it again.
use register::testing::UNIT;
use time::Duration;

use super::{id, lakukan, on_both, siput, tulis, with_setup};

#[test]
fn one_writes_another_approves_and_everybody_reads() {
    with_setup(async |site| {
        let penulis = site.person("penulis", &[("operator_pd", UNIT)]).await;
        let kepala = site.person("kepala", &[("kepala_pd", UNIT)]).await;
        let tamu = site.visitor();
        let lain =
            [("unit", UNIT.to_string()), ("kategori", "kesehatan".into()), ("ringkasan", "Vaksin gratis.".into())];
        let lain: Vec<(&str, &str)> = lain.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let href = tulis(&penulis, "berita", "Vaksin keliling <desa>", &lain).await;
        assert_eq!(siput(site, &href).await, "vaksin-keliling-desa");
        tamu.get("/berita/vaksin-keliling-desa").await.is(404);
        tamu.get(&href).await.is(303);
        penulis.get(&format!("{href}/pratinjau")).await.ok().has_text("Isi tulisan.");

        lakukan(&penulis, &href, "ajukan", "").await.redirects();
        penulis.get(&format!("{href}/ubah")).await.is(409).has_text("menunggu persetujuan");
        lakukan(&penulis, &href, "setujui", "").await.is(403);
        kepala.get("/").await.ok().has_text("Setujui berita: Vaksin keliling <desa>");
        lakukan(&kepala, &href, "kembalikan", "").await.is(422).has_text("Tulis alasannya.");
        lakukan(&kepala, &href, "kembalikan", "Sebut tanggalnya").await.redirects();
        penulis.get("/").await.ok().has_text("Perbaiki berita: Vaksin keliling <desa>");
        penulis.get("/pemberitahuan").await.ok().has_text("Tulisan Anda dikembalikan");
        penulis.get(&href).await.ok().has_text("Sebut tanggalnya");
        lakukan(&penulis, &href, "ajukan", "").await.redirects();
        lakukan(&kepala, &href, "setujui", "").await.redirects();

        let page = tamu
            .get("/berita/vaksin-keliling-desa")
            .await
            .ok()
            .has_text("Vaksin keliling <desa>")
            .has_text("Dinas Kesehatan");
        assert_eq!(page.all("article strong"), ["tulisan"]);
        assert_eq!(
            page.attribute("link[rel=canonical]", "href").unwrap(),
            "http://pendopo.test/berita/vaksin-keliling-desa"
        );
        assert_eq!(page.attribute("meta[property='og:title']", "content").unwrap(), "Vaksin keliling <desa>");
        let data: serde_json::Value = serde_json::from_str(&page.all("script[type='application/ld+json']")[0]).unwrap();
        assert_eq!(
            (data["@type"].as_str(), data["headline"].as_str()),
            (Some("NewsArticle"), Some("Vaksin keliling <desa>"))
        );
        tamu.get("/berita").await.ok().has_text("Vaksin gratis.");
        tamu.get("/berita?kategori=kesehatan").await.ok().has_text("Vaksin gratis.");
        tamu.get("/berita?kategori=ekonomi").await.ok().lacks_text("Vaksin gratis.");
        tamu.get("/berita?instansi=dinkes").await.ok().has_text("Vaksin gratis.");
        tamu.get("/berita?instansi=dishub").await.ok().lacks_text("Vaksin gratis.");
        tamu.get("/instansi/dinkes").await.ok().has_text("Vaksin keliling <desa>");
        let found = tamu.get("/cari?q=vaksin").await.ok().has_text("Vaksin keliling <desa>");
        let hit = found.attributes("main a", "href").into_iter().find(|href| href.starts_with("/berita/")).unwrap();
        tamu.get(&hit).await.ok().has_text("Vaksin keliling <desa>");
    });
}

#[test]
fn who_wrote_or_proposed_does_not_approve() {
    on_both(async |site| {
        let satu = site.person("satu", &[("diskominfo", UNIT)]).await;
        let dua = site.person("dua", &[("diskominfo", UNIT)]).await;
        let tiga = site.person("tiga", &[("diskominfo", UNIT)]).await;
        let href = tulis(&satu, "halaman", "Tarif parkir", &[]).await;
        let form = dua.get(&format!("{href}/ubah")).await.ok();
        let version = form.attribute("input[name=_versi]", "value").unwrap();
        let fields = [("_versi", version.as_str()), ("judul", "Tarif parkir"), ("isi", "Dua ribu.")];
        dua.upload(&href, &fields, &[]).await.redirects();
        lakukan(&dua, &href, "ajukan", "").await.redirects();
        for orang in [&satu, &dua] {
            lakukan(orang, &href, "setujui", "").await.is(422).has_text("Minta orang lain");
        }
        lakukan(&tiga, &href, "setujui", "").await.redirects();
        site.visitor().get("/halaman/tarif-parkir").await.ok().has_text("Dua ribu.");
        lakukan(&tiga, &href, "setujui", "").await.is(409);
    });
}

#[test]
fn a_change_stays_unseen_until_it_is_approved_and_versions_are_kept() {
    on_both(async |site| {
        let satu = site.person("satu", &[("diskominfo", UNIT)]).await;
        let dua = site.person("dua", &[("diskominfo", UNIT)]).await;
        let tamu = site.visitor();
        let href = tulis(&satu, "halaman", "Jam layanan", &[]).await;
        lakukan(&satu, &href, "ajukan", "").await.redirects();
        lakukan(&dua, &href, "setujui", "").await.redirects();
        let ubah = async |judul: &str, siput: &str, isi: &str| {
            let version =
                satu.get(&format!("{href}/ubah")).await.ok().attribute("input[name=_versi]", "value").unwrap();
            let fields = [("_versi", version.as_str()), ("judul", judul), ("siput", siput), ("isi", isi)];
            satu.upload(&href, &fields, &[]).await
        };
        ubah("Jam buka", "jam-buka", "Buka pukul delapan.").await.redirects();
        tamu.get("/halaman/jam-buka").await.ok().has_text("Jam layanan").lacks_text("pukul delapan");
        // The address moved; the old one leads to it for good.
        let moved = tamu.get("/halaman/jam-layanan").await.is(301);
        assert_eq!(moved.location(), "/halaman/jam-buka");
        satu.get(&format!("{href}/versi/2")).await.ok().has_text("Yang berubah");
        lakukan(&satu, &href, "batal", "").await.redirects();
        tamu.get("/halaman/jam-buka").await.ok().has_text("Isi tulisan.");
        ubah("Jam buka", "jam-buka", "Buka pukul tujuh.").await.redirects();
        lakukan(&satu, &href, "ajukan", "").await.redirects();
        lakukan(&dua, &href, "setujui", "").await.redirects();
        tamu.get("/halaman/jam-buka").await.ok().has_text("pukul tujuh");
        satu.get(&href).await.ok().has_text("Versi 3");
        // Nobody else gets an address that still leads here.
        satu.upload(
            "/portal/tulisan",
            &[("jenis", "halaman"), ("judul", "X"), ("isi", "x"), ("siput", "jam-layanan")],
            &[],
        )
        .await
        .is(422)
        .has_text("sudah dipakai");
        lakukan(&dua, &href, "tarik", "Sudah tidak berlaku").await.redirects();
        tamu.get("/halaman/jam-buka").await.is(404);
        tamu.get("/halaman/jam-layanan").await.is(404);
        tamu.get("/cari?q=buka").await.ok().lacks_text("Jam buka");
        lakukan(&satu, &href, "buka", "").await.redirects();
        satu.get(&format!("{href}/ubah")).await.ok();
    });
}

#[test]
fn texts_come_out_and_end_at_their_time() {
    on_both(async |site| {
        let satu = site.person("satu", &[("diskominfo", UNIT)]).await;
        let dua = site.person("dua", &[("diskominfo", UNIT)]).await;
        let tamu = site.visitor();
        // The clock of the tests stands at 20 November 2026, 09.00 in the regency.
        let masa = [("mulai", "21-11-2026 08.00"), ("sampai", "23-11-2026 08.00")];
        let href = tulis(&satu, "berita", "Pawai besok", &masa).await;
        lakukan(&satu, &href, "ajukan", "").await.redirects();
        lakukan(&dua, &href, "setujui", "").await.redirects();
        portal::jobs::jadwal(&site.app).await.unwrap();
        tamu.get("/berita/pawai-besok").await.is(404);
        tamu.get("/umpan/berita.xml").await.ok().lacks_text("Pawai");
        tamu.get("/cari?q=pawai").await.ok().lacks_text("Pawai besok");
        satu.get(&href).await.ok().has_text("Menunggu waktu tayang");

        site.app.clock.advance(Duration::hours(24));
        portal::jobs::jadwal(&site.app).await.unwrap();
        tamu.get("/berita/pawai-besok").await.ok();
        tamu.get("/cari?q=pawai").await.ok().has_text("Pawai besok");

        site.app.clock.advance(Duration::hours(48));
        // Gone at the instant, before the job has run.
        tamu.get("/berita/pawai-besok").await.is(404);
        tamu.get("/berita").await.ok().lacks_text("Pawai");
        portal::jobs::jadwal(&site.app).await.unwrap();
        tamu.get("/cari?q=pawai").await.ok().lacks_text("Pawai besok");
        let kemudian = site.person("kemudian", &[("diskominfo", UNIT)]).await;
        kemudian.get(&href).await.ok().has_text("Masa tayang lewat.");
    });
}

#[test]
fn forms_say_what_is_wrong_and_keep_what_was_typed() {
    with_setup(async |site| {
        let satu = site.person("satu", &[("diskominfo", UNIT)]).await;
        let long = "kata ".repeat(100);
        let table: &[(&str, &str, &str)] = &[
            ("judul", "", "Tulis judulnya."),
            ("judul", &long, "paling banyak 200 karakter"),
            ("isi", "  ", "Tulis isinya."),
            ("kategori", "bukan-kategori", "Pilih kategori dari daftar."),
            ("unit", "bukan-unit", "Pilih unit"),
            ("mulai", "besok", "31-12-2026 14.30"),
            ("sampai", "01-01-2020 00.00", "harus di waktu yang akan datang"),
            ("siput", "???", "huruf kecil"),
        ];
        for (name, value, message) in table {
            let mut fields = vec![("jenis", "berita"), ("judul", "Judul"), ("isi", "Isi"), ("ringkasan", "Tetap ada")];
            fields.retain(|(own, _)| own != name);
            fields.push((name, value));
            let page = satu.upload("/portal/tulisan", &fields, &[]).await.is(422).has_text(message);
            assert!(!page.all(".govuk-error-message").is_empty(), "{name}");
            assert_eq!(page.all("textarea[name=ringkasan]"), ["Tetap ada"], "{name}");
        }
        satu.upload("/portal/tulisan", &[("jenis", "apa"), ("judul", "x")], &[]).await.is(400);
        // The same form twice makes one text.
        let kunci = uuid::Uuid::now_v7().to_string();
        let fields = [("_kunci", kunci.as_str()), ("jenis", "berita"), ("judul", "Sekali"), ("isi", "Isi")];
        let first = satu.upload("/portal/tulisan", &fields, &[]).await.redirects().location();
        assert_eq!(satu.upload("/portal/tulisan", &fields, &[]).await.redirects().location(), first);
        // A second one with the same title gets an address of its own.
        let second = tulis(&satu, "berita", "Sekali", &[]).await;
        assert_eq!(siput(site, &second).await, "sekali-2026-11-20");
        let third = tulis(&satu, "berita", "Sekali", &[]).await;
        assert!(siput(site, &third).await.starts_with("sekali-"));
        // Somebody else was faster: what was typed stays.
        let stale = [("_versi", "1"), ("judul", "Baru"), ("isi", "Satu")];
        satu.upload(&first, &stale, &[]).await.redirects();
        let page = satu.upload(&first, &[("_versi", "1"), ("judul", "Lain"), ("isi", "Dua")], &[]).await.is(409);
        assert_eq!(
            (page.all("textarea[name=isi]"), page.attribute("input[name=_versi]", "value")),
            (vec!["Dua".to_owned()], Some("2".into()))
        );
    });
}

#[test]
fn pictures_are_kept_clean_and_seen_with_their_text_alone() {
    on_both(async |site| {
        let satu = site.person("satu", &[("diskominfo", UNIT)]).await;
        let dua = site.person("dua", &[("diskominfo", UNIT)]).await;
        let tamu = site.visitor();
        let png = include_bytes!("gambar.png");
        assert!(png.windows(7).any(|part| part == b"RAHASIA"), "the sent file carries a marked text");
        let fields = [("jenis", "berita"), ("judul", "Bergambar"), ("isi", "Isi")];
        satu.upload("/portal/tulisan", &fields, &[("gambar", "a.png", png)])
            .await
            .is(422)
            .has_text("Terangkan apa yang terlihat");
        let alt = [("gambar_alt", "Dua orang")];
        let fields: Vec<(&str, &str)> = fields.into_iter().chain(alt).collect();
        satu.upload("/portal/tulisan", &fields, &[("gambar", "a.png", b"%PDF-1.7")])
            .await
            .is(422)
            .has_text("Gambar tidak terbaca");
        let href = satu.upload("/portal/tulisan", &fields, &[("gambar", "a.png", png)]).await.redirects().location();
        let gambar = satu.get(&format!("{href}/pratinjau")).await.ok().attribute("figure img", "src").unwrap();
        tamu.get(&gambar).await.is(404);
        let bytes = satu.get(&gambar).await.ok().bytes;
        assert!(bytes.starts_with(&[0xff, 0xd8]) && !bytes.windows(7).any(|part| part == b"RAHASIA"));
        let files = site.app.db.one("select count(*) as n from file", vec![]).await.unwrap();
        assert_eq!(files.get::<i64>("n").unwrap(), 1, "what was refused left nothing");
        assert!(
            site.app.files.unnamed(&site.app.db, site.app.now() + Duration::days(2)).await.unwrap().is_empty(),
            "nor did the file as it came"
        );
        lakukan(&satu, &href, "ajukan", "").await.redirects();
        lakukan(&dua, &href, "setujui", "").await.redirects();
        let page = tamu.get("/berita/bergambar").await.ok();
        assert_eq!(page.attribute("figure img", "alt").as_deref(), Some("Dua orang"));
        assert!(page.attribute("meta[property='og:image']", "content").unwrap().ends_with(&gambar));
        let sent = tamu.get(&gambar).await.ok();
        assert_eq!(sent.header("cache-control"), "public, max-age=86400");
        // Another text does not open it.
        let lain = tulis(&satu, "berita", "Lain", &[]).await;
        tamu.get(&gambar.replace(&id(&href).to_string(), &id(&lain).to_string())).await.is(404);
    });
}
