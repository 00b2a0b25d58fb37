//! One short address for "the regulation of this installation": other modules link to an article by it alone.
use http::StatusCode;
use kernel::web::{Options, Response};
use kernel::{Ctx, Error, Result};
use serde::Deserialize;

use crate::urai::Alamat;
use crate::{KELOLA, pages, rules, store};

/// `[peraturan]` of the profile: which regulation this installation stands on.
#[derive(Debug, Clone, Deserialize)]
pub struct Acuan {
    /// Name of its kind, such as `Peraturan Bupati`.
    pub jenis: String,
    /// Number.
    pub nomor: String,
    /// Year.
    pub tahun: i64,
}

impl Acuan {
    /// What it is called.
    pub fn sebutan(&self) -> String {
        format!("{} Nomor {} Tahun {}", self.jenis, self.nomor, self.tahun)
    }
    /// Its key without the region.
    pub fn kunci(&self) -> String {
        rules::kunci("", &self.jenis, &self.nomor, Some(self.tahun), "", "").1
    }
}

/// Leads to a place in the regulation of this installation: `?pasal=9(2)a`, or to the regulation itself.
pub async fn acuan(ctx: Ctx) -> Result<Response> {
    let acuan: Acuan = match ctx.app.profile.has("peraturan") {
        true => ctx.app.profile.section("peraturan")?,
        false => return Err(Error::NotFound),
    };
    let diminta = ctx.query("pasal");
    let tempat = match diminta {
        "" => None,
        teks => Some(
            Alamat::dari_kutipan(teks)
                .map(|(_, alamat)| alamat)
                .or_else(|_| teks.parse::<Alamat>())
                .map_err(|galat| Error::BadRequest(kalimat(&galat.to_string()).into()))?,
        ),
    };
    let dokumen =
        store::by_kunci(&ctx.app, &[acuan.kunci()]).await?.into_iter().map(|(_, dokumen)| dokumen).find(|dokumen| {
            // The same kind, number and year of another regency is not ours.
            let (panjang, _) = rules::kunci(
                &dokumen.jenis,
                &acuan.jenis,
                &acuan.nomor,
                Some(acuan.tahun),
                "",
                &ctx.app.profile.name(),
            );
            dokumen.kunci == panjang || dokumen.kunci == dokumen.kunci_lain
        });
    match (dokumen, tempat) {
        (Some(dokumen), Some(tempat)) => {
            ctx.redirect(&format!("{}/{tempat}#{}", dokumen.href(), crate::isi::jangkar(&tempat.to_string())))
        }
        (Some(dokumen), None) => ctx.redirect(&dokumen.href()),
        (None, tempat) => {
            let bagian = tempat.map(|tempat| tempat.kalimat()).unwrap_or_default();
            let body = pages::acuan_belum_ada(&acuan.sebutan(), &bagian, ctx.actor.can(KELOLA));
            let options = Options {
                title: "Peraturan acuan belum tersedia",
                breadcrumbs: pages::remah(vec![]),
                ..Options::default()
            };
            ctx.framed(StatusCode::NOT_FOUND, options, body)
        }
    }
}

fn kalimat(teks: &str) -> String {
    let mut huruf = teks.chars();
    let awal: String = huruf.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{awal}{}.", huruf.as_str())
}
