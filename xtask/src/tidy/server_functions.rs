//! Every server function names its endpoint: without a name the path holds a hash of the build's folder, and a page
//! that was loaded before a deploy would post to nowhere.
use super::sources::Source;

pub(super) fn check(source: &Source) -> Vec<String> {
    if !source.is("rs") || !source.path.starts_with("app/") {
        return Vec::new();
    }
    let text = &source.text;
    let mut found = Vec::new();
    for (at, opening) in text.match_indices("#[server") {
        let rest = &text[at + opening.len()..];
        if !rest.starts_with(['(', ']', ' ', '\n']) {
            continue;
        }
        let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        if !text[line_start..at].trim().is_empty() {
            continue; // in a comment or a string
        }
        let arguments: String = rest[..rest.find(']').unwrap_or(rest.len())].split_whitespace().collect();
        if !arguments.contains("endpoint=\"") {
            let line = text[..at].lines().count() + usize::from(line_start == at);
            found.push(source.at(line.max(1), "#[server] without `endpoint = \"…\"`"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        check(&Source { path: "app/src/desk/decide.rs".to_owned(), text: text.to_owned() })
    }

    #[test]
    fn an_unnamed_endpoint_is_found_with_its_line() {
        assert_eq!(
            found("use a;\n\n#[server]\npub async fn decide() {}\n"),
            ["app/src/desk/decide.rs:3: #[server] without `endpoint = \"…\"`"]
        );
        assert_eq!(found("mod a {\n    #[server(input = Json)]\n    async fn b() {}\n}").len(), 1);
    }

    #[test]
    fn a_named_one_passes_also_over_several_lines() {
        assert!(found("#[server(endpoint = \"desk/decide\")]\npub async fn decide() {}").is_empty());
        assert!(found("#[server(\n    input = Json,\n    endpoint = \"desk/decide\"\n)]\nasync fn decide() {}").is_empty());
        assert!(found("/// Like `#[server]`, but …\n#[server_only]\nfn a() {}").is_empty());
    }
}
