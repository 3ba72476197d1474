//! What the guide says, read off the pack: activities that fit, licences with their route, days, fee and papers.
use super::{Answered, GuideView, LicenceView, ResultView};
use crate::{
    citizen::apply::eligibility::{GIVEN, Known, known},
    error::AppError,
    lang::pick,
    server::Asked,
};
use domain::{
    form::Answers,
    guide::{guided, papers},
    money::Rupiah,
    pack::{Pack, Service},
    time::Day,
    words::Lang,
};
use serde_json::json;

/// Most activities that a search shows.
const FOUND: usize = 12;

/// What the guide says to these answers.
///
/// **Needs**: nothing; it is public. **Errors**: `NotFound`.
pub(super) async fn guide(region: String, mut answered: Answered, ticked: leptos_router::params::ParamsMap) -> Result<GuideView, AppError> {
    let asked = Asked::of_page(&region)?;
    let (pack, lang, today) = (&asked.pack, asked.lang, asked.today());
    let yes = |key: &str| ticked.get_str(key) == Some("ya");
    answered.lain = pack.guide.iter().filter(|q| yes(&q.key)).map(|q| (q.key.clone(), "ya".to_owned())).collect();
    let others = pack.guide.iter().map(|q| (q.key.clone(), q.question.get(lang).to_owned(), yes(&q.key))).collect();
    let title = |a: &domain::activity::Activity| a.title.get(lang).to_owned();
    let activity = pack.activities.find(&answered.kbli, today).map(|(e, a)| (format!("{} (KBLI {})", a.code, e.key), title(a)));
    let former = match (&activity, answered.kbli.is_empty()) {
        (None, false) => pack.activities.successor(&answered.kbli, today).map(|s| match (s.now.as_slice(), lang) {
            ([], Lang::Id) => format!("Kode {} dari KBLI {} tidak berlaku lagi. Cari lagi dengan nama usahanya.", answered.kbli, s.edition),
            ([], Lang::En) => {
                format!("The code {} of KBLI {} holds no longer. Look again by what the business does.", answered.kbli, s.edition)
            }
            (now, Lang::Id) => format!("Kode {} dari KBLI {} kini {}.", answered.kbli, s.edition, now.join(", ")),
            (now, Lang::En) => format!("The code {} of KBLI {} is now {}.", answered.kbli, s.edition, now.join(", ")),
        }),
        _ => None,
    };
    let found = if activity.is_some() {
        vec![]
    } else {
        let found = pack.activities.search(&answered.usaha, today, FOUND);
        found.into_iter().map(|(e, a)| (a.code.clone(), e.key.clone(), title(a))).collect()
    };
    let capital = answered.modal.parse::<Rupiah>();
    let capital_fault = match (&capital, answered.modal.is_empty()) {
        (Err(_), false) => {
            Some(pick(lang, "Isi jumlah dalam rupiah, misalnya 50.000.000", "Enter an amount in rupiah, such as 50,000,000").to_owned())
        }
        _ => None,
    };
    let result = match (&activity, capital) {
        (Some(_), Ok(capital)) => Some(result((pack, &region), &answered, capital, &known(&asked).await?, (lang, today))),
        _ => None,
    };
    Ok(GuideView { region, answered, found, activity, others, former, capital_fault, result })
}

fn result((pack, region): (&Pack, &str), answered: &Answered, capital: Rupiah, known: &[Known], (lang, today): (Lang, Day)) -> ResultView {
    let mut facts = json!({"activity": answered.kbli, "capital": capital.rupiah(), "purpose": "baru"});
    let mut answers = Answers::default();
    answers.set("activity", answered.kbli.as_str());
    answers.set("capital", capital.rupiah().to_string());
    answers.set("purpose", "baru");
    for (key, value) in &answered.lain {
        facts[key.as_str()] = json!(value);
    }
    let guided = guided(pack, &facts, today);
    let mut judged: Vec<(String, String, String)> = Vec::new();
    for (key, word) in guided.iter().flat_map(|g| &g.judged).filter(|(key, _)| *key != "route") {
        let Some(judgement) = pack.judgements.iter().find(|j| j.key == *key) else { continue };
        let said = judgement.words.get(word).map_or(word.as_str(), |w| w.get(lang)).to_owned();
        let base = judgement.on(today).map(|r| r.legal_base.clone()).unwrap_or_default();
        let line = (judgement.label.get(lang).to_owned(), said, base);
        if !judged.contains(&line) {
            judged.push(line);
        }
    }
    let licences = guided
        .iter()
        .map(|g| {
            let route = g.judged.get("route").and_then(|word| pack.judgements.iter().find(|j| j.key == "route")?.words.get(word));
            LicenceView {
                key: g.service.key.clone(),
                rules: format!("/{region}/{}/aturan", g.service.path),
                name: g.service.name.get(lang).to_owned(),
                why: g.service.guide.as_ref().map(|rule| rule.why.get(lang).to_owned()).unwrap_or_default(),
                route: route.map(|w| w.get(lang).to_owned()),
                legal_base: g.service.legal_base.clone(),
                days: days(g.service, g.judged.get("route").map(String::as_str), lang, today),
                fee: fee(pack, g.service, lang),
                papers: papers(pack, g.service, &answers, today)
                    .into_iter()
                    .map(|(field, sure)| (field.label.get(lang).to_owned(), sure, field.legal_base.clone()))
                    .collect(),
                begin: format!("/{region}/{}/ajukan", g.service.path),
                given: [("activity", answered.kbli.clone()), ("capital", capital.rupiah().to_string()), ("purpose", "baru".to_owned())]
                    .map(|(key, text)| (format!("{GIVEN}{key}"), text))
                    .into(),
                asked: g
                    .service
                    .eligibility_on(today)
                    .filter(|q| q.yes_goes_on)
                    .map(|q| (format!("syarat.{}", q.key), q.question.get(lang).to_owned()))
                    .collect(),
                known: if g.service.profile.is_some() { known.to_vec() } else { vec![] },
            }
        })
        .collect();
    ResultView { judged, licences }
}

fn days(service: &Service, route: Option<&str>, lang: Lang, today: Day) -> String {
    let Some(workflow) = service.workflow_on(today) else { return String::new() };
    let at_once = workflow.starts.iter().any(|start| start.when.names().iter().any(|n| n == "judged.route")) && route == Some("report");
    match (at_once, lang) {
        (true, _) => pick(lang, "Terbit seketika", "Issued at once").to_owned(),
        (false, Lang::Id) => format!("{} hari kerja", workflow.promise_days),
        (false, Lang::En) => format!("{} working days", workflow.promise_days),
    }
}

/// What it costs: the formula that assesses it, or nothing.
fn fee(pack: &Pack, service: &Service, lang: Lang) -> String {
    let actions = service.workflows.last().into_iter().flat_map(|w| &w.stages).flat_map(|s| &s.actions);
    match actions.filter_map(|a| a.assesses.as_deref()).find_map(|key| pack.formula(key)) {
        Some(formula) => format!(
            "{}, {}",
            formula.name.get(lang),
            pick(lang, "menurut rumus yang diumumkan; tidak ada biaya lain", "by the published formula; there is no other fee")
        ),
        None => pick(lang, "Gratis", "Free").to_owned(),
    }
}
