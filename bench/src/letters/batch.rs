//! A batch of letters that one person signs with one passphrase, by the regency's own authority: how long, and how much memory.
use std::ops::Range;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use http::{Method, StatusCode, header};
use kernel::{App, Subject, Val, Write, args};
use tanda_tangan::model::Sandi;
use tanda_tangan::pki::{self, Pemohon};
use uuid::Uuid;

use super::ground::{Ground, PEOPLE};
use super::letter::Letter;
use super::rows;
use super::sheets::Sheets;
use crate::client::{Ask, Client};
use crate::options::Options;
use crate::place::{Place, plain};
use crate::stage;

/// Letters after which memory may grow no more.
pub const FIRST: usize = 50;
/// Passphrase of the invented head.
const PASSPHRASE: &str = "peragaan tanda tangan";

/// What a batch took.
#[derive(Debug, Clone, Copy)]
pub struct Batch {
    /// How many letters.
    pub letters: usize,
    /// From handing it over to the last signature.
    pub signed: Duration,
    /// From handing it over until the last letter was delivered.
    pub issued: Duration,
    /// Memory of the server before, after the first letters, at the last signature, and when all are delivered.
    pub memory: [u64; 4],
    /// Different figures of progress that were told meanwhile.
    pub told: usize,
}

/// Adds letters of the measured agency that have their number, and makes the authority and the certificate of its head.
pub async fn prepare(ground: &mut Ground, app: &App, numbers: Range<usize>) -> anyhow::Result<Vec<Uuid>> {
    let (mut sheets, mut letters) = (Sheets::new(), Vec::new());
    for number in numbers {
        let letter = Letter::approved(number, ground.agencies.len(), ground.codes.len())?;
        rows::add(&mut sheets, ground, app, &letter)?;
        letters.push(letter.id);
    }
    let mut tx = app.db.begin().await?;
    sheets.write(&mut tx).await?;
    tx.commit().await?;
    ground.write_counters(app).await?;
    let head = ground.agencies.first().context("no agency")?.head;
    authority(app, head).await.map_err(plain)?;
    Ok(letters)
}

async fn authority(app: &App, head: Uuid) -> kernel::Result<()> {
    let passphrase = Sandi::new(PASSPHRASE);
    let ready = pki::siapkan(app, tanda_tangan::model::Masa::BAWAAN, &passphrase).await?;
    let mut write = Write::system(app, "tanda_tangan.contoh").await?;
    let root = ready.simpan(&mut write).await?;
    write.commit(&Subject::new("pki_otoritas", root, "/tanda_tangan/otoritas")).await?;
    let who = Pemohon { akun: head, nama: "Kirana Contoh", perangkat: "", segel: false };
    let ready = pki::terbitkan(app, &who, &passphrase).await?;
    let mut write = Write::system(app, "tanda_tangan.contoh").await?;
    let id = ready.simpan(&mut write).await?;
    write.commit(&Subject::new("pki_sertifikat", id, "/tanda_tangan/saya")).await
}

/// Has the documents set and handed to the signer, as happens when a letter is agreed to.
pub async fn set(app: &App, letters: &[Uuid]) -> anyhow::Result<()> {
    for letter in letters {
        let mut write = Write::system(app, "naskah_dinas.peragaan").await.map_err(plain)?;
        let at = write.at();
        let payload = serde_json::json!({ "naskah": letter });
        write.job(naskah_dinas::terbit::SIAPKAN, payload, at).await.map_err(plain)?;
        write.commit(&naskah_dinas::model::subjek(*letter)).await.map_err(plain)?;
    }
    kernel::job::drain(app).await.map_err(plain)?;
    let waiting = count(app, "select count(*) as n from permintaan_ttd where keadaan = 'menunggu'").await?;
    anyhow::ensure!(waiting == letters.len(), "{waiting} of {} letters wait for their signature", letters.len());
    Ok(())
}

async fn count(app: &App, text: &str) -> anyhow::Result<usize> {
    let number: i64 = app.db.one(text, Vec::<Val>::new()).await?.get("n")?;
    Ok(usize::try_from(number)?)
}

/// Hands the whole batch over with one passphrase, and watches until everything is delivered.
pub async fn sign(place: &Place, options: &Options, letters: &[Uuid]) -> anyhow::Result<Batch> {
    let server = stage::serve(place, options).await?;
    let mut client = Client::connect(server.address).await?;
    let [(who, login), _] = PEOPLE;
    let person = client.sign_in(who, login, stage::PASSWORD).await?;
    let page = client.send(Ask::get("/tanda_tangan").request(Some(&person))?).await?;
    anyhow::ensure!(page.status == StatusCode::OK, "the signer's desk: {}", page.status);
    let before = server.memory()?.0;
    let started = Instant::now();
    let form = vec![("semua", "ya".to_owned()), ("sandi", PASSPHRASE.to_owned())];
    let ask = Ask { method: Method::POST, path: "/tanda_tangan/serahkan".into(), form };
    let answer = client.send(ask.request(Some(&person))?).await?;
    anyhow::ensure!(answer.status == StatusCode::SEE_OTHER, "handing the batch over: {}", answer.status);
    let batch = answer.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).context("no batch")?;
    let progress = Ask::get(format!("{batch}/kemajuan"));
    let (mut done, mut told, mut after_first) = (0, 0, 0);
    while done < letters.len() {
        anyhow::ensure!(started.elapsed() < Duration::from_secs(300), "{done} letters were signed in five minutes");
        tokio::time::sleep(Duration::from_millis(100)).await;
        let mut request = progress.request(Some(&person))?;
        request.headers_mut().remove(header::ACCEPT_ENCODING);
        let text = String::from_utf8_lossy(&client.send(request).await?.body).into_owned();
        let now = signed(&text).with_context(|| format!("no progress: {text}"))?;
        if now > done {
            (done, told) = (now, told + 1);
        }
        if done >= FIRST && after_first == 0 {
            after_first = server.memory()?.0;
        }
    }
    let (time, at_last) = (started.elapsed(), server.memory()?.0);
    let app = place.real.open().await?;
    let text = "select count(*) as n from naskah n join permintaan_ttd p on p.id = n.permintaan \
        where n.keadaan = 'terbit' and p.keadaan = 'selesai'";
    while count(&app, text).await? < letters.len() {
        anyhow::ensure!(started.elapsed() < Duration::from_secs(600), "not all letters were delivered in ten minutes");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let issued = started.elapsed();
    let twice = "select count(*) as n from (select nomor from naskah where permintaan is not null group by unit, jenis, nomor having count(*) > 1) x";
    anyhow::ensure!(count(&app, twice).await? == 0, "a number was given twice");
    let signatures = app.db.one("select count(distinct hasil_sha256) as n from permintaan_ttd", args![]).await?;
    anyhow::ensure!(signatures.get::<i64>("n")? == i64::try_from(letters.len())?, "not as many files as letters");
    Ok(Batch {
        letters: letters.len(),
        signed: time,
        issued,
        memory: [before, after_first, at_last, server.memory()?.0],
        told,
    })
}

/// The number before `dari .. naskah ditandatangani`.
fn signed(page: &str) -> Option<usize> {
    let (before, _) = page.split_once(" dari ")?;
    before.rsplit(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_read_from_its_sentence() {
        assert_eq!(signed("<p>17 dari 500 naskah ditandatangani</p>"), Some(17));
        assert_eq!(signed("<p>dari 500</p>"), None);
    }
}
