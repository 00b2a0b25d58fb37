//! Dispositions through the door.
use kernel::args;
use naskah_dinas::disposisi::ingat;
use naskah_dinas::disposisi::registers::INSTRUKSI_DISPOSISI;
use testkit::{Answer, Client, Site};
use uuid::Uuid;

use crate::loket::{BIDANG, DINAS, LAIN, Orang, catat, di_dinas, nilai, orang};

fn kunci_bidang() -> String {
    format!("u:{BIDANG}")
}

async fn beri(client: &Client, naskah: Uuid, ubah: &[(&str, &str)]) -> Answer {
    let bidang = kunci_bidang();
    let mut isi = vec![("penerima", bidang.as_str()), ("instruksi", "Tindak lanjuti"), ("hari", "3")];
    isi.retain(|(nama, _)| !ubah.iter().any(|(satu, _)| satu == nama));
    isi.extend_from_slice(ubah);
    client.post(&format!("/naskah/{naskah}/disposisi"), &isi).await
}

/// Receivers of a letter in the order in which they got it: id and state.
async fn penerima(site: &Site, naskah: Uuid) -> Vec<(Uuid, String)> {
    let rows = site
        .app
        .db
        .query("select id, keadaan from disposisi_penerima where naskah = $1 order by id", args![naskah])
        .await
        .unwrap();
    rows.iter().map(|row| (row.get("id").unwrap(), row.get("keadaan").unwrap())).collect()
}

async fn keadaan_surat(site: &Site, naskah: Uuid) -> String {
    nilai(site, "select keadaan as x from surat_masuk where naskah = $1", args![naskah]).await
}

async fn kabar(site: &Site, orang: &Client) -> Vec<String> {
    let rows = site
        .app
        .db
        .query("select title from notification where account = $1 order by id", args![orang.account])
        .await
        .unwrap();
    rows.iter().map(|row| row.get("title").unwrap()).collect()
}

#[test]
fn the_register_of_instructions_is_sound() {
    assert_eq!(INSTRUKSI_DISPOSISI.faults(), Vec::<String>::new());
    di_dinas(async |site: &mut Site| {
        let text = format!("select {} from instruksi_disposisi where aktif", INSTRUKSI_DISPOSISI.columns().join(", "));
        assert_eq!(site.app.db.query(&text, args![]).await.unwrap().len(), 8);
    });
}

#[test]
fn a_letter_goes_down_the_tree_and_comes_back_done() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, kabid, staf, lain } = orang(site).await;
        let id = catat(&loket, &[], &[]).await;
        kabid.get(&format!("/naskah/{id}")).await.is(404);
        kepala
            .get(&format!("/naskah/{id}/disposisi"))
            .await
            .ok()
            .has_text("Bidang Aplikasi")
            .has_text("Tindak lanjuti");
        loket.get(&format!("/naskah/{id}/disposisi")).await.is(403);
        beri(&kepala, id, &[("catatan", "Mohon cepat")]).await.redirects();
        assert_eq!(keadaan_surat(site, id).await, "didisposisi");
        assert_eq!(kabar(site, &kabid).await, ["Disposisi: Undangan rapat koordinasi pangan"]);
        // Three working days from a Friday.
        kabid.get("/surat_masuk?tampil=disposisi").await.ok().has_text("Tindak lanjuti").has_text("25 November 2026");
        kabid.get("/").await.ok().has_text("Disposisi: Undangan rapat");
        let satu = penerima(site, id).await[0].0;
        // Opening the page is reading it; the giver's own look is not.
        kepala.get(&format!("/naskah/{id}")).await.ok().has_text("Belum dibaca");
        assert_eq!(penerima(site, id).await[0].1, "dikirim");
        kabid.get(&format!("/naskah/{id}")).await.ok().has_text("Mohon cepat");
        assert_eq!(penerima(site, id).await[0].1, "dibaca");
        kepala.post(&format!("/disposisi/{satu}/tarik"), &[]).await.is(409);
        // Handed on to a person of the bidang by name.
        staf.get(&format!("/naskah/{id}")).await.is(404);
        let dari = satu.to_string();
        beri(&kabid, id, &[("penerima", ""), ("orang_lain", "staf"), ("dari", &dari), ("hari", "")]).await.redirects();
        let semua = penerima(site, id).await;
        assert_eq!([semua[0].1.as_str(), semua[1].1.as_str()], ["dikerjakan", "dikirim"]);
        staf.get(&format!("/naskah/{id}")).await.ok().has_text("Undangan rapat");
        let jawab = staf
            .upload(
                &format!("/disposisi/{}/lapor", semua[1].0),
                &[("isi", "Sudah hadir"), ("aksi", "selesai")],
                &[("berkas", "foto.txt", b"catatan rapat")],
            )
            .await;
        jawab.redirects();
        // Strangers to the row can do nothing with it.
        lain.post(&format!("/disposisi/{satu}/tolak"), &[("alasan", "x")]).await.is(404);
        staf.upload(&format!("/disposisi/{satu}/lapor"), &[("isi", "x"), ("aksi", "selesai")], &[]).await.is(404);
        kabid
            .upload(&format!("/disposisi/{satu}/lapor"), &[("isi", "Selesai dihadiri"), ("aksi", "selesai")], &[])
            .await
            .redirects();
        assert_eq!(keadaan_surat(site, id).await, "selesai");
        let halaman =
            kepala.get(&format!("/naskah/{id}")).await.ok().has_text("Sudah hadir").has_text("Disposisi selesai");
        assert!(
            halaman.all("#disposisi").len() == 1 && halaman.all("section ul ul ul ul li").len() == 1,
            "the tree is a nested list"
        );
        let berkas = halaman.attributes("a", "href").into_iter().find(|satu| satu.starts_with("/disposisi/")).unwrap();
        assert_eq!(kepala.get(&berkas).await.ok().bytes.as_ref(), b"catatan rapat");
        lain.get(&berkas).await.is(404);
        assert!(
            kabar(site, &kepala).await.iter().any(|satu| satu == "Disposisi selesai: Undangan rapat koordinasi pangan")
        );
    });
}

#[test]
fn recall_before_reading_takes_the_letter_out_of_the_box() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, kabid, .. } = orang(site).await;
        let id = catat(&loket, &[], &[]).await;
        beri(&kepala, id, &[]).await.redirects();
        let satu = penerima(site, id).await[0].0;
        kabid.post(&format!("/disposisi/{satu}/tarik"), &[]).await.is(404);
        kepala.post(&format!("/disposisi/{satu}/tarik"), &[]).await.redirects();
        kabid.get(&format!("/naskah/{id}")).await.is(404);
        kabid.get("/surat_masuk?tampil=disposisi").await.ok().has_text("Belum ada disposisi");
        assert_eq!(keadaan_surat(site, id).await, "tercatat", "somebody has to decide again");
        // Refused by all, it waits for another decision too.
        beri(&kepala, id, &[]).await.redirects();
        let dua = penerima(site, id).await[1].0;
        kabid.post(&format!("/disposisi/{dua}/tolak"), &[]).await.is(422);
        kabid.post(&format!("/disposisi/{dua}/tolak"), &[("alasan", "Bukan tugas bidang ini")]).await.redirects();
        assert_eq!(keadaan_surat(site, id).await, "tercatat");
        kepala.get(&format!("/naskah/{id}")).await.ok().has_text("Bukan tugas bidang ini");
    });
}

#[test]
fn wrong_forms_are_shown_again_and_write_nothing() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, .. } = orang(site).await;
        let id = catat(&loket, &[], &[]).await;
        let luar = format!("u:{LAIN}");
        let table: &[(&[(&str, &str)], &str)] = &[
            (&[("penerima", "")], "Pilih paling sedikit satu penerima"),
            (&[("penerima", luar.as_str())], "tidak ada lagi"),
            (&[("instruksi", "Karang sendiri")], "Pilih instruksi atau tulis catatan"),
            (&[("hari", "-1")], "hari kerja"),
            (&[("orang_lain", "kepala")], "kepada diri sendiri"),
            (&[("orang_lain", "entah-siapa")], "tidak dikenal"),
        ];
        for (ubah, pesan) in table {
            let jawab = beri(&kepala, id, ubah).await.is(422);
            assert!(jawab.main().contains(pesan), "{ubah:?}: {}", jawab.main());
        }
        assert!(penerima(site, id).await.is_empty());
        // The same form sent twice is one disposition.
        let kunci = Uuid::now_v7().to_string();
        for _ in 0..2 {
            beri(&kepala, id, &[("_kunci", &kunci)]).await.redirects();
        }
        assert_eq!(penerima(site, id).await.len(), 1);
    });
}

#[test]
fn a_secret_letter_goes_to_people_only() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, kabid, staf, .. } = orang(site).await;
        let id =
            catat(&loket, &[("keamanan", "sangat_rahasia"), ("untuk", "kepala"), ("perihal", "Temuan gerhana")], &[])
                .await;
        beri(&kepala, id, &[("catatan", "gerhana ini")]).await.redirects();
        // The unit was chosen; its head got it by name.
        let unit: i64 =
            nilai(site, "select count(*) as x from naskah_akses where naskah = $1 and unit is not null", args![id])
                .await;
        assert_eq!(unit, 0);
        kabid.get(&format!("/naskah/{id}")).await.ok().has_text("gerhana ini");
        staf.get(&format!("/naskah/{id}")).await.is(404);
        let terbuka: i64 =
            nilai(site, "select count(*) as x from disposisi where catatan like '%gerhana%'", args![]).await;
        assert_eq!(terbuka, 0, "the note is sealed");
        assert_eq!(kabar(site, &kabid).await, ["Disposisi: surat yang tidak terbuka"]);
        // Its answer begins as secret as it is, for its drafter alone.
        let rujukan = id.to_string();
        let draf = kepala.post("/naskah", &[("jenis", "surat_dinas"), ("rujukan", &rujukan)]).await.redirects();
        let keamanan: String =
            nilai(site, "select keamanan as x from naskah where arah = 'keluar' and id <> $1", args![id]).await;
        assert_eq!(keamanan, "sangat_rahasia");
        staf.get(&draf.location()).await.is(404);
        kepala.get(&draf.location()).await.ok();
    });
}

#[test]
fn the_letters_of_the_day_are_decided_one_after_another() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, kabid, .. } = orang(site).await;
        let mut semua = vec![];
        for (nomor, sifat) in [("1", "biasa"), ("2", "amat_segera"), ("3", "biasa"), ("4", "biasa")] {
            semua.push(
                catat(&loket, &[("nomor", nomor), ("sifat", sifat), ("perihal", &format!("Surat ke-{nomor}"))], &[])
                    .await,
            );
        }
        kabid.get("/surat_masuk/hari_ini").await.ok().has_text("Semua surat sudah diputuskan");
        // The most urgent comes first, without habits yet.
        let halaman =
            kepala.get("/surat_masuk/hari_ini").await.ok().has_text("4 surat menunggu Anda").has_text("Surat ke-2");
        let surat = halaman.attribute("input[name=surat]", "value").unwrap();
        let bidang = kunci_bidang();
        let isi =
            [("surat", surat.as_str()), ("penerima", bidang.as_str()), ("instruksi", "Untuk diketahui"), ("hari", "2")];
        assert_eq!(
            kepala.post("/surat_masuk/hari_ini/disposisi", &isi).await.redirects().location(),
            "/surat_masuk/hari_ini"
        );
        // Now there is a button that repeats it, and pressing it is all there is to do.
        let halaman = kepala
            .get("/surat_masuk/hari_ini")
            .await
            .ok()
            .has_text("Surat ke-1")
            .has_text("Bidang Aplikasi: Untuk diketahui");
        let surat = halaman.attribute("input[name=surat]", "value").unwrap();
        let tombol = halaman.attributes("form[action='/surat_masuk/hari_ini/disposisi'] input[type=hidden]", "name");
        assert!(
            ["penerima", "instruksi", "hari"].iter().all(|satu| tombol.iter().any(|nama| nama == satu)),
            "{tombol:?}"
        );
        let isi =
            [("surat", surat.as_str()), ("penerima", bidang.as_str()), ("instruksi", "Untuk diketahui"), ("hari", "2")];
        kepala.post("/surat_masuk/hari_ini/disposisi", &isi).await.redirects();
        // One is put off, the next one filed away.
        let halaman = kepala.get("/surat_masuk/hari_ini").await.ok().has_text("Surat ke-3");
        let lewati = halaman.attributes("a", "href").into_iter().find(|satu| satu.contains("lewati=")).unwrap();
        let halaman = kepala.get(&lewati).await.ok().has_text("Surat ke-4").has_text("Surat terakhir");
        let surat = halaman.attribute("input[name=surat]", "value").unwrap();
        let ingat = halaman.attribute("input[name=lewati]", "value").unwrap();
        let isi = [("surat", surat.as_str()), ("lewati", ingat.as_str()), ("cara", "arsip")];
        let jawab = kepala.post("/surat_masuk/hari_ini/selesai", &isi).await.redirects();
        kepala.get(&jawab.location()).await.ok().has_text("1 surat dilewati");
        kepala.post("/surat_masuk/hari_ini/selesai", &isi).await.is(409);
        assert_eq!(keadaan_surat(site, semua[3]).await, "selesai");
        kepala.post("/surat_masuk/hari_ini/selesai", &[("surat", surat.as_str()), ("cara", "buang")]).await.is(409);
        loket.get("/surat_masuk/hari_ini").await.is(403);
    });
}

#[test]
fn who_is_late_is_told_and_then_the_head_is() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, kabid, .. } = orang(site).await;
        let kepala_lain = site.person("kepala2", &[("kepala_pd", DINAS)]).await;
        let id = catat(&loket, &[], &[]).await;
        beri(&kepala, id, &[]).await.redirects();
        let pagi = async || {
            let pertama = ingat::jalankan(&site.app).await.unwrap();
            assert_eq!(ingat::jalankan(&site.app).await.unwrap(), 0, "told twice");
            pertama
        };
        // Due on Wednesday the 25th.
        assert_eq!(pagi().await, 0);
        site.app.clock.advance(time::Duration::days(2));
        assert_eq!(pagi().await, 0, "nothing on a Sunday");
        site.app.clock.advance(time::Duration::days(2));
        assert_eq!(pagi().await, 1);
        assert!(kabar(site, &kabid).await.last().unwrap().starts_with("Disposisi mendekati tenggat"));
        site.app.clock.advance(time::Duration::days(2));
        assert_eq!(pagi().await, 1);
        assert!(kabar(site, &kepala).await.last().unwrap().starts_with("Disposisi melewati tenggat"));
        assert!(!kabar(site, &kepala_lain).await.iter().any(|satu| satu.contains("tenggat")));
        site.app.clock.advance(time::Duration::days(4));
        assert_eq!(pagi().await, 1);
        assert!(kabar(site, &kepala_lain).await.last().unwrap().starts_with("Disposisi belum diselesaikan"));
        let satu = penerima(site, id).await[0].0;
        let kabid = site.person("kabid", &[]).await;
        kabid
            .upload(&format!("/disposisi/{satu}/lapor"), &[("isi", "beres"), ("aksi", "selesai")], &[])
            .await
            .redirects();
        site.app.clock.advance(time::Duration::days(30));
        assert_eq!(pagi().await, 0, "what is done is left in peace");
    });
}

#[test]
fn an_answer_begins_with_its_reference() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, lain, .. } = orang(site).await;
        let id = catat(&loket, &[], &[]).await;
        let halaman = kepala.get(&format!("/naskah/{id}")).await.ok();
        let alamat = halaman.attributes("a", "href").into_iter().find(|satu| satu.contains("rujukan=")).unwrap();
        let form = kepala.get(&alamat).await.ok();
        let rujukan = form.attribute("input[name=rujukan]", "value").unwrap();
        let jawab = kepala.post("/naskah", &[("jenis", "surat_dinas"), ("rujukan", &rujukan)]).await.redirects();
        let ke: Uuid = nilai(site, "select ke as x from naskah_rujukan", args![]).await;
        assert_eq!(ke, id);
        kepala.get(&jawab.location()).await.ok();
        lain.post("/naskah", &[("jenis", "surat_dinas"), ("rujukan", &rujukan)]).await.is(404);
    });
}
