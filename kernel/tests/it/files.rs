//! What lies in the store under a hash is what the hash says.
use sha2::{Digest as _, Sha256};
use testkit::{Options, on_both_with};

fn hash(content: &[u8]) -> String {
    kernel::keys::hex(&Sha256::digest(content))
}

#[test]
fn a_content_that_is_not_what_its_hash_says_is_not_kept() {
    on_both_with(&[], Options::default(), async |site| {
        let (files, file) = (&site.app.files, site.folder.join("datang"));
        let (whole, other) = (b"isi yang utuh".as_slice(), b"isi yang lain".as_slice());
        std::fs::write(&file, other).unwrap();
        let refused = files.put_path(&hash(whole), &file).await;
        assert!(matches!(refused, Err(kernel::Error::Unavailable(_))), "{refused:?}");
        assert!(!files.is_whole(&hash(whole)).await.unwrap());
        // Cut off on its way here.
        std::fs::write(&file, &whole[..5]).unwrap();
        assert!(files.put_path(&hash(whole), &file).await.is_err());
        assert!(files.content(&hash(whole)).await.unwrap().is_none(), "nothing of it is left");
        std::fs::write(&file, whole).unwrap();
        files.put_path(&hash(whole), &file).await.unwrap();
        assert!(files.is_whole(&hash(whole)).await.unwrap());
    });
}

#[test]
fn a_content_that_a_fault_cut_off_is_written_anew() {
    on_both_with(&[], Options::default(), async |site| {
        let (files, file) = (&site.app.files, site.folder.join("datang"));
        let whole = b"isi yang utuh".as_slice();
        let name = hash(whole);
        let place = site.folder.join("berkas").join(&name[..2]).join(&name[2..]);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(&place, b"isi").unwrap();
        std::fs::write(&file, whole).unwrap();
        files.put_path(&name, &file).await.unwrap();
        assert!(files.is_whole(&name).await.unwrap());
    });
}

/// A folder that is gone, such as a disk that is not mounted, is not made anew.
#[test]
fn a_folder_that_is_gone_is_not_made_anew() {
    on_both_with(&[], Options::default(), async |site| {
        let (folder, file) = (site.folder.join("berkas"), site.folder.join("datang"));
        std::fs::write(&file, b"isi").unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let refused = site.app.files.put_path(&hash(b"isi"), &file).await;
        assert!(matches!(refused, Err(kernel::Error::Unavailable(_))), "{refused:?}");
        assert!(!folder.exists());
        std::fs::create_dir(&folder).unwrap();
        site.app.files.put_path(&hash(b"isi"), &file).await.unwrap();
    });
}
