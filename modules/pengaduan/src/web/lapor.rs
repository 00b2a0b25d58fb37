//! A visitor reports.
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::web::abuse::Limit;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use time::Duration;
use uuid::Uuid;

use crate::model::{self, Kanal, Lokasi, Pelapor, PengaduanBaru, Sifat};
use crate::pages::lapor as halaman;
use crate::pages::{Rujukan, TANPA_DESA};
use crate::rules::isian;
use crate::{lampiran, store};

/// Complaints from one network: a village office may share one address.
const KIRIM: Limit = Limit { name: "pengaduan.kirim", burst: 20, every: Duration::minutes(1) };

/// GET /pengaduan/lapor
pub async fn form(ctx: Ctx) -> Result<Response> {
    let rujukan = Rujukan::baca(&ctx.app).await?;
    halaman::form(&ctx, StatusCode::OK, &rujukan, &[])
}

/// What is wrong with a form about a complaint, whoever fills it in.
pub fn periksa(ctx: &Ctx, rujukan: &Rujukan) -> Vec<FieldError> {
    let form = ctx.form();
    let mut salah: Vec<FieldError> = vec![];
    salah.extend(isian::wajib(
        "uraian",
        form.get("uraian"),
        isian::URAIAN_SEDIKIT,
        isian::URAIAN,
        "Tulis apa yang terjadi",
    ));
    salah.extend(isian::terlalu_panjang("judul", form.get("judul"), isian::JUDUL));
    let kategori = form.get("kategori");
    if kategori.is_empty() {
        salah.push(FieldError::new("kategori", "Pilih pokok laporan"));
    } else if !rujukan.kategori.iter().any(|satu| satu.aktif && satu.kode == kategori) {
        salah.push(FieldError::new("kategori", "Pokok itu tidak ada lagi. Pilih kembali"));
    }
    let desa = form.get("desa");
    if desa.is_empty() {
        salah.push(FieldError::new("desa", "Pilih desa atau kelurahan, atau \"Tidak di satu desa tertentu\""));
    } else if desa != TANPA_DESA && !rujukan.desa_dikenal(desa) {
        salah.push(FieldError::new("desa", "Desa itu tidak ada dalam daftar. Pilih kembali"));
    }
    salah.extend(isian::terlalu_panjang("patokan", form.get("patokan"), isian::PATOKAN));
    if let Err(sebab) = kejadian(ctx) {
        salah.push(sebab);
    }
    if Sifat::urai(form.get("sifat")).is_none() {
        salah.push(FieldError::new("sifat", "Pilih siapa yang boleh tahu identitas Anda"));
    }
    salah.extend(isian::terlalu_panjang("nama", form.get("nama"), isian::PENDEK));
    let (surel, telepon) = (form.get("surel"), form.get("telepon"));
    let benar = isian::surel(surel) && kernel::notify::is_address(surel);
    if !surel.is_empty() && !benar {
        salah.push(FieldError::new("surel", "Alamat surel belum benar. Contoh: nama@contoh.id"));
    }
    if !telepon.is_empty() && !isian::telepon(telepon) {
        salah.push(FieldError::new("telepon", "Nomor telepon belum benar. Contoh: 0812 3456 7890"));
    }
    salah.extend(lampiran::periksa(form.files()));
    salah
}

/// The day on which it happened; nothing when none was typed.
fn kejadian(ctx: &Ctx) -> std::result::Result<Option<time::Date>, FieldError> {
    let diketik = ctx.form().get("kejadian");
    if diketik.is_empty() {
        return Ok(None);
    }
    match tanggal::urai(diketik) {
        Ok(hari) if hari > ctx.today() => Err(FieldError::new("kejadian", "Tanggal ini belum terjadi")),
        Ok(hari) if hari.year() < 1990 => Err(FieldError::new("kejadian", "Tanggal ini terlalu lama berlalu")),
        Ok(hari) => Ok(Some(hari)),
        Err(_) => Err(FieldError::new("kejadian", "Tulis tanggal seperti 20-11-2026")),
    }
}

/// The complaint of a form that is right. Files are sealed here, before any change is opened.
pub async fn baru(ctx: &Ctx, kanal: Kanal) -> Result<PengaduanBaru> {
    let form = ctx.form();
    let isi = |name: &str| Some(isian::potong(form.get(name), isian::PENDEK)).filter(|teks| !teks.is_empty());
    let desa = form.get("desa");
    let akun = ctx.actor.account().filter(|_| kanal == Kanal::Web);
    Ok(PengaduanBaru {
        kanal,
        nomor_luar: None,
        permintaan_kunci: None,
        klasifikasi: None,
        jenis: Some(form.get("kategori").to_owned()),
        judul: form.get("judul").to_owned(),
        uraian: form.get("uraian").to_owned(),
        lokasi: Lokasi {
            desa: (desa != TANPA_DESA).then(|| desa.to_owned()),
            patokan: form.get("patokan").to_owned(),
            lintang: None,
            bujur: None,
        },
        kejadian: kejadian(ctx).ok().flatten(),
        pelapor: Pelapor { nama: isi("nama"), surel: isi("surel"), telepon: isi("telepon"), akun },
        sifat: Sifat::urai(form.get("sifat")).unwrap_or(Sifat::Rahasia),
        setuju_terbit: form.get("setuju_terbit") == kernel::page::YES,
        lampiran: lampiran::dari_form(&ctx.app, form.files()).await?,
    })
}

/// POST /pengaduan/lapor
pub async fn kirim(ctx: Ctx) -> Result<Response> {
    match terima(&ctx).await {
        Ok(id) => pegang(&ctx, id),
        // The same form again, after a double press or a lost connection: whoever has its key sent it.
        Err(Error::Done(href)) => match href.rsplit('/').next().and_then(|id| id.parse().ok()) {
            Some(id) => pegang(&ctx, id),
            None => ctx.redirect(&href),
        },
        Err(Error::Invalid(salah)) => tampil(&ctx, StatusCode::UNPROCESSABLE_ENTITY, salah).await,
        Err(Error::TooMany(detik)) => {
            let teks = format!("Terlalu banyak laporan dari jaringan ini. Tunggu {detik} detik, lalu kirim lagi");
            tampil(&ctx, StatusCode::TOO_MANY_REQUESTS, vec![FieldError::new("", teks)]).await
        }
        Err(Error::Refused(sebab)) => {
            tampil(&ctx, StatusCode::UNPROCESSABLE_ENTITY, vec![FieldError::new("berkas", sebab)]).await
        }
        Err(other) => Err(other),
    }
}

async fn tampil(ctx: &Ctx, status: StatusCode, salah: Vec<FieldError>) -> Result<Response> {
    let rujukan = Rujukan::baca(&ctx.app).await?;
    halaman::form(ctx, status, &rujukan, &salah)
}

fn pegang(ctx: &Ctx, id: Uuid) -> Result<Response> {
    ctx.redirect_holding(&model::href_resi(id), "", model::JENIS, id)
}

async fn terima(ctx: &Ctx) -> Result<Uuid> {
    ctx.not_repeated().await?;
    let rujukan = Rujukan::baca(&ctx.app).await?;
    let mut salah = periksa(ctx, &rujukan);
    salah.extend(ctx.challenge_met().err());
    if !salah.is_empty() {
        return Err(Error::Invalid(salah));
    }
    ctx.limited(&KIRIM)?;
    let baru = baru(ctx, Kanal::Web).await?;
    let mut write = ctx.write("pengaduan.terima").await?;
    let (id, _) = store::terima(&mut write, baru).await?;
    write.commit(&Subject::new(model::JENIS, id, model::href_resi(id))).await?;
    Ok(id)
}
