//! Versions of forms.
use formulir::Form;
use kernel::{App, Class, Db, Error, Result, Row, Rows, Scope, Table, Write, args};
use serde_json::Value as Json;
use time::OffsetDateTime;
use uuid::Uuid;

/// Whose a form is: the service's.
const BARIS: Rows = Rows { unit: "l.unit", owner: "l.owner", public: "false" };

/// How a version stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keadaan {
    /// It is being made.
    Draf,
    /// New applications are made with it.
    Berlaku,
    /// It was in force; applications begun with it go on with it.
    Dicabut,
}

impl Keadaan {
    const SEMUA: [Keadaan; 3] = [Keadaan::Draf, Keadaan::Berlaku, Keadaan::Dicabut];
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Keadaan::Draf => "draf",
            Keadaan::Berlaku => "berlaku",
            Keadaan::Dicabut => "dicabut",
        }
    }
    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Keadaan::Draf => "Draf",
            Keadaan::Berlaku => "Berlaku",
            Keadaan::Dicabut => "Tidak berlaku lagi",
        }
    }
    fn parse(kata: &str) -> Result<Keadaan> {
        let found = Keadaan::SEMUA.into_iter().find(|satu| satu.as_str() == kata);
        found.ok_or_else(|| Error::internal(format!("state {kata} of a form")))
    }
}

/// A version of a form.
#[derive(Debug, Clone)]
pub struct Versi {
    /// Record.
    pub id: Uuid,
    /// The service.
    pub layanan: Uuid,
    /// 1 for the first version.
    pub nomor: i64,
    /// How it stands.
    pub keadaan: Keadaan,
    /// Version of the record, for changes.
    pub kunci: i64,
    /// The form.
    pub form: Form,
}

/// A version in a list.
#[derive(Debug, Clone)]
pub struct Baris {
    /// Record.
    pub id: Uuid,
    /// 1 for the first version.
    pub nomor: i64,
    /// How it stands.
    pub keadaan: Keadaan,
    /// Since when it has been in force.
    pub terbit: Option<OffsetDateTime>,
    /// Since when it has not been any more.
    pub dicabut: Option<OffsetDateTime>,
    /// Its last change.
    pub diubah: OffsetDateTime,
}

/// The service that a form belongs to.
#[derive(Debug, Clone)]
pub struct Layanan {
    /// Record.
    pub id: Uuid,
    /// Code.
    pub kode: String,
    /// Name.
    pub nama: String,
}

const KOLOM: &str = "f.id, f.layanan, f.nomor, f.keadaan, f.version, f.isi";

/// The table.
pub fn tabel() -> Table {
    let kolom = ["layanan", "nomor", "keadaan", "isi", "terbit", "dicabut"].map(|nama| (nama, Class::Internal));
    Table::new("layanan_formulir", &kolom)
}

fn baca(row: &Row) -> Result<Versi> {
    let isi: Json = row.get("isi")?;
    let id: Uuid = row.get("id")?;
    let form = Form::restore(&isi).map_err(|faults| Error::internal(format!("form {id}: {faults:?}")))?;
    Ok(Versi {
        id,
        layanan: row.get("layanan")?,
        nomor: row.get("nomor")?,
        keadaan: Keadaan::parse(&row.get::<String>("keadaan")?)?,
        kunci: row.get("version")?,
        form,
    })
}

/// The version of a service's form that is in force, if there is one.
pub async fn versi_berlaku(app: &App, layanan: Uuid) -> Result<Option<Versi>> {
    let text = format!("select {KOLOM} from layanan_formulir f where f.layanan = $1 and f.keadaan = 'berlaku'");
    app.db.optional(&text, args![layanan]).await?.as_ref().map(baca).transpose()
}

/// A version, in force or not: an application keeps the one it was begun with.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn versi(app: &App, id: Uuid) -> Result<Versi> {
    let text = format!("select {KOLOM} from layanan_formulir f where f.id = $1");
    baca(&app.db.optional(&text, args![id]).await?.ok_or(Error::NotFound)?)
}

/// A service whose form the person may make.
pub(super) async fn layanan(db: &Db, scope: &Scope, id: Uuid) -> Result<Layanan> {
    let mut args = args![id];
    let milik = scope.filter(&BARIS, &mut args);
    let text = format!("select l.id, l.kode, l.nama from layanan l where l.id = $1 and {milik}");
    let row = db.optional(&text, args).await?.ok_or(Error::NotFound)?;
    Ok(Layanan { id: row.get("id")?, kode: row.get("kode")?, nama: row.get("nama")? })
}

/// A version of a form that the person may make, with its service.
pub(super) async fn cari(db: &Db, scope: &Scope, id: Uuid) -> Result<(Layanan, Versi)> {
    let mut args = args![id];
    let milik = scope.filter(&BARIS, &mut args);
    let text = format!(
        "select {KOLOM}, l.kode, l.nama from layanan_formulir f join layanan l on l.id = f.layanan where f.id = $1 and {milik}"
    );
    let row = db.optional(&text, args).await?.ok_or(Error::NotFound)?;
    let versi = baca(&row)?;
    Ok((Layanan { id: versi.layanan, kode: row.get("kode")?, nama: row.get("nama")? }, versi))
}

/// The versions of a service's form, newest first. A service has few: at most one draft, and one for each publication.
pub(super) async fn daftar(db: &Db, layanan: Uuid) -> Result<Vec<Baris>> {
    let text = "select id, nomor, keadaan, terbit, dicabut, updated from layanan_formulir where layanan = $1 order by nomor desc";
    let rows = db.query(text, args![layanan]).await?;
    rows.iter()
        .map(|row| {
            Ok(Baris {
                id: row.get("id")?,
                nomor: row.get("nomor")?,
                keadaan: Keadaan::parse(&row.get::<String>("keadaan")?)?,
                terbit: row.get("terbit")?,
                dicabut: row.get("dicabut")?,
                diubah: row.get("updated")?,
            })
        })
        .collect()
}

/// Makes a draft. The service is held meanwhile, so that two people do not make two.
///
/// # Errors
/// [`Error::Refused`] when there is a draft already.
pub(super) async fn buat_draf(write: &mut Write, layanan: Uuid, form: &Form) -> Result<Uuid> {
    pegang(write, layanan).await?;
    let text = "select id from layanan_formulir where layanan = $1 and keadaan = 'draf'";
    if write.tx().optional(text, args![layanan]).await?.is_some() {
        return Err(Error::refused("Sudah ada draf untuk layanan ini. Lanjutkan draf itu, atau hapus lebih dahulu."));
    }
    tambah(write, layanan, form, Keadaan::Draf).await
}

/// Puts a form in force that comes with the program or with a demonstration; the one before is withdrawn.
pub async fn pasang(write: &mut Write, layanan: Uuid, form: &Form) -> Result<Uuid> {
    pegang(write, layanan).await?;
    cabut_berlaku(write, layanan).await?;
    tambah(write, layanan, form, Keadaan::Berlaku).await
}

async fn pegang(write: &mut Write, layanan: Uuid) -> Result<()> {
    write.tx().one("select id from layanan where id = $1 for update", args![layanan]).await?;
    Ok(())
}

async fn tambah(write: &mut Write, layanan: Uuid, form: &Form, keadaan: Keadaan) -> Result<Uuid> {
    let text = "select coalesce(max(nomor), 0) + 1 as nomor from layanan_formulir where layanan = $1";
    let nomor: i64 = write.tx().one(text, args![layanan]).await?.get("nomor")?;
    let terbit = (keadaan == Keadaan::Berlaku).then(|| write.at());
    let nilai = vec![
        ("layanan", layanan.into()),
        ("nomor", nomor.into()),
        ("keadaan", keadaan.as_str().to_owned().into()),
        ("isi", form.document().into()),
        ("terbit", terbit.into()),
    ];
    write.insert(&tabel(), Uuid::now_v7(), nilai).await
}

async fn cabut_berlaku(write: &mut Write, layanan: Uuid) -> Result<()> {
    let text = "select id from layanan_formulir where layanan = $1 and keadaan = 'berlaku'";
    if let Some(row) = write.tx().optional(text, args![layanan]).await? {
        let nilai = vec![("keadaan", Keadaan::Dicabut.as_str().to_owned().into()), ("dicabut", write.at().into())];
        write.update(&tabel(), row.get("id")?, None, nilai).await?;
    }
    Ok(())
}

/// The state of a version, held until the change ends: what is not a draft any more never changes.
async fn draf_terkunci(write: &mut Write, id: Uuid) -> Result<()> {
    let text = "select keadaan from layanan_formulir where id = $1 for update";
    let keadaan: String = write.tx().one(text, args![id]).await?.get("keadaan")?;
    if keadaan == Keadaan::Draf.as_str() { Ok(()) } else { Err(Error::Conflict) }
}

/// Changes a draft.
///
/// # Errors
/// [`Error::Conflict`] when it was changed or published meanwhile.
pub(super) async fn simpan(write: &mut Write, id: Uuid, kunci: i64, form: &Form) -> Result<()> {
    draf_terkunci(write, id).await?;
    write.update(&tabel(), id, Some(kunci), vec![("isi", form.document().into())]).await?;
    Ok(())
}

/// Puts a draft in force.
///
/// # Errors
/// [`Error::Conflict`] when it was changed or published meanwhile.
pub(super) async fn terbitkan(write: &mut Write, versi: &Versi, kunci: i64) -> Result<()> {
    pegang(write, versi.layanan).await?;
    draf_terkunci(write, versi.id).await?;
    cabut_berlaku(write, versi.layanan).await?;
    let nilai = vec![("keadaan", Keadaan::Berlaku.as_str().to_owned().into()), ("terbit", write.at().into())];
    write.update(&tabel(), versi.id, Some(kunci), nilai).await?;
    Ok(())
}

/// Takes the version in force out of force: nobody can apply until another one is published.
pub(super) async fn cabut(write: &mut Write, versi: &Versi, kunci: i64) -> Result<()> {
    let nilai = vec![("keadaan", Keadaan::Dicabut.as_str().to_owned().into()), ("dicabut", write.at().into())];
    write.update(&tabel(), versi.id, Some(kunci), nilai).await?;
    Ok(())
}

/// Deletes a draft, of which nothing can have been made.
pub(super) async fn hapus(write: &mut Write, id: Uuid) -> Result<()> {
    draf_terkunci(write, id).await?;
    write.delete(&tabel(), id).await
}
