//! A box for several lines. Leptos 0.8 writes the children of this element unescaped on the server, so this is the only
//! place that may use it.
use leptos::prelude::*;

/// A box for several lines, with its text escaped.
#[component]
pub fn TextArea(
    /// The element's id.
    #[prop(into)]
    id: String,
    /// The name that it is sent by.
    #[prop(into)]
    name: String,
    /// What stands in it.
    #[prop(into)]
    value: String,
    /// Its height.
    #[prop(default = 4)]
    rows: u32,
    /// The id of its hint.
    #[prop(optional, into)]
    describedby: Option<String>,
    /// Whether what stands in it is wrong.
    #[prop(default = false)]
    invalid: bool,
) -> impl IntoView {
    let invalid = invalid.then_some("true");
    view! { <textarea id=id name=name rows=rows aria-describedby=describedby aria-invalid=invalid>{escaped(value)}</textarea> }
}

#[cfg(feature = "ssr")]
fn escaped(text: String) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(not(feature = "ssr"))]
fn escaped(text: String) -> String {
    text
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_text_can_not_leave_its_box() {
        let owner = Owner::new();
        owner.set();
        let html = view! { <TextArea id="a" name="a" value="</textarea><script>alert(1)</script>"/> }.to_html();
        assert!(!html.contains("<script>") && html.contains("&lt;/textarea&gt;&lt;script&gt;"), "{html}");
    }
}
