//! The register of every kind, through the door: what the generated suite cannot know.
use std::collections::BTreeSet;

use http::Method;
use kernel::args;
use kernel::db::fts::{self, Doc};
use serde_json::{Value as Json, json};
use testkit::{Assigned, Client, Site, on_both};
use uuid::Uuid;

use crate::testing::{OTHER_UNIT, UNIT, exported, links, listed, served, token};
use crate::tests_register::{BARANG, LIHAT, PUTUS, TULIS, UJI};
use crate::{MODULE, Register};

const ALL: &[&kernel::Module] = &[&MODULE, &UJI];

async fn make(client: &Client, register: &Register, fields: &[(&str, &str)]) -> Uuid {
    let mut all = vec![("terbuka", "tidak")];
    all.retain(|(name, _)| !fields.iter().any(|(own, _)| own == name));
    all.extend_from_slice(fields);
    let answer = client.upload(&register.href(), &all, &[]).await.redirects();
    answer.location().rsplit('/').next().unwrap().parse().unwrap()
}

async fn version(client: &Client, path: &str) -> String {
    client.get(&format!("{path}/ubah")).await.ok().attribute("input[name=_versi]", "value").unwrap()
}

async fn searched(client: &Client, word: &str) -> BTreeSet<Uuid> {
    links(&client.get(&format!("/cari?q={word}")).await.ok(), &BARANG)
}

#[test]
fn list_search_export_and_api_hold_the_same_for_the_same_person() {
    on_both(ALL, async |site: &mut Site| {
        let here = site.person("sari", &[("operator_pd", UNIT)]).await;
        let there = site.person("budi", &[("operator_pd", OTHER_UNIT)]).await;
        let own = site.person("tono", &[("pegawai", UNIT)]).await;
        let mut all = BTreeSet::new();
        for (place, (maker, open)) in
            [(&here, "tidak"), (&here, "ya"), (&there, "tidak"), (&there, "ya"), (&own, "tidak"), (&own, "ya")]
                .into_iter()
                .enumerate()
        {
            let id = make(maker, &BARANG, &[("nama", &format!("Kursi rotan {place}")), ("terbuka", open)]).await;
            all.insert((id, place, open));
        }
        let of = |places: &[usize]| -> BTreeSet<Uuid> {
            all.iter()
                .filter(|(_, place, open)| places.contains(place) || *open == "ya")
                .map(|(id, _, _)| *id)
                .collect()
        };
        let tree = vec![Assigned { role: "kepala_pd".into(), unit: OTHER_UNIT, tree: vec![OTHER_UNIT, UNIT] }];
        let people = [
            (here, of(&[0, 4])),
            (there, of(&[2])),
            (own, of(&[4])),
            (site.person_with("kepala", tree).await, of(&[0, 2, 4])),
            (site.person("admin", &[("admin", OTHER_UNIT)]).await, of(&[0, 1, 2, 3, 4, 5])),
            (site.person("dua", &[("operator_pd", OTHER_UNIT), ("pegawai", UNIT)]).await, of(&[2])),
            (site.person("tanpa", &[("hukum", UNIT)]).await, of(&[])),
        ];
        for (person, expected) in &people {
            assert_eq!(&listed(person, &BARANG, "").await, expected);
            assert_eq!(&listed(person, &BARANG, "urut=tanggal").await, expected);
            assert_eq!(&exported(person, &BARANG, "").await, expected);
            assert_eq!(&searched(person, "rotan").await, expected);
            let bearer = token(site, person, &[LIHAT]).await;
            if expected.len() > 3 {
                assert_eq!(&served(&bearer, &BARANG, "").await, expected);
            }
            for (id, _, _) in &all {
                let status = person.get(&BARANG.record_href(*id)).await.status.as_u16();
                assert_eq!(status == 200, expected.contains(id));
                assert!(status == 200 || status == 404);
            }
        }
        let visitor = site.visitor();
        assert_eq!(listed(&visitor, &BARANG, "").await, of(&[]));
        assert_eq!(exported(&visitor, &BARANG, "").await, of(&[]));
        assert_eq!(searched(&visitor, "rotan").await, of(&[]));
    });
}

/// More than the index of parts calls few.
const MANY: usize = 2100;

/// Many records of one unit, put in directly, with their rows of the search.
async fn many(site: &Site) {
    let mut tx = site.app.db.begin().await.unwrap();
    for number in 0..MANY {
        let id = Uuid::now_v7();
        let name = format!("Meja kayu {number}{}", if number % 1000 == 7 { " langka" } else { "" });
        let text = "insert into uji_barang (id, version, created, updated, unit, extra, status, nama, terbuka) values ($1, 1, $2, $2, $3, $4, 'draf', $5, false)";
        tx.exec(text, args![id, site.app.now(), UNIT, json!({}), name.as_str()]).await.unwrap();
        let doc = Doc {
            id,
            kind: "barang".into(),
            unit: Some(UNIT),
            owner: None,
            readers: vec![],
            title: name.clone(),
            summary: String::new(),
            url: BARANG.record_href(id),
            stems: kernel::search::stems(&name),
            parts: Some(name),
            updated: site.app.now(),
        };
        fts::put(&mut tx, &doc).await.unwrap();
    }
    tx.commit().await.unwrap();
    site.app.db.tune().await.unwrap();
}

#[test]
fn a_part_of_a_text_is_found_among_few_and_among_many() {
    on_both(ALL, async |site: &mut Site| {
        many(site).await;
        // The log knows nothing of what was put in directly.
        site.tampered = true;
        let here = site.person("sari", &[("operator_pd", UNIT)]).await;
        let there = site.person("budi", &[("operator_pd", OTHER_UNIT)]).await;
        let admin = site.person("admin", &[("admin", OTHER_UNIT)]).await;
        for (name, open) in [("Kursi 50% kayu", "ya"), ("Kursi kayumanis", "tidak")] {
            make(&there, &BARANG, &[("nama", name), ("terbuka", open), ("kondisi", "baik")]).await;
        }
        for (query, at_here, at_there, at_all) in [
            ("q=kayu", MANY + 1, 2, MANY + 2),
            ("q=LANGKA", 3, 0, 3),
            ("q=0%25%20ka", 1, 1, 1),
            ("nama=ayuman", 0, 1, 1),
            ("q=kursi&kondisi=baik&kondisi=rusak&kondisi=baik", 1, 2, 2),
            ("q=me", MANY, 0, MANY),
            ("q=tidak%20ada", 0, 0, 0),
            ("q=langka&urut=-tanggal", 3, 0, 3),
            ("q=kayu&kondisi=baik&kondisi=hilang", 1, 2, 2),
        ] {
            for (person, expected) in [(&here, at_here), (&there, at_there), (&admin, at_all)] {
                let page = person.get(&format!("/barang?{query}")).await.ok();
                assert!(page.statements <= 6, "{query}: {} statements", page.statements);
                assert_eq!(links(&page, &BARANG).len(), expected.min(50), "{query}");
                assert_eq!(exported(person, &BARANG, query).await.len(), expected, "{query}");
                if expected < 60 {
                    let bearer = token(site, person, &[LIHAT]).await;
                    assert_eq!(served(&bearer, &BARANG, query).await, listed(person, &BARANG, query).await, "{query}");
                }
            }
        }
        assert_eq!(listed(&here, &BARANG, "q=kayu&urut=nama").await.len(), MANY + 1, "paging loses nothing");
        assert_eq!(searched(&there, "kayu").await.len(), 2, "a search passes over what is hidden");
    });
}

#[test]
fn a_stranger_sees_the_public_fields_of_an_open_record_only() {
    on_both(ALL, async |site: &mut Site| {
        let sari = site.person("sari", &[("operator_pd", UNIT)]).await;
        let fields = [
            ("nama", "Mobil dinas"),
            ("terbuka", "ya"),
            ("harga", "125.000.000"),
            ("catatan_pribadi", "rahasia sekali"),
            ("kondisi", "baik"),
        ];
        let id = make(&sari, &BARANG, &fields).await;
        let visitor = site.visitor();
        visitor
            .get(&BARANG.record_href(id))
            .await
            .ok()
            .has_text("Mobil dinas")
            .has_text("Baik")
            .lacks_text("125.000.000")
            .lacks_text("rahasia sekali");
        visitor.get("/barang?kolom=harga&kolom=nama").await.ok().lacks_text("125.000.000");
        visitor.get("/barang?urut=harga").await.is(400);
        let file = visitor.get("/barang/ekspor?bentuk=csv").await.ok();
        assert!(file.text().contains("Mobil dinas") && !file.text().contains("125000000"));
        // A filter by a field that is not public is not used: it would tell its value.
        assert_eq!(listed(&visitor, &BARANG, "harga.dari=900.000.000").await.len(), 1);
        let neighbour = site.person("budi", &[("operator_pd", OTHER_UNIT)]).await;
        assert_eq!(listed(&neighbour, &BARANG, "nama=mobil").await.len(), 1);
        assert_eq!(listed(&neighbour, &BARANG, "harga.dari=1").await.len(), 0);
        assert_eq!(listed(&sari, &BARANG, "harga.dari=1").await.len(), 1);
        neighbour.get(&BARANG.record_href(id)).await.ok().lacks_text("rahasia sekali");
        let bearer = token(site, &neighbour, &[LIHAT]).await;
        let seen = bearer.get(&format!("/api/v1/barang/{id}")).await.ok().json();
        assert!(seen["nama"] == "Mobil dinas" && seen.get("harga").is_none() && seen.get("catatan_pribadi").is_none());
    });
}

#[test]
fn a_flow_moves_by_right_condition_reason_and_deadline() {
    on_both(ALL, async |site: &mut Site| {
        let sari = site.person("sari", &[("operator_pd", UNIT)]).await;
        let kepala = site.person("kepala", &[("kepala_pd", UNIT)]).await;
        let id = make(&sari, &BARANG, &[("nama", "Meja"), ("jumlah", "0")]).await;
        let path = BARANG.record_href(id);
        sari.get(&path).await.ok().has_text("Isi jumlah dahulu.");
        sari.post(&format!("{path}/alur/ajukan"), &[]).await.is(409).has_text("Isi jumlah dahulu.");
        let read = version(&sari, &path).await;
        sari.upload(&path, &[("nama", "Meja"), ("jumlah", "4"), ("terbuka", "tidak"), ("_versi", &read)], &[])
            .await
            .redirects();
        sari.post(&format!("{path}/alur/ajukan"), &[("_versi", &read)]).await.is(409);
        sari.post(&format!("{path}/alur/ajukan"), &[]).await.redirects();
        // Friday 20 November 2026; five working days later is Friday 27.
        sari.get(&path).await.ok().has_text("Diajukan").has_text("27 November 2026");
        sari.get(&format!("{path}/ubah")).await.is(409);
        sari.post(&format!("{path}/alur/sahkan"), &[]).await.is(403);
        kepala.get(&format!("{path}/alur/kembalikan")).await.ok().has_text("Alasan");
        kepala.post(&format!("{path}/alur/kembalikan"), &[("alasan", " ")]).await.is(422).has_text("Tulis alasannya.");
        kepala.post(&format!("{path}/alur/kembalikan"), &[("alasan", "Jumlahnya keliru.")]).await.redirects();
        kepala
            .get(&format!("{path}/komentar"))
            .await
            .ok()
            .has_text("Jumlahnya keliru.")
            .has_text("alasan \"Kembalikan\"");
        sari.post(&format!("{path}/alur/ajukan"), &[]).await.redirects();
        let key = Uuid::now_v7().to_string();
        for _double_click in 0..2 {
            kepala.post(&format!("{path}/alur/sahkan"), &[("_kunci", &key)]).await.redirects();
        }
        kepala.get(&format!("{path}/riwayat")).await.ok().has_text("Sahkan").has_text("Diajukan → Sah");
        let text = "select count(*) as n from event where name = 'uji.barang_sah' and subject = $1";
        assert_eq!(site.app.db.one(text, kernel::args![id]).await.unwrap().get::<i64>("n").unwrap(), 1);
        site.visitor()
            .get("/barang/bantuan")
            .await
            .ok()
            .has_text("tenggat berikutnya 5 hari kerja")
            .has_text("Memutus barang");
    });
}

#[test]
fn the_second_editor_sees_both_sides_field_by_field() {
    on_both(ALL, async |site: &mut Site| {
        let sari = site.person("sari", &[("operator_pd", UNIT)]).await;
        let tuti = site.person("tuti", &[("operator_pd", UNIT)]).await;
        let id =
            make(&sari, &BARANG, &[("nama", "Lemari"), ("jumlah", "1"), ("uraian", "kayu"), ("kondisi", "baik")]).await;
        let path = BARANG.record_href(id);
        let read = version(&tuti, &path).await;
        let first = [
            ("nama", "Lemari arsip"),
            ("jumlah", "1"),
            ("uraian", "kayu jati"),
            ("kondisi", "baik"),
            ("terbuka", "tidak"),
            ("_versi", &read),
        ];
        sari.upload(&path, &first, &[]).await.redirects();
        let second = [
            ("nama", "Lemari besi"),
            ("jumlah", "7"),
            ("uraian", "kayu"),
            ("kondisi", "baik"),
            ("terbuka", "tidak"),
            ("_versi", &read),
        ];
        let page = tuti.upload(&path, &second, &[]).await.is(409).has_text("Uji sari").has_text("Bertabrakan");
        let cells = page.all("table tbody tr");
        assert!(cells.iter().any(|row| row.contains("Lemari arsip") && row.contains("Lemari besi")), "{cells:?}");
        assert_eq!(page.attribute("input[name=nama]", "value").as_deref(), Some("Lemari besi"));
        assert_eq!(page.attribute("input[name=jumlah]", "value").as_deref(), Some("7"));
        // What only the other one changed follows.
        assert_eq!(page.all("textarea[name=uraian]"), ["kayu jati"]);
        let newer = page.attribute("input[name=_versi]", "value").unwrap();
        let third = [
            ("nama", "Lemari besi"),
            ("jumlah", "7"),
            ("uraian", "kayu jati"),
            ("kondisi", "baik"),
            ("terbuka", "tidak"),
            ("_versi", &newer),
        ];
        tuti.upload(&path, &third, &[]).await.redirects();
        sari.get(&path).await.ok().has_text("Lemari besi").has_text("kayu jati");
    });
}

#[test]
fn filters_narrow_the_list_and_say_what_they_do_not_understand() {
    on_both(ALL, async |site: &mut Site| {
        let admin = site.person("admin", &[("admin", UNIT)]).await;
        let parent = make(
            &admin,
            &BARANG,
            &[("nama", "Gedung_A 100%"), ("tanggal", "01-01-2026"), ("harga", "1.000"), ("kondisi", "baik")],
        )
        .await;
        let child = make(
            &admin,
            &BARANG,
            &[
                ("nama", "Pintu"),
                ("induk", &parent.to_string()),
                ("tanggal", "15-02-2026"),
                ("harga", "2.500,50"),
                ("kondisi", "rusak"),
                ("pakai", "kantor"),
                ("pakai", "arsip"),
                ("saat", "15-02-2026 23.30"),
                ("bobot", "-1,250"),
            ],
        )
        .await;
        let table: &[(&str, &[Uuid])] = &[
            ("nama=gedung", &[parent]),
            ("nama=g_dung", &[]),
            ("nama=100%25", &[parent]),
            ("q=pint", &[child]),
            ("kondisi=baik", &[parent]),
            ("kondisi=baik&kondisi=rusak", &[parent, child]),
            ("pakai=arsip", &[child]),
            ("pakai=lapangan", &[]),
            ("tanggal.dari=15-02-2026", &[child]),
            ("tanggal.sampai=2026-02-14", &[parent]),
            ("saat.dari=15-02-2026&saat.sampai=15-02-2026", &[child]),
            ("saat.sampai=14-02-2026", &[]),
            ("harga.dari=1.000,01", &[child]),
            ("harga.sampai=1000", &[parent]),
            ("bobot.sampai=0", &[child]),
            ("induk=gedung", &[child]),
            ("status=draf", &[parent, child]),
            ("status=sah", &[]),
            ("terbuka=tidak", &[parent, child]),
            ("uraian=", &[parent, child]),
        ];
        for (query, expected) in table {
            assert_eq!(listed(&admin, &BARANG, query).await, expected.iter().copied().collect(), "{query}");
        }
        assert_eq!(listed(&admin, &BARANG, &format!("induk={parent}")).await, BTreeSet::from([child]));
        admin.get("/barang?tanggal.dari=31-02-2026").await.ok().has_text("kalender");
        admin.get("/barang?sesudah=bukan").await.is(400);
        admin.get("/barang?urut=tidak_ada").await.is(400);
        let page = admin.get("/barang?induk=gedung&kondisi=rusak").await.ok().has_text("Gedung_A 100%");
        assert!(page.statements <= 6, "{}", page.statements);
        assert_eq!(page.all(".saring__dipakai li").len(), 2);
        admin
            .post("/barang/tampilan", &[("judul", "Rusak"), ("saringan", "kondisi=rusak&evil=1"), ("bersama", "ya")])
            .await
            .redirects();
        let tuti = site.person("tuti", &[("operator_pd", UNIT)]).await;
        let shown = tuti.get("/barang").await.ok().has_text("Rusak");
        assert!(shown.attributes("main a", "href").contains(&"/barang?kondisi=rusak".to_owned()));
        site.person("budi", &[("operator_pd", OTHER_UNIT)])
            .await
            .get("/barang")
            .await
            .ok()
            .lacks_text("Tampilan tersimpan");
    });
}

#[test]
fn every_page_of_a_sorted_list_can_be_walked_both_ways() {
    on_both(ALL, async |site: &mut Site| {
        let admin = site.person("admin", &[("admin", UNIT)]).await;
        for place in 0..7 {
            let day = if place % 2 == 0 { String::new() } else { format!("0{}-01-2026", 1 + place / 3) };
            make(&admin, &BARANG, &[("nama", &format!("B{place}")), ("tanggal", &day)]).await;
        }
        let bearer = token(site, &admin, &[LIHAT]).await;
        for order in ["tanggal", "-tanggal", "nama", "-nama", "id", "-id", "-jumlah"] {
            let mut forward = Vec::new();
            let mut page = bearer.get(&format!("/api/v1/barang?batas=2&urut={order}")).await.ok().json();
            loop {
                forward.push(ids(&page));
                let Some(cursor) = page["sesudah"].as_str().map(str::to_owned) else { break };
                page = bearer.get(&format!("/api/v1/barang?batas=2&urut={order}&sesudah={cursor}")).await.ok().json();
            }
            let mut backward = vec![ids(&page)];
            while let Some(cursor) = page["sebelum"].as_str().map(str::to_owned) {
                page = bearer.get(&format!("/api/v1/barang?batas=2&urut={order}&sebelum={cursor}")).await.ok().json();
                backward.insert(0, ids(&page));
            }
            assert_eq!(forward.concat().len(), 7, "{order}");
            assert_eq!(forward.concat().iter().collect::<BTreeSet<_>>().len(), 7, "{order}");
            let (forward, backward) = (forward.concat(), backward.concat());
            assert_eq!(forward.get(forward.len() - backward.len()..), Some(backward.as_slice()), "{order}");
        }
    });
}

fn ids(page: &Json) -> Vec<String> {
    page["data"].as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_api_makes_changes_and_removes() {
    on_both(ALL, async |site: &mut Site| {
        let sari = site.person("sari", &[("operator_pd", UNIT)]).await;
        let bearer = token(site, &sari, &[LIHAT, TULIS]).await;
        let body = json!({ "nama": "Printer", "terbuka": false, "harga": "2500000.50", "bobot": "-1.5", "pakai": ["arsip", "kantor"],
            "bagian": [{ "nama": "Laci", "nilai": "10.00", "beli": null, "asal": null }], "saat": "2026-02-15T23:30:00+07:00" });
        let key = [("idempotency-key", "panggilan satu")];
        let made = bearer.api(Method::POST, "/api/v1/barang", &key, Some(body.clone())).await.is(201);
        let again = bearer.api(Method::POST, "/api/v1/barang", &key, Some(body)).await.is(201);
        assert_eq!(made.json()["id"], again.json()["id"]);
        assert_eq!(listed(&sari, &BARANG, "").await.len(), 1);
        let record = made.json();
        assert_eq!(
            (&record["harga"], &record["bobot"], &record["pakai"]),
            (&json!("2500000.50"), &json!("-1.500"), &json!(["kantor", "arsip"]))
        );
        assert_eq!(record["saat"], json!("2026-02-15T16:30:00+00:00"));
        let path = made.header("location").to_owned();
        let wrong = json!({ "nama": "", "harga": "banyak", "kondisi": "hancur", "induk": Uuid::now_v7(), "dua_kali": 4, "status": "sah", "jumlah": 2.5 });
        let refused = bearer.api(Method::PATCH, &path, &[("if-match", "\"1\"")], Some(wrong)).await.is(422).json();
        let fields: BTreeSet<&str> =
            refused["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
        assert_eq!(fields, BTreeSet::from(["nama", "harga", "kondisi", "induk", "dua_kali", "status", "jumlah"]));
        let changed =
            bearer.api(Method::PATCH, &path, &[("if-match", "\"1\"")], Some(json!({ "jumlah": 3 }))).await.ok();
        assert_eq!((changed.header("etag"), &changed.json()["dua_kali"]), ("\"2\"", &json!(6)));
        bearer.api(Method::PATCH, &path, &[("if-match", "\"1\"")], Some(json!({ "jumlah": 4 }))).await.is(412);
        let path_key = [("if-match", "\"2\""), ("idempotency-key", "ubah")];
        for _resent in 0..2 {
            let resent =
                bearer.api(Method::PATCH, &path, &path_key, Some(json!({ "uraian": "kirim ulang" }))).await.ok();
            assert_eq!(resent.header("etag"), "\"3\"");
        }
        bearer.api(Method::POST, &format!("{path}/alur/ajukan"), &[("if-match", "\"3\"")], None).await.ok();
        bearer.api(Method::DELETE, &path, &[("if-match", "\"4\"")], None).await.is(409);
        bearer.api(Method::POST, &format!("{path}/alur/sahkan"), &[("if-match", "\"4\"")], None).await.is(403);
        let admin = site.person("admin", &[("admin", UNIT)]).await;
        let all = token(site, &admin, &[LIHAT, TULIS, PUTUS]).await;
        let returned = all
            .api(
                Method::POST,
                &format!("{path}/alur/kembalikan"),
                &[("if-match", "\"4\"")],
                Some(json!({ "alasan": "uji" })),
            )
            .await
            .ok();
        assert_eq!(returned.json()["status"], json!("draf"));
        bearer.api(Method::DELETE, &path, &[], None).await.is(428);
        bearer.api(Method::DELETE, &path, &[("if-match", "\"5\"")], None).await.is(204);
        bearer.get(&path).await.is(404);
        assert!(searched(&sari, "printer").await.is_empty());
        // A token carries no more than it names, and pages do not listen to it.
        let reading = token(site, &sari, &[LIHAT]).await;
        reading.api(Method::POST, "/api/v1/barang", &[], Some(json!({ "nama": "x", "terbuka": false }))).await.is(403);
        site.visitor().get("/api/v1/barang").await.is(401);
        let page = reading.get("/api/v1/barang?batas=0").await.is(400);
        assert_eq!(page.header("content-type"), "application/problem+json");
    });
}
