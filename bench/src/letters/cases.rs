//! What is asked of the letters.
use anyhow::Context as _;
use kernel::{App, args};
use time::OffsetDateTime;
use uuid::Uuid;

use super::ground::Ground;
use super::letter::{HIDDEN, PACE, RARE};
use crate::case::{Case, Kind};
use crate::client::{Ask, Person};
use crate::measure::WARM;

/// Every case for every person.
pub async fn cases(
    app: &App,
    ground: &Ground,
    people: &[Person],
    size: usize,
    runs: usize,
) -> anyhow::Result<Vec<Case>> {
    let unit = ground.agencies.first().context("no agency")?.unit.id;
    let middle = PACE.at(size / 2);
    let month = format!("{}-{:02}", middle.year(), u8::from(middle.month()));
    let after = format!("{}.{}", middle.unix_timestamp_nanos() / 1000, PACE.id(1, size / 2));
    // Each is opened once by each, for the page tells who has read it.
    let each = WARM + runs;
    let mut letters = Vec::new();
    for place in 0..each * people.len() {
        letters.push(received(app, unit, PACE.at(size / (each * people.len()) * place)).await?);
    }
    let known = letters.get(letters.len() / 2).context("no letter of the agency")?;
    let row = app.db.one("select perihal, nomor from naskah where id = $1", args![*known]).await?;
    let (subject, name): (String, String) = (row.get("perihal")?, row.get("nomor")?);
    let only = subject.split_whitespace().find(|word| word.starts_with("5")).context("a letter without its number")?;
    let mut cases = Vec::new();
    for (place, person) in people.iter().enumerate() {
        let mut add = |kind, name, path: String| cases.push(Case::pages(kind, name, person, vec![path]));
        add(Kind::Inbox, "inbox, first page", "/surat_masuk".into());
        add(Kind::Inbox, "inbox, from the middle", format!("/surat_masuk?setelah={after}"));
        add(Kind::Inbox, "inbox, unread", "/surat_masuk?tampil=belum_dibaca".into());
        add(Kind::Inbox, "inbox, to be decided", "/surat_masuk?tampil=perlu_disposisi".into());
        add(Kind::Inbox, "inbox, dispositions to oneself", "/surat_masuk?tampil=disposisi".into());
        add(Kind::Inbox, "letters to read, first page", "/naskah".into());
        add(Kind::Inbox, "letters to read, from the middle", format!("/naskah?setelah={after}"));
        add(Kind::Outgoing, "outgoing, first page", "/naskah?kotak=keluar".into());
        add(Kind::Outgoing, "outgoing, from the middle", format!("/naskah?kotak=keluar&setelah={after}"));
        add(Kind::Outgoing, "drafts", "/naskah?kotak=konsep".into());
        add(Kind::Filtered, "filter: a rare kind", format!("/naskah?kotak=keluar&jenis={RARE}"));
        let part = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>();
        add(Kind::Filtered, "filter: part of a number, one hit", format!("/naskah?nomor={part}"));
        add(Kind::Filtered, "filter: words in a book", format!("/agenda_surat?buku=masuk&bulan={month}&q=rapat"));
        add(Kind::Agenda, "book of a month: incoming", format!("/agenda_surat?buku=masuk&bulan={month}"));
        add(Kind::Agenda, "book of a month: outgoing", format!("/agenda_surat?buku=keluar&bulan={month}"));
        add(Kind::Agenda, "book of a month: dispositions", format!("/agenda_surat?buku=disposisi&bulan={month}"));
        add(Kind::Search, "search: a word of all", "/cari?jenis=naskah&q=disampaikan".into());
        add(Kind::Search, "search: a word of one", format!("/cari?jenis=naskah&q={only}"));
        add(Kind::Search, "search: two words", "/cari?jenis=naskah&q=pemeliharaan+jaringan".into());
        add(Kind::Search, "search: all kinds of records", "/cari?q=undangan+rapat".into());
        add(Kind::Search, "search: a word of a third, hidden", format!("/cari?jenis=naskah&q={HIDDEN}"));
        add(Kind::Other, "home", "/".into());
        add(Kind::Other, "archive", "/arsip".into());
        add(Kind::Other, "files of the archive", "/berkas_arsip".into());
        let own = letters.iter().skip(place * each).take(each);
        let asks: Vec<Ask> = own.map(|id| Ask::get(format!("/naskah/{id}"))).collect();
        let person = person.clone();
        cases.push(Case { kind: Kind::Detail, name: "letter, opened", asks, person, changes: true });
    }
    Ok(cases)
}

/// The first letter that the agency received from an instant on.
async fn received(app: &App, unit: Uuid, from: OffsetDateTime) -> anyhow::Result<Uuid> {
    let text = "select naskah from naskah_akses where unit = $1 and kotak = 'masuk' and created >= $2 order by created limit 1";
    Ok(app.db.one(text, args![unit, from]).await?.get("naskah")?)
}
