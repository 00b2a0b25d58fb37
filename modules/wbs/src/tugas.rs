//! What awaits people, in numbers only, and what visitors are offered.
use kernel::module::{Offer, Task};
use kernel::{BoxFuture, Ctx, Result};

use crate::model::Peran;
use crate::pages::orang::LATIHAN;
use crate::{TANGANI, ruang, rules, store};

const KIND: &str = "WBS";

fn satu(title: String, href: &str) -> Task {
    Task { title, href: href.to_owned(), due: None, kind: KIND }
}

/// Tasks of handlers, custodians and officers. What concerns reports is told while the key is open only: which reports are somebody's to
/// read nobody else knows.
pub fn tugas(ctx: Ctx) -> BoxFuture<Result<Vec<Task>>> {
    Box::pin(async move {
        let mut tasks = vec![];
        let Some(akun) = ctx.actor.account() else { return Ok(tasks) };
        let punya = store::kunci::milik(&ctx.app, akun).await?;
        if ctx.actor.can(TANGANI) && !punya.iter().any(|each| each.peran == Peran::Penangan) {
            tasks.push(satu("Buat kunci WBS".into(), "/kunci-wbs"));
        }
        for each in &punya {
            match each.peran {
                Peran::Penangan => tasks.extend(laporan(&ctx).await?),
                Peran::Kustodian => tasks.extend(identitas(&ctx, each.id).await?),
                Peran::Pejabat => tasks.extend(cadangan(&ctx, each.id).await?),
                Peran::Eskro => {}
            }
        }
        Ok(tasks)
    })
}

async fn laporan(ctx: &Ctx) -> Result<Vec<Task>> {
    let mut tasks = vec![];
    let Some(terbuka) = ruang::pegawai(ctx) else { return Ok(tasks) };
    let semua = store::laporan::semua(&ctx.app, &terbuka).await?;
    let menunggu = store::isi::menunggu_jawaban(&ctx.app).await?;
    let buka = || semua.iter().filter(|each| !rules::is_tutup(&each.kepala.status));
    let lewat = buka().filter(|each| each.kepala.tenggat.is_some_and(|day| day < ctx.today())).count();
    let baru = buka().filter(|each| each.kepala.status == rules::ALUR.initial).count();
    let jawab = buka().filter(|each| menunggu.contains(&each.kepala.id)).count();
    for (jumlah, kata) in [(lewat, "lewat tenggat"), (baru, "belum ditelaah"), (jawab, "menunggu jawaban")] {
        if jumlah > 0 {
            tasks.push(satu(format!("{jumlah} laporan WBS {kata}"), "/meja-wbs"));
        }
    }
    Ok(tasks)
}

async fn identitas(ctx: &Ctx, kunci: uuid::Uuid) -> Result<Vec<Task>> {
    let mut jumlah = 0;
    for minta in store::identitas::menunggu(&ctx.app).await? {
        jumlah += usize::from(store::identitas::alasan(&ctx.app, minta.id, kunci).await?.is_some());
    }
    let task = || satu(format!("{jumlah} permintaan identitas WBS menunggu putusan"), "/kunci-wbs");
    Ok((jumlah > 0).then(task).into_iter().collect())
}

async fn cadangan(ctx: &Ctx, kunci: uuid::Uuid) -> Result<Vec<Task>> {
    let mut tasks = vec![];
    let mut jumlah = 0;
    for minta in store::eskro::pemulihan(&ctx.app).await? {
        let memegang = store::eskro::bagian_untuk(&ctx.app, minta.eskro, kunci).await?.is_some();
        jumlah += usize::from(memegang && !store::eskro::sudah_serah(&ctx.app, minta.id, kunci).await?);
    }
    if jumlah > 0 {
        tasks.push(satu(format!("{jumlah} permintaan pemulihan akses WBS menunggu Anda"), "/kunci-wbs"));
    }
    if let Some(hari) = store::latihan::keadaan(&ctx.app, kunci).await?
        && hari.is_none_or(|hari| hari + LATIHAN < ctx.today())
    {
        tasks.push(satu("Coba bagian kunci cadangan WBS".into(), "/kunci-wbs"));
    }
    Ok(tasks)
}

/// For visitors: the way to the channel. Nothing is looked up for it.
pub fn sambutan(_: Ctx) -> BoxFuture<Result<Vec<Offer>>> {
    Box::pin(async {
        Ok(vec![Offer {
            title: "Laporkan pelanggaran pegawai",
            about: "Laporan rahasia kepada aparat pengawasan, tanpa akun dan tanpa nama. Jangan memakai perangkat atau jaringan kantor."
                .to_owned(),
            search: None,
            newest: vec![],
            more: Some(("Buka Whistle Blowing System", "/wbs")),
            order: 60,
        }])
    })
}
