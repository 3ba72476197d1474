//! Where the finance office and the head of the region decide on money together: nominative lists, budgets, the recap after
//! the year, and the books that follow from all decisions. Plain pages: a list is decided once, and read on paper too.
mod book_page;
mod budget_page;
mod budget_posts;
mod list_page;
mod list_posts;
mod lists_page;
mod recap_page;
mod refunds_page;
mod step;
mod table;
mod years;

pub(crate) use book_page::BookPage;
pub(crate) use budget_page::BudgetPage;
pub(crate) use list_page::ListPage;
pub(crate) use lists_page::ListsPage;
pub(crate) use recap_page::RecapPage;
pub(crate) use refunds_page::RefundsPage;

/// The handlers.
pub(crate) fn posts() -> axum::Router {
    list_posts::posts().merge(budget_posts::posts()).merge(recap_page::posts()).merge(book_page::gets()).merge(refunds_page::posts())
}
