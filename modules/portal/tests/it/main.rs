//! The portal through its door, on both databases.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
mod beranda;
mod hak;
mod mesin;
mod perjalanan;

use kernel::module::{Module, Ports, Quick, Unit};
use kernel::{App, args};
use portal::{KABAR_PENTING, KATEGORI_BERITA, MODULE, TANYA_JAWAB, TAUTAN, UNDUHAN};
use register::testing::{Cast, OTHER_UNIT, UNIT, suite};
use testkit::{Client, Options, Site};
use uuid::Uuid;

/// A module beside: two agencies, a quick way, receipts.
static UJI: Module = Module {
    name: "sekitar",
    title: "Sekitar",
    ports: Ports { units: Some(units), ..Ports::NONE },
    quick: &[Quick { label: "Adukan", about: "Sampaikan keluhan", href: "/adu", order: 1 }],
    receipts: &[("PGD", "/pengaduan/status"), ("LYN", "/layanan/status")],
    ..Module::EMPTY
};

fn units(_: App) -> kernel::Work<Vec<Unit>> {
    Box::pin(async {
        let unit = |id, code: &str, name: &str| Unit {
            id,
            code: code.into(),
            name: name.into(),
            short: name.into(),
            kind: "dinas".into(),
            parent: None,
            roles: vec![],
            is_agency: true,
        };
        Ok(vec![unit(UNIT, "DINKES", "Dinas Kesehatan"), unit(OTHER_UNIT, "DISHUB", "Dinas Perhubungan")])
    })
}

fn on_both(test: impl AsyncFn(&mut Site)) {
    testkit::on_both(&[&register::MODULE, &UJI, &MODULE], test);
}

fn with_setup(test: impl AsyncFn(&mut Site)) {
    let options = Options { setup: true, ..Options::default() };
    testkit::on_both_with(&[&register::MODULE, &UJI, &MODULE], options, test);
}

/// Writes a text by hand and returns the address of its page for staff.
async fn tulis(orang: &Client, jenis: &str, judul: &str, lain: &[(&str, &str)]) -> String {
    let mut fields = vec![("jenis", jenis), ("judul", judul), ("isi", "Isi **tulisan**.")];
    fields.retain(|(name, _)| !lain.iter().any(|(own, _)| own == name));
    fields.extend_from_slice(lain);
    orang.upload("/portal/tulisan", &fields, &[]).await.redirects().location()
}

/// One act on a text, with the version that its page shows.
async fn lakukan(orang: &Client, href: &str, aksi: &str, alasan: &str) -> testkit::Answer {
    let page = orang.get(href).await.ok();
    let version = page.attribute("input[name=_versi]", "value").unwrap_or_default();
    orang.post(&format!("{href}/alur"), &[("aksi", aksi), ("alasan", alasan), ("_versi", &version)]).await
}

/// The id at the end of the address of staff.
fn id(href: &str) -> Uuid {
    href.rsplit('/').next().unwrap().parse().unwrap()
}

async fn siput(site: &Site, href: &str) -> String {
    let row = site.app.db.one("select siput from tulisan where id = $1", args![id(href)]).await.unwrap();
    row.get("siput").unwrap()
}

#[test]
fn its_permissions_bear_its_name_and_its_actions_have_words() {
    for (perm, label) in MODULE.perms {
        assert!(perm.0.starts_with("portal.") && !label.is_empty(), "{perm:?}");
    }
    for act in portal::ALUR.transitions {
        let name = format!("portal.{}", act.key);
        assert!(MODULE.actions.iter().any(|(own, _)| *own == name), "{name}");
    }
}

const CAST: Cast = Cast { writer: "diskominfo", outsider: "pegawai", values: &[] };

#[test]
fn links() {
    suite(
        &TAUTAN,
        &[&UJI, &MODULE],
        Cast { values: &[("alamat", "https://contoh.example/{n}")], ..CAST },
        async |_| vec![],
    );
}

#[test]
fn questions() {
    suite(&TANYA_JAWAB, &[&UJI, &MODULE], CAST, async |_| vec![]);
}

#[test]
fn downloads() {
    suite(&UNDUHAN, &[&UJI, &MODULE], CAST, async |_| vec![]);
}

#[test]
fn notices() {
    const VALUES: &[(&str, &str)] =
        &[("alamat", "/halaman/{n}"), ("mulai", "01-12-2026 08.00"), ("selesai", "02-12-2026 08.00")];
    suite(&KABAR_PENTING, &[&UJI, &MODULE], Cast { values: VALUES, ..CAST }, async |_| vec![]);
}

#[test]
fn categories() {
    suite(&KATEGORI_BERITA, &[&UJI, &MODULE], CAST, async |_| vec![]);
}
