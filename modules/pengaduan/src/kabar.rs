//! Tells the reporter and all followers that something happened: never what, for mail is read by others too.
use kernel::job::JobKind;
use kernel::notify::{self, Notice, notify};
use kernel::{App, BoxFuture, Error, Result, Row, Subject, Write, args};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::model::{self, Pelapor};
use crate::rules::alur::Tindakan;
use crate::store::pelapor;
use crate::tabel;

/// The kind of job that tells of one step.
pub const KERJA: &str = "pengaduan.kabari";

/// The work.
pub const JOB: JobKind =
    JobKind { kind: KERJA, title: "Mengabari pelapor dan pengikut tentang pengaduan", schedule: None, run: kabari };

/// Purpose of the key that seals addresses of followers.
pub const SUREL: &str = "pengaduan pengikut";

fn kabari(app: App, payload: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let Some(jejak) = payload.get("jejak").and_then(Json::as_str).and_then(|text| text.parse::<Uuid>().ok()) else {
            return Err(Error::internal("a job without its step"));
        };
        let mut write = Write::system(&app, "pengaduan.dikabari").await?;
        let text = "select pengaduan, tindakan, dikabari from pengaduan_jejak where id = $1 for update";
        let row = write.tx().one(text, args![jejak]).await?;
        // The job may run again after it told everybody.
        if row.get::<bool>("dikabari")? {
            return Ok(());
        }
        let (id, tindakan): (Uuid, String) = (row.get("pengaduan")?, row.get("tindakan")?);
        let label = Tindakan::urai(&tindakan).map_or("Ada kabar baru", Tindakan::label);
        let text = "select id, nomor from pengaduan where id = $1 or induk = $1 order by id limit 5000";
        for row in write.tx().query(text, args![id]).await? {
            pelapor_satu(&mut write, &row, label).await?;
        }
        pengikut(&mut write, id, label).await?;
        write.update(&tabel::jejak(), jejak, None, vec![("dikabari", true.into())]).await?;
        write.commit(&Subject::new(model::JENIS, id, model::href(id))).await
    })
}

/// Tells the reporter of one complaint.
async fn pelapor_satu(write: &mut Write, row: &Row, label: &str) -> Result<()> {
    let (id, nomor): (Uuid, String) = (row.get("id")?, row.get("nomor")?);
    let app = write.app().clone();
    let Pelapor { akun, surel, .. } = pelapor::buka(&app, Some(write.tx()), id).await?;
    if let Some(akun) = akun {
        let notice = Notice {
            title: format!("{label}: laporan {nomor}"),
            body: "Buka laporan Anda untuk membaca kabarnya.".into(),
            href: model::href_resi(id),
            event: "pengaduan.kabar".into(),
        };
        notify(write, &[akun], notice).await?;
    } else if let Some(surel) = surel {
        let alamat = app.config.url.trim_end_matches('/').to_owned();
        let isi = format!(
            "{label} pada laporan Anda bernomor {nomor}.\n\nBaca kabarnya dengan nomor dan kata rahasia dari tanda terima:\n{alamat}/pengaduan/lacak?nomor={nomor}"
        );
        notify::outside(write, &surel, &format!("Kabar laporan {nomor}"), &isi).await?;
    }
    Ok(())
}

/// Tells those who follow a published complaint.
async fn pengikut(write: &mut Write, id: Uuid, label: &str) -> Result<()> {
    let app = write.app().clone();
    let alamat = app.config.url.trim_end_matches('/').to_owned();
    let text = "select f.surel, f.kode from pengaduan_pengikut f join pengaduan p on p.id = f.pengaduan \
        where f.pengaduan = $1 and f.pasti and f.surel is not null and p.terbit order by f.id limit 5000";
    for row in write.tx().query(text, args![id]).await? {
        let surel = app.keys.unseal(SUREL, &row.get::<Vec<u8>>("surel")?)?;
        let surel = String::from_utf8_lossy(&surel).into_owned();
        let kode: String = row.get("kode")?;
        let isi = format!(
            "{label} pada laporan yang Anda ikuti.\n\nBaca kabarnya: {alamat}{}\n\nTidak ingin mengikuti lagi: {alamat}/pengaduan/ikut/{kode}",
            model::href_publik(id)
        );
        notify::outside(write, &surel, "Kabar laporan yang Anda ikuti", &isi).await?;
    }
    Ok(())
}
