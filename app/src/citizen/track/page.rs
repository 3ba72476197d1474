//! A case for its applicant: who holds it, until when, what to do; live.
use crate::{
    components::{
        fault::fault,
        field::field_view,
        journey::{RungView, StepView, journey, ladder},
        live_dot::live_dot,
        mast::Mast,
    },
    error::AppError,
    lang::t,
    live,
};
#[cfg(feature = "ssr")]
use domain::{
    case::offers,
    words::{self, Lang},
    workflow::{Effect as Meaning, StageKind},
};
use domain::{form::Field, time::Instant};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
};
use serde::{Deserialize, Serialize};

/// Something the applicant may do now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActView {
    key: String,
    label: String,
    tone: String,
    fields: Vec<Field>,
}

/// The case's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrackView {
    region: String,
    service: String,
    number: String,
    version: u32,
    organisation: String,
    title: String,
    date: String,
    tag: String,
    tag_class: String,
    doing: String,
    by: Option<String>,
    left: Option<String>,
    advice: String,
    items: Vec<(String, String)>,
    mend: bool,
    steps: Vec<StepView>,
    rungs: Vec<RungView>,
    acts: Vec<ActView>,
    at: Instant,
    at_words: String,
    seq: i64,
    owner: bool,
    message: Option<String>,
}

/// A case for whom it is, or for officers.
///
/// **Needs**: owner, shown receipt, or officer. **Errors**: `NotFound`.
#[server(endpoint = "track/case")]
pub async fn track(region: String, number: String, said: Option<String>) -> Result<TrackView, AppError> {
    let asked = crate::server::Asked::of_page(&region)?;
    let (pack, lang, now) = (&asked.pack, asked.lang, asked.engine.now());
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let opened = asked.engine.cases().open(pack, &asked.visitor, &number).await?;
    let state = opened.state;
    let owner = opened.standing == engine::Standing::Owner;
    let today = now.day(pack.zone());
    let stage = pack.workflow_of(&state).and_then(|w| w.stage(&state.stage));
    let say = |id: &str, en: &str| if lang == Lang::Id { id.to_owned() } else { en.to_owned() };
    let office = state.agency.as_ref().and_then(|a| pack.agency(&a.0)).map_or_else(|| say("Anda", "You"), |a| a.name.get(lang).to_owned());
    let kind = stage.map(|s| s.kind).unwrap_or_default();
    let person = asked.engine.cases().acting_person(&asked.visitor, &state).await.ok();
    let acts = person
        .filter(|_| owner)
        .map(|person| {
            offers(pack, &state, &person, now)
                .into_iter()
                .filter(|o| o.action.by_applicant && o.action.effect != Meaning::Resubmit)
                .map(|o| ActView {
                    key: o.action.key.clone(),
                    label: o.action.label.get(lang).to_owned(),
                    tone: if o.action.effect == Meaning::Withdraw { "bad".into() } else { String::new() },
                    fields: o.action.captures.clone(),
                })
                .collect()
        })
        .unwrap_or_default();
    Ok(TrackView {
        service: pack.service(&state.service).map(|s| s.brand.clone()).unwrap_or_default(),
        number: state.number.to_string(),
        version: state.version,
        organisation: state.organisation.clone(),
        title: state.title.clone(),
        date: words::date(state.submitted_at.day(pack.zone()), lang),
        tag: stage.map(|s| s.tag.get(lang).to_owned()).unwrap_or_default(),
        tag_class: match kind {
            StageKind::Work => "tag".into(),
            StageKind::Applicant => "tag wait".into(),
            StageKind::Done => "tag ok".into(),
            StageKind::Refused | StageKind::Withdrawn | StageKind::Lapsed => "tag bad".into(),
        },
        doing: stage.map(|s| s.doing.fill(lang, "office", &office)).unwrap_or_default(),
        by: state.due_on.map(|d| words::date_long(d, lang)),
        left: state.due_on.map(|d| words::workdays_left(pack.calendar().workdays_between(today, d), lang)),
        advice: stage.and_then(|s| s.advice.as_ref()).map_or_else(
            || {
                if kind == StageKind::Work {
                    say("Anda tidak perlu melakukan apa pun.", "You need not do anything.")
                } else {
                    String::new()
                }
            },
            |a| a.get(lang).to_owned(),
        ),
        items: state.items.iter().map(|i| (i.label.get(lang).to_owned(), i.reason.clone())).collect(),
        mend: owner && state.returned_from.is_some(),
        steps: crate::components::journey::steps(pack, &state, lang),
        rungs: crate::components::journey::rungs(pack, &state, lang),
        acts,
        at: now,
        at_words: words::time(now, pack.zone(), lang),
        seq: opened.seq,
        owner,
        message: said.as_deref().and_then(crate::server::Flash::get),
        region,
    })
}

/// The page.
pub struct TrackPage {
    region: Memo<String>,
    number: Memo<String>,
    view: Resource<Result<TrackView, AppError>>,
}

#[lazy_route]
impl LazyRoute for TrackPage {
    fn data() -> Self {
        let (params, query) = (use_params_map(), use_query_map());
        let region = Memo::new(move |_| params.read().get("region").unwrap_or_default());
        let number = Memo::new(move |_| params.read().get("number").unwrap_or_default());
        let said = Memo::new(move |_| query.read().get("kata"));
        Self {
            region,
            number,
            view: Resource::new(move || (region.get(), number.get(), said.get()), |(region, number, said)| track(region, number, said)),
        }
    }
    fn view(this: Self) -> AnyView {
        let TrackPage { region, number, view } = this;
        let live = live::watch(region.into(), Signal::derive(move || format!("case:{}", number.get())));
        Effect::new(move |before: Option<Option<i64>>| {
            let seq = live.seq.get();
            if before.is_some_and(|before| before != seq) {
                view.refetch();
            }
            seq
        });
        view! {
            <Title text=move || format!("{} {}", t("Lacak", "Track"), number.get())/>
            <Mast region=region/>
            <main id="isi">
                <Transition>
                    {move || Suspend::new(async move {
                        match view.await {
                            Ok(v) => shown(v, live).into_any(),
                            // Wrong number, or not this visitor's: the way in is the receipt.
                            Err(AppError::NotFound | AppError::SignedOut) => locked(&region.get_untracked(), &number.get_untracked()).into_any(),
                            Err(error) => fault(error).into_any(),
                        }
                    })}
                </Transition>
            </main>
        }
        .into_any()
    }
}

fn locked(region: &str, number: &str) -> impl IntoView + use<> {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    view! {
        <section class="card face">
            <h1>{t("Buka dengan tanda terima Anda", "Open it with your receipt")}</h1>
            <p>{t("Untuk melihat pengajuan ini, isi nomor dan kode rahasia pada tanda terima, atau masuk ke akun Anda.", "To see this application, enter the number and secret code on the receipt, or sign in to your account.")}</p>
            <p><a class="btn" rel="external" href=format!("/{region}/lacak?nomor={number}")>{t("Isi kode rahasia", "Enter the secret code")}</a></p>
            <p><a rel="external" href=format!("/masuk?kembali=/{region}/lacak/{number}")>{t("Masuk", "Sign in")}</a></p>
        </section>
    }
}

fn shown(v: TrackView, live: live::Live) -> impl IntoView {
    let base = format!("/{}/lacak/{}", v.region, v.number);
    let items: Vec<_> = v.items.iter().map(|(label, reason)| view! { <li><b>{label.clone()}</b>": "{reason.clone()}</li> }).collect();
    let version = v.version;
    let acts: Vec<_> = v.acts.into_iter().map(|a| act(&base, a, version)).collect();
    let some_acts = !acts.is_empty();
    view! {
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a>" / "<a rel="external" href=format!("/{}/lacak", v.region)>{t("Lacak", "Track")}</a></p>
        <h1>{v.organisation}</h1>
        <p class="small">{v.number.clone()}" · "{v.service}" · "{t("diajukan", "filed")}" "{v.date}<br/>{v.title}</p>
        {v.message.map(|m| view! { <div class="card errors" role="alert" tabindex="-1">{m}</div> })}
        <section class="card status">
            <p class="between"><span class=v.tag_class>{v.tag}</span>" "{live_dot(live, v.at, v.at_words)}</p>
            <h2>{v.doing}</h2>
            {v.by.map(|by| view! { <p>{t("Paling lambat", "By")}" "<b>{by}</b>" "<span class="small">{v.left.map(|l| format!("({l})"))}</span></p> })}
            <p>{v.advice}</p>
            {(!items.is_empty()).then(|| view! { <p>{t("Yang perlu diperbaiki:", "To be mended:")}</p><ul>{items}</ul> })}
            {v.mend.then(|| view! { <p><a class="btn block" rel="external" href=format!("{base}/perbaiki")>{t("Perbaiki sekarang", "Mend it now")}</a></p> })}
        </section>
        <section class="card" aria-labelledby="nilai"><h2 id="nilai">{t("Nilai", "Amounts")}</h2>{ladder(v.rungs)}</section>
        <h2>{t("Perjalanan", "The way so far")}</h2>
        // What moves while one looks on shows it once; what was there already does not.
        <div class="journey" class:fresh=move || live.seq.get().is_some()>{journey(v.steps)}</div>
        {some_acts.then(|| view! { <section aria-labelledby="tindakan"><h2 id="tindakan">{t("Yang dapat Anda lakukan", "What you can do")}</h2>{acts}</section> })}
        {v.owner.then(|| view! { <p><a class="btn quiet block" rel="external" href=format!("{base}/tanda-terima")>{t("Lihat tanda terima", "See the receipt")}</a></p> })}
        // A browser with scripts reads this as text, not as elements: hydration must not look into it.
        <noscript inner_html=t("<p class=\"small\">Muat ulang halaman ini untuk melihat keadaan terbaru.</p>", "<p class=\"small\">Load this page again to see the newest state.</p>")></noscript>
    }
}

fn act(base: &str, a: ActView, version: u32) -> impl IntoView + use<> {
    let fields: Vec<_> = a.fields.iter().map(|f| field_view(f, format!("{}.{}", a.key, f.key), String::new(), None)).collect();
    let class = format!("btn block {}", a.tone);
    view! {
        <details class="card">
            <summary>{a.label.clone()}</summary>
            <form method="post" action=format!("{base}/tindakan/{}", a.key)>
                <input type="hidden" name="seen" value=version/>
                {fields}
                <p><button class=class>{a.label}</button></p>
            </form>
        </details>
    }
}
