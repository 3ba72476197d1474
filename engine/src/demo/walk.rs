//! One step of a made-up case: when its office gets to it, what it does, what it writes.
use super::{Luck, Papers, answers, rolls::Rolls, site};
use domain::{
    case::{Ask, CaseState, CheckMark, Event, Input, Payment, Verdict, act, automatic, deem, due_timers, fire, offers, pay, prefilled},
    form::{Answer, Areas, Check, Documents, Form, Kind},
    money::Rupiah,
    pack::{Pack, Service},
    people::{AccountId, AgencyKey, Person},
    time::{Day, Instant},
    workflow::{Action, Effect, Needs, Stage},
};
use std::collections::BTreeMap;

/// What a made-up case walks on: the region's pack, the case's service, and the one paper that it hands in.
pub(super) struct Ground<'a> {
    pub(super) pack: &'a Pack,
    pub(super) service: &'a Service,
    pub(super) paper: &'a Papers,
    /// Who holds each role.
    pub(super) crews: &'a BTreeMap<String, Vec<AccountId>>,
}

/// The next event of a case, unless it lies after `now`: then the case waits where it is.
pub(super) fn step(
    luck: &mut Luck,
    ground: &Ground<'_>,
    state: &CaseState,
    person: impl Fn(&str, Option<&AgencyKey>) -> Option<Person>,
    rolls: &mut Rolls,
    now: Instant,
) -> Option<Event> {
    let Ground { pack, service, paper, crews } = *ground;
    let stage = pack.workflow_of(state)?.stage(&state.stage)?;
    if let Some(event) = automatic(pack, state, state.stage_since) {
        return Some(event);
    }
    if let Some((action, at, captured)) = site::report(luck, pack, service, state, stage) {
        let officer = person(stage.holder.role.as_deref()?, state.agency.as_ref()).filter(|_| at <= now)?;
        let action = stage.actions.iter().find(|a| a.key == action)?;
        let mut input = input(luck, pack, service, state, action, paper, at);
        input.captured.0.extend(captured.0);
        return act(pack, state, &officer, &action.key, &input, at).ok();
    }
    let at = due(luck, pack, state, state.clock.as_ref().map_or(3, |c| c.limit));
    // What goes off by itself before anybody acts: reminders, and the end of a term that nobody kept.
    if let Some(timer) = due_timers(pack, state, at.min(now).day(pack.zone())).first() {
        let day = state.due_on?.plus_days(timer.after).max(state.stage_since.day(pack.zone()));
        return fire(pack, state, timer, Instant::at(day, 5, 0, pack.zone()).max(state.stage_since));
    }
    // Silence counts on the day after the promise, before anybody acts on that day.
    let silent = Instant::at(state.promised_on.plus_days(1), 5, 0, pack.zone()).max(state.stage_since);
    if silent <= at.min(now)
        && let Some(event) = deem(pack, state, silent)
    {
        return Some(event);
    }
    if stage.actions.iter().any(|a| a.by_payment) && at <= now {
        let amount = state.worked.last().and_then(|w| Rupiah::try_from(w.result).ok())?;
        let reference = format!("CONTOH-{}", luck.below(1_000_000_000));
        return pay(pack, state, &Payment { reference, channel: "QRIS".to_owned(), amount, paid_at: at }, at);
    }
    let by_list = stage.actions.iter().find(|a| a.by_list && a.effect == Effect::Advance);
    let mut at = at;
    if let Some(action) = by_list {
        if rolls.has(pack, service, state, action) && !luck.percent(4) {
            let officer = person(stage.holder.role.as_deref()?, state.agency.as_ref())?;
            let turn = rolls.turn(pack, service, state, action, now)?;
            let input = Input { seen: state.version, list: Some(turn.facts), ..Input::default() };
            return act(pack, state, &officer, &action.key, &input, turn.at).ok();
        }
        // What happens to one case alone happens before its list's turn.
        at = state.stage_since.plus_ms(2 * 3_600_000);
    }
    if at > now {
        return None;
    }
    let applicant = state.applicant.map(|account| Person { account, name: String::new(), posts: vec![] });
    let officer = stage.holder.role.as_deref().and_then(|role| person(role, state.agency.as_ref()));
    // Where a team was drawn, one of them acts.
    let officer = match (officer, state.team.first().filter(|_| stage.by_team)) {
        (Some(officer), Some(first)) => Some(Person { account: *first, ..officer }),
        (officer, _) => officer,
    };
    let people: Vec<Person> = officer.into_iter().chain(applicant).collect();
    // What raises a flag moves nothing: where nothing else is open it would be chosen without end.
    let raised = state.raised.iter().any(|r| r.stage == state.stage);
    let mut choices: Vec<(usize, &Action)> = Vec::new();
    for (i, who) in people.iter().enumerate() {
        // Nobody stands aside in a made-up town: each post has one officer.
        let open = offers(pack, state, who, at).into_iter().map(|o| o.action);
        choices.extend(open.filter(|a| !(a.recuses || raised && a.raises.is_some())).map(|a| (i, a)));
    }
    for _ in 0..4 {
        let (i, action) = choose(luck, stage, &choices)?;
        let mut input = input(luck, pack, service, state, action, paper, at);
        draw(&mut input, action, crews);
        if let Ok(event) = act(pack, state, people.get(i)?, &action.key, &input, at) {
            return Some(event);
        }
    }
    // What chance did not find, a plain step forward may: the first action that the rules let through, now, once a
    // period is over in which the calendar holds it back, or when its budget year has begun.
    let later = Instant::at(at.day(pack.zone()).plus_days(16), 9, 0, pack.zone());
    let budget_year = Day::new(state.fiscal_year, 1, 4).map(|day| Instant::at(day, 9, 0, pack.zone()).max(at));
    [at, later].into_iter().chain(budget_year).filter(|at| *at <= now).find_map(|at| {
        choices.iter().filter(|(_, a)| matches!(a.effect, Effect::Advance | Effect::Resubmit)).find_map(|(i, action)| {
            let mut input = input(luck, pack, service, state, action, paper, at);
            draw(&mut input, action, crews);
            act(pack, state, people.get(*i)?, &action.key, &input, at).ok()
        })
    })
}

/// The first of those whose turn it could be: in a made-up town it is always theirs.
fn draw(input: &mut Input, action: &Action, crews: &BTreeMap<String, Vec<AccountId>>) {
    if let Some(rule) = &action.draws {
        input.team = crews.get(&rule.role).into_iter().flatten().take(rule.count as usize).copied().collect();
    }
}

/// When the office gets to the case: mostly within its term, one time of six later, in office hours.
fn due(luck: &mut Luck, pack: &Pack, state: &CaseState, limit: u32) -> Instant {
    let late = luck.percent(17);
    let limit = i64::from(limit.max(1));
    let days = if late { luck.between(limit + 1, limit + limit.min(40) + 2) } else { luck.between(1.min(limit), limit) };
    let from = state.stage_since.day(pack.zone());
    let day = pack.calendar().add_workdays(from, u32::try_from(days).unwrap_or(1));
    Instant::at(day, 8, 0, pack.zone()).plus_ms(luck.between(0, 8 * 3_600_000))
}

/// Most steps lead on; some are refused or returned, few taken back.
fn choose<'a>(luck: &mut Luck, stage: &Stage, choices: &[(usize, &'a Action)]) -> Option<(usize, &'a Action)> {
    let main = stage.actions.iter().find(|a| a.effect == Effect::Advance).map(|a| a.key.as_str());
    let weight = |a: &Action| match a.effect {
        Effect::Advance if main == Some(a.key.as_str()) => 100,
        Effect::Advance => 6,
        Effect::Resubmit => 400,
        Effect::Return => 12,
        Effect::Refuse => 7,
        Effect::Back => 3,
        Effect::Withdraw => 1,
        Effect::Object => 40,
        Effect::Reopen => 60,
        // Few ask anybody to come, now that it is seen.
        Effect::Note if a.raises.is_some() => 1,
        Effect::Note => 15,
        Effect::Lapse => 3,
    };
    let all: u64 = choices.iter().map(|(_, a)| weight(a)).sum();
    let mut at = luck.below(all);
    for (i, action) in choices {
        let w = weight(action);
        if at < w {
            return Some((*i, action));
        }
        at -= w;
    }
    None
}

fn input(luck: &mut Luck, pack: &Pack, service: &Service, state: &CaseState, action: &Action, paper: &Papers, at: Instant) -> Input {
    let stage = pack.workflow_of(state).and_then(|w| w.stage(&state.stage));
    let mut captured = prefilled(pack, state, action, at);
    let mut documents = Documents::default();
    for field in &action.captures {
        match (&field.kind, captured.0.get_mut(&field.key)) {
            (Kind::File { .. }, _) => {
                documents.0.push(paper.of(field, at));
                continue;
            }
            (Kind::Rows { columns, .. }, Some(Answer::Rows(rows))) => {
                rows.iter_mut().for_each(|row| answers::fill_row(luck, columns, row));
                if let Some(whole) = state.last_amount() {
                    answers::fit_rows(columns, rows, whole.rupiah.rupiah());
                }
                continue;
            }
            (Kind::Rows { columns, .. }, _) => {
                captured.0.insert(field.key.clone(), Answer::Rows(answers::rows(luck, pack, columns, at.day(pack.zone()), 20)));
                continue;
            }
            (_, Some(_)) => continue,
            (_, None) => {}
        }
        let text = match (&field.kind, field.key.as_str()) {
            (Kind::Rupiah { .. }, _) if action.sets_amount.is_some() => {
                let before = state.last_amount().map_or(10_000_000, |a| a.rupiah.rupiah());
                let cut = before / 100 * luck.between(45, 100);
                (cut / 50_000 * 50_000).max(50_000).to_string()
            }
            // Whatever else is an amount repeats the one that was decided, as rules of equality ask.
            (Kind::Rupiah { .. }, _) if state.last_amount().is_some() => {
                state.last_amount().map(|a| a.rupiah.rupiah().to_string()).unwrap_or_default()
            }
            // Papers are of the day of the decision, and so in their order.
            (Kind::Date { not_future: true, .. }, _) => at.day(pack.zone()).to_string(),
            _ if field.same_as.is_some() => {
                let key = field.same_as.as_deref().and_then(|path| path.strip_prefix("answers.")).unwrap_or_default();
                state.answers.text(key).to_owned()
            }
            (Kind::Choice { .. }, key) if action.sets_affair.as_deref() == Some(key) => state.affair.clone().unwrap_or_default(),
            _ => answers::one(luck, pack, field, at.day(pack.zone())),
        };
        if !text.is_empty() {
            captured.set(field.key.clone(), text);
        }
    }
    if let Some(rule) = &service.project {
        site::contract(luck, rule, state, at.day(pack.zone()), action, &mut captured);
    }
    // An amount that is asked for because of another one is that other one: what is paid back is what was left.
    let form = Form::of_fields(action.captures.clone());
    let areas = pack as &dyn Areas;
    let facts = Check { form: &form, answers: &captured, documents: &documents, areas, today: at.day(pack.zone()) }.facts();
    for field in action.captures.iter().filter(|f| matches!(f.kind, Kind::Rupiah { .. })) {
        let because = field.show_if.iter().flat_map(|rule| rule.names());
        let computed = |name: String| facts.get(name.strip_prefix("answers.")?)?.as_i64();
        if let Some(amount) = because.into_iter().find_map(computed) {
            captured.set(&field.key, amount.to_string());
        }
    }
    let checklist = match action.checklist {
        Needs::Nothing => vec![],
        Needs::Answered | Needs::Fitting => stage.map(|s| s.checklist.as_slice()).unwrap_or_default().iter().collect(),
    };
    let checklist = checklist
        .into_iter()
        .map(|item| (item.key.clone(), CheckMark { verdict: Verdict::Fits, evidence: "Sesuai berkas contoh".to_owned() }))
        .collect();
    let items = if action.effect == Effect::Return {
        let papers: Vec<_> = service.form.fields().filter(|f| matches!(f.kind, Kind::File { .. })).collect();
        luck.pick(&papers)
            .map(|f| Ask { field: f.key.clone(), reason: "Foto tidak terbaca. Kirim ulang yang lebih terang.".to_owned(), due_on: None })
            .into_iter()
            .collect()
    } else {
        vec![]
    };
    let reason = if action.effect == Effect::Refuse { luck.pick(&service.reasons).map(|r| r.key.clone()) } else { None };
    Input {
        seen: state.version,
        captured,
        documents,
        checklist,
        items,
        reason,
        public_note: None,
        why_more: None,
        team: vec![],
        ahead: 0,
        why_first: None,
        declared: None,
        written_at: None,
        list: None,
        alike: vec![],
    }
}
