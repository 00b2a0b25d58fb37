//! Many at once: nothing lost, nothing doubled.
use std::sync::Arc;
use std::time::Instant;

use kernel::{App, args};
use testkit::{Client, Options, Site};
use uuid::Uuid;

use crate::dunia::{SEKITAR, isian};

/// How many visitors send at the same time, and how many complaints each.
const ORANG: usize = 12;
const MASING: usize = 10;

async fn seorang(client: Arc<Client>, nomor: usize) -> Vec<String> {
    let alamat = u8::try_from(nomor).unwrap();
    client.comes_from(std::net::IpAddr::from([10, 20, alamat, 1]));
    client.get("/pengaduan/lapor").await.ok();
    let mut semua = vec![];
    for urut in 0..MASING {
        let (kunci, judul) = (Uuid::now_v7().to_string(), format!("Laporan {nomor}-{urut}"));
        let isi = isian(&[("judul", &judul), ("_kunci", &kunci)]);
        // Pressed twice, at the same time.
        let (satu, dua) =
            tokio::join!(client.upload("/pengaduan/lapor", &isi, &[]), client.upload("/pengaduan/lapor", &isi, &[]));
        let (satu, dua) = (satu.redirects().location(), dua.redirects().location());
        assert_eq!(satu, dua);
        semua.push(satu);
    }
    semua
}

#[test]
fn a_flood_loses_and_doubles_nothing() {
    let options = Options { setup: true, ..Options::default() };
    testkit::on_both_with(&[&register::MODULE, &SEKITAR, &pengaduan::MODULE], options, async |site: &mut Site| {
        let app: App = site.app.clone();
        let mulai = Instant::now();
        let mut semua = vec![];
        let mut tugas = tokio::task::JoinSet::new();
        for nomor in 0..ORANG {
            tugas.spawn(seorang(Arc::new(site.visitor()), nomor));
        }
        while let Some(hasil) = tugas.join_next().await {
            semua.extend(hasil.unwrap());
        }
        semua.sort();
        semua.dedup();
        assert_eq!(semua.len(), ORANG * MASING);
        let n: i64 = app.db.one("select count(*) as n from pengaduan", args![]).await.unwrap().get("n").unwrap();
        assert_eq!(usize::try_from(n).unwrap(), ORANG * MASING);
        let row =
            app.db.one("select count(*) as n from pengaduan_jejak where tindakan = 'terima'", args![]).await.unwrap();
        assert_eq!(usize::try_from(row.get::<i64>("n").unwrap()).unwrap(), ORANG * MASING);
        // 10,000 in an hour is 2.8 in a second; each was sent twice here, unoptimised.
        let lama = mulai.elapsed().as_secs_f64();
        let tiap = f64::from(u32::try_from(ORANG * MASING).unwrap()) / lama;
        assert!(tiap > 2.8, "{tiap:.1} complaints in a second");
    });
}

#[test]
fn one_network_is_slowed_down_with_words_and_keeps_what_was_typed() {
    let options = Options { setup: true, ..Options::default() };
    testkit::on_both_with(&[&register::MODULE, &SEKITAR, &pengaduan::MODULE], options, async |site: &mut Site| {
        let client = site.visitor();
        client.comes_from(std::net::IpAddr::from([10, 30, 1, 1]));
        client.get("/pengaduan/lapor").await.ok();
        for _ in 0..20 {
            let kunci = Uuid::now_v7().to_string();
            client.upload("/pengaduan/lapor", &isian(&[("_kunci", &kunci)]), &[]).await.redirects();
        }
        let page = client.upload("/pengaduan/lapor", &isian(&[]), &[]).await.is(429).has_text("Tunggu");
        assert_eq!(page.all("textarea[name=uraian]"), [crate::dunia::URAIAN]);
    });
}

#[test]
fn who_gives_up_in_the_middle_leaves_nothing_behind() {
    let options = Options { setup: true, ..Options::default() };
    testkit::on_both_with(&[&register::MODULE, &SEKITAR, &pengaduan::MODULE], options, async |site: &mut Site| {
        // The change is dropped before its commit, as a killed process drops it.
        let mut write = kernel::Write::system(&site.app, "uji.putus").await.unwrap();
        let baru = pengaduan::model::PengaduanBaru {
            kanal: pengaduan::model::Kanal::Open311,
            nomor_luar: Some("A-1".into()),
            permintaan_kunci: Some("k-1".into()),
            klasifikasi: None,
            jenis: None,
            judul: String::new(),
            uraian: crate::dunia::URAIAN.into(),
            lokasi: pengaduan::model::Lokasi::default(),
            kejadian: None,
            pelapor: pengaduan::model::Pelapor::default(),
            sifat: pengaduan::model::Sifat::Anonim,
            setuju_terbit: false,
            lampiran: vec![],
        };
        let (id, resi) = pengaduan::store::terima(&mut write, baru).await.unwrap();
        drop(write);
        assert!(site.app.db.optional("select id from pengaduan where id = $1", args![id]).await.unwrap().is_none());
        assert!(site.app.db.optional("select pengaduan from pengaduan_kata", args![]).await.unwrap().is_none());
        assert!(pengaduan::store::bernomor(&site.app, &resi.number).await.unwrap().is_none());
        assert!(pengaduan::store::berkunci(&site.app, "k-1").await.unwrap().is_none());
    });
}
