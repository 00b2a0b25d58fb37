//! The book of numbers. A number is taken inside the change that needs it, from a counter row that stays locked until
//! that change is kept or undone: so there are no gaps and no doubles.
use kernel::{App, Error, Result, Row, Scope, Val, Write, args};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::naskah::kata;
use crate::jenis;
use crate::model::KeadaanNomor;
use crate::rules::nomor::{self as aturan, Bahan};
use crate::tabel;

/// A series: kind, agency, year; letters of the head of the regency have one of their own, kept by the agency in which that
/// office stands.
#[derive(Debug, Clone, Copy)]
pub struct Seri<'a> {
    /// Key of the kind.
    pub jenis: &'a str,
    /// The series of the head of the regency.
    pub kepala_daerah: bool,
    /// The agency whose book it is.
    pub unit: Uuid,
    /// Its code, as it stands in numbers.
    pub kode_unit: &'a str,
    /// The year.
    pub tahun: i64,
}

/// What stands in front of the kind in the series of the head of the regency.
const KEPALA_DAERAH: &str = "kepala_daerah.";

impl Seri<'_> {
    /// The series in the database.
    fn kunci(&self) -> String {
        if self.kepala_daerah { format!("{KEPALA_DAERAH}{}", self.jenis) } else { self.jenis.to_owned() }
    }
    /// The agency whose formats count; the head of the regency uses those of all.
    fn pemilik_format(&self) -> Option<Uuid> {
        (!self.kepala_daerah).then_some(self.unit)
    }
}

/// A number in the book.
#[derive(Debug, Clone)]
pub struct Nomor {
    /// Row.
    pub id: Uuid,
    /// Key of the kind.
    pub jenis: String,
    /// It belongs to the series of the head of the regency.
    pub kepala_daerah: bool,
    /// The agency.
    pub unit: Uuid,
    /// The year.
    pub tahun: i64,
    /// The running number.
    pub urut: i64,
    /// Suffix of a back-dated one.
    pub akhiran: String,
    /// As written; a reserved one has none yet.
    pub nomor: Option<String>,
    /// How it stands.
    pub keadaan: KeadaanNomor,
    /// Date of the letter.
    pub tanggal: Option<Date>,
    /// Why reserved, back-dated or cancelled.
    pub alasan: Option<String>,
    /// What a letter on paper is about.
    pub untuk: Option<String>,
    /// The letter.
    pub naskah: Option<Uuid>,
    /// Who took it.
    pub oleh: Option<Uuid>,
    /// When.
    pub pada: OffsetDateTime,
}

const COLUMNS: &str = "b.id, b.jenis, b.unit, b.tahun, b.urut, b.akhiran, b.nomor, b.keadaan, b.tanggal, b.alasan, b.untuk, b.naskah, b.oleh, b.pada";

fn nomor(row: &Row) -> Result<Nomor> {
    let seri: String = row.get("jenis")?;
    Ok(Nomor {
        id: row.get("id")?,
        kepala_daerah: seri.starts_with(KEPALA_DAERAH),
        jenis: seri.strip_prefix(KEPALA_DAERAH).unwrap_or(&seri).to_owned(),
        unit: row.get("unit")?,
        tahun: row.get("tahun")?,
        urut: row.get("urut")?,
        akhiran: row.get("akhiran")?,
        nomor: row.get("nomor")?,
        keadaan: kata(row, "keadaan", KeadaanNomor::urai)?,
        tanggal: row.get("tanggal")?,
        alasan: row.get("alasan")?,
        untuk: row.get("untuk")?,
        naskah: row.get("naskah")?,
        oleh: row.get("oleh")?,
        pada: row.get("pada")?,
    })
}

/// Locks the counter of a series and moves it on by `banyak`; returns the first of the new numbers.
async fn maju(write: &mut Write, seri: &Seri<'_>, banyak: i64) -> Result<i64> {
    let kunci = seri.kunci();
    let key = || args![kunci.as_str(), seri.unit, seri.tahun];
    write
        .tx()
        .exec(
            "insert into naskah_penghitung (jenis, unit, tahun, urut) values ($1, $2, $3, 0) on conflict do nothing",
            key(),
        )
        .await?;
    let row = write
        .tx()
        .one("select urut from naskah_penghitung where jenis = $1 and unit = $2 and tahun = $3 for update", key())
        .await?;
    let urut: i64 = row.get("urut")?;
    let mut values = key();
    values.push((urut + banyak).into());
    write
        .tx()
        .exec("update naskah_penghitung set urut = $4 where jenis = $1 and unit = $2 and tahun = $3", values)
        .await?;
    Ok(urut + 1)
}

/// What is known of the letter that takes a number.
#[derive(Debug, Clone, Default)]
pub struct Untuk {
    /// The letter, when it lies in the system.
    pub naskah: Option<Uuid>,
    /// Classification code.
    pub klasifikasi: String,
    /// What a letter on paper is about.
    pub perihal: Option<String>,
    /// Why it is back-dated.
    pub alasan: Option<String>,
    /// The unit in charge of the letter, which sees the number in its book too.
    pub pengolah: Option<Uuid>,
}

/// A number that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diambil {
    /// As written.
    pub nomor: String,
    /// The running number.
    pub urut: i64,
}

/// The format of a series: that of the agency, else that of the kind, else the shipped one.
pub async fn format(write: &mut Write, seri: &Seri<'_>) -> Result<String> {
    let text = "select format from naskah_format where jenis = $1 and (perangkat_daerah = $2 or perangkat_daerah is null) \
        order by case when perangkat_daerah is null then 1 else 0 end, id limit 1";
    let row = write.tx().optional(text, args![seri.jenis, seri.pemilik_format()]).await?;
    match row {
        Some(row) => Ok(row.get("format")?),
        None => Ok(bawaan(seri.jenis).to_owned()),
    }
}

/// The same outside of a change, for what a draft needs; without an agency for the head of the regency.
pub async fn format_kini(app: &App, jenis: &str, unit: Option<Uuid>) -> Result<String> {
    let text = "select format from naskah_format where jenis = $1 and (perangkat_daerah = $2 or perangkat_daerah is null) \
        order by case when perangkat_daerah is null then 1 else 0 end, id limit 1";
    match app.db.optional(text, args![jenis, unit]).await? {
        Some(row) => Ok(row.get("format")?),
        None => Ok(bawaan(jenis).to_owned()),
    }
}

fn bawaan(kunci: &str) -> &'static str {
    jenis::cari(kunci).map_or("{klasifikasi}/{urut}/{unit}/{tahun}", jenis::Jenis::format_bawaan)
}

/// Takes the next number of a series for a letter of `tanggal`, or, when that is `mundur`, the next suffix of the number
/// that was the last one on that day.
///
/// # Errors
/// [`Error::Refused`] when the format is wrong or needs a classification code that the letter does not have.
pub async fn ambil(write: &mut Write, seri: &Seri<'_>, tanggal: Date, mundur: bool, untuk: &Untuk) -> Result<Diambil> {
    let format = format(write, seri).await?;
    if aturan::perlu_klasifikasi(&format) && untuk.klasifikasi.is_empty() {
        return Err(Error::refused("Nomor naskah ini memuat kode klasifikasi. Isi kode klasifikasinya dahulu."));
    }
    let (urut, akhiran) =
        if mundur { sisip(write, seri, tanggal).await? } else { (maju(write, seri, 1).await?, String::new()) };
    let teks = tulis(&format, seri, untuk, urut, &akhiran, tanggal)?;
    let values = vec![
        ("jenis", seri.kunci().into()),
        ("unit", seri.unit.into()),
        ("tahun", seri.tahun.into()),
        ("urut", urut.into()),
        ("akhiran", akhiran.into()),
        ("nomor", teks.as_str().into()),
        ("keadaan", KeadaanNomor::Dipakai.kode().into()),
        ("tanggal", tanggal.into()),
        ("alasan", untuk.alasan.clone().into()),
        ("untuk", untuk.perihal.clone().into()),
        ("naskah", untuk.naskah.into()),
        ("oleh", write.actor().into()),
        ("pada", write.at().into()),
        ("pengolah", untuk.pengolah.into()),
    ];
    write.insert(&tabel::nomor(), Uuid::now_v7(), values).await?;
    Ok(Diambil { nomor: teks, urut })
}

fn tulis(format: &str, seri: &Seri<'_>, untuk: &Untuk, urut: i64, akhiran: &str, tanggal: Date) -> Result<String> {
    let singkatan = jenis::cari(seri.jenis).map_or("", |jenis| jenis.singkatan.as_str());
    let bahan = Bahan {
        klasifikasi: &untuk.klasifikasi,
        urut,
        akhiran,
        jenis: singkatan,
        unit: seri.kode_unit,
        tanggal,
        tahun: seri.tahun,
    };
    aturan::tulis(format, &bahan).map_err(Error::refused)
}

/// The number after which a back-dated one is put, and its suffix; the counter is locked, so that two do not get the same. In
/// a book in which nothing stands yet it is the first number.
async fn sisip(write: &mut Write, seri: &Seri<'_>, tanggal: Date) -> Result<(i64, String)> {
    // Locked, and not moved.
    if maju(write, seri, 0).await? == 1 {
        return Ok((maju(write, seri, 1).await?, String::new()));
    }
    let kunci = seri.kunci();
    let key = args![kunci.as_str(), seri.unit, seri.tahun, tanggal];
    let text = "select max(urut) as urut from naskah_nomor where jenis = $1 and unit = $2 and tahun = $3 and tanggal <= $4 and akhiran = ''";
    let urut: Option<i64> = write.tx().one(text, key).await?.get("urut")?;
    let urut = urut.unwrap_or(0);
    let text = "select akhiran from naskah_nomor where jenis = $1 and unit = $2 and tahun = $3 and urut = $4";
    let rows = write.tx().query(text, args![kunci.as_str(), seri.unit, seri.tahun, urut]).await?;
    let dipakai = rows.iter().map(|row| Ok(row.get::<String>("akhiran")?)).collect::<Result<Vec<_>>>()?;
    Ok((urut, aturan::akhiran_berikut(&dipakai)))
}

/// Reserves the next `banyak` numbers of a series, for outages and paper. Returns the first and the last.
pub async fn cadangkan(write: &mut Write, seri: &Seri<'_>, banyak: i64, alasan: &str) -> Result<(i64, i64)> {
    let awal = maju(write, seri, banyak).await?;
    let (oleh, at) = (write.actor(), write.at());
    for urut in awal..awal + banyak {
        let values = vec![
            ("jenis", seri.kunci().into()),
            ("unit", seri.unit.into()),
            ("tahun", seri.tahun.into()),
            ("urut", urut.into()),
            ("akhiran", "".into()),
            ("keadaan", KeadaanNomor::Dicadangkan.kode().into()),
            ("alasan", alasan.into()),
            ("oleh", oleh.into()),
            ("pada", at.into()),
        ];
        write.insert(&tabel::nomor(), Uuid::now_v7(), values).await?;
    }
    Ok((awal, awal + banyak - 1))
}

/// One number that the scope holds.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(app: &App, scope: &Scope, id: Uuid) -> Result<Nomor> {
    let mut values = args![id];
    let inside = scope.filter(&BUKU, &mut values);
    nomor(&app.db.one(&format!("select {COLUMNS} from naskah_nomor b where b.id = $1 and {inside}"), values).await?)
}

const BUKU: kernel::Rows = kernel::Rows { unit: "b.unit", owner: "b.oleh", public: "false" };
/// The same by the unit whose letter bears the number.
const PENGOLAH: kernel::Rows = kernel::Rows { unit: "b.pengolah", owner: "b.oleh", public: "false" };

/// A number inside a change, held until its end.
pub async fn pegang(write: &mut Write, id: Uuid) -> Result<Nomor> {
    nomor(
        &write.tx().one(&format!("select {COLUMNS} from naskah_nomor b where b.id = $1 for update"), args![id]).await?,
    )
}

/// Uses a reserved number for a letter on paper.
///
/// # Errors
/// [`Error::Refused`] when it is not reserved any more.
pub async fn pakai_cadangan(
    write: &mut Write,
    id: Uuid,
    seri: &Seri<'_>,
    tanggal: Date,
    untuk: &Untuk,
) -> Result<Diambil> {
    let satu = pegang(write, id).await?;
    if satu.keadaan != KeadaanNomor::Dicadangkan {
        return Err(Error::refused("Nomor ini sudah dipakai atau dibatalkan."));
    }
    let format = format(write, seri).await?;
    if aturan::perlu_klasifikasi(&format) && untuk.klasifikasi.is_empty() {
        return Err(Error::field("klasifikasi", "Isi kode klasifikasi: nomor jenis ini memuatnya"));
    }
    let teks = tulis(&format, seri, untuk, satu.urut, "", tanggal)?;
    let values = vec![
        ("nomor", teks.as_str().into()),
        ("keadaan", KeadaanNomor::Dipakai.kode().into()),
        ("tanggal", tanggal.into()),
        ("untuk", untuk.perihal.clone().into()),
        ("naskah", untuk.naskah.into()),
    ];
    write.update(&tabel::nomor(), id, None, values).await?;
    Ok(Diambil { nomor: teks, urut: satu.urut })
}

/// Records that a number is cancelled; it is never used again.
pub async fn batalkan(write: &mut Write, id: Uuid, alasan: &str) -> Result<()> {
    let values = vec![("keadaan", KeadaanNomor::Dibatalkan.kode().into()), ("alasan", alasan.into())];
    write.update(&tabel::nomor(), id, None, values).await?;
    Ok(())
}

/// Cancels reserved numbers of books that are closed: nobody can use them any more. At most `limit` at once; returns how
/// many. What they were reserved for stays in their reason.
pub async fn tutup_buku(write: &mut Write, tahun_terbuka: i64, limit: usize) -> Result<usize> {
    let text = format!(
        "select {COLUMNS} from naskah_nomor b where b.keadaan = 'dicadangkan' and b.tahun < $1 order by b.id limit {limit} for update"
    );
    let rows = write.tx().query(&text, args![tahun_terbuka]).await?;
    for row in &rows {
        let satu = nomor(row)?;
        let sebab = format!("Tidak terpakai sampai buku tahun {} ditutup", satu.tahun);
        let alasan =
            satu.alasan.filter(|teks| !teks.is_empty()).map_or(sebab.clone(), |lama| format!("{lama}. {sebab}"));
        batalkan(write, satu.id, &alasan).await?;
    }
    Ok(rows.len())
}

/// Cancels the numbers that a letter uses. Returns how many there were.
pub async fn batalkan_milik(write: &mut Write, naskah: Uuid, alasan: &str) -> Result<usize> {
    let rows = write
        .tx()
        .query("select id from naskah_nomor where naskah = $1 and keadaan = 'dipakai' for update", args![naskah])
        .await?;
    for row in &rows {
        batalkan(write, row.get("id")?, alasan).await?;
    }
    Ok(rows.len())
}

/// Whether a letter ever had a number.
pub async fn pernah(write: &mut Write, naskah: Uuid) -> Result<bool> {
    Ok(write
        .tx()
        .optional("select 1 as ya from naskah_nomor where naskah = $1 limit 1", args![naskah])
        .await?
        .is_some())
}

/// A page of the book, newest first: at most `limit` and one more when there are more, older than `sebelum`.
pub async fn list(
    app: &App,
    scope: &Scope,
    keadaan: Option<KeadaanNomor>,
    sebelum: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Nomor>> {
    let mut values = vec![];
    let (buku, pengolah) = (scope.filter(&BUKU, &mut values), scope.filter(&PENGOLAH, &mut values));
    let mut syarat = vec![format!("({buku} or {pengolah})")];
    let mut mark = |value: Val| {
        values.push(value);
        format!("${}", values.len())
    };
    if let Some(keadaan) = keadaan {
        syarat.push(format!("b.keadaan = {}", mark(keadaan.kode().into())));
    }
    if let Some(sebelum) = sebelum {
        syarat.push(format!("b.id < {}", mark(sebelum.into())));
    }
    let text = format!(
        "select {COLUMNS} from naskah_nomor b where {} order by b.id desc limit {}",
        syarat.join(" and "),
        limit + 1
    );
    app.db.query(&text, values).await?.iter().map(nomor).collect()
}
