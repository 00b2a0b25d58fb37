//! Tables that follow from the registers: the closed tree of units and the members of teams.
use std::pin::Pin;

use kernel::db::Tx;
use kernel::{Error, Result, Write, args};
use register::Record;
use uuid::Uuid;

type Done<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// Keeps `unit_leluhur` (every unit with each unit above it and itself) in step with the tree.
pub fn after_unit<'a>(write: &'a mut Write, before: Option<&'a Record>, after: &'a Record) -> Done<'a> {
    Box::pin(async move {
        let parent = after.uuid("induk");
        if before.is_some_and(|before| before.uuid("induk") == parent) {
            return Ok(());
        }
        // Two moves at a time could make a circle that neither sees.
        kernel::db::lock::exclusive(write.tx(), "perangkat_daerah").await?;
        move_below(write.tx(), after.id, parent).await
    })
}

async fn move_below(tx: &mut Tx, unit: Uuid, parent: Option<Uuid>) -> Result<()> {
    if let Some(parent) = parent {
        let circle = tx
            .optional("select leluhur from unit_leluhur where leluhur = $1 and unit = $2", args![unit, parent])
            .await?;
        if circle.is_some() || parent == unit {
            return Err(Error::field(
                "induk",
                "Unit ini tidak dapat menjadi bagian dari dirinya sendiri atau bawahannya",
            ));
        }
    }
    // The subtree keeps its inner pairs; pairs with what was above go, pairs with what is above now come.
    let below: Vec<Uuid> =
        ids(tx.query("select unit from unit_leluhur where leluhur = $1", args![unit]).await?, "unit")?;
    if below.is_empty() {
        tx.exec("insert into unit_leluhur (unit, leluhur) values ($1, $1)", args![unit]).await?;
    } else {
        tx.exec(
            "delete from unit_leluhur where unit in (select unit from unit_leluhur where leluhur = $1) \
             and leluhur not in (select unit from unit_leluhur where leluhur = $1)",
            args![unit],
        )
        .await?;
    }
    if let Some(parent) = parent {
        tx.exec(
            "insert into unit_leluhur (unit, leluhur) select b.unit, a.leluhur from unit_leluhur a, unit_leluhur b \
             where a.unit = $2 and b.leluhur = $1",
            args![unit, parent],
        )
        .await?;
    }
    Ok(())
}

fn ids(rows: Vec<kernel::Row>, column: &str) -> Result<Vec<Uuid>> {
    rows.iter().map(|row| Ok(row.get(column)?)).collect()
}

/// The role that membership gives.
fn role(jenis: &str, kedudukan: &str) -> Option<&'static str> {
    match (jenis, kedudukan) {
        ("evaluator", "penanggung_jawab" | "ketua" | "supervisor") => Some("evaluator_penanggung_jawab"),
        ("evaluator", "operator" | "sekretaris") => Some("evaluator_operator"),
        ("evaluator", _) => Some("evaluator_anggota"),
        _ => None,
    }
}

/// Keeps `tim_anggota` in step with the members of a team.
pub fn after_team<'a>(write: &'a mut Write, _before: Option<&'a Record>, after: &'a Record) -> Done<'a> {
    Box::pin(async move {
        let tx = write.tx();
        tx.exec("delete from tim_anggota where tim = $1", args![after.id]).await?;
        for row in after.rows("anggota") {
            let text = |name: &str| row.get(name).and_then(|value| value.as_str()).unwrap_or_default();
            let (Ok(person), Some(role)) =
                (text("pegawai").parse::<Uuid>(), role(after.text("jenis"), text("kedudukan")))
            else {
                continue;
            };
            let text =
                "insert into tim_anggota (id, tim, pegawai, peran, mulai, selesai) values ($1, $2, $3, $4, $5, $6)";
            tx.exec(text, args![Uuid::now_v7(), after.id, person, role, after.date("mulai"), after.date("selesai")])
                .await?;
        }
        Ok(())
    })
}
