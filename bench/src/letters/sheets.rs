//! The tables that letters fill, with the columns that the modules fill in them.
use anyhow::Context as _;
use kernel::Val;
use kernel::db::Tx;
use kernel::db::fts::{self, Doc};

use crate::fill::Bulk;

/// Tables and columns; what others point to comes first.
const TABLES: &[(&str, &[&str])] = &[
    (
        "file",
        &[
            "id", "version", "created", "updated", "unit", "owner", "kind", "subject", "name", "type", "size",
            "sha256", "class", "removed",
        ],
    ),
    (
        "naskah",
        &[
            "id",
            "version",
            "created",
            "updated",
            "unit",
            "owner",
            "arah",
            "jenis",
            "keadaan",
            "nomor",
            "nomor_urut",
            "tahun",
            "tanggal",
            "perihal",
            "sifat",
            "keamanan",
            "klasifikasi",
            "isi",
            "isi_segel",
            "sidik",
            "penandatangan",
            "unit_penandatangan",
            "jabatan_penandatangan",
            "templat_versi",
            "berkas_asal",
            "berkas_final",
            "cara_tanda",
            "diajukan",
            "terbit",
            "diterima_dari",
            "diterima_unit",
            "diterima",
            "cara_terima",
            "asal",
        ],
    ),
    ("naskah_akses", &["id", "naskah", "unit", "owner", "peran", "kotak", "dibaca", "dibaca_oleh", "created"]),
    ("naskah_versi", &["id", "naskah", "urut", "oleh", "pada", "sidik", "isi", "isi_segel"]),
    (
        "naskah_langkah",
        &[
            "id", "naskah", "putaran", "urut", "peran", "akun", "unit", "jabatan", "keadaan", "sidik", "oleh",
            "sebagai", "pada",
        ],
    ),
    ("naskah_tujuan", &["id", "naskah", "urut", "unit", "teks", "tembusan"]),
    ("naskah_rujukan", &["id", "naskah", "ke", "jenis"]),
    ("naskah_lampiran", &["id", "naskah", "urut", "berkas", "judul", "sha256"]),
    (
        "naskah_nomor",
        &["id", "jenis", "unit", "tahun", "urut", "akhiran", "nomor", "keadaan", "tanggal", "naskah", "oleh", "pada"],
    ),
    ("naskah_jejak", &["id", "naskah", "akun", "tindakan", "pada"]),
    (
        "surat_masuk",
        &[
            "id",
            "version",
            "created",
            "updated",
            "unit",
            "owner",
            "naskah",
            "instansi",
            "jalur",
            "keadaan",
            "tahun",
            "urut",
            "nomor",
            "nomor_kunci",
            "tanggal",
            "perihal",
            "pengirim",
            "pengirim_kunci",
            "jenis",
            "sifat",
            "keamanan",
            "klasifikasi",
            "diterima",
            "dicatat",
            "didisposisi",
            "selesai",
            "cara_selesai",
            "selesai_oleh",
            "menit_catat",
            "menit_disposisi",
            "menit_selesai",
        ],
    ),
    (
        "disposisi",
        &[
            "id",
            "version",
            "created",
            "updated",
            "unit",
            "owner",
            "naskah",
            "surat_masuk",
            "akar",
            "tingkat",
            "jabatan",
            "instruksi",
            "catatan",
            "sifat",
            "hari",
            "tenggat",
        ],
    ),
    (
        "disposisi_penerima",
        &[
            "id",
            "version",
            "created",
            "updated",
            "disposisi",
            "naskah",
            "owner",
            "sebutan",
            "keadaan",
            "tenggat",
            "dibaca",
            "dibaca_oleh",
            "selesai",
            "selesai_oleh",
        ],
    ),
    (
        "berkas_arsip",
        &[
            "id", "version", "created", "updated", "unit", "owner", "nomor", "kode", "tahun", "uraian", "status",
            "dibuka", "ditahan", "kunci",
        ],
    ),
    (
        "arsip",
        &[
            "id",
            "version",
            "created",
            "updated",
            "unit",
            "owner",
            "berkas",
            "kode",
            "jenis_subjek",
            "subjek",
            "tautan",
            "nomor",
            "judul",
            "jenis",
            "tanggal",
            "keamanan",
            "rahasia",
            "perkembangan",
            "media",
            "jumlah",
            "satuan",
            "status",
            "sumber",
            "terkait",
        ],
    ),
    ("arsip_isi", &["id", "arsip", "pemilik", "berkas", "nama", "ukuran", "sha256"]),
    ("arsip_pembaca", &["id", "arsip", "account", "sebab"]),
];

/// Rows on their way into all the tables, and what the search is to know.
pub struct Sheets {
    tables: Vec<Bulk>,
    /// For the search.
    pub docs: Vec<Doc>,
}

impl Sheets {
    /// Empty ones.
    pub fn new() -> Sheets {
        let tables = TABLES.iter().map(|(table, columns)| Bulk::new(table, columns)).collect();
        Sheets { tables, docs: Vec::new() }
    }

    /// Adds a row to a table: a value for each of its columns.
    pub fn push(&mut self, table: &str, row: Vec<Val>) -> anyhow::Result<()> {
        let place = TABLES.iter().position(|(name, _)| *name == table);
        place.and_then(|place| self.tables.get_mut(place)).with_context(|| format!("no table {table}"))?.push(row)
    }

    /// Writes everything.
    pub async fn write(mut self, tx: &mut Tx) -> anyhow::Result<()> {
        for table in &mut self.tables {
            table.write(tx).await?;
        }
        Ok(fts::put_all(tx, &self.docs).await?)
    }
}
