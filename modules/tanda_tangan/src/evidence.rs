//! Live facts for the evaluation: what signatures and certificates say of the security and of the electronic office. They
//! tell how many there are; how mature the management behind them is a person has to judge, so no level is claimed.
use kernel::indonesia::tanggal;
use kernel::module::{Fact, Probe};
use kernel::{App, Result, Work, args};
use time::{Duration, OffsetDateTime};

/// How far back the figures look.
const SEJAK: Duration = Duration::days(365);

async fn naskah(app: App) -> Result<Fact> {
    let sejak = app.now() - SEJAK;
    let text =
        "select count(*) as n, max(selesai) as terbaru from permintaan_ttd where keadaan = 'selesai' and selesai >= $1";
    let row = app.db.one(text, args![sejak]).await?;
    let jumlah: i64 = row.get("n")?;
    let terbaru: Option<OffsetDateTime> = row.get("terbaru")?;
    let says = if jumlah == 0 {
        "Belum ada naskah yang ditandatangani secara elektronik dalam setahun terakhir.".to_owned()
    } else {
        format!("{jumlah} naskah ditandatangani secara elektronik dalam setahun terakhir.")
    };
    let newest = terbaru.map(|pada| pada.to_offset(app.offset()).date());
    Ok(Fact { says, supports: None, href: Some("/tanda_tangan".into()), newest })
}

async fn sertifikat(app: App) -> Result<Fact> {
    let text = "select count(*) as n, min(akhir) as terdekat from sertifikat_elektronik where keadaan = 'aktif' and akhir >= $1";
    let row = app.db.one(text, args![app.today()]).await?;
    let jumlah: i64 = row.get("n")?;
    let terdekat: Option<time::Date> = row.get("terdekat")?;
    let says = match terdekat {
        Some(hari) => {
            format!("{jumlah} sertifikat elektronik aktif tercatat; yang terdekat berakhir {}.", tanggal::panjang(hari))
        }
        None => "Belum ada sertifikat elektronik aktif yang tercatat.".to_owned(),
    };
    Ok(Fact { says, supports: None, href: Some("/sertifikat_elektronik".into()), newest: None })
}

fn naskah_kerja(app: App) -> Work<Fact> {
    Box::pin(naskah(app))
}
fn sertifikat_kerja(app: App) -> Work<Fact> {
    Box::pin(sertifikat(app))
}

/// One for the electronic office, one for information security.
pub const PROBES: &[Probe] = &[
    Probe {
        key: "tanda_tangan.naskah",
        title: "Naskah yang ditandatangani secara elektronik",
        indicators: &["permenpanrb-59-2020:37"],
        run: naskah_kerja,
    },
    Probe {
        key: "tanda_tangan.sertifikat",
        title: "Sertifikat elektronik yang dikelola",
        indicators: &["permenpanrb-59-2020:22"],
        run: sertifikat_kerja,
    },
];
