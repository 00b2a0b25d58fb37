//! A message of a gateway becomes a complaint, or goes on with one; once, however often it is delivered.
use kernel::{Ctx, Result, Subject};
use uuid::Uuid;

use super::store::Gerbang;
use crate::kanal::percakapan::{self, Tambahan};
use crate::kanal::{kata_tanda_terima, keluar};
use crate::model::{self, Lokasi, Pelapor, PengaduanBaru, Sifat};
use crate::rules::isian;

/// A message, found in what the gateway sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pesan {
    /// Its number there.
    pub kunci: String,
    /// Who sent it.
    pub dari: String,
    /// What it says.
    pub teks: String,
}

/// What came of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hasil {
    /// A new complaint.
    Baru,
    /// Added to one.
    Ditambah,
    /// Taken before.
    Sudah,
}

impl Hasil {
    /// The word that the gateway is told.
    pub const fn kata(self) -> &'static str {
        match self {
            Hasil::Baru => "diterima",
            Hasil::Ditambah => "ditambahkan",
            Hasil::Sudah => "sudah",
        }
    }
}

/// Takes a message in.
///
/// # Errors
/// When the database fails; two deliveries at the same moment make one of them fail, and its repetition is known.
pub async fn terima(ctx: &Ctx, gerbang: &Gerbang, pesan: Pesan) -> Result<Hasil> {
    let kunci = percakapan::kunci(&pesan.kunci);
    let mut write = ctx.write("pengaduan.terima_pesan").await?;
    // Whoever holds the row of the gateway is alone with it.
    write.tx().one("select id from kanal_gerbang where id = $1 for update", kernel::args![gerbang.id]).await?;
    if percakapan::milik(write.tx(), gerbang.id, &kunci).await?.is_some() {
        return Ok(Hasil::Sudah);
    }
    let lanjutan =
        percakapan::lanjutan(write.tx(), &ctx.app, gerbang.id, &pesan.dari, &pesan.teks, &[], ctx.now).await?;
    let (id, hasil) = match lanjutan {
        Some(id) => {
            let (_, tambahan) = percakapan::tambah(&mut write, id, pesan.teks).await?;
            let teks = match tambahan {
                Tambahan::Ditambah => None,
                Tambahan::SudahSelesai => Some(
                    "Laporan ini sudah selesai. Keterangan Anda kami teruskan kepada petugas; untuk membukanya lagi, buka \
                     halaman laporan dengan nomor dan kata rahasia Anda.",
                ),
            };
            if let Some(teks) = teks {
                keluar::taruh(&mut write, gerbang.id, id, &format!("selesai {kunci}"), &pesan.dari, teks).await?;
            }
            (id, Hasil::Ditambah)
        }
        None => (baru(ctx, &mut write, gerbang, &kunci, &pesan).await?, Hasil::Baru),
    };
    percakapan::catat(&mut write, gerbang.id, &kunci, id, &pesan.dari).await?;
    write.commit(&Subject::new(model::JENIS, id, model::href(id))).await?;
    Ok(hasil)
}

async fn baru(ctx: &Ctx, write: &mut kernel::Write, gerbang: &Gerbang, kunci: &str, pesan: &Pesan) -> Result<Uuid> {
    let telepon = isian::telepon(&pesan.dari).then(|| pesan.dari.clone());
    let baru = PengaduanBaru {
        kanal: gerbang.kanal,
        // Two gateways may count alike.
        nomor_luar: Some(format!("{}:{kunci}", gerbang.nama)),
        permintaan_kunci: None,
        klasifikasi: None,
        jenis: None,
        judul: String::new(),
        uraian: pesan.teks.clone(),
        lokasi: Lokasi::default(),
        kejadian: None,
        pelapor: Pelapor { telepon, ..Pelapor::default() },
        sifat: Sifat::Terbuka,
        setuju_terbit: false,
        lampiran: vec![],
    };
    let (id, resi) = crate::store::terima(write, baru).await?;
    let teks = kata_tanda_terima(&ctx.app, &resi);
    keluar::taruh(write, gerbang.id, id, &format!("tanda terima {kunci}"), &pesan.dari, &teks).await?;
    Ok(id)
}
