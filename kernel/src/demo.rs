//! The people of a demonstration: one invented person with an account per role. What else a demonstration needs
//! (units, positions, records) comes from [`crate::Module::demo`] of each module.
use uuid::Uuid;

use crate::auth::account::{self, NewAccount};
use crate::{App, Error, Result, Subject, Write};

/// Role key and name of its person. Nobody is called like that.
pub const PEOPLE: &[(&str, &str)] = &[
    ("admin", "Arunika Contoh"),
    ("bupati", "Baskara Contoh"),
    ("sekda", "Cendana Contoh"),
    ("diskominfo", "Danadyaksa Contoh"),
    ("perencanaan", "Ekawira Contoh"),
    ("organisasi", "Fajarwati Contoh"),
    ("hukum", "Gayatri Contoh"),
    ("kepegawaian", "Hariwangsa Contoh"),
    ("keuangan_aset", "Indrakila Contoh"),
    ("pengawasan", "Jatmika Contoh"),
    ("kepala_pd", "Kirana Contoh"),
    ("operator_pd", "Lembayung Contoh"),
    ("pegawai", "Mahameru Contoh"),
    ("evaluator_penanggung_jawab", "Nawangwulan Contoh"),
    ("evaluator_operator", "Ombak Contoh"),
    ("evaluator_anggota", "Pandanwangi Contoh"),
    ("asesor_eksternal", "Rinjani Contoh"),
];

/// The name with which the person of a role signs in: the role with dots.
pub fn login(role: &str) -> String {
    role.replace('_', ".")
}

/// Makes an account for every role that has none yet, all with this password. Returns how many were made.
///
/// # Errors
/// [`Error::Internal`] when a role of [`crate::module::ROLES`] has no person.
pub async fn accounts(app: &App, password: &str) -> Result<usize> {
    let mut made = 0;
    for (role, _) in crate::module::ROLES {
        let person = PEOPLE.iter().find(|(own, _)| own == role);
        let (_, name) = person.ok_or_else(|| Error::internal(format!("no demonstration person for the role {role}")))?;
        let login = login(role);
        if account::by_login(app, &login).await?.is_some() {
            continue;
        }
        let new = NewAccount {
            email: Some(format!("{login}@{}", app.profile.identity.domain.nama)),
            login,
            name: (*name).to_owned(),
            password: password.to_owned(),
            must_change: false,
        };
        let mut write = Write::system(app, "akun.demo").await?;
        let id = account::create(&mut write, new).await?;
        write.commit(&Subject::new("account", id, "/akun")).await?;
        made += 1;
    }
    Ok(made)
}

/// The account of a role's person, for a module's demonstration data.
///
/// # Errors
/// [`Error::NotFound`] when there is none: the role is unknown, or this is no demonstration.
pub async fn account(app: &App, role: &str) -> Result<Uuid> {
    account::by_login(app, &login(role)).await?.map(|found| found.id).ok_or(Error::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_one_person_who_can_sign_in() {
        for (role, _) in crate::module::ROLES {
            assert_eq!(PEOPLE.iter().filter(|(own, _)| own == role).count(), 1, "{role}");
            assert!(account::login_is_valid(&login(role)), "{role}");
        }
        assert_eq!(PEOPLE.len(), crate::module::ROLES.len());
        let names: std::collections::BTreeSet<_> = PEOPLE.iter().map(|(_, name)| name).collect();
        assert_eq!(names.len(), PEOPLE.len());
    }
}
