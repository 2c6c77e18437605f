//! Words of fields of pods and workloads.

use super::{TypeRows, Words};

pub(super) const ROWS: &[TypeRows<Words>] = &[];
