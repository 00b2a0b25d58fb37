//! Signing without an installation: a root, an issuing authority and a person that exist in memory only, made as the
//! authority of a regency makes them. For measuring what a signature costs.
use pades::ca::{Application, Authority, Profile, Urls, Validity};
use pades::sign::{Evidence, Level, Order, Panel, Request};
use pades::{Key, LocalSigner, Name, NamePart, Result, SystemRandom};
use time::{Duration, OffsetDateTime};

/// A person with a certificate of a regency's authority.
pub struct Contoh {
    signer: LocalSigner,
    random: SystemRandom,
    pada: OffsetDateTime,
}

impl Contoh {
    /// Makes authority and person; everything that is signed claims this instant.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn new(pada: OffsetDateTime) -> Result<Contoh> {
        let random = SystemRandom::new();
        let nama = |cn: &str| {
            Name::new(&[
                (NamePart::Country, "ID"),
                (NamePart::Organization, "Kabupaten Contoh"),
                (NamePart::CommonName, cn),
            ])
        };
        let masa = |hari| Validity { from: pada - Duration::days(1), to: pada + Duration::days(hari) };
        let akar = Authority::root(&nama("Otoritas Sertifikat Akar")?, Key::generate(&random)?, masa(7300), &random)?;
        let kunci = Key::generate(&random)?;
        let penerbit = akar.subordinate(&nama("Penerbit Sertifikat")?, kunci, masa(3650), &Urls::default(), &random)?;
        let kunci = Key::generate(&random)?;
        let permohonan = Application {
            subject: nama("Penanda Tangan Contoh")?,
            public_key: kunci.public_key().clone(),
            profile: Profile::Person,
            validity: masa(730),
        };
        let mut rantai = vec![penerbit.issue(&permohonan, &Urls::default(), &random)?];
        rantai.extend_from_slice(penerbit.chain());
        Ok(Contoh { signer: LocalSigner::new(kunci, rantai)?, random, pada })
    }

    /// Signs a PDF at the level B-B. Without a panel it costs what a signature costs beside the letter itself.
    ///
    /// # Errors
    /// When it is no PDF that can be signed.
    pub fn tandatangani(&self, pdf: &[u8], panel: Option<Panel>) -> Result<Vec<u8>> {
        let mut request = Request::new("TTE", self.pada);
        request.panel = panel;
        let evidence = Evidence::default();
        let order = Order { level: Level::B, signer: &self.signer, tsa: None, evidence: &evidence };
        pades::sign::sign(pdf, &request, &order, &self.random)
    }
}
