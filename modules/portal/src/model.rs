//! Texts of the site: news, pages and profiles of agencies, each with its versions.
use kernel::{Class, Result, Row, Table, args};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use time::OffsetDateTime;
use uuid::Uuid;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Jenis {
    /// News.
    Berita,
    /// A page that stays.
    Halaman,
    /// The profile of an agency.
    Instansi,
}

impl Jenis {
    /// All.
    pub const ALL: [Jenis; 3] = [Jenis::Berita, Jenis::Halaman, Jenis::Instansi];
    /// The word in the database and in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Jenis::Berita => "berita",
            Jenis::Halaman => "halaman",
            Jenis::Instansi => "instansi",
        }
    }
    /// What they are called, plural.
    pub const fn title(self) -> &'static str {
        match self {
            Jenis::Berita => "Berita",
            Jenis::Halaman => "Halaman informasi",
            Jenis::Instansi => "Profil instansi",
        }
    }
    /// What one is called.
    pub const fn satuan(self) -> &'static str {
        match self {
            Jenis::Berita => "berita",
            Jenis::Halaman => "halaman",
            Jenis::Instansi => "profil instansi",
        }
    }
    /// From the word in the database or an address.
    pub fn parse(text: &str) -> Option<Jenis> {
        Jenis::ALL.into_iter().find(|each| each.as_str() == text)
    }
}

/// What the profile of an agency says beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rincian {
    /// Who leads it.
    pub kepala: String,
    /// Address.
    pub alamat: String,
    /// Telephone.
    pub telepon: String,
    /// E-mail.
    pub surel: String,
    /// When it is open.
    pub jam: String,
    /// A site of its own.
    pub situs: String,
}

impl Rincian {
    /// Names and labels of its fields.
    pub const FIELDS: [(&'static str, &'static str); 6] = [
        ("kepala", "Kepala"),
        ("alamat", "Alamat"),
        ("telepon", "Telepon"),
        ("surel", "Surel"),
        ("jam", "Jam layanan"),
        ("situs", "Situs"),
    ];
    /// A field by its name; empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        match name {
            "kepala" => &self.kepala,
            "alamat" => &self.alamat,
            "telepon" => &self.telepon,
            "surel" => &self.surel,
            "jam" => &self.jam,
            "situs" => &self.situs,
            _ => "",
        }
    }
}

/// A text.
#[derive(Debug, Clone)]
pub struct Tulisan {
    /// Its id.
    pub id: Uuid,
    /// Version for locking.
    pub version: i64,
    /// When its row last changed.
    pub updated: OffsetDateTime,
    /// Whose it is; none: of the regency.
    pub unit: Option<Uuid>,
    /// Who began it.
    pub owner: Option<Uuid>,
    /// What it is.
    pub jenis: Jenis,
    /// Last part of its address.
    pub siput: String,
    /// State of the work, see [`crate::ALUR`].
    pub status: String,
    /// The version that is worked on.
    pub versi: Uuid,
    /// The version that the public reads, or will from [`Tulisan::terbit`] on.
    pub versi_terbit: Option<Uuid>,
    /// Since when it is public.
    pub terbit: Option<OffsetDateTime>,
    /// Until when.
    pub sampai: Option<OffsetDateTime>,
    /// The public reads it.
    pub tampil: bool,
    /// When its public version last changed.
    pub diubah: Option<OffsetDateTime>,
    /// Why it was sent back or taken off.
    pub alasan: String,
}

/// One version of a text.
#[derive(Debug, Clone)]
pub struct Versi {
    /// Its id.
    pub id: Uuid,
    /// Its number, from 1.
    pub nomor: i64,
    /// Title.
    pub judul: String,
    /// Two sentences for lists.
    pub ringkasan: String,
    /// The text, see [`crate::teks`].
    pub isi: String,
    /// Code of its category; empty for none.
    pub kategori: String,
    /// Of an agency.
    pub rincian: Rincian,
    /// The picture: row in `file`, width and height.
    pub gambar: Option<Gambar>,
    /// From when it is to be public; none: as soon as it is approved.
    pub mulai: Option<OffsetDateTime>,
    /// Until when.
    pub sampai: Option<OffsetDateTime>,
    /// Everybody who wrote on it.
    pub penulis: Vec<Uuid>,
    /// Who proposed it.
    pub pengaju: Option<Uuid>,
    /// Who approved it.
    pub penyetuju: Option<Uuid>,
    /// When.
    pub disetujui: Option<OffsetDateTime>,
    /// When it was last written on.
    pub updated: OffsetDateTime,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gambar {
    /// Row in `file`.
    pub berkas: Uuid,
    /// Pixels.
    pub lebar: i64,
    /// Pixels.
    pub tinggi: i64,
    /// What it shows, for who does not see it.
    pub alt: String,
}

/// The table of texts.
pub fn tulisan_table() -> Table {
    let columns = [
        ("unit", Class::Internal),
        ("owner", Class::Internal),
        ("jenis", Class::Public),
        ("kategori", Class::Public),
        ("siput", Class::Public),
        ("status", Class::Internal),
        ("versi", Class::Internal),
        ("versi_terbit", Class::Internal),
        ("terbit", Class::Public),
        ("sampai", Class::Internal),
        ("tampil", Class::Public),
        ("diubah", Class::Public),
        ("alasan", Class::Internal),
    ];
    Table::new("tulisan", &columns)
}

/// The table of versions.
pub fn versi_table() -> Table {
    let columns = [
        ("tulisan", Class::Internal),
        ("nomor", Class::Internal),
        ("judul", Class::Public),
        ("ringkasan", Class::Public),
        ("isi", Class::Public),
        ("kategori", Class::Public),
        ("rincian", Class::Public),
        ("gambar", Class::Internal),
        ("gambar_lebar", Class::Internal),
        ("gambar_tinggi", Class::Internal),
        ("gambar_alt", Class::Public),
        ("mulai", Class::Internal),
        ("sampai", Class::Internal),
        ("penulis", Class::Internal),
        ("pengaju", Class::Internal),
        ("penyetuju", Class::Internal),
        ("disetujui", Class::Internal),
    ];
    Table::new("tulisan_versi", &columns)
}

/// The table of addresses that texts had.
pub fn siput_table() -> Table {
    Table::plain("tulisan_siput", &[("jenis", Class::Public), ("siput", Class::Public), ("tulisan", Class::Internal)])
}

/// Columns of a text, `t` being its table.
pub const KOLOM_TULISAN: &str = "t.id, t.version, t.updated, t.unit, t.owner, t.jenis, t.siput, t.status, t.versi, \
    t.versi_terbit, t.terbit, t.sampai, t.tampil, t.diubah, t.alasan";

/// Columns of a version, `v` being its table.
pub const KOLOM_VERSI: &str = "v.id as v_id, v.nomor as v_nomor, v.judul as v_judul, v.ringkasan as v_ringkasan, \
    v.isi as v_isi, v.kategori as v_kategori, v.rincian as v_rincian, v.gambar as v_gambar, v.gambar_lebar as v_lebar, \
    v.gambar_tinggi as v_tinggi, v.gambar_alt as v_alt, v.mulai as v_mulai, v.sampai as v_sampai, v.penulis as v_penulis, \
    v.pengaju as v_pengaju, v.penyetuju as v_penyetuju, v.disetujui as v_disetujui, v.updated as v_updated";

impl Tulisan {
    /// From a row of [`KOLOM_TULISAN`].
    pub fn from_row(row: &Row) -> Result<Tulisan> {
        Ok(Tulisan {
            id: row.get("id")?,
            version: row.get("version")?,
            updated: row.get("updated")?,
            unit: row.get("unit")?,
            owner: row.get("owner")?,
            jenis: Jenis::parse(&row.get::<String>("jenis")?)
                .ok_or_else(|| kernel::Error::internal("a text of an unknown kind"))?,
            siput: row.get("siput")?,
            status: row.get("status")?,
            versi: row.get("versi")?,
            versi_terbit: row.get("versi_terbit")?,
            terbit: row.get("terbit")?,
            sampai: row.get("sampai")?,
            tampil: row.get("tampil")?,
            diubah: row.get("diubah")?,
            alasan: row.get("alasan")?,
        })
    }
    /// Where the public reads it.
    pub fn href(&self) -> String {
        format!("/{}/{}", self.jenis.as_str(), self.siput)
    }
    /// Where it is worked on.
    pub fn href_kelola(&self) -> String {
        format!("/portal/tulisan/{}", self.id)
    }
    /// Whether the public reads it at this instant.
    pub fn is_tampil(&self, now: OffsetDateTime) -> bool {
        self.tampil && self.sampai.is_none_or(|sampai| sampai > now)
    }
}

impl Versi {
    /// From a row of [`KOLOM_VERSI`].
    pub fn from_row(row: &Row) -> Result<Versi> {
        let alt: String = row.get("v_alt")?;
        let gambar = match row.get::<Option<Uuid>>("v_gambar")? {
            Some(berkas) => Some(Gambar { berkas, lebar: row.get("v_lebar")?, tinggi: row.get("v_tinggi")?, alt }),
            None => None,
        };
        Ok(Versi {
            id: row.get("v_id")?,
            nomor: row.get("v_nomor")?,
            judul: row.get("v_judul")?,
            ringkasan: row.get("v_ringkasan")?,
            isi: row.get("v_isi")?,
            kategori: row.get("v_kategori")?,
            rincian: serde_json::from_value(row.get::<Json>("v_rincian")?)?,
            gambar,
            mulai: row.get("v_mulai")?,
            sampai: row.get("v_sampai")?,
            penulis: serde_json::from_value(row.get::<Json>("v_penulis")?)?,
            pengaju: row.get("v_pengaju")?,
            penyetuju: row.get("v_penyetuju")?,
            disetujui: row.get("v_disetujui")?,
            updated: row.get("v_updated")?,
        })
    }
}

/// What stands on the public site about whom to ask.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Setelan {
    /// A sentence of greeting on the home page.
    pub sambutan: String,
    /// Address of the regency's office.
    pub alamat: String,
    /// Telephone.
    pub telepon: String,
    /// E-mail.
    pub surel: String,
    /// When it is open.
    pub jam: String,
    /// Whom to call in an emergency.
    pub darurat: String,
}

impl Setelan {
    /// Names, labels and hints of its fields.
    pub const FIELDS: [(&'static str, &'static str, &'static str); 6] = [
        ("sambutan", "Kalimat sambutan", "Satu kalimat di bawah nama daerah pada beranda."),
        ("alamat", "Alamat kantor", ""),
        ("telepon", "Telepon", ""),
        ("surel", "Surel", ""),
        ("jam", "Jam layanan", "Misalnya Senin–Jumat, 07.30–16.00 WIB."),
        ("darurat", "Nomor darurat", "Misalnya 112."),
    ];
    /// A field by its name; empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        match name {
            "sambutan" => &self.sambutan,
            "alamat" => &self.alamat,
            "telepon" => &self.telepon,
            "surel" => &self.surel,
            "jam" => &self.jam,
            "darurat" => &self.darurat,
            _ => "",
        }
    }
    /// The one row.
    pub const ID: Uuid = Uuid::from_u128(0x706f7274_616c_4000_8000_73657465616e);

    /// The settings with the version of their row; before anybody changed them, what the profile says (`[portal]`).
    pub async fn read(app: &kernel::App) -> Result<(Setelan, i64)> {
        let text = "select version, sambutan, alamat, telepon, surel, jam, darurat from portal_setelan where id = $1";
        match app.db.optional(text, args![Setelan::ID]).await? {
            Some(row) => Ok((
                Setelan {
                    sambutan: row.get("sambutan")?,
                    alamat: row.get("alamat")?,
                    telepon: row.get("telepon")?,
                    surel: row.get("surel")?,
                    jam: row.get("jam")?,
                    darurat: row.get("darurat")?,
                },
                row.get("version")?,
            )),
            None if app.profile.has("portal") => Ok((app.profile.section("portal")?, 0)),
            None => Ok((Setelan::default(), 0)),
        }
    }
}

/// The table of settings.
pub fn setelan_table() -> Table {
    let columns: Vec<_> = Setelan::FIELDS.iter().map(|(name, ..)| (*name, Class::Public)).collect();
    Table::new("portal_setelan", &columns)
}
