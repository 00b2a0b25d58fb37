//! What a reporter does with the own complaint.
use kernel::port::Finished;
use kernel::{Ctx, Error, FieldError, Result, Subject, Write};
use uuid::Uuid;

use super::{Ubah, kabari_petugas, orang_unit, terapkan};
use crate::model::{self, Pengaduan};
use crate::rules::alur::{self, Tindakan};
use crate::rules::{isian, jam, samar};
use crate::store::jejak::{Langkah, Peran, Terlihat};
use crate::store::{berkas, pelapor, satu};
use crate::{lampiran, setelan};

/// What the reporter can do now; coming back after it was closed only for some days, objecting only once.
pub async fn pilihan(ctx: &Ctx, kini: &Pengaduan) -> Result<Vec<Tindakan>> {
    let mut semua = alur::pilihan(super::ihwal(kini), Peran::Pelapor);
    let kembali = [Tindakan::BukaLagi, Tindakan::Keberatan];
    if !kini.keadaan.aktif() {
        let (kalender, setelan) = (ctx.app.calendar().await?, setelan::setelan(&ctx.app)?);
        let ditutup = kini.updated.to_offset(ctx.app.offset()).date();
        if !jam::masih_boleh_kembali(&kalender, &setelan, ditutup, ctx.today()) {
            semua.retain(|satu| !kembali.contains(satu));
        }
    }
    if semua.contains(&Tindakan::Keberatan) {
        let text = "select 1 as one from pengaduan_jejak where pengaduan = $1 and tindakan = 'keberatan' limit 1";
        if ctx.app.db.optional(text, kernel::args![kini.id]).await?.is_some() {
            semua.retain(|satu| *satu != Tindakan::Keberatan);
        }
    }
    Ok(semua)
}

/// What is wrong with the form of an act.
fn periksa(ctx: &Ctx, tindakan: Tindakan) -> Vec<FieldError> {
    let form = ctx.form();
    let mut salah: Vec<FieldError> = vec![];
    let teks = form.get("teks");
    if tindakan == Tindakan::Setuju {
        if !matches!(form.get("nilai"), "1" | "2" | "3" | "4" | "5") {
            salah.push(FieldError::new("nilai", "Pilih nilai dari 1 sampai 5"));
        }
        salah.extend(isian::terlalu_panjang("teks", teks, isian::JAWABAN));
    } else {
        let tabel = [
            (Tindakan::BukaLagi, "Tulis apa yang belum selesai"),
            (Tindakan::Keberatan, "Tulis mengapa Anda keberatan"),
        ];
        let kosong = alur::menurut(&tabel, tindakan, "Tulis keterangannya");
        salah.extend(isian::wajib("teks", teks, 5, isian::JAWABAN, kosong));
    }
    salah.extend(lampiran::periksa(form.files()));
    salah
}

/// Does what the form says. Returns what to tell.
///
/// # Errors
/// [`Error::Invalid`] with fields, [`Error::Refused`] when it cannot be done now.
pub async fn lakukan(ctx: &Ctx, id: Uuid, tindakan: Tindakan) -> Result<&'static str> {
    let kini = satu::tanpa_batas(&ctx.app, id).await?;
    if !pilihan(ctx, &kini).await?.contains(&tindakan) {
        return Err(Error::refused("Ini tidak dapat dilakukan lagi. Muat ulang halaman untuk melihat status terbaru."));
    }
    let salah = periksa(ctx, tindakan);
    if !salah.is_empty() {
        return Err(Error::Invalid(salah));
    }
    let teks = isian::potong(ctx.form().get("teks"), isian::JAWABAN);
    let siapa = pelapor::buka(&ctx.app, None, id).await?;
    let semua = lampiran::dari_form(&ctx.app, ctx.form().files()).await?;
    let mut write = ctx.write(format!("pengaduan.{}", tindakan.kode())).await?;
    let mut ubah = Ubah::default();
    if tindakan == Tindakan::Setuju {
        ubah.lain.push(("nilai", ctx.form().get("nilai").parse::<i64>().ok().into()));
        ubah.lain.push(("nilai_teks", (!teks.is_empty()).then(|| teks.clone()).into()));
        ubah.lain.extend(survei(&mut write, &kini).await?);
    }
    let langkah = Langkah {
        tindakan: tindakan.kode(),
        peran: Peran::Pelapor,
        unit: None,
        teks_publik: (tindakan != Tindakan::Tambah).then(|| samar::samarkan(&teks, siapa.nama.as_deref())),
        teks,
        terlihat: if tindakan == Tindakan::Tambah { Terlihat::Pelapor } else { Terlihat::Publik },
    };
    let jejak = terapkan(&mut write, &kini, tindakan, ubah, langkah).await?;
    berkas::simpan(&mut write, id, Some(jejak), true, semua).await?;
    let kepada = if tindakan == Tindakan::Keberatan {
        ctx.app.holders("pengawasan", None).await?
    } else {
        orang_unit(&ctx.app, kini.unit, kini.owner).await?
    };
    kabari_petugas(&mut write, &kini, &kepada, tindakan.label()).await?;
    write.commit(&Subject::new(model::JENIS, id, model::href_resi(id))).await?;
    let tabel = [
        (Tindakan::Setuju, "Terima kasih. Laporan ditutup."),
        (Tindakan::BukaLagi, "Laporan dibuka lagi dan kembali ke petugas."),
        (Tindakan::Keberatan, "Keberatan Anda diteruskan ke pengawas."),
    ];
    Ok(alur::menurut(&tabel, tindakan, "Keterangan Anda ditambahkan."))
}

/// Columns of a survey for what has ended, where a module makes surveys.
pub async fn survei(write: &mut Write, kini: &Pengaduan) -> Result<Vec<(&'static str, kernel::Val)>> {
    let Some(unit) = kini.unit else { return Ok(vec![]) };
    let hari = write.at().to_offset(write.app().offset()).date();
    let finished = Finished {
        subject: Subject::new(model::JENIS, kini.id, model::href_resi(kini.id)),
        unit,
        service: None,
        service_name: "Pengaduan masyarakat".into(),
        title: format!("Pengaduan {}", kini.nomor),
        on: hari,
    };
    Ok(match write.ask_survey(finished).await? {
        Some(alamat) => vec![("survei", Some(alamat).into())],
        None => vec![],
    })
}
