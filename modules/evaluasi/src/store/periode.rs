use kernel::db::{Db, Row, fts};
use kernel::{Error, Result, Val, Write, args};
use time::Date;
use uuid::Uuid;

use super::{Pandangan, tabel_jawaban, tabel_langkah, tabel_periode};
use crate::angka::Pecahan;
use crate::instrumen;
use crate::model::{Instrumen, PredikatDari};
use crate::periode::{Acara, Jejak, Periode, baca_nilai, simpan_nilai};
use crate::rules::alur::{Jalur, Keadaan, Tindakan};

const KOLOM: &str = "p.id, p.version, p.unit, p.owner, p.tahun, p.nama, p.instrumen, p.jalur, p.basis, p.keadaan, \
    p.tanggal_penilaian, p.tenggat_isi, p.tenggat_validasi, p.tenggat_eksternal, p.sasaran, p.disetujui, p.nomor_acara, \
    p.tempat_acara, p.dasar_acara, p.kekuatan, p.kelemahan, p.berkas_acara, p.sidik, p.dibekukan";

/// Most periods on one list: decades of them.
const PALING_BANYAK: usize = 200;

fn periode(row: &Row) -> Result<Periode> {
    let rusak = |kolom: &str| Error::internal(format!("evaluasi_periode.{kolom} holds an unknown word"));
    Ok(Periode {
        id: row.get("id")?,
        version: row.get("version")?,
        unit: row.get("unit")?,
        owner: row.get("owner")?,
        tahun: u16::try_from(row.get::<i64>("tahun")?).map_err(Error::internal)?,
        nama: row.get("nama")?,
        instrumen: instrumen::cari(&row.get::<String>("instrumen")?).map_err(Error::internal)?,
        jalur: Jalur::dari_id(&row.get::<String>("jalur")?).ok_or_else(|| rusak("jalur"))?,
        basis: row.get::<String>("basis")?.parse::<PredikatDari>().map_err(Error::internal)?,
        keadaan: Keadaan::dari_id(&row.get::<String>("keadaan")?).ok_or_else(|| rusak("keadaan"))?,
        tanggal_penilaian: row.get("tanggal_penilaian")?,
        tenggat_isi: row.get("tenggat_isi")?,
        tenggat_validasi: row.get("tenggat_validasi")?,
        tenggat_eksternal: row.get("tenggat_eksternal")?,
        sasaran: baca_nilai(row.get("sasaran")?),
        disetujui: row.get("disetujui")?,
        acara: Acara {
            nomor: row.get("nomor_acara")?,
            tempat: row.get("tempat_acara")?,
            dasar: row.get("dasar_acara")?,
            kekuatan: row.get("kekuatan")?,
            kelemahan: row.get("kelemahan")?,
        },
        berkas_acara: row.get("berkas_acara")?,
        sidik: row.get("sidik")?,
        dibekukan: row.get("dibekukan")?,
    })
}

/// Periods that the actor sees, newest year first.
pub async fn daftar_periode(db: &Db, pandangan: &Pandangan) -> Result<Vec<Periode>> {
    let mut args = vec![];
    let syarat = pandangan.syarat(&mut args);
    let text = format!(
        "select {KOLOM} from evaluasi_periode p where {syarat} order by p.tahun desc, p.id desc limit {PALING_BANYAK}"
    );
    db.query(&text, args).await?.iter().map(periode).collect()
}

/// A period that the actor sees; any other does not exist.
pub async fn cari_periode(db: &Db, pandangan: &Pandangan, id: Uuid) -> Result<Periode> {
    let mut args = args![id];
    let syarat = pandangan.syarat(&mut args);
    let text = format!("select {KOLOM} from evaluasi_periode p where p.id = $1 and {syarat}");
    periode(&db.one(&text, args).await?)
}

/// Periods that are not final, for work in the background.
pub async fn periode_berjalan(db: &Db) -> Result<Vec<Uuid>> {
    let text =
        format!("select id from evaluasi_periode where keadaan <> 'final' order by id desc limit {PALING_BANYAK}");
    db.query(&text, vec![]).await?.iter().map(|row| Ok(row.get("id")?)).collect()
}

/// A period that is held until the change ends and that is not final.
#[derive(Debug)]
pub struct Terkunci {
    /// The period as it stands inside the change.
    pub periode: Periode,
}

/// Holds a period for a change.
///
/// # Errors
/// [`Error::Refused`] when it is final: what is frozen stays as it is.
pub async fn kunci(write: &mut Write, id: Uuid) -> Result<Terkunci> {
    let text = format!("select {KOLOM} from evaluasi_periode p where p.id = $1 for update");
    let periode = periode(&write.tx().one(&text, args![id]).await?)?;
    if periode.beku() {
        return Err(Error::refused("Hasil periode ini sudah dibekukan dan tidak dapat diubah lagi."));
    }
    Ok(Terkunci { periode })
}

/// What a new period is made of.
#[derive(Debug, Clone)]
pub struct PeriodeBaru {
    /// Year assessed.
    pub tahun: u16,
    /// Name, unique in its year.
    pub nama: String,
    /// The instrument.
    pub instrumen: &'static Instrumen,
    /// The way.
    pub jalur: Jalur,
    /// Basis of the predicate.
    pub basis: PredikatDari,
    /// Dates and target.
    pub jadwal: Jadwal,
    /// Unit that opens it.
    pub unit: Option<Uuid>,
}

/// Dates of a period and the index to reach.
#[derive(Debug, Clone)]
pub struct Jadwal {
    /// Day on which the age of reviews is measured.
    pub tanggal_penilaian: Date,
    /// Until when the team scores.
    pub tenggat_isi: Option<Date>,
    /// Until when answers are validated.
    pub tenggat_validasi: Option<Date>,
    /// Until when the external assessors score.
    pub tenggat_eksternal: Option<Date>,
    /// Index to reach.
    pub sasaran: Option<Pecahan>,
}

impl Jadwal {
    fn nilai(&self) -> Result<Vec<(&'static str, Val)>> {
        Ok(vec![
            ("tanggal_penilaian", self.tanggal_penilaian.into()),
            ("tenggat_isi", self.tenggat_isi.into()),
            ("tenggat_validasi", self.tenggat_validasi.into()),
            ("tenggat_eksternal", self.tenggat_eksternal.into()),
            ("sasaran", self.sasaran.map(simpan_nilai).transpose()?.into()),
        ])
    }
}

/// Opens a period with an empty answer per indicator.
///
/// # Errors
/// [`Error::Invalid`] on `nama` when the year has a period of that name.
pub async fn buka_periode(write: &mut Write, baru: &PeriodeBaru) -> Result<Uuid> {
    nama_bebas(write, baru.tahun, &baru.nama, None).await?;
    let id = Uuid::now_v7();
    let mut nilai = vec![
        ("unit", baru.unit.into()),
        ("owner", write.actor().into()),
        ("tahun", baru.tahun.into()),
        ("nama", (&baru.nama).into()),
        ("instrumen", (&baru.instrumen.id).into()),
        ("jalur", baru.jalur.id().into()),
        ("basis", baru.basis.id().into()),
        ("keadaan", Keadaan::Persiapan.id().into()),
        ("disetujui", false.into()),
        ("nomor_acara", "".into()),
        ("tempat_acara", "".into()),
        ("dasar_acara", "".into()),
        ("kekuatan", "".into()),
        ("kelemahan", "".into()),
    ];
    nilai.extend(baru.jadwal.nilai()?);
    write.insert(&tabel_periode(), id, nilai).await?;
    let tabel = tabel_jawaban();
    for (urutan, indikator) in (1_i64..).zip(&baru.instrumen.indikator) {
        let nilai = vec![
            ("periode", id.into()),
            ("urutan", urutan.into()),
            ("indikator", (&indikator.kode).into()),
            ("penjelasan", "".into()),
            ("tingkat", serde_json::json!({}).into()),
            ("keadaan", "kosong".into()),
            ("catatan_validasi", "".into()),
            ("alasan_eksternal", "".into()),
        ];
        write.insert(&tabel, Uuid::now_v7(), nilai).await?;
    }
    indeks(write, id, baru, false).await?;
    Ok(id)
}

async fn nama_bebas(write: &mut Write, tahun: u16, nama: &str, selain: Option<Uuid>) -> Result<()> {
    let text = "select id from evaluasi_periode where tahun = $1 and nama = $2";
    match write.tx().optional(text, args![tahun, nama]).await? {
        Some(row) if Some(row.get::<Uuid>("id")?) != selain => {
            Err(Error::field("nama", format!("Sudah ada periode bernama ini untuk tahun {tahun}; pakai nama lain.")))
        }
        Some(_) | None => Ok(()),
    }
}

async fn indeks(write: &mut Write, id: Uuid, baru: &PeriodeBaru, beku: bool) -> Result<()> {
    let teks = format!("{} {} {} {}", baru.nama, baru.tahun, baru.instrumen.nama, baru.instrumen.nama_indeks);
    let doc = fts::Doc {
        id,
        kind: if beku { crate::resource::HASIL_KEY } else { crate::resource::BERJALAN_KEY }.to_owned(),
        unit: baru.unit,
        owner: write.actor(),
        readers: vec![],
        title: baru.nama.clone(),
        summary: format!("Tahun {}, {}", baru.tahun, baru.instrumen.nama),
        url: format!("/evaluasi/{id}"),
        stems: kernel::search::stems(&teks),
        parts: None,
        updated: write.at(),
    };
    write.index(&doc).await
}

/// Changes name, way, basis, dates and target while the period is being prepared.
pub async fn atur_periode(write: &mut Write, buka: &Terkunci, version: i64, baru: &PeriodeBaru) -> Result<()> {
    nama_bebas(write, buka.periode.tahun, &baru.nama, Some(buka.periode.id)).await?;
    let mut nilai: Vec<(&str, Val)> =
        vec![("nama", (&baru.nama).into()), ("jalur", baru.jalur.id().into()), ("basis", baru.basis.id().into())];
    nilai.extend(baru.jadwal.nilai()?);
    write.update(&tabel_periode(), buka.periode.id, Some(version), nilai).await?;
    let tetap = PeriodeBaru {
        tahun: buka.periode.tahun,
        instrumen: buka.periode.instrumen,
        unit: buka.periode.unit,
        ..baru.clone()
    };
    indeks(write, buka.periode.id, &tetap, false).await
}

/// Changes the deadlines of a period that is under way.
pub async fn geser_tenggat(
    write: &mut Write,
    buka: &Terkunci,
    version: i64,
    [isi, validasi, eksternal]: [Option<Date>; 3],
) -> Result<()> {
    let nilai = vec![
        ("tenggat_isi", isi.into()),
        ("tenggat_validasi", validasi.into()),
        ("tenggat_eksternal", eksternal.into()),
    ];
    write.update(&tabel_periode(), buka.periode.id, Some(version), nilai).await?;
    Ok(())
}

/// Changes what people write in the Berita Acara.
pub async fn isi_acara(write: &mut Write, buka: &Terkunci, version: i64, acara: &Acara) -> Result<()> {
    let nilai = vec![
        ("nomor_acara", (&acara.nomor).into()),
        ("tempat_acara", (&acara.tempat).into()),
        ("dasar_acara", (&acara.dasar).into()),
        ("kekuatan", (&acara.kekuatan).into()),
        ("kelemahan", (&acara.kelemahan).into()),
    ];
    write.update(&tabel_periode(), buka.periode.id, Some(version), nilai).await?;
    Ok(())
}

/// What freezing adds to the move into the last state.
#[derive(Debug, Clone)]
pub struct Pembekuan {
    /// Stored Berita Acara.
    pub berkas: Uuid,
    /// Fingerprint of the scores.
    pub sidik: String,
}

/// Moves a period and writes down who did it. An approval holds until the period goes back.
pub async fn pindah(
    write: &mut Write,
    buka: &Terkunci,
    version: Option<i64>,
    tindakan: Tindakan,
    ke: Keadaan,
    alasan: &str,
    pembekuan: Option<&Pembekuan>,
) -> Result<()> {
    let p = &buka.periode;
    let disetujui = match tindakan {
        Tindakan::SetujuiHasil => true,
        Tindakan::Kembalikan | Tindakan::TarikKembali => false,
        Tindakan::AturPeriode
        | Tindakan::MulaiPenilaian
        | Tindakan::IsiNilai
        | Tindakan::AjukanValidasi
        | Tindakan::ValidasiJawaban
        | Tindakan::Kirim
        | Tindakan::MulaiEksternal
        | Tindakan::IsiNilaiEksternal
        | Tindakan::BeriRekomendasi
        | Tindakan::JawabKlarifikasi
        | Tindakan::Bekukan => p.disetujui,
    };
    let mut nilai: Vec<(&str, Val)> = vec![("keadaan", ke.id().into()), ("disetujui", disetujui.into())];
    if let Some(beku) = pembekuan {
        nilai.extend([
            ("berkas_acara", beku.berkas.into()),
            ("sidik", (&beku.sidik).into()),
            ("dibekukan", write.at().into()),
        ]);
    }
    write.update(&tabel_periode(), p.id, version, nilai).await?;
    let catat = vec![
        ("owner", write.actor().into()),
        ("periode", p.id.into()),
        ("tindakan", tindakan.id().into()),
        ("dari", p.keadaan.id().into()),
        ("ke", ke.id().into()),
        ("alasan", alasan.into()),
    ];
    write.insert(&tabel_langkah(), Uuid::now_v7(), catat).await?;
    if ke == Keadaan::Final {
        let isi = PeriodeBaru {
            tahun: p.tahun,
            nama: p.nama.clone(),
            instrumen: p.instrumen,
            jalur: p.jalur,
            basis: p.basis,
            jadwal: Jadwal {
                tanggal_penilaian: p.tanggal_penilaian,
                tenggat_isi: None,
                tenggat_validasi: None,
                tenggat_eksternal: None,
                sasaran: None,
            },
            unit: p.unit,
        };
        indeks(write, p.id, &isi, true).await?;
    }
    Ok(())
}

/// Takes an approval back because an answer changed after it.
pub async fn batalkan_persetujuan(write: &mut Write, buka: &Terkunci) -> Result<()> {
    if buka.periode.disetujui {
        write.update(&tabel_periode(), buka.periode.id, None, vec![("disetujui", false.into())]).await?;
    }
    Ok(())
}

/// The course of a period found before, newest first.
pub async fn jejak(db: &Db, periode: &Periode) -> Result<Vec<Jejak>> {
    let text = "select l.tindakan, l.ke, l.alasan, l.created, a.name from evaluasi_langkah l \
        left join account a on a.id = l.owner where l.periode = $1 order by l.id desc limit 200";
    let rows = db.query(text, args![periode.id]).await?;
    rows.iter()
        .map(|row| {
            let tindakan: String = row.get("tindakan")?;
            let ke: String = row.get("ke")?;
            Ok(Jejak {
                tindakan: Tindakan::dari_id(&tindakan).map_or(tindakan.clone(), |t| t.nama().to_owned()),
                ke: Keadaan::dari_id(&ke).map_or(ke.clone(), |k| k.nama().to_owned()),
                alasan: row.get("alasan")?,
                oleh: row.get("name")?,
                pada: row.get("created")?,
            })
        })
        .collect()
}
