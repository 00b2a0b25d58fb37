//! Live facts: what other modules' records say about an indicator, and what evaluation's own records say.

use std::collections::BTreeMap;

use kernel::module::{Fact, Probe};
use kernel::{App, Work, args};

use crate::angka::{Pecahan, tulis_indeks};
use crate::model::{Instrumen, Nilai};
use crate::periode::{Periode, nilai_dipakai};
use crate::rules::fakta::{Fakta, IsiFakta, Peringatan, periksa};
use crate::rules::hitung::hitung;

/// What one probe found for one indicator.
#[derive(Debug, Clone)]
pub(crate) struct FaktaHidup {
    /// What it tells.
    pub judul: &'static str,
    /// What the records say; nothing when they could not be read.
    pub fakta: Option<Fact>,
}

/// Live facts per indicator, each probe run once. `hanya` limits to one indicator. A probe that fails is shown as
/// unreadable and takes nothing else with it.
pub(crate) async fn baca(app: &App, instrumen: &Instrumen, hanya: Option<&str>) -> BTreeMap<String, Vec<FaktaHidup>> {
    let mut hasil: BTreeMap<String, Vec<FaktaHidup>> = BTreeMap::new();
    for probe in app.probes() {
        let kode: Vec<&str> = probe
            .indicators
            .iter()
            .filter_map(|alamat| alamat.split_once(':'))
            .filter(|(id, kode)| *id == instrumen.id && hanya.is_none_or(|satu| satu == *kode))
            .map(|(_, kode)| kode)
            .collect();
        if kode.is_empty() {
            continue;
        }
        let fakta = match (probe.run)(app.clone()).await {
            Ok(fakta) => Some(fakta),
            Err(cause) => {
                tracing::warn!(probe = probe.key, %cause, "a live fact could not be read");
                None
            }
        };
        for satu in kode {
            hasil.entry(satu.to_owned()).or_default().push(FaktaHidup { judul: probe.title, fakta: fakta.clone() });
        }
    }
    hasil
}

/// Claims that the facts contradict.
pub(crate) fn pertentangan(
    instrumen: &Instrumen,
    nilai: &Nilai,
    fakta: &BTreeMap<String, Vec<FaktaHidup>>,
) -> Vec<Peringatan> {
    let daftar: Vec<Fakta> = fakta
        .iter()
        .flat_map(|(kode, hidup)| hidup.iter().map(move |h| (kode, h)))
        .filter_map(|(kode, hidup)| {
            let fakta = hidup.fakta.as_ref()?;
            Some(Fakta {
                indikator: kode.clone(),
                judul: hidup.judul.to_owned(),
                isi: IsiFakta::Kalimat(fakta.says.clone()),
                mendukung_sampai: fakta.supports,
                alasan: String::new(),
            })
        })
        .collect();
    periksa(instrumen, nilai, &daftar)
}

/// The evaluations themselves show whether the work of the coordination team (SPBE) and governance (Pemdi) is evaluated and
/// improved; they contradict no level.
pub(crate) const PROBES: &[Probe] = &[Probe {
    key: "evaluasi.tahunan",
    title: "Evaluasi tahunan dan tindak lanjutnya",
    indicators: &["permenpanrb-59-2020:19", "pemdi-8-2026:1"],
    run: tahunan,
}];

fn tahunan(app: App) -> Work<Fact> {
    Box::pin(async move {
        let text = "select count(distinct tahun) as n, max(dibekukan) as terakhir, max(tahun) as tahun from evaluasi_periode \
            where keadaan = 'final'";
        let row = app.db.one(text, args![]).await?;
        let banyak: i64 = row.get("n")?;
        let terakhir: Option<time::OffsetDateTime> = row.get("terakhir")?;
        let tahun: Option<i64> = row.get("tahun")?;
        let text = "select count(*) as n, count(case when (select t.keadaan from evaluasi_tindak_lanjut t where t.rekomendasi = r.id \
            order by t.id desc limit 1) = 'selesai' then 1 end) as selesai \
            from evaluasi_rekomendasi r join evaluasi_periode p on p.id = r.periode where p.keadaan = 'final'";
        let row = app.db.one(text, args![]).await?;
        let (semua, selesai): (i64, i64) = (row.get("n")?, row.get("selesai")?);
        let says = match tahun {
            None => "Belum ada evaluasi yang dibekukan dalam sistem ini.".to_owned(),
            Some(tahun) => format!(
                "Evaluasi {banyak} tahun sudah dibekukan, terakhir untuk tahun {tahun}; {selesai} dari {semua} rekomendasi selesai ditindaklanjuti."
            ),
        };
        Ok(Fact {
            says,
            supports: None,
            href: Some("/evaluasi".to_owned()),
            newest: terakhir.map(|saat| saat.to_offset(app.offset()).date()),
        })
    })
}

/// Index and predicate of a period in words, such as `2,87 (Baik)`.
pub(crate) fn ringkas(periode: &Periode, jawaban: &[crate::periode::Jawaban]) -> Option<(Pecahan, String)> {
    if jawaban.iter().all(|j| j.nilai.is_none() && j.nilai_eksternal.is_none()) {
        return None;
    }
    let hasil = hitung(periode.instrumen, &nilai_dipakai(periode, jawaban), periode.basis);
    Some((hasil.indeks, format!("{} ({})", tulis_indeks(hasil.indeks), hasil.predikat.nama)))
}
