//! Answers: to whom they go, how they name what they answer, and what ends with them.
use kernel::args;
use naskah_dinas::masuk::balasan;
use naskah_dinas::store::naskah as letters;
use testkit::{Client, Site};
use uuid::Uuid;

use crate::dunia;
use crate::loket::{BIDANG, DINAS, LAIN, Orang, catat, di_dinas, nilai, orang};

/// Begins an answer as the first page of a draft sends it.
async fn mulai(orang: &Client, surat: Uuid, selesaikan: bool) -> Uuid {
    let rujukan = surat.to_string();
    let mut isi = vec![("jenis", "surat_dinas"), ("rujukan", rujukan.as_str())];
    if selesaikan {
        isi.push(("selesaikan", "ya"));
    }
    let jawab = orang.post("/naskah", &isi).await.redirects();
    jawab.location().split('/').nth(2).unwrap().parse().unwrap()
}

/// The letter leaves the house, as far as an answer cares.
async fn terbitkan(site: &Site, id: Uuid) {
    let mut write = kernel::Write::system(&site.app, "uji.terbit").await.unwrap();
    let naskah = letters::pegang(&mut write, id, None).await.unwrap();
    let at = write.at();
    let values = vec![("keadaan", "terbit".into()), ("terbit", at.into()), ("nomor", "005/9/DINAS/2026".into())];
    letters::set(&mut write, &naskah, values).await.unwrap();
    write.commit(&naskah.subjek()).await.unwrap();
    balasan::terbit(&site.app, id).await.unwrap();
    // Heard twice, it changes nothing.
    balasan::terbit(&site.app, id).await.unwrap();
}

async fn keadaan(site: &Site, surat: Uuid) -> (String, Option<String>) {
    let text = "select keadaan, cara_selesai from surat_masuk where naskah = $1";
    let row = site.app.db.one(text, args![surat]).await.unwrap();
    (row.get("keadaan").unwrap(), row.get("cara_selesai").unwrap())
}

async fn beri(dari: &Client, surat: Uuid, isi: &[(&str, &str)]) {
    dari.post(&format!("/naskah/{surat}/disposisi"), isi).await.redirects();
}

#[test]
fn an_answer_knows_its_sender_and_names_the_letter() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, .. } = orang(site).await;
        let luar = catat(&loket, &[], &[]).await;
        let form = kepala.get(&format!("/naskah/baru?rujukan={luar}")).await.ok();
        assert!(form.attribute("input[name=selesaikan]", "checked").is_some(), "ticked at first");
        // What was chosen stays when something else is wrong.
        let isi = [("rujukan", luar.to_string())];
        let isi: Vec<(&str, &str)> = isi.iter().map(|(nama, nilai)| (*nama, nilai.as_str())).collect();
        let form = kepala.post("/naskah", &isi).await.is(422);
        assert!(form.attribute("input[name=selesaikan]", "checked").is_none());
        assert!(kepala.get("/naskah/baru").await.ok().all("input[name=selesaikan]").is_empty());
        let id = mulai(&kepala, luar, true).await;
        let alamat = format!("/naskah/{id}/tulis");
        let tulis = kepala.get(&alamat).await.ok();
        let nilai_dari = |nama: &str| tulis.attribute(&format!("[name='{nama}']"), "value").unwrap_or_default();
        assert_eq!(nilai_dari("tujuan.0.teks"), "Dinas Pertanian Kabupaten Tetangga");
        let rujukan = nilai_dari("rujukan.0.naskah");
        assert_eq!(rujukan, "500.6/12/DISTAN/2026: Undangan rapat koordinasi pangan");
        // Saved with those words, it still answers the same letter.
        let isian = dunia::dengan(
            dunia::isian("Jawaban"),
            &[
                ("rujukan.0.naskah", rujukan.as_str()),
                ("tujuan.0.unit", ""),
                ("tujuan.0.teks", "Dinas Pertanian Kabupaten Tetangga"),
                ("paraf.0.orang", ""),
                ("penandatangan", "kepala"),
            ],
        );
        dunia::kirim(site, &kepala, id, &isian).await.redirects();
        // Another reference beside it is one, and no answer.
        let lain = catat(&loket, &[("nomor", "lain")], &[]).await;
        let isian = dunia::dengan(isian, &[("rujukan.1.naskah", &format!("/naskah/{lain}"))]);
        dunia::kirim(site, &kepala, id, &isian).await.redirects();
        let text = "select ke, jenis from naskah_rujukan where naskah = $1 order by id";
        let rows = site.app.db.query(text, args![id]).await.unwrap();
        let ada: Vec<(Uuid, String)> =
            rows.iter().map(|row| (row.get("ke").unwrap(), row.get("jenis").unwrap())).collect();
        assert_eq!(ada, [(luar, "balasan".to_owned()), (lain, "rujukan".to_owned())]);
        // A sender that is called like a unit of the regency is that unit.
        let dalam = catat(&loket, &[("pengirim", "Kepala Dinas Lain"), ("nomor", "7")], &[]).await;
        let id = mulai(&kepala, dalam, true).await;
        let unit: Uuid = nilai(site, "select unit as x from naskah_tujuan where naskah = $1", args![id]).await;
        assert_eq!(unit, LAIN);
    });
}

#[test]
fn an_issued_answer_ends_the_dispositions_of_who_drafted_it() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, kabid, staf, .. } = orang(site).await;
        let id = catat(&loket, &[], &[]).await;
        let bidang = format!("u:{BIDANG}");
        beri(&kepala, id, &[("penerima", &bidang), ("instruksi", "Pelajari dan siapkan konsep balasan")]).await;
        kabid.get(&format!("/naskah/{id}")).await.ok();
        beri(&kabid, id, &[("orang_lain", "staf"), ("catatan", "Mohon konsepnya")]).await;
        let jawaban = mulai(&staf, id, true).await;
        terbitkan(site, jawaban).await;
        let semua: i64 = nilai(
            site,
            "select count(*) as x from disposisi_penerima where naskah = $1 and keadaan = 'selesai'",
            args![id],
        )
        .await;
        assert_eq!(semua, 2, "the one below and the one above it");
        assert_eq!(keadaan(site, id).await, ("selesai".to_owned(), Some("disposisi".to_owned())));
        let halaman = kepala.get(&format!("/naskah/{id}")).await.ok();
        halaman
            .has_text("Dijawab dengan Surat Dinas nomor 005/9/DINAS/2026.")
            .has_text("Disposisi dijawab dengan surat");
        let kabar: i64 = nilai(
            site,
            "select count(*) as x from notification where account = $1 and title like 'Disposisi selesai%'",
            args![kepala.account],
        )
        .await;
        assert_eq!(kabar, 1);
    });
}

#[test]
fn an_answer_ends_only_what_is_its_own() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, kabid, .. } = orang(site).await;
        // Not ticked: an answer for the time being ends nothing.
        let id = catat(&loket, &[], &[]).await;
        let bidang = format!("u:{BIDANG}");
        beri(&kepala, id, &[("penerima", &bidang), ("instruksi", "Tindak lanjuti")]).await;
        let sementara = mulai(&kabid, id, false).await;
        terbitkan(site, sementara).await;
        assert_eq!(keadaan(site, id).await.0, "didisposisi");
        // Somebody below still works on it.
        beri(&kabid, id, &[("orang_lain", "staf"), ("catatan", "Bantu")]).await;
        let jawaban = mulai(&kabid, id, true).await;
        terbitkan(site, jawaban).await;
        assert_eq!(keadaan(site, id).await.0, "didisposisi");
        // Another house answers: what this one was given stays.
        let jawaban = mulai(&loket, id, true).await;
        terbitkan(site, jawaban).await;
        assert_eq!(keadaan(site, id).await.0, "didisposisi");
        // Without a disposition the letter itself is done.
        let lagi = catat(&loket, &[("nomor", "2")], &[]).await;
        let jawaban = mulai(&kepala, lagi, true).await;
        terbitkan(site, jawaban).await;
        assert_eq!(keadaan(site, lagi).await, ("selesai".to_owned(), Some("dibalas".to_owned())));
        kepala.get(&format!("/naskah/{lagi}")).await.ok().has_text("Dibalas dengan surat");
        let unit: i64 = nilai(site, "select count(*) as x from surat_masuk where unit = $1", args![DINAS]).await;
        assert_eq!(unit, 2);
    });
}

#[test]
fn a_letter_between_agencies_is_done_when_its_answer_is_signed() {
    dunia::di_kertas(async |site| {
        let o = dunia::orang(site).await;
        let surat = dunia::terbit(site, &o, "Permintaan data kesehatan").await;
        site.settle().await;
        o.penerima.post(&format!("/naskah/{surat}/catat"), &[]).await.redirects();
        let jawaban = mulai(&o.penerima, surat, true).await;
        let unit: Uuid = nilai(site, "select unit as x from naskah_tujuan where naskah = $1", args![jawaban]).await;
        assert_eq!(unit, dunia::KOMINFO, "the answer goes to the unit that wrote");
        let kominfo = dunia::KOMINFO.to_string();
        let isian = dunia::dengan(
            dunia::isian("Jawaban data kesehatan"),
            &[
                ("rujukan.0.naskah", &format!("/naskah/{surat}")),
                ("tujuan.0.unit", &kominfo),
                ("paraf.0.orang", ""),
                ("penandatangan", "kadinkes"),
                ("aksi", "ajukan"),
            ],
        );
        dunia::kirim(site, &o.penerima, jawaban, &isian).await.redirects();
        dunia::tekan(site, &o.kepala_lain, jawaban, "setuju", &[]).await.redirects();
        site.settle().await;
        assert_eq!(keadaan(site, surat).await.0, "tercatat");
        dunia::tekan(site, &o.penerima, jawaban, "tanda-basah", &[]).await.redirects();
        site.settle().await;
        assert_eq!(keadaan(site, surat).await, ("selesai".to_owned(), Some("dibalas".to_owned())));
        o.kepala_lain.get(&format!("/naskah/{surat}")).await.ok().has_text("Jawaban data kesehatan");
    });
}
