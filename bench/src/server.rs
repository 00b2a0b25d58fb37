//! The real program, as a process of its own.
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context as _;

use crate::client::{Ask, Client};

/// A running server; it is stopped when this is dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From its start to its first page.
    pub ready_after: Duration,
}

impl Server {
    /// Starts `pendopo serve` on a folder and a database (`sqlite` or an address), and waits for its first page.
    pub async fn start(program: &Path, data: &Path, database: &str) -> anyhow::Result<Server> {
        let address: SocketAddr = (Ipv4Addr::LOCALHOST, free_port()?).into();
        // Requests that are sent in the name of many come through a proxy, which is us.
        let config = data.with_extension("toml");
        std::fs::write(&config, "trusted_proxies = [\"127.0.0.1\"]\n")?;
        let started = Instant::now();
        let child = Command::new(program)
            .arg("--data")
            .arg(data)
            .args(["serve", "--listen", &address.to_string()])
            .env("PENDOPO_DATABASE", database)
            .env("PENDOPO_URL", format!("http://{address}"))
            .env("PENDOPO_LOG", "error")
            .env("PENDOPO_CONFIG", &config)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| program.display().to_string())?;
        let mut server = Server { child, address, ready_after: Duration::ZERO };
        loop {
            if let Some(status) = server.child.try_wait()? {
                anyhow::bail!("the server ended: {status}");
            }
            anyhow::ensure!(started.elapsed() < Duration::from_secs(120), "the server does not answer");
            if let Ok(mut client) = Client::connect(address).await
                && let Ok(page) = client.send(Ask::get("/masuk").request(None)?).await
                && page.status == 200
            {
                server.ready_after = started.elapsed();
                return Ok(server);
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Memory in use and the most that was, in bytes (resident pages, those of mapped files included).
    pub fn memory(&self) -> anyhow::Result<(u64, u64)> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let field = |name: &str| -> anyhow::Result<u64> {
            let line = text.lines().find_map(|line| line.strip_prefix(name)).context("no such line in status")?;
            let number: u64 = line.trim_start_matches(':').trim().trim_end_matches("kB").trim().parse()?;
            Ok(number * 1024)
        };
        Ok((field("VmRSS")?, field("VmHWM")?))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let process = i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw);
        if let Some(process) = process {
            let _ = rustix::process::kill_process(process, rustix::process::Signal::TERM);
        }
        let until = Instant::now() + Duration::from_secs(15);
        while Instant::now() < until {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
