use proptest::prelude::*;

use super::*;

fn found(bytes: &[u8]) -> (String, char, Penyandian) {
    let csv = csv_deteksi(bytes).unwrap();
    (csv.teks, csv.pemisah, csv.penyandian)
}

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn encodings() {
    let text = "nama;kota\nBudi;Sigí\n";
    let rows = [
        (text.as_bytes().to_vec(), Penyandian::Utf8),
        ([b"\xef\xbb\xbf", text.as_bytes()].concat(), Penyandian::Utf8),
        (utf16(text, false, true), Penyandian::Utf16Le),
        (utf16(text, true, true), Penyandian::Utf16Be),
        (utf16(text, false, false), Penyandian::Utf16Le),
        (utf16(text, true, false), Penyandian::Utf16Be),
        (text.chars().map(|sign| sign as u8).collect(), Penyandian::Windows1252),
    ];
    for (bytes, encoding) in rows {
        assert_eq!(found(&bytes), (text.to_owned(), ';', encoding), "{}", encoding.nama());
    }
    assert_eq!(found(b"a,b\n\x93kutip\x94,\x80 5\n").0, "a,b\n“kutip”,€ 5\n");
}

#[test]
fn delimiters() {
    let rows = [
        ("a,b,c\n1,2,3\n", ','),
        ("a;b;c\n1;2;3\n", ';'),
        ("a\tb\tc\n1\t2\t3\n", '\t'),
        ("a|b|c\n1|2|3\n", '|'),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ';'),
        ("instansi,indikator;nilai\nA,1;2\n", ';'),
        ("nama;alamat\n\"Budi, S.Kom.\";\"Jl. A, No. 1\"\n", ';'),
        ("nama,alamat\n\"Budi; S.Kom.\",\"Jl. A; No. 1\"\n", ','),
        ("nama,isi\nA,\"baris satu\nbaris; dua\"\nB,\"kata \"\"x;y\"\" lagi\"\n", ','),
        ("a,b\r\n\r\n1,2\r\n", ','),
        ("satu kolom\n1\n2\n", ','),
        ("a\tb\n\"x,y\"\t2\n", '\t'),
        ("a,b,c\n1,2\n3,4,5\n", ','),
        ("a,b", ','),
        ("\"A\"|\"A; a\"\n\"B\"|\"B; b\"\n", '|'),
        ("a,b,c;d,e", ','),
        ("1,5;2,5\n3,5;4,5\n", ';'),
        ("Rekap, bulan ini\n\nnama;nilai\nA;1,5\nB;2,5\n", ';'),
        ("Rekap\nnama,nilai\nA,1\nB,2\n", ','),
        ("judul; dengan titik koma,b\n1,2\n3,4\n5,6\n", ','),
    ];
    for (text, delimiter) in rows {
        assert_eq!(found(text.as_bytes()).1, delimiter, "{text:?}");
    }
}

#[test]
fn a_sep_line_decides_and_goes() {
    let rows = [
        ("sep=;\r\na,b;c\n", ("a,b;c\n", ';')),
        ("SEP=\t\na,b\n", ("a,b\n", '\t')),
        ("\"sep=|\"\na,b\n", ("a,b\n", '|')),
        ("sep=x\na,b\n", ("sep=x\na,b\n", ',')),
        ("séparé,b\n1,2\n", ("séparé,b\n1,2\n", ',')),
    ];
    for (text, (rest, delimiter)) in rows {
        let (teks, pemisah, _) = found(text.as_bytes());
        assert_eq!((teks.as_str(), pemisah), (rest, delimiter), "{text:?}");
    }
}

#[test]
fn refused_files() {
    let rows: [(&[u8], KesalahanCsv); 11] = [
        (b"", KesalahanCsv::Kosong),
        (b" \r\n\t", KesalahanCsv::Kosong),
        (b"\xef\xbb\xbf", KesalahanCsv::Kosong),
        (b"\xff\xfe", KesalahanCsv::Kosong),
        (b"PK\x03\x04 isi", KesalahanCsv::BukanTeks),
        (b"%PDF-1.7\n", KesalahanCsv::BukanTeks),
        (b"\x89PNG\r\n", KesalahanCsv::BukanTeks),
        (b"a,b\n\0\0\0\0,2\n", KesalahanCsv::BukanTeks),
        (b"a,b\n\x01,2\n", KesalahanCsv::BukanTeks),
        (b"\xef\xbb\xbfa,\xff\n", KesalahanCsv::Rusak),
        (b"\xff\xfea\0b", KesalahanCsv::Rusak),
    ];
    for (bytes, error) in rows {
        assert_eq!(csv_deteksi(bytes), Err(error), "{bytes:?}");
    }
}

#[test]
fn an_old_end_of_file_is_dropped() {
    assert_eq!(found(b"a,b\n1,2\n\x1a").0, "a,b\n1,2\n");
}

proptest! {
    #[test]
    fn reading_never_panics(bytes: Vec<u8>) {
        let _ = csv_deteksi(&bytes);
    }

    #[test]
    fn a_written_table_is_recognised(
        rows in prop::collection::vec(prop::collection::vec("[A-Za-z ]{1,6}(, [a-z]{1,3}|; [a-z]{1,3})?", 3), 4..12),
        sign in prop::sample::select(vec![',', ';', '\t', '|']),
        coding in 0u8..4,
    ) {
        let quote = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
        let lines: Vec<String> = rows.iter().map(|row| row.iter().map(quote).collect::<Vec<_>>().join(&sign.to_string())).collect();
        let text = lines.join("\r\n");
        let bytes = match coding {
            0 => text.as_bytes().to_vec(),
            1 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            2 => utf16(&text, false, true),
            _ => utf16(&text, true, false),
        };
        let (teks, pemisah, _) = found(&bytes);
        prop_assert_eq!(teks, text);
        prop_assert_eq!(pemisah, sign);
    }
}
