//! Rights over received letters and dispositions: whatever the units, classes, named readers and receivers, every way to a
//! letter agrees for each person, and a secret letter is nowhere for the others.
#![expect(clippy::indexing_slicing, reason = "clippy knows only the functions marked as tests")]

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use http::Method;
use kernel::args;
use proptest::prelude::*;
use testkit::{Answer, Client, Site};
use uuid::Uuid;

use crate::dunia::token;
use crate::loket::{BIDANG, DINAS, LAIN, Orang, catat, di_dinas, orang};

/// A word for each letter, that no page has otherwise.
const KATA: [&str; 6] = ["mawarbiru", "melatiungu", "kenangajingga", "anggrekperak", "dahliakelabu", "terataicokelat"];
const KELAS: [&str; 4] = ["biasa", "terbatas", "rahasia", "sangat_rahasia"];
/// Who may be named or get a disposition by name, in the order of [`Dunia::orang`].
const NAMA: [&str; 4] = ["kepala", "kabid", "staf", "lain"];

/// To whom the head of the dinas gives the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kepada {
    Tidak,
    Bidang,
    Orang(usize),
}

#[derive(Debug, Clone)]
struct Rencana {
    kelas: usize,
    di_lain: bool,
    nama: Vec<bool>,
    kepada: Kepada,
}

fn rencana() -> impl Strategy<Value = Rencana> {
    let kepada = prop_oneof![Just(Kepada::Tidak), Just(Kepada::Bidang), (1_usize..4).prop_map(Kepada::Orang)];
    (0_usize..4, prop::bool::weighted(0.3), prop::collection::vec(prop::bool::weighted(0.35), 4), kepada).prop_map(
        |(kelas, di_lain, nama, kepada)| {
            let mut satu = Rencana { kelas, di_lain, nama, kepada };
            // A secret letter needs somebody, and only a head can hand one on.
            if satu.kelas >= 2 && !satu.nama.contains(&true) {
                satu.nama[0] = true;
            }
            satu
        },
    )
}

impl Rencana {
    fn rahasia(&self) -> bool {
        self.kelas >= 2
    }
    /// The head of the dinas decides about it: it lies there, for nobody else by name.
    fn dapat_didisposisi(&self) -> bool {
        !self.di_lain && (self.nama[0] || !self.nama.contains(&true))
    }
    fn kepada(&self) -> Kepada {
        if self.dapat_didisposisi() { self.kepada } else { Kepada::Tidak }
    }
}

/// A letter with who reads it, as the rules say.
struct Surat {
    id: Uuid,
    kata: &'static str,
    rencana: Rencana,
    /// Units that read it; of a secret one none.
    unit: BTreeSet<Uuid>,
    /// People who have it in their box.
    orang: BTreeSet<Uuid>,
    /// Who registered a secret one reads it, too.
    pencatat: Option<Uuid>,
}

/// A person with what the roles give.
struct Siapa<'a> {
    nama: &'static str,
    client: &'a Client,
    /// Units whose letters the person reads.
    baca: Vec<Uuid>,
    /// Units whose boxes and books the person opens.
    buka: Vec<Uuid>,
    agenda: bool,
}

impl Surat {
    fn bernama(&self, siapa: &Siapa<'_>) -> bool {
        self.orang.contains(&siapa.client.account) || self.pencatat == Some(siapa.client.account)
    }
    fn terbaca(&self, siapa: &Siapa<'_>) -> bool {
        self.bernama(siapa) || siapa.baca.iter().any(|unit| self.unit.contains(unit))
    }
    fn di_kotak(&self, siapa: &Siapa<'_>, unit: &[Uuid]) -> bool {
        self.orang.contains(&siapa.client.account) || unit.iter().any(|unit| self.unit.contains(unit))
    }
    fn di_agenda(&self, siapa: &Siapa<'_>) -> bool {
        let tempat = if self.rencana.di_lain { LAIN } else { DINAS };
        siapa.buka.contains(&tempat) && (!self.rencana.rahasia() || self.bernama(siapa))
    }
    fn di_buku_disposisi(&self, siapa: &Siapa<'_>, orang: &[Uuid]) -> bool {
        let (kepada, rahasia) = (self.rencana.kepada(), self.rencana.rahasia());
        let terima = match kepada {
            Kepada::Tidak => return false,
            Kepada::Bidang if rahasia => siapa.client.account == orang[1],
            Kepada::Bidang => siapa.buka.contains(&BIDANG),
            Kepada::Orang(n) => siapa.client.account == orang[n],
        };
        (siapa.buka.contains(&DINAS) || terima) && (!rahasia || self.bernama(siapa))
    }
}

async fn susun(o: &Orang, semua: &[Rencana]) -> Vec<Surat> {
    let orang = [o.kepala.account, o.kabid.account, o.staf.account, o.lain.account];
    let mut hasil = vec![];
    for (nomor, (satu, kata)) in semua.iter().zip(KATA).enumerate() {
        let meja = if satu.di_lain { &o.lain } else { &o.loket };
        let nama: Vec<&str> = NAMA.iter().zip(&satu.nama).filter(|(_, ya)| **ya).map(|(nama, _)| *nama).collect();
        let (perihal, untuk, nomor) = (format!("Urusan {kata}"), nama.join("; "), format!("n/{nomor}"));
        let isi =
            [("perihal", perihal.as_str()), ("untuk", &untuk), ("nomor", &nomor), ("keamanan", KELAS[satu.kelas])];
        let id = catat(meja, &isi, &[]).await;
        let mut surat = Surat {
            id,
            kata,
            rencana: satu.clone(),
            unit: BTreeSet::new(),
            orang: orang.iter().zip(&satu.nama).filter(|(_, ya)| **ya).map(|(id, _)| *id).collect(),
            pencatat: satu.rahasia().then_some(meja.account),
        };
        if !satu.rahasia() {
            surat.unit.insert(if satu.di_lain { LAIN } else { DINAS });
        }
        let bidang = format!("u:{BIDANG}");
        let isi: Option<(&str, &str)> = match satu.kepada() {
            Kepada::Tidak => None,
            Kepada::Bidang => Some(("penerima", &bidang)),
            Kepada::Orang(n) => Some(("orang_lain", NAMA[n])),
        };
        if let Some(isi) = isi {
            let alamat = format!("/naskah/{id}/disposisi");
            o.kepala.post(&alamat, &[isi, ("instruksi", "Tindak lanjuti")]).await.redirects();
        }
        match satu.kepada() {
            Kepada::Tidak => {}
            Kepada::Bidang if satu.rahasia() => drop(surat.orang.insert(orang[1])),
            Kepada::Bidang => drop(surat.unit.insert(BIDANG)),
            Kepada::Orang(n) => drop(surat.orang.insert(orang[n])),
        }
        hasil.push(surat);
    }
    hasil
}

fn menyebut(jawab: &Answer, id: Uuid) -> bool {
    jawab.attributes("main a", "href").iter().any(|satu| satu.contains(&id.to_string()))
}

/// The lines of a downloaded book.
async fn lembar(client: &Client, alamat: &str) -> String {
    let bytes = client.get(alamat).await.ok().bytes.to_vec();
    let mut buku = Xlsx::new(Cursor::new(bytes)).unwrap();
    let lembar = buku.worksheet_range_at(0).unwrap().unwrap();
    lembar.rows().flatten().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

async fn periksa(siapa: &Siapa<'_>, semua: &[Surat], orang: &[Uuid]) {
    let (nama, client) = (siapa.nama, siapa.client);
    let kotak = client.get("/surat_masuk").await.ok();
    let bidang = client.get(&format!("/surat_masuk?unit={BIDANG}")).await.ok();
    let tugas = client.get("/tugas").await.ok();
    let kabar = client.get("/pemberitahuan").await.ok();
    let buku = if siapa.agenda { Some(client.get("/agenda_surat").await.ok()) } else { None };
    if buku.is_none() {
        client.get("/agenda_surat").await.is(403);
    }
    let (cetak, xlsx, disposisi, xlsx_disposisi) = match &buku {
        Some(_) => (
            client.get("/agenda_surat/cetak").await.ok().text(),
            lembar(client, "/agenda_surat/xlsx").await,
            Some(client.get("/agenda_surat?buku=disposisi").await.ok()),
            lembar(client, "/agenda_surat/xlsx?buku=disposisi").await,
        ),
        None => (String::new(), String::new(), None, String::new()),
    };
    for surat in semua {
        let (id, kata, rahasia) = (surat.id, surat.kata, surat.rencana.rahasia());
        let terbaca = surat.terbaca(siapa);
        let cari = client.get(&format!("/cari?q={kata}")).await.ok();
        assert_eq!(cari.main().contains(&format!("Urusan {kata}")), terbaca && !rahasia, "{nama} searches {kata}");
        assert_eq!(menyebut(&kotak, id), surat.di_kotak(siapa, &siapa.buka), "{nama} lists {kata}");
        assert_eq!(
            kotak.main().contains(kata),
            surat.di_kotak(siapa, &siapa.buka),
            "{nama} reads what {kata} is about"
        );
        if siapa.baca.contains(&BIDANG) {
            assert_eq!(menyebut(&bidang, id), surat.unit.contains(&BIDANG), "{nama} lists {kata} of the bidang");
        }
        if let (Some(buku), Some(disposisi)) = (&buku, &disposisi) {
            let di_agenda = surat.di_agenda(siapa);
            assert_eq!(menyebut(buku, id), di_agenda, "{nama} has {kata} in the book");
            assert_eq!(buku.main().contains(kata), di_agenda, "{nama} reads {kata} in the book");
            // What leaves the page says nothing of a secret letter, not even for those named.
            assert_eq!(cetak.contains(kata), di_agenda && !rahasia, "{nama} prints {kata}");
            assert_eq!(xlsx.contains(kata), di_agenda && !rahasia, "{nama} downloads {kata}");
            let di_disposisi = surat.di_buku_disposisi(siapa, orang);
            assert_eq!(menyebut(disposisi, id), di_disposisi, "{nama} has {kata} in the book of dispositions");
            assert_eq!(
                xlsx_disposisi.contains(kata),
                di_disposisi && !rahasia,
                "{nama} downloads the disposition {kata}"
            );
        }
        if !terbaca {
            for (apa, jawab) in [("tasks", &tugas), ("news", &kabar)] {
                let teks = jawab.text();
                assert!(!teks.contains(kata) && !teks.contains(&id.to_string()), "{nama} has {kata} among {apa}");
            }
        }
        assert!(!rahasia || !kabar.text().contains(kata), "news of {kata} may go by mail");
        // Last, as opening it is reading it.
        let detail = client.get(&format!("/naskah/{id}")).await;
        assert_eq!(detail.status.as_u16(), if terbaca { 200 } else { 404 }, "{nama} opens {kata}");
        assert_eq!(detail.text().contains(kata), terbaca, "{nama} {kata}");
        for lain in ["disposisi", "periksa", "tulis", "dokumen"] {
            let status = client.get(&format!("/naskah/{id}/{lain}")).await.status.as_u16();
            assert!(terbaca || matches!(status, 403 | 404), "{nama} {kata}/{lain}: {status}");
        }
    }
}

async fn periksa_api(site: &Site, siapa: &Siapa<'_>, semua: &[Surat]) {
    let (nama, client) = (siapa.nama, siapa.client);
    client.use_token(&token(site, client).await);
    let daftar = client.api(Method::GET, "/api/v1/naskah?batas=200", &[], None).await.ok().text();
    for surat in semua {
        let (id, kata, rahasia) = (surat.id, surat.kata, surat.rencana.rahasia());
        let di_daftar = !rahasia && surat.di_kotak(siapa, &siapa.baca);
        assert_eq!(daftar.contains(&id.to_string()), di_daftar, "{nama} {kata} in the API");
        assert_eq!(daftar.contains(kata), di_daftar, "{nama} {kata} in the API");
        let satu = client.api(Method::GET, &format!("/api/v1/naskah/{id}"), &[], None).await;
        let harap = if surat.terbaca(siapa) && !rahasia { 200 } else { 404 };
        assert_eq!(satu.status.as_u16(), harap, "{nama} {kata} by the API");
    }
}

/// Nothing of a secret letter lies open in the database.
async fn tidak_tersimpan(site: &Site, semua: &[Surat]) {
    for surat in semua.iter().filter(|surat| surat.rencana.rahasia()) {
        for (tabel, kolom) in [
            ("naskah", "perihal"),
            ("surat_masuk", "perihal"),
            ("notification", "title"),
            ("notification", "body"),
            ("search_doc", "title"),
            ("search_doc", "stems"),
            ("event", "cast(payload as text)"),
            ("job", "cast(payload as text)"),
            ("audit_change", "coalesce(cast(rincian as text), '')"),
        ] {
            let text = format!("select count(*) as n from {tabel} where lower({kolom}) like $1");
            let row = site.app.db.one(&text, args![format!("%{}%", surat.kata)]).await.unwrap();
            assert_eq!(row.get::<i64>("n").unwrap(), 0, "{tabel}.{kolom} holds {}", surat.kata);
        }
    }
}

async fn semua_jalan_sepakat(site: &mut Site, rencana: &[Rencana]) {
    let o = orang(site).await;
    let loket2 = site.person("loket2", &[("operator_pd", DINAS)]).await;
    let luar = site.person("luar", &[("pegawai", LAIN)]).await;
    let semua = susun(&o, rencana).await;
    site.settle().await;
    let nama = [o.kepala.account, o.kabid.account, o.staf.account, o.lain.account];
    let siapa = |nama, client, baca: &[Uuid], buka: &[Uuid], agenda| Siapa {
        nama,
        client,
        baca: baca.to_vec(),
        buka: buka.to_vec(),
        agenda,
    };
    let mereka = [
        siapa("loket", &o.loket, &[DINAS], &[DINAS], true),
        siapa("loket2", &loket2, &[DINAS], &[DINAS], true),
        siapa("kepala", &o.kepala, &[DINAS, BIDANG], &[DINAS], true),
        siapa("kabid", &o.kabid, &[BIDANG], &[BIDANG], true),
        siapa("staf", &o.staf, &[], &[], false),
        siapa("lain", &o.lain, &[LAIN], &[LAIN], true),
        siapa("luar", &luar, &[], &[], false),
    ];
    for satu in &mereka {
        periksa(satu, &semua, &nama).await;
    }
    for satu in &mereka {
        periksa_api(site, satu, &semua).await;
    }
    tidak_tersimpan(site, &semua).await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, max_shrink_iters: 12, ..ProptestConfig::default() })]

    #[test]
    fn every_way_to_a_letter_agrees_for_each_person(semua in prop::collection::vec(rencana(), 3..=KATA.len())) {
        di_dinas(async |site: &mut Site| semua_jalan_sepakat(site, &semua).await);
    }
}
