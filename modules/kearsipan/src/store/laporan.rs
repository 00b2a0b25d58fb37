//! How the archive of each agency stands, counted over what the scope holds; secret items are not counted.
use std::collections::BTreeMap;

use kernel::module::Unit;
use kernel::{App, Result, Scope};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::ROWS;

/// The figures of one agency with the units below it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Angka {
    /// Items.
    pub arsip: i64,
    /// Items that came by themselves from letters.
    pub sendiri: i64,
    /// Items on paper.
    pub kertas: i64,
    /// Items without a file.
    pub belum: i64,
    /// Files in their active years.
    pub aktif: i64,
    /// Files in their inactive years, with those in a proposal.
    pub inaktif: i64,
    /// Inactive files whose retention has ended.
    pub lewat: i64,
    /// Files destroyed or handed over.
    pub susut: i64,
    /// When the newest item was made.
    pub terbaru: Option<OffsetDateTime>,
}

impl Angka {
    /// It keeps anything here.
    pub fn memakai(&self) -> bool {
        self.arsip > 0
    }
    /// Adds the figures of another.
    pub fn tambah(&mut self, lain: &Angka) {
        self.arsip += lain.arsip;
        self.sendiri += lain.sendiri;
        self.kertas += lain.kertas;
        self.belum += lain.belum;
        self.aktif += lain.aktif;
        self.inaktif += lain.inaktif;
        self.lewat += lain.lewat;
        self.susut += lain.susut;
        self.terbaru = self.terbaru.max(lain.terbaru);
    }
}

/// Figures by unit.
pub async fn per_unit(app: &App, scope: &Scope, hari: Date) -> Result<BTreeMap<Uuid, Angka>> {
    let mut hasil: BTreeMap<Uuid, Angka> = BTreeMap::new();
    let mut values = vec![];
    let inside = scope.filter(&ROWS, &mut values);
    let text = format!(
        "select a.unit, count(*) as arsip, count(case when a.sumber = 'sistem' then 1 end) as sendiri, \
         count(case when a.media = 'kertas' then 1 end) as kertas, count(case when a.status = 'belum' then 1 end) as belum, \
         max(a.created) as terbaru from arsip a where a.rahasia = false and {inside} group by a.unit"
    );
    for row in app.db.query(&text, values).await? {
        let satu = hasil.entry(row.get("unit")?).or_default();
        satu.arsip = row.get("arsip")?;
        satu.sendiri = row.get("sendiri")?;
        satu.kertas = row.get("kertas")?;
        satu.belum = row.get("belum")?;
        satu.terbaru = row.get("terbaru")?;
    }
    let mut values = vec![hari.into()];
    let inside = scope.filter(&ROWS, &mut values);
    let text = format!(
        "select a.unit, count(case when a.status in ('aktif', 'ditutup') then 1 end) as aktif, \
         count(case when a.status in ('inaktif', 'dinilai') then 1 end) as inaktif, \
         count(case when a.status = 'inaktif' and a.inaktif_sampai < $1 then 1 end) as lewat, \
         count(case when a.status in ('musnah', 'serah') then 1 end) as susut \
         from berkas_arsip a where {inside} group by a.unit"
    );
    for row in app.db.query(&text, values).await? {
        let satu = hasil.entry(row.get("unit")?).or_default();
        satu.aktif = row.get("aktif")?;
        satu.inaktif = row.get("inaktif")?;
        satu.lewat = row.get("lewat")?;
        satu.susut = row.get("susut")?;
    }
    Ok(hasil)
}

/// The agency of a unit: itself, or the nearest above it that is one; a unit that nobody knows stands for itself.
pub fn perangkat(units: &[Unit], id: Uuid) -> Uuid {
    let mut kini = id;
    // A tree deeper than this goes in a circle.
    for _ in 0..20 {
        match units.iter().find(|satu| satu.id == kini) {
            Some(satu) if satu.is_agency => return kini,
            Some(satu) => match satu.parent {
                Some(atas) => kini = atas,
                None => return kini,
            },
            None => return id,
        }
    }
    id
}

/// Figures by agency, in the order of the directory; agencies of the scope that keep nothing stand with zeros.
pub fn per_perangkat(units: &[Unit], scope: &Scope, angka: &BTreeMap<Uuid, Angka>) -> Vec<(Uuid, Angka)> {
    let mut semua: Vec<(Uuid, Angka)> = units
        .iter()
        .filter(|satu| satu.is_agency && scope.holds_unit(satu.id))
        .map(|satu| (satu.id, Angka::default()))
        .collect();
    for (unit, satu) in angka {
        let atas = perangkat(units, *unit);
        match semua.iter_mut().find(|(id, _)| *id == atas) {
            Some((_, jumlah)) => jumlah.tambah(satu),
            None => semua.push((atas, *satu)),
        }
    }
    semua
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: u128, parent: Option<u128>, is_agency: bool) -> Unit {
        let nama = id.to_string();
        Unit {
            id: Uuid::from_u128(id),
            code: nama.clone(),
            name: nama.clone(),
            short: nama,
            kind: "dinas".into(),
            parent: parent.map(Uuid::from_u128),
            roles: vec![],
            is_agency,
        }
    }

    #[test]
    fn a_unit_counts_for_its_agency() {
        let units = [
            unit(1, None, true),
            unit(2, Some(1), false),
            unit(3, Some(2), false),
            unit(4, None, false),
            unit(5, Some(6), false),
            unit(6, Some(5), false),
        ];
        for (id, harap) in [(1, 1), (2, 1), (3, 1), (4, 4), (5, 5), (9, 9)] {
            assert_eq!(perangkat(&units, Uuid::from_u128(id)), Uuid::from_u128(harap), "{id}");
        }
    }
}
