//! Letters that another agency of the regency sent inside of Pendopo: each unit that got one has it to register.
use kernel::event::Event;
use kernel::module::Hear;
use kernel::{App, BoxFuture, Result, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use super::model::{Jalur, KeadaanSurat};
use super::rules::kunci_nomor;
use super::rules::kunci_pengirim;
use super::{store, tabel};
use crate::store::naskah as letters;
use crate::susunan::Susunan;

/// Hears that a letter was issued.
pub const DENGAR: Hear = Hear { event: "naskah_dinas.terbit", name: "naskah_dinas.terima_terkirim", run: dengar };

fn dengar(app: App, event: Event) -> BoxFuture<Result<()>> {
    Box::pin(async move { terima(&app, event.subject).await })
}

/// Gives every unit in whose box the letter stands a place for it in its book, to be registered. Harmless when repeated.
pub async fn terima(app: &App, naskah: Uuid) -> Result<()> {
    let naskah = letters::dengan_id(app, naskah).await?;
    let text = "select unit, created from naskah_akses where naskah = $1 and kotak = 'masuk' and unit is not null order by created, id";
    let rows = app.db.query(text, args![naskah.id]).await?;
    if rows.is_empty() {
        return Ok(());
    }
    let susunan = Susunan::baca(app).await?;
    let pengirim = susunan.nama(naskah.unit);
    let mut write = Write::system(app, "naskah_dinas.terkirim").await?;
    let mut baru = false;
    for row in &rows {
        let (unit, sejak): (Uuid, OffsetDateTime) = (row.get("unit")?, row.get("created")?);
        if store::di_unit(&mut write, naskah.id, unit).await?.is_some() {
            continue;
        }
        let values = vec![
            ("unit", unit.into()),
            ("naskah", naskah.id.into()),
            ("instansi", susunan.perangkat(unit).into()),
            ("jalur", Jalur::Pendopo.kode().into()),
            ("keadaan", KeadaanSurat::BelumDicatat.kode().into()),
            ("nomor", naskah.nomor.as_deref().into()),
            ("nomor_kunci", naskah.nomor.as_deref().map(kunci_nomor).into()),
            ("tanggal", naskah.tanggal.into()),
            ("perihal", naskah.perihal.as_str().into()),
            ("pengirim", pengirim.as_str().into()),
            ("pengirim_kunci", kunci_pengirim(&pengirim).into()),
            ("jenis", naskah.jenis.as_str().into()),
            ("sifat", naskah.sifat.kode().into()),
            ("keamanan", naskah.keamanan.as_str().into()),
            ("klasifikasi", naskah.klasifikasi.as_deref().into()),
            ("diterima", sejak.into()),
        ];
        write.insert(&tabel::surat(), Uuid::now_v7(), values).await?;
        baru = true;
    }
    if !baru {
        return Ok(());
    }
    write.commit(&naskah.subjek()).await
}
