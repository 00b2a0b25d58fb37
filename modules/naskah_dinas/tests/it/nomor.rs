//! Numbers: gapless and unique under concurrency, reserved, back-dated, cancelled, formatted.
use kernel::{Subject, Write, args};
use naskah_dinas::store::nomor::{self, Seri, Untuk};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::{BTreeMap, BTreeSet};
use testkit::Site;
use time::Date;
use time::macros::date;
use uuid::Uuid;

use crate::dunia::{DINKES, KOMINFO, dengan, di_kertas, isian, kirim, konsep, naskah, orang, tekan};

const SERI: Seri<'static> =
    Seri { jenis: "surat_dinas", kepala_daerah: false, unit: KOMINFO, kode_unit: "KOMINFO", tahun: 2026 };

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

/// What somebody does with a book of numbers.
#[derive(Debug, Clone)]
enum Langkah {
    /// Takes a number; the change is kept or undone.
    Ambil { jadi: bool },
    /// Takes one for a day that is past by so many days.
    Mundur { hari: u16, jadi: bool },
    /// Reserves so many.
    Cadang { banyak: u8, jadi: bool },
    /// Uses one of the reserved numbers.
    Pakai { yang: u8 },
    /// Cancels one of all numbers.
    Batal { yang: u8 },
    /// So many days pass, and the books that end with them are closed.
    Berlalu { hari: u8 },
}

fn langkah() -> impl Strategy<Value = Langkah> {
    prop_oneof![
        4 => any::<bool>().prop_map(|jadi| Langkah::Ambil { jadi }),
        3 => (1_u16..70, any::<bool>()).prop_map(|(hari, jadi)| Langkah::Mundur { hari, jadi }),
        2 => (1_u8..5, any::<bool>()).prop_map(|(banyak, jadi)| Langkah::Cadang { banyak, jadi }),
        2 => any::<u8>().prop_map(|yang| Langkah::Pakai { yang }),
        2 => any::<u8>().prop_map(|yang| Langkah::Batal { yang }),
        2 => (1_u8..30).prop_map(|hari| Langkah::Berlalu { hari }),
    ]
}

async fn jalankan(app: &kernel::App, unit: Uuid, hari: &mut Date, langkah: &Langkah) {
    let mut write = Write::system(app, "uji.nomor").await.unwrap();
    let seri = |tahun: i32| Seri {
        jenis: "surat_dinas",
        kepala_daerah: false,
        unit,
        kode_unit: "UJI",
        tahun: i64::from(tahun),
    };
    let untuk = Untuk { klasifikasi: "000".into(), alasan: Some("Uji".into()), ..Untuk::default() };
    let pilih = async |write: &mut Write, syarat: &str, yang: u8| {
        let text = format!("select id, tahun from naskah_nomor where unit = $1 and {syarat} order by id");
        let rows = write.tx().query(&text, args![unit]).await.unwrap();
        let row = rows.get(usize::from(yang) % rows.len().max(1))?;
        Some((row.get::<Uuid>("id").unwrap(), i32::try_from(row.get::<i64>("tahun").unwrap()).unwrap()))
    };
    let jadi = match langkah {
        Langkah::Ambil { jadi } => {
            let untuk = Untuk { alasan: None, ..untuk };
            nomor::ambil(&mut write, &seri(hari.year()), *hari, false, &untuk).await.unwrap();
            *jadi
        }
        Langkah::Mundur { hari: lewat, jadi } => {
            let lampau = *hari - time::Duration::days(i64::from(*lewat));
            if naskah_dinas::rules::nomor::buku_terbuka(lampau.year(), *hari) {
                nomor::ambil(&mut write, &seri(lampau.year()), lampau, true, &untuk).await.unwrap();
            }
            *jadi
        }
        Langkah::Cadang { banyak, jadi } => {
            nomor::cadangkan(&mut write, &seri(hari.year()), i64::from(*banyak), "Padam").await.unwrap();
            *jadi
        }
        Langkah::Pakai { yang } => {
            if let Some((id, tahun)) = pilih(&mut write, "keadaan = 'dicadangkan'", *yang).await {
                let tanggal = if tahun == hari.year() { *hari } else { Date::from_ordinal_date(tahun, 364).unwrap() };
                nomor::pakai_cadangan(&mut write, id, &seri(tahun), tanggal, &untuk).await.unwrap();
            }
            true
        }
        Langkah::Batal { yang } => {
            if let Some((id, _)) = pilih(&mut write, "keadaan <> 'dibatalkan'", *yang).await {
                nomor::batalkan(&mut write, id, "Tidak jadi").await.unwrap();
            }
            true
        }
        Langkah::Berlalu { hari: lewat } => {
            *hari += time::Duration::days(i64::from(*lewat));
            let terbuka = i64::from(naskah_dinas::rules::nomor::tahun_terbuka(*hari));
            nomor::tutup_buku(&mut write, terbuka, 1000).await.unwrap();
            true
        }
    };
    if jadi {
        write.commit(&Subject::new("naskah_nomor", Uuid::now_v7(), "/")).await.unwrap();
    }
}

/// Every number from the first to the last stands in the book once, and what is not simply used has its reason.
async fn terjelaskan(app: &kernel::App, unit: Uuid, hari: Date) -> Result<(), TestCaseError> {
    let text =
        "select tahun, urut, akhiran, nomor, keadaan, alasan, tanggal from naskah_nomor where unit = $1 order by id";
    let (mut pokok, mut sisipan) = (BTreeMap::<i64, Vec<i64>>::new(), BTreeMap::<(i64, i64), Vec<String>>::new());
    let mut teks = BTreeSet::new();
    for row in app.db.query(text, args![unit]).await.unwrap() {
        let (tahun, urut): (i64, i64) = (row.get("tahun").unwrap(), row.get("urut").unwrap());
        let (akhiran, keadaan): (String, String) = (row.get("akhiran").unwrap(), row.get("keadaan").unwrap());
        let alasan = row.get::<Option<String>>("alasan").unwrap().unwrap_or_default();
        let nomor: Option<String> = row.get("nomor").unwrap();
        prop_assert!(nomor.is_none_or(|nomor| teks.insert(nomor)), "a number stands on two letters");
        prop_assert!(keadaan == "dipakai" || !alasan.is_empty(), "{keadaan} without reason");
        prop_assert!(keadaan != "dicadangkan" || tahun >= i64::from(naskah_dinas::rules::nomor::tahun_terbuka(hari)));
        if let Some(tanggal) = row.get::<Option<Date>>("tanggal").unwrap() {
            prop_assert_eq!(i64::from(tanggal.year()), tahun, "a date outside of the book");
        }
        if akhiran.is_empty() {
            pokok.entry(tahun).or_default().push(urut);
        } else {
            prop_assert!(!alasan.is_empty(), "a back-dated number without reason");
            sisipan.entry((tahun, urut)).or_default().push(akhiran);
        }
    }
    for (tahun, mut semua) in pokok.clone() {
        semua.sort_unstable();
        let harap: Vec<i64> = (1..).take(semua.len()).collect();
        prop_assert_eq!(&semua, &harap, "gap or double in {}", tahun);
        let text = "select urut from naskah_penghitung where unit = $1 and tahun = $2";
        let row = app.db.one(text, args![unit, tahun]).await.unwrap();
        prop_assert_eq!(row.get::<i64>("urut").unwrap(), i64::try_from(semua.len()).unwrap());
    }
    for ((tahun, urut), semua) in sisipan {
        let terakhir = i64::try_from(pokok.get(&tahun).map_or(0, Vec::len)).unwrap();
        prop_assert!((0..=terakhir).contains(&urut));
        let harap: Vec<String> = (b'a'..=b'z').map(|huruf| char::from(huruf).to_string()).take(semua.len()).collect();
        prop_assert!(semua.len() > 26 || semua == harap, "{semua:?}");
    }
    Ok(())
}

#[test]
fn whatever_is_done_with_a_book_no_number_doubles_and_no_gap_is_without_reason() {
    di_kertas(async |site| {
        let app = site.app.clone();
        let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
        let semua = prop::collection::vec(langkah(), 1..45);
        let hasil = runner.run(&semua, |semua| {
            let app = app.clone();
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(async move {
                    // A book of its own for each case; it begins in the last weeks of a year.
                    let (unit, mut hari) = (Uuid::now_v7(), date!(2026 - 12 - 01));
                    for langkah in &semua {
                        jalankan(&app, unit, &mut hari, langkah).await;
                        terjelaskan(&app, unit, hari).await?;
                    }
                    Ok(())
                })
            })
        });
        hasil.unwrap();
    });
}
