//! Forms of fields of pods and workloads.

use super::{Form, TypeRows};

pub(super) const ROWS: &[TypeRows<Form>] = &[];
