//! The boxes of incoming letters. Each is read from one index per reader (unit or person) in the order of arrival, so a
//! page costs the same however many letters there are.
use kernel::port::Security;
use kernel::{App, Ctx, Result, Row, Scope, Val, args};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::model::{KeadaanSurat, Surat};
use super::store::{self, COLUMNS};
use crate::LIHAT;
use crate::model::{Peran, Sifat, kata};
use crate::store::naskah::kata as dari_kata;

kata! {
    /// What is shown.
    Saring {
        Semua = "semua", "Semua";
        Belum = "belum_dibaca", "Belum dibaca";
        Perlu = "perlu_disposisi", "Perlu disposisi";
        Disposisi = "disposisi", "Didisposisi ke saya";
        Tembusan = "tembusan", "Tembusan";
    }
}

/// A letter in a box.
#[derive(Debug, Clone)]
pub struct Butir {
    /// The letter.
    pub naskah: Uuid,
    /// Since when it stands here.
    pub sejak: OffsetDateTime,
    /// It was opened.
    pub dibaca: bool,
    /// As what it stands here.
    pub peran: Peran,
    /// Number given by its sender.
    pub nomor: Option<String>,
    /// Date on it.
    pub tanggal: Option<Date>,
    /// What it is about.
    pub perihal: String,
    /// From whom; empty for letters of the regency itself.
    pub pengirim: String,
    /// The unit that wrote it.
    pub unit: Uuid,
    /// How urgent.
    pub sifat: Sifat,
    /// How secret.
    pub keamanan: Security,
    /// The reader's row: the unit whose box it is; none for the person's own.
    pub kotak_unit: Option<Uuid>,
}

/// The units whose boxes the person opens: where they hold a position, as far as reading reaches.
pub fn unit_saya(ctx: &Ctx) -> Vec<Uuid> {
    let scope = ctx.scope_of(LIHAT);
    let mut unit: Vec<Uuid> =
        ctx.actor.assignments().iter().map(|satu| satu.unit).filter(|satu| scope.holds_unit(*satu)).collect();
    unit.sort_unstable();
    unit.dedup();
    unit
}

/// Where a page begins: after this letter.
pub type Tempat = Option<(OffsetDateTime, Uuid)>;

/// A page of a box that is made of readers' rows (all, unread, copies): at most `limit`, and whether there are more.
///
/// What stands in the box of a unit of mine is not shown again as mine. That is told of the newest rows only, as many at a time
/// as two pages: whoever has everything twice would else read their whole box before the first page is full.
pub async fn list(
    app: &App,
    unit: &[Uuid],
    akun: Uuid,
    saring: Saring,
    setelah: Tempat,
    limit: usize,
) -> Result<(Vec<Butir>, bool)> {
    let banyak = 2 * (limit + 1);
    let (mut semua, mut sudah, mut tempat) = (vec![], std::collections::BTreeSet::new(), setelah);
    loop {
        let rows = terbaru(app, unit, akun, saring, tempat, banyak).await?;
        for row in &rows {
            let satu = butir(row)?;
            tempat = Some((satu.sejak, satu.naskah));
            if !row.get::<bool>("ganda")? && sudah.insert(satu.naskah) {
                semua.push(satu);
            }
        }
        if semua.len() > limit || rows.len() < banyak {
            break;
        }
    }
    let lagi = semua.len() > limit;
    semua.truncate(limit);
    Ok((semua, lagi))
}

/// The newest rows of these readers, and of each whether the same letter stands there for a unit, too. Of two rows of one
/// letter and instant, that of the unit comes first.
async fn terbaru(
    app: &App,
    unit: &[Uuid],
    akun: Uuid,
    saring: Saring,
    setelah: Tempat,
    banyak: usize,
) -> Result<Vec<Row>> {
    let syarat = match saring {
        Saring::Semua | Saring::Perlu | Saring::Disposisi => "",
        Saring::Belum => "and a.dibaca is null",
        Saring::Tembusan => "and a.peran = 'tembusan'",
    };
    let mut values = args![akun];
    let tempat = match setelah {
        Some((sejak, naskah)) => {
            values.extend(args![sejak, naskah]);
            "and (a.created, a.naskah) < ($2, $3)"
        }
        None => "",
    };
    let unit_marks: Vec<String> = unit
        .iter()
        .map(|satu| {
            values.push((*satu).into());
            format!("${}", values.len())
        })
        .collect();
    let satu = |whose: &str, nomor: usize| {
        format!(
            "select * from (select a.naskah, a.created, a.dibaca, a.peran, a.unit from naskah_akses a where {whose} and a.kotak = 'masuk' \
             {syarat} {tempat} order by a.created desc, a.naskah desc limit {banyak}) p{nomor}"
        )
    };
    let mut parts = vec![satu("a.owner = $1", 0)];
    parts.extend(unit_marks.iter().zip(1..).map(|(mark, nomor)| satu(&format!("a.unit = {mark}"), nomor)));
    let ganda = if unit_marks.is_empty() {
        "false".to_owned()
    } else {
        // `owner is null` is what the index by letter and unit knows.
        format!(
            "(k.unit is null and exists (select 1 from naskah_akses a where a.naskah = k.naskah and a.kotak = 'masuk' and a.owner is null \
             and a.unit in ({}) {syarat}))",
            unit_marks.join(",")
        )
    };
    let text = format!(
        "select k.created as sejak, k.dibaca as dibaca_pada, k.peran as sebagai, k.unit as kotak_unit, n.id, n.nomor, n.tanggal, n.perihal, \
         n.diterima_dari, n.unit, n.sifat, n.keamanan, {ganda} as ganda from ({}) k join naskah n on n.id = k.naskah \
         where (n.keamanan in ('biasa', 'terbatas') or exists (select 1 from naskah_akses b where b.naskah = n.id and b.owner = $1)) \
         order by k.created desc, k.naskah desc, case when k.unit is null then 1 else 0 end limit {banyak}",
        parts.join(" union all ")
    );
    Ok(app.db.query(&text, values).await?)
}

fn butir(row: &Row) -> Result<Butir> {
    Ok(Butir {
        naskah: row.get("id")?,
        sejak: row.get("sejak")?,
        dibaca: row.get::<Option<OffsetDateTime>>("dibaca_pada")?.is_some(),
        peran: dari_kata(row, "sebagai", Peran::urai)?,
        nomor: row.get("nomor")?,
        tanggal: row.get("tanggal")?,
        perihal: row.get("perihal")?,
        pengirim: row.get::<Option<String>>("diterima_dari")?.unwrap_or_default(),
        unit: row.get("unit")?,
        sifat: dari_kata(row, "sifat", Sifat::urai)?,
        keamanan: dari_kata(row, "keamanan", Security::parse)?,
        kotak_unit: row.get("kotak_unit")?,
    })
}

/// Letters in the books of these units that stand at this point, oldest first: what waits longest comes first. Letters for
/// a person by name wait for that person alone.
pub async fn menunggu(
    app: &App,
    unit: &[Uuid],
    akun: Option<Uuid>,
    keadaan: KeadaanSurat,
    setelah: Tempat,
    limit: usize,
) -> Result<(Vec<Surat>, bool)> {
    let mut values = args![keadaan.kode()];
    let tempat = match setelah {
        Some((sejak, id)) => {
            values.extend(args![sejak, id]);
            "and (s.diterima, s.id) > ($2, $3)"
        }
        None => "",
    };
    let terbuka = store::bernama(akun, &mut values);
    let mut milik = |column: &str, id: Uuid, lain: &str| {
        values.push(id.into());
        let mark = values.len();
        format!(
            "select * from (select s.* from surat_masuk s where s.{column} = ${mark} and s.keadaan = $1 {lain} {tempat} and {terbuka} \
             order by s.diterima, s.id limit {}) p{mark}",
            limit + 1
        )
    };
    let mut parts: Vec<String> = unit.iter().map(|satu| milik("unit", *satu, "and s.untuk is null")).collect();
    parts.extend(akun.map(|akun| milik("untuk", akun, "")));
    if parts.is_empty() {
        return Ok((vec![], false));
    }
    let text = format!(
        "select {COLUMNS} from ({}) s order by s.diterima, s.id limit {}",
        parts.join(" union all "),
        limit + 1
    );
    let rows = app.db.query(&text, values).await?;
    let lagi = rows.len() > limit;
    Ok((rows.iter().take(limit).map(store::surat).collect::<Result<_>>()?, lagi))
}

/// How many letters stand at this point, counted up to `paling_banyak`.
pub async fn hitung(
    app: &App,
    unit: &[Uuid],
    akun: Option<Uuid>,
    keadaan: KeadaanSurat,
    paling_banyak: usize,
) -> Result<usize> {
    Ok(menunggu(app, unit, akun, keadaan, None, paling_banyak).await?.0.len())
}

/// How many letters these readers have not opened, counted up to `paling_banyak`.
pub async fn belum_dibaca(app: &App, unit: &[Uuid], akun: Uuid, paling_banyak: usize) -> Result<usize> {
    Ok(list(app, unit, akun, Saring::Belum, None, paling_banyak).await?.0.len())
}

/// Agenda numbers of these letters in the books that the scope holds, for the list.
pub async fn agenda(app: &App, scope: &Scope, naskah: &[Uuid]) -> Result<std::collections::BTreeMap<Uuid, Surat>> {
    let mut hasil = std::collections::BTreeMap::new();
    if naskah.is_empty() {
        return Ok(hasil);
    }
    let mut values: Vec<Val> = naskah.iter().map(|id| (*id).into()).collect();
    let marks: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
    let inside = scope.filter(&store::ROWS, &mut values);
    let text = format!("select {COLUMNS} from surat_masuk s where s.naskah in ({}) and {inside}", marks.join(","));
    for row in app.db.query(&text, values).await? {
        let satu = store::surat(&row)?;
        hasil.entry(satu.naskah).or_insert(satu);
    }
    Ok(hasil)
}
