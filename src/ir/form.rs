//! The native form of a function as other modules call it: how it takes its arguments and gives its result.
//!
//! ```text
//! (object, float) -> int      rt_obj (*)(rt_obj, rt_float)
//! ```
//!
//! It says all that a caller in another file needs to know, and stands as one word beside the function
//! ([`Form::word`]): a function object with that word can be called so, whichever function it is.

use super::{FunctionId, Module, Type};
use std::fmt;

/// As many parameters as the word has room for.
pub const MAX_PARAMS: usize = 8;

/// Changes when what native forms expect of each other does.
const VERSION: u32 = 2;

/// Printed for the result of what makes an instance.
const NEW: &str = "new";

/// How a function takes its arguments, by their places, and gives its result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Each held as an object, an int, a float or a bool.
    pub params: Vec<Type>,
    /// Held likewise, or nothing.
    pub result: Type,
    /// It makes an instance of the class that is its first argument, which it gives.
    pub makes: bool,
}

impl Form {
    /// None for what only code of the same module can be given, and for too many parameters.
    #[must_use]
    pub fn new(params: Vec<Type>, result: Type) -> Option<Form> {
        let passes = |ty: &Type| *ty != Type::Void && number(*ty).is_some();
        let fits = params.len() <= MAX_PARAMS && params.iter().all(passes) && number(result).is_some();
        fits.then_some(Form { params, result, makes: false })
    }

    /// How a class is called that is given the parameters after it; none as [`Form::new`] says.
    #[must_use]
    pub fn of_class(params: impl IntoIterator<Item = Type>) -> Option<Form> {
        let params = [Type::Object].into_iter().chain(params).collect();
        Some(Form { makes: true, ..Form::new(params, Type::Object)? })
    }

    /// Reads what [`fmt::Display`] writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Form> {
        let (params, result) = text.strip_prefix('(')?.split_once(") -> ")?;
        let params = params.split(", ").filter(|param| !param.is_empty()).map(Type::from_name);
        let params: Vec<Type> = params.collect::<Option<_>>()?;
        match (result, params.split_first()) {
            (NEW, Some((Type::Object, rest))) => Form::of_class(rest.iter().copied()),
            _ => Form::new(params, Type::from_name(result)?),
        }
    }

    /// The form as a number, the same for the same form alone. The lowest bits are the result, the next ones each parameter;
    /// 0 is no form's.
    #[must_use]
    pub fn word(&self) -> u32 {
        let result = if self.makes { 5 } else { number(self.result).unwrap_or(7) };
        let params = self.params.iter().rev().map(|ty| number(*ty).unwrap_or(7));
        // A leading one says where the parameters end.
        let types = params.chain([result]).fold(1, |word, number| word << 3 | number);
        types | VERSION << 28
    }
}

impl Module {
    /// How other modules call a function, if they do.
    #[must_use]
    pub fn form(&self, id: FunctionId) -> Option<Form> {
        let function = self.functions.get(id.index()).filter(|function| function.exported.is_some())?;
        let params = function.params.iter().map(|param| param.ty);
        match self.made_by(id) {
            Some(_) => Form::of_class(params.skip(1)),
            // Other modules get several results as a tuple.
            None if function.result == Type::Results => Form::new(params.collect(), Type::Object),
            None => Form::new(params.collect(), function.result),
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let params: Vec<&str> = self.params.iter().map(|ty| ty.name()).collect();
        write!(f, "({}) -> {}", params.join(", "), if self.makes { NEW } else { self.result.name() })
    }
}

fn number(ty: Type) -> Option<u32> {
    match ty {
        Type::Void => Some(0),
        Type::Object => Some(1),
        Type::Int => Some(2),
        Type::Float => Some(3),
        Type::Bool => Some(4),
        // A pack is on its function's stack; words are viper's, which are called as objects.
        Type::Word | Type::Uword | Type::Address | Type::Pack | Type::View | Type::Results => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_form_reads_back() {
        for text in
            ["() -> void", "(object) -> int", "(int, float, bool, object) -> float", "(object, int) -> new"]
        {
            assert_eq!(Form::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "()",
            "(pack) -> int",
            "(void) -> int",
            "(int) -> word",
            "(int,float) -> int",
            "(int) -> new",
        ] {
            assert_eq!(Form::parse(text), None, "{text}");
        }
    }

    #[test]
    fn no_two_forms_have_one_word() {
        let types = [Type::Object, Type::Int, Type::Float, Type::Bool];
        let mut forms: Vec<Vec<Type>> = vec![Vec::new()];
        let mut last = forms.clone();
        for _ in 0..4 {
            last = last.iter().flat_map(|form| types.map(|ty| [form.as_slice(), &[ty]].concat())).collect();
            forms.extend(last.clone());
        }
        let results = types.into_iter().chain([Type::Void]);
        let all: Vec<Form> = results
            .flat_map(|result| forms.iter().filter_map(move |params| Form::new(params.clone(), result)))
            .collect();
        let making =
            forms.iter().filter(|form| form.len() < 4).map(|form| Form::of_class(form.clone()).unwrap());
        let words: BTreeSet<u32> = all.iter().map(Form::word).chain(making.map(|form| form.word())).collect();
        assert_eq!((all.len(), words.len()), (341 * 5, 341 * 5 + 85));
        assert!(!words.contains(&0));
    }

    #[test]
    fn the_most_parameters_fit_the_word() {
        let form = Form::new(vec![Type::Bool; MAX_PARAMS], Type::Bool).unwrap();
        assert_eq!(form.word() >> 28, VERSION);
        assert_eq!(Form::new(vec![Type::Bool; MAX_PARAMS + 1], Type::Bool), None);
    }
}
