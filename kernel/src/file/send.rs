//! A stored file on its way to the reader, whole or in part.
use axum::body::Body;
use http::{HeaderValue, StatusCode, header};

use super::Stored;
use crate::web::{Ctx, Response, respond};
use crate::{Error, Result};

/// Sends a file that the caller may see: as a download, never shown by the browser; a part of it when asked (resume).
pub async fn send(ctx: &Ctx, file: &Stored) -> Result<Response> {
    let size = u64::try_from(file.size).unwrap_or(0);
    let etag = format!("\"{}\"", file.sha256);
    let if_range = ctx.header(header::IF_RANGE);
    let asked =
        if if_range.is_empty() || if_range == etag { range(ctx.header(header::RANGE), size) } else { Asked::Whole };
    let (status, part) = match asked {
        Asked::Whole => (StatusCode::OK, 0..size),
        Asked::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
        Asked::Impossible => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
    };
    let body =
        if part.is_empty() { Body::empty() } else { ctx.app.files.stream(&ctx.app.keys, file, part.clone()).await? };
    let mut response = respond::with_type(status, "application/octet-stream", body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(&file.media_type).map_err(Error::internal)?);
    headers.insert(header::CONTENT_DISPOSITION, respond::disposition(&file.name)?);
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::ETAG, HeaderValue::from_str(&etag).map_err(Error::internal)?);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(part.end - part.start));
    if status == StatusCode::PARTIAL_CONTENT {
        let text = format!("bytes {}-{}/{size}", part.start, part.end.saturating_sub(1));
        headers.insert(header::CONTENT_RANGE, HeaderValue::from_str(&text).map_err(Error::internal)?);
    } else if status == StatusCode::RANGE_NOT_SATISFIABLE {
        headers
            .insert(header::CONTENT_RANGE, HeaderValue::from_str(&format!("bytes */{size}")).map_err(Error::internal)?);
    }
    Ok(response)
}

#[derive(Debug, PartialEq)]
enum Asked {
    Whole,
    Part(std::ops::Range<u64>),
    Impossible,
}

/// One byte range (RFC 9110); several at once are answered with the whole, which the RFC allows.
fn range(header: &str, size: u64) -> Asked {
    let Some((from, to)) =
        header.strip_prefix("bytes=").filter(|rest| !rest.contains(',')).and_then(|rest| rest.split_once('-'))
    else {
        return Asked::Whole;
    };
    let part = match (from.trim().parse::<u64>().ok(), to.trim().parse::<u64>().ok()) {
        (Some(from), Some(to)) if from <= to => from..to.saturating_add(1).min(size),
        (Some(from), None) if to.trim().is_empty() => from..size,
        (None, Some(last)) if from.trim().is_empty() => size.saturating_sub(last)..size,
        _ => return Asked::Whole,
    };
    if part.start >= part.end { Asked::Impossible } else { Asked::Part(part) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_rfc_says() {
        let table = [
            ("", Asked::Whole),
            ("bytes=0-9", Asked::Part(0..10)),
            ("bytes=5-", Asked::Part(5..100)),
            ("bytes=-10", Asked::Part(90..100)),
            ("bytes=-500", Asked::Part(0..100)),
            ("bytes=90-500", Asked::Part(90..100)),
            ("bytes=100-", Asked::Impossible),
            ("bytes=-0", Asked::Impossible),
            ("bytes=9-5", Asked::Whole),
            ("bytes=0-1,5-6", Asked::Whole),
            ("lain=0-1", Asked::Whole),
        ];
        for (header, expected) in table {
            assert_eq!(range(header, 100), expected, "{header}");
        }
    }
}
