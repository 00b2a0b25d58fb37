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
        // Holidays are a code list: a search for records passes over them and says where they are.
        let records = admin.get("/cari?q=libur+nasional").await.ok().has_text("Tidak ada yang cocok");
        let codes = records.attributes("main p a", "href");
        assert_eq!(codes, ["/cari?q=libur+nasional&jenis=kode"]);
        let first = admin.get(&codes[0]).await.ok();
        let next = first.attribute("a[rel=next]", "href").unwrap();
        assert!(next.starts_with("/cari?q=libur+nasional&jenis=kode&"), "{next}");
        let second = admin.get(&next).await.ok();
        let (first, second) = (first.attributes(".hasil h2 a", "href"), second.attributes(".hasil h2 a", "href"));
        assert_eq!(first.len(), 20);
        assert!(!second.is_empty() && second.iter().all(|href| !first.contains(href)));
    });
}

#[test]
fn a_list_of_codes_is_told_in_order_with_what_is_out_of_use() {
    on_both(async |site| {
        let codes = site.app.codes("golongan").await.unwrap();
        assert_eq!(codes.len(), 17);
        assert_eq!((codes[0].code.as_str(), codes[0].name.as_str()), ("I/a", "Juru Muda (I/a)"));
        assert!(codes.iter().all(|code| code.active));
        assert_eq!(site.app.codes("tidak_ada").await.unwrap(), []);
        let admin = site.person("admin", &[("admin", uuid::Uuid::from_u128(1))]).await;
        let list = admin.get("/daftar_kode?kelompok=golongan&q=Juru+Muda+(I").await.ok();
        let href = list.attribute("tbody th a, tbody td a", "href").unwrap();
        let fields = [
            ("kunci", "golongan/I/a"),
            ("kelompok", "golongan"),
            ("kode", "I/a"),
            ("nama", "Juru Muda (I/a)"),
            ("aktif", "tidak"),
            ("_versi", "1"),
        ];
        admin.post(&href, &fields).await.redirects();
        let codes = site.app.codes("golongan").await.unwrap();
        assert!(!codes[0].active && codes[1].active);
        // A second start brings nothing back.
        site.app.setup().await.unwrap();
        assert_eq!(site.app.codes("golongan").await.unwrap(), codes);
    });
}
