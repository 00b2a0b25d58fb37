//! The `head` of public pages: what search engines and messengers show of them.
use kernel::indonesia::kalimat::potong;
use kernel::{App, Ctx};
use maud::{Markup, PreEscaped, html};
use serde_json::Value as Json;

/// What the head of a public page says.
#[derive(Debug, Clone, Default)]
pub struct Kepala<'a> {
    /// Title.
    pub judul: &'a str,
    /// A sentence or two.
    pub uraian: &'a str,
    /// The address that counts, a path of this site.
    pub alamat: &'a str,
    /// `article` or `website`.
    pub macam: &'a str,
    /// Path of the picture; empty for none.
    pub gambar: &'a str,
    /// Structured data (schema.org); [`Json::Null`] for none.
    pub data: Json,
}

/// The address of this site, without a slash at its end.
pub fn situs(app: &App) -> &str {
    app.config.url.trim_end_matches('/')
}

impl Kepala<'_> {
    /// As elements of the head. Structured data is a block of data, which browsers never run and the content security policy
    /// therefore does not concern; `<` cannot end it.
    pub fn tampil(&self, ctx: &Ctx) -> Markup {
        let uraian = potong(self.uraian, 200);
        let situs = situs(&ctx.app);
        html! {
            @if !uraian.is_empty() { meta name="description" content=(uraian); }
            link rel="canonical" href={ (situs) (self.alamat) };
            meta property="og:type" content=(self.macam);
            meta property="og:site_name" content=(ctx.app.profile.name());
            meta property="og:locale" content="id_ID";
            meta property="og:title" content=(self.judul);
            meta property="og:url" content={ (situs) (self.alamat) };
            @if !uraian.is_empty() { meta property="og:description" content=(uraian); }
            @if !self.gambar.is_empty() { meta property="og:image" content={ (situs) (self.gambar) }; }
            @if !self.data.is_null() {
                script type="application/ld+json" { (PreEscaped(self.data.to_string().replace('<', "\\u003c"))) }
            }
        }
    }
}
