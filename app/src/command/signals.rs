//! What sources outside say: where vehicles are, what gauges read, which cameras there are; and the keys with which they send.
use crate::{
    citizen::{
        page::{Loading, Place, page, param, query},
        typed::{Typed, text},
    },
    components::{
        districts::{District, cells, drawing, step},
        summary::summary,
    },
    desk::{here::Here, office::Office},
    error::AppError,
    lang::{pick, t},
    server::{Flash, away, see, to_sign_in},
};
use axum::{
    Router,
    extract::{Form, Path},
    response::Response,
    routing::post,
};
use domain::{
    pack::{Level, Pack, SignalKind, SignalRule},
    signal::{Said, Signal, level},
    time::Instant,
    words::{self, Lang},
};
use engine::{Failure, Walls};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The handlers.
pub(super) fn posts() -> Router {
    Router::new().route("/{region}/komando/sinyal", post(make)).route("/{region}/komando/sinyal/{key}/cabut", post(revoke))
}

async fn make(office: Office, Form(pairs): Form<Vec<(String, String)>>) -> Response {
    let page = office.page("komando/sinyal");
    let made = async {
        let here = office.here()?;
        here.engine.signals().make_key(&here.pack, &here.visitor, text(&pairs, "source"), text(&pairs, "name")).await
    };
    match made.await {
        Ok(key) => see(&format!("{page}?dibuat={}", Flash::put(key.as_str().to_owned()))),
        Err(Failure::SignedOut) => to_sign_in(&page),
        Err(failure) => see(&format!("{page}?kembali={}", Typed::came_back(pairs, &failure, office.lang).keep())),
    }
}

async fn revoke(office: Office, Path((_, id)): Path<(String, Uuid)>) -> Response {
    let page = office.page("komando/sinyal");
    let revoked = async {
        let here = office.here()?;
        here.engine.signals().revoke_key(&here.pack, &here.visitor, id).await
    };
    match revoked.await {
        Ok(()) => see(&page),
        Err(failure) => away(&failure, &page),
    }
}

/// A source with what its things said last.
pub(super) struct SourceView {
    pub(super) name: String,
    pub(super) kind: SignalKind,
    pub(super) things: Vec<ThingView>,
    /// When it was heard last, in words; none where it never was.
    pub(super) heard: Option<String>,
}

/// One thing.
pub(super) struct ThingView {
    pub(super) name: String,
    /// The reading with its unit, the district, or nothing.
    pub(super) figure: String,
    /// The address of a picture.
    pub(super) picture: Option<String>,
    pub(super) level: Option<Level>,
    pub(super) when: String,
}

/// The sources of the pack in its order, with what they say.
pub(super) fn sources(pack: &Pack, lang: Lang, signals: &[Signal], now: Instant) -> Vec<SourceView> {
    let source = |rule: &SignalRule| {
        let own: Vec<&Signal> = signals.iter().filter(|signal| signal.source == rule.key).collect();
        let mut things: Vec<ThingView> = own.iter().map(|signal| thing(pack, lang, rule, signal, now)).collect();
        // What calls for somebody comes first.
        things.sort_by(|one, other| other.level.cmp(&one.level).then_with(|| one.name.cmp(&other.name)));
        let heard = own.iter().map(|signal| signal.at).max().map(|at| ago(lang, at, now));
        SourceView { name: rule.name.get(lang).to_owned(), kind: rule.kind, things, heard }
    };
    pack.signals.iter().map(source).collect()
}

fn thing(pack: &Pack, lang: Lang, rule: &SignalRule, signal: &Signal, now: Instant) -> ThingView {
    let (figure, picture, matters) = match &signal.said {
        Said::At(north, east) => (nearest(pack, *north, *east).map_or_else(String::new, |d| d.name.clone()), None, None),
        Said::Reads(value) => (format!("{} {}", decimal(*value, lang), rule.unit), None, level(rule, *value)),
        Said::Sees(address) => (String::new(), Some(address.clone()), None),
    };
    ThingView { name: signal.thing.clone(), figure, picture, level: matters, when: ago(lang, signal.at, now) }
}

/// Thousandths as a figure with at most one decimal.
fn decimal(thousandths: i64, lang: Lang) -> String {
    let tenths = (thousandths + if thousandths < 0 { -50 } else { 50 }) / 100;
    let (whole, tenth) = (words::number(tenths / 10, lang), tenths.abs() % 10);
    match (tenth, lang) {
        (0, _) => whole,
        (tenth, Lang::Id) => format!("{whole},{tenth}"),
        (tenth, Lang::En) => format!("{whole}.{tenth}"),
    }
}

fn ago(lang: Lang, at: Instant, now: Instant) -> String {
    let seconds = (now.millis() - at.millis()).max(0) / 1_000;
    let (n, unit) = match seconds {
        0..=89 => (seconds, pick(lang, "detik lalu", "seconds ago")),
        90..=7_199 => (seconds / 60, pick(lang, "menit lalu", "minutes ago")),
        _ => (seconds / 3_600, pick(lang, "jam lalu", "hours ago")),
    };
    format!("{} {unit}", words::number(n, lang))
}

/// The district whose place is nearest.
fn nearest(pack: &Pack, north: i64, east: i64) -> Option<&domain::pack::District> {
    #[expect(clippy::cast_precision_loss, reason = "millionths of a degree are small figures")]
    let (north, east) = (north as f64 / 1e6, east as f64 / 1e6);
    let far = |d: &&domain::pack::District| Some((d.latitude? - north).powi(2) + (d.longitude? - east).powi(2));
    pack.districts
        .iter()
        .filter(|d| far(d).is_some())
        .min_by(|one, other| far(one).partial_cmp(&far(other)).unwrap_or(std::cmp::Ordering::Equal))
}

/// The districts with how many vehicles are there.
pub(super) fn map_of(pack: &Pack, lang: Lang, signals: &[Signal]) -> Vec<District> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for signal in signals {
        if let Said::At(north, east) = signal.said
            && let Some(district) = nearest(pack, north, east)
        {
            *counts.entry(district.code.as_str()).or_default() += 1;
        }
    }
    let largest = counts.values().copied().max().unwrap_or(0);
    let cells = cells(pack);
    let district = |d: &domain::pack::District| {
        let n = counts.get(d.code.as_str()).copied().unwrap_or(0);
        District {
            cell: cells.get(d.code.as_str()).copied(),
            step: step(n, largest),
            mark: words::number(n, lang),
            name: d.name.clone(),
            said: format!("{}: {} {}", d.name, words::number(n, lang), pick(lang, "kendaraan", "vehicles")),
            href: format!("/{}/komando/sinyal#muat", pack.region.slug),
        }
    };
    pack.districts.iter().map(district).collect()
}

/// A key: id, for whom, source, what is known of it, whether it was revoked.
type KeyLine = (String, String, String, String, bool);

/// What the page shows.
pub struct SignalsView {
    region: String,
    sources: Vec<SourceView>,
    map: Vec<District>,
    /// The keys, for those who make them.
    keys: Option<Vec<KeyLine>>,
    /// Keys and names of the sources.
    known: Vec<(String, String)>,
    /// A key that was just made.
    made: Option<String>,
    address: String,
    typed: Typed,
}

/// **Needs**: a post whose role sees the board; for keys, one that administers or oversees. **Errors**: `NotFound`, `SignedOut`,
/// `Forbidden`, `Unavailable`.
async fn load(region: String, made: Option<String>, typed: Option<String>) -> Result<SignalsView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let signals = here.engine.signals().now(pack, &here.visitor).await?;
    let when = |at| words::date_time(at, pack.zone(), lang);
    let keys = match Walls::manages(pack, &here.visitor) {
        Ok(_) => {
            let line = |key: engine::SignalKey| {
                let about = match (key.revoked_at, key.seen_at) {
                    (Some(at), _) => format!("{} {}", pick(lang, "dicabut", "revoked"), when(at)),
                    (None, Some(at)) => format!("{} {}", pick(lang, "terakhir mengirim", "sent last"), when(at)),
                    (None, None) => pick(lang, "belum pernah mengirim", "has not sent yet").to_owned(),
                };
                let source = pack
                    .signals
                    .iter()
                    .find(|rule| rule.key == key.source)
                    .map_or(key.source.clone(), |rule| rule.name.get(lang).to_owned());
                (key.id.to_string(), key.name, source, about, key.revoked_at.is_some())
            };
            Some(here.engine.signals().keys(pack, &here.visitor).await?.into_iter().map(line).collect())
        }
        Err(_) => None,
    };
    Ok(SignalsView {
        sources: sources(pack, lang, &signals, here.engine.now()),
        map: map_of(pack, lang, &signals),
        keys,
        known: pack.signals.iter().map(|rule| (rule.key.clone(), rule.name.get(lang).to_owned())).collect(),
        made: made.as_deref().and_then(Flash::take),
        address: format!("/api/v1/{region}/signals"),
        typed: Typed::kept(typed.as_deref()),
        region,
    })
}

/// The page.
pub struct SignalsPage {
    place: Place,
    view: Loading<SignalsView>,
}

#[lazy_route]
impl LazyRoute for SignalsPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("dibuat"), query("kembali"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

/// The class of a figure that matters, and its mark.
pub(super) const fn mark_of(level: Option<Level>) -> (&'static str, &'static str) {
    match level {
        Some(Level::Bad) => ("tag bad", "▲ "),
        Some(Level::Warn) => ("tag warn", "● "),
        None => ("", ""),
    }
}

fn shown(v: SignalsView) -> impl IntoView {
    let title = t("Sinyal dari luar", "Signals from outside");
    let sources: Vec<_> = v.sources.iter().map(source).collect();
    let moves = v.sources.iter().any(|source| source.kind == SignalKind::Position && !source.things.is_empty());
    let map = moves.then(
        || view! { <section class="card"><h2>{t("Kendaraan per wilayah", "Vehicles by district")}</h2>{drawing("peta-kendaraan", &v.map)}</section> },
    );
    let made = v.made.clone().map(|key| {
        view! {
            <section class="card ok-edge" role="status"><h2>{t("Kunci dibuat", "The key is made")}</h2>
            <p>{t("Hanya ditampilkan sekali. Kirim dengan kepala Signal-Key ke alamat ini:", "It is shown once. Send it in the header Signal-Key to this address:")}" "<code>{v.address.clone()}</code></p>
            <p class="prose"><code>{key}</code></p></section>
        }
    });
    let keys = v.keys.as_ref().map(|keys| key_section(&v, keys));
    view! {
        <Title text=title/>
        <p class="small"><a rel="external" href=format!("/{}/komando", v.region)>{t("Komando", "Command center")}</a></p>
        <h1>{title}</h1>
        {made}
        {summary(&v.typed.problems)}
        <div id="muat" data-muat="5">{map}{sources}</div>
        {keys}
        <script type="module" src="/muat.js"></script>
    }
}

fn source(source: &SourceView) -> impl IntoView + use<> {
    let rows: Vec<_> = source
        .things
        .iter()
        .map(|thing| {
            let (class, mark) = mark_of(thing.level);
            let picture = thing.picture.clone().map(|href| view! { <a href=href target="_blank" rel="noopener noreferrer external">{t("Buka gambar", "Open the picture")}</a> });
            view! { <tr><th scope="row">{thing.name.clone()}</th><td><span class=class>{mark}{thing.figure.clone()}</span>{picture}</td><td class="small">{thing.when.clone()}</td></tr> }
        })
        .collect();
    let heard = source.heard.clone().map_or_else(
        || view! { <p class="small">{t("Belum pernah terdengar.", "Never heard yet.")}</p> }.into_any(),
        |heard| view! { <p class="small">{t("Terdengar ", "Heard ")}{heard}</p> }.into_any(),
    );
    let table = (!rows.is_empty()).then(|| {
        view! { <div class="scroll" tabindex="0"><table class="list"><thead class="unseen"><tr><th scope="col">{t("Nama", "Name")}</th><th scope="col">{t("Keadaan", "State")}</th><th scope="col">{t("Kapan", "When")}</th></tr></thead><tbody>{rows}</tbody></table></div> }
    });
    view! { <section class="card"><h2>{source.name.clone()}</h2>{heard}{table}</section> }
}

fn key_section(v: &SignalsView, keys: &[KeyLine]) -> impl IntoView + use<> {
    let rows: Vec<_> = keys
        .iter()
        .map(|(id, name, source, about, revoked)| {
            let revoke = (!revoked).then(|| view! { <form method="post" action=format!("/{}/komando/sinyal/{id}/cabut", v.region)><button class="btn bad small">{t("Cabut", "Revoke")}</button></form> });
            view! { <li><b>{name.clone()}</b>" · "{source.clone()}" · "<span class="small">{about.clone()}</span>{revoke}</li> }
        })
        .collect();
    let chosen = v.typed.text("source").to_owned();
    let options: Vec<_> =
        v.known.iter().map(|(key, name)| view! { <option value=key.clone() selected=*key == chosen>{name.clone()}</option> }).collect();
    let wrong = |name: &str| v.typed.problem(name).map(|words| view! { <p class="msg">{words}</p> });
    let none = rows.is_empty().then(|| view! { <p class="small">{t("Belum ada kunci.", "No keys yet.")}</p> });
    view! {
        <section class="card"><h2>{t("Kunci pengirim", "Keys of senders")}</h2>{none}<ul class="plain">{rows}</ul>
        <form method="post" action=format!("/{}/komando/sinyal", v.region)>
            <div class="field"><label for="name">{t("Untuk siapa", "For whom")}</label>{wrong("name")}<input id="name" name="name" maxlength="60" autocomplete="off" value=v.typed.text("name").to_owned()/></div>
            <div class="field"><label for="source">{t("Sumber", "Source")}</label>{wrong("source")}<select id="source" name="source">{options}</select></div>
            <p><button class="btn">{t("Buat kunci", "Make a key")}</button></p>
        </form></section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_times_are_said_in_the_readers_way() {
        assert_eq!([123_400, 150_000, -50, 1_234_560].map(|n| decimal(n, Lang::Id)), ["123,4", "150", "0,1", "1.234,6"].map(str::to_owned));
        let of = |seconds: i64| ago(Lang::Id, Instant(0), Instant(seconds * 1_000));
        assert_eq!([5, 90, 7_200].map(of), ["5 detik lalu", "1 menit lalu", "2 jam lalu"].map(str::to_owned));
    }
}
