//! Who signs in: accounts, the posts they hold, their sessions and one-time codes.
mod account;
mod code;
mod post;
mod session;

pub use account::{
    Account, AccountKind, NewAccount, by_id, by_login, disable, has_demo_accounts, has_real_accounts, insert, set_password, set_totp,
    set_verified,
};
pub use code::{Code, NewCode, count_attempt, insert_code, latest_code, use_code};
pub use post::{
    ActingPost, GivenPost, HeldPost, NewPost, acting, add_acting, add_post, all_posts, end_acting, end_post, held_roles, holders, posts,
    review_post,
};
pub use session::{
    NewSession, Session, SessionKind, delete_session, delete_sessions_of, forget_sessions, grant_case, insert_session, session,
    session_cases, touch_session,
};
