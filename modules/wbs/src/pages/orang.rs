//! Who holds keys.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::page::{self, ButtonKind, Choice, ChoiceLayout, Column, Control, Form, Row, Table, Text, Tone, Width};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use time::{Date, Duration};
use uuid::Uuid;

use super::{bingkai, hari, tab};
use crate::model::{Keadaan, Peran};
use crate::store::jejak::Jejak;
use crate::store::kunci::Kunci;

/// What the page shows.
pub struct Orang {
    /// Keys that were not taken out of use.
    pub kunci: Vec<Kunci>,
    /// Who was asked to hold one.
    pub ditunjuk: Vec<(Uuid, Peran)>,
    /// The newest escrow.
    pub eskro: Option<Kunci>,
    /// Officers' keys with a share of it.
    pub pemegang: Vec<Uuid>,
    /// Officers' keys and the day on which their share was last tried.
    pub latihan: BTreeMap<Uuid, Date>,
    /// Accounts with the role of the supervision agency.
    pub penangan: Vec<Uuid>,
    /// Names.
    pub nama: BTreeMap<Uuid, String>,
    /// The last entries, newest first.
    pub terakhir: Vec<Jejak>,
    /// Every entry fits the one before.
    pub utuh: bool,
    /// The own key is open.
    pub terbuka: bool,
}

impl Orang {
    fn nama(&self, akun: Option<Uuid>) -> &str {
        akun.and_then(|akun| self.nama.get(&akun)).map_or("–", String::as_str)
    }
}

/// A share should be tried again after this long.
pub const LATIHAN: Duration = Duration::days(183);

fn baris(ctx: &Ctx, isi: &Orang, each: &Kunci, csrf: &str) -> Markup {
    let sidik = each.publik.fingerprint();
    let saya = each.akun == ctx.actor.account();
    let keluar = each.peran == Peran::Penangan && !each.akun.is_some_and(|akun| isi.penangan.contains(&akun));
    let bagian = isi.pemegang.contains(&each.id);
    let latihan = isi.latihan.get(&each.id);
    let basi = latihan.is_none_or(|hari| *hari + LATIHAN < ctx.today());
    page::card(
        &format!("{}: {}", each.peran.label(), isi.nama(each.akun)),
        &[],
        html! {
            p.govuk-body {
                (page::tag(each.keadaan.label(), if each.keadaan == Keadaan::Aktif { Tone::Good } else { Tone::Attention }))
                @if keluar { " " (page::tag("Bukan aparat pengawasan lagi", Tone::Bad)) }
                @if bagian { " " (page::tag("Memegang bagian kunci cadangan", Tone::Neutral)) }
            }
            p.govuk-body { "Sidik kunci: " strong { (sidik) } }
            @if bagian {
                p.govuk-body {
                    @match latihan { Some(day) => { "Bagian terakhir dicoba " (hari(*day)) }, None => "Bagian belum pernah dicoba" }
                    @if basi { " " (page::tag("Perlu latihan", Tone::Attention)) }
                }
            }
            @if isi.terbuka && !saya {
                (page::buttons(html! {
                    @if each.keadaan == Keadaan::Menunggu && each.peran == Peran::Penangan && !keluar {
                        (page::form(&Form { action: &format!("/meja-wbs/orang/{}/sahkan", each.id), csrf, ..Form::default() }, html! {
                            (page::hidden("sidik", &sidik))
                            (page::submit("Sidik cocok, sahkan"))
                        }))
                    }
                    (page::act(&Form { action: &format!("/meja-wbs/orang/{}/cabut", each.id), csrf, ..Form::default() }, "Cabut kunci", ButtonKind::Warning))
                }))
            }
        },
    )
}

/// The page.
pub fn halaman(ctx: &Ctx, status: StatusCode, isi: &Orang, salah: &[FieldError]) -> Result<Response> {
    let errors = super::salah(salah);
    let csrf = ctx.csrf()?;
    let typed = |name: &str| if errors.is_empty() { "" } else { ctx.form().get(name) }.to_owned();
    let kendali = |name: &'static str, label: &'static str, hint: &'static str| Control {
        name,
        label,
        hint,
        error: page::error_of(&errors, name),
        ..Control::default()
    };
    let peran: Vec<Choice<'_>> =
        [Peran::Kustodian, Peran::Pejabat].iter().map(|each| Choice::new(each.as_str(), each.label())).collect();
    let belum: Vec<_> = isi
        .ditunjuk
        .iter()
        .filter(|(akun, peran)| !isi.kunci.iter().any(|each| each.akun == Some(*akun) && each.peran == *peran))
        .collect();
    let catatan = isi
        .terakhir
        .iter()
        .map(|each| {
            Row::new(vec![
                hari(each.hari),
                html! { (isi.nama(each.akun)) },
                html! { (each.tindakan.replace('_', " ")) },
                html! { (each.tentang) },
            ])
        })
        .collect();
    let body = html! {
        (page::error_summary(&errors))
        (page::heading("WBS", "Orang dan kunci", html! {}))
        (tab("/meja-wbs/orang"))
        @if !isi.terbuka { (page::inset(html! { "Buka kunci Anda untuk mengubah sesuatu di halaman ini." })) }
        @for each in isi.kunci.iter().filter(|each| each.peran != Peran::Eskro) { (baris(ctx, isi, each, &csrf)) }
        @for (akun, peran) in belum {
            p.govuk-body { (isi.nama(Some(*akun))) " ditunjuk sebagai " (peran.label().to_lowercase()) " dan belum membuat kunci." }
        }
        h2.govuk-heading-m { "Kunci cadangan" }
        @match &isi.eskro {
            Some(eskro) => p.govuk-body { "Dibuat " (hari(eskro.dibuat)) ". Dua dari tiga pemegang dapat memulihkan akses penangan. Minta setiap pemegang mencoba bagiannya di halaman /kunci-wbs paling lama setiap enam bulan." },
            None => p.govuk-body { "Belum dibuat. Saluran baru terbuka bagi pelapor setelah kunci cadangan dibuat untuk tiga pemegang." },
        }
        @if isi.terbuka {
            (page::buttons(html! {
                (page::act(&Form { action: "/meja-wbs/kunci-cadangan", csrf: &csrf, ..Form::default() }, "Buat kunci cadangan baru", ButtonKind::Secondary))
                (page::act(&Form { action: "/meja-wbs/segel-ulang", csrf: &csrf, ..Form::default() }, "Segel ulang untuk semua penangan", ButtonKind::Secondary))
            }))
            h2.govuk-heading-m { "Tunjuk orang" }
            (page::form(&Form { action: "/meja-wbs/orang/tunjuk", csrf: &csrf, ..Form::default() }, html! {
                (page::text_input(&kendali("akun", "Nama pengguna", "Akun Pendopo orang yang ditunjuk."), &typed("akun"), &Text { width: Width::Chars20, autocomplete: "off", ..Text::default() }))
                (page::radios(&kendali("peran", "Sebagai", ""), &typed("peran"), &peran, ChoiceLayout::Stacked))
                (page::submit("Tunjuk"))
            }))
        }
        h2.govuk-heading-m { "Catatan tindakan" }
        @if isi.utuh { p.govuk-body { "Rantai catatan utuh." } } @else { (page::warning("Rantai catatan tidak utuh: ada yang mengubah basis data.")) }
        (page::table(&Table {
            caption: "Tindakan terakhir yang boleh Anda lihat".into(),
            caption_hidden: true,
            columns: ["Hari", "Siapa", "Tindakan", "Tentang"].into_iter().map(Column::new).collect(),
            rows: catatan,
            ..Table::default()
        }))
    };
    bingkai(ctx, status, "Orang dan kunci WBS", !errors.is_empty(), body)
}
