//! Acts on a period as a whole: shown with their conditions, then done.

use kernel::file::{Owner, Secrecy};
use kernel::notify::{Notice, notify};
use kernel::web::Response;
use kernel::{Ctx, Error, FieldError, Result, Write};
use serde_json::json;
use uuid::Uuid;

use super::{subjek, versi};
use crate::acara::{self, Bahan};
use crate::pages;
use crate::periode::{Periode, fakta};
use crate::ruang::{Ruang, masuk};
use crate::rules::alur::{Keadaan, Peran, Syarat, Tindakan, kurang, langkah_dari};
use crate::store::{self, Pembekuan};

fn tindakan(ctx: &Ctx) -> Result<Tindakan> {
    Tindakan::dari_id(ctx.path("tindakan")).filter(|t| t.atas_periode()).ok_or(Error::NotFound)
}

/// What an act will do and what it still lacks.
pub(super) async fn show(ctx: Ctx) -> Result<Response> {
    let tindakan = tindakan(&ctx)?;
    let ruang = masuk(&ctx).await?;
    halaman(&ctx, &ruang, tindakan, &[]).await
}

async fn halaman(ctx: &Ctx, ruang: &Ruang, tindakan: Tindakan, galat: &[FieldError]) -> Result<Response> {
    let Some(langkah) = langkah_dari(ruang.periode.jalur, ruang.periode.keadaan, tindakan) else {
        // The page was opened before somebody else moved the period on.
        return ctx.redirect_with(&ruang.periode.href(), "Periode ini sudah berpindah tahap.");
    };
    if !ruang.boleh(tindakan, None) {
        return Err(Error::Forbidden);
    }
    let jawaban = store::semua_jawaban(&ctx.app.db, &ruang.periode).await?;
    let perlu_alasan = langkah.syarat.contains(&Syarat::AlasanDiisi);
    let keadaan = fakta(&ruang.periode, &ruang.tim, &jawaban, "diisi kemudian");
    let mut sisa: Vec<&'static str> = kurang(langkah, keadaan).into_iter().map(|syarat| syarat.pesan()).collect();
    if tindakan == Tindakan::Bekukan {
        sisa.extend(kurang_acara(&ruang.periode));
    }
    pages::langkah::halaman(ctx, ruang, langkah, perlu_alasan, &sisa, galat)
}

/// What a Berita Acara needs before it can be made for good.
fn kurang_acara(periode: &Periode) -> Option<&'static str> {
    let kosong = periode.acara.nomor.is_empty() || periode.acara.tempat.is_empty();
    kosong.then_some("Isi dahulu nomor dan tempat Berita Acara.")
}

/// Does it.
pub(super) async fn jalankan(ctx: Ctx) -> Result<Response> {
    let tindakan = tindakan(&ctx)?;
    let ruang = masuk(&ctx).await?;
    let alasan = ctx.form().get("alasan").to_owned();
    if alasan.chars().count() > 2000 {
        return halaman(&ctx, &ruang, tindakan, &[FieldError::new("alasan", "Paling banyak 2000 karakter.")]).await;
    }
    let perlu = langkah_dari(ruang.periode.jalur, ruang.periode.keadaan, tindakan)
        .is_some_and(|l| l.syarat.contains(&Syarat::AlasanDiisi));
    if perlu && alasan.is_empty() && ruang.boleh(tindakan, None) {
        return halaman(&ctx, &ruang, tindakan, &[FieldError::new("alasan", Syarat::AlasanDiisi.pesan())]).await;
    }
    match tindakan {
        Tindakan::Bekukan => bekukan(&ctx, &ruang).await?,
        Tindakan::MulaiPenilaian
        | Tindakan::AjukanValidasi
        | Tindakan::Kembalikan
        | Tindakan::SetujuiHasil
        | Tindakan::Kirim
        | Tindakan::TarikKembali
        | Tindakan::MulaiEksternal => pindahkan(&ctx, &ruang, tindakan, &alasan).await?,
        Tindakan::AturPeriode
        | Tindakan::IsiNilai
        | Tindakan::ValidasiJawaban
        | Tindakan::IsiNilaiEksternal
        | Tindakan::BeriRekomendasi
        | Tindakan::JawabKlarifikasi => return Err(Error::NotFound),
    }
    ctx.redirect_with(&ruang.periode.href(), pages::langkah::kabar(tindakan))
}

async fn pindahkan(ctx: &Ctx, ruang: &Ruang, tindakan: Tindakan, alasan: &str) -> Result<()> {
    let versi = versi(ctx.form())?;
    let mut write = ctx.write(format!("evaluasi.{}", tindakan.id())).await?;
    let buka = store::kunci(&mut write, ruang.periode.id).await?;
    let tim = store::tim_terkunci(&mut write, &buka).await?;
    let jawaban = store::jawaban_terkunci(&mut write, &buka).await?;
    let ke = ruang.putuskan(&buka.periode, tindakan, None, fakta(&buka.periode, &tim, &jawaban, alasan))?;
    store::pindah(&mut write, &buka, Some(versi), tindakan, ke, alasan, None).await?;
    kabari(&mut write, ruang, tindakan, ke, alasan).await?;
    write.commit(&subjek(&ruang.periode, ruang.periode.href())).await
}

/// Tells whoever is to act next, and other modules: the act and where the period stands now.
async fn kabari(write: &mut Write, ruang: &Ruang, tindakan: Tindakan, ke: Keadaan, alasan: &str) -> Result<()> {
    let giliran: &[Peran] = match ke {
        Keadaan::Persiapan | Keadaan::ValidasiInternal => &[Peran::Supervisor],
        Keadaan::PenilaianMandiri => &[Peran::Operator, Peran::Anggota],
        Keadaan::Dikirim | Keadaan::PenilaianEksternal => &[Peran::AsesorEksternal],
        Keadaan::Final => &[Peran::Supervisor, Peran::Operator, Peran::Anggota, Peran::AsesorEksternal],
    };
    let penerima: Vec<Uuid> =
        ruang.tim.iter().filter(|a| giliran.contains(&a.peran) && a.account != ruang.saya).map(|a| a.account).collect();
    let p = &ruang.periode;
    let kabar = Notice {
        title: format!("{}: {}", p.nama, pages::langkah::kabar(tindakan)),
        body: alasan.to_owned(),
        href: p.href(),
        event: "evaluasi.tahap".into(),
    };
    notify(write, &penerima, kabar).await?;
    let isi = json!({ "tindakan": tindakan.id(), "dari": p.keadaan.id(), "ke": ke.id() });
    write.event("evaluasi.tahap", isi);
    Ok(())
}

/// Freezes: the document is set first, since that takes long; then, inside the change, the scores must still be those of
/// the document.
async fn bekukan(ctx: &Ctx, ruang: &Ruang) -> Result<()> {
    let versi = versi(ctx.form())?;
    ctx.not_repeated().await?;
    let db = &ctx.app.db;
    let jawaban = store::semua_jawaban(db, &ruang.periode).await?;
    let rekomendasi = store::rekomendasi(db, &ruang.periode).await?;
    ruang.putuskan(&ruang.periode, Tindakan::Bekukan, None, fakta(&ruang.periode, &ruang.tim, &jawaban, ""))?;
    if let Some(kurang) = kurang_acara(&ruang.periode) {
        return Err(Error::refused(kurang));
    }
    let bahan = Bahan {
        periode: &ruang.periode,
        tim: &ruang.tim,
        jawaban: &jawaban,
        rekomendasi: &rekomendasi,
        ketentuan: &ruang.ketentuan,
        koordinator: ctx.actor.person().map_or("", |orang| orang.name.as_str()),
        tanggal: ctx.today(),
        konsep: false,
    };
    let sidik = acara::sidik(&ruang.periode, &jawaban, &rekomendasi);
    let pdf = acara::pdf(&ctx.app, &acara::susun(&ctx.app, &bahan)).await?;
    let mut write = ctx.write("evaluasi.bekukan").await?;
    let buka = store::kunci(&mut write, ruang.periode.id).await?;
    let tim = store::tim_terkunci(&mut write, &buka).await?;
    let kini = store::jawaban_terkunci(&mut write, &buka).await?;
    let ke = ruang.putuskan(&buka.periode, Tindakan::Bekukan, None, fakta(&buka.periode, &tim, &kini, ""))?;
    let rekomendasi_kini = store::rekomendasi_terkunci(&mut write, &buka).await?;
    if acara::sidik(&buka.periode, &kini, &rekomendasi_kini) != sidik {
        return Err(Error::Conflict);
    }
    let subject = subjek(&ruang.periode, ruang.periode.href());
    let owner = Owner { subject: subject.clone(), unit: ruang.periode.unit, secrecy: Secrecy::Internal };
    let nama = format!("berita-acara-{}.pdf", acara::nomor_dokumen(&ruang.periode));
    let berkas = ctx.app.files.keep_bytes(&mut write, &nama, pdf, &owner).await?;
    let beku = Pembekuan { berkas, sidik };
    store::pindah(&mut write, &buka, Some(versi), Tindakan::Bekukan, ke, "", Some(&beku)).await?;
    kabari(&mut write, ruang, Tindakan::Bekukan, ke, "").await?;
    write.commit(&subject).await
}
