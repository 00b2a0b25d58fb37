//! The list: filters, order, columns, saved views, paging by the last row.
use kernel::page::Link;
use kernel::web::Response;
use kernel::{Ctx, Error, Result, Scope, Val, page};
use maud::html;
use serde_json::json;
use uuid::Uuid;

use crate::filter::{self, Filters, PAGE_PARAMETERS};
use crate::sql::{Cursor, Query};
use crate::value::{Style, parse};
use crate::{Direction, Field, Register, codes, labels, pages, store, view};

/// Records on one page.
const PAGE: usize = 50;

/// What the address of a list asks for.
pub(crate) struct State {
    /// Filters in use.
    pub filters: Filters,
    /// Rows, order and place.
    pub query: Query,
    /// Columns in the order of the register.
    pub columns: Vec<&'static Field>,
    /// The code lists that fields of the register are chosen from.
    pub codes: codes::Lists,
    /// The person chose the columns.
    pub chosen: bool,
}

/// Reads the address of a list.
///
/// # Errors
/// [`Error::BadRequest`] for a place in the list that nobody gave out.
pub(crate) async fn read(ctx: &Ctx, register: &'static Register, scope: &Scope, limit: usize) -> Result<State> {
    let codes = codes::lists(&ctx.app, register.fields.iter()).await?;
    let filters = filter::read(&ctx.app, &ctx.actor, register, scope, &codes, ctx.queries());
    let parts: Vec<&str> = filters.parts.iter().map(String::as_str).collect();
    let mut query = Query {
        conditions: filters.conditions.clone(),
        strict: filters.strict,
        candidates: kernel::search::candidates(&ctx.app, register.key, scope, &parts),
        ..Query::new(register, limit)
    };
    let asked = ctx.query("urut");
    if !asked.is_empty() {
        let (name, direction) = match asked.strip_prefix('-') {
            Some(name) => (name, Direction::Desc),
            None => (asked, Direction::Asc),
        };
        let field =
            register.field(name).filter(|field| field.kind.is_ordered() && filter::may_ask(register, field, scope));
        match (field, name) {
            (Some(field), _) => (query.sort, query.direction) = (field.name, direction),
            (None, "id") => (query.sort, query.direction) = ("id", direction),
            (None, _) => return Err(Error::BadRequest("Urutan daftar tidak dikenal. Buka daftar dari awal.".into())),
        }
    }
    for (name, backward) in [("sesudah", false), ("sebelum", true)] {
        let text = ctx.query(name);
        if !text.is_empty() {
            query.cursor = Some(cursor(ctx, register, query.sort, text)?);
            query.backward = backward;
        }
    }
    let wanted: Vec<&str> =
        ctx.queries().iter().filter(|(name, _)| name == "kolom").map(|(_, value)| value.as_str()).collect();
    let may_see =
        |field: &&'static Field| filter::may_ask(register, field, scope) || (field.is_shown() && !scope.is_public());
    let visible = register.fields.iter().filter(may_see);
    let columns: Vec<&'static Field> =
        visible.filter(|field| if wanted.is_empty() { field.list } else { wanted.contains(&field.name) }).collect();
    Ok(State { filters, query, columns, codes, chosen: !wanted.is_empty() })
}

/// A place in a list as text: the id, and after `~` the value of the sort column.
pub(crate) fn cursor_text(ctx: &Ctx, register: &Register, sort: &str, cursor: &Cursor) -> String {
    match register.field(sort) {
        Some(field) if !cursor.value.is_null() => {
            format!("{}~{}", cursor.id, parse::machine(&field.kind, &cursor.value, ctx.app.profile.zone()))
        }
        _ => cursor.id.to_string(),
    }
}

fn cursor(ctx: &Ctx, register: &Register, sort: &str, text: &str) -> Result<Cursor> {
    let strange = || Error::BadRequest("Tautan halaman ini tidak dikenal. Buka daftar dari awal.".into());
    let (id, value) = text.split_once('~').map_or((text, None), |(id, value)| (id, Some(value)));
    let id: Uuid = id.parse().map_err(|_| strange())?;
    let value = match (register.field(sort), value) {
        (Some(field), Some(value)) => {
            // A value that once fitted is a place in the list, whatever the bounds are now.
            if matches!(field.kind, crate::Kind::Text { .. } | crate::Kind::Choice(_) | crate::Kind::Code { .. }) {
                Val::Text(value.to_owned())
            } else {
                parse::text(&filter::unbounded(field), value, Style::File, ctx.app.profile.zone())
                    .map_err(|_| strange())?
            }
        }
        (Some(field), None) if field.required => return Err(strange()),
        (_, _) => Val::Null,
    };
    Ok(Cursor { value, id })
}

/// The query of the list with some parameters set or taken away, from its first page.
pub(crate) fn link(ctx: &Ctx, set: &[(&str, Option<&str>)]) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for (name, value) in ctx.queries() {
        let replaced =
            set.iter().any(|(key, _)| key == name) || name == "sesudah" || name == "sebelum" || value.is_empty();
        if !replaced {
            out.append_pair(name, value);
        }
    }
    for (name, value) in set {
        if let Some(value) = value {
            out.append_pair(name, value);
        }
    }
    let query = out.finish();
    if query.is_empty() { ctx.uri_path().to_owned() } else { format!("{}?{query}", ctx.uri_path()) }
}

/// The filters and order alone, for a saved view.
pub(crate) fn kept_query(ctx: &Ctx) -> String {
    link(ctx, &[("tampilan", None)]).split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
}

/// Shows the list.
pub(crate) async fn list(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let scope = super::reader(&ctx, register);
    let state = read(&ctx, register, &scope, PAGE).await?;
    let furniture = view::furniture(&ctx, register).await?;
    let found = store::page(&ctx.app, register, &scope, &state.query).await?;
    let codes = state.codes.clone();
    let lens = labels::lens_with(&ctx.app, &ctx.actor, &found.records, &state.columns, false, codes).await?;
    let body = pages::list::list(&ctx, register, &scope, &state, &furniture, &found, &lens)?;
    super::answer(&ctx, 200, register.title, vec![], false, body)
}

/// Records to choose from, for the suggestions of a reference while typing.
pub(crate) async fn options(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let found =
        kernel::Resource::options(register, ctx.app.clone(), ctx.scope.clone(), ctx.query("q").to_owned(), 20).await?;
    let list: Vec<_> =
        found.into_iter().map(|(id, label)| json!({ "value": id, "label": label, "hint": "" })).collect();
    Ok(kernel::web::json(http::StatusCode::OK, &json!(list)))
}

/// Keeps the filters, order and columns under a name.
pub(crate) async fn save_view(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let form = ctx.form();
    let known = |name: &str| {
        PAGE_PARAMETERS.contains(&name)
            || matches!(name, "q" | "status")
            || register.fields.iter().any(|field| {
                name == field.name
                    || name.strip_prefix(field.name).is_some_and(|rest| rest == ".dari" || rest == ".sampai")
            })
    };
    let pairs = form_urlencoded::parse(form.get("saringan").as_bytes()).filter(|(name, _)| known(name));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    match view::save(&ctx, register, form.get("judul"), &query, form.get("bersama") == page::YES).await {
        Ok(()) => {}
        Err(Error::Invalid(errors)) => {
            let (title, errors) = ("Simpan tampilan", pages::errors(&errors));
            let body = html! {
                (page::error_summary(&errors))
                (page::heading(register.title, title, html! {}))
                (pages::list::keep_form(&ctx, register, &query, &errors)?)
            };
            return super::answer(&ctx, 422, title, super::way_to_list(register), true, body);
        }
        Err(other) => return Err(other),
    }
    ctx.redirect_with(&format!("{}?{query}", register.href()), "Tampilan disimpan.")
}

/// Drops a saved view.
pub(crate) async fn remove_view(ctx: Ctx, register: &'static Register) -> Result<Response> {
    view::remove(&ctx, register, ctx.id("id")?).await?;
    ctx.redirect_with(&register.href(), "Tampilan dihapus.")
}

/// Filters in use, each with the link that drops it.
pub(crate) fn active(ctx: &Ctx, state: &State) -> Vec<Link<'static>> {
    let drop = |names: &[String]| {
        let set: Vec<(&str, Option<&str>)> = names.iter().map(|name| (name.as_str(), None)).collect();
        link(ctx, &set)
    };
    state.filters.active.iter().map(|active| Link::new(active.text.clone(), drop(&active.names))).collect()
}
