//! One obligation: its page, its evidence, its files.

use super::Meja;
use super::tindakan;
use crate::BUKTI;
use crate::model::Kewajiban;
use crate::pages::satu::{self as halaman, Isian, Rincian};
use crate::resource::KUNCI;
use crate::rules::alur::{self, Tindakan};
use crate::rules::bukti as aturan;
use crate::store::bukti::{Baru, Isi};
use crate::store::{self, Baris};
use http::StatusCode;
use kernel::file::{self, Owner, Secrecy};
use kernel::indonesia::tanggal;
use kernel::search;
use kernel::web::{Pick, Upload};
use kernel::{Ctx, Error, FieldError, Response, Result, Subject, Write};
use time::Date;

/// Control by which a record becomes evidence.
pub const REKAMAN: &str = "rekaman";
/// Longest title of evidence, in characters.
pub const JUDUL: usize = 200;
/// Longest remark.
pub const CATATAN: usize = 2000;
/// Types of files that count as evidence, told from their content.
const JENIS_BERKAS: [&str; 20] = [
    "application/pdf",
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/tiff",
    "image/heif",
    "text/plain",
    "application/zip",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
    "video/mp4",
    "application/x-7z-compressed",
    "application/vnd.rar",
];

/// Everything about an obligation that the caller has found.
pub async fn rincian(ctx: &Ctx, baris: Baris) -> Result<Rincian> {
    let bukti = store::bukti::of(&ctx.app, baris.id).await?;
    let berkas = file::of(&ctx.app, baris.id).await?;
    let riwayat = kernel::audit::history::of(&ctx.app, baris.id, None, 50).await?;
    let langkah = crate::ingat::riwayat(&ctx.app, baris.id).await?;
    let mut akun: Vec<uuid::Uuid> = bukti.iter().filter_map(|satu| satu.oleh).collect();
    akun.extend(baris.diajukan_oleh.into_iter().chain(baris.diputus_oleh));
    akun.sort_unstable();
    akun.dedup();
    let nama = kernel::auth::account::names(&ctx.app, &akun).await?;
    let rekaman = Pick::read(ctx, REKAMAN).await?;
    Ok(Rincian { baris, bukti, berkas, riwayat, langkah, nama, rekaman })
}

/// GET /kewajiban/{id}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let baris = store::pelaksanaan::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let meja = Meja::buka(&ctx.app).await?;
    let rincian = rincian(&ctx, baris).await?;
    halaman::halaman(&ctx, &meja, &rincian, &Isian::default(), StatusCode::OK)
}

/// The page again with what was typed and what is wrong with it; after a conflict with what the other person did.
pub async fn ulang(ctx: &Ctx, meja: &Meja, baris: &Baris, salah: Vec<FieldError>, konflik: bool) -> Result<Response> {
    let baris = store::pelaksanaan::find(&ctx.app, &ctx.scope_of(crate::LIHAT), baris.id).await?;
    let rincian = rincian(ctx, baris).await?;
    let status = match (konflik, salah.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
        // Only a search in the form.
        (false, true) => StatusCode::OK,
    };
    halaman::halaman(ctx, meja, &rincian, &Isian { salah, konflik, terisi: true }, status)
}

/// POST /kewajiban/{id}/bukti
pub async fn tambah_bukti(ctx: Ctx) -> Result<Response> {
    let baris = store::pelaksanaan::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let meja = Meja::buka(&ctx.app).await?;
    match simpan(&ctx, &meja, &baris).await {
        Ok(pesan) => ctx.redirect_with(&baris.href(), pesan),
        Err(Error::Invalid(salah)) => ulang(&ctx, &meja, &baris, salah, false).await,
        Err(lain) => Err(lain),
    }
}

struct Diisi {
    judul: String,
    tanggal: Date,
    catatan: String,
    kerahasiaan: Secrecy,
    alamat: Option<Isi>,
}

async fn simpan(ctx: &Ctx, meja: &Meja, baris: &Baris) -> Result<&'static str> {
    if Pick::searched(ctx, REKAMAN) {
        return Err(Error::Invalid(vec![]));
    }
    let Some(kewajiban) = meja.kewajiban(&baris.kewajiban) else {
        return Err(Error::refused("Kewajiban ini tidak ada lagi di profil kabupaten."));
    };
    let diisi = urai(ctx, kewajiban, baris).await?;
    let ajukan = ctx.form().get("aksi") == "ajukan";
    let mut write = ctx.write("kewajiban.bukti_ditambah").await?;
    let kini = store::pelaksanaan::pegang(&mut write, baris.id, None).await?;
    alur::akibat(kini.keadaan, Tindakan::TambahBukti).map_err(Error::refused)?;
    let subjek = Subject::new(KUNCI, baris.id, baris.href());
    let isi = match (ctx.form().file("berkas"), diisi.alamat) {
        (Some(berkas), _) => {
            let owner = Owner { subject: subjek.clone(), unit: baris.unit, secrecy: diisi.kerahasiaan };
            Isi::Berkas(ctx.app.files.keep(&mut write, berkas, &owner).await?)
        }
        (None, Some(alamat)) => alamat,
        (None, None) => return Err(Error::field("berkas", "Pilih berkas atau isi alamat halamannya")),
    };
    let baru =
        Baru { isi, judul: diisi.judul, tanggal: diisi.tanggal, catatan: diisi.catatan, oleh: ctx.actor.account() };
    store::bukti::insert(&mut write, baris.id, baru).await?;
    write.event("kewajiban.bukti_ditambah", serde_json::json!({ "kewajiban": baris.kewajiban }));
    if ajukan {
        tindakan::serahkan(ctx, meja, &mut write, &kini).await?;
    } else {
        // The page of the obligation tells of its evidence in its history.
        store::pelaksanaan::set(&mut write, &kini, vec![]).await?;
    }
    write.commit(&subjek).await?;
    Ok(if ajukan {
        "Bukti disimpan dan diajukan untuk diperiksa."
    } else {
        "Bukti disimpan. Ajukan bila sudah lengkap."
    })
}

/// Reads the form; every wrong field is named at once.
async fn urai(ctx: &Ctx, kewajiban: &Kewajiban, baris: &Baris) -> Result<Diisi> {
    let form = ctx.form();
    let mut salah = vec![];
    let judul = form.get("judul");
    if judul.is_empty() {
        salah.push(FieldError::new("judul", "Isi nama bukti, misalnya nama dokumennya"));
    } else if judul.chars().count() > JUDUL {
        salah.push(FieldError::new("judul", format!("Nama bukti paling banyak {JUDUL} karakter")));
    }
    if form.get("catatan").chars().count() > CATATAN {
        salah.push(FieldError::new("catatan", format!("Catatan paling banyak {CATATAN} karakter")));
    }
    let hari = match tanggal::urai(form.get("tanggal")) {
        Ok(hari) => {
            if let Err(sebab) = aturan::periksa_tanggal(&kewajiban.jadwal, &baris.masa, hari, ctx.today()) {
                salah.push(FieldError::new("tanggal", sebab));
            }
            Some(hari)
        }
        Err(galat) => {
            salah.push(FieldError::new("tanggal", galat.to_string()));
            None
        }
    };
    let alamat = form.get("alamat");
    let rekaman = Pick::read(ctx, REKAMAN).await?;
    let mut isi = None;
    let hanya_satu = "Isi salah satu saja: berkas, rekaman, atau alamat. Tambahkan yang lain sebagai bukti tersendiri";
    match (form.file("berkas"), rekaman.is_empty(), alamat.is_empty()) {
        (None, true, true) => {
            salah.push(FieldError::new("berkas", "Pilih berkas, pilih rekaman, atau isi alamat halamannya"));
        }
        (Some(berkas), true, true) => salah.extend(periksa_berkas(berkas)),
        (None, false, true) => {
            salah.extend(rekaman.fault(REKAMAN));
            isi = rekaman.chosen.map(|dapat| Isi::Rekaman { jenis: dapat.kind, id: dapat.id, href: dapat.href });
        }
        (None, true, false) => match alamat_bukti(ctx, alamat).await? {
            Ok(dapat) => isi = Some(dapat),
            Err(sebab) => salah.push(FieldError::new("alamat", sebab)),
        },
        (Some(_), _, false) | (None, false, false) => salah.push(FieldError::new("alamat", hanya_satu)),
        (Some(_), false, true) => salah.push(FieldError::new(REKAMAN, hanya_satu)),
    }
    let kerahasiaan = Secrecy::parse(form.get("kerahasiaan")).unwrap_or(Secrecy::Internal);
    match hari.filter(|_| salah.is_empty()) {
        Some(tanggal) => Ok(Diisi {
            judul: judul.to_owned(),
            tanggal,
            catatan: form.get("catatan").to_owned(),
            kerahasiaan,
            alamat: isi,
        }),
        None => Err(Error::Invalid(salah)),
    }
}

fn periksa_berkas(berkas: &Upload) -> Option<FieldError> {
    if berkas.size == 0 {
        return Some(FieldError::new("berkas", format!("Berkas \"{}\" kosong. Pilih berkas yang berisi", berkas.name)));
    }
    let jenis = file::media_type(&berkas.head);
    let boleh = JENIS_BERKAS.contains(&jenis);
    (!boleh).then(|| {
        let pesan = format!("Isi berkas \"{}\" bukan dokumen, gambar, atau arsip. Kirim PDF, gambar, Word, Excel, PowerPoint, teks, atau ZIP", berkas.name);
        FieldError::new("berkas", pesan)
    })
}

/// An address: a record of this site, which becomes a reference, or a page elsewhere.
async fn alamat_bukti(ctx: &Ctx, alamat: &str) -> Result<std::result::Result<Isi, String>> {
    let sendiri = alamat.starts_with('/') || alamat.starts_with(ctx.app.config.url.trim_end_matches('/'));
    if sendiri {
        let salah = "Alamat ini bukan halaman rekaman yang boleh Anda lihat. Salin alamat dari halaman rekamannya";
        return Ok(match search::record_at(ctx, alamat).await? {
            Some(dapat) => Ok(Isi::Rekaman { jenis: dapat.kind, id: dapat.id, href: dapat.href }),
            None => Err(salah.to_owned()),
        });
    }
    let panjang = alamat.chars().count();
    let bersih = !alamat.contains(|huruf: char| huruf.is_whitespace() || huruf.is_control() || huruf == '\\');
    let tujuan = alamat.strip_prefix("https://").or_else(|| alamat.strip_prefix("http://"));
    Ok(match tujuan {
        Some(sisa) if bersih && sisa.contains('.') && panjang <= 1000 => Ok(Isi::Tautan(alamat.to_owned())),
        Some(_) | None => Err("Alamat harus lengkap, seperti https://contohkab.go.id/dokumen".to_owned()),
    })
}

/// POST /kewajiban/{id}/bukti/{bukti}/cabut
pub async fn cabut_bukti(ctx: Ctx) -> Result<Response> {
    let baris = store::pelaksanaan::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let bukti = ctx.id("bukti")?;
    let mut write = ctx.write("kewajiban.bukti_dicabut").await?;
    let kini = store::pelaksanaan::pegang(&mut write, baris.id, None).await?;
    alur::akibat(kini.keadaan, Tindakan::CabutBukti).map_err(Error::refused)?;
    let semua = store::bukti::of_tx(&mut write, baris.id).await?;
    let satu = semua.iter().find(|satu| satu.id == bukti).ok_or(Error::NotFound)?;
    store::bukti::cabut(&mut write, satu).await?;
    store::pelaksanaan::set(&mut write, &kini, vec![]).await?;
    write.commit(&Subject::new(KUNCI, baris.id, baris.href())).await?;
    ctx.redirect_with(&baris.href(), "Bukti dicabut.")
}

/// GET /kewajiban/{id}/bukti/{bukti}/berkas
pub async fn berkas(ctx: Ctx) -> Result<Response> {
    let baris = store::pelaksanaan::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let bukti = ctx.id("bukti")?;
    let semua = store::bukti::of(&ctx.app, baris.id).await?;
    let id = semua.iter().find(|satu| satu.id == bukti).and_then(|satu| match satu.isi {
        Isi::Berkas(id) => Some(id),
        Isi::Tautan(_) | Isi::Rekaman { .. } => None,
    });
    let tersimpan = file::find(&ctx.app, baris.id, id.ok_or(Error::NotFound)?).await?;
    if tersimpan.secrecy == Secrecy::Restricted {
        let write: Write = ctx.write("kewajiban.berkas_diunduh").await?;
        write.commit(&Subject::new(KUNCI, baris.id, baris.href())).await?;
    }
    file::send(&ctx, &tersimpan).await
}

/// Whether the person may work on the evidence of this obligation.
pub fn boleh_kerja(ctx: &Ctx, baris: &Baris) -> bool {
    ctx.scope_of(BUKTI).holds(baris.unit, baris.diajukan_oleh)
}
