//! Other cases of the same person, account, organisation or address, side by side with this one. That they are alike is a
//! reason to look, not an accusation: forums sit at village halls, relatives share a house. Each pair is decided with a reason.
use super::{
    act_form::COMPARE,
    case_view::{AlikeView, Refused},
    guard::FORM,
};
use crate::{components::id::id_of, lang::t};
use leptos::prelude::*;

/// What a comparison can find.
pub const DIFFERENT: &str = "berbeda";
/// The other thing that it can find.
pub const DOUBLE: &str = "ganda";

/// The name of the choice for another case.
pub fn found(other: impl std::fmt::Display) -> String {
    format!("banding.{other}.hasil")
}

/// The name of the reason for another case.
pub fn why(other: impl std::fmt::Display) -> String {
    format!("banding.{other}.alasan")
}

/// The pairs; nothing where no other case is alike. `decides` is whether the reader holds the case.
pub fn alike(region: &str, number: &str, cases: Vec<AlikeView>, refused: &Refused, decides: bool) -> Option<impl IntoView> {
    if cases.is_empty() {
        return None;
    }
    let count = cases.len();
    let waiting = cases.iter().filter(|case| case.has_to_be_explained && case.decided.is_none()).count();
    let action = format!("/{region}/meja/{number}/banding");
    let pairs: Vec<_> = cases.into_iter().map(|case| pair(region, &action, case, refused, decides)).collect();
    Some(view! {
        <section class="card" aria-labelledby="mirip">
            <h2 id="mirip">{t("Pengajuan lain yang mirip", "Other requests that are alike")}" ("{count}")"</h2>
            <p class="small">{t("Sama bukan berarti salah. Bandingkan satu per satu, lalu catat hasil dan alasannya.", "Being alike is no fault. Compare them one by one, and record what you found and why.")}</p>
            {(waiting > 0).then(|| view! { <p><span class="tag wait">{waiting}" "{t("belum dibandingkan", "not compared yet")}</span></p> })}
            {pairs}
        </section>
    })
}

fn pair(region: &str, action: &str, case: AlikeView, refused: &Refused, decides: bool) -> impl IntoView + use<> {
    let same: Vec<_> = case.same.iter().map(|way| view! { <span class="tag warn">{way.clone()}</span>" " }).collect();
    let (word, class) = match (&case.decided, case.has_to_be_explained) {
        (Some((true, ..)), _) => (t("ganda", "asked twice"), "tag bad"),
        (Some((false, ..)), _) => (t("bukan ganda", "not the same"), "tag ok"),
        (None, true) => (t("belum dibandingkan", "not compared yet"), "tag wait"),
        (None, false) => (t("sudah berakhir tanpa dana", "ended without money"), "tag"),
    };
    let rows: Vec<_> = case
        .sides
        .iter()
        .map(|(label, here, there, equal)| {
            let mark = equal.then(|| view! { " "<span class="tag warn">{t("sama", "same")}</span> });
            view! { <tr><th scope="row">{label.clone()}{mark}</th><td data-label=t("Ini", "This")>{here.clone()}</td><td data-label=t("Lain", "Other")>{there.clone()}</td></tr> }
        })
        .collect();
    let decided =
        case.decided.clone().map(|(_, reason, by)| view! { <p><b>{word}</b>": "{reason}<span class="small block">{by}</span></p> });
    let asks = decides.then(|| ask(action, &case, refused));
    let open = decides && case.has_to_be_explained && case.decided.is_none();
    view! {
        <details class="pair" open=open>
            <summary><span class="rp">{case.number.clone()}</span>" "<span class=class>{word}</span>" "{same}</summary>
            <div class="scroll" tabindex="0"><table class="list sums">
                <thead><tr>
                    <th scope="col">{t("Yang dibandingkan", "Compared")}</th>
                    <th scope="col">{t("Pengajuan ini", "This request")}</th>
                    <th scope="col"><a href=format!("/{region}/meja/{}", case.number) target="_blank" rel="external noopener">{case.number.clone()}</a></th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
            {decided}
            {asks}
        </details>
    }
}

/// What was found, and why. The boxes are a part of the decision's form, so that nothing typed there is lost by the button.
fn ask(action: &str, case: &AlikeView, refused: &Refused) -> impl IntoView + use<> {
    let (found, why) = (found(&case.number), why(&case.number));
    let was = |name: &str| refused.typed.get(name).cloned().unwrap_or_default();
    let wrong = |name: &str| refused.problems.iter().find(|(path, _)| path == name).map(|(_, words)| words.clone());
    let chosen = match (was(&found), &case.decided) {
        (typed, _) if !typed.is_empty() => typed,
        (_, Some((double, ..))) => if *double { DOUBLE } else { DIFFERENT }.to_owned(),
        _ => String::new(),
    };
    let reason = match (was(&why), &case.decided) {
        (typed, _) if !typed.is_empty() => typed,
        (_, Some((_, reason, _))) => reason.clone(),
        _ => String::new(),
    };
    let (id, first) = (id_of(&why), id_of(&found));
    let (wrong_found, wrong_why) = (wrong(&found), wrong(&why));
    let class = if wrong_found.is_some() || wrong_why.is_some() { "field err" } else { "field" };
    let invalid = wrong_why.is_some().then_some("true");
    let messages: Vec<_> = wrong_found.into_iter().chain(wrong_why).map(|words| view! { <p class="msg">{words}</p> }).collect();
    view! {
        <fieldset class=class>
            <legend>{t("Apa hasilnya?", "What did you find?")}<span class="unseen">" "{case.number.clone()}</span></legend>
            {messages}
            <label class="tick"><input type="radio" id=first form=FORM name=found.clone() value=DIFFERENT checked=chosen == DIFFERENT/><span>{t("Berbeda, bukan pengajuan ganda", "Different, not asked twice")}</span></label>
            <label class="tick"><input type="radio" form=FORM name=found value=DOUBLE checked=chosen == DOUBLE/><span>{t("Ganda: hal yang sama diajukan dua kali", "Asked twice: the same thing")}</span></label>
            <label for=id.clone()>{t("Alasan", "Reason")}</label>
            <input id=id form=FORM name=why value=reason maxlength="500" aria-invalid=invalid/>
            <p><button class="btn second small" type="submit" form=FORM formaction=action.to_owned() name=COMPARE value=case.number.clone()>{t("Catat hasil", "Record it")}</button></p>
        </fieldset>
    }
}
