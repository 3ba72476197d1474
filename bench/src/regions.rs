//! Many regions in one installation: what their packs cost to check, to start with and to serve, how soon a new one has its first case,
//! and how long a new base takes that many local changes stand against.
use crate::{
    load,
    report::Report,
    seed,
    served::{Place, Served, run},
};
use anyhow::{Context, Result, ensure};
use http::{Method, StatusCode};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

/// Regions of the large installation.
const MANY: usize = 500;
/// The region that the others are made of: it takes the base's way in everything.
const PATTERN: &str = "kab-sumbawa-barat";
const PATTERN_CODE: &str = "52.07";
/// The forms whose words a region changes, so that a new base meets them.
const FORMS: [&str; 8] = ["hibah-uang", "bansos-terencana", "bansos-tak-terencana", "pengaduan", "proyek", "usulan", "darurat", "izin-iui"];
const READERS: usize = 4;
const LASTING: Duration = Duration::from_secs(4);
/// Looks at the same page, one installation after the other: of each the middle one counts.
const ROUNDS: usize = 5;

pub(crate) async fn measure(place: &Place, report: &mut Report) -> Result<()> {
    let dir = place.fresh("regions")?;
    let check = middle(3, || run(pack_command(place, &["check".as_ref(), place.packs.as_os_str()])?))?;
    let (one, many) = (folder(place, &dir.join("one"), 1)?, folder(place, &dir.join("many"), MANY)?);
    let (few, crowd) = (installation(place, &dir, "one", &one).await?, installation(place, &dir, "many", &many).await?);
    let slug = slug(0);
    let (mut of_one, mut of_many) = (vec![], vec![]);
    for _ in 0..ROUNDS {
        for (served, all) in [(&few, &mut of_one), (&crowd, &mut of_many)] {
            all.push(load::page(served.address, READERS, &format!("/{slug}"), None, LASTING).await?.per_second());
        }
    }
    let (of_one, of_many) = (half(of_one), half(of_many));
    let (ready, megabytes) = (crowd.ready_after.as_secs_f64(), crowd.megabytes()?);
    drop((few, crowd));
    let (made, first) = adopted(place, &dir).await?;
    let (changes, upgrade) = upgraded(place, &dir)?;

    report.section(
        "Many regions",
        &format!("Packs of regions as they ship, and one installation with {MANY} regions that take the base's way."),
    );
    let seconds = |time: Duration| format!("{:.2} s", time.as_secs_f64());
    report.table(
        &["", ""],
        &[
            vec!["`terang pack check` of all regions, with every document printed".into(), seconds(check)],
            vec![format!("start with {MANY} regions, to the first answer"), format!("{ready:.2} s")],
            vec![format!("memory with {MANY} regions"), format!("{megabytes:.0} MB")],
            vec!["a region's first page, one region".into(), format!("{of_one:.0} a second")],
            vec![format!("the same, {MANY} regions"), format!("{of_many:.0} a second")],
            vec!["from a sheet to a checked pack".into(), seconds(made)],
            vec!["from a sheet to the first case".into(), seconds(first)],
            vec![format!("a new base over {changes} local changes, dry run"), seconds(upgrade)],
        ],
    );
    report.aim("seconds for `pack check`", check.as_secs_f64(), 2.0, false);
    report.aim("seconds to start with 500 regions", ready, 3.0, false);
    report.aim("MB with 500 regions", megabytes, 200.0, false);
    report.aim("pages a second with 500 regions beside one", of_many / of_one, 0.95, true);
    report.aim("minutes from a sheet to the first case", first.as_secs_f64() / 60.0, 10.0, false);
    report.aim("seconds for a new base over 200 local changes", upgrade.as_secs_f64(), 1.0, false);
    Ok(())
}

/// The middle of several runs.
fn middle(times: usize, mut once: impl FnMut() -> Result<Duration>) -> Result<Duration> {
    let mut all = (0..times).map(|_| once()).collect::<Result<Vec<_>>>()?;
    all.sort_unstable();
    all.get(times / 2).copied().context("no run")
}

fn half(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}

fn pack_command(place: &Place, words: &[&std::ffi::OsStr]) -> Result<Command> {
    let mut command = place.terang(&place.dir)?;
    command.arg("pack").args(words);
    Ok(command)
}

fn slug(n: usize) -> String {
    if n == 0 { PATTERN.to_owned() } else { format!("kab-contoh-{n}") }
}

fn copy(from: &Path, to: &Path, change: &impl Fn(String) -> String) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let into = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &into, change)?;
            continue;
        }
        let bytes = fs::read(entry.path())?;
        match String::from_utf8(bytes) {
            Ok(text) => fs::write(into, change(text))?,
            Err(other) => fs::write(into, other.into_bytes())?,
        }
    }
    Ok(())
}

/// A folder of packs with the base and so many regions.
fn folder(place: &Place, to: &Path, regions: usize) -> Result<PathBuf> {
    copy(&place.packs.join("base"), &to.join("base"), &|text| text)?;
    for n in 0..regions {
        // A province has at most 99 regencies.
        let code = if n == 0 { PATTERN_CODE.to_owned() } else { format!("{}.{:02}", 70 + n / 99, n % 99 + 1) };
        let change = |text: String| text.replace(PATTERN_CODE, &code).replace(PATTERN, &slug(n));
        copy(&place.packs.join(PATTERN), &to.join(slug(n)), &change)?;
    }
    Ok(to.to_owned())
}

fn with_packs(place: &Place, packs: &Path) -> Place {
    Place { terang: place.terang.clone(), site: place.site.clone(), dir: place.dir.clone(), packs: packs.to_owned() }
}

/// A running server on packs of its own, whose first region has some cases.
async fn installation(place: &Place, dir: &Path, name: &str, packs: &Path) -> Result<Served> {
    let (place, data) = (with_packs(place, packs), dir.join(format!("{name}-data")));
    fs::create_dir_all(&data)?;
    let mut migrate = place.terang(&data)?;
    migrate.arg("migrate");
    run(migrate)?;
    let mut demo = place.terang(&data)?;
    demo.args(["demo", "--seed", "1", "--cases", "50", "--elsewhere", "0", "--region", PATTERN]);
    run(demo)?;
    Served::terang(&place, &data).await
}

/// From the sheet that ships with the guide to a checked pack, and on to the first case that is handed in.
async fn adopted(place: &Place, dir: &Path) -> Result<(Duration, Duration)> {
    let (packs, data) = (dir.join("new"), dir.join("new-data"));
    copy(&place.packs.join("base"), &packs.join("base"), &|text| text)?;
    fs::create_dir_all(&data)?;
    let place = with_packs(place, &packs);
    let sheet = PathBuf::from("docs/adopt").join(PATTERN).join("lembar.toml");
    let begun = Instant::now();
    run(pack_command(&place, &["new".as_ref(), sheet.as_os_str(), "--packs".as_ref(), packs.as_os_str()])?)?;
    run(pack_command(&place, &["check".as_ref(), packs.as_os_str()])?)?;
    let made = begun.elapsed();
    let engine = seed::engine(&data, &packs).await?;
    let pack = engine.packs().by_slug(PATTERN).context("the new region has no pack")?;
    let mut drafts = seed::some_drafts(&engine, &pack, 0, 1).await?;
    drop(engine);
    let (token, path) = drafts.pop().context("a draft")?;
    let served = Served::terang(&place, &data).await?;
    let (status, body) = load::ask(served.address, load::request(Method::POST, &path, Some(&token), Some("null".to_owned()))?).await?;
    ensure!(status == StatusCode::CREATED, "answered {status}: {}", String::from_utf8_lossy(&body));
    Ok((made, begun.elapsed()))
}

/// Words of forms that a region says otherwise, and a new base that says them otherwise again: how many, and how long the dry run takes.
fn upgraded(place: &Place, dir: &Path) -> Result<(usize, Duration)> {
    const LABEL: &str = "label = { id = \"";
    let packs = folder(place, &dir.join("changed"), 1)?;
    let mut changes = 0;
    for form in FORMS {
        let file = Path::new("services").join(form).join("form.toml");
        let text = fs::read_to_string(packs.join("base").join(&file))?;
        changes += text.matches(LABEL).count();
        let to = packs.join(PATTERN).join(&file);
        fs::create_dir_all(to.parent().context("a file stands in a folder")?)?;
        fs::write(to, text.replace(LABEL, &format!("{LABEL}Setempat: ")))?;
    }
    let next = dir.join("next-base");
    copy(&place.packs.join("base"), &next, &|text| text.replace(LABEL, &format!("{LABEL}Baru: ")))?;
    let words: [&std::ffi::OsStr; 4] = ["upgrade".as_ref(), next.as_os_str(), "--packs".as_ref(), packs.as_os_str()];
    let begun = Instant::now();
    // Conflicts that are not settled end it with a code of their own: that is what is looked at.
    let output = pack_command(place, &words)?.output()?;
    let took = begun.elapsed();
    let said = String::from_utf8_lossy(&output.stdout);
    ensure!(said.contains("Baru: "), "the upgrade said nothing of the new base: {said}{}", String::from_utf8_lossy(&output.stderr));
    Ok((changes, took))
}
