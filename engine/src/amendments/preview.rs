//! What a draft would do: what differs in an administrator's words, what the check finds, and made-up cases that are led through the
//! rules as they are and as they would be.
use super::{Amendments, Drafted};
use crate::{
    Failure,
    demo::trial::{Trial, tried},
    pack::{Amendment, Difference, NewVersion, PackError, changed, load_amended, versions},
};
use domain::{
    pack::{Pack, Service},
    time::Day,
};

/// Cases of a service that a draft touches, and of each where it touches what all share.
const TOUCHED: u64 = 24;
const SHARED: u64 = 4;

/// What a draft would do.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// What differs.
    pub differences: Vec<Difference>,
    /// What keeps it from being published.
    pub findings: Vec<PackError>,
    /// The versions of rules that it makes; cases that run keep theirs.
    pub versions: Vec<NewVersion>,
    /// Made-up cases, by service.
    pub compared: Vec<Compared>,
}

/// The made-up cases of a service, led through both.
#[derive(Clone, Debug)]
pub struct Compared {
    /// As the rules are; nothing where the service is new.
    pub before: Option<Trial>,
    /// As they would be.
    pub after: Trial,
}

impl Compared {
    /// Cases whose way, end or length is another one: the seed of each.
    #[must_use]
    pub fn other_ways(&self) -> Vec<u64> {
        let Some(before) = &self.before else { return vec![] };
        let same = |seed: u64| before.runs.iter().find(|run| run.seed == seed) == self.after.runs.iter().find(|run| run.seed == seed);
        self.after.runs.iter().map(|run| run.seed).filter(|seed| !same(*seed)).collect()
    }
}

/// Published changes with a draft among them, in the order in which they come into force.
pub(super) fn with(before: &[Amendment], draft: &Drafted, from: Day, versions: Vec<NewVersion>) -> Vec<Amendment> {
    let own = Amendment { name: draft.id.to_string(), from, changes: draft.changes.clone(), versions };
    let mut all: Vec<Amendment> = before.iter().cloned().chain([own]).collect();
    all.sort_by_key(|a| a.from);
    all
}

impl Amendments {
    /// Looks at a draft; with `lead`, made-up cases are led through it too.
    pub(super) async fn looked(
        &self,
        pack: &Pack,
        draft: &Drafted,
        from: Day,
        before: Vec<Amendment>,
        lead: bool,
    ) -> Result<Preview, Failure> {
        let changes = draft.changes.clone();
        let made = self
            .reading(pack, {
                let before = before.clone();
                move |at| versions(at, &before, &changes)
            })
            .await?;
        let at = format!("perubahan/{}", draft.id);
        let made = match made {
            Ok(made) => made,
            Err(path) => {
                let finding = PackError {
                    file: at,
                    line: draft.changes.iter().position(|c| c.path == path).unwrap_or(0) + 1,
                    what: format!("`{path}` is of a version that another one has followed"),
                    remedy: "take the change out, and change the newest version".to_owned(),
                };
                return Ok(Preview { findings: vec![finding], ..Preview::default() });
            }
        };
        let clash = before.iter().filter(|b| b.from > from).find(|b| b.versions.iter().any(|v| made.iter().any(|m| m.list == v.list)));
        if let Some(later) = clash {
            let finding = PackError {
                file: at,
                line: 1,
                what: format!("a change of the same rules is published for {}", later.from),
                remedy: "let this one hold from that day or later".to_owned(),
            };
            return Ok(Preview { findings: vec![finding], ..Preview::default() });
        }
        // What is dated later was published on other rules: it has to hold with these as well.
        let whole = with(&before, draft, from, made.clone());
        let before: Vec<Amendment> = before.into_iter().filter(|b| b.from <= from).collect();
        let after = with(&before, draft, from, made.clone());
        // Said as if the newest version itself changed: a new one beside it would differ in nothing that anybody could read.
        let in_place = with(&before, draft, from, vec![]);
        let (dir, slug, touched) = (self.0.packs_dir.clone(), pack.region.slug.as_str().to_owned(), touched(draft));
        let looked = tokio::task::spawn_blocking(move || {
            let at = (dir.as_path(), slug.as_str());
            let differences = match changed(at, &before, &in_place) {
                Ok(differences) => differences,
                Err(found) => return (Preview { findings: found.0, ..Preview::default() }, None),
            };
            match load_amended(at.0, at.1, &after) {
                Err(findings) => (Preview { differences, findings, ..Preview::default() }, None),
                Ok(new) => {
                    if whole.len() > after.len()
                        && let Err(findings) = load_amended(at.0, at.1, &whole)
                    {
                        return (Preview { differences, findings, ..Preview::default() }, None);
                    }
                    let old = load_amended(at.0, at.1, &before).ok().filter(|_| lead);
                    let compared = old.map(|old| compared(&old, &new, &touched, from)).unwrap_or_default();
                    let findings = compared.iter().flat_map(|c| stuck(c, &at)).collect();
                    (Preview { differences, findings, compared, ..Preview::default() }, Some(new))
                }
            }
        });
        let (mut preview, new) = looked.await.map_err(|e| Failure::unavailable("look at a change of rules", &e))?;
        preview.versions = made;
        if let Some(new) = new {
            for (key, n) in store::counts::queues(&self.0.db, pack.code()).await? {
                if n > 0 && new.service(&key.service).is_none_or(|s| s.stage(&key.stage).is_none()) {
                    preview.findings.push(PackError {
                        file: at.clone(),
                        line: 1,
                        what: format!("{n} running case(s) of {} stand at the stage {}, which would be gone", key.service, key.stage),
                        remedy: "leave the stage, and lead no way to it".to_owned(),
                    });
                }
            }
        }
        Ok(preview)
    }
}

/// The services that a draft touches; nothing where it touches what all share.
fn touched(draft: &Drafted) -> Option<Vec<String>> {
    let service = |path: &str| path.strip_prefix("services/").and_then(|rest| rest.split('/').next()).map(str::to_owned);
    draft.changes.iter().map(|c| service(&c.path)).collect()
}

fn compared(old: &Pack, new: &Pack, touched: &Option<Vec<String>>, from: Day) -> Vec<Compared> {
    let wanted = |service: &&Service| touched.as_ref().is_none_or(|keys| keys.contains(&service.key));
    let seeds = if touched.is_some() { TOUCHED } else { SHARED };
    new.services
        .iter()
        .filter(wanted)
        .map(|service| Compared {
            before: old.service(&service.key).map(|service| tried(old, service, 0..seeds, from)),
            after: tried(new, service, 0..seeds, from),
        })
        .collect()
}

/// A made-up case that came to no end where it came to one before.
fn stuck(compared: &Compared, (_, slug): &(&std::path::Path, &str)) -> Option<PackError> {
    let well = |seed: u64| compared.before.as_ref().is_none_or(|b| b.runs.iter().any(|run| run.seed == seed && run.outcome.is_some()));
    let run = compared.after.stuck().find(|run| well(run.seed))?;
    Some(PackError {
        file: format!("{slug}/services/{}", compared.after.service),
        line: 1,
        what: format!("a made-up case finds no way on from {}", run.stages.last().map_or("", String::as_str)),
        remedy: "see which action there leads on, and what it needs".to_owned(),
    })
}
