//! Mailboxes of complaints against stand-ins for IMAP and SMTP.
use kernel::config::{Config, Mail};
use pengaduan::kanal::surel::kerja;
use pengaduan::kanal::surel::store::cari;
use pengaduan::model::{Kanal, Keadaan, Sifat};
use pengaduan::rules::alur::Tindakan;
use pengaduan::store::berkas;
use pengaduan::store::jejak::{Peran, Terlihat};
use surel::server::Imap;
use testkit::smtp::Smtp;
use testkit::{Backend, Client, Options, Site, block_on};
use uuid::Uuid;

use crate::dunia_kanal::{DINAS, MODUL, di_kanal, hitung, id_di, koordinator, lakukan, langkah, semua};

/// Runs a test on both databases with a mail server beside it.
fn dengan_surel(test: impl AsyncFn(&Site, &Smtp)) {
    for backend in Backend::BOTH {
        block_on(async {
            let smtp = Smtp::down();
            smtp.up();
            let mail = Mail {
                server: format!("smtp://127.0.0.1:{}", smtp.port),
                user: None,
                password: None,
                from: "Pengaduan <pengaduan@contohkab.test>".into(),
                ca: None,
            };
            let config = Config { mail: Some(mail), ..Config::default() };
            let site = Site::start(backend, &MODUL, Options { config, setup: true, ..Options::default() }).await;
            test(&site, &smtp).await;
            site.finish().await;
        });
    }
}

async fn kotak(petugas: &Client, imap: &Imap) -> Uuid {
    let alamat = imap.alamat();
    let isian = [
        ("nama", "Surel pengaduan"),
        ("alamat", alamat.as_str()),
        ("pengguna", "pengaduan"),
        ("sandi", "rahasia sekali"),
        ("folder", "INBOX"),
        ("aktif", "ya"),
    ];
    id_di(&petugas.post("/pengaduan/kanal/surel/baru", &isian).await.redirects())
}

async fn ambil(site: &Site, id: Uuid) -> usize {
    kerja::periksa(&site.app, &cari(&site.app, id).await.unwrap()).await.unwrap()
}

/// A picture of one pixel.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

fn surat(nomor: &str, dari: &str, kepala: &str, isi: &str) -> String {
    format!(
        "From: Budi Uji <{dari}>\nTo: pengaduan@contohkab.test\nMessage-ID: <{nomor}@surel.test>\n{kepala}\
         MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{isi}\n"
    )
}

fn bergambar() -> String {
    format!(
        "From: Budi Uji <budi@surel.test>\nSubject: Jembatan putus\nMessage-ID: <g@surel.test>\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=\"batas\"\n\n--batas\nContent-Type: text/plain\n\nJembatan di dusun dua putus.\n\
         --batas\nContent-Type: image/png; name=\"IMG_20261120.png\"\nContent-Disposition: attachment; filename=\"IMG_20261120.png\"\n\
         Content-Transfer-Encoding: base64\n\n{PNG}\n--batas\nContent-Type: application/x-msdownload\n\
         Content-Disposition: attachment; filename=\"a.exe\"\nContent-Transfer-Encoding: base64\n\nTVqQAAMAAAAEAAAA\n--batas--\n"
    )
}

#[test]
fn mail_becomes_a_complaint_once_and_answers_go_on_with_it() {
    dengan_surel(async |site: &Site, smtp: &Smtp| {
        let imap = Imap::hidup().await;
        let petugas = koordinator(site).await;
        let id = kotak(&petugas, &imap).await;
        imap.taruh(5, &surat("satu", "Budi@Surel.test", "Subject: Jalan rusak\n", "Jalan di depan SD rusak berat."));
        imap.taruh(6, &bergambar());
        assert_eq!(ambil(site, id).await, 2);
        assert_eq!(ambil(site, id).await, 0);
        let dua = semua(site).await;
        assert_eq!((dua[0].kanal, dua[0].judul.as_str(), dua[0].sifat), (Kanal::Surel, "Jalan rusak", Sifat::Terbuka));
        assert!(!dua[0].setuju_terbit, "who writes a mail has not agreed to be published");
        let siapa = pengaduan::store::pelapor::buka(&site.app, None, dua[0].id).await.unwrap();
        assert_eq!((siapa.nama.as_deref(), siapa.surel.as_deref()), (Some("Budi Uji"), Some("budi@surel.test")));
        let berkas = berkas::daftar(&site.app, dua[1].id).await.unwrap();
        assert_eq!((berkas.len(), berkas[0].nama.as_str(), berkas[0].bersih.is_some()), (1, "lampiran-1.png", true));
        let catatan = langkah(site, dua[1].id).await;
        let catatan = catatan.iter().find(|satu| satu.tindakan == "catatan").unwrap();
        assert!(catatan.teks.contains("Lampiran ke-2") && catatan.terlihat == Terlihat::Petugas, "{}", catatan.teks);

        // Number and word are sent to the one who wrote.
        site.settle().await;
        let terkirim = smtp.messages();
        assert_eq!(terkirim.len(), 2);
        let resi = terkirim.iter().find(|satu| satu.header("subject").contains(&dua[0].nomor)).unwrap();
        assert!(resi.header("to").contains("budi@surel.test") && resi.body().contains("Kata rahasianya"));

        // The numbers of the mailbox begin anew: nothing is taken twice.
        imap.keadaan.lock().unwrap().uidvalidity = 2;
        assert_eq!(ambil(site, id).await, 0);
        assert_eq!(hitung(site, "pengaduan").await, 2);

        // Asked for more, the reporter answers by mail, and the coordinator has it again.
        lakukan(site, dua[0].id, Tindakan::MintaKelengkapan, Peran::Koordinator, None).await;
        let subjek = format!("Subject: Re: Kabar laporan {}\n", dua[0].nomor);
        let balasan = "Di RT 3.\n\nPada Jumat, 20 November 2026 Pengaduan menulis:\n> Laporan Anda diterima";
        imap.taruh(7, &surat("balas", "budi@surel.test", &subjek, balasan));
        imap.taruh(
            8,
            &surat(
                "balas2",
                "budi@surel.test",
                "Subject: Re: apa saja\nIn-Reply-To: <satu@surel.test>\n",
                "Juga di RT 4.",
            ),
        );
        imap.taruh(9, &surat("asing", "lain@surel.test", &subjek, "Saya orang lain."));
        assert_eq!(ambil(site, id).await, 3);
        assert_eq!(hitung(site, "pengaduan").await, 3, "a stranger with the number writes of their own");
        let kini = semua(site).await;
        assert_eq!(kini[0].keadaan, Keadaan::Baru);
        let tambahan: Vec<String> = langkah(site, kini[0].id)
            .await
            .into_iter()
            .filter(|satu| satu.tindakan == "tambah")
            .map(|satu| satu.teks)
            .collect();
        assert_eq!(tambahan, ["Di RT 3.", "Juga di RT 4."]);
    });
}

#[test]
fn what_programs_write_is_passed_over() {
    dengan_surel(async |site: &Site, _: &Smtp| {
        let imap = Imap::hidup().await;
        let id = kotak(&koordinator(site).await, &imap).await;
        imap.taruh(
            1,
            &surat("a", "budi@surel.test", "Subject: Sedang cuti\nAuto-Submitted: auto-replied\n", "Saya cuti."),
        );
        imap.taruh(2, &surat("b", "pengaduan@contohkab.test", "Subject: Kabar\n", "Dari kami sendiri."));
        imap.taruh(3, &surat("c", "warta@surel.test", "Subject: Warta\nList-Id: <warta.test>\n", "Warta."));
        imap.taruh(4, "Subject: tanpa pengirim\nMessage-ID: <d@x.test>\n\nisi\n");
        imap.taruh(5, &surat("e", "budi@surel.test", "Subject: Sungguhan\n", "Ini laporan."));
        assert_eq!(ambil(site, id).await, 1);
        assert_eq!(semua(site).await[0].judul, "Sungguhan");
    });
}

#[test]
fn a_mailbox_that_fails_says_so_and_goes_on_where_it_stopped() {
    di_kanal(async |site: &mut Site| {
        let imap = Imap::hidup().await;
        let petugas = koordinator(site).await;
        let id = kotak(&petugas, &imap).await;
        imap.taruh(1, &surat("a", "budi@surel.test", "Subject: Satu\n", "Laporan pertama."));
        imap.taruh(2, &surat("b", "budi@surel.test", "Subject: Dua\n", "Laporan kedua."));
        imap.keadaan.lock().unwrap().putus_di = Some(2);
        ambil(site, id).await;
        assert_eq!(hitung(site, "pengaduan").await, 1);
        let jalan = format!("/pengaduan/kanal/surel/{id}");
        petugas.get(&jalan).await.ok().has_text("Gagal");
        petugas.get("/pengaduan/kanal").await.ok().has_text("Kotak surel Surel pengaduan");
        imap.keadaan.lock().unwrap().putus_di = None;
        petugas.post(&format!("{jalan}/periksa"), &[]).await.redirects();
        site.settle().await;
        assert_eq!(hitung(site, "pengaduan").await, 2);
        petugas.get(&jalan).await.ok().has_text("Dipakai").lacks_text("Gagal");
        imap.keadaan.lock().unwrap().sandi = "sudah diganti".into();
        petugas.post(&format!("{jalan}/periksa"), &[]).await.redirects();
        petugas.get(&jalan).await.ok().has_text("Gagal");
        // A password does not follow to another server.
        let isian = [
            ("_versi", "1"),
            ("nama", "S"),
            ("alamat", "imaps://lain.test"),
            ("pengguna", "p"),
            ("folder", "INBOX"),
            ("sandi", ""),
        ];
        petugas.post(&jalan, &isian).await.is(422).has_text("isi kata sandinya lagi");
        petugas
            .post("/pengaduan/kanal/surel/baru", &[("nama", "tetap"), ("alamat", "imap://jauh.test")])
            .await
            .is(422)
            .has_text("Tanpa enkripsi");
        site.person("lain", &[("operator_pd", DINAS)]).await.get(&jalan).await.is(403);
    });
}
