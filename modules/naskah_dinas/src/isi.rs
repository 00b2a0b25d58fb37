//! The content of a letter: sealing, opening, fingerprint.
use std::collections::BTreeMap;

use kernel::port::Security;
use kernel::{App, Error, Result, Val, args};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::model::{Isi, Lampiran, Naskah, PERIHAL_RAHASIA, Tujuan};

/// The purpose under which the content of a letter is sealed: a key of its own per letter.
pub fn kunci(naskah: Uuid) -> String {
    format!("naskah/{naskah}")
}

/// The content of a letter that the caller may read. A registered letter without content is empty.
///
/// # Errors
/// [`Error::Internal`] when it was sealed by another installation or damaged.
pub fn buka(app: &App, naskah: &Naskah) -> Result<Isi> {
    let isi = tree(app, naskah.id, naskah.isi.as_ref(), naskah.isi_segel.as_deref())?;
    Ok(match isi {
        Some(tree) => serde_json::from_value(tree)?,
        None => Isi { perihal: naskah.perihal.clone(), ..Isi::default() },
    })
}

/// Content as stored, open or sealed.
pub fn tree(app: &App, naskah: Uuid, isi: Option<&Json>, segel: Option<&[u8]>) -> Result<Option<Json>> {
    match (isi, segel) {
        (_, Some(segel)) => Ok(Some(serde_json::from_slice(&app.keys.unseal(&kunci(naskah), segel)?)?)),
        (Some(isi), None) => Ok(Some(isi.clone())),
        (None, None) => Ok(None),
    }
}

/// The columns `perihal`, `isi` and `isi_segel` of a letter with this content.
pub fn kolom(app: &App, id: Uuid, keamanan: Security, isi: &Isi) -> Result<Vec<(&'static str, Val)>> {
    let tree = serde_json::to_value(isi)?;
    Ok(if keamanan.is_secret() {
        let segel = app.keys.seal(&kunci(id), tree.to_string().as_bytes())?;
        vec![("perihal", PERIHAL_RAHASIA.into()), ("isi", Val::Null), ("isi_segel", segel.into())]
    } else {
        vec![("perihal", isi.perihal.clone().into()), ("isi", tree.into()), ("isi_segel", Val::Null)]
    })
}

/// A text of a secret letter as stored: sealed, in letters that a text column takes.
pub fn segel_teks(app: &App, id: Uuid, keamanan: Security, teks: &str) -> Result<String> {
    if !keamanan.is_secret() || teks.is_empty() {
        return Ok(teks.to_owned());
    }
    Ok(format!("{SEGEL}{}", kernel::keys::hex(&app.keys.seal(&kunci(id), teks.as_bytes())?)))
}

const SEGEL: &str = "segel:";

/// The text that [`segel_teks`] stored.
pub fn buka_teks(app: &App, id: Uuid, teks: &str) -> Result<String> {
    let Some(bytes) = teks.strip_prefix(SEGEL).and_then(kernel::keys::unhex) else { return Ok(teks.to_owned()) };
    match app.keys.unseal(&kunci(id), &bytes) {
        Ok(terbuka) => String::from_utf8(terbuka).map_err(Error::internal),
        // An open text may begin with the same word.
        Err(_) => Ok(teks.to_owned()),
    }
}

/// Everything that somebody who agrees to a letter agrees to.
#[derive(Debug, Clone, Copy)]
pub struct Bahan<'a> {
    /// Key of the kind.
    pub jenis: &'a str,
    /// Content.
    pub isi: &'a Isi,
    /// Urgency, security and classification, as their codes.
    pub sifat: &'a str,
    /// See `sifat`.
    pub keamanan: &'a str,
    /// See `sifat`.
    pub klasifikasi: &'a str,
    /// Who signs.
    pub penandatangan: Option<Uuid>,
    /// Addressees.
    pub tujuan: &'a [Tujuan],
    /// Attachments.
    pub lampiran: &'a [Lampiran],
    /// Version of the template that it will be set with.
    pub templat_versi: i64,
}

/// SHA-256 over everything in a fixed order, each part with its length, so that no two letters share one by moving a
/// boundary.
pub fn sidik(bahan: &Bahan<'_>) -> String {
    let mut hash = Sha256::new();
    let mut catat = |teks: &str| {
        hash.update(teks.len().to_string());
        hash.update([b':']);
        hash.update(teks);
    };
    for teks in [bahan.jenis, bahan.sifat, bahan.keamanan, bahan.klasifikasi] {
        catat(teks);
    }
    let isi = bahan.isi;
    for teks in [
        &isi.perihal,
        &isi.lampiran,
        &isi.tempat,
        &isi.wewenang,
        &isi.atas_nama,
        &isi.melalui,
        &isi.jabatan,
        &isi.alasan_mundur,
    ] {
        catat(teks);
    }
    catat(&isi.tanggal_mundur.map(|hari| hari.to_string()).unwrap_or_default());
    catat(&bahan.penandatangan.map(|akun| akun.to_string()).unwrap_or_default());
    catat(&bahan.templat_versi.to_string());
    catat(&isi.bagian.len().to_string());
    for bagian in &isi.bagian {
        catat(&bagian.gaya);
        catat(&bagian.teks);
    }
    catat(&bahan.tujuan.len().to_string());
    for tujuan in bahan.tujuan {
        catat(&tujuan.unit.map(|unit| unit.to_string()).unwrap_or_default());
        catat(&tujuan.akun.map(|akun| akun.to_string()).unwrap_or_default());
        catat(&tujuan.teks);
        catat(if tujuan.tembusan { "1" } else { "0" });
    }
    catat(&bahan.lampiran.len().to_string());
    for lampiran in bahan.lampiran {
        catat(&lampiran.judul);
        catat(&lampiran.sha256);
    }
    kernel::keys::hex(&hash.finalize())
}

/// Whether a text is one that [`segel_teks`] sealed.
pub fn tersegel(teks: &str) -> bool {
    teks.starts_with(SEGEL)
}

/// What these letters are about, those among them that are sealed and name the person as a reader. Lists, tasks and the
/// books on a page show it to that person alone; everybody else, files and mails get [`PERIHAL_RAHASIA`].
pub async fn perihal_bernama(app: &App, akun: Option<Uuid>, naskah: &[Uuid]) -> Result<BTreeMap<Uuid, String>> {
    let mut hasil = BTreeMap::new();
    let Some(akun) = akun else { return Ok(hasil) };
    for bagian in naskah.chunks(200) {
        let mut values = args![akun];
        values.extend(bagian.iter().map(|id| Val::from(*id)));
        let marks: Vec<String> = (2..=values.len()).map(|n| format!("${n}")).collect();
        let text = format!(
            "select n.id, n.isi_segel from naskah n where n.id in ({}) and n.isi_segel is not null \
             and exists (select 1 from naskah_akses a where a.naskah = n.id and a.owner = $1)",
            marks.join(",")
        );
        for row in app.db.query(&text, values).await? {
            let (id, segel): (Uuid, Vec<u8>) = (row.get("id")?, row.get("isi_segel")?);
            if let Some(tree) = tree(app, id, None, Some(&segel))? {
                hasil.insert(id, serde_json::from_value::<Isi>(tree)?.perihal);
            }
        }
    }
    Ok(hasil)
}

/// Puts the subjects of secret letters that name the person in place of the neutral words. Nothing is asked when none of
/// them is secret.
pub async fn sebut_perihal<T>(
    app: &App,
    akun: Option<Uuid>,
    semua: &mut [T],
    letter: impl Fn(&mut T) -> (Uuid, &mut String),
) -> Result<()> {
    let mut tersegel: Vec<Uuid> = vec![];
    for satu in semua.iter_mut() {
        let (id, perihal) = letter(satu);
        if perihal == PERIHAL_RAHASIA {
            tersegel.push(id);
        }
    }
    if tersegel.is_empty() {
        return Ok(());
    }
    tersegel.sort_unstable();
    tersegel.dedup();
    let terbuka = perihal_bernama(app, akun, &tersegel).await?;
    for satu in semua.iter_mut() {
        let (id, perihal) = letter(satu);
        if let Some(isi) = terbuka.get(&id).filter(|isi| perihal == PERIHAL_RAHASIA && !isi.is_empty()) {
            perihal.clone_from(isi);
        }
    }
    Ok(())
}
