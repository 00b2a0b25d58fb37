//! What letters point to: agencies with a head and a front desk, classification codes, one stored document.
use std::collections::{BTreeMap, HashMap};

use anyhow::Context as _;
use kernel::file::{Owner, Secrecy};
use kernel::module::Unit;
use kernel::{App, Subject, Val, Write, args};
use uuid::Uuid;

use super::letter::PACE;
use crate::dice::{self, Dice};
use crate::fill::Bulk;
use crate::place::plain;

/// Login of the head of the measured agency, and of its front desk.
pub const PEOPLE: [(&str, &str); 2] = [("head", "kominfo"), ("desk", "operator")];
/// Classification codes in use.
const CODES: usize = 24;

/// An agency.
pub struct Agency {
    /// Its unit.
    pub unit: Unit,
    /// Account of its head.
    pub head: Uuid,
    /// Account of its front desk.
    pub desk: Uuid,
}

/// A stored file that letters share.
pub struct Paper {
    /// Hash of its content.
    pub sha256: String,
    /// Its size.
    pub size: i64,
}

/// All of it, and how far the books are.
pub struct Ground {
    /// Agencies, the measured one first.
    pub agencies: Vec<Agency>,
    /// Classification codes.
    pub codes: Vec<String>,
    /// The document.
    pub paper: Paper,
    /// Last numbers of series: key, agency, year.
    pub counters: HashMap<(String, Uuid, i32), i64>,
    /// Files of the archive that collect: agency, code, year.
    pub folders: HashMap<(usize, usize, i32), Uuid>,
    /// Words of texts as the search keeps them.
    pub stems: HashMap<String, String>,
}

async fn account(app: &App, login: &str) -> anyhow::Result<Uuid> {
    let row = app.db.optional("select id from account where login = $1", args![login]).await?;
    Ok(row.with_context(|| format!("no account {login}"))?.get("id")?)
}

impl Ground {
    /// Reads what is there, and adds people to the other agencies.
    pub async fn prepare(app: &App) -> anyhow::Result<Ground> {
        let [(_, head), (_, desk)] = PEOPLE;
        let (head, desk) = (account(app, head).await?, account(app, desk).await?);
        let row = app
            .db
            .one("select p.unit from pegawai p join account a on a.login = p.akun where a.id = $1", args![head])
            .await?;
        let measured: Uuid = row.get("unit")?;
        let mut units: Vec<Unit> =
            app.units().await.map_err(plain)?.into_iter().filter(|unit| unit.is_agency).collect();
        units.sort_by(|a, b| (a.id != measured, &a.code).cmp(&(b.id != measured, &b.code)));
        anyhow::ensure!(units.first().is_some_and(|unit| unit.id == measured), "the measured agency is none");
        let columns = &[
            "id",
            "version",
            "created",
            "updated",
            "login",
            "name",
            "password",
            "totp_on",
            "active",
            "must_change",
            "digest",
        ];
        let mut rows = Bulk::new("account", columns);
        let mut agencies = Vec::new();
        for (place, unit) in units.into_iter().enumerate() {
            let (mut of_unit, at) = ([head, desk], PACE.at(0));
            if place > 0 {
                for (role, id) in of_unit.iter_mut().enumerate() {
                    let number = place * 2 + role;
                    *id = PACE.id(0, number);
                    let name = dice::name(&mut Dice::of(number), number)?;
                    let login = format!("rekaan-{number}");
                    // Nothing hashes to this: nobody signs in with it.
                    rows.push(args![*id, 1_i64, at, at, login, name, "-", false, true, false, "langsung"])?;
                }
            }
            let [head, desk] = of_unit;
            agencies.push(Agency { unit, head, desk });
        }
        let mut tx = app.db.begin().await?;
        rows.write(&mut tx).await?;
        tx.commit().await?;
        let text = "select kode from klasifikasi_arsip where aktif and kode like '%.%.%' order by id";
        let found = app.db.query(text, vec![]).await?;
        let codes = found.iter().step_by((found.len() / CODES).max(1)).take(CODES);
        let codes = codes.map(|row| row.get("kode")).collect::<Result<Vec<String>, _>>()?;
        anyhow::ensure!(!codes.is_empty(), "no classification code");
        let paper = paper(app, measured).await?;
        let (counters, folders, stems) = (HashMap::new(), HashMap::new(), HashMap::new());
        Ok(Ground { agencies, codes, paper, counters, folders, stems })
    }

    /// The next number of a series.
    pub fn next(&mut self, series: &str, unit: Uuid, year: i32) -> i64 {
        let last = self.counters.entry((series.to_owned(), unit, year)).or_default();
        *last += 1;
        *last
    }

    /// What the search keeps of a text; texts come again and again.
    pub fn stems(&mut self, text: &str) -> String {
        // Numbers are of one letter each.
        if text.contains(|letter: char| letter.is_ascii_digit()) {
            return kernel::search::stems(text);
        }
        self.stems.entry(text.to_owned()).or_insert_with(|| kernel::search::stems(text)).clone()
    }

    /// Writes how far the series are, for letters that the program numbers itself.
    pub async fn write_counters(&self, app: &App) -> anyhow::Result<()> {
        let text = "insert into naskah_penghitung (jenis, unit, tahun, urut) values ($1, $2, $3, $4) \
            on conflict (jenis, unit, tahun) do update set urut = excluded.urut";
        let mut tx = app.db.begin().await?;
        let ordered: BTreeMap<_, _> = self.counters.iter().collect();
        for ((series, unit, year), last) in ordered {
            let values: Vec<Val> = args![series.as_str(), *unit, i64::from(*year), *last];
            tx.exec(text, values).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// Stores one document, which all letters name as theirs: contents are kept once however often they are named.
async fn paper(app: &App, unit: Uuid) -> anyhow::Result<Paper> {
    let id = PACE.id(255, 0);
    let subject = Subject::new("naskah", id, naskah_dinas::model::href(id));
    let owner = Owner { subject: subject.clone(), unit: Some(unit), secrecy: Secrecy::Internal };
    let surat = naskah_dinas::cetak::contoh(app, "surat_dinas");
    let templat = naskah_dinas::cetak::bawaan("surat_dinas");
    let pdf = naskah_dinas::cetak::pdf(app, &templat, &surat).await.map_err(|fault| plain(fault.into()))?;
    let mut write = Write::system(app, "naskah_dinas.peragaan").await.map_err(plain)?;
    let file = app.files.keep_bytes(&mut write, "surat.pdf", pdf.bytes, &owner).await.map_err(plain)?;
    write.commit(&subject).await.map_err(plain)?;
    let row = app.db.one("select sha256, size from file where id = $1", args![file]).await?;
    Ok(Paper { sha256: row.get("sha256")?, size: row.get("size")? })
}
