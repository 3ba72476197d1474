//! The head of every page: where one is, who one is, and the language.
use crate::{
    error::AppError,
    lang::{lang, t},
    wire::Wire,
};
use domain::words::Lang;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the head shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MastView {
    region: String,
    /// A service's own name, where the page belongs to one.
    brand: Option<String>,
    government: String,
    /// The address of the region's mark, where it has one.
    logo: Option<String>,
    name: Option<String>,
    unread: u32,
    desk: bool,
    board: bool,
    /// Whether they keep a log of their work,
    log: bool,
    /// or watch over the logs of others without one of their own.
    watches: bool,
    /// Why the region takes nothing now, and whether that is for good.
    paused: Option<(bool, String)>,
}

/// Who asks and where.
///
/// **Needs**: nothing; it tells the visitor about themselves. **Errors**: none for an unknown region: the head is bare.
#[server(endpoint = "mast", output = Wire)]
pub async fn mast(region: String, service: Option<String>) -> Result<MastView, AppError> {
    let visitor = crate::server::visitor();
    let engine = crate::server::engine()?;
    let lang = lang();
    let mut view = MastView { unread: visitor.unread, ..MastView::default() };
    if visitor.is_signed_in() {
        view.name = visitor.person.as_ref().map(|p| p.name.clone());
    }
    if let Some(pack) = engine.packs().by_slug(&region) {
        view.region = pack.region.name.clone();
        view.paused = engine.standing(&pack).map(|s| (s.archived, s.reason));
        view.brand = service.and_then(|path| pack.services.iter().find(|s| s.path == path).map(|s| s.brand.clone()));
        view.logo = pack.logo.as_ref().map(|logo| format!("/{region}/logo.svg?v={}", logo.print));
        view.government = pack.region.government.get(lang).to_owned();
        view.desk = visitor.is_officer(pack.code());
        // Without an answer there is no link, and the page is still whole.
        let performance = engine.performance();
        view.log = view.desk && performance.is_staff(&pack, &visitor).await.unwrap_or(false);
        view.watches = !view.log && performance.sees_everybody(&pack, &visitor);
        view.board = view.desk
            && visitor
                .person
                .as_ref()
                .is_some_and(|p| p.posts_in(pack.code()).any(|post| pack.role(&post.role.0).is_some_and(|r| r.sees_board)));
    }
    Ok(view)
}

/// The head of a page that hydrates.
#[component]
pub fn Mast(
    /// The region's slug; empty outside of any.
    #[prop(into)]
    region: Signal<String>,
) -> impl IntoView {
    let view = Resource::new(move || region.get(), |region| mast(region, None));
    let bar = move || Suspend::new(async move { bar(&region.get(), view.await.unwrap_or_default(), vec![]) });
    view! {
        {skip()}
        <header class="mast"><Transition>{bar}</Transition></header>
    }
}

/// The head of a plain page: loaded once, and drawn once.
pub(crate) fn head(region: String, service: Option<String>) -> impl IntoView {
    view! {
        {skip()}
        <header class="mast">{Suspend::new(async move { bar(&region, mast(region.clone(), service).await.unwrap_or_default(), further(&region)) })}</header>
    }
}

/// The further languages of a region: code, name, and whether it is the chosen one.
#[cfg(feature = "ssr")]
fn further(region: &str) -> Vec<(String, String, bool)> {
    let Ok(engine) = crate::server::engine() else { return vec![] };
    let chosen =
        with_context::<http::request::Parts, _>(|parts| crate::cookie::cookie(&parts.headers, crate::lang::COOKIE).map(str::to_owned));
    let chosen = chosen.flatten();
    let Some(pack) = engine.packs().by_slug(region) else { return vec![] };
    let named = |code: &String| Some((code.clone(), engine.languages().named(code)?.name.clone(), chosen.as_ref() == Some(code)));
    pack.region.languages.iter().filter_map(named).collect()
}

/// The browser draws no plain page.
#[cfg(not(feature = "ssr"))]
fn further(_: &str) -> Vec<(String, String, bool)> {
    vec![]
}

fn skip() -> impl IntoView {
    view! { <a class="skip" href="#isi">{t("Langsung ke isi", "Skip to content")}</a> }
}

fn bar(region: &str, view: MastView, further: Vec<(String, String, bool)>) -> impl IntoView + use<> {
    let home = format!("/{region}");
    let paused = view.paused.clone().map(|(archived, reason)| {
        let words = if archived {
            t("Ditutup: hanya untuk dibaca.", "Closed: to be read only.")
        } else {
            t("Dijeda: untuk sementara tidak menerima apa pun.", "Paused: nothing is taken for now.")
        };
        view! { <p class="note warn" role="status"><b>{words}</b>" "{reason}</p> }
    });
    view! {
        {paused}
        <div>
            <a class="home" rel="external" href=home>
                {(!crate::saving::on()).then(|| view! { <img class="mark" src=view.logo.clone().unwrap_or_else(|| "/favicon.svg".to_owned()) alt="" width="32" height="32"/> })}
                {names(&view)}
            </a>
            <nav aria-label=t("Utama", "Main")>{links(region, view)}{language(&further)}</nav>
        </div>
    }
}

fn names(view: &MastView) -> impl IntoView + use<> {
    let name = view.brand.clone().unwrap_or_else(|| "Terang".to_owned());
    let under = if view.government.is_empty() {
        t("Layanan daerah yang terlihat jelas", "Regional services in plain sight").to_owned()
    } else {
        view.government.clone()
    };
    view! { <span class="names"><b>{name}</b><span>{under}</span></span> }
}

fn links(region: &str, view: MastView) -> impl IntoView + use<> {
    let at = |path: &str| format!("/{region}/{path}");
    let inside = !view.region.is_empty();
    let unread = (view.unread > 0).then(
        || view! { " "<span class="tag">{view.unread}<span class="unseen">" "{t("kabar belum dibaca", "unread notices")}</span></span> },
    );
    let enter = if inside { format!("/masuk?kembali=/{region}") } else { "/masuk".to_owned() };
    view! {
        {(inside && view.desk).then(|| view! { <a rel="external" href=at("meja")>{t("Meja", "Desk")}</a> })}
        {(inside && (view.log || view.watches)).then(|| view! { <a rel="external" href=at(if view.log { "kinerja" } else { "kinerja/organisasi" })>{t("Kinerja", "Work log")}</a> })}
        {(inside && view.board).then(|| view! { <a rel="external" href=at("komando")>{t("Komando", "Command")}</a> })}
        {(inside && view.name.is_some()).then(|| view! { <a rel="external" href=at("akun")>{t("Akun", "Account")}{unread}</a> })}
        {view.name.is_none().then(|| view! { <a rel="external" href=enter>{t("Masuk", "Sign in")}</a> })}
    }
}

/// The other languages, as a form: a link must not change anything. Those that a table gives are for citizens' pages alone, and are read
/// over the Indonesian page.
fn language(further: &[(String, String, bool)]) -> impl IntoView + use<> {
    let now = further.iter().find(|(_, _, chosen)| *chosen).map(|(code, _, _)| code.clone());
    let own = [(Lang::Id, "Indonesia"), (Lang::En, "English")];
    let own = own.into_iter().filter(|(of, _)| now.is_some() || *of != lang()).map(|(of, name)| (of.code().to_owned(), name.to_owned()));
    let others = further.iter().filter(|(_, _, chosen)| !chosen).map(|(code, name, _)| (code.clone(), name.clone()));
    let buttons: Vec<_> = own
        .chain(others)
        .map(|(code, name)| view! { <button class="link" lang=code.clone() name="ke" value=code>{name}</button>" " })
        .collect();
    view! { <form method="post" action="/bahasa">{buttons}</form> }
}
