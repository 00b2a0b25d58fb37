//! Handlers of the books.
use kernel::auth::Access;
use kernel::indonesia::tanggal;
use kernel::{Ctx, Response, Result, Routes};
use time::{Date, Duration, Month};
use uuid::Uuid;

use super::store::{self, Buku, Saring};
use super::{pages, statistik, unduh};
use crate::AGENDA;
use crate::isi::sebut_perihal;
use crate::masuk::web::{baca_tempat, tulis_tempat};
use crate::susunan::Susunan;

/// Lines on one page.
const SEKALI: usize = 50;
/// Lines of the print view.
pub const CETAK: usize = 1000;
/// Longest period, in days.
const TERLAMA: i64 = 366;

/// Routes of the books.
pub fn routes() -> Routes {
    let lihat = Access::Can(AGENDA);
    Routes::new()
        .get("/agenda_surat", lihat, show)
        .get("/agenda_surat/cetak", lihat, cetak)
        .get("/agenda_surat/xlsx", lihat, unduh::xlsx)
        .get("/agenda_surat/pdf", lihat, unduh::pdf)
        .get("/agenda_surat/statistik", lihat, statistik::show)
}

/// What was asked for: the filter, and what was wrong with it.
pub struct Permintaan {
    /// The filter.
    pub saring: Saring,
    /// The unit that was chosen; none: all of the person's own.
    pub unit: Option<Uuid>,
    /// A sentence when the period could not be used as typed.
    pub pesan: Option<&'static str>,
}

/// The first and last day of the month of a day.
fn bulan(hari: Date) -> (Date, Date) {
    let awal = hari.replace_day(1).unwrap_or(hari);
    let panjang = hari.month().length(hari.year());
    (awal, hari.replace_day(panjang).unwrap_or(hari))
}

/// The period of a request: a month (`bulan=2026-11`), or from day to day, at most a year; the current month otherwise.
pub fn masa(ambil: impl Fn(&str) -> String, hari_ini: Date) -> (Date, Date, Option<&'static str>) {
    let (awal, akhir) = bulan(hari_ini);
    let diminta = ambil("bulan");
    if !diminta.is_empty() {
        let dibaca = diminta.split_once('-').and_then(|(tahun, bulan)| {
            let bulan = Month::try_from(bulan.parse::<u8>().ok()?).ok()?;
            Date::from_calendar_date(tahun.parse().ok().filter(|tahun| (1945..=2200).contains(tahun))?, bulan, 1).ok()
        });
        return match dibaca {
            Some(hari) => {
                let (awal, akhir) = bulan(hari);
                (awal, akhir, None)
            }
            None => (awal, akhir, Some("Bulan tidak terbaca; yang ditampilkan bulan ini.")),
        };
    }
    let (dari, sampai) = (ambil("dari"), ambil("sampai"));
    if dari.is_empty() && sampai.is_empty() {
        return (awal, akhir, None);
    }
    let baca = |teks: &str| tanggal::urai(teks).ok();
    let (dari, sampai) = match (baca(&dari), baca(&sampai)) {
        (Some(dari), Some(sampai)) => (dari, sampai),
        (Some(dari), None) if sampai.is_empty() => {
            (dari, dari.saturating_add(Duration::days(TERLAMA - 1)).min(hari_ini.max(dari)))
        }
        (None, Some(sampai)) if dari.is_empty() => (sampai.saturating_sub(Duration::days(30)), sampai),
        (_, _) => return (awal, akhir, Some("Tanggal tidak terbaca; yang ditampilkan bulan ini.")),
    };
    if sampai < dari {
        return (awal, akhir, Some("Tanggal akhir sebelum tanggal awal; yang ditampilkan bulan ini."));
    }
    if (sampai - dari).whole_days() >= TERLAMA {
        let batas = dari.saturating_add(Duration::days(TERLAMA - 1));
        return (dari, batas, Some("Masa paling lama satu tahun; tanggal akhirnya disesuaikan."));
    }
    (dari, sampai, None)
}

/// Reads the request.
pub fn permintaan(ctx: &Ctx) -> Permintaan {
    let buku = Buku::urai(ctx.query("buku")).unwrap_or(Buku::Masuk);
    let (dari, sampai, pesan) = masa(|nama| ctx.query(nama).to_owned(), ctx.today());
    let scope = ctx.scope_of(AGENDA);
    let mut milik: Vec<Uuid> = ctx.actor.assignments().iter().map(|satu| satu.unit).collect();
    milik.sort_unstable();
    milik.dedup();
    let dipilih = ctx.query("unit").parse().ok();
    let teks = |nama: &str| ctx.query(nama).chars().take(100).collect::<String>();
    let saring = Saring {
        buku,
        dari,
        sampai,
        unit: store::unit(&scope, dipilih, &milik),
        orang: if dipilih.is_none() { ctx.actor.account() } else { None },
        sifat: teks("sifat"),
        jenis: teks("jenis"),
        keadaan: teks("keadaan"),
        teks: teks("q"),
    };
    Permintaan { saring, unit: dipilih, pesan }
}

/// The address of a page of the books with the same filter.
pub fn alamat(ctx: &Ctx, halaman: &str, ubah: &[(&str, &str)]) -> String {
    let mut tulis = form_urlencoded::Serializer::new(String::new());
    for nama in ["buku", "bulan", "dari", "sampai", "unit", "sifat", "jenis", "keadaan", "q"] {
        let nilai = ubah.iter().find(|(satu, _)| *satu == nama).map_or_else(|| ctx.query(nama), |(_, nilai)| nilai);
        if !nilai.is_empty() {
            tulis.append_pair(nama, nilai);
        }
    }
    for (nama, nilai) in ubah.iter().filter(|(nama, _)| *nama == "setelah") {
        tulis.append_pair(nama, nilai);
    }
    let isi = tulis.finish();
    if isi.is_empty() { halaman.to_owned() } else { format!("{halaman}?{isi}") }
}

/// GET /agenda_surat
pub async fn show(ctx: Ctx) -> Result<Response> {
    let minta = permintaan(&ctx);
    let susunan = Susunan::baca(&ctx.app).await?;
    let setelah = baca_tempat(ctx.query("setelah"));
    let akun = ctx.actor.account();
    let (mut baris, lagi) = store::list(&ctx.app, akun, &minta.saring, setelah, SEKALI).await?;
    // On the page alone: what is printed or downloaded goes from hand to hand.
    sebut_perihal(&ctx.app, akun, &mut baris, |satu| (satu.naskah, &mut satu.perihal)).await?;
    let lanjut = baris
        .last()
        .filter(|_| lagi)
        .map(|satu| alamat(&ctx, "/agenda_surat", &[("setelah", &tulis_tempat(satu.saat, satu.id))]));
    pages::halaman(&ctx, &susunan, &minta, &baris, lanjut.as_deref())
}

/// GET /agenda_surat/cetak
pub async fn cetak(ctx: Ctx) -> Result<Response> {
    let minta = permintaan(&ctx);
    let (mut baris, lagi) = store::list(&ctx.app, ctx.actor.account(), &minta.saring, None, CETAK).await?;
    baris.reverse();
    pages::cetak(&ctx, &minta, &baris, lagi)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    type Isi = [(&'static str, &'static str)];

    #[test]
    fn periods_are_read_or_told_to_be_wrong() {
        let hari_ini = date!(2026 - 11 - 20);
        let kini = (date!(2026 - 11 - 01), date!(2026 - 11 - 30));
        let table: &[(&Isi, (Date, Date), bool)] = &[
            (&[], kini, false),
            (&[("bulan", "2024-02")], (date!(2024 - 02 - 01), date!(2024 - 02 - 29)), false),
            (&[("bulan", "2024-13")], kini, true),
            (&[("bulan", "99999999999-1")], kini, true),
            (
                &[("dari", "01-01-2026"), ("sampai", "31-12-2026")],
                (date!(2026 - 01 - 01), date!(2026 - 12 - 31)),
                false,
            ),
            (&[("dari", "01-01-2020"), ("sampai", "31-12-2026")], (date!(2020 - 01 - 01), date!(2020 - 12 - 31)), true),
            (&[("dari", "02-01-2026"), ("sampai", "01-01-2026")], kini, true),
            (&[("dari", "kapan")], kini, true),
            (&[("dari", "01-11-2026")], (date!(2026 - 11 - 01), hari_ini), false),
            (&[("sampai", "31-01-2026")], (date!(2026 - 01 - 01), date!(2026 - 01 - 31)), false),
        ];
        for (isi, harap, ada_pesan) in table {
            let ambil = |nama: &str| {
                isi.iter().find(|(satu, _)| *satu == nama).map_or_else(String::new, |(_, nilai)| (*nilai).to_owned())
            };
            let (dari, sampai, pesan) = masa(ambil, hari_ini);
            assert_eq!(((dari, sampai), pesan.is_some()), (*harap, *ada_pesan), "{isi:?}");
        }
    }
}
