use crate::seen::{seen, words};
use page::{Piece, compare, diff};

fn sides(pieces: &[Piece<'_>]) -> (String, String) {
    let (mut old, mut new) = (String::new(), String::new());
    for piece in pieces {
        match piece {
            Piece::Same(text) => {
                old.push_str(text);
                new.push_str(text);
            }
            Piece::Removed(text) => old.push_str(text),
            Piece::Added(text) => new.push_str(text),
        }
    }
    (old, new)
}

#[test]
fn the_pieces_give_both_texts_again() {
    let long: String = (0..3000).map(|n| format!("kata{n} ")).collect();
    let other: String = (0..3000).map(|n| format!("lain{n}\n")).collect();
    let shuffled: String = (0..3000).rev().map(|n| format!("kata{n}\n")).collect();
    for (old, new) in [
        ("", ""),
        ("", "a"),
        ("a", ""),
        ("sama", "sama"),
        ("a b c", "a x c"),
        ("a b c", "c b a"),
        ("baris satu\nbaris dua", "baris satu\n\nbaris dua\n"),
        ("é — ü", "é – ü"),
        (long.as_str(), other.as_str()),
        (other.as_str(), shuffled.as_str()),
    ] {
        assert_eq!(sides(&compare(old, new)), (old.to_owned(), new.to_owned()));
    }
}

#[test]
fn only_what_differs_is_marked() {
    let page = seen(&diff("Lama", "setiap dua tahun", "Baru", "setiap tahun baru"));
    assert_eq!(page.text("del"), "dua");
    assert_eq!(words(page.all("ins").last().copied().unwrap()), "baru");
    assert_eq!(page.count("section"), 2);
    let page = seen(&diff("Lama", "sama", "Baru", "sama"));
    assert_eq!(page.count("del, ins"), 0);
}
