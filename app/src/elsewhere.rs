//! In the browser, the page of an address whose page the server alone draws.
//!
//! Plain pages never hydrate, and every link to them leaves the click to the browser. So their code is left out of the
//! bundle: a citizen's phone that follows a case live does not carry the forms and lists besides. Where the router gets
//! to such an address all the same, by the back button, say, the page is asked of the server.
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_location, lazy_route};

/// A page that only the server has.
pub(crate) struct Elsewhere;

#[lazy_route]
impl LazyRoute for Elsewhere {
    fn data() -> Self {
        let to = use_location();
        Effect::new(move |_| {
            let (path, search) = (to.pathname.get_untracked(), to.search.get_untracked());
            let address = if search.is_empty() { path } else { format!("{path}?{search}") };
            let _ = window().location().assign(&address);
        });
        Self
    }
    fn view(this: Self) -> AnyView {
        let Elsewhere = this;
        ().into_any()
    }
}
