//! A batch of many letters takes no more memory than one of fifty.
use testkit::Site;

use crate::{SANDI, Surat, dengan_otoritas, hitung, minta, on_both, serahkan, tunggu};

/// Letters until the memory is as large as it gets.
const AWAL: usize = 50;
/// Letters after that.
const LANJUT: usize = 50;
/// What it may grow by afterwards: far less than the letters themselves take together with what is made of them.
const TUMBUH: u64 = 24 * 1024;

/// Memory of this process in kB.
fn ingatan() -> u64 {
    let teks = std::fs::read_to_string("/proc/self/status").unwrap();
    let baris = teks.lines().find_map(|baris| baris.strip_prefix("VmRSS:")).unwrap();
    baris.trim().trim_end_matches(" kB").parse().unwrap()
}

/// Signs so many letters with a panel each, in one batch.
async fn kelompok(site: &Site, kepala: &testkit::Client, jumlah: usize, mulai: usize) {
    let mut pilih = vec![];
    for nomor in mulai..mulai + jumlah {
        let mut surat = Surat::biasa(&format!("Surat {nomor}"));
        surat.panel = true;
        pilih.push(minta(site, kepala.account, &surat).await);
    }
    let id = serahkan(kepala, &pilih, SANDI).await;
    tunggu(site, id).await;
}

#[test]
fn the_memory_of_a_batch_is_flat_after_the_first_fifty_letters() {
    on_both(async |site| {
        let (_admin, kepala) = dengan_otoritas(site).await;
        kelompok(site, &kepala, AWAL, 0).await;
        let awal = ingatan();
        kelompok(site, &kepala, LANJUT, AWAL).await;
        let akhir = ingatan();
        assert_eq!(hitung(site, "permintaan_ttd where keadaan = 'selesai'").await, (AWAL + LANJUT) as i64);
        assert!(akhir < awal + TUMBUH, "{awal} kB after {AWAL} letters, {akhir} kB after {LANJUT} more");
    });
}
