//! Rows of the three books. Each is read from one index in the order of time, so a month costs the same however many years
//! the book has.
use kernel::{App, Result, Row, Scope, Val, args};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::masuk::store as places;
use crate::model::kata;

kata! {
    /// Which book.
    Buku {
        Masuk = "masuk", "Surat masuk";
        Keluar = "keluar", "Surat keluar";
        Disposisi = "disposisi", "Disposisi";
    }
}

/// What a book is narrowed by.
#[derive(Debug, Clone)]
pub struct Saring {
    /// Which book.
    pub buku: Buku,
    /// First day.
    pub dari: Date,
    /// Last day.
    pub sampai: Date,
    /// The units whose book it is; at least one.
    pub unit: Vec<Uuid>,
    /// The person whose dispositions by name stand in the book of dispositions, too.
    pub orang: Option<Uuid>,
    /// Urgency.
    pub sifat: String,
    /// Kind of letter.
    pub jenis: String,
    /// State.
    pub keadaan: String,
    /// Words in subject, sender or number.
    pub teks: String,
}

/// A line of a book.
#[derive(Debug, Clone)]
pub struct Baris {
    /// The letter.
    pub naskah: Uuid,
    /// The row that the line stands for.
    pub id: Uuid,
    /// The moment by which the book is ordered.
    pub saat: OffsetDateTime,
    /// Running number in the book; empty for none.
    pub urut: String,
    /// Number of the letter.
    pub nomor: String,
    /// Date on it.
    pub tanggal: Option<Date>,
    /// Sender, signer or giver.
    pub dari: String,
    /// To whom: receivers of a disposition.
    pub kepada: String,
    /// What it is about.
    pub perihal: String,
    /// Kind of letter.
    pub jenis: String,
    /// Urgency.
    pub sifat: String,
    /// State.
    pub keadaan: String,
    /// When something is due.
    pub tenggat: Option<Date>,
    /// The unit in whose book it stands.
    pub unit: Uuid,
}

/// Where a page begins: before this line, as books are shown newest first.
pub type Tempat = Option<(OffsetDateTime, Uuid)>;

/// A pattern for `like` that finds the text anywhere in lower-case ASCII.
fn pola(teks: &str) -> String {
    let mut hasil = String::from("%");
    for huruf in teks.to_lowercase().chars() {
        if matches!(huruf, '%' | '_' | '\\') {
            hasil.push('\\');
        }
        hasil.push(huruf);
    }
    hasil.push('%');
    hasil
}

#[derive(Clone)]
struct Bahan {
    kolom: &'static str,
    tabel: &'static str,
    saat: &'static str,
    unit: &'static str,
    id: &'static str,
    tetap: String,
    cari: &'static [&'static str],
    sifat: &'static str,
    jenis: Option<&'static str>,
    keadaan: Option<&'static str>,
    /// The column of a receiver, for dispositions that were received.
    penerima: Option<&'static str>,
}

impl Bahan {
    /// The book of dispositions as its receivers have it, read in the order of the receivers' own index.
    fn diterima(&self) -> Bahan {
        Bahan {
            tabel: "disposisi_penerima p join disposisi d on d.id = p.disposisi join naskah n on n.id = d.naskah",
            saat: "p.created",
            unit: "p.unit",
            id: "p.disposisi",
            tetap: format!("p.keadaan <> 'ditarik' and {}", self.tetap),
            penerima: Some("p.owner"),
            ..self.clone()
        }
    }
}

fn bahan(buku: Buku, akun: Option<Uuid>, values: &mut Vec<Val>) -> Bahan {
    match buku {
        Buku::Masuk => Bahan {
            kolom: "s.naskah, s.id, s.dicatat as saat, s.urut, s.nomor, s.tanggal, s.pengirim as dari, s.perihal, s.jenis, s.sifat, s.keadaan, \
                cast(null as date) as tenggat, s.unit",
            tabel: "surat_masuk s",
            saat: "s.dicatat",
            unit: "s.unit",
            id: "s.id",
            tetap: places::bernama(akun, values),
            cari: &["s.perihal", "s.pengirim", "s.nomor"],
            sifat: "s.sifat",
            jenis: Some("s.jenis"),
            keadaan: Some("s.keadaan"),
            penerima: None,
        },
        Buku::Keluar => {
            values.push(akun.into());
            let orang = format!("${}", values.len());
            Bahan {
                kolom: "n.id as naskah, n.id, n.terbit as saat, n.nomor_urut as urut, n.nomor, n.tanggal, n.jabatan_penandatangan as dari, \
                    n.perihal, n.jenis, n.sifat, n.keadaan, cast(null as date) as tenggat, n.unit",
                tabel: "naskah n",
                saat: "n.terbit",
                unit: "n.unit",
                id: "n.id",
                tetap: format!(
                    "n.arah = 'keluar' and n.terbit is not null and (n.keamanan in ('biasa', 'terbatas') or exists \
                     (select 1 from naskah_akses b where b.naskah = n.id and b.owner = {orang}))"
                ),
                cari: &["n.perihal", "n.nomor", "n.jabatan_penandatangan"],
                sifat: "n.sifat",
                jenis: Some("n.jenis"),
                keadaan: Some("n.keadaan"),
                penerima: None,
            }
        }
        Buku::Disposisi => {
            values.push(akun.into());
            let orang = format!("${}", values.len());
            Bahan {
                kolom: "d.naskah, d.id, d.created as saat, cast(null as bigint) as urut, n.nomor, n.tanggal, d.jabatan as dari, n.perihal, n.jenis, d.sifat, \
                    '' as keadaan, d.tenggat, d.unit",
                tabel: "disposisi d join naskah n on n.id = d.naskah",
                saat: "d.created",
                unit: "d.unit",
                id: "d.id",
                tetap: format!(
                    "(n.keamanan in ('biasa', 'terbatas') or exists \
                     (select 1 from naskah_akses b where b.naskah = n.id and b.owner = {orang}))"
                ),
                cari: &["n.perihal", "n.nomor", "d.jabatan"],
                sifat: "d.sifat",
                jenis: Some("n.jenis"),
                keadaan: None,
                penerima: None,
            }
        }
    }
}

fn waktu(app: &App, hari: Date) -> OffsetDateTime {
    app.profile.zone().saat(hari, time::Time::MIDNIGHT)
}

/// A page of a book, newest first: at most `limit`, and whether there are more.
pub async fn list(
    app: &App,
    akun: Option<Uuid>,
    saring: &Saring,
    setelah: Tempat,
    limit: usize,
) -> Result<(Vec<Baris>, bool)> {
    let besok = saring.sampai.next_day().unwrap_or(saring.sampai);
    let mut values = args![waktu(app, saring.dari), waktu(app, besok)];
    let bahan = bahan(saring.buku, akun, &mut values);
    let mut parts = bagian(&bahan, saring, setelah, limit, &mut values);
    if saring.buku == Buku::Disposisi {
        parts.extend(bagian(&bahan.diterima(), saring, setelah, limit, &mut values));
    }
    if parts.is_empty() {
        return Ok((vec![], false));
    }
    // A disposition from one unit of the person to another stands in the book once.
    let gabung = if saring.buku == Buku::Disposisi { " union " } else { " union all " };
    let text = format!("select * from ({}) b order by saat desc, id desc limit {}", parts.join(gabung), limit + 1);
    let rows = app.db.query(&text, values).await?;
    let lagi = rows.len() > limit;
    let mut semua: Vec<Baris> = rows.iter().take(limit).map(baris).collect::<Result<_>>()?;
    if saring.buku == Buku::Disposisi {
        penerima(app, &mut semua).await?;
    }
    Ok((semua, lagi))
}

/// A statement for each unit, and for the person where the book has a column for one; each reads one index.
fn bagian(bahan: &Bahan, saring: &Saring, setelah: Tempat, limit: usize, values: &mut Vec<Val>) -> Vec<String> {
    let mut syarat = vec![format!("{0} >= $1 and {0} < $2", bahan.saat), bahan.tetap.clone()];
    let mut tanda = |nilai: Val| {
        values.push(nilai);
        format!("${}", values.len())
    };
    if let Some((saat, id)) = setelah {
        let (saat, id) = (tanda(saat.into()), tanda(id.into()));
        syarat.push(format!("({0} < {saat} or ({0} = {saat} and {1} < {id}))", bahan.saat, bahan.id));
    }
    if !saring.sifat.is_empty() {
        syarat.push(format!("{} = {}", bahan.sifat, tanda(saring.sifat.as_str().into())));
    }
    if let (Some(kolom), false) = (bahan.jenis, saring.jenis.is_empty()) {
        syarat.push(format!("{kolom} = {}", tanda(saring.jenis.as_str().into())));
    }
    if let (Some(kolom), false) = (bahan.keadaan, saring.keadaan.is_empty()) {
        syarat.push(format!("{kolom} = {}", tanda(saring.keadaan.as_str().into())));
    }
    if !saring.teks.is_empty() {
        let pola = tanda(pola(&saring.teks).into());
        let cari: Vec<String> =
            bahan.cari.iter().map(|kolom| format!("lower(coalesce({kolom}, '')) like {pola} escape '\\'")).collect();
        syarat.push(format!("({})", cari.join(" or ")));
    }
    let mut milik: Vec<(&str, String)> = saring.unit.iter().map(|unit| (bahan.unit, tanda((*unit).into()))).collect();
    if let (Some(kolom), Some(orang)) = (bahan.penerima, saring.orang) {
        milik.push((kolom, tanda(orang.into())));
    }
    milik
        .into_iter()
        .map(|(kolom, mark)| {
            format!(
                "select * from (select {} from {} where {kolom} = {mark} and {} order by {} desc, {} desc limit {}) p{}",
                bahan.kolom,
                bahan.tabel,
                syarat.join(" and "),
                bahan.saat,
                bahan.id,
                limit + 1,
                mark.trim_start_matches('$')
            )
        })
        .collect()
}

fn baris(row: &Row) -> Result<Baris> {
    let teks = |kolom: &str| -> Result<String> { Ok(row.get::<Option<String>>(kolom)?.unwrap_or_default()) };
    Ok(Baris {
        naskah: row.get("naskah")?,
        id: row.get("id")?,
        saat: row.get("saat")?,
        urut: row.get::<Option<i64>>("urut")?.map(|urut| urut.to_string()).unwrap_or_default(),
        nomor: teks("nomor")?,
        tanggal: row.get("tanggal")?,
        dari: teks("dari")?.replace('\n', " "),
        kepada: String::new(),
        perihal: teks("perihal")?,
        jenis: teks("jenis")?,
        sifat: teks("sifat")?,
        keadaan: teks("keadaan")?,
        tenggat: row.get("tenggat")?,
        unit: row.get("unit")?,
    })
}

/// Fills in to whom these dispositions went, and how they stand.
async fn penerima(app: &App, semua: &mut [Baris]) -> Result<()> {
    for bagian in semua.chunks_mut(500) {
        let values: Vec<Val> = bagian.iter().map(|satu| satu.id.into()).collect();
        let marks: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
        let text = format!(
            "select disposisi, sebutan, keadaan from disposisi_penerima where disposisi in ({}) order by disposisi, id",
            marks.join(",")
        );
        for row in app.db.query(&text, values).await? {
            let id: Uuid = row.get("disposisi")?;
            let kode: String = row.get("keadaan")?;
            let keadaan = crate::disposisi::rules::Keadaan::urai(&kode).map_or("", |satu| satu.teks());
            let satu = format!("{} ({})", row.get::<String>("sebutan")?, keadaan.to_lowercase());
            if let Some(baris) = bagian.iter_mut().find(|baris| baris.id == id) {
                if !baris.kepada.is_empty() {
                    baris.kepada.push_str("; ");
                }
                baris.kepada.push_str(&satu);
            }
        }
    }
    Ok(())
}

/// The units of the scope, for the book: those chosen, or all of the person's own.
pub fn unit(scope: &Scope, dipilih: Option<Uuid>, milik: &[Uuid]) -> Vec<Uuid> {
    match dipilih {
        Some(unit) if scope.holds_unit(unit) => vec![unit],
        Some(_) => vec![],
        None => milik.iter().copied().filter(|unit| scope.holds_unit(*unit)).collect(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn signs_of_a_pattern_are_letters_like_others() {
        assert_eq!(super::pola("Rapat 50%_\\"), "%rapat 50\\%\\_\\\\%");
    }
}
