//! The wording of the questions.
use kernel::args;
use survei::kuesioner::{bawaan, isian};
use testkit::on_both;
use uuid::Uuid;

use crate::lakon::{BADAN, DINAS, SEMUA, banyak, jawab, nilai, rata, selesai};

fn semua_isian() -> Vec<(String, String)> {
    let mut semua = vec![];
    for (unsur, satu) in bawaan().isi.iter().enumerate() {
        semua.push((isian(unsur, 0), format!("{} (uji)", satu.tanya)));
        semua.extend(satu.jawab.iter().enumerate().map(|(place, jawab)| (isian(unsur, place + 1), jawab.clone())));
    }
    semua
}

#[test]
fn an_agency_words_the_questions_and_every_version_stays() {
    on_both(SEMUA, async |site| {
        nilai(site, DINAS, "Satu", &rata("3")).await;
        let id: Uuid = site.app.db.one("select id from layanan_survei", args![]).await.unwrap().get("id").unwrap();
        let operator = site.person("operator", &[("operator_pd", DINAS)]).await;
        operator.get("/meja-survei/pertanyaan").await.ok().has_text("Satu").has_text("Bawaan");
        let href = format!("/meja-survei/pertanyaan/{id}");
        let form = operator.get(&href).await.ok();
        assert_eq!(form.attributes("form input[type=text]", "name").len(), 45);
        site.person("tetangga", &[("operator_pd", BADAN)]).await.get(&href).await.is(404);

        let isian = semua_isian();
        let mut isian: Vec<(&str, &str)> = isian.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str())).collect();
        let utuh = isian.clone();
        isian[3].1 = "";
        operator.post(&href, &isian).await.is(422).has_text("Isi jawaban 3 dari pertanyaan 1");
        let kunci = Uuid::now_v7().to_string();
        let mut dua_kali = utuh.clone();
        dua_kali.push(("_kunci", &kunci));
        for _double_click in 0..2 {
            operator.post(&href, &dua_kali).await.redirects();
        }
        assert_eq!(banyak(site, "select count(*) as n from survei_kuesioner").await, 1);
        operator.post(&href, &utuh).await.redirects();

        let alamat = selesai(site, DINAS, "Satu").await;
        let warga = site.visitor();
        warga.get(&alamat).await.ok().has_text("Apakah petugas sopan dan ramah? (uji)");
        jawab(&warga, &alamat, &rata("4")).await.redirects();
        let text =
            "select count(*) as n from survei_jawaban j join survei_kuesioner k on k.id = j.kuesioner where k.ke = 2";
        assert_eq!(banyak(site, text).await, 1);
        assert_eq!(banyak(site, "select count(*) as n from survei_jawaban where kuesioner is null").await, 1);
        operator.get(&format!("{href}/versi/1")).await.ok().has_text("Versi 1");
        operator.get(&format!("{href}/versi/3")).await.is(404);
    });
}
