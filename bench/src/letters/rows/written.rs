//! The letter itself: its number, content, addressees, steps, file.
use anyhow::Context as _;
use kernel::{App, Val, args};
use naskah_dinas::masuk::model::Jalur;
use naskah_dinas::model::{Arah, KUNCI, Keadaan, KeadaanLangkah, KeadaanNomor, PeranLangkah, Tujuan};
use naskah_dinas::rules::nomor;
use naskah_dinas::store::templat::BAWAAN;
use naskah_dinas::{isi, jenis};
use serde_json::json;

use super::{ADDRESSEE, ATTACHED, NUMBER, REFERENCE, STEP, Sheet, VERSION};
use crate::letters::ground::Ground;
use crate::letters::letter::{PACE, Stage, Way};
use crate::letters::sheets::Sheets;
use crate::place::plain;

/// What the letter is called: by its sender, or in the book of the agency.
pub fn numbered(sheets: &mut Sheets, ground: &mut Ground, sheet: &mut Sheet<'_>) -> anyhow::Result<()> {
    let letter = sheet.letter;
    match letter.way {
        Way::Draft => {}
        Way::Received => sheet.number = Some(format!("B/{}/LUAR/{}", letter.number, sheet.year)),
        Way::Inside | Way::Outside | Way::Approved => {
            let kind = jenis::cari(letter.kind).context("no such kind")?;
            let count = ground.next(letter.kind, sheet.unit, sheet.year);
            let agency = ground.agencies.get(letter.agency).context("no such agency")?;
            let text = nomor::tulis(
                kind.format_bawaan(),
                &nomor::Bahan {
                    klasifikasi: &sheet.code,
                    urut: count,
                    akhiran: "",
                    jenis: &kind.singkatan,
                    unit: &agency.unit.code,
                    tanggal: sheet.day,
                    tahun: i64::from(sheet.year),
                },
            )
            .map_err(anyhow::Error::msg)?;
            sheets.push(
                "naskah_nomor",
                args![
                    sheet.id(NUMBER, 0),
                    letter.kind,
                    sheet.unit,
                    sheet.year,
                    count,
                    "",
                    text.as_str(),
                    KeadaanNomor::Dipakai.kode(),
                    sheet.day,
                    letter.id,
                    sheet.head,
                    letter.at
                ],
            )?;
            (sheet.number, sheet.count) = (Some(text), Some(count));
        }
    }
    Ok(())
}

/// The letter itself with its content, addressees, steps, file.
pub fn written(sheets: &mut Sheets, ground: &Ground, app: &App, sheet: &mut Sheet<'_>) -> anyhow::Result<()> {
    let (letter, at) = (sheet.letter, sheet.letter.at);
    let outgoing = letter.way != Way::Received;
    let to = addressees(sheets, ground, sheet)?;
    let content = isi::kolom(app, letter.id, letter.security, &letter.content).map_err(plain)?;
    let [subject, open, sealed] = <[_; 3]>::try_from(content).map_err(|_| anyhow::anyhow!("other columns"))?;
    if let Val::Text(text) = &subject.1 {
        sheet.subject.clone_from(text);
    }
    let print = isi::sidik(&isi::Bahan {
        jenis: letter.kind,
        isi: &letter.content,
        sifat: letter.urgency.kode(),
        keamanan: letter.security.as_str(),
        klasifikasi: &sheet.code,
        penandatangan: outgoing.then_some(sheet.head),
        tujuan: &to,
        lampiran: &[],
        templat_versi: BAWAAN,
    });
    let state = match letter.way {
        Way::Received if letter.to.iter().all(|to| matches!(to.stage, Stage::Done | Stage::Read)) => Keadaan::Selesai,
        Way::Received => Keadaan::Tercatat,
        Way::Inside | Way::Outside => Keadaan::Terbit,
        Way::Draft => Keadaan::Konsep,
        Way::Approved => Keadaan::Disetujui,
    };
    let office = ground.agencies.get(letter.agency).map(|agency| format!("Kepala {}", agency.unit.name));
    let signed = outgoing && letter.way != Way::Draft;
    let (sender, received) = ((!outgoing).then_some(letter.sender), (!outgoing).then_some(at));
    sheets.push(
        "naskah",
        args![
            letter.id,
            1_i64,
            at,
            at,
            sheet.unit,
            sheet.desk,
            if outgoing { Arah::Keluar.kode() } else { Arah::Masuk.kode() },
            letter.kind,
            state.kode(),
            sheet.number.as_deref(),
            sheet.count,
            sheet.year,
            (letter.way != Way::Draft).then_some(sheet.day),
            subject.1,
            letter.urgency.kode(),
            letter.security.as_str(),
            sheet.code.as_str(),
            &open.1,
            &sealed.1,
            outgoing.then_some(print.as_str()),
            outgoing.then_some(sheet.head),
            outgoing.then_some(sheet.unit),
            office.as_deref().filter(|_| signed),
            outgoing.then_some(BAWAAN),
            sheet.file.filter(|_| outgoing),
            sheet.file,
            letter.way.issued().then_some("basah"),
            signed.then_some(at),
            letter.way.issued().then_some(at),
            sender,
            (!outgoing).then_some(sheet.unit),
            received,
            (!outgoing).then_some(Jalur::Pos.kode()),
            (!outgoing).then(|| json!({ "surel": null, "ganda": null }))
        ],
    )?;
    if outgoing {
        let row = args![sheet.id(VERSION, 0), letter.id, 1_i64, sheet.desk, at, print.as_str(), open.1, sealed.1];
        sheets.push("naskah_versi", row)?;
    }
    if signed {
        steps(sheets, sheet, &print, &office.unwrap_or_default())?;
    }
    if let Some(other) = letter.refers {
        sheets.push("naskah_rujukan", args![sheet.id(REFERENCE, 0), letter.id, PACE.id(1, other), "rujukan"])?;
    }
    if let Some(file) = sheet.file {
        let (size, hash) = (ground.paper.size, ground.paper.sha256.as_str());
        let (kind, class) = (KUNCI, if letter.security.as_str() == "biasa" { "internal" } else { "terbatas" });
        sheets.push(
            "file",
            args![
                file,
                1_i64,
                at,
                at,
                sheet.unit,
                sheet.desk,
                kind,
                letter.id,
                "surat.pdf",
                "application/pdf",
                size,
                hash,
                class,
                false
            ],
        )?;
        if !outgoing {
            sheets.push("naskah_lampiran", args![sheet.id(ATTACHED, 0), letter.id, 1_i64, file, "surat.pdf", hash])?;
        }
    }
    Ok(())
}

fn addressees(sheets: &mut Sheets, ground: &Ground, sheet: &Sheet<'_>) -> anyhow::Result<Vec<Tujuan>> {
    let letter = sheet.letter;
    let mut all = Vec::new();
    match letter.way {
        Way::Received | Way::Draft => {}
        Way::Outside => {
            all.push(Tujuan { unit: None, akun: None, teks: letter.sender.to_owned(), tembusan: false });
        }
        Way::Inside | Way::Approved => {
            for to in &letter.to {
                let unit = &ground.agencies.get(to.agency).context("no such agency")?.unit;
                let teks = format!("Kepala {}", unit.name);
                all.push(Tujuan { unit: Some(unit.id), akun: None, teks, tembusan: to.copy });
            }
        }
    }
    for (place, to) in (0_u8..).zip(&all) {
        let id = sheet.id(ADDRESSEE, place);
        sheets.push(
            "naskah_tujuan",
            args![id, letter.id, i64::from(place) + 1, to.unit, to.teks.as_str(), to.tembusan],
        )?;
    }
    Ok(all)
}

fn steps(sheets: &mut Sheets, sheet: &Sheet<'_>, print: &str, office: &str) -> anyhow::Result<()> {
    let steps = [(PeranLangkah::Paraf, sheet.desk, "Operator"), (PeranLangkah::TandaTangan, sheet.head, office)];
    for (place, (role, who, title)) in (0_u8..).zip(steps) {
        sheets.push(
            "naskah_langkah",
            args![
                sheet.id(STEP, place),
                sheet.letter.id,
                1_i64,
                i64::from(place) + 1,
                role.kode(),
                who,
                sheet.unit,
                title,
                KeadaanLangkah::Selesai.kode(),
                print,
                who,
                title,
                sheet.letter.at
            ],
        )?;
    }
    Ok(())
}
