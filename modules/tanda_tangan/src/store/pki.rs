//! Authorities and certificates of the regency's own.
use kernel::{App, Error, Result, Row, Val, Write, args};
use pades::Certificate;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::tabel;

/// What an authority is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JenisOtoritas {
    /// The root.
    Akar,
    /// Issues certificates.
    Penerbit,
    /// Answers OCSP.
    Ocsp,
    /// Stamps times.
    Tsa,
}

impl JenisOtoritas {
    /// All, from the root down.
    pub const SEMUA: [JenisOtoritas; 4] = [Self::Akar, Self::Penerbit, Self::Ocsp, Self::Tsa];
    /// The word in the database.
    pub const fn kode(self) -> &'static str {
        match self {
            Self::Akar => "akar",
            Self::Penerbit => "penerbit",
            Self::Ocsp => "ocsp",
            Self::Tsa => "tsa",
        }
    }
    /// The words on pages.
    pub const fn teks(self) -> &'static str {
        match self {
            Self::Akar => "Otoritas akar",
            Self::Penerbit => "Penerbit sertifikat",
            Self::Ocsp => "Penjawab OCSP",
            Self::Tsa => "Penanda waktu (TSA)",
        }
    }
}

/// An authority.
#[derive(Clone)]
pub struct Otoritas {
    /// Row.
    pub id: Uuid,
    /// What it is for.
    pub jenis: JenisOtoritas,
    /// Subject.
    pub subjek: String,
    /// Serial number, hexadecimal.
    pub serial: String,
    /// DER.
    pub sertifikat: Vec<u8>,
    /// Its key, sealed; none when it is kept elsewhere.
    pub kunci: Option<Vec<u8>>,
    /// Its list of revoked certificates, of the root only.
    pub crl: Option<Vec<u8>>,
    /// When its certificate ends.
    pub akhir: OffsetDateTime,
    /// It issues and answers now; earlier ones only answer for what they issued.
    pub aktif: bool,
}

/// An authority to be written.
pub struct OtoritasBaru {
    /// What it is for.
    pub jenis: JenisOtoritas,
    subjek: String,
    serial: String,
    sertifikat: Vec<u8>,
    kunci: Vec<u8>,
    crl: Option<Vec<u8>>,
    mulai: OffsetDateTime,
    akhir: OffsetDateTime,
}

impl OtoritasBaru {
    /// From its certificate, with its key already sealed.
    pub fn new(jenis: JenisOtoritas, sertifikat: &Certificate, kunci: Vec<u8>, crl: Option<Vec<u8>>) -> OtoritasBaru {
        OtoritasBaru {
            jenis,
            subjek: sertifikat.subject().to_string(),
            serial: sertifikat.serial_hex(),
            sertifikat: sertifikat.der().to_vec(),
            kunci,
            crl,
            mulai: sertifikat.not_before(),
            akhir: sertifikat.not_after(),
        }
    }
}

/// A certificate that the own authority issued.
#[derive(Clone)]
pub struct Sertifikat {
    /// Row.
    pub id: Uuid,
    /// Whose.
    pub akun: Uuid,
    /// Subject.
    pub subjek: String,
    /// Serial number, hexadecimal.
    pub serial: String,
    /// The authority.
    pub penerbit: Uuid,
    /// DER.
    pub sertifikat: Vec<u8>,
    /// Its key, sealed with the passphrase of the person.
    pub kunci: String,
    /// When it ends.
    pub akhir: OffsetDateTime,
    /// When it was revoked.
    pub dicabut: Option<OffsetDateTime>,
    /// Its record in the register of certificates.
    pub daftar: Option<Uuid>,
}

/// A certificate to be written.
pub struct SertifikatBaru<'a> {
    /// Whose.
    pub akun: Uuid,
    /// The authority.
    pub penerbit: Uuid,
    /// The certificate.
    pub sertifikat: &'a Certificate,
    /// Its key, sealed.
    pub kunci: String,
}

/// A revoked certificate.
pub struct Dicabut {
    /// Serial number, hexadecimal.
    pub serial: String,
    /// When.
    pub pada: OffsetDateTime,
    /// Code of the reason.
    pub alasan: String,
}

const OTORITAS: &str = "id, jenis, subjek, serial, sertifikat, kunci, crl, akhir, aktif";
const SERTIFIKAT: &str = "id, akun, subjek, serial, penerbit, sertifikat, kunci, akhir, dicabut, daftar";

fn baca_otoritas(row: &Row) -> Result<Otoritas> {
    let jenis: String = row.get("jenis")?;
    Ok(Otoritas {
        id: row.get("id")?,
        jenis: JenisOtoritas::SEMUA
            .into_iter()
            .find(|satu| satu.kode() == jenis)
            .ok_or_else(|| Error::internal(format!("no kind of authority {jenis}")))?,
        subjek: row.get("subjek")?,
        serial: row.get("serial")?,
        sertifikat: row.get("sertifikat")?,
        kunci: row.get("kunci")?,
        crl: row.get("crl")?,
        akhir: row.get("akhir")?,
        aktif: row.get("aktif")?,
    })
}

fn baca_sertifikat(row: &Row) -> Result<Sertifikat> {
    let kunci: Vec<u8> = row.get("kunci")?;
    Ok(Sertifikat {
        id: row.get("id")?,
        akun: row.get("akun")?,
        subjek: row.get("subjek")?,
        serial: row.get("serial")?,
        penerbit: row.get("penerbit")?,
        sertifikat: row.get("sertifikat")?,
        kunci: String::from_utf8(kunci).map_err(Error::internal)?,
        akhir: row.get("akhir")?,
        dicabut: row.get("dicabut")?,
        daftar: row.get("daftar")?,
    })
}

/// The authorities in use, the root first.
pub async fn aktif(app: &App) -> Result<Vec<Otoritas>> {
    let text = format!("select {OTORITAS} from pki_otoritas where aktif order by id");
    app.db.query(&text, args![]).await?.iter().map(baca_otoritas).collect()
}

/// All authorities, earlier ones too, newest first.
pub async fn semua(app: &App) -> Result<Vec<Otoritas>> {
    let text = format!("select {OTORITAS} from pki_otoritas order by id desc limit 400");
    app.db.query(&text, args![]).await?.iter().map(baca_otoritas).collect()
}

/// Takes the authorities out of use; the root stays when only those below it are renewed.
pub async fn pensiunkan(write: &mut Write, dengan_akar: bool) -> Result<()> {
    for row in write.tx().query("select id, jenis from pki_otoritas where aktif for update", args![]).await? {
        if !dengan_akar && row.get::<String>("jenis")? == JenisOtoritas::Akar.kode() {
            continue;
        }
        write.update(&tabel::otoritas(), row.get("id")?, None, vec![("aktif", false.into())]).await?;
    }
    Ok(())
}

/// Writes an authority.
pub async fn insert_otoritas(write: &mut Write, baru: OtoritasBaru) -> Result<Uuid> {
    let values = vec![
        ("jenis", baru.jenis.kode().into()),
        ("subjek", baru.subjek.into()),
        ("serial", baru.serial.into()),
        ("sertifikat", baru.sertifikat.into()),
        ("kunci", baru.kunci.into()),
        ("crl", baru.crl.into()),
        ("mulai", baru.mulai.into()),
        ("akhir", baru.akhir.into()),
        ("aktif", true.into()),
    ];
    write.insert(&tabel::otoritas(), Uuid::now_v7(), values).await
}

/// Takes the key of an authority off this machine.
pub async fn lepas_kunci(write: &mut Write, id: Uuid) -> Result<()> {
    write.update(&tabel::otoritas(), id, None, vec![("kunci", Val::Null)]).await?;
    Ok(())
}

/// The list of an authority, signed anew.
pub async fn set_crl(write: &mut Write, id: Uuid, crl: Vec<u8>) -> Result<()> {
    write.update(&tabel::otoritas(), id, None, vec![("crl", crl.into())]).await?;
    Ok(())
}

/// The newest certificate of an account that holds now.
pub async fn berlaku(app: &App, akun: Uuid) -> Result<Option<Sertifikat>> {
    let text = format!(
        "select {SERTIFIKAT} from pki_sertifikat where akun = $1 and dicabut is null and mulai <= $2 and akhir > $2 \
         order by id desc limit 1"
    );
    app.db.optional(&text, args![akun, app.now()]).await?.as_ref().map(baca_sertifikat).transpose()
}

/// All certificates, newest first.
pub async fn list(app: &App, limit: usize) -> Result<Vec<Sertifikat>> {
    let text = format!("select {SERTIFIKAT} from pki_sertifikat order by id desc limit {limit}");
    app.db.query(&text, args![]).await?.iter().map(baca_sertifikat).collect()
}

/// One certificate.
pub async fn find(app: &App, id: Uuid) -> Result<Sertifikat> {
    let text = format!("select {SERTIFIKAT} from pki_sertifikat where id = $1");
    baca_sertifikat(&app.db.one(&text, args![id]).await?)
}

/// Writes a certificate.
pub async fn insert_sertifikat(write: &mut Write, baru: SertifikatBaru<'_>) -> Result<Uuid> {
    let values = vec![
        ("akun", baru.akun.into()),
        ("subjek", baru.sertifikat.subject().to_string().into()),
        ("serial", baru.sertifikat.serial_hex().into()),
        ("penerbit", baru.penerbit.into()),
        ("sertifikat", baru.sertifikat.der().to_vec().into()),
        ("kunci", baru.kunci.into_bytes().into()),
        ("mulai", baru.sertifikat.not_before().into()),
        ("akhir", baru.sertifikat.not_after().into()),
    ];
    write.insert(&tabel::sertifikat(), Uuid::now_v7(), values).await
}

/// Says where the register of certificates has it.
pub async fn set_daftar(write: &mut Write, id: Uuid, daftar: Uuid) -> Result<()> {
    write.update(&tabel::sertifikat(), id, None, vec![("daftar", daftar.into())]).await?;
    Ok(())
}

/// The key under another passphrase.
pub async fn set_kunci(write: &mut Write, id: Uuid, kunci: String) -> Result<()> {
    write.update(&tabel::sertifikat(), id, None, vec![("kunci", kunci.into_bytes().into())]).await?;
    Ok(())
}

/// Revokes a certificate.
///
/// # Errors
/// [`Error::Refused`] when it was revoked before.
pub async fn cabut(write: &mut Write, id: Uuid, pada: OffsetDateTime, alasan: &str, keterangan: &str) -> Result<()> {
    let row = write.tx().one("select dicabut from pki_sertifikat where id = $1 for update", args![id]).await?;
    if row.get::<Option<OffsetDateTime>>("dicabut")?.is_some() {
        return Err(Error::refused("Sertifikat ini sudah dicabut."));
    }
    let values = vec![
        ("dicabut", pada.into()),
        ("alasan_cabut", alasan.into()),
        ("keterangan_cabut", (!keterangan.is_empty()).then(|| keterangan.to_owned()).into()),
    ];
    write.update(&tabel::sertifikat(), id, None, values).await?;
    Ok(())
}

/// The revoked certificates of an authority.
pub async fn dicabut(app: &App, penerbit: Uuid) -> Result<Vec<Dicabut>> {
    let text = "select serial, dicabut, alasan_cabut from pki_sertifikat where penerbit = $1 and dicabut is not null order by dicabut, id";
    let rows = app.db.query(text, args![penerbit]).await?;
    rows.iter()
        .map(|row| {
            Ok(Dicabut {
                serial: row.get("serial")?,
                pada: row.get("dicabut")?,
                alasan: row.get::<Option<String>>("alasan_cabut")?.unwrap_or_default(),
            })
        })
        .collect()
}

/// Serial numbers of an authority, each with when and why it was revoked.
pub async fn keadaan(app: &App, penerbit: Uuid) -> Result<Vec<(String, Option<(OffsetDateTime, String)>)>> {
    let text = "select serial, dicabut, alasan_cabut from pki_sertifikat where penerbit = $1";
    let rows = app.db.query(text, args![penerbit]).await?;
    rows.iter()
        .map(|row| {
            let pada: Option<OffsetDateTime> = row.get("dicabut")?;
            let alasan: Option<String> = row.get("alasan_cabut")?;
            Ok((row.get("serial")?, pada.map(|pada| (pada, alasan.unwrap_or_default()))))
        })
        .collect()
}
