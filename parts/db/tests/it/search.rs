//! The search.

use crate::base::Base;
use crate::both;
use db::fts::{self, Candidates, Doc, Filter, Group, Hit, Whose};
use db::{Db, MigrationSet, SCHEMA, args};
use time::OffsetDateTime;
use time::macros::datetime;
use uuid::Uuid;

const NOW: OffsetDateTime = datetime!(2026-08-17 03:00:00 UTC);

both!(
    search_finds_words,
    search_pages,
    search_among_many,
    search_filters,
    search_finds_what_may_be_read_and_nothing_else,
    documents_of_before_are_found_after_the_migration,
    indexes_are_put_in_order,
    parts_are_found,
    search_takes_any_text,
);

async fn search(base: &Base) -> Db {
    let db = base.db().await;
    db.migrate(&[SCHEMA]).await.unwrap();
    db
}

fn doc(number: u128, stems: &str) -> Doc {
    Doc {
        id: Uuid::from_u128(number),
        kind: if number.is_multiple_of(2) { "aduan".into() } else { "surat".into() },
        unit: (!number.is_multiple_of(3)).then(|| Uuid::from_u128(number % 3)),
        owner: None,
        readers: vec![],
        title: format!("Judul {number}"),
        summary: String::new(),
        url: format!("/a/{number}"),
        stems: stems.into(),
        parts: None,
        updated: NOW,
    }
}

async fn put(db: &Db, docs: &[Doc]) {
    let mut tx = db.begin().await.unwrap();
    for doc in docs {
        fts::put(&mut tx, doc).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn found(db: &Db, terms: &[&str]) -> Vec<u128> {
    let terms: Vec<String> = terms.iter().map(ToString::to_string).collect();
    numbers(&fts::find(db, &terms, &Filter::all(), 100, None).await.unwrap())
}

fn numbers(hits: &[Hit]) -> Vec<u128> {
    hits.iter().map(|hit| hit.id.as_u128()).collect()
}

async fn search_finds_words(base: Base) {
    let db = search(&base).await;
    put(
        &db,
        &[
            doc(1, "jalan rusak RT-05/02 Éva 12.5"),
            doc(2, "Jalan baik; lampu_mati a@b.id"),
            doc(3, "jalanan 2026 été ꦗꦮ"),
            doc(4, ""),
        ],
    )
    .await;
    for (terms, expected) in [
        (&["jalan"][..], &[2, 1][..]),
        (&["JALAN", "rusak"], &[1]),
        (&["jalan*"], &[3, 2, 1]),
        (&["j*"], &[3, 2, 1]),
        (&["rusak", "jal*"], &[1]),
        (&["rt-05"], &[1]),
        (&["05"], &[1]),
        (&["éva"], &[1]),
        (&["eva"], &[]),
        (&["É*"], &[3, 1]),
        (&["lampu"], &[2]),
        (&["mati"], &[2]),
        (&["b", "id", "a"], &[2]),
        (&["12"], &[1]),
        (&["202*"], &[3]),
        (&["ꦗꦮ"], &[3]),
        (&["ꦗ*"], &[3]),
        (&["tidak"], &[]),
        (&[], &[]),
        (&["*", "--"], &[]),
    ] {
        assert_eq!(found(&db, terms).await, expected, "{terms:?}");
    }
    // Replaced: found by its new words only, and the newest.
    put(&db, &[doc(1, "jalan mulus")]).await;
    assert_eq!(found(&db, &["jalan"]).await, [1, 2]);
    assert_eq!(found(&db, &["rusak"]).await, [0u128; 0]);
    let mut tx = db.begin().await.unwrap();
    fts::remove(&mut tx, Uuid::from_u128(2)).await.unwrap();
    fts::remove(&mut tx, Uuid::from_u128(77)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found(&db, &["jalan"]).await, [1]);
    // With its transaction.
    let mut tx = db.begin().await.unwrap();
    fts::put(&mut tx, &doc(9, "jalan")).await.unwrap();
    drop(tx);
    assert_eq!(found(&db, &["jalan"]).await, [1]);
}

async fn search_pages(base: Base) {
    let db = search(&base).await;
    let docs: Vec<Doc> = (1..=50).map(|number| doc(number, "jalan rusak")).collect();
    put(&db, &docs).await;
    let mut all = Vec::new();
    let mut before = None;
    loop {
        let hits = fts::find(&db, &["rusak".into()], &Filter::all(), 7, before).await.unwrap();
        let Some(last) = hits.last() else { break };
        before = Some(last.seq);
        all.extend(numbers(&hits));
    }
    assert_eq!(all, (1..=50).rev().collect::<Vec<u128>>());
}

/// For whom, which words, how many at most, and what is found.
type Asked<'a> = (&'a [Filter], &'a [&'a str], i64, &'a [u128]);

/// More matches than are sorted, rare ones among them, none, and words that only old documents have: for everything, for some kinds
/// and for who is named as a reader.
async fn search_among_many(base: Base) {
    let db = search(&base).await;
    let reader = Uuid::from_u128(0xabc);
    let docs: Vec<Doc> = (1..=4600)
        .map(|number: u128| {
            let rare = if number.is_multiple_of(1000) { "langka" } else { "rusak" };
            let old = if number <= 1400 { " tua" } else { "" };
            let readers = if number <= 1200 { vec![reader] } else { vec![] };
            Doc { readers, ..doc(number, &format!("jalan {rare}{old}")) }
        })
        .collect();
    put(&db, &docs).await;
    let both = || vec!["aduan".to_owned(), "surat".to_owned()];
    let group = |kinds: Vec<String>, whose: Whose| Filter::any(vec![Group { kinds, whose }]);
    let everything = [Filter::all(), group(both(), Whose::Anyones)];
    let named = [group(both(), Whose::Of { units: vec![], owner: reader })];
    let odd = [group(vec!["surat".into()], Whose::Anyones)];
    let table: [Asked<'_>; 11] = [
        (&everything, &["jalan"], 3, &[4600, 4599, 4598]),
        (&everything, &["jalan", "langka"], 3, &[4000, 3000, 2000]),
        (&everything, &["lang*"], 9, &[4000, 3000, 2000, 1000]),
        (&everything, &["langka", "rusak"], 3, &[]),
        (&everything, &["tua"], 3, &[1400, 1399, 1398]),
        (&everything, &["tua", "langka"], 3, &[1000]),
        (&odd, &["tua"], 2, &[1399, 1397]),
        (&odd, &["langka"], 2, &[]),
        (&named, &["jalan"], 2, &[1200, 1199]),
        (&named, &["langka"], 2, &[1000]),
        (&named, &["tidak"], 2, &[]),
    ];
    for (filters, terms, limit, expected) in table {
        let terms: Vec<String> = terms.iter().map(ToString::to_string).collect();
        for filter in filters {
            let (hits, statements) = db::counted(fts::find(&db, &terms, filter, limit, None)).await;
            assert_eq!(numbers(&hits.unwrap()), expected, "{terms:?}");
            assert!(statements <= 2, "{statements} statements");
        }
    }
    for filter in everything.iter().chain(&odd) {
        let hits = fts::find(&db, &["jalan".into()], filter, 2, Some(100)).await.unwrap();
        assert_eq!(numbers(&hits)[0], 99);
    }
}

async fn search_filters(base: Base) {
    let db = search(&base).await;
    let docs: Vec<Doc> = (1..=12).map(|number| doc(number, "jalan rusak")).collect();
    put(&db, &docs).await;
    let me = Uuid::from_u128(77);
    put(&db, &[Doc { owner: Some(me), unit: None, ..doc(13, "jalan rusak") }]).await;
    let filter = Filter::any(vec![
        Group {
            kinds: vec!["aduan".into(), "lain".into()],
            whose: Whose::Of { units: vec![Uuid::from_u128(1)], owner: me },
        },
        Group { kinds: vec!["surat".into()], whose: Whose::Of { units: vec![], owner: me } },
    ]);
    let hits = fts::find(&db, &["jalan".into(), "rus*".into()], &filter, 3, None).await.unwrap();
    assert_eq!(numbers(&hits), [13, 10, 4]);
    assert_eq!(hits[1].title, "Judul 10");
    assert_eq!((hits[0].unit, hits[1].unit), (None, Some(Uuid::from_u128(1))));
    assert_eq!(hits[0].updated, NOW);
    let hits = fts::find(&db, &["jalan".into()], &filter, 3, Some(hits[1].seq)).await.unwrap();
    assert_eq!(numbers(&hits), [4]);
    // A document that changes hands changes its marks with them.
    db.exec(
        "update search_doc set kind = 'surat', unit = null, owner = $2 where id = $1",
        args![Uuid::from_u128(3), me],
    )
    .await
    .unwrap();
    assert_eq!(numbers(&fts::find(&db, &["jalan".into()], &filter, 9, None).await.unwrap()), [13, 10, 4, 3]);
    assert!(fts::find(&db, &["jalan".into()], &Filter::any(vec![]), 9, None).await.unwrap().is_empty());
}

/// What is asked for, and whether the words of a document fit.
type Question = (&'static [&'static str], fn(&str) -> bool);

/// Every combination of unit, owner and readers, for somebody with no, few and many units, against a plain loop.
async fn search_finds_what_may_be_read_and_nothing_else(base: Base) {
    let db = search(&base).await;
    let id = |number: u128| Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number);
    let mut docs = Vec::new();
    for number in 1..=240_u128 {
        let words = ["jalan", "jembatan", "jala", "rusak berat", "mulus"];
        let word = words[usize::try_from(number % 5).unwrap()];
        docs.push(Doc {
            unit: (number % 4 != 0).then(|| id(number % 31)),
            owner: (number % 3 == 0).then(|| id(100 + number % 7)),
            readers: (0..number % 3).map(|more| if number % 2 == 0 { id(100 + more) } else { id(more + 1) }).collect(),
            ..doc(number, &format!("{word} surat"))
        });
    }
    put(&db, &docs).await;
    let terms: [Question; 5] = [
        (&["surat"], |_| true),
        (&["rusak", "berat"], |stems| stems.contains("rusak")),
        (&["jal*"], |stems| stems.contains("jala")),
        (&["surat", "mulus|jemb*"], |stems| stems.contains("mulus") || stems.contains("jembatan")),
        (&["tidak"], |_| false),
    ];
    for units in [0..0, 3..4, 1..9, 0..31] {
        let (units, owner): (Vec<Uuid>, Uuid) = (units.map(id).collect(), id(101));
        let whose = Whose::Of { units: units.clone(), owner };
        let filter = Filter::any(vec![
            Group { kinds: vec!["aduan".into()], whose },
            Group { kinds: vec!["surat!".into()], whose: Whose::Anyones },
        ]);
        for (words, fits) in &terms {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            let may = |doc: &&Doc| {
                let named = doc.readers.iter().any(|reader| *reader == owner || units.contains(reader));
                let own = doc.owner == Some(owner) || doc.unit.is_some_and(|unit| units.contains(&unit));
                doc.kind == "aduan" && (own || named) && fits(&doc.stems)
            };
            let expected: Vec<u128> = docs.iter().rev().filter(may).map(|doc| doc.id.as_u128()).collect();
            let found = numbers(&fts::find(&db, &words, &filter, 500, None).await.unwrap());
            assert_eq!(found, expected, "{words:?} for {} units", units.len());
        }
    }
}

/// What stood in the search before readers and words of units were kept.
async fn documents_of_before_are_found_after_the_migration(base: Base) {
    let db = base.db().await;
    let before = MigrationSet { module: SCHEMA.module, scripts: &SCHEMA.scripts[..2] };
    db.migrate(&[before]).await.unwrap();
    let unit = Uuid::from_u128(5);
    for (number, unit) in [(1_i64, Some(unit)), (2, None)] {
        let row = args![Uuid::from_u128(number.unsigned_abs().into()), unit, NOW];
        let text = "insert into search_doc (id, kind, unit, title, summary, url, stems, updated)
                    values ($1, 'aduan', $2, 'Judul', '', '/', 'jalan rusak', $3)";
        db.exec(text, row).await.unwrap();
    }
    db.migrate(&[SCHEMA]).await.unwrap();
    assert_eq!(found(&db, &["jalan"]).await, [2, 1]);
    let whose = Whose::Of { units: vec![unit], owner: Uuid::from_u128(9) };
    let filter = Filter::any(vec![Group { kinds: vec!["aduan".into()], whose }]);
    assert_eq!(numbers(&fts::find(&db, &["rus*".into()], &filter, 9, None).await.unwrap()), [1]);
    put(&db, &[Doc { readers: vec![Uuid::from_u128(9)], ..doc(4, "rusak") }]).await;
    assert_eq!(numbers(&fts::find(&db, &["rus*".into()], &filter, 9, None).await.unwrap()), [4, 1]);
}

/// Merging changes nothing of what is found, and others write meanwhile.
async fn indexes_are_put_in_order(base: Base) {
    let db = base.db().await;
    db.tidy().await.unwrap();
    db.migrate(&[SCHEMA]).await.unwrap();
    for number in 1..=60 {
        put(&db, &[doc(number, &format!("jalan rusak nomor{number}"))]).await;
    }
    let mut tx = db.begin().await.unwrap();
    fts::remove(&mut tx, Uuid::from_u128(7)).await.unwrap();
    tx.commit().await.unwrap();
    let written = [doc(100, "jalan mulus")];
    let (tidied, ()) = tokio::join!(db.tidy(), put(&db, &written));
    tidied.unwrap();
    db.tidy().await.unwrap();
    assert_eq!(found(&db, &["jalan"]).await.len(), 60);
    assert_eq!(found(&db, &["nomor7"]).await, [0_u128; 0]);
    assert_eq!(found(&db, &["nomor59", "rus*"]).await, [59]);
    assert_eq!(found(&db, &["mulus"]).await, [100]);
}

/// Parts of texts: candidates are at least the records that hold the part, of those that may be seen.
async fn parts_are_found(base: Base) {
    let db = search(&base).await;
    let text = |number: u128, text: &str| Doc { parts: Some(text.into()), ..doc(number, "") };
    put(&db, &[text(1, "Muhammad Yusuf"), text(2, "Yusuf & Été"), text(3, ""), text(5, "ÉTÉ, 100%"), doc(7, "")]).await;
    let surat = Filter::any(vec![Group { kinds: vec!["surat".into()], whose: Whose::Anyones }]);
    let unit = Whose::Of { units: vec![Uuid::from_u128(1)], owner: Uuid::nil() };
    let unit = Filter::any(vec![Group { kinds: vec!["surat".into()], whose: unit }]);
    for (parts, filter, expected) in [
        (&["SUF"][..], Filter::all(), Some(vec![1, 2, 7])),
        (&["yusuf"], surat.clone(), Some(vec![1, 7])),
        (&["yusuf"], unit, Some(vec![1, 7])),
        (&["suf &"], Filter::all(), Some(vec![2, 7])),
        (&["00%"], surat.clone(), Some(vec![5, 7])),
        (&["yusuf", "ham"], surat.clone(), Some(vec![1, 7])),
        (&["tidak ada"], surat.clone(), Some(vec![7])),
        (&["' or \\\" --"], surat.clone(), Some(vec![7])),
        (&["yu"], surat, None),
        (&["yusuf"], Filter::any(vec![]), None),
    ] {
        let Some(candidates) = Candidates::new(&db, parts, &filter) else {
            assert_eq!(expected, None, "{parts:?}");
            continue;
        };
        let mut args = vec![];
        let text = candidates.sql(&mut args);
        let rows = db.query(&format!("select id from ({text}) c order by id"), args).await.unwrap();
        let ids: Vec<u128> = rows.iter().map(|row| row.get::<Uuid>("id").unwrap().as_u128()).collect();
        assert_eq!(Some(ids), expected, "{parts:?}");
    }
}

async fn search_takes_any_text(base: Base) {
    let db = search(&base).await;
    put(
        &db,
        &[
            doc(1, "jalan"),
            doc(2, &"kata ".repeat(300_000)),
            doc(3, &(0..200_000).map(|n| format!("k{n} ")).collect::<String>()),
        ],
    )
    .await;
    for term in [
        "\"",
        "'",
        "jalan\" OR \"",
        "jalan'",
        "') or true --",
        "NEAR(a b)",
        "a:b",
        "-jalan",
        "^jalan",
        "{stems}: x",
        "\\",
        "\0",
        "AND",
        "🙂",
        "İ",
        "*a*b*",
        "$1",
        "?1",
        "((",
        "&",
        "|",
        "!",
        "<->",
    ] {
        fts::find(&db, &[term.to_owned()], &Filter::all(), 10, None).await.unwrap();
        fts::find(&db, &[format!("{term}*"), "jalan".into()], &Filter::all(), 10, None).await.unwrap();
    }
    assert_eq!(found(&db, &["-jalan"]).await, [1]);
    assert_eq!(found(&db, &["kata"]).await, [2]);
    assert_eq!(found(&db, &["k17"]).await, [3]);
    assert_eq!(found(&db, &[&"x".repeat(100_000)]).await, [0u128; 0]);
}
