//! Announcements for everyone: the list, and one of them with its earlier versions.
use super::page::{Loading, Place, page, param, query};
use crate::{
    error::AppError,
    lang::{pick, t},
    server::Asked,
};
use domain::{
    pack::Pack,
    words::{self, Lang},
};
use engine::Announcement;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// How many stand on a page.
const PAGE: u32 = 20;

/// An announcement as everyone reads it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AnnouncementView {
    pub(crate) href: String,
    pub(crate) title: String,
    /// From when until when, in words.
    pub(crate) when: String,
    pub(crate) about: Option<String>,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) over: bool,
    pub(crate) withdrawn: Option<String>,
}

impl AnnouncementView {
    /// One of them, on a day.
    pub(crate) fn of(pack: &Pack, a: &Announcement, today: domain::time::Day, lang: Lang) -> Self {
        let from = words::date(a.from, lang);
        let when = match (a.until, lang) {
            (Some(until), Lang::Id) => format!("{from}, berlaku sampai {}", words::date(until, lang)),
            (Some(until), Lang::En) => format!("{from}, holds until {}", words::date(until, lang)),
            (None, _) => from,
        };
        Self {
            href: format!("/{}/pengumuman/{}", pack.region.slug.as_str(), a.id),
            title: a.title.clone(),
            when,
            about: a.service.as_deref().and_then(|key| pack.service(key)).map(|s| s.name.get(lang).to_owned()),
            paragraphs: paragraphs(&a.body),
            over: a.until.is_some_and(|until| until < today),
            withdrawn: a.withdrawn.clone(),
        }
    }
}

/// The text's paragraphs: an empty line stands between two.
fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

/// The list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AnnouncementsView {
    region: String,
    name: String,
    items: Vec<AnnouncementView>,
    next: Option<String>,
    writes: bool,
}

/// A page of announcements.
///
/// **Needs**: nothing; they are public. **Errors**: `NotFound`.
async fn announcements(region: String, before: Option<String>) -> Result<AnnouncementsView, AppError> {
    let asked = Asked::of_page(&region)?;
    let found = asked.engine.announcements().page(&asked.pack, before.as_deref(), PAGE).await?;
    Ok(AnnouncementsView {
        name: asked.pack.region.name.clone(),
        items: found.items.iter().map(|a| AnnouncementView::of(&asked.pack, a, asked.today(), asked.lang)).collect(),
        next: found.next.map(|next| format!("/{region}/pengumuman?mulai={next}")),
        writes: asked.engine.announcements().may_write(&asked.pack, &asked.visitor),
        region,
    })
}

/// The list's page.
pub struct AnnouncementsPage {
    place: Place,
    view: Loading<AnnouncementsView>,
}

#[lazy_route]
impl LazyRoute for AnnouncementsPage {
    fn data() -> Self {
        Self { view: Loading::of(announcements(param("region"), query("mulai"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, |v| {
            let empty = v.items.is_empty();
            let items = listed(v.items);
            view! {
                <Title text=format!("{} – {}", t("Pengumuman", "Announcements"), v.name)/>
                <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a></p>
                <h1>{t("Pengumuman", "Announcements")}</h1>
                {v.writes.then(|| view! { <p><a class="btn quiet" rel="external" href=format!("/{}/meja/pengumuman", v.region)>{t("Tulis atau ubah pengumuman", "Write or change announcements")}</a></p> })}
                {if empty {
                    view! { <section class="card face"><h2>{t("Belum ada pengumuman", "No announcement yet")}</h2><p>{t("Pengumuman pemerintah daerah akan muncul di sini.", "The government's announcements will appear here.")}</p></section> }.into_any()
                } else {
                    items.into_any()
                }}
                {v.next.map(|href| view! { <p><a class="btn quiet" rel="external" href=href>{t("Lihat yang lebih lama", "See older ones")}</a></p> })}
            }
        })
    }
}

/// Announcements as a list of links.
pub(crate) fn listed(items: Vec<AnnouncementView>) -> impl IntoView {
    let items: Vec<_> = items
        .into_iter()
        .map(|a| {
            let over = a.over.then(|| view! { " "<span class="tag">{t("sudah lewat", "over")}</span> });
            view! { <li><a rel="external" href=a.href>{a.title}</a>{over}<span class="small block">{a.when}{a.about.map(|about| format!(" · {about}"))}</span></li> }
        })
        .collect();
    view! { <ul class="plain">{items}</ul> }
}

/// One announcement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OneView {
    region: String,
    name: String,
    by: String,
    newest: AnnouncementView,
    /// When an earlier version was written, and what it said.
    earlier: Vec<(String, AnnouncementView)>,
}

/// One announcement with its earlier versions.
///
/// **Needs**: nothing; before its first day, a role that announces. **Errors**: `NotFound`.
async fn one(region: String, id: String) -> Result<OneView, AppError> {
    let asked = Asked::of_page(&region)?;
    let (pack, lang) = (&asked.pack, asked.lang);
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let versions = asked.engine.announcements().one(pack, &asked.visitor, id).await?;
    let newest = versions.first().ok_or(AppError::NotFound)?;
    let of = |a: &Announcement| AnnouncementView::of(pack, a, asked.today(), lang);
    Ok(OneView {
        name: pack.region.name.clone(),
        by: pack.role(&newest.role).map(|r| r.label.get(lang).to_owned()).unwrap_or_default(),
        newest: of(newest),
        earlier: versions.iter().skip(1).map(|a| (words::date_time(a.at, pack.zone(), lang), of(a))).collect(),
        region,
    })
}

/// An announcement's page.
pub struct AnnouncementPage {
    place: Place,
    view: Loading<OneView>,
}

#[lazy_route]
impl LazyRoute for AnnouncementPage {
    fn data() -> Self {
        Self { view: Loading::of(one(param("region"), param("announcement"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: OneView) -> impl IntoView {
    let lang = crate::lang::lang();
    let withdrawn = v.newest.withdrawn.clone().map(|why| {
        view! { <p class="card warn" role="note"><b>{t("Pengumuman ini ditarik.", "This announcement was withdrawn.")}</b>" "{pick(lang, "Alasannya: ", "The reason: ")}{why}</p> }
    });
    let over = (v.newest.over && v.newest.withdrawn.is_none())
        .then(|| view! { <p class="card warn" role="note">{t("Pengumuman ini sudah lewat masa berlakunya.", "This announcement no longer holds.")}</p> });
    let earlier: Vec<_> = v
        .earlier
        .into_iter()
        .map(|(at, version)| {
            view! { <details><summary>{pick(lang, "Versi ", "Version of ")}{at}</summary><h3>{version.title}</h3><p class="small">{version.when}</p>{body(version.paragraphs)}</details> }
        })
        .collect();
    let some = !earlier.is_empty();
    view! {
        <Title text=format!("{} – {}", v.newest.title, v.name)/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a>" / "<a rel="external" href=format!("/{}/pengumuman", v.region)>{t("Pengumuman", "Announcements")}</a></p>
        <h1>{v.newest.title.clone()}</h1>
        <p class="small">{v.newest.when.clone()}{v.newest.about.clone().map(|about| format!(" · {about}"))}" · "{v.by}</p>
        {withdrawn}
        {over}
        {body(v.newest.paragraphs)}
        {some.then(|| view! { <section class="card" aria-labelledby="versi-lama"><h2 id="versi-lama">{t("Versi sebelumnya", "Earlier versions")}</h2>{earlier}</section> })}
    }
}

fn body(paragraphs: Vec<String>) -> impl IntoView {
    paragraphs.into_iter().map(|p| view! { <p class="prose">{p}</p> }).collect::<Vec<_>>()
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn an_empty_line_parts_two_paragraphs() {
        assert_eq!(paragraphs("satu\nbaris\n\n\n dua \n\n"), ["satu\nbaris", "dua"]);
        assert_eq!(paragraphs(" \n\n "), [""; 0]);
    }
}
