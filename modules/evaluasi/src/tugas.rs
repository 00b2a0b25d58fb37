//! What awaits a person, for "Tugas saya", and which results are new.

use kernel::module::{News, Offer, Task};
use kernel::{Ctx, Work};

use crate::periode::fakta;
use crate::profil::ketentuan;
use crate::ruang::Ruang;
use crate::rules::alur::{Keadaan, Tindakan};
use crate::store::{self, Pandangan};

/// Indicators to answer or mend, and periods that wait for an act of the person.
pub(crate) fn tugas(ctx: Ctx) -> Work<Vec<Task>> {
    Box::pin(async move {
        let Some(saya) = ctx.actor.account() else { return Ok(vec![]) };
        let db = &ctx.app.db;
        let periode = store::daftar_periode(db, &Pandangan::dari(&ctx)).await?;
        let terbuka: Vec<_> = periode.into_iter().filter(|p| !p.beku()).collect();
        if terbuka.is_empty() {
            return Ok(vec![]);
        }
        let mut daftar = vec![];
        for (id, kode, dikembalikan) in store::tugas_jawaban(db, saya).await? {
            let Some(p) = terbuka.iter().find(|p| p.id == id) else { continue };
            let nama = p.instrumen.indikator(&kode).map_or("", |i| i.nama.as_str());
            let kerja = if dikembalikan { "Perbaiki" } else { "Nilai" };
            daftar.push(Task {
                title: format!("{kerja} indikator {kode} ({}): {nama}", p.nama),
                href: p.href_indikator(&kode),
                due: p.tenggat_isi,
                kind: "Evaluasi",
            });
        }
        let mut jawaban = store::jawaban_banyak(db, &terbuka).await?;
        let ketentuan = ketentuan(&ctx.app)?;
        for p in terbuka {
            let jawab = jawaban.remove(&p.id).unwrap_or_default();
            let tim = store::tim(db, &p).await?;
            let keadaan = fakta(&p, &tim, &jawab, "");
            let ruang = Ruang::baru(p, tim, ketentuan.clone(), saya, &ctx.actor);
            // Going back is possible any time and awaits nobody; preparing awaits those who prepare.
            let menunggu = ruang.langkah(keadaan).into_iter().find(|(tindakan, kurang)| {
                kurang.is_empty() && !matches!(tindakan, Tindakan::Kembalikan | Tindakan::TarikKembali)
            });
            if let Some((tindakan, _)) = menunggu {
                daftar.push(Task {
                    title: format!("{}: {}", ruang.periode.nama, tindakan.nama()),
                    href: ruang.periode.href(),
                    due: ruang.periode.tenggat(),
                    kind: "Evaluasi",
                });
                continue;
            }
            let sisa = match ruang.periode.keadaan {
                Keadaan::ValidasiInternal
                    if ruang.boleh(Tindakan::ValidasiJawaban, None) && !keadaan.semua_divalidasi =>
                {
                    Some("validasi jawaban")
                }
                Keadaan::PenilaianEksternal
                    if ruang.boleh(Tindakan::IsiNilaiEksternal, None) && !keadaan.semua_dinilai_eksternal =>
                {
                    Some("isi nilai eksternal")
                }
                Keadaan::PenilaianMandiri if ruang.boleh(Tindakan::AjukanValidasi, None) && !keadaan.semua_dinilai => {
                    Some("lengkapi penilaian")
                }
                Keadaan::Persiapan if ruang.boleh(Tindakan::AturPeriode, None) => Some("lengkapi tim dan jadwal"),
                Keadaan::Persiapan
                | Keadaan::PenilaianMandiri
                | Keadaan::ValidasiInternal
                | Keadaan::Dikirim
                | Keadaan::PenilaianEksternal
                | Keadaan::Final => None,
            };
            if let Some(kerja) = sisa {
                daftar.push(Task {
                    title: format!("{}: {kerja}", ruang.periode.nama),
                    href: ruang.periode.href(),
                    due: ruang.periode.tenggat(),
                    kind: "Evaluasi",
                });
            }
        }
        Ok(daftar)
    })
}

/// Most results told as news.
const PALING_BANYAK_KABAR: usize = 2;

/// The newest results.
pub(crate) fn kabar(ctx: Ctx) -> Work<Vec<News>> {
    Box::pin(async move {
        let zona = ctx.app.profile.zone();
        let periode = store::daftar_periode(&ctx.app.db, &Pandangan::dari(&ctx)).await?;
        let selesai = periode.into_iter().filter_map(|p| p.dibekukan.map(|kapan| (zona.tanggal(kapan), p)));
        let kabar = selesai.map(|(on, p)| News {
            on,
            title: format!("Hasil {} ditetapkan", p.nama),
            summary: format!("Nilai setiap domain, aspek, dan indikator tahun {} dapat dilihat.", p.tahun),
            href: p.href(),
            kind: "Evaluasi",
        });
        Ok(kabar.take(PALING_BANYAK_KABAR).collect())
    })
}

/// Most results on the home page of a visitor.
const PALING_BANYAK_HASIL: usize = 3;

/// For visitors: index and predicate of the final periods where the regency publishes them, and how the scoring works.
pub(crate) fn sambutan(ctx: Ctx) -> Work<Vec<Offer>> {
    Box::pin(async move {
        let newest = hasil_umum(&ctx).await?.into_iter().take(PALING_BANYAK_HASIL);
        Ok(vec![Offer {
            title: "Penilaian SPBE",
            about: "Tingkat kematangan pemerintahan berbasis elektronik di daerah ini, dan cara menilainya.".to_owned(),
            search: None,
            newest: newest
                .map(|(on, title, summary)| News { on, title, summary, href: "/evaluasi".to_owned(), kind: "Hasil" })
                .collect(),
            more: Some(("Instrumen dan hasil penilaian", "/evaluasi")),
            order: 30,
        }])
    })
}

/// The day, the name and the index with its predicate of each final period; none where the regency does not publish them.
pub(crate) async fn hasil_umum(ctx: &Ctx) -> kernel::Result<Vec<(time::Date, String, String)>> {
    if !ketentuan(&ctx.app)?.hasil_terbuka {
        return Ok(vec![]);
    }
    let zona = ctx.app.profile.zone();
    let periode = store::daftar_periode(&ctx.app.db, &Pandangan::umum(ctx)).await?;
    let jawaban = store::jawaban_banyak(&ctx.app.db, &periode).await?;
    let hasil = periode.iter().filter_map(|p| {
        let milik = jawaban.get(&p.id).map_or(&[][..], Vec::as_slice);
        let (_, teks) = crate::fakta_hidup::ringkas(p, milik)?;
        Some((zona.tanggal(p.dibekukan?), p.nama.clone(), format!("Indeks tahun {}: {teks}", p.tahun)))
    });
    Ok(hasil.collect())
}
