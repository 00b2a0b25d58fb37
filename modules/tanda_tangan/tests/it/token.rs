//! Tokens: a software token stands for the real one, and each test has tokens of its own.
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::object::{Attribute, CertificateType, ObjectClass};
use cryptoki::session::UserType;
use cryptoki::types::RawAuthPin;
use kernel::config::Config;
use pades::ca::{Application, Authority, Profile, Urls, Validity};
use pades::{Certificate, Key, Name, NamePart, SystemRandom};
use tanda_tangan::MODULE;
use tanda_tangan::model::{Jenis, PenandaAkun, Sandi};
use tanda_tangan::token::PenandaToken;
use testkit::{Client, Options, Site};
use time::Duration;

use crate::{Surat, UNIT, baris, hasil, hitung, keadaan, minta, serahkan, tak_tersimpan, tunggu};

/// Tells the child of a test where its tokens lie.
const ANAK: &str = "PENDOPO_UJI_TOKEN";
/// PIN of all tokens here.
pub const PIN: &str = "271828";
/// A key that protects nothing.
const RSA: &[u8] = include_bytes!("../../../../parts/pades/tests/data/rsa2048.pk8");

/// The library of the software token.
pub fn pustaka() -> PathBuf {
    let semua = ["softhsm", "x86_64-linux-gnu/softhsm", "aarch64-linux-gnu/softhsm"];
    let jalan = semua.iter().map(|folder| PathBuf::from(format!("/usr/lib/{folder}/libsofthsm2.so")));
    let ada = jalan.into_iter().find(|jalan| jalan.exists());
    ada.expect("SoftHSM2 is not installed: run `apt-get install softhsm2`, or `./check tools`, which does it")
}

/// Runs a test again as a child whose library finds the tokens of this test: it learns of them from its environment.
pub fn dengan_token(nama: &str, test: impl Fn(&Path)) {
    if let Some(folder) = std::env::var_os(ANAK) {
        return test(Path::new(&folder));
    }
    pustaka();
    let folder = std::env::temp_dir().join(format!("pendopo-token-{}", uuid::Uuid::now_v7().simple()));
    std::fs::create_dir_all(folder.join("token")).unwrap();
    let isi = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
        folder.join("token").display()
    );
    std::fs::write(folder.join("softhsm2.conf"), isi).unwrap();
    let hasil = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", nama, "--nocapture", "--test-threads=1"])
        .env(ANAK, &folder)
        .env("SOFTHSM2_CONF", folder.join("softhsm2.conf"))
        .output()
        .unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let teks = String::from_utf8_lossy(&hasil.stdout).into_owned() + &String::from_utf8_lossy(&hasil.stderr);
    assert!(hasil.status.success() && teks.contains("1 passed"), "{teks}");
}

fn util(args: &[&str]) {
    let hasil = Command::new("softhsm2-util").args(args).output().unwrap();
    assert!(hasil.status.success(), "{}", String::from_utf8_lossy(&hasil.stderr));
}

/// Who issues certificates for tokens here: another authority than the regency's own.
pub struct Penerbit(Authority, SystemRandom);

impl Penerbit {
    pub fn baru() -> Penerbit {
        let random = SystemRandom::new();
        let pada = testkit::NOW - Duration::days(1);
        let masa = Validity { from: pada, to: pada + Duration::days(3000) };
        let akar = Authority::root(&nama("Akar Token"), Key::generate(&random).unwrap(), masa, &random).unwrap();
        Penerbit(akar, random)
    }

    pub fn akar(&self) -> &Certificate {
        self.0.certificate()
    }

    fn terbitkan(&self, cn: &str, key: &Key, hari: i64) -> Certificate {
        let pada = testkit::NOW - Duration::days(1);
        let application = Application {
            subject: nama(cn),
            public_key: key.public_key().clone(),
            profile: Profile::Person,
            validity: Validity { from: pada, to: pada + Duration::days(hari) },
        };
        self.0.issue(&application, &Urls::default(), &self.1).unwrap()
    }
}

fn nama(cn: &str) -> Name {
    Name::new(&[(NamePart::Country, "ID"), (NamePart::CommonName, cn)]).unwrap()
}

/// A token of this name with a key and its certificate, as its maker would deliver it.
pub fn buat(folder: &Path, penerbit: &Penerbit, label: &str, rsa: bool, hari: i64) -> Certificate {
    util(&["--init-token", "--free", "--label", label, "--so-pin", "3141592", "--pin", PIN]);
    let key = if rsa { Key::from_pkcs8(RSA).unwrap() } else { Key::generate(&SystemRandom::new()).unwrap() };
    let pem = base64::engine::general_purpose::STANDARD.encode(key.to_pkcs8());
    let baris: Vec<&str> = pem.as_bytes().chunks(64).map(|satu| std::str::from_utf8(satu).unwrap()).collect();
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", baris.join("\n"));
    let berkas = folder.join(format!("{label}.pem"));
    std::fs::write(&berkas, pem).unwrap();
    let jalan = berkas.display().to_string();
    util(&["--import", &jalan, "--token", label, "--label", label, "--id", "0a1b", "--pin", PIN]);
    let sertifikat = penerbit.terbitkan(&format!("Pemilik {label}"), &key, hari);
    ubah(label, |sesi| {
        for (satu, id) in [(&sertifikat, vec![0x0a, 0x1b]), (penerbit.akar(), vec![0xff])] {
            let objek = [
                Attribute::Class(ObjectClass::CERTIFICATE),
                Attribute::CertificateType(CertificateType::X_509),
                Attribute::Token(true),
                Attribute::Private(false),
                Attribute::Id(id),
                Attribute::Subject(satu.subject().der().to_vec()),
                Attribute::Value(satu.der().to_vec()),
            ];
            sesi.create_object(&objek).unwrap();
        }
    });
    sertifikat
}

/// Does something at a token as its owner, with another program so to speak.
fn ubah(label: &str, kerja: impl Fn(&cryptoki::session::Session)) {
    let konteks = Pkcs11::new(pustaka()).unwrap();
    // The program under test may have done it before.
    konteks.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)).ok();
    let slot = konteks.get_slots_with_token().unwrap();
    let slot = slot.into_iter().find(|slot| konteks.get_token_info(*slot).unwrap().label() == label).unwrap();
    let sesi = konteks.open_rw_session(slot).unwrap();
    sesi.login_with_raw(UserType::User, &RawAuthPin::new(Box::new(PIN.as_bytes().to_vec()))).unwrap();
    kerja(&sesi);
    sesi.logout().unwrap();
}

/// Takes the certificate off a token: another token is plugged in instead, as far as the program can see.
fn tanpa_sertifikat(label: &str) {
    ubah(label, |sesi| {
        for objek in sesi.find_objects(&[Attribute::Class(ObjectClass::CERTIFICATE)]).unwrap() {
            sesi.destroy_object(objek).unwrap();
        }
    });
}

fn on_both(jalan: Option<PathBuf>, test: impl AsyncFn(&mut Site)) {
    let config = Config { pkcs11: jalan, ..Config::default() };
    testkit::on_both_with(&[&register::MODULE, &MODULE], Options { config, ..Options::default() }, test);
}

/// Administrator, and a signer who signs with this certificate, said through the pages.
async fn orang(site: &Site, akun: &str, sertifikat: &Certificate) -> (Client, Client) {
    let admin = site.person("admin", &[("admin", UNIT)]).await;
    let kepala = site.person(akun, &[("kepala_pd", UNIT)]).await;
    let sidik = sertifikat.fingerprint_hex();
    admin.post("/tanda_tangan/token/pakai", &[("akun", akun), ("sidik", &sidik)]).await.redirects();
    (admin, kepala)
}

#[test]
fn both_kinds_of_keys_sign_a_batch_with_one_pin() {
    dengan_token("token::both_kinds_of_keys_sign_a_batch_with_one_pin", |folder| {
        let penerbit = Penerbit::baru();
        let semua = [
            ("kepala", buat(folder, &penerbit, "Token EC", false, 700)),
            ("sekda", buat(folder, &penerbit, "Token RSA", true, 700)),
        ];
        on_both(Some(pustaka()), async |site| {
            let (admin, _) = crate::dengan_otoritas(site).await;
            let halaman = "/tanda_tangan/token";
            let page = admin.get(halaman).await.ok();
            let page =
                page.has_text("Token EC").has_text("Token RSA").has_text("CN=Pemilik Token RSA").has_text("Siap");
            page.lacks_text("Akar Token, nomor seri");
            for (akun, sertifikat) in &semua {
                let sidik = sertifikat.fingerprint_hex();
                let salah = [("akun", "tiada"), ("sidik", sidik.as_str())];
                admin.post("/tanda_tangan/token/pakai", &salah).await.is(422).has_text("Tidak ada akun");
                let (_, kepala) = orang(site, akun, sertifikat).await;
                kepala.get("/tanda_tangan/saya").await.ok().has_text("dengan token").has_text("CN=Pemilik Token");
                let mut pilih = vec![];
                for nomor in 0..3 {
                    let mut surat = Surat::biasa(&format!("Surat {nomor}"));
                    surat.panel = nomor == 0;
                    pilih.push(minta(site, kepala.account, &surat).await);
                }
                kepala.get(&format!("/tanda_tangan/permintaan/{}", pilih[0])).await.ok().has_text("PIN token");
                let kelompok = serahkan(&kepala, &pilih, PIN).await;
                tunggu(site, kelompok).await;
                for id in pilih {
                    assert_eq!(keadaan(site, id).await, "selesai", "{akun}");
                    let pdf = hasil(site, id).await;
                    let trust = pades::verify::Trust {
                        anchors: vec![penerbit.akar().clone()],
                        ..tanda_tangan::periksa::tanpa_jangkar()
                    };
                    let laporan = pades::verify::verify(&pdf, &trust, site.app.now()).unwrap();
                    assert!(matches!(laporan.signatures[0].integrity, pades::verify::Integrity::Whole));
                    assert!(matches!(laporan.signatures[0].trust, pades::verify::ChainVerdict::Trusted));
                    assert_eq!(baris(site, id).await.get::<String>("tingkat").unwrap(), "B-T");
                }
            }
            admin.get(halaman).await.ok().has_text("Uji kepala").has_text("Uji sekda");
            assert_eq!(hitung(site, "sertifikat_elektronik where dipakai_untuk like '%token%'").await, 2);
            // The PIN is nowhere in what is kept.
            tak_tersimpan(site, PIN).await;
        });
    });
}

#[test]
fn a_wrong_pin_is_given_once_and_one_that_cannot_be_right_not_at_all() {
    dengan_token("token::a_wrong_pin_is_given_once_and_one_that_cannot_be_right_not_at_all", |folder| {
        let penerbit = Penerbit::baru();
        let sertifikat = buat(folder, &penerbit, "Token Pin", false, 700);
        on_both(Some(pustaka()), async |site| {
            let (admin, kepala) = orang(site, "kepala", &sertifikat).await;
            let pilih = [
                minta(site, kepala.account, &Surat::biasa("Satu")).await,
                minta(site, kepala.account, &Surat::biasa("Dua")).await,
            ];
            let mut kelompok = serahkan(&kepala, &pilih, "9").await;
            tunggu(site, kelompok).await;
            let halaman = |kelompok| format!("/tanda_tangan/kelompok/{kelompok}");
            kepala.get(&halaman(kelompok)).await.ok().has_text("PIN salah").has_text("Perlu PIN lagi");
            admin.get("/tanda_tangan/token").await.ok().has_text("Siap");
            kelompok = serahkan(&kepala, &pilih, "000000").await;
            tunggu(site, kelompok).await;
            kepala.get(&halaman(kelompok)).await.ok().has_text("PIN salah").lacks_text("000000");
            admin.get("/tanda_tangan/token").await.ok().has_text("PIN terakhir salah");
            for id in pilih {
                assert_eq!(keadaan(site, id).await, "antre");
                assert!(baris(site, id).await.get::<Option<uuid::Uuid>>("hasil").unwrap().is_none());
            }
            kepala.post(&format!("{}/lanjut", halaman(kelompok)), &[("sandi", PIN)]).await.redirects();
            tunggu(site, kelompok).await;
            for id in pilih {
                assert_eq!(keadaan(site, id).await, "selesai");
            }
            admin.get("/tanda_tangan/token").await.ok().has_text("Siap");
        });
    });
}

#[test]
fn a_token_that_is_busy_or_gone_is_told_and_nothing_is_signed() {
    dengan_token("token::a_token_that_is_busy_or_gone_is_told_and_nothing_is_signed", |folder| {
        let penerbit = Penerbit::baru();
        // One for each database, since this test spoils it; made before the library looks which tokens there are.
        let semua = ["Token Satu", "Token Dua"].map(|label| (label, buat(folder, &penerbit, label, false, 700)));
        let giliran = std::cell::Cell::new(0);
        on_both(Some(pustaka()), async |site| {
            let (label, sertifikat) = &semua[giliran.replace(1)];
            let (admin, kepala) = orang(site, "kepala", sertifikat).await;
            let id = minta(site, kepala.account, &Surat::biasa("Terhalang")).await;
            let pegang = PenandaToken::buka(&pustaka(), sertifikat, &[], &Sandi::new(PIN), site.app.now()).unwrap();
            let kelompok = serahkan(&kepala, &[id], PIN).await;
            tunggu(site, kelompok).await;
            let halaman = format!("/tanda_tangan/kelompok/{kelompok}");
            kepala.get(&halaman).await.ok().has_text("sedang dipakai untuk penandatanganan lain");
            assert_eq!(keadaan(site, id).await, "antre");
            drop(pegang);
            tanpa_sertifikat(label);
            kepala.post(&format!("{halaman}/lanjut"), &[("sandi", PIN)]).await.redirects();
            tunggu(site, kelompok).await;
            kepala.get(&halaman).await.ok().has_text("tidak terpasang pada server");
            assert_eq!(keadaan(site, id).await, "antre");
            let sidik = sertifikat.fingerprint_hex();
            admin.post("/tanda_tangan/token/pakai", &[("akun", "kepala"), ("sidik", &sidik)]).await.is(409);
        });
    });
}

#[test]
fn a_certificate_that_has_ended_is_not_offered_and_does_not_sign() {
    dengan_token("token::a_certificate_that_has_ended_is_not_offered_and_does_not_sign", |folder| {
        let penerbit = Penerbit::baru();
        let sertifikat = buat(folder, &penerbit, "Token Lama", true, 10);
        on_both(Some(pustaka()), async |site| {
            let (admin, kepala) = orang(site, "kepala", &sertifikat).await;
            let id = minta(site, kepala.account, &Surat::biasa("Terlambat")).await;
            site.app.clock.advance(Duration::days(11));
            let admin_baru = site.person("admin", &[("admin", UNIT)]).await;
            let kepala_baru = site.person("kepala", &[("kepala_pd", UNIT)]).await;
            let kelompok = serahkan(&kepala_baru, &[id], PIN).await;
            tunggu(site, kelompok).await;
            let page = kepala_baru.get(&format!("/tanda_tangan/kelompok/{kelompok}")).await.ok();
            page.has_text("Sertifikat pada token tidak berlaku");
            admin_baru
                .get("/tanda_tangan/token")
                .await
                .ok()
                .has_text("Tidak berlaku")
                .lacks_text("Pakai untuk akun ini");
            let sidik = sertifikat.fingerprint_hex();
            let isian = [("akun", "kepala"), ("sidik", sidik.as_str())];
            admin_baru.post("/tanda_tangan/token/pakai", &isian).await.is(422);
            drop((admin, kepala));
        });
    });
}

#[test]
fn a_machine_without_library_says_so() {
    for (jalan, di_halaman, saat_tanda) in [
        (None, "Token belum disiapkan", "Token belum disiapkan pada server ini"),
        (
            Some(PathBuf::from("/tidak/ada.so")),
            "Pustaka token tidak dapat dipakai",
            "Pustaka token tidak dapat dipakai",
        ),
    ] {
        on_both(jalan.clone(), async |site| {
            let admin = site.person("admin", &[("admin", UNIT)]).await;
            admin.get("/tanda_tangan/token").await.ok().has_text(di_halaman);
            let isian = [("akun", "kepala"), ("jenis", "token")];
            let kepala = site.person("kepala", &[("kepala_pd", UNIT)]).await;
            kepala.get("/tanda_tangan/token").await.is(403);
            admin.post("/tanda_tangan/pengaturan/penanda", &isian).await.is(422).has_text("halaman Token");
            let penerbit = Penerbit::baru();
            let mut penanda = PenandaAkun::new(kepala.account, Jenis::Token);
            penanda.sertifikat = Some(penerbit.terbitkan("Pemilik", &Key::from_pkcs8(RSA).unwrap(), 10).der().to_vec());
            let mut write = kernel::Write::system(&site.app, "uji.penanda").await.unwrap();
            tanda_tangan::store::penanda::simpan(&mut write, &penanda).await.unwrap();
            write.commit(&kernel::Subject::new("ttd_penanda", kepala.account, "/")).await.unwrap();
            let id = minta(site, kepala.account, &Surat::biasa("Tanpa pustaka")).await;
            let kelompok = serahkan(&kepala, &[id], PIN).await;
            tunggu(site, kelompok).await;
            kepala.get(&format!("/tanda_tangan/kelompok/{kelompok}")).await.ok().has_text(saat_tanda);
            assert_eq!(keadaan(site, id).await, "antre");
        });
    }
}
