//! The calendar of visits: a table by day, and a file for calendars.
use http::{HeaderValue, StatusCode, header};
use kernel::indonesia::tanggal;
use kernel::page::Link;
use kernel::{Ctx, Error, Response, Result, web};
use time::{Date, Duration, OffsetDateTime};

use super::bingkai;
use crate::store::kunjungan::{self, Janji};
use crate::{PROSES, pages};

/// Days that the page shows.
const HARI: i64 = 28;

/// GET /permohonan/kunjungan
pub async fn kalender(ctx: Ctx) -> Result<Response> {
    let dari: Date = tanggal::urai(ctx.query("dari")).unwrap_or_else(|_| ctx.today());
    let semua = janji(&ctx, dari, HARI).await?;
    let body = pages::lain::kalender(&ctx, &semua, dari, HARI);
    let jalan = vec![Link::new("Layanan", "/layanan"), Link::new("Antrean", "/permohonan")];
    bingkai(&ctx, StatusCode::OK, "Kunjungan lapangan", jalan, body)
}

async fn janji(ctx: &Ctx, dari: Date, hari: i64) -> Result<Vec<Janji>> {
    let zona = ctx.app.profile.zone();
    let akhir = dari.checked_add(Duration::days(hari)).ok_or(Error::NotFound)?;
    kunjungan::kalender(&ctx.app, &ctx.scope_of(PROSES), zona.awal_hari(dari), zona.awal_hari(akhir)).await
}

/// GET /permohonan/kunjungan.ics (RFC 5545). The name of the applicant stays on the page.
pub async fn ics(ctx: Ctx) -> Result<Response> {
    let semua = janji(&ctx, ctx.today() - Duration::days(7), 90).await?;
    let url = ctx.app.config.url.trim_end_matches('/');
    let mut teks =
        String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Pendopo//Layanan//ID\r\nCALSCALE:GREGORIAN\r\n");
    for satu in &semua {
        let mulai = satu.kunjungan.mulai;
        for baris in [
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}@{}", satu.kunjungan.id, ctx.app.profile.identity.domain.nama),
            format!("DTSTAMP:{}", utc(ctx.now)),
            format!("DTSTART:{}", utc(mulai)),
            format!("DTEND:{}", utc(mulai + Duration::hours(1))),
            format!("SUMMARY:{}", lolos(&format!("Kunjungan {} {}", satu.nomor, satu.judul))),
            format!("LOCATION:{}", lolos(&satu.kunjungan.tempat)),
            format!("URL:{url}/permohonan/{}", satu.kunjungan.permohonan),
            "END:VEVENT".to_owned(),
        ] {
            teks.push_str(&lipat(&baris));
        }
    }
    teks.push_str("END:VCALENDAR\r\n");
    let mut jawab = web::attachment("kunjungan.ics", "text/calendar; charset=utf-8", teks)?;
    jawab.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(jawab)
}

fn utc(saat: OffsetDateTime) -> String {
    let saat = saat.to_offset(time::UtcOffset::UTC);
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        saat.year(),
        u8::from(saat.month()),
        saat.day(),
        saat.hour(),
        saat.minute(),
        saat.second()
    )
}

/// A text as the format wants it.
fn lolos(teks: &str) -> String {
    teks.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace("\r\n", "\\n")
        .replace(['\r', '\n'], "\\n")
}

/// Lines of at most 75 bytes; what goes on begins with a blank.
fn lipat(baris: &str) -> String {
    let (mut hasil, mut panjang) = (String::with_capacity(baris.len() + 8), 0);
    for huruf in baris.chars() {
        if panjang + huruf.len_utf8() > 74 {
            hasil.push_str("\r\n ");
            panjang = 1;
        }
        hasil.push(huruf);
        panjang += huruf.len_utf8();
    }
    hasil.push_str("\r\n");
    hasil
}

#[cfg(test)]
mod tests {
    #[test]
    fn lines_are_folded_and_texts_escaped() {
        let panjang = super::lipat(&"é".repeat(60));
        assert!(panjang.split("\r\n").all(|baris| baris.len() <= 75), "{panjang}");
        assert_eq!(panjang.replace("\r\n ", "").trim_end(), "é".repeat(60));
        assert_eq!(super::lolos("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
        assert_eq!(super::utc(time::macros::datetime!(2026-01-02 03:04:05 +7)), "20260101T200405Z");
    }
}
