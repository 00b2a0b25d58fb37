//! The boxes of letters. Each part of what a person may see (these units, what names the person) is read in the order of
//! an index of its own, (unit or owner, box, since, letter), and merged until the page is full: a page costs the same
//! however many letters there are.
use kernel::{App, Result, Scope, Val};
use time::OffsetDateTime;
use uuid::Uuid;

use super::naskah::{COLUMNS, ROWS, kata, naskah};
use crate::model::{Kotak, Naskah, Peran, Sifat};

/// What a box is narrowed by; what is `None` does not narrow.
#[derive(Debug, Clone)]
pub struct Saring {
    /// Which box.
    pub kotak: Kotak,
    /// Key of the kind.
    pub jenis: Option<String>,
    /// Urgency.
    pub sifat: Option<Sifat>,
    /// Code of the state.
    pub keadaan: Option<String>,
    /// Year of the book.
    pub tahun: Option<i64>,
    /// Not read yet.
    pub belum_dibaca: bool,
    /// A part of the number.
    pub nomor: String,
    /// Also secret letters that name the person; the API never lists them.
    pub rahasia: bool,
}

impl Saring {
    /// A whole box.
    pub fn kotak(kotak: Kotak) -> Saring {
        Saring {
            kotak,
            jenis: None,
            sifat: None,
            keadaan: None,
            tahun: None,
            belum_dibaca: false,
            nomor: String::new(),
            rahasia: true,
        }
    }
}

/// A place in a box: the last row of the page before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tempat {
    /// Since when it stands there.
    pub sejak: OffsetDateTime,
    /// The letter.
    pub naskah: Uuid,
}

/// A letter in a box.
#[derive(Debug, Clone)]
pub struct Baris {
    /// The letter.
    pub naskah: Naskah,
    /// As what it is read.
    pub peran: Peran,
    /// Since when it stands there.
    pub sejak: OffsetDateTime,
    /// When it was first read there.
    pub dibaca: Option<OffsetDateTime>,
}

impl Baris {
    /// Its place.
    pub fn tempat(&self) -> Tempat {
        Tempat { sejak: self.sejak, naskah: self.naskah.id }
    }
}

/// A page of a box, newest first: at most `limit` letters after `tempat`, and whether there are more.
pub async fn list(
    app: &App,
    scope: &Scope,
    akun: Option<Uuid>,
    saring: &Saring,
    tempat: Option<Tempat>,
    limit: usize,
) -> Result<(Vec<Baris>, bool)> {
    let (text, values, lipat) = halaman(scope, akun, saring, tempat, limit + 1);
    let rows = app.db.query(&text, values).await?;
    let mut semua: Vec<Baris> = vec![];
    for row in &rows {
        let satu = Baris {
            naskah: naskah(row)?,
            peran: kata(row, "peran", Peran::urai)?,
            sejak: row.get("sejak")?,
            dibaca: row.get("dibaca")?,
        };
        // One letter may stand in the boxes of two units, or of a unit and of the person.
        if lipat == 1 || !semua.iter().any(|lain| lain.naskah.id == satu.naskah.id) {
            semua.push(satu);
        }
    }
    let lagi = semua.len() > limit || rows.len() > limit * lipat;
    semua.truncate(limit);
    Ok((semua, lagi))
}

/// The statement of a page, its values, and how often one letter may come out.
fn halaman(
    scope: &Scope,
    akun: Option<Uuid>,
    saring: &Saring,
    tempat: Option<Tempat>,
    limit: usize,
) -> (String, Vec<Val>, usize) {
    let mut values = vec![];
    let parts = scope.parts(&ROWS, &mut values);
    let lipat = parts.len().min(3);
    let mut mark = |value: Val| {
        values.push(value);
        format!("${}", values.len())
    };
    let mut syarat = vec![format!("a.kotak = {}", mark(saring.kotak.kode().into()))];
    if saring.rahasia {
        syarat.push(format!("(n.keamanan in ('biasa', 'terbatas') or a.owner = {})", mark(akun.into())));
    } else {
        syarat.push("n.keamanan in ('biasa', 'terbatas')".to_owned());
    }
    let mut sama = |kolom: &str, nilai: Option<Val>| {
        if let Some(nilai) = nilai {
            syarat.push(format!("{kolom} = {}", mark(nilai)));
        }
    };
    sama("n.jenis", saring.jenis.as_deref().map(Val::from));
    sama("n.sifat", saring.sifat.map(|sifat| sifat.kode().into()));
    sama("n.keadaan", saring.keadaan.as_deref().map(Val::from));
    sama("n.tahun", saring.tahun.map(Val::from));
    if saring.belum_dibaca {
        syarat.push("a.dibaca is null".to_owned());
    }
    if !saring.nomor.is_empty() {
        let pola: String = saring.nomor.chars().map(|c| if matches!(c, '%' | '_' | '\\') { '_' } else { c }).collect();
        syarat.push(format!("n.nomor like {}", mark(format!("%{pola}%").into())));
    }
    if let Some(tempat) = tempat {
        let (sejak, id) = (mark(tempat.sejak.into()), mark(tempat.naskah.into()));
        syarat.push(format!("(a.created, a.naskah) < ({sejak}, {id})"));
    }
    let syarat = syarat.join(" and ");
    let banyak = limit * lipat;
    let selects: Vec<String> = parts
        .iter()
        .map(|part| {
            format!(
                "select * from (select {COLUMNS}, a.peran, a.created as sejak, a.dibaca from naskah_akses a cross join naskah n \
                 where {part} and n.id = a.naskah and {syarat} order by a.created desc, a.naskah desc limit {banyak}) p"
            )
        })
        .collect();
    let text = format!("select * from ({}) s order by sejak desc, id desc limit {banyak}", selects.join(" union all "));
    (text, values, lipat)
}

/// How many letters of a box nobody of the scope has read, at most `paling`.
pub async fn belum_dibaca(app: &App, scope: &Scope, akun: Option<Uuid>, paling: usize) -> Result<usize> {
    let saring = Saring { belum_dibaca: true, ..Saring::kotak(Kotak::Masuk) };
    Ok(list(app, scope, akun, &saring, None, paling).await?.0.len())
}
