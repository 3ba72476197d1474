//! What an action asks for, drawn like every other field of the region's forms, under the action's own name.
use crate::{
    components::field::field_view,
    desk::{
        act_form,
        view::{OfferView, Refused},
    },
};
use domain::form::Field;
use leptos::prelude::*;

pub(super) fn capture(field: &Field, offer: &OfferView, refused: &Refused) -> impl IntoView + use<> {
    let name = act_form::captured(&field.key, offer.scope());
    let value = refused.typed.get(&name).cloned().unwrap_or_default();
    // Problems are of the pressed action; another one may ask for a field of the same key.
    let problem =
        refused.problems.iter().find(|(path, _)| *path == field.key && refused.action == offer.key).map(|(_, words)| words.clone());
    field_view(field, name, value, problem)
}
