//! What officers do with a complaint, from the form of the act.
use kernel::{Ctx, Error, FieldError, Result, Scope, Subject};
use uuid::Uuid;

use super::{Ubah, kabari_petugas, orang_unit, terapkan};
use crate::model::{self, Keadaan, Klasifikasi, Pengaduan};
use crate::rules::alur::{self, Tindakan};
use crate::rules::{isian, samar};
use crate::store::jejak::{self, Langkah, Peran, Terlihat};
use crate::store::{berkas, pelapor, satu};
use crate::{AWASI, KOORDINASI, LIHAT, TANGANI, lampiran, tabel};

/// In which parts the actor may act on this complaint.
pub fn peran(ctx: &Ctx, kini: &Pengaduan) -> Vec<Peran> {
    let pegang = |scope: Scope| scope.holds(kini.unit, kini.owner);
    let mut semua = vec![];
    if pegang(ctx.scope_of(KOORDINASI)) {
        semua.push(Peran::Koordinator);
    }
    if kini.unit.is_some() && pegang(ctx.scope_of(TANGANI)) {
        semua.push(Peran::Petugas);
    }
    if pegang(ctx.scope_of(AWASI)) {
        semua.push(Peran::Pengawas);
    }
    semua
}

/// What the actor can do with it now.
pub fn pilihan(ctx: &Ctx, kini: &Pengaduan) -> Vec<Tindakan> {
    let milik = peran(ctx, kini);
    let mut semua: Vec<Tindakan> = Tindakan::SEMUA
        .iter()
        .copied()
        .filter(|tindakan| milik.iter().any(|peran| alur::boleh(*tindakan, *peran)))
        .filter(|tindakan| alur::setelah(super::ihwal(kini), *tindakan).is_some())
        .collect();
    let ada = [
        (Tindakan::Terbitkan, kini.setuju_terbit && kini.keadaan != Keadaan::Digabung),
        (Tindakan::Tarik, kini.terbit),
        (Tindakan::BukaIdentitas, kini.beridentitas),
        (Tindakan::Tugaskan, kini.unit.is_some()),
    ];
    semua.retain(|tindakan| alur::menurut(&ada, *tindakan, true));
    semua
}

/// What a form says, checked.
#[derive(Debug, Default)]
struct Isian {
    teks: String,
    unit: Option<Uuid>,
    petugas: Option<Uuid>,
    klasifikasi: Option<Klasifikasi>,
    kategori: Option<String>,
    induk: Option<Pengaduan>,
    terbit: Vec<Uuid>,
}

fn butuh_unit(tindakan: Tindakan) -> bool {
    matches!(tindakan, Tindakan::Disposisi | Tindakan::Teruskan)
}

async fn baca(ctx: &Ctx, kini: &Pengaduan, tindakan: Tindakan) -> Result<Isian> {
    let form = ctx.form();
    let (mut isi, mut salah) = (Isian::default(), vec![]);
    let teks = form.get("teks");
    let tabel = [
        (Tindakan::Jawab, "Tulis jawaban untuk pelapor"),
        (Tindakan::Selesaikan, "Tulis apa yang sudah dikerjakan"),
        (Tindakan::MintaKelengkapan, "Tulis apa yang harus dilengkapi pelapor"),
    ];
    let kosong = alur::menurut(&tabel, tindakan, "Tulis alasan atau keterangannya");
    if matches!(tindakan, Tindakan::Disposisi | Tindakan::Tugaskan | Tindakan::Gabung | Tindakan::Terbitkan) {
        salah.extend(isian::terlalu_panjang("teks", teks, isian::JAWABAN));
    } else {
        salah.extend(isian::wajib("teks", teks, 5, isian::JAWABAN, kosong));
    }
    isi.teks = isian::potong(teks, isian::JAWABAN);
    if butuh_unit(tindakan) {
        let units = ctx.app.units().await?;
        isi.unit =
            form.get("unit").parse().ok().filter(|id| units.is_empty() || units.iter().any(|unit| unit.id == *id));
        if isi.unit.is_none() {
            salah.push(FieldError::new("unit", "Pilih perangkat daerah tujuan"));
        } else if tindakan == Tindakan::Teruskan && isi.unit == kini.unit {
            salah.push(FieldError::new("unit", "Laporan ini sudah ada di perangkat daerah itu. Pilih yang lain"));
        }
    }
    if tindakan == Tindakan::Disposisi {
        isi.klasifikasi = Klasifikasi::urai(form.get("klasifikasi"));
        if isi.klasifikasi.is_none() {
            salah.push(FieldError::new("klasifikasi", "Pilih klasifikasi"));
        }
        let kode = form.get("kategori");
        if !kode.is_empty() {
            let ada = crate::store::kategori::dikenal(&ctx.app, kode).await? || kini.kategori.as_deref() == Some(kode);
            if ada {
                isi.kategori = Some(kode.to_owned())
            } else {
                salah.push(FieldError::new("kategori", "Kategori itu tidak ada. Pilih kembali"));
            }
        }
    }
    if tindakan == Tindakan::Tugaskan {
        isi.petugas = form.get("petugas").parse().ok();
        let boleh = orang_unit(&ctx.app, kini.unit, None).await?;
        if !isi.petugas.is_some_and(|satu| boleh.contains(&satu)) {
            salah.push(FieldError::new("petugas", "Pilih petugas dari perangkat daerah ini"));
        }
    }
    if tindakan == Tindakan::Gabung {
        match induk(ctx, kini, form.get("induk")).await? {
            Ok(induk) => isi.induk = Some(induk),
            Err(sebab) => salah.push(FieldError::new("induk", sebab)),
        }
    }
    if tindakan == Tindakan::Selesaikan
        && kini.klasifikasi != Some(Klasifikasi::Informasi)
        && kini.klasifikasi != Some(Klasifikasi::Aspirasi)
        && form.files().is_empty()
        && form.get("tanpa_bukti").is_empty()
    {
        salah
            .push(FieldError::new("berkas", "Lampirkan bukti tindak lanjut, atau tulis di bawahnya mengapa tidak ada"));
    }
    salah.extend(isian::terlalu_panjang("tanpa_bukti", form.get("tanpa_bukti"), isian::PENDEK));
    if tindakan == Tindakan::Terbitkan {
        let (judul, uraian) = (form.get("judul_publik"), form.get("uraian_publik"));
        salah.extend(isian::wajib("judul_publik", judul, 5, isian::JUDUL, "Tulis judul yang boleh dibaca umum"));
        salah.extend(isian::wajib("uraian_publik", uraian, 5, isian::URAIAN, "Tulis uraian yang boleh dibaca umum"));
        for (nama, nilai) in form.pairs().iter().filter(|(nama, _)| nama.starts_with("langkah-")) {
            let panjang = nilai.chars().count();
            if panjang > isian::JAWABAN {
                let teks = format!("Terlalu panjang: {panjang} huruf. Paling banyak {} huruf", isian::JAWABAN);
                salah.push(FieldError::new(nama.clone(), teks));
            }
        }
        isi.terbit = form.all("terbit").filter_map(|id| id.parse().ok()).collect();
    }
    salah.extend(lampiran::periksa(form.files()));
    if salah.is_empty() { Ok(isi) } else { Err(Error::Invalid(salah)) }
}

/// The complaint that another one is to be joined to, by its number.
async fn induk(ctx: &Ctx, kini: &Pengaduan, nomor: &str) -> Result<std::result::Result<Pengaduan, &'static str>> {
    let nomor = kernel::receipt::normal(nomor);
    let Some((id, _)) = satu::bernomor(&ctx.app, &nomor).await? else {
        return Ok(Err("Tidak ada laporan bernomor itu. Periksa nomornya"));
    };
    let induk = satu::tanpa_batas(&ctx.app, id).await?;
    Ok(if induk.id == kini.id {
        Err("Laporan tidak dapat digabung dengan dirinya sendiri")
    } else if matches!(induk.keadaan, Keadaan::Digabung | Keadaan::Ditolak) {
        Err("Laporan itu sendiri sudah digabung atau ditolak. Pilih yang lain")
    } else {
        Ok(induk)
    })
}

/// Who reads the step of an act.
fn terlihat(tindakan: Tindakan) -> Terlihat {
    let tabel = [
        (Tindakan::Disposisi, Terlihat::Publik),
        (Tindakan::Teruskan, Terlihat::Publik),
        (Tindakan::Jawab, Terlihat::Publik),
        (Tindakan::Selesaikan, Terlihat::Publik),
        (Tindakan::Tolak, Terlihat::Publik),
        (Tindakan::MintaKelengkapan, Terlihat::Pelapor),
        (Tindakan::Gabung, Terlihat::Pelapor),
        (Tindakan::Kabulkan, Terlihat::Pelapor),
        (Tindakan::TolakKeberatan, Terlihat::Pelapor),
    ];
    alur::menurut(&tabel, tindakan, Terlihat::Petugas)
}

/// Does what the form says. Returns what to tell.
///
/// # Errors
/// [`Error::Invalid`] with fields, [`Error::Refused`] when it cannot be done now, [`Error::Conflict`] when somebody was faster,
/// [`Error::Forbidden`] when it is not the actor's.
pub async fn lakukan(ctx: &Ctx, id: Uuid, tindakan: Tindakan) -> Result<&'static str> {
    let kini = satu::find(&ctx.app, &ctx.scope_of(LIHAT), id).await?;
    let milik = peran(ctx, &kini);
    let Some(peran) = milik.iter().copied().find(|peran| alur::boleh(tindakan, *peran)) else {
        return Err(Error::Forbidden);
    };
    let versi = ctx.form().get("_versi");
    if !versi.is_empty() && versi.parse::<i64>().ok() != Some(kini.version) {
        return Err(Error::Conflict);
    }
    if !pilihan(ctx, &kini).contains(&tindakan) {
        return Err(Error::refused(format!(
            "Tidak dapat dilakukan: laporan ini berstatus \"{}\".",
            kini.keadaan.label()
        )));
    }
    if tindakan == Tindakan::Terbitkan && kini.klasifikasi == Some(Klasifikasi::Pengawasan) {
        return Err(Error::refused("Pengaduan berkadar pengawasan tidak diterbitkan untuk umum."));
    }
    let isi = baca(ctx, &kini, tindakan).await?;
    let siapa = pelapor::buka(&ctx.app, None, id).await?;
    let semua = lampiran::dari_form(&ctx.app, ctx.form().files()).await?;
    let mut write = ctx.write(format!("pengaduan.{}", tindakan.kode())).await?;
    let mut teks = isi.teks.clone();
    let tanpa_bukti = isian::potong(ctx.form().get("tanpa_bukti"), isian::PENDEK);
    if !tanpa_bukti.is_empty() {
        teks = format!("{teks}\n\nTanpa berkas bukti: {tanpa_bukti}");
    }
    let terlihat = terlihat(tindakan);
    // What the coordinator writes to the agency is not for everybody.
    let publik = if matches!(tindakan, Tindakan::Disposisi | Tindakan::Teruskan) {
        Some(String::new())
    } else {
        (terlihat == Terlihat::Publik).then(|| samar::samarkan(&teks, siapa.nama.as_deref()))
    };
    let langkah =
        Langkah { tindakan: tindakan.kode(), peran, unit: isi.unit.or(kini.unit), teks, teks_publik: publik, terlihat };
    let ubah = ubahan(ctx, &mut write, &kini, tindakan, &isi).await?;
    let jejak = terapkan(&mut write, &kini, tindakan, ubah, langkah).await?;
    berkas::simpan(&mut write, id, Some(jejak), false, semua).await?;
    kabari(ctx, &mut write, &kini, tindakan, &isi).await?;
    write.commit(&Subject::new(model::JENIS, id, model::href(id))).await?;
    Ok(pesan(tindakan))
}

/// Whether the public words of a step are shown to the coordinator before they are published.
pub fn disunting(langkah: &jejak::Jejak) -> bool {
    langkah.terlihat == Terlihat::Publik && langkah.teks_publik.as_deref().is_some_and(|teks| !teks.is_empty())
}

/// The field of the form that holds the public words of a step.
pub fn medan_langkah(id: Uuid) -> String {
    format!("langkah-{id}")
}

async fn ubahan(
    ctx: &Ctx,
    write: &mut kernel::Write,
    kini: &Pengaduan,
    tindakan: Tindakan,
    isi: &Isian,
) -> Result<Ubah> {
    let mut ubah = Ubah { klasifikasi: isi.klasifikasi, ..Ubah::default() };
    if butuh_unit(tindakan) {
        (ubah.unit, ubah.owner) = (Some(isi.unit), Some(None));
        if let Some(kategori) = &isi.kategori {
            ubah.lain.push(("kategori", Some(kategori.clone()).into()));
        }
    }
    if tindakan == Tindakan::Kembalikan {
        (ubah.unit, ubah.owner) = (Some(None), Some(None));
    }
    if tindakan == Tindakan::Tugaskan {
        ubah.owner = Some(isi.petugas);
    }
    if let Some(induk) = &isi.induk {
        ubah.lain.push(("induk", Some(induk.id).into()));
        ubah.lain.push(("terbit", false.into()));
        gabung(write, kini, induk).await?;
    }
    if tindakan == Tindakan::Terbitkan {
        let form = ctx.form();
        ubah.lain.extend([
            ("terbit", true.into()),
            ("terbit_pada", Some(kini.terbit_pada.filter(|_| kini.terbit).unwrap_or(write.at())).into()),
            ("judul_publik", Some(isian::judul(form.get("judul_publik"), "")).into()),
            ("uraian_publik", Some(isian::potong(form.get("uraian_publik"), isian::URAIAN)).into()),
        ]);
        for satu in berkas::daftar(&ctx.app, kini.id).await? {
            let pilih = isi.terbit.contains(&satu.id) && satu.tampil();
            if pilih != satu.terbit {
                write.update(&tabel::berkas(), satu.id, None, vec![("terbit", pilih.into())]).await?;
            }
        }
    }
    if tindakan == Tindakan::Terbitkan {
        for satu in jejak::daftar(&ctx.app, kini.id).await? {
            let nama = medan_langkah(satu.id);
            let lama = satu.teks_publik.as_deref().unwrap_or_default();
            if disunting(&satu) && ctx.form().has(&nama) {
                let baru = isian::potong(ctx.form().get(&nama), isian::JAWABAN);
                if baru != lama {
                    write.update(&tabel::jejak(), satu.id, None, vec![("teks_publik", Some(baru).into())]).await?;
                }
            }
        }
    }
    if tindakan == Tindakan::Tarik {
        ubah.lain.push(("terbit", false.into()));
    }
    Ok(ubah)
}

/// What was joined to the one goes with it to the other, and so do its followers; the main one has one more that has the same.
async fn gabung(write: &mut kernel::Write, kini: &Pengaduan, induk: &Pengaduan) -> Result<()> {
    let anak =
        write.tx().query("select id from pengaduan where induk = $1 order by id", kernel::args![kini.id]).await?;
    for row in &anak {
        write.update(&tabel::pengaduan(), row.get("id")?, None, vec![("induk", Some(induk.id).into())]).await?;
    }
    let text = "select f.id from pengaduan_pengikut f where f.pengaduan = $1 and not exists \
        (select 1 from pengaduan_pengikut g where g.pengaduan = $2 and g.tanda = f.tanda) order by f.id";
    let ikut = write.tx().query(text, kernel::args![kini.id, induk.id]).await?;
    for row in &ikut {
        write.update(&tabel::pengikut(), row.get("id")?, None, vec![("pengaduan", induk.id.into())]).await?;
    }
    let tambah = 1 + i64::try_from(anak.len()).unwrap_or(0) + kini.pengikut;
    let text = "select pengikut from pengaduan where id = $1 for update";
    let pengikut: i64 = write.tx().one(text, kernel::args![induk.id]).await?.get("pengikut")?;
    write.update(&tabel::pengaduan(), induk.id, None, vec![("pengikut", (pengikut + tambah).into())]).await?;
    let langkah = Langkah {
        tindakan: Tindakan::Catatan.kode(),
        peran: Peran::Koordinator,
        unit: None,
        teks: format!("Laporan {} digabung ke sini.", kini.nomor),
        teks_publik: None,
        terlihat: Terlihat::Petugas,
    };
    jejak::tambah(write, induk.id, langkah).await?;
    Ok(())
}

async fn kabari(ctx: &Ctx, write: &mut kernel::Write, kini: &Pengaduan, tindakan: Tindakan, isi: &Isian) -> Result<()> {
    let tabel = [
        (Tindakan::Disposisi, "Pengaduan baru untuk unit Anda"),
        (Tindakan::Teruskan, "Pengaduan baru untuk unit Anda"),
        (Tindakan::Kembalikan, "Pengaduan dikembalikan"),
        (Tindakan::Tugaskan, "Pengaduan ditugaskan kepada Anda"),
        (Tindakan::Arahan, "Arahan pengawas"),
        (Tindakan::Kabulkan, "Keberatan dikabulkan, pengaduan dibuka lagi"),
    ];
    let judul = alur::menurut(&tabel, tindakan, "");
    if judul.is_empty() {
        return Ok(());
    }
    let kepada = if butuh_unit(tindakan) {
        orang_unit(&ctx.app, isi.unit, None).await?
    } else if tindakan == Tindakan::Kembalikan {
        orang_unit(&ctx.app, None, None).await?
    } else if tindakan == Tindakan::Tugaskan {
        isi.petugas.into_iter().collect()
    } else {
        orang_unit(&ctx.app, kini.unit, kini.owner).await?
    };
    kabari_petugas(write, kini, &kepada, judul).await
}

fn pesan(tindakan: Tindakan) -> &'static str {
    let tabel = [
        (Tindakan::Disposisi, "Laporan diteruskan."),
        (Tindakan::Teruskan, "Laporan diteruskan."),
        (Tindakan::MintaKelengkapan, "Permintaan kelengkapan dikirim ke pelapor."),
        (Tindakan::Tolak, "Laporan ditutup dengan alasan yang dapat dibaca pelapor."),
        (Tindakan::Kembalikan, "Laporan dikembalikan ke koordinator."),
        (Tindakan::Jawab, "Jawaban dikirim."),
        (Tindakan::Selesaikan, "Hasil tindak lanjut dikirim. Menunggu tanggapan pelapor."),
        (Tindakan::Gabung, "Laporan digabung."),
        (Tindakan::Terbitkan, "Laporan diterbitkan untuk umum."),
        (Tindakan::Tarik, "Laporan ditarik dari halaman publik."),
        (Tindakan::Tugaskan, "Petugas ditunjuk."),
    ];
    alur::menurut(&tabel, tindakan, "Disimpan.")
}

/// Begins of answers for an act.
pub async fn templat(ctx: &Ctx, tindakan: Tindakan) -> Result<Vec<(String, String)>> {
    let tabel = [
        (Tindakan::Jawab, "jawaban"),
        (Tindakan::Selesaikan, "hasil"),
        (Tindakan::MintaKelengkapan, "kelengkapan"),
        (Tindakan::Tolak, "penolakan"),
    ];
    let untuk = alur::menurut(&tabel, tindakan, "");
    let text = "select judul, isi from templat_pengaduan where untuk = $1 and aktif order by judul, id limit 50";
    let rows = ctx.app.db.query(text, kernel::args![untuk]).await?;
    rows.iter().map(|row| Ok((row.get("judul")?, row.get("isi")?))).collect()
}

/// Writes down that the coordinator fetched an original with its metadata.
pub async fn catat_asli(ctx: &Ctx, kini: &Pengaduan, nama: &str) -> Result<()> {
    let mut write = ctx.write("pengaduan.berkas_asli").await?;
    let langkah = Langkah {
        tindakan: Tindakan::Catatan.kode(),
        peran: Peran::Koordinator,
        unit: None,
        teks: format!("Berkas asli {nama} dengan metadatanya diunduh."),
        teks_publik: None,
        terlihat: Terlihat::Petugas,
    };
    jejak::tambah(&mut write, kini.id, langkah).await?;
    write.commit(&Subject::new(model::JENIS, kini.id, model::href(kini.id))).await
}
