//! What an action asks for, drawn like every other field of the region's forms, under the action's own name. Only the
//! server draws it: the boxes are plain HTML, and the browser's bundle is spared the forms' rules.
use crate::{
    components::field::field_view,
    desk::{act_form, case_view::Refused},
};
use domain::form::Field;
use leptos::prelude::*;

/// The boxes of an action as HTML; empty where it asks for nothing. What came back of `refused` stands in them.
pub(crate) fn captures(fields: &[Field], action: &str, scope: Option<&str>, refused: &Refused) -> String {
    fields.iter().map(|field| capture(field, action, scope, refused).to_html()).collect()
}

fn capture(field: &Field, action: &str, scope: Option<&str>, refused: &Refused) -> impl IntoView + use<> {
    let name = act_form::captured(&field.key, scope);
    let value = refused.typed.get(&name).cloned().unwrap_or_default();
    // Problems are of the pressed action; another one may ask for a field of the same key.
    let problem = refused.problems.iter().find(|(path, _)| *path == field.key && refused.action == action).map(|(_, words)| words.clone());
    field_view(field, name, value, problem)
}
