//! A demonstration: forty complaints of invented people, in all states.
mod contoh;
pub mod gambar;

use kernel::auth::account;
use kernel::indonesia::kerja::Kalender;
use kernel::{App, BoxFuture, Result, Subject, Val, Write, args};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use crate::model::{self, Kanal, Klasifikasi, Lokasi, Pelapor, PengaduanBaru, Sifat};
use crate::rules::alur::{self, Tindakan};
use crate::rules::samar;
use crate::store::jejak::{Langkah, Peran, Terlihat};
use crate::store::terima::awal_bulan;
use crate::store::{hitungan, kategori, satu};
use crate::tindak::{self, Ubah};
use crate::{lampiran, store, tabel};
use contoh::{CONTOH, Contoh, NAMA, RENCANA, Rencana};

/// How many.
const BANYAK: usize = 40;

/// Fills the demonstration, once.
pub fn jalankan(app: App) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        if app.db.optional("select 1 as one from pengaduan limit 1", args![]).await?.is_some() {
            return Ok(());
        }
        let dinas = match account::by_login(&app, "dinas").await? {
            Some(akun) => app.assignments(akun.id).await?.first().map(|satu| satu.unit),
            None => app.units().await?.first().map(|unit| unit.id),
        };
        let Some(dinas) = dinas else { return Ok(()) };
        let kategori = kategori::daftar(&app).await?;
        let wilayah = app.regions().await?;
        let desa: Vec<String> = wilayah
            .into_iter()
            .filter(|satu| matches!(satu.kind.as_str(), "desa" | "kelurahan"))
            .map(|satu| satu.code)
            .collect();
        let mut sebelumnya: Vec<Uuid> = vec![];
        for nomor in 0..BANYAK {
            let (Some(contoh), Some(rencana)) = (CONTOH.get(nomor % CONTOH.len()), RENCANA.get(nomor % RENCANA.len()))
            else {
                continue;
            };
            let unit = match kategori.iter().find(|satu| satu.kode == contoh.kategori).and_then(|satu| satu.unit) {
                Some(unit) if nomor % 2 == 1 => unit,
                Some(_) | None => dinas,
            };
            // The second round is about the same places, so that likeness shows.
            let tempat = desa.get(nomor % CONTOH.len() * 7 % desa.len().max(1)).cloned();
            let sama = nomor.checked_sub(CONTOH.len()).and_then(|lama| sebelumnya.get(lama)).copied();
            sebelumnya.push(buat(&app, nomor, contoh, rencana, unit, tempat, sama).await?);
        }
        crate::jobs::harian(&app).await?;
        hitungan::hitung(&app).await?;
        Ok(())
    })
}

async fn buat(
    app: &App,
    nomor: usize,
    contoh: &Contoh,
    rencana: &Rencana,
    unit: Uuid,
    desa: Option<String>,
    sama: Option<Uuid>,
) -> Result<Uuid> {
    let mut lampiran = vec![];
    if nomor.is_multiple_of(4) {
        let gambar = gambar::pemandangan(u32::try_from(nomor).unwrap_or(0));
        lampiran.push(lampiran::siapkan(app, "contoh.png", gambar).await?);
    }
    let nama = NAMA.get(nomor % NAMA.len()).copied().unwrap_or("Warga Contoh");
    let anonim = rencana.sifat == Sifat::Anonim;
    let baru = PengaduanBaru {
        kanal: if nomor % 7 == 3 { Kanal::Loket } else { Kanal::Web },
        nomor_luar: None,
        permintaan_kunci: None,
        klasifikasi: None,
        jenis: Some(contoh.kategori.to_owned()),
        judul: contoh.judul.to_owned(),
        uraian: if nomor >= CONTOH.len() {
            format!("{} Sudah dua pekan begini.", contoh.uraian)
        } else {
            contoh.uraian.to_owned()
        },
        lokasi: Lokasi { desa, patokan: contoh.patokan.to_owned(), lintang: None, bujur: None },
        kejadian: None,
        pelapor: Pelapor { nama: (!anonim).then(|| nama.to_owned()), ..Pelapor::default() },
        sifat: rencana.sifat,
        setuju_terbit: nomor % 5 != 2,
        lampiran,
    };
    let mut write = Write::system(app, "pengaduan.contoh").await?;
    let (id, _) = store::terima(&mut write, baru).await?;
    write.commit(&Subject::new(model::JENIS, id, model::href(id))).await?;
    for tindakan in rencana.langkah {
        let mut write = Write::system(app, format!("pengaduan.{}", tindakan.kode())).await?;
        let kini = satu::tanpa_batas(app, id).await?;
        let (ubah, langkah) = langkah(*tindakan, contoh, unit, sama);
        if *tindakan == Tindakan::Gabung && ubah.lain.is_empty() {
            drop(write);
            continue;
        }
        tindak::terapkan(&mut write, &kini, *tindakan, ubah, langkah).await?;
        write.commit(&Subject::new(model::JENIS, id, model::href(id))).await?;
    }
    mundurkan(app, id, rencana, nomor).await?;
    Ok(id)
}

fn langkah(tindakan: Tindakan, contoh: &Contoh, unit: Uuid, sama: Option<Uuid>) -> (Ubah, Langkah<'static>) {
    let mut ubah = Ubah::default();
    let (koordinator, petugas, pelapor) = (Peran::Koordinator, Peran::Petugas, Peran::Pelapor);
    let tabel = [
        (Tindakan::Disposisi, (koordinator, "", Terlihat::Publik)),
        (
            Tindakan::MintaKelengkapan,
            (koordinator, "Mohon tuliskan patokan yang lebih jelas atau kirim foto.", Terlihat::Pelapor),
        ),
        (
            Tindakan::Tolak,
            (koordinator, "Hal ini bukan kewenangan kabupaten. Silakan sampaikan ke dinas provinsi.", Terlihat::Publik),
        ),
        (Tindakan::Jawab, (petugas, contoh.jawaban, Terlihat::Publik)),
        (Tindakan::Selesaikan, (petugas, contoh.hasil, Terlihat::Publik)),
        (Tindakan::Setuju, (pelapor, "Terima kasih, sudah beres.", Terlihat::Publik)),
        (Tindakan::BukaLagi, (pelapor, "Belum selesai, sebagian masih seperti semula.", Terlihat::Publik)),
        (Tindakan::Keberatan, (pelapor, "Saya keberatan, jawaban tidak sesuai keadaan.", Terlihat::Publik)),
        (Tindakan::Gabung, (koordinator, "Sama dengan laporan yang sudah ada.", Terlihat::Pelapor)),
    ];
    let (peran, teks, terlihat) = alur::menurut(&tabel, tindakan, (Peran::Sistem, "", Terlihat::Petugas));
    if tindakan == Tindakan::Disposisi {
        ubah = Ubah { unit: Some(Some(unit)), klasifikasi: Some(contoh.kelas), ..Ubah::default() };
    }
    if tindakan == Tindakan::Setuju {
        ubah.lain.push(("nilai", Some(4_i64).into()));
    }
    if let Some(sama) = sama.filter(|_| tindakan == Tindakan::Gabung) {
        ubah.lain.push(("induk", Some(sama).into()));
    }
    let publik = (terlihat == Terlihat::Publik).then(|| teks.to_owned());
    let tujuan = matches!(peran, Peran::Koordinator | Peran::Petugas).then_some(unit);
    (
        ubah,
        Langkah {
            tindakan: tindakan.kode(),
            peran,
            unit: tujuan,
            teks: teks.to_owned(),
            teks_publik: publik,
            terlihat,
        },
    )
}

/// Puts a complaint some days back, with everything that happened to it, and publishes it where its reporter agreed.
async fn mundurkan(app: &App, id: Uuid, rencana: &Rencana, nomor: usize) -> Result<()> {
    let kini = satu::tanpa_batas(app, id).await?;
    let kalender = app.calendar().await?;
    let umur = i64::from(rencana.umur) + i64::try_from(nomor / RENCANA.len()).unwrap_or(0) * 9;
    let lalu = Duration::days(umur);
    let mundur = |hari: Date| kerja(&kalender, hari - lalu);
    let saat = |saat: OffsetDateTime| saat - lalu;
    let diterima = saat(kini.diterima);
    let hari = diterima.to_offset(app.offset()).date();
    let mut write = Write::system(app, "pengaduan.contoh").await?;
    let mut values: Vec<(&str, Val)> =
        vec![("diterima", diterima.into()), ("bulan", awal_bulan(hari).into()), ("mulai", mundur(kini.mulai).into())];
    if let Some(batas) = kini.batas {
        values.push(("batas", mundur(batas + Duration::days(i64::from(rencana.jalan))).into()));
    }
    if let Some(tenggat) = kini.tenggat {
        values.push(("tenggat", Some(mundur(tenggat)).into()));
    }
    let terlambat = rencana.umur > 30;
    if kini.dijawab.is_some() {
        values.push(("hari_jawab", Some(i64::from(rencana.jalan).min(6) + i64::from(terlambat) * 4).into()));
    }
    if let Some(selesai) = kini.selesai {
        values.push(("selesai", Some(saat(selesai) + Duration::days(i64::from(rencana.jalan))).into()));
        values.push(("hari_selesai", Some(i64::from(rencana.jalan)).into()));
        values.push(("terlambat", terlambat.into()));
    }
    let boleh = kini.setuju_terbit && kini.unit.is_some() && kini.induk.is_none();
    if boleh && kini.klasifikasi != Some(Klasifikasi::Pengawasan) {
        values.extend([
            ("terbit", true.into()),
            ("terbit_pada", Some(diterima + Duration::days(1)).into()),
            ("judul_publik", Some(samar::samarkan(&kini.judul, None)).into()),
            ("uraian_publik", Some(samar::samarkan(&kini.uraian, None)).into()),
        ]);
        for berkas in store::berkas::daftar(app, id).await? {
            write.update(&tabel::berkas(), berkas.id, None, vec![("terbit", true.into())]).await?;
        }
    }
    write.update(&tabel::pengaduan(), id, None, values).await?;
    let semua = store::jejak::daftar(app, id).await?;
    let jarak = i64::from(rencana.jalan) / i64::try_from(semua.len()).unwrap_or(1).max(1);
    for (langkah, urut) in semua.iter().zip(0_i64..) {
        let pada = diterima + Duration::days(jarak * urut) + Duration::minutes(40 * urut);
        let pada = pada.min(write.at());
        write.update(&tabel::jejak(), langkah.id, None, vec![("pada", pada.into())]).await?;
    }
    write.commit(&Subject::new(model::JENIS, id, model::href(id))).await
}

/// The day, or the next one that is worked.
fn kerja(kalender: &Kalender, hari: Date) -> Date {
    kalender.tambah(hari, 0).unwrap_or(hari)
}
