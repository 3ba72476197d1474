//! The officers' desk: what waits for a post, a case with its papers, and the decision. Every step works as a plain page
//! with links and forms; in the browser the lists stay live and keys do what the buttons do.
#[cfg(feature = "ssr")]
mod act;
#[cfg(feature = "ssr")]
mod act_form;
#[cfg(feature = "ssr")]
mod acting;
#[cfg(feature = "ssr")]
mod alike;
#[cfg(feature = "ssr")]
mod alike_load;
#[cfg(feature = "ssr")]
mod announcing;
#[cfg(feature = "ssr")]
pub(crate) mod answers;
#[cfg(feature = "ssr")]
mod application;
#[cfg(feature = "ssr")]
mod aside;
#[cfg(feature = "ssr")]
mod batch;
#[cfg(feature = "ssr")]
mod beside;
mod case;
#[cfg(feature = "ssr")]
mod case_load;
mod case_page;
#[cfg(feature = "ssr")]
mod case_view;
#[cfg(feature = "ssr")]
mod columns;
#[cfg(feature = "ssr")]
mod decision;
#[cfg(feature = "ssr")]
mod decision_form;
mod documents;
mod done;
pub(crate) mod drawn;
#[cfg(feature = "ssr")]
mod export;
#[cfg(feature = "ssr")]
mod finding;
mod guard;
#[cfg(feature = "ssr")]
pub(crate) mod here;
#[cfg(feature = "ssr")]
mod history;
#[cfg(feature = "ssr")]
mod importing;
mod in_hand;
#[cfg(feature = "ssr")]
pub(crate) mod kept;
mod keys;
#[cfg(feature = "ssr")]
mod leaves;
mod list_column;
#[cfg(feature = "ssr")]
mod list_view;
#[cfg(feature = "ssr")]
mod moderating;
#[cfg(feature = "ssr")]
pub(crate) mod office;
#[cfg(feature = "ssr")]
mod past;
#[cfg(feature = "ssr")]
mod posts;
mod presence;
pub(crate) mod queue;
#[cfg(feature = "ssr")]
mod queue_list;
#[cfg(feature = "ssr")]
mod queue_load;
#[cfg(feature = "ssr")]
mod queue_narrow;
mod queue_page;
#[cfg(feature = "ssr")]
mod reports;
#[cfg(feature = "ssr")]
mod route;
#[cfg(feature = "ssr")]
mod sent;
#[cfg(feature = "ssr")]
mod sheet;
#[cfg(feature = "ssr")]
mod team;
#[cfg(feature = "ssr")]
mod team_posts;
#[cfg(feature = "ssr")]
mod term;
#[cfg(feature = "ssr")]
mod typing;
mod view;
#[cfg(feature = "ssr")]
mod views;
#[cfg(feature = "ssr")]
mod whereabouts;
#[cfg(feature = "ssr")]
mod work;
#[cfg(feature = "ssr")]
mod work_posts;

#[cfg(feature = "ssr")]
pub use announcing::AnnouncingPage;
#[cfg(feature = "ssr")]
pub use batch::{BatchPage, OwnBatchesPage};
pub use case_page::CasePage;
#[cfg(feature = "ssr")]
pub use importing::ImportPage;
#[cfg(feature = "ssr")]
pub use leaves::LeavesPage;
#[cfg(feature = "ssr")]
pub use moderating::ModeratingPage;
#[cfg(feature = "ssr")]
pub use posts::posts;
pub use queue_page::QueuePage;
#[cfg(feature = "ssr")]
pub use route::{RoutePage, VisitPage};
#[cfg(feature = "ssr")]
pub use team::TeamPage;
