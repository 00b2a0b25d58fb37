//! How much comes over the line at the first visit and afterwards, and how soon the demonstration starts.
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::client::{Ask, Client, Person};
use crate::place::Place;
use crate::server::Server;

/// Bytes over the line, compressed, without headers.
#[derive(Debug, Clone)]
pub struct Weight {
    /// The sign-in page with all that it names: styles, scripts, letters, pictures.
    pub first: usize,
    /// Files of the first visit.
    pub files: usize,
    /// What styles name and the server does not have.
    pub missing: Vec<String>,
    /// Later pages.
    pub later: Vec<(&'static str, usize)>,
}

/// Weighs the pages of a server.
pub async fn weigh(server: &Server, person: &Person, pages: &[(&'static str, String)]) -> anyhow::Result<Weight> {
    let mut client = Client::connect(server.address).await?;
    let mut plain = Ask::get("/masuk").request(None)?;
    plain.headers_mut().remove(http::header::ACCEPT_ENCODING);
    let text = String::from_utf8_lossy(&client.send(plain).await?.body).into_owned();
    let mut open: Vec<String> = named(&text, &["<link ", "<script ", "<img "], &["href=\"", "src=\""]);
    let (mut seen, mut missing) = (BTreeSet::new(), Vec::new());
    let mut first = client.send(Ask::get("/masuk").request(None)?).await?.body.len();
    while let Some(path) = open.pop() {
        if !path.starts_with('/') || !seen.insert(path.clone()) {
            continue;
        }
        let answer = client.send(Ask::get(path.clone()).request(None)?).await?;
        if answer.status == 404 {
            // Styles of a component that no page of ours shows may name a picture that is not there.
            missing.push(path);
            continue;
        }
        anyhow::ensure!(answer.status == 200, "{path}: {}", answer.status);
        first += answer.body.len();
        if path.contains(".css") {
            let mut whole = Ask::get(path.clone()).request(None)?;
            whole.headers_mut().remove(http::header::ACCEPT_ENCODING);
            let styles = String::from_utf8_lossy(&client.send(whole).await?.body).into_owned();
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            for name in styles.split("url(").skip(1).filter_map(|rest| rest.split(')').next()) {
                let name = name.trim_matches(['"', '\'']);
                if name.starts_with('/') {
                    open.push(name.to_owned());
                } else if !name.starts_with("data:") && !name.starts_with('#') {
                    open.push(format!("{folder}/{name}"));
                }
            }
        }
    }
    let mut later = Vec::new();
    for (name, path) in pages {
        let answer = client.send(Ask::get(path.clone()).request(Some(person))?).await?;
        anyhow::ensure!(answer.status == 200, "{path}: {}", answer.status);
        later.push((*name, answer.body.len()));
    }
    Ok(Weight { first, files: seen.len() + 1 - missing.len(), missing, later })
}

/// Addresses that tags of a page name, without links that a person follows.
fn named(text: &str, tags: &[&str], attributes: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags {
        for rest in text.split(tag).skip(1) {
            let inside = rest.split('>').next().unwrap_or_default();
            for attribute in attributes {
                if let Some(value) = inside.split(attribute).nth(1).and_then(|rest| rest.split('"').next()) {
                    found.push(value.to_owned());
                }
            }
        }
    }
    found
}

/// Makes the demonstration and starts it several times; the median from the start of the process to its first page.
pub async fn start_up(program: &Path, place: &Place) -> anyhow::Result<Duration> {
    let data = place.beside("demo");
    let made = Command::new(program)
        .arg("--data")
        .arg(&data)
        .args(["demo", "--siapkan-saja"])
        .env("PENDOPO_LOG", "error")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()?;
    anyhow::ensure!(made.success(), "the demonstration was not made: {made}");
    let mut times = Vec::new();
    for _ in 0..7 {
        times.push(Server::start(program, &data, "sqlite").await?.ready_after);
    }
    times.sort_unstable();
    Ok(times.get(times.len() / 2).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_loads_is_named_and_links_are_not() {
        let page =
            "<link rel=\"icon\" href=\"/a.svg\"><script type=\"module\" src=\"/b.js\"></script><a href=\"/c\">c</a>";
        assert_eq!(named(page, &["<link ", "<script "], &["href=\"", "src=\""]), ["/a.svg", "/b.js"]);
    }
}
