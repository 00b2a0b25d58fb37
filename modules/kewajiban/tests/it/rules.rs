//! The rules as tables: schedules, working days, status, escalation, compliance.

use crate::{senin_jumat, t};
use kewajiban::model::{Acuan, Jadwal, Kekuatan, Kewajiban, Sifat};
use kewajiban::profil::{GeserLibur, Pengingat, Peran, ZonaWaktu};
use kewajiban::rules::eskalasi::{Langkah, Tingkat, langkah, langkah_terutang};
use kewajiban::rules::hari_kerja::{self, GalatTanggal};
use kewajiban::rules::masa::{self, AwalSiklus, Kejadian, Konteks, Masa};
use kewajiban::rules::status::{Keputusan, Status, dipenuhi_terlambat, status};
use time::{Date, OffsetDateTime};

#[derive(serde::Deserialize)]
struct Bungkus {
    jadwal: Jadwal,
}

pub fn jadwal(teks: &str) -> Jadwal {
    toml::from_str::<Bungkus>(&format!("jadwal = {teks}")).unwrap_or_else(|galat| panic!("{teks}: {galat}")).jadwal
}

pub fn awal() -> AwalSiklus {
    AwalSiklus {
        peraturan: t(2020, 7, 29),
        rpjmd: t(2021, 2, 26),
        rencana_induk: t(2020, 2, 29),
        arsitektur: t(2021, 1, 1),
        peta_rencana: t(2022, 1, 1),
    }
}

pub fn konteks<'a>(sejak: Date, sampai: Date) -> Konteks<'a> {
    Konteks {
        awal: awal(),
        sejak,
        sampai,
        terpenuhi: &[],
        kejadian: &[],
        hari_kerja: &senin_jumat,
        geser: GeserLibur::Tetap,
    }
}

fn ringkas(semua: &[Masa]) -> Vec<(String, Date)> {
    semua.iter().map(|masa| (masa.kunci.clone(), masa.jatuh)).collect()
}

#[test]
fn schedules_fall_due_as_written() {
    let (sejak, sampai) = (t(2023, 3, 1), t(2024, 12, 31));
    let tabel: [(&str, Vec<(&str, Date)>); 9] = [
        ("{ tiap = \"tahun\" }", vec![("2023", t(2023, 12, 31)), ("2024", t(2024, 12, 31))]),
        ("{ tiap = \"tahun\", jatuh = \"06-30\" }", vec![("2023", t(2023, 6, 30)), ("2024", t(2024, 6, 30))]),
        ("{ tiap = \"tahun\", jatuh = \"02-29\" }", vec![("2023", t(2023, 2, 28)), ("2024", t(2024, 2, 29))]),
        (
            "{ tiap = \"semester\" }",
            vec![
                ("2023-S1", t(2023, 6, 30)),
                ("2023-S2", t(2023, 12, 31)),
                ("2024-S1", t(2024, 6, 30)),
                ("2024-S2", t(2024, 12, 31)),
            ],
        ),
        // Counted from 1 January of the year in which the regulation took effect, 2020.
        ("{ tiap = \"2 tahun\" }", vec![("2022-01..2023-12", t(2023, 12, 31)), ("2024-01..2025-12", t(2025, 12, 31))]),
        // From 26 February 2021 on.
        ("{ tiap = \"2 tahun\", acuan = \"rpjmd\" }", vec![("2023-02-26+24b", t(2025, 2, 25))]),
        // A cycle that begins on 29 February ends on the 27th or 28th, and finds its own day again in leap years.
        (
            "{ tiap = \"tahun\", acuan = \"rencana_induk\" }",
            vec![("2023-02-28+12b", t(2024, 2, 28)), ("2024-02-29+12b", t(2025, 2, 27))],
        ),
        (
            "{ tiap = \"5 tahun\", acuan = \"arsitektur\", setelah_awal = \"6 bulan\" }",
            vec![("2021-01-01+60b", t(2021, 7, 1))],
        ),
        // Years 1 to 5 are 2021 to 2025: the middle lies in 2023, the last year is 2025.
        ("{ paruh_waktu_dan_tahun_terakhir = 5, acuan = \"arsitektur\" }", vec![("paruh:2021-01-01", t(2023, 12, 31))]),
    ];
    for (teks, harap) in tabel {
        let hasil = masa::daftar(&jadwal(teks), &konteks(sejak, sampai)).unwrap();
        let harap: Vec<(String, Date)> = harap.into_iter().map(|(kunci, jatuh)| (kunci.to_owned(), jatuh)).collect();
        assert_eq!(ringkas(&hasil), harap, "{teks}");
    }
}

#[test]
fn months_and_quarters_keep_their_ends() {
    let hasil = masa::daftar(&jadwal("{ tiap = \"bulan\" }"), &konteks(t(2024, 1, 15), t(2024, 4, 30))).unwrap();
    assert_eq!(
        ringkas(&hasil),
        [
            ("2024-01", t(2024, 1, 31)),
            ("2024-02", t(2024, 2, 29)),
            ("2024-03", t(2024, 3, 31)),
            ("2024-04", t(2024, 4, 30))
        ]
        .map(|(kunci, jatuh)| (kunci.to_owned(), jatuh))
    );
    let hasil = masa::daftar(&jadwal("{ tiap = \"triwulan\" }"), &konteks(t(2025, 2, 1), t(2025, 7, 1))).unwrap();
    let kunci: Vec<&str> = hasil.iter().map(|masa| masa.kunci.as_str()).collect();
    assert_eq!(kunci, ["2025-T1", "2025-T2", "2025-T3"]);
}

#[test]
fn both_reviews_of_a_plan_come_in_every_cycle() {
    let hasil = masa::daftar(
        &jadwal("{ paruh_waktu_dan_tahun_terakhir = 5, acuan = \"rpjmd\" }"),
        &konteks(t(2020, 1, 1), t(2031, 12, 31)),
    )
    .unwrap();
    assert_eq!(
        ringkas(&hasil),
        [
            ("paruh:2021-02-26", t(2024, 2, 25)),
            ("akhir:2021-02-26", t(2026, 2, 25)),
            ("paruh:2026-02-26", t(2029, 2, 25)),
            ("akhir:2026-02-26", t(2031, 2, 25)),
        ]
        .map(|(kunci, jatuh)| (kunci.to_owned(), jatuh))
    );
    // Four years: the middle is the beginning of the third.
    let empat = masa::daftar(
        &jadwal("{ paruh_waktu_dan_tahun_terakhir = 4, acuan = \"arsitektur\" }"),
        &konteks(t(2021, 1, 1), t(2024, 12, 31)),
    )
    .unwrap();
    assert_eq!(empat[0].mulai, t(2023, 1, 1));
    assert_eq!(empat[1].mulai, t(2024, 1, 1));
}

#[test]
fn a_calendar_duty_is_not_owed_before_the_regulation_took_effect() {
    let hasil = masa::daftar(&jadwal("{ tiap = \"bulan\" }"), &konteks(t(2019, 1, 1), t(2020, 9, 30))).unwrap();
    let kunci: Vec<&str> = hasil.iter().map(|masa| masa.kunci.as_str()).collect();
    assert_eq!(kunci, ["2020-07", "2020-08", "2020-09"], "took effect on 29 July 2020");
    let tahunan =
        masa::daftar(&jadwal("{ tiap = \"tahun\", jatuh = \"06-30\" }"), &konteks(t(2019, 1, 1), t(2021, 12, 31)))
            .unwrap();
    assert_eq!(ringkas(&tahunan), [("2021".to_owned(), t(2021, 6, 30))], "30 June 2020 had passed");
}

#[test]
fn two_years_count_from_the_last_fulfilment() {
    let jadwal = jadwal("{ tiap = \"2 tahun\", acuan = \"terakhir\" }");
    let kosong = masa::daftar(&jadwal, &konteks(t(2025, 1, 1), t(2025, 12, 31))).unwrap();
    assert_eq!(ringkas(&kosong), [("sejak:2020-07-29".to_owned(), t(2022, 7, 29))], "overdue, and still owed");
    let terpenuhi = [t(2024, 2, 29), t(2022, 5, 1), t(2024, 2, 29), t(2019, 1, 1)];
    let konteks = Konteks { terpenuhi: &terpenuhi, ..konteks(t(2025, 1, 1), t(2025, 12, 31)) };
    let hasil = masa::daftar(&jadwal, &konteks).unwrap();
    assert_eq!(
        ringkas(&hasil),
        [
            ("sejak:2020-07-29".to_owned(), t(2022, 7, 29)),
            ("sejak:2022-05-02".to_owned(), t(2024, 5, 1)),
            ("sejak:2024-03-01".to_owned(), t(2026, 2, 28)),
        ],
        "order and repetition of the evidence do not matter, and what came before the regulation does not count"
    );
    assert_eq!(hasil[0].akhir, t(2022, 5, 1), "a period ends with its fulfilment");
}

#[test]
fn once_is_once_and_stays_owed() {
    let jadwal = jadwal("{ sekali_dalam = \"12 bulan\" }");
    let hasil = masa::daftar(&jadwal, &konteks(t(2026, 1, 1), t(2026, 12, 31))).unwrap();
    assert_eq!(ringkas(&hasil), [("sekali".to_owned(), t(2021, 7, 29))]);
    assert!(
        masa::daftar(&jadwal, &konteks(t(2019, 1, 1), t(2020, 7, 28))).unwrap().is_empty(),
        "not before it took effect"
    );
}

#[test]
fn triggers_fall_due_after_working_days_and_count_once() {
    let jadwal = jadwal("{ pemicu = [\"insiden\", \"perubahan\"], tenggat_hari_kerja = 3 }");
    let satu =
        |kode: &str, tanggal, rujukan: &str| Kejadian { kode: kode.to_owned(), tanggal, rujukan: rujukan.to_owned() };
    let kejadian = [
        satu("insiden", t(2026, 11, 20), "b"),
        satu("lain", t(2026, 11, 20), "a"),
        satu("insiden", t(2026, 11, 20), "a"),
        satu("insiden", t(2026, 11, 20), "b"),
        satu("perubahan", t(2026, 11, 2), "x"),
        satu("insiden", t(2027, 1, 2), "nanti"),
    ];
    let libur = |hari: Date| senin_jumat(hari) && hari != t(2026, 11, 24);
    let konteks = Konteks { kejadian: &kejadian, hari_kerja: &libur, ..konteks(t(2026, 12, 1), t(2026, 12, 31)) };
    let hasil = masa::daftar(&jadwal, &konteks).unwrap();
    assert_eq!(
        ringkas(&hasil),
        [
            ("pemicu:perubahan:2026-11-02:x".to_owned(), t(2026, 11, 5)),
            // Friday 20; Monday 23, (Tuesday off), Wednesday 25, Thursday 26.
            ("pemicu:insiden:2026-11-20:a".to_owned(), t(2026, 11, 26)),
            ("pemicu:insiden:2026-11-20:b".to_owned(), t(2026, 11, 26)),
        ]
    );
}

#[test]
fn evidence_covers_the_period_of_its_date() {
    let tabel = [
        ("{ tiap = \"triwulan\" }", t(2026, 3, 31), Some("2026-T1")),
        ("{ tiap = \"triwulan\" }", t(2026, 4, 1), Some("2026-T2")),
        ("{ tiap = \"tahun\" }", t(2025, 12, 31), None), // ended before the regency began to keep count
        ("{ tiap = \"2 tahun\", acuan = \"terakhir\" }", t(2026, 5, 5), Some("sejak:2020-07-29")),
        ("{ sekali_dalam = \"6 bulan\" }", t(2026, 5, 5), Some("sekali")),
        ("{ sekali_dalam = \"6 bulan\" }", t(2020, 7, 28), None), // before the regulation
        ("{ paruh_waktu_dan_tahun_terakhir = 5, acuan = \"rpjmd\" }", t(2026, 2, 26), None), // between two reviews
    ];
    for (teks, tanggal, harap) in tabel {
        let hasil = masa::cakupan_bukti(&jadwal(teks), &konteks(t(2026, 1, 1), t(2026, 12, 31)), tanggal).unwrap();
        assert_eq!(hasil.as_ref().map(|masa| masa.kunci.as_str()), harap, "{teks} {tanggal}");
    }
}

#[test]
fn working_days_skip_weekends_and_holidays() {
    let libur = |hari: Date| senin_jumat(hari) && hari != t(2026, 12, 25);
    let tabel = [
        (t(2026, 12, 24), 0, t(2026, 12, 24)),
        (t(2026, 12, 24), 1, t(2026, 12, 28)),
        (t(2026, 12, 26), 1, t(2026, 12, 28)),
        (t(2026, 12, 23), 5, t(2026, 12, 31)),
    ];
    for (mulai, jumlah, harap) in tabel {
        assert_eq!(hari_kerja::tambah(mulai, jumlah, &libur), Ok(harap), "{mulai} + {jumlah}");
        if senin_jumat(mulai) {
            assert_eq!(hari_kerja::hitung(mulai, harap, &libur), u32::from(jumlah), "and back");
        }
    }
    assert_eq!(hari_kerja::hitung(t(2026, 5, 2), t(2026, 5, 1), &libur), 0);
}

#[test]
fn a_calendar_without_working_days_is_an_error_and_not_a_hang() {
    let tidak_pernah = |_: Date| false;
    assert_eq!(hari_kerja::tambah(t(2026, 1, 1), 1, &tidak_pernah), Err(GalatTanggal::TanpaHariKerja(t(2026, 1, 2))));
    assert!(hari_kerja::geser(t(2026, 1, 1), GeserLibur::Maju, &tidak_pernah).is_err());
    assert_eq!(hari_kerja::tambah(Date::MAX, 1, &senin_jumat), Err(GalatTanggal::DiLuarKalender));
    assert_eq!(masa::tambah_bulan(t(9999, 12, 1), 1), Err(GalatTanggal::DiLuarKalender));
}

#[test]
fn a_due_date_on_a_day_off_moves_as_set() {
    // 31 May 2026 is a Sunday.
    let tabel =
        [(GeserLibur::Tetap, t(2026, 5, 31)), (GeserLibur::Maju, t(2026, 5, 29)), (GeserLibur::Mundur, t(2026, 6, 1))];
    for (geser, harap) in tabel {
        let konteks = Konteks { geser, ..konteks(t(2026, 5, 1), t(2026, 5, 31)) };
        let hasil = masa::daftar(&jadwal("{ tiap = \"bulan\" }"), &konteks).unwrap();
        assert_eq!(ringkas(&hasil), [("2026-05".to_owned(), harap)], "{geser:?}");
    }
}

#[test]
fn today_is_the_date_in_the_regency() {
    let saat = OffsetDateTime::new_utc(t(2026, 12, 31), time::Time::from_hms(16, 30, 0).unwrap());
    assert_eq!(hari_kerja::tanggal_daerah(saat, ZonaWaktu::Wib), t(2026, 12, 31));
    assert_eq!(hari_kerja::tanggal_daerah(saat, ZonaWaktu::Wita), t(2027, 1, 1));
    assert_eq!(hari_kerja::tanggal_daerah(saat, ZonaWaktu::Wit), t(2027, 1, 1));
    let batas = OffsetDateTime::new_utc(t(2026, 12, 31), time::Time::from_hms(17, 0, 0).unwrap());
    assert_eq!(hari_kerja::tanggal_daerah(batas, ZonaWaktu::Wib), t(2027, 1, 1));
}

fn masa_contoh() -> Masa {
    Masa { kunci: "2026".to_owned(), mulai: t(2026, 1, 1), akhir: t(2026, 12, 31), jatuh: t(2026, 6, 30) }
}

#[test]
fn status_on_each_day() {
    let terbuka = Keputusan::Terbuka;
    let tabel = [
        (terbuka, t(2026, 5, 30), Status::BelumJatuhTempo),
        (terbuka, t(2026, 5, 31), Status::Mendekati),
        (terbuka, t(2026, 6, 29), Status::Mendekati),
        (terbuka, t(2026, 6, 30), Status::JatuhTempo),
        (terbuka, t(2026, 7, 1), Status::Terlambat),
        (Keputusan::Terpenuhi(t(2026, 8, 1)), t(2026, 9, 1), Status::Terpenuhi),
        (Keputusan::Terpenuhi(t(2026, 2, 1)), t(2026, 2, 1), Status::Terpenuhi),
        (Keputusan::TidakBerlaku, t(2027, 1, 1), Status::TidakBerlaku),
    ];
    for (keputusan, hari_ini, harap) in tabel {
        assert_eq!(status(&masa_contoh(), keputusan, hari_ini, 30), harap, "{keputusan:?} {hari_ini}");
    }
    assert_eq!(status(&masa_contoh(), terbuka, t(2026, 6, 29), 0), Status::BelumJatuhTempo);
    assert!(dipenuhi_terlambat(&masa_contoh(), Keputusan::Terpenuhi(t(2026, 7, 1))));
    assert!(!dipenuhi_terlambat(&masa_contoh(), Keputusan::Terpenuhi(t(2026, 6, 30))));
    assert!(!dipenuhi_terlambat(&masa_contoh(), terbuka));
}

fn kewajiban_contoh(pelaku: Peran, koordinator: Peran, kekuatan: Kekuatan) -> Kewajiban {
    Kewajiban {
        kode: "contoh".to_owned(),
        judul: "Contoh".to_owned(),
        uraian: "Contoh".to_owned(),
        pasal: vec!["1".parse().unwrap()],
        pelaku,
        sumber_pelaku: kewajiban::profil::Sumber::Usulan,
        pendukung: Vec::new(),
        koordinator,
        sifat: Sifat::Berkala,
        kekuatan,
        jadwal: jadwal("{ tiap = \"tahun\" }"),
        sumber_jadwal: kewajiban::profil::Sumber::Usulan,
        bukti: vec!["Laporan".to_owned()],
        sistem: vec!["F2".to_owned()],
        indikator: Vec::new(),
        modul: None,
    }
}

#[test]
fn reminders_then_coordinator_then_the_top() {
    let kewajiban = kewajiban_contoh(Peran::SetiapPd, Peran::Diskominfo, Kekuatan::Wajib);
    let hasil = langkah(&kewajiban, &masa_contoh(), &Pengingat::default(), &senin_jumat).unwrap();
    let satu = |tanggal, tingkat, kepada| Langkah { tanggal, tingkat, kepada };
    assert_eq!(
        hasil,
        [
            satu(t(2026, 5, 31), Tingkat::Pengingat(30), Peran::SetiapPd),
            satu(t(2026, 6, 23), Tingkat::Pengingat(7), Peran::SetiapPd),
            satu(t(2026, 6, 29), Tingkat::Pengingat(1), Peran::SetiapPd),
            satu(t(2026, 6, 30), Tingkat::HariJatuhTempo, Peran::SetiapPd),
            satu(t(2026, 7, 3), Tingkat::Koordinator, Peran::Diskominfo),
            satu(t(2026, 7, 14), Tingkat::Puncak, Peran::Sekda),
        ]
    );
}

#[test]
fn nobody_is_told_twice_and_what_is_only_permitted_does_not_escalate() {
    let tingkat = |pelaku, koordinator, kekuatan| -> Vec<Tingkat> {
        let kewajiban = kewajiban_contoh(pelaku, koordinator, kekuatan);
        let semua = langkah(&kewajiban, &masa_contoh(), &Pengingat::default(), &senin_jumat).unwrap();
        semua.into_iter().map(|satu| satu.tingkat).filter(|satu| !matches!(satu, Tingkat::Pengingat(_))).collect()
    };
    assert_eq!(
        tingkat(Peran::Diskominfo, Peran::Sekda, Kekuatan::Wajib),
        [Tingkat::HariJatuhTempo, Tingkat::Koordinator]
    );
    assert_eq!(tingkat(Peran::Sekda, Peran::Bupati, Kekuatan::Wajib), [Tingkat::HariJatuhTempo, Tingkat::Koordinator]);
    assert_eq!(tingkat(Peran::SetiapPd, Peran::Diskominfo, Kekuatan::Dapat), [Tingkat::HariJatuhTempo]);
}

#[test]
fn no_reminder_before_the_period_begins() {
    let singkat =
        Masa { kunci: "pemicu".to_owned(), mulai: t(2026, 6, 28), akhir: t(2026, 6, 30), jatuh: t(2026, 6, 30) };
    let kewajiban = kewajiban_contoh(Peran::SetiapPd, Peran::Diskominfo, Kekuatan::Wajib);
    let hasil = langkah(&kewajiban, &singkat, &Pengingat::default(), &senin_jumat).unwrap();
    let pengingat: Vec<Tingkat> =
        hasil.iter().map(|satu| satu.tingkat).filter(|satu| matches!(satu, Tingkat::Pengingat(_))).collect();
    assert_eq!(pengingat, [Tingkat::Pengingat(1)]);
}

#[test]
fn after_a_pause_only_the_latest_reminder_is_sent_but_every_escalation() {
    let kewajiban = kewajiban_contoh(Peran::SetiapPd, Peran::Diskominfo, Kekuatan::Wajib);
    let semua = langkah(&kewajiban, &masa_contoh(), &Pengingat::default(), &senin_jumat).unwrap();
    let terutang = |sudah: &[Tingkat], hari_ini| -> Vec<Tingkat> {
        langkah_terutang(&semua, sudah, hari_ini).into_iter().map(|satu| satu.tingkat).collect()
    };
    assert_eq!(terutang(&[], t(2026, 5, 30)), []);
    assert_eq!(terutang(&[], t(2026, 6, 29)), [Tingkat::Pengingat(1)]);
    assert_eq!(terutang(&[Tingkat::Pengingat(30)], t(2026, 6, 24)), [Tingkat::Pengingat(7)]);
    assert_eq!(
        terutang(&[Tingkat::Pengingat(7)], t(2026, 6, 24)),
        [],
        "an older reminder is not sent after a newer one"
    );
    assert_eq!(terutang(&[], t(2026, 6, 30)), [Tingkat::HariJatuhTempo]);
    assert_eq!(terutang(&[], t(2026, 8, 1)), [Tingkat::HariJatuhTempo, Tingkat::Koordinator, Tingkat::Puncak]);
    assert_eq!(terutang(&[Tingkat::HariJatuhTempo, Tingkat::Koordinator], t(2026, 7, 14)), [Tingkat::Puncak]);
}

#[test]
fn calendar_is_the_default_base() {
    let Jadwal::Berkala { acuan, .. } = jadwal("{ tiap = \"tahun\" }") else { panic!("periodic") };
    assert_eq!(acuan, Acuan::Kalender);
}
