//! Nobody hands out more than is theirs, and the home page says what is next.
use kernel::args;
use kernel::page::VERSION_FIELD;
use organisasi::{JABATAN, PEGAWAI, PENUGASAN};
use serde_json::json;
use testkit::{Assigned, Client, Site};
use uuid::Uuid;

use crate::{add, on_both, position, unit};

async fn staff(site: &Site, login: &str, role: &str, unit: Uuid) -> Client {
    site.person_with(login, vec![Assigned { role: role.into(), unit, tree: vec![unit] }]).await
}

async fn fill(client: &Client, unit: Uuid, person: Uuid, position: Uuid) -> testkit::Answer {
    let (unit, person, position) = (unit.to_string(), person.to_string(), position.to_string());
    let fields = [
        ("_unit", unit.as_str()),
        ("pegawai", &person),
        ("jabatan", &position),
        ("sebagai", "definitif"),
        ("mulai", "2026-01-05"),
    ];
    client.post("/penugasan", &fields).await
}

#[test]
fn positions_are_filled_by_those_who_may() {
    on_both(async |site| {
        let (kominfo, setda) = (unit(site, "KOMINFO").await, unit(site, "SETDA").await);
        let person = add(site, &PEGAWAI, Some(kominfo), &[("nama", "Olan".into()), ("aktif", true.into())]).await;
        let other = add(site, &PEGAWAI, Some(setda), &[("nama", "Tuti".into()), ("aktif", true.into())]).await;
        let admin = position(site, "KOMINFO", "Administrator Pendopo").await;
        let (own, strange, bupati) = (
            position(site, "KOMINFO", "Operator").await,
            position(site, "SETDA", "Operator").await,
            position(site, "SETDA", "Bupati").await,
        );
        let [olan, tuti, kemala, adi] = [
            staff(site, "olan", "operator_pd", kominfo).await,
            staff(site, "tuti", "operator_pd", setda).await,
            staff(site, "kemala", "kepegawaian", setda).await,
            staff(site, "adi", "admin", kominfo).await,
        ];
        let only_admin = "hanya dapat diatur oleh administrator";
        fill(&olan, kominfo, person, admin).await.is(422).has_text(only_admin);
        fill(&olan, kominfo, person, strange).await.is(422).has_text("milik perangkat daerah lain");
        fill(&tuti, setda, other, bupati).await.is(422).has_text("Jabatan Bupati dan Sekretaris Daerah");
        fill(&kemala, kominfo, person, admin).await.is(422).has_text(only_admin);
        let count: i64 =
            site.app.db.one("select count(*) as n from penugasan", args![]).await.unwrap().get("n").unwrap();
        assert_eq!(count, 0);
        fill(&olan, kominfo, person, own).await.redirects();
        fill(&kemala, setda, other, bupati).await.redirects();
        let held = fill(&adi, kominfo, person, admin).await.redirects().location();
        // Neither can somebody else move or end what an administrator holds.
        let person_text = other.to_string();
        let fields = [
            (VERSION_FIELD, "1"),
            ("pegawai", person_text.as_str()),
            ("jabatan", &admin.to_string()),
            ("sebagai", "definitif"),
            ("mulai", "2026-01-05"),
        ]
        .map(|(name, value)| (name, value.to_owned()));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        kemala.post(&held, &fields).await.is(422).has_text(only_admin);

        // Nor take the account of one who holds it.
        let fields = [(VERSION_FIELD, "1"), ("nama", "Olan"), ("akun", "olan"), ("aktif", "ya")];
        olan.post(&format!("/pegawai/{person}"), &fields).await.is(422).has_text(only_admin);
        adi.post(&format!("/pegawai/{person}"), &fields).await.redirects();
        let fields = [(VERSION_FIELD, "1"), ("nama", "Tuti"), ("akun", "tuti"), ("aktif", "ya")];
        tuti.post(&format!("/pegawai/{other}"), &fields).await.is(422).has_text("Jabatan Bupati");
    });
}

#[test]
fn only_an_administrator_makes_a_position_of_administrators() {
    on_both(async |site| {
        let (kominfo, org) = (unit(site, "KOMINFO").await, unit(site, "BAG-ORG").await);
        let ratna = staff(site, "ratna", "organisasi", org).await;
        let adi = staff(site, "adi", "admin", kominfo).await;
        let unit = org.to_string();
        let fields =
            [("nama", "Pengelola"), ("perangkat_daerah", unit.as_str()), ("peran", "organisasi"), ("aktif", "ya")];
        let made = ratna.post("/jabatan", &fields).await.redirects().location();
        let mut more = fields.to_vec();
        more.push(("peran", "admin"));
        ratna.post("/jabatan", &more).await.is(422).has_text("hanya dapat diatur oleh administrator");
        more.push((VERSION_FIELD, "1"));
        ratna.post(&made, &more).await.is(422).has_text("hanya dapat diatur oleh administrator");
        adi.post(&made, &more).await.redirects();
        // What carries the role already is not for others to change.
        let mut fewer = fields.to_vec();
        fewer.push((VERSION_FIELD, "2"));
        ratna.post(&made, &fewer).await.is(422).has_text("hanya dapat diatur oleh administrator");
        adi.post(&made, &fewer).await.redirects();
    });
}

#[test]
fn the_home_page_leads_from_an_account_to_a_position() {
    on_both(async |site| {
        let (kominfo, setda) = (unit(site, "KOMINFO").await, unit(site, "SETDA").await);
        let adi = staff(site, "adi", "admin", kominfo).await;
        let olan = staff(site, "olan", "operator_pd", kominfo).await;
        adi.get("/tugas").await.ok().has_text("Catat pemilik akun olan sebagai pegawai");
        // Accounts are the administrator's.
        olan.get("/tugas").await.ok().lacks_text("Catat pemilik akun");
        for (login, unit) in [("adi", kominfo), ("olan", setda)] {
            let values = [("nama", login.into()), ("akun", login.into()), ("aktif", true.into())];
            add(site, &PEGAWAI, Some(unit), &values).await;
        }
        let home = adi.get("/tugas").await.ok().lacks_text("Catat pemilik akun").has_text("Beri jabatan kepada olan");
        assert!(home.text().contains("Beri jabatan kepada adi"));
        // Another unit's people are not theirs to place.
        olan.get("/tugas").await.ok().has_text("Beri jabatan kepada adi").lacks_text("Beri jabatan kepada olan");
        let row = site.app.db.one("select id from pegawai where akun = 'adi'", args![]).await.unwrap();
        let values = [
            ("nama", "Kepala".into()),
            ("perangkat_daerah", kominfo.into()),
            ("peran", kernel::Val::Json(json!([]))),
            ("aktif", true.into()),
        ];
        let position = add(site, &JABATAN, None, &values).await;
        let today = site.app.today();
        let values = [
            ("pegawai", row.get::<Uuid>("id").unwrap().into()),
            ("jabatan", position.into()),
            ("sebagai", "definitif".into()),
            ("mulai", (today + time::Duration::days(9)).into()),
        ];
        // One that begins later counts.
        add(site, &PENUGASAN, Some(kominfo), &values).await;
        adi.get("/tugas").await.ok().lacks_text("Beri jabatan kepada adi");
    });
}
