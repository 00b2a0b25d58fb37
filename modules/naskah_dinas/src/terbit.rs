//! From the signer's agreement to delivery: the document is set, signed, put into the boxes of who it is for, archived.
use document::Template;
use document::templat::SuratDinas;
use kernel::db::fts::Doc;
use kernel::event::Event;
use kernel::job::JobKind;
use kernel::module::Hear;
use kernel::notify::{self, Notice};
use kernel::port::{ArchiveItem, Panel, SignRequest};
use kernel::{App, Error, Result, Val, Work, Write};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::cetak::{self, Bahan, TEMPAT_TANDA};
use crate::model::{KUNCI, Keadaan, KeadaanLangkah, Kotak, Naskah, Peran, PeranLangkah};
use crate::rules::keadaan::{self, Aksi};
use crate::rules::persetujuan;
use crate::store::akses::{self, Pembaca};
use crate::store::{self, langkah, nomor, rincian};
use crate::susunan::Susunan;
use crate::{berkas, isi, jenis};

/// Kind of the job that sets the document of a letter.
pub const SIAPKAN: &str = "naskah_dinas.siapkan";

/// The job that sets documents.
pub const SIAPKAN_KERJA: JobKind =
    JobKind { kind: SIAPKAN, title: "Menyusun dokumen naskah yang sudah disetujui", schedule: None, run: siapkan };

/// What the signing module says.
pub const HEARS: &[Hear] = &[
    crate::masuk::terkirim::DENGAR,
    Hear { event: "tanda_tangan.selesai", name: "naskah_dinas.tte_selesai", run: tte_selesai },
    Hear { event: "tanda_tangan.ditolak", name: "naskah_dinas.tte_ditolak", run: tte_ditolak },
];

fn siapkan(app: App, payload: Json) -> Work<()> {
    Box::pin(async move {
        let id = payload.get("naskah").and_then(Json::as_str).and_then(|teks| teks.parse::<Uuid>().ok());
        match id {
            Some(id) => dokumen(&app, id).await,
            None => Err(Error::internal("a job without its letter")),
        }
    })
}

/// A letter with its number, set.
pub struct Tersusun {
    /// The document.
    pub pdf: document::Pdf,
    /// The signer's office, line by line.
    pub jabatan: Vec<String>,
    /// Who signs.
    pub penandatangan: Uuid,
}

/// A letter that has its number, as data for the template that sets it.
pub struct Siap {
    /// The data.
    pub surat: SuratDinas,
    /// The template in the version that was agreed to.
    pub templat: Template,
    /// The signer's office, line by line.
    pub jabatan: Vec<String>,
    /// Who signs.
    pub penandatangan: Uuid,
}

/// Everything that a letter with its number is set from.
pub async fn bahan(app: &App, naskah: &Naskah) -> Result<Siap> {
    let isi = isi::buka(app, naskah)?;
    let (tujuan, lampiran) = (rincian::tujuan(app, naskah.id).await?, rincian::lampiran(app, naskah.id).await?);
    let susunan = Susunan::baca(app).await?;
    let jabatan: Vec<String> =
        naskah.jabatan_penandatangan.as_deref().unwrap_or_default().lines().map(str::to_owned).collect();
    let signer = naskah.penandatangan.ok_or_else(|| Error::internal("a letter without its signer"))?;
    let nama = kernel::auth::account::names(app, &[signer]).await?.remove(&signer).unwrap_or_default();
    let nomor = naskah.nomor.clone().unwrap_or_default();
    let bahan = Bahan {
        naskah,
        isi: &isi,
        tujuan: &tujuan,
        lampiran: &lampiran,
        nomor: &nomor,
        tanggal: naskah.tanggal,
        jabatan: &jabatan,
        nama: &nama,
        konsep: false,
    };
    let surat = cetak::susun(app, &susunan, &bahan).await?;
    let templat = cetak::templat(app, &naskah.jenis, naskah.templat_versi.unwrap_or(store::templat::BAWAAN)).await?;
    Ok(Siap { surat, templat, jabatan, penandatangan: signer })
}

/// Sets a letter that has its number.
pub async fn susun(app: &App, naskah: &Naskah) -> Result<Tersusun> {
    let Siap { surat, templat, jabatan, penandatangan } = bahan(app, naskah).await?;
    let pdf = cetak::pdf(app, &templat, &surat).await?;
    Ok(Tersusun { pdf, jabatan, penandatangan })
}

/// Sets the document of a letter that has its number, and hands it on to be signed. Run again, it changes nothing.
async fn dokumen(app: &App, id: Uuid) -> Result<()> {
    let naskah = store::naskah::dengan_id(app, id).await?;
    if naskah.keadaan != Keadaan::Disetujui {
        return Ok(());
    }
    let Tersusun { pdf, jabatan, penandatangan: signer } = susun(app, &naskah).await?;
    let panel = pdf.areas.iter().find(|area| area.name == TEMPAT_TANDA).map(|area| Panel {
        page: area.page,
        x: area.x,
        y: area.y,
        width: area.width,
        height: area.height,
    });
    let kode = kernel::keys::hex(&app.keys.random::<16>()?);
    let nama = nama_berkas(&naskah);
    let jadi = berkas::siapkan_dokumen(app, &naskah, &nama, pdf.bytes).await?;
    let mut write = Write::system(app, "naskah_dinas.disiapkan").await?;
    let kini = store::naskah::pegang(&mut write, id, None).await?;
    if keadaan::boleh(kini.arah, kini.keadaan, Aksi::Siapkan).is_err() {
        return Ok(());
    }
    let berkas = berkas::simpan_dokumen(&mut write, &kini, &nama, jadi).await?;
    let permintaan = Uuid::now_v7();
    let request = SignRequest {
        id: permintaan,
        subject: kini.subjek(),
        unit: Some(kini.unit),
        title: kini.perihal.clone(),
        number: kini.nomor.clone(),
        document: berkas,
        asker: kini.owner,
        signer,
        capacity: jabatan.join(", "),
        panel,
        code: kode.clone(),
        open: !kini.rahasia(),
        due: None,
    };
    let elektronik = write.ask_signature(request).await?;
    let mut values: Vec<(&str, Val)> = vec![("berkas_asal", berkas.into())];
    if elektronik {
        values.extend([
            ("keadaan", Keadaan::MenungguTte.kode().into()),
            ("permintaan", permintaan.into()),
            ("kode", kode.into()),
            ("cara_tanda", "elektronik".into()),
        ]);
    } else {
        values.extend([("keadaan", Keadaan::MenungguBasah.kode().into()), ("cara_tanda", "basah".into())]);
    }
    store::naskah::set(&mut write, &kini, values).await?;
    if !elektronik {
        let penerima: Vec<Uuid> = kini.owner.into_iter().collect();
        let isi = "Cetak dokumennya, mintakan tanda tangan, lalu unggah pindaiannya atau tandai sudah ditandatangani.";
        kabari(&mut write, &penerima, &kini, "Naskah siap dicetak", isi, "naskah_dinas.disiapkan").await?;
    }
    write.commit(&kini.subjek()).await
}

/// The name of the document of a letter, from its number; never from what it says.
pub fn nama_berkas(naskah: &Naskah) -> String {
    let nomor = naskah.nomor.as_deref().unwrap_or("konsep");
    let bersih: String = nomor.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    format!("{}-{bersih}.pdf", naskah.jenis.replace('_', "-"))
}

/// Tells people about a letter without saying what stands in a secret one.
pub async fn kabari(
    write: &mut Write,
    kepada: &[Uuid],
    naskah: &Naskah,
    judul: &str,
    isi: &str,
    peristiwa: &'static str,
) -> Result<()> {
    let notice = Notice {
        title: format!("{judul}: {}", naskah.perihal),
        body: isi.to_owned(),
        href: naskah.href(),
        event: peristiwa.into(),
    };
    notify::notify(write, kepada, notice).await
}

fn untuk_kami(event: &Event) -> Option<(Uuid, Uuid)> {
    let teks = |nama: &str| event.payload.get(nama).and_then(Json::as_str);
    if teks("untuk") != Some(KUNCI) {
        return None;
    }
    Some((teks("id")?.parse().ok()?, teks("permintaan")?.parse().ok()?))
}

fn tte_selesai(app: App, event: Event) -> Work<()> {
    Box::pin(async move {
        let Some((id, permintaan)) = untuk_kami(&event) else { return Ok(()) };
        let berkas = event.payload.get("berkas").and_then(Json::as_str).and_then(|teks| teks.parse::<Uuid>().ok());
        let mut write = Write::system(&app, "naskah_dinas.ditandatangani").await?;
        let naskah = store::naskah::pegang(&mut write, id, None).await?;
        if keadaan::boleh(naskah.arah, naskah.keadaan, Aksi::TandaTte).is_err() || naskah.permintaan != Some(permintaan)
        {
            return Ok(());
        }
        terbitkan(&mut write, naskah, berkas).await?;
        write.commit(&crate::model::subjek(id)).await
    })
}

fn tte_ditolak(app: App, event: Event) -> Work<()> {
    Box::pin(async move {
        let Some((id, permintaan)) = untuk_kami(&event) else { return Ok(()) };
        let alasan = event.payload.get("alasan").and_then(Json::as_str).unwrap_or_default().to_owned();
        let mut write = Write::system(&app, "naskah_dinas.tanda_tangan_ditolak").await?;
        let naskah = store::naskah::pegang(&mut write, id, None).await?;
        if keadaan::boleh(naskah.arah, naskah.keadaan, Aksi::TolakTte).is_err() || naskah.permintaan != Some(permintaan)
        {
            return Ok(());
        }
        nomor::batalkan_milik(&mut write, id, &format!("Penanda tangan menolak: {alasan}")).await?;
        let semua = langkah::semua_tx(&mut write, id).await?;
        let putaran = persetujuan::putaran(&semua);
        let tanda = semua.iter().find(|satu| satu.putaran == putaran && satu.peran == PeranLangkah::TandaTangan);
        if let Some(tanda) = tanda {
            let catatan = isi::segel_teks(&app, id, naskah.keamanan, &alasan)?;
            let values = vec![("keadaan", KeadaanLangkah::Dikembalikan.kode().into()), ("catatan", catatan.into())];
            langkah::set(&mut write, tanda.id, values).await?;
        }
        let values = vec![
            ("keadaan", Keadaan::Dikembalikan.kode().into()),
            ("nomor", Val::Null),
            ("nomor_urut", Val::Null),
            ("tanggal", Val::Null),
            ("berkas_asal", Val::Null),
            ("permintaan", Val::Null),
            ("kode", Val::Null),
            ("cara_tanda", Val::Null),
        ];
        store::naskah::set(&mut write, &naskah, values).await?;
        let penerima: Vec<Uuid> = naskah.owner.into_iter().collect();
        let isi = "Penanda tangan tidak menandatanganinya. Nomornya dicatat batal. Perbaiki, lalu ajukan lagi.";
        kabari(&mut write, &penerima, &naskah, "Naskah dikembalikan", isi, "naskah_dinas.dikembalikan").await?;
        write.event("naskah_dinas.dikembalikan", json!({ "jenis": naskah.jenis }));
        write.commit(&naskah.subjek()).await
    })
}

/// Issues a letter that is signed, inside a change: it goes into the boxes of who it is for, into the archive and the
/// search, and people are told.
pub async fn terbitkan(write: &mut Write, naskah: Naskah, berkas: Option<Uuid>) -> Result<()> {
    let app = write.app().clone();
    let (at, akhir) = (write.at(), berkas.or(naskah.berkas_asal));
    let values =
        vec![("keadaan", Keadaan::Terbit.kode().into()), ("terbit", at.into()), ("berkas_final", akhir.into())];
    store::naskah::set(write, &naskah, values).await?;
    let naskah = store::naskah::pegang(write, naskah.id, None).await?;
    for satu in akses::semua_tx(write, naskah.id).await? {
        if satu.kotak == Kotak::Konsep {
            akses::pindah(write, satu.id, Kotak::Keluar).await?;
        }
    }
    if let Some(unit) = naskah.unit_penandatangan.filter(|unit| *unit != naskah.unit) {
        akses::beri(write, &naskah, Pembaca::Unit(unit), Peran::Penandatangan, Kotak::Keluar).await?;
    }
    let penerima = kirim(&app, write, &naskah).await?;
    kabari(
        write,
        &penerima,
        &naskah,
        "Naskah masuk",
        "Naskah baru ditujukan kepada Anda atau unit Anda.",
        "naskah_dinas.terbit",
    )
    .await?;
    let pengonsep: Vec<Uuid> = naskah.owner.into_iter().collect();
    kabari(
        write,
        &pengonsep,
        &naskah,
        "Naskah terbit",
        "Naskah sudah ditandatangani dan dikirim.",
        "naskah_dinas.terbit",
    )
    .await?;
    arsipkan(&app, write, &naskah).await?;
    indeks(write, &naskah).await?;
    let rujukan = rincian::rujukan_tx(write, naskah.id).await?;
    write
        .event("naskah_dinas.terbit", json!({ "arah": naskah.arah.kode(), "jenis": naskah.jenis, "rujukan": rujukan }));
    Ok(())
}

/// Puts a letter into the boxes of its addressees; returns whom to tell. A secret letter to a unit goes to its head.
async fn kirim(app: &App, write: &mut Write, naskah: &Naskah) -> Result<Vec<Uuid>> {
    let mut kabar = vec![];
    for satu in rincian::tujuan_tx(write, naskah.id).await? {
        let peran = if satu.tembusan { Peran::Tembusan } else { Peran::Tujuan };
        let mut pembaca = vec![];
        if let Some(unit) = satu.unit {
            let kepala = app.holders("kepala_pd", Some(unit)).await?;
            if naskah.rahasia() {
                pembaca.extend(kepala.iter().map(|akun| Pembaca::Orang(*akun)));
            } else {
                pembaca.push(Pembaca::Unit(unit));
                kabar.extend(app.holders("operator_pd", Some(unit)).await?);
            }
            kabar.extend(kepala);
        }
        if let Some(akun) = satu.akun {
            pembaca.push(Pembaca::Orang(akun));
            kabar.push(akun);
        }
        for satu in pembaca {
            akses::beri(write, naskah, satu, peran, Kotak::Masuk).await?;
        }
    }
    Ok(kabar)
}

async fn arsipkan(app: &App, write: &mut Write, naskah: &Naskah) -> Result<()> {
    let mut files: Vec<Uuid> = naskah.berkas_final.into_iter().collect();
    files.extend(rincian::lampiran_tx(write, naskah.id).await?.into_iter().map(|satu| satu.berkas));
    let item = ArchiveItem {
        subject: naskah.subjek(),
        unit: naskah.unit,
        owner: naskah.owner,
        code: naskah.klasifikasi.clone(),
        number: naskah.nomor.clone(),
        title: naskah.perihal.clone(),
        kind: jenis::nama(&naskah.jenis).to_owned(),
        date: naskah.tanggal.unwrap_or_else(|| app.today()),
        security: naskah.keamanan,
        development: "asli",
        files,
        related: rincian::rujukan_tx(write, naskah.id).await?,
    };
    write.archive(item).await?;
    Ok(())
}

/// Puts an issued letter into the search for its readers. Secret letters never are in it.
pub async fn indeks(write: &mut Write, naskah: &Naskah) -> Result<()> {
    if naskah.rahasia() {
        return write.unindex(naskah.id).await;
    }
    let app = write.app().clone();
    let isi = isi::buka(&app, naskah)?;
    let bacaan = crate::masuk::teks::untuk_indeks(write, naskah.id).await?;
    let pembaca = akses::semua_tx(write, naskah.id).await?;
    let readers = pembaca.iter().map(|satu| match satu.pembaca {
        Pembaca::Unit(id) | Pembaca::Orang(id) => id,
    });
    let nama = jenis::nama(&naskah.jenis);
    let nomor = naskah.nomor.clone().unwrap_or_default();
    let batal = if naskah.keadaan == Keadaan::Batal { "Dibatalkan. " } else { "" };
    let doc = Doc {
        id: naskah.id,
        kind: kernel::search::kind(KUNCI, false),
        unit: Some(naskah.unit),
        owner: naskah.owner,
        title: naskah.perihal.clone(),
        summary: format!("{batal}{nama} {nomor}").trim().to_owned(),
        url: naskah.href(),
        stems: kernel::search::stems(&format!(
            "{nama} {nomor} {} {} {}",
            isi.teks(),
            naskah.diterima_dari.as_deref().unwrap_or_default(),
            bacaan
        )),
        parts: None,
        readers: readers.collect(),
        updated: write.at(),
    };
    write.index(&doc).await
}
