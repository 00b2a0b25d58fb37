//! The text of news and pages: a part of Markdown (CommonMark) as people learn it in five minutes. HTML in it is shown as it
//! was typed, pictures become their description, links lead to this site, http, https, mailto and tel only.
use kernel::page::safe_href;
use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// How to write, in words for the form.
pub const BANTUAN: &[(&str, &str)] = &[
    ("(baris kosong)", "memulai paragraf baru"),
    ("## Judul bagian", "judul di tengah tulisan; ### untuk judul yang lebih kecil"),
    ("- butir", "daftar; 1. untuk daftar bernomor"),
    ("**penting**", "huruf tebal; *miring* untuk huruf miring"),
    ("[kata](/jdih)", "tautan"),
    ("> kutipan", "kutipan"),
];

fn parser(teks: &str) -> Parser<'_> {
    Parser::new_ext(teks, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
}

fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
}

fn level(level: HeadingLevel) -> (&'static str, &'static str) {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => ("<h2 class=\"govuk-heading-m\">", "</h2>"),
        HeadingLevel::H3 => ("<h3 class=\"govuk-heading-s\">", "</h3>"),
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => ("<h4 class=\"govuk-heading-s\">", "</h4>"),
    }
}

/// The text as a part of a page.
pub fn tampil(teks: &str) -> Markup {
    let mut out = String::with_capacity(teks.len() * 2);
    // Whether the open link leads anywhere, and whether the cells are those of the head of a table.
    let (mut linked, mut head) = (false, false);
    for event in parser(teks) {
        match event {
            Event::Start(tag) => start(&tag, &mut linked, &mut head, &mut out),
            Event::End(tag) => end(tag, &mut linked, &mut head, &mut out),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => escape(&text, &mut out),
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                escape(&text, &mut out);
            }
            Event::Code(text) => {
                out.push_str("<code>");
                escape(&text, &mut out);
                out.push_str("</code>");
            }
            Event::SoftBreak => out.push('\n'),
            Event::HardBreak => out.push_str("<br>"),
            Event::Rule => out.push_str("<hr class=\"govuk-section-break govuk-section-break--visible\">"),
            Event::TaskListMarker(done) => out.push_str(if done { "[x] " } else { "[ ] " }),
        }
    }
    PreEscaped(out)
}

fn start(tag: &Tag<'_>, linked: &mut bool, head: &mut bool, out: &mut String) {
    match tag {
        Tag::Paragraph | Tag::HtmlBlock => out.push_str("<p class=\"govuk-body\">"),
        Tag::Heading { level: at, .. } => out.push_str(level(*at).0),
        Tag::BlockQuote(_) => out.push_str("<blockquote class=\"govuk-inset-text\">"),
        Tag::CodeBlock(_) => out.push_str("<pre>"),
        Tag::List(Some(1)) => out.push_str("<ol class=\"govuk-list govuk-list--number\">"),
        Tag::List(Some(from)) => {
            out.push_str("<ol class=\"govuk-list govuk-list--number\" start=\"");
            out.push_str(&from.to_string());
            out.push_str("\">");
        }
        Tag::List(None) => out.push_str("<ul class=\"govuk-list govuk-list--bullet\">"),
        Tag::Item => out.push_str("<li>"),
        Tag::Table(_) => out.push_str("<table class=\"govuk-table\">"),
        Tag::TableHead => {
            *head = true;
            out.push_str("<thead><tr>");
        }
        Tag::TableRow => out.push_str("<tr>"),
        Tag::TableCell if *head => out.push_str("<th class=\"govuk-table__header\" scope=\"col\">"),
        Tag::TableCell => out.push_str("<td class=\"govuk-table__cell\">"),
        Tag::Emphasis => out.push_str("<em>"),
        Tag::Strong => out.push_str("<strong>"),
        Tag::Strikethrough => out.push_str("<s>"),
        Tag::Link { dest_url, .. } => {
            let href = safe_href(dest_url);
            *linked = href != "#" && !href.is_empty();
            if *linked {
                out.push_str("<a class=\"govuk-link\" href=\"");
                escape(href, out);
                out.push_str("\">");
            }
        }
        Tag::Image { .. }
        | Tag::Superscript
        | Tag::Subscript
        | Tag::FootnoteDefinition(_)
        | Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::MetadataBlock(_) => {}
    }
}

fn end(tag: TagEnd, linked: &mut bool, head: &mut bool, out: &mut String) {
    match tag {
        TagEnd::Paragraph | TagEnd::HtmlBlock => out.push_str("</p>"),
        TagEnd::Heading(at) => out.push_str(level(at).1),
        TagEnd::BlockQuote(_) => out.push_str("</blockquote>"),
        TagEnd::CodeBlock => out.push_str("</pre>"),
        TagEnd::List(true) => out.push_str("</ol>"),
        TagEnd::List(false) => out.push_str("</ul>"),
        TagEnd::Item => out.push_str("</li>"),
        TagEnd::Table => out.push_str("</tbody></table>"),
        TagEnd::TableHead => {
            *head = false;
            out.push_str("</tr></thead><tbody>");
        }
        TagEnd::TableRow => out.push_str("</tr>"),
        TagEnd::TableCell if *head => out.push_str("</th>"),
        TagEnd::TableCell => out.push_str("</td>"),
        TagEnd::Emphasis => out.push_str("</em>"),
        TagEnd::Strong => out.push_str("</strong>"),
        TagEnd::Strikethrough => out.push_str("</s>"),
        TagEnd::Link => {
            if std::mem::take(linked) {
                out.push_str("</a>");
            }
        }
        TagEnd::Image
        | TagEnd::Superscript
        | TagEnd::Subscript
        | TagEnd::FootnoteDefinition
        | TagEnd::DefinitionList
        | TagEnd::DefinitionListTitle
        | TagEnd::DefinitionListDefinition
        | TagEnd::MetadataBlock(_) => {}
    }
}

/// Its words without marks, for the search, feeds and descriptions.
pub fn polos(teks: &str) -> String {
    let mut out = String::with_capacity(teks.len());
    for event in parser(teks) {
        match event {
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::Rule | Event::TaskListMarker(_) | Event::End(_) => {
                out.push(' ');
            }
            Event::Start(_) => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ").replace(" .", ".").replace(" ,", ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_becomes_a_page() {
        let table = [
            ("Satu\n\nDua", "<p class=\"govuk-body\">Satu</p><p class=\"govuk-body\">Dua</p>"),
            ("# Judul", "<h2 class=\"govuk-heading-m\">Judul</h2>"),
            ("#### Kecil", "<h4 class=\"govuk-heading-s\">Kecil</h4>"),
            ("- a\n- b", "<ul class=\"govuk-list govuk-list--bullet\"><li>a</li><li>b</li></ul>"),
            ("3. a", "<ol class=\"govuk-list govuk-list--number\" start=\"3\"><li>a</li></ol>"),
            ("**a** *b*", "<p class=\"govuk-body\"><strong>a</strong> <em>b</em></p>"),
            ("[a](/b)", "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/b\">a</a></p>"),
        ];
        for (teks, html) in table {
            assert_eq!(tampil(teks).into_string(), html, "{teks}");
        }
        let tabel = tampil("|a|b|\n|-|-|\n|1|2|").into_string();
        assert!(tabel.contains("<th class=\"govuk-table__header\" scope=\"col\">a</th>"), "{tabel}");
        assert!(tabel.ends_with("<td class=\"govuk-table__cell\">2</td></tr></tbody></table>"), "{tabel}");
    }

    #[test]
    fn nothing_harmful_comes_through() {
        for teks in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "[a](javascript:alert(1))",
            "[a](<java\tscript:alert(1)>)",
            "[a](//jahat.example)",
            "![a](https://jahat.example/x.png)",
            "[a](data:text/html,x)",
            "<a href=\"javascript:x\">a</a>",
            "[a](/b\"onclick=\"x)",
            "```\"><script>\n<script>\n```",
        ] {
            let html = tampil(teks).into_string();
            for bad in ["<script", "<img", "href=\"java", "href=\"//", "href=\"data", "\"onclick"] {
                assert!(!html.contains(bad), "{teks} -> {html}");
            }
        }
    }

    #[test]
    fn words_stay_without_marks() {
        assert_eq!(polos("## Judul\n\nIsi **tebal** dan [tautan](/x).\n\n- a\n- b"), "Judul Isi tebal dan tautan. a b");
    }

    #[test]
    fn any_text_is_taken_in_reasonable_time() {
        for teks in
            ["[".repeat(20_000), "> ".repeat(5_000), "*a ".repeat(10_000), "|".repeat(20_000), "`".repeat(20_001)]
        {
            assert!(tampil(&teks).into_string().len() < 2_000_000);
        }
    }
}
