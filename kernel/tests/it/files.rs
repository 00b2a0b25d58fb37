//! What lies in the store under a hash is what the hash says.
use http::Method;
use kernel::file::{self, Owner, Secrecy};
use kernel::{Access, Ctx, Module, Response, Result, Routes, Subject, Write, args};
use sha2::{Digest as _, Sha256};
use testkit::{Options, on_both, on_both_with};
use uuid::Uuid;

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

const RECORD: Uuid = Uuid::from_u128(7);

async fn take(ctx: Ctx) -> Result<Response> {
    let upload = ctx.form().file("berkas").unwrap();
    let sealed = ctx.app.files.seal_upload(&ctx.app.keys, upload).await?;
    let mut write = ctx.write("uji.simpan").await?;
    let subject = Subject::new("uji", RECORD, "/uji");
    let owner = Owner { subject: subject.clone(), unit: None, secrecy: Secrecy::Restricted };
    ctx.app.files.keep_sealed(&mut write, sealed, &owner).await?;
    write.commit(&subject).await?;
    ctx.redirect("/uji")
}

async fn give(ctx: Ctx) -> Result<Response> {
    let found = file::of(&ctx.app, RECORD).await?;
    file::send(&ctx, found.first().unwrap()).await
}

fn routes() -> Routes {
    Routes::new().get("/uji", Access::SignedIn, give).post("/uji", Access::SignedIn, take)
}

static SEALING: Module = Module { name: "uji_segel", title: "Uji", routes, ..Module::EMPTY };

/// Every content below the folder of the store.
fn contents(folder: &std::path::Path) -> Vec<Vec<u8>> {
    let mut found = vec![];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(contents(&path)) } else { found.push(std::fs::read(&path).unwrap()) }
    }
    found
}

#[test]
fn a_sealed_upload_lies_sealed_and_comes_back_whole_and_in_parts() {
    on_both(&[&SEALING], async |site| {
        let person = site.person("sari", &[]).await;
        let plain: Vec<u8> = "Isi surat rahasia bupati. ".bytes().cycle().take(200_000).collect();
        person.upload("/uji", &[], &[("berkas", "rahasia.txt", &plain)]).await.redirects();
        assert!(contents(&site.folder).iter().all(|content| !content.windows(13).any(|part| part == b"surat rahasia")));
        let answer = person.get("/uji").await.ok();
        assert_eq!((answer.bytes.len(), &answer.bytes[..] == plain.as_slice()), (plain.len(), true));
        for (asked, part) in
            [("bytes=0-9", 0..10), ("bytes=65530-65545", 65530..65546), ("bytes=199990-", 199_990..200_000)]
        {
            let answer = person.send(Method::GET, "/uji", &[("range", asked)], vec![]).await.is(206);
            assert_eq!(answer.bytes[..], plain[part], "{asked}");
        }
        let stored = file::of(&site.app, RECORD).await.unwrap().remove(0);
        assert!(stored.is_sealed() && site.app.files.is_whole(&stored.sha256).await.unwrap());
        assert_eq!(site.app.files.read(&site.app.keys, &stored, 1 << 20).await.unwrap(), plain);
        assert!(site.app.files.read(&site.app.keys, &stored, 1000).await.is_err());
        // Without its key nothing is left of the content, whoever holds the store and the backup.
        let mut write = Write::system(&site.app, "uji.musnah").await.unwrap();
        write.update(&file::table(), stored.id, None, vec![("seal", kernel::Val::Null)]).await.unwrap();
        write.commit(&Subject::new("uji", RECORD, "/uji")).await.unwrap();
        assert_ne!(person.get("/uji").await.ok().bytes[..], plain[..]);
    });
}

/// A column that a later version adds is empty in the rows of before: their entries in the log stay true.
#[test]
fn the_log_of_before_stays_true_when_a_column_is_added() {
    on_both(&[], async |site| {
        let subject = Subject::new("uji", RECORD, "/");
        let mut write = Write::system(&site.app, "uji.simpan").await.unwrap();
        let owner = Owner { subject: subject.clone(), unit: None, secrecy: Secrecy::Internal };
        let id = site.app.files.keep_bytes(&mut write, "a.txt", b"isi".to_vec(), &owner).await.unwrap();
        write.commit(&subject).await.unwrap();
        // The hash that the entry holds was made without the column `seal`, as by a version that did not know it.
        let row = "select id, version, unit, owner, kind, subject, name, type, size, sha256, class, removed from file where id = $1";
        let row = site.app.db.one(row, args![id]).await.unwrap();
        let text = "select garam, sidik from audit_change where rekaman = $1";
        let change = site.app.db.one(text, args![id]).await.unwrap();
        let (salt, digest): (Vec<u8>, Vec<u8>) = (change.get("garam").unwrap(), change.get("sidik").unwrap());
        let mut sum = Sha256::new();
        sum.update(&salt);
        let pairs: Vec<_> = row
            .columns()
            .map(|name| (name, kernel::audit::plain(&row.get::<kernel::Val>(name).unwrap())))
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| serde_json::json!([name, value]))
            .collect();
        sum.update(serde_json::Value::Array(pairs).to_string().as_bytes());
        assert_eq!(digest, sum.finalize().to_vec());
    });
}
