//! `evaluasi`: maturity indices of e-government (SPBE and Pemdi), calculated exactly.
//!
//! This part knows no database and no HTTP. The instruments are data (`data/instrumen`), the rules are pure functions,
//! the charts are strings.
//!
//! - [`angka`]: exact fractions, how they are read and written.
//! - [`model`]: the nouns of an instrument, of scores and of a result.
//! - [`instrumen`]: loads and checks the instruments that are built into the program.
//! - [`rules`]: index, cumulative level, freshness of evidence, what raises the index, comparison, contradiction, flow.
//! - [`hitung_csv`]: a whole file of scores to a file of indices.
//! - [`grafik`]: SVG charts and the same data as table rows.

pub mod angka;
pub mod grafik;
pub mod hitung_csv;
pub mod instrumen;
pub mod model;
pub mod rules;
