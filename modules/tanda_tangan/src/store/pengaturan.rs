//! The one row of settings, and whether the service answers.
use kernel::{App, Result, Subject, Val, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::model::{Bsre, Masa, Pengaturan, Sandi, Tingkat, VersiBsre};
use crate::tabel;

/// The row.
pub const ID: Uuid = Uuid::from_u128(1);
/// For what the installation's key seals the credentials of the national service.
const SEGEL: &str = "tanda_tangan/bsre";

/// What the administrator decided; the defaults while nothing was saved.
pub async fn baca(app: &App) -> Result<Pengaturan> {
    let text = "select version, bsre_alamat, bsre_versi, bsre_pengguna, bsre_sandi, tingkat, tidak_menjawab_sejak, masa_akar, masa_penerbit, masa_sertifikat, masa_daftar from ttd_pengaturan where id = $1";
    let Some(row) = app.db.optional(text, args![ID]).await? else {
        return Ok(Pengaturan {
            version: 0,
            bsre: None,
            tingkat: Tingkat::T,
            masa: Masa::BAWAAN,
            tidak_menjawab_sejak: None,
        });
    };
    let buka = |nama: &str| -> Result<Option<String>> {
        let sealed: Option<Vec<u8>> = row.get(nama)?;
        let Some(sealed) = sealed else { return Ok(None) };
        let bytes = app.keys.unseal(SEGEL, &sealed)?;
        String::from_utf8(bytes).map(Some).map_err(kernel::Error::internal)
    };
    let alamat: Option<String> = row.get("bsre_alamat")?;
    let bsre = match (alamat, buka("bsre_pengguna")?, buka("bsre_sandi")?) {
        (Some(alamat), Some(pengguna), Some(sandi)) => Some(Bsre {
            alamat,
            versi: VersiBsre::urai(&row.get::<String>("bsre_versi")?).unwrap_or(VersiBsre::V2),
            pengguna,
            sandi: Sandi::new(sandi),
        }),
        (Some(_) | None, _, _) => None,
    };
    let masa = |nama: &str, bawaan: u32| -> Result<u32> {
        Ok(row.get::<Option<i64>>(nama)?.and_then(|nilai| u32::try_from(nilai).ok()).unwrap_or(bawaan))
    };
    let masa = Masa {
        akar: masa("masa_akar", Masa::BAWAAN.akar)?,
        penerbit: masa("masa_penerbit", Masa::BAWAAN.penerbit)?,
        sertifikat: masa("masa_sertifikat", Masa::BAWAAN.sertifikat)?,
        daftar: masa("masa_daftar", Masa::BAWAAN.daftar)?,
    };
    Ok(Pengaturan {
        version: row.get("version")?,
        bsre,
        tingkat: Tingkat::urai(&row.get::<String>("tingkat")?).unwrap_or(Tingkat::T),
        masa,
        tidak_menjawab_sejak: row.get("tidak_menjawab_sejak")?,
    })
}

/// What is to be saved; a password that is not given stays as it is.
pub struct Isian {
    /// Base address; none takes the service out of use.
    pub alamat: Option<String>,
    /// Version of its interface.
    pub versi: VersiBsre,
    /// User.
    pub pengguna: Option<String>,
    /// Password.
    pub sandi: Option<Sandi>,
    /// Level of own signatures.
    pub tingkat: Tingkat,
}

/// Saves the settings, that were at this version.
pub async fn simpan(write: &mut Write, version: i64, isian: Isian) -> Result<()> {
    let segel = |write: &Write, teks: &str| write.app().keys.seal(SEGEL, teks.as_bytes());
    let mut values: Vec<(&str, Val)> = vec![
        ("bsre_alamat", isian.alamat.into()),
        ("bsre_versi", isian.versi.kode().into()),
        ("tingkat", isian.tingkat.kode().into()),
    ];
    if let Some(pengguna) = &isian.pengguna {
        values.push(("bsre_pengguna", segel(write, pengguna)?.into()));
    }
    if let Some(sandi) = &isian.sandi {
        values.push(("bsre_sandi", segel(write, sandi.buka())?.into()));
    }
    if version == 0 {
        write.insert(&tabel::pengaturan(), ID, values).await?;
    } else {
        write.update(&tabel::pengaturan(), ID, Some(version), values).await?;
    }
    Ok(())
}

/// Saves how long what the own authority makes may be used; the settings were at this version.
pub async fn simpan_masa(write: &mut Write, version: i64, masa: Masa) -> Result<()> {
    let mut values: Vec<(&str, Val)> = vec![
        ("masa_akar", i64::from(masa.akar).into()),
        ("masa_penerbit", i64::from(masa.penerbit).into()),
        ("masa_sertifikat", i64::from(masa.sertifikat).into()),
        ("masa_daftar", i64::from(masa.daftar).into()),
    ];
    if version == 0 {
        values.push(("bsre_versi", VersiBsre::V2.kode().into()));
        values.push(("tingkat", Tingkat::T.kode().into()));
        write.insert(&tabel::pengaturan(), ID, values).await?;
    } else {
        write.update(&tabel::pengaturan(), ID, Some(version), values).await?;
    }
    Ok(())
}

/// Notes since when the service does not answer, or that it answers again. Returns whether that is news.
pub async fn gangguan(app: &App, sejak: Option<OffsetDateTime>) -> Result<bool> {
    let kini = baca(app).await?;
    if kini.version == 0 || kini.tidak_menjawab_sejak.is_some() == sejak.is_some() {
        return Ok(false);
    }
    let nama = if sejak.is_some() { "tanda_tangan.layanan_putus" } else { "tanda_tangan.layanan_pulih" };
    let mut write = Write::system(app, nama).await?;
    let row =
        write.tx().one("select tidak_menjawab_sejak from ttd_pengaturan where id = $1 for update", args![ID]).await?;
    if row.get::<Option<OffsetDateTime>>("tidak_menjawab_sejak")?.is_some() == sejak.is_some() {
        return Ok(false);
    }
    write.update(&tabel::pengaturan(), ID, None, vec![("tidak_menjawab_sejak", sejak.into())]).await?;
    write.commit(&Subject::new("ttd_pengaturan", ID, "/tanda_tangan/pengaturan")).await?;
    Ok(true)
}
