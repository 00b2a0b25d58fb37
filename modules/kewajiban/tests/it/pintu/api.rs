//! The API with a personal token.

use crate::dunia::{di_contoh, id, token, unit};

#[test]
fn a_token_reads_what_its_owner_may_see_page_by_page() {
    di_contoh(async |site| {
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        sekda.use_token(&token(site, &sekda).await);
        let mut alamat = "/api/v1/kewajiban?batas=3".to_owned();
        let mut kunci = vec![];
        loop {
            let tree = sekda.get(&alamat).await.ok().json();
            kunci
                .extend(tree["data"].as_array().unwrap().iter().map(|satu| satu["kunci"].as_str().unwrap().to_owned()));
            match tree["berikutnya"].as_str() {
                Some(lanjut) => alamat = lanjut.to_owned(),
                None => break,
            }
        }
        assert_eq!(kunci.len(), 12);
        let satu = id(site, "audit|pd:DISKOMINFO|sejak:2024-02-29").await;
        let answer = sekda.get(&format!("/api/v1/kewajiban/{satu}")).await.ok();
        assert_eq!(answer.header("etag"), "\"1\"");
        let tree = answer.json();
        assert_eq!(tree["status"], "terlambat");
        assert_eq!(tree["pasal"], serde_json::json!(["3(1)", "3(2)"]));
        assert_eq!(tree["bukti"], serde_json::json!([]));
        let tree = sekda.get("/api/v1/kewajiban/kepatuhan").await.ok().json();
        assert_eq!(tree["jumlah"]["terlambat"], 2);
        assert_eq!(tree["jumlah"]["kepatuhan_persen"], 0.0);
    });
}

#[test]
fn the_api_refuses_in_problem_json() {
    di_contoh(async |site| {
        let dinkes = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        let lain = id(site, "audit|pd:DISKOMINFO|sejak:2024-02-29").await;
        // A session opens no API.
        let tanpa = dinkes.get("/api/v1/kewajiban").await.is(401);
        assert_eq!(tanpa.header("content-type"), "application/problem+json");
        dinkes.use_token(&token(site, &dinkes).await);
        assert_eq!(dinkes.get("/api/v1/kewajiban").await.ok().json()["data"].as_array().unwrap().len(), 2);
        for (alamat, status) in [
            (format!("/api/v1/kewajiban/{lain}"), 404),
            ("/api/v1/kewajiban/bukan-id".to_owned(), 404),
            ("/api/v1/kewajiban?batas=0".to_owned(), 400),
            ("/api/v1/kewajiban?batas=201".to_owned(), 400),
            ("/api/v1/kewajiban?status=x".to_owned(), 400),
            ("/api/v1/kewajiban?setelah=x".to_owned(), 400),
        ] {
            let answer = dinkes.get(&alamat).await.is(status);
            assert_eq!(answer.header("content-type"), "application/problem+json", "{alamat}");
        }
    });
}
