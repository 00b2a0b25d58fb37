//! Reminders before the due date and escalation after it, each once.

use crate::kalimat;
use crate::katalog::{self, Penyesuaian};
use crate::lembaga::{self, Lembaga};
use crate::model::{DaftarKewajiban, Kewajiban};
use crate::pemberitahuan::{Penerima, Pesan, sampaikan};
use crate::profil::Pengingat;
use crate::rules::alur::Keadaan;
use crate::rules::eskalasi::{self, Langkah, Tingkat};
use crate::store::{self, Baris, Setelan};
use crate::tabel;
use kernel::indonesia::tanggal;
use kernel::{App, Error, Result, Subject, Write, args};
use serde_json::{Map, json};
use std::collections::{BTreeMap, BTreeSet};
use time::{Date, Duration};
use uuid::Uuid;

/// The word in the table of sent steps.
fn kode(tingkat: Tingkat) -> String {
    match tingkat {
        Tingkat::Pengingat(hari) => format!("pengingat:{hari}"),
        Tingkat::HariJatuhTempo => "jatuh_tempo".to_owned(),
        Tingkat::Koordinator => "koordinator".to_owned(),
        Tingkat::Puncak => "puncak".to_owned(),
    }
}

/// Sends what is due today and was not sent. Returns how many steps were taken.
///
/// # Errors
/// When the working calendar is broken or the database fails; what was sent before stays sent.
pub async fn jalankan(app: &App) -> Result<usize> {
    if !katalog::ada(app) {
        return Ok(0);
    }
    let asli = katalog::dari(app)?;
    let penyesuaian = store::setelan::penyesuaian(app).await?;
    let daftar = katalog::berlaku(&asli, &penyesuaian);
    let setelan = store::setelan::baca(app, &asli).await?;
    let lembaga = Lembaga::baca(app).await?;
    let kalender = app.calendar().await?;
    let hari_kerja = |hari: Date| kalender.is_hari_kerja(hari);
    let hari_ini = app.today();
    let sudah = sudah(app).await?;
    let mut penerima = Penerima::baru(app);
    let mut jumlah = 0;
    for baris in dekat(app, &setelan, &penyesuaian, hari_ini).await? {
        let Some(kewajiban) = daftar.cari(&baris.kewajiban) else { continue };
        let pengingat = pengingat(&setelan, &penyesuaian, &baris.kewajiban);
        let semua = eskalasi::langkah(kewajiban, &baris.masa, &pengingat, &hari_kerja)
            .map_err(|galat| Error::refused(galat.to_string()))?;
        let semua = berlaku(semua, &baris, app);
        let terutang: Vec<Langkah> = eskalasi::langkah_terutang(&semua, &[], hari_ini)
            .into_iter()
            .filter(|langkah| !sudah.contains(&(baris.id, kode(langkah.tingkat), baris.masa.jatuh)))
            .collect();
        if terutang.is_empty() {
            continue;
        }
        jumlah += terutang.len();
        kirim(app, &daftar, &lembaga, &mut penerima, &baris, kewajiban, &terutang).await?;
    }
    Ok(jumlah)
}

/// The reminders of a duty: its own days where the administrator set some.
fn pengingat(setelan: &Setelan, penyesuaian: &[Penyesuaian], kode: &str) -> Pengingat {
    let sendiri = penyesuaian.iter().find(|satu| satu.kode == kode).and_then(|satu| satu.pengingat.clone());
    Pengingat {
        hari_sebelum: sendiri.unwrap_or_else(|| setelan.pengingat.hari_sebelum.clone()),
        ..setelan.pengingat.clone()
    }
}

/// Steps whose day had passed before the obligation was known are not caught up with: nobody is flooded on the first day. While the
/// evidence waits for an examiner, the one who owes is left in peace.
fn berlaku(semua: Vec<Langkah>, baris: &Baris, app: &App) -> Vec<Langkah> {
    let lahir = baris.created.to_offset(app.offset()).date();
    let diperiksa = baris.keadaan == Keadaan::Diperiksa;
    semua
        .into_iter()
        .filter(|langkah| langkah.tanggal >= lahir)
        .filter(|langkah| match langkah.tingkat {
            Tingkat::Pengingat(_) | Tingkat::HariJatuhTempo => !diperiksa,
            Tingkat::Koordinator | Tingkat::Puncak => true,
        })
        .collect()
}

/// Running obligations that are due before the farthest reminder.
async fn dekat(app: &App, setelan: &Setelan, penyesuaian: &[Penyesuaian], hari_ini: Date) -> Result<Vec<Baris>> {
    let sendiri = penyesuaian.iter().filter_map(|satu| satu.pengingat.as_ref()).flatten();
    let terjauh = setelan.pengingat.hari_sebelum.iter().chain(sendiri).copied().max().unwrap_or(0);
    let sampai = hari_ini.saturating_add(Duration::days(i64::from(terjauh)));
    store::pelaksanaan::berjalan_sampai(app, sampai).await
}

async fn sudah(app: &App) -> Result<BTreeSet<(Uuid, String, Date)>> {
    let text = "select l.pelaksanaan, l.tingkat, l.jatuh from kewajiban_langkah l join kewajiban_pelaksanaan p on p.id = l.pelaksanaan \
        where p.keadaan in ('terbuka','dikembalikan','diperiksa')";
    let rows = app.db.query(text, vec![]).await?;
    rows.iter().map(|row| Ok((row.get("pelaksanaan")?, row.get("tingkat")?, row.get("jatuh")?))).collect()
}

async fn kirim(
    app: &App,
    daftar: &DaftarKewajiban,
    lembaga: &Lembaga,
    penerima: &mut Penerima<'_>,
    baris: &Baris,
    kewajiban: &Kewajiban,
    terutang: &[Langkah],
) -> Result<()> {
    let mut kepada = BTreeMap::new();
    for langkah in terutang {
        let akun = match langkah.tingkat {
            Tingkat::Pengingat(_) | Tingkat::HariJatuhTempo => {
                let mut akun = penerima.pelaku(baris.unit).await?;
                if baris.penanggung.starts_with("tim:") {
                    akun.extend(penerima.cari(lembaga::peran_program(kewajiban.pelaku), None).await?);
                }
                akun
            }
            Tingkat::Koordinator | Tingkat::Puncak => {
                penerima.cari(lembaga::peran_program(langkah.kepada), None).await?
            }
        };
        kepada.insert(langkah.tingkat, akun);
    }
    let mut write = Write::system(app, "kewajiban.diingatkan").await?;
    // Two workers may look at once: under the lock of the row the second one sees what the first one sent.
    let kini = store::pelaksanaan::pegang(&mut write, baris.id, None).await?;
    let text = "select tingkat from kewajiban_langkah where pelaksanaan = $1 and jatuh = $2";
    let rows = write.tx().query(text, args![baris.id, baris.masa.jatuh]).await?;
    let terkirim: BTreeSet<String> = rows.iter().map(|row| row.get("tingkat")).collect::<Result<_, _>>()?;
    if !kini.keadaan.berjalan() || kini.masa.jatuh != baris.masa.jatuh {
        return Ok(());
    }
    let mut ada = false;
    for langkah in terutang.iter().filter(|langkah| !terkirim.contains(&kode(langkah.tingkat))) {
        let akun = kepada.get(&langkah.tingkat).cloned().unwrap_or_default();
        let values = vec![
            ("pelaksanaan", baris.id.into()),
            ("tingkat", kode(langkah.tingkat).into()),
            ("jatuh", baris.masa.jatuh.into()),
            ("pada", app.today().into()),
            ("penerima", i64::try_from(akun.len()).unwrap_or(i64::MAX).into()),
        ];
        write.insert(&tabel::langkah(), Uuid::now_v7(), values).await?;
        sampaikan(&mut write, &akun, pesan(daftar, lembaga, baris, kewajiban, langkah, app.today())).await?;
        ada = true;
    }
    if ada { write.commit(&Subject::new(crate::resource::KUNCI, baris.id, baris.href())).await } else { Ok(()) }
}

fn pesan(
    daftar: &DaftarKewajiban,
    lembaga: &Lembaga,
    baris: &Baris,
    kewajiban: &Kewajiban,
    langkah: &Langkah,
    hari_ini: Date,
) -> Pesan {
    let nama = lembaga.nama(daftar, &baris.penanggung);
    let jatuh = tanggal::panjang(baris.masa.jatuh);
    let masa = kalimat::masa(&baris.masa.kunci, baris.masa.mulai, baris.masa.akhir);
    let relatif = tanggal::relatif(baris.masa.jatuh, hari_ini);
    let (peristiwa, judul) = match langkah.tingkat {
        Tingkat::Pengingat(_) => ("kewajiban.pengingat", format!("Mendekati jatuh tempo: {}", kewajiban.judul)),
        Tingkat::HariJatuhTempo => ("kewajiban.jatuh_tempo", format!("Jatuh tempo: {}", kewajiban.judul)),
        Tingkat::Koordinator | Tingkat::Puncak => ("kewajiban.eskalasi", format!("Terlambat: {}", kewajiban.judul)),
    };
    let menunggu =
        if baris.keadaan == Keadaan::Diperiksa { " Bukti sudah diajukan dan menunggu pemeriksaan." } else { "" };
    let isi = format!("{nama}, {masa}. Jatuh tempo {jatuh} ({relatif}).{menunggu}");
    let mut rincian = Map::new();
    rincian.insert("kewajiban".to_owned(), json!(kewajiban.kode));
    rincian.insert("tingkat".to_owned(), json!(kode(langkah.tingkat)));
    rincian.insert("jatuh".to_owned(), json!(baris.masa.jatuh.to_string()));
    Pesan { peristiwa, judul, isi, href: baris.href(), rincian }
}

/// What was sent about an obligation that the caller has found through its scope: step, day and number of receivers.
pub async fn riwayat(app: &App, id: Uuid) -> Result<Vec<(String, Date, i64)>> {
    let text = "select tingkat, pada, penerima from kewajiban_langkah where pelaksanaan = $1 order by pada, id";
    let rows = app.db.query(text, args![id]).await?;
    rows.iter().map(|row| Ok((row.get("tingkat")?, row.get("pada")?, row.get("penerima")?))).collect()
}
