//! Addresses that may stand in a link. Text that people typed never becomes a script.

use std::borrow::Cow;

/// Returns the address if a page may link to it, else `#`.
///
/// Taken: paths of this site (`/x`, `x/y`, `?q=1`, `#x`) and the schemes http, https, mailto and tel. Refused: every
/// other scheme (`javascript:`, `data:`), addresses of another host without a scheme (`//host`), backslashes, and control
/// characters or leading blanks, which browsers drop before they read the scheme.
pub fn safe_href(address: &str) -> &str {
    let hidden = address.contains(|letter: char| letter.is_control() || letter == '\\')
        || address.starts_with(char::is_whitespace)
        || address.starts_with("//");
    let scheme = address
        .split_once(':')
        .map(|(before, _)| before)
        .filter(|before| !before.contains(['/', '?', '#']))
        .map(str::to_ascii_lowercase);
    let known = match scheme.as_deref() {
        None => true,
        Some(scheme) => ["http", "https", "mailto", "tel"].contains(&scheme),
    };
    if hidden || !known { "#" } else { address }
}

/// A text with an address. The address is checked by [`safe_href`] where it is written.
#[derive(Clone, Debug, Default)]
pub struct Link<'a> {
    /// What the person reads.
    pub label: Cow<'a, str>,
    /// Where it leads.
    pub href: Cow<'a, str>,
}

impl<'a> Link<'a> {
    /// A link from any two texts.
    pub fn new(label: impl Into<Cow<'a, str>>, href: impl Into<Cow<'a, str>>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}
