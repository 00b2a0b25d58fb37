//! Reported events call for conditional duties.

use crate::dunia::{ajukan, di_contoh, id, jumlah, tersembunyi, unit};

const ISIAN: [(&str, &str); 3] =
    [("kode", "insiden_keamanan"), ("tanggal", "19-11-2026"), ("uraian", "Situs diubah orang")];

#[test]
fn an_event_in_one_agency_calls_on_that_agency_and_is_due_in_working_days() {
    di_contoh(async |site| {
        let dinkes = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        let di_mana = unit("DINKES").to_string();
        let mut fields = ISIAN.to_vec();
        fields.push(("unit", &di_mana));
        let kunci = uuid::Uuid::now_v7().to_string();
        fields.push(("_kunci", &kunci));
        let daftar = dinkes.post("/kewajiban/pemicu", &fields).await.redirects().location();
        assert_eq!(
            dinkes.post("/kewajiban/pemicu", &fields).await.redirects().location(),
            daftar,
            "sent twice, one event"
        );
        dinkes.get(&daftar).await.ok().has_text("Laporkan insiden keamanan").has_text("23 November 2026");
        assert_eq!(jumlah(site, "kewajiban = 'lapor-insiden'").await, 1);
        dinkes.get("/kewajiban/pemicu").await.ok().has_text("Situs diubah orang").has_text("1 kewajiban");
        let bappeda = site.person("bappeda", &[("operator_pd", unit("BAPPEDA"))]).await;
        bappeda.get("/kewajiban/pemicu").await.ok().lacks_text("Situs diubah orang");
    });
}

#[test]
fn an_event_of_the_whole_regency_calls_on_everybody() {
    di_contoh(async |site| {
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        let daftar = sekda.post("/kewajiban/pemicu", &ISIAN).await.redirects().location();
        sekda.get(&daftar).await.ok().has_text("Dinas Kesehatan").has_text("Badan Perencanaan");
        assert_eq!(jumlah(site, "kewajiban = 'lapor-insiden'").await, 4);
    });
}

#[test]
fn an_event_taken_back_drops_what_nobody_worked_on() {
    di_contoh(async |site| {
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        let dinkes = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        sekda.post("/kewajiban/pemicu", &ISIAN).await.redirects();
        let row = site.app.db.one("select id, kunci from kewajiban_pelaksanaan where kewajiban = 'lapor-insiden' and penanggung = 'pd:DINKES'", vec![]).await.unwrap();
        let kunci: String = row.get("kunci").unwrap();
        let satu = id(site, &kunci).await;
        ajukan(&dinkes, satu, "20-11-2026").await.redirects();
        let page = sekda.get("/kewajiban/pemicu").await.ok();
        let batal = page.attribute("form[action$='/batal']", "action").unwrap();
        let versi = tersembunyi(&page, &batal, "_versi");
        dinkes.post(&batal, &[("_versi", versi.as_str()), ("alasan", "Salah catat")]).await.is(403);
        sekda.post(&batal, &[("_versi", versi.as_str()), ("alasan", "Salah catat")]).await.redirects();
        assert_eq!(jumlah(site, "kewajiban = 'lapor-insiden' and keadaan = 'gugur'").await, 3);
        assert_eq!(jumlah(site, "kewajiban = 'lapor-insiden' and keadaan = 'diperiksa'").await, 1);
        sekda.get("/kewajiban/pemicu").await.ok().has_text("Dibatalkan: Salah catat");
    });
}

#[test]
fn wrong_events_are_refused_field_by_field() {
    di_contoh(async |site| {
        let dinkes = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        let (sendiri, lain) = (unit("DINKES").to_string(), unit("BAPPEDA").to_string());
        let table = [
            ("", "19-11-2026", "x", sendiri.as_str(), "Pilih apa yang terjadi"),
            ("lain", "19-11-2026", "x", &sendiri, "Pilih apa yang terjadi"),
            ("insiden_keamanan", "21-11-2026", "x", &sendiri, "belum tiba"),
            ("insiden_keamanan", "01-01-2020", "x", &sendiri, "mendahului"),
            ("insiden_keamanan", "kemarin dulu", "x", &sendiri, "Kesalahan"),
            ("insiden_keamanan", "19-11-2026", "", &sendiri, "Tulis singkat"),
            ("insiden_keamanan", "19-11-2026", "x", "", "Pilih perangkat daerah"),
            ("insiden_keamanan", "19-11-2026", "x", &lain, "dari daftar"),
        ];
        for (kode, tanggal, uraian, unit, harap) in table {
            let fields = [("kode", kode), ("tanggal", tanggal), ("uraian", uraian), ("unit", unit)];
            dinkes.post("/kewajiban/pemicu", &fields).await.is(422).has_text(harap);
        }
        assert_eq!(jumlah(site, "kewajiban = 'lapor-insiden'").await, 0);
    });
}
