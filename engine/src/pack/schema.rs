//! Pack files as JSON Schema, for editors that complete and check while one writes. A file may leave out whatever it extends has, so nothing
//! is required here; `terang pack check` says what is missing in the whole.
use domain::{
    form::{Choice, Form},
    formula::Formula,
    guide::GuideQuestion,
    judgement::Judgement,
    pack::{Agency, AlertRule, BoardRule, Book, DeskRules, Pack, Paper, Period, Region, Role, Service, SignalRule},
    performance::PerformanceRules,
    planning::{Exhibit, PlanDocument},
    workflow::Workflow,
};
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Value, json};

/// The files that have a schema, by their name without its ending.
pub const FILES: [&str; 18] = [
    "region",
    "roles",
    "agencies",
    "calendar",
    "periods",
    "lists",
    "judgements",
    "formulas",
    "guide",
    "performance",
    "plans",
    "exhibits",
    "desk",
    "boards",
    "alerts",
    "signals",
    "service",
    "form",
];
/// Those that have a further number or another name in a folder.
pub const MORE: [&str; 3] = ["workflow", "books", "documents"];

/// The schema of a kind of file; `None` for a kind that has none.
#[must_use]
pub fn schema(kind: &str) -> Option<Value> {
    let mut of = Of(SchemaSettings::draft07().into_generator());
    let root = match kind {
        "region" => of.region(),
        "roles" => of.list::<Role>(kind),
        "agencies" => of.list::<Agency>(kind),
        "periods" => of.list::<Period>(kind),
        "judgements" => of.list::<Judgement>(kind),
        "formulas" => of.formulas(),
        "guide" => of.list::<GuideQuestion>(kind),
        "plans" => of.list::<PlanDocument>(kind),
        "exhibits" => of.list::<Exhibit>(kind),
        "boards" => of.list::<BoardRule>(kind),
        "alerts" => of.list::<AlertRule>(kind),
        "signals" => of.list::<SignalRule>(kind),
        "books" => of.list::<Book>(kind),
        "documents" => of.list::<Paper>(kind),
        "performance" => {
            json!({"type": "object", "properties": {"performance": of.one::<PerformanceRules>()}, "additionalProperties": false})
        }
        "lists" => json!({"type": "object", "additionalProperties": {"type": "array", "items": of.one::<Choice>()}}),
        "calendar" => of.one::<domain::calendar::WorkCalendar>(),
        "desk" => of.one::<DeskRules>(),
        "service" => of.service(),
        "form" => of.form(),
        "workflow" => of.one::<Workflow>(),
        "pack" => of.one::<Pack>(),
        _ => return None,
    };
    Some(of.whole(kind, root))
}

struct Of(SchemaGenerator);

impl Of {
    fn one<T: JsonSchema>(&mut self) -> Value {
        self.0.subschema_for::<T>().to_value()
    }

    /// A file whose only table is a list of its own name.
    fn list<T: JsonSchema>(&mut self, name: &str) -> Value {
        let items = self.one::<T>();
        json!({"type": "object", "properties": {name: {"type": "array", "items": items}}, "additionalProperties": false})
    }

    /// What is read into other words before a region is one: words by the kind of government, and the mark on what is borrowed.
    fn region(&mut self) -> Value {
        let region = self.one::<Region>();
        self.also("Region", &["borrowed", "words_by_kind"], "object");
        json!({"type": "object", "properties": {"extends": {"type": "string"}, "region": region}, "additionalProperties": false})
    }

    /// A form can stand instead of that of the service which it is like.
    fn form(&mut self) -> Value {
        let form = self.one::<Form>();
        self.also("Form", &["instead"], "boolean");
        form
    }

    /// A version of a formula can be like an earlier one.
    fn formulas(&mut self) -> Value {
        let list = self.list::<Formula>("formulas");
        self.also("FormulaVersion", &["like"], "integer");
        list
    }

    /// Keys of a type that are read before it is.
    fn also(&mut self, name: &str, keys: &[&str], kind: &str) {
        let properties = self.0.definitions_mut().get_mut(name).and_then(|s| s.get_mut("properties")).and_then(Value::as_object_mut);
        if let Some(properties) = properties {
            keys.iter().for_each(|key| {
                properties.insert((*key).to_owned(), json!({"type": kind}));
            });
        }
    }

    /// A service's own file has neither its form nor its workflows, and has windows by the year, which are read into days.
    fn service(&mut self) -> Value {
        let reference = self.one::<Service>();
        if let Some(properties) =
            self.0.definitions_mut().get_mut("Service").and_then(|s| s.get_mut("properties")).and_then(Value::as_object_mut)
        {
            for elsewhere in ["form", "workflows"] {
                properties.remove(elsewhere);
            }
            let known = |kind: &str| json!({"type": kind});
            properties.insert("like".to_owned(), known("string"));
            properties.insert("yearly".to_owned(), json!({"type": "array", "items": known("object")}));
        }
        reference
    }

    /// The schema of a file: nothing is required in it, and an entry can take away what is extended.
    fn whole(mut self, kind: &str, root: Value) -> Value {
        let definitions = self.0.take_definitions(true);
        let mut whole = json!({
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": format!("Terang: {kind}.toml"),
            "allOf": [root],
            "definitions": definitions,
        });
        lenient(&mut whole);
        whole
    }
}

/// A layer says what differs: no key is required, and an entry is taken away by `remove = true`, or placed by `after`.
fn lenient(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.remove("required");
            if object.get("additionalProperties") == Some(&Value::Bool(false))
                && let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut)
            {
                properties.insert("remove".to_owned(), json!({"const": true, "description": "Takes away what is extended."}));
                let after = json!({"type": "string", "description": "Where an entry that is added stands in its list."});
                properties.entry("after").or_insert(after);
            }
            object.values_mut().for_each(lenient);
        }
        Value::Array(all) => all.iter_mut().for_each(lenient),
        _ => {}
    }
}

/// What tells an editor which schema is a file's (`.taplo.toml`), with the schemas beside it.
#[must_use]
pub fn taplo() -> String {
    let mut text = String::from("# Which schema is a file's, for editors that read it. Made by `terang pack schema`.\n");
    for kind in FILES.iter().chain(&MORE) {
        let pattern = match *kind {
            "service" | "form" => format!("**/services/*/{kind}.toml"),
            "workflow" => "**/services/*/workflow-*.toml".to_owned(),
            other => format!("**/{other}.toml"),
        };
        text.push_str(&format!("\n[[rule]]\ninclude = [\"{pattern}\"]\n[rule.schema]\npath = \"./skema/{kind}.schema.json\"\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    const REGIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../regions");

    /// The keys of an object that its schema does not have, by their paths. Rules and free tables are anything.
    fn strange(value: &toml::Value, schema: &Value, root: &Value, at: &str, found: &mut Vec<String>) {
        let schema = resolved(schema, root);
        for one in ["allOf", "anyOf", "oneOf"] {
            if let Some(all) = schema.get(one).and_then(Value::as_array) {
                // What fits one of several is fine; the most lenient answer counts.
                let mut fewest: Option<Vec<String>> = None;
                for part in all {
                    let mut here = Vec::new();
                    strange(value, part, root, at, &mut here);
                    if fewest.as_ref().is_none_or(|f| here.len() < f.len()) {
                        fewest = Some(here);
                    }
                }
                // Properties beside the choice count as well.
                if schema.get("properties").is_none() {
                    found.extend(fewest.unwrap_or_default());
                    return;
                }
            }
        }
        match value {
            toml::Value::Table(table) => {
                let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
                for (key, inner) in table {
                    match properties.get(key) {
                        Some(sub) => strange(inner, sub, root, &format!("{at}/{key}"), found),
                        None if schema.get("additionalProperties") == Some(&Value::Bool(false)) => found.push(format!("{at}/{key}")),
                        None => {}
                    }
                }
            }
            toml::Value::Array(all) => {
                if let Some(items) = schema.get("items") {
                    all.iter().enumerate().for_each(|(i, inner)| strange(inner, items, root, &format!("{at}/{i}"), found));
                }
            }
            _ => {}
        }
    }

    fn resolved<'v>(schema: &'v Value, root: &'v Value) -> &'v Value {
        match schema.get("$ref").and_then(Value::as_str) {
            Some(path) => root.pointer(path.trim_start_matches('#')).map_or(schema, |found| resolved(found, root)),
            None => schema,
        }
    }

    #[test]
    fn every_file_of_every_region_fits_its_schema() {
        let mut looked_at = 0;
        let mut strangers = std::collections::BTreeSet::new();
        let mut waiting = vec![Path::new(REGIONS).to_owned()];
        while let Some(path) = waiting.pop() {
            if path.is_dir() {
                waiting.extend(std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
                continue;
            }
            let name = path.file_stem().and_then(|n| n.to_str()).unwrap_or_default();
            let kind = if name.starts_with("workflow-") { "workflow" } else { name };
            let is_known = path.extension().is_some_and(|e| e == "toml") && FILES.iter().chain(&MORE).any(|k| *k == kind);
            if !is_known {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let value: toml::Value = toml::from_str(&text).unwrap();
            let schema = schema(kind).unwrap();
            let mut found = Vec::new();
            strange(&value, &schema, &schema, "", &mut found);
            strangers.extend(found.into_iter().map(|key| format!("{kind}: {key}")));
            looked_at += 1;
        }
        assert!(strangers.is_empty(), "{strangers:#?}");
        assert!(looked_at > 60, "{looked_at}");
    }

    #[test]
    fn a_key_that_is_none_is_told() {
        let value: toml::Value = toml::from_str("[[roles]]\nkey = \"tu\"\nlabels = 1\n").unwrap();
        let schema = schema("roles").unwrap();
        let mut found = Vec::new();
        strange(&value, &schema, &schema, "", &mut found);
        assert_eq!(found, ["/roles/0/labels"]);
        assert!(super::schema("rahasia").is_none());
        assert_eq!(taplo().matches("[[rule]]").count(), FILES.len() + MORE.len());
    }
}
