//! The running sums against the rows, and what pages read.
use kernel::db::{Step, recorded};
use kernel::{Val, Write, args};
use survei::model::DIMENSI;
use testkit::{Site, on_both};
use uuid::Uuid;

use crate::lakon::{BADAN, BIDANG, DINAS, SEMUA, banyak, jawab, periode, rata, selesai, terbitkan};

/// Every sum is what the rows give, and there is none beside.
pub async fn cocok(site: &Site) {
    let unsur = (1..=9).map(|n| format!("sum(u{n}) as j{n}")).collect::<Vec<_>>().join(", ");
    let mut dimensi: Vec<(&str, &str)> = vec![("semua", "''"), ("jalan", "jalan")];
    let kolom: Vec<String> = DIMENSI.iter().map(|satu| format!("coalesce({}, '')", satu.kunci)).collect();
    dimensi.extend(DIMENSI.iter().zip(&kolom).map(|(satu, kolom)| (satu.kunci, kolom.as_str())));
    let mut semua = 0;
    for (nama, kolom) in dimensi {
        let kelompok = if nama == "semua" { String::new() } else { format!(", {kolom}") };
        let text = format!(
            "select periode, layanan, {kolom} as nilai, count(*) as n, {unsur} from survei_jawaban group by periode, layanan{kelompok}"
        );
        for mentah in site.app.db.query(&text, args![]).await.unwrap() {
            semua += 1;
            let (periode, layanan): (Uuid, Uuid) = (mentah.get("periode").unwrap(), mentah.get("layanan").unwrap());
            let nilai: String = mentah.get("nilai").unwrap();
            let text = "select * from survei_rekap where periode = $1 and dimensi = $2 and layanan = $3 and nilai = $4";
            let rekap = site.app.db.one(text, args![periode, nama, layanan, nilai.clone()]).await.unwrap();
            for angka in ["n", "j1", "j2", "j3", "j4", "j5", "j6", "j7", "j8", "j9"] {
                let (kiri, kanan): (i64, i64) = (mentah.get(angka).unwrap(), rekap.get(angka).unwrap());
                assert_eq!(kiri, kanan, "{nama} {nilai} {angka}");
            }
        }
    }
    assert_eq!(banyak(site, "select count(*) as n from survei_rekap").await, semua);
}

#[test]
fn sums_are_those_of_the_rows_also_when_many_answer_at_once() {
    on_both(SEMUA, async |site| {
        let mut alamat = vec![];
        for nomor in 0..24 {
            let (unit, layanan) = [(DINAS, "Satu"), (BIDANG, "Dua"), (BADAN, "Tiga")][nomor % 3];
            alamat.push(selesai(site, unit, layanan).await);
        }
        let site = &*site;
        let kirim = alamat.iter().enumerate().map(|(nomor, alamat)| async move {
            let nilai = ["1", "2", "3", "4"][nomor % 4];
            let mut isian = rata(nilai);
            isian.push(("u5", "4"));
            if nomor % 2 == 0 {
                isian.extend([("usia", "20_29"), ("pekerjaan", "tani")]);
            }
            jawab(&site.visitor(), alamat, &isian).await.redirects();
        });
        futures(kirim.collect()).await;
        assert_eq!(banyak(site, "select count(*) as n from survei_jawaban").await, 24);
        assert_eq!(banyak(site, "select count(*) as n from periode_survei").await, 2, "one for each agency");
        cocok(site).await;
    });
}

/// All of them at once.
async fn futures<F: Future<Output = ()>>(semua: Vec<F>) {
    let mut semua: Vec<_> = semua.into_iter().map(Box::pin).collect();
    std::future::poll_fn(|ctx| {
        semua.retain_mut(|satu| satu.as_mut().poll(ctx).is_pending());
        if semua.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}

#[test]
fn no_page_of_results_counts_answers() {
    on_both(SEMUA, async |site| {
        for _ in 0..6 {
            crate::lakon::nilai(site, DINAS, "Satu", &rata("3")).await;
        }
        let masa = periode(site, DINAS).await;
        crate::lakon::maju(site, 60).await;
        let operator = site.person("operator", &[("operator_pd", DINAS)]).await;
        let kepala = site.person("kepala", &[("kepala_pd", DINAS)]).await;
        terbitkan(&operator, &kepala, masa).await;
        let warga = site.visitor();
        let layanan: Uuid = site.app.db.one("select id from layanan_survei", args![]).await.unwrap().get("id").unwrap();
        let halaman = [
            ("/survei".to_owned(), 4),
            (format!("/survei/perangkat/{DINAS}"), 4),
            (format!("/survei/hasil/{masa}"), 7),
            (format!("/survei/hasil/{masa}/layanan/{layanan}"), 8),
            ("/survei/data.csv".to_owned(), 5),
            ("/survei/data.json".to_owned(), 5),
        ];
        for (alamat, paling) in halaman {
            let (jawaban, langkah) = recorded(warga.get(&alamat)).await;
            let jawaban = jawaban.ok();
            assert!(jawaban.statements <= paling, "{alamat}: {} statements", jawaban.statements);
            for satu in &langkah {
                if let Step::Statement { sql, .. } = satu {
                    assert!(!sql.contains("survei_jawaban"), "{alamat}: {sql}");
                }
            }
        }
        let (jawaban, langkah) = recorded(operator.get(&format!("/meja-survei/{masa}"))).await;
        jawaban.ok();
        assert!(langkah.iter().all(|satu| !format!("{satu:?}").contains("survei_jawaban")));
    });
}

#[test]
fn an_answer_outside_one_to_four_is_refused_by_the_database_too() {
    on_both(SEMUA, async |site| {
        crate::lakon::nilai(site, DINAS, "Satu", &rata("3")).await;
        let mut write = Write::system(&site.app, "uji.rusak").await.unwrap();
        let text = "update survei_jawaban set u1 = $1";
        assert!(write.tx().exec(text, vec![Val::Int(5)]).await.is_err());
    });
}
