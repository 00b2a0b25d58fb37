//! What machines take: feeds, the site map, what robots may do.
use kernel::web::Response;
use kernel::{App, Ctx, Error, Result};
use time::{Date, Month, OffsetDateTime};

use super::{mesin, situs};
use crate::model::Jenis;
use crate::store::{self, Letak};

/// News in the feed.
const BERITA: usize = 30;
/// Addresses in one file of the site map, by the protocol.
const TERBANYAK: usize = 50_000;

const ATOM: &str = "application/atom+xml; charset=utf-8";
const XML: &str = "application/xml; charset=utf-8";

/// One entry of a feed.
struct Butir {
    id: String,
    judul: String,
    ringkasan: String,
    href: String,
    terbit: OffsetDateTime,
    diubah: OffsetDateTime,
}

/// Text inside XML: what has a meaning there is written otherwise, what cannot stand there is left out.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() && !matches!(letter, '\n' | '\t') => {}
            letter => out.push(letter),
        }
    }
    out
}

fn saat(at: OffsetDateTime, app: &App) -> String {
    register::value::when::iso_moment(at, app.offset())
}

/// A feed by its file name: `berita.xml`, `semua.xml`, or what modules offer visitors of one kind, such as `pengumuman.xml`.
pub async fn umpan(ctx: Ctx) -> Result<Response> {
    let nama = ctx.path("berkas").strip_suffix(".xml").ok_or(Error::NotFound)?.to_owned();
    let mut butir = vec![];
    if matches!(nama.as_str(), "berita" | "semua") {
        for each in store::umum(&ctx.app, Jenis::Berita, Letak::default(), ctx.now, BERITA).await? {
            butir.push(Butir {
                id: format!("urn:uuid:{}", each.id),
                judul: each.judul,
                ringkasan: each.ringkasan,
                href: each.href,
                terbit: each.terbit,
                diubah: each.diubah,
            });
        }
    }
    let judul = match nama.as_str() {
        "berita" => "Berita".to_owned(),
        "semua" => "Kabar terbaru".to_owned(),
        "pengumuman" | "peraturan" => {
            nama.chars().take(1).flat_map(char::to_uppercase).chain(nama.chars().skip(1)).collect()
        }
        _ => return Err(Error::NotFound),
    };
    if nama != "berita" {
        butir.extend(tawaran(&ctx, (nama != "semua").then_some(judul.as_str())).await?);
    }
    butir.sort_by_key(|each| std::cmp::Reverse(each.terbit));
    Ok(mesin(ATOM, atom(&ctx, &nama, &judul, &butir)))
}

/// What other modules tell visitors as newest, of one kind or all.
async fn tawaran(ctx: &Ctx, kind: Option<&str>) -> Result<Vec<Butir>> {
    let mut butir = vec![];
    for module in ctx.app.modules().iter().filter(|module| module.name != crate::MODULE.name) {
        let Some(read) = module.welcome else { continue };
        for news in read(ctx.clone()).await?.into_iter().flat_map(|offer| offer.newest) {
            if kind.is_none_or(|kind| kind.eq_ignore_ascii_case(news.kind)) {
                let at = ctx.app.profile.zone().awal_hari(news.on);
                let id = format!("{}{}", situs(&ctx.app), news.href);
                butir.push(Butir {
                    id,
                    judul: news.title,
                    ringkasan: news.summary,
                    href: news.href,
                    terbit: at,
                    diubah: at,
                });
            }
        }
    }
    Ok(butir)
}

fn atom(ctx: &Ctx, nama: &str, judul: &str, butir: &[Butir]) -> String {
    let (situs, daerah) = (situs(&ctx.app), ctx.app.profile.name());
    let newest = butir.iter().map(|each| each.diubah).max().unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"id\">\n\
         <id>{0}/umpan/{1}.xml</id>\n<title>{2}</title>\n<updated>{3}</updated>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{0}/umpan/{1}.xml\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{0}/\"/>\n\
         <author><name>{4}</name></author>\n",
        xml(situs),
        xml(nama),
        xml(&format!("{judul} {daerah}")),
        saat(newest, &ctx.app),
        xml(&format!("Pemerintah {daerah}")),
    );
    for each in butir {
        out.push_str(&format!(
            "<entry><id>{}</id><title>{}</title><link rel=\"alternate\" type=\"text/html\" href=\"{}{}\"/>\
             <published>{}</published><updated>{}</updated><summary>{}</summary></entry>\n",
            xml(&each.id),
            xml(&each.judul),
            xml(situs),
            xml(&each.href),
            saat(each.terbit, &ctx.app),
            saat(each.diubah, &ctx.app),
            xml(&each.ringkasan),
        ));
    }
    out.push_str("</feed>\n");
    out
}

/// Everything may be read but what only costs: searches and what people work on.
pub async fn robots(ctx: Ctx) -> Result<Response> {
    let text = format!(
        "User-agent: *\nDisallow: /cari\nDisallow: /masuk\nDisallow: /portal\nAllow: /portal/gambar/\nDisallow: /api/\n\nSitemap: {}/sitemap.xml\n",
        situs(&ctx.app)
    );
    Ok(mesin("text/plain; charset=utf-8", text))
}

/// The site map: the files of all modules.
pub async fn indeks(ctx: Ctx) -> Result<Response> {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for module in ctx.app.modules() {
        let Some(read) = module.site_maps else { continue };
        for map in read(ctx.app.clone()).await? {
            out.push_str(&format!("<sitemap><loc>{}{}</loc>", xml(situs(&ctx.app)), xml(&map.href)));
            if let Some(changed) = map.changed {
                out.push_str(&format!("<lastmod>{}</lastmod>", saat(changed, &ctx.app)));
            }
            out.push_str("</sitemap>\n");
        }
    }
    out.push_str("</sitemapindex>\n");
    Ok(mesin(XML, out))
}

/// One file of this module's part of the site map: `tetap.xml`, or the news of a month such as `berita-2026-11.xml`.
pub async fn bagian(ctx: Ctx) -> Result<Response> {
    let nama = ctx.path("bagian").strip_suffix(".xml").ok_or(Error::NotFound)?.to_owned();
    let mut found: Vec<(String, Option<OffsetDateTime>)> = vec![];
    if nama == "tetap" {
        found.extend(["/", "/berita", "/halaman", "/instansi", "/tanya-jawab"].map(|path| (path.to_owned(), None)));
        for jenis in [Jenis::Halaman, Jenis::Instansi] {
            let isi = store::isi_peta(&ctx.app, jenis, None, ctx.now, TERBANYAK / 2 - 10).await?;
            found.extend(isi.into_iter().map(|(href, at)| (href, Some(at))));
        }
    } else {
        let (dari, sampai) = masa(&ctx.app, &nama).ok_or(Error::NotFound)?;
        let isi = store::isi_peta(&ctx.app, Jenis::Berita, Some((dari, sampai)), ctx.now, TERBANYAK).await?;
        found.extend(isi.into_iter().map(|(href, at)| (href, Some(at))));
    }
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (href, changed) in found {
        out.push_str(&format!("<url><loc>{}{}</loc>", xml(situs(&ctx.app)), xml(&href)));
        if let Some(changed) = changed {
            out.push_str(&format!("<lastmod>{}</lastmod>", saat(changed, &ctx.app)));
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    Ok(mesin(XML, out))
}

/// The month of a file name, from its first instant to the first of the next one, in the regency.
fn masa(app: &App, nama: &str) -> Option<(OffsetDateTime, OffsetDateTime)> {
    let (tahun, bulan) = nama.strip_prefix("berita-")?.split_once('-')?;
    let month = Month::try_from(bulan.parse::<u8>().ok()?).ok()?;
    let year: i32 = tahun.parse().ok().filter(|year| (1900..=2999).contains(year))?;
    let first = Date::from_calendar_date(year, month, 1).ok()?;
    let next_year = if month == Month::December { year + 1 } else { year };
    let next = Date::from_calendar_date(next_year, month.next(), 1).ok()?;
    let zone = app.profile.zone();
    Some((zone.awal_hari(first), zone.awal_hari(next)))
}

/// The files of this module's part of the site map.
pub fn peta(app: App) -> kernel::Work<Vec<kernel::module::SiteMap>> {
    Box::pin(async move {
        let own = |href: String| kernel::module::SiteMap { href, changed: None };
        let months = store::bulan_berita(&app).await?;
        let mut maps = vec![own("/peta-situs/tetap.xml".to_owned())];
        maps.extend(
            months
                .into_iter()
                .map(|month| own(format!("/peta-situs/berita-{:04}-{:02}.xml", month.year(), u8::from(month.month())))),
        );
        Ok(maps)
    })
}

/// The feeds that pages name.
pub const UMPAN: &[(&str, &str)] =
    &[("Berita", "/umpan/berita.xml"), ("Pengumuman", "/umpan/pengumuman.xml"), ("Kabar terbaru", "/umpan/semua.xml")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_element() {
        assert_eq!(xml("a<b>&\"c\u{0}\u{b}"), "a&lt;b&gt;&amp;&quot;c");
    }
}
