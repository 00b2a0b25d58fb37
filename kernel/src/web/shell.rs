//! What stands around every page.
use maud::{Markup, html};
use page::{ErrorKind, ErrorPage, Flash, FlashKind, Link, Regency, Shell, UserMenu};

use crate::web::{Ctx, menu};
use crate::{Error, Result};

/// Links of the signed-in person's own pages.
pub(crate) const OWN: [(&str, &str); 5] = [
    ("Tugas saya", "/"),
    ("Akun dan kata sandi", "/akun"),
    ("Perangkat yang masuk", "/akun/sesi"),
    ("Token API", "/akun/token"),
    ("Pengaturan pemberitahuan", "/akun/pemberitahuan"),
];

/// The same of a citizen.
const OWN_CITIZEN: [(&str, &str); 4] = [
    ("Urusan saya", "/"),
    ("Akun dan kata sandi", "/akun"),
    ("Perangkat yang masuk", "/akun/sesi"),
    ("Pengaturan pemberitahuan", "/akun/pemberitahuan"),
];

/// Links at the foot of every page, after those of the modules.
const FOOT: &[(&str, &str)] = &[
    ("Semua menu", menu::ALL),
    ("Verifikasi catatan", "/log"),
    ("Kamus data", "/kamus-data"),
    ("API", "/api/v1/openapi.json"),
];

pub(crate) fn shell(ctx: &Ctx, title: &str, content: Markup) -> Result<Markup> {
    shell_with(ctx, Options { title, ..Options::default() }, content)
}

/// What a page may ask of the frame around it.
#[derive(Debug, Clone, Default)]
pub struct Options<'a> {
    /// Title without the regency's name.
    pub title: &'a str,
    /// Way from the home page to here.
    pub breadcrumbs: Vec<Link<'a>>,
    /// The form on the page has errors.
    pub has_errors: bool,
    /// Seconds until a page about long work loads itself again.
    pub refresh: Option<u32>,
}

pub(crate) fn shell_with(ctx: &Ctx, options: Options<'_>, content: Markup) -> Result<Markup> {
    shell_headed(ctx, options, Markup::default(), content)
}

/// The same with further elements in the `head`.
pub(crate) fn shell_headed(ctx: &Ctx, options: Options<'_>, head: Markup, content: Markup) -> Result<Markup> {
    let profile = &ctx.app.profile;
    let person = ctx.actor.person();
    // A page for a signed-in person has the button "Keluar"; a visitor's page carries a token only when it has a form.
    let csrf = match person {
        Some(_) => ctx.csrf()?,
        None => String::new(),
    };
    let title_of = |index: usize| ctx.actor.assignments().get(index).map_or("", |assignment| assignment.title.as_str());
    let user = person.map(|person| UserMenu {
        name: &person.name,
        position: title_of(0),
        unit: "",
        links: if person.citizen { &OWN_CITIZEN[..] } else { &OWN[..] }
            .iter()
            .map(|&(label, href)| Link::new(label, href))
            .collect(),
        sign_out: "/keluar",
        notifications: "/pemberitahuan",
        unread: u64::try_from(person.unread).unwrap_or(0),
    });
    let name = profile.name();
    let tagline = profile.tagline();
    let from = format!("{}{}", ctx.app.config.url.trim_end_matches('/'), ctx.uri_path());
    let printed = match person {
        Some(person) => {
            let at = indonesia::tanggal::waktu_panjang(ctx.now, profile.zone());
            format!("Dicetak oleh {} pada {at} dari {from}", person.name)
        }
        None => format!("Dicetak dari {from}"),
    };
    let shell = Shell {
        title: options.title,
        regency: Regency { name: &name, tagline: &tagline, emblem: "" },
        user,
        sign_in: if person.is_none() && ctx.uri_path() != "/masuk" { "/masuk" } else { "" },
        navigation: menu::bar(ctx, &options.breadcrumbs),
        csrf: &csrf,
        notice: ctx.parts.notice.as_deref().map(|text| Flash { kind: FlashKind::Success, text }),
        breadcrumbs: options.breadcrumbs,
        search: "/cari",
        query: if ctx.uri_path() == "/cari" { ctx.query("q") } else { "" },
        footer: ctx
            .app
            .modules()
            .iter()
            .flat_map(|module| module.foot)
            .chain(FOOT)
            .map(|&(label, href)| Link::new(label, href))
            .collect(),
        version: env!("CARGO_PKG_VERSION"),
        has_errors: options.has_errors,
        refresh: options.refresh,
        printed: &printed,
        head: html! { (feeds(ctx)) (head) },
        ..Shell::default()
    };
    Ok(page::document(&shell, content))
}

/// The feeds of all modules, for who is not signed in.
fn feeds(ctx: &Ctx) -> Markup {
    let feeds = ctx.app.modules().iter().flat_map(|module| module.feeds).filter(|_| ctx.actor.person().is_none());
    html! {
        @for (title, href) in feeds { link rel="alternate" type="application/atom+xml" title=(title) href=(href); }
    }
}

pub(crate) fn error_page(ctx: &Ctx, error: &Error, reference: Option<&str>) -> Result<Markup> {
    let kind = match error {
        Error::Unauthenticated | Error::Forbidden | Error::Stale => ErrorKind::Forbidden,
        Error::NotFound => ErrorKind::NotFound,
        Error::Invalid(_) | Error::Refused(_) => ErrorKind::Refused,
        Error::Conflict | Error::Done(_) => ErrorKind::Conflict,
        Error::BadRequest(_) => ErrorKind::BadRequest,
        Error::TooLarge(_) => ErrorKind::TooLarge,
        Error::TooMany(_) => ErrorKind::TooMany,
        Error::Unavailable(_) => ErrorKind::Unavailable,
        Error::Internal(_) => ErrorKind::Internal,
    };
    let more = match error {
        Error::Refused(text) | Error::BadRequest(text) | Error::TooLarge(text) => html! { p.govuk-body-l { (text) } },
        Error::Stale | Error::TooMany(_) => html! { p.govuk-body-l { (error.to_string()) } },
        Error::Invalid(fields) => html! {
            ul.govuk-list.govuk-list--bullet { @for field in fields { li { (field.message) } } }
        },
        Error::Unauthenticated
        | Error::Forbidden
        | Error::NotFound
        | Error::Conflict
        | Error::Done(_)
        | Error::Unavailable(_)
        | Error::Internal(_) => html! {},
    };
    let page = ErrorPage { reference: reference.unwrap_or_default(), ..ErrorPage::new(kind) };
    shell(ctx, kind.title(), page::error_page(&page, more))
}
