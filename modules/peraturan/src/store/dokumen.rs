//! Documents.
use kernel::{Error, Result, Scope, Val, Write, args, db, search};
use time::Date;
use uuid::Uuid;

use crate::model::{self, Dokumen, Kelas};
use kernel::App;

use crate::rules;

/// What a list asks for.
#[derive(Debug, Clone, Default)]
pub struct Saring {
    /// Only this class.
    pub kelas: Option<Kelas>,
    /// Only this kind.
    pub jenis: String,
    /// Only this year.
    pub tahun: Option<i64>,
    /// Only with this status today: `berlaku` or `tidak_berlaku`.
    pub status: String,
    /// Only of this field of law.
    pub bidang: String,
    /// Only in this state of the work (staff).
    pub keadaan: String,
    /// Only these.
    pub ids: Option<Vec<Uuid>>,
    /// Only rows of the scope: what is published to everybody is no exception.
    pub milik: bool,
    /// After this place in the order.
    pub sesudah: Option<(i64, Uuid)>,
}

impl Saring {
    /// Whether anything but the search and the page narrows the list.
    pub fn is_narrowed(&self) -> bool {
        let text = [&self.jenis, &self.status, &self.bidang, &self.keadaan];
        self.kelas.is_some() || self.tahun.is_some() || text.iter().any(|value| !value.is_empty())
    }
}

/// SQL for "repealed or set out of force on the day of parameter `$1`".
const MATI: &str = "((d.status_khusus <> '' and (d.status_sejak is null or d.status_sejak <= $1)) or exists (
    select 1 from peraturan_hubungan h join peraturan_dokumen s on s.id = h.dari
    where h.ke = d.id and h.jenis = 'mencabut' and s.keadaan = 'terbit'
      and (coalesce(h.sejak, s.berlaku, s.diundangkan, s.ditetapkan) is null
           or coalesce(h.sejak, s.berlaku, s.diundangkan, s.ditetapkan) <= $1)))";

/// Documents of a page of a list with the places by which the next one continues.
pub async fn list(app: &App, scope: &Scope, saring: &Saring, today: Date, limit: usize) -> Result<Vec<(Dokumen, i64)>> {
    let mut args: Vec<Val> = args![today];
    let inside = if saring.milik { scope.filter(&model::BARIS, &mut args) } else { super::terlihat(scope, &mut args) };
    let mut parts = vec!["cast($1 as date) is not null".to_owned(), inside];
    let mut same = |column: &str, value: Val| {
        args.push(value);
        parts.push(format!("d.{column} = ${}", args.len()));
    };
    if let Some(kelas) = saring.kelas {
        same("kelas", kelas.as_str().into());
    }
    for (column, value) in [("jenis", &saring.jenis), ("bidang", &saring.bidang), ("keadaan", &saring.keadaan)] {
        if !value.is_empty() {
            same(column, value.as_str().into());
        }
    }
    if let Some(tahun) = saring.tahun {
        same("tahun", tahun.into());
    }
    match saring.status.as_str() {
        "berlaku" => parts.push(format!("not {MATI} and coalesce(d.berlaku, d.diundangkan, d.ditetapkan) <= $1")),
        "tidak_berlaku" => parts.push(MATI.to_owned()),
        _ => {}
    }
    if let Some(ids) = &saring.ids {
        if ids.is_empty() {
            return Ok(vec![]);
        }
        parts.push(format!("d.id in ({})", super::marks(&mut args, ids)));
    }
    if let Some((urutan, id)) = saring.sesudah {
        args.push(urutan.into());
        let first = args.len();
        args.push(id.into());
        parts.push(format!("(d.urutan < ${first} or (d.urutan = ${first} and d.id < ${}))", args.len()));
    }
    let text = format!(
        "select {} from peraturan_dokumen d where {} order by d.urutan desc, d.id desc limit {limit}",
        model::kolom_dokumen(),
        parts.join(" and ")
    );
    let rows = app.db.query(&text, args).await?;
    rows.iter().map(|row| Ok((model::dokumen(row)?, row.get("urutan")?))).collect()
}

/// Kinds, years and fields of law that published documents have, with how many.
#[derive(Debug, Clone, Default)]
pub struct Segi {
    /// Kind and count.
    pub jenis: Vec<(String, i64)>,
    /// Year and count, newest first.
    pub tahun: Vec<(i64, i64)>,
    /// Field and count.
    pub bidang: Vec<(String, i64)>,
    /// Class and count.
    pub kelas: Vec<(String, i64)>,
}

/// What the published collection can be narrowed by.
pub async fn segi(app: &App) -> Result<Segi> {
    let text = "select 'kelas' as segi, kelas as isi, count(*) as n from peraturan_dokumen where keadaan = 'terbit' group by kelas
        union all select 'jenis', jenis, count(*) from peraturan_dokumen where keadaan = 'terbit' and kelas = 'peraturan' group by jenis
        union all select 'tahun', cast(tahun as text), count(*) from peraturan_dokumen where keadaan = 'terbit' and tahun is not null group by tahun
        union all select 'bidang', bidang, count(*) from peraturan_dokumen where keadaan = 'terbit' and bidang <> '' group by bidang";
    let mut segi = Segi::default();
    for row in app.db.query(text, args![]).await? {
        let (isi, n): (String, i64) = (row.get("isi")?, row.get("n")?);
        match row.get::<String>("segi")?.as_str() {
            "kelas" => segi.kelas.push((isi, n)),
            "jenis" => segi.jenis.push((isi, n)),
            "tahun" => segi.tahun.extend(isi.parse().ok().map(|tahun: i64| (tahun, n))),
            _ => segi.bidang.push((isi, n)),
        }
    }
    segi.tahun.sort_by_key(|(tahun, _)| std::cmp::Reverse(*tahun));
    segi.jenis.sort();
    segi.bidang.sort();
    Ok(segi)
}

/// The document of a public address.
pub async fn by_siput(app: &App, scope: &Scope, siput: &str) -> Result<Dokumen> {
    let mut args = args![siput];
    let inside = super::terlihat(scope, &mut args);
    let text = format!("select {} from peraturan_dokumen d where d.siput = $1 and {inside}", model::kolom_dokumen());
    Ok(model::dokumen(&app.db.one(&text, args).await?)?)
}

/// A document by its id, inside the scope: for the pages of those who keep it, so a published one is no exception.
pub async fn find(app: &App, scope: &Scope, id: Uuid) -> Result<Dokumen> {
    let mut args = args![id];
    let inside = scope.filter(&model::BARIS, &mut args);
    let text = format!("select {} from peraturan_dokumen d where d.id = $1 and {inside}", model::kolom_dokumen());
    Ok(model::dokumen(&app.db.one(&text, args).await?)?)
}

/// A document by its id that the scope holds or that is published.
pub async fn find_terlihat(app: &App, scope: &Scope, id: Uuid) -> Result<Dokumen> {
    let mut args = args![id];
    let inside = super::terlihat(scope, &mut args);
    let text = format!("select {} from peraturan_dokumen d where d.id = $1 and {inside}", model::kolom_dokumen());
    Ok(model::dokumen(&app.db.one(&text, args).await?)?)
}

/// Published documents by the keys under which laws cite them: key, name and address.
pub async fn by_kunci(app: &App, kunci: &[String]) -> Result<Vec<(String, Dokumen)>> {
    if kunci.is_empty() {
        return Ok(vec![]);
    }
    let mut args = vec![];
    let list = super::marks(&mut args, kunci.get(..kunci.len().min(2000)).unwrap_or_default());
    let text = format!(
        "select {} from peraturan_dokumen d where d.keadaan = 'terbit' and (d.kunci in ({list}) or d.kunci_lain in ({list}))",
        model::kolom_dokumen()
    );
    let mut found = vec![];
    for row in app.db.query(&text, args).await? {
        let dokumen = model::dokumen(&row)?;
        for satu in kunci.iter().filter(|satu| **satu == dokumen.kunci || **satu == dokumen.kunci_lain) {
            found.push((satu.clone(), dokumen.clone()));
        }
    }
    Ok(found)
}

/// The columns that follow from the facts. `siput` keeps its place when the facts do not suffice yet.
pub fn turunan(dokumen: &mut Dokumen, daerah: &str) -> i64 {
    let nama = dokumen.nama_jenis().to_owned();
    let lain = rules::daerah_lain(&dokumen.jenis, &dokumen.pemrakarsa, daerah);
    let siput =
        rules::siput(dokumen.kelas, &dokumen.jenis, lain.as_deref(), &dokumen.nomor, dokumen.tahun, &dokumen.judul);
    dokumen.siput = if siput.is_empty() { format!("draf-{}", dokumen.id.simple()) } else { siput };
    // A regulation of another region is called by it, or it would pass for ours.
    let bernama = lain.map_or_else(|| nama.clone(), |lain| format!("{nama} {lain}"));
    dokumen.sebutan = rules::sebutan(dokumen.kelas, &bernama, &dokumen.nomor, dokumen.tahun);
    (dokumen.kunci, dokumen.kunci_lain) = if dokumen.kelas.is_primer() {
        rules::kunci(&dokumen.jenis, &nama, &dokumen.nomor, dokumen.tahun, &dokumen.pemrakarsa, daerah)
    } else {
        (String::new(), String::new())
    };
    rules::urutan(dokumen.tahun, &dokumen.nomor)
}

/// Whether facts are missing without which nothing can be published.
pub fn kurang(dokumen: &Dokumen) -> bool {
    dokumen.siput.starts_with("draf-")
        || dokumen.judul.is_empty()
        || (dokumen.kelas.is_primer() && dokumen.jenis.is_empty())
}

fn fakta(dokumen: &Dokumen, urutan: i64) -> Vec<(&'static str, Val)> {
    vec![
        ("kelas", dokumen.kelas.as_str().into()),
        ("siput", dokumen.siput.as_str().into()),
        ("sebutan", dokumen.sebutan.as_str().into()),
        ("urutan", urutan.into()),
        ("jenis", dokumen.jenis.as_str().into()),
        ("jenis_nama", dokumen.jenis_nama.as_str().into()),
        ("nomor", dokumen.nomor.as_str().into()),
        ("tahun", dokumen.tahun.into()),
        ("judul", dokumen.judul.as_str().into()),
        ("kunci", dokumen.kunci.as_str().into()),
        ("kunci_lain", dokumen.kunci_lain.as_str().into()),
        ("pemrakarsa", dokumen.pemrakarsa.as_str().into()),
        ("tempat", dokumen.tempat.as_str().into()),
        ("ditetapkan", dokumen.ditetapkan.into()),
        ("diundangkan", dokumen.diundangkan.into()),
        ("berlaku", dokumen.berlaku.into()),
        ("sumber", dokumen.sumber.as_str().into()),
        ("bidang", dokumen.bidang.as_str().into()),
        ("subjek", dokumen.subjek.as_str().into()),
        ("teu", dokumen.teu.as_str().into()),
        ("bahasa", dokumen.bahasa.as_str().into()),
        ("penerbit", dokumen.penerbit.as_str().into()),
        ("fisik", dokumen.fisik.as_str().into()),
        ("isbn", dokumen.isbn.as_str().into()),
        ("panggil", dokumen.panggil.as_str().into()),
        ("induk", dokumen.induk.as_str().into()),
        ("abstrak", dokumen.abstrak.as_str().into()),
        ("status_khusus", dokumen.status_khusus.as_str().into()),
        ("status_sejak", dokumen.status_sejak.into()),
        ("status_alasan", dokumen.status_alasan.as_str().into()),
    ]
}

/// Inserts a document with its facts and links relations that have waited for it.
pub async fn insert(write: &mut Write, dokumen: &Dokumen, urutan: i64) -> Result<()> {
    let mut values = fakta(dokumen, urutan);
    values.extend([
        ("unit", dokumen.unit.into()),
        ("owner", dokumen.owner.into()),
        ("keadaan", dokumen.keadaan.as_str().into()),
        ("naskah", dokumen.naskah.into()),
        ("naskah_terbit", dokumen.naskah_terbit.into()),
        ("berkas", dokumen.berkas.into()),
        ("berkas_terbit", dokumen.berkas_terbit.into()),
        ("peninjau", dokumen.peninjau.into()),
        ("terbit", dokumen.terbit.into()),
    ]);
    write.insert(&model::dokumen_table(), dokumen.id, values).await.map_err(kembar)?;
    super::tautkan(write, dokumen).await
}

/// Stores changed facts; `also` are columns of the state of the work.
pub async fn update(
    write: &mut Write,
    dokumen: &Dokumen,
    urutan: i64,
    version: Option<i64>,
    also: Vec<(&'static str, Val)>,
) -> Result<()> {
    let mut values = fakta(dokumen, urutan);
    values.extend(also);
    write.update(&model::dokumen_table(), dokumen.id, version, values).await.map_err(kembar)?;
    super::tautkan(write, dokumen).await
}

/// Stores columns of the state of the work.
pub async fn set(write: &mut Write, id: Uuid, version: Option<i64>, values: Vec<(&str, Val)>) -> Result<i64> {
    write.update(&model::dokumen_table(), id, version, values).await
}

fn kembar(error: Error) -> Error {
    let cause = match &error {
        Error::Internal(cause) => cause.downcast_ref::<db::Error>(),
        Error::Unauthenticated
        | Error::NotFound
        | Error::Forbidden
        | Error::Stale
        | Error::Invalid(_)
        | Error::Conflict
        | Error::Refused(_)
        | Error::BadRequest(_)
        | Error::TooLarge(_)
        | Error::TooMany(_)
        | Error::Done(_)
        | Error::Unavailable(_) => None,
    };
    if matches!(cause, Some(db::Error::Unique { .. })) {
        return Error::field("nomor", "Dokumen dengan jenis, nomor, dan tahun ini sudah ada.");
    }
    error
}

/// Puts a document into the search as its state allows: open when published.
pub async fn indeks(write: &mut Write, dokumen: &Dokumen) -> Result<()> {
    let open = dokumen.is_terbit();
    let text = format!(
        "{} {} {} {} {} {} {}",
        dokumen.sebutan,
        dokumen.judul,
        dokumen.singkatan(),
        dokumen.subjek,
        dokumen.bidang,
        dokumen.abstrak,
        dokumen.pemrakarsa
    );
    let doc = db::fts::Doc {
        id: dokumen.id,
        kind: search::kind("peraturan", open),
        unit: dokumen.unit,
        owner: dokumen.owner,
        readers: vec![],
        title: if dokumen.judul.is_empty() {
            dokumen.sebutan.clone()
        } else {
            format!("{} tentang {}", dokumen.sebutan, dokumen.judul)
        },
        summary: if dokumen.abstrak.is_empty() { dokumen.subjek.clone() } else { dokumen.abstrak.clone() },
        url: if open { dokumen.href() } else { dokumen.href_kelola() },
        stems: search::stems(&text),
        parts: None,
        updated: write.at(),
    };
    write.index(&doc).await
}

/// Puts every pasal of the published text into the search and takes out those of `lama` that are gone.
pub async fn indeks_pasal(write: &mut Write, dokumen: &Dokumen, lama: Option<Uuid>) -> Result<()> {
    let mut tinggal: std::collections::HashSet<Uuid> = Default::default();
    if let Some(naskah) = dokumen.naskah_terbit.filter(|_| dokumen.is_terbit()) {
        let text = "select rekam, alamat, sebutan, induk, teks from peraturan_simpul where naskah = $1 and jenis in ('pasal', 'lampiran', 'penjelasan') order by urut";
        let rows = write.tx().query(text, args![naskah]).await?;
        // The newest come first in results, so the first pasal goes in last.
        for row in rows.iter().rev() {
            let (id, teks, induk): (Uuid, String, String) = (row.get("rekam")?, row.get("teks")?, row.get("induk")?);
            let sebutan: String = row.get("sebutan")?;
            tinggal.insert(id);
            let isi = teks
                .strip_prefix(&sebutan)
                .unwrap_or(&teks)
                .split_whitespace()
                .take(2000)
                .collect::<Vec<_>>()
                .join(" ");
            let doc = db::fts::Doc {
                id,
                kind: search::kind("peraturan_pasal", true),
                unit: dokumen.unit,
                owner: dokumen.owner,
                readers: vec![],
                title: format!("{sebutan} {}", dokumen.sebutan),
                summary: kernel::indonesia::kalimat::potong(&isi, 1000),
                url: format!("{}/{}", dokumen.href(), row.get::<String>("alamat")?),
                stems: search::stems(&format!("{sebutan} {} {} {induk} {teks}", dokumen.sebutan, dokumen.singkatan())),
                parts: None,
                updated: write.at(),
            };
            write.index(&doc).await?;
        }
    }
    if let Some(lama) = lama {
        let rows = write.tx().query("select rekam from peraturan_simpul where naskah = $1", args![lama]).await?;
        for row in rows {
            let id: Uuid = row.get("rekam")?;
            if !tinggal.contains(&id) {
                write.unindex(id).await?;
            }
        }
    }
    Ok(())
}

/// The statement for choosing a document by its name: published ones and those that the scope holds.
pub fn pilihan_dokumen(scope: &Scope, q: &str, limit: usize) -> (String, Vec<Val>) {
    let mut args = args![super::pola(q)];
    let inside = super::terlihat(scope, &mut args);
    let text = format!(
        "select d.id, d.sebutan || ' tentang ' || d.judul as label from peraturan_dokumen d
         where lower(d.sebutan || ' ' || d.judul) like $1 escape '\\' and {inside} order by d.urutan desc, d.id limit {limit}"
    );
    (text, args)
}

/// The statement for the names of documents that the scope holds or that are published.
pub fn label_dokumen(scope: &Scope, ids: &[Uuid]) -> (String, Vec<Val>) {
    let mut args = vec![];
    let list = super::marks(&mut args, ids);
    let inside = super::terlihat(scope, &mut args);
    (
        format!(
            "select d.id, d.sebutan || ' tentang ' || d.judul as label from peraturan_dokumen d where d.id in ({list}) and {inside}"
        ),
        args,
    )
}
