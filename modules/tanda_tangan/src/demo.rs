//! A demonstration: an authority, certificates of the invented officials, and letters that wait for a signature.
use std::sync::LazyLock;

use document::templat::{Dicetak, Kertas, Kolom, Kop, LaporanRegister, Rata};
use document::{Options, Renderer};
use kernel::auth::account;
use kernel::file::{Owner, Secrecy};
use kernel::port::{Panel, SignRequest};
use kernel::{App, Error, Result, Subject, Work, Write, indonesia};
use time::Duration;
use uuid::Uuid;

use crate::model::{Jenis, KUNCI, PenandaAkun, Sandi, href};
use crate::pki::{self, Pemohon};
use crate::sertifikat::{self, Keterangan};
use crate::store;

/// Passphrase of every certificate of the demonstration.
pub const SANDI: &str = "peragaan tanda tangan";

/// Officials of the demonstration who sign: login, capacity.
const PENANDA: [(&str, &str); 3] =
    [("bupati", "Bupati"), ("sekda", "Sekretaris Daerah"), ("kominfo", "Kepala Dinas Komunikasi dan Informatika")];

/// Letters that wait: title, number, who signs, open.
const NASKAH: [(&str, &str, &str, bool); 4] = [
    ("Surat Edaran tentang pemakaian tanda tangan elektronik", "CONTOH/1/2026", "bupati", true),
    ("Undangan rapat koordinasi SPBE", "CONTOH/2/2026", "sekda", true),
    ("Nota dinas pemutakhiran aplikasi", "CONTOH/3/2026", "kominfo", true),
    ("Laporan uji keamanan jaringan", "CONTOH/4/2026", "kominfo", false),
];

static PENYUSUN: LazyLock<Renderer> = LazyLock::new(|| Renderer::in_process(1));

/// Makes it, once.
pub fn jalankan(app: App) -> Work<()> {
    Box::pin(async move {
        if !store::pki::aktif(&app).await?.is_empty() {
            return Ok(());
        }
        let sandi = Sandi::new(SANDI);
        let siap = pki::siapkan(&app, crate::model::Masa::BAWAAN, &sandi).await?;
        let mut write = Write::system(&app, "tanda_tangan.contoh").await?;
        let akar = siap.simpan(&mut write).await?;
        write.commit(&Subject::new("pki_otoritas", akar, "/tanda_tangan/otoritas")).await?;
        for (masuk, _) in PENANDA {
            if let Some(akun) = account::by_login(&app, masuk).await? {
                sertifikat_orang(&app, &akun, &sandi).await?;
            }
        }
        for (judul, nomor, masuk, terbuka) in NASKAH {
            if let Some(akun) = account::by_login(&app, masuk).await? {
                let kapasitas = PENANDA.iter().find(|(satu, _)| *satu == masuk).map_or("", |(_, teks)| *teks);
                minta(&app, &akun, kapasitas, judul, nomor, terbuka).await?;
            }
        }
        Ok(())
    })
}

async fn sertifikat_orang(app: &App, akun: &account::Account, sandi: &Sandi) -> Result<()> {
    let pemohon = Pemohon { akun: akun.id, nama: &akun.name, perangkat: "", segel: false };
    let terbit = pki::terbitkan(app, &pemohon, sandi).await?;
    let unit = app.assignments(akun.id).await?.first().map(|satu| satu.unit);
    let mut write = Write::system(app, "tanda_tangan.contoh").await?;
    let penanda = PenandaAkun::new(akun.id, Jenis::Pki);
    store::penanda::simpan(&mut write, &penanda).await?;
    let daftar = Uuid::now_v7();
    let lain = Keterangan {
        jenis: "orang",
        akun: Some(akun.id),
        unit,
        dipakai_untuk: "Tanda tangan elektronik naskah dinas (peragaan)",
        berkas: None,
    };
    sertifikat::catat(&mut write, daftar, &terbit.sertifikat, &lain).await?;
    let id = terbit.simpan(&mut write).await?;
    store::pki::set_daftar(&mut write, id, daftar).await?;
    write.commit(&Subject::new("pki_sertifikat", id, "/tanda_tangan/saya")).await
}

/// A one-page document of the demonstration.
async fn surat(app: &App, judul: &str, nomor: &str) -> Result<Vec<u8>> {
    let laporan = LaporanRegister {
        kertas: Kertas::A4,
        melintang: false,
        kop: Some(Kop { pemerintah: app.profile.name(), ..Kop::default() }),
        judul: judul.to_owned(),
        keterangan: vec![format!("Nomor {nomor}"), "Naskah peragaan".to_owned()],
        bernomor: false,
        kolom: vec![Kolom { judul: "Perihal".into(), bagian: 1, rata: Rata::Kiri }],
        baris: vec![vec![judul.to_owned()]],
        jumlah: None,
        dicetak: Dicetak {
            pada: indonesia::tanggal::waktu_panjang(app.now(), app.profile.zone()),
            oleh: "sistem".into(),
        },
        identitas: None,
    };
    let options = Options::new(app.now(), app.offset()).ident(nomor);
    Ok(PENYUSUN.naskah(&laporan, &options).await.map_err(Error::internal)?.bytes)
}

async fn minta(
    app: &App,
    akun: &account::Account,
    kapasitas: &str,
    judul: &str,
    nomor: &str,
    terbuka: bool,
) -> Result<()> {
    let pdf = surat(app, judul, nomor).await?;
    let id = Uuid::now_v7();
    // No other module keeps these letters: the request is its own record.
    let subject = Subject::new(KUNCI, id, href(id));
    let unit = app.assignments(akun.id).await?.first().map(|satu| satu.unit);
    let owner = Owner { subject: subject.clone(), unit, secrecy: Secrecy::Internal };
    let mut write = Write::system(app, "tanda_tangan.contoh").await?;
    let document = app.files.keep_bytes(&mut write, "surat.pdf", pdf, &owner).await?;
    let request = SignRequest {
        id,
        subject: subject.clone(),
        unit,
        title: judul.to_owned(),
        number: Some(nomor.to_owned()),
        document,
        asker: None,
        signer: akun.id,
        capacity: kapasitas.to_owned(),
        panel: Some(Panel { page: 1, x: 60.0, y: 90.0, width: 200.0, height: 64.0 }),
        code: kernel::keys::hex(&app.keys.random::<16>()?),
        open: terbuka,
        due: Some(app.today() + Duration::days(3)),
    };
    write.ask_signature(request).await?;
    write.commit(&subject).await
}
