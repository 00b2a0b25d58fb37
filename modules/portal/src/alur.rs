//! The way of a text from the first draft to the public and off it again.
use register::{Flow, GuardCtx, State, StateKind, Transition};
use uuid::Uuid;

use crate::{SETUJUI, TULIS};

/// What the guards look at.
#[derive(Debug, Clone, Default)]
pub struct Telaah {
    /// Everybody who wrote on the version, and who proposed it.
    pub penulis: Vec<Uuid>,
    /// A version of it is public, or will be.
    pub terbit: bool,
    /// What is missing before it can be proposed.
    pub kurang: Option<&'static str>,
}

/// The way of a text. While a change of a public text is under way, the public reads the version before.
pub const ALUR: Flow<Telaah> = Flow {
    states: &[
        State::open("draf", "Draf"),
        State::open("diajukan", "Menunggu persetujuan").locked(),
        State { key: "terbit", label: "Disetujui", kind: StateKind::Done, locked: false },
        State { key: "ditarik", label: "Ditarik", kind: StateKind::Dropped, locked: false },
    ],
    initial: "draf",
    transitions: &[
        Transition::new("ajukan", "Ajukan untuk disetujui", &["draf"], "diajukan", TULIS).guarded(lengkap),
        Transition::new("setujui", "Setujui dan terbitkan", &["diajukan"], "terbit", SETUJUI).guarded(orang_lain),
        Transition::new("kembalikan", "Kembalikan kepada penulis", &["diajukan"], "draf", SETUJUI).with_reason(),
        Transition::new("urungkan", "Tarik ajuan", &["diajukan"], "draf", TULIS),
        Transition::new("batal", "Buang perubahan ini", &["draf"], "terbit", TULIS).guarded(ada_terbit),
        Transition::new("tarik", "Tarik dari publik", &["draf", "diajukan", "terbit"], "ditarik", SETUJUI)
            .with_reason()
            .guarded(ada_terbit),
        Transition::new("buka", "Buka kembali sebagai draf", &["ditarik"], "draf", TULIS),
    ],
};

fn lengkap(telaah: &Telaah, _: &GuardCtx<'_>) -> Result<(), &'static str> {
    match telaah.kurang {
        Some(kurang) => Err(kurang),
        None => Ok(()),
    }
}

fn orang_lain(telaah: &Telaah, ctx: &GuardCtx<'_>) -> Result<(), &'static str> {
    if ctx.actor.is_some_and(|actor| telaah.penulis.contains(&actor)) {
        return Err("Anda ikut menulis atau mengajukan versi ini. Minta orang lain yang menyetujuinya.");
    }
    Ok(())
}

fn ada_terbit(telaah: &Telaah, _: &GuardCtx<'_>) -> Result<(), &'static str> {
    if telaah.terbit { Ok(()) } else { Err("Tulisan ini belum pernah terbit.") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use register::Denial;
    use time::macros::{date, datetime};

    fn decide(act: &str, state: &str, telaah: &Telaah, actor: u128, reason: &str) -> Result<&'static str, Denial> {
        let ctx = GuardCtx {
            now: datetime!(2026-11-20 02:00 UTC),
            today: date!(2026 - 11 - 20),
            actor: Some(Uuid::from_u128(actor)),
            reason,
        };
        ALUR.decide(act, state, telaah, |_| true, &ctx).map(|act| act.to)
    }

    #[test]
    fn every_act_from_every_state() {
        assert_eq!(ALUR.faults(), Vec::<String>::new());
        let telaah = Telaah { penulis: vec![Uuid::from_u128(1)], terbit: true, kurang: None };
        // Columns: draf, diajukan, terbit, ditarik.
        let table = [
            ("ajukan", ["diajukan", "-", "-", "-"]),
            ("setujui", ["-", "terbit", "-", "-"]),
            ("kembalikan", ["-", "draf", "-", "-"]),
            ("urungkan", ["-", "draf", "-", "-"]),
            ("batal", ["terbit", "-", "-", "-"]),
            ("tarik", ["ditarik", "ditarik", "ditarik", "-"]),
            ("buka", ["-", "-", "-", "draf"]),
        ];
        assert_eq!(table.len(), ALUR.transitions.len());
        for (act, row) in table {
            for (state, expected) in ["draf", "diajukan", "terbit", "ditarik"].into_iter().zip(row) {
                let got = decide(act, state, &telaah, 2, "sebab").ok();
                assert_eq!(got.unwrap_or("-"), expected, "{act} from {state}");
            }
        }
    }

    #[test]
    fn guards_hold() {
        let telaah = Telaah { penulis: vec![Uuid::from_u128(1)], ..Telaah::default() };
        assert!(matches!(decide("setujui", "diajukan", &telaah, 1, ""), Err(Denial::Guard(_))));
        assert_eq!(decide("setujui", "diajukan", &telaah, 2, ""), Ok("terbit"));
        assert!(matches!(decide("batal", "draf", &telaah, 2, ""), Err(Denial::Guard(_))));
        assert!(matches!(decide("tarik", "draf", &telaah, 2, "sebab"), Err(Denial::Guard(_))));
        assert_eq!(decide("kembalikan", "diajukan", &telaah, 2, " "), Err(Denial::ReasonMissing));
        let kurang = Telaah { kurang: Some("Isi dahulu."), ..telaah };
        assert_eq!(decide("ajukan", "draf", &kurang, 1, ""), Err(Denial::Guard("Isi dahulu.")));
    }
}
