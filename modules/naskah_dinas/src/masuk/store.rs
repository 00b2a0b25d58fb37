//! Places of letters in the books of units, and letters that are the same.
use kernel::port::Security;
use kernel::{App, Result, Row, Rows, Scope, Val, Write, args};
use uuid::Uuid;

use super::model::{CaraSelesai, Jalur, KeadaanSurat, Surat};
use super::rules::{kunci_nomor, kunci_pengirim};
use super::tabel;
use crate::model::{Arah, Keadaan, Sifat};
use crate::store::naskah::kata;

/// Whose a place is.
pub const ROWS: Rows = Rows { unit: "s.unit", owner: "s.owner", public: "false" };

/// Columns of a place `s`.
pub const COLUMNS: &str = "s.id, s.version, s.unit, s.owner, s.naskah, s.instansi, s.untuk, s.jalur, s.keadaan, s.tahun, s.urut, s.nomor, \
    s.tanggal, s.perihal, s.pengirim, s.jenis, s.sifat, s.keamanan, s.klasifikasi, s.lokasi, s.catatan, s.diterima, s.dicatat, \
    s.didisposisi, s.selesai, s.cara_selesai";

/// A place from its row.
pub fn surat(row: &Row) -> Result<Surat> {
    let cara: Option<String> = row.get("cara_selesai")?;
    Ok(Surat {
        id: row.get("id")?,
        version: row.get("version")?,
        unit: row.get("unit")?,
        owner: row.get("owner")?,
        naskah: row.get("naskah")?,
        instansi: row.get("instansi")?,
        untuk: row.get("untuk")?,
        jalur: kata(row, "jalur", Jalur::urai)?,
        keadaan: kata(row, "keadaan", KeadaanSurat::urai)?,
        tahun: row.get("tahun")?,
        urut: row.get("urut")?,
        nomor: row.get("nomor")?,
        tanggal: row.get("tanggal")?,
        perihal: row.get("perihal")?,
        pengirim: row.get("pengirim")?,
        jenis: row.get("jenis")?,
        sifat: kata(row, "sifat", Sifat::urai)?,
        keamanan: kata(row, "keamanan", Security::parse)?,
        klasifikasi: row.get("klasifikasi")?,
        lokasi: row.get("lokasi")?,
        catatan: row.get("catatan")?,
        diterima: row.get("diterima")?,
        dicatat: row.get("dicatat")?,
        didisposisi: row.get("didisposisi")?,
        selesai: row.get("selesai")?,
        cara_selesai: cara.as_deref().and_then(CaraSelesai::urai),
    })
}

/// The condition that hides secret letters from who is not named as a reader, over a place `s`.
pub fn bernama(akun: Option<Uuid>, values: &mut Vec<Val>) -> String {
    values.push(akun.into());
    let orang = format!("${}", values.len());
    format!(
        "(s.keamanan in ('biasa', 'terbatas') or exists (select 1 from naskah_akses b where b.naskah = s.naskah and b.owner = {orang}))"
    )
}

/// The places of a letter that the caller has found through its readers.
pub async fn milik(app: &App, naskah: Uuid) -> Result<Vec<Surat>> {
    let text = format!("select {COLUMNS} from surat_masuk s where s.naskah = $1 order by s.id");
    app.db.query(&text, args![naskah]).await?.iter().map(surat).collect()
}

/// One place that the scope of `akun` holds.
///
/// # Errors
/// [`kernel::Error::NotFound`], also for a stranger's one.
pub async fn find(app: &App, scope: &Scope, akun: Option<Uuid>, id: Uuid) -> Result<Surat> {
    let mut values = args![id];
    let inside = scope.filter(&ROWS, &mut values);
    let terbuka = bernama(akun, &mut values);
    let text = format!("select {COLUMNS} from surat_masuk s where s.id = $1 and {inside} and {terbuka}");
    surat(&app.db.one(&text, values).await?)
}

/// One place inside a change, held until its end.
pub async fn pegang(write: &mut Write, id: Uuid) -> Result<Surat> {
    let text = format!("select {COLUMNS} from surat_masuk s where s.id = $1 for update");
    surat(&write.tx().one(&text, args![id]).await?)
}

/// The place of a letter in the book of a unit, inside a change; held until its end.
pub async fn di_unit(write: &mut Write, naskah: Uuid, unit: Uuid) -> Result<Option<Surat>> {
    let text = format!("select {COLUMNS} from surat_masuk s where s.naskah = $1 and s.unit = $2 for update");
    write.tx().optional(&text, args![naskah, unit]).await?.as_ref().map(surat).transpose()
}

/// Changes columns of a place that is held.
pub async fn set(write: &mut Write, surat: &Surat, values: Vec<(&str, Val)>) -> Result<()> {
    write.update(&tabel::surat(), surat.id, None, values).await.map(drop)
}

/// Keeps the state of a registered letter in step with its place in the book. A letter that another agency wrote has a
/// state of its own.
pub async fn cocokkan(write: &mut Write, naskah: Uuid, keadaan: KeadaanSurat) -> Result<()> {
    let naskah = crate::store::naskah::pegang(write, naskah, None).await?;
    let harap = match keadaan {
        KeadaanSurat::Selesai => Keadaan::Selesai,
        KeadaanSurat::BelumDicatat | KeadaanSurat::Tercatat | KeadaanSurat::Didisposisi => Keadaan::Tercatat,
    };
    if naskah.arah == Arah::Masuk && naskah.keadaan != harap {
        crate::store::naskah::set(write, &naskah, vec![("keadaan", harap.kode().into())]).await?;
    }
    Ok(())
}

/// The next number in the book of an agency. The row of the counter is held until the change is made, so that numbers
/// have no gap and none is given twice: who comes second waits for the first, and a change that is undone gives its number
/// back.
pub async fn nomor_agenda(write: &mut Write, instansi: Uuid, tahun: i64) -> Result<i64> {
    let text = "insert into naskah_penghitung (jenis, unit, tahun, urut) values ('agenda_masuk', $1, $2, 1) \
        on conflict (jenis, unit, tahun) do update set urut = naskah_penghitung.urut + 1 returning urut";
    Ok(write.tx().one(text, args![instansi, tahun]).await?.get("urut")?)
}

/// Why a letter is taken for one that is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kembar {
    /// The letter.
    pub naskah: Uuid,
    /// Its number in the book.
    pub agenda: String,
    /// What it is about.
    pub perihal: String,
    /// Same content of a file; otherwise same sender, number and date.
    pub berkas_sama: bool,
}

/// Letters in the books of this unit that are the same as one that comes, as far as `akun` may read them.
pub async fn kembar(
    app: &App,
    akun: Option<Uuid>,
    unit: Uuid,
    sidik: &[&str],
    pengirim: &str,
    nomor: Option<&str>,
    tanggal: Option<time::Date>,
) -> Result<Vec<Kembar>> {
    let mut ditemukan: Vec<Kembar> = vec![];
    let mut ambil = |rows: Vec<Row>, berkas_sama: bool| -> Result<()> {
        for row in &rows {
            let satu = surat(row)?;
            if !ditemukan.iter().any(|ada| ada.naskah == satu.naskah) {
                let agenda = satu.agenda();
                ditemukan.push(Kembar { naskah: satu.naskah, agenda, perihal: satu.perihal, berkas_sama });
            }
        }
        Ok(())
    };
    if !sidik.is_empty() {
        let mut values = args![unit];
        let terbuka = bernama(akun, &mut values);
        let marks: Vec<String> = sidik
            .iter()
            .map(|satu| {
                values.push((*satu).into());
                format!("${}", values.len())
            })
            .collect();
        let text = format!(
            "select {COLUMNS} from surat_masuk s where s.unit = $1 and {terbuka} and s.naskah in \
             (select l.naskah from naskah_lampiran l where l.sha256 in ({})) order by s.id desc limit 5",
            marks.join(",")
        );
        ambil(app.db.query(&text, values).await?, true)?;
    }
    if let (Some(nomor), Some(tanggal)) = (nomor, tanggal) {
        let mut values = args![unit, kunci_pengirim(pengirim), tanggal, kunci_nomor(nomor)];
        let terbuka = bernama(akun, &mut values);
        let text = format!(
            "select {COLUMNS} from surat_masuk s where s.unit = $1 and s.pengirim_kunci = $2 and s.tanggal = $3 \
             and s.nomor_kunci = $4 and {terbuka} order by s.id desc limit 5"
        );
        ambil(app.db.query(&text, values).await?, false)?;
    }
    Ok(ditemukan)
}
