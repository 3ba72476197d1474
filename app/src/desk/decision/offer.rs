//! One action: what is asked with it, and its button. An action that asks for nothing is its button alone; the others
//! fold, so that the column stays short, and are open where an attempt came back.
use super::items;
use crate::{
    components::{id::id_of, text_area::TextArea},
    desk::{
        act_form,
        case_view::{Decision, OfferView, Refused},
    },
    lang::t,
};
use domain::workflow::Effect;
use leptos::prelude::*;

/// The id of an action's section, for its key on the keyboard.
pub fn section_id(key: &str) -> String {
    format!("aksi-{key}")
}

pub(super) fn offer(offer: &OfferView, decision: &Decision, refused: &Refused) -> AnyView {
    let asks = !offer.captures.is_empty()
        || !offer.checks.is_empty()
        || matches!(offer.effect, Effect::Return | Effect::Refuse)
        || offer.sets_amount;
    let class = match offer.effect {
        Effect::Advance | Effect::Resubmit | Effect::Reopen => "btn block",
        Effect::Return | Effect::Back | Effect::Note | Effect::Object => "btn quiet block",
        Effect::Refuse | Effect::Withdraw | Effect::Lapse => "btn bad block",
    };
    let id = section_id(&offer.key);
    let keys = offer.shortcut.map(|key| view! { <kbd aria-hidden="true">{key.to_uppercase().to_string()}</kbd> });
    let to = view! { <span class="to small">"→ "{offer.to.clone()}</span> };
    let button = view! { <button class=class type="submit" name=act_form::ACTION value=offer.key.clone()>{offer.label.clone()}</button> };
    if !asks {
        return view! { <div class="offer" id=id>{button}<p class="about">{keys}" "{to}</p></div> }.into_any();
    }
    let open = refused.action == offer.key || (refused.more && offer.effect == Effect::Return);
    view! {
        <details class="offer" id=id open=open>
            <summary><span class=format!("like {class}")>{offer.label.clone()}" "{keys}</span>{to}</summary>
            <div class="asks">
                {parts(offer, decision, refused)}
                {offer.legal_base.clone().map(|base| view! { <p class="small base">{base}</p> })}
                {button}
            </div>
        </details>
    }
    .into_any()
}

fn parts(offer: &OfferView, decision: &Decision, refused: &Refused) -> impl IntoView + use<> {
    let scope = offer.scope();
    let typed = |name: &str| refused.typed.get(name).cloned().unwrap_or_default();
    let reason = (offer.effect == Effect::Refuse).then(|| {
        let name = act_form::scoped(act_form::REASON, scope);
        let chosen = typed(&name);
        reason(name, &decision.reasons, &chosen)
    });
    let checks: Vec<_> = offer
        .checks
        .iter()
        .map(|(label, agrees)| {
            let (class, word) = if *agrees { ("ok", t("cocok", "agrees")) } else { ("bad", t("belum cocok", "does not agree")) };
            view! { <li><span class=format!("tag {class}")>{word}</span>" "{label.clone()}</li> }
        })
        .collect();
    let checks = (!checks.is_empty())
        .then(|| view! { <div class="agree"><h3>{t("Uji silang", "Cross-checks")}</h3><ul class="plain">{checks}</ul></div> });
    let items = (offer.effect == Effect::Return).then(|| items::items(scope, decision, refused));
    let captures = (!offer.captures.is_empty()).then(|| view! { <div class="captures" inner_html=offer.captures.clone()></div> });
    let why = offer.sets_amount.then(|| {
        let name = act_form::scoped(act_form::WHY_MORE, scope);
        let (id, hint) = (id_of(&name), format!("{}-petunjuk", id_of(&name)));
        let before = decision.newest_amount.clone().unwrap_or_default();
        view! {
            <div class="field">
                <label for=id.clone()>{t("Alasan nilai ini (wajib bila naik)", "Why this amount (needed where it rises)")}</label>
                <p class="hint" id=hint.clone()>{t("Nilai terakhir ", "The last amount is ")}<b class="rp">{before}</b>{t(". Dibaca pemohon dan umum.", ". The applicant and the public read it.")}</p>
                <TextArea id=id name=name.clone() value=typed(&name) rows=2 describedby=hint/>
            </div>
        }
    });
    view! { {checks}{reason}{items}{captures}{why} }
}

fn reason(name: String, reasons: &[(String, String)], chosen: &str) -> impl IntoView + use<> {
    let options: Vec<_> =
        reasons.iter().map(|(code, words)| view! { <option value=code.clone() selected=code == chosen>{words.clone()}</option> }).collect();
    view! {
        <div class="field">
            <label for=name.clone()>{t("Alasan", "Reason")}</label>
            <p class="hint">{t("Kalimat ini dibaca pemohon dan umum.", "The applicant and the public read these words.")}</p>
            <select id=name.clone() name=name><option value="">{t("– pilih alasan –", "– choose a reason –")}</option>{options}</select>
        </div>
    }
}
