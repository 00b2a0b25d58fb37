//! Where what comes is collected: files with a rule of their own first, then the one for its code and year.
use kernel::{App, Result, Val, Write, args};
use time::Date;
use uuid::Uuid;

use super::{arsip, berkas, tanda};
use crate::model::{Arsip, Berkas};
use crate::rules::himpun::{Calon, Datang, cocok, pilih};
use crate::rules::kode::silsilah;

/// Most files with a rule that are looked at for one record.
const CALON: usize = 500;
/// Most waiting items that a new rule takes in at once.
const SEKALI: usize = 500;

/// Open files of a unit whose rule might fit.
async fn calon(write: &mut Write, unit: Uuid, datang: &Datang<'_>) -> Result<Vec<Calon<Uuid>>> {
    let mut values = args![unit];
    let kode = match datang.kode {
        Some(kode) => {
            let from = values.len();
            values.extend(silsilah(kode).map(Val::from));
            let marks: Vec<String> = (from + 1..=values.len()).map(|n| format!("${n}")).collect();
            format!("kode in ({})", marks.join(", "))
        }
        None => "saring_kata is not null".to_owned(),
    };
    let text = format!(
        "select id, kode, tahun, menampung, saring_kata, saring_jenis, lintas_tahun from berkas_arsip \
         where unit = $1 and menampung = true and status = 'aktif' and {kode} order by id desc limit {CALON}"
    );
    let rows = write.tx().query(&text, values).await?;
    rows.iter()
        .map(|row| {
            let aturan = berkas::aturan(row)?.unwrap_or_default();
            Ok(Calon { id: row.get("id")?, kode: row.get("kode")?, tahun: row.get("tahun")?, aturan })
        })
        .collect()
}

/// The open file that collects a record, with its code; opened when there is none yet. Nothing for a record that no rule
/// knows: without a code, or with one that the register does not have.
pub async fn tujuan(write: &mut Write, unit: Uuid, datang: &Datang<'_>, hari: Date) -> Result<Option<(Uuid, String)>> {
    let semua = calon(write, unit, datang).await?;
    if let Some(id) = pilih(&semua, datang) {
        // Somebody may be closing it at this moment.
        let kini = berkas::pegang(write, id).await?;
        if kini.status == "aktif" && kini.aturan.is_some() {
            return Ok(Some((id, kini.kode)));
        }
    }
    let Some(kode) = datang.kode else { return Ok(None) };
    let tahun = i32::try_from(datang.tahun).unwrap_or_default();
    Ok(berkas::wadah(write, unit, kode, tahun, hari).await?.map(|id| (id, kode.to_owned())))
}

/// Takes in what waits for a file and fits the rule of this one. Returns how many items moved.
pub async fn himpun(write: &mut Write, wadah: &Berkas) -> Result<usize> {
    let Some(aturan) = wadah.aturan.clone() else { return Ok(0) };
    let calon = Calon { id: wadah.id, kode: wadah.kode.clone(), tahun: wadah.tahun, aturan };
    let text = format!(
        "select {} from arsip a where a.status = 'belum' and a.unit = $1 and a.rahasia = false \
         order by a.tanggal, a.id limit {SEKALI} for update",
        arsip::KOLOM
    );
    let menunggu = write.tx().query(&text, args![wadah.unit]).await?;
    let menunggu: Vec<Arsip> = menunggu.iter().map(arsip::baris).collect::<Result<_>>()?;
    let mut masuk = 0;
    for satu in menunggu {
        let judul = kata(satu.nomor.as_deref(), &satu.judul);
        let datang = Datang {
            kode: satu.kode.as_deref(),
            tahun: i64::from(satu.tanggal.year()),
            judul: &judul,
            jenis: &satu.jenis,
        };
        if cocok(&calon, &datang) {
            arsip::berkaskan(write, &satu, wadah.id).await?;
            masuk += 1;
        }
    }
    Ok(masuk)
}

/// What rules read of a record.
pub fn kata(nomor: Option<&str>, judul: &str) -> String {
    format!("{} {judul}", nomor.unwrap_or_default())
}

/// How many items of these files there are, secret ones too: files without items are not among them.
pub async fn jumlah(app: &App, berkas: &[Uuid]) -> Result<Vec<(Uuid, i64)>> {
    let mut values = vec![];
    let marks = tanda(&mut values, berkas.iter().copied());
    let text = format!("select berkas, count(*) as n from arsip where berkas in ({marks}) group by berkas");
    let rows = app.db.query(&text, values).await?;
    rows.iter().map(|row| Ok((row.get("berkas")?, row.get("n")?))).collect()
}
