//! The queue in the hands of an administrator, and the nightly sweep.
use std::sync::atomic::{AtomicBool, Ordering};

use kernel::auth::session;
use kernel::job::{JobKind, MAX_ATTEMPTS};
use kernel::{Error, Module, Subject, Write, args};
use serde_json::json;
use testkit::{Site, on_both};
use time::Duration;
use uuid::Uuid;

use super::{DINAS, actions};

static BROKEN: AtomicBool = AtomicBool::new(true);

static RAPUH: Module = Module {
    name: "rapuh",
    title: "Rapuh",
    jobs: &[JobKind {
        kind: "rapuh.hitung",
        title: "Menghitung sesuatu yang rapuh",
        schedule: None,
        run: |_, _| {
            Box::pin(async {
                if BROKEN.load(Ordering::SeqCst) { Err(Error::internal("roda <patah>")) } else { Ok(()) }
            })
        },
    }],
    ..Module::EMPTY
};

async fn dead_job(site: &Site) -> Uuid {
    BROKEN.store(true, Ordering::SeqCst);
    let mut write = Write::system(&site.app, "uji.kerja").await.unwrap();
    let at = write.at();
    let id = write.job("rapuh.hitung", json!({}), at).await.unwrap();
    write.commit(&Subject::new("uji", id, "/")).await.unwrap();
    for _ in 0..MAX_ATTEMPTS {
        site.settle().await;
        site.app.clock.advance(Duration::hours(1));
    }
    id
}

#[test]
fn a_dead_job_is_seen_run_again_or_thrown_away() {
    on_both(&[&RAPUH], async |site| {
        let id = dead_job(site).await;
        let admin = site.person("admin", &[("admin", DINAS)]).await;
        admin.get("/admin").await.ok().has_text("Pekerjaan gagal");
        let page = admin.get("/admin/pekerjaan").await.ok();
        assert_eq!(page.all("tbody tr .teks-galat"), ["roda <patah>"]);
        page.has_text("Menghitung sesuatu yang rapuh").has_text("Gagal (1)").has_text("Membersihkan sesi");
        site.person("sari", &[("pegawai", DINAS)])
            .await
            .post(&format!("/admin/pekerjaan/{id}/pengulangan"), &[])
            .await
            .is(403);

        // Run again while it is still broken: it waits for its next try, which can be had at once.
        admin.post(&format!("/admin/pekerjaan/{id}/pengulangan"), &[]).await.redirects();
        site.settle().await;
        let page = admin.get("/admin/pekerjaan?keadaan=menunggu").await.ok().has_text("Coba sekarang");
        assert_eq!(page.all("tbody tr").len() - page.all("table ~ table tbody tr").len(), 1);
        BROKEN.store(false, Ordering::SeqCst);
        admin.post(&format!("/admin/pekerjaan/{id}/pengulangan"), &[]).await.redirects();
        site.settle().await;
        admin.get("/admin/pekerjaan").await.ok().has_text("Gagal (0)");
        admin.post(&format!("/admin/pekerjaan/{id}/pengulangan"), &[]).await.is(409);

        let id = dead_job(site).await;
        admin.get("/admin").await;
        let admin = site.person("admin", &[("admin", DINAS)]).await;
        admin.post(&format!("/admin/pekerjaan/{id}/pembuangan"), &[]).await.redirects();
        admin.post(&format!("/admin/pekerjaan/{id}/pembuangan"), &[]).await.is(409);
        assert_eq!(actions(site, id).await, ["uji.kerja", "pekerjaan.dibuang"]);

        dead_job(site).await;
        dead_job(site).await;
        BROKEN.store(false, Ordering::SeqCst);
        let admin = site.person("admin", &[("admin", DINAS)]).await;
        admin.get("/admin/pekerjaan").await.ok().has_text("Gagal (2)");
        admin.post("/admin/pekerjaan/pengulangan", &[]).await.redirects();
        site.settle().await;
        let left: i64 = site.app.db.one("select count(*) as n from job", args![]).await.unwrap().get("n").unwrap();
        assert_eq!(left, 0);
    });
}

#[test]
fn a_running_job_is_not_started_twice() {
    on_both(&[&RAPUH], async |site| {
        let admin = site.person("admin", &[("admin", DINAS)]).await;
        let id = Uuid::now_v7();
        let text = "insert into job (id, kind, payload, run_at, attempts, locked_until, state, last_error, created) values ($1, 'rapuh.hitung', $2, $3, 1, $4, 'siap', null, $3)";
        let now = site.app.now();
        site.app.db.exec(text, args![id, json!({}), now, now + Duration::minutes(5)]).await.unwrap();
        admin.get("/admin/pekerjaan?keadaan=berjalan").await.ok().has_text("Sedang berjalan (1)");
        admin.post(&format!("/admin/pekerjaan/{id}/pengulangan"), &[]).await.is(409);
        admin.post(&format!("/admin/pekerjaan/{id}/pembuangan"), &[]).await.is(409);
        site.app.db.exec("delete from job", args![]).await.unwrap();
    });
}

#[test]
fn the_nightly_sweep_takes_what_is_over_and_nothing_else() {
    on_both(&[], async |site| {
        let sari = site.person("sari", &[]).await;
        // The first look at the queue notes when the sweep is due.
        site.settle().await;
        let now = site.app.now();
        for (days, place) in [(8, "/lama"), (1, "/baru")] {
            let text = "insert into form_key (id, account, location, created) values ($1, null, $2, $3)";
            site.app.db.exec(text, args![Uuid::now_v7(), place, now - Duration::days(days)]).await.unwrap();
        }
        for (days, id) in [(3, "lama"), (0, "baru")] {
            let text = "insert into signin_failure (id, failures, until, updated) values ($1, 9, $2, $2)";
            site.app.db.exec(text, args![id, now - Duration::days(days)]).await.unwrap();
        }
        let folder = site.app.config.data.join("sementara");
        std::fs::create_dir_all(&folder).unwrap();
        for (hours, name) in [(30, "lama"), (1, "baru")] {
            let file = std::fs::File::create(folder.join(name)).unwrap();
            file.set_modified((now - Duration::hours(hours)).into()).unwrap();
        }
        // 02.15 in the regency is 17 and a quarter hours away: by then the session of Sari has idled out.
        site.app.clock.advance(Duration::minutes(17 * 60 + 16));
        let fresh = session::start(&site.app, sari.account, "127.0.0.1", "uji", true).await.unwrap();
        site.settle().await;
        let texts = async |text: &str| -> Vec<String> {
            site.app.db.query(text, args![]).await.unwrap().iter().map(|row| row.get("text").unwrap()).collect()
        };
        assert_eq!(texts("select location as text from form_key").await, ["/baru"]);
        assert_eq!(texts("select id as text from signin_failure").await, ["baru"]);
        let files: Vec<_> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(files, ["baru"]);
        let sessions: i64 =
            site.app.db.one("select count(*) as n from session", args![]).await.unwrap().get("n").unwrap();
        assert_eq!(sessions, 1);
        sari.set_cookie("pendopo_sesi", &fresh);
        sari.get("/akun").await.ok();
    });
}
