//! The exchange with the national application: both numbers are linked, once, whatever is loaded how often.
use std::io::{Cursor, Read as _};

use kearsipan::MODULE;
use kearsipan::paket::srikandi::{BENTUK, Naskah, Paket};
use kernel::args;
use kernel::port::Security;
use testkit::{Answer, Client, Site, on_both};

use crate::lakon::{Lakon, SURAT, UNIT, kode, surat};

fn bag(nama: &str, daftar: &[u8], isi: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = bagit::Writer::new(Cursor::new(vec![]), "srikandi").unwrap();
    writer.add(nama, &mut &daftar[..]).unwrap();
    for (jalur, bytes) in isi {
        writer.add(jalur, &mut &bytes[..]).unwrap();
    }
    writer.finish(&[]).unwrap().into_inner()
}

async fn muat(siapa: &Client, bytes: &[u8]) -> Answer {
    let unit = UNIT.to_string();
    siapa.upload("/arsip/srikandi", &[("unit", &unit)], &[("paket", "balik.zip", bytes)]).await
}

async fn jumlah(site: &Site) -> (i64, i64) {
    let text = "select (select count(*) from arsip) as arsip, (select count(*) from tautan_srikandi) as tautan";
    let row = site.app.db.one(text, args![]).await.unwrap();
    (row.get("arsip").unwrap(), row.get("tautan").unwrap())
}

/// The list of a package that we made.
fn baca(bytes: &[u8]) -> Paket {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for nomor in 0..zip.len() {
        let mut satu = zip.by_index(nomor).unwrap();
        if satu.name().ends_with("data/naskah.json") {
            let mut teks = String::new();
            satu.read_to_string(&mut teks).unwrap();
            return serde_json::from_str(&teks).unwrap();
        }
    }
    panic!("no list");
}

#[test]
fn our_records_go_out_and_come_back_with_their_numbers() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        kode(site, "500", Some(1), Some(1), Some("musnah")).await;
        let satu = surat(site, Some("500"), "500/1", Security::Biasa, lakon.pegawai.account, b"satu").await;
        surat(site, Some("500"), "500/2", Security::Biasa, lakon.pegawai.account, b"dua").await;
        surat(site, Some("500"), "500/3", Security::Rahasia, lakon.pegawai.account, b"tiga").await;
        lakon.operator.get("/arsip/srikandi?lihat=belum").await.ok().has_text("500/1").lacks_text("500/3");
        let keluar = lakon.operator.get("/arsip/srikandi/paket").await.ok();
        let mut paket = baca(&keluar.bytes);
        assert_eq!((paket.bentuk.as_str(), paket.naskah.len()), (BENTUK, 2));
        for naskah in &mut paket.naskah {
            assert!(naskah.kunci.is_none() && naskah.id.is_some());
            naskah.kunci = Some(format!("SRK-{}", naskah.nomor.as_deref().unwrap()));
            naskah.nomor_srikandi = Some(format!("B/{}/SRK", naskah.nomor.as_deref().unwrap()));
            naskah.isi.clear();
        }
        // And a letter that was made there.
        paket.naskah.push(Naskah {
            kunci: Some("SRK-9".into()),
            nomor_srikandi: Some("B/9/SRK".into()),
            id: None,
            nomor: None,
            judul: "Undangan dari kementerian".into(),
            jenis: "Undangan".into(),
            tanggal: site.app.today(),
            keamanan: "biasa".into(),
            kode: Some("500".into()),
            perkembangan: "salinan".into(),
            isi: vec![],
        });
        let masuk = bag("naskah.json", &serde_json::to_vec(&paket).unwrap(), &[]);
        muat(&lakon.operator, &masuk).await.redirects();
        assert_eq!(jumlah(site).await, (4, 3));
        muat(&lakon.operator, &masuk).await.redirects();
        assert_eq!(jumlah(site).await, (4, 3), "the same package again changes nothing");
        let halaman = lakon.operator.get("/arsip/srikandi").await.ok();
        halaman.has_text("B/500/1/SRK").has_text("SRK-9").has_text("Undangan dari kementerian").lacks_text("500/3");
        lakon.operator.get("/arsip/srikandi?lihat=belum").await.ok().lacks_text("Perihal surat 500/1");
        lakon.operator.get("/arsip/srikandi/paket").await.is(303);
        // Another key for a record that is linked is a mistake that somebody must look at.
        paket.naskah.truncate(1);
        paket.naskah[0].kunci = Some("SRK-lain".into());
        paket.naskah[0].id = Some(satu);
        let masuk = bag("naskah.json", &serde_json::to_vec(&paket).unwrap(), &[]);
        muat(&lakon.operator, &masuk).await.is(422).has_text("sudah dihubungkan");
    });
}

#[test]
fn a_list_as_csv_links_by_number_and_brings_files() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        surat(site, None, "12/A/2026", Security::Biasa, lakon.pegawai.account, b"satu").await;
        let csv = "kunci,nomor_srikandi,nomor,judul,tanggal,berkas\nK1,S/1,12/A/2026,Perihal,2026-11-01,\nK2,S/2,,\"Surat, baru\",02-11-2026,isi/baru.txt\n,S/3,,Tanpa kunci,2026-11-01,\n";
        let masuk = bag("naskah.csv", csv.as_bytes(), &[("isi/baru.txt", b"isi baru")]);
        let jawab = muat(&lakon.operator, &masuk).await.redirects();
        assert_eq!(jawab.location(), "/arsip/srikandi");
        assert_eq!(jumlah(site).await, (2, 2));
        muat(&lakon.operator, &masuk).await.redirects();
        assert_eq!(jumlah(site).await, (2, 2));
        lakon.operator.get("/arsip?cari=Surat").await.ok().has_text("Surat, baru");
        let id: uuid::Uuid = site
            .app
            .db
            .one("select arsip from tautan_srikandi where kunci = 'K2'", args![])
            .await
            .unwrap()
            .get("arsip")
            .unwrap();
        let satu = lakon.operator.get(&format!("/arsip/{id}")).await.ok().has_text("baru.txt");
        let isi = satu.attribute("ul.lampiran a", "href").unwrap();
        assert_eq!(&lakon.operator.get(&isi).await.ok().bytes[..], b"isi baru");
        for (csv, pesan) in [
            ("judul,tanggal\nA,2026-11-01\n", "kolom kunci"),
            ("kunci,judul,tanggal\nK,A,kapan\n", "Baris 2"),
            ("kunci,judul,tanggal,berkas\nK,A,2026-11-01,isi/tiada\n", "tidak ada dalam paket"),
            ("kunci,judul,tanggal,keamanan\nK,A,2026-11-01,rahasia\n", "rahasia"),
            ("kunci,judul,tanggal\nK,,2026-11-01\n", "tidak lengkap"),
        ] {
            muat(&lakon.operator, &bag("naskah.csv", csv.as_bytes(), &[])).await.is(422).has_text(pesan);
        }
    });
}
