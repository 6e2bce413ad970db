//! The C that stands behind a C file, so that the compiler holds the file against its stub.
//!
//! ```text
//! #include "fast.c"
//! #line 3 "fast.pyi"
//! float dot(const float *a, size_t a_length, const float *b, size_t b_length);    a conflict is at the stub's line 3
//! extern __typeof__(dot) c_fast_dot __attribute__((alias("dot")));                so is a function that is not there
//! ```
//!
//! By the alias compiled Python calls the function: it may be static, and its name may be one of the runtime's.

use super::{ItemKind, Library, python};
use crate::ir::signature::{Number, Signature, enumeration};
use crate::target::FloatKind;
use std::fmt::Write as _;

/// What is compiled behind a C file.
#[must_use]
pub fn glue(library: &Library, float: FloatKind) -> String {
    let float = match float {
        FloatKind::Single => "float",
        FloatKind::Double => "double",
    };
    let mut text = format!(
        "\n#include <stdbool.h>\n#include <stddef.h>\n#include <stdint.h>\ntypedef {float} rt_float;\n"
    );
    let spelled = |number: &Number| number.c();
    for (name, item) in &library.items {
        let mut at = |span: crate::syntax::Span, line: &str| {
            let number = library.stub.line(span.start);
            let _ = writeln!(text, "#line {number} {:?}\n{line}", library.stub.name);
        };
        match &item.kind {
            ItemKind::Function { signature, .. } => {
                at(item.span, &format!("{};", signature.prototype(name, false, &spelled)));
                let symbol = signature.symbol();
                at(
                    item.span,
                    &format!("extern __typeof__({name}) {symbol} __attribute__((used, alias(\"{name}\")));"),
                );
            }
            ItemKind::Enum(members) => {
                for member in members {
                    at(member.span, &equal(&member.name, member.value));
                }
                let values = || members.iter().map(|member| member.value);
                let (low, high) = (values().min().unwrap_or(0), values().max().unwrap_or(0));
                at(
                    item.span,
                    &format!(
                        "{} _Static_assert(sizeof(enum {name}) == sizeof(enum c_{name}) && ((enum {name})-1 < 0) == ((enum c_{name})-1 < 0), \
                         \"the stub lacks enumerators\");",
                        enumeration(name, low, high)
                    ),
                );
            }
            ItemKind::Constant(value) => at(item.span, &equal(name, *value)),
            ItemKind::Opaque => at(item.span, &format!("struct {name};")),
            ItemKind::Struct(fields) => {
                let size = python::size(library, name);
                at(
                    item.span,
                    &format!(
                        "{} {{ return sizeof(struct {name}); }}",
                        size.prototype(&size.symbol(), true, &spelled)
                    ),
                );
                for field in fields {
                    let [get, set] = python::accessors(library, name, field);
                    let place = format!("mpyc_at->{}", field.name);
                    at(
                        field.span,
                        &format!(
                            "_Static_assert(__builtin_types_compatible_p(__typeof__(((struct {name} *)0)->{}), {}), \"another type\");",
                            field.name,
                            spelled(&field.number)
                        ),
                    );
                    at(
                        field.span,
                        &format!("{} {{ return {place}; }}", get.prototype(&get.symbol(), true, &spelled)),
                    );
                    at(
                        field.span,
                        &format!(
                            "{} {{ {place} = mpyc_value; }}",
                            set.prototype(&set.symbol(), true, &spelled)
                        ),
                    );
                }
            }
        }
    }
    text
}

fn equal(name: &str, value: i64) -> String {
    // A literal of the smallest number does not exist.
    let value = if value == i64::MIN { format!("(-{}LL - 1)", i64::MAX) } else { format!("{value}LL") };
    format!("_Static_assert((long long)({name}) == {value}, \"another number\");")
}

/// What C calls a declaration means, for messages: the prototype.
#[must_use]
pub fn meaning(name: &str, signature: &Signature) -> String {
    signature.prototype(name, true, &|number| match number {
        Number::Float => "mp_float_t".into(),
        other => other.c(),
    })
}
