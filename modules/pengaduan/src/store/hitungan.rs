//! Figures by month: counted anew for months in which something changed, so that pages read some hundred rows however many complaints
//! there are.
use kernel::{App, Result, Row, args};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

/// Changes that were under way when figures were counted last may be this old.
const SUSULAN: Duration = Duration::minutes(30);

/// Counts the months in which something changed since the last time. Returns how many.
pub async fn hitung(app: &App) -> Result<usize> {
    let mulai = app.now();
    let row = app.db.optional("select sampai from pengaduan_hitungan_saat where id = 1", args![]).await?;
    let sejak: OffsetDateTime = match row {
        Some(row) => row.get::<OffsetDateTime>("sampai")? - SUSULAN,
        None => OffsetDateTime::UNIX_EPOCH,
    };
    let bulan = app.db.query("select distinct bulan from pengaduan where updated >= $1", args![sejak]).await?;
    for row in &bulan {
        let bulan: Date = row.get("bulan")?;
        let mut tx = app.db.begin().await?;
        tx.exec("delete from pengaduan_hitungan where bulan = $1", args![bulan]).await?;
        let text = "insert into pengaduan_hitungan (bulan, unit, klasifikasi, kategori, kanal, keadaan, eskalasi, banyak, terlambat, \
            dijawab, hari_jawab, tuntas, hari_selesai, dinilai, nilai) \
            select bulan, unit, klasifikasi, kategori, kanal, keadaan, eskalasi, count(*), \
            sum(case when terlambat then 1 else 0 end), count(hari_jawab), coalesce(sum(hari_jawab), 0), count(hari_selesai), \
            coalesce(sum(hari_selesai), 0), count(nilai), coalesce(sum(nilai), 0) \
            from pengaduan where bulan = $1 group by bulan, unit, klasifikasi, kategori, kanal, keadaan, eskalasi";
        tx.exec(text, args![bulan]).await?;
        tx.commit().await?;
    }
    let mut tx = app.db.begin().await?;
    let text = "insert into pengaduan_hitungan_saat (id, sampai) values (1, $1) on conflict (id) do update set sampai = excluded.sampai";
    tx.exec(text, args![mulai]).await?;
    tx.commit().await?;
    Ok(bulan.len())
}

/// When the figures were counted last.
pub async fn saat(app: &App) -> Result<Option<OffsetDateTime>> {
    let row = app.db.optional("select sampai from pengaduan_hitungan_saat where id = 1", args![]).await?;
    row.map(|row| Ok(row.get("sampai")?)).transpose()
}

/// Sums of a group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Angka {
    /// Complaints received.
    pub banyak: i64,
    /// Of these, done after their day.
    pub terlambat: i64,
    /// Answered.
    pub dijawab: i64,
    /// Working days to the first answers, in all.
    pub hari_jawab: i64,
    /// With an outcome.
    pub tuntas: i64,
    /// Working days to the outcomes, in all.
    pub hari_selesai: i64,
    /// Rated.
    pub dinilai: i64,
    /// The ratings in all.
    pub nilai: i64,
}

fn rata(jumlah: i64, banyak: i64) -> Option<f64> {
    let angka = |nilai: i64| f64::from(i32::try_from(nilai).unwrap_or(i32::MAX));
    (banyak > 0).then(|| angka(jumlah) / angka(banyak))
}

impl Angka {
    /// Average working days to the first answer.
    pub fn rata_jawab(&self) -> Option<f64> {
        rata(self.hari_jawab, self.dijawab)
    }
    /// Average working days to the outcome.
    pub fn rata_selesai(&self) -> Option<f64> {
        rata(self.hari_selesai, self.tuntas)
    }
    /// Average rating.
    pub fn rata_nilai(&self) -> Option<f64> {
        rata(self.nilai, self.dinilai)
    }
    /// How many of the outcomes came in time, in percent.
    pub fn tepat_waktu(&self) -> Option<f64> {
        rata((self.tuntas - self.terlambat) * 100, self.tuntas)
    }
}

/// A column by which figures are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menurut {
    /// Class.
    Klasifikasi,
    /// Category.
    Kategori,
    /// Channel.
    Kanal,
    /// State.
    Keadaan,
}

impl Menurut {
    const fn kolom(self) -> &'static str {
        match self {
            Menurut::Klasifikasi => "klasifikasi",
            Menurut::Kategori => "kategori",
            Menurut::Kanal => "kanal",
            Menurut::Keadaan => "keadaan",
        }
    }
}

const JUMLAH: &str = "cast(sum(banyak) as bigint) as banyak, cast(sum(terlambat) as bigint) as terlambat, cast(sum(dijawab) as bigint) as dijawab, \
    cast(sum(hari_jawab) as bigint) as hari_jawab, cast(sum(tuntas) as bigint) as tuntas, cast(sum(hari_selesai) as bigint) as hari_selesai, \
    cast(sum(dinilai) as bigint) as dinilai, cast(sum(nilai) as bigint) as nilai";

fn angka(row: &Row) -> Result<Angka> {
    Ok(Angka {
        banyak: row.get("banyak")?,
        terlambat: row.get("terlambat")?,
        dijawab: row.get("dijawab")?,
        hari_jawab: row.get("hari_jawab")?,
        tuntas: row.get("tuntas")?,
        hari_selesai: row.get("hari_selesai")?,
        dinilai: row.get("dinilai")?,
        nilai: row.get("nilai")?,
    })
}

/// Figures of complaints received from a month to a month, both included, the most first.
pub async fn menurut(app: &App, oleh: Menurut, dari: Date, sampai: Date) -> Result<Vec<(Option<String>, Angka)>> {
    let kolom = oleh.kolom();
    let text = format!(
        "select {kolom} as kunci, {JUMLAH} from pengaduan_hitungan where bulan >= $1 and bulan <= $2 group by {kolom} order by 2 desc, 1"
    );
    let rows = app.db.query(&text, args![dari, sampai]).await?;
    rows.iter().map(|row| Ok((row.get("kunci")?, angka(row)?))).collect()
}

/// Figures by agency, the most first.
pub async fn menurut_unit(app: &App, dari: Date, sampai: Date) -> Result<Vec<(Option<Uuid>, Angka)>> {
    let text = format!(
        "select unit, {JUMLAH} from pengaduan_hitungan where bulan >= $1 and bulan <= $2 group by unit order by 2 desc, 1"
    );
    let rows = app.db.query(&text, args![dari, sampai]).await?;
    rows.iter().map(|row| Ok((row.get("unit")?, angka(row)?))).collect()
}

/// Figures by month, in order.
pub async fn menurut_bulan(app: &App, dari: Date, sampai: Date) -> Result<Vec<(Date, Angka)>> {
    let text = format!(
        "select bulan, {JUMLAH} from pengaduan_hitungan where bulan >= $1 and bulan <= $2 group by bulan order by bulan"
    );
    let rows = app.db.query(&text, args![dari, sampai]).await?;
    rows.iter().map(|row| Ok((row.get("bulan")?, angka(row)?))).collect()
}

/// All together.
pub async fn jumlah(app: &App, dari: Date, sampai: Date) -> Result<Angka> {
    let mut semua = Angka::default();
    for (_, satu) in menurut_bulan(app, dari, sampai).await? {
        semua.banyak += satu.banyak;
        semua.terlambat += satu.terlambat;
        semua.dijawab += satu.dijawab;
        semua.hari_jawab += satu.hari_jawab;
        semua.tuntas += satu.tuntas;
        semua.hari_selesai += satu.hari_selesai;
        semua.dinilai += satu.dinilai;
        semua.nilai += satu.nilai;
    }
    Ok(semua)
}

/// What is under way and late today, by agency; what waits for its reporter is not late.
pub async fn sedang_terlambat(app: &App, hari_ini: Date) -> Result<Vec<(Option<Uuid>, i64)>> {
    let text = "select unit, count(*) as n from pengaduan where aktif and batas < $1 and keadaan not in ('dilengkapi', 'dijawab') \
        group by unit order by unit";
    let rows = app.db.query(text, args![hari_ini]).await?;
    rows.iter().map(|row| Ok((row.get("unit")?, row.get("n")?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn averages_of_nothing_are_nothing() {
        assert_eq!(Angka::default().rata_jawab(), None);
        let satu = Angka { tuntas: 4, terlambat: 1, hari_selesai: 10, ..Angka::default() };
        assert_eq!((satu.tepat_waktu(), satu.rata_selesai()), (Some(75.0), Some(2.5)));
    }
}
