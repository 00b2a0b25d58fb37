//! What came back, with questions that a test asks of it.
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use scraper::{Html, Selector};
use serde_json::Value as Json;

/// An answer to a request.
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub bytes: Bytes,
    /// SQL statements that it took.
    pub statements: u64,
    pub(crate) path: String,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|cause| panic!("{}: not JSON ({cause}): {}", self.path, self.text()))
    }
    /// Where a redirect leads.
    #[track_caller]
    pub fn location(&self) -> String {
        let value = self
            .headers
            .get(header::LOCATION)
            .unwrap_or_else(|| panic!("{}: {} leads nowhere: {}", self.path, self.status, self.short()));
        value.to_str().unwrap().to_owned()
    }
    /// A header; empty when missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Demands a status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}: {}", self.path, self.short());
        self
    }
    /// Demands 200.
    #[track_caller]
    pub fn ok(self) -> Self {
        self.is(200)
    }
    /// Demands a redirect after a change.
    #[track_caller]
    pub fn redirects(self) -> Self {
        self.is(303)
    }

    /// The texts of all elements that the selector finds, white space folded.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.text());
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).map(|element| fold(&element.text().collect::<String>())).collect()
    }
    /// An attribute of the first element that the selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.text());
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).next().and_then(|element| element.value().attr(name).map(str::to_owned))
    }
    /// An attribute of every element that the selector finds and that has it.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.text());
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).filter_map(|element| element.value().attr(name).map(str::to_owned)).collect()
    }
    /// What a person reads in the main part of the page.
    pub fn main(&self) -> String {
        self.all("main").join(" ")
    }
    /// Demands that the page says this.
    #[track_caller]
    pub fn has_text(self, text: &str) -> Self {
        let main = self.main();
        assert!(main.contains(text), "{}: \"{text}\" is not in: {main}", self.path);
        self
    }
    /// Demands that the page does not say this, anywhere.
    #[track_caller]
    pub fn lacks_text(self, text: &str) -> Self {
        assert!(!self.text().contains(text), "{}: \"{text}\" is in the page", self.path);
        self
    }

    fn short(&self) -> String {
        let main = self.main();
        let text = if main.is_empty() { fold(&self.text()) } else { main };
        text.chars().take(1500).collect()
    }
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
