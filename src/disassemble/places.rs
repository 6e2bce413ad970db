//! What is where in a module, by the map of its link: names for places, and which parts are code.

use crate::map::{Holds, Made, MadeWhat, Map, Part, Places};
use std::collections::BTreeMap;

/// The names of all places that a map has; none without a map.
pub(crate) struct Names<'a> {
    image: Places<'a>,
    rodata: Places<'a>,
    bss: Places<'a>,
    /// What the linker made, by place.
    made: BTreeMap<u64, &'a Made>,
}

impl<'a> Names<'a> {
    pub fn of(map: Option<&'a Map>) -> Names<'a> {
        let places = |part| map.map_or_else(Places::default, |map| map.places(part));
        let made = map.map_or(&[][..], |map| &map.made);
        Names {
            image: places(Part::Image),
            rodata: places(Part::Rodata),
            bss: places(Part::Bss),
            made: made.iter().map(|made| (made.offset, made)).collect(),
        }
    }

    pub fn part(&self, part: Part) -> &Places<'a> {
        match part {
            Part::Image => &self.image,
            Part::Rodata => &self.rodata,
            Part::Bss => &self.bss,
        }
    }
}

/// `f`, `f+0x4`; none if nothing is known of the place.
pub(crate) fn symbol_name(places: &Places, offset: u64) -> Option<String> {
    let (symbol, within) = places.find(offset)?;
    Some(if within == 0 { symbol.name.clone() } else { format!("{}+{within:#x}", symbol.name) })
}

/// The name of a place in the image, of what the linker made there too.
pub(crate) fn place_name(names: &Names, offset: u64) -> Option<String> {
    let made = names.made.get(&offset);
    match made.map(|made| (made.what, &made.target)) {
        Some((MadeWhat::Slot, target)) => Some(format!("slot for {target}")),
        Some((MadeWhat::Stub, target)) => Some(format!("stub for {target}")),
        Some((
            MadeWhat::Entry | MadeWhat::Detour | MadeWhat::Startup | MadeWhat::Copying | MadeWhat::Copied,
            _,
        ))
        | None => symbol_name(&names.image, offset),
    }
}

/// A part of the image that is all code, or all data.
pub(crate) struct Region {
    /// Bytes from the part's start.
    pub start: u64,
    /// The first byte after it.
    pub end: u64,
    /// Instructions, or data.
    pub is_code: bool,
    /// What it is, where that begins.
    pub title: Option<String>,
}

/// The regions of a part: by the map, or all of the image as code and all of the rest as data.
pub(crate) fn regions(map: Option<&Map>, part: Part, size: u64) -> Vec<Region> {
    let is_image = part == Part::Image;
    let Some(map) = map else {
        return vec![Region { start: 0, end: size, is_code: is_image, title: None }];
    };
    let mut regions = Vec::new();
    for made in map.made.iter().filter(|_| is_image) {
        let (is_code, title) = match made.what {
            MadeWhat::Entry => (true, "jump to the entry function".to_owned()),
            MadeWhat::Stub => (true, format!("stub for {}", made.target)),
            MadeWhat::Detour => (true, "detour".to_owned()),
            MadeWhat::Slot => (false, format!("slot for {}", made.target)),
            MadeWhat::Startup => (false, "table for the start-up code".to_owned()),
            MadeWhat::Copying => (true, "code that copies initial values".to_owned()),
            MadeWhat::Copied => (false, "initial values".to_owned()),
        };
        regions.push(Region {
            start: made.offset,
            end: made.offset + made.size,
            is_code,
            title: Some(title),
        });
    }
    for section in map.sections.iter().filter(|section| section.block == part) {
        let title = format!("{} ({})", section.name, section.file);
        let mut start = section.offset;
        let mut is_code = section.holds == Holds::Code;
        let end = section.offset + section.size;
        let mut title = Some(title);
        for (at, holds) in &section.marks {
            if (start..=end).contains(at) && *at > start {
                regions.push(Region { start, end: *at, is_code, title: title.take() });
                start = *at;
            }
            is_code = *holds == Holds::Code;
        }
        if end > start {
            regions.push(Region { start, end, is_code, title });
        }
    }
    regions.sort_by_key(|region| region.start);
    regions
}
