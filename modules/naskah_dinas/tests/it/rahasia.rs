//! Secret letters: readable by named people only, sealed where they lie, absent everywhere else.
use http::Method;
use kernel::args;
use naskah_dinas::model::Keadaan;
use testkit::Site;
use uuid::Uuid;

use crate::dunia::{Orang, dengan, elektronik, isian, jawab_tte, kirim, konsep, naskah, orang, tekan, token};

const KATA: &str = "zamrudkhatulistiwa";

async fn rahasia(site: &Site, o: &Orang) -> Uuid {
    let id = konsep(&o.pengonsep, "surat_dinas").await;
    let perihal = format!("Perihal {KATA}");
    let isi = format!("Isi {KATA} yang tidak boleh terlihat.");
    let isian = dengan(isian(&perihal), &[("keamanan", "rahasia"), ("bagian.0.teks", &isi), ("aksi", "ajukan")]);
    kirim(site, &o.pengonsep, id, &isian).await.redirects();
    id
}

/// No file of the data folder holds the word: contents of files, and on one of the databases all of it.
fn tidak_di_folder(folder: &std::path::Path) {
    for isi in std::fs::read_dir(folder).unwrap() {
        let path = isi.unwrap().path();
        if path.is_dir() {
            tidak_di_folder(&path);
        } else {
            let bytes = std::fs::read(&path).unwrap();
            assert!(
                !bytes.windows(KATA.len()).any(|potong| potong == KATA.as_bytes()),
                "{} holds what is secret",
                path.display()
            );
        }
    }
}

/// No table of the database holds the word.
async fn tidak_tersimpan(site: &Site) {
    for (tabel, kolom) in [
        ("naskah", "perihal"),
        ("naskah", "coalesce(batal_alasan, '')"),
        ("naskah_tujuan", "teks"),
        ("naskah_langkah", "coalesce(catatan, '')"),
        ("naskah_nomor", "coalesce(alasan, '')"),
        ("naskah_jejak", "coalesce(rincian, '')"),
        ("notification", "title"),
        ("notification", "body"),
        ("event", "cast(payload as text)"),
        ("job", "cast(payload as text)"),
        ("audit_change", "coalesce(cast(rincian as text), '')"),
        ("tanda_uji", "judul"),
        ("arsip_uji", "judul"),
        ("naskah", "coalesce(cast(isi as text), '')"),
        ("naskah_versi", "coalesce(cast(isi as text), '')"),
        ("file", "name"),
    ] {
        let text = format!("select count(*) as n from {tabel} where {kolom} like $1");
        let row = site.app.db.one(&text, args![format!("%{KATA}%")]).await.unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), 0, "{tabel}.{kolom} holds what is secret");
    }
}

#[test]
fn a_secret_letter_is_for_named_people_only() {
    elektronik(async |site| {
        let o = orang(site).await;
        let id = rahasia(site, &o).await;
        let href = format!("/naskah/{id}");
        tekan(site, &o.pengonsep, id, "tarik", &[]).await.redirects();
        let (versi, perihal) = (naskah(site, id).await.version.to_string(), format!("Perihal {KATA}"));
        let isi = format!("Isi {KATA} yang tidak boleh terlihat.");
        let lengkap = dengan(
            isian(&perihal),
            &[("keamanan", "rahasia"), ("bagian.0.teks", &isi), ("aksi", "ajukan"), ("_versi", &versi)],
        );
        let fields: Vec<(&str, &str)> = lengkap.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str())).collect();
        let nama = format!("{KATA}.txt");
        o.pengonsep.upload(&format!("{href}/tulis"), &fields, &[("berkas", &nama, isi.as_bytes())]).await.redirects();
        let lampiran = o.kabid.get(&href).await.ok().attribute(".lampiran a[download]", "href").unwrap();
        assert_eq!(o.kabid.get(&lampiran).await.ok().text(), isi);
        tekan(site, &o.kabid, id, "kembalikan", &[("catatan", &format!("Ganti kata {KATA}"))]).await.redirects();
        o.pengonsep.get(&href).await.ok().has_text(&format!("Ganti kata {KATA}"));
        tekan(site, &o.pengonsep, id, "ajukan", &[]).await.redirects();
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        tekan(site, &o.kadis, id, "setuju", &[]).await.redirects();
        site.settle().await;
        assert_eq!(naskah(site, id).await.keadaan, Keadaan::MenungguTte);
        jawab_tte(site, id, "tanda_tangan.selesai", serde_json::json!({})).await;
        assert_eq!(naskah(site, id).await.keadaan, Keadaan::Terbit);
        // The addressed agency's head reads it, nobody else there.
        o.kepala_lain.get("/surat_masuk").await.ok().has_text(&perihal);
        o.kadis.get("/naskah").await.ok().has_text(&perihal);
        o.kepala_lain.get(&href).await.ok().has_text(KATA);
        assert!(o.kepala_lain.get(&format!("{href}/dokumen")).await.ok().bytes.starts_with(b"%PDF-"));
        assert_eq!(o.kepala_lain.get(&lampiran).await.ok().text(), isi);
        o.penerima.get(&lampiran).await.is(404);
        for siapa in [&o.penerima, &o.operator, &o.luar] {
            siapa.get(&href).await.is(404).lacks_text(KATA);
            for alamat in ["/surat_masuk", "/naskah", "/naskah?kotak=konsep", "/cari?q=rahasia", "/"] {
                siapa.get(alamat).await.ok().lacks_text(KATA).lacks_text("Naskah rahasia").lacks_text(&id.to_string());
            }
            siapa.get("/cari?q=zamrudkhatulistiwa").await.ok().has_text("Tidak ada yang cocok");
            for akhir in ["dokumen", "cetak", "pratinjau", "versi", "tulis"] {
                let status = siapa.get(&format!("{href}/{akhir}")).await.status.as_u16();
                assert!(status == 404, "{akhir}: {status}");
            }
        }
        // The API shows it to nobody, also not to those who are named.
        for siapa in [&o.kepala_lain, &o.penerima] {
            siapa.use_token(&token(site, siapa).await);
            siapa.api(Method::GET, &format!("/api/v1/naskah/{id}"), &[], None).await.is(404);
            siapa.api(Method::GET, "/api/v1/naskah", &[], None).await.ok().lacks_text(&id.to_string());
        }
        // The book of numbers names the number, not the letter.
        o.operator.get("/naskah-nomor").await.ok().lacks_text(KATA);
        tidak_tersimpan(site).await;
        let row = site
            .app
            .db
            .one("select count(*) as n from naskah_akses where naskah = $1 and unit is not null", args![id])
            .await
            .unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), 0, "no unit reads it");
        let row = site.app.db.one("select terbuka, judul from tanda_uji where naskah = $1", args![id]).await.unwrap();
        assert!(!row.get::<bool>("terbuka").unwrap());
        tekan(site, &o.kadis, id, "batal", &[("alasan", &format!("Karena {KATA}"))]).await.redirects();
        o.kadis.get(&href).await.ok().has_text(&format!("Karena {KATA}"));
        let salinan = o.kadis.get(&format!("{href}/dokumen")).await.ok();
        assert!(salinan.header("content-disposition").contains("DIBATALKAN"));
        tidak_tersimpan(site).await;
        tidak_di_folder(&site.folder);
    });
}

#[test]
fn a_letter_that_becomes_secret_leaves_nothing_open_behind() {
    elektronik(async |site| {
        let o = orang(site).await;
        let id = konsep(&o.pengonsep, "surat_dinas").await;
        let terbuka = dengan(isian(&format!("Perihal {KATA}")), &[("tujuan.0.unit", ""), ("tujuan.0.teks", KATA)]);
        // It was sent back with notes, people were told of it, and an attachment was read and taken off again.
        let lengkap =
            dengan(terbuka.clone(), &[("aksi", "ajukan"), ("_versi", &naskah(site, id).await.version.to_string())]);
        let fields: Vec<(&str, &str)> = lengkap.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str())).collect();
        let (nama, isi) = (format!("{KATA}.txt"), format!("Lampiran {KATA}"));
        let tulis = format!("/naskah/{id}/tulis");
        o.pengonsep.upload(&tulis, &fields, &[("berkas", &nama, isi.as_bytes())]).await.redirects();
        let page = o.operator.get(&format!("/naskah/{id}")).await.ok().has_text(KATA);
        let lampiran = page.attribute(".lampiran a[download]", "href").unwrap();
        assert_eq!(o.operator.get(&lampiran).await.ok().text(), isi);
        tekan(site, &o.kabid, id, "kembalikan", &[("catatan", &format!("Ganti {KATA}"))]).await.redirects();
        let tertutup = dengan(terbuka.clone(), &[("keamanan", "sangat_rahasia")]);
        kirim(site, &o.pengonsep, id, &tertutup).await.is(422).has_text("Cabut dahulu lampirannya");
        let satu = naskah_dinas::store::rincian::lampiran(&site.app, id).await.unwrap().remove(0);
        o.pengonsep.post(&format!("/naskah/{id}/lampiran/{}/cabut", satu.id), &[]).await.redirects();
        kirim(site, &o.pengonsep, id, &tertutup).await.redirects();
        o.operator.get(&format!("/naskah/{id}")).await.is(404);
        site.settle().await;
        tidak_tersimpan(site).await;
        // Only the database file itself may hold pages that were given back.
        let berkas = site.folder.join("berkas");
        assert!(berkas.is_dir());
        tidak_di_folder(&berkas);
        let row =
            site.app.db.one("select count(*) as n from file where subject = $1", kernel::args![id]).await.unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), 0, "what was taken off is destroyed");
        o.pengonsep.get(&format!("/naskah/{id}")).await.ok().has_text(&format!("Ganti {KATA}"));
        o.pengonsep.get("/pemberitahuan").await.ok().has_text("Naskah rahasia").lacks_text(KATA);
        o.pengonsep.get(&format!("/naskah/{id}/versi")).await.ok().has_text(KATA);
        o.pengonsep.get(&format!("/naskah/{id}/tulis")).await.ok();
        let kembali = dengan(tertutup, &[("keamanan", "biasa")]);
        kirim(site, &o.pengonsep, id, &kembali).await.redirects();
        o.operator.get(&format!("/naskah/{id}")).await.ok().has_text(KATA);
    });
}

#[test]
fn a_reason_of_a_refused_signature_is_sealed_with_the_letter() {
    elektronik(async |site| {
        let o = orang(site).await;
        // Secret from the beginning: the reason is sealed as it comes.
        let id = rahasia(site, &o).await;
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        tekan(site, &o.kadis, id, "setuju", &[]).await.redirects();
        site.settle().await;
        let alasan = serde_json::json!({ "alasan": format!("Ganti {KATA}") });
        jawab_tte(site, id, "tanda_tangan.ditolak", alasan.clone()).await;
        o.pengonsep.get(&format!("/naskah/{id}")).await.ok().has_text(&format!("Ganti {KATA}"));
        o.operator.get("/naskah-nomor").await.ok().lacks_text(KATA);
        let row = site.app.db.one("select alasan from naskah_nomor where naskah = $1", args![id]).await.unwrap();
        assert!(row.get::<String>("alasan").unwrap().starts_with("segel:"));
        // Open at first, secret when it comes back: the reason in the book is sealed then.
        let id = crate::dunia::disetujui(site, &o, "Terbuka dahulu").await;
        jawab_tte(site, id, "tanda_tangan.ditolak", alasan).await;
        o.operator.get("/naskah-nomor").await.ok().has_text(KATA);
        let tertutup = dengan(isian("Terbuka dahulu"), &[("keamanan", "rahasia")]);
        kirim(site, &o.pengonsep, id, &tertutup).await.redirects();
        o.operator.get("/naskah-nomor").await.ok().lacks_text(KATA).has_text("tersegel");
        let text = "select count(*) as n from audit_change where coalesce(cast(rincian as text), '') like $1";
        let row = site.app.db.one(text, args![format!("%{KATA}%")]).await.unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), 0);
    });
}
