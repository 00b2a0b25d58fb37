//! The book of numbers over the turn of the year.
use kernel::{Write, args};
use naskah_dinas::model::Keadaan;
use naskah_dinas::store::nomor::{self, Seri, Untuk};
use naskah_dinas::tutup_buku;
use testkit::{Answer, Site};
use time::macros::date;
use uuid::Uuid;

use crate::dunia::{KOMINFO, Orang, dengan, di_kertas, isian, kirim, konsep, naskah, orang, tekan};

const SERI: Seri<'static> =
    Seri { jenis: "surat_dinas", kepala_daerah: false, unit: KOMINFO, kode_unit: "KOMINFO", tahun: 2026 };

/// Time goes on to noon of a day; everybody signs in again.
async fn hari(site: &Site, tahun: i32, bulan: u8, tanggal: u8) -> Orang {
    let tujuan = time::Date::from_calendar_date(tahun, time::Month::try_from(bulan).unwrap(), tanggal).unwrap();
    let saat = tujuan.with_hms(5, 0, 0).unwrap().assume_utc();
    site.app.clock.advance(saat - site.app.now());
    orang(site).await
}

async fn ambil(o: &Orang, tanggal: &str, alasan: &str) -> Answer {
    let kominfo = KOMINFO.to_string();
    let fields = [
        ("unit", kominfo.as_str()),
        ("jenis", "surat_dinas"),
        ("untuk", "Surat akhir tahun"),
        ("tanggal", tanggal),
        ("klasifikasi", "000"),
        ("alasan", alasan),
    ];
    o.operator.post("/naskah-nomor/ambil", &fields).await
}

async fn cadangkan(o: &Orang, banyak: &str) {
    let kominfo = KOMINFO.to_string();
    let fields =
        [("c_unit", kominfo.as_str()), ("c_jenis", "surat_dinas"), ("c_banyak", banyak), ("c_alasan", "Listrik padam")];
    o.operator.post("/naskah-nomor/cadangkan", &fields).await.redirects();
}

#[test]
fn a_number_of_last_year_is_given_in_january_with_its_reason_and_not_later() {
    di_kertas(async |site| {
        let o = orang(site).await;
        for _ in 0..2 {
            ambil(&o, "20-11-2026", "").await.redirects();
        }
        let o = hari(site, 2027, 1, 12).await;
        ambil(&o, "30-12-2026", "").await.is(422).has_text("Isi alasan");
        ambil(&o, "30-12-2026", "Tertinggal saat libur").await.redirects();
        ambil(&o, "12-01-2027", "").await.redirects();
        o.operator
            .get("/naskah-nomor")
            .await
            .ok()
            .has_text("000/2.a/KOMINFO/2026")
            .has_text("Alasan: Tertinggal saat libur")
            .has_text("000/1/KOMINFO/2027");
        let o = hari(site, 2027, 2, 1).await;
        ambil(&o, "30-12-2026", "Terlambat").await.is(422).has_text("Buku nomor tahun 2026 sudah ditutup");
        let row = site.app.db.one("select count(*) as n from naskah_nomor", args![]).await.unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), 4);
    });
}

#[test]
fn in_a_book_without_numbers_a_late_letter_gets_the_first_one() {
    di_kertas(async |site| {
        let o = hari(site, 2027, 1, 4).await;
        ambil(&o, "31-12-2026", "Baru dicatat").await.redirects();
        ambil(&o, "31-12-2026", "Juga baru dicatat").await.redirects();
        o.operator.get("/naskah-nomor").await.ok().has_text("000/1/KOMINFO/2026").has_text("000/1.a/KOMINFO/2026");
    });
}

#[test]
fn a_letter_written_in_january_may_bear_a_date_of_december_until_the_book_is_closed() {
    di_kertas(async |site| {
        let o = orang(site).await;
        ambil(&o, "20-11-2026", "").await.redirects();
        let o = hari(site, 2027, 1, 29).await;
        let mundur = [("tanggal", "29-12-2026"), ("alasan_mundur", "Jaringan putus"), ("aksi", "ajukan")];
        let mut semua = vec![];
        for perihal in ["Tepat waktu", "Terlambat ditandatangani"] {
            let id = konsep(&o.pengonsep, "surat_dinas").await;
            kirim(site, &o.pengonsep, id, &dengan(isian(perihal), &mundur)).await.redirects();
            tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
            semua.push(id);
        }
        tekan(site, &o.kadis, semua[0], "setuju", &[]).await.redirects();
        site.settle().await;
        let kini = naskah(site, semua[0]).await;
        assert_eq!(kini.nomor.as_deref(), Some("000.1.2/1.a/KOMINFO/2026"));
        assert_eq!((kini.tahun, kini.tanggal), (2026, Some(date!(2026 - 12 - 29))));
        let o = hari(site, 2027, 2, 2).await;
        tekan(site, &o.kadis, semua[1], "setuju", &[]).await.is(409).has_text("Buku nomor tahun 2026 sudah ditutup");
        assert_eq!(naskah(site, semua[1]).await.keadaan, Keadaan::Diperiksa);
        tekan(site, &o.pengonsep, semua[1], "tarik", &[]).await.redirects();
        tekan(site, &o.pengonsep, semua[1], "ajukan", &[]).await.is(409).has_text("sudah ditutup");
        let isian = dengan(isian("Terlambat ditandatangani"), &[("tanggal", ""), ("aksi", "ajukan")]);
        kirim(site, &o.pengonsep, semua[1], &isian).await.redirects();
        tekan(site, &o.kabid, semua[1], "setuju", &[]).await.redirects();
        tekan(site, &o.kadis, semua[1], "setuju", &[]).await.redirects();
        assert_eq!(naskah(site, semua[1]).await.nomor.as_deref(), Some("000.1.2/1/KOMINFO/2027"));
    });
}

#[test]
fn reserved_numbers_stay_in_their_year_and_are_cancelled_when_the_book_is_closed() {
    di_kertas(async |site| {
        let o = orang(site).await;
        cadangkan(&o, "3").await;
        assert_eq!(tutup_buku::tutup(&site.app).await.unwrap(), 0);
        let o = hari(site, 2027, 1, 20).await;
        cadangkan(&o, "2").await;
        assert_eq!(tutup_buku::tutup(&site.app).await.unwrap(), 0, "the book of last year is open in January");
        let row =
            site.app.db.one("select id from naskah_nomor where tahun = 2026 and urut = 1", args![]).await.unwrap();
        let pakai = format!("/naskah-nomor/{}/pakai", row.get::<Uuid>("id").unwrap());
        let isian = |tanggal: &'static str| [("untuk", "Saat padam"), ("tanggal", tanggal), ("klasifikasi", "000")];
        o.operator.post(&pakai, &isian("05-01-2027")).await.is(422).has_text("Nomor ini dari buku tahun 2026");
        o.operator.post(&pakai, &isian("28-12-2026")).await.redirects();
        let row =
            site.app.db.one("select id from naskah_nomor where tahun = 2026 and urut = 2", args![]).await.unwrap();
        let batal = format!("/naskah-nomor/{}/batal", row.get::<Uuid>("id").unwrap());
        o.operator.post(&batal, &[("alasan_batal", "Salah hitung")]).await.redirects();
        let o = hari(site, 2027, 2, 1).await;
        assert_eq!(tutup_buku::tutup(&site.app).await.unwrap(), 1);
        assert_eq!(tutup_buku::tutup(&site.app).await.unwrap(), 0);
        o.operator
            .get("/naskah-nomor?keadaan=dibatalkan")
            .await
            .ok()
            .has_text("Salah hitung")
            .has_text("Listrik padam. Tidak terpakai sampai buku tahun 2026 ditutup");
        let row = site
            .app
            .db
            .one("select count(*) as n from naskah_nomor where keadaan = 'dicadangkan' and tahun = 2027", args![])
            .await
            .unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), 2, "those of this year wait");
        // A cancelled number is not given again to a date of that year either.
        let mut write = Write::system(&site.app, "uji.nomor").await.unwrap();
        let untuk = Untuk { klasifikasi: "000".into(), alasan: Some("Uji".into()), ..Untuk::default() };
        let satu = nomor::ambil(&mut write, &SERI, date!(2026 - 12 - 30), true, &untuk).await.unwrap();
        assert_eq!(satu.nomor, "000/1.a/KOMINFO/2026");
        drop(write);
    });
}
