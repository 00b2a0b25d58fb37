//! The pages of a form: contact first, then one page of questions after the other. Each page is kept when it is sent, so that nothing
//! is lost on a bad line.
use formulir::{Answers, Choices, Fault, FileRef, Form, Next, form_errors};
use http::StatusCode;
use kernel::file::{self, Owner, Secrecy};
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{ISI, bingkai, lanjut, milik, milik_atau_tanya, salah};
use crate::ajuan::{self, Pemohon};
use crate::model::{Keadaan, PERMOHONAN, Permohonan};
use crate::{formulir_layanan, pages};

/// Key under which the contact stands among the answers in work; no field of a form can be called so.
const KONTAK: &str = "-kontak";

/// An application that is being filled in or corrected, with its form.
pub(super) struct Kerja {
    /// The application.
    pub satu: Permohonan,
    /// Its form; none for a service without questions.
    pub form: Form,
    /// The answers so far.
    pub jawaban: Answers,
    /// What is known while it is filled in.
    pub pilihan: Choices,
}

impl Kerja {
    /// The address of a page of the form.
    pub fn href(&self, langkah: usize) -> String {
        format!("/permohonan/isi/{}/langkah/{}", self.satu.id, langkah + 1)
    }
    /// The address of the review.
    pub fn href_periksa(&self) -> String {
        format!("/permohonan/isi/{}/periksa", self.satu.id)
    }
    /// The address of the page of the contact.
    pub fn href_kontak(&self) -> String {
        format!("/permohonan/isi/{}/kontak", self.satu.id)
    }
    /// Who applies, as typed so far.
    pub fn pemohon(&self) -> Pemohon {
        if self.satu.keadaan == Keadaan::Perbaikan {
            return Pemohon {
                nama: self.satu.nama.clone(),
                surel: self.satu.surel.clone(),
                telepon: self.satu.telepon.clone(),
            };
        }
        let kontak = self.satu.rancangan.as_ref().and_then(|isi| isi.get(KONTAK));
        let teks =
            |nama: &str| kontak.and_then(|isi| isi.get(nama)).and_then(Json::as_str).unwrap_or_default().to_owned();
        Pemohon { nama: teks("nama"), surel: teks("surel"), telepon: teks("telepon") }
    }
    /// The answers in work as they are stored, with the contact.
    pub fn rancangan(&self, jawaban: &Answers, pemohon: &Pemohon) -> Json {
        let mut isi = jawaban.json();
        if let (Json::Object(isi), true) = (&mut isi, self.satu.keadaan == Keadaan::Draf) {
            let kontak =
                serde_json::json!({ "nama": pemohon.nama, "surel": pemohon.surel, "telepon": pemohon.telepon });
            isi.insert(KONTAK.to_owned(), kontak);
        }
        isi
    }
    /// The parts of the way with where each is, for the list of steps.
    pub fn langkah(&self) -> Vec<(String, String)> {
        let mut semua = vec![];
        if self.satu.keadaan == Keadaan::Draf {
            semua.push(("Kontak".to_owned(), self.href_kontak()));
        }
        for nomor in self.form.steps_asked(&self.jawaban) {
            let judul = self.form.steps.get(nomor).map(|step| step.title.clone()).unwrap_or_default();
            semua.push((judul, self.href(nomor)));
        }
        semua.push(("Periksa dan kirim".to_owned(), self.href_periksa()));
        semua
    }
}

/// The villages of the regency, and today.
pub(super) async fn pilihan(ctx: &Ctx) -> Result<Choices> {
    formulir_layanan::pilihan(&ctx.app, ctx.today()).await
}

pub(super) async fn kerja(ctx: &Ctx, satu: Permohonan) -> Result<Kerja> {
    let form = match satu.formulir {
        Some(versi) => formulir_layanan::versi(&ctx.app, versi).await?,
        None => Form::default(),
    };
    let mut isi = satu.dikerjakan().clone();
    isi.remove(KONTAK);
    Ok(Kerja { jawaban: Answers::from_json(Json::Object(isi)), pilihan: pilihan(ctx).await?, satu, form })
}

/// The application if it can be filled in now; else where its applicant goes on.
pub(super) async fn terbuka(ctx: &Ctx) -> Result<std::result::Result<Kerja, Response>> {
    let satu = match milik_atau_tanya(ctx).await? {
        Ok(satu) => satu,
        Err(jawab) => return Ok(Err(jawab)),
    };
    match satu.keadaan {
        Keadaan::Draf if satu.kedaluwarsa.is_some_and(|akhir| akhir <= ctx.now) => Ok(Err(ctx.redirect_with(
            &format!("/layanan/{}", satu.layanan),
            "Isian yang disimpan sudah kedaluwarsa dan dihapus. Silakan mulai permohonan baru.",
        )?)),
        Keadaan::Draf | Keadaan::Perbaikan => Ok(Ok(kerja(ctx, satu).await?)),
        Keadaan::Menunggu
        | Keadaan::Masuk
        | Keadaan::Diperiksa
        | Keadaan::Kunjungan
        | Keadaan::Bayar
        | Keadaan::Persetujuan
        | Keadaan::Penandatanganan
        | Keadaan::Siap
        | Keadaan::Selesai
        | Keadaan::Ditolak
        | Keadaan::Keberatan
        | Keadaan::Dicabut
        | Keadaan::Gabungan => Ok(Err(ctx.redirect(&satu.href_resi())?)),
    }
}

/// GET /permohonan/isi/{id}
pub async fn awal(ctx: Ctx) -> Result<Response> {
    let kerja = match terbuka(&ctx).await? {
        Ok(kerja) => kerja,
        Err(jawab) => return Ok(jawab),
    };
    let href = if kerja.satu.keadaan == Keadaan::Draf && kerja.pemohon().nama.is_empty() {
        kerja.href_kontak()
    } else {
        match kerja.form.first_faulty(&kerja.jawaban, &kerja.pilihan) {
            Some(langkah) => kerja.href(langkah),
            None => kerja.href_periksa(),
        }
    };
    ctx.redirect(&href)
}

/// GET /permohonan/isi/{id}/kontak
pub async fn kontak(ctx: Ctx) -> Result<Response> {
    let kerja = match terbuka(&ctx).await? {
        Ok(kerja) => kerja,
        Err(jawab) => return Ok(jawab),
    };
    if kerja.satu.keadaan != Keadaan::Draf {
        return ctx.redirect(&kerja.href_periksa());
    }
    halaman_kontak(&ctx, &kerja, &kerja.pemohon(), &[])
}

fn halaman_kontak(ctx: &Ctx, kerja: &Kerja, pemohon: &Pemohon, galat: &[FieldError]) -> Result<Response> {
    let status = if galat.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let langkah = kerja.langkah();
    let body = pages::ajukan::kontak(ctx, &kerja.satu, pemohon, &langkah, &salah(galat))?;
    bingkai(ctx, status, "Siapa yang mengajukan", pages::ajukan::jalan(&kerja.satu), body)
}

/// POST /permohonan/isi/{id}/kontak
pub async fn simpan_kontak(ctx: Ctx) -> Result<Response> {
    ctx.limited(&ISI)?;
    let kerja = match terbuka(&ctx).await? {
        Ok(kerja) => kerja,
        Err(jawab) => return Ok(jawab),
    };
    if kerja.satu.keadaan != Keadaan::Draf {
        return ctx.redirect(&kerja.href_periksa());
    }
    let form = ctx.form();
    let diketik = Pemohon {
        nama: form.get("nama").to_owned(),
        surel: form.get("surel").to_owned(),
        telepon: form.get("telepon").to_owned(),
    };
    let galat = periksa_kontak(&diketik);
    if !galat.is_empty() {
        return halaman_kontak(&ctx, &kerja, &diketik, &galat);
    }
    let mut write = ctx.write("layanan.isian_disimpan").await?;
    let satu = crate::store::pegang(&mut write, kerja.satu.id, None).await?;
    ajuan::simpan(&mut write, &satu, kerja.rancangan(&kerja.jawaban, &diketik)).await?;
    let tujuan = match kerja.form.steps_asked(&kerja.jawaban).first() {
        Some(langkah) => kerja.href(*langkah),
        None => kerja.href_periksa(),
    };
    write.commit(&Subject::new(PERMOHONAN, satu.id, tujuan.clone())).await?;
    lanjut(&ctx, &tujuan, "", &satu)
}

/// What is wrong with who applies.
pub(super) fn periksa_kontak(pemohon: &Pemohon) -> Vec<FieldError> {
    let mut galat = vec![];
    let panjang = pemohon.nama.chars().count();
    if panjang < 3 {
        galat.push(FieldError::new("nama", "Tulis nama lengkap pemohon."));
    } else if panjang > 120 {
        galat.push(FieldError::new("nama", "Nama terlalu panjang: paling banyak 120 huruf."));
    }
    if !pemohon.surel.is_empty() && !kernel::notify::is_address(&pemohon.surel) {
        galat.push(FieldError::new("surel", "Alamat surel tidak lengkap. Contoh: nama@contoh.id. Boleh dikosongkan."));
    }
    let angka = pemohon.telepon.chars().filter(char::is_ascii_digit).count();
    let aneh = pemohon.telepon.chars().any(|c| !c.is_ascii_digit() && !" +-().".contains(c));
    if !pemohon.telepon.is_empty() && (!(8..=15).contains(&angka) || aneh) {
        galat.push(FieldError::new("telepon", "Nomor telepon 8 sampai 15 angka. Boleh dikosongkan."));
    }
    galat
}

fn nomor_langkah(ctx: &Ctx, form: &Form) -> Result<usize> {
    let nomor: usize = ctx.path("langkah").parse().map_err(|_| Error::NotFound)?;
    let langkah = nomor.checked_sub(1).ok_or(Error::NotFound)?;
    form.steps.get(langkah).map(|_| langkah).ok_or(Error::NotFound)
}

/// GET /permohonan/isi/{id}/langkah/{langkah}
pub async fn langkah(ctx: Ctx) -> Result<Response> {
    let kerja = match terbuka(&ctx).await? {
        Ok(kerja) => kerja,
        Err(jawab) => return Ok(jawab),
    };
    let langkah = nomor_langkah(&ctx, &kerja.form)?;
    halaman(&ctx, &kerja, langkah, &kerja.jawaban, &[])
}

pub(super) fn halaman(
    ctx: &Ctx,
    kerja: &Kerja,
    langkah: usize,
    jawaban: &Answers,
    galat: &[Fault],
) -> Result<Response> {
    let status = if galat.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let judul = kerja.form.steps.get(langkah).map(|step| step.title.clone()).unwrap_or_default();
    let kembali = match kerja.form.step_before(langkah, jawaban) {
        Some(sebelum) => kerja.href(sebelum),
        None => kerja.href_kontak(),
    };
    let body = pages::ajukan::langkah(
        ctx,
        &pages::ajukan::Halaman {
            satu: &kerja.satu,
            form: &kerja.form,
            nomor: langkah,
            jalan: &kerja.langkah(),
            kini: &kerja.href(langkah),
            kembali: &kembali,
            isi: kerja.form.render(langkah, jawaban, galat, &kerja.pilihan),
            galat: &form_errors(galat),
        },
    )?;
    bingkai(ctx, status, &judul, pages::ajukan::jalan(&kerja.satu), body)
}

/// POST /permohonan/isi/{id}/langkah/{langkah}
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    ctx.limited(&ISI)?;
    let kerja = match terbuka(&ctx).await? {
        Ok(kerja) => kerja,
        Err(jawab) => return Ok(jawab),
    };
    let langkah = nomor_langkah(&ctx, &kerja.form)?;
    let pairs = ctx.form().pairs();
    let mut jawaban = kerja.form.read(langkah, &kerja.jawaban, pairs);
    let (galat_berkas, berkas) = terima(&ctx, &kerja, &mut jawaban).await?;
    let lanjutan = kerja.form.next(langkah, &mut jawaban, pairs, &kerja.pilihan);
    let (ulang, galat) = match &lanjutan {
        Next::Again => (true, galat_berkas),
        Next::Faults(galat) => {
            let mut semua = galat_berkas;
            semua.extend(galat.iter().filter(|satu| !semua_sama(&semua, satu)).cloned().collect::<Vec<_>>());
            (true, semua)
        }
        Next::Step(_) | Next::Review => (!galat_berkas.is_empty(), galat_berkas),
    };
    let tujuan = match (&lanjutan, ulang) {
        (Next::Step(berikut), false) => kerja.href(*berikut),
        (Next::Review, false) => kerja.href_periksa(),
        (Next::Step(_) | Next::Review | Next::Again | Next::Faults(_), _) => kerja.href(langkah),
    };
    // What was typed is kept even when it is wrong: the line may break before it is mended.
    let mut write = ctx.write("layanan.isian_disimpan").await?;
    let satu = crate::store::pegang(&mut write, kerja.satu.id, None).await?;
    if satu.keadaan != kerja.satu.keadaan {
        return ctx.redirect(&satu.href_resi());
    }
    for (id, sealed) in berkas {
        let tersimpan = ctx.app.files.keep_sealed(&mut write, sealed, &pemilik(&satu)).await?;
        ganti_berkas(&mut jawaban, &id, tersimpan);
    }
    buang_berkas(&mut write, satu.id, &kerja.jawaban, &jawaban).await?;
    ajuan::simpan(&mut write, &satu, kerja.rancangan(&jawaban, &kerja.pemohon())).await?;
    write.commit(&Subject::new(PERMOHONAN, satu.id, tujuan.clone())).await?;
    if ulang {
        return halaman(&ctx, &kerja, langkah, &jawaban, &galat);
    }
    lanjut(&ctx, &tujuan, "", &satu)
}

fn semua_sama(ada: &[Fault], satu: &Fault) -> bool {
    ada.iter().any(|lain| lain.path == satu.path)
}

pub(super) fn pemilik(satu: &Permohonan) -> Owner {
    Owner { subject: Subject::new(PERMOHONAN, satu.id, satu.href()), unit: satu.unit, secrecy: Secrecy::Internal }
}

/// Files that came with the page: judged, sealed, and put among the answers under an id for now; pictures lose what cameras write
/// into them.
async fn terima(ctx: &Ctx, kerja: &Kerja, jawaban: &mut Answers) -> Result<(Vec<Fault>, Vec<(String, file::Sealed)>)> {
    let (mut galat, mut berkas) = (vec![], vec![]);
    for upload in ctx.form().files() {
        let media = file::media_type(&upload.head);
        let sementara = Uuid::now_v7().to_string();
        let acuan =
            FileRef { id: sementara.clone(), name: upload.name.clone(), size: upload.size, media: media.to_owned() };
        let jalur = upload.field.strip_prefix(formulir::PREFIX).unwrap_or(&upload.field);
        let ada = jawaban.get(jalur).and_then(Json::as_array).map_or(0, Vec::len);
        if let Err(satu) = kerja.form.file_fault(&upload.field, ada, &acuan) {
            galat.push(satu);
            continue;
        }
        if !jawaban.attach(&upload.field, &acuan) {
            continue;
        }
        berkas.push((sementara, ctx.app.files.seal_upload(&ctx.app.keys, upload).await?));
    }
    Ok((galat, berkas))
}

/// Puts the id of the stored row where the id for now stood.
fn ganti_berkas(jawaban: &mut Answers, dari: &str, ke: Uuid) {
    fn ganti(isi: &mut Json, dari: &str, ke: &str) {
        match isi {
            Json::String(teks) if teks == dari => ke.clone_into(teks),
            Json::Array(semua) => semua.iter_mut().for_each(|satu| ganti(satu, dari, ke)),
            Json::Object(semua) => semua.values_mut().for_each(|satu| ganti(satu, dari, ke)),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
        }
    }
    let mut isi = jawaban.json();
    ganti(&mut isi, dari, &ke.to_string());
    *jawaban = Answers::from_json(isi);
}

/// Files that the applicant took away from the answers are taken off the record.
async fn buang_berkas(write: &mut kernel::Write, milik: Uuid, semula: &Answers, kini: &Answers) -> Result<()> {
    let tinggal: Vec<String> = kini.files().into_iter().map(|(_, satu)| satu.id).collect();
    for (_, satu) in semula.files() {
        if !tinggal.contains(&satu.id)
            && let Ok(id) = satu.id.parse::<Uuid>()
        {
            // Those of a joint application stay for its other parts.
            let text = "select id from file where id = $1 and subject = $2 and not removed";
            if write.tx().optional(text, kernel::args![id, milik]).await?.is_some() {
                file::remove(write, id).await?;
            }
        }
    }
    Ok(())
}

/// The application of this request, whatever its state: for downloads.
pub(super) async fn siapa_pun(ctx: &Ctx) -> Result<Permohonan> {
    milik(ctx).await
}
