//! A case is granted: its letter is set, signed where that can be done, or handed on without.
use kernel::file;
use kernel::port::SignRequest;
use kernel::{Ctx, Error, FieldError, Result};
use uuid::Uuid;

use super::isian::pemilik;
use super::tindak::lanjutkan_induk;
use crate::cetak::{self, Surat};
use crate::langkah::{self, Laku, Meja};
use crate::model::{Keadaan, Keluaran, Permohonan, Tindakan};
use crate::rules::isi_surat;
use crate::standar::Standar;
use crate::store;

/// Nobody has decided yet.
pub(super) fn belum_diputus(satu: &Permohonan) -> bool {
    matches!(satu.keadaan, Keadaan::Diperiksa | Keadaan::Kunjungan | Keadaan::Persetujuan)
}

/// Who signs a letter: who decides, where that is the head; else the head of the unit.
async fn penanda(ctx: &Ctx, satu: &Permohonan) -> Result<Option<(Uuid, String, String)>> {
    let akun = ctx.account()?;
    let unit = cetak::unit(&ctx.app, satu.unit).await?;
    let kepala = match satu.unit {
        Some(unit) => ctx.app.holders("kepala_pd", Some(unit)).await?,
        None => vec![],
    };
    let Some(penanda) = kepala.iter().find(|satu| **satu == akun).or_else(|| kepala.first()).copied() else {
        return Ok(None);
    };
    let nama = kernel::auth::account::names(&ctx.app, &[penanda]).await?.remove(&penanda).unwrap_or_default();
    let sendiri = ctx.actor.assignments().iter().find(|satu| penanda == akun && satu.role == "kepala_pd");
    let dari_jabatan = sendiri.map(|satu| satu.title.clone()).filter(|teks| !teks.is_empty());
    let nama_unit = unit.map(|unit| unit.name).unwrap_or_default();
    let jabatan = match dari_jabatan {
        Some(jabatan) if jabatan.contains(' ') => jabatan,
        Some(_) | None => format!("Kepala {nama_unit}").trim().to_owned(),
    };
    Ok(Some((penanda, nama, jabatan)))
}

/// Grants a case.
///
/// # Errors
/// [`Error::Refused`] and [`Error::Invalid`] in words for the officer.
pub(super) async fn setujui(
    ctx: &Ctx,
    satu: &Permohonan,
    standar: &Standar,
    versi: Option<i64>,
) -> Result<(Permohonan, String)> {
    let app = &ctx.app;
    let akun = ctx.account()?;
    let meja = Meja::buka(app).await?;
    let hari_ini = ctx.today();
    let surat = Keluaran::parse(standar.teks("keluaran")) == Keluaran::Surat;
    // The rules are asked before a document is set, and again inside the change.
    let mut calon = satu.clone();
    if surat && calon.keluaran.is_empty() {
        calon.keluaran = super::kasus::tulis_surat(ctx, satu, standar).await?;
    }
    let kosong = isi_surat::kosong(&calon.keluaran);
    if surat && !kosong.is_empty() {
        let pesan = format!("Masih ada bagian surat yang belum terisi: {}.", kosong.join(", "));
        return Err(Error::Invalid(vec![FieldError::new("surat", pesan)]));
    }
    let syarat = langkah::syarat(app, &calon, standar, &meja, Some(akun));
    crate::rules::alur::tuju(Tindakan::Setujui, satu.keadaan, &syarat).map_err(langkah::kata)?;
    let penanda = if surat { penanda(ctx, satu).await? } else { None };
    let elektronik = surat && langkah::tanda_elektronik(app) && penanda.is_some();
    let nomor = cetak::nomor_surat(standar, satu, hari_ini);
    let mut dokumen = None;
    if surat {
        let (nama, jabatan) = penanda.as_ref().map_or(("", ""), |(_, nama, jabatan)| (nama.as_str(), jabatan.as_str()));
        let pdf = cetak::surat(
            app,
            &Surat {
                satu: &calon,
                standar,
                nomor: &nomor,
                nama,
                jabatan,
                akun: penanda.as_ref().map(|(akun, ..)| *akun),
                elektronik,
            },
        )
        .await?;
        let panel = cetak::panel(&pdf);
        let berkas = format!("{}.pdf", nomor.replace('/', "-").to_lowercase());
        dokumen = Some((app.files.seal_bytes(&app.keys, &berkas, &pdf.bytes).await?, panel));
    }
    let mut write = ctx.write(Tindakan::Setujui.aksi().0).await?;
    let mut kini = store::pegang(&mut write, satu.id, versi).await?;
    if kini.version != satu.version {
        return Err(Error::Conflict);
    }
    if let Some((sealed, panel)) = dokumen {
        let berkas = app.files.keep_sealed(&mut write, sealed, &pemilik(&kini)).await?;
        if let Some(lama) = kini.hasil {
            file::remove(&mut write, lama).await?;
        }
        let permintaan = elektronik.then(Uuid::now_v7);
        let kode = kernel::keys::hex(&app.keys.random::<16>()?);
        store::set(
            &mut write,
            kini.id,
            vec![
                ("keluaran", calon.keluaran.clone().into()),
                ("nomor_keluaran", nomor.clone().into()),
                ("hasil", berkas.into()),
                ("bertanda", false.into()),
                ("permintaan", permintaan.into()),
                ("kode", permintaan.map(|_| kode.clone()).into()),
            ],
        )
        .await?;
        kini = store::pegang(&mut write, satu.id, None).await?;
        if let (Some(id), Some((signer, _, capacity))) = (permintaan, penanda) {
            let request = SignRequest {
                id,
                subject: kini.subjek(),
                unit: kini.unit,
                title: kini.judul.clone(),
                number: Some(nomor),
                document: berkas,
                asker: Some(akun),
                signer,
                capacity,
                panel,
                code: kode,
                open: false,
                due: kini.tenggat,
            };
            write.ask_signature(request).await?;
        }
    }
    let mut laku = Laku::baru(Tindakan::Setujui, Some(akun), "");
    laku.nilai.push(("pemutus", Some(akun).into()));
    let baru = langkah::jalankan(&mut write, &kini, standar, &meja, laku).await?;
    lanjutkan_induk(&mut write, &baru, &meja).await?;
    write.commit(&baru.subjek()).await?;
    let pesan = if baru.keadaan == Keadaan::Penandatanganan {
        "Disetujui. Suratnya menunggu tanda tangan.".to_owned()
    } else {
        format!("Disetujui. {}.", baru.keadaan.label())
    };
    Ok((baru, pesan))
}
