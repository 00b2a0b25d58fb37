//! One request.
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{self, Button, ButtonKind, Control, Fact, Form, Upload};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use time::OffsetDateTime;

use super::{bingkai_segar, gangguan, hasil_periksa, isian_sandi, salah, tab, tanda, waktu};
use crate::model::{Jenis, Permintaan, href, href_kelompok};
use crate::periksa::Hasil;
use crate::rules::alur::{self, Keadaan, Tindakan};

/// What the page shows beside the request.
pub struct Isi<'a> {
    /// Who asked, with the unit.
    pub peminta: &'a str,
    /// Through what the signer signs.
    pub jenis: Jenis,
    /// What the signed file says.
    pub hasil: Option<&'a Hasil>,
    /// The service does not answer since then.
    pub sejak: Option<OffsetDateTime>,
    /// Somebody is signing the batch that it is in right now.
    pub berjalan: bool,
}

/// The page.
pub fn halaman(
    ctx: &Ctx,
    satu: &Permintaan,
    isi: &Isi<'_>,
    errors: &[FieldError],
    status: StatusCode,
) -> Result<Response> {
    let galat = salah(errors);
    let Isi { peminta, jenis, hasil, sejak, berjalan } = *isi;
    // What is being signed is neither handed over nor refused meanwhile.
    let boleh = |tindakan| !berjalan && alur::akibat(satu.keadaan, tindakan).is_ok();
    let dasar = href(satu.id);
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Permintaan tanda tangan", &satu.judul, html! {}))
        (tab(ctx))
        (gangguan(ctx, sejak.filter(|_| !satu.keadaan.berakhir())))
        (lanjutan(satu, berjalan))
        (page::summary_list(&fakta(ctx, satu, peminta)))
        (page::buttons(html! {
            @if satu.hasil.is_some() { (page::button_link("Unduh naskah bertanda tangan", &format!("{dasar}/hasil"), ButtonKind::Primary)) }
            (page::button_link(if satu.hasil.is_some() { "Unduh naskah asli" } else { "Unduh naskah" }, &format!("{dasar}/dokumen"), ButtonKind::Secondary))
        }))
        @if let Some(hasil) = hasil { h2.govuk-heading-m { "Pemeriksaan tanda tangan" } (hasil_periksa(hasil)) }
        @if boleh(Tindakan::Serahkan) { (tanda_tangani(ctx, satu, jenis, &galat)?) }
        @if boleh(Tindakan::Tolak) { (tolak(ctx, satu, &galat)?) }
        @if satu.keadaan == Keadaan::PerluDiperiksa { (putuskan(ctx, satu, &galat)?) }
    };
    bingkai_segar(ctx, status, &satu.judul, !galat.is_empty(), berjalan.then_some(3), body)
}

/// Where the way leads on from here.
fn lanjutan(satu: &Permintaan, berjalan: bool) -> Markup {
    let asal = || html! { a.govuk-link href=(page::safe_href(&satu.untuk_href)) { "Kembali ke naskah" } };
    match (satu.keadaan, satu.kelompok) {
        (_, Some(kelompok)) if berjalan => page::inset(html! {
            p { "Naskah ini sedang ditandatangani. Halaman ini memuat ulang sendiri. " a.govuk-link href=(href_kelompok(kelompok)) { "Lihat kemajuannya" } }
        }),
        (Keadaan::Antre, Some(kelompok)) => page::inset(html! {
            p { "Penandatanganan terhenti sebelum naskah ini. " a.govuk-link href=(href_kelompok(kelompok)) { "Lanjutkan" } }
        }),
        (Keadaan::Selesai, _) => page::inset(html! {
            p { "Naskah ini sudah ditandatangani. " @if !satu.untuk_href.is_empty() { (asal()) ", atau " } a.govuk-link href="/tanda_tangan" { "lihat naskah lain yang menunggu" } "." }
        }),
        (
            Keadaan::Menunggu
            | Keadaan::Antre
            | Keadaan::Sedang
            | Keadaan::PerluDiperiksa
            | Keadaan::Ditolak
            | Keadaan::Ditarik
            | Keadaan::Gagal,
            _,
        ) => html! {},
    }
}

fn fakta(ctx: &Ctx, satu: &Permintaan, peminta: &str) -> Vec<Fact<'static>> {
    let mut fakta = vec![Fact::new("Keadaan", tanda(satu.keadaan))];
    if let Some(alasan) = &satu.alasan {
        fakta.push(Fact::new("Keterangan", html! { (alasan) }));
    }
    if let Some(nomor) = &satu.nomor {
        fakta.push(Fact::new("Nomor", html! { (nomor) }));
    }
    fakta.push(Fact::new("Ditandatangani sebagai", html! { (satu.kapasitas) }));
    fakta.push(Fact::new("Diminta oleh", html! { (peminta) ", " (waktu(ctx, satu.created)) }));
    if let Some(hari) = satu.tenggat {
        fakta.push(Fact::new("Tenggat", html! { (tanggal::panjang(hari)) }));
    }
    if let Some(pada) = satu.selesai {
        let tingkat = satu.tingkat.as_deref().unwrap_or_default();
        fakta.push(Fact::new("Ditandatangani", html! { (waktu(ctx, pada)) " (PAdES " (tingkat) ")" }));
    }
    if !satu.untuk_href.is_empty() {
        let asal = html! { a.govuk-link href=(page::safe_href(&satu.untuk_href)) { "Buka naskah asalnya" } };
        fakta.push(Fact::new("Asal", asal));
    }
    fakta
}

fn tanda_tangani(ctx: &Ctx, satu: &Permintaan, jenis: Jenis, galat: &[page::FormError]) -> Result<Markup> {
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let form = Form { action: "/tanda_tangan/serahkan", csrf: &csrf, key: &key, ..Form::default() };
    let id = satu.id.to_string();
    Ok(page::card(
        "Tanda tangani",
        &[],
        page::column(page::form(
            &form,
            html! {
                (page::hidden(page::PICK_FIELD, &id))
                (isian_sandi("sandi", jenis.sandi(), "Baca naskahnya dahulu. Yang Anda ketik di sini tidak disimpan.", galat, false))
                (page::submit("Tanda tangani"))
            },
        )),
    ))
}

fn kontrol_alasan<'a>(id: &'a str, label: &'a str, galat: &'a [page::FormError]) -> Control<'a> {
    Control { name: "alasan", label, id, error: page::error_of(galat, "alasan"), ..Control::default() }
}

fn tolak(ctx: &Ctx, satu: &Permintaan, galat: &[page::FormError]) -> Result<Markup> {
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let action = format!("{}/tolak", href(satu.id));
    let form = page::form(
        &Form { action: &action, csrf: &csrf, key: &key, ..Form::default() },
        html! {
            (page::textarea(&kontrol_alasan("", "Alasan penolakan", galat), ctx.form().get("alasan"), 3, Some(1000)))
            (page::button(&Button { label: "Tolak", kind: ButtonKind::Warning, ..Button::default() }))
        },
    );
    Ok(page::card("Tolak", &[], page::column(html! { p { "Peminta diberi tahu alasannya." } (form) })))
}

/// Settling what nobody knows.
fn putuskan(ctx: &Ctx, satu: &Permintaan, galat: &[page::FormError]) -> Result<Markup> {
    let csrf = ctx.csrf()?;
    let sudah = format!("{}/sudah", href(satu.id));
    let berkas = Control {
        name: "berkas",
        label: "Naskah bertanda tangan",
        error: page::error_of(galat, "berkas"),
        ..Control::default()
    };
    let batas = crate::berkas::batas(&ctx.app);
    let limits = Upload { accept: ".pdf", limits: &batas, ..Upload::default() };
    let (satu_kunci, dua_kunci) = (ctx.new_form_key(), uuid::Uuid::now_v7().to_string());
    let form_sudah = Form { action: &sudah, csrf: &csrf, key: &satu_kunci, multipart: true, ..Form::default() };
    Ok(page::card(
        "Periksa hasilnya",
        &[],
        page::column(html! {
            p { "Naskah ini sudah dikirim ke layanan tanda tangan, tetapi hasilnya tidak diketahui. Periksa pada aplikasi layanan apakah naskah ini sudah ditandatangani; sistem tidak mengirimnya lagi sebelum Anda memutuskan." }
            (page::form(&form_sudah, html! {
                (page::upload(&berkas, &limits))
                (page::submit("Sudah: simpan berkas ini"))
            }))
            (belum(&format!("{}/belum", href(satu.id)), &csrf, &dua_kunci, "alasan", ctx.form().get("alasan"), galat))
        }),
    ))
}

/// The form in which a person says that nothing was signed.
pub fn belum(action: &str, csrf: &str, key: &str, id: &str, alasan: &str, galat: &[page::FormError]) -> Markup {
    page::form(
        &Form { action, csrf, key, ..Form::default() },
        html! {
            (page::textarea(&kontrol_alasan(id, "Bagaimana Anda memastikan naskah ini belum ditandatangani?", galat), alasan, 2, Some(1000)))
            (page::button(&Button { label: "Belum: kembalikan ke antrean", kind: ButtonKind::Secondary, ..Button::default() }))
        },
    )
}
