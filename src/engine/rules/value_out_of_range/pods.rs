//! Bounds of fields of pods and workloads.

use super::{Bounds, TypeRows};

pub(super) const ROWS: &[TypeRows<Bounds>] = &[];
