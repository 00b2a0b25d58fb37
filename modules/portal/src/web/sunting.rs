//! Writing: a new text, or a change of one.
use http::StatusCode;
use kernel::file::{Owner, Secrecy};
use kernel::page::{FormError, Link, YES};
use kernel::web::{Form, Options, Response};
use kernel::{Ctx, Error, FieldError, Result, Subject, Write, args};
use register::value::when;
use time::OffsetDateTime;
use uuid::Uuid;

use super::kelola;
use crate::gambar::{self, Siap};
use crate::model::{Gambar, Jenis, Rincian, Tulisan, Versi};
use crate::store::{self, Baris};
use crate::{ALUR, TULIS, pages, siput};

/// Longest text, in characters.
const ISI: usize = 60_000;

/// What was typed, understood.
struct Isian {
    versi: Versi,
    siput: String,
    unit: Option<Uuid>,
}

/// Units that the actor may write for: id and name; and whether a text may belong to none.
async fn pilihan_unit(ctx: &Ctx, jenis: Jenis) -> Result<(Vec<(String, String)>, bool)> {
    let scope = ctx.scope_of(TULIS);
    let units = ctx.app.units().await?;
    let mut own: Vec<_> = units.into_iter().filter(|unit| scope.holds_unit(unit.id)).collect();
    own.sort_by(|one, other| one.name.cmp(&other.name));
    let own = own.into_iter().map(|unit| (unit.id.to_string(), unit.name)).collect();
    // Only who may touch everything writes in the name of the whole regency.
    let whole = scope.holds(None, None) && jenis != Jenis::Instansi;
    Ok((own, whole))
}

/// One line without control characters.
fn baris(form: &Form, name: &'static str, most: usize, errors: &mut Vec<FieldError>) -> String {
    let text = form.get(name).split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    if text.chars().count() > most {
        errors.push(FieldError::new(name, format!("Terlalu panjang: paling banyak {most} karakter.")));
    }
    text
}

fn saat(ctx: &Ctx, name: &'static str, errors: &mut Vec<FieldError>) -> Option<OffsetDateTime> {
    let sent = ctx.form().get(name);
    if sent.is_empty() {
        return None;
    }
    let at = when::moment(sent, ctx.app.profile.zone());
    if at.is_none() {
        errors.push(FieldError::new(name, "Tulis tanggal dan jam, misalnya 31-12-2026 14.30."));
    }
    at
}

/// Reads the form. `lama`: the text that is changed, none for a new one.
async fn baca(ctx: &Ctx, jenis: Jenis, lama: Option<&Baris>, errors: &mut Vec<FieldError>) -> Result<Isian> {
    let form = ctx.form();
    let instansi = jenis == Jenis::Instansi;
    let mut unit = lama.and_then(|lama| lama.tulisan.unit);
    let mut judul = baris(form, "judul", 200, errors);
    if lama.is_none() {
        let (pilihan, tanpa) = pilihan_unit(ctx, jenis).await?;
        let sent = form.get("unit");
        unit = sent.parse().ok().filter(|_| pilihan.iter().any(|(id, _)| id == sent));
        if unit.is_none() && (!tanpa || !sent.is_empty()) {
            errors.push(FieldError::new("unit", "Pilih unit yang memiliki tulisan ini."));
        }
    }
    if instansi {
        let units = ctx.app.units().await?;
        let own = units.iter().find(|each| Some(each.id) == unit);
        judul = own.map(|own| own.name.clone()).or(lama.map(|lama| lama.versi.judul.clone())).unwrap_or_default();
    } else if judul.is_empty() {
        errors.push(FieldError::new("judul", "Tulis judulnya."));
    }
    let ringkasan = baris(form, "ringkasan", 300, errors);
    let isi: String =
        form.get("isi").replace("\r\n", "\n").chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    if isi.trim().is_empty() {
        errors.push(FieldError::new("isi", "Tulis isinya."));
    } else if isi.chars().count() > ISI {
        errors.push(FieldError::new("isi", "Terlalu panjang: paling banyak 60.000 karakter."));
    }
    let mut kategori = String::new();
    if jenis == Jenis::Berita && !form.get("kategori").is_empty() {
        kategori = form.get("kategori").to_owned();
        let dulu = lama.is_some_and(|lama| lama.versi.kategori == kategori);
        if !dulu && !store::kategori(&ctx.app).await?.iter().any(|(kode, _)| *kode == kategori) {
            errors.push(FieldError::new("kategori", "Pilih kategori dari daftar."));
        }
    }
    let mut rincian = Rincian::default();
    if instansi {
        rincian.kepala = baris(form, "kepala", 200, errors);
        rincian.alamat = baris(form, "alamat", 300, errors);
        rincian.telepon = baris(form, "telepon", 100, errors);
        rincian.surel = baris(form, "surel", 200, errors);
        rincian.jam = baris(form, "jam", 200, errors);
        rincian.situs = baris(form, "situs", 300, errors);
        if !rincian.surel.is_empty() && !rincian.surel.contains('@') {
            errors.push(FieldError::new("surel", "Tulis alamat surel dengan tanda @."));
        }
        if !rincian.situs.is_empty() && !rincian.situs.starts_with("https://") && !rincian.situs.starts_with("http://")
        {
            errors.push(FieldError::new("situs", "Alamat situs diawali https://."));
        }
    }
    let (mulai, sampai) = (saat(ctx, "mulai", errors), saat(ctx, "sampai", errors));
    if let Some(sampai) = sampai
        && sampai <= mulai.unwrap_or(ctx.now)
    {
        errors.push(FieldError::new("sampai", "Tayang sampai harus di waktu yang akan datang, sesudah tayang sejak."));
    }
    let siput = alamat(ctx, jenis, lama, unit, &judul, errors).await?;
    let gambar_alt = baris(form, "gambar_alt", 200, errors);
    let ada = lama.and_then(|lama| lama.versi.gambar.clone()).filter(|_| form.get("hapus_gambar") != YES);
    let gambar = ada.map(|gambar| Gambar { alt: gambar_alt.clone(), ..gambar });
    if gambar_alt.is_empty() && (gambar.is_some() || form.file("gambar").is_some()) {
        errors.push(FieldError::new("gambar_alt", "Terangkan apa yang terlihat pada gambar."));
    }
    let versi = Versi {
        id: Uuid::now_v7(),
        nomor: 1,
        judul,
        ringkasan,
        isi,
        kategori,
        rincian,
        gambar,
        mulai,
        sampai,
        penulis: ctx.actor.account().into_iter().collect(),
        pengaju: None,
        penyetuju: None,
        disetujui: None,
        updated: ctx.now,
    };
    Ok(Isian { versi, siput, unit })
}

/// The last part of the address: that of the unit, what was typed, what it was, or what the title gives.
async fn alamat(
    ctx: &Ctx,
    jenis: Jenis,
    lama: Option<&Baris>,
    unit: Option<Uuid>,
    judul: &str,
    errors: &mut Vec<FieldError>,
) -> Result<String> {
    let selain = lama.map_or(Uuid::nil(), |lama| lama.tulisan.id);
    if jenis == Jenis::Instansi {
        if let Some(lama) = lama {
            return Ok(lama.tulisan.siput.clone());
        }
        let units = ctx.app.units().await?;
        let Some(own) = units.iter().find(|each| Some(each.id) == unit) else { return Ok(String::new()) };
        let kode = siput::dari(&own.code);
        if store::siput_dipakai(&ctx.app, jenis, &kode, selain).await? {
            errors.push(FieldError::new("unit", "Instansi ini sudah mempunyai profil. Ubah profil yang ada."));
        }
        return Ok(kode);
    }
    let sent = ctx.form().get("siput");
    if !sent.is_empty() {
        let own = siput::dari(sent);
        if own.is_empty() || sent.chars().count() > 200 || own.parse::<Uuid>().is_ok() {
            errors.push(FieldError::new("siput", "Pakai paling banyak 80 huruf kecil, angka, dan tanda hubung."));
        } else if store::siput_dipakai(&ctx.app, jenis, &own, selain).await? {
            errors.push(FieldError::new("siput", "Alamat ini sudah dipakai tulisan lain."));
        }
        return Ok(own);
    }
    if let Some(lama) = lama {
        return Ok(lama.tulisan.siput.clone());
    }
    let own = Some(siput::dari(judul)).filter(|own| !own.is_empty()).unwrap_or_else(|| jenis.as_str().to_owned());
    if !store::siput_dipakai(&ctx.app, jenis, &own, selain).await? {
        return Ok(own);
    }
    // Titles repeat; the day and then chance tell them apart.
    let today = ctx.today();
    let dated = format!("{own}-{}", when::iso_day(today));
    if !store::siput_dipakai(&ctx.app, jenis, &dated, selain).await? {
        return Ok(dated);
    }
    let tail: String = Uuid::new_v4().simple().to_string().chars().take(8).collect();
    Ok(format!("{own}-{tail}"))
}

/// The picture that was sent, drawn anew; what is wrong with it goes to the errors.
async fn kiriman(ctx: &Ctx, errors: &mut Vec<FieldError>) -> Result<Option<Siap>> {
    let mut siap = None;
    for upload in ctx.form().files() {
        // The file as it came, with all that the camera wrote, is not kept.
        upload.leave();
        if upload.field == "gambar" && siap.is_none() {
            match gambar::siapkan(upload).await? {
                Ok(found) => siap = Some(found),
                Err(error) => errors.push(error),
            }
        }
    }
    Ok(siap)
}

async fn simpan_gambar(
    ctx: &Ctx,
    write: &mut Write,
    subject: Subject,
    unit: Option<Uuid>,
    siap: Siap,
    alt: &str,
) -> Result<Gambar> {
    let (lebar, tinggi) = (i64::from(siap.lebar), i64::from(siap.tinggi));
    let owner = Owner { subject, unit, secrecy: Secrecy::Public };
    let berkas = ctx.app.files.keep_bytes(write, "gambar.jpg", siap.isi, &owner).await?;
    Ok(Gambar { berkas, lebar, tinggi, alt: alt.to_owned() })
}

/// The form of a new text.
pub async fn baru(ctx: Ctx) -> Result<Response> {
    let jenis = Jenis::parse(ctx.query("jenis")).unwrap_or(Jenis::Berita);
    jawab(&ctx, jenis, None, &|_| String::new(), StatusCode::OK, &[]).await
}

fn pesan(errors: &[FieldError]) -> Vec<FormError> {
    errors.iter().map(|each| FormError::new(each.field.as_ref(), each.message.as_ref())).collect()
}

/// Takes the form of a new text.
pub async fn buat(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let jenis =
        Jenis::parse(ctx.form().get("jenis")).ok_or(Error::BadRequest("Jenis tulisan tidak dikenal.".into()))?;
    let mut errors = vec![];
    let mut isian = baca(&ctx, jenis, None, &mut errors).await?;
    let siap = kiriman(&ctx, &mut errors).await?;
    if !errors.is_empty() {
        return jawab(
            &ctx,
            jenis,
            None,
            &|name| ctx.form().get(name).to_owned(),
            StatusCode::UNPROCESSABLE_ENTITY,
            &pesan(&errors),
        )
        .await;
    }
    let tulisan = Tulisan {
        id: Uuid::now_v7(),
        version: 1,
        updated: ctx.now,
        unit: isian.unit,
        owner: ctx.actor.account(),
        jenis,
        siput: isian.siput,
        status: ALUR.initial.to_owned(),
        versi: isian.versi.id,
        versi_terbit: None,
        terbit: None,
        sampai: None,
        tampil: false,
        diubah: None,
        alasan: String::new(),
    };
    let subject = store::subject(&tulisan);
    let mut write = ctx.write("portal.tulis").await?;
    if let Some(siap) = siap {
        let alt = ctx.form().get("gambar_alt").to_owned();
        isian.versi.gambar = Some(simpan_gambar(&ctx, &mut write, subject.clone(), tulisan.unit, siap, &alt).await?);
    }
    store::baru(&mut write, &tulisan, &isian.versi).await?;
    write.commit(&subject).await?;
    ctx.redirect_with(&tulisan.href_kelola(), "Draf disimpan. Ajukan bila sudah selesai.")
}

/// Why a text cannot be changed while somebody is asked to approve it.
const TERKUNCI: &str = "Tulisan ini sedang menunggu persetujuan. Tarik ajuannya sebelum mengubahnya.";

/// The form of a text.
pub async fn ubah(ctx: Ctx) -> Result<Response> {
    let baris = store::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    if ALUR.is_locked(&baris.tulisan.status) {
        return Err(Error::refused(TERKUNCI));
    }
    let (tulisan, versi, zone) = (&baris.tulisan, &baris.versi, ctx.app.profile.zone());
    let isi = |name: &str| match name {
        "judul" => versi.judul.clone(),
        "ringkasan" => versi.ringkasan.clone(),
        "isi" => versi.isi.clone(),
        "kategori" => versi.kategori.clone(),
        "siput" => tulisan.siput.clone(),
        "gambar_alt" => versi.gambar.as_ref().map(|gambar| gambar.alt.clone()).unwrap_or_default(),
        "mulai" => versi.mulai.map(|at| when::input_moment(at, zone)).unwrap_or_default(),
        "sampai" => versi.sampai.map(|at| when::input_moment(at, zone)).unwrap_or_default(),
        name => versi.rincian.get(name).to_owned(),
    };
    jawab(&ctx, tulisan.jenis, Some((&baris, tulisan.version.to_string())), &isi, StatusCode::OK, &[]).await
}

/// Takes the form of a text.
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let baris = store::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let tulisan = &baris.tulisan;
    let mut errors = vec![];
    let mut isian = baca(&ctx, tulisan.jenis, Some(&baris), &mut errors).await?;
    let siap = kiriman(&ctx, &mut errors).await?;
    let typed = |name: &str| ctx.form().get(name).to_owned();
    let sent = ctx.form().get("_versi").to_owned();
    if !errors.is_empty() {
        let errors = pesan(&errors);
        return jawab(&ctx, tulisan.jenis, Some((&baris, sent)), &typed, StatusCode::UNPROCESSABLE_ENTITY, &errors)
            .await;
    }
    if ALUR.is_locked(&tulisan.status) {
        let errors = [FormError::new("", TERKUNCI)];
        return jawab(&ctx, tulisan.jenis, Some((&baris, sent)), &typed, StatusCode::CONFLICT, &errors).await;
    }
    if sent != tulisan.version.to_string() {
        return tabrakan(&ctx, &baris).await;
    }
    if tulisan.versi_terbit.is_some() {
        isian.versi.mulai = None;
    }
    let mut write = ctx.write("portal.ubah").await?;
    if let Some(siap) = siap {
        let alt = typed("gambar_alt");
        let subject = store::subject(tulisan);
        isian.versi.gambar = Some(simpan_gambar(&ctx, &mut write, subject, tulisan.unit, siap, &alt).await?);
    }
    let saved = store::tulis(&mut write, tulisan, &baris.versi, &isian.versi, &isian.siput, tulisan.version).await;
    match saved {
        Ok(_) => {}
        Err(Error::Conflict) => {
            drop(write);
            return tabrakan(&ctx, &baris).await;
        }
        Err(cause) => return Err(cause),
    }
    write.commit(&store::subject(tulisan)).await?;
    ctx.redirect_with(&tulisan.href_kelola(), "Draf disimpan. Ajukan bila sudah selesai.")
}

/// Somebody else was faster: what was typed stays, and the next try is over what is there now.
async fn tabrakan(ctx: &Ctx, baris: &Baris) -> Result<Response> {
    let text = "select version from tulisan where id = $1";
    let version: i64 = ctx.app.db.one(text, args![baris.tulisan.id]).await?.get("version")?;
    let errors = [FormError::new(
        "",
        "Tulisan ini baru saja diubah orang lain. Isian Anda masih ada: bandingkan, lalu simpan lagi.",
    )];
    let typed = |name: &str| ctx.form().get(name).to_owned();
    jawab(ctx, baris.tulisan.jenis, Some((baris, version.to_string())), &typed, StatusCode::CONFLICT, &errors).await
}

/// The page with the form.
async fn jawab(
    ctx: &Ctx,
    jenis: Jenis,
    lama: Option<(&Baris, String)>,
    isi: &(dyn Fn(&str) -> String + Sync),
    status: StatusCode,
    errors: &[FormError],
) -> Result<Response> {
    let (pilihan, tanpa_unit) = pilihan_unit(ctx, jenis).await?;
    let mut kategori = store::kategori(&ctx.app).await?;
    if let Some((lama, _)) = &lama
        && !lama.versi.kategori.is_empty()
        && !kategori.iter().any(|(kode, _)| *kode == lama.versi.kategori)
    {
        kategori.push((lama.versi.kategori.clone(), lama.versi.kategori.clone()));
    }
    let action = lama.as_ref().map_or_else(|| "/portal/tulisan".to_owned(), |(lama, _)| lama.tulisan.href_kelola());
    let version = lama.as_ref().map(|(_, version)| version.clone()).unwrap_or_default();
    let formulir = pages::Formulir {
        jenis,
        action: &action,
        version: &version,
        isi,
        unit: lama.is_none().then_some(pilihan.as_slice()),
        tanpa_unit,
        kategori: &kategori,
        gambar: lama.as_ref().and_then(|(lama, _)| lama.versi.gambar.as_ref()),
        sudah_terbit: lama.as_ref().is_some_and(|(lama, _)| lama.tulisan.versi_terbit.is_some()),
        errors,
    };
    let form = pages::formulir(ctx, &formulir)?;
    let judul = match &lama {
        Some((lama, _)) => format!("Ubah {}: {}", jenis.satuan(), lama.versi.judul),
        None => format!("Tulis {}", jenis.satuan()),
    };
    let body = maud::html! {
        (kernel::page::error_summary(errors))
        (kernel::page::heading(jenis.title(), &judul, maud::html! {}))
        (kernel::page::column(form))
    };
    match &lama {
        Some((lama, _)) => kelola::jawab(ctx, &lama.tulisan, &judul, status, !errors.is_empty(), body),
        None => {
            let breadcrumbs = vec![Link::new("Beranda", "/"), Link::new("Portal", "/portal")];
            let options = Options { title: &judul, breadcrumbs, has_errors: !errors.is_empty(), ..Options::default() };
            ctx.framed(status, options, body)
        }
    }
}
