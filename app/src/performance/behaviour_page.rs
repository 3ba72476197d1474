//! A round of behaviour: one judges superior, colleagues and those below by the values, and reads of oneself what groups said.
use super::words as say;
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::said::Said,
    desk::{here::Here, office::Office},
    error::AppError,
    lang::{lang, pick, t},
    server::{away, see},
};
use axum::{Form, Router, response::Response, routing::post};
use domain::performance::{Month, behaviour::Rater};
use engine::{Failure, RateFailure, Round, ToRate};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// The page.
pub struct RoundView {
    region: String,
    round: Round,
    values: Vec<(String, String, String)>,
    levels: Vec<(u8, String)>,
    this: Month,
    said: Option<String>,
}

/// **Needs**: a place in the region's organisation. **Errors**: `SignedOut`, `Forbidden`, `NotFound`.
async fn load(region: String, month: Option<String>, said: Option<String>) -> Result<RoundView, AppError> {
    let here = Here::of_page(&region)?;
    let lang = here.lang;
    let rules = here.pack.performance.as_ref().ok_or(AppError::NotFound)?;
    let this = Month::of(here.today());
    let month = month.and_then(|m| m.parse().ok()).unwrap_or(this).min(this);
    let round = here.engine.performance().round(&here.pack, &here.visitor, month).await?;
    let value = |v: &domain::performance::rules::Value| (v.key.clone(), v.label.get(lang).to_owned(), v.expects.get(lang).to_owned());
    Ok(RoundView {
        values: rules.behaviour.values.iter().map(value).collect(),
        levels: rules.behaviour.levels.iter().map(|l| (l.score, l.label.get(lang).to_owned())).collect(),
        round,
        this,
        said,
        region,
    })
}

/// The page's route.
pub struct RoundPage {
    place: Place,
    view: Loading<RoundView>,
}

#[lazy_route]
impl LazyRoute for RoundPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("bulan"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn as_whom(by: Rater) -> &'static str {
    match by {
        Rater::Superior => t("bawahan Anda", "below you"),
        Rater::Peer => t("rekan", "a colleague"),
        Rater::Subordinate => t("atasan Anda", "your superior"),
    }
}

fn shown(v: RoundView) -> impl IntoView {
    let lang = lang();
    let said = Said::of(v.said.as_deref());
    let base = format!("/{}/kinerja", v.region);
    let month = v.round.month;
    let open = v.round.people.iter().filter(|p| p.given.is_none()).count();
    let cards: Vec<_> = v.round.people.iter().map(|p| card(p, &v, &base, &said)).collect();
    let none = cards.is_empty();
    let own = v.round.own.as_ref().map(|judged| {
        let groups: Vec<_> = judged
            .groups
            .iter()
            .map(|g| {
                let who = match g.by {
                    Rater::Superior => t("Atasan", "Superior"),
                    Rater::Peer => t("Rekan", "Colleagues"),
                    Rater::Subordinate => t("Bawahan", "Those below"),
                };
                view! { <dt>{who}" ("{g.people}", "{t("bobot ", "weight ")}{g.weight}")"</dt><dd>{say::percent(i64::from(g.mean), lang)}</dd> }
            })
            .collect();
        view! {
            <section class="card">
                <h2>{t("Penilaian atas Anda", "What was said of you")}</h2>
                <dl class="ladder">{groups}<dt><b>{t("Nilai perilaku", "Behaviour")}</b></dt><dd class="big">{say::percent(i64::from(judged.score), lang)}</dd></dl>
                <p class="small">{t("Kelompok yang terlalu kecil tidak ditampilkan dan bobotnya pindah ke atasan, supaya tidak ketahuan siapa menilai apa.", "A group that is too small is not shown and its weight falls to the superior, so that nobody can be found out.")}</p>
            </section>
        }
    });
    let (before, next) = (month.before(), month.next());
    view! {
        <Title text=t("Penilaian perilaku", "Behaviour")/>
        <p class="small"><a rel="external" href=base.clone()>"← "{t("Catatan kerja", "Work log")}</a></p>
        <h1>{t("Penilaian perilaku ", "Behaviour, ")}{say::month(month, lang)}</h1>
        {said.shown()}
        {own}
        {v.round.frozen.then(|| view! { <p class="note">{t("Bulan ini sudah dikunci. Penilaian tidak dapat diubah lagi.", "This month is frozen. Nothing is judged any more.")}</p> })}
        {(!v.round.frozen && open > 0).then(|| view! { <p class="note">{open}" "{t("orang belum Anda nilai. Nilai sebelum bulannya dikunci.", "not judged yet. Do it before the month is frozen.")}</p> })}
        {if none { view! { <p class="card">{t("Tidak ada yang perlu Anda nilai.", "There is nobody for you to judge.")}</p> }.into_any() } else { cards.into_any() }}
        <nav class="between" aria-label=t("Bulan lain", "Other months")>
            <a rel="external" href=format!("{base}/perilaku?bulan={before}")>"← "{say::month(before, lang)}</a>
            {(next <= v.this).then(|| view! { <a rel="external" href=format!("{base}/perilaku?bulan={next}")>{say::month(next, lang)}" →"</a> })}
        </nav>
    }
}

fn card(p: &ToRate, v: &RoundView, base: &str, said: &Said) -> impl IntoView + use<> {
    let frozen = v.round.frozen;
    let rows: Vec<_> = v
        .values
        .iter()
        .map(|(key, label, expects)| {
            let id = format!("{key}-{}", p.number);
            let given = p.given.as_ref().and_then(|g| g.values.get(key)).map(u8::to_string).unwrap_or_default();
            let given = said.typed(&id, &given);
            let levels: Vec<_> = v
                .levels
                .iter()
                .map(|(score, words)| view! { <option value=score.to_string() selected={given == score.to_string()}>{words.clone()}</option> })
                .collect();
            view! {
                <div class="field"><label for=id.clone()>{label.clone()}</label><p class="hint">{expects.clone()}</p>
                    <select id=id name=format!("nilai-{key}") disabled=frozen><option value="">{t("Pilih", "Choose")}</option>{levels}</select></div>
            }
        })
        .collect();
    let done = p.given.is_some();
    let came_back = said.typed.keys().any(|name| name.ends_with(&format!("-{}", p.number)));
    let mark = if done {
        view! { <span class="tag ok">{t("sudah dinilai", "judged")}</span> }.into_any()
    } else {
        view! { <span class="tag now">{t("belum", "not yet")}</span> }.into_any()
    };
    view! {
        <details class="card" open=came_back>
            <summary><span class="between"><span>{p.name.clone()}" · "{as_whom(p.by)}</span>{mark}</span></summary>
            <form method="post" action=format!("{base}/perilaku")>
                <input type="hidden" name="bulan" value=v.round.month.to_string()/>
                <input type="hidden" name="pegawai" value=p.number.clone()/>
                {rows}
                {(!frozen).then(|| view! { <p><button class="btn">{t("Simpan penilaian", "Save it")}</button></p> })}
            </form>
        </details>
    }
}

pub(super) fn posts() -> Router {
    Router::new().route("/{region}/kinerja/perilaku", post(rate))
}

async fn rate(office: Office, Form(pairs): Form<Vec<(String, String)>>) -> Response {
    let text = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim().to_owned()).unwrap_or_default();
    let Ok(month) = text("bulan").parse::<Month>() else { return see(&office.page("kinerja/perilaku")) };
    let page = office.page(&format!("kinerja/perilaku?bulan={month}"));
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let scores = pairs.iter().filter_map(|(n, v)| Some((n.strip_prefix("nilai-")?.to_owned(), v.parse().ok()?))).collect();
    let said = match here.engine.performance().rate(&here.pack, &here.visitor, month, &text("pegawai"), &scores).await {
        Ok(()) => Said::done(pick(here.lang, "Penilaian tersimpan.", "It is saved.")),
        Err(RateFailure::Incomplete) => {
            let number = text("pegawai");
            let typed = pairs.iter().filter_map(|(n, v)| Some((format!("{}-{number}", n.strip_prefix("nilai-")?), v.clone()))).collect();
            Said { typed, ..Said::not(pick(here.lang, "Nilai semua butirnya, lalu simpan lagi.", "Judge every value, and save again.")) }
        }
        Err(RateFailure::Frozen) => Said::not(pick(here.lang, "Bulan ini sudah dikunci.", "This month is frozen.")),
        Err(RateFailure::Other(failure @ Failure::SignedOut)) => return away(&failure, &page),
        Err(RateFailure::Other(failure)) => Said::not(failure.text(here.lang)),
    };
    see(&format!("{page}&kata={}", said.keep(&here.visitor)))
}
