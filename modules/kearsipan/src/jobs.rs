//! Work by the clock: retention that ends, loans that are late, contents that are read again; and what is heard of signatures.
use kernel::event::Event;
use kernel::job::JobKind;
use kernel::module::Hear;
use kernel::notify::{Notice, notify};
use kernel::{App, BoxFuture, Result, Subject, Write, args};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::model::{ARSIP, BERKAS, USUL};
use crate::rules::retensi::habis;
use crate::store::arsip;
use crate::store::berkas::{self, Batas};
use crate::store::keutuhan::{self, Hasil};
use crate::store::usul;
use crate::tabel;

/// Files moved in one change.
const SEKALI: i64 = 100;
/// New files taken up in one run of the check.
const BARU: i64 = 2_000;
/// Contents read again in one run, and the bytes after which a run ends.
const ISI: i64 = 200;
const BYTE: i64 = 2 * 1024 * 1024 * 1024;
/// A content that was read less than this ago rests.
const JEDA: time::Duration = time::Duration::days(30);

/// Kinds of work.
pub const JOBS: &[JobKind] = &[
    JobKind {
        kind: "kearsipan.retensi",
        title: "Memindahkan berkas yang masa aktifnya berakhir",
        schedule: Some("30 1 * * *"),
        run: |app, _| retensi(app),
    },
    JobKind {
        kind: "kearsipan.pinjaman",
        title: "Mengingatkan arsip pinjaman yang terlambat",
        schedule: Some("0 7 * * *"),
        run: |app, _| pinjaman(app),
    },
    JobKind {
        kind: "kearsipan.keutuhan",
        title: "Memeriksa keutuhan isi berkas",
        schedule: Some("*/20 * * * *"),
        run: |app, _| keutuhan(app),
    },
];

/// What is heard.
pub const HEARS: &[Hear] = &[
    Hear { event: "tanda_tangan.selesai", name: "kearsipan.acara_ditandatangani", run: ditandatangani },
    Hear { event: "naskah_dinas.dibatalkan", name: "kearsipan.naskah_dibatalkan", run: dibatalkan },
    Hear { event: "tanda_tangan.ditolak", name: "kearsipan.acara_ditolak", run: ditolak },
];

/// Moves files whose active retention has ended into the inactive store. What a hold keeps stays where it is.
pub fn retensi(app: App) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let hari = app.today();
        loop {
            let daftar = berkas::habis(&app, "ditutup", Batas::Aktif, hari, SEKALI).await?;
            if daftar.is_empty() {
                return Ok(());
            }
            let mut write = Write::system(&app, "arsip.pindah_inaktif").await?;
            for id in daftar {
                let berkas = berkas::pegang(&mut write, id).await?;
                // Somebody may have opened or held it since it was listed.
                if berkas.status == "ditutup" && !berkas.ditahan && habis(berkas.aktif_sampai, hari) {
                    berkas::set(&mut write, &berkas, vec![("status", "inaktif".into())]).await?;
                }
            }
            write.commit(&Subject::new(BERKAS, Uuid::nil(), "/berkas_arsip")).await?;
        }
    })
}

/// Reminds who has borrowed: on the first day late and every third day after it.
pub fn pinjaman(app: App) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let hari = app.today();
        let text = "select id, owner, sampai, keperluan from peminjaman_arsip where status = 'dipinjam' and sampai < $1 order by sampai, id limit 1000";
        let rows = app.db.query(text, args![hari]).await?;
        for row in rows {
            let (id, sampai): (Uuid, time::Date) = (row.get("id")?, row.get("sampai")?);
            let Some(owner) = row.get::<Option<Uuid>>("owner")? else { continue };
            if (hari - sampai).whole_days() % 3 != 1 {
                continue;
            }
            let href = format!("/peminjaman_arsip/{id}");
            let mut write = Write::system(&app, "arsip.pinjaman_diingatkan").await?;
            let notice = Notice {
                title: "Arsip pinjaman belum kembali".to_owned(),
                body: format!("Seharusnya kembali {}.", kernel::indonesia::tanggal::panjang(sampai)),
                href: href.clone(),
                event: "arsip.pinjaman_terlambat".into(),
            };
            notify(&mut write, &[owner], notice).await?;
            write.commit(&Subject::new("peminjaman_arsip", id, href)).await?;
        }
        Ok(())
    })
}

/// Reads a portion of the stored contents again, those first that were read longest ago.
pub fn keutuhan(app: App) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        keutuhan::catat_baru(&app, BARU).await?;
        let mut byte = 0;
        for satu in keutuhan::giliran(&app, app.now() - JEDA, ISI).await? {
            if byte >= BYTE {
                return Ok(());
            }
            byte += satu.ukuran;
            periksa(&app, &satu.sha256).await?;
        }
        Ok(())
    })
}

/// Reads one content again and writes down what was found. A store that does not answer is no finding: the job tries again.
pub async fn periksa(app: &App, sha256: &str) -> Result<()> {
    if !keutuhan::disebut(app, sha256).await? {
        return keutuhan::tandai(app, sha256, None).await;
    }
    let hasil = match app.files.content(sha256).await? {
        None => Hasil::Hilang,
        Some(_) if app.files.is_whole(sha256).await? => Hasil::Utuh,
        Some(_) => Hasil::Rusak,
    };
    temukan(app, sha256, hasil).await?;
    keutuhan::tandai(app, sha256, Some(hasil)).await
}

async fn temukan(app: &App, sha256: &str, hasil: Hasil) -> Result<()> {
    // Destroyed between the two looks: then nobody names it any more.
    let hilang = matches!(hasil, Hasil::Hilang | Hasil::Rusak) && keutuhan::disebut(app, sha256).await?;
    let penerima = if hilang { penjaga(app).await? } else { vec![] };
    let mut write = Write::system(app, "arsip.keutuhan_diperiksa").await?;
    let terbuka = keutuhan::ada_temuan(&mut write, sha256).await?;
    let id = match (terbuka, hilang) {
        (None, true) => {
            let id = keutuhan::catat_temuan(&mut write, sha256, hasil).await?;
            let notice = Notice {
                title: format!("Isi berkas tidak utuh: {}", Hasil::teks(hasil.kode()).to_lowercase()),
                body: "Pulihkan dari cadangan. Catatan yang terkena ada pada halaman keutuhan.".to_owned(),
                href: "/arsip/keutuhan".to_owned(),
                event: "arsip.isi_tidak_utuh".into(),
            };
            notify(&mut write, &penerima, notice).await?;
            id
        }
        (Some(id), false) => {
            keutuhan::pulih(&mut write, id).await?;
            id
        }
        (None, false) | (Some(_), true) => return Ok(()),
    };
    write.commit(&Subject::new("temuan_isi", id, "/arsip/keutuhan")).await
}

async fn penjaga(app: &App) -> Result<Vec<Uuid>> {
    let mut semua = app.holders("admin", None).await?;
    semua.extend(app.holders("kearsipan", None).await?);
    Ok(semua)
}

fn milik_usul(event: &Event) -> Option<Uuid> {
    let teks = |nama: &str| event.payload.get(nama).and_then(Json::as_str);
    if teks("untuk") == Some(USUL) { teks("id")?.parse().ok() } else { None }
}

/// The Berita Acara is signed: the signed file takes the place of the one that was sent.
fn ditandatangani(app: App, event: Event) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let Some(id) = milik_usul(&event) else { return Ok(()) };
        let berkas: Option<Uuid> =
            event.payload.get("berkas").and_then(Json::as_str).and_then(|teks| teks.parse().ok());
        let mut write = Write::system(&app, "arsip.acara_ditandatangani").await?;
        let kini = usul::pegang(&mut write, id).await?;
        let permintaan = event.payload.get("permintaan").and_then(Json::as_str).and_then(|teks| teks.parse().ok());
        if kini.status != "ditandatangani" || kini.permintaan != permintaan {
            return Ok(());
        }
        let mut values = vec![];
        if berkas.is_some() {
            values.push(("acara", berkas.into()));
        }
        // Witnesses sign the file that was signed before them, one after the other.
        let mut saksi = kini.saksi.clone();
        let dokumen = berkas.or(kini.acara);
        match (saksi.iter_mut().find(|satu| satu.permintaan.is_none()), dokumen) {
            (Some(satu), Some(dokumen)) => {
                let minta = Uuid::now_v7();
                let siapa = (satu.akun, satu.jabatan.as_str());
                crate::acara::minta(&mut write, &kini, minta, dokumen, siapa, satu.tempat).await?;
                satu.permintaan = Some(minta);
                values.push(("permintaan", minta.into()));
                values.push(("saksi", serde_json::to_value(&saksi)?.into()));
            }
            (None, _) | (Some(_), None) => values.push(("status", "siap".into())),
        }
        usul::set(&mut write, &kini, values).await?;
        write.commit(&Subject::new(USUL, id, kini.href())).await
    })
}

/// A letter was cancelled: its item stays, as the proof that it was issued, and says so.
fn dibatalkan(app: App, event: Event) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let text = "select id from arsip where subjek = $1 and batal is null";
        let Some(row) = app.db.optional(text, args![event.subject]).await? else { return Ok(()) };
        let id: Uuid = row.get("id")?;
        let mut write = Write::system(&app, "arsip.naskah_dibatalkan").await?;
        let kini = arsip::pegang(&mut write, id).await?;
        if kini.batal.is_some() {
            return Ok(());
        }
        let hari = event.at.to_offset(app.offset()).date();
        write.update(&tabel::arsip(), id, Some(kini.version), vec![("batal", hari.into())]).await?;
        write.commit(&Subject::new(ARSIP, id, kini.href())).await
    })
}

/// The signer refused: the Berita Acara is made again.
fn ditolak(app: App, event: Event) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let Some(id) = milik_usul(&event) else { return Ok(()) };
        let mut write = Write::system(&app, "arsip.acara_ditolak").await?;
        let kini = usul::pegang(&mut write, id).await?;
        if kini.status != "ditandatangani" {
            return Ok(());
        }
        let alasan = event.payload.get("alasan").and_then(Json::as_str).unwrap_or_default().to_owned();
        let values = vec![
            ("status", "disetujui".into()),
            ("acara", kernel::Val::Null),
            ("permintaan", kernel::Val::Null),
            ("saksi", kernel::Val::Null),
            ("alasan", alasan.into()),
        ];
        usul::set(&mut write, &kini, values).await?;
        if let Some(owner) = kini.owner {
            let notice = Notice {
                title: "Berita acara tidak ditandatangani".to_owned(),
                body: "Lihat alasannya, perbaiki, lalu buat lagi.".to_owned(),
                href: kini.href(),
                event: "arsip.acara_ditolak".into(),
            };
            notify(&mut write, &[owner], notice).await?;
        }
        write.commit(&Subject::new(USUL, id, kini.href())).await
    })
}
