//! What awaits a person, for "Tugas saya".
use kernel::module::Task;
use kernel::{Ctx, Result, Work, args};
use time::{Date, Duration};
use uuid::Uuid;

use crate::model::{href, href_kelompok};
use crate::registers::SERTIFIKAT_ELEKTRONIK;
use crate::rules::alur::Keadaan;
use crate::{ATUR, TANDA_TANGANI, store};

/// Most tasks of one kind; the page shows the rest.
const PALING_BANYAK: usize = 25;

/// Documents to be signed, batches that wait for a passphrase, documents of unknown fate, certificates that end.
pub fn tugas(ctx: Ctx) -> Work<Vec<Task>> {
    Box::pin(async move { semua(&ctx).await })
}

async fn semua(ctx: &Ctx) -> Result<Vec<Task>> {
    let mut semua = vec![];
    let Some(akun) = ctx.actor.account() else { return Ok(semua) };
    let scope = ctx.scope_of(TANDA_TANGANI);
    if !scope.is_nothing() {
        let menunggu =
            store::permintaan::list(&ctx.app, &scope, &[Keadaan::Menunggu, Keadaan::Gagal], None, PALING_BANYAK + 1)
                .await?;
        semua.extend(menunggu.iter().take(PALING_BANYAK).map(|satu| Task {
            title: format!("Tanda tangani: {}", satu.judul),
            href: href(satu.id),
            due: satu.tenggat,
            kind: "Tanda tangan",
        }));
        if menunggu.len() > PALING_BANYAK {
            semua.push(Task {
                title: "Naskah lain yang menunggu tanda tangan".into(),
                href: "/tanda_tangan".into(),
                due: None,
                kind: "Tanda tangan",
            });
        }
        let terbuka = store::kelompok::terbuka(&ctx.app, akun).await?;
        for satu in terbuka.iter().filter(|satu| satu.berjalan_sampai.is_none_or(|sampai| sampai <= ctx.now)) {
            semua.push(Task {
                title: format!("Masukkan kata sandi untuk melanjutkan {} naskah", satu.jumlah),
                href: href_kelompok(satu.id),
                due: None,
                kind: "Tanda tangan",
            });
        }
        let text = "select id, subjek, akhir from sertifikat_elektronik where owner = $1 and keadaan = 'aktif' \
                    and akhir >= $2 and akhir <= $3 order by akhir limit 10";
        let hari_ini = ctx.today();
        for row in ctx.app.db.query(text, args![akun, hari_ini, hari_ini + Duration::days(30)]).await? {
            let boleh = ctx.actor.can(crate::SERTIFIKAT_LIHAT);
            semua.push(Task {
                title: format!("Perpanjang sertifikat elektronik {}", row.get::<String>("subjek")?),
                href: if boleh {
                    SERTIFIKAT_ELEKTRONIK.record_href(row.get::<Uuid>("id")?)
                } else {
                    "/tanda_tangan".into()
                },
                due: Some(row.get::<Date>("akhir")?),
                kind: "Sertifikat",
            });
        }
    }
    if ctx.actor.can(ATUR) {
        for satu in store::penanda::segel_bsre(&ctx.app).await? {
            let berakhir = satu.aktif_sampai.is_some_and(|sampai| sampai <= ctx.now);
            if satu.sandi.is_none() || berakhir {
                semua.push(Task {
                    title: "Aktifkan segel elektronik pada BSrE".into(),
                    href: "/tanda_tangan/pengaturan".into(),
                    due: None,
                    kind: "Tanda tangan",
                });
            }
        }
        let hitungan = store::permintaan::hitung(&ctx.app, None).await?;
        let perlu = hitungan.iter().find(|(keadaan, _)| *keadaan == Keadaan::PerluDiperiksa).map_or(0, |(_, n)| *n);
        if perlu > 0 {
            semua.push(Task {
                title: format!("Periksa {perlu} naskah yang hasil tanda tangannya belum diketahui"),
                href: "/tanda_tangan/antrean".into(),
                due: None,
                kind: "Tanda tangan",
            });
        }
    }
    Ok(semua)
}
