//! Doing what the dry run showed, all or nothing.
use kernel::{Ctx, Error, Result, Subject};
use serde_json::json;
use uuid::Uuid;

use super::plan::{Action, Plan};
use crate::{Register, store};

/// Applies new and changed rows in one transaction. Returns how many of each.
///
/// # Errors
/// [`Error::Conflict`] when a record was changed meanwhile; then nothing was applied.
pub async fn apply(ctx: &Ctx, register: &'static Register, plan: &Plan) -> Result<(usize, usize)> {
    let [new, changed, ..] = plan.counts();
    let mut write = ctx.write(format!("{}.impor", register.key)).await?;
    for line in &plan.lines {
        let done = match &line.action {
            Action::New(record) => store::insert(&mut write, record).await.map(drop),
            Action::Change { before, after } => store::update(&mut write, before, after).await.map(drop),
            Action::Same(_) | Action::Refused(_) => Ok(()),
        };
        done.map_err(|cause| {
            let Error::Invalid(errors) = &cause else { return cause };
            let text: Vec<_> = errors.iter().map(|error| error.message.as_ref()).collect();
            Error::refused(format!("Baris {}: {} Tidak ada yang diterapkan.", line.number, text.join(" ")))
        })?;
    }
    write.event(format!("{}.impor", register.key), json!({ "baru": new, "diubah": changed }));
    write.commit(&Subject::new(register.key, Uuid::now_v7(), register.href())).await?;
    Ok((new, changed))
}
