//! What a stream can be about.
use domain::number::CaseNumber;

/// One thing to hear about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// One case.
    Case(CaseNumber),
    /// What comes to and leaves the officer's desk.
    Desk,
    /// All of the region, for the command center.
    Board,
    /// What everybody may know of all cases.
    Public,
}

/// A page shows one case or one list; more than this is no page.
const MOST: usize = 20;

impl Topic {
    /// The topics of a comma-separated list; `None` where one is unknown, or there are none or too many.
    #[must_use]
    pub fn list(text: &str) -> Option<Vec<Self>> {
        let topics: Vec<Self> =
            text.split(',').take(MOST + 1).map(str::trim).filter(|t| !t.is_empty()).map(Self::one).collect::<Option<_>>()?;
        (1..=MOST).contains(&topics.len()).then_some(topics)
    }

    fn one(text: &str) -> Option<Self> {
        match text.split_once(':') {
            Some(("case", number)) => number.parse().ok().map(Self::Case),
            None if text == "desk" => Some(Self::Desk),
            None if text == "board" => Some(Self::Board),
            None if text == "public" => Some(Self::Public),
            _ => None,
        }
    }

    /// The topic as it is asked for.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Case(number) => format!("case:{number}"),
            Self::Desk => "desk".to_owned(),
            Self::Board => "board".to_owned(),
            Self::Public => "public".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Topic;
    use domain::number::CaseNumber;

    #[test]
    fn a_list_is_taken_whole_or_not_at_all() {
        let number = CaseNumber::new("HB", 2026, 42).unwrap();
        let text = format!("case:{number}, desk,board,public");
        let topics = Topic::list(&text).unwrap();
        assert_eq!(topics, [Topic::Case(number.clone()), Topic::Desk, Topic::Board, Topic::Public]);
        assert_eq!(topics[0].name(), format!("case:{number}"));
        for wrong in ["", ",", "desk,else", "case:", "case:HB-1", "desk:1"] {
            assert_eq!(Topic::list(wrong), None, "{wrong}");
        }
        assert_eq!(Topic::list(&"desk,".repeat(21)), None);
    }
}
