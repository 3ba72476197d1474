//! One list: its lines by rank, how it weighs on the budget, and the decision on it.
mod forms;

use self::forms::{approve_form, drop_form, sign_form};
use super::{
    lists_page::status,
    step::{StepView, step_form, step_view},
    table::{BudgetRow, budget_table},
};
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::{
        issued::{IssuedView, in_words, issued},
        said::Said,
    },
    desk::here::Here,
    error::AppError,
    lang::{pick, t},
};
use domain::{
    nominative::{Entry, ListHappening, ListStatus, Standing},
    number::CaseNumber,
    pack::Service,
    words::{self, Lang},
};
use engine::OpenList;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// A line of the list, or of what waits for it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    number: String,
    href: String,
    organisation: String,
    /// The person behind it, where the organisation does not name one.
    person: Option<String>,
    title: String,
    place: String,
    affair: String,
    /// The rungs of the ladder, in the order of the table's columns.
    ladder: Vec<String>,
    /// What it says about where the case is, where that is not as the list has it.
    note: Option<(String, String)>,
    rank: usize,
    chosen: bool,
}

/// The page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListView {
    region: String,
    number: String,
    title: String,
    short: String,
    signer: String,
    legal_base: String,
    year: i32,
    edition: u32,
    version: u32,
    status: ListStatus,
    seen: String,
    total: String,
    rungs: Vec<String>,
    lines: Vec<Line>,
    weighed: Vec<BudgetRow>,
    /// Whether what is shown is only tried out.
    tried: bool,
    may_compose: bool,
    may_approve: bool,
    sent_back: Option<String>,
    approved: Option<String>,
    /// What happens next and by when, a sentence each.
    next: Vec<String>,
    /// What can be put on record for many of its cases at once.
    step: Option<StepView>,
    history: Vec<(String, String)>,
    today: String,
    /// The list as a paper, the newest first.
    papers: Vec<IssuedView>,
    said: Option<String>,
}

/// A list with what is needed to decide on it.
///
/// **Needs**: a post in the region. **Errors**: `SignedOut`, `Forbidden`, `NotFound`.
pub(crate) async fn list(region: String, number: String, said: Option<String>) -> Result<ListView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let parsed = number.parse().map_err(|_| AppError::NotFound)?;
    let open = here.engine.lists().open(pack, &here.visitor, &parsed).await?;
    let service = pack.service(&open.list.service).ok_or(AppError::NotFound)?;
    let rule = service.nominative.as_ref().ok_or(AppError::NotFound)?;
    let rungs: Vec<_> = service.workflows.last().map(|w| w.amounts.iter().filter(|r| !r.approved).collect()).unwrap_or_default();
    // What somebody chose and has not saved stands above what is saved.
    let kept = Said::of(said.as_deref());
    let tried = kept.chosen.clone().filter(|_| open.may_compose);
    let chosen: Vec<String> = tried.clone().unwrap_or_else(|| open.list.entries.iter().map(|e| e.number.to_string()).collect());
    let weighed = match &tried {
        Some(ranked) => {
            let ranked: Vec<CaseNumber> = ranked.iter().filter_map(|n| n.parse().ok()).collect();
            here.engine.lists().try_out(pack, &here.visitor, &parsed, &ranked, false).await?.1
        }
        None => open.weighed.clone(),
    };
    let line = |entry: &Entry, standing: Standing, stage: &str| {
        let number = entry.number.to_string();
        let place = chosen.iter().position(|n| *n == number);
        let stage = service.stage(stage).map(|s| s.tag.get(lang).to_owned()).unwrap_or_default();
        Line {
            href: format!("/{region}/meja/{number}"),
            organisation: entry.organisation.clone(),
            person: open.people.get(&entry.number).cloned(),
            title: entry.title.clone(),
            place: entry.district.as_deref().and_then(|d| pack.district(d)).map(|d| d.name.clone()).unwrap_or_default(),
            affair: entry.affair.as_deref().map(|a| pack.affair_label(a).get(lang).to_owned()).unwrap_or_default(),
            ladder: rungs
                .iter()
                .map(|r| entry.ladder.iter().find(|(key, _)| *key == r.key).map_or_else(|| "–".to_owned(), |(_, n)| n.to_string()))
                .collect(),
            note: match standing {
                Standing::Fits => None,
                Standing::Changed => Some((pick(lang, "Berubah sejak disusun", "Changed since").to_owned(), "tag warn".to_owned())),
                Standing::Gone => Some((
                    if lang == Lang::Id { format!("Keluar dari daftar: {stage}") } else { format!("Left the list: {stage}") },
                    "tag bad".to_owned(),
                )),
            },
            rank: place.map_or(0, |p| p + 1),
            chosen: place.is_some(),
            number,
        }
    };
    let mut lines: Vec<Line> = open.lines.iter().map(|l| line(&l.entry, l.standing, &l.stage)).collect();
    let mut waiting: Vec<Line> = open.waiting.iter().map(|e| line(e, Standing::Fits, "")).collect();
    lines.append(&mut waiting);
    lines.sort_by_key(|l| if l.chosen { l.rank } else { usize::MAX });
    let when = |at| words::date_time(at, pack.zone(), lang);
    let say = |id: &str, en: &str| if lang == Lang::Id { id.to_owned() } else { en.to_owned() };
    let history = open
        .history
        .iter()
        .map(|e| {
            let words = match &e.what {
                ListHappening::Begun { .. } => say("Mulai disusun", "Begun"),
                ListHappening::Composed { entries } => {
                    say(&format!("Disusun dengan {} pengajuan", entries.len()), &format!("Drawn up with {} cases", entries.len()))
                }
                ListHappening::Signed { edition, .. } => {
                    say(&format!("Ditandatangani, terbitan {edition}"), &format!("Signed, edition {edition}"))
                }
                ListHappening::SentBack { reason } => say(&format!("Dikembalikan: {reason}"), &format!("Sent back: {reason}")),
                ListHappening::Approved { sheet, without, .. } if without.is_empty() => {
                    say(&format!("Disetujui dengan lembar {sheet}"), &format!("Approved by sheet {sheet}"))
                }
                ListHappening::Approved { sheet, without, .. } => say(
                    &format!("Disetujui dengan lembar {sheet}, tanpa {} pengajuan yang keluar", without.len()),
                    &format!("Approved by sheet {sheet}, without {} that had left", without.len()),
                ),
                ListHappening::Dropped { reason } => say(&format!("Dibatalkan: {reason}"), &format!("Given up: {reason}")),
            };
            let by = e.actor.role.as_ref().and_then(|r| pack.role(&r.0)).map(|r| format!("{} · ", r.label.get(lang))).unwrap_or_default();
            (format!("{by}{}", when(e.at)), words)
        })
        .collect();
    let mut papers = vec![];
    for subject in &open.subjects {
        papers.extend(here.engine.papers().of_subject(pack, &here.visitor, subject).await?);
    }
    let papers = in_words(papers, pack, lang);
    Ok(ListView {
        title: rule.title.get(lang).to_owned(),
        short: rule.short.clone(),
        signer: rule.signer.get(lang).to_owned(),
        legal_base: rule.legal_base.clone(),
        year: open.list.fiscal_year,
        edition: open.list.edition,
        version: open.list.version,
        status: open.list.status,
        total: open.list.total().to_string(),
        seen: open.seen.clone(),
        rungs: rungs.iter().map(|r| r.label.get(lang).to_owned()).collect(),
        lines,
        weighed: BudgetRow::all(pack, &weighed, lang),
        tried: tried.is_some(),
        may_compose: open.may_compose,
        may_approve: open.may_approve,
        sent_back: open.list.sent_back.clone(),
        approved: open.list.approved.as_ref().map(|(sheet, on)| format!("{sheet}, {}", words::date(*on, lang))),
        next: next(&here, service, &open),
        history,
        today: here.today().to_string(),
        step: open.step.as_ref().and_then(|step| step_view(&here, service, &open, step, &kept)),
        papers,
        said,
        number,
        region,
    })
}

/// What happens next with a list, and by when: the term of its first case, where its cases go, and the season of the budget.
fn next(here: &Here, service: &Service, open: &OpenList) -> Vec<String> {
    let (pack, lang, list) = (&here.pack, here.lang, &open.list);
    let Some(rule) = &service.nominative else { return vec![] };
    let say = |id: String, en: String| if lang == Lang::Id { id } else { en };
    let by = open.due_on.map(|d| words::date_long(d, lang));
    let after = |stage: &str, action: &str| {
        let to = service.stage(&service.action(stage, action)?.to)?;
        let office = pack.holder_of(to, None).and_then(|a| pack.agency(&a.0).map(|a| a.name.get(lang).to_owned()));
        Some(office.map_or_else(|| to.label.get(lang).to_owned(), |office| format!("{}, {office}", to.label.get(lang))))
    };
    let approval = service.action(&rule.stage, &rule.sign).map(|a| a.to.clone()).unwrap_or_default();
    let (term, then) = match list.status {
        ListStatus::Composing => (
            by.map(|by| say(format!("Ditandatangani paling lambat {by}."), format!("To be signed by {by}."))),
            after(&rule.stage, &rule.sign),
        ),
        ListStatus::Signed => (
            by.map(|by| {
                say(format!("Diputus kepala daerah paling lambat {by}."), format!("To be decided by the head of the region by {by}."))
            }),
            after(&approval, &rule.approve),
        ),
        ListStatus::Approved => (None, after(&approval, &rule.approve)),
        ListStatus::Dropped => return vec![],
    };
    let then = then.map(|to| match list.status {
        ListStatus::Approved => say(format!("Pengajuannya berada di tahap {to}."), format!("Its cases are at: {to}.")),
        _ => say(format!("Setelah itu: {to}."), format!("After that: {to}.")),
    });
    let season = pack
        .periods
        .coming(&service.key, here.today())
        .next()
        .filter(|_| list.status != ListStatus::Approved)
        .map(|p| format!("{}: {} – {}.", p.label.get(lang), words::date(p.from, lang), words::date(p.until, lang)));
    [term, then, season].into_iter().flatten().collect()
}

/// The page.
pub struct ListPage {
    place: Place,
    view: Loading<ListView>,
}

#[lazy_route]
impl LazyRoute for ListPage {
    fn data() -> Self {
        Self { view: Loading::of(list(param("region"), param("list"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: ListView) -> impl IntoView {
    let lang = crate::lang::lang();
    let said = Said::of(v.said.as_deref());
    let base = format!("/{}/meja/daftar/{}", v.region, v.number);
    let (word, class) = status(v.status, v.edition);
    let edition =
        (v.edition > 0).then(|| if lang == Lang::Id { format!("terbitan {}", v.edition) } else { format!("edition {}", v.edition) });
    let composing = v.may_compose;
    let table = lines(&v, composing, lang);
    let budget = budget_table(v.weighed.clone(), Some(t("Daftar ini", "This list")), lang);
    let history: Vec<_> =
        v.history.iter().map(|(when, words)| view! { <li>{words.clone()}" "<span class="small">{when.clone()}</span></li> }).collect();
    let body = if composing {
        view! {
            <form method="post" action=format!("{base}/susun")>
                <input type="hidden" name="versi" value=v.version.to_string()/>
                {table}
                <p class="row">
                    <button class="btn" name="tindakan" value="simpan">{t("Simpan susunan", "Save the list")}</button>
                    <button class="btn second" name="tindakan" value="hitung">{t("Hitung dulu", "Try it out")}</button>
                    <button class="btn quiet" name="tindakan" value="isi">{t("Pilih sampai pagu habis", "Choose until the budget is used")}</button>
                </p>
                <p class="small">{t("\"Hitung dulu\" memperlihatkan sisa pagu tanpa menyimpan apa pun.", "\"Try it out\" shows what would be left and saves nothing.")}</p>
            </form>
        }
        .into_any()
    } else {
        table.into_any()
    };
    view! {
        <Title text=format!("{} {}", v.short, v.number)/>
        <p class="small no-print"><a rel="external" href=format!("/{}/meja/daftar", v.region)>{t("Semua daftar", "All lists")}</a></p>
        <h1>{v.title.clone()}</h1>
        <p><b>{v.number.clone()}</b>" · "{v.short.clone()}" · "{t("Tahun anggaran", "Budget year")}" "{v.year}{edition.map(|e| format!(" · {e}"))}" "<span class=class>{word}</span></p>
        {said.shown()}
        {(!v.next.is_empty()).then(|| view! { <p class="card" id="berikutnya"><b>{t("Berikutnya. ", "What is next. ")}</b>{v.next.join(" ")}</p> })}
        {v.sent_back.clone().map(|why| view! { <p class="card warn" role="note"><b>{t("Dikembalikan: ", "Sent back: ")}</b>{why}</p> })}
        {v.approved.clone().map(|sheet| view! { <p class="card ok-edge"><b>{t("Lembar persetujuan: ", "Approval sheet: ")}</b>{sheet}</p> })}
        {v.tried.then(|| view! { <p class="card warn" role="status">{t("Ini baru dihitung, belum disimpan.", "This is only tried out and not saved yet.")}</p> })}
        <h2>{t("Pagu dan sisa", "Budget and what is left")}</h2>
        {budget}
        <h2>{if composing { t("Pilih dan urutkan", "Choose and rank") } else { t("Isi daftar", "What is on it") }}</h2>
        {body}
        <p><b>{t("Jumlah daftar yang tersimpan: ", "Total of the saved list: ")}</b>{v.total.clone()}</p>
        {(composing && !v.tried).then(|| sign_form(&v, &base, &said))}
        {composing.then(|| drop_form(&v, &base, &said))}
        {v.may_approve.then(|| approve_form(&v, &base, &said))}
        {v.step.as_ref().map(|step| step_form(step, &base, &said))}
        {issued(&v.region, &v.papers)}
        <details class="card no-print"><summary>{t("Riwayat daftar", "What happened to it")}</summary><ul class="plain">{history}</ul></details>
        <p class="small">{t("Dasar: ", "Legal base: ")}{v.legal_base.clone()}</p>
    }
}

fn lines(v: &ListView, composing: bool, lang: Lang) -> impl IntoView + use<> {
    if v.lines.is_empty() {
        let words = if composing {
            t("Belum ada pengajuan yang menunggu daftar ini.", "No case waits for this list yet.")
        } else {
            t("Daftar ini kosong.", "The list is empty.")
        };
        return view! { <p class="card face">{words}</p> }.into_any();
    }
    let heads: Vec<_> = v.rungs.iter().map(|r| view! { <th scope="col" class="end">{r.clone()}</th> }).collect();
    let rows: Vec<_> = v
        .lines
        .iter()
        .map(|l| {
            let amounts: Vec<_> = v.rungs.iter().zip(&l.ladder).map(|(r, n)| view! { <td class="end rp" data-label=r.clone()>{n.clone()}</td> }).collect();
            let rank = if l.rank > 0 { l.rank.to_string() } else { String::new() };
            let choose = composing.then(|| {
                let label = pick(lang, "Masukkan", "Put on the list");
                let place = pick(lang, "Urutan", "Rank");
                view! {
                    <td class="choose">
                        <label class="tick"><input type="checkbox" name="pilih" value=l.number.clone() checked=l.chosen/><span class="unseen">{label}" "{l.number.clone()}</span></label>
                        <label class="rank"><span class="unseen">{place}" "{l.number.clone()}</span><input name=format!("urut.{}", l.number) value=rank.clone() inputmode="numeric" size="3" autocomplete="off"/></label>
                    </td>
                }
            });
            let number = (!composing).then(|| view! { <td class="rank">{rank}</td> });
            let note = l.note.clone().map(|(words, class)| view! { <span class=class>{words}</span> });
            view! {
                <tr>
                    {choose}{number}
                    <td><a rel="external" href=l.href.clone()>{l.person.clone().unwrap_or_else(|| l.organisation.clone())}</a><span class="small block">{l.title.clone()}</span><span class="small block">{l.number.clone()}" · "{l.place.clone()}" · "{l.affair.clone()}</span>{note}</td>
                    {amounts}
                </tr>
            }
        })
        .collect();
    let first = if composing { t("Pilih dan urutan", "Choose and rank") } else { t("No.", "No.") };
    view! {
        <table class="list ranked">
            <thead><tr><th scope="col">{first}</th><th scope="col">{t("Calon penerima dan rencana penggunaan", "Recipient and purpose")}</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
