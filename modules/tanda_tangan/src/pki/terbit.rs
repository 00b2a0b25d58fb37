//! Making authorities and certificates, and revoking them.
use kernel::{App, Ctx, Error, Result, Write};
use pades::ca::{Application, Authority, Profile, Urls, Validity};
use pades::{Certificate, Key, Name, NamePart};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{ALASAN_CABUT, SEGEL, Silsilah, acak, detik, penerbit};
use crate::model::{Masa, Sandi};
use crate::store;
use crate::store::pki::{JenisOtoritas, OtoritasBaru, SertifikatBaru};

/// Everything that a new authority consists of, made without a database because opening and sealing take long.
pub struct Siap {
    baru: Vec<OtoritasBaru>,
}

fn nama(pemerintah: &str, sebagai: &str) -> Result<Name> {
    let cn = format!("{sebagai} {pemerintah}");
    Name::new(&[(NamePart::Country, "ID"), (NamePart::Organization, pemerintah), (NamePart::CommonName, &cn)])
        .map_err(Error::internal)
}

/// Where an authority publishes, as the certificates say that it issues. The address bears its serial number, so that it
/// still answers there when another one has taken its place.
fn alamat(app: &App, penerbit: &Certificate, ocsp: bool) -> Urls {
    let dasar = app.config.url.trim_end_matches('/');
    let serial = penerbit.serial_hex();
    Urls {
        crl: vec![format!("{dasar}/pki/crl/{serial}.crl")],
        ocsp: if ocsp { vec![format!("{dasar}/pki/ocsp")] } else { vec![] },
        issuer: vec![format!("{dasar}/pki/sertifikat/{serial}.cer")],
    }
}

/// From now for so many days, and not beyond the authority above.
fn masa(pada: OffsetDateTime, hari: u32, atas: Option<&Certificate>) -> Validity {
    let to = pada + Duration::days(i64::from(hari));
    Validity { from: pada - Duration::minutes(5), to: atas.map_or(to, |atas| to.min(atas.not_after())) }
}

/// Days of a number of years.
fn tahun(jumlah: u32) -> u32 {
    jumlah.saturating_mul(365)
}

fn baru(app: &App, jenis: JenisOtoritas, sertifikat: &Certificate, key: &Key) -> Result<OtoritasBaru> {
    let kunci = app.keys.seal(SEGEL, key.to_pkcs8())?;
    Ok(OtoritasBaru::new(jenis, sertifikat, kunci, None))
}

/// The issuing authority and those that answer, made below a root.
fn di_bawah(app: &App, akar: &Authority, masa_berlaku: Masa, pada: OffsetDateTime) -> Result<Vec<OtoritasBaru>> {
    let random = acak();
    let pemerintah = app.profile.name();
    let kunci_penerbit = Key::generate(&random).map_err(Error::internal)?;
    let salinan = Key::from_pkcs8(kunci_penerbit.to_pkcs8()).map_err(Error::internal)?;
    let urls = alamat(app, akar.certificate(), false);
    let selama = masa(pada, tahun(masa_berlaku.penerbit), Some(akar.certificate()));
    let penerbit = akar
        .subordinate(&nama(&pemerintah, "Penerbit Sertifikat")?, salinan, selama, &urls, &random)
        .map_err(Error::internal)?;
    let mut semua = vec![baru(app, JenisOtoritas::Penerbit, penerbit.certificate(), &kunci_penerbit)?];
    let urls = alamat(app, penerbit.certificate(), true);
    for (jenis, sebagai, profile) in [
        (JenisOtoritas::Ocsp, "Penjawab OCSP", Profile::OcspResponder),
        (JenisOtoritas::Tsa, "Penanda Waktu", Profile::TimeStamping),
    ] {
        let key = Key::generate(&random).map_err(Error::internal)?;
        let application = Application {
            subject: nama(&pemerintah, sebagai)?,
            public_key: key.public_key().clone(),
            profile,
            validity: masa(pada, tahun(masa_berlaku.penerbit), Some(penerbit.certificate())),
        };
        let certificate = penerbit.issue(&application, &urls, &random).map_err(Error::internal)?;
        semua.push(baru(app, jenis, &certificate, &key)?);
    }
    Ok(semua)
}

/// Makes a root and what stands below it.
///
/// # Errors
/// When cryptography fails.
pub async fn siapkan(app: &App, masa_berlaku: Masa, sandi: &Sandi) -> Result<Siap> {
    let (app, sandi) = (app.clone(), sandi.clone());
    let buat = move || -> Result<Siap> {
        let random = acak();
        let pada = detik(app.now());
        let kunci_akar = Key::generate(&random).map_err(Error::internal)?;
        let disegel = kunci_akar.seal(sandi.buka(), &random).map_err(Error::internal)?;
        let akar = Authority::root(
            &nama(&app.profile.name(), "Otoritas Sertifikat Akar")?,
            kunci_akar,
            masa(pada, tahun(masa_berlaku.akar), None),
            &random,
        )
        .map_err(Error::internal)?;
        let crl = daftar_akar(&akar, masa_berlaku, pada, 1)?;
        let mut semua =
            vec![OtoritasBaru::new(JenisOtoritas::Akar, akar.certificate(), disegel.into_bytes(), Some(crl))];
        semua.extend(di_bawah(&app, &akar, masa_berlaku, pada)?);
        Ok(Siap { baru: semua })
    };
    tokio::task::spawn_blocking(buat).await.map_err(Error::internal)?
}

/// The key of the root as it was sealed, with the passphrase that opens it.
pub struct KunciAkar {
    /// The sealed key.
    pub teks: String,
    /// Its passphrase.
    pub sandi: Sandi,
}

/// Opens the root in use. Blocks for as long as the passphrase takes.
fn buka_akar(kunci: &KunciAkar, akar: Certificate) -> Result<Authority> {
    let key = Key::unseal(&kunci.teks, kunci.sandi.buka())
        .map_err(|_| Error::field("sandi_akar", "Kata sandi salah, atau berkas kunci bukan kunci akar ini"))?;
    Authority::open(key, vec![akar])
        .map_err(|_| Error::field("sandi_akar", "Berkas kunci bukan kunci otoritas akar yang sedang dipakai"))
}

async fn akar_aktif(app: &App) -> Result<(Uuid, Certificate)> {
    let silsilah = Silsilah::baca(app).await?;
    let akar = silsilah.aktif(JenisOtoritas::Akar).ok_or(Error::NotFound)?;
    Ok((akar.otoritas.id, akar.sertifikat.clone()))
}

fn daftar_akar(akar: &Authority, masa_berlaku: Masa, pada: OffsetDateTime, nomor: u64) -> Result<Vec<u8>> {
    let sampai = pada + Duration::days(i64::from(masa_berlaku.daftar));
    let crl = akar.crl(&[], nomor, pada - Duration::minutes(5), sampai).map_err(Error::internal)?;
    Ok(crl.der().to_vec())
}

/// Makes a new issuing authority and new answerers below the root in use, with the key that this passphrase opens. The
/// earlier ones go on answering for what they issued.
///
/// # Errors
/// [`Error::Invalid`] when the key is not that of the root or does not open; [`Error::Refused`] when the root ends soon.
pub async fn perbarui(app: &App, masa_berlaku: Masa, kunci: KunciAkar) -> Result<Siap> {
    let (_, akar) = akar_aktif(app).await?;
    let pada = detik(app.now());
    if akar.not_after() - pada < Duration::days(365) {
        return Err(Error::refused(
            "Otoritas akar berakhir dalam setahun. Ganti otoritasnya, jangan hanya penerbitnya.",
        ));
    }
    let app = app.clone();
    let buat = move || Ok(Siap { baru: di_bawah(&app, &buka_akar(&kunci, akar)?, masa_berlaku, pada)? });
    tokio::task::spawn_blocking(buat).await.map_err(Error::internal)?
}

impl Siap {
    /// Writes the new authorities; those before them stay readable and issue no more. Returns the first one.
    pub async fn simpan(self, write: &mut Write) -> Result<Uuid> {
        let dengan_akar = self.baru.iter().any(|satu| satu.jenis == JenisOtoritas::Akar);
        store::pki::pensiunkan(write, dengan_akar).await?;
        let mut pertama = None;
        for satu in self.baru {
            let id = store::pki::insert_otoritas(write, satu).await?;
            pertama.get_or_insert(id);
        }
        pertama.ok_or_else(|| Error::internal("no authority was made"))
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
///
/// # Errors
/// [`Error::Refused`] when there is no authority, or it ends.
pub async fn terbitkan(app: &App, pemohon: &Pemohon<'_>, sandi: &Sandi) -> Result<Terbit> {
    let masa_berlaku = store::pengaturan::baca(app).await?.masa;
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
    if otoritas.certificate().not_after() - pada < Duration::days(1) {
        return Err(Error::refused("Otoritas sertifikat daerah sudah berakhir. Hubungi administrator."));
    }
    let urls = alamat(app, otoritas.certificate(), true);
    let validity = masa(pada, masa_berlaku.sertifikat, Some(otoritas.certificate()));
    let profile = if pemohon.segel { Profile::AgencySeal } else { Profile::Person };
    let sandi = sandi.clone();
    let buat = move || -> Result<(Certificate, String)> {
        let random = acak();
        let key = Key::generate(&random).map_err(Error::internal)?;
        let application = Application { subject, public_key: key.public_key().clone(), profile, validity };
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
pub async fn crl_akar_baru(app: &App, masa_berlaku: Masa, kunci: KunciAkar) -> Result<(Uuid, Vec<u8>)> {
    let (id, akar) = akar_aktif(app).await?;
    let pada = detik(app.now());
    let buat = move || -> Result<Vec<u8>> {
        let nomor = u64::try_from(pada.unix_timestamp()).map_err(Error::internal)?;
        daftar_akar(&buka_akar(&kunci, akar)?, masa_berlaku, pada, nomor)
    };
    let crl = tokio::task::spawn_blocking(buat).await.map_err(Error::internal)??;
    Ok((id, crl))
}
