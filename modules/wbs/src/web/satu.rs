//! One report as its handlers see it, and its case file.
use std::sync::LazyLock;

use document::templat::{Bagian, Dicetak, Isian, Kertas, Kop, Lampiran, Rekaman, Riwayat};
use document::{Options, Renderer};
use http::StatusCode;
use kernel::indonesia::{kalimat, tanggal};
use kernel::{Ctx, Error, FieldError, Response, Result};

use super::terbuka;
use crate::model::{Butir, Identitas, Laporan, Terbaca, label_jenis};
use crate::pages::satu as halaman_satu;
use crate::rules::ALUR;
use crate::store::{self, laporan::Dibuka};

/// One document at a time.
static PENCETAK: LazyLock<Renderer> = LazyLock::new(|| Renderer::in_process(1));

/// GET /meja-wbs/laporan/{id}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let Some(terbuka) = crate::ruang::pegawai(&ctx) else { return ctx.redirect("/kunci-wbs") };
    let dibuka = store::laporan::find(&ctx.app, &terbuka, ctx.id("id")?).await?;
    store::jejak::catat_satu(&ctx.app, ctx.actor.account(), "laporan_dibaca", &dibuka.kepala.nomor).await?;
    halaman(&ctx, StatusCode::OK, &dibuka, &[]).await
}

/// The page, with what is wrong with what was typed.
pub async fn halaman(ctx: &Ctx, status: StatusCode, dibuka: &Dibuka, salah: &[FieldError]) -> Result<Response> {
    let isi = store::isi::untuk_penangan(&ctx.app, dibuka.kepala.id, &dibuka.kunci).await?;
    let laporan = laporan(&isi)?;
    let mut akun = ctx.app.holders(crate::APIP, None).await?;
    akun.extend(&laporan.kecuali);
    let mut kecuali = kernel::auth::account::names(&ctx.app, &akun).await?;
    let nama = kecuali.clone();
    kecuali.retain(|akun, _| crate::terima::is_terkait(&laporan, *akun, &nama));
    let minta = store::identitas::terakhir(&ctx.app, dibuka.kepala.id).await?;
    let satu = halaman_satu::Satu { kepala: &dibuka.kepala, laporan: &laporan, isi: &isi, kecuali, minta };
    halaman_satu::halaman(ctx, status, &satu, salah)
}

/// The report among its rows.
pub fn laporan(isi: &[Terbaca]) -> Result<Laporan> {
    let found = isi.iter().find(|each| each.butir == Butir::Laporan);
    Ok(serde_json::from_slice(&found.ok_or_else(|| Error::internal("a report without its text"))?.isi)?)
}

fn isian(label: &str, nilai: &str) -> Isian {
    Isian { label: label.to_owned(), nilai: nilai.to_owned() }
}

/// GET /meja-wbs/laporan/{id}/pdf
pub async fn pdf(ctx: Ctx) -> Result<Response> {
    let terbuka = terbuka(&ctx)?;
    let dibuka = store::laporan::find(&ctx.app, &terbuka, ctx.id("id")?).await?;
    let isi = store::isi::untuk_penangan(&ctx.app, dibuka.kepala.id, &dibuka.kunci).await?;
    let (laporan, kepala) = (laporan(&isi)?, &dibuka.kepala);
    let jenis: Vec<&str> = laporan.jenis.iter().map(|satu| label_jenis(satu)).collect();
    let mut bagian = vec![Bagian {
        judul: "Laporan".into(),
        isian: vec![
            isian("Nomor", &kepala.nomor),
            isian("Diterima", &tanggal::panjang(kepala.hari)),
            isian("Jenis", &jenis.join("; ")),
            isian("Apa yang terjadi", &laporan.uraian),
            isian("Kapan", &laporan.waktu),
            isian("Di mana", &laporan.tempat),
            isian("Siapa yang melakukan", &laporan.pelaku),
        ],
    }];
    let (mut riwayat, mut lampiran) = (vec![], vec![]);
    for each in &isi {
        let (pelaku, peristiwa) = match each.butir {
            Butir::Laporan => continue,
            Butir::PesanPelapor => ("Pelapor", each.teks()),
            Butir::PesanPenangan => ("Penangan", each.teks()),
            Butir::Catatan => ("Catatan", each.teks()),
            Butir::Berkas => {
                let berkas = store::berkas::uraian(each)?;
                lampiran.push(Lampiran {
                    nama: berkas.nama.clone(),
                    keterangan: Some(kalimat::ukuran(berkas.ukuran)),
                    sidik: None,
                });
                ("Pelapor", format!("Berkas {}", berkas.nama))
            }
            Butir::BerkasAsli => continue,
            Butir::Identitas => {
                let siapa: Identitas = serde_json::from_slice(&each.isi)?;
                bagian.push(Bagian {
                    judul: "Identitas pelapor".into(),
                    isian: vec![isian("Nama", &siapa.nama), isian("Kontak", &siapa.kontak)],
                });
                continue;
            }
        };
        riwayat.push(Riwayat {
            waktu: tanggal::panjang(each.hari),
            pelaku: pelaku.into(),
            peristiwa,
            perubahan: vec![],
        });
    }
    let naskah = Rekaman {
        kertas: Kertas::F4,
        kop: Some(Kop { pemerintah: format!("Pemerintah {}", ctx.app.profile.name()), ..Kop::default() }),
        jenis: "Berkas perkara WBS, RAHASIA".into(),
        judul: laporan.judul.clone(),
        status: Some(ALUR.label(&kepala.status).to_owned()),
        bagian,
        tabel: vec![],
        lampiran,
        riwayat,
        dicetak: Dicetak {
            pada: tanggal::waktu_panjang(ctx.now, ctx.app.profile.zone()),
            oleh: ctx.actor.person().map(|orang| orang.name.clone()).unwrap_or_default(),
        },
        identitas: None,
    };
    let options = Options::new(ctx.now, ctx.app.offset()).ident(format!("wbs-{}", kepala.nomor));
    // The cause could hold words of the report.
    let pdf =
        PENCETAK.naskah(&naskah, &options).await.map_err(|_| Error::internal("the case file could not be set"))?;
    store::jejak::catat_satu(&ctx.app, ctx.actor.account(), "berkas_perkara_dicetak", &kepala.nomor).await?;
    kernel::web::attachment(&format!("wbs-{}.pdf", kepala.nomor), "application/pdf", pdf.bytes)
}
