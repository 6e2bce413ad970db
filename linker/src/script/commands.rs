//! The commands of a script, and what each means to a module.

use std::rc::Rc;

use indexmap::IndexMap;

use super::error::{Failure, ScriptError, ScriptPlace, ScriptProblem};
use super::expression::{Expressions, Value, apply};
use super::lexer::{Lexer, Token, shortened};
use super::{Definition, Includes, LibraryFile};
use crate::request::FixedRule;

/// What a script is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Its symbols.
    Symbols,
    /// The files it names.
    Library,
}

/// What a command means.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    /// `PROVIDE(symbol = value)`.
    Provide,
    /// `HIDDEN(symbol = value)`: an assignment; a module shows no symbols anyway.
    Hidden,
    /// `ASSERT(expression, message)`.
    Assert,
    /// `INCLUDE file`.
    Include,
    /// `SEARCH_DIR(folder)`.
    SearchDir,
    /// `GROUP(files)`, `INPUT(files)`.
    Files,
    /// Nothing to a module; it has a list of words in brackets.
    HarmlessList,
    /// Nothing to a module; it stands alone.
    HarmlessWord,
    /// It cannot be followed, for this reason.
    Refused(&'static str),
}

const LAYOUT: &str = "the layout of a module is the linker's own";
const FILES: &str = "files to link are named on the command line, archives with -l";

/// Every command of GNU ld (manual, "Scripts").
#[rustfmt::skip]
const COMMANDS: [(&str, Meaning); 34] = [
    ("PROVIDE", Meaning::Provide),
    // Hidden from other programs: a module shows its symbols to none.
    ("PROVIDE_HIDDEN", Meaning::Provide),
    ("HIDDEN", Meaning::Hidden),
    ("ASSERT", Meaning::Assert),
    ("INCLUDE", Meaning::Include),
    ("SEARCH_DIR", Meaning::SearchDir),
    ("GROUP", Meaning::Files),
    ("INPUT", Meaning::Files),
    // A module begins at `mpy_init`, is of the architecture that is asked for, and keeps what that function leads to.
    ("ENTRY", Meaning::HarmlessList),
    ("EXTERN", Meaning::HarmlessList),
    ("OUTPUT", Meaning::HarmlessList),
    ("OUTPUT_ARCH", Meaning::HarmlessList),
    ("OUTPUT_FORMAT", Meaning::HarmlessList),
    ("TARGET", Meaning::HarmlessList),
    ("LD_FEATURE", Meaning::HarmlessList),
    // Checks of references between sections of a program, and orders about common symbols in unfinished links.
    ("NOCROSSREFS", Meaning::HarmlessList),
    ("NOCROSSREFS_TO", Meaning::HarmlessList),
    ("FORCE_COMMON_ALLOCATION", Meaning::HarmlessWord),
    ("FORCE_GROUP_ALLOCATION", Meaning::HarmlessWord),
    ("INHIBIT_COMMON_ALLOCATION", Meaning::HarmlessWord),
    ("SECTIONS", Meaning::Refused(LAYOUT)),
    ("MEMORY", Meaning::Refused(LAYOUT)),
    ("PHDRS", Meaning::Refused(LAYOUT)),
    ("OVERLAY", Meaning::Refused(LAYOUT)),
    ("REGION_ALIAS", Meaning::Refused(LAYOUT)),
    ("INSERT", Meaning::Refused(LAYOUT)),
    ("STARTUP", Meaning::Refused(FILES)),
    ("AS_NEEDED", Meaning::Refused("it stands in INPUT and GROUP only")),
    ("VERSION", Meaning::Refused("a module has no symbol versions")),
    ("FLOAT", Meaning::Refused("it chooses a mathematics library; give the archive with -l")),
    ("NOFLOAT", Meaning::Refused("it chooses a mathematics library; give the archive with -l")),
    ("HLL", Meaning::Refused(FILES)),
    ("SYSLIB", Meaning::Refused(FILES)),
    ("MAP", Meaning::Refused("a map is asked for on the command line")),
];

/// `x op= e`, and the operator that it stands for.
const ASSIGNMENTS: [(&str, Option<&str>); 10] = [
    ("=", None),
    ("+=", Some("+")),
    ("-=", Some("-")),
    ("*=", Some("*")),
    ("/=", Some("/")),
    ("<<=", Some("<<")),
    (">>=", Some(">>")),
    ("&=", Some("&")),
    ("|=", Some("|")),
    ("^=", Some("^")),
];

/// Scripts in scripts; GNU ld stops at 10.
const INCLUDE_LIMIT: usize = 10;
/// Scripts in all, so that ten that include each other ten times over come to an end.
const FILE_LIMIT: usize = 100;
/// Folders that scripts name.
const FOLDER_LIMIT: usize = 100;
/// Bytes of text in all; ESP-IDF's largest script has 50 000.
const TEXT_LIMIT: usize = 1 << 24;
/// More errors tell nobody more.
const ERROR_LIMIT: usize = 50;

/// The state of a reading.
pub struct Reader<'r> {
    purpose: Purpose,
    symbols: &'r mut IndexMap<String, Definition>,
    includes: &'r mut dyn Includes,
    /// What `SEARCH_DIR` named.
    folders: Vec<String>,
    files: Vec<LibraryFile>,
    /// The scripts that are being read, the outermost first.
    open: Vec<Rc<str>>,
    read_files: usize,
    read_bytes: usize,
    errors: Vec<ScriptError>,
    /// Nothing more can be read: a limit was met.
    stopped: bool,
}

impl<'r> Reader<'r> {
    /// Nothing read so far.
    pub fn new(
        purpose: Purpose,
        symbols: &'r mut IndexMap<String, Definition>,
        includes: &'r mut dyn Includes,
    ) -> Reader<'r> {
        Reader {
            purpose,
            symbols,
            includes,
            folders: Vec::new(),
            files: Vec::new(),
            open: Vec::new(),
            read_files: 0,
            read_bytes: 0,
            errors: Vec::new(),
            stopped: false,
        }
    }

    /// What was wrong.
    pub fn into_errors(self) -> Vec<ScriptError> {
        self.errors
    }

    /// The files that were named, and what was wrong.
    pub fn into_files(self) -> (Vec<LibraryFile>, Vec<ScriptError>) {
        (self.files, self.errors)
    }

    fn fail(&mut self, error: &ScriptError) {
        // Whatever depends on a value that is not known has the error of that value.
        if !self.errors.contains(error) {
            self.errors.push(error.clone());
        }
        self.stopped |= self.errors.len() >= ERROR_LIMIT;
    }

    /// Reads a whole file; gives its end.
    pub fn file(&mut self, name: Rc<str>, text: &str) -> ScriptPlace {
        let mut lexer = Lexer::new(Rc::clone(&name), text);
        self.read_files += 1;
        self.read_bytes = self.read_bytes.saturating_add(text.len());
        for (count, limit, what) in
            [(self.read_files, FILE_LIMIT, "files"), (self.read_bytes, TEXT_LIMIT, "bytes")]
        {
            if count > limit {
                self.fail(&lexer.error(ScriptProblem::TooMuch { what, limit }));
                self.stopped = true;
            }
        }
        self.open.push(name);
        while !self.stopped {
            match self.statement(&mut lexer) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    self.fail(&error);
                    let last = text.get(lexer.start().at..lexer.here().at);
                    if last != Some(";") {
                        skip_statement(&mut lexer);
                    }
                }
            }
        }
        self.open.pop();
        lexer.place()
    }

    /// Reads a statement; false at the end.
    fn statement(&mut self, lexer: &mut Lexer) -> Result<bool, Failure> {
        let name = match lexer.token()? {
            Token::End => return Ok(false),
            Token::Mark(";") => return Ok(true),
            Token::Name(name) => name,
            Token::Quoted(name) => {
                self.assignment(lexer, name)?;
                return Ok(true);
            }
            found => return Err(syntax(lexer, "a symbol or a command", found)),
        };
        if let Token::Mark(mark) = lexer.peek()?
            && ASSIGNMENTS.iter().any(|(assignment, _)| *assignment == mark)
        {
            self.assignment(lexer, name)?;
            return Ok(true);
        }
        let Some((_, meaning)) = COMMANDS.iter().find(|(command, _)| *command == name) else {
            return Err(lexer.error(ScriptProblem::UnknownCommand { command: shortened(name) }));
        };
        self.command(lexer, name, *meaning)?;
        Ok(true)
    }

    fn command(&mut self, lexer: &mut Lexer, name: &str, meaning: Meaning) -> Result<(), Failure> {
        let refused =
            |lexer: &Lexer, why| Err(lexer.error(ScriptProblem::Refused { command: name.to_owned(), why }));
        match (meaning, self.purpose) {
            (Meaning::Refused(why), _) => refused(lexer, why),
            (Meaning::HarmlessWord, _) => Ok(()),
            (Meaning::HarmlessList, _) => harmless_list(lexer),
            (Meaning::SearchDir, _) => {
                expect(lexer, "(", "`(`")?;
                match lexer.file_token()? {
                    // Every INCLUDE is looked for in all of them.
                    Token::Name(_) | Token::Quoted(_) if self.folders.len() >= FOLDER_LIMIT => {
                        let problem = ScriptProblem::TooMuch { what: "folders", limit: FOLDER_LIMIT };
                        return Err(lexer.error(problem));
                    }
                    Token::Name(folder) | Token::Quoted(folder) => self.folders.push(folder.to_owned()),
                    found => return Err(syntax(lexer, "a folder", found)),
                }
                expect(lexer, ")", "`)`")
            }
            (Meaning::Files, Purpose::Library) => self.file_list(lexer),
            (Meaning::Files, Purpose::Symbols) => refused(lexer, FILES),
            (_, Purpose::Library) => {
                refused(lexer, "in an archive's place only names of files are understood")
            }
            (Meaning::Provide, Purpose::Symbols) => self.in_brackets(lexer, FixedRule::Provided),
            (Meaning::Hidden, Purpose::Symbols) => self.in_brackets(lexer, FixedRule::Assigned),
            (Meaning::Include, Purpose::Symbols) => self.include(lexer),
            (Meaning::Assert, Purpose::Symbols) => {
                let (start, end) = (lexer.start(), lexer.here());
                expect(lexer, "(", "`(`")?;
                let holds = self.expression(lexer)?;
                expect(lexer, ",", "`,`")?;
                let message = match lexer.token()? {
                    Token::Quoted(text) | Token::Name(text) => shortened(text),
                    found => return Err(syntax(lexer, "a message", found)),
                };
                expect(lexer, ")", "`)`")?;
                match holds {
                    Ok(0) => {
                        let problem = ScriptProblem::Assertion { message };
                        self.fail(&ScriptError::at(lexer.place_of(start, end), problem));
                    }
                    Ok(_) => {}
                    Err(error) => self.fail(&error),
                }
                Ok(())
            }
        }
    }

    fn expression(&mut self, lexer: &mut Lexer) -> Result<Value, Failure> {
        Expressions { lexer, symbols: self.symbols }.expression(0)
    }

    /// `name = value;`, the name read already.
    fn assignment(&mut self, lexer: &mut Lexer, name: &str) -> Result<(), Failure> {
        let place = lexer.place();
        if self.purpose == Purpose::Library {
            let why = "in an archive's place only names of files are understood";
            return Err(ScriptError::at(place, ScriptProblem::Refused { command: "=".into(), why }));
        }
        let found = lexer.token()?;
        let operator = ASSIGNMENTS.iter().find(|(mark, _)| found == Token::Mark(mark));
        let Some((_, operator)) = operator else { return Err(syntax(lexer, "`=`", found)) };
        check_name(&place, name)?;
        let at = (lexer.start(), lexer.here());
        let operand = self.expression(lexer)?;
        let value = match operator {
            None => operand,
            Some(operator) => match (self.symbols.get(name).map(|old| old.value.clone()), operand) {
                (Some(Ok(old)), Ok(operand)) => apply(operator, old, operand).map_err(|what| {
                    ScriptError::at(lexer.place_of(at.0, at.1), ScriptProblem::Arithmetic { what })
                }),
                (Some(Err(why)), _) | (_, Err(why)) => Err(why),
                (None, Ok(_)) => {
                    let problem = ScriptProblem::UnknownSymbol { symbol: shortened(name) };
                    Err(ScriptError::at(place.clone(), problem))
                }
            },
        };
        match lexer.token()? {
            Token::Mark(";" | ",") => {}
            found => return Err(syntax(lexer, "an operator or `;`", found)),
        }
        // An error here is the script's, not that of who refers to the symbol.
        if let Err(error) = &value {
            self.fail(error);
        }
        self.define(name, Definition { value, rule: FixedRule::Assigned, place });
        Ok(())
    }

    /// `(name = value)`.
    fn in_brackets(&mut self, lexer: &mut Lexer, rule: FixedRule) -> Result<(), Failure> {
        expect(lexer, "(", "`(`")?;
        let name = match lexer.token()? {
            Token::Name(name) | Token::Quoted(name) => name,
            found => return Err(syntax(lexer, "a symbol", found)),
        };
        let place = lexer.place();
        check_name(&place, name)?;
        expect(lexer, "=", "`=`")?;
        let value = self.expression(lexer)?;
        expect(lexer, ")", "`)`")?;
        match (rule, &value) {
            (FixedRule::Assigned, Err(error)) => self.fail(error),
            (FixedRule::Assigned, Ok(_)) | (FixedRule::Provided, _) => {}
        }
        self.define(name, Definition { value, rule, place });
        Ok(())
    }

    /// A later assignment replaces a value; what is provided gives way to any value there is.
    fn define(&mut self, name: &str, definition: Definition) {
        match (definition.rule, self.symbols.get_mut(name)) {
            (FixedRule::Provided, Some(_)) => {}
            (FixedRule::Assigned, Some(old)) => *old = definition,
            (FixedRule::Assigned | FixedRule::Provided, None) => {
                self.symbols.insert(name.to_owned(), definition);
            }
        }
    }

    fn include(&mut self, lexer: &mut Lexer) -> Result<(), Failure> {
        let name = match lexer.file_token()? {
            Token::Name(name) | Token::Quoted(name) => name,
            found => return Err(syntax(lexer, "a file", found)),
        };
        let place = lexer.place();
        if let Err(problem) = self.read_included(name) {
            // The statement is whole: the next one is read.
            self.fail(&ScriptError { place, problem });
        }
        Ok(())
    }

    fn read_included(&mut self, name: &str) -> Result<(), ScriptProblem> {
        if self.open.len() >= INCLUDE_LIMIT {
            return Err(ScriptProblem::TooDeep { what: "scripts", limit: INCLUDE_LIMIT });
        }
        let from = self.open.last().map(ToString::to_string).unwrap_or_default();
        let included = self.includes.open(name, &from, &self.folders);
        let included = included.map_err(|why| ScriptProblem::NotIncluded { file: shortened(name), why })?;
        if self.open.iter().any(|open| **open == *included.name) {
            return Err(ScriptProblem::Cycle { file: included.name });
        }
        self.file(Rc::from(included.name), &included.text);
        Ok(())
    }

    /// `( file file, AS_NEEDED ( file ) -lname )`.
    fn file_list(&mut self, lexer: &mut Lexer) -> Result<(), Failure> {
        expect(lexer, "(", "`(`")?;
        let mut depth = 1;
        while depth > 0 {
            match lexer.file_token()? {
                Token::Mark(",") => {}
                Token::Mark(")") => depth -= 1,
                // Of an archive only what is needed is taken anyway.
                Token::Name("AS_NEEDED") if depth == 1 => {
                    expect(lexer, "(", "`(`")?;
                    depth += 1;
                }
                Token::Name(name) | Token::Quoted(name) => self.files.push(match name.strip_prefix("-l") {
                    Some(library) => LibraryFile::Named(library.to_owned()),
                    None => LibraryFile::Path(name.to_owned()),
                }),
                found => return Err(syntax(lexer, "a file or `)`", found)),
            }
        }
        Ok(())
    }
}

fn syntax(lexer: &Lexer, expected: &'static str, found: Token) -> Failure {
    lexer.error(ScriptProblem::Syntax { expected, found: found.describe() })
}

fn expect(lexer: &mut Lexer, mark: &str, expected: &'static str) -> Result<(), Failure> {
    match lexer.token()? {
        Token::Mark(found) if found == mark => Ok(()),
        found => Err(syntax(lexer, expected, found)),
    }
}

/// Refuses what is no symbol of a program.
fn check_name(place: &ScriptPlace, name: &str) -> Result<(), Failure> {
    let why = match name {
        "." => "there is no place in the output that it could move",
        "" => "a symbol has a name",
        _ => return Ok(()),
    };
    let problem = ScriptProblem::Refused { command: format!("{name} ="), why };
    Err(ScriptError::at(place.clone(), problem))
}

/// A list of words in brackets that mean nothing here.
fn harmless_list(lexer: &mut Lexer) -> Result<(), Failure> {
    expect(lexer, "(", "`(`")?;
    loop {
        match lexer.file_token()? {
            Token::Mark(")") => return Ok(()),
            Token::Mark(",") | Token::Name(_) | Token::Quoted(_) => {}
            found => return Err(syntax(lexer, "a word or `)`", found)),
        }
    }
}

/// Passes the rest of a statement that was not understood: up to its semicolon, or its block's end. Brackets of all
/// kinds are counted alike.
fn skip_statement(lexer: &mut Lexer) {
    let mut open = 0_usize;
    loop {
        match lexer.token() {
            Ok(Token::End) => return,
            Ok(Token::Mark(";")) if open == 0 => return,
            Ok(Token::Mark("{" | "(")) => open += 1,
            Ok(Token::Mark("}")) if open <= 1 => return,
            Ok(Token::Mark("}" | ")")) => open = open.saturating_sub(1),
            Ok(_) => {}
            // A comment or a name without an end, which goes up to the end.
            Err(_) => return,
        }
    }
}
