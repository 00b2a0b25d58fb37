//! Reports with marked values, and then everything that the program keeps or says is searched for the marks.
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex};

use kernel::db::dump;
use testkit::Site;
use tracing_subscriber::fmt::MakeWriter;

use crate::adegan::{FRASA, buka, daftar, kirim, lacak, lapor, pada_keduanya};

/// What must be found nowhere.
const TANDA: [&str; 12] = [
    "TANDA-JUDUL",
    "TANDA-URAIAN",
    "TANDA-PELAKU",
    "TANDA-NAMA",
    "TANDA-KONTAK",
    "TANDA-BERKAS",
    "TANDA-ISI-BERKAS",
    "TANDA-PESAN",
    "TANDA-CATATAN",
    "TANDA-PERAMBAN",
    "TANDA-ASAL",
    "198.51.100.77",
];

/// Everything that is logged, at every level, by everybody in this process.
#[derive(Clone, Default)]
struct Catatan(Arc<Mutex<Vec<u8>>>);

impl Write for Catatan {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Catatan {
    type Writer = Catatan;
    fn make_writer(&self) -> Catatan {
        self.clone()
    }
}

static LOG: LazyLock<Catatan> = LazyLock::new(|| {
    let log = Catatan::default();
    let all = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(log.clone());
    all.try_init().unwrap();
    log
});

/// Bytes as a text of small letters; what is no text becomes signs that no mark has.
fn folded(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).to_ascii_lowercase()
}

/// The mark as it is, in hexadecimal, and as two-byte characters.
fn shapes(mark: &str) -> [String; 3] {
    let wide: Vec<u8> = mark.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [folded(mark.as_bytes()), kernel::keys::hex(mark.as_bytes()), folded(&wide)]
}

fn files(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
}

async fn dumped(db: &kernel::Db, folder: &Path, name: &str) -> Vec<u8> {
    let path = folder.join(name);
    dump::write(db, std::fs::File::create(&path).unwrap()).await.unwrap();
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    bytes
}

/// All places where a mark could be.
async fn everywhere(site: &Site) -> Vec<(String, Vec<u8>)> {
    let mut found = vec![("log".to_owned(), LOG.0.lock().unwrap().clone())];
    found.push(("metrics".into(), site.app.metrics.text(&[]).into_bytes()));
    // All rows: records, log, queue, notifications and mail that waits, search; and what both backups would hold.
    found.push(("main database".into(), dumped(&site.app.db, &site.folder, "utama").await));
    found.push(("own database".into(), dumped(site.app.apart("wbs").await.unwrap(), &site.folder, "wbs").await));
    // The files themselves: databases with what was deleted in them, logs beside them, stored and temporary files.
    files(&site.folder, &mut found);
    found
}

#[test]
fn nothing_that_a_reporter_sent_is_anywhere() {
    LazyLock::force(&LOG);
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let tamu = site.visitor();
        site.settle().await;
        let before = dumped(&site.app.db, &site.folder, "sebelum").await;
        let (answered, statements) = (site.app.metrics.text(&[]), site.app.db.statements());

        let isian = [
            ("judul", "TANDA-JUDUL"),
            ("uraian", "TANDA-URAIAN yang cukup panjang"),
            ("pelaku", "TANDA-PELAKU"),
            ("nama", "TANDA-NAMA"),
            ("kontak", "TANDA-KONTAK"),
        ];
        let kode = lapor(&tamu, &isian, &[("TANDA-BERKAS.txt", b"TANDA-ISI-BERKAS")]).await;
        let ruang = lacak(&tamu, &kode).await.ok();
        let token = ruang.attribute("input[name=ruang]", "value").unwrap();
        let pesan = [("ruang", token.as_str()), ("pesan", "TANDA-PESAN")];
        kirim(&tamu, &ruang, "/wbs/ruang", &pesan, &[("TANDA-BERKAS.txt", b"TANDA-ISI-BERKAS")]).await.ok();

        // The main database has not changed by a single row, and nothing was counted.
        assert!(site.app.db.statements() > statements);
        assert_eq!(site.app.metrics.text(&[]), answered);
        assert_eq!(dumped(&site.app.db, &site.folder, "sesudah").await, before);

        let href = daftar(&saluran.indah).await.remove(0);
        saluran.indah.get(&href).await.ok().has_text("TANDA-URAIAN").has_text("TANDA-PESAN").has_text("berkas-1.txt");
        saluran.indah.post(&format!("{href}/catatan"), &[("catatan", "TANDA-CATATAN")]).await.redirects();
        saluran.indah.get(&format!("{href}/pdf")).await.ok();
        site.settle().await;

        let polos: String = kode.chars().filter(char::is_ascii_digit).collect();
        let marks: Vec<&str> = TANDA.iter().copied().chain([kode.as_str(), &polos, FRASA]).collect();
        let places: Vec<(String, String)> =
            everywhere(site).await.into_iter().map(|(place, bytes)| (place, folded(&bytes))).collect();
        for (place, text) in &places {
            for mark in &marks {
                for shape in shapes(mark) {
                    assert!(!text.contains(&shape), "{mark} is in {place}");
                }
            }
        }
        // The search through everything does find what is kept in the open.
        let nomor = saluran.indah.get("/meja-wbs").await.ok().all("table a").remove(0);
        assert!(places.iter().any(|(place, text)| place == "own database" && text.contains(&nomor)));
        assert!(places.iter().any(|(place, text)| place == "main database" && text.contains("uji indah")));
        assert_eq!(places.iter().any(|(place, _)| place.contains("/wbs.")), site.keeps_its_database());
    });
}

#[test]
fn the_own_database_keeps_days_and_no_instants() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        lapor(&site.visitor(), &[("judul", "Satu"), ("uraian", "Ceritanya cukup panjang.")], &[]).await;
        let (_, scripts) = wbs::MODULE.apart[0];
        assert!(!scripts.contains("timestamptz"));
        // Ids tell no time either: version 4, all random.
        let db = site.app.apart("wbs").await.unwrap();
        for table in wbs::store::TABEL.iter().chain(&["wbs_kunci", "wbs_bagian", "wbs_penunjukan"]) {
            for row in db.query(&format!("select id from {table}"), vec![]).await.unwrap() {
                assert_eq!(row.get::<uuid::Uuid>("id").unwrap().get_version_num(), 4, "{table}");
            }
        }
        drop(saluran);
    });
}

#[test]
fn pages_tell_nothing_by_their_length_or_headers() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let tamu = site.visitor();
        let kode = lapor(&tamu, &[("judul", "Satu"), ("uraian", "Ceritanya cukup panjang.")], &[]).await;
        // The answer to a code that opens a report is as long as that to one that does not.
        let (benar, salah) = (lacak(&tamu, &kode).await.ok(), lacak(&tamu, "1234 5678 9012 3456 7890").await.is(422));
        assert_eq!(benar.bytes.len(), salah.bytes.len());
        let token = benar.attribute("input[name=ruang]", "value").unwrap();
        let tutup = kirim(&tamu, &benar, "/wbs/ruang", &[("ruang", &token), ("aksi", "tutup")], &[]).await.ok();
        assert_eq!(tutup.header("clear-site-data"), "\"cache\"");
        for page in [
            tamu.get("/wbs").await,
            tamu.get("/wbs/angka").await,
            tamu.get("/wbs/aman").await,
            tamu.get("/wbs/lapor").await,
            tamu.get("/wbs/lacak").await,
            lacak(&tamu, &kode).await,
            lacak(&tamu, "1234 5678 9012 3456 7890").await,
            // A person of staff who looks is nobody here.
            saluran.indah.get("/wbs").await,
        ] {
            assert_eq!(page.bytes.len() % (16 * 1024), 0);
            assert_eq!(page.header("set-cookie"), "");
            assert_eq!(page.header("cache-control"), "no-store");
            assert_eq!(page.header("referrer-policy"), "no-referrer");
            assert_eq!(page.header("content-encoding"), "identity");
            assert!(!page.text().contains("Uji indah") || page.text().contains("kecuali"));
            assert!(!page.text().contains("<script src=\"http"));
        }
    });
}
