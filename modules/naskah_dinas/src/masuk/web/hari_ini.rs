//! The letters of the day, one after another, for the head of an agency.
use kernel::{Ctx, Error, Response, Result};
use std::cmp::Reverse;
use uuid::Uuid;

use crate::disposisi::store as dispositions;
use crate::disposisi::web::{self as disposisi_web, Meja};
use crate::masuk::kotak::{self, unit_saya};
use crate::masuk::model::{CaraSelesai, KeadaanSurat, Surat};
use crate::masuk::pages::hari_ini::{self as halaman, Isi};
use crate::masuk::teks;
use crate::model::Tindakan;
use crate::store::jejak;
use crate::store::naskah as letters;

/// Letters that are looked through for the most urgent one.
const DEPAN: usize = 60;
/// Most letters that are put off in one round.
const LEWAT: usize = 60;
/// Buttons that repeat what the person often does.
const KEBIASAAN: usize = 4;

/// The letters put off in this round, as the address names them.
fn dilewati(teks: &str) -> Vec<Uuid> {
    teks.split(',').filter_map(|satu| satu.parse().ok()).take(LEWAT).collect()
}

/// The letters that wait for the person, the most urgent first, the oldest of them first.
async fn antrean(ctx: &Ctx) -> Result<Vec<Surat>> {
    let unit = unit_saya(ctx);
    let (mut semua, _) =
        kotak::menunggu(&ctx.app, &unit, ctx.actor.account(), KeadaanSurat::Tercatat, None, DEPAN).await?;
    semua.sort_by_key(|satu| (Reverse(satu.sifat), satu.diterima, satu.id));
    Ok(semua)
}

/// GET /surat_masuk/hari_ini
pub async fn show(ctx: Ctx) -> Result<Response> {
    let lewati = dilewati(ctx.query("lewati"));
    let antrean = antrean(&ctx).await?;
    let sisa = antrean.iter().filter(|satu| !lewati.contains(&satu.id)).count();
    let Some(surat) = antrean.iter().find(|satu| !lewati.contains(&satu.id)) else {
        return halaman::habis(&ctx, lewati.len());
    };
    tampil(&ctx, surat, sisa, &lewati, &[]).await
}

async fn tampil(
    ctx: &Ctx,
    surat: &Surat,
    sisa: usize,
    lewati: &[Uuid],
    salah: &[kernel::FieldError],
) -> Result<Response> {
    let mut meja = Meja::buka(ctx, surat.naskah, "").await?;
    meja.lengkapi(ctx).await?;
    // Shown again after a wrong form, it is the same reading.
    if salah.is_empty() {
        jejak::catat(ctx, &meja.naskah, Tindakan::Baca, None).await?;
    }
    let berkas = crate::store::rincian::lampiran(&ctx.app, surat.naskah).await?;
    let teks = teks::milik(&ctx.app, surat.naskah).await?;
    let akun = ctx.account()?;
    let biasa = dispositions::kebiasaan(&ctx.app, akun, KEBIASAAN * 2).await?;
    let mut ulangan = vec![];
    for dispositions::Kebiasaan { penerima, instruksi, hari } in biasa {
        let nama: Vec<&str> = penerima
            .iter()
            .filter_map(|kunci| meja.calon.iter().find(|calon| calon.kunci() == *kunci))
            .map(|calon| calon.sebutan.as_str())
            .collect();
        // Who cannot get a letter any more is not offered, nor an instruction that was given up.
        let berlaku = instruksi.iter().all(|satu| meja.instruksi.contains(satu)) && !instruksi.is_empty();
        if nama.len() == penerima.len() && berlaku && ulangan.len() < KEBIASAAN {
            let label = label(&nama, &instruksi, hari);
            if !ulangan.iter().any(|ada: &halaman::Ulangan| ada.label == label) {
                ulangan.push(halaman::Ulangan { label, penerima, instruksi, hari });
            }
        }
    }
    halaman::satu(
        ctx,
        &Isi { surat, meja: &meja, berkas: &berkas, teks: &teks, ulangan: &ulangan, sisa, lewati },
        salah,
    )
}

/// What a button that repeats a disposition says: to whom, what for, and until when.
fn label(penerima: &[&str], instruksi: &[String], hari: Option<i64>) -> String {
    let tenggat = match hari {
        None => String::new(),
        Some(0) => ", hari ini".to_owned(),
        Some(hari) => format!(", {hari} hari kerja"),
    };
    format!("{}: {}{tenggat}", penerima.join(", "), instruksi.join("; "))
}

/// The letter of the form, as it waits for the person.
async fn dari_form(ctx: &Ctx) -> Result<Surat> {
    let id: Uuid = ctx.form().get("surat").parse().map_err(|_| Error::NotFound)?;
    let antrean = antrean(ctx).await?;
    match antrean.into_iter().find(|satu| satu.id == id) {
        Some(surat) => Ok(surat),
        None => Err(Error::refused("Surat ini tidak menunggu Anda lagi. Mungkin sudah diputuskan.")),
    }
}

fn kembali(ctx: &Ctx) -> String {
    let lewati = dilewati(ctx.form().get("lewati"));
    let daftar: Vec<String> = lewati.iter().map(Uuid::to_string).collect();
    if daftar.is_empty() {
        "/surat_masuk/hari_ini".to_owned()
    } else {
        format!("/surat_masuk/hari_ini?lewati={}", daftar.join(","))
    }
}

/// POST /surat_masuk/hari_ini/disposisi
pub async fn disposisi(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let surat = dari_form(&ctx).await?;
    let meja = Meja::buka(&ctx, surat.naskah, "").await?;
    match disposisi_web::simpan(&ctx, &meja).await? {
        Ok(banyak) => ctx.redirect_with(
            &kembali(&ctx),
            &format!("Surat nomor agenda {} didisposisikan kepada {banyak} penerima.", surat.agenda()),
        ),
        Err(salah) => tampil(&ctx, &surat, 1, &dilewati(ctx.form().get("lewati")), &salah).await,
    }
}

/// POST /surat_masuk/hari_ini/selesai
pub async fn selesai(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let surat = dari_form(&ctx).await?;
    let cara: CaraSelesai = super::surat::cara(ctx.form().get("cara"))?;
    let naskah = letters::untuk(&ctx, surat.naskah).await?;
    super::surat::akhiri(&ctx, &naskah, cara).await?;
    let pesan = format!("Surat nomor agenda {}: {}.", surat.agenda(), cara.label().to_lowercase());
    ctx.redirect_with(&kembali(&ctx), &pesan)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_button_says_whom_what_and_until_when() {
        let instruksi = ["Tindak lanjuti".to_owned(), "Laporkan hasilnya".to_owned()];
        let table = [
            (None, "A, B: Tindak lanjuti; Laporkan hasilnya"),
            (Some(0), "A, B: Tindak lanjuti; Laporkan hasilnya, hari ini"),
            (Some(3), "A, B: Tindak lanjuti; Laporkan hasilnya, 3 hari kerja"),
        ];
        for (hari, harap) in table {
            assert_eq!(super::label(&["A", "B"], &instruksi, hari), harap);
        }
    }

    #[test]
    fn what_is_put_off_is_read_from_the_address() {
        let id = uuid::Uuid::from_u128(7);
        assert_eq!(super::dilewati(&format!("{id},x,,{id}")), [id, id]);
        assert!(super::dilewati("").is_empty());
        assert_eq!(super::dilewati(&vec![id.to_string(); 500].join(",")).len(), super::LEWAT);
    }
}
