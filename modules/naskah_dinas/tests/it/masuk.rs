//! Incoming letters through the door.
use kernel::args;
use naskah_dinas::masuk::surel::kerja;
use naskah_dinas::masuk::{store, terkirim};
use naskah_dinas::model::{Kotak, Peran};
use naskah_dinas::store::akses::{self, Pembaca};
use naskah_dinas::store::naskah as letters;
use testkit::Site;
use uuid::Uuid;

use crate::loket::{DINAS, LAIN, Orang, catat, dari_alamat, di_dinas, isian, nilai, orang};
use ::surel::server::Imap;

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";

#[test]
fn the_front_desk_registers_a_letter_and_the_unit_finds_it() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, staf, lain, .. } = orang(site).await;
        loket.get("/surat_masuk/baru").await.ok().has_text("Catat surat masuk");
        let jawab = loket.upload("/surat_masuk/baru", &isian(&[]), &[("berkas", "pindai.pdf", PDF)]).await.redirects();
        let id = dari_alamat(&jawab);
        site.settle().await;
        kepala.get("/surat_masuk").await.ok().has_text("Undangan rapat koordinasi pangan").has_text("Agenda 1/2026");
        kepala.get(&format!("/naskah/{id}")).await.ok().has_text("1/2026").has_text("Dinas Pertanian");
        kepala.get("/surat_masuk?tampil=perlu_disposisi").await.ok().has_text("koordinasi pangan");
        // It has been read in the box of the unit.
        kepala.get("/surat_masuk?tampil=belum_dibaca").await.ok().has_text("Semua surat sudah dibaca");
        for orang_luar in [&staf, &lain] {
            orang_luar.get("/surat_masuk").await.ok().lacks_text("koordinasi pangan");
            orang_luar.get(&format!("/naskah/{id}")).await.is(404);
        }
        staf.get("/surat_masuk/baru").await.is(403);
        kepala.get("/cari?q=pangan").await.ok().has_text("koordinasi pangan");
        staf.get("/cari?q=pangan").await.ok().lacks_text("koordinasi pangan");
        let dibaca: i64 = nilai(site, "select count(*) as x from naskah_jejak where naskah = $1", args![id]).await;
        assert_eq!(dibaca, 1, "each reading is written down");
        let teks: i64 = nilai(site, "select count(*) as x from naskah_teks where naskah = $1", args![id]).await;
        assert_eq!(teks, 1, "the file was looked at in the background");
    });
}

#[test]
fn what_is_wrong_is_told_at_once_and_nothing_is_registered() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, .. } = orang(site).await;
        let salah = isian(&[("perihal", ""), ("tanggal", "besok"), ("untuk", "tidak-ada-orangnya")]);
        let jawab =
            loket.upload("/surat_masuk/baru", &salah, &[("berkas", "virus.exe", b"MZ\0\0\x01\x02")]).await.is(422);
        for teks in ["Isi perihal surat", "tidak dikenal", "bukan dokumen atau gambar"] {
            assert!(jawab.main().contains(teks), "{teks}: {}", jawab.main());
        }
        let rahasia = loket.upload("/surat_masuk/baru", &isian(&[("keamanan", "rahasia")]), &[]).await.is(422);
        assert!(rahasia.main().contains("Surat rahasia hanya untuk orang"));
        let banyak: i64 = nilai(site, "select count(*) as x from surat_masuk", args![]).await;
        assert_eq!(banyak, 0);
        // A number is not used up by what was refused.
        let id = catat(&loket, &[], &[]).await;
        let urut: i64 = nilai(site, "select urut as x from surat_masuk where naskah = $1", args![id]).await;
        assert_eq!(urut, 1);
        // Nobody registers at a desk that is not theirs.
        let lain = LAIN.to_string();
        loket.upload("/surat_masuk/baru", &isian(&[("unit", &lain), ("nomor", "2")]), &[]).await.is(422);
    });
}

#[test]
fn the_same_letter_is_spotted_and_can_be_registered_all_the_same() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, .. } = orang(site).await;
        catat(&loket, &[], &[("berkas", "a.pdf", PDF)]).await;
        // Same sender, number and date, written otherwise.
        let sama = isian(&[("pengirim", "DINAS PERTANIAN kab. tetangga"), ("nomor", "500.6/12/Distan/2026 ")]);
        let jawab = loket.upload("/surat_masuk/baru", &sama, &[]).await.is(422);
        assert!(jawab.main().contains("pengirim, nomor, dan tanggalnya sama"), "{}", jawab.main());
        // Same file under another number.
        let berkas = isian(&[("nomor", "lain"), ("pengirim", "Kecamatan")]);
        let jawab = loket.upload("/surat_masuk/baru", &berkas, &[("berkas", "b.pdf", PDF)]).await.is(422);
        assert!(jawab.main().contains("isi berkasnya sama"), "{}", jawab.main());
        let mut tetap = sama.clone();
        tetap.push(("tetap", "ya"));
        loket.upload("/surat_masuk/baru", &tetap, &[]).await.redirects();
        let ganda: i64 = nilai(site, "select count(*) as x from surat_masuk where ganda is not null", args![]).await;
        assert_eq!(ganda, 1);
        // Sent twice by an impatient hand, it is one letter.
        let mut dua = isian(&[("nomor", "baru")]);
        let kunci = Uuid::now_v7().to_string();
        dua.push(("_kunci", &kunci));
        let satu = loket.upload("/surat_masuk/baru", &dua, &[]).await.redirects().location();
        assert_eq!(loket.upload("/surat_masuk/baru", &dua, &[]).await.redirects().location(), satu);
    });
}

#[test]
fn numbers_of_the_book_have_no_gap_though_many_register_at_once() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, lain, .. } = orang(site).await;
        let semua: Vec<String> = (0..24).map(|n| format!("n/{n}")).collect();
        let kiriman = semua.iter().map(|nomor| async {
            catat(&loket, &[("nomor", nomor.as_str())], &[]).await;
        });
        futures_util::future::join_all(kiriman).await;
        catat(&lain, &[], &[]).await;
        let rows = site
            .app
            .db
            .query("select urut from surat_masuk where unit = $1 order by urut", args![DINAS])
            .await
            .unwrap();
        let urut: Vec<i64> = rows.iter().map(|row| row.get("urut").unwrap()).collect();
        assert_eq!(urut, (1..=24).collect::<Vec<_>>());
        let lain: i64 = nilai(site, "select urut as x from surat_masuk where unit = $1", args![LAIN]).await;
        assert_eq!(lain, 1, "each agency has a book of its own");
        // Another year begins with one.
        site.app.clock.advance(time::Duration::days(60));
        let Orang { loket, .. } = orang(site).await;
        let id = catat(&loket, &[("nomor", "baru")], &[]).await;
        let row = site.app.db.one("select urut, tahun from surat_masuk where naskah = $1", args![id]).await.unwrap();
        assert_eq!((row.get::<i64>("urut").unwrap(), row.get::<i64>("tahun").unwrap()), (1, 2027));
    });
}

#[test]
fn a_secret_letter_is_for_those_named_alone() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, kabid, staf, .. } = orang(site).await;
        let lain = site.person("operator2", &[("operator_pd", DINAS)]).await;
        let ubah = [
            ("keamanan", "rahasia"),
            ("untuk", "kepala"),
            ("perihal", "Pemeriksaan gerhana"),
            ("catatan", "amplop gerhana"),
        ];
        let id = catat(&loket, &ubah, &[]).await;
        site.settle().await;
        kepala.get(&format!("/naskah/{id}")).await.ok().has_text("Pemeriksaan gerhana");
        // Those named read in their own lists what it is about.
        kepala.get("/surat_masuk").await.ok().has_text("Pemeriksaan gerhana");
        kepala.get("/surat_masuk?tampil=perlu_disposisi").await.ok().has_text("Pemeriksaan gerhana");
        kepala.get("/surat_masuk/hari_ini").await.ok().has_text("Pemeriksaan gerhana");
        for siapa in [&lain, &kabid, &staf] {
            siapa.get(&format!("/naskah/{id}")).await.is(404);
            for tampil in ["", "?tampil=perlu_disposisi", "?tampil=disposisi", "?tampil=belum_dibaca"] {
                let halaman = siapa.get(&format!("/surat_masuk{tampil}")).await.ok();
                halaman.lacks_text("Naskah rahasia").lacks_text("gerhana").lacks_text(&id.to_string());
            }
            siapa.get("/cari?q=gerhana").await.ok().lacks_text("Pemeriksaan");
        }
        // In the books of those who are not named there is no such line.
        lain.get("/agenda_surat").await.ok().has_text("Tidak ada surat dalam masa ini");
        lain.get("/agenda_surat/cetak").await.ok().lacks_text("Naskah rahasia");
        kepala.get("/agenda_surat").await.ok().has_text("Pemeriksaan gerhana");
        // What is printed goes from hand to hand.
        kepala.get("/agenda_surat/cetak").await.ok().has_text("Naskah rahasia").lacks_text("gerhana");
        // Nothing of it lies open: not in a row, not in the history.
        for (tabel, kolom) in
            [("naskah", "perihal"), ("surat_masuk", "perihal"), ("surat_masuk", "catatan"), ("search_doc", "stems")]
        {
            let text = format!("select count(*) as x from {tabel} where lower({kolom}) like '%gerhana%'");
            let banyak: i64 = nilai(site, &text, args![]).await;
            assert_eq!(banyak, 0, "{tabel}.{kolom}");
        }
        let rows =
            site.app.db.query("select rincian from audit_change where rincian is not null", args![]).await.unwrap();
        for row in rows {
            let rincian: serde_json::Value = row.get("rincian").unwrap();
            assert!(!rincian.to_string().contains("gerhana"), "{rincian}");
        }
    });
}

#[test]
fn a_letter_of_another_agency_waits_for_its_number_in_the_book() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, .. } = orang(site).await;
        let id = terkirim_dari_lain(site).await;
        terkirim::terima(&site.app, id).await.unwrap();
        terkirim::terima(&site.app, id).await.unwrap();
        let tempat: i64 = nilai(site, "select count(*) as x from surat_masuk", args![]).await;
        assert_eq!(tempat, 1, "heard twice, it has one place");
        kepala.get("/surat_masuk").await.ok().has_text("Permintaan data aset").has_text("Dinas Lain");
        loket.get("/surat_masuk/belum_dicatat").await.ok().has_text("Permintaan data aset");
        loket.get("/").await.ok().has_text("Catat 1 surat masuk ke agenda");
        let jawab = loket.post(&format!("/naskah/{id}/catat"), &[]).await.redirects();
        assert_eq!(jawab.location(), format!("/naskah/{id}"));
        loket.post(&format!("/naskah/{id}/catat"), &[]).await.is(409);
        loket.get("/surat_masuk/belum_dicatat").await.ok().has_text("Semua surat sudah dicatat");
        let semua = store::milik(&site.app, id).await.unwrap();
        assert_eq!(semua[0].urut, Some(1));
        kepala.get("/").await.ok().has_text("Putuskan 1 surat masuk");
    });
}

/// A letter of the other dinas as its delivery leaves it.
async fn terkirim_dari_lain(site: &Site) -> Uuid {
    use naskah_dinas::model::{Kotak, Peran, subjek};
    use naskah_dinas::store::akses::{Pembaca, beri};
    let id = Uuid::now_v7();
    let mut write = kernel::Write::system(&site.app, "uji.terbit").await.unwrap();
    let at = write.at();
    let values = vec![
        ("unit", LAIN.into()),
        ("arah", "keluar".into()),
        ("jenis", "surat_dinas".into()),
        ("keadaan", "terbit".into()),
        ("nomor", "000.1/7/LAIN/2026".into()),
        ("nomor_urut", 7_i64.into()),
        ("tahun", 2026_i64.into()),
        ("tanggal", site.app.today().into()),
        ("perihal", "Permintaan data aset".into()),
        ("sifat", "segera".into()),
        ("keamanan", "biasa".into()),
        ("diajukan", at.into()),
        ("terbit", at.into()),
    ];
    write.insert(&naskah_dinas::tabel::naskah(), id, values).await.unwrap();
    let naskah = naskah_dinas::store::naskah::pegang(&mut write, id, None).await.unwrap();
    beri(&mut write, &naskah, Pembaca::Unit(DINAS), Peran::Tujuan, Kotak::Masuk).await.unwrap();
    write.commit(&subjek(id)).await.unwrap();
    id
}

const SURAT: &str = "From: =?UTF-8?Q?Badan_Pusat?= <Surat@bps.contoh.test>\nTo: kotak@contohkab.test\nSubject: Permintaan angka panen\nDate: Fri, 20 Nov 2026 08:00:00 +0700\nMessage-ID: <satu@bps.contoh.test>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=batas\n\n--batas\nContent-Type: text/plain\n\nMohon angka panen.\n--batas\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=surat.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n--batas--\n";

async fn kotak(site: &Site, imap: &Imap) -> Uuid {
    let admin = site.person("admin", &[("admin", DINAS)]).await;
    let unit = DINAS.to_string();
    let alamat = imap.alamat();
    let isi = [
        ("nama", "Surel dinas"),
        ("unit", unit.as_str()),
        ("alamat", alamat.as_str()),
        ("pengguna", "kotak"),
        ("sandi", "rahasia sekali"),
        ("folder", "INBOX"),
        ("aktif", "ya"),
    ];
    let jawab = admin.post("/surat_masuk/kotak_surel/baru", &isi).await.redirects();
    dari_alamat(&jawab)
}

#[test]
fn a_mailbox_is_read_and_each_message_waits_once() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, staf, lain, .. } = orang(site).await;
        let imap = Imap::hidup().await;
        imap.taruh(5, SURAT);
        imap.taruh(9, "Subject: iklan\n\nBeli sekarang\n");
        let id = kotak(site, &imap).await;
        let kotak = naskah_dinas::masuk::surel::store::cari_kotak(&site.app, id).await.unwrap();
        assert!(!String::from_utf8_lossy(&kotak.sandi).contains("rahasia"), "the password is sealed");
        assert_eq!(kerja::periksa(&site.app, &kotak).await.unwrap(), 2);
        assert_eq!(kerja::periksa(&site.app, &kotak).await.unwrap(), 0, "again nothing is new");
        // The server numbers its messages anew: what is known is passed over.
        imap.keadaan.lock().unwrap().uidvalidity = 2;
        assert_eq!(kerja::periksa(&site.app, &kotak).await.unwrap(), 0);
        {
            let mut kini = imap.keadaan.lock().unwrap();
            assert!(kini.perintah.iter().all(|satu| !satu.contains("STORE") && !satu.starts_with("SELECT")));
            assert!(kini.perintah.iter().any(|satu| satu == "UID SEARCH UID 10:*"), "only what is new is asked for");
            kini.perintah.clear();
        }
        for orang_luar in [&staf, &lain] {
            orang_luar.get("/surat_masuk/belum_dicatat").await.lacks_text("angka panen");
        }
        let halaman =
            loket.get("/surat_masuk/belum_dicatat").await.ok().has_text("Permintaan angka panen").has_text("iklan");
        let alamat: Vec<String> = halaman
            .attributes("a", "href")
            .into_iter()
            .filter(|satu| satu.starts_with("/surat_masuk/surel/"))
            .collect();
        assert_eq!(alamat.len(), 2);
        let mut surat = String::new();
        let mut iklan = String::new();
        for satu in alamat {
            let jawab = loket.get(&satu).await.ok();
            if jawab.main().contains("angka panen") { surat = satu } else { iklan = satu }
        }
        let pesan = loket.get(&surat).await.ok().has_text("surat.pdf").has_text("Mohon angka panen");
        let unduh = pesan.attributes("a", "href").into_iter().find(|satu| satu.contains("/berkas/")).unwrap();
        assert_eq!(loket.get(&unduh).await.ok().bytes.as_ref(), b"%PDF-1.4\n");
        lain.get(&surat).await.is(404);
        loket.post(&format!("{iklan}/abaikan"), &[("alasan", "iklan")]).await.redirects();
        // Registered, it becomes a letter with its files.
        let nomor = surat.rsplit('/').next().unwrap().to_owned();
        loket.get(&format!("/surat_masuk/baru?surel={nomor}")).await.ok().has_text("Dari surel");
        let id = catat(&loket, &[("surel", &nomor), ("jalur", "surel"), ("nomor", "1/BPS")], &[]).await;
        site.settle().await;
        loket.get(&format!("/naskah/{id}")).await.ok().has_text("surat.pdf");
        loket.get("/surat_masuk/belum_dicatat").await.ok().has_text("Semua surat sudah dicatat");
        loket.upload("/surat_masuk/baru", &isian(&[("surel", &nomor), ("nomor", "9")]), &[]).await.is(409);
    });
}

#[test]
fn a_mailbox_that_fails_says_so_and_goes_on_later() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, .. } = orang(site).await;
        let imap = Imap::hidup().await;
        imap.taruh(1, SURAT);
        imap.taruh(2, "Subject: dua\nMessage-ID: <dua@x>\n\nisi\n");
        let id = kotak(site, &imap).await;
        let admin = site.person("admin", &[("admin", DINAS)]).await;
        loket.get("/surat_masuk/kotak_surel").await.is(403);
        imap.keadaan.lock().unwrap().sandi = "lain".into();
        admin.post(&format!("/surat_masuk/kotak_surel/{id}/periksa"), &[]).await.redirects();
        admin
            .get(&format!("/surat_masuk/kotak_surel/{id}"))
            .await
            .ok()
            .has_text("menolak nama pengguna atau kata sandi")
            .lacks_text("rahasia sekali");
        imap.keadaan.lock().unwrap().sandi = "rahasia sekali".into();
        // The line breaks at the second message: the first stays, the second comes with the next round.
        imap.keadaan.lock().unwrap().putus_di = Some(2);
        let kotak = naskah_dinas::masuk::surel::store::cari_kotak(&site.app, id).await.unwrap();
        assert_eq!(kerja::periksa(&site.app, &kotak).await.unwrap(), 0);
        let ada: i64 = nilai(site, "select count(*) as x from surel_pesan", args![]).await;
        assert_eq!(ada, 1);
        admin.get("/surat_masuk/kotak_surel").await.ok().has_text("memutus sambungan");
        imap.keadaan.lock().unwrap().putus_di = None;
        admin.post(&format!("/surat_masuk/kotak_surel/{id}/periksa"), &[]).await.redirects();
        site.settle().await;
        let ada: i64 = nilai(site, "select count(*) as x from surel_pesan", args![]).await;
        assert_eq!(ada, 2);
        // A new server needs the password anew, or it would be sent to a stranger.
        let unit = DINAS.to_string();
        let isi = [
            ("nama", "x"),
            ("unit", unit.as_str()),
            ("alamat", "imap://127.0.0.1:1"),
            ("pengguna", "kotak"),
            ("folder", "INBOX"),
        ];
        admin.post(&format!("/surat_masuk/kotak_surel/{id}"), &isi).await.is(422).has_text("isi kata sandinya lagi");
        let polos = [
            ("nama", "x"),
            ("unit", unit.as_str()),
            ("alamat", "imap://surel.contohkab.go.id"),
            ("pengguna", "k"),
            ("sandi", "x"),
            ("folder", "INBOX"),
        ];
        admin.post("/surat_masuk/kotak_surel/baru", &polos).await.is(422).has_text("Tanpa enkripsi");
    });
}

#[test]
fn a_box_costs_the_same_however_many_letters_it_has() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, .. } = orang(site).await;
        for n in 0..3 {
            catat(&loket, &[("nomor", &format!("a{n}"))], &[]).await;
        }
        let sedikit = kepala.get("/surat_masuk").await.ok().statements;
        for n in 0..32 {
            catat(&loket, &[("nomor", &format!("b{n}"))], &[]).await;
        }
        site.settle().await;
        let halaman = kepala.get("/surat_masuk").await.ok();
        assert_eq!(halaman.statements, sedikit);
        assert_eq!(halaman.all("tbody tr").len(), 30);
        let lanjut = halaman.attributes("a", "href").into_iter().find(|satu| satu.contains("setelah=")).unwrap();
        assert_eq!(kepala.get(&lanjut).await.ok().all("tbody tr").len(), 5);
        for alamat in ["/surat_masuk?setelah=x", "/surat_masuk?tampil=apa", "/surat_masuk?tampil=tembusan"] {
            kepala.get(alamat).await.ok();
        }
    });
}

#[test]
fn what_stands_in_the_box_of_a_unit_and_of_its_people_is_shown_once_over_all_pages() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, .. } = orang(site).await;
        let mut semua = vec![];
        for n in 0..70 {
            semua.push(catat(&loket, &[("nomor", &format!("n/{n}"))], &[]).await);
        }
        // Each of them is handed to the front desk itself an hour later.
        site.app.clock.advance(time::Duration::hours(1));
        let mut write = kernel::Write::system(&site.app, "naskah_dinas.uji").await.unwrap();
        for id in &semua {
            let naskah = letters::dengan_id(&site.app, *id).await.unwrap();
            let saya = Pembaca::Orang(loket.account);
            akses::beri(&mut write, &naskah, saya, Peran::Disposisi, Kotak::Masuk).await.unwrap();
        }
        // One was opened in the box of the unit, and is new to the person.
        let pembaca = akses::semua(&site.app, semua[40]).await.unwrap();
        let milik_unit = pembaca.iter().find(|satu| matches!(satu.pembaca, Pembaca::Unit(_))).unwrap();
        akses::tandai_dibaca(&mut write, milik_unit.id).await.unwrap();
        write.commit(&naskah_dinas::model::subjek(semua[0])).await.unwrap();
        for tampil in ["semua", "belum_dibaca"] {
            let (mut alamat, mut pages, mut seen) = (Some(format!("/surat_masuk?tampil={tampil}")), vec![], vec![]);
            while let Some(satu) = alamat {
                let halaman = loket.get(&satu).await.ok();
                let links = halaman.attributes("tbody a", "href");
                let mut found: Vec<String> = links.into_iter().filter(|href| href.starts_with("/naskah/")).collect();
                found.dedup();
                pages.push(found.len());
                seen.extend(found);
                alamat = halaman.attributes("a", "href").into_iter().find(|href| href.contains("setelah="));
            }
            assert_eq!(pages, [30, 30, 10], "{tampil}");
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), 70, "{tampil}");
        }
    });
}

#[test]
fn the_letters_of_the_demonstration_are_written_once() {
    di_dinas(async |site: &mut Site| {
        let Orang { kepala, loket, .. } = orang(site).await;
        naskah_dinas::masuk::demo::isi(&site.app).await.unwrap();
        naskah_dinas::masuk::demo::isi(&site.app).await.unwrap();
        let banyak: i64 = nilai(site, "select count(*) as x from surat_masuk", args![]).await;
        assert_eq!(banyak, 10);
        kepala.get("/surat_masuk/hari_ini").await.ok().has_text("Peringatan kerentanan");
        loket.get("/surat_masuk?tampil=disposisi").await.ok().has_text("Undangan rapat koordinasi SPBE");
        kepala.get("/agenda_surat?buku=disposisi").await.ok().has_text("Uji loket");
    });
}
