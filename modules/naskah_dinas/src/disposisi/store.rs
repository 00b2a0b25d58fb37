//! Rows of dispositions.
use kernel::{App, Error, Result, Row, Rows, Scope, Val, Write, args};
use serde_json::Value as Json;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::model::{Disposisi, Lapor, Penerima, Pohon};
use super::rules::Keadaan;
use super::tabel;
use crate::isi;
use crate::model::Sifat;
use crate::store::naskah::kata;

/// Whose a receiver's row is.
pub const ROWS: Rows = Rows { unit: "p.unit", owner: "p.owner", public: "false" };

const DISPOSISI: &str = "d.id, d.unit, d.owner, d.naskah, d.surat_masuk, d.induk, d.akar, d.tingkat, d.jabatan, d.instruksi, d.catatan, \
    d.sifat, d.hari, d.tenggat, d.created";
/// Columns of a receiver `p`.
pub const PENERIMA: &str = "p.id, p.version, p.disposisi, p.naskah, p.unit, p.owner, p.sebutan, p.keadaan, p.tenggat, p.dibaca, p.selesai, \
    p.alasan, p.langkah, p.created";

fn teks(app: &App, naskah: Uuid, isi: Option<String>) -> Result<Option<String>> {
    isi.map(|isi| isi::buka_teks(app, naskah, &isi)).transpose()
}

fn disposisi(app: &App, row: &Row) -> Result<Disposisi> {
    let naskah: Uuid = row.get("naskah")?;
    let instruksi: Json = row.get("instruksi")?;
    Ok(Disposisi {
        id: row.get("id")?,
        unit: row.get("unit")?,
        owner: row.get("owner")?,
        naskah,
        surat: row.get("surat_masuk")?,
        induk: row.get("induk")?,
        akar: row.get("akar")?,
        tingkat: row.get("tingkat")?,
        jabatan: row.get("jabatan")?,
        instruksi: instruksi
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|satu| satu.as_str().map(str::to_owned))
            .collect(),
        catatan: teks(app, naskah, row.get("catatan")?)?,
        sifat: kata(row, "sifat", Sifat::urai)?,
        hari: row.get("hari")?,
        tenggat: row.get("tenggat")?,
        pada: row.get("created")?,
    })
}

/// A receiver from its row.
pub fn penerima(app: &App, row: &Row) -> Result<Penerima> {
    let naskah: Uuid = row.get("naskah")?;
    Ok(Penerima {
        id: row.get("id")?,
        version: row.get("version")?,
        disposisi: row.get("disposisi")?,
        naskah,
        unit: row.get("unit")?,
        owner: row.get("owner")?,
        sebutan: row.get("sebutan")?,
        keadaan: kata(row, "keadaan", Keadaan::urai)?,
        tenggat: row.get("tenggat")?,
        dibaca: row.get("dibaca")?,
        selesai: row.get("selesai")?,
        alasan: teks(app, naskah, row.get("alasan")?)?,
        langkah: row.get("langkah")?,
        sejak: row.get("created")?,
    })
}

/// The trees of dispositions of a letter in which the scope of `akun` has a part: as giver, receiver, or their unit. An
/// agency that got the same letter does not see what another one does with it.
pub async fn pohon(app: &App, scope: &Scope, akun: Option<Uuid>, naskah: Uuid) -> Result<Pohon> {
    let text = format!("select {DISPOSISI} from disposisi d where d.naskah = $1 order by d.id limit 500");
    let semua: Vec<Disposisi> =
        app.db.query(&text, args![naskah]).await?.iter().map(|row| disposisi(app, row)).collect::<Result<_>>()?;
    if semua.is_empty() {
        return Ok(Pohon::default());
    }
    let text = format!("select {PENERIMA} from disposisi_penerima p where p.naskah = $1 order by p.id limit 5000");
    let orang: Vec<Penerima> =
        app.db.query(&text, args![naskah]).await?.iter().map(|row| penerima(app, row)).collect::<Result<_>>()?;
    let bagian = |satu: &Disposisi| {
        scope.holds(Some(satu.unit), satu.owner)
            || satu.owner == akun
            || orang.iter().any(|terima| terima.disposisi == satu.id && scope.holds(terima.unit, terima.owner))
    };
    let akar: std::collections::BTreeSet<Uuid> =
        semua.iter().filter(|satu| bagian(satu)).map(|satu| satu.akar).collect();
    let disposisi: Vec<Disposisi> = semua.into_iter().filter(|satu| akar.contains(&satu.akar)).collect();
    let penerima: Vec<Penerima> =
        orang.into_iter().filter(|satu| disposisi.iter().any(|induk| induk.id == satu.disposisi)).collect();
    let text = "select id, owner, penerima, isi, berkas, created from disposisi_lapor where naskah = $1 order by id limit 2000";
    let mut lapor = vec![];
    for row in app.db.query(text, args![naskah]).await? {
        let milik: Uuid = row.get("penerima")?;
        if penerima.iter().any(|satu| satu.id == milik) {
            lapor.push(Lapor {
                id: row.get("id")?,
                owner: row.get("owner")?,
                penerima: milik,
                isi: isi::buka_teks(app, naskah, &row.get::<String>("isi")?)?,
                berkas: row.get("berkas")?,
                pada: row.get("created")?,
            });
        }
    }
    Ok(Pohon { disposisi, penerima, lapor })
}

/// One act inside a change.
pub async fn satu(write: &mut Write, id: Uuid) -> Result<Disposisi> {
    let text = format!("select {DISPOSISI} from disposisi d where d.id = $1");
    let row = write.tx().one(&text, args![id]).await?;
    disposisi(write.app(), &row)
}

/// A receiver's row that the scope holds.
///
/// # Errors
/// [`Error::NotFound`], also for a stranger's one.
pub async fn cari(app: &App, scope: &Scope, id: Uuid) -> Result<Penerima> {
    let mut values = args![id];
    let inside = scope.filter(&ROWS, &mut values);
    let text = format!("select {PENERIMA} from disposisi_penerima p where p.id = $1 and {inside}");
    penerima(app, &app.db.one(&text, values).await?)
}

/// A receiver's row, for its giver.
///
/// # Errors
/// [`Error::NotFound`] when somebody else gave it.
pub async fn cari_pemberi(app: &App, akun: Option<Uuid>, id: Uuid) -> Result<Penerima> {
    let text = format!(
        "select {PENERIMA} from disposisi_penerima p join disposisi d on d.id = p.disposisi where p.id = $1 and d.owner = $2"
    );
    penerima(app, &app.db.one(&text, args![id, akun]).await?)
}

/// A receiver's row inside a change, held until its end.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when it is no longer at `version`.
pub async fn pegang(write: &mut Write, id: Uuid, version: Option<i64>) -> Result<Penerima> {
    let text = format!("select {PENERIMA} from disposisi_penerima p where p.id = $1 for update");
    let row = write.tx().one(&text, args![id]).await?;
    let found = penerima(write.app(), &row)?;
    match version {
        Some(version) if version != found.version => Err(Error::Conflict),
        Some(_) | None => Ok(found),
    }
}

/// Changes columns of a receiver's row that is held.
pub async fn set(write: &mut Write, penerima: &Penerima, values: Vec<(&str, Val)>) -> Result<()> {
    write.update(&tabel::penerima(), penerima.id, None, values).await.map(drop)
}

/// How the receivers of the first level stand, of all dispositions from one place in a book.
pub async fn keadaan_surat(write: &mut Write, surat: Uuid) -> Result<Vec<Keadaan>> {
    let text =
        "select p.keadaan from disposisi_penerima p join disposisi d on d.id = p.disposisi where d.surat_masuk = $1";
    let rows = write.tx().query(text, args![surat]).await?;
    rows.iter().map(|row| kata(row, "keadaan", Keadaan::urai)).collect()
}

/// A receiver's row with what the list shows of the letter and the act.
#[derive(Debug, Clone)]
pub struct Butir {
    /// The receiver.
    pub penerima: Penerima,
    /// What the letter is about; neutral for a secret one.
    pub perihal: String,
    /// Who gave it, by position.
    pub dari: String,
    /// Instructions.
    pub instruksi: Vec<String>,
}

/// Which receivers' rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urut {
    /// All, newest first, those older than this.
    Terbaru(Option<(OffsetDateTime, Uuid)>),
    /// Those that run and have a deadline up to this day, the earliest first.
    Tenggat(Date),
}

/// Dispositions to these units and to this person: at most `limit`, and whether there are more.
pub async fn untuk(app: &App, unit: &[Uuid], akun: Uuid, urut: Urut, limit: usize) -> Result<(Vec<Butir>, bool)> {
    let mut values = args![];
    let (syarat, order) = match urut {
        Urut::Terbaru(None) => (String::new(), "p.created desc, p.id desc"),
        Urut::Terbaru(Some((sejak, id))) => {
            values.extend(args![sejak, id]);
            ("and (p.created, p.id) < ($1, $2)".to_owned(), "p.created desc, p.id desc")
        }
        Urut::Tenggat(sampai) => {
            values.push(sampai.into());
            ("and p.keadaan in ('dikirim', 'dibaca', 'dikerjakan') and p.tenggat <= $1".to_owned(), "p.tenggat, p.id")
        }
    };
    let mut bagian = |column: &str, id: Uuid| {
        values.push(id.into());
        let mark = values.len();
        format!(
            "select * from (select p.* from disposisi_penerima p where p.{column} = ${mark} and p.keadaan <> 'ditarik' {syarat} order by {order} limit {}) x{mark}",
            limit + 1
        )
    };
    let mut parts = vec![bagian("owner", akun)];
    parts.extend(unit.iter().map(|satu| bagian("unit", *satu)));
    let text = format!(
        "select {PENERIMA}, n.perihal, d.jabatan as dari, d.instruksi from ({}) p join disposisi d on d.id = p.disposisi \
         join naskah n on n.id = p.naskah order by {order} limit {}",
        parts.join(" union all "),
        limit + 1
    );
    let rows = app.db.query(&text, values).await?;
    let lagi = rows.len() > limit;
    let semua = rows
        .iter()
        .take(limit)
        .map(|row| {
            let instruksi: Json = row.get("instruksi")?;
            Ok(Butir {
                penerima: penerima(app, row)?,
                perihal: row.get("perihal")?,
                dari: row.get("dari")?,
                instruksi: instruksi
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|satu| satu.as_str().map(str::to_owned))
                    .collect(),
            })
        })
        .collect::<Result<_>>()?;
    Ok((semua, lagi))
}

/// What a person gave: to whom, with what instructions, for how many working days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kebiasaan {
    /// Receivers, as a form sends them, sorted.
    pub penerima: Vec<String>,
    /// Instructions.
    pub instruksi: Vec<String>,
    /// Working days.
    pub hari: Option<i64>,
}

/// What a person gave last, for the buttons that repeat it, the most frequent of the last ones first.
pub async fn kebiasaan(app: &App, akun: Uuid, paling_banyak: usize) -> Result<Vec<Kebiasaan>> {
    let text = "select d.id, d.instruksi, d.hari, p.unit, p.owner from (select * from disposisi where owner = $1 order by id desc limit 40) d \
        join disposisi_penerima p on p.disposisi = d.id order by d.id desc, p.id";
    let mut semua: Vec<(Uuid, Kebiasaan)> = vec![];
    for row in app.db.query(text, args![akun]).await? {
        let id: Uuid = row.get("id")?;
        let (unit, owner): (Option<Uuid>, Option<Uuid>) = (row.get("unit")?, row.get("owner")?);
        let kunci = match (unit, owner) {
            (Some(unit), _) => format!("u:{unit}"),
            (None, orang) => format!("o:{}", orang.unwrap_or_default()),
        };
        match semua.last_mut() {
            Some((akhir, kebiasaan)) if *akhir == id => kebiasaan.penerima.push(kunci),
            Some(_) | None => {
                let instruksi: Json = row.get("instruksi")?;
                let instruksi = instruksi
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|satu| satu.as_str().map(str::to_owned))
                    .collect();
                semua.push((id, Kebiasaan { penerima: vec![kunci], instruksi, hari: row.get("hari")? }));
            }
        }
    }
    let mut dihitung: Vec<(Kebiasaan, usize)> = vec![];
    for (_, mut satu) in semua {
        satu.penerima.sort();
        match dihitung.iter_mut().find(|(ada, _)| *ada == satu) {
            Some((_, banyak)) => *banyak += 1,
            None => dihitung.push((satu, 1)),
        }
    }
    dihitung.sort_by_key(|(_, banyak)| std::cmp::Reverse(*banyak));
    Ok(dihitung.into_iter().take(paling_banyak).map(|(satu, _)| satu).collect())
}

/// Standard instructions in use, in their order.
pub async fn instruksi(app: &App) -> Result<Vec<String>> {
    let text = "select teks from instruksi_disposisi where aktif order by urutan, id limit 60";
    app.db.query(text, args![]).await?.iter().map(|row| Ok(row.get("teks")?)).collect()
}
