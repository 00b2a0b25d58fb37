//! What awaits those who look after people: accounts that nobody was given, and people without a position.
use kernel::module::Task;
use kernel::{BoxFuture, Ctx, Result, Rows, args};
use uuid::Uuid;

use crate::PEGAWAI_UBAH;

/// Tasks of one kind at most: more of them would hide the others, and the next come when these are done.
const MOST: usize = 10;

fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs);
    format!("{path}?{}", query.finish())
}

/// For administrators accounts that belong to no person yet; for all who staff units, people of these units who can sign
/// in and hold no position.
pub fn tasks(ctx: Ctx) -> BoxFuture<Result<Vec<Task>>> {
    Box::pin(async move {
        let scope = ctx.scope_of(PEGAWAI_UBAH);
        if scope.is_nothing() {
            return Ok(vec![]);
        }
        let mut tasks = vec![];
        if ctx.actor.can(kernel::inti::AKUN) {
            let text = format!(
                "select a.login, a.name from account a where a.active and not a.warga \
                 and not exists (select 1 from pegawai g where g.akun = a.login) order by a.id limit {MOST}"
            );
            for row in ctx.app.db.query(&text, args![]).await? {
                let (login, name): (String, String) = (row.get("login")?, row.get("name")?);
                tasks.push(Task {
                    title: format!("Catat pemilik akun {login} sebagai pegawai"),
                    href: address("/pegawai/baru", &[("nama", &name), ("akun", &login)]),
                    due: None,
                    kind: "Pegawai",
                });
            }
        }
        let mut values = args![ctx.today()];
        let rows = Rows { unit: "g.unit", owner: "g.owner", public: "false" };
        let text = format!(
            "select g.id, g.nama from pegawai g where g.aktif and g.akun is not null and {} \
             and not exists (select 1 from penugasan p where p.pegawai = g.id and (p.selesai is null or p.selesai >= $1)) \
             order by g.id limit {MOST}",
            scope.filter(&rows, &mut values)
        );
        for row in ctx.app.db.query(&text, values).await? {
            let (id, name): (Uuid, String) = (row.get("id")?, row.get("nama")?);
            tasks.push(Task {
                title: format!("Beri jabatan kepada {name}"),
                href: address("/penugasan/baru", &[("pegawai", &id.to_string())]),
                due: None,
                kind: "Pegawai",
            });
        }
        Ok(tasks)
    })
}
