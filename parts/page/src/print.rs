//! What only paper shows.

use maud::{Markup, html};

/// Head of a printed page.
#[derive(Clone, Copy, Debug, Default)]
pub struct PrintHeader<'a> {
    /// Name of the regency's government, such as `Pemerintah Kabupaten Contoh`.
    pub government: &'a str,
    /// Perangkat daerah or unit; empty for none.
    pub unit: &'a str,
    /// Address line; empty for none.
    pub address: &'a str,
    /// Address of the emblem on this site; empty for none.
    pub emblem: &'a str,
}

/// A letterhead that appears on paper and not on the screen.
pub fn print_header(header: &PrintHeader<'_>) -> Markup {
    html! {
        div.kop {
            @if !header.emblem.is_empty() { img src=(crate::safe_href(header.emblem)) alt="" width="64" height="64"; }
            div {
                p { (header.government) }
                @if !header.unit.is_empty() { p.kop__unit { (header.unit) } }
                @if !header.address.is_empty() { p.kop__alamat { (header.address) } }
            }
        }
    }
}
