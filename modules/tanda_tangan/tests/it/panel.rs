//! The visible panel on a page: its code is read from pictures such as scanners and phones make.
use std::path::Path;
use std::process::Command;

use document::Options;
use kernel::port::Panel;
use tanda_tangan::contoh::Contoh;
use tanda_tangan::panel::{self, Isi};
use time::UtcOffset;

use crate::{SANDI, Surat, dengan_otoritas, hasil, minta, on_both, pdf, serahkan, tunggu};

/// Codes of the test.
const KODE: usize = 50;

/// A page as grey points.
struct Gambar {
    lebar: usize,
    tinggi: usize,
    titik: Vec<u8>,
}

/// The lower left part of the first page of a PDF at so many dots per inch, as a phone is held over it: the panel with the
/// white of the page around it.
fn gambar(folder: &Path, pdf: &[u8], dpi: u32) -> Gambar {
    let berkas = folder.join("halaman.pdf");
    std::fs::write(&berkas, pdf).unwrap();
    let keluar = folder.join("halaman");
    let jalan = Command::new("pdftoppm")
        .args(["-gray", "-singlefile", "-r", &dpi.to_string()])
        .args(["-x", &(dpi / 2).to_string(), "-y", &(dpi * 9).to_string()])
        .args(["-W", &(dpi * 7 / 2).to_string(), "-H", &(dpi * 5 / 2).to_string()])
        .args([&berkas, &keluar])
        .status()
        .expect("pdftoppm is not installed: run `apt-get install poppler-utils`, or `./check tools`, which does it");
    assert!(jalan.success());
    let isi = std::fs::read(folder.join("halaman.pgm")).unwrap();
    let mut kepala = isi.splitn(4, |byte| byte.is_ascii_whitespace());
    assert_eq!(kepala.next().unwrap(), b"P5");
    let mut angka = || std::str::from_utf8(kepala.next().unwrap()).unwrap().parse::<usize>().unwrap();
    let (lebar, tinggi) = (angka(), angka());
    let titik = isi[isi.len() - lebar * tinggi..].to_vec();
    Gambar { lebar, tinggi, titik }
}

/// The same picture so many times as large, as from nearer by.
fn dekat(gambar: &Gambar, kali: usize) -> Gambar {
    let (lebar, tinggi) = (gambar.lebar * kali, gambar.tinggi * kali);
    let letak = |satu: usize, batas: usize| {
        let tepat = ((satu as f64 + 0.5) / kali as f64 - 0.5).clamp(0.0, (batas - 1) as f64);
        (tepat as usize, (tepat as usize + 1).min(batas - 1), tepat.fract())
    };
    let titik = |x: usize, y: usize| f64::from(gambar.titik[y * gambar.lebar + x]);
    let mut baru = Vec::with_capacity(lebar * tinggi);
    for y in 0..tinggi {
        let (atas, bawah, turun) = letak(y, gambar.tinggi);
        for x in 0..lebar {
            let (kiri, kanan, geser) = letak(x, gambar.lebar);
            let di = |y| titik(kiri, y) * (1.0 - geser) + titik(kanan, y) * geser;
            baru.push((di(atas) * (1.0 - turun) + di(bawah) * turun) as u8);
        }
    }
    Gambar { lebar, tinggi, titik: baru }
}

/// What the codes on a page say. This reader overlooks every sixteenth code where a module is four points wide, that others
/// see; as a phone does it looks again from nearer by.
fn baca(gambar: &Gambar) -> Vec<String> {
    [1, 2, 3]
        .into_iter()
        .map(|kali| if kali == 1 { lihat(gambar) } else { lihat(&dekat(gambar, kali)) })
        .find(|isi| !isi.is_empty())
        .unwrap_or_default()
}

fn lihat(gambar: &Gambar) -> Vec<String> {
    let mut siap = rqrr::PreparedImage::prepare_from_greyscale(gambar.lebar, gambar.tinggi, |x, y| {
        gambar.titik[y * gambar.lebar + x]
    });
    siap.detect_grids().into_iter().filter_map(|satu| satu.decode().ok()).map(|(_, isi)| isi).collect()
}

fn folder() -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("pendopo-panel-{}", uuid::Uuid::now_v7().simple()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn the_code_of_every_panel_is_read_at_every_resolution() {
    let contoh = Contoh::new(testkit::NOW).unwrap();
    let folder = folder();
    // For another reader to judge the same pages.
    let simpan = std::env::var_os("PENDOPO_PANEL_KE").map(std::path::PathBuf::from);
    let mut salah = vec![];
    testkit::block_on(async {
        for nomor in 0..KODE {
            // The same ones each time, so that what is found once is found again.
            let acak = pades::sha256(format!("kode {nomor}").as_bytes());
            let geser = f64::from(acak[31]) / 64.0;
            let kode = kernel::keys::hex(&acak[..16]).to_lowercase();
            let alamat = format!("https://spbe.contohkab.go.id/verifikasi/{kode}");
            // As letters have it, and the smaller one of the tests.
            let (width, height) = if nomor % 2 == 0 { (184.25, 68.03) } else { (200.0, 64.0) };
            let tempat = Panel { page: 1, x: 60.0 + geser, y: 90.0 + geser, width, height };
            let isi = Isi {
                tempat,
                nama: "Drs. Panjang Sekali Namanya Contoh Penandatangan, M.Si.",
                kapasitas: "Kepala Dinas Komunikasi, Informatika, Statistik, dan Persandian",
                pada: "Jumat, 20 November 2026 pukul 09.00 WIB".to_owned(),
                alamat: alamat.clone(),
                pemerintah: "Kabupaten Contoh".to_owned(),
            };
            let appearance = panel::susun(isi, &Options::new(testkit::NOW, UtcOffset::UTC)).await.unwrap();
            let sudut = [tempat.x, tempat.y, tempat.x + width, tempat.y + height].map(|satu| satu as f32);
            let signed = contoh
                .tandatangani(&pdf("Naskah"), Some(pades::sign::Panel { page: 1, rect: sudut, appearance }))
                .unwrap();
            for dpi in [150, 200, 300] {
                if baca(&gambar(&folder, &signed, dpi)) != [alamat.as_str()] {
                    salah.push(format!("{alamat} at {dpi}"));
                }
            }
            if let Some(ke) = &simpan {
                std::fs::write(ke.join(format!("{kode}.pdf")), &signed).unwrap();
            }
        }
    });
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(salah.is_empty(), "{salah:#?}");
}

#[test]
fn a_panel_without_room_for_a_code_says_it_in_words_only() {
    let folder = folder();
    let contoh = Contoh::new(testkit::NOW).unwrap();
    testkit::block_on(async {
        for (width, height, ada) in [(120.0, 55.0, true), (90.0, 60.0, true), (200.0, 40.0, false), (40.0, 64.0, false)]
        {
            let alamat = "https://spbe.contohkab.go.id/verifikasi/0123456789abcdef0123456789abcdef";
            let kode = panel::kode(width, height, alamat).unwrap();
            assert_eq!(kode.is_some(), ada, "{width} x {height}");
            assert!(kode.is_none_or(|(sisi, _)| sisi <= height && sisi <= width * 0.6));
            let tempat = Panel { page: 1, x: 60.0, y: 90.0, width, height };
            let isi = Isi {
                tempat,
                nama: "Contoh",
                kapasitas: "Kepala",
                pada: "Jumat".to_owned(),
                alamat: alamat.to_owned(),
                pemerintah: "Kabupaten Contoh".to_owned(),
            };
            let appearance = panel::susun(isi, &Options::new(testkit::NOW, UtcOffset::UTC)).await.unwrap();
            let sudut = [60.0, 90.0, 60.0 + width as f32, 90.0 + height as f32];
            let signed = contoh
                .tandatangani(&pdf("Naskah"), Some(pades::sign::Panel { page: 1, rect: sudut, appearance }))
                .unwrap();
            let terbaca = baca(&gambar(&folder, &signed, 300));
            assert_eq!(terbaca, if ada { vec![alamat.to_owned()] } else { vec![] });
        }
    });
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_code_on_a_signed_letter_leads_to_its_verification() {
    on_both(async |site| {
        let (_admin, kepala) = dengan_otoritas(site).await;
        let surat = Surat { panel: true, ..Surat::biasa("Berpanel") };
        let id = minta(site, kepala.account, &surat).await;
        let kelompok = serahkan(&kepala, &[id], SANDI).await;
        tunggu(site, kelompok).await;
        let folder = folder();
        let terbaca = baca(&gambar(&folder, &hasil(site, id).await, 150));
        std::fs::remove_dir_all(&folder).unwrap();
        let [alamat] = terbaca.as_slice() else { panic!("{terbaca:?}") };
        let jalan = alamat.strip_prefix("http://pendopo.test").unwrap();
        site.visitor().get(jalan).await.ok().has_text("Berpanel");
    });
}
