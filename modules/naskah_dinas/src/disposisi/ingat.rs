//! Reminders of deadlines and escalation, each once per receiver.
use kernel::indonesia::kerja::Kalender;
use kernel::indonesia::tanggal;
use kernel::job::JobKind;
use kernel::notify::{Notice, notify};
use kernel::{App, BoxFuture, Error, Result, Write, args};
use serde_json::{Value as Json, json};
use time::{Date, Duration};
use uuid::Uuid;

use super::beri::sebutan;
use super::calon::wakil;
use super::model::Penerima;
use super::rules::{self, Langkah};
use super::store;
use crate::model::Naskah;
use crate::store::naskah as letters;

/// The morning's work.
pub const KERJA: JobKind = JobKind {
    kind: "naskah_dinas.ingatkan_disposisi",
    title: "Mengingatkan tenggat disposisi",
    schedule: Some("0 7 * * *"),
    run,
};
/// Receivers looked at in one round of reading.
const SEKALI: usize = 500;

fn run(app: App, _: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move { jalankan(&app).await.map(drop) })
}

/// Sends what is due today and was not sent. Returns how many steps were taken. On a day without work nothing is sent.
///
/// # Errors
/// When the calendar or the database fails; what was sent before stays sent.
pub async fn jalankan(app: &App) -> Result<usize> {
    let kalender = app.calendar().await?;
    let hari_ini = app.today();
    if !kalender.is_hari_kerja(hari_ini) {
        return Ok(0);
    }
    // The day before is a working day: what is due after the longest row of days off is near, too.
    let sampai = kalender.tambah(hari_ini, 1).unwrap_or_else(|| hari_ini.saturating_add(Duration::days(1)));
    let mut jumlah = 0;
    let mut tempat: Option<(Date, Uuid)> = None;
    loop {
        let bagian = berjalan(app, sampai, tempat).await?;
        for penerima in &bagian {
            jumlah += usize::from(satu(app, &kalender, hari_ini, penerima).await?);
        }
        match bagian.last() {
            Some(akhir) if bagian.len() == SEKALI => tempat = akhir.tenggat.map(|tenggat| (tenggat, akhir.id)),
            Some(_) | None => return Ok(jumlah),
        }
    }
}

async fn berjalan(app: &App, sampai: Date, setelah: Option<(Date, Uuid)>) -> Result<Vec<Penerima>> {
    let mut values = args![sampai];
    let lanjut = match setelah {
        Some((tenggat, id)) => {
            values.extend(args![tenggat, id]);
            "and (p.tenggat > $2 or (p.tenggat = $2 and p.id > $3))"
        }
        None => "",
    };
    let text = format!(
        "select {} from disposisi_penerima p where p.keadaan in ('dikirim', 'dibaca', 'dikerjakan') and p.tenggat <= $1 {lanjut} \
         order by p.tenggat, p.id limit {SEKALI}",
        store::PENERIMA
    );
    app.db.query(&text, values).await?.iter().map(|row| store::penerima(app, row)).collect()
}

/// The place of a step in their order.
fn urut(kode: Option<&str>) -> usize {
    Langkah::SEMUA.iter().position(|satu| Some(satu.kode()) == kode).map_or(0, |tempat| tempat + 1)
}

async fn satu(app: &App, kalender: &Kalender, hari_ini: Date, penerima: &Penerima) -> Result<bool> {
    let Some(tenggat) = penerima.tenggat else { return Ok(false) };
    let Some(langkah) = rules::langkah(kalender, tenggat, hari_ini) else { return Ok(false) };
    if urut(penerima.langkah.as_deref()) >= urut(Some(langkah.kode())) {
        return Ok(false);
    }
    let naskah = letters::dengan_id(app, penerima.naskah).await?;
    let sendiri = match (penerima.unit, penerima.owner) {
        (Some(unit), _) => wakil(app, unit).await?,
        (None, orang) => orang.into_iter().collect(),
    };
    let text = "select owner, unit from disposisi where id = $1";
    let pemberi = app.db.one(text, args![penerima.disposisi]).await?;
    let (owner, unit): (Option<Uuid>, Uuid) = (pemberi.get("owner")?, pemberi.get("unit")?);
    let mut kepala = app.holders("kepala_pd", Some(unit)).await?;
    if let Some(unit) = penerima.unit {
        kepala.extend(app.holders("kepala_pd", Some(unit)).await?);
    }
    let mut write = Write::system(app, "naskah_dinas.disposisi_diingatkan").await?;
    let kini = match store::pegang(&mut write, penerima.id, Some(penerima.version)).await {
        // Somebody dealt with it in this moment.
        Err(Error::Conflict) => return Ok(false),
        hasil => hasil?,
    };
    store::set(&mut write, &kini, vec![("langkah", langkah.kode().into())]).await?;
    let (kepada, apa): (Vec<Uuid>, &str) = match langkah {
        Langkah::Mendekati => (sendiri, "mendekati tenggat"),
        Langkah::Lewat => (sendiri.into_iter().chain(owner).collect(), "melewati tenggat"),
        Langkah::Atasan => (kepala.into_iter().chain(owner).collect(), "belum diselesaikan"),
    };
    kabari(&mut write, &naskah, penerima, &kepada, apa, tenggat).await?;
    write.event("naskah_dinas.disposisi_diingatkan", json!({ "langkah": langkah.kode() }));
    write.commit(&naskah.subjek()).await?;
    Ok(true)
}

async fn kabari(
    write: &mut Write,
    naskah: &Naskah,
    penerima: &Penerima,
    kepada: &[Uuid],
    apa: &str,
    tenggat: Date,
) -> Result<()> {
    // Of a secret letter only those are told who may read it.
    let mut kepada = kepada.to_vec();
    if naskah.rahasia() {
        let text = "select owner from naskah_akses where naskah = $1 and owner is not null";
        let rows = write.tx().query(text, args![naskah.id]).await?;
        let boleh: Vec<Uuid> = rows.iter().map(|row| row.get("owner")).collect::<kernel::db::Result<_>>()?;
        kepada.retain(|satu| boleh.contains(satu));
    }
    let notice = Notice {
        title: format!("Disposisi {apa}: {}", sebutan(naskah)),
        body: format!("Kepada {}, tenggat {}.", penerima.sebutan, tanggal::panjang(tenggat)),
        href: naskah.href(),
        event: "naskah_dinas.disposisi_diingatkan".into(),
    };
    notify(write, &kepada, notice).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_have_an_order() {
        assert_eq!([None, Some("mendekati"), Some("lewat"), Some("atasan"), Some("lain")].map(urut), [0, 1, 2, 3, 0]);
    }
}
