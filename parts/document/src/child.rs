//! The child's side of bounded rendering: limits on itself first, then one request, one answer, end.

use std::io;
use std::process::ExitCode;

use rustix::process::{Resource, Rlimit, setrlimit};

use crate::{Error, Limits, render, wire};

/// Typst nests deeply; address space only, used as needed.
pub(crate) const STACK: usize = 64 * 1024 * 1024;

/// Runs as the hidden child process of [`crate::Renderer::child`]: bounds itself, reads one request from standard
/// input, writes the answer to standard output. Call it before anything else in the program has started: no
/// configuration, no log, no asynchronous runtime.
pub fn child_main() -> ExitCode {
    let defaults = Limits::default();
    let cpu_seconds = from_environment(wire::CPU_SECONDS).unwrap_or(defaults.cpu_seconds);
    let memory = from_environment(wire::MEMORY).unwrap_or(defaults.memory);
    if bound_resources(cpu_seconds, memory).is_err() {
        return ExitCode::FAILURE;
    }
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(|| {
        // The thread itself is the whole pool, so that none has to be started once starting is forbidden.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
        pool.build_global().map_err(|cause| Error::Internal(cause.to_string()))?;
        forbid_side_effects()?;
        answer()
    });
    match worker.map(|thread| thread.join()) {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        Ok(_) | Err(_) => ExitCode::FAILURE,
    }
}

fn answer() -> Result<(), Error> {
    let outcome = wire::read_request(&mut io::stdin().lock())
        .and_then(|request| render(&request.template, &request.data, &request.options));
    wire::write_answer(&mut io::stdout().lock(), &outcome)
}

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn bound_resources(cpu_seconds: u64, memory: u64) -> Result<(), Error> {
    bound(Resource::Core, 0, 0)?;
    bound(Resource::Cpu, cpu_seconds, cpu_seconds.saturating_add(1))?;
    bound(Resource::As, memory, memory)
}

/// No file may grow, nothing may be opened, no process or thread started.
fn forbid_side_effects() -> Result<(), Error> {
    bound(Resource::Fsize, 0, 0)?;
    bound(Resource::Nofile, 0, 0)?;
    bound(Resource::Nproc, 0, 0)
}

fn bound(resource: Resource, current: u64, maximum: u64) -> Result<(), Error> {
    setrlimit(resource, Rlimit { current: Some(current), maximum: Some(maximum) })
        .map_err(|cause| Error::Child(cause.into()))
}
