//! Tells those who wrote through a gateway what happened with their complaint: that something did, and where to read it. What it is
//! is not told, for telephones are read by others too.
use kernel::event::Event;
use kernel::module::Hear;
use kernel::{App, BoxFuture, Result, Subject, Write, args};
use uuid::Uuid;

use crate::kanal::{keluar, percakapan};
use crate::model;
use crate::rules::alur::Tindakan;

/// After everybody else was told of a step.
pub const HEAR: Hear = Hear { event: "pengaduan.dikabari", name: "pengaduan.kabari_gerbang", run: kabari };

fn kabari(app: App, event: Event) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let id = event.subject;
        let mut write = Write::system(&app, "pengaduan.kabari_gerbang").await?;
        let text = "select p.id, p.nomor from pengaduan p where (p.id = $1 or p.induk = $1) and p.kanal in ('sms', 'pesan') \
            order by p.id limit 1000";
        let semua = write.tx().query(text, args![id]).await?;
        if semua.is_empty() {
            return Ok(());
        }
        let text = "select id, tindakan from pengaduan_jejak where pengaduan = $1 and dikabari and peran <> 'pelapor' \
            and terlihat <> 'petugas' order by id desc limit 1";
        let Some(jejak) = write.tx().optional(text, args![id]).await? else { return Ok(()) };
        let (langkah, tindakan): (Uuid, String) = (jejak.get("id")?, jejak.get("tindakan")?);
        let label = Tindakan::urai(&tindakan).map_or("Ada kabar baru", Tindakan::label);
        let alamat = app.config.url.trim_end_matches('/').to_owned();
        for row in semua {
            let (satu, nomor): (Uuid, String) = (row.get("id")?, row.get("nomor")?);
            let text = "select k.sumber, k.alamat from kanal_pesan k join kanal_gerbang g on g.id = k.sumber \
                where k.pengaduan = $1 order by k.id desc limit 1";
            let Some(pesan) = write.tx().optional(text, args![satu]).await? else { continue };
            let tujuan = percakapan::buka(&app, &pesan.get::<Vec<u8>>("alamat")?)?;
            let teks = format!("{label} pada laporan {nomor}. Baca di {alamat}/pengaduan/lacak?nomor={nomor}");
            let kunci = format!("jejak {langkah} {satu}");
            keluar::taruh(&mut write, pesan.get("sumber")?, satu, &kunci, &tujuan, &teks).await?;
        }
        write.commit(&Subject::new(model::JENIS, id, model::href(id))).await
    })
}
