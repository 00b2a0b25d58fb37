//! Handlers: find, decide, write, answer. Every route of a register is made here from its constant.
pub(crate) mod act;
mod attach;
mod conflict;
pub(crate) mod edit;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod remove;
mod show;

use kernel::page::Link;
use kernel::web::{Options, Response};
use kernel::{Access, Ctx, Result, Routes, Scope};
use maud::Markup;

use crate::{Kind, Record, Register, api};

/// Every page and API route of a register.
pub(crate) fn routes(register: &'static Register) -> Routes {
    let key = register.key;
    let read = reading(register);
    let held = Access::Can(register.read);
    let write = Access::Can(register.write);
    let mut routes = Routes::new()
        .get(format!("/{key}"), read, move |ctx| list::list(ctx, register))
        .get(format!("/{key}/bantuan"), read, move |ctx| show::help(ctx, register))
        .get(format!("/{key}/ekspor"), read, move |ctx| export::export(ctx, register))
        .get(format!("/{key}/pilihan"), held, move |ctx| list::options(ctx, register))
        .post(format!("/{key}/tampilan"), held, move |ctx| list::save_view(ctx, register))
        .post(format!("/{key}/tampilan/{{id}}/hapus"), held, move |ctx| list::remove_view(ctx, register))
        .get(format!("/{key}/baru"), write, move |ctx| edit::new(ctx, register))
        .get(format!("/{key}/impor"), write, move |ctx| import::start(ctx, register))
        .upload(format!("/{key}/impor"), write, move |ctx| import::upload(ctx, register))
        .get(format!("/{key}/impor/templat"), write, move |ctx| import::template(ctx, register))
        .get(format!("/{key}/impor/{{muatan}}"), write, move |ctx| import::preview(ctx, register))
        .post(format!("/{key}/impor/{{muatan}}"), write, move |ctx| import::apply(ctx, register))
        .get(format!("/{key}/{{id}}"), read, move |ctx| show::show(ctx, register))
        .get(format!("/{key}/{{id}}/riwayat"), held, move |ctx| show::history(ctx, register))
        .get(format!("/{key}/{{id}}/komentar"), held, move |ctx| show::comments(ctx, register))
        .post(format!("/{key}/{{id}}/komentar"), held, move |ctx| show::comment(ctx, register))
        .get(format!("/{key}/{{id}}/lampiran"), held, move |ctx| attach::list(ctx, register))
        .upload(format!("/{key}/{{id}}/lampiran"), write, move |ctx| attach::add(ctx, register))
        .get(format!("/{key}/{{id}}/lampiran/{{berkas}}"), read, move |ctx| attach::download(ctx, register))
        .post(format!("/{key}/{{id}}/lampiran/{{berkas}}/hapus"), write, move |ctx| attach::remove(ctx, register))
        .get(format!("/{key}/{{id}}/ubah"), write, move |ctx| edit::form(ctx, register));
    routes = if register.fields.iter().any(|field| matches!(field.kind, Kind::File)) {
        routes.upload(format!("/{key}"), write, move |ctx| edit::create(ctx, register)).upload(
            format!("/{key}/{{id}}"),
            write,
            move |ctx| edit::save(ctx, register),
        )
    } else {
        routes.post(format!("/{key}"), write, move |ctx| edit::create(ctx, register)).post(
            format!("/{key}/{{id}}"),
            write,
            move |ctx| edit::save(ctx, register),
        )
    };
    if register.deletable {
        routes = routes.get(format!("/{key}/{{id}}/hapus"), write, move |ctx| remove::ask(ctx, register)).post(
            format!("/{key}/{{id}}/hapus"),
            write,
            move |ctx| remove::remove(ctx, register),
        );
    }
    for transition in register.flow.map(|flow| flow.transitions).unwrap_or_default() {
        let path = format!("/{key}/{{id}}/alur/{}", transition.key);
        let may = Access::Can(transition.perm);
        routes =
            routes
                .get(path.clone(), may, move |ctx| act::ask(ctx, register, transition))
                .post(path, may, move |ctx| act::act(ctx, register, transition));
    }
    routes.merge(api::routes(register))
}

/// What reading demands: the permission, or nothing where records may be open to everybody.
fn reading(register: &Register) -> Access {
    match register.public {
        Some(_) => Access::Public("catatan yang ditandai terbuka; yang lain hanya bagi yang berhak"),
        None => Access::Can(register.read),
    }
}

/// The rows that the actor may read, whatever permission the route asked for.
pub(crate) fn reader(ctx: &Ctx, register: &Register) -> Scope {
    if ctx.actor.can(register.read) || register.public.is_none() {
        ctx.scope_of(register.read)
    } else {
        ctx.scope.clone()
    }
}

/// The record of the address, if the actor may read it.
pub(crate) async fn find(ctx: &Ctx, register: &'static Register) -> Result<Record> {
    crate::store::find(&ctx.app, register, &reader(ctx, register), ctx.id("id")?).await
}

/// Whether the actor holds the record and does not only see it because it is open to everybody.
pub(crate) fn is_held(ctx: &Ctx, record: &Record) -> bool {
    ctx.scope_of(record.register.read).holds(record.unit, record.owner)
}

/// A page of a register: with the way to it.
fn answer(ctx: &Ctx, status: u16, title: &str, way: Vec<Link<'_>>, has_errors: bool, body: Markup) -> Result<Response> {
    let status = http::StatusCode::from_u16(status).map_err(kernel::Error::internal)?;
    let mut breadcrumbs = vec![Link::new("Beranda", "/")];
    breadcrumbs.extend(way);
    ctx.framed(status, Options { title, breadcrumbs, has_errors, ..Options::default() }, body)
}

fn way_to_list(register: &Register) -> Vec<Link<'static>> {
    vec![Link::new(register.title, register.href())]
}

fn way_to_record(record: &Record) -> Vec<Link<'static>> {
    let mut way = way_to_list(record.register);
    way.push(Link::new(record.label(), record.href()));
    way
}
