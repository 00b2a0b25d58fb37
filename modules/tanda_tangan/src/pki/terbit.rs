//! Making authorities and certificates, and revoking them.
use kernel::{App, Ctx, Error, Result, Write};
use pades::ca::{Application, Authority, Profile, Urls, Validity};
use pades::{Certificate, Key, Name, NamePart};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{ALASAN_CABUT, SEGEL, acak, detik, penerbit, sertifikat};
use crate::model::Sandi;
use crate::store;
use crate::store::pki::{JenisOtoritas, OtoritasBaru, SertifikatBaru};

/// How long the root holds.
const UMUR_AKAR: Duration = Duration::days(20 * 365);
/// How long the authorities below it hold.
const UMUR_PENERBIT: Duration = Duration::days(10 * 365);
/// How long the list of the root may be used.
const UMUR_CRL_AKAR: Duration = Duration::days(400);
/// How long a certificate of a person holds.
pub const UMUR_SERTIFIKAT: Duration = Duration::days(2 * 365);

/// Everything that a new authority consists of, made without a database because opening and sealing take long.
pub struct Siap {
    baru: Vec<OtoritasBaru>,
}

fn nama(pemerintah: &str, sebagai: &str) -> Result<Name> {
    let cn = format!("{sebagai} {pemerintah}");
    Name::new(&[(NamePart::Country, "ID"), (NamePart::Organization, pemerintah), (NamePart::CommonName, &cn)])
        .map_err(Error::internal)
}

/// Where the authority publishes, as certificates say it.
pub(crate) fn alamat(app: &App, daftar: &str, penerbit: &str) -> Urls {
    let dasar = app.config.url.trim_end_matches('/');
    Urls {
        crl: vec![format!("{dasar}/pki/crl/{daftar}")],
        ocsp: if daftar == "penerbit.crl" { vec![format!("{dasar}/pki/ocsp")] } else { vec![] },
        issuer: vec![format!("{dasar}/pki/{penerbit}")],
    }
}

fn masa(pada: OffsetDateTime, umur: Duration) -> Validity {
    Validity { from: pada - Duration::minutes(5), to: pada + umur }
}

fn baru(app: &App, jenis: JenisOtoritas, sertifikat: &Certificate, key: &Key) -> Result<OtoritasBaru> {
    let kunci = app.keys.seal(SEGEL, key.to_pkcs8())?;
    Ok(OtoritasBaru::new(jenis, sertifikat, kunci, None))
}

/// Makes a root and what stands below it.
///
/// # Errors
/// When cryptography fails.
pub async fn siapkan(app: &App, sandi: &Sandi) -> Result<Siap> {
    let (app, sandi) = (app.clone(), sandi.clone());
    let buat = move || -> Result<Siap> {
        let random = acak();
        let pada = detik(app.now());
        let pemerintah = app.profile.name();
        let kunci_akar = Key::generate(&random).map_err(Error::internal)?;
        let disegel = kunci_akar.seal(sandi.buka(), &random).map_err(Error::internal)?;
        let akar = Authority::root(
            &nama(&pemerintah, "Otoritas Sertifikat Akar")?,
            kunci_akar,
            masa(pada, UMUR_AKAR),
            &random,
        )
        .map_err(Error::internal)?;
        let crl = akar.crl(&[], 1, pada - Duration::minutes(5), pada + UMUR_CRL_AKAR).map_err(Error::internal)?;
        let akar_baru =
            OtoritasBaru::new(JenisOtoritas::Akar, akar.certificate(), disegel.into_bytes(), Some(crl.der().to_vec()));
        let kunci_penerbit = Key::generate(&random).map_err(Error::internal)?;
        let salinan = Key::from_pkcs8(kunci_penerbit.to_pkcs8()).map_err(Error::internal)?;
        let urls = alamat(&app, "akar.crl", "akar.cer");
        let penerbit = akar
            .subordinate(&nama(&pemerintah, "Penerbit Sertifikat")?, salinan, masa(pada, UMUR_PENERBIT), &urls, &random)
            .map_err(Error::internal)?;
        let mut semua = vec![akar_baru, baru(&app, JenisOtoritas::Penerbit, penerbit.certificate(), &kunci_penerbit)?];
        let urls = alamat(&app, "penerbit.crl", "penerbit.cer");
        for (jenis, sebagai, profile) in [
            (JenisOtoritas::Ocsp, "Penjawab OCSP", Profile::OcspResponder),
            (JenisOtoritas::Tsa, "Penanda Waktu", Profile::TimeStamping),
        ] {
            let key = Key::generate(&random).map_err(Error::internal)?;
            let application = Application {
                subject: nama(&pemerintah, sebagai)?,
                public_key: key.public_key().clone(),
                profile,
                validity: masa(pada, UMUR_PENERBIT - Duration::days(1)),
            };
            let certificate = penerbit.issue(&application, &urls, &random).map_err(Error::internal)?;
            semua.push(baru(&app, jenis, &certificate, &key)?);
        }
        Ok(Siap { baru: semua })
    };
    tokio::task::spawn_blocking(buat).await.map_err(Error::internal)?
}

impl Siap {
    /// Writes the new authority; the one before it stays readable and issues no more.
    pub async fn simpan(self, write: &mut Write) -> Result<Uuid> {
        store::pki::pensiunkan(write).await?;
        let mut akar = Uuid::nil();
        for satu in self.baru {
            let jenis = satu.jenis;
            let id = store::pki::insert_otoritas(write, satu).await?;
            if jenis == JenisOtoritas::Akar {
                akar = id;
            }
        }
        Ok(akar)
    }
}

/// For whom a certificate is.
pub struct Pemohon<'a> {
    /// The account.
    pub akun: Uuid,
    /// Name as it will stand in the certificate.
    pub nama: &'a str,
    /// Agency.
    pub perangkat: &'a str,
    /// A seal of an agency instead of a person.
    pub segel: bool,
}

/// A certificate that was issued and is not written yet.
pub struct Terbit {
    akun: Uuid,
    penerbit: Uuid,
    kunci: String,
    /// The certificate.
    pub sertifikat: Certificate,
}

impl Terbit {
    /// Writes the certificate with its sealed key.
    pub async fn simpan(self, write: &mut Write) -> Result<Uuid> {
        let baru = SertifikatBaru {
            akun: self.akun,
            penerbit: self.penerbit,
            sertifikat: &self.sertifikat,
            kunci: self.kunci,
        };
        store::pki::insert_sertifikat(write, baru).await
    }
}

/// Issues a certificate whose key opens with this passphrase. Done before a change is opened, because sealing takes long
/// on purpose.
pub async fn terbitkan(app: &App, pemohon: &Pemohon<'_>, sandi: &Sandi) -> Result<Terbit> {
    let Some((sendiri, otoritas)) = penerbit(app).await? else {
        return Err(Error::refused("Otoritas sertifikat daerah belum dibuat."));
    };
    let pemerintah = app.profile.name();
    let mut bagian = vec![(NamePart::Country, "ID"), (NamePart::Organization, pemerintah.as_str())];
    if !pemohon.perangkat.is_empty() {
        bagian.push((NamePart::OrganizationalUnit, pemohon.perangkat));
    }
    bagian.push((NamePart::CommonName, pemohon.nama));
    let subject = Name::new(&bagian).map_err(|_| {
        Error::field(
            "akun",
            "Nama pemilik memuat huruf yang tidak dapat ditulis dalam sertifikat, atau terlalu panjang",
        )
    })?;
    let pada = detik(app.now());
    let urls = alamat(app, "penerbit.crl", "penerbit.cer");
    let profile = if pemohon.segel { Profile::AgencySeal } else { Profile::Person };
    let sandi = sandi.clone();
    let buat = move || -> Result<(Certificate, String)> {
        let random = acak();
        let key = Key::generate(&random).map_err(Error::internal)?;
        let application = Application {
            subject,
            public_key: key.public_key().clone(),
            profile,
            validity: masa(pada, UMUR_SERTIFIKAT),
        };
        let certificate = otoritas.issue(&application, &urls, &random).map_err(Error::internal)?;
        let kunci = key.seal(sandi.buka(), &random).map_err(Error::internal)?;
        Ok((certificate, kunci))
    };
    let (certificate, kunci) = tokio::task::spawn_blocking(buat).await.map_err(Error::internal)??;
    Ok(Terbit { akun: pemohon.akun, penerbit: sendiri.id, kunci, sertifikat: certificate })
}

/// Revokes a certificate for good.
pub async fn cabut(ctx: &Ctx, write: &mut Write, id: Uuid, alasan: &str, keterangan: &str) -> Result<()> {
    if !ALASAN_CABUT.iter().any(|(kode, ..)| *kode == alasan) {
        return Err(Error::field("alasan", "Pilih alasan pencabutan"));
    }
    store::pki::cabut(write, id, ctx.now, alasan, keterangan).await
}

/// The key of an account's certificate under another passphrase: the row of the certificate, and the sealed key.
///
/// # Errors
/// [`Error::Invalid`] when the old passphrase is wrong.
pub async fn ganti_sandi(app: &App, akun: Uuid, lama: &Sandi, baru: &Sandi) -> Result<(Uuid, String)> {
    let Some(milik) = store::pki::berlaku(app, akun).await? else { return Err(Error::NotFound) };
    let (teks, lama, baru) = (milik.kunci.clone(), lama.clone(), baru.clone());
    let ganti = move || Key::unseal(&teks, lama.buka()).and_then(|key| key.seal(baru.buka(), &acak()));
    match tokio::task::spawn_blocking(ganti).await.map_err(Error::internal)? {
        Ok(kunci) => Ok((milik.id, kunci)),
        Err(pades::Error::WrongPassphrase) => Err(Error::field("lama", "Kata sandi lama salah")),
        Err(cause) => Err(Error::internal(cause)),
    }
}

/// The list of the root signed anew, with the key that this passphrase opens: the row of the root, and the list.
///
/// # Errors
/// [`Error::Invalid`] when the key is not that of the root or does not open.
pub async fn crl_akar_baru(app: &App, kunci: &str, sandi: &Sandi) -> Result<(Uuid, Vec<u8>)> {
    let semua = store::pki::aktif(app).await?;
    let Some(akar) = semua.iter().find(|satu| satu.jenis == JenisOtoritas::Akar) else { return Err(Error::NotFound) };
    let (teks, sandi, rantai) = (kunci.to_owned(), sandi.clone(), vec![sertifikat(&akar.sertifikat)?]);
    let pada = detik(app.now());
    let buat = move || -> Result<Vec<u8>> {
        let key = Key::unseal(&teks, sandi.buka())
            .map_err(|_| Error::field("sandi", "Kata sandi salah, atau berkas kunci bukan kunci akar ini"))?;
        let otoritas = Authority::open(key, rantai)
            .map_err(|_| Error::field("sandi", "Berkas kunci bukan kunci otoritas akar yang sedang dipakai"))?;
        let nomor = u64::try_from(pada.unix_timestamp()).map_err(Error::internal)?;
        let crl =
            otoritas.crl(&[], nomor, pada - Duration::minutes(5), pada + UMUR_CRL_AKAR).map_err(Error::internal)?;
        Ok(crl.der().to_vec())
    };
    let crl = tokio::task::spawn_blocking(buat).await.map_err(Error::internal)??;
    Ok((akar.id, crl))
}
