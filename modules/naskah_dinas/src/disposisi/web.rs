//! Handlers of dispositions.
use kernel::file;
use kernel::indonesia::kerja::Kalender;
use kernel::notify::{Notice, notify};
use kernel::{Ctx, Error, FieldError, Response, Result, Write};
use serde_json::json;
use uuid::Uuid;

use super::beri::{self, Baru, Dari};
use super::calon::{self, Tujuan};
use super::model::{Calon, Penerima};
use super::rules::{self, Tindakan};
use super::{pages, store, tabel};
use crate::masuk::model::KeadaanSurat;
use crate::masuk::store as tempat;
use crate::model::{Naskah, Sifat};
use crate::store::naskah as letters;
use crate::susunan::Susunan;
use crate::{DISPOSISI, LIHAT, isi, orang};

/// What the page of disposing needs.
pub struct Meja {
    /// The letter.
    pub naskah: Naskah,
    /// From where it is handed on.
    pub dari: Dari,
    /// The unit of the giver.
    pub unit: Uuid,
    /// The position in which it is given.
    pub jabatan: String,
    /// To whom it can be given.
    pub calon: Vec<Calon>,
    /// Those of them to whom the person gives most, the most frequent first, as a form sends them.
    pub sering: Vec<String>,
    /// Standard instructions.
    pub instruksi: Vec<String>,
}

/// From where the person can hand this letter on: the disposition named, the place in the book of a unit of theirs, or a
/// disposition that they got.
pub async fn asal(ctx: &Ctx, naskah: Uuid, disebut: &str) -> Result<Option<Dari>> {
    let lihat = ctx.scope_of(LIHAT);
    if !disebut.is_empty() {
        let id = disebut.parse().map_err(|_| Error::NotFound)?;
        let penerima = store::cari(&ctx.app, &lihat, id).await?;
        return if penerima.naskah == naskah { Ok(Some(Dari::Penerima(id))) } else { Err(Error::NotFound) };
    }
    let scope = ctx.scope_of(DISPOSISI);
    let akun = ctx.actor.account();
    let milik = tempat::milik(&ctx.app, naskah).await?;
    let surat = milik
        .iter()
        .filter(|satu| satu.keadaan != KeadaanSurat::BelumDicatat)
        .find(|satu| satu.diputuskan(akun, &scope));
    if let Some(surat) = surat {
        return Ok(Some(Dari::Surat(surat.id)));
    }
    let pohon = store::pohon(&ctx.app, &lihat, akun, naskah).await?;
    let terima = pohon.penerima.iter().find(|satu| satu.keadaan.berjalan() && lihat.holds(satu.unit, satu.owner));
    Ok(terima.map(|satu| Dari::Penerima(satu.id)))
}

impl Meja {
    /// Finds everything, or says why the letter cannot be handed on by this person.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a letter that the person does not read, [`Error::Refused`] without a part in it.
    pub async fn buka(ctx: &Ctx, id: Uuid, disebut: &str) -> Result<Meja> {
        let naskah = letters::untuk(ctx, id).await?;
        let Some((unit, jabatan)) = calon::jabatan(ctx) else { return Err(Error::Forbidden) };
        let Some(dari) = asal(ctx, id, disebut).await? else {
            return Err(Error::refused("Surat ini tidak menunggu disposisi Anda. Mungkin belum dicatat ke agenda."));
        };
        let susunan = Susunan::baca(&ctx.app).await?;
        let calon = calon::daftar(ctx, &susunan, unit).await?;
        let instruksi = store::instruksi(&ctx.app).await?;
        Ok(Meja { naskah, dari, unit, jabatan, calon, sering: vec![], instruksi })
    }
    /// What the page shows beside what a sent form needs: positions of people, and who gets most.
    pub async fn lengkapi(&mut self, ctx: &Ctx) -> Result<()> {
        calon::isi_jabatan(&ctx.app, &mut self.calon).await?;
        let sering = store::sering(&ctx.app, ctx.account()?).await?;
        self.sering = sering.into_iter().filter(|kunci| self.calon.iter().any(|satu| satu.kunci() == *kunci)).collect();
        self.sering.truncate(rules::SERING);
        Ok(())
    }
}

/// What was chosen, checked.
struct Pilihan {
    tujuan: Vec<Tujuan>,
    instruksi: Vec<String>,
    catatan: String,
    sifat: Sifat,
    hari: Option<i64>,
    tenggat: Option<time::Date>,
}

async fn urai(ctx: &Ctx, meja: &Meja, kalender: &Kalender) -> Result<std::result::Result<Pilihan, Vec<FieldError>>> {
    let form = ctx.form();
    let mut salah = vec![];
    let mut pilihan: Vec<Calon> = vec![];
    for kunci in form.all("penerima").filter(|kunci| !kunci.is_empty()) {
        match meja.calon.iter().find(|satu| satu.kunci() == kunci) {
            Some(satu) => pilihan.push(satu.clone()),
            None => salah.push(FieldError::new("penerima", "Salah satu penerima tidak ada lagi. Pilih kembali")),
        }
    }
    for teks in
        form.get("orang_lain").split([';', '\n']).map(str::trim).filter(|teks| !teks.is_empty()).take(rules::PENERIMA)
    {
        match orang::cari(&ctx.app, teks).await? {
            Ok(satu) if Some(satu.akun) == ctx.actor.account() => {
                salah.push(FieldError::new("orang_lain", "Anda tidak dapat mendisposisikan surat kepada diri sendiri"));
            }
            Ok(satu) => pilihan.push(Calon::orang(satu.akun, &satu.nama)),
            Err(sebab) => salah.push(FieldError::new("orang_lain", sebab)),
        }
    }
    if pilihan.is_empty() && salah.is_empty() {
        salah.push(FieldError::new("penerima", "Pilih paling sedikit satu penerima"));
    }
    if pilihan.len() > rules::PENERIMA {
        salah.push(FieldError::new("penerima", format!("Paling banyak {} penerima", rules::PENERIMA)));
    }
    let instruksi: Vec<String> = meja
        .instruksi
        .iter()
        .filter(|satu| form.all("instruksi").any(|nilai| nilai == satu.as_str()))
        .cloned()
        .collect();
    let catatan = form.get("catatan").to_owned();
    if catatan.chars().count() > rules::CATATAN {
        salah.push(FieldError::new("catatan", format!("Catatan paling banyak {} karakter", rules::CATATAN)));
    }
    if instruksi.is_empty() && catatan.is_empty() {
        salah.push(FieldError::new("instruksi", "Pilih instruksi atau tulis catatan"));
    }
    let tenggat = match rules::tenggat(kalender, ctx.today(), form.get("hari")) {
        Ok(tenggat) => tenggat,
        Err(sebab) => {
            salah.push(FieldError::new("hari", sebab));
            None
        }
    };
    let tujuan = match calon::tujuan(&ctx.app, &meja.naskah, &pilihan).await? {
        Ok(tujuan) => tujuan,
        Err(sebab) => {
            salah.push(FieldError::new("penerima", sebab));
            vec![]
        }
    };
    if !salah.is_empty() {
        return Ok(Err(salah));
    }
    let sifat = Sifat::urai(form.get("sifat")).unwrap_or(meja.naskah.sifat);
    Ok(Ok(Pilihan { tujuan, instruksi, catatan, sifat, hari: form.get("hari").parse().ok(), tenggat }))
}

/// Gives the disposition of the form; wrong fields as the inner error.
pub async fn simpan(ctx: &Ctx, meja: &Meja) -> Result<std::result::Result<usize, Vec<FieldError>>> {
    ctx.not_repeated().await?;
    let kalender = ctx.app.calendar().await?;
    let pilihan = match urai(ctx, meja, &kalender).await? {
        Ok(pilihan) => pilihan,
        Err(salah) => return Ok(Err(salah)),
    };
    let banyak = pilihan.tujuan.len();
    let mut write = ctx.write("naskah_dinas.didisposisikan").await?;
    let naskah = letters::pegang(&mut write, meja.naskah.id, None).await?;
    let baru = Baru {
        dari: meja.dari,
        unit: meja.unit,
        jabatan: meja.jabatan.clone(),
        instruksi: pilihan.instruksi,
        catatan: pilihan.catatan,
        sifat: pilihan.sifat,
        hari: pilihan.hari,
        tenggat: pilihan.tenggat,
        tujuan: pilihan.tujuan,
        kalender: &kalender,
    };
    beri::beri(&mut write, &naskah, &baru).await?;
    write.commit(&naskah.subjek()).await?;
    Ok(Ok(banyak))
}

/// GET /naskah/{id}/disposisi
pub async fn form(ctx: Ctx) -> Result<Response> {
    let mut meja = Meja::buka(&ctx, ctx.id("id")?, ctx.query("dari")).await?;
    meja.lengkapi(&ctx).await?;
    pages::formulir(&ctx, &meja, &[])
}

/// POST /naskah/{id}/disposisi
pub async fn beri_dari_form(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let mut meja = Meja::buka(&ctx, ctx.id("id")?, ctx.form().get("dari")).await?;
    match simpan(&ctx, &meja).await? {
        Ok(banyak) => {
            let pesan = format!("Surat didisposisikan kepada {banyak} penerima.");
            ctx.redirect_with(&meja.naskah.href(), &pesan)
        }
        Err(salah) => {
            meja.lengkapi(&ctx).await?;
            pages::formulir(&ctx, &meja, &salah)
        }
    }
}

/// The receiver's row of the address and its letter, for somebody who reads both.
async fn milik(ctx: &Ctx) -> Result<(Penerima, Naskah)> {
    let penerima = store::cari(&ctx.app, &ctx.scope_of(LIHAT), ctx.id("id")?).await?;
    let naskah = letters::untuk(ctx, penerima.naskah).await?;
    Ok((penerima, naskah))
}

/// Tells the giver what became of it.
pub async fn kabari(write: &mut Write, naskah: &Naskah, penerima: &Penerima, apa: &str) -> Result<()> {
    let pemberi = store::satu(write, penerima.disposisi).await?.owner;
    let kepada: Vec<Uuid> = pemberi.into_iter().filter(|satu| Some(*satu) != write.actor()).collect();
    let notice = Notice {
        title: format!("Disposisi {apa}: {}", beri::sebutan(naskah)),
        body: format!("Oleh {}.", penerima.sebutan),
        href: naskah.href(),
        event: "naskah_dinas.disposisi_dijawab".into(),
    };
    notify(write, &kepada, notice).await
}

/// POST /disposisi/{id}/lapor: a report, with which the disposition may end.
pub async fn lapor(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let (penerima, naskah) = milik(&ctx).await?;
    let form = ctx.form();
    let selesai = form.get("aksi") == "selesai";
    let teks = form.get("isi");
    let berkas = form.file("berkas");
    if teks.is_empty() && berkas.is_none() {
        return Err(Error::field("isi", "Tulis apa yang sudah dilakukan, atau lampirkan berkasnya"));
    }
    if teks.chars().count() > rules::CATATAN {
        return Err(Error::field("isi", format!("Laporan paling banyak {} karakter", rules::CATATAN)));
    }
    if let Some(berkas) = berkas {
        crate::masuk::web::periksa_berkas(berkas).map_err(|sebab| Error::field("berkas", sebab))?;
    }
    let siap = match berkas {
        Some(upload) => Some(crate::berkas::siapkan(&ctx.app, naskah.keamanan, upload).await?),
        None => None,
    };
    let kalender = ctx.app.calendar().await?;
    let tindakan = if selesai { Tindakan::Selesaikan } else { Tindakan::Lapor };
    let mut write =
        ctx.write(if selesai { "naskah_dinas.disposisi_selesai" } else { "naskah_dinas.disposisi_dilapor" }).await?;
    let naskah = letters::pegang(&mut write, naskah.id, None).await?;
    let kini = store::pegang(&mut write, penerima.id, None).await?;
    let keadaan = rules::akibat(kini.keadaan, tindakan).map_err(Error::refused)?;
    let tersimpan = match berkas {
        Some(upload) => {
            let siap = siap.ok_or_else(|| Error::internal("an upload was not prepared"))?;
            Some(crate::berkas::simpan(&mut write, &naskah, siap, upload).await?)
        }
        None => None,
    };
    let values = vec![
        ("unit", penerima.unit.into()),
        ("owner", ctx.actor.account().into()),
        ("penerima", penerima.id.into()),
        ("naskah", naskah.id.into()),
        ("isi", isi::segel_teks(&ctx.app, naskah.id, naskah.keamanan, teks)?.into()),
        ("berkas", tersimpan.into()),
    ];
    write.insert(&tabel::lapor(), Uuid::now_v7(), values).await?;
    beri::ubah(&mut write, &kini, keadaan).await?;
    if selesai {
        beri::simpulkan(&mut write, &kini, &kalender).await?;
    }
    kabari(&mut write, &naskah, &kini, if selesai { "selesai" } else { "dilaporkan" }).await?;
    write.event(
        if selesai { "naskah_dinas.disposisi_selesai" } else { "naskah_dinas.disposisi_dilapor" },
        json!({ "disposisi": kini.disposisi }),
    );
    write.commit(&naskah.subjek()).await?;
    ctx.redirect_with(&naskah.href(), if selesai { "Disposisi diselesaikan." } else { "Laporan disimpan." })
}

/// POST /disposisi/{id}/tolak
pub async fn tolak(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let (penerima, naskah) = milik(&ctx).await?;
    let alasan = ctx.form().get("alasan");
    if alasan.is_empty() || alasan.chars().count() > rules::CATATAN {
        return Err(Error::field("alasan", "Tulis alasan penolakan, paling banyak 2.000 karakter"));
    }
    let kalender = ctx.app.calendar().await?;
    let mut write = ctx.write("naskah_dinas.disposisi_ditolak").await?;
    let naskah = letters::pegang(&mut write, naskah.id, None).await?;
    let kini = store::pegang(&mut write, penerima.id, None).await?;
    let keadaan = rules::akibat(kini.keadaan, Tindakan::Tolak).map_err(Error::refused)?;
    beri::ubah(&mut write, &kini, keadaan).await?;
    let tersimpan = isi::segel_teks(&ctx.app, naskah.id, naskah.keamanan, alasan)?;
    store::set(&mut write, &kini, vec![("alasan", tersimpan.into())]).await?;
    beri::simpulkan(&mut write, &kini, &kalender).await?;
    kabari(&mut write, &naskah, &kini, "ditolak").await?;
    write.commit(&naskah.subjek()).await?;
    ctx.redirect_with(&naskah.href(), "Disposisi ditolak. Pemberinya sudah diberi tahu.")
}

/// POST /disposisi/{id}/tarik
pub async fn tarik(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let penerima = store::cari_pemberi(&ctx.app, ctx.actor.account(), ctx.id("id")?).await?;
    let naskah = letters::untuk(&ctx, penerima.naskah).await?;
    let kalender = ctx.app.calendar().await?;
    let mut write = ctx.write("naskah_dinas.disposisi_ditarik").await?;
    let naskah = letters::pegang(&mut write, naskah.id, None).await?;
    let kini = store::pegang(&mut write, penerima.id, None).await?;
    beri::tarik(&mut write, &naskah, &kini, &kalender).await?;
    write.commit(&naskah.subjek()).await?;
    ctx.redirect_with(&naskah.href(), "Disposisi ditarik kembali.")
}

/// GET /disposisi/{id}/berkas/{berkas}: a file of a report.
pub async fn berkas(ctx: Ctx) -> Result<Response> {
    let naskah = letters::untuk(&ctx, ctx.id("id")?).await?;
    let id = ctx.id("berkas")?;
    let pohon = store::pohon(&ctx.app, &ctx.scope_of(LIHAT), ctx.actor.account(), naskah.id).await?;
    if !pohon.lapor.iter().any(|satu| satu.berkas == Some(id)) {
        return Err(Error::NotFound);
    }
    let tersimpan = file::find(&ctx.app, naskah.id, id).await?;
    crate::store::jejak::catat(&ctx, &naskah, crate::model::Tindakan::Unduh, Some(&tersimpan.name)).await?;
    file::send(&ctx, &tersimpan).await
}

/// A receiver who opens the letter has read the disposition.
pub async fn dibuka(ctx: &Ctx, naskah: &Naskah) -> Result<()> {
    let lihat = ctx.scope_of(LIHAT);
    let akun = ctx.actor.account();
    let pohon = store::pohon(&ctx.app, &lihat, akun, naskah.id).await?;
    // Who only looks after units below has not read what was given to them.
    let unit = crate::masuk::kotak::unit_saya(ctx);
    let belum: Vec<&Penerima> = pohon
        .penerima
        .iter()
        .filter(|satu| satu.keadaan == rules::Keadaan::Dikirim)
        .filter(|satu| {
            (satu.owner.is_some() && satu.owner == akun) || satu.unit.is_some_and(|satu| unit.contains(&satu))
        })
        // Nor has the giver, who may share the unit.
        .filter(|satu| !pohon.disposisi.iter().any(|induk| induk.id == satu.disposisi && induk.owner == akun))
        .collect();
    if belum.is_empty() {
        return Ok(());
    }
    let mut write = ctx.write("naskah_dinas.disposisi_dibaca").await?;
    for satu in belum {
        let kini = store::pegang(&mut write, satu.id, None).await?;
        if let Ok(keadaan) = rules::akibat(kini.keadaan, Tindakan::Baca)
            && keadaan != kini.keadaan
        {
            beri::ubah(&mut write, &kini, keadaan).await?;
        }
    }
    write.commit(&naskah.subjek()).await
}
