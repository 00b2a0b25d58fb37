use maud::Markup;
use scraper::{ElementRef, Html, Selector};

/// A parsed fragment or document.
pub struct Seen(Html);

/// Parses a component.
pub fn seen(markup: &Markup) -> Seen {
    Seen(Html::parse_fragment(&markup.0))
}

/// Parses a whole page.
pub fn seen_page(markup: &Markup) -> Seen {
    Seen(Html::parse_document(&markup.0))
}

impl Seen {
    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(selector).unwrap();
        self.0.select(&selector).collect()
    }

    /// The only element that matches.
    pub fn one(&self, selector: &str) -> ElementRef<'_> {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.0.html());
        found[0]
    }

    /// The text of the only element that matches, blanks joined.
    pub fn text(&self, selector: &str) -> String {
        words(self.one(selector))
    }

    pub fn count(&self, selector: &str) -> usize {
        self.all(selector).len()
    }
}

/// Text of an element, blanks joined.
pub fn words(element: ElementRef<'_>) -> String {
    element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}
