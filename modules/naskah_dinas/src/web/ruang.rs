//! One letter in front of one person: everything about it, and what the person may do.
use kernel::{Ctx, Error, Response, Result};
use uuid::Uuid;

use crate::model::{Arah, Isi, Lampiran, Langkah, Naskah, Tujuan};
use crate::rules::keadaan::{self, Aksi};
use crate::rules::persetujuan;
use crate::store::{self, langkah, rincian};
use crate::susunan::Susunan;
use crate::{NOMOR, TULIS, isi, pages};

/// A letter that the person may read.
pub struct Ruang {
    /// The letter.
    pub naskah: Naskah,
    /// Its content.
    pub isi: Isi,
    /// Its steps.
    pub langkah: Vec<Langkah>,
    /// Its addressees.
    pub tujuan: Vec<Tujuan>,
    /// Its attachments.
    pub lampiran: Vec<Lampiran>,
    /// The units of the regency.
    pub susunan: Susunan,
    /// Who asks.
    pub akun: Uuid,
}

impl Ruang {
    /// The letter that the address names.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for a stranger's letter.
    pub async fn masuk(ctx: &Ctx) -> Result<Ruang> {
        let naskah = store::naskah::untuk(ctx, ctx.id("id")?).await?;
        let app = &ctx.app;
        Ok(Ruang {
            isi: isi::buka(app, &naskah)?,
            langkah: langkah::semua(app, naskah.id).await?,
            tujuan: rincian::tujuan(app, naskah.id).await?,
            lampiran: rincian::lampiran(app, naskah.id).await?,
            susunan: Susunan::baca(app).await?,
            akun: ctx.account()?,
            naskah,
        })
    }

    /// Works on the letter as a drafter: drafted it, or writes for its unit while it is not secret.
    pub fn pengonsep(&self, ctx: &Ctx) -> bool {
        let mine = self.naskah.owner == Some(self.akun) && ctx.actor.can(TULIS);
        mine || (!self.naskah.rahasia() && ctx.scope_of(TULIS).holds_unit(self.naskah.unit))
    }
    /// Worked on the letter before it was issued: drafts it, was asked for a step or took one, signs it. Earlier versions and
    /// notes are not for those who only receive it.
    pub fn penyusun(&self, ctx: &Ctx) -> bool {
        let melangkah = |satu: &Langkah| satu.akun == self.akun || satu.oleh == Some(self.akun);
        self.pengonsep(ctx)
            || self.naskah.penandatangan == Some(self.akun)
            || self.giliran(ctx).is_some()
            || self.langkah.iter().any(melangkah)
    }
    /// The step that waits for the person, and the title under which they act on it.
    pub fn giliran<'a>(&'a self, ctx: &'a Ctx) -> Option<(&'a Langkah, &'a str)> {
        let kini = persetujuan::giliran(&self.langkah)?;
        let judul = persetujuan::sebagai(kini, self.akun, ctx.actor.assignments())?;
        Some((kini, judul))
    }
    /// Whether the person may do this with the letter now.
    pub fn boleh(&self, ctx: &Ctx, aksi: Aksi) -> bool {
        keadaan::boleh(self.naskah.arah, self.naskah.keadaan, aksi).is_ok() && self.berhak(ctx, aksi)
    }
    /// Whether the act is the person's, whatever the state.
    pub fn berhak(&self, ctx: &Ctx, aksi: Aksi) -> bool {
        if self.naskah.arah != Arah::Keluar {
            return false;
        }
        match aksi {
            Aksi::Tulis | Aksi::Ajukan | Aksi::Tarik => self.pengonsep(ctx),
            Aksi::Hapus => self.naskah.owner == Some(self.akun),
            Aksi::Setujui | Aksi::Koreksi | Aksi::Kembalikan => self.giliran(ctx).is_some(),
            Aksi::TandaBasah => self.pengonsep(ctx) || self.naskah.penandatangan == Some(self.akun),
            Aksi::Batalkan => {
                let buku = self.naskah.unit_penandatangan.unwrap_or(self.naskah.unit);
                let nomor = !self.naskah.rahasia() && ctx.scope_of(NOMOR).holds_unit(self.susunan.perangkat(buku));
                nomor || self.naskah.penandatangan == Some(self.akun)
            }
            Aksi::Siapkan | Aksi::TandaTte | Aksi::TolakTte => false,
        }
    }
    /// Demands that the person may do this now.
    ///
    /// # Errors
    /// [`Error::Refused`] when the state is another, [`Error::Forbidden`] when the act is not theirs.
    pub fn wajib(&self, ctx: &Ctx, aksi: Aksi) -> Result<()> {
        keadaan::boleh(self.naskah.arah, self.naskah.keadaan, aksi).map_err(Error::refused)?;
        if self.berhak(ctx, aksi) { Ok(()) } else { Err(Error::Forbidden) }
    }
}

/// The version that the form was filled from.
///
/// # Errors
/// [`Error::Conflict`] when it is missing.
pub fn versi(ctx: &Ctx) -> Result<i64> {
    ctx.form().get(kernel::page::VERSION_FIELD).parse().map_err(|_| Error::Conflict)
}

/// A reason that an act asks for.
///
/// # Errors
/// [`Error::Invalid`] when it is missing or too long.
pub fn alasan(ctx: &Ctx, medan: &'static str, ajakan: &'static str) -> Result<String> {
    let teks = ctx.form().get(medan);
    if teks.is_empty() {
        return Err(Error::field(medan, ajakan));
    }
    if teks.chars().count() > 1000 {
        return Err(Error::field(medan, "Paling banyak 1000 karakter"));
    }
    Ok(teks.to_owned())
}

/// Answers an act: the letter again, with what is wrong or what changed meanwhile.
pub async fn jawab(ctx: &Ctx, ruang: &Ruang, hasil: Result<String>) -> Result<Response> {
    match hasil {
        Ok(pesan) => ctx.redirect_with(&ruang.naskah.href(), &pesan),
        Err(Error::Invalid(salah)) => {
            let ruang = Ruang::masuk(ctx).await?;
            pages::satu::halaman(ctx, &ruang, &salah, false).await
        }
        Err(Error::Conflict) => {
            let ruang = Ruang::masuk(ctx).await?;
            pages::satu::halaman(ctx, &ruang, &[], true).await
        }
        Err(galat) => Err(galat),
    }
}
