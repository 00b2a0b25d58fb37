//! The check of the module's own database: what `pendopo periksa` says of it. Nothing is opened for it, and it names no report.
use std::collections::BTreeSet;

use kernel::{App, Result, args};

use crate::model::{Butir, Keadaan, Peran};
use crate::store;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hasil {
    /// Entries of what was done.
    pub jejak: usize,
    /// Reports.
    pub laporan: i64,
    /// What is wrong, a sentence each.
    pub salah: Vec<String>,
}

/// Queries that count what must not be there, and what it is.
const HITUNG: &[(&str, &str)] = &[
    (
        "select count(*) as n from wbs_potong p where not exists (select 1 from wbs_isi i where i.id = p.berkas)",
        "potongan berkas tanpa berkas",
    ),
    (
        "select count(*) as n from wbs_isi i where i.jenis in ('berkas', 'berkas_asli') \
         and not exists (select 1 from wbs_potong p where p.berkas = i.id and p.urut = 0)",
        "berkas tanpa isi",
    ),
    (
        "select count(*) as n from (select berkas from wbs_potong group by berkas having max(urut) + 1 <> count(*)) x",
        "berkas dengan potongan yang hilang",
    ),
    (
        "select count(*) as n from (select laporan from wbs_isi group by laporan having max(urut) <> count(*) or min(urut) <> 1) x",
        "laporan dengan baris isi yang hilang",
    ),
    (
        "select count(*) as n from wbs_laporan l where (select count(*) from wbs_isi i where i.laporan = l.id and i.jenis = 'laporan') <> 1",
        "laporan tanpa naskahnya",
    ),
    (
        "select count(*) as n from wbs_laporan l where not exists (select 1 from wbs_segel s join wbs_kunci k on k.id = s.kunci \
         where s.laporan = l.id and k.peran = 'eskro' and k.keadaan = 'aktif')",
        "laporan tanpa segel kunci cadangan",
    ),
    (
        "select count(*) as n from wbs_segel s join wbs_kunci k on k.id = s.kunci where k.keadaan = 'dicabut'",
        "segel untuk kunci yang sudah dicabut",
    ),
    (
        "select count(*) as n from wbs_kunci where keadaan = 'dicabut' and rahasia is not null",
        "kunci yang dicabut tetapi rahasianya masih tersimpan",
    ),
    (
        "select count(*) as n from wbs_kunci e where e.peran = 'eskro' and e.keadaan = 'aktif' \
         and (select count(*) from wbs_bagian b where b.eskro = e.id) < 2",
        "kunci cadangan yang tidak dapat dipulihkan: kurang dari dua bagian tersisa",
    ),
];

/// Checks the database.
///
/// # Errors
/// When it does not answer.
pub async fn jalankan(app: &App) -> Result<Hasil> {
    let db = store::db(app).await?;
    let count = async |text: &str, args| -> Result<i64> { Ok(db.one(text, args).await?.get("n")?) };
    let mut hasil =
        Hasil { laporan: count("select count(*) as n from wbs_laporan", vec![]).await?, ..Hasil::default() };
    let jejak = store::jejak::semua(app).await?;
    hasil.jejak = jejak.len();
    if !store::jejak::utuh(&jejak) {
        hasil.salah.push("rantai catatan tindakan putus: ada yang mengubah basis data".into());
    }
    // Every report is told by the entries: one came, and one was deleted for each that is not there.
    let masuk = jejak.iter().filter(|each| each.tindakan == "laporan_masuk").map(|each| each.tentang.as_str());
    let dihapus: BTreeSet<&str> =
        jejak.iter().filter(|each| each.tindakan == "laporan_dihapus").map(|each| each.tentang.as_str()).collect();
    let harus = masuk.collect::<BTreeSet<_>>().difference(&dihapus).count();
    if i64::try_from(harus) != Ok(hasil.laporan) {
        hasil.salah.push(format!("catatan menyebut {harus} laporan, basis data memuat {}", hasil.laporan));
    }
    for (text, apa) in HITUNG {
        let jumlah = count(text, vec![]).await?;
        if jumlah > 0 {
            hasil.salah.push(format!("{jumlah} {apa}"));
        }
    }
    let known: Vec<String> = Butir::ALL.iter().map(|each| format!("'{}'", each.as_str())).collect();
    let asing =
        count(&format!("select count(*) as n from wbs_isi where jenis not in ({})", known.join(", ")), vec![]).await?;
    if asing > 0 {
        hasil.salah.push(format!("{asing} baris isi dari jenis yang tidak dikenal"));
    }
    // A seal for each handler's key that counts, real or not; whether it opens only the handler can tell.
    let kunci = store::kunci::aktif(app, Peran::Penangan).await?;
    for each in kunci.iter().filter(|each| each.keadaan == Keadaan::Aktif) {
        let text = "select count(*) as n from wbs_laporan l where not exists \
            (select 1 from wbs_segel s where s.laporan = l.id and s.kunci = $1)";
        let kurang = count(text, args![each.id]).await?;
        if kurang > 0 {
            hasil.salah.push(format!(
                "{kurang} laporan belum disegel untuk kunci {}: tekan Segel ulang di halaman Orang dan kunci",
                each.publik.fingerprint()
            ));
        }
    }
    if store::sapu::is_perlu(app).await? {
        hasil.salah.push("penghapusan belum disapu dari basis data: pekerjaan wbs.hapus belum berjalan".into());
    }
    Ok(hasil)
}
