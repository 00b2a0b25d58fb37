//! One complaint.
use kernel::{App, Error, Result, Row, Rows, Scope, args};
use time::Date;
use uuid::Uuid;

use crate::model::{Kanal, Keadaan, Klasifikasi, Lokasi, Pengaduan, Sifat};
use crate::rules::jam;

/// Whose a row is.
pub const ROWS: Rows = Rows { unit: "p.unit", owner: "p.owner", public: "false" };

/// Columns of [`Pengaduan`], of a table called `p`.
pub const KOLOM: &str = "p.id, p.version, p.updated, p.unit, p.owner, p.nomor, p.kanal, p.nomor_luar, p.keadaan, p.klasifikasi, p.kategori, \
    p.judul, p.uraian, p.desa, p.patokan, p.lintang, p.bujur, p.kejadian, p.sifat, p.pelapor is not null as beridentitas, p.setuju_terbit, \
    p.terbit, p.terbit_pada, p.judul_publik, p.uraian_publik, p.diterima, p.mulai, p.batas, p.tenggat, p.eskalasi, p.putaran, p.dijawab, \
    p.selesai, p.terlambat, p.nilai, p.induk, p.pengikut";

fn dikenal<T>(nilai: Option<T>, kolom: &str) -> Result<T> {
    nilai.ok_or_else(|| Error::internal(format!("unknown word in pengaduan.{kolom}")))
}

/// A row of [`KOLOM`].
pub fn pengaduan(row: &Row) -> Result<Pengaduan> {
    Ok(Pengaduan {
        id: row.get("id")?,
        version: row.get("version")?,
        updated: row.get("updated")?,
        unit: row.get("unit")?,
        owner: row.get("owner")?,
        nomor: row.get("nomor")?,
        kanal: dikenal(Kanal::urai(&row.get::<String>("kanal")?), "kanal")?,
        nomor_luar: row.get("nomor_luar")?,
        keadaan: dikenal(Keadaan::urai(&row.get::<String>("keadaan")?), "keadaan")?,
        klasifikasi: row.get::<Option<String>>("klasifikasi")?.and_then(|kode| Klasifikasi::urai(&kode)),
        kategori: row.get("kategori")?,
        judul: row.get("judul")?,
        uraian: row.get("uraian")?,
        lokasi: Lokasi {
            desa: row.get("desa")?,
            patokan: row.get("patokan")?,
            lintang: row.get("lintang")?,
            bujur: row.get("bujur")?,
        },
        kejadian: row.get("kejadian")?,
        sifat: dikenal(Sifat::urai(&row.get::<String>("sifat")?), "sifat")?,
        beridentitas: row.get("beridentitas")?,
        setuju_terbit: row.get("setuju_terbit")?,
        terbit: row.get("terbit")?,
        terbit_pada: row.get("terbit_pada")?,
        judul_publik: row.get("judul_publik")?,
        uraian_publik: row.get("uraian_publik")?,
        diterima: row.get("diterima")?,
        mulai: row.get("mulai")?,
        batas: jam::baca(row.get::<Date>("batas")?),
        tenggat: row.get("tenggat")?,
        eskalasi: row.get("eskalasi")?,
        putaran: row.get("putaran")?,
        dijawab: row.get("dijawab")?,
        selesai: row.get("selesai")?,
        terlambat: row.get("terlambat")?,
        nilai: row.get("nilai")?,
        induk: row.get("induk")?,
        pengikut: row.get("pengikut")?,
    })
}

/// A complaint that an officer may see.
///
/// # Errors
/// [`Error::NotFound`], also for one outside the scope.
pub async fn find(app: &App, scope: &Scope, id: Uuid) -> Result<Pengaduan> {
    let mut values = args![id];
    let inside = scope.filter(&ROWS, &mut values);
    pengaduan(&app.db.one(&format!("select {KOLOM} from pengaduan p where p.id = $1 and {inside}"), values).await?)
}

/// A complaint for the program itself, and for its reporter who proved to be that.
pub async fn tanpa_batas(app: &App, id: Uuid) -> Result<Pengaduan> {
    pengaduan(&app.db.one(&format!("select {KOLOM} from pengaduan p where p.id = $1"), args![id]).await?)
}

/// Row and mark of the secret word of a number, for [`kernel::receipt::unlock`].
pub async fn bernomor(app: &App, nomor: &str) -> Result<Option<(Uuid, String)>> {
    let row = app.db.optional("select id, tanda from pengaduan where nomor = $1", args![nomor]).await?;
    row.map(|row| Ok((row.get("id")?, row.get("tanda")?))).transpose()
}

/// The complaint that came by a channel under a number of that channel.
pub async fn bernomor_luar(app: &App, kanal: Kanal, nomor: &str) -> Result<Option<Uuid>> {
    let text = "select id from pengaduan where kanal = $1 and nomor_luar = $2";
    let row = app.db.optional(text, args![kanal.kode(), nomor]).await?;
    row.map(|row| Ok(row.get("id")?)).transpose()
}

/// The complaint that came with this key.
pub async fn berkunci(app: &App, kunci: &str) -> Result<Option<Uuid>> {
    let row = app.db.optional("select id from pengaduan where kunci = $1", args![kunci]).await?;
    row.map(|row| Ok(row.get("id")?)).transpose()
}
