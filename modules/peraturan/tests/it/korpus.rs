//! The five regulations, from the upload to the public pages.
use super::{lakukan, pengelola, putuskan_semua, unggah};

fn profil(daerah: &str) -> testkit::Options {
    let profile = format!(
        "[daerah]\nnama = \"Kabupaten {daerah}\"\nprovinsi = \"Contoh\"\nkode = \"21.03\"\nzona_waktu = \"WIB\"\ndomain = {{ nama = \"contohkab.go.id\" }}\n\n[peraturan]\njenis = \"Peraturan Bupati\"\nnomor = \"18\"\ntahun = 2021\n"
    );
    testkit::Options { profile, ..testkit::Options::default() }
}

fn berkas(nama: &str) -> Vec<u8> {
    let folder =
        std::env::var("PENDOPO_CORPUS").expect("set PENDOPO_CORPUS to the folder that holds the five regulation texts");
    let jalan = std::path::Path::new(&folder).join(nama);
    std::fs::read(&jalan).unwrap_or_else(|galat| panic!("PENDOPO_CORPUS: {}: {galat}", jalan.display()))
}

async fn satu(site: &mut testkit::Site, nama: &str, siput: &str, pasal: usize) {
    let hukum = pengelola(site).await;
    let kelola = unggah(&hukum, nama, &berkas(nama)).await;
    hukum.get(&kelola).await.ok().has_text(&format!("{pasal} pasal"));
    let visitor = site.visitor();
    visitor.get(&format!("/jdih/{siput}")).await.is(404);
    lakukan(&hukum, &kelola, "tinjau", "kantor satu orang").await.is(422).has_text("belum diputuskan");
    putuskan_semua(&hukum, &kelola).await;
    hukum.get(&format!("{kelola}/tinjau")).await.ok().has_text("Semua catatan sudah diputuskan");
    lakukan(&hukum, &kelola, "tinjau", "kantor satu orang").await.redirects();
    lakukan(&hukum, &kelola, "terbitkan", "").await.redirects();
    let page = visitor.get(&format!("/jdih/{siput}")).await.ok();
    let awalan = format!("/jdih/{siput}/pasal-");
    let daftar: Vec<String> = page
        .attributes(".isi-bab a", "href")
        .iter()
        .filter_map(|href| href.strip_prefix(&awalan).map(str::to_owned))
        .collect();
    let harap: Vec<String> = (1..=pasal).map(|n| n.to_string()).collect();
    assert_eq!(daftar, harap, "{nama}");
    // Every pasal has its page; those beside it are one step away.
    for n in [1, pasal / 2, pasal] {
        let page = visitor.get(&format!("{awalan}{n}")).await.ok().has_text(&format!("Pasal {n}"));
        if n > 1 {
            assert_eq!(page.attribute("a[rel=prev]", "href"), Some(format!("{awalan}{}", n - 1)));
        }
    }
    // References inside the text lead to pages that exist.
    let lengkap = visitor.get(&format!("/jdih/{siput}/lengkap")).await.ok();
    let mut tautan =
        lengkap.attributes(".butir__isi > p a[href*='/pasal-'], .hukum__pasal > p a[href*='/pasal-']", "href");
    tautan.sort();
    tautan.dedup();
    assert!(tautan.len() > 5, "{nama}: {}", tautan.len());
    for href in tautan.iter().step_by(tautan.len().div_ceil(12)) {
        let (path, jangkar) = href.split_once('#').expect("references carry an anchor");
        let tujuan = visitor.get(path).await.ok();
        assert!(tujuan.attribute(&format!("[id='{jangkar}']"), "id").is_some(), "{nama}: {href}");
    }
    let istilah = visitor.get(&format!("/jdih/{siput}/istilah")).await.ok();
    assert!(istilah.all("dl dt").len() > 10, "{nama}");
    visitor.get(&format!("/jdih/{siput}/rujukan")).await.ok().has_text("Rujukan ke peraturan lain");
    let json = visitor.get(&format!("/jdih/{siput}.json")).await.ok().json();
    let bagian = json["bagian"].as_array().unwrap();
    assert_eq!(bagian.iter().filter(|satu| satu["jenis"] == "pasal").count(), pasal);
    let xml = visitor.get(&format!("/jdih/{siput}.xml")).await.ok().text();
    assert_eq!(xml.matches("<article ").count(), pasal, "{nama}");
    // The original can always be had.
    assert_eq!(visitor.get(&format!("/jdih/{siput}/unduh")).await.ok().bytes, berkas(nama));
}

fn naskah(daerah: &str, nama: &'static str, siput: &'static str, pasal: usize) {
    testkit::on_both_with(&[&peraturan::MODULE], profil(daerah), async |site| satu(site, nama, siput, pasal).await);
}

#[test]
fn natuna_has_23_pasal_and_is_the_basis_of_its_installation() {
    testkit::on_both_with(&[&peraturan::MODULE], profil("Natuna"), async |site| {
        let visitor = site.visitor();
        visitor
            .get("/jdih/acuan?pasal=9(2)a")
            .await
            .is(404)
            .has_text("Pasal 9 ayat (2) huruf a Peraturan Bupati Nomor 18 Tahun 2021")
            .lacks_text("/jdih/kelola/baru");
        pengelola(site).await.get("/jdih/acuan?pasal=9(2)").await.is(404).has_text("Unggah peraturan");
        satu(site, "natuna-perbup-18-2021.txt", "perbup-18-2021", 23).await;
        let tujuan = visitor.get("/jdih/acuan?pasal=9(2)a").await.redirects().location();
        assert_eq!(tujuan, "/jdih/perbup-18-2021/pasal-9/ayat-2/huruf-a#pasal-9_ayat-2_huruf-a");
        assert_eq!(visitor.get("/jdih/acuan").await.redirects().location(), "/jdih/perbup-18-2021");
        assert_eq!(
            visitor.get("/jdih/acuan?pasal=pasal-9").await.redirects().location(),
            "/jdih/perbup-18-2021/pasal-9#pasal-9"
        );
        visitor.get("/jdih/acuan?pasal=sembilan").await.is(400);
        // What it repeals is read from the text.
        visitor.get("/jdih/perbup-18-2021").await.ok().has_text("Peraturan Bupati Nomor 51 Tahun 2019");
    });
}

#[test]
fn mukomuko_has_52_pasal() {
    naskah("Mukomuko", "mukomuko-perda-1-2020.txt", "perda-1-2020", 52);
}

#[test]
fn bulungan_has_31_pasal() {
    naskah("Bulungan", "bulungan-perbup-2-2020.txt", "perbup-2-2020", 31);
}

#[test]
fn kuantan_singingi_has_80_pasal() {
    naskah("Kuantan Singingi", "kuantan-singingi-perbup-33-2020.txt", "perbup-33-2020", 80);
}

#[test]
fn sigi_has_24_pasal() {
    naskah("Sigi", "sigi-perbup-27-2019.txt", "perbup-27-2019", 24);
}
