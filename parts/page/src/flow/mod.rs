//! A state machine as a drawing, and as a table that says the same.

mod place;

use crate::table::{Column, Row, Table, table};
use maud::{Markup, html};
use place::{Kind, Placed, place};
use std::borrow::Cow;

/// What a state is to its machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FlowKind {
    /// Where a record begins.
    Start,
    /// On the way.
    #[default]
    Middle,
    /// Where a record may rest for ever.
    End,
}

/// One state.
#[derive(Clone, Debug, Default)]
pub struct FlowState<'a> {
    /// Its name in code, unique in its machine.
    pub id: Cow<'a, str>,
    /// What people read.
    pub label: Cow<'a, str>,
    /// What it is to the machine.
    pub kind: FlowKind,
}

/// One transition. Ids that no state bears are left out of the drawing.
#[derive(Clone, Debug, Default)]
pub struct FlowTransition<'a> {
    /// State it leads from.
    pub from: Cow<'a, str>,
    /// State it leads to; may be the same.
    pub to: Cow<'a, str>,
    /// What is done.
    pub label: Cow<'a, str>,
    /// Who may, what must hold, until when; shown in the table. Empty for none.
    pub note: Cow<'a, str>,
}

/// A state machine as SVG within a figure that scrolls by itself when it is wider than the page, and its table. `id` is
/// unique on its page; `title` names the machine.
pub fn flow_diagram(id: &str, title: &str, states: &[FlowState<'_>], transitions: &[FlowTransition<'_>]) -> Markup {
    html! {
        figure.alur id=(id) {
            figcaption.bagan__judul { (title) }
            div.alur__gulir tabindex="0" role="region" aria-label={ "Gambar " (title) } { (flow_svg(id, title, states, transitions)) }
        }
        (flow_table(title, states, transitions))
    }
}

/// The transitions as a table.
pub fn flow_table(title: &str, states: &[FlowState<'_>], transitions: &[FlowTransition<'_>]) -> Markup {
    let label = |id: &str| {
        states
            .iter()
            .find(|state| state.id == id)
            .map_or_else(|| id.to_owned(), |state| state.label.clone().into_owned())
    };
    let noted = transitions.iter().any(|transition| !transition.note.is_empty());
    let mut columns = vec![Column::new("Dari"), Column::new("Tindakan"), Column::new("Menjadi")];
    if noted {
        columns.push(Column::new("Syarat"));
    }
    let row = |transition: &FlowTransition<'_>| {
        let mut cells =
            vec![html! { (label(&transition.from)) }, html! { (transition.label) }, html! { (label(&transition.to)) }];
        if noted {
            cells.push(html! { (transition.note) });
        }
        Row::new(cells)
    };
    table(&Table {
        caption: Cow::Owned(format!("Tahap: {title}")),
        columns,
        rows: transitions.iter().map(row).collect(),
        ..Table::default()
    })
}

/// The drawing alone: layers from top to bottom, the same for the same input. Every transition bears its label; those
/// that lead back are dashed.
pub fn flow_svg(id: &str, title: &str, states: &[FlowState<'_>], transitions: &[FlowTransition<'_>]) -> Markup {
    let drawing = place(states, transitions);
    let count = format!("{} keadaan dan {} tindakan. Isi yang sama ada dalam tabel.", states.len(), transitions.len());
    html! {
        svg.alur__gambar viewBox={ "0 0 " (drawing.width) " " (drawing.height) } width=(drawing.width) height=(drawing.height)
            role="img" aria-labelledby={ (id) "-j " (id) "-k" } {
            title id={ (id) "-j" } { (title) }
            desc id={ (id) "-k" } { (count) }
            defs {
                marker id={ (id) "-panah" } viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto" {
                    path.alur__panah d="M0 0 8 4 0 8z" {}
                }
            }
            @for line in &drawing.lines {
                path.alur__garis.alur__garis--kembali[line.back] d=(line.path) marker-end=[line.arrow.then(|| format!("url(#{id}-panah)"))] {}
            }
            @for node in &drawing.nodes { (draw(node)) }
        }
    }
}

fn draw(node: &Placed) -> Markup {
    let (left, top) = (node.x - node.width / 2, node.y - node.height / 2);
    let first = node.y - i32::try_from(node.lines.len()).unwrap_or(1) * 18 / 2 + 13;
    let lines = html! {
        @for (number, line) in node.lines.iter().enumerate() {
            text x=(node.x) y=(first + i32::try_from(number).unwrap_or(0) * 18) text-anchor="middle" { (line) }
        }
    };
    html! {
        @match node.kind {
            Kind::State(kind) => {
                @let class = match kind {
                    FlowKind::Start => "alur__keadaan alur__keadaan--awal",
                    FlowKind::Middle => "alur__keadaan",
                    FlowKind::End => "alur__keadaan alur__keadaan--akhir",
                };
                g class=(class) {
                    rect x=(left) y=(top) width=(node.width) height=(node.height)
                        rx=(if kind == FlowKind::Middle { 6 } else { node.height / 2 }) {}
                    (lines)
                }
            }
            Kind::Label => g.alur__label { rect x=(left) y=(top) width=(node.width) height=(node.height) {} (lines) },
        }
    }
}
