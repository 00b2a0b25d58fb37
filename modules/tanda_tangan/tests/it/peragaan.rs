//! The demonstration of the module.
use kernel::auth::account;
use kernel::{Subject, Write};

use crate::{hitung, on_both, tunggu};

#[test]
fn the_demonstration_can_be_signed() {
    on_both(async |site| {
        let mut write = Write::system(&site.app, "uji.akun").await.unwrap();
        for masuk in ["sekda", "kominfo"] {
            let new = account::NewAccount {
                login: masuk.into(),
                name: format!("Contoh {masuk}"),
                email: None,
                password: "gajah makan durian".into(),
                must_change: false,
            };
            account::create(&mut write, new).await.unwrap();
        }
        write.commit(&Subject::new("account", uuid::Uuid::nil(), "/akun")).await.unwrap();
        tanda_tangan::demo::jalankan(site.app.clone()).await.unwrap();
        tanda_tangan::demo::jalankan(site.app.clone()).await.unwrap();
        assert_eq!(hitung(site, "permintaan_ttd").await, 3, "of those who are there, once");
        assert_eq!(hitung(site, "sertifikat_elektronik").await, 2);
        let akun = account::by_login(&site.app, "sekda").await.unwrap().unwrap().id;
        let text = "select id from permintaan_ttd where penanda = $1";
        let id = site.app.db.one(text, kernel::args![akun]).await.unwrap().get("id").unwrap();
        let sekda = site.person("sekda", &[]).await;
        // The account is known without positions: it signs once it holds one.
        sekda.get("/tanda_tangan").await.is(403);
        let kepala = site.person("lain", &[("kepala_pd", crate::UNIT)]).await;
        kepala.get(&format!("/tanda_tangan/permintaan/{id}")).await.is(404);
        let kelompok = uuid::Uuid::now_v7();
        let mut write = Write::system(&site.app, "uji.kelompok").await.unwrap();
        let sampai = site.app.now() + time::Duration::minutes(5);
        tanda_tangan::store::kelompok::insert(&mut write, kelompok, akun, 1, sampai).await.unwrap();
        let kini = tanda_tangan::store::permintaan::pegang(&mut write, id).await.unwrap();
        let values = vec![("kelompok", kelompok.into())];
        let serah = tanda_tangan::rules::alur::Tindakan::Serahkan;
        tanda_tangan::store::permintaan::pindah(&mut write, &kini, serah, values).await.unwrap();
        write.commit(&Subject::new("ttd_kelompok", kelompok, "/")).await.unwrap();
        let sandi = tanda_tangan::model::Sandi::new(tanda_tangan::demo::SANDI);
        tanda_tangan::kerja::mulai(&site.app, kelompok, akun, sandi);
        tunggu(site, kelompok).await;
        assert_eq!(crate::keadaan(site, id).await, "selesai");
    });
}
