//! Answers to received letters: to whom they go, and what ends when they are issued.
use kernel::event::Event;
use kernel::indonesia::kerja::Kalender;
use kernel::module::Hear;
use kernel::port::Security;
use kernel::{App, BoxFuture, Result, Write, args};
use serde_json::json;
use uuid::Uuid;

use super::catat::menit;
use super::model::{CaraSelesai, KeadaanSurat};
use super::rules::{self, kunci_pengirim};
use super::store;
use crate::disposisi::model::Penerima;
use crate::disposisi::rules::{self as aturan, Keadaan, Tindakan};
use crate::disposisi::store as dispositions;
use crate::disposisi::{beri, tabel, web};
use crate::isi;
use crate::jenis;
use crate::model::{Arah, Naskah, Tujuan};
use crate::store::naskah as letters;
use crate::susunan::Susunan;

/// The box on the first page of an answer: what it answers ends with it.
pub const SELESAIKAN: &str = "selesaikan";

/// Most levels through which the end of a disposition goes up.
const TINGKAT: usize = 20;

/// To whom an answer goes: the unit that wrote the letter, or its sender as registered. A sender that is called like a unit
/// of the regency is that unit.
pub fn tujuan(susunan: &Susunan, surat: &Naskah) -> Vec<Tujuan> {
    let unit = |id: Uuid| {
        susunan.cari(id).map(|unit| {
            let teks = if unit.is_agency { format!("Kepala {}", unit.name) } else { unit.name.clone() };
            Tujuan { unit: Some(unit.id), akun: None, teks, tembusan: false }
        })
    };
    if surat.arah == Arah::Keluar {
        return unit(surat.unit).into_iter().collect();
    }
    let Some(pengirim) = surat.diterima_dari.as_deref().filter(|teks| !teks.is_empty()) else { return vec![] };
    let kunci = kunci_pengirim(pengirim);
    let mut senama = susunan.semua().iter().filter(|unit| kunci_pengirim(&unit.name) == kunci);
    let dalam = match (senama.next(), senama.next()) {
        (Some(satu), None) => unit(satu.id),
        (_, _) => None,
    };
    let luar = || Tujuan { unit: None, akun: None, teks: pengirim.to_owned(), tembusan: false };
    vec![dalam.unwrap_or_else(luar)]
}

/// Hears that a letter was issued.
pub const DENGAR: Hear = Hear { event: "naskah_dinas.terbit", name: "naskah_dinas.balasan_terbit", run: dengar };

fn dengar(app: App, event: Event) -> BoxFuture<Result<()>> {
    Box::pin(async move { terbit(&app, event.subject).await })
}

/// Ends what an issued letter answers: the dispositions of its drafter and of the drafter's unit, those above them of which
/// nothing else is left, and the place of the answered letter in the unit's book. Harmless when repeated.
pub async fn terbit(app: &App, balasan: Uuid) -> Result<()> {
    let balasan = letters::dengan_id(app, balasan).await?;
    if balasan.terbit.is_none() {
        return Ok(());
    }
    let text = "select ke from naskah_rujukan where naskah = $1 and jenis = 'balasan' order by id";
    let rows = app.db.query(text, args![balasan.id]).await?;
    for row in &rows {
        selesaikan(app, &balasan, row.get("ke")?).await?;
    }
    Ok(())
}

/// What the report of an ended disposition says.
fn laporan(jenis: &str, nomor: Option<&str>, balasan: Security, surat: Security) -> String {
    // Readers of the answered letter need not be readers of a secret answer.
    if balasan.is_secret() && !surat.is_secret() {
        return "Dijawab dengan naskah yang tidak terbuka.".to_owned();
    }
    match nomor {
        Some(nomor) => format!("Dijawab dengan {jenis} nomor {nomor}."),
        None => format!("Dijawab dengan {jenis}."),
    }
}

async fn selesaikan(app: &App, balasan: &Naskah, surat: Uuid) -> Result<()> {
    let kalender = app.calendar().await?;
    let mut write = Write::system(app, "naskah_dinas.disposisi_dijawab").await?;
    let surat = letters::pegang(&mut write, surat, None).await?;
    // A receiver of the answer may not learn of the letter by it, nor the other way round: only who drafted the answer and
    // their unit had the disposition that it fulfils.
    let mine = |satu: &Penerima| {
        satu.keadaan.berjalan()
            && ((satu.owner.is_some() && satu.owner == balasan.owner) || satu.unit == Some(balasan.unit))
    };
    let milik: Vec<Penerima> = semua(&mut write, surat.id).await?.into_iter().filter(mine).collect();
    let mut berubah = false;
    for satu in milik {
        berubah |= akhiri(&mut write, balasan, &surat, &kalender, satu.id).await?;
    }
    berubah |= tempat(&mut write, balasan, &surat, &kalender).await?;
    if !berubah {
        return Ok(());
    }
    write.event("naskah_dinas.disposisi_selesai", json!({ "balasan": balasan.id }));
    write.commit(&surat.subjek()).await
}

/// Receivers of a letter, inside a change, newest first: onward dispositions end before those above them.
async fn semua(write: &mut Write, naskah: Uuid) -> Result<Vec<Penerima>> {
    let text = format!(
        "select {} from disposisi_penerima p where p.naskah = $1 order by p.id desc limit 5000",
        dispositions::PENERIMA
    );
    let app = write.app().clone();
    write.tx().query(&text, args![naskah]).await?.iter().map(|row| dispositions::penerima(&app, row)).collect()
}

/// Ends one receiver's part with a report of the answer, and goes up while nothing else is left below. True when it ended.
async fn akhiri(
    write: &mut Write,
    balasan: &Naskah,
    surat: &Naskah,
    kalender: &Kalender,
    penerima: Uuid,
) -> Result<bool> {
    let app = write.app().clone();
    let mut kini = Some(penerima);
    let mut berubah = false;
    for _ in 0..TINGKAT {
        let Some(id) = kini.take() else { break };
        let satu = dispositions::pegang(write, id, None).await?;
        let Ok(keadaan) = aturan::akibat(satu.keadaan, Tindakan::Selesaikan) else { break };
        // Others below still work on it: their giver decides.
        let text = "select count(*) as n from disposisi_penerima p join disposisi d on d.id = p.disposisi where d.induk = $1 \
            and p.keadaan in ('dikirim', 'dibaca', 'dikerjakan')";
        let lain: i64 = write.tx().one(text, args![id]).await?.get("n")?;
        if lain > 0 {
            break;
        }
        let jenis = jenis::nama(&balasan.jenis);
        let isi = laporan(jenis, balasan.nomor.as_deref(), balasan.keamanan, surat.keamanan);
        let isi = isi::segel_teks(&app, surat.id, surat.keamanan, &isi)?;
        let values = vec![
            ("unit", satu.unit.into()),
            ("owner", balasan.owner.into()),
            ("penerima", satu.id.into()),
            ("naskah", surat.id.into()),
            ("isi", isi.into()),
            ("berkas", None::<Uuid>.into()),
        ];
        write.insert(&tabel::lapor(), Uuid::now_v7(), values).await?;
        beri::ubah(write, &satu, keadaan).await?;
        beri::simpulkan(write, &satu, kalender).await?;
        web::kabari(write, surat, &satu, "selesai").await?;
        berubah = true;
        kini = dispositions::satu(write, satu.disposisi).await?.induk;
    }
    Ok(berubah)
}

/// Ends the place of the answered letter in the book of the unit that answers, when nobody has work left there.
async fn tempat(write: &mut Write, balasan: &Naskah, surat: &Naskah, kalender: &Kalender) -> Result<bool> {
    let Some(satu) = store::di_unit(write, surat.id, balasan.unit).await? else { return Ok(false) };
    // A letter for a person by name is done by an answer of that person alone.
    let olehnya = |orang| Some(orang) == balasan.owner || Some(orang) == balasan.penandatangan;
    if !satu.untuk.is_none_or(olehnya) {
        return Ok(false);
    }
    let Ok(keadaan) = rules::akibat(satu.keadaan, rules::Langkah::Selesaikan) else { return Ok(false) };
    let bawah: Vec<Keadaan> = dispositions::keadaan_surat(write, satu.id).await?;
    if !aturan::tuntas(bawah) {
        return Ok(false);
    }
    let at = write.at();
    let lama = satu.didisposisi.or(satu.dicatat).map(|dari| menit(kalender, dari, at));
    let values = vec![
        ("keadaan", KeadaanSurat::Selesai.kode().into()),
        ("selesai", at.into()),
        ("selesai_oleh", balasan.owner.into()),
        ("cara_selesai", CaraSelesai::Dibalas.kode().into()),
        ("menit_selesai", lama.into()),
    ];
    store::set(write, &satu, values).await?;
    store::cocokkan(write, surat.id, keadaan).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_answer_is_not_named_to_readers_of_an_open_letter() {
        use kernel::port::Security as S;
        let table = [
            (S::Biasa, S::Biasa, Some("005/1"), "Dijawab dengan Surat Dinas nomor 005/1."),
            (S::Terbatas, S::Biasa, None, "Dijawab dengan Surat Dinas."),
            (S::Rahasia, S::Terbatas, Some("005/1"), "Dijawab dengan naskah yang tidak terbuka."),
            (S::Rahasia, S::SangatRahasia, Some("005/1"), "Dijawab dengan Surat Dinas nomor 005/1."),
        ];
        for (balasan, dijawab, nomor, harap) in table {
            assert_eq!(laporan("Surat Dinas", nomor, balasan, dijawab), harap);
        }
    }
}
