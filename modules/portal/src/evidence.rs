//! Live facts for the evaluation: what the site tells the public. How well it does a person has to judge, so no level is
//! claimed.
use kernel::indonesia::tanggal;
use kernel::module::{Fact, Probe};
use kernel::{App, Result, args};
use time::{Duration, OffsetDateTime};

/// How far back news count.
const SEJAK: Duration = Duration::days(90);

async fn informasi(app: App) -> Result<Fact> {
    let text =
        "select count(*) as n, max(terbit) as terbaru from tulisan where jenis = 'berita' and tampil and terbit >= $1";
    let row = app.db.one(text, args![app.now() - SEJAK]).await?;
    let berita: i64 = row.get("n")?;
    let terbaru = row.get::<Option<OffsetDateTime>>("terbaru")?.map(|at| app.profile.zone().tanggal(at));
    let jumlah = async |jenis: &str| -> Result<i64> {
        let text = "select count(*) as n from (select id from tulisan where jenis = $1 and tampil limit 1000) x";
        Ok(app.db.one(text, args![jenis]).await?.get("n")?)
    };
    let (halaman, profil) = (jumlah("halaman").await?, jumlah("instansi").await?);
    let instansi = app.units().await?.iter().filter(|unit| unit.is_agency).count();
    let says = match terbaru {
        Some(hari) => format!(
            "Portal menayangkan {berita} berita dalam 90 hari terakhir (terbaru {}), {halaman} halaman informasi, dan profil {profil} dari {instansi} instansi.",
            tanggal::panjang(hari)
        ),
        None => format!(
            "Tidak ada berita baru di portal dalam 90 hari terakhir; tayang {halaman} halaman informasi dan profil {profil} dari {instansi} instansi."
        ),
    };
    Ok(Fact { says, supports: None, href: Some("/berita".into()), newest: terbaru })
}

/// One: the indicator on the portal.
pub const PROBES: &[Probe] = &[Probe {
    key: "portal.informasi",
    title: "Informasi yang ditayangkan portal",
    indicators: &["pemdi-8-2026:17"],
    run: |app| Box::pin(informasi(app)),
}];
