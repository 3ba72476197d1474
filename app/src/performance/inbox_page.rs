//! What waits for a superior: what looks odd first, each with its evidence and its verdict beside it; the rest can be approved together.
use super::words as say;
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::said::Said,
    desk::{here::Here, office::Office},
    error::AppError,
    lang::{lang, pick, t},
    server::{away, see},
};
use axum::{Form, Router, response::Response, routing::post};
use domain::{
    performance::{
        entry::EntryId,
        judge::{Looked, NoVerdict, Verdict},
    },
    words::{self, Lang},
};
use engine::{Failure, JudgeFailure, Waiting};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// Entries on one page.
const SHOWN: usize = 40;

/// The page.
pub struct InboxView {
    region: String,
    rows: Vec<Row>,
    more: usize,
    people: Vec<String>,
    reasons: Vec<(String, String)>,
    /// When this page was made, UTC milliseconds.
    made: i64,
    said: Option<String>,
}

struct Row {
    waiting: Waiting,
    label: String,
    doubts: Vec<String>,
    day: String,
    by: String,
    overdue: bool,
    unit: String,
    number: String,
}

/// **Needs**: a place in the region's organisation. **Errors**: `SignedOut`, `Forbidden`, `NotFound`.
async fn load(region: String, said: Option<String>) -> Result<InboxView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let rules = pack.performance.as_ref().ok_or(AppError::NotFound)?;
    let inbox = here.engine.performance().inbox(pack, &here.visitor).await?;
    let all = inbox.waiting.len();
    let row = |waiting: Waiting| {
        let item = rules.item(&waiting.entry.told.code, waiting.entry.told.day);
        Row {
            label: item.map_or_else(|| waiting.entry.told.code.clone(), |i| i.label.get(lang).to_owned()),
            unit: item.map(|i| i.unit.get(lang).to_owned()).unwrap_or_default(),
            doubts: waiting.doubts.iter().map(|d| say::doubt(*d, pack, lang)).collect(),
            day: words::date_long(waiting.entry.told.day, lang),
            by: words::date(waiting.by, lang),
            overdue: waiting.by < inbox.today,
            number: waiting.entry.told.case.as_ref().map(|c| c.number.clone()).unwrap_or_default(),
            waiting,
        }
    };
    Ok(InboxView {
        rows: inbox.waiting.into_iter().take(SHOWN).map(row).collect(),
        more: all.saturating_sub(SHOWN),
        people: inbox.people.into_iter().map(|(_, name)| name).collect(),
        reasons: rules.reasons.iter().map(|r| (r.key.clone(), r.label.get(lang).to_owned())).collect(),
        made: here.engine.now().millis(),
        said,
        region,
    })
}

/// The page's route.
pub struct InboxPage {
    place: Place,
    view: Loading<InboxView>,
}

#[lazy_route]
impl LazyRoute for InboxPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: InboxView) -> impl IntoView {
    let lang = lang();
    let said = Said::of(v.said.as_deref());
    let base = format!("/{}/kinerja", v.region);
    let action = format!("{base}/validasi");
    let (odd, plain): (Vec<Row>, Vec<Row>) = v.rows.into_iter().partition(|r| !r.doubts.is_empty());
    let (some_odd, some_plain, n) = (!odd.is_empty(), !plain.is_empty(), plain.len());
    let reasons = v.reasons;
    let made = v.made.to_string();
    let odd: Vec<_> = odd.iter().map(|r| card(r, &v.region, &reasons, (&made, &said), lang)).collect();
    let together: Vec<_> = plain.iter().map(|r| tick(r, &v.region, lang)).collect();
    let empty = !some_odd && !some_plain;
    let people = v.people.join(", ");
    let nobody = v.people.is_empty();
    view! {
        <Title text=t("Validasi kegiatan", "Judge entries")/>
        <p class="small"><a rel="external" href=base.clone()>"← "{t("Catatan kerja", "Work log")}</a></p>
        <h1>{t("Validasi kegiatan", "Judge entries")}</h1>
        {said.shown()}
        {nobody.then(|| view! { <p class="card">{t("Saat ini tidak ada yang kegiatannya Anda nilai.", "There is nobody whose entries you judge at present.")}</p> })}
        {(!nobody).then(|| view! { <p class="small">{t("Anda menilai: ", "You judge: ")}{people}</p> })}
        {(empty && !nobody).then(|| view! { <p class="card ok-edge">{t("Tidak ada yang menunggu. Kegiatan baru muncul di sini begitu dicatat.", "Nothing waits. New entries appear here as they are made.")}</p> })}
        {some_odd.then(|| view! {
            <h2>{t("Perlu dilihat satu per satu", "To be looked at one by one")}</h2>
            {odd}
        })}
        {some_plain.then(|| view! {
            <h2>{t("Tanpa catatan janggal", "Nothing odd about them")}</h2>
            <form method="post" action=action class="card">
                <input type="hidden" name="dibuat" value=made/>
                <ul class="plain">{together}</ul>
                <p class="row"><button class="btn" name="tindakan" value="bersama">{t("Setujui yang dicentang", "Approve what is ticked")}" ("{n}")"</button></p>
                <p class="small">{t("Hapus centang dari yang ingin Anda lihat dahulu, lalu buka satu per satu.", "Untick what you want to look at first, and open it.")}</p>
            </form>
        })}
        {(v.more > 0).then(|| view! { <p class="note">{v.more}" "{t("lagi muncul setelah yang di atas dinilai.", "more appear once those above are judged.")}</p> })}
    }
}

fn what(r: &Row, region: &str, lang: Lang) -> impl IntoView + use<> {
    let e = &r.waiting.entry;
    let proofs: Vec<_> = e
        .told
        .evidence
        .iter()
        .map(|p| view! { " · "<a rel="external" target="_blank" href=format!("/{region}/kinerja/bukti/{}/{}", e.id.0, p.hash)>{p.name.clone()}</a> })
        .collect();
    let case =
        (!r.number.is_empty()).then(|| view! { " · "<a rel="external" href=format!("/{region}/meja/{}", r.number)>{r.number.clone()}</a> });
    let due = if r.overdue { "small late" } else { "small" };
    view! {
        <span class="between"><b>{r.waiting.name.clone()}</b><span class=due>{if r.overdue { t("terlambat sejak ", "late since ") } else { t("sebelum ", "by ") }}{r.by.clone()}</span></span>
        <span class="small">{r.day.clone()}", "{say::clock(e.told.start)}"–"{say::clock(e.told.end)}" · "{r.label.clone()}" · "{e.told.volume}" "{r.unit.clone()}" · "<b>{say::length(e.minutes, lang)}</b></span>
        <p class="prose">{e.told.text.clone()}{proofs}{case}</p>
    }
}

fn tick(r: &Row, region: &str, lang: Lang) -> impl IntoView + use<> {
    let id = r.waiting.entry.id.0.to_string();
    let open = format!("/{region}/kinerja/catatan/{id}");
    view! {
        <li>
            <label class="tick"><input type="checkbox" name="kegiatan" value=id checked/><span>{what(r, region, lang)}</span></label>
            <a class="small" rel="external" href=open>{t("Buka yang ini", "Open this one")}</a>
        </li>
    }
}

fn card(r: &Row, region: &str, reasons: &[(String, String)], (made, said): (&str, &Said), lang: Lang) -> impl IntoView + use<> {
    let doubts: Vec<_> = r.doubts.iter().map(|d| view! { <span class="tag warn">{d.clone()}</span>" " }).collect();
    let for_another =
        r.waiting.for_another.then(|| view! { <span class="tag">{t("atasan langsung terlambat", "the direct superior is late")}</span> });
    view! {
        <section class="card">
            {what(r, region, lang)}
            <p>{doubts}{for_another}</p>
            {verdict(&r.waiting.entry.id.0.to_string(), r.waiting.entry.minutes, region, reasons, made, said)}
        </section>
    }
}

/// The form by which one entry is judged.
pub(super) fn verdict(
    id: &str,
    minutes: u32,
    region: &str,
    reasons: &[(String, String)],
    made: &str,
    said: &Said,
) -> impl IntoView + use<> {
    let name = |what: &str| format!("{what}-{id}");
    let chosen = said.typed(&name("alasan"), "");
    let options: Vec<_> =
        reasons.iter().map(|(key, label)| view! { <option value=key.clone() selected={*key == chosen}>{label.clone()}</option> }).collect();
    let opened = said.typed.contains_key(&name("menit"));
    let minutes = said.typed(&name("menit"), &minutes.to_string());
    let why = said.typed(&name("penjelasan"), "");
    view! {
        <form method="post" action=format!("/{region}/kinerja/validasi")>
            <input type="hidden" name="dibuat" value=made.to_owned()/>
            <input type="hidden" name="kegiatan" value=id.to_owned()/>
            <p class="row"><button class="btn" name="tindakan" value="setuju">{t("Setujui", "Approve")}</button></p>
        </form>
        <form method="post" action=format!("/{region}/kinerja/validasi")>
            <input type="hidden" name="dibuat" value=made.to_owned()/>
            <input type="hidden" name="kegiatan" value=id.to_owned()/>
            <details open=opened>
                <summary>{t("Koreksi menit, kembalikan, atau tolak", "Correct the minutes, return or refuse")}</summary>
                <div class="field"><label for=name("menit")>{t("Menit yang dihitung", "Minutes that count")}</label><input id=name("menit") name="menit" inputmode="numeric" value=minutes autocomplete="off"/></div>
                <div class="field"><label for=name("alasan")>{t("Alasan", "Reason")}</label><select id=name("alasan") name="alasan">{options}</select></div>
                <div class="field"><label for=name("penjelasan")>{t("Penjelasan", "In words")}</label><input id=name("penjelasan") name="penjelasan" maxlength="500" value=why autocomplete="off"/></div>
                <p class="row">
                    <button class="btn second" name="tindakan" value="koreksi">{t("Setujui dengan menit ini", "Approve with these minutes")}</button>
                    <button class="btn second" name="tindakan" value="kembalikan">{t("Kembalikan untuk diperbaiki", "Return to be mended")}</button>
                    <button class="btn bad" name="tindakan" value="tolak">{t("Tolak", "Refuse")}</button>
                </p>
            </details>
        </form>
    }
}

pub(super) fn posts() -> Router {
    Router::new().route("/{region}/kinerja/validasi", post(judge))
}

async fn judge(office: Office, Form(pairs): Form<Vec<(String, String)>>) -> Response {
    let page = office.page("kinerja/validasi");
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let said = match judged(&here, &pairs).await {
        Ok(said) => said,
        Err(failure @ Failure::SignedOut) => return away(&failure, &page),
        Err(failure) => Said::not(failure.text(here.lang)),
    };
    see(&format!("{page}?kata={}", said.keep(&here.visitor)))
}

async fn judged(here: &Here, pairs: &[(String, String)]) -> Result<Said, Failure> {
    let text = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim().to_owned()).unwrap_or_default();
    let ids: Vec<EntryId> = pairs.iter().filter(|(n, _)| n == "kegiatan").filter_map(|(_, v)| v.parse().ok()).map(EntryId).collect();
    let (lang, performance) = (here.lang, here.engine.performance());
    let (reason, why) = (text("alasan"), text("penjelasan"));
    let seconds = looked(here.engine.now().millis(), &text("dibuat"), ids.len());
    let (done, refused) = match (text("tindakan").as_str(), ids.as_slice()) {
        (_, []) => return Ok(Said::not(pick(lang, "Centang dahulu kegiatannya", "Tick something first"))),
        ("bersama", ids) => {
            let each = performance.judge_together(&here.pack, &here.visitor, ids, seconds).await?;
            let all = each.len();
            let refused = each.into_iter().filter_map(|(_, one)| one.err()).map(no).collect::<Result<Vec<_>, _>>()?;
            (all - refused.len(), refused)
        }
        (deed, [id]) => {
            let verdict = match deed {
                "setuju" => Verdict::Approve,
                "koreksi" => match text("menit").parse() {
                    Ok(minutes) => Verdict::Correct { minutes, why },
                    Err(_) => return Ok(again(id, pairs, pick(lang, "Isi menitnya dengan angka", "Give the minutes as a number"))),
                },
                "kembalikan" => Verdict::Return { reason, why },
                "tolak" => Verdict::Refuse { reason, why },
                _ => return Err(Failure::NotFound),
            };
            let looked = Looked { seconds, ..Looked::default() };
            match performance.judge(&here.pack, &here.visitor, *id, verdict, looked).await {
                Ok(_) => (1, vec![]),
                Err(failure) => return Ok(again(id, pairs, say::no_verdict(no(failure)?, lang))),
            }
        }
        _ => return Err(Failure::NotFound),
    };
    let mut refused: Vec<&str> = refused.into_iter().map(|no| say::no_verdict(no, lang)).collect();
    refused.dedup();
    let words = match (done, lang) {
        (0, _) => String::new(),
        (n, Lang::Id) => format!("{n} kegiatan dinilai. "),
        (n, Lang::En) => format!("{n} judged. "),
    };
    let text = format!("{words}{}", refused.join(". "));
    Ok(if refused.is_empty() { Said::done(text.trim_end()) } else { Said::not(text) })
}

/// A verdict that came back, with what was typed.
fn again(id: &EntryId, pairs: &[(String, String)], words: &str) -> Said {
    let typed = ["menit", "alasan", "penjelasan"].into_iter();
    let typed = typed.filter_map(|name| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| (format!("{name}-{}", id.0), v.clone())));
    Said { typed: typed.collect(), ..Said::not(words) }
}

fn no(failure: JudgeFailure) -> Result<NoVerdict, Failure> {
    match failure {
        JudgeFailure::No(no) => Ok(no),
        JudgeFailure::Other(failure) => Err(failure),
    }
}

/// For how many seconds each of `n` was looked at, from when their page was made, milliseconds.
fn looked(now: i64, made: &str, n: usize) -> u32 {
    let made = made.parse::<i64>().unwrap_or(now);
    let each = (now - made).max(0) / 1_000 / i64::try_from(n.max(1)).unwrap_or(1);
    u32::try_from(each.min(3_600)).unwrap_or(0)
}
