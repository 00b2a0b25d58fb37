//! Steps of approval.
use kernel::auth::Assignment;
use kernel::{App, Result, Row, Val, Write, args};
use uuid::Uuid;

use super::naskah::kata;
use crate::model::{KeadaanLangkah, Langkah, PeranLangkah};
use crate::rules::wewenang::{self, Kuasa};
use crate::tabel;

const COLUMNS: &str = "l.id, l.naskah, l.putaran, l.urut, l.peran, l.akun, l.unit, l.jabatan, l.keadaan, l.catatan, l.sidik, l.oleh, l.sebagai, l.pada";

fn langkah(row: &Row) -> Result<Langkah> {
    Ok(Langkah {
        id: row.get("id")?,
        naskah: row.get("naskah")?,
        putaran: row.get("putaran")?,
        urut: row.get("urut")?,
        peran: kata(row, "peran", PeranLangkah::urai)?,
        akun: row.get("akun")?,
        unit: row.get("unit")?,
        jabatan: row.get("jabatan")?,
        keadaan: kata(row, "keadaan", KeadaanLangkah::urai)?,
        catatan: row.get("catatan")?,
        sidik: row.get("sidik")?,
        oleh: row.get("oleh")?,
        sebagai: row.get("sebagai")?,
        pada: row.get("pada")?,
    })
}

/// All steps of a letter that the caller has found, by round and place.
pub async fn semua(app: &App, naskah: Uuid) -> Result<Vec<Langkah>> {
    let text = format!("select {COLUMNS} from naskah_langkah l where l.naskah = $1 order by l.putaran, l.urut");
    app.db.query(&text, args![naskah]).await?.iter().map(langkah).collect()
}

/// The same inside a change.
pub async fn semua_tx(write: &mut Write, naskah: Uuid) -> Result<Vec<Langkah>> {
    let text = format!("select {COLUMNS} from naskah_langkah l where l.naskah = $1 order by l.putaran, l.urut");
    write.tx().query(&text, args![naskah]).await?.iter().map(langkah).collect()
}

/// A step to be asked for.
#[derive(Debug, Clone)]
pub struct Baru {
    /// What it asks for.
    pub peran: PeranLangkah,
    /// Who is asked.
    pub akun: Uuid,
    /// The unit of the position.
    pub unit: Option<Uuid>,
    /// The position, without Plt., Plh. or Delegasi in front.
    pub jabatan: String,
}

/// Begins a round: all its steps wait.
pub async fn mulai(write: &mut Write, naskah: Uuid, putaran: i64, rantai: &[Baru]) -> Result<()> {
    for (urut, baru) in (1_i64..).zip(rantai) {
        let values = vec![
            ("naskah", naskah.into()),
            ("putaran", putaran.into()),
            ("urut", urut.into()),
            ("peran", baru.peran.kode().into()),
            ("akun", baru.akun.into()),
            ("unit", baru.unit.into()),
            ("jabatan", baru.jabatan.as_str().into()),
            ("keadaan", KeadaanLangkah::Menunggu.kode().into()),
        ];
        write.insert(&tabel::langkah(), Uuid::now_v7(), values).await?;
    }
    Ok(())
}

/// Changes columns of a step.
pub async fn set(write: &mut Write, langkah: Uuid, values: Vec<(&str, Val)>) -> Result<()> {
    write.update(&tabel::langkah(), langkah, None, values).await?;
    Ok(())
}

/// A step that waits for somebody, with the letter it belongs to.
#[derive(Debug, Clone)]
pub struct Menunggu {
    /// The step.
    pub langkah: Langkah,
    /// What the letter is about; neutral for a secret one.
    pub perihal: String,
    /// Key of its kind.
    pub jenis: String,
    /// It is for named people only.
    pub rahasia: bool,
}

/// Steps whose turn it is and for which these positions or this account are asked, oldest first.
pub async fn menunggu(app: &App, akun: Uuid, dipegang: &[Assignment], limit: usize) -> Result<Vec<Menunggu>> {
    let mut values = args![akun];
    let mut syarat = vec!["l.akun = $1".to_owned()];
    for jabatan in dipegang {
        let (kuasa, dasar) = wewenang::urai(&jabatan.title);
        if kuasa == Kuasa::Sendiri {
            continue;
        }
        values.extend(args![jabatan.unit, dasar]);
        let n = values.len();
        syarat.push(format!("(l.unit = ${} and l.jabatan = ${n})", n - 1));
    }
    let text = format!(
        "select {COLUMNS}, n.perihal, n.jenis, n.keamanan from naskah_langkah l join naskah n on n.id = l.naskah \
         where l.keadaan = 'menunggu' and n.keadaan = 'diperiksa' and ({}) \
         and not exists (select 1 from naskah_langkah s where s.naskah = l.naskah and s.putaran = l.putaran and s.urut < l.urut \
         and s.keadaan <> 'selesai') order by l.id limit {limit}",
        syarat.join(" or ")
    );
    let rows = app.db.query(&text, values).await?;
    rows.iter()
        .map(|row| {
            Ok(Menunggu {
                langkah: langkah(row)?,
                perihal: row.get("perihal")?,
                jenis: row.get("jenis")?,
                rahasia: kata(row, "keamanan", kernel::port::Security::parse)?.is_secret(),
            })
        })
        .collect()
}
