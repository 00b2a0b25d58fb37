//! The tests that every register gets.
use kearsipan::{ALUR_PINJAM, KLASIFIKASI, LOKASI, MODULE, PEMINJAMAN};
use register_engine::testing::{Cast, suite};

use crate::lakon::register_engine;

#[test]
fn codes_keep_what_every_register_keeps() {
    let cast = Cast {
        writer: "admin",
        outsider: "evaluator_anggota",
        values: &[("kode", "500.{n}"), ("uraian", "Uraian {n}"), ("aktif", "ya")],
    };
    suite(&KLASIFIKASI, &[&MODULE], cast, async |_| vec![]);
}

#[test]
fn places_keep_what_every_register_keeps() {
    let cast = Cast { writer: "operator_pd", outsider: "evaluator_anggota", values: &[("aktif", "ya")] };
    suite(&LOKASI, &[&MODULE], cast, async |_| vec![]);
}

#[test]
fn the_ways_have_no_faults() {
    assert_eq!(ALUR_PINJAM.faults(), Vec::<String>::new());
    assert_eq!(kearsipan::alur::BERKAS.faults(), Vec::<String>::new());
    assert_eq!(kearsipan::alur::USUL.faults(), Vec::<String>::new());
    assert_eq!(PEMINJAMAN.faults(), Vec::<String>::new());
}
