//! Lists of files and items, page by page.
//!
//! What a person may see is a union (these units, what they made, what names them); each part is read in the order of an
//! index of its own, so that a page costs the same at a million rows.
use kernel::{App, Result, Scope, Val};
use time::Date;
use uuid::Uuid;

use super::{Mata, ROWS, arsip, berkas};
use crate::model::{Arsip, Berkas};

/// Where a page starts: behind this row in the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tempat {
    /// Date of the row.
    pub hari: Date,
    /// The row.
    pub id: Uuid,
}

impl Tempat {
    /// From an address: `2026-12-31.uuid`.
    pub fn urai(teks: &str) -> Option<Tempat> {
        let (hari, id) = teks.split_once('.')?;
        Some(Tempat { hari: kernel::indonesia::tanggal::urai(hari).ok()?, id: id.parse().ok()? })
    }
    /// For an address.
    pub fn tulis(&self) -> String {
        format!("{}.{}", self.hari, self.id)
    }
}

/// What narrows the list of items.
#[derive(Debug, Clone, Default)]
pub struct SaringArsip {
    /// Part of title or number.
    pub cari: String,
    /// Unit.
    pub unit: Option<Uuid>,
    /// Code, with all below it.
    pub kode: String,
    /// File.
    pub berkas: Option<Uuid>,
    /// Year of the record.
    pub tahun: Option<i32>,
    /// State.
    pub status: String,
    /// Medium.
    pub media: String,
    /// Place of paper.
    pub lokasi: Option<Uuid>,
}

/// What narrows the list of files.
#[derive(Debug, Clone, Default)]
pub struct SaringBerkas {
    /// Part of description or number.
    pub cari: String,
    /// Unit.
    pub unit: Option<Uuid>,
    /// Code, with all below it.
    pub kode: String,
    /// Year.
    pub tahun: Option<i32>,
    /// State.
    pub status: String,
    /// Those whose inactive retention ended before this day.
    pub habis: Option<Date>,
    /// Only those under a legal hold.
    pub ditahan: bool,
    /// Place of paper.
    pub lokasi: Option<Uuid>,
}

struct Syarat {
    teks: Vec<String>,
    values: Vec<Val>,
}

impl Syarat {
    fn baru() -> Syarat {
        Syarat { teks: vec![], values: vec![] }
    }
    fn sama(&mut self, kolom: &str, nilai: Option<impl Into<Val>>) {
        if let Some(nilai) = nilai {
            self.values.push(nilai.into());
            self.teks.push(format!("a.{kolom} = ${}", self.values.len()));
        }
    }
    fn kode(&mut self, kode: &str) {
        if kode.is_empty() {
            return;
        }
        self.values.push(kode.into());
        let satu = self.values.len();
        // Digits and dots only, so nothing in it is a mark of `like`.
        let aman: String = kode.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        self.values.push(format!("{aman}.%").into());
        self.teks.push(format!("(a.kode = ${satu} or a.kode like ${})", satu + 1));
    }
    fn cari(&mut self, kolom: [&str; 2], teks: &str) {
        if teks.is_empty() {
            return;
        }
        let aman = teks.to_ascii_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        self.values.push(format!("%{aman}%").into());
        let n = self.values.len();
        let [satu, dua] = kolom;
        self.teks.push(format!("(lower(a.{satu}) like ${n} escape '\\' or lower(a.{dua}) like ${n} escape '\\')"));
    }
    fn setelah(&mut self, kolom: &str, tempat: Option<Tempat>) {
        if let Some(tempat) = tempat {
            self.values.push(tempat.hari.into());
            let n = self.values.len();
            self.values.push(tempat.id.into());
            self.teks.push(format!("(a.{kolom}, a.id) < (${n}, ${})", n + 1));
        }
    }
    fn dan(&self) -> String {
        if self.teks.is_empty() { "true".to_owned() } else { self.teks.join(" and ") }
    }
}

/// The union of the parts (from where, under which condition), each read in its own order, as one statement.
fn gabung(bagian: &[(&str, String)], kolom: &str, syarat: &Syarat, urut: &str, limit: usize) -> String {
    let dan = syarat.dan();
    let satu: Vec<String> = bagian
        .iter()
        .enumerate()
        .map(|(n, (dari, bagian))| {
            format!(
                "select * from (select {kolom} from {dari} where {bagian} and {dan} order by a.{urut} desc, a.id desc limit {limit}) s{n}"
            )
        })
        .collect();
    satu.join(" union all ")
}

fn per_unit(scope: &Scope, unit: Option<Uuid>) -> Scope {
    match unit {
        Some(unit) => scope.within(&[unit]),
        None => scope.clone(),
    }
}

/// Items that the person may see, newest first, up to `limit`; whether there are more.
pub async fn arsip(
    app: &App,
    mata: &Mata,
    saring: &SaringArsip,
    setelah: Option<Tempat>,
    limit: usize,
) -> Result<(Vec<Arsip>, bool)> {
    let mut syarat = Syarat::baru();
    syarat.sama("unit", saring.unit);
    syarat.sama("berkas", saring.berkas);
    syarat.sama("lokasi", saring.lokasi);
    syarat.sama("status", Some(saring.status.as_str()).filter(|teks| !teks.is_empty()));
    syarat.sama("media", Some(saring.media.as_str()).filter(|teks| !teks.is_empty()));
    syarat.kode(&saring.kode);
    syarat.cari(["judul", "nomor"], &saring.cari);
    if let Some((awal, akhir)) = saring.tahun.and_then(tahun) {
        syarat.values.push(awal.into());
        syarat.values.push(akhir.into());
        let n = syarat.values.len();
        syarat.teks.push(format!("a.tanggal >= ${} and a.tanggal <= ${n}", n - 1));
    }
    syarat.setelah("tanggal", setelah);
    let mut values = std::mem::take(&mut syarat.values);
    let biasa = per_unit(&mata.biasa, saring.unit);
    // What names the person is little: from there to the items, and not through all items to see which name them.
    let nama = mata.nama(&mut values);
    let dinamai = format!("(select distinct p.arsip from arsip_pembaca p where {nama}) d cross join arsip a");
    let parts = biasa.parts(&ROWS, &mut values).into_iter();
    let mut bagian: Vec<(&str, String)> =
        parts.map(|satu| ("arsip a", format!("a.rahasia = false and {satu}"))).collect();
    bagian.push((&dinamai, "a.id = d.arsip".to_owned()));
    let text = gabung(&bagian, arsip::KOLOM, &syarat, "tanggal", limit + 1);
    let rows = app.db.query(&text, values).await?;
    let mut semua = rows.iter().map(arsip::baris).collect::<Result<Vec<_>>>()?;
    semua.sort_by_key(|satu| std::cmp::Reverse((satu.tanggal, satu.id)));
    semua.dedup_by_key(|satu| satu.id);
    let lagi = semua.len() > limit;
    semua.truncate(limit);
    Ok((semua, lagi))
}

/// Every item in the files of a proposal that the person may see, in the order of the files; nothing when there are more
/// than `limit`.
pub async fn arsip_dari(app: &App, mata: &Mata, usul: Uuid, limit: usize) -> Result<Option<Vec<Arsip>>> {
    let mut values = vec![usul.into()];
    let inside = mata.saring(&mut values);
    let text = format!(
        "select {} from arsip a where a.berkas in (select u.berkas from usul_arsip_berkas u where u.usul = $1) and {inside} \
         order by a.berkas, a.tanggal, a.id limit {}",
        arsip::KOLOM,
        limit + 1
    );
    let rows = app.db.query(&text, values).await?;
    if rows.len() > limit {
        return Ok(None);
    }
    rows.iter().map(arsip::baris).collect::<Result<Vec<_>>>().map(Some)
}

fn tahun(tahun: i32) -> Option<(Date, Date)> {
    Some((
        Date::from_calendar_date(tahun, time::Month::January, 1).ok()?,
        Date::from_calendar_date(tahun, time::Month::December, 31).ok()?,
    ))
}

/// Files inside the scope, newest first, up to `limit`; whether there are more.
pub async fn berkas(
    app: &App,
    scope: &Scope,
    saring: &SaringBerkas,
    setelah: Option<Tempat>,
    limit: usize,
) -> Result<(Vec<Berkas>, bool)> {
    let mut syarat = Syarat::baru();
    syarat.sama("unit", saring.unit);
    syarat.sama("lokasi", saring.lokasi);
    syarat.sama("tahun", saring.tahun);
    syarat.sama("status", Some(saring.status.as_str()).filter(|teks| !teks.is_empty()));
    syarat.sama("ditahan", saring.ditahan.then_some(true));
    syarat.kode(&saring.kode);
    syarat.cari(["uraian", "nomor"], &saring.cari);
    if let Some(hari) = saring.habis {
        syarat.values.push(hari.into());
        syarat.teks.push(format!("a.inaktif_sampai < ${}", syarat.values.len()));
    }
    syarat.setelah("dibuka", setelah);
    let mut values = std::mem::take(&mut syarat.values);
    let parts = per_unit(scope, saring.unit).parts(&ROWS, &mut values).into_iter();
    let bagian: Vec<(&str, String)> = parts.map(|satu| ("berkas_arsip a", satu)).collect();
    let text = gabung(&bagian, berkas::KOLOM, &syarat, "dibuka", limit + 1);
    let rows = app.db.query(&text, values).await?;
    let mut semua = rows.iter().map(berkas::baris).collect::<Result<Vec<_>>>()?;
    semua.sort_by_key(|satu| std::cmp::Reverse((satu.dibuka, satu.id)));
    semua.dedup_by_key(|satu| satu.id);
    let lagi = semua.len() > limit;
    semua.truncate(limit);
    Ok((semua, lagi))
}

/// How many files of the scope are in each state, and how many items wait for a file: (state, count).
pub async fn hitung(app: &App, scope: &Scope) -> Result<Vec<(String, i64)>> {
    let mut values = vec![];
    let inside = scope.filter(&ROWS, &mut values);
    let text = format!(
        "select a.status as status, count(*) as n from berkas_arsip a where {inside} group by a.status \
         union all select 'belum' as status, count(*) as n from arsip a where a.status = 'belum' and a.rahasia = false and {inside}"
    );
    let rows = app.db.query(&text, values).await?;
    rows.iter().map(|row| Ok((row.get("status")?, row.get("n")?))).collect()
}
