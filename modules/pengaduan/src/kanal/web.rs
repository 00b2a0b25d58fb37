//! The page of all channels.
use kernel::auth::Access;
use kernel::page::{self, Column, Row, Table, Tone};
use kernel::{Ctx, Error, Response, Result, Routes, args};
use maud::{Markup, html};

use super::halaman::{bingkai, tab};
use super::{HREF, KANAL, gerbang, lapor, surel};
use crate::model::Kanal;

/// Its route.
pub fn routes() -> Routes {
    Routes::new().get(HREF, Access::Can(KANAL), ringkasan)
}

async fn ringkasan(ctx: Ctx) -> Result<Response> {
    let bulan_ini = ctx.today().replace_day(1).map_err(Error::internal)?;
    let text = "select kanal, count(*) as n from pengaduan where bulan = $1 group by kanal";
    let hitungan = ctx.app.db.query(text, args![bulan_ini]).await?;
    let mut rows = vec![];
    for satu in Kanal::SEMUA {
        let mut banyak = 0_i64;
        for row in &hitungan {
            if row.get::<String>("kanal")? == satu.kode() {
                banyak = row.get("n")?;
            }
        }
        rows.push(Row::new(vec![html! { (satu.label()) }, html! { (banyak) }]));
    }
    let body = html! {
        (page::heading("Pengaduan", "Kanal pengaduan", html! {}))
        (tab(&ctx, HREF))
        (masalah(&ctx).await?)
        (page::table(&Table {
            caption: "Pengaduan yang masuk bulan ini".into(),
            columns: vec![Column::new("Kanal"), Column::numeric("Pengaduan")],
            rows,
            ..Table::default()
        }))
    };
    bingkai(&ctx, "Kanal pengaduan", &[], body)
}

/// What does not work at the moment.
async fn masalah(ctx: &Ctx) -> Result<Markup> {
    let mut semua: Vec<(String, String)> = vec![];
    for satu in surel::store::semua(&ctx.app, true).await? {
        if let Some(galat) = satu.galat {
            semua.push((format!("Kotak surel {}", satu.nama), galat));
        }
    }
    for satu in gerbang::store::semua(&ctx.app).await?.into_iter().filter(|satu| satu.aktif) {
        if let (_, Some(galat)) = super::keluar::hitung(&ctx.app, satu.id).await? {
            semua.push((format!("Gerbang {}", satu.judul), galat));
        }
    }
    if let Some(galat) = lapor::store::kursor(&ctx.app).await?.galat {
        semua.push(("SP4N-LAPOR!".to_owned(), galat));
    }
    Ok(html! {
        @for (nama, galat) in &semua {
            p.govuk-body { (page::tag("Gagal", Tone::Bad)) " " (nama) ": " (galat) }
        }
    })
}
