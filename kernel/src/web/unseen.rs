//! Requests of which nothing may be noted: see [`Routes::unseen`](crate::Routes::unseen).
use std::net::{IpAddr, Ipv4Addr};

use axum::body::Body;
use http::{HeaderMap, HeaderValue, header};
use http_body_util::BodyExt as _;

use crate::web::Response;

/// The address that a handler sees.
pub(super) const NOWHERE: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
/// Pages come in multiples of this many bytes.
const STEP: usize = 16 * 1024;
/// What stands around the filling.
const FRAME: usize = "<!---->".len();

/// The headers that a handler sees: what the body is, and whether the browser says that the form is ours.
pub(super) fn headers(sent: &HeaderMap) -> HeaderMap {
    let kept = [
        header::CONTENT_TYPE,
        header::CONTENT_LENGTH,
        header::HOST,
        header::ORIGIN,
        header::HeaderName::from_static("sec-fetch-site"),
    ];
    let mut headers = HeaderMap::new();
    for name in kept {
        if let Some(value) = sent.get(&name) {
            headers.insert(name, value.clone());
        }
    }
    headers
}

/// What tokens of forms are bound to: nothing of the one who asks.
pub(super) fn seed() -> (Vec<u8>, bool) {
    (b"tanpa jejak".to_vec(), false)
}

/// The answer in its steps of length, without a compression that would tell of its content, and with nothing that makes the
/// browser tell others.
pub(super) async fn closed(response: Response) -> Response {
    let (mut head, body) = response.into_parts();
    head.headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    head.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("identity"));
    head.headers.insert(
        header::HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=()"),
    );
    head.headers.insert(header::HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noarchive"));
    let is_page = head.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return Response::from_parts(head, body);
    }
    let Ok(bytes) = body.collect().await.map(http_body_util::Collected::to_bytes) else {
        return Response::from_parts(head, Body::empty());
    };
    let filled = [bytes.as_ref(), filling(bytes.len()).as_bytes()].concat();
    Response::from_parts(head, Body::from(filled))
}

fn filling(length: usize) -> String {
    let rest = (length + FRAME).next_multiple_of(STEP) - length - FRAME;
    format!("<!--{}-->", " ".repeat(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_filled_to_a_step() {
        for length in [0, 1, STEP - FRAME, STEP - FRAME + 1, STEP, 3 * STEP + 17] {
            let whole = length + filling(length).len();
            assert!(whole.is_multiple_of(STEP) && whole > length && whole - length <= STEP + FRAME, "{length}");
        }
    }

    #[test]
    fn nothing_that_tells_of_the_visitor_is_left() {
        let mut sent = HeaderMap::new();
        for name in ["cookie", "user-agent", "referer", "x-forwarded-for", "accept-language", "authorization", "host"] {
            sent.insert(header::HeaderName::from_static(name), HeaderValue::from_static("x"));
        }
        let kept = headers(&sent);
        assert_eq!(kept.keys().map(http::HeaderName::as_str).collect::<Vec<_>>(), ["host"]);
    }
}
