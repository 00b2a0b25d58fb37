use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::place::{Place, Side};

#[test]
fn a_demonstration_has_an_account_per_role_and_starts_again_as_it_was() {
    let place = Place::new(Side::Sqlite);
    let said = place.done(&["demo", "--siapkan-saja", "--akun", "akun.json"]);
    let accounts: serde_json::Value = serde_json::from_slice(&std::fs::read(place.file("akun.json")).unwrap()).unwrap();
    let list = accounts["akun"].as_array().unwrap();
    assert_eq!(list.len(), organisasi::PEOPLE.len());
    for account in list {
        assert!(said.contains(account["masuk"].as_str().unwrap()), "{said}");
    }
    let password = accounts["sandi"].as_str().unwrap();
    assert!(said.contains(password), "{said}");
    let again = place.done(&["demo", "--siapkan-saja"]);
    assert!(again.contains(password), "{again}");
    assert!(place.done(&["log", "verifikasi"]).contains("Log utuh"));
    let other = place.refused(&["--profil", "sigi", "demo", "--siapkan-saja"]);
    assert!(other.contains("natuna"), "{other}");
    place.remove();
}

#[test]
fn a_demonstration_never_touches_real_data() {
    let place = Place::new(Side::Sqlite);
    place.done(&["init"]);
    let said = place.refused(&["demo", "--siapkan-saja"]);
    assert!(said.contains("bukan peragaan"), "{said}");
    place.remove();
}

#[test]
fn a_demonstration_answers_and_ends_when_told() {
    let place = Place::new(Side::Sqlite);
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let listen = format!("127.0.0.1:{port}");
    let mut server =
        place.command(&["demo", "--listen", &listen]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let started = Instant::now();
    let answer = loop {
        assert!(started.elapsed() < Duration::from_secs(120), "no answer");
        assert!(server.try_wait().unwrap().is_none(), "the program has ended");
        if let Ok(mut stream) = TcpStream::connect(&listen) {
            stream.write_all(b"GET /sehat HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
            let mut text = String::new();
            stream.read_to_string(&mut text).unwrap();
            break text;
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("sehat"), "{answer}");
    let pid = server.id().to_string();
    assert!(std::process::Command::new("kill").arg(&pid).status().unwrap().success());
    assert!(server.wait().unwrap().success());
    place.remove();
}
