//! Accounts in the hands of an administrator: make, close, open again, first password, second factor.
use http::StatusCode;
use maud::{Markup, html};
use page::{ButtonKind, Column, Control, Fact, Form, FormError, Table, Text, TextKind, Tone, Width};
use uuid::Uuid;

use super::super::{form_errors, own};
use super::framed;
use crate::auth::account::{self, Account, NewAccount, Place};
use crate::auth::{citizen, password, session};
use crate::notify::{Notice, notify};
use crate::web::history;
use crate::{Ctx, Error, Response, Result, Subject, Write, audit};

const HOME: &str = "/admin/akun";
const WAY: [(&str, &str); 1] = [("Akun", HOME)];
/// Accounts on a page.
const LIMIT: usize = 50;

fn href(id: Uuid) -> String {
    format!("{HOME}/{id}")
}

fn subject(id: Uuid) -> Subject {
    Subject::new("account", id, href(id))
}

fn state(account: &Account) -> Markup {
    if !account.active {
        page::tag("Ditutup", Tone::Bad)
    } else if account.must_change {
        page::tag("Kata sandi awal", Tone::Attention)
    } else {
        page::tag("Aktif", Tone::Good)
    }
}

/// The list.
pub async fn list(ctx: Ctx) -> Result<Response> {
    let q: String = ctx.query("q").chars().take(100).collect();
    let place = match ctx.query("sebelum") {
        "" => Place::After(ctx.query("sesudah")),
        login => Place::Before(login),
    };
    let citizens = ctx.query("jenis") == "warga";
    let mut found = if citizens {
        citizen::list(&ctx.app, &q, place, LIMIT + 1).await?
    } else {
        account::list(&ctx.app, &q, place, LIMIT + 1).await?
    };
    let more = found.len() > LIMIT;
    let (before, after) = match place {
        Place::After(login) => (!login.is_empty(), more),
        Place::Before(_) => (more, true),
    };
    if more {
        match place {
            Place::After(_) => found.truncate(LIMIT),
            Place::Before(_) => drop(found.remove(0)),
        }
    }
    let kind = if citizens { "warga" } else { "" };
    let address = |key: &str, account: Option<&Account>| {
        let login = account.map(|account| account.login.as_str()).unwrap_or_default();
        format!(
            "{HOME}?{}",
            form_urlencoded::Serializer::new(String::new())
                .append_pair("jenis", kind)
                .append_pair("q", &q)
                .append_pair(key, login)
                .finish()
        )
    };
    let previous = before.then(|| address("sebelum", found.first())).filter(|_| !found.is_empty());
    let next = after.then(|| address("sesudah", found.last())).filter(|_| !found.is_empty());
    let zone = ctx.app.profile.zone();
    let rows = found.iter().map(|account| {
        page::Row::new(vec![
            html! { a.govuk-link href=(href(account.id)) { (account.name) } },
            html! { (account.login) },
            html! { (account.email.as_deref().unwrap_or("–")) },
            state(account),
            html! { (if account.totp_on { "Ya" } else { "Tidak" }) },
            html! { @match account.last_signin { Some(at) => (indonesia::tanggal::waktu_relatif(at, ctx.now, zone)), None => "Belum pernah" } },
        ])
    });
    let columns = ["Nama", "Nama pengguna", "Surel", "Keadaan", "Kode kedua", "Terakhir masuk"].map(Column::new).into();
    let table =
        Table { caption: "Akun".into(), caption_hidden: true, columns, rows: rows.collect(), ..Table::default() };
    let control = Control { name: "q", label: "Cari nama, nama pengguna, atau surel", ..Control::default() };
    let body = html! {
        (page::heading("Admin", "Akun", page::button_link("Buat akun", "/admin/akun/baru", ButtonKind::Primary)))
        (page::segments("Jenis akun", &[page::NavItem::new("Pegawai", HOME, !citizens), page::NavItem::new("Warga", "/admin/akun?jenis=warga", citizens)]))
        (page::search_form(HOME, html! {
            (page::hidden("jenis", kind))
            (page::text_input(&control, &q, &Text { width: Width::TwoThirds, ..Text::default() }))
            (page::buttons(html! {
                (page::button(&page::Button { label: "Cari", kind: ButtonKind::Secondary, ..page::Button::default() }))
                @if !q.is_empty() { a.govuk-link href=(HOME) { "Tampilkan semua" } }
            }))
        }))
        @if found.is_empty() {
            @let text = if q.is_empty() { "Buat akun untuk setiap orang yang bekerja di sini." } else { "Periksa ejaan, atau tampilkan semua akun." };
            (page::empty(&if q.is_empty() { "Tidak ada akun lagi".to_owned() } else { format!("Tidak ada akun yang cocok dengan \"{q}\"") }, text, None))
        } @else {
            (page::table(&table))
            (page::pagination(previous.as_deref(), next.as_deref(), ""))
        }
    };
    framed(&ctx, StatusCode::OK, "Akun", &[], &[], body)
}

/// The form for a new account.
pub async fn new_form(ctx: Ctx) -> Result<Response> {
    new_page(&ctx, &[])
}

fn fields(ctx: &Ctx, name: &str, email: &str, errors: &[FormError]) -> Markup {
    let control = |name: &'static str, label: &'static str| Control {
        name,
        label,
        error: page::error_of(errors, name),
        ..Control::default()
    };
    let email_control = Control {
        optional: true,
        hint: "Untuk pemberitahuan. Pemilik akun dapat mengubahnya sendiri.",
        ..control("surel", "Alamat surel")
    };
    let (name, email) =
        if ctx.form().has("nama") { (ctx.form().get("nama"), ctx.form().get("surel")) } else { (name, email) };
    html! {
        (page::text_input(&Control { hint: "Nama lengkap dengan gelar, seperti pada surat.", ..control("nama", "Nama") }, name, &Text { width: Width::TwoThirds, max_length: Some(150), ..Text::default() }))
        (page::text_input(&email_control, email, &Text { kind: TextKind::Email, width: Width::TwoThirds, ..Text::default() }))
    }
}

fn new_page(ctx: &Ctx, errors: &[FormError]) -> Result<Response> {
    let csrf = ctx.csrf()?;
    let key = ctx.new_form_key();
    let login = Control {
        name: "login",
        label: "Nama pengguna",
        hint: "3 sampai 60 huruf kecil, angka, titik, atau tanda hubung. Tidak dapat diubah kemudian.",
        error: page::error_of(errors, "login"),
        ..Control::default()
    };
    let body = html! {
        (page::heading("Akun", "Buat akun", html! {}))
        (page::form(&Form { action: HOME, csrf: &csrf, key: &key, ..Form::default() }, html! {
            (fields(ctx, "", "", errors))
            (page::text_input(&login, ctx.form().get("login"), &Text { width: Width::Chars20, ..Text::default() }))
            p.govuk-body { "Kata sandi awal dibuat oleh sistem dan ditampilkan satu kali." }
            (page::submit("Buat akun"))
        }))
    };
    framed(ctx, own::status(errors), "Buat akun", errors, &WAY, body)
}

fn check(ctx: &Ctx) -> (String, Option<String>, Vec<FormError>) {
    let (name, email) = (ctx.form().get("nama").to_owned(), ctx.form().get("surel").to_owned());
    let mut errors = vec![];
    if name.is_empty() || name.chars().count() > 150 || name.chars().any(char::is_control) {
        errors.push(FormError::new("nama", "Isi nama, paling banyak 150 huruf"));
    }
    if !email.is_empty() && !account::email_is_valid(&email) {
        errors.push(FormError::new("surel", "Alamat surel belum benar. Contoh: nama@contohkab.go.id"));
    }
    (name, Some(email).filter(|email| !email.is_empty()), errors)
}

/// Makes an account and shows its first password this once.
pub async fn create(ctx: Ctx) -> Result<Response> {
    let (name, email, mut errors) = check(&ctx);
    let login = ctx.form().get("login").to_lowercase();
    if !account::login_is_valid(&login) {
        errors.push(FormError::new("login", "Nama pengguna 3 sampai 60 huruf kecil, angka, titik, atau tanda hubung"));
    }
    if !errors.is_empty() {
        return new_page(&ctx, &errors);
    }
    let first = password::first(&ctx.app.keys)?;
    let mut write = ctx.write("akun.dibuat").await?;
    let new =
        NewAccount { login: login.clone(), name: name.clone(), email, password: first.clone(), must_change: true };
    let id = match account::create(&mut write, new).await {
        Ok(id) => id,
        Err(Error::Invalid(fields)) => {
            drop(write);
            return new_page(&ctx, &form_errors(&fields));
        }
        Err(error) => return Err(error),
    };
    write.commit(&subject(id)).await?;
    first_password_page(&ctx, "Akun sudah dibuat", id, &name, &login, &first)
}

fn first_password_page(ctx: &Ctx, title: &str, id: Uuid, name: &str, login: &str, first: &str) -> Result<Response> {
    let facts = [
        Fact::new("Nama", html! { (name) }),
        Fact::new("Nama pengguna", html! { code.rahasia { (login) } }),
        Fact::new("Kata sandi awal", html! { code.rahasia { (first) } }),
        Fact::new("Alamat", html! { (ctx.app.config.url) "/masuk" }),
    ];
    let body = html! {
        (page::heading("Akun", title, html! {}))
        (page::warning("Sampaikan kata sandi awal ini sekarang, langsung kepada orangnya. Kata sandi tidak dapat ditampilkan lagi."))
        (page::summary_list(&facts))
        p.govuk-body { "Saat masuk pertama kali, pemilik akun harus memilih kata sandinya sendiri." }
        (page::button_link("Lanjut ke akun", &href(id), ButtonKind::Primary))
    };
    framed(ctx, StatusCode::OK, title, &[], &WAY, body)
}

/// One account.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let account = account::find(&ctx.app, ctx.id("id")?).await?;
    let zone = ctx.app.profile.zone();
    let assignments = ctx.app.assignments(account.id).await?;
    let mut titles: Vec<&str> = assignments.iter().map(|each| each.title.as_str()).collect();
    titles.sort_unstable();
    titles.dedup();
    let sessions = session::list(&ctx.app, account.id, None).await?.len();
    let entries = audit::history::of(&ctx.app, account.id, None, 20).await?;
    let is_me = ctx.account()? == account.id;
    let facts = [
        Fact::new("Nama pengguna", html! { (account.login) }),
        Fact::new("Surel", html! { (account.email.as_deref().unwrap_or_default()) }),
        Fact::new("Keadaan", state(&account)),
        Fact::new("Kode kedua", html! { (if account.totp_on { "Dipakai" } else { "Tidak dipakai" }) }),
        Fact::new("Jabatan", html! { (titles.join("; ")) }),
        Fact::new(
            "Terakhir masuk",
            html! { @match account.last_signin { Some(at) => (indonesia::tanggal::waktu_panjang(at, zone)), None => "Belum pernah" } },
        ),
        Fact::new("Perangkat yang masuk", html! { (sessions) }),
    ];
    let csrf = ctx.csrf()?;
    let ask = |what: &str, label: &str, kind: ButtonKind| {
        page::button_link(label, &format!("{}/{what}", href(account.id)), kind)
    };
    let action = format!("{}/pembukaan", href(account.id));
    let reopen =
        page::act(&Form { action: &action, csrf: &csrf, ..Form::default() }, "Buka kembali akun", ButtonKind::Primary);
    let change = page::button_link("Ubah nama dan surel", &format!("{}/ubah", href(account.id)), ButtonKind::Secondary);
    let words = history::Words { action: &action_word, column: &column_word, value: &value_word };
    let body = html! {
        (page::heading("Akun", &account.name, change))
        (page::summary_list(&facts))
        @if is_me {
            (page::inset(html! { "Ini akun Anda sendiri. Ganti kata sandi dan kode kedua di halaman " a.govuk-link href="/akun" { "Akun" } "." }))
        } @else {
            (page::card("Tindakan", &[], html! {
                p.govuk-body { "Pastikan dahulu bahwa yang meminta memang pemilik akun. Setiap tindakan tercatat dan diberitahukan kepadanya." }
                (page::buttons(html! {
                    (ask("sandi", "Beri kata sandi awal baru", ButtonKind::Secondary))
                    @if account.totp_on { (ask("kode-kedua", "Atur ulang kode kedua", ButtonKind::Secondary)) }
                    @if account.active { (ask("penutupan", "Tutup akun", ButtonKind::Warning)) }
                    @else { (reopen) }
                }))
            }))
        }
        h2.govuk-heading-m { "Riwayat" }
        (history::view(&entries, zone, &words))
    };
    framed(&ctx, StatusCode::OK, &account.name, &[], &WAY, body)
}

fn action_word(action: &str) -> Option<&'static str> {
    Some(match action {
        "akun.dibuat" => "Akun dibuat",
        "akun.administrator_pertama" => "Akun administrator pertama dibuat",
        "akun.diubah" => "Nama atau surel diubah",
        "akun.ditutup" => "Akun ditutup",
        "akun.dibuka" => "Akun dibuka kembali",
        "akun.sandi_awal" => "Kata sandi awal baru diberikan",
        "akun.sandi_diganti" => "Kata sandi diganti pemilik",
        "akun.kode_kedua_disiapkan" => "Kode kedua disiapkan",
        "akun.kode_kedua_aktif" => "Kode kedua diaktifkan",
        "akun.kode_kedua_mati" => "Kode kedua dimatikan pemilik",
        "akun.kode_kedua_diatur_ulang" => "Kode kedua diatur ulang",
        "akun.pemberitahuan_diatur" => "Pengaturan pemberitahuan diubah",
        _ => return None,
    })
}

fn column_word(column: &str) -> Option<&'static str> {
    Some(match column {
        "login" => "Nama pengguna",
        "name" => "Nama",
        "email" => "Surel",
        "password" => "Kata sandi",
        "totp_secret" => "Rahasia kode kedua",
        "totp_on" => "Kode kedua",
        "active" => "Boleh masuk",
        "must_change" => "Harus ganti kata sandi",
        "digest" => "Surel pemberitahuan",
        _ => return None,
    })
}

fn value_word(column: &str, value: &serde_json::Value) -> Option<String> {
    match (column, value.as_i64(), value.as_str()) {
        ("totp_on" | "active" | "must_change", Some(yes), _) => Some(if yes == 1 { "ya" } else { "tidak" }.to_owned()),
        ("digest", _, Some(key)) => {
            account::DIGESTS.iter().find(|(own, _)| *own == key).map(|(_, label)| (*label).to_owned())
        }
        _ => None,
    }
}

/// The form for name and mail.
pub async fn edit_form(ctx: Ctx) -> Result<Response> {
    let account = account::find(&ctx.app, ctx.id("id")?).await?;
    edit_page(&ctx, &account, &[])
}

fn edit_page(ctx: &Ctx, account: &Account, errors: &[FormError]) -> Result<Response> {
    let csrf = ctx.csrf()?;
    let version = account.version.to_string();
    let to = href(account.id);
    let body = html! {
        (page::heading("Akun", "Ubah nama dan surel", html! {}))
        (page::form(&Form { action: &to, csrf: &csrf, version: &version, ..Form::default() }, html! {
            (fields(ctx, &account.name, account.email.as_deref().unwrap_or_default(), errors))
            (page::buttons(html! { (page::submit("Simpan")) a.govuk-link href=(to) { "Batal" } }))
        }))
    };
    framed(ctx, own::status(errors), "Ubah nama dan surel", errors, &WAY, body)
}

/// Keeps name and mail.
pub async fn update(ctx: Ctx) -> Result<Response> {
    let account = account::find(&ctx.app, ctx.id("id")?).await?;
    let (name, email, errors) = check(&ctx);
    if !errors.is_empty() {
        return edit_page(&ctx, &account, &errors);
    }
    let version: i64 = ctx
        .form()
        .get("_versi")
        .parse()
        .map_err(|_| Error::BadRequest("Formulir tidak lengkap. Muat ulang halaman.".into()))?;
    let mut write = ctx.write("akun.diubah").await?;
    match write
        .update(&account::table(), account.id, Some(version), vec![("name", name.into()), ("email", email.into())])
        .await
    {
        Ok(_) => {}
        Err(Error::Conflict) => {
            drop(write);
            let text = format!(
                "Akun ini baru saja diubah orang lain: kini bernama \"{}\" dengan surel \"{}\". Periksa isian Anda, lalu simpan lagi",
                account.name,
                account.email.as_deref().unwrap_or("–")
            );
            return edit_page(&ctx, &account, &[FormError::new("", text)]);
        }
        Err(error) => return Err(error),
    }
    write.commit(&subject(account.id)).await?;
    ctx.redirect_with(&href(account.id), "Perubahan disimpan.")
}

/// The account of the address, which must not be the administrator's own: nobody shuts themselves out.
async fn another(ctx: &Ctx) -> Result<Account> {
    let account = account::find(&ctx.app, ctx.id("id")?).await?;
    if account.id == ctx.account()? {
        return Err(Error::refused(
            "Tindakan ini tidak berlaku untuk akun Anda sendiri. Minta administrator lain melakukannya.",
        ));
    }
    Ok(account)
}

async fn tell(write: &mut Write, account: Uuid, title: &str, body: &str) -> Result<()> {
    let event = "akun.administrator".into();
    notify(write, &[account], Notice { title: title.to_owned(), body: body.to_owned(), href: "/akun".into(), event })
        .await
}

/// Asks before an act that puts somebody out.
pub async fn confirm(ctx: Ctx) -> Result<Response> {
    let account = another(&ctx).await?;
    let (title, text, kind) = match ctx.uri_path().rsplit('/').next() {
        Some("sandi") => (
            "Beri kata sandi awal baru",
            "Kata sandi yang sekarang tidak berlaku lagi dan semua perangkatnya dikeluarkan.",
            ButtonKind::Primary,
        ),
        Some("kode-kedua") => (
            "Atur ulang kode kedua",
            "Kode dari telepon dan kode pemulihan tidak berlaku lagi, dan semua perangkatnya dikeluarkan. Kata sandi saja cukup untuk masuk.",
            ButtonKind::Warning,
        ),
        Some("penutupan") => (
            "Tutup akun",
            "Pemilik akun tidak dapat masuk lagi dan semua perangkatnya dikeluarkan. Datanya tetap ada, dan akun dapat dibuka kembali.",
            ButtonKind::Warning,
        ),
        _ => return Err(Error::NotFound),
    };
    let csrf = ctx.csrf()?;
    let back = href(account.id);
    let body = html! {
        (page::heading(&account.name, title, html! {}))
        p.govuk-body { (text) }
        (page::form(&Form { action: ctx.uri_path(), csrf: &csrf, ..Form::default() }, page::buttons(html! {
            (page::button(&page::Button { label: title, kind, ..page::Button::default() }))
            a.govuk-link href=(back) { "Batal" }
        })))
    };
    framed(&ctx, StatusCode::OK, title, &[], &WAY, body)
}

/// Closes an account: its sessions end, its tokens open nothing.
pub async fn close(ctx: Ctx) -> Result<Response> {
    let account = another(&ctx).await?;
    let mut write = ctx.write("akun.ditutup").await?;
    write.update(&account::table(), account.id, None, vec![("active", false.into())]).await?;
    session::end_others(&mut write, account.id, None).await?;
    write.commit(&subject(account.id)).await?;
    ctx.redirect_with(&href(account.id), "Akun sudah ditutup dan semua perangkatnya dikeluarkan.")
}

/// Opens a closed account again.
pub async fn reopen(ctx: Ctx) -> Result<Response> {
    let account = another(&ctx).await?;
    let mut write = ctx.write("akun.dibuka").await?;
    write.update(&account::table(), account.id, None, vec![("active", true.into())]).await?;
    tell(&mut write, account.id, "Akun Anda dibuka kembali", "Administrator membuka kembali akun Anda.").await?;
    write.commit(&subject(account.id)).await?;
    ctx.redirect_with(&href(account.id), "Akun sudah dibuka kembali.")
}

/// Gives a new first password, shown this once; sessions end.
pub async fn first_password(ctx: Ctx) -> Result<Response> {
    let account = another(&ctx).await?;
    let first = password::first(&ctx.app.keys)?;
    let hash = password::hash(first.clone()).await?;
    let mut write = ctx.write("akun.sandi_awal").await?;
    account::set_password(&mut write, account.id, hash, true).await?;
    session::end_others(&mut write, account.id, None).await?;
    tell(
        &mut write,
        account.id,
        "Kata sandi awal baru untuk akun Anda",
        "Administrator memberi kata sandi awal baru. Tidak memintanya? Hubungi administrator segera.",
    )
    .await?;
    write.commit(&subject(account.id)).await?;
    first_password_page(&ctx, "Kata sandi awal baru", account.id, &account.name, &account.login, &first)
}

/// Takes the second factor away, for somebody who lost telephone and recovery codes; sessions end.
pub async fn reset_second_factor(ctx: Ctx) -> Result<Response> {
    let account = another(&ctx).await?;
    if !account.totp_on {
        return ctx.redirect(&href(account.id));
    }
    let mut write = ctx.write("akun.kode_kedua_diatur_ulang").await?;
    account::drop_second_factor(&mut write, account.id).await?;
    session::end_others(&mut write, account.id, None).await?;
    tell(&mut write, account.id, "Kode kedua akun Anda diatur ulang", "Administrator mematikan kode kedua akun Anda. Pasang lagi di halaman Akun. Tidak memintanya? Hubungi administrator segera.").await?;
    write.commit(&subject(account.id)).await?;
    ctx.redirect_with(
        &href(account.id),
        "Kode kedua sudah diatur ulang. Pemilik akun dapat masuk dengan kata sandi saja.",
    )
}
