//! Who may hand out what. A position carries rights, so that whoever fills it, or names its account, gives rights away:
//! nobody fills a position outside the units that are theirs to staff, only an administrator makes administrators, and
//! Bupati and Sekda are named by those who staff the whole regency.
use std::pin::Pin;

use kernel::{Ctx, FieldError, Result, Val, args};
use register::Record;
use uuid::Uuid;

use crate::PEGAWAI_UBAH;
use crate::directory::keys;

type Answer<'a> = Pin<Box<dyn Future<Output = Result<Vec<FieldError>>> + Send + 'a>>;

const ONLY_ADMIN: &str = "Jabatan dengan peran administrator sistem hanya dapat diatur oleh administrator";
const ONLY_ALL: &str =
    "Jabatan Bupati dan Sekretaris Daerah diatur oleh administrator atau pengelola kepegawaian kabupaten";
const OTHER_UNIT: &str = "Jabatan ini milik perangkat daerah lain. Minta pengelola kepegawaian kabupaten mengaturnya";

/// Roles in the column `peran`: a record may carry the list as a tree or as its text.
fn roles(value: &Val) -> Vec<String> {
    match value {
        Val::Json(tree) => keys(Some(tree.clone())),
        Val::Text(text) => keys(serde_json::from_str(text).ok()),
        Val::Null
        | Val::Bool(_)
        | Val::Int(_)
        | Val::Real(_)
        | Val::Blob(_)
        | Val::Uuid(_)
        | Val::Time(_)
        | Val::Date(_) => vec![],
    }
}

/// Why the actor may not hand out these roles; nothing when they may.
fn refusal(roles: &[String], is_admin: bool, staffs_all: bool) -> Option<&'static str> {
    let carries = |role: &str| roles.iter().any(|own| own == role);
    if carries("admin") && !is_admin {
        return Some(ONLY_ADMIN);
    }
    if (carries("bupati") || carries("sekda")) && !staffs_all {
        return Some(ONLY_ALL);
    }
    None
}

fn is_admin(ctx: &Ctx) -> bool {
    ctx.actor.has_role("admin")
}

/// Filling a position: neither one of another unit nor one above the actor, before or after the change.
pub fn assignment<'a>(ctx: &'a Ctx, before: Option<&'a Record>, after: &'a Record) -> Answer<'a> {
    Box::pin(async move {
        let scope = ctx.scope_of(PEGAWAI_UBAH);
        let mut positions: Vec<Uuid> =
            before.into_iter().chain([after]).filter_map(|record| record.uuid("jabatan")).collect();
        positions.dedup();
        for position in positions {
            let text = "select peran, perangkat_daerah as unit from jabatan where id = $1";
            // What is not there is refused as a reference already.
            let Some(row) = ctx.app.db.optional(text, args![position]).await? else { continue };
            let reason = if scope.holds_unit(row.get("unit")?) {
                refusal(&keys(row.get("peran")?), is_admin(ctx), scope.is_all())
            } else {
                Some(OTHER_UNIT)
            };
            if let Some(reason) = reason {
                return Ok(vec![FieldError::new("jabatan", reason)]);
            }
        }
        Ok(vec![])
    })
}

/// A position that carries the administrator's role, or is given it.
pub fn position<'a>(ctx: &'a Ctx, before: Option<&'a Record>, after: &'a Record) -> Answer<'a> {
    Box::pin(async move {
        let carries =
            before.into_iter().chain([after]).any(|record| roles(record.get("peran")).contains(&"admin".into()));
        Ok(if carries && !is_admin(ctx) { vec![FieldError::new("peran", ONLY_ADMIN)] } else { vec![] })
    })
}

/// The account of a person who holds positions: whoever signs in with it holds them.
pub fn person<'a>(ctx: &'a Ctx, before: Option<&'a Record>, after: &'a Record) -> Answer<'a> {
    Box::pin(async move {
        let Some(before) = before.filter(|before| before.get("akun") != after.get("akun")) else { return Ok(vec![]) };
        let text = "select j.peran from penugasan p join jabatan j on j.id = p.jabatan \
            where p.pegawai = $1 and (p.selesai is null or p.selesai >= $2)";
        let staffs_all = ctx.scope_of(PEGAWAI_UBAH).is_all();
        for row in ctx.app.db.query(text, args![before.id, ctx.today()]).await? {
            if let Some(reason) = refusal(&keys(row.get("peran")?), is_admin(ctx), staffs_all) {
                return Ok(vec![FieldError::new("akun", reason)]);
            }
        }
        Ok(vec![])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn who_may_hand_out_which_role() {
        let table = [
            ("operator_pd", false, false, None),
            ("admin", false, false, Some(ONLY_ADMIN)),
            ("admin", false, true, Some(ONLY_ADMIN)),
            ("admin", true, true, None),
            ("bupati", false, false, Some(ONLY_ALL)),
            ("sekda", false, false, Some(ONLY_ALL)),
            ("bupati", false, true, None),
        ];
        for (role, admin, all, expected) in table {
            assert_eq!(refusal(&["pegawai".into(), role.into()], admin, all), expected, "{role} {admin} {all}");
        }
    }

    #[test]
    fn roles_are_read_in_both_forms_of_json() {
        assert_eq!(roles(&Val::Json(json!(["admin"]))), ["admin"]);
        assert_eq!(roles(&Val::Text("[\"admin\",\"sekda\"]".into())), ["admin", "sekda"]);
        assert!(roles(&Val::Null).is_empty());
    }
}
