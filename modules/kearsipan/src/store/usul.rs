//! Proposals to destroy or hand over.
use kernel::db::Row;
use kernel::{App, Error, Result, Scope, Val, Write, args};
use uuid::Uuid;

use super::{ROWS, berkas, pinjaman};
use crate::model::{Berkas, Usul, UsulBerkas};
use crate::rules::susut::{Jenis, Keadaan, Nilai, Pejabat, boleh_diusulkan};
use crate::tabel;

const KOLOM: &str = "a.id, a.version, a.unit, a.owner, a.jenis, a.uraian, a.status, a.pejabat, a.nomor_persetujuan, a.tanggal_persetujuan, \
    a.nomor_acara, a.tanggal_acara, a.tempat_acara, a.saksi, a.acara, a.permintaan, a.dilaksanakan, a.paket, a.alasan, \
    (select count(*) from usul_arsip_berkas u where u.usul = a.id) as jumlah, \
    (select count(*) from usul_arsip_berkas u where u.usul = a.id and u.nilai is null) as belum, \
    (select count(*) from usul_arsip_berkas u join berkas_arsip b on b.id = u.berkas where u.usul = a.id and b.ditahan) as tahanan";

fn baris(row: &Row) -> Result<Usul> {
    let jenis: String = row.get("jenis")?;
    Ok(Usul {
        id: row.get("id")?,
        version: row.get("version")?,
        unit: row.get("unit")?,
        owner: row.get("owner")?,
        jenis: Jenis::urai(&jenis).ok_or_else(|| Error::internal(format!("a proposal of kind {jenis}")))?,
        uraian: row.get("uraian")?,
        status: row.get("status")?,
        pejabat: row.get::<Option<String>>("pejabat")?.and_then(|teks| Pejabat::urai(&teks)),
        nomor_persetujuan: row.get("nomor_persetujuan")?,
        tanggal_persetujuan: row.get("tanggal_persetujuan")?,
        nomor_acara: row.get("nomor_acara")?,
        tanggal_acara: row.get("tanggal_acara")?,
        tempat_acara: row.get("tempat_acara")?,
        saksi: match row.get::<Option<serde_json::Value>>("saksi")? {
            Some(daftar) => serde_json::from_value(daftar)?,
            None => vec![],
        },
        acara: row.get("acara")?,
        permintaan: row.get("permintaan")?,
        dilaksanakan: row.get("dilaksanakan")?,
        paket: row.get("paket")?,
        alasan: row.get("alasan")?,
        jumlah: row.get("jumlah")?,
        belum_dinilai: row.get("belum")?,
        ditahan: row.get("tahanan")?,
    })
}

/// One proposal inside the scope.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(app: &App, scope: &Scope, id: Uuid) -> Result<Usul> {
    let mut values = args![id];
    let inside = scope.filter(&ROWS, &mut values);
    baris(&app.db.one(&format!("select {KOLOM} from usul_arsip a where a.id = $1 and {inside}"), values).await?)
}

/// The proposal as an open change sees it, held until it ends.
pub async fn pegang(write: &mut Write, id: Uuid) -> Result<Usul> {
    write.tx().one("select id from usul_arsip where id = $1 for update", args![id]).await?;
    baris(&write.tx().one(&format!("select {KOLOM} from usul_arsip a where a.id = $1"), args![id]).await?)
}

/// Proposals inside the scope, newest first: up to 50, before an id, in one of these states if any are named.
pub async fn list(app: &App, scope: &Scope, status: &[&str], sebelum: Option<Uuid>) -> Result<Vec<Usul>> {
    let mut values = args![sebelum.unwrap_or(Uuid::max())];
    let inside = scope.filter(&ROWS, &mut values);
    let mut dan = String::new();
    if !status.is_empty() {
        let marks: Vec<String> = status
            .iter()
            .map(|satu| {
                values.push((*satu).into());
                format!("${}", values.len())
            })
            .collect();
        dan = format!(" and a.status in ({})", marks.join(", "));
    }
    let text =
        format!("select {KOLOM} from usul_arsip a where a.id < $1 and {inside}{dan} order by a.id desc limit 50");
    app.db.query(&text, values).await?.iter().map(baris).collect()
}

fn baris_berkas(row: &Row) -> Result<UsulBerkas> {
    Ok(UsulBerkas {
        id: row.get("usul_id")?,
        version: row.get("usul_version")?,
        berkas: berkas::baris(row)?,
        nilai: row.get::<Option<String>>("nilai")?.and_then(|teks| Nilai::urai(&teks)),
        catatan: row.get("catatan")?,
        sampai: row.get("sampai")?,
        bukti: row.get("bukti")?,
    })
}

/// The newest proposal with this file, as far as the scope holds it and it was not given up: its id and what it is about.
pub async fn dari_berkas(app: &App, scope: &Scope, berkas: Uuid) -> Result<Option<(Uuid, String)>> {
    let mut values = args![berkas];
    let inside = scope.filter(&ROWS, &mut values);
    let text = format!(
        "select a.id, a.uraian from usul_arsip_berkas u join usul_arsip a on a.id = u.usul \
         where u.berkas = $1 and a.status <> 'ditolak' and {inside} order by a.id desc limit 1"
    );
    let row = app.db.optional(&text, values).await?;
    row.map(|row| Ok((row.get("id")?, row.get("uraian")?))).transpose()
}

fn tanya_berkas() -> String {
    format!(
        "select u.id as usul_id, u.version as usul_version, u.nilai, u.catatan, u.sampai, u.bukti, {} \
         from usul_arsip_berkas u join berkas_arsip a on a.id = u.berkas where u.usul = $1 order by u.id limit 2000",
        berkas::KOLOM
    )
}

/// Files of a proposal that the caller has found through its scope.
pub async fn berkas_dari(app: &App, usul: Uuid) -> Result<Vec<UsulBerkas>> {
    app.db.query(&tanya_berkas(), args![usul]).await?.iter().map(baris_berkas).collect()
}

/// The same inside a change.
pub async fn berkas_tx(write: &mut Write, usul: Uuid) -> Result<Vec<UsulBerkas>> {
    write.tx().query(&tanya_berkas(), args![usul]).await?.iter().map(baris_berkas).collect()
}

/// Begins a proposal with these files, which leave the inactive store for it.
///
/// # Errors
/// [`Error::Refused`] with the file and the reason when one of them may not be proposed.
pub async fn mulai(write: &mut Write, unit: Uuid, jenis: Jenis, uraian: &str, daftar: &[Uuid]) -> Result<Uuid> {
    let (id, owner) = (Uuid::now_v7(), write.actor());
    let values: Vec<(&str, Val)> = vec![
        ("unit", unit.into()),
        ("owner", owner.into()),
        ("jenis", jenis.kode().into()),
        ("uraian", uraian.into()),
        ("status", "draf".into()),
    ];
    write.insert(&tabel::usul(), id, values).await?;
    for satu in daftar {
        tambah(write, id, unit, jenis, *satu).await?;
    }
    Ok(id)
}

async fn tambah(write: &mut Write, usul: Uuid, unit: Uuid, jenis: Jenis, satu: Uuid) -> Result<()> {
    let hari = write.at().to_offset(write.app().offset()).date();
    let berkas = berkas::pegang(write, satu).await?;
    if berkas.unit != unit {
        return Err(Error::refused("Satu usul hanya memuat berkas dari satu unit."));
    }
    let dipinjam = pinjaman::dipinjam(write, satu).await?;
    boleh_diusulkan(&keadaan(&berkas, dipinjam), jenis, hari)
        .map_err(|sebab| Error::refused(format!("{}: {sebab}", berkas.nomor)))?;
    berkas::set(write, &berkas, vec![("status", "dinilai".into())]).await?;
    write.insert(&tabel::usul_berkas(), Uuid::now_v7(), vec![("usul", usul.into()), ("berkas", satu.into())]).await?;
    Ok(())
}

/// What the rule looks at.
pub fn keadaan(berkas: &Berkas, dipinjam: bool) -> Keadaan {
    Keadaan {
        inaktif: berkas.status == "inaktif",
        inaktif_sampai: berkas.inaktif_sampai,
        nasib: berkas.nasib,
        ditahan: berkas.ditahan,
        dipinjam,
    }
}

/// Changes columns of a proposal that must still be at its version.
pub async fn set(write: &mut Write, usul: &Usul, values: Vec<(&str, Val)>) -> Result<()> {
    write.update(&tabel::usul(), usul.id, Some(usul.version), values).await?;
    Ok(())
}

/// Writes what the assessors say of one file of a proposal.
pub async fn nilai(
    write: &mut Write,
    satu: &UsulBerkas,
    nilai: Nilai,
    catatan: &str,
    sampai: Option<time::Date>,
) -> Result<()> {
    let penilai = write.actor();
    let values = vec![
        ("nilai", nilai.kode().into()),
        ("catatan", Some(catatan).filter(|teks| !teks.is_empty()).into()),
        ("sampai", sampai.into()),
        ("penilai", penilai.into()),
    ];
    write.update(&tabel::usul_berkas(), satu.id, Some(satu.version), values).await?;
    Ok(())
}

/// Gives a file back to the inactive store, until a later day if the assessors named one. Its record stays with the
/// proposal.
pub async fn kembalikan(write: &mut Write, satu: &UsulBerkas) -> Result<()> {
    let kini = berkas::pegang(write, satu.berkas.id).await?;
    if kini.status != "dinilai" {
        return Ok(());
    }
    let mut values: Vec<(&str, Val)> = vec![("status", "inaktif".into())];
    if let Some(sampai) = satu.sampai {
        values.push(("inaktif_sampai", sampai.into()));
    }
    berkas::set(write, &kini, values).await
}

/// Ends a file as proposed and keeps the proof of what it held.
pub async fn akhiri(write: &mut Write, satu: &UsulBerkas, jenis: Jenis, bukti: serde_json::Value) -> Result<()> {
    let kini = berkas::pegang(write, satu.berkas.id).await?;
    if kini.ditahan {
        return Err(Error::refused(format!("{}: berkas ini sedang ditahan untuk kepentingan hukum.", kini.nomor)));
    }
    if kini.status != "dinilai" {
        return Err(Error::refused(format!("{}: berkas ini tidak lagi dalam usul.", kini.nomor)));
    }
    if pinjaman::dipinjam(write, kini.id).await? {
        return Err(Error::refused(format!("{}: berkas ini atau isinya sedang dipinjam.", kini.nomor)));
    }
    berkas::set(write, &kini, vec![("status", jenis.kode().into())]).await?;
    write.update(&tabel::usul_berkas(), satu.id, None, vec![("bukti", bukti.into())]).await?;
    Ok(())
}

/// The schedule's longest retention among files, in years.
pub fn terlama(daftar: &[UsulBerkas]) -> i64 {
    daftar.iter().map(|satu| satu.berkas.retensi()).max().unwrap_or(0)
}
