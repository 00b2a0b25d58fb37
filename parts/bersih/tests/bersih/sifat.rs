//! Broken files of every kind: nothing panics, and what comes back says nothing more.
use bersih::{JENIS, bersih};
use proptest::prelude::*;

use crate::{RAHASIA, contoh, holds, jpeg, pdf};

fn asal() -> Vec<(&'static str, Vec<u8>)> {
    let mut all = contoh::semua();
    all.push(("application/pdf", pdf::bytes(pdf::dokumen())));
    all.push(("image/jpeg", jpeg()));
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn mutated_files_never_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
        cuts in any::<bool>(),
    ) {
        for (kind, mut bytes) in asal() {
            for (place, value) in &changes {
                let place = place.index(bytes.len());
                bytes[place] = *value;
            }
            if cuts {
                bytes.truncate(cut.index(bytes.len()));
            }
            let _ = bersih(kind, &bytes);
        }
    }

    #[test]
    fn any_bytes_of_any_kind_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for kind in JENIS {
            let _ = bersih(kind, &bytes);
        }
    }

    #[test]
    fn a_mark_in_any_attribute_of_a_person_goes(
        place in prop::sample::select(vec!["w:author", "w:initials", "w:date", "w:rsidR", "w:rsidRPr", "w14:paraId", "w16du:dateUtc"]),
        element in prop::sample::select(vec!["w:ins", "w:del", "w:p", "w:comment", "w:moveFrom", "w:rPrChange"]),
        quote in prop::sample::select(vec!['"', '\'']),
    ) {
        let body = format!("<w:document xmlns:w=\"urn:w\"><{element} {place}={quote}{RAHASIA}{quote}><w:t>a</w:t></{element}></w:document>");
        let parts = [
            ("[Content_Types].xml", b"<Types/>".to_vec()),
            ("word/document.xml", body.into_bytes()),
        ];
        let clean = bersih(bersih::kantor::DOCX, &contoh::zip(&parts)).unwrap();
        for (_, part) in contoh::unzip(&clean) {
            prop_assert!(!holds(&part, RAHASIA));
        }
    }
}
