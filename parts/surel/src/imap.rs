//! Reading a mailbox over IMAP (RFC 3501), read-only: nothing in it is marked, moved or deleted.
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use crate::{Galat, Result};
use async_imap::{Client, Session};
use futures_util::TryStreamExt as _;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::alamat::{Alamat, Keamanan};

/// How long the server may take over one answer.
const SABAR: Duration = Duration::from_secs(30);
/// How long fetching one message may take.
const SABAR_PESAN: Duration = Duration::from_secs(120);

/// Anything that bytes go in and out of.
pub trait Aliran: AsyncRead + AsyncWrite + Unpin + Send + std::fmt::Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + std::fmt::Debug> Aliran for T {}

/// What is needed to open a mailbox.
#[derive(Clone)]
pub struct Masukan {
    /// The server.
    pub alamat: Alamat,
    /// Name of the user.
    pub pengguna: String,
    /// Password.
    pub sandi: String,
    /// Folder, such as `INBOX`.
    pub folder: String,
    /// Certificates (PEM) that are trusted beside the usual ones; empty for none.
    pub ca: String,
}

impl std::fmt::Debug for Masukan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Masukan").field("alamat", &self.alamat).field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// An open mailbox.
#[derive(Debug)]
pub struct Kotak {
    sesi: Session<Box<dyn Aliran>>,
    /// While this number stays, the numbers of messages mean the same (RFC 3501, 2.3.1.1).
    pub uidvalidity: i64,
    /// Messages in it.
    pub jumlah: u32,
}

/// One message of the mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pesan {
    /// As it came.
    Utuh(Vec<u8>),
    /// Larger than wanted: its header alone, and the size of the whole.
    Kepala(Vec<u8>, u32),
}

/// What went wrong, for the administrator.
pub trait Sebab {
    /// In words.
    fn kata(&self) -> String;
}

impl Sebab for std::io::Error {
    fn kata(&self) -> String {
        kata_sambungan(self)
    }
}

impl Sebab for async_imap::error::Error {
    fn kata(&self) -> String {
        use async_imap::error::Error as E;
        if let E::Io(sebab) = self {
            return kata_sambungan(sebab);
        }
        if let E::No(teks) | E::Bad(teks) = self {
            return format!("kata server: {}", bersih(teks));
        }
        if matches!(self, E::ConnectionLost) { PUTUS.to_owned() } else { bersih(&self.to_string()) }
    }
}

/// The line went dead.
const PUTUS: &str = "server memutus sambungan";

/// One short line without control characters.
fn bersih(teks: &str) -> String {
    let teks: String = teks.chars().map(|huruf| if huruf.is_control() { ' ' } else { huruf }).collect();
    indonesia::kalimat::potong(&teks.split_whitespace().collect::<Vec<_>>().join(" "), 200)
}

/// Why a connection failed, in words that say what to look at.
fn kata_sambungan(sebab: &std::io::Error) -> String {
    use std::io::ErrorKind as K;
    if let Some(tls) = sebab.get_ref().and_then(|dalam| dalam.downcast_ref::<rustls::Error>()) {
        return kata_tls(tls);
    }
    const KATA: [(K, &str); 8] = [
        (K::ConnectionRefused, "server menolak sambungan; periksa nama server dan portanya"),
        (K::ConnectionReset, PUTUS),
        (K::ConnectionAborted, PUTUS),
        (K::BrokenPipe, PUTUS),
        (K::UnexpectedEof, PUTUS),
        (K::TimedOut, "server tidak menjawab"),
        (K::HostUnreachable, "server tidak terjangkau dari sini"),
        (K::NetworkUnreachable, "server tidak terjangkau dari sini"),
    ];
    let kata = KATA.iter().find(|(jenis, _)| *jenis == sebab.kind()).map(|(_, kata)| (*kata).to_owned());
    kata.unwrap_or_else(|| bersih(&sebab.to_string()))
}

fn kata_tls(sebab: &rustls::Error) -> String {
    use rustls::CertificateError as C;
    let rustls::Error::InvalidCertificate(sertifikat) = sebab else {
        return format!("server tidak berbicara TLS seperti yang diharapkan ({})", bersih(&sebab.to_string()));
    };
    // Two authorities may bear one name: then only the signature tells them apart.
    if matches!(sertifikat, C::UnknownIssuer | C::BadSignature) {
        return "sertifikat server tidak dikeluarkan otoritas yang dipercaya; bila server memakai otoritas sendiri, tempel \
            sertifikat otoritas itu"
            .to_owned();
    }
    if matches!(sertifikat, C::NotValidForName | C::NotValidForNameContext { .. }) {
        return "sertifikat server bukan untuk nama ini; tulis nama server seperti di sertifikatnya".to_owned();
    }
    if matches!(sertifikat, C::Expired | C::ExpiredContext { .. }) {
        return "sertifikat server sudah kedaluwarsa".to_owned();
    }
    format!("sertifikat server tidak sah ({})", bersih(&sertifikat.to_string()))
}

/// Waits no longer than the patience; what goes wrong is told in one sentence for the administrator.
async fn tunggu<T, E: Sebab>(
    apa: &str,
    sabar: Duration,
    kerja: impl Future<Output = std::result::Result<T, E>>,
) -> Result<T> {
    match tokio::time::timeout(sabar, kerja).await {
        Ok(Ok(hasil)) => Ok(hasil),
        Ok(Err(sebab)) => Err(Galat::baru(format!("{apa}: {}", sebab.kata()))),
        Err(_) => Err(Galat::baru(format!("{apa}: server tidak menjawab dalam {} detik", sabar.as_secs()))),
    }
}

fn tls(ca: &str) -> Result<TlsConnector> {
    let mut akar = rustls::RootCertStore::empty();
    akar.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    if !ca.trim().is_empty() {
        let salah = |_| Galat::baru("Sertifikat tambahan tidak terbaca sebagai PEM");
        for satu in CertificateDer::pem_slice_iter(ca.as_bytes()) {
            akar.add(satu.map_err(salah)?).map_err(|_| Galat::baru("Sertifikat tambahan tidak dikenal"))?;
        }
    }
    let penyedia = Arc::new(rustls::crypto::ring::default_provider());
    let susunan = rustls::ClientConfig::builder_with_provider(penyedia)
        .with_safe_default_protocol_versions()
        .map_err(|sebab| Galat::baru(format!("TLS tidak dapat disiapkan: {sebab}")))?
        .with_root_certificates(akar)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(susunan)))
}

async fn amankan(aliran: Box<dyn Aliran>, masukan: &Masukan) -> Result<Box<dyn Aliran>> {
    let nama = ServerName::try_from(masukan.alamat.server.clone())
        .map_err(|_| Galat::baru("Nama server surel tidak dapat dipakai untuk TLS"))?;
    let aman = tunggu("Sambungan TLS ke server surel gagal", SABAR, tls(&masukan.ca)?.connect(nama, aliran)).await?;
    Ok(Box::new(aman))
}

async fn sapaan(client: &mut Client<Box<dyn Aliran>>) -> Result<()> {
    let jawab = tunggu("Server surel tidak menyapa", SABAR, client.read_response()).await?;
    jawab.map(drop).ok_or_else(|| Galat::baru("Server surel menutup sambungan"))
}

async fn sambung(masukan: &Masukan) -> Result<Client<Box<dyn Aliran>>> {
    let tujuan = (masukan.alamat.server.as_str(), masukan.alamat.porta);
    let tcp = tunggu("Server surel tidak dapat dihubungi", SABAR, TcpStream::connect(tujuan)).await?;
    let polos: Box<dyn Aliran> = Box::new(tcp);
    match masukan.alamat.keamanan {
        Keamanan::Polos => {
            let mut client = Client::new(polos);
            sapaan(&mut client).await?;
            Ok(client)
        }
        Keamanan::StartTls => {
            let mut client = Client::new(polos);
            sapaan(&mut client).await?;
            let minta = client.run_command_and_check_ok("STARTTLS", None);
            tunggu("Server surel menolak STARTTLS", SABAR, minta).await?;
            Ok(Client::new(amankan(client.into_inner(), masukan).await?))
        }
        Keamanan::Tls => {
            let mut client = Client::new(amankan(polos, masukan).await?);
            sapaan(&mut client).await?;
            Ok(client)
        }
    }
}

impl Kotak {
    /// Signs in and opens the folder without the right to change it.
    ///
    /// # Errors
    /// [`Galat`] with what the server said, for the administrator.
    pub async fn buka(masukan: &Masukan) -> Result<Kotak> {
        let client = sambung(masukan).await?;
        let masuk = async { client.login(&masukan.pengguna, &masukan.sandi).await.map_err(|(sebab, _)| sebab) };
        let mut sesi = tunggu("Server surel menolak nama pengguna atau kata sandi", SABAR, masuk).await?;
        let buka = sesi.examine(&masukan.folder);
        let kotak = tunggu("Folder kotak surel tidak dapat dibuka", SABAR, buka).await?;
        let uidvalidity = i64::from(kotak.uid_validity.unwrap_or_default());
        Ok(Kotak { sesi, uidvalidity, jumlah: kotak.exists })
    }

    /// Numbers of the messages after `uid`, in order, at most `paling_banyak`.
    ///
    /// # Errors
    /// As [`Kotak::buka`].
    pub async fn setelah(&mut self, uid: i64, paling_banyak: usize) -> Result<Vec<u32>> {
        let mulai = u32::try_from(uid.saturating_add(1)).unwrap_or(u32::MAX);
        let cari = self.sesi.uid_search(format!("UID {mulai}:*"));
        let ada = tunggu("Server surel tidak dapat mencari pesan baru", SABAR, cari).await?;
        // The last message always answers to `n:*`, however small its number (RFC 3501, 6.4.8).
        let urut: BTreeSet<u32> = ada.into_iter().filter(|satu| *satu >= mulai).collect();
        Ok(urut.into_iter().take(paling_banyak).collect())
    }

    /// One message; nothing when it has gone meanwhile.
    ///
    /// # Errors
    /// As [`Kotak::buka`].
    pub async fn ambil(&mut self, uid: u32, terbesar: u32) -> Result<Option<Pesan>> {
        let Some(ukuran) = self.ukuran(uid).await? else { return Ok(None) };
        let besar = ukuran > terbesar;
        let minta = if besar { "(UID BODY.PEEK[HEADER])" } else { "(UID BODY.PEEK[])" };
        let sesi = &mut self.sesi;
        let ambil = async {
            let aliran = sesi.uid_fetch(uid.to_string(), minta).await?;
            aliran.try_collect::<Vec<_>>().await
        };
        let semua = tunggu("Server surel tidak mengirim pesan", SABAR_PESAN, ambil).await?;
        let isi = semua.iter().filter(|satu| satu.uid == Some(uid)).find_map(|satu| {
            let bagian = if besar { satu.header() } else { satu.body() };
            bagian.map(<[u8]>::to_vec)
        });
        Ok(isi.map(|isi| if besar { Pesan::Kepala(isi, ukuran) } else { Pesan::Utuh(isi) }))
    }

    /// Whether the line still stands: a server that hangs up in the middle of an answer looks like one that has nothing.
    ///
    /// # Errors
    /// As [`Kotak::buka`].
    pub async fn masih(&mut self) -> Result<()> {
        tunggu("Server surel memutus sambungan", SABAR, self.sesi.noop()).await
    }

    async fn ukuran(&mut self, uid: u32) -> Result<Option<u32>> {
        let sesi = &mut self.sesi;
        let minta = async {
            let aliran = sesi.uid_fetch(uid.to_string(), "(UID RFC822.SIZE)").await?;
            aliran.try_collect::<Vec<_>>().await
        };
        let semua = tunggu("Server surel tidak menyebut ukuran pesan", SABAR, minta).await?;
        Ok(semua.iter().find(|satu| satu.uid == Some(uid)).and_then(|satu| satu.size))
    }

    /// Says good-bye; a server that does not answer it is left.
    pub async fn tutup(mut self) {
        drop(tokio::time::timeout(Duration::from_secs(5), self.sesi.logout()).await);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::CertificateError as C;
    use std::io::{Error as Io, ErrorKind};

    #[test]
    fn what_went_wrong_is_told_in_words() {
        let tls = |sebab: C| Io::new(ErrorKind::InvalidData, rustls::Error::InvalidCertificate(sebab));
        let table = [
            (Io::from(ErrorKind::ConnectionRefused), "server menolak sambungan"),
            (Io::from(ErrorKind::UnexpectedEof), "server memutus sambungan"),
            (tls(C::UnknownIssuer), "otoritas yang dipercaya"),
            (tls(C::NotValidForName), "bukan untuk nama ini"),
            (tls(C::Expired), "kedaluwarsa"),
            (tls(C::BadSignature), "otoritas yang dipercaya"),
            (tls(C::Revoked), "tidak sah"),
            (Io::new(ErrorKind::InvalidData, rustls::Error::DecryptError), "tidak berbicara TLS"),
            (Io::other("aneh\r\nsekali"), "aneh sekali"),
        ];
        for (sebab, harap) in table {
            assert!(sebab.kata().contains(harap), "{}", sebab.kata());
        }
        let panjang = async_imap::error::Error::No("x".repeat(5000));
        assert!(panjang.kata().chars().count() < 230 && panjang.kata().starts_with("kata server"));
    }
}
