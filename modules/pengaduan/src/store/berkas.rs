//! Files of complaints.
use kernel::file::{Owner, Secrecy};
use kernel::{App, Result, Row, Subject, Val, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::lampiran;
use crate::model::{self, Lampiran};
use crate::tabel;

/// A file of a complaint.
#[derive(Debug, Clone)]
pub struct Berkas {
    /// Row.
    pub id: Uuid,
    /// The step that it came with; nothing when it came with the complaint.
    pub jejak: Option<Uuid>,
    /// It came from the reporter, not from an officer.
    pub dari_pelapor: bool,
    /// What it is called on pages; never the name that the sender gave it.
    pub nama: String,
    /// Type.
    pub jenis: String,
    /// Bytes of the original.
    pub ukuran: i64,
    /// The row in `file` of the original, for the coordinator alone.
    pub asli: Uuid,
    /// The row in `file` of the copy without metadata.
    pub bersih: Option<Uuid>,
    /// Everybody may see the copy once the complaint is published.
    pub terbit: bool,
    /// When it came.
    pub pada: OffsetDateTime,
}

impl Berkas {
    /// It is a picture of which there is a copy without metadata.
    pub fn tampil(&self) -> bool {
        self.bersih.is_some() && lampiran::gambar(&self.jenis)
    }
}

fn berkas(row: &Row) -> Result<Berkas> {
    Ok(Berkas {
        id: row.get("id")?,
        jejak: row.get("jejak")?,
        dari_pelapor: row.get::<String>("dari")? == "pelapor",
        nama: row.get("nama")?,
        jenis: row.get("jenis")?,
        ukuran: row.get("ukuran")?,
        asli: row.get("asli")?,
        bersih: row.get("bersih")?,
        terbit: row.get("terbit")?,
        pada: row.get("pada")?,
    })
}

/// Ending of a file's name by its type.
fn akhiran(jenis: &str) -> &'static str {
    match jenis {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "application/pdf" => "pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "application/vnd.oasis.opendocument.text" => "odt",
        "audio/mpeg" => "mp3",
        "audio/ogg" => "ogg",
        "audio/m4a" => "m4a",
        "video/mp4" => "mp4",
        "text/plain" => "txt",
        _ => "bin",
    }
}

/// Keeps files. They bear names of ours: that of a picture on a telephone tells when it was taken.
pub async fn simpan(
    write: &mut Write,
    pengaduan: Uuid,
    jejak: Option<Uuid>,
    dari_pelapor: bool,
    semua: Vec<Lampiran>,
) -> Result<()> {
    if semua.is_empty() {
        return Ok(());
    }
    let text = "select count(*) as n from pengaduan_berkas where pengaduan = $1";
    let sudah: i64 = write.tx().one(text, args![pengaduan]).await?.get("n")?;
    let subject = Subject::new(model::JENIS, pengaduan, model::href(pengaduan));
    let owner = Owner { subject, unit: None, secrecy: Secrecy::Restricted };
    let files = write.app().clone();
    for (satu, nomor) in semua.into_iter().zip(sudah + 1..) {
        let kata = if dari_pelapor { "lampiran" } else { "bukti" };
        let nama = format!("{kata}-{nomor}.{}", akhiran(satu.jenis));
        let asli = files.files.keep_sealed(write, satu.asli.named(nama.as_str()), &owner).await?;
        let bersih = match satu.bersih {
            Some(salinan) => Some(files.files.keep_sealed(write, salinan.named(nama.as_str()), &owner).await?),
            None => None,
        };
        let pada = write.at();
        let values: Vec<(&str, Val)> = vec![
            ("pengaduan", pengaduan.into()),
            ("jejak", jejak.into()),
            ("dari", if dari_pelapor { "pelapor" } else { "petugas" }.into()),
            ("nama", nama.into()),
            ("jenis", satu.jenis.into()),
            ("ukuran", i64::try_from(satu.ukuran).unwrap_or(i64::MAX).into()),
            ("asli", asli.into()),
            ("bersih", bersih.into()),
            ("terbit", false.into()),
            ("pada", pada.into()),
        ];
        write.insert(&tabel::berkas(), Uuid::now_v7(), values).await?;
    }
    Ok(())
}

const KOLOM: &str = "id, jejak, dari, nama, jenis, ukuran, asli, bersih, terbit, pada";

/// Files of a complaint that the caller has found, in order.
pub async fn daftar(app: &App, pengaduan: Uuid) -> Result<Vec<Berkas>> {
    let text = format!("select {KOLOM} from pengaduan_berkas where pengaduan = $1 order by id limit 500");
    app.db.query(&text, args![pengaduan]).await?.iter().map(berkas).collect()
}

/// One file of a complaint that the caller has found.
pub async fn find(app: &App, pengaduan: Uuid, id: Uuid) -> Result<Berkas> {
    let text = format!("select {KOLOM} from pengaduan_berkas where id = $1 and pengaduan = $2");
    berkas(&app.db.one(&text, args![id, pengaduan]).await?)
}
