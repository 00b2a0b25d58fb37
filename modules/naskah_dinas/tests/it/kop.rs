//! Heads of letters: the head of the regency, pictures, NIP and rank, the line of the place.
use kernel::args;
use naskah_dinas::cetak;
use naskah_dinas::lambang::{self, Lambang};
use naskah_dinas::susunan::Susunan;
use testkit::{Client, Site};
use uuid::Uuid;

use crate::dunia::{KOMINFO, Orang, SETDA, dengan, di_kertas, isian, kirim, konsep, naskah, orang, tekan, terbit};

/// A small whole PNG of one point, made by hand.
fn png() -> Vec<u8> {
    let crc = |bytes: &[u8]| {
        let mut crc = u32::MAX;
        for byte in bytes {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
            }
        }
        !crc
    };
    let piece = |kind: &[u8; 4], content: &[u8]| {
        let body = [&kind[..], content].concat();
        [&u32::try_from(content.len()).unwrap().to_be_bytes()[..], &body, &crc(&body).to_be_bytes()].concat()
    };
    // One row: no filter, red, green, blue; stored without compression, with its Adler-32.
    let row = [0_u8, 200, 30, 30];
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in row {
        a = (a + u32::from(byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    let stored = [&[0x78, 0x01, 0x01, 4, 0, 0xFB, 0xFF][..], &row, &((b << 16) | a).to_be_bytes()].concat();
    let head = [&1_u32.to_be_bytes()[..], &1_u32.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [&b"\x89PNG\r\n\x1a\n"[..], &piece(b"IHDR", &head), &piece(b"IDAT", &stored), &piece(b"IEND", b"")].concat()
}

const SVG: &[u8] = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 48"><path d="M2 2h36v24q0 14-18 20Q2 40 2 26z"/></svg>"#;

async fn pasang(admin: &Client, lambang: &str, nama: &str, isi: &[u8], teks: &str) -> testkit::Answer {
    admin.upload(&format!("/naskah-lambang/{lambang}"), &[("teks", teks)], &[("berkas", nama, isi)]).await
}

/// A letter drafted by the agency and signed by who has this name.
async fn ditandatangani(site: &Site, o: &Orang, perihal: &str, penanda: &Client, nama: &str) -> Uuid {
    let id = konsep(&o.pengonsep, "surat_dinas").await;
    let isian = dengan(isian(perihal), &[("penandatangan", nama), ("aksi", "ajukan")]);
    kirim(site, &o.pengonsep, id, &isian).await.redirects();
    tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
    tekan(site, penanda, id, "setuju", &[]).await.redirects();
    site.settle().await;
    id
}

/// The words of a PDF, white space made even.
fn kata(pdf: &[u8]) -> String {
    let dokumen = lopdf::Document::load_mem(pdf).unwrap();
    let halaman: Vec<u32> = dokumen.get_pages().into_keys().collect();
    dokumen.extract_text(&halaman).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the pictures of a tagged PDF are said to show.
fn alt(pdf: &[u8]) -> Vec<String> {
    let dokumen = lopdf::Document::load_mem(pdf).unwrap();
    let figur = dokumen
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dict| dict.get(b"S").and_then(lopdf::Object::as_name).is_ok_and(|name| name == b"Figure"));
    figur.filter_map(|dict| lopdf::decode_text_string(dict.get(b"Alt").ok()?).ok()).collect()
}

#[test]
fn a_letter_of_the_head_of_the_regency_bears_that_head_and_a_number_without_the_code_of_an_agency() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let bupati = site.person("bupati", &[("bupati", SETDA)]).await;
        let sekda = site.person("sekda", &[("sekda", SETDA)]).await;
        let id = ditandatangani(site, &o, "Dari kepala daerah", &bupati, "bupati").await;
        let kini = naskah(site, id).await;
        assert_eq!(kini.nomor.as_deref(), Some("000.1.2/1/2026"));
        assert!(kini.kepala_daerah);
        let lain = ditandatangani(site, &o, "Dari sekretaris", &sekda, "sekda").await;
        assert_eq!(naskah(site, lain).await.nomor.as_deref(), Some("000.1.2/1/SETDA/2026"), "another series");
        assert!(!naskah(site, lain).await.kepala_daerah);
        let kedua = ditandatangani(site, &o, "Lagi", &bupati, "bupati").await;
        assert_eq!(naskah(site, kedua).await.nomor.as_deref(), Some("000.1.2/2/2026"));
        let teks = kata(&o.pengonsep.get(&format!("/naskah/{id}/dokumen")).await.ok().bytes);
        assert!(teks.contains("BUPATI CONTOH") && !teks.contains("SEKRETARIAT DAERAH"), "{teks}");
        let teks = kata(&o.pengonsep.get(&format!("/naskah/{lain}/dokumen")).await.ok().bytes);
        assert!(teks.contains("SEKRETARIAT DAERAH") && !teks.contains("BUPATI"), "{teks}");
        // The number stands in the book of the agency that keeps it and of the one whose letter it is.
        o.luar.get("/naskah-nomor").await.ok().has_text("000.1.2/1/2026").has_text("kepala daerah");
        o.operator.get("/naskah-nomor").await.ok().has_text("000.1.2/1/2026").has_text("000.1.2/1/SETDA/2026");
        o.penerima.get("/naskah-nomor").await.ok().lacks_text("000.1.2/1/2026");
        let href = format!("/naskah/{id}");
        o.operator.get("/naskah-nomor?keadaan=dipakai").await.ok().has_text("000.1.2/1/2026");
        o.operator.get(&href).await.ok();
        // Numbers of that series are reserved by who keeps the book, for letters on paper.
        let cadang = async |siapa: &Client, unit: String| {
            let isian =
                [("c_unit", unit.as_str()), ("c_jenis", "surat_dinas"), ("c_banyak", "1"), ("c_alasan", "Padam")];
            siapa.post("/naskah-nomor/cadangkan", &isian).await
        };
        cadang(&o.operator, format!("kepala_daerah.{KOMINFO}")).await.is(422).has_text("Pilih perangkat daerah Anda");
        cadang(&o.operator, format!("kepala_daerah.{SETDA}")).await.is(422);
        cadang(&o.luar, format!("kepala_daerah.{SETDA}")).await.redirects();
        let row =
            site.app.db.one("select id, urut from naskah_nomor where keadaan = 'dicadangkan'", args![]).await.unwrap();
        assert_eq!(row.get::<i64>("urut").unwrap(), 3);
        let pakai = format!("/naskah-nomor/{}/pakai", row.get::<Uuid>("id").unwrap());
        let isian = [("untuk", "Di kertas"), ("tanggal", "19-11-2026"), ("klasifikasi", "000.1")];
        o.luar.post(&pakai, &isian).await.redirects();
        o.luar.get("/naskah-nomor").await.ok().has_text("000.1/3/2026");
    });
}

#[test]
fn who_signs_in_the_name_of_the_head_of_the_regency_keeps_the_own_head() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let bupati = site.person("bupati", &[("bupati", SETDA)]).await;
        let id = konsep(&o.pengonsep, "surat_dinas").await;
        let isian = dengan(
            isian("Atas nama"),
            &[("penandatangan", "bupati"), ("wewenang", "an"), ("atas_nama", "Gubernur Contoh"), ("aksi", "ajukan")],
        );
        kirim(site, &o.pengonsep, id, &isian).await.redirects();
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        tekan(site, &bupati, id, "setuju", &[]).await.redirects();
        site.settle().await;
        let kini = naskah(site, id).await;
        assert_eq!((kini.kepala_daerah, kini.nomor.as_deref()), (false, Some("000.1.2/1/SETDA/2026")));
    });
}

#[test]
fn nip_and_rank_are_printed_when_they_are_known_and_the_place_has_a_line_of_its_own() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = terbit(site, &o, "Dengan NIP").await;
        let teks = kata(&o.pengonsep.get(&format!("/naskah/{id}/dokumen")).await.ok().bytes);
        for satu in ["NIP 19850101 201001 1 001", "Pembina, IV/a", "Yth. Kepala Dinas Kesehatan", "di Tempat"] {
            assert!(teks.contains(satu), "{satu}: {teks}");
        }
        let bupati = site.person("bupati", &[("bupati", SETDA)]).await;
        let id = ditandatangani(site, &o, "Tanpa nomor induk", &bupati, "bupati").await;
        let teks = kata(&o.pengonsep.get(&format!("/naskah/{id}/dokumen")).await.ok().bytes);
        assert!(!teks.contains("NIP"), "{teks}");
    });
}

#[test]
fn pictures_are_checked_by_content_used_in_heads_and_taken_away_again() {
    di_kertas(async |site| {
        let o = orang(site).await;
        o.operator.get("/naskah-lambang").await.is(403);
        o.admin.get("/naskah-lambang").await.ok().has_text("Lambang daerah").has_text("Belum ada");
        o.admin.get("/naskah-lambang/lain").await.is(404);
        o.admin.get("/naskah-lambang/daerah/contoh").await.is(404);
        o.admin
            .upload("/naskah-lambang/daerah", &[("teks", "")], &[])
            .await
            .is(422)
            .has_text("Pilih gambar")
            .has_text("Isi apa");
        let mut rusak = png();
        rusak.truncate(40);
        let besar = vec![b' '; 200 * 1024];
        // Whole by its frame, and no picture inside.
        let mut isi_salah = png();
        let di = isi_salah.windows(4).position(|empat| empat == b"IDAT").unwrap();
        isi_salah[di + 4] = 0;
        let table: [(&[u8], &str); 5] = [
            (b"GIF89a\x01\x00\x01\x00", "PNG atau SVG"),
            (&rusak, "rusak atau terpotong"),
            (b"<svg><script>x</script></svg>", "memuat skrip"),
            (&besar, "128 KB"),
            (&isi_salah, "tidak dapat dipasang"),
        ];
        for (isi, sebab) in table {
            let page = pasang(&o.admin, "daerah", "lambang.png", isi, "Lambang Kabupaten Contoh")
                .await
                .is(422)
                .has_text(sebab);
            assert_eq!(page.attribute("input[name=teks]", "value").unwrap(), "Lambang Kabupaten Contoh");
        }
        pasang(&o.admin, "daerah", "lambang.png", &png(), "Lambang Kabupaten Contoh").await.redirects();
        pasang(&o.admin, "negara", "garuda.svg", SVG, "Lambang Garuda").await.redirects();
        assert_eq!(o.admin.get("/naskah-lambang/daerah/gambar").await.ok().bytes.as_ref(), png());
        let contoh = o.admin.get("/naskah-lambang/negara/contoh").await.ok().bytes;
        assert!(kata(&contoh).contains("BUPATI CONTOH"));
        assert_eq!(alt(&contoh), ["Lambang Garuda"]);
        // Letters have them from now on, each its own.
        let id = terbit(site, &o, "Berlambang").await;
        let pdf = o.pengonsep.get(&format!("/naskah/{id}/dokumen")).await.ok().bytes;
        assert_eq!(alt(&pdf), ["Lambang Kabupaten Contoh"]);
        let bupati = site.person("bupati", &[("bupati", SETDA)]).await;
        let id = ditandatangani(site, &o, "Kepala daerah", &bupati, "bupati").await;
        assert_eq!(alt(&o.pengonsep.get(&format!("/naskah/{id}/dokumen")).await.ok().bytes), ["Lambang Garuda"]);
        // Other words for the same picture, another picture, none.
        o.admin.upload("/naskah-lambang/negara", &[("teks", "Garuda Pancasila")], &[]).await.redirects();
        assert_eq!(
            lambang::isi(&site.app, Lambang::Negara).await.unwrap().unwrap(),
            (SVG.to_vec(), "Garuda Pancasila".into())
        );
        pasang(&o.admin, "daerah", "lambang.svg", SVG, "Lambang baru").await.redirects();
        assert_eq!(lambang::isi(&site.app, Lambang::Daerah).await.unwrap().unwrap().0, SVG);
        o.admin.post("/naskah-lambang/daerah/hapus", &[]).await.redirects();
        o.admin.post("/naskah-lambang/daerah/hapus", &[]).await.is(404);
        let susunan = Susunan::baca(&site.app).await.unwrap();
        let kop = cetak::kop(&site.app, &susunan, KOMINFO, false).await.unwrap();
        assert_eq!((kop.lambang, kop.kepala_daerah), (None, false));
        let kop = cetak::kop(&site.app, &susunan, SETDA, true).await.unwrap();
        assert_eq!((kop.pemerintah.as_str(), kop.perangkat, kop.lambang.is_some()), ("Bupati Contoh", None, true));
    });
}
