//! Several results of a function as C: a struct, whose members are held as the caller takes them.
//!
//! ```text
//! func f(…) -> (int, float)         typedef struct { rt_obj r0; rt_float r1; } r_f;
//! v4: results = results @f, v2, v3  v4 = (r_f){v2, v3};
//! v6: float = result_item @f, 1, v5 v6 = v5.r1;
//! v7: object = results_tuple @f, v5 v7 = RT_CALL(new_tuple)(2, (rt_obj[]){v5.r0, rt_box_float(v5.r1)});
//! ```

use super::calls::array_call;
use super::entry::boxed;
use super::{Emitter, c_type};
use crate::ir::{Function, FunctionId, Type};

impl Emitter<'_> {
    /// The C type of what the native form of a function gives.
    pub(super) fn result_type(&self, index: usize, function: &Function) -> String {
        if function.result == Type::Results {
            format!("r_{}", self.functions.get(index).cloned().unwrap_or_default())
        } else {
            c_type(function.result).to_owned()
        }
    }

    /// The struct of a function's several results; nothing for a function of one.
    pub(super) fn results_struct(&self, index: usize, function: &Function) -> String {
        if function.result != Type::Results {
            return String::new();
        }
        let members: Vec<String> =
            function.results.iter().enumerate().map(|(i, ty)| format!("{} r{i};", c_type(*ty))).collect();
        format!("typedef struct {{ {} }} {};\n", members.join(" "), self.result_type(index, function))
    }

    /// Several results, which are in a variable, as a tuple. `new_tuple` is what makes it.
    pub(super) fn results_tuple(&self, id: FunctionId, results: &str, new_tuple: &str) -> String {
        let types = self.module.functions.get(id.index()).map_or(&[][..], |function| &function.results);
        let items: Vec<String> =
            types.iter().enumerate().map(|(i, ty)| boxed(*ty, &format!("{results}.r{i}"))).collect();
        array_call(new_tuple, &items)
    }
}
