//! What is sealed for whom, and how a key comes from what a person knows. See docs/WBS-THREAT-MODEL.md.
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use kernel::{Error, Result};
use segel::{Cost, Key, Public, Secret, Zeroizing};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Purposes: what was sealed for one opens for no other.
const ISI: &str = "pendopo wbs isi 1";
const SEGEL: &str = "pendopo wbs segel 1";
const PELAPOR: &str = "pendopo wbs pelapor 1";
const RAHASIA: &str = "pendopo wbs rahasia 1";
const POTONG: &str = "pendopo wbs potong 1";
/// Of the identity of a reporter, for a custodian.
pub const IDENTITAS: &str = "pendopo wbs identitas 1";
/// Of the reason for which an identity is asked, for a custodian.
pub const ALASAN: &str = "pendopo wbs alasan 1";
/// Of a share of the escrow, for an officer.
pub const BAGIAN: &str = "pendopo wbs bagian 1";
/// Of a share that an officer hands over, for a handler.
pub const SERAH: &str = "pendopo wbs serah 1";

/// Texts are filled up to multiples of this many bytes.
pub const LANGKAH: usize = 1024;
/// Bytes of a piece of a file, all pieces alike.
pub const POTONGAN: usize = 256 * 1024;
/// Digits of a receipt code: 66 bits.
pub const ANGKA: usize = 20;

/// Something did not open that should, or the machine gave no randomness.
pub fn rusak(cause: segel::Error) -> Error {
    Error::internal(format!("wbs: {cause}"))
}

/// Both private keys of a report: of its content, which the reporter has too, and of the notes of its handlers.
#[derive(Debug, Clone)]
pub struct KunciLaporan {
    /// Of the content.
    pub isi: Secret,
    /// Of the notes.
    pub catatan: Secret,
}

impl KunciLaporan {
    /// New keys.
    pub fn baru() -> KunciLaporan {
        KunciLaporan { isi: Secret::fresh(), catatan: Secret::fresh() }
    }

    /// Sealed for the holder of a key.
    pub fn segel(&self, laporan: Uuid, untuk: Public) -> Result<Vec<u8>> {
        let both = Zeroizing::new([*self.isi.bytes(), *self.catatan.bytes()].concat());
        untuk.seal(SEGEL, laporan.as_bytes(), &both).map_err(rusak)
    }

    /// What stands in its place for somebody who may not open it, alike in length and look.
    pub fn segel_semu(untuk: Public) -> Result<Vec<u8>> {
        untuk.decoy(64).map_err(rusak)
    }

    /// The keys in a seal; none when it is not for this key.
    pub fn buka(laporan: Uuid, kunci: &Secret, segel: &[u8]) -> Option<KunciLaporan> {
        let both = kunci.open(SEGEL, laporan.as_bytes(), segel).ok()?;
        let (isi, catatan) = both.split_at_checked(32)?;
        Some(KunciLaporan { isi: Secret::from_bytes(isi).ok()?, catatan: Secret::from_bytes(catatan).ok()? })
    }
}

/// What a sealed text of a report is bound to: report, row and kind.
fn tentang(laporan: Uuid, butir: Uuid, jenis: &str) -> Vec<u8> {
    [laporan.as_bytes().as_slice(), butir.as_bytes(), jenis.as_bytes()].concat()
}

/// Seals a text of a report.
pub fn tutup_isi(untuk: Public, laporan: Uuid, butir: Uuid, jenis: &str, teks: &[u8]) -> Result<Vec<u8>> {
    let filled = segel::padded(teks, LANGKAH);
    untuk.seal(ISI, &tentang(laporan, butir, jenis), &filled).map_err(rusak)
}

/// Opens a text of a report.
pub fn buka_isi(kunci: &Secret, laporan: Uuid, butir: Uuid, jenis: &str, isi: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let filled = kunci.open(ISI, &tentang(laporan, butir, jenis), isi).map_err(rusak)?;
    segel::unpadded(&filled).map_err(rusak)
}

/// Seals a text for a person, filled up as all are.
pub fn tutup_untuk(untuk: Public, guna: &str, tentang: Uuid, teks: &[u8]) -> Result<Vec<u8>> {
    untuk.seal(guna, tentang.as_bytes(), &segel::padded(teks, LANGKAH)).map_err(rusak)
}

/// Opens it.
pub fn buka_untuk(kunci: &Secret, guna: &str, tentang: Uuid, isi: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let filled = kunci.open(guna, tentang.as_bytes(), isi).map_err(rusak)?;
    segel::unpadded(&filled).map_err(rusak)
}

fn tempat(berkas: Uuid, urut: usize, akhir: bool) -> Vec<u8> {
    [berkas.as_bytes().as_slice(), &(urut as u64).to_be_bytes(), &[u8::from(akhir)]].concat()
}

/// Seals a content in pieces of one length; they can be neither exchanged nor cut off.
pub fn tutup_berkas(kunci: &Key, berkas: Uuid, isi: &[u8]) -> Result<Vec<Vec<u8>>> {
    let filled = segel::padded(isi, POTONGAN);
    let last = (filled.len() / POTONGAN).saturating_sub(1);
    let pieces = filled.chunks(POTONGAN).enumerate();
    pieces.map(|(urut, piece)| kunci.seal(POTONG, &tempat(berkas, urut, urut == last), piece).map_err(rusak)).collect()
}

/// Opens all pieces of a content.
pub fn buka_berkas(kunci: &Key, berkas: Uuid, potongan: &[Vec<u8>]) -> Result<Zeroizing<Vec<u8>>> {
    let last = potongan.len().saturating_sub(1);
    let mut filled = Zeroizing::new(Vec::with_capacity(potongan.len() * POTONGAN));
    for (urut, piece) in potongan.iter().enumerate() {
        let opened = kunci.open(POTONG, &tempat(berkas, urut, urut == last), piece).map_err(rusak)?;
        filled.extend_from_slice(&opened);
    }
    segel::unpadded(&filled).map_err(rusak)
}

/// What a receipt code gives: the mark under which its report is found, and the key that opens it.
pub struct Resi {
    /// The mark.
    pub tanda: Vec<u8>,
    kunci: Key,
}

impl Resi {
    /// The private key of a report's content, sealed for its reporter.
    pub fn tutup(&self, laporan: Uuid, kunci: &Secret) -> Result<Vec<u8>> {
        self.kunci.seal(PELAPOR, laporan.as_bytes(), kunci.bytes()).map_err(rusak)
    }

    /// And opened again.
    pub fn buka(&self, laporan: Uuid, isi: &[u8]) -> Result<Secret> {
        let bytes = self.kunci.open(PELAPOR, laporan.as_bytes(), isi).map_err(rusak)?;
        Secret::from_bytes(&bytes).map_err(rusak)
    }
}

/// A new receipt code: twenty digits, each as likely as any other.
pub fn kode_baru() -> Result<Zeroizing<String>> {
    let mut code = Zeroizing::new(String::with_capacity(ANGKA));
    while code.len() < ANGKA {
        let mut byte = [0];
        segel::random(&mut byte).map_err(rusak)?;
        // 250 is the largest multiple of ten: beyond it some digits would come more often.
        code.extend(byte.iter().filter(|byte| **byte < 250).map(|byte| char::from(b'0' + byte % 10)));
    }
    Ok(code)
}

/// The digits of a code as somebody typed it; nothing when they are not twenty.
pub fn kode_diketik(teks: &str) -> Option<Zeroizing<String>> {
    let angka: Zeroizing<String> = Zeroizing::new(teks.chars().filter(char::is_ascii_digit).collect());
    let lain = teks.chars().any(|huruf| !huruf.is_ascii_digit() && !huruf.is_whitespace() && huruf != '-');
    (angka.len() == ANGKA && !lain).then_some(angka)
}

/// The code in groups of four.
pub fn kode_tampil(kode: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(ANGKA + ANGKA / 4));
    for (place, digit) in kode.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// Who waits for a key to be stretched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Antrean {
    /// Reporters.
    Pelapor,
    /// Handlers, custodians, officers.
    Pegawai,
}

/// The turns of one process.
struct Giliran {
    /// Stretchings at a time, of both sides together.
    maju: Arc<Semaphore>,
    /// Reporters of whom one may ask for that: staff waits for one reporter at most, however many there are.
    pelapor: Arc<Semaphore>,
    antre_pelapor: Semaphore,
    antre_pegawai: Semaphore,
}

static GILIRAN: OnceLock<Giliran> = OnceLock::new();

impl Giliran {
    fn new(serentak: usize, antre: usize) -> Giliran {
        Giliran {
            maju: Arc::new(Semaphore::new(serentak)),
            pelapor: Arc::new(Semaphore::new(serentak)),
            antre_pelapor: Semaphore::new(antre),
            antre_pegawai: Semaphore::new(antre),
        }
    }
}

/// Fixes how many secrets are stretched at a time in this process and how many of each side may wait; the first call counts.
pub fn atur(serentak: usize, antre: usize) {
    let _ = GILIRAN.get_or_init(|| Giliran::new(serentak, antre));
}

/// Stretches a secret when its turn comes, on a thread of its own. As many at a time as [`atur`] said, one unless it was called, so that
/// whatever is sent takes no more from the rest of the program; a flood of reporters does not keep handlers out.
///
/// # Errors
/// [`Error::TooMany`] when too many wait already.
pub async fn regang(
    antrean: Antrean,
    rahasia: Zeroizing<String>,
    garam: Vec<u8>,
    biaya: Cost,
) -> Result<Zeroizing<[u8; 64]>> {
    let giliran = GILIRAN.get_or_init(|| Giliran::new(1, 30));
    let antre = match antrean {
        Antrean::Pelapor => &giliran.antre_pelapor,
        Antrean::Pegawai => &giliran.antre_pegawai,
    };
    let _place = antre.try_acquire().map_err(|_| Error::TooMany(30))?;
    let first = match antrean {
        Antrean::Pelapor => Some(giliran.pelapor.clone().acquire_owned().await.map_err(Error::internal)?),
        Antrean::Pegawai => None,
    };
    let turn = giliran.maju.clone().acquire_owned().await.map_err(Error::internal)?;
    // The turn goes with the work: whoever goes away meanwhile does not make room for another on the same core.
    let work = move || {
        let _turn = (first, turn);
        segel::stretch(rahasia.as_bytes(), &garam, biaya)
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?.map_err(rusak)
}

/// How long one pass over this much memory (in KiB) takes on this machine, so that a cost can be chosen.
///
/// # Errors
/// When the machine has not that much memory.
pub fn ukur(memori: u32) -> Result<Duration> {
    let time = |passes: u32| -> Result<Duration> {
        let start = std::time::Instant::now();
        segel::stretch(b"ukuran", b"garam-ukuran", Cost { memory: memori, passes }).map_err(rusak)?;
        Ok(start.elapsed())
    };
    // The first touches the memory; what more passes take is what a pass takes.
    time(1)?;
    let (one, four) = (time(1)?, time(4)?);
    Ok(four.saturating_sub(one) / 3)
}

/// What a receipt code gives, after about a second of work.
pub async fn resi(kode: Zeroizing<String>, garam: &[u8], biaya: Cost) -> Result<Resi> {
    let stretched = regang(Antrean::Pelapor, kode, garam.to_vec(), biaya).await?;
    let (tanda, kunci) = stretched.split_at(32);
    Ok(Resi { tanda: tanda.to_vec(), kunci: Key::from_bytes(kunci).map_err(rusak)? })
}

/// The private key of a person, under the passphrase.
pub struct Terbungkus {
    /// Sealed private key.
    pub rahasia: Vec<u8>,
    /// Salt.
    pub garam: Vec<u8>,
    /// What one try costs.
    pub biaya: Cost,
}

/// Wraps a private key under a passphrase.
pub async fn bungkus(id: Uuid, kunci: &Secret, sandi: Zeroizing<String>, biaya: Cost) -> Result<Terbungkus> {
    let mut garam = vec![0; 16];
    segel::random(&mut garam).map_err(rusak)?;
    let stretched = regang(Antrean::Pegawai, sandi, garam.clone(), biaya).await?;
    let rahasia = pembungkus(&stretched)?.seal(RAHASIA, id.as_bytes(), kunci.bytes()).map_err(rusak)?;
    Ok(Terbungkus { rahasia, garam, biaya })
}

/// Unwraps it; nothing for another passphrase.
pub async fn buka_bungkus(id: Uuid, bungkus: Terbungkus, sandi: Zeroizing<String>) -> Result<Option<Secret>> {
    let stretched = regang(Antrean::Pegawai, sandi, bungkus.garam, bungkus.biaya).await?;
    match pembungkus(&stretched)?.open(RAHASIA, id.as_bytes(), &bungkus.rahasia) {
        Ok(bytes) => Ok(Some(Secret::from_bytes(&bytes).map_err(rusak)?)),
        Err(_) => Ok(None),
    }
}

fn pembungkus(stretched: &[u8; 64]) -> Result<Key> {
    let (key, _) = stretched.split_at(32);
    Key::from_bytes(key).map_err(rusak)
}

/// Waits so that answers come at whole steps after the question: what was found out on the way does not show in their time.
pub async fn rata_waktu(mulai: std::time::Instant) {
    const STEP: Duration = Duration::from_millis(250);
    let steps = mulai.elapsed().as_millis() / STEP.as_millis() + 1;
    let until = mulai + STEP * u32::try_from(steps).unwrap_or(u32::MAX);
    tokio::time::sleep_until(until.into()).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    const MURAH: Cost = Cost { memory: 64, passes: 1 };

    #[test]
    fn codes_are_twenty_digits_typed_as_people_type() {
        let kode = kode_baru().unwrap();
        assert_eq!(kode.len(), ANGKA);
        let tampil = kode_tampil(&kode);
        assert_eq!(tampil.len(), 24);
        assert_eq!(kode_diketik(&tampil), Some(kode.clone()));
        assert_eq!(kode_diketik(&tampil.replace(' ', "-")), Some(kode.clone()));
        for salah in ["", "1234", "1234 5678 9012 3456 7890 1", "1234 5678 9012 3456 789x", "a1234567890123456789"] {
            assert_eq!(kode_diketik(salah), None, "{salah}");
        }
        assert_ne!(kode, kode_baru().unwrap());
    }

    #[test]
    fn a_report_opens_for_whom_it_was_sealed() {
        let (indah, budi) = (Secret::fresh(), Secret::fresh());
        let (laporan, butir) = (Uuid::new_v4(), Uuid::new_v4());
        let kunci = KunciLaporan::baru();
        let segel = kunci.segel(laporan, indah.public().unwrap()).unwrap();
        let semu = KunciLaporan::segel_semu(budi.public().unwrap()).unwrap();
        assert_eq!(segel.len(), semu.len());
        assert!(KunciLaporan::buka(laporan, &budi, &semu).is_none());
        assert!(KunciLaporan::buka(laporan, &budi, &segel).is_none());
        assert!(KunciLaporan::buka(Uuid::new_v4(), &indah, &segel).is_none());
        let terbuka = KunciLaporan::buka(laporan, &indah, &segel).unwrap();
        let isi = tutup_isi(kunci.isi.public().unwrap(), laporan, butir, "pesan", b"halo").unwrap();
        assert_eq!(buka_isi(&terbuka.isi, laporan, butir, "pesan", &isi).unwrap().as_slice(), b"halo");
        // The reporter's key does not open notes, and rows cannot change places.
        assert!(buka_isi(&terbuka.catatan, laporan, butir, "pesan", &isi).is_err());
        assert!(buka_isi(&terbuka.isi, laporan, Uuid::new_v4(), "pesan", &isi).is_err());
        assert!(buka_isi(&terbuka.isi, laporan, butir, "catatan", &isi).is_err());
    }

    #[test]
    fn files_come_back_whole_or_not_at_all() {
        let (kunci, berkas) = (Key::fresh().unwrap(), Uuid::new_v4());
        for panjang in [0, 1, POTONGAN - 1, POTONGAN, 2 * POTONGAN + 5] {
            let isi = vec![7; panjang];
            let potongan = tutup_berkas(&kunci, berkas, &isi).unwrap();
            assert_eq!(*buka_berkas(&kunci, berkas, &potongan).unwrap(), isi, "{panjang}");
            assert!(potongan.iter().all(|piece| piece.len() == potongan[0].len()));
            if potongan.len() > 1 {
                assert!(buka_berkas(&kunci, berkas, &potongan[..1]).is_err());
                let mut tukar = potongan.clone();
                tukar.swap(0, 1);
                assert!(buka_berkas(&kunci, berkas, &tukar).is_err());
            }
        }
        assert!(buka_berkas(&kunci, berkas, &[]).is_err());
    }

    #[tokio::test]
    async fn codes_and_passphrases_open_their_own_keys_only() {
        let (laporan, kunci) = (Uuid::new_v4(), Secret::fresh());
        let kode = kode_baru().unwrap();
        let satu = resi(kode.clone(), b"garam-garam", MURAH).await.unwrap();
        let tutup = satu.tutup(laporan, &kunci).unwrap();
        let lagi = resi(kode, b"garam-garam", MURAH).await.unwrap();
        assert_eq!(satu.tanda, lagi.tanda);
        assert_eq!(lagi.buka(laporan, &tutup).unwrap().bytes(), kunci.bytes());
        let lain = resi(kode_baru().unwrap(), b"garam-garam", MURAH).await.unwrap();
        assert_ne!(lain.tanda, satu.tanda);
        assert!(lain.buka(laporan, &tutup).is_err());

        let id = Uuid::new_v4();
        let sandi = |teks: &str| Zeroizing::new(teks.to_owned());
        for (diketik, terbuka) in [("gajah makan durian", true), ("gajah makan rambutan", false)] {
            let bungkus = bungkus(id, &kunci, sandi("gajah makan durian"), MURAH).await.unwrap();
            assert_eq!(buka_bungkus(id, bungkus, sandi(diketik)).await.unwrap().is_some(), terbuka);
        }
    }
}
