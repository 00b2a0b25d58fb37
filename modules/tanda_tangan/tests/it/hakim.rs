//! Programs of others judge what was signed through the pages: every kind of signer, every level, several signers.
//!
//! They run when they are there: pyHanko in the folder that `PENDOPO_JUDGES` names, as `scripts/judges` makes it. With that
//! variable set, a missing program is a failure.
use std::path::{Path, PathBuf};
use std::process::Command;

use pades::Certificate;
use testkit::{Client, Site};

use crate::token::{PIN, Penerbit, buat, dengan_token, pustaka};
use crate::{SANDI, Surat, hasil, keadaan, minta, serahkan, tunggu};

/// The Python of pyHanko, or nothing.
fn hakim() -> Option<PathBuf> {
    let folder = std::env::var_os("PENDOPO_JUDGES").filter(|folder| !folder.is_empty());
    let python = folder.as_ref().map_or(PathBuf::from("python3"), |folder| Path::new(folder).join("bin/python"));
    let jalan = |kerja: &mut Command| kerja.output().is_ok_and(|hasil| hasil.status.success());
    let ada = jalan(Command::new(&python).args(["-c", "import pyhanko"]))
        && jalan(Command::new("pdfsig").arg("-v"))
        && jalan(Command::new("qpdf").arg("--version"));
    if ada {
        return Some(python);
    }
    assert!(folder.is_none(), "PENDOPO_JUDGES is set, but pyHanko, pdfsig or qpdf is not there");
    eprintln!("left out: pyHanko, pdfsig or qpdf is not there; scripts/judges installs what judges our files");
    None
}

async fn tanda_tangani(site: &Site, siapa: &Client, pdf: &[u8], sandi: &str) -> Vec<u8> {
    let surat = Surat { panel: true, pdf: pdf.to_vec(), ..Surat::biasa("Dinilai") };
    let id = minta(site, siapa.account, &surat).await;
    let kelompok = serahkan(siapa, &[id], sandi).await;
    tunggu(site, kelompok).await;
    assert_eq!(keadaan(site, id).await, "selesai");
    hasil(site, id).await
}

/// What pdfsig says.
fn pdfsig(berkas: &Path) -> String {
    let hasil = Command::new("pdfsig").arg("-nocert").arg(berkas).output().unwrap();
    String::from_utf8_lossy(&hasil.stdout).into_owned() + &String::from_utf8_lossy(&hasil.stderr)
}

/// Shows a file to all of them, whole and with one byte changed. `orang` signatures of people, `semua` with time stamps.
fn nilai(python: &Path, folder: &Path, akar: &[&Certificate], nama: &str, pdf: &[u8], orang: usize, semua: usize) {
    let berkas = folder.join(format!("{nama}.pdf"));
    std::fs::write(&berkas, pdf).unwrap();
    let qpdf = Command::new("qpdf").arg("--check").arg(&berkas).output().unwrap();
    let teks = String::from_utf8_lossy(&qpdf.stdout).into_owned() + &String::from_utf8_lossy(&qpdf.stderr);
    assert!(qpdf.status.success() && !teks.contains("WARNING"), "qpdf on {nama}: {teks}");
    assert_eq!(pdfsig(&berkas).matches("Signature is Valid").count(), orang, "pdfsig on {nama}");
    let tempat = pdf.windows(7).position(|window| window == b"Dinilai").unwrap();
    let mut rusak = pdf.to_vec();
    rusak[tempat] ^= 1;
    let berkas_rusak = folder.join(format!("rusak-{nama}.pdf"));
    std::fs::write(&berkas_rusak, rusak).unwrap();
    assert!(!pdfsig(&berkas_rusak).contains("Signature is Valid"), "pdfsig on the changed {nama}");
    let semua_akar: Vec<String> = akar
        .iter()
        .map(|satu| {
            let jalan = folder.join(format!("{}.cer", satu.fingerprint_hex()));
            std::fs::write(&jalan, satu.der()).unwrap();
            jalan.display().to_string()
        })
        .collect();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../parts/pades/tests/data/judge.py");
    let jalan =
        Command::new(python).arg(script).arg(semua_akar.join(",")).args([&berkas, &berkas_rusak]).output().unwrap();
    let teks = String::from_utf8_lossy(&jalan.stdout).into_owned();
    let milik = |awal: &str| -> Vec<&str> { teks.lines().filter(|baris| baris.starts_with(awal)).collect() };
    let baik = milik(&format!("{nama}.pdf"));
    assert_eq!(baik.len(), semua, "pyHanko on {nama}: {teks}");
    assert!(baik.iter().all(|baris| baris.ends_with(" valid") || baris.ends_with(" valid OK")), "pyHanko: {teks}");
    let rusak = milik(&format!("rusak-{nama}.pdf"));
    assert!(!rusak.is_empty() && !rusak.iter().any(|baris| baris.contains(" valid")), "pyHanko: {teks}");
}

#[test]
fn others_accept_every_signer_and_level_and_find_one_changed_byte() {
    let Some(python) = hakim() else { return };
    dengan_token("hakim::others_accept_every_signer_and_level_and_find_one_changed_byte", |folder| {
        let penerbit = Penerbit::baru();
        let token = buat(folder, &penerbit, "Token RSA", true, 2900);
        let config = kernel::config::Config { pkcs11: Some(pustaka()), ..kernel::config::Config::default() };
        let options = testkit::Options { config, ..testkit::Options::default() };
        testkit::on_both_with(&[&register::MODULE, &tanda_tangan::MODULE], options, async |site| {
            // For the long term pyHanko judges by the clock of the machine.
            site.app.clock.advance(time::OffsetDateTime::now_utc() - testkit::NOW - time::Duration::minutes(5));
            let (admin, kepala) = crate::dengan_otoritas(site).await;
            let akar = Certificate::from_der(&site.visitor().get("/pki/akar.cer").await.ok().bytes).unwrap();
            let asli = crate::pdf("Dinilai");
            for (nomor, (tingkat, semua)) in [("B-B", 1), ("B-T", 1), ("B-LT", 1), ("B-LTA", 2)].into_iter().enumerate()
            {
                let versi = nomor.to_string();
                let isian = [("_versi", versi.as_str()), ("versi", "v2"), ("tingkat", tingkat)];
                admin.post("/tanda_tangan/pengaturan", &isian).await.redirects();
                let pdf = tanda_tangani(site, &kepala, &asli, SANDI).await;
                // By its name the script knows that a file should last.
                nilai(&python, folder, &[&akar], &tingkat.to_lowercase(), &pdf, 1, semua);
            }
            let sekda = site.person("sekda", &[("kepala_pd", crate::UNIT)]).await;
            let sidik = token.fingerprint_hex();
            let isian = [("akun", "sekda"), ("sidik", sidik.as_str())];
            admin.post("/tanda_tangan/token/pakai", &isian).await.redirects();
            let pdf = tanda_tangani(site, &sekda, &asli, PIN).await;
            // The time stamp is the regency's.
            let akar = [penerbit.akar(), &akar];
            nilai(&python, folder, &akar, "tanda-rsa", &pdf, 1, 1);
            // Two signers of two kinds, one after the other: the first one stays whole.
            let dua = tanda_tangani(site, &kepala, &pdf, SANDI).await;
            assert!(dua.starts_with(&pdf));
            nilai(&python, folder, &akar, "dua-penanda", &dua, 2, 3);
        });
    });
}
