//! The tests that every register gets from its definition, through the door and on both databases. A module calls
//! [`suite`] in one of its tests; what the generator cannot guess (required references, checks over several fields) it
//! is told in a [`Cast`].
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test helper fails by panicking")]

mod generate;
mod journey;

use std::collections::BTreeSet;

use http::Method;
use kernel::{Module, Subject, Write};
use serde_json::json;
use sha2::Digest as _;
use testkit::{Answer, Client, Site};
use uuid::Uuid;

use crate::Register;

pub use generate::form;

/// The unit of the people in the tests of registers.
pub const UNIT: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_00aa);
/// Another unit.
pub const OTHER_UNIT: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_00bb);

/// Who plays, and what the generator cannot guess.
#[derive(Debug, Clone, Copy)]
pub struct Cast {
    /// A role that may read and write the register.
    pub writer: &'static str,
    /// A role that may not read it at all.
    pub outsider: &'static str,
    /// Values of fields in the form of a control, instead of generated ones; `{n}` is a number that differs from one
    /// filling to the next.
    pub values: &'static [(&'static str, &'static str)],
}

/// All of it: columns, create, double submit, errors, edit, conflict, list, search, export, import, API, strangers, flow.
/// `prepare` makes the records that required references point to, and returns fields with ids.
pub fn suite(
    register: &'static Register,
    modules: &[&'static Module],
    cast: Cast,
    prepare: impl AsyncFn(&Site) -> Vec<(&'static str, Uuid)>,
) {
    assert_eq!(register.faults(), Vec::<String>::new(), "faults of the constant {}", register.key);
    let mut all = vec![&crate::MODULE];
    all.extend(modules);
    testkit::on_both(&all, async |site| {
        let references = prepare(site).await;
        let writer = site.person("penulis", &[(cast.writer, UNIT)]).await;
        let outsider = site.person("orang_luar", &[(cast.outsider, OTHER_UNIT)]).await;
        let play = journey::Play { site, register, cast, references, writer, outsider };
        let id = play.create().await;
        play.columns(id).await;
        play.twice().await;
        play.refuses_nothing_filled().await;
        play.edit(id).await;
        play.same_everywhere().await;
        play.import_of_own_export().await;
        play.api(id).await;
        play.strangers(id).await;
        play.flow(id).await;
        play.pages(id).await;
    });
}

/// Gives a person a token of the API with these permissions, beside the journey in the pages, and uses it.
pub async fn token(site: &Site, client: &Client, perms: &[kernel::Perm]) -> Client {
    let secret = format!("pdp_{}", Uuid::new_v4().simple());
    let mut write = Write::system(&site.app, "uji.token").await.unwrap();
    let perms: Vec<&str> = perms.iter().map(|perm| perm.0).collect();
    let values = vec![
        ("account", client.account.into()),
        ("name", "uji".into()),
        ("hash", sha2::Sha256::digest(secret.as_bytes()).to_vec().into()),
        ("perms", json!(perms).into()),
        ("expires", (site.app.now() + time::Duration::days(30)).into()),
    ];
    write.insert(&kernel::auth::token::table(), Uuid::now_v7(), values).await.unwrap();
    write.commit(&Subject::new("account", client.account, "/akun/token")).await.unwrap();
    let bearer = site.visitor();
    bearer.use_token(&secret);
    bearer
}

/// Ids of the records that a list shows, over all its pages.
pub async fn listed(client: &Client, register: &Register, query: &str) -> BTreeSet<Uuid> {
    let mut found = BTreeSet::new();
    let mut href = Some(format!("/{}?{query}", register.key));
    while let Some(path) = href {
        let page = client.get(&path).await.ok();
        found.extend(links(&page, register));
        href = page.attribute("a[rel=next]", "href");
    }
    found
}

/// Ids that a page links to.
pub fn links(page: &Answer, register: &Register) -> BTreeSet<Uuid> {
    let prefix = format!("/{}/", register.key);
    page.attributes("main a", "href").iter().filter_map(|href| href.strip_prefix(&prefix)?.parse().ok()).collect()
}

/// Ids in the CSV export.
pub async fn exported(client: &Client, register: &Register, query: &str) -> BTreeSet<Uuid> {
    let file = client.get(&format!("/{}/ekspor?bentuk=csv&{query}", register.key)).await.ok();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(file.bytes.as_ref());
    reader.records().map(|row| row.unwrap()[0].parse().unwrap()).collect()
}

/// Ids that the API lists, over all its pages of two.
pub async fn served(token: &Client, register: &Register, query: &str) -> BTreeSet<Uuid> {
    let mut found = BTreeSet::new();
    let mut after = String::new();
    loop {
        let path = format!("{}?batas=2&{query}{after}", register.api_href());
        let page = token.api(Method::GET, &path, &[], None).await.ok().json();
        found.extend(
            page["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|record| record["id"].as_str().unwrap().parse::<Uuid>().unwrap()),
        );
        let Some(cursor) = page["sesudah"].as_str() else { return found };
        after = format!("&sesudah={}", form_urlencoded::byte_serialize(cursor.as_bytes()).collect::<String>());
    }
}
