//! The standard: from a draft through approval to the public page.
use register::testing::Cast;
use testkit::on_both;

use crate::adegan::{self, DINAS, LAIN, MODULES};

const CAST: Cast = Cast {
    writer: "kepala_pd",
    outsider: "pegawai",
    values: &[
        ("keluaran", "tanpa"),
        ("perlu_bayar", "tidak"),
        ("hari_periksa", ""),
        ("hari_kunjungan", ""),
        ("hari_setuju", ""),
        ("bagian", ""),
    ],
};

#[test]
fn standards_and_texts_are_registers() {
    register::testing::suite(&layanan::TEMPLAT, &[&layanan::MODULE], Cast { values: &[], ..CAST }, async |_| vec![]);
}

#[test]
fn the_standard_has_no_faults_of_its_own() {
    assert_eq!(layanan::STANDAR.faults(), Vec::<String>::new());
    let migrasi = include_str!("../../migrations/0001_layanan.sql");
    for register in [&layanan::STANDAR, &layanan::TEMPLAT] {
        for baris in register.ddl().lines() {
            let baris = baris.trim().trim_end_matches(',');
            assert!(migrasi.contains(baris), "the migration lacks: {baris}");
        }
    }
}

#[test]
fn a_standard_is_complete_and_approved_before_it_is_published() {
    on_both(MODULES, async |site| {
        let operator = site.person("operator", &[("operator_pd", DINAS)]).await;
        let kepala = site.person("kepala", &[("kepala_pd", DINAS)]).await;
        let isian = [
            ("unit", DINAS.to_string()),
            ("kode", "UJI".into()),
            ("nama", "Izin uji".into()),
            ("ringkas", "Untuk menguji.".into()),
            ("sektor", "usaha".into()),
            ("pengguna", "warga".into()),
            ("tingkat", "transaksi".into()),
            ("persyaratan", "KTP".into()),
            ("prosedur", "Isi\nTunggu".into()),
            ("jangka_waktu", "3".into()),
            ("produk", "Izin".into()),
            ("pengaduan", "Di loket".into()),
            ("daring", "ya".into()),
            ("perlu_kunjungan", "tidak".into()),
            ("perlu_bayar", "tidak".into()),
            ("penyetuju", "kepala".into()),
            ("keluaran", "surat".into()),
            ("isi_keluaran", String::new()),
            ("hari_keberatan", "30".into()),
        ];
        let kirim = |isian: &[(&'static str, String)]| {
            isian.iter().map(|(nama, isi)| (*nama, isi.clone())).collect::<Vec<(&'static str, String)>>()
        };
        let rujuk = |isian: &[(&'static str, String)]| kirim(isian);
        operator.get("/standar_layanan/baru").await.ok();
        let semua = rujuk(&isian);
        let pasangan: Vec<(&str, &str)> = semua.iter().map(|(nama, isi)| (*nama, isi.as_str())).collect();
        // A letter without words is no letter.
        operator.post("/standar_layanan", &pasangan).await.is(422).has_text("Tulis isi surat");
        let mut lengkap = pasangan.clone();
        lengkap.retain(|(nama, _)| *nama != "isi_keluaran");
        lengkap.push(("isi_keluaran", "Diberikan kepada {nama}."));
        lengkap.extend([("biaya.0.uraian", "Retribusi"), ("biaya.0.jumlah", "75.000,50")]);
        let href = operator.post("/standar_layanan", &lengkap).await.redirects().location();
        let id = adegan::ekor(&href);
        site.visitor().get(&format!("/layanan/{id}")).await.is(404);
        // Components 7 to 14 are asked for before it is put forward.
        operator.get(&href).await.ok();
        operator.post(&format!("{href}/alur/ajukan"), &[]).await.is(409);
        let belakang =
            ["dasar_hukum", "sarana", "kompetensi", "pengawasan", "jaminan", "keamanan", "evaluasi", "maklumat"];
        let ubah = operator.get(&format!("{href}/ubah")).await.ok();
        let versi = ubah.attribute("input[name=_versi]", "value").unwrap();
        lengkap.extend(belakang.map(|nama| (nama, "Ada.")));
        lengkap.extend([("pelaksana", "2"), ("_versi", versi.as_str())]);
        operator.post(&href, &lengkap).await.redirects();
        operator.post(&format!("{href}/alur/ajukan"), &[]).await.redirects();
        operator.post(&format!("{href}/alur/sahkan"), &[]).await.is(403);
        kepala.get("/").await.ok().has_text("Sahkan standar pelayanan: Izin uji");
        kepala.get(&href).await.ok();
        kepala.post(&format!("{href}/alur/sahkan"), &[]).await.redirects();
        let halaman = site.visitor().get(&format!("/layanan/{id}")).await.ok().has_text("Izin uji").has_text("versi 1");
        let halaman = halaman.has_text("Rp75.000,50");
        assert_eq!(halaman.attribute("article", "itemtype").as_deref(), Some("https://schema.org/GovernmentService"));
        // A revision does not touch what the public reads before it is approved.
        operator.get(&href).await.ok();
        operator.post(&format!("{href}/alur/revisi"), &[]).await.redirects();
        let ubah = operator.get(&format!("{href}/ubah")).await.ok();
        let versi = ubah.attribute("input[name=_versi]", "value").unwrap();
        let mut baru: Vec<(&str, &str)> =
            lengkap.iter().copied().filter(|(nama, _)| !["_versi", "nama"].contains(nama)).collect();
        baru.extend([("_versi", versi.as_str()), ("nama", "Izin uji baru")]);
        operator.post(&href, &baru).await.redirects();
        site.visitor().get(&format!("/layanan/{id}")).await.ok().has_text("Izin uji").lacks_text("Izin uji baru");
        operator.post(&format!("{href}/alur/ajukan"), &[]).await.redirects();
        kepala.post(&format!("{href}/alur/sahkan"), &[]).await.redirects();
        site.visitor().get(&format!("/layanan/{id}")).await.ok().has_text("Izin uji baru").has_text("versi 2");
        site.visitor().get("/layanan?q=menguji").await.ok().has_text("Izin uji baru");
        kepala.post(&format!("{href}/alur/tutup"), &[("alasan", "Digabung")]).await.redirects();
        site.visitor().get(&format!("/layanan/{id}")).await.is(404);
        site.visitor().get("/layanan?q=menguji").await.ok().lacks_text("Izin uji baru");
    });
}

#[test]
fn the_catalogue_is_searched_narrowed_and_paged() {
    on_both(MODULES, async |site| {
        site.visitor().get("/layanan").await.ok().has_text("Belum ada layanan");
        for nomor in 0..33 {
            let unit = if nomor % 2 == 0 { DINAS } else { LAIN };
            let sektor = if nomor < 3 { "kesehatan" } else { "usaha" };
            adegan::layanan(site, &format!("K{nomor:02}"), unit, &[("sektor", sektor.into())]).await;
        }
        let tamu = site.visitor();
        let pertama = tamu.get("/layanan").await.ok();
        assert_eq!(pertama.all("ul.dokumen > li").len(), 30);
        let lanjut = pertama.attribute("a[rel=next]", "href").unwrap();
        let kedua = tamu.get(&lanjut).await.ok();
        assert_eq!(pertama.statements, kedua.statements, "a long page asks as often as a short one");
        assert!(pertama.statements <= 4, "{}", pertama.statements);
        assert_eq!(kedua.all("ul.dokumen > li").len(), 3);
        assert!(kedua.text().contains("Layanan K32") && !kedua.text().contains("Layanan K29"));
        let sehat = tamu.get("/layanan?sektor=kesehatan").await.ok();
        assert_eq!(sehat.all("ul.dokumen > li").len(), 3);
        let unit = tamu.get(&format!("/layanan?unit={LAIN}&sektor=kesehatan")).await.ok();
        assert_eq!(unit.all("ul.dokumen > li").len(), 1);
        tamu.get("/layanan?q=K07").await.ok().has_text("Layanan K07").lacks_text("Layanan K08");
        tamu.get("/layanan?q=zzz").await.ok().has_text("Tidak ada layanan yang cocok");
        tamu.get("/layanan?sesudah=rusak&unit=rusak&sektor=rusak").await.ok();
        tamu.get("/").await.ok().has_text("33 layanan");
        // Pages for cheap phones are small.
        assert!(pertama.bytes.len() < 60_000, "{}", pertama.bytes.len());
    });
}

#[test]
fn who_makes_forms_finds_them() {
    on_both(MODULES, async |site| {
        let id = adegan::layanan(site, "BERFORMULIR", DINAS, &[]).await;
        adegan::layanan(site, "TETANGGA", LAIN, &[]).await;
        let operator = site.person("operator", &[("operator_pd", DINAS)]).await;
        let daftar = operator
            .get("/formulir")
            .await
            .ok()
            .has_text("Layanan BERFORMULIR")
            .has_text("Versi 1")
            .lacks_text("TETANGGA");
        assert_eq!(daftar.attribute("table a", "href"), Some(format!("/formulir/layanan/{id}")));
        operator.get(&format!("/formulir/layanan/{id}")).await.ok();
        site.person("pegawai", &[("pegawai", DINAS)]).await.get("/formulir").await.is(403);
    });
}

#[test]
fn the_printed_standard_is_a_pdf() {
    on_both(MODULES, async |site| {
        let id = adegan::layanan(site, "CETAK", DINAS, &[]).await;
        let pdf = site.visitor().get(&format!("/layanan/{id}/cetak")).await.ok();
        assert!(pdf.bytes.starts_with(b"%PDF"));
    });
}
