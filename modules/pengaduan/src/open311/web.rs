//! Handlers of the protocol. None of them knows a session: whoever asks is nobody, and sending takes a key.
use http::{HeaderValue, StatusCode, header};
use kernel::web::abuse::Limit;
use kernel::{Ctx, Response, Result, Subject, args};
use sha2::{Digest as _, Sha256};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::bentuk::{Dokumen, Format, Nilai};
use super::galat::{Galat, Hasil};
use super::kirim::{self, Kiriman};
use super::kunci::{self, Kunci};
use super::layanan::{self, Layanan};
use super::minta::{self, Saring};
use super::{jawab, store};
use crate::model::{self, Kanal, Klasifikasi, PengaduanBaru, Sifat};
use crate::rules::alur::Tindakan;
use crate::store::jejak::{self, Langkah, Peran, Terlihat};

/// Questions of one network.
const TANYA: Limit = Limit { name: "open311.tanya", burst: 120, every: Duration::milliseconds(500) };
/// Requests that one network sends in: an application for many people may stand behind one address.
const KIRIM: Limit = Limit { name: "open311.kirim", burst: 60, every: Duration::seconds(2) };
/// How long a list may be kept by those in between.
const SIMPAN: &str = "public, max-age=60";

/// The form of the answer and what came of the question, as one answer.
fn selesai(format: Format, hasil: std::result::Result<Dokumen, Galat>) -> Response {
    match hasil {
        Ok(dokumen) => {
            let mut response = dokumen.jawab(StatusCode::OK, format);
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(SIMPAN));
            response
        }
        Err(galat) => galat.jawab(format),
    }
}

fn kita(ctx: &Ctx) -> &str {
    &ctx.app.profile.identity.domain.nama
}

/// The measure of the network, and whether we are asked at all.
fn boleh(ctx: &Ctx) -> Result<std::result::Result<(), Galat>> {
    ctx.limited(&TANYA)?;
    Ok(minta::yurisdiksi(ctx.queries(), kita(ctx)))
}

/// What the ending of the address asks for.
fn bentuk(ctx: &Ctx) -> Format {
    Format::pisah(ctx.uri_path()).map_or(Format::Xml, |(_, format)| format)
}

/// GET /open311/discovery.json and .xml
pub async fn penemuan(ctx: Ctx) -> Result<Response> {
    ctx.limited(&TANYA)?;
    let setelan = store::setelan(&ctx.app).await?;
    let diubah = minta::tulis_saat(setelan.diubah.unwrap_or(OffsetDateTime::UNIX_EPOCH), ctx.app.offset());
    let format = Format::SEMUA.map(|format| Nilai::teks(format.mime())).to_vec();
    let tujuan = Nilai::Objek(vec![
        ("specification", Nilai::teks(super::SPESIFIKASI)),
        ("url", Nilai::teks(format!("{}{}", ctx.app.config.url.trim_end_matches('/'), super::POHON))),
        ("changeset", Nilai::teks(diubah.as_str())),
        ("type", Nilai::teks("production")),
        ("formats", Nilai::Larik("format", format)),
    ]);
    let isi = Nilai::Objek(vec![
        ("changeset", Nilai::teks(diubah)),
        ("contact", Nilai::teks(setelan.kontak)),
        ("key_service", Nilai::teks(setelan.cara_kunci)),
        ("endpoints", Nilai::Larik("endpoint", vec![tujuan])),
    ]);
    Ok(selesai(bentuk(&ctx), Ok(Dokumen { akar: "discovery", isi })))
}

/// GET /open311/v2/services.json and .xml
pub async fn daftar_layanan(ctx: Ctx) -> Result<Response> {
    let format = bentuk(&ctx);
    if let Err(galat) = boleh(&ctx)? {
        return Ok(galat.jawab(format));
    }
    let setelan = store::setelan(&ctx.app).await?;
    let semua = layanan::semua(&ctx.app).await?;
    Ok(selesai(format, Ok(layanan::daftar(&semua, setelan.rilis_dahulu))))
}

/// Name and form of the last part of an address.
fn berkas(ctx: &Ctx) -> std::result::Result<(&str, Format), Galat> {
    Format::pisah(ctx.path("berkas"))
        .ok_or_else(|| Galat::tiada("Alamat ini tidak ada; akhiri dengan .json atau .xml."))
}

/// GET /open311/v2/services/{code}.json and .xml
pub async fn satu_layanan(ctx: Ctx) -> Result<Response> {
    let (kode, format) = match berkas(&ctx) {
        Ok(ada) => ada,
        Err(galat) => return Ok(galat.jawab(Format::Xml)),
    };
    if let Err(galat) = boleh(&ctx)? {
        return Ok(galat.jawab(format));
    }
    let semua = layanan::semua(&ctx.app).await?;
    let hasil = match cari_layanan(&semua, kode) {
        Ok(satu) => Ok(layanan::rincian(&ctx.app, satu).await?),
        Err(galat) => Err(galat),
    };
    Ok(selesai(format, hasil))
}

fn cari_layanan<'a>(semua: &'a [Layanan], kode: &str) -> std::result::Result<&'a Layanan, Galat> {
    let tiada = || Galat::tiada(format!("service_code \"{}\" tidak dikenal.", minta::pendek(kode)));
    semua.iter().find(|satu| satu.aktif && satu.kode == kode).ok_or_else(tiada)
}

/// GET /open311/v2/requests.json and .xml
pub async fn daftar_laporan(ctx: Ctx) -> Result<Response> {
    let format = bentuk(&ctx);
    if let Err(galat) = boleh(&ctx)? {
        return Ok(galat.jawab(format));
    }
    let hasil = match minta::saring(ctx.queries(), ctx.now, ctx.app.offset()) {
        Ok(Saring::Nomor(nomor)) => {
            let nomor: Vec<Uuid> = nomor.iter().filter_map(|teks| teks.parse().ok()).collect();
            Ok(store::bernomor(&ctx.app, &nomor).await?)
        }
        Ok(Saring::Daftar(daftar)) => Ok(store::daftar(&ctx.app, &daftar).await?),
        Err(galat) => Err(galat),
    };
    let hasil = match hasil {
        Ok(semua) => {
            let layanan = layanan::semua(&ctx.app).await?;
            Ok(jawab::laporan(&ctx.app, &layanan, &semua).await?)
        }
        Err(galat) => Err(galat),
    };
    Ok(selesai(format, hasil))
}

/// GET /open311/v2/requests/{id}.json and .xml
pub async fn satu_laporan(ctx: Ctx) -> Result<Response> {
    let (nomor, format) = match berkas(&ctx) {
        Ok(ada) => ada,
        Err(galat) => return Ok(galat.jawab(Format::Xml)),
    };
    if let Err(galat) = boleh(&ctx)? {
        return Ok(galat.jawab(format));
    }
    let semua = match nomor.parse::<Uuid>() {
        Ok(id) => store::bernomor(&ctx.app, &[id]).await?,
        Err(_) => vec![],
    };
    if semua.is_empty() {
        let kata = format!("service_request_id \"{}\" tidak ada atau belum diterbitkan.", minta::pendek(nomor));
        return Ok(Galat::tiada(kata).jawab(format));
    }
    let layanan = layanan::semua(&ctx.app).await?;
    Ok(selesai(format, Ok(jawab::laporan(&ctx.app, &layanan, &semua).await?)))
}

/// GET /open311/v2/tokens/{token}.json and .xml
pub async fn satu_token(ctx: Ctx) -> Result<Response> {
    let (token, format) = match berkas(&ctx) {
        Ok(ada) => ada,
        Err(galat) => return Ok(galat.jawab(Format::Xml)),
    };
    if let Err(galat) = boleh(&ctx)? {
        return Ok(galat.jawab(format));
    }
    let Some(id) = store::dari_token(&ctx.app, token).await? else {
        return Ok(Galat::tiada(format!("token \"{}\" tidak dikenal.", minta::pendek(token))).jawab(format));
    };
    let isi = Nilai::Objek(vec![
        ("service_request_id", Nilai::mungkin(id.map(|id| id.to_string()))),
        ("token", Nilai::teks(token)),
    ]);
    let dokumen = Dokumen::larik("service_requests", "request", vec![isi]);
    // What waits today may be released in a moment.
    Ok(dokumen.jawab(StatusCode::OK, format))
}

/// Everything else below the address of the service.
pub async fn tiada(ctx: Ctx) -> Result<Response> {
    ctx.limited(&TANYA)?;
    Err(kernel::Error::NotFound)
}

/// POST /open311/v2/requests.json and .xml
pub async fn kirim(ctx: Ctx) -> Result<Response> {
    let format = bentuk(&ctx);
    ctx.limited(&KIRIM)?;
    match terima(&ctx).await? {
        Ok(dokumen) => Ok(dokumen.jawab(StatusCode::OK, format)),
        Err(galat) => Ok(galat.jawab(format)),
    }
}

async fn terima(ctx: &Ctx) -> Hasil<Dokumen> {
    let jenis = ctx.header(header::CONTENT_TYPE).to_ascii_lowercase();
    if !jenis.starts_with("application/x-www-form-urlencoded") {
        return Ok(Err(Galat::salah("Kirim sebagai application/x-www-form-urlencoded.")));
    }
    let mut isian = ctx.queries().to_vec();
    isian.extend(kirim::isian(ctx.form().raw()));
    if let Err(galat) = minta::yurisdiksi(&isian, kita(ctx)) {
        return Ok(Err(galat));
    }
    let kiriman = match kirim::baca(isian, ctx.app.offset(), ctx.now) {
        Ok(kiriman) => kiriman,
        Err(galat) => return Ok(Err(galat)),
    };
    let Some(kunci) = kunci::cari(&ctx.app, &kiriman.kunci).await? else {
        return Ok(Err(Galat::kunci("api_key tidak dikenal atau sudah dicabut.")));
    };
    kunci::takar(&kunci, ctx.now)?;
    let semua = layanan::semua(&ctx.app).await?;
    if let Err(galat) = cari_layanan(&semua, &kiriman.layanan) {
        return Ok(Err(galat));
    }
    if let Some(desa) = &kiriman.lokasi.desa {
        let dikenal = ctx.app.regions().await?.iter().any(|satu| satu.code == *desa && satu.kind != "kecamatan");
        if !dikenal {
            return Ok(Err(Galat::salah(format!(
                "address_id atau attribute[desa] \"{}\" bukan kode desa atau kelurahan di sini.",
                minta::pendek(desa)
            ))));
        }
    }
    let setelan = store::setelan(&ctx.app).await?;
    let id = simpan(ctx, &kunci, kiriman, setelan.rilis_dahulu).await?;
    let terbit = !store::bernomor(&ctx.app, &[id]).await?.is_empty();
    balasan(ctx, id, terbit).map(Ok)
}

/// The same request of the same application makes one complaint on one day, and just after midnight still.
fn penanda(ctx: &Ctx, kunci: &Kunci, saat: OffsetDateTime) -> String {
    let mut hash = Sha256::new();
    hash.update(kunci.id.as_bytes());
    hash.update(saat.date().to_string());
    hash.update(ctx.form().raw());
    format!("open311:{}", kernel::keys::hex(&hash.finalize()))
}

async fn simpan(ctx: &Ctx, kunci: &Kunci, kiriman: Kiriman, rilis_dahulu: bool) -> Result<Uuid> {
    let penanda_kini = penanda(ctx, kunci, ctx.now);
    for satu in [penanda_kini.clone(), penanda(ctx, kunci, ctx.now - Duration::minutes(10))] {
        if let Some(id) = crate::store::berkunci(&ctx.app, &satu).await? {
            return Ok(id);
        }
    }
    let uraian = if kiriman.uraian.is_empty() { "(Pengirim tidak menulis uraian.)".to_owned() } else { kiriman.uraian };
    let baru = PengaduanBaru {
        kanal: Kanal::Open311,
        nomor_luar: None,
        permintaan_kunci: Some(penanda_kini.clone()),
        klasifikasi: kiriman.klasifikasi,
        jenis: Some(kiriman.layanan),
        judul: kiriman.judul,
        uraian,
        lokasi: kiriman.lokasi,
        kejadian: kiriman.kejadian,
        pelapor: kiriman.pelapor,
        sifat: kiriman.sifat,
        setuju_terbit: true,
        lampiran: vec![],
    };
    // What accuses somebody, and what only the coordinator may know, is released by nobody else.
    let langsung = !rilis_dahulu && baru.klasifikasi != Some(Klasifikasi::Pengawasan) && baru.sifat != Sifat::Rahasia;
    let mut write = ctx.write("pengaduan.terima_open311").await?;
    let surel = baru.pelapor.surel.clone().filter(|_| baru.sifat != Sifat::Anonim);
    let hasil = crate::store::terima(&mut write, baru).await;
    let (id, resi) = match hasil {
        Ok(ada) => ada,
        Err(galat) => {
            drop(write);
            // The same request at the same moment: the other one was faster.
            let text = "select id from pengaduan where kunci = $1";
            return crate::kanal::ada_sekarang(&ctx.app, text, args![penanda_kini]).await?.ok_or(galat);
        }
    };
    store::catat(&mut write, kunci.id, id).await?;
    if let Some(alamat) = kiriman.media {
        let teks = format!("Aplikasi {} menyertakan tautan gambar: {alamat}", kunci.nama);
        let langkah = Langkah {
            tindakan: Tindakan::Catatan.kode(),
            peran: Peran::Sistem,
            unit: None,
            teks,
            teks_publik: None,
            terlihat: Terlihat::Petugas,
        };
        jejak::tambah(&mut write, id, langkah).await?;
    }
    // The protocol has no place for number and word: who gave an address gets them there.
    if let Some(surel) = surel {
        crate::kanal::tanda_terima(&mut write, &surel, &resi).await?;
    }
    if langsung {
        super::rilis(&mut write, id).await?;
    }
    write.commit(&Subject::new(model::JENIS, id, model::href(id))).await?;
    Ok(id)
}

/// What the sender gets: a token while the request waits to be released, its number else; never both.
fn balasan(ctx: &Ctx, id: Uuid, terbit: bool) -> Result<Dokumen> {
    let (nama, nilai, kata) = if !terbit {
        let kata = "Laporan diterima dan menunggu pemeriksaan koordinator pengaduan. Nomornya dapat diambil dengan token \
            setelah laporan diterbitkan.";
        ("token", store::token(&ctx.app, id)?, kata)
    } else {
        ("service_request_id", id.to_string(), "Laporan diterima dan diteruskan kepada koordinator pengaduan.")
    };
    let isi = Nilai::Objek(vec![
        (nama, Nilai::teks(nilai)),
        ("service_notice", Nilai::teks(kata)),
        ("account_id", Nilai::Kosong),
    ]);
    Ok(Dokumen::larik("service_requests", "request", vec![isi]))
}
