//! Organisasi through its door, on both databases.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod wewenang;

use kernel::{Subject, Write, args};
use organisasi::{JABATAN, MODULE, PEGAWAI, PENGUMUMAN, PENUGASAN, PERANGKAT_DAERAH, TIM};
use register::{Record, Register};
use serde_json::json;
use testkit::{Options, Site};
use time::Duration;
use uuid::Uuid;

fn profile() -> String {
    let agencies = "[[perangkat_daerah]]\nkode = \"SETDA\"\nnama = \"Sekretariat Daerah\"\njenis = \"sekretariat_daerah\"\n\
        [[perangkat_daerah]]\nkode = \"BAG-ORG\"\nnama = \"Bagian Organisasi\"\njenis = \"bagian\"\ninduk = \"SETDA\"\nperan = [\"organisasi\"]\n\
        [[perangkat_daerah]]\nkode = \"KOMINFO\"\nnama = \"Dinas Kominfo\"\njenis = \"dinas\"\nperan = [\"diskominfo\", \"walidata\"]\n";
    format!("{}{agencies}", testkit::profile())
}

fn on_both(test: impl AsyncFn(&mut Site)) {
    let options = Options { profile: profile(), setup: true, ..Options::default() };
    testkit::on_both_with(&[&register::MODULE, &MODULE], options, test);
}

async fn unit(site: &Site, code: &str) -> Uuid {
    let row = site.app.db.one("select id from perangkat_daerah where kode = $1", args![code]).await.unwrap();
    row.get("id").unwrap()
}

async fn position(site: &Site, code: &str, name: &str) -> Uuid {
    let text = "select j.id from jabatan j join perangkat_daerah u on u.id = j.perangkat_daerah where u.kode = $1 and j.nama = $2";
    site.app.db.one(text, args![code, name]).await.unwrap().get("id").unwrap()
}

async fn add(site: &Site, register: &'static Register, unit: Option<Uuid>, values: &[(&str, kernel::Val)]) -> Uuid {
    let mut record = Record::blank(register, Uuid::now_v7());
    record.unit = unit;
    for (name, value) in values {
        record.set(name, value.clone());
    }
    let mut write = Write::system(&site.app, "uji.isi").await.unwrap();
    register::store::insert(&mut write, &record).await.unwrap();
    write.commit(&Subject::new(register.key, record.id, "/")).await.unwrap();
    record.id
}

#[test]
fn the_registers_are_sound_and_their_tables_fit() {
    for register in [&PERANGKAT_DAERAH, &JABATAN, &PEGAWAI, &PENUGASAN, &TIM, &PENGUMUMAN] {
        assert_eq!(register.faults(), Vec::<String>::new(), "{}", register.key);
    }
    on_both(async |site| {
        for register in [&PERANGKAT_DAERAH, &JABATAN, &PEGAWAI, &PENUGASAN, &TIM, &PENGUMUMAN] {
            let text = format!("select {} from {} where false", register.columns().join(", "), register.table);
            site.app.db.query(&text, args![]).await.unwrap();
        }
    });
}

#[test]
fn setup_makes_the_tree_and_its_positions_once() {
    on_both(async |site| {
        let count = async |site: &Site| -> i64 {
            site.app.db.one("select count(*) as n from jabatan", args![]).await.unwrap().get("n").unwrap()
        };
        let before = count(site).await;
        assert!(before >= 8, "{before}");
        site.app.setup().await.unwrap();
        assert_eq!(count(site).await, before);
        let units = site.app.units().await.unwrap();
        assert_eq!(
            units.iter().map(|unit| (unit.code.as_str(), unit.is_agency)).collect::<Vec<_>>(),
            [("BAG-ORG", false), ("KOMINFO", true), ("SETDA", true)]
        );
        let setda = unit(site, "SETDA").await;
        let below = site.app.db.query("select unit from unit_leluhur where leluhur = $1", args![setda]).await.unwrap();
        assert_eq!(below.len(), 2);
    });
}

#[test]
fn what_a_person_may_do_follows_from_positions_held_today() {
    on_both(async |site| {
        let account = site.visitor_account("sari").await;
        let kominfo = unit(site, "KOMINFO").await;
        let setda = unit(site, "SETDA").await;
        let person = add(
            site,
            &PEGAWAI,
            Some(kominfo),
            &[("nama", "Sari Contoh".into()), ("akun", "sari".into()), ("aktif", true.into())],
        )
        .await;
        let today = site.app.today();
        let hold = async |site: &Site, job: Uuid, how: &str, from: time::Date, to: Option<time::Date>| {
            add(
                site,
                &PENUGASAN,
                Some(kominfo),
                &[
                    ("pegawai", person.into()),
                    ("jabatan", job.into()),
                    ("sebagai", how.into()),
                    ("mulai", from.into()),
                    ("selesai", to.into()),
                    ("dasar", "SK uji".into()),
                ],
            )
            .await
        };
        let roles = async |site: &Site| -> Vec<String> {
            let mut roles: Vec<String> =
                organisasi_assignments(site, account).await.into_iter().map(|(role, _)| role).collect();
            roles.sort();
            roles.dedup();
            roles
        };
        assert!(roles(site).await.is_empty());
        hold(site, position(site, "KOMINFO", "Kepala").await, "definitif", today - Duration::days(10), None).await;
        assert_eq!(roles(site).await, ["diskominfo", "kepala_pd", "pegawai"]);
        // Acting, from tomorrow for two days.
        hold(
            site,
            position(site, "SETDA", "Sekretaris Daerah").await,
            "plh",
            today + Duration::days(1),
            Some(today + Duration::days(2)),
        )
        .await;
        assert!(!roles(site).await.contains(&"sekda".to_owned()));
        site.app.clock.advance(Duration::days(1));
        assert!(roles(site).await.contains(&"sekda".to_owned()));
        let titles = organisasi_assignments(site, account).await;
        assert!(titles.iter().any(|(_, title)| title == "Plh. Sekretaris Daerah, Sekretariat Daerah"), "{titles:?}");
        let holders = holders(site, "sekda", Some(setda)).await;
        assert_eq!(holders, [account]);
        site.app.clock.advance(Duration::days(2));
        assert!(!roles(site).await.contains(&"sekda".to_owned()));
    });
}

#[test]
fn members_of_the_evaluator_team_get_their_role_while_it_lasts() {
    on_both(async |site| {
        let account = site.visitor_account("budi").await;
        let kominfo = unit(site, "KOMINFO").await;
        let person = add(
            site,
            &PEGAWAI,
            Some(kominfo),
            &[("nama", "Budi Contoh".into()), ("akun", "budi".into()), ("aktif", true.into())],
        )
        .await;
        let today = site.app.today();
        let members = json!([{ "pegawai": person, "kedudukan": "operator" }]);
        add(
            site,
            &TIM,
            None,
            &[
                ("nama", "Tim evaluator".into()),
                ("jenis", "evaluator".into()),
                ("mulai", today.into()),
                ("selesai", (today + Duration::days(30)).into()),
                ("anggota", kernel::Val::Json(members)),
            ],
        )
        .await;
        let held = organisasi_assignments(site, account).await;
        assert_eq!(held.iter().map(|(role, _)| role.as_str()).collect::<Vec<_>>(), ["evaluator_operator"]);
        assert_eq!(holders(site, "evaluator_operator", None).await, [account]);
        site.app.clock.advance(Duration::days(31));
        assert!(organisasi_assignments(site, account).await.is_empty());
    });
}

#[test]
fn a_unit_cannot_be_moved_below_itself() {
    on_both(async |site| {
        let (setda, bagian) = (unit(site, "SETDA").await, unit(site, "BAG-ORG").await);
        let mut write = Write::system(&site.app, "uji.pindah").await.unwrap();
        let before = register::store::current(&mut write, &PERANGKAT_DAERAH, setda).await.unwrap();
        let mut after = before.clone();
        after.set("induk", bagian);
        let refused = register::store::update(&mut write, &before, &after).await;
        assert!(matches!(refused, Err(kernel::Error::Invalid(_))), "{refused:?}");
    });
}

#[test]
fn moving_a_unit_moves_everything_below_it() {
    on_both(async |site| {
        let (setda, bagian, kominfo) =
            (unit(site, "SETDA").await, unit(site, "BAG-ORG").await, unit(site, "KOMINFO").await);
        let child = add(
            site,
            &PERANGKAT_DAERAH,
            None,
            &[
                ("kode", "SUB".into()),
                ("nama", "Subbagian".into()),
                ("jenis", "unit".into()),
                ("induk", bagian.into()),
                ("aktif", true.into()),
            ],
        )
        .await;
        let mut write = Write::system(&site.app, "uji.pindah").await.unwrap();
        let before = register::store::current(&mut write, &PERANGKAT_DAERAH, bagian).await.unwrap();
        let mut after = before.clone();
        after.set("induk", kominfo);
        register::store::update(&mut write, &before, &after).await.unwrap();
        write.commit(&Subject::new("perangkat_daerah", bagian, "/")).await.unwrap();
        let above = async |site: &Site, unit: Uuid| -> Vec<Uuid> {
            let rows =
                site.app.db.query("select leluhur from unit_leluhur where unit = $1", args![unit]).await.unwrap();
            rows.iter().map(|row| row.get("leluhur").unwrap()).collect()
        };
        let mut found = above(site, child).await;
        found.sort();
        let mut expected = vec![child, bagian, kominfo];
        expected.sort();
        assert_eq!(found, expected);
        assert!(!above(site, bagian).await.contains(&setda));
    });
}

/// Role and title of what the module itself says of an account, whatever the test people's own directory says.
async fn organisasi_assignments(site: &Site, account: Uuid) -> Vec<(String, String)> {
    let directory = MODULE.ports.directory.unwrap();
    let held = directory(site.app.clone(), account, site.app.now()).await.unwrap();
    held.into_iter().map(|assignment| (assignment.role, assignment.title)).collect()
}

async fn holders(site: &Site, role: &str, unit: Option<Uuid>) -> Vec<Uuid> {
    MODULE.ports.holders.unwrap()(site.app.clone(), role.to_owned(), unit, site.app.now()).await.unwrap()
}

#[test]
fn districts_carry_their_roles_and_the_kelurahan_below_them_none() {
    let options = Options {
        profile: format!("{}[kecamatan]\nperan = [\"penyelenggara_layanan\"]\nkelurahan = true\n", profile()),
        regions: "kode,nama,induk,jenis\n99.01.01,Hulu,99.01,kecamatan\n99.01.01.1001,Pasar,99.01.01,kelurahan\n"
            .into(),
        setup: true,
        ..Options::default()
    };
    testkit::on_both_with(&[&register::MODULE, &MODULE], options, async |site| {
        let units = site.app.units().await.unwrap();
        let of = |code: &str| units.iter().find(|unit| unit.code == code).unwrap();
        assert_eq!(of("99.01.01").roles, ["penyelenggara_layanan"]);
        assert!(of("99.01.01").is_agency);
        assert_eq!(of("99.01.01.1001").roles, Vec::<String>::new());
        assert_eq!(of("99.01.01.1001").parent, Some(of("99.01.01").id));
    });
}

#[test]
fn an_announcement_is_news_while_it_holds_and_for_whom_it_is() {
    on_both(async |site| {
        let (kominfo, setda, bagian) =
            (unit(site, "KOMINFO").await, unit(site, "SETDA").await, unit(site, "BAG-ORG").await);
        let today = site.app.today();
        for (login, unit) in [("kiki", kominfo), ("bagus", bagian), ("nina", kominfo)] {
            add(site, &PEGAWAI, Some(unit), &[("nama", login.into()), ("akun", login.into()), ("aktif", true.into())])
                .await;
        }
        let announce = async |title: &str, from: i64, to: Option<i64>, whom: Option<Uuid>| {
            add(
                site,
                &PENGUMUMAN,
                None,
                &[
                    ("judul", title.into()),
                    ("isi", "Isi pengumuman uji".into()),
                    ("mulai", (today + Duration::days(from)).into()),
                    ("selesai", to.map(|days| today + Duration::days(days)).into()),
                    ("untuk", whom.into()),
                    ("terbuka", (title == "Untuk semua").into()),
                ],
            )
            .await
        };
        announce("Untuk semua", 0, Some(0), None).await;
        announce("Baru besok", 1, None, None).await;
        announce("Sudah lewat", -3, Some(-1), None).await;
        announce("Untuk sekretariat", -1, None, Some(setda)).await;
        // What is open stands on the home page of a visitor while it holds, and can be read there.
        let visitor = site.visitor();
        let home = visitor.get("/").await.ok().lacks_text("Untuk sekretariat").lacks_text("Sudah lewat");
        assert_eq!(home.all(".tawaran .kabar h3"), ["Untuk semua"]);
        let href = home.attribute(".tawaran .kabar h3 a", "href").unwrap();
        visitor.get(&href).await.ok().has_text("Isi pengumuman uji");
        let list = visitor.get("/pengumuman").await.ok().has_text("Untuk semua");
        list.lacks_text("Untuk sekretariat").lacks_text("Baru besok");
        let kiki = site.person("kiki", &[("pegawai", kominfo)]).await;
        let bagus = site.person("bagus", &[("pegawai", bagian)]).await;
        let titles = async |person: &testkit::Client| person.get("/").await.ok().all(".kabar h3");
        assert_eq!(titles(&kiki).await, ["Untuk semua"]);
        assert_eq!(titles(&bagus).await, ["Untuk semua", "Untuk sekretariat"], "a unit below is meant too");
        site.app.clock.advance(Duration::days(1));
        // Yesterday's session is over.
        let nina = site.person("nina", &[("pegawai", kominfo)]).await;
        assert_eq!(titles(&nina).await, ["Baru besok"]);
        // Whoever may only read does not write.
        assert_eq!(nina.get("/pengumuman/baru").await.status.as_u16(), 403);
        visitor.get("/").await.ok().lacks_text("Baru besok").lacks_text("Pengumuman");
    });
}

/// Ranks, as a module that keeps code lists would tell them.
static RANKS: kernel::Module = kernel::Module {
    name: "uji_golongan",
    title: "Golongan uji",
    ports: kernel::module::Ports { codes: Some(ranks), ..kernel::module::Ports::NONE },
    ..kernel::Module::EMPTY
};

fn ranks(_: kernel::App, list: &'static str) -> kernel::Work<Vec<kernel::module::Code>> {
    let code = |code: &str, name: &str, active| kernel::module::Code { code: code.into(), name: name.into(), active };
    let all = vec![code("III/a", "Penata Muda (III/a)", true), code("X", "Golongan lama", false)];
    Box::pin(std::future::ready(Ok(if list == "golongan" { all } else { vec![] })))
}

#[test]
fn the_rank_of_a_person_is_a_code_of_the_regencys_list() {
    let options = Options { profile: profile(), setup: true, ..Options::default() };
    testkit::on_both_with(&[&register::MODULE, &MODULE, &RANKS], options, async |site| {
        let kominfo = unit(site, "KOMINFO").await;
        let old = [("nama", "Tuti".into()), ("aktif", true.into()), ("golongan", "X".into())];
        let tuti = add(site, &PEGAWAI, Some(kominfo), &old).await;
        let staff = site.person("staf", &[("kepegawaian", kominfo)]).await;
        staff.get(&PEGAWAI.record_href(tuti)).await.ok().has_text("Golongan lama");
        let form = staff.get("/pegawai/baru").await.ok();
        assert_eq!(form.all("select[name=golongan] option"), ["Pilih …", "Penata Muda (III/a)"]);
        let account = site.visitor_account("olan").await;
        let fields = [("nama", "Olan"), ("aktif", "ya"), ("golongan", "III/a"), ("akun", "olan")];
        let olan = staff.post("/pegawai", &fields).await.redirects().location();
        staff.get(&olan).await.ok().has_text("Penata Muda (III/a)");
        assert_eq!(site.app.employee(account).await.unwrap().rank.as_deref(), Some("Penata Muda (III/a)"));
        staff.post("/pegawai", &[("nama", "Rani"), ("aktif", "ya"), ("golongan", "X")]).await.is(422);
        let list = staff.get("/pegawai?golongan=III%2Fa").await.ok();
        assert_eq!(list.all("tbody th"), ["Olan"]);
    });
}

#[test]
fn who_holds_a_position_works_here_even_when_it_carries_no_role() {
    on_both(async |site| {
        let account = site.visitor_account("tata").await;
        let kominfo = unit(site, "KOMINFO").await;
        let person = add(
            site,
            &PEGAWAI,
            Some(kominfo),
            &[
                ("nama", "Tata Contoh".into()),
                ("akun", "tata".into()),
                ("nip", "198501012010011001".into()),
                ("golongan", "III/c".into()),
                ("aktif", true.into()),
            ],
        )
        .await;
        assert!(!holders(site, "pegawai", Some(kominfo)).await.contains(&account), "no position yet");
        let job = add(
            site,
            &JABATAN,
            None,
            &[("nama", "Pengadministrasi".into()), ("perangkat_daerah", kominfo.into()), ("aktif", true.into())],
        )
        .await;
        let today = site.app.today();
        add(
            site,
            &PENUGASAN,
            Some(kominfo),
            &[
                ("pegawai", person.into()),
                ("jabatan", job.into()),
                ("sebagai", "definitif".into()),
                ("mulai", today.into()),
            ],
        )
        .await;
        for unit in [Some(kominfo), None] {
            assert!(holders(site, "pegawai", unit).await.contains(&account));
        }
        assert!(!holders(site, "operator_pd", Some(kominfo)).await.contains(&account));
        let known = site.app.employee(account).await.unwrap();
        assert_eq!(known.nip.as_deref(), Some("19850101 201001 1 001"));
        assert_eq!(known.rank.as_deref(), Some("III/c"), "nobody keeps the list of ranks here");
        let nobody = site.visitor_account("tamu").await;
        assert_eq!(site.app.employee(nobody).await.unwrap(), kernel::port::Employee::default());
    });
}
