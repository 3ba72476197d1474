//! A region's pack from an interview: a sheet of some forty lines that somebody fills in while they talk with the region's secretariat,
//! and two tables of its districts and villages. What the sheet does not say is the base's way.
use super::{
    error::{PackError, PackErrors},
    folder::{self, shown, unreadable},
    node::{Node, Origin, Value},
    parse, read,
    yearly::Yearly,
};
use domain::{
    region::{RegionCode, RegionKind, Slug},
    time::Zone,
};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs, io,
    path::Path,
};

/// The answers of an interview.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    code: RegionCode,
    slug: Slug,
    kind: RegionKind,
    name: String,
    name_en: String,
    province: String,
    zone: Zone,
    /// The folder that it extends.
    #[serde(default)]
    extends: Option<String>,
    #[serde(default)]
    accent: Option<String>,
    /// Where the counter is, and when it is open.
    #[serde(default)]
    address: Option<String>,
    #[serde(default)]
    address_en: Option<String>,
    /// The place that letters are dated from.
    #[serde(default)]
    place: Option<String>,
    /// A table with code, name, latitude, longitude; rows of other regions in it are left out.
    districts: String,
    /// A table with code, name.
    #[serde(default)]
    villages: Option<String>,
    /// What its applications are called: by the `product` of the base's services, and by the two words beside them.
    #[serde(default)]
    products: BTreeMap<String, String>,
    /// What it calls its head, districts and villages, where that is not what others of its kind say.
    #[serde(default)]
    words: BTreeMap<String, Both>,
    /// Agencies under the base's keys, by the names that they bear here, and such as only this region has.
    #[serde(default)]
    agencies: Vec<SheetAgency>,
    /// Which agency is in charge of a field of affairs, by their keys.
    #[serde(default)]
    affairs: BTreeMap<String, String>,
    /// When it takes requests for grants; the base's windows where it names none.
    #[serde(default)]
    windows: Vec<Yearly>,
    /// How its staff tell of their work; the base's way where it says nothing.
    #[serde(default)]
    log: Option<SheetLog>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    id: String,
    en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetAgency {
    key: String,
    name: String,
    name_en: String,
    #[serde(default)]
    short: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetLog {
    /// `any`, `outside_work`, or two times such as `16:00-17:30`.
    hours: String,
    late_days: u32,
    legal_base: String,
}

/// What was made of a sheet.
#[derive(Debug)]
pub struct Made {
    /// The folder's name.
    pub slug: String,
    /// Its files, by their place in the folder.
    pub files: Vec<String>,
    /// How many districts and villages it has.
    pub places: (usize, usize),
}

/// What is named in a sheet beside the products of services.
const PERFORMANCE: &str = "performance";
const COMMAND_CENTER: &str = "command_center";
/// The product whose first service the sheet's windows are for.
const WINDOWED: &str = "grants";

/// Makes the folder of a new region below `dir` from the sheet at `file`, and checks it. A region that is there already is never
/// changed, and where anything is wrong nothing is left behind.
///
/// # Errors
/// What is wrong in the sheet, in its tables, or in the pack that it gives.
pub fn new_region(dir: &Path, file: &Path) -> Result<Made, PackErrors> {
    let name = shown(file);
    let text = fs::read_to_string(file).map_err(|e| unreadable(file, &e))?;
    let node = parse::parse(&name, &text)?;
    let sheet: Sheet = read::read(&node)?;
    let at = |key: &str| node.get(key).map_or_else(|| node.at.clone(), |n| n.at.clone());
    let slug = sheet.slug.as_str().to_owned();
    let to = dir.join(&slug);
    if to.exists() {
        return Err(PackError::new(
            &at("slug"),
            format!("there is a folder `{slug}` already"),
            "choose another slug; a region is not made twice",
        )
        .into());
    }
    if let Some(other) = of_code(dir, sheet.code.as_str())? {
        return Err(
            PackError::new(&at("code"), format!("`{other}` has the code {}", sheet.code), "write the region's own official code").into()
        );
    }
    let beside = file.parent().unwrap_or(Path::new("."));
    let districts = table(&beside.join(&sheet.districts), &sheet, "code,name,latitude,longitude", &at("districts"))?;
    let villages = sheet.villages.as_ref().map(|v| table(&beside.join(v), &sheet, "code,name", &at("villages"))).transpose()?;
    let places = (rows(&districts), villages.as_deref().map_or(0, rows));
    let below = folder::layers(dir, sheet.extends.as_deref().unwrap_or("base")).map_err(PackErrors::new)?;
    let files = files(&sheet, &named(&below), &at, districts, villages)?;
    // All of it is written aside and then put in its place at once; what an interrupted run left is hidden from the loader.
    let aside = dir.join(format!(".{slug}.new"));
    let write = || -> io::Result<()> {
        if aside.exists() {
            fs::remove_dir_all(&aside)?;
        }
        for (path, text) in &files {
            let path = aside.join(path);
            fs::create_dir_all(path.parent().unwrap_or(&aside))?;
            fs::write(path, text)?;
        }
        fs::rename(&aside, &to)
    };
    write().map_err(|e| unreadable(&to, &e))?;
    match super::load(dir, &slug) {
        Ok(_) => Ok(Made { slug, files: files.into_keys().collect(), places }),
        Err(errors) => {
            fs::remove_dir_all(&to).map_err(|e| unreadable(&to, &e))?;
            Err(PackErrors::new(errors))
        }
    }
}

/// The region that has a code already.
fn of_code(dir: &Path, code: &str) -> Result<Option<String>, PackErrors> {
    for name in folder::regions(dir)? {
        let file = dir.join(&name).join("region.toml");
        let text = fs::read_to_string(&file).map_err(|e| unreadable(&file, &e))?;
        let region = parse::parse(&shown(&file), &text)?;
        if region.get("region").and_then(|r| r.get("code")).and_then(Node::as_text) == Some(code) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

fn rows(table: &str) -> usize {
    table.lines().count().saturating_sub(1)
}

/// A table as spreadsheets of this country save it (semicolons between cells, commas before decimals, a mark at its beginning), with commas
/// and points.
fn as_saved(text: &str, heading: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default().trim();
    if first == heading.replace(',', ";") { text.replace(',', ".").replace(';', ",") } else { text.to_owned() }
}

/// The rows of a table that lie in the region, under the heading.
fn table(path: &Path, sheet: &Sheet, heading: &str, at: &Origin) -> Result<String, PackError> {
    let text = as_saved(&fs::read_to_string(path).map_err(|e| unreadable(path, &e))?, heading);
    let inside = format!("{}.", sheet.code);
    let found: Vec<&str> = text.lines().skip(1).filter(|line| line.starts_with(&inside)).collect();
    if text.lines().next().map(str::trim) != Some(heading) {
        let first = Origin { file: shown(path).into(), line: 1 };
        let there = text.lines().next().unwrap_or_default().trim().to_owned();
        return Err(PackError::new(&first, format!("the heading is `{there}`"), format!("begin the table with `{heading}`")));
    }
    if found.is_empty() {
        return Err(PackError::new(
            at,
            format!("no row of {} begins with {inside}", shown(path)),
            "name the table that has the region's own places",
        ));
    }
    Ok(std::iter::once(heading).chain(found).fold(String::new(), |whole, line| whole + line.trim() + "\n"))
}

type Files = BTreeMap<InFolder, String>;
/// A file's place in the folder, with forward slashes.
type InFolder = String;

fn files(
    sheet: &Sheet,
    named: &Named,
    at: &impl Fn(&str) -> Origin,
    districts: String,
    villages: Option<String>,
) -> Result<Files, PackError> {
    let mut files = Files::from([("region.toml".to_owned(), region(sheet)), ("districts.csv".to_owned(), districts)]);
    let mut put = |path: &str, text: String| {
        if !text.is_empty() {
            files.insert(path.to_owned(), text);
        }
    };
    put("villages.csv", villages.unwrap_or_default());
    put("agencies.toml", agencies(sheet));
    put(
        "lists.toml",
        sheet
            .affairs
            .iter()
            .fold(String::new(), |all, (key, agency)| all + &format!("[[affairs]]\nkey = {}\nagency = {}\n", quoted(key), quoted(agency))),
    );
    put("performance.toml", performance(sheet, at)?);
    let known = named.iter().map(|(_, product, _)| product.as_str()).chain([PERFORMANCE, COMMAND_CENTER]);
    if let Some(stray) = sheet.products.keys().find(|key| !known.clone().any(|known| known == *key)) {
        let words: BTreeSet<&str> = known.collect();
        let remedy = format!("write one of {}", words.into_iter().collect::<Vec<_>>().join(", "));
        return Err(PackError::new(&at("products"), format!("no application is a `{stray}`"), remedy));
    }
    let first = named.iter().filter(|(_, product, _)| product == WINDOWED).min_by_key(|(_, _, order)| *order).map(|(key, ..)| key);
    for (key, product, _) in named {
        let windows = if first == Some(key) { windows(sheet) } else { String::new() };
        put(&format!("services/{key}/service.toml"), sheet.products.get(product).map(|name| brand(name)).unwrap_or_default() + &windows);
    }
    Ok(files)
}

/// The services that bear the name of an application, with its key and their order.
type Named = Vec<(String, String, u64)>;

fn named(below: &[Node]) -> Named {
    let mut found = BTreeMap::new();
    for services in below.iter().filter_map(|layer| layer.get("services")) {
        let Value::Table(services) = &services.value else { continue };
        for (key, service) in services {
            let order = service.get("order").and_then(|o| o.json().as_u64()).unwrap_or(u64::MAX);
            if let Some(product) = service.get("product").and_then(Node::as_text) {
                found.insert(key.clone(), (product.to_owned(), order));
            }
        }
    }
    found.into_iter().map(|(key, (product, order))| (key, product, order)).collect()
}

/// A text as TOML writes it, whatever is in it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn both(id: &str, en: &str) -> String {
    format!("{{ id = {}, en = {} }}", quoted(id), quoted(en))
}

fn brand(name: &str) -> String {
    format!("brand = {}\n", quoted(name))
}

fn region(sheet: &Sheet) -> String {
    let mut text = format!("extends = {}\n\n[region]\n", quoted(sheet.extends.as_deref().unwrap_or("base")));
    let plain = [
        ("code", sheet.code.as_str()),
        ("slug", sheet.slug.as_str()),
        (
            "kind",
            match sheet.kind {
                RegionKind::Provinsi => "provinsi",
                RegionKind::Kabupaten => "kabupaten",
                RegionKind::Kota => "kota",
            },
        ),
        ("name", &sheet.name),
        ("province", &sheet.province),
    ];
    for (key, value) in plain {
        _ = writeln!(text, "{key} = {}", quoted(value));
    }
    _ = writeln!(text, "zone = {}", quoted(&format!("{:?}", sheet.zone).to_uppercase()));
    _ = writeln!(text, "government = {}", both(&format!("Pemerintah {}", sheet.name), &format!("Government of {}", sheet.name_en)));
    if let Some(accent) = &sheet.accent {
        _ = writeln!(text, "accent = {}", quoted(accent));
    }
    if let Some(center) = sheet.products.get(COMMAND_CENTER) {
        _ = writeln!(text, "command_center = {}", quoted(center));
    }
    if let Some(address) = &sheet.address {
        _ = writeln!(text, "contact = {}", both(address, sheet.address_en.as_deref().unwrap_or(address)));
    }
    if let Some(place) = &sheet.place {
        let lines = sheet.address.iter().map(|a| quoted(a)).collect::<Vec<_>>().join(", ");
        _ = write!(text, "\n[region.letterhead]\nlines = [{lines}]\nplace = {}\n", quoted(place));
    }
    if !sheet.words.is_empty() {
        text.push_str("\n[region.words]\n");
        for (key, word) in &sheet.words {
            _ = writeln!(text, "{} = {}", quoted(key), both(&word.id, &word.en));
        }
    }
    text
}

fn agencies(sheet: &Sheet) -> String {
    sheet.agencies.iter().fold(String::new(), |mut all, agency| {
        _ = write!(all, "[[agencies]]\nkey = {}\nname = {}\n", quoted(&agency.key), both(&agency.name, &agency.name_en));
        if let Some(short) = &agency.short {
            _ = writeln!(all, "short = {}", quoted(short));
        }
        all
    })
}

fn windows(sheet: &Sheet) -> String {
    sheet.windows.iter().fold(String::new(), |mut all, window| {
        _ = write!(
            all,
            "\n[[yearly]]\nopens = {}\ncloses = {}\nahead = {}\nfirst = {}\nlast = {}\nlegal_base = {}\n",
            quoted(&window.opens),
            quoted(&window.closes),
            window.ahead,
            window.first,
            window.last,
            quoted(&window.legal_base)
        );
        all
    })
}

fn performance(sheet: &Sheet, at: &impl Fn(&str) -> Origin) -> Result<String, PackError> {
    let mut text = String::new();
    if let Some(name) = sheet.products.get(PERFORMANCE) {
        _ = write!(text, "[performance]\nname = {}\n", both(name, name));
    }
    if let Some(log) = &sheet.log {
        let hours = match log.hours.as_str() {
            "any" | "outside_work" => quoted(&log.hours),
            between => {
                let minutes = |text: &str| {
                    let (hour, minute) = text.trim().split_once([':', '.'])?;
                    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
                    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
                };
                let ends = between.split_once('-').and_then(|(from, until)| Some((minutes(from)?, minutes(until)?)));
                let Some((from, until)) = ends else {
                    let what = format!("`{between}` are no hours");
                    return Err(PackError::new(&at("log"), what, "write any, outside_work, or two times such as 16:00-17:30"));
                };
                format!("{{ between = [{from}, {until}] }}")
            }
        };
        _ = write!(
            text,
            "\n[[performance.entry]]\nvalid_from = \"2011-01-01\"\nlegal_base = {}\nhours = {hours}\nlate_days = {}\ngrace_days = 3\njudge_days = 3\njudge_grace_days = 8\n",
            quoted(&log.legal_base),
            log.late_days
        );
    }
    Ok(text)
}

#[cfg(test)]
mod tests;
