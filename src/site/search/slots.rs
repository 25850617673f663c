//! Places that last: a thing keeps its place when others come and go.

use crate::fingerprint::Fingerprint;

/// Places of things in a table with room to spare.
///
/// A thing stands where the hash of its name says, or as soon after it as there is room; whoever has
/// the smaller hash comes first. So the table depends on the things alone, and one that is added
/// moves only those that stand close behind it. The table doubles as it fills.
#[derive(Debug)]
pub(super) struct Slots {
    /// Number of places, a power of two; the last things may stand a little beyond.
    pub(super) room: u32,
    /// The place of each thing, in the order given.
    pub(super) of: Vec<u32>,
}

impl Slots {
    /// Places for things with these hashes.
    pub(super) fn new(hashes: &[u64]) -> Self {
        let room = (hashes.len() + hashes.len() / 2).next_power_of_two().max(2);
        let room = u32::try_from(room).unwrap_or(1 << 31);
        let mut order: Vec<usize> = (0..hashes.len()).collect();
        order.sort_by_key(|at| (hashes.get(*at), *at));
        let mut of = vec![0; hashes.len()];
        let mut free = 0;
        for at in order {
            let home = hashes.get(at).map_or(0, |hash| hash >> (64 - room.ilog2()));
            let slot = u32::try_from(home).unwrap_or_default().max(free);
            free = slot + 1;
            if let Some(place) = of.get_mut(at) {
                *place = slot;
            }
        }
        Self { room, of }
    }
}

/// The hash of a name made of parts.
pub(super) fn hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> u64 {
    let name = Fingerprint::of_parts(parts).short(16);
    u64::from_str_radix(&name, 16).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EIGHTH: u64 = 1 << 61;

    #[test]
    fn a_thing_stands_where_its_hash_says() {
        let slots = Slots::new(&[5 * EIGHTH, EIGHTH, EIGHTH + 1, 2 * EIGHTH, u64::MAX]);
        assert_eq!((slots.room, slots.of), (8, vec![5, 1, 2, 3, 7]));
        let crowd = Slots::new(&[u64::MAX, u64::MAX - 1, 0, 1, 2]);
        assert_eq!(crowd.of, [8, 7, 0, 1, 2], "there is room behind the last place");
    }

    #[test]
    fn one_more_moves_only_those_close_behind() {
        let names: Vec<u64> = (0..1_000).map(|n: u32| hash([n.to_string().as_str()])).collect();
        let before = Slots::new(&names);
        let after = Slots::new(&[names.as_slice(), &[hash(["new"])]].concat());
        assert_eq!(before.room, after.room);
        let moved = before.of.iter().zip(&after.of).filter(|(a, b)| a != b).count();
        assert!(moved < 12, "{moved} of 1,000 moved");
    }

    #[test]
    fn an_empty_table_has_room() {
        assert_eq!(Slots::new(&[]).room, 2);
    }
}
