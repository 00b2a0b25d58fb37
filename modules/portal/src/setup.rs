//! The pages that every regency's site has, in our own words with what the profile says, and categories of news. Run again, it
//! changes nothing that is there.
use kernel::{App, Result, Subject, Work, Write, args};
use register::Record;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::model::{self, Jenis, Rincian, Setelan, Tulisan, Versi};
use crate::{ALUR, KATEGORI_BERITA, store};

const KATEGORI: &[(&str, &str)] = &[
    ("pemerintahan", "Pemerintahan"),
    ("pembangunan", "Pembangunan"),
    ("kesehatan", "Kesehatan"),
    ("pendidikan", "Pendidikan"),
    ("ekonomi", "Ekonomi dan usaha"),
    ("kebencanaan", "Kebencanaan"),
];

const TENTANG: &str = "Situs ini dikelola Pemerintah {daerah}, Provinsi {provinsi}. Di sini masyarakat mencari layanan, membaca peraturan dan \
berita, menyampaikan pengaduan, dan mengikuti kelanjutannya.\n\n## Yang dapat dilakukan di sini\n\n- **Mencari.** Satu kotak pencarian \
menjangkau layanan, peraturan, berita, dan data yang terbuka.\n- **Mengajukan dan melapor** tanpa harus membuat akun. Simpan nomor resi dan kata \
rahasianya untuk melihat kelanjutan.\n- **Memeriksa keaslian** dokumen yang ditandatangani secara elektronik.\n\n## Siapa yang mengisi\n\nSetiap \
instansi menulis beritanya sendiri. Sebelum tayang, tulisan diperiksa dan disetujui orang kedua. Susunan instansi ada di halaman [Instansi](/instansi).";

const KONTAK: &str = "Ada beberapa jalan untuk menghubungi Pemerintah {daerah}.\n\n## Datang langsung\n\nSetiap instansi mencantumkan alamat dan jam \
layanannya di halaman [Instansi](/instansi).\n\n## Bertanya\n\nLihat dahulu [tanya jawab](/tanya-jawab): mungkin pertanyaan Anda sudah \
terjawab. Alamat dan nomor kantor pemerintah daerah ada di bagian bawah [beranda](/).\n\n## Keadaan darurat\n\nHubungi 112 bila jiwa \
terancam. Situs ini tidak dijaga untuk keadaan darurat.";

const AKSES: &str = "Pemerintah {daerah} ingin situs ini dapat dipakai semua orang, termasuk yang memakai pembaca layar, papan ketik saja, layar \
kecil, atau sambungan lambat.\n\n## Yang kami upayakan\n\n- Halaman disusun menurut WCAG 2.2 tingkat AA: judul bertingkat, kontras cukup, \
dan semua tombol terjangkau papan ketik.\n- Semua langkah dapat diselesaikan tanpa JavaScript.\n- Kunjungan pertama di bawah 100 kB, halaman \
berikutnya di bawah 15 kB.\n- Gambar berita wajib berketerangan.\n- Setiap halaman dapat dicetak.\n\n## Yang belum sempurna\n\nBerkas yang \
dilampirkan, terutama hasil pindaian lama, belum semuanya dapat dibaca pembaca layar. Mintalah versi lain kepada instansi yang menerbitkannya.\n\n\
## Menyampaikan kesulitan\n\nBila ada bagian yang tidak dapat Anda pakai, sampaikan lewat pengaduan atau kepada instansi di halaman \
[Kontak](/halaman/kontak). Sebutkan alamat halaman dan apa yang terjadi.";

const PRIVASI: &str = "Halaman ini menerangkan data apa yang dicatat situs Pemerintah {daerah} tentang pengunjungnya.\n\n## Saat Anda \
membaca\n\nTidak ada pelacak, tidak ada iklan, dan tidak ada bagian halaman yang diambil dari pihak lain. Kuki hanya dipasang bila Anda membuka \
formulir atau masuk, dan hanya dipakai situs ini.\n\n## Saat Anda mengirim formulir\n\nYang diminta hanya yang diperlukan untuk melayani Anda. \
Petugas yang menangani melihatnya; orang lain tidak. Setiap pembukaan dan perubahan data oleh petugas tercatat.\n\n## Berapa lama \
disimpan\n\nSelama diperlukan untuk layanan itu dan menurut jadwal retensi arsip.\n\n## Hak Anda\n\nAnda dapat meminta melihat, membetulkan, atau \
menghapus data Anda sesuai Undang-Undang Pelindungan Data Pribadi lewat instansi yang menerimanya; lihat [Kontak](/halaman/kontak).";

const HALAMAN: &[(&str, &str, &str, &str)] = &[
    ("tentang", "Tentang situs ini", "Apa yang ada di situs ini dan siapa yang mengisinya.", TENTANG),
    ("kontak", "Kontak", "Cara menghubungi pemerintah daerah.", KONTAK),
    ("aksesibilitas", "Aksesibilitas", "Bagaimana situs ini dapat dipakai semua orang.", AKSES),
    ("privasi", "Privasi", "Data apa yang dicatat tentang pengunjung, dan apa yang tidak.", PRIVASI),
];

/// A text by the program itself, public since an instant.
pub async fn terbitkan(
    write: &mut Write,
    (jenis, unit, siput): (Jenis, Option<Uuid>, &str),
    versi: Versi,
    sejak: OffsetDateTime,
) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let mut tulisan = Tulisan {
        id,
        version: 1,
        updated: write.at(),
        unit,
        owner: None,
        jenis,
        siput: siput.to_owned(),
        status: ALUR.initial.to_owned(),
        versi: versi.id,
        versi_terbit: None,
        terbit: None,
        sampai: None,
        tampil: false,
        diubah: None,
        alasan: String::new(),
    };
    store::baru(write, &tulisan, &versi).await?;
    (tulisan.versi_terbit, tulisan.terbit) = (Some(versi.id), Some(sejak));
    store::tayangkan(write, &tulisan, &versi, None).await?;
    write.update(&model::tulisan_table(), id, None, vec![("diubah", sejak.into())]).await?;
    Ok(id)
}

/// A version by the program itself.
pub fn versi(judul: &str, ringkasan: &str, isi: &str, at: OffsetDateTime) -> Versi {
    Versi {
        id: Uuid::now_v7(),
        nomor: 1,
        judul: judul.to_owned(),
        ringkasan: ringkasan.to_owned(),
        isi: isi.to_owned(),
        kategori: String::new(),
        rincian: Rincian::default(),
        gambar: None,
        mulai: None,
        sampai: None,
        penulis: vec![],
        pengaju: None,
        penyetuju: None,
        disetujui: Some(at),
        updated: at,
    }
}

/// Runs once at `pendopo init` and harmlessly again.
pub fn setup(app: App) -> Work<()> {
    Box::pin(async move {
        let count = async |text: &str| -> Result<i64> { Ok(app.db.one(text, args![]).await?.get("n")?) };
        let subject = Subject::new("portal_setelan", Setelan::ID, "/portal/setelan");
        if count("select count(*) as n from kategori_berita").await? == 0 {
            let mut write = Write::system(&app, "portal.kategori_awal").await?;
            for (kode, nama) in KATEGORI {
                let mut record = Record::blank(&KATEGORI_BERITA, Uuid::now_v7());
                record.set("kode", *kode);
                record.set("nama", *nama);
                record.set("aktif", true);
                register::store::insert(&mut write, &record).await?;
            }
            write.commit(&subject).await?;
        }
        if count("select count(*) as n from portal_setelan").await? == 0 {
            let (setelan, _) = Setelan::read(&app).await?;
            let values = Setelan::FIELDS.iter().map(|(name, ..)| (*name, setelan.get(name).into())).collect();
            let mut write = Write::system(&app, "portal.setelan").await?;
            write.insert(&model::setelan_table(), Setelan::ID, values).await?;
            write.commit(&subject).await?;
        }
        if count("select count(*) as n from tulisan where jenis = 'halaman'").await? == 0 {
            let mut write = Write::system(&app, "portal.halaman_awal").await?;
            let at = write.at();
            let daerah = &app.profile.identity;
            // Lists show what came last first.
            for (siput, judul, ringkasan, isi) in HALAMAN.iter().rev() {
                let isi = isi.replace("{daerah}", &daerah.nama).replace("{provinsi}", &daerah.provinsi);
                terbitkan(&mut write, (Jenis::Halaman, None, siput), versi(judul, ringkasan, &isi, at), at).await?;
            }
            write.commit(&subject).await?;
        }
        Ok(())
    })
}
