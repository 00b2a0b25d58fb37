//! Gateways of messages: what comes in by webhook, once; what goes back by the outbox, against a stand-in that fails.
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use http::Method;
use kernel::args;
use pengaduan::model::Kanal;
use pengaduan::rules::alur::Tindakan;
use pengaduan::store::jejak::Peran;
use ring::hmac;
use serde_json::{Value as Json, json};
use testkit::{Answer, Client, Site};

use crate::dunia_kanal::{DINAS, di_kanal, hitung, id_di, koordinator, lakukan, langkah, semua};

const RAHASIA: &str = "rahasia gerbang yang panjang";

/// What the gateway was sent: headers and body, and what it answers next.
#[derive(Default)]
pub struct Keadaan {
    diterima: Vec<(HeaderMap, Json)>,
    jawab: Vec<u16>,
}

#[derive(Clone, Default)]
pub struct Penyedia(Arc<Mutex<Keadaan>>);

impl Penyedia {
    /// A stand-in for the provider of a gateway, on this machine.
    async fn hidup() -> (Penyedia, String) {
        let penyedia = Penyedia::default();
        let telinga = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let alamat = format!("http://{}/kirim", telinga.local_addr().unwrap());
        let router = Router::new().route("/kirim", post(terima)).with_state(penyedia.clone());
        tokio::spawn(async move { axum::serve(telinga, router).await });
        (penyedia, alamat)
    }
    fn kiriman(&self) -> Vec<(HeaderMap, Json)> {
        self.0.lock().unwrap().diterima.clone()
    }
    fn akan_menjawab(&self, kode: &[u16]) {
        self.0.lock().unwrap().jawab = kode.to_vec();
    }
}

async fn terima(State(penyedia): State<Penyedia>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let mut keadaan = penyedia.0.lock().unwrap();
    keadaan.diterima.push((headers, serde_json::from_slice(&body).unwrap()));
    let kode = if keadaan.jawab.is_empty() { 200 } else { keadaan.jawab.remove(0) };
    StatusCode::from_u16(kode).unwrap()
}

fn isian<'a>(nama: &'a str, cara: &'a str, alamat: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("judul", "SMS 1708"),
        ("nama", nama),
        ("kanal", "sms"),
        ("cara", cara),
        ("rahasia", RAHASIA),
        ("kepala", "X-Signature"),
        ("jalur_id", "messages.0.id"),
        ("jalur_dari", "messages.0.from"),
        ("jalur_teks", "messages.0.text.body"),
        ("kirim_alamat", alamat),
        ("kirim_kunci", "kunci-balasan"),
        ("kirim_bentuk", r#"{"to":"{ke}","isi":{"teks":"{teks}"},"ref":"{id}"}"#),
        ("aktif", "ya"),
    ]
}

fn pesan(nomor: &str, dari: &str, teks: &str) -> Vec<u8> {
    json!({ "messages": [{ "id": nomor, "from": dari, "text": { "body": teks } }] }).to_string().into_bytes()
}

async fn kirim(warga: &Client, nama: &str, body: &[u8]) -> Answer {
    let kepala = [("content-type", "application/json"), ("authorization", "Bearer rahasia gerbang yang panjang")];
    warga.send(Method::POST, &format!("/pengaduan/kanal/{nama}"), &kepala, body.to_vec()).await
}

#[test]
fn a_message_is_one_complaint_and_is_answered_through_its_gateway() {
    di_kanal(async |site: &mut Site| {
        let (penyedia, alamat) = Penyedia::hidup().await;
        let petugas = koordinator(site).await;
        petugas.post("/pengaduan/kanal/gerbang/baru", &isian("sms-1708", "bearer", &alamat)).await.redirects();
        let warga = site.visitor();
        let body = pesan("w1", "+6281200001111", "Lampu jalan di depan pasar mati sejak Senin");
        assert_eq!(kirim(&warga, "sms-1708", &body).await.ok().json()["status"], "diterima");
        assert_eq!(kirim(&warga, "sms-1708", &body).await.ok().json()["status"], "sudah");
        let (satu, dua) = (
            pesan("w2", "0812-0000-2222", "Sampah menumpuk di dekat sungai"),
            pesan("w2", "0812-0000-2222", "Sampah menumpuk di dekat sungai"),
        );
        let (satu, dua) = tokio::join!(kirim(&warga, "sms-1708", &satu), kirim(&warga, "sms-1708", &dua));
        let mut kata = [satu.ok().json()["status"].clone(), dua.ok().json()["status"].clone()];
        kata.sort_by_key(Json::to_string);
        assert_eq!(kata, ["diterima", "sudah"]);
        assert_eq!(hitung(site, "pengaduan").await, 2);
        let pengaduan = semua(site).await.remove(0);
        assert_eq!((pengaduan.kanal, pengaduan.nomor_luar.as_deref()), (Kanal::Sms, Some("sms-1708:w1")));
        let siapa = pengaduan::store::pelapor::buka(&site.app, None, pengaduan.id).await.unwrap();
        assert_eq!(siapa.telepon.as_deref(), Some("+6281200001111"));

        // Number and word go back once, under the number of the message.
        site.settle().await;
        let kiriman = penyedia.kiriman();
        assert_eq!(kiriman.len(), 2);
        let (kepala, isi) = kiriman.iter().find(|(_, isi)| isi["to"] == "+6281200001111").unwrap();
        assert_eq!(kepala["authorization"], "Bearer kunci-balasan");
        assert_eq!(kepala["idempotency-key"].to_str().unwrap(), isi["ref"].as_str().unwrap());
        let teks = isi["isi"]["teks"].as_str().unwrap();
        assert!(teks.contains(&pengaduan.nomor) && teks.contains("Kata rahasianya: "), "{teks}");
        let kata = teks.split("rahasianya: ").nth(1).unwrap().split('.').next().unwrap();
        warga.get("/pengaduan/lacak").await.ok();
        warga.post("/pengaduan/lacak", &[("nomor", &pengaduan.nomor), ("kata", kata)]).await.redirects();
        let sisa = "kanal_keluar where tujuan is not null or isi is not null or keadaan <> 'terkirim'";
        assert_eq!(hitung(site, sisa).await, 0, "what was delivered is erased");

        // Pieces of the same report, and an answer that names the number.
        kirim(&warga, "sms-1708", &pesan("w3", "+6281200001111", "Tepatnya di seberang bank")).await.ok();
        site.app.clock.advance(time::Duration::hours(5));
        let teks = format!("{} masih mati", pengaduan.nomor.to_lowercase());
        kirim(&warga, "sms-1708", &pesan("w4", "+6281200001111", &teks)).await.ok();
        assert_eq!(hitung(site, "pengaduan").await, 2);
        let tambahan = langkah(site, pengaduan.id).await;
        assert_eq!(tambahan.iter().filter(|satu| satu.tindakan == "tambah").count(), 2);
        // A stranger who knows the number writes a report of their own.
        kirim(&warga, "sms-1708", &pesan("w5", "+6281299999999", &teks)).await.ok();
        assert_eq!(hitung(site, "pengaduan").await, 3);

        // What happens with it is told, without what it is.
        let sebelum = {
            site.settle().await;
            penyedia.kiriman().len()
        };
        lakukan(site, pengaduan.id, Tindakan::Disposisi, Peran::Koordinator, Some(DINAS)).await;
        site.settle().await;
        let kabar = penyedia.kiriman();
        assert_eq!(kabar.len(), sebelum + 1);
        let teks = kabar.last().unwrap().1["isi"]["teks"].as_str().unwrap();
        assert!(teks.contains("Diverifikasi") && !teks.contains("periksa") && !teks.contains("Lampu"), "{teks}");
    });
}

#[test]
fn only_the_gateway_itself_is_heard() {
    di_kanal(async |site: &mut Site| {
        let petugas = koordinator(site).await;
        petugas.post("/pengaduan/kanal/gerbang/baru", &isian("bearer", "bearer", "")).await.redirects();
        let hmac_id =
            id_di(&petugas.post("/pengaduan/kanal/gerbang/baru", &isian("tanda", "hmac", "")).await.redirects());
        let warga = site.visitor();
        let body = pesan("w1", "+6281200001111", "Jalan rusak berat di dekat sekolah");
        for kepala in [vec![], vec![("authorization", "Bearer salah")], vec![("x-signature", "00")]] {
            for nama in ["bearer", "tanda"] {
                let jawab =
                    warga.send(Method::POST, &format!("/pengaduan/kanal/{nama}"), &kepala, body.clone()).await.is(403);
                assert_eq!(jawab.header("content-type"), "application/problem+json");
            }
        }
        kirim(&warga, "tiada", &body).await.is(404);
        let tanda = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, RAHASIA.as_bytes()), &body);
        let tanda = format!("sha256={}", kernel::keys::hex(tanda.as_ref()));
        let kepala = [("content-type", "application/json"), ("x-signature", tanda.as_str())];
        let jawab = warga.send(Method::POST, "/pengaduan/kanal/tanda", &kepala, body.clone()).await.ok();
        assert_eq!(jawab.json()["status"], "diterima");
        let lain = pesan("w2", "+6281200001111", "Isi yang ditukar orang");
        warga.send(Method::POST, "/pengaduan/kanal/tanda", &kepala, lain).await.is(403);
        // Bodies that are none, and news that are no messages.
        for (isi, status) in [
            (&b"bukan json"[..], 400),
            (b"", 400),
            (b"{\"statuses\":[{}]}", 200),
            (b"{\"messages\":[{\"id\":1}]}", 200),
        ] {
            kirim(&warga, "bearer", isi).await.is(status);
        }
        kirim(&warga, "bearer", &vec![b' '; 300_000]).await.is(413);
        let panjang = pesan("w9", &"9".repeat(300), "a");
        kirim(&warga, "bearer", &panjang).await.is(400);
        assert_eq!(hitung(site, "pengaduan").await, 1);
        // A gateway that is put out of use hears nothing.
        let row = site.app.db.one("select version from kanal_gerbang where id = $1", args![hmac_id]).await.unwrap();
        let versi = row.get::<i64>("version").unwrap().to_string();
        let mut padam: Vec<(&str, &str)> =
            isian("tanda", "hmac", "").into_iter().filter(|(nama, _)| *nama != "aktif").collect();
        padam.push(("_versi", &versi));
        petugas.post(&format!("/pengaduan/kanal/gerbang/{hmac_id}"), &padam).await.redirects();
        warga.send(Method::POST, "/pengaduan/kanal/tanda", &kepala, body).await.is(404);
    });
}

#[test]
fn a_reply_is_tried_until_the_gateway_takes_or_refuses_it() {
    di_kanal(async |site: &mut Site| {
        let (penyedia, alamat) = Penyedia::hidup().await;
        penyedia.akan_menjawab(&[503, 500, 200, 422]);
        let petugas = koordinator(site).await;
        petugas.post("/pengaduan/kanal/gerbang/baru", &isian("sms", "bearer", &alamat)).await.redirects();
        let warga = site.visitor();
        kirim(&warga, "sms", &pesan("w1", "+6281200001111", "Air tidak mengalir sejak kemarin")).await.ok();
        kernel::job::drain(&site.app).await.unwrap();
        petugas
            .get("/pengaduan/kanal/gerbang")
            .await
            .ok()
            .has_text("1 menunggu")
            .has_text("Gerbang menjawab dengan kode 503");
        petugas.get("/pengaduan/kanal").await.ok().has_text("Gerbang SMS 1708: Gerbang menjawab dengan kode 503");
        for _ in 0..2 {
            site.app.clock.advance(time::Duration::minutes(2));
            kernel::job::drain(&site.app).await.unwrap();
        }
        let kunci: Vec<String> = penyedia
            .kiriman()
            .iter()
            .map(|(kepala, _)| kepala["idempotency-key"].to_str().unwrap().to_owned())
            .collect();
        assert_eq!(kunci.len(), 3);
        assert!(kunci.iter().all(|satu| *satu == kunci[0]), "one message, however often it is sent");
        petugas.get("/pengaduan/kanal/gerbang").await.ok().has_text("0 menunggu").lacks_text("kode 503");
        kirim(&warga, "sms", &pesan("w2", "+6281200002222", "Pohon tumbang menutup jalan desa")).await.ok();
        site.settle().await;
        petugas
            .get("/pengaduan/kanal/gerbang")
            .await
            .ok()
            .has_text("1 ditolak")
            .has_text("Gerbang menolak balasan dengan kode 422");
    });
}

#[test]
fn the_form_of_a_gateway_says_what_is_wrong_and_keeps_the_rest() {
    di_kanal(async |site: &mut Site| {
        let petugas = koordinator(site).await;
        let ganti = |nama: &'static str, nilai: &'static str| {
            let mut semua = isian("sms", "bearer", "");
            semua.retain(|(field, _)| *field != nama);
            semua.push((nama, nilai));
            semua
        };
        for (nama, nilai, kata) in [
            ("judul", "", "Isi nama gerbang"),
            ("nama", "SMS", "huruf kecil"),
            ("nama", "lapor", "sudah ada"),
            ("kanal", "web", "Pilih jenis"),
            ("cara", "sandi", "Pilih cara"),
            ("rahasia", "pendek", "16 sampai 500"),
            ("kepala", "X Y", "kepala HTTP"),
            ("jalur_id", "a..b", "letak nomor pesan"),
            ("kirim_alamat", "http://gerbang.contoh.id", "Pakai https"),
            ("kirim_bentuk", "{}", "{ke} dan {teks}"),
            ("kirim_kunci", "a b", "tanpa spasi"),
        ] {
            let halaman =
                petugas.post("/pengaduan/kanal/gerbang/baru", &ganti(nama, nilai)).await.is(422).has_text(kata);
            assert_eq!(halaman.attribute("input[name=jalur_teks]", "value").as_deref(), Some("messages.0.text.body"));
            assert!(!halaman.text().contains(RAHASIA));
        }
        let id = id_di(&petugas.post("/pengaduan/kanal/gerbang/baru", &isian("sms", "bearer", "")).await.redirects());
        petugas
            .post("/pengaduan/kanal/gerbang/baru", &isian("sms", "bearer", ""))
            .await
            .is(422)
            .has_text("sudah dipakai");
        // Secrets stay where they are, and a key does not follow to another address.
        let jalan = format!("/pengaduan/kanal/gerbang/{id}");
        let mut tanpa: Vec<(&str, &str)> = isian("sms", "bearer", "https://lain.contoh.id/x");
        tanpa.retain(|(nama, _)| !["rahasia", "kirim_kunci"].contains(nama));
        tanpa.push(("_versi", "1"));
        petugas.post(&jalan, &tanpa).await.is(422).has_text("isi kuncinya lagi");
        let mut sama = isian("sms", "bearer", "");
        sama.retain(|(nama, _)| !["rahasia", "kirim_kunci"].contains(nama));
        sama.push(("_versi", "1"));
        petugas.post(&jalan, &sama).await.redirects();
        petugas.post(&jalan, &sama).await.is(409).has_text("diubah orang lain");
        let warga = site.visitor();
        kirim(&warga, "sms", &pesan("w1", "+6281200001111", "Rahasianya masih yang lama")).await.ok();
        site.person("lain", &[("operator_pd", DINAS)]).await.get(&jalan).await.is(403);
    });
}
