//! The head of every page: where one is, who one is, and the language.
use crate::{
    error::AppError,
    lang::{lang, t},
};
use domain::words::Lang;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the head shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MastView {
    region: String,
    government: String,
    name: Option<String>,
    unread: u32,
    desk: bool,
    board: bool,
}

/// Who asks and where.
///
/// **Needs**: nothing; it tells the visitor about themselves. **Errors**: none for an unknown region: the head is bare.
#[server(endpoint = "mast")]
pub async fn mast(region: String) -> Result<MastView, AppError> {
    let visitor = crate::server::visitor();
    let engine = crate::server::engine()?;
    let lang = lang();
    let mut view = MastView { unread: visitor.unread, ..MastView::default() };
    if visitor.is_signed_in() {
        view.name = visitor.person.as_ref().map(|p| p.name.clone());
    }
    if let Some(pack) = engine.packs().by_slug(&region) {
        view.region = pack.region.name.clone();
        view.government = pack.region.government.get(lang).to_owned();
        view.desk = visitor.is_officer(pack.code());
        view.board = view.desk && visitor.person.as_ref().is_some_and(|p| p.posts_in(pack.code()).any(|post| pack.role(&post.role.0).is_some_and(|r| r.sees_board)));
    }
    Ok(view)
}

/// The head of a page.
#[component]
pub fn Mast(
    /// The region's slug; empty outside of any.
    #[prop(into)]
    region: Signal<String>,
) -> impl IntoView {
    let view = Resource::new(move || region.get(), mast);
    view! {
        <a class="skip" href="#isi">{t("Langsung ke isi", "Skip to content")}</a>
        <header class="mast">
            <div>
                <a class="home" rel="external" href=move || format!("/{}", region.get())>
                    <img class="mark" src="/favicon.svg" alt="" width="32" height="32"/>
                    <Transition>{move || Suspend::new(async move { names(view.await.unwrap_or_default()) })}</Transition>
                </a>
                <nav aria-label=t("Utama", "Main")>
                    <Transition>{move || Suspend::new(async move { links(&region.get(), view.await.unwrap_or_default()) })}</Transition>
                    {language()}
                </nav>
            </div>
        </header>
    }
}

fn names(view: MastView) -> impl IntoView {
    let under = if view.government.is_empty() { t("Layanan daerah yang terlihat jelas", "Regional services in plain sight").to_owned() } else { view.government };
    view! { <span class="names"><b>"Terang"</b><span>{under}</span></span> }
}

fn links(region: &str, view: MastView) -> impl IntoView + use<> {
    let at = |path: &str| format!("/{region}/{path}");
    let inside = !view.region.is_empty();
    let unread = (view.unread > 0).then(|| view! { " "<span class="tag">{view.unread}</span> });
    view! {
        {(inside && view.desk).then(|| view! { <a rel="external" href=at("meja")>{t("Meja", "Desk")}</a> })}
        {(inside && view.board).then(|| view! { <a rel="external" href=at("komando")>{t("Komando", "Command")}</a> })}
        {match (view.name.is_some(), inside) {
            (true, true) => view! { <a rel="external" href=at("akun")>{t("Akun", "Account")}{unread}</a> }.into_any(),
            (true, false) => ().into_any(),
            (false, _) => view! { <a rel="external" href=if inside { format!("/masuk?kembali=/{region}") } else { "/masuk".to_owned() }>{t("Masuk", "Sign in")}</a> }.into_any(),
        }}
    }
}

/// The other language, as a form: a link must not change anything.
fn language() -> impl IntoView {
    let (code, name) = match lang() {
        Lang::Id => ("en", "English"),
        Lang::En => ("id", "Indonesia"),
    };
    view! { <form method="post" action="/bahasa"><input type="hidden" name="ke" value=code/><button class="link" lang=code>{name}</button></form> }
}
