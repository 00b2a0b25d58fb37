//! A message of a mailbox becomes a complaint, or goes on with one; once, however often the mailbox is read.
use ::surel::urai::Surel;
use kernel::{App, Error, Result, Subject, Write, args};
use uuid::Uuid;

use super::store::{Kotak, href};
use crate::kanal::percakapan;
use crate::lampiran::{self, PALING_BANYAK};
use crate::model::{self, Kanal, Lampiran, Lokasi, Pelapor, PengaduanBaru, Sifat};
use crate::rules::alur::Tindakan;
use crate::rules::isian;
use crate::store::berkas;
use crate::store::jejak::{self, Langkah, Peran, Terlihat};

/// Where a message stands in its mailbox.
#[derive(Debug, Clone, Copy)]
pub struct Letak {
    /// Validity of the numbers.
    pub uidvalidity: i64,
    /// Its number.
    pub uid: u32,
}

/// What the sender wrote: without what is quoted of the message that it answers.
pub fn tanpa_kutipan(teks: &str) -> String {
    let baris: Vec<&str> = teks.lines().collect();
    let kutipan = |satu: &str| satu.trim_start().starts_with('>');
    let pembuka = |satu: &str| {
        let satu = satu.trim();
        let kecil = satu.to_lowercase();
        satu.starts_with("-----Original Message")
            || satu.starts_with("-----Pesan Asli")
            || (satu.ends_with(':') && (kecil.starts_with("pada ") || kecil.starts_with("on ")))
                && (kecil.contains("menulis") || kecil.contains("wrote"))
    };
    let akhir = baris.iter().position(|satu| pembuka(satu)).unwrap_or(baris.len());
    let sendiri: Vec<&str> = baris.into_iter().take(akhir).filter(|satu| !kutipan(satu)).collect();
    sendiri.join("\n").trim().to_owned()
}

/// The name of a sender as it stands before the address.
fn nama(pengirim: &str) -> Option<String> {
    let nama = pengirim.split('<').next().unwrap_or_default().trim().trim_matches('"');
    (!nama.is_empty() && !nama.contains('@')).then(|| isian::potong(nama, isian::PENDEK))
}

/// Files that can be kept, and words about those that cannot.
async fn siapkan(app: &App, surel: &Surel, utuh: bool) -> Result<(Vec<Lampiran>, Vec<String>)> {
    let (mut baik, mut tertinggal) = (vec![], vec![]);
    for (satu, nomor) in surel.lampiran.iter().zip(1_usize..) {
        if baik.len() >= PALING_BANYAK {
            tertinggal.push(format!("Lampiran ke-{nomor} tidak diambil: paling banyak {PALING_BANYAK} berkas."));
            continue;
        }
        match lampiran::siapkan(app, &satu.nama, satu.isi.clone()).await {
            Ok(lampiran) => baik.push(lampiran),
            Err(Error::Refused(sebab)) => tertinggal.push(format!("Lampiran ke-{nomor} tidak diambil. {sebab}")),
            Err(lain) => return Err(lain),
        }
    }
    if surel.tersisa > 0 {
        tertinggal.push(format!("{} lampiran lain hanya ada di surel aslinya.", surel.tersisa));
    }
    if !utuh {
        tertinggal.push("Surel ini terlalu besar untuk diambil; isinya ada di kotak surel.".to_owned());
    }
    Ok((baik, tertinggal))
}

/// Takes a message in and notes how far the mailbox has been read, in one change. False when there is nothing to take: it was taken
/// before, or a program wrote it.
pub async fn terima(app: &App, kotak: &Kotak, letak: Letak, surel: Surel, utuh: bool) -> Result<bool> {
    let kunci = percakapan::kunci(&surel.kunci);
    let dari_mesin = surel.otomatis || surel.alamat.is_empty() || dari_kami(app, &surel.alamat);
    let (lampiran, tertinggal) = if dari_mesin { (vec![], vec![]) } else { siapkan(app, &surel, utuh).await? };
    let mut write = Write::system(app, "pengaduan.terima_surel").await?;
    // Whoever holds the row of the mailbox is alone with it.
    let text = "select uid, uidvalidity from kanal_kotak_kursor where kotak = $1 for update";
    let held = write.tx().one(text, args![kotak.id]).await?;
    let sudah: i64 = if held.get::<i64>("uidvalidity")? == letak.uidvalidity { held.get("uid")? } else { 0 };
    let text = "update kanal_kotak_kursor set uidvalidity = $2, uid = $3 where kotak = $1";
    write.tx().exec(text, args![kotak.id, letak.uidvalidity, i64::from(letak.uid).max(sudah)]).await?;
    if dari_mesin || percakapan::milik(write.tx(), kotak.id, &kunci).await?.is_some() {
        write.commit(&Subject::new(super::store::JENIS, kotak.id, href(kotak.id))).await?;
        return Ok(false);
    }
    let at = write.at();
    let teks = format!("{}\n{}", surel.hal, surel.teks);
    let sumber = kotak.id;
    let lanjutan = percakapan::lanjutan(write.tx(), app, sumber, &surel.alamat, &teks, &surel.acuan, at).await?;
    let id = match lanjutan {
        Some(id) => {
            let isi = tanpa_kutipan(&surel.teks);
            let isi = if isi.is_empty() { "(Balasan tanpa teks.)".to_owned() } else { isi };
            let (langkah, _) = percakapan::tambah(&mut write, id, isi).await?;
            berkas::simpan(&mut write, id, Some(langkah), true, lampiran).await?;
            id
        }
        None => baru(&mut write, kotak, &kunci, &surel, lampiran).await?,
    };
    if !tertinggal.is_empty() {
        let langkah = Langkah {
            tindakan: Tindakan::Catatan.kode(),
            peran: Peran::Sistem,
            unit: None,
            teks: tertinggal.join(" "),
            teks_publik: None,
            terlihat: Terlihat::Petugas,
        };
        jejak::tambah(&mut write, id, langkah).await?;
    }
    percakapan::catat(&mut write, kotak.id, &kunci, id, &surel.alamat).await?;
    write.commit(&Subject::new(model::JENIS, id, model::href(id))).await?;
    Ok(true)
}

/// Whether we wrote it ourselves: what we send may come back.
fn dari_kami(app: &App, alamat: &str) -> bool {
    let kami = app.config.mail.as_ref().map(|mail| mail.from.to_lowercase()).unwrap_or_default();
    kami.split(['<', '>', ' ']).any(|satu| satu == alamat)
}

async fn baru(write: &mut Write, kotak: &Kotak, kunci: &str, surel: &Surel, lampiran: Vec<Lampiran>) -> Result<Uuid> {
    let isi = surel.teks.trim();
    let baru = PengaduanBaru {
        kanal: Kanal::Surel,
        // Two mailboxes may get the same message.
        nomor_luar: Some(format!("{}:{kunci}", kotak.id.simple())),
        permintaan_kunci: None,
        klasifikasi: None,
        jenis: None,
        judul: surel.hal.clone(),
        uraian: if isi.is_empty() { format!("(Surel tanpa teks.) {}", surel.hal) } else { isi.to_owned() },
        lokasi: Lokasi::default(),
        kejadian: None,
        pelapor: Pelapor { nama: nama(&surel.pengirim), surel: Some(surel.alamat.clone()), ..Pelapor::default() },
        sifat: Sifat::Terbuka,
        setuju_terbit: false,
        lampiran,
    };
    let (id, resi) = crate::store::terima(write, baru).await?;
    crate::kanal::tanda_terima(write, &surel.alamat, &resi).await?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_not_said_again() {
        let table = [
            ("Sudah bagus.\n\nPada Sen, 16 Nov 2026 Pemda menulis:\n> Laporan Anda", "Sudah bagus."),
            ("Terima kasih\n> kutipan\nlagi", "Terima kasih\nlagi"),
            ("Baik\nOn Mon, Nov 16, 2026 Pemda <a@b.test> wrote:\n> x", "Baik"),
            ("Isi\n-----Original Message-----\nDari: x", "Isi"),
            ("Pada hari Senin lampu mati:\npadam semua", "Pada hari Senin lampu mati:\npadam semua"),
            ("", ""),
        ];
        for (teks, harap) in table {
            assert_eq!(tanpa_kutipan(teks), harap, "{teks}");
        }
    }

    #[test]
    fn a_name_stands_before_the_address() {
        let table = [
            ("Budi Uji <b@x.test>", Some("Budi Uji")),
            ("b@x.test", None),
            ("<b@x.test>", None),
            ("\"B\" <b@x>", Some("B")),
        ];
        for (teks, harap) in table {
            assert_eq!(nama(teks).as_deref(), harap, "{teks}");
        }
    }
}
