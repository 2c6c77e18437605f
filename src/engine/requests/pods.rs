//! Pods as one end of a connection.

use crate::engine::Analysis;
use crate::engine::objects::workload;
use crate::engine::workspace::{Located, ObjectIndex};

/// The pods of a workload of the set.
#[derive(Clone, Debug)]
pub(super) struct Pods<'a> {
    pub(super) index: ObjectIndex,
    pub(super) at: Located<'a>,
    pub(super) pods: workload::Pods<'a>,
}

impl<'a> Pods<'a> {
    pub(super) fn of(analysis: &'a Analysis, index: ObjectIndex) -> Option<Self> {
        let at = analysis.objects.get(index)?;
        Some(Self { index, at, pods: workload::pods(at.object)? })
    }

    pub(super) fn name(&self) -> String {
        self.at.object.id.to_string()
    }

    pub(super) fn namespace(&self) -> &'a str {
        self.at.object.namespace()
    }

    /// `2 pods`.
    pub(super) fn count(&self) -> String {
        match self.pods.replicas {
            Some(1) => "1 pod".to_owned(),
            Some(n) => format!("{n} pods"),
            None if self.at.object.id.kind == "DaemonSet" => "a pod on each node".to_owned(),
            None => "pods while they run".to_owned(),
        }
    }
}
