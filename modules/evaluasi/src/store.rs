//! SQL of the module. Reads take a [`Pandangan`] (or a period found through one), changes take a `Write` and a period
//! locked by [`kunci`], which refuses one that is final: nothing else can change an answer, a score or a team.

mod jawaban;
mod periode;
mod rekomendasi;
mod tim;

use kernel::{Class, Ctx, Rows, Scope, Table, Val};
use uuid::Uuid;

pub use jawaban::*;
pub use periode::*;
pub use rekomendasi::*;
pub use tim::*;

use crate::{BERJALAN, HASIL};

/// Which periods the actor sees: final ones with the right to results, open ones with the right to work under way, and
/// those in which they take part by name (team, assessor, respondent).
#[derive(Debug, Clone)]
pub struct Pandangan {
    hasil: Scope,
    berjalan: Scope,
    saya: Option<Uuid>,
    umum: bool,
}

impl Pandangan {
    /// What the actor of a request sees.
    pub fn dari(ctx: &Ctx) -> Self {
        Pandangan { hasil: ctx.scope_of(HASIL), berjalan: ctx.scope_of(BERJALAN), saya: ctx.actor.account(), umum: false }
    }

    /// What everybody sees of a regency that publishes its results: final periods, for their index and nothing else.
    pub fn umum(ctx: &Ctx) -> Self {
        Pandangan { umum: true, ..Pandangan::dari(ctx) }
    }

    /// A condition over `evaluasi_periode p`; its values are appended to `args`.
    fn syarat(&self, args: &mut Vec<Val>) -> String {
        const ROWS: Rows = Rows { unit: "p.unit", owner: "p.owner", public: "false" };
        if self.umum {
            return "p.keadaan = 'final'".to_owned();
        }
        let hasil = self.hasil.filter(&ROWS, args);
        let berjalan = self.berjalan.filter(&ROWS, args);
        let bernama = match self.saya.filter(|_| !self.hasil.is_nothing()) {
            None => "false".to_owned(),
            Some(saya) => {
                args.push(saya.into());
                let n = args.len();
                format!(
                    "exists (select 1 from evaluasi_tim t where t.periode = p.id and t.account = ${n}) \
                     or exists (select 1 from evaluasi_jawaban r where r.periode = p.id and r.responden = ${n})"
                )
            }
        };
        format!("((p.keadaan = 'final' and {hasil}) or {berjalan} or {bernama})")
    }
}

/// Periods.
pub fn tabel_periode() -> Table {
    Table::new(
        "evaluasi_periode",
        &[
            ("unit", Class::Internal),
            ("owner", Class::Internal),
            ("tahun", Class::Internal),
            ("nama", Class::Internal),
            ("instrumen", Class::Internal),
            ("jalur", Class::Internal),
            ("basis", Class::Internal),
            ("keadaan", Class::Internal),
            ("tanggal_penilaian", Class::Internal),
            ("tenggat_isi", Class::Internal),
            ("tenggat_validasi", Class::Internal),
            ("tenggat_eksternal", Class::Internal),
            ("sasaran", Class::Internal),
            ("disetujui", Class::Internal),
            ("nomor_acara", Class::Internal),
            ("tempat_acara", Class::Internal),
            ("dasar_acara", Class::Internal),
            ("kekuatan", Class::Internal),
            ("kelemahan", Class::Internal),
            ("berkas_acara", Class::Internal),
            ("sidik", Class::Internal),
            ("dibekukan", Class::Internal),
        ],
    )
}

/// Teams.
pub fn tabel_tim() -> Table {
    Table::new(
        "evaluasi_tim",
        &[
            ("periode", Class::Internal),
            ("account", Class::Internal),
            ("peran", Class::Internal),
            ("jabatan", Class::Internal),
            ("nip", Class::Personal),
        ],
    )
}

/// Answers.
pub fn tabel_jawaban() -> Table {
    Table::new(
        "evaluasi_jawaban",
        &[
            ("periode", Class::Internal),
            ("urutan", Class::Internal),
            ("indikator", Class::Internal),
            ("responden", Class::Internal),
            ("nilai", Class::Internal),
            ("penjelasan", Class::Internal),
            ("tingkat", Class::Internal),
            ("keadaan", Class::Internal),
            ("catatan_validasi", Class::Internal),
            ("nilai_eksternal", Class::Internal),
            ("alasan_eksternal", Class::Internal),
        ],
    )
}

/// Evidence.
pub fn tabel_bukti() -> Table {
    Table::new(
        "evaluasi_bukti",
        &[
            ("owner", Class::Internal),
            ("periode", Class::Internal),
            ("jawaban", Class::Internal),
            ("tingkat", Class::Internal),
            ("jenis", Class::Internal),
            ("judul", Class::Internal),
            ("alamat", Class::Internal),
            ("berkas", Class::Internal),
            ("tanggal", Class::Internal),
            ("reviu", Class::Internal),
        ],
    )
}

/// Notes.
pub fn tabel_catatan() -> Table {
    let kolom = [
        ("owner", Class::Internal),
        ("periode", Class::Internal),
        ("jawaban", Class::Internal),
        ("isi", Class::Internal),
    ];
    Table::new("evaluasi_catatan", &kolom)
}

/// Acts on periods.
pub fn tabel_langkah() -> Table {
    Table::new(
        "evaluasi_langkah",
        &[
            ("owner", Class::Internal),
            ("periode", Class::Internal),
            ("tindakan", Class::Internal),
            ("dari", Class::Internal),
            ("ke", Class::Internal),
            ("alasan", Class::Internal),
        ],
    )
}

/// Recommendations.
pub fn tabel_rekomendasi() -> Table {
    let kolom = [
        ("owner", Class::Internal),
        ("periode", Class::Internal),
        ("indikator", Class::Internal),
        ("isi", Class::Internal),
    ];
    Table::new("evaluasi_rekomendasi", &kolom)
}

/// Follow-up of recommendations.
pub fn tabel_tindak_lanjut() -> Table {
    Table::new(
        "evaluasi_tindak_lanjut",
        &[
            ("owner", Class::Internal),
            ("periode", Class::Internal),
            ("rekomendasi", Class::Internal),
            ("keadaan", Class::Internal),
            ("uraian", Class::Internal),
            ("tenggat", Class::Internal),
        ],
    )
}

/// Reminders that were sent.
pub fn tabel_pengingat() -> Table {
    let kolom = [
        ("periode", Class::Internal),
        ("keadaan", Class::Internal),
        ("tenggat", Class::Internal),
        ("hari", Class::Internal),
        ("penerima", Class::Internal),
    ];
    Table::plain("evaluasi_pengingat", &kolom)
}

/// Every table of the module.
pub fn tabel() -> Vec<Table> {
    vec![
        tabel_periode(),
        tabel_tim(),
        tabel_jawaban(),
        tabel_bukti(),
        tabel_catatan(),
        tabel_langkah(),
        tabel_rekomendasi(),
        tabel_tindak_lanjut(),
        tabel_pengingat(),
    ]
}
