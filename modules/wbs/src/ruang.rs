//! Open keys, in memory and nowhere else: of handlers, custodians and officers for as long as they work, of reporters for as long as
//! they read. What lies still for half an hour is wiped; so is what belongs to somebody who signs out. A restart forgets all.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard};

use kernel::{Ctx, Result};
use segel::Secret;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::model::Peran;
use crate::sandi::{self, KunciLaporan};

/// Unused keys are wiped after this long.
const DIAM: Duration = Duration::minutes(30);

/// An open key of a person.
#[derive(Debug)]
pub struct Kunci {
    /// Row.
    pub id: Uuid,
    /// What for.
    pub peran: Peran,
    /// The private half.
    pub rahasia: Secret,
}

/// What a person has opened in one session.
#[derive(Debug)]
pub struct Terbuka {
    /// Whose.
    pub akun: Uuid,
    /// Their keys.
    pub kunci: Vec<Kunci>,
    laporan: Mutex<BTreeMap<Uuid, Option<KunciLaporan>>>,
}

impl Terbuka {
    /// The open key for a role.
    pub fn kunci(&self, peran: Peran) -> Option<&Kunci> {
        self.kunci.iter().find(|kunci| kunci.peran == peran)
    }

    /// The keys of a report, from the seal for this handler; none when it is not theirs to read. Remembered, because lists ask again
    /// and again.
    pub fn laporan(&self, id: Uuid, segel: &[u8]) -> Option<KunciLaporan> {
        let own = self.kunci(Peran::Penangan)?;
        let mut known = kunci(&self.laporan);
        known.entry(id).or_insert_with(|| KunciLaporan::buka(id, &own.rahasia, segel)).clone()
    }

    /// Forgets what was remembered: seals have changed.
    pub fn lupakan(&self) {
        kunci(&self.laporan).clear();
    }
}

struct Pegawai {
    terbuka: Arc<Terbuka>,
    dipakai: OffsetDateTime,
}

/// The room of a reporter: one report, opened by its code.
#[derive(Debug)]
pub struct Pelapor {
    /// The report.
    pub laporan: Uuid,
    /// The key of its content.
    pub kunci: Secret,
    kiriman: Mutex<BTreeSet<Uuid>>,
}

impl Pelapor {
    /// Whether a form with this key is sent for the first time.
    pub fn pertama(&self, kiriman: Uuid) -> bool {
        kunci(&self.kiriman).insert(kiriman)
    }
    /// What was sent did not arrive: the same form may come again.
    pub fn gagal(&self, kiriman: Uuid) {
        kunci(&self.kiriman).remove(&kiriman);
    }
}

struct Kamar {
    pelapor: Arc<Pelapor>,
    dipakai: OffsetDateTime,
}

#[derive(Default)]
struct Ruang {
    /// By the hash of the session.
    pegawai: BTreeMap<Vec<u8>, Pegawai>,
    /// By the token that the pages carry.
    pelapor: BTreeMap<Vec<u8>, Kamar>,
}

/// Reporters who may have a room at a time; the one unused for longest goes first.
const KAMAR: usize = 5_000;
static RUANG: LazyLock<Mutex<Ruang>> = LazyLock::new(Mutex::default);

fn kunci<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn ruang(kini: OffsetDateTime) -> MutexGuard<'static, Ruang> {
    let mut ruang = kunci(&RUANG);
    ruang.pegawai.retain(|_, each| each.dipakai + DIAM > kini);
    ruang.pelapor.retain(|_, each| each.dipakai + DIAM > kini);
    ruang
}

fn sesi(ctx: &Ctx) -> Option<Vec<u8>> {
    ctx.actor.person()?.session.clone()
}

/// Keeps open keys for the session, with those that it has open already.
pub fn buka(ctx: &Ctx, baru: Vec<Kunci>) -> Result<()> {
    let (Some(sesi), akun) = (sesi(ctx), ctx.account()?) else { return Err(kernel::Error::Unauthenticated) };
    let terbuka = Arc::new(Terbuka { akun, kunci: baru, laporan: Mutex::default() });
    ruang(ctx.now).pegawai.insert(sesi, Pegawai { terbuka, dipakai: ctx.now });
    Ok(())
}

/// What this session has open.
pub fn pegawai(ctx: &Ctx) -> Option<Arc<Terbuka>> {
    let sesi = sesi(ctx)?;
    let mut ruang = ruang(ctx.now);
    let each = ruang.pegawai.get_mut(&sesi)?;
    if Some(each.terbuka.akun) != ctx.actor.account() {
        return None;
    }
    each.dipakai = ctx.now;
    Some(each.terbuka.clone())
}

/// Wipes what this session has open.
pub fn tutup(ctx: &Ctx) {
    if let Some(sesi) = sesi(ctx) {
        ruang(ctx.now).pegawai.remove(&sesi);
    }
}

/// Wipes everything that an account has open.
pub fn tutup_akun(akun: Uuid, kini: OffsetDateTime) {
    ruang(kini).pegawai.retain(|_, each| each.terbuka.akun != akun);
}

/// Forgets the keys of reports everywhere: seals have changed.
pub fn lupakan(kini: OffsetDateTime) {
    for each in ruang(kini).pegawai.values() {
        each.terbuka.lupakan();
    }
}

fn hex(bytes: &[u8]) -> String {
    kernel::keys::hex(bytes)
}

/// Opens a room for a reporter and returns its token.
pub fn kamar_baru(laporan: Uuid, rahasia: Secret, kini: OffsetDateTime) -> Result<String> {
    let mut token = [0; 32];
    segel::random(&mut token).map_err(sandi::rusak)?;
    let pelapor = Arc::new(Pelapor { laporan, kunci: rahasia, kiriman: Mutex::default() });
    let mut ruang = ruang(kini);
    if ruang.pelapor.len() >= KAMAR {
        let oldest = ruang.pelapor.iter().min_by_key(|(_, each)| each.dipakai).map(|(key, _)| key.clone());
        if let Some(key) = oldest {
            ruang.pelapor.remove(&key);
        }
    }
    ruang.pelapor.insert(token.to_vec(), Kamar { pelapor, dipakai: kini });
    Ok(hex(&token))
}

/// The room of a token.
pub fn kamar(token: &str, kini: OffsetDateTime) -> Option<Arc<Pelapor>> {
    let token = kernel::keys::unhex(token)?;
    let mut ruang = ruang(kini);
    let each = ruang.pelapor.get_mut(&token)?;
    each.dipakai = kini;
    Some(each.pelapor.clone())
}

/// Wipes a room.
pub fn tutup_kamar(token: &str, kini: OffsetDateTime) {
    if let Some(token) = kernel::keys::unhex(token) {
        ruang(kini).pelapor.remove(&token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_room_is_there_until_it_lies_still_or_is_closed() {
        let now = datetime!(2026-11-20 02:00 UTC);
        let laporan = Uuid::new_v4();
        let token = kamar_baru(laporan, Secret::fresh(), now).unwrap();
        assert_eq!(kamar(&token, now + Duration::minutes(29)).unwrap().laporan, laporan);
        assert!(kamar(&token, now + Duration::minutes(58)).is_some());
        assert!(kamar(&token, now + Duration::minutes(89)).is_none());
        let token = kamar_baru(laporan, Secret::fresh(), now).unwrap();
        let kiriman = Uuid::new_v4();
        let each = kamar(&token, now).unwrap();
        assert!(each.pertama(kiriman) && !each.pertama(kiriman));
        each.gagal(kiriman);
        assert!(each.pertama(kiriman));
        tutup_kamar(&token, now);
        assert!(kamar(&token, now).is_none());
        assert!(kamar("bukan", now).is_none());
    }
}
