//! Performance of staff (e-RK): a person's day, what a superior judges, months and slips. Plain pages: a log is kept on a cheap phone
//! after a working day, and a slip is printed.
mod behaviour_page;
mod data_page;
mod day_page;
mod entry_page;
mod inbox_page;
mod month_page;
mod objection_page;
mod person_page;
mod plan_page;
mod slip_page;
mod table_page;
mod unit_page;
mod words;
mod words_page;

pub(crate) use behaviour_page::RoundPage;
pub(crate) use data_page::DataPage;
pub(crate) use day_page::DayPage;
pub(crate) use entry_page::EntryPage;
pub(crate) use inbox_page::InboxPage;
pub(crate) use month_page::MonthPage;
pub(crate) use objection_page::{ObjectionPage, ObjectionsPage};
pub(crate) use person_page::PersonPage;
pub(crate) use plan_page::PlanPage;
pub(crate) use slip_page::SlipPage;
pub(crate) use table_page::TablePage;
pub(crate) use unit_page::UnitPage;
pub(crate) use words_page::WordsPage;

/// The handlers.
pub(crate) fn posts() -> axum::Router {
    day_page::posts()
        .merge(entry_page::posts())
        .merge(inbox_page::posts())
        .merge(month_page::posts())
        .merge(objection_page::posts())
        .merge(data_page::posts())
        .merge(behaviour_page::posts())
        .merge(plan_page::posts())
        .merge(slip_page::posts())
        .merge(table_page::posts())
        .merge(words_page::posts())
}
