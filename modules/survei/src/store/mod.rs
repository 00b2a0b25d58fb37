//! SQL. What officers read takes their scope; what is open reads published periods only; changes take the open [`kernel::Write`].
pub mod jawaban;
pub mod komentar;
pub mod kuesioner;
pub mod layanan;
pub mod periode;
pub mod rekap;
pub mod tindak_lanjut;
pub mod titik;
pub mod undangan;

use kernel::Val;
use uuid::Uuid;

/// `$1, $2, ..` for these ids, which are appended.
pub(crate) fn tanda(values: &mut Vec<Val>, ids: impl IntoIterator<Item = Uuid>) -> String {
    let from = values.len();
    values.extend(ids.into_iter().map(Val::Uuid));
    // An empty list in SQL is an error; nothing has the nil id.
    if values.len() == from {
        values.push(Val::Uuid(Uuid::nil()));
    }
    (from + 1..=values.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}
