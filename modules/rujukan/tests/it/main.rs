//! Rujukan through its door, on both databases.
use kernel::args;
use rujukan::{DAFTAR_KODE, HARI_LIBUR, MODULE};
use testkit::{Options, Site};
use time::macros::date;

fn on_both(test: impl AsyncFn(&mut Site)) {
    let profile = format!(
        "{}[pengaturan]\nhari_kerja = [\"senin\", \"selasa\", \"rabu\", \"kamis\", \"jumat\"]\njam_masuk = \"07:30\"\njam_pulang = \"16:00\"\n",
        testkit::profile()
    );
    testkit::on_both_with(&[&register::MODULE, &MODULE], Options { profile, setup: true, ..Options::default() }, test);
}

#[test]
fn the_registers_are_sound_and_their_tables_fit() {
    for register in [&HARI_LIBUR, &DAFTAR_KODE] {
        assert_eq!(register.faults(), Vec::<String>::new(), "{}", register.key);
    }
    on_both(async |site| {
        for register in [&HARI_LIBUR, &DAFTAR_KODE] {
            let text = format!("select {} from {} where false", register.columns().join(", "), register.table);
            site.app.db.query(&text, args![]).await.unwrap();
        }
    });
}

#[test]
fn holidays_are_shipped_and_move_deadlines() {
    on_both(async |site| {
        let calendar = site.app.calendar().await.unwrap();
        assert!(!calendar.is_hari_kerja(date!(2026 - 12 - 25)));
        assert!(!calendar.is_hari_kerja(date!(2026 - 12 - 26)), "a Saturday");
        assert!(calendar.is_hari_kerja(date!(2026 - 12 - 28)));
        // One working day after Thursday 24 December: a holiday and a weekend stand between.
        let next = calendar.tambah(date!(2026 - 12 - 23), 1).unwrap();
        assert!(next >= date!(2026 - 12 - 24));
        site.app.setup().await.unwrap();
        let twice =
            site.app.db.one("select count(*) - count(distinct tanggal) as n from hari_libur", args![]).await.unwrap();
        assert_eq!(twice.get::<i64>("n").unwrap(), 0);
    });
}

#[test]
fn the_administrator_adds_a_holiday_of_the_regency() {
    on_both(async |site| {
        let admin = site.person("admin", &[("admin", uuid::Uuid::from_u128(1))]).await;
        let fields = [
            ("tanggal", "12-10-2026"),
            ("nama", "Hari jadi kabupaten"),
            ("jenis", "libur_daerah"),
            ("perkiraan", "tidak"),
        ];
        admin.post("/hari_libur", &fields).await.redirects();
        assert!(!site.app.calendar().await.unwrap().is_hari_kerja(date!(2026 - 10 - 12)));
        let again = admin.post("/hari_libur", &fields).await.is(422);
        assert_eq!(
            again.attribute("input[name=nama]", "value").as_deref(),
            Some("Hari jadi kabupaten"),
            "what was typed stays"
        );
        again.has_text("Tanggal ini sudah dipakai");
    });
}

#[test]
fn a_search_goes_on_where_its_first_page_ended() {
    on_both(async |site| {
        let admin = site.person("admin", &[("admin", uuid::Uuid::from_u128(1))]).await;
        let first = admin.get("/cari?q=libur+nasional").await.ok();
        let next = first.attributes("main a", "href").into_iter().find(|href| href.starts_with("/cari?")).unwrap();
        assert!(next.starts_with("/cari?q=libur+nasional&"), "{next}");
        let second = admin.get(&next).await.ok();
        let (first, second) = (first.attributes(".hasil a", "href"), second.attributes(".hasil a", "href"));
        assert_eq!(first.len(), 20);
        assert!(!second.is_empty() && second.iter().all(|href| !first.contains(href)));
    });
}
