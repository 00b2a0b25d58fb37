//! Channels into one: what comes by e-mail, by gateways of messages and from SP4N-LAPOR! becomes a complaint like any other, once, and the
//! answers go back the same way.
//!
//! - [`surel`]: mailboxes. [`gerbang`]: SMS and messaging services by webhook. [`lapor`]: exchange with SP4N-LAPOR!.
//! - [`percakapan`]: whose message belongs to which complaint. [`keluar`]: what waits to be delivered. [`http`]: the client.
//! - [`halaman`], [`web`]: pages of the coordinator.
pub mod gerbang;
pub mod halaman;
pub mod http;
pub mod keluar;
pub mod lapor;
pub mod percakapan;
pub mod surel;
pub mod web;

use kernel::receipt::Receipt;
use kernel::{Perm, Result, Routes, Table, Write, notify};

/// Configure the channels.
pub const KANAL: Perm = Perm("pengaduan.kanal");
/// The page of all channels.
pub const HREF: &str = "/pengaduan/kanal";

/// Tables of the channels and of Open311.
pub fn tabel() -> Vec<Table> {
    vec![
        crate::open311::kunci::tabel(),
        crate::open311::store::tabel_kiriman(),
        crate::open311::store::tabel_setelan(),
        percakapan::tabel(),
        surel::store::tabel(),
        gerbang::store::tabel(),
        lapor::store::tabel(),
    ]
}

/// All routes.
pub fn routes() -> Routes {
    Routes::new()
        .merge(web::routes())
        .merge(surel::web::routes())
        .merge(gerbang::web::routes())
        .merge(lapor::web::routes())
}

/// A line that must be there, without control characters, at most so long.
pub fn kepala(teks: &str, paling: usize) -> bool {
    !teks.is_empty() && teks.chars().count() <= paling && !teks.contains(char::is_control)
}

/// Number and word of a complaint, in the words of every channel.
pub fn kata_tanda_terima(app: &kernel::App, resi: &Receipt) -> String {
    format!(
        "Laporan Anda diterima dengan nomor {}. Kata rahasianya: {}. Lihat kabarnya di {}/pengaduan/lacak?nomor={}",
        resi.number,
        resi.secret,
        app.config.url.trim_end_matches('/'),
        resi.number
    )
}

/// Sends number and word to who reported by a channel without a page, if mail is set up.
pub async fn tanda_terima(write: &mut Write, surel: &str, resi: &Receipt) -> Result<bool> {
    let isi = format!(
        "{}\n\nSimpan nomor dan kata rahasia ini. Balas surel ini untuk menambah keterangan.",
        kata_tanda_terima(write.app(), resi)
    );
    notify::outside(write, surel, &format!("[{}] Laporan Anda diterima", resi.number), &isi).await
}

/// The row that a refused insert collided with. Asked inside a transaction, and so after the one that was faster, which readers may not see
/// yet.
pub async fn ada_sekarang(app: &kernel::App, text: &str, values: Vec<kernel::Val>) -> Result<Option<uuid::Uuid>> {
    let mut tx = app.db.begin().await?;
    let row = tx.optional(text, values).await?;
    tx.commit().await?;
    Ok(row.map(|row| row.get("id")).transpose()?)
}
