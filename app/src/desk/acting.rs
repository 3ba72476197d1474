//! Who stands in for whom, on the page of who works on what: what is lent, and the form that lends a post for some days.
use super::team::{choice, day, reason};
use crate::{citizen::typed::Typed, lang::t};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The form's boxes.
const BOXES: [&str; 5] = ["post", "stand_in", "begins", "ends", "cause"];

/// What may be lent, to whom, and what is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct ActingView {
    /// Posts by the word that a form sends.
    pub(super) posts: Vec<(String, String)>,
    /// Who may get one: account, and name with the post that they hold.
    pub(super) people: Vec<(String, String)>,
    /// What is lent.
    pub(super) named: Vec<NamedView>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct NamedView {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) post: String,
    pub(super) days: String,
    pub(super) reason: String,
}

/// From the engine's, in the reader's words.
pub(super) fn view_of(acting: &engine::Acting, reader: &super::answers::Reader<'_>) -> ActingView {
    let post = |post: &domain::people::Post| reader.post(&post.role.0, post.agency.as_ref());
    let days = |post: &domain::people::Post| {
        let until = post.until.map(|day| domain::words::date(day, reader.lang)).unwrap_or_default();
        format!("{} – {until}", domain::words::date(post.from, reader.lang))
    };
    let of = |one: &engine::Lendable| {
        let agency = one.agency.as_ref().map_or("", |agency| agency.0.as_str());
        (format!("{}/{agency}", one.role), reader.post(&one.role, one.agency.as_ref()))
    };
    let mut people: Vec<(String, String)> = vec![];
    for held in &acting.people {
        let id = held.account.0.to_string();
        // Whoever holds many posts is one person.
        if people.iter().all(|(known, _)| *known != id) {
            people.push((id, format!("{} – {}", held.name, post(&held.post))));
        }
    }
    let named = acting.named.iter().map(|acting| NamedView {
        id: acting.held.id.to_string(),
        name: acting.held.name.clone(),
        post: post(&acting.held.post),
        days: days(&acting.held.post),
        reason: acting.reason.clone(),
    });
    ActingView { posts: acting.posts.iter().map(of).collect(), people, named: named.collect() }
}

/// The card.
pub(super) fn card(base: &str, v: &ActingView, typed: &Typed, today: &str) -> impl IntoView + use<> {
    let known: Vec<_> = v
        .named
        .iter()
        .map(|named| {
            view! {
                <li>
                    <b>{named.name.clone()}</b>" · "{named.post.clone()}" · "{named.days.clone()}" · "{named.reason.clone()}
                    <form method="post" action=format!("{base}/akhiri")>
                        <input type="hidden" name="id" value=named.id.clone()/>
                        <button class="btn quiet small">{t("Akhiri", "Take it back")}<span class="unseen">" "{named.name.clone()}</span></button>
                    </form>
                </li>
            }
        })
        .collect();
    let none = known.is_empty();
    let open = BOXES.iter().any(|name| typed.problem(name).is_some() || !typed.text(name).is_empty());
    view! {
        <section class="card">
            <h2>{t("Pelaksana tugas", "Standing in")}</h2>
            {if none { view! { <p>{t("Belum ada. Bila pemegang jabatan berhalangan, tunjuk penggantinya untuk beberapa hari.", "Nobody stands in. While somebody can't work, name who holds their post for some days.")}</p> }.into_any() } else { view! { <ul class="plain">{known}</ul> }.into_any() }}
            <details open=open>
                <summary>{t("Tunjuk pelaksana tugas", "Name who stands in")}</summary>
                <p class="small">{t("Ia memutus dengan hak jabatan itu pada hari-hari tersebut, dan tiap keputusannya tercatat sebagai pelaksana tugas.", "On these days they decide by the right of that post, and each of their decisions is on record as acting.")}</p>
                <form method="post" action=format!("{base}/tunjuk")>
                    <div class="field"><label for="post">{t("Jabatan", "Post")}</label>{choice(typed, "post", t("Pilih jabatan…", "Choose a post…"), v.posts.clone())}</div>
                    <div class="field"><label for="stand_in">{t("Siapa yang menggantikan", "Who stands in")}</label>{choice(typed, "stand_in", t("Pilih petugas…", "Choose an officer…"), v.people.clone())}</div>
                    {day(typed, today, "begins", t("Sejak", "From"))}
                    {day(typed, today, "ends", t("Sampai", "Until"))}
                    {reason(typed, "cause", t("Alasan dan nomor suratnya", "Reason, and the letter's number"))}
                    <p><button class="btn second">{t("Tunjuk", "Name them")}</button></p>
                </form>
            </details>
        </section>
    }
}
