//! What a region borrows is marked: a base pack names the regulations of the one region that wrote them down, and whoever extends it
//! without a rule of its own must not read another region's article as theirs.
use super::node::{Node, Value};

/// Writes the region's mark before what is another region's in every legal base that stands in no file below `own`; gives how many such
/// bases there were. What holds everywhere stands before the mark, so that nobody takes a law of the land for another region's.
pub(super) fn mark(tree: &mut Node, own: &str) -> u32 {
    let Some(Node { value: Value::Table(region), .. }) = tree.get_mut("region") else { return 0 };
    let Some(borrowed) = region.remove("borrowed") else { return 0 };
    let names: Vec<String> =
        borrowed.get("names").map(Node::items).unwrap_or_default().iter().filter_map(Node::as_text).map(str::to_owned).collect();
    let Some(mark) = borrowed.get("mark").and_then(Node::as_text) else { return 0 };
    let mut marked = 0;
    walk(tree, &names, mark, own, &mut marked);
    marked
}

fn walk(node: &mut Node, names: &[String], mark: &str, own: &str, marked: &mut u32) {
    match &mut node.value {
        Value::Table(entries) => {
            for (key, inner) in entries {
                match &mut inner.value {
                    Value::Text(text) if key.ends_with("legal_base") => {
                        if !inner.at.file.starts_with(own) && names.iter().any(|name| text.contains(name)) {
                            *text = marked_in(text, names, mark);
                            *marked += 1;
                        }
                    }
                    _ => walk(inner, names, mark, own, marked),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, names, mark, own, marked)),
        _ => {}
    }
}

/// The parts of a legal base that hold everywhere, then the mark with those that don't. What is marked already stays as it is.
fn marked_in(text: &str, names: &[String], mark: &str) -> String {
    if text.contains(mark.trim()) {
        return text.to_owned();
    }
    let (theirs, all): (Vec<&str>, Vec<&str>) = text.split("; ").partition(|part| names.iter().any(|name| part.contains(name)));
    let marked = format!("{mark}{}", theirs.join("; "));
    if all.is_empty() { marked } else { format!("{}; {marked}", all.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::mark;
    use crate::pack::{merge::lay_over, parse::parse};

    #[test]
    fn what_another_region_wrote_is_marked_until_the_region_has_its_own() {
        let base = "[region.borrowed]\nnames = ['Perwal Kota Contoh']\nmark = 'contoh: '\n[a]\nlegal_base = 'Perwal Kota Contoh 1/2020'\n[b]\nowing_legal_base = 'UU 1/2020'\n[c]\nlegal_base = 'Perwal Kota Contoh 2/2020'\n";
        let (base, own) = (
            parse("x/base/a.toml", base).unwrap(),
            parse("x/kab/a.toml", "[c]\nlegal_base = 'Perwal Kota Contoh 3/2020, disepakati'\n").unwrap(),
        );
        let mut tree = lay_over(base, own, &mut vec![]);
        assert_eq!(mark(&mut tree, "x/kab/"), 1);
        let says = |table: &str, key: &str| tree.get(table).unwrap().get(key).unwrap().as_text().unwrap().to_owned();
        assert_eq!(says("a", "legal_base"), "contoh: Perwal Kota Contoh 1/2020");
        assert_eq!(
            super::marked_in("Perwal Kota Contoh 1/2020; PP 28/2025", &["Perwal Kota Contoh".to_owned()], "contoh: "),
            "PP 28/2025; contoh: Perwal Kota Contoh 1/2020"
        );
        assert_eq!(says("b", "owing_legal_base"), "UU 1/2020");
        assert_eq!(says("c", "legal_base"), "Perwal Kota Contoh 3/2020, disepakati");
        assert!(tree.get("region").unwrap().get("borrowed").is_none());
    }
}
