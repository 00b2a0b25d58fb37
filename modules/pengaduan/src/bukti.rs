//! What the records of complaints say about the indicators of complaint services: number 42 of PermenPANRB 59/2020, number 32 of
//! PermenPANRB 5/2018.
use kernel::indonesia::angka;
use kernel::module::{Fact, Probe};
use kernel::{App, BoxFuture, Result, args};
use time::OffsetDateTime;

use crate::model::Kanal;
use crate::store::hitungan::{self, Menurut};
use crate::store::terima::awal_bulan;

/// What was counted of the last twelve months.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hitungan {
    /// Received.
    pub banyak: i64,
    /// Answered by agencies through the flow.
    pub dijawab: i64,
    /// With an outcome.
    pub tuntas: i64,
    /// Came from, or went to, another system.
    pub tukar: i64,
}

/// The highest level that the records alone support: reporting with files 2, a flow with verification and progress 3, exchange with other
/// complaint systems 4. Improvement after a review (5) no record can show.
pub fn tingkat(hitungan: Hitungan) -> Option<u8> {
    let Hitungan { banyak, dijawab, tuntas, tukar } = hitungan;
    if banyak == 0 {
        return None;
    }
    Some(if tuntas > 0 && tukar > 0 {
        4
    } else if dijawab > 0 || tuntas > 0 {
        3
    } else {
        2
    })
}

fn baca(app: App) -> BoxFuture<Result<Fact>> {
    Box::pin(async move {
        let kini = awal_bulan(app.today());
        let sejak = kernel::indonesia::tanggal::tambah_bulan(kini, -11).unwrap_or(kini);
        let jumlah = hitungan::jumlah(&app, sejak, kini).await?;
        let kanal = hitungan::menurut(&app, Menurut::Kanal, sejak, kini).await?;
        let luar = [Kanal::Open311.kode(), Kanal::Sp4n.kode()];
        let tukar = kanal.iter().filter(|(kode, _)| kode.as_deref().is_some_and(|kode| luar.contains(&kode)));
        let hitungan = Hitungan {
            banyak: jumlah.banyak,
            dijawab: jumlah.dijawab,
            tuntas: jumlah.tuntas,
            tukar: tukar.map(|(_, satu)| satu.banyak).sum(),
        };
        let terbaru = app.db.optional("select diterima from pengaduan order by id desc limit 1", args![]).await?;
        let newest: Option<OffsetDateTime> = terbaru.map(|row| row.get("diterima")).transpose()?;
        let says = if hitungan.banyak == 0 {
            "Belum ada pengaduan dalam dua belas bulan terakhir.".to_owned()
        } else {
            let tepat = jumlah.tepat_waktu().map_or_else(String::new, |persen| format!(", {persen:.0}% tepat waktu"));
            format!(
                "{} pengaduan dalam dua belas bulan terakhir lewat {} kanal; {} dijawab dan {} sudah ada hasil{tepat}; {} dipertukarkan dengan sistem lain.",
                angka::bulat(hitungan.banyak),
                kanal.len(),
                angka::bulat(hitungan.dijawab),
                angka::bulat(hitungan.tuntas),
                angka::bulat(hitungan.tukar)
            )
        };
        Ok(Fact {
            says,
            supports: tingkat(hitungan),
            href: Some("/pengaduan/statistik".to_owned()),
            newest: newest.map(|saat| saat.to_offset(app.offset()).date()),
        })
    })
}

/// The fact.
pub const PROBES: &[Probe] = &[Probe {
    key: "pengaduan.penanganan",
    title: "Pengaduan masyarakat yang diterima dan ditangani secara elektronik",
    indicators: &["permenpanrb-59-2020:42", "permenpanrb-5-2018:32"],
    run: baca,
}];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_supported_carefully() {
        let table = [
            ((0, 0, 0, 0), None),
            ((10, 0, 0, 0), Some(2)),
            ((10, 3, 0, 0), Some(3)),
            ((10, 3, 0, 4), Some(3)),
            ((10, 8, 5, 4), Some(4)),
        ];
        for ((banyak, dijawab, tuntas, tukar), harap) in table {
            assert_eq!(tingkat(Hitungan { banyak, dijawab, tuntas, tukar }), harap);
        }
    }
}
