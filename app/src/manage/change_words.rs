//! A change of rules in plain words: what differs, which versions it makes, what made-up cases would do, and who did what with it.
use crate::lang::{pick, t};
use domain::{
    pack::Pack,
    words::{self, Lang},
};
use engine::{AdministrationDeed, Compared};

/// Made-up cases of a service, as a line with some of their ways.
pub(super) struct TrialLine {
    pub(super) service: String,
    pub(super) words: String,
    pub(super) changed: bool,
    pub(super) ways: Vec<String>,
}

/// Ways that are written out for each service.
const WAYS: usize = 3;

/// What a value was and is.
pub(super) fn change_words(was: Option<&str>, is: Option<&str>) -> String {
    match (was, is) {
        (Some(was), Some(is)) => format!("{was} → {is}"),
        (None, Some(is)) => format!("{}: {is}", t("baru", "new")),
        (Some(was), None) => format!("{}: {was}", t("dihapus", "taken away")),
        (None, None) => String::new(),
    }
}

/// What was published, as it was said on that day.
pub(super) fn published_lines(deeds: &[AdministrationDeed]) -> Vec<(String, String, Option<String>)> {
    let published = deeds.iter().find(|deed| deed.kind == "published");
    let lines = published.map(|deed| said_in(&deed.body)).unwrap_or_default();
    lines
        .into_iter()
        .map(|line| match line.split_once(": ") {
            Some((place, words)) => (place.to_owned(), words.to_owned(), None),
            None => (line, String::new(), None),
        })
        .collect()
}

fn said_in(body: &str) -> Vec<String> {
    let body: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    let said = body.get("said").and_then(|said| said.as_array());
    said.into_iter().flatten().filter_map(|line| line.as_str().map(str::to_owned)).collect()
}

/// The version that a change makes, by its name.
pub(super) fn version_words(pack: &Pack, list: &str, version: u32, lang: Lang) -> String {
    let key = list.split('/').nth(1).unwrap_or_default();
    let name = pack.service(key).map(|s| s.name.get(lang)).or_else(|| pack.formula(key).map(|f| f.name.get(lang))).unwrap_or(key);
    format!("{name}: {} {version}", pick(lang, "versi", "version"))
}

/// What made-up cases of a service would do.
pub(super) fn trial_line(pack: &Pack, compared: &Compared, lang: Lang) -> TrialLine {
    let service = pack.service(&compared.after.service);
    let other = compared.other_ways();
    let runs = compared.after.runs.len();
    let mean = |trial: &engine::trial::Trial| {
        let n = i64::try_from(trial.runs.len()).unwrap_or(0);
        trial.runs.iter().map(|run| run.days).sum::<i64>().checked_div(n).unwrap_or(0)
    };
    let words = match (&compared.before, runs) {
        (_, 0) => pick(lang, "Tidak menerima pengajuan pada tanggal itu", "Takes no request on that day").to_owned(),
        (Some(before), _) if !other.is_empty() => format!(
            "{} {} {runs} {}; {} {} → {} {}",
            other.len(),
            pick(lang, "dari", "of"),
            pick(lang, "berkas contoh berjalan lain", "made-up cases go another way"),
            pick(lang, "rata-rata", "on average"),
            mean(before),
            mean(&compared.after),
            pick(lang, "hari", "days")
        ),
        (Some(_), _) => format!("{runs} {}", pick(lang, "berkas contoh berjalan sama seperti sekarang", "made-up cases go as they do now")),
        (None, _) => format!(
            "{runs} {}",
            pick(lang, "berkas contoh sampai akhir; layanan ini baru", "made-up cases come to an end; the service is new")
        ),
    };
    let label = |key: &str| service.and_then(|s| s.stage(key)).map_or_else(|| key.to_owned(), |stage| stage.label.get(lang).to_owned());
    let way = |run: &engine::trial::TrialRun| {
        let mut stages: Vec<String> = run.stages.iter().map(|key| label(key)).collect();
        stages.dedup();
        format!("{} ({} {})", stages.join(" → "), run.days, pick(lang, "hari", "days"))
    };
    let run = |trial: &engine::trial::Trial, seed: u64| trial.runs.iter().find(|run| run.seed == seed).map(way);
    let ways = other.iter().take(WAYS).map(|seed| {
        let before = compared
            .before
            .as_ref()
            .and_then(|trial| run(trial, *seed))
            .unwrap_or_else(|| pick(lang, "ditolak di loket", "refused at the counter").to_owned());
        format!(
            "{}: {before}. {}: {}",
            pick(lang, "Sekarang", "Now"),
            pick(lang, "Nanti", "Then"),
            run(&compared.after, *seed).unwrap_or_default()
        )
    });
    TrialLine {
        service: service.map_or_else(|| compared.after.service.clone(), |s| s.name.get(lang).to_owned()),
        words,
        changed: !other.is_empty(),
        ways: ways.collect(),
    }
}

/// What somebody did, and what they said of it.
pub(super) fn deed_words(pack: &Pack, deed: &AdministrationDeed, lang: Lang) -> (String, Vec<String>) {
    let what = match deed.kind.as_str() {
        "begun" => pick(lang, "memulai rancangan", "began the draft"),
        "described" => pick(lang, "menulis judul dan alasan", "wrote title and reason"),
        "changed" => pick(lang, "mengubah nilai", "changed values"),
        "unchanged" => pick(lang, "mengeluarkan satu perubahan", "took a change out"),
        "dropped" => pick(lang, "membuang rancangan", "gave the draft up"),
        "published" => pick(lang, "menerbitkan", "published it"),
        other => other,
    };
    (format!("{} · {} {what}", words::date_time(deed.at, pack.zone(), lang), deed.name), said_in(&deed.body))
}
