//! The rows of a letter, as the modules write them: what `terbit`, `masuk::catat`, `disposisi::beri` and the archive's port
//! would have left behind.
mod delivered;
mod kept;
mod written;

use std::ops::Range;

use anyhow::Context as _;
use kernel::App;
use time::Date;
use uuid::Uuid;

use super::ground::Ground;
use super::letter::{Letter, PACE, Way};
use super::sheets::Sheets;
use crate::fill;

/// Kinds of ids; those of rows of which there are several count on.
const VERSION: u8 = 2;
const NUMBER: u8 = 3;
const ITEM: u8 = 4;
const FILE: u8 = 5;
const ATTACHED: u8 = 6;
const HELD: u8 = 7;
const REFERENCE: u8 = 8;
const NAMED: u8 = 9;
const STEP: u8 = 10;
const ADDRESSEE: u8 = 20;
const READER: u8 = 30;
const PLACE: u8 = 50;
const ACT: u8 = 60;
const RECEIVER: u8 = 70;
const LOG: u8 = 80;
const FOLDER: u8 = 90;

/// Adds these letters, telling how far it is.
pub async fn grow(
    ground: &mut Ground,
    app: &App,
    numbers: Range<usize>,
    tell: impl FnMut(usize),
) -> anyhow::Result<()> {
    fill::grow(app, numbers, tell, async |tx, some| {
        let mut sheets = Sheets::new();
        for number in some {
            let letter = Letter::of(number, ground.agencies.len(), ground.codes.len())?;
            add(&mut sheets, ground, app, &letter)?;
        }
        sheets.write(tx).await
    })
    .await?;
    ground.write_counters(app).await
}

/// One letter with everything that is the same for all its rows.
struct Sheet<'a> {
    letter: &'a Letter,
    unit: Uuid,
    head: Uuid,
    desk: Uuid,
    day: Date,
    year: i32,
    number: Option<String>,
    count: Option<i64>,
    /// Its subject as it stands open.
    subject: String,
    code: String,
    readers: Vec<Uuid>,
    file: Option<Uuid>,
}

/// Adds the rows of a letter.
pub fn add(sheets: &mut Sheets, ground: &mut Ground, app: &App, letter: &Letter) -> anyhow::Result<()> {
    let agency = ground.agencies.get(letter.agency).context("no such agency")?;
    let (unit, head, desk) = (agency.unit.id, agency.head, agency.desk);
    let day = letter.at.to_offset(app.offset()).date();
    let year = day.year();
    let code = ground.codes.get(letter.code).context("no such code")?.clone();
    let mut sheet = Sheet {
        letter,
        unit,
        head,
        desk,
        day,
        year,
        number: None,
        count: None,
        subject: String::new(),
        code,
        readers: vec![],
        // The content of a secret letter would lie sealed, each on its own; those here have none.
        file: (letter.way != Way::Draft && letter.way != Way::Approved && !letter.secret())
            .then(|| sheet_id(letter, FILE, 0)),
    };
    written::numbered(sheets, ground, &mut sheet)?;
    written::written(sheets, ground, app, &mut sheet)?;
    delivered::readers(sheets, ground, &mut sheet)?;
    if letter.way == Way::Received || letter.way.issued() {
        for (place, to) in letter.to.iter().enumerate() {
            delivered::booked(sheets, ground, &mut sheet, u8::try_from(place)?, to)?;
        }
        kept::archived(sheets, ground, &sheet)?;
        kept::found(sheets, ground, &sheet);
    }
    Ok(())
}

fn sheet_id(letter: &Letter, kind: u8, place: u8) -> Uuid {
    PACE.id(kind + place, letter.number)
}

impl Sheet<'_> {
    fn id(&self, kind: u8, place: u8) -> Uuid {
        sheet_id(self.letter, kind, place)
    }
}
