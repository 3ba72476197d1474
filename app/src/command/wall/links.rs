//! Where links of walls are made and revoked. The link itself is shown once; nobody can read it again.
use crate::{
    citizen::{
        page::{Loading, Place, page, param, query},
        typed::Typed,
    },
    components::summary::summary,
    desk::here::Here,
    error::AppError,
    lang::t,
    server::Flash,
};
use domain::words;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// The links of a region.
pub struct LinksView {
    region: String,
    boards: Vec<(String, String)>,
    links: Vec<LinkView>,
    /// The path of a link that was just made.
    made: Option<String>,
    typed: Typed,
}

struct LinkView {
    id: String,
    name: String,
    board: String,
    about: String,
    revoked: bool,
}

/// The links.
///
/// **Needs**: a role that administers or oversees the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`.
async fn load(region: String, made: Option<String>, typed: Option<String>) -> Result<LinksView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let when = |at| words::date_time(at, pack.zone(), lang);
    let links = here.engine.walls().all(pack, &here.visitor).await?.into_iter().map(|wall| LinkView {
        board: pack.boards.iter().find(|b| b.key == wall.board).map_or_else(|| wall.board.clone(), |b| b.name.get(lang).to_owned()),
        about: match (wall.revoked_at, wall.seen_at) {
            (Some(at), _) => format!("{} {}", t("dicabut", "revoked"), when(at)),
            (None, Some(at)) => format!("{} {}", t("terakhir tampil", "last shown"), when(at)),
            (None, None) => t("belum pernah tampil", "never shown yet").to_owned(),
        },
        revoked: wall.revoked_at.is_some(),
        id: wall.id.to_string(),
        name: wall.name,
    });
    Ok(LinksView {
        links: links.collect(),
        boards: pack.boards.iter().map(|b| (b.key.clone(), b.name.get(lang).to_owned())).collect(),
        made: made.as_deref().and_then(Flash::take),
        typed: Typed::kept(typed.as_deref()),
        region,
    })
}

/// The page.
pub struct LinksPage {
    place: Place,
    view: Loading<LinksView>,
}

#[lazy_route]
impl LazyRoute for LinksPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("dibuat"), query("kembali"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: LinksView) -> impl IntoView {
    let base = format!("/{}/komando/tautan", v.region);
    let made = v.made.clone().map(|path| {
        view! {
            <section class="card ok-edge" role="status"><h2>{t("Tautan dibuat", "The link is made")}</h2>
            <p>{t("Buka tautan ini di layar dinding. Tautan hanya ditampilkan sekali: siapa pun yang memilikinya melihat papan ini.", "Open this link on the wall's screen. It is shown once: whoever has it sees the board.")}</p>
            <p class="prose"><a rel="external" href=path.clone()><code>{path.clone()}</code></a></p></section>
        }
    });
    let links: Vec<_> = v
        .links
        .iter()
        .map(|link| {
            let revoke = (!link.revoked).then(|| {
                view! { <form method="post" action=format!("{base}/{}/cabut", link.id)><button class="btn bad small">{t("Cabut", "Revoke")}</button></form> }
            });
            view! { <li><b>{link.name.clone()}</b>" · "{link.board.clone()}" · "<span class="small">{link.about.clone()}</span>{revoke}</li> }
        })
        .collect();
    let none = links.is_empty();
    let chosen = v.typed.text("board").to_owned();
    let boards: Vec<_> =
        v.boards.iter().map(|(key, name)| view! { <option value=key.clone() selected=*key == chosen>{name.clone()}</option> }).collect();
    let wrong = |name: &str| v.typed.problem(name).map(|words| view! { <p class="msg">{words}</p> });
    view! {
        <Title text=t("Tautan dinding", "Links of walls")/>
        <p class="small"><a rel="external" href=format!("/{}/komando", v.region)>{t("Komando", "Command center")}</a></p>
        <h1>{t("Tautan dinding", "Links of walls")}</h1>
        {made}
        {summary(&v.typed.problems)}
        <form method="post" action=base.clone() class="card">
            <h2>{t("Buat tautan", "Make a link")}</h2>
            <div class="field"><label for="name">{t("Untuk layar mana", "For which screen")}</label>{wrong("name")}
            <input id="name" name="name" maxlength="60" value=v.typed.text("name").to_owned() autocomplete="off"/></div>
            <div class="field"><label for="board">{t("Papan", "Board")}</label>{wrong("board")}<select id="board" name="board">{boards}</select></div>
            <p><button class="btn">{t("Buat tautan", "Make the link")}</button></p>
        </form>
        <section class="card"><h2>{t("Tautan yang ada", "Links that there are")}</h2>
        {if none { view! { <p>{t("Belum ada. Tautan membuka satu papan tanpa masuk, dan tidak dapat mengubah apa pun.", "None yet. A link opens one board without signing in, and changes nothing.")}</p> }.into_any() } else { view! { <ul class="plain">{links}</ul> }.into_any() }}</section>
    }
}
