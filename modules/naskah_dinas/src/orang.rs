//! People as they are typed into forms: a name, a login, or both as suggested.
use kernel::auth::Assignment;
use kernel::auth::account::{self, Place};
use kernel::{App, Result};
use uuid::Uuid;

/// A person with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orang {
    /// The account.
    pub akun: Uuid,
    /// Name.
    pub nama: String,
    /// Name to sign in with.
    pub login: String,
}

impl Orang {
    /// As shown in a field that is read again: `Siti Contoh (siti)`.
    pub fn tulis(&self) -> String {
        format!("{} ({})", self.nama, self.login)
    }
}

/// Finds who is meant: `Nama (login)`, a login, or a name that only one person has.
///
/// # Errors
/// The inner error is a sentence for the field.
pub async fn cari(app: &App, teks: &str) -> Result<std::result::Result<Orang, String>> {
    let teks = teks.trim();
    let dalam = teks.strip_suffix(')').and_then(|depan| depan.rsplit_once('(')).map(|(_, login)| login);
    if let Some(satu) = account::by_login(app, dalam.unwrap_or(teks)).await? {
        return Ok(if satu.active {
            Ok(Orang { akun: satu.id, nama: satu.name, login: satu.login })
        } else {
            Err(format!("Akun {} sudah ditutup", satu.login))
        });
    }
    if teks.chars().count() < 3 {
        return Ok(Err(format!("\"{teks}\" tidak dikenal. Tulis nama lengkap atau nama pengguna")));
    }
    let mut cocok = account::list(app, teks, Place::After(""), 6).await?;
    cocok.retain(|satu| satu.active);
    let sama: Vec<_> = cocok.iter().filter(|satu| satu.name.eq_ignore_ascii_case(teks)).cloned().collect();
    let terpilih = if sama.len() == 1 { sama } else { cocok };
    Ok(match terpilih.as_slice() {
        [satu] => Ok(Orang { akun: satu.id, nama: satu.name.clone(), login: satu.login.clone() }),
        [] => Err(format!("\"{teks}\" tidak dikenal. Tulis nama lengkap atau nama pengguna")),
        banyak => {
            let nama: Vec<String> = banyak.iter().map(|satu| format!("{} ({})", satu.name, satu.login)).collect();
            Err(format!("Ada beberapa orang yang cocok: {}. Tulis salah satunya lengkap", nama.join(", ")))
        }
    })
}

/// The person behind an account; none when it is gone.
pub async fn dengan_akun(app: &App, akun: Uuid) -> Result<Option<Orang>> {
    match account::find(app, akun).await {
        Ok(satu) => Ok(Some(Orang { akun, nama: satu.name, login: satu.login })),
        Err(kernel::Error::NotFound) => Ok(None),
        Err(galat) => Err(galat),
    }
}

/// The position under which somebody is asked: the first that carries an office, not membership of a team.
pub async fn jabatan(app: &App, akun: Uuid) -> Result<Option<Assignment>> {
    let semua = app.assignments(akun).await?;
    let pimpinan = ["kepala_pd", "sekda", "bupati"];
    let terpilih = semua.iter().find(|satu| pimpinan.contains(&satu.role.as_str())).or_else(|| semua.first());
    Ok(terpilih.cloned())
}

/// Names to suggest in a form: who holds an office in these units, and the heads above.
pub async fn saran(app: &App, unit: &[Uuid]) -> Result<Vec<String>> {
    let mut akun = vec![];
    for satu in unit {
        for peran in ["kepala_pd", "operator_pd", "pegawai"] {
            akun.extend(app.holders(peran, Some(*satu)).await?);
        }
    }
    for peran in ["sekda", "bupati"] {
        akun.extend(app.holders(peran, None).await?);
    }
    akun.sort_unstable();
    akun.dedup();
    akun.truncate(200);
    let mut nama: Vec<String> = account::names(app, &akun).await?.into_values().collect();
    nama.sort();
    Ok(nama)
}
