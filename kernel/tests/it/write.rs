use kernel::auth::account;
use kernel::{Error, Subject, Write, args, audit};
use uuid::Uuid;

fn new(login: &str) -> account::NewAccount {
    account::NewAccount {
        login: login.into(),
        name: "Budi".into(),
        email: None,
        password: "gajah makan durian".into(),
        must_change: false,
    }
}

async fn make(site: &testkit::Site, login: &str) -> Uuid {
    let mut write = Write::system(&site.app, "uji.akun").await.unwrap();
    let id = account::create(&mut write, new(login)).await.unwrap();
    write.commit(&Subject::new("account", id, "/akun")).await.unwrap();
    id
}

#[test]
fn a_write_that_is_dropped_never_happened() {
    testkit::on_both(&[], async |site| {
        let mut write = Write::system(&site.app, "uji.akun").await.unwrap();
        account::create(&mut write, new("budi")).await.unwrap();
        drop(write);
        assert!(account::by_login(&site.app, "budi").await.unwrap().is_none());
        let leaves: i64 =
            site.app.db.one("select count(*) as n from audit_leaf", args![]).await.unwrap().get("n").unwrap();
        assert_eq!(leaves, 0);
    });
}

#[test]
fn the_second_editor_is_told_and_overwrites_nothing() {
    testkit::on_both(&[], async |site| {
        let id = make(site, "budi").await;
        let mut first = Write::system(&site.app, "uji.ubah").await.unwrap();
        assert_eq!(first.update(&account::table(), id, Some(1), vec![("name", "Budi Satu".into())]).await.unwrap(), 2);
        first.commit(&Subject::new("account", id, "/akun")).await.unwrap();
        let mut second = Write::system(&site.app, "uji.ubah").await.unwrap();
        let outcome = second.update(&account::table(), id, Some(1), vec![("name", "Budi Dua".into())]).await;
        assert!(matches!(outcome, Err(Error::Conflict)));
        drop(second);
        assert_eq!(account::find(&site.app, id).await.unwrap().name, "Budi Satu");
    });
}

#[test]
fn a_record_tells_its_history_and_proves_it() {
    testkit::on_both(&[], async |site| {
        let id = make(site, "budi").await;
        let mut write = Write::system(&site.app, "uji.ubah").await.unwrap();
        write
            .update(&account::table(), id, None, vec![("name", "Budi Baru".into()), ("password", "x".into())])
            .await
            .unwrap();
        write.commit(&Subject::new("account", id, "/akun")).await.unwrap();
        let history = audit::history::of(&site.app, id, None, 10).await.unwrap();
        assert_eq!(history.len(), 2);
        assert_eq!(history[0].changes["name"], serde_json::json!(["Budi", "Budi Baru"]));
        assert_eq!(history[0].changes["password"], serde_json::json!([]), "of a secret only that it changed");
        assert!(audit::log::prove(&site.app, history[0].leaf).await.unwrap().is_none());
        audit::log::integrate(&site.app).await.unwrap();
        let proven = audit::log::prove(&site.app, history[0].leaf).await.unwrap().unwrap();
        assert_eq!(proven.index, 1);
        assert!(!proven.body.contains("Budi"));
    });
}

#[test]
fn a_row_or_leaf_changed_behind_the_programs_back_is_named() {
    testkit::on_both(&[], async |site| {
        for number in 0..300 {
            let mut write = Write::system(&site.app, "uji.isi").await.unwrap();
            write.event("uji.isi", serde_json::json!({ "nomor": number }));
            write.commit(&Subject::new("uji", Uuid::now_v7(), "/")).await.unwrap();
        }
        let id = make(site, "budi").await;
        site.settle().await;
        assert!(audit::verify::all(&site.app).await.unwrap().is_whole());

        site.app.db.exec("update account set name = 'Penyusup' where id = $1", args![id]).await.unwrap();
        let report = audit::verify::all(&site.app).await.unwrap();
        assert_eq!(report.found, 1);
        assert!(report.findings[0].contains(&id.to_string()), "{:?}", report.findings);
        site.app.db.exec("update account set name = 'Budi' where id = $1", args![id]).await.unwrap();
        assert!(audit::verify::all(&site.app).await.unwrap().is_whole());

        let body: String =
            site.app.db.one("select body from audit_leaf where seq = 7", args![]).await.unwrap().get("body").unwrap();
        site.app
            .db
            .exec("update audit_leaf set body = $1 where seq = 7", args![body.replace("\"v\":1", "\"v\":2")])
            .await
            .unwrap();
        let report = audit::verify::all(&site.app).await.unwrap();
        assert!(report.findings.iter().any(|text| text.contains("entri 7")), "{:?}", report.findings);
        site.app.db.exec("update audit_leaf set body = $1 where seq = 7", args![body]).await.unwrap();

        // What a history shows of a leaf cannot be another than what was hashed.
        let leaf: Uuid =
            site.app.db.one("select id from audit_leaf where seq = 7", args![]).await.unwrap().get("id").unwrap();
        for (column, value) in [
            ("actor", kernel::Val::Uuid(id)),
            ("action", "uji.lain".into()),
            ("kind", "lain".into()),
            ("subject", Uuid::nil().into()),
            ("at", (site.app.now() + time::Duration::seconds(1)).into()),
            ("garam", vec![9_u8; 16].into()),
        ] {
            let before: kernel::Val = site
                .app
                .db
                .one(&format!("select {column} from audit_leaf where id = $1"), args![leaf])
                .await
                .unwrap()
                .at(0)
                .unwrap();
            let text = format!("update audit_leaf set {column} = $1 where id = $2");
            site.app.db.exec(&text, args![value, leaf]).await.unwrap();
            let report = audit::verify::all(&site.app).await.unwrap();
            assert_eq!(report.found, 1, "{column}: {:?}", report.findings);
            assert!(report.findings[0].contains(&leaf.to_string()), "{column}: {:?}", report.findings);
            site.app.db.exec(&text, args![before, leaf]).await.unwrap();
        }
        assert!(audit::verify::all(&site.app).await.unwrap().is_whole());

        site.app
            .db
            .exec("update audit_change set sidik = $1 where rekaman = $2", args![vec![1_u8; 32], id])
            .await
            .unwrap();
        assert!(!audit::verify::all(&site.app).await.unwrap().is_whole());
        let row = site.app.db.one("select id, version, login, name, email, password, totp_secret, totp_on, active, must_change, digest from account where id = $1", args![id]).await;
        assert!(row.is_ok());
        // Back to how it was, so that the end of the test finds the log whole.
        site.app.db.exec("delete from audit_change where rekaman = $1", args![id]).await.unwrap();
        let report = audit::verify::all(&site.app).await.unwrap();
        assert!(report.findings.iter().any(|text| text.contains("tanpa entri log")), "{:?}", report.findings);
        site.tampered = true;
    });
}
