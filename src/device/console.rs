//! Reads a host's console: what comes before the program, its output, and how it ended.
//!
//! In: the bytes of the console as they come, cut anywhere. Out: the program's output to a callback
//! as soon as it cannot be anything else, and the end. The marks are those of `guest.rs`; the board's
//! console also turns every LF into CR LF, which is undone here, and dies with a report:
//!
//! ```text
//! raw REPL; CTRL-B to exit
//! >OK\x1e0123456789ab\x1ehello\r\n\x1f0123456789ab:0\x1f
//! ```

use super::guest::Marks;

/// How the board's report on a trap begins (MicroPython's `ports/qemu/mcu/rv32/interrupts.c`);
/// it prints an empty line before.
const TRAP: &str = "MACHINE EXCEPTION CAUGHT:\n";

/// The state of a console.
pub(super) struct Console<'a> {
    marks: Marks,
    crlf: bool,
    /// The last byte was a CR, and what follows decides whether it is one.
    carriage_return: bool,
    /// Bytes of which it is not clear yet what they are.
    pending: Vec<u8>,
    phase: Phase,
    stdout: Vec<u8>,
    output: &'a mut dyn FnMut(&[u8]),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Up to the mark that the program begins.
    Starting,
    /// Output.
    Running,
    /// A traceback, held back until it is complete.
    Raised,
    /// Perhaps the board's report on a trap, held back: a program could print the same.
    Trapped,
    /// The end mark has come.
    Ended(u8),
}

/// What a console held when the host ended without the end mark.
pub(super) struct Remains {
    /// Whether the program began.
    pub started: bool,
    /// The program's output.
    pub stdout: Vec<u8>,
    /// What came before the program, or the board's report on a trap.
    pub text: String,
}

impl<'a> Console<'a> {
    /// A console on which nothing was said yet. `crlf`: lines end in CR LF on it.
    pub fn new(marks: Marks, crlf: bool, output: &'a mut dyn FnMut(&[u8])) -> Self {
        Self {
            marks,
            crlf,
            carriage_return: false,
            pending: Vec::new(),
            phase: Phase::Starting,
            stdout: Vec::new(),
            output,
        }
    }

    /// Takes the next bytes; the program's status when it has ended.
    pub fn feed(&mut self, bytes: &[u8]) -> Option<u8> {
        self.take(bytes);
        loop {
            let before = (self.phase, self.pending.len());
            self.step();
            if let Phase::Ended(status) = self.phase {
                return Some(status);
            }
            if before == (self.phase, self.pending.len()) {
                return None;
            }
        }
    }

    /// Appends to `pending`; CR LF to LF where the console has these.
    fn take(&mut self, bytes: &[u8]) {
        if !self.crlf {
            self.pending.extend_from_slice(bytes);
            return;
        }
        for &byte in bytes {
            if self.carriage_return && byte != b'\n' {
                self.pending.push(b'\r');
            }
            self.carriage_return = byte == b'\r';
            if !self.carriage_return {
                self.pending.push(byte);
            }
        }
    }

    fn step(&mut self) {
        match self.phase {
            Phase::Starting => {
                let begin = self.marks.begin.as_bytes();
                if let Some(at) = find(&self.pending, begin) {
                    self.pending.drain(..at + begin.len());
                    self.phase = Phase::Running;
                }
            }
            Phase::Running => {
                let mut marks = vec![self.marks.raised.as_bytes(), self.marks.end.as_bytes()];
                if self.crlf {
                    marks.push(TRAP.as_bytes());
                }
                let (sure, mark) = first(&self.pending, &marks);
                self.print(sure);
                match mark {
                    Some(0) => {
                        self.pending.drain(..self.marks.raised.len());
                        self.phase = Phase::Raised;
                    }
                    Some(1) => self.read_status(),
                    Some(_) => self.phase = Phase::Trapped,
                    None => {}
                }
            }
            Phase::Raised => {
                if let Some(at) = find(&self.pending, self.marks.end.as_bytes()) {
                    let traceback: Vec<u8> = self.pending.drain(..at).collect();
                    self.emit(&without_guest_frame(&traceback));
                    self.phase = Phase::Running;
                }
            }
            Phase::Trapped => {
                // Then it was the program's own output.
                if let Some(at) = find(&self.pending, self.marks.end.as_bytes()) {
                    self.print(at);
                    self.phase = Phase::Running;
                }
            }
            Phase::Ended(_) => {}
        }
    }

    /// `pending` begins with the end mark.
    fn read_status(&mut self) {
        let after = self.pending.get(self.marks.end.len()..).unwrap_or_default();
        if let Some(length) = after.iter().position(|&byte| byte == b'\x1f') {
            let digits = after.get(..length).and_then(|digits| std::str::from_utf8(digits).ok());
            if let Some(status) = digits.and_then(|digits| digits.parse().ok()) {
                self.phase = Phase::Ended(status);
            }
        }
    }

    /// The first `length` pending bytes are output.
    fn print(&mut self, length: usize) {
        let bytes: Vec<u8> = self.pending.drain(..length).collect();
        self.emit(&bytes);
    }

    fn emit(&mut self, bytes: &[u8]) {
        if !bytes.is_empty() {
            (self.output)(bytes);
            self.stdout.extend_from_slice(bytes);
        }
    }

    /// Whether the program has begun.
    pub fn started(&self) -> bool {
        self.phase != Phase::Starting
    }

    /// All that the program printed.
    pub fn into_stdout(self) -> Vec<u8> {
        self.stdout
    }

    /// The host has ended, or was stopped, without the end mark: what is there.
    pub fn abandon(mut self) -> Remains {
        let started = self.started();
        if started && self.phase != Phase::Trapped {
            self.print(self.pending.len());
        }
        let text = String::from_utf8_lossy(&self.pending).trim().to_string();
        Remains { started, stdout: self.stdout, text }
    }
}

/// The number of bytes before the first of the marks, and which it is; without one, the number of
/// bytes that cannot be the beginning of one.
fn first(bytes: &[u8], marks: &[&[u8]]) -> (usize, Option<usize>) {
    let found = marks.iter().enumerate().filter_map(|(i, mark)| Some((find(bytes, mark)?, i))).min();
    if let Some((at, mark)) = found {
        return (at, Some(mark));
    }
    let longest = marks.iter().map(|mark| mark.len()).max().unwrap_or(0);
    let from = bytes.len().saturating_sub(longest);
    let unsure = (from..bytes.len())
        .find(|&at| bytes.get(at..).is_some_and(|tail| marks.iter().any(|mark| mark.starts_with(tail))));
    (unsure.unwrap_or(bytes.len()), None)
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// The outermost frame of a traceback is the guest's own, which called the program.
fn without_guest_frame(traceback: &[u8]) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = traceback.split_inclusive(|&byte| byte == b'\n').collect();
    if lines.first().is_some_and(|line| line.starts_with(b"Traceback "))
        && lines.get(1).is_some_and(|line| line.starts_with(b"  File "))
    {
        lines.remove(1);
    }
    lines.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks() -> Marks {
        Marks { begin: "\x1eN\x1e".into(), raised: "\x1dN\x1d".into(), end: "\x1fN:".into() }
    }

    /// What `console` says about `bytes` when they come `piece` at a time.
    fn heard(bytes: &str, piece: usize, crlf: bool) -> (Option<u8>, String) {
        let mut streamed = Vec::new();
        let mut output = |bytes: &[u8]| streamed.extend_from_slice(bytes);
        let mut console = Console::new(marks(), crlf, &mut output);
        let status = bytes.as_bytes().chunks(piece).find_map(|piece| console.feed(piece));
        let stdout = console.into_stdout();
        assert_eq!(streamed, stdout, "what is streamed is what is returned");
        (status, String::from_utf8(stdout).expect("UTF-8"))
    }

    #[track_caller]
    fn check(bytes: &str, crlf: bool, status: u8, stdout: &str) {
        for piece in 1..=bytes.len() {
            assert_eq!(heard(bytes, piece, crlf), (Some(status), stdout.into()), "in pieces of {piece}");
        }
    }

    #[test]
    fn output_is_what_is_between_the_marks() {
        check("boot\r\n>OK\x1eN\x1ehello\r\n\x1fN:0\x1f", true, 0, "hello\n");
        check("\x1eN\x1e\x1fN:255\x1f", false, 255, "");
    }

    #[test]
    fn parts_of_marks_are_output() {
        check(
            "\x1eN\x1e\x1f\x1fN\x1d\x1dN\x1f\nMACHINE\x1fN:7\x1f",
            true,
            7,
            "\x1f\x1fN\x1d\x1dN\x1f\nMACHINE",
        );
    }

    #[test]
    fn only_the_board_s_own_carriage_returns_go() {
        check("\x1eN\x1ea\r\r\nb\rc\r\x1fN:0\x1f", true, 0, "a\r\nb\rc\r");
        check("\x1eN\x1ea\r\nb\x1fN:0\x1f", false, 0, "a\r\nb");
    }

    #[test]
    fn a_traceback_loses_the_guest_s_frame() {
        let shown = "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nE: x\n";
        let printed = shown.replacen('\n', "\n  File \"<string>\", line 90, in <module>\n", 1);
        check(&format!("\x1eN\x1eout\n\x1dN\x1d{printed}\x1fN:1\x1f"), false, 1, &format!("out\n{shown}"));
        // Out of memory there is none.
        check("\x1eN\x1e\x1dN\x1dMemoryError:\n\x1fN:1\x1f", false, 1, "MemoryError:\n");
    }

    #[test]
    fn a_program_may_print_what_the_board_says_on_a_trap() {
        let text = "x\nMACHINE EXCEPTION CAUGHT:\nnot really\n";
        check(&format!("\x1eN\x1e{text}\x1fN:0\x1f"), true, 0, text);
    }

    #[test]
    fn a_trap_s_report_is_kept_from_the_output() {
        let mut console_output = |_: &[u8]| {};
        let mut console = Console::new(marks(), true, &mut console_output);
        assert_eq!(console.feed(b"\x1eN\x1eout\r\n\r\nMACHINE EXCEPTION CAUGHT:\r\n\r\n RA=1\r\n"), None);
        let remains = console.abandon();
        assert!(remains.started);
        assert_eq!(remains.stdout, b"out\n\n");
        assert_eq!(remains.text, "MACHINE EXCEPTION CAUGHT:\n\n RA=1");
    }
}
