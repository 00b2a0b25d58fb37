//! The reporter's pages. Nothing here looks at who asks; what entitles is the code, or the token of a room that the code opened.
use std::collections::BTreeMap;
use std::time::Instant;

use http::StatusCode;
use kernel::web::Upload;
use kernel::{Ctx, Error, FieldError, Response, Result};
use segel::Zeroizing;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::model::{Butir, Identitas, Laporan, Peran};
use crate::pages::kamar;
use crate::pages::pelapor as halaman;
use crate::pages::pelapor::Saluran;
use crate::store::berkas::{Disegel, Siap};
use crate::store::{self, isi::Untuk};
use crate::{batas, ruang, rules, sandi, terima};

/// Purpose of the mark on a code that a form carries.
const BUATAN: &str = "wbs kode formulir";

/// Who would receive a report now, with names. Whoever has the role is offered as one whom a report may concern, also before their key
/// counts: it might later.
async fn saluran(ctx: &Ctx) -> Result<Saluran> {
    let aktif = store::kunci::aktif(&ctx.app, Peran::Penangan).await?;
    let aktif: Vec<Uuid> = aktif.iter().filter_map(|each| each.akun).collect();
    let mut akun = ctx.app.holders(crate::APIP, None).await?;
    akun.extend(&aktif);
    akun.sort_unstable();
    akun.dedup();
    let nama = kernel::auth::account::names(&ctx.app, &akun).await?;
    let mut penangan: Vec<(Uuid, String)> = nama.into_iter().collect();
    penangan.sort_by(|kiri, kanan| kiri.1.cmp(&kanan.1));
    let kustodian = !store::kunci::aktif(&ctx.app, Peran::Kustodian).await?.is_empty();
    let eskro = !store::eskro::aktif(&ctx.app).await?.is_empty();
    Ok(Saluran { buka: !aktif.is_empty() && eskro, penangan, aktif, kustodian })
}

/// GET /wbs
pub async fn awal(ctx: Ctx) -> Result<Response> {
    let saluran = saluran(&ctx).await?;
    halaman::awal(&ctx, &saluran)
}

/// GET /wbs/aman
pub async fn aman(ctx: Ctx) -> Result<Response> {
    halaman::aman(&ctx, crate::setelan::simpan_bulan(&ctx.app)?)
}

/// A code for a form, with the mark that it is ours. It is made before the report, so that a form which is sent twice, or again
/// after the line broke, makes one report.
fn kode_formulir(ctx: &Ctx) -> Result<Zeroizing<String>> {
    let kode = sandi::kode_baru()?;
    let mac = kernel::keys::hex(&ctx.app.keys.mac(BUATAN, kode.as_bytes())?);
    Ok(Zeroizing::new(format!("{}.{mac}", kode.as_str())))
}

/// The code of a form that came back; nothing when it was not made here.
fn kode_kembali(ctx: &Ctx) -> Result<Option<Zeroizing<String>>> {
    let Some((kode, mac)) = ctx.form().get("resi").split_once('.') else { return Ok(None) };
    let mac = kernel::keys::unhex(mac).unwrap_or_default();
    Ok(ctx.app.keys.mac_matches(BUATAN, kode.as_bytes(), &mac)?.then(|| Zeroizing::new(kode.to_owned())))
}

/// GET /wbs/lapor
pub async fn form(ctx: Ctx) -> Result<Response> {
    let saluran = saluran(&ctx).await?;
    let resi = kode_formulir(&ctx)?;
    halaman::form(&ctx, StatusCode::OK, &saluran, &resi, &halaman::Isian::default(), &[])
}

fn isian(ctx: &Ctx, saluran: &Saluran) -> halaman::Isian {
    let form = ctx.form();
    let dikenal = |id: &Uuid| saluran.penangan.iter().any(|(own, _)| own == id);
    let identitas = if saluran.kustodian {
        Identitas { nama: form.get("nama").to_owned(), kontak: form.get("kontak").to_owned() }
    } else {
        Identitas::default()
    };
    let mut kecuali: Vec<Uuid> = form.all("kecuali").filter_map(|id| id.parse().ok()).filter(dikenal).collect();
    kecuali.sort_unstable();
    kecuali.dedup();
    let mut jenis: Vec<String> = form.all("jenis").map(str::to_owned).collect();
    jenis.dedup();
    let laporan = Laporan {
        jenis,
        judul: form.get("judul").to_owned(),
        uraian: form.get("uraian").to_owned(),
        waktu: form.get("waktu").to_owned(),
        tempat: form.get("tempat").to_owned(),
        pelaku: form.get("pelaku").to_owned(),
        kecuali,
        beridentitas: !identitas.nama.is_empty() || !identitas.kontak.is_empty(),
    };
    halaman::Isian { laporan: Some(laporan), identitas }
}

/// The type of a file, told from its content. What begins like a zip may be a document whose kind its first bytes do not tell.
fn jenis(berkas: &Upload) -> &'static str {
    let held = berkas.held.as_deref().filter(|_| berkas.head.starts_with(b"PK\x03\x04"));
    held.and_then(|isi| bersih::kantor::kenali(isi)).unwrap_or_else(|| kernel::file::media_type(&berkas.head))
}

/// One file at a time is cleaned and sealed, whoever sent it: it may take as long as a code.
static BERSIHKAN: Semaphore = Semaphore::const_new(1);

/// The files of a form, cleaned and sealed; or what is wrong with them: too many, of a strange kind, an office document that would name its
/// authors, or one whose metadata stay while the reporter has not said that it may be sent so.
async fn berkas(ctx: &Ctx) -> Result<std::result::Result<Vec<Disegel>, FieldError>> {
    let berkas = ctx.form().files();
    let salah = |text: String| Ok(Err(FieldError::new("berkas", text)));
    if berkas.len() > rules::BERKAS {
        return salah(format!("Paling banyak {} berkas dalam satu kiriman", rules::BERKAS));
    }
    if let Some(place) = berkas.iter().position(|each| !rules::JENIS_BERKAS.contains(&jenis(each))) {
        let text =
            format!("Berkas ke-{} bukan jenis yang diterima. Pilih gambar, PDF, dokumen, suara, atau video", place + 1);
        return salah(text);
    }
    let (mut disegel, mut kotor) = (vec![], vec![]);
    for (place, each) in berkas.iter().enumerate() {
        let Some(isi) = each.held.clone() else { continue };
        let (nama, jenis, nomor) = (each.name.clone(), jenis(each), place + 1);
        let turn = BERSIHKAN.acquire().await.map_err(Error::internal)?;
        let work = move || {
            let _turn = turn;
            store::berkas::siapkan(&nama, jenis, &isi, nomor)
        };
        match tokio::task::spawn_blocking(work).await.map_err(Error::internal)?? {
            Siap::Bersih(berkas) => disegel.extend(berkas),
            Siap::Kotor(berkas) => {
                disegel.push(berkas);
                kotor.push(nomor.to_string());
            }
            Siap::Ditolak => {
                return salah(format!(
                    "Berkas ke-{nomor} ditolak: nama penulis di dalam dokumen ini tidak dapat dihapus. Simpan sebagai PDF, atau kirim gambar layarnya"
                ));
            }
        }
    }
    if !kotor.is_empty() && ctx.form().get("apa_adanya") != "ya" {
        return salah(format!(
            "Berkas ke-{} tidak dapat dibersihkan: nama, tempat, atau perangkat di dalamnya dapat menunjuk Anda. Lampirkan lagi dan centang pilihan di bawahnya bila tetap ingin mengirimnya",
            kotor.join(", ke-")
        ));
    }
    Ok(Ok(disegel))
}

/// POST /wbs/lapor
pub async fn kirim(ctx: Ctx) -> Result<Response> {
    let mulai = Instant::now();
    let saluran = saluran(&ctx).await?;
    let isian = isian(&ctx, &saluran);
    let Some(laporan) = isian.laporan.as_ref().filter(|_| saluran.buka) else {
        return halaman::awal(&ctx, &saluran);
    };
    let mut salah = rules::periksa(laporan, &isian.identitas);
    salah.extend(saluran.tanpa_pembaca(laporan));
    let Some(kode) = kode_kembali(&ctx)? else {
        salah.push(FieldError::new("", "Formulir ini tidak utuh lagi. Periksa isinya, lalu kirim sekali lagi"));
        let resi = kode_formulir(&ctx)?;
        return halaman::form(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &saluran, &resi, &isian, &salah);
    };
    // What is wrong with the words is said before the files are worked on.
    let berkas = if salah.is_empty() { berkas(&ctx).await? } else { Ok(vec![]) };
    let berkas = berkas.unwrap_or_else(|fault| {
        salah.push(fault);
        vec![]
    });
    if !salah.is_empty() {
        let resi = Zeroizing::new(ctx.form().get("resi").to_owned());
        return halaman::form(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &saluran, &resi, &isian, &salah);
    }
    match terima(&ctx, &kode, laporan, &isian.identitas, berkas).await {
        Ok(()) => {}
        // What was typed must not be lost to a crowd.
        Err(Error::TooMany(tunggu)) => {
            let resi = Zeroizing::new(ctx.form().get("resi").to_owned());
            let salah = [ramai(tunggu)];
            return halaman::form(&ctx, StatusCode::TOO_MANY_REQUESTS, &saluran, &resi, &isian, &salah);
        }
        Err(other) => return Err(other),
    }
    sandi::rata_waktu(mulai).await;
    kamar::resi(&ctx, &kode)
}

fn ramai(tunggu: u64) -> FieldError {
    let text = format!("Saluran sedang ramai. Tunggu {tunggu} detik, lampirkan lagi berkasnya, lalu kirim sekali lagi");
    FieldError::new("", text)
}

/// Takes the report in, unless the same form came before.
async fn terima(
    ctx: &Ctx,
    kode: &Zeroizing<String>,
    laporan: &Laporan,
    identitas: &Identitas,
    berkas: Vec<Disegel>,
) -> Result<()> {
    let setelan = store::setelan(&ctx.app).await?;
    let resi = sandi::resi(kode.clone(), &setelan.garam, setelan.biaya).await?;
    if store::laporan::bertanda(&ctx.app, resi.tanda.clone()).await?.is_some() {
        return Ok(());
    }
    batas::LAPORAN.ambil(ctx.now)?;
    terima::terima(&ctx.app, &resi, laporan, identitas, berkas).await?;
    Ok(())
}

/// GET /wbs/angka: what was published of past years.
pub async fn angka(ctx: Ctx) -> Result<Response> {
    let angka = store::angka::semua(&ctx.app).await?;
    kamar::angka(&ctx, &angka)
}

/// GET /wbs/lacak
pub async fn lacak(ctx: Ctx) -> Result<Response> {
    kamar::lacak(&ctx, StatusCode::OK, "", &[])
}

const TIDAK_COCOK: &str = "Kode tidak cocok dengan laporan mana pun. Periksa angkanya satu per satu, lalu coba lagi";

/// POST /wbs/lacak
pub async fn masuk(ctx: Ctx) -> Result<Response> {
    let mulai = Instant::now();
    let diketik = ctx.form().get("kode").to_owned();
    let Some(kode) = sandi::kode_diketik(&diketik) else {
        let salah = [FieldError::new("kode", "Kode terdiri dari 20 angka, seperti tertulis pada tanda terima Anda")];
        return kamar::lacak(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &diketik, &salah);
    };
    let setelan = store::setelan(&ctx.app).await?;
    let resi = match sandi::resi(kode, &setelan.garam, setelan.biaya).await {
        Ok(resi) => resi,
        Err(Error::TooMany(tunggu)) => {
            let text =
                format!("Saluran sedang ramai. Tunggu {tunggu} detik, lalu buka sekali lagi. Kode Anda tetap berlaku");
            let salah = [FieldError::new("", text)];
            return kamar::lacak(&ctx, StatusCode::TOO_MANY_REQUESTS, &diketik, &salah);
        }
        Err(other) => return Err(other),
    };
    let found = store::laporan::bertanda(&ctx.app, resi.tanda.clone()).await?;
    let page = match found {
        Some((id, pelapor)) => {
            let token = ruang::kamar_baru(id, resi.buka(id, &pelapor)?, ctx.now)?;
            isi_ruang(&ctx, StatusCode::OK, &token, "", "", &[]).await
        }
        None => {
            let salah = [FieldError::new("kode", TIDAK_COCOK)];
            kamar::lacak(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &diketik, &salah)
        }
    };
    sandi::rata_waktu(mulai).await;
    page
}

async fn isi_ruang(
    ctx: &Ctx,
    status: StatusCode,
    token: &str,
    kabar: &str,
    pesan: &str,
    salah: &[FieldError],
) -> Result<Response> {
    let Some(kamar) = ruang::kamar(token, ctx.now) else { return tertutup(ctx) };
    let kepala = match store::laporan::kepala_satu(&ctx.app, kamar.laporan).await {
        Err(Error::NotFound) => return tertutup(ctx),
        other => other?,
    };
    let isi = store::isi::untuk_pelapor(&ctx.app, kamar.laporan, &kamar.kunci).await?;
    let laporan = super::satu::laporan(&isi)?;
    let saluran = saluran(ctx).await?;
    let nama: BTreeMap<Uuid, String> = saluran.penangan.into_iter().collect();
    let tertutup: Vec<&str> = nama
        .iter()
        .filter(|(akun, _)| terima::is_terkait(&laporan, **akun, &nama))
        .map(|(_, nama)| nama.as_str())
        .collect();
    let ruang = kamar::Ruang { token, kepala: &kepala, isi: &isi, tertutup: &tertutup.join("; "), kabar, pesan };
    kamar::ruang(ctx, status, &ruang, salah)
}

fn tertutup(ctx: &Ctx) -> Result<Response> {
    let salah = [FieldError::new("kode", "Ruang laporan sudah tertutup. Masukkan kode Anda sekali lagi")];
    kamar::lacak(ctx, StatusCode::UNPROCESSABLE_ENTITY, "", &salah)
}

/// POST /wbs/ruang
pub async fn ruang(ctx: Ctx) -> Result<Response> {
    let token = ctx.form().get("ruang").to_owned();
    match ctx.form().get("aksi") {
        "tutup" => {
            ruang::tutup_kamar(&token, ctx.now);
            kamar::selesai(&ctx)
        }
        "muat" => isi_ruang(&ctx, StatusCode::OK, &token, "", "", &[]).await,
        _ => kirim_pesan(&ctx, &token).await,
    }
}

async fn kirim_pesan(ctx: &Ctx, token: &str) -> Result<Response> {
    let Some(kamar) = ruang::kamar(token, ctx.now) else { return tertutup(ctx) };
    let pesan = ctx.form().get("pesan").to_owned();
    let mut salah: Vec<FieldError> = rules::periksa_pesan(&pesan, !ctx.form().files().is_empty()).into_iter().collect();
    let berkas = if salah.is_empty() { berkas(ctx).await? } else { Ok(vec![]) };
    let berkas = berkas.unwrap_or_else(|fault| {
        salah.push(fault);
        vec![]
    });
    if !salah.is_empty() {
        return isi_ruang(ctx, StatusCode::UNPROCESSABLE_ENTITY, token, "", &pesan, &salah).await;
    }
    let kiriman: Option<Uuid> = ctx.form().get("_kunci").parse().ok();
    if kiriman.is_none_or(|key| kamar.pertama(key)) {
        let done = tambah_pesan(ctx, &kamar, &pesan, berkas).await;
        if let (Err(_), Some(key)) = (&done, kiriman) {
            kamar.gagal(key);
        }
        match done {
            Ok(()) => {}
            Err(Error::TooMany(tunggu)) => {
                let status = StatusCode::TOO_MANY_REQUESTS;
                return isi_ruang(ctx, status, token, "", &pesan, &[ramai(tunggu)]).await;
            }
            Err(other) => return Err(other),
        }
    }
    isi_ruang(ctx, StatusCode::OK, token, "Pesan Anda sudah dikirim.", "", &[]).await
}

async fn tambah_pesan(ctx: &Ctx, kamar: &ruang::Pelapor, pesan: &str, berkas: Vec<Disegel>) -> Result<()> {
    batas::PESAN.ambil(ctx.now)?;
    let app = &ctx.app;
    let untuk = Untuk::laporan(app, kamar.laporan).await?;
    let hari = store::hari(app);
    let mut tx = store::db(app).await?.begin().await?;
    if !pesan.is_empty() {
        store::isi::tambah(&mut tx, hari, &untuk, Uuid::new_v4(), Butir::PesanPelapor, pesan.as_bytes()).await?;
    }
    for each in berkas {
        store::berkas::tambah(&mut tx, hari, &untuk, each).await?;
    }
    Ok(tx.commit().await?)
}
