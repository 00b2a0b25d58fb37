use proptest::prelude::*;

use super::*;

fn words(text: &str) -> Vec<String> {
    tokens(text).map(|token| token.word).collect()
}

#[test]
fn words_of_texts() {
    let rows: [(&str, &[&str]); 10] = [
        ("Peraturan Bupati Nomor 33/2020", &["peraturan", "bupati", "nomor", "33", "2020"]),
        ("hari Jum'at, Jum’at", &["hari", "jumat", "jumat"]),
        ("'dikutip' 'itu'", &["dikutip", "itu"]),
        ("Café NAÏVE Ångström", &["cafe", "naive", "angstrom"]),
        ("undang-undang e-government", &["undang", "undang", "e", "government"]),
        ("IKD2K ﬁle ½ ²", &["ikd2k", "file", "12", "2"]),
        ("", &[]),
        ("—…!?", &[]),
        ("a\u{301}b", &["ab"]),
        ("\u{301}", &[]),
    ];
    for (text, expected) in rows {
        assert_eq!(words(text), expected, "{text}");
    }
}

#[test]
fn spans_point_into_the_text() {
    let text = "Café ‘Jum’at’ 33/2020";
    let spans: Vec<&str> = tokens(text).map(|token| &text[token.span]).collect();
    assert_eq!(spans, ["Café", "Jum’at", "33", "2020"]);
}

#[test]
fn stems_of_words() {
    let rows = [
        ("pembangunan", "bangun"),
        ("pembangunannya", "bangun"),
        ("peraturan", "atur"),
        ("mengatur", "atur"),
        ("diatur", "atur"),
        ("penyelenggaraan", "selenggara"),
        ("menyelenggarakan", "selenggara"),
        ("spbe", "spbe"),
        ("33", "33"),
        ("ikd2k", "ikd2k"),
        ("ini", "ini"),
    ];
    let stemmer = Stemmer::new();
    for (word, stem) in rows {
        assert_eq!(stemmer.stem(word), stem, "{word}");
    }
}

#[test]
fn texts_lose_stop_words() {
    assert_eq!(stems("Peraturan yang mengatur pembangunan di desa"), ["atur", "atur", "bangun", "desa"]);
}

#[test]
fn words_of_one_family_share_a_stem() {
    let families: [&[&str]; 34] = [
        &["layan", "layanan", "pelayanan", "melayani", "dilayani"],
        &["pegawai", "kepegawaian", "pegawainya"],
        &["aman", "keamanan", "pengamanan", "mengamankan"],
        &["tata", "penataan", "menata", "ditata"],
        &["kelola", "pengelolaan", "mengelola", "dikelola", "pengelola"],
        &["wajib", "kewajiban", "mewajibkan"],
        &["terap", "penerapan", "menerapkan", "diterapkan"],
        &["tetap", "penetapan", "menetapkan", "ditetapkan", "ketetapan"],
        &["kembang", "pengembangan", "mengembangkan", "dikembangkan", "perkembangan"],
        &["kendali", "pengendalian", "mengendalikan", "dikendalikan"],
        &["rencana", "perencanaan", "merencanakan", "direncanakan"],
        &["nilai", "penilaian", "menilai", "dinilai"],
        &["tingkat", "peningkatan", "meningkatkan", "ditingkatkan", "tingkatan"],
        &["manfaat", "pemanfaatan", "memanfaatkan", "dimanfaatkan"],
        &["milik", "memiliki", "dimiliki", "kepemilikan", "pemilik"],
        &["muat", "memuat", "dimuat", "pemuatan"],
        &["sesuai", "menyesuaikan", "penyesuaian", "disesuaikan"],
        &["pedoman", "berpedoman"],
        &["tugas", "penugasan", "menugaskan", "ditugaskan", "petugas"],
        &["tulis", "penulisan", "menulis", "tertulis"],
        &["kirim", "pengiriman", "mengirim", "dikirimkan"],
        &["kumpul", "pengumpulan", "mengumpulkan", "dikumpulkan"],
        &["terima", "penerimaan", "menerima", "diterima"],
        &["terbit", "penerbitan", "menerbitkan", "diterbitkan"],
        &["kaji", "kajian", "pengkajian", "mengkaji", "dikaji"],
        &["tanda", "menandai", "penandaan"],
        &["menteri", "kementerian", "menterinya"],
        &["empat", "keempat"],
        &["tempat", "menempatkan", "penempatan", "ditempatkan"],
        &["mulai", "memulai", "dimulai"],
        &["pakai", "pemakaian", "memakai", "dipakai"],
        &["susun", "penyusunan", "menyusun", "disusun"],
        &["putus", "keputusan", "memutuskan", "diputuskan"],
        &["evaluasi", "mengevaluasi", "dievaluasi", "pengevaluasian"],
    ];
    let stemmer = Stemmer::new();
    let mut apart = Vec::new();
    for family in families {
        for word in family {
            let stem = stemmer.stem(word);
            if stem != stemmer.stem(family[0]) {
                apart.push(format!("{word}: {stem}, not {}", stemmer.stem(family[0])));
            }
        }
    }
    assert!(apart.is_empty(), "{apart:#?}");
}

#[test]
fn an_index_holds_stems_and_words() {
    assert_eq!(index_terms("Pembangunan di desa"), ["bangun", "pembangunan", "desa"]);
}

#[test]
fn queries() {
    let rows: [(&str, &[&str], Option<&str>); 10] = [
        ("desa kota desa", &["kota", "desa"], Some("desa")),
        ("sekretaris di", &["sekretaris"], None),
        ("pembangunan de", &["bangun", "de"], Some("de")),
        ("pembangunan desa ", &["bangun", "desa"], None),
        ("Pengaturan, peraturan", &["atur"], Some("peraturan")),
        ("yang", &["yang"], Some("yang")),
        ("tentang desa", &["desa"], Some("desa")),
        ("33/2020", &["33", "2020"], Some("2020")),
        ("a", &["a"], None),
        (" \t", &[], None),
    ];
    for (text, stems, prefix) in rows {
        let terms = query_terms(text);
        assert_eq!(terms.stems, stems, "{text}");
        assert_eq!(terms.last_prefix.as_deref(), prefix, "{text}");
        assert_eq!(terms.is_empty(), stems.is_empty(), "{text}");
    }
}

#[test]
fn input_is_limited() {
    let long: String = (0..1000).map(|number| format!("kata{number} ")).collect();
    assert_eq!(query_terms(&long).stems.len(), MAX_QUERY_TERMS);
    assert_eq!(query_terms(&"x".repeat(10_000)).stems[0].chars().count(), MAX_WORD_CHARS);
    let huge = "kata ".repeat(300_000);
    assert_eq!(stems(&huge).len(), MAX_TEXT_CHARS / 5);
}

#[test]
fn addresses() {
    assert_eq!(slug("Peraturan Bupati Natuna No. 33/2020: SPBE!"), "peraturan-bupati-natuna-no-33-2020-spbe");
    assert_eq!(slug("  Café — Jum'at  "), "cafe-jumat");
    assert_eq!(slug("日本"), "");
    assert!(slug(&"panjang ".repeat(50)).ends_with("-panjang"));
}

fn shown(text: &str, query: &str, length: usize) -> String {
    cuplikan(text, &query_terms(query), length)
        .iter()
        .map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text.clone() })
        .collect()
}

#[test]
fn snippets() {
    let text = "Pemerintah daerah menyusun rencana induk. Pembangunan jaringan intra dilakukan bertahap oleh dinas yang \
                membidangi komunikasi, sedangkan evaluasi dilakukan setiap tahun oleh tim internal.";
    assert_eq!(shown("Membangun  desa", "pembangunan ", 100), "[Membangun] desa");
    assert_eq!(shown(text, "tidak ketemu ", 20), "Pemerintah daerah …");
    assert_eq!(shown(text, "evaluasi tim", 60), "… sedangkan [evaluasi] dilakukan setiap tahun oleh [tim] …");
    assert_eq!(shown(text, "kom", 40), "… [komunikasi], sedangkan evaluasi …");
    assert_eq!(shown("", "a", 10), "");
    assert_eq!(shown("a\n\n b", "b ", 10), "a [b]");
}

#[test]
fn snippets_leave_markup_to_the_page() {
    let found = sorotan("<b>Desa</b> & kota", &query_terms("desa "));
    assert_eq!(found.iter().map(|piece| piece.text.as_str()).collect::<String>(), "<b>Desa</b> & kota");
    assert_eq!(found.iter().filter(|piece| piece.hit).map(|piece| piece.text.as_str()).collect::<Vec<_>>(), ["Desa"]);
}

proptest! {
    #[test]
    fn nothing_panics(text: String, query: String, length in 0usize..200) {
        let terms = query_terms(&query);
        let joined: String = sorotan(&text, &terms).into_iter().map(|piece| piece.text).collect();
        prop_assert_eq!(&joined, &text);
        let snippet: String = cuplikan(&text, &terms, length).into_iter().map(|piece| piece.text).collect();
        prop_assert!(snippet.chars().count() <= length.max(1) + 4);
        prop_assert!(slug(&text).chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-'));
        for token in tokens(&text) {
            prop_assert!(text.get(token.span).is_some());
            prop_assert!(token.word.chars().all(char::is_alphanumeric));
        }
    }

    #[test]
    fn stemming_never_panics(word in "[a-z]{0,40}|\\PC{0,20}") {
        let stem = Stemmer::new().stem(&word);
        prop_assert!(stem.len() <= word.len() + 4);
    }

    #[test]
    fn a_text_is_found_by_its_own_words(text in "[a-zA-Z]{2,12}( [a-zA-Z]{2,12}){0,5}") {
        let indexed = stems(&text);
        for stem in query_terms(&format!("{text} ")).stems {
            prop_assert!(indexed.contains(&stem) || indexed.is_empty());
        }
    }
}
