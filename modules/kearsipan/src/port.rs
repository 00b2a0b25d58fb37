//! What other modules hand over: a final record becomes an item of the archive in the same transaction.
use kernel::db::lock;
use kernel::port::{ArchiveItem, Step};
use kernel::{Result, Write, args};
use uuid::Uuid;

use crate::rules::himpun::Datang;
use crate::rules::kode;
use crate::store::arsip::{self, Baru};
use crate::store::{himpun, isi};

/// Takes a record, once. It goes into the open file whose rule fits best; else, with a code that the register has, into the
/// one of its unit, code and year, which is opened when there is none; without one it waits for the archivist.
pub fn terima<'a>(write: &'a mut Write, item: ArchiveItem) -> Step<'a> {
    Box::pin(simpan(write, item))
}

async fn simpan(write: &mut Write, item: ArchiveItem) -> Result<()> {
    lock::exclusive(write.tx(), &format!("kearsipan/{}", item.subject.id)).await?;
    if write.tx().optional("select id from arsip where subjek = $1", args![item.subject.id]).await?.is_some() {
        return Ok(());
    }
    let hari = write.at().to_offset(write.app().offset()).date();
    let sah = item.code.as_deref().filter(|teks| kode::sah(teks));
    let judul = himpun::kata(item.number.as_deref(), &item.title);
    let tahun = i64::from(item.date.year());
    let datang = Datang { kode: sah, tahun, judul: &judul, jenis: &item.kind };
    let (wadah, kode) = match himpun::tujuan(write, item.unit, &datang, hari).await? {
        Some((wadah, kode)) => (Some(wadah), Some(kode)),
        None => (None, sah.map(str::to_owned)),
    };
    let id = Uuid::now_v7();
    let baru = Baru {
        unit: item.unit,
        owner: item.owner,
        berkas: wadah,
        kode,
        subjek: Some((item.subject.kind.to_string(), item.subject.id, item.subject.href)),
        nomor: item.number,
        judul: item.title,
        jenis: item.kind,
        tanggal: item.date,
        keamanan: item.security,
        perkembangan: item.development.to_owned(),
        media: "elektronik",
        jumlah: i64::try_from(item.files.len().max(1)).unwrap_or(1),
        satuan: "berkas".to_owned(),
        lokasi: None,
        sumber: "sistem",
        terkait: item.related,
    };
    arsip::insert(write, id, &baru).await?;
    isi::catat(write, id, &item.files).await
}
