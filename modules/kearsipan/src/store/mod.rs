//! SQL. Reads take what a person may see; changes take the open [`kernel::Write`].
pub mod arsip;
pub mod berkas;
pub mod daftar;
pub mod himpun;
pub mod isi;
pub mod izin;
pub mod jra;
pub mod keutuhan;
pub mod laporan;
pub mod penahanan;
pub mod pinjaman;
pub mod tautan;
pub mod usul;

use kernel::{Ctx, Rows, Scope, Val};
use time::Date;
use uuid::Uuid;

use crate::hak::{LIHAT, PEMBACA};

/// Whose a file or an item is.
pub const ROWS: Rows = Rows { unit: "a.unit", owner: "a.owner", public: "false" };
/// A named reader, by account.
const NAMA: Rows = Rows { unit: "p.account", owner: "p.account", public: "false" };

/// What a person may see of items: those of the units that their right opens, secret ones aside, and those that name them.
#[derive(Debug, Clone)]
pub struct Mata {
    /// What the right opens.
    pub biasa: Scope,
    /// What names the person.
    pub nama: Scope,
    /// The day, for what was opened until a date.
    pub hari: Date,
}

impl Mata {
    /// Of who asks.
    pub fn dari(ctx: &Ctx) -> Mata {
        Mata { biasa: ctx.scope_of(LIHAT), nama: ctx.scope_of(PEMBACA), hari: ctx.today() }
    }

    /// The condition for rows of `arsip_pembaca p` that name the person.
    pub fn nama(&self, values: &mut Vec<Val>) -> String {
        values.push(self.hari.into());
        let hari = values.len();
        let nama = self.nama.filter(&NAMA, values);
        format!("(p.sampai is null or p.sampai >= ${hari}) and {nama}")
    }

    /// The condition for rows of `arsip a` that name the person: few, so a list starts from them and not from its order.
    pub fn dinamai(&self, values: &mut Vec<Val>) -> String {
        format!("a.id in (select p.arsip from arsip_pembaca p where {})", self.nama(values))
    }

    /// The condition for any row of `arsip a`.
    pub fn saring(&self, values: &mut Vec<Val>) -> String {
        let biasa = self.biasa.filter(&ROWS, values);
        let nama = self.dinamai(values);
        format!("((a.rahasia = false and {biasa}) or {nama})")
    }
}

/// `$1, $2, ..` for these values, which are appended.
pub fn tanda(values: &mut Vec<Val>, ids: impl IntoIterator<Item = Uuid>) -> String {
    let from = values.len();
    values.extend(ids.into_iter().map(Val::Uuid));
    // An empty list in SQL is an error; nothing has the nil id.
    if values.len() == from {
        values.push(Val::Uuid(Uuid::nil()));
    }
    (from + 1..=values.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}
