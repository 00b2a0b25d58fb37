//! Who may read a letter, and what became of it in the books of those who got it.
use anyhow::Context as _;
use kernel::args;
use naskah_dinas::disposisi::rules::Keadaan as Answered;
use naskah_dinas::masuk::model::{CaraSelesai, Jalur, KeadaanSurat};
use naskah_dinas::masuk::rules::{kunci_nomor, kunci_pengirim};
use naskah_dinas::model::{Kotak, Peran, Tindakan};
use serde_json::json;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{ACT, LOG, PLACE, READER, RECEIVER, Sheet};
use crate::letters::ground::Ground;
use crate::letters::letter::{Stage, To, Way};
use crate::letters::sheets::Sheets;

/// A reader of the letter: a unit or a person.
struct Reader {
    unit: Option<Uuid>,
    person: Option<Uuid>,
    role: Peran,
    inbox: bool,
    opened: Option<(OffsetDateTime, Uuid)>,
}

/// Who may read it, and the log of who did.
pub fn readers(sheets: &mut Sheets, ground: &Ground, sheet: &mut Sheet<'_>) -> anyhow::Result<()> {
    let (letter, at) = (sheet.letter, sheet.letter.at);
    let mut all = Vec::new();
    let own = |unit, person, role| Reader { unit, person, role, inbox: false, opened: None };
    if letter.way != Way::Received {
        all.push(own(None, Some(sheet.desk), Peran::Pengonsep));
        all.extend((!letter.secret()).then(|| own(Some(sheet.unit), None, Peran::Pengonsep)));
        if letter.way != Way::Draft {
            all.push(own(None, Some(sheet.head), Peran::Penandatangan));
        }
    }
    let delivered = letter.way == Way::Received || letter.way.issued();
    for (place, to) in (0_u8..).zip(&letter.to).filter(|_| delivered) {
        let agency = ground.agencies.get(to.agency).context("no such agency")?;
        let opened = to.opened.then_some((at + Duration::hours(3), agency.desk));
        let (unit, person) = if letter.secret() { (None, Some(agency.head)) } else { (Some(agency.unit.id), None) };
        let role = if to.copy { Peran::Tembusan } else { Peran::Tujuan };
        all.push(Reader { unit, person, role, inbox: true, opened });
        if disposed(to) && !letter.secret() {
            let opened = opened.map(|(at, _)| (at + Duration::days(1), agency.desk));
            all.push(Reader { unit: None, person: Some(agency.desk), role: Peran::Disposisi, inbox: true, opened });
        }
        if let Some((at, who)) = opened {
            sheets.push("naskah_jejak", args![sheet.id(LOG, place), letter.id, who, Tindakan::Baca.kode(), at])?;
        }
    }
    for (place, one) in (0_u8..).zip(&all) {
        let case = match (one.inbox, letter.way) {
            (true, _) => Kotak::Masuk,
            (false, Way::Draft | Way::Approved) => Kotak::Konsep,
            (false, Way::Received | Way::Inside | Way::Outside) => Kotak::Keluar,
        };
        let (opened, by) = one.opened.unzip();
        let id = sheet.id(READER, place);
        let role = one.role.kode();
        sheets.push("naskah_akses", args![id, letter.id, one.unit, one.person, role, case.kode(), opened, by, at])?;
        sheet.readers.extend(one.unit.or(one.person));
    }
    Ok(())
}

fn disposed(to: &To) -> bool {
    matches!(to.stage, Stage::Disposed | Stage::Done)
}

/// Its place in the book of an agency that got it, and what was decided there.
pub fn booked(
    sheets: &mut Sheets,
    ground: &mut Ground,
    sheet: &mut Sheet<'_>,
    place: u8,
    to: &To,
) -> anyhow::Result<()> {
    let (letter, at) = (sheet.letter, sheet.letter.at);
    if letter.secret() {
        return Ok(());
    }
    let agency = ground.agencies.get(to.agency).context("no such agency")?;
    let (unit, head, desk) = (agency.unit.id, agency.head, agency.desk);
    let sender = match letter.way {
        Way::Received => letter.sender.to_owned(),
        Way::Inside | Way::Outside | Way::Draft | Way::Approved => {
            ground.agencies.get(letter.agency).map(|from| from.unit.name.clone()).unwrap_or_default()
        }
    };
    let (state, ended) = match to.stage {
        Stage::Delivered => (KeadaanSurat::BelumDicatat, None),
        Stage::Registered => (KeadaanSurat::Tercatat, None),
        Stage::Disposed => (KeadaanSurat::Didisposisi, None),
        Stage::Done => (KeadaanSurat::Selesai, Some(CaraSelesai::Disposisi)),
        Stage::Read => (KeadaanSurat::Selesai, Some(CaraSelesai::Dibaca)),
    };
    let registered = to.stage != Stage::Delivered;
    let count = registered.then(|| ground.next("agenda_masuk", unit, sheet.year));
    let noted = registered.then_some(if letter.way == Way::Received { at } else { at + Duration::hours(2) });
    let given = noted.filter(|_| disposed(to)).map(|at| at + Duration::hours(4));
    let done = ended.map(|_| at + Duration::days(3));
    let id = sheet.id(PLACE, place);
    sheets.push(
        "surat_masuk",
        args![
            id,
            1_i64,
            at,
            at,
            unit,
            registered.then_some(desk),
            letter.id,
            unit,
            if letter.way == Way::Received { Jalur::Pos.kode() } else { Jalur::Pendopo.kode() },
            state.kode(),
            registered.then_some(sheet.year),
            count,
            sheet.number.as_deref(),
            sheet.number.as_deref().map(kunci_nomor),
            sheet.day,
            sheet.subject.as_str(),
            sender.as_str(),
            kunci_pengirim(&sender),
            letter.kind,
            letter.urgency.kode(),
            letter.security.as_str(),
            sheet.code.as_str(),
            at,
            noted,
            given,
            done,
            ended.map(CaraSelesai::kode),
            done.map(|_| head),
            registered.then_some(60_i64),
            given.map(|_| 240_i64),
            done.map(|_| 900_i64)
        ],
    )?;
    let Some(given) = given else { return Ok(()) };
    let (act, due) = (sheet.id(ACT, place), sheet.day + Duration::days(7));
    let title = format!("Kepala {}", ground.agencies.get(to.agency).map_or("", |agency| agency.unit.name.as_str()));
    let orders = json!(["Tindak lanjuti"]);
    let urgency = letter.urgency.kode();
    sheets.push(
        "disposisi",
        args![
            act,
            1_i64,
            given,
            given,
            unit,
            head,
            letter.id,
            id,
            act,
            1_i64,
            title,
            orders,
            "Mohon disiapkan.",
            urgency,
            5_i64,
            due
        ],
    )?;
    let read = to.opened.then_some(given + Duration::hours(20));
    let (state, ended) = match (to.stage, read) {
        (Stage::Done, _) => (Answered::Selesai, done),
        (_, Some(_)) => (Answered::Dibaca, None),
        (_, None) => (Answered::Dikirim, None),
    };
    let receiver = sheet.id(RECEIVER, place);
    sheets.push(
        "disposisi_penerima",
        args![
            receiver,
            1_i64,
            given,
            given,
            act,
            letter.id,
            desk,
            "Operator",
            state.kode(),
            due,
            read,
            read.map(|_| desk),
            ended,
            ended.map(|_| desk)
        ],
    )
}
