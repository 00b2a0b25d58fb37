//! The exchange with SP4N-LAPOR! against a stand-in for its adapter, which keeps, fails, repeats and answers late; and by files.
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration as Lama;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, put};
use pengaduan::model::{Kanal, Keadaan};
use pengaduan::rules::alur::Tindakan;
use pengaduan::store::jejak::Peran;
use serde_json::{Value as Json, json};
use testkit::{Client, Site};
use uuid::Uuid;

use crate::dunia_kanal::{DINAS, di_kanal, hitung, koordinator, lakukan, semua};
use crate::open311::{kirim, kunci};

#[derive(Default)]
struct Sana {
    /// Reports of ours, under their numbers.
    kita: BTreeMap<String, Json>,
    /// Reports that were made there, in order.
    mereka: Vec<Json>,
    /// States that we told of theirs.
    keadaan: BTreeMap<String, String>,
    /// Answers to come, before it behaves; 0 keeps the report and then says nothing usable.
    jawab: Vec<u16>,
    /// Calls that changed something.
    panggilan: usize,
    /// Waits so long before it answers.
    lambat: Lama,
}

#[derive(Clone, Default)]
struct Penghubung(Arc<Mutex<Sana>>);

impl Penghubung {
    async fn hidup() -> (Penghubung, String) {
        let sana = Penghubung::default();
        let telinga = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let alamat = format!("http://{}/v1/", telinga.local_addr().unwrap());
        let router = Router::new()
            .route("/v1/laporan", get(ambil))
            .route("/v1/laporan/{nomor}", put(taruh))
            .route("/v1/laporan/{nomor}/keadaan", put(kabari))
            .route("/v1/rekap", get(rekap))
            .with_state(sana.clone());
        tokio::spawn(async move { axum::serve(telinga, router).await });
        (sana, alamat)
    }
    fn ubah(&self, apa: impl FnOnce(&mut Sana)) {
        apa(&mut self.0.lock().unwrap());
    }
    fn lihat<T>(&self, apa: impl FnOnce(&Sana) -> T) -> T {
        apa(&self.0.lock().unwrap())
    }
    /// What it answers now: refused without the key, or what the test asked for.
    async fn giliran(&self, kepala: &HeaderMap) -> u16 {
        let lambat = self.lihat(|sana| sana.lambat);
        tokio::time::sleep(lambat).await;
        if kepala.get("authorization").is_none_or(|nilai| nilai != "Bearer kunci-penghubung") {
            return 401;
        }
        let mut sana = self.0.lock().unwrap();
        if sana.jawab.is_empty() { 200 } else { sana.jawab.remove(0) }
    }
}

async fn taruh(State(ini): State<Penghubung>, Path(nomor): Path<String>, kepala: HeaderMap, isi: Bytes) -> StatusCode {
    let kode = ini.giliran(&kepala).await;
    if matches!(kode, 0 | 200) {
        ini.ubah(|sana| {
            sana.panggilan += 1;
            sana.kita.insert(nomor, serde_json::from_slice(&isi).unwrap());
        });
    }
    StatusCode::from_u16(if kode == 0 { 504 } else { kode }).unwrap()
}

async fn kabari(State(ini): State<Penghubung>, Path(nomor): Path<String>, kepala: HeaderMap, isi: Bytes) -> StatusCode {
    let kode = ini.giliran(&kepala).await;
    if kode == 200 {
        let isi: Json = serde_json::from_slice(&isi).unwrap();
        ini.ubah(|sana| drop(sana.keadaan.insert(nomor, isi["keadaan"].as_str().unwrap().to_owned())));
    }
    StatusCode::from_u16(kode).unwrap()
}

async fn ambil(
    State(ini): State<Penghubung>,
    Query(tanya): Query<BTreeMap<String, String>>,
    kepala: HeaderMap,
) -> (StatusCode, String) {
    let kode = ini.giliran(&kepala).await;
    let mulai: usize = tanya["setelah"].parse().unwrap_or(0);
    // Two at a time, and the last one of the page before again: whoever counts on being told once is wrong.
    let isi = ini.lihat(|sana| {
        let laporan: Vec<Json> = sana.mereka.iter().skip(mulai.saturating_sub(1)).take(3).cloned().collect();
        let akhir = (mulai.saturating_sub(1) + laporan.len()).max(mulai);
        json!({ "laporan": laporan, "lanjut": akhir.to_string() })
    });
    (StatusCode::from_u16(kode).unwrap(), isi.to_string())
}

async fn rekap(State(ini): State<Penghubung>, kepala: HeaderMap) -> (StatusCode, String) {
    let kode = ini.giliran(&kepala).await;
    let semua = ini.lihat(|sana| {
        let kita = sana
            .kita
            .iter()
            .map(|(nomor, isi)| json!({ "nomor": nomor, "asal": "pendopo", "keadaan": isi["keadaan"] }));
        let mereka = sana.mereka.iter().map(|isi| {
            let keadaan = sana.keadaan.get(isi["nomor"].as_str().unwrap());
            json!({ "nomor": isi["nomor"], "asal": "sp4n", "keadaan": keadaan.map_or("terbuka", String::as_str) })
        });
        kita.chain(mereka).collect::<Vec<Json>>()
    });
    (StatusCode::from_u16(kode).unwrap(), json!({ "laporan": semua }).to_string())
}

fn laporan(nomor: &str) -> Json {
    json!({
        "nomor": nomor, "judul": format!("Laporan {nomor}"), "uraian": "Jalan kabupaten berlubang di dekat jembatan.",
        "kategori": "jalan", "klasifikasi": "tidak_berkadar_pengawasan", "desa": "99.01.01.2002", "keadaan": "terbuka",
        "diterima": "2026-11-19T08:00:00+07:00", "diubah": "2026-11-19T08:00:00+07:00"
    })
}

async fn atur(petugas: &Client, alamat: &str) {
    let isian = [("alamat", alamat), ("kunci", "kunci-penghubung"), ("kirim", "ya"), ("ambil", "ya")];
    petugas.post("/pengaduan/kanal/lapor/setelan", &isian).await.redirects();
}

async fn tukar(site: &Site, petugas: &Client) {
    petugas.post("/pengaduan/kanal/lapor/tukar", &[]).await.redirects();
    site.settle().await;
}

/// A complaint of ours that an agency has.
async fn diteruskan(site: &Site, petugas: &Client, uraian: &str) -> (Uuid, String) {
    let rahasia = kunci(petugas, uraian, "60").await;
    let body = format!(
        "api_key={rahasia}&service_code=jalan&address_string=Pasar&description={uraian}&first_name=Budi&phone=081200001111"
    );
    kirim(&site.visitor(), "json", &body).await.ok();
    let pengaduan = semua(site).await.pop().unwrap();
    lakukan(site, pengaduan.id, Tindakan::Disposisi, Peran::Koordinator, Some(DINAS)).await;
    (pengaduan.id, pengaduan.nomor)
}

#[test]
fn both_sides_come_to_have_the_same() {
    di_kanal(async |site: &mut Site| {
        let (sana, alamat) = Penghubung::hidup().await;
        let petugas = koordinator(site).await;
        atur(&petugas, &alamat).await;
        let (id, nomor) = diteruskan(site, &petugas, "Jalan+rusak,+hubungi+Budi+081200001111").await;
        sana.ubah(|sana| sana.mereka = (1..=5).map(|n| laporan(&format!("LP-{n}"))).collect());
        tukar(site, &petugas).await;
        let kita = sana.lihat(|sana| sana.kita.clone());
        assert_eq!(kita.keys().collect::<Vec<_>>(), [&nomor]);
        let teks = kita[&nomor].to_string();
        assert!(teks.contains("Jalan rusak") && !teks.contains("Budi") && !teks.contains("0812"), "{teks}");
        assert_eq!(hitung(site, "pengaduan where kanal = 'sp4n'").await, 5);
        let mereka = semua(site).await.into_iter().find(|satu| satu.nomor_luar.as_deref() == Some("LP-1")).unwrap();
        assert_eq!(
            (mereka.kanal, mereka.kategori.as_deref(), mereka.lokasi.desa.as_deref()),
            (Kanal::Sp4n, Some("jalan"), Some("99.01.01.2002"))
        );

        // Nothing new: nothing is sent again and nothing is doubled.
        let panggilan = sana.lihat(|sana| sana.panggilan);
        tukar(site, &petugas).await;
        assert_eq!(sana.lihat(|sana| sana.panggilan), panggilan);
        assert_eq!(hitung(site, "pengaduan").await, 6);

        // A change goes over, of ours and of theirs.
        site.app.clock.advance(time::Duration::minutes(1));
        lakukan(site, id, Tindakan::Selesaikan, Peran::Petugas, None).await;
        lakukan(site, id, Tindakan::TutupOtomatis, Peran::Sistem, None).await;
        lakukan(site, mereka.id, Tindakan::Tolak, Peran::Koordinator, None).await;
        tukar(site, &petugas).await;
        assert_eq!(sana.lihat(|sana| sana.kita[&nomor]["keadaan"].clone()), "selesai");
        assert_eq!(sana.lihat(|sana| sana.keadaan["LP-1"].clone()), "selesai");
        petugas.post("/pengaduan/kanal/lapor/banding", &[]).await.redirects();
        site.settle().await;
        petugas.get("/pengaduan/kanal/lapor").await.ok().has_text("Tidak ada perbedaan").has_text("6 terkirim");
    });
}

#[test]
fn faults_over_there_lose_and_double_nothing() {
    di_kanal(async |site: &mut Site| {
        let (sana, alamat) = Penghubung::hidup().await;
        let petugas = koordinator(site).await;
        atur(&petugas, &alamat).await;
        let (_, satu) = diteruskan(site, &petugas, "Laporan+pertama").await;
        let (_, dua) = diteruskan(site, &petugas, "Laporan+kedua").await;
        // It takes the report and dies before it says so; then it is down; then it fetches badly.
        sana.ubah(|sana| sana.jawab = vec![0, 200, 200, 503]);
        tukar(site, &petugas).await;
        petugas.get("/pengaduan/kanal/lapor").await.ok().has_text("2 menunggu").has_text("kode 504");
        tukar(site, &petugas).await;
        petugas.get("/pengaduan/kanal/lapor").await.ok().has_text("kode 503");
        sana.ubah(|sana| sana.lambat = Lama::from_millis(300));
        tukar(site, &petugas).await;
        let mut nomor = vec![satu, dua];
        nomor.sort();
        assert_eq!(sana.lihat(|sana| sana.kita.keys().cloned().collect::<Vec<_>>()), nomor);
        petugas.get("/pengaduan/kanal/lapor").await.ok().has_text("0 menunggu, 2 terkirim").lacks_text("kode 50");
        // A report that is refused is not tried for ever, and says so.
        sana.ubah(|sana| (sana.jawab, sana.lambat) = (vec![422], Lama::ZERO));
        diteruskan(site, &petugas, "Laporan+ketiga").await;
        tukar(site, &petugas).await;
        petugas.get("/pengaduan/kanal/lapor").await.ok().has_text("1 ditolak");
        // Without a server behind the address.
        let isian =
            [("_versi", "1"), ("alamat", "http://127.0.0.1:1/v1"), ("kunci", "k"), ("kirim", "ya"), ("ambil", "ya")];
        petugas.post("/pengaduan/kanal/lapor/setelan", &isian).await.redirects();
        tukar(site, &petugas).await;
        petugas
            .get("/pengaduan/kanal")
            .await
            .ok()
            .has_text("SP4N-LAPOR!: Layanan tidak menjawab (tidak dapat dihubungi).");
    });
}

#[test]
fn differences_are_shown_and_mended() {
    di_kanal(async |site: &mut Site| {
        let (sana, alamat) = Penghubung::hidup().await;
        let petugas = koordinator(site).await;
        atur(&petugas, &alamat).await;
        let (id, nomor) = diteruskan(site, &petugas, "Laporan+hilang").await;
        sana.ubah(|sana| {
            sana.mereka = vec![
                laporan("LP-1"),
                json!({ "nomor": "LP-9", "judul": "", "uraian": " ", "keadaan": "terbuka",
                "diterima": "2026-11-19T08:00:00Z", "diubah": "2026-11-19T08:00:00Z" }),
            ];
        });
        tukar(site, &petugas).await;
        petugas.get("/pengaduan/kanal/lapor").await.ok().has_text("LP-9").has_text("judul dan uraian kosong");
        tukar(site, &petugas).await;
        sana.ubah(|sana| {
            sana.kita.clear();
            sana.kita.insert("PGD-0000-0000".into(), json!({ "keadaan": "terbuka" }));
            sana.mereka.push(laporan("LP-7"));
            sana.keadaan.insert("LP-1".into(), "selesai".into());
        });
        petugas.post("/pengaduan/kanal/lapor/banding", &[]).await.redirects();
        site.settle().await;
        let halaman = petugas.get("/pengaduan/kanal/lapor").await.ok();
        let halaman = halaman
            .has_text(&nomor)
            .has_text("Tidak ada di SP4N-LAPOR!")
            .has_text("LP-7")
            .has_text("Belum ada di sini");
        let halaman = halaman.has_text("PGD-0000-0000").has_text("tidak dikenal").has_text("Keadaannya berbeda");
        assert!(halaman.text().contains(&format!("/meja-pengaduan/{id}")));
        petugas.post(&format!("/pengaduan/kanal/lapor/ulangi/{id}"), &[]).await.redirects();
        site.settle().await;
        assert!(sana.lihat(|sana| sana.kita.contains_key(&nomor)));
        petugas.post(&format!("/pengaduan/kanal/lapor/ulangi/{}", Uuid::nil()), &[]).await.is(404);
        petugas.post("/pengaduan/kanal/lapor/banding", &[]).await.redirects();
        site.settle().await;
        petugas
            .get("/pengaduan/kanal/lapor")
            .await
            .ok()
            .lacks_text("Tidak ada di SP4N-LAPOR!</td>")
            .lacks_text("Belum ada di sini");
    });
}

#[test]
fn what_only_the_coordinator_may_know_stays_here() {
    di_kanal(async |site: &mut Site| {
        let (sana, alamat) = Penghubung::hidup().await;
        let petugas = koordinator(site).await;
        atur(&petugas, &alamat).await;
        let rahasia = kunci(&petugas, "Aplikasi", "60").await;
        let pasar = format!("api_key={rahasia}&service_code=aparatur&address_string=Pasar");
        kirim(&site.visitor(), "json", &format!("{pasar}&first_name=Budi&attribute[kerahasiaan]=rahasia")).await.ok();
        kirim(&site.visitor(), "json", &format!("{pasar}&description=Belum+diverifikasi")).await.ok();
        let satu = semua(site).await.remove(0);
        lakukan(site, satu.id, Tindakan::Disposisi, Peran::Koordinator, Some(DINAS)).await;
        tukar(site, &petugas).await;
        assert_eq!(sana.lihat(|sana| sana.kita.len()), 0);
        let berkas = petugas.get("/pengaduan/kanal/lapor/ekspor.csv").await.ok().text();
        assert!(!berkas.contains("PGD-"), "{berkas}");
        let lain = site.person("lain", &[("operator_pd", DINAS)]).await;
        for jalan in ["/pengaduan/kanal/lapor", "/pengaduan/kanal/lapor/ekspor.csv", "/pengaduan/kanal/lapor/impor"] {
            lain.get(jalan).await.is(403);
        }
    });
}

#[test]
fn files_go_out_and_in_instead() {
    di_kanal(async |site: &mut Site| {
        let petugas = koordinator(site).await;
        let (_, nomor) = diteruskan(site, &petugas, "Jalan+Budi+081200001111").await;
        let berkas = petugas.get("/pengaduan/kanal/lapor/ekspor.csv").await.ok();
        assert!(berkas.header("content-disposition").contains("pengaduan-2026-11-20.csv"));
        let teks = berkas.text();
        assert!(teks.contains(&nomor) && !teks.contains("Budi") && !teks.contains("0812"), "{teks}");

        let csv = "nomor;judul;uraian;keadaan\nLP-1;Satu;Lampu mati;terbuka\nLP-2;=HYPERLINK();Sampah;\nLP-1;Ulang;Ulang;\n;a;b;\nLP-3;c;d;batal\n";
        let unggah = async |isi: &[u8]| {
            petugas.upload("/pengaduan/kanal/lapor/impor", &[], &[("berkas", "sp4n.csv", isi)]).await
        };
        let pratinjau = unggah(csv.as_bytes()).await.ok();
        let pratinjau =
            pratinjau.has_text("2 laporan baru, 1 sudah ada, 2 tidak dapat diambil. Belum ada yang disimpan.");
        assert_eq!(hitung(site, "pengaduan").await, 1, "looking changes nothing");
        let isi = pratinjau.attribute("input[name=isi]", "value").unwrap();
        let kunci = pratinjau.attribute("input[name=_kunci]", "value").unwrap();
        for _ in 0..2 {
            petugas.post("/pengaduan/kanal/lapor/impor/ambil", &[("isi", &isi), ("_kunci", &kunci)]).await.redirects();
        }
        assert_eq!(hitung(site, "pengaduan where kanal = 'sp4n'").await, 2);
        unggah(csv.as_bytes()).await.ok().has_text("0 laporan baru, 3 sudah ada");
        for (isi, kata) in
            [(&b"%PDF-1.7"[..], "bukan CSV"), (b"a;b\n1;2\n", "Kolom nomor, judul, uraian"), (b"", "kosong")]
        {
            unggah(isi).await.is(422).has_text(kata);
        }
        petugas.upload("/pengaduan/kanal/lapor/impor", &[], &[]).await.is(422).has_text("Pilih berkas CSV");
        petugas.post("/pengaduan/kanal/lapor/impor/ambil", &[("isi", "zz")]).await.is(422);
        let isian = [("alamat", "http://lapor.contoh.id"), ("kunci", "a b")];
        let halaman = petugas.post("/pengaduan/kanal/lapor/setelan", &isian).await.is(422).has_text("Pakai https");
        assert_eq!(halaman.attribute("input[name=alamat]", "value").as_deref(), Some("http://lapor.contoh.id"));
        assert_eq!(semua(site).await[1].keadaan, Keadaan::Baru);
    });
}
