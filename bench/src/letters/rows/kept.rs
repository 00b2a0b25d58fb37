//! What the archive and the search know of a letter.
use kernel::args;
use kernel::db::fts::Doc;
use naskah_dinas::jenis;
use naskah_dinas::model::{KUNCI, href};
use serde_json::json;
use uuid::Uuid;

use super::{FOLDER, HELD, ITEM, NAMED, Sheet};
use crate::letters::ground::Ground;
use crate::letters::letter::{PACE, Way};
use crate::letters::sheets::Sheets;

/// The item of the archive, in the file that collects for its agency, code and year.
pub fn archived(sheets: &mut Sheets, ground: &mut Ground, sheet: &Sheet<'_>) -> anyhow::Result<()> {
    let (letter, at) = (sheet.letter, sheet.letter.at);
    let (unit, code, year) = (sheet.unit, sheet.code.as_str(), sheet.year);
    let key = (letter.agency, letter.code, year);
    let folder = match ground.folders.get(&key) {
        Some(folder) => *folder,
        None => {
            let folder = sheet.id(FOLDER, 0);
            ground.folders.insert(key, folder);
            let (name, title) = (format!("{code}/{year}/1"), format!("Surat-menyurat {code} tahun {year}"));
            let lock = format!("{unit}/{code}/{year}");
            sheets.push(
                "berkas_arsip",
                args![
                    folder, 1_i64, at, at, unit, sheet.desk, name, code, year, title, "aktif", sheet.day, false, lock
                ],
            )?;
            folder
        }
    };
    let item = sheet.id(ITEM, 0);
    let stage = if letter.way == Way::Received { "salinan" } else { "asli" };
    let related: Vec<Uuid> = letter.refers.map(|other| PACE.id(1, other)).into_iter().collect();
    sheets.push(
        "arsip",
        args![
            item,
            1_i64,
            at,
            at,
            unit,
            sheet.desk,
            folder,
            code,
            KUNCI,
            letter.id,
            href(letter.id),
            sheet.number.as_deref(),
            sheet.subject.as_str(),
            jenis::nama(letter.kind),
            sheet.day,
            letter.security.as_str(),
            letter.secret(),
            stage,
            "elektronik",
            1_i64,
            "berkas",
            "tersimpan",
            "sistem",
            json!(related)
        ],
    )?;
    if letter.secret() {
        sheets.push("arsip_pembaca", args![sheet.id(NAMED, 0), item, sheet.desk, "pemilik"])?;
    }
    if let Some(file) = sheet.file {
        let (size, hash) = (ground.paper.size, ground.paper.sha256.as_str());
        sheets.push("arsip_isi", args![sheet.id(HELD, 0), item, letter.id, file, "surat.pdf", size, hash])?;
    }
    Ok(())
}

/// What the search knows of the letter and of its item in the archive.
pub fn found(sheets: &mut Sheets, ground: &mut Ground, sheet: &Sheet<'_>) {
    let letter = sheet.letter;
    if letter.secret() {
        return;
    }
    let (kind, number) = (jenis::nama(letter.kind), sheet.number.as_deref().unwrap_or_default());
    let title = ground.stems(&sheet.subject);
    let mut stems = [ground.stems(kind), ground.stems(number), title].join(" ");
    let archived = stems.clone();
    for part in &letter.content.bagian {
        stems.push(' ');
        stems.push_str(&ground.stems(&part.teks));
    }
    if letter.way == Way::Received {
        stems.push(' ');
        stems.push_str(&ground.stems(letter.sender));
    }
    let doc = |id, kind: &str, readers, summary, url, stems| Doc {
        id,
        kind: kernel::search::kind(kind, false),
        unit: Some(sheet.unit),
        owner: Some(sheet.desk),
        readers,
        title: sheet.subject.clone(),
        summary,
        url,
        stems,
        parts: None,
        updated: letter.at,
    };
    let item = sheet.id(ITEM, 0);
    let address = format!("/arsip/{item}");
    sheets.docs.push(doc(item, "arsip", vec![], format!("Arsip {number}"), address, archived));
    let summary = format!("{kind} {number}");
    sheets.docs.push(doc(letter.id, KUNCI, sheet.readers.clone(), summary, href(letter.id), stems));
}
