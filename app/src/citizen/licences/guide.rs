//! The guide: what does the business do, how large is it, does it put up a sign; then which licences it needs, by which route, with
//! papers, fee, days and legal base of each. Nobody signs in for it, and its address keeps what was answered.
mod load;

use crate::{
    citizen::{
        apply::eligibility::{Known, TOGETHER, described},
        page::{Loading, Place, page, param, query},
    },
    lang::{lang, t},
    server::in_query,
};
use domain::{
    money::Rupiah,
    words::{self, Lang},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};
use load::guide;

/// What was answered, by the words of the address.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answered {
    /// What the business does, in its owner's words.
    usaha: String,
    /// The activity's code.
    kbli: String,
    /// Capital as typed.
    modal: String,
    /// What else was ticked: key and answer.
    lain: Vec<(String, String)>,
}

/// The guide's page.
pub struct GuideView {
    region: String,
    answered: Answered,
    found: Vec<(String, String, String)>,
    activity: Option<(String, String)>,
    /// What else is asked: key, question, whether it was ticked.
    others: Vec<(String, String, bool)>,
    /// The code is of another edition: what it became.
    former: Option<String>,
    /// What is wrong with the capital.
    capital_fault: Option<String>,
    result: Option<ResultView>,
}

struct ResultView {
    judged: Vec<(String, String, String)>,
    licences: Vec<LicenceView>,
}

struct LicenceView {
    key: String,
    rules: String,
    name: String,
    why: String,
    route: Option<String>,
    legal_base: String,
    days: String,
    fee: String,
    papers: Vec<(String, bool, Option<String>)>,
    begin: String,
    /// What the form begins with: name and answer.
    given: Vec<(String, String)>,
    /// What has to be so before it is begun: name and statement.
    asked: Vec<(String, String)>,
    /// What the visitor described before, and the form can begin with.
    known: Vec<Known>,
}

/// The page.
pub struct GuidePage {
    view: Loading<GuideView>,
}

#[lazy_route]
impl LazyRoute for GuidePage {
    fn data() -> Self {
        let asked = |key: &'static str| query(key).unwrap_or_default();
        let answered = Answered { usaha: asked("usaha"), kbli: asked("kbli"), modal: asked("modal"), lain: vec![] };
        let ticked = use_query_map().read_untracked().clone();
        Self { view: Loading::of(guide(param("region"), answered, ticked)) }
    }
    fn view(this: Self) -> AnyView {
        page(Place::here(), "", this.view, shown)
    }
}

fn shown(v: GuideView) -> impl IntoView {
    let region = v.region.clone();
    let a = v.answered;
    let lang = lang();
    let step = match (&v.activity, &v.result) {
        (None, _) => search(&region, &a, v.found, v.former).into_any(),
        (Some((code, title)), None) => size(&region, &a, (code, title), v.others, v.capital_fault).into_any(),
        (Some((code, title)), Some(_)) => view! {
            <section class="card">
                <dl class="answers">
                    <div class="answer"><dt>{t("Usaha", "Business")}</dt><dd>{title.clone()}" "<span class="small">{code.clone()}</span></dd></div>
                    <div class="answer"><dt>{t("Modal", "Capital")}</dt><dd>{a.modal.parse::<Rupiah>().map(|r| r.to_string()).unwrap_or_default()}</dd></div>
                </dl>
                <p><a class="btn quiet" rel="external" href=format!("/{region}/izin")>{t("Mulai lagi", "Begin again")}</a></p>
            </section>
        }
        .into_any(),
    };
    view! {
        <Title text=t("Panduan izin usaha", "Guide to business licences")/>
        <p class="small"><a rel="external" href=format!("/{region}")>{t("Beranda", "Home")}</a></p>
        <h1>{t("Izin apa yang saya perlukan?", "Which licences do I need?")}</h1>
        <p>{t("Dua pertanyaan, tanpa perlu masuk. Hasilnya menyebut izin, berkas, biaya, lama, dan dasar hukumnya.", "Two questions, and no need to sign in. The answer names licences, papers, fee, days and legal base.")}</p>
        {step}
        {v.result.map(|r| results(r, lang))}
        <p><a rel="external" href=format!("/{region}/izin/daftar")>{t("Cari izin yang sudah terbit", "Search the licences that were issued")}</a></p>
    }
}

fn search(region: &str, a: &Answered, found: Vec<(String, String, String)>, former: Option<String>) -> impl IntoView + use<> {
    let action = format!("/{region}/izin");
    let nothing = found.is_empty() && !a.usaha.is_empty();
    let region = region.to_owned();
    let usaha = a.usaha.clone();
    let lines: Vec<_> = found
        .into_iter()
        .map(|(code, edition, title)| {
            let href = format!("/{region}/izin?usaha={}&kbli={code}", in_query(&usaha));
            view! { <a class="card go" rel="external" href=href><b>{title}</b><span class="small">"KBLI "{edition}" · "{code}</span><span class="arrow" aria-hidden="true">"→"</span></a> }
        })
        .collect();
    view! {
        {former.map(|words| view! { <div class="card errors" role="alert" tabindex="-1" autofocus><p>{words}</p></div> })}
        <form method="get" action=action>
            <div class="field">
                <label for="usaha">{t("Apa usahanya?", "What does the business do?")}</label>
                <p class="hint" id="usaha-p">{t("Tulis dengan kata sehari-hari, misalnya: warung, bengkel motor, katering. Kode KBLI juga boleh.", "In everyday words, such as: food stall, motorcycle repair, catering. A KBLI code will do as well.")}</p>
                <div class="together"><input id="usaha" name="usaha" value=a.usaha.clone() maxlength="80" autocomplete="off" aria-describedby="usaha-p"/><button class="btn">{t("Cari", "Find")}</button></div>
            </div>
        </form>
        {nothing.then(|| view! { <p class="note" role="status">{t("Belum ketemu. Coba kata lain yang lebih umum, misalnya \"makanan\" atau \"toko\".", "Nothing was found. Try a more general word, such as \"food\" or \"shop\".")}</p> })}
        {(!lines.is_empty()).then(|| view! { <h2>{t("Pilih yang paling cocok", "Choose what fits best")}</h2><div class="svc">{lines}</div> })}
    }
}

fn size(
    region: &str,
    a: &Answered,
    (code, title): (&str, &str),
    others: Vec<(String, String, bool)>,
    fault: Option<String>,
) -> impl IntoView + use<> {
    let others: Vec<_> = others
        .into_iter()
        .map(|(key, question, yes)| view! { <label class="tick"><input type="checkbox" name=key value="ya" checked=yes/><span>{question}</span></label> })
        .collect();
    let wrong = fault.is_some();
    let described = if wrong { "modal-p modal-salah" } else { "modal-p" };
    view! {
        <p class="note"><b>{title.to_owned()}</b>" "<span class="small">{code.to_owned()}</span>" "<a rel="external" href=format!("/{region}/izin?usaha={}", in_query(&a.usaha))>{t("Ganti", "Change")}</a></p>
        <form method="get" action=format!("/{region}/izin")>
            <input type="hidden" name="usaha" value=a.usaha.clone()/>
            <input type="hidden" name="kbli" value=a.kbli.clone()/>
            <div class=if wrong { "field err" } else { "field" }>
                <label for="modal">{t("Berapa modal usahanya?", "How much is the capital of the business?")}</label>
                <p class="hint" id="modal-p">{t("Rupiah, tanpa tanah dan bangunan tempat usaha. Perkiraan sudah cukup.", "Rupiah, without land and building. An estimate will do.")}</p>
                {fault.map(|f| view! { <p class="msg" id="modal-salah">{f}</p> })}
                <input id="modal" name="modal" inputmode="numeric" value=a.modal.clone() required autofocus aria-describedby=described aria-invalid=wrong.then_some("true")/>
            </div>
            <fieldset class="field">
                <legend>{t("Centang yang sesuai", "Tick what applies")}</legend>
                {others}
            </fieldset>
            <p><button class="btn block">{t("Lihat izin yang diperlukan", "Show the licences needed")}</button></p>
        </form>
    }
}

fn results(r: ResultView, lang: Lang) -> impl IntoView {
    let judged: Vec<_> = r
        .judged
        .into_iter()
        .map(|(label, word, base)| view! { <div class="answer"><dt>{label}</dt><dd>{word}" "<span class="small">{base}</span></dd></div> })
        .collect();
    let none = r.licences.is_empty();
    let file = together(&r.licences);
    let count = words::number(i64::try_from(r.licences.len()).unwrap_or(0), lang);
    let licences: Vec<_> = r
        .licences
        .into_iter()
        .map(|l| {
            let papers: Vec<_> = l
                .papers
                .into_iter()
                .map(|(label, sure, base)| {
                    let when = (!sure).then(|| t("bila diperlukan", "where called for"));
                    view! { <li>{label}{when.map(|w| view! { " "<span class="tag">{w}</span> })}{base.map(|b| view! { <br/><span class="small">{t("Dasar: ", "Legal base: ")}{b}</span> })}</li> }
                })
                .collect();
            view! {
                <section class="card">
                    <h3>{l.name}</h3>
                    <p>{l.why}</p>
                    <dl class="answers">
                        {l.route.map(|route| view! { <div class="answer"><dt>{t("Jalur", "Route")}</dt><dd>{route}</dd></div> })}
                        <div class="answer"><dt>{t("Lama", "Time")}</dt><dd>{l.days}</dd></div>
                        <div class="answer"><dt>{t("Biaya", "Fee")}</dt><dd>{l.fee}</dd></div>
                        <div class="answer"><dt>{t("Dasar hukum", "Legal base")}</dt><dd>{l.legal_base}</dd></div>
                    </dl>
                    <details><summary>{t("Berkas yang disiapkan", "Papers to prepare")}</summary><ul>{papers}</ul></details>
                    <form method="post" action=l.begin>
                        {l.given.into_iter().map(|(name, text)| view! { <input type="hidden" name=name value=text/> }).collect::<Vec<_>>()}
                        {l.asked.into_iter().map(|(name, question)| view! { <label class="tick"><input type="checkbox" name=name value="ya"/><span>{question}</span></label> }).collect::<Vec<_>>()}
                        {described(l.known)}
                        <p><button class="btn block">{t("Ajukan izin ini", "Ask for this licence")}</button></p>
                    </form>
                    <p class="small"><a rel="external" href=l.rules>{t("Aturan lengkapnya", "All of its rules")}</a></p>
                </section>
            }
        })
        .collect();
    view! {
        <h2>{if none { t("Tidak ada izin daerah yang diperlukan", "No licence of this region is needed").to_owned() } else { format!("{count} {}", t("izin diperlukan", "licence(s) needed")) }}</h2>
        {none.then(|| view! { <p>{t("Untuk usaha ini cukup NIB dari OSS (oss.go.id). Bila ragu, tanyakan lewat pengaduan atau kontak dinas di beranda.", "An NIB from OSS (oss.go.id) will do for this business. If in doubt, ask through a complaint or the contact on the first page.")}</p> })}
        <dl class="answers">{judged}</dl>
        {file}
        {licences}
    }
}

/// Several licences in one file: what they all ask is asked once, and a paper that several want is handed in once.
fn together(licences: &[LicenceView]) -> Option<impl IntoView + use<>> {
    if licences.len() < 2 {
        return None;
    }
    let boxes: Vec<_> = licences
        .iter()
        .map(|l| view! { <label class="tick"><input type="checkbox" name=TOGETHER value=l.key.clone() checked=true/><span>{l.name.clone()}</span></label> })
        .collect();
    let mut papers: Vec<(String, usize)> = vec![];
    for (label, ..) in licences.iter().flat_map(|l| &l.papers) {
        match papers.iter_mut().find(|(known, _)| known == label) {
            Some((_, n)) => *n += 1,
            None => papers.push((label.clone(), 1)),
        }
    }
    let papers: Vec<_> = papers
        .into_iter()
        .map(|(label, n)| view! { <li>{label}{(n > 1).then(|| view! { " "<span class="tag">{format!("{} {n} {}", t("untuk", "for"), t("izin", "licences"))}</span> })}</li> })
        .collect();
    let unique = |pairs: Vec<&(String, String)>| {
        let mut seen: Vec<(String, String)> = vec![];
        for pair in pairs {
            if !seen.iter().any(|(name, _)| *name == pair.0) {
                seen.push(pair.clone());
            }
        }
        seen
    };
    let given = unique(licences.iter().flat_map(|l| &l.given).collect());
    let given: Vec<_> = given.into_iter().map(|(name, text)| view! { <input type="hidden" name=name value=text/> }).collect();
    let asked = unique(licences.iter().flat_map(|l| &l.asked).collect());
    let asked: Vec<_> = asked
        .into_iter()
        .map(|(name, question)| view! { <label class="tick"><input type="checkbox" name=name value="ya"/><span>{question}</span></label> })
        .collect();
    let (known, begin) = licences.first().map(|l| (l.known.clone(), l.begin.clone())).unwrap_or_default();
    Some(view! {
        <section class="card ok-edge" aria-labelledby="berkas-bersama">
            <h3 id="berkas-bersama">{t("Ajukan semuanya dalam satu berkas", "Ask for all of them in one file")}</h3>
            <p>{t("Diisi satu kali, berkas yang sama diunggah satu kali. Setiap izin mendapat nomor dan keputusannya sendiri.", "Filled in once, and the same papers handed in once. Each licence has its own number and its own decision.")}</p>
            <form method="post" action=begin>
                <input type="hidden" name=TOGETHER value=""/>
                {boxes}
                <details><summary>{t("Berkas yang disiapkan", "Papers to prepare")}</summary><ul>{papers}</ul></details>
                {given}
                {asked}
                {described(known)}
                <p><button class="btn block">{t("Ajukan satu berkas", "Ask in one file")}</button></p>
            </form>
        </section>
    })
}
