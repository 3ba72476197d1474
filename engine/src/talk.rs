//! Words between an applicant and the office that has their case: through the case, so that nobody needs the other's telephone.
use crate::{Cases, Failure, Standing, Visitor, batches::Beside};
use domain::{
    case::{self, CaseState, Event, Happening},
    number::CaseNumber,
    pack::Pack,
    time::Instant,
    words::Lang,
};

/// Something that was written, as whoever may read it sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// When.
    pub at: Instant,
    /// The agency for which an officer wrote; none where the applicant did.
    pub office: Option<String>,
    /// What.
    pub text: String,
}

impl Cases {
    /// Says something on a case: its applicant to the office, or an officer of that office to the applicant, who is told of it. Whoever
    /// works on the case is told of the applicant's.
    ///
    /// # Errors
    /// [`Failure::Refused`] as [`case::say`]; [`Failure::NotFound`], also for somebody whose case it is not.
    pub async fn say(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber, text: &str) -> Result<CaseState, Failure> {
        let opened = self.open(pack, visitor, number).await?;
        if opened.standing == Standing::Public {
            return Err(Failure::NotFound);
        }
        let person = self.acting_person(visitor, &opened.state).await?;
        let text = text.to_owned();
        // What is wrong with it is said before anybody is told.
        let said = case::say(pack, &opened.state, &person, &text, self.0.now())?;
        let mut beside = Beside::default();
        if said.actor.role.is_none() {
            let told = |lang: Lang| match lang {
                Lang::Id => "Pemohon menulis kepada kantor Anda.".to_owned(),
                Lang::En => "The applicant wrote to your office.".to_owned(),
            };
            let works: Vec<_> = opened.state.assignee.iter().map(|a| a.account).collect();
            beside.notices = self.0.tell(pack, &opened.state, &works, told).await?;
        }
        let say = move |pack: &Pack, state: &CaseState, at: Instant| Ok(vec![case::say(pack, state, &person, &text, at)?]);
        self.0.change_beside(pack, opened.state.id, beside, say).await
    }
}

/// What of a case's events was written between applicant and office, oldest first.
#[must_use]
pub fn words_of(events: &[(i64, Event)]) -> Vec<Words> {
    let words = events.iter().filter_map(|(_, event)| match &event.what {
        Happening::Said { text } => Some(Words {
            at: event.at,
            office: event.actor.role.as_ref().map(|_| event.actor.agency.as_ref().map(|a| a.0.clone()).unwrap_or_default()),
            text: text.clone(),
        }),
        _ => None,
    });
    words.collect()
}
