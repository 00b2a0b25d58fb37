//! One field for the number of any receipt: the module whose receipts begin like it takes over.
use maud::{Markup, html};
use page::{Control, Link, Text};

use crate::{Ctx, Response, Result, receipt};

/// The field's address.
const HREF: &str = "/cek-status";
/// Longest number that is looked at, in characters.
const LONGEST: usize = 60;

/// Sends the visitor to the page that knows the number, or says which numbers there are.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let sent: String = ctx.query("nomor").chars().take(LONGEST).collect();
    let number = receipt::normal(&sent);
    let doors: Vec<(&str, &str)> = doors(&ctx);
    if let Some(href) = door(&number, &doors) {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("nomor", &number);
        return ctx.redirect(&format!("{href}?{}", query.finish()));
    }
    let wrong = (!number.is_empty()).then_some("Nomor ini tidak dikenal. Periksa huruf di depannya.");
    let body = html! {
        h1.govuk-heading-l { "Cek status" }
        p { "Ketik nomor pada resi Anda. Huruf besar, huruf kecil, dan tanda hubung tidak berpengaruh." }
        (form(&sent, wrong, "nomor-resi"))
        @if doors.is_empty() {
            (page::inset(html! { "Belum ada layanan yang memberi resi di sini." }))
        } @else {
            p { "Nomor resi di sini dimulai dengan " (indonesia::kalimat::daftar_atau(&doors.iter().map(|(prefix, _)| *prefix).collect::<Vec<_>>())) "." }
        }
    };
    let status = if wrong.is_some() { http::StatusCode::NOT_FOUND } else { http::StatusCode::OK };
    let breadcrumbs = vec![Link::new("Beranda", "/")];
    ctx.framed(status, crate::web::Options { title: "Cek status", breadcrumbs, ..Default::default() }, body)
}

/// Receipts of all modules: how they begin and where they are looked up.
pub(super) fn doors(ctx: &Ctx) -> Vec<(&'static str, &'static str)> {
    ctx.app.modules().iter().flat_map(|module| module.receipts).copied().collect()
}

/// The field with its button.
pub(super) fn form(value: &str, error: Option<&str>, id: &str) -> Markup {
    let control = Control { name: "nomor", label: "Nomor resi", id, error, ..Control::default() };
    page::search_form(
        HREF,
        html! {
            div.cari-di-sini { (page::text_input(&control, value, &Text::default())) (page::submit("Cek status")) }
        },
    )
}

/// Where a number is looked up: the longest beginning that fits counts. People leave out the hyphen behind it, too.
fn door(number: &str, doors: &[(&str, &'static str)]) -> Option<&'static str> {
    let fits = doors.iter().filter(|(prefix, _)| number.len() > prefix.len() && number.starts_with(prefix));
    fits.max_by_key(|(prefix, _)| prefix.len()).map(|(_, href)| *href)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_made_regular_and_led_to_their_door() {
        let doors = [("P", "/p"), ("PGD", "/pengaduan"), ("LYN", "/layanan")];
        let table = [
            (" pgd-7k3m q2hx ", "PGD-7K3M-Q2HX", Some("/pengaduan")),
            ("PGD7K3MQ2HX", "PGD-7K3M-Q2HX", Some("/pengaduan")),
            ("lyn--1", "LYN1", Some("/layanan")),
            ("P-1", "P1", Some("/p")),
            ("PGD", "PGD", Some("/p")),
            ("XYZ-1", "XYZ1", None),
            ("", "", None),
            ("--", "", None),
        ];
        for (typed, number, href) in table {
            assert_eq!(receipt::normal(typed), number, "{typed}");
            assert_eq!(door(number, &doors), href, "{typed}");
        }
    }
}
