//! The queue of officers: cases in the order of their day, by page.
use kernel::{App, Result, Scope, Val};
use time::Date;
use uuid::Uuid;

use crate::model::{Keadaan, Permohonan};
use crate::store::KOLOM;
use crate::tabel::BARIS;

/// Which cases of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pilah {
    /// All that are open.
    #[default]
    Terbuka,
    /// Mine.
    Saya,
    /// Nobody's yet.
    TanpaPetugas,
    /// Past their day.
    Terlambat,
    /// Ended.
    Berakhir,
}

impl Pilah {
    /// All, with the word of the address and what the page calls it.
    pub const SEMUA: [(Pilah, &'static str, &'static str); 5] = [
        (Pilah::Terbuka, "", "Terbuka"),
        (Pilah::Saya, "saya", "Tugas saya"),
        (Pilah::TanpaPetugas, "bebas", "Belum ada petugas"),
        (Pilah::Terlambat, "terlambat", "Terlambat"),
        (Pilah::Berakhir, "berakhir", "Berakhir"),
    ];
    /// From the word of an address.
    pub fn parse(teks: &str) -> Pilah {
        Pilah::SEMUA.into_iter().find(|(_, kode, _)| *kode == teks).map_or(Pilah::Terbuka, |(pilah, ..)| pilah)
    }
}

/// What is asked of the queue.
#[derive(Debug, Clone, Default)]
pub struct Saring {
    /// Which.
    pub pilah: Pilah,
    /// One state.
    pub keadaan: Option<Keadaan>,
    /// One service.
    pub layanan: Option<Uuid>,
    /// Part of a number or of a name.
    pub q: String,
    /// Who asks, for [`Pilah::Saya`].
    pub akun: Option<Uuid>,
    /// Behind this place: day and case.
    pub sesudah: Option<(Option<Date>, Uuid)>,
}

/// The day that stands for none, so that one order holds for all.
const AKHIR: &str = "9999-12-31";

/// A day as the order takes it.
fn hari_urut(tenggat: Option<Date>) -> String {
    tenggat.map_or_else(|| AKHIR.to_owned(), |hari| hari.to_string())
}

/// One page of cases that the officer may see; open ones by their day, ended ones newest first.
pub async fn daftar(app: &App, scope: &Scope, saring: &Saring, hari_ini: Date, batas: i64) -> Result<Vec<Permohonan>> {
    let mut values: Vec<Val> = vec![];
    let inside = scope.filter(&BARIS, &mut values);
    let mut tambah = |nilai: Val| {
        values.push(nilai);
        format!("${}", values.len())
    };
    let mut syarat = vec![inside, "p.unit is not null".to_owned()];
    let keadaan: Vec<Keadaan> = match (saring.keadaan, saring.pilah) {
        (Some(keadaan), _) if keadaan != Keadaan::Draf => vec![keadaan],
        (_, Pilah::Berakhir) => vec![Keadaan::Selesai, Keadaan::Ditolak, Keadaan::Dicabut],
        (_, Pilah::Terlambat) => Keadaan::SEMUA.into_iter().filter(|satu| satu.berjalan()).collect(),
        (_, Pilah::Terbuka | Pilah::Saya | Pilah::TanpaPetugas) => {
            Keadaan::SEMUA.into_iter().filter(|satu| satu.antre() || *satu == Keadaan::Gabungan).collect()
        }
    };
    let tanda: Vec<String> = keadaan.iter().map(|satu| tambah(satu.kode().into())).collect();
    syarat.push(format!("p.keadaan in ({})", tanda.join(",")));
    match saring.pilah {
        Pilah::Saya => syarat.push(format!("p.owner = {}", tambah(saring.akun.into()))),
        Pilah::TanpaPetugas => syarat.push("p.owner is null".to_owned()),
        Pilah::Terlambat => syarat.push(format!("p.tenggat < {}", tambah(hari_ini.into()))),
        Pilah::Terbuka | Pilah::Berakhir => {}
    }
    if let Some(layanan) = saring.layanan {
        syarat.push(format!("p.layanan = {}", tambah(layanan.into())));
    }
    let q = saring.q.trim().to_lowercase();
    if !q.is_empty() {
        let aman = q.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let (nomor, nama) = (tambah(kernel::receipt::normal(&q).into()), tambah(format!("%{aman}%").into()));
        syarat.push(format!("(p.nomor = {nomor} or lower(p.nama) like {nama} escape '\\')"));
    }
    let berakhir = saring.pilah == Pilah::Berakhir;
    if let Some((tenggat, id)) = &saring.sesudah {
        if berakhir {
            syarat.push(format!("p.id < {}", tambah((*id).into())));
        } else {
            let (hari, id) = (tambah(hari_urut(*tenggat).into()), tambah((*id).into()));
            syarat.push(format!("(coalesce(cast(p.tenggat as text), '{AKHIR}'), p.id) > ({hari}, {id})"));
        }
    }
    let urut =
        if berakhir { "p.id desc".to_owned() } else { format!("coalesce(cast(p.tenggat as text), '{AKHIR}'), p.id") };
    let batas = tambah(batas.into());
    let text =
        format!("select {} from permohonan p where {} order by {urut} limit {batas}", *KOLOM, syarat.join(" and "));
    app.db.query(&text, values).await?.iter().map(Permohonan::baca).collect()
}

/// How many cases stand in each state, with how many of them late, among those that the officer may see.
pub async fn hitung(app: &App, scope: &Scope, hari_ini: Date) -> Result<Vec<(Keadaan, i64, i64)>> {
    let mut values: Vec<Val> = vec![hari_ini.into()];
    let inside = scope.filter(&BARIS, &mut values);
    let text = format!(
        "select p.keadaan, count(*) as n, sum(case when p.tenggat < $1 then 1 else 0 end) as lewat from permohonan p \
         where p.unit is not null and {inside} group by p.keadaan"
    );
    let rows = app.db.query(&text, values).await?;
    let mut semua = vec![];
    for row in &rows {
        if let Some(keadaan) = Keadaan::parse(&row.get::<String>("keadaan")?) {
            semua.push((keadaan, row.get("n")?, row.get::<Option<i64>>("lewat")?.unwrap_or(0)));
        }
    }
    Ok(semua)
}
