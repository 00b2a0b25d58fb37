//! The shipped codes and their setup.
use std::collections::BTreeSet;
use std::time::Instant;

use kearsipan::rules::kode;
use kearsipan::{MODULE, bawaan};
use kernel::args;
use testkit::{Options, on_both_with};

#[test]
fn the_shipped_codes_are_a_tree_of_known_shape() {
    let semua = bawaan().unwrap();
    assert_eq!(semua.len(), 2819);
    let kode: BTreeSet<&str> = semua.iter().map(|satu| satu[0].as_str()).collect();
    assert_eq!(kode.len(), semua.len(), "no code twice");
    for satu in &semua {
        assert!(kode::sah(&satu[0]), "{}", satu[0]);
        assert!(kode::induk(&satu[0]).is_none_or(|induk| kode.contains(induk)), "{} has no parent", satu[0]);
        assert!(!satu[1].trim().is_empty() && satu[1].chars().count() <= 1000, "{}", satu[0]);
        assert!(!satu[1].to_lowercase().contains("muna barat"), "{} names a regency", satu[0]);
        let pokok = kode::induk(&satu[0]).is_none();
        assert_eq!(pokok, !satu[2].is_empty(), "{}: only the main codes bear a schedule", satu[0]);
    }
    for ada in ["500.12.6", "500.12.10", "000.6.5", "600.1.16.6", "500.15.21.4", "600.3.4.3"] {
        assert!(kode.contains(ada), "{ada}");
    }
}

#[test]
fn the_setup_is_quick_and_harmless_when_run_again() {
    let options = Options { setup: true, ..Options::default() };
    on_both_with(&[&register::MODULE, &MODULE], options, async |site| {
        let hitung = async || -> i64 {
            site.app.db.one("select count(*) as n from klasifikasi_arsip", args![]).await.unwrap().get("n").unwrap()
        };
        assert_eq!(hitung().await, 2819);
        let mulai = Instant::now();
        site.app.setup().await.unwrap();
        assert_eq!(hitung().await, 2819);
        // Nothing is missing, so nothing is written: far below the seconds of the first time, even on a busy machine.
        assert!(mulai.elapsed().as_secs() < 5, "{:?}", mulai.elapsed());
        let admin = site.person("admin", &[("admin", uuid::Uuid::from_u128(1))]).await;
        admin.get("/klasifikasi_arsip?kode=500.12.6").await.ok().has_text("500.12.6");
        admin.get("/cari?q=sandi&jenis=kode").await.ok().has_text("Klasifikasi arsip");
    });
}
