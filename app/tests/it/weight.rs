//! What public pages weigh with every module and the demonstration: a first visit with all that it loads, and a later page.
use std::collections::BTreeSet;

use kernel::Clock;

use crate::crawl::select;
use crate::http::Browser;
use crate::load::{INIT, people};
use crate::place::{Place, Side, block_on};
use crate::server::{Server, free_port};

/// Bytes of a first visit, as sent.
const FIRST: usize = 100_000;
/// Bytes of a later page.
const LATER: usize = 15_000;
/// Pages of which nothing is noted come in steps of this many bytes, so that their length says little.
const STEP: usize = 16 * 1024;

#[test]
fn public_pages_are_light() {
    let place = Place::new(Side::Sqlite);
    place.done(&INIT);
    let port = free_port();
    people(&place, port);
    block_on(async {
        let app = place.whole_app(Clock::System).await;
        for module in app.modules() {
            if let Some(fill) = module.demo {
                fill(app.clone()).await.unwrap();
            }
        }
        kernel::job::drain(&app).await.unwrap();
    });
    let server = Server::start(&place, port, &[], &[]);
    let browser = Browser { address: format!("127.0.0.1:{port}"), ..Browser::default() };
    let sent = |path: &str| browser.send("GET", path, &[("accept-encoding", "gzip")], &[]).unwrap();
    // What the home page leads to is what visitors open next.
    let home = scraper::Html::parse_document(&browser.get("/").unwrap().text());
    let mut paths: BTreeSet<String> = ["/".to_owned()].into();
    for link in select(&home, "a[href]") {
        let href = link.value().attr("href").unwrap();
        // Texts of regulations are as long as they are, and descriptions for programs are no pages.
        let long = href.starts_with("/jdih/") || href.starts_with("/api/") || href.contains('#');
        if href.starts_with('/') && !long {
            paths.insert(href.to_owned());
        }
    }
    assert!(paths.len() > 20, "{paths:?}");
    let mut faults = vec![];
    for path in paths {
        let reply = sent(&path);
        if reply.status != 200 {
            continue;
        }
        let page = scraper::Html::parse_document(&browser.get(&path).unwrap().text());
        let mut loaded: BTreeSet<String> = BTreeSet::new();
        for (selector, name) in
            [("link[rel=stylesheet], link[rel=icon]", "href"), ("script[src]", "src"), ("main img", "src")]
        {
            loaded
                .extend(select(&page, selector).iter().filter_map(|found| found.value().attr(name)).map(str::to_owned));
        }
        if let Some(foreign) = loaded.iter().find(|href| !href.starts_with('/') || href.starts_with("//")) {
            faults.push(format!("{path} loads {foreign}"));
            continue;
        }
        let own = reply.body.len();
        let all = own + loaded.iter().map(|href| sent(href).body.len()).sum::<usize>();
        let is_padded = reply.header("content-encoding") == "identity" && own == STEP;
        if own > LATER && !is_padded {
            faults.push(format!("{path}: {own} bytes, more than {LATER}"));
        }
        if all > FIRST {
            faults.push(format!("{path}: {all} bytes with what it loads, more than {FIRST}"));
        }
    }
    server.stop();
    place.remove();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
