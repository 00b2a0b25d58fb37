//! Open311 through its door: every answer under the schemas, both forms alike, nothing of a reporter anywhere.
use http::Method;
use kernel::{Subject, Write, args};
use pengaduan::model;
use pengaduan::rules::alur::Tindakan;
use pengaduan::store::jejak::Peran;
use serde_json::Value as Json;
use testkit::{Answer, Client, Site};
use uuid::Uuid;

use crate::dunia_kanal::{DESA, DINAS, di_kanal, hitung, koordinator, lakukan, semua};
use crate::open311_skema::{json, sama, xml};

const BENTUK: [(&str, &str); 1] = [("content-type", "application/x-www-form-urlencoded; charset=utf-8")];

pub async fn kirim(warga: &Client, akhir: &str, body: &str) -> Answer {
    warga.send(Method::POST, &format!("/open311/v2/requests.{akhir}"), &BENTUK, body.as_bytes().to_vec()).await
}

/// Makes a key by the pages and returns its secret.
pub async fn kunci(koordinator: &Client, nama: &str, per_menit: &str) -> String {
    let isian = [("nama", nama), ("kontak", "pengelola@aplikasi.test"), ("per_menit", per_menit)];
    let halaman = koordinator.post("/pengaduan/kanal/open311/baru", &isian).await.ok();
    halaman.all("code.rahasia").remove(0)
}

async fn rilis(site: &Site, id: Uuid) {
    let mut write = Write::system(&site.app, "pengaduan.terbitkan").await.unwrap();
    pengaduan::open311::rilis(&mut write, id).await.unwrap();
    write.commit(&Subject::new(model::JENIS, id, model::href(id))).await.unwrap();
}

/// The same question in both forms, judged and compared.
async fn tanya(warga: &Client, jalan: &str, query: &str, skema: &str, akar: &str, status: u16) -> Json {
    let satu = warga.get(&format!("/open311{jalan}.json{query}")).await.is(status);
    let dua = warga.get(&format!("/open311{jalan}.xml{query}")).await.is(status);
    let pohon = json(&satu, skema);
    sama(&pohon, &xml(&dua, akar));
    pohon
}

const LAPORAN: &str = "service_code=jalan&lat=-0.523456&long=101.447812&address_string=Depan+rumah+Budi&address_id=99.01.01.2001&\
    email=budi.uji%40surel.test&first_name=Budi&last_name=Uji&phone=081200001111&device_id=perangkat-9&account_id=akun-9&\
    description=Lubang+%3C+1+meter+%26+dalam.+Hubungi+081200001111+atau+Budi+Uji&attribute[klasifikasi]=tidak_berkadar_pengawasan&\
    media_url=https%3A%2F%2Ffoto.aplikasi.test%2F1.jpg";

#[test]
fn services_and_their_definitions_are_told() {
    di_kanal(async |site: &mut Site| {
        let warga = site.visitor();
        let daftar = tanya(&warga, "/discovery", "", "discovery", "discovery", 200).await;
        assert_eq!(daftar["endpoints"][0]["url"], "http://pendopo.test/open311/v2");
        let layanan =
            tanya(&warga, "/v2/services", "?jurisdiction_id=contohkab.go.id", "services", "services", 200).await;
        let jalan = layanan.as_array().unwrap().iter().find(|satu| satu["service_code"] == "jalan").unwrap();
        assert_eq!((&jalan["type"], &jalan["metadata"]), (&Json::from("batch"), &Json::from(true)));
        let rincian = tanya(&warga, "/v2/services/jalan", "", "service_definition", "service_definition", 200).await;
        let atribut = rincian["attributes"].as_array().unwrap();
        let urut: Vec<i64> = atribut.iter().map(|satu| satu["order"].as_i64().unwrap()).collect();
        assert_eq!(urut, [1, 2, 3, 4, 5]);
        let desa = atribut.iter().find(|satu| satu["code"] == "desa").unwrap();
        assert_eq!(desa["values"][0]["name"], "Sukamaju & Jaya, Contoh Tengah");
        for (jalan, query) in [
            ("/v2/services/tiada", ""),
            ("/v2/services", "?jurisdiction_id=sfgov.org"),
            ("/v2/services/jalan", "?jurisdiction_id=sfgov.org"),
            ("/v2/requests", "?jurisdiction_id=sfgov.org"),
            ("/v2/tokens/abc", ""),
            ("/v2/requests/9", ""),
            ("/v2/requests/0197a0c0-0000-7000-8000-000000000001", ""),
            ("/v2/tiada", ""),
            ("/v1/services", ""),
        ] {
            let galat = tanya(&warga, jalan, query, "errors", "errors", 404).await;
            assert_eq!(galat[0]["code"], 404, "{jalan}");
        }
        // A category that is not in use any more is no service.
        let text = "select id, version from kategori_pengaduan where kode = 'jalan'";
        let row = site.app.db.one(text, args![]).await.unwrap();
        let mut write = Write::system(&site.app, "uji.kategori").await.unwrap();
        let tabel = kernel::Resource::tables(&pengaduan::registers::KATEGORI).remove(0);
        write.update(&tabel, row.get("id").unwrap(), None, vec![("aktif", false.into())]).await.unwrap();
        write.commit(&Subject::new("kategori_pengaduan", row.get("id").unwrap(), "/kategori_pengaduan")).await.unwrap();
        tanya(&warga, "/v2/services/jalan", "", "errors", "errors", 404).await;
    });
}

#[test]
fn a_request_waits_under_a_token_and_appears_when_it_is_released() {
    di_kanal(async |site: &mut Site| {
        let warga = site.visitor();
        let rahasia = kunci(&koordinator(site).await, "Aplikasi Warga", "60").await;
        let body = format!("api_key={rahasia}&{LAPORAN}");
        let terkirim = json(&kirim(&warga, "json", &body).await.ok(), "created");
        let token = terkirim[0]["token"].as_str().unwrap().to_owned();
        assert_eq!(terkirim[0].get("service_request_id"), None, "never both");
        let menunggu = tanya(&warga, &format!("/v2/tokens/{token}"), "", "token", "service_requests", 200).await;
        assert_eq!(menunggu[0]["service_request_id"], Json::Null);
        let kosong = tanya(&warga, "/v2/requests", "", "service_requests", "service_requests", 200).await;
        assert_eq!(kosong, serde_json::json!([]));
        let pengaduan = semua(site).await.remove(0);
        tanya(&warga, &format!("/v2/requests/{}", pengaduan.id), "", "errors", "errors", 404).await;
        assert_eq!((pengaduan.kanal, pengaduan.kategori.as_deref()), (model::Kanal::Open311, Some("jalan")));
        let siapa = pengaduan::store::pelapor::buka(&site.app, None, pengaduan.id).await.unwrap();
        assert_eq!(siapa.nama.as_deref(), Some("Budi Uji"));
        let catatan = crate::dunia_kanal::langkah(site, pengaduan.id).await;
        assert!(catatan.iter().any(|satu| satu.teks.contains("https://foto.aplikasi.test/1.jpg")));

        rilis(site, pengaduan.id).await;
        lakukan(site, pengaduan.id, Tindakan::Disposisi, Peran::Koordinator, Some(DINAS)).await;
        let dikenal = tanya(&warga, &format!("/v2/tokens/{token}"), "", "token", "service_requests", 200).await;
        assert_eq!(dikenal[0]["service_request_id"], pengaduan.id.to_string());
        let satu =
            tanya(&warga, &format!("/v2/requests/{}", pengaduan.id), "", "service_requests", "service_requests", 200)
                .await;
        let satu = &satu[0];
        assert_eq!(satu["status"], "open");
        assert_eq!((&satu["lat"], &satu["long"]), (&Json::from(-0.52), &Json::from(101.45)), "to about a kilometre");
        assert_eq!(satu["address"], "Sukamaju & Jaya, Contoh Tengah, Kabupaten Contoh");
        assert_eq!(satu["address_id"], DESA);
        assert_eq!(satu["agency_responsible"], "Dinas Pekerjaan Umum");
        assert_eq!(satu["requested_datetime"], "2026-11-20T09:00:00+07:00");
        assert!(satu["expected_datetime"].as_str().unwrap().ends_with("T23:59:59+07:00"));
        for jalan in [format!("/open311/v2/requests/{}.json", pengaduan.id), "/open311/v2/requests.xml".into()] {
            let teks = warga.get(&jalan).await.ok().text();
            for pribadi in [
                "Budi",
                "081200001111",
                "surel.test",
                "perangkat-9",
                "akun-9",
                "101.447",
                "PGD-",
                "Depan rumah",
                "foto.aplikasi",
            ] {
                assert!(!teks.contains(pribadi), "{pribadi} in {teks}");
            }
        }
        lakukan(site, pengaduan.id, Tindakan::Selesaikan, Peran::Petugas, None).await;
        lakukan(site, pengaduan.id, Tindakan::TutupOtomatis, Peran::Sistem, None).await;
        let tutup = tanya(&warga, "/v2/requests", "?status=closed", "service_requests", "service_requests", 200).await;
        assert_eq!(tutup[0]["status"], "closed");
        assert_eq!(tutup[0]["updated_datetime"], "2026-11-20T09:00:00+07:00");
    });
}

#[test]
fn sending_takes_a_key_and_a_whole_request() {
    di_kanal(async |site: &mut Site| {
        let warga = site.visitor();
        let petugas = koordinator(site).await;
        let rahasia = kunci(&petugas, "Aplikasi", "60").await;
        let table: [(String, u16); 9] = [
            (LAPORAN.to_owned(), 403),
            (format!("api_key=p311_salah&{LAPORAN}"), 403),
            (format!("api_key=salah&{LAPORAN}"), 403),
            (format!("api_key={rahasia}&jurisdiction_id=sfgov.org&{LAPORAN}"), 404),
            (format!("api_key={rahasia}&service_code=tiada&address_string=a"), 404),
            (format!("api_key={rahasia}&address_string=a"), 400),
            (format!("api_key={rahasia}&service_code=jalan"), 400),
            (format!("api_key={rahasia}&service_code=jalan&address_id=99.01.01"), 400),
            (format!("api_key={rahasia}&service_code=jalan&lat=x&long=y&email=z"), 400),
        ];
        for (body, status) in &table {
            for akhir in ["json", "xml"] {
                let jawab = kirim(&warga, akhir, body).await.is(*status);
                if akhir == "json" {
                    assert_eq!(json(&jawab, "errors")[0]["code"], *status, "{body}");
                } else {
                    xml(&jawab, "errors");
                }
            }
        }
        let jawab = kirim(&warga, "json", &format!("api_key={rahasia}&service_code=jalan&lat=x&long=y&email=z")).await;
        assert_eq!(json(&jawab, "errors").as_array().unwrap().len(), 3, "everything at once");
        let jenis = [("content-type", "application/json")];
        let jawab = warga.send(Method::POST, "/open311/v2/requests.xml", &jenis, b"{}".to_vec()).await.is(400);
        xml(&jawab, "errors");
        let besar = format!("api_key={rahasia}&description={}", "x".repeat(70_000));
        xml(&kirim(&warga, "xml", &besar).await.is(413), "errors");
        json(&warga.get("/open311/v2/requests.json?status=%00").await.is(400), "errors");
        assert_eq!(hitung(site, "pengaduan").await, 0);

        // The same request, sent again because its answer was lost, is the same one.
        let body = format!("api_key={rahasia}&service_code=jalan&address_string=Pasar");
        let satu = json(&kirim(&warga, "json", &body).await.ok(), "created");
        let dua = kirim(&warga, "xml", &body).await.ok();
        assert_eq!(xml(&dua, "service_requests")[0]["token"], satu[0]["token"]);
        assert_eq!(hitung(site, "pengaduan").await, 1);
        let lain = format!("{body}&description=b");
        let (tiga, empat) = tokio::join!(kirim(&warga, "json", &lain), kirim(&warga, "json", &lain));
        assert_eq!(tiga.ok().json(), empat.ok().json());
        assert_eq!(hitung(site, "pengaduan").await, 2);
        site.app.clock.advance(time::Duration::days(1));
        kirim(&warga, "json", &body).await.ok();
        assert_eq!(hitung(site, "pengaduan").await, 3);

        // A key that is taken back counts no more.
        let petugas = koordinator(site).await;
        let baris = petugas.get("/pengaduan/kanal/open311").await.ok();
        let cabut = baris.attributes("form[action$='/cabut']", "action").remove(0);
        petugas.post(&cabut, &[]).await.redirects();
        petugas.post(&cabut, &[]).await.is(409);
        kirim(&warga, "json", &format!("{body}&description=c")).await.is(403);
    });
}

#[test]
fn lists_are_narrowed_and_paged() {
    di_kanal(async |site: &mut Site| {
        let warga = site.visitor();
        let rahasia = kunci(&koordinator(site).await, "Aplikasi", "60").await;
        for (hari, layanan) in [(0, "jalan"), (1, "sampah"), (1, "jalan"), (100, "air")] {
            site.app.clock.advance(time::Duration::days(hari));
            let body = format!(
                "api_key={rahasia}&service_code={layanan}&address_string=Pasar&description=Laporan+hari+{hari}"
            );
            kirim(&warga, "json", &body).await.ok();
        }
        let nomor: Vec<Uuid> = semua(site).await.iter().map(|satu| satu.id).collect();
        for id in &nomor {
            rilis(site, *id).await;
        }
        lakukan(site, nomor[1], Tindakan::Tolak, Peran::Koordinator, None).await;
        let [a, b, c, d] = [0, 1, 2, 3].map(|tempat: usize| nomor[tempat].to_string());
        let lama = "start_date=2026-11-20T00:00:00Z&end_date=2026-11-30T00:00:00Z";
        let table: [(String, Vec<&String>); 12] = [
            (String::new(), vec![&d]),
            (format!("?{lama}"), vec![&c, &b, &a]),
            ("?start_date=2026-11-20T09:00:00+07:00&end_date=2026-11-20T09:00:00%2B07:00".into(), vec![&a]),
            (format!("?{lama}&service_code=jalan"), vec![&c, &a]),
            (format!("?{lama}&service_code=jalan,sampah"), vec![&c, &b, &a]),
            (format!("?{lama}&service_code=tiada"), vec![]),
            (format!("?{lama}&status=open"), vec![&c, &a]),
            (format!("?{lama}&status=closed"), vec![&b]),
            (format!("?{lama}&page_size=2"), vec![&c, &b]),
            (format!("?{lama}&page_size=2&page=2"), vec![&a]),
            (format!("?service_request_id={a},{d},tiada&status=salah"), vec![&d, &a]),
            (format!("?service_request_id={b}"), vec![&b]),
        ];
        for (query, harap) in table {
            let daftar = tanya(&warga, "/v2/requests", &query, "service_requests", "service_requests", 200).await;
            let ada: Vec<&str> =
                daftar.as_array().unwrap().iter().map(|satu| satu["service_request_id"].as_str().unwrap()).collect();
            assert_eq!(ada, harap, "{query}");
        }
        for query in [
            "?status=lain",
            "?start_date=kemarin",
            "?page=0",
            "?start_date=2026-01-01T00:00:00Z&end_date=2026-12-01T00:00:00Z",
        ] {
            tanya(&warga, "/v2/requests", query, "errors", "errors", 400).await;
        }
        // However many there are, a list takes the same few statements.
        let banyak = warga.get(&format!("/open311/v2/requests.json?{lama}")).await.ok();
        assert_eq!(banyak.header("cache-control"), "public, max-age=60");
        assert!(banyak.statements <= 3, "{}", banyak.statements);
    });
}

#[test]
fn floods_are_held_back_by_key_and_by_network() {
    di_kanal(async |site: &mut Site| {
        let warga = site.visitor();
        let petugas = koordinator(site).await;
        let rahasia = kunci(&petugas, "Pelan", "2").await;
        for nomor in 0..3 {
            let body = format!("api_key={rahasia}&service_code=jalan&address_string=Pasar&description=Laporan+{nomor}");
            let jawab = kirim(&warga, "json", &body).await;
            if nomor < 2 {
                jawab.ok();
            } else {
                let jawab = jawab.is(429);
                assert_eq!(json(&jawab, "errors")[0]["code"], 429);
                assert_eq!(jawab.header("retry-after"), "60");
            }
        }
        let lain = kunci(&petugas, "Lain", "60").await;
        kirim(&warga, "json", &format!("api_key={lain}&service_code=jalan&address_string=Pasar")).await.ok();
        let mut terakhir = warga.get("/open311/v2/services.xml").await;
        for _ in 0..121 {
            terakhir = warga.get("/open311/v2/services.xml").await;
        }
        let jawab = terakhir.is(429);
        xml(&jawab, "errors");
        assert!(jawab.header("retry-after").parse::<u64>().unwrap() >= 1);
    });
}

#[test]
fn a_regency_may_number_requests_at_once() {
    di_kanal(async |site: &mut Site| {
        let warga = site.visitor();
        let petugas = koordinator(site).await;
        let rahasia = kunci(&petugas, "Aplikasi", "60").await;
        let setelan = [("kontak", "Diskominfo, 0760-1"), ("cara_kunci", "Tulis surat")];
        petugas.post("/pengaduan/kanal/open311/setelan", &setelan).await.redirects();
        // Somebody else was faster: what was typed stays, and the second time it is kept.
        let lama = [("_versi", "0"), ("kontak", "Baru"), ("cara_kunci", "Surel")];
        let halaman =
            petugas.post("/pengaduan/kanal/open311/setelan", &lama).await.is(409).has_text("diubah orang lain");
        assert_eq!(halaman.attribute("input[name=kontak]", "value").as_deref(), Some("Baru"));
        let versi = halaman.attribute("input[name=_versi]", "value").unwrap();
        let baru = [("_versi", versi.as_str()), ("kontak", "Baru"), ("cara_kunci", "Surel")];
        petugas.post("/pengaduan/kanal/open311/setelan", &baru).await.redirects();
        let penemuan = tanya(&warga, "/discovery", "", "discovery", "discovery", 200).await;
        assert_eq!((&penemuan["contact"], &penemuan["key_service"]), (&Json::from("Baru"), &Json::from("Surel")));
        let layanan = tanya(&warga, "/v2/services", "", "services", "services", 200).await;
        assert_eq!(layanan[0]["type"], "realtime");
        let terkirim = json(&kirim(&warga, "json", &format!("api_key={rahasia}&{LAPORAN}")).await.ok(), "created");
        let nomor = terkirim[0]["service_request_id"].as_str().unwrap();
        assert_eq!(terkirim[0].get("token"), None);
        let satu =
            tanya(&warga, &format!("/v2/requests/{nomor}"), "", "service_requests", "service_requests", 200).await;
        let uraian = satu[0]["description"].as_str().unwrap();
        assert!(
            uraian.contains("Lubang < 1 meter") && !uraian.contains("0812") && !uraian.contains("Budi"),
            "{uraian}"
        );
    });
}

#[test]
fn keys_are_the_coordinators_and_are_shown_once() {
    di_kanal(async |site: &mut Site| {
        let petugas = koordinator(site).await;
        let lain = site.person("lain", &[("operator_pd", DINAS)]).await;
        for jalan in [
            "/pengaduan/kanal",
            "/pengaduan/kanal/open311",
            "/pengaduan/kanal/open311/baru",
            "/pengaduan/kanal/open311/setelan",
        ] {
            lain.get(jalan).await.is(403);
            petugas.get(jalan).await.ok();
        }
        lain.post("/pengaduan/kanal/open311/baru", &[("nama", "x")]).await.is(403);
        let salah = [("nama", ""), ("kontak", "tetap ada"), ("per_menit", "0")];
        let halaman = petugas.post("/pengaduan/kanal/open311/baru", &salah).await.is(422);
        assert_eq!(halaman.attribute("input[name=kontak]", "value").as_deref(), Some("tetap ada"));
        assert_eq!(halaman.all(".govuk-error-summary li").len(), 2);
        let rahasia = kunci(&petugas, "Aplikasi <b>", "60").await;
        petugas
            .get("/pengaduan/kanal/open311")
            .await
            .ok()
            .has_text("Aplikasi <b>")
            .has_text("Belum pernah")
            .lacks_text(&rahasia);
        let polos = "open311_kunci where nama like '%p311_%' or kontak like '%p311_%'";
        assert_eq!(hitung(site, polos).await, 0);
        let row = site.app.db.one("select hash from open311_kunci", args![]).await.unwrap();
        assert_eq!(row.get::<Vec<u8>>("hash").unwrap().len(), 32);
    });
}

#[test]
fn released_pictures_are_told_without_what_they_know() {
    di_kanal(async |site: &mut Site| {
        let warga = site.visitor();
        let rahasia = kunci(&koordinator(site).await, "Aplikasi", "60").await;
        let body = format!("api_key={rahasia}&service_code=jalan&address_string=Pasar");
        kirim(&warga, "json", &body).await.ok();
        let id = semua(site).await.remove(0).id;
        let mut gambar = vec![0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a];
        let mut potong = |jenis: &[u8; 4], isi: &[u8]| {
            gambar.extend(u32::try_from(isi.len()).unwrap().to_be_bytes());
            let utuh = [jenis.as_slice(), isi].concat();
            gambar.extend(&utuh);
            gambar.extend(crc(&utuh).to_be_bytes());
        };
        potong(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
        potong(b"tEXt", b"Comment\0rumah Budi");
        potong(b"IDAT", &[0x78, 0x9c, 0x63, 0x00, 0x00, 0x00, 0x02, 0x00, 0x01]);
        potong(b"IEND", b"");
        let lampiran = pengaduan::lampiran::siapkan(&site.app, "IMG_1.png", gambar).await.unwrap();
        let mut write = Write::system(&site.app, "uji.berkas").await.unwrap();
        pengaduan::store::berkas::simpan(&mut write, id, None, true, vec![lampiran]).await.unwrap();
        pengaduan::open311::rilis(&mut write, id).await.unwrap();
        write.commit(&Subject::new(model::JENIS, id, model::href(id))).await.unwrap();
        let satu = tanya(&warga, &format!("/v2/requests/{id}"), "", "service_requests", "service_requests", 200).await;
        assert_eq!(satu[0]["media_url"], Json::Null, "a picture is released on its own");
        let berkas = pengaduan::store::berkas::daftar(&site.app, id).await.unwrap().remove(0).id;
        let mut write = Write::system(&site.app, "uji.berkas").await.unwrap();
        write.update(&pengaduan::tabel::berkas(), berkas, None, vec![("terbit", true.into())]).await.unwrap();
        write.commit(&Subject::new(model::JENIS, id, model::href(id))).await.unwrap();
        let satu = tanya(&warga, &format!("/v2/requests/{id}"), "", "service_requests", "service_requests", 200).await;
        let alamat = satu[0]["media_url"].as_str().unwrap().strip_prefix("http://pendopo.test").unwrap();
        let isi = warga.get(alamat).await.ok();
        assert!(isi.bytes.starts_with(b"\x89PNG") && !isi.text().contains("Budi"));
    });
}

/// The check of a piece of a PNG.
fn crc(isi: &[u8]) -> u32 {
    !isi.iter().fold(u32::MAX, |hasil, byte| {
        (0..8)
            .fold(hasil ^ u32::from(*byte), |satu, _| if satu & 1 == 1 { (satu >> 1) ^ 0xedb8_8320 } else { satu >> 1 })
    })
}
