//! Pages for when it does not work: what happened, what stays safe, what to do next.

use crate::href::{Link, safe_href};
use maud::{Markup, html};

/// What went wrong, by HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// 400: the request cannot be read.
    BadRequest,
    /// 403: not allowed.
    Forbidden,
    /// 404: not there, or not for this person.
    NotFound,
    /// 409: somebody else changed it meanwhile.
    Conflict,
    /// 413: too large.
    TooLarge,
    /// 422: refused by a rule.
    Refused,
    /// 429: too many requests.
    TooMany,
    /// 500: our fault.
    Internal,
    /// 503: for a while not to be had.
    Unavailable,
}

impl ErrorKind {
    /// The HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::TooLarge => 413,
            Self::Refused => 422,
            Self::TooMany => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }

    /// Title of the page, also for [`crate::Shell::title`].
    pub const fn title(self) -> &'static str {
        match self {
            Self::BadRequest => "Permintaan tidak dapat dibaca",
            Self::Forbidden => "Anda tidak berwenang",
            Self::NotFound => "Halaman tidak ditemukan",
            Self::Conflict => "Catatan ini baru saja diubah orang lain",
            Self::TooLarge => "Kiriman terlalu besar",
            Self::Refused => "Tidak dapat dilakukan",
            Self::TooMany => "Terlalu banyak permintaan",
            Self::Internal => "Terjadi kesalahan pada sistem",
            Self::Unavailable => "Layanan sedang tidak tersedia",
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Self::BadRequest => "Alamat atau isian yang dikirim tidak sesuai. Kembali, lalu coba sekali lagi.",
            Self::Forbidden => {
                "Jabatan Anda tidak memberi wewenang untuk membuka halaman atau melakukan tindakan ini. \
                 Bila seharusnya berwenang, hubungi pengelola sistem di perangkat daerah Anda."
            }
            Self::NotFound => {
                "Alamatnya mungkin salah ketik, sudah dipindahkan, atau catatannya tidak dapat Anda lihat. \
                 Periksa alamatnya atau gunakan kotak pencarian."
            }
            Self::Conflict => {
                "Perubahan Anda belum disimpan supaya perubahan orang lain tidak hilang. \
                 Bandingkan keduanya, lalu simpan sekali lagi."
            }
            Self::TooLarge => "Berkas atau isian melebihi batas yang diterima. Tidak ada yang disimpan.",
            Self::Refused => "Aturan yang berlaku tidak mengizinkannya. Tidak ada yang diubah.",
            Self::TooMany => "Tunggu sebentar, lalu coba lagi.",
            Self::Internal => {
                "Kesalahannya ada pada kami, bukan pada Anda, dan sudah tercatat. Perubahan terakhir mungkin belum \
                 tersimpan: periksa sebelum mengirim lagi."
            }
            Self::Unavailable => {
                "Coba lagi beberapa menit lagi. Data yang sudah tersimpan tetap aman; yang baru saja dikirim mungkin \
                 belum tersimpan."
            }
        }
    }
}

/// Details of an error page. `kind` has no default, so the rest is filled by [`ErrorPage::new`].
#[derive(Clone, Copy, Debug)]
pub struct ErrorPage<'a> {
    /// What went wrong.
    pub kind: ErrorKind,
    /// Own words instead of the usual text; empty: the usual text.
    pub text: &'a str,
    /// Reference number for whoever looks for the cause; empty for none.
    pub reference: &'a str,
    /// Where to go now; `None`: the home page.
    pub next: Option<&'a Link<'a>>,
}

impl ErrorPage<'_> {
    /// An error page with the usual text.
    pub const fn new(kind: ErrorKind) -> Self {
        Self { kind, text: "", reference: "", next: None }
    }
}

/// Content of an error page, with its `h1`. `more` stands below the text: the two versions of a conflict, for example.
pub fn error_page(page: &ErrorPage<'_>, more: Markup) -> Markup {
    let home = Link::new("Ke beranda", "/");
    let next = page.next.unwrap_or(&home);
    html! {
        div.galat {
            p.galat__nomor aria-hidden="true" { (page.kind.status()) }
            h1.govuk-heading-l { (page.kind.title()) }
            p.govuk-body-l { @if page.text.is_empty() { (page.kind.text()) } @else { (page.text) } }
            (more)
            @if !page.reference.is_empty() {
                p.govuk-body { "Nomor rujukan: " strong.galat__rujukan { (page.reference) }
                    br; "Sebutkan nomor ini bila Anda melaporkannya." }
            }
            a.govuk-button.govuk-button--secondary href=(safe_href(&next.href)) { (next.label) }
        }
    }
}
