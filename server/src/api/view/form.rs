//! A form as data.
use super::text::TextView;
use domain::form::{Choice, Field, Form, Kind, Page};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// One page of a form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PageView {
    /// Its key.
    pub key: String,
    /// The question.
    pub title: TextView,
    /// JSON Logic over `answers`: the page is asked where it holds; always where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub show_if: Option<Value>,
    /// Its fields.
    pub fields: Vec<FieldView>,
}

/// One thing asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldView {
    /// Its key.
    pub key: String,
    /// The question.
    pub label: TextView,
    /// What a good answer looks like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<TextView>,
    /// The kind of answer, such as `text`, `rupiah`, `choice`, `rows`, `file`.
    #[serde(rename = "type")]
    pub kind: String,
    /// May be left out.
    pub optional: bool,
    /// May be shown to everyone.
    pub public: bool,
    /// Sealed where it is kept, and masked where it is shown.
    pub sealed: bool,
    /// JSON Logic over `answers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub show_if: Option<Value>,
    /// Where the question comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_base: Option<String>,
    /// What can be chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<ChoiceView>,
    /// The columns of rows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(no_recursion)]
    pub columns: Vec<FieldView>,
    /// Bounds and the like: `max`, `min`, `most`, `accept`.
    #[serde(skip_serializing_if = "Map::is_empty")]
    #[schema(value_type = Object)]
    pub settings: Map<String, Value>,
}

/// One of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChoiceView {
    /// What is sent.
    pub key: String,
    /// What is shown.
    pub label: TextView,
}

impl From<&Choice> for ChoiceView {
    fn from(choice: &Choice) -> Self {
        Self { key: choice.key.clone(), label: (&choice.label).into() }
    }
}

impl From<&Field> for FieldView {
    fn from(field: &Field) -> Self {
        // The kind's own names are the names of the pack format, kept here without a second list of them.
        let mut settings = match serde_json::to_value(&field.kind) {
            Ok(Value::Object(map)) => map,
            _ => Map::new(),
        };
        let kind = settings.remove("type").and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
        for inner in ["options", "columns", "list"] {
            settings.remove(inner);
        }
        settings.retain(|_, value| !value.is_null());
        let (options, columns) = match &field.kind {
            Kind::Choice { options, .. } => (options.iter().map(Into::into).collect(), vec![]),
            Kind::Rows { columns, .. } => (vec![], columns.iter().map(Into::into).collect()),
            _ => (vec![], vec![]),
        };
        Self {
            key: field.key.clone(),
            label: (&field.label).into(),
            hint: field.hint.as_ref().map(Into::into),
            kind,
            optional: field.optional,
            public: field.is_public(),
            sealed: field.is_sealed(),
            show_if: field.show_if.as_ref().map(|r| r.expression().clone()),
            legal_base: field.legal_base.clone(),
            options,
            columns,
            settings,
        }
    }
}

impl From<&Page> for PageView {
    fn from(page: &Page) -> Self {
        Self {
            key: page.key.clone(),
            title: (&page.title).into(),
            show_if: page.show_if.as_ref().map(|r| r.expression().clone()),
            fields: page.fields.iter().map(Into::into).collect(),
        }
    }
}

/// All pages of a form.
#[must_use]
pub fn pages(form: &Form) -> Vec<PageView> {
    form.pages.iter().map(Into::into).collect()
}

#[cfg(test)]
mod tests {
    use super::FieldView;
    use domain::form::Field;
    use serde_json::json;

    #[test]
    fn a_field_keeps_its_bounds_and_its_columns() {
        let field: Field = serde_json::from_value(json!({
            "key": "budget", "label": {"id": "Rincian", "en": "Budget"}, "type": "rows", "min": 1, "max": 40,
            "add": {"id": "Tambah baris", "en": "Add a row"},
            "columns": [{"key": "price", "label": {"id": "Harga", "en": "Price"}, "type": "rupiah", "max": 5}],
        }))
        .unwrap();
        let view = serde_json::to_value(FieldView::from(&field)).unwrap();
        assert_eq!((&view["type"], &view["settings"]["max"]), (&json!("rows"), &json!(40)));
        assert_eq!((&view["columns"][0]["type"], &view["columns"][0]["settings"]), (&json!("rupiah"), &json!({"max": 5})));
    }
}
