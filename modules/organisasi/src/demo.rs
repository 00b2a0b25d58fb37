//! People of the demonstration regency. All are plainly invented: each is named after the position.
use kernel::{App, Result, Subject, Val, Write, args, auth::account};
use register::Record;
use time::Duration;
use uuid::Uuid;

use crate::{JABATAN, PEGAWAI, PENGUMUMAN, PENUGASAN, TIM};

/// A person of the demonstration: login, name, functional role of the unit (or its kind), name of the position.
pub struct Invented {
    /// Login of the account.
    pub login: &'static str,
    /// Name.
    pub name: &'static str,
    /// What the person shows in the demonstration.
    pub shows: &'static str,
    unit: &'static str,
    position: &'static str,
    team: &'static str,
}

/// One person for each role.
pub const PEOPLE: &[Invented] = &[
    Invented {
        login: "admin",
        name: "Adi Contoh",
        shows: "administrator sistem",
        unit: "diskominfo",
        position: "Administrator Pendopo",
        team: "",
    },
    Invented {
        login: "bupati",
        name: "Bunga Contoh",
        shows: "Bupati",
        unit: "sekretariat_daerah",
        position: "Bupati",
        team: "",
    },
    Invented {
        login: "sekda",
        name: "Surya Contoh",
        shows: "Sekretaris Daerah",
        unit: "sekretariat_daerah",
        position: "Sekretaris Daerah",
        team: "",
    },
    Invented {
        login: "kominfo",
        name: "Kirana Contoh",
        shows: "kepala dinas komunikasi dan informatika",
        unit: "diskominfo",
        position: "Kepala",
        team: "penanggung_jawab",
    },
    Invented {
        login: "operator",
        name: "Olan Contoh",
        shows: "operator dinas komunikasi dan informatika, operator tim evaluator",
        unit: "diskominfo",
        position: "Operator",
        team: "operator",
    },
    Invented {
        login: "bappeda",
        name: "Banyu Contoh",
        shows: "koordinator perencanaan, anggota tim evaluator",
        unit: "perencanaan",
        position: "Operator",
        team: "anggota",
    },
    Invented {
        login: "organisasi",
        name: "Ratna Contoh",
        shows: "koordinator organisasi dan tata laksana",
        unit: "organisasi",
        position: "Operator",
        team: "anggota",
    },
    Invented {
        login: "hukum",
        name: "Hadi Contoh",
        shows: "pengelola produk hukum",
        unit: "hukum",
        position: "Operator",
        team: "",
    },
    Invented {
        login: "kepegawaian",
        name: "Kemala Contoh",
        shows: "pengelola kepegawaian",
        unit: "kepegawaian",
        position: "Operator",
        team: "",
    },
    Invented {
        login: "inspektorat",
        name: "Indah Contoh",
        shows: "aparat pengawasan intern",
        unit: "pengawasan",
        position: "Operator",
        team: "",
    },
    Invented {
        login: "auditor",
        name: "Aulia Contoh",
        shows: "aparat pengawasan intern yang lain",
        unit: "pengawasan",
        position: "Operator",
        team: "",
    },
    Invented {
        login: "dinas",
        name: "Dani Contoh",
        shows: "operator dinas pelayanan",
        unit: "penyelenggara_layanan",
        position: "Operator",
        team: "",
    },
    Invented {
        login: "asesor",
        name: "Asri Contoh",
        shows: "asesor eksternal",
        unit: "diskominfo",
        position: "Asesor eksternal",
        team: "",
    },
];

/// Announcements of the demonstration: title, text, days since, whether citizens read it too.
const ANNOUNCEMENTS: &[(&str, &str, i64, bool)] = &[
    (
        "Lengkapi bukti kewajiban sebelum akhir bulan",
        "Setiap perangkat daerah diminta memeriksa kewajiban yang mendekati jatuh tempo dan mengajukan buktinya, supaya koordinator sempat memeriksa.",
        2,
        false,
    ),
    (
        "Aktifkan verifikasi dua langkah",
        "Buka menu Akun, lalu Verifikasi dua langkah. Simpan kode pemulihan di tempat yang aman.",
        9,
        false,
    ),
    (
        "Masukan untuk rancangan peta rencana SPBE",
        "Masyarakat dapat menyampaikan masukan sampai akhir bulan di kantor dinas yang membidangi komunikasi dan informatika.",
        3,
        true,
    ),
];

/// Makes the invented people with their accounts (one password for all), positions and the evaluator team.
pub async fn demo(app: &App, password: &str) -> Result<()> {
    if account::by_login(app, "bupati").await?.is_some() {
        return Ok(());
    }
    let units = crate::directory::units(app.clone()).await?;
    let today = app.today();
    let mut write = Write::system(app, "organisasi.contoh").await?;
    let mut members = vec![];
    for person in PEOPLE {
        let by_role =
            || units.iter().find(|unit| unit.kind != "kecamatan" && unit.roles.iter().any(|role| role == person.unit));
        let Some(unit) = units.iter().find(|unit| unit.kind == person.unit).or_else(by_role) else { continue };
        let known = account::by_login(app, person.login).await?;
        if known.is_none() {
            let new = account::NewAccount {
                login: person.login.into(),
                name: person.name.into(),
                email: Some(format!("{}@contoh.test", person.login)),
                password: password.into(),
                must_change: false,
            };
            account::create(&mut write, new).await?;
        }
        let mut record = Record::blank(&PEGAWAI, Uuid::now_v7());
        record.unit = Some(unit.id);
        record.set("nama", person.name);
        record.set("akun", person.login);
        record.set("surel", format!("{}@contoh.test", person.login));
        record.set("aktif", true);
        let person_id = register::store::insert(&mut write, &record).await?.id;
        let position = write
            .tx()
            .optional(
                "select id from jabatan where perangkat_daerah = $1 and nama = $2",
                args![unit.id, person.position],
            )
            .await?;
        let position: Uuid = match position {
            Some(row) => row.get("id")?,
            None => {
                let mut record = Record::blank(&JABATAN, Uuid::now_v7());
                record.set("nama", person.position);
                record.set("perangkat_daerah", unit.id);
                record.set("peran", Val::Json(serde_json::json!(["asesor_eksternal"])));
                record.set("aktif", true);
                register::store::insert(&mut write, &record).await?.id
            }
        };
        let mut record = Record::blank(&PENUGASAN, Uuid::now_v7());
        record.unit = Some(unit.id);
        record.set("pegawai", person_id);
        record.set("jabatan", position);
        record.set("sebagai", "definitif");
        record.set("mulai", today - Duration::days(400));
        record.set("dasar", "Data contoh");
        register::store::insert(&mut write, &record).await?;
        if !person.team.is_empty() {
            members.push(serde_json::json!({ "pegawai": person_id, "kedudukan": person.team }));
        }
    }
    for (title, text, ago, open) in ANNOUNCEMENTS {
        let mut record = Record::blank(&PENGUMUMAN, Uuid::now_v7());
        record.set("judul", *title);
        record.set("isi", *text);
        record.set("mulai", today - Duration::days(*ago));
        record.set("terbuka", *open);
        register::store::insert(&mut write, &record).await?;
    }
    let mut record = Record::blank(&TIM, Uuid::now_v7());
    record.set("nama", "Tim evaluator internal SPBE");
    record.set("jenis", "evaluator");
    record.set("keputusan", "Contoh/1/2026");
    record.set("tanggal_keputusan", today - Duration::days(300));
    record.set("mulai", today - Duration::days(300));
    record.set("anggota", Val::Json(serde_json::Value::Array(members)));
    register::store::insert(&mut write, &record).await?;
    write.commit(&Subject::new("tim", record.id, "/tim")).await
}
