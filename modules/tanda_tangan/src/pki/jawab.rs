//! What machines ask the authority: lists of revoked certificates, the state of one certificate, time stamps.
use std::collections::BTreeMap;

use super::{
    ALASAN_CABUT, App, Duration, Error, Reason, Result, Revoked, Status, UMUR_CRL, UMUR_OCSP, detik, penanggal,
    penerbit, penjawab, store,
};
use crate::store::pki::JenisOtoritas;

fn alasan(kode: &str) -> Reason {
    ALASAN_CABUT.iter().find(|(satu, ..)| *satu == kode).map_or(Reason::Unspecified, |(_, _, alasan)| *alasan)
}

/// The list of the issuing authority, made now; none while there is no authority.
pub async fn crl_penerbit(app: &App) -> Result<Option<Vec<u8>>> {
    let Some((sendiri, otoritas)) = penerbit(app).await? else { return Ok(None) };
    let mut dicabut = vec![];
    for satu in store::pki::dicabut(app, sendiri.id).await? {
        let serial = kernel::keys::unhex(&satu.serial).ok_or_else(|| Error::internal("a serial is no number"))?;
        dicabut.push(Revoked { serial, at: detik(satu.pada), reason: alasan(&satu.alasan) });
    }
    let pada = detik(app.now());
    let nomor = u64::try_from(pada.unix_timestamp()).map_err(Error::internal)?;
    let crl = otoritas.crl(&dicabut, nomor, pada - Duration::minutes(1), pada + UMUR_CRL).map_err(Error::internal)?;
    Ok(Some(crl.der().to_vec()))
}

/// The list of the root, as it was signed last.
pub async fn crl_akar(app: &App) -> Result<Option<Vec<u8>>> {
    let semua = store::pki::aktif(app).await?;
    Ok(semua.into_iter().find(|satu| satu.jenis == JenisOtoritas::Akar).and_then(|akar| akar.crl))
}

/// The answer to a request of RFC 6960; none while there is no authority.
pub async fn ocsp(app: &App, request_der: &[u8]) -> Result<Option<Vec<u8>>> {
    let Some(penjawab) = penjawab(app).await? else { return Ok(None) };
    let Some((sendiri, _)) = penerbit(app).await? else { return Ok(None) };
    let mut dikenal: BTreeMap<String, Status> = BTreeMap::new();
    for (serial, cabut) in store::pki::keadaan(app, sendiri.id).await? {
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
