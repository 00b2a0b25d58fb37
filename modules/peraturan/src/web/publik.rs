//! What anybody may read.
use http::{HeaderValue, StatusCode, header};
use kernel::page::Link;
use kernel::search::Among;
use kernel::web::{Options, Response};
use kernel::{Ctx, Error, Result, file, search};
use serde_json::{Value as Json, json};
use time::Date;
use uuid::Uuid;

use super::{alamat, situs, tersimpan};
use crate::model::{Dokumen, Kelas};
use crate::rules::{self, Status};
use crate::store::{self, Saring};
use crate::urai::{self, Meta};
use crate::{impor, pages};

const PER_HALAMAN: usize = 25;
/// Parts on one page of the whole text.
const PER_NASKAH: usize = 600;

/// A published document by its address.
async fn terbit(ctx: &Ctx, siput: &str) -> Result<Dokumen> {
    let siput = siput.to_lowercase();
    if siput.len() > 200 {
        return Err(Error::NotFound);
    }
    store::by_siput(&ctx.app, &ctx.scope, &siput).await
}

/// The published text of a document.
fn naskah(dokumen: &Dokumen) -> Result<Uuid> {
    dokumen.naskah_terbit.ok_or(Error::NotFound)
}

async fn status(ctx: &Ctx, dokumen: &Dokumen, pada: Date) -> Result<Status> {
    let mut sebab = store::sebab(&ctx.app, &[dokumen.id]).await?;
    Ok(rules::status_dokumen(dokumen, &sebab.remove(&dokumen.id).unwrap_or_default(), pada))
}

/// The list: filtered, searched.
pub async fn daftar(ctx: Ctx) -> Result<Response> {
    let q: String = ctx.query("q").chars().take(200).collect();
    let mut saring = Saring {
        kelas: Kelas::parse(ctx.query("kelas")),
        jenis: ctx.query("jenis").chars().take(40).collect(),
        tahun: ctx.query("tahun").parse().ok(),
        status: ctx.query("status").to_owned(),
        bidang: ctx.query("bidang").chars().take(500).collect(),
        sesudah: ctx
            .query("sesudah")
            .split_once('.')
            .and_then(|(urutan, id)| Some((urutan.parse().ok()?, id.parse().ok()?))),
        ..Saring::default()
    };
    let tahun = saring.tahun.map(|tahun| tahun.to_string()).unwrap_or_default();
    let pilihan = [
        ("q", q.as_str()),
        ("kelas", saring.kelas.map_or("", Kelas::as_str)),
        ("jenis", ctx.query("jenis")),
        ("tahun", &tahun),
        ("status", &saring.status),
        ("bidang", ctx.query("bidang")),
    ];
    let mut pasal = vec![];
    if !q.is_empty() {
        let hits = search::find(&ctx, &q, Among::Kind("peraturan"), None, 200).await?;
        saring.ids = Some(hits.iter().filter(|hit| hit.doc.kind.ends_with('!')).map(|hit| hit.doc.id).collect());
        if saring.sesudah.is_none() {
            pasal = search::find(&ctx, &q, Among::Kind("peraturan_pasal"), None, 20).await?;
        }
    }
    let today = ctx.today();
    let mut found = store::list(&ctx.app, &ctx.scope, &saring, today, PER_HALAMAN + 1).await?;
    let more = found.len() > PER_HALAMAN;
    found.truncate(PER_HALAMAN);
    let berikut = found.last().filter(|_| more).map(|(dokumen, urutan)| {
        let mut pairs = pilihan.to_vec();
        let sesudah = format!("{urutan}.{}", dokumen.id);
        pairs.push(("sesudah", &sesudah));
        alamat("/jdih", &pairs)
    });
    let dokumen: Vec<Dokumen> = found.into_iter().map(|(dokumen, _)| dokumen).collect();
    let ids: Vec<Uuid> = dokumen.iter().map(|satu| satu.id).collect();
    let sebab = store::sebab(&ctx.app, &ids).await?;
    let segi = store::segi(&ctx.app).await?;
    let aktif: Vec<Link<'_>> = pilihan
        .iter()
        .filter(|(name, value)| *name != "q" && !value.is_empty())
        .map(|(name, value)| {
            let tanpa: Vec<(&str, &str)> = pilihan.iter().filter(|(other, _)| other != name).copied().collect();
            let label = match *name {
                "jenis" => crate::model::nama_jenis(value).to_owned(),
                "status" => {
                    if *value == "berlaku" {
                        "Berlaku".to_owned()
                    } else {
                        "Tidak berlaku".to_owned()
                    }
                }
                "kelas" => Kelas::parse(value).map_or(String::new(), |kelas| kelas.label().to_owned()),
                _ => (*value).to_owned(),
            };
            Link::new(label, alamat("/jdih", &tanpa))
        })
        .collect();
    let terms = kernel::indonesia::kata::query_terms(&q);
    if saring.is_narrowed() && !pasal.is_empty() {
        // Pasal count for the filter as their documents do.
        let lolos =
            store::list(&ctx.app, &ctx.scope, &Saring { ids: None, sesudah: None, ..saring.clone() }, today, 2000)
                .await?;
        pasal.retain(|hit| {
            let siput = hit.doc.url.trim_start_matches("/jdih/").split('/').next().unwrap_or_default();
            lolos.iter().any(|(dokumen, _)| dokumen.siput == siput)
        });
    }
    let body = pages::daftar(&pages::Daftar {
        dokumen: &dokumen,
        sebab: &sebab,
        segi: &segi,
        saring: &saring,
        q: &q,
        terms: &terms,
        pasal: &pasal,
        berikut: berikut.as_deref(),
        aktif,
        today,
        pengelola: pages::is_pengelola(&ctx),
    });
    ctx.framed(
        StatusCode::OK,
        Options {
            title: "Peraturan dan dokumen hukum",
            breadcrumbs: vec![Link::new("Beranda", "/")],
            ..Options::default()
        },
        body,
    )
}

/// How the service works.
pub async fn bantuan(ctx: Ctx) -> Result<Response> {
    let tautan =
        [Link::new("Umpan JDIHN (JSON)", "/jdih/integrasi.json"), Link::new("Peta situs (XML)", "/jdih/peta.xml")];
    let body = pages::bantuan(pages::alur(&ctx), &tautan);
    ctx.framed(
        StatusCode::OK,
        Options { title: "Tentang layanan peraturan", breadcrumbs: pages::remah(vec![]), ..Options::default() },
        body,
    )
}

/// The style sheet; its address changes with its content.
pub async fn aset(ctx: Ctx) -> Result<Response> {
    if ctx.uri_path() != pages::ALAMAT_GAYA.as_str() {
        return Err(Error::NotFound);
    }
    let mut response = Response::new(pages::GAYA.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}

/// A document: its page, or `.json` and `.xml`.
pub async fn dokumen(ctx: Ctx) -> Result<Response> {
    let nama = ctx.path("dokumen").to_owned();
    if let Some(siput) = nama.strip_suffix(".json") {
        return sebagai_json(&ctx, siput).await;
    }
    if let Some(siput) = nama.strip_suffix(".xml") {
        return sebagai_xml(&ctx, siput).await;
    }
    let dokumen = terbit(&ctx, &nama).await?;
    let per = ctx.query("per");
    let (pada, per_diminta, per_salah) = match kernel::indonesia::tanggal::urai(per) {
        _ if per.is_empty() => (ctx.today(), false, None),
        Ok(date) => (date, true, None),
        Err(cause) => (ctx.today(), false, Some(cause.to_string())),
    };
    let sebab = store::sebab(&ctx.app, &[dokumen.id]).await?.remove(&dokumen.id).unwrap_or_default();
    let hubungan = store::hubungan(&ctx.app, dokumen.id).await?;
    let q: String = ctx.query("q").chars().take(200).collect();
    let (mut isi, mut rujukan, mut istilah, mut temuan) = (vec![], (0, 0, 0), 0, vec![]);
    if let Some(naskah) = dokumen.naskah_terbit {
        if q.is_empty() {
            isi = store::daftar_isi(&ctx.app, naskah).await?;
        } else {
            temuan = pages::cari_dalam(&store::cari_bagian(&ctx.app, naskah, &q, 50).await?, &q);
        }
        rujukan = store::hitung_rujukan(&ctx.app, naskah).await?;
        istilah = store::hitung_istilah(&ctx.app, naskah).await?;
    }
    let berkas = match dokumen.berkas_terbit {
        Some(id) => Some(file::find(&ctx.app, dokumen.id, id).await?),
        None => None,
    };
    let status = rules::status_dokumen(&dokumen, &sebab, pada);
    let body = pages::dokumen(&pages::Halaman {
        dokumen: &dokumen,
        status: &status,
        per: pada,
        per_diminta,
        per_salah: per_salah.as_deref(),
        hubungan: &hubungan,
        sebab: &sebab,
        isi: &isi,
        rujukan,
        istilah,
        berkas: berkas.as_ref(),
        q: &q,
        temuan: &temuan,
        url: situs(&ctx),
        pengelola: pages::is_pengelola(&ctx),
    });
    let title = format!("{} tentang {}", dokumen.sebutan, dokumen.judul);
    let title = kernel::indonesia::kalimat::potong(&title, 150);
    let code = if per_salah.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let options = Options {
        title: &title,
        breadcrumbs: pages::remah(vec![]),
        has_errors: per_salah.is_some(),
        ..Options::default()
    };
    let mut response = ctx.framed(code, options, body)?;
    let href = dokumen.href();
    let mut link = format!("<{href}.json>; rel=\"alternate\"; type=\"application/json\"");
    if dokumen.naskah_terbit.is_some() {
        link.push_str(&format!(", <{href}.xml>; rel=\"alternate\"; type=\"application/xml\""));
    }
    response.headers_mut().insert(header::LINK, HeaderValue::from_str(&link).map_err(Error::internal)?);
    Ok(response)
}

/// The original file.
pub async fn unduh(ctx: Ctx) -> Result<Response> {
    let dokumen = terbit(&ctx, ctx.path("dokumen")).await?;
    let berkas = file::find(&ctx.app, dokumen.id, dokumen.berkas_terbit.ok_or(Error::NotFound)?).await?;
    file::send(&ctx, &berkas).await
}

/// Terms and laws that a text links to.
async fn penyaji(ctx: &Ctx, dokumen: &Dokumen, naskah: Uuid, simpul: &[store::Simpul]) -> Result<pages::Penyaji> {
    let istilah = store::istilah(&ctx.app, naskah).await?;
    let mut kunci = vec![];
    for isi in simpul.iter().filter_map(pages::isi_pasal) {
        isi.kunci(&mut kunci);
    }
    let hukum = store::by_kunci(&ctx.app, &kunci).await?;
    Ok(pages::Penyaji::new(&dokumen.href()).with_istilah(&istilah).with_hukum(hukum))
}

/// One part: a pasal, perhaps with an address inside it, the preamble, an annex.
pub async fn bagian(ctx: Ctx) -> Result<Response> {
    let diminta = ctx.path("alamat").to_owned();
    let rapi = diminta.trim_end_matches('/').to_lowercase();
    let dokumen = terbit(&ctx, ctx.path("dokumen")).await?;
    let naskah = naskah(&dokumen)?;
    let (pokok, dalam) = rapi.split_once('/').unwrap_or((&rapi, ""));
    let simpul = store::bagian(&ctx.app, naskah, pokok).await?;
    if !dalam.is_empty() {
        let isi = pages::isi_pasal(&simpul).filter(|_| simpul.judul.jenis == "pasal").ok_or(Error::NotFound)?;
        if !isi.memuat(&pages::alamat_isi(&simpul), &rapi) {
            return Err(Error::NotFound);
        }
    }
    if rapi != diminta {
        return ctx.redirect(&format!("{}/{rapi}", dokumen.href()));
    }
    if matches!(simpul.judul.jenis.as_str(), "bab" | "bagian" | "paragraf") {
        return ctx.redirect(&format!("{}/lengkap?dari={}#{}", dokumen.href(), simpul.judul.urut, simpul.judul.alamat));
    }
    let tuju = if dalam.is_empty() { "" } else { rapi.as_str() };
    let (sebelum, sesudah) = store::tetangga(&ctx.app, naskah, simpul.judul.urut).await?;
    let penjelasan = match simpul.judul.jenis.as_str() {
        "pasal" => store::bagian(&ctx.app, naskah, &format!("penjelasan-{pokok}")).await.ok(),
        _ => None,
    };
    let status = status(&ctx, &dokumen, ctx.today()).await?;
    let penyaji = penyaji(&ctx, &dokumen, naskah, std::slice::from_ref(&simpul)).await?.with_tuju(tuju);
    let body = pages::bagian(
        &pages::HalamanBagian {
            dokumen: &dokumen,
            status: &status,
            simpul: &simpul,
            tuju,
            penjelasan: penjelasan.as_ref(),
            sebelum: sebelum.as_ref(),
            sesudah: sesudah.as_ref(),
        },
        penyaji,
    );
    let nama = if tuju.is_empty() { simpul.judul.sebutan.clone() } else { pages::alamat_kalimat(tuju) };
    let title = format!("{nama} {}", dokumen.sebutan);
    let remah = pages::remah(vec![Link::new(dokumen.sebutan.clone(), dokumen.href())]);
    ctx.framed(StatusCode::OK, Options { title: &title, breadcrumbs: remah, ..Options::default() }, body)
}

/// From the id of a document to its page: the public one, or for those who keep it the one of the work.
pub async fn dokumen_tetap(ctx: Ctx) -> Result<Response> {
    let dokumen = store::find_terlihat(&ctx.app, &ctx.scope_of(crate::LIHAT), ctx.id("id")?).await?;
    ctx.redirect(&if dokumen.is_terbit() { dokumen.href() } else { dokumen.href_kelola() })
}

/// From the lasting id of a pasal to its page: what other modules keep.
pub async fn pasal_tetap(ctx: Ctx) -> Result<Response> {
    ctx.redirect(&store::alamat_pasal(&ctx.app, ctx.id("id")?).await?)
}

/// The whole text, in stretches when it is long.
pub async fn lengkap(ctx: Ctx) -> Result<Response> {
    let dokumen = terbit(&ctx, ctx.path("dokumen")).await?;
    let naskah = naskah(&dokumen)?;
    let dari: i64 = ctx.query("dari").parse().unwrap_or(0).max(0);
    let mut simpul = store::potongan(&ctx.app, naskah, dari, PER_NASKAH + 1).await?;
    let lewat = simpul.len() > PER_NASKAH;
    let berikut = simpul
        .get(PER_NASKAH)
        .filter(|_| lewat)
        .map(|satu| format!("{}/lengkap?dari={}", dokumen.href(), satu.judul.urut));
    simpul.truncate(PER_NASKAH);
    if simpul.is_empty() {
        return Err(Error::NotFound);
    }
    let sebelum =
        (dari > 0).then(|| format!("{}/lengkap?dari={}", dokumen.href(), (dari - store::bulat(PER_NASKAH)).max(0)));
    let status = status(&ctx, &dokumen, ctx.today()).await?;
    let penyaji = penyaji(&ctx, &dokumen, naskah, &simpul).await?;
    let body = pages::lengkap(&dokumen, &status, &simpul, penyaji, sebelum.as_deref(), berikut.as_deref());
    let title = format!("Naskah {}", dokumen.sebutan);
    let remah = pages::remah(vec![Link::new(dokumen.sebutan.clone(), dokumen.href())]);
    ctx.framed(StatusCode::OK, Options { title: &title, breadcrumbs: remah, ..Options::default() }, body)
}

/// The glossary.
pub async fn istilah(ctx: Ctx) -> Result<Response> {
    let dokumen = terbit(&ctx, ctx.path("dokumen")).await?;
    let daftar = store::istilah(&ctx.app, naskah(&dokumen)?).await?;
    let title = format!("Istilah dalam {}", dokumen.sebutan);
    let remah = pages::remah(vec![Link::new(dokumen.sebutan.clone(), dokumen.href())]);
    ctx.framed(
        StatusCode::OK,
        Options { title: &title, breadcrumbs: remah, ..Options::default() },
        pages::istilah(&dokumen, &daftar),
    )
}

/// The references.
pub async fn rujukan(ctx: Ctx) -> Result<Response> {
    let dokumen = terbit(&ctx, ctx.path("dokumen")).await?;
    let naskah = naskah(&dokumen)?;
    let gantung = store::menggantung(&ctx.app, naskah).await?;
    let luar = store::rujukan_luar(&ctx.app, naskah).await?;
    let mut kunci: Vec<String> = luar.iter().map(|satu| satu.kunci.clone()).collect();
    kunci.sort();
    kunci.dedup();
    let hukum = store::by_kunci(&ctx.app, &kunci).await?;
    let title = format!("Rujukan silang dalam {}", dokumen.sebutan);
    let remah = pages::remah(vec![Link::new(dokumen.sebutan.clone(), dokumen.href())]);
    ctx.framed(
        StatusCode::OK,
        Options { title: &title, breadcrumbs: remah, ..Options::default() },
        pages::rujukan(&dokumen, &gantung, &luar, &hukum),
    )
}

/// What an answer about a document is made from, for its tag.
fn sidik(ctx: &Ctx, macam: &str, dokumen: &Dokumen) -> String {
    format!("{macam} {} {} {:?} {}", dokumen.id, dokumen.version, dokumen.naskah_terbit, ctx.today())
}

async fn sebagai_json(ctx: &Ctx, siput: &str) -> Result<Response> {
    let dokumen = terbit(ctx, siput).await?;
    let hubungan = store::hubungan(&ctx.app, dokumen.id).await?;
    let sebab = store::sebab(&ctx.app, &[dokumen.id]).await?.remove(&dokumen.id).unwrap_or_default();
    let dari = format!("{} {hubungan:?} {sebab:?}", sidik(ctx, "json", &dokumen));
    tersimpan(ctx, &dari, async || {
        let mut tree = fakta_json(ctx, &dokumen, &rules::status_dokumen(&dokumen, &sebab, ctx.today()));
        let balik = sebab.iter().map(|satu| json!({ "hubungan": satu.jenis.label_balik(), "sebutan": satu.sebutan, "alamat": satu.href, "sejak": satu.sejak.map(|d| d.to_string()) }));
        let maju = hubungan.iter().map(|satu| json!({ "hubungan": satu.jenis.label(), "sebutan": satu.sebutan, "alamat": satu.href, "sejak": satu.sejak.map(|d| d.to_string()) }));
        let bagian: Vec<Json> = match dokumen.naskah_terbit {
            Some(naskah) => store::potongan(&ctx.app, naskah, 0, 60_000).await?.iter().map(|satu| bagian_json(&dokumen, satu)).collect(),
            None => vec![],
        };
        if let Some(map) = tree.as_object_mut() {
            map.insert("hubungan".into(), maju.chain(balik).collect());
            map.insert("bagian".into(), Json::Array(bagian));
        }
        Ok(kernel::web::json(StatusCode::OK, &tree))
    })
    .await
}

/// The facts of a document for machines.
pub fn fakta_json(ctx: &Ctx, dokumen: &Dokumen, status: &Status) -> Json {
    let hari = |date: Option<Date>| date.map(|date| date.to_string());
    json!({
        "id": dokumen.id,
        "siput": dokumen.siput,
        "alamat": format!("{}{}", situs(ctx), dokumen.href()),
        "kelas": dokumen.kelas.as_str(),
        "jenis": dokumen.nama_jenis(),
        "nomor": dokumen.nomor,
        "tahun": dokumen.tahun,
        "sebutan": dokumen.sebutan,
        "judul": dokumen.judul,
        "pemrakarsa": dokumen.pemrakarsa,
        "tempat": dokumen.tempat,
        "ditetapkan": hari(dokumen.ditetapkan),
        "diundangkan": hari(dokumen.diundangkan),
        "berlaku": hari(dokumen.berlaku),
        "sumber": dokumen.sumber,
        "bidang": dokumen.bidang,
        "subjek": dokumen.subjek.split(';').map(str::trim).filter(|satu| !satu.is_empty()).collect::<Vec<_>>(),
        "abstrak": dokumen.abstrak,
        "bahasa": dokumen.bahasa,
        "keadaan": dokumen.keadaan,
        "status": status.kata(),
        "berkas": dokumen.berkas_terbit.map(|_| format!("{}{}/unduh", situs(ctx), dokumen.href())),
        "diperbarui": dokumen.updated.to_offset(ctx.app.offset()).date().to_string(),
    })
}

/// A part for machines.
pub fn bagian_json(dokumen: &Dokumen, simpul: &store::Simpul) -> Json {
    json!({
        "jenis": simpul.judul.jenis,
        "nomor": simpul.judul.nomor,
        "sebutan": simpul.judul.sebutan,
        "judul": simpul.judul.judul,
        "induk": simpul.induk,
        "alamat": format!("{}/{}", dokumen.href(), simpul.judul.alamat),
        "teks": simpul.teks,
    })
}

async fn sebagai_xml(ctx: &Ctx, siput: &str) -> Result<Response> {
    let dokumen = terbit(ctx, siput).await?;
    let naskah = store::find_naskah(&ctx.app, dokumen.id, naskah(&dokumen)?).await?;
    tersimpan(ctx, &sidik(ctx, "xml", &dokumen), async || {
        let teks = store::teks(&ctx.app, dokumen.id, &naskah).await?;
        let daerah =
            matches!(dokumen.jenis.as_str(), "perda" | "perbup" | "kepbup" | "insbup" | "se" | "perdes" | "lain");
        let kode: String = ctx.app.profile.identity.kode.chars().filter(char::is_ascii_digit).collect();
        let meta = Meta {
            wilayah: if daerah { format!("id-{kode}") } else { "id".to_owned() },
            jenis: dokumen.jenis.clone(),
            nomor: dokumen.nomor.clone(),
            tahun: dokumen.tahun.map(|tahun| format!("{tahun:04}")).unwrap_or_default(),
            judul: dokumen.judul.clone(),
            ditetapkan: dokumen.ditetapkan.map(|date| date.to_string()),
            penetap: dokumen.pemrakarsa.clone(),
            dibuat: ctx.today().to_string(),
        };
        let xml = impor::di_samping(move || Ok(urai::akn(&urai::urai(&teks), &meta))).await?;
        kernel::web::attachment(&format!("{}.xml", dokumen.siput), "application/xml", xml)
    })
    .await
}
