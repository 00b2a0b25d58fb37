//! Berita Acara of a period: its data, its fingerprint, the PDF.

use std::sync::OnceLock;

use document::templat::{self, BeritaAcara, Identitas, Kertas, Kop, PenandaTangan};
use document::{Options, Renderer};
use kernel::{App, Error, Result};
use sha2::{Digest as _, Sha256};
use time::Date;

use crate::angka::{Pecahan, tulis, tulis_indeks, tulis_ringkas};
use crate::model::{Aspek, Hasil, Instrumen};
use crate::periode::{Anggota, Jawaban, Periode, Rekomendasi, nilai_dipakai};
use crate::profil::Ketentuan;
use crate::rules::alur::{Jalur, Peran};
use crate::rules::hitung::{dasar_predikat, hitung};

/// At most this many documents are set at a time: the typesetter needs much memory.
const SEKALIGUS: usize = 1;

static PENYUSUN: OnceLock<Renderer> = OnceLock::new();

/// Everything that a Berita Acara is made from.
#[derive(Debug, Clone, Copy)]
pub struct Bahan<'a> {
    /// The period.
    pub periode: &'a Periode,
    /// Its team.
    pub tim: &'a [Anggota],
    /// Its answers.
    pub jawaban: &'a [Jawaban],
    /// Its recommendations.
    pub rekomendasi: &'a [Rekomendasi],
    /// Names of roles.
    pub ketentuan: &'a Ketentuan,
    /// Name of the coordinator who signs.
    pub koordinator: &'a str,
    /// The day on it.
    pub tanggal: Date,
    /// Not yet frozen.
    pub konsep: bool,
}

/// SHA-256 over scores, reasons and recommendations in a fixed order: two equal prints mean equal results.
pub fn sidik(periode: &Periode, jawaban: &[Jawaban], rekomendasi: &[Rekomendasi]) -> String {
    let mut hash = Sha256::new();
    let mut catat = |bagian: &[&str]| {
        for teks in bagian {
            hash.update(teks.len().to_string());
            hash.update([b':']);
            hash.update(teks);
        }
        hash.update([b'\n']);
    };
    catat(&[&periode.id.to_string(), &periode.instrumen.id, periode.jalur.id(), periode.basis.id()]);
    let angka = |nilai: Option<Pecahan>| nilai.map(|n| tulis(n, 4, '.')).unwrap_or_default();
    for j in jawaban {
        let tingkat = serde_json::to_string(&j.tingkat).unwrap_or_default();
        catat(&[&j.kode, &angka(j.nilai), &j.penjelasan, &tingkat, &angka(j.nilai_eksternal), &j.alasan_eksternal]);
    }
    for r in rekomendasi {
        catat(&[r.kode.as_deref().unwrap_or_default(), &r.isi]);
    }
    kernel::keys::hex(&hash.finalize())
}

/// Number of the document in this system.
pub fn nomor_dokumen(periode: &Periode) -> String {
    let id = periode.id.simple().to_string();
    let awal = id.get(id.len().saturating_sub(8)..).unwrap_or_default().to_uppercase();
    format!("EV-{}-{awal}", periode.tahun)
}

/// What the period is called in a title: `Evaluasi SPBE`.
pub fn judul(periode: &Periode) -> String {
    let apa = periode.instrumen.nama_indeks.trim_start_matches("Indeks ");
    match periode.jalur {
        Jalur::DenganEksternal => format!("Evaluasi {apa}"),
        Jalur::Internal => format!("Evaluasi Internal {apa}"),
    }
}

/// The minutes as data for the template.
pub fn susun(app: &App, bahan: &Bahan<'_>) -> BeritaAcara {
    let p = bahan.periode;
    let nilai = nilai_dipakai(p, bahan.jawaban);
    let hasil = hitung(p.instrumen, &nilai, p.basis);
    let sidik = sidik(p, bahan.jawaban, bahan.rekomendasi);
    let nomor = match (p.acara.nomor.as_str(), bahan.konsep) {
        ("", _) => "(belum diisi)".to_owned(),
        (nomor, true) => format!("{nomor} (KONSEP, belum dibekukan)"),
        (nomor, false) => nomor.to_owned(),
    };
    let sebut = |peran: Peran| bahan.ketentuan.sebutan.sebut(peran).to_owned();
    let alamat = format!("{}{}", app.config.url.trim_end_matches('/'), p.href());
    BeritaAcara {
        kertas: Kertas::F4,
        kop: Kop { pemerintah: format!("Pemerintah {}", app.profile.name()), ..Kop::default() },
        judul: judul(p),
        tahun: i32::from(p.tahun),
        nomor,
        tanggal: bahan.tanggal,
        tempat: if p.acara.tempat.is_empty() { app.profile.identity.ibu_kota.clone() } else { p.acara.tempat.clone() },
        instrumen: format!("{} menurut {}", p.instrumen.nama, p.instrumen.dasar_hukum),
        dasar: baris(&p.acara.dasar),
        tim: bahan
            .tim
            .iter()
            .map(|a| templat::Anggota {
                nama: a.nama.clone(),
                nip: (!a.nip.is_empty()).then(|| a.nip.clone()),
                jabatan: a.jabatan.clone(),
                peran: sebut(a.peran),
            })
            .collect(),
        domain: domain(p.instrumen, &hasil, bahan.jawaban, &nilai),
        hasil: templat::Hasil {
            indeks: tulis_indeks(hasil.indeks),
            predikat: hasil.predikat.nama.clone(),
            dasar: format!("{} ({})", p.basis.nama(), tulis_ringkas(dasar_predikat(hasil.indeks, p.basis))),
            berbeda: hasil.predikat_lain.as_ref().map(|lain| templat::HasilBerbeda {
                dasar: lain.basis.nama().to_owned(),
                indeks: tulis_ringkas(dasar_predikat(hasil.indeks, lain.basis)),
                predikat: lain.predikat.nama.clone(),
            }),
        },
        kekuatan: baris(&p.acara.kekuatan),
        kelemahan: baris(&p.acara.kelemahan),
        rekomendasi: bahan
            .rekomendasi
            .iter()
            .map(|r| match &r.kode {
                Some(kode) => format!("Indikator {kode}: {}", r.isi),
                None => r.isi.clone(),
            })
            .collect(),
        penanda_tangan: penanda_tangan(bahan),
        mengetahui: Some(PenandaTangan {
            kunci: "koordinator".to_owned(),
            peran: "Mengetahui".to_owned(),
            jabatan: Some(sebut(Peran::Koordinator)),
            nama: bahan.koordinator.to_owned(),
            ..PenandaTangan::default()
        }),
        lampiran: vec![templat::Lampiran {
            nama: "Rekapitulasi nilai per indikator".to_owned(),
            keterangan: Some(format!("{alamat}/rekap.xlsx")),
            sidik: Some(format!("sha256:{sidik}")),
        }],
        identitas: Identitas {
            dokumen: nomor_dokumen(p),
            sidik: Some(format!("sha256:{sidik}")),
            verifikasi: Some(alamat),
        },
    }
}

/// Signatures: who is in charge, who entered, and the assessors; members are listed in the team and do not sign.
fn penanda_tangan(bahan: &Bahan<'_>) -> Vec<PenandaTangan> {
    let menandatangani = |peran: Peran| match peran {
        Peran::Supervisor | Peran::Operator | Peran::AsesorEksternal => true,
        Peran::Koordinator | Peran::Anggota => false,
    };
    bahan
        .tim
        .iter()
        .enumerate()
        .filter(|(_, a)| menandatangani(a.peran))
        .map(|(nomor, a)| PenandaTangan {
            kunci: format!("tim-{}", nomor + 1),
            peran: bahan.ketentuan.sebutan.sebut(a.peran).to_owned(),
            jabatan: (!a.jabatan.is_empty()).then(|| a.jabatan.clone()),
            nama: a.nama.clone(),
            pangkat: None,
            nip: (!a.nip.is_empty()).then(|| a.nip.clone()),
        })
        .collect()
}

fn domain(
    instrumen: &Instrumen,
    hasil: &Hasil,
    jawaban: &[Jawaban],
    nilai: &crate::model::Nilai,
) -> Vec<templat::Domain> {
    let aspek = |a: &Aspek| templat::Aspek {
        nama: format!("Aspek {} – {}", a.nomor, a.nama),
        bobot: bobot(a.bobot),
        indeks: hasil.aspek.iter().find(|h| h.nomor == a.nomor).map(|h| tulis_indeks(h.indeks)).unwrap_or_default(),
        indikator: instrumen
            .indikator_aspek(a.nomor)
            .filter(|i| jawaban.iter().any(|j| j.kode == i.kode))
            .map(|i| {
                let angka = nilai.dihitung(&i.kode);
                templat::Indikator {
                    nomor: i.kode.clone(),
                    nama: i.nama.clone(),
                    tingkat: nilai.ambil(&i.kode).map_or_else(|| "–".to_owned(), tulis_ringkas),
                    bobot: bobot(i.bobot),
                    nilai: tulis(angka * i.bobot / Pecahan::from_integer(100), 4, ','),
                }
            })
            .collect(),
    };
    if instrumen.domain.is_empty() {
        return vec![templat::Domain {
            nama: instrumen.nama_indeks.clone(),
            bobot: "100".to_owned(),
            indeks: tulis_indeks(hasil.indeks),
            aspek: instrumen.aspek.iter().map(aspek).collect(),
        }];
    }
    instrumen
        .domain
        .iter()
        .map(|d| templat::Domain {
            nama: format!("Domain {} – {}", d.nomor, d.nama),
            bobot: bobot(d.bobot),
            indeks: hasil
                .domain
                .iter()
                .find(|h| h.nomor == d.nomor)
                .map(|h| tulis_indeks(h.indeks))
                .unwrap_or_default(),
            aspek: instrumen.aspek_domain(d.nomor).map(aspek).collect(),
        })
        .collect()
}

/// A weight in per cent.
pub fn bobot(nilai: Pecahan) -> String {
    tulis(nilai, 2, ',')
}

/// The lines of a text, without empty ones.
pub fn baris(teks: &str) -> Vec<String> {
    teks.lines().map(str::trim).filter(|baris| !baris.is_empty()).map(str::to_owned).collect()
}

/// The minutes as PDF/A.
///
/// # Errors
/// [`Error::Internal`] when the typesetter fails; the cause goes to the log.
pub async fn pdf(app: &App, naskah: &BeritaAcara) -> Result<Vec<u8>> {
    let penyusun = PENYUSUN.get_or_init(|| Renderer::in_process(SEKALIGUS));
    let options = Options::new(app.now(), app.offset()).ident(naskah.identitas.dokumen.clone());
    let pdf = penyusun.naskah(naskah, &options).await.map_err(Error::internal)?;
    Ok(pdf.bytes)
}

/// Suggested strengths and weaknesses: the best and the worst indicators, one per line.
pub fn usulan(periode: &Periode, jawaban: &[Jawaban]) -> (String, String) {
    let nilai = nilai_dipakai(periode, jawaban);
    let instrumen = periode.instrumen;
    let mut urut: Vec<_> = instrumen.indikator.iter().filter_map(|i| Some((nilai.ambil(&i.kode)?, i))).collect();
    urut.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.bobot.cmp(&a.1.bobot)));
    let tengah = Pecahan::new(i128::from(instrumen.nilai.minimum) + i128::from(instrumen.nilai.maksimum), 2);
    let tulis_baris = |(angka, i): &(Pecahan, &crate::model::Indikator)| {
        format!("{} (indikator {}) berada pada tingkat {}.", i.nama, i.kode, tulis_ringkas(*angka))
    };
    let kuat: Vec<String> = urut.iter().filter(|(n, _)| *n > tengah).take(5).map(tulis_baris).collect();
    let lemah: Vec<String> = urut.iter().rev().filter(|(n, _)| *n < tengah).take(5).map(tulis_baris).collect();
    (kuat.join("\n"), lemah.join("\n"))
}
