//! Names that a wrong name may have been meant for.

use std::collections::BTreeSet;

/// Names that are looked through: a hostile object can have a million.
const CANDIDATES_LIMIT: usize = 20_000;

/// The most names that are offered.
const SHOWN: usize = 3;

/// The known names, each with where it is.
#[derive(Debug, Default)]
pub struct Names<'a> {
    names: BTreeSet<(&'a str, String)>,
}

impl<'a> Names<'a> {
    /// Adds names of one place: "the firmware's table", "main.o".
    pub fn add(&mut self, names: impl IntoIterator<Item = &'a str>, place: &str) {
        for name in names {
            if self.names.len() >= CANDIDATES_LIMIT {
                return;
            }
            self.names.insert((name, place.to_owned()));
        }
    }

    /// The names nearest to one, nearest first, each with its place. A third of a name may be wrong, no more than three
    /// letters; swapped neighbours count once.
    pub fn near(&self, name: &str) -> Vec<(&'a str, &str)> {
        let limit = (name.chars().count() / 3).min(3);
        let bare = |name: &str| name.trim_matches('_').to_lowercase();
        let mut near: Vec<(usize, &str, &str)> = Vec::new();
        for (candidate, place) in &self.names {
            if candidate.len().abs_diff(name.len()) > limit + 2 {
                continue;
            }
            // Underscores at the ends and case are the likeliest mistakes.
            let distance = if bare(candidate) == bare(name) && !bare(name).is_empty() {
                0
            } else {
                strsim::osa_distance(candidate, name)
            };
            if distance <= limit && *candidate != name {
                near.push((distance, candidate, place));
            }
        }
        near.sort_unstable();
        near.dedup_by_key(|(_, candidate, _)| *candidate);
        near.into_iter().take(SHOWN).map(|(_, candidate, place)| (candidate, place)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_comes_first_and_what_is_far_not_at_all() {
        let mut names = Names::default();
        names.add(["mp_obj_new_tuple", "mp_obj_new_list", "mp_obj_new_str", "memset"], "the table");
        names.add(["sum"], "a.o");
        assert_eq!(names.near("mp_obj_new_tupel"), [("mp_obj_new_tuple", "the table")]);
        assert_eq!(names.near("__memset"), [("memset", "the table")]);
        assert_eq!(names.near("Sum"), [("sum", "a.o")]);
        assert_eq!(names.near("x"), []);
        assert_eq!(names.near("mp_map_lookup"), []);
    }
}
