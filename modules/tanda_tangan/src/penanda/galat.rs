//! What a service or a document says, in words for the person who signs.
use super::Hasil;

/// What the national service's code means (`status_code` of its answer): what became of the document.
pub fn terjemah(kode: i64, pesan: &str) -> Hasil {
    let penanda = |teks: &str| Hasil::PenandaDitolak(teks.to_owned());
    match kode {
        2011 => penanda("Anda belum terdaftar pada layanan BSrE. Hubungi administrator."),
        2021 => penanda("Anda belum memiliki sertifikat elektronik yang aktif pada BSrE."),
        2031 => Hasil::SandiSalah,
        _ => {
            let bersih: String = pesan.chars().filter(|huruf| !huruf.is_control()).take(200).collect();
            Hasil::Gagal(if bersih.is_empty() {
                format!("Layanan menolak naskah ini (kode {kode}).")
            } else {
                format!("Layanan menolak naskah ini (kode {kode}): {bersih}")
            })
        }
    }
}

/// Why a document cannot be signed.
pub fn naskah(cause: &pades::Error) -> String {
    use pades::Error as E;
    let teks = if matches!(cause, E::NotPdf) {
        "Berkas ini bukan PDF."
    } else if matches!(cause, E::Encrypted) {
        "PDF ini terkunci dengan sandi. Hapus sandinya, lalu minta tanda tangan lagi."
    } else if matches!(cause, E::ChangesForbidden) {
        "Tanda tangan sebelumnya melarang perubahan pada PDF ini."
    } else if matches!(cause, E::XfaForm) {
        "PDF ini memuat formulir XFA yang tidak dapat ditandatangani. Simpan ulang sebagai PDF biasa."
    } else if matches!(cause, E::NoSuchPage(_) | E::BadPanel(_)) {
        "Tempat tanda tangan di luar halaman naskah."
    } else if matches!(cause, E::TooLarge { .. } | E::TooDeep) {
        "PDF ini terlalu besar atau terlalu rumit untuk ditandatangani."
    } else {
        "PDF ini rusak sehingga tidak dapat ditandatangani."
    };
    teks.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_outcomes_with_words() {
        assert!(matches!(terjemah(2031, "Passphrase anda salah"), Hasil::SandiSalah));
        assert!(matches!(terjemah(2011, ""), Hasil::PenandaDitolak(_)));
        assert!(matches!(terjemah(2021, ""), Hasil::PenandaDitolak(_)));
        let Hasil::Gagal(teks) = terjemah(9999, "ada\u{0}apa") else { panic!("another outcome") };
        assert_eq!(teks, "Layanan menolak naskah ini (kode 9999): adaapa");
    }
}
