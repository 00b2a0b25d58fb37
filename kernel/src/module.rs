//! What a module hands to the program: plain data, so that adding one is one line in `app/src/modules.rs`.
mod visitor;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::auth::{Assignment, Perm, Reach};
use crate::job::JobKind;
use crate::{App, Ctx, Routes, Table, Work};

pub use visitor::{Front, FrontPart, Offer, OfferSearch, Place, Quick, SiteMap};

/// A right that a role has by default. Roles' members are data of the regency; what a role may do is code, reviewed.
#[derive(Debug, Clone, Copy)]
pub struct Grant {
    /// Role key, see [`ROLES`].
    pub role: &'static str,
    /// What it may do.
    pub perm: Perm,
    /// For which rows.
    pub reach: Reach,
}

/// The functional roles that a position can carry: key and title. Which position carries which role is data.
pub const ROLES: &[(&str, &str)] = &[
    ("admin", "Administrator sistem"),
    ("bupati", "Bupati"),
    ("sekda", "Sekretaris Daerah"),
    ("diskominfo", "Pengelola SPBE pada dinas komunikasi dan informatika"),
    ("perencanaan", "Koordinator perencanaan"),
    ("organisasi", "Koordinator organisasi dan tata laksana"),
    ("hukum", "Pengelola produk hukum"),
    ("kepegawaian", "Pengelola kepegawaian"),
    ("keuangan_aset", "Pengelola keuangan dan aset"),
    ("pengawasan", "Aparat pengawasan intern"),
    ("kearsipan", "Pengelola kearsipan (arsiparis)"),
    ("kepala_pd", "Kepala perangkat daerah"),
    ("operator_pd", "Operator perangkat daerah"),
    ("pegawai", "Pegawai"),
    ("evaluator_penanggung_jawab", "Penanggung jawab tim evaluator internal"),
    ("evaluator_operator", "Operator tim evaluator internal"),
    ("evaluator_anggota", "Anggota tim evaluator internal"),
    ("asesor_eksternal", "Asesor eksternal"),
];

/// One entry of the main menu.
#[derive(Debug, Clone, Copy)]
pub struct Menu {
    /// What it reads.
    pub label: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Who sees it; `None` is everybody, signed in or not.
    pub perm: Option<Perm>,
    /// Entries are sorted by this.
    pub order: u32,
}

/// The part of the menu page under which a module stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Daily work inside the government: letters, archive, people, goods.
    Administrasi,
    /// What follows from the regulation: duties, evaluation, reports.
    Pemantauan,
    /// What citizens use.
    LayananPublik,
    /// Architecture, plan, budget, processes.
    TataKelola,
    /// Risk, security, data, assets, knowledge, change, services.
    Manajemen,
    /// Audits and supervision.
    Pengawasan,
    /// What the others rest on: code lists, accounts, settings.
    Pengaturan,
}

impl Group {
    /// All, in the order of the page.
    pub const ALL: [Group; 7] = [
        Group::Administrasi,
        Group::Pemantauan,
        Group::LayananPublik,
        Group::TataKelola,
        Group::Manajemen,
        Group::Pengawasan,
        Group::Pengaturan,
    ];

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Group::Administrasi => "Administrasi pemerintahan",
            Group::Pemantauan => "Kewajiban dan evaluasi",
            Group::LayananPublik => "Layanan publik",
            Group::TataKelola => "Tata kelola SPBE",
            Group::Manajemen => "Manajemen SPBE",
            Group::Pengawasan => "Audit dan pengawasan",
            Group::Pengaturan => "Pengaturan",
        }
    }
}

/// A module reacts to an event, in a job of its own, after the change has been committed.
#[derive(Clone, Copy)]
pub struct Hear {
    /// Event name, or a prefix ending in `*`.
    pub event: &'static str,
    /// Unique name of the reaction; the job kind.
    pub name: &'static str,
    /// The reaction; run at least once, so it must tolerate a repetition.
    pub run: fn(App, crate::event::Event) -> Work<()>,
}

/// A live fact for the evaluation: what the records say about an indicator.
#[derive(Clone, Copy)]
pub struct Probe {
    /// Unique key, such as `kewajiban.kepatuhan`.
    pub key: &'static str,
    /// What it tells, one short sentence.
    pub title: &'static str,
    /// Indicators that it speaks for, as `instrument:indicator`, such as `permenpanrb-59-2020:19`.
    pub indicators: &'static [&'static str],
    /// Reads the fact.
    pub run: fn(App) -> Work<Fact>,
}

/// What a probe found.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What the records say, one sentence for an evaluator.
    pub says: String,
    /// The highest level that the records support, if the probe can tell.
    pub supports: Option<u8>,
    /// Where to look.
    pub href: Option<String>,
    /// The date of the newest record behind it.
    pub newest: Option<time::Date>,
}

/// A task for the page "Tugas saya".
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// What to do.
    pub title: String,
    /// Where.
    pub href: String,
    /// Until when.
    pub due: Option<time::Date>,
    /// What kind of thing it is, one or two words.
    pub kind: &'static str,
}

/// A piece of news for the home page of staff.
#[derive(Debug, Clone, PartialEq)]
pub struct News {
    /// Since when it is news.
    pub on: time::Date,
    /// What happened or what is said, one line.
    pub title: String,
    /// A sentence or two of it; may be empty.
    pub summary: String,
    /// Where to read on.
    pub href: String,
    /// What kind of thing it is, one or two words.
    pub kind: &'static str,
}

/// A kind of record that others can refer to, find, attach files to and comment on. Registers are resources; a typed
/// module can make one too.
pub trait Resource: Sync + Send {
    /// Unique key and first part of its addresses, such as `perangkat_daerah`.
    fn key(&self) -> &'static str;
    /// What it is called, plural.
    fn title(&self) -> &'static str;
    /// The permission that reading takes.
    fn read(&self) -> Perm;
    /// Its tables.
    fn tables(&self) -> Vec<Table>;
    /// Its pages and API.
    fn routes(&'static self) -> Routes;
    /// The address of a record's page.
    fn href(&self, id: Uuid) -> String;
    /// The columns that say whose a row is, in the table named like the first of [`Resource::tables`].
    fn rows(&self) -> crate::Rows;
    /// The permission to read what names oneself, for kinds of which some documents are in the search for their owner and
    /// their readers alone, see [`search::kind_named`](crate::search::kind_named).
    fn read_named(&self) -> Option<Perm> {
        None
    }
    /// An SQL expression over the first of [`Resource::tables`] that names a row, so that the labels of several kinds
    /// come in one statement; `None` when only [`Resource::labels`] can tell.
    fn label_sql(&self) -> Option<String> {
        None
    }
    /// Labels of these records that the scope holds, for lists and pages that refer to them.
    fn labels(&'static self, app: App, scope: crate::Scope, ids: Vec<Uuid>) -> Work<Vec<(Uuid, String)>>;
    /// Up to `limit` records whose label holds the text, for choosing one in a form.
    fn options(&'static self, app: App, scope: crate::Scope, q: String, limit: usize) -> Work<Vec<(Uuid, String)>>;
    /// The address of the list that the menu page and the tabs of the module lead to; `None` when the module's own
    /// entries do.
    fn list_href(&self) -> Option<String> {
        None
    }
    /// A code list (codes, holidays, classifications) rather than records of work: it is not offered as evidence, and the
    /// search finds it under a filter of its own.
    fn is_code_list(&self) -> bool {
        false
    }
    /// The fields as OpenAPI / JSON Schema (2020-12) object.
    fn schema(&self) -> Json;
    /// Calls of the API that are not those of a register, each a `GET`.
    fn calls(&self) -> Vec<Call> {
        vec![]
    }
    /// The generated page of the data dictionary as data: field, label, kind, class, required.
    fn dictionary(&self) -> Vec<FieldDoc>;
}

/// One call of the API beside those of registers: a `GET` that answers with JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The whole address, such as `/api/v1/kewajiban/{id}`.
    pub path: &'static str,
    /// What it answers with, a few words.
    pub summary: &'static str,
    /// Parameters of the path: name and schema.
    pub path_parameters: Vec<(&'static str, Json)>,
    /// Parameters of the query: name, meaning and schema.
    pub query: Vec<(&'static str, &'static str, Json)>,
    /// Schema of the answer.
    pub answer: Json,
    /// It has an `ETag` and answers 304 to who knows it.
    pub etag: bool,
}

/// One line of the data dictionary.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldDoc {
    /// Column.
    pub name: &'static str,
    /// Label on pages.
    pub label: &'static str,
    /// Kind in words.
    pub kind: String,
    /// How private.
    pub class: crate::Class,
    /// Must be filled.
    pub required: bool,
    /// Where the field comes from (article, standard) or what it means.
    pub hint: &'static str,
}

/// A unit of the regency, as the directory knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its record.
    pub id: Uuid,
    /// Code, unique.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Short name; the full one when there is none.
    pub short: String,
    /// Kind, such as `dinas`, `kecamatan`, `kelurahan`, `bagian`.
    pub kind: String,
    /// The unit above; none at the top.
    pub parent: Option<Uuid>,
    /// Functional roles of the unit, as profiles name them (`diskominfo`, `perencanaan`, ..).
    pub roles: Vec<String>,
    /// Counts as a perangkat daerah of its own: stands at the top of the tree or is a district.
    pub is_agency: bool,
}

/// Tells the positions of an account at an instant.
pub type Directory = fn(App, Uuid, OffsetDateTime) -> Work<Vec<Assignment>>;
/// Tells every unit that exists now.
pub type Units = fn(App) -> Work<Vec<Unit>>;
/// Tells which accounts hold a role, in a unit or anywhere, at an instant.
pub type Holders = fn(App, String, Option<Uuid>, OffsetDateTime) -> Work<Vec<Uuid>>;
/// Tells what awaits the actor.
pub type Tasks = fn(Ctx) -> Work<Vec<Task>>;
/// Tells figures about a unit and what is below it, as far as the actor may see them.
pub type UnitFacts = fn(Ctx, Unit) -> Work<Vec<page::Tile<'static>>>;
/// Tells what is new for the actor, newest first, a handful.
pub type Newsroom = fn(Ctx) -> Work<Vec<News>>;

/// Tells what a visitor finds in the module.
pub type Welcome = fn(Ctx) -> Work<Vec<Offer>>;

/// Tells what a module adds to the home page of visitors.
pub type Fronts = fn(Ctx) -> Work<Front>;
/// Tells the files with addresses for search engines that a module serves.
pub type SiteMaps = fn(App) -> Work<Vec<SiteMap>>;

/// One code of a code list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// What is stored.
    pub code: String,
    /// What people read.
    pub name: String,
    /// It may still be chosen; one that may not only keeps old records readable.
    pub active: bool,
}

/// Tells the codes of a list, in their order.
pub type Codes = fn(App, &'static str) -> Work<Vec<Code>>;

/// Ports: small things that the kernel needs and one module knows.
#[derive(Clone, Copy)]
pub struct Ports {
    /// The positions that an account holds at an instant.
    pub directory: Option<Directory>,
    /// The working calendar of the regency.
    pub calendar: Option<fn(App) -> Work<indonesia::kerja::Kalender>>,
    /// Every unit that exists now.
    pub units: Option<Units>,
    /// The codes of a list, for fields that are chosen from one.
    pub codes: Option<Codes>,
    /// Accounts that hold a role in a unit (or anywhere when no unit is given) at an instant: whom to notify.
    pub holders: Option<Holders>,
    /// What stands below the signature of an account.
    pub employee: Option<crate::port::Employees>,
    /// Takes requests for signatures.
    pub ask_signature: Option<crate::port::AskSignature>,
    /// Takes them back.
    pub withdraw_signature: Option<crate::port::WithdrawSignature>,
    /// Takes final records into the archive.
    pub archive: Option<crate::port::Archive>,
    /// Says what the signatures of a PDF are worth.
    pub check_signatures: Option<crate::port::CheckSignatures>,
    /// Asks the applicant of a finished case how it was.
    pub survey: Option<crate::port::AskSurvey>,
    /// The districts and villages of the regency.
    pub regions: Option<crate::port::Regions>,
}

impl Ports {
    /// No port filled.
    pub const NONE: Ports = Ports {
        directory: None,
        calendar: None,
        units: None,
        codes: None,
        holders: None,
        employee: None,
        ask_signature: None,
        withdraw_signature: None,
        archive: None,
        check_signatures: None,
        survey: None,
        regions: None,
    };
}

/// One module of the program.
pub struct Module {
    /// Folder, crate and first part of its permissions.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// Its permissions with a label each.
    pub perms: &'static [(Perm, &'static str)],
    /// What its actions are called, such as `("tim.ubah", "Diubah")`, for the histories of records that other modules show.
    pub actions: &'static [(&'static str, &'static str)],
    /// What the roles may do by default.
    pub grants: &'static [Grant],
    /// Numbered SQL scripts: name and text.
    pub migrations: &'static [(&'static str, &'static str)],
    /// Scripts of a database that is the module's alone, called like the module; empty when it has none. Neither the log, nor the
    /// search, nor `pendopo cadangkan` reach it: see [`App::apart`](crate::App::apart).
    pub apart: &'static [(&'static str, &'static str)],
    /// Tables beside those of its resources.
    pub tables: fn() -> Vec<Table>,
    /// Registers and other kinds of record.
    pub resources: &'static [&'static dyn Resource],
    /// Routes beside those of its resources.
    pub routes: fn() -> Routes,
    /// Entries of the main menu.
    pub menu: &'static [Menu],
    /// Where it stands on the menu page.
    pub group: Group,
    /// Which entries are the daily work of which roles: address and roles. They come first in the bar that every page
    /// has; the others follow by their order as far as there is room.
    pub daily: &'static [(&'static str, &'static [&'static str])],
    /// What a citizen with an account does in it, such as the own applications: their home page lists it. `order` sorts, and `perm`
    /// is none, since citizens hold no rights.
    pub mine: &'static [Menu],
    /// The one row of tabs on the lists of its registers; `None`: its registers.
    pub tabs: Option<fn(&Ctx) -> maud::Markup>,
    /// Background work.
    pub jobs: &'static [JobKind],
    /// Events that it hears.
    pub hears: &'static [Hear],
    /// Live facts for the evaluation.
    pub probes: &'static [Probe],
    /// What awaits the actor, for "Tugas saya".
    pub tasks: Option<Tasks>,
    /// Figures about the actor's unit, for the home page.
    pub unit_facts: Option<UnitFacts>,
    /// What is new, for the home page.
    pub news: Option<Newsroom>,
    /// What it offers visitors, for their home page.
    pub welcome: Option<Welcome>,
    /// What else stands on the home page of visitors.
    pub front: Option<Fronts>,
    /// Quick ways for visitors. While modules name few, entries of the menu that anybody sees stand behind them.
    pub quick: &'static [Quick],
    /// Receipts that it gives out: how their numbers begin, such as `PGD`, and the address of the page that asks for number
    /// and word, such as `/pengaduan/status`. The one field of the home page leads there with `?nomor=` filled in.
    pub receipts: &'static [(&'static str, &'static str)],
    /// Links at the foot of every page: label and address.
    pub foot: &'static [(&'static str, &'static str)],
    /// Feeds (Atom) that pages of visitors name in their head: title and address.
    pub feeds: &'static [(&'static str, &'static str)],
    /// Files with addresses for search engines.
    pub site_maps: Option<SiteMaps>,
    /// Kernel ports that it fills.
    pub ports: Ports,
    /// Fills an empty database with what the profile and the shipped data say (always), run once by `pendopo init`
    /// and harmless when run again.
    pub setup: Option<fn(App) -> Work<()>>,
    /// Fills a demonstration with invented records, after the setup and after the invented people; run once, in the
    /// order of the modules.
    pub demo: Option<fn(App) -> Work<()>>,
}

impl Module {
    /// A module with nothing in it; `const MODULE: Module = Module { name: "x", .., ..Module::EMPTY };`
    pub const EMPTY: Module = Module {
        name: "",
        title: "",
        perms: &[],
        actions: &[],
        grants: &[],
        migrations: &[],
        apart: &[],
        tables: Vec::new,
        resources: &[],
        routes: Routes::new,
        menu: &[],
        group: Group::Administrasi,
        daily: &[],
        mine: &[],
        tabs: None,
        jobs: &[],
        hears: &[],
        probes: &[],
        tasks: None,
        unit_facts: None,
        news: None,
        welcome: None,
        front: None,
        quick: &[],
        receipts: &[],
        foot: &[],
        feeds: &[],
        site_maps: None,
        ports: Ports::NONE,
        setup: None,
        demo: None,
    };
}

/// What each role may do, collected from all modules at start.
#[derive(Debug, Clone, Default)]
pub struct Roles {
    grants: Arc<BTreeMap<&'static str, Vec<(Perm, Reach)>>>,
}

impl Roles {
    pub(crate) fn collect(grants: impl IntoIterator<Item = Grant>) -> Roles {
        let mut map: BTreeMap<&'static str, Vec<(Perm, Reach)>> = BTreeMap::new();
        for grant in grants {
            map.entry(grant.role).or_default().push((grant.perm, grant.reach));
        }
        Roles { grants: Arc::new(map) }
    }
    /// The rights of a role; none for a role that nobody knows.
    pub fn grants(&self, role: &str) -> &[(Perm, Reach)] {
        self.grants.get(role).map_or(&[], Vec::as_slice)
    }
}
