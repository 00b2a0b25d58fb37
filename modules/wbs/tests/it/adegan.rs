//! A channel that is open, and a reporter at it.
use kernel::Module;
use testkit::{Answer, Client, Options, Site, on_both_with};
use uuid::Uuid;

/// Unit of the supervision agency.
pub const INSPEKTORAT: Uuid = Uuid::from_u128(0x17);
/// Passphrase of everybody.
pub const FRASA: &str = "gajah makan durian runtuh";
const MODULES: &[&Module] = &[&register::MODULE, &wbs::MODULE];

/// Runs a test on both databases, with codes that cost next to nothing.
pub fn pada_keduanya(test: impl AsyncFn(&mut Site)) {
    let profile = format!("{}[wbs]\nargon_kib = 64\nargon_putaran = 1\nsimpan_bulan = 1\n", testkit::profile());
    on_both_with(MODULES, Options { profile, ..Options::default() }, test);
}

/// A handler without a key.
pub async fn penangan(site: &Site, nama: &str) -> Client {
    site.person(nama, &[(wbs::APIP, INSPEKTORAT)]).await
}

/// Makes the keys of a person.
pub async fn buat_kunci(siapa: &Client) {
    siapa.post("/kunci-wbs/buat", &[("sandi", FRASA), ("ulang", FRASA)]).await.redirects();
}

/// Opens the keys of a person.
pub async fn buka_kunci(siapa: &Client) {
    siapa.post("/kunci-wbs/buka", &[("sandi", FRASA)]).await.redirects();
}

/// Who works at an open channel.
pub struct Saluran {
    /// The first handler, with an open key.
    pub indah: Client,
    /// The custodian, with an open key.
    pub kustodian: Client,
    /// The officers, with open keys.
    pub pejabat: Vec<Client>,
}

/// Opens the channel: one handler, one custodian, three officers, an escrow.
pub async fn buka(site: &Site) -> Saluran {
    let indah = penangan(site, "indah").await;
    buat_kunci(&indah).await;
    let kustodian = tunjuk(site, &indah, "kemala", "kustodian").await;
    let mut pejabat = vec![];
    for nama in ["bunga", "surya", "hadi"] {
        pejabat.push(tunjuk(site, &indah, nama, "pejabat").await);
    }
    indah.post("/meja-wbs/kunci-cadangan", &[]).await.redirects();
    Saluran { indah, kustodian, pejabat }
}

async fn tunjuk(site: &Site, oleh: &Client, nama: &str, peran: &str) -> Client {
    let siapa = site.person(nama, &[]).await;
    siapa.get("/kunci-wbs").await.is(404);
    oleh.post("/meja-wbs/orang/tunjuk", &[("akun", nama), ("peran", peran)]).await.redirects();
    buat_kunci(&siapa).await;
    siapa
}

/// Sends a form of the reporter's pages, with the token that the page carries and headers that must not be kept.
pub async fn kirim(
    tamu: &Client,
    halaman: &Answer,
    ke: &str,
    isian: &[(&str, &str)],
    berkas: &[(&str, &[u8])],
) -> Answer {
    let csrf = halaman.attribute("input[name=_csrf]", "value").unwrap();
    let mut body = Vec::new();
    for (name, value) in isian.iter().copied().chain([("_csrf", csrf.as_str())]) {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    for (name, content) in berkas {
        let head = format!("--b\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"{name}\"\r\n\r\n");
        body.extend(head.into_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--b--\r\n");
    let headers = [
        ("content-type", "multipart/form-data; boundary=b"),
        ("user-agent", "TANDA-PERAMBAN"),
        ("x-forwarded-for", "198.51.100.77"),
        ("referer", "https://TANDA-ASAL.test/"),
    ];
    let answer = tamu.send(http::Method::POST, ke, &headers, body).await;
    assert_eq!(answer.header("set-cookie"), "", "{ke} sets a cookie");
    answer
}

/// Reports with these fields beside the kind, and returns the code.
pub async fn lapor(tamu: &Client, isian: &[(&str, &str)], berkas: &[(&str, &[u8])]) -> String {
    let form = tamu.get("/wbs/lapor").await.ok();
    let resi = form.attribute("input[name=resi]", "value").unwrap();
    let semua: Vec<(&str, &str)> =
        isian.iter().copied().chain([("jenis", "korupsi"), ("resi", resi.as_str())]).collect();
    kode(&kirim(tamu, &form, "/wbs/lapor", &semua, berkas).await.ok())
}

/// The code on a receipt.
pub fn kode(resi: &Answer) -> String {
    let kode = resi.all(".govuk-panel strong").remove(0);
    assert_eq!(kode.chars().filter(char::is_ascii_digit).count(), 20, "{kode}");
    kode
}

/// Opens a report by its code; the answer is its room.
pub async fn lacak(tamu: &Client, kode: &str) -> Answer {
    let form = tamu.get("/wbs/lacak").await.ok();
    kirim(tamu, &form, "/wbs/lacak", &[("kode", kode)], &[]).await
}

/// The addresses of the reports in a handler's list.
pub async fn daftar(penangan: &Client) -> Vec<String> {
    let list = penangan.get("/meja-wbs").await.ok();
    let mut found = list.attributes("table a", "href");
    found.retain(|href| href.starts_with("/meja-wbs/laporan/"));
    found
}

/// Fields of a report about this.
pub fn tentang<'a>(judul: &'a str, uraian: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("judul", judul), ("uraian", uraian)]
}
