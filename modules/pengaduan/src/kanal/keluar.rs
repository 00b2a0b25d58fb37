//! What waits to be delivered to a gateway. A row is written with the change that it tells of and delivered by a job of its own; the
//! gateway gets the number of the row, so that a delivery repeated after a lost answer can be known for what it is. Once delivered, text
//! and receiver are erased.
use kernel::job::JobKind;
use kernel::{App, BoxFuture, Error, Result, Write, args};
use serde_json::{Value as Json, json};
use time::Duration;
use uuid::Uuid;

use super::gerbang::{kirim, store as gerbang};
use super::percakapan;

/// Delivers one message.
const JENIS: &str = "pengaduan.kirim_pesan";
/// Its entry in the list of jobs.
pub const KERJA: JobKind =
    JobKind { kind: JENIS, title: "Mengirim satu balasan lewat gerbang pesan", schedule: None, run: antar };
/// Takes away what was delivered long ago.
pub const SAPU: JobKind = JobKind {
    kind: "pengaduan.sapu_pesan",
    title: "Menghapus catatan balasan yang sudah lama terkirim",
    schedule: Some("20 3 * * *"),
    run: sapu,
};
/// How long it is kept that something was delivered.
const SIMPAN: Duration = Duration::days(30);

const MENUNGGU: &str = "menunggu";
const TERKIRIM: &str = "terkirim";
const DITOLAK: &str = "ditolak";

/// Puts a message into the outbox; `kunci` makes the same message one. Does nothing for a gateway that takes no replies.
pub async fn taruh(
    write: &mut Write,
    gerbang: Uuid,
    pengaduan: Uuid,
    kunci: &str,
    tujuan: &str,
    teks: &str,
) -> Result<()> {
    let app = write.app().clone();
    let row = write.tx().one("select aktif, kirim_alamat from kanal_gerbang where id = $1", args![gerbang]).await?;
    if !row.get::<bool>("aktif")? || row.get::<String>("kirim_alamat")?.is_empty() {
        return Ok(());
    }
    let (id, at) = (Uuid::now_v7(), write.at());
    let text = "insert into kanal_keluar (id, gerbang, pengaduan, kunci, tujuan, isi, keadaan, percobaan, dibuat) \
        values ($1, $2, $3, $4, $5, $6, $7, 0, $8) on conflict (gerbang, kunci) do nothing";
    let values = args![
        id,
        gerbang,
        pengaduan,
        kunci,
        percakapan::segel(&app, tujuan)?,
        percakapan::segel(&app, teks)?,
        MENUNGGU,
        at
    ];
    if write.tx().exec(text, values).await? == 1 {
        write.job(JENIS, json!({ "pesan": id }), at).await?;
    }
    Ok(())
}

fn antar(app: App, payload: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let id = payload.get("pesan").and_then(Json::as_str).and_then(|teks| teks.parse::<Uuid>().ok());
        let id = id.ok_or_else(|| Error::internal("a job without its message"))?;
        let text = "select gerbang, tujuan, isi from kanal_keluar where id = $1 and keadaan = $2";
        let Some(row) = app.db.optional(text, args![id, MENUNGGU]).await? else { return Ok(()) };
        let (Some(tujuan), Some(isi)) = (row.get::<Option<Vec<u8>>>("tujuan")?, row.get::<Option<Vec<u8>>>("isi")?)
        else {
            return Ok(());
        };
        let (tujuan, isi) = (percakapan::buka(&app, &tujuan)?, percakapan::buka(&app, &isi)?);
        let gerbang = gerbang::cari(&app, row.get("gerbang")?).await?;
        if !gerbang.aktif || gerbang.kirim_alamat.is_empty() {
            return tandai(&app, id, DITOLAK, Some("Gerbang ini tidak menerima balasan lagi.")).await;
        }
        match kirim::kirim(&app, &gerbang, id, &tujuan, &isi).await? {
            kirim::Hasil::Terkirim => tandai(&app, id, TERKIRIM, None).await,
            kirim::Hasil::Ditolak(sebab) => tandai(&app, id, DITOLAK, Some(&sebab)).await,
            kirim::Hasil::CobaLagi(sebab) => {
                let text = "update kanal_keluar set percobaan = percobaan + 1, galat = $2 where id = $1";
                app.db.exec(text, args![id, sebab.as_str()]).await?;
                Err(Error::Unavailable(anyhow::anyhow!(sebab)))
            }
        }
    })
}

/// The end of a message: its content is not needed any more.
async fn tandai(app: &App, id: Uuid, keadaan: &str, galat: Option<&str>) -> Result<()> {
    let text = "update kanal_keluar set keadaan = $2, galat = $3, percobaan = percobaan + 1, tujuan = null, isi = null, \
        selesai = $4 where id = $1";
    Ok(app.db.exec(text, args![id, keadaan, galat, app.now()]).await.map(drop)?)
}

/// What is delivered and what is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hitungan {
    /// Waits.
    pub menunggu: i64,
    /// Was refused within the last 30 days.
    pub ditolak: i64,
}

/// How the outbox of a gateway stands, and the newest trouble.
pub async fn hitung(app: &App, gerbang: Uuid) -> Result<(Hitungan, Option<String>)> {
    let mut hitungan = Hitungan::default();
    let text =
        "select keadaan, count(*) as n from kanal_keluar where gerbang = $1 and keadaan <> 'terkirim' group by keadaan";
    for row in app.db.query(text, args![gerbang]).await? {
        let banyak = row.get("n")?;
        match row.get::<String>("keadaan")?.as_str() {
            MENUNGGU => hitungan.menunggu = banyak,
            _ => hitungan.ditolak = banyak,
        }
    }
    let text = "select galat from kanal_keluar where gerbang = $1 and keadaan <> 'terkirim' and galat is not null order by id desc limit 1";
    let galat = app.db.optional(text, args![gerbang]).await?;
    Ok((hitungan, galat.map(|row| row.get("galat")).transpose()?))
}

fn sapu(app: App, _: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let text = "delete from kanal_keluar where keadaan <> $1 and selesai < $2";
        Ok(app.db.exec(text, args![MENUNGGU, app.now() - SIMPAN]).await.map(drop)?)
    })
}
