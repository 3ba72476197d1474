//! What an action asks for, drawn like every other field of the region's forms, under the action's own name. Only the
//! server draws it: the boxes are plain HTML, and the browser's bundle is spared the forms' rules.
use crate::{
    components::question::{Given, question},
    desk::{act_form, case_view::Refused},
};
use domain::form::Field;
use leptos::prelude::*;

/// The boxes of an action as HTML; empty where it asks for nothing. What came back of `refused` stands in them, and what
/// was given before.
pub(crate) fn captures(fields: &[Field], action: &str, scope: Option<&str>, given: &Given<'_>, refused: &Refused) -> String {
    // Problems are of the pressed action; another one may ask for a field of the same key.
    let problems: Vec<_> = refused.problems.iter().filter(|_| refused.action == action).collect();
    let problems: Vec<_> = problems.into_iter().map(|(path, words)| (act_form::captured(path, scope), words.clone())).collect();
    let drop = |hash: &str, key: &str| format!("{action}:{key}:{hash}");
    fields
        .iter()
        .map(|field| {
            let name = act_form::captured(&field.key, scope);
            let more = refused.add.as_deref().filter(|add| *add == name).map(|_| field.key.as_str());
            let view = given.field(field).typed(refused.typed.get(&name)).with_row(more);
            let view = view.dropped_by(act_form::DROP, drop).rows_by(act_form::ROWS, &format!("{action}:"));
            question(&view, &name, &problems).to_html()
        })
        .collect()
}
