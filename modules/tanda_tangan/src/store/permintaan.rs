//! Requests.
use kernel::port::{Panel, SignRequest};
use kernel::{App, Error, Result, Row, Rows, Scope, Val, Write, args};
use serde_json::{Value as Json, json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::model::Permintaan;
use crate::rules::alur::{self, Keadaan, Tindakan};
use crate::rules::nomor;
use crate::tabel;

/// A request is its signer's.
pub const ROWS: Rows = Rows { unit: "p.unit", owner: "p.penanda", public: "false" };

const COLUMNS: &str = "p.id, p.version, p.untuk, p.untuk_id, p.untuk_href, p.unit, p.judul, p.nomor, p.dokumen, \
     p.penanda, p.kapasitas, p.panel, p.kode, p.terbuka, p.tenggat, p.peminta, p.pemohon, p.keadaan, p.alasan, p.kelompok, \
     p.sejak, p.acuan, p.hasil, p.tingkat, p.selesai, p.created";

fn panel(tree: &Json) -> Option<Panel> {
    let angka = |nama: &str| tree.get(nama)?.as_f64();
    Some(Panel {
        page: usize::try_from(tree.get("page")?.as_u64()?).ok()?,
        x: angka("x")?,
        y: angka("y")?,
        width: angka("width")?,
        height: angka("height")?,
    })
}

fn satu(row: &Row) -> Result<Permintaan> {
    let keadaan: String = row.get("keadaan")?;
    Ok(Permintaan {
        id: row.get("id")?,
        version: row.get("version")?,
        untuk: row.get("untuk")?,
        untuk_id: row.get("untuk_id")?,
        untuk_href: row.get("untuk_href")?,
        unit: row.get("unit")?,
        judul: row.get("judul")?,
        nomor: row.get("nomor")?,
        dokumen: row.get("dokumen")?,
        penanda: row.get("penanda")?,
        kapasitas: row.get("kapasitas")?,
        panel: row.get::<Option<Json>>("panel")?.as_ref().and_then(panel),
        kode: row.get("kode")?,
        terbuka: row.get("terbuka")?,
        tenggat: row.get("tenggat")?,
        peminta: row.get("peminta")?,
        pemohon: row.get("pemohon")?,
        keadaan: Keadaan::urai(&keadaan).ok_or_else(|| Error::internal(format!("no state {keadaan}")))?,
        alasan: row.get("alasan")?,
        kelompok: row.get("kelompok")?,
        sejak: row.get("sejak")?,
        acuan: row.get("acuan")?,
        hasil: row.get("hasil")?,
        tingkat: row.get("tingkat")?,
        selesai: row.get("selesai")?,
        created: row.get("created")?,
    })
}

fn semua(rows: &[Row]) -> Result<Vec<Permintaan>> {
    rows.iter().map(satu).collect()
}

fn marks(args: &mut Vec<Val>, values: impl IntoIterator<Item = Val>) -> String {
    let mut text = String::new();
    for value in values {
        args.push(value);
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(&format!("${}", args.len()));
    }
    if text.is_empty() { "null".into() } else { text }
}

/// Writes a request as it was asked for.
pub async fn insert(write: &mut Write, minta: &SignRequest) -> Result<()> {
    let panel = minta.panel.map(|tempat| {
        json!({ "page": tempat.page, "x": tempat.x, "y": tempat.y, "width": tempat.width, "height": tempat.height })
    });
    let values = vec![
        ("untuk", minta.subject.kind.as_ref().into()),
        ("untuk_id", minta.subject.id.into()),
        ("untuk_href", minta.subject.href.as_str().into()),
        ("unit", minta.unit.into()),
        ("judul", minta.title.as_str().into()),
        ("nomor", minta.number.clone().into()),
        ("nomor_kunci", nomor_kunci(minta).into()),
        ("dokumen", minta.document.into()),
        ("penanda", minta.signer.into()),
        ("kapasitas", minta.capacity.as_str().into()),
        ("panel", panel.map_or(Val::Null, Val::Json)),
        ("kode", minta.code.as_str().into()),
        ("terbuka", minta.open.into()),
        ("tenggat", minta.due.into()),
        ("peminta", write.actor().into()),
        ("pemohon", minta.asker.into()),
        ("keadaan", Keadaan::Menunggu.kode().into()),
        ("sejak", write.at().into()),
    ];
    write.insert(&tabel::permintaan(), minta.id, values).await?;
    Ok(())
}

/// Only what may be told is found by its number.
fn nomor_kunci(minta: &SignRequest) -> Option<String> {
    minta.number.as_deref().filter(|_| minta.open).map(nomor::kunci).filter(|kunci| !kunci.is_empty())
}

/// One request of the scope.
///
/// # Errors
/// [`Error::NotFound`], also for one of somebody else.
pub async fn find(app: &App, scope: &Scope, id: Uuid) -> Result<Permintaan> {
    let mut values = args![id];
    let inside = scope.filter(&ROWS, &mut values);
    satu(&app.db.one(&format!("select {COLUMNS} from permintaan_ttd p where p.id = $1 and {inside}"), values).await?)
}

/// One request, for the program itself and for those who look after the whole queue.
pub async fn ambil(app: &App, id: Uuid) -> Result<Permintaan> {
    satu(&app.db.one(&format!("select {COLUMNS} from permintaan_ttd p where p.id = $1"), args![id]).await?)
}

/// Requests of the scope in these states, oldest first, after `setelah`.
pub async fn list(
    app: &App,
    scope: &Scope,
    keadaan: &[Keadaan],
    setelah: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Permintaan>> {
    let mut values = args![setelah.unwrap_or_default()];
    let mut text = format!("select {COLUMNS} from permintaan_ttd p where p.id > $1 and p.keadaan in (");
    text.push_str(&marks(&mut values, keadaan.iter().map(|satu| satu.kode().into())));
    text.push_str(") and ");
    text.push_str(&scope.filter(&ROWS, &mut values));
    text.push_str(&format!(" order by p.id limit {limit}"));
    semua(&app.db.query(&text, values).await?)
}

/// Requests of the scope that ended, newest first, before `sebelum`.
pub async fn riwayat(app: &App, scope: &Scope, sebelum: Option<Uuid>, limit: usize) -> Result<Vec<Permintaan>> {
    let mut values = args![sebelum.unwrap_or(Uuid::max())];
    let inside = scope.filter(&ROWS, &mut values);
    let text = format!(
        "select {COLUMNS} from permintaan_ttd p where p.id < $1 and p.keadaan in ('selesai','ditolak','ditarik') \
         and {inside} order by p.id desc limit {limit}"
    );
    semua(&app.db.query(&text, values).await?)
}

/// Requests in a state, whoever signs, longest first; for those who look after the queue.
pub async fn dalam(app: &App, keadaan: &[Keadaan], limit: usize) -> Result<Vec<Permintaan>> {
    let mut values = vec![];
    let states = marks(&mut values, keadaan.iter().map(|satu| satu.kode().into()));
    let text = format!(
        "select {COLUMNS} from permintaan_ttd p where p.keadaan in ({states}) order by p.sejak, p.id limit {limit}"
    );
    semua(&app.db.query(&text, values).await?)
}

/// How many requests are in each state: of one batch, or of all.
pub async fn hitung(app: &App, kelompok: Option<Uuid>) -> Result<Vec<(Keadaan, i64)>> {
    let rows = match kelompok {
        Some(id) => {
            let text = "select keadaan, count(*) as n from permintaan_ttd where kelompok = $1 group by keadaan";
            app.db.query(text, args![id]).await?
        }
        None => app.db.query("select keadaan, count(*) as n from permintaan_ttd group by keadaan", args![]).await?,
    };
    rows.iter()
        .map(|row| {
            let kode: String = row.get("keadaan")?;
            let keadaan = Keadaan::urai(&kode).ok_or_else(|| Error::internal(format!("no state {kode}")))?;
            Ok((keadaan, row.get("n")?))
        })
        .collect()
}

/// All of a batch, in the order in which it is signed.
pub async fn of_kelompok(app: &App, kelompok: Uuid) -> Result<Vec<Permintaan>> {
    let text = format!("select {COLUMNS} from permintaan_ttd p where p.kelompok = $1 order by p.id limit 2000");
    semua(&app.db.query(&text, args![kelompok]).await?)
}

/// The next of a batch that waits.
pub async fn berikut(app: &App, kelompok: Uuid) -> Result<Option<Permintaan>> {
    let text = format!(
        "select {COLUMNS} from permintaan_ttd p where p.kelompok = $1 and p.keadaan = 'antre' order by p.id limit 1"
    );
    app.db.optional(&text, args![kelompok]).await?.as_ref().map(satu).transpose()
}

/// The request behind the code of a QR.
pub async fn by_kode(app: &App, kode: &str) -> Result<Option<Permintaan>> {
    let text = format!("select {COLUMNS} from permintaan_ttd p where p.kode = $1");
    app.db.optional(&text, args![kode]).await?.as_ref().map(satu).transpose()
}

/// Open requests with this number, signed ones first.
pub async fn by_nomor(app: &App, kunci: &str) -> Result<Vec<Permintaan>> {
    let text = format!(
        "select {COLUMNS} from permintaan_ttd p where p.nomor_kunci = $1 and p.terbuka and p.keadaan <> 'ditarik' \
         order by p.id desc limit 5"
    );
    semua(&app.db.query(&text, args![kunci]).await?)
}

/// The request whose signed file has this hash.
pub async fn by_hasil(app: &App, sha256: &str) -> Result<Option<Permintaan>> {
    let text = format!("select {COLUMNS} from permintaan_ttd p where p.hasil_sha256 = $1 order by p.id limit 1");
    app.db.optional(&text, args![sha256]).await?.as_ref().map(satu).transpose()
}

/// Requests that were given to a service before this instant and have no outcome yet.
pub async fn tertinggal(app: &App, sebelum: OffsetDateTime) -> Result<Vec<Permintaan>> {
    let text = format!(
        "select {COLUMNS} from permintaan_ttd p where p.keadaan = 'sedang' and p.sejak < $1 order by p.sejak limit 500"
    );
    semua(&app.db.query(&text, args![sebelum]).await?)
}

/// Signers with requests that were handed over and wait, and how many.
pub async fn penunggu(app: &App) -> Result<Vec<(Uuid, i64)>> {
    let text =
        "select penanda, count(*) as n from permintaan_ttd where keadaan = 'antre' group by penanda order by penanda";
    let rows = app.db.query(text, args![]).await?;
    rows.iter().map(|row| Ok((row.get("penanda")?, row.get("n")?))).collect()
}

/// Requests that wait for a seal, which signs by itself.
pub async fn menunggu_segel(app: &App, limit: usize) -> Result<Vec<Uuid>> {
    let text = format!(
        "select p.id from permintaan_ttd p join ttd_penanda t on t.id = p.penanda where t.segel \
         and p.keadaan in ('menunggu','antre') order by p.id limit {limit}"
    );
    app.db.query(&text, args![]).await?.iter().map(|row| Ok(row.get("id")?)).collect()
}

/// Requests of one seal that wait.
pub async fn menunggu_penanda(app: &App, penanda: Uuid, limit: usize) -> Result<Vec<Uuid>> {
    let text = format!(
        "select p.id from permintaan_ttd p where p.penanda = $1 and p.keadaan in ('menunggu','antre') \
         order by p.id limit {limit}"
    );
    app.db.query(&text, args![penanda]).await?.iter().map(|row| Ok(row.get("id")?)).collect()
}

/// Reads a request inside a change and keeps others from changing it until the end.
pub async fn pegang(write: &mut Write, id: Uuid) -> Result<Permintaan> {
    let text = format!("select {COLUMNS} from permintaan_ttd p where p.id = $1 for update");
    satu(&write.tx().one(&text, args![id]).await?)
}

/// Moves a request that the change holds, by the rules.
///
/// # Errors
/// [`Error::Refused`] when its state does not allow the act.
pub async fn pindah(
    write: &mut Write,
    kini: &Permintaan,
    tindakan: Tindakan,
    mut values: Vec<(&str, Val)>,
) -> Result<Keadaan> {
    let keadaan = alur::akibat(kini.keadaan, tindakan).map_err(Error::refused)?;
    values.push(("keadaan", keadaan.kode().into()));
    values.push(("sejak", write.at().into()));
    write.update(&tabel::permintaan(), kini.id, Some(kini.version), values).await?;
    Ok(keadaan)
}

/// Through what a request was given last, inside a change.
pub async fn lewat(write: &mut Write, id: Uuid) -> Result<Option<crate::model::Jenis>> {
    let row = write.tx().one("select lewat from permintaan_ttd where id = $1", args![id]).await?;
    Ok(row.get::<Option<String>>("lewat")?.as_deref().and_then(crate::model::Jenis::urai))
}

/// How many requests of a signer can be handed over now.
pub async fn jumlah_diserahkan(app: &App, penanda: Uuid) -> Result<i64> {
    let text =
        "select count(*) as n from permintaan_ttd where penanda = $1 and keadaan in ('menunggu','antre','gagal')";
    Ok(app.db.one(text, args![penanda]).await?.get("n")?)
}
