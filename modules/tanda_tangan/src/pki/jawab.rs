//! What machines ask the authority: lists of revoked certificates, the state of one certificate, time stamps.
use std::collections::BTreeMap;

use super::{
    ALASAN_CABUT, Anggota, App, Duration, Error, Reason, Result, Revoked, Silsilah, Status, UMUR_CRL, UMUR_OCSP, detik,
    penanggal, penjawab, store, terbuka,
};
use crate::store::pki::JenisOtoritas;

fn alasan(kode: &str) -> Reason {
    ALASAN_CABUT.iter().find(|(satu, ..)| *satu == kode).map_or(Reason::Unspecified, |(_, _, alasan)| *alasan)
}

/// The list of revoked certificates of an authority, also of an earlier one: of the root as it was signed last, of an
/// issuing one made now; none of those that issue nothing.
pub async fn crl_dari(app: &App, silsilah: &Silsilah, satu: &Anggota) -> Result<Option<Vec<u8>>> {
    match satu.otoritas.jenis {
        JenisOtoritas::Akar => return Ok(satu.otoritas.crl.clone()),
        JenisOtoritas::Ocsp | JenisOtoritas::Tsa => return Ok(None),
        JenisOtoritas::Penerbit => {}
    }
    let otoritas = terbuka(app, silsilah, satu)?;
    let mut dicabut = vec![];
    for satu in store::pki::dicabut(app, satu.otoritas.id).await? {
        let serial = kernel::keys::unhex(&satu.serial).ok_or_else(|| Error::internal("a serial is no number"))?;
        dicabut.push(Revoked { serial, at: detik(satu.pada), reason: alasan(&satu.alasan) });
    }
    let pada = detik(app.now());
    let nomor = u64::try_from(pada.unix_timestamp()).map_err(Error::internal)?;
    let crl = otoritas.crl(&dicabut, nomor, pada - Duration::minutes(1), pada + UMUR_CRL).map_err(Error::internal)?;
    Ok(Some(crl.der().to_vec()))
}

/// The list that an address names: `akar` and `penerbit` are those in use, else the serial number of an authority.
pub async fn crl_bernama(app: &App, nama: &str) -> Result<Option<Vec<u8>>> {
    let silsilah = Silsilah::baca(app).await?;
    match silsilah.disebut(nama) {
        Some(satu) => crl_dari(app, &silsilah, satu).await,
        None => Ok(None),
    }
}

/// The answer to a request of RFC 6960, by the authority that it asks about; none while there is no authority.
pub async fn ocsp(app: &App, request_der: &[u8]) -> Result<Option<Vec<u8>>> {
    let silsilah = Silsilah::baca(app).await?;
    let mut semua = penjawab(app, &silsilah)?;
    if semua.is_empty() {
        return Ok(None);
    }
    // Whoever asks about nobody here hears from the one in use that it is unknown.
    let ini = semua.iter().position(|(satu, _)| satu.is_asked(request_der)).unwrap_or(0);
    let (penjawab, penerbit) = semua.swap_remove(ini);
    let mut dikenal: BTreeMap<String, Status> = BTreeMap::new();
    for (serial, cabut) in store::pki::keadaan(app, penerbit).await? {
        let status = match cabut {
            Some((pada, kode)) => Status::Revoked { at: detik(pada), reason: alasan(&kode) },
            None => Status::Good,
        };
        dikenal.insert(serial, status);
    }
    let pada = detik(app.now());
    let mut cari =
        |serial: &[u8]| dikenal.get(&kernel::keys::hex(serial).to_uppercase()).cloned().unwrap_or(Status::Unknown);
    penjawab
        .respond(request_der, &mut cari, pada - Duration::minutes(1), pada + UMUR_OCSP)
        .map(Some)
        .map_err(Error::internal)
}

/// The answer to a request of RFC 3161; none while there is no authority.
pub async fn tsa(app: &App, request_der: &[u8]) -> Result<Option<Vec<u8>>> {
    let Some(penanggal) = penanggal(app).await? else { return Ok(None) };
    penanggal.jawab(request_der, detik(app.now())).map(Some).map_err(Error::internal)
}
