//! What a PDF says of its signatures, in plain words: who, when, whether it is whole, whether the signer is trusted, what
//! was changed after which signature.
use kernel::page::Tone;
use kernel::{App, Error, Result, indonesia};
use pades::verify::{After, ChainVerdict, Integrity, Kind, Report, Revocation, Signature, Trust, Verdict, When};
use time::OffsetDateTime;
use tokio::sync::Semaphore;

use crate::{pki, store};

/// Files checked at a time: anybody may send one, and a large one takes a core for a while.
static SEKALIGUS: Semaphore = Semaphore::const_new(2);

/// Trust in nobody: enough to learn whether signatures are whole.
pub fn tanpa_jangkar() -> Trust {
    Trust { anchors: vec![], intermediates: vec![], crls: vec![], ocsps: vec![] }
}

/// Whom this installation trusts: its own roots, those of today and earlier ones, and what the administrator imported.
pub async fn kepercayaan(app: &App) -> Result<Trust> {
    let mut trust = tanpa_jangkar();
    let silsilah = pki::Silsilah::baca(app).await?;
    for satu in silsilah.semua() {
        let akar = satu.otoritas.jenis == store::pki::JenisOtoritas::Akar;
        if akar { &mut trust.anchors } else { &mut trust.intermediates }.push(satu.sertifikat.clone());
        if let Some(crl) = pki::crl_dari(app, &silsilah, satu).await? {
            trust.crls.push(pades::Crl::from_der(&crl).map_err(Error::internal)?);
        }
    }
    for satu in store::jangkar::aktif(app).await? {
        trust.anchors.push(pades::Certificate::from_der(&satu.sertifikat).map_err(Error::internal)?);
    }
    Ok(trust)
}

/// What one signature says.
#[derive(Debug, Clone, PartialEq)]
pub struct Kalimat {
    /// Who, or what it is.
    pub judul: String,
    /// The conclusion in a word or two.
    pub simpulan: &'static str,
    /// How good that is.
    pub nada: Tone,
    /// The facts: what is asked, and the answer.
    pub fakta: Vec<(&'static str, String)>,
}

/// What the whole file says.
#[derive(Debug, Clone, PartialEq)]
pub struct Hasil {
    /// One sentence over all.
    pub simpulan: String,
    /// How good that is.
    pub nada: Tone,
    /// One for each signature, in the order of the file.
    pub tanda: Vec<Kalimat>,
}

/// Checks a PDF.
///
/// # Errors
/// [`Error::BadRequest`] with words when it is no readable PDF.
pub async fn periksa(app: &App, pdf: Vec<u8>) -> Result<Hasil> {
    let trust = kepercayaan(app).await?;
    let now = app.now();
    let _giliran = SEKALIGUS.acquire().await.map_err(Error::internal)?;
    let laporan = tokio::task::spawn_blocking(move || pades::verify::verify(&pdf, &trust, now))
        .await
        .map_err(Error::internal)?
        .map_err(|_| {
            Error::BadRequest("Berkas ini bukan PDF, terkunci, atau rusak sehingga tidak dapat diperiksa.".into())
        })?;
    Ok(susun(&laporan, |pada| indonesia::tanggal::waktu_panjang(pada, app.profile.zone())))
}

/// The report in words; `waktu` writes an instant.
pub fn susun(laporan: &Report, waktu: impl Fn(OffsetDateTime) -> String) -> Hasil {
    let tanda: Vec<Kalimat> = laporan.signatures.iter().map(|satu| kalimat(satu, &waktu)).collect();
    let milik = || laporan.signatures.iter().filter(|satu| matches!(satu.kind, Kind::Signature));
    let jumlah = milik().count();
    let ada = |verdict: fn(&Verdict) -> bool| laporan.signatures.iter().any(|satu| verdict(&satu.verdict()));
    let berubah = laporan.signatures.iter().any(Signature::changed_after);
    let (simpulan, nada) = if jumlah == 0 {
        ("Berkas ini tidak memuat tanda tangan elektronik.".to_owned(), Tone::Neutral)
    } else if ada(|verdict| matches!(verdict, Verdict::Invalid)) {
        ("Berkas ini TIDAK dapat dipercaya: ada tanda tangan yang tidak sah. Lihat rinciannya.".to_owned(), Tone::Bad)
    } else if berubah {
        ("Berkas ini diubah setelah ditandatangani. Lihat apa yang berubah.".to_owned(), Tone::Bad)
    } else if ada(|verdict| matches!(verdict, Verdict::Indeterminate)) {
        (
            "Isi berkas utuh sejak ditandatangani, tetapi penanda tangannya tidak seluruhnya dapat dipastikan."
                .to_owned(),
            Tone::Attention,
        )
    } else {
        (format!("Berkas ini utuh dan sah: {jumlah} tanda tangan dari penanda tangan yang dipercaya."), Tone::Good)
    };
    Hasil { simpulan, nada, tanda }
}

fn kalimat(satu: &Signature, waktu: &impl Fn(OffsetDateTime) -> String) -> Kalimat {
    let nama = satu.signer.as_ref().map_or("Penanda tangan tidak dikenal", |siapa| {
        if siapa.common_name.is_empty() { siapa.subject.as_str() } else { siapa.common_name.as_str() }
    });
    let judul = match satu.kind {
        Kind::Signature => nama.to_owned(),
        Kind::DocumentTimestamp => format!("Penanda waktu arsip: {nama}"),
    };
    let (simpulan, nada) = match satu.verdict() {
        Verdict::Valid if satu.changed_after() => ("Sah, lalu berkas diubah", Tone::Bad),
        Verdict::Valid => ("Sah", Tone::Good),
        Verdict::Indeterminate => ("Belum dapat dipastikan", Tone::Attention),
        Verdict::Invalid => ("Tidak sah", Tone::Bad),
    };
    let mut fakta = vec![];
    if let Some(siapa) = &satu.signer {
        fakta.push(("Pemilik sertifikat", siapa.subject.clone()));
        fakta.push(("Penerbit sertifikat", siapa.issuer.clone()));
    }
    fakta.push((
        "Waktu",
        match &satu.when {
            When::Stamped(pada) => format!("{}, dibuktikan penanda waktu", waktu(*pada)),
            When::Claimed(pada) => format!("{}, menurut komputer penanda tangan", waktu(*pada)),
            When::Unknown => "tidak disebut".to_owned(),
        },
    ));
    fakta.push(("Keutuhan", keutuhan(&satu.integrity).to_owned()));
    fakta.push(("Penanda tangan", kepercayaan_teks(&satu.trust).to_owned()));
    fakta.push((
        "Status sertifikat",
        match &satu.revocation {
            Revocation::Good { .. } => "tidak dicabut".to_owned(),
            Revocation::Revoked { at, after_stamp: true, .. } => {
                format!("dicabut pada {}, setelah tanda tangan ini dibubuhkan", waktu(*at))
            }
            Revocation::Revoked { at, after_stamp: false, .. } => format!("DICABUT pada {}", waktu(*at)),
            Revocation::Unknown => "belum dapat diperiksa: daftar pencabutan tidak tersedia".to_owned(),
        },
    ));
    if let Some(alasan) = satu.reason.as_ref().filter(|alasan| !alasan.is_empty()) {
        fakta.push(("Sebagai", alasan.clone()));
    }
    fakta.push(("Setelah tanda tangan ini", sesudah(&satu.after)));
    Kalimat { judul, simpulan, nada, fakta }
}

fn keutuhan(integrity: &Integrity) -> &'static str {
    match integrity {
        Integrity::Whole => "isi yang ditandatangani utuh",
        Integrity::Range(_) => "RUSAK: bagian berkas yang dilindungi tanda tangan tidak dapat dipastikan",
        Integrity::Digest => "BERUBAH: isi berkas tidak sama dengan yang ditandatangani",
        Integrity::Signature => "RUSAK: tanda tangan tidak cocok dengan sertifikatnya",
        Integrity::SigningCertificate => "RUSAK: tanda tangan tidak terikat pada sertifikatnya",
        Integrity::Unreadable => "tanda tangan tidak dapat dibaca",
        Integrity::Unsupported => "jenis tanda tangan ini belum dapat diperiksa",
    }
}

fn kepercayaan_teks(trust: &ChainVerdict) -> &'static str {
    match trust {
        ChainVerdict::Trusted => "dipercaya: sertifikatnya berinduk pada otoritas yang dipercaya di sini",
        ChainVerdict::NoSigner => "tidak diketahui: sertifikatnya tidak disertakan",
        ChainVerdict::Unanchored => "belum dapat dipastikan: otoritas penerbitnya tidak dikenal di sini",
        ChainVerdict::Expired => "sertifikatnya sudah berakhir ketika ditandatangani",
        ChainVerdict::NotYetValid => "sertifikatnya belum berlaku ketika ditandatangani",
        ChainVerdict::WrongUsage => "sertifikatnya bukan untuk tanda tangan",
        ChainVerdict::Forged => "PALSU: sertifikatnya tidak diterbitkan oleh yang disebutnya",
    }
}

fn sesudah(after: &[After]) -> String {
    if after.is_empty() {
        return "tidak ada perubahan".to_owned();
    }
    let teks: Vec<String> = after
        .iter()
        .map(|satu| match satu {
            After::Signature { visible: true, .. } => "ditambah tanda tangan lain yang terlihat".to_owned(),
            After::Signature { .. } => "ditambah tanda tangan lain".to_owned(),
            After::DocumentTimestamp { .. } => "ditambah penanda waktu arsip".to_owned(),
            After::Dss => "ditambah data pencabutan untuk jangka panjang".to_owned(),
            After::Form { field } => format!("isian formulir {field} diubah"),
            After::Metadata => "keterangan berkas diubah".to_owned(),
            After::Other { what } => format!("ISI DIUBAH ({what})"),
        })
        .collect();
    teks.join("; ")
}
