//! A made-up town with its personas, a clock that a test can move, and a server that no socket belongs to.
use crate::answers::Answer;
use axum::{Router, body::Body};
use domain::{pack::Pack, time::Instant};
use engine::{DemoPlan, Engine, Settings};
use http::{Method, Request, header};
use press::TypstPress;
use serde_json::{Value, json};
use server::{
    config::{Config, Secret},
    leaves::ChildLens,
    real::RealDice,
    router::router,
    shared::{Running, share},
};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicI64, Ordering},
    },
};
use tempfile::TempDir;
use tower::ServiceExt;

/// The region that all tests play in.
pub(crate) const REGION: &str = "kota-bandung";
/// The password of all personas.
pub(crate) const PASSWORD: &str = "terang-demo";

/// A clock that stands still until it is moved.
pub(crate) struct TestClock(AtomicI64);

impl engine::Clock for TestClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::Relaxed))
    }
}

impl TestClock {
    /// Moves it on.
    pub(crate) fn forward(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::Relaxed);
    }
}

/// Draws papers with the program itself, as a server does.
pub(crate) fn lens() -> Arc<ChildLens> {
    Arc::new(ChildLens::of(env!("CARGO_BIN_EXE_terang").into()))
}

/// A running town.
pub(crate) struct Town {
    pub(crate) engine: Engine,
    pub(crate) running: Running,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) router: Router,
    // Last, so that the database is closed before its folder goes.
    _dir: TempDir,
}

impl Town {
    /// A town with personas and no cases, with the limits of the defaults.
    pub(crate) async fn open() -> Self {
        Self::with(|_| {}).await
    }

    /// The same with other settings.
    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = format!("sqlite://{}", dir.path().join("terang.db").display());
        Self::on(dir, database, change).await
    }

    /// The same on a database of its own in the PostgreSQL cluster of the tests.
    pub(crate) async fn on(dir: TempDir, database: String, change: impl FnOnce(&mut Config)) -> Self {
        let site = dir.path().join("site");
        std::fs::create_dir_all(site.join("pkg/b1")).unwrap();
        std::fs::write(site.join("build-id"), "b1").unwrap();
        std::fs::write(site.join("pkg/b1/terang.css"), "body{}").unwrap();
        std::fs::write(site.join("favicon.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
        let mut config = Config::defaults().unwrap();
        config.site = site;
        config.data = dir.path().join("data");
        config.packs = packs();
        config.database_url = Secret::new(database);
        config.demo = true;
        // The limits themselves are looked at in a test of their own.
        config.demo_factor = 10_000;
        change(&mut config);
        // A Monday at 9 in the morning in the west of the country, and no holiday.
        let clock = Arc::new(TestClock(AtomicI64::new(1_794_189_600_000 - 126 * 86_400_000)));
        let engine = Engine::open(Settings {
            database_url: config.database_url.reveal().to_owned(),
            data_dir: config.data.clone(),
            packs_dir: config.packs.clone(),
            files: None,
            demo: config.demo,
            clock: clock.clone(),
            dice: Arc::new(RealDice),
            press: Arc::new(TypstPress),
            lens: lens(),
            signer: None,
            banks: Default::default(),
            address: config.address.clone(),
        })
        .await
        .unwrap();
        engine.migrate().await.unwrap();
        engine.demo(DemoPlan { seed: 1, cases: 0, region: Some(REGION.to_owned()), ..DemoPlan::default() }).await.unwrap();
        let running = Running { engine: engine.clone(), shared: share(config).unwrap() };
        Self { router: router(&running), engine, running, clock, _dir: dir }
    }

    /// Another installation beside this one, served at the same time.
    pub(crate) fn beside(town: &Self, engine: Engine) -> Self {
        let running = Running { engine: engine.clone(), shared: town.running.shared.clone() };
        Self { router: router(&running), engine, running, clock: town.clock.clone(), _dir: tempfile::tempdir().unwrap() }
    }

    /// The same town served by another engine.
    pub(crate) fn with_engine(self, engine: Engine) -> Self {
        let running = Running { engine: engine.clone(), shared: self.running.shared.clone() };
        Self { router: router(&running), engine, running, ..self }
    }

    /// The town's pack.
    pub(crate) fn pack(&self) -> Arc<Pack> {
        self.engine.packs().by_slug(REGION).unwrap()
    }

    /// Moves the clock on.
    pub(crate) fn later(&self, days: i64) {
        self.clock.forward(days * 86_400_000);
    }

    /// One request.
    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        Answer::read(self.router.clone().oneshot(request).await.unwrap()).await
    }

    /// A page for a visitor with this session.
    pub(crate) async fn get(&self, path: &str, session: Option<&str>) -> Answer {
        let mut request = Request::get(path).header(header::ACCEPT, "text/html");
        if let Some(token) = session {
            request = request.header(header::COOKIE, format!("{}={token}", engine::COOKIE));
        }
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// A JSON request of a program with this token.
    pub(crate) async fn api(&self, method: Method, path: &str, token: Option<&str>, body: Option<Value>) -> Answer {
        self.ask(api_request(method, path, token, body)).await
    }

    /// `GET` below the region's API.
    pub(crate) async fn read(&self, path: &str, token: Option<&str>) -> Answer {
        self.api(Method::GET, &format!("/api/v1/{REGION}/{path}"), token, None).await
    }

    /// `POST` below the region's API.
    pub(crate) async fn post(&self, path: &str, token: Option<&str>, body: Value) -> Answer {
        self.api(Method::POST, &format!("/api/v1/{REGION}/{path}"), token, Some(body)).await
    }

    /// A program's session of a persona.
    pub(crate) async fn persona(&self, role: &str) -> String {
        self.persona_of(REGION, role).await
    }

    /// The same of another region's.
    pub(crate) async fn persona_of(&self, region: &str, role: &str) -> String {
        let login = format!("{role}@{region}.demo.test");
        let answer = self.api(Method::POST, "/api/v1/sessions", None, Some(json!({"login": login, "password": PASSWORD}))).await;
        assert_eq!(answer.status, 201, "{role}: {}", answer.text());
        answer.json()["token"].as_str().unwrap().to_owned()
    }

    /// A file handed in for a draft.
    pub(crate) async fn attach(&self, draft: &str, slot: &str, name: &str, bytes: &[u8], token: Option<&str>) -> Answer {
        self.attach_to(&format!("cases/{draft}"), slot, name, bytes, token).await
    }

    /// A file for whatever has files.
    pub(crate) async fn attach_to(&self, place: &str, slot: &str, name: &str, bytes: &[u8], token: Option<&str>) -> Answer {
        let (kind, body) = multipart(slot, name, bytes);
        let mut request = Request::post(format!("/api/v1/{REGION}/{place}/files")).header(header::CONTENT_TYPE, kind);
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        self.ask(request.body(Body::from(body)).unwrap()).await
    }
}

/// A request of a program.
pub(crate) fn api_request(method: Method, path: &str, token: Option<&str>, body: Option<Value>) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    match body {
        Some(body) => request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body.to_string())).unwrap(),
        None => request.body(Body::empty()).unwrap(),
    }
}

/// A file of a form: the name of its box, its own name, its kind, what is in it.
pub(crate) type Part<'p> = (&'p str, &'p str, &'p str, &'p [u8]);

/// A form in parts, as a browser sends it: its content type and itself.
pub(crate) fn parts(texts: &[(&str, &str)], files: &[Part<'_>]) -> (String, Vec<u8>) {
    let mut body = vec![];
    for (name, text) in texts {
        body.extend(format!("--mark\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").into_bytes());
    }
    for (name, file, media, bytes) in files {
        let head = format!("Content-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: {media}");
        body.extend(format!("--mark\r\n{head}\r\n\r\n").into_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--mark--\r\n");
    ("multipart/form-data; boundary=mark".to_owned(), body)
}

/// A form with a file for a box.
pub(crate) fn multipart(slot: &str, name: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    parts(&[("slot", slot)], &[("file", name, "application/pdf", bytes)])
}

/// The packs that are shipped.
pub(crate) fn all_packs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../regions")
}

/// Of them those that the tests' region is made of: a town is opened two hundred times.
pub(crate) fn packs() -> PathBuf {
    static DIR: OnceLock<TempDir> = OnceLock::new();
    let dir = DIR.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        for name in ["base", REGION] {
            std::os::unix::fs::symlink(all_packs().canonicalize().unwrap().join(name), dir.path().join(name)).unwrap();
        }
        dir
    });
    dir.path().to_owned()
}
