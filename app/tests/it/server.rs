//! `pendopo serve` as a process of its own that can be killed, starved and started again.
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::http::{Browser, Reply};
use crate::place::Place;

/// What a wait may take before it counts as a hang.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A running program.
pub struct Server {
    child: Child,
    address: String,
    log: Arc<Mutex<String>>,
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Waits until something is so.
#[track_caller]
pub fn until(what: &str, mut done: impl FnMut() -> bool) {
    let started = Instant::now();
    while !done() {
        assert!(started.elapsed() < PATIENCE, "waited too long: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Tells a process of ours something.
pub fn signal(pid: u32, name: &str) {
    let done = Command::new("kill").args(["-s", name, &pid.to_string()]).status().unwrap();
    assert!(done.success(), "kill -s {name} {pid}");
}

impl Server {
    /// Starts the program on this port, and does not wait for it. A write beyond a limit of size is an error for it, as
    /// on a full disk, and not the end.
    pub fn spawn(place: &Place, port: u16, arguments: &[&str], envs: &[(&str, String)]) -> Server {
        let address = format!("127.0.0.1:{port}");
        let own = place.command(&[]);
        let mut command = Command::new("sh");
        command.args(["-c", "trap '' XFSZ; exec \"$@\"", "sh"]).arg(own.get_program()).args(arguments);
        command.args(["serve", "--listen", &address]).current_dir(&place.folder);
        for (name, value) in own.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.envs(envs.iter().map(|(name, value)| (name, value)));
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::<Mutex<String>>::default();
        let (lines, kept) = (BufReader::new(child.stderr.take().unwrap()), log.clone());
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                let mut kept = kept.lock().unwrap();
                kept.push_str(&line);
                kept.push('\n');
            }
        });
        Server { child, address, log }
    }

    /// Starts the program and waits until it answers.
    pub fn start(place: &Place, port: u16, arguments: &[&str], envs: &[(&str, String)]) -> Server {
        let mut server = Server::spawn(place, port, arguments, envs);
        server.wait_until_up();
        server
    }

    /// Waits until it answers.
    #[track_caller]
    pub fn wait_until_up(&mut self) {
        let visitor = Browser { address: self.address.clone(), ..Browser::default() };
        until("the program answers", || {
            assert!(self.is_running(), "the program has ended: {}", self.log());
            visitor.get("/sehat").is_ok_and(|reply| reply.status == 200)
        });
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }
    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }
    /// What it has written to standard error so far.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// SIGKILL, as the kernel does it when memory is short.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
    /// SIGTERM, as systemd does it.
    pub fn stop(mut self) {
        signal(self.pid(), "TERM");
        until("the program ends when told", || !self.is_running());
        assert!(self.child.wait().unwrap().success(), "{}", self.log());
    }

    /// The largest memory that it has held so far, in KiB.
    pub fn most_memory(&self) -> u64 {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Sets how large a file of it may become, in bytes; nothing is as large as it likes.
    pub fn limit_files(&self, most: Option<u64>) {
        let soft = most.map_or_else(|| "unlimited".to_owned(), |most| most.to_string());
        let limit = format!("--fsize={soft}:unlimited");
        let done = Command::new("prlimit").args(["--pid", &self.pid().to_string(), &limit]).status().unwrap();
        assert!(done.success(), "prlimit {limit}");
    }

    /// Demands a page that says that the system is in trouble, with a number that stands in the log too.
    #[track_caller]
    pub fn demand_trouble(&self, reply: &Reply) {
        assert_eq!(reply.status, 503, "{}", reply.main());
        let number = reply.reference().unwrap_or_else(|| panic!("no reference number: {}", reply.text()));
        assert!(reply.text().contains("lang=\"id\""), "{}", reply.main());
        until("the number stands in the log", || self.log().contains(&number));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
