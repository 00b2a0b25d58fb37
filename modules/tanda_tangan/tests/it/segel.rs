//! Seals of agencies at the national service: activated through the pages, used without anybody beside them.
use testkit::{Client, Site};
use uuid::Uuid;

use crate::bsre::dengan_layanan;
use crate::layanan::{Layanan, PELANGGAN, Tabiat};
use crate::{Surat, hasil, keadaan, minta, on_both};

async fn akun_segel(site: &Site, admin: &Client) -> Uuid {
    let akun = site.visitor_account("segel").await;
    let isian = [("akun", "segel"), ("jenis", "bsre"), ("nik", PELANGGAN), ("segel", "ya")];
    admin.post("/tanda_tangan/pengaturan/penanda", &isian).await.redirects();
    akun
}

async fn aktifkan(admin: &Client, akun: Uuid) {
    let jalan = format!("/tanda_tangan/pengaturan/segel/{akun}");
    admin.post(&format!("{jalan}/minta"), &[]).await.redirects();
    admin.post(&format!("{jalan}/aktifkan"), &[("kode_aktivasi", "AKTIVASI-1")]).await.redirects();
}

#[test]
fn a_seal_is_activated_and_then_seals_by_itself() {
    on_both(async |site| {
        let (layanan, admin, kepala) = dengan_layanan(site, "v2").await;
        let isian = [("akun", "segel"), ("jenis", "bsre"), ("nik", "nomor berspasi"), ("segel", "ya")];
        site.visitor_account("segel").await;
        admin.post("/tanda_tangan/pengaturan/penanda", &isian).await.is(422).has_text("nomor pelanggan");
        let akun = akun_segel(site, &admin).await;
        let halaman = "/tanda_tangan/pengaturan";
        admin.get(halaman).await.ok().has_text("Belum aktif").lacks_text(PELANGGAN);
        admin.get("/").await.ok().has_text("Aktifkan segel elektronik pada BSrE");
        // A letter that comes before waits.
        let mut surat = Surat::biasa("Menunggu segel");
        surat.panel = true;
        let id = minta(site, akun, &surat).await;
        site.settle().await;
        assert_eq!(keadaan(site, id).await, "menunggu");
        let jalan = format!("/tanda_tangan/pengaturan/segel/{akun}");
        admin.post(&format!("{jalan}/minta"), &[]).await.redirects();
        admin.post(&format!("{jalan}/aktifkan"), &[("kode_aktivasi", "")]).await.is(422);
        let salah = admin.post(&format!("{jalan}/aktifkan"), &[("kode_aktivasi", "KELIRU")]).await.is(422);
        salah.has_text("salah atau sudah berakhir");
        admin.post(&format!("{jalan}/cabut"), &[]).await.is(409);
        kepala.post(&format!("{jalan}/aktifkan"), &[("kode_aktivasi", "AKTIVASI-1")]).await.is(403);
        admin.post(&format!("{jalan}/aktifkan"), &[("kode_aktivasi", "AKTIVASI-1")]).await.redirects();
        let page = admin.get(halaman).await.ok();
        page.has_text("Aktif sampai Sabtu, 21 November 2026").lacks_text("AKTIVASI-");
        site.settle().await;
        assert_eq!(keadaan(site, id).await, "selesai");
        assert_eq!(hasil(site, id).await, layanan.hasil(&surat.pdf));
        assert_eq!(layanan.isi.lock().unwrap().terakhir["tampilan"], "VISIBLE");
        let kedua = minta(site, akun, &Surat::biasa("Kedua")).await;
        site.settle().await;
        assert_eq!(keadaan(site, kedua).await, "selesai");
        assert!(layanan.tanda().values().all(|kali| *kali == 1));
        assert!(layanan.isi.lock().unwrap().kode_segel.is_empty(), "each code was used");
    });
}

#[test]
fn an_activation_is_renewed_before_it_ends_and_taken_back() {
    on_both(async |site| {
        let (layanan, admin, _kepala) = dengan_layanan(site, "v2").await;
        let akun = akun_segel(site, &admin).await;
        aktifkan(&admin, akun).await;
        assert_eq!(layanan.isi.lock().unwrap().aktivasi, 2);
        site.app.clock.advance(time::Duration::minutes(10));
        site.settle().await;
        assert_eq!(layanan.isi.lock().unwrap().aktivasi, 2, "there is time");
        layanan.isi.lock().unwrap().aktif_sampai += time::Duration::hours(24);
        site.app.clock.advance(time::Duration::hours(20));
        site.settle().await;
        assert_eq!(layanan.isi.lock().unwrap().aktivasi, 3);
        let admin = site.person("admin", &[("admin", crate::UNIT)]).await;
        admin.get("/tanda_tangan/pengaturan").await.ok().has_text("Aktif sampai Minggu, 22 November 2026");
        let id = minta(site, akun, &Surat::biasa("Sesudah perpanjangan")).await;
        site.settle().await;
        assert_eq!(keadaan(site, id).await, "selesai");
        admin.post(&format!("/tanda_tangan/pengaturan/segel/{akun}/cabut"), &[]).await.redirects();
        assert_eq!(layanan.isi.lock().unwrap().aktivasi, 0);
        admin.get("/tanda_tangan/pengaturan").await.ok().has_text("Belum aktif");
        let id = minta(site, akun, &Surat::biasa("Sesudah pencabutan")).await;
        site.settle().await;
        assert_eq!(keadaan(site, id).await, "menunggu");
    });
}

#[test]
fn what_nobody_knows_of_a_seal_is_not_sealed_again() {
    on_both(async |site| {
        let (layanan, admin, _kepala) = dengan_layanan(site, "v2").await;
        let akun = akun_segel(site, &admin).await;
        aktifkan(&admin, akun).await;
        // Without a code nothing was sealed: it is tried again later.
        layanan.tabiat(Tabiat::Gerbang);
        let id = minta(site, akun, &Surat::biasa("Tanpa kode")).await;
        coba(site, id).await;
        assert_eq!(keadaan(site, id).await, "antre");
        assert_eq!(layanan.panggilan(), 0);
        layanan.tabiat(Tabiat::Patah);
        coba(site, id).await;
        assert_eq!(keadaan(site, id).await, "perlu_diperiksa");
        layanan.tabiat(Tabiat::Baik);
        coba(site, id).await;
        assert_eq!(keadaan(site, id).await, "perlu_diperiksa");
        assert_eq!(layanan.panggilan(), 1);
        // The job in the queue finds nothing left to do either.
        site.app.clock.advance(time::Duration::days(1));
        site.settle().await;
        assert_eq!(layanan.panggilan(), 1);
    });
}

/// What the job does, now; its failure is the queue's to repeat.
async fn coba(site: &Site, id: Uuid) {
    let pengaturan = tanda_tangan::store::pengaturan::baca(&site.app).await.unwrap();
    let _: Result<(), kernel::Error> = tanda_tangan::kerja::segel(&site.app, &pengaturan, id).await;
}

#[test]
fn a_seal_needs_the_second_version_and_an_answer() {
    on_both(async |site| {
        let (layanan, admin, _kepala) = dengan_layanan(site, "v1").await;
        site.visitor_account("segel").await;
        let isian = [("akun", "segel"), ("jenis", "bsre"), ("nik", PELANGGAN), ("segel", "ya")];
        admin.post("/tanda_tangan/pengaturan/penanda", &isian).await.is(422).has_text("versi v2");
        let atur = [
            ("_versi", "1"),
            ("alamat", layanan.alamat.as_str()),
            ("versi", "v2"),
            ("pengguna", ""),
            ("sandi_layanan", ""),
            ("tingkat", "B-T"),
        ];
        admin.post("/tanda_tangan/pengaturan", &atur).await.redirects();
        let akun = akun_segel(site, &admin).await;
        mati(&layanan).await;
        let jalan = format!("/tanda_tangan/pengaturan/segel/{akun}");
        admin.post(&format!("{jalan}/minta"), &[]).await.is(409).has_text("tidak menjawab");
        let asing = Uuid::now_v7();
        admin.post(&format!("/tanda_tangan/pengaturan/segel/{asing}/minta"), &[]).await.is(404);
    });
}

async fn mati(layanan: &Layanan) {
    layanan.mati().await;
}
