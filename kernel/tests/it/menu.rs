//! The menu, the search over records and code lists, and the home page of a visitor.
use kernel::module::{FieldDoc, Grant, Group, News, Offer, OfferSearch};
use kernel::{
    App, Class, Ctx, Menu, Module, Perm, Reach, Resource, Result, Routes, Rows, Scope, Subject, Table, Work, Write, db,
};
use serde_json::json;
use uuid::Uuid;

const LIHAT: Perm = Perm("lemari.lihat");
const ATUR: Perm = Perm("lemari.atur");

/// A kind of record with nothing but its place in menu and search.
struct Kind {
    key: &'static str,
    title: &'static str,
    code_list: bool,
}

impl Resource for Kind {
    fn key(&self) -> &'static str {
        self.key
    }
    fn title(&self) -> &'static str {
        self.title
    }
    fn read(&self) -> Perm {
        LIHAT
    }
    fn tables(&self) -> Vec<Table> {
        vec![Table::new(self.key, &[("unit", Class::Internal)])]
    }
    fn routes(&'static self) -> Routes {
        Routes::new()
    }
    fn href(&self, id: Uuid) -> String {
        format!("/{}/{id}", self.key)
    }
    fn rows(&self) -> Rows {
        Rows::PLAIN
    }
    fn list_href(&self) -> Option<String> {
        Some(format!("/{}", self.key))
    }
    fn is_code_list(&self) -> bool {
        self.code_list
    }
    fn labels(&'static self, _: App, _: Scope, _: Vec<Uuid>) -> Work<Vec<(Uuid, String)>> {
        Box::pin(async { Ok(vec![]) })
    }
    fn options(&'static self, _: App, _: Scope, _: String, _: usize) -> Work<Vec<(Uuid, String)>> {
        Box::pin(async { Ok(vec![]) })
    }
    fn schema(&self) -> serde_json::Value {
        json!({})
    }
    fn dictionary(&self) -> Vec<FieldDoc> {
        vec![]
    }
}

static LACI: Kind = Kind { key: "laci", title: "Laci", code_list: false };
static KODE_LACI: Kind = Kind { key: "kode_laci", title: "Kode laci", code_list: true };

static LEMARI: Module = Module {
    name: "lemari",
    title: "Lemari",
    perms: &[(LIHAT, "Melihat lemari"), (ATUR, "Mengatur lemari")],
    grants: &[
        Grant { role: "pegawai", perm: LIHAT, reach: Reach::All },
        Grant { role: "kearsipan", perm: LIHAT, reach: Reach::All },
        Grant { role: "admin", perm: LIHAT, reach: Reach::All },
        Grant { role: "admin", perm: ATUR, reach: Reach::All },
    ],
    migrations: &[(
        "0001_lemari",
        "create table laci (id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null, unit uuid);\
         create table kode_laci (id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null, unit uuid);",
    )],
    resources: &[&LACI, &KODE_LACI],
    menu: &[
        Menu { label: "Lemari terbuka", href: "/lemari", perm: None, order: 20 },
        Menu { label: "Pengaturan lemari", href: "/lemari/atur", perm: Some(ATUR), order: 70 },
        // Far behind, but the daily work of one role.
        Menu { label: "Penataan rak", href: "/rak", perm: Some(LIHAT), order: 600 },
    ],
    group: Group::LayananPublik,
    daily: &[("/rak", &["kearsipan"])],
    welcome: Some(offers),
    ..Module::EMPTY
};

fn offers(ctx: Ctx) -> Work<Vec<Offer>> {
    Box::pin(async move {
        Ok(vec![Offer {
            title: "Isi lemari",
            about: "Yang ada <di dalamnya>.".into(),
            search: Some(OfferSearch { action: "/lemari", field: "q", label: "Nama barang" }),
            newest: vec![News {
                on: ctx.today(),
                title: "Baju baru".into(),
                summary: "Warna biru".into(),
                href: "/lemari/1".into(),
                kind: "Barang",
            }],
            more: Some(("Semua isi lemari", "/lemari")),
            order: 1,
        }])
    })
}

/// Enough entries for a menu that no bar can hold.
static RUANG: Module = Module {
    name: "ruang",
    title: "Ruang",
    menu: &[
        Menu { label: "Ruang rapat pertama", href: "/ruang/1", perm: Some(LIHAT), order: 31 },
        Menu { label: "Ruang rapat kedua", href: "/ruang/2", perm: Some(LIHAT), order: 32 },
        Menu { label: "Ruang rapat ketiga", href: "/ruang/3", perm: Some(LIHAT), order: 33 },
        Menu { label: "Ruang rapat keempat", href: "/ruang/4", perm: Some(LIHAT), order: 34 },
    ],
    ..Module::EMPTY
};

const UNIT: Uuid = Uuid::from_u128(1);
const BAR: &str = ".menu-utama__daftar a";

#[test]
fn the_bar_holds_the_daily_work_of_a_role_and_the_page_holds_everything() {
    testkit::on_both(&[&LEMARI, &RUANG], async |site| {
        let staff = site.person("sari", &[("pegawai", UNIT)]).await;
        let archivist = site.person("budi", &[("kearsipan", UNIT)]).await;
        let bar = staff.get("/menu").await.ok();
        let labels = bar.all(BAR);
        assert_eq!(labels.first().map(String::as_str), Some("Beranda"));
        assert_eq!(labels.last().map(String::as_str), Some("Semua menu"));
        assert!(
            labels.contains(&"Lemari terbuka".to_owned()) && !labels.contains(&"Penataan rak".to_owned()),
            "{labels:?}"
        );
        let labels = archivist.get("/tugas").await.ok().all(BAR);
        assert!(labels.contains(&"Penataan rak".to_owned()), "{labels:?}");
        let letters: usize = labels.iter().map(|label| label.chars().count() + 4).sum();
        assert!(letters <= 112, "one row of a page: {labels:?}");
        // Everything stands on the page, in groups, with the lists of registers; nothing that the person may not open.
        let page = bar.has_text("Layanan publik").has_text("Administrasi pemerintahan").lacks_text("Pengaturan lemari");
        let links = page.attributes("main a", "href");
        for href in ["/lemari", "/rak", "/ruang/4", "/laci", "/kode_laci", "/akun"] {
            assert!(links.iter().any(|link| link == href), "{href} in {links:?}");
        }
        assert_eq!(page.attribute(&format!("{BAR}[aria-current]"), "href").as_deref(), Some("/menu"));
        let found = staff.get("/menu?q=rapat+kedua").await.ok();
        assert_eq!(found.attributes(".menu-semua a", "href"), ["/ruang/2"]);
        staff.get("/menu?q=tidakada").await.ok().has_text("Tidak ada menu yang cocok");
        let admin = site.person("admin", &[("admin", UNIT)]).await;
        let labels = admin.get("/menu").await.ok().has_text("Pengaturan lemari").all(BAR);
        assert!(labels.contains(&"Admin".to_owned()), "{labels:?}");
        // A visitor needs no page for two entries, and finds the open ones there all the same.
        let visitor = site.visitor();
        assert_eq!(visitor.get("/").await.ok().all(BAR), ["Beranda", "Lemari terbuka"]);
        let links = visitor.get("/menu").await.ok().attributes("main a", "href");
        assert!(links.contains(&"/lemari".to_owned()) && !links.contains(&"/laci".to_owned()), "{links:?}");
    });
}

#[test]
fn a_visitor_finds_what_the_modules_offer() {
    testkit::on_both(&[&LEMARI], async |site| {
        let home = site.visitor().get("/").await.ok();
        assert_eq!(home.all("h1"), ["Kabupaten Contoh"]);
        assert_eq!(home.all(".tawaran h2"), ["Isi lemari"]);
        let home = home.has_text("Yang ada <di dalamnya>.").has_text("Baju baru").has_text("Warna biru");
        assert_eq!(home.attributes("main form", "action"), ["/cari", "/lemari"]);
        let links = home.attributes("main a", "href");
        assert_eq!(links, ["/lemari", "/lemari/1", "/lemari", "/masuk"], "the entry of the menu is a quick way, too");
        assert!(home.bytes.len() < 20_000, "{} bytes before compression", home.bytes.len());
    });
}

async fn put(write: &mut Write, kind: &Kind, title: &str) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let at = write.at();
    write
        .index(&db::fts::Doc {
            id,
            kind: kernel::search::kind(kind.key, false),
            unit: None,
            owner: None,
            readers: vec![],
            title: title.into(),
            summary: String::new(),
            url: kind.href(id),
            stems: kernel::search::stems(title),
            parts: None,
            updated: at,
        })
        .await?;
    Ok(id)
}

#[test]
fn code_lists_are_searched_apart_and_never_offered_as_records() {
    testkit::on_both(&[&LEMARI], async |site| {
        let staff = site.person("sari", &[("pegawai", UNIT)]).await;
        let mut write = Write::system(&site.app, "uji.isi").await.unwrap();
        // The record is the oldest: thirty codes are newer and fit as well.
        let record = put(&mut write, &LACI, "Rapat anggaran").await.unwrap();
        for number in 0..30 {
            put(&mut write, &KODE_LACI, &format!("Rapat jenis {number}")).await.unwrap();
        }
        write.commit(&Subject::new("laci", record, "/laci")).await.unwrap();
        let page = staff.get("/cari?q=rapat").await.ok();
        assert_eq!(page.all(".hasil h2"), ["Rapat anggaran"]);
        let codes = "/cari?q=rapat&jenis=kode";
        assert!(page.attributes("main p a", "href").contains(&codes.to_owned()));
        let found = staff.get(codes).await.ok();
        assert_eq!(found.all(".hasil h2").len(), 20);
        assert_eq!(found.all(".pilah a[aria-current]"), ["Kode dan rujukan"]);
        let next = found.attribute("a[rel=next]", "href").unwrap();
        assert_eq!(staff.get(&next).await.ok().all(".hasil h2").len(), 10);
        let one = staff.get("/cari?q=rapat&jenis=laci").await.ok();
        assert_eq!(one.all(".pilah a[aria-current]"), ["Hanya Laci"]);
        assert_eq!(one.all(".hasil h2"), ["Rapat anggaran"]);
        // The chooser of forms knows records only.
        let offered = staff.get("/cari/pilihan?q=rapat").await.ok().json();
        assert_eq!(offered, json!([{ "value": LACI.href(record), "label": "Rapat anggaran", "hint": "Laci" }]));
        // A page of the menu is named above the hits; one that the person may not open is not.
        let page = staff.get("/cari?q=lemari").await.ok().has_text("Halaman menu");
        assert!(page.attributes("main p a", "href").contains(&"/lemari".to_owned()));
        page.lacks_text("Pengaturan lemari");
        site.visitor().get("/cari?q=rapat").await.ok().has_text("Tidak ada yang cocok").lacks_text("lihat kode");
    });
}
