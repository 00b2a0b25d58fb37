//! The bare handler: axum and the same database, nothing else. It runs the statements that the real program ran for a
//! request, with the same parameters, one after the other, and answers with the bytes that the real program answered with.
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};
use http_body_util::BodyExt as _;
use kernel::Val;
use kernel::db::{self, Step};
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::client::{Ask, Person};

/// A request as it was answered.
pub struct Recorded {
    steps: Vec<Step>,
    /// Ids that the request made itself; each run gets its own, or the second one would find them taken.
    made: Vec<Uuid>,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Recorded {
    /// What was asked of the database, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }
    /// Statements.
    pub fn statements(&self) -> usize {
        self.steps.iter().filter(|step| matches!(step, Step::Statement { .. })).count()
    }
    /// Status and size of the answer.
    pub fn answer(&self) -> (StatusCode, usize) {
        (self.status, self.body.len())
    }
}

/// Has a request answered by the program inside this process, on the copy of the data, and notes what it asks of the
/// database.
pub async fn record(router: &Router, person: &Person, ask: &Ask) -> anyhow::Result<Recorded> {
    let before = Uuid::now_v7();
    let request = ask.request(Some(person))?.map(Body::new);
    let (answer, steps) = db::recorded(async {
        let (head, body) = router.clone().oneshot(request).await?.into_parts();
        anyhow::Ok((head, body.collect().await?.to_bytes()))
    })
    .await;
    let (head, body) = answer?;
    let mut made = Vec::new();
    for step in &steps {
        let Step::Statement { args, .. } = step else { continue };
        for value in args {
            if let Val::Uuid(id) = value
                && id.get_version_num() == 7
                && *id > before
                && !made.contains(id)
            {
                made.push(*id);
            }
        }
    }
    Ok(Recorded { steps, made, status: head.status, headers: head.headers, body })
}

struct Shared {
    db: db::Db,
    all: Vec<Recorded>,
}

/// Serves what was recorded; number 7 at `/7`.
pub async fn serve(db: db::Db, all: Vec<Recorded>) -> anyhow::Result<(SocketAddr, tokio::task::JoinHandle<()>)> {
    let listener = tokio::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let router = Router::new().fallback(answer).with_state(Arc::new(Shared { db, all }));
    let task = tokio::spawn(async move {
        let _ = axum::serve(listener, router).await;
    });
    Ok((address, task))
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    // A form is read, as the real program must.
    let read = body.collect().await;
    let number = head.uri.path().trim_start_matches('/').parse::<usize>().ok();
    let recorded = number.and_then(|number| shared.all.get(number));
    let done = match (read, recorded) {
        (Ok(_), Some(recorded)) => run(&shared.db, recorded).await.map(|()| recorded),
        (_, _) => Err(anyhow::anyhow!("no such request")),
    };
    match done {
        Ok(recorded) => {
            let mut response = Response::new(Body::from(recorded.body.clone()));
            *response.status_mut() = recorded.status;
            *response.headers_mut() = recorded.headers.clone();
            response
        }
        Err(cause) => {
            let mut response = Response::new(Body::from(format!("{cause:#}")));
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
    }
}

async fn run(db: &db::Db, recorded: &Recorded) -> anyhow::Result<()> {
    let fresh: HashMap<Uuid, Uuid> = recorded.made.iter().map(|id| (*id, Uuid::now_v7())).collect();
    let mut open: Option<db::Tx> = None;
    for step in &recorded.steps {
        match step {
            Step::Begin => open = Some(db.begin().await?),
            Step::Statement { sql, args } => {
                let mut args = args.clone();
                for value in &mut args {
                    if let Val::Uuid(id) = value
                        && let Some(own) = fresh.get(id)
                    {
                        *id = *own;
                    }
                }
                match &mut open {
                    Some(tx) => drop(tx.query(sql, args).await?),
                    None => drop(db.query(sql, args).await?),
                }
            }
            Step::Commit => open.take().context("a commit without a beginning")?.commit().await?,
        }
    }
    Ok(())
}
