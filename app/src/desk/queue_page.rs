//! The page of an officer's list.
use super::{
    done::{done, done_note},
    in_hand::InHand,
    keys,
    list_column::{list_column, queue_skeleton},
    queue::{self, FIND, queue},
    view::QueueView,
};
use crate::{
    components::{fault::fault, live_dot::live_dot, mast::Mast},
    error::AppError,
    lang::t,
    live,
};
use domain::queue::Filter;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    LazyRoute,
    hooks::{use_navigate, use_params_map, use_query_map},
    lazy_route,
};

/// What an officer's list asks for, and what came.
pub struct QueuePage {
    region: Memo<String>,
    filter: Memo<Filter>,
    view: Resource<Result<QueueView, AppError>>,
    done: Resource<Option<(bool, String)>>,
}

#[lazy_route]
impl LazyRoute for QueuePage {
    fn data() -> Self {
        let (params, query) = (use_params_map(), use_query_map());
        let region = Memo::new(move |_| params.read().get("region").unwrap_or_default());
        let filter = Memo::new(move |_| queue::asked_of(&query.read()));
        let after = Memo::new(move |_| query.read().get("mulai").filter(|a| !a.is_empty()));
        let said = Memo::new(move |_| query.read().get("selesai"));
        Self {
            region,
            filter,
            view: Resource::new(
                move || (region.get(), filter.get(), after.get()),
                |(region, filter, after)| async move { queue(region, queue::query(&filter), after, None).await.map(QueueView::in_page) },
            ),
            done: Resource::new(
                move || said.get(),
                |id| async move {
                    match id {
                        Some(id) => done(id).await.ok().flatten(),
                        None => None,
                    }
                },
            ),
        }
    }

    fn view(this: Self) -> AnyView {
        let QueuePage { region, filter, view, done } = this;
        let live = live::watch(
            region.into(),
            Signal::stored("desk".to_owned()),
            Signal::derive(move || view.get().and_then(Result::ok).map(|v| v.seq)),
        );
        // Whatever came to this desk or left it: the list is read anew, and stays as it is until that has come.
        live.on_change(move || view.refetch());
        let first = RwSignal::new(None);
        Effect::new(move |_| first.set(view.get().and_then(Result::ok).and_then(|v| v.numbers.into_iter().next())));
        let navigate = use_navigate();
        let help = RwSignal::new(false);
        let hand = InHand::new();
        keys::listen(Signal::stored(vec![]), move |meaning| match meaning {
            keys::Meaning::Next => {
                if let Some(number) = first.get_untracked() {
                    navigate(&queue::case_href(&region.get_untracked(), &number, &filter.get_untracked()), Default::default());
                }
            }
            keys::Meaning::Find => keys::focus_id(FIND),
            keys::Meaning::Help => help.update(|shown| *shown = !*shown),
            keys::Meaning::Previous | keys::Meaning::Action(_) => {}
        });
        view! {
            <Title text=t("Meja", "Desk")/>
            <Mast region=region/>
            <main class="wide desk queue" id="isi">
                <Transition fallback=queue_skeleton>
                    {move || Suspend::new(async move {
                        let done = done.await.map(done_note);
                        match view.await {
                            Ok(shown) => {
                                view! {
                                    {head(&shown, live)}
                                    {done}
                                    {list_column(shown, hand, Signal::stored(None))}
                                }
                                .into_any()
                            }
                            Err(error) => fault(error).into_any(),
                        }
                    })}
                </Transition>
                {keys::help(help, Signal::stored(vec![]))}
            </main>
        }
        .into_any()
    }
}

fn head(view: &QueueView, live: live::Live) -> impl IntoView + use<> {
    view! {
        <header class="head">
            <h1>{t("Meja saya", "My desk")}</h1>
            <p class="small">{view.posts.join("; ")}" · "{view.region.clone()}</p>
            {live_dot(live, view.at, view.at_words.clone())}
        </header>
        {tools(&view.tools)}
        {papers(&view.papers)}
    }
}

/// Other pages that the roles held here open.
fn tools(tools: &[(String, String)]) -> Option<impl IntoView + use<>> {
    if tools.is_empty() {
        return None;
    }
    let links: Vec<_> =
        tools.iter().map(|(name, href)| view! { <li><a rel="external" href=href.clone()>{name.clone()}</a></li> }).collect();
    Some(view! { <ul class="tools small">{links}</ul> })
}

/// Where papers that came to the counter are keyed in.
fn papers(services: &[(String, String)]) -> Option<impl IntoView + use<>> {
    if services.is_empty() {
        return None;
    }
    let links: Vec<_> =
        services.iter().map(|(name, href)| view! { <li><a rel="external" href=href.clone()>{name.clone()}</a></li> }).collect();
    Some(
        view! { <details class="papers-in small"><summary>{t("Catat berkas kertas", "Key in papers")}</summary><ul>{links}</ul></details> },
    )
}
