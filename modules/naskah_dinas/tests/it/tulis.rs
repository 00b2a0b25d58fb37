//! Writing: rows by buttons, errors, conflicts, versions, attachments, autosave.
use naskah_dinas::store::rincian;

use crate::dunia::{dengan, di_kertas, isian, kirim, konsep, naskah, orang, tekan, terbit};

#[test]
fn a_new_draft_has_the_frame_of_its_kind() {
    di_kertas(async |site| {
        let o = orang(site).await;
        o.pengonsep.get("/naskah/baru").await.ok().has_text("Surat Dinas").has_text("Keputusan").has_text("Piagam");
        o.pengonsep.post("/naskah", &[("jenis", "surat_sakti")]).await.is(422).has_text("Pilih jenis naskah");
        o.pengonsep.post("/naskah", &[]).await.is(422);
        let id = konsep(&o.pengonsep, "keputusan").await;
        let page = o.pengonsep.get(&format!("/naskah/{id}/tulis")).await.ok();
        assert!(page.all("textarea[name='bagian.0.teks']").contains(&"Menimbang".to_owned()));
        o.luar.get("/naskah/baru").await.ok();
        o.admin.get("/naskah/baru").await.is(403);
    });
}

#[test]
fn rows_come_and_go_by_buttons_and_nothing_typed_is_lost() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = konsep(&o.pengonsep, "surat_dinas").await;
        for medan in ["bagian", "tujuan", "paraf", "rujukan"] {
            let page =
                kirim(site, &o.pengonsep, id, &dengan(isian("Belum disimpan"), &[("_tambah", medan)])).await.ok();
            assert_eq!(page.attribute("input[name=perihal]", "value").unwrap(), "Belum disimpan");
            let banyak = page.attributes(&format!("button[name=_hapus][value^='{medan}.']"), "value").len();
            assert_eq!(banyak, if medan == "rujukan" { 1 } else { 2 }, "{medan}");
        }
        let page = kirim(site, &o.pengonsep, id, &dengan(isian("X"), &[("_hapus", "paraf.0")])).await.ok();
        assert!(page.attribute("input[name='paraf.0.orang']", "value").is_none());
        assert_eq!(naskah(site, id).await.perihal, "", "nothing was saved");
    });
}

#[test]
fn every_wrong_field_is_named_beside_what_was_typed() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = konsep(&o.pengonsep, "surat_dinas").await;
        site.person("kabidlain", &[("pegawai", crate::dunia::KOMINFO)]).await;
        let table: [(&[(&str, &str)], &str); 8] = [
            (&[("perihal", "")], "Isi perihal naskah"),
            (&[("penandatangan", "tidakada")], "tidak dikenal"),
            (&[("paraf.0.orang", "Uji kab")], "beberapa orang yang cocok"),
            (&[("paraf.0.orang", "ab")], "tidak dikenal"),
            (&[("tujuan.0.unit", ""), ("tujuan.0.orang", "siapa ini")], "tidak dikenal"),
            (&[("tujuan.0.unit", "00000000-0000-0000-0000-000000000000")], "Pilih perangkat daerah dari daftar"),
            (&[("rujukan.0.naskah", "999/X")], "Tidak ada naskah dengan nomor"),
            (&[("wewenang", "an")], "atas nama siapa"),
        ];
        for (ganti, sebab) in table {
            let page = kirim(site, &o.pengonsep, id, &dengan(isian("Diketik"), ganti)).await.is(422);
            assert!(page.main().contains(sebab), "{ganti:?}: {}", page.main());
            assert!(page.all("textarea[name='bagian.0.teks']")[0].contains("Bersama ini"));
        }
        for siapa in ["Uji kabidlain", "kabidlain", "Uji kabidlain (kabidlain)"] {
            kirim(site, &o.pengonsep, id, &dengan(isian("Diketik"), &[("paraf.0.orang", siapa)])).await.redirects();
        }
    });
}

#[test]
fn the_second_of_two_writers_sees_both_texts() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = konsep(&o.pengonsep, "surat_dinas").await;
        let versi = naskah(site, id).await.version.to_string();
        kirim(site, &o.operator, id, &isian("Dari operator")).await.redirects();
        let isian = isian("Dari konseptor");
        let mut fields: Vec<(&str, &str)> = isian.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str())).collect();
        fields.push(("_versi", &versi));
        let page = o.pengonsep.upload(&format!("/naskah/{id}/tulis"), &fields, &[]).await.is(409);
        assert!(page.main().contains("baru saja disimpan orang lain"));
        assert_eq!(page.attribute("input[name=perihal]", "value").unwrap(), "Dari konseptor");
        assert_eq!((page.all("del"), page.all("ins")), (vec!["operator".to_owned()], vec!["konseptor".to_owned()]));
        assert_eq!(naskah(site, id).await.perihal, "Dari operator");
    });
}

#[test]
fn versions_are_kept_when_something_changed_and_compared_word_by_word() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = konsep(&o.pengonsep, "surat_dinas").await;
        for perihal in ["Rapat hari Senin", "Rapat hari Senin", "Rapat hari Selasa"] {
            kirim(site, &o.pengonsep, id, &isian(perihal)).await.redirects();
        }
        let page = o.pengonsep.get(&format!("/naskah/{id}/versi")).await.ok();
        assert_eq!(page.all("select[name=ke] option").len(), 2);
        assert_eq!((page.all("del"), page.all("ins")), (vec!["Senin".to_owned()], vec!["Selasa".to_owned()]));
        let page = o.pengonsep.get(&format!("/naskah/{id}/versi?dari=2&ke=1")).await.ok();
        assert_eq!(page.all("ins"), ["Senin"]);
    });
}

#[test]
fn attachments_are_checked_fetched_and_taken_off() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = konsep(&o.pengonsep, "surat_dinas").await;
        let kirim_berkas = async |nama: &str, isi: &[u8]| {
            let versi = naskah(site, id).await.version.to_string();
            let isian = isian("Dengan lampiran");
            let mut fields: Vec<(&str, &str)> =
                isian.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str())).collect();
            fields.push(("_versi", &versi));
            o.pengonsep.upload(&format!("/naskah/{id}/tulis"), &fields, &[("berkas", nama, isi)]).await
        };
        kirim_berkas("kosong.pdf", b"").await.is(422).has_text("kosong");
        kirim_berkas("program.pdf", b"MZ\0\0\x01").await.is(422).has_text("tidak diterima");
        kirim_berkas("data.txt", b"isi lampiran").await.redirects();
        let page = o.operator.get(&format!("/naskah/{id}")).await.ok();
        let href = page.attribute(".lampiran a[download]", "href").unwrap();
        assert_eq!(o.operator.get(&href).await.ok().bytes.as_ref(), b"isi lampiran");
        o.luar.get(&href).await.is(404);
        o.pengonsep.get(&format!("/naskah/{id}")).await.ok().has_text("Uji operator mengunduh data.txt");
        let satu = rincian::lampiran(&site.app, id).await.unwrap().remove(0);
        o.luar.post(&format!("/naskah/{id}/lampiran/{}/cabut", satu.id), &[]).await.is(404);
        o.pengonsep.post(&format!("/naskah/{id}/lampiran/{}/cabut", satu.id), &[]).await.redirects();
        o.operator.get(&href).await.is(404);
    });
}

#[test]
fn what_was_typed_and_not_saved_comes_back_to_its_writer_only() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = konsep(&o.pengonsep, "surat_dinas").await;
        site.app.clock.advance(time::Duration::minutes(1));
        let ketikan = isian("Terputus di tengah");
        let fields: Vec<(&str, &str)> = ketikan.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str())).collect();
        for _ in 0..2 {
            o.pengonsep.post(&format!("/naskah/{id}/ketikan"), &fields).await.is(204);
        }
        o.luar.post(&format!("/naskah/{id}/ketikan"), &fields).await.is(404);
        let page =
            o.pengonsep.get(&format!("/naskah/{id}/tulis")).await.ok().has_text("Ada ketikan yang belum disimpan");
        assert_eq!(page.attribute("input[name=perihal]", "value").unwrap_or_default(), "");
        let page = o.pengonsep.get(&format!("/naskah/{id}/tulis?pulihkan=ya")).await.ok();
        assert_eq!(page.attribute("input[name=perihal]", "value").unwrap(), "Terputus di tengah");
        o.operator.get(&format!("/naskah/{id}/tulis?pulihkan=ya")).await.ok().lacks_text("Terputus di tengah");
        kirim(site, &o.pengonsep, id, &isian("Tersimpan")).await.redirects();
        o.pengonsep.get(&format!("/naskah/{id}/tulis")).await.ok().lacks_text("Ada ketikan");
    });
}

#[test]
fn references_lead_both_ways_for_those_who_may_read() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let lama = terbit(site, &o, "Yang pertama").await;
        let id = konsep(&o.pengonsep, "surat_dinas").await;
        let isian = dengan(isian("Yang kedua"), &[("rujukan.0.naskah", "000.1.2/1/KOMINFO/2026"), ("aksi", "ajukan")]);
        kirim(site, &o.pengonsep, id, &isian).await.redirects();
        o.pengonsep.get(&format!("/naskah/{id}")).await.ok().has_text("000.1.2/1/KOMINFO/2026: Yang pertama");
        o.pengonsep.get(&format!("/naskah/{lama}")).await.ok().has_text("Dirujuk oleh").has_text("Yang kedua");
        o.penerima.get(&format!("/naskah/{lama}")).await.ok().lacks_text("Yang kedua");
        tekan(site, &o.pengonsep, id, "tarik", &[]).await.redirects();
        tekan(site, &o.pengonsep, id, "hapus", &[]).await.redirects();
    });
}
