//! Who sees which letter, in lists, search, API; what lists cost.
use http::Method;
use kernel::args;
use testkit::Client;
use uuid::Uuid;

use crate::dunia::{BIDANG, KOMINFO, di_kertas, isian, kirim, konsep, orang, tekan, terbit, token};

#[test]
fn registers_are_sound_and_their_tables_fit() {
    for register in [&naskah_dinas::registers::FORMAT, &naskah_dinas::registers::KOP] {
        assert_eq!(register.faults(), Vec::<String>::new(), "{}", register.key);
    }
    di_kertas(async |site| {
        for register in [&naskah_dinas::registers::FORMAT, &naskah_dinas::registers::KOP] {
            let text = format!("select {} from {} where false", register.columns().join(", "), register.table);
            site.app.db.query(&text, args![]).await.unwrap();
        }
    });
}

#[test]
fn a_draft_is_seen_by_its_unit_and_by_who_is_asked_and_by_nobody_else() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = konsep(&o.pengonsep, "surat_dinas").await;
        kirim(site, &o.pengonsep, id, &isian("Konsep kami")).await.redirects();
        let href = format!("/naskah/{id}");
        for (siapa, status) in [
            (&o.pengonsep, 200),
            (&o.operator, 200),
            (&o.kadis, 200),
            (&o.kabid, 404),
            (&o.penerima, 404),
            (&o.luar, 404),
            (&o.admin, 403),
        ] {
            siapa.get(&href).await.is(status);
        }
        o.operator.get("/naskah?kotak=konsep").await.ok().has_text("Konsep kami");
        o.kabid.get("/naskah?kotak=konsep").await.ok().lacks_text("Konsep kami");
        // A colleague of the unit who may write for it goes on with it.
        kirim(site, &o.operator, id, &isian("Konsep kami bersama")).await.redirects();
        tekan(site, &o.pengonsep, id, "ajukan", &[]).await.redirects();
        o.kabid.get(&href).await.ok();
        for siapa in [&o.penerima, &o.luar] {
            siapa.get(&href).await.is(404);
            tekan(site, siapa, id, "setuju", &[]).await.is(404);
            siapa.get(&format!("{href}/pratinjau")).await.is(404);
            siapa.get(&format!("{href}/versi")).await.is(404);
            siapa.get(&format!("{href}/tulis")).await.is(404);
        }
        tekan(site, &o.operator, id, "setuju", &[]).await.is(403);
        tekan(site, &o.pengonsep, id, "setuju", &[]).await.is(403);
    });
}

#[test]
fn the_head_of_an_agency_sees_letters_of_what_is_below() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let kepala = site
            .person_with(
                "kepala",
                vec![testkit::Assigned { role: "kepala_pd".into(), unit: KOMINFO, tree: vec![KOMINFO, BIDANG] }],
            )
            .await;
        let staf = site.person("staf", &[("pegawai", BIDANG)]).await;
        let id = konsep(&staf, "nota_dinas").await;
        kepala.get(&format!("/naskah/{id}")).await.ok();
        o.operator.get(&format!("/naskah/{id}")).await.is(404);
    });
}

#[test]
fn the_api_lists_boxes_and_never_a_strangers_letter() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = terbit(site, &o, "Lewat API").await;
        for (siapa, ada) in [(&o.penerima, true), (&o.luar, false)] {
            siapa.use_token(&token(site, siapa).await);
            let semua = siapa.api(Method::GET, "/api/v1/naskah?batas=1", &[], None).await.ok().json();
            assert_eq!(semua["data"].as_array().unwrap().len(), usize::from(ada));
            let satu = siapa.api(Method::GET, &format!("/api/v1/naskah/{id}"), &[], None).await;
            if ada {
                let satu = satu.ok();
                assert_eq!(satu.json()["perihal"], "Lewat API");
                assert_eq!(satu.json()["bagian"][0]["gaya"], "paragraf");
                let tanda = satu.header("etag").to_owned();
                siapa
                    .api(Method::GET, &format!("/api/v1/naskah/{id}"), &[("if-none-match", &tanda)], None)
                    .await
                    .is(304);
                for salah in ["kotak=lain", "jenis=x", "batas=0", "setelah=x", "tahun=x", "sifat=x", "keadaan=x"] {
                    siapa.api(Method::GET, &format!("/api/v1/naskah?{salah}"), &[], None).await.is(400);
                }
            } else {
                satu.is(404);
            }
        }
        o.kadis.get(&format!("/naskah/{id}")).await.ok().has_text("membaca API");
    });
}

#[test]
fn the_box_is_paged_without_losing_or_doubling_a_letter() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let mut semua: Vec<Uuid> = vec![];
        for n in 0..12 {
            let id = konsep(&o.pengonsep, "nota_dinas").await;
            site.app.clock.advance(time::Duration::seconds(n % 3));
            semua.push(id);
        }
        let pages = async |siapa: &Client| {
            let mut terlihat = vec![];
            let mut setelah = String::new();
            loop {
                let page = siapa.get(&format!("/naskah?kotak=konsep{setelah}")).await.ok();
                terlihat.extend(page.attributes("main th a[href^='/naskah/']", "href"));
                match page.attribute("a[rel=next]", "href") {
                    Some(href) => setelah = format!("&{}", href.split_once('?').unwrap().1),
                    None => return terlihat,
                }
            }
        };
        assert_eq!(pages(&o.operator).await.len(), 12);
        let person = kernel::App::assignments(&site.app, o.pengonsep.account).await.unwrap();
        assert_eq!(person.len(), 1);
        // The drafter's rows stand in two boxes for one who is also the operator: each letter comes once.
        let dua = site.person("dua", &[("operator_pd", KOMINFO), ("pegawai", KOMINFO)]).await;
        let id = konsep(&dua, "nota_dinas").await;
        let terlihat = pages(&dua).await;
        assert_eq!(terlihat.iter().filter(|href| href.ends_with(&id.to_string())).count(), 1);
        assert_eq!(terlihat.len(), 13);
        let page = dua.get("/naskah?kotak=konsep").await.ok();
        assert!(page.statements <= 8, "{} statements", page.statements);
    });
}

#[test]
fn letters_are_offered_to_other_forms_by_number_and_words_and_only_readable_ones() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = terbit(site, &o, "Pembangunan jembatan").await;
        site.settle().await;
        let naskah = site.app.resource("naskah").unwrap();
        // Scopes are made by the kernel; the search page shows what they open.
        o.penerima.get("/cari?q=jembatan").await.ok().has_text("Pembangunan jembatan");
        o.luar.get("/cari?q=jembatan").await.ok().lacks_text("Pembangunan jembatan");
        assert_eq!(naskah.href(id), format!("/naskah/{id}"));
        let saran = o.penerima.get("/cari/pilihan?q=jembatan").await.ok();
        assert!(saran.text().contains("Pembangunan jembatan"), "{}", saran.text());
        assert!(!o.luar.get("/cari/pilihan?q=jembatan").await.ok().text().contains("jembatan"));
    });
}
