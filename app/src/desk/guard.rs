//! The decision's form has one guard, drawn before all of its buttons.
use leptos::prelude::*;

/// The decision's form, which the buttons that open sealed answers belong to, so that what is typed goes round with them.
pub const FORM: &str = "putusan";

/// The form's first button on the page is the one that Enter presses in a box. A disabled one means that Enter does
/// nothing: what is decided, or opened, has to be pressed. It stands before every other button of the form.
pub fn guard() -> impl IntoView {
    view! { <button type="submit" form=FORM disabled hidden></button> }
}
