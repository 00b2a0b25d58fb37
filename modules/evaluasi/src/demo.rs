//! Data for a demonstration: a finished year and one under way. All scores, texts and dates are invented.

use std::collections::BTreeMap;

use kernel::file::{Owner, Secrecy};
use kernel::{App, Error, Result, Subject, Write};
use time::{Date, Duration};
use uuid::Uuid;

use crate::acara::{self, Bahan};
use crate::angka::Pecahan;
use crate::model::{Indikator, Instrumen, JenisNilai};
use crate::periode::{Acara, IsianTingkat, JenisBukti, KeadaanJawaban, KeadaanTindakLanjut, Periode};
use crate::profil::ketentuan;
use crate::rules::alur::{Jalur, Keadaan, Peran, Tindakan};
use crate::store::{self, BuktiBaru, IsianJawaban, Jadwal, PeriodeBaru, Terkunci};

/// Roles of the kernel whose holders become the team, with their part in it.
const TIM: [(&str, Peran); 4] = [
    ("evaluator_penanggung_jawab", Peran::Supervisor),
    ("evaluator_operator", Peran::Operator),
    ("evaluator_anggota", Peran::Anggota),
    ("asesor_eksternal", Peran::AsesorEksternal),
];

const FAKTA: [&str; 4] = [
    "Dokumen sudah ditetapkan dan diunggah sebagai bukti.",
    "Pelaksanaan tercatat pada laporan triwulan terakhir.",
    "Seluruh perangkat daerah sudah menerima surat edarannya.",
    "Notulen rapat koordinasi menunjukkan pembahasan bersama.",
];
const ANALISIS: [&str; 3] = [
    "Keadaan ini memenuhi kriteria karena berlaku untuk semua perangkat daerah.",
    "Kriteria terpenuhi, tetapi cakupannya perlu dijaga pada tahun berikutnya.",
    "Bukti menunjukkan kegiatan berjalan menurut rencana.",
];
const REKOMENDASI: [&str; 3] = [
    "Tetapkan jadwal reviu tahunan dan tugaskan satu penanggung jawab.",
    "Perluas cakupan kepada semua perangkat daerah, dimulai dari kecamatan.",
    "Tindak lanjuti hasil audit dan laporkan perkembangannya setiap triwulan.",
];

/// Fills in a final period for last year and one under way for this year, with the accounts that hold the evaluating roles.
/// Does nothing when there is a period already.
///
/// # Errors
/// [`Error::Refused`] when nobody holds the roles of supervisor and operator: make the demonstration's people first.
pub async fn demo(app: &App) -> Result<()> {
    let ada: i64 =
        app.db.one("select count(*) as n from evaluasi_periode", vec![]).await?.get("n").map_err(Error::from)?;
    if ada > 0 {
        return Ok(());
    }
    let mut tim = vec![];
    for (peran, dalam_tim) in TIM {
        for akun in app.holders(peran, None).await?.into_iter().take(3) {
            tim.push((akun, dalam_tim));
        }
    }
    let lengkap = |peran: Peran| tim.iter().any(|(_, p)| *p == peran);
    if !lengkap(Peran::Supervisor) || !lengkap(Peran::Operator) {
        return Err(Error::refused("Belum ada pemegang peran penanggung jawab dan operator tim evaluator internal."));
    }
    let hari = app.today();
    let ketentuan = ketentuan(app)?;
    let jalur = match (ketentuan.jalur, lengkap(Peran::AsesorEksternal)) {
        (Some(Jalur::Internal), _) | (_, false) => Jalur::Internal,
        (Some(Jalur::DenganEksternal) | None, true) => Jalur::DenganEksternal,
    };
    let lalu =
        selesai(app, &tim, jalur, u16::try_from(hari.year() - 1).unwrap_or(2025), hari - Duration::days(300)).await?;
    tindak_lanjuti(app, lalu, hari).await?;
    berjalan(app, &tim, jalur, u16::try_from(hari.year()).unwrap_or(2026), hari).await
}

fn baru(app: &App, tahun: u16, jalur: Jalur, tanggal: Date) -> Result<PeriodeBaru> {
    let ketentuan = ketentuan(app)?;
    let dari_profil = ketentuan.instrumen.as_deref().and_then(|id| crate::instrumen::cari(id).ok());
    let instrumen = match crate::instrumen::untuk_tahun(tahun).map_err(Error::internal)?.or(dari_profil) {
        Some(instrumen) => instrumen,
        None => return Err(Error::refused(format!("Tidak ada instrumen untuk tahun {tahun}."))),
    };
    Ok(PeriodeBaru {
        tahun,
        nama: format!("{} {tahun}", instrumen.nama_indeks.replace("Indeks", "Evaluasi")),
        instrumen,
        jalur,
        basis: ketentuan.basis,
        jadwal: Jadwal {
            tanggal_penilaian: tanggal,
            tenggat_isi: Some(tanggal - Duration::days(10)),
            tenggat_validasi: Some(tanggal),
            tenggat_eksternal: (jalur == Jalur::DenganEksternal).then(|| tanggal + Duration::days(30)),
            sasaran: Some(Pecahan::new(3, 1)),
        },
        unit: None,
    })
}

async fn buka(app: &App, tim: &[(Uuid, Peran)], baru: &PeriodeBaru) -> Result<Uuid> {
    let mut jabatan = BTreeMap::new();
    for (akun, _) in tim {
        if let Some(tugas) = app.assignments(*akun).await?.first() {
            jabatan.insert(*akun, tugas.title.clone());
        }
    }
    let mut write = Write::system(app, "evaluasi.periode_dibuka").await?;
    let id = store::buka_periode(&mut write, baru).await?;
    let terkunci = store::kunci(&mut write, id).await?;
    for (akun, peran) in
        tim.iter().filter(|(_, p)| *p != Peran::AsesorEksternal || baru.jalur == Jalur::DenganEksternal)
    {
        let jabatan = jabatan.get(akun).map_or("", String::as_str);
        match store::tunjuk(&mut write, &terkunci, *akun, *peran, jabatan, "").await {
            // Whoever assesses elsewhere and works here is taken once.
            Ok(()) | Err(Error::Invalid(_)) => {}
            Err(lain) => return Err(lain),
        }
    }
    store::pindah(&mut write, &terkunci, None, Tindakan::MulaiPenilaian, Keadaan::PenilaianMandiri, "", None).await?;
    write.commit(&subjek(id)).await?;
    Ok(id)
}

fn subjek(id: Uuid) -> Subject {
    Subject::new("evaluasi_periode", id, format!("/evaluasi/{id}"))
}

/// An invented level that differs from indicator to indicator and always is the same.
fn tingkat(instrumen: &Instrumen, nomor: usize, geser: usize) -> u8 {
    const POLA: [u8; 10] = [3, 2, 3, 4, 2, 3, 1, 3, 4, 2];
    let pola = POLA.get((nomor * 7 + geser) % POLA.len()).copied().unwrap_or(2);
    pola.clamp(instrumen.nilai.minimum, instrumen.nilai.maksimum)
}

/// An answer with its criteria ticked up to the level; decimal instruments get a part of the next level.
fn jawab(instrumen: &Instrumen, indikator: &Indikator, nomor: usize, tingkat: u8) -> IsianJawaban {
    let petik = |daftar: &[&str]| daftar.get(nomor % daftar.len().max(1)).copied().unwrap_or_default().to_owned();
    let isian: BTreeMap<u8, IsianTingkat> = indikator
        .kriteria
        .iter()
        .filter(|k| k.tingkat <= tingkat)
        .map(|k| {
            let puncak = k.tingkat == tingkat;
            let teks = |daftar: &[&str]| if puncak { petik(daftar) } else { String::new() };
            (k.tingkat, IsianTingkat { terpenuhi: true, fakta: teks(&FAKTA), analisis: teks(&ANALISIS) })
        })
        .collect();
    let dasar = Pecahan::from_integer(i128::from(tingkat));
    let nilai = match instrumen.nilai.jenis {
        JenisNilai::Desimal if nomor % 3 == 1 && tingkat < instrumen.nilai.maksimum => dasar + Pecahan::new(1, 4),
        JenisNilai::Desimal | JenisNilai::Bulat => dasar,
    };
    IsianJawaban {
        nilai: Some(nilai),
        penjelasan: format!("Capaian dinilai dari kegiatan tahun berjalan pada {}.", indikator.nama.to_lowercase()),
        tingkat: isian,
    }
}

/// Fills in answers; levels that ask for a review get one, dated before the assessment.
async fn isi(write: &mut Write, terkunci: &Terkunci, banyak: usize, geser: usize) -> Result<()> {
    let p = &terkunci.periode;
    for (nomor, j) in store::jawaban_terkunci(write, terkunci).await?.into_iter().enumerate().take(banyak) {
        let Some(indikator) = p.instrumen.indikator(&j.kode) else { continue };
        let tingkat = tingkat(p.instrumen, nomor, geser);
        if nomor % 4 == 0 || indikator.reviu.iter().any(|t| *t <= tingkat) {
            let reviu = indikator.reviu.iter().find(|t| **t <= tingkat).copied();
            let bukti = BuktiBaru {
                tingkat: reviu,
                jenis: JenisBukti::Tautan,
                judul: if reviu.is_some() {
                    "Laporan reviu tahunan".to_owned()
                } else {
                    "Dokumen pelaksanaan".to_owned()
                },
                alamat: "https://arsip.contohkab.example/dokumen".to_owned(),
                berkas: None,
                tanggal: Some(p.tanggal_penilaian - Duration::days(60)),
                reviu: reviu.is_some(),
            };
            store::tambah_bukti(write, terkunci, j.id, &bukti).await?;
        }
        store::simpan_jawaban(write, terkunci, j.id, j.version, &jawab(p.instrumen, indikator, nomor, tingkat)).await?;
    }
    Ok(())
}

/// A period from opening to freeze.
async fn selesai(app: &App, tim: &[(Uuid, Peran)], jalur: Jalur, tahun: u16, tanggal: Date) -> Result<Uuid> {
    let id = buka(app, tim, &baru(app, tahun, jalur, tanggal)?).await?;
    let mut write = Write::system(app, "evaluasi.nilai_diisi").await?;
    let terkunci = store::kunci(&mut write, id).await?;
    isi(&mut write, &terkunci, usize::MAX, 0).await?;
    store::pindah(&mut write, &terkunci, None, Tindakan::AjukanValidasi, Keadaan::ValidasiInternal, "", None).await?;
    let acara = Acara {
        nomor: format!("000.8/{}/EVALUASI/{tahun}", 17),
        tempat: app.profile.identity.ibu_kota.clone(),
        dasar: "Keputusan tentang tim evaluator internal".to_owned(),
        ..Acara::default()
    };
    let terkunci = store::kunci(&mut write, id).await?;
    store::isi_acara(&mut write, &terkunci, terkunci.periode.version, &acara).await?;
    write.commit(&subjek(id)).await?;

    let mut write = Write::system(app, "evaluasi.jawaban_divalidasi").await?;
    let terkunci = store::kunci(&mut write, id).await?;
    let jawaban = store::jawaban_terkunci(&mut write, &terkunci).await?;
    for j in &jawaban {
        store::simpan_validasi(&mut write, &terkunci, j.id, None, KeadaanJawaban::Diterima, "").await?;
    }
    store::pindah(&mut write, &terkunci, None, Tindakan::SetujuiHasil, Keadaan::ValidasiInternal, "", None).await?;
    if jalur == Jalur::DenganEksternal {
        let terkunci = store::kunci(&mut write, id).await?;
        store::pindah(&mut write, &terkunci, None, Tindakan::Kirim, Keadaan::Dikirim, "", None).await?;
        let terkunci = store::kunci(&mut write, id).await?;
        store::pindah(&mut write, &terkunci, None, Tindakan::MulaiEksternal, Keadaan::PenilaianEksternal, "", None)
            .await?;
        let terkunci = store::kunci(&mut write, id).await?;
        eksternal(&mut write, &terkunci).await?;
    }
    for (nomor, isi) in REKOMENDASI.iter().enumerate() {
        let kode = jawaban.get(nomor * 5).map(|j| j.kode.clone());
        store::beri_rekomendasi(&mut write, &terkunci, kode.as_deref(), isi).await?;
    }
    write.commit(&subjek(id)).await?;
    bekukan(app, id).await?;
    Ok(id)
}

/// Assessors lower some of the higher claims and keep the rest.
async fn eksternal(write: &mut Write, terkunci: &Terkunci) -> Result<()> {
    for (nomor, j) in store::jawaban_terkunci(write, terkunci).await?.into_iter().enumerate() {
        let mandiri = j.nilai.unwrap_or_else(|| Pecahan::from_integer(0));
        let turun = nomor % 5 == 0 && mandiri > Pecahan::from_integer(2);
        let nilai = if turun { mandiri - Pecahan::from_integer(1) } else { mandiri };
        let alasan =
            if turun { "Bukti pendukung tingkat teratas belum memadai." } else { "Bukti mendukung nilai mandiri." };
        store::simpan_eksternal(write, terkunci, j.id, j.version, Some(nilai), alasan).await?;
    }
    Ok(())
}

async fn bekukan(app: &App, id: Uuid) -> Result<()> {
    let mut write = Write::system(app, "evaluasi.bekukan").await?;
    let terkunci = store::kunci(&mut write, id).await?;
    let tim = store::tim_terkunci(&mut write, &terkunci).await?;
    let jawaban = store::jawaban_terkunci(&mut write, &terkunci).await?;
    let rekomendasi = store::rekomendasi_terkunci(&mut write, &terkunci).await?;
    drop(write);
    let (kekuatan, kelemahan) = acara::usulan(&terkunci.periode, &jawaban);
    let periode =
        Periode { acara: Acara { kekuatan, kelemahan, ..terkunci.periode.acara.clone() }, ..terkunci.periode };
    let pemegang = app.holders("sekda", None).await?;
    let nama = kernel::auth::account::names(app, pemegang.get(..1).unwrap_or_default()).await?;
    let bahan = Bahan {
        periode: &periode,
        tim: &tim,
        jawaban: &jawaban,
        rekomendasi: &rekomendasi,
        ketentuan: &ketentuan(app)?,
        koordinator: nama.values().next().map_or("", String::as_str),
        tanggal: app.today(),
        konsep: false,
    };
    let pdf = acara::pdf(app, &acara::susun(app, &bahan)).await?;
    let mut write = Write::system(app, "evaluasi.bekukan").await?;
    let terkunci = store::kunci(&mut write, id).await?;
    store::isi_acara(&mut write, &terkunci, terkunci.periode.version, &periode.acara).await?;
    let owner = Owner { subject: subjek(id), unit: periode.unit, secrecy: Secrecy::Internal };
    let nama = format!("berita-acara-{}.pdf", acara::nomor_dokumen(&periode));
    let berkas = app.files.keep_bytes(&mut write, &nama, pdf, &owner).await?;
    let beku = store::Pembekuan { berkas, sidik: acara::sidik(&periode, &jawaban, &rekomendasi) };
    store::pindah(&mut write, &terkunci, None, Tindakan::Bekukan, Keadaan::Final, "", Some(&beku)).await?;
    write.commit(&subjek(id)).await
}

/// One recommendation done, one under way, the rest untouched.
async fn tindak_lanjuti(app: &App, id: Uuid, hari: Date) -> Result<()> {
    let mut write = Write::system(app, "evaluasi.rekomendasi_ditindaklanjuti").await?;
    let text = "select id from evaluasi_rekomendasi where periode = $1 order by id";
    let rows = write.tx().query(text, kernel::args![id]).await?;
    let isi = [
        (KeadaanTindakLanjut::Selesai, "Jadwal reviu ditetapkan dan dijalankan."),
        (KeadaanTindakLanjut::Berjalan, "Lima dari dua belas kecamatan sudah tercakup."),
    ];
    for (row, (keadaan, uraian)) in rows.iter().zip(isi) {
        let tenggat = (keadaan == KeadaanTindakLanjut::Berjalan).then(|| hari + Duration::days(45));
        store::tindak_lanjuti(&mut write, id, row.get("id")?, keadaan, uraian, tenggat).await?;
    }
    write.commit(&subjek(id)).await
}

/// This year: half of the indicators scored, one with a note.
async fn berjalan(app: &App, tim: &[(Uuid, Peran)], jalur: Jalur, tahun: u16, hari: Date) -> Result<()> {
    let id = buka(app, tim, &baru(app, tahun, jalur, hari + Duration::days(24))?).await?;
    let mut write = Write::system(app, "evaluasi.nilai_diisi").await?;
    let terkunci = store::kunci(&mut write, id).await?;
    let banyak = terkunci.periode.instrumen.indikator.len() / 2;
    isi(&mut write, &terkunci, banyak, 3).await?;
    let jawaban = store::jawaban_terkunci(&mut write, &terkunci).await?;
    if let Some(j) = jawaban.first() {
        store::tambah_catatan(&mut write, &terkunci, j.id, "Mohon lampirkan salinan yang sudah ditandatangani.")
            .await?;
    }
    for (j, (akun, _)) in
        jawaban.iter().skip(banyak).take(3).zip(tim.iter().filter(|(_, p)| *p == Peran::Anggota).cycle())
    {
        store::tugaskan(&mut write, &terkunci, j.id, Some(*akun)).await?;
    }
    write.commit(&subjek(id)).await
}
