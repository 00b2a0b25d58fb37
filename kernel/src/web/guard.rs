//! Who is behind a request, and whether the route is open to them.
use http::{HeaderMap, header};
use sha2::{Digest as _, Sha256};

use crate::auth::{Access, Actor, Scope, session, token};
use crate::web::RouteInfo;
use crate::{App, Error, Result};

/// Name of the session cookie. With TLS it carries the `__Host-` prefix, so no other site can plant it.
pub(crate) fn session_cookie(app: &App) -> &'static str {
    if app.config.is_https() { "__Host-pendopo_sesi" } else { "pendopo_sesi" }
}
/// Name of the cookie that ties a visitor's form to the visitor.
pub(crate) fn visitor_cookie(app: &App) -> &'static str {
    if app.config.is_https() { "__Host-pendopo_tamu" } else { "pendopo_tamu" }
}

/// The value of a cookie.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name).then_some(value)
        })
}

/// Finds out who asks. An API route listens to its token only, a page to its session only.
pub(crate) async fn actor(app: &App, access: Access, headers: &HeaderMap) -> Result<Actor> {
    match access {
        Access::Token(_) => {
            let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
            match sent.strip_prefix("Bearer ") {
                Some(secret) => token::actor(app, secret.trim()).await,
                None => Ok(Actor::nobody()),
            }
        }
        Access::Public(_) | Access::SignedIn | Access::Can(_) => match cookie(headers, session_cookie(app)) {
            Some(secret) => session::actor(app, secret).await,
            None => Ok(Actor::nobody()),
        },
    }
}

/// What stays open to a person who must choose a new password first.
const BEFORE_NEW_PASSWORD: [&str; 2] = ["/akun/sandi", "/keluar"];

/// Whether the person must choose a new password before the route opens.
pub(crate) fn needs_new_password(info: &RouteInfo, actor: &Actor) -> bool {
    match info.access {
        Access::Public(_) | Access::Token(_) => false,
        Access::SignedIn | Access::Can(_) => {
            actor.person().is_some_and(|person| person.must_change)
                && !BEFORE_NEW_PASSWORD.contains(&info.path.as_str())
        }
    }
}

/// Whether the route is open to the actor, and for which rows.
pub(crate) fn admit(access: Access, actor: &Actor) -> Result<Scope> {
    match access {
        Access::Public(_) => Ok(Scope::PUBLIC),
        Access::SignedIn | Access::Can(_) | Access::Token(_) if actor.account().is_none() => {
            Err(Error::Unauthenticated)
        }
        Access::SignedIn => Ok(Scope::NOTHING),
        Access::Can(perm) | Access::Token(perm) if actor.can(perm) => Ok(actor.scope(perm)),
        Access::Can(_) | Access::Token(_) => Err(Error::Forbidden),
    }
}

/// A form must come from a page of ours: same site by the browser's own word, and with our token.
pub(crate) fn same_site(app: &App, headers: &HeaderMap) -> Result<()> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return if matches!(site, "same-origin" | "none") { Ok(()) } else { Err(Error::Stale) };
    }
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => {
            let sent = origin.split_once("://").map(|(_, rest)| rest);
            let ours = app.config.url.split_once("://").map(|(_, rest)| rest.trim_end_matches('/'));
            if sent == Some(host) || sent == ours { Ok(()) } else { Err(Error::Stale) }
        }
        _ => Ok(()),
    }
}

/// What the CSRF token is bound to.
pub(crate) fn csrf_seed(app: &App, actor: &Actor, headers: &HeaderMap) -> Result<(Vec<u8>, bool)> {
    if let Some(session) = actor.person().and_then(|person| person.session.clone()) {
        return Ok((session, false));
    }
    match cookie(headers, visitor_cookie(app)).and_then(crate::keys::unhex).filter(|seed| seed.len() == 16) {
        Some(seed) => Ok((seed, false)),
        None => Ok((app.keys.random::<16>()?.to_vec(), true)),
    }
}

/// Hash under which a secret that a client holds is kept.
pub(crate) fn secret_hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "a=1; pendopo_sesi=xyz; b=2".parse().unwrap());
        assert_eq!(cookie(&headers, "pendopo_sesi"), Some("xyz"));
        assert_eq!(cookie(&headers, "sesi"), None);
    }

    #[test]
    fn nobody_passes_only_public_doors() {
        let nobody = Actor::nobody();
        let perm = crate::Perm("uji.lihat");
        assert!(admit(Access::Public("uji"), &nobody).is_ok());
        for access in [Access::SignedIn, Access::Can(perm), Access::Token(perm)] {
            assert!(matches!(admit(access, &nobody), Err(Error::Unauthenticated)));
        }
    }
}
