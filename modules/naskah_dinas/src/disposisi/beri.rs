//! Giving a disposition, and taking it back.
use kernel::indonesia::kerja::Kalender;
use kernel::notify::{Notice, notify};
use kernel::port::Security;
use kernel::{Error, Result, Write};
use serde_json::json;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::calon::Tujuan;
use super::model::Penerima;
use super::rules::{self, Keadaan, Tindakan};
use super::{store, tabel};
use crate::isi;
use crate::masuk::catat::menit;
use crate::masuk::model::KeadaanSurat;
use crate::masuk::{rules as buku, store as tempat};
use crate::model::{Kotak, Naskah, Peran, Sifat};
use crate::store::akses::{self, Pembaca};

/// From where a letter is handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dari {
    /// From its place in the book of a unit.
    Surat(Uuid),
    /// From a disposition that was received.
    Penerima(Uuid),
}

/// What is given.
#[derive(Debug)]
pub struct Baru<'a> {
    /// From where.
    pub dari: Dari,
    /// The unit of the giver.
    pub unit: Uuid,
    /// The position in which it is given.
    pub jabatan: String,
    /// Instructions.
    pub instruksi: Vec<String>,
    /// A note; may be empty.
    pub catatan: String,
    /// How urgent.
    pub sifat: Sifat,
    /// Working days.
    pub hari: Option<i64>,
    /// Until when.
    pub tenggat: Option<Date>,
    /// To whom.
    pub tujuan: Vec<Tujuan>,
    /// The working calendar.
    pub kalender: &'a Kalender,
}

/// What a letter is called where its readers' mail may leave the building.
pub fn sebutan(naskah: &Naskah) -> String {
    match naskah.keamanan {
        Security::Biasa => naskah.perihal.clone(),
        Security::Terbatas | Security::Rahasia | Security::SangatRahasia => "surat yang tidak terbuka".to_owned(),
    }
}

/// Writes the disposition with its receivers, makes them readers, and tells them. The caller holds the letter.
///
/// # Errors
/// [`Error::Refused`] when the letter or the received disposition does not allow it.
pub async fn beri(write: &mut Write, naskah: &Naskah, baru: &Baru<'_>) -> Result<Uuid> {
    let (id, oleh) = (Uuid::now_v7(), write.actor());
    let (surat, induk, akar, tingkat) = match baru.dari {
        Dari::Surat(surat) => {
            mulai(write, surat, baru.kalender).await?;
            (Some(surat), None, id, 1)
        }
        Dari::Penerima(penerima) => {
            let terima = store::pegang(write, penerima, None).await?;
            let keadaan = rules::akibat(terima.keadaan, Tindakan::Teruskan).map_err(Error::refused)?;
            let atas = store::satu(write, terima.disposisi).await?;
            if atas.tingkat >= rules::TINGKAT {
                return Err(Error::refused("Disposisi ini sudah diteruskan terlalu banyak tingkat."));
            }
            ubah(write, &terima, keadaan).await?;
            (None, Some(penerima), atas.akar, atas.tingkat + 1)
        }
    };
    let app = write.app().clone();
    let catatan = (!baru.catatan.is_empty())
        .then(|| isi::segel_teks(&app, naskah.id, naskah.keamanan, &baru.catatan))
        .transpose()?;
    let values = vec![
        ("unit", baru.unit.into()),
        ("owner", oleh.into()),
        ("naskah", naskah.id.into()),
        ("surat_masuk", surat.into()),
        ("induk", induk.into()),
        ("akar", akar.into()),
        ("tingkat", tingkat.into()),
        ("jabatan", baru.jabatan.as_str().into()),
        ("instruksi", json!(baru.instruksi).into()),
        ("catatan", catatan.into()),
        ("sifat", baru.sifat.kode().into()),
        ("hari", baru.hari.into()),
        ("tenggat", baru.tenggat.into()),
    ];
    write.insert(&tabel::disposisi(), id, values).await?;
    for satu in &baru.tujuan {
        let (unit, owner) = match satu.calon.pembaca {
            Pembaca::Unit(unit) => (Some(unit), None),
            Pembaca::Orang(orang) => (None, Some(orang)),
        };
        let values = vec![
            ("disposisi", id.into()),
            ("naskah", naskah.id.into()),
            ("unit", unit.into()),
            ("owner", owner.into()),
            ("sebutan", satu.calon.sebutan.as_str().into()),
            ("keadaan", Keadaan::Dikirim.kode().into()),
            ("tenggat", baru.tenggat.into()),
        ];
        write.insert(&tabel::penerima(), Uuid::now_v7(), values).await?;
        akses::beri(write, naskah, satu.calon.pembaca, Peran::Disposisi, Kotak::Masuk).await?;
    }
    crate::terbit::indeks(write, naskah).await?;
    let kepada: Vec<Uuid> =
        baru.tujuan.iter().flat_map(|satu| satu.kabari.iter().copied()).filter(|satu| Some(*satu) != oleh).collect();
    let notice = Notice {
        title: format!("Disposisi: {}", sebutan(naskah)),
        body: format!("Dari {}.", baru.jabatan),
        href: naskah.href(),
        event: "naskah_dinas.didisposisikan".into(),
    };
    notify(write, &kepada, notice).await?;
    write.event("naskah_dinas.didisposisikan", json!({ "tingkat": tingkat, "penerima": baru.tujuan.len() }));
    Ok(id)
}

/// The place in the book goes on to "didisposisikan", the first time with how long it took.
async fn mulai(write: &mut Write, surat: Uuid, kalender: &Kalender) -> Result<()> {
    let tempat_kini = tempat::pegang(write, surat).await?;
    let keadaan = buku::akibat(tempat_kini.keadaan, buku::Langkah::Disposisi).map_err(Error::refused)?;
    let at = write.at();
    let mut values = vec![
        ("keadaan", keadaan.kode().into()),
        ("selesai", None::<OffsetDateTime>.into()),
        ("cara_selesai", None::<String>.into()),
        ("selesai_oleh", None::<Uuid>.into()),
        ("menit_selesai", None::<i64>.into()),
    ];
    if let (None, Some(dicatat)) = (tempat_kini.didisposisi, tempat_kini.dicatat) {
        values.push(("didisposisi", at.into()));
        values.push(("menit_disposisi", menit(kalender, dicatat, at).into()));
    }
    tempat::set(write, &tempat_kini, values).await?;
    tempat::cocokkan(write, tempat_kini.naskah, keadaan).await
}

/// Puts a receiver's row into another state.
pub async fn ubah(write: &mut Write, penerima: &Penerima, keadaan: Keadaan) -> Result<()> {
    let (at, oleh) = (write.at(), write.actor());
    let mut values = vec![("keadaan", keadaan.kode().into())];
    if penerima.dibaca.is_none() && keadaan != Keadaan::Ditarik {
        values.push(("dibaca", at.into()));
        values.push(("dibaca_oleh", oleh.into()));
    }
    if !keadaan.berjalan() {
        values.push(("selesai", at.into()));
        values.push(("selesai_oleh", oleh.into()));
    }
    store::set(write, penerima, values).await
}

/// After a receiver has ended: the letter is done when nobody of the first level has work left; when all of them refused
/// or lost it, somebody has to decide again.
pub async fn simpulkan(write: &mut Write, penerima: &Penerima, kalender: &Kalender) -> Result<()> {
    let Some(surat) = store::satu(write, penerima.disposisi).await?.surat else { return Ok(()) };
    let tempat_kini = tempat::pegang(write, surat).await?;
    let keadaan = store::keadaan_surat(write, surat).await?;
    if tempat_kini.keadaan != KeadaanSurat::Didisposisi || !rules::tuntas(keadaan.iter().copied()) {
        return Ok(());
    }
    let (at, oleh) = (write.at(), write.actor());
    let akhir = if keadaan.contains(&Keadaan::Selesai) { KeadaanSurat::Selesai } else { KeadaanSurat::Tercatat };
    let values = if akhir == KeadaanSurat::Selesai {
        let lama = tempat_kini.didisposisi.map(|dari| menit(kalender, dari, at));
        vec![
            ("keadaan", KeadaanSurat::Selesai.kode().into()),
            ("selesai", at.into()),
            ("selesai_oleh", oleh.into()),
            ("cara_selesai", crate::masuk::model::CaraSelesai::Disposisi.kode().into()),
            ("menit_selesai", lama.into()),
        ]
    } else {
        vec![("keadaan", KeadaanSurat::Tercatat.kode().into())]
    };
    tempat::set(write, &tempat_kini, values).await?;
    tempat::cocokkan(write, tempat_kini.naskah, akhir).await
}

/// Takes a disposition back from a receiver who has not opened it. The letter leaves the receiver's box, unless it stood
/// there for another reason.
///
/// # Errors
/// [`Error::Refused`] when it was read meanwhile.
pub async fn tarik(write: &mut Write, naskah: &Naskah, penerima: &Penerima, kalender: &Kalender) -> Result<()> {
    let keadaan = rules::akibat(penerima.keadaan, Tindakan::Tarik).map_err(Error::refused)?;
    ubah(write, penerima, keadaan).await?;
    let text = "select count(*) as n from disposisi_penerima where naskah = $1 and id <> $2 and keadaan <> 'ditarik' \
        and (unit = $3 or owner = $4)";
    let lain: i64 =
        write.tx().one(text, kernel::args![naskah.id, penerima.id, penerima.unit, penerima.owner]).await?.get("n")?;
    if lain == 0 {
        for satu in akses::semua_tx(write, naskah.id).await? {
            let miliknya = match satu.pembaca {
                Pembaca::Unit(unit) => Some(unit) == penerima.unit,
                Pembaca::Orang(orang) => Some(orang) == penerima.owner,
            };
            if miliknya && satu.peran == Peran::Disposisi {
                akses::cabut(write, satu.id).await?;
            }
        }
        crate::terbit::indeks(write, naskah).await?;
    }
    simpulkan(write, penerima, kalender).await
}
