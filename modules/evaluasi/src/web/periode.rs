//! Opening a period and setting its dates.

use kernel::web::Response;
use kernel::{Ctx, Error, FieldError, Result};
use serde_json::json;
use time::Date;

use super::isian::Isian;
use super::{subjek, versi};
use crate::model::{Instrumen, PredikatDari};
use crate::pages;
use crate::profil::ketentuan;
use crate::ruang::masuk;
use crate::rules::alur::{FaktaPeriode, Jalur, Keadaan, Tindakan};
use crate::store::{self, Jadwal, PeriodeBaru};
use crate::{angka::Pecahan, instrumen};

/// The empty form.
pub(super) async fn baru(ctx: Ctx) -> Result<Response> {
    pages::periode::baru(&ctx, &ketentuan(&ctx.app)?, &[])
}

/// Opens a period.
pub(super) async fn buka(ctx: Ctx) -> Result<Response> {
    match coba_buka(&ctx).await {
        Err(Error::Invalid(galat)) => pages::periode::baru(&ctx, &ketentuan(&ctx.app)?, &galat),
        hasil => hasil,
    }
}

async fn coba_buka(ctx: &Ctx) -> Result<Response> {
    let baru = baca_baru(ctx)?;
    let mut write = ctx.write("evaluasi.periode_dibuka").await?;
    let id = store::buka_periode(&mut write, &baru).await?;
    write.event(
        "evaluasi.periode_dibuka",
        json!({ "periode": id, "tahun": baru.tahun, "instrumen": baru.instrumen.id }),
    );
    let href = format!("/evaluasi/{id}/tim");
    write.commit(&kernel::Subject::new("evaluasi_periode", id, href.clone())).await?;
    ctx.redirect_with(&href, "Periode dibuka. Sekarang tunjuk timnya.")
}

fn baca_baru(ctx: &Ctx) -> Result<PeriodeBaru> {
    let mut isian = Isian::dari(ctx.form());
    let tahun = ctx.form().get("tahun").parse::<u16>().ok().filter(|t| (2018..=2100).contains(t));
    if tahun.is_none() {
        isian.salah("tahun", "Isi tahun yang dinilai dengan empat angka, misalnya 2026.");
    }
    let instrumen = isian.pilihan("instrumen", |teks| instrumen::cari(teks).ok(), "Pilih instrumen penilaian.");
    let (nama, jalur, basis) = baca_pokok(&mut isian);
    let jadwal = baca_jadwal(&mut isian, instrumen);
    match (tahun, instrumen, jalur, basis, jadwal, isian.galat) {
        (Some(tahun), Some(instrumen), Some(jalur), Some(basis), Some(jadwal), galat) if galat.is_empty() => {
            Ok(PeriodeBaru { tahun, nama, instrumen, jalur, basis, jadwal, unit: ctx.actor.unit() })
        }
        (_, _, _, _, _, galat) => Err(Error::Invalid(galat)),
    }
}

fn baca_pokok(isian: &mut Isian<'_>) -> (String, Option<Jalur>, Option<PredikatDari>) {
    let nama = isian.wajib("nama", 120, "Isi nama periode.");
    let jalur = isian.pilihan("jalur", Jalur::dari_id, "Pilih jalur penilaian.");
    let basis = isian.pilihan("basis", |teks| teks.parse().ok(), "Pilih dasar predikat.");
    (nama, jalur, basis)
}

fn baca_jadwal(isian: &mut Isian<'_>, instrumen: Option<&'static Instrumen>) -> Option<Jadwal> {
    let tanggal_penilaian = isian.tanggal("tanggal_penilaian");
    if tanggal_penilaian.is_none() && !isian.galat.iter().any(|g| g.field == "tanggal_penilaian") {
        isian.salah("tanggal_penilaian", "Isi tanggal penilaian; umur bukti reviu dihitung sampai tanggal itu.");
    }
    let [tenggat_isi, tenggat_validasi, tenggat_eksternal] = baca_tenggat(isian);
    let sasaran = isian.angka("sasaran");
    if let (Some(sasaran), Some(instrumen)) = (sasaran, instrumen) {
        let puncak = Pecahan::from_integer(i128::from(instrumen.nilai.maksimum));
        if sasaran <= Pecahan::from_integer(0) || sasaran > puncak {
            isian.salah("sasaran", format!("Isi sasaran di atas 0, paling tinggi {}.", instrumen.nilai.maksimum));
        }
    }
    Some(Jadwal { tanggal_penilaian: tanggal_penilaian?, tenggat_isi, tenggat_validasi, tenggat_eksternal, sasaran })
}

/// The settings of a period.
pub(super) async fn pengaturan(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    pages::periode::pengaturan(&ctx, &ruang, &[], false)
}

/// Changes them: everything while the period is prepared, only deadlines later.
pub(super) async fn atur(ctx: Ctx) -> Result<Response> {
    match coba_atur(&ctx).await {
        Err(Error::Invalid(galat)) => {
            let ruang = masuk(&ctx).await?;
            pages::periode::pengaturan(&ctx, &ruang, &galat, false)
        }
        Err(Error::Conflict) => {
            let ruang = masuk(&ctx).await?;
            let galat = [FieldError::new(
                "",
                "Orang lain baru saja mengubah pengaturan ini. Isian Anda masih ada di bawah; periksa, lalu simpan lagi.",
            )];
            pages::periode::pengaturan(&ctx, &ruang, &galat, true)
        }
        hasil => hasil,
    }
}

async fn coba_atur(ctx: &Ctx) -> Result<Response> {
    let ruang = masuk(ctx).await?;
    if !ruang.boleh_menjadwal() && !ruang.boleh(Tindakan::AturPeriode, None) {
        return Err(if ruang.periode.beku() { beku() } else { Error::Forbidden });
    }
    let versi = versi(ctx.form())?;
    let mut isian = Isian::dari(ctx.form());
    let penuh = ruang.periode.keadaan == Keadaan::Persiapan;
    let href = ruang.periode.href();
    if penuh {
        let (nama, jalur, basis) = baca_pokok(&mut isian);
        let jadwal = baca_jadwal(&mut isian, Some(ruang.periode.instrumen));
        let (Some(jalur), Some(basis), Some(jadwal), true) = (jalur, basis, jadwal, isian.galat.is_empty()) else {
            return Err(Error::Invalid(isian.galat));
        };
        let p = &ruang.periode;
        let baru = PeriodeBaru { tahun: p.tahun, nama, instrumen: p.instrumen, jalur, basis, jadwal, unit: p.unit };
        let mut write = ctx.write("evaluasi.periode_diatur").await?;
        let buka = store::kunci(&mut write, p.id).await?;
        ruang.putuskan(&buka.periode, Tindakan::AturPeriode, None, FaktaPeriode::default())?;
        store::atur_periode(&mut write, &buka, versi, &baru).await?;
        write.commit(&subjek(p, href.clone())).await?;
    } else {
        let tenggat = baca_tenggat(&mut isian);
        if !isian.galat.is_empty() {
            return Err(Error::Invalid(isian.galat));
        }
        let mut write = ctx.write("evaluasi.tenggat_digeser").await?;
        let buka = store::kunci(&mut write, ruang.periode.id).await?;
        if !ruang.pada(&buka.periode).boleh_menjadwal() {
            return Err(Error::Forbidden);
        }
        store::geser_tenggat(&mut write, &buka, versi, tenggat).await?;
        write.commit(&subjek(&ruang.periode, href.clone())).await?;
    }
    ctx.redirect_with(&href, "Pengaturan periode disimpan.")
}

/// The deadlines in order; none may come before that of the stage before it.
fn baca_tenggat(isian: &mut Isian<'_>) -> [Option<Date>; 3] {
    let mut sebelum = None;
    ["tenggat_isi", "tenggat_validasi", "tenggat_eksternal"].map(|medan| {
        let tenggat = isian.tanggal(medan);
        if let (Some(awal), Some(ini)) = (sebelum, tenggat)
            && ini < awal
        {
            isian.salah(medan, "Tenggat ini mendahului tenggat tahap sebelumnya.");
        }
        sebelum = tenggat.or(sebelum);
        tenggat
    })
}

/// What somebody hears who tries to change a frozen period.
pub(super) fn beku() -> Error {
    Error::refused("Hasil periode ini sudah dibekukan dan tidak dapat diubah lagi.")
}
