//! Open311 GeoReport v2 to the letter of its specification, with the common extension `page` and `page_size`.
//!
//! - [`bentuk`]: one answer, two forms. [`galat`]: errors of the protocol. [`minta`], [`kirim`]: arguments, read strictly.
//! - [`layanan`]: categories as services. [`jawab`]: complaints as requests. [`kunci`]: keys of applications. [`store`]: rows.
//! - [`web`]: the protocol. [`halaman`]: the coordinator's page of keys.
//!
//! A request shows once it has been released; until then its sender holds a token. Nothing that tells of a reporter is in any answer.
pub mod bentuk;
pub mod galat;
pub mod halaman;
pub mod jawab;
pub mod kirim;
pub mod kunci;
pub mod layanan;
pub mod minta;
pub mod store;
pub mod web;

use kernel::auth::Access;
use kernel::{Result, Routes, Val, Write, args};
use uuid::Uuid;

use crate::model::Sifat;
use crate::rules::alur::Tindakan;
use crate::rules::samar;
use crate::store::jejak::{self, Langkah, Peran, Terlihat};
use crate::store::pelapor;

/// Token of the specification in the discovery document.
pub const SPESIFIKASI: &str = "http://wiki.open311.org/GeoReport_v2";
/// Where the service stands.
pub const POHON: &str = "/open311/v2";
/// `service_code` of requests that nobody has put into a category yet.
pub const TANPA_LAYANAN: &str = "-";
/// Largest body of a request, in bytes.
const TERBESAR: usize = 64 * 1024;

/// Routes of the protocol and of the page of keys.
pub fn routes() -> Routes {
    const BUKA: &str = "Open311: pengaduan yang terbit terbuka bagi aplikasi siapa pun";
    const KIRIM: &str = "Open311: pengirim dikenali dari kunci API, bukan dari sesi";
    let buka = Access::Public(BUKA);
    let mut semua = Routes::new();
    for format in bentuk::Format::SEMUA {
        let akhir = format.akhiran();
        semua = semua
            .get(format!("/open311/discovery.{akhir}"), buka, web::penemuan)
            .get(format!("{POHON}/services.{akhir}"), buka, web::daftar_layanan)
            .get(format!("{POHON}/requests.{akhir}"), buka, web::daftar_laporan)
            .raw(format!("{POHON}/requests.{akhir}"), KIRIM, TERBESAR, web::kirim);
    }
    semua
        .get(format!("{POHON}/services/{{berkas}}"), buka, web::satu_layanan)
        .get(format!("{POHON}/requests/{{berkas}}"), buka, web::satu_laporan)
        .get(format!("{POHON}/tokens/{{berkas}}"), buka, web::satu_token)
        .get("/open311/{*lain}", buka, web::tiada)
        .errors(galat::dari_kernel)
        .merge(halaman::routes())
}

/// The address of a released picture.
pub fn href_gambar(pengaduan: Uuid, berkas: Uuid) -> String {
    format!("/pengaduan/publik/{pengaduan}/foto/{berkas}")
}

/// Releases a request at once, where the regency does not look at each of them first: texts are masked as for the coordinator's eyes.
pub async fn rilis(write: &mut Write, id: Uuid) -> Result<()> {
    let row = write.tx().one("select judul, uraian, sifat from pengaduan where id = $1", args![id]).await?;
    let (judul, uraian): (String, String) = (row.get("judul")?, row.get("uraian")?);
    let app = write.app().clone();
    let nama = match Sifat::urai(&row.get::<String>("sifat")?) {
        Some(Sifat::Anonim) => None,
        Some(Sifat::Terbuka | Sifat::Rahasia) | None => pelapor::buka(&app, Some(write.tx()), id).await?.nama,
    };
    let at = write.at();
    let values: Vec<(&str, Val)> = vec![
        ("terbit", true.into()),
        ("terbit_pada", at.into()),
        ("judul_publik", samar::samarkan(&judul, nama.as_deref()).into()),
        ("uraian_publik", samar::samarkan(&uraian, nama.as_deref()).into()),
    ];
    write.update(&crate::tabel::pengaduan(), id, None, values).await?;
    let langkah = Langkah {
        tindakan: Tindakan::Terbitkan.kode(),
        peran: Peran::Sistem,
        unit: None,
        teks: String::new(),
        teks_publik: None,
        terlihat: Terlihat::Petugas,
    };
    jejak::tambah(write, id, langkah).await.map(drop)
}
