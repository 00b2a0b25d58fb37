//! Paraf and signature: whose turn, who stands in, what a change does.
use kernel::auth::Assignment;
use naskah_dinas::model::{Keadaan, KeadaanLangkah, Langkah, PeranLangkah};
use naskah_dinas::rules::persetujuan as aturan;
use naskah_dinas::store::langkah;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use testkit::{Client, Site};
use uuid::Uuid;

use crate::dunia::{KOMINFO, Orang, dengan, di_kertas, diajukan, isian, kirim, konsep, naskah, orang, tekan};

#[test]
fn a_change_after_a_paraf_starts_the_chain_again_and_says_so() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = diajukan(site, &o, "Rapat").await;
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        // The drafter cannot change it while it is on its way.
        kirim(site, &o.pengonsep, id, &isian("Rapat diubah diam-diam")).await.is(409);
        let page = o.kadis.get(&format!("/naskah/{id}/tulis")).await.ok();
        assert!(page.main().contains("paraf yang sudah diberikan tidak berlaku lagi"));
        // Saved without a change, the paraf stays.
        let sama = kirim(site, &o.kadis, id, &isian("Rapat")).await.redirects();
        assert_eq!(sama.location(), format!("/naskah/{id}"));
        assert_eq!(aturan::giliran(&langkah::semua(&site.app, id).await.unwrap()).unwrap().urut, 2);
        kirim(site, &o.kadis, id, &isian("Rapat besok")).await.redirects();
        o.kadis.get(&format!("/naskah/{id}")).await.ok().has_text("1 paraf diulang");
        let semua = langkah::semua(&site.app, id).await.unwrap();
        assert_eq!(aturan::giliran(&semua).unwrap().urut, 1);
        tekan(site, &o.kadis, id, "setuju", &[]).await.is(403);
        o.kabid.get("/pemberitahuan").await.ok().has_text("Paraf perlu diulang");
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        tekan(site, &o.kadis, id, "setuju", &[]).await.redirects();
        let semua = langkah::semua(&site.app, id).await.unwrap();
        assert!(semua.iter().all(|satu| satu.keadaan == KeadaanLangkah::Selesai && satu.sidik == semua[0].sidik));
    });
}

#[test]
fn a_letter_comes_back_with_notes_and_goes_through_everybody_again() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = diajukan(site, &o, "Rapat").await;
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        tekan(site, &o.kadis, id, "kembalikan", &[("catatan", "")]).await.is(422).has_text("Isi catatan");
        tekan(site, &o.kadis, id, "kembalikan", &[("catatan", "Tambahkan tempat rapat")]).await.redirects();
        assert_eq!(naskah(site, id).await.keadaan, Keadaan::Dikembalikan);
        o.pengonsep.get(&format!("/naskah/{id}")).await.ok().has_text("Tambahkan tempat rapat");
        o.pengonsep.get("/").await.ok().has_text("Perbaiki naskah: Rapat");
        let isian = dengan(isian("Rapat di aula"), &[("aksi", "ajukan")]);
        kirim(site, &o.pengonsep, id, &isian).await.redirects();
        tekan(site, &o.kadis, id, "setuju", &[]).await.is(403);
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        tekan(site, &o.kadis, id, "setuju", &[]).await.redirects();
        assert_eq!(naskah(site, id).await.keadaan, Keadaan::Disetujui);
    });
}

#[test]
fn who_acts_for_the_head_signs_as_such_and_nobody_else_does() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let plh = site.person("plh", &[("pegawai", KOMINFO), ("Plh. kepala_pd", KOMINFO)]).await;
        let lain = site.person("plhlain", &[("pegawai", KOMINFO), ("Plh. kepala_pd", crate::dunia::DINKES)]).await;
        let id = diajukan(site, &o, "Saat kepala dinas luar").await;
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        lain.get(&format!("/naskah/{id}")).await.is(404);
        plh.get("/").await.ok().has_text("Setujui dan tandatangani: Saat kepala dinas luar");
        plh.get(&format!("/naskah/{id}")).await.ok().has_text("Anda bertindak sebagai Plh. kepala_pd");
        tekan(site, &plh, id, "setuju", &[]).await.redirects();
        site.settle().await;
        let kini = naskah(site, id).await;
        assert_eq!(kini.penandatangan, Some(plh.account));
        assert_eq!(kini.jabatan_penandatangan.as_deref(), Some("Plh. kepala_pd"));
        tekan(site, &plh, id, "tanda-basah", &[]).await.redirects();
    });
}

#[test]
fn who_lost_the_position_does_not_sign_any_more() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = diajukan(site, &o, "Mutasi").await;
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        let text = "update uji_penugasan set role = 'pegawai' where account = $1";
        site.app.db.exec(text, kernel::args![o.kadis.account]).await.unwrap();
        tekan(site, &o.kadis, id, "setuju", &[]).await.is(403);
    });
}

#[test]
fn a_second_click_and_a_page_from_before_change_nothing() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = diajukan(site, &o, "Dua kali").await;
        let lama = naskah(site, id).await.version.to_string();
        let kunci = Uuid::now_v7().to_string();
        for _ in 0..2 {
            o.kabid.post(&format!("/naskah/{id}/setuju"), &[("_versi", &lama), ("_kunci", &kunci)]).await.redirects();
        }
        o.kadis.post(&format!("/naskah/{id}/setuju"), &[("_versi", &lama)]).await.is(409).has_text("baru saja berubah");
        assert_eq!(naskah(site, id).await.keadaan, Keadaan::Diperiksa);
        tekan(site, &o.pengonsep, id, "tarik", &[]).await.redirects();
        assert_eq!(naskah(site, id).await.keadaan, Keadaan::Konsep);
    });
}

/// Fields of a form filled otherwise.
type Ganti<'a> = &'a [(&'a str, &'a str)];

#[test]
fn what_is_missing_is_said_before_a_letter_is_handed_in() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let table: [(&str, Ganti<'_>, &str); 6] = [
            ("surat_dinas", &[("bagian.0.teks", "")], "Isi naskah masih kosong"),
            ("surat_dinas", &[("penandatangan", "")], "Penanda tangan belum dipilih"),
            ("surat_dinas", &[("klasifikasi", "")], "Kode klasifikasi belum diisi"),
            ("surat_dinas", &[("tujuan.0.unit", "")], "Tujuan naskah belum diisi"),
            ("surat_dinas", &[("paraf.0.orang", "kadis")], "dua kali"),
            ("keputusan", &[("tujuan.0.unit", ""), ("penandatangan", "")], "Penanda tangan belum dipilih"),
        ];
        for (jenis, ganti, sebab) in table {
            let id = konsep(&o.pengonsep, jenis).await;
            let isian = dengan(dengan(isian("Kurang"), ganti), &[("aksi", "ajukan")]);
            kirim(site, &o.pengonsep, id, &isian).await.is(409).has_text(sebab);
            assert_eq!(naskah(site, id).await.keadaan, Keadaan::Konsep, "{sebab}");
        }
        let id = konsep(&o.pengonsep, "keputusan").await;
        let isian = dengan(isian("Pembentukan tim"), &[("tujuan.0.unit", ""), ("aksi", "ajukan")]);
        kirim(site, &o.pengonsep, id, &isian).await.redirects();
    });
}

/// A step of a chain in play.
fn langkah(urut: i64, keadaan: KeadaanLangkah, sidik: Option<&str>) -> Langkah {
    Langkah {
        id: Uuid::from_u128(u128::try_from(urut).unwrap()),
        naskah: Uuid::nil(),
        putaran: 1,
        urut,
        peran: PeranLangkah::Paraf,
        akun: Uuid::from_u128(u128::try_from(urut).unwrap()),
        unit: Some(KOMINFO),
        jabatan: format!("Jabatan {urut}, Dinas"),
        keadaan,
        catatan: None,
        sidik: sidik.map(str::to_owned),
        oleh: None,
        sebagai: None,
        pada: None,
    }
}

proptest! {
    /// Whatever people do in whatever order, the last one agrees only when everybody before agreed to the same letter.
    #[test]
    fn nobody_signs_what_changed_after_a_paraf(acts in prop::collection::vec((0_u8..4, 0_u8..5), 1..60)) {
        let mut semua: Vec<Langkah> = (1..=4).map(|urut| langkah(urut, KeadaanLangkah::Menunggu, None)).collect();
        let mut isi = 0_u32;
        for (aksi, siapa) in acts {
            let sidik = isi.to_string();
            match aksi {
                // Somebody tries to agree.
                0..=2 => {
                    let tempat = usize::from(siapa.min(3));
                    let satu = semua[tempat].clone();
                    if aturan::boleh_setuju(&semua, &satu, &sidik).is_ok() {
                        prop_assert!(semua[..tempat].iter().all(|lain| lain.keadaan == KeadaanLangkah::Selesai && lain.sidik.as_deref() == Some(sidik.as_str())));
                        semua[tempat].keadaan = KeadaanLangkah::Selesai;
                        semua[tempat].sidik = Some(sidik);
                    }
                }
                // The letter changes.
                _ => {
                    isi += 1;
                    let sidik = isi.to_string();
                    let gugur: Vec<Uuid> = aturan::gugur(&semua, &sidik).iter().map(|satu| satu.id).collect();
                    for satu in semua.iter_mut().filter(|satu| gugur.contains(&satu.id)) {
                        satu.keadaan = KeadaanLangkah::Menunggu;
                        satu.sidik = None;
                    }
                }
            }
        }
    }
}

#[test]
fn the_title_decides_who_stands_in() {
    let satu = langkah(1, KeadaanLangkah::Menunggu, None);
    let dipegang =
        |judul: &str, unit: Uuid| vec![Assignment { role: "x".into(), unit, tree: vec![unit], title: judul.into() }];
    let orang = Uuid::from_u128(99);
    let table = [
        (satu.akun, "Jabatan 1, Dinas", KOMINFO, true),
        (satu.akun, "Jabatan 2, Dinas", KOMINFO, false),
        (orang, "Jabatan 1, Dinas", KOMINFO, false),
        (orang, "Plt. Jabatan 1, Dinas", KOMINFO, true),
        (orang, "Plh. Jabatan 1, Dinas", KOMINFO, true),
        (orang, "Delegasi Jabatan 1, Dinas", KOMINFO, true),
        (orang, "Plh. Jabatan 1, Dinas", crate::dunia::DINKES, false),
        (orang, "Plh. Jabatan 2, Dinas", KOMINFO, false),
    ];
    for (akun, judul, unit, boleh) in table {
        assert_eq!(aturan::sebagai(&satu, akun, &dipegang(judul, unit)).is_some(), boleh, "{judul}");
    }
}

/// What somebody tries to do with a letter on its way. Who it is: drafter, colleague, initialler, signer.
#[derive(Debug, Clone)]
enum Gerak {
    Setuju(u8),
    Kembalikan(u8),
    Ubah { siapa: u8, kata: u8, ajukan: bool },
    Ajukan(u8),
    Tarik(u8),
}

fn gerak() -> impl Strategy<Value = Gerak> {
    let siapa = || 0_u8..4;
    prop_oneof![
        4 => siapa().prop_map(Gerak::Setuju),
        1 => siapa().prop_map(Gerak::Kembalikan),
        3 => (siapa(), 0_u8..3, any::<bool>()).prop_map(|(siapa, kata, ajukan)| Gerak::Ubah { siapa, kata, ajukan }),
        2 => (0_u8..2).prop_map(Gerak::Ajukan),
        1 => (0_u8..2).prop_map(Gerak::Tarik),
    ]
}

fn yang(o: &Orang, siapa: u8) -> &Client {
    match siapa {
        0 => &o.pengonsep,
        1 => &o.operator,
        2 => &o.kabid,
        _ => &o.kadis,
    }
}

async fn lakukan(site: &Site, o: &Orang, id: Uuid, gerak: &Gerak) {
    let jawab = match gerak {
        Gerak::Setuju(siapa) => tekan(site, yang(o, *siapa), id, "setuju", &[]).await,
        Gerak::Kembalikan(siapa) => {
            tekan(site, yang(o, *siapa), id, "kembalikan", &[("catatan", "Periksa lagi")]).await
        }
        Gerak::Ajukan(siapa) => tekan(site, yang(o, *siapa), id, "ajukan", &[]).await,
        Gerak::Tarik(siapa) => tekan(site, yang(o, *siapa), id, "tarik", &[]).await,
        Gerak::Ubah { siapa, kata, ajukan } => {
            let aksi = if *ajukan { "ajukan" } else { "simpan" };
            let isian = dengan(isian(&format!("Isi ke-{kata}")), &[("aksi", aksi)]);
            kirim(site, yang(o, *siapa), id, &isian).await
        }
    };
    assert!(matches!(jawab.status.as_u16(), 303 | 403 | 404 | 409), "{gerak:?}: {}", jawab.status);
}

/// Nobody's paraf stands over a content that they did not agree to, and a number is given only when all did.
async fn jujur(site: &Site, id: Uuid) -> Result<(), TestCaseError> {
    let kini = naskah(site, id).await;
    let mut write = kernel::Write::system(&site.app, "uji.sidik").await.unwrap();
    let sidik = naskah_dinas::web::tulis::sidik_tx(&mut write, &kini).await.unwrap();
    drop(write);
    prop_assert_eq!(kini.sidik.as_deref(), Some(sidik.as_str()));
    let semua = langkah_semua(site, id).await;
    let putaran = aturan::putaran(&semua);
    for satu in semua.iter().filter(|satu| satu.putaran == putaran && satu.keadaan == KeadaanLangkah::Selesai) {
        prop_assert_eq!(satu.sidik.as_deref(), Some(sidik.as_str()), "{:?} in {:?}", satu.peran, kini.keadaan);
    }
    if kini.nomor.is_some() {
        let lengkap = semua.iter().filter(|satu| satu.putaran == putaran);
        prop_assert!(lengkap.into_iter().all(|satu| satu.keadaan == KeadaanLangkah::Selesai));
    }
    Ok(())
}

async fn langkah_semua(site: &Site, id: Uuid) -> Vec<Langkah> {
    langkah::semua(&site.app, id).await.unwrap()
}

#[test]
fn whatever_people_do_no_paraf_stands_over_a_changed_letter() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let site = &*site;
        let o = &o;
        let mut runner = TestRunner::new(Config { cases: 10, failure_persistence: None, ..Config::default() });
        let semua = prop::collection::vec(gerak(), 4..16);
        let hasil = runner.run(&semua, |semua| {
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(async {
                    let id = diajukan(site, o, "Isi ke-0").await;
                    for gerak in &semua {
                        lakukan(site, o, id, gerak).await;
                        jujur(site, id).await?;
                    }
                    Ok(())
                })
            })
        });
        hasil.unwrap();
    });
}

#[test]
fn what_came_back_and_is_changed_has_no_paraf_any_more() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = diajukan(site, &o, "Ditarik").await;
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        tekan(site, &o.pengonsep, id, "tarik", &[]).await.redirects();
        // Saved as it was, the paraf stands; changed, it does not.
        kirim(site, &o.pengonsep, id, &isian("Ditarik")).await.redirects();
        assert_eq!(langkah_semua(site, id).await[0].keadaan, KeadaanLangkah::Selesai);
        kirim(site, &o.pengonsep, id, &isian("Diubah")).await.redirects();
        assert_eq!(langkah_semua(site, id).await[0].keadaan, KeadaanLangkah::Gugur);
        o.pengonsep.get(&format!("/naskah/{id}")).await.ok().has_text("tidak berlaku lagi");
    });
}
