//! The kernel through its door, on both databases.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod access;
mod accounts;
mod files;
mod mail;
mod menu;
mod own;
mod protocol;
mod public_log;
mod queue;
mod receipts;
mod rights;
mod second_factor;
mod signin;
mod write;

use kernel::auth::account;
use kernel::{Subject, Write};
use testkit::{Client, Site};
use uuid::Uuid;

/// Password of the accounts that tests make.
const PASSWORD: &str = "gajah makan durian";
/// A unit for positions.
const DINAS: Uuid = Uuid::from_u128(1);

/// An account that has to sign in by itself.
async fn account(site: &Site, login: &str, must_change: bool) -> Uuid {
    let mut write = Write::system(&site.app, "uji.akun").await.unwrap();
    let new = account::NewAccount {
        login: login.into(),
        name: "Sari Lestari".into(),
        email: Some(format!("{login}@contohkab.test")),
        password: PASSWORD.into(),
        must_change,
    };
    let id = account::create(&mut write, new).await.unwrap();
    write.commit(&Subject::new("account", id, "/akun")).await.unwrap();
    id
}

/// A browser that gave name and password. What follows depends on the account.
async fn enter(site: &Site, login: &str, password: &str) -> (Client, testkit::Answer) {
    let browser = site.visitor();
    browser.get("/masuk").await.ok();
    let answer = browser.post("/masuk", &[("login", login), ("sandi", password)]).await;
    (browser, answer)
}

/// A browser that is signed in by password alone.
async fn signed_in(site: &Site, id: Uuid, login: &str, password: &str) -> Client {
    let (mut browser, answer) = enter(site, login, password).await;
    answer.redirects();
    browser.account = id;
    browser
}

/// The actions that the log knows of a record.
async fn actions(site: &Site, subject: Uuid) -> Vec<String> {
    let text = "select action from audit_leaf where subject = $1 order by id";
    let rows = site.app.db.query(text, kernel::args![subject]).await.unwrap();
    rows.iter().map(|row| row.get("action").unwrap()).collect()
}
