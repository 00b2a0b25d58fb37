//! Filters of a list, read from its address. A filter that cannot be understood is told and not used.
use kernel::indonesia::tanggal::Zona;
use kernel::{App, Class, FieldError, Scope, Val, auth::Actor};

use crate::labels::labelled;
use crate::sql::Condition;
use crate::value::{Style, form::lower_first, parse, show};
use crate::{Field, Kind, Register, codes};

/// A filter in use, as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Active {
    /// What it says, such as `Nama: jalan`.
    pub text: String,
    /// The parameters that it comes from.
    pub names: Vec<String>,
}

/// The filters of one request.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    /// What goes into the statement.
    pub conditions: Vec<Condition>,
    /// What the page shows.
    pub active: Vec<Active>,
    /// What could not be understood.
    pub errors: Vec<FieldError>,
    /// Parts of texts that are looked for.
    pub parts: Vec<String>,
    /// A field was asked for that not everybody may see: records that are only open to everybody do not match.
    pub strict: bool,
}

/// Parameters that belong to the page and not to a filter.
pub const PAGE_PARAMETERS: &[&str] = &["urut", "sesudah", "sebelum", "kolom", "batas", "bentuk", "pemisah", "tampilan"];

/// Whether the actor may sort by a field: on a register that is open to everybody only by fields classed public, or the
/// order would tell what the others hold.
pub fn may_ask(register: &Register, field: &Field, scope: &Scope) -> bool {
    field.is_shown() && (register.public.is_none() || scope.is_all() || field.class == Class::Public)
}

/// The fields of the filter panel.
pub fn fields(register: &'static Register, scope: &Scope) -> impl Iterator<Item = &'static Field> {
    register
        .fields
        .iter()
        .filter(move |field| field.filter && field.is_shown() && (!scope.is_public() || field.class == Class::Public))
}

/// Whether a filter by this field leaves records out that are only open to everybody.
fn is_strict(register: &Register, field: &Field, scope: &Scope) -> bool {
    register.public.is_some() && !scope.is_all() && field.class != Class::Public
}

/// Reads all filters.
pub fn read(
    app: &App,
    actor: &Actor,
    register: &'static Register,
    scope: &Scope,
    codes: &codes::Lists,
    pairs: &[(String, String)],
) -> Filters {
    let mut filters = Filters::default();
    let zone = app.profile.zone();
    let all = |name: &str| -> Vec<String> {
        pairs
            .iter()
            .filter(|(key, value)| key == name && !value.trim().is_empty())
            .map(|(_, value)| value.trim().to_owned())
            .collect()
    };
    let text = all("q").into_iter().next().unwrap_or_default();
    if !text.is_empty() {
        let columns = register
            .label
            .iter()
            .copied()
            .filter(|name| register.field(name).is_some_and(|field| may_ask(register, field, scope)));
        filters.conditions.push(Condition::AnyContains(columns.collect(), text.clone()));
        filters.parts.push(text.clone());
        filters.active.push(Active { text: format!("Memuat: {}", parse::short(&text)), names: vec!["q".into()] });
    }
    if let Some(flow) = register.flow
        && !scope.is_public()
    {
        let (known, unknown): (Vec<String>, Vec<String>) =
            all("status").into_iter().partition(|key| flow.state(key).is_some());
        if !unknown.is_empty() {
            filters.errors.push(FieldError::new("status", "Status pada saringan tidak dikenal."));
        }
        if !known.is_empty() {
            let shown: Vec<&str> = known.iter().map(|key| flow.label(key)).collect();
            filters.active.push(Active { text: format!("Status: {}", shown.join(", ")), names: vec!["status".into()] });
            filters.strict = register.public.is_some() && !scope.is_all();
            filters.conditions.push(Condition::OneOf("status", known.into_iter().map(Val::Text).collect()));
        }
    }
    for field in fields(register, scope) {
        let before = filters.conditions.len();
        if let Kind::Code { list } = field.kind {
            of_list(field, list, codes, all(field.name), &mut filters);
        } else {
            one(app, actor, field, zone, &all, &mut filters);
        }
        filters.strict |= filters.conditions.len() > before && is_strict(register, field, scope);
    }
    filters
}

fn one(
    app: &App,
    actor: &Actor,
    field: &'static Field,
    zone: Zona,
    all: &dyn Fn(&str) -> Vec<String>,
    filters: &mut Filters,
) {
    let name = field.name;
    let values = all(name);
    match &field.kind {
        Kind::Text { .. } | Kind::LongText { .. } => {
            if let Some(text) = values.first() {
                filters.conditions.push(Condition::Contains(name, text.clone()));
                filters.parts.push(text.clone());
                filters.active.push(Active {
                    text: format!("{}: {}", field.label, parse::short(text)),
                    names: vec![name.into()],
                });
            }
        }
        Kind::Choice(_) | Kind::YesNo => {
            let mut chosen = Vec::new();
            for text in &values {
                match parse::text(field, text, Style::File, zone) {
                    Ok(value) => chosen.push(value),
                    Err(fault) => filters.errors.push(FieldError::new(name, fault)),
                }
            }
            if !chosen.is_empty() {
                let lens = show::Lens::new(zone);
                let shown: Vec<String> = chosen.iter().map(|value| show::text(&field.kind, value, &lens)).collect();
                filters
                    .active
                    .push(Active { text: format!("{}: {}", field.label, shown.join(", ")), names: vec![name.into()] });
                filters.conditions.push(Condition::OneOf(name, chosen));
            }
        }
        Kind::ManyChoice(options) => {
            for key in values.iter().filter(|key| options.iter().any(|(own, _)| own == key)) {
                filters.conditions.push(Condition::HasKey(name, key.clone()));
                let text = format!("{}: {}", field.label, parse::choice_label(options, key));
                filters.active.push(Active { text, names: vec![name.into()] });
            }
        }
        Kind::Integer { .. } | Kind::Money | Kind::Decimal { .. } | Kind::Date | Kind::DateTime => {
            range(field, zone, all, filters)
        }
        Kind::Reference { .. } | Kind::Person | Kind::Unit => {
            let Some(text) = values.first() else { return };
            if let Ok(id) = text.parse::<uuid::Uuid>() {
                filters.conditions.push(Condition::OneOf(name, vec![Val::Uuid(id)]));
                filters
                    .active
                    .push(Active { text: format!("{}: satu pilihan", field.label), names: vec![name.into()] });
            } else if let Some(target) = field.kind.target().and_then(|key| labelled(app, actor, key)) {
                filters.conditions.push(Condition::LabelContains { column: name, target, text: text.clone() });
                filters.active.push(Active {
                    text: format!("{}: {}", field.label, parse::short(text)),
                    names: vec![name.into()],
                });
            } else {
                filters
                    .errors
                    .push(FieldError::new(name, format!("{} tidak dapat disaring dengan teks.", field.label)));
            }
        }
        // Handled by the caller, which has the lists.
        Kind::Code { .. } | Kind::Table(_) | Kind::File | Kind::Location | Kind::Computed { .. } => {}
    }
}

/// Codes of a list: also those that are not in use any more, for old records hold them.
fn of_list(field: &'static Field, list: &str, codes: &codes::Lists, values: Vec<String>, filters: &mut Filters) {
    if values.is_empty() {
        return;
    }
    let shown: Vec<&str> = values.iter().map(|code| codes::name(codes, list, code)).collect();
    filters
        .active
        .push(Active { text: format!("{}: {}", field.label, shown.join(", ")), names: vec![field.name.into()] });
    filters.conditions.push(Condition::OneOf(field.name, values.into_iter().map(Val::Text).collect()));
}

/// From and to, both included.
fn range(field: &'static Field, zone: Zona, all: &dyn Fn(&str) -> Vec<String>, filters: &mut Filters) {
    let day = Field { kind: Kind::Date, ..*field };
    let unbounded = unbounded(field);
    for (side, word) in [("dari", "mulai"), ("sampai", "sampai")] {
        let name = format!("{}.{side}", field.name);
        let Some(text) = all(&name).into_iter().next() else { continue };
        let asked = if matches!(field.kind, Kind::DateTime) { &day } else { &unbounded };
        let value = match parse::text(asked, &text, Style::File, zone) {
            Ok(value) => value,
            Err(fault) => {
                filters.errors.push(FieldError::new(name, fault));
                continue;
            }
        };
        let shown = show::text(&asked.kind, &value, &show::Lens::new(zone));
        filters
            .active
            .push(Active { text: format!("{} {word} {}", field.label, lower_first(&shown)), names: vec![name] });
        filters.conditions.push(match (&field.kind, value, side) {
            (Kind::DateTime, Val::Date(day), "dari") => Condition::AtLeast(field.name, Val::Time(zone.awal_hari(day))),
            (Kind::DateTime, Val::Date(day), _) => Condition::Below(field.name, Val::Time(zone.akhir_hari(day))),
            (_, value, "dari") => Condition::AtLeast(field.name, value),
            (_, value, _) => Condition::AtMost(field.name, value),
        });
    }
}

/// The same field without bounds: a filter or a place in a list may lie outside of them.
pub(crate) fn unbounded(field: &Field) -> Field {
    let mut unbounded = *field;
    if let Kind::Decimal { scale, .. } = field.kind {
        unbounded.kind = Kind::Decimal { scale, min: i64::MIN, max: i64::MAX };
    }
    if let Kind::Integer { .. } = field.kind {
        unbounded.kind = Kind::Integer { min: i64::MIN, max: i64::MAX };
    }
    unbounded
}
