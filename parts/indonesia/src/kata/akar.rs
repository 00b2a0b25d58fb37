//! Roots that the rules of the stemmer miss. Its rules know no dictionary: they take `kelola` apart as if `ke` were a prefix,
//! and cannot know that `menerapkan` has lost a `t`. For the words that official texts are full of, this list puts that
//! right, so that `penerapan`, `menerapkan` and `diterapkan` are one term.

/// Roots as they stand in a dictionary. A word belongs here if one of its forms is stemmed to something else.
const AKAR: [&str; 65] = [
    "daftar",
    "didik",
    "gaji",
    "kaji",
    "kandung",
    "kelola",
    "keluar",
    "kembali",
    "kembang",
    "kenal",
    "kendali",
    "kendara",
    "kepala",
    "ketik",
    "ketua",
    "kirim",
    "kumpul",
    "kunci",
    "kunjung",
    "kurang",
    "mandiri",
    "manfaat",
    "masuk",
    "menteri",
    "milik",
    "muat",
    "mulai",
    "musnah",
    "mutakhir",
    "negeri",
    "nilai",
    "nomor",
    "pakai",
    "pedoman",
    "pegawai",
    "perangkat",
    "rencana",
    "rinci",
    "sesuai",
    "tagih",
    "tahap",
    "tambah",
    "tampil",
    "tanda",
    "tanggap",
    "tanggung",
    "tarik",
    "tata",
    "tawar",
    "teknologi",
    "telaah",
    "teliti",
    "tempat",
    "tentu",
    "terap",
    "terbit",
    "terima",
    "terjemah",
    "tertib",
    "terus",
    "tetap",
    "tilik",
    "tingkat",
    "tugas",
    "tulis",
];

/// What the stemmer may have taken from the beginning of a root: a whole syllable, or a letter melted into `meng-`,
/// `men-`, `per-`.
const AWAL: [&str; 9] = ["", "k", "t", "n", "r", "ke", "pe", "me", "men"];
/// What it may have taken from the end.
const AKHIR: [&str; 3] = ["", "i", "an"];

/// The root of a word whose stem by rules is given, if it is one of the list; otherwise that stem.
pub(super) fn akar(word: &str, stem: String) -> String {
    let bare = word.strip_suffix("nya").unwrap_or(word);
    if AKAR.binary_search(&bare).is_ok() {
        return bare.to_owned();
    }
    // The number four is not a place (`tempat`), though both can leave the same stem.
    if stem == "empat" && matches!(bare, "empat" | "keempat" | "perempat" | "seperempat") {
        return stem;
    }
    let known = |body: &str| {
        let fits = |root: &str| {
            let around = root.split_once(body);
            around.is_some_and(|(beginning, ending)| AWAL.contains(&beginning) && AKHIR.contains(&ending))
        };
        AKAR.binary_search(&body).ok().and_then(|place| AKAR.get(place)).or_else(|| AKAR.iter().find(|root| fits(root)))
    };
    // `mem-` may stand before an m that belongs to the root; the stemmer always puts a p there.
    let melted = || stem.strip_prefix('p').and_then(|rest| known(&format!("m{rest}")));
    let root = if stem.len() < 3 { None } else { known(&stem).or_else(melted) };
    root.map_or(stem.clone(), |root| (*root).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kata::Stemmer;

    #[test]
    fn roots_are_sorted_and_unique() {
        assert!(AKAR.is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn what_was_taken_off_is_put_back() {
        let rows = [
            ("penerapan", "erap", "terap"),
            ("dikelola", "lola", "kelola"),
            ("memiliki", "pilik", "milik"),
            ("kepegawaian", "gawa", "pegawai"),
            ("menilai", "ilai", "nilai"),
            ("perangkat", "angkat", "perangkat"),
            ("pengangkatan", "angkat", "angkat"),
            ("asing", "asing", "asing"),
            ("keempat", "empat", "empat"),
            ("", "", ""),
        ];
        for (word, stem, root) in rows {
            assert_eq!(akar(word, stem.to_owned()), root, "{word}");
        }
    }

    #[test]
    fn a_root_keeps_with_its_forms() {
        let stemmer = Stemmer::new();
        for root in AKAR {
            assert_eq!(stemmer.stem(root), root);
            assert_eq!(stemmer.stem(&format!("{root}nya")), root, "{root}nya");
        }
    }
}
