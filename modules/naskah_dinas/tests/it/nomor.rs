//! Numbers: gapless and unique under concurrency, reserved, back-dated, cancelled, formatted.
use kernel::{Subject, Write, args};
use naskah_dinas::store::nomor::{self, Seri, Untuk};
use proptest::prelude::*;
use testkit::Site;
use time::macros::date;
use uuid::Uuid;

use crate::dunia::{DINKES, KOMINFO, dengan, di_kertas, isian, kirim, konsep, naskah, orang, tekan};

const SERI: Seri<'static> = Seri { jenis: "surat_dinas", kepala_daerah: false, unit: KOMINFO, kode_unit: "KOMINFO", tahun: 2026 };

fn untuk() -> Untuk {
    Untuk { klasifikasi: "000".into(), ..Untuk::default() }
}

/// Takes `sekali` numbers in one change; the change is thrown away when `jadi` is false.
async fn ambil(app: &kernel::App, sekali: usize, jadi: bool) {
    let mut write = Write::system(app, "uji.nomor").await.unwrap();
    for _ in 0..sekali {
        nomor::ambil(&mut write, &SERI, date!(2026 - 11 - 20), false, &untuk()).await.unwrap();
    }
    if jadi {
        write.commit(&Subject::new("naskah_nomor", Uuid::now_v7(), "/")).await.unwrap();
    }
}

async fn utuh(site: &Site, harap: i64) {
    let text =
        "select count(*) as n, min(urut) as awal, max(urut) as akhir, count(distinct nomor) as beda from naskah_nomor";
    let row = site.app.db.one(text, args![]).await.unwrap();
    let angka = |nama: &str| row.get::<i64>(nama).unwrap();
    assert_eq!(
        (angka("n"), angka("awal"), angka("akhir"), angka("beda")),
        (harap, 1, harap, harap),
        "{:?}",
        site.backend
    );
}

#[test]
fn sixty_four_writers_take_ten_thousand_numbers_without_a_gap_or_a_double() {
    di_kertas(async |site| {
        let mut penulis = tokio::task::JoinSet::new();
        for urutan in 0..64_usize {
            let app = site.app.clone();
            penulis.spawn(async move {
                // 10,000 in all; every fifth change is undone and must leave no gap.
                let bagian = 10_000 / 64 + usize::from(urutan < 10_000 % 64);
                let mut sisa = bagian;
                let mut kali = 0;
                while sisa > 0 {
                    let sekali = sisa.min(1 + (urutan + kali) % 7);
                    kali += 1;
                    if kali % 5 == 0 {
                        coba(&app, sekali, false).await;
                    }
                    coba(&app, sekali, true).await;
                    sisa -= sekali;
                }
            });
        }
        while let Some(hasil) = penulis.join_next().await {
            hasil.unwrap();
        }
        utuh(site, 10_000).await;
    });
}

/// As a person would: when the database is busy, again.
async fn coba(app: &kernel::App, sekali: usize, jadi: bool) {
    loop {
        match Write::system(app, "uji.nomor").await {
            Ok(write) => drop(write),
            Err(kernel::Error::Unavailable(_)) => continue,
            Err(galat) => panic!("{galat:?}"),
        }
        return ambil(app, sekali, jadi).await;
    }
}

#[test]
fn reserved_numbers_are_skipped_and_used_once_for_paper() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let (kominfo, dinkes) = (KOMINFO.to_string(), DINKES.to_string());
        let cadang = |unit: &str, banyak: &str| {
            vec![
                ("c_unit".to_owned(), unit.to_owned()),
                ("c_jenis".to_owned(), "surat_dinas".to_owned()),
                ("c_banyak".to_owned(), banyak.to_owned()),
                ("c_alasan".to_owned(), "Listrik padam".to_owned()),
            ]
        };
        let kirim = async |isian: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> = isian.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str())).collect();
            o.operator.post("/naskah-nomor/cadangkan", &fields).await
        };
        kirim(cadang(&kominfo, "0")).await.is(422).has_text("Isi 1 sampai 200");
        kirim(cadang(&dinkes, "3")).await.is(422).has_text("Pilih perangkat daerah Anda");
        kirim(cadang(&kominfo, "3")).await.redirects();
        o.pengonsep.get("/naskah-nomor").await.is(403);
        ambil(&site.app, 1, true).await;
        let row = site.app.db.one("select urut from naskah_nomor where keadaan = 'dipakai'", args![]).await.unwrap();
        assert_eq!(row.get::<i64>("urut").unwrap(), 4);
        let row = site.app.db.one("select id from naskah_nomor where urut = 1", args![]).await.unwrap();
        let satu = format!("/naskah-nomor/{}", row.get::<Uuid>("id").unwrap());
        o.luar.get(&satu).await.is(404);
        let pakai = format!("{satu}/pakai");
        let fields = [("untuk", "Surat saat padam"), ("tanggal", "19-11-2026"), ("klasifikasi", "")];
        o.operator.post(&pakai, &fields).await.is(422).has_text("Isi kode klasifikasi");
        let fields = [("untuk", "Surat saat padam"), ("tanggal", "19-11-2026"), ("klasifikasi", "000.1")];
        o.operator.post(&pakai, &fields).await.redirects();
        o.operator.post(&pakai, &fields).await.is(409);
        o.operator.get("/naskah-nomor").await.ok().has_text("000.1/1/KOMINFO/2026").has_text("Surat saat padam");
        let row = site.app.db.one("select id from naskah_nomor where urut = 2", args![]).await.unwrap();
        let batal = format!("/naskah-nomor/{}/batal", row.get::<Uuid>("id").unwrap());
        o.operator.post(&batal, &[("alasan_batal", "")]).await.is(422);
        o.operator.post(&batal, &[("alasan_batal", "Tidak jadi")]).await.redirects();
        o.operator.post(&batal, &[("alasan_batal", "Lagi")]).await.is(409);
        utuh_urut(site, 4).await;
    });
}

async fn utuh_urut(site: &Site, harap: i64) {
    let row = site.app.db.one("select count(*) as n, max(urut) as akhir from naskah_nomor", args![]).await.unwrap();
    assert_eq!((row.get::<i64>("n").unwrap(), row.get::<i64>("akhir").unwrap()), (harap, harap));
}

#[test]
fn a_past_date_gets_a_suffix_and_moves_nothing() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let kominfo = KOMINFO.to_string();
        let mut write = Write::system(&site.app, "uji.nomor").await.unwrap();
        for hari in [date!(2026 - 11 - 01), date!(2026 - 11 - 05), date!(2026 - 11 - 18)] {
            nomor::ambil(&mut write, &SERI, hari, false, &untuk()).await.unwrap();
        }
        write.commit(&Subject::new("naskah_nomor", Uuid::now_v7(), "/")).await.unwrap();
        let ambil = async |tanggal: &str, alasan: &str| {
            let fields = [
                ("unit", kominfo.as_str()),
                ("jenis", "surat_dinas"),
                ("untuk", "Susulan"),
                ("tanggal", tanggal),
                ("klasifikasi", "000"),
                ("alasan", alasan),
            ];
            o.operator.post("/naskah-nomor/ambil", &fields).await
        };
        ambil("10-11-2026", "").await.is(422).has_text("Isi alasan memakai tanggal");
        ambil("21-11-2026", "x").await.is(422).has_text("belum tiba");
        ambil("31-12-2025", "x").await.is(422).has_text("Buku nomor tahun 2025 sudah ditutup");
        for _ in 0..2 {
            ambil("10-11-2026", "Tertinggal dicatat").await.redirects();
        }
        ambil("20-11-2026", "").await.redirects();
        let rows = site
            .app
            .db
            .query("select nomor from naskah_nomor where akhiran <> '' order by akhiran", args![])
            .await
            .unwrap();
        let nomor: Vec<String> = rows.iter().map(|row| row.get("nomor").unwrap()).collect();
        assert_eq!(nomor, ["000/2.a/KOMINFO/2026", "000/2.b/KOMINFO/2026"]);
        let row = site.app.db.one("select max(urut) as akhir from naskah_nomor", args![]).await.unwrap();
        assert_eq!(row.get::<i64>("akhir").unwrap(), 4);
        // The same for a letter that is written here.
        let id = konsep(&o.pengonsep, "surat_dinas").await;
        let isian = dengan(
            isian("Susulan"),
            &[("tanggal", "12-11-2026"), ("alasan_mundur", "Jaringan putus"), ("aksi", "ajukan")],
        );
        kirim(site, &o.pengonsep, id, &isian).await.redirects();
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        tekan(site, &o.kadis, id, "setuju", &[]).await.redirects();
        site.settle().await;
        let kini = naskah(site, id).await;
        assert_eq!(kini.nomor.as_deref(), Some("000.1.2/2.c/KOMINFO/2026"));
        assert_eq!(kini.tanggal, Some(date!(2026 - 11 - 12)));
        o.operator.get("/naskah-nomor").await.ok().has_text("Alasan: Jaringan putus");
    });
}

#[test]
fn the_administrator_sets_formats_and_wrong_ones_are_refused() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let simpan = async |unit: &str, format: &str| {
            o.admin
                .post("/naskah_format", &[("jenis", "surat_dinas"), ("perangkat_daerah", unit), ("format", format)])
                .await
        };
        o.operator.get("/naskah_format").await.is(403);
        simpan("", "{urut}/{unit}").await.is(422).has_text("{tahun}");
        simpan("", "U-{urut:3}/{unit}/{tahun}").await.redirects();
        simpan("", "Lain-{urut}/{tahun}").await.is(422).has_text("sudah ada");
        let nomor = async || {
            let mut write = Write::system(&site.app, "uji.nomor").await.unwrap();
            let diambil = nomor::ambil(&mut write, &SERI, date!(2026 - 11 - 20), false, &Untuk::default()).await;
            if diambil.is_ok() {
                write.commit(&Subject::new("naskah_nomor", Uuid::now_v7(), "/")).await.unwrap();
            }
            diambil.map(|satu| satu.nomor)
        };
        assert_eq!(nomor().await.unwrap(), "U-001/KOMINFO/2026");
        let mut sendiri = register::Record::blank(&naskah_dinas::registers::FORMAT, Uuid::now_v7());
        sendiri.set("jenis", "surat_dinas");
        sendiri.set("perangkat_daerah", KOMINFO);
        sendiri.set("format", "K{urut}/{bulan}/{tahun}");
        let mut write = Write::system(&site.app, "uji.format").await.unwrap();
        register::store::insert(&mut write, &sendiri).await.unwrap();
        write.commit(&Subject::new("naskah_format", sendiri.id, "/")).await.unwrap();
        assert_eq!(nomor().await.unwrap(), "K2/XI/2026");
    });
}

#[test]
fn series_of_kinds_agencies_and_years_do_not_touch() {
    di_kertas(async |site| {
        for (jenis, unit, tahun) in [
            ("surat_dinas", KOMINFO, 2026),
            ("nota_dinas", KOMINFO, 2026),
            ("surat_dinas", DINKES, 2026),
            ("surat_dinas", KOMINFO, 2027),
        ] {
            let mut write = Write::system(&site.app, "uji.nomor").await.unwrap();
            let seri = Seri { jenis, kepala_daerah: false, unit, kode_unit: "X", tahun };
            let satu = nomor::ambil(&mut write, &seri, date!(2026 - 11 - 20), false, &untuk()).await.unwrap();
            assert_eq!(satu.urut, 1, "{jenis} {tahun}");
            write.commit(&Subject::new("naskah_nomor", Uuid::now_v7(), "/")).await.unwrap();
        }
    });
}

proptest! {
    /// Two different running numbers never read the same in one format.
    #[test]
    fn different_numbers_read_differently(a in 1_i64..100_000, b in 1_i64..100_000, lebar in 0_usize..=6) {
        let format = if lebar == 0 { "{klasifikasi}/{urut}/{unit}/{tahun}".to_owned() } else { format!("{{urut:{lebar}}}/{{tahun}}") };
        let tulis = |urut| {
            let bahan = naskah_dinas::rules::nomor::Bahan {
                klasifikasi: "000", urut, akhiran: "", jenis: "", unit: "X", tanggal: date!(2026 - 01 - 01), tahun: 2026,
            };
            naskah_dinas::rules::nomor::tulis(&format, &bahan).unwrap()
        };
        prop_assert_eq!(a == b, tulis(a) == tulis(b));
    }
}
