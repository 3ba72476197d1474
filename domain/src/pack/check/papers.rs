//! Whether the documents that a pack issues hold together.
use super::{Findings, unique};
use crate::pack::{Audience, Issue, Moment, Pack, Paper, Service};
use std::collections::BTreeSet;

pub(super) fn papers_hold(found: &mut Findings, pack: &Pack) {
    unique(found, "papers", pack.papers.iter().map(|p| p.key.as_str()));
    // Letters and cases are numbered from the same counters, and people tell them apart by their first letters.
    let mut prefixes: BTreeSet<&str> = pack.services.iter().map(|s| s.prefix.as_str()).collect();
    for (i, paper) in pack.papers.iter().enumerate() {
        let at = format!("papers/{i}");
        found.text(&format!("{at}/title"), &paper.title);
        if paper.legal_base.trim().is_empty() {
            found.add(
                &format!("{at}/legal_base"),
                "a document without a legal base",
                "name the article, or write \"usulan, belum diatur\"",
            );
        }
        if !(2..=4).contains(&paper.prefix.len()) || !paper.prefix.bytes().all(|b| b.is_ascii_uppercase()) {
            found.add(&format!("{at}/prefix"), format!("`{}` can't begin a number", paper.prefix), "use two to four capital letters");
        }
        if !prefixes.insert(&paper.prefix) {
            let what = format!("the letters `{}` begin other numbers already", paper.prefix);
            found.add(&format!("{at}/prefix"), what, "give each service and each document letters of its own");
        }
        if !pack.templates.contains_key(&paper.template) {
            let what = format!("no template `{}`", paper.template);
            found.add(&format!("{at}/template"), what, format!("add documents/{}.typ or correct the name", paper.template));
        }
        signatory(found, pack, paper, &at);
        for key in paper.replaces.iter().filter(|key| pack.paper(key).is_none()) {
            found.add(&format!("{at}/replaces"), format!("no document `{key}`"), "correct the key");
        }
    }
    for (s, service) in pack.services.iter().enumerate() {
        unique(found, &format!("services/{s}/issues"), service.issues.iter().map(|i| i.key.as_str()));
        for (i, issue) in service.issues.iter().enumerate() {
            issue_holds(found, pack, service, issue, &format!("services/{s}/issues/{i}"));
        }
    }
}

/// A book's moments are those of any service: what one has not, another may.
pub(super) fn books_hold(found: &mut Findings, pack: &Pack) {
    unique(found, "books", pack.books.iter().map(|b| b.key.as_str()));
    unique(found, "books", pack.books.iter().map(|b| b.path.as_str()));
    for (i, book) in pack.books.iter().enumerate() {
        let at = format!("books/{i}");
        found.text(&format!("{at}/title"), &book.title);
        if book.legal_base.trim().is_empty() {
            found.add(&format!("{at}/legal_base"), "a book without a legal base", "name the article, or write \"usulan, belum diatur\"");
        }
        for (m, moment) in book.on.iter().enumerate() {
            let of = |service: &Service| {
                let mut faults = Findings(vec![]);
                moment_holds(&mut faults, service, moment, &format!("{at}/on/{m}"));
                faults.0
            };
            // Of the services, the one with the fewest faults says whether any knows the moment.
            found.0.extend(pack.services.iter().map(of).min_by_key(Vec::len).unwrap_or_default());
        }
    }
}

fn signatory(found: &mut Findings, pack: &Pack, paper: &Paper, at: &str) {
    let Some(signatory) = &paper.signed_by else { return };
    if pack.role(&signatory.role).is_none() {
        found.add(&format!("{at}/signed_by/role"), format!("no role `{}`", signatory.role), "add it to `roles` or correct the key");
    }
    if pack.agency(&signatory.agency).is_none() {
        found.add(
            &format!("{at}/signed_by/agency"),
            format!("no agency `{}`", signatory.agency),
            "add it to `agencies` or correct the key",
        );
    }
}

fn issue_holds(found: &mut Findings, pack: &Pack, service: &Service, issue: &Issue, at: &str) {
    let Some(paper) = pack.paper(&issue.key) else {
        found.add(&format!("{at}/key"), format!("no document `{}`", issue.key), "add it to documents.toml or correct the key");
        return;
    };
    if issue.on.is_empty() {
        found.add(&format!("{at}/on"), "nothing issues this document", "name a moment");
    }
    for (name, moments) in [("on", &issue.on), ("revoked_on", &issue.revoked_on)] {
        for (m, moment) in moments.iter().enumerate() {
            moment_holds(found, service, moment, &format!("{at}/{name}/{m}"));
        }
    }
    for key in &paper.shows {
        let field = service.form.field(key);
        if paper.audience == Audience::Public && field.is_some_and(|f| !f.is_public()) {
            let what = format!("`{}` is for everybody, and `{key}` is not public", paper.key);
            found.add(&format!("{at}/key"), what, "take the field out of `shows`, or give the document another audience");
        }
    }
}

fn moment_holds(found: &mut Findings, service: &Service, moment: &Moment, at: &str) {
    if moment.is_empty() {
        found.add(
            at,
            "this moment says nothing, and would be every moment",
            "name `submitted`, `stage`, `action`, `to`, `effect` or `outcome`",
        );
    }
    for stage in moment.stage.iter().chain(&moment.to).filter(|stage| service.stage(stage).is_none()) {
        found.add(at, format!("no stage `{stage}`"), "name one of the service's stages");
    }
    let Some(action) = &moment.action else { return };
    let mut stages = service.workflows.iter().flat_map(|w| &w.stages).filter(|s| moment.stage.as_deref().is_none_or(|key| key == s.key));
    if !stages.any(|s| s.actions.iter().any(|a| a.key == *action) || s.timers.iter().any(|t| t.key == *action)) {
        found.add(at, format!("no action `{action}` there"), "name an action of that stage");
    }
}
