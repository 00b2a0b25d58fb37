//! The only way to change data: one transaction for rows, audit leaf, events, jobs and search rows.
use std::borrow::Cow;

use db::{Row, Tx, Val, args};
use serde_json::{Map, Value as Json, json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::audit::{self, Change};
use crate::event::Event;
use crate::port::{ArchiveItem, Finished, SignRequest};
use crate::{App, Class, Ctx, Error, Result, Table};

/// What a change is about: the record whose page tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Kind of record: the key of its resource or its table.
    pub kind: Cow<'static, str>,
    /// The record.
    pub id: Uuid,
    /// Its page, where a repeated form is sent.
    pub href: String,
}

impl Subject {
    /// The record `id` of `kind`, shown at `href`.
    pub fn new(kind: impl Into<Cow<'static, str>>, id: Uuid, href: impl Into<String>) -> Self {
        Subject { kind: kind.into(), id, href: href.into() }
    }
}

/// An open change. It ends in [`Write::commit`], or it never happened.
#[must_use = "a Write that is not committed rolls back"]
pub struct Write {
    app: App,
    tx: Tx,
    action: Cow<'static, str>,
    actor: Option<Uuid>,
    at: OffsetDateTime,
    form_key: Option<Uuid>,
    changes: Vec<Change>,
    events: Vec<(Cow<'static, str>, Json)>,
}

impl Write {
    async fn begin(app: &App, action: Cow<'static, str>, actor: Option<Uuid>, at: OffsetDateTime) -> Result<Write> {
        let tx = app.db.begin().await?;
        Ok(Write { app: app.clone(), tx, action, actor, at, form_key: None, changes: vec![], events: vec![] })
    }

    /// A change by a person, from a form. When the form carries a key that has been used already, the change has been
    /// made: the answer is [`Error::Done`] with the address of the record.
    pub(crate) async fn by(ctx: &Ctx, action: impl Into<Cow<'static, str>>) -> Result<Write> {
        Write::not_repeated(ctx).await?;
        // Contents are carried to their store before the transaction: on SQLite it keeps all others from writing.
        for upload in ctx.form().files() {
            ctx.app.files.put_upload(upload).await?;
        }
        let mut write = Write::begin(&ctx.app, action.into(), ctx.actor.account(), ctx.now).await?;
        write.form_key = ctx.form_key();
        Ok(write)
    }

    /// [`Error::Done`] when the form of this request has made its change already. For handlers whose checks would refuse
    /// the repetition of a form that was right the first time.
    pub(crate) async fn not_repeated(ctx: &Ctx) -> Result<()> {
        let Some(key) = ctx.form_key() else { return Ok(()) };
        let text = "select location from form_key where id = $1 and account is not distinct from $2";
        match ctx.app.db.optional(text, args![key, ctx.actor.account()]).await? {
            Some(row) => Err(Error::Done(row.get("location")?)),
            None => Ok(()),
        }
    }

    /// A change by the program itself: a job, a schedule, the setup.
    pub async fn system(app: &App, action: impl Into<Cow<'static, str>>) -> Result<Write> {
        Write::begin(app, action.into(), None, app.now()).await
    }

    /// A change by an account that has no session yet: signing in.
    pub(crate) async fn account(app: &App, action: impl Into<Cow<'static, str>>, account: Uuid) -> Result<Write> {
        Write::begin(app, action.into(), Some(account), app.now()).await
    }

    /// The instant that all rows of this change carry.
    pub fn at(&self) -> OffsetDateTime {
        self.at
    }
    /// Who makes the change; nobody when the program does.
    pub fn actor(&self) -> Option<Uuid> {
        self.actor
    }
    /// The program, for ports that are handed the open change.
    pub fn app(&self) -> &App {
        &self.app
    }
    pub(crate) fn has_mail(&self) -> bool {
        self.app.config.mail.is_some()
    }
    /// The transaction, for reads that must see this change and for tables that are nobody's record (counters, join
    /// tables of a sealed record). Rows of a [`Table`] go through [`Write::insert`], [`Write::update`] and
    /// [`Write::delete`], or the log would not know them.
    pub fn tx(&mut self) -> &mut Tx {
        &mut self.tx
    }

    /// Inserts a row and returns its id. `created`, `updated` and `version` are filled in.
    pub async fn insert(&mut self, table: &Table, id: Uuid, values: Vec<(&str, Val)>) -> Result<Uuid> {
        known(table, &values)?;
        let mut names = vec!["id"];
        let mut row = args![id];
        if table.versioned {
            names.extend(["version", "created", "updated"]);
            row.extend(args![1_i64, self.at, self.at]);
        }
        for (name, value) in values {
            names.push(name);
            row.push(value);
        }
        let marks = (1..=row.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        let text = format!("insert into {} ({}) values ({marks})", table.name, names.join(", "));
        self.tx.exec(&text, row).await?;
        let after = self.read(table, id).await?;
        self.note(table, id, None, Some(&after))?;
        Ok(id)
    }

    /// Inserts many rows that fill the same columns, in a few statements: what a module ships as data. The log knows each.
    ///
    /// # Errors
    /// When a row fills other columns than the first one, or the database refuses a row.
    pub async fn insert_many(&mut self, table: &Table, rows: Vec<(Uuid, Vec<(&str, Val)>)>) -> Result<()> {
        /// Rows of one statement; with forty columns this stays far below the limit of parameters.
        const AT_ONCE: usize = 400;
        let mut rows = rows.into_iter().peekable();
        let Some((_, first)) = rows.peek() else { return Ok(()) };
        known(table, first)?;
        let columns: Vec<String> = first.iter().map(|(name, _)| (*name).to_owned()).collect();
        let mut names = vec!["id"];
        if table.versioned {
            names.extend(["version", "created", "updated"]);
        }
        names.extend(columns.iter().map(String::as_str));
        while rows.peek().is_some() {
            let (mut ids, mut values, mut marks): (Vec<Uuid>, Vec<Val>, Vec<String>) = Default::default();
            for (id, row) in rows.by_ref().take(AT_ONCE) {
                if !row.iter().map(|(name, _)| *name).eq(columns.iter().map(String::as_str)) {
                    return Err(Error::internal(format!("rows of {} fill different columns", table.name)));
                }
                let from = values.len();
                ids.push(id);
                values.push(id.into());
                if table.versioned {
                    values.extend(args![1_i64, self.at, self.at]);
                }
                values.extend(row.into_iter().map(|(_, value)| value));
                let places: Vec<String> = (from + 1..=values.len()).map(|n| format!("${n}")).collect();
                marks.push(format!("({})", places.join(", ")));
            }
            let text = format!("insert into {} ({}) values {}", table.name, names.join(", "), marks.join(", "));
            self.tx.exec(&text, values).await?;
            let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
            let text =
                format!("select {} from {} where id in ({})", table.select_list(), table.name, places.join(", "));
            for row in self.tx.query(&text, ids.into_iter().map(Val::Uuid).collect()).await? {
                self.note(table, row.get("id")?, None, Some(&row))?;
            }
        }
        Ok(())
    }

    /// Changes columns of a row. With `version`, the row must still be at that version: [`Error::Conflict`] otherwise.
    /// A row that is gone is [`Error::NotFound`]. Returns the new version (0 for a plain table).
    pub async fn update(
        &mut self,
        table: &Table,
        id: Uuid,
        version: Option<i64>,
        values: Vec<(&str, Val)>,
    ) -> Result<i64> {
        known(table, &values)?;
        let before = self.read_locked(table, id).await?;
        if let Some(expected) = version
            && version_of(table, &before)? != expected
        {
            return Err(Error::Conflict);
        }
        let mut row = args![id];
        let mut sets = Vec::new();
        if table.versioned {
            row.push(self.at.into());
            sets.push("version = version + 1".to_owned());
            sets.push("updated = $2".to_owned());
        }
        for (name, value) in values {
            row.push(value);
            sets.push(format!("{name} = ${}", row.len()));
        }
        let text = format!("update {} set {} where id = $1", table.name, sets.join(", "));
        self.tx.exec(&text, row).await?;
        let after = self.read(table, id).await?;
        self.note(table, id, Some(&before), Some(&after))?;
        version_of(table, &after)
    }

    /// Deletes a row. Deletion is rare: most records get a state instead. The log keeps that it was there.
    pub async fn delete(&mut self, table: &Table, id: Uuid) -> Result<()> {
        let before = self.read_locked(table, id).await?;
        self.tx.exec(&format!("delete from {} where id = $1", table.name), args![id]).await?;
        self.note(table, id, Some(&before), None)
    }

    /// Erases which values a record had from what histories show, those of this change included: for one that became secret. The
    /// log keeps that it was changed, by whom and when, and stays whole.
    pub async fn forget(&mut self, record: Uuid) -> Result<()> {
        for change in self.changes.iter_mut().filter(|change| change.id == record) {
            change.detail = Json::Null;
        }
        self.tx.exec("update audit_change set rincian = null where rekaman = $1", args![record]).await?;
        Ok(())
    }

    /// Adds a fact for those who hear it. Without any, the action itself is the event.
    pub fn event(&mut self, name: impl Into<Cow<'static, str>>, payload: Json) {
        self.events.push((name.into(), payload));
    }

    /// Puts a record into the search, or replaces what it says of it.
    pub async fn index(&mut self, doc: &db::fts::Doc) -> Result<()> {
        Ok(db::fts::put(&mut self.tx, doc).await?)
    }
    /// Takes a record out of the search.
    pub async fn unindex(&mut self, id: Uuid) -> Result<()> {
        Ok(db::fts::remove(&mut self.tx, id).await?)
    }
    /// Queues background work that starts only if this change is committed.
    pub async fn job(&mut self, kind: &str, payload: Json, run_at: OffsetDateTime) -> Result<Uuid> {
        crate::job::enqueue(&mut self.tx, kind, payload, run_at, self.at).await
    }

    /// Hands a document to the module that has it signed, in this transaction. False when no module does: the record then
    /// goes on with a signature on paper.
    pub async fn ask_signature(&mut self, request: SignRequest) -> Result<bool> {
        let Some(ask) = self.app.modules().iter().find_map(|module| module.ports.ask_signature) else {
            return Ok(false);
        };
        ask(self, request).await?;
        Ok(true)
    }
    /// Takes back a request for a signature that nobody has given yet.
    pub async fn withdraw_signature(&mut self, request: Uuid) -> Result<()> {
        match self.app.modules().iter().find_map(|module| module.ports.withdraw_signature) {
            Some(withdraw) => withdraw(self, request).await,
            None => Ok(()),
        }
    }
    /// Hands a final record to the archive, in this transaction. False when no module keeps one.
    pub async fn archive(&mut self, item: ArchiveItem) -> Result<bool> {
        let Some(archive) = self.app.modules().iter().find_map(|module| module.ports.archive) else {
            return Ok(false);
        };
        archive(self, item).await?;
        Ok(true)
    }

    /// Makes a one-time survey about a finished case, in this transaction: the address under which its applicant answers, a secret
    /// between the two. Nothing when no module surveys.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ask_survey(&mut self, finished: Finished) -> Result<Option<String>> {
        match self.app.modules().iter().find_map(|module| module.ports.survey) {
            Some(ask) => ask(self, finished).await.map(Some),
            None => Ok(None),
        }
    }

    /// Makes it all true at once: rows, audit leaf, events, jobs, search.
    pub async fn commit(mut self, subject: &Subject) -> Result<()> {
        if let Some(key) = self.form_key {
            let text = "insert into form_key (id, account, location, created) values ($1, $2, $3, $4) on conflict (id) do nothing";
            let row = args![key, self.actor, subject.href.clone(), self.at];
            if self.tx.exec(text, row).await? == 0 {
                let stored = self
                    .tx
                    .optional(
                        "select location from form_key where id = $1 and account is not distinct from $2",
                        args![key, self.actor],
                    )
                    .await?;
                return Err(match stored {
                    Some(row) => Error::Done(row.get("location")?),
                    None => Error::Stale,
                });
            }
        }
        if self.events.is_empty() {
            self.events.push((self.action.clone(), json!({})));
        }
        for (name, payload) in std::mem::take(&mut self.events) {
            let event = Event {
                id: Uuid::now_v7(),
                name: name.into_owned(),
                kind: subject.kind.to_string(),
                subject: subject.id,
                href: subject.href.clone(),
                actor: self.actor,
                at: self.at,
                payload,
            };
            crate::event::record(&self.app, &mut self.tx, &event).await?;
        }
        audit::append(&mut self.tx, &self.action, self.actor, self.at, subject, &self.changes).await?;
        self.tx.commit().await?;
        self.app.signals.log.notify_one();
        self.app.signals.job.notify_one();
        Ok(())
    }

    async fn read(&mut self, table: &Table, id: Uuid) -> Result<Row> {
        let text = format!("select {} from {} where id = $1", table.select_list(), table.name);
        Ok(self.tx.one(&text, args![id]).await?)
    }

    async fn read_locked(&mut self, table: &Table, id: Uuid) -> Result<Row> {
        let text = format!("select {} from {} where id = $1 for update", table.select_list(), table.name);
        Ok(self.tx.one(&text, args![id]).await?)
    }

    fn note(&mut self, table: &Table, id: Uuid, before: Option<&Row>, after: Option<&Row>) -> Result<()> {
        let version = match after.or(before) {
            Some(row) => version_of(table, row)?,
            None => 0,
        };
        let detail = difference(table, before, after)?;
        self.changes.push(Change::new(table.name, id, version, after, detail)?);
        Ok(())
    }
}

fn version_of(table: &Table, row: &Row) -> Result<i64> {
    if table.versioned { Ok(row.get("version")?) } else { Ok(0) }
}

fn known(table: &Table, values: &[(&str, Val)]) -> Result<()> {
    match values.iter().find(|(name, _)| table.column(name).is_none()) {
        Some((name, _)) => Err(Error::internal(format!("table {} has no column {name}", table.name))),
        None => Ok(()),
    }
}

/// What changed, for the history page: `{"column": [before, after]}`; of a secret only that it changed.
fn difference(table: &Table, before: Option<&Row>, after: Option<&Row>) -> Result<Json> {
    let mut found = Map::new();
    for column in &table.columns {
        let old =
            before.map(|row| row.get::<Val>(column.name)).transpose()?.map_or(Json::Null, |val| audit::plain(&val));
        let new =
            after.map(|row| row.get::<Val>(column.name)).transpose()?.map_or(Json::Null, |val| audit::plain(&val));
        if old != new {
            let pair = match column.class {
                Class::Secret => json!([]),
                Class::Public | Class::Internal | Class::Personal => json!([old, new]),
            };
            found.insert(column.name.to_owned(), pair);
        }
    }
    Ok(Json::Object(found))
}
