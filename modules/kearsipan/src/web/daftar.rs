//! Lists: what the address asks for, and one page of it.
use kernel::page::Link;
use kernel::{Ctx, Response, Result};
use uuid::Uuid;

use super::arsip;
use crate::hak::LIHAT;
use crate::pages::daftar::Isi;
use crate::pages::{self, Unit, keadaan_arsip};
use crate::store::Mata;
use crate::store::daftar::{self, SaringArsip, SaringBerkas, Tempat};

/// Rows per page.
pub const SEHALAMAN: usize = 50;

fn alamat(dasar: &str, pasangan: &[(&str, String)], tambah: &[(&str, &str)]) -> String {
    let mut bagian = form_urlencoded::Serializer::new(String::new());
    bagian.extend_pairs(pasangan.iter().map(|(nama, nilai)| (*nama, nilai.as_str())));
    bagian.extend_pairs(tambah);
    let query = bagian.finish();
    if query.is_empty() { dasar.to_owned() } else { format!("{dasar}?{query}") }
}

fn pendek(ctx: &Ctx, nama: &str, paling: usize) -> String {
    ctx.query(nama).chars().take(paling).collect()
}

/// A list of items as an address asks for it.
#[derive(Debug, Clone, Default)]
pub struct MintaArsip {
    /// What narrows.
    pub saring: SaringArsip,
}

impl MintaArsip {
    /// From the query; what cannot be read does not narrow.
    pub fn dari(ctx: &Ctx) -> MintaArsip {
        MintaArsip {
            saring: SaringArsip {
                cari: pendek(ctx, "cari", 100),
                unit: ctx.query("unit").parse().ok(),
                kode: pendek(ctx, "kode", 40),
                berkas: ctx.query("berkas").parse().ok(),
                tahun: ctx.query("tahun").parse().ok().filter(|tahun| (1..=9000).contains(tahun)),
                status: pendek(ctx, "status", 20),
                media: pendek(ctx, "media", 20),
                lokasi: ctx.query("lokasi").parse().ok(),
            },
        }
    }
    /// The unit as text.
    pub fn teks_unit(&self) -> String {
        self.saring.unit.map(|id| id.to_string()).unwrap_or_default()
    }
    /// The year as text.
    pub fn teks_tahun(&self) -> String {
        self.saring.tahun.map(|satu| satu.to_string()).unwrap_or_default()
    }
    fn pasangan(&self) -> Vec<(&'static str, String)> {
        let saring = &self.saring;
        let semua = [
            ("cari", saring.cari.clone()),
            ("unit", self.teks_unit()),
            ("kode", saring.kode.clone()),
            ("berkas", saring.berkas.map(|id| id.to_string()).unwrap_or_default()),
            ("tahun", self.teks_tahun()),
            ("status", saring.status.clone()),
            ("media", saring.media.clone()),
            ("lokasi", saring.lokasi.map(|id| id.to_string()).unwrap_or_default()),
        ];
        semua.into_iter().filter(|(_, nilai)| !nilai.is_empty()).collect()
    }
    /// An address with this filter.
    pub fn alamat(&self, dasar: &str) -> String {
        alamat(dasar, &self.pasangan(), &[])
    }
    /// The filters in use, each with the list without it.
    pub fn dipakai(&self, unit: &Unit) -> Vec<Link<'static>> {
        tanpa_satu("/arsip", &self.pasangan(), unit)
    }
}

/// A list of files as an address asks for it.
#[derive(Debug, Clone, Default)]
pub struct MintaBerkas {
    /// What narrows.
    pub saring: SaringBerkas,
}

impl MintaBerkas {
    /// From the query; what cannot be read does not narrow.
    pub fn dari(ctx: &Ctx) -> MintaBerkas {
        MintaBerkas {
            saring: SaringBerkas {
                cari: pendek(ctx, "cari", 100),
                unit: ctx.query("unit").parse().ok(),
                kode: pendek(ctx, "kode", 40),
                tahun: ctx.query("tahun").parse().ok().filter(|tahun| (1..=9000).contains(tahun)),
                status: pendek(ctx, "status", 20),
                habis: (ctx.query("habis") == "ya").then(|| ctx.today()),
                ditahan: ctx.query("ditahan") == "ya",
                lokasi: ctx.query("lokasi").parse().ok(),
            },
        }
    }
    /// The unit as text.
    pub fn teks_unit(&self) -> String {
        self.saring.unit.map(|id| id.to_string()).unwrap_or_default()
    }
    /// The year as text.
    pub fn teks_tahun(&self) -> String {
        self.saring.tahun.map(|satu| satu.to_string()).unwrap_or_default()
    }
    fn pasangan(&self) -> Vec<(&'static str, String)> {
        let saring = &self.saring;
        let ya = |benar: bool| if benar { "ya".to_owned() } else { String::new() };
        let semua = [
            ("cari", saring.cari.clone()),
            ("unit", self.teks_unit()),
            ("kode", saring.kode.clone()),
            ("tahun", self.teks_tahun()),
            ("status", saring.status.clone()),
            ("habis", ya(saring.habis.is_some())),
            ("ditahan", ya(saring.ditahan)),
            ("lokasi", saring.lokasi.map(|id| id.to_string()).unwrap_or_default()),
        ];
        semua.into_iter().filter(|(_, nilai)| !nilai.is_empty()).collect()
    }
    /// An address with this filter.
    pub fn alamat(&self, dasar: &str) -> String {
        alamat(dasar, &self.pasangan(), &[])
    }
    /// The filters in use, each with the list without it.
    pub fn dipakai(&self, unit: &Unit) -> Vec<Link<'static>> {
        tanpa_satu("/berkas_arsip", &self.pasangan(), unit)
    }
}

fn tanpa_satu(dasar: &str, pasangan: &[(&'static str, String)], unit: &Unit) -> Vec<Link<'static>> {
    pasangan
        .iter()
        .map(|(nama, nilai)| {
            let sisa: Vec<(&str, String)> = pasangan.iter().filter(|(satu, _)| satu != nama).cloned().collect();
            let label = match *nama {
                "unit" => nilai.parse::<Uuid>().map_or_else(|_| "Unit".to_owned(), |id| unit.nama(id)),
                "status" if dasar == "/arsip" => keadaan_arsip(nilai, true).to_owned(),
                "status" => crate::alur::BERKAS.label(nilai).to_owned(),
                "berkas" => "Satu berkas".to_owned(),
                "lokasi" => "Satu lokasi".to_owned(),
                "habis" => "Masa inaktif berakhir".to_owned(),
                "ditahan" => "Ditahan".to_owned(),
                "tahun" => format!("Tahun {nilai}"),
                "kode" => format!("Kode {nilai}"),
                _ => nilai.clone(),
            };
            Link::new(label, alamat(dasar, &sisa, &[]))
        })
        .collect()
}

/// GET /arsip
pub async fn arsip(ctx: Ctx) -> Result<Response> {
    let minta = MintaArsip::dari(&ctx);
    let tempat = Tempat::urai(ctx.query("setelah"));
    let (baris, lagi) = daftar::arsip(&ctx.app, &Mata::dari(&ctx), &minta.saring, tempat, SEHALAMAN).await?;
    let akhir = baris.last().filter(|_| lagi).map(|satu| Tempat { hari: satu.tanggal, id: satu.id }.tulis());
    let isi = Isi {
        lanjut: akhir.map(|tempat| alamat("/arsip", &minta.pasangan(), &[("setelah", &tempat)])),
        awal: tempat.map(|_| minta.alamat("/arsip")),
        baris,
    };
    let (unit, lokasi) = (Unit::baca(&ctx).await?, arsip::tempat(&ctx).await?);
    pages::daftar::arsip(&ctx, &unit, &minta, &isi, &lokasi)
}

/// GET /berkas_arsip
pub async fn berkas(ctx: Ctx) -> Result<Response> {
    let minta = MintaBerkas::dari(&ctx);
    let tempat = Tempat::urai(ctx.query("setelah"));
    let scope = ctx.scope_of(LIHAT);
    let (baris, lagi) = daftar::berkas(&ctx.app, &scope, &minta.saring, tempat, SEHALAMAN).await?;
    let akhir = baris.last().filter(|_| lagi).map(|satu| Tempat { hari: satu.dibuka, id: satu.id }.tulis());
    let isi = Isi {
        lanjut: akhir.map(|tempat| alamat("/berkas_arsip", &minta.pasangan(), &[("setelah", &tempat)])),
        awal: tempat.map(|_| minta.alamat("/berkas_arsip")),
        baris,
    };
    let (unit, lokasi) = (Unit::baca(&ctx).await?, arsip::tempat(&ctx).await?);
    pages::daftar::berkas(&ctx, &unit, &minta, &isi, &lokasi)
}
