//! Fields that hold a code of a code list, through the door: form, filter, import, export, API, dictionary.
use http::Method;
use serde_json::json;
use testkit::{Client, Site, on_both};
use uuid::Uuid;

use crate::MODULE;
use crate::testing::{UNIT, listed, served, token};
use crate::tests_register::{BARANG, LIHAT, TULIS, UJI, WARNA};

const ALL: &[&kernel::Module] = &[&MODULE, &UJI];

async fn colours(site: &Site) -> Client {
    let admin = site.person("admin", &[("admin", UNIT)]).await;
    for (code, name) in [("M", "Merah"), ("K", "Kuning"), ("H", "Hijau")] {
        admin.post("/warna", &[("kode", code), ("nama", name), ("nilai", "1")]).await.redirects();
    }
    admin
}

/// Takes a colour out of use.
async fn retire(admin: &Client, code: &str, name: &str) {
    let id = listed(admin, &WARNA, &format!("q={name}")).await.into_iter().next().unwrap();
    let fields = [("kode", code), ("nama", name), ("nilai", "0"), ("_versi", "1")];
    admin.post(&WARNA.record_href(id), &fields).await.redirects();
}

async fn make(client: &Client, name: &str, colour: &str) -> Uuid {
    let fields = [("nama", name), ("warna", colour), ("terbuka", "tidak")];
    let answer = client.upload("/barang", &fields, &[]).await.redirects();
    answer.location().rsplit('/').next().unwrap().parse().unwrap()
}

#[test]
fn a_form_offers_what_is_in_use_and_keeps_what_a_record_holds() {
    on_both(ALL, async |site: &mut Site| {
        let admin = colours(site).await;
        let sari = site.person("sari", &[("operator_pd", UNIT)]).await;
        let id = make(&sari, "Kursi", "M").await;
        retire(&admin, "M", "Merah").await;
        let form = sari.get("/barang/baru").await.ok();
        assert_eq!(form.all("select[name=warna] option"), ["Pilih …", "Hijau", "Kuning"]);
        // What the record holds stays readable, may stay, and is marked.
        let path = BARANG.record_href(id);
        sari.get(&path).await.ok().has_text("Merah");
        let form = sari.get(&format!("{path}/ubah")).await.ok();
        assert_eq!(form.all("select[name=warna] option[selected]"), ["Merah (tidak dipakai lagi)"]);
        let change = [("nama", "Kursi tamu"), ("warna", "M"), ("terbuka", "tidak"), ("_versi", "1")];
        sari.upload(&path, &change, &[]).await.redirects();
        // Chosen anew it is refused, and so is one that no list knows; what was typed stays.
        for (code, said) in [("M", "tidak dipakai lagi"), ("X", "tidak mengenal"), ("Kuning", "tidak mengenal")] {
            let fields = [("nama", "Meja"), ("warna", code), ("terbuka", "tidak")];
            let refused = sari.upload("/barang", &fields, &[]).await.is(422).has_text(said);
            assert_eq!(refused.attribute("input[name=nama]", "value").as_deref(), Some("Meja"));
            assert!(refused.attributes(".govuk-error-summary a", "href").contains(&"#warna".to_owned()));
        }
        assert_eq!(listed(&sari, &BARANG, "").await.len(), 1);
    });
}

#[test]
fn lists_are_narrowed_by_codes_and_searched_by_their_names() {
    on_both(ALL, async |site: &mut Site| {
        let admin = colours(site).await;
        let sari = site.person("sari", &[("operator_pd", UNIT)]).await;
        let red = make(&sari, "Kursi", "M").await;
        let green = make(&sari, "Meja", "H").await;
        retire(&admin, "M", "Merah").await;
        assert_eq!(listed(&sari, &BARANG, "warna=M").await.into_iter().collect::<Vec<_>>(), [red]);
        assert_eq!(listed(&sari, &BARANG, "warna=M&warna=H").await.len(), 2);
        assert!(listed(&sari, &BARANG, "warna=X").await.is_empty());
        let list =
            sari.get("/barang?warna=M").await.ok().has_text("Warna: Merah").has_text("Merah (tidak dipakai lagi)");
        assert!(list.all("tbody td").contains(&"Merah".to_owned()));
        assert!(list.statements <= 6, "{}", list.statements);
        let found = sari.get("/cari?q=hijau").await.ok().attributes(".hasil h2 a", "href");
        assert_eq!(found, [BARANG.record_href(green)]);
        let bearer = token(site, &sari, &[LIHAT]).await;
        assert_eq!(served(&bearer, &BARANG, "warna=H").await.into_iter().collect::<Vec<_>>(), [green]);
    });
}

#[test]
fn files_carry_code_and_name_and_take_either() {
    on_both(ALL, async |site: &mut Site| {
        let admin = colours(site).await;
        let sari = site.person("sari", &[("operator_pd", UNIT)]).await;
        make(&sari, "Kursi", "M").await;
        retire(&admin, "M", "Merah").await;
        let csv = sari.get("/barang/ekspor?bentuk=csv&pemisah=titik-koma").await.ok();
        let text = String::from_utf8(csv.bytes.to_vec()).unwrap();
        assert!(text.contains(";M;Merah;"), "{text}");
        let file = "nama;warna;terbuka\nLemari;hijau;tidak\nRak;K;tidak\nPeti;M;tidak\nBaki;ungu;tidak\n";
        let sent = sari.upload("/barang/impor", &[], &[("berkas", "a.csv", file.as_bytes())]).await.redirects();
        let page = sari.get(&sent.location()).await.ok().has_text("Baru (2)").has_text("Ditolak (2)");
        let page = page.has_text("tidak dipakai lagi").has_text("tidak mengenal \"ungu\"");
        let digest = page.attribute("input[name=sidik]", "value").unwrap();
        sari.post(&sent.location(), &[("sidik", &digest)]).await.redirects();
        assert_eq!(listed(&sari, &BARANG, "warna=H").await.len(), 1);
        assert_eq!(listed(&sari, &BARANG, "warna=K").await.len(), 1);
    });
}

#[test]
fn the_api_and_the_dictionary_name_the_list() {
    on_both(ALL, async |site: &mut Site| {
        colours(site).await;
        let sari = site.person("sari", &[("operator_pd", UNIT)]).await;
        let bearer = token(site, &sari, &[LIHAT, TULIS]).await;
        let send = |colour: &str| Some(json!({ "nama": "Kursi", "warna": colour, "terbuka": false }));
        let made = bearer.api(Method::POST, "/api/v1/barang", &[], send("H")).await.is(201);
        assert_eq!(made.json()["warna"], "H");
        let refused = bearer.api(Method::POST, "/api/v1/barang", &[], send("Hijau")).await.is(422);
        assert_eq!(refused.json()["errors"][0]["field"], "warna");
        let schema = crate::schema::of_field(BARANG.field("warna").unwrap());
        assert_eq!(schema["x-daftar-kode"], "warna");
        sari.get("/kamus-data?register=barang").await.ok().has_text("kode dari daftar warna");
    });
}

#[test]
fn one_row_of_tabs_stands_on_every_page_of_a_register() {
    on_both(ALL, async |site: &mut Site| {
        colours(site).await;
        let sari = site.person("sari", &[("operator_pd", UNIT)]).await;
        let id = make(&sari, "Kursi", "M").await;
        let record = BARANG.record_href(id);
        let tabs = "nav.moj-sub-navigation";
        for (path, count) in [
            ("/barang".to_owned(), 1),
            (record.clone(), 1),
            (format!("{record}/riwayat"), 1),
            (format!("{record}/ubah"), 0),
            ("/barang/baru".to_owned(), 0),
        ] {
            assert_eq!(sari.get(&path).await.ok().all(tabs).len(), count, "{path}");
        }
        let list = sari.get("/barang").await.ok();
        assert_eq!(list.attributes(&format!("{tabs} a"), "href"), ["/barang", "/warna"]);
        assert_eq!(list.all(&format!("{tabs} a[aria-current]")), ["Barang"]);
        // A card is called by the name of its record, wherever its column stands.
        assert_eq!(sari.get("/barang?kolom=nama&kolom=jumlah").await.ok().all("tbody th"), ["Kursi"]);
    });
}
