//! Mailboxes, and the messages that wait at the front desk.
use ::surel::alamat::Alamat;
use ::surel::imap::Kotak as Sambungan;
use kernel::file;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject, Val};
use serde_json::json;
use uuid::Uuid;

use crate::masuk::pages::surel as halaman;
use crate::masuk::surel::kerja;
use crate::masuk::surel::store::{self, Kotak};
use crate::susunan::Susunan;

/// GET /surat_masuk/surel/{id}
pub async fn pesan(ctx: Ctx) -> Result<Response> {
    let pesan = store::cari(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let berkas = file::of(&ctx.app, pesan.id).await?;
    halaman::pesan(&ctx, &pesan, &berkas)
}

/// GET /surat_masuk/surel/{id}/berkas/{berkas}
pub async fn berkas(ctx: Ctx) -> Result<Response> {
    let pesan = store::cari(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let berkas = file::find(&ctx.app, pesan.id, ctx.id("berkas")?).await?;
    file::send(&ctx, &berkas).await
}

/// POST /surat_masuk/surel/{id}/abaikan
pub async fn abaikan(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let pesan = store::cari(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let alasan = ctx.form().get("alasan");
    if alasan.is_empty() || alasan.chars().count() > 500 {
        return Err(Error::field("alasan", "Tulis alasan singkat, misalnya iklan atau bukan surat dinas"));
    }
    let mut write = ctx.write("naskah_dinas.surel_diabaikan").await?;
    store::pegang_baru(&mut write, pesan.id).await?;
    store::abaikan(&mut write, pesan.id, alasan).await?;
    write.commit(&Subject::new(store::KUNCI, pesan.id, pesan.href())).await?;
    ctx.redirect_with("/surat_masuk/belum_dicatat", "Surel diabaikan.")
}

/// GET /surat_masuk/kotak_surel
pub async fn list(ctx: Ctx) -> Result<Response> {
    let susunan = Susunan::baca(&ctx.app).await?;
    halaman::daftar(&ctx, &susunan, &store::semua_kotak(&ctx.app, false).await?)
}

/// The mailbox of the address; none on the page of a new one.
async fn kotak(ctx: &Ctx) -> Result<Option<Kotak>> {
    match ctx.path("id") {
        "" => Ok(None),
        _ => store::cari_kotak(&ctx.app, ctx.id("id")?).await.map(Some),
    }
}

/// GET /surat_masuk/kotak_surel/baru and /surat_masuk/kotak_surel/{id}
pub async fn form(ctx: Ctx) -> Result<Response> {
    let kotak = kotak(&ctx).await?;
    let susunan = Susunan::baca(&ctx.app).await?;
    halaman::formulir(&ctx, &susunan, kotak.as_ref(), &[])
}

/// Columns of a mailbox with their values.
type Kolom = Vec<(&'static str, Val)>;

/// Reads the form. Wrong fields as the inner error.
fn urai(ctx: &Ctx, susunan: &Susunan, lama: Option<&Kotak>) -> Result<std::result::Result<Kolom, Vec<FieldError>>> {
    let form = ctx.form();
    let mut salah = vec![];
    let mut teks = |nama: &'static str, pesan: &'static str| {
        let isi = form.get(nama);
        if isi.is_empty() || isi.chars().count() > 200 || isi.contains(char::is_control) {
            salah.push(FieldError::new(nama, pesan));
        }
        isi.to_owned()
    };
    let nama = teks("nama", "Isi nama kotak surel, paling banyak 200 karakter");
    let alamat = teks("alamat", "Isi alamat server, seperti imaps://surel.contohkab.go.id");
    let pengguna = teks("pengguna", "Isi nama pengguna kotak surel");
    let folder = teks("folder", "Isi nama folder, biasanya INBOX");
    if let (false, Err(sebab)) = (alamat.is_empty(), Alamat::urai(&alamat)) {
        salah.push(FieldError::new("alamat", sebab));
    }
    let sandi = form.get("sandi");
    if sandi.is_empty() && lama.is_none() {
        salah.push(FieldError::new("sandi", "Isi kata sandi kotak surel"));
    }
    // A password goes to the server that it was given for, and to no other.
    if sandi.is_empty() && lama.is_some_and(|lama| lama.alamat != alamat || lama.pengguna != pengguna) {
        salah.push(FieldError::new("sandi", "Server atau nama pengguna berubah: isi kata sandinya lagi"));
    }
    let unit: Option<Uuid> = form.get("unit").parse().ok().filter(|id| susunan.cari(*id).is_some());
    if unit.is_none() {
        salah.push(FieldError::new("unit", "Pilih unit yang mencatat surat dari kotak ini"));
    }
    let ca = form.get("ca");
    if ca.len() > 20_000 || (!ca.is_empty() && !ca.contains("-----BEGIN CERTIFICATE-----")) {
        salah.push(FieldError::new("ca", "Tempel sertifikat dalam bentuk PEM, atau kosongkan"));
    }
    let Some(unit) = unit.filter(|_| salah.is_empty()) else { return Ok(Err(salah)) };
    let mut values = vec![
        ("unit", unit.into()),
        ("nama", nama.into()),
        ("alamat", alamat.into()),
        ("pengguna", pengguna.into()),
        ("folder", folder.into()),
        ("ca", ca.into()),
        ("aktif", (form.get("aktif") == kernel::page::YES).into()),
    ];
    if !sandi.is_empty() {
        values.push(("sandi", store::segel(&ctx.app, sandi)?.into()));
    }
    Ok(Ok(values))
}

/// POST /surat_masuk/kotak_surel/baru and /surat_masuk/kotak_surel/{id}
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let lama = kotak(&ctx).await?;
    let susunan = Susunan::baca(&ctx.app).await?;
    let values = match urai(&ctx, &susunan, lama.as_ref())? {
        Ok(values) => values,
        Err(salah) => return halaman::formulir(&ctx, &susunan, lama.as_ref(), &salah),
    };
    let mut write = ctx.write("naskah_dinas.kotak_surel_diubah").await?;
    let version = ctx.form().get(kernel::page::VERSION_FIELD).parse().ok();
    let id = store::simpan_kotak(&mut write, lama.as_ref(), version, values).await?;
    write.commit(&Subject::new("surel_kotak", id, store::href_kotak(id))).await?;
    ctx.redirect_with(&store::href_kotak(id), "Kotak surel disimpan. Tekan \"Coba sambungan\" untuk memeriksanya.")
}

/// POST /surat_masuk/kotak_surel/{id}/periksa: tries the connection, and asks for the messages.
pub async fn periksa(ctx: Ctx) -> Result<Response> {
    let kotak = store::cari_kotak(&ctx.app, ctx.id("id")?).await?;
    let sambungan = Sambungan::buka(&kotak.masukan(&ctx.app)?).await;
    let pesan = match sambungan {
        Ok(sambungan) => {
            let jumlah = sambungan.jumlah;
            sambungan.tutup().await;
            store::diperiksa(&ctx.app, kotak.id, None).await?;
            if kotak.aktif {
                let mut write = ctx.write("naskah_dinas.kotak_surel_diperiksa").await?;
                let at = write.at();
                write.job(kerja::AMBIL, json!({ "kotak": kotak.id }), at).await?;
                write.commit(&Subject::new("surel_kotak", kotak.id, kotak.href())).await?;
            }
            format!("Sambungan berhasil: {jumlah} pesan di folder {}.", kotak.folder)
        }
        Err(sebab) => {
            store::diperiksa(&ctx.app, kotak.id, Some(&sebab.0)).await?;
            format!("Sambungan gagal. {sebab}")
        }
    };
    ctx.redirect_with(&kotak.href(), &pesan)
}
