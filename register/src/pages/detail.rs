//! The pages of one record: facts, files, comments, history.
use kernel::audit::history::Entry;
use kernel::file::{Secrecy, Stored};
use kernel::indonesia::{kalimat, tanggal};
use kernel::page::{
    self, Attachment, ButtonKind, Choice, ChoiceLayout, Control, Fact, Form, Link, Moment, NavItem, TimelineItem,
};
use kernel::{Ctx, Result, Val};
use maud::{Markup, html};
use time::OffsetDateTime;

use crate::comment::Comment;
use crate::extra::{self, Extra};
use crate::value::show::{self, Lens};
use crate::value::{plain, when};
use crate::{Field, GuardCtx, Kind, Record, store};

/// Heading and views of one record.
fn head(record: &Record, here: &str, acts: Markup) -> Markup {
    let href = record.href();
    let tab = |label: &'static str, path: &str| NavItem::new(label, format!("{href}{path}"), here == path);
    html! {
        (page::heading(record.register.singular, &record.label(), acts))
        (page::tabs("Bagian catatan", &[tab("Rincian", ""), tab("Lampiran", "/lampiran"), tab("Komentar", "/komentar"), tab("Riwayat", "/riwayat")]))
    }
}

/// Everything that the record holds.
pub(crate) fn detail(
    ctx: &Ctx,
    record: &Record,
    held: bool,
    fields: &[&'static Field],
    extras: &[Extra],
    lens: &Lens,
    files: &[Stored],
) -> Result<Markup> {
    let mut facts = Vec::new();
    if let (Some(flow), true) = (record.register.flow, held) {
        facts.push(Fact::new("Status", page::tag(flow.label(&record.status), super::tone(flow, &record.status))));
        if let Some(day) = record.tenggat {
            facts.push(Fact::new(
                "Tenggat",
                html! { (tanggal::panjang(day)) " (" (tanggal::relatif(day, ctx.today())) ")" },
            ));
        }
    }
    for field in fields {
        let value = record.shown(field);
        let shown = match (&field.kind, &value) {
            (Kind::File, Val::Uuid(id)) => match files.iter().find(|file| file.id == *id) {
                Some(file) => {
                    html! { a.govuk-link href={ (record.href()) "/lampiran/" (id) } download { (file.name) } }
                }
                None => html! { span.pudar { "berkas tidak ada" } },
            },
            (_, value) => show::markup(field, value, lens),
        };
        facts.push(Fact::new(field.label, shown));
    }
    for each in extras {
        facts.push(Fact::new(each.label.as_str(), html! { (each.show(extra::value(record, each))) }));
    }
    if let (Some(unit), true) = (record.unit, held && lens.labels.contains_key(&record.unit.unwrap_or_default())) {
        facts.push(Fact::new("Unit pemilik", html! { (lens.label(unit)) }));
    }
    if held {
        facts.push(Fact::new("Dibuat", html! { (moment(record.created, lens)) }));
        facts.push(Fact::new("Diubah", html! { (moment(record.updated, lens)) " · versi " (record.version) }));
    }
    let change_scope = ctx.scope_of(record.register.write);
    let may_change = store::may_change(record, &change_scope).is_ok();
    let acts = html! {
        @if may_change { (page::button_link("Ubah", &format!("{}/ubah", record.href()), ButtonKind::Secondary)) }
        @if may_change && record.register.deletable { (page::button_link("Hapus", &format!("{}/hapus", record.href()), ButtonKind::Secondary)) }
    };
    let flow = if held {
        flow_acts(ctx, record)?
    } else {
        html! {}
    };
    Ok(html! {
        @if held { (head(record, "", acts)) } @else { (page::heading(record.register.singular, &record.label(), html! {})) }
        (flow)
        (page::summary_list(&facts))
    })
}

fn moment(at: OffsetDateTime, lens: &Lens) -> Markup {
    page::moment(&Moment::new(when::iso_moment(at, lens.zone.selisih()), tanggal::waktu_pendek(at, lens.zone)))
}

/// The acts that the person may do now; of those that a condition holds back, why.
fn flow_acts(ctx: &Ctx, record: &Record) -> Result<Markup> {
    let Some(flow) = record.register.flow else { return Ok(html! {}) };
    let may = |perm| ctx.scope_of(perm).holds(record.unit, record.owner);
    let guard = GuardCtx { now: ctx.now, today: ctx.today(), actor: ctx.actor.account(), reason: "–" };
    let (csrf, version) = (ctx.csrf()?, record.version.to_string());
    let acts: Vec<_> = flow
        .from(&record.status)
        .filter(|act| may(act.perm))
        .map(|act| (act, flow.decide(act.key, &record.status, record, may, &guard).err()))
        .collect();
    if acts.is_empty() {
        return Ok(html! {});
    }
    Ok(html! {
        div.govuk-button-group {
            @for (act, denial) in &acts {
                @let action = format!("{}/alur/{}", record.href(), act.key);
                @match denial {
                    Some(crate::Denial::Guard(text)) => p.govuk-body { strong { (act.label) } ": " (text) },
                    Some(_) => {},
                    None => @if act.asks_reason {
                        (page::button_link(act.label, &action, ButtonKind::Secondary))
                    } @else {
                        (page::act(&Form { action: &action, csrf: &csrf, key: &uuid::Uuid::now_v7().to_string(), version: &version, ..Form::default() }, act.label, ButtonKind::Primary))
                    },
                }
            }
        }
    })
}

/// What happened, newest first.
pub(crate) fn history(record: &Record, entries: &[Entry], more: bool, lens: &Lens) -> Markup {
    let items: Vec<TimelineItem<'_>> = entries
        .iter()
        .map(|entry| TimelineItem {
            title: action(record, entry).into(),
            by: entry.actor.as_deref().unwrap_or("sistem").into(),
            at: Moment::new(
                when::iso_moment(entry.at, lens.zone.selisih()),
                tanggal::waktu_pendek(entry.at, lens.zone),
            ),
            content: changes(record, entry, lens),
        })
        .collect();
    html! {
        (head(record, "/riwayat", html! {}))
        (page::timeline(&items))
        @if let (true, Some(last)) = (more, entries.last()) {
            p.govuk-body { a.govuk-link href={ (record.href()) "/riwayat?sebelum=" (last.leaf) } { "Riwayat yang lebih lama" } }
        }
    }
}

fn action(record: &Record, entry: &Entry) -> String {
    let verb = entry.action.rsplit('.').next().unwrap_or_default();
    match (verb, record.register.flow.and_then(|flow| flow.transition(verb))) {
        (_, Some(act)) => act.label.to_owned(),
        ("buat", None) => "Dibuat".into(),
        ("ubah", None) => "Diubah".into(),
        ("impor", None) => "Diimpor".into(),
        ("hapus", None) => "Dihapus".into(),
        (other, None) => other.replace('_', " "),
    }
}

fn changes(record: &Record, entry: &Entry, lens: &Lens) -> Markup {
    let mut rows = Vec::new();
    for (name, pair) in entry.changes.as_object().into_iter().flatten() {
        let (old, new) = (pair.get(0).cloned().unwrap_or_default(), pair.get(1).cloned().unwrap_or_default());
        let flow_label = |value: &serde_json::Value| {
            let key = value.as_str().unwrap_or_default();
            record.register.flow.map_or(key, |flow| flow.label(key)).to_owned()
        };
        let (label, old, new) = match record.register.field(name) {
            Some(field) if !field.is_shown() => (field.label, "(rahasia)".to_owned(), "(rahasia)".to_owned()),
            Some(field) => {
                let text = |side: &serde_json::Value| show::text(&field.kind, &plain::read(&field.kind, side), lens);
                (field.label, text(&old), text(&new))
            }
            None if name == "status" => ("Status", flow_label(&old), flow_label(&new)),
            None if name == "tenggat" => {
                let text = |side: &serde_json::Value| show::text(&Kind::Date, &plain::read(&Kind::Date, side), lens);
                ("Tenggat", text(&old), text(&new))
            }
            None if name == "extra" => ("Isian tambahan", old.to_string(), new.to_string()),
            None => continue,
        };
        if old != new || label == "Isian tambahan" {
            rows.push((label, old, new));
        }
    }
    html! {
        @if !rows.is_empty() {
            ul.govuk-list {
                @for (label, old, new) in &rows {
                    li { strong { (label) } ": "
                        @if old.is_empty() { ins { (new) } }
                        @else if new.is_empty() { del { (old) } }
                        @else { del { (old) } " → " ins { (new) } }
                    }
                }
            }
        }
        p.pudar {
            @match entry.seq {
                Some(seq) => a.govuk-link href={ "/log/entri/" (entry.leaf) } { "Bukti nomor " (seq) " di log" },
                None => { "Menunggu tempat di log" },
            }
        }
    }
}

/// Comments and the form for one more.
pub(crate) fn comments(ctx: &Ctx, record: &Record, comments: &[Comment], errors: &[page::FormError]) -> Result<Markup> {
    let zone = ctx.app.profile.zone();
    let shown: Vec<page::Comment<'_>> = comments
        .iter()
        .map(|comment| page::Comment {
            author: comment.author.as_str().into(),
            position: if comment.act.is_empty() { "".into() } else { format!("alasan \"{}\"", comment.act).into() },
            at: Moment::new(when::iso_moment(comment.at, zone.selisih()), tanggal::waktu_pendek(comment.at, zone)),
            text: comment.text.as_str().into(),
        })
        .collect();
    let (action, csrf, key) = (format!("{}/komentar", record.href()), ctx.csrf()?, ctx.new_form_key());
    let form = Form { action: &action, csrf: &csrf, key: &key, ..Form::default() };
    Ok(html! {
        (page::error_summary(errors))
        (head(record, "/komentar", html! {}))
        @if shown.is_empty() { (page::empty("Belum ada komentar", "", None)) } @else { (page::comments(&shown)) }
        div.layar { (page::form(&form, html! {
            (page::textarea(&Control { name: "komentar", label: "Komentar", error: page::error_of(errors, "komentar"), ..Control::default() },
                ctx.form().get("komentar"), 4, Some(5000)))
            (page::submit("Kirim komentar"))
        })) }
    })
}

/// Files and the form for more.
pub(crate) fn attachments(
    ctx: &Ctx,
    record: &Record,
    files: &[Stored],
    may_write: bool,
    errors: &[page::FormError],
) -> Result<Markup> {
    let zone = ctx.app.profile.zone();
    let (action, csrf, key) = (format!("{}/lampiran", record.href()), ctx.csrf()?, ctx.new_form_key());
    let list: Vec<Attachment<'_>> = files
        .iter()
        .map(|file| {
            let remove = format!("{action}/{}/hapus", file.id);
            Attachment {
                link: Link::new(file.name.as_str(), format!("{action}/{}", file.id)),
                kind: file.media_type.as_str().into(),
                size: kalimat::ukuran(u64::try_from(file.size).unwrap_or(0)).into(),
                note: format!("{} · {}", file.secrecy.as_str(), tanggal::waktu_pendek(file.created, zone)).into(),
                acts: html! { @if may_write { (page::act(&Form { action: &remove, csrf: &csrf, ..Form::default() }, "Hapus", ButtonKind::Text)) } },
            }
        })
        .collect();
    let form = Form { action: &action, csrf: &csrf, key: &key, multipart: true, ..Form::default() };
    let limit = format!("Paling besar {} per berkas.", kalimat::ukuran(ctx.app.config.max_upload));
    let choices = [
        Choice::new("internal", "Internal"),
        Choice::new("publik", "Publik"),
        Choice::new("terbatas", "Terbatas: setiap unduhan dicatat"),
    ];
    Ok(html! {
        (page::error_summary(errors))
        (head(record, "/lampiran", html! {}))
        @if list.is_empty() { (page::empty("Belum ada lampiran", "", None)) } @else { (page::attachments(&list)) }
        @if may_write {
            div.layar { (page::form(&form, html! {
                (page::upload(&Control { name: "berkas", label: "Lampirkan berkas", error: page::error_of(errors, "berkas"), ..Control::default() },
                    &page::Upload { multiple: true, limits: &limit, max_bytes: Some(ctx.app.config.max_upload), ..page::Upload::default() }))
                (page::radios(&Control { name: "kerahasiaan", label: "Kerahasiaan", ..Control::default() }, Secrecy::Internal.as_str(), &choices, ChoiceLayout::Small))
                (page::submit("Unggah"))
            })) }
        }
    })
}
