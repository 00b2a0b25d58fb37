//! The codes of a list, for fields of any register that are chosen from one.
use kernel::module::Code;
use kernel::port::Region;
use kernel::{App, Work, args};

/// The codes whose `kelompok` is the list, in the order of their keys; those out of use too, marked.
pub fn codes(app: App, list: &'static str) -> Work<Vec<Code>> {
    Box::pin(async move {
        let text = "select kode, nama, aktif from daftar_kode where kelompok = $1 order by kunci";
        let rows = app.db.query(text, args![list]).await?;
        rows.iter()
            .map(|row| Ok(Code { code: row.get("kode")?, name: row.get("nama")?, active: row.get("aktif")? }))
            .collect()
    })
}

/// The districts and villages in use, which `pendopo init` takes from the profile.
pub fn regions(app: App) -> Work<Vec<Region>> {
    Box::pin(async move {
        let text =
            "select kode, nama, induk, jenis from daftar_kode where kelompok = 'wilayah' and aktif order by kunci";
        let rows = app.db.query(text, args![]).await?;
        rows.iter()
            .map(|row| {
                let parent: Option<String> = row.get("induk")?;
                let kind: Option<String> = row.get("jenis")?;
                Ok(Region {
                    code: row.get("kode")?,
                    name: row.get("nama")?,
                    parent: parent.filter(|text| !text.is_empty()),
                    kind: kind.unwrap_or_default(),
                })
            })
            .collect()
    })
}
