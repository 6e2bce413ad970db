//! What modules tell each other, and ask of each other.

use super::*;
use crate::syntax::{SourceFile, parse};
use std::collections::BTreeMap;
use std::sync::Arc;

fn tree(text: &str) -> Module {
    parse(Rc::new(SourceFile::new("m.py", text))).unwrap()
}

fn in_package(interfaces: &[(&str, &str)]) -> Siblings {
    let interfaces = interfaces.iter().map(|(name, text)| {
        (
            (*name).to_owned(),
            interface(&tree(text), name, &Siblings { package: "p".into(), ..Siblings::default() }),
        )
    });
    Siblings {
        package: "p".into(),
        interfaces: Arc::new(interfaces.collect::<BTreeMap<_, _>>()),
        ..Siblings::default()
    }
}

fn of(text: &str) -> String {
    let siblings = Siblings { package: "p".into(), ..Siblings::default() };
    let text = interface(&tree(text), "p.m", &siblings);
    // Each is read back.
    assert!(stubs::parse("m", &text).is_some(), "{text}");
    text.strip_prefix("def __getattr__(name): ...\n").unwrap().to_owned()
}

#[test]
fn an_interface_has_the_functions_whose_types_others_may_know() {
    let text = of("class C: ...\n\
         def f(a: int, b: list[int], /, c: C, *, d: 'str | None' = None) -> dict[str, int]: ...\n\
         def g(a, b): ...\n\
         def h(*a: int) -> int: ...\n\
         def i(x: float): yield x\n\
         async def j(x: int) -> int: return x\n\
         def k(x: C | int) -> None: ...\n\
         def l(*, x: int = 2, y: bytes) -> bool: ...\n\
         @C\ndef m(x: int) -> int: ...\n\
         LIMIT: int = 3\n");
    assert_eq!(
        text,
        "class C:\n    ...\n\
         def f(a: int, b: list, /, c: p.m.C, *, d: str | None = None) -> dict: ...\n\
         g: object\nh: object\ni: object\nj: object\n\
         def k(x: p.m.C | int) -> None: ...\n\
         def l(*, x: int = 2, y: bytes) -> bool: ...\n\
         m: object\nLIMIT: object\n"
    );
}

#[test]
fn an_interface_says_what_it_gives_on() {
    let text =
        of("from .a import f, g as h\nfrom . import b\nimport c, d.e as e\nfrom ... import far\nx = b\n");
    assert_eq!(
        text,
        "from p.a import f as f\nfrom p.a import g as h\nfrom p import b as b\nimport c as c\n\
         import d.e as e\nfar: object\nx: object\n"
    );
    assert_eq!(of("from .a import *\nfrom .b import f\n"), "from . import *\nfrom p.b import f as f\n");
    assert_eq!(of("try:\n    from .a import f\nexcept ImportError:\n    from .b import f\n"), "f: object\n");
}

#[track_caller]
fn asks(text: &str, siblings: &Siblings, expected: &[&str]) {
    let asked: Vec<String> = asked(&tree(text), siblings, Favour::Size)
        .into_iter()
        .map(|(module, name)| format!("{module} {name}"))
        .collect();
    assert_eq!(asked, expected);
}

#[test]
fn what_is_asked_of_others_is_followed_to_where_it_is() {
    let siblings = in_package(&[
        ("p", "from .a import f\nfrom .a import f as g\nfrom . import b\nx = 1\n"),
        ("p.a", "def f(x: int) -> int: ...\n"),
        ("p.b", "from . import f\n"),
        ("p.x", "def f(x: int) -> int: ...\n"),
        ("p.y", "from .y import round\n"),
    ]);
    let uses = |import: &str, call: &str, expected: &[&str]| {
        asks(
            &format!("{import}\ndef t(n: int):\n    for x in range(n): return [0, {call}]\n"),
            &siblings,
            expected,
        );
    };
    uses("from .a import f", "f(1)", &["p.a f"]);
    uses("from p.a import f as h", "h(n)", &["p.a f"]);
    uses("from . import f, g", "f(g(n))", &["p.a f"]);
    uses("from .b import f", "f(n)", &["p.a f"]);
    uses("from . import a", "a.f(1), a.other(2)", &["p.a f"]);
    uses("import p.a as a", "lambda: a.f(n)", &[]);
    uses("import p.a as a", "a.f(n)", &["p.a f"]);
    uses("from p import b", "b.f(n)", &[]);
    uses("from .a import f", "f(x=1)", &["p.a f"]);
    // As an object.
    uses("from .a import f", "f, f(y=1), f(*[n]), f(), f(1, x=2)", &[]);
    asks("from .a import f\nf(1)\ndef g(n): return f(n)\n", &siblings, &[]);
    // The package has a name of its own there; and what is bound twice may be either.
    uses("from . import x", "x.f(n)", &[]);
    uses("from .a import f\nf = f", "f(n)", &[]);
    uses("from .a import g\nfrom .c import f\nfrom .. import a", "f(n), g(n), a.f(n)", &[]);
    uses("from .y import round", "round(n)", &[]);
}

#[test]
fn names_of_the_firmware_are_the_firmware_s() {
    let siblings = in_package(&[("time", "def sleep(x: int) -> int: ...\n")]);
    asks("from time import sleep\nimport time\ndef f(n: int): sleep(n), time.sleep(n)\n", &siblings, &[]);
}

#[test]
fn an_interface_has_the_classes_of_a_module() {
    let text = of("from typing import Any\n\
         class Base:\n    x: float\n    y = 3\n\
         \x20   def __init__(self, x: float, name: str = 'a\\n', k: float = 0.5, *, big: int = -7): self.x = x\n\
         \x20   def moved(self, by: float) -> 'Base': return self\n\
         \x20   def plain(self): ...\n\
         \x20   @property\n    def size(self) -> int: return 3\n\
         \x20   @staticmethod\n    def of(x: int) -> int: return x\n\
         class Derived(Base):\n\
         \x20   def moved(self, by: float, /) -> 'Derived | None': return None\n\
         def make(x: float = 0.1) -> Base | None: ...\n\
         @make\nclass Other: ...\n\
         def f():\n    class Inner: ...\n");
    assert_eq!(
        text,
        "from typing import Any as Any\n\
         class Base:\n    ...\n    x: float\n\
         \x20   def __init__(self, x: float, name: str = ..., k: float = 0.5, *, big: int = -7) -> object: ...\n\
         \x20   def moved(self, by: float) -> p.m.Base: ...\n\
         \x20   plain: object\n    size: int\n    of: object\n    y: object\n\
         class Derived:\n    ...\n\
         \x20   x: float\n\
         \x20   def moved(self, by: float, /) -> p.m.Derived | None: ...\n\
         \x20   def __init__(self, x: float, name: str = ..., k: float = 0.5, *, big: int = -7) -> object: ...\n\
         \x20   plain: object\n    size: int\n    of: object\n    y: object\n\
         def make(x: float = 0.1) -> p.m.Base | None: ...\nOther: object\nf: object\n"
    );
}

#[test]
fn what_is_known_of_another_module_s_objects_is_asked_of_it() {
    let siblings = in_package(&[(
        "p.a",
        "class Disc:\n    radius: float\n    next: 'Disc'\n\
         \x20   def __init__(self, radius: float, n: int = 1): self.radius = radius\n\
         \x20   def grown(self, by: float) -> 'Disc': return self\n\
         def make() -> Disc | None: ...\n",
    )]);
    let uses = |import: &str, body: &str, expected: &[&str]| {
        asks(&format!("{import}\ndef t(d: Disc, n: int):\n    {body}\n"), &siblings, expected);
    };
    let all = "from .a import Disc, make";
    uses(all, "d.grown(1.0)", &["p.a Disc.grown"]);
    uses(all, "d.grown(by=1.0).grown(2.0)", &["p.a Disc.grown"]);
    uses(all, "d.next.grown(1.0)", &["p.a Disc.grown"]);
    uses(all, "Disc(1.0)", &["p.a Disc.__init__"]);
    uses(all, "Disc(1.0, n=n)", &["p.a Disc.__init__"]);
    uses(all, "x = make()\n    if x: x.grown(1.0)", &["p.a Disc.grown", "p.a make"]);
    uses(
        "from . import a\nfrom .a import Disc",
        "for x in [a.Disc(2.0)]: a.Disc.grown(x, 1.0)",
        &["p.a Disc.__init__"],
    );
    // As objects.
    uses(all, "d.grown, d.grown(), d.other(1), d.grown(1.0, 2), Disc(), d.radius.grown(1.0)", &[]);
    uses("class Disc:\n    def grown(self, by): ...", "d.grown(1.0)", &[]);
}
