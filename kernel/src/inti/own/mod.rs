//! The pages of the own account: who am I here, password, second factor, sessions, tokens, mail.
pub(super) mod close;
pub(super) mod mail;
pub(super) mod password;
pub(super) mod second_factor;
pub(super) mod sessions;
pub(super) mod tokens;

use http::StatusCode;
use maud::{Markup, html};
use page::{Fact, FormError, Link, NavItem};
use uuid::Uuid;

use crate::auth::account::{self, Account};
use crate::auth::throttle::{self, Source};
use crate::web::Options;
use crate::{Ctx, Response, Result, Subject};

const PAGES: [(&str, &str); 7] = [
    ("Akun", "/akun"),
    ("Kata sandi", "/akun/sandi"),
    ("Kode kedua", "/akun/kode-kedua"),
    ("Perangkat yang masuk", "/akun/sesi"),
    ("Token API", "/akun/token"),
    ("Surel dan pemberitahuan", "/akun/pemberitahuan"),
    ("Tutup akun", "/akun/penutupan"),
];
/// Pages of who works here, and of citizens, alone.
const STAFF_ONLY: &str = "/akun/token";
const CITIZENS_ONLY: &str = "/akun/penutupan";

/// The account behind the request.
async fn me(ctx: &Ctx) -> Result<Account> {
    account::find(&ctx.app, ctx.account()?).await
}

fn subject(account: Uuid, href: &str) -> Subject {
    Subject::new("account", account, href)
}

/// One page of the own account, with the others beside it.
fn framed(ctx: &Ctx, status: StatusCode, title: &str, errors: &[FormError], content: Markup) -> Result<Response> {
    let here = ctx.uri_path();
    let inside = |href: &str| {
        here == href || (href != "/akun" && here.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
    };
    let citizen = ctx.actor.person().is_some_and(|person| person.citizen);
    let left_out = if citizen { STAFF_ONLY } else { CITIZENS_ONLY };
    let pages = PAGES.iter().filter(|(_, href)| *href != left_out);
    let items = pages.map(|&(label, href)| NavItem::new(label, href, inside(href))).collect();
    let locked = ctx.actor.person().is_some_and(|person| person.must_change);
    let content = html! { (page::error_summary(errors)) (content) };
    let (body, breadcrumbs) = if locked {
        (page::column(content), vec![])
    } else {
        let mut way = vec![Link::new("Beranda", "/")];
        if here != "/akun" {
            way.push(Link::new("Akun", "/akun"));
        }
        (page::with_side(page::side_navigation("Akun saya", &[("", items)]), content), way)
    };
    ctx.framed(status, Options { title, breadcrumbs, has_errors: !errors.is_empty(), ..Options::default() }, body)
}

/// Status of a form page: 200 when it is shown first, 422 when it comes back with errors.
pub(super) fn status(errors: &[FormError]) -> StatusCode {
    if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// A password as typed: its spaces belong to it.
pub(super) fn typed<'c>(ctx: &'c Ctx, name: &str) -> &'c str {
    ctx.form().pairs().iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
}

/// What is wrong with the current password typed into the field `name`; nothing when it fits. Who sits at a browser that
/// somebody left open guesses as slowly as at the door. Only sessions of the account count here, so nobody else can use
/// up its tries.
async fn wrong_password(ctx: &Ctx, account: &Account, name: &str) -> Result<Option<FormError>> {
    let password = typed(ctx, name);
    if password.is_empty() {
        return Ok(Some(FormError::new(name, "Isi kata sandi Anda yang sekarang")));
    }
    let source = Source::Device("halaman akun".into());
    throttle::admit(&ctx.app, &account.login, &source).await?;
    if crate::auth::password::matches(password.to_owned(), Some(account.password.clone())).await? {
        throttle::succeeded(&ctx.app, &account.login, &source).await?;
        return Ok(None);
    }
    throttle::failed(&ctx.app, &account.login, &source).await?;
    Ok(Some(FormError::new(name, "Kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi")))
}

/// Who I am here.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let account = me(&ctx).await?;
    let zone = ctx.app.profile.zone();
    let roles = |key: &str| {
        crate::module::ROLES
            .iter()
            .find(|(own, _)| *own == key)
            .map_or_else(|| key.to_owned(), |(_, title)| (*title).to_owned())
    };
    let with_act = |key: &'static str, value: Markup, label: &'static str, href: &'static str| Fact {
        act: Some(Link::new(label, href)),
        ..Fact::new(key, value)
    };
    let second = if account.totp_on { "Aktif: masuk memerlukan kode dari telepon Anda" } else { "Belum dipakai" };
    let facts = [
        Fact::new("Nama", html! { (account.name) }),
        Fact::new("Nama pengguna", html! { (account.login) }),
        with_act("Surel", html! { (account.email.as_deref().unwrap_or_default()) }, "Ubah", "/akun/pemberitahuan"),
        with_act(
            "Kata sandi",
            html! { "Tersimpan dalam bentuk acak yang tidak dapat dibaca kembali" },
            "Ganti",
            "/akun/sandi",
        ),
        with_act("Kode kedua", html! { (second) }, "Atur", "/akun/kode-kedua"),
        Fact::new(
            "Terakhir masuk",
            html! { @if let Some(at) = account.last_signin { (indonesia::tanggal::waktu_panjang(at, zone)) } },
        ),
    ];
    // One line for a position, however many roles it carries.
    let mut positions: Vec<(&str, Vec<String>)> = vec![];
    for assignment in ctx.actor.assignments() {
        match positions.iter_mut().find(|(title, _)| *title == assignment.title) {
            Some((_, held)) => held.push(roles(&assignment.role)),
            None => positions.push((&assignment.title, vec![roles(&assignment.role)])),
        }
    }
    let body = html! {
        (page::heading("", "Akun", html! {}))
        (page::summary_list(&facts))
        @if account.citizen {
            p.govuk-body { "Ini akun warga. Urusan Anda ada di " a.govuk-link href="/" { "beranda" } "." }
        } @else if ctx.actor.assignments().is_empty() {
            h2.govuk-heading-m { "Jabatan dan peran" }
            (page::inset(html! { "Akun ini belum terhubung dengan jabatan. Minta pengelola kepegawaian perangkat daerah Anda menautkannya." }))
        } @else {
            h2.govuk-heading-m { "Jabatan dan peran" }
            ul.govuk-list.govuk-list--bullet {
                @for (title, held) in &positions { li { (title) " " span.pudar { "(" (held.join("; ")) ")" } } }
            }
            p.govuk-body { "Hak Anda mengikuti jabatan. Jika ada yang keliru, hubungi pengelola kepegawaian perangkat daerah Anda." }
        }
    };
    framed(&ctx, StatusCode::OK, "Akun", &[], body)
}
