//! Changes of texts.
use kernel::{Result, Subject, Val, Write, args, db, search};
use serde_json::json;
use uuid::Uuid;

use crate::model::{self, Jenis, Tulisan, Versi};
use crate::teks;

/// The record of a change.
pub fn subject(tulisan: &Tulisan) -> Subject {
    Subject::new(tulisan.jenis.as_str(), tulisan.id, tulisan.href_kelola())
}

fn kolom(tulisan: Uuid, versi: &Versi) -> Vec<(&'static str, Val)> {
    let gambar = versi.gambar.as_ref();
    vec![
        ("tulisan", tulisan.into()),
        ("nomor", versi.nomor.into()),
        ("judul", versi.judul.as_str().into()),
        ("ringkasan", versi.ringkasan.as_str().into()),
        ("isi", versi.isi.as_str().into()),
        ("kategori", versi.kategori.as_str().into()),
        ("rincian", Val::Json(json!(versi.rincian))),
        ("gambar", gambar.map(|gambar| gambar.berkas).into()),
        ("gambar_lebar", gambar.map(|gambar| gambar.lebar).into()),
        ("gambar_tinggi", gambar.map(|gambar| gambar.tinggi).into()),
        ("gambar_alt", gambar.map_or("", |gambar| gambar.alt.as_str()).into()),
        ("mulai", versi.mulai.into()),
        ("sampai", versi.sampai.into()),
        ("penulis", Val::Json(json!(versi.penulis))),
        ("pengaju", versi.pengaju.into()),
        ("penyetuju", versi.penyetuju.into()),
        ("disetujui", versi.disetujui.into()),
    ]
}

/// Writes a new text with its first version, as a draft.
pub async fn baru(write: &mut Write, tulisan: &Tulisan, versi: &Versi) -> Result<()> {
    let columns = vec![
        ("unit", tulisan.unit.into()),
        ("owner", tulisan.owner.into()),
        ("jenis", tulisan.jenis.as_str().into()),
        ("kategori", "".into()),
        ("siput", tulisan.siput.as_str().into()),
        ("status", tulisan.status.as_str().into()),
        ("versi", versi.id.into()),
        ("versi_terbit", None::<Uuid>.into()),
        ("terbit", tulisan.terbit.into()),
        ("sampai", tulisan.sampai.into()),
        ("tampil", false.into()),
        ("diubah", tulisan.diubah.into()),
        ("alasan", "".into()),
    ];
    write.insert(&model::tulisan_table(), tulisan.id, columns).await?;
    write.insert(&model::versi_table(), versi.id, kolom(tulisan.id, versi)).await?;
    Ok(())
}

/// Writes on a text: into the version under way, or into a new one when the last was approved. Returns that version's id.
pub async fn tulis(
    write: &mut Write,
    tulisan: &Tulisan,
    kini: &Versi,
    isi: &Versi,
    siput: &str,
    version: i64,
) -> Result<Uuid> {
    let table = model::versi_table();
    let id = if kini.disetujui.is_some() {
        let text = "select coalesce(max(nomor), 0) as n from tulisan_versi where tulisan = $1";
        let nomor = write.tx().one(text, args![tulisan.id]).await?.get::<i64>("n")? + 1;
        let penulis = write.actor().into_iter().collect();
        let next = Versi {
            id: Uuid::now_v7(),
            nomor,
            penulis,
            pengaju: None,
            penyetuju: None,
            disetujui: None,
            ..isi.clone()
        };
        write.insert(&table, next.id, kolom(tulisan.id, &next)).await?
    } else {
        let mut penulis = kini.penulis.clone();
        penulis.extend(write.actor().filter(|actor| !kini.penulis.contains(actor)));
        let next = Versi { penulis, pengaju: None, penyetuju: None, disetujui: None, nomor: kini.nomor, ..isi.clone() };
        write.update(&table, kini.id, None, kolom(tulisan.id, &next)).await?;
        kini.id
    };
    if siput != tulisan.siput {
        pindahkan(write, tulisan, siput).await?;
    }
    let columns = vec![("versi", id.into()), ("status", "draf".into()), ("siput", siput.into())];
    write.update(&model::tulisan_table(), tulisan.id, Some(version), columns).await?;
    if tulisan.tampil && siput != tulisan.siput {
        // The public version stays as it is under its new address.
        let baru = Tulisan { siput: siput.to_owned(), ..tulisan.clone() };
        if let Some(terbit) = tulisan.versi_terbit {
            let text = format!("select {} from tulisan_versi v where v.id = $1", model::KOLOM_VERSI);
            let versi = Versi::from_row(&write.tx().one(&text, args![terbit]).await?)?;
            cari(write, &baru, &versi).await?;
        }
    }
    Ok(id)
}

/// Whether another text has this address, or had it while it was public.
pub async fn siput_dipakai(app: &kernel::App, jenis: Jenis, siput: &str, selain: Uuid) -> Result<bool> {
    let text = "select 1 as ada from tulisan where jenis = $1 and siput = $2 and id <> $3 \
        union all select 1 from tulisan_siput where jenis = $1 and siput = $2 and tulisan <> $3 limit 1";
    Ok(app.db.optional(text, args![jenis.as_str(), siput, selain]).await?.is_some())
}

/// The old address goes on leading to a text that had been public; the new one is nobody's old address any more.
async fn pindahkan(write: &mut Write, tulisan: &Tulisan, siput: &str) -> Result<()> {
    buang_siput_lama(write, tulisan.jenis, siput).await?;
    if tulisan.terbit.is_some() {
        let columns = vec![
            ("jenis", tulisan.jenis.as_str().into()),
            ("siput", tulisan.siput.as_str().into()),
            ("tulisan", tulisan.id.into()),
        ];
        write.insert(&model::siput_table(), Uuid::now_v7(), columns).await?;
    }
    Ok(())
}

/// Takes an address from those that lead elsewhere.
async fn buang_siput_lama(write: &mut Write, jenis: Jenis, siput: &str) -> Result<()> {
    let text = "select id from tulisan_siput where jenis = $1 and siput = $2";
    if let Some(row) = write.tx().optional(text, args![jenis.as_str(), siput]).await? {
        write.delete(&model::siput_table(), row.get("id")?).await?;
    }
    Ok(())
}

/// Makes a version public: now, or from its time on, when the job does it.
pub async fn tayangkan(write: &mut Write, tulisan: &Tulisan, versi: &Versi, version: Option<i64>) -> Result<()> {
    let now = write.at();
    // A text that is public already keeps the day on which it came out.
    let terbit = match (tulisan.versi_terbit, tulisan.terbit) {
        (Some(_), Some(terbit)) => terbit,
        (Some(_) | None, _) => versi.mulai.filter(|mulai| *mulai > now).unwrap_or(now),
    };
    let tampil = terbit <= now && versi.sampai.is_none_or(|sampai| sampai > now);
    let columns = vec![
        ("status", "terbit".into()),
        ("versi", versi.id.into()),
        ("versi_terbit", versi.id.into()),
        ("kategori", versi.kategori.as_str().into()),
        ("terbit", terbit.into()),
        ("sampai", versi.sampai.into()),
        ("tampil", tampil.into()),
        ("diubah", now.max(terbit).into()),
        ("alasan", "".into()),
    ];
    write.update(&model::tulisan_table(), tulisan.id, version, columns).await?;
    if tampil {
        cari(write, tulisan, versi).await?;
    } else {
        write.unindex(tulisan.id).await?;
    }
    Ok(())
}

/// Shows a text whose time has come.
pub async fn naikkan(write: &mut Write, tulisan: &Tulisan, versi: &Versi) -> Result<()> {
    write.update(&model::tulisan_table(), tulisan.id, Some(tulisan.version), vec![("tampil", true.into())]).await?;
    cari(write, tulisan, versi).await
}

/// Puts what the public reads into the search.
async fn cari(write: &mut Write, tulisan: &Tulisan, versi: &Versi) -> Result<()> {
    let isi = teks::polos(&versi.isi);
    let rincian: Vec<&str> = model::Rincian::FIELDS.iter().map(|(name, _)| versi.rincian.get(name)).collect();
    let words = format!("{} {} {isi} {}", versi.judul, versi.ringkasan, rincian.join(" "));
    let summary = if versi.ringkasan.is_empty() { isi } else { versi.ringkasan.clone() };
    let doc = db::fts::Doc {
        id: tulisan.id,
        kind: search::kind(tulisan.jenis.as_str(), true),
        unit: tulisan.unit,
        owner: tulisan.owner,
        readers: vec![],
        title: versi.judul.clone(),
        summary: kernel::indonesia::kalimat::potong(&summary, 300),
        url: format!("/{}/{}", tulisan.jenis.as_str(), tulisan.id),
        stems: search::stems(&words),
        parts: None,
        updated: write.at(),
    };
    write.index(&doc).await
}

/// Takes a text off the public.
pub async fn turunkan(write: &mut Write, tulisan: &Tulisan, alasan: &str, version: Option<i64>) -> Result<()> {
    // A change that is under way goes on; the work on it is not lost with the public version.
    let status = match tulisan.status.as_str() {
        "draf" | "diajukan" if write.actor().is_none() => tulisan.status.as_str(),
        _ => "ditarik",
    };
    let columns = vec![
        ("status", status.into()),
        ("versi_terbit", None::<Uuid>.into()),
        ("tampil", false.into()),
        ("alasan", alasan.into()),
    ];
    write.update(&model::tulisan_table(), tulisan.id, version, columns).await?;
    write.unindex(tulisan.id).await
}
