//! What citizens reported about a case, for the officers who work on it: also before it is shown to everyone, and with
//! personal data hidden.
use super::here::Here;
use crate::{citizen::comments::talk::CommentView, lang::t};
use domain::{case::CaseState, comment::Kind};
use engine::{CommentState, Failure};
use leptos::prelude::*;

/// One report.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportView {
    /// Whether everyone reads it, in words.
    state: &'static str,
    /// Who wrote it when, in words.
    line: String,
    /// What was written.
    body: String,
    /// Whether the office answered.
    answered: bool,
}

/// The reports on a case that were not hidden.
///
/// # Errors
/// [`Failure::Unavailable`].
pub(crate) async fn reports_of(here: &Here, state: &CaseState) -> Result<Vec<ReportView>, Failure> {
    let all = here.engine.comments().of_case(&here.pack, state.id).await?;
    let reports = all.iter().filter(|d| d.comment.kind == Kind::Problem && d.state() != CommentState::Hidden);
    Ok(reports
        .map(|discussed| {
            let view = CommentView::of(&here.pack, discussed, here.lang);
            ReportView {
                state: match discussed.state() {
                    CommentState::Shown => crate::lang::pick(here.lang, "ditampilkan", "shown"),
                    _ => crate::lang::pick(here.lang, "belum ditampilkan", "not shown yet"),
                },
                line: format!("{} · {}", view.by, view.at),
                body: view.body,
                answered: !view.answers.is_empty(),
            }
        })
        .collect())
}

/// The list; nothing where nobody reported anything.
pub(crate) fn reports(region: &str, number: &str, reports: Vec<ReportView>, moderates: bool) -> Option<impl IntoView> {
    if reports.is_empty() {
        return None;
    }
    let count = reports.len();
    let items: Vec<_> = reports
        .into_iter()
        .map(|r| {
            let answered = if r.answered { t("dijawab", "answered") } else { t("belum dijawab", "not answered yet") };
            view! { <li><p class="small"><span class="tag">{r.state}</span>" "<span class="tag">{answered}</span>" "{r.line}</p><p class="prose">{r.body}</p></li> }
        })
        .collect();
    let place = moderates.then(|| view! { <p><a rel="external" href=format!("/{region}/meja/tanggapan?nomor={number}")>{t("Tampilkan, sembunyikan, atau jawab", "Show, hide or answer")}</a></p> });
    Some(view! {
        <section class="card" aria-labelledby="laporan-warga">
            <h2 id="laporan-warga">{t("Laporan warga", "Reports by citizens")}" ("{count}")"</h2>
            <ul class="plain">{items}</ul>
            {place}
        </section>
    })
}
