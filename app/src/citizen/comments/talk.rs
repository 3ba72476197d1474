//! What everyone may read of what was written about a case: comments that were shown, with personal data hidden, and how
//! many reports there are.
use crate::{
    components::office::office,
    lang::{pick, t},
    server::Asked,
};
use domain::{
    case::CaseState,
    comment::{Kind, takes_comments, without_personal_parts},
    pack::{Pack, Service},
    words::{self, Lang},
};
use engine::{CommentAct, Discussed, Failure};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What was written about a case, for everyone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TalkView {
    /// Where to write, while the stage takes comments.
    write: Option<String>,
    follow: String,
    /// Reports and how many of them were answered, in words.
    reports: Option<String>,
    items: Vec<CommentView>,
}

/// One comment that is shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct CommentView {
    pub(crate) problem: bool,
    pub(crate) by: String,
    pub(crate) at: String,
    pub(crate) body: String,
    pub(crate) answers: Vec<AnswerView>,
}

/// What the office answered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AnswerView {
    by: String,
    at: String,
    body: String,
}

impl CommentView {
    /// A comment without personal data.
    pub(crate) fn of(pack: &Pack, discussed: &Discussed, lang: Lang) -> Self {
        let comment = &discussed.comment;
        let alias = comment.alias.as_deref().map(without_personal_parts);
        let answer = |act: &CommentAct| AnswerView {
            by: office(pack, Some(&act.role), act.agency.as_deref(), lang).unwrap_or_default().to_owned(),
            at: words::date_time(act.at, pack.zone(), lang),
            body: act.body.clone().unwrap_or_default(),
        };
        Self {
            problem: comment.kind == Kind::Problem,
            by: alias.unwrap_or_else(|| pick(lang, "Tanpa nama", "No name given").to_owned()),
            at: words::date_time(comment.at, pack.zone(), lang),
            body: without_personal_parts(&comment.body),
            answers: discussed.answers().map(answer).collect(),
        }
    }
}

/// What was written about a case; nothing where its service takes no comments.
///
/// # Errors
/// [`Failure::Unavailable`].
pub(crate) async fn talk_of(asked: &Asked, region: &str, service: &Service, state: &CaseState) -> Result<Option<TalkView>, Failure> {
    if service.comments.is_none() {
        return Ok(None);
    }
    let comments = asked.engine.comments();
    let shown = comments.shown_of_case(&asked.pack, state.id).await?;
    let (count, answered) = comments.reports_of_case(&asked.pack, state.id).await?;
    let reports = (count > 0).then(|| match asked.lang {
        Lang::Id => format!("{count} laporan warga, {answered} dijawab"),
        Lang::En => format!("{count} report(s) by citizens, {answered} answered"),
    });
    let items: Vec<_> = shown.iter().map(|d| CommentView::of(&asked.pack, d, asked.lang)).collect();
    let write = takes_comments(service, state).then(|| format!("/{region}/{}/{}/tanggapan", service.path, state.number));
    let quiet = write.is_none() && items.is_empty() && reports.is_none();
    Ok((!quiet).then(|| TalkView { write, follow: format!("/{region}/tanggapan"), reports, items }))
}

/// One comment with its answers.
pub(crate) fn comment(c: CommentView) -> impl IntoView {
    let answers: Vec<_> = c
        .answers
        .into_iter()
        .map(|a| view! { <div class="note"><p class="small"><b>{t("Jawaban ", "Answer by ")}{a.by}</b>" · "{a.at}</p><p class="prose">{a.body}</p></div> })
        .collect();
    let kind = if c.problem { t("Laporan masalah", "Problem reported") } else { t("Tanggapan", "Comment") };
    let class = if c.problem { "tag warn" } else { "tag" };
    view! { <li><p class="small"><span class=class>{kind}</span>" "{c.by}" · "{c.at}</p><p class="prose">{c.body}</p>{answers}</li> }
}

/// The section below a case.
pub(crate) fn talk(view: TalkView) -> impl IntoView {
    let items: Vec<_> = view.items.into_iter().map(comment).collect();
    let empty = items.is_empty();
    view! {
        <section class="card" aria-labelledby="tanggapan">
            <h2 id="tanggapan">{t("Tanggapan dan laporan warga", "Comments and reports by citizens")}</h2>
            {view.reports.map(|reports| view! { <p><b>{reports}</b></p> })}
            {if empty {
                view! { <p>{t("Belum ada tanggapan yang ditampilkan.", "No comment is shown yet.")}</p> }.into_any()
            } else {
                view! { <ul class="plain">{items}</ul> }.into_any()
            }}
            {view.write.map(|href| view! { <p class="row no-print"><a class="btn second" rel="external" href=href>{t("Tulis tanggapan atau laporkan masalah", "Comment, or report a problem")}</a></p> })}
            <p class="small no-print"><a rel="external" href=view.follow>{t("Lihat nasib tulisan Anda dengan kode", "See what became of yours with its code")}</a></p>
        </section>
    }
}
