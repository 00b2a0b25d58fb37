//! The page of a received letter, the one place where received letters stand, and choosing who gets them.
use kernel::args;
use testkit::{Assigned, Site};

use crate::dunia;
use crate::loket::{BIDANG, DINAS, Orang, catat, di_dinas, nilai, orang};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";

#[test]
fn the_letter_comes_first_with_facts_of_its_own_and_its_true_state() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, .. } = orang(site).await;
        let id = catat(&loket, &[("nomor", ""), ("tanggal", "")], &[("berkas", "pindai.pdf", PDF)]).await;
        site.settle().await;
        let alamat = format!("/naskah/{id}");
        let halaman = kepala.get(&alamat).await.ok();
        let isi = halaman.main();
        let urut = ["Perlu disposisi", "pindai.pdf", "Dinas Pertanian", "Disposisikan", "Jejak pembacaan"];
        let tempat: Vec<usize> =
            urut.iter().map(|teks| isi.find(teks).unwrap_or_else(|| panic!("{teks}: {isi}"))).collect();
        assert!(tempat.is_sorted(), "{tempat:?}: {isi}");
        for teks in ["Tanpa nomor", "Tidak tercantum", "1/2026, Dinas Contoh", "Diantar ke loket", "Uji loket"] {
            assert!(isi.contains(teks), "{teks}: {isi}");
        }
        // No word of a draft.
        for teks in ["Pengonsep", "Diberikan saat disetujui", "Hari persetujuan", "Belum diisi", "Pratinjau"] {
            assert!(!isi.contains(teks), "{teks}: {isi}");
        }
        let jalan = halaman.attributes(".govuk-breadcrumbs a", "href");
        assert_eq!(jalan, ["/", "/surat_masuk"]);
        assert_eq!(halaman.attributes(".menu-utama a[aria-current]", "href"), ["/surat_masuk"]);
        // The state is that of the book, through every act.
        let keadaan = async || nilai::<String>(site, "select keadaan as x from naskah where id = $1", args![id]).await;
        kepala.post(&format!("{alamat}/selesai"), &[("cara", "dibaca")]).await.redirects();
        kepala.get(&alamat).await.ok().has_text("Selesai").has_text("Cukup dibaca").lacks_text("Perlu disposisi");
        assert_eq!(keadaan().await, "selesai");
        let bidang = format!("u:{BIDANG}");
        kepala
            .post(&format!("{alamat}/disposisi"), &[("penerima", &bidang), ("instruksi", "Tindak lanjuti")])
            .await
            .redirects();
        kepala.get(&alamat).await.ok().has_text("Didisposisikan");
        assert_eq!(keadaan().await, "tercatat");
        loket.get("/agenda_surat").await.ok().has_text("Didisposisikan");
    });
}

#[test]
fn readings_are_folded_and_the_history_has_one_line_for_one_act() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, .. } = orang(site).await;
        let id = catat(&loket, &[], &[("berkas", "pindai.pdf", PDF)]).await;
        let alamat = format!("/naskah/{id}");
        for _ in 0..3 {
            kepala.get(&alamat).await.ok();
        }
        let berkas = kepala.get(&alamat).await.ok().attribute(".lampiran a[download]", "href").unwrap();
        kepala.get(&berkas).await.ok();
        let halaman = kepala.get(&alamat).await.ok().has_text("Uji kepala membaca (5 kali), mengunduh pindai.pdf");
        let judul = halaman.all(".moj-timeline__title");
        assert_eq!(judul.iter().filter(|satu| *satu == "Dicatat ke agenda").count(), 1, "{judul:?}");
    });
}

#[test]
fn the_disposition_of_a_person_is_its_state_for_that_person() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, staf, lain, .. } = orang(site).await;
        let id = catat(&loket, &[], &[("berkas", "pindai.pdf", PDF)]).await;
        let alamat = format!("/naskah/{id}");
        let isi = [("penerima", ""), ("orang_lain", "staf"), ("instruksi", "Tindak lanjuti")];
        kepala.post(&format!("{alamat}/disposisi"), &isi).await.redirects();
        let halaman = staf.get(&alamat).await.ok().has_text("Disposisi untuk Anda: sudah dibaca");
        // The number in the book from which it came, and who got it, with the position.
        halaman.has_text("1/2026, Dinas Contoh").has_text("Uji staf, pegawai").lacks_text("Perlu disposisi");
        staf.get(&format!("{alamat}/periksa")).await.ok().has_text("tidak dipasang");
        lain.get(&format!("{alamat}/periksa")).await.is(404);
        let kertas = catat(&loket, &[("nomor", "2")], &[]).await;
        kepala.get(&format!("/naskah/{kertas}")).await.ok().has_text("hanya di kertas");
        kepala.get(&format!("/naskah/{kertas}/periksa")).await.is(404);
    });
}

#[test]
fn a_letter_for_a_person_by_name_is_decided_by_that_person() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, kabid, .. } = orang(site).await;
        let id = catat(&loket, &[("untuk", "kabid")], &[]).await;
        let alamat = format!("/naskah/{id}");
        kepala.get(&alamat).await.ok().has_text("UntukUji kabid").lacks_text("Arsipkan").lacks_text("Disposisikan<");
        kepala.post(&format!("{alamat}/selesai"), &[("cara", "arsip")]).await.is(404);
        kabid.get(&alamat).await.ok().has_text("Arsipkan");
        kabid.post(&format!("{alamat}/selesai"), &[("cara", "arsip")]).await.redirects();
        kepala.get(&alamat).await.ok().has_text("Diarsipkan");
        // A unit that got a disposition reads its own state beside that of the book.
        let lagi = catat(&loket, &[("nomor", "2")], &[]).await;
        let bidang = format!("u:{BIDANG}");
        let isi = [("penerima", bidang.as_str()), ("instruksi", "Tindak lanjuti")];
        kepala.post(&format!("/naskah/{lagi}/disposisi"), &isi).await.redirects();
        kabid.get(&format!("/naskah/{lagi}")).await.ok().has_text("Disposisi untuk Bidang Aplikasi: sudah dibaca");
    });
}

#[test]
fn who_receives_a_letter_of_another_agency_sees_nothing_of_its_making() {
    dunia::elektronik(async |site| {
        let o = dunia::orang(site).await;
        let id = dunia::disetujui(site, &o, "Permintaan data").await;
        let href = format!("/naskah/{id}");
        o.kadis.get(&href).await.ok();
        dunia::jawab_tte(site, id, "tanda_tangan.selesai", serde_json::json!({})).await;
        o.kepala_lain.get(&href).await.ok();
        let halaman = o.penerima.get(&href).await.ok().has_text("Bersama ini kami undang").has_text("Dinas Kominfo");
        let halaman =
            halaman.has_text("Belum dicatat").has_text("Uji kadinkes membaca").has_text("Periksa tanda tangan");
        assert!(halaman.attributes("main a", "href").iter().any(|satu| satu.starts_with("/verifikasi/")));
        for teks in ["Uji kadis", "Uji kabid", "Konsep dibuat", "Diajukan", "Pengonsep", "Templat"] {
            assert!(!halaman.main().contains(teks), "{teks}: {}", halaman.main());
        }
        // Those who wrote it keep their page.
        o.kadis.get(&href).await.ok().has_text("Riwayat").has_text("Pengonsep");
        dunia::tekan(site, &o.kadis, id, "batal", &[("alasan", "Keliru")]).await.redirects();
        o.penerima.get(&href).await.ok().has_text("dibatalkan dan tidak berlaku").has_text("Keliru");
    });
}

#[test]
fn received_letters_stand_in_one_place() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, kabid, .. } = orang(site).await;
        let id = catat(&loket, &[], &[]).await;
        for (lama, baru) in
            [("/naskah?kotak=masuk", "/surat_masuk"), ("/naskah?belum=ya", "/surat_masuk?tampil=belum_dibaca")]
        {
            assert_eq!(kepala.get(lama).await.redirects().location(), baru);
        }
        let keluar = kepala.get("/naskah").await.ok().has_text("Naskah keluar").lacks_text("koordinasi pangan");
        assert!(keluar.attributes("main a, nav a", "href").iter().any(|satu| satu == "/surat_masuk"));
        // The head looks into the boxes of units below, and nobody into those of others.
        let bidang = format!("u:{BIDANG}");
        let isi = [("penerima", bidang.as_str()), ("instruksi", "Tindak lanjuti")];
        kepala.post(&format!("/naskah/{id}/disposisi"), &isi).await.redirects();
        kepala.get(&format!("/surat_masuk?unit={BIDANG}")).await.ok().has_text("koordinasi pangan");
        catat(&loket, &[("nomor", "2"), ("perihal", "Hanya untuk dinas")], &[]).await;
        kepala.get(&format!("/surat_masuk?unit={BIDANG}")).await.ok().lacks_text("Hanya untuk dinas");
        kabid.get(&format!("/surat_masuk?unit={DINAS}")).await.ok().lacks_text("Hanya untuk dinas");
        let halaman = kepala.get("/surat_masuk").await.ok();
        assert_eq!(halaman.attributes("select[name=unit] option", "value"), ["", &BIDANG.to_string()]);
        assert!(kabid.get("/surat_masuk").await.ok().all("select[name=unit]").is_empty());
    });
}

#[test]
fn of_many_receivers_those_come_first_who_get_most() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, .. } = orang(site).await;
        for n in 0..12 {
            let di = Assigned { role: "pegawai".into(), unit: DINAS, tree: vec![DINAS] };
            site.person_with(&format!("pegawai{n:02}"), vec![di]).await;
        }
        let id = catat(&loket, &[], &[]).await;
        let alamat = format!("/naskah/{id}/disposisi");
        let awal = kepala.get(&alamat).await.ok().has_text("Kepada orang (13)").has_text("Uji pegawai03, pegawai");
        assert_eq!(awal.all("details:not([open]) input[name=penerima]").len(), 13, "many are folded");
        assert_eq!(awal.all("input#penerima").len(), 1);
        let tiga =
            awal.attributes("input[name=penerima]", "value").into_iter().rfind(|satu| satu.starts_with("o:")).unwrap();
        let isi = [("penerima", tiga.as_str()), ("instruksi", "Tindak lanjuti"), ("hari", "0")];
        kepala.post(&alamat, &isi).await.redirects();
        let lagi = catat(&loket, &[("nomor", "2")], &[]).await;
        let alamat = format!("/naskah/{lagi}/disposisi");
        let halaman = kepala.get(&alamat).await.ok().has_text("Kepada yang sering menerima");
        assert_eq!(halaman.attribute("input#penerima", "value").as_deref(), Some(tiga.as_str()));
        assert_eq!(halaman.attributes("input[name=penerima]", "value").iter().filter(|satu| **satu == tiga).count(), 1);
        // A refused form opens what was ticked in it.
        let dua = halaman.attribute("#penerima-orang", "value").unwrap();
        let jawab = kepala.post(&alamat, &[("penerima", &dua), ("hari", "x")]).await.is(422);
        assert!(!jawab.all("details[open] input[name=penerima]").is_empty());
        // The button of the day that repeats it says until when.
        kepala.get("/surat_masuk/hari_ini").await.ok().has_text("Tindak lanjuti, hari ini");
    });
}

#[test]
fn the_book_of_dispositions_has_those_that_were_received() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, kabid, lain, .. } = orang(site).await;
        let id = catat(&loket, &[], &[]).await;
        let bidang = format!("u:{BIDANG}");
        let isi = [("penerima", bidang.as_str()), ("orang_lain", "lain"), ("instruksi", "Tindak lanjuti")];
        kepala.post(&format!("/naskah/{id}/disposisi"), &isi).await.redirects();
        for (siapa, banyak) in [(&kepala, 1), (&kabid, 1), (&lain, 1)] {
            let buku = siapa.get("/agenda_surat?buku=disposisi").await.ok();
            assert_eq!(buku.all("tbody tr").len(), banyak);
            assert!(buku.main().contains("koordinasi pangan"), "{}", buku.main());
        }
        // By name only in the person's own book, not in that of a unit.
        let satu = format!("/agenda_surat?buku=disposisi&unit={}", crate::loket::LAIN);
        assert_eq!(lain.get(&satu).await.ok().all("tbody tr").len(), 0);
        // The first cell is what it is about, and days have no hour.
        let buku = kepala.get("/agenda_surat").await.ok().has_text("Bulan sebelumnya").lacks_text("20 Nov 2026, ");
        assert_eq!(buku.all("thead th")[0], "Perihal");
        assert_eq!(buku.all("tbody th")[0], "Undangan rapat koordinasi pangan");
        kepala.get("/agenda_surat?sifat=biasa&q=pangan").await.ok().has_text("Hapus semua saringan");
    });
}
