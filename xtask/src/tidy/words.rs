//! Words that must not stand in some files, each with the reason. Comments count too, except where a rule is about code.
use super::sources::Source;

/// One forbidden word.
struct Rule {
    word: &'static str,
    /// Paths that start so are looked at.
    under: &'static str,
    /// Paths that end so are not.
    except: &'static str,
    why: &'static str,
}

const NOWHERE: &str = "\0";

const RULES: [Rule; 17] = [
    rule(concat!("TO", "DO"), "", "unfinished work is an issue, not a comment"),
    rule(concat!("FIX", "ME"), "", "unfinished work is an issue, not a comment"),
    rule(concat!("X", "XX"), "", "unfinished work is an issue, not a comment"),
    Rule { except: "/text_area.rs", ..rule("<textarea", "app/", "its children are not escaped on the server: use the TextArea component") },
    Rule { except: "/error.rs", ..rule("ServerFnError", "app/", "it carries the server's text to the browser: use our own error") },
    rule("style=", "app/", "the content security policy drops inline styles: use a class"),
    rule("style:", "app/", "the content security policy drops inline styles that the server renders: use a class"),
    rule("sqlx", "app/", "only store speaks SQL"),
    rule("sqlx", "engine/", "only store speaks SQL"),
    rule("sqlx", "server/", "only store speaks SQL"),
    rule("SystemTime::now", "domain/src/", "time is an argument"),
    rule("Instant::now", "domain/src/", "time is an argument"),
    rule("now_utc", "domain/src/", "time is an argument"),
    rule("now_v7", "domain/src/", "chance is an argument"),
    rule("std::fs", "domain/src/", "domain does no I/O"),
    rule("std::env", "domain/src/", "domain does no I/O"),
    rule("\"resolved\"", "end2end/package-lock.json", "the lock names no registry's host: remove these lines after npm install"),
];

const fn rule(word: &'static str, under: &'static str, why: &'static str) -> Rule {
    Rule { word, under, except: NOWHERE, why }
}

pub(super) fn check(source: &Source) -> Vec<String> {
    let rules: Vec<&Rule> =
        RULES.iter().filter(|rule| source.path.starts_with(rule.under) && !source.path.ends_with(rule.except)).collect();
    let mut found = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        for rule in rules.iter().filter(|rule| stands_in(rule.word, line)) {
            found.push(source.at(number + 1, &format!("`{}`: {}", rule.word, rule.why)));
        }
    }
    found
}

/// True when the word is there and not a part of a longer one. An attribute's `=` or `:` is followed by its value.
fn stands_in(word: &str, line: &str) -> bool {
    let of_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    line.match_indices(word).any(|(at, _)| {
        let (before, after) = (line[..at].chars().next_back(), line[at + word.len()..].chars().next());
        let starts = !word.starts_with(of_word) || !before.is_some_and(|c| of_word(c) || c == '.');
        let ends = match word.chars().next_back() {
            Some('=') => after.is_some_and(|c| c != '=' && c != '>' && !c.is_whitespace()),
            Some(':') => after.is_some_and(|c| c.is_alphabetic() || c == '-') && line[at..].contains('='),
            Some(last) if of_word(last) => !after.is_some_and(of_word),
            _ => true,
        };
        starts && ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Source { path: path.to_owned(), text: text.to_owned() }).len()
    }

    #[test]
    fn unfinished_work_is_found_as_a_whole_word() {
        assert_eq!(found("store/src/a.rs", concat!("// TO", "DO: later")), 1);
        assert_eq!(found("style/a.css", concat!("/* FIX", "ME */")), 1);
        assert_eq!(found("store/src/a.rs", concat!("let mask = \"XX", "XX\"; // methods")), 0);
    }

    #[test]
    fn bare_text_areas_and_foreign_errors_stay_out_of_pages() {
        assert_eq!(found("app/src/citizen/apply.rs", "view! { <textarea name=\"a\">{text}</textarea> }"), 1);
        assert_eq!(found("app/src/components/text_area.rs", "view! { <textarea/> }"), 0);
        assert_eq!(found("app/src/citizen/apply.rs", "-> Result<(), ServerFnError>"), 1);
        assert_eq!(found("app/src/citizen/apply.rs", "impl FromServerFnError for A"), 0);
        assert_eq!(found("app/src/error.rs", "use leptos::prelude::ServerFnError;"), 0);
    }

    #[test]
    fn inline_styles_are_found_and_plain_rust_is_not() {
        for line in ["<p style=\"color:red\">", "<p style=move || s.get()>", "<p style:width=w>"] {
            assert_eq!(found("app/src/a.rs", line), 1, "{line}");
        }
        for line in ["let style = 1;", "if style == 1", "Look { style: Plain }", "data-style=\"a\"", "style => 1"] {
            assert_eq!(found("app/src/a.rs", line), 0, "{line}");
        }
    }

    #[test]
    fn only_the_store_speaks_sql_and_the_domain_reads_no_clock() {
        assert_eq!(found("app/src/a.rs", "use sqlx::Row;"), 1);
        assert_eq!(found("store/src/a.rs", "use sqlx::Row;"), 0);
        assert_eq!(found("domain/src/clock.rs", "let now = OffsetDateTime::now_utc();"), 1);
        assert_eq!(found("domain/tests/packs.rs", "std::fs::read_to_string(path)"), 0);
        assert_eq!(found("end2end/package-lock.json", "      \"resolved\": \"somewhere\","), 1);
    }
}
