//! The page of the own keys and what awaits them.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::page::{self, ButtonKind, Control, Form};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::kunci::{self, Saya};
use super::{alinea, bingkai, tab};
use crate::store::eskro::Pemulihan;
use crate::store::identitas::Minta;
use crate::store::kunci::Kunci;

/// What awaits.
#[derive(Default)]
pub struct Tugas {
    /// Requests for identities, with the reason.
    pub identitas: Vec<(Minta, String)>,
    /// Handlers who ask to get in again, with their key.
    pub pemulihan: Vec<(Pemulihan, Kunci)>,
    /// Names.
    pub nama: BTreeMap<Uuid, String>,
}

impl Tugas {
    fn nama(&self, akun: Option<Uuid>) -> &str {
        akun.and_then(|akun| self.nama.get(&akun)).map_or("", String::as_str)
    }
}

fn minta(ctx: &Ctx, tugas: &Tugas, each: &Minta, alasan: &str, csrf: &str, errors: &[page::FormError]) -> Markup {
    let action = format!("/kunci-wbs/identitas/{}", each.id);
    // The errors of a form belong to the one that was sent.
    let errors = if ctx.uri_path() == action { errors } else { &[] };
    let control = Control {
        name: "alasan",
        label: "Alasan putusan",
        error: page::error_of(errors, "alasan"),
        ..Control::default()
    };
    let typed = if errors.is_empty() { "" } else { ctx.form().get("alasan") };
    page::card(
        &format!("Laporan {}", each.nomor),
        &[],
        html! {
            p.govuk-body { (tugas.nama(Some(each.oleh))) " meminta identitas pelapor dengan alasan:" }
            (alinea(alasan))
            (page::form(&Form { action: &action, csrf, ..Form::default() }, html! {
                (page::textarea(&control, typed, 2, None))
                (page::buttons(html! {
                    (page::button(&page::Button { label: "Izinkan", kind: ButtonKind::Primary, name: "putusan", value: "kabulkan", ..page::Button::default() }))
                    (page::button(&page::Button { label: "Tolak", kind: ButtonKind::Secondary, name: "putusan", value: "tolak", ..page::Button::default() }))
                }))
            }))
        },
    )
}

/// The page.
pub fn halaman(ctx: &Ctx, status: StatusCode, saya: &Saya, tugas: &Tugas, salah: &[FieldError]) -> Result<Response> {
    let errors = super::salah(salah);
    let csrf = ctx.csrf()?;
    // The fields of making and opening bear the same names; only one of the forms was sent.
    let di = |path: &str| if ctx.uri_path() == path { errors.as_slice() } else { &[] };
    let (buat, buka, ganti) = (di("/kunci-wbs/buat"), di("/kunci-wbs/buka"), di("/kunci-wbs/ganti"));
    let isi = html! {
        (page::error_summary(&errors))
        (page::heading("WBS", "Kunci saya", html! {}))
        @if ctx.actor.can(crate::TANGANI) { (tab("/kunci-wbs")) }
        @if !saya.kurang.is_empty() { (kunci::buat(saya, &csrf, buat)) }
        @if !saya.terbuka && !saya.punya.is_empty() && saya.kurang.is_empty() { (kunci::buka(&csrf, buka)) }
        @for (each, alasan) in &tugas.identitas { (minta(ctx, tugas, each, alasan, &csrf, &errors)) }
        @for (each, kunci) in &tugas.pemulihan {
            (page::card("Permintaan pemulihan", &[], html! {
                p.govuk-body { (tugas.nama(kunci.akun)) " meminta akses kembali. Tanyakan langsung kepadanya, dan cocokkan sidik kuncinya:" }
                p.govuk-body { strong { (kunci.publik.fingerprint()) } }
                (page::form(&Form { action: &format!("/kunci-wbs/pemulihan/{}", each.id), csrf: &csrf, ..Form::default() }, html! {
                    (page::hidden("sidik", &kunci.publik.fingerprint()))
                    (page::submit("Sidik cocok, serahkan bagian saya"))
                }))
            }))
        }
        (kunci::keadaan(saya, &csrf))
        (kunci::latihan(saya, &csrf))
        @if !saya.punya.is_empty() { (kunci::ganti(&csrf, ganti)) }
        @if saya.terbuka {
            (page::act(&Form { action: "/kunci-wbs/kunci", csrf: &csrf, ..Form::default() }, "Tutup kunci sekarang", ButtonKind::Secondary))
        }
    };
    bingkai(ctx, status, "Kunci WBS saya", !errors.is_empty(), isi)
}
