//! Survey points.
use kernel::{App, Result, Row, Rows, Scope, Val, args};
use uuid::Uuid;

/// Most points on the page of officers.
const PALING_BANYAK: usize = 500;

/// A survey point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titik {
    /// Row of the register `titik_survei`.
    pub id: Uuid,
    /// Its service.
    pub layanan: Uuid,
    /// Name of the service.
    pub nama_layanan: String,
    /// Unit of the service.
    pub unit: Option<Uuid>,
    /// Name.
    pub nama: String,
    /// Last part of its address.
    pub kode: String,
    /// Asks for the code of the day.
    pub sandi_harian: bool,
    /// Answers are taken: point and service are both open.
    pub aktif: bool,
}

const KOLOM: &str = "select t.id, t.layanan, l.nama as nama_layanan, l.unit as unit, t.nama, t.kode, t.sandi_harian, t.aktif, \
    l.aktif as dibuka from titik_survei t join layanan_survei l on l.id = t.layanan";

fn satu(row: &Row) -> Result<Titik> {
    Ok(Titik {
        id: row.get("id")?,
        layanan: row.get("layanan")?,
        nama_layanan: row.get("nama_layanan")?,
        unit: row.get("unit")?,
        nama: row.get("nama")?,
        kode: row.get::<Option<String>>("kode")?.unwrap_or_default(),
        sandi_harian: row.get("sandi_harian")?,
        aktif: row.get::<bool>("aktif")? && row.get::<bool>("dibuka")?,
    })
}

/// By its code, whoever asks.
///
/// # Errors
/// [`kernel::Error::NotFound`].
pub async fn berkode(app: &App, kode: &str) -> Result<Titik> {
    satu(&app.db.one(&format!("{KOLOM} where t.kode = $1"), args![kode.to_lowercase()]).await?)
}

/// One that the scope holds.
///
/// # Errors
/// [`kernel::Error::NotFound`].
pub async fn find(app: &App, scope: &Scope, id: Uuid) -> Result<Titik> {
    let mut values = args![id];
    let scope = scope.filter(&Rows { unit: "t.unit", owner: "t.owner", public: "false" }, &mut values);
    satu(&app.db.one(&format!("{KOLOM} where t.id = $1 and {scope}"), values).await?)
}

/// Those of the scope, by name.
pub async fn list(app: &App, scope: &Scope) -> Result<Vec<Titik>> {
    let mut values: Vec<Val> = vec![];
    let scope = scope.filter(&Rows { unit: "t.unit", owner: "t.owner", public: "false" }, &mut values);
    let text = format!("{KOLOM} where {scope} order by t.nama, t.id limit {PALING_BANYAK}");
    app.db.query(&text, values).await?.iter().map(satu).collect()
}

impl Titik {
    /// The code of a day: four digits that only who stands there can read.
    ///
    /// # Errors
    /// When the key cannot be derived.
    pub fn sandi(&self, app: &App, hari: time::Date) -> Result<String> {
        let pesan = format!("{} {hari}", self.id);
        Ok(crate::rules::masa::sandi_hari(&app.keys.mac("survei sandi harian", pesan.as_bytes())?))
    }
    /// The path of its questionnaire.
    pub fn href(&self) -> String {
        format!("/survei/t/{}", self.kode)
    }
}
