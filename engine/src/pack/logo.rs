//! A region's mark: a drawing that every page shows, so it is one and nothing else. No program, nothing from elsewhere, small enough for a
//! bad line.
use super::{
    error::PackError,
    node::{Node, Origin},
};
use roxmltree::{Document, ParsingOptions};

/// The most bytes.
const MOST: usize = 16 * 1024;
const SVG: &str = "http://www.w3.org/2000/svg";
/// What a drawing is made of.
const SHAPES: [&str; 17] = [
    "svg",
    "g",
    "defs",
    "title",
    "desc",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "use",
];

/// Says what is wrong with it, by line.
pub(super) fn look(node: &Node, errors: &mut Vec<PackError>) {
    let Some(text) = node.as_text() else { return };
    let mut wrong = |line: usize, what: String, remedy: &str| {
        errors.push(PackError::new(&Origin { file: node.at.file.clone(), line }, what, remedy));
    };
    if text.len() > MOST {
        return wrong(1, format!("the mark has {} bytes, and at most {MOST} are sent to a phone", text.len()), "simplify the drawing");
    }
    // Without declarations of its own there is nothing that could be expanded without end.
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    let drawing = match Document::parse_with_options(text, options) {
        Ok(drawing) => drawing,
        Err(error) => {
            let line = usize::try_from(error.pos().row).unwrap_or(1);
            return wrong(line, format!("this is no SVG: {error}"), "export the drawing as plain SVG");
        }
    };
    let line_of = |place: usize| usize::try_from(drawing.text_pos_at(place).row).unwrap_or(1);
    let root = drawing.root_element();
    if root.tag_name().name() != "svg" || root.tag_name().namespace() != Some(SVG) || root.attribute("viewBox").is_none() {
        wrong(
            line_of(root.range().start),
            "it does not begin with an `svg` that has a `viewBox`".to_owned(),
            "export the drawing as plain SVG",
        );
    }
    for element in drawing.descendants().filter(roxmltree::Node::is_element) {
        let name = element.tag_name().name();
        if element.tag_name().namespace() != Some(SVG) || !SHAPES.contains(&name) {
            let line = line_of(element.range().start);
            wrong(line, format!("`{name}` has no place in a mark"), "draw with plain shapes: no program, no picture, no text, no style");
        }
        for attribute in element.attributes() {
            let (key, value) = (attribute.name().to_lowercase(), attribute.value().to_lowercase());
            let line = line_of(attribute.range().start);
            if key.starts_with("on") || key == "style" {
                wrong(line, format!("`{key}` has no place in a mark"), "write colours and widths as attributes of their own");
            } else if (key == "href" && !value.starts_with('#')) || fetches(&value) {
                wrong(line, "it takes something from elsewhere".to_owned(), "draw it in the file itself");
            }
        }
    }
}

/// Whether a value is painted with something that stands elsewhere.
fn fetches(value: &str) -> bool {
    value.match_indices("url(").any(|(at, found)| !value[at + found.len()..].starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(svg: &str) -> Vec<(usize, String)> {
        let mut errors = vec![];
        look(&Node::text(Origin { file: "kota/logo.svg".into(), line: 1 }, svg), &mut errors);
        errors.into_iter().map(|e| (e.line, e.what)).collect()
    }

    #[test]
    fn a_drawing_is_taken_and_nothing_else() {
        let whole = |inside: &str| format!("<svg xmlns=\"{SVG}\" viewBox=\"0 0 32 32\">\n{inside}\n</svg>");
        assert_eq!(
            said(&whole("<defs><clipPath id=\"a\"><circle r=\"9\"/></clipPath></defs>\n<path clip-path=\"url(#a)\" d=\"M0 0h9\"/>")),
            []
        );
        for (inside, what) in [
            ("<script>alert(1)</script>", "`script` has no place"),
            ("<path d=\"M0 0\" onload=\"x()\"/>", "`onload` has no place"),
            ("<image href=\"https://contoh.test/a.png\"/>", "`image` has no place"),
            ("<use href=\"https://contoh.test/a.svg#b\"/>", "from elsewhere"),
            ("<path fill=\"url(https://contoh.test/a.svg#b)\" d=\"M0 0\"/>", "from elsewhere"),
            ("<path style=\"fill:red\" d=\"M0 0\"/>", "`style` has no place"),
            ("<foreignObject/>", "`foreignObject` has no place"),
            ("<a><b></a>", "this is no SVG"),
        ] {
            let found = said(&whole(inside));
            assert!(found.iter().any(|(line, said)| *line == 2 && said.contains(what)), "{inside}: {found:?}");
        }
        assert!(
            said("<svg viewBox=\"0 0 1 1\"/>").iter().any(|(_, said)| said.contains("does not begin with")),
            "without its namespace it is no drawing"
        );
        assert!(said("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>")[0].1.contains("this is no SVG"));
        assert!(said(&whole(&" ".repeat(MOST)))[0].1.contains("at most"));
    }
}
