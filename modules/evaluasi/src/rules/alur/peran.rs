//! Roles in the team of a period, and what a regency calls them.

/// What a person is in the team of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Peran {
    /// Coordinator of SPBE, the regional secretary: sets up the team, guards quality, signs, sends.
    Koordinator,
    /// Person in charge: validates and approves answers.
    Supervisor,
    /// Data entry.
    Operator,
    /// Member from a unit, answers for its subject.
    Anggota,
    /// External assessor.
    AsesorEksternal,
}

impl Peran {
    /// All roles.
    pub const SEMUA: [Self; 5] =
        [Self::Koordinator, Self::Supervisor, Self::Operator, Self::Anggota, Self::AsesorEksternal];

    /// The word stored in the database.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Koordinator => "koordinator",
            Self::Supervisor => "supervisor",
            Self::Operator => "operator",
            Self::Anggota => "anggota",
            Self::AsesorEksternal => "asesor_eksternal",
        }
    }

    /// The role with that stored word.
    pub fn dari_id(id: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|p| p.id() == id)
    }
}

/// What a regency calls the roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SebutanPeran {
    /// For [`Peran::Koordinator`].
    pub koordinator: String,
    /// For [`Peran::Supervisor`].
    pub supervisor: String,
    /// For [`Peran::Operator`].
    pub operator: String,
    /// For [`Peran::Anggota`].
    pub anggota: String,
    /// For [`Peran::AsesorEksternal`].
    pub asesor_eksternal: String,
}

impl SebutanPeran {
    /// The name of a role.
    pub fn sebut(&self, peran: Peran) -> &str {
        match peran {
            Peran::Koordinator => &self.koordinator,
            Peran::Supervisor => &self.supervisor,
            Peran::Operator => &self.operator,
            Peran::Anggota => &self.anggota,
            Peran::AsesorEksternal => &self.asesor_eksternal,
        }
    }
}

impl Default for SebutanPeran {
    fn default() -> Self {
        Self {
            koordinator: "Koordinator SPBE".to_owned(),
            supervisor: "Penanggung jawab (supervisor)".to_owned(),
            operator: "Pelaksana entri data (operator)".to_owned(),
            anggota: "Anggota tim".to_owned(),
            asesor_eksternal: "Asesor eksternal".to_owned(),
        }
    }
}
