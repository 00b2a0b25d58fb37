//! Documents: the printed standard, the receipt, the letter that a case ends with.
use std::collections::BTreeMap;
use std::sync::LazyLock;

use document::templat::{
    Bagian, BagianSurat, Dicetak, Identitas, Isian, Kertas, Kop, Naskah, Rekaman, SuratDinas, TabelRekaman,
};
use document::{Options, Pdf, Renderer};
use kernel::indonesia::{angka, tanggal};
use kernel::module::Unit;
use kernel::{App, Ctx, Error, Result};
use serde_json::Value as Json;
use time::Date;
use uuid::Uuid;

use crate::model::Permohonan;
use crate::registers::{PENGGUNA, SEKTOR, TINGKAT};
use crate::rules::isi_surat;
use crate::standar::Standar;

/// One document at a time: setting a page takes a core and memory.
static PENCETAK: LazyLock<Renderer> = LazyLock::new(|| Renderer::in_process(1));

/// The key of the place for the signature.
const TEMPAT_TANDA: &str = "penandatangan";

fn kop(app: &App, unit: Option<&Unit>) -> Kop {
    Kop {
        pemerintah: format!("Pemerintah {}", app.profile.name()),
        perangkat: unit.map(|unit| unit.name.clone()),
        ..Kop::default()
    }
}

/// The unit that a record belongs to.
pub async fn unit(app: &App, id: Option<Uuid>) -> Result<Option<Unit>> {
    let Some(id) = id else { return Ok(None) };
    Ok(app.units().await?.into_iter().find(|unit| unit.id == id))
}

async fn cetak<N: Naskah>(app: &App, naskah: &N, ident: String) -> Result<Vec<u8>> {
    let options = Options::new(app.now(), app.offset()).ident(ident);
    Ok(PENCETAK.naskah(naskah, &options).await.map_err(Error::internal)?.bytes)
}

/// The time that a service takes, in words.
pub fn sebut_waktu(hari: i64) -> String {
    if hari == 0 { "Selesai saat itu juga".to_owned() } else { format!("{hari} hari kerja") }
}

/// What a service costs, in words.
pub fn sebut_biaya(sen: i64) -> String {
    if sen == 0 { "Gratis".to_owned() } else { angka::rupiah_ringkas(sen) }
}

/// The components of a standard: heading, then label and text.
pub fn komponen(standar: &Standar) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let teks = |nama: &str| standar.teks(nama).to_owned();
    let rincian: Vec<String> = standar
        .rincian_biaya()
        .iter()
        .map(|(uraian, sen)| format!("{uraian}: {}", angka::rupiah_ringkas(*sen)))
        .collect();
    let biaya = if rincian.is_empty() { "Gratis".to_owned() } else { rincian.join("\n") };
    vec![
        (
            "Penyampaian layanan",
            vec![
                ("1. Persyaratan", teks("persyaratan")),
                ("2. Sistem, mekanisme, dan prosedur", teks("prosedur")),
                ("3. Jangka waktu", sebut_waktu(standar.jangka_waktu)),
                ("4. Biaya atau tarif", biaya),
                ("5. Produk pelayanan", teks("produk")),
                ("6. Penanganan pengaduan, saran, dan masukan", teks("pengaduan")),
            ],
        ),
        (
            "Pengelolaan layanan",
            vec![
                ("7. Dasar hukum", teks("dasar_hukum")),
                ("8. Sarana, prasarana, dan fasilitas", teks("sarana")),
                ("9. Kompetensi pelaksana", teks("kompetensi")),
                ("10. Pengawasan internal", teks("pengawasan")),
                ("11. Jumlah pelaksana", standar.angka("pelaksana").map_or_else(String::new, |n| format!("{n} orang"))),
                ("12. Jaminan pelayanan", teks("jaminan")),
                ("13. Jaminan keamanan dan keselamatan", teks("keamanan")),
                ("14. Evaluasi kinerja pelaksana", teks("evaluasi")),
            ],
        ),
    ]
}

/// A standard on paper.
pub async fn standar(ctx: &Ctx, standar: &Standar) -> Result<Vec<u8>> {
    let app = &ctx.app;
    let unit = unit(app, standar.unit).await?;
    let pilihan = register::field::option_label;
    let mut bagian = vec![Bagian {
        judul: "Layanan".into(),
        isian: vec![
            Isian { label: "Untuk apa".into(), nilai: standar.ringkas.clone() },
            Isian { label: "Penyelenggara".into(), nilai: unit.as_ref().map_or_else(String::new, |u| u.name.clone()) },
            Isian { label: "Untuk siapa".into(), nilai: pilihan(PENGGUNA, &standar.pengguna).to_owned() },
            Isian { label: "Sektor".into(), nilai: pilihan(SEKTOR, &standar.sektor).to_owned() },
            Isian { label: "Tingkat layanan".into(), nilai: pilihan(TINGKAT, &standar.tingkat).to_owned() },
            Isian { label: "Tempat".into(), nilai: standar.teks("tempat").to_owned() },
            Isian { label: "Jam".into(), nilai: standar.teks("jam").to_owned() },
            Isian { label: "Kontak".into(), nilai: standar.teks("kontak").to_owned() },
            Isian { label: "Penanggung jawab".into(), nilai: standar.teks("penanggung_jawab").to_owned() },
        ],
    }];
    for (judul, isian) in komponen(standar) {
        let isian = isian.into_iter().map(|(label, nilai)| Isian { label: label.into(), nilai }).collect();
        bagian.push(Bagian { judul: judul.into(), isian });
    }
    let naskah = Rekaman {
        kertas: Kertas::F4,
        kop: Some(kop(app, unit.as_ref())),
        jenis: "Standar pelayanan".into(),
        judul: standar.nama.clone(),
        status: Some(format!(
            "Versi {}, disahkan {}",
            standar.nomor,
            tanggal::panjang(standar.disahkan.to_offset(app.offset()).date())
        )),
        bagian,
        tabel: vec![TabelRekaman {
            judul: "SOP dan maklumat pelayanan".into(),
            kolom: vec!["Ringkasan SOP".into(), "Maklumat".into()],
            baris: vec![vec![standar.teks("sop").to_owned(), standar.teks("maklumat").to_owned()]],
        }],
        lampiran: vec![],
        riwayat: vec![],
        dicetak: dicetak(ctx),
        identitas: Some(Identitas {
            dokumen: format!("{} versi {}", standar.kode, standar.nomor),
            sidik: None,
            verifikasi: Some(format!("{}{}", app.config.url.trim_end_matches('/'), standar.href())),
        }),
    };
    cetak(app, &naskah, standar.id.to_string()).await
}

fn dicetak(ctx: &Ctx) -> Dicetak {
    Dicetak {
        pada: tanggal::waktu_panjang(ctx.now, ctx.app.profile.zone()),
        oleh: ctx.actor.person().map_or_else(|| "pengunjung".to_owned(), |orang| orang.name.clone()),
    }
}

/// A receipt on paper, with the word while it may be shown.
pub async fn resi(ctx: &Ctx, satu: &Permohonan, kata: Option<&str>) -> Result<Vec<u8>> {
    let app = &ctx.app;
    let unit = unit(app, satu.unit).await?;
    let zona = app.profile.zone();
    let isian = vec![
        Isian { label: "Nomor permohonan".into(), nilai: satu.sebut().to_owned() },
        Isian {
            label: "Kata rahasia".into(),
            nilai: kata.map_or_else(|| "Sudah diberikan saat permohonan dikirim".to_owned(), str::to_owned),
        },
        Isian { label: "Layanan".into(), nilai: satu.judul.clone() },
        Isian { label: "Pemohon".into(), nilai: satu.nama.clone() },
        Isian {
            label: "Diterima".into(),
            nilai: satu.masuk.map_or_else(String::new, |saat| tanggal::waktu_panjang(saat, zona)),
        },
        Isian { label: "Dijanjikan selesai".into(), nilai: satu.tenggat.map_or_else(String::new, tanggal::panjang) },
        Isian {
            label: "Periksa status".into(),
            nilai: format!("{}/layanan/status", app.config.url.trim_end_matches('/')),
        },
    ];
    let naskah = Rekaman {
        kertas: Kertas::A4,
        kop: Some(kop(app, unit.as_ref())),
        jenis: "Tanda terima permohonan".into(),
        judul: satu.judul.clone(),
        status: Some(satu.keadaan.label().to_owned()),
        bagian: vec![Bagian { judul: "Simpan tanda terima ini".into(), isian }],
        tabel: vec![],
        lampiran: vec![],
        riwayat: vec![],
        dicetak: dicetak(ctx),
        identitas: None,
    };
    cetak(app, &naskah, satu.id.to_string()).await
}

/// What may stand in the text of a letter for an application.
pub fn nilai_surat(app: &App, satu: &Permohonan, isian: &[(String, String)], hari: Date) -> BTreeMap<String, String> {
    let mut nilai: BTreeMap<String, String> = [
        ("nama", satu.nama.clone()),
        ("nomor", satu.sebut().to_owned()),
        ("tanggal", tanggal::panjang(hari)),
        ("layanan", satu.judul.clone()),
        ("daerah", app.profile.name()),
    ]
    .map(|(kunci, nilai)| (kunci.to_owned(), nilai))
    .into();
    for (kunci, isi) in isian {
        nilai.insert(format!("isian.{kunci}"), isi.clone());
    }
    nilai
}

/// The number of a letter: code of the service, the number of the case, the year.
pub fn nomor_surat(standar: &Standar, satu: &Permohonan, hari: Date) -> String {
    let nomor = satu.sebut();
    let ekor = nomor.split_once('-').map_or(nomor, |(_, ekor)| ekor);
    format!("{}/{ekor}/{}", standar.kode, hari.year())
}

/// A letter to be signed.
#[derive(Debug, Clone)]
pub struct Surat<'a> {
    /// The case.
    pub satu: &'a Permohonan,
    /// Its standard.
    pub standar: &'a Standar,
    /// Number of the letter.
    pub nomor: &'a str,
    /// Who signs.
    pub nama: &'a str,
    /// In which office.
    pub jabatan: &'a str,
    /// Account of who signs.
    pub akun: Option<Uuid>,
    /// It will be signed electronically; else the letter says that it is not.
    pub elektronik: bool,
}

/// Sets it.
pub async fn surat(app: &App, surat: &Surat<'_>) -> Result<Pdf> {
    let unit = unit(app, surat.satu.unit).await?;
    let pegawai = match surat.akun {
        Some(akun) => app.employee(akun).await?,
        None => kernel::port::Employee::default(),
    };
    let mut bagian: Vec<BagianSurat> = isi_surat::alinea(&surat.satu.keluaran)
        .into_iter()
        .map(|teks| BagianSurat { gaya: "paragraf".into(), teks })
        .collect();
    if !surat.elektronik {
        bagian.push(BagianSurat {
            gaya: "paragraf".into(),
            teks: "Dokumen ini dibuat oleh sistem dan tidak bertanda tangan elektronik. Keasliannya dapat ditanyakan \
                   kepada penyelenggara layanan dengan menyebut nomornya."
                .into(),
        });
    }
    let data = SuratDinas {
        kertas: Kertas::F4,
        kop: kop(app, unit.as_ref()),
        jenis: surat.standar.teks("produk").to_owned(),
        nomor: surat.nomor.to_owned(),
        sifat: "Biasa".into(),
        keamanan: None,
        lampiran: String::new(),
        perihal: surat.satu.judul.clone(),
        tempat: app.profile.identity.ibu_kota.clone(),
        tanggal: Some(app.today()),
        kepada: vec![],
        tembusan: vec![],
        bagian,
        jabatan: vec![surat.jabatan.to_owned()],
        nama: surat.nama.to_owned(),
        pangkat: pegawai.rank,
        nip: pegawai.nip,
        kunci: TEMPAT_TANDA.to_owned(),
        konsep: false,
        identitas: Identitas {
            dokumen: surat.satu.sebut().to_owned(),
            sidik: None,
            verifikasi: surat.elektronik.then(|| format!("{}/verifikasi", app.config.url.trim_end_matches('/'))),
        },
    };
    let options = Options::new(app.now(), app.offset()).ident(surat.satu.id.to_string());
    let nilai: Json = serde_json::to_value(&data)?;
    PENCETAK.render(&SuratDinas::JUDUL, &nilai, &options).await.map_err(Error::internal)
}

/// The place of the signature on a letter.
pub fn panel(pdf: &Pdf) -> Option<kernel::port::Panel> {
    pdf.areas.iter().find(|area| area.name == TEMPAT_TANDA).map(|area| kernel::port::Panel {
        page: area.page,
        x: area.x,
        y: area.y,
        width: area.width,
        height: area.height,
    })
}

/// A page that stands for what applicants would attach, for demonstrations.
pub async fn lampiran_contoh(app: &App) -> Result<Vec<u8>> {
    let naskah = Rekaman {
        kertas: Kertas::A4,
        kop: None,
        jenis: "Lampiran".into(),
        judul: "Contoh lampiran".into(),
        status: None,
        bagian: vec![Bagian {
            judul: "Keterangan".into(),
            isian: vec![Isian {
                label: "Isi".into(),
                nilai: "Halaman ini menggantikan berkas pemohon dalam peragaan.".into(),
            }],
        }],
        tabel: vec![],
        lampiran: vec![],
        riwayat: vec![],
        dicetak: Dicetak { pada: tanggal::panjang(app.today()), oleh: "peragaan".into() },
        identitas: None,
    };
    cetak(app, &naskah, "contoh".into()).await
}
