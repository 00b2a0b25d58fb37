//! The list of obligations and its filter.

use super::Meja;
use crate::model::{DaftarKewajiban, Kewajiban};
use crate::pages::daftar::{self as halaman, Isi};
use crate::store::{self, Saring, SaringStatus, Tempat};
use kernel::{Ctx, Response, Result};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Rows per page.
pub const SEHALAMAN: usize = 50;

/// What the address asks for, kept as it was written so that links repeat it.
#[derive(Debug, Clone, Default)]
pub struct Permintaan {
    pub status: SaringStatus,
    pub unit: Option<Uuid>,
    pub sistem: String,
    pub pasal: Option<u16>,
    pub indikator: Option<u8>,
    pub kewajiban: String,
    pub tahun: Option<i32>,
    pub milik: bool,
    pub kejadian: Option<Uuid>,
}

impl Permintaan {
    /// From the query of a request; what cannot be read does not narrow.
    pub fn dari(ctx: &Ctx) -> Self {
        Self {
            status: SaringStatus::urai(ctx.query("status")).unwrap_or_default(),
            unit: ctx.query("unit").parse().ok(),
            sistem: ctx.query("sistem").chars().take(4).collect(),
            pasal: ctx.query("pasal").parse().ok(),
            indikator: ctx.query("indikator").parse().ok(),
            kewajiban: ctx.query("kewajiban").chars().take(100).collect(),
            tahun: ctx.query("tahun").parse().ok().filter(|tahun| (1900..=2200).contains(tahun)),
            milik: ctx.query("milik") == "ya",
            kejadian: ctx.query("pemicu").parse().ok(),
        }
    }

    /// The same as name and value, without what does not narrow and without `kecuali`.
    pub fn pasangan(&self, kecuali: &str) -> Vec<(&'static str, String)> {
        let status = (self.status != SaringStatus::default()).then(|| self.status.kode().to_owned());
        let semua = [
            ("status", status),
            ("unit", self.unit.map(|unit| unit.to_string())),
            ("sistem", Some(self.sistem.clone()).filter(|teks| !teks.is_empty())),
            ("pasal", self.pasal.map(|pasal| pasal.to_string())),
            ("indikator", self.indikator.map(|nomor| nomor.to_string())),
            ("kewajiban", Some(self.kewajiban.clone()).filter(|teks| !teks.is_empty())),
            ("tahun", self.tahun.map(|tahun| tahun.to_string())),
            ("milik", self.milik.then(|| "ya".to_owned())),
            ("pemicu", self.kejadian.map(|id| id.to_string())),
        ];
        semua
            .into_iter()
            .filter(|(nama, _)| *nama != kecuali)
            .filter_map(|(nama, nilai)| Some((nama, nilai?)))
            .collect()
    }

    /// An address with this filter.
    pub fn alamat(&self, dasar: &str, kecuali: &str, tambah: &[(&str, &str)]) -> String {
        alamat(
            dasar,
            self.pasangan(kecuali).iter().map(|(nama, nilai)| (*nama, nilai.as_str())).chain(tambah.iter().copied()),
        )
    }

    fn cocok(&self, kewajiban: &Kewajiban) -> bool {
        (self.sistem.is_empty() || kewajiban.sistem.contains(&self.sistem))
            && self.pasal.is_none_or(|pasal| kewajiban.pasal.iter().any(|alamat| alamat.pasal == pasal))
            && self.indikator.is_none_or(|nomor| kewajiban.indikator.contains(&nomor))
            && (self.kewajiban.is_empty() || kewajiban.kode == self.kewajiban)
    }

    /// The filter for the store: what concerns duties becomes their codes.
    pub fn saring(&self, ctx: &Ctx, meja: &Meja) -> Saring {
        let menurut_kewajiban =
            !self.sistem.is_empty() || self.pasal.is_some() || self.indikator.is_some() || !self.kewajiban.is_empty();
        Saring {
            status: self.status,
            unit: self.unit,
            milik: self.milik.then(|| unit_saya(ctx)),
            kode: menurut_kewajiban.then(|| self.kode(&meja.daftar)),
            tahun: self.tahun,
            kejadian: self.kejadian,
            ..Saring::baru(ctx.today(), meja.setelan.hari_mendekati)
        }
    }

    fn kode(&self, daftar: &DaftarKewajiban) -> Vec<String> {
        daftar.kewajiban.iter().filter(|satu| self.cocok(satu)).map(|satu| satu.kode.clone()).collect()
    }
}

/// An address with a query.
pub fn alamat<'a>(dasar: &str, pasangan: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut bagian = form_urlencoded::Serializer::new(String::new());
    bagian.extend_pairs(pasangan);
    let query = bagian.finish();
    if query.is_empty() { dasar.to_owned() } else { format!("{dasar}?{query}") }
}

/// The units in which the actor holds positions, and those below them.
pub fn unit_saya(ctx: &Ctx) -> Vec<Uuid> {
    let semua: BTreeSet<Uuid> =
        ctx.actor.assignments().iter().flat_map(|jabatan| jabatan.tree.iter().copied().chain([jabatan.unit])).collect();
    semua.into_iter().collect()
}

/// The place in the list, from an address: `2026-12-31.uuid`.
pub fn tempat(setelah: &str, sebelum: &str) -> Tempat {
    let urai = |teks: &str| {
        let (tanggal, id) = teks.split_once('.')?;
        Some((kernel::indonesia::tanggal::urai(tanggal).ok()?, id.parse::<Uuid>().ok()?))
    };
    match (urai(setelah), urai(sebelum)) {
        (Some((jatuh, id)), _) => Tempat::Setelah(jatuh, id),
        (None, Some((jatuh, id))) => Tempat::Sebelum(jatuh, id),
        (None, None) => Tempat::Awal,
    }
}

/// The place of a row, for an address.
pub fn tulis_tempat(baris: &store::Baris) -> String {
    format!("{}.{}", baris.masa.jatuh, baris.id)
}

/// GET /kewajiban
pub async fn list(ctx: Ctx) -> Result<Response> {
    let meja = Meja::buka(&ctx.app).await?;
    let minta = Permintaan::dari(&ctx);
    let saring = minta.saring(&ctx, &meja);
    let tempat = tempat(ctx.query("setelah"), ctx.query("sebelum"));
    let (baris, lagi) = store::pelaksanaan::list(&ctx.app, &ctx.scope, &saring, &tempat, SEHALAMAN).await?;
    let jumlah = store::pelaksanaan::jumlah(&ctx.app, &ctx.scope, &saring).await?;
    let (mundur, maju) = match tempat {
        Tempat::Awal => (false, lagi),
        Tempat::Setelah(..) => (true, lagi),
        Tempat::Sebelum(..) => (lagi, true),
    };
    let ke = |nama: &'static str, baris: Option<&store::Baris>| {
        baris.map(|satu| minta.alamat("/kewajiban", "", &[(nama, &tulis_tempat(satu))]))
    };
    let isi = Isi {
        sebelum: if mundur { ke("sebelum", baris.first()) } else { None },
        sesudah: if maju { ke("setelah", baris.last()) } else { None },
        baris,
        jumlah,
    };
    halaman::halaman(&ctx, &meja, &minta, &isi)
}

/// How an obligation goes from one hand to the other.
pub async fn alur(ctx: Ctx) -> Result<Response> {
    crate::pages::alur::halaman(&ctx)
}
