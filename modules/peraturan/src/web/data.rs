//! The facts of a document.
use http::StatusCode;
use kernel::web::{Options, Response};
use kernel::{Ctx, Error, FieldError, Result};
use serde_json::json;

use super::{kelola, tanggal, teks};
use crate::model::{Dokumen, JENIS, Kelas};
use crate::{pages, store, terima};

/// Reads the facts of the form over those of a document.
fn baca(ctx: &Ctx, lama: &Dokumen, baru: bool) -> (Dokumen, Vec<FieldError>) {
    let mut errors = vec![];
    let mut dokumen = lama.clone();
    let form = ctx.form();
    let primer = lama.kelas.is_primer();
    if primer {
        let jenis = form.get("jenis");
        if JENIS.iter().any(|(kode, ..)| *kode == jenis) || (!jenis.is_empty() && jenis == lama.jenis) {
            dokumen.jenis = jenis.to_owned();
        } else {
            errors.push(FieldError::new("jenis", "Pilih jenis peraturan."));
        }
        dokumen.jenis_nama = teks(ctx, "jenis_nama", &mut errors);
    } else {
        match Kelas::parse(form.get("kelas")).filter(|kelas| !kelas.is_primer()) {
            Some(kelas) => dokumen.kelas = kelas,
            None => errors.push(FieldError::new("kelas", "Pilih macam dokumen.")),
        }
    }
    dokumen.nomor = teks(ctx, "nomor", &mut errors);
    let tahun = form.get("tahun");
    dokumen.tahun = match tahun.parse::<i64>() {
        Ok(tahun) if (1900..=2999).contains(&tahun) => Some(tahun),
        _ if tahun.is_empty() => None,
        Ok(_) | Err(_) => {
            errors.push(FieldError::new("tahun", "Tulis tahun dengan empat angka, misalnya 2026."));
            None
        }
    };
    if primer && dokumen.nomor.is_empty() {
        errors.push(FieldError::new("nomor", "Tulis nomor peraturan."));
    }
    if primer && tahun.is_empty() {
        errors.push(FieldError::new("tahun", "Tulis tahun peraturan."));
    }
    for (name, place) in [
        ("judul", &mut dokumen.judul),
        ("pemrakarsa", &mut dokumen.pemrakarsa),
        ("tempat", &mut dokumen.tempat),
        ("sumber", &mut dokumen.sumber),
        ("bidang", &mut dokumen.bidang),
        ("bahasa", &mut dokumen.bahasa),
        ("subjek", &mut dokumen.subjek),
        ("teu", &mut dokumen.teu),
        ("abstrak", &mut dokumen.abstrak),
        ("penerbit", &mut dokumen.penerbit),
        ("fisik", &mut dokumen.fisik),
        ("isbn", &mut dokumen.isbn),
        ("panggil", &mut dokumen.panggil),
        ("induk", &mut dokumen.induk),
    ] {
        *place = teks(ctx, name, &mut errors);
    }
    if dokumen.judul.is_empty() {
        errors.push(FieldError::new(
            "judul",
            if primer { "Tulis tentang apa peraturan ini." } else { "Tulis judul dokumen." },
        ));
    }
    dokumen.ditetapkan = tanggal(ctx, "ditetapkan", &mut errors);
    if primer {
        dokumen.diundangkan = tanggal(ctx, "diundangkan", &mut errors);
        dokumen.berlaku = tanggal(ctx, "berlaku", &mut errors);
        if let (Some(tetap), Some(undang)) = (dokumen.ditetapkan, dokumen.diundangkan)
            && undang < tetap
        {
            errors.push(FieldError::new("diundangkan", "Tanggal diundangkan tidak boleh sebelum tanggal ditetapkan."));
        }
        dokumen.status_khusus =
            if form.get("status_khusus") == "tidak_berlaku" { "tidak_berlaku".into() } else { String::new() };
        dokumen.status_sejak = tanggal(ctx, "status_sejak", &mut errors);
        dokumen.status_alasan = teks(ctx, "status_alasan", &mut errors);
        if !dokumen.status_khusus.is_empty() && dokumen.status_alasan.is_empty() {
            errors.push(FieldError::new("status_alasan", "Tulis sebab peraturan ini tidak berlaku."));
        }
    }
    if baru && dokumen.siput.is_empty() {
        dokumen.siput = format!("draf-{}", dokumen.id.simple());
    }
    (dokumen, errors)
}

fn halaman(ctx: &Ctx, status: StatusCode, dokumen: &Dokumen, errors: &[FieldError], baru: bool) -> Result<Response> {
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let action = if baru { "/jdih/kelola/catat".to_owned() } else { format!("{}/data", dokumen.href_kelola()) };
    // After a conflict the person has seen what the other one stored, so the next try is against that.
    let sent = ctx.form().get("_versi");
    let keep = status == StatusCode::UNPROCESSABLE_ENTITY && !sent.is_empty();
    let version = if baru {
        String::new()
    } else if keep {
        sent.to_owned()
    } else {
        dokumen.version.to_string()
    };
    let form = pages::formulir(&action, &csrf, &key, &version);
    let body = pages::data(&form, dokumen, ctx.form(), &pages::galat(errors), baru, ctx.app.config.max_upload);
    let remah = pages::remah_kelola(if baru { vec![] } else { vec![pages::tautan_kelola(dokumen)] });
    let title = if baru { "Catat dokumen" } else { "Data dokumen" };
    ctx.framed(
        status,
        Options { title, breadcrumbs: remah, has_errors: !errors.is_empty(), ..Options::default() },
        body,
    )
}

/// The form for a document that is no regulation.
pub fn formulir_baru(ctx: &Ctx, kelas: Kelas, errors: &[FieldError]) -> Result<Response> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    halaman(ctx, status, &terima::kosong(kelas, None, None, ctx.now), errors, true)
}

/// Stores a document that is no regulation.
pub async fn catat(ctx: Ctx) -> Result<Response> {
    let kelas = Kelas::parse(ctx.form().get("kelas")).filter(|kelas| !kelas.is_primer()).unwrap_or(Kelas::Monografi);
    let (mut dokumen, mut errors) =
        baca(&ctx, &terima::kosong(kelas, ctx.actor.unit(), ctx.actor.account(), ctx.now), true);
    let urutan = store::turunan(&mut dokumen, &ctx.app.profile.name());
    let mut write = ctx.write("peraturan.catat").await?;
    if errors.is_empty() && kembar(&mut write, &dokumen).await? {
        errors.push(FieldError::new("judul", "Dokumen dengan judul dan tahun ini sudah ada dalam koleksi."));
    }
    if !errors.is_empty() {
        drop(write);
        return formulir_baru(&ctx, kelas, &errors);
    }
    if let Some(upload) = ctx.form().file("berkas") {
        dokumen.berkas =
            Some(terima::simpan_asli(&mut write, &ctx.app, &dokumen, terima::Asli::Unggahan(upload)).await?);
    }
    store::insert(&mut write, &dokumen, urutan).await?;
    store::indeks(&mut write, &dokumen).await?;
    write.event("peraturan.dicatat", json!({ "sebutan": dokumen.sebutan }));
    write.commit(&terima::subject(&dokumen)).await?;
    ctx.redirect_with(&dokumen.href_kelola(), "Dokumen sudah dicatat sebagai draf.")
}

async fn kembar(write: &mut kernel::Write, dokumen: &Dokumen) -> Result<bool> {
    let text = "select 1 as satu from peraturan_dokumen where siput = $1 and id <> $2";
    Ok(write.tx().optional(text, kernel::args![dokumen.siput.as_str(), dokumen.id]).await?.is_some())
}

/// What the other editor's fields hold now, at each field where it differs from what was typed.
fn berbeda(dokumen: &Dokumen, lama: &Dokumen) -> Vec<FieldError> {
    let tahun = |dokumen: &Dokumen| dokumen.tahun.map(|tahun| tahun.to_string()).unwrap_or_default();
    let hari = pages::hari_isian;
    let pasangan = [
        ("nomor", dokumen.nomor.clone(), lama.nomor.clone()),
        ("tahun", tahun(dokumen), tahun(lama)),
        ("judul", dokumen.judul.clone(), lama.judul.clone()),
        ("pemrakarsa", dokumen.pemrakarsa.clone(), lama.pemrakarsa.clone()),
        ("tempat", dokumen.tempat.clone(), lama.tempat.clone()),
        ("ditetapkan", hari(dokumen.ditetapkan), hari(lama.ditetapkan)),
        ("diundangkan", hari(dokumen.diundangkan), hari(lama.diundangkan)),
        ("berlaku", hari(dokumen.berlaku), hari(lama.berlaku)),
        ("sumber", dokumen.sumber.clone(), lama.sumber.clone()),
        ("bidang", dokumen.bidang.clone(), lama.bidang.clone()),
        ("subjek", dokumen.subjek.clone(), lama.subjek.clone()),
        ("teu", dokumen.teu.clone(), lama.teu.clone()),
        ("abstrak", dokumen.abstrak.clone(), lama.abstrak.clone()),
    ];
    let beda = pasangan.into_iter().filter(|(_, satu, lain)| satu != lain);
    beda.map(|(name, _, kini)| FieldError::new(name, format!("Tersimpan sekarang: \"{kini}\"."))).collect()
}

/// The form of the facts.
pub async fn ubah(ctx: Ctx) -> Result<Response> {
    let dokumen = kelola::milik(&ctx).await?;
    halaman(&ctx, StatusCode::OK, &dokumen, &[], false)
}

/// Stores changed facts. A reviewed draft has to be reviewed again; a published document changes at once.
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    let lama = kelola::milik(&ctx).await?;
    let (mut dokumen, mut errors) = baca(&ctx, &lama, false);
    let urutan = store::turunan(&mut dokumen, &ctx.app.profile.name());
    // The public address of what was published stays: others have linked to it.
    if lama.terbit.is_some() && !lama.siput.starts_with("draf-") {
        dokumen.siput.clone_from(&lama.siput);
    }
    let version: i64 = ctx.form().get("_versi").parse().map_err(|_| Error::Conflict)?;
    let mut write = ctx.write("peraturan.ubah").await?;
    if errors.is_empty() && kembar(&mut write, &dokumen).await? {
        errors.push(FieldError::new(
            if dokumen.kelas.is_primer() { "nomor" } else { "judul" },
            "Dokumen lain sudah memakai jenis, nomor, dan tahun ini.",
        ));
    }
    if version != lama.version && errors.is_empty() {
        errors.push(FieldError::new(
            "",
            "Data ini baru saja diubah orang lain. Isian Anda tetap ada di bawah; simpan lagi untuk memakainya.",
        ));
        errors.extend(berbeda(&dokumen, &lama));
    }
    if !errors.is_empty() {
        drop(write);
        let status = if version == lama.version { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
        return halaman(&ctx, status, &lama, &errors, false);
    }
    let mut also = vec![];
    if let Some(upload) = ctx.form().file("berkas").filter(|_| !dokumen.kelas.is_primer()) {
        let berkas = terima::simpan_asli(&mut write, &ctx.app, &dokumen, terima::Asli::Unggahan(upload)).await?;
        also.push(("berkas", Some(berkas).into()));
    }
    if lama.keadaan == "ditinjau" {
        dokumen.keadaan = "draf".into();
        also.push(("keadaan", "draf".into()));
    }
    store::update(&mut write, &dokumen, urutan, Some(version), also).await?;
    store::indeks(&mut write, &dokumen).await?;
    if dokumen.is_terbit() && (dokumen.sebutan != lama.sebutan || dokumen.siput != lama.siput) {
        store::indeks_pasal(&mut write, &dokumen, None).await?;
    }
    write.event("peraturan.diubah", json!({ "sebutan": dokumen.sebutan }));
    write.commit(&terima::subject(&dokumen)).await?;
    let pesan = if lama.keadaan == "ditinjau" {
        "Data disimpan. Dokumen kembali menjadi draf dan perlu ditinjau lagi."
    } else {
        "Data disimpan."
    };
    ctx.redirect_with(&dokumen.href_kelola(), pesan)
}
