//! The chain of paraf and one signer: whose turn it is, who may act for whom, what a change of the letter does to it.
use kernel::auth::Assignment;
use uuid::Uuid;

use super::wewenang::{self, Kuasa};
use crate::model::{KeadaanLangkah, Langkah, PeranLangkah};

/// The number of the newest round; 0 before the first.
pub fn putaran(semua: &[Langkah]) -> i64 {
    semua.iter().map(|langkah| langkah.putaran).max().unwrap_or(0)
}

/// The step whose turn it is: the first that waits in the newest round. A round that was sent back has none.
pub fn giliran(semua: &[Langkah]) -> Option<&Langkah> {
    let kini = putaran(semua);
    let mut dalam: Vec<&Langkah> = semua.iter().filter(|langkah| langkah.putaran == kini).collect();
    dalam.sort_by_key(|langkah| langkah.urut);
    if dalam.iter().any(|langkah| langkah.keadaan == KeadaanLangkah::Dikembalikan) {
        return None;
    }
    dalam.into_iter().find(|langkah| langkah.keadaan == KeadaanLangkah::Menunggu)
}

/// Whether it is the turn of this step.
pub fn terakhir(semua: &[Langkah], langkah: &Langkah) -> bool {
    giliran(semua).is_some_and(|kini| kini.id == langkah.id)
}

/// A title without Plt., Plh. or Delegasi in front: the position that a step asks for.
pub fn jabatan_dasar(judul: &str) -> &str {
    wewenang::urai(judul).1
}

/// The title with which one of these positions stands in for the position of a step: as Plt., Plh. or by delegation.
pub fn wakil<'a>(langkah: &Langkah, dipegang: &'a [Assignment]) -> Option<&'a str> {
    dipegang.iter().find_map(|jabatan| {
        let (kuasa, dasar) = wewenang::urai(&jabatan.title);
        let sama = dasar == langkah.jabatan && langkah.unit.is_none_or(|unit| unit == jabatan.unit);
        (kuasa != Kuasa::Sendiri && sama).then_some(jabatan.title.as_str())
    })
}

/// In which capacity `akun` may act on a step now: with the title under which the position of the step is held. The person
/// who was asked acts only while still holding that position in some way.
pub fn sebagai<'a>(langkah: &Langkah, akun: Uuid, dipegang: &'a [Assignment]) -> Option<&'a str> {
    if langkah.akun == akun {
        let masih = dipegang.iter().find(|jabatan| {
            jabatan_dasar(&jabatan.title) == langkah.jabatan && langkah.unit.is_none_or(|unit| unit == jabatan.unit)
        });
        if let Some(jabatan) = masih {
            return Some(&jabatan.title);
        }
    }
    wakil(langkah, dipegang)
}

/// Steps that no longer hold because the letter is another than the one they agreed to.
pub fn gugur<'a>(semua: &'a [Langkah], sidik: &str) -> Vec<&'a Langkah> {
    let kini = putaran(semua);
    let berlaku = semua.iter().filter(|langkah| langkah.putaran == kini && langkah.keadaan == KeadaanLangkah::Selesai);
    berlaku.filter(|langkah| langkah.sidik.as_deref() != Some(sidik)).collect()
}

/// Whether the step may be agreed to: it is its turn, and everybody before agreed to the letter as it is.
///
/// # Errors
/// A sentence for who tries.
pub fn boleh_setuju(semua: &[Langkah], langkah: &Langkah, sidik: &str) -> Result<(), &'static str> {
    if !terakhir(semua, langkah) {
        return Err("Naskah ini sedang tidak menunggu Anda. Muat ulang halaman untuk melihat keadaannya.");
    }
    if !gugur(semua, sidik).is_empty() {
        return Err("Isi naskah berubah setelah paraf. Paraf harus diulang dari awal.");
    }
    let kini = putaran(semua);
    let sebelum = semua.iter().filter(|lain| lain.putaran == kini && lain.urut < langkah.urut);
    if sebelum.into_iter().any(|lain| lain.keadaan != KeadaanLangkah::Selesai) {
        return Err("Paraf sebelum langkah ini belum lengkap.");
    }
    Ok(())
}

/// Whether a planned chain can be used: one signer at the end, nobody twice.
///
/// # Errors
/// A sentence for its author.
pub fn periksa_rantai(rantai: &[(PeranLangkah, Uuid)]) -> Result<(), &'static str> {
    match rantai.last() {
        Some((PeranLangkah::TandaTangan, _)) => {}
        Some((PeranLangkah::Paraf, _)) | None => return Err("Pilih penanda tangan."),
    }
    if rantai.iter().filter(|(peran, _)| *peran == PeranLangkah::TandaTangan).count() != 1 {
        return Err("Naskah mempunyai satu penanda tangan.");
    }
    let mut orang: Vec<Uuid> = rantai.iter().map(|(_, akun)| *akun).collect();
    orang.sort_unstable();
    if orang.windows(2).any(|dua| dua.first() == dua.last()) {
        return Err("Satu orang tercantum dua kali dalam urutan paraf dan tanda tangan.");
    }
    if rantai.len() > 20 {
        return Err("Paling banyak 19 paraf.");
    }
    Ok(())
}
