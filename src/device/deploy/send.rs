//! A file to a board in pieces: base64, deflated where the board can inflate and it makes a piece shorter.

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest as _, Sha256};

use super::agent::ATTEMPTS;
use super::{Agent, AgentError, BoardFile, DeployError, Progress, deflate, doing};
use crate::device::board::BoardFacts;

/// Whether pieces are deflated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// Where the board can inflate.
    Auto,
    /// Never.
    Off,
}

/// From so many bytes of the largest free block on, so many bytes are a piece, and that is the exponent of the window that it
/// is inflated with. A piece is in memory three times: its text, that text without base64, and inflated, besides the window.
const PIECES: [(u64, usize, u32); 3] = [(96 << 10, 8192, 13), (48 << 10, 4096, 12), (0, 1024, 10)];

/// Pieces are not made shorter than this, in bytes.
const SHORTEST: usize = 256;

/// Sends the file to that path.
pub(super) fn send(
    agent: &mut Agent,
    facts: &BoardFacts,
    at: &str,
    file: &BoardFile,
    compression: Compression,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<(), DeployError> {
    agent.ask("begin", &[at]).map_err(doing(format!("write {at}")))?;
    send_pieces(agent, facts, at, &file.bytes, compression, progress)?;
    agent.ask("end", &[]).map_err(doing(format!("write {at}")))?;
    Ok(())
}

/// Sends the file to the board's memory, where `held.py` has it.
pub(in crate::device) fn send_held(
    agent: &mut Agent,
    facts: &BoardFacts,
    file: &BoardFile,
    compression: Compression,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<(), DeployError> {
    let size = file.bytes.len().to_string();
    agent.ask("hold", &[&file.path, &size]).map_err(doing(format!("hold {} in memory", file.path)))?;
    send_pieces(agent, facts, &file.path, &file.bytes, compression, progress)
}

/// Fills the file that was begun.
fn send_pieces(
    agent: &mut Agent,
    facts: &BoardFacts,
    at: &str,
    bytes: &[u8],
    compression: Compression,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<(), DeployError> {
    let memory = facts.largest_free.unwrap_or(facts.free);
    let fits = PIECES.iter().find(|(least, ..)| memory >= *least);
    let (piece_size, window) = fits.map_or((1024, 10), |(_, size, window)| (*size, *window));
    let deflates = compression == Compression::Auto && facts.deflate;
    let mut offset = 0_usize;
    let mut piece_size = piece_size;
    while let Some(rest) = bytes.get(offset..).filter(|rest| !rest.is_empty()) {
        let (piece, _) = rest.split_at(rest.len().min(piece_size));
        // No distance in a piece is greater than the piece, so that a window of its size is enough.
        let deflated = deflates.then(|| deflate(piece));
        let (sent, window) = match &deflated {
            Some(deflated) if deflated.len() < piece.len() => (deflated.as_slice(), window),
            Some(_) | None => (piece, 0),
        };
        let (from, size, text) = (offset.to_string(), piece.len().to_string(), BASE64.encode(sent));
        let arguments = [from.as_str(), &size, &window.to_string(), &text];
        // Of a bad line, what is short comes through sooner.
        let attempts = if piece_size > SHORTEST { 2 } else { ATTEMPTS };
        match agent.attempt("write", &arguments, attempts) {
            Ok(_) => {
                offset += piece.len();
                progress(Progress::Sent(u64::try_from(piece.len()).unwrap_or(0)));
            }
            Err(AgentError::Garbled(_)) if piece_size > SHORTEST => piece_size /= 2,
            Err(error) => return Err(doing(format!("write {at}"))(error)),
        }
    }
    Ok(())
}

/// Bytes of a piece of what is read.
const READ: usize = 1536;

/// A whole file of a board's.
///
/// # Errors
/// The board cannot read it, or it is another one when its end is read.
pub fn read(agent: &mut Agent, path: &str) -> Result<Vec<u8>, DeployError> {
    let mut bytes = Vec::new();
    loop {
        let (at, size) = (bytes.len().to_string(), READ.to_string());
        let text = agent.ask_one("read", &[path, &at, &size]).map_err(doing(format!("read {path}")))?;
        let differs = || DeployError::Differs { path: path.into() };
        let piece =
            BASE64.decode(text.as_bytes()).ok().filter(|piece| piece.len() <= READ).ok_or_else(differs)?;
        bytes.extend_from_slice(&piece);
        if piece.len() < READ {
            let state = agent.ask_one("state", &[path]).map_err(doing(format!("read {path}")))?;
            return if state == HEXLOWER.encode(&Sha256::digest(&bytes)) {
                Ok(bytes)
            } else {
                Err(differs())
            };
        }
    }
}
