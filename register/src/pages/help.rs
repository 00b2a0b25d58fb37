//! What a register is for: fields, flow, rights.
use kernel::page::{self, Column, FlowKind, FlowState, FlowTransition, Row, Table};
use kernel::{Ctx, Perm, module};
use maud::{Markup, html};

use crate::extra::Extra;
use crate::{Register, StateKind};

/// The help page.
pub(crate) fn help(ctx: &Ctx, register: &'static Register, extras: &[Extra]) -> Markup {
    let mut rows: Vec<Row<'_>> = register
        .fields
        .iter()
        .map(|field| {
            Row::new(vec![
                html! { (field.label) },
                html! { (field.kind.words()) },
                html! { @if field.required { "ya" } @else { "tidak" } },
                html! { (field.hint) },
            ])
        })
        .collect();
    rows.extend(extras.iter().map(|extra| {
        Row::new(vec![
            html! { (extra.label) },
            html! { "isian tambahan" },
            html! { @if extra.required { "ya" } @else { "tidak" } },
            html! { (extra.hint) },
        ])
    }));
    html! {
        (page::heading(register.title, &format!("Bantuan {}", register.title), html! {}))
        p.govuk-body-l { (register.about) }
        (page::table(&Table {
            caption: "Isian".into(),
            columns: ["Isian", "Jenis", "Wajib", "Keterangan"].into_iter().map(Column::new).collect(),
            rows,
            ..Table::default()
        }))
        @if register.flow.is_some() { (flow(ctx, register)) }
        (rights(ctx, register))
    }
}

fn flow(ctx: &Ctx, register: &'static Register) -> Markup {
    let Some(flow) = register.flow else { return html! {} };
    let states: Vec<FlowState<'_>> = flow
        .states
        .iter()
        .map(|state| FlowState {
            id: state.key.into(),
            label: state.label.into(),
            kind: match state.kind {
                StateKind::Open if state.key == flow.initial => FlowKind::Start,
                StateKind::Open => FlowKind::Middle,
                StateKind::Done | StateKind::Dropped => FlowKind::End,
            },
        })
        .collect();
    let transitions: Vec<FlowTransition<'_>> = flow
        .transitions
        .iter()
        .flat_map(|act| act.from.iter().map(move |from| (*from, act)))
        .map(|(from, act)| {
            let mut notes = vec![ctx.app.perm_label(act.perm).to_owned()];
            if let Some(days) = act.deadline {
                notes.push(format!("tenggat berikutnya {days} hari kerja"));
            }
            if act.asks_reason {
                notes.push("dengan alasan".to_owned());
            }
            FlowTransition {
                from: from.into(),
                to: act.to.into(),
                label: act.label.into(),
                note: notes.join("; ").into(),
            }
        })
        .collect();
    html! {
        h2.govuk-heading-m { "Alur" }
        (page::flow_diagram("alur", &format!("Alur {}", register.title), &states, &transitions))
    }
}

fn rights(ctx: &Ctx, register: &'static Register) -> Markup {
    let mut perms: Vec<Perm> = vec![register.read, register.write];
    perms.extend(register.flow.into_iter().flat_map(|flow| flow.transitions.iter().map(|act| act.perm)));
    perms.sort_unstable();
    perms.dedup();
    let rows = ctx.app.grants().filter(|grant| perms.contains(&grant.perm)).map(|grant| {
        let role = module::ROLES.iter().find(|(key, _)| *key == grant.role).map_or(grant.role, |(_, title)| title);
        let label = ctx.app.perm_label(grant.perm);
        Row::new(vec![
            html! { (role) },
            html! { @if label.is_empty() { (grant.perm.0) } @else { (label) } },
            html! { (grant.reach.word()) },
        ])
    });
    page::table(&Table {
        caption: "Siapa boleh apa".into(),
        columns: ["Peran", "Boleh", "Untuk catatan"].into_iter().map(Column::new).collect(),
        rows: rows.collect(),
        ..Table::default()
    })
}
