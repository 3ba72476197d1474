//! What everybody asks of licences: whether one is genuine and in force, beside a bare program that makes the same queries; which there are,
//! among half a million; and how many can be printed a second, beside WeasyPrint.
use crate::{
    REGION, document, load, peer,
    report::{Report, count},
    seed,
    served::{self, Place, Served, database},
};
use anyhow::{Context, Result};
use domain::{number::SerialNumber, pack::Pack};
use engine::{LicenceFilter, papers::samples};
use std::{io::ErrorKind, path::Path, process::Command, time::Duration};

/// Clients at once.
const CLIENTS: usize = 16;
/// People who search at the same time.
const SEARCHERS: usize = 4;
const LASTING: Duration = Duration::from_secs(6);
/// Licences in the register.
const LICENCES: u32 = 500_000;
/// What 95 of 100 searches must be within, in milliseconds.
const WITHIN: f64 = 100.0;
/// Cases in the database of the verification page.
const CASES: u32 = 1_000;

pub(crate) async fn measure(place: &Place, report: &mut Report) -> Result<()> {
    verification(place, report).await?;
    register(place, report).await?;
    printed(place, report)
}

/// The page that a code on a document leads to.
async fn verification(place: &Place, report: &mut Report) -> Result<()> {
    let data = place.fresh("licences")?;
    let engine = seed::engine(&data, &place.packs).await?;
    println!("making {CASES} cases");
    seed::demo(&engine, CASES).await?;
    let pack = seed::pack(&engine)?;
    let page = engine.licences().register(&pack, "", &LicenceFilter::default(), None).await?;
    let serial = page.lines.first().context("the demonstration has no licence")?.serial.to_string();
    drop(engine);
    let path = format!("/{REGION}/verifikasi/{serial}");
    let terang = {
        let served = Served::terang(place, &data).await?;
        load::page(served.address, CLIENTS, &path, None, LASTING).await?
    };
    let bare = {
        let address = served::free()?;
        let served = Served::start(peer::command(address, &data, &place.packs)?, address, "/readyz").await?;
        load::page(served.address, CLIENTS, &path, None, LASTING).await?
    };
    let row = |who: &str, load: &load::Load| {
        vec![
            who.to_owned(),
            count(load.per_second()),
            format!("{:.1} ms", load.percentile(50).as_secs_f64() * 1e3),
            format!("{:.1} ms", load.percentile(99).as_secs_f64() * 1e3),
            format!("{:.1} KB", kilobytes(load.bytes)),
        ]
    };
    report.section(
        "Whether a licence is genuine",
        "The page that the code on a document leads to, without an account. The bare program makes the same two queries and checks the same \
         signature.",
    );
    report.table(&["", "a second", "half within", "99 of 100 within", "HTML"], &[row("Terang", &terang), row("bare program", &bare)]);
    report.aim("verification beside the bare program", terang.per_second() / bare.per_second(), 0.7, true);
    report.aim("verification page, HTML in KB beside 20", kilobytes(terang.bytes) / 20.0, 1.0, false);
    Ok(())
}

/// The register of half a million.
async fn register(place: &Place, report: &mut Report) -> Result<()> {
    let data = place.fresh("register")?;
    let engine = seed::engine(&data, &place.packs).await?;
    let pack = seed::pack(&engine)?;
    drop(engine);
    println!("making {LICENCES} licences");
    fill(&data, &pack).await?;
    let served = Served::terang(place, &data).await?;
    let base = format!("/{REGION}/izin/daftar");
    let mut rows = vec![];
    let mut worst: f64 = 0.0;
    for (what, query) in [
        ("newest first", String::new()),
        ("two words that many have", "?cari=warung+melati".to_owned()),
        ("a name and a number", "?cari=toko+contoh+417".to_owned()),
        ("one kind, in force", "?jenis=izin-reklame&keadaan=berlaku".to_owned()),
        ("revoked alone", "?keadaan=dicabut".to_owned()),
    ] {
        let done = load::page(served.address, SEARCHERS, &format!("{base}{query}"), None, LASTING).await?;
        worst = worst.max(done.milliseconds(95));
        rows.push(done.row(what));
    }
    report.section("The register of licences", "Half a million licences, searched by four people at once; whole pages, nothing cached.");
    report.table(&["search", "a second", "half within", "95 of 100 within"], &rows);
    report.aim("the slowest search, 95 of 100 within, beside 100 ms", worst / WITHIN, 1.0, false);
    Ok(())
}

/// Half a million lines of the register with the words by which they are found, made by the database itself.
async fn fill(data: &Path, pack: &Pack) -> Result<()> {
    let pool = sqlx::SqlitePool::connect(&database(data)).await?;
    let numbers = format!("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {LICENCES})");
    let kind = "CASE i % 4 WHEN 0 THEN 'warung' WHEN 1 THEN 'toko' WHEN 2 THEN 'bengkel' ELSE 'klinik' END";
    let street = "CASE i % 7 WHEN 0 THEN 'melati' WHEN 1 THEN 'mawar' WHEN 2 THEN 'kenanga' WHEN 3 THEN 'anggrek' WHEN 4 THEN 'dahlia' WHEN 5 THEN 'cempaka' ELSE 'teratai' END";
    let code = pack.code().as_str();
    let lines = format!(
        "{numbers} INSERT INTO licence (case_id, region, service, serial, holder, activity, place, district, valid_from, valid_until, status, status_since, next_day)
         SELECT unhex(printf('%032x', i)), '{code}', CASE i % 3 WHEN 0 THEN 'izin-reklame' WHEN 1 THEN 'izin-tdg' ELSE 'izin-iutm' END,
             printf('%07d', i), printf('%s Contoh %d', {kind}, i % 1000), '47112', printf('Jalan %s %d', {street}, i % 200), NULL,
             20600 + i % 200, 20965 + i % 200, CASE WHEN i % 500 = 0 THEN 'revoked' WHEN i % 100 = 0 THEN 'suspended' ELSE 'in_force' END, 20600, NULL FROM n"
    );
    let word = |word: &str| {
        format!(
            "{numbers} INSERT OR IGNORE INTO case_word (region, word, case_id) SELECT '{code}', {word}, unhex(printf('%032x', i)) FROM n"
        )
    };
    let mut statements = vec![lines];
    for one in [kind, "'contoh'", "CAST(i % 1000 AS TEXT)", "'jalan'", street, "printf('rk%d', i)"] {
        statements.push(word(one));
    }
    for statement in statements {
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&pool).await?;
    }
    // Their check digits are not for a query to compute.
    let mut all = pool.begin().await?;
    for i in 1..=LICENCES {
        let serial = SerialNumber::new("RK", pack.code(), 2026, i)?.to_string();
        sqlx::query("UPDATE licence SET serial = ? WHERE case_id = ?")
            .bind(serial)
            .bind(u128::from(i).to_be_bytes().to_vec())
            .execute(&mut *all)
            .await?;
    }
    all.commit().await?;
    sqlx::query("PRAGMA optimize").execute(&pool).await?;
    pool.close().await;
    Ok(())
}

/// Licences printed by two threads, as a server of two cores would.
fn printed(place: &Place, report: &mut Report) -> Result<()> {
    let packs = engine::pack::load_all(&place.packs)?;
    let pack = packs.by_slug(REGION).context("the region has no pack")?;
    let sheet = samples(&pack).into_iter().find(|s| s.template.main == "izin").context("there is no licence")?;
    // The benchmark keeps to one core while servers run; none does now.
    on_cores("0,1")?;
    let per_second = std::thread::scope(|scope| -> Result<f64> {
        let work: Vec<_> = (0..2)
            .map(|half| {
                scope.spawn({
                    let sheet = &sheet;
                    move || document::for_a_while(sheet, half)
                })
            })
            .collect();
        work.into_iter().map(|one| one.join().map_err(|_| anyhow::anyhow!("printing panicked"))?).sum()
    })?;
    on_cores("1")?;
    report.section(
        "Licences as PDF",
        "Two threads on two cores print licences with their code for five seconds; each has a number of its own. WeasyPrint prints the words \
         of a receipt, one after the other on one core; it is given twice what it reaches.",
    );
    let peer = document::peer_of(&sheet).ok().map(|ms| 2_000.0 / ms);
    let mut rows = vec![vec!["Terang".to_owned(), count(per_second)]];
    rows.extend(peer.map(|peer| vec!["WeasyPrint, a receipt's words, twice its one core".to_owned(), count(peer)]));
    report.table(&["", "a second on two cores"], &rows);
    report.aim("licences printed a second, beside 100", per_second / 100.0, 1.0, true);
    if let Some(peer) = peer {
        report.aim("licences printed beside WeasyPrint", per_second / peer, 1.0, true);
    }
    Ok(())
}

/// Puts all threads of the benchmark on some cores; where `taskset` is not there they never left any.
fn on_cores(cores: &str) -> Result<()> {
    match Command::new("taskset").args(["-apc", cores, &std::process::id().to_string()]).output() {
        Ok(done) => anyhow::ensure!(done.status.success(), "taskset: {}", String::from_utf8_lossy(&done.stderr)),
        Err(missing) if missing.kind() == ErrorKind::NotFound => {}
        Err(other) => return Err(other.into()),
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "sizes of pages")]
fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1e3
}
