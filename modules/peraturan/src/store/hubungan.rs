//! Relations between documents.
use std::collections::HashMap;

use kernel::{Error, Result, Val, Write, args};
use time::Date;
use uuid::Uuid;

use crate::impor::UsulHubungan;
use crate::model::{self, Dokumen, JenisHubungan};
use crate::rules::Sebab;
use kernel::App;

/// A relation of a document to another one.
#[derive(Debug, Clone)]
pub struct Hubungan {
    /// Row.
    pub id: Uuid,
    /// Which.
    pub jenis: JenisHubungan,
    /// What the other document is called: its own name when it is in the collection and published.
    pub sebutan: String,
    /// Its public address; empty when there is none.
    pub href: String,
    /// From when.
    pub sejak: Option<Date>,
    /// Where the text says so, or what an editor wrote.
    pub uraian: String,
    /// `naskah` when the parser read it, `tangan` when an editor entered it.
    pub asal: String,
}

/// Relations that a document has. The name and address of another one show only when it is published.
pub async fn hubungan(app: &App, dokumen: Uuid) -> Result<Vec<Hubungan>> {
    let text = "select h.id, h.jenis, h.ke_sebutan, h.sejak, h.uraian, h.asal, d.sebutan, d.judul, d.siput
        from peraturan_hubungan h left join peraturan_dokumen d on d.id = h.ke and d.keadaan = 'terbit'
        where h.dari = $1 order by h.id limit 1000";
    let rows = app.db.query(text, args![dokumen]).await?;
    let mut hasil = rows
        .iter()
        .map(|row| {
            let siput: Option<String> = row.get("siput")?;
            let nama = match (row.get::<Option<String>>("sebutan")?, row.get::<Option<String>>("judul")?) {
                (Some(sebutan), Some(judul)) => format!("{sebutan} tentang {judul}"),
                _ => row.get("ke_sebutan")?,
            };
            Ok(Hubungan {
                id: row.get("id")?,
                jenis: JenisHubungan::parse(&row.get::<String>("jenis")?).unwrap_or(JenisHubungan::DasarHukum),
                sebutan: nama,
                href: siput.map(|siput| format!("/jdih/{siput}")).unwrap_or_default(),
                sejak: row.get("sejak")?,
                uraian: row.get("uraian")?,
                asal: row.get("asal")?,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    hasil.sort_by_key(|satu: &Hubungan| satu.jenis);
    Ok(hasil)
}

/// What published documents do to these: by document. A relation without a day counts from the day of its document.
pub async fn sebab(app: &App, dokumen: &[Uuid]) -> Result<HashMap<Uuid, Vec<Sebab>>> {
    let mut hasil: HashMap<Uuid, Vec<Sebab>> = HashMap::new();
    if dokumen.is_empty() {
        return Ok(hasil);
    }
    let mut args = vec![];
    let list = super::marks(&mut args, dokumen);
    let text = format!(
        "select h.ke, h.jenis, s.sebutan, s.judul, s.siput, coalesce(h.sejak, s.berlaku, s.diundangkan, s.ditetapkan) as sejak
         from peraturan_hubungan h join peraturan_dokumen s on s.id = h.dari
         where h.ke in ({list}) and s.keadaan = 'terbit' order by s.urutan, h.id limit 5000"
    );
    for row in app.db.query(&text, args).await? {
        let siput: String = row.get("siput")?;
        hasil.entry(row.get("ke")?).or_default().push(Sebab {
            jenis: JenisHubungan::parse(&row.get::<String>("jenis")?).unwrap_or(JenisHubungan::DasarHukum),
            sebutan: format!("{} tentang {}", row.get::<String>("sebutan")?, row.get::<String>("judul")?),
            href: format!("/jdih/{siput}"),
            sejak: row.get("sejak")?,
        });
    }
    Ok(hasil)
}

/// A new relation as entered.
#[derive(Debug, Clone)]
pub struct BaruHubungan {
    /// Which.
    pub jenis: JenisHubungan,
    /// The other document, when it is in the collection.
    pub ke: Option<Uuid>,
    /// Its key.
    pub kunci: String,
    /// What it is called.
    pub sebutan: String,
    /// From when.
    pub sejak: Option<Date>,
    /// Remark.
    pub uraian: String,
    /// `naskah` or `tangan`.
    pub asal: &'static str,
}

/// Adds a relation.
pub async fn insert_hubungan(write: &mut Write, dari: Uuid, baru: &BaruHubungan) -> Result<Uuid> {
    let ke = match (baru.ke, baru.kunci.as_str()) {
        (Some(ke), _) => Some(ke),
        (None, "") => None,
        (None, kunci) => {
            let text = "select id from peraturan_dokumen where (kunci = $1 or kunci_lain = $1) and id <> $2 order by id limit 1";
            write.tx().optional(text, args![kunci, dari]).await?.map(|row| row.get::<Uuid>("id")).transpose()?
        }
    };
    let values: Vec<(&str, Val)> = vec![
        ("dari", dari.into()),
        ("jenis", baru.jenis.as_str().into()),
        ("ke", ke.into()),
        ("ke_kunci", baru.kunci.as_str().into()),
        ("ke_sebutan", baru.sebutan.as_str().into()),
        ("sejak", baru.sejak.into()),
        ("uraian", baru.uraian.as_str().into()),
        ("asal", baru.asal.into()),
    ];
    write.insert(&model::hubungan_table(), Uuid::now_v7(), values).await
}

/// Adds what a text tells of other laws, unless the document has the relation already (perhaps removed and entered
/// otherwise by an editor: then it has another relation to the same law).
pub async fn usulkan(write: &mut Write, dokumen: &Dokumen, usul: &[UsulHubungan]) -> Result<()> {
    let rows = write.tx().query("select ke_kunci from peraturan_hubungan where dari = $1", args![dokumen.id]).await?;
    let ada = rows.iter().map(|row| row.get::<String>("ke_kunci")).collect::<kernel::db::Result<Vec<_>>>()?;
    for satu in usul.iter().take(300) {
        let sendiri = satu.kunci == dokumen.kunci || satu.kunci == dokumen.kunci_lain;
        if sendiri || ada.contains(&satu.kunci) {
            continue;
        }
        let baru = BaruHubungan {
            jenis: satu.jenis,
            ke: None,
            kunci: satu.kunci.clone(),
            sebutan: satu.sebutan.clone(),
            sejak: None,
            uraian: satu.uraian.clone(),
            asal: "naskah",
        };
        insert_hubungan(write, dokumen.id, &baru).await?;
    }
    Ok(())
}

/// Takes a relation away.
pub async fn delete_hubungan(write: &mut Write, dari: Uuid, id: Uuid) -> Result<()> {
    let row = write.tx().optional("select dari from peraturan_hubungan where id = $1", args![id]).await?;
    let milik = row.map(|row| row.get::<Uuid>("dari")).transpose()?;
    if milik != Some(dari) {
        return Err(Error::NotFound);
    }
    write.delete(&model::hubungan_table(), id).await
}

/// Links relations that name this document by its key and wait for it.
pub async fn tautkan(write: &mut Write, dokumen: &Dokumen) -> Result<()> {
    if dokumen.kunci.is_empty() {
        return Ok(());
    }
    let text = "select id from peraturan_hubungan where ke is null and (ke_kunci = $1 or ke_kunci = $2) and dari <> $3 limit 1000";
    let rows = write.tx().query(text, args![dokumen.kunci.as_str(), dokumen.kunci_lain.as_str(), dokumen.id]).await?;
    for row in rows {
        write.update(&model::hubungan_table(), row.get("id")?, None, vec![("ke", dokumen.id.into())]).await?;
    }
    Ok(())
}
