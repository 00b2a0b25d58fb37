//! Requests as the answers tell them. Nothing of a reporter is in them: texts are those that were released, places are told to the
//! village, and coordinates to about a kilometre.
use std::collections::BTreeMap;

use kernel::indonesia::tanggal;
use kernel::{App, Result};
use time::Time;
use uuid::Uuid;

use super::bentuk::{Dokumen, Nilai};
use super::layanan::{self, Layanan};
use super::minta::tulis_saat;
use super::store::{self, Terbit};

/// What the answers need to know besides.
struct Latar<'a> {
    app: &'a App,
    layanan: BTreeMap<&'a str, &'a str>,
    unit: BTreeMap<Uuid, String>,
    wilayah: BTreeMap<String, String>,
    gambar: BTreeMap<Uuid, Uuid>,
}

/// `service_requests` of released complaints.
pub async fn laporan(app: &App, layanan: &[Layanan], semua: &[Terbit]) -> Result<Dokumen> {
    let unit = app.units().await?.into_iter().map(|unit| (unit.id, unit.name)).collect();
    let regions = app.regions().await?;
    let nama: BTreeMap<&str, &str> = regions.iter().map(|satu| (satu.code.as_str(), satu.name.as_str())).collect();
    let wilayah = regions
        .iter()
        .map(|satu| {
            let atas = satu.parent.as_deref().and_then(|kode| nama.get(kode));
            (satu.code.clone(), atas.map_or_else(|| satu.name.clone(), |atas| format!("{}, {atas}", satu.name)))
        })
        .collect();
    let gambar = store::gambar(app, semua).await?;
    let latar = Latar { app, layanan: layanan::nama(layanan), unit, wilayah, gambar };
    Ok(Dokumen::larik("service_requests", "request", semua.iter().map(|satu| latar.satu(satu)).collect()))
}

/// Degrees to two decimals.
fn kasar(derajat: Option<f64>) -> Option<f64> {
    derajat.map(|derajat| (derajat * 100.0).round() / 100.0)
}

impl Latar<'_> {
    fn satu(&self, satu: &Terbit) -> Nilai {
        let zona = self.app.offset();
        let saat = |saat| Nilai::Teks(tulis_saat(saat, zona));
        let terbuka = satu.keadaan.aktif();
        // A closed request tells when it was closed.
        let diubah = if terbuka { satu.diubah } else { satu.selesai.unwrap_or(satu.diubah) };
        let akhir_hari = Time::from_hms(23, 59, 59).unwrap_or(Time::MIDNIGHT);
        let tenggat = satu.tenggat.map(|hari| hari.with_time(akhir_hari).assume_offset(zona));
        let pemberitahuan = satu
            .tenggat
            .filter(|_| terbuka)
            .map(|hari| format!("Ditindaklanjuti paling lambat {}", tanggal::panjang(hari)));
        let kode = satu.kategori.as_deref().unwrap_or_default();
        let alamat = satu.desa.as_deref().and_then(|kode| self.wilayah.get(kode));
        let alamat = alamat.map(|nama| format!("{nama}, {}", self.app.profile.name()));
        let uraian = if satu.uraian.is_empty() { &satu.judul } else { &satu.uraian };
        let uraian: String = uraian.chars().take(super::kirim::URAIAN).collect();
        let media = self.gambar.get(&satu.id).map(|berkas| {
            format!("{}{}", self.app.config.url.trim_end_matches('/'), super::href_gambar(satu.id, *berkas))
        });
        Nilai::Objek(vec![
            ("service_request_id", Nilai::teks(satu.id.to_string())),
            ("status", Nilai::teks(if terbuka { "open" } else { "closed" })),
            ("status_notes", Nilai::teks(satu.keadaan.label())),
            ("service_name", Nilai::teks(self.layanan.get(kode).copied().unwrap_or("Belum dikelompokkan"))),
            ("service_code", Nilai::teks(if kode.is_empty() { super::TANPA_LAYANAN } else { kode })),
            ("description", Nilai::teks(uraian)),
            ("agency_responsible", Nilai::mungkin(satu.unit.and_then(|id| self.unit.get(&id)).map(String::as_str))),
            ("service_notice", Nilai::mungkin(pemberitahuan)),
            ("requested_datetime", saat(satu.diterima)),
            ("updated_datetime", saat(diubah)),
            ("expected_datetime", tenggat.map_or(Nilai::Kosong, saat)),
            ("address", Nilai::mungkin(alamat)),
            ("address_id", Nilai::mungkin(satu.desa.as_deref())),
            ("zipcode", Nilai::Kosong),
            ("lat", Nilai::ukuran(kasar(satu.lintang))),
            ("long", Nilai::ukuran(kasar(satu.bujur))),
            ("media_url", Nilai::mungkin(media)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::kasar;

    #[test]
    fn places_are_told_to_about_a_kilometre() {
        for (tepat, harap) in [(-0.523_456, -0.52), (101.447_8, 101.45), (0.001, 0.0), (-89.999, -90.0)] {
            assert_eq!(kasar(Some(tepat)), Some(harap));
        }
        assert_eq!(kasar(None), None);
    }
}
