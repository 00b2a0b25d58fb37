//! Two editors of one record: the second one sees what the first changed and loses nothing of their own text.
use std::collections::BTreeMap;

use kernel::audit::history;
use kernel::page;
use kernel::web::{Form, Response};
use kernel::{Ctx, FieldError, Result, Val, indonesia};

use crate::extra::Extra;
use crate::pages::form::{self, Difference};
use crate::value::{plain, show};
use crate::{Record, check, labels};

/// Shows the form again: values that the person changed stay, the others follow what is stored now.
pub(super) async fn answer(
    ctx: &Ctx,
    theirs: Record,
    mine: Record,
    errors: Vec<FieldError>,
    extras: &[Extra],
    read_version: i64,
) -> Result<Response> {
    let (original, who, when) = as_read(ctx, &theirs, read_version).await?;
    let fields: Vec<_> = theirs.register.fields.iter().filter(|field| field.is_shown()).collect();
    let lens =
        labels::lens(&ctx.app, &ctx.actor, &[original.clone(), theirs.clone(), mine.clone()], &fields, false).await?;
    let mut differences = Vec::new();
    let mut kept: Vec<&str> = Vec::new();
    for field in fields.iter().filter(|field| field.is_stored()) {
        let [old, now, own] = [&original, &theirs, &mine].map(|record| record.get(field.name));
        let unread = errors
            .iter()
            .any(|error| error.field == field.name || error.field.starts_with(&format!("{}.", field.name)));
        let (changed_there, changed_here) = (old != now, old != own || unread);
        if changed_here {
            kept.push(field.name);
        }
        if changed_there || changed_here {
            differences.push(Difference {
                label: field.label,
                original: show::text(&field.kind, old, &lens),
                theirs: show::text(&field.kind, now, &lens),
                mine: if unread { ctx.form().get(field.name).to_owned() } else { show::text(&field.kind, own, &lens) },
                clash: changed_there && changed_here && now != own,
            });
        }
    }
    let belongs = |control: &str| {
        kept.iter().any(|name| control == *name || control.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
    };
    let mut pairs: Vec<(String, String)> = check::to_pairs(&theirs, extras, ctx.app.profile.zone())
        .into_iter()
        .filter(|(name, _)| !belongs(name))
        .collect();
    for extra in extras {
        let control = extra.control();
        if ctx.form().has(&control) && mine.extra.get(&extra.name) != original.extra.get(&extra.name) {
            pairs.retain(|(name, _)| *name != control);
            pairs.push((control.clone(), ctx.form().get(&control).to_owned()));
        }
    }
    pairs.extend(ctx.form().pairs().iter().filter(|(name, _)| belongs(name)).cloned());
    pairs.push((page::VERSION_FIELD.to_owned(), theirs.version.to_string()));
    let above = form::conflict(who.as_deref(), &when, &differences);
    super::edit::ask_change(ctx, &theirs, &Form::from_pairs(pairs), &errors, extras, Some(above)).await
}

/// The record as it was at a version, told by the log; and who changed it last, and when.
async fn as_read(ctx: &Ctx, now: &Record, version: i64) -> Result<(Record, Option<String>, String)> {
    let entries = history::of(&ctx.app, now.id, None, 200).await?;
    let mut first: BTreeMap<&str, Val> = BTreeMap::new();
    let mut extra = None;
    // Newest first: the last one that touches a field after the version tells what stood there.
    for entry in entries.iter().filter(|entry| entry.version > version) {
        for (name, pair) in entry.changes.as_object().into_iter().flatten() {
            let Some(before) = pair.get(0) else { continue };
            if let Some(field) = now.register.field(name) {
                first.insert(field.name, plain::read(&field.kind, before));
            } else if name == "extra" {
                extra = before.as_object().cloned();
            }
        }
    }
    let mut original = now.clone();
    for (name, value) in first {
        original.set(name, value);
    }
    if let Some(extra) = extra {
        original.extra = extra;
    }
    let last = entries.first();
    let when = last.map(|entry| indonesia::tanggal::waktu_pendek(entry.at, ctx.app.profile.zone())).unwrap_or_default();
    Ok((original, last.and_then(|entry| entry.actor.clone()), when))
}
