//! The demonstration, the tasks and the facts that come from it.
use kernel::args;

use crate::dunia::{PU, di_kedua, inspektorat, koordinator, petugas};

#[test]
fn the_demonstration_has_forty_complaints_in_all_states() {
    di_kedua(async |site| {
        site.person("dinas", &[("operator_pd", PU)]).await;
        pengaduan::demo::jalankan(site.app.clone()).await.unwrap();
        pengaduan::demo::jalankan(site.app.clone()).await.unwrap();
        let n: i64 = site.app.db.one("select count(*) as n from pengaduan", args![]).await.unwrap().get("n").unwrap();
        assert_eq!(n, 40);
        let row = site.app.db.one("select count(distinct keadaan) as n from pengaduan", args![]).await.unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), 10);
        site.visitor().get("/pengaduan").await.ok().has_text("Lubang besar di depan pasar");
        site.visitor().get("/").await.ok().has_text("Pengaduan masyarakat");
        let kominfo = koordinator(site).await;
        kominfo.get("/tugas").await.ok().has_text("Verifikasi pengaduan");
        inspektorat(site).await.get("/tugas").await.ok().has_text("Putuskan keberatan");
        petugas(site).await.get("/tugas").await.ok().has_text("Tindak lanjuti pengaduan");
        kominfo.get("/meja-pengaduan?bagian=semua").await.ok();
        let found = kominfo.get("/cari?q=lubang+pasar").await.ok();
        found.has_text("Lubang besar di depan pasar");
        kominfo.get("/meja-pengaduan/pantau").await.ok().has_text("Terlambat kini");
        let fakta = (pengaduan::bukti::PROBES[0].run)(site.app.clone()).await.unwrap();
        assert_eq!(fakta.supports, Some(3), "{}", fakta.says);
        let row = site.app.db.one("select count(*) as n from pengaduan where eskalasi > 0", args![]).await.unwrap();
        assert!(row.get::<i64>("n").unwrap() > 0);
        assert_eq!(pengaduan::jobs::harian(&site.app).await.unwrap(), Default::default());
        for row in site.app.db.query("select id, terbit from pengaduan order by id", args![]).await.unwrap() {
            let id: uuid::Uuid = row.get("id").unwrap();
            kominfo.get(&format!("/meja-pengaduan/{id}")).await.ok();
            if row.get::<bool>("terbit").unwrap() {
                site.visitor().get(&format!("/pengaduan/publik/{id}")).await.ok();
            }
        }
    });
}
