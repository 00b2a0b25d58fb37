//! Live facts for the evaluation: what the obligations say about the indicators of PermenPANRB 59/2020 that duties name.

use crate::model::Kekuatan;
use crate::rules::kepatuhan::Rekap;
use crate::store::rekap::{self, Cakupan};
use crate::{katalog, store};
use kernel::indonesia::tanggal;
use kernel::module::{Fact, Probe};
use kernel::{App, BoxFuture, Result};
use time::Date;

/// Evidence older than this no longer shows that something is kept up (the evaluation asks for reviews under two years).
const SEGAR_HARI: i64 = 730;

/// The highest level that compliance alone supports. Deliberately careful: records of fulfilled duties can show that something exists
/// (2) and that everybody does it (3), never that it is integrated (4) or improved from evaluation (5).
///
/// Nothing due yet says nothing. Less than half fulfilled supports 1; at least half, 2; all of it with evidence not older than two years, 3.
pub fn tingkat(rekap: &Rekap, terbaru: Option<Date>, hari_ini: Date) -> Option<u8> {
    let bagian = rekap.kepatuhan()?;
    let segar = terbaru.is_some_and(|tanggal| (hari_ini - tanggal).whole_days() <= SEGAR_HARI);
    Some(if bagian.pembilang == bagian.penyebut && segar {
        3
    } else if bagian.pembilang * 2 >= bagian.penyebut {
        2
    } else {
        1
    })
}

async fn baca(app: App, nomor: u8) -> Result<Fact> {
    let kosong = |says: &str| Fact { says: says.to_owned(), supports: None, href: None, newest: None };
    if !katalog::ada(&app) {
        return Ok(kosong("Profil kabupaten belum memuat daftar kewajiban."));
    }
    let daftar = katalog::dari(&app)?;
    let kode: Vec<String> = daftar
        .kewajiban
        .iter()
        .filter(|satu| satu.kekuatan == Kekuatan::Wajib && satu.indikator.contains(&nomor))
        .map(|satu| satu.kode.clone())
        .collect();
    if kode.is_empty() {
        return Ok(kosong("Tidak ada kewajiban dalam peraturan kabupaten yang menyangkut indikator ini."));
    }
    let setelan = store::setelan::baca(&app, &daftar).await?;
    let cakupan = Cakupan { kode: &kode, tahun: None, hari_ini: app.today(), hari_mendekati: setelan.hari_mendekati };
    let hasil = rekap::hitung(&app, None, &cakupan).await?;
    let terbaru = rekap::bukti_terbaru(&app, None, &cakupan).await?;
    let mut jumlah = Rekap::default();
    for satu in hasil.kewajiban.values() {
        rekap::gabung(&mut jumlah, satu);
    }
    let says = match jumlah.kepatuhan() {
        None => format!("{} kewajiban menyangkut indikator ini; belum ada yang jatuh tempo.", kode.len()),
        Some(bagian) => {
            let bukti = terbaru.map_or_else(
                || "belum ada bukti yang diterima".to_owned(),
                |hari| format!("bukti terbaru {}", tanggal::panjang(hari)),
            );
            format!(
                "{} dari {} kewajiban yang jatuh tempo terpenuhi, {} terlambat; {bukti}.",
                bagian.pembilang, bagian.penyebut, jumlah.terlambat
            )
        }
    };
    let href = Some(format!("/kewajiban?indikator={nomor}&status=semua"));
    Ok(Fact { says, supports: tingkat(&jumlah, terbaru, app.today()), href, newest: terbaru })
}

fn satu<const NOMOR: u8>(app: App) -> BoxFuture<Result<Fact>> {
    Box::pin(baca(app, NOMOR))
}

macro_rules! probes {
    ($($nomor:literal),+) => {
        &[$(Probe {
            key: concat!("kewajiban.kepatuhan.", $nomor),
            title: "Kepatuhan terhadap kewajiban dalam peraturan kabupaten",
            indicators: &[concat!("permenpanrb-59-2020:", $nomor)],
            run: satu::<$nomor>,
        }),+]
    };
}

/// One probe per indicator.
pub const PROBES: &[Probe] = probes!(
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
    32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47
);

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn levels_are_supported_carefully() {
        let rekap = |terpenuhi, terlambat| Rekap { terpenuhi, terlambat, mendekati: 9, ..Rekap::default() };
        let hari_ini = date!(2026 - 11 - 20);
        let baru = Some(date!(2026 - 01 - 10));
        let lama = Some(date!(2023 - 01 - 10));
        let table = [
            (rekap(0, 0), None, None),
            (rekap(0, 4), None, Some(1)),
            (rekap(1, 3), baru, Some(1)),
            (rekap(2, 2), baru, Some(2)),
            (rekap(3, 1), baru, Some(2)),
            (rekap(4, 0), baru, Some(3)),
            (rekap(4, 0), lama, Some(2)),
        ];
        for (rekap, terbaru, harap) in table {
            assert_eq!(tingkat(&rekap, terbaru, hari_ini), harap, "{rekap:?} {terbaru:?}");
        }
    }
}
