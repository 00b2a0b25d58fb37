//! In which capacity somebody signs, as lines on the letter.
use crate::model::{Isi, Wewenang};

/// How a position is held, as the directory writes it in front of the position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kuasa {
    /// One's own.
    Sendiri,
    /// Pelaksana tugas.
    Plt,
    /// Pelaksana harian.
    Plh,
    /// Delegated by its holder.
    Delegasi,
}

/// Takes a title apart: `Plt. Kepala, Dinas Contoh` is held as Plt., and the position is `Kepala, Dinas Contoh`.
pub fn urai(judul: &str) -> (Kuasa, &str) {
    for (awal, kuasa) in [("Plt. ", Kuasa::Plt), ("Plh. ", Kuasa::Plh), ("Delegasi ", Kuasa::Delegasi)] {
        if let Some(jabatan) = judul.strip_prefix(awal) {
            return (kuasa, jabatan);
        }
    }
    (Kuasa::Sendiri, judul)
}

/// A position as printed on letters: `Kepala, Dinas Contoh` becomes `Kepala Dinas Contoh`; a title that says enough alone
/// stands alone, the head of the regency with its name.
pub fn sebutan(jabatan: &str, daerah: &str) -> String {
    let Some((nama, unit)) = jabatan.split_once(", ") else { return jabatan.to_owned() };
    let nama_daerah = daerah.strip_prefix("Kabupaten ").unwrap_or(daerah);
    match nama {
        "Bupati" | "Wakil Bupati" => format!("{nama} {nama_daerah}"),
        "Kepala" | "Sekretaris" | "Inspektur" | "Camat" | "Lurah" | "Direktur" => gabung(nama, unit),
        _ => nama.to_owned(),
    }
}

/// The office of the head of the regency as printed in its head: `Bupati Contoh`, of a city `Wali Kota Contoh`.
pub fn kepala_daerah(daerah: &str) -> String {
    match daerah.strip_prefix("Kota ") {
        Some(kota) => format!("Wali Kota {kota}"),
        None => format!("Bupati {}", daerah.strip_prefix("Kabupaten ").unwrap_or(daerah)),
    }
}

/// Whether a letter bears the head of the head of the regency: it is signed in that office (`peran` is its role), also as
/// Plt. or Plh., and not in the name of somebody else.
pub fn berkop_kepala_daerah(isi: &Isi, dipegang: &str, peran: &str) -> bool {
    peran == "bupati" && isi.wewenang() == Wewenang::Sendiri && urai(dipegang).0 != Kuasa::Delegasi
}

/// `Camat` and `Kecamatan Utara` become `Camat Utara`, not `Camat Kecamatan Utara`.
fn gabung(nama: &str, unit: &str) -> String {
    let awalan = match nama {
        "Camat" => "Kecamatan ",
        "Lurah" => "Kelurahan ",
        "Inspektur" => "Inspektorat ",
        _ => "",
    };
    let unit = if awalan.is_empty() { unit } else { unit.strip_prefix(awalan).unwrap_or(unit) };
    format!("{nama} {unit}")
}

/// The lines above the signature. `dipegang` is the title as held by who signs, `jabatan` the position that the step asked
/// for. A delegate signs a.n. the position, under an own one (`sendiri`).
pub fn baris(isi: &Isi, dipegang: &str, sendiri: &str, daerah: &str) -> Vec<String> {
    let (kuasa, jabatan) = urai(dipegang);
    let nama = if isi.jabatan.is_empty() { sebutan(jabatan, daerah) } else { isi.jabatan.clone() };
    let pejabat = match kuasa {
        Kuasa::Sendiri => vec![nama],
        Kuasa::Plt => vec![format!("Plt. {nama}")],
        Kuasa::Plh => vec![format!("Plh. {nama}")],
        Kuasa::Delegasi => {
            let (_, sendiri) = urai(sendiri);
            vec![format!("a.n. {nama}"), sebutan(sendiri, daerah)]
        }
    };
    let mut semua = match isi.wewenang() {
        Wewenang::Sendiri => vec![],
        Wewenang::AtasNama => vec![format!("a.n. {}", isi.atas_nama)],
        Wewenang::UntukBeliau => vec![format!("a.n. {}", isi.atas_nama), isi.melalui.clone(), "u.b.".to_owned()],
    };
    semua.extend(pejabat);
    semua.retain(|baris| !baris.trim().is_empty());
    semua
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_written_as_offices_write_them() {
        let table = [
            ("Kepala, Dinas Contoh", "Kepala Dinas Contoh"),
            ("Camat, Kecamatan Utara", "Camat Utara"),
            ("Inspektur, Inspektorat Daerah", "Inspektur Daerah"),
            ("Sekretaris Daerah, Sekretariat Daerah", "Sekretaris Daerah"),
            ("Bupati, Sekretariat Daerah", "Bupati Contoh"),
            ("kepala_pd", "kepala_pd"),
        ];
        for (jabatan, harap) in table {
            assert_eq!(sebutan(jabatan, "Kabupaten Contoh"), harap);
        }
    }

    #[test]
    fn the_head_of_the_regency_has_a_head_of_letters_of_its_own() {
        assert_eq!(kepala_daerah("Kabupaten Contoh"), "Bupati Contoh");
        assert_eq!(kepala_daerah("Kota Contoh"), "Wali Kota Contoh");
        let table = [
            ("", "Bupati, Sekretariat Daerah", "bupati", true),
            ("", "Plh. Bupati, Sekretariat Daerah", "bupati", true),
            ("", "Delegasi Bupati, Sekretariat Daerah", "bupati", false),
            ("an", "Bupati, Sekretariat Daerah", "bupati", false),
            ("", "Sekretaris Daerah, Sekretariat Daerah", "sekda", false),
            ("", "Kepala, Dinas Contoh", "kepala_pd", false),
        ];
        for (wewenang, dipegang, peran, harap) in table {
            let isi = Isi { wewenang: wewenang.into(), atas_nama: "Presiden".into(), ..Isi::default() };
            assert_eq!(berkop_kepala_daerah(&isi, dipegang, peran), harap, "{dipegang}");
        }
    }

    #[test]
    fn every_capacity_has_its_lines() {
        let isi = |wewenang: &str| Isi {
            wewenang: wewenang.into(),
            atas_nama: "Bupati Contoh".into(),
            melalui: "Sekretaris Daerah".into(),
            ..Isi::default()
        };
        let baris = |isi: &Isi, dipegang: &str| {
            baris(isi, dipegang, "Kepala Bidang, Dinas Contoh", "Kabupaten Contoh").join(" | ")
        };
        let table = [
            ("sendiri", "Kepala, Dinas Contoh", "Kepala Dinas Contoh"),
            ("sendiri", "Plt. Kepala, Dinas Contoh", "Plt. Kepala Dinas Contoh"),
            ("sendiri", "Plh. Kepala, Dinas Contoh", "Plh. Kepala Dinas Contoh"),
            ("sendiri", "Delegasi Kepala, Dinas Contoh", "a.n. Kepala Dinas Contoh | Kepala Bidang"),
            ("an", "Kepala, Dinas Contoh", "a.n. Bupati Contoh | Kepala Dinas Contoh"),
            ("an", "Plt. Kepala, Dinas Contoh", "a.n. Bupati Contoh | Plt. Kepala Dinas Contoh"),
            ("ub", "Kepala, Dinas Contoh", "a.n. Bupati Contoh | Sekretaris Daerah | u.b. | Kepala Dinas Contoh"),
        ];
        for (wewenang, dipegang, harap) in table {
            assert_eq!(baris(&isi(wewenang), dipegang), harap);
        }
        let tertulis = Isi { jabatan: "Kepala Dinas".into(), ..Isi::default() };
        assert_eq!(baris(&tertulis, "Plh. Kepala, Dinas Contoh"), "Plh. Kepala Dinas");
    }
}
