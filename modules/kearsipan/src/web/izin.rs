//! Reading what another unit keeps, by its consent (M 47).
use kernel::auth::account;
use kernel::notify::{Notice, notify};
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use uuid::Uuid;

use super::{alasan, hari, tanpa, wajib};
use crate::hak::{MINTA, SETUJU};
use crate::pages::{self, Unit};
use crate::store::izin::{self, Baru, Izin};

/// Longest time for which an item is opened.
const HARI_PALING_LAMA: i64 = 366;
/// Most readers of one request.
const PEMBACA: usize = 20;

fn href(id: Uuid) -> String {
    format!("/arsip/izin/{id}")
}

/// One's own requests, and those that one's unit decides.
pub async fn list(ctx: Ctx) -> Result<Response> {
    let mut semua = izin::list(&ctx.app, &ctx.scope_of(SETUJU), "").await?;
    let milik = izin::list(&ctx.app, &ctx.scope_of(MINTA), "").await?;
    semua.extend(milik.into_iter().filter(|satu| satu.owner == ctx.actor.account()));
    semua.sort_by_key(|satu| std::cmp::Reverse(satu.id));
    semua.dedup_by_key(|satu| satu.id);
    pages::izin::daftar(&ctx, &Unit::baca(&ctx).await?, &semua)
}

/// The form.
pub async fn baru(ctx: Ctx) -> Result<Response> {
    pages::izin::baru(&ctx, &Unit::baca(&ctx).await?, &[])
}

/// Asks.
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    match coba_simpan(&ctx).await {
        Err(Error::Invalid(salah)) => pages::izin::baru(&ctx, &Unit::baca(&ctx).await?, &salah),
        hasil => hasil,
    }
}

async fn coba_simpan(ctx: &Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let mut salah = vec![];
    let unit = ctx.form().get("unit").parse::<Uuid>().ok();
    if unit.is_none() {
        salah.push(FieldError::new("unit", "Pilih unit yang menyimpan arsipnya"));
    }
    let nomor = wajib(ctx, "nomor", 120, &mut salah);
    let keperluan = wajib(ctx, "keperluan", 500, &mut salah);
    let sampai = hari(ctx, "sampai", &mut salah);
    let lama = (sampai - ctx.today()).whole_days();
    if !(0..=HARI_PALING_LAMA).contains(&lama) {
        salah.push(FieldError::new("sampai", "Paling cepat hari ini, paling lama satu tahun"));
    }
    let mut pembaca = vec![ctx.account()?];
    for login in ctx.form().get("pembaca").split([',', ' ', '\n']).map(str::trim).filter(|teks| !teks.is_empty()) {
        match account::by_login(&ctx.app, login).await? {
            Some(akun) => pembaca.push(akun.id),
            None => salah.push(FieldError::new("pembaca", format!("Tidak ada akun \"{login}\""))),
        }
    }
    pembaca.sort_unstable();
    pembaca.dedup();
    if pembaca.len() > PEMBACA {
        salah.push(FieldError::new("pembaca", format!("Paling banyak {PEMBACA} orang")));
    }
    tanpa(salah)?;
    let unit = unit.unwrap_or_default();
    let arsip = izin::cari_nomor(&ctx.app, unit, &nomor).await.map_err(|cause| {
        if matches!(cause, Error::NotFound) {
            Error::field("nomor", "Tidak ada arsip bernomor itu pada unit tersebut yang dapat diminta")
        } else {
            cause
        }
    })?;
    let kepada = ctx.app.holders("kepala_pd", Some(unit)).await?;
    let mut write = ctx.write("arsip.izin_diminta").await?;
    let baru = Baru { unit, unit_peminta: ctx.actor.unit(), arsip, keperluan: &keperluan, sampai, pembaca: &pembaca };
    let id = izin::ajukan(&mut write, &baru).await?;
    let notice = Notice {
        title: "Permintaan izin membaca arsip".to_owned(),
        body: keperluan.clone(),
        href: href(id),
        event: "arsip.izin_diminta".into(),
    };
    notify(&mut write, &kepada, notice).await?;
    write.commit(&Subject::new("izin_arsip", id, href(id))).await?;
    ctx.redirect_with(&href(id), "Permintaan dikirim kepada unit yang menyimpan arsipnya.")
}

/// A request that one made, or that one's unit decides.
async fn lihat(ctx: &Ctx) -> Result<(Izin, bool)> {
    let id = ctx.id("id")?;
    match izin::find(&ctx.app, &ctx.scope_of(SETUJU), id).await {
        // One's own request comes through the scope too; it is decided by somebody else.
        Ok(satu) => {
            let sendiri = satu.owner == ctx.actor.account();
            let berhak = ctx.scope_of(SETUJU).holds_unit(satu.unit);
            Ok((satu, berhak && !sendiri))
        }
        Err(Error::NotFound) => {
            let satu = izin::find(&ctx.app, &ctx.scope_of(MINTA), id).await?;
            if satu.owner == ctx.actor.account() { Ok((satu, false)) } else { Err(Error::NotFound) }
        }
        Err(lain) => Err(lain),
    }
}

/// Its page.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let (satu, boleh) = lihat(&ctx).await?;
    let nama = account::names(&ctx.app, &satu.pembaca).await?;
    pages::izin::satu(&ctx, &Unit::baca(&ctx).await?, &satu, &nama.into_values().collect::<Vec<_>>(), boleh)
}

/// Decides.
pub async fn putus(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let (satu, boleh) = lihat(&ctx).await?;
    if !boleh {
        return Err(Error::Forbidden);
    }
    let (status, action) = match ctx.path("putusan") {
        "persetujuan" => ("disetujui", "arsip.izin_diberikan"),
        "penolakan" => ("ditolak", "arsip.izin_ditolak"),
        "pencabutan" => ("dicabut", "arsip.izin_dicabut"),
        _ => return Err(Error::NotFound),
    };
    let alasan = alasan(&ctx)?;
    if status != "disetujui" && alasan.is_empty() {
        return Err(Error::refused("Tulis alasannya, supaya peminta tahu sebabnya."));
    }
    let mut write = ctx.write(action).await?;
    izin::putus(&mut write, &satu, status, &alasan).await?;
    let notice = Notice {
        title: format!("Izin membaca arsip {status}"),
        body: alasan.clone(),
        href: href(satu.id),
        event: action.into(),
    };
    notify(&mut write, &satu.owner.into_iter().collect::<Vec<_>>(), notice).await?;
    write.commit(&Subject::new("izin_arsip", satu.id, href(satu.id))).await?;
    ctx.redirect_with(&href(satu.id), "Putusan disimpan.")
}
