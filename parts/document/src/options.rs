//! What a caller decides about one document, and what a child process may use.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, UtcOffset};

/// The archival standard of the file. Both also carry PDF/UA-1, so title, headings and table headers are demanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standard {
    /// PDF/A-2a with PDF/UA-1: archival, every glyph mapped to text, tagged for screen readers.
    #[default]
    A2a,
    /// PDF/A-2b with PDF/UA-1: for the receiver who demands exactly part 2, level b.
    A2b,
}

/// One document's settings. The same template, data and options give the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// The archival standard.
    pub standard: Standard,
    /// The creation time: in the metadata, and the only clock that the template sees.
    #[serde(with = "time::serde::rfc3339")]
    pub timestamp: OffsetDateTime,
    /// The regency's zone, in which the creation time is written (WIB +7, WITA +8, WIT +9), in whole seconds east.
    zone_seconds: i32,
    /// A stable identifier of the document, hashed into the PDF's id; without it title and author are used.
    pub ident: Option<String>,
}

impl Options {
    /// PDF/A-2a with PDF/UA-1, made at `timestamp`, shown in `zone`.
    pub fn new(timestamp: OffsetDateTime, zone: UtcOffset) -> Self {
        Options { standard: Standard::default(), timestamp, zone_seconds: zone.whole_seconds(), ident: None }
    }

    /// The same with another standard.
    pub fn standard(mut self, standard: Standard) -> Self {
        self.standard = standard;
        self
    }

    /// The same with an identifier.
    pub fn ident(mut self, ident: impl Into<String>) -> Self {
        self.ident = Some(ident.into());
        self
    }

    /// The zone; an impossible one (only from a forged request) is read as UTC.
    pub fn zone(&self) -> UtcOffset {
        UtcOffset::from_whole_seconds(self.zone_seconds).unwrap_or(UtcOffset::UTC)
    }

    /// The creation time in the zone.
    pub(crate) fn local(&self) -> OffsetDateTime {
        self.timestamp.to_offset(self.zone())
    }
}

/// What one child process may use. The parent enforces wall time and sizes, the child sets the rest on itself before
/// it reads anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Processor time, in seconds.
    pub cpu_seconds: u64,
    /// Address space, in bytes (program, fonts and stack take about 150 MB of it).
    pub memory: u64,
    /// Time from start to the last byte.
    pub wall: Duration,
    /// The largest request (template and data), in bytes.
    pub input: u64,
    /// The largest document, in bytes.
    pub output: u64,
}

impl Default for Limits {
    /// Enough for a register of 5,000 rows and eight columns, which takes 600 MB and, unoptimised, 31 s of processor
    /// time. For short letters give less.
    fn default() -> Self {
        Limits {
            cpu_seconds: 60,
            memory: 1024 * 1024 * 1024,
            wall: Duration::from_secs(90),
            input: 32 * 1024 * 1024,
            output: 64 * 1024 * 1024,
        }
    }
}
