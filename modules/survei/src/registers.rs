//! The registers of the module: surveyed services, survey points, survey periods, and the plan of what follows from the results.
use std::pin::Pin;

use kernel::module::Unit;
use kernel::{Error, FieldError, Result, Write, args};
use register::{Direction, Field, Flow, GuardCtx, Hooks, Options, Record, Register, State, Transition};
use uuid::Uuid;

use crate::hak::{KELOLA, LIHAT, TERBITKAN};
use crate::model::UNSUR_NAMA;
use crate::store;

type Nanti<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// Most people that a service can have served in a year, as a guard against slips of the finger.
const POPULASI: i64 = 10_000_000;

/// Surveyed services.
pub static LAYANAN: Register = Register {
    key: "layanan_survei",
    table: "layanan_survei",
    title: "Layanan yang disurvei",
    singular: "layanan yang disurvei",
    about: "Layanan yang kepuasannya diukur menurut PermenPANRB 14/2017; yang berasal dari katalog layanan tercatat sendiri saat urusan pertamanya selesai.",
    read: LIHAT,
    write: KELOLA,
    fields: &[
        Field::text("nama", "Nama layanan").required().in_list().filtered().max(200).public(),
        Field::reference("layanan", "Layanan dalam katalog", "layanan")
            .public()
            .hint("Kosongkan bila layanan ini belum ada dalam katalog"),
        Field::integer("populasi", "Pengguna setahun", 0, POPULASI)
            .in_list()
            .public()
            .hint("Perkiraan banyaknya orang yang memakai layanan ini dalam setahun, untuk menghitung sampel"),
        Field::yes_no("aktif", "Survei dibuka").required().default("ya").in_list().filtered().public(),
    ],
    label: &["nama"],
    sort: ("nama", Direction::Asc),
    ..Register::EMPTY
};

/// Survey points: a poster with a code.
pub static TITIK: Register = Register {
    key: "titik_survei",
    table: "titik_survei",
    title: "Titik survei",
    singular: "titik survei",
    about: "Tempat layanan dengan poster berkode QR. Siapa pun yang datang dapat mengisi survei dari teleponnya.",
    read: LIHAT,
    write: KELOLA,
    fields: &[
        Field::text("nama", "Nama titik")
            .required()
            .in_list()
            .filtered()
            .max(100)
            .hint("Misalnya: Loket 2 Mal Pelayanan Publik"),
        Field::reference("layanan", "Layanan", "layanan_survei").required().in_list().filtered(),
        Field::text("kode", "Kode")
            .unique()
            .in_list()
            .max(20)
            .hint("Bagian akhir alamat pada poster; terisi sendiri bila dikosongkan"),
        Field::yes_no("sandi_harian", "Minta sandi harian").required().default("tidak").filtered().hint(
            "Pengisi mengetik empat angka yang dipasang petugas hari itu, sehingga survei tidak terisi dari jauh",
        ),
        Field::yes_no("aktif", "Dibuka").required().default("ya").in_list().filtered(),
    ],
    label: &["nama"],
    sort: ("nama", Direction::Asc),
    check: periksa_titik,
    hooks: Hooks { complete: isi_kode, ..Hooks::NONE },
    ..Register::EMPTY
};

/// Letters and digits of a code that nobody confuses on paper.
const HURUF: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567899";

/// The code of a point from the random part of its id. It stands on a poster: it is no secret.
pub fn kode_titik(id: Uuid) -> String {
    id.as_bytes()
        .iter()
        .skip(8)
        .take(8)
        .map(|byte| HURUF.get(usize::from(byte & 31)).map_or('x', |huruf| char::from(*huruf)))
        .collect()
}

fn isi_kode(record: &mut Record) {
    let kode = record.text("kode").trim().to_lowercase();
    let kode = if kode.is_empty() { kode_titik(record.id) } else { kode };
    record.set("kode", kode);
}

fn periksa_titik(record: &Record) -> Vec<FieldError> {
    let kode = record.text("kode");
    let bentuk = (3..=20).contains(&kode.len())
        && kode.chars().all(|huruf| huruf.is_ascii_lowercase() || huruf.is_ascii_digit() || huruf == '-');
    if kode.is_empty() || bentuk {
        return vec![];
    }
    vec![FieldError::new("kode", "Kode terdiri dari 3 sampai 20 huruf kecil, angka, atau tanda hubung")]
}

/// The way of a period.
pub static ALUR_PERIODE: Flow = Flow {
    states: &[
        State::open("terbuka", "Terbuka"),
        State::open("ditutup", "Ditutup").locked(),
        State::open("diajukan", "Menunggu persetujuan").locked(),
        State::done("terbit", "Terbit"),
    ],
    initial: "terbuka",
    transitions: &[
        Transition::new("tutup", "Tutup masa survei", &["terbuka"], "ditutup", KELOLA).guarded(sudah_lewat),
        Transition::new("ajukan", "Ajukan penerbitan", &["ditutup"], "diajukan", KELOLA),
        Transition::new("terbitkan", "Setujui dan terbitkan", &["diajukan"], "terbit", TERBITKAN),
        Transition::new("kembalikan", "Kembalikan", &["diajukan"], "ditutup", TERBITKAN).with_reason(),
        Transition::new("tarik", "Tarik dari tayangan", &["terbit"], "ditutup", TERBITKAN).with_reason(),
    ],
};

fn sudah_lewat(record: &Record, ctx: &GuardCtx<'_>) -> Result<(), &'static str> {
    match record.date("selesai") {
        Some(selesai) if selesai >= ctx.today => Err(
            "Masa survei dapat ditutup sesudah hari terakhirnya. Untuk menutup lebih awal, ubah dahulu tanggal selesainya.",
        ),
        Some(_) | None => Ok(()),
    }
}

/// Survey periods.
pub static PERIODE: Register = Register {
    key: "periode_survei",
    table: "periode_survei",
    title: "Masa survei",
    singular: "masa survei",
    about: "Jangka waktu survei satu perangkat daerah. Jawaban masuk ke masa yang memuat harinya; bila belum ada, masa dibuat sendiri.",
    read: LIHAT,
    write: KELOLA,
    fields: &[
        Field::text("nama", "Nama")
            .required()
            .in_list()
            .filtered()
            .max(100)
            .public()
            .hint("Misalnya: Semester II 2026"),
        Field::date("mulai", "Mulai").required().in_list().filtered().public(),
        Field::date("selesai", "Selesai").required().in_list().filtered().public(),
        Field::integer("populasi", "Pengguna layanan dalam masa ini", 0, POPULASI)
            .public()
            .hint("Untuk menghitung sampel terkecil menurut tabel Krejcie-Morgan; kosongkan bila tidak diketahui"),
        Field::long_text("catatan", "Catatan").max(2000).public(),
    ],
    label: &["nama"],
    sort: ("selesai", Direction::Desc),
    check: periksa_periode,
    flow: Some(&ALUR_PERIODE),
    hooks: Hooks { after_write: Some(sesudah_periode), ..Hooks::NONE },
    ..Register::EMPTY
};

/// Longest period in days.
const TERPANJANG: i64 = 366;

fn periksa_periode(record: &Record) -> Vec<FieldError> {
    let (Some(mulai), Some(selesai)) = (record.date("mulai"), record.date("selesai")) else { return vec![] };
    if selesai < mulai {
        return vec![FieldError::new("selesai", "Tanggal selesai tidak boleh sebelum tanggal mulai")];
    }
    if (selesai - mulai).whole_days() >= TERPANJANG {
        return vec![FieldError::new("selesai", "Masa survei paling panjang satu tahun")];
    }
    vec![]
}

/// The agency that a unit belongs to: the nearest one upwards that counts as a perangkat daerah; the unit itself when none does.
pub fn perangkat(units: &[Unit], unit: Uuid) -> Uuid {
    let mut kini = Some(unit);
    // A tree of units is never this deep; a circle ends here.
    for _ in 0..50 {
        let Some(satu) = kini.and_then(|id| units.iter().find(|each| each.id == id)) else { break };
        if satu.is_agency {
            return satu.id;
        }
        kini = satu.parent;
    }
    unit
}

/// Periods of an agency do not meet, hold all their answers, and are published only with answers in them. A closed one proposes
/// what to do about its lowest elements.
fn sesudah_periode<'a>(write: &'a mut Write, sebelum: Option<&'a Record>, record: &'a Record) -> Nanti<'a> {
    Box::pin(async move {
        let Some(unit) = record.unit else {
            return Err(Error::field("_unit", "Pilih perangkat daerah yang mengadakan survei"));
        };
        let pindah = |nama: &str| sebelum.is_none_or(|lama| lama.date(nama) != record.date(nama));
        if pindah("mulai") || pindah("selesai") {
            let units = write.app().units().await?;
            if sebelum.is_none() && perangkat(&units, unit) != unit {
                return Err(Error::field("nama", "Masa survei dibuat untuk perangkat daerah, bukan untuk bagiannya"));
            }
            store::periode::periksa_hari(write, record.id, unit, record.date("mulai"), record.date("selesai")).await?;
        }
        let dari = sebelum.map_or("", |lama| lama.status.as_str());
        if record.status != dari && matches!(record.status.as_str(), "diajukan" | "terbit") {
            let text = "select 1 as yes from survei_jawaban where periode = $1 limit 1";
            if write.tx().optional(text, args![record.id]).await?.is_none() {
                return Err(Error::refused(
                    "Masa survei ini belum mempunyai jawaban, jadi belum ada hasil yang dapat diterbitkan.",
                ));
            }
        }
        if record.status == "ditutup" && dari == "terbuka" {
            store::tindak_lanjut::usulkan(write, record.id, unit).await?;
        }
        Ok(())
    })
}

/// Elements as a choice.
pub const PILIHAN_UNSUR: Options = &UNSUR_NAMA;

/// The way of an action.
pub static ALUR_TINDAK: Flow = Flow {
    states: &[
        State::open("usulan", "Usulan"),
        State::open("berjalan", "Berjalan"),
        State::done("selesai", "Selesai"),
        State::dropped("batal", "Tidak dilaksanakan"),
    ],
    initial: "usulan",
    transitions: &[
        Transition::new("tetapkan", "Tetapkan", &["usulan"], "berjalan", KELOLA).guarded(sudah_lengkap),
        Transition::new("selesaikan", "Nyatakan selesai", &["berjalan"], "selesai", KELOLA).guarded(sudah_berbukti),
        Transition::new("batalkan", "Tidak dilaksanakan", &["usulan", "berjalan"], "batal", KELOLA).with_reason(),
    ],
};

fn sudah_lengkap(record: &Record, _: &GuardCtx<'_>) -> Result<(), &'static str> {
    if record.text("aksi").is_empty() {
        return Err("Isi dahulu apa yang akan dilakukan.");
    }
    if record.uuid("penanggung_jawab").is_none() || record.date("target").is_none() {
        return Err("Isi dahulu unit penanggung jawab dan target selesainya.");
    }
    Ok(())
}

fn sudah_berbukti(record: &Record, _: &GuardCtx<'_>) -> Result<(), &'static str> {
    if record.uuid("bukti").is_none() && record.text("hasil").is_empty() {
        return Err("Isi dahulu hasilnya, atau unggah buktinya.");
    }
    Ok(())
}

/// What follows from the results.
pub static TINDAK_LANJUT: Register = Register {
    key: "tindak_lanjut_survei",
    table: "tindak_lanjut_survei",
    title: "Rencana tindak lanjut survei",
    singular: "rencana tindak lanjut",
    about: "Perbaikan yang mengikuti hasil survei: unsur yang nilainya paling rendah diusulkan sendiri saat masa survei ditutup.",
    read: LIHAT,
    write: KELOLA,
    fields: &[
        Field::text("judul", "Judul").required().in_list().filtered().max(200).public(),
        Field::reference("periode", "Masa survei", "periode_survei").required().filtered().public(),
        Field::choice("unsur", "Unsur", PILIHAN_UNSUR).required().in_list().filtered().public(),
        Field::decimal("nilai", "Nilai unsur", 2, 2500, 10_000).public().hint("Nilai konversi, 25 sampai 100"),
        Field::reference("layanan", "Layanan", "layanan_survei").public().hint("Kosongkan bila untuk semua layanan"),
        Field::long_text("saran", "Saran yang mendasari").max(2000),
        Field::long_text("aksi", "Yang akan dilakukan").max(2000).public(),
        Field::unit("penanggung_jawab", "Unit penanggung jawab").public(),
        Field::date("target", "Target selesai").in_list().filtered().public(),
        Field::long_text("hasil", "Hasil").max(2000).public(),
        Field::file("bukti", "Bukti"),
    ],
    label: &["judul"],
    flow: Some(&ALUR_TINDAK),
    ..Register::EMPTY
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registers_have_no_faults() {
        for register in [&LAYANAN, &TITIK, &PERIODE, &TINDAK_LANJUT] {
            assert_eq!(register.faults(), Vec::<String>::new());
        }
    }

    #[test]
    fn a_code_has_eight_letters_that_follow_from_the_id() {
        let (satu, dua) = (Uuid::now_v7(), Uuid::now_v7());
        assert_eq!(kode_titik(satu).len(), 8);
        assert_eq!(kode_titik(satu), kode_titik(satu));
        assert_ne!(kode_titik(satu), kode_titik(dua));
        let mut record = Record::blank(&TITIK, satu);
        isi_kode(&mut record);
        assert_eq!(record.text("kode"), kode_titik(satu));
        assert!(periksa_titik(&record).is_empty());
        record.set("kode", "Loket 2");
        isi_kode(&mut record);
        assert_eq!(periksa_titik(&record).len(), 1, "a blank in an address");
    }

    #[test]
    fn an_agency_is_the_nearest_upwards() {
        let unit = |id: u128, parent: Option<u128>, is_agency: bool| Unit {
            id: Uuid::from_u128(id),
            code: id.to_string(),
            name: String::new(),
            short: String::new(),
            kind: String::new(),
            parent: parent.map(Uuid::from_u128),
            roles: vec![],
            is_agency,
        };
        let units = [
            unit(1, None, true),
            unit(2, Some(1), false),
            unit(3, Some(2), false),
            unit(8, Some(9), false),
            unit(9, Some(8), false),
        ];
        let table = [(1, 1), (2, 1), (3, 1), (8, 8), (77, 77)];
        for (dari, harap) in table {
            assert_eq!(perangkat(&units, Uuid::from_u128(dari)), Uuid::from_u128(harap), "{dari}");
        }
    }
}
