//! Live facts for the evaluation. They tell how many documents there are; what a policy regulates a person has to read,
//! so no level of maturity is claimed for the policies (indicators 1 to 10 of PermenPANRB 59/2020).
use kernel::module::{Fact, Probe};
use kernel::{App, Result, args};
use time::Date;

use crate::store;

/// The probes.
pub const PROBES: &[Probe] = &[
    Probe {
        key: "peraturan.kebijakan_arsitektur",
        title: "Kebijakan terbit tentang arsitektur",
        indicators: &["permenpanrb-59-2020:1"],
        run: |app| Box::pin(kebijakan(app, &["arsitektur"])),
    },
    Probe {
        key: "peraturan.kebijakan_peta_rencana",
        title: "Kebijakan terbit tentang peta rencana",
        indicators: &["permenpanrb-59-2020:2"],
        run: |app| Box::pin(kebijakan(app, &["peta rencana"])),
    },
    Probe {
        key: "peraturan.kebijakan_data",
        title: "Kebijakan terbit tentang manajemen data",
        indicators: &["permenpanrb-59-2020:3"],
        run: |app| Box::pin(kebijakan(app, &["manajemen data"])),
    },
    Probe {
        key: "peraturan.kebijakan_aplikasi",
        title: "Kebijakan terbit tentang pembangunan aplikasi",
        indicators: &["permenpanrb-59-2020:4"],
        run: |app| Box::pin(kebijakan(app, &["pembangunan aplikasi", "pengembangan aplikasi"])),
    },
    Probe {
        key: "peraturan.kebijakan_pusat_data",
        title: "Kebijakan terbit tentang pusat data",
        indicators: &["permenpanrb-59-2020:5"],
        run: |app| Box::pin(kebijakan(app, &["pusat data"])),
    },
    Probe {
        key: "peraturan.kebijakan_jaringan",
        title: "Kebijakan terbit tentang jaringan intra",
        indicators: &["permenpanrb-59-2020:6"],
        run: |app| Box::pin(kebijakan(app, &["jaringan intra"])),
    },
    Probe {
        key: "peraturan.kebijakan_penghubung",
        title: "Kebijakan terbit tentang sistem penghubung",
        indicators: &["permenpanrb-59-2020:7"],
        run: |app| Box::pin(kebijakan(app, &["sistem penghubung"])),
    },
    Probe {
        key: "peraturan.kebijakan_keamanan",
        title: "Kebijakan terbit tentang keamanan informasi",
        indicators: &["permenpanrb-59-2020:8"],
        run: |app| Box::pin(kebijakan(app, &["keamanan informasi"])),
    },
    Probe {
        key: "peraturan.kebijakan_audit",
        title: "Kebijakan terbit tentang audit TIK",
        indicators: &["permenpanrb-59-2020:9"],
        run: |app| Box::pin(kebijakan(app, &["audit tik", "audit teknologi informasi"])),
    },
    Probe {
        key: "peraturan.kebijakan_tim",
        title: "Kebijakan terbit tentang tim koordinasi",
        indicators: &["permenpanrb-59-2020:10"],
        run: |app| Box::pin(kebijakan(app, &["tim koordinasi"])),
    },
    Probe {
        key: "peraturan.layanan_jdih",
        title: "Layanan dokumentasi dan informasi hukum",
        indicators: &["permenpanrb-59-2020:44", "permenpanrb-5-2018:33"],
        run: |app| Box::pin(layanan(app)),
    },
];

async fn kebijakan(app: App, kata: &'static [&'static str]) -> Result<Fact> {
    let mut args = args![];
    let cocok: Vec<String> = kata
        .iter()
        .map(|kata| {
            args.push(store::pola(kata).into());
            let n = args.len();
            format!("lower(s.teks) like ${n} escape '\\' or lower(d.judul) like ${n} escape '\\'")
        })
        .collect();
    let text = format!(
        "select count(distinct d.id) as dokumen, count(s.id) as bagian, max(coalesce(d.berlaku, d.diundangkan, d.ditetapkan)) as terbaru
         from peraturan_dokumen d join peraturan_simpul s on s.naskah = d.naskah_terbit and s.jenis = 'pasal'
         where d.keadaan = 'terbit' and d.jenis in ('perda', 'perbup', 'kepbup', 'perwali', 'insbup', 'se') and ({})",
        cocok.join(" or ")
    );
    let row = app.db.one(&text, args).await?;
    let (dokumen, bagian): (i64, i64) = (row.get("dokumen")?, row.get("bagian")?);
    let kata = kata.first().copied().unwrap_or_default();
    let says = if dokumen == 0 {
        format!("Belum ada kebijakan daerah terbit di JDIH yang memuat kata \"{kata}\".")
    } else {
        format!(
            "{dokumen} kebijakan daerah terbit memuat kata \"{kata}\" dalam {bagian} pasal; tingkatnya dinilai dengan membaca isinya."
        )
    };
    let href = cari(kata);
    Ok(Fact { says, supports: None, href: Some(href), newest: row.get::<Option<Date>>("terbaru")? })
}

fn cari(kata: &str) -> String {
    let mut address = form_urlencoded::Serializer::new("/jdih?".to_owned());
    address.append_pair("q", kata);
    address.finish()
}

async fn layanan(app: App) -> Result<Fact> {
    let text = "select count(*) as n, count(naskah_terbit) as terurai, max(updated) as terbaru from peraturan_dokumen where keadaan = 'terbit'";
    let row = app.db.one(text, args![]).await?;
    let (n, terurai): (i64, i64) = (row.get("n")?, row.get("terurai")?);
    let terbaru = row.get::<Option<time::OffsetDateTime>>("terbaru")?.map(|at| at.to_offset(app.offset()).date());
    let says = if n == 0 {
        "Belum ada dokumen hukum yang terbit di JDIH.".to_owned()
    } else {
        format!(
            "{n} dokumen hukum terbit, {terurai} di antaranya beralamat per pasal; dapat dicari, diunduh, dan diambil JDIHN lewat /jdih/integrasi.json. Tingkat layanan belum dapat dinilai dari catatan saja."
        )
    };
    Ok(Fact { says, supports: None, href: Some("/jdih".into()), newest: terbaru })
}
