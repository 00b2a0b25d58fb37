//! The front desk: registering a letter.
use kernel::{Ctx, Error, FieldError, Response, Result};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{kotak, periksa_berkas};
use crate::isi::sebut_perihal;
use crate::masuk::catat::{self, Baru, Berkas};
use crate::masuk::kotak as kotak_surat;
use crate::masuk::model::KeadaanSurat;
use crate::masuk::pages::registrasi as halaman;
use crate::masuk::rules::{self, BERKAS};
use crate::masuk::store::{self, Kembar};
use crate::masuk::surel::store::{self as surel, Pesan};
use crate::model::subjek;
use crate::susunan::Susunan;
use crate::{CATAT, orang};

/// Largest file of an e-mail.
const TERBESAR: u64 = 64 * 1024 * 1024;
/// Letters on one page.
const SEKALI: usize = 40;

/// What the form needs.
pub struct Meja {
    /// Units at whose desk the person sits: id and name.
    pub unit: Vec<(Uuid, String)>,
    /// The e-mail that is registered.
    pub pesan: Option<Pesan>,
    /// Letters that look the same.
    pub kembar: Vec<Kembar>,
}

/// The units at whose desk the person sits.
fn unit_meja(ctx: &Ctx, susunan: &Susunan) -> Vec<(Uuid, String)> {
    let scope = ctx.scope_of(CATAT);
    let mut unit: Vec<Uuid> = vec![];
    for satu in ctx.actor.assignments() {
        if scope.holds_unit(satu.unit) && !unit.contains(&satu.unit) {
            unit.push(satu.unit);
        }
    }
    unit.into_iter().map(|id| (id, susunan.nama(id))).collect()
}

async fn pesan(ctx: &Ctx, teks: &str) -> Result<Option<Pesan>> {
    if teks.is_empty() {
        return Ok(None);
    }
    let id = teks.parse().map_err(|_| Error::NotFound)?;
    let pesan = surel::cari(&ctx.app, &ctx.scope_of(CATAT), id).await?;
    if pesan.keadaan != surel::BARU {
        return Err(Error::refused("Surel ini sudah dicatat atau diabaikan."));
    }
    Ok(Some(pesan))
}

/// GET /surat_masuk/baru
pub async fn form(ctx: Ctx) -> Result<Response> {
    let susunan = Susunan::baca(&ctx.app).await?;
    let pesan = pesan(&ctx, ctx.query("surel")).await?;
    let meja = Meja { unit: unit_meja(&ctx, &susunan), pesan, kembar: vec![] };
    halaman::formulir(&ctx, &meja, &[])
}

/// POST /surat_masuk/baru
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let susunan = Susunan::baca(&ctx.app).await?;
    let form = ctx.form();
    let mut meja =
        Meja { unit: unit_meja(&ctx, &susunan), pesan: pesan(&ctx, form.get("surel")).await?, kembar: vec![] };
    let mut salah = vec![];
    let isian = match rules::urai(|nama| form.get(nama), ctx.today()) {
        Ok(isian) => Some(isian),
        Err(fields) => {
            salah = fields;
            None
        }
    };
    let unit = meja.pesan.as_ref().map(|pesan| pesan.unit).or_else(|| form.get("unit").parse().ok());
    let unit = unit.or_else(|| meja.unit.first().map(|(id, _)| *id)).filter(|id| ctx.scope_of(CATAT).holds_unit(*id));
    if unit.is_none() {
        salah.push(FieldError::new("unit", "Pilih unit penerima surat"));
    }
    let untuk = orang_dituju(&ctx, &mut salah).await?;
    if form.files().len() > BERKAS {
        salah.push(FieldError::new("berkas", format!("Paling banyak {BERKAS} berkas untuk satu surat")));
    }
    for berkas in form.files() {
        if let Err(sebab) = periksa_berkas(berkas) {
            salah.push(FieldError::new("berkas", sebab));
        }
    }
    let rahasia = isian.as_ref().is_some_and(|isian| isian.keamanan.is_secret());
    if rahasia && untuk.is_empty() {
        salah.push(FieldError::new("untuk", "Surat rahasia hanya untuk orang yang disebut namanya. Tulis namanya"));
    }
    let (Some(isian), Some(unit)) = (isian, unit) else { return halaman::formulir(&ctx, &meja, &salah) };
    if !salah.is_empty() {
        return halaman::formulir(&ctx, &meja, &salah);
    }
    let mut berkas: Vec<Berkas<'_>> = vec![];
    for upload in form.files() {
        berkas.push(Berkas::Unggahan(upload, crate::berkas::siapkan(&ctx.app, isian.keamanan, upload).await?));
    }
    if let Some(pesan) = &meja.pesan {
        for satu in kernel::file::of(&ctx.app, pesan.id).await? {
            // The row of a sealed file bears the hash of what lies there, and letters are compared by what they say.
            let isi = crate::berkas::baca(&ctx.app, &satu, TERBESAR).await?;
            let sidik = kernel::keys::hex(&Sha256::digest(&isi));
            berkas.push(Berkas::Surel(satu.id, satu.name, sidik));
        }
    }
    let sidik: Vec<&str> = berkas
        .iter()
        .map(|satu| match satu {
            Berkas::Unggahan(upload, _) => upload.sha256.as_str(),
            Berkas::Surel(_, _, sidik) => sidik.as_str(),
        })
        .collect();
    let akun = ctx.actor.account();
    let kembar =
        store::kembar(&ctx.app, akun, unit, &sidik, &isian.pengirim, isian.nomor.as_deref(), isian.tanggal).await?;
    if !kembar.is_empty() && form.get("tetap") != kernel::page::YES {
        meja.kembar = kembar;
        return halaman::formulir(
            &ctx,
            &meja,
            &[FieldError::new("tetap", "Surat ini tampaknya sudah dicatat. Periksa dahulu")],
        );
    }
    let kalender = ctx.app.calendar().await?;
    let baru = Baru {
        unit,
        instansi: susunan.perangkat(unit),
        orang: untuk,
        berkas,
        surel: meja.pesan.as_ref().map(|pesan| pesan.id),
        ganda: kembar.first().map(|satu| satu.naskah),
        kepala: ctx.app.holders("kepala_pd", Some(unit)).await?,
        kalender: &kalender,
        isian,
    };
    let mut write = ctx.write("naskah_dinas.dicatat").await?;
    if let Some(pesan) = &meja.pesan {
        surel::pegang_baru(&mut write, pesan.id).await?;
    }
    let tercatat = catat::catat(&mut write, baru).await?;
    if let Some(pesan) = &meja.pesan {
        surel::tercatat(&mut write, pesan.id, tercatat.naskah, rahasia).await?;
    }
    let subject = subjek(tercatat.naskah);
    write.commit(&subject).await?;
    ctx.redirect_with(
        &subject.href,
        &format!("Surat dicatat dengan nomor agenda {}/{}.", tercatat.urut, tercatat.tahun),
    )
}

/// The people for whom the letter is by name.
async fn orang_dituju(ctx: &Ctx, salah: &mut Vec<FieldError>) -> Result<Vec<Uuid>> {
    let mut hasil = vec![];
    for teks in ctx.form().get("untuk").split([';', '\n']).map(str::trim).filter(|teks| !teks.is_empty()).take(20) {
        match orang::cari(&ctx.app, teks).await? {
            Ok(satu) => {
                if !hasil.contains(&satu.akun) {
                    hasil.push(satu.akun);
                }
            }
            Err(sebab) => salah.push(FieldError::new("untuk", sebab)),
        }
    }
    Ok(hasil)
}

/// GET /surat_masuk/belum_dicatat
pub async fn belum(ctx: Ctx) -> Result<Response> {
    let scope = ctx.scope_of(CATAT);
    let setelah = kotak::baca_tempat(ctx.query("setelah"));
    let susunan = Susunan::baca(&ctx.app).await?;
    let unit: Vec<Uuid> = unit_meja(&ctx, &susunan).into_iter().map(|(id, _)| id).collect();
    let pesan = surel::baru(&ctx.app, &scope, SEKALI).await?;
    let (mut surat, lagi) =
        kotak_surat::menunggu(&ctx.app, &unit, None, KeadaanSurat::BelumDicatat, setelah, SEKALI).await?;
    sebut_perihal(&ctx.app, ctx.actor.account(), &mut surat, |satu| (satu.naskah, &mut satu.perihal)).await?;
    let tempat = surat.last().filter(|_| lagi).map(|satu| kotak::tulis_tempat(satu.diterima, satu.id));
    let gagal = surel::gagal(&ctx.app, &scope).await?;
    halaman::belum(&ctx, &pesan, &surat, &gagal, tempat.as_deref())
}
