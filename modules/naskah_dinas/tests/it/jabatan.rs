//! What is secret and addressed to an office is read by who holds it now.
use kernel::args;
use naskah_dinas::kepala;
use naskah_dinas::model::Keadaan;
use testkit::{Client, Site};
use uuid::Uuid;

use crate::dunia::{DINKES, KOMINFO, Orang, dengan, elektronik, isian, jawab_tte, kirim, konsep, naskah, orang, tekan};

async fn diajukan_rahasia(site: &Site, o: &Orang) -> Uuid {
    let id = konsep(&o.pengonsep, "surat_dinas").await;
    let isian = dengan(isian("Rencana tertutup"), &[("keamanan", "rahasia"), ("aksi", "ajukan")]);
    kirim(site, &o.pengonsep, id, &isian).await.redirects();
    id
}

/// The position of a test person ends now, or begins again.
async fn sampai(site: &Site, siapa: &Client, berakhir: bool) {
    let ends = berakhir.then(|| site.app.now());
    site.app
        .db
        .exec("update uji_penugasan set ends = $2 where account = $1", args![siapa.account, ends])
        .await
        .unwrap();
}

#[test]
fn who_heads_the_addressed_unit_now_reads_its_secret_letters_and_who_headed_it_does_not() {
    elektronik(async |site| {
        let o = orang(site).await;
        let id = diajukan_rahasia(site, &o).await;
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        tekan(site, &o.kadis, id, "setuju", &[]).await.redirects();
        site.settle().await;
        jawab_tte(site, id, "tanda_tangan.selesai", serde_json::json!({})).await;
        let href = format!("/naskah/{id}");
        let masuk = async |siapa: &Client| siapa.get("/surat_masuk").await.ok().text().contains(&id.to_string());
        o.kepala_lain.get(&href).await.ok().has_text("Bersama ini kami undang");
        assert!(masuk(&o.kepala_lain).await);
        // Somebody acts for the head: at once by the page, after the next look of the program in the box too.
        let plh = site.person("plhdinkes", &[("kepala_pd", DINKES)]).await;
        let lain = site.person("plhlain", &[("kepala_pd", KOMINFO)]).await;
        plh.get(&href).await.ok().has_text("Bersama ini kami undang");
        assert!(plh.get(&format!("{href}/dokumen")).await.ok().bytes.starts_with(b"%PDF-"));
        assert_eq!(kepala::samakan(&site.app).await.unwrap(), 1);
        assert_eq!(kepala::samakan(&site.app).await.unwrap(), 0, "repeated, it changes nothing");
        assert!(masuk(&plh).await);
        for siapa in [&lain, &o.penerima, &o.luar] {
            siapa.get(&href).await.is(404);
        }
        // It ends, and with it the reading.
        sampai(site, &plh, true).await;
        site.app.clock.advance(time::Duration::minutes(1));
        assert_eq!(kepala::samakan(&site.app).await.unwrap(), 1);
        let plh = site.person("plhdinkes", &[]).await;
        let status = plh.get(&href).await.status.as_u16();
        assert!(matches!(status, 403 | 404), "{status}");
        o.kepala_lain.get(&href).await.ok();
        // A successor: the office passes on with what was addressed to it.
        sampai(site, &o.kepala_lain, true).await;
        let baru = site.person("kadinkesbaru", &[("kepala_pd", DINKES)]).await;
        site.app.clock.advance(time::Duration::minutes(1));
        assert_eq!(kepala::samakan(&site.app).await.unwrap(), 2, "one goes, one comes");
        baru.get(&href).await.ok();
        let lama = site.person("kadinkes", &[]).await;
        let status = lama.get(&href).await.status.as_u16();
        assert!(matches!(status, 403 | 404), "{status}");
        // Those who wrote it read it as before.
        for siapa in [&o.pengonsep, &o.kabid, &o.kadis] {
            siapa.get(&href).await.ok();
        }
    });
}

#[test]
fn an_office_without_holder_keeps_its_last_one_until_the_next() {
    elektronik(async |site| {
        let o = orang(site).await;
        let id = diajukan_rahasia(site, &o).await;
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        tekan(site, &o.kadis, id, "setuju", &[]).await.redirects();
        site.settle().await;
        jawab_tte(site, id, "tanda_tangan.selesai", serde_json::json!({})).await;
        sampai(site, &o.kepala_lain, true).await;
        site.app.clock.advance(time::Duration::minutes(1));
        assert_eq!(kepala::samakan(&site.app).await.unwrap(), 0);
        let text = "select count(*) as n from naskah_akses where naskah = $1 and owner = $2 and kotak = 'masuk'";
        let row = site.app.db.one(text, args![id, o.kepala_lain.account]).await.unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), 1, "somebody answers for it");
    });
}

#[test]
fn who_acts_for_a_position_is_asked_for_secret_letters_too() {
    elektronik(async |site| {
        let o = orang(site).await;
        let plh = site.person("plh", &[("pegawai", KOMINFO), ("Plh. kepala_pd", KOMINFO)]).await;
        let lain = site.person("plhasing", &[("pegawai", KOMINFO), ("Plh. kepala_pd", DINKES)]).await;
        let id = diajukan_rahasia(site, &o).await;
        let href = format!("/naskah/{id}");
        plh.get(&href).await.is(404);
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        let tugas = plh.get("/tugas").await.ok();
        assert!(tugas.attribute(&format!("main a[href='{href}']"), "href").is_some(), "it is a task: {}", tugas.main());
        plh.get(&href).await.ok().has_text("Anda bertindak sebagai Plh. kepala_pd").has_text("Rencana tertutup");
        lain.get(&href).await.is(404);
        assert!(!lain.get("/tugas").await.ok().text().contains(&href));
        tekan(site, &plh, id, "setuju", &[]).await.redirects();
        site.settle().await;
        let kini = naskah(site, id).await;
        assert_eq!((kini.keadaan, kini.penandatangan), (Keadaan::MenungguTte, Some(plh.account)));
        plh.get(&href).await.ok();
    });
}

#[test]
fn who_initials_for_a_position_goes_on_reading_what_they_agreed_to() {
    elektronik(async |site| {
        let o = orang(site).await;
        let kabid = site.person("kabidjabatan", &[("operator_pd", DINKES)]).await;
        let plh = site.person("plhkabid", &[("pegawai", KOMINFO), ("Plh. operator_pd", DINKES)]).await;
        let id = konsep(&o.pengonsep, "surat_dinas").await;
        let isian = dengan(isian("Lewat pengganti"), &[("paraf.0.orang", "kabidjabatan"), ("aksi", "ajukan")]);
        kirim(site, &o.pengonsep, id, &isian).await.redirects();
        tekan(site, &plh, id, "setuju", &[]).await.redirects();
        plh.get(&format!("/naskah/{id}")).await.ok();
        kabid.get(&format!("/naskah/{id}")).await.ok();
    });
}
