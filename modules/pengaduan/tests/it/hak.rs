//! Who may what.
use crate::dunia::{DISHUB, KOMINFO, PU, di_kedua, dishub, disposisi, inspektorat, koordinator, lapor, petugas, sekda};

#[test]
fn each_sees_what_is_theirs_and_acts_in_their_part_only() {
    di_kedua(async |site| {
        let (_, id) = lapor(site, &[]).await;
        let kominfo = koordinator(site).await;
        let pegawai_kominfo = site.person("staf", &[("operator_pd", KOMINFO)]).await;
        pegawai_kominfo.get(&format!("/meja-pengaduan/{id}")).await.is(404);
        disposisi(&kominfo, id, "tidak_berkadar_pengawasan").await;
        let (pu, hub, itda, sek) =
            (petugas(site).await, dishub(site).await, inspektorat(site).await, sekda(site).await);
        hub.get(&format!("/meja-pengaduan/{id}")).await.is(404);
        for orang in [&pu, &itda, &sek] {
            orang.get(&format!("/meja-pengaduan/{id}")).await.ok();
        }
        let kepala = site.person("kepala", &[("kepala_pd", PU)]).await;
        kepala.get(&format!("/meja-pengaduan/{id}")).await.ok().has_text("Rina Rekaan");
        // Each act, by who may not do it.
        let table: &[(&testkit::Client, &[&str])] = &[
            (&pu, &["tolak", "disposisi", "gabung", "terbitkan", "arahan", "kabulkan"]),
            (&itda, &["jawab", "selesaikan", "kembalikan", "disposisi", "tugaskan"]),
            (&sek, &["jawab", "terbitkan", "teruskan"]),
            (&kominfo, &["jawab", "selesaikan", "arahan", "kabulkan"]),
        ];
        for (orang, semua) in table {
            for apa in *semua {
                let isi = [("teks", "Coba saja dahulu")];
                let answer = orang.upload(&format!("/meja-pengaduan/{id}/{apa}"), &isi, &[]).await;
                assert_eq!(answer.status, 403, "{apa}");
            }
        }
        let unit = DISHUB.to_string();
        hub.upload(&format!("/meja-pengaduan/{id}/teruskan"), &[("unit", &unit), ("teks", "Ambil")], &[]).await.is(404);
        pu.upload(&format!("/meja-pengaduan/{id}/karangan"), &[], &[]).await.is(404);
        // Without a role there is no desk, and nobody else's receipt.
        let warga = site.person("warga", &[]).await;
        warga.get("/meja-pengaduan").await.is(403);
        warga.upload(&format!("/pengaduan/resi/{id}/setuju"), &[("nilai", "5")], &[]).await.redirects();
        assert_eq!(crate::dunia::keadaan(site, id).await, "didisposisi");
        site.visitor().get("/meja-pengaduan").await.redirects();
    });
}
