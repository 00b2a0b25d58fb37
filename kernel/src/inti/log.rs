//! The log in public: what it is, its signed checkpoints and tiles (C2SP `tlog-tiles`), and the proof of one entry.
use axum::body::Body;
use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};
use page::{ButtonKind, Fact, Link};
use tlog::{Checkpoint, LogProof, Tile, TilePath, leaf_hash};

use crate::audit::{log, verify};
use crate::web::{Options, respond};
use crate::{Ctx, Error, Response, Result};
use db::args;

/// A full tile never changes, and neither does the part of a tile that an earlier size had.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// What the log is for and how to check it.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let note = log::checkpoint(&ctx.app).await?;
    let key = log::signer(&ctx.app)?.verifier().to_string();
    let address = format!("{}/log", ctx.app.config.url.trim_end_matches('/'));
    let body = page::column(html! {
        (page::heading("", "Verifikasi catatan", html! {}))
        p.govuk-body-l { "Setiap perubahan data di Pendopo dicatat dalam log yang hanya dapat ditambah. Siapa pun dapat memeriksa bahwa catatan lama tidak diubah atau dihapus." }
        h2.govuk-heading-m { "Cara kerjanya" }
        p.govuk-body { "Setiap perubahan menjadi satu entri. Sidik semua entri disusun menjadi satu pohon, dan puncak pohon itu ditandatangani. Bila satu entri lama diubah, puncaknya berbeda dan tanda tangannya tidak cocok lagi." }
        p.govuk-body { "Entri hanya memuat satu sidik bergaram. Siapa melakukan apa pada catatan mana tidak dapat dibaca darinya, tetapi tidak dapat diganti tanpa ketahuan: yang berhak dapat membuka isinya dan mencocokkannya dengan sidik itu." }
        h2.govuk-heading-m { "Titik periksa terbaru" }
        @match &note {
            Some(note) => {
                (page::summary_list(&[Fact::new("Jumlah entri", html! { (size_of(note)?) })]))
                pre.kode tabindex="0" aria-label="Titik periksa terbaru" { (note) }
                p.govuk-body { "Simpan titik periksa ini. Kapan pun nanti, log yang benar harus memuat pohon yang sama sebagai awalnya." }
            },
            None => (page::inset(html! { "Belum ada titik periksa: log masih kosong." })),
        }
        h2.govuk-heading-m { "Kunci pemeriksa" }
        p.govuk-body { "Tanda tangan titik periksa diperiksa dengan kunci ini:" }
        pre.kode tabindex="0" aria-label="Kunci pemeriksa" { (key) }
        h2.govuk-heading-m { "Memeriksa dengan program" }
        p.govuk-body { "Log mengikuti spesifikasi terbuka C2SP tlog-tiles, sehingga program pemeriksa mana pun yang memahaminya dapat dipakai. Alamatnya:" }
        dl.govuk-summary-list {
            @for (what, path) in [("Titik periksa", "/checkpoint"), ("Ubin sidik", "/tile/<tingkat>/<nomor>[.p/<lebar>]"), ("Entri", "/tile/entries/<nomor>[.p/<lebar>]")] {
                div.govuk-summary-list__row { dt.govuk-summary-list__key { (what) } dd.govuk-summary-list__value { code { (address) (path) } } }
            }
        }
        p.govuk-body { "Bukti satu entri dapat dibuka dari riwayat setiap data dan diunduh sebagai berkas tlog-proof." }
    });
    ctx.framed(
        StatusCode::OK,
        Options { title: "Verifikasi catatan", breadcrumbs: vec![Link::new("Beranda", "/")], ..Options::default() },
        body,
    )
}

fn size_of(note: &str) -> Result<u64> {
    let note = tlog::Note::parse(note.as_bytes()).map_err(Error::internal)?;
    Ok(Checkpoint::parse(note.text()).map_err(Error::internal)?.size)
}

fn served(kind: &'static str, cache: &'static str, body: impl Into<Body>) -> Response {
    let mut response = respond::with_type(StatusCode::OK, kind, body.into());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

/// The last signed checkpoint.
pub async fn checkpoint(ctx: Ctx) -> Result<Response> {
    let note = log::checkpoint(&ctx.app).await?.ok_or(Error::NotFound)?;
    Ok(served("text/plain; charset=utf-8", "no-cache", note))
}

/// A tile of hashes, or a bundle of entries.
pub async fn tile(ctx: Ctx) -> Result<Response> {
    let path = TilePath::parse(&format!("tile/{}", ctx.path("path"))).map_err(|_| Error::NotFound)?;
    let note = log::checkpoint(&ctx.app).await?.ok_or(Error::NotFound)?;
    let size = size_of(&note)?;
    // What the signed tree does not have yet is not handed out: it has no signature that it could be checked against.
    let within = |tile: Tile| if tile.is_within(size) { Ok(tile) } else { Err(Error::NotFound) };
    let bytes = match path {
        TilePath::Checkpoint => return Err(Error::NotFound),
        TilePath::Hashes(tile) => log::tile(&ctx.app, within(tile)?).await?,
        TilePath::Entries(tile) => log::entries(&ctx.app, within(tile)?).await?,
    };
    Ok(served("application/octet-stream", FOR_EVER, bytes))
}

/// From the number of an entry to its page.
pub async fn by_number(ctx: Ctx) -> Result<Response> {
    let number: i64 = ctx.path("nomor").parse().map_err(|_| Error::NotFound)?;
    let row = ctx.app.db.one("select id from audit_leaf where seq = $1", args![number]).await?;
    ctx.redirect(&format!("/log/entri/{}", row.get::<uuid::Uuid>("id")?))
}

/// The proof of one entry: what the log says of it, and the way from its hash to the signed top of the tree.
pub async fn entry(ctx: Ctx) -> Result<Response> {
    let id = ctx.id("id")?;
    let proven = log::prove(&ctx.app, id).await?;
    let known = match ctx.actor.person() {
        Some(_) => Some(ctx.app.db.one("select action, kind, at from audit_leaf where id = $1", args![id]).await?),
        None => None,
    };
    let mut facts = vec![];
    if let Some(row) = &known {
        let at = indonesia::tanggal::waktu_panjang(row.get("at")?, ctx.app.profile.zone());
        let action: String = row.get("action")?;
        let label = ctx.app.action_label(&action);
        facts.push(Fact::new(
            "Tindakan",
            html! { @if let Some(label) = label { (label) " " span.pudar { "(" (action) ")" } } @else { (action) } },
        ));
        let kind: String = row.get("kind")?;
        let title = ctx.app.resource(&kind).map_or(kind.as_str(), |resource| resource.title());
        facts.push(Fact::new("Jenis data", html! { (title) }));
        facts.push(Fact::new("Waktu", html! { (at) }));
    }
    let proof: Markup = match &proven {
        None => page::inset(
            html! { "Entri ini baru ditulis dan menunggu tempatnya di log. Muat ulang halaman beberapa detik lagi." },
        ),
        Some(proven) => {
            facts.push(Fact::new("Nomor entri", html! { (proven.index) }));
            facts.push(Fact::new("Sidik entri", html! { code { (leaf_hash(proven.body.as_bytes()).to_base64()) } }));
            html! {
                p.govuk-body { "Sudah diperiksa: dari sidik entri dan jalur di bawah ini terhitung puncak pohon yang ditandatangani pada titik periksa." }
                (page::buttons(html! {
                    (page::button_link("Unduh bukti (tlog-proof)", &format!("/log/entri/{id}/bukti"), ButtonKind::Secondary))
                    @if ctx.actor.can(super::LOG) {
                        (page::button_link("Unduh isi entri", &format!("/log/entri/{id}/isi"), ButtonKind::Secondary))
                    }
                }))
                h2.govuk-heading-m { "Jalur ke puncak pohon" }
                @if proven.proof.hashes.is_empty() { p.govuk-body { "Tidak ada: entri ini satu-satunya." } }
                ol.govuk-list.govuk-list--number { @for hash in &proven.proof.hashes { li { code { (hash.to_base64()) } } } }
                h2.govuk-heading-m { "Titik periksa" }
                pre.kode tabindex="0" aria-label="Titik periksa" { (proven.checkpoint) }
            }
        }
    };
    let body = page::column(html! {
        (page::heading("Verifikasi catatan", "Bukti satu entri log", html! {}))
        (page::summary_list(&facts))
        (proof)
    });
    let breadcrumbs = vec![Link::new("Beranda", "/"), Link::new("Verifikasi catatan", "/log")];
    ctx.framed(StatusCode::OK, Options { title: "Bukti satu entri log", breadcrumbs, ..Options::default() }, body)
}

/// The proof as a file that a checking program reads (C2SP `tlog-proof`).
pub async fn proof(ctx: Ctx) -> Result<Response> {
    let id = ctx.id("id")?;
    let proven = log::prove(&ctx.app, id).await?.ok_or(Error::NotFound)?;
    let file = LogProof::new(&proven.proof, &proven.checkpoint).map_err(Error::internal)?;
    respond::attachment(&format!("entri-{}.tlog-proof", proven.index), "text/plain; charset=utf-8", file.encode())
}

/// What an entry stands for, with the salt: SHA-256 over the bytes of `garam` and the text `isi` gives the `sidik` in
/// `entri`.
pub async fn statement(ctx: Ctx) -> Result<Response> {
    let id = ctx.id("id")?;
    let (statement, salt) = verify::opening(&ctx.app, id).await?;
    let file = serde_json::json!({
        "entri": statement.entry(&salt),
        "garam": crate::keys::hex(&salt),
        "isi": statement.text(),
    });
    let mut text = serde_json::to_string_pretty(&file).map_err(Error::internal)?;
    text.push('\n');
    respond::attachment(&format!("isi-{id}.json"), "application/json", text)
}
