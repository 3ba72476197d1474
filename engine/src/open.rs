//! Opening the engine: database, packs, key and files; and what runs beside the requests.
use crate::{
    Failure, Packs, Press, Signer, batches,
    leaves::Lens,
    live, pack,
    papers::{BuiltIn, Former},
    seal::{Keys, Seal},
    timers,
};
use domain::{pack::Pack, time::Instant};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, atomic::AtomicI64},
};
use store::{Db, StoreError};
use tokio::sync::broadcast;
use uuid::Uuid;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in UTC milliseconds.
    fn now(&self) -> Instant;
}

/// Gives chance.
pub trait Dice: Send + Sync {
    /// Fills the bytes with unpredictable ones.
    fn fill(&self, bytes: &mut [u8]);
}

/// What the engine needs.
pub struct Settings {
    /// `sqlite://…` or `postgres://…`.
    pub database_url: String,
    /// Folder of the key and, by default, of files.
    pub data_dir: PathBuf,
    /// Folder of the packs.
    pub packs_dir: PathBuf,
    /// Where files go, when not into the data folder.
    pub files: Option<String>,
    /// Demonstration mode.
    pub demo: bool,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub dice: Arc<dyn Dice>,
    /// What prints documents.
    pub press: Arc<dyn Press>,
    /// What draws the pages of papers.
    pub lens: Arc<dyn Lens>,
    /// Who signs them, where the state's own certifier does; the built-in signer where nobody is named.
    pub signer: Option<Arc<dyn Signer>>,
    /// The banks that tell of payments, by name, with the key that each shares with us.
    pub banks: BTreeMap<String, Vec<u8>>,
    /// The address that people use, with its scheme, for the codes on documents; without one they lead to a path.
    pub address: Option<String>,
}

/// Why the engine could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The packs don't hold together.
    #[error("the packs can't be used:\n{0}")]
    Packs(String),
    /// The database.
    #[error("can't {doing}: {source}")]
    Store {
        /// What was tried.
        doing: &'static str,
        /// Why it failed.
        source: StoreError,
    },
    /// The data folder.
    #[error("can't use the data folder {path}: {source}")]
    Data {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file store.
    #[error("can't open the file store: {0}")]
    Files(String),
    /// Demonstration mode on a database with real accounts.
    #[error("this database holds real accounts; a demonstration needs a database of its own")]
    RealAccounts,
    /// Real mode on a demonstration database.
    #[error("this database holds demonstration accounts; start with --demo, or use another database")]
    DemoAccounts,
}

/// Documents that are printed at the same time.
const PRINTING: usize = 2;

/// Region, prefix and year, to the next number and the block's end.
type Numbers = BTreeMap<(String, String, u16), (u32, u32)>;

pub(crate) struct Inner {
    pub(crate) db: Db,
    pub(crate) packs: Packs,
    /// Further languages of citizens' pages.
    pub(crate) languages: pack::Languages,
    /// Their folder: what administrators change is laid over its files.
    pub(crate) packs_dir: PathBuf,
    /// Which published changes of each region are laid over its files.
    pub(crate) laid: tokio::sync::Mutex<BTreeMap<domain::region::RegionCode, Vec<i32>>>,
    pub(crate) keys: Keys,
    pub(crate) store: Arc<dyn object_store::ObjectStore>,
    pub(crate) demo: bool,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) dice: Arc<dyn Dice>,
    pub(crate) live: broadcast::Sender<Arc<crate::LiveEvent>>,
    /// Those of them that are at hand.
    pub(crate) recent: live::Recent,
    pub(crate) seen: AtomicI64,
    /// Case numbers reserved ahead: (region, prefix, year) to next and end.
    pub(crate) numbers: Mutex<Numbers>,
    pub(crate) press: Arc<dyn Press>,
    pub(crate) lens: Arc<dyn Lens>,
    pub(crate) banks: BTreeMap<String, Vec<u8>>,
    /// Who signs now.
    pub(crate) signer: Arc<dyn Signer>,
    /// Who signs where nobody else was set up, and did before somebody was.
    pub(crate) own_signer: BuiltIn,
    /// Who signed documents of regions that came from elsewhere.
    pub(crate) former_signers: Vec<Former>,
    /// Regions that are not open.
    pub(crate) standings: std::sync::RwLock<BTreeMap<String, crate::RegionStanding>>,
    /// Without a slash at its end.
    pub(crate) address: Option<String>,
    /// Hashes of templates that are kept, by region and name.
    pub(crate) templates: Mutex<BTreeMap<(String, String), String>>,
    /// Turns at the press.
    pub(crate) printing: tokio::sync::Semaphore,
    /// Counts up when alerts changed.
    pub(crate) alert_changes: tokio::sync::watch::Sender<u64>,
    /// When screens were told of signals last, UTC milliseconds.
    pub(crate) signals_told: AtomicI64,
    /// How Terang itself answers.
    pub(crate) health: crate::health::Measured,
    /// That something was ordered for many cases.
    pub(crate) ordered: tokio::sync::Notify,
    /// Whose evidence was opened by whom.
    pub(crate) opened: Mutex<crate::performance::Opened>,
    /// The organisation of each region at hand, with the revision that it was read at.
    pub(crate) charts: Mutex<BTreeMap<String, Arc<crate::performance::Organisation>>>,
    /// A password hash that nobody has, so that an unknown login takes as long as a known one.
    pub(crate) nobody: std::sync::OnceLock<String>,
}

impl Inner {
    pub(crate) fn now(&self) -> Instant {
        self.clock.now()
    }

    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.dice.fill(&mut bytes);
        bytes
    }

    /// A new id: UUIDv7 of now and chance.
    pub(crate) fn id(&self) -> Uuid {
        let ms = u64::try_from(self.now().millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(ms, &self.random()).into_uuid()
    }

    /// What seals a region's data.
    pub(crate) fn seal(&self, region: &domain::region::RegionCode) -> Seal {
        self.keys.of(region)
    }

    pub(crate) fn pack_of(&self, region: &domain::region::RegionCode) -> Option<Arc<Pack>> {
        self.packs.by_code(region)
    }
}

/// The use cases over one database and its packs. Clones share it.
#[derive(Clone)]
pub struct Engine(pub(crate) Arc<Inner>);

/// The tasks that run beside the requests; they end when it is dropped.
pub struct Background(Vec<tokio::task::JoinHandle<()>>);

impl Drop for Background {
    fn drop(&mut self) {
        self.0.iter().for_each(tokio::task::JoinHandle::abort);
    }
}

impl Engine {
    /// Opens everything. The tables are brought up to date by [`Engine::migrate`].
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn open(settings: Settings) -> Result<Self, OpenError> {
        let packs = pack::load_all(&settings.packs_dir).map_err(|e| OpenError::Packs(e.to_string()))?;
        std::fs::create_dir_all(&settings.data_dir).map_err(|source| OpenError::Data { path: settings.data_dir.clone(), source })?;
        let unusable = |source| OpenError::Data { path: settings.data_dir.clone(), source };
        let file = settings.data_dir.join("terang.key");
        let made = !file.exists();
        let keys = key(&file, &*settings.dice).and_then(|key| Keys::open(&settings.data_dir, key, made)).map_err(unusable)?;
        let signing = key(&settings.data_dir.join("terang-sign.key"), &*settings.dice)
            .map_err(|source| OpenError::Data { path: settings.data_dir.clone(), source })?;
        let files = settings
            .files
            .as_deref()
            .map_or_else(|| settings.data_dir.join("files"), |f| PathBuf::from(f.strip_prefix("file://").unwrap_or(f)));
        std::fs::create_dir_all(&files).map_err(|source| OpenError::Data { path: files.clone(), source })?;
        let store = object_store::local::LocalFileSystem::new_with_prefix(&files).map_err(|e| OpenError::Files(e.to_string()))?;
        let db = Db::open(&settings.database_url).await.map_err(|source| OpenError::Store { doing: "open the database", source })?;
        let former_signers = keys.signers().iter().filter_map(|(name, hex)| Former::of(name, hex)).collect();
        let engine = Self(Arc::new(Inner {
            db,
            packs,
            languages: pack::Languages::read(&settings.packs_dir),
            packs_dir: settings.packs_dir,
            laid: tokio::sync::Mutex::default(),
            keys,
            store: Arc::new(store),
            demo: settings.demo,
            clock: settings.clock,
            dice: settings.dice,
            live: broadcast::channel(4096).0,
            recent: live::Recent::default(),
            seen: AtomicI64::new(0),
            numbers: Mutex::default(),
            press: settings.press,
            lens: settings.lens,
            signer: settings.signer.unwrap_or_else(|| Arc::new(BuiltIn::new(&signing))),
            own_signer: BuiltIn::new(&signing),
            former_signers,
            standings: std::sync::RwLock::default(),
            banks: settings.banks,
            address: settings.address.map(|a| a.trim_end_matches('/').to_owned()),
            templates: Mutex::default(),
            printing: tokio::sync::Semaphore::new(PRINTING),
            alert_changes: tokio::sync::watch::Sender::new(0),
            signals_told: AtomicI64::new(0),
            health: crate::health::Measured::default(),
            ordered: tokio::sync::Notify::new(),
            opened: Mutex::default(),
            charts: Mutex::default(),
            nobody: std::sync::OnceLock::new(),
        }));
        // Before the first migration there are no accounts, and no table to ask; nor is anything published.
        let (real, there) = match store::accounts::has_real_accounts(&engine.0.db).await {
            Ok(real) => (real, true),
            Err(_) => (false, false),
        };
        let demo = store::accounts::has_demo_accounts(&engine.0.db).await.unwrap_or(false);
        if there {
            _ = engine.0.look_at_standings().await;
            _ = engine.0.renew().await;
        }
        match (settings.demo, real, demo) {
            (true, true, _) => Err(OpenError::RealAccounts),
            (false, _, true) => Err(OpenError::DemoAccounts),
            _ => Ok(engine),
        }
    }

    /// Brings the tables up to date, and the packs to what was published.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn migrate(&self) -> Result<(), Failure> {
        self.0.db.migrate().await?;
        self.0.look_at_standings().await?;
        self.0.renew().await
    }

    /// Puts in force what was published since the last time, also by another node, or for today; the running server does so by itself.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn renew(&self) -> Result<(), Failure> {
        self.0.renew().await
    }

    /// Whether there are no events yet.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn is_empty(&self) -> Result<bool, Failure> {
        Ok(store::events::last_seq(&self.0.db).await? == 0)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn ping(&self) -> Result<(), Failure> {
        Ok(self.0.db.ping().await?)
    }

    /// Commands that wait for the writer, for the metrics; 0 where commands run in parallel.
    #[must_use]
    pub fn writer_waiting(&self) -> usize {
        self.0.db.waiting()
    }

    /// Live readers that follow this engine now, for the metrics.
    #[must_use]
    pub fn live_readers(&self) -> usize {
        self.0.live.receiver_count()
    }

    /// Begins to follow the event log for live readers, to look at the timers and to run what is ordered for many cases.
    #[must_use]
    pub fn run_background(&self) -> Background {
        let live = tokio::spawn(live::follow(self.0.clone()));
        let alerts = tokio::spawn(crate::alerts::follow(self.0.clone()));
        let health = tokio::spawn(crate::health::follow(self.health()));
        let mut tasks = vec![live, alerts, health, tokio::spawn(timers::follow(self.clone())), tokio::spawn(batches::follow(self.clone()))];
        tasks.push(tokio::spawn(crate::amendments::follow(self.clone())));
        if self.0.demo {
            tasks.push(tokio::spawn(crate::signals::follow(self.signals())));
        }
        Background(tasks)
    }

    /// Finishes what is under way and lets go of the database.
    pub async fn close(&self) {
        self.0.db.close().await;
    }

    /// The address that people use, with its scheme and without a slash at its end, where it was set.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.0.address.as_deref()
    }

    /// The regions.
    #[must_use]
    pub fn packs(&self) -> &Packs {
        &self.0.packs
    }

    /// Further languages of citizens' pages.
    #[must_use]
    pub fn languages(&self) -> &pack::Languages {
        &self.0.languages
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.0.now()
    }

    /// Whether this is a demonstration.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.0.demo
    }
}

/// A key of ours, such as that which seals personal data: made once, readable by its owner alone.
fn key(path: &Path, dice: &dyn Dice) -> std::io::Result<[u8; 32]> {
    match std::fs::read(path) {
        Ok(bytes) => bytes.try_into().map_err(|_| std::io::Error::other("the key file is not 32 bytes long")),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            let mut key = [0; 32];
            dice.fill(&mut key);
            let mut options = std::fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            std::io::Write::write_all(&mut options.open(path)?, &key)?;
            Ok(key)
        }
        Err(e) => Err(e),
    }
}
