//! A first proposal of what a comment should look like before anybody reads it: numbers, mail addresses and names after a form of
//! address are covered. A person reads every comment before it is shown, and may cover more.

/// Digits from which a number could be that of a telephone, a NIK or a NIP; dates and most amounts have fewer.
const ANGKA: usize = 9;
/// What stands for a name.
pub const NAMA: &str = "[nama]";
/// What stands for a number.
pub const NOMOR: &str = "[nomor]";
/// What stands for a mail address.
pub const SUREL: &str = "[surel]";
/// Most words of a name.
const KATA_NAMA: usize = 4;

/// Words before a name, whatever its first letter looks like.
const SAPAAN: [&str; 12] = ["pak", "bu", "mas", "mbak", "bang", "kak", "sdr", "sdri", "bpk", "ny", "tn", "ustaz"];
/// Words before a name only where that begins with a capital.
const SAPAAN_BESAR: [&str; 12] =
    ["bapak", "ibu", "saudara", "saudari", "dr", "drg", "haji", "hj", "bidan", "dokter", "nama", "a.n"];
/// Words after a form of address that name nobody.
const BUKAN_NAMA: [&str; 36] = [
    "dan", "yang", "di", "ke", "dari", "itu", "ini", "saya", "kami", "guru", "camat", "lurah", "kades", "kepala",
    "dokter", "bidan", "perawat", "petugas", "loket", "bupati", "sekda", "kadis", "satpam", "polisi", "hamil", "rumah",
    "tidak", "sudah", "sangat", "tolong", "mohon", "juga", "pegawai", "desa", "dengan", "untuk",
];

/// The text with what could name or reach a person covered.
pub fn samarkan(teks: &str) -> String {
    nama(&surel(&nomor(teks)))
}

/// Long numbers, with the signs that people put between digits.
fn nomor(teks: &str) -> String {
    let mut hasil = String::with_capacity(teks.len());
    let mut deret = String::new();
    let habiskan = |hasil: &mut String, deret: &mut String| {
        let banyak = deret.chars().filter(char::is_ascii_digit).count();
        if banyak >= ANGKA {
            let inti = deret.trim_end_matches(|huruf: char| !huruf.is_ascii_digit());
            let ekor = deret.get(inti.len()..).unwrap_or_default();
            // The opening bracket or plus sign belongs to the number.
            hasil.push_str(NOMOR);
            hasil.push_str(ekor);
        } else {
            hasil.push_str(deret);
        }
        deret.clear();
    };
    for huruf in teks.chars() {
        let mulai = huruf.is_ascii_digit() || huruf == '+';
        let sambung = !deret.is_empty() && matches!(huruf, ' ' | '.' | '-' | '(' | ')' | '/' | '\u{a0}' | '_');
        if mulai || sambung {
            deret.push(huruf);
        } else {
            habiskan(&mut hasil, &mut deret);
            hasil.push(huruf);
        }
    }
    habiskan(&mut hasil, &mut deret);
    hasil
}

fn per_kata(teks: &str, mut ganti: impl FnMut(&str) -> Option<String>) -> String {
    let mut hasil = String::with_capacity(teks.len());
    for potong in teks.split_inclusive(char::is_whitespace) {
        let kata = potong.trim_end_matches(char::is_whitespace);
        let ekor = potong.get(kata.len()..).unwrap_or_default();
        match ganti(kata) {
            Some(lain) => hasil.push_str(&lain),
            None => hasil.push_str(kata),
        }
        hasil.push_str(ekor);
    }
    hasil
}

/// The word without signs around it, and what stands before and after.
fn inti(kata: &str) -> (&str, &str, &str) {
    let tanda = |huruf: char| !huruf.is_alphanumeric();
    let tanpa_depan = kata.trim_start_matches(tanda);
    let depan = kata.get(..kata.len() - tanpa_depan.len()).unwrap_or_default();
    let dalam = tanpa_depan.trim_end_matches(tanda);
    let belakang = tanpa_depan.get(dalam.len()..).unwrap_or_default();
    (depan, dalam, belakang)
}

fn surel(teks: &str) -> String {
    per_kata(teks, |kata| {
        let (depan, dalam, belakang) = inti(kata);
        let (_, domain) = dalam.split_once('@')?;
        domain.contains('.').then(|| format!("{depan}{SUREL}{belakang}"))
    })
}

#[derive(Clone, Copy, PartialEq)]
enum Nanti {
    /// Nothing said that a name follows.
    Biasa,
    /// A name follows, however written.
    Pasti,
    /// A name follows if it begins with a capital; so many words of it were covered already.
    Besar(usize),
}

fn nama(teks: &str) -> String {
    let mut nanti = Nanti::Biasa;
    per_kata(teks, |kata| {
        if kata.is_empty() {
            return None;
        }
        let (depan, dalam, belakang) = inti(kata);
        let kecil = dalam.to_lowercase();
        let besar = dalam.starts_with(char::is_uppercase);
        let penghubung = BUKAN_NAMA.contains(&kecil.as_str());
        let is_nama = match nanti {
            Nanti::Biasa => false,
            Nanti::Pasti => !penghubung && dalam.chars().count() > 1,
            Nanti::Besar(sudah) => besar && !penghubung && sudah < KATA_NAMA,
        };
        let sapaan = SAPAAN.contains(&kecil.as_str());
        let sapaan_besar = SAPAAN_BESAR.contains(&kecil.as_str());
        // A sentence that ends after the word ends the name; a full stop after a form of address does not.
        let putus = belakang.contains([',', '!', '?', ';', ')']) || belakang.contains('.');
        if sapaan || sapaan_besar {
            nanti = if sapaan { Nanti::Pasti } else { Nanti::Besar(0) };
            return None;
        }
        if !is_nama {
            nanti = Nanti::Biasa;
            return None;
        }
        let sudah = match nanti {
            Nanti::Besar(sudah) => sudah,
            Nanti::Pasti | Nanti::Biasa => 0,
        };
        nanti = if putus { Nanti::Biasa } else { Nanti::Besar(sudah + 1) };
        Some(if sudah == 0 { format!("{depan}{NAMA}{belakang}") } else { format!("{depan}{}{belakang}", "[…]") })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_could_name_or_reach_a_person_is_covered() {
        let table = [
            ("Petugas ramah dan cepat.", "Petugas ramah dan cepat."),
            ("Hubungi 0812-3456-7890 ya", "Hubungi [nomor] ya"),
            ("WA +62 812 3456 7890.", "WA [nomor]."),
            ("NIK 1409010101900001 salah", "NIK [nomor] salah"),
            ("Sejak 20-11-2026 jam 08.30", "Sejak 20-11-2026 jam 08.30"),
            ("biayanya Rp1.250.000 mahal", "biayanya Rp1.250.000 mahal"),
            ("surel budi@contoh.id, mohon dibalas", "surel [surel], mohon dibalas"),
            ("Pak Budi Santoso membantu", "Pak [nama] […] membantu"),
            ("pak budi lambat", "pak [nama] lambat"),
            ("Terima kasih bu camat", "Terima kasih bu camat"),
            ("ibu hamil antre lama", "ibu hamil antre lama"),
            ("Ibu Sari, terima kasih", "Ibu [nama], terima kasih"),
            ("nama saya di panggil", "nama saya di panggil"),
            ("dr. Rina baik", "dr. [nama] baik"),
            ("Dinas Sosial Kota bagus", "Dinas Sosial Kota bagus"),
            ("", ""),
        ];
        for (teks, harap) in table {
            assert_eq!(samarkan(teks), harap);
        }
    }

    proptest! {
        #[test]
        fn no_long_number_stays(teks in ".{0,80}", nomor in "[0-9]{9,16}") {
            let hasil = samarkan(&format!("{teks} x {nomor} x"));
            prop_assert!(!hasil.contains(&nomor));
        }

        #[test]
        fn any_text_is_read(teks in ".{0,300}") {
            samarkan(&teks);
        }
    }
}
