//! Whoever they are, and whatever was made secret, opened or shared: each person meets the same items everywhere.
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use kearsipan::MODULE;
use kearsipan::hak::{LIHAT, PEMBACA};
use kearsipan::store::arsip;
use kernel::port::Security;
use kernel::{Subject, Write, args};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use testkit::{Client, Site, on_both};
use time::Duration;
use uuid::Uuid;

use crate::lakon::{SURAT, Surat, kirim, kode, nilai, surat_di};

/// A role with what it opens of items.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Jangkau {
    Semua,
    Unit,
    Tidak,
}

/// Role, what it sees, whether it keeps archives, whether it reads what names it.
const PERAN: [(&str, Jangkau, bool, bool); 8] = [
    ("operator_pd", Jangkau::Unit, true, true),
    ("kepala_pd", Jangkau::Unit, false, true),
    ("pegawai", Jangkau::Unit, false, true),
    ("kearsipan", Jangkau::Semua, true, true),
    ("hukum", Jangkau::Semua, false, true),
    ("admin", Jangkau::Semua, false, true),
    ("diskominfo", Jangkau::Tidak, false, true),
    ("evaluator_anggota", Jangkau::Tidak, false, false),
];

/// An item as it is made, and what happens to it.
#[derive(Debug, Clone)]
struct Rencana {
    unit: usize,
    pemilik: usize,
    kelas: Security,
    berkode: bool,
    pembaca: Vec<usize>,
    /// Opened to somebody by consent, and whether that has ended.
    izin: Option<(usize, bool)>,
    /// The class to which its owner changes it.
    menjadi: Option<Security>,
}

#[derive(Debug, Clone)]
struct Dunia {
    orang: Vec<(usize, usize)>,
    arsip: Vec<Rencana>,
}

fn kelas() -> impl Strategy<Value = Security> {
    prop::sample::select(Security::ALL.to_vec())
}

fn dunia() -> impl Strategy<Value = Dunia> {
    let orang = prop::collection::vec((0..PERAN.len(), 0_usize..3), 4..8);
    let satu = (
        (0_usize..3, 0_usize..8, kelas(), any::<bool>()),
        prop::collection::vec(0_usize..8, 0..3),
        prop::option::of((0_usize..8, any::<bool>())),
        prop::option::weighted(0.6, kelas()),
    );
    (orang, prop::collection::vec(satu, 4..8)).prop_map(|(orang, semua)| {
        let banyak = orang.len();
        let arsip = semua
            .into_iter()
            .map(|((unit, pemilik, kelas, berkode), pembaca, izin, menjadi)| Rencana {
                unit,
                pemilik: pemilik % banyak,
                kelas,
                berkode,
                pembaca: pembaca.into_iter().map(|satu| satu % banyak).collect(),
                izin: izin.map(|(siapa, habis)| (siapa % banyak, habis)),
                menjadi,
            })
            .collect();
        Dunia { orang, arsip }
    })
}

/// A person of the world.
struct Orang {
    client: Client,
    token: Client,
    login: String,
    unit: Uuid,
    jangkau: Jangkau,
    kelola: bool,
    bernama: bool,
}

/// An item as it stands at the end, by what we know of it.
struct Jadi {
    id: Uuid,
    kata: String,
    isi: String,
    unit: Uuid,
    pemilik: Uuid,
    rahasia: bool,
    pernah_rahasia: bool,
    pembaca: BTreeSet<Uuid>,
    izin: BTreeSet<Uuid>,
    berkas: Option<Uuid>,
}

impl Jadi {
    /// What the right to see opens, secret ones aside.
    fn lewat_hak(&self, siapa: &Orang) -> bool {
        !self.rahasia
            && match siapa.jangkau {
                Jangkau::Semua => true,
                Jangkau::Unit => self.unit == siapa.unit || self.pemilik == siapa.client.account,
                Jangkau::Tidak => false,
            }
    }
    fn lewat_nama(&self, siapa: &Orang) -> bool {
        siapa.bernama && (self.pembaca.contains(&siapa.client.account) || self.izin.contains(&siapa.client.account))
    }
    fn tampak(&self, siapa: &Orang) -> bool {
        self.lewat_hak(siapa) || self.lewat_nama(siapa)
    }
    /// A consent that ends on a day is met on its own page, not in the search.
    fn ditemukan(&self, siapa: &Orang) -> bool {
        let disebut = self.pembaca.contains(&siapa.client.account);
        if self.rahasia {
            return siapa.bernama && (disebut || self.pemilik == siapa.client.account);
        }
        self.lewat_hak(siapa) || (siapa.jangkau == Jangkau::Unit && disebut)
    }
}

async fn buat(site: &Site, dunia: &Dunia, units: &[Uuid; 3], nomor: usize) -> (Vec<Orang>, Vec<Jadi>) {
    let mut orang = vec![];
    for (urut, (peran, unit)) in dunia.orang.iter().enumerate() {
        let (role, jangkau, kelola, bernama) = PERAN[*peran];
        let login = format!("orang{nomor}x{urut}");
        let client = site.person(&login, &[(role, units[*unit])]).await;
        let token = ::register::testing::token(site, &client, &[LIHAT, PEMBACA]).await;
        orang.push(Orang { client, token, login, unit: units[*unit], jangkau, kelola, bernama });
    }
    let mut jadi = vec![];
    for (urut, rencana) in dunia.arsip.iter().enumerate() {
        let (pemilik, unit) = (&orang[rencana.pemilik], units[rencana.unit]);
        let kata = format!("kata{}", &Uuid::new_v4().simple().to_string()[..12]);
        let isi = format!("isi nyata {kata}");
        let id = surat_di(
            site,
            &Surat {
                unit,
                kode: rencana.berkode.then_some("500"),
                nomor: &format!("n/{nomor}/{urut}"),
                judul: &format!("Perihal {kata}"),
                kelas: rencana.kelas,
                pemilik: pemilik.client.account,
                isi: isi.as_bytes(),
                tersegel: rencana.kelas.is_secret(),
            },
        )
        .await;
        let mut satu = Jadi {
            id,
            kata,
            isi,
            unit,
            pemilik: pemilik.client.account,
            rahasia: rencana.kelas.is_secret(),
            pernah_rahasia: rencana.kelas.is_secret(),
            pembaca: BTreeSet::new(),
            izin: BTreeSet::new(),
            berkas: nilai::<Option<Uuid>>(site, "arsip", "berkas", id).await,
        };
        let halaman = format!("/arsip/{id}");
        if satu.rahasia {
            satu.pembaca.insert(satu.pemilik);
            for siapa in rencana.pembaca.iter().filter(|_| pemilik.bernama) {
                let isian = [("akun", orang[*siapa].login.as_str())];
                kirim(&pemilik.client, &halaman, "pembaca", &isian).await.redirects();
                satu.pembaca.insert(orang[*siapa].client.account);
            }
        } else if let Some((siapa, habis)) = rencana.izin {
            let sampai = site.app.today() + if habis { -Duration::days(1) } else { Duration::days(1) };
            let (account, izin) = (orang[siapa].client.account, Some(Uuid::now_v7()));
            let mut write = Write::system(&site.app, "arsip.izin_diberikan").await.unwrap();
            arsip::beri(&mut write, id, account, "izin", izin, Some(sampai)).await.unwrap();
            write.commit(&Subject::new("arsip", id, halaman.clone())).await.unwrap();
            if !habis {
                satu.izin.insert(account);
            }
        }
        if let Some(kelas) = rencana.menjadi.filter(|kelas| *kelas != rencana.kelas && satu.tampak(pemilik)) {
            let isian = [("keamanan", kelas.as_str()), ("alasan", "Ditinjau ulang")];
            kirim(&pemilik.client, &halaman, "keamanan", &isian).await.redirects();
            if kelas.is_secret() && !satu.rahasia {
                satu.pembaca.insert(satu.pemilik);
                satu.izin.clear();
            }
            satu.rahasia = kelas.is_secret();
            satu.pernah_rahasia |= satu.rahasia;
        }
        jadi.push(satu);
    }
    (orang, jadi)
}

/// What a text tells of these items.
fn tersebut(jadi: &[Jadi], teks: &str) -> BTreeSet<usize> {
    let ada = |satu: &Jadi| teks.contains(&satu.id.to_string()) || teks.contains(&satu.kata);
    jadi.iter().enumerate().filter(|(_, satu)| ada(satu)).map(|(n, _)| n).collect()
}

fn yang(jadi: &[Jadi], cocok: impl Fn(&Jadi) -> bool) -> BTreeSet<usize> {
    jadi.iter().enumerate().filter(|(_, satu)| cocok(satu)).map(|(n, _)| n).collect()
}

async fn periksa(siapa: &Orang, jadi: &[Jadi]) {
    let tampak = yang(jadi, |satu| satu.tampak(siapa));
    let berhak = siapa.jangkau != Jangkau::Tidak;
    for (nomor, satu) in jadi.iter().enumerate() {
        let halaman = siapa.client.get(&format!("/arsip/{}", satu.id)).await;
        assert_eq!(halaman.status == 200, tampak.contains(&nomor), "page of {nomor}: {}", halaman.status);
        let api = siapa.token.get(&format!("/api/v1/arsip/{}", satu.id)).await;
        assert_eq!(api.status == 200, berhak && tampak.contains(&nomor), "API of {nomor}: {}", api.status);
        let cari = siapa.client.get(&format!("/cari?q={}", satu.kata)).await.ok();
        let ketemu = cari.attributes("main a", "href").contains(&format!("/arsip/{}", satu.id));
        assert_eq!(ketemu, satu.ditemukan(siapa), "search for {nomor}");
        assert!(!ketemu || tampak.contains(&nomor), "what is found can be opened: {nomor}");
        // Loans and references choose among what a right opens; a secret item is nobody's choice.
        let pilihan = siapa.client.get(&format!("/arsip/pilihan?q={}", satu.kata)).await;
        assert_eq!(pilihan.text().contains(&satu.kata), berhak && satu.lewat_hak(siapa), "choice of {nomor}");
        // Nor is a request for it answered otherwise than one for nothing.
        if satu.rahasia && !tampak.contains(&nomor) {
            let unit = satu.unit.to_string();
            let isian = [("unit", unit.as_str()), ("nomor", "n/tiada"), ("keperluan", "x"), ("sampai", "1-12-2026")];
            let tiada = siapa.client.post("/arsip/izin/baru", &isian).await;
            assert!(!tiada.text().contains(&satu.kata) && !tiada.text().contains(&satu.id.to_string()));
        }
    }
    let mut semua = vec!["/arsip".to_owned(), "/arsip/unduh/csv".to_owned(), "/arsip?cari=kata".to_owned()];
    semua.extend(jadi.iter().filter_map(|satu| satu.berkas).map(|id| format!("/arsip?berkas={id}")));
    for alamat in &semua {
        let jawab = siapa.client.get(alamat).await;
        let harap = if !berhak {
            BTreeSet::new()
        } else if let Some((_, berkas)) = alamat.split_once("berkas=") {
            let berkas: Option<Uuid> = berkas.parse().ok();
            yang(jadi, |satu| satu.tampak(siapa) && satu.berkas == berkas)
        } else {
            tampak.clone()
        };
        assert_eq!(tersebut(jadi, &jawab.text()), harap, "{alamat}");
    }
    let api = siapa.token.get("/api/v1/arsip").await;
    assert_eq!(tersebut(jadi, &api.text()), if berhak { tampak.clone() } else { BTreeSet::new() }, "API");
    for alamat in ["/tugas", "/arsip/srikandi?lihat=belum", "/pemberitahuan", "/", "/arsip/laporan", "/arsip/usul"] {
        let lebih = tersebut(jadi, &siapa.client.get(alamat).await.text());
        assert!(lebih.is_subset(&tampak), "{alamat}: {lebih:?} of {tampak:?}");
    }
    for berkas in jadi.iter().filter_map(|satu| satu.berkas).collect::<BTreeSet<_>>() {
        let halaman = siapa.client.get(&format!("/berkas_arsip/{berkas}")).await;
        let lebih = tersebut(jadi, &halaman.text());
        assert!(lebih.is_subset(&tampak), "file: {lebih:?} of {tampak:?}");
        let paket = siapa.client.get(&format!("/berkas_arsip/{berkas}/paket")).await;
        if siapa.kelola && paket.status == 200 {
            let isi = isi_zip(&paket.bytes);
            let harap = yang(jadi, |satu| !satu.rahasia && satu.tampak(siapa) && satu.berkas == Some(berkas));
            assert_eq!(tersebut(jadi, &isi), harap, "package");
            for satu in jadi.iter().filter(|satu| satu.berkas == Some(berkas)) {
                assert_eq!(isi.contains(&satu.isi), !satu.rahasia && satu.tampak(siapa), "contents in the package");
            }
        } else {
            assert_ne!(paket.status, 200);
        }
    }
}

/// Everything in a package as one text.
fn isi_zip(bytes: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut semua = String::new();
    for nomor in 0..zip.len() {
        let mut satu = zip.by_index(nomor).unwrap();
        semua.push_str(satu.name());
        let mut isi = vec![];
        satu.read_to_end(&mut isi).unwrap();
        semua.push_str(&String::from_utf8_lossy(&isi));
    }
    semua
}

/// What lies in the store and in the index, which backups copy as they are.
async fn simpanan(site: &Site, jadi: &[Jadi]) {
    let mut isi = vec![];
    kumpulkan(&site.folder.join("berkas"), &mut isi);
    let mut kata: BTreeMap<Uuid, (String, Option<Uuid>)> = BTreeMap::new();
    for row in site.app.db.query("select id, kind, unit from search_doc", args![]).await.unwrap() {
        kata.insert(row.get("id").unwrap(), (row.get("kind").unwrap(), row.get("unit").unwrap()));
    }
    for satu in jadi {
        let terbaca = isi.iter().any(|bytes| bytes.windows(satu.isi.len()).any(|bagian| bagian == satu.isi.as_bytes()));
        assert_eq!(terbaca, !satu.pernah_rahasia, "what was ever secret lies sealed");
        let harap = if satu.rahasia { ("arsip?".to_owned(), None) } else { ("arsip".to_owned(), Some(satu.unit)) };
        assert_eq!(kata.get(&satu.id), Some(&harap), "in the index");
    }
}

fn kumpulkan(folder: &std::path::Path, isi: &mut Vec<Vec<u8>>) {
    for satu in std::fs::read_dir(folder).unwrap() {
        let jalur = satu.unwrap().path();
        if jalur.is_dir() { kumpulkan(&jalur, isi) } else { isi.push(std::fs::read(jalur).unwrap()) }
    }
}

#[test]
fn each_person_meets_the_same_items_everywhere() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        kode(site, "500", Some(1), Some(1), Some("musnah")).await;
        let benih = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), benih);
        for nomor in 0..4 {
            let dunia = dunia().new_tree(&mut runner).unwrap().current();
            println!("{dunia:#?}");
            let units = [Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4()];
            let (orang, jadi) = buat(site, &dunia, &units, nomor).await;
            site.settle().await;
            for (urut, siapa) in orang.iter().enumerate() {
                println!("world {nomor}, person {urut} ({})", siapa.login);
                periksa(siapa, &jadi).await;
            }
            simpanan(site, &jadi).await;
        }
    });
}
