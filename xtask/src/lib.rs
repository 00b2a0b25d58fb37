//! Chores that a machine does better: checking what must stay true of the source, generating documents, laying out new
//! modules and registers.
pub mod docs;
pub mod licences;
pub mod new_module;
pub mod new_register;
pub mod rules;
pub mod source;
pub mod tree;

/// What a chore has to say.
#[derive(Debug, Default)]
pub struct Findings {
    /// What was looked at or done.
    pub notes: Vec<String>,
    /// What is wrong; none is success.
    pub faults: Vec<String>,
}

impl Findings {
    /// Nothing wrong.
    pub fn note(text: impl Into<String>) -> Findings {
        Findings { notes: vec![text.into()], faults: vec![] }
    }
}
