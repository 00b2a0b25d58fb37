//! The units of the regency, as letters need them: names, codes, the agency above.
use kernel::module::Unit;
use kernel::{App, Result};
use uuid::Uuid;

/// Every unit that exists now.
#[derive(Debug, Clone, Default)]
pub struct Susunan {
    semua: Vec<Unit>,
}

impl Susunan {
    /// Asks the module that knows them.
    pub async fn baca(app: &App) -> Result<Susunan> {
        Ok(Susunan { semua: app.units().await? })
    }
    /// All, by name.
    pub fn semua(&self) -> &[Unit] {
        &self.semua
    }
    /// The unit with this id.
    pub fn cari(&self, id: Uuid) -> Option<&Unit> {
        self.semua.iter().find(|unit| unit.id == id)
    }
    /// What a unit is called.
    pub fn nama(&self, id: Uuid) -> String {
        self.cari(id).map_or_else(|| "Unit lain".to_owned(), |unit| unit.name.clone())
    }
    /// The agency that a unit belongs to: itself, or the nearest above that counts as one.
    pub fn perangkat(&self, id: Uuid) -> Uuid {
        let mut kini = id;
        // A tree is never deeper; a circle would be a fault of the data.
        for _ in 0..20 {
            match self.cari(kini) {
                Some(unit) if !unit.is_agency => match unit.parent {
                    Some(induk) => kini = induk,
                    None => return kini,
                },
                Some(_) | None => return kini,
            }
        }
        id
    }
    /// Whether it is the agency in which the office of the head of the regency stands.
    pub fn setda(&self, id: Uuid) -> bool {
        self.cari(id).is_some_and(|unit| unit.kind == "sekretariat_daerah" && unit.is_agency)
    }
    /// The code of a unit, as it stands in numbers.
    pub fn kode(&self, id: Uuid) -> String {
        self.cari(id).map_or_else(|| "UNIT".to_owned(), |unit| unit.code.clone())
    }
}
