//! The whole page: head, header, navigation, content, footer.

use crate::asset::{APP_CSS, APP_JS, HTMX_JS, ICON};
use crate::form::{ButtonKind, Form, act};
use crate::href::{Link, safe_href};
use crate::navigation::{back_link, breadcrumbs};
use crate::notice::{Flash, banner};
use maud::{DOCTYPE, Markup, html};
use std::borrow::Cow;

/// Whose page it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Regency<'a> {
    /// Name, such as `Kabupaten Contoh`.
    pub name: &'a str,
    /// Line under the name; empty for none.
    pub tagline: &'a str,
    /// Address of the regency's emblem on this site; empty: the sign of the program.
    pub emblem: &'a str,
}

/// One entry of the primary navigation.
#[derive(Clone, Debug, Default)]
pub struct NavItem<'a> {
    /// What the person reads.
    pub label: Cow<'a, str>,
    /// Where it leads.
    pub href: Cow<'a, str>,
    /// The page belongs to it.
    pub active: bool,
}

impl<'a> NavItem<'a> {
    /// An entry from any two texts.
    pub fn new(label: impl Into<Cow<'a, str>>, href: impl Into<Cow<'a, str>>, active: bool) -> Self {
        Self { label: label.into(), href: href.into(), active }
    }
}

/// The person who is signed in.
#[derive(Clone, Debug, Default)]
pub struct UserMenu<'a> {
    /// Name of the person.
    pub name: &'a str,
    /// Jabatan under which the person acts now; empty for none.
    pub position: &'a str,
    /// Perangkat daerah or unit; empty for none.
    pub unit: &'a str,
    /// Own pages: tasks, account, sessions.
    pub links: Vec<Link<'a>>,
    /// Where the button "Keluar" is sent (POST).
    pub sign_out: &'a str,
    /// Address of the notifications; empty: none are shown.
    pub notifications: &'a str,
    /// How many notifications are unread.
    pub unread: u64,
}

/// Everything around the content of a page. `..Shell::default()` fills the rest.
#[derive(Clone, Debug)]
pub struct Shell<'a> {
    /// Title of the page, without the regency's name.
    pub title: &'a str,
    /// Whose page it is.
    pub regency: Regency<'a>,
    /// The person who is signed in.
    pub user: Option<UserMenu<'a>>,
    /// Where "Masuk" leads if nobody is signed in; empty: not shown.
    pub sign_in: &'a str,
    /// Primary navigation.
    pub navigation: Vec<NavItem<'a>>,
    /// Token against forged requests, for the button "Keluar" and for htmx.
    pub csrf: &'a str,
    /// What the last act did.
    pub notice: Option<Flash<'a>>,
    /// Way from the home page to here, without this page.
    pub breadcrumbs: Vec<Link<'a>>,
    /// One step back; empty label: none.
    pub back: Option<Link<'a>>,
    /// Where the search box is sent (GET, field `q`); empty: no search box.
    pub search: &'a str,
    /// What stands in the search box.
    pub query: &'a str,
    /// Links in the footer.
    pub footer: Vec<Link<'a>>,
    /// Version of the program.
    pub version: &'a str,
    /// Language of the page.
    pub lang: &'a str,
    /// The form on the page has errors: the title says so first.
    pub has_errors: bool,
    /// Seconds after which a page without JavaScript loads itself again, for long work. See [`crate::progress`].
    pub refresh: Option<u32>,
    /// Line printed under the page: who printed what from where; empty for none.
    pub printed: &'a str,
    /// Further elements of the `head`: description, canonical address, feeds, structured data.
    pub head: Markup,
}

impl Default for Shell<'_> {
    fn default() -> Self {
        Self {
            title: "",
            regency: Regency::default(),
            user: None,
            sign_in: "",
            navigation: Vec::new(),
            csrf: "",
            notice: None,
            breadcrumbs: Vec::new(),
            back: None,
            search: "",
            query: "",
            footer: Vec::new(),
            version: "",
            lang: "id",
            has_errors: false,
            refresh: None,
            printed: "",
            head: Markup::default(),
        }
    }
}

/// What htmx may do: nothing that the content security policy forbids, nothing from another host, errors stay visible.
const HTMX_CONFIG: &str = r#"{"includeIndicatorCSS":false,"mode":"same-origin","history":false}"#;

/// The whole page as HTML. `content` is what stands in `main`; it holds the one `h1`.
pub fn document(shell: &Shell<'_>, content: Markup) -> Markup {
    let regency = shell.regency.name;
    html! {
        (DOCTYPE)
        html.govuk-template lang=(shell.lang) {
            head {
                meta charset="utf-8";
                title {
                    @if shell.has_errors { "Kesalahan: " }
                    (shell.title)
                    @if !regency.is_empty() { " – " (regency) }
                }
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="color-scheme" content="light dark";
                meta name="theme-color" content="#1c2753";
                meta name="htmx-config" content=(HTMX_CONFIG);
                @if !shell.csrf.is_empty() { meta name="csrf" content=(shell.csrf); }
                @if let Some(seconds) = shell.refresh { noscript { meta http-equiv="refresh" content=(seconds); } }
                link rel="icon" href=(ICON) type="image/svg+xml";
                link rel="stylesheet" href=(APP_CSS);
                script src=(HTMX_JS) defer {}
                script src=(APP_JS) defer {}
                (shell.head)
            }
            body.govuk-template__body {
                a.govuk-skip-link href="#konten" { "Langsung ke isi" }
                (header(shell))
                div.govuk-width-container {
                    @if !shell.breadcrumbs.is_empty() { (breadcrumbs(&shell.breadcrumbs)) }
                    @if let Some(link) = &shell.back { (back_link(link)) }
                    main.govuk-main-wrapper id="konten" tabindex="-1" {
                        @if let Some(notice) = &shell.notice { (banner(notice)) }
                        (content)
                    }
                }
                (footer(shell))
            }
        }
    }
}

fn header(shell: &Shell<'_>) -> Markup {
    let emblem = if shell.regency.emblem.is_empty() { ICON } else { safe_href(shell.regency.emblem) };
    html! {
        header.kepala {
            div.govuk-width-container.kepala__isi {
                a.kepala__nama href="/" {
                    img.kepala__lambang src=(emblem) alt="" width="40" height="40";
                    span {
                        strong { @if shell.regency.name.is_empty() { "Pendopo" } @else { (shell.regency.name) } }
                        @if !shell.regency.tagline.is_empty() { span.kepala__semboyan { (shell.regency.tagline) } }
                    }
                }
                @if !shell.navigation.is_empty() {
                    button.kepala__menu type="button" popovertarget="menu-utama" { "Menu" }
                }
                @if !shell.search.is_empty() { (search_box(shell)) }
                div.kepala__orang {
                    @match &shell.user {
                        Some(user) => { (user_menu(shell, user)) }
                        None => @if !shell.sign_in.is_empty() { a.kepala__masuk href=(safe_href(shell.sign_in)) { "Masuk" } }
                    }
                }
            }
            @if !shell.navigation.is_empty() {
                nav.menu-utama id="menu-utama" popover aria-label="Menu utama" {
                    button.menu-utama__tutup type="button" popovertarget="menu-utama" popovertargetaction="hide" { "Tutup" }
                    ul.govuk-width-container.menu-utama__daftar {
                        @for item in &shell.navigation {
                            li {
                                a href=(safe_href(&item.href)) aria-current=[item.active.then_some("page")] { (item.label) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn search_box(shell: &Shell<'_>) -> Markup {
    html! {
        search.kepala__cari {
            form action=(safe_href(shell.search)) method="get" {
                label.govuk-visually-hidden for="cari-semua" { "Cari di semua catatan" }
                input id="cari-semua" name="q" type="search" value=(shell.query) placeholder="Cari" autocomplete="off";
                button type="submit" { "Cari" }
            }
        }
    }
}

fn user_menu(shell: &Shell<'_>, user: &UserMenu<'_>) -> Markup {
    html! {
        @if !user.notifications.is_empty() {
            a.kepala__lonceng href=(safe_href(user.notifications)) {
                "Pemberitahuan"
                @if user.unread > 0 {
                    " " span.lencana { (unread(user.unread)) span.govuk-visually-hidden { " belum dibaca" } }
                }
            }
        }
        details.kepala__akun {
            summary { span.kepala__akun-nama { (user.name) } }
            div.kepala__akun-isi {
                p { strong { (user.name) }
                    @if !user.position.is_empty() { br; (user.position) }
                    @if !user.unit.is_empty() { br; (user.unit) }
                }
                @if !user.links.is_empty() {
                    ul { @for link in &user.links { li { a href=(safe_href(&link.href)) { (link.label) } } } }
                }
                @if !user.sign_out.is_empty() {
                    (act(&Form { action: user.sign_out, csrf: shell.csrf, ..Form::default() }, "Keluar", ButtonKind::Secondary))
                }
            }
        }
    }
}

fn unread(count: u64) -> String {
    if count > 99 { "99+".to_owned() } else { count.to_string() }
}

fn footer(shell: &Shell<'_>) -> Markup {
    html! {
        footer.kaki {
            div.govuk-width-container {
                @if !shell.footer.is_empty() {
                    nav aria-label="Kaki halaman" {
                        ul.kaki__tautan { @for link in &shell.footer { li { a href=(safe_href(&link.href)) { (link.label) } } } }
                    }
                }
                p.kaki__versi {
                    @if !shell.regency.name.is_empty() { "Pemerintah " (shell.regency.name) " · " }
                    "Pendopo" @if !shell.version.is_empty() { " " (shell.version) }
                }
                @if !shell.printed.is_empty() { p.kaki__cetak { (shell.printed) } }
            }
        }
    }
}

/// Heading of a page: caption above (kind of record, module), title, and the acts beside it.
pub fn heading(caption: &str, title: &str, acts: Markup) -> Markup {
    html! {
        div.judul {
            div {
                @if !caption.is_empty() { span.govuk-caption-l { (caption) } }
                h1.govuk-heading-l { (title) }
            }
            @if !acts.0.is_empty() { div.judul__tindakan { (acts) } }
        }
    }
}

/// Content in a column of readable width: forms and texts.
pub fn column(content: Markup) -> Markup {
    html! { div.kolom { (content) } }
}

/// A narrow column beside the content: side navigation, filters, facts. It stands above the content on narrow screens.
pub fn with_side(side: Markup, content: Markup) -> Markup {
    html! { div.samping { div.samping__sisi { (side) } div.samping__isi { (content) } } }
}

/// The sign-in and other pages that ask one thing: a card in the middle.
pub fn card_page(content: Markup) -> Markup {
    html! { div.kartu-masuk { (content) } }
}
