//! Use cases: load, ask the domain, commit, wake the readers. No HTTP, no HTML, no SQL.
//!
//! *Invariant*: the clock and chance come from [`Settings`]; the wall clock is never read here.
#![forbid(unsafe_code)]

mod accounts;
mod alerts;
mod alike;
mod amendments;
mod announcements;
mod assign;
mod batches;
mod board;
mod books;
mod budgets;
mod cases;
mod changes;
mod comments;
mod demo;
mod desk;
mod drafts;
mod escalation;
mod failure;
mod files;
mod gallery;
mod hand_in;
mod handles;
mod health;
mod imports;
mod keep;
pub mod leaves;
mod licences;
mod lists;
mod live;
mod moving;
mod notes;
mod notices;
mod open;
mod outages;
mod owing;
mod owner;
pub mod pack;
pub mod papers;
mod payments;
mod performance;
mod profiles;
mod rebuild;
mod recap;
mod register;
mod rehearsal;
mod reversions;
mod seal;
mod signals;
mod standings;
mod statistics;
mod support;
mod table;
mod talk;
mod teams;
mod timers;
mod transparency;
mod typed;
mod visitor;
mod visits;
mod walls;
mod works;

pub use accounts::{Accounts, HeldBy, NewCitizen, NewOfficer, Persona, PostAsked, TotpSetup};
pub use alerts::{Alerts, OpenAlerts, OpenIncident, SNOOZE_MINUTES, Tend};
pub use alike::Alike;
pub use amendments::{AdministrationDeed, AmendmentState, Amendments, Compared, Drafted, MOST_VALUES, PackTable, Preview, Said};
pub use announcements::{Announcement, AnnouncementPage, Announcements, announcement_form};
pub use assign::{Acting, DeskOfTeam, GivenOn, Hands, Lendable, Member, Moved, Presence, Team, To};
pub use batches::{Batches, Chosen, OpenBatch, Possible};
pub use board::{AgencyWeek, Board, Digest, Listed, ListedCase, OfficerDeeds, OfficerLoad, PlaceCount, Snapshot, StageCount};
pub use books::{BookEntry, Books, MOST as MOST_BOOK_LINES};
pub use budgets::{BudgetLine, BudgetYear, Budgets, NewBudget, ProgrammeBudget};
pub use cases::{Cases, Opened, Receipt, Standing};
pub use changes::Stray;
pub use comments::{CommentState, Comments, Discussed, Moderation, TRAP};
pub use demo::{DemoPlan, trial};
pub use desk::{Desk, Queue};
pub use drafts::{Draft, Drafts};
pub use failure::Failure;
pub use files::Files;
pub use gallery::{Gallery, Judged as ProjectJudged, OpenProject, ProjectPage, gallery_of, judged as judged_project};
pub use health::{Health, HealthView};
pub use imports::{ImportedLine, LineTaken, MOST_LINES, TableFault};
pub use licences::{COUNTED as LICENCES_COUNTED, Licences, RegisterPage};
pub use lists::{CarriedOn, ListDeed, ListLine, ListRow, Lists, NextStep, OpenList, Programme, StepLine};
pub use live::{Live, LiveEvent};
pub use moving::{MoveError, MovedRegion};
pub use notices::{DueNotice, NoticeRow, Notices};
pub use open::{Background, Clock, Dice, Engine, OpenError, Settings};
pub use pack::{Language, Languages, Packs};
pub use papers::{PaperEnded, PaperLine, Papers, Press, PressFault, Sheet, Signer, Verified};
pub use payments::{Message as BankMessage, Payments, Told};
pub use performance::{
    AgencyWords, AimServing, AttendanceLine, Brought, DayView, Doubt, EnterFailure, Inbox, JudgeFailure, LineFault, Load, MOST_TOLD,
    MonthFailure, MonthSoFar, MonthView, NewAim, NewEntry, ObjectionFailure, ObjectionView, Performance, PersonView, PlanFailure, PlanRow,
    PlanView, Proposal, RateFailure, Reckoned, Round, Seat, SlipView, Table, TableTrouble, ToRate, ToldFault, ToldTable, UnitView, Waiting,
    WordsView,
};
pub use profiles::{Profile, Profiles};
pub use recap::{Recap, RecapLine};
pub use register::{PublicFound, PublicPage, Register};
pub use reversions::{GoingOver, StageGoing};
pub use signals::{MOST as MOST_SIGNALS, Signals, Taken};
pub use standings::{DatabaseState, RegionSize, RegionStanding};
pub use statistics::{Figures, affairs_of};
pub use store::alerts::{Incident, Maintenance, Tending};
pub use store::batches::{Batch, BatchHead, BatchLine};
pub use store::bills::{Bill, BillStatus, Heard, Verdict};
pub use store::cases::{Affairs, CaseLine, PublicFilter};
pub use store::comments::{Act as CommentAct, What as CommentWhat};
pub use store::licences::{LicenceFilter, LicenceLine};
pub use store::performance::flags::FlagRow as MonthFlag;
pub use store::profiles::Paper;
pub use store::projects::{ProjectFigure, ProjectFilter, ProjectLine};
pub use store::signals::SignalKey;
pub use store::support::Supported;
pub use store::views::DeskView;
pub use store::walls::Wall;
pub use support::{Standing as SupportStanding, Support};
pub use talk::{Words, words_of};
pub use transparency::{Contracting, Ended, FEW as FEW_PERSONS, Grant, MonthSum, Recipient, Transparency};
pub use visitor::{Token, Visitor, VisitorKind};
pub use walls::{Shown, Walls};

/// The cookie that carries a session's token.
pub const COOKIE: &str = "__Host-terang";
