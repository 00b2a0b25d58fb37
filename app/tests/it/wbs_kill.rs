//! Sudden death while reports come in: whoever holds a receipt finds the report, and there is no report that nobody holds a receipt of.
//!
//! A reporter whose answer did not arrive sends the same form again, as a browser does; the code in the form makes that one report.
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use kernel::auth::account;
use kernel::{Clock, args};
use uuid::Uuid;
use wbs::model::Peran;

use crate::http::{Browser, Part, Reply};
use crate::load::INIT;
use crate::place::{Place, Side, block_on};
use crate::server::{Server, free_port, until};

/// How often the program is killed on each database.
const KILLS: usize = 20;
/// Who report at the same time.
const REPORTERS: usize = 3;

fn attribute(reply: &Reply, name: &str) -> String {
    let page = scraper::Html::parse_document(&reply.text());
    let field = scraper::Selector::parse(&format!("input[name={name}]")).unwrap();
    page.select(&field).next().unwrap().value().attr("value").unwrap().to_owned()
}

/// The code on a receipt, digits only; nothing when the answer is none.
fn kode(reply: &Reply) -> Option<String> {
    let page = scraper::Html::parse_document(&reply.text());
    let panel = scraper::Selector::parse(".govuk-panel strong").unwrap();
    let text: String = page.select(&panel).next()?.text().collect();
    Some(text.chars().filter(char::is_ascii_digit).collect())
}

/// Opens the channel with the people of the demonstration.
fn open(place: &Place) {
    block_on(async {
        let app = place.whole_app(Clock::System).await;
        organisasi::demo(&app, "gajah makan durian").await.unwrap();
        let find = async |login: &str| account::by_login(&app, login).await.unwrap().unwrap().id;
        let mut orang = vec![(find("kepegawaian").await, Peran::Kustodian)];
        for login in ["bupati", "sekda", "hukum"] {
            orang.push((find(login).await, Peran::Pejabat));
        }
        wbs::siapkan::siapkan(&app, find("inspektorat").await, &orang, wbs::demo::FRASA).await.unwrap();
        // Codes are cheap here; the cost is fixed with the first of them.
        let mut tx = wbs::store::db(&app).await.unwrap().begin().await.unwrap();
        let text = "insert into wbs_setelan (id, garam, memori, putaran) values (1, $1, 1024, 1)";
        tx.exec(text, args![vec![7_u8; 16]]).await.unwrap();
        tx.commit().await.unwrap();
    });
}

/// Sends a report until it is answered with a receipt; returns the code.
fn report(browser: &Browser, over: &AtomicBool) -> Option<String> {
    let form = loop {
        match browser.get("/wbs/lapor") {
            Ok(reply) if reply.status == 200 => break reply,
            _ if over.load(Ordering::SeqCst) => return None,
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    let (csrf, resi) = (attribute(&form, "_csrf"), attribute(&form, "resi"));
    let parts = [
        Part::Field("_csrf", &csrf),
        Part::Field("resi", &resi),
        Part::Field("jenis", "korupsi"),
        Part::Field("judul", "Laporan saat listrik padam"),
        Part::Field("uraian", "Ceritanya cukup panjang untuk satu laporan."),
        Part::File("berkas", "catatan.txt", b"isi catatan"),
    ];
    let (kind, body) = crate::http::multipart(&parts);
    // From here on it is sent to the end, over or not: the form is out of the hands of the reporter.
    loop {
        match browser.send("POST", "/wbs/lapor", &[("content-type", kind)], &body) {
            Ok(reply) if reply.status == 200 => return Some(kode(&reply).expect("a receipt")),
            Ok(reply) if reply.status != 429 && reply.status != 503 => panic!("{}: {}", reply.status, reply.main()),
            Ok(_) | Err(_) => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

fn killed_while_reports_come_in(side: Side) {
    let place = Place::new(side);
    let port = free_port();
    place.done(&INIT);
    open(&place);
    let browser = Browser { address: format!("127.0.0.1:{port}"), ..Browser::default() };
    let mut server = Server::start(&place, port, &[], &[]);
    let (over, sent) = (AtomicBool::new(false), AtomicUsize::new(0));
    let codes: Vec<String> = std::thread::scope(|scope| {
        let reporters: Vec<_> = (0..REPORTERS)
            .map(|_| {
                scope.spawn(|| {
                    let mut codes = vec![];
                    while !over.load(Ordering::SeqCst) {
                        if let Some(code) = report(&browser, &over) {
                            codes.push(code);
                            sent.fetch_add(1, Ordering::SeqCst);
                        }
                    }
                    codes
                })
            })
            .collect();
        for _ in 0..KILLS {
            let before = sent.load(Ordering::SeqCst);
            until("a report is acknowledged", || sent.load(Ordering::SeqCst) > before);
            // A moment that nobody can foresee.
            std::thread::sleep(Duration::from_micros(u64::from(Uuid::new_v4().as_fields().0) % 120_000));
            server.kill();
            server = Server::spawn(&place, port, &[], &[]);
            server.wait_until_up();
        }
        over.store(true, Ordering::SeqCst);
        reporters.into_iter().flat_map(|each| each.join().unwrap()).collect()
    });
    server.stop();
    assert!(codes.len() >= KILLS);
    block_on(async {
        let app = place.whole_app(Clock::System).await;
        let setelan = wbs::store::setelan(&app).await.unwrap();
        for code in &codes {
            let resi =
                wbs::sandi::resi(segel::Zeroizing::new(code.clone()), &setelan.garam, setelan.biaya).await.unwrap();
            let found = wbs::store::laporan::bertanda(&app, resi.tanda.clone()).await.unwrap();
            let (id, pelapor) = found.unwrap_or_else(|| panic!("a receipt without a report"));
            let kunci = resi.buka(id, &pelapor).unwrap();
            let rows = wbs::store::isi::untuk_pelapor(&app, id, &kunci).await.unwrap();
            assert_eq!(rows.len(), 2, "the report and its file");
        }
        // Nobody was doubled, nothing is half there, and no report lacks its receipt.
        let found = wbs::periksa::jalankan(&app).await.unwrap();
        assert_eq!((found.laporan, found.salah), (i64::try_from(codes.len()).unwrap(), vec![]));
    });
    let said = place.done(&["periksa"]);
    assert!(said.contains(&format!("{} laporan", codes.len())), "{said}");
    place.remove();
}

#[test]
fn killed_while_reports_come_in_on_sqlite() {
    killed_while_reports_come_in(Side::Sqlite);
}

#[test]
fn killed_while_reports_come_in_on_postgres() {
    killed_while_reports_come_in(Side::Postgres);
}
