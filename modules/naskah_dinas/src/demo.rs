//! A demonstration: invented letters of one agency in every state a letter can be in.
use kernel::port::Security;
use kernel::{App, Result, Val, Work, Write, args};
use uuid::Uuid;

use crate::isi::{self, Bahan};
use crate::model::{
    Arah, Bagian, Gaya, Isi, Keadaan, KeadaanLangkah, Kotak, Naskah, Peran, PeranLangkah, Sifat, Tujuan, subjek,
};
use crate::rules::persetujuan::jabatan_dasar;
use crate::rules::wewenang;
use crate::store::akses::{self, Pembaca};
use crate::store::nomor::{self, Seri, Untuk};
use crate::store::{self, langkah, rincian};
use crate::susunan::Susunan;
use crate::{berkas, orang, tabel, terbit};

/// How far an invented letter has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sampai {
    Konsep,
    Diperiksa,
    Dikembalikan,
    Disetujui,
    Terbit,
    Batal,
}

/// An invented letter: kind, subject, text, urgency, how far it has come.
struct Rekaan {
    jenis: &'static str,
    perihal: &'static str,
    teks: &'static str,
    klasifikasi: &'static str,
    sifat: Sifat,
    sampai: Sampai,
}

const fn rekaan(
    jenis: &'static str,
    perihal: &'static str,
    teks: &'static str,
    klasifikasi: &'static str,
    sifat: Sifat,
    sampai: Sampai,
) -> Rekaan {
    Rekaan { jenis, perihal, teks, klasifikasi, sifat, sampai }
}

const SEMUA: &[Rekaan] = &[
    rekaan(
        "surat_undangan",
        "Rapat koordinasi penyusunan arsitektur SPBE",
        "Kami mengundang Saudara menghadiri rapat koordinasi penyusunan arsitektur SPBE pada hari Rabu pukul 09.00 di ruang rapat dinas.",
        "000.1.5",
        Sifat::Penting,
        Sampai::Terbit,
    ),
    rekaan(
        "surat_dinas",
        "Permintaan data aplikasi perangkat daerah",
        "Mohon kiranya Saudara menyampaikan daftar aplikasi yang dipakai, beserta penanggung jawab dan tempat penyimpanannya, paling lambat akhir bulan ini.",
        "500.12.6",
        Sifat::Segera,
        Sampai::Terbit,
    ),
    rekaan(
        "surat_edaran",
        "Pemakaian surel dinas",
        "Seluruh pegawai memakai surel dinas untuk urusan kedinasan dan mengaktifkan verifikasi dua langkah.",
        "500.12.10",
        Sifat::Biasa,
        Sampai::Terbit,
    ),
    rekaan(
        "surat_dinas",
        "Jadwal pemeliharaan jaringan intra",
        "Jaringan intra dipelihara pada hari Sabtu pukul 20.00 sampai 22.00. Layanan daring tidak dapat dipakai selama itu.",
        "500.12.6",
        Sifat::Biasa,
        Sampai::Batal,
    ),
    rekaan(
        "surat_tugas",
        "Pendampingan evaluasi mandiri SPBE",
        "Mendampingi perangkat daerah mengisi evaluasi mandiri selama lima hari kerja.",
        "800.1.11",
        Sifat::Biasa,
        Sampai::Disetujui,
    ),
    rekaan(
        "nota_dinas",
        "Usulan pelatihan pengelola aplikasi",
        "Bersama ini diusulkan pelatihan dua hari bagi pengelola aplikasi di kecamatan.",
        "800.2",
        Sifat::Biasa,
        Sampai::Diperiksa,
    ),
    rekaan(
        "surat_dinas",
        "Laporan gangguan pusat data",
        "Kami laporkan gangguan listrik di pusat data selama dua jam dan langkah pemulihan yang sudah diambil.",
        "500.12.6",
        Sifat::AmatSegera,
        Sampai::Dikembalikan,
    ),
    rekaan(
        "berita_acara",
        "Serah terima perangkat kerja",
        "Pihak kesatu menyerahkan dua unit komputer kepada pihak kedua dalam keadaan baik.",
        "000.2.3",
        Sifat::Biasa,
        Sampai::Konsep,
    ),
];

/// The demonstration in the shape in which a module hands it over. Run again, it changes nothing.
pub fn jalankan(app: App) -> Work<()> {
    Box::pin(async move {
        if app.db.optional("select id from naskah limit 1", args![]).await?.is_some() {
            return Ok(());
        }
        let Some(pelaku) = pelaku(&app).await? else { return Ok(()) };
        for satu in SEMUA {
            buat(&app, &pelaku, satu).await?;
        }
        crate::masuk::demo::isi(&app).await
    })
}

/// Who writes and who signs in the demonstration, and to whom.
struct Pelaku {
    susunan: Susunan,
    unit: Uuid,
    pengonsep: Uuid,
    kepala: Uuid,
    jabatan: String,
    tujuan: Vec<Uuid>,
}

/// The agency that has both a head and an operator with an account.
async fn pelaku(app: &App) -> Result<Option<Pelaku>> {
    let susunan = Susunan::baca(app).await?;
    for kepala in app.holders("kepala_pd", None).await? {
        let Some(jabatan) = orang::jabatan(app, kepala).await? else { continue };
        let operator = app.holders("operator_pd", Some(jabatan.unit)).await?;
        let Some(pengonsep) = operator.into_iter().find(|akun| *akun != kepala) else { continue };
        let tujuan = susunan.semua().iter().filter(|unit| unit.is_agency && unit.id != jabatan.unit);
        let tujuan: Vec<Uuid> = tujuan.map(|unit| unit.id).take(6).collect();
        return Ok(Some(Pelaku { unit: jabatan.unit, pengonsep, kepala, jabatan: jabatan.title, tujuan, susunan }));
    }
    Ok(None)
}

async fn buat(app: &App, pelaku: &Pelaku, satu: &Rekaan) -> Result<()> {
    let id = Uuid::now_v7();
    let mut write = Write::system(app, "naskah_dinas.peragaan").await?;
    let naskah = konsep(&mut write, pelaku, satu, id).await?;
    if satu.sampai != Sampai::Konsep {
        rantai(&mut write, pelaku, satu, &naskah).await?;
    }
    let bernomor = matches!(satu.sampai, Sampai::Disetujui | Sampai::Terbit | Sampai::Batal);
    if bernomor {
        setujui(&mut write, pelaku, &naskah).await?;
        if satu.sampai == Sampai::Disetujui {
            let at = write.at();
            write.job(terbit::SIAPKAN, serde_json::json!({ "naskah": id }), at).await?;
        }
    }
    write.commit(&subjek(id)).await?;
    if matches!(satu.sampai, Sampai::Terbit | Sampai::Batal) {
        terbitkan(app, pelaku, satu, id).await?;
    }
    Ok(())
}

async fn konsep(write: &mut Write, pelaku: &Pelaku, satu: &Rekaan, id: Uuid) -> Result<Naskah> {
    let app = write.app().clone();
    let paragraf = |teks: &str| Bagian { gaya: Gaya::Paragraf.kode().to_owned(), teks: teks.to_owned() };
    let isi = Isi {
        perihal: satu.perihal.to_owned(),
        bagian: vec![
            paragraf(satu.teks),
            paragraf("Demikian disampaikan, atas perhatian Saudara kami ucapkan terima kasih."),
        ],
        ..Isi::default()
    };
    let tujuan: Vec<Tujuan> = pelaku
        .tujuan
        .iter()
        .enumerate()
        .map(|(n, unit)| Tujuan {
            unit: Some(*unit),
            akun: None,
            teks: format!("Kepala {}", pelaku.susunan.nama(*unit)),
            tembusan: n > 3,
        })
        .collect();
    let versi = store::templat::BAWAAN;
    let sidik = isi::sidik(&Bahan {
        jenis: satu.jenis,
        isi: &isi,
        sifat: satu.sifat.kode(),
        keamanan: Security::Biasa.as_str(),
        klasifikasi: satu.klasifikasi,
        penandatangan: Some(pelaku.kepala),
        tujuan: &tujuan,
        lampiran: &[],
        templat_versi: versi,
    });
    let mut values = isi::kolom(&app, id, Security::Biasa, &isi)?;
    values.extend([
        ("unit", pelaku.unit.into()),
        ("owner", pelaku.pengonsep.into()),
        ("arah", Arah::Keluar.kode().into()),
        ("jenis", satu.jenis.into()),
        ("keadaan", Keadaan::Konsep.kode().into()),
        ("tahun", i64::from(app.today().year()).into()),
        ("sifat", satu.sifat.kode().into()),
        ("keamanan", Security::Biasa.as_str().into()),
        ("klasifikasi", satu.klasifikasi.into()),
        ("penandatangan", pelaku.kepala.into()),
        ("unit_penandatangan", pelaku.unit.into()),
        ("templat_versi", versi.into()),
        ("sidik", sidik.as_str().into()),
    ]);
    write.insert(&tabel::naskah(), id, values).await?;
    let naskah = store::naskah::pegang(write, id, None).await?;
    rincian::ganti_tujuan(write, &naskah, &tujuan).await?;
    store::versi::tambah(write, id, Security::Biasa, &isi, &sidik).await?;
    akses::beri(write, &naskah, Pembaca::Orang(pelaku.pengonsep), Peran::Pengonsep, Kotak::Konsep).await?;
    akses::beri(write, &naskah, Pembaca::Unit(pelaku.unit), Peran::Pengonsep, Kotak::Konsep).await?;
    Ok(naskah)
}

/// One round with the signer alone, as far as the letter has come.
async fn rantai(write: &mut Write, pelaku: &Pelaku, satu: &Rekaan, naskah: &Naskah) -> Result<()> {
    let baru = langkah::Baru {
        peran: PeranLangkah::TandaTangan,
        akun: pelaku.kepala,
        unit: Some(pelaku.unit),
        jabatan: jabatan_dasar(&pelaku.jabatan).to_owned(),
    };
    langkah::mulai(write, naskah.id, 1, &[baru]).await?;
    akses::beri(write, naskah, Pembaca::Orang(pelaku.kepala), Peran::Penandatangan, Kotak::Konsep).await?;
    let at = write.at();
    let keadaan = if satu.sampai == Sampai::Dikembalikan { Keadaan::Dikembalikan } else { Keadaan::Diperiksa };
    let values = vec![("keadaan", keadaan.kode().into()), ("diajukan", at.into())];
    store::naskah::set(write, naskah, values).await?;
    let akhir = match satu.sampai {
        Sampai::Dikembalikan => KeadaanLangkah::Dikembalikan,
        Sampai::Disetujui | Sampai::Terbit | Sampai::Batal => KeadaanLangkah::Selesai,
        Sampai::Konsep | Sampai::Diperiksa => return Ok(()),
    };
    let catatan = (akhir == KeadaanLangkah::Dikembalikan).then_some("Tambahkan jam mulai dan selesai gangguan.");
    for langkah in langkah::semua_tx(write, naskah.id).await? {
        let values: Vec<(&str, Val)> = vec![
            ("keadaan", akhir.kode().into()),
            ("catatan", catatan.into()),
            ("sidik", naskah.sidik.clone().into()),
            ("oleh", pelaku.kepala.into()),
            ("sebagai", pelaku.jabatan.as_str().into()),
            ("pada", at.into()),
        ];
        langkah::set(write, langkah.id, values).await?;
    }
    Ok(())
}

async fn setujui(write: &mut Write, pelaku: &Pelaku, naskah: &Naskah) -> Result<()> {
    let app = write.app().clone();
    let (hari, unit) = (app.today(), pelaku.susunan.perangkat(pelaku.unit));
    let kode = pelaku.susunan.kode(unit);
    let seri =
        Seri { jenis: &naskah.jenis, kepala_daerah: false, unit, kode_unit: &kode, tahun: i64::from(hari.year()) };
    let untuk = Untuk {
        naskah: Some(naskah.id),
        klasifikasi: naskah.klasifikasi.clone().unwrap_or_default(),
        pengolah: Some(naskah.unit),
        ..Untuk::default()
    };
    let diambil = nomor::ambil(write, &seri, hari, false, &untuk).await?;
    let isi = isi::buka(&app, naskah)?;
    let baris = wewenang::baris(&isi, &pelaku.jabatan, &pelaku.jabatan, &app.profile.name());
    let values = vec![
        ("keadaan", Keadaan::Disetujui.kode().into()),
        ("nomor", diambil.nomor.as_str().into()),
        ("nomor_urut", diambil.urut.into()),
        ("tanggal", hari.into()),
        ("unit_penandatangan", unit.into()),
        ("jabatan_penandatangan", baris.join("\n").into()),
    ];
    store::naskah::set(write, naskah, values).await?;
    Ok(())
}

/// As if signed on paper in the weeks before.
async fn terbitkan(app: &App, pelaku: &Pelaku, satu: &Rekaan, id: Uuid) -> Result<()> {
    let naskah = store::naskah::dengan_id(app, id).await?;
    let tersusun = terbit::susun(app, &naskah).await?;
    let nama = terbit::nama_berkas(&naskah);
    let jadi = berkas::siapkan_dokumen(app, &naskah, &nama, tersusun.pdf.bytes).await?;
    let mut write = Write::system(app, "naskah_dinas.peragaan").await?;
    let kini = store::naskah::pegang(&mut write, id, None).await?;
    let dokumen = berkas::simpan_dokumen(&mut write, &kini, &nama, jadi).await?;
    store::naskah::set(&mut write, &kini, vec![("berkas_asal", dokumen.into()), ("cara_tanda", "basah".into())])
        .await?;
    let kini = store::naskah::pegang(&mut write, id, None).await?;
    terbit::terbitkan(&mut write, kini, None).await?;
    if satu.sampai == Sampai::Batal {
        let alasan = "Pemeliharaan ditunda karena suku cadang belum tiba.";
        nomor::batalkan_milik(&mut write, id, alasan).await?;
        let kini = store::naskah::pegang(&mut write, id, None).await?;
        let at = write.at();
        let values = vec![
            ("keadaan", Keadaan::Batal.kode().into()),
            ("batal_alasan", alasan.into()),
            ("batal_oleh", pelaku.kepala.into()),
            ("batal_pada", at.into()),
        ];
        store::naskah::set(&mut write, &kini, values).await?;
        let kini = store::naskah::pegang(&mut write, id, None).await?;
        terbit::indeks(&mut write, &kini).await?;
    }
    write.commit(&subjek(id)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jenis;

    #[test]
    fn every_invented_letter_has_a_kind_that_exists_and_every_state_is_shown() {
        assert!(SEMUA.iter().all(|satu| jenis::cari(satu.jenis).is_some()));
        for sampai in
            [Sampai::Konsep, Sampai::Diperiksa, Sampai::Dikembalikan, Sampai::Disetujui, Sampai::Terbit, Sampai::Batal]
        {
            assert!(SEMUA.iter().any(|satu| satu.sampai == sampai), "{sampai:?}");
        }
    }
}
