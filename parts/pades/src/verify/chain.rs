//! From a certificate to a trusted one (RFC 5280 section 6), and what is known of revocations on the way.
use time::OffsetDateTime;

use crate::certificate::Certificate;
use crate::oid;
use crate::revocation::{Crl, OcspResponse, Reason, Status};
use crate::verify::report::{ChainVerdict, Revocation};

/// The longest chain.
const MAX_CHAIN: usize = 8;

/// How many signatures of certificates are checked for one chain.
const MAX_CHECKS: usize = 64;

/// What a certificate must be good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Signing,
    Stamping,
}

/// Certificates and revocation data to work with.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    pub anchors: &'a [Certificate],
    /// Everything else that may stand in a chain.
    pub pool: &'a [Certificate],
}

/// A chain and what it is worth.
#[derive(Debug, Clone)]
pub struct Chain {
    pub verdict: ChainVerdict,
    /// The certificate first; the anchor last, if one was reached.
    pub path: Vec<Certificate>,
}

struct Climb<'a> {
    material: Material<'a>,
    at: OffsetDateTime,
    checks: usize,
    /// The longest way without a trusted end.
    longest: Vec<Certificate>,
    /// Why ways that led to a trusted end do not count.
    fault: Option<ChainVerdict>,
}

/// Looks for a chain that was valid at an instant.
pub fn build(leaf: &Certificate, purpose: Purpose, material: Material<'_>, at: OffsetDateTime) -> Chain {
    let mut climb = Climb { material, at, checks: 0, longest: vec![leaf.clone()], fault: None };
    let mut path = vec![leaf.clone()];
    if let Some(path) = climb.up(&mut path) {
        let verdict = if fits(leaf, purpose) { ChainVerdict::Trusted } else { ChainVerdict::WrongUsage };
        return Chain { verdict, path };
    }
    Chain { verdict: climb.fault.unwrap_or(ChainVerdict::Unanchored), path: climb.longest }
}

fn fits(leaf: &Certificate, purpose: Purpose) -> bool {
    let usages = leaf.extended_key_usage();
    // A certificate only for machines or services signs no documents.
    let services = [oid::SERVER_AUTH, oid::TIME_STAMPING, oid::OCSP_SIGNING];
    let for_services = !usages.is_empty() && usages.iter().all(|usage| services.contains(&usage.as_str()));
    !leaf.has_unknown_critical()
        && leaf.may_sign()
        && match purpose {
            Purpose::Signing => !for_services,
            Purpose::Stamping => leaf.is_for_time_stamping(),
        }
}

impl Climb<'_> {
    fn note(&mut self, fault: ChainVerdict) {
        // The first fault found on the shortest way tells most.
        self.fault.get_or_insert(fault);
    }

    fn up(&mut self, path: &mut Vec<Certificate>) -> Option<Vec<Certificate>> {
        let last = path.last()?.clone();
        if self.material.anchors.contains(&last) {
            return self.timely(path);
        }
        if path.len() >= MAX_CHAIN {
            return None;
        }
        let material = self.material;
        let issuers = material.anchors.iter().chain(material.pool).filter(|issuer| issuer.subject() == last.issuer());
        let mut tried: Vec<&Certificate> = Vec::new();
        for issuer in issuers {
            let another_key = match (last.authority_key_id(), issuer.subject_key_id()) {
                (Some(wanted), Some(own)) => wanted != own,
                (None, _) | (_, None) => false,
            };
            if path.contains(issuer) || tried.contains(&issuer) {
                continue;
            }
            tried.push(issuer);
            self.checks += 1;
            if self.checks > MAX_CHECKS {
                return None;
            }
            if last.signed_by(issuer.public_key()).is_err() {
                if material.anchors.contains(issuer) && !another_key {
                    self.note(ChainVerdict::Forged);
                }
                continue;
            }
            path.push(issuer.clone());
            if path.len() > self.longest.len() {
                self.longest.clone_from(path);
            }
            if may_issue(issuer, path) {
                if let Some(found) = self.up(path) {
                    return Some(found);
                }
            } else {
                self.note(ChainVerdict::WrongUsage);
            }
            path.pop();
        }
        None
    }

    /// A way that leads to an anchor counts when all on it was valid at the instant.
    fn timely(&mut self, path: &[Certificate]) -> Option<Vec<Certificate>> {
        if path.iter().any(|certificate| self.at < certificate.not_before()) {
            self.note(ChainVerdict::NotYetValid);
        } else if path.iter().any(|certificate| self.at > certificate.not_after()) {
            self.note(ChainVerdict::Expired);
        } else {
            return Some(path.to_vec());
        }
        if path.len() > self.longest.len() {
            self.longest = path.to_vec();
        }
        None
    }
}

/// Whether the last of a path may stand there: an authority, with room for those below it.
fn may_issue(issuer: &Certificate, path: &[Certificate]) -> bool {
    let inner = path.iter().skip(1).rev().skip(1).filter(|below| !below.is_self_issued()).count() as u64;
    issuer.is_ca()
        && issuer.key_usage().is_none_or(|usage| usage.key_cert_sign)
        && issuer.path_len().is_none_or(|most| inner <= most)
        && !issuer.has_unknown_critical()
}

/// Revocation data.
#[derive(Debug, Clone, Copy)]
pub struct Data<'a> {
    pub crls: &'a [Crl],
    pub ocsps: &'a [OcspResponse],
}

/// Whether a certificate of a chain was revoked at an instant. `proven`: a time stamp proves that the signature was there at
/// that instant, so that a later revocation does not matter.
pub fn revocation(
    chain: &[Certificate],
    data: &[Data<'_>],
    at: OffsetDateTime,
    proven: bool,
    now: OffsetDateTime,
) -> Revocation {
    let mut oldest = now;
    let mut unknown = false;
    let mut later = None;
    for pair in chain.windows(2) {
        let [certificate, issuer] = pair else { continue };
        if certificate.ocsp_no_check() {
            continue;
        }
        match state(certificate, issuer, data, at, now) {
            Some((Status::Revoked { at: since, reason }, _)) => {
                if proven && since > at {
                    later = Some(Revocation::Revoked { at: since, reason, after_stamp: true });
                } else {
                    return Revocation::Revoked { at: since, reason, after_stamp: false };
                }
            }
            Some((Status::Good, made)) => oldest = oldest.min(made),
            Some((Status::Unknown, _)) | None => unknown = true,
        }
    }
    match later {
        Some(later) => later,
        None if unknown => Revocation::Unknown,
        None => Revocation::Good { checked_at: oldest },
    }
}

/// What is known of one certificate; a revocation that anybody reports wins over older data.
fn state(
    certificate: &Certificate,
    issuer: &Certificate,
    data: &[Data<'_>],
    at: OffsetDateTime,
    now: OffsetDateTime,
) -> Option<(Status, OffsetDateTime)> {
    let timely = |made: OffsetDateTime, next: Option<OffsetDateTime>| made <= now && next.is_none_or(|next| next >= at);
    let mut good: Option<OffsetDateTime> = None;
    let mut fresh = |made: OffsetDateTime| good = Some(good.map_or(made, |other| other.max(made)));
    for data in data {
        for response in data.ocsps {
            let Some(statement) = response.statement(certificate, issuer) else { continue };
            match statement.status {
                Status::Revoked { at, reason } if statement.this_update <= now => {
                    return Some((Status::Revoked { at, reason }, statement.this_update));
                }
                Status::Good if timely(statement.this_update, statement.next_update) => fresh(statement.this_update),
                Status::Good | Status::Revoked { .. } | Status::Unknown => {}
            }
        }
        for crl in data.crls {
            if crl.issuer() != issuer.subject() || crl.this_update() > now || !crl.is_from(issuer) {
                continue;
            }
            match crl.entry(certificate) {
                Some(entry) => {
                    return Some((Status::Revoked { at: entry.at, reason: entry.reason }, crl.this_update()));
                }
                None if timely(crl.this_update(), crl.next_update()) => fresh(crl.this_update()),
                None => {}
            }
        }
    }
    good.map(|made| (Status::Good, made))
}

/// Whether a revocation takes the worth from stamps that were made before it: not when the authority merely got another
/// certificate or ended its work.
pub fn undoes_stamps(revocation: Revocation) -> bool {
    match revocation {
        Revocation::Good { .. } | Revocation::Unknown => false,
        Revocation::Revoked { after_stamp: false, .. } => true,
        Revocation::Revoked { reason, .. } => match reason {
            Reason::AffiliationChanged | Reason::Superseded | Reason::CessationOfOperation => false,
            Reason::Unspecified
            | Reason::KeyCompromise
            | Reason::CaCompromise
            | Reason::CertificateHold
            | Reason::PrivilegeWithdrawn => true,
        },
    }
}
