//! Letters, read through their readers.
use kernel::port::Security;
use kernel::{App, Ctx, Error, Result, Row, Rows, Scope, Val, Write, args};
use uuid::Uuid;

use crate::model::{Arah, Keadaan, Naskah, Sifat};
use crate::tabel;

/// Whose a letter is, over its readers `a`.
pub const ROWS: Rows = Rows { unit: "a.unit", owner: "a.owner", public: "false" };

/// The word in the column `kop` of a letter with the head of the head of the regency.
pub const KEPALA_DAERAH: &str = "kepala_daerah";

/// Columns of a letter `n`.
pub const COLUMNS: &str = "n.id, n.version, n.created, n.updated, n.unit, n.owner, n.arah, n.jenis, n.keadaan, n.nomor, n.nomor_urut, \
    n.tahun, n.tanggal, n.perihal, n.sifat, n.keamanan, n.klasifikasi, n.isi, n.isi_segel, n.sidik, n.penandatangan, \
    n.unit_penandatangan, n.jabatan_penandatangan, n.templat_versi, n.berkas_asal, n.berkas_final, n.permintaan, n.kode, \
    n.cara_tanda, n.diajukan, n.terbit, n.batal_alasan, n.batal_oleh, n.batal_pada, n.diterima_dari, n.diterima_unit, n.diterima, \
    n.cara_terima, n.asal, n.kop";

/// A word of the database as one of ours.
pub fn kata<T>(row: &Row, kolom: &str, urai: fn(&str) -> Option<T>) -> Result<T> {
    let kode: String = row.get(kolom)?;
    urai(&kode).ok_or_else(|| Error::internal(format!("{kolom}: unknown word {kode}")))
}

/// A letter from its row.
pub fn naskah(row: &Row) -> Result<Naskah> {
    Ok(Naskah {
        id: row.get("id")?,
        version: row.get("version")?,
        created: row.get("created")?,
        updated: row.get("updated")?,
        unit: row.get("unit")?,
        owner: row.get("owner")?,
        arah: kata(row, "arah", Arah::urai)?,
        jenis: row.get("jenis")?,
        keadaan: kata(row, "keadaan", Keadaan::urai)?,
        nomor: row.get("nomor")?,
        nomor_urut: row.get("nomor_urut")?,
        tahun: row.get("tahun")?,
        tanggal: row.get("tanggal")?,
        perihal: row.get("perihal")?,
        sifat: kata(row, "sifat", Sifat::urai)?,
        keamanan: kata(row, "keamanan", Security::parse)?,
        klasifikasi: row.get("klasifikasi")?,
        isi: row.get("isi")?,
        isi_segel: row.get("isi_segel")?,
        sidik: row.get("sidik")?,
        penandatangan: row.get("penandatangan")?,
        unit_penandatangan: row.get("unit_penandatangan")?,
        jabatan_penandatangan: row.get("jabatan_penandatangan")?,
        kepala_daerah: row.get::<Option<String>>("kop")?.as_deref() == Some(KEPALA_DAERAH),
        templat_versi: row.get("templat_versi")?,
        berkas_asal: row.get("berkas_asal")?,
        berkas_final: row.get("berkas_final")?,
        permintaan: row.get("permintaan")?,
        kode: row.get("kode")?,
        cara_tanda: row.get("cara_tanda")?,
        diajukan: row.get("diajukan")?,
        terbit: row.get("terbit")?,
        batal_alasan: row.get("batal_alasan")?,
        batal_oleh: row.get("batal_oleh")?,
        batal_pada: row.get("batal_pada")?,
        diterima_dari: row.get("diterima_dari")?,
        diterima_unit: row.get("diterima_unit")?,
        diterima: row.get("diterima")?,
        cara_terima: row.get("cara_terima")?,
        asal: row.get("asal")?,
    })
}

/// The condition under which the scope of `akun` reads the letter `n`: one of its readers is inside, and a secret letter
/// names the person, however far the scope reaches. Values are appended to `values`.
pub fn terbaca(scope: &Scope, akun: Option<Uuid>, values: &mut Vec<Val>) -> String {
    let inside = scope.filter(&ROWS, values);
    values.push(akun.into());
    let orang = format!("${}", values.len());
    format!(
        "exists (select 1 from naskah_akses a where a.naskah = n.id and {inside} \
         and (n.keamanan in ('biasa', 'terbatas') or a.owner = {orang}))"
    )
}

/// One letter that the scope of `akun` reads.
///
/// # Errors
/// [`Error::NotFound`], also for a stranger's letter.
pub async fn find(app: &App, scope: &Scope, akun: Option<Uuid>, id: Uuid) -> Result<Naskah> {
    let mut values = args![id];
    let inside = terbaca(scope, akun, &mut values);
    naskah(&app.db.one(&format!("select {COLUMNS} from naskah n where n.id = $1 and {inside}"), values).await?)
}

/// The letter named by the address, for who asks: as a reader, as one who heads a unit to whose head it is addressed, or as
/// one who stands in for a position whose step waits.
///
/// # Errors
/// [`Error::NotFound`], also for a stranger's letter.
pub async fn untuk(ctx: &Ctx, id: Uuid) -> Result<Naskah> {
    match find(&ctx.app, &ctx.scope_of(crate::LIHAT), ctx.actor.account(), id).await {
        Err(Error::NotFound) => mewakili(ctx, id).await,
        hasil => hasil,
    }
}

/// A letter for an office that the actor holds now, also as Plt., Plh. or by delegation: it is addressed to the head of the
/// unit, or waits for the position. What is addressed to an office is read by who holds it, secret or not.
async fn mewakili(ctx: &Ctx, id: Uuid) -> Result<Naskah> {
    let letter = dengan_id(&ctx.app, id).await?;
    if super::akses::kepala_dituju(&ctx.app, &kepala_unit(ctx), id).await? {
        return Ok(letter);
    }
    let steps = super::langkah::semua(&ctx.app, id).await?;
    let asked = steps.iter().any(|langkah| {
        crate::rules::persetujuan::terakhir(&steps, langkah)
            && crate::rules::persetujuan::wakil(langkah, ctx.actor.assignments()).is_some()
    });
    if asked { Ok(letter) } else { Err(Error::NotFound) }
}

/// Units that the actor heads now, in whatever capacity.
pub fn kepala_unit(ctx: &Ctx) -> Vec<Uuid> {
    if !ctx.actor.can(crate::LIHAT) {
        return vec![];
    }
    let mut unit: Vec<Uuid> =
        ctx.actor.assignments().iter().filter(|satu| satu.role == "kepala_pd").map(|satu| satu.unit).collect();
    unit.sort_unstable();
    unit.dedup();
    unit
}

/// A letter for the program's own work; nobody's rights are asked.
pub async fn dengan_id(app: &App, id: Uuid) -> Result<Naskah> {
    naskah(&app.db.one(&format!("select {COLUMNS} from naskah n where n.id = $1"), args![id]).await?)
}

/// A letter inside a change, held until its end.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when it is no longer at `version`.
pub async fn pegang(write: &mut Write, id: Uuid, version: Option<i64>) -> Result<Naskah> {
    let text = format!("select {COLUMNS} from naskah n where n.id = $1 for update");
    let found = naskah(&write.tx().one(&text, args![id]).await?)?;
    match version {
        Some(version) if version != found.version => Err(Error::Conflict),
        Some(_) | None => Ok(found),
    }
}

/// Changes columns of a letter that is held.
pub async fn set(write: &mut Write, naskah: &Naskah, values: Vec<(&str, Val)>) -> Result<i64> {
    write.update(&tabel::naskah(), naskah.id, None, values).await
}
