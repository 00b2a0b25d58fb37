use proptest::prelude::*;

use super::*;
use crate::{MemoryTiles, Tree};

struct Log {
    store: MemoryTiles,
    entries: Vec<(u64, Vec<u8>)>,
    checkpoint: Checkpoint,
}

fn log(size: u64) -> Log {
    let entries: Vec<(u64, Vec<u8>)> = (0..size).map(|index| (index, format!("entri {index}").into_bytes())).collect();
    let bytes: Vec<&Vec<u8>> = entries.iter().map(|(_, bytes)| bytes).collect();
    let mut store = MemoryTiles::new();
    let appended = Tree::new().append_entries(&bytes).unwrap();
    store.put_all(appended.tiles);
    Log { store, entries, checkpoint: Checkpoint::new("log", size, appended.root).unwrap() }
}

impl Log {
    fn check(&self) -> Report {
        let entries = self.entries.iter().cloned().map(Ok::<_, std::io::Error>);
        verify_all(&self.store, entries, &self.checkpoint).unwrap()
    }

    fn data(&self, level: u8, index: u64) -> Vec<u8> {
        self.store.tile(Tile { level, index, width: 1 }).unwrap().unwrap()
    }

    /// Flips a bit in one stored hash.
    fn spoil(&mut self, level: u8, index: u64, position: usize) {
        let mut data = self.data(level, index);
        data[position * 32] ^= 1;
        self.store.put(level, index, data);
    }

    fn first(&self) -> Finding {
        self.check().findings.first().cloned().expect("a finding")
    }
}

#[test]
fn an_intact_log() {
    for size in [0, 1, 2, 255, 256, 257, 511, 512, 513, 65_536, 65_537 + 300] {
        let report = log(size).check();
        assert!(report.is_intact(), "{size}: {:?}", report.findings);
        assert_eq!((report.size, report.read), (size, size));
    }
}

#[test]
fn a_changed_entry_is_named() {
    for (size, index) in [(1, 0), (300, 0), (300, 255), (300, 256), (300, 299), (1000, 500), (66_000, 65_999)] {
        let mut log = log(size);
        log.entries[index as usize].1 = b"lain".to_vec();
        let report = log.check();
        assert_eq!(report.found, 1, "{size} {index}: {:?}", report.findings);
        assert!(matches!(report.findings[0], Finding::Entry { index: named, .. } if named == index));
    }
}

#[test]
fn missing_and_extra_entries() {
    let mut shorter = log(300);
    shorter.entries.remove(7);
    assert_eq!(shorter.check().findings, [Finding::Missing { entries: 7..8 }]);

    let mut gap = log(1000);
    gap.entries.drain(200..700);
    assert_eq!(gap.check().findings, [Finding::Missing { entries: 200..700 }]);

    let mut cut = log(300);
    cut.entries.truncate(250);
    assert_eq!(cut.check().findings, [Finding::Missing { entries: 250..300 }]);

    let mut none = log(300);
    none.entries.clear();
    assert_eq!(none.check().findings, [Finding::Missing { entries: 0..300 }]);

    let mut more = log(300);
    more.entries.push((300, b"a".to_vec()));
    more.entries.push((301, b"b".to_vec()));
    let report = more.check();
    assert_eq!(report.findings, [Finding::Extra { index: 300 }]);
    assert_eq!(report.read, 300);
}

#[test]
fn a_missing_entry_does_not_hide_a_changed_one() {
    let mut log = log(600);
    log.entries[9].1 = b"lain".to_vec();
    log.entries.remove(3);
    let report = log.check();
    assert_eq!(report.findings[0], Finding::Missing { entries: 3..4 });
    assert!(matches!(report.findings[1], Finding::Entry { index: 9, .. }));
    assert_eq!(report.found, 2);
}

#[test]
fn damaged_tiles_are_told_from_changed_entries() {
    let mut full = log(600);
    full.spoil(0, 1, 5);
    let tile = Tile { level: 0, index: 1, width: 256 };
    assert_eq!(full.check().findings, [Finding::Tile { tile, position: 5, entries: 261..262 }]);

    let mut above = log(66_000);
    above.spoil(1, 0, 3);
    let tile = Tile { level: 1, index: 0, width: 256 };
    assert_eq!(above.check().findings, [Finding::Tile { tile, position: 3, entries: 768..1024 }]);

    let mut edge = log(66_000);
    edge.spoil(2, 0, 0);
    let tile = Tile { level: 2, index: 0, width: 1 };
    assert_eq!(edge.check().findings, [Finding::Tile { tile, position: 0, entries: 0..65_536 }]);
}

#[test]
fn a_damaged_edge_tile_is_found_though_nothing_vouches_for_it() {
    let mut log = log(300);
    log.spoil(0, 1, 2);
    assert!(matches!(log.first(), Finding::Entry { index: 258, tile: Tile { level: 0, index: 1, width: 44 }, .. }));
}

#[test]
fn missing_and_short_tiles() {
    for (size, level, index) in [(600, 0, 0), (600, 0, 2), (600, 1, 0), (66_000, 1, 0), (66_000, 2, 0)] {
        let mut log = log(size);
        let data = log.store.remove(level, index).unwrap();
        let report = log.check();
        let found =
            matches!(report.findings[0], Finding::TileMissing { tile } if (tile.level, tile.index) == (level, index));
        assert!(found && report.found == 1, "{size} {level} {index}: {:?}", report.findings);
        log.store.put(level, index, data[..data.len() - 1].to_vec());
        assert!(matches!(log.first(), Finding::TileLength { tile, .. } if (tile.level, tile.index) == (level, index)));
    }
}

#[test]
fn a_changed_entry_under_a_missing_tile_is_not_hidden() {
    let mut log = log(600);
    log.store.remove(0, 1);
    assert!(log.check().entries_are_intact());
    log.entries[300].1 = b"lain".to_vec();
    let report = log.check();
    let tile = Tile { level: 0, index: 1, width: 256 };
    assert_eq!(report.findings, [Finding::TileMissing { tile }, Finding::Unclear { entries: 256..512 }]);
    assert!(!report.entries_are_intact());

    // Without the tile above it only the root tells.
    log.store.remove(1, 0);
    let report = log.check();
    assert!(!report.is_intact() && !report.entries_are_intact());
}

#[test]
fn entries_are_proven_even_if_every_tile_is_gone() {
    let mut bare = log(600);
    bare.store = MemoryTiles::new();
    let report = bare.check();
    assert!(!report.is_intact() && report.entries_are_intact());
    bare.entries.remove(4);
    assert!(!bare.check().entries_are_intact());
}

#[test]
fn entry_and_tile_changed_together() {
    let mut log = log(600);
    log.entries[261].1 = b"lain".to_vec();
    let mut data = log.data(0, 1);
    data[5 * 32..6 * 32].copy_from_slice(leaf_hash(b"lain").as_bytes());
    log.store.put(0, 1, data);
    let tile = Tile { level: 0, index: 1, width: 256 };
    assert_eq!(log.check().findings, [Finding::Rewritten { tile, entries: 256..512 }]);
}

#[test]
fn a_log_rewritten_throughout_fails_the_signature() {
    for size in [5, 256, 600] {
        let mut changed = log(size);
        changed.entries[4].1 = b"lain".to_vec();
        let bytes: Vec<&Vec<u8>> = changed.entries.iter().map(|(_, bytes)| bytes).collect();
        changed.store.put_all(Tree::new().append_entries(&bytes).unwrap().tiles);
        let report = changed.check();
        assert!(matches!(report.findings[..], [Finding::Root { .. }]), "{size}: {:?}", report.findings);
    }
}

#[test]
fn an_older_checkpoint_is_checked_against_newer_tiles() {
    let newer = log(600);
    let older = log(300);
    let checked = Log { store: newer.store, entries: older.entries, checkpoint: older.checkpoint };
    assert!(checked.check().is_intact());
}

#[test]
fn findings_are_capped_but_counted() {
    let mut log = log(600);
    for entry in &mut log.entries {
        entry.1.push(b'!');
    }
    let report = log.check();
    assert_eq!((report.findings.len(), report.found), (MAX_FINDINGS, 600));
    assert!(!report.is_intact());
}

#[test]
fn faults_of_the_reader_are_errors() {
    let log = log(3);
    let failing = [Ok((0, b"entri 0".to_vec())), Err(std::io::Error::other("putus"))];
    assert!(matches!(verify_all(&log.store, failing, &log.checkpoint), Err(Error::Source(_))));
    let twice = [(0, "entri 0"), (0, "entri 0")].map(Ok::<_, std::io::Error>);
    assert!(matches!(verify_all(&log.store, twice, &log.checkpoint), Err(Error::Order { expected: 1, got: 0 })));
}

#[test]
fn findings_are_sentences() {
    let tile = Tile { level: 0, index: 1, width: 256 };
    let rows = [
        (Finding::Missing { entries: 7..8 }, "entri 7 hilang"),
        (Finding::Missing { entries: 7..10 }, "entri 7 sampai 9 hilang"),
        (Finding::Extra { index: 3 }, "ada entri mulai nomor 3 di luar log yang ditandatangani"),
        (Finding::TileMissing { tile }, "ubin tile/0/001 hilang"),
        (Finding::Tile { tile, position: 0, entries: 256..257 }, "ubin tile/0/001 rusak pada hash ke-1 (entri 256)"),
    ];
    for (finding, sentence) in rows {
        assert_eq!(finding.to_string(), sentence);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_single_change_is_found(size in 1u64..1200, a: u64, level in 0u8..2, b: usize) {
        let mut changed = log(size);
        let index = a % size;
        changed.entries[index as usize].1.push(b'!');
        let found = matches!(changed.first(), Finding::Entry { index: named, .. } if named == index);
        prop_assert!(found);

        let mut spoiled = log(size);
        let hashes = size >> (8 * level);
        prop_assume!(hashes > 0);
        let hash = b as u64 % hashes;
        spoiled.spoil(level, hash / 256, (hash % 256) as usize);
        let report = spoiled.check();
        prop_assert!(!report.is_intact() && report.entries_are_intact());
    }
}
