//! Making and changing a record.
use std::collections::{BTreeMap, BTreeSet};

use kernel::file::{self, Owner, Secrecy};
use kernel::page;
use kernel::web::{Form, Response};
use kernel::{Class, Ctx, Error, FieldError, Result, Val, Write};
use maud::html;
use uuid::Uuid;

use crate::check::{self, Draft};
use crate::extra::Extra;
use crate::pages::control::Sheet;
use crate::pages::form::Frame;
use crate::value::show;
use crate::{Kind, Owned, Record, Register, codes, labels, pages, store, view};

/// A register with at most so many records that the actor may see is chosen from a list; a larger one is searched.
const FEW: usize = 20;

/// Everything that the controls need.
pub(super) async fn sheet<'a>(
    ctx: &Ctx,
    register: &'static Register,
    form: &'a Form,
    errors: &'a [page::FormError],
    record: Option<&Record>,
    with_unit: bool,
) -> Result<Sheet<'a>> {
    let mut targets = BTreeSet::new();
    let mut chosen = Vec::new();
    let mut note = |kind: &Kind, name: &str| {
        if let Some(target) = kind.target() {
            targets.insert(target);
            if let Ok(id) = form.get(name).parse::<Uuid>() {
                chosen.push((target, id));
            }
        }
    };
    for field in register.fields {
        note(&field.kind, field.name);
        if let Kind::Table(columns) = field.kind {
            for place in 0..=crate::value::form::row_count(field, form) {
                for column in columns {
                    note(&column.kind, &format!("{}.{place}.{}", field.name, column.name));
                }
            }
        }
    }
    if with_unit {
        note(&Kind::Unit, "_unit");
    }
    let mut small = BTreeMap::new();
    let searched = form.get(page::SEARCH_FIELD);
    let mut found = None;
    for target in targets {
        let Some(resource) = ctx.app.resource(target) else { continue };
        let scope = ctx.scope_of(resource.read());
        let options = resource.options(ctx.app.clone(), scope.clone(), String::new(), FEW + 1).await?;
        if options.len() <= FEW {
            small.insert(target, options);
        } else if target_of(register, searched) == Some(target) {
            let text = form.get(&format!("{searched}.cari")).to_owned();
            found = Some((searched.to_owned(), resource.options(ctx.app.clone(), scope, text, FEW).await?));
        }
    }
    let labels = if chosen.is_empty() { BTreeMap::new() } else { labels::find(&ctx.app, &ctx.actor, chosen).await? };
    let codes = codes::lists(&ctx.app, register.fields.iter()).await?;
    Ok(Sheet { form, errors, small, codes, labels, found, files: file_names(ctx, record).await? })
}

/// The register that a control of this name points to.
fn target_of(register: &'static Register, control: &str) -> Option<&'static str> {
    if control == "_unit" {
        return Some("perangkat_daerah");
    }
    if let Some(field) = register.field(control) {
        return field.kind.target();
    }
    let (field, rest) = control.split_once('.')?;
    let (_, column) = rest.split_once('.')?;
    let Kind::Table(columns) = register.field(field)?.kind else { return None };
    columns.iter().find(|own| own.name == column)?.kind.target()
}

async fn file_names(ctx: &Ctx, record: Option<&Record>) -> Result<BTreeMap<&'static str, String>> {
    let mut names = BTreeMap::new();
    let Some(record) =
        record.filter(|record| record.register.fields.iter().any(|field| matches!(field.kind, Kind::File)))
    else {
        return Ok(names);
    };
    let stored = file::of(&ctx.app, record.id).await?;
    for (field, value) in record.fields() {
        if let (Kind::File, Val::Uuid(id)) = (&field.kind, value)
            && let Some(file) = stored.iter().find(|file| file.id == *id)
        {
            names.insert(field.name, file.name.clone());
        }
    }
    Ok(names)
}

/// The empty form; the query may fill fields in (`?register=pegawai`).
pub(crate) async fn new(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let extras = view::extras(&ctx.app, register).await?;
    let record = check::fresh(register, Uuid::now_v7(), ctx.app.profile.zone());
    let mut pairs = check::to_pairs(&record, &extras, ctx.app.profile.zone());
    for (name, value) in ctx.queries() {
        if register.fields.iter().any(|field| field.name == name) {
            pairs.retain(|(own, _)| own != name);
            pairs.push((name.clone(), value.clone()));
        }
    }
    pairs.push(("_unit".into(), ctx.actor.unit().map(|unit| unit.to_string()).unwrap_or_default()));
    ask_new(&ctx, register, &Form::from_pairs(pairs), &[], &extras).await
}

async fn ask_new(
    ctx: &Ctx,
    register: &'static Register,
    form: &Form,
    errors: &[FieldError],
    extras: &[Extra],
) -> Result<Response> {
    let with_unit = asks_unit(ctx, register);
    let shown = pages::errors(errors);
    let sheet = sheet(ctx, register, form, &shown, None, with_unit).await?;
    let title = format!("Tambah {}", register.singular);
    let (action, csrf, key) = (register.href(), ctx.csrf()?, ctx.new_form_key());
    let frame = Frame {
        title: &title,
        action: &action,
        csrf: &csrf,
        key: &key,
        version: "",
        back: &action,
        with_unit,
        above: html! {},
    };
    let status = if errors.is_empty() { 200 } else { 422 };
    super::answer(
        ctx,
        status,
        &title,
        super::way_to_list(register),
        !errors.is_empty(),
        pages::form::form(register, &frame, &sheet, extras),
    )
}

fn asks_unit(ctx: &Ctx, register: &Register) -> bool {
    let scope = ctx.scope_of(register.write);
    register.owned == Owned::Unit
        && (scope.is_all() || scope.units().len() > 1)
        && ctx.app.resource("perangkat_daerah").is_some()
}

/// A button that only changes the form: search of a reference, more rows.
fn is_unfinished(form: &Form) -> bool {
    form.has(page::SEARCH_FIELD) || form.has("_tambah")
}

/// The form with one more row of the table whose button was pressed.
fn with_row(register: &Register, form: &Form) -> Form {
    let mut pairs = form.pairs().to_vec();
    if let Some(field) = register.field(form.get("_tambah"))
        && let Kind::Table([first, ..]) = field.kind
    {
        let place = crate::value::form::row_count(field, form);
        pairs.push((format!("{}.{place}.{}", field.name, first.name), String::new()));
    }
    Form::from_pairs(pairs)
}

/// Makes a record.
pub(crate) async fn create(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let extras = view::extras(&ctx.app, register).await?;
    let form = ctx.form();
    if is_unfinished(form) {
        return ask_new(&ctx, register, &with_row(register, form), &[], &extras).await;
    }
    let mut base = check::fresh(register, Uuid::now_v7(), ctx.app.profile.zone());
    let mut unit_errors = Vec::new();
    base.owner = ctx.actor.account();
    base.unit = match (register.owned, form.get("_unit")) {
        (Owned::Regency, _) => None,
        (Owned::Unit, "") => ctx.actor.unit(),
        (Owned::Unit, text) => text.parse().ok(),
    };
    if !store::may_create(&ctx, register, &ctx.scope, base.unit) {
        unit_errors
            .push(FieldError::new("_unit", "Anda tidak berhak membuat catatan untuk unit ini. Pilih unit lain."));
    }
    let mut draft = check::from_form(&base, form, &extras, ctx.app.profile.zone());
    draft.errors.splice(0..0, unit_errors);
    draft.errors.extend(refused(&ctx, None, &draft.record).await?);
    if !draft.errors.is_empty() {
        return ask_new(&ctx, register, form, &draft.errors, &extras).await;
    }
    match stored(&ctx, None, draft.record).await {
        Ok(record) => ctx.redirect_with(&record.href(), "Catatan disimpan."),
        Err(Error::Invalid(errors)) => ask_new(&ctx, register, form, &errors, &extras).await,
        Err(other) => Err(other),
    }
}

/// What the actor may not write here: references that were set now and point to nothing that the actor may see, and
/// what the register itself keeps from them.
pub(crate) async fn refused(ctx: &Ctx, before: Option<&Record>, record: &Record) -> Result<Vec<FieldError>> {
    let mut errors = strangers(ctx, before, record).await?;
    let lists = codes::lists(&ctx.app, record.register.fields.iter()).await?;
    errors.extend(codes::refused(&lists, before, record));
    if let Some(entitled) = record.register.hooks.entitled {
        errors.extend(entitled(ctx, before, record).await?);
    }
    Ok(errors)
}

async fn strangers(ctx: &Ctx, before: Option<&Record>, record: &Record) -> Result<Vec<FieldError>> {
    let mut wanted = Vec::new();
    let mut by_field: Vec<(&'static str, &'static str, Uuid)> = Vec::new();
    for (place, (field, value)) in record.fields().enumerate() {
        let old = before.and_then(|before| before.values.get(place));
        if old == Some(value) {
            continue;
        }
        let mut found = Vec::new();
        show::references(&field.kind, value, &mut found);
        by_field.extend(found.iter().map(|(_, id)| (field.name, field.label, *id)));
        wanted.extend(found);
    }
    if wanted.is_empty() {
        return Ok(vec![]);
    }
    let known = labels::find(&ctx.app, &ctx.actor, wanted).await?;
    let mut errors: Vec<FieldError> = Vec::new();
    for (name, label, id) in by_field {
        if !known.contains_key(&id) && !errors.iter().any(|error| error.field == name) {
            errors.push(FieldError::new(name, format!("{label} tidak menunjuk catatan yang ada. Pilih dari daftar.")));
        }
    }
    Ok(errors)
}

/// Writes a new or changed record with the files that came along, and commits.
pub(crate) async fn stored(ctx: &Ctx, before: Option<&Record>, mut record: Record) -> Result<Record> {
    let verb = if before.is_some() { "ubah" } else { "buat" };
    let mut write = ctx.write(format!("{}.{verb}", record.register.key)).await?;
    keep_files(ctx, &mut write, &mut record).await?;
    let stored = match before {
        Some(before) => store::update(&mut write, before, &record).await?,
        None => store::insert(&mut write, &record).await?,
    };
    write.commit(&store::subject(&stored)).await?;
    Ok(stored)
}

async fn keep_files(ctx: &Ctx, write: &mut Write, record: &mut Record) -> Result<()> {
    let owner = Owner { subject: store::subject(record), unit: record.unit, secrecy: Secrecy::Internal };
    let fields = record.register.fields;
    for (field, slot) in fields.iter().zip(record.values.iter_mut()) {
        if let (Kind::File, Some(upload)) = (&field.kind, ctx.form().file(field.name)) {
            // Strangers who read an open record read its public fields: a file among them too.
            let open = record.register.public.is_some() && field.class == Class::Public;
            let secrecy = if open { Secrecy::Public } else { Secrecy::Internal };
            *slot = Val::Uuid(ctx.app.files.keep(write, upload, &Owner { secrecy, ..owner.clone() }).await?);
        }
    }
    Ok(())
}

/// The form of a record.
pub(crate) async fn form(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let record = super::find(&ctx, register).await?;
    store::may_change(&record, &ctx.scope)?;
    let extras = view::extras(&ctx.app, register).await?;
    let form = Form::from_pairs(check::to_pairs(&record, &extras, ctx.app.profile.zone()));
    ask_change(&ctx, &record, &form, &[], &extras, None).await
}

/// The form of a record with what was typed; `above` comes with a conflict.
pub(super) async fn ask_change(
    ctx: &Ctx,
    record: &Record,
    form: &Form,
    errors: &[FieldError],
    extras: &[Extra],
    above: Option<maud::Markup>,
) -> Result<Response> {
    let register = record.register;
    let status = match (&above, errors.is_empty()) {
        (Some(_), _) => 409,
        (None, false) => 422,
        (None, true) => 200,
    };
    let shown = pages::errors(errors);
    let sheet = sheet(ctx, register, form, &shown, Some(record), false).await?;
    let title = format!("Ubah {}", record.label());
    let (action, csrf) = (record.href(), ctx.csrf()?);
    // A form that is shown again after a conflict is another filling: its key is a new one.
    let key = if above.is_some() { Uuid::now_v7().to_string() } else { ctx.new_form_key() };
    // With errors the form keeps the version that the person read, or a conflict would go unseen.
    let version = match form.get(page::VERSION_FIELD) {
        "" => record.version.to_string(),
        sent => sent.to_owned(),
    };
    let above = above.unwrap_or_else(|| html! {});
    let frame = Frame {
        title: &title,
        action: &action,
        csrf: &csrf,
        key: &key,
        version: &version,
        back: &action,
        with_unit: false,
        above,
    };
    super::answer(
        ctx,
        status,
        &title,
        super::way_to_record(record),
        !errors.is_empty(),
        pages::form::form(register, &frame, &sheet, extras),
    )
}

/// Changes a record.
pub(crate) async fn save(ctx: Ctx, register: &'static Register) -> Result<Response> {
    ctx.not_repeated().await?;
    let before = super::find(&ctx, register).await?;
    store::may_change(&before, &ctx.scope)?;
    let extras = view::extras(&ctx.app, register).await?;
    let form = ctx.form();
    if is_unfinished(form) {
        return ask_change(&ctx, &before, &with_row(register, form), &[], &extras, None).await;
    }
    let sent: i64 = form
        .get(page::VERSION_FIELD)
        .parse()
        .map_err(|_| Error::BadRequest("Formulir tidak lengkap. Muat ulang halaman.".into()))?;
    let Draft { record, mut errors } = check::from_form(&before, form, &extras, ctx.app.profile.zone());
    if sent != before.version {
        return super::conflict::answer(&ctx, before, record, errors, &extras, sent).await;
    }
    errors.extend(refused(&ctx, Some(&before), &record).await?);
    if !errors.is_empty() {
        return ask_change(&ctx, &before, form, &errors, &extras, None).await;
    }
    let sends_file = register.fields.iter().any(|field| form.file(field.name).is_some());
    if record.values == before.values && record.extra == before.extra && !sends_file {
        return ctx.redirect_with(&before.href(), "Tidak ada yang berubah.");
    }
    match stored(&ctx, Some(&before), record.clone()).await {
        Ok(record) => ctx.redirect_with(&record.href(), "Perubahan disimpan."),
        Err(Error::Invalid(errors)) => ask_change(&ctx, &before, form, &errors, &extras, None).await,
        Err(Error::Conflict) => {
            let newer = super::find(&ctx, register).await?;
            super::conflict::answer(&ctx, newer, record, vec![], &extras, sent).await
        }
        Err(other) => Err(other),
    }
}
