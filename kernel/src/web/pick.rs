//! A control by which a record of any kind is chosen, in forms of any module.
use maud::Markup;
use page::{Choice, Control, Reference, SEARCH_FIELD};

use crate::search::{self, Found};
use crate::{Ctx, FieldError, Result};

/// How many records a search in a form offers.
const FEW: i64 = 12;
/// Characters of a label in the list of what was found.
const LABEL: usize = 100;
/// Where suggestions while typing come from.
const SOURCE: &str = "/cari/pilihan";

/// A label of a line or two: some records are called by a whole paragraph.
fn short(label: &str) -> String {
    let mut kept: String = label.chars().take(LABEL).collect();
    if kept.len() < label.len() {
        kept.push('…');
    }
    kept
}

/// What a form says of such a control. The control sends the address of the chosen record's page.
#[derive(Debug, Clone, Default)]
pub struct Pick {
    /// The chosen record, if there is one that the actor may read.
    pub chosen: Option<Found>,
    /// An address was sent that leads to no record, or to one that the actor may not read.
    pub unknown: bool,
    query: String,
    matches: Option<Vec<Found>>,
}

impl Pick {
    /// Reads the control of this name from the form of the request, and searches when its button "Cari" was pressed. An
    /// address that was pasted instead of words is taken as a choice.
    pub async fn read(ctx: &Ctx, name: &str) -> Result<Pick> {
        let form = ctx.form();
        let query = form.get(&format!("{name}.cari")).to_owned();
        let sent = form.get(name);
        let mut pick = Pick { query, ..Pick::default() };
        if !sent.is_empty() {
            pick.chosen = search::record_at(ctx, sent).await?;
            pick.unknown = pick.chosen.is_none();
        } else if pick.query.contains('/') {
            pick.chosen = search::record_at(ctx, &pick.query).await?;
            if pick.chosen.is_some() {
                pick.query.clear();
            }
        }
        if pick.chosen.is_none() && Pick::searched(ctx, name) {
            pick.matches = Some(search::records(ctx, &pick.query.chars().take(200).collect::<String>(), FEW).await?);
        }
        Ok(pick)
    }

    /// Whether the form came only to search by this control: it is shown again, and nothing is changed.
    pub fn searched(ctx: &Ctx, name: &str) -> bool {
        ctx.form().get(SEARCH_FIELD) == name
    }

    /// Nothing was chosen and nothing typed.
    pub fn is_empty(&self) -> bool {
        self.chosen.is_none() && self.query.is_empty() && !self.unknown
    }

    /// Why a form that needs the choice cannot go on; nothing when a record is chosen or the control was left empty.
    pub fn fault(&self, name: &'static str) -> Option<FieldError> {
        if self.chosen.is_some() || self.is_empty() {
            return None;
        }
        let text = if self.unknown {
            "Rekaman ini tidak ada atau tidak boleh Anda lihat. Cari lagi"
        } else {
            "Tekan Cari, lalu pilih rekamannya dari hasil"
        };
        Some(FieldError::new(name, text))
    }

    /// The control.
    pub fn control(&self, control: &Control<'_>) -> Markup {
        let choice = |found: &Found| (found.href.clone(), short(&found.label), found.kind_title);
        let chosen = self.chosen.as_ref().map(choice);
        let chosen =
            chosen.as_ref().map(|(href, label, kind)| Choice::new(href.as_str(), label.as_str()).with_hint(*kind));
        let matches: Option<Vec<_>> = self.matches.as_ref().map(|all| all.iter().map(choice).collect());
        let matches: Option<Vec<Choice<'_>>> = matches.as_ref().map(|all| {
            all.iter().map(|(href, label, kind)| Choice::new(href.as_str(), label.as_str()).with_hint(*kind)).collect()
        });
        let reference =
            Reference { chosen: chosen.as_ref(), query: &self.query, matches: matches.as_deref(), source: SOURCE };
        page::reference_search(control, &reference)
    }
}
