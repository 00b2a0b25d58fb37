//! Many at once: the memory of the server while sixteen connections ask as fast as they are answered.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use http::Method;

use crate::case::Case;
use crate::client::Client;
use crate::server::Server;

/// Connections.
pub const CONNECTIONS: usize = 16;

/// What the load did.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// How long it lasted.
    pub seconds: u64,
    /// Answers per second.
    pub rate: f64,
    /// Most memory of the server since its start, in bytes.
    pub most: u64,
}

/// Asks for all pages of the cases by turns, on all connections, for so long.
pub async fn load(server: &Server, cases: &[Case], seconds: u64) -> anyhow::Result<Load> {
    let mut asks = Vec::new();
    for case in cases {
        for ask in case.asks.iter().filter(|ask| ask.method == Method::GET) {
            asks.push((ask.clone(), case.person.clone()));
        }
    }
    let (asks, over, count) = (Arc::new(asks), Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let mut tasks = Vec::new();
    for number in 0..CONNECTIONS {
        let (asks, over, count, address) = (asks.clone(), over.clone(), count.clone(), server.address);
        tasks.push(tokio::spawn(async move {
            let mut client = Client::connect(address).await?;
            for (ask, person) in asks.iter().cycle().skip(number * 7) {
                if over.load(Ordering::Relaxed) {
                    break;
                }
                let answer = client.send(ask.request(Some(person))?).await?;
                anyhow::ensure!(answer.status == 200, "{}: {} under load", ask.path, answer.status);
                count.fetch_add(1, Ordering::Relaxed);
            }
            anyhow::Ok(())
        }));
    }
    let started = Instant::now();
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    over.store(true, Ordering::Relaxed);
    for task in tasks {
        task.await??;
    }
    let rate = count.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64();
    Ok(Load { seconds, rate, most: server.memory()?.1 })
}
