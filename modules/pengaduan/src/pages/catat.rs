//! Writing down what came otherwise.
use http::StatusCode;
use kernel::page::{self, ButtonKind, Choice, Form, Text};
use kernel::{Ctx, FieldError, Response, Result};
use maud::html;

use super::{Rujukan, kendali, lapor};
use crate::model::Kanal;
use crate::qr;

/// The form of officers.
pub fn form(ctx: &Ctx, status: StatusCode, rujukan: &Rujukan, salah: &[FieldError]) -> Result<Response> {
    let errors = super::salah(salah);
    let (csrf, kunci) = (ctx.csrf()?, ctx.new_form_key());
    let kanal: Vec<Choice<'_>> = Kanal::DICATAT.iter().map(|satu| Choice::new(satu.kode(), satu.label())).collect();
    let isi = html! {
        (page::error_summary(&errors))
        (page::heading("Meja pengaduan", "Catat laporan", html! {}))
        (super::tab(ctx, "/meja-pengaduan/catat"))
        (page::column(html! {
            p.govuk-body { "Untuk laporan dari loket, surat, telepon, atau media sosial. Tulis sebagaimana disampaikan pelapor." }
            (page::form(&Form { action: "/meja-pengaduan/catat", csrf: &csrf, key: &kunci, multipart: true, ..Form::default() }, html! {
                (page::select(&kendali("kanal", "Datang lewat", "", false, &errors), ctx.form().get("kanal"), &kanal, "Pilih kanal"))
                (page::text_input(&kendali("nomor_luar", "Nomor atau tautan asal", "Nomor surat, atau alamat kiriman media sosial.", true, &errors), ctx.form().get("nomor_luar"), &Text::default()))
                (lapor::pokok(ctx, rujukan, &errors))
                (lapor::siapa(ctx, &errors))
                (page::submit("Simpan"))
            }))
        }))
    };
    super::bingkai_meja(ctx, status, "Catat laporan", !errors.is_empty(), isi)
}

/// The receipt, to be printed and handed over.
pub fn resi(ctx: &Ctx, nomor: &str, kata: Option<&str>, judul: &str, kanal: Kanal) -> Result<Response> {
    let isi = page::column(html! {
        (page::heading("Tanda terima pengaduan", judul, html! {}))
        @match kata {
            Some(kata) => {
                (page::panel("Laporan diterima", html! { "Nomor " strong { (nomor) } br; "Kata rahasia " strong { (kata) } }))
                (qr::gambar(&qr::alamat(&ctx.app, nomor))?)
                p.govuk-body { "Diterima lewat " (kanal.label()) ". Ikuti laporan di " (ctx.app.config.url.trim_end_matches('/')) "/pengaduan/lacak dengan nomor dan kata rahasia ini." }
            }
            None => p.govuk-body { "Nomor " (nomor) ". Kata rahasia hanya tampil dua jam setelah laporan dicatat." }
        }
        div.layar { (page::button_link("Catat laporan lain", "/meja-pengaduan/catat", ButtonKind::Secondary)) }
    });
    super::bingkai_meja(ctx, StatusCode::OK, "Tanda terima", false, isi)
}
