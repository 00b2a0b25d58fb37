//! Forms: making and changing a record, the conflict of two editors, asking before an act.
use kernel::page::{self, ButtonKind, Column, Control, Form, Row, Table};
use maud::{Markup, html};

use super::control::{self, Sheet};
use crate::extra::Extra;
use crate::{Record, Register};

/// Everything around the controls.
pub(crate) struct Frame<'a> {
    /// Heading.
    pub title: &'a str,
    /// Where the form is sent.
    pub action: &'a str,
    /// Token.
    pub csrf: &'a str,
    /// Key of this filling.
    pub key: &'a str,
    /// Version that was read; empty for a new record.
    pub version: &'a str,
    /// Where "Batal" leads.
    pub back: &'a str,
    /// The person may choose the unit of the new record.
    pub with_unit: bool,
    /// What stands above the form, such as the table of a conflict.
    pub above: Markup,
}

/// The form of a record.
pub(crate) fn form(register: &'static Register, frame: &Frame<'_>, sheet: &Sheet<'_>, extras: &[Extra]) -> Markup {
    let multipart = register.fields.iter().any(|field| matches!(field.kind, crate::Kind::File));
    let to = Form {
        action: frame.action,
        csrf: frame.csrf,
        key: frame.key,
        version: frame.version,
        multipart,
        ..Form::default()
    };
    page::column(html! {
        (page::error_summary(sheet.errors))
        (page::heading(register.title, frame.title, html! {}))
        (frame.above)
        (page::form(&to, html! {
            @if frame.with_unit {
                (control::reference("perangkat_daerah", &Control {
                    name: "_unit", label: "Unit pemilik", hint: "Unit yang menyimpan catatan ini.",
                    error: page::error_of(sheet.errors, "_unit"), ..Control::default()
                }, sheet))
            }
            @for field in register.fields { (control::field(field, sheet)) }
            @for extra in extras { (control::extra(extra, sheet)) }
            (page::buttons(html! {
                (page::submit("Simpan"))
                (page::button_link("Batal", frame.back, ButtonKind::Secondary))
            }))
        }))
    })
}

/// What two editors did to one field.
pub(crate) struct Difference {
    /// Label of the field.
    pub label: &'static str,
    /// As the person read it.
    pub original: String,
    /// As it is stored now.
    pub theirs: String,
    /// As the person typed it.
    pub mine: String,
    /// Both changed it, to different values.
    pub clash: bool,
}

/// What the second editor sees above their own form.
pub(crate) fn conflict(who: Option<&str>, when: &str, differences: &[Difference]) -> Markup {
    let rows = differences.iter().map(|difference| {
        Row::new(vec![
            html! { (difference.label) @if difference.clash { " " (page::tag("Bertabrakan", page::Tone::Attention)) } },
            html! { (difference.original) },
            html! { (difference.theirs) },
            html! { (difference.mine) },
        ])
    });
    html! {
        (page::warning("Catatan ini diubah orang lain sejak Anda membukanya. Isian Anda belum disimpan dan tidak ada yang hilang."))
        p.govuk-body {
            "Diubah oleh " strong { (who.unwrap_or("sistem")) } @if !when.is_empty() { " pada " (when) } ". "
            "Formulir di bawah memuat isian Anda; isian yang tidak Anda ubah sudah mengikuti yang tersimpan. Periksa, lalu simpan."
        }
        (page::table(&Table {
            caption: "Perbedaan isian".into(),
            columns: ["Isian", "Semula", "Tersimpan sekarang", "Isian Anda"].into_iter().map(Column::new).collect(),
            rows: rows.collect(),
            ..Table::default()
        }))
    }
}

/// Asks before an act of the flow.
pub(crate) fn act(
    record: &Record,
    label: &str,
    to: &Form<'_>,
    asks_reason: bool,
    reason: &str,
    errors: &[page::FormError],
) -> Markup {
    page::column(html! {
        (page::error_summary(errors))
        (page::heading(&record.label(), label, html! {}))
        (page::form(to, html! {
            @if asks_reason {
                (page::textarea(&Control { name: "alasan", label: "Alasan", hint: "Tersimpan sebagai komentar pada catatan ini.",
                    error: page::error_of(errors, "alasan"), ..Control::default() }, reason, 4, Some(5000)))
            }
            (page::buttons(html! { (page::submit(label)) (page::button_link("Batal", &record.href(), ButtonKind::Secondary)) }))
        }))
    })
}

/// Asks before a record is deleted.
pub(crate) fn remove(record: &Record, to: &Form<'_>) -> Markup {
    page::column(html! {
        (page::heading(record.register.title, &format!("Hapus {}", record.label()), html! {}))
        (page::warning("Catatan yang dihapus tidak dapat dikembalikan. Riwayatnya tetap ada dalam log."))
        (page::form(to, page::buttons(html! {
            (page::button(&page::Button { label: "Hapus catatan", kind: ButtonKind::Warning, ..page::Button::default() }))
            (page::button_link("Batal", &record.href(), ButtonKind::Secondary))
        })))
    })
}
