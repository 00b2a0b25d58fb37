//! The asynchronous way to a document: at most a few at a time, here or in a bounded child process.

use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::child::STACK;
use crate::templat::Naskah;
use crate::{Error, Limits, Options, Origin, Pdf, Stop, Template, render, wire};

/// Makes documents for an asynchronous program. Cheap to clone; clones share the places.
#[derive(Debug, Clone)]
pub struct Renderer {
    places: Arc<Semaphore>,
    means: Arc<Means>,
}

#[derive(Debug)]
enum Means {
    InProcess,
    Child { exe: PathBuf, arguments: Vec<OsString>, limits: Limits },
}

/// What is kept of a child's standard error: enough to recognise the cause of death.
const LARGEST_COMPLAINT: u64 = 4096;
/// Room for the JSON part of an answer beside the document.
const ANSWER_ROOM: u64 = 4 * 1024 * 1024;

impl Renderer {
    /// Renders in this process, at most `at_once` documents at a time; refuses supplied templates. For short documents:
    /// a report of thousands of rows takes hundreds of megabytes, which belong into a child.
    pub fn in_process(at_once: usize) -> Self {
        Renderer { places: Arc::new(Semaphore::new(at_once.max(1))), means: Arc::new(Means::InProcess) }
    }

    /// Renders every document in a child process of its own, `exe` with `arguments`, which must end up in
    /// [`crate::child_main`]. What the typesetter used is given back when the child ends.
    pub fn child(exe: PathBuf, arguments: &[&str], limits: Limits, at_once: usize) -> Self {
        let arguments = arguments.iter().map(OsString::from).collect();
        let means = Arc::new(Means::Child { exe, arguments, limits });
        Renderer { places: Arc::new(Semaphore::new(at_once.max(1))), means }
    }

    /// Waits for a place, then makes the document. Dropping the future kills the child; a document in this process is
    /// finished and thrown away.
    ///
    /// # Errors
    /// Those of [`render`], and [`Error::Stopped`], [`Error::TooLarge`], [`Error::NeedsChild`], [`Error::Child`].
    pub async fn render(&self, template: &Template, data: &Value, options: &Options) -> Result<Pdf, Error> {
        match (self.means.as_ref(), template.origin()) {
            (Means::InProcess, Origin::Supplied) => Err(Error::NeedsChild(template.name().to_string())),
            (Means::InProcess, Origin::BuiltIn) => {
                let place = self.place().await?;
                in_process(template.clone(), data.clone(), options.clone(), place).await
            }
            (Means::Child { exe, arguments, limits }, Origin::BuiltIn | Origin::Supplied) => {
                let request = wire::request(template, data, options)?;
                let size = request.len() as u64;
                if size > limits.input {
                    return Err(Error::TooLarge { size, limit: limits.input });
                }
                let _place = self.place().await?;
                in_child(command(exe, arguments, limits), template.name(), &request, limits).await
            }
        }
    }

    /// The same for one of the program's own documents.
    ///
    /// # Errors
    /// Those of [`Renderer::render`].
    pub async fn naskah<N: Naskah>(&self, naskah: &N, options: &Options) -> Result<Pdf, Error> {
        self.render(&N::TEMPLATE, &serde_json::to_value(naskah)?, options).await
    }

    async fn place(&self) -> Result<OwnedSemaphorePermit, Error> {
        self.places.clone().acquire_owned().await.map_err(|closed| Error::Internal(closed.to_string()))
    }
}

/// A thread of its own: the runtime's have too little stack for deep documents. The place is held until the work ends,
/// even if nobody waits for it any more.
async fn in_process(
    template: Template,
    data: Value,
    options: Options,
    place: OwnedSemaphorePermit,
) -> Result<Pdf, Error> {
    let (send, receive) = oneshot::channel();
    std::thread::Builder::new().name("dokumen".into()).stack_size(STACK).spawn(move || {
        let outcome = render(&template, &data, &options);
        drop(place);
        // The asker may have gone; then the document is for nobody.
        drop(send.send(outcome));
    })?;
    receive.await.map_err(|_gone| Error::Internal("the typesetter panicked".into()))?
}

fn command(exe: &PathBuf, arguments: &[OsString], limits: &Limits) -> Command {
    let mut command = Command::new(exe);
    command
        .args(arguments)
        .env_clear()
        .env(wire::CPU_SECONDS, limits.cpu_seconds.to_string())
        .env(wire::MEMORY, limits.memory.to_string())
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

async fn in_child(mut command: Command, name: &str, request: &[u8], limits: &Limits) -> Result<Pdf, Error> {
    let mut child = command.spawn()?;
    let talk = talk(&mut child, request, limits.output.saturating_add(ANSWER_ROOM));
    let Ok(said) = tokio::time::timeout(limits.wall, talk).await else {
        child.kill().await?;
        return Err(Error::Stopped(Stop::Time));
    };
    let said = said?;
    if said.too_long {
        child.kill().await?;
        return Err(Error::Stopped(Stop::Output));
    }
    match wire::parse_answer(name, &said.answer) {
        Some(Ok(pdf)) if pdf.bytes.len() as u64 > limits.output => Err(Error::Stopped(Stop::Output)),
        Some(outcome) if said.status.success() => outcome,
        Some(_) | None => Err(Error::Stopped(cause_of_death(said.status, &said.complaint))),
    }
}

struct Said {
    answer: Vec<u8>,
    complaint: Vec<u8>,
    too_long: bool,
    status: ExitStatus,
}

/// Writes the request while reading the answer, so that neither side waits for the other's full pipe.
async fn talk(child: &mut Child, request: &[u8], most: u64) -> Result<Said, Error> {
    let missing = || Error::Internal("a pipe to the child is missing".into());
    let mut input = child.stdin.take().ok_or_else(missing)?;
    let output = child.stdout.take().ok_or_else(missing)?;
    let errors = child.stderr.take().ok_or_else(missing)?;
    let (mut answer, mut complaint) = (Vec::new(), Vec::new());
    let (mut output, mut errors) = (output.take(most + 1), errors.take(LARGEST_COMPLAINT));
    let write = async move {
        // A child that dies early closes its end; its answer or status tells why.
        drop(input.write_all(request).await);
        drop(input);
    };
    let ((), read) = tokio::join!(write, output.read_to_end(&mut answer));
    if read? as u64 > most {
        return Ok(Said { answer: Vec::new(), complaint, too_long: true, status: ExitStatus::default() });
    }
    errors.read_to_end(&mut complaint).await?;
    let status = child.wait().await?;
    Ok(Said { answer, complaint, too_long: false, status })
}

/// Signals by number: SIGKILL and SIGXCPU are how the kernel ends a process that used up its processor time.
fn cause_of_death(status: ExitStatus, complaint: &[u8]) -> Stop {
    const SIGKILL: i32 = 9;
    const SIGXCPU: i32 = 24;
    let out_of_memory = String::from_utf8_lossy(complaint).contains("memory allocation of");
    match status.signal() {
        Some(SIGKILL | SIGXCPU) => Stop::Time,
        Some(_) | None if out_of_memory => Stop::Memory,
        Some(_) | None => Stop::Crash,
    }
}
