//! From scores to indices and predicates, exactly (PermenPANRB 59/2020; the formula of 5/2018 and of Pemdi is the same).
//!
//! Aspect = Σ score·weight / weight of the aspect; domain = Σ aspect·weight / weight of the domain; index = Σ score·weight / 100.

use crate::angka::{Pecahan, bulatkan};
use crate::model::{Hasil, HasilBagian, Instrumen, Nilai, Predikat, PredikatDari, PredikatLain};

/// Decimals of a published index.
const DESIMAL_TERBIT: u32 = 2;

/// Indices of aspects and domains, the index and its predicate. A missing score counts as 0 and is reported.
pub fn hitung(instrumen: &Instrumen, nilai: &Nilai, basis: PredikatDari) -> Hasil {
    let aspek: Vec<HasilBagian> = instrumen
        .aspek
        .iter()
        .map(|a| {
            let jumlah: Pecahan = instrumen.indikator_aspek(a.nomor).map(|i| nilai.dihitung(&i.kode) * i.bobot).sum();
            HasilBagian { nomor: a.nomor, nama: a.nama.clone(), bobot: a.bobot, indeks: jumlah / a.bobot }
        })
        .collect();
    let domain: Vec<HasilBagian> = instrumen
        .domain
        .iter()
        .map(|d| {
            let jumlah: Pecahan = instrumen
                .aspek
                .iter()
                .zip(&aspek)
                .filter(|(a, _)| a.domain == Some(d.nomor))
                .map(|(a, hasil)| hasil.indeks * a.bobot)
                .sum();
            HasilBagian { nomor: d.nomor, nama: d.nama.clone(), bobot: d.bobot, indeks: jumlah / d.bobot }
        })
        .collect();
    let indeks: Pecahan = aspek.iter().map(|a| a.indeks * a.bobot).sum::<Pecahan>() / Pecahan::from_integer(100);
    let belum_dinilai =
        instrumen.indikator.iter().filter(|i| nilai.ambil(&i.kode).is_none()).map(|i| i.kode.clone()).collect();
    Hasil {
        aspek,
        domain,
        indeks,
        basis,
        predikat: predikat(instrumen, indeks, basis).clone(),
        predikat_lain: predikat_lain(instrumen, indeks, basis),
        belum_dinilai,
    }
}

/// The predicate of an index. Under two decimals the index is first rounded half up, as official results print it.
pub fn predikat(instrumen: &Instrumen, indeks: Pecahan, basis: PredikatDari) -> &Predikat {
    let dipakai = dasar_predikat(indeks, basis);
    instrumen.predikat_atas.iter().find(|p| dipakai >= p.batas_bawah).unwrap_or(&instrumen.predikat_terendah)
}

/// The figure that is compared with the bounds.
pub fn dasar_predikat(indeks: Pecahan, basis: PredikatDari) -> Pecahan {
    match basis {
        PredikatDari::IndeksPenuh => indeks,
        PredikatDari::Indeks2Desimal => bulatkan(indeks, DESIMAL_TERBIT),
    }
}

/// The predicate under the other basis, when it differs.
pub fn predikat_lain(instrumen: &Instrumen, indeks: Pecahan, basis: PredikatDari) -> Option<PredikatLain> {
    let lain = predikat(instrumen, indeks, basis.lain());
    (lain != predikat(instrumen, indeks, basis)).then(|| PredikatLain { basis: basis.lain(), predikat: lain.clone() })
}

/// The index from published domain values, one per domain in order. `None` when their number does not fit the
/// instrument (so always for an instrument without domains).
pub fn indeks_dari_domain(instrumen: &Instrumen, domain: &[Pecahan]) -> Option<Pecahan> {
    if instrumen.domain.is_empty() || instrumen.domain.len() != domain.len() {
        return None;
    }
    let jumlah: Pecahan = instrumen.domain.iter().zip(domain).map(|(d, nilai)| d.bobot * nilai).sum();
    Some(jumlah / Pecahan::from_integer(100))
}
