//! Content checks of the general part: what the types alone cannot refuse.

use super::{Alamat, JenisPerangkat, Masalah, Peran, Profil, SKEMA};
use std::collections::{BTreeMap, BTreeSet};

pub(in crate::profil) fn periksa(berkas: &str, profil: &Profil) -> Vec<Masalah> {
    let mut masalah = Vec::new();
    kepala(berkas, profil, &mut masalah);
    perangkat(profil, &mut masalah);
    kode_polos(profil, &mut masalah);
    kembar("jabatan", profil.jabatan.iter().map(|jabatan| jabatan.kode.as_str()), &mut masalah);
    kembar("tim", profil.tim.iter().map(|tim| tim.kode.as_str()), &mut masalah);
    let bidang: Vec<String> =
        profil.koordinator.iter().map(|koordinator| format!("{:?}", koordinator.bidang)).collect();
    kembar("koordinator", bidang.iter().map(String::as_str), &mut masalah);
    pemegang(profil, &mut masalah);
    pasal(profil, &mut masalah);
    pengaturan(profil, &mut masalah);
    masalah
}

fn kepala(berkas: &str, profil: &Profil, masalah: &mut Vec<Masalah>) {
    if profil.skema != SKEMA {
        masalah.push(Masalah::baru(
            "skema",
            format!("versi {} tidak dikenal program ini", profil.skema),
            format!("Pakai {SKEMA}"),
        ));
    }
    let nama = berkas.rsplit('/').next().unwrap_or(berkas).trim_end_matches(".toml");
    if profil.kode != nama {
        masalah.push(Masalah::baru(
            "kode",
            format!("`{}` tidak sama dengan nama berkas", profil.kode),
            format!("Tulis kode = \"{nama}\" atau ganti nama berkasnya"),
        ));
    }
    let kode = &profil.daerah.kode;
    let benar = kode.len() == 5
        && kode.char_indices().all(|(posisi, huruf)| if posisi == 2 { huruf == '.' } else { huruf.is_ascii_digit() });
    if !benar {
        masalah.push(Masalah::baru("daerah.kode", format!("`{kode}` bukan kode wilayah"), "Tulis seperti 14.09"));
    }
    if !profil.daerah.domain.nama.ends_with(".go.id") {
        masalah.push(Masalah::baru(
            "daerah.domain.nama",
            format!("`{}` bukan domain pemerintah", profil.daerah.domain.nama),
            "Pakai domain yang berakhiran .go.id",
        ));
    }
    if profil.peraturan.ditetapkan.is_none() && profil.peraturan.catatan_tanggal.is_none() {
        masalah.push(Masalah::baru(
            "peraturan.ditetapkan",
            "tanggal penetapan belum diisi",
            "Isi tanggalnya, atau jelaskan di catatan_tanggal mengapa tidak diketahui",
        ));
    }
    if profil.peraturan.jumlah_pasal == 0 {
        masalah.push(Masalah::baru("peraturan.jumlah_pasal", "tidak boleh 0", "Isi jumlah pasal batang tubuh"));
    }
}

fn perangkat(profil: &Profil, masalah: &mut Vec<Masalah>) {
    kembar("perangkat_daerah", profil.perangkat_daerah.iter().map(|pd| pd.kode.as_str()), masalah);
    let induk: BTreeMap<&str, Option<&str>> =
        profil.perangkat_daerah.iter().map(|pd| (pd.kode.as_str(), pd.induk.as_deref())).collect();
    for pd in &profil.perangkat_daerah {
        let kunci = format!("perangkat_daerah[{}].induk", pd.kode);
        let perlu_induk = matches!(pd.jenis, JenisPerangkat::Bagian | JenisPerangkat::Unit | JenisPerangkat::Kelurahan);
        if perlu_induk && pd.induk.is_none() {
            masalah.push(Masalah::baru(
                &kunci,
                "bagian dan unit harus punya induk",
                "Isi kode perangkat daerah induknya",
            ));
        }
        let mut leluhur = pd.induk.as_deref();
        for langkah in 0.. {
            let Some(kode) = leluhur else { break };
            if kode == pd.kode || langkah > induk.len() {
                masalah.push(Masalah::baru(&kunci, "susunan induk melingkar", "Putuskan lingkarannya"));
                break;
            }
            let Some(atas) = induk.get(kode) else {
                masalah.push(Masalah::baru(
                    &kunci,
                    format!("`{kode}` tidak ada"),
                    "Pakai kode perangkat daerah yang terdaftar",
                ));
                break;
            };
            leluhur = *atas;
        }
    }
}

/// Codes stand in keys and addresses, so they are plain: letters, digits, `-`, `_`, `.`.
fn kode_polos(profil: &Profil, masalah: &mut Vec<Masalah>) {
    let perangkat = profil.perangkat_daerah.iter().map(|pd| ("perangkat_daerah", &pd.kode));
    let jabatan = profil.jabatan.iter().map(|jabatan| ("jabatan", &jabatan.kode));
    let tim = profil.tim.iter().map(|tim| ("tim", &tim.kode));
    let polos = |huruf: char| huruf.is_ascii_alphanumeric() || matches!(huruf, '-' | '_' | '.');
    for (bagian, kode) in perangkat.chain(jabatan).chain(tim) {
        if kode.is_empty() || !kode.chars().all(polos) {
            masalah.push(Masalah::baru(
                format!("{bagian}[{kode}].kode"),
                "kode kosong atau memuat tanda yang tidak boleh",
                "Pakai huruf, angka, tanda hubung, garis bawah, atau titik",
            ));
        }
    }
}

/// Every role that the profile uses must be carried by somebody, and team roles by one team only.
fn pemegang(profil: &Profil, masalah: &mut Vec<Masalah>) {
    let ada = profil.peran_terisi();
    let dipakai = profil.koordinator.iter().flat_map(|koordinator| {
        koordinator.peran.iter().map(move |peran| (format!("koordinator[{:?}]", koordinator.bidang), *peran))
    });
    let ketua = profil.tim.iter().filter_map(|tim| tim.ketua.map(|peran| (format!("tim[{}].ketua", tim.kode), peran)));
    let puncak = std::iter::once(("pengaturan.pengingat.puncak".to_owned(), profil.pengaturan.pengingat.puncak));
    for (kunci, peran) in dipakai.chain(ketua).chain(puncak) {
        if !ada.contains(&peran) {
            masalah.push(peran_kosong(kunci, peran));
        }
    }
    kembar("tim.peran", profil.tim.iter().map(|tim| tim.peran.kode()), masalah);
    for koordinator in &profil.koordinator {
        if koordinator.peran.is_empty() {
            masalah.push(Masalah::baru(
                format!("koordinator[{:?}]", koordinator.bidang),
                "belum ada peran yang mengoordinasikan",
                "Isi sedikitnya satu peran",
            ));
        }
    }
}

/// The message for a role that nobody in the profile carries.
pub(crate) fn peran_kosong(kunci: impl Into<String>, peran: Peran) -> Masalah {
    Masalah::baru(
        kunci,
        format!("peran `{}` tidak dipegang siapa pun dalam profil ini", peran.kode()),
        "Berikan peran itu kepada perangkat daerah, jabatan, atau tim",
    )
}

impl Profil {
    /// The roles that somebody in this profile carries. [`Peran::SetiapPd`] always is.
    pub fn peran_terisi(&self) -> BTreeSet<Peran> {
        let perangkat = self.perangkat_daerah.iter().flat_map(|pd| pd.peran.iter().copied());
        let jabatan = self.jabatan.iter().flat_map(|jabatan| jabatan.peran.iter().copied());
        let tim = self.tim.iter().map(|tim| tim.peran);
        let kecamatan = self.kecamatan.peran.iter().copied();
        perangkat.chain(jabatan).chain(tim).chain(kecamatan).chain([Peran::SetiapPd]).collect()
    }

    /// Every address of a provision in the general part, with the key where it stands.
    pub fn semua_alamat(&self) -> Vec<(String, &Alamat)> {
        let mut semua: Vec<(String, &Alamat)> = Vec::new();
        semua.extend(self.daerah.domain.pasal.iter().map(|alamat| ("daerah.domain".to_owned(), alamat)));
        for (kunci, istilah) in &self.istilah {
            semua.extend(istilah.pasal.iter().map(|alamat| (format!("istilah[{kunci:?}]"), alamat)));
        }
        for jabatan in &self.jabatan {
            semua.extend(jabatan.pasal.iter().map(|alamat| (format!("jabatan[{}]", jabatan.kode), alamat)));
        }
        for tim in &self.tim {
            let unsur = tim.unsur.iter().map(|unsur| &unsur.pasal);
            let tugas = tim.tugas.iter().map(|tugas| &tugas.pasal);
            semua.extend(
                tim.pasal.iter().chain(unsur).chain(tugas).map(|alamat| (format!("tim[{}]", tim.kode), alamat)),
            );
        }
        for koordinator in &self.koordinator {
            semua.extend(
                koordinator.pasal.iter().map(|alamat| (format!("koordinator[{:?}]", koordinator.bidang), alamat)),
            );
        }
        for (jenis, dokumen) in &self.dokumen {
            let alamat = dokumen.pasal_masa.iter().chain(&dokumen.pasal_bentuk).chain(&dokumen.pasal_isi);
            semua.extend(alamat.map(|alamat| (format!("dokumen[{jenis:?}]"), alamat)));
        }
        for catatan in &self.catatan {
            semua.extend(catatan.pasal.iter().map(|alamat| ("catatan".to_owned(), alamat)));
        }
        semua
    }
}

fn pasal(profil: &Profil, masalah: &mut Vec<Masalah>) {
    for (kunci, alamat) in profil.semua_alamat() {
        if alamat.pasal > profil.peraturan.jumlah_pasal {
            masalah.push(di_luar(kunci, alamat, profil.peraturan.jumlah_pasal));
        }
    }
}

/// The message for an article beyond the last one.
pub(crate) fn di_luar(kunci: impl Into<String>, alamat: &Alamat, jumlah_pasal: u16) -> Masalah {
    Masalah::baru(
        kunci,
        format!("{} tidak ada; peraturan ini hanya sampai Pasal {jumlah_pasal}", alamat.lengkap()),
        "Perbaiki alamat pasalnya",
    )
}

fn pengaturan(profil: &Profil, masalah: &mut Vec<Masalah>) {
    let pengaturan = &profil.pengaturan;
    for (kunci, jam) in [("jam_masuk", &pengaturan.jam_masuk), ("jam_pulang", &pengaturan.jam_pulang)] {
        if menit(jam).is_none() {
            masalah.push(Masalah::baru(
                format!("pengaturan.{kunci}"),
                format!("`{jam}` bukan jam"),
                "Tulis seperti 07:30",
            ));
        }
    }
    if menit(&pengaturan.jam_masuk) >= menit(&pengaturan.jam_pulang) {
        masalah.push(Masalah::baru("pengaturan.jam_pulang", "tidak sesudah jam masuk", "Tukar atau perbaiki jamnya"));
    }
    if pengaturan.hari_kerja.is_empty() {
        masalah.push(Masalah::baru("pengaturan.hari_kerja", "tidak ada hari kerja", "Isi sedikitnya satu hari"));
    }
    let pengingat = &pengaturan.pengingat;
    if pengingat.puncak_setelah_hari_kerja <= pengingat.koordinator_setelah_hari_kerja {
        masalah.push(Masalah::baru(
            "pengaturan.pengingat.puncak_setelah_hari_kerja",
            "harus lebih lama daripada koordinator_setelah_hari_kerja",
            "Naikkan angkanya",
        ));
    }
    if !pengingat.hari_sebelum.is_sorted_by(|kiri, kanan| kiri > kanan) {
        masalah.push(Masalah::baru(
            "pengaturan.pengingat.hari_sebelum",
            "harus menurun tanpa kembar",
            "Urutkan dari yang terbesar, misalnya [30, 7, 1]",
        ));
    }
}

/// Minutes since midnight of `HH:MM`.
fn menit(jam: &str) -> Option<u16> {
    let (jam, menit) = jam.split_once(':')?;
    if jam.len() != 2 || menit.len() != 2 {
        return None;
    }
    let (jam, menit): (u16, u16) = (jam.parse().ok()?, menit.parse().ok()?);
    (jam < 24 && menit < 60).then_some(jam * 60 + menit)
}

/// Reports values that occur twice.
pub(crate) fn kembar<'a>(bagian: &str, nilai: impl Iterator<Item = &'a str>, masalah: &mut Vec<Masalah>) {
    let mut sudah = BTreeSet::new();
    for satu in nilai {
        if !sudah.insert(satu) {
            masalah.push(Masalah::baru(
                format!("{bagian}[{satu}]"),
                "ditulis lebih dari sekali",
                "Pakai satu saja atau beri nama lain",
            ));
        }
    }
}
