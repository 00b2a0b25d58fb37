//! Taking a parsed text in, as a new document or as a new text of one, and bringing a document before the public.
use kernel::file::{Owner, Secrecy};
use kernel::web::Upload;
use kernel::{App, Result, Subject, Write};
use serde_json::json;
use uuid::Uuid;

use crate::impor::Olahan;
use crate::model::{Dokumen, JENIS, Kelas};
use crate::store::{self, Asal};

/// The original file as it came.
pub enum Asli<'a> {
    /// From a form.
    Unggahan(&'a Upload),
    /// From the program itself: name and content.
    Isi(&'a str, Vec<u8>),
}

/// What a change of a document is about.
pub fn subject(dokumen: &Dokumen) -> Subject {
    Subject::new("peraturan", dokumen.id, dokumen.href_kelola())
}

/// Stores an original file of a document.
pub async fn simpan_asli(write: &mut Write, app: &App, dokumen: &Dokumen, asli: Asli<'_>) -> Result<Uuid> {
    let owner = Owner { subject: subject(dokumen), unit: dokumen.unit, secrecy: Secrecy::Public };
    match asli {
        Asli::Unggahan(upload) => app.files.keep(write, upload, &owner).await,
        Asli::Isi(nama, bytes) => app.files.keep_bytes(write, nama, bytes, &owner).await,
    }
}

/// An empty document.
pub fn kosong(kelas: Kelas, unit: Option<Uuid>, owner: Option<Uuid>, at: time::OffsetDateTime) -> Dokumen {
    Dokumen {
        id: Uuid::now_v7(),
        version: 1,
        unit,
        owner,
        keadaan: crate::ALUR.initial.to_owned(),
        kelas,
        siput: String::new(),
        sebutan: String::new(),
        jenis: String::new(),
        jenis_nama: String::new(),
        nomor: String::new(),
        tahun: None,
        judul: String::new(),
        kunci: String::new(),
        kunci_lain: String::new(),
        pemrakarsa: String::new(),
        tempat: String::new(),
        ditetapkan: None,
        diundangkan: None,
        berlaku: None,
        sumber: String::new(),
        bidang: String::new(),
        subjek: String::new(),
        teu: String::new(),
        bahasa: "Indonesia".to_owned(),
        penerbit: String::new(),
        fisik: String::new(),
        isbn: String::new(),
        panggil: String::new(),
        induk: String::new(),
        abstrak: String::new(),
        status_khusus: String::new(),
        status_sejak: None,
        status_alasan: String::new(),
        naskah: None,
        naskah_terbit: None,
        berkas: None,
        berkas_terbit: None,
        peninjau: None,
        terbit: None,
        created: at,
        updated: at,
    }
}

/// A regulation with the facts that its text tells; the place in lists comes with it.
pub fn dari_olahan(
    olahan: &Olahan,
    unit: Option<Uuid>,
    owner: Option<Uuid>,
    at: time::OffsetDateTime,
    daerah: &str,
) -> (Dokumen, i64) {
    let fakta = olahan.fakta.clone();
    let mut dokumen = kosong(Kelas::Peraturan, unit, owner, at);
    dokumen.jenis_nama =
        if JENIS.iter().any(|(kode, ..)| *kode == fakta.jenis) { String::new() } else { fakta.jenis_nama };
    dokumen.jenis = fakta.jenis;
    dokumen.nomor = fakta.nomor;
    dokumen.tahun = fakta.tahun;
    dokumen.judul = fakta.judul.chars().take(1000).collect();
    dokumen.pemrakarsa = fakta.pemrakarsa.chars().take(500).collect();
    dokumen.tempat = fakta.tempat.chars().take(500).collect();
    dokumen.ditetapkan = fakta.ditetapkan;
    dokumen.diundangkan = fakta.diundangkan;
    dokumen.berlaku = fakta.berlaku;
    dokumen.sumber = fakta.sumber.chars().take(500).collect();
    let urutan = store::turunan(&mut dokumen, daerah);
    (dokumen, urutan)
}

/// Stores a new document with its first text, its relations and its original file.
pub async fn dokumen_baru(
    write: &mut Write,
    app: &App,
    mut dokumen: Dokumen,
    urutan: i64,
    olahan: Olahan,
    asli: Asli<'_>,
) -> Result<Dokumen> {
    let berkas = simpan_asli(write, app, &dokumen, asli).await?;
    let naskah = Uuid::now_v7();
    dokumen.berkas = Some(berkas);
    dokumen.naskah = Some(naskah);
    store::insert(write, &dokumen, urutan).await?;
    let hubungan = olahan.hubungan.clone();
    let asal = Asal { macam: "unggah", alasan: "", berkas: Some(berkas), lama: None };
    store::insert_naskah(write, app, &dokumen, naskah, olahan, &asal).await?;
    store::usulkan(write, &dokumen, &hubungan).await?;
    store::indeks(write, &dokumen).await?;
    write.event("peraturan.diunggah", json!({ "sebutan": dokumen.sebutan }));
    Ok(dokumen)
}

/// Stores a new text of a document that is there. A reviewed draft has to be reviewed again; what the public reads stays
/// until the new text is published.
pub async fn naskah_baru(
    write: &mut Write,
    app: &App,
    dokumen: &Dokumen,
    olahan: Olahan,
    macam: &'static str,
    alasan: &str,
    asli: Option<Asli<'_>>,
) -> Result<Uuid> {
    let mut values: Vec<(&str, kernel::Val)> = vec![];
    let mut berkas = dokumen.berkas;
    if let Some(asli) = asli {
        berkas = Some(simpan_asli(write, app, dokumen, asli).await?);
        values.push(("berkas", berkas.into()));
    }
    let id = Uuid::now_v7();
    let hubungan = olahan.hubungan.clone();
    store::insert_naskah(write, app, dokumen, id, olahan, &Asal { macam, alasan, berkas, lama: dokumen.naskah })
        .await?;
    store::usulkan(write, dokumen, &hubungan).await?;
    values.push(("naskah", id.into()));
    if dokumen.keadaan == "ditinjau" {
        values.push(("keadaan", "draf".into()));
    }
    store::set(write, dokumen.id, Some(dokumen.version), values).await?;
    Ok(id)
}

/// Brings the newest text of a document before the public: state, texts, search.
pub async fn terbitkan(write: &mut Write, dokumen: &Dokumen, version: Option<i64>) -> Result<Dokumen> {
    let at = write.at();
    let mut baru = Dokumen {
        keadaan: "terbit".into(),
        naskah_terbit: dokumen.naskah,
        berkas_terbit: dokumen.berkas,
        terbit: dokumen.terbit.or(Some(at)),
        ..dokumen.clone()
    };
    let values = vec![
        ("keadaan", "terbit".into()),
        ("naskah_terbit", baru.naskah_terbit.into()),
        ("berkas_terbit", baru.berkas_terbit.into()),
        ("terbit", baru.terbit.into()),
    ];
    baru.version = store::set(write, dokumen.id, version, values).await?;
    store::indeks(write, &baru).await?;
    let lama = dokumen.naskah_terbit.filter(|lama| Some(*lama) != dokumen.naskah);
    store::indeks_pasal(write, &baru, lama).await?;
    if let Some(lama) = lama {
        store::buang(write, lama).await?;
    }
    write.event("peraturan.terbit", json!({ "sebutan": baru.sebutan, "alamat": baru.href() }));
    Ok(baru)
}

/// Takes a document off the public: state and search.
pub async fn tarik(write: &mut Write, dokumen: &Dokumen, version: Option<i64>) -> Result<()> {
    let baru = Dokumen { keadaan: "ditarik".into(), naskah_terbit: None, berkas_terbit: None, ..dokumen.clone() };
    let kosong: Option<Uuid> = None;
    let values =
        vec![("keadaan", "ditarik".into()), ("naskah_terbit", kosong.into()), ("berkas_terbit", kosong.into())];
    store::set(write, dokumen.id, version, values).await?;
    store::indeks(write, &baru).await?;
    store::indeks_pasal(write, &baru, dokumen.naskah_terbit).await?;
    // The rows of a published text that has a newer one under review are needed no more.
    if let Some(lama) = dokumen.naskah_terbit.filter(|lama| Some(*lama) != dokumen.naskah) {
        store::buang(write, lama).await?;
    }
    write.event("peraturan.ditarik", json!({ "sebutan": dokumen.sebutan }));
    Ok(())
}
