//! One choice among those that narrow a list by its address.
use leptos::prelude::*;

/// A labelled choice; nothing chosen is all of it.
pub(crate) fn choice(
    name: &'static str,
    label: String,
    all: &'static str,
    options: Vec<(String, String)>,
    chosen: Option<&str>,
) -> impl IntoView + use<> {
    let options: Vec<_> = options
        .into_iter()
        .map(|(key, label)| {
            let selected = chosen == Some(key.as_str());
            view! { <option value=key selected=selected>{label}</option> }
        })
        .collect();
    view! { <div class="field"><label for=name>{label}</label><select id=name name=name><option value="">{all}</option>{options}</select></div> }
}
