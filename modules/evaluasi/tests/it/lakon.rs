//! The people of an evaluation, and what they do again and again.

use evaluasi::MODULE;
use kernel::args;
use testkit::{Answer, Client, Options, Site, on_both_with};
use uuid::Uuid;

pub const UNIT: Uuid = Uuid::from_u128(7);

pub const BULUNGAN: &str = include_str!("../../../../profiles/bulungan.toml");
pub const MUKOMUKO: &str = include_str!("../../../../profiles/mukomuko.toml");

/// Whoever takes part.
pub struct Lakon {
    pub dewi: Client,
    pub sekda: Client,
    pub spv: Client,
    pub operator: Client,
    pub anggota: Client,
    pub asesor: Client,
    pub dinas: Client,
    pub pegawai: Client,
    pub tamu: Client,
}

impl Lakon {
    pub async fn baru(site: &Site) -> Lakon {
        Lakon {
            dewi: site.person("dewi", &[("diskominfo", UNIT)]).await,
            sekda: site.person("sekda", &[("sekda", UNIT)]).await,
            spv: site.person("supervisor", &[("evaluator_penanggung_jawab", UNIT)]).await,
            operator: site.person("operator", &[("evaluator_operator", UNIT)]).await,
            anggota: site.person("anggota", &[("pegawai", UNIT)]).await,
            asesor: site.person("asesor", &[("asesor_eksternal", UNIT)]).await,
            dinas: site.person("dinas", &[("operator_pd", UNIT)]).await,
            pegawai: site.person("pegawai", &[("pegawai", UNIT)]).await,
            tamu: site.person("tamu", &[]).await,
        }
    }
}

/// Runs on both databases under a profile.
pub fn dengan_profil(profil: &str, uji: impl AsyncFn(&mut Site)) {
    let options = Options { profile: profil.to_owned(), ..Options::default() };
    on_both_with(&[&MODULE], options, uji);
}

pub const PERIODE: [(&str, &str); 8] = [
    ("tahun", "2026"),
    ("nama", "Evaluasi SPBE 2026"),
    ("instrumen", "permenpanrb-59-2020"),
    ("basis", "indeks_2_desimal"),
    ("tanggal_penilaian", "30-11-2026"),
    ("tenggat_isi", "25-11-2026"),
    ("tenggat_validasi", "28-11-2026"),
    ("sasaran", "3"),
];

/// Opens a period and returns its address.
pub async fn buka(siapa: &Client, jalur: &str) -> String {
    let mut isian = PERIODE.to_vec();
    isian.push(("jalur", jalur));
    let tim = siapa.post("/evaluasi/baru", &isian).await.redirects().location();
    tim.trim_end_matches("/tim").to_owned()
}

/// Names the team.
pub async fn tunjuk(siapa: &Client, href: &str, orang: &[(&Client, &str)]) {
    for (orang, peran) in orang {
        let akun = orang.account.to_string();
        siapa
            .post(&format!("{href}/tim"), &[("akun", &akun), ("peran", peran), ("jabatan", "Pranata Komputer")])
            .await
            .redirects();
    }
}

/// Does an act on the period as a person would: opens its page, sends its form.
pub async fn langkah(siapa: &Client, href: &str, tindakan: &str, alasan: &str) -> Answer {
    let alamat = format!("{href}/langkah/{tindakan}");
    let halaman = siapa.get(&alamat).await.ok();
    let versi =
        halaman.attribute("input[name=_versi]", "value").unwrap_or_else(|| panic!("{alamat}: {}", halaman.main()));
    let kunci = halaman.attribute("main input[name=_kunci]", "value").unwrap();
    siapa.post(&alamat, &[("_versi", &versi), ("_kunci", &kunci), ("alasan", alasan)]).await
}

pub fn id(href: &str) -> Uuid {
    href.rsplit('/').next().unwrap().parse().unwrap()
}

/// Codes and versions of the answers.
pub async fn jawaban(site: &Site, href: &str) -> Vec<(String, i64)> {
    let text = "select indikator, version from evaluasi_jawaban where periode = $1 order by urutan";
    let rows = site.app.db.query(text, args![id(href)]).await.unwrap();
    rows.iter().map(|row| (row.get("indikator").unwrap(), row.get("version").unwrap())).collect()
}

pub async fn versi(site: &Site, href: &str, kode: &str) -> String {
    jawaban(site, href).await.into_iter().find(|(k, _)| k == kode).unwrap().1.to_string()
}

/// Scores all indicators from a file: dry run first, then for good.
pub async fn impor(siapa: &Client, href: &str, nilai: &str) {
    let mut csv = String::from("instansi;indikator;nilai\n");
    for kode in 1..=47 {
        csv += &format!("Kabupaten Contoh;{kode};{nilai}\n");
    }
    let periksa = siapa.upload(&format!("{href}/impor"), &[], &[("berkas", "nilai.csv", csv.as_bytes())]).await.ok();
    let isi = periksa.attribute("input[name=isi]", "value").unwrap();
    siapa.post(&format!("{href}/impor/terapan"), &[("isi", &isi)]).await.redirects();
}

/// The supervisor accepts everything.
pub async fn terima_semua(site: &Site, siapa: &Client, href: &str) {
    for (kode, versi) in jawaban(site, href).await {
        let isian = [("_versi", versi.to_string()), ("putusan", "terima".to_owned())];
        let isian: Vec<(&str, &str)> = isian.iter().map(|(k, v)| (*k, v.as_str())).collect();
        siapa.post(&format!("{href}/indikator/{kode}/validasi"), &isian).await.redirects();
    }
}

/// A period in which scores are being given: supervisor, operator, member, perhaps assessor.
pub async fn mulai(lakon: &Lakon, jalur: &str) -> String {
    let href = buka(&lakon.dewi, jalur).await;
    let mut tim = vec![(&lakon.spv, "supervisor"), (&lakon.operator, "operator"), (&lakon.anggota, "anggota")];
    if jalur == "dengan_eksternal" {
        tim.push((&lakon.asesor, "asesor_eksternal"));
    }
    tunjuk(&lakon.dewi, &href, &tim).await;
    langkah(&lakon.dewi, &href, "mulai-penilaian", "").await.redirects();
    href
}

/// The same, scored, accepted and approved.
pub async fn disetujui(site: &Site, lakon: &Lakon, jalur: &str) -> String {
    let href = mulai(lakon, jalur).await;
    impor(&lakon.operator, &href, "3").await;
    langkah(&lakon.operator, &href, "ajukan-validasi", "").await.redirects();
    terima_semua(site, &lakon.spv, &href).await;
    langkah(&lakon.sekda, &href, "setujui-hasil", "").await.redirects();
    href
}

/// Writes what the Berita Acara needs.
pub async fn isi_acara(siapa: &Client, href: &str) {
    let halaman = siapa.get(&format!("{href}/berita-acara")).await.ok();
    let versi = halaman.attribute("input[name=_versi]", "value").unwrap();
    let isian = [
        ("_versi", versi.as_str()),
        ("nomor", "000.8/17/DISKOMINFO/2026"),
        ("tempat", "Ruang Rapat Utama"),
        ("dasar", "Keputusan Bupati Nomor 12 Tahun 2026"),
        ("kekuatan", "Layanan publik berjalan.\nData terbuka."),
        ("kelemahan", "Audit belum rutin."),
    ];
    siapa.post(&format!("{href}/berita-acara"), &isian).await.redirects();
}

/// The words of a PDF with white space folded.
pub fn teks_pdf(bytes: &[u8]) -> String {
    let dokumen = lopdf::Document::load_mem(bytes).unwrap();
    let halaman: Vec<u32> = dokumen.get_pages().keys().copied().collect();
    let teks = dokumen.extract_text(&halaman).unwrap();
    teks.replace('\u{200B}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
