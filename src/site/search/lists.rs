//! The places of one key: noted one after the other, renewed, and written in as few bits as it takes.

use super::bits::{Bits, low};
use super::found::{Place, small};
use serde::{Deserialize, Serialize};

/// What stands with a place: its number in the series, the count of positions, the positions.
type Told = Vec<u32>;

/// What is told with each place of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Form {
    /// Several places may have one slot, each with a number.
    figures: bool,
    positions: bool,
}

/// Places of one sort: numbers of seven bits a byte, until it is known how many there are.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Section {
    bytes: Vec<u8>,
    count: u32,
    /// One more than the last slot.
    next: u32,
}

impl Section {
    fn slot(&mut self, slot: u32) {
        self.push(slot.wrapping_sub(self.next));
        self.count += 1;
        self.next = slot + 1;
    }

    /// A slot that may be the last one again: the step may be none.
    fn slot_again(&mut self, slot: u32) {
        self.push(slot + 1 - self.next.min(slot + 1));
        self.count += 1;
        self.next = slot + 1;
    }

    /// Calls `each` with the places in order, until it says no.
    fn walk(&self, form: Form, mut each: impl FnMut(u32, &[u32]) -> bool) {
        let mut numbers = self.numbers();
        let (mut next, mut told) = (0, Told::new());
        for _ in 0..self.count {
            let Some(step) = numbers.next() else { break };
            next += if form.figures { step } else { step + 1 };
            told.clear();
            told.extend(if form.figures { numbers.next() } else { None });
            if form.positions {
                let count = numbers.next().unwrap_or_default();
                told.push(count);
                told.extend(numbers.by_ref().take(usize::try_from(count).unwrap_or_default()));
            }
            if !each(next - 1, &told) {
                break;
            }
        }
    }

    /// Whether a place has one of these slots.
    fn has(&self, form: Form, slots: &Marks) -> bool {
        let mut found = false;
        self.walk(form, |slot, _| {
            found = slots.has(slot);
            !found
        });
        found
    }

    /// The places that have none of the slots of `gone`, and those of `more`.
    fn with(&self, form: Form, gone: &Marks, more: &Self) -> Self {
        let mut all: Vec<(u32, Told)> = Vec::new();
        self.walk(form, |slot, told| {
            all.extend((!gone.has(slot)).then(|| (slot, told.to_vec())));
            true
        });
        more.walk(form, |slot, told| {
            all.push((slot, told.to_vec()));
            true
        });
        // Those of one slot come from one text, and stay in its order.
        all.sort_by_key(|(slot, _)| *slot);
        let mut out = Self::default();
        for (slot, told) in all {
            if form.figures {
                out.slot_again(slot);
            } else {
                out.slot(slot);
            }
            for number in told {
                out.push(number);
            }
        }
        out
    }

    fn push(&mut self, mut value: u32) {
        while value > 127 {
            self.bytes.extend(u8::try_from(value & 127 | 128));
            value >>= 7;
        }
        self.bytes.extend(u8::try_from(value));
    }

    fn numbers(&self) -> impl Iterator<Item = u32> {
        let mut bytes = self.bytes.iter();
        std::iter::from_fn(move || {
            let (mut value, mut shift) = (0, 0);
            loop {
                let byte = u32::from(*bytes.next()?);
                value |= (byte & 127) << shift;
                shift += 7;
                if byte < 128 {
                    return Some(value);
                }
            }
        })
    }
}

/// Some slots.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<bool>);

impl Marks {
    /// Marks a slot.
    pub(super) fn add(&mut self, slot: u32) {
        let at = usize::try_from(slot).unwrap_or(usize::MAX);
        if self.0.len() <= at {
            self.0.resize(at + 1, false);
        }
        self.0.get_mut(at).into_iter().for_each(|mark| *mark = true);
    }

    /// Whether a slot is marked.
    pub(super) fn has(&self, slot: u32) -> bool {
        usize::try_from(slot).is_ok_and(|at| self.0.get(at).copied().unwrap_or_default())
    }
}

/// Slots of some texts.
#[derive(Debug, Default)]
pub(super) struct Gone {
    /// Of articles.
    pub(super) articles: Marks,
    /// Of things and series.
    pub(super) heads: Marks,
}

/// The places of one key.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Lists {
    bodies: Section,
    heads: Section,
    figures: Section,
}

impl Lists {
    /// Notes a place that comes after all of its sort.
    pub(super) fn note(
        &mut self,
        place: Place,
        positions: impl ExactSizeIterator<Item = u32>,
        single: bool,
    ) {
        let section = match place {
            Place::Body(slot) => return self.bodies.slot(slot),
            Place::Head(slot) | Place::Series(slot) => {
                self.heads.slot(slot);
                &mut self.heads
            }
            Place::Figure(slot, number) => {
                // Figures of one series follow one another.
                self.figures.slot_again(slot);
                self.figures.push(number);
                &mut self.figures
            }
        };
        if !single {
            section.push(small(positions.len()));
            positions.for_each(|position| section.push(position));
        }
    }

    /// The sections, how each is told, and which of its places are no more.
    fn sections<'s>(&'s self, single: bool, gone: &'s Gone) -> [(&'s Section, Form, &'s Marks); 3] {
        let form = |figures| Form { figures, positions: !single };
        [
            (&self.bodies, Form { figures: false, positions: false }, &gone.articles),
            (&self.heads, form(false), &gone.heads),
            (&self.figures, form(true), &gone.heads),
        ]
    }

    /// Without the places of `gone`, and with those of `more`; none where nothing is to be done.
    pub(super) fn changed(&self, single: bool, gone: &Gone, more: Option<&Self>) -> Option<Self> {
        let sections = self.sections(single, gone);
        if more.is_none() && !sections.iter().any(|(section, form, gone)| section.has(*form, gone))
        {
            return None;
        }
        let none = Self::default();
        let more = more.unwrap_or(&none).sections(single, gone);
        let merge = |((section, form, gone), (more, ..)): (_, (&Section, Form, &Marks))| {
            let section: &Section = section;
            section.with(form, gone, more)
        };
        let [bodies, heads, figures] = sections;
        let [more_bodies, more_heads, more_figures] = more;
        Some(Self {
            bodies: merge((bodies, more_bodies)),
            heads: merge((heads, more_heads)),
            figures: merge((figures, more_figures)),
        })
    }

    /// Whether there is no place.
    pub(super) const fn is_empty(&self) -> bool {
        self.bodies.count + self.heads.count + self.figures.count == 0
    }

    /// Each section: how many places, then the steps between their slots. Those of heads and figures
    /// have positions, when `single` is not set.
    pub(super) fn encoded(&self, rooms: Rooms, single: bool) -> String {
        let mut bits = Bits::default();
        bits.gamma(self.bodies.count + 1);
        let small = low(rooms.articles, self.bodies.count);
        self.bodies.numbers().for_each(|step| bits.rice(step, small));
        for (section, figures) in [(&self.heads, false), (&self.figures, true)] {
            bits.gamma(section.count + 1);
            let small = low(rooms.heads, section.count);
            let mut numbers = section.numbers();
            let (mut number, mut usual) = (0, 0);
            for nth in 0..section.count {
                let Some(step) = numbers.next() else { break };
                bits.rice(step, small);
                if figures {
                    let now = numbers.next().unwrap_or_default();
                    bits.gamma(if step == 0 && nth > 0 { now - number } else { now + 1 });
                    number = now;
                }
                if !single {
                    usual = positions(&mut bits, &mut numbers, usual);
                }
            }
        }
        bits.finish()
    }
}

/// Writes how many positions there are, whether the first is the `usual` one, and the steps to the
/// others; returns the first.
fn positions(bits: &mut Bits, numbers: &mut impl Iterator<Item = u32>, usual: u32) -> u32 {
    let count = numbers.next().unwrap_or_default();
    bits.gamma(count);
    let first = numbers.next().unwrap_or_default();
    bits.put(u32::from(first == usual), 1);
    if first != usual {
        bits.gamma(first + 1);
    }
    let mut last = first;
    for position in numbers.take(usize::try_from(count).unwrap_or_default().saturating_sub(1)) {
        bits.gamma(position - last);
        last = position;
    }
    first
}

/// How many slots there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rooms {
    /// Of articles.
    pub(super) articles: u32,
    /// Of things and series.
    pub(super) heads: u32,
}
