//! Writing a letter: the form, saving, autosave.
use http::StatusCode;
use kernel::page::{ADD_ROW_FIELD, REMOVE_ROW_FIELD, SEARCH_FIELD};
use kernel::{Ctx, Error, FieldError, Response, Result, Write, args};
use uuid::Uuid;

use super::persetujuan;
use super::ruang::{Ruang, versi};
use crate::isi::{self as konten, Bahan};
use crate::model::{Kotak, Lampiran, Naskah, Peran, Tujuan};
use crate::orang::{self, Orang};
use crate::rules::keadaan::{self, Aksi};
use crate::rules::tulis::{self as aturan, BarisTujuan, Diisi, Ketikan};
use crate::store::akses::{self, Pembaca};
use crate::store::{self, rincian};
use crate::susunan::Susunan;
use crate::{LIHAT, berkas, pages, rahasiakan};

/// What the form shows beside what was typed.
#[derive(Default)]
pub struct Tambahan {
    /// What is wrong.
    pub salah: Vec<FieldError>,
    /// Somebody else saved meanwhile.
    pub bentrok: bool,
    /// Classification codes that were found: code and label.
    pub klasifikasi: Option<Vec<(String, String)>>,
    /// When something was typed that was not saved.
    pub ketikan_lama: Option<time::OffsetDateTime>,
}

/// Whether the person may write the letter now, as drafter or at one's own step.
fn wajib(ruang: &Ruang, ctx: &Ctx) -> Result<()> {
    let koreksi = ruang.wajib(ctx, Aksi::Koreksi);
    if koreksi.is_ok() { Ok(()) } else { ruang.wajib(ctx, Aksi::Tulis) }
}

/// GET /naskah/{id}/tulis
pub async fn form(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    wajib(&ruang, &ctx)?;
    let tersimpan = dari_naskah(&ctx, &ruang).await?;
    let lama = ketikan_lama(&ctx, &ruang).await?;
    match lama {
        Some((_, ketikan)) if ctx.query("pulihkan") == "ya" => {
            pages::tulis::halaman(&ctx, &ruang, &ketikan, &Tambahan::default(), StatusCode::OK).await
        }
        lain => {
            let tambahan = Tambahan { ketikan_lama: lain.map(|(pada, _)| pada), ..Tambahan::default() };
            pages::tulis::halaman(&ctx, &ruang, &tersimpan, &tambahan, StatusCode::OK).await
        }
    }
}

/// The letter as it would be typed.
async fn dari_naskah(ctx: &Ctx, ruang: &Ruang) -> Result<Ketikan> {
    let naskah = &ruang.naskah;
    let mut orang_dari = std::collections::BTreeMap::new();
    let semua = ruang
        .isi
        .paraf
        .iter()
        .copied()
        .chain(naskah.penandatangan)
        .chain(ruang.tujuan.iter().filter_map(|satu| satu.akun));
    for akun in semua {
        if let Some(satu) = orang::dengan_akun(&ctx.app, akun).await? {
            orang_dari.insert(akun, satu.tulis());
        }
    }
    let tulis = |akun: Uuid| orang_dari.get(&akun).cloned().unwrap_or_default();
    let tujuan = ruang.tujuan.iter().map(|satu| BarisTujuan {
        unit: satu.unit.map(|unit| unit.to_string()).unwrap_or_default(),
        orang: satu.akun.map(tulis).unwrap_or_default(),
        teks: if satu.unit.is_none() && satu.akun.is_none() { satu.teks.clone() } else { String::new() },
        tembusan: satu.tembusan,
    });
    let rujukan = sebutan_rujukan(ctx, naskah.id).await?.into_iter().map(|(_, teks)| teks).collect();
    Ok(Ketikan {
        isi: ruang.isi.clone(),
        tanggal: ruang
            .isi
            .tanggal_mundur
            .map(|hari| format!("{:02}-{:02}-{}", hari.day(), u8::from(hari.month()), hari.year()))
            .unwrap_or_default(),
        sifat: naskah.sifat.kode().to_owned(),
        keamanan: naskah.keamanan.as_str().to_owned(),
        klasifikasi: naskah.klasifikasi.clone().unwrap_or_default(),
        tujuan: tujuan.collect(),
        paraf: ruang.isi.paraf.iter().copied().map(tulis).collect(),
        penandatangan: naskah.penandatangan.map(tulis).unwrap_or_default(),
        rujukan,
    })
}

/// The letters that a letter refers to, each with the words by which the form names it: number and subject, or the address
/// where these say too little.
async fn sebutan_rujukan(ctx: &Ctx, naskah: Uuid) -> Result<Vec<(Uuid, String)>> {
    let semua = rincian::rujukan(&ctx.app, naskah).await?;
    let label = crate::resource::label(&ctx.app, &ctx.scope_of(LIHAT), ctx.actor.account(), &semua).await?;
    Ok(semua
        .into_iter()
        .map(|id| {
            let milik = label.iter().find(|(lain, _)| *lain == id).map(|(_, teks)| teks);
            let satu = milik.filter(|teks| label.iter().filter(|(_, lain)| lain == *teks).count() == 1);
            (id, satu.cloned().unwrap_or_else(|| crate::model::href(id)))
        })
        .collect())
}

/// POST /naskah/{id}/tulis
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    let form = ctx.form();
    let mut ketikan = aturan::baca(form);
    // Without a click on "Cari", a typed code counts as it stands.
    if ketikan.klasifikasi.is_empty() && form.get(SEARCH_FIELD).is_empty() {
        ketikan.klasifikasi = form.get("klasifikasi.cari").to_owned();
    }
    if form.get(SEARCH_FIELD) == "klasifikasi" {
        let cari = klasifikasi(&ctx, form.get("klasifikasi.cari")).await?;
        let tambahan = Tambahan { klasifikasi: Some(cari), ..Tambahan::default() };
        return pages::tulis::halaman(&ctx, &ruang, &ketikan, &tambahan, StatusCode::OK).await;
    }
    if form.has(ADD_ROW_FIELD) || form.has(REMOVE_ROW_FIELD) {
        return pages::tulis::halaman(&ctx, &ruang, &ketikan, &Tambahan::default(), StatusCode::OK).await;
    }
    ctx.not_repeated().await?;
    let hasil = match wajib(&ruang, &ctx) {
        Ok(()) => coba(&ctx, &ruang, &ketikan).await,
        Err(sebab) => Err(sebab),
    };
    match hasil {
        Ok(pesan) => ctx.redirect_with(&ruang.naskah.href(), &pesan),
        // It went on its way meanwhile: what was typed stays on the page.
        Err(Error::Refused(sebab)) => {
            let tambahan = Tambahan { salah: vec![FieldError::new("perihal", sebab)], ..Tambahan::default() };
            pages::tulis::halaman(&ctx, &ruang, &ketikan, &tambahan, StatusCode::CONFLICT).await
        }
        Err(Error::Invalid(salah)) => {
            let tambahan = Tambahan { salah, ..Tambahan::default() };
            pages::tulis::halaman(&ctx, &ruang, &ketikan, &tambahan, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(Error::Conflict) => {
            let ruang = Ruang::masuk(&ctx).await?;
            let tambahan = Tambahan { bentrok: true, ..Tambahan::default() };
            pages::tulis::halaman(&ctx, &ruang, &ketikan, &tambahan, StatusCode::CONFLICT).await
        }
        Err(galat) => Err(galat),
    }
}

/// Classification codes whose text or code holds what was typed; none where no module keeps them.
async fn klasifikasi(ctx: &Ctx, q: &str) -> Result<Vec<(String, String)>> {
    let Some(resource) = ctx.app.resource("klasifikasi_arsip") else { return Ok(vec![]) };
    let scope = ctx.scope_of(resource.read());
    let semua = resource.options(ctx.app.clone(), scope, q.to_owned(), 20).await?;
    Ok(semua
        .into_iter()
        .map(|(_, label)| {
            let kode = label.split_whitespace().next().unwrap_or_default().trim_end_matches(':').to_owned();
            (kode, label)
        })
        .collect())
}

/// What was typed, with everybody and everything that it names found.
struct Lengkap {
    diisi: Diisi,
    tujuan: Vec<Tujuan>,
    paraf: Vec<Orang>,
    penandatangan: Option<Orang>,
    rujukan: Vec<Uuid>,
}

async fn lengkapi(ctx: &Ctx, ruang: &Ruang, ketikan: &Ketikan) -> Result<Lengkap> {
    let diisi = aturan::periksa(ketikan, ctx.today()).map_err(Error::Invalid)?;
    let mut salah = vec![];
    let mut tujuan = vec![];
    for (nomor, baris) in &diisi.tujuan {
        match alamat(ctx, &ruang.susunan, baris).await? {
            Ok(satu) => tujuan.push(satu),
            Err((kolom, sebab)) => salah.push(FieldError::new(format!("tujuan.{nomor}.{kolom}"), sebab)),
        }
    }
    let mut paraf = vec![];
    for (nomor, teks) in &diisi.paraf {
        match orang::cari(&ctx.app, teks).await? {
            Ok(satu) => paraf.push(satu),
            Err(sebab) => salah.push(FieldError::new(format!("paraf.{nomor}.orang"), sebab)),
        }
    }
    let mut penandatangan = None;
    if !diisi.penandatangan.is_empty() {
        match orang::cari(&ctx.app, &diisi.penandatangan).await? {
            Ok(satu) => penandatangan = Some(satu),
            Err(sebab) => salah.push(FieldError::new("penandatangan", sebab)),
        }
    }
    let mut rujukan = vec![];
    let tersimpan = sebutan_rujukan(ctx, ruang.naskah.id).await?;
    for (nomor, teks) in &diisi.rujukan {
        let lama = tersimpan.iter().find(|(_, sebutan)| sebutan == teks).map(|(id, _)| *id);
        let ditemukan = if lama.is_some() { lama } else { acuan(ctx, ruang.naskah.id, teks).await? };
        match ditemukan {
            Some(id) if rujukan.contains(&id) => {}
            Some(id) => rujukan.push(id),
            None => salah.push(FieldError::new(
                format!("rujukan.{nomor}.naskah"),
                "Tidak ada naskah dengan nomor atau alamat ini yang dapat Anda baca",
            )),
        }
    }
    if diisi.keamanan.is_secret() && !ruang.naskah.rahasia() && !ruang.lampiran.is_empty() {
        salah.push(FieldError::new(
            "keamanan",
            "Cabut dahulu lampirannya: berkas naskah rahasia disimpan tersegel sejak diunggah",
        ));
    }
    for upload in ctx.form().files() {
        if let Err(sebab) = berkas::periksa_lampiran(upload) {
            salah.push(FieldError::new("berkas", sebab));
        }
    }
    if salah.is_empty() {
        Ok(Lengkap { diisi, tujuan, paraf, penandatangan, rujukan })
    } else {
        Err(Error::Invalid(salah))
    }
}

type Alamat = std::result::Result<Tujuan, (&'static str, String)>;

async fn alamat(ctx: &Ctx, susunan: &Susunan, baris: &BarisTujuan) -> Result<Alamat> {
    let tembusan = baris.tembusan;
    if !baris.unit.is_empty() {
        let unit = baris.unit.parse::<Uuid>().ok().and_then(|id| susunan.cari(id));
        return Ok(match unit {
            Some(unit) => {
                let teks = if unit.is_agency { format!("Kepala {}", unit.name) } else { unit.name.clone() };
                Ok(Tujuan { unit: Some(unit.id), akun: None, teks, tembusan })
            }
            None => Err(("unit", "Pilih perangkat daerah dari daftar".to_owned())),
        });
    }
    if !baris.orang.is_empty() {
        return Ok(match orang::cari(&ctx.app, &baris.orang).await? {
            Ok(satu) => Ok(Tujuan { unit: None, akun: Some(satu.akun), teks: satu.nama, tembusan }),
            Err(sebab) => Err(("orang", sebab)),
        });
    }
    Ok(Ok(Tujuan { unit: None, akun: None, teks: baris.teks.clone(), tembusan }))
}

/// The letter that an address or number means, if the person may read it.
async fn acuan(ctx: &Ctx, sendiri: Uuid, teks: &str) -> Result<Option<Uuid>> {
    let scope = ctx.scope_of(LIHAT);
    let id = teks.rsplit('/').next().and_then(|akhir| akhir.parse::<Uuid>().ok());
    if let Some(id) = id {
        return match store::find(&ctx.app, &scope, ctx.actor.account(), id).await {
            Ok(satu) => Ok(Some(satu.id).filter(|id| *id != sendiri)),
            Err(Error::NotFound) => Ok(None),
            Err(galat) => Err(galat),
        };
    }
    let mut values = args![teks];
    let inside = store::naskah::terbaca(&scope, ctx.actor.account(), &mut values);
    let text = format!("select n.id from naskah n where n.nomor = $1 and {inside} order by n.id desc limit 1");
    let row = ctx.app.db.optional(&text, values).await?;
    row.map(|row| Ok(row.get("id")?)).transpose()
}

async fn coba(ctx: &Ctx, ruang: &Ruang, ketikan: &Ketikan) -> Result<String> {
    let mut lengkap = lengkapi(ctx, ruang, ketikan).await?;
    let versi = versi(ctx)?;
    let ajukan = ctx.form().get("aksi") == "ajukan";
    let mut segel = vec![];
    for upload in ctx.form().files() {
        segel.push(berkas::siapkan(&ctx.app, lengkap.diisi.keamanan, upload).await?);
    }
    let mut write = ctx.write("naskah_dinas.ditulis").await?;
    let kini = store::naskah::pegang(&mut write, ruang.naskah.id, Some(versi)).await?;
    let aksi = if kini.keadaan.dapat_ditulis() { Aksi::Tulis } else { Aksi::Koreksi };
    keadaan::boleh(kini.arah, kini.keadaan, aksi).map_err(Error::refused)?;
    let naskah = tulis(ctx, &mut write, &kini, &mut lengkap).await?;
    for (satu, upload) in segel.into_iter().zip(ctx.form().files()) {
        let id = berkas::simpan(&mut write, &naskah, satu, upload).await?;
        rincian::tambah_lampiran(&mut write, &naskah, id, &upload.name).await?;
    }
    rincian::ganti_tujuan(&mut write, &naskah, &lengkap.tujuan).await?;
    rincian::ganti_rujukan(&mut write, naskah.id, &lengkap.rujukan).await?;
    let sidik = sidik_tx(&mut write, &naskah).await?;
    store::versi::tambah(&mut write, naskah.id, naskah.keamanan, &lengkap.diisi.isi, &sidik).await?;
    store::naskah::set(&mut write, &naskah, vec![("sidik", sidik.as_str().into())]).await?;
    let ulang = perbarui_paraf(ctx, &mut write, &naskah, aksi, &sidik).await?;
    write.tx().exec("delete from naskah_ketikan where naskah = $1 and akun = $2", args![naskah.id, ruang.akun]).await?;
    if ajukan && aksi == Aksi::Tulis {
        let naskah = store::naskah::pegang(&mut write, naskah.id, None).await?;
        persetujuan::ajukan_di(ctx, &mut write, &naskah, &ruang.susunan).await?;
    }
    write.commit(&naskah.subjek()).await?;
    Ok(match (ajukan && aksi == Aksi::Tulis, ulang) {
        (true, _) => "Naskah disimpan dan diajukan.".to_owned(),
        (false, 0) => "Naskah disimpan.".to_owned(),
        (false, banyak) => format!("Naskah disimpan. Isinya berubah, jadi {banyak} paraf diulang."),
    })
}

/// No paraf stands over a content that it did not agree to: on its way it is asked for again, else it is void. Returns how many
/// are asked for again.
async fn perbarui_paraf(ctx: &Ctx, write: &mut Write, naskah: &Naskah, aksi: Aksi, sidik: &str) -> Result<usize> {
    if aksi == Aksi::Koreksi {
        return persetujuan::ulangi(ctx, write, naskah, sidik).await;
    }
    persetujuan::gugurkan_lama(write, naskah, sidik).await?;
    Ok(0)
}

/// Writes the columns of the letter itself; a change of the security class changes who may read it.
async fn tulis(ctx: &Ctx, write: &mut Write, kini: &Naskah, lengkap: &mut Lengkap) -> Result<Naskah> {
    let diisi = &mut lengkap.diisi;
    diisi.isi.paraf = lengkap.paraf.iter().map(|satu| satu.akun).collect();
    let mut unit_tanda = None;
    if let Some(signer) = &lengkap.penandatangan {
        unit_tanda = orang::jabatan(&ctx.app, signer.akun).await?.map(|jabatan| jabatan.unit);
    }
    let mut values = konten::kolom(&ctx.app, kini.id, diisi.keamanan, &diisi.isi)?;
    values.extend([
        ("sifat", diisi.sifat.kode().into()),
        ("keamanan", diisi.keamanan.as_str().into()),
        ("klasifikasi", diisi.klasifikasi.clone().into()),
        ("penandatangan", lengkap.penandatangan.as_ref().map(|satu| satu.akun).into()),
        ("unit_penandatangan", unit_tanda.into()),
    ]);
    store::naskah::set(write, kini, values).await?;
    let naskah = store::naskah::pegang(write, kini.id, None).await?;
    if naskah.rahasia() && !kini.rahasia() {
        for satu in akses::semua_tx(write, naskah.id).await? {
            if matches!(satu.pembaca, Pembaca::Unit(_)) {
                akses::cabut(write, satu.id).await?;
            }
        }
        rahasiakan::semua(write, &naskah).await?;
    } else if kini.rahasia() && !naskah.rahasia() {
        akses::beri(write, &naskah, Pembaca::Unit(naskah.unit), Peran::Pengonsep, Kotak::Konsep).await?;
    }
    Ok(naskah)
}

/// The fingerprint of a letter as it stands in the open change.
pub async fn sidik_tx(write: &mut Write, naskah: &Naskah) -> Result<String> {
    let app = write.app().clone();
    let isi = konten::buka(&app, naskah)?;
    let tujuan = rincian::tujuan_tx(write, naskah.id).await?;
    let lampiran = rincian::lampiran_tx(write, naskah.id).await?;
    Ok(sidik(naskah, &isi, &tujuan, &lampiran))
}

fn sidik(naskah: &Naskah, isi: &crate::model::Isi, tujuan: &[Tujuan], lampiran: &[Lampiran]) -> String {
    konten::sidik(&Bahan {
        jenis: &naskah.jenis,
        isi,
        sifat: naskah.sifat.kode(),
        keamanan: naskah.keamanan.as_str(),
        klasifikasi: naskah.klasifikasi.as_deref().unwrap_or_default(),
        penandatangan: naskah.penandatangan,
        tujuan,
        lampiran,
        templat_versi: naskah.templat_versi.unwrap_or(0),
    })
}

/// POST /naskah/{id}/lampiran/{lampiran}/cabut
pub async fn cabut_lampiran(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    ctx.not_repeated().await?;
    wajib(&ruang, &ctx)?;
    let id = ctx.id("lampiran")?;
    let mut write = ctx.write("naskah_dinas.lampiran_dicabut").await?;
    let kini = store::naskah::pegang(&mut write, ruang.naskah.id, None).await?;
    let aksi = if kini.keadaan.dapat_ditulis() { Aksi::Tulis } else { Aksi::Koreksi };
    keadaan::boleh(kini.arah, kini.keadaan, aksi).map_err(Error::refused)?;
    let semua = rincian::lampiran_tx(&mut write, kini.id).await?;
    let satu = semua.iter().find(|satu| satu.id == id).ok_or(Error::NotFound)?;
    rincian::cabut_lampiran(&mut write, &kini, satu).await?;
    let sidik = sidik_tx(&mut write, &kini).await?;
    store::naskah::set(&mut write, &kini, vec![("sidik", sidik.as_str().into())]).await?;
    store::versi::tambah(&mut write, kini.id, kini.keamanan, &konten::buka(&ctx.app, &kini)?, &sidik).await?;
    perbarui_paraf(&ctx, &mut write, &kini, aksi, &sidik).await?;
    write.commit(&kini.subjek()).await?;
    ctx.redirect_with(&format!("{}/tulis", kini.href()), "Lampiran dicabut.")
}

/// POST /naskah/{id}/ketikan: what was typed and not saved, sealed; nobody's record and no version.
pub async fn ketikan(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    wajib(&ruang, &ctx)?;
    let pairs: Vec<&(String, String)> = ctx.form().pairs().iter().filter(|(nama, _)| !nama.starts_with("_")).collect();
    let segel = ctx.app.keys.seal(&konten::kunci(ruang.naskah.id), &serde_json::to_vec(&pairs)?)?;
    let text = "insert into naskah_ketikan (naskah, akun, isi, pada) values ($1, $2, $3, $4) \
        on conflict (naskah, akun) do update set isi = excluded.isi, pada = excluded.pada";
    ctx.app.db.exec(text, args![ruang.naskah.id, ruang.akun, segel, ctx.now]).await?;
    let mut response = Response::default();
    *response.status_mut() = StatusCode::NO_CONTENT;
    Ok(response)
}

/// What was typed after the letter was last saved.
async fn ketikan_lama(ctx: &Ctx, ruang: &Ruang) -> Result<Option<(time::OffsetDateTime, Ketikan)>> {
    let text = "select isi, pada from naskah_ketikan where naskah = $1 and akun = $2";
    let Some(row) = ctx.app.db.optional(text, args![ruang.naskah.id, ruang.akun]).await? else { return Ok(None) };
    let (segel, pada): (Vec<u8>, time::OffsetDateTime) = (row.get("isi")?, row.get("pada")?);
    if pada <= ruang.naskah.updated {
        return Ok(None);
    }
    let pairs: Vec<(String, String)> =
        serde_json::from_slice(&ctx.app.keys.unseal(&konten::kunci(ruang.naskah.id), &segel)?)?;
    Ok(Some((pada, aturan::baca(&kernel::Form::from_pairs(pairs)))))
}
