//! The manual's pages on the codes, within the program: `mpyc explain CODE` shows them anywhere.

use super::Code;

/// The pages, by the names of their codes.
macro_rules! pages {
    ($($code:literal)*) => {
        &[$(($code, include_str!(concat!("../../docs/diagnostics/", $code, ".md")))),*]
    };
}

/// Every code's page, Markdown; sorted by code. A test of the manual makes sure that none is missing.
pub const PAGES: &[(&str, &str)] = pages![
    "E0101" "E0102" "E0103" "E0104" "E0105" "E0106"
    "E0201"
    "E0301" "E0302" "E0303" "E0304" "E0305" "E0306" "E0307" "E0308" "E0309" "E0310"
    "E0401" "E0402" "E0403"
    "E0501" "E0502" "E0503" "E0504" "E0505" "E0506" "E0507" "E0508"
    "E0602" "E0603"
    "E0701" "E0702" "E0703" "E0704" "E0705" "E0706" "E0707" "E0708" "E0709" "E0710"
    "E0801"
    "E0901"
    "L0001" "L0002" "L0003" "L0004" "L0005" "L0006" "L0007" "L0008" "L0009" "L0010"
    "L0011" "L0012" "L0013" "L0014" "L0015" "L0016" "L0017" "L0018" "L0019" "L0020"
    "L0021" "L0022" "L0023" "L0024" "L0025" "L0026" "L0027" "L0028" "L0029" "L0030"
    "L0031" "L0032" "L0033" "L0034" "L0035" "L0036"
    "L0050" "L0051" "L0052" "L0060" "L0061" "L0062"
    "L0101" "L0103" "L0104" "L0106" "L0107"
    "L0201" "L0202" "L0203" "L0204" "L0205" "L0206" "L0207" "L0208" "L0209" "L0210"
    "L0211" "L0212" "L0213" "L0214" "L0215"
    "W0101" "W0102" "W0103"
    "W0301" "W0302" "W0303" "W0304" "W0305" "W0306" "W0307"
    "W0501" "W0601" "W0602"
    "W0701"
    "W0801"
];

/// A code's page.
#[must_use]
pub fn page(code: Code) -> Option<&'static str> {
    PAGES.iter().find(|(name, _)| *name == code.name()).map(|(_, page)| *page)
}
