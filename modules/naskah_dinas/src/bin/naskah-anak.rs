//! The child process that sets supplied templates, alone, for this crate's tests; the program runs
//! [`document::child_main`] as a hidden command.

fn main() -> std::process::ExitCode {
    document::child_main()
}
