//! The API: catalogue and schema for everybody, applications with a token.
use base64::Engine as _;
use http::Method;
use serde_json::json;
use sha2::Digest as _;
use testkit::on_both;
use uuid::Uuid;

use crate::adegan::{self, DINAS, LAIN, MODULES, PDF};

#[test]
fn the_catalogue_and_the_form_are_open() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "API", DINAS, &[]).await;
        let tamu = site.visitor();
        let daftar = tamu.get("/api/v1/layanan").await.ok().json();
        assert_eq!(daftar["data"][0]["nama"], "Layanan API");
        assert_eq!(daftar["lanjut"], json!(null));
        let satu = tamu.get(&format!("/api/v1/layanan/{layanan}")).await.ok().json();
        assert_eq!(satu["jangka_waktu"], 5);
        let skema = tamu.get(&format!("/api/v1/layanan/{layanan}/formulir")).await.ok().json();
        assert_eq!(skema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(skema["properties"]["usaha"].is_object());
        tamu.get(&format!("/api/v1/layanan/{}", Uuid::now_v7())).await.is(404);
        tamu.get(&format!("/api/v1/layanan/{}/formulir", Uuid::now_v7())).await.is(404);
        tamu.api(Method::POST, "/api/permohonan", &[], Some(json!({}))).await.is(401);
    });
}

#[test]
fn a_program_applies_by_the_same_schema() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "MESIN", DINAS, &[]).await;
        let desa = site.person("desa", &[("operator_pd", LAIN)]).await;
        let petugas = site.person("petugas", &[("operator_pd", DINAS)]).await;
        let kunci = token(site, &desa, "layanan.bantu").await;
        let mesin = site.visitor();
        mesin.use_token(&kunci);
        let alamat = "/api/permohonan";
        mesin.api(Method::POST, alamat, &[], None).await.is(400);
        mesin.api(Method::POST, alamat, &[], Some(json!({ "layanan": "bukan" }))).await.is(422);
        let salah = mesin
            .api(
                Method::POST,
                alamat,
                &[],
                Some(
                    json!({ "layanan": layanan, "pemohon": { "nama": "" }, "isian": { "usaha": 7, "badan": "lain" } }),
                ),
            )
            .await
            .is(422)
            .json();
        let isian: Vec<&str> =
            salah["errors"].as_array().unwrap().iter().map(|satu| satu["field"].as_str().unwrap()).collect();
        assert!(
            isian.contains(&"pemohon.nama") && isian.contains(&"isian.usaha") && isian.contains(&"isian.badan"),
            "{isian:?}"
        );
        let isi = base64::engine::general_purpose::STANDARD.encode(PDF);
        let kirim = json!({
            "layanan": layanan,
            "pemohon": { "nama": "Qori Contoh", "surel": "", "telepon": "" },
            "isian": { "usaha": "Toko Qori", "badan": "orang" },
            "lampiran": [{ "isian": "foto", "nama": "toko.pdf", "isi": isi }]
        });
        let kepala = [("idempotency-key", "satu")];
        let jadi = mesin.api(Method::POST, alamat, &kepala, Some(kirim.clone())).await.is(201).json();
        let id = jadi["id"].as_str().unwrap().to_owned();
        // The same call again makes nothing new.
        mesin.api(Method::POST, alamat, &kepala, Some(kirim.clone())).await.redirects();
        let banyak: i64 =
            site.app.db.one("select count(*) as n from permohonan", vec![]).await.unwrap().get("n").unwrap();
        assert_eq!(banyak, 1);
        petugas
            .get(&format!("/permohonan/{id}"))
            .await
            .ok()
            .has_text("Toko Qori")
            .has_text("toko.pdf")
            .has_text("aplikasi lain");
        let warga = site.visitor();
        warga.get("/layanan/status").await.ok();
        let (nomor, kata) = (jadi["nomor"].as_str().unwrap(), jadi["kata_rahasia"].as_str().unwrap());
        warga.post("/layanan/status", &[("nomor", nomor), ("kata", kata)]).await.redirects();
        warga.get(&format!("/permohonan/resi/{id}")).await.ok().has_text("Qori Contoh");
        // A reference to a file of others is no file.
        let mut curang = kirim.clone();
        curang["isian"]["foto"] =
            json!([{ "id": Uuid::now_v7(), "nama": "x.pdf", "ukuran": 1, "jenis": "application/pdf" }]);
        mesin.api(Method::POST, alamat, &[], Some(curang)).await.is(422);
        let mut rusak = kirim;
        rusak["lampiran"][0]["isi"] = json!("bukan base64!");
        mesin.api(Method::POST, alamat, &[], Some(rusak)).await.is(422);
        let baca = site.visitor();
        baca.use_token(&token(site, &petugas, "layanan.proses").await);
        assert_eq!(
            baca.api(Method::GET, &format!("/api/v1/permohonan/{id}"), &[], None).await.ok().json()["nama"],
            "Qori Contoh"
        );
        mesin.api(Method::GET, &format!("/api/v1/permohonan/{id}"), &[], None).await.is(403);
    });
}

async fn token(site: &testkit::Site, orang: &testkit::Client, hak: &str) -> String {
    let rahasia = format!("pdp_uji_{}", Uuid::new_v4().simple());
    let mut write = kernel::Write::system(&site.app, "uji.token").await.unwrap();
    let nilai = vec![
        ("account", orang.account.into()),
        ("name", "uji".into()),
        ("hash", sha2::Sha256::digest(rahasia.as_bytes()).to_vec().into()),
        ("perms", json!([hak]).into()),
        ("expires", (site.app.now() + time::Duration::days(30)).into()),
    ];
    write.insert(&kernel::auth::token::table(), Uuid::now_v7(), nilai).await.unwrap();
    write.commit(&kernel::Subject::new("account", orang.account, "/akun")).await.unwrap();
    rahasia
}
