//! What boards name is there, and each screen can be read.
use super::{Findings, unique};
use crate::pack::{Pack, Panel};

/// Most figures that a wall shows legibly from five metres, and most panels below them.
const TILES: usize = 4;
const PANELS: usize = 2;

pub(super) fn hold(found: &mut Findings, pack: &Pack) {
    unique(found, "boards", pack.boards.iter().map(|b| b.key.as_str()));
    for (i, board) in pack.boards.iter().enumerate() {
        found.text(&format!("boards/{i}/name"), &board.name);
        if board.screens.is_empty() {
            found.add(&format!("boards/{i}/screens"), "a board without a screen", "add one");
        }
        for (n, screen) in board.screens.iter().enumerate() {
            let at = format!("boards/{i}/screens/{n}");
            found.text(&format!("{at}/title"), &screen.title);
            if !(10..=300).contains(&screen.seconds) {
                found.add(&format!("{at}/seconds"), "nobody reads a screen so fast or so slowly", "write 10 to 300");
            }
            if screen.tiles.is_empty() || screen.tiles.len() > TILES {
                found.add(&format!("{at}/tiles"), "a screen has one to four figures", "take some away, or make another screen");
            }
            if screen.panels.len() > PANELS {
                found.add(&format!("{at}/panels"), "a screen has two panels at most", "make another screen");
            }
            if screen.service.is_some() && screen.panels.contains(&Panel::Load) {
                found.add(&format!("{at}/service"), "piles are counted for the whole region", "leave `load` out, or leave out `service`");
            }
            if let Some(key) = screen.service.as_ref().filter(|key| pack.service(key).is_none()) {
                found.add(&format!("{at}/service"), format!("no service `{key}`"), "name a service of the region");
            }
        }
    }
}
