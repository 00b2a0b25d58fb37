//! Who receives a letter sees what concerns the own unit; who decides reads first; the signer is led on.
use http::Method;
use kernel::args;
use naskah_dinas::model::Keadaan;
use uuid::Uuid;

use crate::dunia::{
    di_kertas, diajukan, disetujui, elektronik, isian, jawab_tte, kirim, konsep, naskah, orang, tekan, terbit,
};

#[test]
fn who_receives_a_letter_sees_nothing_of_the_senders_people() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = terbit(site, &o, "Hanya yang perlu").await;
        let href = format!("/naskah/{id}");
        o.kadis.get(&format!("{href}/dokumen")).await.ok();
        o.penerima.get(&href).await.ok();
        for siapa in [&o.penerima, &o.kepala_lain] {
            let page = siapa.get(&href).await.ok().has_text("Uji penerima membaca").main();
            for orang in ["Uji konseptor", "Uji kabid", "Uji operator", "Uji kadis membaca", "Uji kadis mengunduh"] {
                assert!(!page.contains(orang), "{orang}: {page}");
            }
            for peristiwa in ["Konsep dibuat", "Disimpan", "Diparaf"] {
                assert!(!page.contains(peristiwa), "{peristiwa}: {page}");
            }
        }
        // The agency of the sender sees who read it where.
        o.kadis
            .get(&href)
            .await
            .ok()
            .has_text("Uji penerima membaca")
            .has_text("mengunduh surat-dinas-")
            .has_text("Disimpan");
    });
}

#[test]
fn the_preview_is_for_those_who_work_on_the_letter_and_ends_with_the_document() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = diajukan(site, &o, "Pratinjau").await;
        let href = format!("/naskah/{id}/pratinjau");
        for siapa in [&o.pengonsep, &o.operator, &o.kabid, &o.kadis] {
            assert!(siapa.get(&href).await.ok().bytes.starts_with(b"%PDF-"));
        }
        o.penerima.get(&href).await.is(404);
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        tekan(site, &o.kadis, id, "setuju", &[]).await.redirects();
        site.settle().await;
        tekan(site, &o.pengonsep, id, "tanda-basah", &[]).await.redirects();
        o.penerima.get(&href).await.is(403);
        for siapa in [&o.pengonsep, &o.kabid] {
            assert_eq!(siapa.get(&href).await.redirects().location(), format!("/naskah/{id}/dokumen"));
        }
    });
}

#[test]
fn who_decides_reads_the_letter_before_the_card() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = diajukan(site, &o, "Dibaca dahulu").await;
        let href = format!("/naskah/{id}");
        let page = o.kabid.get(&href).await.ok();
        let teks = page.main();
        let di = |kata: &str| teks.find(kata).unwrap_or_else(|| panic!("{kata} is missing: {teks}"));
        assert!(di("Bersama ini kami undang") < di("Pratinjau PDF"));
        assert!(di("Pratinjau PDF") < di("Naskah ini menunggu paraf Anda"));
        assert!(di("Naskah ini menunggu paraf Anda") < di("Unit pengolah"));
        assert!(page.all("details dt").iter().any(|satu| satu.contains("Unit pengolah")), "the facts are folded");
        let page = o.pengonsep.get(&href).await.ok().has_text("Tarik kembali");
        assert!(!page.all("details dt").iter().any(|satu| satu.contains("Unit pengolah")), "nobody decides here");
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        // The head writes for the unit too; while the decision is asked, taking back is not offered.
        o.kadis.get(&href).await.ok().has_text("Naskah ini menunggu persetujuan Anda").lacks_text("Tarik kembali");
        o.operator.get(&href).await.ok().has_text("Tarik kembali");
    });
}

#[test]
fn the_signer_waits_for_the_document_and_is_led_to_the_signature() {
    elektronik(async |site| {
        let o = orang(site).await;
        let id = diajukan(site, &o, "Langsung ditandatangani").await;
        let (href, tunggu) = (format!("/naskah/{id}"), format!("/naskah/{id}/disusun"));
        assert_eq!(tekan(site, &o.kabid, id, "setuju", &[]).await.redirects().location(), href);
        assert_eq!(tekan(site, &o.kadis, id, "setuju", &[]).await.redirects().location(), tunggu);
        let page = o.kadis.get(&tunggu).await.ok().has_text("Dokumen sedang disusun").has_text("/KOMINFO/2026");
        assert_eq!(page.attribute("#disusun", "hx-get").unwrap(), tunggu);
        assert!(page.text().contains("http-equiv=\"refresh\" content=\"2\""), "it goes on without JavaScript");
        assert!(page.attribute(&format!("a[href='{tunggu}']"), "href").is_some(), "and by a plain link");
        let bagian = o.kadis.send(Method::GET, &tunggu, &[("hx-request", "true")], vec![]).await.ok();
        assert!(!bagian.headers.contains_key("hx-refresh") && !bagian.text().contains("<html"));
        o.penerima.get(&tunggu).await.is(404);
        site.settle().await;
        let bagian = o.kadis.send(Method::GET, &tunggu, &[("hx-request", "true")], vec![]).await.ok();
        assert_eq!(bagian.header("hx-refresh"), "true");
        let row = site.app.db.one("select id, pemilik from tanda_uji where naskah = $1", args![id]).await.unwrap();
        let permintaan = format!("/tanda_tangan/permintaan/{}", row.get::<Uuid>("id").unwrap());
        assert_eq!(row.get::<Option<Uuid>>("pemilik").unwrap(), Some(o.pengonsep.account), "the drafter is named");
        assert_eq!(o.kadis.get(&tunggu).await.redirects().location(), permintaan);
        assert_eq!(o.pengonsep.get(&tunggu).await.redirects().location(), href);
        let page = o.kadis.get(&href).await.ok().has_text("menunggu tanda tangan elektronik Anda");
        assert!(page.attribute(&format!("a.govuk-button[href='{permintaan}']"), "href").is_some());
        o.pengonsep.get(&href).await.ok().has_text("Buka permintaan tanda tangan").lacks_text("Tanda tangani sekarang");
        jawab_tte(site, id, "tanda_tangan.selesai", serde_json::json!({})).await;
        assert_eq!(o.kadis.get(&tunggu).await.redirects().location(), href);
        // Looking whether it is done is no reading of the letter.
        let text = "select count(*) as n from naskah_jejak where naskah = $1 and akun = $2";
        let row = site.app.db.one(text, args![id, o.kadis.account]).await.unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), 1);
    });
}

#[test]
fn a_document_that_is_not_made_does_not_keep_anybody_waiting() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = diajukan(site, &o, "Lama").await;
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        tekan(site, &o.kadis, id, "setuju", &[]).await.redirects();
        site.app.clock.advance(time::Duration::minutes(4));
        let page = o.kadis.get(&format!("/naskah/{id}/disusun")).await.ok().has_text("Belum selesai");
        assert!(page.attribute("#disusun", "hx-get").is_none() && !page.text().contains("http-equiv=\"refresh\""));
        site.settle().await;
        let jawab = o.kadis.get(&format!("/naskah/{id}/disusun")).await.redirects();
        assert_eq!(jawab.location(), format!("/naskah/{id}"), "on paper the way leads back to the letter");
    });
}

#[test]
fn readings_are_folded_by_person_and_day_and_the_history_by_entry() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = disetujui(site, &o, "Dilipat").await;
        let href = format!("/naskah/{id}");
        for _ in 0..3 {
            o.kabid.get(&href).await.ok();
        }
        site.app.clock.advance(time::Duration::days(1));
        let kabid = site.person("kabid", &[]).await;
        let page = kabid.get(&href).await.ok().has_text("20 Nov 2026: Uji kabid membaca (3 kali)");
        let page = page.has_text("21 Nov 2026: Uji kabid membaca");
        let riwayat = page.all("ol.moj-timeline h3");
        assert_eq!(riwayat.iter().filter(|satu| satu.contains("Dokumen disusun")).count(), 1, "{riwayat:?}");
        assert_eq!(riwayat.iter().filter(|satu| satu.contains("Disimpan")).count(), 1, "{riwayat:?}");
    });
}

#[test]
fn rare_fields_are_folded_until_something_stands_in_them() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = konsep(&o.pengonsep, "surat_dinas").await;
        kirim(site, &o.pengonsep, id, &isian("Biasa saja")).await.redirects();
        let href = format!("/naskah/{id}/tulis");
        let terbuka = async |nama: &str| {
            let page = o.pengonsep.get(&href).await.ok();
            assert!(page.attribute(&format!("details [name='{nama}']"), "name").is_some(), "{nama} is there");
            page.attribute(&format!("details[open] [name='{nama}']"), "name").is_some()
        };
        for nama in ["alasan_mundur", "tempat", "atas_nama", "melalui", "jabatan", "lampiran"] {
            assert!(!terbuka(nama).await, "{nama}");
        }
        let lain = crate::dunia::dengan(
            isian("Lain"),
            &[("tempat", "Kota Lain"), ("jabatan", "Pimpinan"), ("lampiran", "Satu berkas")],
        );
        kirim(site, &o.pengonsep, id, &lain).await.redirects();
        for nama in ["tempat", "jabatan", "lampiran"] {
            assert!(terbuka(nama).await, "{nama}");
        }
        // What is wrong is seen.
        let page =
            kirim(site, &o.pengonsep, id, &crate::dunia::dengan(isian("Salah"), &[("wewenang", "an")])).await.is(422);
        assert!(page.attribute("details[open] [name=atas_nama]", "name").is_some());
        assert_eq!(naskah(site, id).await.keadaan, Keadaan::Konsep);
    });
}
