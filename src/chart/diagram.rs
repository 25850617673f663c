//! A mechanism: its name, and its parts.

use super::ChartSpec;
use super::canvas::Canvas;
use super::element::{Ink, Side};
use super::surface::{LABEL, Rect};
use super::text::{width as text_width, wrap};

/// Height of a line of text in a box.
const LINE: i32 = 200;
/// Air above and below the text of a box.
const AIR: i32 = 110;
/// Distance between boxes.
const GAP: i32 = 120;
/// Most lines in a box.
const LINES: usize = 3;

/// A box with its text.
struct Node {
    lines: Vec<String>,
    width: i32,
    height: i32,
}

impl Node {
    fn new(text: &str, limit: i32) -> Self {
        let lines = wrap(text, LABEL, limit - 240, LINES);
        let widest = lines.iter().map(|line| text_width(line, LABEL)).max().unwrap_or(0);
        let count = i32::try_from(lines.len()).unwrap_or(1);
        Self { lines, width: widest + 240, height: count * LINE + 2 * AIR }
    }

    fn draw(&self, canvas: &mut Canvas, rect: Rect, core: bool) {
        if core {
            canvas.bar(rect, Ink::Main);
        } else {
            canvas.outline(rect, Ink::Axis, 12);
        }
        let ink = if core { Ink::Paper } else { Ink::Text };
        let count = i32::try_from(self.lines.len()).unwrap_or(1);
        let mut y = i32::midpoint(rect.top, rect.bottom) - (count - 1) * LINE / 2;
        let x = i32::midpoint(rect.left, rect.right);
        for line in &self.lines {
            canvas.label(line, (x, y), Side::Middle, ink);
            y += LINE;
        }
    }
}

/// The core, and beside it (wide) or under it (narrow) the parts. The first mark is the core.
pub(super) fn draw(spec: &ChartSpec, width: i32) -> Canvas {
    let Some((core, parts)) = spec.marks.split_first() else {
        return Canvas::new(width, 10);
    };
    let wide = width >= 5000;
    let core = Node::new(&core.label, if wide { width / 3 } else { width - 40 });
    let room = if wide { width - core.width - 700 } else { width - 400 };
    let parts: Vec<Node> = parts.iter().map(|mark| Node::new(&mark.label, room)).collect();
    let heights: i32 = parts.iter().map(|node| node.height + GAP).sum::<i32>() - GAP;
    let column = parts.iter().map(|node| node.width).max().unwrap_or(0);
    if wide {
        let height = heights.max(core.height) + 40;
        let mut canvas = Canvas::new(width, height);
        let middle = height / 2;
        let spine = 20 + core.width + 340;
        let left = spine + 300;
        let own = Rect {
            left: 20,
            top: middle - core.height / 2,
            right: 20 + core.width,
            bottom: middle + core.height / 2,
        };
        canvas.line(&[(own.right, middle), (spine, middle)], Ink::Axis, 15);
        stack(
            &mut canvas,
            &parts,
            (spine, left, left + column),
            (height - heights) / 2,
            Some(middle),
        );
        core.draw(&mut canvas, own, true);
        canvas
    } else {
        let height = core.height + GAP + heights + 40;
        let mut canvas = Canvas::new(width, height);
        let own = Rect { left: 20, top: 20, right: 20 + core.width, bottom: 20 + core.height };
        let top = own.bottom + GAP;
        stack(&mut canvas, &parts, (140, 360, 360 + column), top, Some(own.bottom));
        core.draw(&mut canvas, own, true);
        canvas
    }
}

/// Boxes under each other between `left` and `right`, joined by a spine that reaches `from`.
fn stack(
    canvas: &mut Canvas,
    parts: &[Node],
    (spine, left, right): (i32, i32, i32),
    top: i32,
    from: Option<i32>,
) {
    let mut y = top;
    let mut middles: Vec<i32> = from.into_iter().collect();
    for node in parts {
        let rect = Rect { left, top: y, right, bottom: y + node.height };
        let middle = i32::midpoint(rect.top, rect.bottom);
        canvas.line(&[(spine, middle), (left, middle)], Ink::Axis, 15);
        node.draw(canvas, rect, false);
        middles.push(middle);
        y += node.height + GAP;
    }
    if let (Some(first), Some(last)) = (middles.iter().min(), middles.iter().max()) {
        canvas.line(&[(spine, *first), (spine, *last)], Ink::Axis, 15);
    }
}
