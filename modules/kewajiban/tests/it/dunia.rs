//! A small regency of our own, with people, for the tests through the door.

use crate::akar;
use kernel::module::{Module, Ports, Unit};
use kernel::{App, BoxFuture, Result, Subject, Write, args};
use kewajiban::model::DaftarKewajiban;
use kewajiban::{katalog, wilayah};
use sha2::{Digest as _, Sha256};
use std::path::Path;
use testkit::{Client, Options, Site};
use uuid::Uuid;

pub const PROFIL: &str = r#"skema = 1
kode = "contoh"

[daerah]
kode = "99.01"
nama = "Kabupaten Contoh"
nama_pendek = "Contoh"
jenis = "kabupaten"
provinsi = "Contoh"
ibu_kota = "Contoh"
sebutan_kepala = "Bupati"
zona_waktu = "WIB"
domain = { nama = "contohkab.go.id", sumber = "usulan" }
wilayah = "wilayah/contoh.csv"

[peraturan]
jenis = "Peraturan Bupati"
singkatan = "Perbup"
nomor = "7"
tahun = 2024
tentang = "Contoh"
tempat = "Contoh"
ditetapkan = 2024-02-29
berlaku = 2024-02-29
berkas = "contoh.txt"
jumlah_pasal = 6

[istilah]
diskominfo = { sebutan = "Dinas Kominfo", pasal = ["1.5"] }

[siklus]
rpjmd = 2025-01-01
rencana_induk = 2025-01-01
arsitektur = 2025-01-01
peta_rencana = 2025-01-01
sumber = "usulan"

[kecamatan]
kelurahan = false

[dokumen.arsitektur]
masa_tahun = 5
kewajiban = ["arsitektur"]

[[jabatan]]
kode = "bupati"
nama = "Bupati"
lingkup = "daerah"
peran = ["bupati"]

[[jabatan]]
kode = "sekda"
nama = "Sekretaris Daerah"
lingkup = "daerah"
peran = ["sekda"]

[[tim]]
kode = "tim-koordinasi"
nama = "Tim Koordinasi SPBE"
peran = "tim_koordinasi"

[[perangkat_daerah]]
kode = "SETDA"
nama = "Sekretariat Daerah"
jenis = "sekretariat_daerah"

[[perangkat_daerah]]
kode = "DISKOMINFO"
nama = "Dinas Kominfo"
jenis = "dinas"
peran = ["diskominfo"]

[[perangkat_daerah]]
kode = "DINKES"
nama = "Dinas Kesehatan"
jenis = "dinas"

[[perangkat_daerah]]
kode = "BAPPEDA"
nama = "Badan Perencanaan"
jenis = "badan"
peran = ["perencanaan"]

[[koordinator]]
bidang = "spbe"
peran = ["sekda"]
sumber = "usulan"

[pemicu]
insiden_keamanan = "Terjadi gangguan keamanan"

[[kewajiban]]
kode = "lapor-bulanan"
judul = "Laporkan pencadangan tiap bulan"
uraian = "Setiap perangkat daerah melaporkan pencadangan datanya."
pasal = "2(1)"
pelaku = "setiap_pd"
sumber_pelaku = "peraturan"
koordinator = "diskominfo"
sifat = "berkala"
jadwal = { tiap = "bulan" }
sumber_jadwal = "usulan"
bukti = ["Laporan pencadangan"]
sistem = ["A17"]
indikator = [9]

[[kewajiban]]
kode = "audit"
judul = "Audit pusat data tiap dua tahun"
uraian = "Pusat data diaudit berkala."
pasal = ["3(1)", "3(2)"]
pelaku = "diskominfo"
sumber_pelaku = "usulan"
koordinator = "sekda"
sifat = "berkala"
jadwal = { tiap = "2 tahun", acuan = "terakhir" }
sumber_jadwal = "peraturan"
bukti = ["Laporan audit", "Tindak lanjut temuan"]
sistem = ["C", "A16"]
indikator = [9, 29]

[[kewajiban]]
kode = "arsitektur"
judul = "Tetapkan arsitektur lima tahunan"
uraian = "Arsitektur ditetapkan untuk lima tahun."
pasal = "4"
pelaku = "bupati"
sumber_pelaku = "peraturan"
koordinator = "sekda"
sifat = "berkala"
jadwal = { tiap = "5 tahun", acuan = "arsitektur", setelah_awal = "6 bulan" }
sumber_jadwal = "peraturan"
bukti = ["Keputusan Bupati"]
sistem = ["A4"]
indikator = [1]

[[kewajiban]]
kode = "lapor-insiden"
judul = "Laporkan insiden keamanan"
uraian = "Insiden dilaporkan segera."
pasal = "5(1)"
pelaku = "setiap_pd"
sumber_pelaku = "peraturan"
koordinator = "diskominfo"
sifat = "bersyarat"
jadwal = { pemicu = ["insiden_keamanan"], tenggat_hari_kerja = 2 }
sumber_jadwal = "peraturan"
bukti = ["Laporan insiden"]
sistem = ["A14"]

[[kewajiban]]
kode = "anggaran"
judul = "Susun anggaran tahunan"
uraian = "Anggaran disusun tiap tahun."
pasal = "5(2)"
pelaku = "perencanaan"
sumber_pelaku = "peraturan"
koordinator = "sekda"
sifat = "berkala"
jadwal = { tiap = "tahun", jatuh = "12-10" }
sumber_jadwal = "peraturan"
bukti = ["Dokumen anggaran"]
sistem = ["A6"]
indikator = [13]

[[kewajiban]]
kode = "berbagi"
judul = "Berbagi pengetahuan bila perlu"
uraian = "Boleh berbagi pengetahuan."
pasal = "6"
pelaku = "diskominfo"
sumber_pelaku = "usulan"
koordinator = "sekda"
sifat = "berkala"
kekuatan = "dapat"
jadwal = { tiap = "tahun" }
sumber_jadwal = "usulan"
bukti = ["Catatan kegiatan"]
sistem = ["B6"]

[[tanpa_kewajiban]]
pasal = "1"
alasan = "Hanya memuat pengertian."
"#;

/// The unit of a code.
pub fn unit(kode: &str) -> Uuid {
    let sidik = Sha256::digest(kode.as_bytes());
    Uuid::from_slice(&sidik[..16]).unwrap()
}

/// Fills the units port from the profile, districts included where there is a file of regions.
fn units(app: App) -> BoxFuture<Result<Vec<Unit>>> {
    Box::pin(async move {
        let daftar = katalog::dari(&app)?;
        let berkas = &daftar.profil.daerah.wilayah;
        let teks = std::fs::read_to_string(akar().join("data").join(berkas))
            .unwrap_or_else(|_| "kode,nama,induk,jenis\n".to_owned());
        let semua = wilayah::perangkat(&daftar.profil, &wilayah::baca(berkas, &teks).unwrap());
        let kata = |jenis| {
            format!("{jenis:?}").chars().fold(String::new(), |mut kata, huruf| {
                if huruf.is_uppercase() && !kata.is_empty() {
                    kata.push('_');
                }
                kata.extend(huruf.to_lowercase());
                kata
            })
        };
        Ok(semua
            .into_iter()
            .map(|pd| Unit {
                id: unit(&pd.kode),
                short: pd.singkatan.clone().unwrap_or_else(|| pd.nama.clone()),
                kind: kata(pd.jenis),
                parent: pd.induk.as_deref().map(unit),
                roles: pd.peran.iter().map(|peran| peran.kode().to_owned()).collect(),
                is_agency: pd.induk.is_none(),
                name: pd.nama,
                code: pd.kode,
            })
            .collect())
    })
}

pub static UNITS: Module =
    Module { name: "uji_unit", title: "Unit uji", ports: Ports { units: Some(units), ..Ports::NONE }, ..Module::EMPTY };

/// A site of the sample regency, set up.
pub fn options() -> Options {
    Options { profile: PROFIL.to_owned(), setup: true, ..Options::default() }
}

/// The profile of a regency, as the sites of tests call theirs.
pub fn profil_asli(nama: &str, teks: &str) -> String {
    let kode = Path::new(nama).file_stem().unwrap().to_str().unwrap();
    teks.replacen(&format!("kode = \"{kode}\""), "kode = \"contoh\"", 1)
}

/// Runs a test on both databases in the sample regency.
pub fn di_contoh(test: impl AsyncFn(&mut Site)) {
    testkit::on_both_with(&[&UNITS, &kewajiban::MODULE], options(), test);
}

/// The duties of a site.
pub fn daftar(site: &Site) -> std::sync::Arc<DaftarKewajiban> {
    katalog::dari(&site.app).unwrap()
}

/// The id of the obligation with this key.
pub async fn id(site: &Site, kunci: &str) -> Uuid {
    let row =
        site.app.db.optional("select id from kewajiban_pelaksanaan where kunci = $1", args![kunci]).await.unwrap();
    row.unwrap_or_else(|| panic!("no obligation {kunci}")).get("id").unwrap()
}

/// A column of an obligation as text.
pub async fn kolom(site: &Site, kunci: &str, nama: &str) -> Option<String> {
    let text = format!("select {nama} as isi from kewajiban_pelaksanaan where kunci = $1");
    site.app.db.one(&text, args![kunci]).await.unwrap().get("isi").unwrap()
}

pub async fn jumlah(site: &Site, where_: &str) -> i64 {
    let text = format!("select count(*) as n from kewajiban_pelaksanaan where {where_}");
    site.app.db.one(&text, vec![]).await.unwrap().get("n").unwrap()
}

/// The value of a hidden field of the form with this action.
pub fn tersembunyi(page: &testkit::Answer, action: &str, nama: &str) -> String {
    page.attribute(&format!("form[action='{action}'] input[name={nama}]"), "value").unwrap_or_default()
}

/// Presses the button of an act: version and key as on the page.
pub async fn tekan(orang: &Client, id: Uuid, act: &str, lain: &[(&str, &str)]) -> testkit::Answer {
    let page = orang.get(&format!("/kewajiban/{id}")).await.ok();
    let action = format!("/kewajiban/{id}/{act}");
    let (versi, kunci) = (tersembunyi(&page, &action, "_versi"), tersembunyi(&page, &action, "_kunci"));
    assert!(!versi.is_empty(), "no form {action} for this person: {}", page.main());
    let mut fields = vec![("_versi", versi.as_str()), ("_kunci", kunci.as_str())];
    fields.extend_from_slice(lain);
    orang.post(&action, &fields).await
}

/// Adds a link as evidence and hands it in.
pub async fn ajukan(orang: &Client, id: Uuid, tanggal: &str) -> testkit::Answer {
    let fields =
        [("judul", "Laporan"), ("tanggal", tanggal), ("alamat", "https://contohkab.go.id/laporan"), ("aksi", "ajukan")];
    orang.upload(&format!("/kewajiban/{id}/bukti"), &fields, &[]).await
}

/// An API token of a person that carries the right to read.
pub async fn token(site: &Site, orang: &Client) -> String {
    let secret = format!("pdp_uji_{}", Uuid::new_v4().simple());
    let mut write = Write::system(&site.app, "uji.token").await.unwrap();
    let values = vec![
        ("account", orang.account.into()),
        ("name", "uji".into()),
        ("hash", Sha256::digest(secret.as_bytes()).to_vec().into()),
        ("perms", serde_json::json!(["kewajiban.lihat"]).into()),
        ("expires", (site.app.now() + time::Duration::days(30)).into()),
    ];
    write.insert(&kernel::auth::token::table(), Uuid::now_v7(), values).await.unwrap();
    write.commit(&Subject::new("account", orang.account, "/akun")).await.unwrap();
    secret
}
