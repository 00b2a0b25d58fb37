//! The tail: enactment, promulgation, gazette; then the explanation and the annexes.

use super::baris::Baris;
use super::catatan::Catatan;
use super::naskah::{JenisKeraguan, Lampiran, Pengesahan, Penjelasan, PenjelasanPasal, Penutup};

/// True if the line opens the tail.
pub(super) fn pembuka(teks: &str) -> bool {
    teks.starts_with("Agar setiap orang")
        || teks.starts_with("Agar supaya setiap orang")
        || teks.starts_with("Ditetapkan di ")
        || teks.starts_with("DITETAPKAN DI ")
        || teks.starts_with("Disahkan di ")
}

/// What a section after the tail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bagian {
    Penutup,
    Penjelasan,
    Lampiran,
}

/// Reads everything after the body.
pub(super) fn baca(daftar: &[Baris], catatan: &mut Catatan) -> (Penutup, Option<Penjelasan>, Vec<Lampiran>) {
    let mut bagian = Bagian::Penutup;
    let mut penutup = Vec::new();
    let mut penjelasan: Option<Penjelasan> = None;
    let mut lampiran: Vec<Lampiran> = Vec::new();
    for baris in daftar {
        let teks = baris.teks.as_str();
        if teks == "PENJELASAN" || teks.starts_with("PENJELASAN ATAS") {
            bagian = Bagian::Penjelasan;
        } else if teks == "LAMPIRAN" || teks.starts_with("LAMPIRAN ") {
            bagian = Bagian::Lampiran;
            lampiran.push(Lampiran { sebutan: teks.to_owned(), teks: Vec::new(), baris: baris.nomor });
            continue;
        }
        match bagian {
            Bagian::Penutup => penutup.push(baris),
            Bagian::Penjelasan => {
                let isi = penjelasan.get_or_insert_default();
                if let Some(nomor) = pasal(teks) {
                    isi.pasal.push(PenjelasanPasal { nomor, teks: Vec::new(), baris: baris.nomor });
                } else if let Some(akhir) = isi.pasal.last_mut() {
                    akhir.teks.push(teks.to_owned());
                } else {
                    isi.umum.push(teks.to_owned());
                }
            }
            Bagian::Lampiran => {
                if let Some(akhir) = lampiran.last_mut() {
                    akhir.teks.push(teks.to_owned());
                }
            }
        }
    }
    (baca_penutup(&penutup, catatan), penjelasan, lampiran)
}

/// "Pasal 5" alone on a line.
fn pasal(teks: &str) -> Option<String> {
    let sisa = teks.strip_prefix("Pasal ")?;
    let angka = sisa.trim_end_matches(|c: char| c.is_ascii_uppercase());
    (sisa.len() <= 6 && !angka.is_empty() && angka.bytes().all(|b| b.is_ascii_digit())).then(|| sisa.to_owned())
}

fn baca_penutup(daftar: &[&Baris], catatan: &mut Catatan) -> Penutup {
    let mut hasil = Penutup::default();
    let mut kini: Option<bool> = None;
    let mut berita = false;
    for baris in daftar {
        let teks = baris.teks.as_str();
        let kecil = teks.to_lowercase();
        hasil.baris.push(teks.to_owned());
        if let Some(tempat) = kecil.strip_prefix("ditetapkan di ").or_else(|| kecil.strip_prefix("disahkan di ")) {
            kini = Some(true);
            hasil.ditetapkan = Some(Pengesahan { tempat: ekor(teks, tempat.len()), ..Pengesahan::default() });
            continue;
        }
        if let Some(tempat) = kecil.strip_prefix("diundangkan di ") {
            kini = Some(false);
            hasil.diundangkan = Some(Pengesahan { tempat: ekor(teks, tempat.len()), ..Pengesahan::default() });
            continue;
        }
        if kecil.starts_with("berita daerah")
            || kecil.starts_with("lembaran daerah")
            || kecil.starts_with("berita negara")
        {
            hasil.berita = Some(teks.to_owned());
            berita = true;
            kini = None;
            continue;
        }
        if berita && kecil.starts_with("nomor") && !kecil.starts_with("nomor register") {
            if let Some(isi) = &mut hasil.berita {
                isi.push(' ');
                isi.push_str(teks);
            }
            continue;
        }
        berita = false;
        let tujuan = match kini {
            Some(true) => hasil.ditetapkan.as_mut(),
            Some(false) => hasil.diundangkan.as_mut(),
            None => None,
        };
        let Some(sah) = tujuan else { continue };
        if let Some(tanggal) = kecil.strip_prefix("pada tanggal") {
            sah.tanggal_tertulis = ekor(teks, tanggal.len());
            sah.tanggal = tanggal_iso(&sah.tanggal_tertulis);
            if sah.tanggal.is_none() && !sah.tanggal_tertulis.is_empty() {
                let uraian = format!("Tanggal \"{}\" tidak terbaca.", sah.tanggal_tertulis);
                catatan.ragu(baris.nomor, None, JenisKeraguan::TidakTerbaca, uraian);
            }
        } else if kecil.starts_with("salinan") || kecil == "ttd" || kecil == "ttd." || kecil.starts_with("nip") {
        } else if sah.nama.is_empty() && teks.chars().any(char::is_alphabetic) && kapital_semua(teks) {
            let lanjut = ["KABUPATEN", "KOTA ", "PROVINSI"].iter().any(|awal| teks.starts_with(awal));
            if sah.jabatan.is_empty() || lanjut {
                if !sah.jabatan.is_empty() {
                    sah.jabatan.push(' ');
                }
                sah.jabatan.push_str(teks.trim_end_matches(','));
            } else {
                sah.nama = teks.to_owned();
            }
        }
    }
    hasil
}

/// Mostly capitals: an office or a name in the signature block.
fn kapital_semua(teks: &str) -> bool {
    let kata = teks.split(' ').next().unwrap_or_default();
    !kata.chars().any(char::is_lowercase) || kata.ends_with('.')
}

/// The last `panjang` bytes of a text whose lower case was measured; the whole text if the lengths differ.
fn ekor(teks: &str, panjang: usize) -> String {
    teks.len()
        .checked_sub(panjang)
        .and_then(|awal| teks.get(awal..))
        .unwrap_or(teks)
        .trim()
        .trim_end_matches(',')
        .to_owned()
}

/// "23 APRIL 2021" as `2021-04-23`.
pub(super) fn tanggal_iso(teks: &str) -> Option<String> {
    const BULAN: [&str; 12] = [
        "januari",
        "februari",
        "maret",
        "april",
        "mei",
        "juni",
        "juli",
        "agustus",
        "september",
        "oktober",
        "november",
        "desember",
    ];
    let mut kata = teks.split_whitespace();
    let hari: u8 = kata.next()?.parse().ok()?;
    let nama = kata.next()?.to_lowercase().replace("pebruari", "februari").replace("nopember", "november");
    let bulan = u8::try_from(BULAN.iter().position(|bulan| *bulan == nama)? + 1).ok()?;
    let tahun: i32 =
        kata.next()?.trim_end_matches(['.', ',']).parse().ok().filter(|tahun| (1900..2200).contains(tahun))?;
    let tanggal = time::Date::from_calendar_date(tahun, time::Month::try_from(bulan).ok()?, hari).ok()?;
    Some(format!("{:04}-{:02}-{:02}", tanggal.year(), u8::from(tanggal.month()), tanggal.day()))
}

#[cfg(test)]
mod tests {
    use super::tanggal_iso;

    #[test]
    fn dates_as_written() {
        let tabel = [
            ("23 APRIL 2021", Some("2021-04-23")),
            ("1 Nopember 2020.", Some("2020-11-01")),
            ("31 Februari 2020", None),
            ("Q» Mmardt 2020", None),
            ("", None),
            ("2 Mei 20", None),
        ];
        for (teks, harap) in tabel {
            assert_eq!(tanggal_iso(teks).as_deref(), harap, "{teks}");
        }
    }
}
