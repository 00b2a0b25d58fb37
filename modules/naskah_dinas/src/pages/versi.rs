//! Two saved versions side by side.
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{self, Choice, Control, Link};
use kernel::{Ctx, Response, Result};
use maud::html;

use super::bingkai;
use crate::store::versi::Versi;
use crate::web::ruang::Ruang;

/// The page: by default the newest version beside the one before.
pub async fn halaman(ctx: &Ctx, ruang: &Ruang, semua: &[Versi]) -> Result<Response> {
    let cari = |nama: &str, lain: usize| {
        let diminta = ctx.query(nama).parse::<i64>().ok();
        semua.iter().find(|satu| Some(satu.urut) == diminta).or_else(|| semua.get(lain)).or_else(|| semua.last())
    };
    let oleh: Vec<uuid::Uuid> = semua.iter().filter_map(|satu| satu.oleh).collect();
    let nama = kernel::auth::account::names(&ctx.app, &oleh).await?;
    let sebut = |satu: &Versi| {
        let siapa = satu.oleh.and_then(|akun| nama.get(&akun)).map_or("sistem", String::as_str);
        format!("Versi {}, {siapa}, {}", satu.urut, tanggal::waktu_pendek(satu.pada, ctx.app.profile.zone()))
    };
    let pilihan: Vec<Choice<'_>> = semua.iter().map(|satu| Choice::new(satu.urut.to_string(), sebut(satu))).collect();
    let (lama, baru) = (cari("dari", 1), cari("ke", 0));
    let href = ruang.naskah.href();
    let action = format!("{href}/versi");
    let body = html! {
        (page::back_link(&Link::new("Kembali ke naskah", href.as_str())))
        (page::heading("Naskah dinas", "Bandingkan versi", html! {}))
        @if let (Some(lama), Some(baru)) = (lama, baru) {
            (page::search_form(&action, html! {
                (page::beside(&[
                    page::select(&Control { name: "dari", label: "Dari", ..Control::default() }, &lama.urut.to_string(), &pilihan, ""),
                    page::select(&Control { name: "ke", label: "Ke", ..Control::default() }, &baru.urut.to_string(), &pilihan, ""),
                ]))
                (page::submit("Bandingkan"))
            }))
            (page::diff(&sebut(lama), &lama.isi.teks(), &sebut(baru), &baru.isi.teks()))
        } @else {
            (page::empty("Belum ada versi", "Versi tersimpan setiap kali isi naskah berubah.", None))
        }
    };
    bingkai(ctx, StatusCode::OK, "Bandingkan versi", false, body)
}
