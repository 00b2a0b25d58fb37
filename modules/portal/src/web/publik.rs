//! What everybody reads.
use http::{HeaderValue, StatusCode, header};
use kernel::module::Unit;
use kernel::page::{Link, NavItem};
use kernel::web::{Options, Response};
use kernel::{Ctx, Error, Result, args, file};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Kepala, pindah, situs, tiada};
use crate::model::{Jenis, Versi};
use crate::store::{self, Dibaca, Letak};
use crate::{LIHAT, depan, pages, siput};

/// Lines of a public list.
const PER_HALAMAN: usize = 20;
/// News on the page of an agency.
const BERITA_INSTANSI: usize = 5;

/// The place after a text, as part of an address.
fn letak(text: &str) -> Option<(OffsetDateTime, Uuid)> {
    let (at, id) = text.split_once('.')?;
    let at = OffsetDateTime::from_unix_timestamp_nanos(at.parse::<i128>().ok()?.checked_mul(1000)?).ok()?;
    (1900..=2999).contains(&at.year()).then_some(())?;
    Some((at, id.parse().ok()?))
}

fn tulis_letak(at: OffsetDateTime, id: Uuid) -> String {
    format!("{}.{id}", at.unix_timestamp_nanos() / 1000)
}

fn alamat(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs.iter().filter(|(_, value)| !value.is_empty()));
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

fn jawab(ctx: &Ctx, judul: &str, remah: Vec<Link<'_>>, kepala: &Kepala<'_>, body: maud::Markup) -> Result<Response> {
    let mut breadcrumbs = vec![Link::new("Beranda", "/")];
    breadcrumbs.extend(remah);
    let options = Options { title: judul, breadcrumbs, ..Options::default() };
    ctx.framed_with_head(StatusCode::OK, options, kepala.tampil(ctx), body)
}

/// The unit of an address of an agency.
async fn unit_dari(ctx: &Ctx, kode: &str) -> Result<Option<Unit>> {
    Ok(ctx.app.units().await?.into_iter().find(|unit| siput::dari(&unit.code) == kode))
}

/// The news, newest first, of one category or one agency if wished.
pub async fn daftar_berita(ctx: Ctx) -> Result<Response> {
    let kategori = store::kategori(&ctx.app).await?;
    let pilihan = kategori.iter().find(|(kode, _)| kode == ctx.query("kategori"));
    let kode = pilihan.map_or("", |(kode, _)| kode.as_str());
    let unit = match ctx.query("instansi") {
        "" => None,
        sent => Some(unit_dari(&ctx, sent).await?.ok_or(Error::NotFound)?),
    };
    let letak = Letak { kategori: kode, unit: unit.as_ref().map(|unit| unit.id), sesudah: letak(ctx.query("sesudah")) };
    let mut found = store::umum(&ctx.app, Jenis::Berita, letak, ctx.now, PER_HALAMAN + 1).await?;
    let more = found.len() > PER_HALAMAN;
    found.truncate(PER_HALAMAN);
    let instansi = unit.as_ref().map(|unit| siput::dari(&unit.code)).unwrap_or_default();
    let next = found.last().filter(|_| more).map(|last| {
        let sesudah = tulis_letak(last.terbit, last.id);
        alamat("/berita", &[("kategori", kode), ("instansi", &instansi), ("sesudah", &sesudah)])
    });
    let links: Vec<(String, String)> = std::iter::once(("Semua".to_owned(), "/berita".to_owned()))
        .chain(kategori.iter().map(|(kode, nama)| (nama.clone(), alamat("/berita", &[("kategori", kode)]))))
        .collect();
    let dipilih = pilihan.map_or("Semua", |(_, nama)| nama.as_str());
    let items: Vec<NavItem<'_>> =
        links.iter().map(|(nama, href)| NavItem::new(nama.as_str(), href.as_str(), nama == dipilih)).collect();
    let judul = match (&unit, pilihan) {
        (Some(unit), _) => format!("Berita {}", unit.name),
        (None, Some((_, nama))) => format!("Berita: {nama}"),
        (None, None) => "Berita".to_owned(),
    };
    let body =
        pages::daftar_berita(&ctx, &judul, &found, &items, unit.is_some(), next.as_deref(), depan::kabar(&ctx).await?);
    let sini = alamat("/berita", &[("kategori", kode), ("instansi", &instansi)]);
    let uraian = format!("{judul} dari pemerintah {}.", ctx.app.profile.name());
    let kepala = Kepala { judul: &judul, uraian: &uraian, alamat: &sini, macam: "website", ..Kepala::default() };
    jawab(&ctx, &judul, vec![], &kepala, body)
}

/// What a public address leads to: the text, or another answer.
async fn cari(ctx: &Ctx, jenis: Jenis) -> Result<std::result::Result<Dibaca, Response>> {
    let sent = ctx.path("siput");
    let found = match sent.parse::<Uuid>() {
        Ok(id) => match tiada(store::baca_id(&ctx.app, jenis, id, ctx.now).await)? {
            Some(found) => Some(found),
            // Who may see drafts is led to where they are worked on.
            None => {
                let own = store::find(&ctx.app, &ctx.scope_of(LIHAT), id).await?.tulisan;
                if own.jenis != jenis {
                    return Err(Error::NotFound);
                }
                return Ok(Err(ctx.redirect(&own.href_kelola())?));
            }
        },
        Err(_) => tiada(store::baca(&ctx.app, jenis, sent, ctx.now).await)?,
    };
    match found {
        Some(found) => Ok(Ok(found)),
        None => match store::pindah(&ctx.app, jenis, sent, ctx.now).await? {
            Some(href) => Ok(Err(pindah(ctx, &href)?)),
            None => Err(Error::NotFound),
        },
    }
}

fn alamat_gambar(dibaca: &Dibaca) -> String {
    let gambar = dibaca.versi.gambar.as_ref();
    gambar.map(|gambar| pages::alamat_gambar(dibaca.tulisan.id, gambar)).unwrap_or_default()
}

fn saat(at: OffsetDateTime, ctx: &Ctx) -> String {
    register::value::when::iso_moment(at, ctx.app.offset())
}

/// One piece of news.
pub async fn berita(ctx: Ctx) -> Result<Response> {
    let dibaca = match cari(&ctx, Jenis::Berita).await? {
        Ok(dibaca) => dibaca,
        Err(answer) => return Ok(answer),
    };
    let Dibaca { tulisan, versi } = &dibaca;
    let units = ctx.app.units().await?;
    let unit = units.iter().find(|unit| Some(unit.id) == tulisan.unit);
    let (gambar, href, daerah) = (alamat_gambar(&dibaca), tulisan.href(), ctx.app.profile.name());
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": versi.judul,
        "description": versi.ringkasan,
        "inLanguage": "id",
        "datePublished": tulisan.terbit.map(|at| saat(at, &ctx)),
        "dateModified": tulisan.diubah.map(|at| saat(at, &ctx)),
        "mainEntityOfPage": format!("{}{href}", situs(&ctx.app)),
        "publisher": { "@type": "GovernmentOrganization", "name": format!("Pemerintah {daerah}"), "url": situs(&ctx.app) },
        "author": { "@type": "GovernmentOrganization", "name": unit.map_or(daerah.as_str(), |unit| unit.name.as_str()) },
    });
    if !gambar.is_empty() {
        data["image"] = json!([format!("{}{gambar}", situs(&ctx.app))]);
    }
    let kepala =
        Kepala { judul: &versi.judul, uraian: &uraian(versi), alamat: &href, macam: "article", gambar: &gambar, data };
    let kategori = store::kategori(&ctx.app).await?;
    let body = pages::berita(&ctx, &dibaca, unit, &kategori, depan::kabar(&ctx).await?);
    jawab(&ctx, &versi.judul, vec![Link::new("Berita", "/berita")], &kepala, body)
}

fn uraian(versi: &Versi) -> String {
    if versi.ringkasan.is_empty() { crate::teks::polos(&versi.isi) } else { versi.ringkasan.clone() }
}

/// The pages that stay.
pub async fn daftar_halaman(ctx: Ctx) -> Result<Response> {
    let letak = Letak { sesudah: letak(ctx.query("sesudah")), ..Letak::default() };
    let mut found = store::umum(&ctx.app, Jenis::Halaman, letak, ctx.now, PER_HALAMAN + 1).await?;
    let more = found.len() > PER_HALAMAN;
    found.truncate(PER_HALAMAN);
    let next = found
        .last()
        .filter(|_| more)
        .map(|last| alamat("/halaman", &[("sesudah", &tulis_letak(last.terbit, last.id))]));
    let body = pages::daftar_halaman(&found, next.as_deref(), depan::kabar(&ctx).await?);
    let kepala = Kepala { judul: "Halaman informasi", alamat: "/halaman", macam: "website", ..Kepala::default() };
    jawab(&ctx, "Halaman informasi", vec![], &kepala, body)
}

/// One page.
pub async fn halaman(ctx: Ctx) -> Result<Response> {
    let dibaca = match cari(&ctx, Jenis::Halaman).await? {
        Ok(dibaca) => dibaca,
        Err(answer) => return Ok(answer),
    };
    let (gambar, href) = (alamat_gambar(&dibaca), dibaca.tulisan.href());
    let versi = &dibaca.versi;
    let data = json!({
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": versi.judul,
        "inLanguage": "id",
        "dateModified": dibaca.tulisan.diubah.map(|at| saat(at, &ctx)),
        "url": format!("{}{href}", situs(&ctx.app)),
    });
    let kepala =
        Kepala { judul: &versi.judul, uraian: &uraian(versi), alamat: &href, macam: "website", gambar: &gambar, data };
    let body = pages::halaman(&ctx, &dibaca, depan::kabar(&ctx).await?);
    jawab(&ctx, &versi.judul, vec![Link::new("Halaman informasi", "/halaman")], &kepala, body)
}

/// All agencies.
pub async fn daftar_instansi(ctx: Ctx) -> Result<Response> {
    let units = ctx.app.units().await?;
    let body = pages::daftar_instansi(&units, depan::kabar(&ctx).await?);
    let uraian = format!("Perangkat daerah {} dengan tugas, alamat, dan jam layanannya.", ctx.app.profile.name());
    let kepala =
        Kepala { judul: "Instansi", uraian: &uraian, alamat: "/instansi", macam: "website", ..Kepala::default() };
    jawab(&ctx, "Instansi", vec![], &kepala, body)
}

/// One agency: its profile when there is one, and what is known of it otherwise.
pub async fn instansi(ctx: Ctx) -> Result<Response> {
    let units = ctx.app.units().await?;
    let sent = ctx.path("siput").to_owned();
    let kosong = units.iter().find(|unit| siput::dari(&unit.code) == sent);
    let dibaca = match cari(&ctx, Jenis::Instansi).await {
        Ok(Ok(dibaca)) => Some(dibaca),
        Ok(Err(answer)) => return Ok(answer),
        Err(Error::NotFound) if kosong.is_some() => None,
        Err(cause) => return Err(cause),
    };
    let unit = match &dibaca {
        Some(dibaca) => units.iter().find(|unit| Some(unit.id) == dibaca.tulisan.unit),
        None => kosong,
    };
    let nama = unit.map(|unit| unit.name.clone()).or(dibaca.as_ref().map(|dibaca| dibaca.versi.judul.clone()));
    let nama = nama.unwrap_or_default();
    let letak = Letak { unit: unit.map(|unit| unit.id), ..Letak::default() };
    let berita = match unit {
        Some(_) => store::umum(&ctx.app, Jenis::Berita, letak, ctx.now, BERITA_INSTANSI).await?,
        None => vec![],
    };
    let href = match (&dibaca, unit) {
        (Some(dibaca), _) => dibaca.tulisan.href(),
        (None, Some(unit)) => pages::alamat_instansi(unit),
        (None, None) => return Err(Error::NotFound),
    };
    let rincian = dibaca.as_ref().map(|dibaca| dibaca.versi.rincian.clone()).unwrap_or_default();
    let isi = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let data = json!({
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "name": nama,
        "url": format!("{}{href}", situs(&ctx.app)),
        "address": isi(&rincian.alamat),
        "telephone": isi(&rincian.telepon),
        "email": isi(&rincian.surel),
        "parentOrganization": { "@type": "GovernmentOrganization", "name": format!("Pemerintah {}", ctx.app.profile.name()), "url": situs(&ctx.app) },
    });
    let uraian = dibaca.as_ref().map(|dibaca| uraian(&dibaca.versi)).unwrap_or_default();
    let kepala = Kepala { judul: &nama, uraian: &uraian, alamat: &href, macam: "website", data, ..Kepala::default() };
    let body = pages::instansi(
        &ctx,
        &pages::Profil { nama: &nama, unit, units: &units, dibaca: dibaca.as_ref(), berita: &berita },
        depan::kabar(&ctx).await?,
    );
    jawab(&ctx, &nama, vec![Link::new("Instansi", "/instansi")], &kepala, body)
}

/// Questions and answers, by group.
pub async fn tanya_jawab(ctx: Ctx) -> Result<Response> {
    let text = "select kelompok, pertanyaan, jawaban from tanya_jawab where tampil order by urutan, id limit 300";
    let mut groups: Vec<(String, Vec<(String, String)>)> = vec![];
    for row in ctx.app.db.query(text, args![]).await? {
        let (kelompok, tanya): (String, (String, String)) =
            (row.get("kelompok")?, (row.get("pertanyaan")?, row.get("jawaban")?));
        match groups.iter_mut().find(|(nama, _)| *nama == kelompok) {
            Some((_, isi)) => isi.push(tanya),
            None => groups.push((kelompok, vec![tanya])),
        }
    }
    let semua: Vec<_> = groups.iter().flat_map(|(_, isi)| isi).collect();
    let data = json!({
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "mainEntity": semua.iter().map(|(tanya, jawab)| json!({
            "@type": "Question", "name": tanya,
            "acceptedAnswer": { "@type": "Answer", "text": crate::teks::polos(jawab) },
        })).collect::<Vec<_>>(),
    });
    let data = if semua.is_empty() { serde_json::Value::Null } else { data };
    let kepala = Kepala { judul: "Tanya jawab", alamat: "/tanya-jawab", macam: "website", data, ..Kepala::default() };
    let body = pages::tanya_jawab(&groups, depan::kabar(&ctx).await?);
    jawab(&ctx, "Tanya jawab", vec![], &kepala, body)
}

/// A picture: of what is public for everybody, of drafts for those who may see them.
pub async fn gambar(ctx: Ctx) -> Result<Response> {
    let (id, berkas) = (ctx.id("id")?, ctx.id("berkas")?);
    let text = "select 1 as ada from tulisan t join tulisan_versi v on v.id = t.versi_terbit \
        where t.id = $1 and v.gambar = $2 and t.tampil and (t.sampai is null or t.sampai > $3)";
    let terbuka = ctx.app.db.optional(text, args![id, berkas, ctx.now]).await?.is_some();
    if !terbuka {
        store::find(&ctx.app, &ctx.scope_of(LIHAT), id).await?;
    }
    let mut response = file::send(&ctx, &file::find(&ctx.app, id, berkas).await?).await?;
    if terbuka {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn places_in_a_list_go_there_and_back() {
        let (at, id) = (datetime!(2026-11-20 02:00:00.123456 UTC), Uuid::from_u128(7));
        assert_eq!(letak(&tulis_letak(at, id)), Some((at, id)));
        for bad in ["", "1", "x.y", "99999999999999999999999999999999999999.00000000-0000-0000-0000-000000000007"] {
            assert_eq!(letak(bad), None, "{bad}");
        }
    }
}
