//! A small regency for the tests of incoming letters: a dinas with a bidang below it, another dinas, and people.
use kernel::module::{Module, Ports, Unit};
use kernel::{App, BoxFuture, Result};
use testkit::{Answer, Assigned, Client, Options, Site};
use uuid::Uuid;

pub const DINAS: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0a01);
pub const BIDANG: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0a02);
pub const LAIN: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0b01);

fn units(_: App) -> BoxFuture<Result<Vec<Unit>>> {
    let unit = |id, code: &str, name: &str, parent: Option<Uuid>| Unit {
        id,
        code: code.into(),
        name: name.into(),
        short: name.into(),
        kind: if parent.is_some() { "bidang" } else { "dinas" }.into(),
        parent,
        roles: if code == "DINAS" { vec!["diskominfo".into()] } else { vec![] },
        is_agency: parent.is_none(),
    };
    Box::pin(async move {
        Ok(vec![
            unit(DINAS, "DINAS", "Dinas Contoh", None),
            unit(BIDANG, "BIDANG", "Bidang Aplikasi", Some(DINAS)),
            unit(LAIN, "LAIN", "Dinas Lain", None),
        ])
    })
}

static SUSUNAN: Module =
    Module { name: "uji_susunan", title: "Uji", ports: Ports { units: Some(units), ..Ports::NONE }, ..Module::EMPTY };

/// A test with the standard instructions in place.
pub fn di_dinas(test: impl AsyncFn(&mut Site)) {
    let options = Options { setup: true, ..Options::default() };
    testkit::on_both_with(&[&register::MODULE, &SUSUNAN, &naskah_dinas::MODULE], options, test);
}

/// People of the dinas.
pub struct Orang {
    /// The front desk.
    pub loket: Client,
    /// The head.
    pub kepala: Client,
    /// The head of the bidang.
    pub kabid: Client,
    /// Somebody in the bidang.
    pub staf: Client,
    /// The front desk of the other dinas.
    pub lain: Client,
}

fn di(role: &str, unit: Uuid, tree: &[Uuid]) -> Assigned {
    Assigned { role: role.to_owned(), unit, tree: tree.to_vec() }
}

pub async fn orang(site: &Site) -> Orang {
    Orang {
        loket: site
            .person_with("loket", vec![di("operator_pd", DINAS, &[DINAS, BIDANG]), di("pegawai", DINAS, &[DINAS])])
            .await,
        kepala: site
            .person_with("kepala", vec![di("kepala_pd", DINAS, &[DINAS, BIDANG]), di("pegawai", DINAS, &[DINAS])])
            .await,
        kabid: site
            .person_with("kabid", vec![di("kepala_pd", BIDANG, &[BIDANG]), di("pegawai", BIDANG, &[BIDANG])])
            .await,
        staf: site.person_with("staf", vec![di("pegawai", BIDANG, &[BIDANG])]).await,
        lain: site.person_with("lain", vec![di("operator_pd", LAIN, &[LAIN]), di("pegawai", LAIN, &[LAIN])]).await,
    }
}

/// The fields of the form of a letter, with these in place of the usual ones.
pub fn isian<'a>(ubah: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut semua = vec![
        ("pengirim", "Dinas Pertanian Kabupaten Tetangga"),
        ("nomor", "500.6/12/DISTAN/2026"),
        ("tanggal", "18-11-2026"),
        ("diterima", "20-11-2026"),
        ("perihal", "Undangan rapat koordinasi pangan"),
        ("jenis", "surat_dinas"),
        ("jalur", "loket"),
        ("sifat", "biasa"),
        ("keamanan", "biasa"),
    ];
    semua.retain(|(nama, _)| !ubah.iter().any(|(satu, _)| satu == nama));
    semua.extend_from_slice(ubah);
    semua
}

/// Registers a letter and returns it.
pub async fn catat(client: &Client, ubah: &[(&str, &str)], berkas: &[(&str, &str, &[u8])]) -> Uuid {
    let jawab = client.upload("/surat_masuk/baru", &isian(ubah), berkas).await.redirects();
    dari_alamat(&jawab)
}

/// The letter at the end of an address.
pub fn dari_alamat(jawab: &Answer) -> Uuid {
    jawab.location().rsplit('/').next().unwrap().parse().unwrap()
}

/// One value of the database.
pub async fn nilai<T: kernel::db::FromVal>(site: &Site, text: &str, values: Vec<kernel::Val>) -> T {
    site.app.db.one(text, values).await.unwrap().get("x").unwrap()
}
