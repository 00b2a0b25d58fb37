//! Who sees and does what.
use portal::{LIHAT, TULIS};
use register::testing::{OTHER_UNIT, UNIT};

use super::{lakukan, on_both, tulis};

#[test]
fn drafts_are_seen_by_those_whose_they_are() {
    on_both(async |site| {
        let dinkes = site.person("dinkes", &[("operator_pd", UNIT)]).await;
        let dishub = site.person("dishub", &[("operator_pd", OTHER_UNIT)]).await;
        let kominfo = site.person("kominfo", &[("diskominfo", OTHER_UNIT)]).await;
        let pegawai = site.person("pegawai", &[("pegawai", UNIT)]).await;
        let unit = UNIT.to_string();
        let href = tulis(&dinkes, "berita", "Rahasia dinas", &[("unit", &unit)]).await;
        for path in [href.clone(), format!("{href}/pratinjau"), format!("{href}/versi/1"), format!("{href}/ubah")] {
            dishub.get(&path).await.is(404);
            pegawai.get(&path).await.is(403);
            kominfo.get(&path).await.ok();
        }
        dishub.post(&format!("{href}/alur"), &[("aksi", "ajukan"), ("_versi", "1")]).await.is(404);
        dishub.upload(&href, &[("_versi", "1"), ("judul", "x"), ("isi", "x")], &[]).await.is(404);
        dishub.get("/portal?jenis=berita").await.ok().lacks_text("Rahasia dinas");
        dinkes.get("/portal?jenis=berita").await.ok().has_text("Rahasia dinas");
        kominfo.get("/portal?jenis=berita&keadaan=draf").await.ok().has_text("Rahasia dinas");
        kominfo.get("/portal?jenis=berita&keadaan=diajukan").await.ok().lacks_text("Rahasia dinas");
        // Nobody writes in the name of a unit that is not theirs, or of the whole regency.
        for unit in [unit.as_str(), ""] {
            let fields = [("jenis", "berita"), ("judul", "x"), ("isi", "x"), ("unit", unit)];
            dishub.upload("/portal/tulisan", &fields, &[]).await.is(422).has_text("Pilih unit");
        }
        dinkes.get("/portal/setelan").await.is(403);
        assert!(LIHAT.0 != TULIS.0);
    });
}

#[test]
fn the_profile_of_an_agency_is_written_by_it() {
    on_both(async |site| {
        let penulis = site.person("penulis", &[("operator_pd", UNIT)]).await;
        let kepala = site.person("kepala", &[("kepala_pd", UNIT)]).await;
        let tamu = site.visitor();
        tamu.get("/instansi").await.ok().has_text("Dinas Kesehatan").has_text("Dinas Perhubungan");
        tamu.get("/instansi/dinkes").await.ok().has_text("belum diterbitkan");
        tamu.get("/instansi/tiada").await.is(404);
        let unit = UNIT.to_string();
        let fields = [
            ("unit", unit.as_str()),
            ("kepala", "dr. Contoh"),
            ("telepon", "(0760) 123-45"),
            ("surel", "dinkes@contohkab.go.id"),
            ("jam", "Senin–Jumat"),
            ("situs", "ftp://salah"),
        ];
        let all: Vec<_> =
            fields.iter().copied().chain([("jenis", "instansi"), ("isi", "Menjaga kesehatan.")]).collect();
        penulis.upload("/portal/tulisan", &all, &[]).await.is(422).has_text("diawali https://");
        let right: Vec<_> = fields.iter().copied().filter(|(name, _)| *name != "situs").collect();
        let whole: Vec<_> = right.iter().copied().chain([("isi", "Menjaga kesehatan.")]).collect();
        let href = tulis(&penulis, "instansi", "", &whole).await;
        let again: Vec<_> = right.iter().copied().chain([("jenis", "instansi"), ("isi", "x")]).collect();
        penulis.upload("/portal/tulisan", &again, &[]).await.is(422).has_text("sudah mempunyai profil");
        lakukan(&penulis, &href, "ajukan", "").await.redirects();
        lakukan(&kepala, &href, "setujui", "").await.redirects();
        let page = tamu.get("/instansi/dinkes").await.ok().has_text("dr. Contoh").has_text("Menjaga kesehatan.");
        let links = page.attributes("main a", "href");
        assert!(
            links.contains(&"tel:076012345".to_owned()) && links.contains(&"mailto:dinkes@contohkab.go.id".to_owned()),
            "{links:?}"
        );
        let data: serde_json::Value = serde_json::from_str(&page.all("script[type='application/ld+json']")[0]).unwrap();
        assert_eq!(data["telephone"].as_str(), Some("(0760) 123-45"));
        tamu.get("/cari?q=dinas+kesehatan").await.ok().has_text("Dinas Kesehatan");
    });
}

#[test]
fn downloads_are_taken_by_anybody() {
    on_both(async |site| {
        let kominfo = site.person("kominfo", &[("diskominfo", UNIT)]).await;
        let fields = [("judul", "Formulir KK"), ("tanggal", "01-11-2026"), ("tampil", "ya")];
        kominfo.upload("/unduhan", &fields, &[("berkas", "kk.pdf", b"%PDF-1.7 formulir")]).await.redirects();
        let tertutup = [("judul", "Rancangan"), ("tanggal", "01-11-2026"), ("tampil", "tidak")];
        let own = kominfo
            .upload("/unduhan", &tertutup, &[("berkas", "r.pdf", b"%PDF-1.7 rancangan")])
            .await
            .redirects()
            .location();
        let tamu = site.visitor();
        let list = tamu.get("/unduhan").await.ok().has_text("Formulir KK").lacks_text("Rancangan");
        let href = list.attributes("main a", "href").into_iter().find(|href| href.starts_with("/unduhan/0")).unwrap();
        let page = tamu.get(&href).await.ok();
        let berkas = page.attributes("main a", "href").into_iter().find(|href| href.contains("/lampiran/")).unwrap();
        assert_eq!(tamu.get(&berkas).await.ok().text(), "%PDF-1.7 formulir");
        tamu.get(&own).await.is(404);
        let closed = kominfo.get(&own).await.ok();
        let berkas = closed.attributes("main a", "href").into_iter().find(|href| href.contains("/lampiran/")).unwrap();
        tamu.get(&berkas).await.is(404);
    });
}
