//! A letter of one page to PDF, against the bare call of the typesetter; and a signature on it.
use std::time::{Duration, Instant};

use anyhow::Context as _;
use kernel::App;
use naskah_dinas::{store, terbit};
use pades::ca::{Application, Authority, Profile, Urls, Validity};
use pades::sign::{Evidence, Level, Order, Request, sign};
use pades::{Key, LocalSigner, Name, NamePart, SystemRandom};
use typst::comemo;
use uuid::Uuid;

use super::bare_typst::Bare;
use crate::case::middle;
use crate::measure::WARM;
use crate::place::plain;

/// Letters that are timed on each side.
pub const LETTERS: usize = 40;

/// Times of a letter.
#[derive(Debug, Clone, Copy)]
pub struct Paper {
    /// Median and 95th percentile: from its rows to its PDF.
    pub program: (Duration, Duration),
    /// The same of the bare call.
    pub bare: (Duration, Duration),
    /// The same of a PAdES B-B signature with a key in this process.
    pub signature: (Duration, Duration),
    /// Bytes of the PDF.
    pub bytes: usize,
}

/// Times each side on letters of its own, by turns: what the typesetter remembers of one letter helps nobody with another.
pub async fn measure(app: &App, letters: &[Uuid]) -> anyhow::Result<Paper> {
    let (mut program, mut bare, mut signature, mut bytes) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let signer = signer()?;
    for (run, pair) in letters.chunks_exact(2).take(WARM + LETTERS).enumerate() {
        let [one, other] = pair else { continue };
        let (one, other) = if run % 2 == 0 { (one, other) } else { (other, one) };
        let letter = store::naskah::dengan_id(app, *one).await.map_err(plain)?;
        let started = Instant::now();
        let set = terbit::susun(app, &letter).await.map_err(plain)?;
        let by_program = started.elapsed();
        anyhow::ensure!(set.pdf.pages == 1, "a letter of {} pages", set.pdf.pages);
        let letter = store::naskah::dengan_id(app, *other).await.map_err(plain)?;
        let data = terbit::bahan(app, &letter).await.map_err(plain)?;
        let json = serde_json::to_value(&data.surat)?;
        let name = data.surat.identitas.dokumen.clone();
        let world = Bare::new(&data.templat, &json, app.now(), &name).context("the typesetter is not ready")?;
        let started = Instant::now();
        let pdf = world.pdf()?;
        let by_bare = started.elapsed();
        // What the program does after each letter, so that its memory stays bounded.
        comemo::evict(2);
        let (long, short) = (pdf.len().max(set.pdf.bytes.len()), pdf.len().min(set.pdf.bytes.len()));
        anyhow::ensure!((long - short) * 20 <= long, "{short} bytes beside {long}: not the same letter");
        let request = Request::new("Tanda", app.now());
        let (tsa, evidence) = (None, Evidence::default());
        let order = Order { level: Level::B, signer: &signer, tsa, evidence: &evidence };
        let started = Instant::now();
        sign(&set.pdf.bytes, &request, &order, &SystemRandom::new())?;
        let by_signer = started.elapsed();
        if run >= WARM {
            program.push(by_program);
            bare.push(by_bare);
            signature.push(by_signer);
            bytes = bytes.max(set.pdf.bytes.len());
        }
    }
    anyhow::ensure!(program.len() == LETTERS, "{} letters where {LETTERS} were wanted", program.len());
    Ok(Paper { program: middle(&mut program), bare: middle(&mut bare), signature: middle(&mut signature), bytes })
}

/// A person of an authority that exists only here.
fn signer() -> anyhow::Result<LocalSigner> {
    let (random, now) = (SystemRandom::new(), time::OffsetDateTime::now_utc());
    let valid = |days| Validity { from: now - time::Duration::days(days), to: now + time::Duration::days(days) };
    let name = |common: &str| Name::new(&[(NamePart::Country, "ID"), (NamePart::CommonName, common)]);
    let root = Authority::root(&name("Otoritas Rekaan")?, Key::generate(&random)?, valid(2), &random)?;
    let key = Key::generate(&random)?;
    let (subject, public_key) = (name("Penanda Rekaan")?, key.public_key().clone());
    let application = Application { subject, public_key, profile: Profile::Person, validity: valid(1) };
    let certificate = root.issue(&application, &Urls::default(), &random)?;
    Ok(LocalSigner::new(key, vec![certificate, root.certificate().clone()])?)
}
