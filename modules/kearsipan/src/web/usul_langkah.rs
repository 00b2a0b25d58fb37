//! The acts on a proposal: decide, write, answer.
use std::collections::BTreeMap;

use kernel::auth::account;
use kernel::file::{Owner, Secrecy};
use kernel::{Ctx, Error, FieldError, Response, Result, Val};
use register::GuardCtx;
use uuid::Uuid;

use super::usul::{halaman, subjek};
use super::{alasan, hari, tanpa, tolak, versi, wajib};
use crate::acara::{self, Bahan, PELAKSANA, kunci_saksi, letak};
use crate::alur::USUL as ALUR;
use crate::hak::LIHAT;
use crate::laksana;
use crate::model::{Saksi, Usul, UsulBerkas};
use crate::pages::Unit;
use crate::rules::susut::{self, Nilai, Pejabat};
use crate::store::{himpun, usul};

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
    let isian = isian(ctx, &apa).await?;
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
            let (bytes, areas) = pdf.ok_or_else(|| Error::internal("the Berita Acara was not made"))?;
            tandatangani(ctx, &mut write, &isian.pada(&kini), &isian, bytes, &areas).await?;
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
    penanda: Option<Saksi>,
    saksi: Vec<Saksi>,
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

/// Somebody who signs, by the name of the account in one field and the capacity in another.
async fn penanda(
    ctx: &Ctx,
    nama: &'static str,
    jabatan: &'static str,
    salah: &mut Vec<FieldError>,
) -> Result<Option<Saksi>> {
    let login = ctx.form().get(nama);
    if login.is_empty() {
        return Ok(None);
    }
    let jabatan: String = ctx.form().get(jabatan).chars().take(200).collect();
    let found = account::by_login(&ctx.app, login).await?;
    if found.is_none() {
        salah.push(FieldError::new(nama, "Tidak ada akun dengan nama pengguna itu"));
    }
    Ok(found.map(|akun| Saksi { akun: akun.id, nama: akun.name, jabatan, tempat: None, permintaan: None }))
}

async fn isian(ctx: &Ctx, apa: &str) -> Result<Isian> {
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
            isian.penanda = match penanda(ctx, "penanda", "jabatan", &mut salah).await? {
                Some(satu) => Some(satu),
                None => {
                    let akun = account::find(&ctx.app, ctx.account()?).await?;
                    let jabatan = ctx.form().get("jabatan").chars().take(200).collect();
                    Some(Saksi { akun: akun.id, nama: akun.name, jabatan, tempat: None, permintaan: None })
                }
            };
            for (nama, jabatan) in [("saksi_1", "jabatan_saksi_1"), ("saksi_2", "jabatan_saksi_2")] {
                let Some(satu) = penanda(ctx, nama, jabatan, &mut salah).await? else { continue };
                let lain = isian.penanda.iter().chain(&isian.saksi);
                if lain.into_iter().any(|lain| lain.akun == satu.akun) {
                    salah.push(FieldError::new(nama, "Orang ini sudah menandatangani. Pilih orang lain"));
                }
                isian.saksi.push(satu);
            }
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

async fn cetak(ctx: &Ctx, kini: &Usul, berkas: &[UsulBerkas], isian: &Isian) -> Result<(Vec<u8>, Vec<document::Area>)> {
    let penanda = isian.penanda.as_ref().ok_or_else(|| Error::internal("a Berita Acara without a signer"))?;
    let ids: Vec<Uuid> = berkas.iter().map(|satu| satu.berkas.id).collect();
    let jumlah: BTreeMap<Uuid, i64> = himpun::jumlah(&ctx.app, &ids).await?.into_iter().collect();
    let semua: Vec<(UsulBerkas, i64)> =
        berkas.iter().map(|satu| (satu.clone(), jumlah.get(&satu.berkas.id).copied().unwrap_or_default())).collect();
    let unit = Unit::baca(ctx).await?.nama(kini.unit);
    let bahan = Bahan {
        usul: kini,
        berkas: &semua,
        unit: &unit,
        penanda: (&penanda.nama, &penanda.jabatan),
        saksi: &isian.saksi,
        hari: kini.tanggal_acara.unwrap_or(ctx.today()),
    };
    acara::pdf(&ctx.app, &acara::susun(&ctx.app, &bahan)).await
}

/// Keeps the Berita Acara and asks for its first signature, after which the witnesses are asked; where nobody signs
/// electronically it waits for signatures on paper.
async fn tandatangani(
    ctx: &Ctx,
    write: &mut kernel::Write,
    kini: &Usul,
    isian: &Isian,
    bytes: Vec<u8>,
    areas: &[document::Area],
) -> Result<()> {
    let penanda = isian.penanda.as_ref().ok_or_else(|| Error::internal("a Berita Acara without a signer"))?;
    let owner = Owner { subject: subjek(kini.id), unit: Some(kini.unit), secrecy: Secrecy::Internal };
    let nama = format!("{}.pdf", acara::nomor_dokumen(kini));
    let dokumen = ctx.app.files.keep_bytes(write, &nama, bytes, &owner).await?;
    let id = Uuid::now_v7();
    let siapa = (penanda.akun, penanda.jabatan.as_str());
    let diminta = acara::minta(write, kini, id, dokumen, siapa, letak(areas, PELAKSANA)).await?;
    let saksi: Vec<Saksi> = (1..)
        .zip(&isian.saksi)
        .map(|(n, satu)| Saksi { tempat: letak(areas, &kunci_saksi(n)), ..satu.clone() })
        .collect();
    let mut values = vec![
        ("status", "ditandatangani".into()),
        ("acara", dokumen.into()),
        ("permintaan", diminta.then_some(id).into()),
        ("saksi", serde_json::to_value(saksi)?.into()),
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
