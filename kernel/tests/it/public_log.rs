//! The whole log, checked with nothing but what it serves to everybody.
use kernel::audit;
use kernel::tlog::{Bundle, Checkpoint, LogProof, MemoryTiles, Tile, VerifierKey, View, verify_all};
use kernel::{Subject, Write, args};
use testkit::{Client, Site, on_both};
use uuid::Uuid;

async fn leaves(site: &Site, count: usize) {
    for _ in 0..count {
        let write = Write::system(&site.app, "uji.catat").await.unwrap();
        write.commit(&Subject::new("uji", Uuid::now_v7(), "/")).await.unwrap();
    }
    audit::log::integrate(&site.app).await.unwrap();
}

/// The checkpoint, opened with the key that the page shows.
async fn checkpoint(visitor: &Client) -> Checkpoint {
    let key = visitor.get("/log").await.ok().all("pre.kode").pop().unwrap();
    let note = visitor.get("/log/checkpoint").await.ok();
    assert_eq!(note.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(note.header("cache-control"), "no-cache");
    Checkpoint::open(&note.bytes, "pendopo.test/log", &[VerifierKey::parse(&key).unwrap()]).unwrap().checkpoint
}

/// Every tile and every entry of a tree of this size.
async fn fetched(visitor: &Client, size: u64) -> (MemoryTiles, Vec<Vec<u8>>) {
    let (mut tiles, mut entries) = (MemoryTiles::new(), vec![]);
    for level in 0..8 {
        for index in 0.. {
            let Some(tile) = Tile::of_size(level, index, size) else { break };
            let answer = visitor.get(&format!("/log/{}", tile.path())).await.ok();
            assert_eq!(answer.header("content-type"), "application/octet-stream");
            assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
            tiles.put(level, index, answer.bytes.to_vec());
            if level == 0 {
                let answer = visitor.get(&format!("/log/{}", tile.entries_path())).await.ok();
                entries.extend(Bundle::decode(&answer.bytes, tile.width).unwrap().entries);
            }
        }
    }
    (tiles, entries)
}

#[test]
fn anybody_can_check_the_whole_log() {
    on_both(&[], async |site| {
        let visitor = site.visitor();
        visitor.get("/log").await.ok().has_text("log masih kosong");
        visitor.get("/log/checkpoint").await.is(404);
        visitor.get("/log/tile/0/000.p/1").await.is(404);
        leaves(site, 300).await;
        let first = checkpoint(&visitor).await;
        assert_eq!(first.size, 300);
        let (tiles, entries) = fetched(&visitor, first.size).await;
        assert_eq!(entries.len(), 300);
        let bodies = (0_u64..).zip(&entries).map(Ok::<_, std::convert::Infallible>);
        assert!(verify_all(&tiles, bodies, &first).unwrap().is_intact());

        // The log grows, and what a client remembered of it is still its beginning.
        leaves(site, 20).await;
        let second = checkpoint(&visitor).await;
        let (tiles, _) = fetched(&visitor, second.size).await;
        let proof = View::new(&tiles, second.size).unwrap().consistency(first.size, second.size).unwrap();
        proof.verify(&first.root, &second.root).unwrap();
        // A width that an earlier size had is still served, one that no size had yet is not.
        assert_eq!(visitor.get("/log/tile/0/001.p/44").await.ok().bytes.len(), 44 * 32);
        for path in [
            "tile/0/001.p/65",
            "tile/0/001",
            "tile/0/002.p/1",
            "tile/0/1",
            "tile/0/000.p/256",
            "tile/9/000",
            "tile/x",
            "tile/entries/000.p/0",
            "tile/0/..%2f000",
            "tile/64/000",
        ] {
            visitor.get(&format!("/log/{path}")).await.is(404);
        }
    });
}

#[test]
fn an_entry_proves_itself_and_tells_strangers_only_hashes() {
    on_both(&[], async |site| {
        let sari = site.person("sari", &[]).await;
        leaves(site, 5).await;
        let row =
            site.app.db.one("select id, seq, body from audit_leaf where action = 'uji.akun'", args![]).await.unwrap();
        let (id, seq, body): (Uuid, i64, String) =
            (row.get("id").unwrap(), row.get("seq").unwrap(), row.get("body").unwrap());
        let visitor = site.visitor();
        let href = format!("/log/entri/{id}");
        assert_eq!(visitor.get(&format!("/log/{seq}")).await.redirects().location(), href);
        visitor.get(&href).await.ok().has_text("Sidik entri").lacks_text("uji.akun");
        sari.get(&href).await.ok().has_text("uji.akun").has_text("20 November 2026");
        let file = visitor.get(&format!("{href}/bukti")).await.ok();
        assert!(file.header("content-disposition").starts_with("attachment"));
        let key = VerifierKey::parse(&visitor.get("/log").await.all("pre.kode").pop().unwrap()).unwrap();
        let proof = LogProof::parse(&file.text()).unwrap();
        proof.verify(body.as_bytes(), "pendopo.test/log", std::slice::from_ref(&key)).unwrap();
        assert!(proof.verify(b"lain", "pendopo.test/log", std::slice::from_ref(&key)).is_err());

        let waiting = Write::system(&site.app, "uji.tunggu").await.unwrap();
        let subject = Uuid::now_v7();
        waiting.commit(&Subject::new("uji", subject, "/")).await.unwrap();
        let id: Uuid = site
            .app
            .db
            .one("select id from audit_leaf where subject = $1", args![subject])
            .await
            .unwrap()
            .get("id")
            .unwrap();
        visitor.get(&format!("/log/entri/{id}")).await.ok().has_text("menunggu tempatnya");
        visitor.get(&format!("/log/entri/{id}/bukti")).await.is(404);
        visitor.get(&format!("/log/entri/{}", Uuid::nil())).await.is(404);
        visitor.get("/log/12345").await.is(404);
        visitor.get("/log/bukan-nomor").await.is(404);
    });
}

/// What strangers fetch tells them nothing, and what those with a right fetch fits it.
#[test]
fn entries_are_sealed_and_open_for_those_with_a_right() {
    on_both(&[], async |site| {
        let sari = site.person("sari", &[]).await;
        let indah = site.person("indah", &[("pengawasan", Uuid::nil())]).await;
        let subject = Uuid::now_v7();
        let write = Write::system(&site.app, "uji.rahasia").await.unwrap();
        write.commit(&Subject::new("uji_pokok", subject, "/")).await.unwrap();
        audit::log::integrate(&site.app).await.unwrap();
        let visitor = site.visitor();
        let size = checkpoint(&visitor).await.size;
        let (_, entries) = fetched(&visitor, size).await;
        let known =
            site.app.db.query("select id, action, kind, subject, actor from audit_leaf", args![]).await.unwrap();
        assert_eq!(known.len(), entries.len());
        let mut words = vec!["pelaku".to_owned(), "waktu".to_owned()];
        for row in &known {
            words.extend([row.get::<String>("action").unwrap(), row.get::<String>("kind").unwrap()]);
            for column in ["id", "subject", "actor"] {
                let id: Option<Uuid> = row.get(column).unwrap();
                words.extend(id.iter().flat_map(|id| [id.to_string(), id.simple().to_string()]));
            }
        }
        for entry in &entries {
            let text = String::from_utf8(entry.clone()).unwrap();
            assert_eq!(text.len(), "{\"sidik\":\"\",\"v\":1}".len() + 64, "{text}");
            assert!(words.iter().all(|word| !text.contains(word.as_str())), "{text}");
        }
        // Two leaves that say the same are two entries.
        assert_eq!(entries.iter().collect::<std::collections::BTreeSet<_>>().len(), entries.len());

        let text = "select id, seq from audit_leaf where subject = $1";
        let row = site.app.db.one(text, args![subject]).await.unwrap();
        let (id, seq): (Uuid, i64) = (row.get("id").unwrap(), row.get("seq").unwrap());
        let href = format!("/log/entri/{id}/isi");
        assert!(visitor.get(&href).await.redirects().location().starts_with("/masuk?kembali="));
        sari.get(&href).await.is(403);
        sari.get(&format!("/log/entri/{id}")).await.ok().lacks_text("/isi");
        indah.get(&format!("/log/entri/{id}")).await.ok().has_text("Unduh isi entri");
        let file = indah.get(&href).await.ok().json();
        let statement = file["isi"].as_str().unwrap();
        assert!(statement.contains("uji.rahasia") && statement.contains(&subject.to_string()), "{statement}");
        let salt = kernel::keys::unhex(file["garam"].as_str().unwrap()).unwrap();
        let entry = audit::leaf::entry(&salt, statement);
        assert_eq!(file["entri"], entry);
        assert_eq!(entries[usize::try_from(seq).unwrap()], entry.as_bytes());
        assert_ne!(audit::leaf::entry(&salt, &statement.replace("uji.rahasia", "uji.lain")), entry);
        indah.get(&format!("/log/entri/{}/isi", Uuid::nil())).await.is(404);
    });
}
