//! The document security store: certificates and revocation data for later (ETSI EN 319 142-1 section 5.4.2).
use std::collections::BTreeMap;

use crate::algorithm::sha256;
use crate::certificate::Certificate;
use crate::pdf::{Dict, Pdf, Update, Value};
use crate::revocation::{Crl, OcspResponse};
use crate::sign::field::signable;
use crate::{Error, Result};

/// The most objects of one kind in a store.
pub(crate) const MAX_STORED: usize = 1_000;

/// Certificates and revocation data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Certificates: of signers, time-stamping authorities, responders and everybody above them.
    pub certificates: Vec<Certificate>,
    /// Lists of revoked certificates.
    pub crls: Vec<Crl>,
    /// Answers of OCSP responders.
    pub ocsps: Vec<OcspResponse>,
}

impl Evidence {
    /// Whether there is no revocation data.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.crls.is_empty() && self.ocsps.is_empty()
    }
}

/// Adds certificates and revocation data to the store of a PDF, or makes one. What the store holds already stays, and is not
/// added twice; a PDF that lacks nothing is returned as it is. No VRI entries are written: they only repeat what belongs to
/// which signature, and EN 319 142-1 leaves them out by preference.
///
/// # Errors
/// As [`super::prepare`] for PDFs that cannot be extended soundly.
pub fn add_dss(bytes: &[u8], evidence: &Evidence) -> Result<Vec<u8>> {
    let pdf = Pdf::open(bytes)?;
    signable(&pdf)?;
    let mut catalog = pdf.catalog()?;
    let mut store = pdf.dict_at(&catalog, "DSS")?.unwrap_or_default().with("Type", "DSS");
    let mut update = Update::new(&pdf)?;
    let kinds: [(&str, Vec<&[u8]>); 3] = [
        ("Certs", evidence.certificates.iter().map(Certificate::der).collect()),
        ("CRLs", evidence.crls.iter().map(Crl::der).collect()),
        ("OCSPs", evidence.ocsps.iter().map(OcspResponse::der).collect()),
    ];
    let mut added = false;
    for (key, items) in kinds {
        let mut list = pdf.array_at(&store, key)?;
        let mut there = BTreeMap::new();
        for (value, bytes) in stored(&pdf, &list)? {
            there.insert(sha256(&bytes), value);
        }
        for item in items {
            if there.contains_key(&sha256(item)) {
                continue;
            }
            if list.len() >= MAX_STORED {
                return Err(Error::TooLarge { what: "store", size: list.len() as u64, limit: MAX_STORED as u64 });
            }
            let id = update.allocate();
            update.put_stream(id, Dict::default(), item);
            there.insert(sha256(item), id.into());
            list.push(id.into());
            added = true;
        }
        if !list.is_empty() {
            store.set(key, list);
        }
    }
    if !added {
        return Ok(bytes.to_vec());
    }
    match catalog.get("DSS") {
        Some(Value::Ref(id)) if matches!(pdf.get(*id)?, Value::Dict(_)) => update.put(*id, &store.into()),
        _ => {
            let id = update.allocate();
            update.put(id, &store.into());
            catalog.set("DSS", id);
            update.put(pdf.root()?, &catalog.into());
        }
    }
    update.finish()
}

/// The streams of a list with their contents. What is no stream is passed over.
pub(crate) fn stored(pdf: &Pdf<'_>, list: &[Value]) -> Result<Vec<(Value, Vec<u8>)>> {
    let mut found = Vec::new();
    for value in list.iter().take(MAX_STORED) {
        if let Value::Stream(stream) = pdf.resolve(value)? {
            found.push((value.clone(), pdf.unpack(&stream)?));
        }
    }
    Ok(found)
}
