//! Invented records for a demonstration: files in every stage of their life, a few items without a file, a
//! proposal, a legal hold.
use kernel::module::Unit;
use kernel::port::Security;
use kernel::{App, BoxFuture, Result, Subject, Write, args};
use time::{Date, Duration, Month};
use uuid::Uuid;

use crate::model::{BERKAS, href_berkas};
use crate::rules::susut::Jenis;
use crate::store::arsip::{self, Baru};
use crate::store::{berkas, penahanan, usul};

const KODE: [&str; 4] = ["000.5.6", "500.12.6", "800.1.11", "900.1.3"];
const JUDUL: [&str; 5] = [
    "Undangan rapat koordinasi layanan elektronik",
    "Laporan pelaksanaan kegiatan triwulan",
    "Permintaan data perangkat daerah",
    "Notula rapat evaluasi aplikasi",
    "Surat perintah tugas pendampingan kecamatan",
];

/// Does nothing when it ran before, or there are no units. Letters of the demonstration have come into the archive already.
pub fn jalankan(app: App) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let ada = app.db.optional("select 1 as yes from arsip where sumber = 'manual' limit 1", args![]).await?;
        if ada.is_some() {
            return Ok(());
        }
        let mut units: Vec<Unit> = app.units().await?.into_iter().filter(|unit| unit.is_agency).collect();
        // Where people of the demonstration work, and where archives are kept.
        let dikenal = |unit: &Unit| unit.roles.iter().any(|peran| matches!(peran.as_str(), "diskominfo" | "kearsipan"));
        units.sort_by_key(|unit| !dikenal(unit));
        for unit in units.into_iter().take(3) {
            isi(&app, unit.id).await?;
        }
        crate::jobs::retensi(app.clone()).await?;
        usulkan(&app).await?;
        tahan(&app).await
    })
}

async fn isi(app: &App, unit: Uuid) -> Result<()> {
    let kini = app.today();
    for (nomor, kode) in KODE.iter().enumerate() {
        for mundur in [0, 1, 4, 8] {
            let tahun = kini.year() - mundur;
            let hari = Date::from_calendar_date(tahun, Month::January, 5).unwrap_or(kini);
            let mut write = Write::system(app, "arsip.contoh").await?;
            let Some(id) = berkas::wadah(&mut write, unit, kode, tahun, hari).await? else { continue };
            for (place, judul) in JUDUL.iter().enumerate().take(2 + nomor) {
                let hari = hari + Duration::days(i64::try_from(place).unwrap_or(0) * 9);
                item(&mut write, unit, Some(id), Some(kode), judul, hari).await?;
            }
            if mundur > 0 {
                let satu = berkas::pegang(&mut write, id).await?;
                let tutup = Date::from_calendar_date(tahun, Month::December, 31).unwrap_or(kini);
                berkas::tutup(&mut write, &satu, tutup).await?;
            }
            write.commit(&Subject::new(BERKAS, id, href_berkas(id))).await?;
        }
    }
    let mut write = Write::system(app, "arsip.contoh").await?;
    item(&mut write, unit, None, None, "Brosur pameran inovasi daerah", kini - Duration::days(3)).await?;
    write.commit(&Subject::new(BERKAS, Uuid::nil(), "/arsip")).await
}

async fn item(
    write: &mut Write,
    unit: Uuid,
    berkas: Option<Uuid>,
    kode: Option<&str>,
    judul: &str,
    tanggal: Date,
) -> Result<()> {
    let id = Uuid::now_v7();
    let urut = id.simple().to_string();
    let urut = urut.get(urut.len().saturating_sub(4)..).unwrap_or_default();
    let baru = Baru {
        unit,
        owner: None,
        berkas,
        kode: kode.map(str::to_owned),
        subjek: None,
        nomor: kode.map(|kode| format!("{kode}/{urut}/CONTOH/{}", tanggal.year())),
        judul: judul.to_owned(),
        jenis: "Surat Dinas".to_owned(),
        tanggal,
        keamanan: Security::Biasa,
        perkembangan: "asli".to_owned(),
        media: "kertas",
        jumlah: 2,
        satuan: "lembar".to_owned(),
        lokasi: None,
        sumber: "manual",
        terkait: vec![],
    };
    arsip::insert(write, id, &baru).await
}

/// One proposal to destroy, of the first unit that has files at the end of their way.
async fn usulkan(app: &App) -> Result<()> {
    let text = "select id, unit from berkas_arsip where status = 'inaktif' and inaktif_sampai < $1 order by id limit 1";
    let Some(row) = app.db.optional(text, args![app.today()]).await? else { return Ok(()) };
    let mut write = Write::system(app, "arsip.contoh").await?;
    let daftar = [row.get::<Uuid>("id")?];
    let id = usul::mulai(&mut write, row.get("unit")?, Jenis::Musnah, "Pemusnahan arsip contoh", &daftar).await?;
    write.commit(&crate::web::subjek_usul(id)).await
}

/// One inactive file is held.
async fn tahan(app: &App) -> Result<()> {
    let text = "select id from berkas_arsip where status = 'inaktif' order by id limit 1";
    let Some(row) = app.db.optional(text, args![]).await? else { return Ok(()) };
    let id: Uuid = row.get("id")?;
    let mut write = Write::system(app, "arsip.contoh").await?;
    let kini = berkas::pegang(&mut write, id).await?;
    penahanan::tahan(&mut write, &kini, "Pemeriksaan aset oleh inspektorat (contoh)").await?;
    write.commit(&Subject::new(BERKAS, id, href_berkas(id))).await
}
