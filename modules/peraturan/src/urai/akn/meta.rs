//! The identification of a document (FRBR) in Akoma Ntoso.

use super::super::naskah::Naskah;
use super::tulis::Penulis;

/// What the text itself does not say, or says only in its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Jurisdiction for the URI: `id` for national law, `id-xxx` for a region (lower case letters, digits and hyphens).
    pub wilayah: String,
    /// Short kind: `perbup`.
    pub jenis: String,
    /// Number: `18`.
    pub nomor: String,
    /// Year, four digits.
    pub tahun: String,
    /// Title.
    pub judul: String,
    /// Date of enactment, `YYYY-MM-DD`; `None` if unknown (then 1 January of the year stands with the name `tahun`).
    pub ditetapkan: Option<String>,
    /// Who issued it, for people: "Bupati Contoh".
    pub penetap: String,
    /// Day on which this file is made, `YYYY-MM-DD`.
    pub dibuat: String,
}

impl Meta {
    /// Takes what the head and the tail of the text say. `wilayah` is the code of the region, `dibuat` today as `YYYY-MM-DD`.
    pub fn dari(naskah: &Naskah, wilayah: &str, dibuat: &str) -> Self {
        let kepala = &naskah.kepala;
        Meta {
            wilayah: wilayah.to_owned(),
            jenis: kepala.kode_jenis.clone(),
            nomor: kepala.nomor.clone(),
            tahun: kepala.tahun.clone(),
            judul: kepala.tentang.clone(),
            ditetapkan: naskah.penutup.ditetapkan.as_ref().and_then(|sah| sah.tanggal.clone()),
            penetap: kepala.pemrakarsa.clone(),
            dibuat: dibuat.to_owned(),
        }
    }

    /// URI of the work: `/akn/id-xxx/act/perbup/2021/18`.
    pub fn uri(&self) -> String {
        let bagian = |isi: &str, kosong: &str| if siput(isi).is_empty() { kosong.to_owned() } else { siput(isi) };
        format!(
            "/akn/{}/act/{}/{}/{}",
            bagian(&self.wilayah, "id"),
            bagian(&self.jenis, "peraturan"),
            self.tahun_pasti(),
            bagian(&self.nomor, "nn")
        )
    }

    fn tahun_pasti(&self) -> &str {
        if self.tahun.len() == 4 && self.tahun.bytes().all(|b| b.is_ascii_digit()) && self.tahun != "0000" {
            &self.tahun
        } else {
            "1900"
        }
    }

    /// Writes the `meta` element for the document itself ("main") or one of its parts.
    pub(super) fn tulis(&self, tulis: &mut Penulis, bagian: &str, berita: Option<&str>, istilah: &[(String, String)]) {
        let uri = self.uri();
        let (tanggal, nama) = match &self.ditetapkan {
            Some(tanggal) => (tanggal.clone(), "penetapan"),
            None => (format!("{}-01-01", self.tahun_pasti()), "tahun"),
        };
        tulis.buka("meta", &[]);
        tulis.buka("identification", &[("source", "#pendopo")]);
        tulis.buka("FRBRWork", &[]);
        tulis.kosong("FRBRthis", &[("value", &format!("{uri}/!{bagian}"))]);
        tulis.kosong("FRBRuri", &[("value", &uri)]);
        if !self.judul.is_empty() {
            tulis.kosong("FRBRalias", &[("name", "judul"), ("value", &self.judul)]);
        }
        tulis.kosong("FRBRdate", &[("date", &tanggal), ("name", nama)]);
        tulis.kosong("FRBRauthor", &[("href", "#penetap")]);
        tulis.kosong("FRBRcountry", &[("value", "id")]);
        if !self.jenis.is_empty() {
            tulis.kosong("FRBRsubtype", &[("value", &self.jenis)]);
        }
        if !self.nomor.is_empty() {
            tulis.kosong("FRBRnumber", &[("value", &self.nomor)]);
        }
        tulis.tutup("FRBRWork");
        let ekspresi = format!("{uri}/ind@{tanggal}");
        tulis.buka("FRBRExpression", &[]);
        tulis.kosong("FRBRthis", &[("value", &format!("{ekspresi}/!{bagian}"))]);
        tulis.kosong("FRBRuri", &[("value", &ekspresi)]);
        tulis.kosong("FRBRdate", &[("date", &tanggal), ("name", nama)]);
        tulis.kosong("FRBRauthor", &[("href", "#penetap")]);
        tulis.kosong("FRBRlanguage", &[("language", "ind")]);
        tulis.tutup("FRBRExpression");
        tulis.buka("FRBRManifestation", &[]);
        tulis.kosong("FRBRthis", &[("value", &format!("{ekspresi}/!{bagian}.xml"))]);
        tulis.kosong("FRBRuri", &[("value", &format!("{ekspresi}.akn"))]);
        tulis.kosong("FRBRdate", &[("date", &self.dibuat), ("name", "pembuatan")]);
        tulis.kosong("FRBRauthor", &[("href", "#pendopo")]);
        tulis.kosong("FRBRformat", &[("value", "application/akn+xml")]);
        tulis.tutup("FRBRManifestation");
        tulis.tutup("identification");
        if let Some(berita) = berita {
            tulis.kosong("publication", &[("date", &tanggal), ("name", "berita"), ("showAs", berita)]);
        }
        tulis.buka("references", &[("source", "#pendopo")]);
        let awalan = if bagian == "main" { String::new() } else { format!("{bagian}__") };
        tulis.kosong(
            "TLCOrganization",
            &[
                ("eId", &format!("{awalan}pendopo")),
                ("href", "/akn/ontology/organization/id/pendopo"),
                ("showAs", "Pendopo"),
            ],
        );
        let penetap = if self.penetap.is_empty() { "Penetap" } else { &self.penetap };
        let href = format!("/akn/ontology/organization/id/{}", siput(penetap));
        tulis.kosong("TLCOrganization", &[("eId", &format!("{awalan}penetap")), ("href", &href), ("showAs", penetap)]);
        for (eid, nama) in istilah {
            let href = format!("/akn/ontology/term/id/{}", eid.trim_start_matches("term-"));
            tulis.kosong("TLCTerm", &[("eId", eid), ("href", &href), ("showAs", nama)]);
        }
        tulis.tutup("references");
        tulis.tutup("meta");
    }
}

/// URI of another law from its key: `perpres/2018/95` gives `/akn/id/act/perpres/2018/95`, `uud/1945` `/akn/id/act/1945/uud`.
pub(super) fn uri_hukum(kunci: &str) -> String {
    if kunci == "uud/1945" { "/akn/id/act/1945/uud".to_owned() } else { format!("/akn/id/act/{kunci}") }
}

/// Lower-case letters, digits and hyphens.
pub(super) fn siput(teks: &str) -> String {
    let mut hasil = String::new();
    for c in teks.chars().take(80) {
        if c.is_ascii_alphanumeric() {
            hasil.push(c.to_ascii_lowercase());
        } else if !hasil.is_empty() && !hasil.ends_with('-') {
            hasil.push('-');
        }
    }
    hasil.truncate(hasil.trim_end_matches('-').len());
    hasil
}
