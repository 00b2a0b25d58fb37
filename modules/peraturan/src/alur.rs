//! The way of a document from the upload to the public.
use register::{Flow, GuardCtx, State, StateKind, Transition};
use uuid::Uuid;

use crate::{KELOLA, TERBITKAN, TINJAU};

/// What the guards look at.
#[derive(Debug, Clone, Default)]
pub struct Tinjauan {
    /// Notes of the parser that nobody has decided yet.
    pub terbuka: i64,
    /// Facts without which a document cannot be published.
    pub kurang: bool,
    /// Who made the newest text.
    pub pengimpor: Option<Uuid>,
    /// There is a text newer than the published one.
    pub ada_naskah_baru: bool,
}

/// The way of a document.
pub const ALUR: Flow<Tinjauan> = Flow {
    states: &[
        State::open("draf", "Draf"),
        State::open("ditinjau", "Sudah ditinjau"),
        State { key: "terbit", label: "Terbit", kind: StateKind::Done, locked: false },
        State { key: "ditarik", label: "Ditarik dari publik", kind: StateKind::Dropped, locked: false },
    ],
    initial: "draf",
    transitions: &[
        Transition::new("tinjau", "Selesai ditinjau", &["draf"], "ditinjau", TINJAU).guarded(siap),
        Transition::new("kembalikan", "Kembalikan ke draf", &["ditinjau"], "draf", TINJAU).with_reason(),
        Transition::new("terbitkan", "Terbitkan", &["ditinjau"], "terbit", TERBITKAN).guarded(siap_terbit),
        Transition::new("perbarui", "Terbitkan naskah perbaikan", &["terbit"], "terbit", TERBITKAN)
            .guarded(ada_yang_baru),
        Transition::new("tarik", "Tarik dari publik", &["terbit"], "ditarik", TERBITKAN).with_reason(),
        Transition::new("buka", "Buka kembali sebagai draf", &["ditarik"], "draf", KELOLA),
    ],
};

fn catatan_habis(tinjauan: &Tinjauan) -> Result<(), &'static str> {
    if tinjauan.terbuka > 0 { Err("Masih ada catatan pengurai yang belum diputuskan.") } else { Ok(()) }
}

fn orang_kedua(tinjauan: &Tinjauan, ctx: &GuardCtx<'_>) -> Result<(), &'static str> {
    let sendiri = tinjauan.pengimpor.is_some() && tinjauan.pengimpor == ctx.actor;
    if sendiri && ctx.reason.trim().is_empty() {
        return Err(
            "Naskah ini Anda sendiri yang mengunggah. Minta orang kedua meninjau, atau tulis alasan mengapa Anda meninjaunya sendiri.",
        );
    }
    Ok(())
}

fn siap(tinjauan: &Tinjauan, ctx: &GuardCtx<'_>) -> Result<(), &'static str> {
    if tinjauan.kurang {
        return Err("Lengkapi dahulu data dokumen: jenis, nomor, tahun, dan judul.");
    }
    catatan_habis(tinjauan)?;
    orang_kedua(tinjauan, ctx)
}

fn siap_terbit(tinjauan: &Tinjauan, _: &GuardCtx<'_>) -> Result<(), &'static str> {
    if tinjauan.kurang {
        return Err("Lengkapi dahulu data dokumen: jenis, nomor, tahun, dan judul.");
    }
    catatan_habis(tinjauan)
}

fn ada_yang_baru(tinjauan: &Tinjauan, ctx: &GuardCtx<'_>) -> Result<(), &'static str> {
    if !tinjauan.ada_naskah_baru {
        return Err("Tidak ada naskah yang lebih baru daripada yang sudah terbit.");
    }
    siap(tinjauan, ctx)
}

#[cfg(test)]
mod tests {
    use super::*;
    use register::Denial;
    use time::macros::{date, datetime};

    fn decide(act: &str, state: &str, tinjauan: &Tinjauan, actor: u128, reason: &str) -> Result<&'static str, Denial> {
        let ctx = GuardCtx {
            now: datetime!(2026-11-20 02:00 UTC),
            today: date!(2026 - 11 - 20),
            actor: Some(Uuid::from_u128(actor)),
            reason,
        };
        ALUR.decide(act, state, tinjauan, |_| true, &ctx).map(|act| act.to)
    }

    #[test]
    fn the_flow_is_whole() {
        assert_eq!(ALUR.faults(), Vec::<String>::new());
    }

    #[test]
    fn every_act_from_every_state() {
        let siap = Tinjauan { pengimpor: Some(Uuid::from_u128(1)), ada_naskah_baru: true, ..Tinjauan::default() };
        let boleh = [
            ("tinjau", "draf", "ditinjau"),
            ("kembalikan", "ditinjau", "draf"),
            ("terbitkan", "ditinjau", "terbit"),
            ("perbarui", "terbit", "terbit"),
            ("tarik", "terbit", "ditarik"),
            ("buka", "ditarik", "draf"),
        ];
        for act in ALUR.transitions {
            for state in ALUR.states {
                let harap = boleh.iter().find(|(a, s, _)| *a == act.key && *s == state.key).map(|(_, _, to)| *to);
                assert_eq!(decide(act.key, state.key, &siap, 2, "sebab").ok(), harap, "{} {}", act.key, state.key);
            }
        }
    }

    #[test]
    fn guards_hold() {
        let siap = Tinjauan { pengimpor: Some(Uuid::from_u128(1)), ..Tinjauan::default() };
        assert_eq!(decide("tinjau", "draf", &siap, 2, ""), Ok("ditinjau"));
        assert!(matches!(decide("tinjau", "draf", &siap, 1, " "), Err(Denial::Guard(_))));
        assert_eq!(decide("tinjau", "draf", &siap, 1, "kantor satu orang"), Ok("ditinjau"));
        assert!(decide("tinjau", "draf", &Tinjauan { terbuka: 1, ..siap.clone() }, 2, "").is_err());
        assert!(decide("terbitkan", "ditinjau", &Tinjauan { kurang: true, ..siap.clone() }, 2, "").is_err());
        assert!(decide("perbarui", "terbit", &siap, 2, "").is_err());
        assert_eq!(decide("kembalikan", "ditinjau", &siap, 2, ""), Err(Denial::ReasonMissing));
    }
}
