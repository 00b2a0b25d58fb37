//! Mailboxes over TLS against a stand-in with an authority of its own.
use naskah_dinas::masuk::surel::kerja;
use naskah_dinas::masuk::surel::store::cari_kotak;
use testkit::smtp::authority;
use testkit::{Client, Site};
use uuid::Uuid;

use crate::loket::{DINAS, Orang, dari_alamat, di_dinas, orang};
use ::surel::server::{Imap, Lindung};

const SURAT: &str = "From: surat@bps.contoh.test\nSubject: Permintaan angka panen\nMessage-ID: <tls@bps.contoh.test>\n\nMohon angka panen.\n";

/// A mailbox at this address, trusting these authorities.
async fn kotak(admin: &Client, nama: &str, alamat: &str, ca: &str) -> Uuid {
    let unit = DINAS.to_string();
    let isi = [
        ("nama", nama),
        ("unit", unit.as_str()),
        ("alamat", alamat),
        ("pengguna", "kotak"),
        ("sandi", "rahasia sekali"),
        ("folder", "INBOX"),
        ("ca", ca),
        ("aktif", "ya"),
    ];
    dari_alamat(&admin.post("/surat_masuk/kotak_surel/baru", &isi).await.redirects())
}

/// What the administrator reads after trying, and how many messages were fetched.
async fn coba(site: &Site, admin: &Client, id: Uuid) -> (String, usize) {
    let kotak = cari_kotak(&site.app, id).await.unwrap();
    let banyak = kerja::periksa(&site.app, &kotak).await.unwrap();
    (admin.get(&format!("/surat_masuk/kotak_surel/{id}")).await.ok().main(), banyak)
}

fn berkata(imap: &Imap, awal: &str) -> Option<usize> {
    imap.keadaan.lock().unwrap().perintah.iter().position(|satu| satu.starts_with(awal))
}

#[test]
fn letters_come_over_tls_from_a_server_whose_authority_is_trusted() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, .. } = orang(site).await;
        let admin = site.person("admin", &[("admin", DINAS)]).await;
        let (pem, penerima) = authority("localhost");
        for (nama, lindung) in
            [("tls", Lindung::Tls(penerima.clone())), ("starttls", Lindung::StartTls(penerima.clone()))]
        {
            let imap = Imap::terlindung(lindung).await;
            imap.taruh(5, SURAT);
            let id = kotak(&admin, nama, &imap.alamat(), &pem).await;
            let (halaman, banyak) = coba(site, &admin, id).await;
            assert_eq!(banyak, 1, "{nama}: {halaman}");
            assert!(halaman.contains("Dipakai") && !halaman.contains("Gagal"), "{halaman}");
            // Neither name nor password was said before the line was protected.
            assert!(nama == "tls" || berkata(&imap, "STARTTLS") < berkata(&imap, "LOGIN"));
            assert!(berkata(&imap, "LOGIN").is_some());
        }
        loket
            .get("/surat_masuk/belum_dicatat")
            .await
            .ok()
            .has_text("Permintaan angka panen")
            .lacks_text("tidak dapat diambil");
    });
}

#[test]
fn a_mailbox_that_cannot_be_trusted_is_told_nothing_and_says_why() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, lain, .. } = orang(site).await;
        let admin = site.person("admin", &[("admin", DINAS)]).await;
        let ((pem, penerima), (asing, _), (pem_lain, nama_lain)) =
            (authority("localhost"), authority("localhost"), authority("lain.test"));
        let table = [
            ("asing", &asing, &penerima, "otoritas yang dipercaya"),
            ("tanpa", &String::new(), &penerima, "otoritas yang dipercaya"),
            ("nama", &pem_lain, &nama_lain, "bukan untuk nama ini"),
        ];
        for (nama, ca, penerima, harap) in table {
            for lindung in [Lindung::Tls(penerima.clone()), Lindung::StartTls(penerima.clone())] {
                let imap = Imap::terlindung(lindung).await;
                imap.taruh(5, SURAT);
                let id = kotak(&admin, nama, &imap.alamat(), ca).await;
                let (halaman, banyak) = coba(site, &admin, id).await;
                assert_eq!(banyak, 0);
                assert!(halaman.contains("Gagal") && halaman.contains(harap), "{nama}: {halaman}");
                assert_eq!(berkata(&imap, "LOGIN"), None, "{nama}");
            }
        }
        // A server that offers no protection gets no password either.
        let polos = Imap::hidup().await;
        for skema in ["imap+starttls", "imaps"] {
            let id = kotak(&admin, skema, &format!("{skema}://localhost:{}", polos.porta), &pem).await;
            let (halaman, _) = coba(site, &admin, id).await;
            assert!(halaman.contains("Gagal"), "{skema}: {halaman}");
            assert_eq!(berkata(&polos, "LOGIN"), None, "{skema}");
        }
        // Nobody listens there.
        let telinga = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let porta = telinga.local_addr().unwrap().port();
        drop(telinga);
        let id = kotak(&admin, "mati", &format!("imap://127.0.0.1:{porta}"), "").await;
        assert!(coba(site, &admin, id).await.0.contains("server menolak sambungan; periksa nama server dan portanya"));
        // The desk that waits for these letters is told, and no other.
        loket.get("/surat_masuk/belum_dicatat").await.ok().has_text("Surat dari kotak surel mati tidak dapat diambil");
        lain.get("/surat_masuk/belum_dicatat").await.ok().lacks_text("tidak dapat diambil");
    });
}
