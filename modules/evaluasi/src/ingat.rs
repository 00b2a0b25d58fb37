//! Reminders of the dates of a period, each once: to those whose work the present state awaits.

use std::collections::BTreeSet;

use kernel::indonesia::tanggal;
use kernel::job::JobKind;
use kernel::notify::{Notice, notify};
use kernel::{App, BoxFuture, Result, Subject, Write, args};
use serde_json::Value as Json;
use time::Date;
use uuid::Uuid;

use crate::periode::{KeadaanJawaban, Periode};
use crate::rules::alur::{Keadaan, Peran};
use crate::store;

/// The jobs of the module.
pub const JOBS: &[JobKind] = &[JobKind {
    kind: "evaluasi.ingat",
    title: "Mengingatkan tenggat evaluasi",
    schedule: Some("10 5 * * *"),
    run: kerja,
}];

/// Name of the event and of the change.
const DIINGATKAN: &str = "evaluasi.diingatkan";
/// Days before a date on which one is reminded; below zero, after it.
const HARI: [i64; 5] = [7, 3, 1, 0, -1];

fn kerja(app: App, _payload: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move { jalankan(&app).await.map(drop) })
}

/// The step that counts when so many days are left: of several that were missed, only the last.
fn langkah(sisa: i64) -> Option<i64> {
    HARI.into_iter().filter(|hari| sisa <= *hari).min()
}

/// Sends what is due today and was not sent. Returns how many periods were reminded of.
///
/// # Errors
/// When the database fails; what was sent before stays sent.
pub async fn jalankan(app: &App) -> Result<usize> {
    let hari_ini = app.today();
    let mut jumlah = 0;
    for id in store::periode_berjalan(&app.db).await? {
        let mut write = Write::system(app, DIINGATKAN).await?;
        // Under the lock of the period: two workers may look at once, and the state may change meanwhile.
        let buka = match store::kunci(&mut write, id).await {
            Ok(buka) => buka,
            Err(kernel::Error::Refused(_) | kernel::Error::NotFound) => continue,
            Err(galat) => return Err(galat),
        };
        let Some(tenggat) = buka.periode.tenggat() else { continue };
        let Some(hari) = langkah((tenggat - hari_ini).whole_days()) else { continue };
        let keadaan = buka.periode.keadaan.id();
        let text = "select 1 as ada from evaluasi_pengingat where periode = $1 and keadaan = $2 and tenggat = $3 and hari = $4";
        if write.tx().optional(text, args![id, keadaan, tenggat, hari]).await?.is_some() {
            continue;
        }
        let penerima = penerima(&mut write, &buka).await?;
        if penerima.is_empty() {
            continue;
        }
        let values = vec![
            ("periode", id.into()),
            ("keadaan", keadaan.into()),
            ("tenggat", tenggat.into()),
            ("hari", hari.into()),
            ("penerima", i64::try_from(penerima.len()).unwrap_or(i64::MAX).into()),
        ];
        write.insert(&store::tabel_pengingat(), Uuid::now_v7(), values).await?;
        let penerima: Vec<Uuid> = penerima.into_iter().collect();
        notify(&mut write, &penerima, pesan(&buka.periode, tenggat, hari_ini)).await?;
        let subject = Subject::new(crate::resource::BERJALAN_KEY, id, buka.periode.href());
        write.commit(&subject).await?;
        jumlah += 1;
    }
    Ok(jumlah)
}

/// Whose work the state awaits. Nobody, when all is done but the step itself, which the team takes; then the team.
async fn penerima(write: &mut Write, buka: &store::Terkunci) -> Result<BTreeSet<Uuid>> {
    let tim = store::tim_terkunci(write, buka).await?;
    let jawaban = store::jawaban_terkunci(write, buka).await?;
    let peran: &[Peran] = match buka.periode.keadaan {
        Keadaan::PenilaianMandiri => &[Peran::Supervisor, Peran::Operator],
        Keadaan::ValidasiInternal => &[Peran::Koordinator, Peran::Supervisor],
        Keadaan::Dikirim => &[Peran::Supervisor],
        Keadaan::PenilaianEksternal => &[Peran::AsesorEksternal],
        Keadaan::Persiapan | Keadaan::Final => &[],
    };
    let mut semua: BTreeSet<Uuid> =
        tim.iter().filter(|anggota| peran.contains(&anggota.peran)).map(|anggota| anggota.account).collect();
    if buka.periode.keadaan == Keadaan::PenilaianMandiri {
        let terbuka = |keadaan| matches!(keadaan, KeadaanJawaban::Kosong | KeadaanJawaban::Dikembalikan);
        semua.extend(jawaban.iter().filter(|satu| terbuka(satu.keadaan)).filter_map(|satu| satu.responden));
    }
    Ok(semua)
}

fn pesan(periode: &Periode, tenggat: Date, hari_ini: Date) -> Notice {
    let kerja = match periode.keadaan {
        Keadaan::ValidasiInternal => "Validasi jawaban",
        Keadaan::Dikirim | Keadaan::PenilaianEksternal => "Penilaian eksternal",
        Keadaan::Persiapan | Keadaan::PenilaianMandiri | Keadaan::Final => "Penilaian mandiri",
    };
    let (judul, kata) =
        if tenggat < hari_ini { ("Terlambat", "berakhir") } else { ("Mendekati tenggat", "berakhir pada") };
    Notice {
        title: format!("{judul}: {} ({})", kerja.to_lowercase(), periode.nama),
        body: format!("{kerja} {kata} {} ({}).", tanggal::panjang(tenggat), tanggal::relatif(tenggat, hari_ini)),
        href: periode.href(),
        event: DIINGATKAN.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::langkah;

    #[test]
    fn of_missed_steps_only_the_last_counts() {
        for (sisa, hari) in [
            (30, None),
            (8, None),
            (7, Some(7)),
            (5, Some(7)),
            (2, Some(3)),
            (0, Some(0)),
            (-1, Some(-1)),
            (-9, Some(-1)),
        ] {
            assert_eq!(langkah(sisa), hari, "{sisa} days left");
        }
    }
}
