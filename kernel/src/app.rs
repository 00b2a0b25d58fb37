//! The running program: what every request, job and command shares.
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use db::Db;
use serde_json::Value as Json;
use time::{OffsetDateTime, UtcOffset};
use tokio::sync::{Notify, OnceCell};

use crate::auth::Perm;
use crate::config::Config;
use crate::job::JobKind;
use crate::keys::Keys;
use crate::module::{Grant, Hear, Module, Probe, Resource, Roles};
use crate::profile::Profile;
use crate::web::{Metrics, Routes};
use crate::{BoxFuture, Error, Result, Table};

/// Where the time comes from: the machine, or a test.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that a test sets and moves.
    Fixed(Arc<Mutex<OffsetDateTime>>),
}

impl Clock {
    /// A clock that stands at this instant.
    pub fn at(instant: OffsetDateTime) -> Clock {
        Clock::Fixed(Arc::new(Mutex::new(instant)))
    }
    /// Now, cut to the microsecond that both databases keep.
    pub fn now(&self) -> OffsetDateTime {
        let now = match self {
            Clock::System => OffsetDateTime::now_utc(),
            Clock::Fixed(instant) => match instant.lock() {
                Ok(instant) => *instant,
                Err(poisoned) => *poisoned.into_inner(),
            },
        };
        now.replace_nanosecond(now.nanosecond() / 1000 * 1000).unwrap_or(now)
    }
    /// Moves a fixed clock; the system's stays.
    pub fn advance(&self, by: time::Duration) {
        if let Clock::Fixed(instant) = self {
            let mut instant = match instant.lock() {
                Ok(instant) => instant,
                Err(poisoned) => poisoned.into_inner(),
            };
            *instant += by;
        }
    }
}

/// Wakes background tasks of this process early; the database remains the truth.
#[derive(Debug, Default)]
pub struct Signals {
    /// New leaves await their place in the log.
    pub log: Notify,
    /// New jobs are due.
    pub job: Notify,
}

/// The program; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What [`App`] shares.
pub struct Inner {
    /// The database.
    pub db: Db,
    /// What the installer decided.
    pub config: Config,
    /// The regency.
    pub profile: Profile,
    /// Secrets of the installation.
    pub keys: Keys,
    /// Time.
    pub clock: Clock,
    /// Stored files.
    pub files: crate::file::Store,
    /// Counters.
    pub metrics: Metrics,
    /// Measures against floods.
    pub abuse: crate::web::abuse::Meter,
    /// Early wake-ups.
    pub signals: Signals,
    apart: BTreeMap<&'static str, OnceCell<Db>>,
    modules: Vec<&'static Module>,
    roles: Roles,
    resources: BTreeMap<&'static str, &'static dyn Resource>,
}

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// Opens the database and files of a configuration. Migrations are run separately, see [`App::migrate`].
    ///
    /// # Errors
    /// When the database, the files, the keys or the profile cannot be opened, or two modules claim one name.
    pub async fn open(config: Config, profile: Profile, modules: Vec<&'static Module>, clock: Clock) -> Result<App> {
        if let Some(mail) = &config.mail {
            crate::notify::check(mail)?;
        }
        std::fs::create_dir_all(&config.data)?;
        let keys = Keys::open(&config.data.join("kunci").join("induk"))?;
        let db = Db::open(&config.database()).await?;
        let files = crate::file::Store::open(&config)?;
        App::with(db, config, profile, keys, files, modules, clock)
    }

    /// The same from parts already opened (tests).
    pub fn with(
        db: Db,
        config: Config,
        profile: Profile,
        keys: Keys,
        files: crate::file::Store,
        modules: Vec<&'static Module>,
        clock: Clock,
    ) -> Result<App> {
        let mut all: Vec<&'static Module> = vec![&crate::inti::MODULE];
        all.extend(modules);
        let mut resources: BTreeMap<&'static str, &'static dyn Resource> = BTreeMap::new();
        for resource in all.iter().flat_map(|module| module.resources) {
            if resources.insert(resource.key(), *resource).is_some() {
                return Err(Error::internal(format!("two modules claim the record kind {}", resource.key())));
            }
        }
        let apart = all.iter().filter(|module| !module.apart.is_empty()).map(|module| (module.name, OnceCell::new()));
        let apart = apart.collect();
        let roles = Roles::collect(all.iter().flat_map(|module| module.grants.iter().copied()));
        Ok(App(Arc::new(Inner {
            db,
            config,
            profile,
            keys,
            clock,
            files,
            metrics: Metrics::default(),
            abuse: crate::web::abuse::Meter::default(),
            signals: Signals::default(),
            apart,
            modules: all,
            roles,
            resources,
        })))
    }

    /// Brings the database to the newest form. Returns the scripts that ran.
    pub async fn migrate(&self) -> Result<Vec<String>> {
        let own =
            self.modules.iter().map(|module| db::MigrationSet { module: module.name, scripts: module.migrations });
        let sets: Vec<_> = [db::SCHEMA].into_iter().chain(own).collect();
        let mut ran = self.db.migrate(&sets).await.map_err(|cause| Error::Internal(cause.into()))?;
        for module in self.modules.iter().filter(|module| !module.apart.is_empty()) {
            let sets = [db::MigrationSet { module: module.name, scripts: module.apart }];
            let own = self.apart(module.name).await?;
            ran.extend(own.migrate(&sets).await.map_err(|cause| Error::Internal(cause.into()))?);
        }
        Ok(ran)
    }

    /// The database that a module has for itself (see [`Module::apart`]), opened when it is first asked for.
    ///
    /// # Errors
    /// When it cannot be opened, or the module has none.
    pub async fn apart(&self, module: &str) -> Result<&Db> {
        let cell =
            self.apart.get(module).ok_or_else(|| Error::internal(format!("{module} has no database of its own")))?;
        Ok(cell.get_or_try_init(async || db::open_apart(&self.config.database(), module).await).await?)
    }

    /// Fills in what the profile and the shipped data say; harmless when run again.
    pub async fn setup(&self) -> Result<()> {
        for module in &self.modules {
            if let Some(setup) = module.setup {
                setup(self.clone()).await?;
            }
        }
        Ok(self.db.tune().await?)
    }

    /// Now, in UTC.
    pub fn now(&self) -> OffsetDateTime {
        self.clock.now()
    }
    /// Zone of the regency.
    pub fn offset(&self) -> UtcOffset {
        self.profile.zone().selisih()
    }
    /// Today in the regency.
    pub fn today(&self) -> time::Date {
        self.now().to_offset(self.offset()).date()
    }

    /// All modules, the kernel's own first.
    pub fn modules(&self) -> &[&'static Module] {
        &self.modules
    }
    /// What roles may do.
    pub fn roles(&self) -> &Roles {
        &self.roles
    }
    /// The grants of all modules.
    pub fn grants(&self) -> impl Iterator<Item = &'static Grant> {
        self.modules.iter().flat_map(|module| module.grants)
    }
    /// Every kind of record.
    pub fn resources(&self) -> impl Iterator<Item = &'static dyn Resource> {
        self.resources.values().copied()
    }
    /// The kind of record with this key.
    pub fn resource(&self, key: &str) -> Option<&'static dyn Resource> {
        self.resources.get(key).copied()
    }
    /// Every table that the log watches.
    pub fn tables(&self) -> Vec<Table> {
        let own = self.modules.iter().flat_map(|module| (module.tables)());
        own.chain(self.resources().flat_map(Resource::tables)).collect()
    }
    /// Every route.
    pub fn routes(&self) -> Routes {
        let mut routes = Routes::new();
        for module in &self.modules {
            routes = routes.merge((module.routes)());
            for resource in module.resources {
                routes = routes.merge(resource.routes());
            }
        }
        routes
    }
    /// Who hears what.
    pub fn hears(&self) -> impl Iterator<Item = &'static Hear> {
        self.modules.iter().flat_map(|module| module.hears)
    }
    /// Live facts.
    pub fn probes(&self) -> impl Iterator<Item = &'static Probe> {
        self.modules.iter().flat_map(|module| module.probes)
    }
    /// Kinds of background work.
    pub fn job_kinds(&self) -> impl Iterator<Item = &'static JobKind> {
        self.modules.iter().flat_map(|module| module.jobs)
    }
    /// What runs a job of this kind: a job of a module, or its reaction to an event.
    pub fn job_runner(&self, kind: &str) -> Option<impl FnOnce(App, Json) -> BoxFuture<Result<()>> + use<>> {
        enum Runner {
            Job(fn(App, Json) -> BoxFuture<Result<()>>),
            Hear(fn(App, crate::event::Event) -> BoxFuture<Result<()>>),
        }
        let job = self.job_kinds().find(|job| job.kind == kind).map(|job| Runner::Job(job.run));
        let runner = job.or_else(|| self.hears().find(|hear| hear.name == kind).map(|hear| Runner::Hear(hear.run)))?;
        Some(move |app: App, payload: Json| -> BoxFuture<Result<()>> {
            match runner {
                Runner::Job(run) => run(app, payload),
                Runner::Hear(run) => match serde_json::from_value(payload) {
                    Ok(event) => run(app, event),
                    Err(cause) => Box::pin(std::future::ready(Err(cause.into()))),
                },
            }
        })
    }

    /// The positions of an account now, from the module that fills the directory port.
    pub async fn assignments(&self, account: uuid::Uuid) -> Result<Vec<crate::auth::Assignment>> {
        match self.modules.iter().find_map(|module| module.ports.directory) {
            Some(directory) => directory(self.clone(), account, self.now()).await,
            None => Ok(vec![]),
        }
    }
    /// The working calendar of the regency; Monday to Friday when no module knows better.
    pub async fn calendar(&self) -> Result<indonesia::kerja::Kalender> {
        match self.modules.iter().find_map(|module| module.ports.calendar) {
            Some(calendar) => calendar(self.clone()).await,
            None => Ok(indonesia::kerja::Kalender::lima_hari(self.profile.zone(), [])),
        }
    }
    /// Every unit that exists now; none when no module knows them.
    pub async fn units(&self) -> Result<Vec<crate::module::Unit>> {
        match self.modules.iter().find_map(|module| module.ports.units) {
            Some(units) => units(self.clone()).await,
            None => Ok(vec![]),
        }
    }
    /// The codes of a list; none when no module knows lists.
    pub async fn codes(&self, list: &'static str) -> Result<Vec<crate::module::Code>> {
        match self.modules.iter().find_map(|module| module.ports.codes) {
            Some(codes) => codes(self.clone(), list).await,
            None => Ok(vec![]),
        }
    }
    /// The districts and villages of the regency, in the order of their codes; none when no module knows them.
    pub async fn regions(&self) -> Result<Vec<crate::port::Region>> {
        match self.modules.iter().find_map(|module| module.ports.regions) {
            Some(regions) => regions(self.clone()).await,
            None => Ok(vec![]),
        }
    }
    /// Accounts that hold a role now, in a unit or anywhere.
    pub async fn holders(&self, role: &str, unit: Option<uuid::Uuid>) -> Result<Vec<uuid::Uuid>> {
        match self.modules.iter().find_map(|module| module.ports.holders) {
            Some(holders) => holders(self.clone(), role.to_owned(), unit, self.now()).await,
            None => Ok(vec![]),
        }
    }
    /// What stands below the signature of an account; nothing when no module knows.
    pub async fn employee(&self, account: uuid::Uuid) -> Result<crate::port::Employee> {
        match self.modules.iter().find_map(|module| module.ports.employee) {
            Some(employee) => employee(self.clone(), account).await,
            None => Ok(crate::port::Employee::default()),
        }
    }
    /// What the signatures of a PDF that came in are worth, as a part of a page; nothing when no module can tell.
    ///
    /// # Errors
    /// [`Error::BadRequest`] with words for the person when the file is no readable PDF.
    pub async fn check_signatures(&self, pdf: Vec<u8>) -> Result<Option<maud::Markup>> {
        match self.modules.iter().find_map(|module| module.ports.check_signatures) {
            Some(check) => check(self.clone(), pdf).await.map(Some),
            None => Ok(None),
        }
    }
    /// What an action is called, by the module that does it.
    pub fn action_label(&self, action: &str) -> Option<&'static str> {
        let mut all = self.modules.iter().flat_map(|module| module.actions);
        all.find(|(own, _)| *own == action).map(|(_, label)| *label)
    }
    /// The label of a permission, for pages and documents.
    pub fn perm_label(&self, perm: Perm) -> &'static str {
        self.modules.iter().flat_map(|module| module.perms).find(|(own, _)| *own == perm).map_or("", |(_, label)| label)
    }
}
