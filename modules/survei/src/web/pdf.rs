//! The report of a period.
use std::sync::LazyLock;

use document::templat::{Dicetak, Identitas, Isian, Kertas, Kop, LaporanSurvei, TabelRekaman, UnsurSurvei};
use document::{Options, Renderer};
use kernel::indonesia::{angka, tanggal};
use kernel::web::abuse::Limit;
use kernel::{Ctx, Error, Response, Result};
use time::Duration;

use crate::hasil::{Hasil, Susunan, banding, susun};
use crate::model::{Periode, nama_unsur};
use crate::pages::angka::{mutu, pecahan, uraian};
use crate::rules::lipat::{Lipatan, TERKECIL};
use crate::rules::nilai::{Rekap, UNSUR};
use crate::rules::sampel::krejcie_morgan;
use crate::store;

/// One document at a time: setting a page takes a core and memory.
static PENCETAK: LazyLock<Renderer> = LazyLock::new(|| Renderer::in_process(1));
/// Reports that anybody may have set.
const CETAK: Limit = Limit { name: "survei.pdf", burst: 20, every: Duration::seconds(20) };

/// GET /survei/hasil/{id}/pdf
pub async fn publik(ctx: Ctx) -> Result<Response> {
    let periode = store::periode::terbit(&ctx.app, ctx.id("id")?).await?;
    ctx.limited(&CETAK)?;
    cetak(&ctx, &periode).await
}

/// GET /meja-survei/{id}/pdf
pub async fn meja(ctx: Ctx) -> Result<Response> {
    let periode = store::periode::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    cetak(&ctx, &periode).await
}

fn baris_rekap(nama: String, rekap: &Rekap) -> Vec<String> {
    vec![nama, angka::bulat(rekap.n), pecahan(rekap.konversi(), 2), mutu(rekap.mutu())]
}

fn tabel<K>(judul: &str, kolom: &str, lipatan: &Lipatan<K>, sebut: impl Fn(&K) -> String) -> TabelRekaman {
    let mut baris: Vec<Vec<String>> =
        lipatan.tampil.iter().map(|(kunci, rekap)| baris_rekap(sebut(kunci), rekap)).collect();
    if let Some(rekap) = &lipatan.gabungan {
        let nama = format!("Digabung ({} kelompok kecil)", lipatan.banyak);
        baris.push(if rekap.n < TERKECIL {
            vec![nama, angka::bulat(rekap.n), "tidak dipilah".to_owned(), "–".to_owned()]
        } else {
            baris_rekap(nama, rekap)
        });
    }
    TabelRekaman {
        judul: judul.to_owned(),
        kolom: [kolom, "Responden", "Nilai", "Mutu"].map(str::to_owned).to_vec(),
        baris,
    }
}

fn ringkasan(periode: &Periode, rekap: &Rekap) -> Vec<Isian> {
    let isian = |label: &str, nilai: String| Isian { label: label.to_owned(), nilai };
    let mut semua = vec![
        isian("Nilai kepuasan", pecahan(rekap.konversi(), 2)),
        isian("Indeks (1 sampai 4)", pecahan(rekap.indeks(), 4)),
        isian("Mutu pelayanan", mutu(rekap.mutu())),
        isian("Responden", angka::bulat(rekap.n)),
    ];
    if let Some(populasi) = periode.populasi.filter(|populasi| *populasi > 0) {
        let perlu = format!("{} dari {} pengguna", angka::bulat(krejcie_morgan(populasi)), angka::bulat(populasi));
        semua.push(isian("Sampel terkecil (Krejcie-Morgan)", perlu));
    }
    semua
}

fn unsur(rekap: &Rekap) -> Vec<UnsurSurvei> {
    (0..UNSUR)
        .map(|place| UnsurSurvei {
            kode: format!("U{}", place + 1),
            nama: nama_unsur(place).to_owned(),
            rata: pecahan(rekap.rata(place), 3),
            tertimbang: pecahan(rekap.tertimbang(place), 3),
            konversi: pecahan(rekap.konversi_unsur(place), 2),
            mutu: rekap.mutu_unsur(place).map_or("–", crate::rules::nilai::Mutu::huruf).to_owned(),
            panjang: rekap.konversi_unsur(place).and_then(|nilai| u32::try_from(nilai.bulat(2)).ok()).unwrap_or(0),
        })
        .collect()
}

async fn tabel_tabel(ctx: &Ctx, periode: &Periode, hasil: &Hasil, susunan: &Susunan) -> Result<Vec<TabelRekaman>> {
    let mut semua = vec![tabel("Menurut layanan", "Layanan", &hasil.layanan, |(_, nama)| nama.clone())];
    semua.extend(
        hasil.pilah.iter().map(|(label, lipatan)| tabel(label, "Kelompok", lipatan, |nama| (*nama).to_owned())),
    );
    let titik = banding(&ctx.app, periode, &hasil.jumlah).await?;
    if titik.len() > 1 {
        semua.push(TabelRekaman {
            judul: "Perbandingan antarmasa".to_owned(),
            kolom: ["Masa survei", "Responden", "Nilai", "Mutu"].map(str::to_owned).to_vec(),
            baris: titik.iter().map(|satu| baris_rekap(satu.nama.clone(), &satu.rekap)).collect(),
        });
    }
    let tindakan = store::tindak_lanjut::periode(&ctx.app, periode.id).await?;
    semua.push(TabelRekaman {
        judul: "Rencana tindak lanjut".to_owned(),
        kolom: ["Yang dilakukan", "Unsur", "Penanggung jawab", "Target", "Keadaan"].map(str::to_owned).to_vec(),
        baris: tindakan
            .into_iter()
            .map(|satu| {
                let target = satu.target.map(tanggal::panjang).unwrap_or_default();
                vec![satu.aksi, satu.unsur.to_owned(), susunan.nama(satu.penanggung_jawab), target, satu.status]
            })
            .collect(),
    });
    Ok(semua)
}

async fn cetak(ctx: &Ctx, periode: &Periode) -> Result<Response> {
    let susunan = Susunan::baca(&ctx.app).await?;
    let hasil = susun(&ctx.app, periode.id, None).await?;
    let komentar = store::komentar::tayang(&ctx.app, periode.id, None).await?;
    let alamat = format!("{}{}", ctx.app.config.url.trim_end_matches('/'), periode.publik());
    let naskah = LaporanSurvei {
        kertas: Kertas::F4,
        kop: Kop {
            pemerintah: format!("Pemerintah {}", ctx.app.profile.name()),
            perangkat: Some(susunan.nama(periode.unit)),
            ..Kop::default()
        },
        judul: "Laporan survei kepuasan masyarakat".to_owned(),
        periode: format!("{}, {}", periode.nama, tanggal::rentang(periode.mulai, periode.selesai)),
        ringkasan: ringkasan(periode, &hasil.jumlah),
        unsur: unsur(&hasil.jumlah),
        uraian: uraian(&hasil),
        tabel: tabel_tabel(ctx, periode, &hasil, &susunan).await?,
        komentar: komentar.into_iter().map(|(layanan, isi)| format!("{isi} ({layanan})")).collect(),
        dicetak: Dicetak {
            pada: tanggal::waktu_panjang(ctx.now, ctx.app.profile.zone()),
            oleh: ctx.actor.person().map_or_else(|| "pengunjung".to_owned(), |orang| orang.name.clone()),
        },
        identitas: periode.is_terbit().then(|| Identitas {
            dokumen: format!("Survei {}", periode.id),
            sidik: None,
            verifikasi: Some(alamat),
        }),
    };
    let nama = format!("survei-kepuasan-{}-{}.pdf", periode.mulai, periode.selesai);
    let options = Options::new(ctx.now, ctx.app.offset()).ident(format!("survei-{}", periode.id));
    let pdf = PENCETAK
        .naskah(&naskah, &options)
        .await
        .map_err(|galat| Error::internal(format!("laporan_survei: {galat}")))?;
    kernel::web::attachment(&nama, "application/pdf", pdf.bytes)
}
