//! f-strings.

use super::{Lower, Lowered};
use crate::ir::{self, Imm, Op, ValueId};
use crate::syntax::{Conversion, FStringPart};

impl Lower<'_> {
    /// An f-string is a call of `str.format`, as the firmware's own compiler makes it (`py/lexer.c`).
    pub(super) fn fstring(&mut self, parts: &[FStringPart]) -> Lowered<ValueId> {
        let mut format = String::new();
        let mut values = Vec::new();
        self.format_parts(parts, &mut format, &mut values)?;
        if values.is_empty() {
            let text = format.replace("{{", "{").replace("}}", "}");
            return Ok(self.string(&text));
        }
        let mut args = vec![self.string(&format)];
        args.extend(values);
        let imms = vec![Imm::Str("format".into()), Imm::Names(Vec::new())];
        Ok(self.builder.value(Op::CallMethod, imms, args, ir::Type::Object))
    }

    fn format_parts(
        &mut self,
        parts: &[FStringPart],
        format: &mut String,
        values: &mut Vec<ValueId>,
    ) -> Lowered<()> {
        for part in parts {
            match part {
                FStringPart::Literal(text) => {
                    format.push_str(&text.replace('{', "{{").replace('}', "}}"));
                }
                FStringPart::Field { value, debug, conversion, spec } => {
                    if let Some(debug) = debug {
                        format.push_str(&debug.replace('{', "{{").replace('}', "}}"));
                    }
                    let value = self.object(value)?;
                    values.push(value);
                    format.push('{');
                    match conversion {
                        Some(Conversion::Repr) => format.push_str("!r"),
                        Some(Conversion::Str) => format.push_str("!s"),
                        Some(Conversion::Ascii) => format.push_str("!a"),
                        None => {}
                    }
                    if let Some(spec) = spec {
                        format.push(':');
                        self.format_parts(spec, format, values)?;
                    }
                    format.push('}');
                }
            }
        }
        Ok(())
    }
}
