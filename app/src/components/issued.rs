//! Documents that offices issued, to open and to check.
use crate::lang::t;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// One document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedView {
    /// What it is called.
    pub title: String,
    /// Its number.
    pub number: String,
    /// Office and day.
    pub about: String,
    /// Whether it holds no longer.
    pub ended: bool,
}

/// The list; nothing where there is none.
pub fn issued(region: &str, papers: &[IssuedView]) -> Option<impl IntoView + use<>> {
    if papers.is_empty() {
        return None;
    }
    let items: Vec<_> = papers
        .iter()
        .cloned()
        .map(|paper| {
            let ended = paper.ended.then(|| view! { " "<span class="tag bad">{t("Tidak berlaku lagi", "Holds no longer")}</span> });
            view! {
                <li>
                    <a href=format!("/{region}/dokumen/{}.pdf", paper.number) rel="external"><b>{paper.title}</b>" (PDF)"</a>{ended}
                    <br/><span class="small">{paper.number.clone()}" · "{paper.about}" · "<a href=format!("/{region}/verifikasi/{}", paper.number) rel="external">{t("Periksa keaslian", "Check it")}</a></span>
                </li>
            }
        })
        .collect();
    Some(view! {
        <section class="card" aria-labelledby="terbit">
            <h2 id="terbit">{t("Dokumen resmi", "Official documents")}</h2>
            <ul class="issued">{items}</ul>
        </section>
    })
}

/// A case's documents that are for this visitor; none where they can't be read now, because the case itself matters more.
#[cfg(feature = "ssr")]
pub(crate) async fn issued_to(
    engine: &engine::Engine,
    pack: &domain::pack::Pack,
    visitor: &engine::Visitor,
    number: &domain::number::CaseNumber,
    lang: domain::words::Lang,
) -> Vec<IssuedView> {
    in_words(engine.papers().of_case(pack, visitor, number).await.unwrap_or_default(), pack, lang)
}

/// Documents in words, the newest first.
#[cfg(feature = "ssr")]
pub(crate) fn in_words(papers: Vec<engine::PaperLine>, pack: &domain::pack::Pack, lang: domain::words::Lang) -> Vec<IssuedView> {
    papers
        .into_iter()
        .rev()
        .map(|paper| IssuedView {
            title: paper.title.get(lang).to_owned(),
            number: paper.number.to_string(),
            about: format!("{} · {}", paper.office.get(lang), domain::words::date(paper.issued_at.day(pack.zone()), lang)),
            ended: paper.ended,
        })
        .collect()
}
