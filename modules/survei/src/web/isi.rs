//! Answering: by the link of a finished case, or at a survey point.
use http::StatusCode;
use kernel::web::abuse::Limit;
use kernel::{Ctx, Error, FieldError, Response, Result};
use time::Duration;
use uuid::Uuid;

use crate::hasil::Susunan;
use crate::kuesioner::Kuesioner;
use crate::model::{DIMENSI, Jalan, Jawaban, Layanan, UNSUR_NAMA};
use crate::pages::isi as halaman;
use crate::pages::isi::{KOMENTAR, Lembar};
use crate::registers::perangkat;
use crate::rules::nilai::{TERBAIK, UNSUR};
use crate::store::jawaban::{self, Hasil};
use crate::store::{self, titik::Titik};

/// Answers from one network at a point: a family, or the tablet of a counter.
const LOKET: Limit = Limit { name: "survei.loket", burst: 30, every: Duration::minutes(1) };
/// The same where the code of the day shows that people are there.
const BERSANDI: Limit = Limit { name: "survei.loket_bersandi", burst: 200, every: Duration::seconds(10) };
/// Wrong codes of the day from one network.
const SANDI: Limit = Limit { name: "survei.sandi", burst: 10, every: Duration::minutes(5) };

const TAK_BERLAKU: &str = "Tautan survei ini sudah dipakai, sudah lewat masanya, atau tidak lengkap. Satu tautan berlaku untuk satu kali mengisi.";
const DITUTUP: &str = "Survei di tempat ini sedang ditutup. Sampaikan pendapat Anda kepada petugas.";

/// What was chosen and typed, or what is wrong with it.
fn baca(ctx: &Ctx, jalan: Jalan) -> std::result::Result<Jawaban, Vec<FieldError>> {
    let form = ctx.form();
    let mut salah = vec![];
    let mut nilai = [0; UNSUR];
    for ((kunci, _), tempat) in UNSUR_NAMA.iter().zip(nilai.iter_mut()) {
        match form.get(kunci).parse::<i64>() {
            Ok(angka) if (1..=TERBAIK).contains(&angka) => *tempat = angka,
            Ok(_) | Err(_) => salah.push(FieldError::new(*kunci, "Pilih salah satu jawaban")),
        }
    }
    let mut diri = [None; DIMENSI.len()];
    for (satu, tempat) in DIMENSI.iter().zip(diri.iter_mut()) {
        let dipilih = form.get(satu.kunci);
        *tempat = satu.kelompok.iter().find(|(kunci, _)| *kunci == dipilih).map(|(kunci, _)| *kunci);
        if tempat.is_none() && !dipilih.is_empty() {
            salah.push(FieldError::new(
                satu.kunci,
                format!("Pilih {} dari daftar, atau lewati", satu.label.to_lowercase()),
            ));
        }
    }
    let komentar = form.get("komentar").to_owned();
    if komentar.chars().count() > KOMENTAR {
        salah.push(FieldError::new("komentar", format!("Terlalu panjang: paling banyak {KOMENTAR} karakter")));
    }
    if salah.is_empty() { Ok(Jawaban { nilai, diri, jalan, komentar }) } else { Err(salah) }
}

/// What an open questionnaire needs.
struct Terbuka {
    layanan: Layanan,
    unit: String,
    kuesioner: Kuesioner,
}

async fn terbuka(ctx: &Ctx, layanan: Uuid) -> Result<Option<Terbuka>> {
    let layanan = store::layanan::cari(&ctx.app, layanan).await?;
    let Some(unit) = layanan.unit.filter(|_| layanan.aktif) else { return Ok(None) };
    let susunan = Susunan::baca(&ctx.app).await?;
    let unit = susunan.nama(Some(perangkat(&ctx.app.units().await?, unit)));
    let kuesioner = store::kuesioner::terbaru(&ctx.app, layanan.id).await?;
    Ok(Some(Terbuka { layanan, unit, kuesioner }))
}

impl Terbuka {
    fn tampil(&self, ctx: &Ctx, status: StatusCode, titik: Option<&Titik>, salah: &[FieldError]) -> Result<Response> {
        let lembar = Lembar {
            action: ctx.uri_path(),
            layanan: &self.layanan.nama,
            unit: &self.unit,
            kuesioner: &self.kuesioner,
            sandi_harian: titik.is_some_and(|titik| titik.sandi_harian),
            tantangan: titik.is_some(),
        };
        halaman::lembar(ctx, status, &lembar, salah)
    }

    /// Takes the answer, or shows the form again with everything that was typed.
    async fn kirim(
        &self,
        ctx: &Ctx,
        id: Uuid,
        titik: Option<&Titik>,
        token: Option<&str>,
        isian: std::result::Result<Jawaban, Vec<FieldError>>,
    ) -> Result<Response> {
        let jawaban = match isian {
            Ok(jawaban) => jawaban,
            Err(salah) => return self.tampil(ctx, StatusCode::UNPROCESSABLE_ENTITY, titik, &salah),
        };
        if let Some(titik) = titik {
            let batas = if titik.sandi_harian { &BERSANDI } else { &LOKET };
            if let Err(Error::TooMany(tunggu)) = ctx.limited(batas) {
                return self.tampil(ctx, StatusCode::TOO_MANY_REQUESTS, Some(titik), &[ramai(tunggu)]);
            }
        }
        match jawaban::terima(&ctx.app, &self.layanan, self.kuesioner.id, id, token, &jawaban).await {
            Ok(Hasil::Diterima | Hasil::Sudah) => ctx.redirect("/survei/terima-kasih"),
            Ok(Hasil::TakBerlaku) => halaman::tertutup(ctx, StatusCode::NOT_FOUND, TAK_BERLAKU),
            Err(Error::Refused(pesan)) => halaman::tertutup(ctx, StatusCode::CONFLICT, &pesan),
            Err(lain) => Err(lain),
        }
    }
}

fn ramai(tunggu: u64) -> FieldError {
    FieldError::new(
        "",
        format!("Banyak jawaban masuk dari jaringan ini. Tunggu {tunggu} detik, lalu kirim sekali lagi"),
    )
}

/// GET /survei/i/{token}
pub async fn tautan(ctx: Ctx) -> Result<Response> {
    let Some(layanan) = store::undangan::cari(&ctx.app, ctx.path("token"), ctx.today()).await? else {
        return halaman::tertutup(&ctx, StatusCode::NOT_FOUND, TAK_BERLAKU);
    };
    match terbuka(&ctx, layanan).await? {
        Some(terbuka) => terbuka.tampil(&ctx, StatusCode::OK, None, &[]),
        None => halaman::tertutup(&ctx, StatusCode::OK, DITUTUP),
    }
}

/// POST /survei/i/{token}
pub async fn kirim_tautan(ctx: Ctx) -> Result<Response> {
    let token = ctx.path("token").to_owned();
    let id = jawaban::id(&ctx.app, ctx.form().get("_kunci"))?;
    let Some(layanan) = store::undangan::cari(&ctx.app, &token, ctx.today()).await? else {
        // The link is used up: by this very form, or by another one.
        return if jawaban::ada(&ctx.app, id).await? {
            ctx.redirect("/survei/terima-kasih")
        } else {
            halaman::tertutup(&ctx, StatusCode::NOT_FOUND, TAK_BERLAKU)
        };
    };
    let Some(terbuka) = terbuka(&ctx, layanan).await? else {
        return halaman::tertutup(&ctx, StatusCode::CONFLICT, DITUTUP);
    };
    let isian = baca(&ctx, Jalan::Tautan);
    terbuka.kirim(&ctx, id, None, Some(&token), isian).await
}

/// GET /survei/t/{kode}
pub async fn loket(ctx: Ctx) -> Result<Response> {
    let titik = store::titik::berkode(&ctx.app, ctx.path("kode")).await?;
    match terbuka(&ctx, titik.layanan).await?.filter(|_| titik.aktif) {
        Some(terbuka) => terbuka.tampil(&ctx, StatusCode::OK, Some(&titik), &[]),
        None => halaman::tertutup(&ctx, StatusCode::OK, DITUTUP),
    }
}

/// POST /survei/t/{kode}
pub async fn kirim_loket(ctx: Ctx) -> Result<Response> {
    let titik = store::titik::berkode(&ctx.app, ctx.path("kode")).await?;
    let Some(terbuka) = terbuka(&ctx, titik.layanan).await?.filter(|_| titik.aktif) else {
        return halaman::tertutup(&ctx, StatusCode::CONFLICT, DITUTUP);
    };
    let id = jawaban::id(&ctx.app, ctx.form().get("_kunci"))?;
    let mut isian = baca(&ctx, Jalan::Loket);
    let mut tambah = |salah: FieldError| match &mut isian {
        Ok(_) => isian = Err(vec![salah]),
        Err(semua) => semua.push(salah),
    };
    if titik.sandi_harian {
        let diketik = ctx.form().get("sandi");
        if diketik.is_empty() {
            tambah(FieldError::new("sandi", "Isi sandi hari ini, empat angka yang dipasang di tempat layanan"));
        } else if diketik != titik.sandi(&ctx.app, ctx.today())? {
            match ctx.limited(&SANDI) {
                Ok(()) => tambah(FieldError::new("sandi", "Sandi tidak cocok. Lihat angka yang dipasang hari ini")),
                Err(Error::TooMany(tunggu)) => {
                    let pesan = format!("Terlalu banyak sandi yang salah. Tunggu {tunggu} detik, lalu coba lagi");
                    tambah(FieldError::new("sandi", pesan));
                }
                Err(lain) => return Err(lain),
            }
        }
    }
    if let Err(salah) = ctx.challenge_met() {
        tambah(salah);
    }
    terbuka.kirim(&ctx, id, Some(&titik), None, isian).await
}

/// GET /survei/terima-kasih
pub async fn terima_kasih(ctx: Ctx) -> Result<Response> {
    halaman::selesai(&ctx)
}
