//! Proposals: making one, looking at it, assessing its files.
use kernel::{Ctx, Error, FieldError, Response, Result, Subject, file};
use uuid::Uuid;

use super::{alasan, tanpa, unit, versi, wajib};
use crate::hak::{KELOLA, LIHAT, SUSUT};
use crate::model::{USUL, Usul, href_usul};
use crate::pages::{self, Unit};
use crate::rules::retensi::Nasib;
use crate::rules::susut::{Jenis, Nilai};
use crate::store::daftar::{self, SaringBerkas};
use crate::store::usul;

/// Most files of one proposal.
const PALING_BANYAK: usize = 500;

/// What a change of a proposal is about.
pub fn subjek(id: Uuid) -> Subject {
    Subject::new(USUL, id, href_usul(id))
}

/// The list.
pub async fn list(ctx: Ctx) -> Result<Response> {
    let daftar = usul::list(&ctx.app, &ctx.scope_of(LIHAT), &[], ctx.query("sebelum").parse().ok()).await?;
    pages::usul::daftar(&ctx, &Unit::baca(&ctx).await?, &daftar)
}

/// The form: the files that may be proposed now.
pub async fn baru(ctx: Ctx) -> Result<Response> {
    form(&ctx, &[]).await
}

async fn form(ctx: &Ctx, salah: &[FieldError]) -> Result<Response> {
    let nilai = |nama: &'static str| {
        let kirim = ctx.form().get(nama);
        if kirim.is_empty() { ctx.query(nama).to_owned() } else { kirim.to_owned() }
    };
    let jenis = Jenis::urai(&nilai("jenis")).unwrap_or(Jenis::Musnah);
    let unit = nilai("unit").parse().ok().or(ctx.actor.unit());
    let saring =
        SaringBerkas { unit, status: "inaktif".to_owned(), habis: Some(ctx.today()), ..SaringBerkas::default() };
    let (mut berkas, _) = daftar::berkas(&ctx.app, &ctx.scope_of(KELOLA), &saring, None, PALING_BANYAK).await?;
    berkas.retain(|satu| {
        !satu.ditahan
            && match jenis {
                Jenis::Musnah => satu.nasib != Some(Nasib::Permanen),
                Jenis::Serah => satu.nasib != Some(Nasib::Musnah),
            }
    });
    pages::usul::baru(ctx, &Unit::baca(ctx).await?, jenis, unit, &berkas, salah)
}

/// Makes a proposal.
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    match coba_simpan(&ctx).await {
        Err(Error::Invalid(salah)) => form(&ctx, &salah).await,
        hasil => hasil,
    }
}

async fn coba_simpan(ctx: &Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let mut salah = vec![];
    let unit = unit(ctx, &ctx.scope_of(KELOLA), &mut salah);
    let uraian = wajib(ctx, "uraian", 300, &mut salah);
    let jenis = Jenis::urai(ctx.form().get("jenis")).ok_or(Error::NotFound)?;
    let daftar: Vec<Uuid> = ctx.form().all("berkas").filter_map(|id| id.parse().ok()).collect();
    if daftar.is_empty() {
        salah.push(FieldError::new("berkas", "Pilih paling sedikit satu berkas"));
    }
    if daftar.len() > PALING_BANYAK {
        salah.push(FieldError::new("berkas", format!("Paling banyak {PALING_BANYAK} berkas dalam satu usul")));
    }
    tanpa(salah)?;
    let mut write = ctx.write("arsip.usul_dibuat").await?;
    let id = usul::mulai(&mut write, unit, jenis, &uraian, &daftar).await?;
    write.commit(&subjek(id)).await?;
    ctx.redirect_with(&href_usul(id), "Usul dibuat.")
}

/// Its page.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let satu = usul::find(&ctx.app, &ctx.scope_of(LIHAT), ctx.id("id")?).await?;
    halaman(&ctx, &satu, &[]).await
}

/// The page with what is wrong with a form on it.
pub async fn halaman(ctx: &Ctx, satu: &Usul, salah: &[FieldError]) -> Result<Response> {
    let berkas = usul::berkas_dari(&ctx.app, satu.id).await?;
    let riwayat = kernel::audit::history::of(&ctx.app, satu.id, None, 50).await?;
    pages::usul::satu(ctx, &Unit::baca(ctx).await?, satu, &berkas, &riwayat, salah)
}

/// Writes what the assessors say of one file.
pub async fn nilai(ctx: Ctx) -> Result<Response> {
    let lihat = dinilai(&ctx).await?;
    match coba_nilai(&ctx, &lihat).await {
        Err(Error::Invalid(salah)) => halaman(&ctx, &lihat, &salah).await,
        hasil => hasil,
    }
}

/// The proposal that the person assesses.
async fn dinilai(ctx: &Ctx) -> Result<Usul> {
    let lihat = usul::find(&ctx.app, &ctx.scope_of(LIHAT), ctx.id("id")?).await?;
    if ctx.scope_of(SUSUT).holds(Some(lihat.unit), lihat.owner) { Ok(lihat) } else { Err(Error::Forbidden) }
}

async fn coba_nilai(ctx: &Ctx, lihat: &Usul) -> Result<Response> {
    let mut salah = vec![];
    let nilai = Nilai::urai(ctx.form().get("nilai"));
    let catatan = alasan(ctx)?;
    let sampai = match nilai {
        None => {
            salah.push(FieldError::new("nilai", "Pilih hasil penilaian"));
            None
        }
        Some(Nilai::Setuju) => None,
        Some(Nilai::Tunda) => {
            let hari = kernel::indonesia::tanggal::urai(ctx.form().get("sampai")).ok();
            let hari = hari.filter(|hari| *hari > ctx.today());
            if hari.is_none() {
                let teks = "Tulis tanggal sesudah hari ini sampai kapan berkas dipertahankan";
                salah.push(FieldError::new("sampai", teks));
            }
            hari
        }
    };
    tanpa(salah)?;
    let nilai = nilai.unwrap_or(Nilai::Tunda);
    let mut write = ctx.write("arsip.usul_dinilai").await?;
    let kini = usul::pegang(&mut write, lihat.id).await?;
    if kini.status != "diajukan" {
        return Err(Error::refused("Usul ini tidak sedang dinilai."));
    }
    let id = ctx.id("satu")?;
    let satu = usul::berkas_tx(&mut write, kini.id).await?.into_iter().find(|satu| satu.id == id);
    let satu = satu.ok_or(Error::NotFound)?;
    if satu.version != versi(ctx)? {
        return Err(Error::Conflict);
    }
    usul::nilai(&mut write, &satu, nilai, &catatan, sampai).await?;
    write.commit(&subjek(kini.id)).await?;
    ctx.redirect_with(&kini.href(), "Penilaian disimpan.")
}

/// Agrees to every file that nobody has assessed.
pub async fn nilai_semua(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let lihat = dinilai(&ctx).await?;
    let mut write = ctx.write("arsip.usul_dinilai").await?;
    let kini = usul::pegang(&mut write, lihat.id).await?;
    if kini.status != "diajukan" {
        return Err(Error::refused("Usul ini tidak sedang dinilai."));
    }
    if kini.version != versi(&ctx)? {
        return Err(Error::Conflict);
    }
    for satu in usul::berkas_tx(&mut write, kini.id).await?.iter().filter(|satu| satu.nilai.is_none()) {
        usul::nilai(&mut write, satu, Nilai::Setuju, "", None).await?;
    }
    write.commit(&subjek(kini.id)).await?;
    ctx.redirect_with(&kini.href(), "Semua berkas yang belum dinilai dicatat sesuai usul.")
}

/// The Berita Acara.
pub async fn acara(ctx: Ctx) -> Result<Response> {
    let satu = usul::find(&ctx.app, &ctx.scope_of(LIHAT), ctx.id("id")?).await?;
    let berkas = satu.acara.ok_or(Error::NotFound)?;
    file::send(&ctx, &file::find(&ctx.app, satu.id, berkas).await?).await
}

/// The package that was handed over: those who carry out and the unit's own keepers.
pub async fn paket(ctx: Ctx) -> Result<Response> {
    let satu = usul::find(&ctx.app, &ctx.scope_of(LIHAT), ctx.id("id")?).await?;
    let boleh = [SUSUT, KELOLA].into_iter().any(|perm| ctx.scope_of(perm).holds(Some(satu.unit), satu.owner));
    if !boleh {
        return Err(Error::Forbidden);
    }
    let berkas = satu.paket.ok_or(Error::NotFound)?;
    let stored = file::find(&ctx.app, satu.id, berkas).await?;
    let write = ctx.write("arsip.paket_diunduh").await?;
    write.commit(&subjek(satu.id)).await?;
    file::send(&ctx, &stored).await
}
