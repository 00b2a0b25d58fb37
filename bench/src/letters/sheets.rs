//! The tables that letters fill, with the columns that the modules fill in them.
use kernel::db::fts::{self, Doc};
use kernel::db::{self};

use crate::fill::Bulk;

const LETTER: &[&str] = &[
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
];
const READER: &[&str] = &["id", "naskah", "unit", "owner", "peran", "kotak", "dibaca", "dibaca_oleh", "created"];
const VERSION: &[&str] = &["id", "naskah", "urut", "oleh", "pada", "sidik", "isi", "isi_segel"];
const STEP: &[&str] = &[
    "id", "naskah", "putaran", "urut", "peran", "akun", "unit", "jabatan", "keadaan", "sidik", "oleh", "sebagai",
    "pada",
];
const ADDRESSEE: &[&str] = &["id", "naskah", "urut", "unit", "teks", "tembusan"];
const REFERENCE: &[&str] = &["id", "naskah", "ke", "jenis"];
const ATTACHED: &[&str] = &["id", "naskah", "urut", "berkas", "judul", "sha256"];
const NUMBER: &[&str] =
    &["id", "jenis", "unit", "tahun", "urut", "akhiran", "nomor", "keadaan", "tanggal", "naskah", "oleh", "pada"];
const LOG: &[&str] = &["id", "naskah", "akun", "tindakan", "pada"];
const PLACE: &[&str] = &[
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
];
const ACT: &[&str] = &[
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
];
const RECEIVER: &[&str] = &[
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
];
const FOLDER: &[&str] = &[
    "id", "version", "created", "updated", "unit", "owner", "nomor", "kode", "tahun", "uraian", "status", "dibuka",
    "ditahan", "kunci",
];
const ITEM: &[&str] = &[
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
];
const HELD: &[&str] = &["id", "arsip", "pemilik", "berkas", "nama", "ukuran", "sha256"];
const NAMED: &[&str] = &["id", "arsip", "account", "sebab"];
const FILE: &[&str] = &[
    "id", "version", "created", "updated", "unit", "owner", "kind", "subject", "name", "type", "size", "sha256",
    "class", "removed",
];

/// Rows on their way into all the tables.
pub struct Sheets {
    pub letter: Bulk,
    pub reader: Bulk,
    pub version: Bulk,
    pub step: Bulk,
    pub addressee: Bulk,
    pub reference: Bulk,
    pub attached: Bulk,
    pub number: Bulk,
    pub log: Bulk,
    pub place: Bulk,
    pub act: Bulk,
    pub receiver: Bulk,
    pub folder: Bulk,
    pub item: Bulk,
    pub held: Bulk,
    pub named: Bulk,
    pub file: Bulk,
    pub docs: Vec<Doc>,
}

impl Sheets {
    /// Empty ones.
    pub fn new() -> Sheets {
        Sheets {
            letter: Bulk::new("naskah", LETTER),
            reader: Bulk::new("naskah_akses", READER),
            version: Bulk::new("naskah_versi", VERSION),
            step: Bulk::new("naskah_langkah", STEP),
            addressee: Bulk::new("naskah_tujuan", ADDRESSEE),
            reference: Bulk::new("naskah_rujukan", REFERENCE),
            attached: Bulk::new("naskah_lampiran", ATTACHED),
            number: Bulk::new("naskah_nomor", NUMBER),
            log: Bulk::new("naskah_jejak", LOG),
            place: Bulk::new("surat_masuk", PLACE),
            act: Bulk::new("disposisi", ACT),
            receiver: Bulk::new("disposisi_penerima", RECEIVER),
            folder: Bulk::new("berkas_arsip", FOLDER),
            item: Bulk::new("arsip", ITEM),
            held: Bulk::new("arsip_isi", HELD),
            named: Bulk::new("arsip_pembaca", NAMED),
            file: Bulk::new("file", FILE),
            docs: Vec::new(),
        }
    }

    /// Writes everything, what others point to first.
    pub async fn write(mut self, tx: &mut db::Tx) -> anyhow::Result<()> {
        for sheet in [
            &mut self.file,
            &mut self.letter,
            &mut self.reader,
            &mut self.version,
            &mut self.step,
            &mut self.addressee,
            &mut self.reference,
            &mut self.attached,
            &mut self.number,
            &mut self.log,
            &mut self.place,
            &mut self.act,
            &mut self.receiver,
            &mut self.folder,
            &mut self.item,
            &mut self.held,
            &mut self.named,
        ] {
            sheet.write(tx).await?;
        }
        Ok(fts::put_all(tx, &self.docs).await?)
    }
}
