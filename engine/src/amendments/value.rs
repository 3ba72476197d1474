//! What was typed into the form of a value, read as what the value is.
use super::{rule, wrong};
use crate::{Failure, pack::Shape};
use domain::form::Fault;
use serde_json::{Value as Json, json};

/// What a form sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The value, or its Indonesian wording; of a list of texts one a line.
    pub text: String,
    /// The English wording.
    pub english: String,
}

/// Most letters of a text.
const MOST: usize = 60_000;

/// The value, of the kind that stands there.
pub(super) fn read(shape: &Shape, said: &Said) -> Result<Json, Failure> {
    let label = ("Nilai baru", "New value");
    let text = said.text.replace("\r\n", "\n").trim().to_owned();
    let filled = |text: &str, path: &str| match text.chars().count() {
        0 => Err(wrong(path, label, Fault::Missing)),
        n if n > MOST => Err(wrong(path, label, Fault::TooLong { most: MOST.try_into().unwrap_or(u32::MAX) })),
        _ => Ok(()),
    };
    match shape {
        Shape::Wording(..) => {
            let english = said.english.replace("\r\n", "\n").trim().to_owned();
            filled(&text, "text")?;
            filled(&english, "english")?;
            Ok(json!({ "id": text, "en": english }))
        }
        Shape::Text(_) => filled(&text, "text").map(|()| Json::String(text)),
        Shape::Number(before) => {
            // As people here write them: points between thousands, a comma before decimals.
            let plain = text.replace(['.', ' '], "").replace(',', ".");
            let whole = plain.parse::<i64>().ok().map(Json::from);
            let broken =
                plain.parse::<f64>().ok().filter(|_| before.contains('.')).and_then(serde_json::Number::from_f64).map(Json::Number);
            whole.filter(|_| !before.contains('.')).or(broken).ok_or_else(|| {
                let number = rule("berupa angka, misalnya 14 atau 1.500.000", "is a number, such as 14 or 1.500.000");
                wrong("text", label, number)
            })
        }
        Shape::Flag(_) => match text.as_str() {
            "ya" => Ok(Json::Bool(true)),
            "tidak" => Ok(Json::Bool(false)),
            _ => Err(wrong("text", label, Fault::Missing)),
        },
        Shape::Texts(_) => {
            let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            filled(&text, "text").map(|()| json!(lines))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, read};
    use crate::pack::Shape;
    use serde_json::json;

    fn said(text: &str) -> Said {
        Said { text: text.to_owned(), english: String::new() }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let days = Shape::Number("14".into());
        assert_eq!(read(&days, &said(" 1.500.000 ")).unwrap(), json!(1_500_000));
        for bad in ["", "dua", "1,5", "99999999999999999999"] {
            assert_eq!(read(&days, &said(bad)).unwrap_err().code(), "invalid", "{bad}");
        }
        assert_eq!(read(&Shape::Number("0.5".into()), &said("1,25")).unwrap(), json!(1.25));
    }

    #[test]
    fn a_wording_needs_both_languages_and_lists_have_a_text_a_line() {
        let wording = Shape::Wording("a".into(), "b".into());
        assert!(read(&wording, &said("Nama")).is_err());
        assert_eq!(read(&wording, &Said { text: "Nama".into(), english: "Name".into() }).unwrap(), json!({"id": "Nama", "en": "Name"}));
        assert_eq!(read(&Shape::Texts(vec![]), &said("satu\r\n\r\n dua ")).unwrap(), json!(["satu", "dua"]));
        assert_eq!(read(&Shape::Flag(false), &said("ya")).unwrap(), json!(true));
        assert!(read(&Shape::Flag(false), &said("mungkin")).is_err());
    }
}
