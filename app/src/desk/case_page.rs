//! The page of one case: the list, the papers and the decision beside each other.
use super::{
    case::case,
    documents::{document_list, document_viewer},
    done::{done, done_note},
    guard::{FORM, guard},
    in_hand::InHand,
    keys,
    list_column::{list_column, queue_skeleton},
    presence::presence,
    queue::{self, FIND, LIST, queue},
    view::{CaseSheet, QueueView},
};
use crate::{
    components::{fault::fault, mast::Mast},
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
use std::time::Duration;

/// A case, the list beside it, and which paper is open.
pub struct CasePage {
    region: Memo<String>,
    number: Memo<String>,
    filter: Memo<Filter>,
    paper: Memo<Option<String>>,
    view: Resource<Result<CaseSheet, AppError>>,
    list: Resource<Result<QueueView, AppError>>,
    done: Resource<Option<(bool, String)>>,
}

/// Where the drawn pieces stand.
const HEAD: &str = "kepala";
const FACTS: &str = "pokok";
const RECORD: &str = "isi-berkas";
const DECISION: &str = "samping";

/// How often the page says that its reader is still there, and asks who else is.
const PRESENT: Duration = Duration::from_secs(20);

#[lazy_route]
impl LazyRoute for CasePage {
    fn data() -> Self {
        let (params, query) = (use_params_map(), use_query_map());
        let param = move |name: &'static str| Memo::new(move |_| params.read().get(name).unwrap_or_default());
        let asked = move |name: &'static str| Memo::new(move |_| query.read().get(name).filter(|v| !v.is_empty()));
        let (region, number) = (param("region"), param("number"));
        let filter = Memo::new(move |_| queue::asked_of(&query.read()));
        let (refused, revealed, said) = (asked("salah"), asked("lihat"), asked("selesai"));
        Self {
            region,
            number,
            filter,
            paper: asked("dokumen"),
            view: Resource::new(
                move || (region.get(), number.get(), refused.get(), revealed.get()),
                |(region, number, refused, revealed)| async move { case(region, number, refused, revealed).await.map(CaseSheet::in_page) },
            ),
            // The case that is open then is marked in it; which one is open later, the browser marks itself.
            list: Resource::new(
                move || (region.get(), filter.get()),
                move |(region, filter)| async move {
                    queue(region, queue::query(&filter), None, Some(number.get_untracked())).await.map(QueueView::in_page)
                },
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
        let CasePage { region, number, filter, paper, view, list, done } = this;
        let live = live::watch(
            region.into(),
            Signal::derive(move || format!("desk,case:{}", number.get())),
            // The list and the case are read apart: what came between them is told again.
            Signal::derive(move || {
                let case = view.get().and_then(Result::ok)?.seq;
                Some(list.get().and_then(Result::ok).map_or(case, |list| list.seq))
            }),
        );
        live.on_change(move || list.refetch());
        // What keys need to know: letter, section and words of each action, and the list's numbers. A key is pressed
        // outside of anything that waits for data, so effects keep both at hand.
        let actions = RwSignal::new(vec![]);
        Effect::new(move |_| actions.set(view.get().and_then(Result::ok).map(|v| v.shortcuts).unwrap_or_default()));
        let numbers = RwSignal::new(vec![]);
        Effect::new(move |_| numbers.set(list.get().and_then(Result::ok).map(|l| l.numbers).unwrap_or_default()));
        let letters = Signal::derive(move || actions.get().into_iter().map(|(key, id, _)| (key, id)).collect::<Vec<_>>());
        let labels = Signal::derive(move || actions.get().into_iter().map(|(key, _, label)| (key, label)).collect::<Vec<_>>());
        let help = RwSignal::new(false);
        let hand = InHand::new();
        let navigate = use_navigate();
        keys::listen(letters, move |meaning| {
            let step = match meaning {
                keys::Meaning::Action(id) => return keys::focus_section(&id),
                keys::Meaning::Find => return keys::focus_id(FIND),
                keys::Meaning::Help => return help.update(|shown| *shown = !*shown),
                keys::Meaning::Next => 1,
                keys::Meaning::Previous => -1,
            };
            if let Some(to) = beside(&numbers.get_untracked(), &number.get_untracked(), step) {
                navigate(&queue::case_href(&region.get_untracked(), &to, &filter.get_untracked()), Default::default());
            }
        });
        // Who else is here, as it was heard last; until then as the page came.
        let others = RwSignal::new(None);
        let here = number;
        let ask = move || {
            let (region, number) = (region.get_untracked(), here.get_untracked());
            leptos::task::spawn_local(async move {
                let asked = number.clone();
                // An answer about the case that was open before says nothing of this one.
                if let Ok(words) = presence(region, asked).await
                    && here.try_get_untracked().as_deref() == Some(number.as_str())
                {
                    others.set(Some(words));
                }
            });
        };
        Effect::new(move |_| {
            number.track();
            others.set(None);
        });
        let is_open = Memo::new(move |_| view.get().is_some_and(|shown| shown.is_ok()));
        Effect::new(move |_| {
            let again = is_open.get().then(|| set_interval_with_handle(ask, PRESENT).ok()).flatten();
            on_cleanup(move || {
                if let Some(again) = again {
                    again.clear();
                }
            });
        });
        // Somebody took it, or gave it back: that is known at once, and what is typed stays.
        Effect::new(move |_| {
            if live.last.with(|said| said.as_ref().is_some_and(|s| s.is_of_the_desk() && s.number == number.get_untracked())) {
                ask();
            }
        });
        view! {
            <Title text=title_of(number)/>
            <Mast region=region/>
            <main class="wide desk" id="isi">
                <Transition>{move || Suspend::new(async move { done.await.map(done_note) })}</Transition>
                // Beside each other and not in each other: the list is read anew while something is typed into the
                // decision, and a list within the case's view would take that with it.
                <div class="cols">
                    <div class="beside">
                        <Transition fallback=queue_skeleton>
                            {move || Suspend::new(async move { list_beside(list.await, hand, number) })}
                        </Transition>
                    </div>
                    <Transition fallback=waiting>
                        {move || Suspend::new(async move {
                            match view.await {
                                Ok(shown) => columns(region.get(), filter.get(), shown, paper.into(), (live, others)).into_any(),
                                Err(error) => view! { <div class="paper">{fault(error)}</div> }.into_any(),
                            }
                        })}
                    </Transition>
                </div>
                {keys::help(help, labels)}
            </main>
        }
        .into_any()
    }
}

/// The page's title, for as long as it is asked for: the server writes it into the head when the page is drawn, and what
/// it was drawn with may have gone by then.
fn title_of(number: Memo<String>) -> impl Fn() -> String + Send + Sync + 'static {
    let first = number.get_untracked();
    move || number.try_get().unwrap_or_else(|| first.clone())
}

/// The number one step away in the list; from a case that is not in it, the first one.
fn beside(numbers: &[String], here: &str, step: isize) -> Option<String> {
    let at = numbers.iter().position(|n| n == here);
    let to = match at {
        Some(at) => at.checked_add_signed(step)?,
        None => 0,
    };
    numbers.get(to).cloned()
}

fn list_beside(list: Result<QueueView, AppError>, hand: InHand, number: Memo<String>) -> AnyView {
    match list {
        Ok(list) => list_column(list, hand, Signal::derive(move || Some(number.get()))).into_any(),
        Err(_) => view! { <p class="face">{t("Antrean tidak dapat dimuat. Berkas ini tetap dapat diputus.", "The queue can't be loaded. This case can still be decided.")}</p> }.into_any(),
    }
}

fn waiting() -> impl IntoView {
    view! { <section class="paper" aria-busy="true"><p>{t("Memuat berkas", "Loading the case")}</p></section> }
}

/// Paper and decision, within a closure: what a closure draws is thrown away when it is drawn anew, where elements would
/// be taken over from the case before with what is typed in them.
fn columns(region: String, filter: Filter, view: CaseSheet, paper: Signal<Option<String>>, live: News) -> impl IntoView {
    move || {
        (paper_column(&region, &filter, &view, paper, live), view! { <aside id=DECISION inner_html=view.decision.at(DECISION)></aside> })
    }
}

/// What comes in while the page is open: changes, and who else is at the case.
type News = (live::Live, RwSignal<Option<String>>);

fn paper_column(region: &str, filter: &Filter, view: &CaseSheet, paper: Signal<Option<String>>, (live, others): News) -> AnyView {
    let here = view.here.clone();
    let at_case = Signal::derive(move || others.get().unwrap_or_else(|| here.clone()));
    let page = queue::case_href(region, &view.number, filter);
    view! {
        <section class="paper" aria-labelledby="nama">
            {guard()}
            <input type="hidden" form=FORM name=LIST value=queue::query(filter)/>
            <p class=move || if at_case.read().is_empty() { "unseen" } else { "note here" } role="status">{at_case}</p>
            <header>
                <p class="small"><a href=queue::list_href(region, filter)>{t("Antrean", "Queue")}</a>" · "{view.number.clone()}</p>
                <div id=HEAD inner_html=view.head.at(HEAD)></div>
                {view.decides.then(|| view! { <p class="jump"><a class="btn quiet" href="#keputusan" rel="external">{t("Ke keputusan", "To the decision")}</a></p> })}
                {changed(page.clone(), view, live)}
                <dl class="facts" id=FACTS inner_html=view.facts.at(FACTS)></dl>
            </header>
            {document_viewer((region.to_owned(), view.number.clone(), page.clone()), view.documents.clone(), paper)}
            <section aria-labelledby="berkas"><h2 id="berkas">{t("Dokumen", "Documents")}</h2>{document_list(&page, &view.documents, paper)}</section>
            <div class="record" id=RECORD inner_html=view.record.at(RECORD)></div>
        </section>
    }
    .into_any()
}

/// Says that the case was changed since this page was built. The page itself stays as it is: something may be typed.
fn changed(href: String, view: &CaseSheet, live: live::Live) -> impl IntoView + use<> {
    let (number, version) = (view.number.clone(), view.version);
    move || {
        let newer =
            live.last.with(|said| said.as_ref().is_some_and(|said| said.changes() && said.number == number && said.version > version));
        newer.then(|| {
            view! {
                <p class="note warn" role="status">
                    {t("Berkas ini baru saja diproses petugas lain. ", "Another officer has just acted on this case. ")}
                    <a href=href.clone() rel="external">{t("Muat keadaan terbaru", "Load it as it is now")}</a>
                </p>
            }
        })
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::{beside, title_of};
    use leptos::prelude::*;

    #[test]
    fn the_title_outlives_its_page() {
        let owner = Owner::new();
        let title = owner.with(|| title_of(Memo::new(|_| "HB-1".to_owned())));
        assert_eq!(title(), "HB-1");
        owner.cleanup();
        drop(owner);
        assert_eq!(title(), "HB-1");
    }

    #[test]
    fn the_next_case_is_the_one_below() {
        let numbers = ["a", "b", "c"].map(str::to_owned);
        let go = |here, step| beside(&numbers, here, step);
        assert_eq!((go("a", 1).as_deref(), go("b", -1).as_deref()), (Some("b"), Some("a")));
        assert_eq!((go("c", 1), go("a", -1)), (None, None));
        assert_eq!((go("z", 1).as_deref(), beside(&[], "a", 1)), (Some("a"), None));
    }
}
