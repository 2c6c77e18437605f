//! Frames side by side: many namespaces one below the other would be a strip that nobody sees as a whole.

use super::PADDING;

/// A drawing lower than this is never parted.
const LOW: f32 = 1600.0;
/// How much wider than high a screen is.
const SCREEN: f32 = 1.5;

/// How far right and down each frame stands: frames of this width and these heights, in their order, column by
/// column, in as many columns as make the whole most like a screen.
pub(super) fn beside(width: f32, heights: &[f32]) -> Vec<(f32, f32)> {
    let one = columns(1, heights);
    if total(&one, heights) <= LOW {
        return placed(&one, width, heights);
    }
    let size = |columns: &Vec<usize>| {
        let wide = columns.iter().max().map_or(0.0, |last| (*last as f32 + 1.0) * (width + PADDING));
        (wide / SCREEN).max(total(columns, heights))
    };
    let all = (1..=heights.len()).map(|count| columns(count, heights));
    let best = all.min_by(|a, b| size(a).total_cmp(&size(b)));
    placed(&best.unwrap_or(one), width, heights)
}

/// The column of each frame when there are at most so many: a column ends where its share of the height does.
fn columns(count: usize, heights: &[f32]) -> Vec<usize> {
    let share = heights.iter().sum::<f32>() / count as f32;
    let mut before = 0.0;
    let column = |height: &f32| {
        let middle = before + height / 2.0;
        before += height;
        ((middle / share) as usize).min(count - 1)
    };
    heights.iter().map(column).collect()
}

/// The height of the highest column.
fn total(columns: &[usize], heights: &[f32]) -> f32 {
    let of = |frame: &(f32, f32), height: &f32| frame.1 + height;
    placed(columns, 0.0, heights).iter().zip(heights).map(|(frame, height)| of(frame, height)).fold(0.0, f32::max)
}

fn placed(columns: &[usize], width: f32, heights: &[f32]) -> Vec<(f32, f32)> {
    let (mut down, mut last) = (0.0, 0);
    let mut out = Vec::with_capacity(heights.len());
    for (column, height) in columns.iter().zip(heights) {
        if *column != last {
            (down, last) = (0.0, *column);
        }
        out.push((*column as f32 * (width + PADDING), down));
        down += height + PADDING;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_frames_stand_one_below_the_other() {
        assert_eq!(beside(1000.0, &[300.0, 400.0]), [(0.0, 0.0), (0.0, 300.0 + PADDING)]);
        assert!(beside(1000.0, &[]).is_empty());
    }

    #[test]
    fn many_frames_fill_a_screen_and_keep_their_order() {
        let placed = beside(1000.0, &[1000.0; 6]);
        let columns = |x: f32| placed.iter().filter(|frame| frame.0 == x).count();
        assert_eq!((columns(0.0), columns(1000.0 + PADDING)), (2, 2), "{placed:?}");
        assert!(placed.is_sorted_by(|a, b| (a.0, a.1) < (b.0, b.1)), "{placed:?}");
    }
}
