//! A serial port that another machine serves over telnet: RFC 2217.
//!
//! In: `HOST:PORT`. Out: a transport whose bytes are those of the port, which is at 115,200 bits a second, 8 bits, no parity, one
//! stop bit and no flow control, as a port of this machine ([`serial`](super::serial)).
//!
//! ```text
//! us      WILL BINARY, DO BINARY, WILL COM-PORT   bytes as they are, in both directions; may the port be set up?
//! server  DO BINARY, WILL BINARY, DO COM-PORT
//! us      SET-BAUDRATE 115200 …                   RFC 2217, section 3
//! server  SET-BAUDRATE 115200 …                   what the port is set to
//! ```
//!
//! A byte 255 of the data is sent twice (RFC 854, "the data byte 255").

use std::io;
use std::time::{Duration, Instant};

use super::descriptors::Descriptors;
use super::line::drain;
use super::serial::SPEED;
use super::{Transport, WRITE_LIMIT, tcp};

/// The server agrees within this, or is none.
const AGREE_LIMIT: Duration = Duration::from_secs(10);

/// Commands of telnet (RFC 854, "TELNET COMMAND STRUCTURE").
const SE: u8 = 240;
const SB: u8 = 250;
const WILL: u8 = 251;
const WONT: u8 = 252;
const DO: u8 = 253;
const DONT: u8 = 254;
const IAC: u8 = 255;

/// Options: bytes as they are (RFC 856), no "go ahead" (RFC 858), the port (RFC 2217, section 2); and that the server shows what
/// it gets (RFC 857), which we leave to it.
const BINARY: u8 = 0;
const ECHO: u8 = 1;
const SUPPRESS_GO_AHEAD: u8 = 3;
const COM_PORT: u8 = 44;

/// What the port is asked for; the server's answer has 100 more (RFC 2217, section 3).
const SET_BAUDRATE: u8 = 1;
const SET_DATASIZE: u8 = 2;
const SET_PARITY: u8 = 3;
const SET_STOPSIZE: u8 = 4;
const SET_CONTROL: u8 = 5;
const SUSPEND: u8 = 8;
const RESUME: u8 = 9;
const FROM_SERVER: u8 = 100;

/// The longest that a server says of a port, in bytes; of its signature (command 100) no more is kept.
const LONGEST: usize = 64;

/// What each side does of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Side {
    /// It does not.
    #[default]
    No,
    /// It was asked to, or has offered it, by us.
    Asked,
    /// It does.
    Yes,
}

/// Where the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Data,
    Command,
    /// After WILL, WONT, DO or DONT.
    Option(u8),
    Parameters,
    CommandInParameters,
}

/// The telnet side of a connection.
#[derive(Debug)]
struct Telnet {
    at: At,
    parameters: Vec<u8>,
    /// What is to be sent to the server.
    replies: Vec<u8>,
    /// What we do, and the server does, of the options that we know.
    ours: [Side; OPTIONS.len()],
    theirs: [Side; OPTIONS.len()],
    /// What the server has said of the port, by command.
    port: Vec<(u8, Vec<u8>)>,
    /// The server takes nothing at present (RFC 2217, section 3, FLOWCONTROL-SUSPEND).
    is_suspended: bool,
}

/// The options that are agreed to, and whether we do them too.
const OPTIONS: [(u8, bool); 4] = [(BINARY, true), (SUPPRESS_GO_AHEAD, true), (COM_PORT, true), (ECHO, false)];

impl Telnet {
    /// What is said first.
    fn new() -> Self {
        let mut telnet = Self {
            at: At::Data,
            parameters: Vec::new(),
            replies: Vec::new(),
            ours: Default::default(),
            theirs: Default::default(),
            port: Vec::new(),
            is_suspended: false,
        };
        for option in [BINARY, SUPPRESS_GO_AHEAD] {
            telnet.ask(WILL, option);
            telnet.ask(DO, option);
        }
        telnet.ask(WILL, COM_PORT);
        telnet
    }

    fn side(&mut self, verb: u8, option: u8) -> Option<&mut Side> {
        let index = OPTIONS.iter().position(|(known, _)| *known == option)?;
        let we_may = OPTIONS.get(index).is_some_and(|(_, we_do)| *we_do);
        // We say WILL of what we do, and the server DO.
        match verb {
            WILL | WONT => self.theirs.get_mut(index),
            DO | DONT => self.ours.get_mut(index).filter(|_| we_may),
            _ => None,
        }
    }

    /// Offers or asks for an option.
    fn ask(&mut self, verb: u8, option: u8) {
        let side = if verb == WILL { self.side(DO, option) } else { self.side(WILL, option) };
        if let Some(side) = side {
            *side = Side::Asked;
        }
        self.replies.extend([IAC, verb, option]);
    }

    /// What the server does (WILL) or lets us do (DO) of an option.
    fn state(&mut self, verb: u8, option: u8) -> Side {
        self.side(verb, option).map_or(Side::No, |side| *side)
    }

    /// Takes what came; `data` gets what is the port's.
    fn feed(&mut self, bytes: &[u8], data: &mut Vec<u8>) {
        for byte in bytes.iter().copied() {
            self.at = match (self.at, byte) {
                (At::Data, IAC) => At::Command,
                (At::Data, _) | (At::Command, IAC) => {
                    data.push(byte);
                    At::Data
                }
                (At::Command, WILL | WONT | DO | DONT) => At::Option(byte),
                (At::Command, SB) => {
                    self.parameters.clear();
                    At::Parameters
                }
                // The others say nothing to us, as NOP.
                (At::Command, _) => At::Data,
                (At::Option(verb), option) => {
                    self.answer(verb, option);
                    At::Data
                }
                (At::Parameters, IAC) => At::CommandInParameters,
                (At::Parameters, _) | (At::CommandInParameters, IAC) => {
                    if self.parameters.len() < LONGEST {
                        self.parameters.push(byte);
                    }
                    At::Parameters
                }
                (At::CommandInParameters, SE) => {
                    self.said();
                    At::Data
                }
                // A command there is a mistake; it is left out.
                (At::CommandInParameters, _) => At::Parameters,
            };
        }
    }

    /// Answers what is a change, and nothing else, or both sides would go on for ever (RFC 854, "The Network Virtual Terminal").
    fn answer(&mut self, verb: u8, option: u8) {
        let (yes, no) = if matches!(verb, WILL | WONT) { (DO, DONT) } else { (WILL, WONT) };
        let wanted = matches!(verb, WILL | DO);
        let reply = match self.side(verb, option) {
            None => wanted.then_some(no),
            Some(side) => {
                let before = std::mem::replace(side, if wanted { Side::Yes } else { Side::No });
                match (before, wanted) {
                    (Side::No, true) => Some(yes),
                    (Side::Yes, false) => Some(no),
                    (Side::Asked | Side::Yes, true) | (Side::Asked | Side::No, false) => None,
                }
            }
        };
        if let Some(reply) = reply {
            self.replies.extend([IAC, reply, option]);
        }
    }

    /// The server has said something of the port.
    fn said(&mut self) {
        let [COM_PORT, command, value @ ..] = self.parameters.as_slice() else { return };
        let Some(command) = command.checked_sub(FROM_SERVER) else { return };
        match command {
            SUSPEND => self.is_suspended = true,
            RESUME => self.is_suspended = false,
            SET_BAUDRATE..=SET_CONTROL => {
                let value = value.to_vec();
                self.port.retain(|(known, _)| *known != command);
                self.port.push((command, value));
            }
            // Its signature, and the states of its lines.
            _ => {}
        }
    }

    /// Asks for something of the port.
    fn set(&mut self, command: u8, value: &[u8]) {
        self.replies.extend([IAC, SB, COM_PORT, command]);
        self.replies.extend(escaped(value));
        self.replies.extend([IAC, SE]);
    }
}

/// Data as it is sent.
fn escaped(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for byte in bytes {
        out.push(*byte);
        if *byte == IAC {
            out.push(IAC);
        }
    }
    out
}

/// What the port is set to, and what that is called (RFC 2217, section 3: parity 1 is none, stop bits 1 is one, control 1 is no
/// flow control).
const SETTINGS: [(u8, &[u8], &str); 5] = [
    (SET_DATASIZE, &[8], "8 data bits"),
    (SET_PARITY, &[1], "no parity"),
    (SET_STOPSIZE, &[1], "one stop bit"),
    (SET_CONTROL, &[1], "no flow control"),
    (SET_BAUDRATE, &SPEED.to_be_bytes(), "115200 bits a second"),
];

/// The line.
pub(super) struct Rfc2217 {
    name: String,
    socket: Descriptors,
    telnet: Telnet,
    /// Data that was not read yet.
    ahead: Vec<u8>,
}

/// Connects, and sets up the port.
///
/// # Errors
/// The system's, or what the server did not agree to.
pub(super) fn open(address: &str, name: String) -> io::Result<Rfc2217> {
    let mut line = Rfc2217 { name, socket: tcp::open(address)?, telnet: Telnet::new(), ahead: Vec::new() };
    let end = Instant::now() + AGREE_LIMIT;
    // pyserial's server offers the option itself, which comes to the same.
    line.agree(end, "the com port option, telnet's option 44: it serves no serial port", |telnet| {
        match (telnet.state(DO, COM_PORT), telnet.state(WILL, COM_PORT)) {
            (Side::Yes, _) | (_, Side::Yes) => Some(true),
            (Side::Asked, _) => None,
            (Side::No, _) => Some(false),
        }
    })?;
    line.agree(end, "bytes as they are, telnet's option 0", |telnet| {
        match (telnet.state(DO, BINARY), telnet.state(WILL, BINARY)) {
            (Side::Yes, Side::Yes) => Some(true),
            (Side::No, _) | (_, Side::No) => Some(false),
            (Side::Asked, _) | (_, Side::Asked) => None,
        }
    })?;
    for (command, value, _) in SETTINGS {
        line.telnet.set(command, value);
    }
    for (command, value, what) in SETTINGS {
        let answer = |telnet: &Telnet| {
            telnet.port.iter().find(|(known, _)| *known == command).map(|(_, value)| value.clone())
        };
        line.agree(end, what, |telnet| answer(telnet).map(|_| true))?;
        if answer(&line.telnet).is_some_and(|answer| answer != value) {
            return Err(io::Error::other(format!("the server's port cannot have {what}")));
        }
    }
    Ok(line)
}

impl Rfc2217 {
    /// Waits until the server has agreed, or has not.
    fn agree(
        &mut self,
        end: Instant,
        what: &str,
        agreed: impl Fn(&mut Telnet) -> Option<bool>,
    ) -> io::Result<()> {
        loop {
            self.reply()?;
            let left = end.saturating_duration_since(Instant::now());
            match agreed(&mut self.telnet) {
                Some(true) => return Ok(()),
                Some(false) => return Err(io::Error::other(format!("the server did not agree to {what}"))),
                None if left.is_zero() => {
                    let limit = AGREE_LIMIT.as_secs();
                    let what = format!("the server did not agree within {limit} s to {what}");
                    return Err(io::Error::other(what));
                }
                None => self.take(left)?,
            }
        }
    }

    /// Takes what comes within the limit.
    fn take(&mut self, limit: Duration) -> io::Result<()> {
        let mut buffer = [0; 4096];
        let count = self.socket.read(&mut buffer, limit)?;
        self.telnet.feed(buffer.get(..count).unwrap_or_default(), &mut self.ahead);
        Ok(())
    }

    /// Sends what telnet has to say.
    fn reply(&mut self) -> io::Result<()> {
        let replies = std::mem::take(&mut self.telnet.replies);
        self.socket.write(&replies)
    }
}

impl Transport for Rfc2217 {
    fn read(&mut self, buffer: &mut [u8], limit: Duration) -> io::Result<usize> {
        let end = Instant::now().checked_add(limit);
        while self.ahead.is_empty() {
            let left = end.map_or(limit, |end| end.saturating_duration_since(Instant::now()));
            self.take(left)?;
            self.reply()?;
            if left.is_zero() {
                break;
            }
        }
        Ok(drain(&mut self.ahead, buffer))
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let end = Instant::now() + WRITE_LIMIT;
        self.take(Duration::ZERO)?;
        while self.telnet.is_suspended {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(io::ErrorKind::TimedOut.into());
            }
            self.take(left)?;
        }
        self.reply()?;
        self.socket.write(&escaped(bytes))
    }

    fn name(&self) -> &str {
        &self.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is data of what came, in pieces of each size, and what is answered.
    #[track_caller]
    fn check(came: &[u8], data: &[u8], replies: &[u8]) -> Telnet {
        let run = |size: usize| {
            let mut telnet = Telnet::new();
            telnet.replies.clear();
            let mut out = Vec::new();
            came.chunks(size).for_each(|piece| telnet.feed(piece, &mut out));
            assert_eq!((out.as_slice(), telnet.replies.as_slice()), (data, replies), "in pieces of {size}");
            telnet
        };
        (1..came.len()).for_each(|size| drop(run(size)));
        run(came.len())
    }

    #[test]
    fn data_is_told_from_commands() {
        check(b"a\xff\xffb\xff\xf1c\r\0\n", b"a\xffbc\r\0\n", b"");
        assert_eq!(escaped(b"a\xff\xff"), b"a\xff\xff\xff\xff");
        // A server that never ends what it says takes no memory.
        let mut telnet = check(&[&[IAC, SB, COM_PORT, 100], [7; 9000].as_slice()].concat(), b"", b"");
        assert_eq!(telnet.parameters.len(), LONGEST);
        telnet.feed(&[IAC, SE, b'x'], &mut Vec::new());
        assert!(telnet.port.is_empty());
    }

    #[test]
    fn what_is_asked_is_answered_once() {
        // What we asked for is agreed to; that is no question.
        let mut telnet = check(&[IAC, DO, BINARY, IAC, WILL, BINARY, IAC, DO, COM_PORT], b"", b"");
        for (verb, option) in [(DO, BINARY), (WILL, BINARY), (DO, COM_PORT)] {
            assert_eq!(telnet.state(verb, option), Side::Yes);
        }
        // What the server offers, asks for and takes back.
        check(&[IAC, WILL, ECHO, IAC, WILL, ECHO], b"", &[IAC, DO, ECHO]);
        check(&[IAC, DO, ECHO], b"", &[IAC, WONT, ECHO]);
        check(&[IAC, WILL, 24, IAC, DO, 31], b"", &[IAC, DONT, 24, IAC, WONT, 31]);
        let refused = [IAC, DO, BINARY, IAC, DONT, BINARY, IAC, DONT, BINARY];
        assert_eq!(check(&refused, b"", &[IAC, WONT, BINARY]).state(DO, BINARY), Side::No);
    }

    #[test]
    fn what_the_server_says_of_the_port_is_known() {
        let speed = [IAC, SB, COM_PORT, 101, 0, 1, 194, 0, IAC, SE];
        assert_eq!(check(&speed, b"", b"").port, [(SET_BAUDRATE, SPEED.to_be_bytes().to_vec())]);
        // 255 in a value is twice there.
        let odd = [IAC, SB, COM_PORT, 101, 0, 0, IAC, IAC, 1, IAC, SE];
        assert_eq!(check(&odd, b"", b"").port, [(SET_BAUDRATE, vec![0, 0, 255, 1])]);
        let suspend = [IAC, SB, COM_PORT, 108, IAC, SE];
        let mut telnet = check(&suspend, b"", b"");
        assert!(telnet.is_suspended);
        telnet.feed(&[IAC, SB, COM_PORT, 109, IAC, SE], &mut Vec::new());
        assert!(!telnet.is_suspended);
        let mut telnet = Telnet::new();
        telnet.replies.clear();
        telnet.set(SET_BAUDRATE, &[255, 0, 0, 1]);
        assert_eq!(telnet.replies, [IAC, SB, COM_PORT, 1, IAC, IAC, 0, 0, 1, IAC, SE]);
    }
}
