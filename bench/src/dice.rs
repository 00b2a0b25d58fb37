//! Invented data that look random and are the same every time: the same number makes the same record, so the data of a
//! larger size are those of a smaller one and more.
use anyhow::Context as _;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// A sequence that looks random and is the same every time.
pub struct Dice(u64);

impl Dice {
    /// The sequence of a record.
    pub fn of(number: usize) -> Dice {
        Dice((number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66)
    }
    /// A number below `sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides.max(1)
    }
    /// True in so many of a hundred.
    pub fn percent(&mut self, share: u64) -> bool {
        self.roll(100) < share
    }
    /// One of these.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> anyhow::Result<&'a T> {
        let place = usize::try_from(self.roll(all.len() as u64))?;
        all.get(place).context("nothing to choose from")
    }
}

/// When records were made: one every `step` seconds.
#[derive(Clone, Copy)]
pub struct Pace {
    /// The first one.
    pub first: OffsetDateTime,
    /// Seconds from one to the next.
    pub step: i64,
}

impl Pace {
    /// When a record was made.
    pub fn at(&self, number: usize) -> OffsetDateTime {
        self.first + Duration::seconds(i64::try_from(number).unwrap_or(0) * self.step)
    }

    /// The id of a record: ordered by time, as the program makes them. Rows that belong to one record differ in `kind`.
    pub fn id(&self, kind: u8, number: usize) -> Uuid {
        let millis = u64::try_from(self.at(number).unix_timestamp()).unwrap_or(0) * 1000 + u64::from(kind);
        let mut dice = Dice::of(number + 1);
        let mut random = [kind; 10];
        random[..8].copy_from_slice(&dice.roll(u64::MAX).to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

const FIRST: &[&str] = &[
    "Agus", "Bagas", "Citra", "Dewi", "Eko", "Fitri", "Gilang", "Hesti", "Intan", "Joko", "Kartika", "Lestari", "Made",
    "Nurul", "Okta", "Putri", "Rahmat", "Sari", "Tono", "Utami", "Vina", "Wahyu", "Yusuf", "Zahra",
];
const LAST: &[&str] = &[
    "Pratama",
    "Wijaya",
    "Saputra",
    "Hidayat",
    "Lubis",
    "Siregar",
    "Halim",
    "Kusuma",
    "Nasution",
    "Rahman",
    "Susanto",
    "Tanjung",
    "Utomo",
    "Wibowo",
    "Yulianti",
    "Zulkarnain",
    "Contoh",
    "Rekaan",
];

/// The name of an invented person.
pub fn name(dice: &mut Dice, number: usize) -> anyhow::Result<String> {
    Ok(format!("{} {} {}", dice.pick(FIRST)?, dice.pick(LAST)?, number + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_makes_the_same_record_and_ids_are_in_order_of_time() {
        let pace = Pace { first: time::macros::datetime!(2022-01-03 00:00 UTC), step: 100 };
        assert_eq!(pace.id(1, 7), pace.id(1, 7));
        let mut ids: Vec<Uuid> = (0..500).flat_map(|number| [pace.id(1, number), pace.id(2, number)]).collect();
        let made = ids.clone();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids, made);
        assert_eq!(Dice::of(3).roll(1000), Dice::of(3).roll(1000));
        assert!((0..1000).all(|number| Dice::of(number).roll(40) < 40));
    }
}
