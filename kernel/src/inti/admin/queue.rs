//! The queue: what waits, what runs, what failed for good, and what starts by itself.
use http::StatusCode;
use maud::{Markup, html};
use page::{ButtonKind, Column, Form, NavItem, Table, Tone};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::framed;
use crate::{App, Ctx, Error, Response, Result, Subject};
use db::{Row, args};

const HOME: &str = "/admin/pekerjaan";
/// Jobs on a page.
const LIMIT: usize = 50;

/// What a job is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Running,
    Dead,
}

impl State {
    const ALL: [State; 3] = [State::Waiting, State::Running, State::Dead];

    /// In addresses.
    fn key(self) -> &'static str {
        match self {
            State::Waiting => "menunggu",
            State::Running => "berjalan",
            State::Dead => "gagal",
        }
    }
    fn label(self) -> &'static str {
        match self {
            State::Waiting => "Menunggu",
            State::Running => "Sedang berjalan",
            State::Dead => "Gagal",
        }
    }
    /// Rows in this state; `$1` is now.
    fn condition(self) -> &'static str {
        match self {
            State::Waiting => "state = 'siap' and (locked_until is null or locked_until <= $1)",
            State::Running => "state = 'siap' and locked_until > $1",
            State::Dead => "state = 'mati' and (run_at is null or run_at <= $1)",
        }
    }
}

/// What a kind of job is called.
fn title(app: &App, kind: &str) -> String {
    let job = app.job_kinds().find(|known| known.kind == kind).map(|known| known.title.to_owned());
    let hear =
        || app.hears().find(|known| known.name == kind).map(|known| format!("Menanggapi peristiwa {}", known.event));
    job.or_else(hear).unwrap_or_else(|| kind.to_owned())
}

/// The list of one state, and the schedules.
pub async fn list(ctx: Ctx) -> Result<Response> {
    let dead = count(&ctx, State::Dead).await?;
    let asked = State::ALL.into_iter().find(|state| state.key() == ctx.query("keadaan"));
    let state = asked.unwrap_or(if dead > 0 { State::Dead } else { State::Waiting });
    let after: Uuid = ctx.query("sesudah").parse().unwrap_or_default();
    let text = format!(
        "select id, kind, run_at, attempts, locked_until, last_error, created from job where {} and id > $2 order by id limit {}",
        state.condition(),
        LIMIT + 1
    );
    let mut jobs = ctx.app.db.query(&text, args![ctx.now, after]).await?;
    let more = jobs.len() > LIMIT;
    jobs.truncate(LIMIT);
    let csrf = ctx.csrf()?;
    let rows = jobs.iter().map(|job| row(&ctx, job, state, &csrf)).collect::<Result<Vec<_>>>()?;
    let mut tabs = vec![];
    for each in State::ALL {
        let label = format!("{} ({})", each.label(), count(&ctx, each).await?);
        tabs.push(NavItem::new(label, format!("{HOME}?keadaan={}", each.key()), each == state));
    }
    let next = match jobs.last() {
        Some(last) if more => Some(format!("{HOME}?keadaan={}&sesudah={}", state.key(), last.get::<Uuid>("id")?)),
        Some(_) | None => None,
    };
    let columns =
        ["Pekerjaan", "Sejak", "Berikutnya", "Percobaan", "Kesalahan terakhir", "Tindakan"].map(Column::new).into();
    let table = Table { caption: state.label().into(), caption_hidden: true, columns, rows, ..Table::default() };
    let all = page::act(
        &Form { action: "/admin/pekerjaan/pengulangan", csrf: &csrf, ..Form::default() },
        "Jalankan lagi semua yang gagal",
        ButtonKind::Secondary,
    );
    let body = html! {
        (page::heading("Admin", "Antrean pekerjaan", html! {}))
        (page::tabs("Keadaan pekerjaan", &tabs))
        @if jobs.is_empty() {
            @let text = match state {
                State::Waiting => "Semua pekerjaan latar sudah selesai.",
                State::Running => "Tidak ada yang sedang dikerjakan pada saat ini.",
                State::Dead => "Tidak ada yang perlu Anda tangani.",
            };
            (page::empty(&format!("Tidak ada pekerjaan: {}", state.label().to_lowercase()), text, None))
        } @else {
            @if state == State::Dead {
                p.govuk-body { "Pekerjaan ini sudah dicoba berulang kali. Perbaiki penyebabnya, lalu jalankan lagi, atau buang bila tidak diperlukan." }
                @if dead > 1 { (all) }
            }
            (page::table(&table))
            (page::pagination(None, next.as_deref(), ""))
        }
        (schedules(&ctx).await?)
    };
    framed(&ctx, StatusCode::OK, "Antrean pekerjaan", &[], &[], body)
}

async fn count(ctx: &Ctx, state: State) -> Result<i64> {
    let text = format!("select count(*) as n from job where {}", state.condition());
    Ok(ctx.app.db.one(&text, args![ctx.now]).await?.get("n")?)
}

fn row(ctx: &Ctx, job: &Row, state: State, csrf: &str) -> Result<page::Row<'static>> {
    let zone = ctx.app.profile.zone();
    let id: Uuid = job.get("id")?;
    let kind: String = job.get("kind")?;
    let attempts: i64 = job.get("attempts")?;
    let next: Option<OffsetDateTime> = job.get("run_at")?;
    let error: Option<String> = job.get("last_error")?;
    let act = |what: &str, label: &str, kind| {
        let action = format!("{HOME}/{id}/{what}");
        page::act(&Form { action: &action, csrf, ..Form::default() }, label, kind)
    };
    let acts = match state {
        State::Dead => {
            html! { (page::buttons(html! { (act("pengulangan", "Jalankan lagi", ButtonKind::Primary)) (act("pembuangan", "Buang", ButtonKind::Warning)) })) }
        }
        State::Waiting if attempts > 0 => act("pengulangan", "Coba sekarang", ButtonKind::Secondary),
        State::Waiting | State::Running => html! {},
    };
    let when = match (state, next) {
        (State::Dead, _) => page::tag("Gagal", Tone::Bad),
        (State::Running, _) => page::tag("Berjalan", Tone::Working),
        (State::Waiting, Some(at)) if at > ctx.now => html! { (indonesia::tanggal::waktu_pendek(at, zone)) },
        (State::Waiting, _) => html! { "Segera" },
    };
    Ok(page::Row::new(vec![
        html! { (title(&ctx.app, &kind)) br; span.pudar { (kind) } },
        html! { (indonesia::tanggal::waktu_pendek(job.get("created")?, zone)) },
        when,
        html! { (attempts) },
        html! { @match error { Some(error) => (page::details(&indonesia::kalimat::potong(&error, 60), html! { p.teks-galat { (error) } })), None => "–" } },
        acts,
    ]))
}

async fn schedules(ctx: &Ctx) -> Result<Markup> {
    let zone = ctx.app.profile.zone();
    let mut rows = vec![];
    for row in ctx.app.db.query("select kind, next_run from job_schedule order by next_run, kind", args![]).await? {
        let kind: String = row.get("kind")?;
        let known = ctx.app.job_kinds().any(|job| job.kind == kind && job.schedule.is_some());
        if known {
            rows.push(page::Row::new(vec![
                html! { (title(&ctx.app, &kind)) },
                html! { (indonesia::tanggal::waktu_panjang(row.get("next_run")?, zone)) },
            ]));
        }
    }
    let table = Table {
        caption: "Jadwal".into(),
        columns: vec![Column::new("Pekerjaan"), Column::new("Berjalan berikutnya")],
        rows,
        ..Table::default()
    };
    Ok(html! {
        @if table.rows.is_empty() {
            h2.govuk-heading-m { "Jadwal" }
            p.govuk-body { "Jadwal disusun begitu pekerja latar berjalan." }
        } @else { (page::table(&table)) }
    })
}

/// Runs a job that failed, or waits to be tried again, now.
pub async fn again(ctx: Ctx) -> Result<Response> {
    let id = ctx.id("id")?;
    let mut write = ctx.write("pekerjaan.diulang").await?;
    let text = "update job set state = 'siap', attempts = 0, run_at = $2, locked_until = null where id = $1 and (locked_until is null or locked_until <= $2)";
    if write.tx().exec(text, args![id, ctx.now]).await? == 0 {
        return Err(Error::refused("Pekerjaan ini sudah selesai atau sedang berjalan."));
    }
    write.commit(&Subject::new("job", id, HOME)).await?;
    ctx.redirect_with("/admin/pekerjaan?keadaan=menunggu", "Pekerjaan dijalankan lagi.")
}

/// Runs everything that failed for good once more.
pub async fn all_again(ctx: Ctx) -> Result<Response> {
    let mut write = ctx.write("pekerjaan.semua_diulang").await?;
    let text = "update job set state = 'siap', attempts = 0, run_at = $1, locked_until = null where state = 'mati'";
    let count = write.tx().exec(text, args![ctx.now]).await?;
    write.event("pekerjaan.semua_diulang", json!({ "jumlah": count }));
    write.commit(&Subject::new("job", Uuid::nil(), HOME)).await?;
    ctx.redirect_with("/admin/pekerjaan?keadaan=menunggu", &format!("{count} pekerjaan dijalankan lagi."))
}

/// Throws a job away that failed for good.
pub async fn discard(ctx: Ctx) -> Result<Response> {
    let id = ctx.id("id")?;
    let mut write = ctx.write("pekerjaan.dibuang").await?;
    let job = write.tx().optional("select kind from job where id = $1 and state = 'mati'", args![id]).await?;
    let Some(job) = job else { return Err(Error::refused("Pekerjaan ini tidak lagi berada di antara yang gagal.")) };
    write.tx().exec("delete from job where id = $1", args![id]).await?;
    write.event("pekerjaan.dibuang", json!({ "pekerjaan": job.get::<String>("kind")? }));
    write.commit(&Subject::new("job", id, HOME)).await?;
    ctx.redirect_with(HOME, "Pekerjaan sudah dibuang.")
}
