//! The acts on a proposal: decide, write, answer.
use kernel::auth::account;
use kernel::file::{Owner, Secrecy};
use kernel::port::{Panel, SignRequest};
use kernel::{Ctx, Error, FieldError, Response, Result, Val, args};
use register::GuardCtx;
use time::Duration;
use uuid::Uuid;

use super::usul::{halaman, subjek};
use super::{alasan, hari, tanpa, tolak, versi, wajib};
use crate::acara::{self, Bahan};
use crate::alur::USUL as ALUR;
use crate::hak::LIHAT;
use crate::laksana;
use crate::model::{Usul, UsulBerkas};
use crate::pages::Unit;
use crate::rules::susut::{self, Nilai, Pejabat};
use crate::store::usul;

/// Days in which a Berita Acara should be signed.
const HARI_TANDA_TANGAN: i64 = 7;

/// Does an act.
pub async fn langkah(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let lihat = usul::find(&ctx.app, &ctx.scope_of(LIHAT), ctx.id("id")?).await?;
    match coba(&ctx, &lihat).await {
        Err(Error::Invalid(salah)) => halaman(&ctx, &lihat, &salah).await,
        hasil => hasil,
    }
}

async fn coba(ctx: &Ctx, lihat: &Usul) -> Result<Response> {
    let apa = ctx.path("langkah").to_owned();
    let langkah = ALUR.transition(&apa).ok_or(Error::NotFound)?;
    let alasan = alasan(ctx)?;
    let isian = isian(ctx, &apa)?;
    let berkas = usul::berkas_dari(&ctx.app, lihat.id).await?;
    // Decided before anything slow is prepared, and again under the lock.
    putuskan(ctx, &isian.pada(lihat), &apa, &alasan)?;
    syarat(&isian, lihat, &berkas, &apa)?;
    let pdf = if apa == "acara" { Some(cetak(ctx, &isian.pada(lihat), &berkas, &isian).await?) } else { None };
    let pencipta = Unit::baca(ctx).await?.nama(lihat.unit);
    let bekal = match apa.as_str() {
        "laksanakan" => laksana::siapkan(&ctx.app, lihat, &berkas, &pencipta).await?,
        _ => laksana::Bekal::default(),
    };
    let mut write = ctx.write(format!("arsip.usul_{apa}")).await?;
    let kini = usul::pegang(&mut write, lihat.id).await?;
    if kini.version != versi(ctx)? {
        return Err(Error::Conflict);
    }
    putuskan(ctx, &isian.pada(&kini), &apa, &alasan)?;
    match apa.as_str() {
        "laksanakan" => laksana::laksanakan(&mut write, &kini, &bekal).await?,
        "batalkan" => batalkan(&mut write, &kini, &alasan).await?,
        "acara" => {
            let (bytes, tempat) = pdf.ok_or_else(|| Error::internal("the Berita Acara was not made"))?;
            tandatangani(ctx, &mut write, &isian.pada(&kini), &isian, bytes, tempat).await?;
        }
        _ => {
            let mut values: Vec<(&str, Val)> = vec![("status", langkah.to.into())];
            values.extend(isian.kolom());
            if apa == "tandatangan" {
                values.push(("alasan", alasan.as_str().into()));
            }
            usul::set(&mut write, &kini, values).await?;
        }
    }
    write.commit(&subjek(kini.id)).await?;
    ctx.redirect_with(&kini.href(), &format!("{}: selesai.", langkah.label))
}

fn putuskan(ctx: &Ctx, kini: &Usul, apa: &str, alasan: &str) -> Result<()> {
    let guard = GuardCtx { now: ctx.now, today: ctx.today(), actor: ctx.actor.account(), reason: alasan };
    let may = |perm| ctx.scope_of(perm).holds(Some(kini.unit), kini.owner);
    let label = ALUR.transition(apa).map_or("", |satu| satu.label);
    ALUR.decide(apa, &kini.status, kini, may, &guard).map_err(|denial| tolak(denial, label))?;
    Ok(())
}

/// What a form adds to the proposal.
#[derive(Debug, Clone, Default)]
struct Isian {
    persetujuan: Option<(Pejabat, String, time::Date)>,
    acara: Option<(String, time::Date, String)>,
    penanda: Option<(Uuid, String, String)>,
    penanda_akun: String,
}

impl Isian {
    /// The proposal as it would be.
    fn pada(&self, usul: &Usul) -> Usul {
        let mut kini = usul.clone();
        if let Some((pejabat, nomor, hari)) = &self.persetujuan {
            kini.pejabat = Some(*pejabat);
            kini.nomor_persetujuan = Some(nomor.clone());
            kini.tanggal_persetujuan = Some(*hari);
        }
        if let Some((nomor, hari, tempat)) = &self.acara {
            kini.nomor_acara = Some(nomor.clone());
            kini.tanggal_acara = Some(*hari);
            kini.tempat_acara = Some(tempat.clone());
        }
        kini
    }
    fn kolom(&self) -> Vec<(&'static str, Val)> {
        let mut values = vec![];
        if let Some((pejabat, nomor, hari)) = &self.persetujuan {
            values.extend([
                ("pejabat", pejabat.kode().into()),
                ("nomor_persetujuan", nomor.into()),
                ("tanggal_persetujuan", (*hari).into()),
            ]);
        }
        if let Some((nomor, hari, tempat)) = &self.acara {
            values.extend([
                ("nomor_acara", nomor.into()),
                ("tanggal_acara", (*hari).into()),
                ("tempat_acara", tempat.into()),
            ]);
        }
        values
    }
}

fn isian(ctx: &Ctx, apa: &str) -> Result<Isian> {
    let mut salah = vec![];
    let mut isian = Isian::default();
    match apa {
        "sahkan" => {
            let pejabat = Pejabat::urai(ctx.form().get("pejabat")).unwrap_or_else(|| {
                salah.push(FieldError::new("pejabat", "Pilih yang menyetujui"));
                Pejabat::Bupati
            });
            let nomor = wajib(ctx, "nomor_persetujuan", 120, &mut salah);
            let hari = hari(ctx, "tanggal_persetujuan", &mut salah);
            if hari > ctx.today() {
                salah.push(FieldError::new("tanggal_persetujuan", "Tanggal surat tidak boleh sesudah hari ini"));
            }
            isian.persetujuan = Some((pejabat, nomor, hari));
        }
        "acara" => {
            let nomor = wajib(ctx, "nomor_acara", 120, &mut salah);
            let tanggal = hari(ctx, "tanggal_acara", &mut salah);
            let tempat = wajib(ctx, "tempat_acara", 200, &mut salah);
            isian.acara = Some((nomor, tanggal, tempat));
            isian.penanda_akun = ctx.form().get("penanda").to_owned();
            isian.penanda =
                Some((ctx.account()?, String::new(), ctx.form().get("jabatan").chars().take(200).collect()));
        }
        _ => {}
    }
    tanpa(salah)?;
    Ok(isian)
}

/// Conditions that take more than the proposal itself.
fn syarat(isian: &Isian, lihat: &Usul, berkas: &[UsulBerkas], apa: &str) -> Result<()> {
    if let Some((pejabat, _, _)) = &isian.persetujuan {
        let setuju: Vec<UsulBerkas> = berkas.iter().filter(|satu| satu.nilai == Some(Nilai::Setuju)).cloned().collect();
        let perlu = susut::pejabat(lihat.jenis, usul::terlama(&setuju));
        if perlu == Pejabat::Anri && *pejabat != Pejabat::Anri {
            return Err(Error::field("pejabat", "Retensi sepuluh tahun atau lebih memerlukan persetujuan Kepala ANRI"));
        }
    }
    if apa == "tandatangan" && lihat.permintaan.is_some() {
        return Err(Error::refused("Berita acara ini sedang ditandatangani secara elektronik."));
    }
    Ok(())
}

/// Who signs: the account that was named, or who asks.
async fn penanda(ctx: &Ctx, isian: &Isian) -> Result<(Uuid, String)> {
    let akun = match isian.penanda_akun.as_str() {
        "" => account::find(&ctx.app, ctx.account()?).await?,
        login => account::by_login(&ctx.app, login)
            .await?
            .ok_or_else(|| Error::field("penanda", "Tidak ada akun dengan nama pengguna itu"))?,
    };
    Ok((akun.id, akun.name))
}

async fn cetak(
    ctx: &Ctx,
    kini: &Usul,
    berkas: &[UsulBerkas],
    isian: &Isian,
) -> Result<(Vec<u8>, Option<document::Area>)> {
    let (_, nama) = penanda(ctx, isian).await?;
    let jabatan = isian.penanda.as_ref().map(|(_, _, jabatan)| jabatan.clone()).unwrap_or_default();
    let mut semua = vec![];
    for satu in berkas {
        let text = "select count(*) as n from arsip where berkas = $1";
        let n: i64 = ctx.app.db.one(text, args![satu.berkas.id]).await?.get("n")?;
        semua.push((satu.clone(), n));
    }
    let unit = Unit::baca(ctx).await?.nama(kini.unit);
    let bahan = Bahan {
        usul: kini,
        berkas: &semua,
        unit: &unit,
        penanda: (&nama, &jabatan),
        hari: kini.tanggal_acara.unwrap_or(ctx.today()),
    };
    acara::pdf(&ctx.app, &acara::susun(&ctx.app, &bahan)).await
}

/// Keeps the Berita Acara and asks for its signature; where nobody signs electronically it waits for one on paper.
async fn tandatangani(
    ctx: &Ctx,
    write: &mut kernel::Write,
    kini: &Usul,
    isian: &Isian,
    bytes: Vec<u8>,
    tempat: Option<document::Area>,
) -> Result<()> {
    let (signer, _) = penanda(ctx, isian).await?;
    let owner = Owner { subject: subjek(kini.id), unit: Some(kini.unit), secrecy: Secrecy::Internal };
    let nama = format!("{}.pdf", acara::nomor_dokumen(kini));
    let dokumen = ctx.app.files.keep_bytes(write, &nama, bytes, &owner).await?;
    let id = Uuid::now_v7();
    let request = SignRequest {
        id,
        subject: subjek(kini.id),
        unit: Some(kini.unit),
        title: format!("Berita acara {}", kini.jenis.teks().to_lowercase()),
        number: kini.nomor_acara.clone(),
        document: dokumen,
        signer,
        capacity: isian.penanda.as_ref().map(|(_, _, jabatan)| jabatan.clone()).unwrap_or_default(),
        panel: tempat.map(|area| Panel {
            page: area.page,
            x: area.x,
            y: area.y,
            width: area.width,
            height: area.height,
        }),
        code: format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()),
        open: true,
        due: ctx.today().checked_add(Duration::days(HARI_TANDA_TANGAN)),
        owner: None,
    };
    let diminta = write.ask_signature(request).await?;
    let mut values = vec![
        ("status", "ditandatangani".into()),
        ("acara", dokumen.into()),
        ("permintaan", diminta.then_some(id).into()),
    ];
    values.extend(isian.kolom());
    usul::set(write, kini, values).await
}

async fn batalkan(write: &mut kernel::Write, kini: &Usul, alasan: &str) -> Result<()> {
    if let Some(permintaan) = kini.permintaan
        && kini.status == "ditandatangani"
    {
        write.withdraw_signature(permintaan).await?;
    }
    for satu in usul::berkas_tx(write, kini.id).await? {
        usul::kembalikan(write, &UsulBerkas { sampai: None, ..satu }).await?;
    }
    usul::set(write, kini, vec![("status", "ditolak".into()), ("alasan", alasan.into())]).await
}
