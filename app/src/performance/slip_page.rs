//! A slip: what is paid for a month, and every line from which it comes, so that whoever is paid can do the sum again.
mod print;

use super::words as say;
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::said::Said,
    desk::here::Here,
    error::AppError,
    lang::{lang, pick, t},
    server::in_query,
};
use domain::{
    formula::{RoundingMode, Term, Worked},
    pack::Pack,
    performance::{Month, organisation::Hold, pay::Stretch},
    text::Text,
    words::{self, Lang},
};
use engine::SlipView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use std::collections::HashMap;

pub(super) use print::posts;

/// The page.
pub struct SlipPageView {
    region: String,
    /// Where its owner belongs.
    government: String,
    view: SlipView,
    cuts: Vec<(String, String, u32)>,
    flags: Vec<Flag>,
    /// Entries that can be objected to, in words; nothing where the days for it are over or it is not the visitor's slip.
    disputable: Option<Vec<(String, String)>>,
    objections_until: Option<String>,
    signed: Option<String>,
    /// What keys among the inputs are called.
    words: Words,
    /// Whether it can be printed.
    prints: bool,
    said: Option<String>,
}

/// A pattern that was seen.
struct Flag {
    key: &'static str,
    label: String,
    explains: String,
    answer: Option<String>,
    verdict: Option<String>,
}

/// **Needs**: to be its owner, to stand above them, or to keep, sign or watch over months. **Errors**: `SignedOut`, `NotFound`.
async fn load(region: String, month: String, number: Option<String>, said: Option<String>) -> Result<SlipPageView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let rules = pack.performance.as_ref().ok_or(AppError::NotFound)?;
    let month: Month = month.parse().map_err(|_| AppError::NotFound)?;
    let view = here.engine.performance().slip(pack, &here.visitor, month, number.as_deref()).await?;
    let cuts = view.slip.cuts.iter().map(|c| (words::date(c.day, lang), say::cost(&c.cost, pack, lang), c.bp)).collect();
    let flag = |f: &engine::MonthFlag| {
        let rule = rules.patterns.iter().find(|p| p.key == f.seen.pattern);
        Flag {
            key: f.seen.pattern.name(),
            label: rule.map_or_else(|| f.seen.pattern.name().to_owned(), |p| p.label.get(lang).to_owned()),
            explains: rule.map(|p| p.explains.get(lang).to_owned()).unwrap_or_default(),
            answer: f.answer.clone(),
            verdict: f.verdict.clone(),
        }
    };
    let until = view.state.objections_close(rules, pack.zone());
    let disputable = match until {
        Some(until) if view.own && !view.objected && here.today() <= until => {
            let entries = here.engine.performance().disputable(pack, &here.visitor, month).await?;
            let words = |e: &domain::performance::entry::Entry| {
                let (word, _) = say::status(e.status, lang);
                let what = rules.item_ever(&e.told.code).map(|i| i.label.get(lang).to_owned()).unwrap_or_default();
                (e.id.0.to_string(), format!("{} · {what} · {word}, {}", words::date(e.told.day, lang), say::length(e.minutes, lang)))
            };
            Some(entries.iter().map(words).collect())
        }
        _ => None,
    };
    Ok(SlipPageView {
        government: pack.region.government.get(lang).to_owned(),
        flags: view.flags.iter().map(flag).collect(),
        objections_until: until.map(|d| words::date_long(d, lang)),
        disputable,
        words: keys(pack, lang),
        prints: here.engine.performance().prints_slips(pack),
        signed: view.state.signed_at.map(|at| words::date_time(at, pack.zone(), lang)),
        cuts,
        view,
        said,
        region,
    })
}

/// The page's route.
pub struct SlipPage {
    place: Place,
    view: Loading<SlipPageView>,
}

#[lazy_route]
impl LazyRoute for SlipPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), param("month"), query("pegawai"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: SlipPageView) -> impl IntoView {
    let lang = lang();
    let said = Said::of(v.said.as_deref());
    let (slip, state) = (&v.view.slip, &v.view.state);
    let (word, class) = say::month_status(state.status, lang);
    let month = say::month(slip.month, lang);
    let earned = slip.earned();
    let paid = slip.paid();
    let stretches: Vec<_> = slip.stretches.iter().zip(&v.view.sums).map(|(s, sum)| stretch(s, sum.as_ref(), &v.words, lang)).collect();
    let cuts: Vec<_> = v
        .cuts
        .iter()
        .map(|(day, why, bp)| view! { <tr><td data-label=t("Tanggal", "Day")>{day.clone()}</td><td data-label=t("Sebab", "Why")>{why.clone()}</td><td class="end" data-label=t("Potongan", "Cut")>{say::percent(i64::from(*bp), lang)}</td></tr> })
        .collect();
    let corrections: Vec<_> = slip
        .corrections
        .iter()
        .map(|c| view! { <dt>{t("Koreksi ", "Correction of ")}{say::month(c.month, lang)}": "{c.why.clone()}</dt><dd>{say::rupiah(c.adds(), lang)}</dd> })
        .collect();
    let some_cuts = !cuts.is_empty();
    let here = format!("/{}/kinerja/slip/{}", v.region, slip.month);
    let flags: Vec<_> = v.flags.iter().map(|flag| flag_line(flag, &here, &v.view, &said)).collect();
    let object = v.disputable.as_ref().map(|entries| object_form(entries, &here, &said));
    let some_flags = !flags.is_empty();
    let others: Vec<_> = v
        .view
        .others
        .iter()
        .filter(|m| **m != slip.month)
        .map(|m| {
            let who = if v.view.own { String::new() } else { format!("?pegawai={}", v.view.person.number) };
            view! { <li><a rel="external" href=format!("/{}/kinerja/slip/{m}{who}", v.region)>{say::month(*m, lang)}</a></li> }
        })
        .collect();
    view! {
        <Title text=format!("Slip TPP {month}")/>
        <p class="small no-print"><a rel="external" href=format!("/{}/kinerja", v.region)>"← "{t("Catatan kerja", "Work log")}</a></p>
        <p class="small">{v.government}</p>
        <h1>{t("Slip TPP ", "Allowance slip, ")}{month}</h1>
        {said.shown()}
        <section class="card">
            <p class="between"><span><b>{v.view.person.name.clone()}</b><br/><span class="small">{v.view.person.number.clone()}</span></span><span class=class>{word}</span></p>
            <dl class="ladder">
                <dt>{t("Hasil bulan ini", "This month's work")}</dt><dd>{say::rupiah(earned, lang)}</dd>
                {corrections}
                <dt><b>{t("Dibayarkan", "Paid")}</b></dt><dd class="big">{say::rupiah(paid, lang)}</dd>
            </dl>
            {(slip.owed() < 0).then(|| view! { <p class="small">{t("Kelebihan bayar yang belum terpotong dibawa ke bulan berikutnya: ", "What could not be taken yet goes to the next month: ")}{say::rupiah(slip.owed(), lang)}</p> })}
            {v.signed.clone().map(|at| view! { <p class="small">{t("Ditandatangani ", "Signed ")}{at}". "{v.objections_until.clone().map(|d| view! { {t("Keberatan dapat diajukan sampai ", "Objections until ")}{d}"." })}</p> })}
            {v.signed.is_none().then(|| view! { <p class="note">{t("Ini perhitungan sementara. Angkanya dapat berubah sampai bulan ini ditandatangani.", "This is a preview. Figures can change until the month is signed.")}</p> })}
        </section>
        <h2>{t("Cara menghitungnya", "How it is reckoned")}</h2>
        {stretches}
        {some_cuts.then(|| view! {
            <h2>{t("Potongan", "What is cut")}</h2>
            <div class="scroll" tabindex="0"><table class="list">
                <thead><tr><th scope="col">{t("Tanggal", "Day")}</th><th scope="col">{t("Sebab", "Why")}</th><th scope="col" class="end">{t("Potongan", "Cut")}</th></tr></thead>
                <tbody>{cuts}</tbody>
            </table></div>
        })}
        {some_flags.then(|| view! {
            <h2>{t("Yang perlu penjelasan", "What needs explaining")}</h2>
            <p class="small">{t("Tanda ini tidak memotong apa pun. Jelaskan bila ada sebabnya.", "These marks cut nothing. Explain where there is a reason.")}</p>
            <ul class="plain">{flags}</ul>
        })}
        {object}
        {v.prints.then(|| {
            let who = if v.view.own { String::new() } else { format!("?pegawai={}", in_query(&v.view.person.number)) };
            view! { <p class="no-print"><a rel="external" href=format!("{here}/slip.pdf{who}")>{t("Unduh slip (PDF)", "Download the slip (PDF)")}</a></p> }
        })}
        {(!others.is_empty()).then(|| view! { <h2 class="no-print">{t("Bulan lain", "Other months")}</h2><ul class="plain no-print">{others}</ul> })}
    }
}

/// A pattern, with a box to answer it where it is one's own and not judged yet.
fn flag_line(flag: &Flag, here: &str, view: &SlipView, said: &Said) -> impl IntoView + use<> {
    let own = view.own;
    let checks = (view.checks && flag.verdict.is_none()).then(|| {
        view! {
            <form method="post" action=format!("{here}/pemeriksaan") class="row no-print">
                <input type="hidden" name="tanda" value=flag.key/>
                <input type="hidden" name="pegawai" value=view.person.number.clone()/>
                <button class="btn second small" name="tindakan" value="benar">{t("Terbukti", "It holds")}</button>
                <button class="btn quiet small" name="tindakan" value="tidak">{t("Tidak terbukti", "It does not")}</button>
            </form>
        }
    });
    let verdict = match flag.verdict.as_deref() {
        Some("upheld") => t("Diperiksa: benar", "Checked: it holds"),
        Some(_) => t("Diperiksa: tidak terbukti", "Checked: it does not"),
        None => "",
    };
    let name = format!("penjelasan-{}", flag.key);
    let answer = said.typed(&name, flag.answer.as_deref().unwrap_or_default());
    let answers = (own && flag.verdict.is_none()).then(|| {
        view! {
            <form method="post" action=format!("{here}/penjelasan") class="no-print">
                <input type="hidden" name="tanda" value=flag.key/>
                <div class="field"><label for=name.clone()>{t("Penjelasan Anda", "Your explanation")}</label><input id=name name="penjelasan" maxlength="1000" value=answer autocomplete="off"/></div>
                <p><button class="btn second small">{t("Simpan penjelasan", "Save it")}</button></p>
            </form>
        }
    });
    let read = flag.answer.clone().filter(|_| !own).map(|a| view! { <p class="prose">{t("Penjelasan: ", "Explanation: ")}{a}</p> });
    view! { <li><b>{flag.label.clone()}</b>" "<span class="small">{flag.explains.clone()}</span>{read}<span class="small">{verdict}</span>{answers}{checks}</li> }
}

/// The form by which a signed month is objected to.
fn object_form(entries: &[(String, String)], here: &str, said: &Said) -> impl IntoView + use<> {
    let ticks: Vec<_> = entries
        .iter()
        .map(|(id, words)| view! { <label class="tick"><input type="checkbox" name="kegiatan" value=id.clone() checked=said.has_chosen(id)/>{words.clone()}</label> })
        .collect();
    let some = !ticks.is_empty();
    view! {
        <details class="card no-print" open={!said.typed("keberatan", "").is_empty()}>
            <summary>{t("Ajukan keberatan", "Object to this slip")}</summary>
            <form method="post" action=format!("{here}/keberatan")>
                <p class="small">{t("Keberatan diputus oleh atasan dari penilai Anda, setelah kedua pihak didengar. Bagian yang tidak dipersoalkan tetap dibayar.", "The superior of whoever judged decides, once both sides were heard. What is not in dispute is paid all the same.")}</p>
                {some.then(|| view! { <fieldset class="field"><legend>{t("Kegiatan yang dipersoalkan", "Entries in dispute")}</legend>{ticks}</fieldset> })}
                <div class="field"><label for="f-keberatan">{t("Alasan keberatan", "Why you object")}</label>
                    <crate::components::text_area::TextArea id="f-keberatan" name="keberatan" value=said.typed("keberatan", "") rows=4/></div>
                <p><button class="btn">{t("Kirim keberatan", "File the objection")}</button></p>
            </form>
        </details>
    }
}

fn stretch(s: &Stretch, sum: Option<&Worked>, keys: &Words, lang: Lang) -> impl IntoView + use<> {
    let heading = format!("{}{}", s.title, hold(s.hold, lang));
    let span = format!("{} – {}", words::date(s.from, lang), words::date(s.until, lang));
    let rows = |terms: &[Term]| -> Vec<_> {
        terms
            .iter()
            .map(|term| {
                let unit = term.unit.as_ref().map(|u: &Text| format!(" {}", u.get(lang))).unwrap_or_default();
                let label = term.label.get(lang).to_owned();
                view! { <tr><th scope="row">{label}</th><td class="end">{value(&term.value, keys, lang)}{unit}</td></tr> }
            })
            .collect()
    };
    let body = match sum {
        None => view! { <p class="msg">{t("Perhitungan ini tidak dapat diulang dengan aturan yang tersimpan. Hubungi pengelola kepegawaian.", "This sum can't be done again with the rules on record. Ask the personnel office.")}</p> }.into_any(),
        Some(sum) => {
            let known = |terms: &[Term]| terms.iter().filter(|t| t.value != "-1").cloned().collect::<Vec<_>>();
            let (inputs, factors, steps) = (rows(&known(&sum.inputs)), rows(&sum.factors), rows(&sum.steps));
            let mode = match sum.rounding.mode {
                RoundingMode::Down => t("dibulatkan ke bawah", "rounded down"),
                RoundingMode::Up => t("dibulatkan ke atas", "rounded up"),
                RoundingMode::Nearest => t("dibulatkan ke yang terdekat", "rounded to the nearest"),
            };
            view! {
                <details>
                    <summary>{t("Lihat setiap langkahnya", "See every step")}</summary>
                    <div class="scroll" tabindex="0"><table class="list sum">
                        <tbody><tr><th colspan="2" scope="colgroup">{t("Data", "What goes in")}</th></tr>{inputs}</tbody>
                        <tbody><tr><th colspan="2" scope="colgroup">{t("Bobot dan besaran", "Weights and amounts")}</th></tr>{factors}</tbody>
                        <tbody><tr><th colspan="2" scope="colgroup">{t("Langkah", "Steps")}</th></tr>{steps}</tbody>
                    </table></div>
                    <p class="small">{t("Aturan ", "Rule ")}{sum.formula.clone()}", "{t("versi ", "version ")}{sum.version}", "{mode}" "{t("sampai Rp\u{a0}", "to Rp\u{a0}")}{sum.rounding.to}". "{sum.legal_base.clone()}</p>
                </details>
            }
            .into_any()
        }
    };
    view! {
        <section class="card">
            <p class="between"><span><b>{heading}</b><br/><span class="small">{span}</span></span><b>{say::rupiah(s.rupiah, lang)}</b></p>
            {s.score.map(|score| view! { <p>{t("Nilai kinerja ", "Performance ")}<b>{say::percent(i64::from(score), lang)}</b></p> })}
            {body}
        </section>
    }
}

/// How a position is held, where it is not one's own.
const fn hold(hold: Hold, lang: Lang) -> &'static str {
    match hold {
        Hold::Own => "",
        Hold::Acting => pick(lang, " (pelaksana tugas)", " (acting)"),
        Hold::Seconded => pick(lang, " (diperbantukan)", " (seconded)"),
    }
}

/// What keys are called.
type Words = HashMap<String, String>;

/// What the keys are called that can stand among what goes into a sum.
fn keys(pack: &Pack, lang: Lang) -> Words {
    let kinds = pack.performance.iter().flat_map(|r| &r.kinds).map(|k| (k.key.clone(), k.label.get(lang).to_owned()));
    let holds = [
        ("own", pick(lang, "definitif", "own")),
        ("acting", pick(lang, "pelaksana tugas", "acting")),
        ("seconded", pick(lang, "diperbantukan", "seconded")),
    ];
    kinds.chain(holds.map(|(key, word)| (key.to_owned(), word.to_owned()))).collect()
}

/// A value among what goes into a sum, as people read it.
fn value(value: &str, keys: &Words, lang: Lang) -> String {
    keys.get(value).cloned().unwrap_or_else(|| decimal(value, lang))
}

/// A decimal as people read it.
fn decimal(value: &str, lang: Lang) -> String {
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    let Ok(n) = whole.parse::<i64>() else { return value.to_owned() };
    let grouped = say::number(n, lang);
    let point = if lang == Lang::Id { ',' } else { '.' };
    // What a division leaves behind the sixth place changes no rupiah, and fills a phone's screen.
    let part: String = part.chars().take(6).collect();
    let part = part.trim_end_matches('0');
    if part.is_empty() { grouped } else { format!("{grouped}{point}{part}") }
}
