//! A box for several lines. Leptos 0.8 writes the children of this element unescaped on the server, and does not find an
//! empty one again in the browser, so this is the only place that may use it.
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
    /// The form that it belongs to, where it does not stand in it.
    #[prop(optional)]
    form: Option<&'static str>,
) -> impl IntoView {
    let invalid = invalid.then_some("true");
    view! { <textarea id=id name=name rows=rows form=form aria-describedby=describedby aria-invalid=invalid inner_html=escaped(&value)></textarea> }
}

/// As inner HTML, which hydration does not look into: an empty box has no text node to be found there.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    // The first line break after the tag is not part of what stands in the box.
    if text.starts_with('\n') || text.starts_with('\r') { format!("\n{text}") } else { text }
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

    #[test]
    fn what_stands_in_a_box_is_what_was_put_there() {
        let owner = Owner::new();
        owner.set();
        let inside = |value: &str| {
            let html = view! { <TextArea id="a" name="a" value=value/> }.to_html();
            html.split_once('>').and_then(|(_, rest)| rest.split_once("</textarea>")).map(|(inside, _)| inside.to_owned())
        };
        assert_eq!(inside("").as_deref(), Some(""));
        assert_eq!(inside("a & b\n").as_deref(), Some("a &amp; b\n"));
        assert_eq!(inside("\nb").as_deref(), Some("\n\nb"));
    }
}
