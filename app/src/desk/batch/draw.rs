//! The page of a batch.
use super::{
    DEED,
    load::{Asks, BatchView, Choice, Line, Stand, load},
};
use crate::{
    address::{and, in_query},
    citizen::page::{Loading, Place, page, param, query},
    components::{summary::summary, text_area::TextArea},
    desk::act_form::{PUBLIC_NOTE, REASON, WORK_TO, WORK_UNTIL, WORK_WHY},
    lang::{lang, t},
};
use domain::words;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// Seconds after which the page is asked for again while something runs.
const AGAIN: &str = "1";

/// The page.
pub struct BatchPage {
    place: Place,
    view: Loading<BatchView>,
}

#[lazy_route]
impl LazyRoute for BatchPage {
    fn data() -> Self {
        let view = load(param("region"), param("batch"), query(DEED), query("kata"), query("kembali"));
        Self { view: Loading::of(view), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn count(n: usize) -> String {
    words::number(i64::try_from(n).unwrap_or(i64::MAX), lang())
}

/// So many cases, in words.
fn cases(n: usize) -> String {
    format!("{} {}", count(n), t("berkas", "cases"))
}

fn shown(v: BatchView) -> impl IntoView {
    let base = format!("/{}/meja/banyak/{}", v.region, v.id);
    let list = and(&format!("/{}/meja", v.region), &v.query);
    let said = v.said.clone().map(|words| view! { <p class="note bad" role="alert" tabindex="-1" autofocus>{words}</p> });
    let message = v.typed.message.clone().map(|words| view! { <p class="card errors" role="alert" tabindex="-1" autofocus>{words}</p> });
    let some = v.of.map(|found| {
        let of = words::number(found, lang());
        view! { <p class="note warn">{t("Daftarnya berisi ", "The list has ")}{of}{t(" berkas. Sekali jalan paling banyak 500: ini yang pertama menurut urutannya.", " cases. At most 500 at once: these are the first in its order.")}</p> }
    });
    let stand = match &v.stand {
        Stand::Open(choices) => open(&base, choices).into_any(),
        Stand::Asks(asks) => view! { {summary(&asks.problems)}{ask(&base, asks, &v)} }.into_any(),
        Stand::Waits { what, seconds } => waits(&base, what, *seconds).into_any(),
        Stand::Runs { what, ended } => runs(what, *ended, &v.lines).into_any(),
        Stand::Undone { what } => view! {
            <section class="card" role="status"><h2>{t("Dibatalkan", "Undone")}</h2><p><b>{what.clone()}</b></p><p>{t("Tidak ada berkas yang berubah.", "No case was changed.")}</p></section>
        }
        .into_any(),
    };
    let busy = matches!(v.stand, Stand::Waits { .. } | Stand::Runs { ended: false, .. });
    view! {
        <Title text=t("Kerjakan sekaligus", "Do it to many")/>
        <p class="small"><a rel="external" href=list>{t("Kembali ke antrean", "Back to the desk")}</a>" · "<a rel="external" href=format!("/{}/meja/banyak", v.region)>{t("Yang Anda kerjakan sekaligus", "What you did to many")}</a></p>
        <h1>{format!("{} {}", t("Kerjakan sekaligus:", "To many at once:"), cases(v.lines.len()))}</h1>
        {said}
        {message}
        {some}
        <div id="muat" data-muat=busy.then_some(AGAIN)>
            {stand}
            {lines(&v.region, &v.lines)}
        </div>
        {busy.then(|| view! { <script type="module" src="/muat.js"></script> })}
    }
}

/// Where it is done, unless the officer's own.
fn place(choice: &Choice) -> Option<impl IntoView + use<>> {
    (!choice.place.is_empty()).then(|| view! { <span class="small">{choice.place.clone()}</span> })
}

fn open(base: &str, choices: &[Choice]) -> impl IntoView + use<> {
    let links: Vec<_> = choices
        .iter()
        .map(|choice| {
            let href = and(base, &format!("{DEED}={}", in_query(&choice.word)));
            view! { <li><a class="btn quiet" rel="external" href=href>{choice.label.clone()}</a>" "<b>{cases(choice.n)}</b>" "{place(choice)}</li> }
        })
        .collect();
    if links.is_empty() {
        return view! { <p class="face">{t("Berkas-berkas ini tidak menunggu Anda: tidak ada yang dapat dilakukan sekaligus.", "These cases do not wait for you: there is nothing to do to all of them.")}</p> }.into_any();
    }
    view! {
        <section class="card">
            <h2>{t("Apa yang dilakukan?", "What is to be done?")}</h2>
            <p class="small">{t("Setiap berkas diperiksa sendiri-sendiri. Yang tidak dapat, disebutkan alasannya; yang lain tetap jalan. Keputusan yang perlu pemeriksaan, nilai uang, atau berkas hanya dapat diambil satu per satu.", "Each case is judged alone. Where it can't be done, the reason is said, and the others go on. What needs a checklist, an amount or a file is decided one by one.")}</p>
            <ul class="plain deeds">{links}</ul>
        </section>
    }
    .into_any()
}

fn ask(base: &str, asks: &Asks, v: &BatchView) -> impl IntoView + use<> {
    let typed = |name: &str| v.typed.text(name).to_owned();
    let wrong = |name: &'static str| v.typed.problem(name).map(|words| view! { <p class="msg">{words}</p> });
    let acts = super::deed::acted(&asks.choice.word).is_some();
    let note = acts.then(|| {
        view! {
            <div class="field"><label for=PUBLIC_NOTE>{t("Catatan untuk pemohon dan umum (boleh kosong)", "A note for applicants and the public (may be empty)")}</label>
            <TextArea id=PUBLIC_NOTE name=PUBLIC_NOTE value=typed(PUBLIC_NOTE) rows=2/></div>
        }
    });
    let reasons = (!asks.reasons.is_empty()).then(|| {
        let chosen = typed(REASON);
        let options: Vec<_> = asks
            .reasons
            .iter()
            .map(|(code, words)| view! { <option value=code.clone() selected=*code == chosen>{words.clone()}</option> })
            .collect();
        view! {
            <div class="field"><label for=REASON>{t("Alasan", "Reason")}</label>
            <p class="hint">{t("Kalimat ini dibaca pemohon dan umum.", "The applicant and the public read these words.")}</p>
            {wrong(REASON)}
            <select id=REASON name=REASON><option value="">{t("– pilih alasan –", "– choose a reason –")}</option>{options}</select></div>
        }
    });
    let to = (!asks.colleagues.is_empty()).then(|| {
        let chosen = typed(WORK_TO);
        let options: Vec<_> = asks
            .colleagues
            .iter()
            .map(|(id, name)| view! { <option value=id.clone() selected=*id == chosen>{name.clone()}</option> })
            .collect();
        view! {
            <div class="field"><label for=WORK_TO>{t("Serahkan kepada", "Give them to")}</label>
            {wrong(WORK_TO)}
            <select id=WORK_TO name=WORK_TO><option value="">{t("Pilih petugas…", "Choose an officer…")}</option>{options}</select></div>
        }
    });
    let until = asks.days.clone().map(|(first, last)| {
        view! {
            <div class="field"><label for=WORK_UNTIL>{t("Tunda sampai", "Put aside until")}</label>
            <p class="hint">{t("Waktu tetap berjalan. Berkas yang tenggatnya lebih dulu tidak ditunda.", "The clock goes on. What is due earlier is not put aside.")}</p>
            {wrong(WORK_UNTIL)}
            <input id=WORK_UNTIL name=WORK_UNTIL type="date" min=first max=last value=typed(WORK_UNTIL)/></div>
        }
    });
    let gives = [super::deed::TAKE, super::deed::HAND_OVER, super::deed::HOLD].contains(&asks.choice.word.as_str());
    let why = gives.then(|| {
        let label = if asks.choice.word == super::deed::TAKE {
            t("Alasan, bila ada yang sedang dikerjakan rekan", "Reason, where colleagues work on some")
        } else {
            t("Alasan", "Reason")
        };
        view! { <div class="field"><label for=WORK_WHY>{label}</label>{wrong(WORK_WHY)}<input id=WORK_WHY name=WORK_WHY value=typed(WORK_WHY) maxlength="500" autocomplete="off"/></div> }
    });
    let class = if asks.bad { "btn bad" } else { "btn" };
    view! {
        <form method="post" action=base.to_owned() class="card">
            <h2>{asks.choice.label.clone()}</h2>
            <p>{place(&asks.choice)}</p>
            <input type="hidden" name=DEED value=asks.choice.word.clone()/>
            {(!asks.captures.is_empty()).then(|| view! { <div class="captures" inner_html=asks.captures.clone()></div> })}
            {reasons}{to}{until}{why}{note}
            <p><button class=class>{format!("{} {}", t("Terapkan ke", "Do it to"), cases(asks.choice.n))}</button>" "
            <a class="btn quiet" rel="external" href=base.to_owned()>{t("Pilih yang lain", "Choose another")}</a></p>
            <p class="small">{t("Setelah ini ada 10 detik untuk membatalkan.", "After this there are 10 seconds to undo it.")}</p>
        </form>
    }
}

fn waits(base: &str, what: &str, seconds: i64) -> impl IntoView + use<> {
    view! {
        <section class="card ok-edge">
            <h2>{what.to_owned()}</h2>
            <p>{t("Dijalankan dalam ", "It begins in ")}<b>{seconds}</b>{t(" detik. Belum ada berkas yang berubah.", " seconds. No case was changed yet.")}</p>
            <form method="post" action=format!("{base}/batal")><button class="btn bad">{t("Batalkan", "Undo")}</button></form>
            <noscript><p class="small"><a rel="external" href=base.to_owned()>{t("Lihat perkembangannya", "See how it goes")}</a></p></noscript>
        </section>
    }
}

fn runs(what: &str, ended: bool, lines: &[Line]) -> impl IntoView + use<> {
    let done = lines.iter().filter(|l| l.done == Some(Ok(()))).count();
    let refused = lines.iter().filter(|l| matches!(l.done, Some(Err(_)))).count();
    let left = lines.len() - done - refused;
    let bad = if refused > 0 { "tag bad" } else { "tag" };
    let edge = if ended && refused == 0 { "card ok-edge" } else { "card" };
    let state = if ended { t("Selesai", "Done") } else { t("Sedang dijalankan", "Running") };
    view! {
        <section class=edge role="status">
            <h2>{what.to_owned()}</h2>
            <p>{state}": "<b class="tag ok">{format!("{} {}", count(done), t("berhasil", "done"))}</b>" "<b class=bad>{format!("{} {}", count(refused), t("tidak", "not"))}</b>
            {(left > 0).then(|| view! { " "<b class="tag">{format!("{} {}", count(left), t("menunggu", "waiting"))}</b> })}</p>
            {(!ended).then(|| view! { <noscript><p class="small"><a rel="external" href="">{t("Muat ulang untuk melihat perkembangannya", "Load again to see how it goes")}</a></p></noscript> })}
        </section>
    }
}

/// Each case with what became of it, those that it was not done to first.
fn lines(region: &str, lines: &[Line]) -> impl IntoView + use<> {
    let mut sorted: Vec<&Line> = lines.iter().collect();
    sorted.sort_by_key(|line| !matches!(line.done, Some(Err(_))));
    let rows: Vec<_> = sorted
        .into_iter()
        .map(|line| {
            let href = format!("/{region}/meja/{}", line.number);
            let (class, words) = match &line.done {
                None => ("", String::new()),
                Some(Ok(())) => ("tag ok", t("berhasil", "done").to_owned()),
                Some(Err(why)) => ("why", why.clone()),
            };
            view! { <tr><th scope="row"><a rel="external" href=href>{line.number.clone()}</a></th><td>{line.name.clone()}</td><td class="small">{line.place.clone()}</td><td><span class=class>{words}</span></td></tr> }
        })
        .collect();
    view! {
        <div class="scroll" tabindex="0"><table class="list">
            <thead><tr><th scope="col">{t("Nomor", "Number")}</th><th scope="col">{t("Pemohon", "Applicant")}</th><th scope="col">{t("Tahap sekarang", "Stage now")}</th><th scope="col">{t("Hasil", "Result")}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    }
}
